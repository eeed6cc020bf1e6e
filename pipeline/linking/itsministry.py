"""Its ministry: whose figures an office without a country's name tells, behind a sentence on one country among those of a report."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.state import Held

#: What is made, sown and shipped in one country, in a report on the market for it.
_MADE = {"production_volume", "export_volume", "import_volume", "inventories", "exports", "imports"}
#: How the offices are called that one country has, and so many items a sentence begins with.
_OFFICES, _FIRST = ("ministry", "government", "customs service", "statistics office"), 4


@only(codes=_MADE)
def of_its_ministry(draft: Draft) -> None:
    """The country told of in the sentence before, for what its office says: "Russia shipped 21 million tonnes. The agriculture ministry has
    cut its crop forecast to 72 million", in a report on wheat."""
    story, holder = draft.story, draft.holder
    told = story.facts[-1] if story.facts else None
    if told is None or holder is None or told.reporter == holder.value or len(told.reporter or "") != 2:
        return
    if not is_country(told.reporter or "") or any(item.kind == "L" for item in draft.items):
        return
    begin = story.sentence.start
    if told.char_start >= begin:
        before = next((f for f in story.facts[-2::-1] if f.char_start < begin), None)
        if before is None or before.reporter != told.reporter or told.metric not in _MADE:
            return  # "and last year farmers brought in 97 million": as the forecast right before
    elif "\n" in story.text[told.char_end : begin]:
        return
    opening = story.scenes[0].clause.items[:_FIRST] if story.scenes else []
    if any(item.kind == "B" and item.low.endswith(_OFFICES) for item in opening):
        draft.belongs_to(Held(told.reporter or "", told.char_start, told.char_end))
