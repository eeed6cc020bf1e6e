"""Noun phrase: the metric that the words around a number name, in its own noun phrase or right before and behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.linking import phrases
from pipeline.linking.asked import Asked, Found
from pipeline.linking.beside import complement, merged, metric_right, opening_of, phrase_start
from pipeline.linking.companies import valuing
from pipeline.linking.items import Item
from pipeline.linking.metric import IN_PASSING, VOLUMES, WAYS, WHOLES, WORTH, Metric, is_shy, of_fact
from pipeline.linking.only import OWN, only
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.ratios import BUDGETED, paid_out_of, set_against_whole, stood_for
from pipeline.linking.shortnames import take
from pipeline.vocabulary import entries

_UNITS = {"unit", "units"}
#: What is counted in homes: "starts at a rate of 1.33 million units".
_BUILT = {"construction", "home_sales"}
#: Between an amount and the part of the economy that it makes up: "or", "which equals", "in 2022 and equal".
_EQUAL, _BESIDE = (
    re.compile(
        r"(?:\bor|\bequal\w*|\bequivalent to|\brepresent\w*|\()\s*(?:about |around |nearly |some |roughly |almost )?$"
    ),
    60,
)


@only(kinds={"percent"}, readings={"percent of"})
def part_of_economy(asked: Asked) -> Found | None:
    """What makes up a part of a place's economy, whatever was told of last: "Manufacturing, which is 12% of the U.S. economy,"."""
    behind = [item for item in asked.items[asked.at + 2 : asked.at + 6] if item.kind not in {"E", "H"}]
    whole = behind[0] if behind else None
    if whole is None or whole.kind != "L" or not whole.low.endswith(" economy"):
        return None
    return Found(Metric.told("gdp", whole)._replace(name=IN_PASSING), "read")


@only(has=OWN)
def pieces_made(asked: Asked) -> Found | None:
    """Units that somebody made, by the verb right before them: "Kia produced 1.54 million units", "assembled 460,000 units"."""
    own, held = asked.reading.own, asked.held
    if own is None or own.low not in _UNITS or (held is not None and held.code in _BUILT):
        return None
    verb = next((item for item in reversed(asked.before) if item.kind not in {"G", "E", "H"}), None)
    if verb is None or verb.kind != "V" or verb.low not in entries.words("deals", "made"):
        return None
    return Found(Metric.told("production_volume", verb), "read")


@only(whose="company", has=OWN)
def pieces_of_company(asked: Asked) -> Found | None:
    """Of what a company counts units: what stands before them, or what it can make: "The plant can make up to 100,000 units a year"."""
    own, items, at = asked.reading.own, asked.items, asked.at
    if own is None or own.kind != "M" or own.low not in _UNITS:
        return None
    named = next((x for x in reversed(asked.before) if x.kind in {"M", "Q"}), None)
    if named is not None and named.kind == "M" and named.low not in _UNITS and not is_shy(named):
        metric = take(asked, Metric.of(named))
        if metric is not None and metric.code in {"capacity", "production_volume", "export_volume"}:
            stretch = items[phrase_start(items, named) : items.index(named) + 1]
            return Found(metric, "read", phrases.read(stretch, subject=True))
    return Found(Metric.told("capacity", own), "read") if _able(items, at) else None


def _able(items: list[Item], at: int) -> bool:
    """Whether somebody can make as many."""
    before = items[max(0, at - 5) : at]
    makes = entries.words("deals", "makes")
    able = any(a.low in {"can", "could", "to"} and b.low in makes for a, b in pairwise(before))
    return able and any(item.low in {"can", "could", "able", "capable"} for item in before)


