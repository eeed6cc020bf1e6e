"""Firm senses: words that stand for the company told of, its cheap brands and the length of its reports.

Each rule settles items[i] where it knows it and says whether it did; `before` and `after` are empty items at the edges.
"""

from __future__ import annotations

import functools

from pipeline.linking.items import Item
from pipeline.linking.nounsenses import is_first
from pipeline.vocabulary import entries


def budget_brand(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Cheap, or given to a state's budget, no plan of spending: "its budget unit", "the budget brand", "in budget support"."""
    if not (
        after.low in entries.words("deals", "given")
        or after.low in entries.words("divisions", "parts")
        or after.low in entries.words("divisions", "brands")
        or after.low in entries.words("deals", "cheap")
    ):
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", None
    return True


def to_bid(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What somebody does, no offer for a company: "invited banks to bid for roles in a sale of 74 billion rupees of bonds"."""
    if before.low != "to" or after.kind in {"Q", "E", "G"}:
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", None
    return True


#: What makes "commerce" the trade of two countries.
_OF_TWO = {"bilateral", "two-way", "mutual", "between", "with", "cross-border"}


def commerce_branch(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What a company sells for others, no trade of two countries: "commerce revenue", "Commerce sales", "commerce 13.6 percent"."""
    if before.low in _OF_TWO or after.low in _OF_TWO or before.kind in {"L", "'"}:
        return False
    if after.kind not in {"M", "Q"} and after.low not in entries.words("divisions", "parts"):
        return False
    items[i].kind, items[i].code, items[i].data = "P", "commerce", None
    return True


def length_of_report(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Which report it is of, no number of its own: "a 3% rise in half-year headline earnings"."""
    if items[i].form != "duration" or after.kind != "M" or after.data.get("home") != "company":
        return False
    items[i].kind, items[i].code, items[i].form = "H", "neutral", "neutral"
    return True


#: So many words may tell what kind of company is spoken of: "the health and beauty chain".
_KIND_WORDS = 4


#: Kinds of items that describe a company before its noun, and the words of its rank.
_DESCRIBES, _RANKS = frozenset("LHwPJMNO"), {"no", "."}


def _describes(item: Item) -> bool:
    """Whether an item may stand between "the" and what a company is called: "the No. 2 U.S. carmaker"."""
    return item.kind in _DESCRIBES or item.form == "ordinal" or item.low in _RANKS


@functools.cache
def _company_words() -> frozenset[str]:
    """What the company spoken of is called: "the retailer"."""
    return frozenset(entries.table("cues")["company_pronoun"]["words"])


def state_company(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The company spoken of by who owns it, no good: "The state-owned company flew 13.7 million passengers"."""
    if before.low != "the" or after.kind not in {"V", "U", "'", "A", "G"}:
        return False
    return _stands_in(items, i, i)


def the_company(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The company spoken of: "the Korean company", "the health and beauty chain", "the Danish brewer's"."""
    home = (i - 1 if before.kind in {"L", "H"} else _home_before(items, i)) if after.kind == "C" else -1
    if home >= 0:
        return _stands_in(items, home, i)  # "U.S. automaker Ford", "Hungarian budget airline Wizz"
    if after.kind == "C" or after.name or after.low in {"of", "based", "-"} or after.kind == "Q":
        return False  # "the carmaker Kia", "the operator of Upbit"
    j = i - 1
    while j >= 0 and i - j <= _KIND_WORDS + 1 and _describes(items[j]):
        j -= 1
    owned = j > 0 and items[j].kind == "'" and (items[j - 1].kind in {"L", "O"} or items[j - 1].form == "whole")
    owned = owned and all(item.kind != "C" for item in items[max(0, j - 4) : j])  # "Hyundai, its biggest carmaker"
    loose = items[i].low in entries.words("senses", "loose_firms")
    trading = before.low in entries.words("senses", "trades")
    sure = not loose or trading or (items[i].low in entries.words("senses", "sure_firms") and before.low != "central")
    if owned and items[j + 1 : i] and is_first(items[j + 1]) and sure:
        items[j - 1].kind = "E"
        return _stands_in(items, j, i)  # "Canada's largest energy company", "the nation's biggest home retailer"
    alone = j >= 0 and items[j].low == "the" and j == i - 1 and after.kind not in {"w", "P", "M", "H"}
    if alone and f"the {items[i].low}" in _company_words():
        return _stands_in(items, i, i)  # "The retailer's revenue"
    if j < 0 or items[j].low != "the" or j == i - 1 or any(item.kind == "C" for item in items[j:i]):
        return False
    named = before.kind in {"L", "H"} or before.name
    homed = items[i].low not in {"bank", "group"} and any(item.kind == "L" for item in items[j + 1 : i])
    trade = items[i].low in entries.words("senses", "big") and trading
    ranked = not loose and any(is_first(item) or item.low == "no" for item in items[j + 1 : i])
    if ranked and after.low == "in":
        return _stands_in_at(items, j + 1, i)
    titled = homed or trade or ranked
    named = named or (titled and after.kind in {"V", "U", "'", "G"})  # "the Irish low-cost carrier made"
    if loose and not named:
        return False  # "the age group", "the central bank"
    return _stands_in(items, j + 1, i)


def _stands_in(items: list[Item], begin: int, i: int) -> bool:
    """Makes the noun at `i` stand for a company, with the words from `begin` that only describe it."""
    items[i].kind, items[i].form = "O", "company_pronoun"
    for item in items[begin:i]:
        item.kind = "H"
    return True


def _stands_in_at(items: list[Item], begin: int, i: int) -> bool:
    """Makes a ranked company before its country stand for it: "The second-largest automaker in the United States earned"."""
    behind = items[i + 2 : i + 5]
    behind = behind[1:] if behind and behind[0].kind == "E" else behind
    if len(behind) < 2 or behind[0].kind != "L" or behind[1].kind not in {"V", "U", ","}:
        return False
    behind[0].kind = "H"
    return _stands_in(items, begin, i)


def _home_before(items: list[Item], i: int) -> int:
    """Where the nationality stands that begins what a firm is called: "Hungarian budget airline"; -1 where none does."""
    j = i - 1
    while j >= 0 and i - j <= _KIND_WORDS and items[j].kind in {"w", "H", "P", "M"}:
        j -= 1
    return j if j >= 0 and items[j].kind == "L" and len(items[j].code) == 2 else -1


def deficit_of_a_fund(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What a fund lacks, no balance of trade: "a pension deficit of 3.7 billion pounds"."""
    if before.low not in {"pension", "pensions", "actuarial"}:
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", None
    return True


def staff_who_foresee(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Who makes a bank's or a fund's forecasts, nobody whose number is told: "Staff now see growth of 0.7 percent"."""
    verb = after if after.kind != "G" or i + 2 >= len(items) else items[i + 2]
    if verb.kind != "V" or not (verb.code == "project" or verb.low in entries.words("sources", "holds")):
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", None
    return True


def buyers_in_a_place(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Those who bring a firm its sales, no count of them: "North American customers accounted for 76% of the total"."""
    if after.kind != "V" or after.code != "share" or before.kind not in {"L", "H", "w", "P"}:
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", {}
    return True
