"""Spans: two ends (January to November), counted units (the first 11 months), stretches that end with a day (the year to
March), running totals (so far this year)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from pipeline.periods import fiscal
from pipeline.periods.period import MONTHS_IN, Period, Shift, month_end
from pipeline.periods.points import coded, point, season, step_unit, unit_point, with_year
from pipeline.periods.scan import Point, Reading, Scan

_JOINS = ("to", "through", "until", "till", "dash")
_DAYS_IN = {"week": 7, "day": 1}


def read_point(s: Scan, i: int) -> Reading | None:
    """A single time, or a span between two."""
    left = point(s, i)
    if left is None:
        return None
    return _two_ended(s, i, left) or _ended(s, i, left) or _of_point(s, i, left)


_UNIT_OF_BARE = {"quarter": "quarter", "fiscal_quarter": "quarter", "half": "half"}


def _ended(s: Scan, i: int, left: Point) -> Reading | None:
    """The fiscal third quarter ended Aug. 31: the three months to that day, whatever the calendar's third quarter is."""
    unit = _UNIT_OF_BARE.get(left.bare or "") or (left.period.precision if left.period is not None else None)
    j = s.skip(left.stop, "comma")
    if unit not in ("quarter", "half", "year", "fiscal_year") or s.tokens[s.skip(j, "that")].lower not in ("ended", "ending", "ends"):
        return None
    j = s.skip(s.skip(j, "that") + 1, "on", "in")
    end = point(s, j)
    return _stretch(s, i, j, end, unit.removeprefix("fiscal_"), 1, fiscal_year=unit == "fiscal_year") if end is not None else None


def _of_point(s: Scan, i: int, left: Point) -> Reading:
    period = s.settle(left, i)
    partial = left.build is not None and left.period is None
    whole = left.whole(period) if left.whole is not None and period is not None else None
    origin = "partial" if partial else left.origin
    bare = {"fiscal_quarter": "quarter", "first_months": "months"}.get(left.bare or "", left.bare)
    return Reading(left.stop, period, left.shift, origin, bare if origin == "partial" else None, whole)


def _two_ended(s: Scan, i: int, left: Point) -> Reading | None:
    j = left.stop
    before = s.kinds[i - 1] if i else ""
    if before == "the" and i > 1:
        before = s.kinds[i - 2]
    joins = (*_JOINS, "and") if before == "between" else _JOINS
    if s.kinds[j] not in joins:
        if not (s.kinds[j] == "up" and s.kinds[j + 1] in ("to", "until")):
            return None
        j += 1
    k = j + 1
    if s.kinds[k] == "now" and left.period is not None and s.reference and left.period.first <= s.reference:
        return Reading(k + 1, Period.span(left.period.first, s.reference), None, left.origin)
    if s.kinds[k] == "number" and left.period is not None and left.period.precision == "year" and s.kinds[j] == "dash" and s.written_year(k) is None:
        return None
    right = point(s, k)
    if right is None or (s.kinds[j] == "dash" and not s.glued(j) and right.bare == "weekday"):
        return None
    if left.bare in _UNIT_OF_BARE and right.bare in ("month", "day") and s.kinds[j] in ("to", "through"):
        return _stretch(s, i, k, right, _UNIT_OF_BARE[left.bare], 1, fiscal_year=False)
    return join(s, i, left, right)


def join(s: Scan, i: int, left: Point, right: Point) -> Reading | None:
    """The span from the first day of `left` to the last of `right`; an end without a year takes the other's."""
    stop = right.stop
    origin = right.origin if right.period is not None else "partial"
    bare = None
    if left.build is not None and left.period is None and right.build is not None and right.period is None:
        both = Point(stop, build=_between(left.build, right.build), bare="days" if "day" in (left.bare, right.bare) else "months")
        dated = with_year(s, both, i)
        period = s.settle(dated, i)
        stop, bare = dated.stop, (dated.bare if dated.period is None else None)
        if s.unit(stop) in ("quarter", "period", "half") and not s.tokens[stop].lower.endswith("s"):
            stop += 1
            if bare:
                dated = with_year(s, replace(both, stop=stop), i)
                period, stop, bare = s.settle(dated, i), dated.stop, dated.bare if dated.period is None else None
        if period is None and s.reference is not None:
            return None
        return Reading(stop, period, None, "partial" if bare else dated.origin if dated.period else "partial", bare)
    last = right.period
    first = left.period
    if last is None and first is not None and right.build is not None:
        last = next((p for y in (first.first.year, first.first.year + 1) if (p := right.build(y)) is not None and p.last >= first.last), None)
        origin = left.origin
    if first is None and last is not None and left.build is not None:
        first = next((p for y in (last.last.year, last.last.year - 1) if (p := left.build(y)) is not None and p.first <= last.first), None)
    if first is None or last is None:
        return Reading(stop, None, None, origin) if s.reference is None else None
    if left.bare == "weekday" and first.first > last.last:
        first = first.shift(days=-7)
    if first.first > last.last or first.first == last.first and first.last == last.last:
        return None
    if s.unit(stop) in ("quarter", "period") and not s.tokens[stop].lower.endswith("s"):
        stop += 1
    return Reading(stop, Period.span(first.first, last.last), None, origin, bare)