@only(has=OWN)
def pieces_of_subject(asked: Asked) -> Found | None:
    """Units that the subject has: "overseas sales declined to 214,809 units", "housing starts fell to a rate of 982,000 units"."""
    own, subject, topic = asked.reading.own, asked.frame.metric, asked.topic
    if own is None or own.low not in _UNITS:
        return None
    built = next((item for item in reversed(asked.before) if item.kind == "M" and item.code in _BUILT), None)
    held = Metric.of(built) if built is not None else asked.held
    if not asked.company and held is not None and held.code in _BUILT and (subject is None or subject.code in _BUILT):
        return Found(held, "read" if built is not None else "sentence")
    if not asked.company and topic is not None and topic.code in WAYS and _went_abroad(asked, own):
        return Found(Metric.told("export_volume", own), "read")
    if subject is None:
        return None
    told = take(asked, subject)
    if told is not None and told.code in {"sales_volume", "production_volume"}:
        return Found(told, asked.from_subject)
    pieces = (subject.data.get("instead") or {}).get("count")
    if pieces is not None and topic is not None and topic.code in WAYS and pieces in VOLUMES.values():
        return Found(subject.renamed(pieces), asked.from_subject)
    return Found(subject, asked.from_subject) if "count" in subject.data.get("takes", ()) else None


#: What is done with units that go abroad.
_SENT = {"shipped", "exported", "sent"}


def _went_abroad(asked: Asked, own: Item) -> bool:
    """Whether units in a report on trade were shipped, or are what the exports of a good came to: "206,120 units were shipped",
    "Hybrids alone surged 32 percent to 34,905 units"."""
    items, last = asked.items, asked.scene.fact
    behind = items[items.index(own) + 1 : items.index(own) + 4] if own in items else []
    if any(item.kind == "V" and item.low in _SENT for item in behind):
        return True
    told = last is not None and (last.metric, last.measure) == ("exports", "change_pct")
    return told and asked.frame.metric is None and asked.at > 0 and items[asked.at - 1].low == "to"


@only(has=OWN)
def own_noun(asked: Asked) -> Found | None:
    """What the number's own noun phrase names, or what the change or share in it is of: "a 10 percent rise in crude oil purchases"."""
    own, items, at = asked.reading.own, asked.items, asked.at
    if own is None or (own.code == "sales_volume" and _is_reached(asked)):
        return None
    at_own = items.index(own) if own in items else -1
    near, inside = Phrase(), Phrase()
    if at_own >= 0:
        near = phrases.read(complement(items, at_own), subject=False)
    if at_own > at:
        inside = phrases.read(items[opening_of(items, at) : at] + items[at + 1 : at_own + 1], subject=False)
    if at > 1 and items[at - 1].kind == "'" and items[at - 2].kind == "I":
        near.index = items[at - 2]  # "outperforming the KOSPI's 0.95 percent fall"
    if own.kind == "M" and own.low.startswith("growth ") and (beaten := _growth_beaten(asked)) is not None:
        return beaten
    for candidate in (own if own.kind == "M" else None, near.metric, inside.metric):
        metric = take(asked, Metric.of(candidate)) if candidate is not None else None
        if metric is not None:
            return Found(metric, "read", merged(inside, near))
    if own.kind == "N" and near.index is not None:
        metric = take(asked, Metric.told(near.index.data.get("metric", "stock_index"), own))
        if metric is not None:
            return Found(metric, "read", near)
    if own.kind == "Y":
        balance = Metric.told("trade_balance", own, negative=own.code == "deficit", weak=True, name="balance")
        metric = take(asked, balance)
        if metric is not None:
            return Found(metric, "read", near)
    if own.kind == "S" and asked.company and asked.quantity.kind in {"percent", "fraction"} and near.metric is None:
        return Found(Metric.told("market_share", own, name=own.low), "read", near)
    return _change_in(asked, own, near)


def _is_reached(asked: Asked) -> bool:
    """Whether pieces are what a change by per cent led to of something else: "will raise its capacity by 50 percent to 150 units"."""
    before, told = asked.items[max(0, asked.at - 2) : asked.at], asked.scene.fact
    if told is None or len(before) < 2 or before[1].low != "to" or before[0].kind != "Q":
        return False
    return told.measure == "change_pct" and told.char_start == before[0].start and told.metric in _MADE


#: What is counted in pieces besides what is sold.
_MADE = {"capacity", "production_volume", "export_volume", "import_volume", "orders"}

