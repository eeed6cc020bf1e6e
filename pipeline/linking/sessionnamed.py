"""Session named: the trading day before the news that a report of markets names somewhere else than in its lead; whether a text has
told of one at all."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.linking.overnight import weekday_before
from pipeline.linking.period import When
from pipeline.linking.story import Story, within
from pipeline.periods.period import Period
from pipeline.vocabulary import entries

_WORD = re.compile(r"[a-z]+")
#: How a close is called that a quote moved from.
_LATE = ("late ",)
_SATURDAY = 5


def session_named(story: Story, published: dt.date, begin: int) -> When | None:
    """The trading day before the news where a sentence behind `begin` tells what a market did on it and none names the day of the news:
    "Asian stocks surged on Thursday", published on Friday."""
    before, found = weekday_before(published), None
    for time in story.mentions.periods:
        period = time.period
        if time.start < begin or period is None or period.precision != "day":
            continue
        if period.last == published and time.shift is None:
            return None
        if found is None and period == before and time.bare == "weekday" and _is_of_session(story, time.start):
            found = When(period, time.start, time.end, "document")
    return found


def _is_of_session(story: Story, day: int) -> bool:
    """Whether the words of the sentence before the place of a day tell of a market's move."""
    said = set(
        _WORD.findall(story.text[max(story.text.rfind(". ", 0, day), story.text.rfind("\n", 0, day)) + 1 : day].lower())
    )
    if said.isdisjoint(entries.words("timing", "session_moves")) or not said.isdisjoint(_AGAINST):
        return False
    return not said.isdisjoint(entries.words("timing", "in_session"))


#: Words of a move that another is set against, or of a run of days.
_AGAINST = {"having", "after", "following", "since", "until", "from", "than", "despite"}


#: So many characters back a session is still told of.
_BACK = 500


def tells_of_session(story: Story) -> bool:
    """Whether a sentence shortly before, no number told since, says what a stock market did, so that a company that rises is its
    share: "Tokyo stocks closed lower on Thursday. Torvik slid 2 percent"."""
    here, text = story.sentence.start, story.text
    begin = max(here - _BACK, story.facts[-1].char_end if story.facts else 0)
    names = within(story.mentions.names, begin, here)
    ends = [
        name.end
        for name in names
        if name.code == "stock_index"
        or (name.kind == "index" and name.data.get("metric", "stock_index") == "stock_index")
    ]
    low = text[begin:here].lower()
    floors = entries.words("markets", "floors")
    for end in ends or [begin + at + len(floor) for floor in floors if (at := low.find(floor)) >= 0]:
        stop = min((at for mark in (". ", "\n") if (at := text.find(mark, end, here)) >= 0), default=here)
        if not entries.words("timing", "session_moves").isdisjoint(_WORD.findall(text[end:stop].lower())):
            return True
    return False


def session_after(close: Period, said: str, published: dt.date) -> Period | None:
    """The session behind the close that a quote moved from, where the news came a day later than it: "to 141.2 yen from 140.3 late
    Tuesday", published on Thursday."""
    if not said.lower().startswith(_LATE):
        return None
    day = close.last + dt.timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += dt.timedelta(days=1)
    return Period.day(day) if day <= published else None
