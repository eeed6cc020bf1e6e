"""Holder: whose a number is and who stands on the other side, rule by rule in the order that they overrule one another."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from pipeline.linking.allmakers import of_all_makers
from pipeline.linking.amount import unit_of
from pipeline.linking.arriving import bound_for, of_its_flow, settle_arrivals, settle_pledge, sold_abroad, sold_there
from pipeline.linking.besidemetric import beside_metric
from pipeline.linking.bysize import of_larger_good
from pipeline.linking.centralbank import of_central_bank
from pipeline.linking.changed import as_its_amount, as_its_change
from pipeline.linking.counted import counted_by_office
from pipeline.linking.deals import DEALS
from pipeline.linking.draft import Draft
from pipeline.linking.ended import of_supplier
from pipeline.linking.facilities import of_builders
from pipeline.linking.foretoldfor import of_place_told, of_trade_foretold
from pipeline.linking.inplaces import of_each_country
from pipeline.linking.inturn import nth_of
from pipeline.linking.investedin import of_place_drawing
from pipeline.linking.items import Item
from pipeline.linking.itscompany import (
    company_beside,
    company_of_model,
    of_all_markets,
    of_division_row,
    of_its,
    of_its_company,
    of_its_firm_to_come,
    of_its_market,
    of_maker,
    of_stock_rated,
)
from pipeline.linking.itsministry import of_its_ministry
from pipeline.linking.jointly import of_both
from pipeline.linking.levied import of_tariff
from pipeline.linking.makes import name_model
from pipeline.linking.marketshares import as_own_share, of_destination, of_next_country, of_world_market
from pipeline.linking.marketwide import (
    of_airport,
    of_airspace,
    of_exchanges,
    of_industry,
    of_markets,
    of_target,
    of_the_world,
    of_whole_market,
    of_world_total,
)
from pipeline.linking.metric import RESULTS
from pipeline.linking.names import is_country
from pipeline.linking.nation import of_all_goods, of_contract, of_several_places, of_the_nation, of_the_state, won_by
from pipeline.linking.ofit import earned_where, of_same_holder
from pipeline.linking.oneself import not_with_oneself, of_one_side, sent_from_home, told_from_other_end
from pipeline.linking.only import NOT_OF_COUNTRIES, PLACE, ROW, Rules, only
from pipeline.linking.ownmoney import of_home_price, of_own_money, of_state_raising
from pipeline.linking.placesinturn import of_next_source, of_own_region, of_place_before, of_place_for
from pipeline.linking.postedby import of_whoever_posted
from pipeline.linking.producing import of_place_spoken, of_the_country, of_the_group
from pipeline.linking.quoted import of_crude, of_index, of_market_told, of_no_town, of_quote
from pipeline.linking.quotes import own_pair
from pipeline.linking.samebefore import of_figure, of_more_of_it, same_as_before
from pipeline.linking.segments import of_segment
from pipeline.linking.sellers import (
    is_of_own,
    of_export_orders,
    of_next_share,
    of_own_market,
    of_spending,
    of_supplied,
    seller_of,
    told_of_one_country,
)
from pipeline.linking.sides import home_of, owner_of_whole, place_of, possessor, sold_in, two_sides
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, about_company
from pipeline.linking.subject import FLOWS, reporter_of
from pipeline.linking.takeovers import of_buyer
from pipeline.linking.turns import are_told_of, names_firms, together
from pipeline.linking.unnamed import of_survey, words
from pipeline.vocabulary import entries
from pipeline.vocabulary.names import words as company_words

#: Words that are asked for at every number, looked up once.
_EVERYWHERE, _ALL = words("everywhere"), words("all")

#: What is of a company's share alone, so that a country beside it is no market of it.
_OF_SHARES = {"share_price", "market_cap", "eps", "dividend", "funding"}
#: So many firms told of together are no one company's brands.
_SEVERAL = 3
#: What stands behind the place that a report is from.
_DATELINE = re.compile(r" ?(?:—|–|--) ?(?=[A-Z])")


def find_holder(draft: Draft) -> None:
    """Sets whose number it is, with whom and in which unit; the holder stays None where nobody is found."""
    last: int | None = -1
    while last is not None:
        last = _ask(draft, last)
    if draft.holder is not None and _is_lonely(draft):
        draft.holder = None


def _ask(draft: Draft, last: int) -> int | None:
    """Asks the rules behind the one at a place; where one changes what is measured, those left are others, and its place is given."""
    metric, measure, link, lows = draft.metric, draft.measure, draft.clause.link, draft.clause.lows
    code, home = metric.code, metric.data.get("home", "")
    has = PLACE * draft.frame.partner_by_place + ROW * (draft.order >= 0)
    about = _RULES.behind(last, draft.quantity.kind, code, measure, link, draft.reading.rule, home, lows, has)
    for place, rule in about:
        rule(draft)
        if draft.measure != measure or (draft.metric is not metric and draft.metric.code != code):
            return place
    return None


def _is_lonely(draft: Draft) -> bool:
    """Whether a company's figure has found nobody but the country the text is written in: "300 personnel will attend"."""
    if (
        draft.metric.data.get("home") != "company"
        or not is_country(draft.holder.value)
        or draft.state.topic is not None
    ):
        return False
    named = draft.frame.reporter is not None or draft.frame.company is not None
    named = named or any(item.start == draft.holder.start and item.kind == "L" for item in draft.items)
    return not named and draft.metric.weak


