"""Years, and the year that stands before or after a part of it: 2025, last year, 2025-Q3, November 2025, last year's third quarter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.periods import fiscal
from pipeline.periods.named import days, named
from pipeline.periods.period import Period, Shift
from pipeline.periods.scan import Point, Scan
from pipeline.periods.senses import is_counted, is_year

#: How far the words before a unit lead from the present one.
STEPS = {"this": 0, "current": 0, "last": -1, "next": 1, "coming": 1, "previous": -1, "prior": -1, "preceding": -1}
#: Those that count from the period the text speaks of, not from the publication date.
FROM_CONTEXT = ("previous", "prior", "preceding")


def year_reference(s: Scan, i: int) -> tuple[int, int, str] | None:
    """A year in any form at token `i`: (index after it, year, origin); "this year" counts from the publication date."""
    if (year := is_year(s, i)) is not None:
        return i + 1, year, "explicit"
    kind = s.kinds[i]
    if kind in ("the", "calendar", "cy"):
        i += 1
        kind = s.kinds[i]
        if (year := is_year(s, i)) is not None:
            return i + 1, year, "explicit"
    if kind == "apostrophe" and s.glued(i) and (year := s.short_year(i + 1)) is not None and not is_counted(s, i + 1):
        return i + 2, year, "explicit"
    step = -1 if kind == "past" else STEPS.get(kind)
    if step is not None and s.reference is not None:
        j = s.skip(i + 1, "calendar", "full")
        if s.singular(j) == "year":
            return j + 1, s.reference.year + step, "shift" if kind in FROM_CONTEXT else "relative"
    return None


def with_year(s: Scan, point: Point, start: int) -> Point:
    """The point with the year that follows it, where one does: "November last year", "Q3 of FY26", "Dec. 31, 1994"."""
    j = point.stop
    if point.build is None or s.possessive(j):
        return point
    tied = s.skip(j, "comma")
    after = s.skip(tied, "of", "in")
    if s.kinds[j] in ("dash", "slash") and s.glued(j) and (s.written_year(j + 1) is not None or s.kinds[j + 1] == "fy"):
        after = j + 1  # "Q3-2025", "H1-FY18"
    if s.tokens[j].lower == ":" and s.glued(j) and point.bare == "quarter":
        after = j + 1  # "Q1:2025-26"
    if (year := fiscal.fiscal_year(s, after)) is not None and (period := fiscal.within(year, point)) is not None:
        return replace(point, stop=year.stop, period=period, bare=None, origin=year.origin)
    if (pair := fiscal.two_named(s, after)) is not None and (period := fiscal.within(pair, point)) is not None:
        return replace(point, stop=pair.stop, period=period, bare=None)
    if s.kinds[j] in ("open", "close"):  # "(July-March) 2024-25", "July-April (FY25)"
        inner = s.skip(j + 1, "of", "in")
        inside = fiscal.fiscal_year(s, inner) or fiscal.two_named(s, inner)
        period = fiscal.within(inside, point) if inside is not None else None
        if inside is not None and period is not None and (s.kinds[j] == "close" or s.kinds[inside.stop] == "close"):
            return replace(
                point, stop=inside.stop + (s.kinds[j] == "open"), period=period, bare=None, origin=inside.origin
            )
    comma_only = after == tied != j
    if (found := year_reference(s, after)) is not None and (not comma_only or s.kinds[after] == "number"):
        stop, number, origin = found
        if (period := point.build(number)) is not None:
            return replace(
                point, stop=stop, period=period, bare=None, origin="relative" if origin == "shift" else origin
            )
    if s.kinds[after] in ("a", "the") and s.singular(after + 1) == "year":
        if s.kinds[after + 2] in ("ago", "earlier", "before"):
            base = s.settle(point, start)
            return replace(
                point, stop=after + 3, period=base.shift(years=-1) if base else None, bare=None, origin="relative"
            )
        ended = s.kinds[after + 2] in ("ended", "ending") or (
            s.kinds[after + 2] == "to" and not _is_amount(s, after + 3)
        )
        if after > j and s.kinds[after] == "the" and not ended:
            return replace(point, stop=after + 2)
    return point


def _is_amount(s: Scan, i: int) -> bool:
    """Whether an amount stands at token `i`, no day of a month: "rose in the last three months of the year to 642 euros"."""
    return s.kinds[i] in ("amount", "sign") or (s.kinds[i] == "number" and s.kinds[i + 1] not in ("month", "of"))


def year_first(s: Scan, i: int) -> Point | None:
    """A year with what follows it: 2025, 2025-26, the 1990s, 2025-Q3, 2016 November, last year's third quarter."""
    found = year_reference(s, i)
    if found is None:
        return None
    stop, year, origin = found
    written = origin == "explicit"
    if (point := _two_digits(s, stop, year) or (_decade(s, i, stop, year) if written else None)) is not None:
        return point
    j = stop + 2 if s.possessive(stop) else s.skip(stop, "comma", "dash", "slash")
    inner = named(s, j)
    if inner is not None and inner.build is not None and (j > stop or s.kinds[j] != "number" or s.glued(j)):
        period = inner.build(year)
        has_own_year = is_year(s, s.skip(inner.stop, "comma")) is not None
        if period is not None and not has_own_year:
            return replace(inner, period=period, build=None, bare=None, origin="explicit" if written else "relative")
    unit = s.singular(stop)
    if written and unit in ("quarter", "half", "period", "month") and s.kinds[i - 1] not in ("dash", "to", "through"):
        return Point(stop + 1, None, origin="shift", shift=Shift(to_year=year, unit=unit))
    if (
        s.kinds[stop] in ("dash", "slash")
        and s.glued(stop)
        and s.kinds[stop + 2] in ("slash", "dash")
        and s.kinds[stop + 3] == "month"
    ):
        day = s.tokens[stop + 1].value  # 2020/23/Sep
        if 0 < day < 32 and (period := days(s.tokens[stop + 3].value, day, day)(year)) is not None:
            return Point(stop + 4, period)
    return Point(
        stop, Period.year(year), origin=origin, shift=Shift(years=-1, unit="year") if origin == "shift" else None
    )


