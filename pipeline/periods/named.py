"""Parts of a year by their names, the year still open: months, days of a month, quarters, halves.

Each function reads from token `i` and gives a `Point` whose `build` makes the period once the year is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from pipeline.periods import fiscal
from pipeline.periods.period import Period, month_end
from pipeline.periods.scan import Point, Scan
from pipeline.periods.senses import is_abbreviated, is_day, is_month
from pipeline.periods.words import words

Build = Callable[[int], Period | None]

#: What stands before the "of the 15th" that is a day, and what a day may stand before.
_OF_DAY, _BEHIND_DAY = words("days", "of"), frozenset(words("days", "signs") | words("amounts", "connecting"))
#: What a month ends, and its months: "the June quarter", "the December half", as Australia says it.
_PARTS = {"quarter": 3, "half": 6}
_DAY_JOINS = ("dash", "to", "through", "until")


def days(month: int, first: int, last: int) -> Build:
    """The days `first` to `last` of a month; None in years where the month is shorter."""

    def build(year: int) -> Period | None:
        if last > month_end(year, month).day:
            return None
        return Period.span(dt.date(year, month, first), dt.date(year, month, last))

    return build


def _days_point(stop: int, month: int, first: int, last: int) -> Point:
    return Point(stop, build=days(month, first, last), bare="day" if last == first else "days")


def _months(month: int, count: int = 1) -> Build:
    """`count` months that end with `month`."""
    if count == 1:
        return lambda year: Period.month(year, month)
    return lambda year: Period.ending(month_end(year, month), "month", count)


def month(s: Scan, i: int) -> Point | None:
    """November; Nov. 14; Nov. 19-20; the June quarter; the December 2024 half."""
    if not is_month(s, i):
        return None
    number = s.tokens[i].value
    j = i + 2 if is_abbreviated(s, i) else i + 1
    quarter = j + (s.kinds[j] == "dash")  # "June-quarter profit"
    if s.tokens[quarter].lower in _PARTS:
        return Point(quarter + 1, build=_months(number, _PARTS[s.tokens[quarter].lower]), bare="months")
    quarter = s.skip(j + 1, "dash")
    if (year := s.written_year(j)) is not None and s.tokens[quarter].lower in _PARTS:
        return Point(quarter + 1, _months(number, _PARTS[s.tokens[quarter].lower])(year))
    if (
        s.singular(j) == "year"
        and s.tokens[j].lower == "year"
        and i
        and s.kinds[i - 1] == "the"
        and s.kinds[j + 1] != "dash"
    ):
        return Point(j + 1, build=_months(number, 12), bare="months")  # "in the March year", as New Zealand says it
    k = s.skip(j, "dash", "slash") if s.glued(j) else j
    k = s.skip(k, "the") if s.kinds[k + 1] == "ordinal" else k
    if k == i + 2 and k == j + 1 and (year := _tied_year(s, i, k)) is not None:
        return Point(k + 1, _months(number)(year))
    if not is_day(s, k):
        return Point(j, build=_months(number), bare="month")
    first = last = s.tokens[k].value
    stop = k + 1
    end = s.skip(k + 2, "the")
    between = i and s.kinds[i - 1] == "between"
    if is_day(s, end) and s.tokens[end].value > first:
        second, after = s.tokens[end].value, s.kinds[end + 1]
        if (
            s.kinds[stop] in _DAY_JOINS
            and after != "month"
            and not (after == "of" and s.kinds[k + 4] == "month")
            or s.kinds[stop] == "and"
            and after not in ("month", "of")
            and (between or (second == first + 1 and after != "word"))
        ):
            last, stop = second, end + 1
    if s.kinds[stop] == "dash" and (year := s.written_year(stop + 1)) and (period := days(number, first, last)(year)):
        return Point(stop + 2, period)
    return _days_point(stop, number, first, last)


#: How far from its own year a text counts months by two digits.
_YEARS_BACK, _YEARS_AHEAD = 7, 5


def _tied_year(s: Scan, i: int, at: int) -> int | None:
    """The year that two digits mean behind a month's three letters and a hyphen, as tables of banks have it: "from Dec-24 to Sep-25"."""
    year = s.short_year(at)
    if year is None or s.reference is None or s.tokens[i].end - s.tokens[i].start != 3 or s.kinds[at - 1] != "dash":
        return None
    if (i and s.kinds[i - 1] in ("on", "by", "day", "number")) or s.kinds[at + 1] in ("dash", "comma"):
        return None
    return year if s.reference.year - _YEARS_BACK <= year <= s.reference.year + _YEARS_AHEAD else None


