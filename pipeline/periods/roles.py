"""What a time does in its clause, by the words just before it: time, deadline, since, until, asof, basis, told."""

from __future__ import annotations

import datetime as dt

from pipeline.periods.period import Period
from pipeline.periods.scan import Reading, Scan
from pipeline.periods.words import words

_THAN, _COMPARED, _BETWEEN, _CHANGE, _FORETOLD, _BEFORE_FORETOLD = (
    words("comparison", key) for key in ("than", "compared", "between", "change", "foretold", "before_foretold")
)
_FORETOLD_OF, _NOT_FORETOLD_OF = words("comparison", "foretold_of"), words("comparison", "not_foretold_of")
_COUNTED = frozenset(words("amounts", "counted"))
_ESTIMATES, _OUTDOING = words("comparison", "estimates"), words("comparison", "outdoing")
#: Behind "than" they say nothing of when it was foretold; the others do so only of the month that is just over.
_AWAITED, _FORESEEN = ("expected", "anticipated"), ("forecast", "projected", "estimated", "predicted")
_FIXED = {"by": "deadline", "since": "since", "until": "until", "till": "until", "through": "until"}
_SKIPPED = ("the", "late", "early", "about", "around", "levels", "level")
_THEIRS = ("its", "their", "his", "her")
#: "From the most recently ended year".
_LEADS = (*_THEIRS, "most")
_UNITS = {"month", "quarter", "half", "year", "fiscal_year"}
#: Days within which the quarter before is the last one that is over.
_QUARTER = 92
#: Days after which a quarter is none that a text reports on.
_PAST = 270
#: Days after which a month is none that the latest figures are compared with.
_LATELY = 80
_BY_UNIT = {"year": "yoy", "fiscal_year": "yoy", "quarter": "qoq", "month": "mom"}


def role_of(s: Scan, start: int, reading: Reading) -> tuple[str, str | None]:
    """(role, basis) of a reading that starts at token `start`.

    A time that is no basis itself has a basis all the same where its figure is what another is compared with: "from
    19.5 percent a year earlier".
    """
    if reading.role is not None:
        return reading.role, reading.basis
    i, theirs = start - 1, False
    while i >= 0 and (s.kinds[i] in _SKIPPED or s.tokens[i].lower in _LEADS):
        theirs = theirs or s.tokens[i].lower in _THEIRS  # "it estimated its fourth-quarter profit"
        i -= 1
    if i < 0:
        return "time", None
    kind = s.kinds[i]
    before = s.kinds[i - 1] if i else ""
    if kind in _FIXED:
        return _FIXED[kind], None
    if before == "later" and kind == "than":
        return "deadline", None
    if before == "as" and kind in ("of", "at"):
        return "asof", None
    if not theirs and _is_telling(
        s, i - 1 if kind in ("in", "at", "on") else i, reading, led=kind in ("in", "at", "on")
    ):
        return "told", None
    if _is_basis(s, i, start, reading):
        return "basis", _basis(s, i, reading)
    if reading.whole is not None and kind in ("at", "as", "in", "of"):
        return "asof", None
    steps = reading.shift is not None and reading.shift.steps
    if kind == "from" and not steps and not _is_span(reading) and not _has_ends(s, start, reading):
        return "since", None
    dated = steps or (kind in ("in", "at", "for") and reading.period is not None and not _is_span(reading))
    return "time", _basis(s, i, reading) if dated and _follows_comparison(s, start) else None


def _is_telling(s: Scan, i: int, reading: Reading, *, led: bool) -> bool:
    """Whether the time is that at which a figure was foretold; a year may be what it was foretold for, and so may a quarter that no
    preposition leads."""
    year = reading.period is not None and reading.period.precision in ("year", "fiscal_year")
    if s.tokens[i - 1].lower in ("than", "as"):
        if s.tokens[i].lower in _AWAITED or (s.tokens[i].lower in _FORESEEN and _is_just_over(s, reading)):
            return False  # "fell more than expected in March"
    if s.tokens[i - 1].lower in _OUTDOING:
        return False  # "beat forecasts in March"
    if not led and reading.shift is None and reading.origin != "relative":
        return False  # "It forecast fourth-quarter revenue of $15 billion", not "than it forecast last month"
    if i < 1 or year or s.tokens[i].lower not in _FORETOLD:
        return False
    before = s.tokens[i - 1].lower
    return before in _BEFORE_FORETOLD or (before in _FORETOLD_OF and s.tokens[i].lower not in _NOT_FORETOLD_OF)


