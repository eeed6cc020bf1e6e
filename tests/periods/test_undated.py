"""The day that a text without a publication date is counted from."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.periods import parse
from pipeline.periods.undated import reference_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Pump makers brace for duties\n\nMay 2019\n\nDuties begin in January 2020.", dt.date(2019, 5, 15)),
        ("Pump makers brace\n\nDuties begin in January 2020.", dt.date(2020, 2, 15)),
        ("Pump makers had sold more in May 2019\nthan before.", dt.date(2019, 6, 15)),
        ("Pump makers brace\n\nDuties are due.", None),
    ],
)
def test_a_month_alone_in_a_line_is_that_of_the_issue(text: str, day: dt.date | None) -> None:
    assert reference_of(text, parse(text, None)) == day
