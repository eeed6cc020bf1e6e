"""The store: whole shards or nothing, whatever happens when; grown outputs equal fresh ones."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline.store.dataset as dataset
from pipeline.engines import engine
from pipeline.gates import REASONS
from pipeline.progress import Silent
from pipeline.run import GATES, Options, Report, run
from pipeline.store import TABLES, AlreadyOpen, Store
from pipeline.store.dataset import commit
from pipeline.store.tables import folder, sync


def extracted(crawl: Path, out: Path, **more: Any) -> Report:
    """A run in this process."""
    with engine("inline") as pool:
        return run(Options((str(crawl),), out, **more), pool, Silent())


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table, in an order of their own."""
    found = [
        row for part in sorted(folder(out, table).glob("*.parquet")) for row in pq.ParquetFile(part).read().to_pylist()
    ]
    return sorted(found, key=repr)


def tables(out: Path) -> dict[str, list[dict[str, Any]]]:
    """The three tables."""
    return {table: rows(out, table) for table in ("facts", "leftovers", "documents")}


def stray(out: Path) -> list[str]:
    """Files and folders that do not belong in an output folder."""
    known = {"facts.parquet", "leftovers.parquet", "documents.parquet", "ledger", "run.json", ".lock"}
    parts = {path.name for path in folder(out, "documents").iterdir()}
    return [path.name for path in out.iterdir() if path.name not in known] + [
        path.name for table in TABLES for path in folder(out, table).iterdir() if path.name not in parts
    ]


def article(country: str, value: float, day: int = 1) -> str:
    """A text with two facts."""
    return f"SEOUL, Dec. {day:02d}, 2025 -- {country}'s exports rose 3.5 percent to ${value} billion in November 2025."


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """A folder of five articles."""
    made = tmp_path / "crawl"
    made.mkdir()
    for n, country in enumerate(("South Korea", "China", "Japan", "Germany", "Brazil")):
        (made / f"{n}.txt").write_text(article(country, 50 + n), encoding="utf-8")
    return made


class Interrupted(BaseException):
    """Stands for SIGKILL: nothing after it is done by the program."""


def killed_anywhere(
    monkeypatch: pytest.MonkeyPatch, begin: Callable[[], object], act: Callable[[], object], check: Callable[[], object]
) -> int:
    """For every change on the disk that `act` makes: begins anew, dies before that change, checks. Returns their number."""
    times = 0
    for limit in range(1000):
        begin()
        changes = 0

        def counted(real: Any, limit: int = limit) -> Any:
            def change(*arguments: Any, **more: Any) -> Any:
                nonlocal changes
                changes += 1
                if changes > limit:
                    raise Interrupted
                return real(*arguments, **more)

            return change

        with monkeypatch.context() as patched:
            for owner, name in ((os, "replace"), (dataset, "write_part"), (Path, "unlink"), (shutil, "rmtree")):
                patched.setattr(owner, name, counted(getattr(owner, name)))
            try:
                act()
            except Interrupted:
                times += 1
        check()
        if changes <= limit:
            return times
    raise AssertionError("it never came through")