#: What a figure told again that somebody saw growing is of.
_GROWN = {"exports", "imports", "orders", "industrial_production", "retail_sales", "trade_volume"}


def _growth_beaten(asked: Asked) -> Found | None:
    """What grew, of the growth that had been foretold of it: "Exports rose 5.9 percent, beating the 3.8 percent growth forecast"."""
    above, metric, held, subject = asked.scene.parent, asked.frame.metric, asked.held, asked.scene.phrase
    if subject.pronoun is not None and held is not None and held.code in _GROWN and asked.held_within(1):
        return Found(held._replace(growth=True), "context")  # "The figure was below the 10 percent growth forecast"
    told = above.fact if above is not None and asked.scene.clause.link == "same" else None
    if (
        told is None
        or metric is None
        or told.metric != metric.code
        or metric.code == "gdp"
        or told.measure == "share_pct"
    ):
        return None
    settled = take(asked, metric)
    return Found(settled._replace(growth=True), "sentence") if settled is not None else None


def _change_in(asked: Asked, own: Item, near: Phrase) -> Found | None:
    """A change or share of something that names no metric is of the metric told of last, or of the subject's."""
    subject = asked.frame.metric
    if own.kind in {"N", "S"} and (near.products or near.partners or near.bare) and subject is None:
        metric = take(asked, asked.held)
        return Found(metric, "context", near) if metric is not None else None
    if own.kind == "N" and near.products and near.products[0].strong and not asked.company:
        metric = take(asked, subject)  # "imports grew, driven by a 55% jump in telecommunications equipment"
        return Found(metric, "sentence", near) if metric is not None else None
    return None


@only(kinds={"money"}, whose="company", words={"worth", "valued at"})
def contract(asked: Asked) -> Found | None:
    """The contract that is worth the number: "signed a contract to export tanks to Poland worth 8.8 trillion won"."""
    items, at = asked.items, asked.at
    while (
        at and items[at - 1].kind in {"D", "G"} or (at > 1 and items[at - 1].low == "to" and items[at - 2].low == "up")
    ):
        at -= 1  # "worth up to $2 billion"
    if not at or items[at - 1].low not in {"worth", "valued at"}:
        return None
    contracts, signs = entries.words("deals", "contracts"), entries.words("deals", "concludes")
    front = asked.story.text[asked.story.sentence.start : items[at - 1].start].lower().rstrip(" ,").split()
    if front and front[-1] in contracts and not signs.isdisjoint(front):
        return Found(Metric.told("orders", items[at - 1]), "read")  # "after it signed two contracts, worth $2 billion"
    for i in range(at - 2, -1, -1):
        if items[i].low in contracts:
            signed = items[i].kind in {"M", "w"} and any(item.low in signs for item in items[:i])
            return Found(Metric.told("orders", items[i]), "read") if signed else None
        if items[i].kind in {"Q", "K", "W"}:
            return None
    return None


_SELLS = {"sell", "sells", "sold", "selling", "sale", "disposal", "divestment"}


@only(kinds={"money"}, whose="company")
def takeover(asked: Asked) -> Found | None:
    """The takeover whose price the number is: "acquired a controlling stake for 82.3 billion won"."""
    items, j = asked.items, asked.at - 1
    if [item.low for item in items[max(0, j - 1) : j + 1]] == ["enterprise value", "of"]:
        j -= 2  # "for an enterprise value of $2 billion"
    while j >= 0 and items[j].kind in {"G", "E"}:
        j -= 1
    if j < 1 or items[j].low not in {"for", "at"}:
        return None
    buys, wares = entries.words("deals", "buys"), entries.words("deals", "wares")
    takes = entries.words("deals", "taken")
    taken = items[j - 1].low == "private" and any(item.low in takes for item in items[:j])
    sold = any(item.low in entries.words("divisions", "parts") for item in items[:j])
    sold = sold or (items[j - 1].kind == "C" and any(x.low in entries.words("deals", "owned") for x in items[:j]))
    for item in reversed(items[:j]):
        if sold and item.low in _SELLS:  # "to sell its PC business to Lenovo for", "the sale of its mills for"
            return Found(Metric.told("acquisition_value", item), "read")
        if item.low in buys or (taken and item.low in takes):  # "agreed to take Dell private for $24.4 billion"
            return Found(Metric.told("acquisition_value", item), "read")
        if item.low in wares or item.kind in {"V", "K", "W"} or (item.kind == "Q" and item.form == "money"):
            return None
    return None


