"""Dates written in figures: 2025-12-01, 01/12/2025, 5.12.2025, 12/1/25."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from pipeline.periods.period import Period

#: Countries whose newspapers write the month first.
MONTH_FIRST = frozenset({"US", "PH", "CA"})


@lru_cache(maxsize=4096)
def date_in_figures(surface: str, country: str | None = None, reference: dt.date | None = None) -> Period | None:
    """The day a date in figures names, or None.

    Year first is ISO. Of two readings of `03/04/2025` the month stands first in the countries of `MONTH_FIRST`, the day
    elsewhere; where the country is not known, the reading at most 60 days from the reference date wins, else the day
    stands first.
    """
    lengths = [len(part) for part in re.split(r"[./-]", surface)]
    numbers = [int(part) for part in re.split(r"[./-]", surface)]
    if lengths[0] == 4 and lengths[2] < 3:
        return _day(numbers[0], numbers[1], numbers[2]) or _day(numbers[0], numbers[2], numbers[1])
    if lengths[0] > 2 or lengths[2] == 3 or lengths[2] == 2 and "/" not in surface:
        return None
    if lengths[2] == 4:
        day_first, month_first = _day(numbers[2], numbers[1], numbers[0]), _day(numbers[2], numbers[0], numbers[1])
    else:
        day_first, month_first = by_dateparser(surface, "DMY"), by_dateparser(surface, "MDY")
    if country in MONTH_FIRST:
        return month_first or day_first
    if (
        country is None
        and reference is not None
        and month_first is not None
        and abs((month_first.first - reference).days) <= 60
    ):
        if day_first is None or abs((day_first.first - reference).days) > abs((month_first.first - reference).days):
            return month_first
    return day_first or month_first


def _day(year: int, month: int, day: int) -> Period | None:
    if not (1800 <= year <= 2150 and 1 <= month <= 12):
        return None
    try:
        return Period.day(dt.date(year, month, day))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def by_dateparser(surface: str, order: str) -> Period | None:
    """The day that dateparser reads in a date in figures of the given order (DMY, MDY), or None."""
    import dateparser

    settings = {"DATE_ORDER": order, "PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]}
    found = dateparser.parse(surface, languages=["en"], settings=settings)
    return Period.day(found.date()) if found is not None else None
