"""The scorer: what counts as right, step by step."""

from __future__ import annotations

import pytest

from pipeline.score import LISTED, prf, score, span, words

GOLD = {
    "doc": "d", "metric": "exports", "measure": "level", "reporter": "KR", "product": ["semiconductors", "chips"], "partner": None,
    "period": "2025-11", "value": 17.26e9, "unit": "USD", "bound": "eq", "status": "actual", "basis": None, "attribution": None,
    "value_text": "$17.26 billion", "tier": 1,
}  # fmt: skip


def ladder(gold: list[dict], *predicted: dict) -> tuple[int, ...]:
    """Right facts at V, M, S and P."""
    rows = [{**row, "_span": span(row["period"])} for row in predicted]
    total, _, _ = score({"d": rows}, {"d": gold})
    return tuple(total["tp"][level] for level in "VMSP")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"product": "chip"}, (1, 1, 1, 1)),
        ({"product": "semiconductor", "period": "2025-11-01/2025-11-30"}, (1, 1, 1, 1)),
        ({"product": "chips", "period": "2025-10"}, (1, 1, 1, 0)),
        ({"product": "ships"}, (1, 1, 0, 0)),
        ({"product": "chips", "metric": "imports"}, (1, 0, 0, 0)),
        ({"product": "chips", "unit": "KRW"}, (0, 0, 0, 0)),
        ({"product": "chips", "value": 17.3e9}, (0, 0, 0, 0)),
    ],
)
def test_the_ladder_drops_fields(change: dict, expected: tuple[int, ...]) -> None:
    assert ladder([GOLD], {**GOLD, **change}) == expected


def test_a_gold_field_may_allow_several_readings() -> None:
    gold = {**GOLD, "period": {"any": ["2025-11", "2025"]}, "alt": [{"metric": "imports", "partner": "CN"}]}
    assert ladder([gold], {**GOLD, "product": "chips", "period": "2025"})[3] == 1
    assert ladder([gold], {**GOLD, "product": "chips", "metric": "imports", "partner": "CN"})[3] == 1
    assert ladder([gold], {**GOLD, "product": "chips", "metric": "imports"})[3] == 0


def test_tier_2_neither_gains_nor_loses() -> None:
    found = {**GOLD, "product": "chips", "_span": span("2025-11")}
    total, _, _ = score({"d": [found]}, {"d": [{**GOLD, "tier": 2}]})
    assert (total["gold"], total["pred"], total["tier2_found"], total["neutral"]) == (0, 0, 1, 1)


def test_figures_and_words() -> None:
    assert prf(1, 2, 4) == (0.5, 0.25, pytest.approx(1 / 3))
    assert prf(0, 0, 0) == (0.0, 0.0, 0.0)
    assert words("The memory-chips") == "memory chip"
    assert {"exports", "market_size", "wages"} < LISTED
    assert "employment_rate" not in LISTED
