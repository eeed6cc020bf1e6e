"""Goods: which product the words of a noun phrase name, where no list knows it or several stand together."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from itertools import pairwise

from pipeline.linking.corebasis import is_core
from pipeline.linking.items import Item
from pipeline.linking.modifiers import begin_of, is_loose, is_verbal, written
from pipeline.linking.openname import WARES, abstract
from pipeline.linking.phrase import Phrase, Product, behind_modifiers
from pipeline.vocabulary import entries


def kind_of_goods(items: Sequence[Item], i: int) -> Product | None:
    """An open class of goods by the word before: "engineering goods", "rural goods"."""
    before = items[i - 1] if i else None
    if items[i].code != "goods" or items[i].low != "goods" or before is None or before.kind not in {"w", "P"}:
        return None
    if (
        before.name
        or before.low in entries.words("phrases", "empty")
        or not before.low.isalpha()
        or before.low.endswith("ed")
    ):
        return None
    if i > 1 and items[i - 2].low in {"non", "non-"}:
        return Product(f"non-{before.low} goods", items[i - 2].start, items[i].end)
    return Product(f"{before.low} goods", before.start, items[i].end)


def good_at(items: Sequence[Item], i: int) -> Product:
    """The good at item `i` by its label; with words that narrow it, or with the noun it belongs to, as it is written."""
    item, begin, made = items[i], begin_of(items, i), compound(items, i)
    if begin == i or item.code in entries.words("modifiers", "breakdowns"):
        return made or Product(item.code, item.start, item.end)
    end = made.end if made is not None else item.end
    last = next(k for k in range(i, len(items)) if items[k].end == end)
    return Product(written(items[begin : last + 1]), items[begin].start, end)


def compound(items: Sequence[Item], i: int) -> Product | None:
    """The product that a known one makes with the nouns behind it: "rice cooker exports", "402 million camera modules"."""
    end = i + 1
    while (
        end < len(items)
        and items[end].kind == "w"
        and not items[end].name
        and items[end].low.isalpha()
        and items[end].low not in entries.words("modifiers", "behind")
    ):
        end += 1
    if end < len(items) and items[end].kind != "M" and not _ends_name(items[end - 1], items[end]):
        return None
    idle = _idle()
    if any(item.low in idle for item in items[i + 1 : end - 1]):
        return None
    if end > i + 1 and items[end - 1].low in idle and not (items[end - 2].tied and items[end - 2].low.endswith("ed")):
        end -= 1  # "oil sands operations", but "wood-based products"
    if end == i + 1 or items[end - 1].low.endswith("ing"):
        return None
    return Product(written(items[i:end]), items[i].start, items[end - 1].end)


@functools.cache
def _idle() -> frozenset[str]:
    """Nouns that make no other product of the one before them."""
    return entries.words("phrases", "generic") | entries.words("phrases", "empty") | abstract()


def _ends_name(last: Item, after: Item) -> bool:
    """Whether a noun in the plural ends the name of a good before a word that is no part of it: "camera modules in"."""
    return (
        last.low.endswith("s")
        and not last.low.endswith("ss")
        and after.kind in {"R", ",", "J", ".", "T", ")", "(", "V"}
    )


def without_synonym(items: Sequence[Item]) -> Sequence[Item]:
    """The items up to another name of what was named: "food and related products, or K-Food Plus"."""
    return next((items[:i] for i, (a, b) in enumerate(pairwise(items)) if i and a.kind == "," and b.low == "or"), items)


def whole_list(items: Sequence[Item], products: list[Product]) -> list[Product]:
    """The products with those that no list knows between and behind them: "of pearls, precious stones and metals"."""
    listed = _listed(items)
    members: list[list[Item]] = [[]]
    for item in listed:
        if item.kind in {"J", ","}:
            members.append([])
        elif " " not in item.low or item.kind == "P":
            members[-1].append(item)
    members = [words for words in members if words]
    known = [p for p in products if any(words[0].start <= p.start < words[-1].end for words in members)]
    if len(members) < 2 or not known or not any(x.kind == "J" for x in listed):
        return products
    if known != products or any(not _is_member(words) for words in members):
        return products
    return [_member(words, known) for words in members]


def _listed(items: Sequence[Item]) -> Sequence[Item]:
    """The words of a list behind "of" and the like, else of one that is all there is or stands right before its metric."""
    opens = next((i for i, item in enumerate(items) if item.low in {"of", "in", "for", "from"}), -1)
    first = opens + 1
    while first < len(items) and items[first].kind in {"E", "H", ","}:
        first += 1
    last = first
    while last < len(items) and (items[last].kind in {"w", "P", "J", ","} or _is_in_list(items, last)):
        last += 1
    if opens < 0 and ((last < len(items) and items[last].kind != "M") or items[last - 1].kind in {"J", ","}):
        return []
    return items[first:last]


def _is_in_list(items: Sequence[Item], i: int) -> bool:
    """Whether a word of another kind is one of a list's here: "and other services", "wearables, home and accessories"."""
    if items[i].kind == "H":
        return items[i].low in {"other", "related"} and i > 0 and items[i - 1].kind == "J"
    return items[i].low == "home" and i > 0 and items[i - 1].kind in {",", "J"}


