"""Reads the tables of a run and chooses the documents that one page can show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from pipeline.document import DOCUMENT_SCHEMA
from pipeline.fact import FACT_SCHEMA, LEFTOVER_SCHEMA
from pipeline.reconcile.tables import CHECK_SCHEMA, CONFLICT_SCHEMA, OBSERVATION_SCHEMA

#: Bytes of articles and rows in one page; with script and style the page stays under 15 MB.
PAGE_BYTES = 12_000_000

#: What a row costs in the page beside the text it points to, measured on the development articles and rounded up.
FACT_BYTES, LEFTOVER_BYTES = 200, 20

#: Observations, and conflicts, in one page; those with the most facts are kept.
MOST_ROWS = 10_000


class MissingTable(ValueError):
    """A table that the page cannot do without is missing, or one of its columns is."""


@dataclass(frozen=True, slots=True)
class Run:
    """The tables of one run; those that are not there, or not yet, are None."""

    documents: ds.Dataset
    facts: ds.Dataset
    leftovers: ds.Dataset | None = None
    observations: ds.Dataset | None = None
    conflicts: ds.Dataset | None = None
    checks: ds.Dataset | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows of one page: documents with their text, newest first, and all that was read from them."""

    documents: pa.Table
    facts: pa.Table
    leftovers: pa.Table
    observations: pa.Table | None
    conflicts: pa.Table | None
    checks: pa.Table | None
    whole: bool


def open_run(directory: Path) -> Run:
    """The tables in `directory`; each, as `facts.parquet`, is a file or a folder of parts.

    Raises MissingTable where there are no documents yet, or a table is not of this project's making.
    """
    needed = {
        "documents": ["id", "text"],
        "facts": FACT_SCHEMA.names,
        "leftovers": LEFTOVER_SCHEMA.names,
        "observations": OBSERVATION_SCHEMA.names,
        "conflicts": CONFLICT_SCHEMA.names,
        "checks": CHECK_SCHEMA.names,
    }
    found: dict[str, ds.Dataset | None] = {}
    for name in Run.__dataclass_fields__:
        path = directory / f"{name}.parquet"
        table = ds.dataset(path, format="parquet") if path.exists() else None
        if table is None or not table.schema.names:  # a folder without parts has no columns
            found[name] = None
            continue
        lacking = [column for column in needed.get(name, []) if column not in table.schema.names]
        if lacking:
            raise MissingTable(f"{path} lacks the columns: {', '.join(lacking)}")
        found[name] = table
    if found["documents"] is None:
        raise MissingTable(f"{directory} holds no documents; run `newsfacts extract` first")
    if found["facts"] is None:
        found["facts"] = ds.dataset(FACT_SCHEMA.empty_table())
    return Run(**found)  # type: ignore[arg-type]


def choose(run: Run, limit: int) -> Sample:
    """The documents with the most facts, newest first among equals, up to `limit` and to what fits a page."""
    documents, whole = _chosen_documents(run, limit)
    ids = documents["id"].combine_chunks()
    order = [("source", "ascending"), ("char_start", "ascending"), ("char_end", "ascending"), ("fact_id", "ascending")]
    facts = _rows_of(run.facts, ids, FACT_SCHEMA).sort_by(order)
    return Sample(
        documents=documents,
        facts=facts,
        leftovers=_rows_of(run.leftovers, ids, LEFTOVER_SCHEMA).sort_by(order[:3]),
        observations=_linked(run.observations, facts["fact_id"]),
        conflicts=_linked(run.conflicts, facts["fact_id"]),
        checks=None if run.checks is None else run.checks.to_table(filter=ds.field("source").isin(ids)),
        whole=whole,
    )


def _chosen_documents(run: Run, limit: int) -> tuple[pa.Table, bool]:
    """The chosen rows of the documents table, newest first, and whether they are all."""
    days = run.documents.to_table(
        columns=[name for name in ("id", "published_at") if name in run.documents.schema.names]
    )
    counted = _completed(days).join(_count_by_source(run.facts, "facts"), "id", "source")
    rank = [("facts", "descending"), ("published_at", "descending"), ("id", "ascending")]
    asked = counted.sort_by(rank).slice(0, limit).select(["id", "facts"])
    rows = _completed(run.documents.to_table(filter=ds.field("id").isin(asked["id"].combine_chunks())))
    costed = asked.join(rows.select(["id", "published_at", "text"]), "id")
    costed = costed.join(_count_by_source(run.leftovers, "leftovers"), "id", "source").sort_by(rank)
    texts = pc.binary_length(pc.cast(costed["text"], pa.binary()))
    room, fitting = PAGE_BYTES, []
    for row, size in zip(costed.select(["id", "facts", "leftovers"]).to_pylist(), texts.to_pylist(), strict=True):
        cost = size + (row["facts"] or 0) * FACT_BYTES + (row["leftovers"] or 0) * LEFTOVER_BYTES
        if cost <= room:
            room -= cost
            fitting.append(row["id"])
    kept = rows.filter(pc.is_in(rows["id"], pa.array(fitting, pa.string())))
    return kept.sort_by([("published_at", "descending"), ("id", "ascending")]), len(kept) == len(days)


def _completed(documents: pa.Table) -> pa.Table:
    """The documents with every column that the page reads, null where the table has none."""
    for field in (*DOCUMENT_SCHEMA, pa.field("outcome", pa.string())):
        if field.name not in documents.schema.names:
            documents = documents.append_column(field.name, pa.nulls(len(documents), field.type))
    return documents


def _count_by_source(table: ds.Dataset | None, name: str) -> pa.Table:
    """How many rows each document has, as columns `source` and `name`."""
    if table is None:
        return pa.table({"source": pa.array([], pa.string()), name: pa.array([], pa.int64())})
    return (
        table.to_table(columns=["source"])
        .group_by("source")
        .aggregate([([], "count_all")])
        .rename_columns(["source", name])
    )


def _rows_of(table: ds.Dataset | None, ids: pa.Array, schema: pa.Schema) -> pa.Table:
    """The rows read from the documents `ids`."""
    if table is None:
        return schema.empty_table()
    return table.to_table(columns=schema.names, filter=ds.field("source").isin(ids))


def _linked(table: ds.Dataset | None, fact_ids: pa.ChunkedArray) -> pa.Table | None:
    """The rows of a table of `fact_ids` lists that name one of the facts; None without such a table."""
    if table is None:
        return None
    wanted = fact_ids.combine_chunks()
    kept = []
    for batch in table.to_batches():
        lists = batch.column("fact_ids")
        hits = pc.is_in(pc.list_flatten(lists), value_set=wanted)
        rows = pc.unique(pc.list_parent_indices(lists).filter(hits))
        kept.append(pa.Table.from_batches([batch]).take(rows))
    found = pa.concat_tables(kept) if kept else table.schema.empty_table()
    if len(found) > MOST_ROWS:
        size = pc.list_value_length(found["fact_ids"])
        found = found.take(pc.sort_indices(size, sort_keys="descending").slice(0, MOST_ROWS))
    return found
