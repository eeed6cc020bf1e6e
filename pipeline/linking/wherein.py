"""Wherein: the part of a country that a rate or price is told of by the clause it hangs on: "Perth, where prices rose 8.1 per cent",
"In the Eastern Cape, home of the mines, it was 30.9 per cent"."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.phrases import Product

#: What is told for towns and provinces as well as for a country.
_LOCAL = {
    "unemployment_rate",
    "house_prices",
    "consumer_prices",
    "wages",
    "employment",
    "population",
    "rent",
    "poverty_rate",
}
#: What house prices are always of.
_HOMES = {"property", "properties", "home", "homes", "house", "houses", "dwelling", "dwellings", "flat"}
_IN = {"in", "across"}
#: So many words has a name at most.
_WORDS = 3


def part_wherein(draft: Draft) -> None:
    """Names the town or province that a country's rate or price is told of."""
    if draft.metric.code not in _LOCAL or draft.partners:
        return
    part = _hung_on(draft) or _in_front(draft) or _of_home(draft)
    draft.products = [part] if part is not None else draft.products


def _part(draft: Draft, items: list[Item], at: int) -> Product | None:
    """The part of a country that stands at an item: one of its regions, or a name that no list has ("the Free State")."""
    first = items[at]
    if first.kind == "L":
        return Product(first.data.get("region", first.low), first.start, first.end) if first.form == "region" else None
    end = at
    while (
        end < len(items)
        and end < at + _WORDS
        and items[end].kind in {"w", "H", "P", "L"}
        and _is_name(draft, items[end])
    ):
        end += 1
    return (
        Product(draft.story.text[first.start : items[end - 1].end].lower(), first.start, items[end - 1].end)
        if end > at
        else None
    )


def _is_name(draft: Draft, item: Item) -> bool:
    return draft.story.text[item.start].isupper()


def _hung_on(draft: Draft) -> Product | None:
    """The place right before a clause with "where"."""
    clause = draft.clause
    if clause.cue != "where" or any(item.kind == "L" for item in draft.items[: draft.at]):
        return None
    before = [item for item in clause.before[-3:] if item.kind != ","]
    return _part(draft, before, len(before) - 1) if before else None


def _in_front(draft: Draft) -> Product | None:
    """The place that a clause begins with: "In the Eastern Cape, home of the mines, it was", "In Cork they rose"."""
    items = draft.items[: draft.at]
    if len(items) < 4 or items[0].low not in _IN:
        return None
    at = 1 + (items[1].kind == "E")
    part = _part(draft, items, at)
    behind = next((item for item in items if part is not None and item.start >= part.end), None)
    if part is None or behind is None or behind.kind not in {",", "O"} or any(item.kind == "Q" for item in items):
        return None
    last = next((item for item in items[::-1] if item.kind == ","), behind)
    return None if any(product.start > last.start for product in draft.products) else part


def _of_home(draft: Draft) -> Product | None:
    """The place of what is sold: "The typical property in Leeds fetches"."""
    if draft.metric.code != "house_prices" or [p.label for p in draft.products if p.label not in _HOMES]:
        return None
    items = draft.items[: draft.at]
    for i, (home, led) in enumerate(pairwise(items[:-1])):
        if home.low.rpartition(" ")[2] in _HOMES and led.low in _IN:
            return _part(draft, items, i + 2)
    return None