def day_first(s: Scan, i: int) -> Point | None:
    """14 November, 14th of November, 9 to 12 of June, from 2 to April 7, 23/Sep/2020."""
    if not is_day(s, i):
        return None
    first = last = s.tokens[i].value
    lead = s.kinds[i - 1] if i else ""
    lead = s.kinds[i - 2] if lead == "the" and i > 1 else lead
    j = i + 1
    second = s.skip(j + 1, "the")
    if s.kinds[j] in _DAY_JOINS or (s.kinds[j] == "and" and lead == "between"):
        if is_day(s, second) and s.tokens[second].value > first:
            last, j = s.tokens[second].value, second + 1
        elif lead in ("from", "between") and s.kinds[j + 1] == "month" and is_day(s, j + 2):
            last = s.tokens[j + 2].value
            return _days_point(j + 3, s.tokens[j + 1].value, first, last) if last > first else None
    j = s.skip(j, "of", "dash", "slash") if s.kinds[j] == "of" or s.glued(j) else j
    if not is_month(s, j):
        return None
    stop = j + 2 if is_abbreviated(s, j) else j + 1
    if s.kinds[i] == "number" and s.kinds[j - 1] != "of" and not s.glued(j - 1) and is_day(s, stop):
        return None  # "to 12 Nov. 14": the figure belongs to what stands before
    return _days_point(stop, s.tokens[j].value, first, last)


def day_of_month(s: Scan, i: int) -> Point | None:
    """The 20th of next month, the 15th day of this month, the 1st to the 20th of last month; on the 20th."""
    if s.reference is None or not is_day(s, i) and s.unit(i + 1) != "day":
        return None
    number = s.tokens[i].value
    if i > 1 and s.kinds[i - 1] == "the" and _dates(s, i - 2) and _closes(s, i + 1):
        told = _last_day(s.reference, number)
        return Point(i + 1, Period.day(told), origin="relative") if told is not None else None
    j = i + 2 if s.unit(i + 1) == "day" else i + 1
    end = s.skip(j + 1, "the")
    joined = s.kinds[j] in ("to", "through") or (s.kinds[j] == "and" and "between" in s.kinds[max(i - 2, 0) : i])
    if joined and is_day(s, end) and s.kinds[end] == "ordinal" and s.kinds[end + 1] != "of" and _closes(s, end + 1):
        told = _last_day(s.reference, s.tokens[end].value)
        since = _day_in(Period.unit("month", told), number) if told is not None else None
        return Point(end + 1, Period.span(since, told), origin="relative") if since and told and since < told else None
    if joined and is_day(s, end) and s.kinds[end + 1] == "of":
        last = day_of_month(s, end)
        if last is None or last.period is None:
            return None
        first = _day_in(Period.unit("month", last.period.last), number)
        return (
            replace(last, period=Period.span(first, last.period.last)) if first and first < last.period.last else None
        )
    step = {"the": 0, "this": 0, "last": -1, "next": 1}.get(s.kinds[j + 1])
    if s.kinds[j] != "of" or step is None or s.unit(j + 2) != "month":
        return None
    day = _day_in(Period.away("month", s.reference, step), number)
    return Point(j + 3, Period.day(day), origin="relative") if day is not None else None


def _dates(s: Scan, i: int) -> bool:
    """Whether token `i` puts a day behind it: on the 5th, as of the 15th, on the morning of the 6th."""
    if s.kinds[i] == "on":
        return True
    return s.kinds[i] == "of" and i > 0 and s.tokens[i - 1].lower in _OF_DAY


def _closes(s: Scan, i: int) -> bool:
    """Whether a day may end before token `i`, which no noun makes an ordinal of: "the 5th anniversary"."""
    return s.kinds[i] in _BEHIND_DAY or s.tokens[i].lower in _BEHIND_DAY


def _last_day(reference: dt.date, number: int) -> dt.date | None:
    """The latest day of that number in its month that is not after the reference."""
    months = (Period.away("month", reference, -back) for back in range(3))
    return next((day for month in months if (day := _day_in(month, number)) is not None and day <= reference), None)


def _day_in(month: Period, day: int) -> dt.date | None:
    return month.first.replace(day=day) if day <= month.last.day else None


def part_of_year(s: Scan, i: int) -> Point | None:
    """Third quarter, second-half, first and second quarters, third fiscal quarter; first half of November, third week of May."""
    kind = s.kinds[i]
    closing = kind in ("final", "last")
    rank = first = {"latter": 2, "opening": 1}.get(kind, s.tokens[i].value)
    j = i + 1
    to = s.tokens[j + 1].value if s.kinds[j + 1] == "ordinal" else 0
    if (s.kinds[j] in ("and", "to", "through") and to == rank + 1) or (
        s.kinds[j] in ("to", "through") and rank < to < 5 and s.unit(j + 2) == "quarter"
    ):
        rank, j = to, j + 2
    j = s.skip(j, "dash")
    fiscal = s.kinds[j] in ("fiscal", "financial")
    j = s.skip(j, "fiscal", "financial", "calendar")
    if s.unit(j) and _in_a_row(s, j + 1):
        return None  # "stayed first for the third quarter running"
    match s.unit(j):
        case "half":
            return _half(s, j + 1, 2 if closing else rank)
        case "week" if 0 < rank < 6 and s.kinds[j + 1] in ("of", "in") and is_month(s, j + 2):
            begin = min(7 * rank - 6, 22)
            return _days_point(j + 3, s.tokens[j + 2].value, begin, begin + 6)
        case "quarter":
            quarter = 4 if closing else rank
            if quarter not in (1, 2, 3, 4) or s.tokens[j + 1].lower in ("point", "percentage", "century", "finalist"):
                return None
            if kind == "last" and s.kinds[j + 1] not in ("of", "in"):
                return None
            if first != rank:
                return Point(
                    j + 1,
                    build=lambda year: Period.ending(
                        Period.quarter(year, quarter).last, "quarter", quarter - first + 1
                    ),
                    bare="months",
                )
            return Point(
                j + 1, build=lambda year: Period.quarter(year, quarter), bare="fiscal_quarter" if fiscal else "quarter"
            )
    return None


