"""Invested in: the place that foreign investment goes to, beside which a report sets those of others."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.only import only
from pipeline.linking.part import Part
from pipeline.linking.phrases import Product
from pipeline.vocabulary import entries

#: What leads from investment to the place it goes to.
_INTO = {"in", "into", "to", "across"}
#: What is put somewhere.
_PUT = {"fdi", "investment", "capex"}
#: Words that are asked for at every number or sentence, looked up once.
_PUTS = entries.words("roles", "puts")
#: So many items behind a number its place stands.
_NEAR = 9


@only(codes={"fdi"})
def of_place_drawing(draft: Draft) -> None:
    """Gives investment to the place that it is told to go to: "a 9 percent slide in FDI in Asia and a 4 percent dip globally",
    "the $1.7 billion invested in Central Asia", "The $830 million that poured into Laos", "Chad drew $2 billion"."""
    place = _behind(draft) or _in_relative(draft)
    if place is not None and any(partner.code == place.code for partner in draft.partners):
        return  # "Seoul's pledge of $100 billion of investment in the United States"
    place = place or (_drawing(draft) if draft.role is None else None)
    if place is not None and (draft.holder is None or draft.holder.value != place.code):
        draft.belongs_to(place)


def _behind(draft: Draft) -> Item | None:
    """The place behind the number, before another one is told or anything is done."""
    row = draft.items[draft.at + 1 : draft.at + 1 + _NEAR]
    for before, item in pairwise([draft.items[draft.at], *row]):
        if item.kind in {"Q", "J", ",", "W"} or (item.kind == "V" and item.low not in {"invested", "put"}):
            return None
        if item.kind == "L" and (item.code == "WORLD" or before.low in _INTO):
            return item
    return None


def _in_relative(draft: Draft) -> Item | None:
    """The place into which a relative clause says that the money went."""
    behind = draft.story.scene_behind(draft.scene)
    if behind is None or behind.clause.link != "relative" or behind.parent is not draft.scene:
        return None
    row = behind.clause.items[:3]
    goes = len(row) == 3 and row[0].low in entries.words("roles", "pours") and row[1].low in _INTO
    if goes and row[2].kind == "L":
        return row[2]
    joined = len(row) > 1 and row[0].low.rpartition(" ")[2] in _INTO and row[1].kind == "L"
    return row[1] if joined and row[0].low.split(" ")[0] in entries.words("roles", "pours") else None


def _drawing(draft: Draft) -> Item | None:
    """The place that the sentence begins with and says to draw investment, of a number told in passing."""
    if draft.how == "read" and draft.frame.reporter is not None:
        return None
    items = draft.story.scenes[0].clause.items
    verb = next((i for i, item in enumerate(items) if item.kind in {"V", "A"}), 0)
    subject = [item for item in items[:verb] if item.kind not in {"E", "H", "G"}]
    if len(subject) != 1 or subject[0].kind != "L" or items[verb].low not in entries.words("roles", "draws"):
        return None
    return subject[0]


def put_into(part: Part) -> None:
    """The region or town into which a part of investment was put: "40 percent of investments ($6 million) were made in Greater Lagos"."""
    if part.products or part.partners or part.metric.code not in _PUT:
        return
    clause = part.clause
    host = part.scene.parent.clause if clause.link == "paren" and part.scene.parent is not None else clause
    items = host.items
    verb = next((i for i, item in enumerate(items) if item.kind == "V"), len(items))
    if verb == len(items) or items[verb].low.split(" ")[0] not in _PUTS or part.quantity.start > items[verb].start:
        return
    behind = [item for item in items[verb + 1 :] if item.kind != "E"]
    led = items[verb].low.rpartition(" ")[2] in _INTO
    if not led and (not behind or behind[0].low not in _INTO):
        return
    named = behind if led else behind[1:]
    end = next((i for i, item in enumerate(named) if item.kind not in {"w", "D", "P", "H"}), len(named))
    if not end:
        return
    first, last = named[0], named[end - 1]
    text = part.story.text[first.start : last.end]
    if last.kind == "P" and end == 1:
        part.products = [Product(last.code, last.start, last.end)]  # "12 percent of investment went into tourism"
    elif text[:1].isupper() and last.name:
        part.products = [Product(text.lower(), first.start, last.end)]
