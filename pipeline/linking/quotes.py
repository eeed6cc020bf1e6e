"""Quotes: whose number a market's quote is, in which unit and direction an exchange rate stands."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.linking.items import Item
from pipeline.linking.metric import Metric
from pipeline.linking.monies import full_name
from pipeline.linking.names import is_country
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.story import Story
from pipeline.linking.story import at_market as about_market
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: How a sentence begins that sets one currency against others.
_OPENING = re.compile(r"\s*(?:Against|Versus) (?:the |its )?([A-Za-z ]+?) ?,")
#: Two currencies by their codes, in small letters.
_PAIR = re.compile(r"([a-z]{3})/?([a-z]{3})")
#: What a currency is called where it is dealt in outside its country.
_OFFSHORE = {"cnh": "CNY"}


class Quote(NamedTuple):
    """An exchange rate: the country it is reported for, its unit (None: as read), and whether the named currency's rise lowers it."""

    holder: Held | None
    unit: str | None
    falls: bool


@functools.cache
def _currencies() -> tuple[re.Pattern[str], dict[str, tuple[str, Mapping[str, Any]]]]:
    """What finds a currency's word, and the code and entry behind each word."""
    words = {word: (code, entry) for code, entry in entries.table("exchange").items() for word in entry["words"]}
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest))})s?\b"), words


@functools.cache
def shared() -> dict[str, dict[str, str]]:
    """Words that name the currencies of several countries: word -> country -> code."""
    return entries.table("shared_currencies")


def exchange(
    metric: Metric, quantity: Quantity, items: Sequence[Item], home: str | None, first: str | None = None
) -> Quote | None:
    """How a number of an exchange rate is meant when its metric names a currency, and which one its sentence sets it against `first`;
    None for "the exchange rate" and the like."""
    pattern, words = _currencies()
    if (codes := _pair(metric.name)) is not None:
        return _of_pair(metric, *codes)
    named = pattern.search(metric.name) or pattern.search(full_name(metric.name, home))
    of_home = next((item for item in entries.table("exchange").items() if item[1]["country"] == home), None)
    plain = quantity.kind == "number" and quantity.noun is None
    if named is None and metric.name.endswith("currency") and plain and of_home is not None and home is not None:
        code, entry = of_home  # "China devalued the yuan. The currency ended at 6.4035"
        base = bool(entry.get("base"))
        return Quote(Held(home, metric.start, metric.end), f"USD/{code}" if base else f"{code}/USD", not base)
    if (
        named is None
        and metric.name.endswith("currency")
        and quantity.kind == "money"
        and quantity.unit in entries.table("exchange")
    ):
        return Quote(
            Held(entries.table("exchange")[quantity.unit]["country"], metric.start, metric.end),
            f"{quantity.unit}/USD",
            True,
        )
    if named is None and metric.name.endswith("currency") and quantity.kind in {"percent", "rate"}:
        pair = quantity.unit.partition("/")
        if of_home is not None and home is not None and of_home[0] != pair[2]:
            # "The currency has lost 7 percent this year", "fell to 39 per dollar"; no dollar costs dollars
            pairing = f"{of_home[0]}/{pair[2]}" if quantity.kind == "rate" and not of_home[1].get("base") else None
            return Quote(Held(home, metric.start, metric.end), pairing, not of_home[1].get("base"))
    if named is not None and "rate" in metric.name:
        named = None
    if named is None and metric.name.endswith("exchange rate"):
        told = (pattern.search(item.low) for item in items if item.code == "exchange_rate")  # "the won's exchange rate"
        named = next((found for found in told if found is not None and words[found.group(1)][0] != "USD"), None)
    if named is None and metric.name != "usd index":
        return None
    if named is None or "index" in metric.name:
        return Quote(Held("US", metric.start, metric.end), None, False)
    code, entry = words[named.group(1)]
    code = shared().get(named.group(1), {}).get(home or "", code)
    entry = entries.table("exchange").get(code, entry)
    priced = quantity.unit if quantity.kind == "money" else None
    if code != "USD":
        kin = shared().get(named.group(1), {}).values()
        other = (
            priced if priced not in {None, code, *kin} else _against(items, metric, pattern, words) or first or "USD"
        )
        unit = f"{other}/{code}" if entry.get("base") else f"{code}/{other}"
        return Quote(Held(entry["country"], metric.start, metric.end), unit, not entry.get("base"))
    others = [
        words[found.group(1)]
        for item in items
        if item.end <= metric.start or item.start >= metric.end
        for found in pattern.finditer(item.low)
    ]
    others += [(priced, entries.table("exchange")[priced])] if priced in entries.table("exchange") else []
    against = next(((c, e) for c, e in others if c != "USD"), None)
    if against is None:
        wide = any(item.low in {"basket", "currencies", "peers", "rivals"} for item in items)
        return Quote(Held("US", metric.start, metric.end) if wide else None, None, False)
    other, entry = against
    local = next((by[home] for word, by in shared().items() if home in by and other in by.values()), other)
    other, entry = local, entries.table("exchange").get(local, entry)
    base = bool(entry.get("base"))
    unit = f"USD/{other}" if base else f"{other}/USD"
    return Quote(Held(entry["country"], metric.start, metric.end), unit, base)


