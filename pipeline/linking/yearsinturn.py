"""Years in turn: forecasts without a time of their own, told behind a pair that names its two years."""

from __future__ import annotations

from itertools import pairwise

from pipeline.fact import Fact
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.meaning import status_and_cue
from pipeline.linking.only import only
from pipeline.linking.period import When, is_daily, span_of
from pipeline.linking.story import Scene, Story
from pipeline.periods.period import YEAR, Period
from pipeline.quantities.quantity import Quantity

#: What stands between the numbers of a row.
_JOINTS = {",", "and", ", and"}
#: So many numbers are a pair.
_PAIR = 2
#: How the verbs begin by which a forecast or an earlier figure is changed.
ANEW = ("revis", "upgraded", "downgraded")


#: Clauses that tell of something else: "while Ghana is seen growing at 4 percent".
_WHOLE = {"main", "sub"}


def year_in_turn(draft: Draft) -> When | None:
    """The year of a forecast behind "2.0% in 2025 and 1.6% in 2026": of "0.9% and 1.1%" the one in its place, of a single
    forecast of something else the first."""
    items, at = draft.items, draft.at
    if is_daily(draft.metric.data) or draft.quantity.kind not in {"percent", "points"}:
        return None
    numbers = [i for i, item in enumerate(items) if item.kind == "Q" and item.form == "percent"]
    step = draft.quantity.kind == "points" and len(numbers) == 1  # "was cut by half a point to 1 percent"
    place = numbers.index(at) if at in numbers else 0 if step else -1
    joined = len(numbers) == 2 and numbers[1] == numbers[0] + 2 and items[numbers[0] + 1].kind == "J"
    moved = len(numbers) == 2 and {items[numbers[0] - 1].low, items[numbers[1] - 1].low} == {"to", "from"}
    if place < 0 or not (joined or moved or len(numbers) == 1):
        return None
    years = _pair(draft, items[numbers[0]].start)
    if years is None:
        return None
    if joined:
        return When(years[place], how="context")
    anew = any(item.kind == "V" and item.low.startswith(ANEW) for item in items[:at])  # "Growth was revised up to 1.6%"
    status, _ = status_and_cue(draft.story, draft.scene, at, draft.quantity, None, draft.metric.code)
    return When(years[0], how="context") if (anew or status == "forecast") and draft.clause.link in _WHOLE else None


def year_of_pair(draft: Draft) -> When | None:
    """The year in whose place a number stands behind two that are named: "forecasts for 2016 and 2017 to 2.0 percent and 2.5 percent
    from 2.3 percent and 2.6 percent"."""
    items, at = draft.items, draft.at
    joined = {"T", "J"} <= draft.clause.kinds
    if joined and (own := _of_two_behind(items, at)) is not None:
        return own
    if items[at].form != "percent":
        return None
    if "respectively" in draft.clause.lows and (last := _of_last_pair(draft)) is not None:
        return last
    if not joined:
        return None
    times = [i for i, item in enumerate(items) if item.kind == "T" and i < at]
    if len(times) != 2 or times[1] != times[0] + 2 or items[times[0] + 1].kind != "J":
        return None
    spans = [items[i].data.period for i in times]
    behind = [i for i, item in enumerate(items) if item.kind == "Q" and item.form == "percent" and i > times[1]]
    pairs = len(behind) in {2, 4} and all(
        second == first + 2 and items[first + 1].kind == "J"
        for first, second in zip(behind[::2], behind[1::2], strict=True)
    )
    if not pairs or at not in behind or any(span is None or span.months != 12 for span in spans):
        return None
    year = items[times[behind.index(at) % 2]]
    return When(year.data.period, year.start, year.end)


