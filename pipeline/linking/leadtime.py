"""Lead time: the period that a text is about, as headline and lead date it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise

from pipeline.linking import period as timing
from pipeline.linking.leading import after_old, dated_alike, follow_lead, in_recession, is_long_before
from pipeline.linking.metric import RESULTS
from pipeline.linking.ownyears import (
    count_from_lead,
    last_half,
    last_year,
    told_length,
    year_around,
)
from pipeline.linking.state import Held
from pipeline.linking.story import Story, within
from pipeline.linking.usable import names_appointment
from pipeline.periods.period import YEAR, Period, PeriodMention, month_end
from pipeline.sentences import around
from pipeline.vocabulary import entries

#: Days of a year, less one, and after its beginning in which budgets are still told of.
_YEAR, _BEGUN = 364, 60


#: Days after a month's end in which it is reported on.
_RECENT = 100
#: What leads to the time of an earlier amount: "from 351.8 billion cedis in".
_MOVED_FROM = re.compile(r"\bfrom (?:[\w.,$€£¥-]+ ){1,4}(?:in|at the end of|for) (?:the )?$")
#: So many letters has a line between headline and text at most.
_SHORT = 60
#: So many days after its end a month is no longer news.
_PAST = 150
#: What a company says in passing of the year that has just begun.
_FIRST_WEEKS = re.compile(r"(?:the )?(?:first|opening) [\w-]+ weeks of ")
#: So many sums are results.
_TOLD_RESULTS = 2


def date_lead(story: Story, lead_end: int, *, of_company: bool) -> None:
    """Sets the period that headline and lead are about, and the year of a company's outlook."""
    state = story.state
    _tell_days_of_month(story, lead_end)
    spans = [mention for mention in story.mentions.periods if mention.start <= lead_end and _covers(story, mention)]
    if len(spans) > 1 and _is_dateline(story, spans[0], spans[1]):
        spans = spans[1:]
    spans = [mention for mention in spans if not _is_to_come(story, mention)] or spans
    if not of_company:
        spans = [mention for mention in spans if not _has_not_begun(story, mention)]
    else:  # "annual profit rose 12 percent. Trading in the first eight weeks of 2018 was in line"
        spans = [mention for mention in spans if not _FIRST_WEEKS.match(mention.text)] or spans
    if spans and spans[0].start < story.document.headline_end:
        spans = [mention for mention in spans if not _is_contrast(story, mention)] or spans
    ended = None if of_company else _month_counted(story, lead_end)
    if ended is not None and (not spans or spans[0].start > around(story.text, ended.start, ended.start)[1]):
        spans = [ended]
    elif ended is not None and _MOVED_FROM.search(story.text, ended.end, spans[0].start):
        spans = [ended]  # "climbed to 392 billion cedis at the end of March from 352 billion in December"
    if spans and of_company and _opens_with_deal(story, spans[0]):
        spans = []  # "X will buy Y for $3.4 billion. Y's sales rose 14 percent in the year ended March 31"
        if (day := story.document.published_at) is not None:
            state.lead_period = Held(Period.day(day), -1, -1)
    if spans:
        lead = _reported(story, spans) if of_company else _budgeted(story) or _told(story, spans[0], spans)
        period = _moved_to(story.text, lead) if of_company else after_old(story, lead) or _moved_to(story.text, lead)
        if not of_company and (own := in_recession(story, lead, spans)) is not None:
            lead, period = own, own.period
        state.lead_period = Held(_with_next(story, lead) or period, lead.start, lead.end)
        follow_lead(story)
        count_from_lead(story)
    if of_company:
        state.outlook = _outlook(story) if spans else None
        published = story.document.published_at
        if state.lead_period is None or (published is not None and state.lead_period.value.last >= published):
            lead_quarter = _before_outlook(story, state.lead_period, published)
            state.lead_period = _latest_quarter(story, lead_end) or lead_quarter or state.lead_period
        elif published is not None and (length := _length_in_front(story, published, state.lead_period)) is not None:
            state.lead_period = length


def _is_dateline(story: Story, line: PeriodMention, told: PeriodMention) -> bool:
    """Whether the line behind the headline says nothing but the month in which the text was published, and the text begins with a longer
    time around it: "August 2020", then "sees 2020 grain output falling"."""
    text = story.text
    if line.start > story.document.headline_end + 2 or line.period is None or told.period is None:
        return False
    alone = text[line.end : line.end + 1] == "\n" and text[max(0, line.start - 1) : line.start] in {"", "\n"}
    return alone and told.period != line.period and told.period.contains(line.period)


