"""Tables as sheets of a workbook (Office Open XML)."""

from __future__ import annotations

import datetime as dt
import re
from typing import BinaryIO

import pyarrow as pa

from pipeline.export.text import cell

#: Rows of one sheet that the format allows, less the header.
MOST_ROWS = 1_048_575

#: Characters of one cell that the format allows.
_MOST_CHARACTERS = 32_767

#: Control characters that XML 1.0 cannot hold.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

#: The workbook's date of making: a fixed one, so that the same rows give the same properties.
_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)


def write(tables: dict[str, pa.Table], file: BinaryIO) -> None:
    """Writes each table as a sheet of its name, with the descriptions of its columns as comments on a sheet `columns`.

    Texts that a spreadsheet would run as a formula get an apostrophe before them. Raises ValueError for a table of more than
    MOST_ROWS rows. Needs the package openpyxl.
    """
    from openpyxl import Workbook

    for name, table in tables.items():
        if len(table) > MOST_ROWS:
            raise ValueError(f"{name} has {len(table):,} rows; a sheet holds {MOST_ROWS:,}")
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _MADE
    for name, table in tables.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        sheet.append(table.schema.names)
        for batch in table.to_batches(max_chunksize=8192):
            for row in batch.to_pylist():
                sheet.append([_cell(value) for value in row.values()])
    sheet = book.create_sheet("columns")
    sheet.append(["table", "column", "description"])
    for name, table in tables.items():
        for field in table.schema:
            sheet.append([name, field.name, (field.metadata or {}).get(b"description", b"").decode()])
    book.save(file)


def _cell(value: object) -> object:
    value = cell(value)
    return _UNPRINTABLE.sub("\ufffd", value)[:_MOST_CHARACTERS] if isinstance(value, str) else value
