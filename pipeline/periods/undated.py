"""Undated: a day from which the times of a text without a publication date are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline.periods.period import PeriodMention

#: Where a text says what it is about, in characters, and how long after a period its figures are told of, in days.
_BEGINNING, _TELLING = 1500, 15
_DATED = {"day", "week", "month", "quarter", "half", "span"}


def reference_of(mentions: Sequence[PeriodMention]) -> dt.date | None:
    """A day soon after the latest time that a text writes out near its beginning: "exports in August 2023" are told of in September.

    Months, quarters and days count before years, of which it is the last day; a text without any has no such day.
    """
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
