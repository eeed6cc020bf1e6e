"""Single times: days, months, quarters, halves, years, by name or by figures; the ends of longer spans.

Each function reads from token `i` and gives a `Point`, or None where no such time stands there. A year after the
name ("November last year", "Q3 FY26") is read by `with_year`, for every kind alike.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from pipeline.periods import fiscal
from pipeline.periods.figures import date_in_figures
from pipeline.periods.period import Period, Shift, month_end
from pipeline.periods.scan import Point, Scan
from pipeline.periods.words import words

_COUNTED, _NAMED_AFTER, _ABOUT, _CONNECTS = (words("amounts", key) for key in ("counted", "names", "about", "connecting"))
_TITLES, _AFTER_MODAL, _BEFORE_NAME, _FEASTS = (words("names", key) for key in ("titles", "after_modal", "before_month", "feasts"))


def _is_counted(s: Scan, i: int) -> bool:
    """Whether token `i` counts what follows it."""
    after = s.tokens[i + 1]
    return after.lower in _COUNTED or after.lower == "%" or (after.kind == "unit" and after.lower.endswith("s"))


def is_year(s: Scan, i: int) -> int | None:
    """The year that token `i` writes, unless it counts something (2000 workers, $2019, Russell 2000)."""
    year = s.written_year(i)
    if year is None:
        return None
    after = s.tokens[i + 1]
    if s.glued(i) and after.lower.isalpha() and after.kind not in ("s", "q", "h", "month"):
        return None
    if _is_counted(s, i):
        return None
    if i:
        before = s.tokens[i - 1]
        touching = before.end == s.tokens[i].start
        if before.kind == "sign" and before.lower in "$€£¥₩#₹@+":
            return None
        if touching and before.kind in ("dash", "slash", "dot", "comma") and i > 1 and s.tokens[i - 2].end == before.start:
            if s.kinds[i - 2] == "number" and i > 2 and s.kinds[i - 3] in ("dash", "slash") and s.glued(i - 3):
                return None
            if s.kinds[i - 2] in ("amount", "figures") or (s.kinds[i - 2] == "number" and s.written_year(i - 2) is None) or (s.kinds[i - 2] == "word" and s.tokens[i - 2].lower not in ("pre", "post")):
                return None
        if touching and before.lower.isalnum() and before.kind not in ("month", "fy", "cy"):
            return None
        if before.lower in _NAMED_AFTER:
            return None
        if year % 100 == 0 and before.kind not in _BEFORE_MONTH and after.kind == "word" and after.lower.endswith("s"):
            return None
        if before.lower in _ABOUT and after.kind == "word" and after.lower not in _CONNECTS:
            return None
    return year


#: Month names that are other words as well, and abbreviations that are names: they need a sign that a month is meant.
_DOUBTFUL = frozenset("may march august mar jan dec sep jun".split())
_BEFORE_MONTH = frozenset("in of from to since by until till through between last next this early late mid end dash slash open comma".split())


def is_month(s: Scan, i: int) -> bool:
    """Whether token `i` means the month: not "may rise", "march on", "Theresa May", "Jan Hatzius"."""
    token = s.tokens[i]
    if token.kind != "month":
        return False
    word, before, after = token.lower, s.tokens[i - 1] if i else None, s.tokens[i + 1]
    short = token.end - token.start < 5 and word not in ("may", "june", "july")
    follow = s.skip(i + 1, "dot", "dash", "slash", "comma")
    figures = s.tokens[follow]
    if figures.kind in ("number", "ordinal") and figures.lower[0].isdigit() and (after.kind not in ("dash", "slash") or s.glued(i)):
        return True
    if before is not None and before.kind in ("number", "ordinal") and before.lower[0].isdigit():
        return s.capital(i) or word not in ("may", "march", "mar")
    if before is not None and before.kind in ("dash", "slash") and i > 1 and s.kinds[i - 2] in ("month", "number"):
        return True
    if after.kind in ("dash", "slash", "to", "through") and s.kinds[i + 2] == "month":
        return s.capital(i) or word not in ("may", "march", "mar")
    if not s.capital(i):
        if word not in _DOUBTFUL:
            return not short or (before is not None and before.kind in _BEFORE_MONTH)
        return before is not None and before.kind in ("in", "of", "from", "between", "since", "to") and not (
            word in ("may", "march", "mar") and before.kind == "to" and s.kinds[i - 2] != "month"
        )
    if short and after.kind == "dot" and s.glued(i):
        return True
    named_before = before is not None and before.kind == "word" and s.capital(i - 1) and not s.sentence_starts(i - 1)
    named_after = after.kind == "word" and s.capital(i + 1)
    if before is not None and (before.lower in _TITLES or before.kind == "dot" and i > 1 and s.tokens[i - 2].lower in _TITLES):
        return False
    if word == "may":
        if before is not None and before.kind == "word" and s.capital(i - 1):
            return False
        return not (s.sentence_starts(i) and after.lower in _AFTER_MODAL)
    if short and word in _DOUBTFUL:
        return before is not None and before.kind in _BEFORE_MONTH and not named_after
    if word in ("march", "april", "june", "august") and named_before:
        return before is not None and before.lower in _BEFORE_NAME
    return True


def is_abbreviated(s: Scan, i: int) -> bool:
    """Whether the full stop after token `i` belongs to a short month ("Nov.")."""
    token = s.tokens[i]
    return s.kinds[i + 1] == "dot" and s.glued(i) and token.end - token.start < 5 and token.lower not in ("may", "june", "july")


def is_day(s: Scan, i: int) -> bool:
    """Whether token `i` can be the day of a month."""
    token = s.tokens[i]
    if not (token.lower[:1].isdigit() and token.kind in ("number", "ordinal") and 0 < token.value < 32 and len(token.lower.rstrip("stndrh")) < 3):
        return False
    after = s.tokens[i + 1]
    return not (after.lower in _COUNTED or after.lower in ("%", ":") or (after.kind == "dash" and s.tokens[i + 2].lower in ("month", "year", "day")))


def _day(month: int, day: int) -> Callable[[int], Period | None]:
    return lambda year: Period.day(dt.date(year, month, day)) if day <= month_end(year, month).day else None


def _days(month: int, first: int, last: int) -> Callable[[int], Period | None]:
    return lambda year: Period.span(dt.date(year, month, first), dt.date(year, month, last)) if last <= month_end(year, month).day else None


def _months(month: int, count: int = 1) -> Callable[[int], Period | None]:
    """`count` months that end with `month`."""
    return lambda year: Period.ending(month_end(year, month), "month", count)


# -------------------------------------------------------------------------------------------------------------- years


def year_reference(s: Scan, i: int) -> tuple[int, int, str] | None:
    """A year in any form at token `i`: (index after it, year, origin); "this year" counts from the publication date."""
    if (year := is_year(s, i)) is not None:
        return i + 1, year, "explicit"
    kind = s.kinds[i]
    if kind == "apostrophe" and s.glued(i) and (year := s.short_year(i + 1)) is not None and not _is_counted(s, i + 1):
        return i + 2, year, "explicit"
    if kind in ("the", "calendar", "cy"):
        return year_reference(s, i + 1)
    step = {"this": 0, "current": 0, "last": -1, "past": -1, "next": 1, "coming": 1, "previous": -1, "prior": -1, "preceding": -1}.get(kind)
    if step is not None and s.reference is not None:
        j = s.skip(i + 1, "calendar", "full")
        if s.unit(j) == "year" and not s.tokens[j].lower.endswith("s"):
            return j + 1, s.reference.year + step, "relative" if kind not in ("previous", "prior", "preceding") else "shift"
    return None


def with_year(s: Scan, point: Point, start: int) -> Point:
    """The point with the year that follows it, where one does: "November last year", "Q3 of 2025", "Dec. 31, 1994"."""
    if point.build is None:
        return point
    j = point.stop
    if s.kinds[j] == "apostrophe" and s.tokens[j + 1].lower == "s" and s.glued(j):
        return point
    tied = s.skip(j, "comma")
    after = s.skip(tied, "of", "in")
    if s.kinds[j] in ("dash", "slash") and s.glued(j) and s.written_year(j + 1) is not None:
        after = j + 1
    if fiscal_year := fiscal.fiscal_year(s, after):
        if (settled := fiscal.within(fiscal_year, point)) is not None:
            return replace(point, stop=fiscal_year.stop, period=settled, bare=None, origin=fiscal_year.origin)
    if (found := year_reference(s, after)) is not None and (after != tied or tied == j or s.kinds[after] == "number"):
        stop, year, origin = found
        if (period := point.build(year)) is not None:
            return replace(point, stop=stop, period=period, bare=None, origin="relative" if origin == "shift" else origin)
    if after > j and s.kinds[after] == "the" and s.unit(after + 1) == "year" and s.kinds[after + 2] not in ("ended", "ending", "before", "to", "earlier"):
        return replace(point, stop=after + 2)
    if s.kinds[after] in ("a", "the") and s.unit(after + 1) == "year" and s.kinds[after + 2] in ("ago", "earlier", "before"):
        base = s.settle(point, start)
        return replace(point, stop=after + 3, period=base.shift(years=-1) if base else None, bare=None, origin="relative")
    return point


def _year_first(s: Scan, i: int) -> Point | None:
    """A year with what stands before or after it: 2025, 2025-Q3, 2016 November, 2025-26, last year's third quarter."""
    found = year_reference(s, i)
    if found is None:
        return None
    stop, year, origin = found
    j = stop
    if s.kinds[j] in ("dash", "slash") and s.glued(j):
        follow = s.tokens[j + 1]
        if follow.kind == "number" and follow.end - follow.start == 2 and follow.lower.isdigit() and s.tokens[j].end == follow.start:
            if follow.value == (year + 1) % 100:
                return Point(j + 2, fiscal.two_years(s, year))
            if s.tokens[j].lower == "-" and 0 < follow.value < 13:
                return Point(j + 2, Period.month(year, follow.value))
            if s.tokens[j].lower in "–-" and year % 100 < follow.value:
                return Point(j + 2, Period.span(dt.date(year, 1, 1), dt.date(year - year % 100 + follow.value, 12, 31)))
    if s.kinds[j] == "s" and s.glued(j - 1) and year % 10 == 0 and origin == "explicit":
        return Point(j + 1, Period.unit("decade", dt.date(year, 1, 1)))
    k = j + 2 if s.kinds[j] == "apostrophe" and s.kinds[j + 1] == "s" and s.glued(j) else j
    if s.kinds[j] == "apostrophe" and k == j + 2 and year % 10 == 0 and origin == "explicit" and i and s.kinds[i - 1] == "the":
        return Point(k, Period.unit("decade", dt.date(year, 1, 1)))
    k = s.skip(k, "comma", "dash", "slash") if k == j else k
    if s.kinds[k] in ("month", "q", "h", "ordinal", "final", "number", "fiscal", "latter") and (inner := _named(s, k)) is not None and inner.build:
        if (k > j or s.kinds[k] != "number" or s.glued(k)) and (period := inner.build(year)) is not None and not _other_year(s, inner.stop):
            return replace(inner, period=period, build=None, bare=None, origin="relative" if origin == "shift" else origin)
    if origin == "explicit" and s.unit(k) in ("quarter", "half", "period", "month") and k == j and not s.tokens[k].lower.endswith("s") and s.kinds[i - 1] not in ("dash", "to", "through"):
        return Point(k + 1, None, origin="shift", shift=Shift(to_year=year, unit=s.unit(k) or "period"))
    if s.kinds[j] in ("dash", "slash") and s.glued(j) and s.kinds[j + 1] == "number" and s.kinds[j + 2] in ("slash", "dash") and s.kinds[j + 3] == "month":
        if period := _day(s.tokens[j + 3].value, s.tokens[j + 1].value)(year):
            return Point(j + 4, period)
    return Point(stop, Period.year(year), origin=origin, shift=Shift(years=-1, unit="year") if origin == "shift" else None)


