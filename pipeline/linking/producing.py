"""Producing: what a country mines, pumps and smelts is the country's, in a report on companies as well: "Iraq pumped 4.1 million bpd"."""

from __future__ import annotations

from pipeline.linking.clause import is_its
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.names import is_country, is_economy
from pipeline.linking.only import only
from pipeline.linking.state import Held
from pipeline.linking.story import within
from pipeline.vocabulary import entries

#: Kinds of numbers that raw goods are counted in.
_RAW = {"physical", "rate"}


#: What a group of producers is called by.
_CALLED = {"group", "cartel"}


@only(codes={"production_volume", "export_volume", "capacity"})
def of_the_group(draft: Draft) -> None:
    """Gives oil to the group of producers whose name stands before its output: "OPEC oil output fell to 28.18 million bpd"."""
    groups, before = entries.words("holders", "producers"), draft.items[: min(draft.at, draft.clause.verb_at)]
    group = next((item for item in before if item.kind in {"B", "w"} and item.low.removeprefix("the ") in groups), None)
    if group is None and (held := _group_told(draft, before, groups)) is not None:
        draft.holder = held
        draft.products = [product for product in draft.products if product.label not in _CALLED]
        return
    behind = before[before.index(group) + 1 :] if group is not None else []
    led = [item for item in before if item.kind == "R" and not (item.low == "of" and item in behind)]
    if group is not None and not led and not any(item.kind in {"C", "L"} for item in before):  # "the OPEC+ alliance of"
        name = group.code if group.kind == "B" and group.code else group.low.upper()
        draft.holder = Held(name, group.start, group.end)


def _group_told(draft: Draft, before: list[Item], groups: frozenset[str]) -> Held | None:
    """The producers named before that "the 14-member group" or "the cartel" stands for."""
    called = next((item for item in before if item.low.removeprefix("the ") in _CALLED), None)
    if called is None or any(item.kind in {"C", "L"} for item in before):
        return None
    for name in within(draft.story.mentions.names, 0, called.start)[::-1]:
        if name.kind == "body" and draft.story.text[name.start : name.end].lower().removeprefix("the ") in groups:
            return Held(name.code or draft.story.text[name.start : name.end], called.start, called.end)
    return None


@only(codes={"production_volume"})
def of_the_country(draft: Draft) -> None:
    """Gives raw goods to the country before their output: "U.S. crude production", "Kazakhstan's output"; none that a company's word
    stands by. What a country makes has no other side."""
    holder = draft.holder
    if holder is not None and is_country(holder.value):
        draft.partners = [item for item in draft.partners if item.kind != "L"]
    if holder is None or is_country(holder.value):
        return
    metric = draft.metric
    raw = bool(entries.words("holders", "raw") & set(metric.name.split())) or draft.quantity.kind in _RAW
    before = draft.items[: draft.at]
    raw = raw or any(item.code == "WORLD" for item in before)
    if not raw or draft.scene.phrase.companies:
        return
    if any(item.kind == "C" or is_its(item) for item in before):
        return
    place = _owner(before, draft.metric.start)
    told = draft.story.facts[-1].reporter if draft.story.facts else None
    nations = told == "WORLD" or is_economy(
        told
    )  # "China made 87 million tonnes. World output rose 3 percent" in a report on a firm
    does = place is not None and (place in draft.scene.phrase.bare or (place.code == "WORLD" and nations))
    if place is not None and (does or not draft.state.one_company):
        draft.belongs_to(place)


#: What is told of a country in a report on prices that all the world pays.
_GROWN = {"production_volume", "export_volume", "inventories"}


@only(codes=_GROWN)
def of_place_spoken(draft: Draft) -> None:
    """Gives what is grown, shipped or stored to the one country that its paragraph has spoken of last, where only a price told before
    makes it the world's: "Wheat futures fell. In France, rain has ruined the harvest. Output is put at 28 million tonnes"."""
    holder, story = draft.holder, draft.story
    if holder is None or holder.value != "WORLD" or draft.frame.reporter is not None or draft.quantity.kind == "money":
        return
    names = story.mentions.names
    if not any(name.kind == "metric" for name in within(names, holder.start, holder.start + 1)):
        return
    paragraph = story.text.rfind("\n", 0, draft.quantity.start)
    told = next((fact for fact in story.facts[-1:] if fact.char_start > paragraph), None)
    others = {place.start for place in draft.partners}
    since = within(names, max(paragraph, told.char_end if told is not None else 0), draft.quantity.start)
    places = {
        name.code: name for name in since if name.kind == "place" and name.start not in others and is_economy(name.code)
    }
    if len(places) == 1:
        place = next(iter(places.values()))
        draft.holder = Held(place.code, place.start, place.end)
    elif not places and told is not None and is_economy(told.reporter):
        draft.holder = Held(told.reporter, told.char_start, told.char_end)


def _owner(items: list[Item], metric: int) -> Item | None:
    """The country that a clause begins with, or that stands right before the metric's name."""
    at = next((i for i, item in enumerate(items) if item.start == metric), len(items))
    first = next((item for item in items if item.kind not in {"E", "G", "J", ",", "K"}), None)
    if first is not None and first.kind == "L" and first.form != "region":
        return first
    while at > 0 and items[at - 1].kind in {"w", "P", "'", "H"}:
        at -= 1
    place = items[at - 1] if 0 < at < len(items) else None
    return place if place is not None and place.kind == "L" and place.form != "region" else None
