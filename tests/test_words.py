"""Words cut chunk by chunk are those that the tokenizer finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import words
from pipeline.vocabulary.trie import units_of

_PIECES = [
    "3.5%",
    "$1.2bn,",
    "US$1,234.5;",
    "8.",
    "0.0",
    "U.S.",
    "p.m.",
    "year-on-year",
    "can't",
    "“Korea’s",
    "–",
    "/",
    "(KOSPI)",
    "\n",
    " ",
    "\t",
    "5km",
    ":)",
    "a",
    ".",
]
SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))


def _cut(text: str) -> words.Words:
    """What the tokenizer itself makes of a text."""
    tokens = [token for token in words.tokenizer()(text) if not token.text.isspace()]
    surfaces, starts = [token.text for token in tokens], [token.idx for token in tokens]
    return words.Words(surfaces, starts, units_of(surfaces, starts))


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=8), max_size=12).map("".join))
def test_every_chunk_is_cut_as_if_alone(text: str) -> None:
    found = words.words_of(text)
    alone = [_cut(chunk) for chunk in text.split()]
    assert found.tokens == [token for cut in alone for token in cut.tokens]
    assert [unit.word for unit in found.units] == [unit.word for cut in alone for unit in cut.units]
    for token, start in zip(found.tokens, found.starts, strict=True):
        assert text.startswith(token, start)
    for unit in found.units:
        assert found.starts[unit.token] <= unit.start < unit.end <= len(text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_text_is_cut_as_by_the_tokenizer_at_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert words.words_of(text) == _cut(text)


def test_many_chunks_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_REMEMBERED", 4)
    monkeypatch.setattr(words, "_known", {})
    for text in ("Exports rose 3.5%.", "Imports fell 3.5%.", "Sales rose by 1 percent in all."):
        assert words.words_of(text) == _cut(text)
    assert len(words._known) == 7
