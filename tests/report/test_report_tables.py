"""Which rows a page shows, what its overview counts, and what the command answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from pipeline.commands.report import command
from pipeline.document import Document
from pipeline.fact import Leftover
from pipeline.report import overview, page, tables
from tests.report import tables as made


def article(id_: str, numbers: int, day: int, size: int = 0):
    """A document with `numbers` facts and one leftover, published on a day of January 2025."""
    text = "".join(f"Exports {i + 10} billion. " for i in range(numbers)) + "In 2024." + " x" * size
    document = Document.of(text, id=id_, publisher="Wire", published_at=dt.date(2025, 1, day))
    facts = [
        made.fact(document, str(i + 10), metric="exports" if i else "imports", value=float(i)) for i in range(numbers)
    ]
    return document, facts, [Leftover(id_, "2024", text.index("2024"), text.index("2024") + 4, "date")]


def shown(directory: Path, limit: int) -> list[str]:
    return tables.choose(tables.open_run(directory), limit).documents["id"].to_pylist()


def test_the_fullest_documents_are_shown_newest_first(tmp_path: Path) -> None:
    made.write(tmp_path, [article("old", 3, 1), article("few", 1, 9), article("new", 3, 5), article("none", 0, 8)])
    assert shown(tmp_path, 4) == ["few", "none", "new", "old"]
    assert shown(tmp_path, 2) == ["new", "old"]
    assert shown(tmp_path, 1) == ["new"]


def test_a_page_holds_no_more_than_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made.write(tmp_path, [article("big", 2, 1, size=5000), article("small", 1, 2), article("tiny", 0, 3)])
    monkeypatch.setattr(tables, "PAGE_BYTES", 1000)
    sample = tables.choose(tables.open_run(tmp_path), 10)
    assert sample.documents["id"].to_pylist() == ["tiny", "small"]
    assert not sample.whole
    assert set(sample.facts["source"].to_pylist()) == {"small"}
    assert set(sample.leftovers["source"].to_pylist()) == {"tiny", "small"}


def test_a_sample_says_so_and_the_counts_are_of_the_whole(tmp_path: Path) -> None:
    made.write(tmp_path, [article("a", 3, 1), article("b", 2, 2)])
    run = tables.open_run(tmp_path)
    assert 'id="sample"' not in page.render(run, 2)
    html = page.render(run, 1)
    assert "show the 1 documents with the most facts (3 of 5 facts)" in html
    counted = overview.overview_of(run)
    assert (counted.documents, counted.documents_with_facts, counted.facts, counted.numbers) == (2, 2, 5, 7)
    assert counted.coverage == pytest.approx(100 * 5 / 7)
    assert [(bar.name, bar.count) for bar in counted.bars["metric"]] == [("exports", 3), ("imports", 2)]
    assert [(bar.name, bar.count) for bar in counted.bars["reason"]] == [("date", 2)]


def test_tables_in_parts_and_in_one_file_give_the_same_page(tmp_path: Path) -> None:
    articles = [article("a", 3, 1), article("b", 2, 2), article("c", 1, 3)]
    whole = made.write(tmp_path / "whole", articles)
    parts = tmp_path / "parts"
    for i, one in enumerate(articles):
        made.write(tmp_path / str(i), [one])
        for name in ("documents", "facts", "leftovers"):
            (parts / f"{name}.parquet").mkdir(parents=True, exist_ok=True)
            (tmp_path / str(i) / f"{name}.parquet").rename(parts / f"{name}.parquet" / f"part-{9 - i}.parquet")
    assert page.render(tables.open_run(parts), 10) == page.render(tables.open_run(whole), 10)


def test_only_documents_are_needed(tmp_path: Path) -> None:
    made.write(tmp_path, [article("a", 1, 1)])
    (tmp_path / "facts.parquet").unlink()
    (tmp_path / "leftovers.parquet").unlink()
    (tmp_path / "facts.parquet").mkdir()
    run = tables.open_run(tmp_path)
    assert overview.overview_of(run).coverage is None
    assert "What 0 articles say" in page.render(run, 10)


def test_observations_of_other_documents_are_left_out(tmp_path: Path) -> None:
    articles = [article("a", 3, 1), article("b", 2, 2)]
    facts = [facts for _, facts, _ in articles]
    made.write(tmp_path, articles, **made.reconciled([[facts[0][0], facts[1][0]], [facts[1][1]]], facts[1]))
    run = tables.open_run(tmp_path)
    both, one = tables.choose(run, 2), tables.choose(run, 1)
    assert (len(both.observations), len(both.conflicts), len(both.checks)) == (2, 1, 2)
    assert (len(one.observations), len(one.conflicts), len(one.checks)) == (1, 0, 0)
    assert overview.overview_of(run).conflicts == 1


def test_the_command_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    made.write(tmp_path, [article("a", 3, 1)])
    first = CliRunner().invoke(command, [str(tmp_path)])
    second = CliRunner().invoke(command, [str(tmp_path), "--out", str(tmp_path / "more" / "page.html")])
    assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
    assert (tmp_path / "report.html").read_bytes() == (tmp_path / "more" / "page.html").read_bytes()
    assert [p.name for p in (tmp_path / "more").iterdir()] == ["page.html"]


def test_the_command_names_what_is_missing(tmp_path: Path) -> None:
    nothing = CliRunner().invoke(command, [str(tmp_path)])
    assert nothing.exit_code == 1
    assert "holds no documents" in nothing.output
    made.write(tmp_path, [article("a", 1, 1)])
    pq.write_table(
        pq.read_table(tmp_path / "facts.parquet").drop_columns(["metric", "unit"]), tmp_path / "facts.parquet"
    )
    lacking = CliRunner().invoke(command, [str(tmp_path)])
    assert lacking.exit_code == 1
    assert "lacks the columns: metric, unit" in lacking.output
