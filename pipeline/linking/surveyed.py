"""Surveyed: a report that opens without a figure on what a market takes in pieces: "Shipments of smartphones rebounded, IDC said"."""

from __future__ import annotations

import re

from pipeline.linking.companies import sells_pieces
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric, entry
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.story import Story, within

#: What is counted in pieces, right behind its good or before "of" it.
_TRADE = re.compile(r"(?:shipments|sales|deliveries|registrations|market)\b", re.IGNORECASE)
_TRADE_OF = re.compile(r"\b(?:shipments|sales|deliveries|registrations|market) (?:of|for) (?:new )?$", re.IGNORECASE)
#: The goods that such surveys count.
COUNTED = frozenset(
    {
        "computers",
        "personal computers",
        "smartphones",
        "tablets",
        "televisions",
        "automobiles",
        "electric vehicles",
        "trucks",
        "wearables",
        "servers",
    }
)
#: What is sold in a place, behind its name or before "in".
_SOLD = re.compile(
    r" (?:(?:new|car|auto|vehicle|light|retail|truck|monthly)[ -])*(?:sales|deliveries|registrations)\b", re.IGNORECASE
)
_SOLD_IN = re.compile(
    r"\b(?:sales|deliveries|registrations|sold [\w ]+|carmakers|automakers|makers) (?:of [\w ]+ )?in (?:the )?$",
    re.IGNORECASE,
)
#: What counts for whole markets: firms for the world, associations for a country or an area.
_COUNTERS = {"survey", "association", "research"}
#: So many sentences open a report.
_OPENING, _LONGEST = 2, 24


def speak_of_market(story: Story) -> None:
    """Notes the one place in which makers sell by a lead without a figure: "Ford reported weaker U.S. sales for September"."""
    state, sentence = story.state, story.sentence
    if state.market is not None or story.facts or story.number > _OPENING or not sells_pieces(story):
        return
    names = story.names
    places = [m for m in names if m.kind == "place" and m.code != "WORLD" and m.form != "region"]
    if len({place.code for place in places}) != 1 or not any(m.kind == "company" for m in names):
        return
    place = places[0]
    before = story.text[sentence.start : place.start].lower()
    beside = _SOLD.match(story.text, place.end) is not None and not before.endswith((" in ", " in the "))
    if beside or _SOLD_IN.search(before) is not None:
        market = Item("L", place.start, place.end, story.text[place.start : place.end].lower(), place.code)
        state.market = Held(market, place.start, place.end, story.number, sentence.paragraph)


def open_on_market(story: Story) -> None:
    """Makes the sales of a good the topic where the first sentence tells of them, without a figure or a company before."""
    state, sentence = story.state, story.sentence
    if state.topic is not None or story.facts or story.number > _OPENING:
        return
    names = story.names
    good = next((m for m in names if m.kind == "product" and m.code in COUNTED), None)
    if good is None or any(m.kind == "company" and m.start < good.start for m in names):
        return
    behind = _TRADE.match(story.text, good.end + 1) or _TRADE.search(story.text, good.start, good.end)
    before = _TRADE_OF.search(story.text, max(0, good.start - _LONGEST), good.start)
    head = within(story.mentions.names, 0, sentence.end)
    body = next((m for m in head if m.kind == "body" and m.data.get("role") in _COUNTERS), None)
    if (behind is None and before is None) or body is None:
        return
    place = next((m for m in names if m.kind == "place" and m.form not in {"region", "capital"}), None)
    if body.data.get("role") != "survey" and (place is None or not sells_pieces(story)):
        return
    metric = Metric("sales_volume", entry("sales_volume"), good.start, good.end, name="shipments")
    state.topic = Held(metric, good.start, good.end, story.number, sentence.paragraph)
    state.topic_products = [Product(good.code, good.start, good.end)]
    state.topic_holder = Held(place.code if place is not None else "WORLD", good.start, good.end)
    state.topic_is_country, state.ranked, state.main_company = True, True, None
