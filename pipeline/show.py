"""Tables for the eye: chosen rows of a Parquet table as aligned text or CSV."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
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
#: Columns that may be cut on a terminal, and the least that is left of each.
_LONG = ("subject", "source", "sentence", "detail", "title", "value_text")
_LEAST = 10
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
    """Prints rows as aligned columns, whole. On a terminal long names and sentences are cut where that makes a row fit;
    numbers, codes and periods never are."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = next((names for key, names in _COLUMNS.items() if key in rows.schema.names), tuple(rows.schema.names))
    shown = tuple(name for name in shown if name in rows.schema.names)
    cells = {name: [_cell(value) for value in rows[name].to_pylist()] for name in shown}
    widths = _widths(cells, shutil.get_terminal_size().columns if sys.stdout.isatty() else None)
    table = Table(box=None, pad_edge=False)
    for name in shown:
        right = "right" if _is_number(rows.schema.field(name).type) else "left"
        table.add_column(name, no_wrap=True, overflow="ellipsis", width=widths[name], justify=right)  # type: ignore[arg-type]
    for row in zip(*cells.values(), strict=True):
        table.add_row(*map(Text, row))
    text = io.StringIO()
    width = sum(widths.values()) + 2 * len(widths)
    Console(file=text, width=width, color_system=None).print(table)
    click.echo("\n".join(line.rstrip() for line in text.getvalue().splitlines()))


def _widths(cells: dict[str, list[str]], terminal: int | None) -> dict[str, int]:
    """Width of each column: that of its longest cell, or less for names and sentences where a row then fits a terminal."""
    from rich.cells import cell_len

    widths = {name: max(map(cell_len, [name, *column])) for name, column in cells.items()}
    long = [name for name in _LONG if name in widths]
    if terminal is None or not long:
        return widths
    room = terminal - sum(widths[name] + 2 for name in widths if name not in long) - 2 * len(long)
    if room >= _LEAST * len(long):
        for left, name in zip(range(len(long), 0, -1), sorted(long, key=lambda name: widths[name]), strict=True):
            widths[name] = min(widths[name], room // left)
            room -= widths[name]
    return widths


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