def _other_year(s: Scan, j: int) -> bool:
    """Whether the words go on with a year of their own ("in 2024, November 2023")."""
    return is_year(s, s.skip(j, "comma")) is not None


# ----------------------------------------------------------------------------------------- months, days, quarters, halves


def _month(s: Scan, i: int) -> Point | None:
    if not is_month(s, i):
        return None
    month = s.tokens[i].value
    j = i + 1
    if is_abbreviated(s, i):
        j += 1
    if s.unit(j) in ("quarter",) and not s.tokens[j].lower.endswith("s"):
        return Point(j + 1, build=_months(month, 3), bare="months")
    k = s.skip(j, "dash", "slash") if s.glued(j) else j
    k = s.skip(k, "the") if s.kinds[k + 1] == "ordinal" else k
    if is_day(s, k):
        day = s.tokens[k].value
        last, stop = day, k + 1
        if s.kinds[k + 1] in ("dash", "to", "through", "until") and is_day(s, k + 2) and s.tokens[k + 2].value > day:
            if s.kinds[k + 3] != "month" and not (s.kinds[k + 3] == "of" and s.kinds[k + 4] == "month"):
                last, stop = s.tokens[k + 2].value, k + 3
        elif s.kinds[k + 1] == "and" and is_day(s, k + 2) and s.tokens[k + 2].value == day + 1 and s.kinds[k + 3] not in ("month", "of", "word"):
            last, stop = s.tokens[k + 2].value, k + 3
        if s.kinds[stop] in ("dash",) and s.written_year(stop + 1) and (period := _days(month, day, last)(s.tokens[stop + 1].value)):
            return Point(stop + 2, period)
        return Point(stop, build=_day(month, day) if last == day else _days(month, day, last), bare="day" if last == day else "days")
    return Point(j, build=_months(month), bare="month")


