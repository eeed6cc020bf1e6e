"""Priced in: the steps of a central bank's rate that markets reckon with: "traders had priced 40 basis points of rate cuts"."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.linking.asked import Asked, Found
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric
from pipeline.linking.numeral import Numeral
from pipeline.linking.only import only
from pipeline.linking.period import When, span_of
from pipeline.linking.reading import Reading
from pipeline.vocabulary import entries

#: What is said of steps that are counted in basis points.
_RULE = "points of steps"
#: How it begins that markets reckon with something.
_PRICES = ("price", "pricing")
#: So many items may name the steps behind "of".
_NAME = 4
#: So many facts back steps are of the same meetings.
_NEAR = 3


def _steps(items: Sequence[Item], at: int) -> int:
    """+1 for basis points "of hikes", -1 for those "of easing", 0 for others."""
    if at + 2 >= len(items) or items[at + 1].low not in {"of", "in", "worth of"}:
        return 0
    if "basis" not in items[at].low and "bp" not in items[at].low:
        return 0
    up, down = entries.words("forecasts", "steps_up"), entries.words("forecasts", "steps_down")
    for item in items[at + 2 : at + 2 + _NAME]:
        last = item.low.rpartition(" ")[2]
        if last in up or last in down:
            return 1 if last in up else -1
        if item.kind in {"Q", "R", "T", ",", ";", ".", "L", "C", "K", "X", "W"}:
            break
    return 0


@only(kinds={"points"})
def of_steps(n: Numeral) -> Reading | None:
    """The steps of a rate, up or down: "they price in 21 basis points of cuts by March"."""
    if (sign := _steps(n.items, n.at)) == 0:
        return None
    return Reading("change_pp", sign, governor=n.items[n.at], rule=_RULE)


@only(kinds={"points"}, readings={_RULE})
def rate_in_steps(asked: Asked) -> Found | None:
    """The rate whose steps are counted is the one that a central bank sets."""
    return Found(Metric.told("policy_rate", asked.items[asked.at]), "read")


def ahead_as_last(draft: Draft) -> None:
    """What is priced in is foretold, for the same time as the steps told before it where the text names none."""
    if draft.reading.rule != _RULE:
        _as_before(draft)
        return
    priced = next((item for item in draft.items[: draft.at] if item.low.startswith(_PRICES)), None)
    if priced is None:
        return
    draft.status, draft.products = "forecast", []
    behind = draft.items[draft.at :]
    due = next((item for item in behind if item.kind == "T" and item.data.period is not None), None)
    if due is not None:
        draft.when = When(due.data.period, due.start, due.end, "read")
        return
    last = next((fact for fact in draft.story.facts[::-1][:_NEAR] if fact.rule == _RULE), None)
    if last is not None:
        draft.when = draft.when._replace(period=span_of(last), how="context")


def _as_before(draft: Draft) -> None:
    """What was priced in before, of the same steps: "60 basis points of cuts by December, down from 75 a week ago"."""
    told = draft.scene.last_fact()
    if told is None or told.rule != _RULE or told.status != "forecast" or draft.measure != "change_pp":
        return
    if draft.at and draft.items[draft.at - 1].low == "from":
        draft.value = math.copysign(draft.value, told.value)
        draft.when = draft.when._replace(period=span_of(told), how="context")
