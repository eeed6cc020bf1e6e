"""Holder: whose a number is and who stands on the other side, rule by rule in the order that they overrule one another."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from pipeline.linking import quotes
from pipeline.linking.amount import unit_of
from pipeline.linking.arriving import settle_arrivals, settle_pledge
from pipeline.linking.besidemetric import beside_metric
from pipeline.linking.breakdown import OF_PARTS, subject_region
from pipeline.linking.centralbank import of_central_bank
from pipeline.linking.changed import as_its_amount
from pipeline.linking.companies import (
    beside_company,
    company_behind,
    compared_company,
    named_part,
    nth_company,
    ranked_mover,
)
from pipeline.linking.counted import counted_by_office
from pipeline.linking.deals import DEALS
from pipeline.linking.draft import Draft
from pipeline.linking.ended import of_supplier
from pipeline.linking.foretoldfor import of_place_told
from pipeline.linking.items import Item
from pipeline.linking.jointly import of_both
from pipeline.linking.makes import name_model
from pipeline.linking.marketshares import of_next_country
from pipeline.linking.marketwide import of_builders, of_exchanges, of_markets, of_the_world
from pipeline.linking.names import is_country
from pipeline.linking.nation import of_all_goods, of_contract, of_several_places, of_the_nation, of_the_state, won_by
from pipeline.linking.oneself import not_with_oneself, sent_from_home
from pipeline.linking.producing import of_the_country, of_the_group
from pipeline.linking.sellers import of_export_orders, seller_of, told_of_one_country
from pipeline.linking.sides import home_of, place_behind, place_of, two_sides
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, about_company
from pipeline.linking.subject import FLOWS, reporter_of
from pipeline.linking.takeovers import of_buyer
from pipeline.linking.tariffs import tariff_parties
from pipeline.linking.turns import are_told_of, names_firms, together
from pipeline.linking.unnamed import of_survey, words
from pipeline.vocabulary.names import words as company_words

#: Quotes of markets, which belong to the market's country.
_QUOTED = {"stock_index", "bond_yield", "oil_price", "commodity_price", "freight_rate"}
#: What is of a company's share alone, so that a country beside it is no market of it.
_OF_SHARES = {"share_price", "market_cap", "eps", "dividend"}
#: So many firms told of together are no one company's brands.
_SEVERAL = 3


def find_holder(draft: Draft) -> None:
    """Sets whose number it is, with whom and in which unit; the holder stays None where nobody is found."""
    for rule in _RULES:
        rule(draft)
    if draft.holder is not None and _is_lonely(draft):
        draft.holder = None


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
        draft.holder, draft.partners = tariff_parties(draft.story, draft.scene, draft.at)
        return
    company = about_company(draft.story)
    last = draft.partners[-1] if draft.partners else None
    place = last if last is not None and last.kind == "L" else None
    told = draft.story.facts[-1] if draft.story.facts else None
    of_flow = told is not None and told.metric == draft.metric.code == "exports" and is_country(told.reporter)
    if (
        draft.measure == "share_pct"
        and place is not None
        and company
        and not (of_flow or draft.metric.code == "revenue")
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
    beside_metric(draft)
    _market_of_company(draft)


def _market_of_company(draft: Draft) -> None:
    """A country beside a company's number is its market: "Hyundai sold 60,000 cars in India"."""
    frame, metric = draft.frame, draft.metric
    place = frame.reporter
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
            owned = items[at + 1 : at + 2] and items[at + 1].kind == "'"
            return bool(owned) and any(
                item.form == "company_pronoun" or item.kind == "C" or names_firms(item) or item.low in firms
                for item in items[at + 2 : at + 7]
            )
        scene = scene.parent
    return False


def _company_beside(draft: Draft) -> None:
    """The company right before the number or told of behind it, or the nth of a row of companies."""
    if draft.metric.data.get("home") == "country" and draft.metric.code != "retail_sales":
        return
    items, at = draft.items, draft.at
    named = beside_company(draft.scene, at) or company_behind(items, at) or nth_company(draft.scene, at)
    named = named or compared_company(draft.scene, at) or ranked_mover(items, at)
    if named is not None and named not in draft.partners:
        draft.holder = Held(named.code, named.start, named.end)