def _pair(name: str) -> tuple[str, str] | None:
    """The codes of the two currencies that a name consists of: "eurusd", "dollar/yen"."""
    found, known = _PAIR.fullmatch(name), entries.table("exchange")
    if found is None:
        _, words = _currencies()
        told = [words[word][0] for word in re.split(r"[/-]", name) if word in words]
        return (told[0], told[1]) if len(told) == 2 else None
    first, second = (_OFFSHORE.get(code, code.upper()) for code in found.groups())
    return (first, second) if first in known and second in known else None


def _of_pair(metric: Metric, first: str, second: str) -> Quote:
    """The rate of two currencies named by their codes, which is told in the second: "EUR/USD rose 0.4% to 1.0850"."""
    entry = entries.table("exchange")[second if first == "USD" else first]
    return Quote(Held(entry["country"], metric.start, metric.end), f"{second}/{first}", False)


def is_of_other_pair(name: str, unit: str) -> bool:
    """Whether a metric's name is that of a currency or pair of which a rate in that unit tells nothing."""
    if (pair := _pair(name)) is not None:
        return {*pair} != {*unit.split("/")}
    pattern, words = _currencies()
    named = pattern.search(name)
    return named is not None and words[named.group(1)][0] not in {"USD", *unit.split("/")}


def near_last_rate(story: Story, quantity: Quantity) -> Held | None:
    """The exchange rate spoken of when a plain number lies close to it: "the lowest guess was 1,380, by Nordea", "closing at 1,449.8"."""
    held = story.state.metric
    if (
        held is None
        or story.number - held.sentence > 3
        or quantity.kind not in {"number", "count"}
        or quantity.noun is not None
    ):
        return None
    for fact in reversed(story.facts[-12:]):
        if fact.metric == "exchange_rate" and fact.measure == "level":
            return (
                Held("exchange_rate", fact.char_start, fact.char_end)
                if 0.8 * fact.value < quantity.value < 1.25 * fact.value
                else None
            )
    return None


def _against(
    items: Sequence[Item], metric: Metric, pattern: re.Pattern[str], words: Mapping[str, tuple[str, Mapping[str, Any]]]
) -> str | None:
    """The currency behind "against", "to" or "per": "strengthened to 11.45 against the euro"."""
    for i, item in enumerate(items[:-1]):
        if item.start > metric.start and item.low in {"against", "to", "per", "versus"}:
            behind = items[i + 2] if items[i + 1].kind == "E" and i + 2 < len(items) else items[i + 1]
            found = pattern.fullmatch(behind.low.removeprefix("the "))
            if found is not None:
                return words[found.group(1)][0]
    return None


def set_against(story: Story) -> str | None:
    """The currency that a sentence begins by setting others against: "Against the euro, the pound was at 86.51 pence"."""
    opening = _OPENING.match(story.text, story.sentence.start, story.sentence.end)
    found = _currencies()[0].fullmatch(opening[1].lower()) if opening is not None else None
    return _currencies()[1][found.group(1)][0] if found is not None else None


def own_pair(unit: str, holder: Held | None) -> str:
    """A pair of currencies with the holder's own in place of its namesake: rupees of Pakistan, not of India."""
    priced, _, base = unit.partition("/")
    if holder is None or not base:
        return unit
    own = next((by[holder.value] for by in shared().values() if holder.value in by and priced in by.values()), priced)
    return f"{own}/{base}"


def country_of(index: str) -> str | None:
    """The country whose market an index measures."""
    return entries.table("indices").get(index, {}).get("country")


