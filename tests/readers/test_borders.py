"""Borders between sentences that a crawl ran together."""

import pytest

from pipeline.readers.borders import EXAMPLES, NEGATIVE, part


@pytest.mark.parametrize("example", EXAMPLES)
def test_parts(example: str) -> None:
    assert part(example.replace("|", "")) == example.replace("|", "\n")


@pytest.mark.parametrize("text", NEGATIVE)
def test_leaves_alone(text: str) -> None:
    assert part(text) == text
