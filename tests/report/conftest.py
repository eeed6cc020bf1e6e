"""A browser and pages for all tests of the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.document import Document
from pipeline.fact import Fact, Leftover
from pipeline.report import write_report
from tests.report import tables as made
from tests.report.chromium import Browser, installed


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; where there is none they are skipped."""
    if installed() is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium): the page is not tested in a browser")
    tab = Browser()
    yield tab
    tab.close()


def trade_article(id_: str, day: int, level: str, value: float) -> tuple[Document, list[Fact], list[Leftover]]:
    text = (
        f"Korea's exports reached {level} billion in 2025 📈📈, up 3.8 percent from 2024, the trade ministry said.\n"
        "KITA expects exports of $720 billion in 2026 and aims at $800 billion in 2027. Call 555-1234."
    )
    document = Document.of(
        text, id=id_, title=f"Exports top {level} billion 📈", publisher="Wire", published_at=dt.date(2026, 1, day)
    )
    level_at = document.text.index(level, document.headline_end)
    facts = [
        made.fact(document, f"{level} billion", level_at, value=value),
        made.fact(document, "3.8 percent", measure="change_pct", unit="%", value=3.8, basis="yoy"),
        made.fact(document, "$720 billion", value=720e9, period="2026", status="forecast", attribution="KITA"),
        made.fact(document, "$800 billion", value=800e9, period="2027", status="target", attribution="KITA"),
    ]
    at = document.text.index("555-1234")
    return document, facts, [Leftover(id_, "555-1234", at, at + 8, "identifier")]


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of two articles about the same figure, which they report differently."""
    one, two = trade_article("one", 5, "$709.7", 709.7e9), trade_article("two", 7, "$712.0", 712e9)
    more = made.reconciled([[a, b] for a, b in zip(one[1], two[1], strict=True)], [one[1][0], two[1][0]])
    return write_report(made.write(tmp_path_factory.mktemp("run"), [one, two], **more))


@pytest.fixture(scope="session")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of the gold articles."""
    return write_report(made.write(tmp_path_factory.mktemp("gold"), made.gold_articles()))
