"""Same before: whose a number is that goes on from the one before it in its clause, its sentence or the sentence before."""

from __future__ import annotations

from pipeline.linking.companies import nth_company
from pipeline.linking.draft import Draft
from pipeline.linking.metric import RATIOS, WAYS
from pipeline.linking.names import is_economy
from pipeline.linking.only import only
from pipeline.linking.part import flow_of
from pipeline.linking.placesinturn import goes_on_from
from pipeline.linking.sides import place_behind
from pipeline.linking.state import Held
from pipeline.linking.subject import FLOWS
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_STAND_IN = entries.words("readings", "stand_in")
_MORE = entries.words("readings", "more_of_it")


def _compared_there(draft: Draft, holder: Held) -> None:
    """Gives what a company's figure in a place is compared with to the company: "Its share of the U.S. market was 19 percent, compared
    with 19.5 percent a year ago"."""
    told = draft.story.facts[-1] if draft.story.facts else None
    if (
        told is None
        or told.metric != draft.metric.code
        or told.partner != holder.value
        or told.reporter == holder.value
    ):
        return
    if told.char_start >= draft.story.sentence.start and not any(item.kind in {"C", "L", "B"} for item in draft.items):
        draft.holder = Held(told.reporter, told.char_start, told.char_end)
        draft.partners = [item for item in draft.state.partners if item.code == told.partner]


def same_as_before(draft: Draft) -> None:
    """The holder of the number before in the clause, where no name stands between them."""
    fact, holder = draft.scene.fact, draft.holder
    if fact is None and draft.clause.cue == "with" and draft.measure == "share_pct":
        told = draft.story.facts[-1:]  # "profit rose to 410 billion won, with chips accounting for 42 percent"
        alike = told and told[0].metric == draft.metric.code and told[0].char_start >= draft.story.sentence.start
        if alike and not any(item.kind in {"C", "L", "B"} for item in draft.items):
            draft.holder = Held(told[0].reporter, told[0].char_start, told[0].char_end)
        return
    if fact is None and draft.reading.rule == "from" and goes_on_from(draft):
        draft.holder = Held(draft.story.facts[-1].reporter, draft.items[draft.at].start, draft.items[draft.at].end)
        return
    above = draft.scene.parent.fact if fact is None and draft.scene.parent is not None else None
    if above is not None and draft.clause.link in {"same", "compare"} and draft.how == "sentence":
        lone = not any(item.kind in {"C", "L", "B"} for item in draft.items)
        if lone and above.metric == draft.metric.code and above.metric not in FLOWS and is_economy(above.reporter):
            draft.holder = Held(above.reporter, above.char_start, above.char_end)  # "and easing to 2.1% by August"
            return
    if above is not None and draft.clause.link == "same" and draft.how == "sentence":
        return
    if fact is None and draft.clause.link == "compare" and holder is not None:
        _compared_there(draft, holder)
        return
    if fact is None or fact.metric != draft.metric.code or draft.order >= 0:
        return
    if holder is not None and holder.value == fact.reporter:
        return
    items, at = draft.items, draft.at
    if draft.clause.cue == "with" and nth_company(draft.scene, at) is not None:
        return  # "X and Y came third and fourth, with 9.8% and 6.9%"
    last = next((j for j in range(at - 1, -1, -1) if items[j].start == fact.char_start), -1)
    owned = (
        draft.reading.rule == "from" and fact.measure == "share_pct"
    )  # "to 40 percent of X's sales, from 30 percent"
    moved = at > 1 and items[at - 1].low == "from" and items[at - 2].kind == "D" and draft.reading.old
    if moved and last >= 0 and not any(item.kind in {"C", "L"} for item in items[at : at + 4]):
        draft.holder = Held(fact.reporter, fact.char_start, fact.char_end)  # "13.9% in the euro area, down from 14.2%"
        return
    if place_behind(items, at) is not None and draft.metric.data.get("home") == "country":
        return  # "slowed to 1.2 percent in April, and to 0.8 percent in France"
    if last >= 0 and (owned or not any(item.kind in {"C", "L", "O", "B"} for item in items[last + 1 : at])):
        draft.holder = Held(fact.reporter, fact.char_start, fact.char_end)


def of_figure(draft: Draft) -> None:
    """Whose the number before is, for "the figure" that stands for it: not the company told of last."""
    told, held = draft.story.facts[-1] if draft.story.facts else None, draft.state.metric
    if draft.how != "context" or held is None or draft.story.number - held.sentence > 1:
        return
    if told is None or told.metric != draft.metric.code:
        return
    if draft.items[0].low == "in" and any(item.kind == "L" and item.form != "region" for item in draft.items[:3]):
        return  # "In France, the figure of 46.2 was the lowest"
    if draft.at > 1 and [item.kind for item in draft.items[draft.at - 2 : draft.at]] == ["C", "'"]:
        return  # "The figure tops Torvik's 9 percent gain"
    ratio = (
        told.metric in RATIOS and draft.reading.rule == "percent of"
    )  # "An exception was a rise to 52 percent of GDP"
    ratio = ratio and not any(item.kind in {"C", "L", "B"} for item in draft.items[: draft.at])
    put = [item.low for item in draft.items[max(0, draft.at - 2) : draft.at]] == ["it", "at"]  # "Sovecon puts it at"
    if not (ratio or put) and all(
        item.low not in _STAND_IN for item in [*draft.items[:2], *draft.items[max(0, draft.at - 2) : draft.at]]
    ):
        return
    if told.reporter:
        draft.holder = Held(told.reporter, told.char_start, told.char_end)


@only(codes=WAYS, words=_MORE)
def of_more_of_it(draft: Draft) -> None:
    """Whose trade the number before is and with whom, for more of the same goods: "and another 400 tonnes is expected in May"."""
    told = draft.story.facts[-1] if draft.story.facts else None
    lead = [item.low for item in draft.items[: draft.at] if item.kind not in {"G", "J"}]
    if told is None or draft.how == "read" or flow_of(told.metric) != flow_of(draft.metric.code):
        return
    if len(lead) > 2 or not lead or lead[-1] not in _MORE or told.reporter is None:
        return
    draft.holder = Held(told.reporter, told.char_start, told.char_end)
    if all(place.start < draft.clause.items[0].start for place in draft.partners):
        draft.partners = [place for place in draft.state.partners if place.code == told.partner]
