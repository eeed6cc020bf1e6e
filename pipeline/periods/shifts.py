"""Steps from another period (a year earlier, the same month of 2019, the latest quarter), comparisons in one word
(on-year, m/m), and rates (annual, a year)."""

from __future__ import annotations

from pipeline.periods.period import Period, Shift
from pipeline.periods.points import step_unit, unit_shift, year_reference
from pipeline.periods.scan import Point, Reading, Scan

_BACK = ("ago", "earlier", "before", "prior")
_ON = ("later", "hence")
_BASES = {"year": "yoy", "quarter": "qoq", "month": "mom", "week": "prev", "day": "prev", "half": "prev"}


def _natural(s: Scan, unit: str, count: int) -> Period | None:
    return step_unit(s.reference, unit, count) if s.reference is not None else None


def read_ago(s: Scan, i: int) -> Reading | None:
    """A year earlier, two years ago, three months later, the year before, the day before yesterday."""
    kind = s.kinds[i]
    vague = kind == "several"
    determiner = kind in ("a", "an", "the") or s.tokens[i].lower == "one"
    if determiner or vague:
        j, count = i + 1, 1
        if s.kinds[j] == "full":
            j += 1
        if kind == "a" and s.kinds[j] in ("number", "several"):
            vague = s.kinds[j] == "several"
            count = s.tokens[j].value
            j = s.skip(j + 1, "of")
    elif kind == "number" and s.written_year(i) is None:
        j, count = i + 1, s.tokens[i].value
        j = s.skip(j, "full")
    else:
        return None
    unit = s.unit(j) or ("half" if s.kinds[j] == "half" else None)
    if unit in (None, "period") or (not count and not vague):
        return None
    stop = j + 1
    word = s.kinds[stop]
    if kind == "the" and word not in ("before", "earlier", "prior", "ago"):
        return None
    if unit == "day" and kind == "the" and word == "before" and s.kinds[stop + 1] == "yesterday":
        return Reading(stop + 2, _natural(s, "day", -2), None, "relative")
    if word in _BACK:
        step = -count
        if word in ("before", "prior") and not _closes(s, stop + 1):
            return None
    elif word in _ON:
        step = count
    elif word == "from" and s.kinds[stop + 1] == "now":
        stop, step = stop + 1, count
    else:
        return None
    if vague:
        return Reading(stop + 1, None, None, "shift")
    return Reading(stop + 1, _natural(s, unit, step), unit_shift(unit, step, keep=True), "relative" if word == "from" else "shift")


def _closes(s: Scan, j: int) -> bool:
    """Whether the phrase ends before token `j`: "the year before." but not "the year before the war"."""
    token = s.tokens[j]
    return token.kind in ("dot", "comma", "close", "end_of_text", "sign", "and", "dash", "to", "in", "on", "of", "from", "while", "as", "or") or token.lower in (
        "but", "when", "while", "because", "amid", "thanks", "was", "were", "is", "due", "according", "with", "which", "had", "has", "level", "levels",
    )  # fmt: skip


def read_year_ago(s: Scan, i: int) -> Reading | None:
    """Year-ago quarter, the year-earlier period, month-earlier."""
    unit = s.unit(i)
    j = s.skip(i + 1, "dash")
    if unit not in _BASES or s.kinds[j] not in ("ago", "earlier", "before") or j == i + 1 and s.kinds[j] == "before":
        return None
    stop = j + 1
    named = s.unit(stop)
    if named and not s.tokens[stop].lower.endswith("s"):
        stop += 1
    shift = unit_shift(unit, -1, keep=True)
    period = _natural(s, unit, -1)
    if named in ("quarter", "month", "week") and unit == "year" and s.reference is not None:
        shift = Shift(years=-1, unit=named)
        period = None
    return Reading(stop, period, shift, "shift")


_SAME = ("same", "corresponding", "comparable", "like", "similar")