def _opens_with_deal(story: Story, first: PeriodMention) -> bool:
    """Whether headline and first paragraph tell of a takeover and of no results, and only later paragraphs of a time."""
    end = story.text.find("\n\n", story.document.headline_end + 2)
    end = story.text.find("\n\n", end + 2) if 0 <= end < story.document.headline_end + _SHORT else end
    if end < 0 or first.start < end:
        return False
    said = set(re.findall(r"[a-z]+", story.text[:end].lower()))
    named = {m.code for m in within(story.mentions.names, 0, end) if m.kind == "metric"}
    if said.isdisjoint(entries.words("deals", "takes_over")) or named & RESULTS:
        return False
    return any(q.kind == "money" for q in within(story.mentions.quantities, 0, end))


def _length_in_front(story: Story, published: dt.date, lead: Held) -> Held | None:
    """The year or half-year that results are told of first, where the text dates no more than what it was before: "annual pre-tax
    profit fell 14 percent to 7 billion pounds. Write-offs were 1.2 billion pounds, against 653 million in 2021"; the half-year before a
    quarter of it: "its half-year report: revenue was 150 billion. Profit was 25 billion in the first quarter"."""
    if lead.value.precision not in {"year", "quarter"} or (said := told_length(story, max(lead.start, 0))) is None:
        return None
    period = last_year(story, published) if said[0] == "year" else last_half(story, published)
    if lead.value.precision == "quarter":
        return Held(period, *said[1:]) if said[0] != "year" and period.contains(lead.value) else None
    own = story.year_start > 1 and lead.value.first.month == 1  # "last year" of one whose years end in June
    return Held(period, *said[1:]) if lead.value.last < (period.last if own else period.first) else None


def _with_next(story: Story, lead: PeriodMention) -> Period | None:
    """The two months in a row that one number is told of: "flew 640,000 passengers during July and August"."""
    if lead.period is None or lead.period.precision != "month":
        return None
    begin, end = around(story.text, lead.start, lead.start)
    named = within(story.mentions.periods, begin, end)
    pair = [n for n in pairwise(named) if lead in n and story.text[n[0].end : n[1].start] == " and "]
    if not pair or pair[0][0].period is None or pair[0][0].period.shift(months=1) != pair[0][1].period:
        return None
    first, last = pair[0][0].period, pair[0][1].period
    figures, before = len(within(story.mentions.quantities, begin, lead.start)), story.text[begin : pair[0][0].start]
    if last is None or figures != 1 or before.endswith("both ") or "respectively" in story.text[begin:end]:
        return None
    return Period.span(first.first, last.last)


def _moved_to(text: str, mention: PeriodMention) -> Period | None:
    """The later of two months in a row behind "from": what rose "from April to May" is May's."""
    period = mention.period
    if period is None or period.months != 2 or not text[: mention.start].endswith("from "):
        return period
    return Period.unit("month", period.last)


def _before_outlook(story: Story, lead: Held | None, published: dt.date | None) -> Held | None:
    """The quarter before the one under way that only an outlook names, once results have been told: "Profit rose to $158 million. For the
    third quarter it forecast sales of $4.2 billion", written in July."""
    if lead is None or published is None or lead.value.precision != "quarter" or lead.start < 0:
        return None
    begin, end = around(story.text, lead.start, lead.start)
    told = within(story.mentions.quantities, story.document.headline_end, begin)
    results = sum(quantity.kind == "money" for quantity in told)
    ahead = any(word in entries.words("forecasts", "ahead") for word in story.text[begin:end].lower().split())
    if results < _TOLD_RESULTS or not ahead or lead.value.first > published:
        return None
    return Held(lead.value.shift(quarters=-1), lead.start, lead.end)


def _covers(story: Story, mention: PeriodMention) -> bool:
    """Whether a time can be what the whole text is about: a month or longer, not long past, not open."""
    published, period = story.document.published_at, mention.period
    if (
        (mention.shift is not None and mention.shift.steps)
        or mention.role not in {"time", "asof"}
        or period is None
        or mention.open_end
        or period.precision in {"day", "week"}
        or timing.is_of_years(mention)
        or story.text.startswith((" delivery", " contract", " futures"), mention.end)
        or _SAID_THEN.search(story.text, max(0, mention.start - _BEHIND), mention.start)
        or is_long_before(story, mention)
        or _SINCE_EVENT.search(story.text, max(0, mention.start - _EVENT), mention.start)
        or _TO_BE_BEATEN.match(story.text, mention.end)
        or _names_contract(story, mention)
        or _is_of_appointment(story, mention)
    ):
        return False
    return published is None or (published - period.last).days < 430


