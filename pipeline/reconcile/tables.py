"""The tables that reconciling writes, and how tables are read and written."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

_IDS = pa.list_(pa.string())

_OBSERVATION_COLUMNS: list[tuple[str, pa.DataType, bool, str]] = [
    ("observation_id", pa.string(), False, "stable id: 16 hex digits from the columns that make the observation"),
    ("metric", pa.string(), False, "code of what is measured"),
    ("measure", pa.string(), False, "how the number relates to the metric"),
    ("reporter", pa.string(), True, "whose number: ISO 3166-1 alpha-2, area code, or a name"),
    ("product", pa.string(), True, "item, sector or breakdown; null for the total"),
    ("partner", pa.string(), True, "other side of a flow"),
    ("period", pa.string(), True, "time the value covers, ISO 8601 / SDMX"),
    ("period_start", pa.date32(), True, "first day of the period"),
    ("period_end", pa.date32(), True, "last day of the period"),
    ("unit", pa.string(), False, "unit of value, low and high"),
    ("status", pa.string(), False, "actual, estimate, forecast, target, hypothetical"),
    ("basis", pa.string(), True, "what a change is compared with"),
    ("adjustment", pa.string(), True, "seasonal, working_day, price, or a combination"),
    ("share_of", pa.string(), True, "for shares: the whole, when it is not the metric's total"),
    ("attribution", pa.string(), True, "who says so; other forecasters' figures are other observations"),
    ("subject", pa.string(), False, "human-readable name of who and what"),
    (
        "value",
        pa.float64(),
        False,
        "best value: of the latest figures when revised, of the most reported in a conflict, the most precise",
    ),
    ("bound", pa.string(), False, "eq, approx, ge, le, range: of the best value"),
    ("value_text", pa.string(), False, "the best value as written"),
    ("low", pa.float64(), False, "least value reported"),
    ("high", pa.float64(), False, "greatest value reported"),
    ("articles", pa.int32(), False, "articles that report it; copies of one text count once"),
    ("publishers", pa.int32(), False, "publishers of these articles"),
    ("first_published", pa.date32(), True, "first publication date"),
    ("last_published", pa.date32(), True, "last publication date"),
    ("agreement", pa.string(), False, "single, agree, revised, variants (within one article) or conflict"),
    ("check", pa.string(), False, "result of the arithmetic on its facts: confirmed, contradicted, unchecked"),
    ("confidence", pa.float64(), False, "highest confidence of the facts with the best value, after the checks"),
    ("fact_ids", _IDS, False, "the facts, in the order of publication"),
]

_CHECK_COLUMNS: list[tuple[str, pa.DataType, bool, str]] = [
    ("fact_id", pa.string(), False, "the fact"),
    ("observation_id", pa.string(), False, "the observation that it belongs to"),
    ("source", pa.string(), False, "id of the document it was read from"),
    ("result", pa.string(), False, "confirmed, contradicted, unchecked"),
    (
        "kinds",
        _IDS,
        False,
        "arithmetic that gave the result: balance, volume, share, growth, part, parts, running_total",
    ),
    ("by", _IDS, False, "the other facts in that arithmetic"),
    ("confidence", pa.float64(), False, "the fact's confidence, lower when it is contradicted"),
]

_CONFLICT_COLUMNS: list[tuple[str, pa.DataType, bool, str]] = [
    ("kind", pa.string(), False, "values: reports differ; else the arithmetic that fails"),
    ("statement", pa.string(), False, "the conflict in words and figures"),
    ("metric", pa.string(), False, "metric of the contradicted figure"),
    ("measure", pa.string(), False, "its measure"),
    ("reporter", pa.string(), True, "its reporter"),
    ("product", pa.string(), True, "its product"),
    ("partner", pa.string(), True, "its partner"),
    ("period", pa.string(), True, "its period"),
    ("unit", pa.string(), False, "its unit"),
    ("status", pa.string(), False, "its status"),
    ("value", pa.float64(), False, "the figure as reported"),
    ("low", pa.float64(), True, "least value reported, or that the others allow; null where they allow any"),
    ("high", pa.float64(), True, "greatest value reported, or that the others allow; null where they allow any"),
    ("fact_ids", _IDS, False, "all facts in the conflict, that of the figure first"),
]


def _schema(columns: list[tuple[str, pa.DataType, bool, str]]) -> pa.Schema:
    return pa.schema(
        [pa.field(name, kind, nullable=null, metadata={"description": text}) for name, kind, null, text in columns]
    )


OBSERVATION_SCHEMA = _schema(_OBSERVATION_COLUMNS)
CHECK_SCHEMA = _schema(_CHECK_COLUMNS)
CONFLICT_SCHEMA = _schema(_CONFLICT_COLUMNS)

#: Columns of the facts table that reconciling reads.
FACT_COLUMNS = [
    "fact_id", "source", "metric", "measure", "reporter", "product", "partner", "period", "period_start", "period_end", "unit",
    "status", "basis", "adjustment", "share_of", "attribution", "subject", "value", "value_low", "value_high", "bound",
    "value_text", "char_start", "publisher", "published_at", "confidence",
]  # fmt: skip


class MissingTable(ValueError):
    """A table that must be there is missing or is no Parquet."""


def open_table(directory: Path, name: str) -> ds.Dataset:
    """A table of a run: a Parquet file, or a folder of parts, named `NAME.parquet`. Raises MissingTable."""
    path = directory / f"{name}.parquet"
    if not path.exists():
        raise MissingTable(f"{directory} holds no {name}.parquet")
    try:
        return ds.dataset(path, format="parquet")
    except (OSError, pa.ArrowInvalid) as problem:
        raise MissingTable(f"{path} cannot be read: {problem}") from None


class TableWriter:
    """Writes one Parquet file in batches under a temporary name; `publish` puts it in its place."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path, self.schema, self.rows = path, schema, 0
        self._draft = path.with_name(f".{path.name}.{os.getpid()}")
        self._writer = pq.ParquetWriter(self._draft, schema, compression="zstd")
        self._whole = False

    def write(self, rows: pa.Table) -> None:
        """Adds rows, which have the columns of the schema."""
        self._writer.write_table(rows, row_group_size=131_072)
        self.rows += len(rows)

    def close(self) -> None:
        """Finishes the temporary file."""
        self._writer.close()
        self._whole = True

    def abandon(self) -> None:
        """Removes the temporary file, unless it is whole."""
        if not self._whole:
            self._writer.close()
            self._draft.unlink(missing_ok=True)

    def publish(self) -> None:
        """Puts the whole file in its place, replacing an earlier one."""
        os.replace(self._draft, self.path)
