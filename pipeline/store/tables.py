"""The tables of an output folder: their columns, and how one part is written."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.document import DOCUMENT_SCHEMA
from pipeline.fact import FACT_SCHEMA, LEFTOVER_SCHEMA

_DOCUMENT_COLUMNS = {
    "id": "id of the document: the crawl's own, else the file's stem; unique in the table",
    "text": "the kept text, to which all offsets refer; empty for documents that were set aside unread",
    "title": "headline",
    "url": "address of the article",
    "publisher": "publisher as the crawl names it",
    "published_at": "publication date",
    "published_from": "how the publication date was found: metadata, dateline, text, none",
    "headline_end": "length of the headline at the start of text, 0 without one",
    "path": "file it was read from, with the place inside an archive",
    "content_hash": "SHA-256 of the content",
}


def _described(field: pa.Field, text: str) -> pa.Field:
    return field.with_metadata({"description": text})


#: One row for every document met, whatever became of it.
DOCUMENTS_SCHEMA = pa.schema(
    [_described(field, _DOCUMENT_COLUMNS[field.name]) for field in DOCUMENT_SCHEMA]
    + [
        _described(pa.field("outcome", pa.string(), nullable=False), "extracted, or why it was set aside or rejected"),
        _described(pa.field("detail", pa.string()), "more about the outcome, for people"),
        _described(pa.field("language", pa.string()), "ISO 639 code of the text's language, where it was told"),
        _described(pa.field("duplicate_of", pa.string()), "id of the document that this one is a copy of"),
        _described(pa.field("n_facts", pa.int32(), nullable=False), "rows in the facts table"),
        _described(pa.field("n_leftovers", pa.int32(), nullable=False), "rows in the leftovers table"),
    ]
)

#: What planning needs to know of everything that was read; kept beside the tables, not for analysis.
LEDGER_SCHEMA = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False, metadata={"description": "file, or piece of an archive"}),
        pa.field(
            "stamp", pa.string(), nullable=False, metadata={"description": "its size and time of change when read"}
        ),
        pa.field("id", pa.string(), nullable=False, metadata={"description": "id of a document in it"}),
        pa.field("content_hash", pa.string(), metadata={"description": "SHA-256 of the document's content"}),
        pa.field("published_at", pa.date32(), metadata={"description": "publication date of the document"}),
        pa.field("outcome", pa.string(), nullable=False, metadata={"description": "what became of the document"}),
        pa.field("duplicate_of", pa.string(), metadata={"description": "id of the document that it is a copy of"}),
        pa.field("signature", pa.binary(), metadata={"description": "MinHash of the text, for near-duplicates"}),
        pa.field(
            "version", pa.string(), nullable=False, metadata={"description": "program and vocabulary it was read with"}
        ),
    ]
)

#: Folder of each table in the order in which a shard's parts become visible: the documents are the mark that it is done.
TABLES = {
    "ledger": LEDGER_SCHEMA,
    "facts": FACT_SCHEMA,
    "leftovers": LEFTOVER_SCHEMA,
    "documents": DOCUMENTS_SCHEMA,
}


def folder(root: Path, table: str) -> Path:
    """Where the parts of a table are; the ledger is internal and therefore has no `.parquet` in its name."""
    return root / (table if table == "ledger" else f"{table}.parquet")


def write_part(rows: pa.Table, table: str, path: Path, version: str) -> None:
    """Writes one part, durable once it is synced; the same rows and version give the same bytes.

    Raises `OSError` (disk full, no permission); a part that could not be finished is removed again.
    """
    schema = TABLES[table].with_metadata({"newsfacts_version": version, "newsfacts_table": table})
    try:
        with path.open("wb") as file:
            pq.write_table(rows.select(schema.names).cast(schema), file, compression="zstd", store_schema=True)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def sync(*paths: Path) -> None:
    """Makes what was written to files, and renames in folders, durable: all at once, for a file system makes one entry in its
    journal of what comes together, and four of what comes one by one (a fifth of the time on ext4).

    Raises `OSError` (disk full) for a file; some network file systems cannot sync folders, which is passed over.
    """
    try:
        with ThreadPoolExecutor(len(paths)) as pool:
            list(pool.map(_sync, paths))
    except RuntimeError:  # no memory for another thread
        for path in paths:
            _sync(path)


def _sync(path: Path) -> None:
    is_folder = path.is_dir()
    try:
        handle = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        if not is_folder:
            raise
