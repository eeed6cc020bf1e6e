"""Posted by: whose a number is that a participle behind it gives to another: "below the 3.3 per cent pace of growth posted by Mexico",
"after the 26.2 percent recorded in Greece"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.subject import FLOWS
from pipeline.vocabulary import entries

#: Words that are asked for at every number, looked up once.
_POSTED = entries.words("readings", "set")
#: So many items stand at most between a number and its participle: "the 3.3 per cent pace of growth posted".
_NEAR = 5
#: What of a name may stand in between, and what goes on with the name of a place, so that it is none by itself.
_NAMING, _GOES_ON = {"w", "N", "M", "H", "P"}, {"w", "B", "C", "N", "M", "P", "'"}


def posted_at(items: Sequence[Item], at: int) -> Item | None:
    """The place or company that a participle behind a number says it is of."""
    verb = next((j for j, item in enumerate(items[at + 1 : at + _NEAR], at + 1) if item.low in _POSTED), 0)
    if not verb or verb + 2 >= len(items) or items[verb + 1].low not in {"by", "in"}:
        return None
    if any(item.kind not in _NAMING and item.low != "of" for item in items[at + 1 : verb]):
        return None  # "20 percent more than was recorded in Peru"
    named = verb + 3 if items[verb + 2].kind == "E" else verb + 2
    if named >= len(items) or items[named].kind not in {"L", "C"} or items[named].form == "region":
        return None
    behind = items[named + 1 : named + 2]
    return None if behind and behind[0].kind in _GOES_ON else items[named]


def of_whoever_posted(draft: Draft) -> None:
    """The other country or company that a number beside one's own is told to be of."""
    owner = posted_at(draft.items, draft.at)
    if owner is None or draft.holder is None or owner.code == draft.holder.value:
        return
    at_home = draft.metric.data.get("home") == "country"
    if owner.kind == "C":
        if not at_home:
            draft.belongs_to(owner)
    elif (
        at_home
        and draft.partners
        and draft.metric.code in FLOWS
        and draft.items[draft.items.index(owner) - 1].low == "in"
    ):
        draft.partners = [owner]  # "Exports to Japan rose 9 percent, against the 12 percent rise seen in China"
    elif at_home:
        draft.belongs_to(owner, *draft.partners)


def is_of_another(draft: Draft) -> bool:
    """Whether a number was given to another than the one told of, so that it is of the same time as the one it is set beside."""
    owner = posted_at(draft.items, draft.at)
    told = draft.story.facts[-1] if draft.story.facts else None
    return owner is not None and told is not None and owner.code != told.reporter