def _day_first(s: Scan, i: int) -> Point | None:
    """14 November, 14th of November, 9 to 12 of June, 23/Sep/2020."""
    if not is_day(s, i):
        return None
    first = last = s.tokens[i].value
    j = i + 1
    joins = ("dash", "to", "through", "until", "and") if i and s.kinds[i - 1] == "between" else ("dash", "to", "through", "until")
    if s.kinds[j] in joins and is_day(s, s.skip(j + 1, "the")) and s.tokens[s.skip(j + 1, "the")].value > first:
        j = s.skip(j + 1, "the")
        last = s.tokens[j].value
        j += 1
    elif s.kinds[j] in ("to", "and", "through") and i and s.kinds[i - 1] in ("from", "between") and s.kinds[j + 1] == "month" and is_day(s, j + 2):
        month, last = s.tokens[j + 1].value, s.tokens[j + 2].value
        return Point(j + 3, build=_days(month, first, last), bare="days") if last > first else None
    j = s.skip(j, "of", "dash", "slash") if s.kinds[j] == "of" or s.glued(j) else j
    if s.kinds[j] != "month" or not is_month(s, j):
        return None
    month, stop = s.tokens[j].value, j + 1
    if is_abbreviated(s, j):
        stop += 1
    if s.kinds[i] == "number" and s.kinds[j - 1] != "of" and is_day(s, stop) and not s.glued(j - 1):
        return None  # "exports to 12 Nov. 14" - the figure belongs to what stands before
    return Point(stop, build=_day(month, first) if last == first else _days(month, first, last), bare="day" if last == first else "days")


