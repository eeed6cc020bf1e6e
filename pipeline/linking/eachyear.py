"""Each year: a rate that is told of two years at once holds of each: "expects growth of 2.3 percent in 2025 and 2026"; an average of
years goes on in those told of last."""

from __future__ import annotations

from dataclasses import replace

from pipeline.fact import Fact
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.period import When, span_of
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


def over_the_same_years(draft: Draft) -> None:
    """The span of years told of last in the paragraph for an average of years that names none: "Output grew 5 percent a year from 2013 to
    2021. Exports grew at an average annual rate of 4 percent"."""
    story, told = draft.story, draft.story.facts[-1] if draft.story.facts else None
    if draft.when.how == "read" or draft.measure != "change_pct" or told is None or told.measure != "change_pct":
        return
    if told.char_start < story.text.rfind("\n", 0, story.sentence.start):
        return
    span = span_of(told)
    if span is None or span.precision != "span" or span.months < 2 * _YEAR or span.months % _YEAR:
        return
    beside = any(fact.period == told.period for fact in draft.scene.facts)
    if beside or any(item.low.startswith("average") for item in draft.items[: draft.at]):
        draft.when = When(span, how="paragraph")
