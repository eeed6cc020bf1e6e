"""Steps from another period: a year earlier, the same month of 2019, the previous quarter, the latest quarter, the second."""

from __future__ import annotations

from dataclasses import replace

from pipeline.periods import fiscal
from pipeline.periods.period import UNITS, Period, Shift
from pipeline.periods.scan import Point, Reading, Scan
from pipeline.periods.senses import is_abbreviated, is_month
from pipeline.periods.words import words
from pipeline.periods.years import FROM_CONTEXT, year_reference

_BACK = ("ago", "earlier", "before", "prior")
_ON = ("later", "hence")
_CLOSING = words("steps", "closing")
_STRETCHES = words("steps", "stretches")
_FIGURES = ("number", "amount", "sign")
#: The kinds of token that end a phrase.
_ENDS = ("dot", "comma", "close", "end_of_text", "sign", "and", "dash", "to", "in", "on", "of", "from", "as", "or")
#: Those of them behind which "a year back" is no way back to something.
_STOPS = ("dot", "comma", "close", "end_of_text", "and", "dash")
#: Tokens between "this year" and the "next" that stands for the year after.
_NEAR = 16


def _natural(s: Scan, unit: str, count: int) -> Period | None:
    """The unit `count` steps from the publication date: what a step means without a base."""
    return Period.away(unit, s.reference, count) if s.reference is not None else None


def read_ago(s: Scan, i: int) -> Reading | None:
    """A year earlier, two years ago, three months later, the year before, the day before yesterday."""
    counted = _count(s, i)
    if counted is None:
        return None
    j, count = counted
    unit = s.unit(j)
    if unit not in UNITS:
        return None
    stop = j + 1
    word = s.kinds[stop]
    if word in _BACK or (s.tokens[stop].lower == "back" and s.kinds[i] != "the" and s.kinds[stop + 1] in _STOPS):
        if word == "before" and s.kinds[stop + 1] == "yesterday":
            return Reading(stop + 2, _natural(s, "day", -2), origin="relative")
        if word == "before" and s.kinds[i] == "the" and s.kinds[stop + 1] == "last":  # the week before last
            return Reading(stop + 2, _natural(s, unit, -2), origin="relative")
        if word == "before" and s.kinds[i] == "the" and s.kinds[stop + 1] == "that" and _closes(s, stop + 2):
            return Reading(stop + 2, _natural(s, unit, -count), Shift.by(unit, -count, keep=True), "shift")
        if word in ("before", "prior") and not _closes(s, stop + 1):
            return None
        if word in ("before", "prior") and count > 1 and s.kinds[i] == "number" and s.kinds[i - 1] == "the":
            return Reading(stop + 1, None, Shift(unit=unit, window=-count), "shift")  # "than in the two months prior"
        count = -count
    elif (end := _ahead(s, i, stop)) and s.tokens[i - 1].lower in ("in", "within") and count:
        return Reading(end, _natural(s, unit, count), origin="relative", role="deadline")
    elif s.tokens[stop].lower == "after" and s.kinds[i] == "the" and _closes(s, stop + 1):
        pass  # "falling to 2 percent next year and 1.5 percent the year after"
    elif word == "from" and s.kinds[stop + 1] == "now":
        return Reading(stop + 2, _natural(s, unit, count), Shift.by(unit, count, keep=True), "relative")
    elif word not in _ON or s.kinds[i] == "the":
        return None
    if not count:
        return Reading(stop + 1, origin="shift")
    return Reading(stop + 1, _natural(s, unit, count), Shift.by(unit, count, keep=True), "shift")


def _ahead(s: Scan, i: int, stop: int) -> int:
    """The index after units that lie ahead, else 0: "in two years' time", and "within two years" where the verb looks ahead."""
    if s.kinds[stop] == "apostrophe":
        end = s.skip(stop + 1, "s")
        return end + 1 if s.tokens[end].lower == "time" else 0
    within = i > 0 and s.tokens[i - 1].lower == "within" and s.kinds[stop] != "of"
    return stop if within and s.tense(i - 1, stop) == "future" else 0


def _count(s: Scan, i: int) -> tuple[int, int] | None:
    """How many units: (index of the unit, count); a, the and one are 1, several is 0."""
    match s.kinds[i]:
        case "a" | "an" | "the":
            if s.kinds[i] == "a" and s.kinds[i + 1] in ("number", "several"):
                return s.skip(i + 2, "of"), s.tokens[i + 1].value
            return s.skip(i + 1, "full"), 1
        case "several":
            return i + 1, 0
        case "number" if s.written_year(i) is None and s.tokens[i].value:
            return s.skip(i + 1, "full"), s.tokens[i].value
    return None


def _closes(s: Scan, j: int) -> bool:
    """Whether the phrase ends before token `j`: "the year before." but not "the year before the war"."""
    return s.kinds[j] in _ENDS or s.tokens[j].lower in _CLOSING


