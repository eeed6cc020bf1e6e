"""The two tasks of a run, for some hundred documents each: scan (read, gates) and extract (facts, commit).

A task is a plain function of a job; whoever runs it (this process, a worker, a cluster) gets the same bytes. While
it works, a few bytes in the run's work folder say which document is under way, so that the document is known when
its process dies.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import pyarrow as pa

if TYPE_CHECKING:
    from pipeline.fact import Fact, Leftover
    from pipeline.readers import Source

from pipeline.document import DOCUMENT_SCHEMA
from pipeline.fact import FACT_SCHEMA, LEFTOVER_SCHEMA, to_table
from pipeline.store.dataset import commit
from pipeline.store.tables import DOCUMENTS_SCHEMA, LEDGER_SCHEMA


@dataclass(frozen=True)
class Job:
    """A task's work: `number` is its place in the run, `skip` names what killed a worker before, with the reason."""

    number: int
    root: Path
    work: Path
    timeout: float = 0.0
    skip: dict[int, tuple[str, str]] = field(default_factory=dict)

    def without(self, index: int, reason: str, detail: str) -> Self:
        """The same job, with one document to be rejected unread."""
        return replace(self, skip={**self.skip, index: (reason, detail)})


@dataclass(frozen=True)
class ScanJob(Job):
    """Sources to read; `skip` counts sources. `owners` says of which source a single record was cut out."""

    sources: list[Source] = field(default_factory=list)
    owners: dict[int, Source] = field(default_factory=dict)

    def without(self, index: int, reason: str, detail: str) -> Self:
        """The same job with one source to be rejected unread; an archive is cut into its records first."""
        source = self.sources[index]
        records = [] if index in self.owners else records_of(source)
        if len(records) < 2:
            return super().without(index, reason, detail)
        more = len(records) - 1
        owners = {at + more * (at > index): owner for at, owner in self.owners.items()}
        owners |= {index + n: source for n in range(len(records))}
        return replace(
            self,
            sources=[*self.sources[:index], *records, *self.sources[index + 1 :]],
            owners=owners,
            skip={at + more * (at > index): why for at, why in self.skip.items()},
        )


def records_of(source: Source) -> list[Source]:
    """The records of an archive or of a slice as sources of their own; none where it cannot be cut."""
    from pipeline.readers import split

    pieces = list(split(replace(source, part=None, offset=0), 1))
    first, stop = source.part or (0, sys.maxsize)
    return [piece for piece in pieces if piece.part and first <= piece.part[0] and piece.part[1] <= stop]


@dataclass(frozen=True)
class ExtractJob(Job):
    """A scanned shard to extract and commit as `part`; `decided` changes columns of rows, `skip` counts rows."""

    part: str = ""
    decided: dict[int, dict[str, Any]] = field(default_factory=dict)
    version: str = ""
    min_confidence: float = 0.0


class Scanned(NamedTuple):
    """What planning needs to know of one document that was read."""

    source: str
    stamp: str
    id: str
    path: str
    outcome: str
    content_hash: str
    published_at: Any
    signature: bytes | None


@dataclass
class Done:
    """What one shard gave."""

    documents: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    metrics: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)


#: What the extraction gets of a document: the schema makes a new list of its names each time.
_DOCUMENT_FIELDS: list[str] = DOCUMENT_SCHEMA.names
#: Characters of a text from which on shared wording says that two texts are one story.
_COMPARABLE = 500
#: Documents named in a report as the slowest.
SLOWEST = 5


