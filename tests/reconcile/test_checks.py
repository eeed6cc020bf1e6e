"""Arithmetic: what it confirms, what it contradicts, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.fact import FACT_SCHEMA, Fact, to_table
from pipeline.reconcile import Reconciled, reconcile
from tests.reconcile.gold_facts import fact

PERCENT = {"measure": "change_pct", "unit": "%", "basis": "yoy"}
SHARE = {"measure": "share_pct", "unit": "%"}


def checked(*facts: Fact) -> Reconciled:
    return reconcile(to_table(list(facts), FACT_SCHEMA))


def results(*facts: Fact) -> list[str]:
    return checked(*facts).checks["result"].to_pylist()


def usd(number: str, metric: str = "exports", source: str = "a", day: str = "2025-12-01", **fields: Any) -> Fact:
    return fact(source, day, f"${number.lstrip('-')} billion", float(f"{number}e9"), metric=metric, **fields)


def pct(number: str, source: str = "a", **fields: Any) -> Fact:
    return fact(
        source, "2025-12-01", f"{number.lstrip('-')} percent", float(number), at=int(abs(float(number)) * 100), **fields
    )


CONFIRMED = {
    "balance": [usd("61.04"), usd("51.3", "imports"), usd("9.73", "trade_balance")],
    "deficit": [usd("51.3"), usd("61.04", "imports"), usd("-9.73", "trade_balance")],
    "volume": [usd("61.04"), usd("51.3", "imports"), usd("112.3", "trade_volume")],
    "share": [usd("61.04"), usd("17.26", product="semiconductors"), pct("28.3", product="semiconductors", **SHARE)],
    "share of a partner": [usd("61.04"), usd("12.07", partner="CN"), pct("19.8", partner="CN", **SHARE)],
    "growth": [
        usd("58.09", period="2024-05"),
        usd("52.15", period="2023-05"),
        pct("11.4", period="2024-05", **PERCENT),
    ],
    "growth of a span": [
        usd("640.2", period="2025-01/2025-11"),
        usd("622.4", period="2024-01/2024-11"),
        pct("2.9", period="2025-01/2025-11", **PERCENT),
    ],
    "growth of a deficit": [
        usd("-12.0", "trade_balance"),
        usd("-10.0", "trade_balance", period="2024-11"),
        pct("20", metric="trade_balance", **PERCENT),
    ],
    "growth from the quarter before": [
        usd("3.30", "revenue", period="2025-Q1"),
        usd("3.00", "revenue", period="2024-Q4"),
        pct("10", metric="revenue", period="2025-Q1", measure="change_pct", unit="%", basis="qoq"),
    ],
    "difference": [
        usd("78.0", "trade_balance"),
        usd("51.8", "trade_balance", period="2024-11"),
        usd("26.2", "trade_balance", measure="change_abs", basis="yoy"),
    ],
    "points": [
        pct("18.4", partner="CN", **SHARE),
        pct("19.5", partner="CN", period="2024-11", **SHARE),
        pct("-1.1", partner="CN", measure="change_pp", unit="pp", basis="yoy"),
    ],
    "running total": [usd("579.2", period="2025-01/2025-10"), usd("61.0"), usd("640.2", period="2025-01/2025-11")],
    "quarter of months": [
        usd("50.1", period="2025-01"),
        usd("52.2", period="2025-02"),
        usd("58.3", period="2025-03"),
        usd("160.6", period="2025-Q1"),
    ],
    "forecast": [
        usd("704", period="2025", status="forecast", attribution="KITA"),
        usd("630", "imports", period="2025", status="forecast", attribution="KITA"),
        usd("74", "trade_balance", period="2025", status="forecast", attribution="KITA"),
    ],
}


@pytest.mark.parametrize("facts", CONFIRMED.values(), ids=CONFIRMED.keys())
def test_arithmetic_confirms(facts: list[Fact]) -> None:
    found = checked(*facts)
    assert set(found.checks["result"].to_pylist()) == {"confirmed"}
    others = {row["fact_id"]: set(row["by"]) for row in found.checks.to_pylist()}
    assert all(by == set(others) - {own} for own, by in others.items())
    assert len(found.conflicts) == 0


CONTRADICTED = {
    "balance": ("balance", [usd("61.04"), usd("51.3", "imports"), usd("12.73", "trade_balance")]),
    "share": (
        "share",
        [usd("61.04"), usd("17.26", product="semiconductors"), pct("38.3", product="semiconductors", **SHARE)],
    ),
    "growth": (
        "growth",
        [usd("58.09", period="2024-05"), usd("52.15", period="2023-05"), pct("-11.4", period="2024-05", **PERCENT)],
    ),
    "part": ("part", [usd("61.04"), usd("71.26", product="semiconductors")]),
    "part of a part": ("part", [usd("17.26", product="semiconductors"), usd("18.1", product="memory chips")]),
    "items": ("parts", [usd("60.0"), usd("40.0", product="semiconductors"), usd("30.0", product="automobiles")]),
    "countries": ("parts", [usd("60.0"), usd("40.0", partner="CN"), usd("30.0", partner="US")]),
    "month": ("running_total", [usd("61.0"), usd("40.2", period="2025-01/2025-11")]),
    "running total": (
        "running_total",
        [usd("579.2", period="2025-01/2025-10"), usd("61.0"), usd("690.2", period="2025-01/2025-11")],
    ),
    "months": (
        "running_total",
        [usd("50.1", period="2025-01"), usd("52.2", period="2025-02"), usd("80.0", period="2025-01/2025-03")],
    ),
}


@pytest.mark.parametrize(("kind", "facts"), CONTRADICTED.values(), ids=CONTRADICTED.keys())
def test_arithmetic_contradicts(kind: str, facts: list[Fact]) -> None:
    found = checked(*facts)
    rows = found.checks.to_pylist()
    assert {row["result"] for row in rows} == {"contradicted"}
    assert all(row["confidence"] == pytest.approx(0.4) for row in rows), "contradictions lower confidence"
    assert set(found.conflicts["kind"].to_pylist()) == {kind}
    assert set(found.conflicts["fact_ids"].to_pylist()[0]) <= {row["fact_id"] for row in rows}
    assert set(found.observations["check"].to_pylist()) == {"contradicted"}


def test_the_same_holds_over_articles() -> None:
    facts = [usd("61.04", source="a"), usd("51.3", "imports", source="b"), usd("20.0", "trade_balance", source="c")]
    assert results(*facts) == ["contradicted"] * 3


def test_what_is_confirmed_otherwise_is_not_blamed() -> None:
    share = [usd("17.26", product="semiconductors"), pct("28.3", product="semiconductors", **SHARE)]
    found = results(usd("61.04"), usd("51.3", "imports"), usd("12.73", "trade_balance"), *share)
    assert found == ["confirmed", "contradicted", "contradicted", "confirmed", "confirmed"]


UNCHECKED = {
    "rounding": [
        usd("61"),
        usd("51", "imports"),
        usd("10.9", "trade_balance"),
    ],  # fits, but says little enough to be told below
    "other partner": [usd("61.04", partner="US"), usd("51.3", "imports"), usd("20", "trade_balance")],
    "other period": [usd("61.04", period="2025-10"), usd("51.3", "imports"), usd("20", "trade_balance")],
    "bound": [usd("61.04", bound="ge"), usd("51.3", "imports"), usd("20", "trade_balance")],
    "other forecaster": [
        usd("704", period="2025", status="forecast", attribution="KITA"),
        usd("630", "imports", period="2025", status="forecast", attribution="KIET"),
        usd("90", "trade_balance", period="2025", status="forecast", attribution="KITA"),
    ],
    "supposed": [
        usd("579.2", period="2025-01/2025-10"),
        usd("90.0", status="hypothetical"),
        usd("640.2", period="2025-01/2025-11"),
    ],
    "balance of an item": [usd("9.73", "trade_balance"), usd("12.1", "trade_balance", product="semiconductors")],
    "goods and services": [usd("39.2"), usd("73.2", product="goods and services")],
    "revision between articles": [
        usd("579.2", period="2025-01/2025-10", source="b"),
        usd("61.0", source="c"),
        usd("641.0", period="2025-01/2025-11"),
    ],
    "two bodies": [
        usd("46.27", "imports", period="2025-05", attribution="Bank of Korea"),
        pct("-7.2", metric="imports", period="2025-05", attribution="Bank of Korea", **PERCENT),
        usd("53.14", "imports", period="2024-05", source="b", attribution="customs office"),
    ],
    "variants": [usd("131.6"), usd("129.2"), usd("113.9", "imports"), usd("20.0", "trade_balance")],
    "overlapping items": [usd("60.0"), usd("40.0", product="semiconductors"), usd("35.0", product="memory chips")],
    "area and country": [usd("60.0"), usd("40.0", partner="ASEAN"), usd("30.0", partner="VN")],
}


@pytest.mark.parametrize("facts", UNCHECKED.values(), ids=UNCHECKED.keys())
def test_nothing_is_held_against_figures_that_may_be_others(facts: list[Fact]) -> None:
    found = checked(*facts)
    assert "contradicted" not in found.checks["result"].to_pylist()
    assert len(found.conflicts) == 0


def test_growth_in_won_does_not_contradict_levels_in_dollars() -> None:
    won = {"metric": "revenue", "unit": "KRW", "reporter": "Daon Motor"}
    levels = [
        fact("a", "2025-12-01", "11.42 trillion won", 11.42e12, at=1, **won),
        fact("a", "2025-12-01", "8.06 trillion won", 8.06e12, at=2, period="2024-11", **won),
    ]
    dollars = won | {"unit": "USD"}
    levels += [
        fact("a", "2025-12-01", "$8.0 billion", 8.0e9, at=3, **dollars),
        fact("a", "2025-12-01", "$6.1 billion", 6.1e9, at=4, period="2024-11", **dollars),
    ]
    growth = fact("a", "2025-12-01", "41.7 percent", 41.7, at=5, metric="revenue", reporter="Daon Motor", **PERCENT)
    assert results(*levels, growth) == ["confirmed", "confirmed", "unchecked", "unchecked", "confirmed"]


def test_a_contradiction_is_stated_in_words_and_figures() -> None:
    balance = checked(*CONTRADICTED["balance"][1]).conflicts.to_pylist()[0]
    assert balance["statement"] == (
        "KR trade_balance level 2025-11 $12.73 billion (a, 2025-12-01); but KR exports level 2025-11 $61.04 billion (a, 2025-12-01); "
        "KR imports level 2025-11 $51.3 billion (a, 2025-12-01): the others allow 9.685e+09 to 9.795e+09 USD"
    )
    assert (balance["value"], balance["low"], balance["high"]) == (
        12.73e9,
        pytest.approx(9.685e9),
        pytest.approx(9.795e9),
    )
    part = checked(*CONTRADICTED["part"][1]).conflicts.to_pylist()[0]
    assert part["statement"].endswith("the others allow at most 6.1045e+10 USD")
    assert (part["low"], part["high"]) == (None, pytest.approx(61.045e9))
    month = checked(*CONTRADICTED["month"][1]).conflicts.to_pylist()[0]
    assert "at least" in month["statement"]
    assert month["high"] is None
