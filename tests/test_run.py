"""A run that is killed: what was committed stays, and the next run ends with the rows of an undisturbed one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.engines import Failure
from pipeline.patience import Patience, Stopped, said
from pipeline.shard import Job, Watch

ROOT = Path(__file__).resolve().parents[1]
#: Kills; more of them with NEWSFACTS_SLOW=1.
KILLS = 10 if os.environ.get("NEWSFACTS_SLOW") else 3


def start(crawl: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "extract",
        str(crawl),
        "--out",
        str(out),
        "--quiet",
        "--shard-size",
        "5",
    ]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)


def rows(out: Path, table: str, key: str) -> list[dict]:
    """All rows of a table by their key."""
    parts = sorted((out / f"{table}.parquet").glob("*.parquet"))
    return sorted((row for part in parts for row in pq.ParquetFile(part).read().to_pylist()), key=lambda row: row[key])


def parts(out: Path) -> int:
    return len(list((out / "documents.parquet").glob("*.parquet")))


def test_sigkill_at_random_moments(tmp_path: Path) -> None:
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    for copy in range(8):
        for seed in (ROOT / "seeds").glob("*.txt"):
            text = seed.read_text(encoding="utf-8").replace("percent", f"percent in region {copy * 7919}", copy)
            (crawl / f"{copy}-{seed.name}").write_text(text.replace("id: ", f"id: {copy}-", 1), encoding="utf-8")
    assert start(crawl, tmp_path / "undisturbed").wait(timeout=240) == 0
    out, dice = tmp_path / "out", random.Random(5)
    for kill in range(KILLS):
        run = start(crawl, out)
        wanted = dice.randint(kill % 2, 3) + parts(out)
        deadline = time.monotonic() + 60
        while run.poll() is None and parts(out) < wanted and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(dice.random() / 10)
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert start(crawl, out).wait(timeout=240) == 0
    for table, key in (("facts", "fact_id"), ("documents", "id")):
        assert rows(out, table, key) == rows(tmp_path / "undisturbed", table, key)
    names = {path.name for path in out.iterdir()}
    assert names == {"facts.parquet", "documents.parquet", "leftovers.parquet", "ledger", "run.json", ".lock"}
    marked = {path.name for path in (out / "documents.parquet").iterdir()}
    assert all(
        {path.name for path in (out / table).iterdir()} == marked
        for table in ("facts.parquet", "leftovers.parquet", "ledger")
    )


class Dying:
    """An engine whose process dies at the documents of `deadly`, or before any."""

    def __init__(self, deadly: set[int | None], seconds: float = 0.0) -> None:
        self.deadly, self.seconds, self.runs = deadly, seconds, 0

    def run(self, task, jobs):
        for job in jobs:
            self.runs += 1
            at = next((index for index in range(4) if index in self.deadly and index not in job.skip), None)
            if at is None and None not in self.deadly:
                yield job, task(job)
                continue
            if at is not None:
                with Watch(job) as watch:
                    watch.at(at)
                time.sleep(self.seconds)
            yield job, Failure()


def brought_to_an_end(engine: Dying, tmp_path: Path, timeout: float = 0.0) -> dict[int, tuple[str, str]]:
    [(job, _)] = Patience(engine, timeout).run(lambda job: job, [Job(0, tmp_path, tmp_path)])
    return job.skip


def test_a_death_is_forgiven_once(tmp_path: Path) -> None:
    engine = Dying({2})
    assert {index: reason for index, (reason, _) in brought_to_an_end(engine, tmp_path).items()} == {2: "crashed"}
    assert engine.runs == 3


def test_every_deadly_document_is_found(tmp_path: Path) -> None:
    assert sorted(brought_to_an_end(Dying({0, 1, 3}), tmp_path)) == [0, 1, 3]


def test_a_document_beyond_its_time_is_rejected_at_once(tmp_path: Path) -> None:
    engine = Dying({1}, seconds=0.05)
    assert brought_to_an_end(engine, tmp_path, timeout=0.02)[1][0] == "timeout"
    assert engine.runs == 2


def test_workers_that_never_begin_stop_the_run(tmp_path: Path) -> None:
    with pytest.raises(Stopped, match="before they begin"):
        brought_to_an_end(Dying({None}), tmp_path)


def test_errors_are_said_in_words() -> None:
    assert "disk is full" in said(OSError(28, "No space left on device"))
    assert said(PermissionError(13, "Permission denied", "/x")) == "Permission denied: /x"
    assert said(ValueError("odd")) == "ValueError: odd"
