"""What the page embeds: JSON that no text can break out of, and offsets as JavaScript counts them."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.fact import Evidence, Leftover
from pipeline.report import page, payload, tables
from tests.report import tables as made

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.lists(TEXTS))
def test_json_in_a_script_element_is_inert_and_complete(texts: list[str]) -> None:
    packed = payload.script_json(texts)
    assert not set(packed) & set("<>&\u2028\u2029")
    assert json.loads(packed) == texts


def test_json_refuses_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="JSON"):
        payload.script_json([float("nan")])


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_offsets_cut_the_same_text_in_utf16(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    at = payload.utf16_offset(text)
    units = text.encode("utf-16-le")
    assert units[2 * at(start) : 2 * at(end)].decode("utf-16-le") == text[start:end]


def test_offset_of_what_stands_nowhere_stays() -> None:
    assert payload.utf16_offset("📈📈 up")(-1) == -1


def test_rows_point_into_the_text(tmp_path) -> None:
    document = Document.of("Chips 📈 rose 5 percent in 2025. Call 555.", id="a", title="Up 📈 5")
    fact = made.fact(document, "5 percent", measure="change_pct", value=5.0, unit="%")
    left = Leftover("a", "555", document.text.index("555"), document.text.index("555") + 3, "identifier")
    packed = payload.packed(tables.choose(tables.open_run(made.write(tmp_path, [(document, [fact], [left])])), 10))
    units = document.text.encode("utf-16-le")

    def cut(start: int, end: int) -> str:
        return units[2 * start : 2 * end].decode("utf-16-le")

    facts, leftovers = packed["facts"], packed["leftovers"]
    assert cut(facts["start"][0], facts["end"][0]) == "5 percent"
    start, end = facts["start"][0], facts["end"][0]
    assert cut(start - facts["sentence"][0][0], end + facts["sentence"][0][1]) == fact.sentence
    assert cut(leftovers["start"][0], leftovers["end"][0]) == "555"
    assert cut(0, packed["documents"]["headline"][0]) == "Up 📈 5"
    row = facts["evidence"][0]
    parts = [row[i : i + 4] for i in range(0, len(row), 4)]
    quotes = {facts["fields"][field]: cut(start + to, start + to + length) for field, to, length, _ in parts if length}
    assert quotes == {"value": "5 percent", "unit": "5 percent", "period": "2025"}


def test_numbers_that_are_not_finite_are_null(tmp_path) -> None:
    document = Document.of("Exports 5 and 6.", id="a")
    facts = [made.fact(document, "5", value=float("nan")), made.fact(document, "6", value=6.5)]
    packed = payload.packed(tables.choose(tables.open_run(made.write(tmp_path, [(document, facts, [])])), 10))
    assert packed["facts"]["value"] == [None, 6.5]


@settings(max_examples=20)
@given(st.lists(TEXTS, min_size=4, max_size=4))
def test_no_text_becomes_markup(tmp_path_factory, texts: list[str]) -> None:
    title, body, publisher, product = texts
    article = Document.of(
        f"{body} 5", id="a", title=title, publisher=publisher, url=body, published_at=dt.date(2025, 1, 2)
    )
    fact = made.fact(article, "5", len(article.text) - 1, product=product, attribution=title)
    fact.evidence = [Evidence("value", len(article.text) - 1, len(article.text))]
    run = tables.open_run(made.write(tmp_path_factory.mktemp("run"), [(article, [fact], [])]))
    html = page.render(run, 10)
    plain = page.render(
        tables.open_run(
            made.write(tmp_path_factory.mktemp("run"), [(Document.of("5", id="a", title="t", publisher="p"), [], [])])
        ),
        10,
    )
    for opening in ("<script", "</script", "<style", "<iframe", "<img", '<a href="http'):
        assert html.count(opening) == plain.count(opening)


def test_the_policy_names_the_hashes_of_script_and_style_and_nothing_else(tmp_path) -> None:
    html = page.render(tables.open_run(made.write(tmp_path, [(Document.of("5", id="a"), [], [])])), 10)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    kept = policy.group(1).replace("&#39;", "'")
    assert kept.startswith("default-src 'none'; ")
    assert not re.search(r"unsafe|http|\*|data:", kept)
    assert len(re.findall(r"'sha256-[\w+/]{43}='", kept)) == 2


def test_labels_are_as_a_reader_writes_them() -> None:
    assert [page.label(code) for code in ("trade_balance", "gdp", "gdp_per_capita", "no metric")] == [
        "Trade balance", "GDP", "GDP per capita", "No metric",
    ]  # fmt: skip