def _subject(draft: Draft) -> None:
    """Whom the clause's subject names, else the one the text is about; a tariff has its two parties."""
    if draft.metric.code == "tariff_rate":
        of_tariff(draft)
        return
    company = about_company(draft.story)
    last = draft.partners[-1] if draft.partners else None
    place = last if last is not None and last.kind == "L" else None
    told = draft.story.facts[-1] if draft.story.facts else None
    of_flow = told is not None and told.metric == draft.metric.code == "exports" and is_country(told.reporter)
    if draft.metric.code == "sales_volume" and place is not None and draft.products:
        of_flow = (
            of_flow or place.start < draft.story.sentence.start
        )  # "hybrids took up 18 percent" of those sold there
    if (
        draft.measure == "share_pct"
        and place is not None
        and company
        and not (of_flow or draft.metric.code in RESULTS or is_of_own(draft) or _has_both_sides(draft))
    ):
        # "China's share was 65 percent": of a market, not of a country's flow
        draft.metric, draft.measure = draft.metric.renamed("market_share"), "level"
        draft.belongs_to(place)
        return
    metric, frame, phrase = draft.metric, draft.frame, draft.scene.phrase
    holder = reporter_of(metric, frame, draft.state, about_company=company, own_company=bool(phrase.companies))
    draft.holder = of_survey(draft.story, draft.scene, metric, holder)
    if metric.code == "market_share" and place is not None and place in phrase.partners:
        draft.belongs_to(place)
    if draft.reading.rule == "taken off" and draft.near is not None and draft.near.companies:
        draft.belongs_to(draft.near.companies[-1])  # "The warning wiped $3 billion off Torvik's market value"
    owner = draft.state.company
    if metric.code == "market_share" and frame.company is None and frame.reporter is not None and owner is not None:
        if company and any(item.form == "company_pronoun" or item.low == "it" for item in draft.items[: draft.at]):
            draft.belongs_to(owner, frame.reporter)  # "The company's share of the U.S. market slipped"
    beside_metric(draft)
    _market_of_company(draft)
    if metric.code in DEALS and phrase.pronoun is not None and owner is not None and frame.company is None:
        where = next(
            (i for i in draft.items[draft.at :] if draft.holder is not None and i.code == draft.holder.value), None
        )
        if where is not None and where.kind == "L" and draft.story.number - owner.sentence <= 1:
            draft.belongs_to(owner, where)  # "It also won a $120 million deal in Poland"


def _has_both_sides(draft: Draft) -> bool:
    """Whether the words beside a part name both countries: "41 percent of tea imported into Chile came from Kenya"."""
    near = draft.near
    return near is not None and bool(near.reporters and near.partners) and draft.metric.code in {"exports", "imports"}


def _market_of_company(draft: Draft) -> None:
    """A country beside a company's number is its market: "Hyundai sold 60,000 cars in India"."""
    frame, metric = draft.frame, draft.metric
    place = frame.reporter
    if place is not None and _DATELINE.match(draft.story.text, place.end) is not None:
        return  # "VELDHOVEN, the Netherlands — ASML lifted its forecast"
    if place is not None and draft.clause.link == "relative":
        between = [item for item in draft.clause.before if item.start > place.start]
        if any(item.kind == "V" and item.code == "say" for item in between):
            return  # "Mills in Kenya have reopened, says the head of Torvik, which employs 3,000"
    if metric.data.get("home") != "country" and not draft.partners:
        sold = sold_in(draft.items, draft.at)
        draft.partners = [sold] if sold is not None and about_company(draft.story) else []
    if place is None or draft.holder is None or draft.holder.value == place.code:
        return
    named = {item.start for item in draft.items}
    carried = not any(partner.start in named for partner in draft.partners)  # "sales rose in Japan; in China they fell"
    if (
        (draft.partners and not (carried and place.start in named))
        or frame.group is not None
        or _has_firm(draft, place)
    ):
        return
    of_country = metric.data.get("home") == "country" or metric.code in _OF_SHARES
    if place.start not in named and any(p.label == "overseas" and p.start > place.start for p in draft.products):
        return  # "In Korea, sales fell 16 percent, while overseas sales edged up"
    if not of_country and (frame.fresh or metric.code not in DEALS):
        draft.partners = [place]


