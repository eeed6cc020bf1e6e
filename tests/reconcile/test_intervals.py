"""Figures as intervals: what their digits and bounds leave open."""

from __future__ import annotations

import math

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile.intervals import Written, intervals, written


def interval(
    value_text: str, value: float, bound: str = "eq", low: float | None = None, high: float | None = None
) -> tuple[float, float]:
    columns = {"value": [value], "value_low": [low], "value_high": [high], "bound": [bound], "value_text": [value_text]}
    kinds = {
        "value": pa.float64(),
        "value_low": pa.float64(),
        "value_high": pa.float64(),
        "bound": pa.string(),
        "value_text": pa.string(),
    }
    found = intervals(pa.table({name: pa.array(column, kinds[name]) for name, column in columns.items()}))
    return float(found.low[0]), float(found.high[0])


@pytest.mark.parametrize(
    ("value_text", "value", "expected"),
    [
        ("$66.0 billion", 66.0e9, (65.95e9, 66.05e9)),
        ("$66 billion", 66e9, (65.5e9, 66.5e9)),
        ("$700bn", 700e9, (699.5e9, 700.5e9)),
        ("8.4 percent", 8.4, (8.35, 8.45)),
        ("0.3 percent", -0.3, (-0.35, -0.25)),
        ("25 basis points", 0.25, (0.245, 0.255)),
        ("206,121 units", 206121, (206120.5, 206121.5)),
        ("580,000 tons", 580000, (575000, 585000)),
        ("1,345", 1345, (1344.5, 1345.5)),
        ("71 trillion 920 billion won", 71.92e12, (71.9195e12, 71.9205e12)),
        ("zero", 0.0, (0.0, 0.0)),
        ("doubled", 100.0, (95.0, 105.0)),
    ],
)
def test_rounding_of_the_digits_as_written(value_text: str, value: float, expected: tuple[float, float]) -> None:
    assert interval(value_text, value) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value_text", "value", "bound", "expected"),
    [
        ("$700 billion", 700e9, "ge", (699.5e9, math.inf)),
        ("20 percent", -20.0, "ge", (-math.inf, -19.5)),  # a fall of more than 20 percent
        ("2 percent", 2.0, "le", (0.0, 2.5)),
        ("2 percent", -2.0, "le", (-2.5, 0.0)),
        ("$78 billion", 78e9, "approx", (74.1e9, 81.9e9)),
        ("1 percent", 1.0, "approx", (0.5, 1.5)),
    ],
)
def test_bounds(value_text: str, value: float, bound: str, expected: tuple[float, float]) -> None:
    assert interval(value_text, value, bound) == pytest.approx(expected)


def test_a_range_reaches_from_end_to_end_with_their_rounding() -> None:
    assert interval("between 2 and 3 percent", 2.5, "range", 2, 3) == pytest.approx((1.5, 3.5))
    assert interval("$71 to $72 billion", 71.5e9, "range", 71e9, 72e9) == pytest.approx((70.5e9, 72.5e9))
    assert interval("9.3 to 13.1 percent", -11.2, "range", -13.1, -9.3) == pytest.approx((-13.15, -9.25))


def test_digits() -> None:
    assert written("$66.04 billion") == Written(66.04, 0.01, 0)
    assert written("1,234,500") == Written(1234500, 100, 0)
    assert written("a third") == Written(0, 0, 0)


@given(
    st.integers(1, 10**9),
    st.integers(0, 3),
    st.sampled_from([("", 1.0), (" million", 1e6), (" billion", 1e9), (" trillion won", 1e12)]),
)
def test_what_is_rounded_lies_in_the_interval_of_its_rounding(
    thousandths: int, places: int, scale: tuple[str, float]
) -> None:
    truth = thousandths / 1000
    shown = f"{truth:,.{places}f}"
    said = float(shown.replace(",", ""))
    low, high = interval(f"${shown}{scale[0]}", said * scale[1])
    if said:
        assert low - 1e-6 * scale[1] <= truth * scale[1] <= high + 1e-6 * scale[1]
        assert low <= said * scale[1] <= high