def _two_digits(s: Scan, j: int, year: int) -> Point | None:
    """2024-25 and 2024/25 (two years), 2025-11 (a month), 2010-15 (a span of years)."""
    token = s.tokens[j + 1]
    brief = s.kinds[j] in ("dash", "slash") and s.glued(j) and s.glued(j - 1) and s.kinds[j + 1] == "number"
    ends = s.kinds[j + 2] not in ("dash", "slash", "number", "word") or not s.glued(j + 1)
    if brief and ends and token.lower == str((year + 1) % 10):
        return Point(j + 2, fiscal.two_years(s, year, j))  # "2005-6"
    if token.value in {(year + 1) % 100, year + 1} and (crop := _crop_year(s, j + 2, year)) is not None:
        return crop
    if (
        s.kinds[j] not in ("dash", "slash")
        or not s.glued(j)
        or s.short_year(j + 1) is None
        or s.tokens[j - 1].end != s.tokens[j].start
    ):
        return None
    if token.value == (year + 1) % 100:
        return Point(j + 2, fiscal.two_years(s, year, j))
    if s.kinds[j] == "slash":
        return None
    if s.tokens[j].lower == "-" and 0 < token.value < 13:
        return Point(j + 2, Period.month(year, token.value))
    if year % 100 < token.value:
        return Point(j + 2, Period.span(dt.date(year, 1, 1), dt.date(year - year % 100 + token.value, 12, 31)))
    return None


def _crop_year(s: Scan, i: int, year: int) -> Point | None:
    """Two years whose twelve months are told right behind them: "the 2023/24 | July-June season"."""
    if s.kinds[i] != "month" or s.kinds[i + 1] not in ("dash", "slash", "to") or s.kinds[i + 2] != "month":
        return None
    first, last = s.tokens[i].value, s.tokens[i + 2].value
    if first == 1 or (last - first) % 12 != 11 or is_year(s, i + 3) is not None:
        return None
    return Point(i + 3, Period.starting(dt.date(year, first, 1), "month", 12))


def _decade(s: Scan, i: int, j: int, year: int) -> Point | None:
    """1990s; the 1990's, which without "the" would be the year's."""
    if year % 10:
        return None
    period = Period.unit("decade", dt.date(year, 1, 1))
    if s.kinds[j] == "s" and s.glued(j - 1):
        return Point(j + 1, period)
    return Point(j + 2, period) if s.possessive(j) and i and s.kinds[i - 1] == "the" else None
