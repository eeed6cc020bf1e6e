"""Counted people and spending: parts of the people told of last, what people spend, what is put into research, homes to be completed."""

from __future__ import annotations

import re

from pipeline.linking.asked import Asked, Found
from pipeline.linking.draft import Draft
from pipeline.linking.facilities import PUT
from pipeline.linking.metric import Metric, entry, of_fact
from pipeline.linking.only import COUNTS, only
from pipeline.linking.phrases import Product
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_BEGUN = entries.words("markets", "begun")
_BUILT = entries.words("markets", "built")
_HOMES = entries.words("markets", "homes")
_SPENDS = entries.words("markets", "spends")
_SPENDERS = entries.words("markets", "spenders")
_STARTED = entries.words("markets", "started")

#: The name of what farmers harvest.
REAPED = "reaped"
#: How the metric of a part of the people told of last is named.
OF_TOTAL = "of the total"
#: So many items behind a sum begin its purpose, and tell it.
_WIDE, _PURPOSE = 5, 8
#: Of whom so many are told that a part "of the total" is one of them.
_HEADS = {"population", "employment", "unemployment", "headcount", "tourist_arrivals"}


@only(readings={"percent of"})
def of_the_total(asked: Asked) -> Found | None:
    """A part of the people told of last: "The population was 51 million. Those aged 65 or older made up 21 percent of the total"."""
    if asked.items[asked.at + 2 : asked.at + 3] == []:
        return None
    told = asked.story.facts[-1] if asked.story.facts else None
    head = next((f for f in reversed(asked.story.facts[-3:]) if f.measure == "level"), None)
    if told is None or head is None or head.metric not in _HEADS or told.metric != head.metric or head.unit != "1":
        return None
    whole = asked.items[asked.at + 2].low in {"the total", "the total population", "the population"}
    return Found(of_fact(head)._replace(name=OF_TOTAL), "sentence") if whole and asked.held_within(1) else None


@only(kinds={"money"}, whose="company")
def set_aside(asked: Asked) -> Found | None:
    """What a bank sets aside for loans that may not be paid back is a cost: "set aside $692 million for bad loans"."""
    behind = [item.low for item in asked.items[asked.at + 1 : asked.at + 6]]
    keeps = entries.words("deals", "sets_aside")
    verb = next((item for item in asked.before[:-4:-1] if item.low in keeps), None)
    if verb is None or not {"for", "to"}.intersection(behind[:2]):
        return None
    bad = not entries.words("deals", "bad_loans").isdisjoint(word for low in behind for word in low.split())
    return Found(Metric.told("costs", verb, name="set aside"), "read") if bad else None


@only(kinds={"money"}, whose="company")
def allotted(asked: Asked) -> Found | None:
    """What a company sets aside to build or renew what it works with: "has allotted $40 million to fund upgrades at its mills", in a report
    on such spending for whatever it does."""
    allots = entries.words("deals", "allots")
    verb = next((item for item in asked.before[:-5:-1] if item.low in allots), None)
    led = next((i for i, item in enumerate(asked.items[asked.at + 1 :][:_WIDE]) if item.low in {"to", "for"}), None)
    if verb is None or led is None or any(item.kind == "M" for item in asked.before):
        return None
    purpose = [word for item in asked.items[asked.at + led + 2 :][:_PURPOSE] for word in item.low.split()]
    if not entries.words("deals", "bad_loans").isdisjoint(purpose):
        return None
    renewed = entries.words("deals", "renews") | entries.words("deals", "facilities")
    on_capex = any(held is not None and held.code == "capex" for held in (asked.held, asked.topic))
    return Found(Metric.told("capex", verb, name=PUT), "read") if on_capex or not renewed.isdisjoint(purpose) else None


@only(kinds={"money", "percent"}, words=_SPENDS)
def spent_by_people(asked: Asked) -> Found | None:
    """What people spend, with cards or on goods: "Foreigners spent 14 trillion won with their credit cards", "Households spent 2 percent
    more"."""
    frame = asked.frame
    if asked.quantity.kind == "percent" and asked.reading.rule != "number + comparative":
        return None
    other = frame.metric is not None and frame.fresh and frame.metric.code != "tourist_arrivals"
    if other:
        return None
    at = next((i for i, item in enumerate(asked.before) if item.low in _SPENDS), None)
    if not at or any(item.kind in {"Q", "C"} for item in asked.before[:at]):
        return None
    verb = asked.before[at]
    arrived = asked.before[at - 1].low == "they" and asked.held is not None and asked.held.code == "tourist_arrivals"
    if not arrived and not any(item.low.rpartition(" ")[2] in _SPENDERS for item in asked.before[:at]):
        return None
    return Found(Metric("consumption", entry("consumption"), verb.start, verb.end), "read")


@only(kinds={"money"})
def for_research(asked: Asked) -> Found | None:
    """What is put into research: "including 7.4 trillion won in research and development"."""
    led = [item for item in asked.items[asked.at + 1 : asked.at + 5] if item.kind not in {"E", "H"}][:2]
    if len(led) < 2 or led[0].low not in {"in", "on", "for", "to", "into"}:
        return None
    return Found(Metric.of(led[1]), "read") if led[1].kind == "M" and led[1].code == "research_spending" else None


