"""The command line as a user calls it: in processes of its own, by what it prints, writes and exits with."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from filelock import FileLock

from pipeline.fact import FACT_SCHEMA

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"


def newsfacts(
    *arguments: object, cwd: Path = ROOT, code: int = 0, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs `python -m pipeline` and checks its exit code."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", input=stdin, timeout=120
    )
    assert done.returncode == code, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, extracted once."""
    out = tmp_path_factory.mktemp("seeds") / "outputs"
    newsfacts("extract", "seeds", "--out", out)
    return out


def files(folder: Path) -> dict[str, bytes]:
    """Every table's parts, by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("*.parquet/*"))}


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys, pipeline.cli as c; c.main(['--help'], standalone_mode=False); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"pyarrow", "pandas", "numpy", "spacy", "rich"} & set(done.stderr.split())
    for command in ("extract", "show", "explain", "status", "score", "reconcile", "observations", "report", "export"):
        assert f"\n  {command} " in done.stdout


@pytest.mark.parametrize("command", ["extract", "show", "explain", "status", "score"])
def test_each_command_teaches_with_examples(command: str) -> None:
    assert f"  newsfacts {command} " in newsfacts(command, "--help").stdout


def test_seeds_become_tables_that_everybody_reads(seeds: Path) -> None:
    facts = pd.read_parquet(seeds / "facts.parquet")
    assert list(facts.columns) == FACT_SCHEMA.names
    assert list(facts.columns)[:5] == ["metric", "subject", "period", "value", "source"]
    assert len(facts) >= 80
    assert ds.dataset(seeds / "facts.parquet").to_table().num_rows == len(facts)
    duckdb = pytest.importorskip("duckdb")
    assert duckdb.sql(f"select count(*) from read_parquet('{seeds}/facts.parquet/*.parquet')").fetchall() == [
        (len(facts),)
    ]
    documents = pd.read_parquet(seeds / "documents.parquet")
    assert list(documents["outcome"]) == ["extracted"] * 5
    assert documents["n_facts"].sum() == len(facts)
    texts = dict(zip(documents["id"], documents["text"], strict=True))
    for fact in facts.itertuples():
        assert texts[fact.source][fact.char_start : fact.char_end] == fact.value_text


def test_tables_say_what_they_are(seeds: Path) -> None:
    for table in ("facts", "documents"):
        schema = pq.read_schema(next((seeds / f"{table}.parquet").glob("*.parquet")))
        assert schema.metadata[b"newsfacts_version"]
        assert all(field.metadata[b"description"] for field in schema), table


def test_the_same_input_gives_the_same_bytes(seeds: Path, tmp_path: Path) -> None:
    newsfacts("extract", "seeds", "--out", tmp_path / "again", "--workers", 1, "--quiet")
    assert files(tmp_path / "again") == files(seeds)


def test_a_second_run_changes_nothing_and_says_so(seeds: Path) -> None:
    before = files(seeds)
    said = newsfacts("extract", "seeds", "--out", seeds).stdout
    assert files(seeds) == before
    assert "5 sources were read before" in said


def test_summary_names_outcomes_metrics_and_facts(tmp_path: Path) -> None:
    said = newsfacts("extract", *sorted(SEEDS.glob("*.txt"))[:1], "--out", tmp_path / "o").stdout
    for words in ("1 documents", "extracted", "exports", "some facts", "000_600ae51ca9da8b7d"):
        assert words in said


def test_report_as_json(tmp_path: Path) -> None:
    done = newsfacts("extract", "seeds", "--out", tmp_path / "o", "--json", "--log-format", "json")
    report = json.loads(done.stdout)
    assert report == json.loads((tmp_path / "o/run.json").read_text(encoding="utf-8"))
    assert report["outcomes"] == {"extracted": 5}
    assert report["facts"] == sum(report["metrics"].values())
    assert any(name.endswith("metrics.toml") for name in report["vocabulary"])
    assert {json.loads(line)["event"] for line in done.stderr.splitlines()} == {"reading", "extracting"}


def test_quiet_says_nothing(tmp_path: Path) -> None:
    done = newsfacts("extract", SEEDS / "004_bb152133c4a218b2.txt", "--out", tmp_path / "o", "--quiet")
    assert (done.stdout, done.stderr) == ("", "")


def test_show_aligns_whole_cells_in_a_pipe(seeds: Path) -> None:
    lines = newsfacts("show", seeds, "--metric", "exports", "--product", "semiconductors").stdout.splitlines()
    head, rows = lines[0], lines[1:]
    assert rows
    at = head.index("source")
    for row in rows:
        assert row.startswith("exports")
        assert row[at - 1] == " "
        assert row[at] != " "
        assert "…" not in row
    widest = newsfacts("show", seeds / "leftovers.parquet").stdout
    sentences = pd.read_parquet(seeds / "leftovers.parquet")["sentence"]
    assert max(sentences, key=len).split("\n")[0][:200] in widest


def test_show_cuts_names_on_a_terminal_and_never_numbers(seeds: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "120", "TERM": "dumb"}
    command = [sys.executable, "-m", "pipeline", "show", str(seeds), "--limit", "20"]
    show = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=theirs)
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # Linux says so that nobody will write any more
        while more := os.read(ours, 65536):
            said += more
    os.close(ours)
    assert show.wait(timeout=60) == 0
    lines = re.sub(r"\x1b\[[\d;]*m", "", said.decode()).splitlines()
    assert max(map(len, lines)) <= 120
    assert any("…" in line for line in lines)
    for row in pd.read_parquet(seeds / "facts.parquet").head(20).itertuples():
        assert any(f" {row.value:,.0f} " in line or f" {row.value:,} " in line for line in lines)


def test_show_chooses_documents_and_counts(seeds: Path) -> None:
    assert len(newsfacts("show", seeds, "--doc", "044_0000278327", "--limit", 3).stdout.splitlines()) == 4
    assert newsfacts("show", seeds, "--doc", "nobody").stdout == ""


def test_show_as_csv_has_every_column(seeds: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(newsfacts("show", seeds, "--csv").stdout)))
    assert list(rows[0]) == FACT_SCHEMA.names
    facts = pd.read_parquet(seeds / "facts.parquet")
    assert [float(row["value"]) for row in rows] == list(facts["value"])
    assert json.loads(rows[0]["evidence"])


def test_show_without_a_table_is_wrong_usage(tmp_path: Path) -> None:
    assert "does not exist" in newsfacts("show", tmp_path / "nothing", code=2).stderr


def test_status_counts_the_tables(seeds: Path) -> None:
    facts = len(pd.read_parquet(seeds / "facts.parquet"))
    assert f"5 documents, {facts} facts" in newsfacts("status", seeds).stdout
    assert json.loads(newsfacts("status", seeds, "--json").stdout)["documents"] == {"extracted": 5}


def test_score_compares_with_gold(seeds: Path) -> None:
    figures = json.loads(newsfacts("score", seeds, "tests/gold/seeds", "--json").stdout)
    assert figures["documents"] == 5
    assert 0 < figures["P"]["f1"] <= 1
    assert "strict F1" in newsfacts("score", seeds, "tests/gold/seeds", "--min-f1", 1.01, code=1).stdout


def test_explain_reads_text_and_standard_input() -> None:
    sentence = "South Korea's exports rose 8.4 percent to $61.04 billion last month."
    said = newsfacts("explain", sentence, "--date", "2025-12-01").stdout
    for words in ("8.4 percent", "$61.04 billion", "exports", "2025-11"):
        assert words in said
    assert newsfacts("explain", "-", "--date", "2025-12-01", stdin=sentence).stdout == said


def test_bad_files_are_rows_and_their_neighbours_are_read(tmp_path: Path) -> None:
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    (crawl / "a.txt").write_text(
        "South Korea's exports rose 8.4 percent to $61.04 billion in November 2025.", encoding="utf-8"
    )
    (crawl / "empty.txt").touch()
    (crawl / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (crawl / "bytes.txt").write_bytes(b"Korea\xff\xfes exports rose 3 percent to $5 billion in 2025. " * 3)
    (crawl / "yaml.md").write_text(
        "---\nid: [broken\ntitle: 'x\n---\n\nChina's exports fell 2 percent in 2025.\n", encoding="utf-8"
    )
    (crawl / "broken-link.txt").symlink_to("nowhere")
    out = tmp_path / "o"
    newsfacts("extract", crawl, "--out", out)
    documents = pd.read_parquet(out / "documents.parquet").set_index("id")
    assert documents.loc["a", "outcome"] == "extracted"
    assert documents.loc["a", "n_facts"] == 2
    assert documents.loc["empty", "outcome"] == "empty"
    assert documents.loc["binary", "outcome"] == "unreadable"
    assert sorted(Path(path).name for path in documents["path"]) == sorted(path.name for path in crawl.iterdir())


def test_rejects_above_the_limit_exit_with_1(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    newsfacts("extract", tmp_path / "empty.txt", "--out", tmp_path / "o", "--max-rejects", 0, code=1)
    newsfacts("extract", tmp_path / "empty.txt", "--out", tmp_path / "o2", "--max-rejects", 1, code=0)


def test_a_missing_input_is_named_and_its_neighbour_is_read(tmp_path: Path) -> None:
    done = newsfacts(
        "extract", tmp_path / "nowhere.txt", SEEDS / "004_bb152133c4a218b2.txt", "--out", tmp_path / "o", code=1
    )
    assert "nowhere.txt" in done.stderr
    outcomes = pd.read_parquet(tmp_path / "o/documents.parquet")["outcome"]
    assert sorted(outcomes) == ["extracted", "unreadable"]
    assert "nowhere.txt" in newsfacts("extract", tmp_path / "nowhere.txt", "--out", tmp_path / "o2", code=2).stderr


def test_wrong_usage_exits_with_2(tmp_path: Path) -> None:
    newsfacts("extract", code=2)
    newsfacts("extract", "seeds", "--out", tmp_path / "o", "--workers", 0, code=2)
    newsfacts("extract", "seeds", "--out", tmp_path / "o", "--scheduler", "tcp://localhost:1", code=2)
    newsfacts("nothing", code=2)


def test_two_runs_on_one_output_are_refused(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".lock"):
        done = newsfacts("extract", "seeds", "--out", tmp_path, code=3)
    assert "another run is writing" in done.stderr


def test_a_folder_that_cannot_be_made_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = newsfacts("extract", "seeds", "--out", tmp_path / "file/outputs", code=3)
    assert "stopped" in done.stderr
