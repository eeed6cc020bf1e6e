"""Store: an output folder that one run at a time may change, whole shards only.

    facts.parquet/part-00000-1a2b3c4d5e6f.parquet
    leftovers.parquet/part-00000-1a2b3c4d5e6f.parquet
    documents.parquet/part-00000-1a2b3c4d5e6f.parquet    its presence says that the shard is done
    ledger/part-00000-1a2b3c4d5e6f.parquet               what the shard read, for the next run's plan
    run.json                                             the last run
    .work/                                               a run's unfinished files, gone when it ends

A part is written in `.work` and moved. Opening the store removes `.work` first: from then on a worker that
outlived a killed run cannot move anything any more. Then parts without a documents part are removed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.store.tables import TABLES, folder, sync, write_part

#: What is to be done to a document's rows: new values of its documents row, or None to remove them all.
Amendment = dict[str, str | None] | None


class AlreadyOpen(Exception):
    """Another run is writing to this output folder."""


class Store:
    """An output folder, locked for this process while open."""

    def __init__(self, root: str | Path) -> None:
        """Locks the folder and finishes or removes what an interrupted run left; raises AlreadyOpen and OSError."""
        from filelock import FileLock, Timeout

        self.root = Path(root)
        if self.root.exists() and not self.root.is_dir():
            raise NotADirectoryError(f"{self.root} is a file, not a folder")
        self.root.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(self.root / ".lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise AlreadyOpen(f"another run is writing to {self.root}") from None
        self.work = self.root / ".work" / f"{os.getpid()}-{os.urandom(4).hex()}"
        try:
            self._recover()
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Removes what is unfinished and lets the next run in."""
        try:
            self._sweep()
        finally:
            self._lock.release()

    def clear(self) -> None:
        """Removes all tables (`--fresh`); the documents go first, so that an interruption leaves no half shard."""
        for table in reversed(TABLES):
            for path in folder(self.root, table).glob("part-*.parquet"):
                path.unlink()

    def parts(self) -> list[str]:
        """Names of the committed parts in the order of their making."""
        return sorted(path.name for path in folder(self.root, "documents").glob("part-*.parquet"))

    def ledger(self) -> Iterator[tuple[str, pa.Table]]:
        """Every committed part's name with its ledger rows."""
        for name in self.parts():
            yield name, _read(folder(self.root, "ledger") / name)

    def rows(self, part: str, table: str) -> pa.Table:
        """All rows of one table in a part."""
        return _read(folder(self.root, table) / part)

    def document(self, part: str, id: str) -> dict[str, Any] | None:
        """A document's row with what the ledger knows of it."""
        found: dict[str, Any] = {}
        import pyarrow.compute as pc

        for table in ("ledger", "documents"):
            rows = self.rows(part, table)
            for row in rows.filter(pc.equal(rows["id"], id)).to_pylist():
                found |= row
        return found or None

    def amend(self, changes: dict[str, dict[str, Amendment]], version: str) -> None:
        """Rewrites parts: `changes` holds part name -> document id -> new values of its row, or None to remove it.

        Facts and leftovers of every named document are removed. The changes are noted on disk before the first part
        is touched, so that an interrupted amendment is completed when the store is opened next.
        """
        if not changes:
            return
        note = self.root / ".amend.json"
        draft = self.work / "amend.json"
        draft.write_text(json.dumps({"version": version, "changes": changes}), encoding="utf-8")
        sync(draft)
        os.replace(draft, note)
        sync(self.root)
        self._apply(changes, version)
        note.unlink()

    def _apply(self, changes: dict[str, dict[str, Amendment]], version: str) -> None:
        import pyarrow.compute as pc

        for part, by_id in changes.items():
            if not (folder(self.root, "documents") / part).exists():
                continue
            ids = pa.array(sorted(by_id))
            removed = pa.array(sorted(id for id, values in by_id.items() if values is None), pa.string())
            for table in TABLES:
                rows = self.rows(part, table)
                key = "source" if table in ("facts", "leftovers") else "id"
                gone = ids if key == "source" else removed
                rows = rows.filter(pc.invert(pc.is_in(rows[key], gone)))
                if key == "id":
                    rows = _with_values(rows, {id: values for id, values in by_id.items() if values is not None})
                if table == "documents" and not rows.num_rows:
                    break
                self.replace(part, table, rows, version)
            else:
                continue
            self._remove(part)

    def restamp(self, changes: dict[str, dict[str, str]]) -> None:
        """Notes that sources have a new stamp and the same documents: part name -> source -> stamp."""
        for part, stamps in changes.items():
            rows = self.rows(part, "ledger")
            column = [
                stamps.get(source, stamp)
                for source, stamp in zip(*(rows[n].to_pylist() for n in ("source", "stamp")), strict=True)
            ]
            at = rows.schema.get_field_index("stamp")
            self.replace(part, "ledger", rows.set_column(at, rows.schema.field(at), pa.array(column)), "")

    def replace(self, part: str, table: str, rows: pa.Table, version: str) -> None:
        """Puts new rows in the place of a part's."""
        draft = self.work / f"{table}-{part}"
        kept = (rows.schema.metadata or {}).get(b"newsfacts_version", version.encode()).decode()
        write_part(rows, table, draft, kept)
        sync(draft)
        os.replace(draft, folder(self.root, table) / part)
        sync(folder(self.root, table))

    def _remove(self, part: str) -> None:
        for table in reversed(TABLES):
            (folder(self.root, table) / part).unlink(missing_ok=True)

    def _recover(self) -> None:
        for table in TABLES:
            folder(self.root, table).mkdir(exist_ok=True)
        self._sweep()
        self.work.mkdir(parents=True)
        note = self.root / ".amend.json"
        if note.exists():
            left = json.loads(note.read_text(encoding="utf-8"))
            self._apply(left["changes"], left["version"])
            note.unlink()

    def _sweep(self) -> None:
        """Removes the work folder, whereupon no task can move a file any more, and then parts of shards that are not done."""
        shutil.rmtree(self.root / ".work", ignore_errors=True)
        whole = set(self.parts())
        for table in TABLES:
            for path in folder(self.root, table).glob("part-*.parquet"):
                if path.name not in whole:
                    path.unlink()