def _of_two_behind(items: list[Item], at: int) -> When | None:
    """The time in whose place one of two numbers stands right before two times: "rose 4 percent and 5 percent in July and August"."""
    first = at - 2 if at > 1 and items[at - 1].kind == "J" and items[at - 2].kind == "Q" else at
    if [item.kind for item in items[first : first + 7]] != ["Q", "J", "Q", "R", "T", "J", "T"]:
        return None
    times = [items[first + 4], items[first + 6]]
    if items[first].form != items[first + 2].form or any(time.data.period is None for time in times):
        return None
    own = times[at > first]
    return When(own.data.period, own.start, own.end)


def _of_last_pair(draft: Draft) -> When | None:
    """The year in whose place one of a last pair stands: "7.3% for 2022 and 3.4% for 2023, above the targets of 3.5% and 3.25%,
    respectively"."""
    items, at = draft.items, draft.at
    if not any(item.low == "respectively" for item in items[at:]):
        return None
    numbers = [i for i, item in enumerate(items) if item.kind == "Q" and item.form == "percent"][-2:]
    if at not in numbers or len(numbers) < 2 or any(item.kind == "T" for item in items[numbers[0] :]):
        return None
    years = _pair(draft, items[numbers[0]].start)
    return When(years[numbers.index(at)], how="sentence") if years is not None else None


def _pair(draft: Draft, start: int) -> tuple[Period, Period] | None:
    """The years of the last two forecasts before a character where they are of one thing for a year and the next, in one sentence."""
    told = [
        fact
        for fact in draft.story.facts[-6:]
        if fact.char_start < start and fact.status == "forecast" and fact.measure != "change_pp"
    ][-2:]  # "3.0 percent this year and 2.7 percent next, a downgrade of 0.2 and 0.3 points"
    if len(told) < 2 or told[0].sentence != told[1].sentence:
        return None
    first, second = (_year(fact) for fact in told)
    same = (told[0].metric, told[0].reporter) == (told[1].metric, told[1].reporter)
    near = draft.story.text.count("\n\n", told[1].char_end, start) < 2
    if first is None or second is None or not (same and near) or second != first.shift(years=1):
        return None
    return first, second


def year_of_row(draft: Draft) -> When | None:
    """The year in whose place a number stands in a row of earlier forecasts, or of steps from them, behind as many that name their years:
    "0.7% in 2024, 1.1% in 2025 and 1.4% in 2026, compared with 0.8%, 1.3% and 1.5% projected in June", "0.7% this year and 1.2% next,
    down 0.2 and 0.3 points"."""
    story = draft.story
    if len(story.quantities) < _PAIR or not story.facts or story.facts[-1].metric != draft.metric.code:
        return None
    if is_daily(draft.metric.data):
        return None
    row = _row_around(story, draft.quantity.start)
    if len(row) < _PAIR:
        return None
    begin, end = row[0].start, row[-1].end
    told = [f for f in story.facts[-2 * len(row) - 1 :] if story.sentence.start <= f.char_start < begin]
    told = [f for f in told if (f.metric, f.status) == (draft.metric.code, "forecast")]
    years = [year for fact in told if (year := _year(fact)) is not None]
    if len(years) != len(told) or len(told) != len(row) or any(b.first <= a.first for a, b in pairwise(years)):
        return None
    if len({(fact.reporter, fact.product) for fact in told}) > 1:
        return None
    if any(m.start >= end and m.period is not None and m.period.months == YEAR for m in story.periods):
        return None  # years of its own stand behind
    place = next(i for i, quantity in enumerate(row) if quantity.start == draft.quantity.start)
    return When(years[place], how="context")


def _row_around(story: Story, start: int) -> list[Quantity]:
    """The numbers that stand in a row with the one at a place, with nothing but commas and "and" between them."""
    row: list[Quantity] = []
    for quantity in story.quantities:
        if row and story.text[row[-1].end : quantity.start].strip() not in _JOINTS:
            if row[-1].start >= start:
                break
            row = []
        row.append(quantity)
    return row if row and row[-1].start >= start else []


def _year(fact: Fact) -> Period | None:
    """The calendar or fiscal year that a row is of; None where it is of another length."""
    period = span_of(fact)
    return period if period is not None and period.months == 12 else None


