"""Times that count from the publication date: today, last month, next Friday, last November, last summer."""

from __future__ import annotations

import datetime as dt

from pipeline.periods.named import month
from pipeline.periods.period import UNITS, Period, Shift, month_end
from pipeline.periods.scan import Point, Scan
from pipeline.periods.senses import is_month, is_year
from pipeline.periods.years import FROM_CONTEXT, STEPS, with_year, year_reference

TODAY = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}


def deictic_day(s: Scan, i: int) -> Point | None:
    """Today, yesterday, tomorrow; not USA Today."""
    if s.capital(i) and not s.sentence_starts(i) and s.kinds[i - 1] == "word" and s.capital(i - 1):
        return None
    period = Period.day(s.reference + dt.timedelta(days=TODAY[s.kinds[i]])) if s.reference else None
    return Point(i + 1, period, origin="relative")


def unit_point(s: Scan, i: int) -> Point | None:
    """This quarter, last month, the previous year, last November, next Friday, last summer."""
    kind = s.kinds[i]
    step = STEPS.get(kind)
    if step is None:
        return None
    j = s.skip(i + 1, "calendar", "full", "entire", "whole")
    match s.kinds[j]:
        case "month" if kind not in FROM_CONTEXT and is_month(s, j):
            return _near_month(s, j, step)
        case "weekday" if step:
            return _near_weekday(s, j, step)
        case "season":
            return season(s, j, step)
    unit = s.singular(j)
    if unit not in UNITS:
        return None
    period = Period.away(unit, s.reference, step) if s.reference is not None else None
    if unit == "decade" and step > 0 and s.reference is not None:  # "over the next decade": ten years from now
        first, last = (Period.away("year", s.reference, years) for years in (1, 10))
        period = Period.span(first.first, last.last)
    if kind in FROM_CONTEXT:
        return Point(j + 1, period, origin="shift", shift=Shift.by(unit, -1))
    return Point(j + 1, period, origin="relative")


def _near_month(s: Scan, j: int, step: int) -> Point | None:
    inner = month(s, j)
    if inner is None or s.reference is None or inner.build is None:
        return None
    if is_year(s, s.skip(inner.stop, "comma")) is not None:
        return with_year(s, inner, j)
    found = (
        inner.build(s.reference.year + away) for away in ((1, 0, -1) if step < 0 else (-1, 0, 1) if step > 0 else (0,))
    )
    for period in found:
        if period is not None and (
            step == 0 or (period.last < s.reference if step < 0 else period.first > s.reference)
        ):
            return Point(inner.stop, period, origin="relative")
    return None


def _near_weekday(s: Scan, j: int, step: int) -> Point | None:
    """Last Friday is before today, next Friday after it."""
    if s.reference is None:
        return Point(j + 1, None, origin="relative")
    away = (s.tokens[j].value - s.reference.weekday()) % 7 or 7
    day = s.reference + dt.timedelta(days=away if step > 0 or away == 7 else away - 7)
    if step < 0 and away == 7:
        day = s.reference - dt.timedelta(days=7)
    return Point(j + 1, Period.day(day), origin="relative")


def season(s: Scan, j: int, step: int | None = None) -> Point | None:
    """Last summer, the spring of 2025: three whole months of the northern hemisphere."""
    number = s.tokens[j].value

    def build(year: int) -> Period:
        winter = number == 12
        return Period(dt.date(year, number, 1), month_end(year + winter, 2 if winter else number + 2), "span")

    if step is None:
        found = year_reference(s, s.skip(j + 1, "of", "in"))
        return Point(found[0], build(found[1]), origin=found[2]) if found is not None else None
    if s.reference is None:
        return Point(j + 1, None, origin="relative")
    year = s.reference.year
    if step < 0:
        period = next(p for y in (year, year - 1, year - 2) if (p := build(y)).last < s.reference)
    elif step > 0:
        period = next(p for y in (year, year + 1) if (p := build(y)).first > s.reference)
    else:
        period = build(year)
    return Point(j + 1, period, origin="relative")