#: A company costs more than that.
_OF_COMPANIES = 1e6


@only(kinds={"money"}, whose="company")
def offered(asked: Asked) -> Found | None:
    """What is offered or spent to take a company over: "offered $5 billion for Seagen", "would spend $3.3 billion to buy a bank"."""
    items, at = asked.items, asked.at
    if abs(asked.quantity.value) < _OF_COMPANIES:
        return None
    before = [item for item in items[max(0, at - 4) : at] if item.kind not in {"G", "E", "H"}]
    behind = [item for item in items[at + 1 : at + 6] if item.kind not in {"G", "E", "H"}]
    if not before or len(behind) < 2:
        return None
    if behind[0].low == "to" and behind[1].low in entries.words("deals", "takes_over"):
        goods = any(item.low in entries.words("deals", "wares") or item.kind == "P" for item in behind[2:])
        return None if goods else Found(Metric.told("acquisition_value", behind[1]), "read")
    whole = behind[1].kind == "C" or behind[1].name or behind[1].low in entries.words("deals", "stakes")
    whole = whole or [item.kind for item in behind[1:4]] == [
        "w",
        "R",
        "C",
    ]  # "$72 billion for the studios of Warner Bros."
    whole = whole or _is_holding(behind[1:])
    if behind[0].low == "for" and whole and before[-1].low in entries.words("deals", "offers"):
        return Found(Metric.told("acquisition_value", before[-1]), "read")
    return None


def _is_holding(items: Sequence[Item]) -> bool:
    """Whether a per cent is a part of a company: "for 80 percent of a Chilean baker", "for a 33 percent holding"."""
    part, *behind = items
    if part.kind != "Q" or part.form != "percent" or not behind:
        return False
    if behind[0].low != "of":
        return behind[0].low.partition(" ")[0] in entries.words("deals", "holdings")
    return not any(item.kind in {"P", "M"} or item.low in entries.words("deals", "wares") for item in behind[1:3])


@only(kinds={"money"}, whose="country")
def cost_of_goods(asked: Asked) -> Found | None:
    """What a quantity cost that was just told: "imported 2.4 million tonnes of wheat, costing $660 million"."""
    if (valued := _their_value(asked)) is not None:
        return valued
    if asked.last is None or asked.last.metric not in WORTH:
        return None
    costs = next(
        (item for item in reversed(asked.before) if item.low in {"costing", "worth", "valued", "valued at"}), None
    )
    metric = take(asked, Metric.told(WORTH[asked.last.metric], costs)) if costs is not None else None
    told = asked.last
    good = Phrase(products=[Product(told.product, told.char_start, told.char_end)]) if told.product else None
    return Found(metric, "sentence", good) if metric is not None else None


def _their_value(asked: Asked) -> Found | None:
    """What goods told of before were worth: "shipped 410,000 tonnes of salmon. The value rose 8 percent to $1.6 billion"."""
    items, told = asked.items, asked.story.facts[-1] if asked.story.facts else None
    if not items or items[0].low not in {"the value", "their value", "its value"} or asked.scene.verb is None:
        return None
    first = next((f for f in asked.story.facts[-3:] if f.metric in WORTH), None)
    if told is None or first is None or told.metric not in {first.metric, WORTH[first.metric]}:
        return None
    if not asked.held_within(1) or items.index(asked.scene.verb) > 2:
        return None
    metric = take(asked, Metric.told(WORTH[first.metric], items[0]))
    good = Phrase(products=[Product(told.product, told.char_start, told.char_end)]) if told.product else None
    return Found(metric, "context", good) if metric is not None else None


