"""Every example that stands beside the rules, one test each."""

from __future__ import annotations

import pytest

from pipeline.quantities import scan
from pipeline.quantities.examples import EXAMPLES, SENTENCES, UNBOUNDED, Example, Sentence

CASES = [(example, surface) for example in EXAMPLES for surface in example.surfaces]


@pytest.mark.parametrize(("example", "surface"), CASES, ids=[f"{e.unit}:{s}" for e, s in CASES])
def test_example(example: Example, surface: str) -> None:
    carrier = f"It was {surface}."
    quantities, _ = scan(carrier)
    if example.unit is None:
        assert quantities == []
        return
    assert len(quantities) == 1, quantities
    q = quantities[0]
    assert q.value == pytest.approx(example.value, rel=1e-12)
    assert q.unit == example.unit
    assert {k: getattr(q, k) for k in example.want} == example.want
    assert carrier[q.start : q.end] == q.text
    if example.want.get("kind") in ("money", "percent", "physical", "duration") and example.value and example.value > 0:
        whole = surface.removeprefix("+")
        assert q.text.removeprefix("+") == whole


@pytest.mark.parametrize("case", SENTENCES, ids=[s.text for s in SENTENCES])
def test_sentence(case: Sentence) -> None:
    quantities, _ = scan(case.text, country=case.country)
    assert [(q.text, pytest.approx(q.value, rel=1e-12), q.unit) for q in quantities] == list(case.quantities)


@pytest.mark.parametrize("text", UNBOUNDED)
def test_unbounded(text: str) -> None:
    quantities, _ = scan(text)
    assert quantities
    assert {q.bound for q in quantities} == {"eq"}
