"""Own years: the quarters, halves and years of a company's report, counted in the fiscal years that the company keeps."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from pipeline.linking.story import Story, within
from pipeline.periods.fiscal import Convention, company_convention, conventions, country_of
from pipeline.periods.period import Period, PeriodMention
from pipeline.periods.yearstart import start_said

_RESULTS = {"net_income", "operating_profit", "pretax_profit", "eps"}
_MONTHS = {"quarter": 3, "half": 6}
#: What a text tells of a year or half-year, how it says so, and within how many characters before.
_TOLD = {*_RESULTS, "revenue", "ebitda"}
_LENGTH = re.compile(
    r"\b(?:(half[- ]year(?:ly)?|interim|six[- ]month|first[- ]half)|annual|full[- ]year|yearly)\b", re.IGNORECASE
)
_FOR_LENGTH = re.compile(r" for the (?:(half(?:[- ]year)?)|(?:full |financial |whole )?year)\b(?! to| end| in| before)")
_BEFORE = 32
#: The last month in which most companies tell of the calendar year that is over, and the month in which the half-years
#: ended that are told of in January, February ...
_TELLS, _HALVES = 4, (11, 12, 12, 2, 3, 3, 6, 6, 6, 8, 9, 9)
#: How headline and lead say that they tell of the first half of a year, and how long they are.
_FIRST_HALF, _LEAD = re.compile(r"\b(?:half[- ]year(?:ly)?|first[- ]half|interim|first half)\b", re.IGNORECASE), 700
#: How the year is called that a company tells of when it is over.
_JUST_ENDED = re.compile(r"\byear (?:that |which )?just \w+$")
#: How a sentence looks ahead.
_AHEAD = re.compile(
    r"\b(?:expect|forecast|see[sn]?\b|project|predict|will\b|would\b|guid|target|aim|plan|this year)", re.IGNORECASE
)
#: The last month in which the half-year to December is told of, and the month in which it began.
_WINTER, _MIDYEAR = 3, 7
#: From this month on years begin that are called by the one they end in.
_LATE = 6
#: So many months are two years.
_TWO = 24
#: Countries where nearly all companies keep the same years.
_ALIKE = {"JP", "IN"}
#: Two years named in one: "2024/25".
_TWO_YEARS = re.compile(r"\b(?:19|20)\d\d[/–-](?:20)?\d\d\b")
#: What the year under way is called, which a company counts from its own first month.
_CURRENT = re.compile(r"\b(?:current|present) (?:business |financial )?year\b", re.IGNORECASE)
#: So many days after its end nobody reports on a quarter any more, and within so many everybody has.
_LONG_OVER, _JUST_OVER = 160, 75
#: So many days after its begin nobody tells of a quarter as over.
_YOUNG = 40
#: A profit that is named so many times less often than shares of a market is named in passing.
_IN_PASSING = 3
#: Fewer months are no running total.
_FEW = 2


def count_in_own_years(story: Story, company: str) -> None:
    """Moves the quarters, halves and fiscal years of a report on a company to its own years.

    They are those that the text says, else those that the company is known to keep, else those of the text's country;
    where the text only calls a quarter fiscal, the first one so called is the last that was over, and the others follow
    from it.
    """
    published, periods = story.document.published_at, story.mentions.periods
    if published is None:
        return
    own = company_convention(company) if tells_results(story) else None
    of_others = _of_others(story, company, published)
    if of_others:
        periods = [of_others.get(mention.start, mention) for mention in periods]
        story.mentions.periods = periods
    start = start_said(story.text, periods)
    if start is None:
        convention = own or _of_country(story)
        start = (
            convention.start
            if convention is not None
            else _start_told([m for m in periods if m.start not in of_others], published)
        )
        if start is not None and own is not None and _is_of_calendar(periods, start, published):
            start, own = 1, None
    by_half = (_start_by_half(story) or _start_long_over(story, published)) if start is None else None
    story.year_start = start or by_half or _usual_start(story)
    over = Period.year(published.year - 1)
    periods = [
        replace(m, period=last_year(story, published)) if m.period == over and _JUST_ENDED.search(m.text) else m
        for m in periods
    ]
    story.mentions.periods = periods
    if by_half is not None:
        story.mentions.periods = [_moved(m, by_half, None, published) if m.bare == "half" else m for m in periods]
    if start is None or (start == 1 and own is None):
        return
    story.mentions.periods = [
        mention
        if mention.start in of_others or _is_just_over(mention, start, published)
        else _moved(mention, start, own, published)
        for mention in periods
    ]


def _of_others(story: Story, company: str, published: dt.date) -> dict[int, PeriodMention]:
    """The quarters, by where they stand, that are called fiscal in paragraphs on other companies alone, which say nothing of this one's
    years: "These stocks moved. Amazon fell ...", and further down "Torvik rose after its fiscal second-quarter loss"."""
    text, out = story.text, {}
    fiscal = [m for m in story.mentions.periods if m.bare == "quarter" and _CALLED_FISCAL.match(m.text)]
    for mention in fiscal:
        begin, end = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
        beside = within(story.mentions.names, begin, end if end >= 0 else len(text))
        named = {name.code for name in beside if name.kind == "company"}
        if not begin or not named or company in named or mention.period is None:
            continue
        same = [m for m in fiscal if begin <= m.start <= mention.start]
        start = _start_told(same[:1], published)
        out[mention.start] = _moved(mention, start, None, published) if start is not None else mention
    return out


#: How a quarter begins that is one of a company's own year.
_CALLED_FISCAL = re.compile(r"(?:the )?fiscal", re.IGNORECASE)


def year_around(story: Story, day: dt.date, company: str | None = None) -> Period:
    """The year of a company, else of the one that reports, which holds a day: April 2024 to March 2025 for February 2025, where
    its years begin in April."""
    start, main = story.year_start, story.state.main_company
    if company is not None and main is not None and company != main.value:
        own = company_convention(company)
        start = own.start if own is not None else 1
    return Period.starting(dt.date(day.year - (day.month < start), start, 1), "year")


#: What follows the name of what is only foretold: "lifted its full-year profit forecast".
_FORETOLD = re.compile(r"\s+(?:forecast|outlook|guidance|target|projection|estimate|expectation)s?\b")


def told_length(story: Story, end: int) -> tuple[str, int, int] | None:
    """Whether headline and lead tell of a year's or half-year's results without dating them ("annual profit", "half-year headline
    earnings"), and the characters that say so."""
    for mention in story.mentions.names:
        if mention.start >= end:
            return None
        if mention.kind == "metric" and mention.code in _TOLD and _FORETOLD.match(story.text, mention.end) is None:
            begin = max(0, mention.start - _BEFORE)
            said = next(reversed(list(_LENGTH.finditer(story.text, begin, mention.end))), None)
            if said is None or "." in story.text[said.end() : mention.start]:
                said = _FOR_LENGTH.match(story.text, mention.end)  # "profit for the half-year"
            if said is not None:
                return ("half" if said[1] else "year"), said.start(), said.end()
    return None


def last_year(story: Story, published: dt.date) -> Period:
    """The last year that a company has reported on by a day: companies tell of it in the months behind its end."""
    if story.year_start > 1:
        return year_around(story, published).shift(years=-1)
    return Period.year(published.year - (published.month <= _TELLS))


def last_half(story: Story, published: dt.date) -> Period:
    """The last half of its year that a company has reported on by a day; the usual one where its years are not known."""
    if story.year_start > 1:
        year = year_around(story, published).first
        halves = [Period.starting(year, "month", 6).shift(months=months) for months in (-12, -6, 0)]
        return [half for half in halves if half.last < published][-1]
    ended = _HALVES[published.month - 1]
    month = Period.month(published.year - (ended > published.month), ended)
    return Period.starting(month.shift(months=-5).first, "month", 6)


def half_of_year_told(story: Story) -> Period | None:
    """The first half of the company's own year that the text names under way: "the year to March"."""
    published = story.document.published_at
    for mention in story.mentions.periods:
        year = mention.period
        if year is None or published is None or year.months != 2 * _MONTHS["half"] or year.first.month == 1:
            continue
        half = Period.starting(year.first, "month", _MONTHS["half"])
        if half.last < published <= year.last:
            return half
    return None


def _start_by_half(story: Story) -> int | None:
    """The month in which the years begin whose first half is told by its months: "half-year earnings fell in the six months ended
    December"; None where no such half is told of in headline and lead."""
    end = story.document.headline_end + _LEAD
    if _FIRST_HALF.search(story.text, 0, end) is None:
        return None
    told = [m for m in story.mentions.periods if m.start < end and m.bare != "half"]  # "first-half" tells none
    halves = [m.period for m in told if m.period is not None]
    half = next((period for period in halves if period.is_as_long_as("half")), None)
    return half.first.month if half is not None else None


def _start_long_over(story: Story, published: dt.date) -> int | None:
    """July, where headline and lead tell of a first half in the first months of a year, and of no other time: that of the calendar
    is long over ("first-half net sales rose 5 percent", told in February)."""
    end = story.document.headline_end + _LEAD
    if published.month > _WINTER or _FIRST_HALF.search(story.text, 0, end) is None:
        return None
    told = [m for m in story.mentions.periods if m.start < end and m.period is not None]
    halves = [m for m in told if m.bare == "half"]
    first = all("first" in m.text.lower() for m in halves)
    ahead = any(_AHEAD.search(story.text, story.text.rfind(".", 0, m.start) + 1, m.end) for m in halves)
    whole = any(m.bare == "quarter" or m.period == Period.year(published.year - 1) for m in told)
    return _MIDYEAR if halves and first and not (whole or ahead) else None


def _usual_start(story: Story) -> int:
    """The month in which the years of most companies begin where the one that reports is at home, whose results the text tells of."""
    first = next(m for m in story.mentions.names if m.kind == "company")
    code = first.data.get("country")
    return conventions()[0][code].start if code in _ALIKE and tells_results(story) else 1


def count_in_fiscal_years(story: Story) -> None:
    """Moves the quarters and halves of a report on a country whose own are those of its fiscal year: India's second is July to September."""
    published, main = story.document.published_at, story.state.main_country
    country = country_of(story.text)
    if published is None or main is None or country is None or country != main.value:
        return
    convention = conventions()[0][country]
    if convention.quarters:
        periods, start = story.mentions.periods, convention.start
        first = next((m for m in periods if m.bare == "quarter"), None)
        just_over = first is not None and _is_just_over(first, start, published)
        story.mentions.periods = [
            _of_year_beside(story.text, periods, i)
            or (m if m is first and just_over else _moved(m, start, None, published))
            for i, m in enumerate(periods)
        ]


def _of_year_beside(text: str, periods: list[PeriodMention], at: int) -> PeriodMention | None:
    """A bare quarter as that of the fiscal year that its sentence names before: "at 4.5 per cent in 2024-25, with Q1 at 4.9 per cent"."""
    mention = periods[at]
    if mention.bare != "quarter" or mention.period is None:
        return None
    year = next((m for m in periods[:at][::-1] if m.period is not None and m.period.precision == "fiscal_year"), None)
    if year is None or year.period is None or year.role == "basis" or ". " in text[year.end : mention.start]:
        return None
    if "\n" in text[year.end : mention.start]:
        return None
    rank = (mention.period.first.month + 2) // 3
    month = Period.unit("month", year.period.first).shift(months=3 * rank - 3)
    return replace(mention, period=Period.starting(month.first, "month", _MONTHS["quarter"]))


def count_from_lead(story: Story) -> None:
    """Counts "the first seven months" from where the months of headline and lead begin ("July-January"), in a text on fiscal years."""
    lead = story.state.lead_period
    period = lead.value if lead is not None else None
    published, mentions = story.document.published_at, story.mentions.periods
    if (
        period is None
        or period.precision != "span"
        or period.first.month == 1
        or published is None
        or period.months < _FEW
    ):
        return
    country = country_of(story.text)
    begins = country is not None and conventions()[0][country].start == period.first.month
    told = any(m.period is not None and m.period.precision == "fiscal_year" for m in mentions)
    if period.first.day != 1 or not (begins or told):
        return
    story.mentions.periods = [
        replace(m, period=own)
        if m.bare == "months"
        and m.text.endswith(("month", "months"))  # not "the March quarter", "the three months ended March 31"
        and m.origin == "partial"
        and m.period is not None
        and m.period.first.month == 1
        and (own := Period.starting(period.first, "month", m.period.months)).last <= published
        else m
        for m in mentions
    ]


def tells_results(story: Story) -> bool:
    """Whether the text tells of a profit, or calls a time fiscal: what a market researcher counts is of calendar years, though a profit
    be named in passing."""
    named = [m.code for m in story.mentions.names if m.kind == "metric"]
    profits = sum(code in _RESULTS for code in named)
    return profits > named.count("market_share") / _IN_PASSING or any(
        "fiscal" in m.text.lower() for m in story.mentions.periods
    )


def _is_of_calendar(periods: list[PeriodMention], start: int, published: dt.date) -> bool:
    """Whether the first quarter told of is none of the company's own years, which would be long over, but of the calendar, just over:
    another company's, "BHP's rival Vale said its first-quarter profit rose", written in May."""
    first = next((m for m in periods if m.bare in _MONTHS), None)
    if first is None or first.period is None or start == 1 or first.bare != "quarter":
        return False
    own = _part(first.period, _MONTHS[first.bare], start, published)
    return (published - own.last).days > _LONG_OVER and 0 < (published - first.period.last).days <= _JUST_OVER


def _of_country(story: Story) -> Convention | None:
    """The convention of the text's country, where companies keep it as well."""
    country = country_of(story.text)
    first = next(m for m in story.mentions.names if m.kind == "company")
    if country is None or first.data.get("country") not in {None, country}:
        return None
    found = conventions()[0][country]
    return found if found.scope == "all" else None


def _start_told(periods: list[PeriodMention], published: dt.date) -> int | None:
    """The month in which the years begin whose quarter "the fiscal third quarter" is, told right after it; None where none is told."""
    first = next(
        (m for m in periods if m.bare == "quarter" and m.text.lower().startswith(("fiscal", "the fiscal"))), None
    )
    if first is None or first.period is None or first.period.first > published:
        return None
    rank = (first.period.first.month + 2) // 3
    over = Period.unit("quarter", published).shift(quarters=-1)
    return (over.first.month - 3 * rank + 2) % 12 + 1


def _moved(mention: PeriodMention, start: int, own: Convention | None, published: dt.date) -> PeriodMention:
    """A mention with its period in years that begin in the month `start`."""
    period = mention.period
    if period is None:
        return mention
    if mention.bare in _MONTHS:
        explained = mention.bare == "half" and period.first.month not in {1, 7}  # by brackets: "(April-September)"
        low = mention.text.lower()  # by "the first half of the fiscal year" that was told before
        explained = explained or ("first" in low and period.first.month != 1)
        if explained or mention.text.lower().startswith(("calendar", "the calendar")):
            return mention
        return replace(mention, period=_part(period, _MONTHS[mention.bare], start, published))
    if period.precision == "quarter" and mention.origin == "explicit" and "fiscal" in mention.text.lower():
        return replace(mention, period=_fiscal_quarter(period, start, own, published))
    if mention.origin == "relative" and period.precision == "quarter" and (start - 1) % 3 and mention.shift is None:
        return replace(mention, period=_own_quarter(period, start, published))
    if start > 1 and period.months == _TWO and period.first.month == 1 and _TWO_YEARS.search(mention.text):
        return replace(mention, period=Period.starting(dt.date(period.first.year, start, 1), "year"))
    if start > 1 and period.precision == "year" and _CURRENT.search(mention.text):
        return replace(
            mention, period=Period.starting(dt.date(published.year - (published.month < start), start, 1), "year")
        )
    if own is not None and own.start > 1 and period.precision == "fiscal_year" and period.first.month == 1:
        begun = period.first.year - (own.named == "end")
        if mention.origin == "relative":
            begun = period.first.year - (published.month < own.start)
        return replace(mention, period=own.period(begun))
    if own is None and start >= _LATE and period.precision == "fiscal_year" and mention.origin == "explicit":
        if period.first.month == 1:  # "fiscal 2025" beside "the fiscal year that ended on Sept. 30"
            return replace(mention, period=Period.starting(dt.date(period.first.year - 1, start, 1), "year"))
    return mention


def _fiscal_quarter(period: Period, start: int, own: Convention | None, published: dt.date) -> Period:
    """A company's own quarter for one that is called fiscal with its year: the one just over, whichever of its two years names it, where
    that of the calendar is not over, else the one that the company calls so ("the fiscal fourth quarter of 2024", told in February)."""
    if period.last < published:
        return period
    months = start - 1 + period.first.month - 1
    named = [Period.month(period.first.year + away, 1).shift(months=months) for away in (-1, 0)]
    quarters = [Period.starting(month.first, "month", 3) for month in named]
    over = next((found for found in quarters if 0 < (published - found.last).days <= _LONG_OVER), None)
    if over is not None or own is None:
        return over or period
    return quarters[own.named == "start"]


def _is_just_over(mention: PeriodMention, start: int, published: dt.date) -> bool:
    """Whether a quarter is that of the calendar, which is just over, whatever years makers keep: their own of that number would be
    under way for a few weeks ("Q2 shipments slip", told in July)."""
    period = mention.period
    if mention.bare != "quarter" or period is None or not 0 < (published - period.last).days <= _JUST_OVER:
        return False
    own = _part(period, _MONTHS["quarter"], start, published)
    return own.last >= published and (published - own.first).days <= _YOUNG


def _own_quarter(period: Period, start: int, published: dt.date) -> Period:
    """A company's own quarter for one that counts from the news: "the current quarter" is May to July in May, where years begin in
    August."""
    calendar = Period.unit("quarter", published)
    away = 4 * (period.first.year - calendar.first.year) + (period.first.month - calendar.first.month) // 3
    begun = (published.month - start) % 3
    month = Period.month(published.year, published.month).shift(months=-begun)
    return Period.starting(month.first, "month", 3).shift(months=3 * away)


def _part(period: Period, months: int, start: int, published: dt.date) -> Period:
    """The nth quarter or half of a year from `start`: one to come where the calendar's was, the nearest where that was under way,
    else the last that has begun."""
    first = (start + period.first.month - 2) % 12 + 1
    years = [Period.starting(dt.date(published.year + away, first, 1), "month", months) for away in (-2, -1, 0, 1)]
    if period.first > published:
        return next(found for found in years if found.last >= published)
    if period.last >= published:
        return min(years, key=lambda found: abs(found.first + (found.last - found.first) / 2 - published))
    return [found for found in years if found.first <= published][-1]
