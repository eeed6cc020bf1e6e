"""Reviewed: the week that a report looks back on, in which its weekdays lie and which "the review week" is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.periods.period import Period, PeriodMention

#: Where a report says which week it is on, in characters, and how many days a week has from its first to its last.
_BEGINNING, _SHORTEST, _LONGEST = 900, 3, 6
#: Before the days of a week: "the week between June 6 and 11".
_OF_WEEK = re.compile(r"\bweek(?: (?:of|from|between|running|spanning|that ran|lasting))*(?:,? \(?)?$")
#: What the week is called afterwards.
_REVIEWED = re.compile(
    r"\b(?:the |this )?(?:week|period) (?:under|in) review\b|\bthe (?:review(?:ed)?|reporting|trading) week\b"
)
#: What its last day is called.
_LAST_DAY = re.compile(r"\bthe (?:last|final) (?:trading |working |business )?day(?: of (?:the|that) week)?\b")
#: Before the week at whose end something stands.
_CLOSED = re.compile(r"\b(?:clos|end|finish)(?:e|es|ed|ing|s)? $")
#: How it is called where it ends or is over.
_WEEK = {"the week", "that week"}


def in_week_reviewed(text: str, mentions: list[PeriodMention], reference: dt.date | None) -> list[PeriodMention]:
    """The times of a text with its weekdays in the week that it says at its beginning to look back on: "fell in the week between
    April 24 and 29. ... on Monday", whenever it was published."""
    told = week_reviewed(text, mentions, reference)
    if told is None or told.period is None:
        return mentions
    at, week = mentions.index(told), told.period
    return [
        *mentions[: at + 1],
        *_named(text, week, mentions[at:], [_within(text, m, week) for m in mentions[at + 1 :]]),
    ]


def week_reviewed(text: str, mentions: Sequence[PeriodMention], reference: dt.date | None) -> PeriodMention | None:
    """The days of the week that a report says at its beginning to look back on."""
    return next((mention for mention in mentions if _is_week(text, mention, reference)), None)


def _is_week(text: str, mention: PeriodMention, reference: dt.date | None) -> bool:
    """Whether a time is the days of a week that is over."""
    period = mention.period
    if period is None or reference is None or mention.start >= _BEGINNING or period.last >= reference:
        return False
    if not _SHORTEST <= (period.last - period.first).days <= _LONGEST:
        return False
    return _OF_WEEK.search(text, max(0, mention.start - 30), mention.start) is not None


def _within(text: str, mention: PeriodMention, week: Period) -> PeriodMention:
    """A bare weekday as the day of the week that is called so, and the week itself, or its last day: "to close the week at 9,100"."""
    if mention.shift is not None and mention.text.lower() in _WEEK:
        over = _CLOSED.search(text, max(0, mention.start - 12), mention.start) is not None
        return replace(mention, period=Period.day(week.last) if over else week, shift=None, origin="explicit")
    if mention.bare != "weekday" or mention.period is None or mention.period.precision != "day":
        return mention
    away = (mention.period.first - week.first).days % 7
    day = week.first + dt.timedelta(days=away)
    return replace(mention, period=Period.day(day)) if day <= week.last else mention


def _named(
    text: str, week: Period, before: Sequence[PeriodMention], mentions: list[PeriodMention]
) -> list[PeriodMention]:
    """The times with those that call the week by what is done with it, in the order of the text."""
    first = before[0].end
    taken = [(m.start, m.end) for m in mentions]
    for called, period in ((_REVIEWED, week), (_LAST_DAY, Period.day(week.last))):
        for found in called.finditer(text, first):
            if all(found.end() <= start or end <= found.start() for start, end in taken):
                mentions.append(replace(before[0], start=found.start(), end=found.end(), text=found[0], period=period))
    return sorted(mentions, key=lambda mention: mention.start)