def _day_of_month(s: Scan, i: int) -> Point | None:
    """The 20th of next month, the 15th day of this month."""
    j = i + 2 if s.unit(i + 1) == "day" else i + 1
    if is_day(s, i) and s.reference is not None and _stands_alone(s, i):
        last = next((d for m in range(2) if (d := _in_month(step_unit(s.reference, "month", -m), s.tokens[i].value)) and d <= s.reference), None)
        return Point(i + 1, Period.day(last), origin="relative") if last is not None else None
    last = s.skip(j + 1, "the") if s.kinds[j] in ("to", "through") else i
    if last != i and is_day(s, last) and s.kinds[last + 1] == "of" and (day := _day_of_month(s, last)) is not None and day.period is not None:
        first = _in_month(Period.unit("month", day.period.last), s.tokens[i].value)
        return replace(day, period=Period.span(first, day.period.last)) if first is not None and first < day.period.last else None
    if s.kinds[j] != "of" or s.reference is None or not is_day(s, i) and s.unit(i + 1) != "day":
        return None
    step = {"the": 0, "this": 0, "last": -1, "next": 1}.get(s.kinds[j + 1])
    if step is None or s.unit(j + 2) != "month":
        return None
    day = _in_month(step_unit(s.reference, "month", step), s.tokens[i].value)
    return Point(j + 3, Period.day(day), origin="relative") if day is not None else None


