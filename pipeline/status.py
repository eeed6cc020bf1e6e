"""What an output folder holds, counted from its tables, and what its last run said."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import click

from pipeline.show import table_of
from pipeline.summary import print_counts


def status(directory: Path) -> dict[str, Any]:
    """Counts over the tables in `directory`, streaming, and `last_run` (run.json) where there is one.

    Raises `pipeline.show.NoTable` where there are no tables.
    """
    import pyarrow.dataset as ds

    counted: dict[str, dict[str, int]] = {}
    for table, column in (("documents", "outcome"), ("facts", "metric"), ("leftovers", "reason")):
        counts: Counter[str] = Counter()
        for batch in ds.dataset(table_of(directory, table), format="parquet").to_batches(columns=[column]):
            for pair in batch.column(0).value_counts().to_pylist():
                counts[pair["values"]] += pair["counts"]
        counted[table] = dict(counts.most_common())
    note = directory / "run.json"
    last = json.loads(note.read_text(encoding="utf-8")) if note.exists() else None
    unfinished = (directory / ".work").exists()
    return {**counted, "unfinished": unfinished, "last_run": last}


def print_status(held: dict[str, Any], directory: Path) -> None:
    """Prints counts and the last run."""
    totals = ", ".join(f"{sum(held[table].values()):,} {table}" for table in ("documents", "facts", "leftovers"))
    click.echo(f"{directory}: {totals}")
    print_counts("documents", held["documents"])
    print_counts("facts by metric", held["facts"])
    print_counts("leftovers by reason", held["leftovers"])
    run = held["last_run"]
    if run:
        click.echo(f"\nlast run: {run['finished']}, version {run['version']}, {run['seconds']:.1f} s")
        click.echo(
            f"  inputs {' '.join(run['arguments']['inputs'])}; {run['documents']:,} documents read, {run['known']:,} sources known"
        )
    if held["unfinished"]:
        click.echo("\na run is at work, or was killed: run the same command again to complete it")
