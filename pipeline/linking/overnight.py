"""Overnight: the trading day of New York as told from where the sun rises earlier, and the session before a report's own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.linking.clause import Clause
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.period import When, is_daily
from pipeline.periods.period import Period
from pipeline.vocabulary import entries

_SATURDAY = 5
_QUOTED = {"stock_index", "share_price", "bond_yield"}
#: What trades day after day, so that a value moved from is the last close.
_MARKET = _QUOTED | {"exchange_rate", "oil_price", "commodity_price"}
#: What leads to the news that moves a quote within a day.
_MOVERS = {"after", "following", "upon"}
#: What a day of trading is called, and how it is said that it came before another.
_SESSIONS = {"session", "sitting"}
_NEAR = 5
_EARLIER, _EARLIER_THAN = {"previous", "prior", "preceding", "last"}, {"before", "earlier"}
#: Names of what is traded while New York sleeps.
_FUTURES = ("future", "e-mini", "pre-market", "premarket")
#: How the session before is told of.
_PREVIOUS = re.compile(
    r"\b(?:In|On|During|At|in|on|during|at) (?:the|its) (?:previous|prior|preceding) (?:trading )?(?:session|trade|day|close)\b"
)
#: What parts it from a number that is not of it.
_PARTS = {"N", "V", "D", "M", ","}


def last_session(draft: Draft, day: dt.date) -> When | None:
    """The weekday before `day` for a close of New York that a report on an eastern market tells of: "On Wall Street, the S&P 500
    lost 1.2%", "Overnight, the Dow rose 1.2 percent"."""
    story, index, metric = draft.story, draft.frame.index, draft.metric.code
    if metric not in _QUOTED or draft.clause.link == "compare":
        return None
    american = index is not None and index.data.get("country") == "US"
    if index is not None and not american:
        return None  # "The Nikkei fell 2 percent, dragged down by Wall Street overnight"
    sentence = story.low
    if not (american or ("wall street" in sentence and metric != "bond_yield")) or any(x in sentence for x in _FUTURES):
        return None
    if "overnight" not in sentence.split() and "overnight," not in sentence and not _is_told_in_the_east(draft):
        return None
    before = weekday_before(day)
    behind = draft.items[draft.at + 1 :]
    if behind and behind[0].low == "from" and any(x.kind == "T" and x.data.period == before for x in behind[1:4]):
        return None  # "fell to 0.64% from 0.66% late Friday"
    return When(before, how="document")


def weekday_before(day: dt.date) -> Period:
    """The last weekday before a day."""
    before = day - dt.timedelta(days=1)
    while before.weekday() >= _SATURDAY:
        before -= dt.timedelta(days=1)
    return Period.day(before)


def session_set_against(draft: Draft, base: Period) -> Period:
    """The day of the close that a quote moved from, which no word dates: the weekday before, but for what something moved within the
    day: "The yen slipped to 151.2 from 150.6"; not "rose to 11.2 after the speech from 11.3"."""
    if draft.reading.rule != "from" or draft.metric.code not in _MARKET or base.last.weekday() >= _SATURDAY:
        return base
    told = draft.story.facts[-1].char_end if draft.story.facts else 0
    if not _MOVERS.isdisjoint(draft.story.text[told : draft.quantity.start].split()):
        return base
    return weekday_before(base.last)


def session_before(draft: Draft, base: Period | None) -> When | None:
    """The trading day before that of the quote told first (`base`), for one set behind "after" that closed, or of the session or day
    before; behind a Monday comes no Sunday: "was at $43.13 after closing at $42.69", "after losing 3 percent the previous day"."""
    if base is None or base.precision != "day" or not is_daily(draft.metric.data):
        return None
    items = draft.items
    if _is_previous_close(items, draft.at):
        return When(weekday_before(base.last), how="sentence")
    if draft.clause.link == "same":
        scenes = draft.story.scenes
        told = scenes[scenes.index(draft.scene) - 1]
        if told.when is not None and _is_a_day_after(told.clause):
            return told.when._replace(how="sentence")  # "a day after it listed at $20 and closed at $24"
    if draft.clause.link != "compare":
        return None
    if _is_a_day_after(draft.clause) and draft.measure == "level":
        return When(weekday_before(base.last), how="sentence")
    ended = draft.clause.cue == "after" and draft.measure == "level" and ends_day(draft)
    earlier = any(
        b.low in _SESSIONS and a.low in _EARLIER or b.low in _EARLIER_THAN and a.low in _SESSIONS
        for a, b in pairwise(items[draft.at + 1 :])
    )
    earlier = earlier or any(
        item.kind == "T" and item.data.shift is not None and item.data.shift.days == -1 for item in items
    )
    timed = any(item.kind == "T" and item.code == "time" for item in items)
    return When(weekday_before(base.last), how="sentence") if earlier or (ended and not timed) else None


def _is_previous_close(items: Sequence[Item], at: int) -> bool:
    """Whether a number is called the close before: "against its previous close of 17,213"."""
    row = items[max(0, at - _NEAR) : at]
    return any(a.low in _EARLIER and b.low in entries.words("markets", "close") for a, b in pairwise(row))


def _is_a_day_after(clause: Clause) -> bool:
    """Whether a clause tells what was done the day before: "shares fell to $28, a day after the company listed at $30"."""
    return clause.cue == "after" and bool(clause.before) and clause.before[-1].low in {"a day", "one day"}


def ends_day(draft: Draft) -> bool:
    """Whether the verb of a quote's clause ends a day of trading."""
    verb = draft.scene.verb
    return verb is not None and verb.low.removesuffix(" at") in entries.words("markets", "ends_day")


def _is_told_in_the_east(draft: Draft) -> bool:
    """Whether the text is about a market of Asia or Oceania, or has quoted one first."""
    story, east = draft.story, entries.words("markets", "east")
    main = story.state.main_country
    first = next((fact.reporter for fact in story.facts if fact.metric in _QUOTED | {"exchange_rate"}), None)
    return first in east or (first is None and main is not None and main.value in east)


def in_session_before(draft: Draft) -> When | None:
    """The weekday before for what a market did in the session before: "had settled at 47,705 rupees in the previous trade"; not for
    what came after it, "rose 1 percent, extending a rise in the previous session"."""
    period, items = draft.when.period, draft.items
    if period is None or period.precision != "day" or draft.reading.old:
        return None
    said = _PREVIOUS.search(draft.story.text, items[0].start, items[-1].end)
    if said is None:
        return None
    between = [item for item in items[draft.at + 1 :] if item.start < said.start()]
    led = said.start() == items[0].start or said.start() > draft.quantity.end
    if not led or any(item.kind in _PARTS or item.form in {"price", "money"} for item in between):
        return None
    if draft.when.how == "read" or draft.when.shifted or draft.clause.link == "compare":
        ahead = period.first.weekday() >= _SATURDAY
        return draft.when._replace(period=weekday_before(period.first)) if ahead else None
    return When(weekday_before(period.first), said.start(), said.end(), "read")