#: Before the time when something was still said or so, and the letters that it takes: "which the ministry was still promising as late as May".
_SAID_THEN, _BEHIND = re.compile(r"\bas (?:recently|late|lately|early) as (?:last )?$"), 25


#: Before the time of what happened since when something has been so, and the letters that it takes: "Since the invasion of Ukraine last year".
_SINCE_EVENT, _EVENT = re.compile(r"\bsince (?:[^\W\d][\w’'-]* ){2,8}$", re.IGNORECASE), 90


#: Behind the time of what is only to be beaten: "within a whisker of last year's full-year record"; not "last month's record exports".
_TO_BE_BEATEN = re.compile(
    r"(?:['’]s)? (?:(?:all-time|full-year|annual|yearly|monthly|quarterly|previous) )?(?:record|peak|high|best)\b(?:[^\w -]| (?:of|in|by|as"
    r"|when|before|since|and|with|after|high|level|mark)\b)"
)


#: The words that go on behind a time without a stop.
_BEHIND_TIME = re.compile(r"(?: [A-Za-z]+(?:-[A-Za-z]+)*){1,4}")
#: What a good's name goes on to that is told for a month, no contract of it.
_OF_A_MONTH = re.compile(
    r" (?:exports?|imports?|output|production|shipments|sales|prices?|stocks|arrivals|deliveries|crop|harvest)\b"
)


def _names_contract(story: Story, mention: PeriodMention) -> bool:
    """Whether a month names a contract: "December corn dropped 3.5 percent to $7.72 a bushel"."""
    if mention.origin != "partial" or mention.bare != "month":
        return False
    traded = entries.words("markets", "traded_goods")
    good = next((m for m in within(story.mentions.names, mention.end, mention.end + 2) if m.kind == "product"), None)
    return good is not None and good.code in traded and _OF_A_MONTH.match(story.text, good.end) is None


def _is_of_appointment(story: Story, mention: PeriodMention) -> bool:
    """Whether a month says when something is to be decided: "Inflation beats forecasts, dashing hopes of a June rate cut"."""
    if mention.bare != "month" or mention.origin != "partial":
        return False
    behind = _BEHIND_TIME.match(story.text, mention.end)
    return behind is not None and names_appointment(behind[0].lower().split())


def _month_counted(story: Story, lead_end: int) -> PeriodMention | None:
    """The month that the first time of a text is the end of, as stocks are counted: "inventories shrank to 2.2 million tonnes at the end
    of December" is a report on December."""
    published = story.document.published_at
    first = next((m for m in story.mentions.periods if m.role in {"time", "asof"} and m.period is not None), None)
    if first is None or published is None or first.start > lead_end or first.period.precision != "day":
        return None
    last, month = first.period.last, first.text.lower()
    if (
        first.whole is None
        or first.whole.precision != "month"
        or "year" in month
        or not 0 < (published - last).days < _RECENT
    ):
        return None
    return replace(first, period=first.whole)


def _has_not_begun(story: Story, mention: PeriodMention) -> bool:
    """Whether the body names a month, quarter or half that has not begun below its lead: "Growth will slow in the second half", written in
    April; so does a month that would be long past: "signals another hike in December", in September."""
    published, period = story.document.published_at, mention.period
    if published is None or period is None:
        return False
    if mention.origin == "partial" and mention.bare == "month" and (published - period.last).days > _PAST:
        return True
    if period.first <= published or period.months >= YEAR:
        return False
    return "\n\n" in story.text[story.document.headline_end : mention.start].lstrip()


def _is_to_come(story: Story, mention: PeriodMention) -> bool:
    """Whether the body looks ahead to a month or quarter: "clearing the way for another cut next month"."""
    published, period = story.document.published_at, mention.period
    ahead = published is not None and period is not None and period.first > published
    named = mention.text.lower().removeprefix("the ").startswith(("next ", "coming "))
    return named and ahead and mention.start >= story.document.headline_end and period.precision != "year"