def read_year_ago(s: Scan, i: int) -> Reading | None:
    """Year-ago quarter, the year-earlier period, month-earlier."""
    unit = s.unit(i)
    j = s.skip(i + 1, "dash")
    if unit not in ("year", "quarter", "month", "week") or s.kinds[j] not in (
        ("ago", "earlier", "before") if j > i + 1 else ("ago", "earlier")
    ):
        return None
    named = s.singular(j + 1)
    if unit == "year" and named in ("quarter", "month", "week"):
        return Reading(j + 2, None, Shift(years=-1, unit=named), "shift")
    return Reading(j + 2 if named else j + 1, _natural(s, unit, -1), Shift.by(unit, -1, keep=True), "shift")


def read_same(s: Scan, i: int) -> Reading | None:
    """The same period last year, the same month of 2019, the corresponding quarter a year earlier, this time last year."""
    here = s.kinds[i] == "this"
    j = i + 1
    if here and s.tokens[j].lower != "time" or (s.kinds[i] in ("like", "similar") and s.unit(j) != "period"):
        return None
    if s.kinds[j] == "number" and s.unit(s.skip(j + 1, "dash")) is not None:  # the same nine months
        j = s.skip(j + 1, "dash")
        unit = "period"
    elif s.singular(j) is not None:
        unit = s.unit(j) or "period"
    elif s.unit(j) in ("month", "quarter", "week"):  # "over the same months last year"
        unit = "period"
    elif s.tokens[j].lower in _STRETCHES:
        unit = ""
    else:
        return None
    stop = s.skip(j + 1, "dash") + 1 if s.unit(s.skip(j + 1, "dash")) == "period" else j + 1
    tail = _year_after(s, stop)
    if tail is not None:
        end, shift = tail
        natural = shift.apply(Period.unit("month", s.reference)) if not unit and s.reference is not None else None
        return Reading(end, natural, replace(shift, unit=unit or "period"), "shift")
    return (
        None
        if here or not unit or s.kinds[i] in ("like", "similar")
        else Reading(stop, None, Shift(unit=unit), "shift")
    )


def _year_after(s: Scan, stop: int) -> tuple[int, Shift] | None:
    """What follows "the same period": last year, of 2019, a year earlier, of the previous month, in May: (index after it, step)."""
    k = s.skip(stop, "comma") if s.kinds[stop + 1] == "last" else stop
    k = s.skip(k, "of", "in", "from", "during")
    if (ago := read_ago(s, k)) is not None:
        return (ago.stop, ago.shift) if ago.shift is not None else None
    the = s.skip(k, "the")
    if (s.kinds[the] in FROM_CONTEXT or s.kinds[the] == "last") and (season := read_campaign(s, the)) is not None:
        return season.stop, Shift.by("year", -1, keep=True)
    if s.kinds[the] in FROM_CONTEXT or s.kinds[the] == "last" or (s.kinds[the] == "past" and k > stop):
        if s.kinds[the + 1] in ("fiscal", "financial"):  # the same quarter of the previous fiscal (year)
            return (the + 3 if s.singular(the + 2) == "year" else the + 2), Shift.by("year", -1, keep=True)
        unit = s.singular(the + 1)
        if unit == "year" and s.kinds[the] == "last" and s.reference is not None:
            return the + 2, Shift(to_year=s.reference.year - 1)
        return (the + 2, Shift.by(unit, -1, keep=True)) if unit in UNITS else None
    if (years := fiscal.two_numbers(s, k)) is not None and (rule := fiscal.convention(s, k)) is not None:
        return years[0], Shift(to_fiscal=(years[1], rule.start))
    if (found := year_reference(s, k)) is not None:
        return found[0], Shift(to_year=found[1])
    if k > stop and is_month(s, k) and s.kinds[stop] in ("of", "in"):
        month, end = int(s.tokens[k].value), k + 2 if is_abbreviated(s, k) else k + 1
        dated = year_reference(s, end)
        if dated is None:
            return end, Shift(to_month=month)
        return dated[0], Shift(to_month=month, to_year=dated[1])
    return None


def read_following(s: Scan, i: int) -> Reading | None:
    """The following year, the next day, the latest quarter, the previous period."""
    kind = s.kinds[i]
    j = s.skip(i + 1, "fiscal", "calendar", "full", "reported")
    unit = s.singular(j)
    if unit is None:
        return None
    if unit == "period":
        known = kind in FROM_CONTEXT or kind in ("following", "subsequent", "latest")
        return Reading(j + 1, None, Shift(), "shift") if known else None
    if kind in ("following", "subsequent") or (kind == "next" and unit == "day"):
        return Reading(j + 1, None, Shift.by(unit, 1), "shift")
    return Reading(j + 1, _natural(s, unit, -1), Shift(unit=unit), "shift") if kind == "latest" else None


def read_session(s: Scan, i: int) -> Reading | None:
    """The previous session, the prior trading session: the day before at a market."""
    j = i + 1 + (s.tokens[i + 1].lower == "trading")
    if s.kinds[i] not in FROM_CONTEXT and s.kinds[i] != "last" or s.tokens[j].lower != "session":
        return None
    return Reading(j + 1, _natural(s, "day", -1), Shift.by("day", -1, keep=True), "shift")


#: What a year of farming is called, alone or before "season" or "year".
_SEASONS, _FARMING = (
    {"season", "campaign"},
    {"crop", "marketing", "growing", "harvest", "farming", "sugar", "coffee", "cocoa", "cotton"},
)