def read_same(s: Scan, i: int) -> Reading | None:
    """The same period last year, the same month of 2019, the corresponding quarter a year earlier, this time last year."""
    j = i + 1
    if s.kinds[i] not in _SAME and not (s.kinds[i] == "this" and s.tokens[j].lower == "time"):
        return None
    if s.kinds[i] in ("like", "similar") and s.unit(j) != "period":
        return None
    first_months = s.kinds[j] == "number" and s.unit(s.skip(j + 1, "dash")) is not None
    if first_months:
        j = s.skip(j + 1, "dash")
        stop = s.skip(j + 1, "dash")
        stop = stop + 1 if s.unit(stop) == "period" else j + 1
        unit = "period"
    else:
        named = s.unit(j) or ("half" if s.kinds[j] == "half" else None)
        if named is None and s.tokens[j].lower not in ("time", "stretch", "span", "timeframe", "point", "date"):
            return None
        if s.tokens[j].lower.endswith("s"):
            return None
        unit = named or "period"
        stop = j + 1
        if s.unit(stop) == "period":
            stop += 1
    k = s.skip(stop, "comma") if s.kinds[stop + 1] in ("last",) else stop
    k = s.skip(k, "of", "in", "from", "during")
    determiner = s.skip(k, "the")
    if s.kinds[determiner] in ("previous", "prior", "preceding", "last", "year") or (s.kinds[determiner] == "past" and k > stop):
        back = determiner if s.kinds[determiner] == "year" else determiner + 1
        of = s.unit(back)
        if of in ("year", "month", "quarter", "week") and not s.tokens[back].lower.endswith("s"):
            if s.kinds[determiner] == "year" and s.kinds[back + 1] not in ("before", "earlier", "ago", "prior"):
                return None if s.kinds[i] == "this" else Reading(stop, None, Shift(unit=unit), "shift")
            end = back + 2 if s.kinds[determiner] == "year" else back + 1
            shift = unit_shift(of, -1, keep=True)
            if s.kinds[determiner] == "last" and of == "year" and s.reference is not None:
                shift = Shift(to_year=s.reference.year - 1)
            natural = s.reference and s.kinds[i] == "this" and Period.unit("month", s.reference).shift(years=shift.years or -(of == "year"))
            return Reading(end, natural or None, Shift(shift.years, shift.quarters, shift.months, shift.days, shift.to_year, unit), "shift")
    if (ago := read_ago(s, k)) is not None and ago.shift is not None:
        step = ago.shift
        return Reading(ago.stop, None, Shift(step.years, step.quarters, step.months, step.days, unit=unit), "shift")
    if s.kinds[i] == "this":
        return None
    if (found := year_reference(s, k)) is not None:
        return Reading(found[0], None, Shift(to_year=found[1], unit=unit), "shift")
    if unit == "day" or s.kinds[i] in ("like", "similar") or s.tokens[j].lower in ("time", "stretch", "span", "point", "timeframe", "date"):
        return Reading(stop, None, Shift(unit=unit), "shift") if unit == "day" else None
    return Reading(stop, None, Shift(unit=unit), "shift")


def read_following(s: Scan, i: int) -> Reading | None:
    """The following year, the next day, the latest quarter, the current period, the previous period."""
    j = s.skip(i + 1, "fiscal", "calendar", "full", "reported")
    unit = s.unit(j) or ("half" if s.kinds[j] == "half" else None)
    if unit is None or s.tokens[j].lower.endswith("s"):
        return None
    kind = s.kinds[i]
    if kind in ("following", "subsequent") or (kind == "next" and unit == "day"):
        return Reading(j + 1, None, Shift(unit=unit) if unit == "period" else unit_shift(unit, 1), "shift")
    if kind == "latest":
        natural = _natural(s, unit, -1) if unit != "period" else None
        return Reading(j + 1, natural, Shift(unit=unit), "shift")
    if unit == "period" and kind in ("previous", "prior", "preceding"):
        return Reading(j + 1, None, Shift(unit="period"), "shift")
    return None


def read_the_unit(s: Scan, i: int) -> Reading | None:
    """The quarter, the month, the year, that week: the one the text speaks of."""
    unit = s.unit(i)
    if unit not in ("year", "quarter", "month", "half", "week", "period") or s.tokens[i].lower.endswith("s"):
        return None
    after = s.tokens[i + 1]
    if after.kind in ("dash", "apostrophe", "of", "ago", "earlier", "before", "to", "ended", "ending") and after.kind != "dash" or (after.kind == "dash" and s.glued(i)):
        return None
    if s.kinds[i - 1] == "the" and i > 1 and s.tokens[i - 2].lower in ("of", "times") and unit != "year" and s.kinds[i - 2] != "of":
        return None
    natural = _natural(s, unit, 0) if unit in ("year", "week") else None
    return Reading(i + 1, natural, Shift(unit=unit), "shift")


