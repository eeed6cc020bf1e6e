"""Counted and running stretches: the first 11 months, the past two quarters, the year to March, so far this year, FY2025."""

from __future__ import annotations

import datetime as dt

from pipeline.periods import fiscal
from pipeline.periods.begun import read_begun
from pipeline.periods.named import coded
from pipeline.periods.period import MONTHS_IN, YEAR, Period, Shift
from pipeline.periods.points import point
from pipeline.periods.relative import season
from pipeline.periods.scan import Point, Reading, Scan
from pipeline.periods.spans import of_point, read_point, stretch
from pipeline.periods.words import words
from pipeline.periods.years import with_year

_TOTALS, _VERBS = words("totals", "nouns"), words("totals", "verbs")
_BEFORE_TOTALS = words("totals", "adjectives")
_CHANGED, _PERCENT = words("totals", "changes"), words("totals", "percent")
#: What a fiscal year is called that is about to end, or has just begun.
_UNDER_WAY = {"ongoing", "outgoing", "running"}
#: So many tokens hold a percentage and what it is of.
_FEW = 7

# ---------------------------------------------------------------------------------------------------------- counted units


def _count(s: Scan, i: int) -> tuple[int, int] | None:
    """A count at token `i`: (index after it, the count); "twenty-five" and "a couple of" as well."""
    if s.kinds[i] != "number" or s.tokens[i].end - s.tokens[i].start == 4 and s.tokens[i].lower.isdigit():
        return None
    value = s.tokens[i].value
    if (
        s.kinds[i + 1] == "dash"
        and s.kinds[i + 2] == "number"
        and value in (20, 30, 40, 50, 60)
        and 0 < s.tokens[i + 2].value < 10
    ):
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
        step = dt.timedelta(days=count * (7 if unit == "week" else 1) - 1)
        edge = (
            Period.span(period.last - step, period.last) if at_end else Period.span(period.first, period.first + step)
        )
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
        k += s.tokens[k].lower in _UNDER_WAY
        inner = point(s, k)
        if inner is None and s.unit(k) == "month" and k > j + 1 and s.reference is not None:
            inner = Point(k + 1, Period.unit("month", s.reference), origin="relative")
        if (
            inner is None
            and unit == "month"
            and (begun := read_begun(s, j + 1)) is not None
            and begun.period is not None
        ):
            period = _length(begun.period, unit, count, at_end)
            return Reading(begun.stop, period, None, begun.origin) if period is not None else None
        if inner is None and k > j + 1 and (year := fiscal.the_year(s, k)) is not None:
            period = _length(year.period, unit, count, at_end)
            return Reading(year.stop, period, None, year.origin) if period is not None else None
        if inner is not None:
            build = inner.build
            if inner.period is not None:
                period = _length(inner.period, unit, count, at_end)
                return (
                    Reading(inner.stop, period, None, "relative" if inner.shift else inner.origin)
                    if period is not None
                    else None
                )
            if build is not None:
                made = Point(
                    inner.stop,
                    build=lambda year: _length(p, unit, count, at_end) if (p := build(year)) is not None else None,
                    bare="days",
                )
                return of_point(s, i, with_year(s, made, i))
    if s.kinds[j] == "of" and unit == "month" and not _of_year(s, j + 1):
        return Reading(j, None, None, "relative")  # "the first month of the new tariff", "of the war"
    if unit == "day" or unit == "week":
        if s.kinds[j] == "of" and s.reference is not None and s.kinds[j + 1] == "the" and s.unit(j + 2) == "month":
            period = _length(Period.unit("month", s.reference), unit, count, at_end)
            return Reading(j + 3, period, None, "relative")
        return None
    made = Point(j, build=lambda year: _length(Period.year(year), unit, count, at_end), bare="first_months")
    dated = with_year(s, made, i)
    alone = unit == "month" and not at_end and dated.period is None and s.kinds[j] != "of"
    if alone and (running := fiscal.running(s, i, count)) is not None:
        return Reading(j, running, None, "relative")
    return of_point(s, i, dated)


#: So many words behind "of" a year is named.
_NEAR = 6


def _of_year(s: Scan, j: int) -> bool:
    """Whether what some months are the first of is a year, a season or a time of its own: "of its financial year", "of the 2015-16 season"."""
    for k in range(j, min(j + _NEAR, len(s.tokens))):
        if s.kinds[k] in {"comma", "dot", "end_of_text"}:
            return False
        word = s.tokens[k].lower
        if (
            s.unit(k) is not None
            or word in _YEARS
            or (len(word) > 3 and word[:4].isdigit())
            or word.startswith(("fy", "fiscal"))
        ):
            return True
    return False


