"""Engines: equal rows from all, and a document that kills its worker costs no other document."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pandas as pd
import pytest

from pipeline.engines import engine

ROOT = Path(__file__).resolve().parents[2]
POISON = Path(__file__).parent / "poison"
FAULTS = {"CRASH": "crashed", "ERROR": "failed", "HANG": "timeout", "MEMORY": "memory"}


def extract(crawl: Path, out: Path, *options: str) -> None:
    """`newsfacts extract` in workers that choke on the words of `poison/sitecustomize.py`."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(POISON), str(ROOT)])}
    command = [sys.executable, "-m", "pipeline", "extract", str(crawl), "--out", str(out), "--quiet", *options]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr


def crawl_with(folder: Path, *faults: str) -> Path:
    """Some good articles, and one for each fault."""
    folder.mkdir()
    for seed in sorted((ROOT / "seeds").glob("*.txt"))[:3]:
        (folder / seed.name).write_bytes(seed.read_bytes())
    for n, fault in enumerate(faults):
        text = f"Exports of POISON-{fault} rose {n}.5 percent to ${n + 3} billion in 202{n}."
        (folder / f"{n}_{fault}.txt").write_text(text, encoding="utf-8")
    return folder


def outcomes(out: Path) -> dict[str, str]:
    """Outcome of each document."""
    documents = pd.read_parquet(out / "documents.parquet")
    return dict(zip(documents["id"], documents["outcome"], strict=True))


def test_each_fault_costs_one_document(tmp_path: Path) -> None:
    crawl, clean = crawl_with(tmp_path / "crawl", *FAULTS), crawl_with(tmp_path / "clean")
    limits = ("--document-timeout", "3", "--worker-memory", "3", "--workers", "2", "--shard-size", "4")
    extract(crawl, tmp_path / "out", *limits)
    extract(clean, tmp_path / "wanted", "--workers", "1")
    became = outcomes(tmp_path / "out")
    assert {name.split("_")[1]: outcome for name, outcome in became.items() if name[1] == "_"} == FAULTS
    assert list(became.values()).count("extracted") == 3
    pd.testing.assert_frame_equal(facts(tmp_path / "out"), facts(tmp_path / "wanted"))


def test_a_record_that_kills_its_reader_costs_no_other_record(tmp_path: Path) -> None:
    records = [
        {"id": f"r{n}", "text": f"Exports of {name} rose {n}.5 percent in 2025."} for n, name in enumerate("ABCDE")
    ]
    records[2]["text"] = "POISON-GATE 3 percent"
    crawl = tmp_path / "crawl.jsonl"
    crawl.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    extract(crawl, tmp_path / "out", "--workers", "1")
    became = outcomes(tmp_path / "out")
    assert became == {
        "r0": "extracted",
        "r1": "extracted",
        f"{crawl}#2": "crashed",
        "r3": "extracted",
        "r4": "extracted",
    }
    before = [path.read_bytes() for path in sorted((tmp_path / "out" / "ledger").iterdir())]
    extract(crawl, tmp_path / "out", "--workers", "1")
    assert [path.read_bytes() for path in sorted((tmp_path / "out" / "ledger").iterdir())] == before


def facts(out: Path) -> pd.DataFrame:
    """The facts in an order of their own."""
    return pd.read_parquet(out / "facts.parquet").sort_values("fact_id", ignore_index=True)


def test_dask_gives_equal_rows_also_when_a_worker_dies(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="newsfacts[dask] is not installed")
    crawl = crawl_with(tmp_path / "crawl", "CRASH")
    extract(crawl, tmp_path / "local", "--workers", "1", "--shard-size", "2")
    extract(crawl, tmp_path / "dask", "--workers", "2", "--engine", "dask", "--shard-size", "2")
    assert outcomes(tmp_path / "dask") == outcomes(tmp_path / "local")
    assert outcomes(tmp_path / "dask")["0_CRASH"] == "crashed"
    pd.testing.assert_frame_equal(facts(tmp_path / "dask"), facts(tmp_path / "local"))


def test_a_worker_that_dies_while_it_starts_is_a_failure_and_no_crash() -> None:
    with engine("local", 1, warm="os:abort") as pool:
        for executor in pool._idle:
            with contextlib.suppress(BrokenProcessPool):
                executor.submit(abs, 0).result()
        [(job, result)] = list(pool.run(abs, [-3]))
        assert (job, result.died) == (-3, True)


def test_a_worker_ends_whose_run_was_killed_while_it_was_starting() -> None:
    gone = "type('Gone', (), {'pid': 2**22 + 1})"  # above every process id
    code = (
        f"import multiprocessing, time\nmultiprocessing.parent_process = lambda: {gone}\n"
        "from pipeline.engines.worker import start\nstart(0, 'builtins:dict')\ntime.sleep(60)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=30).returncode == 3