def _in_month(month: Period, day: int) -> dt.date | None:
    return month.first.replace(day=day) if day <= month.last.day else None


def _stands_alone(s: Scan, i: int) -> bool:
    """Whether "20th" is all there is of a day: "the ministry said on the 20th that ..."."""
    return i > 1 and s.kinds[i - 1] == "the" and s.kinds[i - 2] == "on" and (s.kinds[i + 1] in ("comma", "dot", "that", "end_of_text"))


def _part_of_year(s: Scan, i: int) -> Point | None:
    """Third quarter, second-half, first and second quarters, latter half, third fiscal quarter; first half of November."""
    token = s.tokens[i]
    closing = token.kind in ("final", "last")
    rank = {"latter": 2, "opening": 1}.get(token.kind, token.value)
    j = i + 1
    first = rank
    if s.kinds[j] in ("and", "to", "through") and s.kinds[j + 1] == "ordinal" and s.tokens[j + 1].value == rank + 1:
        rank, j = rank + 1, j + 2
    j = s.skip(j, "dash")
    fiscal_word = s.kinds[j] in ("fiscal", "financial")
    j = s.skip(j, "fiscal", "financial", "calendar")
    unit = s.unit(j) or ("half" if s.kinds[j] == "half" else None)
    if unit == "half":
        stop = j + 1
        if s.kinds[stop] == "dash" and s.unit(stop + 1) == "year":
            stop += 2
        half = 2 if closing else rank
        if half not in (1, 2):
            return None
        if s.kinds[stop] == "of" and s.kinds[stop + 1] == "month" and is_month(s, stop + 1):
            month = s.tokens[stop + 1].value
            low, high = (1, 15) if half == 1 else (16, 0)
            return Point(stop + 2, build=lambda year: Period.span(dt.date(year, month, low), dt.date(year, month, high or month_end(year, month).day)), bare="days")
        return Point(stop, build=lambda year: Period.half(year, half), bare="half")
    if unit == "week" and 0 < rank < 6 and s.kinds[j + 1] in ("of", "in") and s.kinds[j + 2] == "month" and is_month(s, j + 2):
        return Point(j + 3, build=_days(s.tokens[j + 2].value, 7 * rank - 6, min(7 * rank, 28)) if rank < 5 else _days(s.tokens[j + 2].value, 22, 28), bare="days")
    if unit == "quarter":
        quarter = 4 if closing else rank
        if quarter not in (1, 2, 3, 4) or token.kind == "last" and s.kinds[j + 1] not in ("of", "in"):
            return None
        if first != rank and first < 4:
            return Point(j + 1, build=lambda year: Period.span(Period.quarter(year, first).first, Period.quarter(year, quarter).last), bare="months")
        if s.kinds[j + 1] in ("point", "percentage") or s.tokens[j + 1].lower in ("point", "percentage", "century", "finalist"):
            return None
        return Point(j + 1, build=lambda year: Period.quarter(year, quarter), bare="fiscal_quarter" if fiscal_word else "quarter")
    return None


def coded(s: Scan, i: int) -> Point | None:
    """Q3, H1, 3Q, 1H25, 2Q FY26, 9M25."""
    token, after = s.tokens[i], s.tokens[i + 1]
    if token.kind in ("q", "h"):
        if after.kind != "number" or not s.glued(i) or not 0 < after.value < (5 if token.kind == "q" else 3) or not s.capital(i) and after.lower != str(after.value):
            return None
        letter, number, stop = token.kind, after.value, i + 2
        if s.glued(i + 1) and s.kinds[stop] in ("word", "month", "unit"):
            return None
    elif token.kind == "number" and after.lower in ("q", "h", "m") and s.glued(i) and token.lower.isdigit():
        letter, number, stop = after.lower, token.value, i + 2
        if not 0 < number < {"q": 5, "h": 3, "m": 12}[letter] or (letter == "m" and number not in (3, 6, 9, 11)):
            return None
        if letter == "m" and not (s.glued(i + 1) and s.short_year(i + 2) is not None):
            return None
    else:
        return None
    bare = {"q": "quarter", "h": "half", "m": "months"}[letter]
    build = {
        "q": lambda year: Period.quarter(year, number),
        "h": lambda year: Period.half(year, number),
        "m": lambda year: Period.ending(month_end(year, number), "month", number),
    }[letter]
    point = Point(stop, build=build, bare=bare)
    if s.glued(stop - 1) and (year := s.short_year(stop)) is not None:
        return replace(point, stop=stop + 1, period=build(year), bare=None)
    if s.kinds[stop] == "dash" and s.glued(stop - 1) and (year := s.written_year(stop + 1)) is not None:
        return replace(point, stop=stop + 2, period=build(year), bare=None)
    return point


