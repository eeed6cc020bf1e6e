"""Single times and spans between two of them: November, January to November, the fiscal third quarter ended Aug. 31."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from pipeline.periods import fiscal
from pipeline.periods.period import Period, month_end
from pipeline.periods.points import point
from pipeline.periods.scan import Point, Reading, Scan
from pipeline.periods.years import with_year

#: The last month in which a year that two numbers name may still be under way.
_SPRING = 3
#: What happens on a day that a span begins with, and how it may end with that day's month.
_EVENTS = {
    "launch",
    "release",
    "debut",
    "start",
    "opening",
    "listing",
    "introduction",
    "election",
    "attack",
    "outbreak",
}
_END_OF_MONTH = ["the", "end", "of", "the", "month"]
_JOINS = ("to", "through", "until", "till", "dash")


def read_point(s: Scan, i: int) -> Reading | None:
    """A single time, or a span between two."""
    left = point(s, i)
    if left is None:
        return None
    return _two_ended(s, i, left) or _ended(s, i, left) or of_point(s, i, left)


_UNIT_OF_BARE = {"quarter": "quarter", "fiscal_quarter": "quarter", "half": "half"}


def _ended(s: Scan, i: int, left: Point) -> Reading | None:
    """The fiscal third quarter ended Aug. 31: the three months to that day, whatever the calendar's third quarter is."""
    unit = _UNIT_OF_BARE.get(left.bare or "") or (left.period.precision if left.period is not None else None)
    j = s.skip(left.stop, "comma")
    if unit not in ("quarter", "half", "year", "fiscal_year") or s.tokens[s.skip(j, "that")].lower not in (
        "ended",
        "ending",
        "ends",
    ):
        return None
    j = s.skip(s.skip(j, "that") + 1, "on", "in")
    end = point(s, j)
    return (
        stretch(s, i, j, end, unit.removeprefix("fiscal_"), 1, fiscal_year=unit == "fiscal_year")
        if end is not None
        else None
    )


def of_point(s: Scan, i: int, left: Point) -> Reading:
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
    joins: tuple[str, ...] = (*_JOINS, "and") if before == "between" else _JOINS
    if left.bare == "month" and s.kinds[j] == "slash" and s.kinds[j + 1] == "month" and s.glued(j):
        joins = ("slash",)  # "the January/March quarter"
    if before in ("from", "between") and s.tokens[j].lower in _EVENTS:
        j += 1  # "from the June 9 launch to the end of August"
    if s.kinds[j] not in joins:
        if not (s.kinds[j] == "up" and s.kinds[j + 1] in ("to", "until")):
            return None
        j += 1
    k = j + 1
    if s.kinds[j] == "dash" and s.kinds[k] in ("to", "through") and s.kinds[k + 1] == "dash" and s.glued(j):
        k += 2  # "the March-to-May period"
    if s.kinds[k] == "now" and left.period is not None and s.reference and left.period.first <= s.reference:
        return Reading(k + 1, Period.span(left.period.first, s.reference), None, left.origin)
    if (
        s.kinds[k] == "number"
        and left.period is not None
        and left.period.precision == "year"
        and s.kinds[j] == "dash"
        and s.written_year(k) is None
    ):
        return None
    if left.bare == "day" and [token.lower for token in s.tokens[k : k + 5]] == _END_OF_MONTH:
        day = s.settle(left, i)  # "from April 10 to the end of the month": of April
        if day is not None:
            end = month_end(day.first.year, day.first.month)
            return Reading(k + 5, Period.span(day.first, end), None, left.origin)
    right = point(s, k)
    if right is None or (s.kinds[j] == "dash" and not s.glued(j) and right.bare == "weekday"):
        return None
    if left.bare in _UNIT_OF_BARE and right.bare in ("month", "day") and s.kinds[j] in ("to", "through"):
        return stretch(s, i, k, right, _UNIT_OF_BARE[left.bare], 1, fiscal_year=False)
    return join(s, i, left, right)