def commit(root: Path, work: Path, part: str, tables: dict[str, pa.Table], version: str) -> None:
    """Adds one shard's rows as the part `part`, called by the task that made them in whatever process it runs.

    Raises `FileNotFoundError` when the run that planned the shard is over (its `work` folder is gone): then nothing
    of it becomes visible. Raises `OSError` when the disk is full.
    """
    drafts = {table: work / f"{table}-{part}" for table in TABLES}
    try:
        for table, draft in drafts.items():
            write_part(tables[table], table, draft, version)
        sync(*drafts.values())
        for table, draft in drafts.items():
            if table == "documents":
                sync(*(folder(root, earlier) for earlier in TABLES if earlier != table))
            os.replace(draft, folder(root, table) / part)
        sync(folder(root, "documents"))
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _read(path: Path) -> pa.Table:
    with pq.ParquetFile(path) as file:
        return file.read(use_threads=False)  # a part is small; threads each keep memory of their own


def _with_values(rows: pa.Table, changes: dict[str, dict[str, str | None]]) -> pa.Table:
    """The rows with the named columns of the named documents changed, and no facts or leftovers counted for them."""
    if not changes:
        return rows
    found = rows.to_pylist()
    for row in found:
        if row["id"] in changes:
            row.update({name: value for name, value in changes[row["id"]].items() if name in row})
            row.update({name: 0 for name in ("n_facts", "n_leftovers") if name in row})
    return pa.Table.from_pylist(found, schema=rows.schema)
