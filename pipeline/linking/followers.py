"""Followers: whose and which side of a trade the places of a row are that somebody told of before "was followed by"."""

from __future__ import annotations

from pipeline.fact import Fact
from pipeline.linking.clause import is_its
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.marketshares import beside_country
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, within
from pipeline.linking.subject import FLOWS, TWO_SIDED

#: So many items from the beginning of its sentence the one stands who is followed.
_FIRST = 4
#: What leads from a place of a row to its number.
_BESIDE = {"with", "at"}
#: What follows an owner's name.
_OWNING = {"'", "’"}


def of_followed(draft: Draft) -> None:
    """Gives a place of a row the part that the one had who is followed: "The top buyer of Kenyan tea was Egypt with $31 million. It was
    followed by Iran with $12 million and Sudan with $11 million"."""
    place = beside_country(draft.items, draft.at) or _set_off(draft.items, draft.at)
    if place is None or draft.measure != "level":
        return
    if (led := _led_by(draft)) is not None:
        draft.belongs_to(Held(led.reporter, led.char_start, led.char_end), place)
        return
    if not _is_row(draft.scene):
        return
    begin = draft.story.sentence.start
    told = [fact for fact in draft.story.facts if fact.char_start < begin]
    # "bought wine for $242 million, 12 percent less than in 2018. It was followed by Brazil, with $151 million"
    led = next((f for f in told[::-1] if f.sentence == told[-1].sentence and f.measure == "level"), None)
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


def _set_off(items: list[Item], at: int) -> Item | None:
    """The country that stands before its number with a comma between: "followed by Chile, at $20 million"."""
    row = items[max(0, at - 3) : at]
    if [item.kind for item in row] != ["L", ",", "R"] or row[2].low not in _BESIDE:
        return None
    return row[0] if len(row[0].code) == 2 and row[0].form != "region" else None


def _led_by(draft: Draft) -> Fact | None:
    """The first of a row that the sentence tells with another side than this one, where that side is what is ranked: "had its largest
    deficit with Mexico at $20 billion, followed by Chile at $12 billion"; not "Brazil sold the most to China, followed by Peru"."""
    first = draft.scene
    while first.clause.cue != "followed by" and first.clause.link == "ellipsis" and first.parent is not None:
        first = first.parent
    host = first.parent
    if first.clause.cue != "followed by" or host is None:
        return None
    begin, end = draft.story.sentence.start, first.clause.items[0].start if first.clause.items else 0
    led = next((fact for fact in draft.story.facts[::-1] if begin <= fact.char_start < end), None)
    if led is None or led.partner is None or led.metric not in TWO_SIDED or led.measure != "level":
        return None
    if (led.metric, led.unit) != (draft.metric.code, draft.unit) or len(led.reporter or "") != 2:
        return None
    items = [item for item in host.clause.items if item.start < led.char_start]
    metric = next((i for i, item in enumerate(items) if item.kind == "M"), len(items))
    if not any(item.kind == "L" and item.code == led.partner for item in items[metric:]):
        return None
    owners = [i for i, item in enumerate(items[:metric]) if item.kind in {"L", "I"} and item.code == led.reporter]
    owned = any(is_its(item) for item in items[:metric])
    return led if owned or not any(item.kind == "V" for item in items[max(owners, default=0) : metric]) else None


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
