"""Opening: what a text is about before its first number, and where it turns to another country."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise

from pipeline.linking import period as timing
from pipeline.linking.glosses import settle_glosses, settle_inflows
from pipeline.linking.items import Item
from pipeline.linking.leading import after_old, follow_lead
from pipeline.linking.maincountry import is_survey, main_country
from pipeline.linking.metric import Metric
from pipeline.linking.names import is_country
from pipeline.linking.onegood import lead_product, only_product
from pipeline.linking.ownyears import (
    count_from_lead,
    count_in_fiscal_years,
    count_in_own_years,
    last_half,
    last_year,
    told_length,
)
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.story import Story, within
from pipeline.linking.subject import FLOWS
from pipeline.linking.totals import name_totals
from pipeline.linking.whose import find_main
from pipeline.periods.period import Period, PeriodMention, month_end
from pipeline.sentences import around
from pipeline.vocabulary import entries
from pipeline.vocabulary.trie import Mention

#: Days of a year, less one, and after its beginning in which budgets are still told of.
_YEAR, _BEGUN = 364, 60
_SPAN_HEADING = re.compile(
    r"(?:For|So far|Over) (?:the |this )?(week|month|quarter|year)(?: so far| to date)?:$", re.IGNORECASE
)


def open_state(story: Story) -> None:
    """Main country and company, from headline and lead, else from the whole text; the lead's own period."""
    state = story.state
    name_totals(story)
    settle_glosses(story)
    settle_inflows(story)
    lead_end = min(len(story.text), story.document.headline_end + 900)
    state.main_country = main_country(story, lead_end)
    if state.main_country is not None and state.main_country.value == "EA":
        story.mentions.names = [
            m._replace(code="EA") if m.kind == "place" and m.code == "EU" and _means_zone(story, m) else m
            for m in story.mentions.names
        ]
    state.main_company = _main_company(story, lead_end)
    find_main(story)
    state.survey = is_survey(story)
    of_company = state.main_company is not None and state.main_company.start < story.document.headline_end + 300
    if of_company and state.main_company is not None:
        count_in_own_years(story, state.main_company.value)
    else:
        count_in_fiscal_years(story)
    state.only_product = only_product(story)
    state.lead_product = lead_product(story)
    _tell_days_of_month(story, lead_end)
    spans = [mention for mention in story.mentions.periods if mention.start <= lead_end and _covers(story, mention)]
    spans = [mention for mention in spans if not _is_to_come(story, mention)] or spans
    if spans:
        lead = _reported(story, spans) if of_company else _budgeted(story) or _told(story, spans[0], spans)
        period = _moved_to(story.text, lead) if of_company else after_old(story, lead) or _moved_to(story.text, lead)
        state.lead_period = Held(period, lead.start, lead.end)
        follow_lead(story)
        count_from_lead(story)
    if of_company:
        state.outlook = _outlook(story) if spans else None
        published = story.document.published_at
        if state.lead_period is None or (published is not None and state.lead_period.value.last >= published):
            lead_quarter = _before_outlook(story, state.lead_period, published)
            state.lead_period = _latest_quarter(story, lead_end) or lead_quarter or state.lead_period


#: So many sums are results.
_TOLD_RESULTS = 2
_OFFICE = re.compile(r"(?:['’]s)? (?:official )?(?:statistic|data (?:agency|office))")


def _means_zone(story: Story, union: Mention) -> bool:
    """Whether the Union stands for the euro zone in a report on that: "the bloc", "the European Union statistics agency"."""
    return union.form == "description" or _OFFICE.match(story.text, union.end) is not None


#: A company named once below the first lines is named in passing.
_PASSING, _FIRST_LINES = 3.5, 350


#: Behind the name of whoever only lends it to a survey: "HSBC's final purchasing managers' index".
_SPONSORED = re.compile(
    r"(?:['’]s?)?(?:[ /][\w-]+){0,3} (?:PMI|purchasing manager|services index|manufacturing index|business climate)",
    re.IGNORECASE,
)