def _between(left: Callable[[int], Period | None], right: Callable[[int], Period | None]) -> Callable[[int], Period | None]:
    def build(year: int) -> Period | None:
        last = right(year)
        if last is None:
            return None
        first = left(year)
        if first is None or first.first > last.first:
            first = left(year - 1)
        return Period.span(first.first, last.last) if first is not None else None

    return build


# ---------------------------------------------------------------------------------------------------------- counted units


def _count(s: Scan, i: int) -> tuple[int, int] | None:
    """A count at token `i`: (index after it, the count); "twenty-five" and "a couple of" as well."""
    if s.kinds[i] != "number" or s.tokens[i].end - s.tokens[i].start == 4 and s.tokens[i].lower.isdigit():
        return None
    value = s.tokens[i].value
    if s.kinds[i + 1] == "dash" and s.kinds[i + 2] == "number" and value in (20, 30, 40, 50, 60) and 0 < s.tokens[i + 2].value < 10:
        return i + 3, value + s.tokens[i + 2].value
    if s.kinds[i + 1] == "of" and value == 2:
        return i + 2, value
    return i + 1, value


def _length(period: Period, unit: str, count: int, at_end: bool) -> Period | None:
    """The first (last) `count` units of a period."""
    if unit in MONTHS_IN:
        edge = Period.ending(period.last, unit, count) if at_end else None
        if edge is None:
            after = Period(period.first, period.first, "day").shift(months=MONTHS_IN[unit] * count).first
            edge = Period.span(period.first, after - dt.timedelta(days=1))
    else:
        step = dt.timedelta(days=_DAYS_IN[unit] * count - 1)
        edge = Period.span(period.last - step, period.last) if at_end else Period.span(period.first, period.first + step)
    return edge if period.contains(edge) else None


def read_first(s: Scan, i: int) -> Reading | None:
    """The first 11 months of the year, the first 20 days of June, the last three months of 2025, first six months."""
    kind = s.kinds[i]
    if kind == "ordinal" and s.tokens[i].value != 1:
        return None
    at_end = kind in ("last", "final")
    j = s.skip(i + 1, "full")
    j = s.skip(j, "dash")
    counted = _count(s, j)
    if counted is None and s.kinds[j + 1] == "of":  # "the last week of November"
        counted = j, 1
    if counted is None:
        return None
    j, count = counted
    j = s.skip(j, "dash", "calendar", "full", "fiscal")
    unit = s.unit(j)
    if unit is None or unit in ("period", "decade", "year") or not count:
        return None
    j += 1
    if at_end and s.kinds[j] not in ("of", "in"):
        return None
    if s.kinds[j] in ("of", "in"):
        k = s.skip(j + 1, "the")
        inner = point(s, k)
        if inner is None and s.unit(k) == "month" and k > j + 1 and s.reference is not None:
            inner = Point(k + 1, Period.unit("month", s.reference), origin="relative")
        if inner is not None:
            build = inner.build
            if inner.period is not None:
                period = _length(inner.period, unit, count, at_end)
                return Reading(inner.stop, period, None, "relative" if inner.shift else inner.origin) if period is not None else None
            if build is not None:
                made = Point(inner.stop, build=lambda year: _length(p, unit, count, at_end) if (p := build(year)) is not None else None, bare="days")
                return _of_point(s, i, with_year(s, made, i))
    if unit == "day" or unit == "week":
        if s.kinds[j] == "of" and s.reference is not None and s.kinds[j + 1] == "the" and s.unit(j + 2) == "month":
            period = _length(Period.unit("month", s.reference), unit, count, at_end)
            return Reading(j + 3, period, None, "relative")
        return None
    made = Point(j, build=lambda year: _length(Period.year(year), unit, count, at_end), bare="first_months")
    return _of_point(s, i, with_year(s, made, i))