def _named(s: Scan, i: int) -> Point | None:
    """A part of a year without its year."""
    match s.kinds[i]:
        case "month":
            return _month(s, i)
        case "ordinal":
            return _part_of_year(s, i) or _day_of_month(s, i) or _day_first(s, i)
        case "final" | "latter" | "opening" | "last":
            return _part_of_year(s, i)
        case "fiscal" | "financial":
            inner = _part_of_year(s, i + 1) if s.kinds[i + 1] in ("ordinal", "final") else coded(s, i + 1)
            return replace(inner, bare="fiscal_quarter") if inner is not None and inner.bare == "quarter" else inner
        case "q" | "h":
            return coded(s, i)
        case "number":
            return coded(s, i) or _day_first(s, i)
    return None


# ------------------------------------------------------------------------------------------------- days near the publication

_TODAY = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}


def _deictic_day(s: Scan, i: int) -> Point | None:
    step = _TODAY[s.kinds[i]]
    if s.capital(i) and not s.sentence_starts(i) and s.kinds[i - 1] == "word" and s.capital(i - 1):
        return None  # USA Today
    period = Period.day(s.reference + dt.timedelta(days=step)) if s.reference else None
    return Point(i + 1, period, origin="relative")


def _weekday(s: Scan, i: int) -> Point | None:
    """Monday; Friday, Oct. 27; Tue."""
    token = s.tokens[i]
    short = not token.lower.endswith("day")
    before = s.kinds[i - 1] if i else "end_of_text"
    if token.lower in ("sun", "sat", "wed", "mon", "fri", "thu") and not s.capital(i):
        return None
    j = i + 1
    if short and s.kinds[j] == "dot" and s.glued(i):
        j += 1
    if i and s.tokens[i - 1].lower in _FEASTS:
        return None
    k = s.skip(s.skip(j, "comma"), "the")
    if s.kinds[k] in ("month", "ordinal", "number", "figures") and (date := point(s, k)) is not None:
        settled = date.period or (date.build(2000) if date.build else None)
        if settled is not None and settled.precision == "day":
            return date
    if short and token.lower in ("sun", "sat", "mon", "wed", "fri") and not (before in ("on", "dash", "open", "last", "next", "this", "to", "by") or s.kinds[i + 1] == "dot"):
        return None
    if s.reference is None:
        return Point(j, None, origin="partial", bare="weekday")
    lead = before
    tense = {"perhaps": "future"}.get(s.tense(i, j) or "", s.tense(i, j)) or ("future" if lead in ("until", "till", "by") else "past")
    if lead in ("last", "past") or (lead == "this" and tense == "past"):
        tense = "past"
    away = (s.reference.weekday() - token.value) % 7
    day = s.reference + dt.timedelta(days=(7 - away) % 7) if tense == "future" else s.reference - dt.timedelta(days=away)
    return Point(j, Period.day(day), origin="partial", bare="weekday")


def _figures(s: Scan, i: int) -> Point | None:
    period = date_in_figures(s.tokens[i].lower, s.country, s.reference)
    return Point(i + 1, period) if period is not None else None


# -------------------------------------------------------------------------------------------------------- parts of a point


