"""Day of quote: the trading day that a share, rate or price is told of when its own words name none."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.linking.draft import Draft
from pipeline.linking.meaning import status_and_cue
from pipeline.linking.metric import PRICES
from pipeline.linking.overnight import last_session, weekday_before
from pipeline.linking.period import When, is_average
from pipeline.linking.sessionnamed import session_after, session_named
from pipeline.linking.setprices import from_day
from pipeline.linking.state import Held
from pipeline.linking.story import Story, within
from pipeline.periods.period import Period
from pipeline.periods.reviewed import week_reviewed
from pipeline.vocabulary import entries

#: What a stock market's report tells of one day.
_OF_SESSION = {"stock_index", "exchange_rate", "net_buying", "trading_volume"}
_SHARES = {"stock_index", "share_price"}
#: Prices that are alike all over the world.
_WORLDWIDE = {"oil_price", "commodity_price"}
#: What an index of prices is told as.
_INDICES = {"average_price", "commodity_price"}
#: Days that a market report may come behind the day it tells of: a weekend and a holiday.
_NEWS = 4
_LEAD, _CLOSE, _LINE = 300, 80, 90  # characters
_CLOSING = re.compile(r"\b(?:closed|settled|finished|ended)\b(?:[^.;]|\.\d)*$")
#: What a day's move is set against: "rose 1 percent, after falling 0.3 percent on Monday".
_FOIL = re.compile(r"\b(?:after (?:\w+ing|net|an?)|having)\b(?:[^.;]|\.\d)*$")
#: The same at a sentence's front, where a noun tells the move: "After a sell-off on Monday, the index gained".
_FRONT = re.compile(r"\b(?:After|Following|Despite|On the heels of) [^,.;:\n]*$")
#: The close of a day that a quote is set against: "up from Monday's close".
_LED_TO_CLOSE = re.compile(r"\b(?:from|against|than|versus|above|below|with|to) (?:late )?$")
_CLOSE_OF = re.compile(r"['’]s (?:late )?(?:clos(?:e|ing)|finish|settle(?:ment)?)\b")
#: The same told of the day before: "to 117.20 yen from 116.50 late Tuesday".
_EARLIER = re.compile(
    r"\b(?:from|compared with|against|versus|than) (?:about |around )?\S*\d\S*(?: [\w.]+){0,5} $", re.IGNORECASE
)
#: A day that something has come from until now: "has slid from nearly $74 last spring".
_SINCE_THEN = re.compile(r"\b(?:has|have) (?:\w+ ){1,3}from (?:[^.;]|\.\d)*$")
#: Between a quote and the day on which the market opened or closed at it; before a day that a sentence begins with.
_AT_OPENING = re.compile(
    r"[^.;\d]* (?:when|as|after) (?:the )?(?:\w+ )?(?:markets?|trading|trade) (?:re)?(?:opened|closed)[^.;,]* "
)
_OPENS = re.compile(r"(?:^|[.!?”\"] )On $")
#: From the beginning of a sentence on a market to the day that it traded on.
_TRADED_ON = re.compile(
    r"(?:[\w.’'-]+ ){0,3}(?:[Ss]tocks|[Ss]hares|[Ee]quities|[Mm]arkets?|Wall Street|[Bb]ourses?|[Ii]ndices|[Ii]ndexes) "
    r"(?:(?!after |following |ahead |before |since |from |despite |as )[\w’'-]+ ){1,10}"
)
_SATURDAY = 5


def is_monthly(draft: Draft) -> bool:
    """Whether a quote is told month by month in a report on a month: "Dubai crude dropped 3.8 percent on-month to $62.05"."""
    lead, topic = draft.state.lead_period, draft.state.topic
    if lead is None or lead.value.precision != "month":
        return False
    if draft.metric.code == "net_buying" and topic is not None and topic.value.code == "net_buying":
        day = draft.state.periods.get("day")  # of a market told of in the paragraph
        return day is None or day.paragraph != draft.story.sentence.paragraph
    if _is_of_shops(draft, topic):
        return True
    if draft.metric.code not in _WORLDWIDE:
        return False
    told = any(f.metric in _INDICES and f.period == lead.value.iso for f in draft.story.facts)
    if told and draft.metric.name.endswith(" index"):
        return True  # "The FAO food index averaged 120 points in April. The sugar price index rose 3.9 percent"
    return any(item.kind == "T" and item.code == "basis" and item.data.basis == "mom" for item in draft.items)


def _is_of_shops(draft: Draft, topic: Held | None) -> bool:
    """Whether a price by weight is one of those that a month's inflation is reckoned from: "Inflation eased to 4.2 percent in October. A kilo
    of eggs cost 182 pesos, down from 195 a month earlier"; not one that world markets set."""
    if draft.metric.code != "commodity_price" or topic is None or topic.value.code not in PRICES:
        return False
    at_home = draft.holder is not None and draft.holder.value == "US"
    if draft.measure != "level" or (draft.unit.startswith("USD") and not at_home):
        return False
    return any(time.shift is not None and time.shift.steps for time in draft.story.periods)