def _doer(draft: Draft) -> None:
    """Whoever does the metric's verb: "Only China and Germany have exceeded $700 billion in annual exports"."""
    frame, near = draft.frame, draft.near
    if draft.metric.code == "tariff_rate" or not frame.partner_by_place or not frame.partners:
        return
    if draft.how != "read" or draft.measure != "level" or near is None or near.metric is None:
        return
    if not _is_market(draft.items[: draft.at], frame.partners[0]):
        draft.belongs_to(frame.partners[0])


def _is_market(items: list[Item], place: Item) -> bool:
    """Whether a place is a market or source of another country: "The United States was the biggest market for Philippine goods"."""
    named = any(item.low in words("markets") for item in items)
    return named and any(item.kind == "L" and item.code != place.code for item in items)


def _its_company(draft: Draft) -> None:
    """The company behind "its": "Nvidia soared 16.4%. Its market value climbed by $277 billion"."""
    company = draft.state.company or draft.state.main_company
    if company is not None and draft.metric.code == "jobs_added" and about_company(draft.story):
        if draft.frame.reporter is None and not draft.state.topic_is_country:
            draft.holder = company  # "The Seattle company hired 175,000 people"
        return
    company = draft.state.company
    if company is None or draft.holder is None or draft.metric.data.get("home") != "company":
        return
    recent = draft.story.number - company.sentence <= 1
    if recent and is_country(draft.holder.value) and draft.items[0].low in {"its", "their"}:
        draft.holder = company


def _of_its(draft: Draft) -> None:
    """The company whose whole a part is of, not those that make up the part: "Two clients account for 40 percent of its sales"."""
    items, state = draft.items, draft.state
    behind = items[draft.at + 1 : draft.at + 4]
    if draft.measure != "share_pct" or draft.metric.data.get("home") == "country" or len(behind) < 2:
        return
    if behind[0].low == "of" and behind[1].kind == "C" and len(behind) > 2 and behind[2].kind == "'":
        draft.holder = Held(behind[1].code, behind[1].start, behind[1].end)  # "40 percent of SK hynix's DRAM revenue"
        return
    owner = state.company or state.main_company
    its = behind[1].low in {"its", "their"} or behind[1].form == "company_pronoun"
    if behind[0].low == "of" and its and owner is not None and draft.scene.phrase.companies:
        if all(item.code != owner.value for item in draft.scene.phrase.companies):
            draft.holder = owner


def _its_market(draft: Draft) -> None:
    """The company whose own market is named behind its pronoun: "the company's U.S. market share", "its Chinese sales"."""
    place, company = draft.frame.reporter, draft.state.company or draft.state.main_company
    if place is None or company is None or draft.holder is None or draft.holder.value != place.code:
        return
    if draft.metric.data.get("home") == "country" or not about_company(draft.story):
        return
    at = next((i for i, item in enumerate(draft.items) if item is place), 0)
    owner = next((item for item in reversed(draft.items[:at]) if item.kind != "'"), None)
    if owner is not None and owner.kind == "O" and (owner.form == "company_pronoun" or owner.low in {"its", "their"}):
        draft.holder, draft.partners = company, [place]


def _country_of_firms(draft: Draft) -> None:
    """The country whose firms are told of together."""
    frame, state = draft.frame, draft.state
    areas = draft.metric.code != "market_share"  # "Korea's three battery makers in the European market"
    place = next((item for item in frame.reporters if areas or len(item.code) == 2), None)
    world = state.topic_holder if state.topic_holder is not None and state.topic_holder.value == "WORLD" else None
    spoken = state.country if state.country is not None and state.country.value != "WORLD" else None
    country = place or world or spoken or state.main_country
    if country is None or draft.metric.data.get("home") == "country" or not together(draft.scene):
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


def _place_behind(draft: Draft) -> None:
    """The place behind the number or verb of a country's metric that has no other side."""
    if draft.metric.data.get("home") != "country" or draft.metric.code in FLOWS:
        return
    place = place_of(draft.items, draft.at)
    if place is not None:
        draft.holder = Held(place.code, place.start, place.end)


def _company_of_model(draft: Draft) -> None:
    """The company told of before, for a model of its own: "The Grandeur sedan was the best-selling model"."""
    story, company = draft.story, draft.state.company
    if company is None or story.number - company.sentence > 2 or about_company(story):
        return
    if draft.metric.code not in OF_PARTS or draft.items[0].low != "the":
        return
    part = named_part(subject_region(draft.scene), story.text)
    if part is not None:
        draft.products = [part]
        draft.belongs_to(company)


