"""Market-wide: what a whole market buys, in reports that count it: "shipments worldwide", "registrations rose 7.1% in Spain"."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.companies import sells_pieces
from pipeline.linking.draft import Draft
from pipeline.linking.metric import PIECES
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.phrases import Product
from pipeline.linking.quoted import home_of_exchange
from pipeline.linking.sides import place_behind
from pipeline.linking.state import Held
from pipeline.linking.story import about_company, within
from pipeline.linking.subject import FLOWS
from pipeline.vocabulary import entries
from pipeline.vocabulary.names import words as company_words

#: What flows out of a place, or counts the pieces that do.
_SHIPPED = {"exports", "export_volume"}
#: How fast all makers of a country sell together is called, and what may stand before "market".
_PACES, _ALL = ("selling rate", "sales rate", "selling pace", "sales pace"), {"overall", "total", "whole", "entire"}
#: Letters of a country's code, and so many in which a firm's trade is told behind its nationality.
_CODE, _TRADE = 2, 24
#: Whose worth is one company's, and so many facts back a market was told of.
_OWN, _LATELY = {"its", "his", "her"}, 3
#: What says that a company's own country is meant.
_AT_HOME = {"domestic", "local", "home", "national", "country", "nation", "the country"}


@only(codes=_SHIPPED)
def of_the_world(draft: Draft) -> None:
    """Reads what is shipped all over the world as sold: "Vendors shipped 1 billion phones worldwide"; nobody exports from there."""
    if draft.holder is None or draft.holder.value != "WORLD":
        return
    exported = "export" in draft.metric.name or any("export" in item.low for item in draft.items)
    counted = draft.state.ranked or sells_pieces(draft.story)
    if counted and not exported and draft.quantity.kind in {"count", "number", "percent", "multiple"}:
        draft.metric = draft.metric.renamed("sales_volume")


#: What the sum of all countries is called, and within so many characters.
_TOTAL, _BESIDE = ("total", "tally", "sum", "figure"), 8


@only(codes=FLOWS)
def of_world_total(draft: Draft) -> None:
    """Gives the sum of all countries to the world: "China booked 1.4 million CGT. The global total was 40 percent lower"."""
    world = next((item for item in draft.frame.partners if item.code == "WORLD"), None)
    if world is None:
        return
    if draft.story.text[world.end : world.end + _BESIDE].strip().lower().startswith(_TOTAL):
        draft.belongs_to(world)
        told = draft.story.facts[-1] if draft.story.facts else None
        if not draft.products and told is not None and told.product is not None and told.metric == draft.metric.code:
            draft.products = [Product(told.product, told.char_start, told.char_end)]


@only(codes={"commodity_price", "inventories"})
def of_exchanges(draft: Draft) -> None:
    """What lies in an exchange's warehouses is the world's, so is a price paid there, and one told beside the world's prices:
    "Copper stocks in LME warehouses fell to 169,750 tonnes"."""
    if draft.metric.code == "commodity_price" and draft.holder is not None and len(draft.holder.value) == _CODE:
        local = not draft.quantity.unit.startswith(("USD", "%"))  # "40,500 dong a kg"
        local = local or home_of_exchange(draft) is not None
        if not local and not any(item.kind in {"L", "C"} for item in draft.items) and _is_quoted(draft):
            draft.belongs_to(Held("WORLD", draft.metric.start, draft.metric.end))
        return
    if draft.metric.code != "inventories" or draft.quantity.kind == "money":
        return
    exchange = next((item for item in draft.items if item.kind == "B" and item.code.endswith(" Exchange")), None)
    if exchange is not None:
        draft.holder = Held("WORLD", exchange.start, exchange.end)


def _is_quoted(draft: Draft) -> bool:
    """Whether a price is one of a market's: an exchange is named in its sentence, or the last price told was the world's."""
    story = draft.story
    bodies = story.names
    if any(name.kind == "body" and name.code.endswith(" Exchange") for name in bodies):
        before = within(
            story.mentions.names, 0, story.sentence.end
        )  # of the country that the text is about from the start
        return not any(name.kind == "place" and name.code == draft.holder.value for name in before)
    told = next((f for f in story.facts[::-1] if f.metric == "commodity_price"), None)
    return told is not None and told.reporter == "WORLD"


@only(codes={"market_cap"})
def of_whole_market(draft: Draft) -> None:
    """Gives what all shares are worth to the country whose index was told of last, where no company is named: "The index rose 0.9 percent,
    which took capitalisation to N31.2tn"."""
    if any(item.kind == "C" or item.form == "company_pronoun" or item.low in _OWN for item in draft.items):
        return
    facts = draft.story.facts[-_LATELY:]
    index = next((fact for fact in facts[::-1] if fact.metric in {"stock_index", "share_price"}), None)
    if index is not None and index.metric == "stock_index" and is_country(index.reporter):
        draft.belongs_to(Held(index.reporter, index.char_start, index.char_end))
    elif draft.metric.name == "investors" and draft.state.main_country is not None:
        draft.belongs_to(draft.state.main_country)  # "as investors gained N38bn"


