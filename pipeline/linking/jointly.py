"""Jointly: whose numbers are that several companies told of before have together: "In the U.S., the two carmakers sold 154,308 units"."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.only import NOT_OF_COUNTRIES, only
from pipeline.linking.state import Held
from pipeline.linking.turns import names_firms, shares_one

#: What may stand between two names of one subject.
_JOINTS = {"and", "&", "-", "–", "/"}
#: A row of companies was told of within so many characters.
_BACK = 700
#: As many words as firms: "the pair", "the two".
_PAIRED = 2
#: Items between a number and the place behind it, at most.
_FAR = 4


@only(homes=NOT_OF_COUNTRIES)
def of_both(draft: Draft) -> None:
    """Gives what two companies have together to the first of them, and the place that the clause begins with, or that stands
    behind metric or number, as market."""
    if draft.holder is None or draft.measure == "share_pct":
        return
    first = _pair_in(draft) or _pair_before(draft)
    if first is None:
        return
    place = next((item for item in draft.partners if item.kind == "L"), None) or _market(draft)
    draft.belongs_to(first, *([place] if place is not None else []))


def _pair_in(draft: Draft) -> Item | None:
    """The first of two companies that a share or sum is of: "Hyundai and Kia's combined share of the European market"."""
    items = draft.items[: draft.at]
    named = [i for i, item in enumerate(items) if item.kind == "C"]
    if len(named) != 2 or named[1] - named[0] != 2 or items[named[0] + 1].low not in _JOINTS:
        return None
    summed = any(item.low in {"combined", "joint", "together"} for item in draft.items[: draft.at])
    summed = summed or shares_one(draft.scene)
    return items[named[0]] if summed and draft.order < 0 else None


def _pair_before(draft: Draft) -> Held | None:
    """The first of two companies named side by side before that "the two carmakers" stand for."""
    items = draft.items[: min(draft.clause.verb_at, draft.at)]
    if not (_are_pair(items) or _are_two_firms(items)):
        return None
    story = draft.story
    named = [m for m in story.mentions.names if m.kind == "company" and m.start < story.sentence.start]
    for one, other in zip(named[-2::-1], named[::-1], strict=False):
        between = story.text[one.end : other.start].strip()
        if between.rsplit(" ", 1)[-1] in _JOINTS and len(between) < 25 and one.code != other.code:
            return Held(one.code, one.start, one.end) if story.sentence.start - one.start < _BACK else None
    return None


def _are_two_firms(items: list[Item]) -> bool:
    """Whether a subject calls two companies so: "the two carmakers", "both firms"."""
    at = next((i for i, item in enumerate(items) if names_firms(item)), 0)
    if not at:
        return False
    count = items[at - 1]
    two = count.low == "both" or (count.kind == "Q" and count.data.value == _PAIRED)
    if not two or any(item.kind == "L" for item in items[max(0, at - 3) : at]):
        return False
    return count.low == "both" or (at > 1 and items[at - 2].low in {"the", "these"})


def _are_pair(items: list[Item]) -> bool:
    """Whether a subject is nothing but "the pair", "the duo" or "the two"."""
    if len(items) != _PAIRED or items[0].low != "the":
        return False
    return items[1].low in {"pair", "duo"} or (items[1].kind == "Q" and items[1].data.value == _PAIRED)


def _market(draft: Draft) -> Item | None:
    """The place that a clause begins with ("In Europe, ..."), that a share or sale is in, or that stands behind the number."""
    items, at = draft.items, draft.at
    if items and items[0].low in {"in", "across"}:
        led = next((item for item in items[1:4] if item.kind == "L"), None)
        if led is not None:
            return led
    stretch = items[:at] + items[at + 1 : at + 1 + _FAR]
    for before, item in zip(stretch, [*stretch[1:], None], strict=True):
        if before.kind == "R" and before.low in {"in", "of"} and item is not None:
            after = stretch[stretch.index(item) + 1] if item.kind == "E" and item is not stretch[-1] else item
            if after.kind == "L" and after.code != "WORLD":
                return after
    return None
