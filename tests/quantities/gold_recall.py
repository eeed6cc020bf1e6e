"""How many of the gold articles' numbers the quantities room reads with their value and unit (level V of the ladder)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.quantities import Quantity, scan

GOLD = Path(__file__).parents[1] / "gold"
#: Codes that gold files and rows use alike.
SAME_UNIT = {"L": "l", "m³": "m3", "m²": "m2", "hours": "h", "d": "days"}


class Row(NamedTuple):
    """A gold row with where its number stands in the article."""

    doc: str
    tier: int
    quote: str
    value_text: str
    values: list[float]
    units: list[str]
    start: int
    end: int


def options(field: Any) -> list[Any]:
    """The accepted values of a gold field."""
    return field["any"] if isinstance(field, dict) and "any" in field else [field]


def flat(text: str) -> str:
    """One character for one: typographic spaces and quotes made plain."""
    return text.translate(
        {0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0x0A: " "}
    )


def find(text: str, quote: str, value_text: str) -> tuple[int, int] | None:
    """The characters of a gold number in its article."""
    body, inside = flat(text), flat(quote)
    at = body.find(inside)
    if at < 0:
        pattern = r"\s+".join(map(re.escape, inside.split()))
        m = re.search(pattern, body)
        if m is None:
            return None
        at, inside = m.start(), m[0]
    number = re.search(r"(?<![\w.,-])" + r"\s+".join(map(re.escape, flat(value_text).split())), inside)
    within = number.start() if number else inside.find(flat(value_text))
    return None if within < 0 else (at + within, at + within + len(value_text))


def articles(
    held_out: bool | None = None, held: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Id, text and gold rows of each article; `held_out` picks those in or outside `held`."""
    seeds = Path(__file__).parents[2] / "seeds"
    for gold in sorted(GOLD.glob("*/*.jsonl")):
        if held_out is not None and (gold.stem in held) != held_out:
            continue
        sources = [
            *gold.parent.glob(gold.stem + ".txt"),
            *gold.parent.glob(gold.stem + ".md"),
            *seeds.glob(gold.stem.split("_")[0] + "_*"),
        ]
        if sources:
            rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
            yield gold.stem, sources[0].read_text("utf-8"), rows


def unit_of(unit: str) -> str:
    return SAME_UNIT.get(unit, unit)


def reads(q: Quantity, values: list[float], units: list[str]) -> bool:
    """Is the quantity the gold number? The sign, and the unit that only the sentence gives, are the linker's."""
    candidates = [abs(q.value)] + ([q.value / 100 + 1] if q.kind == "multiple" else [])
    value = any(
        math.isclose(abs(v), c, rel_tol=2e-3 if q.kind == "fraction" else 1e-9) for v in values for c in candidates
    )
    unit = unit_of(q.unit)
    accepted = {unit_of(u) for u in units} | {unit_of(u.split("/")[0]) for u in units}
    loose = q.kind in ("ordinal", "count", "number") or (q.kind == "index_points" and "pp" in accepted)
    return value and (
        unit in accepted or unit.split("/")[0] in accepted or (loose and not accepted & {"%", "pp", "USD", "KRW"})
    )


def measure(
    held_out: bool | None = None, held: frozenset[str] = frozenset()
) -> tuple[dict[int, tuple[int, int]], list[tuple[Row, list[Quantity]]], int]:
    """Rows found and rows wanted by tier, the rows missed with what was read there, and quotes not found in the text."""
    counts = {1: [0, 0], 2: [0, 0]}
    missed: list[tuple[Row, list[Quantity]]] = []
    lost = 0
    for doc, text, rows in articles(held_out, held):
        quantities, _ = scan(text)
        for gold in rows:
            span = find(text, gold["quote"], gold["value_text"])
            if span is None:
                lost += 1
                continue
            row = Row(
                doc,
                gold["tier"],
                gold["quote"],
                gold["value_text"],
                options(gold["value"]),
                options(gold["unit"]),
                *span,
            )
            for other in gold.get("alt", ()):
                row.values.extend(options(other.get("value", [])) if "value" in other else ())
                row.units.extend(options(other["unit"]) if "unit" in other else ())
            near = [q for q in quantities if q.start < row.end and row.start < q.end]
            counts[row.tier][1] += 1
            if any(reads(q, row.values, row.units) for q in near):
                counts[row.tier][0] += 1
            else:
                missed.append((row, near))
    return {t: (a, b) for t, (a, b) in counts.items()}, missed, lost
