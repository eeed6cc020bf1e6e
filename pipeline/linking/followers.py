"""Followers: whose and which side of a trade the places of a row are that somebody told of before "was followed by"."""

from __future__ import annotations

from pipeline.fact import Fact
from pipeline.linking.draft import Draft
from pipeline.linking.marketshares import beside_country
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, within
from pipeline.linking.subject import FLOWS

#: So many items from the beginning of its sentence the one stands who is followed.
_FIRST = 4
#: What follows an owner's name.
_OWNING = {"'", "’"}


def of_followed(draft: Draft) -> None:
    """Gives a place of a row the part that the one had who is followed: "The top buyer of Kenyan tea was Egypt with $31 million. It was
    followed by Iran with $12 million and Sudan with $11 million"."""
    place = beside_country(draft.items, draft.at)
    if place is None or draft.measure != "level" or not _is_row(draft.scene):
        return
    begin = draft.story.sentence.start
    led = next((fact for fact in draft.story.facts[::-1] if fact.char_start < begin), None)
    if led is None or (led.metric, led.measure, led.unit) != (draft.metric.code, "level", draft.unit):
        return
    where = (led.char_start, led.char_end)
    if led.partner is not None and led.metric in FLOWS:
        draft.belongs_to(Held(led.reporter, *where), place)
    elif led.partner is None and _is_leader(draft, led):
        draft.belongs_to(place)
    else:
        return
    draft.products = [Product(led.product, *where)] if led.product is not None else []


def _is_row(scene: Scene) -> bool:
    """Whether a clause is one of a row whose first says by whom somebody is followed, and nothing else of it."""
    first = scene
    while first.clause.link == "ellipsis" and first.parent is not None:
        first = first.parent
    items = first.clause.items
    at = next((i for i, item in enumerate(items[:-1]) if item.low == "followed" and items[i + 1].low == "by"), 0)
    if first.clause.link != "main" or not 0 < at <= _FIRST or items[at - 1].kind not in {"U", "V"}:
        return False
    return not any(item.kind in {"M", "P", "Q"} for item in items[:at])


def _is_leader(draft: Draft, led: Fact) -> bool:
    """Whether the sentence of a number begins with the country whose number it is: not "Chile's largest market was China"."""
    text = draft.story.text
    begin = text.find(led.sentence, max(0, led.char_start - len(led.sentence)))
    named = within(draft.story.mentions.names, begin, led.char_start) if begin >= 0 else []
    places = [name for name in named if name.kind == "place"]
    if not places or places[0].code != led.reporter or text[places[0].end] in _OWNING:
        return False
    return text[begin : places[0].start].lower().strip() in {"", "the"}
