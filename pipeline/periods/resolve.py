"""Fills in the periods that other mentions give: "a year earlier" counts from the period of the clause before."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from pipeline.periods.period import Period, PeriodMention

_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n\s*\n")


def resolve(mentions: list[PeriodMention], text: str, reference: dt.date | None) -> list[PeriodMention]:
    """The mentions with a period wherever one can be found.

    A step counts from the last settled mention before it that is long enough to have a value (days only for steps by
    days), looked for in its sentence, then before; without one from the reference date.
    """
    settled: list[PeriodMention] = []
    bases: list[Period] = []
    for mention in mentions:
        if mention.shift is not None and mention.role != "rate":
            period = _stepped(mention, bases, reference)
            mention = replace(mention, period=period)
        settled.append(mention)
        if mention.period is not None and mention.role not in ("deadline",) and not (mention.shift is not None and mention.shift.steps):
            bases.append(mention.period)
    return settled


def _stepped(mention: PeriodMention, bases: list[Period], reference: dt.date | None) -> Period | None:
    shift = mention.shift
    assert shift is not None
    short = {"week": 8, "day": 1}.get(shift.unit, 0)
    for base in reversed(bases[-6:]):
        length = (base.last - base.first).days + 1
        if shift.days and not (shift.years or shift.months or shift.quarters):
            return shift.apply(base)
        if shift.unit == "period" and length < 7 or length < short:
            continue
        if length > 366 and shift.unit != "year":
            continue
        if not shift.steps and shift.unit in ("year", "quarter", "month", "week") and base.precision != shift.unit:
            continue
        return shift.apply(base)
    return mention.period