def _in_a_row(s: Scan, at: int) -> bool:
    """Whether what stands before a token is counted as one of several that follow each other."""
    word, behind = s.tokens[at].lower, [token.lower for token in s.tokens[at + 1 : at + 3]]
    return word == "running" or (word == "in" and (behind == ["a", "row"] or behind[:1] == ["succession"]))


def _half(s: Scan, stop: int, half: int) -> Point | None:
    if half not in (1, 2):
        return None
    if s.kinds[stop] == "dash" and s.unit(stop + 1) == "year":
        stop += 2
    if s.kinds[stop] != "of" or not is_month(s, stop + 1):
        return Point(stop, build=lambda year: Period.half(year, half), bare="half")
    number = s.tokens[stop + 1].value
    if half == 1:
        return _days_point(stop + 2, number, 1, 15)
    return Point(
        stop + 2, build=lambda year: Period.span(dt.date(year, number, 16), month_end(year, number)), bare="days"
    )


_MOST = {"q": 4, "h": 2, "m": 11}
_BARE = {"q": "quarter", "h": "half", "m": "months"}


def coded(s: Scan, i: int) -> Point | None:
    """Q3, H1, 3Q, 1H25, 2Q FY26, 9M25, 9M FY26, 9M-FY26, 7MFY25."""
    tied = i + 2
    if s.kinds[i] in ("q", "h"):
        letter, number = s.kinds[i], s.tokens[i + 1].value
        if s.kinds[i + 1] != "number" or s.glued(i + 1) and s.kinds[i + 2] in ("word", "month", "unit"):
            return None
    else:
        letter, number = s.tokens[i + 1].lower.removesuffix("fy"), s.tokens[i].value
        tied = i + 2 + (s.kinds[i + 2] == "dash" and s.kinds[i + 3] == "fy")
        in_fiscal = s.kinds[tied] == "fy" or letter != s.tokens[i + 1].lower
        if (
            s.kinds[i] != "number"
            or letter not in _MOST
            or (letter == "m" and not in_fiscal and not (s.glued(i + 1) and s.short_year(i + 2)))
        ):
            return None
    if not s.glued(i) or not 0 < number <= _MOST[letter]:
        return None
    build: Build = {
        "q": lambda year: Period.quarter(year, number),
        "h": lambda year: Period.half(year, number),
        "m": lambda year: Period.ending(month_end(year, number), "month", number),
    }[letter]
    stop = i + 2
    if s.kinds[i] == "number" and in_fiscal:
        part = Point(stop, build=build, bare="first_months" if letter == "m" else _BARE[letter])
        years = fiscal.behind_letters(s, tied)
        inside = fiscal.within(years, part) if years is not None else None
        return replace(part, stop=years.stop, period=inside, build=None, bare=None) if years and inside else None
    if s.glued(stop - 1) and (year := s.short_year(stop)) is not None:
        return Point(stop + 1, build(year))
    if s.glued(stop - 1) and s.kinds[stop] == "dash" and (year := s.written_year(stop + 1)) is not None:
        return Point(stop + 2, build(year))
    return Point(stop, build=build, bare=_BARE[letter])


def named(s: Scan, i: int) -> Point | None:
    """A part of a year at token `i`, its year still open."""
    match s.kinds[i]:
        case "month":
            return month(s, i)
        case "ordinal":
            return part_of_year(s, i) or day_of_month(s, i) or day_first(s, i)
        case "final" | "latter" | "opening" | "last":
            return part_of_year(s, i)
        case "fiscal" | "financial":
            inner = part_of_year(s, i + 1) if s.kinds[i + 1] in ("ordinal", "final") else coded(s, i + 1)
            return replace(inner, bare="fiscal_quarter") if inner is not None and inner.bare == "quarter" else inner
        case "q" | "h":
            return coded(s, i)
        case "holiday":  # "for the holiday quarter": October to December, whatever years a company keeps
            return Point(i + 2, build=_months(12, 3), bare="months") if s.unit(i + 1) == "quarter" else None
        case "number":
            return coded(s, i) or day_first(s, i)
    return None
