"""Opening: what a text is about before its first number, and where it turns to another country."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.linking.glosses import settle_beans, settle_calendar, settle_glosses, settle_inflows, settle_quarters
from pipeline.linking.items import Item
from pipeline.linking.leadtime import date_lead
from pipeline.linking.maincountry import is_survey, main_country
from pipeline.linking.metric import Metric
from pipeline.linking.names import UNIONS, is_country
from pipeline.linking.onegood import lead_product, only_product
from pipeline.linking.ownyears import (
    count_in_fiscal_years,
    count_in_own_years,
)
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.story import Story, within
from pipeline.linking.subject import FLOWS
from pipeline.linking.toldfirst import note_subject_told
from pipeline.linking.totals import name_totals
from pipeline.linking.whose import find_main
from pipeline.periods.period import Period
from pipeline.vocabulary import entries
from pipeline.vocabulary.trie import Mention

_SPAN_HEADING = re.compile(
    r"(?:For|So far|Over) (?:the |this )?(week|month|quarter|year)(?: so far| to date)?:$", re.IGNORECASE
)


def open_state(story: Story) -> None:
    """Main country and company, from headline and lead, else from the whole text; the lead's own period."""
    state = story.state
    name_totals(story)
    _settle_island(story)
    _leave_series(story)
    settle_glosses(story)
    settle_calendar(story)
    settle_quarters(story)
    settle_beans(story)
    settle_inflows(story)
    lead_end = min(len(story.text), story.document.headline_end + 900)
    state.main_country = main_country(story, lead_end)
    if state.main_country is not None and state.main_country.value == "EA":
        story.mentions.names = [
            m._replace(code="EA") if m.kind == "place" and m.code == "EU" and _means_zone(story, m) else m
            for m in story.mentions.names
        ]
    state.owned = _owned(story)
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
    date_lead(story, lead_end, of_company=of_company)


def _settle_island(story: Story) -> None:
    """Takes "the island" for none of its own where the text does not name the one that it mostly is: of Madagascar, say."""
    named = [m for m in story.mentions.names if m.kind == "place" and m.code == "TW"]
    others = entries.words("places", "rules", "islands").isdisjoint(story.countries)
    if named and not others and all(story.text[m.start : m.end].lower() == "the island" for m in named):
        story.mentions.names = [m for m in story.mentions.names if m not in named]
        story.countries.discard("TW")


#: The name of a series of market reports before a headline.
_SERIES = re.compile(r"[A-Z]{4,}(?: [A-Z]{4,})?[-:] ?(?=[A-Z])")


def _leave_series(story: Story) -> None:
    """Takes the name of a series before a headline for no good: "VEGOILS-Palm oil slips on weak demand"."""
    named = _SERIES.match(story.text) if story.document.headline_end else None
    if named is not None:
        story.mentions.names = [m for m in story.mentions.names if m.start >= named.end() or m.kind != "product"]


_OFFICE = re.compile(r"(?:['’]s)? (?:official )?(?:statistic|data (?:agency|office))")


def _means_zone(story: Story, union: Mention) -> bool:
    """Whether the Union stands for the euro zone in a report on that: "the bloc", "the European Union statistics agency"."""
    if union.form == "description":  # the bloc named last: "EU exports to Britain declined. The bloc's deficit"
        before = [m for m in within(story.mentions.names, 0, union.start) if m.kind == "place" and m.code in UNIONS]
        named = next((m for m in before[::-1] if m.form != "description"), None)
        line = story.text.rfind("\n", 0, union.start)
        return named is None or named.code == "EA" or named.start < line
    return _OFFICE.match(story.text, union.end) is not None


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
        if _SPONSORED.match(story.text, mention.end) or _tells_whose(story, mention):
            continue
        if mention.code in story.state.owned:
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


#: So many characters hold what a company is to another right before that one's name, and what joins two such names.
_ROLE, _BETWEEN = 40, re.compile(r"(?:,| and| or|, and)(?: the)? ")


def _owned(story: Story) -> set[str]:
    """The companies and brands that the text names as what another one owns or runs: "Orvell, the owner of the Torvik and Brask chains,"."""
    owned: set[str] = set()
    owners, text = entries.words("senses", "owners"), story.text
    last: Mention | None = None  # the one before, if it is owned
    named = [m for m in story.mentions.names if m.kind == "company"]
    for before, mention in pairwise(named):
        begin = max(before.end, mention.start - _ROLE)
        led = text[begin : mention.start].lower().removesuffix("the ").split()
        joined = last is before and _BETWEEN.fullmatch(text, before.end, mention.start) is not None
        called = led[-1:] == ["of"] and led[-2:-1] and led[-2] in owners and "," in text[before.end : mention.start]
        last = mention if joined or called else None
        if last is not None:
            owned.add(last.code)
    return owned