def join(s: Scan, i: int, left: Point, right: Point) -> Reading | None:
    """The span from the first day of `left` to the last of `right`; an end without a year takes the other's."""
    stop = right.stop
    origin = right.origin if right.period is not None else "partial"
    bare = None
    if left.build is not None and left.period is None and right.build is not None and right.period is None:
        both = Point(
            stop, build=_between(left.build, right.build), bare="days" if "day" in (left.bare, right.bare) else "months"
        )
        dated = with_year(s, both, i)
        period = s.settle(dated, i)
        stop, bare = dated.stop, (dated.bare if dated.period is None else None)
        if s.singular(stop) in ("quarter", "period", "half"):
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
        last = next(
            (
                p
                for y in (first.first.year, first.first.year + 1)
                if (p := right.build(y)) is not None and p.last >= first.last
            ),
            None,
        )
        origin = left.origin
    if first is None and last is not None and left.build is not None:
        if (pair := fiscal.two_numbers(s, stop - 3)) is not None and pair[0] == stop:
            begun, ended = left.build(pair[1]), right.build(pair[1] + 1) if right.build is not None else None
            if begun is not None and ended is not None and ended.first.month < begun.first.month > _SPRING:
                first, last = begun, ended  # "July-June 2023/24": it ends in the second of its years
        first = first or next(
            (
                p
                for y in (last.last.year, last.last.year - 1)
                if (p := left.build(y)) is not None and p.first <= last.first
            ),
            None,
        )
    if first is None or last is None:
        return Reading(stop, None, None, origin) if s.reference is None else None
    if left.bare == "weekday" and first.first > last.last:
        first = first.shift(days=-7)
    if first.first > last.last or first.first == last.first and first.last == last.last:
        return None
    if s.singular(stop) in ("quarter", "period"):
        stop += 1
    return Reading(stop, Period.span(first.first, last.last), None, origin, bare)


def _between(
    left: Callable[[int], Period | None], right: Callable[[int], Period | None]
) -> Callable[[int], Period | None]:
    def build(year: int) -> Period | None:
        last = right(year)
        if last is None:
            return None
        first = left(year)
        if first is None or first.first > last.first:
            first = left(year - 1)
        return Period.span(first.first, last.last) if first is not None else None

    return build


def stretch(s: Scan, i: int, j: int, end: Point, unit: str, count: int, *, fiscal_year: bool) -> Reading | None:
    """`count` units up to the end that stands at token `j`; quarters and years of whole weeks count as those of months."""
    ends = s.tokens[j - 1 - (s.kinds[j - 1] in ("in", "on"))].lower in ("ending", "ends")
    ahead = ends and unit == "year" and end.build is not None and end.period is None
    if ahead and s.reference is not None and end.build is not None:
        last = next(
            (
                p
                for y in range(s.reference.year - 1, s.reference.year + 3)
                if (p := end.build(y)) is not None and p.last >= s.reference
            ),
            None,
        )
    else:
        last = s.settle(end, i)
    at_end = Reading(
        end.stop, last, None, "partial" if end.period is None else end.origin, end.bare if end.period is None else None
    )
    if last is None:
        return Reading(end.stop, end_start=j, end_point=at_end) if s.reference is None else None
    day = last.last
    if (
        unit in ("quarter", "half", "year") or (unit == "month" and count in (3, 6, 9, 12))
    ) and last.precision == "day":
        near = (
            month_end(day.year, day.month) if day.day > 15 else dt.date(day.year, day.month, 1) - dt.timedelta(days=1)
        )
        day = near if abs((near - day).days) < 8 else day
    period = Period.ending(day, unit, count)
    if fiscal_year and period.precision == "span":
        period = Period(period.first, period.last, "fiscal_year")
    bare = "months" if end.period is None else None
    return Reading(end.stop, period, None, "partial" if bare else end.origin, bare, end_start=j, end_point=at_end)
