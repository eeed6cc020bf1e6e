"""The quantity parser in the form that the peers' scoring script takes."""

from __future__ import annotations

import re

from pipeline.quantities import Quantity, scan
from pipeline.quantities.lexicon import units

#: What the scored suites call things that our rows code otherwise.
_DURATIONS = {"years": "year", "quarters": "quarter", "months": "month", "weeks": "week", "days": "day", "h": "hour", "min": "minute", "s": "second",
              "decades": "decade", "centuries": "century"}  # fmt: skip
_AGE = re.compile(r"(\d{1,3})[\s-](years?|months?)[\s-](?:olds?|of age)")
_UNCOUNTED = {"ordinal", "multiple"}


def quantities(text: str) -> list[dict]:
    """Value, unit (ISO 4217, %, else the unit's English name), characters, and the ends of ranges.

    Fractions in words are plain numbers here and basis points their own unit, as the suites have it; ordinals and
    "doubled" are not annotated there and left out; ages are quantities there."""
    found, rejected = scan(text, masked=_periods(text))
    out = [_record(q) for q in found if q.kind not in _UNCOUNTED and not (q.unit == "%" and q.text.endswith("fold"))]
    for r in rejected:
        if r.reason == "age" and (m := _AGE.match(text, r.start)):
            out.append({"value": float(m[1]), "unit": f"{m[2].rstrip('s')} old", "start": r.start, "end": m.end()})
    return sorted(out, key=lambda d: d["start"])


def _periods(text: str) -> list[tuple[int, int]]:
    """Dates and named periods; lengths of time stay quantities."""
    import datetime as dt

    try:
        from pipeline.periods import parse, resolve
    except ImportError:
        return []
    day = dt.date(2020, 6, 15)
    return [
        (m.start, m.end)
        for m in resolve(parse(text, day), text, day)
        if (m.whole or m.period) is not None and m.role != "rate"
    ]


def _record(q: Quantity) -> dict:
    scale, unit = 1.0, q.unit
    if q.kind == "fraction":
        scale, unit = 0.01, "1"
    elif q.kind == "points":
        surface = q.text.lower()
        unit = "basis point" if re.search(r"basis|bps?\b", surface) else "percentage point"
        scale = 100.0 if unit == "basis point" else 1.0
    elif q.kind == "duration":
        unit = _DURATIONS.get(q.unit, q.unit)
    elif q.kind in ("physical", "index_points"):
        unit = _name(q)
    elif q.kind in ("price", "rate", "money"):
        unit = q.unit.split("/")[0]
    elif q.kind == "count":
        unit = q.noun or "1"
    record = {"value": q.value * scale, "unit": unit, "start": q.start, "end": q.end}
    if q.low is not None and q.high is not None:
        record |= {"low": q.low * scale, "high": q.high * scale}
    return record


def _name(q: Quantity) -> str:
    """The English name of a unit; tons stay tons."""
    if q.kind == "index_points":
        return "point"
    if re.search(r"(?<!metric )\btons?\b", q.text) and q.unit == "t":
        return "ton"
    head, _, tail = q.unit.partition("/")
    by_code = {u.code: u.name for u in units().words.values() if u.kind == "physical"} | {
        u.code: u.name for u in units().symbols.values() if u.kind == "physical"
    }
    return by_code.get(q.unit) or by_code.get(head, head) + (f" per {tail}" if tail else "")
