"""Open names: goods, branches and groups that no list knows, by where their words stand."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from pipeline.linking.items import Item
from pipeline.linking.modifiers import is_hollow, is_hollow_alone, is_verbal, written
from pipeline.linking.phrase import Phrase, Product
from pipeline.vocabulary import entries
from pipeline.vocabulary.inflect import both_numbers

#: Words that are asked for at every number or sentence, looked up once.
_TAILS = entries.words("phrases", "tails")

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


#: What is told for goods: "orders for optoelectronics", "prices for used cars".
_FOR = {
    "orders",
    "demand",
    "average_price",
    "consumer_prices",
    "producer_prices",
    "commodity_price",
    "export_price",
    "import_price",
}


@functools.cache
def abstract() -> frozenset[str]:
    """Nouns of models/vocabulary/abstract.toml in both numbers."""
    return frozenset(
        form for words in entries.table("abstract").values() for word in words for form in both_numbers(word)
    )


def open_product(items: Sequence[Item], phrase: Phrase) -> Product | None:
    """An unknown product by its place: words before the metric ("dried seaweed exports") or after it ("exports of dried seaweed")."""
    metric = phrase.metric
    if metric is None:
        if (
            phrase.anaphor is None
            and phrase.pronoun is None
            and not (
                phrase.companies
                or phrase.index
                or phrase.bare
                or phrase.reporters
                or phrase.change
                or phrase.share
                or phrase.deficit
                or phrase.bodies
            )
        ):
            return open_name(items, 0)
        if phrase.anaphor is not None:
            at = items.index(phrase.anaphor) + 1
            return open_name(items, at + 1) if at < len(items) and items[at].low in {"of", "in", "from"} else None
        return None
    at = items.index(metric)
    j = at
    while j > 0 and items[j - 1].kind == "w":
        j -= 1
    if j < at and j and items[j - 1].low == "to":
        j = at  # "to tame inflation"
    if (branch := _branch(items[j:at], metric)) is not None:
        return branch
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
    return _at_part(items, at + 1) if metric.data.get("home") == "company" else None


def _at_part(items: Sequence[Item], at: int) -> Product | None:
    """The part of a company by what it deals in: "sales at its soup division"."""
    if at >= len(items) or items[at].low not in {"at", "in"}:
        return None
    begin = next((i for i in range(at + 1, len(items)) if items[i].kind not in {"E", "O", "'", "C", "G"}), len(items))
    end = next((i for i in range(begin, len(items)) if items[i].kind not in {"w", "P"} or items[i].name), len(items))
    if end > begin and (own := written(items[begin:end])) in entries.words("divisions", "banks"):
        return Product(own, items[begin].start, items[end - 1].end, strong=False)  # "revenue at the consumer bank"
    parts = entries.words("divisions", "parts")
    noun = next((i for i in range(begin, end) if items[i].low in parts), begin)
    words = _core(list(items[begin:noun]))
    if not words or _says_nothing(words):
        return None
    return Product(written(words), words[0].start, words[-1].end, strong=False)


#: What a company's branches have.
OF_BRANCHES = {"revenue", "operating_profit"}


def branch_before(items: Sequence[Item], start: int) -> Product | None:
    """The branch right before the metric that starts at a place: "the 7 percent rise in rental revenue"."""
    own = next((i for i, item in enumerate(items) if item.kind == "M" and item.start == start), 0)
    first = own
    while first and items[first - 1].kind == "w":
        first -= 1
    return _branch(items[first:own], items[own]) if own else None


def _branch(words: Sequence[Item], metric: Item) -> Product | None:
    """A branch of a company by a word that names no good elsewhere: "search platform revenue", "Story revenue"."""
    if not words or metric.code not in OF_BRANCHES or words[-1].low not in entries.words("divisions", "trades"):
        return None
    first = len(words) - 1
    while first and not (is_hollow(words, first - 1) or words[first - 1].low in entries.words("phrases", "accounts")):
        first -= 1
    whole = first and words[first - 1].low in entries.words("divisions", "vague")
    if whole and words[-1].low in entries.words("divisions", "parts"):
        return None  # "standalone business revenue"
    return Product(" ".join(word.low for word in words[first:]), words[first].start, words[-1].end, strong=False)


def _accounting(words: Sequence[Item]) -> bool:
    """Whether words before a company's figure are no branch of it: "consolidated revenue"; "subscription revenue" is one's."""
    return not words or any(
        word.low in entries.words("phrases", "accounts")
        or (word.name and word is not words[0] and not word.tied)
        or (word.low.endswith(("ed", "ing", "ly")) and word.low not in entries.words("divisions", "doing"))
        or word.low in entries.words("phrases", "compared")
        or not word.low.isalpha()
        for word in words
    )


def is_of_metric(items: Sequence[Item], at: int) -> bool:
    """Whether a preposition right behind a metric opens what it is of: "expenditure on data protection", "exports by small firms"."""
    metric = items[at - 1] if at else None
    if metric is None or metric.kind != "M":
        return False
    low = items[at].low
    return low in {"by", "among"} or (low in {"on", "for"} and metric.code in _SPENT | _FOR)


def open_name(items: Sequence[Item], at: int) -> Product | None:
    """The words of an open-class name that starts at `at`, lower-cased; None when they say nothing."""
    words = _core(_stretch(items, at))
    behind = next((item for item in items[at:] if words and item.start >= words[-1].end), None)
    if behind is not None and behind.low in entries.words("phrases", "nations"):
        return None  # "the mining nation"
    if not words or _is_somebody(words) or _says_nothing(words):
        return None
    return Product(written(words), words[0].start, words[-1].end, strong=False)


def _stretch(items: Sequence[Item], at: int) -> list[Item]:
    """The words from `at` on that may be one name."""
    at += not at and items[0:1] != [] and items[0].kind == "J"  # "; and nectarines advanced"
    while at < len(items) and items[at].kind in {"E", "H", "G"}:
        at += 1
    words: list[Item] = []
    for item in items[at:]:
        if item.low in {"worth", "or", "abroad"} or (item.kind == "w" and " " in item.low):
            break  # "in order to", "the credit card", "dried seaweed, or gim"
        if item.kind in {"w", "P"} or (item.kind in {"J", ",", "H"} and words):
            words.append(item)
        else:
            break
    return words


def _core(words: list[Item]) -> list[Item]:
    """A name without what stands before it and behind it: "brisk | folding bikes", "hom mali | fared", "risks | surrounding trade"."""
    first = 0
    while first < len(words) and words[first].kind == "w" and is_hollow(words, first):
        first += 1
    last = next((i for i in range(first + 1, len(words)) if is_verbal(words, i)), len(words))
    while last > first and (
        words[last - 1].kind in {"J", ",", "H"}
        or (last - first > 1 and words[last - 1].low in _TAILS and not _is_tail_of(words[last - 2], words[last - 1]))
    ):
        last -= 1
    return words[first:last]


def _is_tail_of(before: Item, word: Item) -> bool:
    """Whether a word for wares is what a participle behind a hyphen says of: "wood-based products"."""
    return before.tied and before.kind == "w" and before.low.endswith("ed") and word.low in WARES | {"industries"}


#: What only says that something is sold.
WARES = {"products", "goods", "items", "articles"}


def _is_somebody(words: Sequence[Item]) -> bool:
    """Whether the words name a person or place."""
    divided = entries.words("phrases", "divided")
    return words[0].name and any(word.name and not word.tied for word in words[1:]) and words[-1].low not in divided


#: How adjectives and participles end.
_ADJECTIVAL = ("ive", "ous", "ful", "less", "able", "ible", "ish", "est", "ing", "ed")


def _is_adjective(low: str) -> bool:
    """Whether a word ends as adjectives and participles do; "shellfish" is no adjective."""
    return low.endswith(_ADJECTIVAL) and not low.endswith("fish")


def _says_nothing(words: Sequence[Item]) -> bool:
    """Whether the words are an adjective, letters, figures or nouns that name no good: "the termination value", "the transaction"."""
    if len(words) == 1 and words[0].low in entries.words("divisions", "doing") | {"wireless", "wireline"}:
        return False
    if len(words) == 1 and words[0].kind == "w" and (_is_adjective(words[0].low) or len(words[0].low) < 3):
        return True
    empty = entries.words("phrases", "empty")
    if len(words) > 1 and words[-1].low in entries.words("divisions", "branches"):
        return False
    if all(word.low in empty or is_hollow_alone(word) for word in words) or (
        words[-1].kind == "w" and words[-1].low in abstract()
    ):
        return True
    return any(word.kind == "w" and not any(c.isalpha() for c in word.low) for word in words)
