"""Tenors: which bond a yield is of, by its years and its country: "the two-year yield", "yield on the 10-year"."""

from __future__ import annotations

import re

from pipeline.linking.items import Item
from pipeline.linking.metric import Metric
from pipeline.linking.phrases import Product
from pipeline.linking.story import Scene, Story

#: The years of a bond.
_TENOR = re.compile(r"\b(\d{1,2}|two|three|five|seven|ten|twenty|thirty)[- ]year\b", re.IGNORECASE)
#: What the state bonds of a country are called, where that is a name of their own known everywhere.
_BONDS = {"US": "treasury", "KR": "treasury", "GB": "gilt", "JP": "jgb"}

#: Kinds of bonds that a text calls by their years and their country alone.
_BY_YEARS = {"bund", "btp", "oat"}


def of_tenor(story: Story, index: Item) -> str:
    """The label of an index; of a bond named without its years the years right before it: "two-year gilts"."""
    label: str = index.code
    tenor, _, kind = label.rpartition(" ")
    if kind in _BY_YEARS and kind not in index.low:
        return tenor  # "the Italian 10-year"
    found = None if "-year" in index.low else _TENOR.search(story.text, max(0, index.start - 12), index.start)
    if found is None or not label.startswith("10-year ") or found.end() + 1 < index.start:
        return label
    return f"{found.group(1).lower()}-year {label.removeprefix('10-year ')}"


def bond_of(story: Story, scene: Scene, metric: Metric) -> list[Product]:
    """The bond whose yield is told, by its years: "the two-year yield", "yield on the 10-year"; that of the number before where none is named."""
    found = _TENOR.search(story.text, scene.start, scene.end)
    if found is None:  # "The 10-year bond closed at 100.59 rupees, with its yield at 6.7%"
        found = next(iter(reversed([*_TENOR.finditer(story.text, story.sentence.start, scene.start)])), None)
    if found is None:
        held = story.state.metric
        return list(story.state.products) if held is not None and held.value.code == metric.code else []
    country = scene.frame.reporter.code if scene.frame.reporter is not None else None
    country = country or (story.state.main_country.value if story.state.main_country is not None else "")
    return [Product(f"{found.group(1).lower()}-year {kind_in(country)}".rstrip(), found.start(), found.end())]


def names_years(story: Story, scene: Scene) -> bool:
    """Whether a clause names the years of a bond."""
    return _TENOR.search(story.text, scene.start, scene.end) is not None


def kind_in(country: str) -> str:
    """What the bonds of a country's state are called; nothing where they are called by their years alone."""
    return _BONDS.get(country, "")
