"""A run: what is new in the input is scanned, told apart from copies, extracted and committed, shard by shard.

    plan -> scan shards -> copies linked -> extract shards, each committed by its task -> run.json

Input is taken in waves of some ten thousand documents, so that memory does not grow with it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import os
import platform
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pipeline import MIN_CONFIDENCE
from pipeline.decide import Decisions, decide
from pipeline.engines import Engine
from pipeline.patience import Patience, Stopped, said
from pipeline.readers.sources import InputError, Source, plan
from pipeline.shard import Done, ExtractJob, ScanJob, Scanned, extract, leave, scan, scanned_file
from pipeline.store import TABLES, Store
from pipeline.store.dataset import commit
from pipeline.store.ledger import Ledger
from pipeline.version import fingerprint, vocabulary_hashes

#: Outcomes that are neither facts nor a reason to set a document aside: it could not be dealt with.
GATES = {"extracted", "not English", "no numbers", "caption", "duplicate", "near-duplicate"}


@dataclass(frozen=True)
class Options:
    """What the caller of a run decides: sizes in documents, `document_timeout` in seconds (0: no limit)."""

    inputs: tuple[str, ...]
    out: Path
    fresh: bool = False
    min_confidence: float = MIN_CONFIDENCE
    document_timeout: float = 0.0
    shard_size: int = 250
    wave_size: int = 50_000


class Listener(Protocol):
    """Who is told how a run goes."""

    def phase(self, name: str, total: int) -> None:
        """A phase of `total` documents begins."""

    def advance(self, documents: int) -> None:
        """So many documents of the phase are done."""


@dataclass
class Report:
    """What a run did; written to run.json."""

    version: str
    arguments: dict[str, Any]
    started: str
    finished: str = ""
    seconds: float = 0.0
    sources: int = 0
    known: int = 0
    unchanged: int = 0
    replaced: int = 0
    documents: int = 0
    facts: int = 0
    leftovers: int = 0
    missing: list[str] = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=dict)
    metrics: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    platform: dict[str, str] = field(default_factory=dict)
    vocabulary: dict[str, str] = field(default_factory=dict)

    @property
    def rejects(self) -> int:
        """Documents that could not be read or extracted."""
        return sum(n for outcome, n in self.outcomes.items() if outcome not in GATES)

    def add(self, done: Done) -> None:
        """Counts what a shard gave."""
        self.documents += done.documents
        for mine, new in ((self.outcomes, done.outcomes), (self.metrics, done.metrics), (self.reasons, done.reasons)):
            for name, n in new.items():
                mine[name] = mine.get(name, 0) + n
        self.facts = sum(self.metrics.values())
        self.leftovers = sum(self.reasons.values())
        self.slowest = sorted(self.slowest + done.slowest, reverse=True)[:5]


def run(options: Options, pool: Engine, listener: Listener) -> Report:
    """Brings `options.out` up to date with the inputs, with the workers of `pool`.

    Raises `AlreadyOpen` when another run is at it and `Stopped` when it cannot go on (disk full, no worker lives).
    """
    started = time.monotonic()
    version = fingerprint() + (f"/{options.min_confidence:g}" if options.min_confidence else "")
    arguments = {name: str(value) if isinstance(value, Path) else value for name, value in asdict(options).items()}
    report = Report(version, arguments, dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))
    report.platform = {"python": platform.python_version(), "system": platform.platform(), "cores": str(os.cpu_count())}
    report.vocabulary = vocabulary_hashes()
    with Store(options.out) as store:
        if options.fresh:
            store.clear()
        try:
            _Run(options, store, pool, version, report, listener).all()
        except OSError as error:
            raise Stopped(said(error)) from error
        report.finished = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        report.seconds = round(time.monotonic() - started, 3)
        draft = store.work / "run.json"
        draft.write_text(json.dumps(asdict(report), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(draft, options.out / "run.json")
    return report


class _Run:
    """One run's state: what is known, what is waiting, and the documents that a worker died of once."""

    def __init__(
        self, options: Options, store: Store, pool: Engine, version: str, report: Report, listener: Listener
    ) -> None:
        self.options, self.store, self.version = options, store, version
        self.report, self.listener = report, listener
        self.pool, self.patience = pool, Patience(pool, options.document_timeout)
        self.ledger = Ledger(store, version)
        first = max((int(part.split("-")[1]) for part in store.parts()), default=-1) + 1
        self.numbers = itertools.count(first)

    def all(self) -> None:
        """Every wave, and an empty part when there was nothing at all, so that the tables can be read."""
        pending = self._pending()
        first = min(self.options.shard_size, self.options.wave_size)
        while wave := list(itertools.islice(pending, first)):
            if len(wave) == first:  # there is work for more than one, and the rest to plan
                self.pool.get_ready()
                wave += itertools.islice(pending, self.options.wave_size - first)
            self._wave(wave)
        if not self.store.parts():
            tables = {name: schema.empty_table() for name, schema in TABLES.items()}
            commit(self.store.root, self.store.work, "part-00000-empty.parquet", tables, self.version)

    def _pending(self) -> Iterator[Source]:
        """Sources that were not read as they are now; an input that does not exist is one with a problem."""
        for source in itertools.chain.from_iterable(map(self._planned, self.options.inputs)):
            self.report.sources += 1
            if self.ledger.has(source.key, source.stamp):
                self.report.known += 1
            else:
                yield source

    def _planned(self, name: str) -> Iterator[Source]:
        try:
            yield from plan(name, self.options.shard_size)
        except InputError as error:
            self.report.missing.append(str(error))
            yield Source(name, problem=str(error))

    def _wave(self, sources: list[Source]) -> None:
        """Scans the sources, decides what becomes of each document, extracts and commits."""
        jobs = [ScanJob(**self._common(number), sources=chunk) for number, chunk in enumerate(self._chunks(sources))]
        self.listener.phase("reading", len(sources))
        scanned: dict[int, list[Scanned]] = {}
        for job, rows in self.patience.run(scan, jobs):
            scanned[job.number] = rows
            self.listener.advance(len(job.sources))
        decisions = decide([scanned[job.number] for job in jobs], self.ledger)
        self.report.unchanged += decisions.unchanged
        self.report.replaced += decisions.replaced
        shards = [(scanned[job.number], decisions.rows[job.number]) for job in jobs]
        if decisions.revived:
            shards.append(self._revive(decisions, len(jobs)))
        self.store.restamp(decisions.restamped)
        self.store.amend(decisions.amended, self.version)
        self._extract(shards)

    def _revive(self, decisions: Decisions, number: int) -> tuple[list[Scanned], dict[int, dict[str, Any]]]:
        """Takes copies out of their parts and into a shard of their own, as if they had just been scanned."""
        rows: list[dict[str, Any]] = []
        for part, id in decisions.revived:
            if (row := self.store.document(part, id)) and decisions.amended[part].get(id, True) is not None:
                rows.append({**row, "outcome": "extracted", "detail": None, "duplicate_of": None})
            decisions.amended[part][id] = None
        return leave(rows, ExtractJob(**self._common(number))), {}

    def _extract(self, shards: list[tuple[list[Scanned], dict[int, dict[str, Any]]]]) -> None:
        """Extracts and commits what is new in each shard."""
        jobs, weights = [], {}
        for number, (rows, decided) in enumerate(shards):
            outcomes = [decided.get(at, {}).get("outcome", row.outcome) for at, row in enumerate(rows)]
            new = [row for row, outcome in zip(rows, outcomes, strict=True) if outcome is not None]
            if new:
                weights[number] = outcomes.count("extracted")
                jobs.append(
                    ExtractJob(
                        **self._common(number),
                        part=self._part_name(new),
                        decided=decided,
                        version=self.version,
                        min_confidence=self.options.min_confidence,
                    )
                )
        self.listener.phase("extracting", sum(weights.values()))
        for job, done in self.patience.run(extract, jobs):
            self.report.add(done)
            self.ledger.add(job.part, self.store.rows(job.part, "ledger"))
            scanned_file(job).unlink(missing_ok=True)
            self.listener.advance(weights[job.number])

    def _common(self, number: int) -> dict[str, Any]:
        timeout = self.options.document_timeout
        return {"number": number, "root": self.store.root, "work": self.store.work, "timeout": timeout}

    def _chunks(self, sources: list[Source]) -> Iterator[list[Source]]:
        """Sources in the order of the input, as many as make a shard; a slice of an archive is one by itself."""
        chunk: list[Source] = []
        for source in sources:
            if chunk and (source.part or chunk[-1].part or len(chunk) == self.options.shard_size):
                yield chunk
                chunk = []
            chunk.append(source)
        if chunk:
            yield chunk

    def _part_name(self, rows: list[Scanned]) -> str:
        """A part's place in the order of making and what it was made of."""
        made_of = [self.version, *(f"{row.path}\0{row.content_hash}" for row in rows)]
        name = hashlib.sha256("\n".join(made_of).encode("utf-8", "surrogatepass")).hexdigest()
        return f"part-{next(self.numbers):05d}-{name[:12]}.parquet"
