"""Who says a number, and how it is adjusted."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.document import Document
from pipeline.extract import read_facts

DATE = dt.date(2025, 6, 18)


def field(text: str, name: str, title: str | None = None) -> list[str | None]:
    """A field of the facts of a text, in its order."""
    return [getattr(fact, name) for fact in read_facts(Document.of(text, title=title, published_at=DATE))[0]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Exports of Chile rose 4 percent in May, the trade ministry said Tuesday.", ["trade ministry"]),
        ("Chile's exports rose 4 percent in May, the Commerce Department reported on Tuesday.", ["Commerce Department"]),
        ("Chile's exports rose 4 percent in May, data from the Central Statistics Bureau showed.", ["Central Statistics Bureau"]),
        ("Chile's exports rose 4 percent in May. Imports fell 2 percent, the trade ministry said.", [None, "trade ministry"]),
        ("Chile's exports rose 4 percent in May, the trade ministry said. Imports fell 2 percent.", ["trade ministry"] * 2),
        # an apposition stands between a name and its verb
        (
            "Torvik Motor Co., a maker of cars in Norway, said its sales rose 4 percent to 30,000 vehicles in May.",
            ["Torvik Motor Co."] * 2,
        ),
        # "the company" is the company
        (
            "Torvik Motor Co. sold 30,000 cars in May. The company said its exports rose 4 percent in May.",
            [None, "Torvik Motor Co."],
        ),
        # forecasters say what is forecast, and no more
        (
            "Exports of Chile rose 4 percent in May, the trade ministry said. Economists had expected a rise of 3 percent. Imports fell 2 percent.",
            ["trade ministry", "Economists", "trade ministry"],
        ),
        # a person says the sentence, and what "she" says
        (
            "Imports may fall 5 percent in June, Marta Ruiz said. She expects exports of Chile to rise 1 percent. Imports fell in May by 2 percent.",
            ["Marta Ruiz", "Marta Ruiz", None],
        ),
        # prices of markets are not what a ministry said before
        ("Chile's exports rose 4 percent in May, the trade ministry said. The peso closed at 930 per dollar.", ["trade ministry", None]),
        # a reason is no source
        ("Torvik Motor Co. raised its sales target to 30,000 cars this year, citing brisk demand.", [None]),
    ],
)  # fmt: skip
def test_attribution(text: str, wanted: list[str | None]) -> None:
    assert field(text, "attribution") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway's retail sales rose 0.4% in May from April, seasonally adjusted.", ["seasonal"]),
        ("Calendar and seasonally adjusted, Germany's exports rose 0.4% in May.", ["seasonal+working_day"]),
        ("Germany's retail sales rose 0.4% in real terms in May from April.", ["price"]),
        ("Norway's retail sales rose 0.4% in May. Seasonally adjusted, exports rose 2%.", [None, "seasonal"]),
        ("Norway's retail sales rose 0.4% in May from April.", [None]),
    ],
)
def test_adjustment(text: str, wanted: list[str | None]) -> None:
    assert field(text, "adjustment") == wanted