def _is_just_over(s: Scan, reading: Reading) -> bool:
    """Whether a time is the month or quarter before the day of the news, which figures are reported for."""
    period = reading.period
    if period is None or s.reference is None or period.precision not in {"month", "quarter"}:
        return False
    if period.precision == "quarter":
        return 0 < (s.reference - period.last).days <= _QUARTER
    return 12 * (s.reference.year - period.last.year) + s.reference.month - period.last.month == 1


def _is_span(reading: Reading) -> bool:
    return reading.period is not None and reading.period.precision == "span" and reading.shift is None


def _has_ends(s: Scan, start: int, reading: Reading) -> bool:
    """Whether a time is told by its two ends, also where these are those of a quarter or half: "from April to June"."""
    whole = (
        reading.shift is None and reading.period is not None and reading.period.precision in ("quarter", "half", "year")
    )
    return whole and not {"to", "through"}.isdisjoint(s.kinds[start : reading.stop])


def _is_named_span(s: Scan, start: int, reading: Reading) -> bool:
    """Whether a span is named as one time, not told by its two ends: "up 5 percent from the January-October period of 2024"."""
    last = s.tokens[reading.stop - 1].lower
    dashed = "dash" in s.kinds[start : reading.stop] and not {"to", "through"} & set(s.kinds[start : reading.stop])
    dated = s.written_year(reading.stop - 1) is not None or last in ("period", "quarter")
    return dashed and dated


#: So many tokens before "over" an average is told of.
_REACH = 7


def _is_basis(s: Scan, i: int, start: int, reading: Reading) -> bool:
    """Whether the word at token `i` makes the time what something is compared with."""
    kind, word = s.kinds[i], s.tokens[i].lower
    shift = reading.shift
    if word in _THAN or (word in ("with", "to") and i and s.tokens[i - 1].lower in _COMPARED):
        return True
    if kind in ("in", "of", "for", "during", "at", "on") and i and _compares(s, i - 1):
        return True
    if kind == "on" and shift is None and reading.period is not None and reading.period.precision in _UNITS:
        return _changes(s, i)  # "up 25 per cent on February"
    if kind == "over" and i and _is_counted(s, i - 1) and not _changes(s, i):
        return False  # "earnings of $4 billion over the same period a year ago", "over the first three months of 2026"
    if kind == "over" and any(s.tokens[k].lower.startswith("averag") for k in range(max(i - _REACH, 0), i)):
        return False  # "gains have averaged 190,000 over the past three months"
    if kind in ("on", "over") and shift is not None:
        opens = kind == "on" and s.sentence_starts(i)  # "On the year, prices rose 3 percent"
        return shift.steps or (shift.unit in _BY_UNIT and (opens or _changes(s, i)))
    if kind == "over" and i and s.tokens[i - 1].lower in (";", ":"):
        return False  # "came to $2 billion in January; over 2023 it was $37 billion"
    if kind == "over" and [token.lower for token in s.tokens[reading.stop : reading.stop + 3]] == ["as", "a", "whole"]:
        return False  # "was 0.1 percent higher over 2023 as a whole"
    if kind == "over":
        if reading.end_start is not None:  # "over the year to June", "up 3 percent over the quarter ended March 2022"
            past = (
                reading.period is not None
                and s.reference is not None
                and (s.reference - reading.period.last).days > _PAST
            )
            return "year" in (s.tokens[start].lower, s.tokens[start + 1].lower) or (past and _changes(s, i))
        return (
            not _is_span(reading)
            and not s.sentence_starts(i)  # "Over 2023 it came to $36.9 billion"
            and reading.origin != "partial"
            and (reading.period is None or reading.period.precision != "day")
        )
    if (
        kind != "from"
        or (_is_span(reading) and not _is_named_span(s, start, reading))
        or _has_ends(s, start, reading)
        or s.tokens[reading.stop].lower in _ESTIMATES
        or _is_to_come(s, reading)
    ):
        return False
    return (
        reading.origin == "shift"
        or (shift is not None and shift.steps)
        or reading.whole is not None
        or _changes(s, i)
        or _opens_change(s, i, reading)
    )


def _is_counted(s: Scan, i: int) -> bool:
    """Whether an amount ends at token `i`, no change told per hundred."""
    return s.kinds[i] in ("amount", "number") or s.tokens[i].lower in _COUNTED