def _is_counter(asked: Asked, metric: Metric) -> bool:
    """Whether a currency is the one that another's rate is told in: "sterling was flat against the euro at 1.106 euros"."""
    own = asked.frame.metric
    if metric.code != "exchange_rate" or own is None or own.code != metric.code or own.start == metric.start:
        return False
    before = [item for item in asked.before if item.end <= metric.start and item.kind != "E"]
    return bool(before) and before[-1].low in {"against", "versus"}


#: Rates that others are set against, and those of them that are growth.
_BESIDE_RATES = {
    "consumer_prices",
    "core_consumer_prices",
    "producer_prices",
    "policy_rate",
    "unemployment_rate",
    "gdp",
}
_AS_GROWTH = {"consumer_prices", "core_consumer_prices", "producer_prices", "gdp"}


def right_before(asked: Asked) -> Found | None:
    """A metric right before the number: "a trade surplus of $4.95 billion"."""
    left, at = asked.left, asked.at
    if asked.quantity.kind == "multiple" and at and asked.items[at - 1].low == "to":
        behind = [item for item in asked.items[at + 1 : at + 4] if item.kind in {"O", "E", "M", "T", "C", "'"}]
        left = None if any(item.kind == "M" for item in behind) else left  # "cut bad debts to double its profit"
    behind = asked.items[asked.at + 1 : asked.at + 3]
    if left is not None and left.low.startswith("growth ") and [item.kind for item in behind] == ["R", "M"]:
        grown = take(asked, Metric.of(behind[1])) if behind[0].low in {"for", "in"} else None
        if grown is not None and asked.quantity.kind == "percent" and not grown.data.get("rate"):
            return Found(grown._replace(growth=True), "read")  # "growth targets of 2% for exports and 7% for imports"
    moved = asked.quantity.kind == "multiple" and left is asked.scene.phrase.metric and asked.items[at - 1] is left
    if left is None or moved or _is_of_market(asked, left):
        return None  # "Steel and copper imports doubled": what the subject names
    metric = take(asked, Metric.of(left)) if asked.worth is None else None
    if metric is None or _is_counter(asked, metric):
        return None
    stretch = asked.items[phrase_start(asked.items, left) : asked.at]
    return Found(metric, "read", phrases.read(stretch, subject=True))


def _is_of_market(asked: Asked, left: Item) -> bool:
    """Whether a per cent is a company's part of a market, whatever led to it: "posted growth of 30 percent to own 6 percent of the market"."""
    if asked.quantity.kind != "percent" or left.code == "market_share" or asked.frame.company is None:
        return False
    right = metric_right(asked.items, asked.at) if asked.reading.rule == "percent of" else None
    return right is not None and right[0].code == "market_size" and left.end < asked.items[asked.at - 1].start - 1


def _of_the_share(asked: Asked) -> Found | None:
    """The share of a market told right before: "Turkish makers had 41 percent of the share"."""
    held, behind = asked.held, [item.low for item in asked.items[asked.at + 1 : asked.at + 4]]
    if held is None or held.code != "market_share" or behind != ["of", "the", "share"] or not asked.held_within(1):
        return None
    return Found(held, "read")


@only(kinds={"percent"}, whose="country")
def set_beside(asked: Asked) -> Found | None:
    """A rate that another is set against, its number behind a comma: "has fallen behind consumer inflation, 4.7% in June"."""
    items, at = asked.items, asked.at
    if at < 3 or items[at - 1].kind != "," or items[at - 2].kind != "M" or items[at - 2].data.get("strength") == "weak":
        return None
    behind = items[at + 1 : at + 2]
    if behind and behind[0].kind not in {".", ",", ";", "T"} and behind[0].low not in {"in", "for"}:
        return None
    metric = Metric.of(items[at - 2])
    others = any(item.kind == "M" and item.code != metric.code for item in items[: at - 2])
    if not others or metric.code not in _BESIDE_RATES:
        return None
    taken = take(asked, metric)
    return Found(taken._replace(growth=metric.code in _AS_GROWTH), "read") if taken is not None else None


