"""Single times of every kind, and their edges: the ends of longer spans are read here as well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from pipeline.periods import fiscal
from pipeline.periods.figures import date_in_figures
from pipeline.periods.named import named, part_of_year
from pipeline.periods.period import UNITS, YEAR, Period
from pipeline.periods.relative import TODAY, deictic_day, unit_point
from pipeline.periods.scan import Point, Scan
from pipeline.periods.senses import BEFORE_TIME, is_year
from pipeline.periods.words import words
from pipeline.periods.years import with_year, year_first

_FEASTS, _AFTER, _BEFORE = (words("names", key) for key in ("feasts", "after", "before"))
_BEGAN = frozenset("began begun started opened".split())
_AT = frozenset("at with on".split())
#: Before "end" they say that it is a verb: "sales are seen to end 2025 at 11.5 million".
_VERB_NEXT = frozenset("to will would could should may might can".split())
_SHORT = frozenset("mon wed fri sat sun".split())


def point(s: Scan, i: int) -> Point | None:
    """The single time that starts at token `i`, with its year where one is written."""
    i = s.skip(i, "the")
    reader = _READERS.get(s.kinds[i])
    found = reader(s, i) if reader is not None else None
    return with_year(s, found, i) if found is not None and found.period is None else found


def _number(s: Scan, i: int) -> Point | None:
    return year_first(s, i) or named(s, i)


def _stepped(s: Scan, i: int) -> Point | None:
    """Last year, last month, last week; the last quarter of 2025."""
    found = _until_now(s, i) or year_first(s, i) or unit_point(s, i)
    return part_of_year(s, i) if found is None and s.kinds[i] == "last" else found


def _until_now(s: Scan, i: int) -> Point | None:
    """The past year, the last year: the twelve months until now, and none of the calendar's; not "the last year of the plan"."""
    if s.kinds[i] != "past" and (s.kinds[i] != "last" or i == 0 or s.kinds[i - 1] != "the"):
        return None
    if s.singular(i + 1) != "year" or s.reference is None or s.kinds[i + 2] == "of" or s.possessive(i + 2):
        return None
    over = Period.away("month", s.reference, -1).last
    return Point(i + 2, Period.ending(over, "month", YEAR), origin="relative")


def _short_year(s: Scan, i: int) -> Point | None:
    """'25, where a time is looked for; elsewhere the sign opens a quotation."""
    awaited = i and (s.kinds[i - 1] in BEFORE_TIME or s.kinds[i - 1] == "the") and not s.glued(i - 1)
    return year_first(s, i) if awaited else None


def _fiscal(s: Scan, i: int) -> Point | None:
    year = fiscal.fiscal_year(s, i)
    return Point(year.stop, year.period, origin=year.origin) if year is not None else named(s, i)


def _figures(s: Scan, i: int) -> Point | None:
    period = date_in_figures(s.tokens[i].lower, s.country, s.reference)
    return Point(i + 1, period) if period is not None else None


def _weekday(s: Scan, i: int) -> Point | None:
    """Monday; Friday, Oct. 27; Tue. The tense says whether it is the last or the next one."""
    token = s.tokens[i]
    before = s.kinds[i - 1] if i else ""
    short = not token.lower.endswith("day")
    if (short and not s.capital(i)) or (i and s.tokens[i - 1].lower in _FEASTS):
        return None
    dotted = short and s.kinds[i + 1] == "dot" and s.glued(i)
    j = i + 2 if dotted else i + 1
    k = s.skip(s.skip(j, "comma"), "the")
    if s.kinds[k] in ("month", "ordinal", "number", "figures") and (date := point(s, k)) is not None:
        day = date.period or (date.build(2000) if date.build else None)
        if day is not None and day.precision == "day":
            return date
    if (
        token.lower in _SHORT
        and not dotted
        and before not in ("on", "dash", "open", "last", "next", "this", "to", "by")
    ):
        return None
    if s.reference is None:
        return Point(j, None, origin="partial", bare="weekday")
    tense = s.tense(i, j, compared=False) or ("future" if before in ("until", "till", "by") else "past")
    lead = s.tokens[i - 2].lower if before == "of" else s.tokens[i - 1].lower  # "ahead of Friday's report"
    if i and s.possessive(j) and (lead in _AFTER or lead in _BEFORE):
        tense = "past" if lead in _AFTER else "future"
    away = (s.reference.weekday() - token.value) % 7
    if tense != "past" and before not in ("last", "past"):
        return Point(j, Period.day(s.reference + dt.timedelta(days=-away % 7)), origin="partial", bare="weekday")
    return Point(j, Period.day(s.reference - dt.timedelta(days=away)), origin="partial", bare="weekday")


