"""Undated: a day from which the times of a text without a publication date are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline.periods.period import PeriodMention

#: Where a text says what it is about, in characters, and how long after a period its figures are told of, in days.
_BEGINNING, _TELLING = 1500, 15
#: So many days into a month is its middle; a longer line is a paragraph.
_MIDDLE, _PARAGRAPH = 14, 160
_DATED = {"day", "week", "month", "quarter", "half", "span"}


def reference_of(text: str, mentions: Sequence[PeriodMention]) -> dt.date | None:
    """A day soon after the latest time that a text writes out near its beginning: "exports in August 2023" are told of in September.

    Months, quarters and days count before years, of which it is the last day; a text without any has no such day. A month that stands
    alone in a line above the first paragraph is the one of the issue, and the day the middle of it.
    """
    issue = next((m.period for m in mentions if _dates_issue(text, m)), None)
    if issue is not None:
        return issue.first + dt.timedelta(days=_MIDDLE)
    written = [
        mention.period
        for mention in mentions
        if mention.start < _BEGINNING
        and mention.period is not None
        and mention.origin == "explicit"
        and mention.shift is None
        and mention.role in {"time", "asof", "until"}
    ]
    dated = [period.last for period in written if period.precision in _DATED]
    years = [period.last for period in written if period.precision in {"year", "fiscal_year"}][:1]
    if not dated:
        return years[0] if years else None
    latest = max(dated)
    return latest + dt.timedelta(days=_TELLING) if latest.year < dt.MAXYEAR else latest


def _dates_issue(text: str, mention: PeriodMention) -> bool:
    """Whether a month with its year is all that a line of the header says."""
    period = mention.period
    if period is None or period.precision != "month" or mention.origin != "explicit" or mention.start >= _BEGINNING:
        return False
    end = text.find("\n", mention.end)
    line = text[text.rfind("\n", 0, mention.start) + 1 : end if end >= 0 else len(text)]
    above = text[: mention.start].split("\n")
    return line.strip(" .*_") == text[mention.start : mention.end] and len(max(above, key=len)) <= _PARAGRAPH
