"""Dates written in figures: 2025-12-01, 01/12/2025, 5.12.2025."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from pipeline.periods.period import Period

#: Countries whose newspapers write the month first.
MONTH_FIRST = frozenset({"US", "PH", "CA"})


@lru_cache(maxsize=4096)
def date_in_figures(surface: str, country: str | None = None) -> Period | None:
    """The day a date in figures names, or None.

    Year first is ISO. Of two readings of `03/04/2025` the day stands first, as in most countries, but for
    `MONTH_FIRST`. What is written with two digits of the year goes to dateparser.
    """
    parts = re.split(r"[./-]", surface)
    lengths = [len(part) for part in parts]
    numbers = [int(part) for part in parts]
    if lengths[0] == 4 and lengths[2] < 3:
        return _day(numbers[0], numbers[1], numbers[2]) or _day(numbers[0], numbers[2], numbers[1])
    if lengths[2] == 4 and lengths[0] < 3:
        day_first = _day(numbers[2], numbers[1], numbers[0])
        month_first = _day(numbers[2], numbers[0], numbers[1])
        return (month_first or day_first) if country in MONTH_FIRST else (day_first or month_first)
    if lengths[2] == 2 and lengths[0] < 3 and "/" in surface:
        return by_dateparser(surface, "MDY" if country in MONTH_FIRST else "DMY")
    return None


def _day(year: int, month: int, day: int) -> Period | None:
    if not (1800 <= year <= 2150 and 1 <= month <= 12):
        return None
    try:
        return Period.day(dt.date(year, month, day))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def by_dateparser(surface: str, order: str, reference: dt.date | None = None) -> Period | None:
    """The day that dateparser reads in a surface of at most 40 characters which the rules have cut out, or None."""
    if len(surface) > 40:
        return None
    import dateparser

    settings: dict[str, object] = {"DATE_ORDER": order, "PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month"], "PREFER_DATES_FROM": "past"}
    if reference is not None:
        settings["RELATIVE_BASE"] = dt.datetime(reference.year, reference.month, reference.day, 23, 59)
    found = dateparser.parse(surface, languages=["en"], settings=settings)
    return Period.day(found.date()) if found is not None else None