def test_a_run_killed_at_any_change_on_the_disk_is_completed_by_the_next(
    crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extracted(crawl, tmp_path / "undisturbed", shard_size=2)
    wanted = tables(tmp_path / "undisturbed")
    out = tmp_path / "out"

    def check() -> None:
        seen = (
            {row["id"]: row["n_facts"] for row in rows(out, "documents")} if folder(out, "documents").exists() else {}
        )
        facts = [row["source"] for row in rows(out, "facts")] if seen else []
        assert {id: facts.count(id) for id in seen} == seen  # what is marked as done is there
        extracted(crawl, out, shard_size=2)
        assert tables(out) == wanted
        assert stray(out) == []

    times = killed_anywhere(
        monkeypatch, lambda: shutil.rmtree(out, ignore_errors=True), lambda: extracted(crawl, out, shard_size=2), check
    )
    assert times > 20


def test_a_replacement_killed_at_any_change_on_the_disk_is_completed_by_the_next(
    crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, out = tmp_path / "before", tmp_path / "out"
    extracted(crawl, before, shard_size=3)
    (crawl / "1.txt").write_text(article("China", 77), encoding="utf-8")
    (crawl / "4.txt").write_text(article("Brazil", 99), encoding="utf-8")
    extracted(crawl, tmp_path / "fresh", shard_size=3)
    wanted = tables(tmp_path / "fresh")

    def begin() -> None:
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(before, out)

    def check() -> None:
        sources = [row["source"] for row in rows(out, "facts")]
        assert all(sources.count(id) <= 2 for id in "01234")  # none twice
        extracted(crawl, out, shard_size=3)
        assert tables(out) == wanted
        assert stray(out) == []

    assert killed_anywhere(monkeypatch, begin, lambda: extracted(crawl, out, shard_size=3), check) > 20


def test_nothing_is_read_twice(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert extracted(crawl, out).documents == 5
    again = extracted(crawl, out)
    assert (again.documents, again.known) == (0, 5)
    os.utime(crawl / "0.txt", ns=(1, 1))
    touched = extracted(crawl, out)
    assert (touched.documents, touched.known, touched.unchanged) == (0, 4, 1)
    assert extracted(crawl, out).known == 5


def test_what_the_system_refused_is_tried_again(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (crawl / "9.txt").symlink_to(tmp_path / "elsewhere.txt")
    assert extracted(crawl, out).rejects == 1
    again = extracted(crawl, out)
    assert (again.documents, again.known, again.unchanged) == (0, 5, 1)
    (tmp_path / "elsewhere.txt").write_text(article("India", 12), encoding="utf-8")
    later = extracted(crawl, out)
    assert (later.documents, later.replaced, later.rejects) == (1, 1, 0)


def test_documents_that_gates_stop_are_no_rejects(tmp_path: Path) -> None:
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    (crawl / "korean.txt").write_text("한국의 수출이 11월에 8.4퍼센트 늘었다고 정부가 밝혔다. " * 5, encoding="utf-8")
    (crawl / "words.txt").write_text(
        "The minister met his colleague in the capital and said nothing about it.", encoding="utf-8"
    )
    (crawl / "empty.txt").touch()
    report = extracted(crawl, tmp_path / "out")
    assert report.outcomes == {"not English": 1, "no numbers": 1, "empty": 1}
    assert report.rejects == 1
    assert REASONS.keys() - {"unreadable", "empty"} < GATES


def test_another_confidence_is_another_version(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extracted(crawl, out)
    assert rows(out, "facts")
    assert extracted(crawl, out, min_confidence=1.0).replaced == 5
    assert rows(out, "facts") == []
    assert [row["reason"] for row in rows(out, "leftovers")].count("low confidence") == 10


def test_fresh_starts_over(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extracted(crawl, out)
    for path in crawl.iterdir():
        path.unlink()
    (crawl / "new.txt").write_text(article("India", 1.5), encoding="utf-8")
    extracted(crawl, out)
    assert len(rows(out, "documents")) == 6
    extracted(crawl, out, fresh=True)
    assert [row["id"] for row in rows(out, "documents")] == ["new"]


def test_an_input_without_documents_gives_tables_without_rows(tmp_path: Path) -> None:
    (tmp_path / "crawl").mkdir()
    extracted(tmp_path / "crawl", tmp_path / "out")
    assert tables(tmp_path / "out") == {"facts": [], "leftovers": [], "documents": []}


def test_the_same_text_twice_is_extracted_once_and_revived_when_the_first_is_gone(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (crawl / "5.txt").write_text((crawl / "2.txt").read_text(encoding="utf-8"), encoding="utf-8")
    extracted(crawl, out)
    copy = {row["id"]: row for row in rows(out, "documents")}["5"]
    assert (copy["outcome"], copy["duplicate_of"], copy["n_facts"]) == ("duplicate", "2", 0)
    (crawl / "2.txt").write_text(article("Japan", 1234), encoding="utf-8")
    extracted(crawl, out)
    by_id = {row["id"]: row for row in rows(out, "documents")}
    assert (by_id["5"]["outcome"], by_id["5"]["duplicate_of"], by_id["5"]["n_facts"]) == ("extracted", None, 2)
    assert by_id["2"]["n_facts"] == 2


STORY = (
    "SEOUL, Dec. {day:02d}, 2025 -- South Korea's exports rose 8.4 percent from a year earlier to $61.04 billion in November, led by "
    "semiconductors and automobiles, the trade ministry said. Imports grew 1.2 percent to $51.3 billion, leaving a surplus of $9.74 "
    "billion. Shipments of chips jumped 38.6 percent to $17.26 billion on strong demand for artificial intelligence servers, while "
    "automobile exports rose 13.7 percent to $6.41 billion. Exports to China gained 6.9 percent and those to the United States fell "
    "0.2 percent because of tariffs, the ministry said in a statement released in the capital.{more}"
)


def test_a_newer_version_of_a_story_takes_the_place_of_the_older(tmp_path: Path) -> None:
    crawl, out = tmp_path / "crawl", tmp_path / "out"
    crawl.mkdir()
    (crawl / "first.txt").write_text(STORY.format(day=1, more=""), encoding="utf-8")
    assert extracted(crawl, out).facts > 5
    (crawl / "second.txt").write_text(STORY.format(day=2, more=" Officials were glad."), encoding="utf-8")
    extracted(crawl, out)
    by_id = {row["id"]: row for row in rows(out, "documents")}
    assert (by_id["first"]["outcome"], by_id["first"]["duplicate_of"], by_id["first"]["n_facts"]) == (
        "near-duplicate",
        "second",
        0,
    )
    assert {row["source"] for row in rows(out, "facts")} == {"second"}
    (crawl / "second.txt").write_text(article("Japan", 5), encoding="utf-8")
    extracted(crawl, out)
    by_id = {row["id"]: row for row in rows(out, "documents")}
    assert (by_id["first"]["outcome"], by_id["first"]["duplicate_of"]) == ("extracted", None)
    assert {row["source"] for row in rows(out, "facts")} == {"first", "second"}


def test_two_documents_of_one_id_have_two_rows(crawl: Path, tmp_path: Path) -> None:
    (crawl / "more").mkdir()
    (crawl / "more" / "1.txt").write_text(article("India", 8), encoding="utf-8")
    extracted(crawl, tmp_path / "out")
    ids = [row["id"] for row in rows(tmp_path / "out", "documents")]
    assert len(set(ids)) == 6
    assert sum(id.startswith("1") for id in ids) == 2


step = st.lists(st.tuples(st.integers(0, 4), st.sampled_from([None, 1, 2, 3])), min_size=1, max_size=4)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(step, min_size=1, max_size=4))
def test_a_grown_output_equals_a_fresh_one(tmp_path: Path, history: list[list[tuple[int, int | None]]]) -> None:
    """Whatever files come, change and become copies of others, night after night. (Files that go stay in the output.)"""
    shutil.rmtree(tmp_path, ignore_errors=True)
    crawl = tmp_path / "crawl"
    crawl.mkdir(parents=True)
    stamp = 0
    for night in history:
        for name, text in night:
            if text is not None:
                stamp += 1
                (crawl / f"{name}.txt").write_text(article("Japan", text), encoding="utf-8")
                os.utime(crawl / f"{name}.txt", ns=(stamp, stamp))
        extracted(crawl, tmp_path / "grown", shard_size=2)
    extracted(crawl, tmp_path / "fresh", shard_size=2)
    grown, fresh = tables(tmp_path / "grown"), tables(tmp_path / "fresh")
    told = ("value", "unit", "metric", "period", "char_start")
    assert sorted([row[name] for name in told] for row in grown["facts"]) == sorted(
        [row[name] for name in told] for row in fresh["facts"]
    )
    assert len(grown["documents"]) == len(fresh["documents"])


def test_a_task_that_outlives_its_run_commits_nothing(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        left_over = store.work
    empty = {table: schema.empty_table() for table, schema in TABLES.items()}
    with Store(tmp_path) as store:
        with pytest.raises(FileNotFoundError):
            commit(tmp_path, left_over, "part-00000-0123456789ab.parquet", empty, "1")
        assert store.parts() == []


def test_a_store_is_open_once(tmp_path: Path) -> None:
    with Store(tmp_path), pytest.raises(AlreadyOpen):
        Store(tmp_path)
    Store(tmp_path).close()


@pytest.mark.parametrize("said_by", [(os, "fsync"), (pq, "write_table")], ids=["on sync", "on write"])
def test_a_full_disk_leaves_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said_by: tuple[object, str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    empty = {table: schema.empty_table() for table, schema in TABLES.items()}
    with Store(tmp_path) as store:
        monkeypatch.setattr(*said_by, full)
        with pytest.raises(OSError, match="No space"):
            commit(tmp_path, store.work, "part-00000-0123456789ab.parquet", empty, "1")
        assert list(store.work.iterdir()) == []
        assert list(tmp_path.rglob("part-*")) == []


def test_files_are_synced_where_no_thread_can_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    synced: list[int] = []
    monkeypatch.setattr(threading.Thread, "start", none_left)
    monkeypatch.setattr(os, "fsync", synced.append)
    (tmp_path / "file").write_text("written")
    sync(tmp_path / "file", tmp_path)
    assert len(synced) == 2