def read_ellipsis(s: Scan, i: int) -> Reading | None:
    """1.2 percent in the first quarter and 5.2 percent in the second: the quarter (half) is left out."""
    rank = s.tokens[i].value
    if s.kinds[i + 1] not in ("dot", "comma", "close", "end_of_text", "sign") or rank > 4:
        return None
    for k in range(i - 3, max(i - 30, 1), -1):
        if s.kinds[k] == "dot" and not s.glued(k):
            return None
        unit = s.unit(k)
        if unit in ("quarter", "half") and s.kinds[k - 1] in ("ordinal", "dash"):
            point = Point(i + 1, build=lambda year: Period.quarter(year, rank) if unit == "quarter" else Period.half(year, min(rank, 2)), bare=unit)
            return Reading(i + 1, s.settle(point, i), origin="partial", bare=unit)
    return None


# --------------------------------------------------------------------------------------------- one-word comparisons and rates

_LETTERS = {"y": "yoy", "m": "mom", "q": "qoq", "w": "prev"}


def read_on_year(s: Scan, i: int) -> Reading | None:
    """On-year, year-on-year, year over year, month-on-month, y/y, y-o-y, yoy, MoM, q/q."""
    word = s.tokens[i].lower
    if word in ("yoy", "qoq", "mom", "wow") and (word not in ("mom", "wow") or s.text[s.tokens[i].start :][:3] in ("MoM", "MOM", "WoW", "m-o")):
        return Reading(i + 1, role="basis", basis=_LETTERS[word[0]])
    if word in _LETTERS and s.glued(i):
        if s.kinds[i + 1] == "slash" and s.tokens[i + 2].lower == word:
            return Reading(i + 3, role="basis", basis=_LETTERS[word])
        if s.kinds[i + 1] == "dash" and s.tokens[i + 2].lower == "o" and s.tokens[i + 4].lower == word:
            return Reading(i + 5, role="basis", basis=_LETTERS[word])
        return None
    if s.kinds[i] == "on":
        j = s.skip(i + 1, "dash")
        unit = s.unit(j)
        dashed = j > i + 1
        if unit not in _BASES or s.tokens[j].lower.endswith("s"):
            return None
        if not dashed and (s.unit(i - 1) == unit if i else False):
            return None
        return Reading(j + 1, role="basis", basis=_BASES[unit]) if dashed or unit in ("year", "month", "quarter") else None
    unit = s.unit(i)
    if unit in _BASES:
        j = s.skip(i + 1, "dash")
        if s.kinds[j] in ("on", "over", "to") and s.unit(s.skip(j + 1, "dash")) == unit:
            return Reading(s.skip(j + 1, "dash") + 1, role="basis", basis=_BASES[unit])
    return None


def read_sequential(s: Scan, i: int) -> Reading | None:
    """Sequentially: against the quarter before."""
    return Reading(i + 1, role="basis", basis="qoq")


def read_rate(s: Scan, i: int) -> Reading | None:
    """A year, per month, each quarter, annually: how often, not when."""
    kind = s.kinds[i]
    if kind in ("annual", "monthly", "weekly", "daily", "quarterly", "yearly", "annually", "annualized", "annualised"):
        return Reading(i + 1, role="rate")
    unit = s.unit(i + 1)
    if kind == "per" and s.tokens[i + 1].lower == "annum":
        return Reading(i + 2, role="rate")
    if unit in (None, "period", "half") or s.tokens[i + 1].lower.endswith("s"):
        return None
    if s.tokens[i + 2].lower in ("point", "percentage", "century", "million", "billion", "dollar"):
        return None
    before = s.tokens[i - 1].lower if i else ""
    if kind in ("a", "an") and (before in ("for", "in", "within", "over", "half", "than", "after", "about", "nearly", "almost", "of", "lasted", "took", "such", "quite", "what", "only", "until", "from", "as", "is", "was", "be", "") or s.kinds[i + 2] in ("of", "when", "that", "from")):  # fmt: skip
        return None
    return Reading(i + 2, role="rate")