def averaged_beside(draft: Draft) -> When | None:
    """The longer time of an average that a quote stands beside: "The won averaged 1,467 in December, while Dubai crude fell to $62"."""
    for scene in draft.story.scenes:
        if scene.start >= draft.scene.start or scene.when is None or scene.fact is None:
            continue
        if is_average(scene.clause.items, len(scene.clause.items)):
            return scene.when._replace(how="sentence")
    return None


def of_price_foreseen(draft: Draft) -> When | None:
    """The time of a price of goods that somebody foresees and gives no day for: that told behind it in the sentence, else the year under
    way: "sees Brent in a range of $70 to $80, with an average price of $76 in the fourth quarter"."""
    story, published = draft.story, draft.story.document.published_at
    if draft.metric.code not in _WORLDWIDE or draft.measure != "level" or published is None:
        return None
    status, _ = status_and_cue(story, draft.scene, draft.at, draft.quantity, None, draft.metric.code)
    if status != "forecast" or any(item.kind == "V" and item.code in {"raise", "lower"} for item in draft.items):
        return None  # "cut its milk price forecast by 15 cents to $6"
    behind = within(story.mentions.periods, draft.quantity.end, story.sentence.end)
    ahead = next((time for time in behind if time.period is not None and time.period.last > published), None)
    if ahead is not None and ahead.period is not None:
        return When(ahead.period, ahead.start, ahead.end, "sentence")
    looked = draft.state.looked_to
    if looked is not None and looked.value.last > published and looked.paragraph == story.sentence.paragraph:
        return When(looked.value, looked.start, looked.end, "context")
    return When(Period.year(published.year), -1, -1, "document")


def day_of_quote(draft: Draft) -> When | None:
    """The day of a quote: that of the sentence before where it goes on, else of the section, of the market report or of the news."""
    state, published = draft.state, draft.story.document.published_at
    day, daily, own = state.periods.get("day"), state.periods.get("daily"), state.periods.get("own")
    if (opened := _day_at_opening(draft) or from_day(draft)) is not None:
        return opened
    if day is not None and _is_same_day(draft, day):
        return When(day.value, day.start, day.end, "paragraph")
    if published is None:
        return None
    if (spoken := _day_spoken_of(draft)) is not None:
        return spoken
    if own is not None and own.start > draft.story.document.headline_end + _LEAD:
        told = _told_in_lead(draft.story, published)  # what the lead moved by was no figure yet
        own = Held(told.period, told.start, told.end) if told is not None else own
    of_news = own.value.last if own is not None and 0 <= (published - own.value.last).days <= _NEWS else published
    if (session := last_session(draft, of_news)) is not None:
        return session
    if daily is not None:
        return When(daily.value, daily.start, daily.end, "context")
    if own is not None and 0 <= (published - own.value.last).days <= _NEWS:
        return When(own.value, own.start, own.end, "document")
    told = _told_in_lead(draft.story, published) or _week_over(draft, published)
    told = told or session_named(draft.story, published, _lead_of(draft.story))
    if told is None and published.weekday() == _SATURDAY and draft.metric.code in _SHARES:
        today = Period.day(
            published
        )  # no exchange trades shares on a Saturday, if the text does not say that it is one
        if all(mention.period != today for mention in draft.story.mentions.periods):
            return When(weekday_before(published), -1, -1, "document")
    return told or When(Period.day(published), -1, -1, "document")


def _day_at_opening(draft: Draft) -> When | None:
    """The day on which a market opened or closed at a quote: "was fixed at 9,100 when the market opened on Sunday"."""
    story = draft.story
    behind = within(story.mentions.periods, draft.quantity.end, story.sentence.end)
    day = behind[0].period if behind else None
    if day is None or day.precision != "day":
        return None
    if _AT_OPENING.fullmatch(story.text, draft.quantity.end, behind[0].start) is None:
        return None
    return When(day, behind[0].start, behind[0].end, "sentence")


def _day_spoken_of(draft: Draft) -> When | None:
    """The day that the sentence before, which has no figure, begins with: "On Friday it recovered. The price rose by 40"; the one that a
    paragraph's first says a market traded on: "U.S. equities had a mixed day on Friday. The Dow rose 0.4 percent"."""
    story = draft.story
    begin = story.text.rfind("\n", 0, story.sentence.start) + 1
    before = within(story.mentions.periods, begin, story.sentence.start)
    day = next((mention for mention in before if mention.bare == "weekday"), None)
    published = story.document.published_at
    if published is not None and (day is None or day.period is None or (published - day.period.last).days > _NEWS):
        day = None
    if day is not None and day.period is not None and draft.metric.code == "stock_index":
        figures = within(story.mentions.quantities, begin, story.sentence.start)
        if not figures and _TRADED_ON.fullmatch(story.text, begin, day.start):
            return When(day.period, day.start, day.end, "paragraph")
    if not before or before[-1].bare != "weekday" or before[-1].period is None:
        return None
    opens = _OPENS.search(story.text[begin : before[-1].start]) is not None
    if not opens or within(story.mentions.quantities, before[-1].end, story.sentence.start):
        return None
    if _is_of_other_news(story, before[-1].start, before[-1].end):
        return None
    return When(before[-1].period, before[-1].start, before[-1].end, "paragraph")


