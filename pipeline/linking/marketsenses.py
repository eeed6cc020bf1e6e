"""Market senses: words that mean something of their own in a report on a stock market: the market, its turnover, the old economy.

Each rule settles items[i] where it knows it and says whether it did; `before` and `after` are empty items at the edges.
"""

from __future__ import annotations

import functools
import re

from pipeline.linking.items import Item
from pipeline.linking.metric import WAYS, entry
from pipeline.vocabulary import entries

#: What markets quote.
_QUOTED = {"exchange_rate", "commodity_price", "oil_price", "bond_yield", "stock_index", "share_price"}
#: So many items behind a loss the amount of it stands.
_TO_AMOUNT = 4
#: A part of what the world trades is read as one anyway.
_NOT_MADE = WAYS | {"trade_volume", "market_share"}


def turnover_of_a_market(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What was traded: "The Taiex fell 0.1 percent to 20,235 points on turnover of NT$235.6 billion", "on turnover of $1.9 billion"
    behind a currency's close; nothing where it describes a session, "ended a low-volume session 0.2 percent higher"."""
    item = items[i]
    if item.tied and after.kind in {"w", "T"}:
        item.kind, item.data = "w", None
        return True
    quoted = any(
        (other.kind == "I" and other.data.get("metric", "stock_index") == "stock_index")
        or (other.kind == "M" and other.code == "exchange_rate" and before.low == "on")
        for other in items[:i]
    )
    if not quoted:
        return False
    item.code, item.data = "trading_volume", {**entry("trading_volume"), "home": "country"}
    return True


def old_economy(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A kind of firms, no country's product: "In the old economy sector, Formosa Plastics fell 1.9 percent", "economy stocks"."""
    if before.low not in {"old", "new"} and after.low not in {"stocks", "shares"}:
        return False
    if after.low == "of" and items[i].low in {"loss", "losses"}:
        items[i].kind, items[i].code, items[i].form = "N", "nominal_down", "nominal_down"
        return True  # "erased a loss of 5.5 percent"
    items[i].kind, items[i].data = "w", None
    return True


def on_which_side(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Higher, as markets call it: "The CAC 40 closed positive 0.3%"."""
    if before.kind not in {"V", "U"} or after.kind != "Q" or after.form != "percent":
        return False
    items[i].kind, items[i].code, items[i].form = "D", "up", "comparative_up"
    return True


def told_in_currency(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The money that an amount is counted in, no rate of it: "sees sales in local currency falling", "at constant currency"."""
    if not {before.low, items[i - 2].low if i > 1 else ""} & {"in", "at"}:
        return False
    items[i].kind, items[i].data = "w", None
    if before.low == "constant":
        for word in (items[i], before):
            word.kind, word.code = "H", "neutral"  # "sales in constant currencies to 18 billion euros": no good
    return True


def market_moves(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """How far it moved, no firm's loss: "The S&P/ASX 200 erased losses to close up 0.5 per cent", "pared early gains", "The DAX ended
    with a loss of around 150 points"."""
    quotes = [j for j, item in enumerate(items[:i]) if item.kind == "I" or (item.kind == "M" and item.code in _QUOTED)]
    quoted = bool(quotes)
    amount = next((item for item in items[i + 1 : i + _TO_AMOUNT] if item.kind == "Q"), None)
    moved = after.low == "of" and amount is not None and amount.form in {"percent", "points", "index_points"}
    of_days = before.kind == "T" and before.code == "rate"  # "It had a weekly loss of 3 percent"
    if moved and (of_days or (quoted and items[quotes[-1] + 1].kind in {"V", "U"})):
        down = items[i].low.startswith("loss")
        code = "nominal_down" if down else "nominal_up"
        items[i].kind, items[i].code, items[i].form, items[i].data = "N", code, code, None
        return True
    undoes = entries.words("markets", "undoes")
    if not quoted or not any(item.low in undoes for item in items[max(0, i - 3) : i]):
        return False
    items[i].kind, items[i].data = "w", None
    return True


def average_of_shares(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """An index, nothing that is averaged over a time: "The Dow Jones Transportation average fell 1.1 percent", "the Nikkei average"."""
    if after.kind not in {"V", "U", "D"} and before.kind != "I":
        return False
    first = i - 1
    while first > 0 and items[first].kind in {"w", "P"} and i - first < _TO_AMOUNT:
        first -= 1
    head = items[max(first, 0)]
    if head.kind != "I" or head.data.get("metric", "stock_index") != "stock_index":
        return False
    items[i].kind, items[i].code, items[i].low, items[i].data = "w", "", "index", None
    return True


def quoted_in(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The place where a good is traded, which is not whose it is: "Chicago wheat futures", "London cocoa"."""
    goods = entries.words("markets", "traded_goods")
    if not (after.kind == "P" and after.low in goods) and not (
        after.kind == "M" and after.low.removesuffix(" futures") in goods
    ):
        return False
    items[i].kind, items[i].code, items[i].data = "H", "neutral", None
    return True


def stock_moved(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What is put into store or taken out: "had expected a draw of 1.4 million barrels", "a 2.2 million-barrel build in gasoline"."""
    stored = any(item.kind == "Q" and item.form == "physical" for item in items)
    if not stored or before.kind not in {"E", "Q", "P", "H"} or after.low not in {"of", "in", "from", "last", "."}:
        return False
    code = "nominal_up" if items[i].low == "build" else "nominal_down"
    items[i].kind, items[i].code, items[i].form, items[i].data = "N", code, code, None
    return True


def debt_of_years(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A bond by its years, no debt that somebody has: "the yield on two-year debt jumped to 28.6 percent"."""
    told = any(item.kind == "M" and item.code == "bond_yield" for item in items[:i])
    if before.low != "year" or not told:
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", None
    return True


def yield_of_a_crop(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What a field bears, no bond's: "yields of rice may be 9 percent lower", "wheat yields rose"; or a seed: "that yields 30% more"."""
    crop = after.low == "of" and i + 2 < len(items) and items[i + 2].kind == "P"
    grown = before.kind in {"P", "W"} or before.low in {"crop", "crops", "harvest"}
    if items[i].code != "bond_yield" or not (crop or grown):
        return False
    items[i].kind, items[i].code, items[i].data = ("V", "other", None) if before.kind == "W" else ("w", "", None)
    if before.kind == "M" and before.low in {"crop", "crops", "harvest"}:
        before.kind, before.code, before.data = "H", "", None
    return True


def net_of_investors(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What investors sold on balance: "bought a net NT$12.8 billion of shares, after net sales of NT$4.4 billion"."""
    traded = any(item.low in {"net", "a net"} or item.code == "net_buying" for item in items[:i])
    if not traded:
        return False
    items[i].code, items[i].data = "net_buying", {**entry("net_buying"), "sign": "negative"}
    return True


#: Words between a company and the noun that says what it is: "X, Taiwan's largest container cargo shipper,".
_OF_NAME = {"w", "H", "E", "L", "'", "P", "G", "M"}


def what_a_firm_is(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A word for what a firm does, where it says between commas what the firm is: "Evergreen, Taiwan's largest cargo shipper, fell"."""
    begin = i - 1
    while begin > 0 and items[begin].kind in _OF_NAME:
        begin -= 1
    if begin < 1 or items[begin].kind != "," or items[begin - 1].kind != "C":
        return False
    end = i + 1
    while end < len(items) and items[end].kind in {"w", "P", "M"}:
        end += 1
    firm = end > i + 1 and items[end - 1].low in entries.words("senses", "doers")
    if not firm or end + 1 >= len(items) or items[end].kind != ",":
        return False
    items[i].kind, items[i].data = "w", None
    return True


def currency_pair(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The end of a pair's name: "the EURUSD currency pair", "the USD/JPY exchange rate"."""
    if before.kind != "M" or before.code != "exchange_rate" or items[i].start - before.end != 1:
        return False
    if not before.low[-3:].isalpha() or len(before.low.replace("/", "")) != 6:
        return False
    items[i].kind, items[i].code = "G", ""
    return True


#: What tells that a text is about shares and where they are traded.
_TRADED = re.compile(
    r"\b(?:stock exchange|securities exchange|bourse|blue[- ]chips?|stock market|"
    r"(?:shares|stocks|equities)(?: (?:in|on) [A-Z]\w+)? "
    r"(?:closed|ended|rose|fell|gained|lost|dropped|opened|edged|slipped|climbed|were|rallied|advanced))\b",
    re.IGNORECASE,
)


def activity_of_survey(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What the index of a survey of purchasing managers is called in full: "the services PMI business activity index"."""
    if before.kind != "M" or before.code != "pmi":
        return False
    before.end = items[i].end
    items[i].kind, items[i].code = "G", ""
    return True


@functools.lru_cache(maxsize=8)
def is_of_bourse(text: str, named: frozenset[str]) -> bool:
    """Whether the index of a text that names none in full is that of a market of shares: "Polish shares rose. The WIG30 index added"."""
    others = entries.words("ambiguous", "index", "named") - {"stock_index"}
    return named.isdisjoint(others | {"stock_index"}) and _TRADED.search(text) is not None


def a_limit(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """How far a price may move, no fall: "wheat jumped the daily limit of 60 cents"."""
    if before.kind not in {"T", "E", "H", "w", "M"} or after.low not in {"of", ",", "."}:
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "w", "", "", None
    return True


def set_against(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A currency that another is set against first is not the one told of: "Against the euro, the pound lost 0.6 percent"."""
    behind = items[i + 2 : i + 4]
    if after.code != "exchange_rate" or len(behind) < 2 or behind[0].kind != "," or behind[1].code != "exchange_rate":
        return False
    after.kind, after.code = "w", ""
    return True


#: Who shares a market, and so many items at most that name them.
_FIRMS, _OWNERS = entries.words("abstract", "firms"), 12


def share_of_a_market(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A company's part of a market: "Tesla's share of the U.S. EV market slid to 41%", "a 29 percent share of the market"."""
    owner = items[i - 2] if before.low in {"combined", "joint", "own", "total"} and i > 1 else before
    owned = owner.kind == "'" or owner.low in {"its", "their", "whose"}
    owned = owned or (before.kind == "Q" and before.form == "percent")
    begin = i + 2
    if after.low == "of" and not owned:
        begin = _behind_owner(items, begin)
    elif after.low not in {"of", "in"} or not owned:
        return False
    for j in range(begin, min(begin + 7, len(items))):
        if items[j].kind == "M" and items[j].code == "market_size":
            items[i].kind, items[i].code, items[i].data = "M", "market_share", entry("market_share")
            items[j].kind, items[j].code, items[j].data = "w", "", None
            return True
        if items[j].kind not in {"E", "L", "'", "P", "w", "H"}:
            return False
    return False


def _behind_owner(items: list[Item], begin: int) -> int:
    """Where a market is named behind those whose share it is: "The share of Korea's three battery makers in | the global market"; the end
    where it is nobody's."""
    for j in range(begin, min(begin + _OWNERS, len(items))):
        if items[j].low == "in":
            owners = items[begin:j]
            firms = any(item.kind == "C" or item.low.rpartition(" ")[2] in _FIRMS for item in owners)
            return j + 1 if firms or (len(owners) == 1 and owners[0].kind == "L") else len(items)
        if items[j].kind not in {"E", "L", "'", "P", "w", "H", "C", "Q", ",", "J"}:
            break
    return len(items)


def share_of_worlds(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A part of what the world makes or spends: "India's share of global steel output rose to 8 percent", "its share of world chip output";
    of what the world trades it is read as such a part anyway."""
    j = i + 1
    if items[i].kind == "S":
        if after.low != "of" or j + 1 >= len(items) or not _is_the_worlds(items[j + 1]):
            return False
        j += 2
    while j < len(items) and items[j].kind in {"E", "'", "P", "w", "H"}:
        j += 1
    if j >= len(items) or items[j].kind != "M" or items[j].code in _NOT_MADE:
        return False
    for world in items[i + 1 : j]:
        world.kind = "w" if world.kind == "L" else world.kind
    items[i].kind, items[i].code, items[i].data = "M", "market_share", entry("market_share")
    made = items[j].inner[0] if items[j].inner else ""
    items[j].kind, items[j].code, items[j].data = "P" if made else "w", made, None
    return True


def _is_the_worlds(item: Item) -> bool:
    """Whether a word makes what stands behind it the world's."""
    return item.code == "WORLD" or item.low in {"global", "world", "worldwide"}