def _market(draft: Draft) -> None:
    """The country of a market's quote, the world for a commodity's."""
    metric, frame, near, story = draft.metric, draft.frame, draft.near, draft.story
    if draft.quote is not None:
        draft.holder = draft.quote.holder or draft.holder
    elif metric.code in _QUOTED:
        index = frame.index or (near.index if near is not None else None)
        draft.holder = quotes.at_market(metric, index, story) or draft.holder
        if metric.code not in {"commodity_price", "oil_price"} or frame.index is not None:
            return
        nobody = frame.reporter is None and (about_company(story) or quotes.of_no_country(story, draft.items, draft.at))
        if nobody or quotes.is_traded_abroad(draft.items):
            # "mobile DRAM prices" in a report on a phone maker, "Oil rises 2%" in a headline
            draft.holder = Held("WORLD", metric.start, metric.end)


def _owner(draft: Draft) -> None:
    """The place whose number it is by its own form, and of a share of the world's trade: "slightly more than China's $1.43 trillion"."""
    owner = _possessor(draft)
    if owner is not None:
        draft.belongs_to(owner)
    elif draft.measure == "share_pct" and draft.holder is not None and _is_of_world(draft):
        draft.metric, draft.measure = draft.metric.renamed("market_share"), "level"
        place = next((p for p in [*draft.partners, *draft.scene.phrase.bare] if len(p.code) == 2), None)
        draft.belongs_to(place or draft.holder)


def _possessor(draft: Draft) -> Item | None:
    """The place right before the number that has it: "China's $1.43 trillion", or that earns it."""
    items, at, metric = draft.items, draft.at, draft.metric
    if at > 1 and items[at - 1].kind == "L" and items[at - 2].low in {"earned", "earns", "earn"}:
        return items[at - 1]  # "coffee earned Ethiopia $866 million"
    if at < 2 or items[at - 1].kind != "'" or items[at - 2].kind != "L" or metric.data.get("home") != "country":
        return None
    return items[at - 2] if items[at - 2].form != "region" and metric.code != "tariff_rate" else None


def _is_of_world(draft: Draft) -> bool:
    """Whether a share is one of the world's trade: "9.1 percent of the world total", "12 percent of global exports"."""
    items, at = draft.items, draft.at
    if draft.metric.code not in FLOWS or at + 2 >= len(items) or items[at + 1].low != "of":
        return False
    return any(item.code == "WORLD" or item.low.startswith(("world", "global")) for item in items[at + 2 : at + 5])


def _of_market(draft: Draft) -> None:
    """The country whose market a report tells of, for a share that no company has: "EVs took 29.7 percent of the market"."""
    held, story = draft.state.topic_holder, draft.story
    if draft.metric.code != "market_share" or held is None or about_company(story):
        return
    phrase, top = draft.scene.phrase, draft.scene
    while top.parent is not None:
        top = top.parent
    named = draft.frame.company is not None or phrase.companies or top.phrase.companies
    if (is_country(held.value) or held.value == "WORLD") and not named and not draft.frame.reporter:
        if draft.holder is not None and not any(item.kind == "C" for item in draft.items[: draft.at]):
            draft.holder = held


def _next_country(draft: Draft) -> None:
    """A country after the world or another one: "Global orders tumbled. South Korea took 10 million CGTs"."""
    frame, holder = draft.frame, draft.holder
    if holder is None or len(holder.value) <= 2 or frame.company is not None or not frame.partner_by_place:
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


def _index(draft: Draft) -> None:
    """The stock index that is meant, and its country."""
    metric = draft.metric
    if metric.code != "stock_index":
        return
    market = _market_of_place(draft)
    if market is not None:
        draft.products, draft.holder = [], Held(market.code, market.start, market.end)
        return
    told = quotes.index_of(metric, draft.holder, draft.story) if not draft.products else None
    draft.products = draft.products or ([told] if told is not None else [])
    home = quotes.country_of(draft.products[0].label) if draft.products else None
    draft.holder = Held(home, metric.start, metric.end) if home is not None else draft.holder