#: What sets the end of a headline against its news.
_BUT = re.compile(r"\b(?:but|though|although|despite|yet|even if|while)\b[^,;:.]{0,20}$", re.IGNORECASE)


def _is_contrast(story: Story, mention: PeriodMention) -> bool:
    """Whether a headline's time stands behind its figures, in what is only set against them: "Exports top $9bn, but May disappoints"."""
    body = story.document.headline_end
    if mention.start >= body or _BUT.search(story.text, 0, mention.start) is None:
        return False
    figures = [q.start for q in within(story.mentions.quantities, 0, body) if q.kind not in {"ordinal", "duration"}]
    return bool(figures) and figures[-1] < mention.start


#: Units of which a part may be told of before they are over.
_WHOLES = {"year", "fiscal_year", "half", "quarter", "month"}


_ROLLING = re.compile(r"(?:the )?(?:\w+) (?:months|weeks) (?:to|through|ending|ended)\b")


def _told(story: Story, lead: PeriodMention, spans: list[PeriodMention]) -> PeriodMention:
    """The period that data are told of: where headline or lead speak of a year or month under way, the part of it that the lead dates."""
    published = story.document.published_at
    body = story.document.headline_end
    rolling = next((m for m in spans if m.start >= body), lead)
    if lead.start < body and _ROLLING.match(rolling.text) and rolling.period.last == lead.period.last:
        return rolling
    if published is not None and lead.start < body and lead.origin == "partial":
        lead = dated_alike(lead, spans, published) or lead
    if published is None or lead.period.precision not in _WHOLES:
        return lead
    if lead.period.last < published:
        return _part_in_front(story, lead, spans) or lead
    if _is_foretold(story, lead):
        return lead
    after = story.text.find("\n\n", body + 200) if lead.start < body else story.text.find(". ", lead.end)
    end = after if after >= 0 else len(story.text)
    return next(
        (
            m
            for m in spans
            if body <= m.start < end
            and m.role == "time"
            and m.period is not None
            and m.period.precision in {"month", "quarter", "half", "span"}
            and lead.period.contains(m.period)
            and m.period != lead.period
            and m.period.last <= month_end(published.year, published.month)
        ),
        lead,
    )


def _is_foretold(story: Story, lead: PeriodMention) -> bool:
    """Whether a forecast for the year is what the text is about: "cut its forecast for global growth this year to 3.0 percent", so
    that a month behind it only says when the forecast was made."""
    if lead.period is None or lead.period.precision not in {"year", "fiscal_year"}:
        return False
    begin, end = around(story.text, lead.start, lead.start)
    said = story.text[begin:end].lower()
    rate = "percent" in said or "%" in said or "per cent" in said
    return rate and not timing.words("foresight").isdisjoint(re.findall("[a-z]+", said))


def _part_in_front(story: Story, lead: PeriodMention, spans: list[PeriodMention]) -> PeriodMention | None:
    """The month or quarter that the first sentence speaks of where the headline names its year: "Exports hit record in 2025" and
    then "Exports surged in December to their highest monthly level"."""
    body = story.document.headline_end
    if lead.start >= body or lead.period is None or lead.period.precision != "year":
        return None
    first = next((m for m in story.mentions.periods if m.start >= body and m in spans), None)
    if first is None or first.period is None or first.period.precision not in {"month", "quarter"}:
        return None
    end = around(story.text, first.start, first.start)[1]
    again = any(m.period is not None and m.period.contains(lead.period) for m in within(spans, first.end, end))
    opens = "\n" not in story.text[body : first.start].strip()
    return first if opens and not again and lead.period.contains(first.period) else None


def _tell_days_of_month(story: Story, lead_end: int) -> None:
    """Gives a headline's month that is not over, or its last day, the days that the lead tells of: "January exports up
    14.9 percent" on the 21st, "Exports up through Dec. 20"."""
    published, body, periods = story.document.published_at, story.document.headline_end, story.mentions.periods
    above = within(periods, 0, body)
    days = next((m for m in within(periods, body, lead_end) if _is_month_so_far(m.period, published)), None)
    if days is None or days.period is None:
        return
    told = days.period
    months = [m.period for m in within(periods, body, days.start) if m.period is not None]
    if any(period.precision == "month" and period.contains(told) for period in months):
        return  # "are to reach 15 million tonnes in May", and then what the first three weeks of it brought
    for i, mention in enumerate(above):
        period = mention.period
        if period is not None and mention.role in {"time", "until"} and period.last >= told.last:
            if period.precision == ("day" if mention.role == "until" else "month") and period.first <= told.last:
                above[i] = replace(mention, period=told, role="time")
    story.mentions.periods = [*above, *periods[len(above) :]]


