"""What must hold for any text: nothing lost, characters right, the same twice, linear time."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fact import REASONS
from pipeline.quantities import parse, scan

PIECES = [
    "1", "23", "4,567", "0.5", "2024", "1,23", "007", "12345678901234567890", "½", "1/4", "3-2", "10:30",
    "2025-11-14", "-", "–", " ", "  ", "\n", "\n\n", "\u00a0", "$", "€", "US$", "¥", "W", "%", " percent",
    " million", "bn", "m", " won", " tonnes", " to ", " and ", "between ", "from ", " a barrel", "th", "DDR", "No. ",
    "(", ")", "[", "]", ".", ",", "'", "+", "minus ", "one", "half", "a third", "two-thirds", "doubled",
    "sixth straight month", "twenty", "hundred", "point", "km", "people", "Kim, ", "http://", "a@b.c", "x", "e", "İ",
    "Section ", "°",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join) | st.text(max_size=60)


def spans_of_digits(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"[0-9]+", text)]


@given(TEXTS)
@settings(max_examples=800)
def test_every_number_is_accounted_for(text: str) -> None:
    quantities, rejected = scan(text)
    spans = [(x.start, x.end) for x in (*quantities, *rejected)]
    for start, end in spans_of_digits(text):
        assert any(a <= start and end <= b for a, b in spans), (text, text[start:end])


@given(TEXTS)
@settings(max_examples=500)
def test_surfaces_are_characters_of_the_text(text: str) -> None:
    quantities, rejected = scan(text)
    assert all(0 <= x.start < x.end <= len(text) and text[x.start : x.end] == x.text for x in (*quantities, *rejected))
    assert all(a.end <= b.start for a, b in pairwise(quantities))
    assert all(r.reason in REASONS for r in rejected)
    for q in quantities:
        assert q.bound in ("eq", "approx", "ge", "le", "range")
        assert (q.low is None) == (q.high is None) == (q.bound != "range")
        if q.low is not None and q.high is not None:
            assert q.low <= q.value <= q.high
        if q.noun is not None:
            assert text[q.noun_start : q.noun_end] == q.noun
    assert scan(text) == (quantities, rejected)


@given(TEXTS, st.integers(0, 30), st.integers(1, 12))
def test_masked_numbers_are_left_alone(text: str, start: int, length: int) -> None:
    mask = (start, start + length)
    quantities, rejected = scan(text, masked=[mask])
    spans = [(x.start, x.end) for x in (*quantities, *rejected)] + [mask]
    for a, b in spans_of_digits(text):
        assert any(s < b and a < e for s, e in spans)
    number = re.compile(r"[0-9]")
    assert not any(mask[0] <= q.start and q.end <= mask[1] and number.search(q.text) for q in quantities)


@given(
    st.decimals(min_value=0, max_value=9999, places=2),
    st.sampled_from([("million", 6), ("billion", 9), ("trillion", 12)]),
)
def test_values_are_exact(number: object, magnitude: tuple[str, int]) -> None:
    word, power = magnitude
    (q,) = parse(f"It was ${number:,} {word}.")
    assert (q.value, q.unit, q.decimals) == (float(f"{number}e{power}"), "USD", 2)


HOSTILE = [
    "1", "1,", "1.", "1-", "1/", "1 ", "((1", "[1", "million ", "a million ", "one million ", "one ", "half ",
    "and a half ", "ninety-", "$5 ", "5% ", "a point ", "a@1", "www.", "from 1 to ", "between 1 and ", "1 people ",
    "-1", "_1", "1 000 ", "per ", "A ", " ", "third ", "in a row ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear(unit: str) -> None:
    """Eight times the input takes far less than the 64 times of a quadratic reader; a megabyte of it ends."""

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        scan(text)
        return time.process_time() - start

    small = min(seconds(4_000) for _ in range(3))
    assert min(seconds(32_000) for _ in range(3)) < 32 * max(small, 0.004)


@pytest.mark.parametrize("unit", ["1", ",", "1,", "million million ", "[(", "9" * 60 + ","])
def test_a_megabyte(unit: str) -> None:
    text = (unit * (1_000_000 // len(unit) + 1))[:1_000_000]
    start = time.process_time()
    scan(text)
    assert time.process_time() - start < 60


def test_a_sentence_without_numbers_costs_little() -> None:
    text = "The ministry said that the recovery of the semiconductor industry had been stronger than expected. "
    numbers = "Exports rose 3.8 percent to $709.7 billion, and imports fell 0.02 percent to $631.7 billion. "

    def seconds(sentence: str) -> float:
        start = time.process_time()
        for _ in range(300):
            scan(sentence)
        return time.process_time() - start

    assert min(seconds(text) for _ in range(3)) < 0.5 * min(seconds(numbers) for _ in range(3))