_TOWARDS = {"last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1, "latest": -1, "next": 1, "coming": 1, "following": 1}


def read_window(s: Scan, i: int) -> Reading | None:
    """The past 12 months, last two quarters, the next three years: whole units before or after the present one."""
    step = _TOWARDS.get(s.kinds[i])
    if step is None:
        return None
    j = i + 1
    vague = s.kinds[j] == "several"
    counted = (j + 1, 0) if vague else _count(s, j)
    if counted is None and s.kinds[i] == "past" and s.unit(j):
        counted = (j, 1)
    if counted is None:
        return None
    j, count = counted
    j = s.skip(j, "full", "straight", "consecutive", "calendar", "fiscal", "dash")
    unit = s.unit(j) or ("quarter" if s.tokens[j].lower == "quarters" else None)
    if unit is None or unit == "period":
        return None
    if s.kinds[j + 1] in ("to", "through", "ended", "ending") and (ending := read_ending(s, i + 1)) is not None:
        return ending
    if vague or not count or s.reference is None:
        return Reading(j + 1, None, None, "relative")
    if s.kinds[i] in ("previous", "prior", "preceding", "following"):
        shift = Shift(unit=unit, window=step * count)
    else:
        shift = None
    base = s.reference
    if count == 1 and unit in ("year", "decade"):
        unit, count = ("month", 12) if unit == "year" else ("year", 10)
    near, far = step_unit(base, unit, step), step_unit(base, unit, step * count)
    first, last = (far, near) if step < 0 else (near, far)
    return Reading(j + 1, Period.span(first.first, last.last), shift, "shift" if shift else "relative")


def read_the_months(s: Scan, i: int) -> Reading | None:
    """For the nine months: of the year, as reports of results say it."""
    if i < 2 or s.kinds[i - 1] != "the" or s.kinds[i - 2] not in ("in", "for") or s.unit(i + 1) != "month":
        return None
    count, after = s.tokens[i].value, s.tokens[i + 2]
    if count not in (6, 9, 10, 11) or after.kind not in ("comma", "dot", "close", "end_of_text") and after.lower not in ("was", "were", "rose", "fell", "totaled"):
        return None
    return _of_point(s, i, Point(i + 2, build=lambda year: _length(Period.year(year), "month", count, False), bare="months"))


def read_recent(s: Scan, i: int) -> Reading | None:
    """Recent years: a time that is not told."""
    j = s.skip(i + 1, "dash")
    return Reading(j + 1, None, None, "relative") if s.unit(j) and s.tokens[j].lower.endswith("s") else None


# ------------------------------------------------------------------------------------------ stretches that end with a day


def read_ending(s: Scan, i: int) -> Reading | None:
    """The year to March, the ten months through October, the quarter ended Sept. 30, the week of June 2."""
    j = i
    count = 1
    if counted := _count(s, i):
        j, count = counted
        j = s.skip(j, "dash")
    fiscal_year = s.kinds[j] in ("fiscal", "financial")
    j = s.skip(j, "fiscal", "financial", "full")
    unit = s.unit(j) or ("half" if s.kinds[j] == "half" else None)
    if unit is None or not count:
        return None
    j += 1
    if unit == "half" and s.kinds[j] == "dash" and s.unit(j + 1) == "year":
        j += 2
    if s.unit(j) == "period":
        j += 1
    j = s.skip(j, "comma")
    plain = s.kinds[j]
    if s.tokens[j].lower in ("that", "which") and s.kinds[j + 1] in ("ended", "ends", "ending"):
        j += 1
    word = s.tokens[j].lower
    if unit == "week" and plain == "of" and count == 1:
        inner = point(s, j + 1)
        day = s.settle(inner, i) if inner is not None else None
        if inner is None or day is None or day.precision != "day":
            return None
        return Reading(inner.stop, Period.span(day.first, day.first + dt.timedelta(days=6)), None, inner.origin)
    if word not in ("ended", "ending", "ends", "to", "through", "until", "till"):
        return None
    j = s.skip(j + 1, "on", "in", "with")
    if word == "to" and s.tokens[j].lower == "date" or s.kinds[j] == "date":
        return None
    inner = point(s, j)
    if inner is None:
        return None
    if word in ("to", "until", "till", "through") and unit in ("week", "day") and inner.bare == "month":
        return None
    if unit == "period":
        last = s.settle(inner, i)
        return Reading(inner.stop, last, None, "partial" if inner.period is None else inner.origin) if last else None
    return _stretch(s, i, j, inner, unit, count, fiscal_year=fiscal_year)


def _stretch(s: Scan, i: int, j: int, end: Point, unit: str, count: int, *, fiscal_year: bool) -> Reading | None:
    """`count` units up to the end that stands at token `j`; quarters and years of whole weeks count as those of months."""
    ahead = s.tokens[j - 1].lower == "ending" and unit == "year" and end.build is not None and end.period is None
    if ahead and s.reference is not None and end.build is not None:
        last = next((p for y in range(s.reference.year - 1, s.reference.year + 3) if (p := end.build(y)) is not None and p.last >= s.reference), None)
    else:
        last = s.settle(end, i)
    at_end = Reading(end.stop, last, None, "partial" if end.period is None else end.origin, end.bare if end.period is None else None)
    if last is None:
        return Reading(end.stop, end_start=j, end_point=at_end) if s.reference is None else None
    day = last.last
    if unit in ("quarter", "half", "year") and last.precision == "day":
        near = month_end(day.year, day.month) if day.day > 15 else dt.date(day.year, day.month, 1) - dt.timedelta(days=1)
        day = near if abs((near - day).days) < 8 else day
    period = Period.ending(day, unit, count)
    if fiscal_year and period.precision == "span":
        period = Period(period.first, period.last, "fiscal_year")
    bare = "months" if end.period is None else None
    return Reading(end.stop, period, None, "partial" if bare else end.origin, bare, end_start=j, end_point=at_end)


# -------------------------------------------------------------------------------------------------------- running totals


def _total(s: Scan, stop: int, unit: str, *, origin: str = "relative") -> Reading:
    if s.reference is None:
        return Reading(stop, None, None, origin, open_end=True)
    return Reading(stop, Period.span(Period.unit(unit, s.reference).first, s.reference), None, origin, open_end=True)


def read_so_far(s: Scan, i: int) -> Reading | None:
    """So far this year, year to date, this year so far, to date in 2025, YTD."""
    kind = s.kinds[i]
    if kind == "ytd":
        return _total(s, i + 1, ("year", "month", "quarter")[s.tokens[i].value])
    if kind == "so":
        if s.kinds[i + 1] != "far":
            return None
        j = s.skip(i + 2, "in")
        inner = point(s, j)
        if inner is None or s.reference is None:
            return _total(s, j + 1, "year") if s.kinds[j] == "the" and s.unit(j + 1) == "year" else None
        period = s.settle(inner, i)
        if period is None or not period.first <= s.reference:
            return None
        return Reading(inner.stop, Period.span(period.first, min(period.last, s.reference)), None, "relative", open_end=period.last > s.reference)
    j = s.skip(i, "this")
    unit = s.unit(j)
    if unit not in ("year", "quarter", "month", "week") or s.tokens[j].lower.endswith("s"):
        return None
    j += 1
    dashed = s.skip(j, "dash")
    if s.kinds[j] == "so" and s.kinds[j + 1] == "far":
        return _total(s, j + 2, unit)
    if s.kinds[dashed] == "to" and s.kinds[s.skip(dashed + 1, "dash")] == "date":
        return _total(s, s.skip(dashed + 1, "dash") + 1, unit)
    if kind == "this" and s.kinds[j] in ("through", "until", "till", "to") and unit == "year":
        inner = point(s, j + 1)
        if inner is not None and inner.build is not None and inner.period is None and s.reference is not None:
            last = inner.build(s.reference.year)
            if last is not None:
                return Reading(inner.stop, Period.span(dt.date(s.reference.year, 1, 1), last.last), None, "relative")
    return None


def read_season(s: Scan, i: int) -> Reading | None:
    """The summer of 2025; a season without a year or "last" is too vague."""
    found = season(s, i)
    return Reading(found.stop, found.period, None, found.origin) if found is not None else None


def read_unit_point(s: Scan, i: int) -> Reading | None:
    found = unit_point(s, i)
    return _of_point(s, i, found) if found is not None else None


def read_fiscal(s: Scan, i: int) -> Reading | None:
    """FY2025, fiscal 2025-26, the 2024-25 fiscal year, this fiscal year."""
    found = fiscal.fiscal_year(s, i)
    if found is not None and (part := coded(s, found.stop)) is not None and part.build is not None:
        return Reading(part.stop, fiscal.within(found, part), None, found.origin)
    return Reading(found.stop, found.period, None, found.origin) if found is not None else None


__all__ = ["Shift", "join", "read_ending", "read_first", "read_fiscal", "read_point", "read_recent", "read_season", "read_so_far", "read_unit_point", "read_window"]
