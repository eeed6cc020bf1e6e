"""What holds for every text: order, offsets, no date without a publication date, linear time."""

from __future__ import annotations

import datetime as dt
import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.periods import parse, resolve
from pipeline.periods.fiscal import conventions
from pipeline.periods.tokens import LEXICON
from pipeline.version import models

TODAY = dt.date(2025, 12, 1)
WORDS = st.sampled_from(
    [
        *sorted(LEXICON),
        "2025",
        "2024",
        "31",
        "14",
        "3",
        "1st",
        "Q3",
        "3Q25",
        "FY26",
        ",",
        ".",
        "-",
        "–",
        "'",
        "'s",
        "/",
        "2025-11-14",
        "May",
        "exports",
        "rose",
    ]
)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", " ", ""])), max_size=14).map(
    lambda pairs: "".join(a + b for a, b in pairs)
)


@given(
    st.one_of(TEXTS, st.text(max_size=60)),
    st.sampled_from([None, TODAY, dt.date(2024, 2, 29), dt.date(2026, 1, 1)]),
    st.sampled_from([None, "JP", "IN", "US"]),
)
def test_mentions_lie_in_the_text_in_order(text: str, reference: dt.date | None, country: str | None) -> None:
    mentions = resolve(parse(text, reference, country=country), text, reference)
    at = 0
    for mention in mentions:
        assert at <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end] == mention.text.strip()
        assert (mention.bare is None) == (mention.origin != "partial")
        if mention.ends_at is not None:
            assert mention.start < mention.ends_at.start < mention.ends_at.end <= mention.end
        at = mention.end


@given(TEXTS)
def test_without_a_publication_date_nothing_is_counted_from_it(text: str) -> None:
    for mention in parse(text, None):
        assert mention.period is None or mention.origin == "explicit", mention


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        ",",
        "million ",
        "(",
        "the first ",
        "1 to ",
        "2025-",
        "2025/",
        "Nov. ",
        "1,000,",
        "1.",
        "first quarter ",
        "year to ",
        "a year earlier ",
        "last ",
        "early ",
        "Monday ",
        "Q1",
        "between ",
    ],
)
def test_time_grows_with_length_alone(piece: str) -> None:
    size = 8_000
    short, long = piece * (size // len(piece)), piece * (4 * size // len(piece))
    parse(short[:1000], TODAY)
    assert _time_of(long) < 12 * _time_of(short) + 0.5


def _time_of(text: str) -> float:
    """The best of three: the collector of garbage may step in at any of them."""
    rounds = []
    for _ in range(3):
        begun = time.process_time()
        parse(text, TODAY)
        rounds.append(time.process_time() - begun)
    return min(rounds)


def test_a_megabyte_without_times_is_quick() -> None:
    begun = time.process_time()
    for text in ("1" * 1_000_000, "," * 1_000_000, "million " * 125_000, "(" * 500_000 + ")" * 500_000):
        assert parse(text, TODAY) == []
    assert time.process_time() - begun < 5


def test_every_fiscal_convention_reads_its_example() -> None:
    table = tomllib.loads((models() / "vocabulary" / "fiscal_years.toml").read_text(encoding="utf-8"))["country"]
    by_country, _ = conventions()
    assert set(table) == set(by_country)
    for country, row in table.items():
        periods = [mention.period for mention in parse(row["example"], TODAY, country=country)]
        found = [period for period in periods if period is not None and period.precision == "fiscal_year"]
        assert len(found) == 1, (country, row["example"])
        assert found[0].first.month == row["start"]
        assert (found[0].last + dt.timedelta(days=1)) == found[0].first.replace(year=found[0].first.year + 1)


def test_budgets_have_other_years_than_companies() -> None:
    assert [
        mention.period.iso for mention in parse("Sales for fiscal 2025 rose.", TODAY, country="US") if mention.period
    ] == ["2025"]
    assert [
        mention.period.iso
        for mention in parse("Federal spending for fiscal 2025 rose.", TODAY, country="US")
        if mention.period
    ] == ["2024-10/2025-09"]