def respective(story: Story, scene: Scene, order: int) -> When | None:
    """The period of the nth number of a "respectively" list over periods: those of the clause, else the last ones named."""
    times = [
        item
        for item in scene.clause.items
        if item.kind == "T" and item.data.role == "time" and item.data.period is not None
    ]
    numbers = sum(item.kind == "Q" for item in scene.clause.items)
    if (part := _part_in_turn(scene.clause.items, times, numbers, order)) is not None:
        return part
    if len(times) == numbers:
        return When(times[order].data.period, times[order].start, times[order].end)
    row = numbers // len(times) if len(times) > 1 else 0
    counted = sum(item.kind == "Q" and item.start < times[0].start for item in scene.clause.items) if times else 0
    if row > 1 and row * len(times) == numbers and counted == row:
        own = times[order // row]  # "at 0.9, 1.2 and 1.8 percent in 2025, and 1.8, 1.5 and 2.1 percent in 2026"
        return When(own.data.period, own.start, own.end)
    named = [
        m
        for m in story.mentions.periods
        if m.start < scene.start and m.role in {"time", "asof"} and m.period is not None
    ][-numbers:]
    if len(named) != numbers or any(m.start < story.sentence.start for m in named):
        return None
    return When(named[order].period, named[order].start, named[order].end, "sentence")


#: Shorter spans have no first and last year.
_TWO_YEARS = 24


@only(measures={"level", "share_pct"})
def year_of_end(draft: Draft) -> When | None:
    """The year at one end of the years told, for what something moved from or to over them: "Between 2010 and 2015 exports slid from 9
    billion euros to 7 billion"."""
    items, at = draft.items, draft.at
    spans = draft.story.periods
    named = next((m for m in spans if m.period is not None and m.period.precision == "span"), None)
    span = named.period if named is not None and "/" not in named.text else None  # "cut the 2014/15 crop to 11 million"
    if span is None or span.months < _TWO_YEARS or span.months % 12 or span.first.month != 1:
        return None
    if not any(item.low == "from" for item in items):
        return None
    led = [_lead_of(items, i) for i, item in enumerate(items) if item.kind == "Q"]
    own = _lead_of(items, at)
    if not {"from", "to"} <= set(led) or own not in {"from", "to"}:
        return None
    return When(Period.year(span.first.year if own == "from" else span.last.year), how="read")


def _lead_of(items: list[Item], at: int) -> str:
    """The preposition that leads to a number: "from 9 billion", "to just 7 billion"."""
    while at and items[at - 1].kind in {"G", "E", "H", "b"}:
        at -= 1
    return items[at - 1].low if at else ""


#: Quarters by what they are called first in a pair: "first- and second-quarter profits".
_ORDINALS = ("first", "second", "third", "fourth")


def _part_in_turn(items: list[Item], times: list[Item], numbers: int, order: int) -> When | None:
    """The quarter or month of the nth number where one word is told of several: "in the first and second quarters", "third- and
    fourth-quarter profits this year"."""
    for time in times:
        at = items.index(time)
        lone = items[at - 2].low.rstrip("-") if at > 1 and items[at - 1].low == "and" else ""
        period: Period = time.data.period
        if lone in _ORDINALS and period.precision == "quarter" and numbers == _PAIR:
            step = (period.first.month - 1) // 3 - _ORDINALS.index(lone)
            return When(period.shift(quarters=-step if order == 0 else 0), time.start, time.end) if step > 0 else None
        joined = " and " in time.low or "- and" in time.low
        if joined and numbers > 1 and period.months == 3 * numbers:
            first = Period.quarter(period.first.year, (period.first.month + 2) // 3)
            return When(first.shift(quarters=order), time.start, time.end)
        if joined and numbers > 1 and period.months == numbers:
            first = Period.month(period.first.year, period.first.month)
            return When(first.shift(months=order), time.start, time.end)
    return None
