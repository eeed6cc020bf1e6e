"""Every example beside the rules is read as it says, and nothing is read where it says nothing."""

from __future__ import annotations

import pytest

from pipeline.periods import parse, resolve
from pipeline.periods.examples import EXAMPLES, NOTHING, TODAY, Example


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.text} = {example.iso}")
def test_example(example: Example) -> None:
    start = example.text.index("[")
    surface = example.text[start + 1 : example.text.index("]")]
    text = example.text.replace("[", "").replace("]", "")
    mentions = resolve(parse(text, example.at, country=example.country), text, example.at)
    found = [mention for mention in mentions if mention.start == start]
    assert [mention.text for mention in found] == [surface], [mention.text for mention in mentions]
    mention = found[0]
    assert (mention.period.iso if mention.period else None) == example.iso
    assert {name: getattr(mention, name) for name in example.claims} == example.claims


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    assert [(mention.text, mention.role) for mention in parse(text, TODAY)] == []
