"""Reads the tables of a run and chooses the documents that one page can show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from pipeline.document import DOCUMENT_SCHEMA
from pipeline.fact import FACT_SCHEMA, LEFTOVER_SCHEMA

#: Bytes of articles and rows in one page; with script and style the page stays under 15 MB.
PAGE_BYTES = 12_000_000

#: What a row costs in the page beside the text it points to, measured on the development articles and rounded up.
FACT_BYTES, LEFTOVER_BYTES = 400, 40

#: Observations in one page; those with the most articles are kept.
MOST_OBSERVATIONS = 10_000


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
    whole: bool


def open_run(directory: Path) -> Run:
    """The tables in `directory`; each, as `facts.parquet`, is a file or a folder of parts.

    Raises MissingTable where there are no documents yet, or a table is not of this project's making.
    """
    needed = {"documents": ["id", "text"], "facts": FACT_SCHEMA.names, "leftovers": LEFTOVER_SCHEMA.names}
    found: dict[str, ds.Dataset | None] = {}
    for name in Run.__dataclass_fields__:
        path = directory / f"{name}.parquet"
        table = ds.dataset(path, format="parquet") if path.exists() else None
        found[name] = table if table is None or table.schema.names else None
        lacking = (
            [] if table is None else [column for column in needed.get(name, ()) if column not in table.schema.names]
        )
        if lacking and table is not None and table.schema.names:
            raise MissingTable(f"{path} lacks the columns: {', '.join(lacking)}")
    if found["documents"] is None:
        raise MissingTable(f"{directory} holds no documents; run `newsfacts extract` first")
    if found["facts"] is None:
        found["facts"] = ds.dataset(FACT_SCHEMA.empty_table())
    return Run(**found)  # type: ignore[arg-type]


def choose(run: Run, limit: int) -> Sample:
    """The documents with the most facts, newest first among equals, up to `limit` and to what fits a page."""
    chosen, whole = _chosen_documents(run, limit)
    ids = chosen["id"].combine_chunks()
    facts = _rows_of(run.facts, ids, FACT_SCHEMA)
    leftovers = (
        LEFTOVER_SCHEMA.empty_table() if run.leftovers is None else _rows_of(run.leftovers, ids, LEFTOVER_SCHEMA)
    )
    return Sample(
        documents=chosen,
        facts=facts,
        leftovers=leftovers,
        observations=_linked(run.observations, facts["fact_id"], MOST_OBSERVATIONS),
        conflicts=_linked(run.conflicts, facts["fact_id"], MOST_OBSERVATIONS),
        whole=whole,
    )


def _chosen_documents(run: Run, limit: int) -> tuple[pa.Table, bool]:
    """The chosen rows of the documents table, newest first, and whether they are all."""
    columns = [name for name in ("id", "published_at") if name in run.documents.schema.names]
    documents = run.documents.to_table(columns=columns)
    if "published_at" not in columns:
        documents = documents.append_column("published_at", pa.nulls(len(documents), pa.date32()))
    counts = run.facts.to_table(columns=["source"]).group_by("source").aggregate([([], "count_all")])
    left = counts.slice(0, 0) if run.leftovers is None else run.leftovers.to_table(columns=["source"])
    left = left.select(["source"]).group_by("source").aggregate([([], "count_all")]).rename_columns(["source", "left"])
    counted = documents.join(counts, "id", "source").join(left, "id", "source")
    ranked = counted.sort_by([("count_all", "descending"), ("published_at", "descending"), ("id", "ascending")])
    asked = ranked.slice(0, limit)
    rows = run.documents.filter(ds.field("id").isin(asked["id"].combine_chunks())).to_table()
    for field in (*DOCUMENT_SCHEMA, pa.field("outcome", pa.string())):
        if field.name not in rows.schema.names:
            rows = rows.append_column(field.name, pa.nulls(len(rows), field.type))
    rows = rows.append_column("bytes", pc.cast(pc.binary_length(rows["text"]), pa.int64()))
    costs = rows.select(["id", "bytes"]).join(asked, "id")
    costs = costs.sort_by([("count_all", "descending"), ("published_at", "descending"), ("id", "ascending")])
    facts, left = (pc.fill_null(costs[name], 0) for name in ("count_all", "left"))
    cost = pc.add(costs["bytes"], pc.add(pc.multiply(facts, FACT_BYTES), pc.multiply(left, LEFTOVER_BYTES)))
    fitting = costs.filter(pc.less_equal(pc.cumulative_sum(cost), PAGE_BYTES))["id"].combine_chunks()
    kept = rows.filter(pc.is_in(rows["id"], fitting)).sort_by([("published_at", "descending"), ("id", "ascending")])
    return kept.drop_columns("bytes"), len(kept) == len(documents)


def _rows_of(table: ds.Dataset, ids: pa.Array, schema: pa.Schema) -> pa.Table:
    """The rows read from the documents `ids`, in the order of the text."""
    rows = table.to_table(columns=schema.names, filter=ds.field("source").isin(ids))
    return rows.sort_by([("source", "ascending"), ("char_start", "ascending"), ("char_end", "ascending")])


def _linked(table: ds.Dataset | None, fact_ids: pa.ChunkedArray, most: int) -> pa.Table | None:
    """The rows of a table of `fact_ids` lists that name one of the facts; None without such a table."""
    if table is None or "fact_ids" not in table.schema.names:
        return None
    wanted = fact_ids.combine_chunks()
    kept = []
    for batch in table.to_batches():
        lists = batch.column("fact_ids")
        hits = pc.is_in(pc.list_flatten(lists), value_set=wanted)
        rows = pc.unique(pc.list_parent_indices(lists).filter(hits))
        kept.append(pa.Table.from_batches([batch]).take(rows))
    found = pa.concat_tables(kept) if kept else table.schema.empty_table()
    if len(found) > most:
        size = pc.list_value_length(found["fact_ids"])
        found = found.take(pc.sort_indices(size, sort_keys="descending").slice(0, most))
    return found