def read_campaign(s: Scan, i: int) -> Reading | None:
    """Last season, the previous campaign, the prior crop year: the year of farming before the one spoken of."""
    j = i + 1 + (s.tokens[i + 1].lower in _FARMING)
    if s.tokens[j].lower not in _SEASONS and not (j > i + 1 and s.singular(j) == "year"):
        return None
    return Reading(j + 1, None, Shift.by("year", -1, keep=True), "shift")


#: Behind a number that a forecast for the year is moved to: "its forecast for the year to 2 to 3 percent".
_RATED = {"percent", "per", "%", "pc", "to"}


def read_the_unit(s: Scan, i: int) -> Reading | None:
    """The quarter, the month, the year, that week: the one the text speaks of; the calendar year: the one under way."""
    unit = s.singular(i)
    dated = s.kinds[i + 2] in ("of", "apostrophe", "ended") or (s.kinds[i + 2] == "to" and s.kinds[i + 3] == "month")
    if s.kinds[i] == "calendar" and s.singular(i + 1) == "year" and not dated:
        return Reading(i + 2, _natural(s, "year", 0), None, "relative")
    if unit not in ("year", "quarter", "month", "half", "week", "period"):
        return None
    if unit == "half" and s.kinds[i + 1] == "dash" and s.unit(i + 2) == "year":
        ends = (
            s.kinds[i + 3] in ("comma", "dot", "and", "close", "end_of_text", "sign") or s.tokens[i + 3].lower == "and"
        )
        return Reading(i + 3, None, Shift(unit="half"), "shift") if ends else None  # "grew 91% in the half-year"
    foretold = s.kinds[i + 1] == "to" and s.kinds[i + 2] == "number" and s.tokens[i + 3].lower in _RATED
    if (s.kinds[i + 1] in ("apostrophe", "of", "ago", "earlier", "before", "to") and not foretold) or (
        s.kinds[i + 1] == "dash" and s.glued(i)
    ):
        return None
    return Reading(i + 1, _natural(s, unit, 0) if unit in ("year", "week") else None, Shift(unit=unit), "shift")


def read_and_next(s: Scan, i: int) -> Reading | None:
    """This year and next; 2.9 percent this year and 3.1 percent the next: the unit is left out."""
    if i < 3 or s.kinds[i + 1] not in ("dot", "comma", "close", "end_of_text", "sign", "and"):
        return None
    for k in range(i - 1, max(i - _NEAR, 1), -1):
        if s.kinds[k] == "dot" and not s.glued(k):
            return None
        unit = s.singular(k)
        if unit in UNITS and "this" in (s.kinds[k - 1], s.kinds[k - 2]):
            if s.kinds[k - 1] in ("fiscal", "financial"):
                return _next_fiscal(s, k - 2, i + 1)
            return Reading(i + 1, _natural(s, unit, 1), origin="relative") if s.kinds[k - 1] == "this" else None
    return None


def _next_fiscal(s: Scan, i: int, stop: int) -> Reading | None:
    """The fiscal year behind the one at token `i`."""
    this = fiscal.fiscal_year(s, i)
    if this is None or this.period is None:
        return None
    return Reading(stop, this.period.shift(years=1), origin="relative")


#: What a sentence goes on with behind a quarter left out.
_GOES_ON = ("but", "while", "when", "though", "as", "after")


def read_ellipsis(s: Scan, i: int) -> Reading | None:
    """1.2 percent in the first quarter and 5.2 percent in the second: the quarter (half) is left out."""
    rank = s.tokens[i].value
    figure = s.tokens[i + 1].lower in ("at", "and") and s.kinds[i + 2] in _FIGURES  # "in the third and 6.4 percent in"
    # "up from 3.2 percent in the third but below forecasts"
    goes_on = s.tokens[i + 1].lower in _GOES_ON and s.kinds[i - 1] == "the" and s.tokens[i - 2].lower in ("in", "from")
    ends = goes_on or s.kinds[i + 1] in ("dot", "comma", "close", "end_of_text", "sign")
    if not (figure or ends) or not 0 < rank < 5:
        return None
    if s.kinds[i - 1] == "word":
        return None  # "Samsung, the eternal second"
    for k in range(i - 3, max(i - 30, 1), -1):
        if s.kinds[k] == "dot" and not s.glued(k):
            return None
        alone = (
            s.kinds[k - 1] == "the" and s.tokens[i - 2].lower == "in"
        )  # "over the quarter after a fall in the second"
        if s.kinds[k - 1] not in ("ordinal", "dash") and not alone:
            continue
        if s.unit(k) == "quarter":
            left_out = Point(i + 1, build=lambda year: Period.quarter(year, rank), bare="quarter")
            return Reading(i + 1, s.settle(left_out, i), origin="partial", bare="quarter")
        if s.unit(k) == "half" and rank < 3:
            left_out = Point(i + 1, build=lambda year: Period.half(year, rank), bare="half")
            return Reading(i + 1, s.settle(left_out, i), origin="partial", bare="half")
    return None
