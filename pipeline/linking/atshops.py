"""At shops: the kind of shops that retail sales are told of behind their number: "sales up 3 percent on the month at petrol stations"."""

from __future__ import annotations

from pipeline.linking import phrases
from pipeline.linking.draft import Draft

#: What may stand between a number and where something was sold.
_BETWEEN = {"T", "G"}
#: So many items name shops: "restaurants, hotels and bars".
_SHOPS = 6


def sold_at(draft: Draft) -> None:
    """Names the shops at which was sold what a number behind says the sales of."""
    if draft.metric.code != "retail_sales":
        return
    items, i = draft.items, draft.at + 1
    while i < len(items) and (items[i].kind in _BETWEEN or (items[i].low in {"on", "in"} and _leads_to_time(draft, i))):
        i += 1
    if i + 1 >= len(items) or items[i].low != "at" or items[i + 1].kind not in {"P", "w", "H"}:
        return
    end = next(
        (j for j in range(i + 1, min(i + _SHOPS, len(items))) if items[j].kind not in {"P", "w", "H"}), i + _SHOPS
    )
    named = phrases.read(items[i + 1 : end], subject=False).products
    if named and (not draft.products or draft.where != "read" or draft.products[0].end < draft.quantity.start):
        draft.products, draft.where = named[:1], "read"


def _leads_to_time(draft: Draft, i: int) -> bool:
    """Whether a preposition leads to a time."""
    return i + 1 < len(draft.items) and draft.items[i + 1].kind == "T"