def _is_member(words: Sequence[Item]) -> bool:
    """Whether words may be a good of a list: it has a noun of its own, and is neither verb nor somebody."""
    last = words[-1]
    if len(words) > 4 or any((word.name and i) or is_verbal(words, i) for i, word in enumerate(words)):
        return False
    return last.kind == "P" or not (last.low in abstract() or last.low.endswith(("ing", "ly")))


def _member(words: Sequence[Item], known: Sequence[Product]) -> Product:
    """The good of a list that some words name: one that a list knows, unless words before it narrow it or nothing else is said."""
    inside = next((p for p in known if words[0].start <= p.start < words[-1].end), None)
    behind = [w for w in words if inside is not None and w.start >= inside.end and w.low not in _idle()]
    if inside is not None and (inside.start == words[0].start or all(is_loose(w.low) for w in words[:-1])):
        return inside if not behind else Product(written(words), words[0].start, words[-1].end)  # "fish paste"
    return Product(written(words), words[0].start, words[-1].end)


def is_purpose(items: Sequence[Item], phrase: Phrase) -> bool:
    """Whether the products stand behind what they are for or of: "sales of motors for machine tools"."""
    at = items.index(phrase.metric) if phrase.metric is not None else len(items)
    if at + 3 >= len(items) or items[at + 1].low != "of":
        return False
    j = at + 2
    while j < len(items) and items[j].kind in {"w", "E", "H"}:
        j += 1
    return items[j - 1].kind == "w" and j < len(items) and items[j].low in {"for", "with", "from"}


def join_region(products: list[Product], regions: set[int]) -> list[Product]:
    """A place below country level before a product is one label with it: "seoul apartments"."""
    if len(products) < 2 or products[0].start not in regions or not products[1].strong:
        return products
    first, second = products[0], products[1]
    if second.start in regions:
        return products  # "in England and Wales"
    if is_core(second.label):  # "Tokyo consumer prices excluding fresh food": the core index of the place
        return [second, first, *products[2:]]
    return [Product(f"{first.label} {second.label}", first.start, second.end), *products[2:]]


def join_lists(items: Sequence[Item], phrase: Phrase) -> None:
    """Keeps the head of nested products ("memory chips for servers" is memory chips) and the members of a list apart."""
    _leave_place_of_sale(phrase, items)
    kept: list[Product] = []
    by_start = {item.start: i for i, item in enumerate(items)}
    for product in phrase.products:
        at = by_start.get(product.start)
        if kept and at is not None:
            before = behind_modifiers(items, at)
            if (
                before is not None
                and before.kind == "R"
                and before.low
                in {"for", "with", "by", "from", "such", "including", "across", "throughout", "at", "among"}
            ):
                if kept[-1].label not in _OF_ORDERS:
                    continue
                kept.pop()  # "export orders for chemicals"
            if (
                before is not None
                and before.kind == "P"
                and items[at].low != "at home"  # "sales of games at home"
                and not any(item.kind in {",", "J"} for item in items[by_start[before.start] : at])
            ):
                whole = _two_in_one(kept.pop(), product, before, items[at])
                if whole is not None:
                    kept.append(whole)
                    continue
        kept.append(product)
    phrase.products = kept


#: Orders as what they are for: those from abroad.
_OF_ORDERS = {"new export orders"}


def _leave_place_of_sale(phrase: Phrase, items: Sequence[Item]) -> None:
    """Drops where a good is sold before the word for its price: "the average farm price for corn"."""
    metric, goods = phrase.metric, phrase.products
    if metric is None or len(goods) < 2 or goods[0].end != metric.start - 1 or goods[1].start < metric.end:
        return
    sold = next((item for item in items if item.start == goods[0].start), metric)
    if metric.low.endswith(("price", "prices")) and sold.low in entries.words("modifiers", "priced_at"):
        phrase.products = goods[1:]


def _two_in_one(first: Product, second: Product, before: Item, item: Item) -> Product | None:
    """The label of two products in one name: "smartphone chips", "petrol cars"; None where the second says it all."""
    if item.low == "abroad":
        return first  # "sold 50,000 tonnes of tea abroad"
    if (
        first.label in {"domestic", "overseas", "foreign", "private", "public"}
        or not second.strong
        or second.end > item.end
    ):
        return None  # "the domestic health supplement market"
    if second.label.startswith("people aged "):
        return None  # "youth aged 15 to 29"
    if item.low in WARES and item.start - before.end == 1 and first.strong and before.kind == "P":
        return first  # "plastics and rubber goods"
    generic = (
        item.low in entries.words("phrases", "generic")
        or before.low in entries.words("phrases", "generic")
        or first.label == second.label
    )
    if generic or not first.strong or item.start - before.end > 1 or before.low.endswith("s"):
        return None
    name = second.label if item.kind == "M" else item.low  # "household energy prices"
    return Product(f"{before.low} {name}", first.start, second.end)
