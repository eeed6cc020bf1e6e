"""Goods: which product the words of a noun phrase name, where no list knows it or several stand together."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from pipeline.linking.items import Item
from pipeline.linking.phrase import Phrase, Product, behind_modifiers
from pipeline.vocabulary import entries
from pipeline.vocabulary.inflect import both_numbers

#: What is spent on something: "spending on education".
_SPENT = {
    "consumption",
    "investment",
    "government_spending",
    "retail_sales",
    "capex",
    "research_spending",
    "budget",
    "costs",
    "tax_revenue",
    "tariff_rate",
}


@functools.cache
def _abstract() -> frozenset[str]:
    """Nouns of models/vocabulary/abstract.toml in both numbers."""
    return frozenset(
        form for words in entries.table("abstract").values() for word in words for form in both_numbers(word)
    )


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
    return Product(f"{before.low} goods", before.start, items[i].end)


def compound(items: Sequence[Item], i: int) -> Product | None:
    """The product that a known one makes with the nouns behind it, before the metric: "rice cooker exports", "health supplement market"."""
    end = i + 1
    while (
        end < len(items)
        and items[end].kind == "w"
        and not items[end].name
        and items[end].low.isalpha()
        and items[end].low not in {"worth", "abroad", "overseas", "alone", "combined"}
    ):
        end += 1
    if end == i + 1 or (end < len(items) and items[end].kind != "M"):
        return None
    more = [item.low for item in items[i + 1 : end]]
    if any(
        word in entries.words("phrases", "generic") or word in entries.words("phrases", "empty") or word in _abstract()
        for word in more
    ) or more[-1].endswith("ing"):
        return None
    begin = i
    label = " ".join([items[i].low, *more])
    return Product(label, items[begin].start, items[end - 1].end)


def open_product(items: Sequence[Item], phrase: Phrase) -> Product | None:
    """An unknown product by its place: words before the metric ("dried seaweed exports") or after it ("exports of dried seaweed")."""
    metric = phrase.metric
    if metric is None:
        if phrase.pronoun is None and not (
            phrase.companies
            or phrase.index
            or phrase.bare
            or phrase.reporters
            or phrase.change
            or phrase.share
            or phrase.deficit
            or phrase.bodies
        ):
            return open_name(items, 0)
        if phrase.anaphor is not None:
            at = items.index(phrase.anaphor) + 1
            return open_name(items, at + 1) if at < len(items) and items[at].low in {"of", "in"} else None
        return None
    at = items.index(metric)
    j = at
    while j > 0 and items[j - 1].kind == "w":
        j -= 1
    if metric.data.get("strength") == "weak" or metric.data.get("home") != "company" or not _accounting(items[j:at]):
        product = open_name(items[j:at], 0)
        if product is not None:
            return product
    if at + 1 < len(items) and (
        items[at + 1].low in {"of", "in"}
        or is_of_metric(items, at + 1)
        or (items[at + 1].low == "from" and metric.data.get("home") == "company")
    ):
        return open_name(items, at + 2)
    return None


def _accounting(words: Sequence[Item]) -> bool:
    """Whether words before a company's figure are no branch of it: "consolidated revenue"; "subscription revenue" is one's."""
    return not words or any(
        word.low in entries.words("phrases", "accounts")
        or (word.name and word is not words[0])
        or word.low.endswith(("ed", "ing", "er", "ly"))
        or not word.low.isalpha()
        for word in words
    )


def is_of_metric(items: Sequence[Item], at: int) -> bool:
    """Whether a preposition right behind a metric opens what it is of: "expenditure on data protection", "exports by small firms"."""
    metric = items[at - 1] if at else None
    if metric is None or metric.kind != "M":
        return False
    low = items[at].low
    return low in {"by", "among"} or (low in {"on", "for"} and metric.code in _SPENT)


def open_name(items: Sequence[Item], at: int) -> Product | None:
    """The words of an open-class name that starts at `at`, lower-cased; None when they say nothing."""
    while at < len(items) and items[at].kind in {"E", "H", "G"}:
        at += 1
    words: list[Item] = []
    for item in items[at:]:
        if item.low == "worth":
            break
        if item.kind in {"w", "P"} or (item.kind in {"J", ","} and words) or (item.kind == "H" and words):
            words.append(item)
        else:
            break
    while words and (words[-1].kind in {"J", ",", "H"}):
        words.pop()
    if (
        words
        and words[0].name
        and any(word.name for word in words[1:])
        and words[-1].low not in entries.words("phrases", "divided")
    ):
        return None  # a person or place
    if (
        len(words) == 1
        and words[0].kind == "w"
        and words[0].low.endswith(("ive", "ous", "ful", "less", "able", "ible", "ish", "est", "ing", "ed"))
    ):
        return None  # an adjective
    if (
        not words
        or all(word.low in entries.words("phrases", "empty") for word in words)
        or any(not any(c.isalpha() for c in word.low) and word.kind == "w" for word in words)
    ):
        return None
    if words[-1].kind == "w" and words[-1].low in _abstract():
        return None  # "the termination value", "the transaction"
    while len(words) > 1 and words[-1].low in {
        "activity",
        "activities",
        "retailing",
        "collections",
        "collection",
        "receipts",
    }:
        words.pop()  # "services activity"
    label = " ".join(word.low for word in words).replace(" ,", ",")
    return Product(label, words[0].start, words[-1].end, strong=False)


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
    return [Product(f"{first.label} {second.label}", first.start, second.end), *products[2:]]


def join_lists(items: Sequence[Item], phrase: Phrase) -> None:
    """Keeps the head of nested products ("memory chips for servers" is memory chips) and the members of a list apart."""
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
                continue
            if (
                before is not None
                and before.kind == "P"
                and not any(item.kind in {",", "J"} for item in items[by_start[before.start] : at])
            ):
                whole = _two_in_one(kept.pop(), product, before, items[at])
                if whole is not None:
                    kept.append(whole)
                    continue
        kept.append(product)
    phrase.products = kept


def _two_in_one(first: Product, second: Product, before: Item, item: Item) -> Product | None:
    """The label of two products in one name: "smartphone chips", "petrol cars"; None where the second says it all."""
    if (
        first.label in {"domestic", "overseas", "foreign", "private", "public"}
        or not second.strong
        or second.end > item.end
    ):
        return None  # "the domestic health supplement market"
    generic = (
        item.low in entries.words("phrases", "generic")
        or before.low in entries.words("phrases", "generic")
        or first.label == second.label
    )
    if generic or not first.strong or item.start - before.end > 1 or before.low.endswith("s"):
        return None
    return Product(f"{before.low} {item.low}", first.start, second.end)
