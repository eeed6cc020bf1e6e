"""`newsfacts observations`: the numbers of a run, as known on a day."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS = [
    "subject", "metric", "measure", "period", "status", "value_text", "articles", "agreement", "check",
    "last_published",
]  # fmt: skip


@click.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="As known on that day: later publications do not count.",
)
@click.option("--metric", help="Only this metric.")
@click.option("--reporter", help="Only this reporter (KR, EU, a company's name).")
@click.option("--product", help="Only this product.")
@click.option("--period", help="Only this period (2025-11).")
@click.option(
    "--agreement",
    type=click.Choice(["single", "agree", "revised", "variants", "conflict"]),
    help="Only what agrees so.",
)
@click.option("--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Most rows of the table.")
def command(directory: Path, as_of: datetime | None, form: str, limit: int, **wanted: str | None) -> None:
    """Show the observations of the run in DIR; with --as-of what was known on that day (vintages)."""
    import pyarrow.compute as pc

    from pipeline.reconcile import MissingTable, vintage

    try:
        rows = vintage(directory, as_of.date() if as_of else None)
    except MissingTable as problem:
        raise click.ClickException(str(problem)) from None
    for name, value in wanted.items():
        if value is not None:
            rows = rows.filter(pc.equal(rows[name], value))
    if form == "table":
        _show(rows, limit)
    else:
        from pipeline.export import text

        text.write(rows, sys.stdout.buffer, form)


def _show(rows: pa.Table, limit: int) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    for name in _COLUMNS:
        table.add_column(name.replace("_", " "), justify="right" if name == "articles" else "left")
    for row in rows.select(_COLUMNS).slice(0, limit).to_pylist():
        table.add_row(
            *("" if row[name] is None else str(row[name]) for name in _COLUMNS),
            style="bold" if row["agreement"] == "conflict" else None,
        )
    console = Console(width=None if sys.stdout.isatty() else 180, markup=False)
    console.print(table)
    if len(rows) > limit:
        console.print(f"{limit} of {len(rows):,} rows; --limit shows more")


if __name__ == "__main__":
    command()
