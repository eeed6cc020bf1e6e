"""Which facts are one observation, and how far their reports agree."""

from __future__ import annotations

import random
from typing import Any

import pyarrow as pa
import pytest

from pipeline.document import DOCUMENT_SCHEMA, Document
from pipeline.fact import FACT_SCHEMA, Fact, to_table
from pipeline.reconcile import reconcile
from tests.reconcile.gold_facts import fact


def observed(*facts: Fact, documents: pa.Table | None = None) -> list[dict[str, Any]]:
    return reconcile(to_table(list(facts), FACT_SCHEMA), documents).observations.to_pylist()


def one(*facts: Fact, documents: pa.Table | None = None) -> dict[str, Any]:
    rows = observed(*facts, documents=documents)
    assert len(rows) == 1
    return rows[0]


def billions(source: str, day: str | None, number: str, **fields: Any) -> Fact:
    return fact(source, day, f"${number} billion", float(f"{number}e9"), **fields)


def test_figures_that_differ_by_rounding_agree_and_the_most_precise_is_best() -> None:
    row = one(
        billions("a", "2025-12-01", "66.0"), billions("b", "2025-12-01", "66.04"), billions("c", "2025-12-02", "66")
    )
    assert (row["agreement"], row["value"], row["articles"], row["low"], row["high"]) == (
        "agree",
        66.04e9,
        3,
        66.0e9,
        66.04e9,
    )
    assert (row["first_published"].isoformat(), row["last_published"].isoformat()) == ("2025-12-01", "2025-12-02")


def test_bounds_agree_with_what_they_allow() -> None:
    rows = [
        billions("a", "2026-01-02", "700", bound="ge"),
        billions("b", "2026-01-02", "709.7"),
        billions("c", "2026-01-02", "710", bound="approx"),
    ]
    row = one(*rows)
    assert (row["agreement"], row["value"], row["bound"]) == ("agree", 709.7e9, "eq")


def test_one_article_is_single_however_often_it_says_it() -> None:
    row = one(billions("a", "2025-12-01", "66.0"), billions("a", "2025-12-01", "66.04", at=90))
    assert (row["agreement"], row["articles"]) == ("single", 1)


def test_articles_of_one_day_that_differ_are_in_conflict() -> None:
    found = reconcile(
        to_table(
            [
                billions("a", "2025-12-01", "61.0"),
                billions("b", "2025-12-01", "61.4"),
                billions("c", "2025-12-01", "61.4"),
            ],
            FACT_SCHEMA,
        )
    )
    row = found.observations.to_pylist()[0]
    assert (row["agreement"], row["value"]) == ("conflict", 61.4e9), "the most reported figure is the best"
    conflict = found.conflicts.to_pylist()[0]
    assert (conflict["kind"], set(conflict["fact_ids"])) == ("values", set(row["fact_ids"]))
    assert "$61.0 billion (a, 2025-12-01)" in conflict["statement"]


def test_a_later_publication_revises() -> None:
    row = one(
        billions("a", "2025-12-01", "61.0"), billions("b", "2025-12-15", "61.4"), billions("c", "2025-12-15", "61.38")
    )
    assert (row["agreement"], row["value"], row["low"]) == ("revised", 61.38e9, 61.0e9)


def test_a_bound_of_a_later_day_does_not_replace_the_figure() -> None:
    row = one(
        billions("a", "2025-12-01", "61.0"),
        billions("b", "2025-12-15", "61.4"),
        billions("c", "2025-12-20", "60", bound="ge"),
    )
    assert (row["agreement"], row["value"]) == ("revised", 61.4e9)


@pytest.mark.parametrize(("first", "second"), [("61.0", "16.0"), ("61.0", "-61.0")])
def test_no_revision_is_that_large(first: str, second: str) -> None:
    assert one(billions("a", "2025-12-01", first), billions("b", "2025-12-15", second))["agreement"] == "conflict"


def test_forecasts_may_be_revised_by_any_amount() -> None:
    rows = [fact("a", "2025-07-04", "0.9 percent", 0.9), fact("b", "2025-11-27", "1.8 percent", 1.8)]
    for row in rows:
        row.measure, row.unit, row.status = "change_pct", "%", "forecast"
    assert one(*rows)["agreement"] == "revised"


def test_an_undated_article_can_confirm_but_not_revise() -> None:
    assert one(billions("a", "2025-12-01", "61.0"), billions("b", None, "61.0"))["agreement"] == "agree"
    assert one(billions("a", "2025-12-01", "61.0"), billions("b", None, "61.4"))["agreement"] == "conflict"
    dated = [billions("a", "2025-12-01", "61.0"), billions("b", "2025-12-15", "61.4")]
    assert one(*dated, billions("c", None, "61.4"))["agreement"] == "revised"


def test_two_figures_in_one_article_are_variants() -> None:
    row = one(billions("a", "2025-12-01", "61.0"), billions("a", "2025-12-01", "58.2", at=90))
    assert row["agreement"] == "variants"
    assert (
        one(
            billions("a", "2025-12-01", "61.0"),
            billions("a", "2025-12-01", "58.2", at=90),
            billions("b", "2025-12-01", "58.2"),
        )["agreement"]
        == "variants"
    )
    assert (
        one(
            billions("a", "2025-12-01", "61.0"),
            billions("a", "2025-12-01", "58.2", at=90),
            billions("b", "2025-12-01", "75.0"),
        )["agreement"]
        == "conflict"
    )


