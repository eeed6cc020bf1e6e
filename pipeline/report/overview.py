"""Counts over the whole run, whatever the page shows of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from pipeline.fact import REASONS
from pipeline.report.tables import Run


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart: a value of a column, how many rows have it, and its share of the longest bar in percent."""

    name: str
    count: int
    width: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the head of the page says of the run; shares are in percent, None where there is nothing to divide."""

    documents: int
    documents_with_facts: int
    facts: int
    numbers: int
    coverage: float | None
    accounted: int
    observations: int | None
    conflicts: int | None
    first_published: str | None
    last_published: str | None
    bars: dict[str, list[Bar]] = field(default_factory=dict)


def overview_of(run: Run) -> Overview:
    """Counts every table of the run; reads only the columns that it counts."""
    places = run.facts.to_table(columns=["source", "char_start"])
    spots = len(places.group_by(["source", "char_start"]).aggregate([]))
    left = run.leftovers.count_rows() if run.leftovers is not None else 0
    first, last = _span(run.documents)
    return Overview(
        documents=run.documents.count_rows(),
        documents_with_facts=len(pc.unique(places["source"])),
        facts=len(places),
        numbers=spots + left,
        coverage=100 * spots / (spots + left) if spots + left else None,
        accounted=left,
        observations=run.observations.count_rows() if run.observations is not None else None,
        conflicts=run.conflicts.count_rows() if run.conflicts is not None else None,
        first_published=first,
        last_published=last,
        bars={
            "outcome": _bars(_counts(run.documents, "outcome")),
            "metric": _bars(_counts(run.facts, "metric")),
            "status": _bars(_counts(run.facts, "status")),
            "reason": _bars(_counts(run.leftovers, "reason"), REASONS),
            "publisher": _bars(_counts(run.documents, "publisher")),
            "agreement": _bars(_counts(run.observations, "agreement")),
            "check": _bars(_counts(run.checks, "result")),
            "confidence": _confidence(run.facts),
        },
    )


def _counts(table: ds.Dataset | None, column: str) -> dict[str, int]:
    """How many rows have each value of a text column, most frequent first; empty where there is no such column."""
    if table is None or column not in table.schema.names:
        return {}
    counted = table.to_table(columns=[column]).group_by(column).aggregate([([], "count_all")])
    pairs = zip(counted[column].to_pylist(), counted["count_all"].to_pylist(), strict=True)
    return dict(sorted(((name or "not named", n) for name, n in pairs), key=lambda pair: (-pair[1], pair[0])))


def _bars(counts: dict[str, int], notes: dict[str, str] | None = None) -> list[Bar]:
    longest = max(counts.values(), default=0) or 1
    return [Bar(name, n, round(100 * n / longest, 2), (notes or {}).get(name, "")) for name, n in counts.items()]


def _confidence(facts: ds.Dataset) -> list[Bar]:
    """Facts by confidence, in ten classes of 0.1."""
    tenths = pc.min_element_wise(pc.floor(pc.multiply(facts.to_table(columns=["confidence"])["confidence"], 10.0)), 9.0)
    counts = {
        int(row["values"]): row["counts"] for row in pc.value_counts(tenths).to_pylist() if row["values"] is not None
    }
    if not counts:
        return []
    return _bars({f"{i / 10:.1f}–{(i + 1) / 10:.1f}": counts.get(i, 0) for i in range(10)})


def _span(documents: ds.Dataset) -> tuple[str | None, str | None]:
    """First and last publication date, as ISO 8601."""
    if "published_at" not in documents.schema.names:
        return None, None
    ends = pc.min_max(documents.to_table(columns=["published_at"])["published_at"].cast(pa.date32())).as_py()
    return tuple(day.isoformat() if day else None for day in (ends["min"], ends["max"]))  # type: ignore[return-value]