def _has_firm(draft: Draft, place: Item) -> bool:
    """Whether a place says where the company is at home: "Canada's largest energy company said that it lost $735 million",
    "China's BYD, which sold 2.26 million"."""
    scene: Scene | None = draft.scene
    firms = company_words().descriptors
    while scene is not None:
        items = scene.clause.items
        at = next((i for i, item in enumerate(items) if item.start == place.start), None)
        if at is not None:
            owned = bool(items[at + 1 : at + 2]) and items[at + 1].kind == "'"
            ahead = [item for item in items[at + 1 : at + 5] if item.kind not in {"w", "H", "P", "O"}][:1]
            titled = bool(ahead) and ahead[0].kind == "C" and any(x.low in firms for x in items[at + 1 : at + 5])
            if titled:
                return True  # "Argentine energy company YPF's third-quarter net profit"
            return owned and any(
                item.form == "company_pronoun" or item.kind == "C" or names_firms(item) or item.low in firms
                for item in items[at + 2 : at + 7]
            )
        scene = scene.parent
    return False


def _doer(draft: Draft) -> None:
    """Whoever does the metric's verb: "Only China and Germany have exceeded $700 billion in annual exports"."""
    frame, near = draft.frame, draft.near
    if near is not None and near.metric is None and near.reporters and draft.how == "read":
        draft.belongs_to(near.reporters[0], *near.partners)  # what one country sells to another, whoever is told of
        return
    if draft.metric.code == "tariff_rate" or not frame.partner_by_place or not frame.partners:
        return
    if draft.metric.code == "tourist_arrivals" and frame.partners[0].form == "people":
        return  # "Russians topped the list with 745,000 arrivals"
    if draft.how != "read" or draft.measure != "level" or near is None or near.metric is None:
        return
    sold = draft.metric.data.get("home") != "country" and draft.holder is not None and len(draft.holder.value) > 2
    if sold and any(item.low in {"market", "markets"} for item in draft.items[: draft.at]):
        return  # "Russia was its biggest market with 90,400 deliveries"
    if not (_is_market(draft.items[: draft.at], frame.partners[0]) or _takes_part(draft)):
        draft.belongs_to(frame.partners[0])


def _takes_part(draft: Draft) -> bool:
    """Whether a place takes or supplies a part of another country's trade: "Brazil took $1.04 billion of the exports and supplied
    imports of $1 billion"."""
    items, at, told = draft.items, draft.at, draft.story.facts[-1] if draft.story.facts else None
    verb = next((item.low for item in reversed(items[:at]) if item.kind == "V"), "")
    if told is None or not is_country(told.reporter) or told.metric not in FLOWS:
        return False
    if verb in entries.words("scenes", "buys"):
        return [item.low for item in items[at + 1 : at + 2]] == ["of"] and draft.metric.code in {
            "exports",
            "export_volume",
        }
    return draft.metric.code in {"imports", "import_volume"} and verb in entries.words("roles", "sends")


def _is_market(items: list[Item], place: Item) -> bool:
    """Whether a place is a market or source of another country: "The United States was the biggest market for Philippine goods"."""
    roles = words("markets")
    named = any(item.low in roles for item in items)
    if items and items[0].low in {"among", "of"} and items.index(place) > 1:
        # "Among the main destination markets, China led with $20 billion in exports"
        return named or any(item.low.removesuffix("s") in roles for item in items[1 : items.index(place)])
    return named and any(item.kind == "L" and item.code != place.code for item in items)


@only(homes=NOT_OF_COUNTRIES)
def _country_of_firms(draft: Draft) -> None:
    """The country whose firms are told of together."""
    frame, state = draft.frame, draft.state
    areas = draft.metric.code != "market_share"  # "Korea's three battery makers in the European market"
    place = next((item for item in frame.reporters if areas or len(item.code) == 2), None)
    world = state.topic_holder if state.topic_holder is not None and state.topic_holder.value == "WORLD" else None
    spoken = state.country if state.country is not None and state.country.value != "WORLD" else None
    country = place or world or spoken or state.main_country
    if country is None or not together(draft.scene):
        return
    held = draft.holder.value if draft.holder is not None else ""
    if is_country(held) and (place is None or place.code == held):
        return
    told = next(reversed(draft.story.facts), None)
    of_country = told is not None and is_country(told.reporter)  # "X, Y and Z earned ... The three plan to"
    subject = draft.items[: min(draft.clause.verb_at, draft.at)]
    several = any(item.kind == "Q" and item.data.value >= _SEVERAL for item in subject)
    of_country = of_country or (several and not draft.story.state.one_company)  # "The eight carmakers built"
    if draft.scene.phrase.companies or of_country or not (about_company(draft.story) and are_told_of(draft.scene)):
        draft.belongs_to(country)


