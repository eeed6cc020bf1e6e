"""Every number of a text ends as a fact or in the leftovers, whatever the text is."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.extract import read_facts
from pipeline.fact import REASONS
from pipeline.readers import read

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = sorted([*(ROOT / "seeds").glob("*.txt"), *(ROOT / "tests" / "gold" / "dev").glob("*.[mt]*")])
WORDS = [
    "Exports",
    "rose",
    "fell",
    "to",
    "by",
    "from",
    "(",
    ")",
    ",",
    ";",
    "and",
    "which",
    "%",
    "percent",
    "$",
    "billion",
    "Korea",
    "China's",
    "up",
    "of",
    "the",
    "\n",
    ".",
    "—",
    "respectively",
    "while",
]


def uncovered(document: Document) -> list[str]:
    """Digit groups of a document's text that no fact and no leftover covers."""
    facts, leftovers = read_facts(document)
    spans = [(row.char_start, row.char_end) for row in [*facts, *leftovers]]
    return [
        m.group()
        for m in re.finditer(r"\d+", document.text)
        if not any(a <= m.start() and m.end() <= b for a, b in spans)
    ]


def sentences_of(paths: list[Path]) -> list[str]:
    """The sentences of articles, to be put together anew; a carried subject or time then meets what no writer put beside it."""
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return [said for text in texts for line in text.splitlines() for said in re.split(r"(?<=[.!?”]) ", line) if said]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_number_of_the_gold_articles_is_accounted_for(path: Path) -> None:
    documents = [d for d in read(path) if isinstance(d, Document)]
    assert documents
    for document in documents:
        assert uncovered(document) == []


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_offsets_give_back_the_number(path: Path) -> None:
    for document in read(path):
        assert isinstance(document, Document)
        facts, leftovers = read_facts(document)
        for row in [*facts, *leftovers]:
            assert document.text[row.char_start : row.char_end] == row.value_text
        assert all(row.reason in REASONS for row in leftovers)
        assert len({fact.fact_id for fact in facts}) == len(facts)
        for fact in facts:
            for evidence in fact.evidence:
                assert -1 <= evidence.start <= evidence.end <= len(document.text)


@given(
    st.lists(
        st.one_of(st.sampled_from(WORDS), st.integers(0, 99999).map(str), st.decimals(0, 999, places=1).map(str)),
        max_size=30,
    )
)
def test_no_text_loses_a_number_or_fails(words: list[str]) -> None:
    document = Document.of(" ".join(words), published_at=dt.date(2025, 12, 1))
    assert uncovered(document) == []


@given(
    st.lists(st.sampled_from(sentences_of(ARTICLES)), min_size=1, max_size=8),
    st.sampled_from([" ", "\n"]),
    st.booleans(),
)
def test_no_mixture_of_sentences_loses_a_number_or_fails(sentences: list[str], between: str, dated: bool) -> None:
    document = Document.of(between.join(sentences), published_at=dt.date(2025, 12, 1) if dated else None)
    assert uncovered(document) == []


def test_the_same_document_gives_the_same_rows() -> None:
    document = next(d for d in read(ARTICLES[0]) if isinstance(d, Document))
    assert read_facts(document) == read_facts(document)