_YEARS = {"season", "year-to-date", "term", "it", "that", "this"}
_TOWARDS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "prior": -1,
    "preceding": -1,
    "latest": -1,
    "next": 1,
    "coming": 1,
    "following": 1,
}


#: Before "to last" they say that it is a verb: "goods meant to last three years or more".
_MEANT = {"meant", "designed", "made", "built", "expected", "intended", "supposed", "set", "likely"}


def read_window(s: Scan, i: int) -> Reading | None:
    """The past 12 months, last two quarters, the next three years: whole units before or after the present one."""
    step = _TOWARDS.get(s.kinds[i])
    if step is None or (i > 1 and s.kinds[i - 1] == "to" and s.tokens[i - 2].lower in _MEANT):
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
    near, far = Period.away(unit, base, step), Period.away(unit, base, step * count)
    first, last = (far, near) if step < 0 else (near, far)
    return Reading(j + 1, Period.span(first.first, last.last), shift, "shift" if shift else "relative")


def read_the_months(s: Scan, i: int) -> Reading | None:
    """In the eight months; the seven-month surplus: the first months of the year, as reports of results say it. "Over the six months":
    those that the text has named."""
    count = s.tokens[i].value
    dashed = s.kinds[i + 1] == "dash" and s.singular(i + 2) == "month"
    j = i + 3 if dashed else i + 2
    if not 1 < count < 12 or not (dashed or s.unit(i + 1) == "month"):
        return None
    if dashed:
        noun = next((token for token in s.tokens[j : j + 3] if token.lower not in _BEFORE_TOTALS), s.tokens[j])
        told = noun.lower in _TOTALS or s.tokens[j].lower in _TOTALS or _changed(s, j)
    else:
        led = s.tokens[i - 2].lower if i > 1 and s.kinds[i - 1] == "the" else ""
        amount = s.kinds[j] == "to" and (
            s.kinds[j + 1] in ("sign", "amount") or (s.kinds[j + 1] == "number" and s.kinds[j + 2] != "month")
        )  # "brought remittances in the 11 months to $20.6 billion"
        ended = s.kinds[j] in ("comma", "dot", "sign", "close", "end_of_text") or s.tokens[j].lower in _VERBS
        told = led in ("in", "for", "over", "during") and (ended or amount)
        if told and led in ("over", "during"):
            return Reading(j, None, Shift(unit="period"), "shift")
    if not told:
        return None
    if (running := fiscal.running(s, i, count)) is not None:
        return Reading(j, running, None, "relative")
    return of_point(
        s, i, Point(j, build=lambda year: _length(Period.year(year), "month", count, False), bare="first_months")
    )


def read_months_of(s: Scan, i: int) -> Reading | None:
    """Months of a fiscal year that is under way, without a word for which ones: "rose 5 percent in two months of FY25"."""
    counted = _count(s, i)
    if counted is None or i == 0 or s.kinds[i - 1] not in {"in", "during", "for", "over"}:
        return None
    j, count = counted
    if s.unit(j) != "month" or s.kinds[j + 1] != "of" or not 0 < count < YEAR:
        return None
    k = s.skip(j + 2, "the")
    found = fiscal.fiscal_year(s, k) or fiscal.the_year(s, k)
    if found is None or found.period is None or found.period.precision != "fiscal_year":
        return None
    period = _length(found.period, "month", count, at_end=False)
    return Reading(found.stop, period, None, found.origin) if period is not None else None


def _changed(s: Scan, j: int) -> bool:
    """Whether a percentage and what it is of follow: "the nine-month 10 percent contraction"."""
    rest = s.tokens[j : j + _FEW]
    if not rest or not rest[0].lower[:1].isdigit():
        return False
    behind = next((token.lower for token in rest if not (token.lower[:1].isdigit() or token.lower in _PERCENT)), "")
    return behind in _CHANGED


def read_recent(s: Scan, i: int) -> Reading | None:
    """Recent years: a time that is not told; the most recent fiscal year, the most recent quarter: the last one that is over."""
    if i and s.tokens[i - 1].lower == "most" and (over := _last_over(s, i + 1)) is not None:
        return over
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
    unit = s.unit(j)
    if unit is None or not count:
        return None
    j += 1
    if unit == "half" and s.unit(s.skip(j, "dash")) == "year":
        j = s.skip(j, "dash") + 1
    if s.unit(j) == "period":
        j += 1
    j = s.skip(j, "comma")
    plain = s.kinds[j]
    if s.tokens[j].lower in ("that", "which") and s.tokens[j + 1].lower in ("ended", "ends", "ending"):
        j += 1
    if s.tokens[j].lower in ("leading", "running") and s.tokens[j + 1].lower in ("to", "up", "until", "through"):
        j += 1  # "the three months leading to June"
    if s.kinds[j] == "up" and s.kinds[j + 1] in ("to", "until"):
        j += 1  # "the nine months up to May 19"
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
    return stretch(s, i, j, inner, unit, count, fiscal_year=fiscal_year)


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
        return Reading(
            inner.stop,
            Period.span(period.first, min(period.last, s.reference)),
            None,
            "relative",
            open_end=period.last > s.reference,
        )
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