def index_of(metric: Metric, holder: Held | None, story: Story) -> Product | None:
    """The index that "the index" or a market's shares mean: the one told of last, in a headline the first one named, of the same country."""
    table = entries.table("indices")
    last = next((f.product for f in reversed(story.facts) if f.metric == "stock_index" and f.product in table), None)
    if last is None and story.sentence.headline:
        last = next((m.code for m in story.mentions.names if m.kind == "index" and m.code in table), None)
    if last is None or table[last].get("metric", "stock_index") != "stock_index":
        return None
    country = table[last].get("country")
    named = metric.name.endswith(("index", "benchmark", "gauge"))
    same = holder is None or holder.value == country
    return Product(last, metric.start, metric.end) if named or same else None


#: Ends of a bond's name that any state's has.
OF_ANY_STATE = (
    "government bond", "government bonds", "state bond", "state bonds", "year note", "year notes", "year bond", "year bonds",
)  # fmt: skip


def at_market(metric: Metric, index: Item | None, story: Story) -> Held | None:
    """Whose a market's price is: the country of its index or bond, the world's for goods in a report on markets or on no country."""
    country = index.data.get("country") if index is not None else None
    main = story.state.main_country
    if (
        index is not None
        and country
        and index.low.endswith(OF_ANY_STATE)
        and main is not None
        and is_country(main.value)
    ):
        country = (
            country if country in story.countries else main.value
        )  # "three-year government bonds" in a report on Sydney
    if index is not None and country:
        return Held(country, index.start, index.end)
    goods = metric.code in {"oil_price", "commodity_price", "freight_rate"}
    nobody = story.state.main_country is None
    return Held("WORLD", metric.start, metric.end) if goods and (nobody or about_market(story)) else None


#: What leads to why a price moved.
_REASONS = {
    "amid",
    "after",
    "as",
    "because",
    "due",
    "over",
    "despite",
    "worries",
    "fears",
    "concerns",
    "tensions",
    "hopes",
}


def of_no_country(story: Story, items: Sequence[Item], at: int) -> bool:
    """Whether a market report that no country's goods lead begins or goes on: "Oil rises 2%" in a headline. Places where something
    else happens do not count: "Wheat rose 2% on tensions in Ukraine"."""
    topic, held = story.state.topic, story.state.topic_holder
    led = held is not None and held.value == "WORLD" and topic is not None and topic.value.data.get("nature") == "price"
    reason = next((i for i in range(at + 1, len(items)) if items[i].low in _REASONS), len(items))
    return (topic is None or led) and not any(item.kind == "L" for item in items[:reason])


def is_traded_abroad(items: Sequence[Item]) -> bool:
    """Whether a clause names a town or an exchange where the world's goods are traded and no country: "Copper fell to $8,700 a tonne in
    London", "Arabica on ICE Futures U.S. settled at $1.60"."""
    towns = (
        [b for a, b in pairwise([items[0], *items]) if b.kind == "L" and not a.low.endswith("futures")] if items else []
    )
    exchange = any(item.low in entries.words("markets", "exchanges") for item in items)
    exchange = exchange or any(
        item.kind == "H" and item.low in entries.words("markets", "goods_traded") for item in items
    )
    return (exchange or bool(towns)) and all(town.low in entries.words("markets", "goods_traded") for town in towns)


def unit_of(quantity: Quantity, metric: Metric, quote: Quote | None) -> str:
    """The unit of a number; an oil price is per barrel, an exchange rate stands in the pair of its currencies."""
    if (
        metric.code == "oil_price"
        and quantity.text.lstrip("+-−").startswith("$")
        and quantity.kind in {"money", "price"}
    ):
        return "USD/bbl"  # whatever dollar the country has that the text is about
    if metric.code == "oil_price" and quantity.kind == "money":
        return f"{quantity.unit}/bbl"
    if quantity.kind == "rate" and quote is not None and quote.unit is not None:
        return quote.unit if quote.unit.endswith(quantity.unit[3:]) else quantity.unit  # "the peso" of the Philippines
    if metric.code != "exchange_rate" or not (
        quantity.kind in {"money", "number", "count"} or quantity.unit.startswith("1/")
    ):
        return quantity.unit
    if quote is not None and quote.unit is not None:
        priced, base = quote.unit.split("/")
        own = quantity.text.startswith("$") and base != "USD"  # "the Australian dollar fell to $0.6650"
        inverse = (
            quantity.kind in {"money", "coin"} and quantity.unit == base and not own
        )  # "the loonie at 69.5 U.S. cents"
        return f"{base}/{priced}" if inverse else quote.unit
    return f"{quantity.unit}/USD" if quantity.kind == "money" and quantity.unit != "USD" else quantity.unit
