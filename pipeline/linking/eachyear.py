"""Each year: a rate that is told of two years at once holds of each: "expects growth of 2.3 percent in 2025 and 2026"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.fact import Fact
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.periods.period import Period

#: What may stand between a rate and its two years.
_LEADS = {"in", "for", "both", "each", "of"}
#: What ends the row of years.
_ENDS = {".", ",", ";", ")", "K", "X", "W"}
#: The months of a year.
_YEAR = 12
#: How a rate is told that is one of both years together.
_TOGETHER = {"average", "averaged", "averaging", "averages", "combined", "total", "cumulative", "cumulatively"}


def again_next_year(draft: Draft, fact: Fact) -> Fact | None:
    """The row of the second of two years; None where the rate is told of one, or of both together."""
    if draft.quantity.kind != "percent" or fact.measure not in {"change_pct", "level", "share_pct"}:
        return None
    items, at = draft.items, draft.at
    first = at + 1
    while first < len(items) and items[first].low in _LEADS:
        first += 1
    years = _two_years(items, first)
    if years is None or fact.period != years[0].iso:
        return None
    if any(item.low in _TOGETHER for item in items[:at]) or any(item.low in _TOGETHER for item in items[first:]):
        return None
    second = years[1]
    return replace(fact, period=second.iso, period_start=second.first, period_end=second.last)


def _two_years(items: list[Item], first: int) -> tuple[Period, Period] | None:
    """The years at `first`, "2025 and 2026", "this year and next", with which the clause or its list of rates ends."""
    if first + 2 >= len(items) or items[first].kind != "T" or items[first + 1].low != "and":
        return None
    year = items[first].data.period
    behind = items[first + 2]
    if year is None or year.months != _YEAR or any(item.kind == "Q" for item in items[first + 3 : first + 4]):
        return None
    if behind.low == "next" and items[first].low == "this year":
        following = year.shift(months=_YEAR)
    elif behind.kind == "T" and behind.data.period is not None and behind.data.period.months == _YEAR:
        following = behind.data.period
    else:
        return None
    ended = first + 3 >= len(items) or items[first + 3].kind in _ENDS or items[first + 3].kind == "J"
    return (year, following) if ended and following.first > year.first else None
