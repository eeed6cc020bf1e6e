"""Comparisons in one word (on-year, m/m) and rates (annual, a year): words about time that name none."""

from __future__ import annotations

from pipeline.periods.scan import Reading, Scan
from pipeline.periods.words import words

_BY_UNIT = {"year": "yoy", "quarter": "qoq", "month": "mom", "week": "prev", "day": "prev", "half": "prev"}
_BY_RATE = {
    "annual": "yoy",
    "yearly": "yoy",
    "quarterly": "qoq",
    "monthly": "mom",
    "weekly": "prev",
    "sequential": "qoq",
}
_BY_LETTER = {"y": "yoy", "m": "mom", "q": "qoq", "w": "prev"}
_LENGTH, _PARTS = words("rates", "length"), words("rates", "parts")


def read_on_year(s: Scan, i: int) -> Reading | None:
    """On-year, year-on-year, year over year, on the wire's "4 percent on year", on an annual basis."""
    if s.kinds[i] == "on" and s.kinds[i + 1] in ("a", "an") and s.tokens[i + 3].lower == "basis":
        basis = _BY_RATE.get(s.tokens[i + 2].lower)
        return Reading(i + 4, role="basis", basis=basis) if basis is not None else None
    if s.kinds[i] == "on":
        j = s.skip(i + 1, "dash")
        unit = s.singular(j)
        bare = j == i + 1
        if unit not in _BY_UNIT or (bare and unit not in ("year", "quarter", "month")):
            return None
        return Reading(j + 1, role="basis", basis=_BY_UNIT[unit])
    unit = s.unit(i)
    j = s.skip(i + 1, "dash")
    end = s.skip(j + 1, "dash")
    if unit in _BY_UNIT and s.kinds[j] in ("on", "over", "to") and s.unit(end) == unit:
        return Reading(end + 1, role="basis", basis=_BY_UNIT[unit])
    return None


def read_letters(s: Scan, i: int) -> Reading | None:
    """Y/y, m/m, q-o-q, YoY, MoM; not mom, not wow."""
    word = s.tokens[i].lower
    if len(word) == 3:
        if word in ("mom", "wow") and not s.capital(i):
            return None
        return Reading(i + 1, role="basis", basis=_BY_LETTER[word[0]])
    if not s.glued(i):
        return None
    if s.kinds[i + 1] == "slash" and s.tokens[i + 2].lower == word:
        return Reading(i + 3, role="basis", basis=_BY_LETTER[word])
    if s.kinds[i + 1] == "dash" and s.tokens[i + 2].lower == "o" and s.tokens[i + 4].lower == word:
        return Reading(i + 5, role="basis", basis=_BY_LETTER[word])
    return None


def read_sequential(s: Scan, i: int) -> Reading | None:
    """Sequentially: against the quarter before."""
    return Reading(i + 1, role="basis", basis="qoq")


def read_rate_word(s: Scan, i: int) -> Reading | None:
    """Annual, monthly, annualized."""
    return Reading(i + 1, role="rate")


def read_rate(s: Scan, i: int) -> Reading | None:
    """A year, per month, each quarter: how often; not "for a year", "a quarter point", "a quarter-on-quarter basis"."""
    if s.kinds[i] == "per" and s.tokens[i + 1].lower == "annum":
        return Reading(i + 2, role="rate")
    unit, after = s.singular(i + 1), s.tokens[i + 2]
    if unit in (None, "period", "half") or after.lower in _PARTS:
        return None
    if after.kind == "dash" and s.kinds[i + 3] in ("ago", "earlier", "on", "over", "to"):
        return None  # "a year-earlier loss"
    if s.kinds[i] in ("a", "an") and (
        not i or s.tokens[i - 1].lower in _LENGTH or after.kind in ("of", "that", "from")
    ):
        return None
    return Reading(i + 2, role="rate")
