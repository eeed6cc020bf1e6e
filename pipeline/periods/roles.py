"""What a time does in its clause, by the words just before it: time, deadline, since, until, asof, basis."""

from __future__ import annotations

from pipeline.periods.scan import Reading, Scan
from pipeline.periods.words import words

_THAN, _COMPARED, _BETWEEN, _CHANGE = (words("comparison", key) for key in ("than", "compared", "between", "change"))


#: "Up 0.2 percent on the month".
_BY_UNIT = {"year": "yoy", "quarter": "qoq", "month": "mom"}


def role_of(s: Scan, start: int, reading: Reading) -> tuple[str, str | None]:
    """(role, basis) of a reading that starts at token `start`."""
    if reading.role is not None:
        return reading.role, reading.basis
    i = start - 1
    while i >= 0 and s.kinds[i] in ("the", "late", "early", "about", "around", "levels", "level"):
        i -= 1
    if i < 0:
        return "time", None
    kind, word = s.kinds[i], s.tokens[i].lower
    span = reading.period is not None and reading.period.precision == "span" and reading.shift is None
    if kind == "by":
        return "deadline", None
    if kind == "since":
        return "since", None
    if kind in ("until", "till", "through"):
        return "until", None
    if kind == "of" and i and s.kinds[i - 1] == "as" or kind == "at" and i and s.kinds[i - 1] == "as":
        return "asof", None
    if (
        reading.whole is not None
        and reading.period is not None
        and reading.period.precision == "day"
        and kind in ("at", "as", "by", "in", "of", "from", "than")
    ):
        return ("basis", _basis(reading)) if kind in ("from", "than") else ("asof", None)
    if kind in ("in", "of", "for", "during", "at", "on") and i and _compares(s, i - 1):
        return "basis", _basis(reading)
    if word in _THAN or word in ("with", "to") and i and s.tokens[i - 1].lower in _COMPARED:
        return "basis", _basis(reading)
    stepping = reading.shift is not None and reading.shift.steps
    if (
        kind in ("on", "over")
        and reading.shift is not None
        and not stepping
        and (basis := _BY_UNIT.get(reading.shift.unit))
        and _changes(s, i)
    ):
        return "basis", basis
    if (
        kind == "over"
        and reading.end_start is not None
        and "year" in (s.tokens[start].lower, s.tokens[start + 1].lower)
    ):
        return "basis", "yoy"
    if kind == "from" and not span:
        if stepping or reading.origin == "shift":
            return "basis", _basis(reading)
        return ("basis", _basis(reading)) if _changes(s, i) else ("since", None)
    if kind == "over" and not span and (stepping or reading.origin == "explicit" or reading.origin == "relative"):
        return (
            ("basis", _basis(reading))
            if reading.period is None or reading.period.precision != "day"
            else ("time", None)
        )
    if kind == "on" and stepping:
        return "basis", _basis(reading)
    if stepping and _compared_figure(s, start):
        return "time", _basis(reading)
    return "time", None


def _compared_figure(s: Scan, start: int) -> bool:
    """Whether a figure that something is compared with stands before: "from 19.5 percent a year earlier"."""
    for k in range(start - 1, max(start - 14, -1), -1):
        kind, word = s.kinds[k], s.tokens[k].lower
        if kind == "dot" and not s.glued(k) or word in (";", "while"):
            return False
        if kind == "from" or word in _THAN or word in ("with", "to") and k and s.tokens[k - 1].lower in _COMPARED:
            return True
    return False


def _compares(s: Scan, i: int) -> bool:
    """Whether the words up to token `i` compare: than (in), compared with (that in, those of), from that of."""
    for k in range(i, max(i - 5, -1), -1):
        word = s.tokens[k].lower
        if word in _THAN:
            return (
                word != "than"
                or k == i
                or s.kinds[k + 1] in ("that", "in", "the")
                or s.tokens[k + 1].lower in ("those", "that")
            )
        if word in _BETWEEN:
            continue
        if word in _COMPARED:
            return True
        if word == "from":
            return k != i
        break
    return False


def _changes(s: Scan, i: int) -> bool:
    """Whether a change is spoken of just before token `i` ("rose 3 percent from October")."""
    for k in range(i - 1, max(i - 9, -1), -1):
        if s.kinds[k] == "dot" and not s.glued(k):
            return False
        if s.tokens[k].lower in _CHANGE:
            return True
    return False


def _basis(reading: Reading) -> str | None:
    if reading.shift is not None and reading.shift.basis is not None:
        if reading.shift.to_year is not None and reading.shift.unit != "year":
            return "yoy"
        return reading.shift.basis
    if reading.period is None:
        return None
    if reading.origin == "relative":
        return {"year": "yoy", "fiscal_year": "yoy", "quarter": "qoq", "month": "mom"}.get(
            reading.period.precision, "prev"
        )
    if reading.origin == "partial":
        return {"month": "mom", "quarter": "qoq"}.get(reading.bare or "", "prev")
    return "yoy" if reading.period.precision == "year" else "prev"
