"""Reconciling: many mentions of one number become one observation, checked by arithmetic.

    facts.parquet, documents.parquet  ->  observations.parquet   one row for each thing measured
                                          checks.parquet         what arithmetic says of each fact
                                          conflicts.parquet      reports that differ, figures that contradict each other

`reconcile` does it in memory, `reconcile_run` on a run's folder. Facts are never changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from pipeline.reconcile.checks import check
from pipeline.reconcile.conflicts import conflicts
from pipeline.reconcile.copies import originals
from pipeline.reconcile.observations import Observed, observe
from pipeline.reconcile.tables import (
    CHECK_SCHEMA,
    CONFLICT_SCHEMA,
    FACT_COLUMNS,
    OBSERVATION_SCHEMA,
    MissingTable,
    TableWriter,
    open_table,
)

__all__ = ["MissingTable", "Reconciled", "reconcile", "reconcile_run", "vintage"]

#: Facts that are reconciled at a time. All facts of one reporter are, whatever their number.
BATCH = 1_500_000

SCHEMAS = {"observations": OBSERVATION_SCHEMA, "checks": CHECK_SCHEMA, "conflicts": CONFLICT_SCHEMA}


class Reconciled(NamedTuple):
    """Tables of OBSERVATION_SCHEMA, CHECK_SCHEMA (in the order of the facts) and CONFLICT_SCHEMA."""

    observations: pa.Table
    checks: pa.Table
    conflicts: pa.Table


def reconcile(facts: pa.Table, documents: pa.Table | None = None) -> Reconciled:
    """Observations, checks and conflicts of facts (FACT_SCHEMA); documents tell which articles are copies of others."""
    return _reconciled(facts.select(FACT_COLUMNS), originals(documents) if documents is not None else {})


def _reconciled(facts: pa.Table, copies: dict[str, str]) -> Reconciled:
    if not len(facts):
        return Reconciled(*(schema.empty_table() for schema in SCHEMAS.values()))
    observed = observe(facts, copies)
    checked = check(facts, observed)
    return Reconciled(_with_results(facts, observed, checked.rows), checked.rows, conflicts(facts, observed, checked))


def _with_results(facts: pa.Table, observed: Observed, checks: pa.Table) -> pa.Table:
    """The observations with the result of the checks on their best figure, and its confidence after them."""
    rows, n = observed.rows, len(observed.rows)
    best = facts["value"].to_numpy() == rows["value"].to_numpy()[observed.of_fact]
    result = checks["result"].to_numpy(zero_copy_only=False)
    found = np.zeros(n, np.int64)
    for rank, name in enumerate(("contradicted", "confirmed"), 1):
        found[observed.of_fact[best & (result == name)]] = rank
    confidence = np.zeros(n)
    np.maximum.at(confidence, observed.of_fact[best], checks["confidence"].to_numpy()[best])
    words = pa.array(np.array(["unchecked", "contradicted", "confirmed"])[found])
    rows = rows.set_column(rows.schema.get_field_index("check"), rows.schema.field("check"), words)
    return rows.set_column(
        rows.schema.get_field_index("confidence"), rows.schema.field("confidence"), pa.array(confidence)
    )


def reconcile_run(directory: Path, out: Path | None = None, as_of: dt.date | None = None) -> dict[str, int]:
    """Writes the three tables of a run's folder (into `out` if given) and tells how many rows each has.

    With `as_of` only what was published up to that day counts. The tables are written under temporary names and put in place
    together at the end; the same input gives the same bytes. Raises MissingTable and OSError.
    """
    out = out or directory
    out.mkdir(parents=True, exist_ok=True)
    writers: dict[str, TableWriter] = {}
    try:
        for name, schema in SCHEMAS.items():
            writers[name] = TableWriter(out / f"{name}.parquet", schema)
        for tables in _batches(directory, as_of):
            for name, rows in tables._asdict().items():
                writers[name].write(rows)
        for writer in writers.values():
            writer.close()
    finally:
        for writer in writers.values():
            writer.abandon()
    for writer in writers.values():
        writer.publish()
    return {name: writer.rows for name, writer in writers.items()}


def vintage(directory: Path, as_of: dt.date | None = None) -> pa.Table:
    """The observations of a run as they were known on a day: from what was published up to then (undated articles left out)."""
    found = [tables.observations for tables in _batches(directory, as_of)]
    return pa.concat_tables(found) if found else OBSERVATION_SCHEMA.empty_table()


def _batches(directory: Path, as_of: dt.date | None) -> Iterator[Reconciled]:
    """The run's facts reconciled, as many reporters at a time as BATCH holds, in the order of their names."""
    facts, documents = open_table(directory, "facts"), open_table(directory, "documents")
    if not facts.schema.names:
        return
    known = [name for name in ("id", "duplicate_of") if name in documents.schema.names]
    copies = (
        originals(documents.to_table(columns=known if len(known) == 2 else ["id", "text", "published_at"]))
        if documents.schema.names
        else {}
    )
    until = ds.field("published_at") <= pa.scalar(as_of, pa.date32()) if as_of else None
    counts = pc.value_counts(facts.to_table(columns=["reporter"], filter=until)["reporter"].combine_chunks())
    number = {row["values"]: row["counts"] for row in counts.to_pylist()}
    if sum(number.values()) <= BATCH:
        yield _reconciled(facts.to_table(columns=FACT_COLUMNS, filter=until), copies)
        return
    batch: list[str | None] = []
    for reporter in [*sorted(filter(None, number)), *([None] if None in number else [])]:
        if batch and sum(number[name] for name in batch) + number[reporter] > BATCH:
            yield _reconciled(_facts_of(facts, batch, until), copies)
            batch = []
        batch.append(reporter)
    yield _reconciled(_facts_of(facts, batch, until), copies)


def _facts_of(facts: ds.Dataset, reporters: list[str | None], until: pc.Expression | None) -> pa.Table:
    chosen = ds.field("reporter").isin(pa.array([name for name in reporters if name is not None], pa.string()))
    if None in reporters:
        chosen = chosen | ds.field("reporter").is_null()
    return facts.to_table(columns=FACT_COLUMNS, filter=chosen if until is None else chosen & until)