def test_prices_of_a_day_may_differ() -> None:
    price = {"metric": "share_price", "period": "2025-12-01", "reporter": "Daon Motor", "unit": "KRW"}
    rows = [
        fact("a", "2025-12-01", "98,700 won", 98700, **price),
        fact("b", "2025-12-01", "97,100 won", 97100, **price),
    ]
    assert one(*rows)["agreement"] == "variants"


@pytest.mark.parametrize(
    "other",
    [
        {"status": "forecast"},
        {"period": "2025-10"},
        {"product": "ships"},
        {"partner": "US"},
        {"unit": "KRW"},
        {"reporter": "JP"},
        {"adjustment": "seasonal"},
    ],
)
def test_other_things_are_other_observations(other: dict[str, Any]) -> None:
    rows = observed(billions("a", "2025-12-01", "61.0"), billions("b", "2025-12-01", "80.0", **other))
    assert [row["agreement"] for row in rows] == ["single", "single"]


def test_a_forecast_and_what_came_stand_side_by_side() -> None:
    rows = observed(
        billions("a", "2025-12-05", "704", period="2025", status="forecast"),
        billions("b", "2026-01-02", "709.7", period="2025"),
    )
    assert {row["status"]: (row["value"], row["agreement"]) for row in rows} == {
        "forecast": (704e9, "single"),
        "actual": (709.7e9, "single"),
    }


def test_forecasters_may_differ() -> None:
    kita = {"period": "2026", "status": "forecast", "attribution": "Korea International Trade Association (KITA)"}
    rows = observed(
        billions("a", "2025-12-05", "711", **kita),
        billions("b", "2025-12-05", "711", **kita | {"attribution": "KITA"}),
        billions(
            "c", "2025-12-05", "697.1", **kita | {"attribution": "Korea Institute for Industrial Economics and Trade"}
        ),
    )
    assert sorted((row["value"], row["agreement"], row["articles"]) for row in rows) == [
        (697.1e9, "single", 1),
        (711e9, "agree", 2),
    ]


def test_a_change_without_a_basis_joins_the_only_one() -> None:
    change = {"measure": "change_pct", "unit": "%"}
    yoy, unnamed = (
        fact(source, "2025-12-01", "8.4 percent", 8.4, basis=basis, **change)
        for source, basis in (("a", "yoy"), ("b", None))
    )
    assert one(yoy, unnamed)["basis"] == "yoy"
    monthly = fact("c", "2025-12-01", "2.1 percent", 2.1, basis="mom", **change)
    assert [row["basis"] for row in observed(yoy, unnamed, monthly)].count(None) == 1, (
        "two bases: nobody knows which it is"
    )


def test_an_unadjusted_figure_joins_an_adjusted_one_only_when_they_agree() -> None:
    adjusted = billions("a", "2025-12-01", "61.0", adjustment="seasonal")
    assert one(adjusted, billions("b", "2025-12-01", "61"))["adjustment"] == "seasonal"
    assert len(observed(adjusted, billions("b", "2025-12-01", "58.0"))) == 2


def test_what_is_counted_is_not_known() -> None:
    count = {"measure": "count", "unit": "1"}
    assert (
        len(observed(fact("a", "2025-12-01", "six", 6, **count), fact("a", "2025-12-01", "15", 15, at=50, **count)))
        == 2
    )


def test_copies_count_once() -> None:
    rows = [billions(source, "2025-12-01", "61.0", publisher=f"Paper {source}") for source in "abc"]
    text = "Exports reached $61.0 billion in November, the ministry said on Monday, as chips sold well to all the markets. "
    documents = [
        Document.of(text * 5, id="a"),
        Document.of(text * 5 + "Reprinted.", id="b"),
        Document.of("Quite another text on the same. " * 5, id="c"),
    ]
    table = pa.Table.from_pylist(
        [{name: getattr(d, name) for name in DOCUMENT_SCHEMA.names} for d in documents], schema=DOCUMENT_SCHEMA
    )
    found = one(*rows, documents=table)
    assert (found["articles"], found["publishers"], found["agreement"], len(found["fact_ids"])) == (2, 2, "agree", 3)
    noted = pa.table({"id": ["a", "b", "c"], "duplicate_of": pa.array([None, "a", "b"])})
    assert (one(*rows, documents=noted)["articles"], one(*rows, documents=noted)["agreement"]) == (1, "single")


def test_the_order_of_the_facts_does_not_matter() -> None:
    rows = [
        billions(source, f"2025-12-{day:02}", number)
        for day, (source, number) in enumerate([("a", "61.0"), ("b", "61.04"), ("c", "61.2"), ("d", "61")], 1)
    ]
    rows += [
        billions("a", "2025-12-01", "5.5", product="ships", at=100),
        billions("b", "2025-12-02", "12.1", partner="US", at=100),
    ]
    expected = observed(*rows)
    for seed in range(3):
        assert observed(*random.Random(seed).sample(rows, len(rows))) == expected


def test_no_facts_give_empty_tables() -> None:
    assert [len(table) for table in reconcile(FACT_SCHEMA.empty_table())] == [0, 0, 0]
