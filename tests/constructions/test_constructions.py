"""Constructions of economic English and the facts they state: the tables beside this file, read by the linker."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Document
from pipeline.extract import read_facts
from pipeline.fact import Fact

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(Path(__file__).parent.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def as_row(fact: Fact, *, status: bool = False) -> str:
    """A fact as the tables write it: metric, measure, reporter, product, partner, period, value, unit, and where asked for its status."""
    fields = (
        fact.metric,
        fact.measure,
        fact.reporter,
        fact.product,
        fact.partner,
        fact.period,
        f"{fact.value:.12g}",
        fact.unit,
        *([fact.status] if status else []),
    )
    return " ".join("-" if field is None else field.replace(" ", "_") for field in fields)


@pytest.mark.parametrize("case", CASES)
def test_construction(case: dict[str, Any]) -> None:
    published = dt.date.fromisoformat(str(case["date"]))
    before = case.get("context", "")
    text = "\n\n".join(part for part in (before, case["text"]) if part)
    document = Document.of(text, title=case.get("title"), published_at=published)
    start = document.text.rindex(case["text"])
    facts, _ = read_facts(document)
    found = {as_row(fact, status=case.get("status", False)) for fact in facts if fact.char_start >= start}
    assert found == set(case["facts"])
