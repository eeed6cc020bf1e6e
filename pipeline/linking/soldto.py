"""Sold to: the buyers that a part of a company's sales goes to, at home or abroad; who supplied or took a part of a country's trade."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.items import Item
from pipeline.linking.only import only
from pipeline.linking.part import Part, flow_of
from pipeline.linking.phrases import Product
from pipeline.linking.subject import FLOWS
from pipeline.linking.whereabouts import INWARD
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


@only(codes=FLOWS)
def handed_by(part: Part) -> None:
    """The country by which the goods of a number were supplied or taken: "That compares to 6,700 tonnes supplied last month by Peru",
    "3,000 tonnes were shipped by Chile and 2,000 tonnes by Fiji"."""
    if part.quantity.kind == "percent" or part.share:
        return
    behind = [item for item in part.items[part.at + 1 : part.at + _REACH + 3] if item.kind not in {"U", "E", "G"}]
    by = next(
        (i for i, item in enumerate(behind) if item.low == "by" or item.kind in {"Q", ",", "J", "L"}), len(behind)
    )
    place = behind[by + 1] if by + 1 < len(behind) and behind[by].low == "by" else None
    if place is None or place.kind != "L" or place.form == "region":
        return
    moved = [item.low for item in behind[:by] if item.kind not in {"R", "T", "P", "w", "H"}]
    given = entries.words("roles", "sends") | entries.words("roles", "gets") | entries.words("roles", "taken")
    again = not by and any(a.low == "by" and b.kind == "L" for a, b in pairwise(part.items[: part.at]))
    if again or (len(moved) == 1 and moved[0] in given):
        part.partners = [place]
        told = part.story.facts[-1] if part.story.facts else None
        if (
            not part.products
            and told is not None
            and told.product is not None
            and flow_of(told.metric) == flow_of(part.metric.code)
        ):
            part.products = [Product(told.product, told.char_start, told.char_end)]


def comes_in(part: Part) -> bool:
    """Whether so much of a good is brought into a country, or ordered by the tonne, and the good stands behind the number."""
    ordered = part.metric.code == "orders" and part.quantity.kind == "physical"
    return (ordered or part.metric.code in INWARD) and [item.low for item in part.items_behind[:1]] == ["of"]


def origin(behind: list[Item]) -> list[Item]:
    """The place before the good that so much is imported of: "3.1 million tons of U.S. liquefied natural gas"."""
    for place, good in pairwise(behind[1:6]):
        if place.kind not in {"L", "w", "H", "E", "D", "G"}:
            break
        if place.kind == "L" and good.kind in {"P", "w"} and place.code != "WORLD":
            return [place]
    return []
