"""Places in turn: the place that a number is of by standing right behind it: "Italy and Spain, with growth of 2.7% and 2.8%"."""

from __future__ import annotations

from itertools import pairwise, takewhile

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.part import flow_of
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.story import Story
from pipeline.linking.subject import FLOWS, TWO_SIDED

#: What leads from a place to its number, and what may stand between.
_LEADING, _BETWEEN = {"with", "at"}, {"R", "E", "M", "N", "H", "T", "w"}
#: So many words a number stands behind what leads to it.
_NEAR = 6


@only(homes={"country"})
def of_place_before(draft: Draft) -> None:
    """The place right before "with" or "at" and the number; where several places and as many numbers stand in a row, the nth."""
    if draft.metric.code in TWO_SIDED:
        return  # no number of them is of the place that stands before it
    items, first = draft.items, draft.at
    while first > 1 and items[first - 1].kind in {",", "J"}:
        before = first - 2 if items[first - 2].kind != "," else first - 3
        if before < 0 or items[before].kind != "Q" or items[before].form != items[draft.at].form:
            break
        first = before
    numbers = [item for item in items[first:] if item.kind in {"Q", ",", "J"}]
    row = [item for item in takewhile(lambda item: item in numbers, items[first:]) if item.kind == "Q"]
    places = _places(draft, first)
    if len(row) == len(places) and len(row) > 1:
        draft.belongs_to(places[row.index(items[draft.at])])
    elif places and len(row) == 1:
        draft.belongs_to(places[-1])


@only(kinds={"percent"}, codes=FLOWS, measures={"change_pct"})
def of_place_for(draft: Draft) -> None:
    """The place behind "for" where each of several rates has its own: "with annual growth of 11% for Vietnam and 3% for Chile", and
    where a rate is set beside that of another place."""
    if draft.clause.cue == "with" and (all_of := _averaged(draft.items[: draft.at])) is not None:
        draft.belongs_to(all_of)
        return
    own = _place_for(draft.items, draft.at)
    above = draft.scene.parent
    if own is not None and draft.clause.link == "compare" and above is not None and above.facts:
        told, row = above.facts[-1], above.clause.items  # "grew 4 percent in Germany against 2 percent for France"
        inside = any(a.low == "in" and b.kind == "L" and b.code == told.reporter for a, b in pairwise(row))
        if inside or (told.partner is None and any(x.kind == "L" and x.code == told.reporter for x in row)):
            draft.belongs_to(own, *(x for x in row if x.kind == "L" and x.code == told.partner))
            return
    rates = [i for i, item in enumerate(draft.items) if item.kind == "Q" and item.form == "percent"]
    if own is not None and len(rates) > 1 and all(_place_for(draft.items, i) is not None for i in rates):
        draft.belongs_to(own, *(p for p in draft.partners if not p.start >= draft.story.sentence.start))


def _averaged(before: list[Item]) -> Item | None:
    """The place whose average is set beside the rates of others: "with the European average at 2 percent"."""
    for place, average in pairwise(before):
        if place.kind == "L" and average.low == "average":
            return place
    return None


def _place_for(items: list[Item], at: int) -> Item | None:
    """The place right behind a number and "for"."""
    if at + 2 >= len(items) or items[at + 1].low != "for":
        return None
    place = items[at + 3] if items[at + 2].kind == "E" and at + 3 < len(items) else items[at + 2]
    return place if place.kind == "L" and place.form != "region" else None


def _places(draft: Draft, first: int) -> list[Item]:
    """The row of places that ends right before "with" or "at" and the number at item `first`, in their order."""
    items, above = draft.items, draft.scene.parent
    start = first - 1
    while start > max(0, first - 1 - _NEAR) and _is_between(items, start):
        if items[start].low in _LEADING and items[start - 1].kind == ",":
            break
        start -= 1
    if start > 1 and items[start].low in _LEADING and items[start - 1].kind == ",":
        before = items[: start - 1]
    elif draft.clause.cue == "with" and above is not None and start <= 0 and (first == 0 or _is_between(items, 0)):
        before = [item for item in above.clause.items if item.end <= items[0].start and item.kind != ","]
    else:
        return []
    row = list(takewhile(lambda item: item.kind in {"L", ",", "J", "E"}, before[::-1]))
    return [item for item in row[::-1] if item.kind == "L" and item.form != "region"]