class Watch:
    """Says which document is under way, and has the system end this process when it takes too long.

    The limit is an alarm with its default action, so it also ends code that never returns to Python.
    """

    def __init__(self, job: Job) -> None:
        self._timeout = job.timeout
        self._handle = os.open(place(job), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        if self._timeout:
            signal.setitimer(signal.ITIMER_REAL, 0)
        os.close(self._handle)

    def at(self, index: int) -> None:
        """The document (or source) at `index` begins."""
        os.pwrite(self._handle, f"{index:>10} {time.time():>20.3f}".encode(), 0)
        if self._timeout:
            signal.setitimer(signal.ITIMER_REAL, self._timeout)


def place(job: Job) -> Path:
    """Where a job's watch writes."""
    return job.work / f"{type(job).__name__}-{job.number}.at"


def under_way(job: Job) -> tuple[int, float] | None:
    """What a job that died was doing: index and start (seconds since the epoch); None if it had not begun."""
    try:
        index, start = place(job).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return int(index), float(start)


def warm() -> None:
    """Loads what the tasks need, once in a worker process."""
    from pipeline.lean import inflect_without_checks, lean_arrow, spacy_without_cli

    gc.disable()  # what is loaded stays as long as the process: the collector need not look at it, now or ever
    lean_arrow()
    spacy_without_cli()
    inflect_without_checks()
    from pipeline.document import Document
    from pipeline.extract import read_facts

    read_facts(Document.of("Exports rose 1 percent."))
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # articles leave no cycles behind, so that it would look in vain
    gc.enable()


def scanned_file(job: Job) -> Path:
    """Where the scan of a shard leaves its documents for the extraction."""
    return job.work / f"scan-{job.number}.arrow"


_SCAN_SCHEMA = pa.schema(
    [
        *DOCUMENTS_SCHEMA,
        pa.field("source", pa.string()),
        pa.field("stamp", pa.string()),
        pa.field("signature", pa.binary()),
        pa.field("version", pa.string()),
    ]
)


def scan(job: ScanJob) -> list[Scanned]:
    """Reads the sources of a job, sets aside what the first gates stop, and leaves all rows in a file for `extract`."""
    rows: list[dict[str, Any]] = []
    with Watch(job) as watch:
        for index, source in enumerate(job.sources):
            owner = job.owners.get(index, source)
            path = f"{source.name}#{source.part[0]}" if source.part and index in job.owners else source.key
            if index in job.skip:
                rows.append(_rejected(owner, *job.skip[index], path))
                continue
            watch.at(index)
            try:
                for row in _read(source, owner):
                    rows.append(row)
                    watch.at(index)
            except MemoryError:
                rows.append(
                    _rejected(owner, "memory", "reading it needs more memory than a worker may use", source.key)
                )
            except Exception as error:
                rows.append(_rejected(owner, "failed", f"{type(error).__name__}: {error}", path))
    return leave(rows, job)


def leave(rows: list[dict[str, Any]], job: Job) -> list[Scanned]:
    """Leaves a shard's rows for `extract`; returns what planning needs to know of them."""
    with pa.OSFile(str(scanned_file(job)), "wb") as sink, pa.ipc.new_file(sink, _SCAN_SCHEMA) as writer:
        writer.write_table(pa.Table.from_pylist(rows, schema=_SCAN_SCHEMA))
    return [Scanned._make(row.get(name) for name in Scanned._fields) for row in rows]


def _read(source: Source, owner: Source) -> Iterator[dict[str, Any]]:
    """Rows of the documents table, not yet extracted, for everything in a source."""
    from pipeline.gates import first_gate, signature
    from pipeline.readers import Reject
    from pipeline.readers import read as read_source

    for item in read_source(source):
        if isinstance(item, Reject):
            yield _rejected(owner, item.reason, item.detail, item.path, item.id)
            continue
        row: dict[str, Any] = {name: getattr(item, name) for name in _DOCUMENT_FIELDS}
        row |= {"source": owner.key, "stamp": owner.stamp, "n_facts": 0, "n_leftovers": 0}
        gate = first_gate(item)
        row |= {"outcome": gate.reason or "extracted", "detail": gate.detail or None, "language": gate.language}
        if gate.reason:
            row["text"] = ""
        elif len(item.text) >= _COMPARABLE:
            row["signature"] = signature(item.text)
        yield row


def _rejected(owner: Source, reason: str, detail: str | None, path: str, id: str | None = None) -> dict[str, Any]:
    """The row of a document that was not read; its id is the file's stem unless a record of the file says more."""
    return {
        "id": id or (path if "#" in path else PurePosixPath(path).stem or path),
        "text": "",
        "path": path,
        "outcome": reason,
        "detail": detail or None,
        "n_facts": 0,
        "n_leftovers": 0,
        "source": owner.key,
        "stamp": owner.stamp,
    }


def extract(job: ExtractJob) -> Done:
    """Extracts what a scan let through and commits the shard: facts, leftovers, documents and ledger."""
    from pipeline.document import Document
    from pipeline.extract import read_facts
    from pipeline.gates import forget_languages

    forget_languages()  # all reading is over
    with pa.memory_map(str(scanned_file(job))) as scanned:
        rows = pa.ipc.open_file(scanned).read_all().to_pylist()
    facts: list[Fact] = []
    leftovers: list[Leftover] = []
    slowest: list[tuple[float, str]] = []
    with Watch(job) as watch:
        for index, row in enumerate(rows):
            row.update(job.decided.get(index, {}))
            if row["outcome"] != "extracted":
                continue
            if index in job.skip:
                row["outcome"], row["detail"] = job.skip[index]
                continue
            watch.at(index)
            start = time.perf_counter()
            try:
                found, left = read_facts(Document(**{name: row[name] for name in _DOCUMENT_FIELDS}))
            except MemoryError:
                row["outcome"], row["detail"] = "memory", "extracting it needs more memory than a worker may use"
                continue
            except Exception as error:
                row["outcome"], row["detail"] = "failed", f"{type(error).__name__}: {error}"
                continue
            found, left = _confident(found, left, job.min_confidence)
            row["n_facts"], row["n_leftovers"] = len(found), len(left)
            facts += found
            leftovers += left
            slowest.append((time.perf_counter() - start, row["id"]))
    rows = [row for row in rows if row["outcome"] is not None]
    ledger = [{**row, "version": row["version"] or job.version} for row in rows]
    tables = {
        "ledger": pa.Table.from_pylist(ledger, schema=LEDGER_SCHEMA),
        "facts": to_table(facts, FACT_SCHEMA),
        "leftovers": to_table(leftovers, LEFTOVER_SCHEMA),
        "documents": pa.Table.from_pylist(rows, schema=DOCUMENTS_SCHEMA),
    }
    commit(job.root, job.work, job.part, tables, job.version)
    return Done(
        documents=len(rows),
        outcomes=Counter(row["outcome"] for row in rows),
        metrics=Counter(fact.metric for fact in facts),
        reasons=Counter(left.reason for left in leftovers),
        slowest=sorted(slowest, reverse=True)[:SLOWEST],
    )


def _confident(facts: list[Fact], leftovers: list[Leftover], least: float) -> tuple[list[Fact], list[Leftover]]:
    """Facts of at least that confidence; the others become leftovers, in the order of the text."""
    if not least:
        return facts, leftovers
    from pipeline.fact import Leftover

    kept = [fact for fact in facts if fact.confidence >= least]
    weak = [
        Leftover(f.source, f.value_text, f.char_start, f.char_end, "low confidence", f.value, f.unit, f.sentence)
        for f in facts
        if f.confidence < least
    ]
    return kept, sorted(leftovers + weak, key=lambda left: (left.char_start, left.char_end))