def _is_month_so_far(period: Period | None, published: dt.date | None) -> bool:
    """Whether a period is the days of a month until one that is over at the time of the publication."""
    return (
        published is not None
        and period is not None
        and period.precision == "span"
        and period.first.day == 1
        and (period.first.year, period.first.month) == (period.last.year, period.last.month)
        and period.last <= published
    )


def _outlook(story: Story) -> Held | None:
    """The year that a company's forecasts are for: the first in the text that is under way."""
    published = story.document.published_at
    own = year_around(story, published) if published is not None and story.year_start > 1 else None
    named = next((m for m in story.mentions.periods if own is not None and m.period == own), None)
    if own is not None and named is not None:
        return Held(own, named.start, named.end)
    for mention in story.mentions.periods:
        period = mention.period
        if published is None or period is None or mention.role not in {"time", "asof"} or mention.open_end:
            continue
        if period.precision in {"year", "fiscal_year"} and period.first <= published <= period.last:
            bare = story.year_start > 1 and not any(c.isdigit() for c in mention.text) and "cal" not in mention.text
            period = year_around(story, published) if bare else period  # "for the year": its own
            return Held(period, mention.start, mention.end)
    return None


#: A budget that is set, not what has come of one: "nine-month budget deficit widens".
_BUDGET = re.compile(r"\bbudget\b(?! (?:deficit|surplus|gap|shortfall|balance|revenue))", re.IGNORECASE)


def _budgeted(story: Story) -> PeriodMention | None:
    """The first year that begins about when the news is or later, where the headline tells of a budget; not of its gap so far."""
    published = story.document.published_at
    if published is None or _BUDGET.search(story.text, 0, story.document.headline_end) is None:
        return None
    for mention in story.mentions.periods:
        period = mention.period
        if period is not None and mention.role == "time" and _YEAR <= (period.last - period.first).days <= _YEAR + 2:
            if -_BEGUN <= (period.first - published).days <= _YEAR:
                return mention
    return None


def _reported(story: Story, spans: list[PeriodMention]) -> PeriodMention:
    """The period that a company reports on: one that is over before the year under way; one that the body dates before a headline's "Q1"."""
    published = story.document.published_at
    lead = spans[0]
    if published is not None and lead.period.precision == "month" and (published - lead.period.last).days > _PAST:
        newer = (m for m in spans if m.period.last < published and (published - m.period.last).days <= _PAST)
        lead = next(newer, lead)  # "valued at $4 billion in August 2018. Revenue doubled in the year ended June 30"
    parts = [
        m
        for m in spans
        if m.period.precision in {"quarter", "half", "month", "span"}
        and (published is None or m.period.last < published)
    ]
    if published is not None and lead.period.last >= published:
        return parts[0] if parts else lead
    dated = [
        m
        for m in parts
        if m.start >= story.document.headline_end and m.period.precision == lead.period.precision and len(m.text) > 3
    ]
    short = len(lead.text) <= 3 and any(letter.isdigit() for letter in lead.text)  # "Q1", "2Q", not "May"
    if lead.start < story.document.headline_end and short and dated:
        return dated[0]
    return lead


def _latest_quarter(story: Story, lead_end: int) -> Held | None:
    """The quarter before the publication, where headline and lead tell of "quarterly profit" or "the quarter" and date none."""
    published = story.document.published_at
    results = {m.start for m in story.mentions.names if m.data.get("home") == "company" and m.code != "dividend"}
    for mention in within(story.mentions.periods, 0, lead_end):
        shift = mention.shift
        told = mention.text.lower() == "quarterly" and bool({mention.start, mention.end + 1} & results)
        named = shift is not None and shift.unit == "quarter" and not shift.steps
        if published is not None and (told or named):
            return Held(Period.unit("quarter", published).shift(quarters=-1), mention.start, mention.end)
    if published is None or (said := told_length(story, lead_end)) is None:
        return None
    period = last_year(story, published) if said[0] == "year" else last_half(story, published)
    return Held(period, *said[1:])
