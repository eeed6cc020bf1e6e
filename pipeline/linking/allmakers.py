"""All makers: what everybody sells or makes in a country, told in a report on one company: "Registrations of electric cars fell in Spain"."""

from __future__ import annotations

from pipeline.fact import Fact
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.periods.fiscal import country_of
from pipeline.vocabulary import entries

#: What makers sell and make, one of them as well as all.
_OF_MAKERS = {"sales_volume", "production_volume", "orders", "market_share", "revenue"}
#: Letters of a country's code.
_CODE = 2
#: The country that the text is about.
_OF_TEXT = {"the country", "the nation"}
#: Who foretells what a market will take, of no company's own.
_SPEAKERS = {"i", "we"}
#: Whose own sales are told; so few characters lie between "global" and what is sold.
_OWN, _BESIDE = {"its", "our", "their", "his", "her"}, 24


@only(codes=_OF_MAKERS)
def of_all_makers(draft: Draft) -> None:
    """Gives a country what all its makers sell, not to the company that the text is about."""
    holder = draft.holder
    if holder is None or is_country(holder.value):
        return
    if holder.value in entries.table("places") or draft.scene.phrase.companies:
        return
    before = draft.items[: draft.at]
    if any(item.kind == "C" for item in before):
        return
    place = _registered(draft, before) or _makers_of(draft, before) or _owner(before) or _all_told(draft, before)
    place = place or _worldwide(draft, before)
    if place is not None:
        draft.belongs_to(place)
    elif (told := _told_before(draft)) is not None:
        _follow(draft, told)
    elif _is_foreseen(draft, before):
        country = draft.state.main_country or _home(draft)
        if country is not None:
            draft.belongs_to(country)


def _registered(draft: Draft, before: list[Item]) -> Item | Held | None:
    """The country where cars were registered, the number's own or the one that its sentence named."""
    if not draft.metric.name.endswith("registrations") or any(item.kind in {"O", "'"} for item in before):
        return None
    last = draft.story.facts[-1] if draft.story.facts else None
    if last is not None and last.char_start >= draft.story.sentence.start and is_country(last.reporter):
        return Held(last.reporter, last.char_start, last.char_end)
    place = next((item for item in draft.partners if item.kind == "L" and len(item.code) == _CODE), None)
    main = draft.state.main_company
    if place is None and draft.state.one_company and main is not None and (last is None or last.reporter == main.value):
        return None  # "Worldwide registrations came to 942,310" in one maker's own report
    return place or draft.state.main_country


def _makers_of(draft: Draft, before: list[Item]) -> Item | Held | None:
    """The country whose makers a clause has as subject: "expects Peru's mines to produce 2.7 million tonnes"."""
    at = next((i for i, item in enumerate(before) if item.kind == "'"), 0)
    verb = next((i for i in range(at, len(before)) if before[i].kind == "V"), len(before))
    if not at or verb == len(before):
        return None
    makers = entries.words("makes", "all_makers")
    if not any(item.low in makers for item in before[at + 1 : verb]):
        return None
    if before[at - 1].low in _OF_TEXT:
        return draft.state.main_country or _home(draft)
    return before[at - 1] if before[at - 1].kind == "L" and len(before[at - 1].code) == _CODE else None


def _all_told(draft: Draft, before: list[Item]) -> Held | None:
    """The country whose makers are taken together once each was told of: "the five sold 6.8 million vehicles"."""
    verb = next((i for i, item in enumerate(before) if item.kind == "V"), 0)
    if verb < 2 or before[verb - 1].kind != "Q" or before[verb - 2].low not in {"the", "all"}:
        return None
    told = {fact.reporter for fact in draft.story.facts if fact.metric == draft.metric.code}
    if len(told) != before[verb - 1].data.value:
        return None
    return draft.state.main_country or _home(draft)


def _worldwide(draft: Draft, before: list[Item]) -> Item | None:
    """The world, where somebody who counts what it buys tells of it: "The association SEMI expects global sales of chip equipment to
    reach $108 billion"; not where a company's own are told: "Its global sales rose"."""
    if not any(name.kind == "body" for name in draft.story.names) or any(
        item.low in _OWN or item.kind == "'" for item in before
    ):
        return None
    return next((i for i in before if i.code == "WORLD" and 0 <= draft.metric.start - i.end < _BESIDE), None)


def _owner(before: list[Item]) -> Item | None:
    """The country whose people a number belongs to: "the Koreans' 690,000 CGTs"."""
    if len(before) < 2 or before[-1].kind != "'" or before[-2].kind != "L":
        return None
    return before[-2] if len(before[-2].code) == _CODE else None


def _told_before(draft: Draft) -> Fact | None:
    """The fact of a country that a clause goes on with: "Their market share was 15 percent", "Last year they grew 7 percent", and what
    those whose orders were told last took of the whole."""
    facts, pronoun, scene = draft.story.facts, draft.scene.phrase.pronoun, draft.scene
    last = facts[-1] if facts else None
    if last is None or not (is_country(last.reporter) or last.reporter == "WORLD") or last.metric not in _OF_MAKERS:
        return None
    if "\n" in draft.story.text[last.char_end : draft.quantity.start]:
        return None
    within = last.char_start >= draft.story.sentence.start and last.metric == draft.metric.code
    goes_on = scene.clause.link in {"same", "ellipsis"} and (
        draft.how == "context" or not scene.phrase.names_anything()
    )
    if within and (goes_on or (scene.fact is last and draft.how == "sentence")):
        return last
    told = pronoun is not None and pronoun.low in {"they", "their"}
    owns = any(item.low == "their" for item in draft.items[: draft.at])
    same = last.metric == draft.metric.code or (draft.metric.code == "market_share" and last.product is not None)
    return last if (told or owns) and same else None


def _follow(draft: Draft, told: Fact) -> None:
    """Gives a number to the country, and to the good, of the one before."""
    draft.belongs_to(Held(told.reporter, told.char_start, told.char_end))
    if told.product is not None and not any(p.strong for p in draft.products):
        draft.products = [Product(told.product, told.char_start, told.char_end)]


def _is_foreseen(draft: Draft, before: list[Item]) -> bool:
    """Whether an analyst or a trade body foretells what the goods of all will do: "I see passenger vehicles growing 8 per cent"."""
    if draft.metric.code != "sales_volume" or draft.how != "context" or not draft.products:
        return False
    scene = draft.scene
    named = scene.phrase.products or any(item.kind == "B" for item in before)
    above = scene.parent.clause.items if scene.parent is not None else before
    speaks = any(item.low in _SPEAKERS for item in above) or any(item.kind == "B" for item in before)
    return bool(named) and speaks and not any(item.low in _OWN for item in before)


def _home(draft: Draft) -> Held | None:
    """The country that the text is written in, else that of the company it is about."""
    main, code = draft.state.main_company, country_of(draft.story.text)
    if code is None and main is not None:
        names = draft.story.mentions.names
        code = next((m.data.get("country") for m in names if m.kind == "company" and m.code == main.value), None)
    return Held(code, -1, -1) if code is not None else None