def read_just_ended(s: Scan, i: int) -> Reading | None:
    """The year just ended, the fiscal year just past, the quarter that just ended: the last one that is over."""
    j = s.skip(i, "fiscal", "financial")
    unit = s.singular(j)
    at = j + 1 + (s.tokens[j + 1].lower in ("that", "which") if unit is not None else 0)
    if unit not in ("year", "quarter", "month") or s.tokens[at].lower != "just":
        return None
    if s.tokens[at + 1].lower not in ("ended", "past", "over", "gone", "finished", "completed") or s.reference is None:
        return None
    return Reading(at + 2, Period.away(unit, s.reference, -1), None, "relative")


_OVER = {"ended", "concluded", "completed", "finished", "closed", "expired"}


def read_just_over(s: Scan, i: int) -> Reading | None:
    """The just-concluded fiscal year, the most recently ended quarter: the last one that is over; the outgoing week: that of the last
    Friday."""
    if s.tokens[i].lower == "outgoing" and s.singular(i + 1) == "week" and s.reference is not None:
        return Reading(i + 2, Period.unit("week", s.reference - dt.timedelta(days=2)), None, "relative")
    j = s.skip(i + 1, "dash")
    return _last_over(s, j + 1) if s.tokens[j].lower in _OVER else None


def _last_over(s: Scan, i: int) -> Reading | None:
    """The last year, quarter, month or half, named at token `i`, that is over."""
    if s.reference is None:
        return None
    if (year := fiscal.last_over(s, i)) is not None:
        return Reading(year.stop, year.period, None, "relative")
    unit = s.singular(i)
    if unit not in ("year", "quarter", "month", "half"):
        return None
    return Reading(i + 1, Period.away(unit, s.reference, -1), None, "relative")


def read_season(s: Scan, i: int) -> Reading | None:
    """The summer of 2025; a season without a year or "last" is too vague."""
    if s.tokens[i].lower == "fall" and not (s.kinds[i + 1 : i + 2] == ["of"] and i and s.tokens[i - 1].lower == "the"):
        return None  # "deliveries fall in 2024", "the first fall in a year"
    found = season(s, i)
    return Reading(found.stop, found.period, None, found.origin) if found is not None else None


def read_fiscal(s: Scan, i: int) -> Reading | None:
    """FY2025, fiscal 2025-26, the 2024-25 fiscal year, this fiscal year, fiscal 2025 third quarter."""
    if (begun := read_begun(s, i)) is not None:
        return begun
    found = fiscal.fiscal_year(s, i)
    if found is None:
        return None
    j = s.skip(found.stop + 1, "on", "in")
    through = s.tokens[found.stop].lower in ("to", "through") and (s.kinds[j] == "month" or s.kinds[j + 1] == "month")
    if through or s.tokens[found.stop].lower in ("ended", "ending"):  # "the current fiscal year ending next March"
        inner = point(s, j)
        if inner is not None and (dated := stretch(s, i, j, inner, "year", 1, fiscal_year=True)) is not None:
            return dated
    k = s.skip(found.stop, "comma")
    if s.tokens[k].lower == "which" and s.tokens[k + 1].lower in ("ends", "ended"):
        inner = point(s, s.skip(k + 2, "on", "in"))
        if inner is not None and found.period.first.month > 1:
            return Reading(inner.stop, found.period, None, found.origin)  # "For fiscal 2013, which ends in March"
    quarter = s.kinds[found.stop] == "ordinal" and s.unit(found.stop + 1) in ("quarter", "half")
    part = point(s, found.stop) if quarter else coded(s, found.stop)
    if part is not None and quarter and s.kinds[found.stop + 2] in ("ended", "ending"):
        return read_point(s, found.stop)  # "fiscal 2025 third quarter ended June 28": its end says when
    if part is not None and part.build is not None:
        return Reading(part.stop, fiscal.within(found, part), None, found.origin)
    return Reading(found.stop, found.period, None, found.origin)
