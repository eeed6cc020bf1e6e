"""Quoted: the market that a quote, an index or a share of a market belongs to."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from itertools import pairwise

from pipeline.fact import Fact
from pipeline.linking import quotes
from pipeline.linking.draft import Draft
from pipeline.linking.inplaces import places_of_shares
from pipeline.linking.items import Item
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.phrases import Product
from pipeline.linking.setprices import is_set
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, about_company
from pipeline.linking.subindex import of_branch
from pipeline.linking.tenors import kind_in
from pipeline.vocabulary import entries

#: Quotes of markets, which belong to the market's country.
_QUOTED = {"stock_index", "bond_yield", "oil_price", "commodity_price", "freight_rate"}


#: Prices of what comes and goes, which the prices of single goods are parts of in a report on them; so many facts back.
_FLOW_PRICES, _SHORTLY = {"import_price", "export_price", "producer_prices"}, 8
#: Currencies in which goods of any country are quoted.
_WORLDS_MONEY = {"USD", "GBP", "EUR"}
#: What any market's shares are measured by.
_GAUGES = {"index", "benchmark", "gauge"}


def of_quote(draft: Draft) -> None:
    """The country of a market's quote, the world for a commodity's."""
    metric, frame, near, story = draft.metric, draft.frame, draft.near, draft.story
    if metric.code == "inventories" and frame.reporter is None and not about_company(story):
        last = story.facts[-1] if story.facts else None
        stored = any(item.low in entries.words("markets", "stored_at") for item in draft.items)
        priced = last is not None and last.metric in {"commodity_price", "inventories"} and last.reporter == "WORLD"
        if stored and priced:
            draft.holder = Held("WORLD", metric.start, metric.end)  # "Stocks in the exchange's warehouses fell"
    if draft.quote is not None:
        draft.holder = draft.quote.holder or draft.holder
    elif metric.code in _QUOTED:
        index = frame.index or (near.index if near is not None else None)
        draft.holder = quotes.at_market(metric, index, story) or draft.holder
        plain = index is None or index.low.endswith(quotes.OF_ANY_STATE)
        if metric.code == "bond_yield" and plain and draft.products and draft.holder is not None:
            tenor, _, kind = draft.products[0].label.partition("-year ")
            if kind in {"bund", "treasury", "gilt", "jgb", "btp", "oat"} and is_country(draft.holder.value):
                told = kind_in(str(draft.holder.value))  # not what the country is called that the text names most
                draft.products = [replace(draft.products[0], label=f"{tenor}-year {told}".rstrip())]
        if metric.code not in {"commodity_price", "oil_price"} or frame.index is not None:
            return
        main = draft.state.main_country
        if is_set(draft) and frame.reporter is None and main is not None:
            draft.holder = main  # "The farmgate price was set at 700 francs per kg"
            return
        own = frame.reporter is None and main is not None and draft.quantity.unit[:2] == main.value
        if (
            own
            and draft.quantity.kind == "price"
            and draft.quantity.unit[:3] not in _WORLDS_MONEY
            and not about_company(story)
        ):
            draft.holder = main  # "A kilo of beans fetched 105,000 dong" in a report on Vietnam
            return
        draft.partners = []  # "The Dutch contract, the benchmark for Europe"
        if (home := home_of_exchange(draft)) is not None:
            draft.holder = home
            return
        if metric.name.endswith("futures") and not any(item.kind == "L" for item in draft.items):
            if draft.products and draft.products[0].label in entries.words("markets", "traded_goods"):
                draft.holder = Held("WORLD", metric.start, metric.end)  # "Arabica futures" in a report on Brazil
                return
        crude_of = quotes.country_of(draft.products[0].label) if draft.products else None
        if crude_of is not None and frame.reporter is None:
            draft.holder = Held(crude_of, metric.start, metric.end)  # "WTI rose 2%. It was set for a weekly gain of 5%"
            return
        before = story.facts[-1] if story.facts else None
        latest = next((fact for fact in story.facts[: -_SHORTLY - 1 : -1] if fact.metric == metric.code), None)
        if frame.reporter is None and latest is not None and _leaves_home(draft, latest):
            draft.holder = Held("WORLD", metric.start, metric.end)
            return
        if (
            before is not None
            and before.metric == metric.code
            and before.reporter == "WORLD"
            and frame.reporter is None
        ):
            label = draft.products[0].label if draft.products else None
            if before.product == label and not any(item.kind == "L" for item in draft.items):
                draft.holder = Held(
                    "WORLD", metric.start, metric.end
                )  # "Copper fell in London. Prices averaged $4.36 in July"
                return
        nobody = frame.reporter is None and (
            metric.code == "oil_price"
            and frame.index is None
            and all(fact.metric not in _FLOW_PRICES for fact in story.facts[-_SHORTLY:])
            and not any(product.label.startswith("imported") for product in draft.products)
        )
        nobody = (
            nobody
            or frame.reporter is None
            and (about_company(story) or quotes.of_no_country(story, draft.items, draft.at))
        )
        if nobody or quotes.is_traded_abroad(draft.items):
            # "mobile DRAM prices" in a report on a phone maker, "Oil rises 2%" in a headline
            draft.holder = Held("WORLD", metric.start, metric.end)


@functools.cache
def _homes() -> dict[str, str]:
    """Countries by the names of the exchanges and towns where goods are quoted in their money."""
    return {name: home for home, names in entries.table("markets")["own_exchanges"].items() for name in names}


def home_of_exchange(draft: Draft) -> Held | None:
    """The country on whose exchange a good is quoted in its own money: "palm oil in Kuala Lumpur closed at 4,210 ringgit"; one
    told right behind as the same is of it too: "Dalian corn fell 0.7 percent, while its sugar contract lost 0.9 percent"."""
    if draft.quantity.kind in {"price", "money"} and draft.quantity.unit[:3] in _WORLDS_MONEY:
        told = draft.story.facts[-1] if draft.story.facts and draft.clause.link == "paren" else None
        same = told is not None and told.metric == draft.metric.code and told.unit[:3] not in _WORLDS_MONEY
        return Held(told.reporter, told.char_start, told.char_end) if told is not None and same else None
    homes = _homes()
    scene: Scene | None = draft.scene
    while scene is not None:
        for item in scene.clause.items:
            home = homes.get(item.low.removeprefix("the "))
            if home is not None:
                return Held(home, item.start, item.end)
        own = scene.phrase.pronoun is not None and scene.phrase.pronoun.low == "its"
        scene = scene.parent if own or scene.clause.link in {"same", "ellipsis", "paren", "compare"} else None
    return None


def _leaves_home(draft: Draft, before: Fact) -> bool:
    """Whether a price in the world's money follows one in a country's own: "traded at 70,000 yuan a tonne. Nickel cost $18,300 a tonne"; not
    the same one converted in brackets."""
    if draft.quantity.kind != "price" or draft.clause.link == "paren":
        return False
    at_home = "/" in before.unit and before.unit[:3] not in _WORLDS_MONEY
    return at_home and draft.quantity.unit[:3] in _WORLDS_MONEY and all(item.kind != "L" for item in draft.items)


@only(codes={"market_share"})
def of_market_told(draft: Draft) -> None:
    """The country whose market a report tells of, for a share that no company has: "EVs took 29.7 percent of the market"."""
    held, story = draft.state.topic_holder, draft.story
    if held is None or about_company(story):
        return
    phrase, top = draft.scene.phrase, draft.scene
    while top.parent is not None:
        top = top.parent
    named = draft.frame.company is not None or bool(phrase.companies or top.phrase.companies)
    own = any(
        a.low == "its" and b.kind == "M" and b.code == "market_share" for a, b in pairwise(draft.items[: draft.at])
    )
    named = named or (own and draft.holder is not None and not is_country(draft.holder.value))
    if (is_country(held.value) or held.value == "WORLD") and not named and not draft.frame.reporter:
        if draft.holder is not None and not any(item.kind == "C" for item in draft.items[: draft.at]):
            draft.holder = held


@only(codes={"stock_index"})
def of_index(draft: Draft) -> None:
    """The stock index that is meant, and its country."""
    metric = draft.metric
    market = next(iter(places_of_shares(draft)), None) or _market_of_place(draft)
    if market is not None:
        draft.products, draft.holder = [], Held(market.code, market.start, market.end)
        return
    draft.products = of_branch(draft) or draft.products or _as_written(draft)
    sides = entries.words("markets", "sides")
    draft.products = [product for product in draft.products if product.label not in sides]
    told = quotes.index_of(metric, draft.holder, draft.story) if not draft.products else None
    draft.products = draft.products or ([told] if told is not None else [])
    home = quotes.country_of(draft.products[0].label) if draft.products else None
    draft.holder = Held(home, metric.start, metric.end) if home is not None else draft.holder


#: A name that ends with "Index", and what stands before it that is no part of it.
_WRITTEN = re.compile(r"(?:[A-Z][\w&.-]* (?:(?:and|of|&) (?=[A-Z]))?)+Index\b")
_AHEAD = re.compile(
    r"^(?:the|its|their|benchmark|stock|share|market|main|key|broader|local|in|on|and)\b ?", re.IGNORECASE
)


def _as_written(draft: Draft) -> list[Product]:
    """The index of a market that no list knows, by its name: "the All-Share Index", "the Nigerian Exchange Main Board Index"."""
    story, named = draft.story, [item for item in draft.items[: draft.at] if item.kind == "M"]
    own = named and named[-1].code == "stock_index" and named[-1].low.endswith("index")
    begin, end = story.sentence.start, named[-1].end if own else draft.metric.end
    if story.sentence.headline or not (own or draft.metric.name.lower().endswith("index")):
        return []
    name = next((m for m in _WRITTEN.finditer(story.text, begin, end) if m.end() == end), None)
    if name is None:
        return []
    label = name[0].lower()
    while (shorter := _AHEAD.sub("", label)) != label:
        label = shorter
    if label == "index":
        return []
    country = draft.holder.value if draft.holder is not None else ""
    table = entries.table("indices")
    listed = [code for code in table if code.endswith(f" {label}") and table[code].get("country") == country]
    return [Product(listed[0] if len(listed) == 1 else label, name.start(), name.end())]


@only(codes={"oil_price"})
def of_crude(draft: Draft) -> None:
    """The crude that stands for a country's oil: "U.S. prices fell to $67 a barrel" in a report on oil are West Texas Intermediate's."""
    if draft.products or draft.frame.index is not None:
        return
    for place, prices in pairwise(draft.items[: draft.at]):
        crude = entries.table("markets")["crudes"].get(place.code) if place.kind == "L" else None
        if crude is not None and prices.kind == "M" and prices.low.endswith(("price", "prices")):
            draft.products = [Product(crude, place.start, prices.end)]


def _market_of_place(draft: Draft) -> Item | None:
    """The place that stands for its market behind the number of another one: "Sydney lost 4.09 percent and Taipei fell 4.84 percent"."""
    subject = draft.items[: min(draft.clause.verb_at, draft.at)]
    tail = subject[-3:]
    if [item.kind for item in tail] == ["M", "R", "L"] and tail[1].low == "in" and len(tail[2].code) == 2:
        return tail[2] if tail[0].code == "stock_index" and draft.frame.index is None else None  # "stocks in Shanghai"
    if len(subject) > 2 and subject[-1].kind == "M" and subject[0].kind == "L" and subject[1].kind == "'":
        tail = [subject[0], subject[-1]] if all(x.kind in {"H", "w"} for x in subject[2:-1]) else tail
    named = [item.kind for item in tail[-2:]] == ["L", "M"] and tail[-1].low.rpartition(" ")[2] in _GAUGES
    if named and len(tail[-2].code) == 2 and draft.frame.index is None:
        last = draft.story.facts[-1] if draft.story.facts else None
        return tail[-2] if last is None or last.reporter != tail[-2].code else None  # "the Philippine index"
    if draft.frame.fresh or any(item.kind in {"I", "M", "C", "'"} for item in subject):
        return None
    places = [item for item in subject if item.kind == "L" and len(item.code) == 2]
    return places[0] if len(places) == 1 and subject[-1] is places[0] else None


@only(codes={"commodity_price", "oil_price", "stock_index", "bond_yield"})
def of_no_town(draft: Draft) -> None:
    """Takes the town of a market, which said whose it is, for no product of it: "the yield in Frankfurt", "Paris, where the CAC 40's
    62-point gain"."""
    goods = draft.metric.code == "commodity_price"
    if not draft.products:
        return
    towns = {item.start for item in draft.items if item.kind == "L" and item.form == "region"}
    towns.update(item.start for item in draft.clause.before if item.kind == "L" and item.form == "region")
    goods_at = {item.end: item for item in draft.items if item.kind == "P"}
    behind = [goods_at.get(product.end) for product in draft.products if product.start in towns]
    kept = [product for product in draft.products if product.start not in towns]
    kept += [
        Product(item.code, item.start, item.end) for item in behind if item is not None and item.start not in towns
    ]  # "Dalian's soyoil contract"
    if kept == draft.products:
        return
    told = draft.story.facts[-1] if goods and draft.story.facts and not kept else None
    if told is not None and told.product is not None:
        kept = [
            Product(told.product, told.char_start, told.char_end)
        ]  # "the price at the Kochi auctions" in a report on tea
    index = next((item for item in draft.items[: draft.at] if item.kind == "I"), None)
    if not kept and index is not None and index.data.get("metric", "stock_index") == draft.metric.code:
        kept = [Product(index.code, index.start, index.end)]
    draft.products = kept
