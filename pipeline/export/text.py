"""Tables as CSV (RFC 4180, UTF-8) and JSON Lines."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import Any, BinaryIO

import pyarrow as pa

#: What a spreadsheet would take for a formula at the start of a cell (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(table: pa.Table, file: BinaryIO, form: str) -> None:
    """Writes the rows as `csv` or `jsonl`.

    In CSV nulls are empty, lists are JSON, and texts that a spreadsheet would run as a formula get an apostrophe before them.
    """
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    if form == "csv":
        writer.writerow(table.schema.names)
    for batch in table.to_batches(max_chunksize=8192):
        for row in batch.to_pylist():
            if form == "csv":
                writer.writerow([cell(value) for value in row.values()])
            else:
                text.write(json.dumps(row, ensure_ascii=False, default=dt.date.isoformat) + "\n")
    text.flush()
    text.detach()


def cell(value: Any) -> Any:
    """A value as a spreadsheet's cell can hold it."""
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