#: So far behind an owner's name stands what it owns.
_OWNED = 40


def _tells_whose(story: Story, owner: Mention) -> bool:
    """Whether a company is named only for what it owns: "Tata Group flagship TCS", "Reliance-owned Hamleys"."""
    behind = within(story.mentions.names, owner.end, owner.end + _OWNED)
    firm = next((m for m in behind if m.kind == "company"), None)
    between = story.text[owner.end : firm.start].replace("-", " ").split() if firm is not None else []
    return bool(between) and between[-1] in entries.words("phrases", "owned")


#: Characters within which a sentence's subject stands.
_HEAD = 30


def _is_currency(mention: Mention, places: set[tuple[int, int]]) -> bool:
    """Whether a name is a currency's and no part of a place's: "the euro area"."""
    return mention.code == "exchange_rate" and not any(s < mention.end < e for s, e in places)


def speak_of(story: Story, *, somebody: bool = False) -> None:
    """Notes the metric that a sentence without numbers speaks of ("Core prices remained high."), and a heading's span of time
    ("For the week:"). `somebody`: it names one, so that only its subject counts ("The Australian dollar slid. It was down 0.8 per cent")."""
    state, sentence = story.state, story.sentence
    if somebody:
        note_subject_told(story)
    names = story.names
    places = {(m.start, m.end) for m in names if m.kind == "place"}
    first = next((m for m in names if _is_currency(m, places) and m.start < sentence.start + _HEAD), None)
    if not somebody:
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
    heading = _SPAN_HEADING.match(story.written)
    published = story.document.published_at
    if heading is not None and published is not None:
        unit = heading.group(1).lower()
        first_day = Period.unit(unit, published).first
        state.periods["daily"] = Held(Period.span(first_day, published), sentence.start, sentence.end)
    elif state.periods and sentence.end - sentence.start < 90 and story.written.rstrip().endswith(":"):
        state.periods.pop("daily", None)


def turn(story: Story, items: list[Item]) -> None:
    """A heading without numbers that names one country, or a body of another country as subject, turns the text to it."""
    state = story.state
    if state.country is not None and state.country.paragraph != story.sentence.paragraph:
        if not state.survey or _listed_members(story):
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
    leads = story.written.rstrip().endswith(":")
    begin = story.sentence.start
    leads = (
        leads or story.text[begin - 1 : begin] == "\n"
    )  # "In Nigeria, households go hungry. Food inflation hit 26.98 percent"
    if items and items[0].low == "in" and state.topic_is_country and (numbers or leads):
        front = next((item for item in items[1:3] if item.kind == "L" and item.form != "region"), None)
        if front is not None and any(item.kind == "," for item in items[1:5]):
            state.country = Held(front.code, front.start, front.end, story.number, story.sentence.paragraph)


#: So many facts a paragraph on members of a union tells, and of more than so many of them.
_LISTED, _MEMBERS = 12, 2


def _listed_members(story: Story) -> bool:
    """Whether the last sentence or paragraph with figures went through members of the union that the report is about: "Germany's index
    jumped, while France's and Spain's fell"."""
    main, facts = story.state.main_country, story.facts[-_LISTED:]
    if main is None or main.value not in UNIONS or not facts:
        return False
    begin = story.text.rfind("\n", 0, facts[-1].char_start)
    if len({fact.reporter for fact in facts if fact.char_start > begin} - UNIONS) > _MEMBERS:
        return True
    return len({fact.reporter for fact in facts[-4:] if fact.sentence == facts[-1].sentence} - UNIONS) > 1


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
    named = items[:colon]
    if named and named[0].kind == "V" and named[0].form in {"s", "base", "ing"}:
        named = named[1:]  # "Drives: revenue 1.12 billion euros"
    if not colon or any(item.kind not in {"w", "P", "J", "H"} for item in named):
        return None
    metric = any(item.kind == "M" for item in items[colon:])
    words = {item.low for item in items[:colon]}
    if not metric or words & entries.words("divisions", "rubrics"):
        return None
    return Product(story.text[items[0].start : items[colon - 1].end].lower(), items[0].start, items[colon - 1].end)