def _opens_change(s: Scan, i: int, reading: Reading) -> bool:
    """Whether a sentence begins with the month that a change is counted from: "From October, prices fell 0.3 percent"."""
    if reading.bare != "month" or not s.sentence_starts(i) or s.tokens[reading.stop].lower != ",":
        return False
    period = reading.period
    if period is None or s.reference is None or not 0 < (s.reference - period.last).days < _LATELY:
        return False
    behind = [token.lower for token in s.tokens[reading.stop + 1 : reading.stop + 8]]
    return "will" not in behind and any(word in _CHANGE for word in behind)


def _is_to_come(s: Scan, reading: Reading) -> bool:
    """Whether a time begins after the day of the news, so that nothing is compared with it: "will rise 3 percent from next month"."""
    period = reading.period
    return (
        reading.origin == "relative" and period is not None and s.reference is not None and period.first > s.reference
    )


def _follows_comparison(s: Scan, start: int) -> bool:
    """Whether a figure that something is compared with stands before: "from 19.5 percent a year earlier".

    Not after "to": in "from 2 percent in June to 3 percent in July" only June's figure is what July's is compared with.
    """
    figure = False
    for k in range(start - 1, max(start - 14, -1), -1):
        word = s.tokens[k].lower
        if (s.kinds[k] == "dot" and not s.glued(k)) or word in (";", "while"):
            return False
        if word in ("with", "to") and k and s.tokens[k - 1].lower in _COMPARED:
            return figure
        if word == "from" or word in _THAN:
            return figure
        if word == "to":
            return False
        figure = figure or s.kinds[k] in ("number", "amount")
    return False


def _compares(s: Scan, i: int) -> bool:
    """Whether the words up to token `i` compare: than (in), compared with (that in, those of), from that of."""
    for k in range(i, max(i - 5, -1), -1):
        word = s.tokens[k].lower
        if word in _THAN:
            return word != "than" or k == i or s.tokens[k + 1].lower in ("that", "those", "in", "the")
        if word in _COMPARED:
            return True
        if word in ("over", "on"):
            return k != i and _changes(s, k)  # "an increase of 3 percent over the value recorded in May"
        if word == "from":
            return k != i
        if word not in _BETWEEN:
            break
    return False


def _changes(s: Scan, i: int) -> bool:
    """Whether a change is spoken of just before token `i` ("rose 3 percent from October"), brackets left out."""
    k, left, inside = i - 1, 8, False
    while k >= 0 and left > 0:
        word = s.tokens[k].lower
        if s.kinds[k] == "dot" and not s.glued(k):
            return False
        if word in _CHANGE and not inside:
            return True
        inside = (inside or word == ")") and word != "("
        left -= not (inside or word == "(")
        k -= 1
    return False


def _basis(s: Scan, i: int, reading: Reading) -> str | None:
    """Yoy, qoq, mom or prev, as far as the time alone tells."""
    shift, period = reading.shift, reading.period
    if shift is not None and shift.steps:
        return "yoy" if shift.to_year is not None and shift.unit != "year" else shift.basis
    if shift is not None:
        return _BY_UNIT.get(shift.unit) if s.kinds[i] in ("on", "over") else None
    if reading.end_start is not None and s.kinds[i] == "over":
        return "yoy"
    if period is None:
        return None
    if reading.origin == "relative":
        return _BY_UNIT.get(period.precision, "prev")
    if reading.origin == "partial":
        return {"month": "mom", "quarter": "qoq"}.get(reading.bare or "", "prev")
    return _basis_of_date(period, s.reference)


def _basis_of_date(period: Period, reference: dt.date | None) -> str:
    """What a written month, quarter or year is to the one that a text of `reference` reports on, which is one or two back."""
    if reference is None:
        return "yoy" if period.precision == "year" else "prev"
    months = 12 * (reference.year - period.last.year) + reference.month - period.last.month
    match period.precision:
        case "year":
            return "yoy" if months < 16 else "prev"
        case "month":
            return "yoy" if 12 <= months <= 14 else "mom" if 1 < months < 4 else "prev"
        case "quarter":
            return "yoy" if 12 <= months <= 17 else "qoq" if 3 < months < 8 else "prev"
        case "span":
            return "yoy" if 12 <= months <= 17 else "prev"
    return "prev"