def _is_between(items: list[Item], i: int) -> bool:
    """Whether a word may stand between what leads to a number and the number: "with growth of", "at", "with gains of"."""
    noun = items[i].kind == "V" and i + 1 < len(items) and items[i + 1].low == "of"
    return noun or items[i].kind in _BETWEEN


#: What ports and airports count.
_OF_PORTS = {"cargo_volume", "passengers", "aircraft_movements"}


@only(homes={"country", "both"})
def of_own_region(draft: Draft) -> None:
    """The country of the one state or town that a country's figure is told of, where the text is about another one: "Japan's economy
    grew 1.9%. California's grew 2.1%"."""
    holder, before = draft.holder, draft.items[: draft.at]
    if holder is None or draft.metric.code in FLOWS or draft.partners:
        return
    port = draft.metric.code in _OF_PORTS and is_country(holder.value)  # "That of Antwerp handled 143 million tonnes"
    if draft.metric.data.get("home") != "country" and not port:
        return
    places = {item.code: item for item in before if item.kind == "L"}
    place = next(iter(places.values())) if len(places) == 1 else None
    if place is None or [product.start for product in draft.products] != [place.start]:
        return  # "said in New York that German prices rose"
    if place.form == "region" and place.code != holder.value and len(place.code) == 2:
        draft.belongs_to(place)


def source_in_turn(story: Story, items: list[Item]) -> Item | None:
    """The place that a clause begins with which is the other side of the trade of the one told before in the sentence: "French wines came
    first; Italy's lost 21 percent and Chile's 28 percent"."""
    told = story.facts[-1] if story.facts else None
    if told is None or told.metric not in FLOWS or told.partner is None or told.char_start < story.sentence.start:
        return None
    if len(items) < 3 or items[0].kind != "L" or items[1].kind != "'" or items[2].kind not in {"V", "Q"}:
        return None
    if not told.metric.startswith("import") or " from " in story.text[story.sentence.start : told.char_start]:
        return None  # "Korea's exports to the U.S. rose, Japan's fell": those of Japan
    place = items[0]
    return None if place.code in {told.reporter, told.partner} or not is_country(told.reporter) else place


@only(codes=FLOWS)
def of_next_source(draft: Draft) -> None:
    """The country whose trade is told of, where places follow that are its other sides in turn."""
    if len(draft.items) < 3 or draft.items[1].kind != "'":
        return
    place, told = source_in_turn(draft.story, draft.items), draft.story.facts[-1] if draft.story.facts else None
    own = draft.scene.facts[-1] if draft.scene.facts else None
    if own is not None and own.partner == draft.items[0].code:
        place = draft.items[0]  # "and Peru's 19 percent, to $37 million"
    if place is None or told is None or flow_of(told.metric) != flow_of(draft.metric.code):
        return
    draft.belongs_to(Held(told.reporter, told.char_start, told.char_end), place)
    if not draft.products and told.product is not None:
        draft.products = [Product(told.product, told.char_start, told.char_end)]


def goes_on_from(draft: Draft) -> bool:
    """Whether an older value follows an aside that names another place: "to 5.5 per cent of GDP, as the IMF programme requires, from 6.1"."""
    told, items, at = draft.story.facts[-1] if draft.story.facts else None, draft.items, draft.at
    if told is None or told.char_start < draft.story.sentence.start or not told.reporter:
        return False
    if (told.metric, told.unit) != (draft.metric.code, draft.unit):
        return False
    led = next((i for i in range(at - 1, -1, -1) if items[i].low == "from"), 0)
    named = [item for item in items[led:at] if item.kind in {"C", "L", "O", "B"}]
    return led > 0 and items[led - 1].kind == "," and not named
