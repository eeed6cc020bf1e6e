"""Span of a quote: the week, month or quarter over which a share, rate or price moved, and the last day of one that it ended."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.overnight import ends_day
from pipeline.linking.period import When, is_average, is_daily, span_of, words
from pipeline.linking.story import within
from pipeline.periods.period import Period

#: What is quoted on markets alone, of which a month that exports were told of says nothing.
_ON_MARKETS = {"stock_index", "exchange_rate", "share_price", "bond_yield"}
#: What a quote or stock ends at a value.
_ENDED = {"year", "fiscal_year", "quarter", "half", "month"}
#: Days that a market report may come behind the day it tells of: a weekend and a holiday.
_NEWS = 4
_SATURDAY = 5
#: Days from the first to the last of a calendar's week; of its weekend; the first day whose reports look back on no week.
_WEEK, _WEEKEND, _TUESDAY = 6, 2, 1
#: What a move over longer than a day is called; how many days after its end it is still told as the last one.
_LONGER = {"weekly": "week", "monthly": "month", "quarterly": "quarter"}
_JUST_BEGUN = {"week": 1, "month": 7, "quarter": 15}
#: How a change over a week is told.
_WEEKLY = re.compile(r"(?:a |the )?(?:week[- ](?:on|over)[- ](?:the[- ])?week|wow|w/w|w-o-w)\b", re.IGNORECASE)


def _of_longer_move(draft: Draft) -> When | None:
    """The week, month or quarter that a quote's move is called by: "notched a weekly gain of 2 percent", "its biggest monthly drop since
    May, down 8 percent", and so for what is set beside it: "while the Dow rose 1.7 percent"; of the one that is over where a next has
    just begun."""
    period, story = draft.when.period, draft.story
    if period is None or period.precision != "day" or not draft.measure.startswith("change"):
        return None
    unit = _called_by(draft.items, draft.at)
    if unit:
        week = Period.unit(unit, period.first - dt.timedelta(days=_JUST_BEGUN[unit]))
        return draft.when._replace(period=week)
    if draft.when.how == "read" or not story.facts or story.facts[-1].char_start < story.sentence.start:
        return None
    before = [scene.clause.items for scene in story.scenes if scene.start < draft.scene.start]
    if not before or not any(_called_by(items, i) for items in before for i, x in enumerate(items) if x.kind == "Q"):
        return None
    told = span_of(story.facts[-1])
    longer = told is not None and told.precision != "day" and story.facts[-1].measure == draft.measure
    return When(told, how="sentence") if longer else None


def _called_by(items: list[Item], at: int) -> str:
    """What unit of time the change that a number tells is called by, if any."""
    behind = items[at + 1 : at + 3]
    if len(behind) == 2 and behind[0].low in _LONGER and behind[1].kind in {"N", "M"}:
        return _LONGER[behind[0].low]  # "a 2.1 percent weekly decline"
    for i in range(at - 1, 0, -1):
        if items[i].kind in {"Q", "V", "U"}:
            break
        if items[i].low in _LONGER and items[i + 1].kind in {"N", "M"}:
            return _LONGER[items[i].low]
    basis = next((x.low.split() for x in items if x.kind == "T" and x.low.endswith(" basis")), [])
    return next((_LONGER[word] for word in basis if word in _LONGER), "")  # "rose 3 percent on a weekly basis"


def over_trading_days(when: When, published: dt.date | None) -> When:
    """The days on which markets trade for the week of a quote: "for the week, gold lost 2.8 percent" is Monday's to Friday's; the Friday
    for the day before a Monday."""
    period = when.period
    off = period is not None and period.precision == "day" and period.first.weekday() >= _SATURDAY
    if (
        off
        and period is not None
        and when.shifted
        and published is not None
        and (published - period.last).days <= _NEWS
    ):
        return when._replace(period=period.shift(days=_SATURDAY - 1 - period.first.weekday()))
    if period is None or (period.last - period.first).days != _WEEK or period.first.weekday():
        return when
    return when._replace(period=Period(period.first, period.last - dt.timedelta(days=_WEEKEND), "week"))


def _unit_of_quote(draft: Draft) -> When | None:
    """The month or quarter of the news for a quote's move over "the" one, where no quote was told of another: "For the quarter, the
    pound has lost 3.3%" in a report that told how the economy grew in the one before; the one over where a next has just begun."""
    when, story, published = draft.when, draft.story, draft.story.document.published_at
    unit = story.text[when.start : when.end].lower().removeprefix("the ")
    if published is None or unit not in {"month", "quarter"} or not draft.measure.startswith("change"):
        return None
    if when.period is not None:
        told = any(f.metric == draft.metric.code and f.period == when.period.iso for f in story.facts)
        if told or draft.metric.code not in _ON_MARKETS or when.period.precision != unit:
            return None
    return when._replace(period=Period.unit(unit, published - dt.timedelta(days=_JUST_BEGUN[unit])))


