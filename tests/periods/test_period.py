"""Calendar arithmetic: names, shifts against pandas.Period, steps, and what must hold for every period."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.periods import Period, PeriodMention, Shift
from pipeline.score import span

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2150, 12, 31))
UNITS = {"year": "Y", "quarter": "Q", "month": "M", "week": "W-SUN", "day": "D"}
PERIODS = st.one_of(
    st.builds(Period.unit, st.sampled_from(["decade", "year", "half", "quarter", "month", "week", "day"]), DAYS),
    st.builds(lambda a, b: Period.span(min(a, b), max(a, b)), DAYS, DAYS),
    st.builds(lambda day, n: Period.ending(Period.unit("month", day).last, "month", n), DAYS, st.integers(1, 36)),
)


def month_span(first: str, last: str) -> Period:
    return Period.span(Period.month(*map(int, first.split("-"))).first, Period.month(*map(int, last.split("-"))).last)


@pytest.mark.parametrize(
    ("period", "iso", "precision"),
    [
        (Period.year(2025), "2025", "year"),
        (Period.half(2025, 2), "2025-H2", "half"),
        (Period.quarter(2025, 3), "2025-Q3", "quarter"),
        (Period.month(2025, 11), "2025-11", "month"),
        (Period.day(dt.date(2025, 11, 14)), "2025-11-14", "day"),
        (Period.week(dt.date(2025, 11, 14)), "2025-11-10/2025-11-16", "week"),
        (month_span("2025-01", "2025-12"), "2025", "year"),
        (month_span("2025-07", "2025-12"), "2025-H2", "half"),
        (month_span("2025-10", "2025-12"), "2025-Q4", "quarter"),
        (month_span("2025-02", "2025-04"), "2025-02/2025-04", "span"),
        (month_span("2025-01", "2025-11"), "2025-01/2025-11", "span"),
        (month_span("2024-04", "2025-03"), "2024-04/2025-03", "span"),
        (month_span("2024-01", "2026-12"), "2024/2026", "span"),
        (Period.span(dt.date(2025, 12, 1), dt.date(2025, 12, 20)), "2025-12-01/2025-12-20", "span"),
        (Period.unit("decade", dt.date(1994, 5, 1)), "1990/1999", "decade"),
    ],
)
def test_names(period: Period, iso: str, precision: str) -> None:
    assert (period.iso, period.precision) == (iso, precision)


@given(PERIODS)
def test_iso_names_exactly_these_days(period: Period) -> None:
    assert span(period.iso) == (period.first, period.last)


@given(st.sampled_from(sorted(UNITS)), DAYS, st.integers(-40, 40))
def test_shift_counts_as_pandas_does(unit: str, day: dt.date, count: int) -> None:
    expected = pd.Period(day, freq=UNITS[unit]) + count
    step = {"week": {"days": 7 * count}, "day": {"days": count}}.get(unit, {unit + "s": count})
    moved = Period.unit(unit, day).shift(**step)
    assert (moved.first, moved.last) == (expected.start_time.date(), expected.end_time.date())
    assert moved.precision == unit


@given(PERIODS.filter(lambda p: p.first.day == 1 and (p.last + dt.timedelta(days=1)).day == 1), st.integers(-60, 60))
def test_whole_months_come_back(period: Period, months: int) -> None:
    assert period.shift(months=months).shift(months=-months) == period


@given(PERIODS, st.integers(-20, 20), st.integers(-20, 20), st.integers(-500, 500))
def test_a_shifted_period_stays_a_period(period: Period, years: int, months: int, days: int) -> None:
    moved = period.shift(years=years, months=months, days=days)
    assert moved.first <= moved.last
    assert period.shift(days=days).shift(days=-days) == period


@given(DAYS, st.sampled_from(["year", "quarter", "month", "week", "day"]), st.integers(1, 12))
def test_units_up_to_a_day_end_there_and_begin_where_the_next_do(day: dt.date, unit: str, count: int) -> None:
    last = Period.unit(unit, day).last
    period = Period.ending(last, unit, count)
    assert period.last == last
    assert Period.starting(period.first, unit, count) == period


def test_no_period_ends_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        Period.span(dt.date(2025, 2, 1), dt.date(2025, 1, 1))


@pytest.mark.parametrize(
    ("shift", "base", "iso", "basis"),
    [
        (Shift(years=-1), Period.quarter(2025, 3), "2024-Q3", "yoy"),
        (Shift(months=-1, unit="month"), Period.quarter(2025, 3), "2025-08", "mom"),
        (Shift(quarters=-1, unit="quarter"), Period.month(2025, 11), "2025-Q3", "qoq"),
        (Shift(unit="month", window=-3), Period.quarter(2025, 3), "2025-Q2", "qoq"),
        (Shift(unit="month", window=-12), Period.month(2025, 5), "2024-05/2025-04", "yoy"),
        (Shift(unit="year", window=2), Period.year(2025), "2026/2027", "prev"),
        (Shift(to_year=2019, unit="month"), Period.quarter(2025, 3), "2019-09", "prev"),
        (Shift(to_year=2019), month_span("2025-01", "2025-11"), "2019-01/2019-11", "prev"),
        (Shift(unit="year"), Period.month(2025, 11), "2025", None),
    ],
)
def test_steps(shift: Shift, base: Period, iso: str, basis: str | None) -> None:
    assert (shift.apply(base).iso, shift.basis) == (iso, basis)


def mention(period: Period, **fields: object) -> PeriodMention:
    return PeriodMention(0, 1, "x", period, **fields)  # type: ignore[arg-type]


def test_roles_stretch_what_a_mention_covers() -> None:
    at = dt.date(2025, 11, 20)
    assert mention(Period.month(2025, 1), role="since").covered(at) == Period.span(dt.date(2025, 1, 1), at)
    assert mention(Period.month(2025, 9), role="until").covered(at) == month_span("2025-01", "2025-09")
    assert mention(Period.month(2025, 9)).covered(at) == Period.month(2025, 9)
