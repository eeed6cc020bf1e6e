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
        if here and _SENTENCE_END.search(text, at, mention.start + 1):
            topics = [*_topic(here), *topics][:4]
            here = []
        at = mention.end
        if mention.shift is not None and mention.role != "rate":
            mention = replace(mention, period=_stepped(mention, here[::-1], topics, reference))
        settled.append(mention)
        if (
            mention.period is not None
            and mention.role not in ("deadline", "basis")
            and not (mention.shift is not None and mention.shift.steps)
        ):
            here.append(mention)
    return settled


def _topic(sentence: list[PeriodMention]) -> list[PeriodMention]:
    """What a sentence is about, first; days last."""
    return sorted(sentence, key=lambda mention: not _lasts(mention))


def _lasts(mention: PeriodMention) -> bool:
    """Whether figures are given for such a period: a week and more, or the state at its end."""
    period = mention.period
    return period is not None and (
        (period.last - period.first).days > 5 or mention.role == "asof" and mention.whole is not None
    )


def _stepped(
    mention: PeriodMention, here: list[PeriodMention], topics: list[PeriodMention], reference: dt.date | None
) -> Period | None:
    shift = mention.shift
    assert shift is not None
    by_days = bool(shift.days) and not (shift.years or shift.quarters or shift.months)
    bases = [*here, *topics]
    if mention.text.endswith(("ago", "back")) and (mention.basis is None or shift.years < -1):
        # on its own "ago" counts from today; beside another period "a year ago" counts from that
        bases = here if shift.years == -1 else []
    for base in bases:
        period = base.period
        if period is None:
            continue
        if by_days:
            if reference is not None and period.first > reference or period.precision not in ("day", "week", "span"):
                continue
            return shift.apply(period)
        if not _lasts(base) and shift.unit != "week":
            if base.origin != "explicit" or shift.unit not in ("year", "month", "day", "period"):
                continue
            if shift.unit == "period":  # "a year later" than a day is told to the year, "a month later" to the month
                period = Period.unit("year" if shift.years else "month", period.last)
        if shift.steps and shift.unit == "period" and (period.last - period.first).days > 366:
            continue
        if (
            not shift.steps
            and shift.unit not in ("period", period.precision)
            and not Period.unit(shift.unit, period.last).contains(period)
        ):
            continue
        return shift.apply(period)
    return mention.period
