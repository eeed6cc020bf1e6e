"""Parquet: any table with a text column, a batch of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO

from pipeline.document import Document
from pipeline.readers.articles import FIELDS
from pipeline.readers.records import read_record
from pipeline.readers.reject import Reject

#: Rows that are in memory at a time.
_BATCH = 64


def read_parquet(
    file: IO[bytes], *, path: str, part: tuple[int, int] | None = None, fields: Mapping[str, str] | None = None
) -> Iterator[Document | Reject]:
    """Documents of the rows, or of the rows numbered `part` (half open)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(file)
    except (pa.ArrowException, OSError) as error:
        yield Reject(path, path, "unreadable", f"damaged Parquet: {str(error).splitlines()[0][:200]}")
        return
    columns = {field: column for field in FIELDS if (column := _column(table.schema_arrow.names, field, fields))}
    if "text" not in columns:
        names = ", ".join(table.schema_arrow.names[:20])
        yield Reject(path, path, "unreadable", f"no text column (columns: {names}); name it with `fields`")
        return
    start, stop = part or (0, table.metadata.num_rows)
    first = 0  # number of the first row of the row group
    for group in range(table.num_row_groups):
        rows = table.metadata.row_group(group).num_rows
        if first < stop and first + rows > start:
            number = first
            try:
                for batch in table.iter_batches(
                    _BATCH, row_groups=[group], columns=sorted(set(columns.values())), use_threads=False
                ):
                    if number >= stop:
                        break
                    if number + len(batch) > start:
                        for at, row in enumerate(batch.to_pylist(), number):
                            if start <= at < stop:
                                yield read_record(row, number=at, path=path, fields=columns)
                    number += len(batch)
            except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
                place = f"{path}#{number}"
                yield Reject(
                    place, place, "unreadable", f"damaged row group {group}: {str(error).splitlines()[0][:200]}"
                )
        first += rows


def _column(names: list[str], field: str, fields: Mapping[str, str] | None) -> str | None:
    """The column of a field: the one that was named, else the first known name, whatever its case."""
    if fields and field in fields:
        return fields[field] if fields[field] in names else None
    lowered = {name.lower(): name for name in reversed(names)}
    return next((lowered[name] for name in FIELDS[field] if name in lowered), None)
