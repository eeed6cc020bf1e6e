"""Tables for the eye: chosen rows of a Parquet table as aligned text or CSV."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pyarrow as pa

#: The columns worth a place on the screen, by a column that tells the table.
_COLUMNS = {
    "metric": ("metric", "measure", "subject", "period", "value", "unit", "bound", "status", "basis", "source"),
    "reason": ("source", "value_text", "reason", "sentence"),
    "outcome": ("id", "outcome", "detail", "published_at", "n_facts", "n_leftovers", "title"),
}
#: Articles may hold terminal commands; they are not passed on to a terminal.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
#: Spreadsheets run a cell that begins like this as a formula.
_FORMULA = re.compile(r"^[=+\-@\t\r]")


class NoTable(ValueError):
    """There is no Parquet table where one was looked for."""


def table_of(path: Path, name: str = "facts") -> Path:
    """The table at `path`, or the table `name` of the output folder at `path`."""
    inner = path / f"{name}.parquet"
    found = inner if inner.exists() else path
    if not found.exists():
        raise NoTable(f"{found} does not exist")
    if found.is_dir() and not any(found.glob("*.parquet")):
        raise NoTable(f"{path} holds no Parquet table; run `newsfacts extract` first")
    return found


def rows_of(
    path: Path,
    *,
    docs: tuple[str, ...] = (),
    metrics: tuple[str, ...] = (),
    products: tuple[str, ...] = (),
    limit: int | None = None,
) -> pa.Table:
    """Rows of a table with those documents, metrics and products (each empty: any), at most `limit`.

    Raises `NoTable` where there is no table or it has no such column.
    """
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

    try:
        rows = ds.dataset(table_of(path), format="parquet")
        names = set(rows.schema.names)
        condition = None
        document = "source" if "source" in names else "id"
        for column, values in ((document, docs), ("metric", metrics), ("product", products)):
            if not values:
                continue
            if column not in names:
                raise NoTable(f"{path} has no column {column}")
            wanted = pc.field(column).isin(list(values))
            condition = wanted if condition is None else condition & wanted
        if limit is None:
            return rows.to_table(filter=condition)
        return rows.head(limit, filter=condition)
    except (OSError, ValueError) as error:
        raise NoTable(str(error)) from error


def print_table(rows: pa.Table) -> None:
    """Prints rows as aligned columns: cut to the width of a terminal, whole where the output is a file or a pipe."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = next((names for key, names in _COLUMNS.items() if key in rows.schema.names), tuple(rows.schema.names))
    shown = tuple(name for name in shown if name in rows.schema.names)
    table = Table(box=None, pad_edge=False, header_style="bold")
    numeric = {name for name in shown if _is_number(rows.schema.field(name).type)}
    for name in shown:
        table.add_column(name, no_wrap=True, overflow="ellipsis", justify="right" if name in numeric else "left")
    for row in rows.select(list(shown)).to_pylist():
        table.add_row(*(Text(_cell(row[name])) for name in shown))
    if sys.stdout.isatty():
        Console().print(table)
        return
    text = io.StringIO()
    Console(file=text, width=1_000_000, color_system=None).print(table)
    click.echo("\n".join(line.rstrip() for line in text.getvalue().splitlines()))


def print_csv(rows: pa.Table) -> None:
    """Prints all columns as CSV; nested cells are JSON."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(rows.schema.names)
    for batch in rows.to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            out.writerow([_csv_cell(value) for value in row.values()])


def _is_number(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return pa.types.is_floating(kind) or pa.types.is_integer(kind)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:,}"
    return _CONTROL.sub(" ", str(value))


def _csv_cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, str) and _FORMULA.match(value) and not value[1:].replace(".", "").isdigit():
        return "'" + value
    return value
