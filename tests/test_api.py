"""The Python interface."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline import Document, extract, read
from pipeline.fact import FACT_SCHEMA

ROOT = Path(__file__).resolve().parents[1]
TEXT = "South Korea's exports rose 8.4 percent from a year earlier to $61.04 billion last month."


def test_documents_become_a_frame_with_types() -> None:
    facts = extract(Document.of(TEXT, id="a", published_at=dt.date(2025, 12, 1)))
    assert list(facts.columns) == FACT_SCHEMA.names
    assert list(facts["value"]) == [8.4, 61.04e9]
    assert list(facts["period_start"]) == [pd.Timestamp("2025-11-01")] * 2
    assert facts["published_at"].dtype.kind == "M"
    assert isinstance(facts["metric"].dtype, pd.CategoricalDtype)
    assert isinstance(facts["sentence"].dtype, pd.StringDtype)
    assert facts["value"].dtype == "float64"


def test_paths_and_documents_may_be_mixed() -> None:
    seed = ROOT / "seeds" / "004_bb152133c4a218b2.txt"
    facts = extract([seed, Document.of(TEXT, id="a")])
    assert set(facts["source"]) == {seed.stem, "a"}


def test_nothing_gives_an_empty_frame_with_the_same_types() -> None:
    empty, full = extract([]), extract(Document.of(TEXT))
    assert len(empty) == 0
    assert [t.kind for t in empty.dtypes] == [t.kind for t in full.dtypes]


def test_weak_facts_can_be_left_out() -> None:
    assert len(extract(Document.of(TEXT), min_confidence=1.0)) == 0


def test_read_gives_documents_and_warns_of_rejects(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    with pytest.warns(UserWarning, match=r"empty\.txt"):
        documents = read(tmp_path)
    assert [document.id for document in documents] == ["good"]


def test_out_keeps_the_tables(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    facts = extract(tmp_path / "good.txt", out=tmp_path / "out")
    assert len(facts) == 2
    assert len(pd.read_parquet(tmp_path / "out" / "facts.parquet")) == 2
    with pytest.raises(TypeError, match="out="):
        extract(Document.of(TEXT), out=tmp_path / "out")


def test_importing_the_package_loads_nothing() -> None:
    program = "import sys, pipeline; print(*(name for name in ('pyarrow', 'pandas', 'spacy') if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
    assert set(pipeline.__all__) == {"Document", "Fact", "extract", "read"}
    with pytest.raises(AttributeError, match="nothing"):
        _ = pipeline.nothing
