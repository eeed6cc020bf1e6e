"""Fills in the periods that other mentions give: "a year earlier" counts from the period of the clause before."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from pipeline.periods.period import Period, PeriodMention

_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n\s*\n")


def resolve(mentions: list[PeriodMention], text: str, reference: dt.date | None) -> list[PeriodMention]:
    """The mentions with a period wherever one can be found; those that need no base come back as they are.

    A step counts from the last period before it in its sentence that is long enough, else from what an earlier
    sentence is about (its first such period), else from the reference date. What a change is compared with
    ("from October") is no base.
    """
    settled: list[PeriodMention] = []
    here: list[PeriodMention] = []
    topics: list[PeriodMention] = []
    at = 0
    for mention in mentions:
        if here and _SENTENCE_END.search(text, at, mention.start):
            topics = [*_topic(here), *topics][:4]
            here = []
        at = mention.end
        if mention.shift is not None and mention.role != "rate":
            mention = replace(mention, period=_stepped(mention, here[::-1], topics))
        settled.append(mention)
        if mention.period is not None and mention.role not in ("deadline", "basis") and not (mention.shift is not None and mention.shift.steps):
            here.append(mention)
    return settled


def _topic(sentence: list[PeriodMention]) -> list[PeriodMention]:
    """What a sentence is about, first; days last."""
    return sorted(sentence, key=lambda mention: not _lasts(mention))


def _lasts(mention: PeriodMention) -> bool:
    """Whether figures are given for such a period: a week and more, or the state at its end."""
    period = mention.period
    return period is not None and ((period.last - period.first).days > 5 or mention.role == "asof" and mention.whole is not None)


def _stepped(mention: PeriodMention, here: list[PeriodMention], topics: list[PeriodMention]) -> Period | None:
    shift = mention.shift
    assert shift is not None
    by_days = bool(shift.days) and not (shift.years or shift.quarters or shift.months)
    # "a year ago" on its own counts from today; where a figure is compared it counts from what the figure is of
    from_today = mention.text.endswith("ago") and mention.basis is None
    for base in here if from_today else [*here, *topics]:
        period = base.period
        if period is None:
            continue
        if by_days:
            return shift.apply(period)
        dated = base.origin == "explicit" and shift.unit in ("year", "month", "day")
        if not _lasts(base) and shift.unit != "week" and not dated:
            continue
        if shift.steps and shift.unit == "period" and (period.last - period.first).days > 366:
            continue
        if not shift.steps and shift.unit not in ("period", period.precision) and not Period.unit(shift.unit, period.last).contains(period):
            continue
        return shift.apply(period)
    return mention.period