def week_of_quote(draft: Draft) -> When:
    """The time of a quote, where that is a week: the one before the Monday of the news for "the week", which is told as over, and the week
    before a weekend for what is told week on week; its last day for what closed at a value."""
    story, when, published = draft.story, draft.when, draft.story.document.published_at
    period = when.period
    if (longer := _of_longer_move(draft) or _unit_of_quote(draft)) is not None:
        return longer
    if period is not None and published is not None and _is_reached(draft, period, published):
        return When(Period.day(published), how="document")
    if period is None or published is None or _TUESDAY <= published.weekday() < _SATURDAY - 1:
        return when
    said = story.text[when.start : when.end].lower() if when.start >= 0 else ""
    if period.precision == "week" and period.first == published and said == "the week":
        when = when._replace(period=period.shift(days=-_WEEK - 1))
    elif when.how != "read" and 0 <= (published - period.last).days <= _WEEKEND and period.precision == "day":
        sentence = within(story.mentions.periods, story.sentence.start, story.sentence.end)
        if not any(_WEEKLY.match(mention.text) for mention in sentence):
            return when
        when = when._replace(period=Period.unit("week", published - dt.timedelta(days=_WEEKEND)))
    if draft.measure != "level" or when.period is None or not ends_day(draft):
        return when
    return when._replace(period=end_of_week(when.period, published) or when.period)


def _is_reached(draft: Draft, period: Period, published: dt.date) -> bool:
    """Whether a currency stands where it has come over a time that is not over: "has weakened 1.2 percent this month to 30.05"."""
    if draft.metric.code != "exchange_rate" or draft.measure != "level" or draft.reading.rule != "to":
        return False
    if period.precision not in _ENDED or not period.first < published < period.last or draft.at < 2:
        return False
    moved = draft.scene.fact is not None and draft.scene.fact.measure == "change_pct"
    now = any(item.low in {"has", "have"} and item.kind == "U" for item in draft.items[: draft.at])
    return moved and now and draft.items[draft.at - 1].low == "to"


def end_of_week(period: Period, published: dt.date | None) -> Period | None:
    """The Friday of a week that a quote ends, or of the one before where it is not over; none where it is no week."""
    if published is None or not _SATURDAY - 2 < (period.last - period.first).days <= _WEEK or period.first.weekday():
        return None
    friday = period.first + dt.timedelta(days=_SATURDAY - 1)
    return Period.day(friday if friday <= published else friday - dt.timedelta(days=_WEEK + 1))


def at_its_end(draft: Draft, item: Item) -> When | None:
    """The last day of a year or week that a quote or stock ended at: "The won ended 2025 at 1,439 won"; the days of the month up to one
    that an average is taken through: "Diesel averaged $3.63 a gallon through Nov. 4"."""
    at, period = draft.items.index(item), item.data.period
    if item.data.role == "until" and period is not None and period.precision == "day" and is_daily(draft.metric.data):
        begun = Period.span(period.last.replace(day=1), period.last)
        return When(begun, item.start, item.end) if is_average(draft.items, draft.at) else None
    ended = at > 0 and draft.items[at - 1].low in words("ended")
    if ended and item.data.shift is not None and not item.data.shift.steps and period is None:
        lead = draft.state.lead_period  # "ended the quarter with debt of $1.1 billion"
        period = lead.value if lead is not None else None
    lasts = is_daily(draft.metric.data) or draft.metric.data.get("nature") == "stock"
    behind = draft.items[at + 1].low if at + 1 < len(draft.items) else ""
    if not ended or not lasts or period is None or draft.measure != "level" or behind not in {"at", "with", "on"}:
        return None
    last = end_of_week(period, draft.story.document.published_at) if is_daily(draft.metric.data) else None
    if last is None and period.precision not in _ENDED:
        return None
    return When(last or Period.day(period.last), item.start, item.end)