@only(codes=PIECES)
def of_markets(draft: Draft) -> None:
    """Gives what a market takes to the place behind the number, and to nobody on another side: "up 7.1% in Spain and 2.7% in Italy"."""
    holder = draft.holder
    if holder is None or draft.frame.company is not None:
        return
    if not (len(holder.value) == _CODE or holder.value in entries.table("places")):
        return
    place = place_behind(draft.items, draft.at) if draft.state.topic_is_country else None
    if place is not None and draft.order < 0:
        draft.belongs_to(place)
    if any(product.label == "industry" for product in draft.products):
        draft.products = [*draft.state.topic_products]  # "Industry sales were down 0.6 percent"
    named = {item.start for item in draft.items}
    draft.partners = [p for p in draft.partners if len(p.code) == _CODE or p.start in named]


@only(codes={"market_size", "market_share", "sales_volume"})
def of_industry(draft: Draft) -> None:
    """Gives the pace at which all makers sell to the country told of, not to the maker named before: "Ford's sales rose. The annual
    selling rate was 14.1 million vehicles", "The overall market grew 6 percent"."""
    state, holder = draft.state, draft.holder
    if draft.metric.code == "market_size" and holder is not None and is_country(holder.value):
        if draft.metric.name.startswith(("world", "global")):
            draft.holder, draft.partners = Held("WORLD", draft.metric.start, draft.metric.end), []
            return
        if draft.partners and draft.partners[0].start < draft.metric.start:
            draft.belongs_to(draft.partners[0])  # "The global chip market will shrink 2.5 percent"
            draft.partners = []
            return
    if draft.metric.code == "market_size" and holder is not None and _looks_abroad(draft):
        draft.holder = Held("WORLD", draft.metric.start, draft.metric.end)
        return
    if draft.metric.code == "market_share" and holder is not None and _is_of_goods(draft):
        told = next((f for f in draft.story.facts[::-1] if is_country(f.reporter)), None)
        country = Held(told.reporter, told.char_start, told.char_end) if told is not None else state.main_country
        draft.belongs_to(country or holder)
        return
    if (
        draft.metric.code != "sales_volume"
        or holder is None
        or is_country(holder.value)
        or draft.scene.phrase.companies
    ):
        return
    subject = draft.items[: min(draft.clause.verb_at, draft.at)]
    paced = any(item.kind == "M" and item.low.endswith(_PACES) for item in subject)
    whole = any(a.low in _ALL and b.low == "market" for a, b in pairwise(subject))
    whole = whole or [item.low for item in subject[:2]] == [
        "the",
        "market",
    ]  # "It expects the market to grow 6 percent"
    if not (paced or whole) or any(item.kind == "O" for item in subject):
        return
    place = next((held for held in reversed(state.places) if len(held.value) == _CODE), None)
    country = place or state.main_country
    if country is not None:
        draft.holder, draft.partners = Held(country.value, country.start, country.end), []