@only(homes={"country"})
def _place_behind(draft: Draft) -> None:
    """The place behind the number or verb of a country's metric that has no other side."""
    if draft.metric.code in FLOWS or "L" not in draft.clause.kinds:
        return
    place = place_of(draft.items, draft.at)
    if place is not None:
        draft.holder = Held(place.code, place.start, place.end)


def _owner(draft: Draft) -> None:
    """The place whose number it is by its own form, and of a share of the world's trade: "slightly more than China's $1.43 trillion"."""
    owner = possessor(draft) or _home_of_good(draft)
    if owner is not None:
        draft.belongs_to(owner)
    elif (whole := owner_of_whole(draft)) is not None:
        draft.belongs_to(whole, *(item for item in draft.partners if item.code != whole.code))
    elif draft.measure == "share_pct" and draft.holder is not None and _is_of_world(draft):
        draft.metric, draft.measure = draft.metric.renamed("market_share"), "level"
        place = next((p for p in [*draft.partners, *draft.scene.phrase.bare] if len(p.code) == 2), None)
        draft.belongs_to(place or draft.holder)


def _home_of_good(draft: Draft) -> Item | None:
    """The country whose good is quoted, wherever the report is on: "Thailand's benchmark rice was quoted at $630 a tonne"."""
    if draft.metric.code != "commodity_price":
        return None
    subject = [item for item in draft.items[: min(draft.clause.verb_at, draft.at)] if item.kind not in {"U", "G"}]
    if len(subject) < 3 or subject[0].kind != "L" or subject[0].form == "region" or len(subject[0].code) != 2:
        return None
    owned = subject[1].kind == "'" and subject[-1].kind == "P" and not any(x.kind == "V" for x in subject)
    return subject[0] if owned else None


def _is_of_world(draft: Draft) -> bool:
    """Whether a share is one of the world's trade: "9.1 percent of the world total", "12 percent of global exports"."""
    items, at = draft.items, draft.at
    held = draft.metric.code == "market_size" and is_country(draft.holder.value if draft.holder is not None else "")
    if not (held or draft.metric.code in FLOWS) or at + 2 >= len(items) or items[at + 1].low != "of":
        return False
    return any(item.code == "WORLD" or item.low.startswith(("world", "global")) for item in items[at + 2 : at + 5])


@only(has=PLACE)
def _next_country(draft: Draft) -> None:
    """A country after the world or another one: "Global orders tumbled. South Korea took 10 million CGTs"."""
    frame, holder = draft.frame, draft.holder
    if holder is None or is_country(holder.value) or frame.company is not None or not frame.partner_by_place:
        return
    if not draft.partners or draft.partners[-1] not in frame.partners:
        return
    facts = draft.story.facts
    fact = next((f for f in reversed(facts[-3:]) if f.metric == draft.metric.code and f.reporter), None)
    last, main = fact.reporter if fact is not None else None, draft.state.main_country
    listed = fact is not None and fact.partner is not None and fact.char_start >= draft.story.sentence.start
    if listed and main is not None and last == main.value and draft.metric.code in {"exports", "imports"}:
        draft.belongs_to(main, draft.partners[-1])  # "The US was the largest market, overtaking China ($2 billion)"
        return
    share = draft.measure == "share_pct" and draft.metric.code == "exports" and is_country(last)
    if share and fact is not None and fact.char_start >= draft.story.sentence.start:
        draft.belongs_to(Held(last, fact.char_start, fact.char_end), draft.partners[-1])
        return  # "exports hit $302 million, with Japan taking 27 percent of the total" in a report on a firm
    if last is not None and (last == "WORLD" or is_country(last)) and holder.value != last:
        draft.belongs_to(draft.partners[-1])
        draft.products = draft.products or list(draft.state.products)


