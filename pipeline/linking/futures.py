"""Futures: the months and words that a contract of an exchange is called by, which say nothing of when or what."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.linking.metric import entry
from pipeline.vocabulary import entries

_NOTHING = Item("", -1, -1, "")
#: Items between a month and the contract that it names.
_GOOD = 4
#: Goods whose price is that of oil.
_OILS = {"crude oil", "oil"}
#: Before a name that begins a clause.
_OPENS = {"", "J", ",", "E", "X"}


def share_list(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """An index whose shares are told of one by one: "the biggest loser in the Sensex pack", "the top gainer on the FTSE 100 was"."""
    words = entries.words("markets", "packs")
    pack = after.low in words
    moved = before.kind == "E" and any(
        item.low in entries.words("markets", "movers") for item in items[max(0, i - 3) : i]
    )
    if not pack and not moved:
        return False
    items[i].kind, items[i].code, items[i].data = "H", "neutral", None
    return True


def price_of_good(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What a good is traded at for later is its price: "Arabica futures have gained 61 percent this year", "lean hog futures"."""
    behind = items[i + 1 :]
    weighed = any(item.kind == "Q" and item.form == "price" for item in behind)
    if before.kind == "w" and weighed and not before.name:
        good = before.low not in entries.words("markets", "papers") | entries.words("markets", "exchanges")
    else:
        good = before.kind == "P" and before.low not in entries.words("markets", "papers")
    if not good:
        return False
    code = "oil_price" if before.code in _OILS else "commodity_price"
    items[i].kind, items[i].code, items[i].data = "M", code, entry(code)
    return True


def contract_of_good(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What an exchange's contract in a good moves by is the good's price: "Dalian's most active corn contract fell 0.7 percent"; no order."""
    if before.low not in entries.words("markets", "traded_goods"):
        return False
    head = items[max(0, i - _GOOD) : i - 1]
    marked = any(x.low in entries.words("senses", "active") | entries.words("senses", "trading_places") for x in head)
    moves = after.kind == "V" and any(x.kind == "Q" and x.form == "percent" for x in items[i + 1 : i + _GOOD])
    if not (moves and (marked or before.low not in {"steel", "gold", "lead"})):
        return False
    items[i].kind, items[i].code, items[i].data = "M", "commodity_price", entry("commodity_price")
    return True


def _is_contract(items: list[Item], i: int) -> bool:
    """Whether the name of an oil or of a good that is traded is quoted at a price for a month to come: "Brent crude for October was at
    $43", not "imports of copper for October"."""
    item, head = items[i], items[i - 1] if i else _NOTHING
    oil = item.kind == "I" and item.data.get("metric") == "oil_price"
    good = item.kind == "P" and item.low in entries.words("markets", "traded_goods") and head.low not in {"of", "in"}
    return oil or (good and any(other.form == "price" for other in items[i + 3 :]))


def delivery_month(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The month that a contract is called by: "the most-traded May iron ore contract", "the benchmark February iron ore"."""
    item = items[i]
    if item.code != "time" or item.low not in entries.words("senses", "months"):
        return False
    if before.low == "for" and i > 1 and after.kind != "M" and _is_contract(items, i - 2):
        item.kind, item.code, item.data = "H", "neutral", None
        return True
    if after.kind not in {"P", "w", "M", "I"}:
        return False
    active = before.low in entries.words("senses", "active")
    behind = items[i + 1 : i + 1 + _GOOD]
    ends = next((j for j, other in enumerate(behind) if other.kind not in {"P", "w", "I"}), len(behind))
    called = any(other.low in entries.words("senses", "contracts") for other in behind[: ends + 1])
    quoted = before.kind in {"L", "w"} and before.low in entries.words("senses", "trading_places") | {"ice", "cbot"}
    quoted = quoted and after.kind == "P" and after.low in entries.words("markets", "traded_goods")
    opens = (
        before.kind in {"", "J", ","} and after.kind == "P" and after.low in entries.words("markets", "traded_goods")
    )
    oil = after.kind == "I" and after.data.get("metric") == "oil_price"
    if oil and (before.kind in _OPENS or before.low in {"while", "as"}):
        item.kind, item.code, item.data = (
            "H",
            "neutral",
            None,
        )  # "April Brent crude fell 70 cents"; not "in April Brent"
        return True
    if opens and items[i + 2 : i + 3] and items[i + 2].kind == "V" and any(x.form == "price" for x in items[i + 3 :]):
        item.kind, item.code, item.data = "H", "neutral", None  # "December corn dropped 3.5 percent to $7.72 a bushel"
        return True
    if not active and not called and not quoted:
        return False
    if quoted:
        before.kind, before.code, before.data = "H", "neutral", None  # "Chicago September wheat rose to $5.40 a bushel"
    item.kind, item.code, item.data = "H", "neutral", None
    for other in behind[: ends + 1]:
        if other.kind == "M" and other.low in entries.words("senses", "contracts"):
            other.kind, other.code, other.data = "H", "neutral", None
    if active and before.kind in {"M", "V"}:
        before.kind, before.code, before.data = "H", "neutral", None
    return True