def _part(s: Scan, i: int) -> Point | None:
    """Early 2025, mid-June, late last month, end of November, end-June, the beginning of the year, year-end."""
    kind = s.kinds[i]
    j = i + 1
    if kind == "unit":
        if s.unit(i) == "year" and (year := is_year(s, j)) is not None:
            return Point(j + 1, Period.year(year))
        if s.unit(i) not in ("year", "month", "quarter") or s.tokens[i].lower.endswith("s"):
            return None
        possessive = s.kinds[j] == "apostrophe" and s.kinds[j + 1] == "s"
        j = j + 2 if possessive else s.skip(j, "dash")
        if s.kinds[j] != "end":
            return None
        return _end_of(s, s.unit(i), j + 1)
    if kind in ("end", "start"):
        if s.kinds[j] not in ("of", "dash", "month", "number", "q") or (s.tokens[i].lower == "beginning" and s.kinds[j] != "of"):
            return None
        j = s.skip(j, "of", "dash")
        if kind == "end" and s.kinds[s.skip(j, "the")] == "unit" and s.kinds[i + 1] == "of":
            k = s.skip(j, "the")
            if s.unit(k) in ("year", "month", "quarter", "week") and not s.tokens[k].lower.endswith("s"):
                return _end_of(s, s.unit(k), k + 1)
            return None
    else:
        j = s.skip(j, "dash", "of", "in", "on")
    j = s.skip(j, "the")
    if kind == "start" and s.kinds[j - 1] == "the" and s.unit(j) in _STEP_BY and not s.tokens[j].lower.endswith("s") and s.reference is not None:
        whole = Period.unit(s.unit(j) or "year", s.reference)
        return Point(j + 1, Period.day(whole.first), origin="relative", whole=lambda day: whole)
    if kind not in ("end", "start") and s.unit(j) == "year" and s.reference and s.kinds[j - 1] == "the" and not s.tokens[j].lower.endswith("s"):
        return Point(j + 1, Period.year(s.reference.year), origin="relative")
    inner = point(s, j)
    if inner is None:
        return None
    if kind == "end":
        return _ends(inner, lambda p: Period.day(p.last))
    if kind == "start":
        return _ends(inner, lambda p: Period.day(p.first))
    return inner


def _ends(inner: Point, edge: Callable[[Period], Period]) -> Point:
    build = inner.build
    moved = (lambda year: edge(p) if (p := build(year)) is not None else None) if build is not None else None
    whole = (lambda day: inner.period) if inner.period is not None else (lambda day: build(day.last.year))
    return replace(inner, period=edge(inner.period) if inner.period else None, build=moved, whole=whole, bare="day" if inner.bare else None)


def _end_of(s: Scan, unit: str | None, stop: int) -> Point | None:
    """Year-end, the end of the month: the one that the tense asks for."""
    if unit == "year":
        inner = Point(stop, build=Period.year, bare="year_end")
        dated = with_year(s, inner, stop)
        point = _ends(dated, lambda p: Period.day(p.last))
        return replace(point, bare="year_end" if dated.period is None else None)
    if s.reference is None or unit is None:
        return None
    period = Period.unit(unit, s.reference)
    return Point(stop, Period.day(period.last), origin="relative", whole=lambda day: period)


_READERS: dict[str, Callable[[Scan, int], Point | None]] = {
    **dict.fromkeys(("month", "ordinal", "final", "latter", "opening", "q", "h"), _named),
    **dict.fromkeys(_TODAY, _deictic_day),
    **dict.fromkeys(("early", "late", "mid", "end", "start", "unit"), _part),
    "weekday": _weekday,
    "figures": _figures,
}


def point(s: Scan, i: int) -> Point | None:
    """The single time that starts at token `i`, with its year where one is written."""
    kind = s.kinds[i]
    if kind == "the":
        i += 1
        kind = s.kinds[i]
    if kind in ("number", "this", "last", "next", "current", "calendar", "cy", "coming", "previous", "prior", "preceding", "past"):
        found = _year_first(s, i)
        if found is None and kind == "number":
            found = _named(s, i)
        if found is None:
            found = unit_point(s, i)
        if found is None and kind == "last":
            found = _named(s, i)
    elif kind == "apostrophe":
        found = _year_first(s, i) if i and (s.kinds[i - 1] in _BEFORE_MONTH or s.kinds[i - 1] == "the") and not s.glued(i - 1) else None
    elif kind in ("fiscal", "financial", "fy"):
        year = fiscal.fiscal_year(s, i)
        found = Point(year.stop, year.period, origin=year.origin) if year is not None else _named(s, i)
    else:
        reader = _READERS.get(kind)
        found = reader(s, i) if reader is not None else None
    return with_year(s, found, i) if found is not None and found.period is None else found