def _unit(s: Scan, i: int) -> Point | None:
    """The year 2025; year-end, the month's end."""
    unit = s.singular(i)
    if unit == "year" and (year := is_year(s, i + 1)) is not None:
        return Point(i + 2, Period.year(year))
    if i > 1 and s.kinds[i - 2] == "since" and unit in UNITS and s.tokens[i + 1].lower in _BEGAN and s.reference:
        whole = Period.unit(unit, s.reference)  # "since the year began"
        return Point(i + 2, Period.day(whole.first), origin="relative", whole=lambda day: whole)
    j = i + 3 if s.possessive(i + 1) else s.skip(i + 1, "dash")
    return _end_of_unit(s, unit, j + 1) if unit in ("year", "month", "quarter") and s.kinds[j] == "end" else None


def _part(s: Scan, i: int) -> Point | None:
    """Early 2025, mid-June, late last month, late in the year: named by the whole."""
    j = s.skip(i + 1, "dash", "of", "in", "on")
    if s.kinds[j] == "the" and s.singular(j + 1) == "year" and s.reference:
        return Point(j + 2, Period.year(s.reference.year), origin="relative")
    return point(s, j)


def _edge(s: Scan, i: int) -> Point | None:
    """The end of November, end-June, the beginning of the year, the end of the year: a day."""
    at_end = s.kinds[i] == "end"
    j = i + 1
    if s.kinds[j] not in (("of", "dash", "month", "number", "q") if at_end else ("of", "dash")):
        return None  # "beginning Jan. 15" is no edge
    if at_end and s.kinds[j] == "number" and i and s.tokens[i - 1].lower in _VERB_NEXT and s.tokens[j + 1].lower in _AT:
        return None
    j = s.skip(j, "of", "dash")
    k = s.skip(j, "the")
    if s.kinds[j - 1] == "of" and (unit := s.singular(k)) in UNITS:
        if at_end:
            return _end_of_unit(s, unit, k + 1) if unit not in ("day", "half") else None
        if s.reference is None or k == j:
            return None
        whole = Period.unit(unit, s.reference)
        return Point(k + 1, Period.day(whole.first), origin="relative", whole=lambda day: whole)
    inner = point(s, j)
    return _to_edge(inner, at_end) if inner is not None else None


def _to_edge(inner: Point, at_end: bool) -> Point:
    def edge(period: Period) -> Period:
        return Period.day(period.last if at_end else period.first)

    settled, build = inner.period, inner.build
    if settled is not None:
        return replace(inner, period=edge(settled), whole=lambda day: settled, bare="day" if inner.bare else None)
    if build is None:
        return inner
    known = build  # narrowed for the functions below

    def moved(year: int) -> Period | None:
        period = known(year)
        return edge(period) if period is not None else None

    return replace(inner, build=moved, whole=lambda day: known(day.last.year) or day, bare="day")


def _end_of_unit(s: Scan, unit: str | None, stop: int) -> Point | None:
    """Year-end, the end of the month: the one that the tense asks for."""
    if unit == "year":
        dated = with_year(s, Point(stop, build=Period.year, bare="year_end"), stop)
        return replace(_to_edge(dated, at_end=True), bare="year_end" if dated.period is None else None)
    if s.reference is None or unit is None:
        return None
    whole = Period.unit(unit, s.reference)
    return Point(stop, Period.day(whole.last), origin="relative", whole=lambda day: whole)


_READERS: dict[str, Callable[[Scan, int], Point | None]] = {
    **dict.fromkeys(("month", "ordinal", "final", "latter", "opening", "q", "h", "holiday"), named),
    **dict.fromkeys(("this", "last", "next", "current", "coming", "previous", "prior", "preceding", "past"), _stepped),
    **dict.fromkeys(("calendar", "cy"), year_first),
    **dict.fromkeys(("fiscal", "financial", "fy"), _fiscal),
    **dict.fromkeys(TODAY, deictic_day),
    **dict.fromkeys(("early", "late", "mid"), _part),
    **dict.fromkeys(("end", "start"), _edge),
    "number": _number,
    "apostrophe": _short_year,
    "unit": _unit,
    "weekday": _weekday,
    "figures": _figures,
}
