"""Rows: several firms named one after another that have one number in common."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.items import Item
from pipeline.vocabulary import entries

#: So many names in a row are those of a group, no one firm's.
_SEVERAL = 3


def ends_row(items: Sequence[Item], i: int) -> bool:
    """Whether the company at `i` stands in a row of firms that a noun for all of them opens or closes: "the five lenders, Kookmin,
    Shinhan, Hana and NongHyup", "Kookmin, Shinhan, Hana and Woori Banks"."""
    first, last = i, i
    while first > 0 and _is_of_row(items[first - 1]):
        first -= 1
    while last + 1 < len(items) and _is_of_row(items[last + 1]):
        last += 1
    row = items[first : last + 1]
    if sum(item.kind in {",", "J"} for item in row) + 1 < _SEVERAL or not any(item.kind == "J" for item in row):
        return False
    firms = entries.words("abstract", "firms")
    opening = [item.low for item in items[max(0, first - 1) : i] if item.kind == "w"]
    return items[last].low in firms or any(low in firms for low in opening)


def _is_of_row(item: Item) -> bool:
    """Whether an item may stand in a row of firms: a name, a part of one, or what divides them."""
    return item.kind in {"C", ",", "J"} or (item.kind == "w" and item.low.isalpha())
