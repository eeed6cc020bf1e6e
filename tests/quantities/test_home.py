"""Whose dollars and pesos a text counts in."""

from __future__ import annotations

import pytest

from pipeline.document import Document
from pipeline.extract import find
from pipeline.quantities.home import dollar_of, home_of

TEXTS = [
    ("Torvale Corp. of Calgary, Canada, lost $735-million in the quarter, against $729-million.", ["CAD", "CAD"]),
    ("Torvale of Toronto said Canadian sales were $2 billion, or US$1.5 billion.", ["CAD", "USD"]),
    ("Torvale, the Sydney-based Australian miner, earned $90 million. Gold cost $1,900 (U.S.) an ounce, up $3.", ["AUD", "USD/oz", "USD"]),
    ("Torvale of Toronto said Canadian sales were C$2 billion. Its rival earned $3 billion, or US$9 a share.", ["CAD", "USD", "USD"]),
    ("Torvale of Toronto said Canadian sales were $2 billion.", ["USD"]),
    ("Torvale of Boston made a $2-million payment to a supplier in Canada.", ["USD"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "units"), TEXTS)
def test_own_dollars(text: str, units: list[str]) -> None:
    assert [quantity.unit for quantity in find(Document.of(text)).quantities] == units


def test_a_text_of_the_united_states_has_no_other_dollar() -> None:
    assert dollar_of("Canada and Canadian oil cost US drivers $5 billion, Toronto said.") is None


@pytest.mark.parametrize("name", (
    "peso pesos rupee rupees Rs crown crowns krona krone kroner kronen kronor franc francs dinar dinars riyal riyals rial rials dirham dirhams "
    "lira liras shilling shillings pound pounds manat manats som soms"
).split())  # fmt: skip
def test_names_of_money_that_countries_share(name: str) -> None:
    assert home_of(f"It earned 1.02 billion {name}, it said in Oslo.") == "NO"
    assert home_of(f"It earned 1.02 billion x{name}ex, it said in Oslo.") is None


ROWS = [
    ("Amounts are in millions of dollars, except per-share amounts.\n\nRevenue: $2,979\nEPS: $0.23\nSales rose to $3 million.", [2979e6, 0.23, 3e6]),
    ("Results (EUR million)\n\n- Net sales: €1,234; €1,100\nThe dividend is €2.", [1234e6, 1100e6, 2.0]),
    ("It lives in millions of homes.\n\nPrice: $2,979", [2979.0]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), ROWS)
def test_rows_in_millions(text: str, values: list[float]) -> None:
    assert [q.value for q in find(Document.of(text)).quantities if q.kind in {"money", "price"}] == values


def test_a_country_of_its_own_dollar() -> None:
    told = "New Zealand exports rose 15 per cent to $5.1 billion, Statistics New Zealand said. New Zealand imports climbed to $4.2b in {}."
    assert dollar_of(told.format("Auckland")) == "NZD"
    assert dollar_of(told.format("Auckland").replace("per cent", "percent")) is None
    assert dollar_of(told.format("the US, the U.S. and America")) is None
