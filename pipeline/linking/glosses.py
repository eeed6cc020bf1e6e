"""Glosses: what a text means by a word of its own: "inflows" in a report on remittances, a time that brackets explain
("the 2023/24 marketing year (July-June)")."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.linking.metric import entry
from pipeline.linking.story import Story
from pipeline.periods.period import Period, PeriodMention

#: Between a time and its gloss: "first half of the fiscal (".
_BETWEEN = 26
_DIGITS = {word: i for i, word in enumerate("two three four five six seven eight nine ten eleven".split(), 2)}
#: The part of a crop's year that is over: "so far in the 2023/24".
_SO_FAR = re.compile(r"^so far .*\d[/-]\d", re.IGNORECASE)
#: Ends of a fiscal year's name.
_FISCAL = ("fiscal year", "financial year")
#: How the last quarter may be called, and so many letters behind the economy's name at most.
_ROLLING = {
    "past three months",
    "last three months",
    "latest three months",
    "previous three months",
    "most recent three months",
}
_LATELY = 120
#: Years by which the Nepalese calendar is ahead, and so many years around the news that texts tell of.
_AHEAD, _DECADE = 57, 10
#: What flows into a country.
_FLOWING_IN, _INFLOWS = {"remittances", "fdi"}, {"inflow", "inflows"}


def settle_glosses(story: Story) -> None:
    """Gives each time that brackets explain the days they say, and with it all others of its name or its kind of year."""
    text, mentions = story.text, story.mentions.periods
    named: dict[str, Period] = {}
    begins = 0
    for first, second in pairwise(mentions):
        between = text[first.end : second.start]
        if len(between) > _BETWEEN or not between.endswith("(") or ")" not in text[second.start : second.end + 1]:
            continue
        own, said = first.period, second.period
        if own is None or said is None or any(c.isdigit() for c in between):
            continue
        if said.months == 12 and (own.months == 24 or _SO_FAR.search(first.text)):
            begins = said.first.month
        elif own.months == said.months and own.months < 12 and own != said:
            named[first.text.lower()] = said
    named |= _fiscal_months(mentions)
    if not named and not begins:
        return
    story.mentions.periods = [
        replace(mention, period=found)
        if (found := named.get(mention.text.lower()) or _crop_year(mention, begins)) is not None
        else mention
        for mention in mentions
    ]


def _fiscal_months(mentions: Sequence[PeriodMention]) -> dict[str, Period]:
    """The first months told without their year where they are told of a fiscal year as well: "the first nine months of the fiscal year"."""
    found: dict[str, Period] = {}
    for mention in mentions:
        months, _, year = mention.text.lower().removeprefix("the ").partition(" of ")
        if mention.period is not None and months.startswith("first ") and (year.endswith(_FISCAL) or "fiscal" in year):
            found |= {the + first: mention.period for the in ("", "the ") for first in (months, _in_digits(months))}
    return found


def _in_digits(months: str) -> str:
    """The first months with their number in digits: "first 9 months" for "first nine months"."""
    _, count, unit = months.split(maxsplit=2) if months.count(" ") > 1 else ("", "", months)
    return f"first {_DIGITS[count]} {unit}" if count in _DIGITS else months


def settle_quarters(story: Story) -> None:
    """Takes the last three months that an economy is said to have grown in for the quarter before the publication: "Peru's economy grew 2.1
    percent in the past three months" is a report on that quarter, whatever day it is written on."""
    published, mentions = story.document.published_at, story.mentions.periods
    if published is None or not any(_is_rolling(mention) for mention in mentions):
        return
    own = Period.unit("quarter", published).shift(quarters=-1)
    grown = [m.start for m in story.mentions.names if m.kind == "metric" and m.code == "gdp"]
    told = [m for m in mentions if _is_rolling(m) and any(0 < m.start - start < _LATELY for start in grown)]
    if told:
        story.mentions.periods = [replace(m, period=own) if _is_rolling(m) else m for m in mentions]


def _is_rolling(mention: PeriodMention) -> bool:
    """Whether a time is the three months before the day of the news."""
    return mention.origin == "relative" and mention.text.lower().removeprefix("the ") in _ROLLING


def settle_calendar(story: Story) -> None:
    """Counts years of the Nepalese calendar, 57 ahead, as others do: "fiscal year 2081/82"; one right behind a time of such a year says
    nothing more: "in the first two months of the current fiscal year 2081/82"."""
    published, mentions = story.document.published_at, story.mentions.periods
    if published is None or not any(_is_ahead(mention, published) for mention in mentions):
        return
    if "Nepal" not in story.text:
        return
    counted: list[PeriodMention] = []
    for mention in mentions:
        if not _is_ahead(mention, published) or mention.period is None:
            counted.append(mention)
        elif not counted or story.text[counted[-1].end : mention.start].strip():
            counted.append(replace(mention, period=mention.period.shift(years=-_AHEAD)))
    story.mentions.periods = counted


def _is_ahead(mention: PeriodMention, published: dt.date) -> bool:
    """Whether a time is about as many years ahead as that calendar is."""
    return mention.period is not None and abs(mention.period.first.year - _AHEAD - published.year) <= _DECADE


def settle_inflows(story: Story) -> None:
    """Gives "inflows" to what a report on remittances or direct investment is about by its headline, or by its first words where it has none."""
    first = next((m for m in story.mentions.names if m.kind == "metric"), None)
    untitled = not story.document.headline_end and first is not None and first.data.get("strength") != "weak"
    code = first.code if untitled and first is not None else story.headline_metric
    if code not in _FLOWING_IN:
        return
    story.mentions.names = [
        m._replace(code=code, data={**entry(code), "strength": "weak"})
        if m.code == "net_buying" and story.text[m.start : m.end].lower() in _INFLOWS
        else m
        for m in story.mentions.names
    ]


def _crop_year(mention: PeriodMention, begins: int) -> Period | None:
    """The twelve months from the month `begins` in the first of two years: 2023/24 from July is July 2023 to June 2024."""
    period = mention.period
    if not begins or period is None or (period.first.month, period.first.day) != (1, 1):
        return None
    begun = dt.date(period.first.year, begins, 1)
    if _SO_FAR.search(mention.text):
        return Period.span(begun, period.last) if begun < period.last else None
    return Period.starting(begun, "month", 12) if (period.precision, period.months) == ("span", 24) else None


#: Goods that come as beans, besides soybeans.
_BEANS = {"coffee", "cocoa"}


def settle_beans(story: Story) -> None:
    """Reads "beans" as coffee or cocoa in a report on it that names no soy."""
    names = story.mentions.names
    bare = [m for m in names if m.kind == "product" and m.code == "soybeans"]
    if not bare or any("soy" in story.text[m.start : m.end].lower() for m in bare):
        return
    good = next((m.code for m in names if m.kind == "product" and m.code in _BEANS), None)
    if good is not None:
        story.mentions.names = [m._replace(code=good) if m in bare else m for m in names]