_STEPS = {"this": 0, "current": 0, "last": -1, "next": 1, "coming": 1, "previous": -1, "prior": -1, "preceding": -1}
_STEP_BY = {"year": (12, 0), "half": (6, 0), "quarter": (3, 0), "month": (1, 0), "week": (0, 7), "day": (0, 1), "decade": (120, 0)}


def step_unit(day: dt.date, unit: str, count: int) -> Period:
    """The calendar unit `count` steps from the one that holds `day`."""
    months, days = _STEP_BY[unit]
    return Period.unit(unit, day).shift(months=months * count, days=days * count)


def unit_point(s: Scan, i: int) -> Point | None:
    """This quarter, last month, next week, last November, next Friday, last summer."""
    kind = s.kinds[i]
    step = _STEPS.get(kind)
    if step is None:
        return None
    j = s.skip(i + 1, "calendar", "full", "entire", "whole")
    word = s.kinds[j]
    if word == "month" and kind in ("this", "last", "next", "coming") and is_month(s, j):
        inner = _month(s, j)
        if inner is None or s.reference is None:
            return None
        if is_year(s, s.skip(inner.stop, "comma")) is not None:
            return with_year(s, inner, j)
        options = [p for y in range(s.reference.year - 1, s.reference.year + 2) if (p := inner.build(y)) is not None] if inner.build else []
        match step:
            case -1:
                chosen = [p for p in options if p.last < s.reference][-1:]
            case 0:
                chosen = [p for p in options if p.first.year == s.reference.year]
            case _:
                chosen = [p for p in options if p.first > s.reference][:1]
        return Point(inner.stop, chosen[0], origin="relative") if chosen else None
    if word == "weekday" and s.reference is not None:
        away = (s.reference.weekday() - s.tokens[j].value) % 7
        if step == -1:
            day = s.reference - dt.timedelta(days=away or 7)
        elif step == 1:
            day = s.reference + dt.timedelta(days=(7 - away) % 7 or 7)
        else:
            inner = _weekday(s, j)
            return replace(inner, origin="relative", bare=None) if inner else None
        return Point(j + 1, Period.day(day), origin="relative")
    if word == "season":
        return season(s, j, step)
    unit = s.unit(j) or ("half" if word == "half" else None)
    if unit in _STEP_BY and not s.tokens[j].lower.endswith("s") and s.reference is not None:
        shift = None
        origin = "relative"
        if kind in ("previous", "prior", "preceding"):
            origin = "shift"
            shift = unit_shift(unit, -1)
        return Point(j + 1, step_unit(s.reference, unit, step), origin=origin, shift=shift)
    if unit in _STEP_BY and not s.tokens[j].lower.endswith("s"):
        return Point(j + 1, None, origin="shift" if kind in ("previous", "prior", "preceding") else "relative",
                     shift=unit_shift(unit, -1) if kind in ("previous", "prior", "preceding") else None)  # fmt: skip
    return None


def unit_shift(unit: str, count: int, *, keep: bool = False) -> Shift:
    """`count` units away; with `keep` the base keeps its length ("a year earlier"), else it becomes the unit."""
    months, days = _STEP_BY[unit]
    if unit == "year":
        return Shift(years=count, unit="period" if keep else unit)
    if unit == "quarter":
        return Shift(quarters=count, unit="period" if keep else unit)
    return Shift(months=months * count, days=days * count, unit="period" if keep else unit)


def season(s: Scan, j: int, step: int | None = None) -> Point | None:
    """Last summer, the spring of 2025: three whole months of the northern hemisphere."""
    month = s.tokens[j].value

    def build(year: int) -> Period:
        first = dt.date(year, month, 1)
        return Period(first, month_end(year + (month == 12), 2 if month == 12 else month + 2), "span")

    if step is None:
        found = year_reference(s, s.skip(j + 1, "of", "in"))
        return Point(found[0], build(found[1]), origin=found[2]) if found is not None else None
    if s.reference is None:
        return Point(j + 1, None, origin="relative")
    options = [build(y) for y in range(s.reference.year - 2, s.reference.year + 2)]
    if step < 0:
        chosen = [p for p in options if p.last < s.reference][-1]
    elif step > 0:
        chosen = next(p for p in options if p.first > s.reference)
    else:
        chosen = build(s.reference.year)
    return Point(j + 1, chosen, origin="relative")