@only(kinds=COUNTS)
def homes_completed(asked: Asked) -> Found | None:
    """Homes that are to be handed over, or begun: "29,000 units are scheduled for completion", "Work began on 413,000 homes"."""
    behind = asked.items[asked.at + 1 : asked.at + 10]
    begun = next((item for item in asked.before if item.low in _BEGUN), None)
    if (
        begun is not None
        and not asked.company
        and any(item.code in _STARTED or item.low in _STARTED for item in behind[:3])
    ):
        return Found(Metric.told("construction", begun, name="starts"), "read")
    noun = next((i for i, item in enumerate(behind[:4]) if item.low in _BUILT), None)
    if noun is None or behind[noun].low == "units" and not _of_homes(asked):
        return None
    over = next((item for item in behind[noun:] if item.low in entries.words("markets", "handed_over")), None)
    if over is None or any(item.kind == "Q" for item in behind[: behind.index(over)]):
        return None
    return Found(Metric("construction", entry("construction"), over.start, over.end), "read")


@only(kinds=COUNTS, whose="country")
def homes_dealt(asked: Asked) -> Found | None:
    """Deals in a report on homes are sales of them: "The land registry recorded 12,340 transactions"."""
    behind = asked.items[asked.at + 1 : asked.at + 2]
    if not behind or behind[0].low not in {"transactions", "deals"} or not _of_homes(asked):
        return None
    return Found(Metric.told("home_sales", behind[0]), "read")


def _of_homes(asked: Asked) -> bool:
    """Whether a text is about homes."""
    return asked.topic is not None and asked.topic.code in {"house_prices", "home_sales", "construction"}


#: Which home is meant whose price tells what homes cost.
_TYPICAL = {"average", "typical", "median", "average-priced"}


@only(kinds={"money"}, whose="country", words=_TYPICAL)
def home_costs(asked: Asked) -> Found | None:
    """What a home of the usual kind sells for: "the average house cost 175,546 pounds", "A typical flat now sells for 230,000"."""
    if abs(asked.quantity.value) < _HOME:
        return None
    before = asked.before
    at = next((i for i, item in enumerate(before[:-1]) if item.low in _TYPICAL and before[i + 1].low in _HOMES), None)
    if at is None or not any(item.low in {"cost", "costs", "sold", "sells", "sell", "fetched"} for item in before[at:]):
        return None
    return Found(Metric.told("house_prices", before[at + 1]), "read")


#: No home costs less, in any currency.
_HOME = 1e4
#: How it was said, within so many characters, that a good comes from abroad: "cut its reliance on imports; it brought in 91m tonnes".
_FOREIGN, _LATELY = re.compile(r"\b(?:imports?|importers?|imported|foreign|abroad|overseas)\b", re.IGNORECASE), 160
_BROUGHT = {"bring in", "brings in", "brought in"}
#: What crops are weighed in.
_OF_CROPS = {"t", "bu", "kg"}


@only(kinds={"physical"})
def crop_brought_in(asked: Asked) -> Found | None:
    """What farmers harvest: "expects farmers to bring in 10.8 billion bushels", "reaped 60 million tonnes of wheat"."""
    verb = next((item for item in reversed(asked.before) if item.kind not in {"G", "E", "H", "b"}), None)
    if asked.quantity.unit not in _OF_CROPS or verb is None or verb.low not in entries.words("markets", "harvests"):
        return None
    topic = asked.topic.code if asked.topic is not None else ""
    story = asked.story
    before = story.text[max(0, asked.quantity.start - _LATELY) : asked.quantity.start]
    reapers = any(item.low in entries.words("makes", "all_makers") for item in asked.before)
    abroad = not reapers and (topic in {"imports", "import_volume"} or _FOREIGN.search(before) is not None)
    if verb.low in _BROUGHT and abroad:
        return Found(
            Metric.told("import_volume", verb), "read"
        )  # "The country brought in 89.8 million tonnes of iron ore"
    if asked.company:  # "It brought in 8.9 million tons of liquefied natural gas"
        return Found(Metric.told("import_volume", verb), "read") if verb.low in _BROUGHT else None
    return Found(Metric.told("production_volume", verb, name=REAPED), "read")


#: What is spent on one thing and another.
SPENT = {"capex", "government_spending", "budget"}


def gone_to(draft: Draft) -> list[Product]:
    """What a part of the spending goes to: "of which 47 billion euros goes to chips, and 3 billion to displays"."""
    row = [item for item in draft.items[draft.at + 1 : draft.at + 5] if item.kind not in {"E", "U", "G"}]
    if len(row) < 2 or not (row[0].low in entries.words("deals", "goes_to") or row[0].low == "to"):
        return []
    if (
        row[0].low == "to"
        and row[1].kind == "w"
        and any(item.kind not in {",", ".", ";", "J", "R", "T"} for item in row[2:3])
    ):
        return []  # "set aside 3 billion to fund upgrades"
    good = row[1]
    return [Product(good.code or good.low, good.start, good.end)] if good.kind in {"P", "w"} else []