def _role(draft: Draft) -> None:
    """The main country where a place is its buyer or supplier: "The United States was the biggest buyer, with $78 billion"."""
    if draft.role is not None:
        home, told = draft.state.main_country, draft.story.facts[-1] if draft.story.facts else None
        if draft.role.flow == "fdi" and told is not None and told.char_start >= draft.story.sentence.start:
            home = Held(
                told.reporter, told.char_start, told.char_end
            )  # "Peru drew $9 billion, with Spain leading investors"
        draft.belongs_to(home, draft.role.place)
        draft.products = draft.role.goods_of(draft.products, draft.where)


@only(has=ROW)
def _nth(draft: Draft) -> None:
    """The nth country of a "respectively" list."""
    reporters = draft.frame.reporters
    if draft.order < 0 or len(reporters) < 2:
        return
    numbers = sum(item.kind == "Q" for item in draft.items)
    if draft.order < len(reporters) or not numbers % len(reporters):  # "by 16 and 17 percent to $3.3 and $2.7 billion"
        item = reporters[nth_of(draft.items, draft.order, len(reporters))]
        seller = seller_of(draft)
        draft.belongs_to(*((seller, item) if seller is not None else (item, *draft.partners)))


def _other_sides(draft: Draft) -> None:
    """No company's market is the world; a country's trade with itself is that of two others."""
    holder, metric = draft.holder, draft.metric
    if holder is None:
        return
    if about_company(draft.story) and metric.data.get("home") != "country":
        draft.partners = [p for p in draft.partners if p.code != "WORLD"]
    if metric.code == "trade_volume" and all(p.code == holder.value for p in draft.partners):
        draft.holder, draft.partners = two_sides(draft.story, draft.scene, holder)


def _unit(draft: Draft) -> None:
    """The unit; an exchange rate's tells its country."""
    draft.unit = unit_of(draft)
    if draft.quantity.kind == "rate" and draft.metric.code in FLOWS:
        draft.metric = draft.metric.renamed("exchange_rate")  # "At K11.22 to the dollar, the surplus was $26.9 million"
    if draft.metric.code == "exchange_rate":
        if draft.quote is None and draft.quantity.kind == "rate":
            draft.unit = own_pair(draft.unit, draft.holder)
        draft.belongs_to(home_of(draft.unit, draft.holder))
        draft.products = []


@only(homes={"company"}, words=_EVERYWHERE)
def _everywhere(draft: Draft) -> None:
    """The country of a whole branch: "sales growth for department stores nationwide"."""
    main = draft.state.main_country
    if main is None or draft.scene.phrase.companies:
        return
    if any(item.low in _EVERYWHERE for item in draft.items[: draft.at]):
        draft.holder = main


@only(words=_ALL)
def _all_of_it(draft: Draft) -> None:
    """The country in which all of a good is meant, in a report on a company: "total vehicle output in Brazil grew 10.7 percent"."""
    place, items = draft.frame.reporter, draft.items[: draft.at]
    if place is None or draft.frame.company is not None or len(place.code) != 2:
        return
    if any(a.low in _ALL and (b.kind == "P" or (b.kind == "M" and " " in b.low)) for a, b in pairwise(items)):
        draft.belongs_to(place)


#: The rules in the order that they are asked; a later one overrules those before it.
_RULES: Rules[Callable[[Draft], None]] = Rules(
    _subject, company_beside, _doer, of_central_bank, of_its_company, of_its_firm_to_come, sent_from_home, of_its, of_its_market,
    _country_of_firms, counted_by_office, _place_behind, told_of_one_country, company_of_model, of_quote, _owner, of_market_told, _next_country,
    of_index, of_crude, _role, settle_arrivals, settle_pledge, _nth, of_one_side, sold_there, bound_for, not_with_oneself,
    of_its_flow, told_from_other_end, _other_sides, _unit,
    same_as_before, of_figure, of_more_of_it, of_place_before, of_place_for, of_next_source, of_own_region, of_no_town, _everywhere, _all_of_it,
    of_the_country, of_place_spoken,
    of_the_group, of_the_nation, of_contract, of_several_places, of_world_market, won_by, of_next_country, of_the_state, of_all_goods,
    of_destination, of_place_told, of_trade_foretold, of_both, name_model, of_the_world, as_its_amount, as_its_change,
    of_markets, of_whole_market, of_industry, of_segment, of_all_makers, of_exchanges, of_airport, of_target, of_builders, of_buyer,
    of_supplier,
    of_export_orders, of_own_market, of_airspace, of_next_share, of_supplied, of_spending, of_maker, of_stock_rated, of_division_row,
    earned_where, of_its_ministry, as_own_share, of_larger_good, of_own_money, of_home_price, of_place_drawing, of_same_holder,
    of_world_total, sold_abroad, of_state_raising, of_all_markets,
    of_whoever_posted, of_each_country,
)  # fmt: skip
