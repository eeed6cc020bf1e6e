"""Patterns of words find what the plain pattern finds, whatever stands around."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.patterns import any_word

WORDS = ("Alberta", "Alta.", "A", "New York", "New", "U.S.", "ASX", "franked", "₹")


@given(
    st.lists(st.sampled_from([*WORDS, " ", ".", "x", "1", "é", "New Yorker", "\n"])),
    st.sampled_from([r"\w", "[A-Za-z]"]),
)
def test_words_are_found_whole(pieces: list[str], letter: str) -> None:
    text = "".join(pieces)
    longest = "|".join(map(re.escape, sorted(WORDS, key=len, reverse=True)))
    plain = re.compile(rf"(?<!{letter})(?:{longest})(?!{letter})")
    assert [m.span() for m in any_word(WORDS, letter).finditer(text)] == [m.span() for m in plain.finditer(text)]