def _week_over(draft: Draft, published: dt.date) -> When | None:
    """The week that a report looks back on, for a move in it that has no day of its own."""
    if not draft.measure.startswith("change"):
        return None
    week = week_reviewed(draft.story.text, draft.story.mentions.periods, published)
    return When(week.period, week.start, week.end, "document") if week is not None else None


def _told_in_lead(story: Story, published: dt.date) -> When | None:
    """The day that a lead without numbers tells of: "Wall Street stocks plunged Wednesday", published on Thursday; else the
    day of the one close that a text tells of: "Crude settled at $51 on Tuesday"."""
    closes: list[When] = []
    lead = _lead_of(story)
    for time in story.mentions.periods:
        period = time.period
        if time.start < lead and period is not None and period.last == published:
            if time.bare == "weekday" and time.end <= story.document.headline_end:
                return When(period, time.start, time.end, "document")  # "Stocks rebound on Thursday"
            continue  # a line with the date of the paper
        if period is None or period.precision != "day" or period.last.weekday() >= _SATURDAY:
            continue  # no market is open at a weekend
        if time.shift is not None and time.shift.days < 0:
            continue  # "up 5.2 won from the previous session"
        if not 0 <= (published - period.last).days <= _NEWS or _FOIL.search(
            story.text, max(0, time.start - _CLOSE), time.start
        ):
            continue
        if _EARLIER.search(story.text, max(0, time.start - _CLOSE), time.start):
            session = session_after(period, time.text, published)
            if session is not None and session.last < published and time.start <= lead + _LEAD:
                return When(session, time.start, time.end, "document")
            if session is not None or period == weekday_before(published):
                continue
        if _is_of_earlier_move(story, time.start, time.end) or _is_of_other_news(story, time.start, time.end):
            continue
        if time.start <= lead + _LEAD:
            return When(period, time.start, time.end, "document")
        if period.last == published:
            return None
        if _CLOSING.search(story.text, max(0, time.start - _CLOSE), time.start):
            closes.append(When(period, time.start, time.end, "document"))
    return closes[0] if len({when.period for when in closes}) == 1 else None


def _is_of_earlier_move(story: Story, start: int, end: int) -> bool:
    """Whether a day is that of the move that a sentence sets its own against at its front, "Following yesterday's rally, shares fell", or
    of the close that it does: "up from Monday's close"."""
    if _LED_TO_CLOSE.search(story.text, max(0, start - _CLOSE), start) and _CLOSE_OF.match(story.text, end):
        return True
    front = _FRONT.search(story.text, max(0, start - _CLOSE), start)
    comma = story.text.find(",", end, end + _CLOSE) if front is not None else -1
    if front is None or comma < 0:
        return False
    told = re.findall(r"[\w-]+", story.text[front.start() : comma].lower())
    return not entries.words("timing", "market_moves").isdisjoint(told)


def _is_of_other_news(story: Story, start: int, end: int) -> bool:
    """Whether a sentence behind the first begins with a day on which something else came about: "On Wednesday, the EU imposed sanctions"."""
    begin = story.text.rfind("\n", 0, start) + 1
    if start - begin < len("On ") + 1 or _OPENS.search(story.text[max(begin, start - _CLOSE) : start]) is None:
        return False
    stop = story.text.find(". ", end)
    told = set(re.findall(r"[a-z]+", story.text[end : stop if stop >= 0 else end + _LEAD].lower()))
    return told.isdisjoint(entries.words("timing", "session_moves")) and told.isdisjoint(
        entries.words("timing", "market_moves")
    )


def _lead_of(story: Story) -> int:
    """Where the first paragraph begins, behind the lines that name paper, section, date and author."""
    begin = story.document.headline_end
    while (end := story.text.find("\n", begin + 1)) >= 0 and end - begin < _LINE:
        if story.text[begin:end].rstrip().endswith((".", "!", "?", "”", '"')):
            break
        begin = end
    return begin


def _is_same_day(draft: Draft, day: Held) -> bool:
    """Whether a quote goes on about a day named in its sentence or the one before: in one paragraph, of the same country's market or
    of a good that the world trades."""
    story, index = draft.story, draft.frame.index
    last = story.facts[-1]
    if day.sentence == story.number:
        return True
    if day.paragraph != story.sentence.paragraph or day.sentence != story.number - 1 or last.period != day.value.iso:
        return False
    if _SINCE_THEN.search(story.text, max(0, day.start - _CLOSE), day.start):
        return False
    if draft.metric.code in _WORLDWIDE:
        return last.metric in _WORLDWIDE
    country = index.data.get("country") if index is not None else last.reporter
    if {draft.metric.code, last.metric} <= _OF_SESSION and draft.holder is not None:
        return (
            draft.holder.value == last.reporter
        )  # "The index fell on Thursday. Foreigners sold $32 million of shares"
    return last.metric == draft.metric.code and country == last.reporter