def _looks_abroad(draft: Draft) -> bool:
    """Whether a market that a company speaks of is the world's, for nothing but the company's own nationality names a country: "The
    Swedish group expects the network market to shrink by 4 percent"."""
    if not about_company(draft.story) or draft.scene.phrase.companies or draft.partners or draft.state.topic_is_country:
        return False
    if not is_country(draft.holder.value) or len(draft.holder.value) != _CODE:
        return False
    if any(item.low in _AT_HOME for item in draft.items):
        return False
    story, firms = draft.story, company_words().descriptors
    spoken = any(item.kind == "C" or item.form == "company_pronoun" for s in story.scenes for item in s.clause.items)
    if not (spoken or story.state.company is not None or story.state.main_company is not None):
        return False  # "Insiders say it will be hard for the car market to grow by 10 percent"
    places = [name for name in story.names if name.kind == "place"]
    return all(firms.intersection(story.text[name.end : name.end + _TRADE].split()) for name in places)


def _is_of_goods(draft: Draft) -> bool:
    """Whether a part of a market is that of a kind of goods, no maker's: "Pickups and SUVs made up 67 percent of the market"."""
    scene, items = draft.scene, draft.items[: draft.at]
    phrase = scene.parent.phrase if scene.clause.link == "compare" and scene.parent is not None else scene.phrase
    if is_country(draft.holder.value) or phrase.companies or phrase.pronoun is not None or not phrase.products:
        return False
    behind, told = draft.items[draft.at + 1 : draft.at + 2], draft.story.facts[-1] if draft.story.facts else None
    whole = bool(behind) and behind[0].code == "market_share" and behind[0].low.startswith("of ")
    again = (
        draft.reading.old
        and told is not None
        and (told.metric, told.product) == ("market_share", phrase.products[0].label)
    )
    if again and told.char_start >= draft.story.sentence.start and is_country(told.reporter):
        return True
    return whole and not any(item.kind in {"C", "O", "S"} for item in items)


#: What airlines and ports count, together as well as each.
_CARRIED = {"passengers", "cargo_volume", "load_factor", "capacity"}
_WORLDWIDE = {"worldwide", "globally"}


@only(codes=_CARRIED)
def of_airspace(draft: Draft) -> None:
    """Gives the traffic of a region to it, in a report on a carrier as well: "Traffic across the continent rose 38.7 percent",
    and what the paragraph goes on with: "Capacity was up 36.3 percent"."""
    holder, phrase, items = draft.holder, draft.scene.phrase, draft.items[: draft.at]
    if holder is None or is_country(holder.value) or draft.how == "context":
        return
    if holder.value in entries.table("places") or draft.frame.company is not None or phrase.companies:
        return
    if phrase.pronoun is not None or any(item.kind in {"C", "O"} for item in items):
        return
    wide = next((item for item in draft.items if item.low in _WORLDWIDE), None)
    places = [item for item in [*items, *draft.partners] if item.kind == "L"]
    begin = draft.story.text.rfind("\n", 0, draft.quantity.start)
    told = next((f for f in draft.story.facts if f.char_start > begin and f.metric in _CARRIED), None)
    if wide is not None:
        draft.belongs_to(Held("WORLD", wide.start, wide.end))
    elif places and "traffic" in draft.metric.name:
        draft.belongs_to(places[0])
    elif told is not None and told.reporter in entries.table("places"):
        draft.belongs_to(Held(told.reporter, told.char_start, told.char_end))


@only(codes={"passengers", "aircraft_movements"})
def of_airport(draft: Draft) -> None:
    """Gives what an airport counts to its country in a report on an airline: "Oslo airport, its biggest base, handled 2 million"."""
    holder, items = draft.holder, draft.items[: draft.at]
    if holder is None or is_country(holder.value) or "airport" not in draft.clause.lows:
        return
    at = next((i for i, item in enumerate(items) if item.low == "airport"), 0)
    if at and items[at - 1].kind == "L" and not any(item.kind == "V" for item in items[:at]):
        draft.belongs_to(items[at - 1])


#: So many facts back an offer is told that a share's price is set beside.
_OFFERED = 8


@only(codes={"share_price"})
def of_target(draft: Draft) -> None:
    """Gives the price that an offer is measured by to whom it is made for: "a premium of 57 percent to the closing price of 158 pence"."""
    if draft.frame.company is not None or not draft.metric.name.endswith(("closing price", "undisturbed price")):
        return
    for fact in draft.story.facts[: -_OFFERED - 1 : -1]:
        if fact.metric == "acquisition_value" and fact.partner is not None and not is_country(fact.partner):
            draft.belongs_to(Held(fact.partner, fact.char_start, fact.char_end))
            return
