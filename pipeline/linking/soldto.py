"""Sold to: the buyers that a part of a company's sales goes to, at home or abroad."""

from __future__ import annotations

from pipeline.linking.part import Part
from pipeline.linking.phrases import Product
from pipeline.vocabulary import entries

#: So many items behind a number tell who bought.
_REACH = 7


def sold_to_buyers(part: Part) -> bool:
    """Sets the market of pieces that went to buyers: "Of these, 40,300 went to buyers in Korea and 150,900 to overseas customers"."""
    behind = [item for item in part.items[part.at + 1 : part.at + _REACH] if item.kind not in {"U", "E"}]
    if behind and behind[0].kind in {"V", "A"}:
        leads = behind[0].low.endswith(" to")
        behind = behind[1:] if not leads else behind
    if len(behind) < 2 or not (behind[0].low == "to" or behind[0].low.endswith(" to")):
        return False
    if behind[1].low in entries.words("deals", "customers_abroad") or (
        behind[1].low in {"overseas", "foreign"} and behind[2:] and behind[2].low in entries.words("deals", "customers")
    ):
        part.products = [Product("overseas", behind[1].start, behind[1].end)]
        part.settled = True
        return True
    if (
        behind[1].low in entries.words("deals", "customers")
        and len(behind) > 3
        and behind[2].low == "in"
        and behind[3].kind == "L"
    ):
        part.partners = [behind[3]]
        return True
    return False
