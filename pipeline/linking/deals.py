"""Deals: with whom, for what and when a contract or takeover is made, which its amounts share even when they stand in the next sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.linking.items import Item
from pipeline.linking.metric import Metric
from pipeline.linking.phrases import Product
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_NOUNS = entries.words("deals", "nouns")

#: Metrics whose amounts are those of one deal.
DEALS = {"orders", "acquisition_value"}


@dataclass(slots=True)
class Deal:
    """What is known of a deal so far; `sentence` is the number of the last sentence that told of it."""

    partner: Item | None = None
    product: Product | None = None
    day: Item | None = None
    sentence: int = -1


def deal_of(items: Sequence[Item], last: Deal | None, sentence: int) -> Deal | None:
    """The deal that a sentence tells of: a new one, or the last one with what this sentence adds; None when it tells of none."""
    at = next(
        (i for i, item in enumerate(items) if item.kind in {"M", "A", "w", "H"} and item.low.split()[-1] in _NOUNS),
        None,
    )
    if at is None:
        return None
    before = items[at - 1] if at else None
    known = before is not None and before.low in {"the", "this", "latest"} and last is not None
    deal = last if known and last is not None else Deal()
    deal.sentence = sentence
    deal.partner = deal.partner or _other_side(items, at)
    deal.product = deal.product or _wanted(items, at)
    deal.day = deal.day or _signed_on(items)
    return deal


def is_of_one(metric: Metric) -> bool:
    """Whether a metric's name speaks of one deal: "a contract worth", not "order intake", "orders totaling"."""
    return metric.code in DEALS and (not metric.name or metric.name.split()[-1] in _NOUNS)


def _other_side(items: Sequence[Item], at: int) -> Item | None:
    """Who gives or takes the order: "a contract with X", "an order from X", "to supply CMS to X", "a Philippine frigate order"."""
    supplies = False
    hands_over = entries.words("deals", "does") - entries.words("deals", "keeps")
    for i in range(at + 1, len(items)):
        item = items[i]
        if item.kind in {"K", "W", ";"} or (item.kind == "V" and item.code in {"say", "project"}):
            break
        supplies = supplies or item.low in hands_over
        if item.kind == "R" and (item.low in {"with", "from"} or (supplies and item.low == "to")):
            party = _named(items, i + 1)
            if party is not None:
                return party
        if item.kind == "R" and item.low == "for" and i + 1 < len(items) and items[i + 1].kind == "C":
            return items[i + 1]  # "to produce drugs for Eli Lilly"
    for item in reversed(items[max(0, at - 4) : at]):
        if item.kind == "L" and item.form == "demonym":
            return item
        if item.kind not in {"P", "w", "H"}:
            break
    return _side_before(items, at)


def _side_before(items: Sequence[Item], at: int) -> Item | None:
    """Who is named before the word for the deal: "to supply Japan Airlines with 50 planes in a deal", "buys 10 jets from Airbus in a deal"."""
    hands_over = entries.words("deals", "does") - entries.words("deals", "keeps")
    orders = entries.words("deals", "orders")
    does = next((i for i in range(at) if items[i].low in hands_over or items[i].low in orders), at)
    leads = {"to"} if does < at and items[does].low in hands_over else {"from"}
    for i in range(does + 1, at):
        if items[i].kind == "C" and i == does + 1 and leads == {"to"}:
            return items[i]
        if items[i].kind == "R" and items[i].low in leads and (party := _named(items, i + 1)) is not None:
            return party
        if items[i].kind in {"K", "W", ";", "V"}:
            return None
    return None


def _named(items: Sequence[Item], i: int) -> Item | None:
    """The company, body or place of a noun phrase: "U.S.-based battery maker FBPS" is the company, "the Philippine Navy" the country."""
    place: Item | None = None
    for item in items[i : i + 8]:
        if item.kind == "C":
            return item
        if item.kind == "B":
            country = item.data.get("country") if item.data else None
            return Item("L", item.start, item.end, item.low, country) if country and len(country) == 2 else place
        if item.kind == "L" and item.form != "region":
            place = place or item
        elif item.low == "in" and place is None:
            behind = [other for other in items[items.index(item) + 1 :][:2] if other.kind != "E"]
            return behind[0] if behind and behind[0].kind == "L" else None  # "from a shipowner in the Middle East"
        elif item.kind not in {"E", "P", "w", "H", "'", "G", ";", "M"}:
            break
    return place


def _wanted(items: Sequence[Item], at: int) -> Product | None:
    """What is built or delivered: "to build two 3,200-ton frigates", "for seven LNG carriers"."""
    does = entries.words("deals", "does")
    for i in range(at + 1, len(items)):
        item = items[i]
        if item.kind in {"K", "W", ";"}:
            return None
        if item.low in does or (item.kind == "R" and item.low == "for"):
            product = _goods(items, i + 1)
            if product is not None:
                return product
    return None


def _goods(items: Sequence[Item], i: int) -> Product | None:
    """The goods of a noun phrase, past numbers and articles."""
    while i < len(items) and (items[i].kind in {"E", "Q", "H", "G"} or items[i].low == "of"):
        i += 1
    if any(item.kind == "P" for item in items[i + 1 : i + 3]):
        while items[i].kind != "P" and (items[i].kind == "C" or items[i].name):
            i += 1  # "Chunmoo guided missiles", "Gripen fighter jets"
    words: list[Item] = []
    for item in items[i : i + 6]:
        if item.kind == "P":
            return Product(item.code, item.start, item.end)
        if item.kind != "w" or item.name or not item.low[:1].isalpha():
            break
        words.append(item)
    if not words or not words[-1].low.endswith("s"):
        return None
    return Product(" ".join(word.low for word in words), words[0].start, words[-1].end, strong=False)


def _signed_on(items: Sequence[Item]) -> Item | None:
    """The day on which it was signed: "on Friday signed a contract", "won the order on Dec. 24"."""
    words = entries.words("deals", "signs")
    signs = next((i for i, item in enumerate(items) if item.low in words), None)
    if signs is None:
        return None
    for i in range(max(0, signs - 4), min(len(items), signs + 14)):
        item = items[i]
        said = any(b.kind == "V" and b.code == "say" for b in items[max(0, i - 3) : i])
        if item.kind == "T" and item.data.period is not None and item.data.period.precision == "day" and not said:
            return item
    return None
