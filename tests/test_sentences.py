"""Where sentences begin and end."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sentences import LONGEST, split


def sentences(text: str, headline_end: int = 0) -> list[str]:
    return [text[s.start : s.end] for s in split(text, headline_end)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Exports rose. Imports fell.", ["Exports rose.", "Imports fell."]),
        ("Exports to the U.S. rose 3 percent.", ["Exports to the U.S. rose 3 percent."]),
        ("Exports rose in the U.S. Imports fell.", ["Exports rose in the U.S.", "Imports fell."]),
        ("It rose 3.5 pct. Autos fell.", ["It rose 3.5 pct.", "Autos fell."]),
        ("Sales at Kia Corp. rose on Nov. 14 from 3.5 million.", ["Sales at Kia Corp. rose on Nov. 14 from 3.5 million."]),
        ("“It is over.” Prices fell.", ["“It is over.”", "Prices fell."]),
        ("Headline up 3%\n\nBody.", ["Headline up 3%", "Body."]),
        ("Gov. Kim Woong spoke. e.g. this.", ["Gov. Kim Woong spoke. e.g. this."]),
        ("", []),
    ],
)  # fmt: skip
def test_split(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_headline_paragraphs_and_bullets_are_told() -> None:
    text = "Exports up\n\nFirst. Second.\n- China: 3%"
    found = list(split(text, len("Exports up")))
    assert [s.headline for s in found] == [True, False, False, False]
    assert [s.paragraph for s in found] == [0, 1, 1, 2]
    assert [s.bullet for s in found] == [False, False, False, True]


@given(st.text(alphabet='aB3. \n!?"”(', max_size=200))
def test_sentences_are_in_order_and_hold_all_but_white_space(text: str) -> None:
    found = list(split(text))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    kept = "".join(text[s.start : s.end] for s in found)
    assert "".join(kept.split()) == "".join(text.split())


def test_an_endless_line_is_cut() -> None:
    found = list(split("1 " * 5000))
    assert len(found) > 1
    assert all(s.end - s.start <= LONGEST for s in found)