def _market_of_place(draft: Draft) -> Item | None:
    """The place that stands for its market behind the number of another one: "Sydney lost 4.09 percent and Taipei fell 4.84 percent"."""
    subject = draft.items[: min(draft.clause.verb_at, draft.at)]
    tail = subject[-3:]
    if [item.kind for item in tail] == ["M", "R", "L"] and tail[1].low == "in" and len(tail[2].code) == 2:
        return tail[2] if tail[0].code == "stock_index" and draft.frame.index is None else None  # "stocks in Shanghai"
    if draft.frame.fresh or any(item.kind in {"I", "M", "C", "'"} for item in subject):
        return None
    places = [item for item in subject if item.kind == "L" and len(item.code) == 2]
    return places[0] if len(places) == 1 and subject[-1] is places[0] else None


def _role(draft: Draft) -> None:
    """The main country where a place is its buyer or supplier: "The United States was the biggest buyer, with $78 billion"."""
    if draft.role is not None:
        draft.belongs_to(draft.state.main_country, draft.role.place)


def _nth(draft: Draft) -> None:
    """The nth country of a "respectively" list."""
    reporters = draft.frame.reporters
    numbers = sum(item.kind == "Q" for item in draft.items)
    if draft.order < 0 or len(reporters) < 2:
        return
    if draft.order < len(reporters) or not numbers % len(reporters):  # "by 16 and 17 percent to $3.3 and $2.7 billion"
        item = reporters[draft.order % len(reporters)]
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
    if draft.metric.code == "exchange_rate":
        draft.belongs_to(home_of(draft.unit, draft.holder))
        draft.products = []


def _same_as_before(draft: Draft) -> None:
    """The holder of the number before in the clause, where no name stands between them."""
    fact, holder = draft.scene.fact, draft.holder
    if fact is None and draft.clause.cue == "with" and draft.measure == "share_pct":
        told = draft.story.facts[-1:]  # "profit rose to 410 billion won, with chips accounting for 42 percent"
        alike = told and told[0].metric == draft.metric.code and told[0].char_start >= draft.story.sentence.start
        if alike and not any(item.kind in {"C", "L", "B"} for item in draft.items):
            draft.holder = Held(told[0].reporter, told[0].char_start, told[0].char_end)
        return
    if fact is None or fact.metric != draft.metric.code or draft.order >= 0:
        return
    if holder is not None and holder.value == fact.reporter:
        return
    items, at = draft.items, draft.at
    last = next((j for j in range(at - 1, -1, -1) if items[j].start == fact.char_start), -1)
    owned = (
        draft.reading.rule == "from" and fact.measure == "share_pct"
    )  # "to 40 percent of X's sales, from 30 percent"
    if place_behind(items, at) is not None and draft.metric.data.get("home") == "country":
        return  # "slowed to 1.2 percent in April, and to 0.8 percent in France"
    if last >= 0 and (owned or not any(item.kind in {"C", "L", "O", "B"} for item in items[last + 1 : at])):
        draft.holder = Held(fact.reporter, fact.char_start, fact.char_end)


def _everywhere(draft: Draft) -> None:
    """The country of a whole branch: "sales growth for department stores nationwide"."""
    main = draft.state.main_country
    if main is None or draft.metric.data.get("home") != "company" or draft.scene.phrase.companies:
        return
    if any(item.low in words("everywhere") for item in draft.items[: draft.at]):
        draft.holder = main


def _all_of_it(draft: Draft) -> None:
    """The country in which all of a good is meant, in a report on a company: "total vehicle output in Brazil grew 10.7 percent"."""
    place, items = draft.frame.reporter, draft.items[: draft.at]
    if place is None or draft.frame.company is not None or len(place.code) != 2:
        return
    if any(a.low in words("all") and (b.kind == "P" or (b.kind == "M" and " " in b.low)) for a, b in pairwise(items)):
        draft.belongs_to(place)


#: The rules in the order that they are asked; a later one overrules those before it.
_RULES: tuple[Callable[[Draft], None], ...] = (
    _subject, _company_beside, _doer, of_central_bank, _its_company, sent_from_home, _of_its, _its_market,
    _country_of_firms, counted_by_office, _place_behind, told_of_one_country, _company_of_model, _market, _owner, _of_market, _next_country,
    _index, _role, settle_arrivals, settle_pledge, _nth, not_with_oneself, _other_sides, _unit, _same_as_before, _everywhere, _all_of_it,
    of_the_country, of_the_group, of_the_nation, of_contract, of_several_places, won_by, of_next_country, of_the_state, of_all_goods,
    of_place_told, of_both, name_model, of_the_world, as_its_amount, of_markets, of_exchanges, of_builders, of_buyer, of_supplier,
    of_export_orders,
)  # fmt: skip