def _main_company(story: Story, lead_end: int) -> Held | None:
    """The company of headline and lead that the text names most, those of the headline and the first one before others."""
    weights: dict[str, float] = {}
    firsts: dict[str, Mention] = {}
    for mention in story.mentions.names:
        if mention.kind != "company" or (mention.start >= lead_end and mention.code not in firsts):
            continue
        if _SPONSORED.match(story.text, mention.end):
            continue
        weight = 3.0 if mention.start < story.document.headline_end else 2.0 if mention.start < lead_end else 1.0
        weights[mention.code] = weights.get(mention.code, 0.0 if firsts else 1.5) + weight
        firsts.setdefault(mention.code, mention)
    if not weights:
        return None
    first = firsts[max(weights, key=lambda code: (weights[code], -firsts[code].start))]
    if weights[first.code] <= _PASSING and first.start > story.document.headline_end + _FIRST_LINES:
        return None
    return Held(first.code, first.start, first.end)


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
    ):
        return False
    return published is None or (published - period.last).days < 430


def _is_to_come(story: Story, mention: PeriodMention) -> bool:
    """Whether the body looks ahead to a month or quarter: "clearing the way for another cut next month"."""
    published, period = story.document.published_at, mention.period
    ahead = published is not None and period is not None and period.first > published
    named = mention.text.lower().removeprefix("the ").startswith(("next ", "coming "))
    return named and ahead and mention.start >= story.document.headline_end and period.precision != "year"


#: Units of which a part may be told of before they are over.
_WHOLES = {"year", "fiscal_year", "half", "quarter", "month"}


_ROLLING = re.compile(r"(?:the )?(?:\w+) (?:months|weeks) (?:to|through|ending|ended)\b")


def _dated_alike(lead: PeriodMention, spans: list[PeriodMention], published: dt.date) -> PeriodMention | None:
    """The months to come that the body names in full where a headline's "Q1" was taken to be past: "the first quarter of next year"."""
    months = (lead.period.first.month, lead.period.last.month)
    return next(
        (
            m
            for m in spans
            if m.start > lead.end
            and m.period.first > published
            and m.period.precision == lead.period.precision
            and (m.period.first.month, m.period.last.month) == months
        ),
        None,
    )


def _told(story: Story, lead: PeriodMention, spans: list[PeriodMention]) -> PeriodMention:
    """The period that data are told of: where headline or lead speak of a year or month under way, the part of it that the lead dates."""
    published = story.document.published_at
    body = story.document.headline_end
    rolling = next((m for m in spans if m.start >= body), lead)
    if lead.start < body and _ROLLING.match(rolling.text) and rolling.period.last == lead.period.last:
        return rolling
    if published is not None and lead.start < body and lead.origin == "partial":
        lead = _dated_alike(lead, spans, published) or lead
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
    told = next((m.period for m in within(periods, body, lead_end) if _is_month_so_far(m.period, published)), None)
    if told is None:
        return
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
    for mention in story.mentions.periods:
        period = mention.period
        if published is None or period is None or mention.role not in {"time", "asof"} or mention.open_end:
            continue
        if period.precision in {"year", "fiscal_year"} and period.first <= published <= period.last:
            return Held(period, mention.start, mention.end)
    return None


def _budgeted(story: Story) -> PeriodMention | None:
    """The first year that begins about when the news is or later, where the headline tells of a budget."""
    published = story.document.published_at
    if published is None or "budget" not in re.findall(r"[a-z]+", story.text[: story.document.headline_end].lower()):
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


#: Characters within which a sentence's subject stands.
_HEAD = 30


def _is_currency(mention: Mention, places: set[tuple[int, int]]) -> bool:
    """Whether a name is a currency's and no part of a place's: "the euro area"."""
    return mention.code == "exchange_rate" and not any(s < mention.end < e for s, e in places)


def speak_of(story: Story, *, of_currencies: bool = False) -> None:
    """Notes the metric that a sentence without numbers speaks of ("Core prices remained high."), and a heading's span of time
    ("For the week:"). `of_currencies`: only the currency that is its subject ("The Australian dollar slid. It was down 0.8 per cent")."""
    state, sentence = story.state, story.sentence
    names = within(story.mentions.names, sentence.start, sentence.end)
    places = {(m.start, m.end) for m in names if m.kind == "place"}
    first = next((m for m in names if _is_currency(m, places) and m.start < sentence.start + _HEAD), None)
    if not of_currencies:
        metrics = (m for m in names if m.kind == "metric" and m.form != "share" and m.data.get("strength") != "weak")
        first = next(metrics, first)
    if first is not None:
        metric = Metric(
            first.code,
            first.data,
            first.start,
            first.end,
            first.data.get("sign") == "negative",
            first.data.get("measure") == "change_pct",
            first.data.get("strength") == "weak",
            name=story.text[first.start : first.end].lower(),
        )
        state.told_of = Held(metric, first.start, first.end, story.number, sentence.paragraph)
    heading = _SPAN_HEADING.match(story.sentence_text())
    published = story.document.published_at
    if heading is not None and published is not None:
        unit = heading.group(1).lower()
        first_day = Period.unit(unit, published).first
        state.periods["daily"] = Held(Period.span(first_day, published), sentence.start, sentence.end)
    elif state.periods and sentence.end - sentence.start < 90 and story.sentence_text().rstrip().endswith(":"):
        state.periods.pop("daily", None)


