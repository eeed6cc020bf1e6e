"""Monies: a country's currency by its plain name behind the country's: "Nigeria's naira slid to 1,712 to the dollar"."""

from __future__ import annotations

import functools

from pipeline.linking.items import Item
from pipeline.linking.metric import entry
from pipeline.vocabulary import entries


@functools.cache
def _names() -> dict[str, dict[str, str]]:
    """By the last word of its name and its country how a currency is called in full: peso -> CL -> "chilean peso"."""
    names: dict[str, dict[str, str]] = {}
    for currency in entries.table("exchange").values():
        for name in currency["words"]:
            names.setdefault(name.rpartition(" ")[2], {}).setdefault(currency["country"], name)
    return names


def words() -> frozenset[str]:
    """Last words of all currencies' names."""
    return frozenset(_names())


def full_name(name: str, country: str | None) -> str:
    """How the currency of a country is called in full that a text calls by its last word alone: "the kwacha" in Zambia."""
    return _names().get(name.rpartition(" ")[2], {}).get(country or "", "")


def of_a_country(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The currency that a country's name stands before, no good and no verb: "Chile's peso", "Brazil's real"."""
    item = items[i]
    if before.low not in {"'s", "’s", "'", "’"} or i < 2 or items[i - 2].kind != "L" or after.kind in {"P", "M"}:
        return False
    name = _names()[item.low].get(items[i - 2].code)
    if name is None:
        return False
    item.kind, item.code, item.data, item.low = "M", "exchange_rate", entry("exchange_rate"), name
    return True


def quoted_at(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A currency that stands somewhere, called as one of several: "exporters complain of a peso at 478 to the dollar"."""
    if before.low not in {"a", "an"} or after.low != "at" or i + 4 >= len(items):
        return False
    if (
        items[i + 2].kind != "Q"
        or items[i + 3].low not in {"to", "against", "per"}
        or items[i + 4].code != "exchange_rate"
    ):
        return False
    item = items[i]
    item.kind, item.code, item.data, item.low = "M", "exchange_rate", entry("exchange_rate"), f"the {item.low}"
    return True


def no_money(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What prices are taken out of, no money of Brazil: "The real growth of the oil sector was 1.48 percent", "the real wage"."""
    if after.kind not in {"M", "N", "P", "S"} and after.low not in entries.words("senses", "in_real_terms"):
        return False
    items[i].kind, items[i].code, items[i].low, items[i].data = "E", "", "the", None
    return True