#: What is bought of all that an economy puts out, so that it has a ratio to that: "Consumer spending makes up 70 percent of the economy".
_PARTS_OF_GDP = {"consumption", "exports", "investment", "government_spending", "remittances", "debt", "imports"}


def right_behind(asked: Asked) -> Found | None:
    """A metric right behind the number: "$700 billion in annual exports"; of a ratio what is set against the whole: "3.5 percent of GDP"."""
    right, reading, frame = metric_right(asked.items, asked.at), asked.reading, asked.frame
    if right is None:
        return _of_the_share(asked)
    item, phrase = right
    if item.code == "market_size" and frame.metric is not None and asked.quantity.kind == "percent" and reading.result:
        return None  # "Its 10-year yield rose to 3.81 percent in the market"
    if asked.quantity.kind == "price" and frame.metric is not None and frame.metric.data.get("nature") == "price":
        return None  # "The farmgate price was set at 700 francs per kg for the main crop"
    verb = asked.scene.verb
    spent = frame.metric is not None and frame.metric.code in _PARTS_OF_GDP
    related = reading.governor is not None and (verb is None or verb.code != "share" or spent)
    listed = reading.rule == "list of numbers" and reading.measure == "share_pct"  # "5.1 and 2.4 percent of GDP"
    of_whole = item.code in WHOLES and (reading.rule == "percent of" or listed)
    if asked.quantity.kind == "points" and item.code in WHOLES and frame.metric is not None:
        return None  # "The fiscal deficit widened by 1.4 percentage points of GDP"
    if of_whole and (amount := _amount_beside(asked)) is not None:
        return Found(amount, "sentence")
    if of_whole and related:
        if (told := set_against_whole(asked)) is not None:
            return told
        held = frame.metric or (stood_for(asked) if frame.anaphoric else None)
        if held is not None and held.code not in WHOLES:
            metric = take(asked, held)
            return Found(metric, "read" if frame.fresh else "context") if metric is not None else None
    if reading.rule == "percent of" and related and frame.metric is not None and frame.metric.data.get("rate"):
        metric = take(asked, frame.metric)  # "The operating margin shrank to 0.6 percent of revenue"
        return Found(metric, asked.from_subject) if metric is not None else None
    compared = asked.scene.clause.link == "compare" and asked.items[asked.at + 1].low in {"for", "in"}
    owned = asked.quantity.kind == "multiple" and asked.items[asked.at + 1].low in {"its", "their"}
    if reading.measure not in {None, "share_pct"} and frame.metric is not None and not (compared or owned):
        return None
    metric = take(asked, Metric.of(item))
    if metric is None or (item.low in _UNITS and frame.fresh and take(asked, frame.metric) is not None):
        return None  # "output and sales totaled 3.2 million and 3.1 million units"
    if reading.rule == "percent of" and metric.code in BUDGETED and (served := paid_out_of(asked)) is not None:
        return served
    of_itself = reading.measure == "share_pct" and frame.metric is not None and frame.metric.code == metric.code
    return None if of_itself else Found(metric, "read", phrase)


def _amount_beside(asked: Asked) -> Metric | None:
    """What the amount told right before is of, where a part of the economy says it once more: "$80 billion a year, or 6% of GDP"."""
    last = next(reversed(asked.story.facts), None)
    if last is None or last.char_start < asked.story.sentence.start or last.measure != "level" or len(last.unit) != 3:
        return None
    between = asked.story.text[last.char_end : asked.items[asked.at].start].lower()
    same = _EQUAL.search(between)
    if same is None or len(between) > _BESIDE or last.metric in WHOLES:
        return None
    return take(asked, of_fact(last))


@only(kinds={"money"}, whose="company")
def worth_of_company(asked: Asked) -> Found | None:
    """What a company is worth: "valuing it at $11 billion"."""
    verb = valuing(asked.items, asked.at)
    if verb is not None and asked.left is not None and asked.left.start >= verb.start:
        return None  # "a contract valued at $2 billion"
    return Found(Metric.told("market_cap", verb), "read") if verb is not None else None
