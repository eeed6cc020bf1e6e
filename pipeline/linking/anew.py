"""Anew: whether an older value is no older figure but an earlier forecast or plan of the same time."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.period import span_of, words
from pipeline.linking.retold import retold_gain
from pipeline.linking.yearsinturn import ANEW
from pipeline.periods.period import Period
from pipeline.vocabulary import entries

#: What nobody raises or lowers but in a forecast.
_NEVER_RAISED = {"gdp", "consumer_prices", "core_consumer_prices"}
#: What a plan is called that no longer holds.
_BEFORE = {"previous", "prior", "earlier", "original"}
#: So many characters behind a number tell that it was expected: " that analysts had expected".
_THAT = 34


def is_told_anew(draft: Draft) -> bool:
    """Whether a forecast is another one now: "now expects growth of 2.1 percent, up from 1.9 percent", or both are ranges."""
    return _is_range_again(draft) or any(item.low == "now" for item in [*draft.clause.before, *draft.items[: draft.at]])


def _is_range_again(draft: Draft) -> bool:
    """Whether a range is set against one, as no figure that is known is: "narrowed its budget to $30-32 million from $28-32 million"."""
    last = draft.scene.last_fact()
    return draft.quantity.low is not None and last is not None and last.value_low is not None


def is_forecast_beside(draft: Draft) -> bool:
    """Whether the value compared with was forecast for the same time: "compared with a median forecast for a 0.4% gain"."""
    scene, number = draft.scene, draft.items[draft.at]
    if draft.clause.link != "compare":
        return False
    behind = draft.story.text[number.end : number.end + _THAT].lower()
    end = (
        number.end + len(behind) if behind.startswith(" that ") else scene.end
    )  # "the 14,000 that analysts had expected"
    return any(
        cue.kind == "status" and cue.code != "hypothetical" and scene.start <= cue.start < end
        for cue in draft.story.cues
    )


#: Indices of what firms and households were asked, and what of.
_SURVEYED, _ASKED = {"business_confidence", "consumer_confidence", "pmi"}, {"expectations", "outlook", "sub-index"}


def is_earlier_forecast(draft: Draft) -> bool:
    """Whether a forecast is compared with an earlier one of the same time: "compared with 3.2 in June and a forecast of 3.3"."""
    items, at, governor = draft.items, draft.at, draft.reading.governor
    if draft.metric.code in _SURVEYED and any(item.low.removeprefix("the ") in _ASKED for item in items[:3]):
        return False  # "Expectations darkened to 89.0 from 90.3"
    near = items[max(0, at - 4) : at]
    if any(item.low in words("foresight") for item in near[-3:]):
        return True
    if any(a.low in _BEFORE and b.low in entries.words("forecasts", "guided") for a, b in pairwise(near)):
        return True  # "to $5.8 billion from a previous range of $6 billion"
    if _moves_by_itself(draft):
        return False
    if draft.reading.rule == "from" and _is_range_again(draft):
        return True
    line = next(
        (i for i, item in enumerate(items) if item.low.endswith("line") or item.low == "in line with"), len(items)
    )
    if any(
        item.low.rpartition(" ")[2] in words("foresight") for item in items[:line]
    ):  # "in line with a forecast": met
        return True
    if draft.metric.code == "dividend" and not is_told_anew(draft):
        return False  # "intends to raise its dividend to 2.00 euros from 0.70 euros": what it paid for the year before
    if draft.metric.code in _NEVER_RAISED and any(x.kind == "V" and x.code in {"raise", "lower"} for x in items[:at]):
        return True  # "while Brazil's was raised to 0.9 percent from 0.8 percent"
    last = draft.scene.last_fact()
    if last is None:
        return False
    if last.status in {"forecast", "target"} and not _is_of_year_before(draft):
        return True
    return governor is not None and governor.code in {"raise", "lower"}


def _moves_by_itself(draft: Draft) -> bool:
    """Whether a figure is foreseen to move from its last value to the next: "is expected to ease to 2.8% in July from 2.9%"; whoever
    raises or lowers a forecast sets it against the earlier one."""
    before = draft.items[: draft.at]
    if draft.items[draft.at - 1].low != "from" or any(item.code in {"raise", "lower"} for item in before):
        return False
    foresight = [
        a
        for a, b in pairwise(before)
        if a.low.rpartition(" ")[2] in words("foresight") and not (a.kind == "V" and b.low == "to")
    ]
    if foresight or is_told_anew(draft) or any(item.low.startswith("previous") for item in before):
        return False
    narrows = any(
        a.low.startswith(("narrow", "widen")) and b.low in {"its", "their", "the"} for a, b in pairwise(before)
    )
    plain = [item for item in before if item.kind != "G"]  # "is seen slowing sharply to 0.8% from 2.2%"
    return (
        narrows
        or any(  # "is seen narrowing its loss to 35 billion won from 159 billion"
            verb.kind == "V" and verb.code in {"up", "down"} and to.low == "to" and number.kind == "Q"
            for verb, to, number in zip(plain, plain[1:], plain[2:], strict=False)
        )
    )


def _is_of_year_before(draft: Draft) -> bool:
    """Whether what a plan is compared with is the year before, not an earlier plan: "invest $3 billion this year, up from $2.1 billion"."""
    items, at = draft.items, draft.at
    up = at > 1 and items[at - 1].low == "from" and items[at - 2].kind == "D" and items[at - 2].low in {"up", "down"}
    told = [*draft.clause.before, *items[:at]]
    revises = any(item.low in words("plans") or item.code in {"raise", "lower"} for item in told) or is_told_anew(draft)
    return up and not revises and draft.metric.data.get("nature") == "flow"


def aimed_from(draft: Draft, item: Item | None) -> Period | None:
    """The day of the news for what there is now of what shall be more or less: "to raise capacity to 500 GW from 220 GW by 2030"."""
    published, told = draft.story.document.published_at, draft.scene.fact
    if draft.reading.rule != "from" or published is None or told is None or draft.metric.data.get("nature") != "stock":
        return None
    ahead = told.status in {"target", "forecast"} and told.period_end is not None and told.period_end > published
    own = ahead and told.metric == draft.metric.code and (item is None or item.code == "deadline")
    return Period.day(published) if own else None


def is_revised(draft: Draft) -> bool:
    """Whether the older value is an earlier print of the same: "revised February's shortfall to C$2.47 billion from C$1.91 billion"."""
    if draft.reading.rule == "from" and retold_gain(draft.items, draft.at):
        return True
    if draft.at and draft.items[draft.at - 1].low in entries.words("readings", "first_prints"):
        return (
            draft.clause.link == "compare" or draft.reading.rule == "from"
        )  # "compared with an initial 0.2 percent gain"
    return draft.reading.rule == "from" and any(
        item.low.startswith(ANEW) and item.kind != "H" for item in draft.items[: draft.at]
    )


def revised_period(draft: Draft) -> Period | None:
    """The period of the value right before, where that was revised: "after a 0.9% drop in October, revised from a 1.1% fall"."""
    told = next(reversed(draft.story.facts), None)
    if told is None or told.metric != draft.metric.code or told.char_start < draft.story.sentence.start:
        return None
    own = next((item for item in draft.items[: draft.at] if item.kind == "T" and item.code == "time"), None)
    if own is not None and told.char_start < draft.scene.start and own.data.period is not None:
        period: Period = own.data.period  # "and the change for March was revised down from 196,000"
        return period
    return span_of(told)
