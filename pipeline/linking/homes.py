"""Homes: the town or district that a price of homes is told for."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.phrases import Product
from pipeline.linking.reading import sign_of
from pipeline.linking.story import within
from pipeline.vocabulary import entries

#: A town below country level, or the capital.
_TOWNS = {"capital", "region"}
#: They tell of all places.
_WHOLE = {"nationwide", "national", "nationally", "overall", "country"}
#: Right before a number they stand behind the name that it is of: "followed by Songpa at 0.33 percent".
_AT = {"at", "by", "with"}
#: How the area around a town is called: its last word, the words before that, those of them that name none.
_AREAS, _AROUND, _SIZES = {"area", "region"}, {"greater", "wider", "capital", "metropolitan"}, {"greater", "wider"}
#: So many characters a lead has, and stand at most between a town and its homes; what stands there.
_LEAD, _NEAR, _OWNED = 300, 25, {"", "'s", "’s", "area", "home", "homes", "apartment", "house"}


def place_homes(draft: Draft) -> None:
    """The town that a price of homes is told for, where no special kind of homes is named: "In Seoul, home prices rose"."""
    if draft.metric.code != "house_prices":
        return
    items, at = draft.items, draft.at
    kinds = entries.words("markets", "dwellings")
    draft.products = [p for p in draft.products if p.label not in kinds] or draft.products
    town = _behind(items, at) or _before(items, at)
    if town is None:
        if any(item.low in _WHOLE for item in items[:at]):
            here = draft.story.sentence.start
            draft.products = [p for p in draft.products if p.start >= here]  # "Nationwide, they were up 0.01 percent"
        _as_above(draft)
        if not draft.products and (town := _of_report(draft)) is not None:
            draft.products = [town]
        return
    listed = at > 0 and items[at - 1].low in _AT
    begin, end = items[0].start if listed else draft.story.sentence.start, items[-1].end
    own = [p for p in draft.products if begin <= p.start < end and (p.strong or p.start > items[at].end)]
    own = [p for p in own if p.label not in kinds]  # "Apartment prices in Seoul"
    if not own:
        draft.products = [town]


def _as_above(draft: Draft) -> None:
    """What the clause told of whose subject this one shares: "In Seoul, home prices rose 0.77 percent, slowing from 1.19 percent"."""
    told, above = draft.scene.last_fact(), draft.scene.parent
    if (
        draft.clause.link == "compare"
        and told is not None
        and told.metric == "house_prices"
        and told.product is not None
    ):
        draft.products = [Product(told.product, told.char_start, told.char_end)]
    if draft.products or draft.clause.link != "same" or above is None or told is None or told.metric != "house_prices":
        return
    items = above.clause.items
    at = next((i for i, item in enumerate(items) if item.start == told.char_start), 0)
    town = _before(items, at)
    if town is not None and not any(item.low in _WHOLE for item in draft.items[: draft.at]):
        draft.products = [town]


def _of_report(draft: Draft) -> Product | None:
    """The town whose homes the headline, the lead or the paragraph first speaks of: "Apartment prices in Seoul rose again last week.
    Prices gained 0.18 percent"; not where the sentence tells of all places."""
    story = draft.story
    if any(
        item.low in _WHOLE or (item.kind == "L" and item.form not in _TOWNS) for item in draft.items[: draft.at + 4]
    ):
        return None
    names, text = story.mentions.names, story.text
    if draft.frame.reporter is not None and draft.frame.reporter.form not in _TOWNS:
        return None
    start = text.rfind("\n", 0, story.sentence.start) + 1
    spans = ((start, story.sentence.start), (0, min(story.sentence.start, story.document.headline_end + _LEAD)))
    for begin, end in spans:
        homes = next((m for m in within(names, begin, end) if m.code == "house_prices" and m.kind == "metric"), None)
        if homes is None:
            continue
        around = within(names, max(begin, homes.start - _NEAR), homes.end + _NEAR)
        for m in around:
            if m.kind == "place" and m.form in _TOWNS:
                owns = m.end <= homes.start and text[m.end : homes.start].strip() in _OWNED
                # but "House prices fell. Halifax estimates"
                if owns or text[homes.end : m.start] in {" in ", " in the "}:
                    return Product(str((m.data or {}).get("region", text[m.start : m.end].lower())), m.start, m.end)
        return None
    return None


def _behind(items: list[Item], at: int) -> Product | None:
    """The town right behind the number: "climbed 0.16 percent in Seoul and 0.09 percent across the country"."""
    behind = items[at + 1 : at + 3]
    if len(behind) < 2 or behind[0].low not in {"in", "for"} or behind[1].form not in _TOWNS:
        return None
    return _town(behind[1])


def _before(items: list[Item], at: int) -> Product | None:
    """The last town named before the number and behind the one before; not one whose districts are told of."""
    begin = next((i for i in range(at - 1, -1, -1) if items[i].kind == "Q" and items[i].code == items[at].code), -1)
    behind_other = begin >= 0
    if behind_other and not any(item.low in _AT for item in items[begin + 1 : at]):
        return None
    for i in range(at - 1, begin, -1):
        item = items[i]
        if item.low in _AREAS and (area := _area(items, i)) is not None:
            return area
        if item.kind == "L" and item.form in _TOWNS and items[i - 1].kind != "V":
            owner = items[i + 1 : i + 2] and items[i + 1].kind == "'"
            return None if owner and not any(x.kind == "M" for x in items[i + 1 : at]) else _town(item)
        if item.low in entries.words("markets", "districts"):
            continue
        if _is_district(items, i) and not any(x.kind == "M" for x in items[begin + 1 : at]):
            return Product(item.low, item.start, item.end)
    return None


def _area(items: list[Item], i: int) -> Product | None:
    """The area around a town whose last word stands at `i`: "in the greater Seoul area", "in the capital region"."""
    first = i
    while first > 0 and (
        items[first - 1].low in _AROUND or (items[first - 1].kind == "L" and items[first - 1].form in _TOWNS)
    ):
        first -= 1
    if first == i or all(item.low in _SIZES for item in items[first:i]):
        return None
    label = " ".join(item.low for item in items[first : i + 1])
    return Product(label, items[first].start, items[i].end)


def _is_district(items: list[Item], i: int) -> bool:
    """Whether a name that no list knows is that of a district: "Seongdong posted", "Dongjak at 0.31 percent"."""
    item = items[i]
    named = item.name or (item.kind == "C" and not (item.data or {}).get("country"))
    follows = items[i + 1] if i + 1 < len(items) else None
    if not named or follows is None:
        return False
    return follows.low in _AT or (follows.kind == "V" and (follows.code == "reach" or sign_of(follows) != 0))


def _town(item: Item) -> Product:
    """The label of a town."""
    return Product(str((item.data or {}).get("region", item.low)), item.start, item.end)
