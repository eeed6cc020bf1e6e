"""The benchmarks run from end to end; what they measure is no matter of a test."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks import workloads
from benchmarks.steps import REST, STEPS, Clock
from benchmarks.watch import watch

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = """---
id: 001_0000000042
published_at: 2025-12-29 00:00
url: https://news.example.com/article/001/0000000042
---

# Exports up 8.4 percent on chips

On Nov. 14, 2025 exports rose 8.4 percent to $61.04 billion in the first 20 days, at 10:30 a.m.

*Crawled at: 2025-12-29 00:46:13*
"""


def test_quick_run_writes_every_table(tmp_path):
    before = (ROOT / "benchmarks" / "RESULTS.md").read_bytes() if (ROOT / "benchmarks" / "RESULTS.md").exists() else b""
    out = tmp_path / "results.md"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--out", str(out)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    page = out.read_text(encoding="utf-8")
    for title in (
        "Targets",
        "Dense: against the libraries alone",
        "Dense: our time by step",
        "Growth",
        "One very large document",
        "Start-up",
    ):
        assert f"## {title}\n" in page
    assert "Not measured: " in page
    for step in (*STEPS, REST):
        assert f"| {step} | " in page
    if before:
        assert (ROOT / "benchmarks" / "RESULTS.md").read_bytes() == before


def test_perturbed_changes_figures_and_keeps_dates():
    other = workloads.perturbed(ARTICLE, "a")
    assert re.sub(r"\d", "0", other) == re.sub(r"\d", "0", ARTICLE).replace(
        "id: 000_0000000000", "id: 000_0000000000-a"
    )
    assert "8.4 percent to $61.04" not in other
    for kept in (
        "published_at: 2025-12-29 00:00",
        "Nov. 14, 2025",
        "first 20 days",
        "10:30 a.m.",
        "/001/0000000042",
        "Crawled at: 2025-12-29 00:46:13",
    ):
        assert kept in other
    assert other == workloads.perturbed(ARTICLE, "a") != workloads.perturbed(ARTICLE, "b")


def test_workloads_have_the_asked_size(tmp_path):
    paths = workloads.articles([ROOT / "seeds"])
    copies = workloads.write_copies(paths, tmp_path / "copies", 2, "x")
    files = sorted(copies.rglob("*.txt"))
    assert len(files) == 2 * len(paths)
    assert len({path.read_bytes() for path in files}) == len(files)
    long = next(workloads.write_long(tmp_path / "long", 0.05).iterdir())
    assert 50_000 <= long.stat().st_size < 60_000
    numbers = next(workloads.write_numbers(tmp_path / "numbers", 100).iterdir()).read_text(encoding="utf-8")
    assert len(re.findall(r"percent to \$", numbers)) == 50


def test_clock_counts_each_moment_once():
    clock = Clock()

    def inner():
        time.sleep(0.02)

    def items():
        for _ in range(2):
            time.sleep(0.01)
            yield None

    timed_inner, timed_items = clock.timed("inner", inner), clock.timed("items", items)

    def outer():
        timed_inner()
        for _ in timed_items():
            time.sleep(0.03)

    begin = time.perf_counter()
    clock.timed("outer", outer)()
    wall = time.perf_counter() - begin
    assert clock.seconds["inner"] >= 0.02
    assert clock.seconds["items"] >= 0.02
    assert clock.seconds["outer"] >= 0.06
    assert sum(clock.seconds[step] for step in ("inner", "items", "outer")) <= wall + 0.001


def test_watch_sees_children_and_failures():
    child = "import time; x = bytearray(80_000_000); time.sleep(0.5); print(len(x))"
    hungry = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    seen = watch([sys.executable, "-c", hungry])
    assert seen.output.strip() == "80000000"
    assert seen.peak_mb > 80
    assert seen.seconds > 0.5
    with pytest.raises(subprocess.CalledProcessError):
        watch([sys.executable, "-c", "raise SystemExit(3)"])


def test_every_variant_is_measured(tmp_path):
    out = tmp_path / "variants.md"
    command = [sys.executable, "-m", "benchmarks.variants", "--articles", "1", "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line for line in out.read_text(encoding="utf-8").splitlines() if line.startswith(("| rules", "| with"))]
    assert len(rows) == 5
    assert all(re.fullmatch(r"\| [\w ,]+ \| (?:[01]\.\d{3} \| ){3}\d+ \|", row) for row in rows)