def turn(story: Story, items: list[Item]) -> None:
    """A heading without numbers that names one country, or a body of another country as subject, turns the text to it."""
    state = story.state
    if state.country is not None and not state.survey and state.country.paragraph != story.sentence.paragraph:
        state.country = None  # an aside on another country ends with its paragraph
    places = {item.code: item for item in items if item.kind == "L" and item.form != "region" and len(item.code) == 2}
    numbers = any(item.kind == "Q" and item.data.kind not in {"ordinal", "duration"} for item in items)
    if (
        not numbers
        and len(places) == 1
        and (
            (len(items) <= 12 and not any(item.kind == "V" for item in items))
            or any(item.kind == "L" for item in items[-2:])
        )
    ):
        item = next(iter(places.values()))
        if state.topic_is_country and not story.sentence.headline and not _is_other_side(story, items):
            state.country = Held(item.code, item.start, item.end, story.number, story.sentence.paragraph)
    first = items[items[0].kind == "E" :][:2] if items else []
    if not numbers and len(first) == 2 and first[0].kind == "L" and first[0].form != "region" and first[1].kind == "'":
        item = first[0]
        if (state.topic_is_country or state.topic is None) and not story.sentence.headline and len(item.code) == 2:
            state.country = Held(item.code, item.start, item.end, story.number, story.sentence.paragraph)
    bodies = [item for item in items[:6] if item.kind == "B"]
    if bodies and not places and state.topic_is_country:
        country = bodies[0].data.get("country") or ""
        named = country in story.countries or _reports_first(items, bodies[0])
        if is_country(country) and country != "EU" and named:
            state.country = Held(country, bodies[0].start, bodies[0].end, story.number, story.sentence.paragraph)
    leads = story.sentence_text().rstrip().endswith(":")
    if items and items[0].low == "in" and state.topic_is_country and (numbers or leads):
        front = next((item for item in items[1:3] if item.kind == "L" and item.form != "region"), None)
        if front is not None and any(item.kind == "," for item in items[1:5]):
            state.country = Held(front.code, front.start, front.end, story.number, story.sentence.paragraph)


def _reports_first(items: list[Item], body: Item) -> bool:
    """Whether a sentence begins with what another country's statistics office or central bank said: "The Australian Bureau of Statistics said"."""
    behind = items[items.index(body) + 1 :][:1]
    official = (
        body.data.get("role") in {"statistics", "central_bank"} and " " in body.low
    )  # "the NBS": of many a country
    return official and bool(behind) and behind[0].kind == "V" and behind[0].code == "say"


def _is_other_side(story: Story, items: list[Item]) -> bool:
    """Whether a report on a country's trade only names where goods come from or go to: "Most imports came from China"."""
    topic = story.state.topic
    if topic is None or topic.value.code not in FLOWS:
        return False
    named = [item for item in items if item.kind != "E"]
    ways = {a.low for a, b in pairwise(named) if b.kind == "L" and a.kind == "R"}
    return not ways.isdisjoint({"from", "to", "with"})


def label_of_line(story: Story, items: list[Item]) -> Product | None:
    """What a line of a list is about, named before its colon: "- Automation: revenue 1.48 billion euros, up 2%"."""
    begin = story.sentence.start
    if not story.sentence.bullet and begin and story.text[begin - 1 : begin] != "\n":
        return None
    items = items[1:] if items and items[0].kind in {";", "."} else items
    colon = next((i for i, item in enumerate(items[:6]) if item.low == ":"), 0)
    if not colon or any(item.kind not in {"w", "P", "J", "H"} for item in items[:colon]):
        return None
    metric = any(item.kind == "M" for item in items[colon:])
    words = {item.low for item in items[:colon]}
    if not metric or words & entries.words("divisions", "rubrics"):
        return None
    return Product(story.text[items[0].start : items[colon - 1].end].lower(), items[0].start, items[colon - 1].end)
