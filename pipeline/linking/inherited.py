"""Inherited: the products and partners that a number has from headline, lead, section or the numbers before it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from pipeline.linking.divisions import division_of, of_division
from pipeline.linking.goodabove import of_clause_above, of_other_way, of_their_part
from pipeline.linking.goodbefore import (
    as_counted,
    as_foreseen,
    as_spoken_of,
    meant,
    next_partners_good,
    of_compared_firm,
    of_opening,
    of_quote_beside,
    of_ranked,
    of_role,
    of_same_index,
    of_sector,
    of_sold,
    of_their_rate,
    of_those,
    of_time_before,
    of_which,
    only_stands_in,
    says_sector,
)
from pipeline.linking.groups import of_that_group
from pipeline.linking.items import Item
from pipeline.linking.labelled import is_labelled
from pipeline.linking.marketshares import market_of
from pipeline.linking.metric import RESULTS, WAYS, is_vague
from pipeline.linking.names import is_country
from pipeline.linking.onegood import TOLD_OF_ONE, are_kin
from pipeline.linking.only import COUNTS, Rules
from pipeline.linking.part import Part, flow_of
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.sides import place_of_line
from pipeline.linking.sizeofgood import is_size_of_last, size_of_last
from pipeline.linking.spokenwith import as_spoken_with, side_of_both, side_of_whole
from pipeline.linking.state import Held
from pipeline.linking.story import Story, about_company
from pipeline.linking.subject import FLOWS
from pipeline.linking.wholes import (
    goes_on_from_total,
    goods_left,
    is_of_all,
    is_of_all_partners,
    is_worldwide,
    like_aimed_at,
    market_told,
    polled_of_total,
)
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_SHRINKS = entries.words("growth", "shrinks")
_ELSEWHERE = entries.words("phrases", "elsewhere")
_PARTNERS = entries.words("phrases", "partners")

#: What a report on the trade of one good tells of it besides.
_OF_GOODS = {"export_price", "import_price", "production_volume", "commodity_price"}
#: Goods that nobody weighs.
_BY_THE_PIECE = {
    "automobiles", "electric vehicles", "smartphones", "computers", "personal computers", "televisions", "trucks", "aircraft",
}  # fmt: skip
#: Kinds of numbers in which nobody tells of all goods.
_COUNTED = COUNTS | {"physical"}
#: So many facts back a flow was told last.
_BACK = 4
#: How a figure of a whole company is called.
_WHOLES = ("total ", "group ", "overall ", "consolidated ", "companywide ", "company-wide ")
_COLLECTED = entries.words("tariffs", "collections")
#: What reports on one branch count: their companies' numbers are of its product.
_OF_A_TRADE = {"sales_volume", "market_share", "market_size", "production_volume"}


def inherit(part: Part) -> None:
    """Gives a number that names no product or partner those of headline, lead or section, where it is told of them."""
    if part.settled or _is_of_compared(part) or _is_of_same_with(part):
        return
    if part.products and (named := of_division(part)) is not None:
        part.products = [named]  # "Sales of the vehicle solutions division": not of vehicles
    above = part.scene.parent if part.scene.clause.link == "compare" else None
    fresh = part.frame.fresh or (above is not None and above.frame.fresh)
    stands_in = part.metric.weak or not fresh
    near = part.near
    if near is not None and (near.only_counts() or (near.metric is None and not near.products)):
        near = None
    if not is_worldwide(part):
        _inherit_partners(part, near, stands_in)
        if not part.partners and part.metric.code == "sales_volume":
            part.partners = market_told(part)
    if not part.products and (good := next_partners_good(part) or of_which(part)) is not None:
        part.products, part.where = [good], "context"
    elif not part.products and _has_topic_product(part, near, stands_in):
        part.products, part.where = _of_section(part.story) or list(part.state.topic_products), "headline"
    if part.metric.code == "tariff_rate" and not part.products and part.scene.clause.link == "relative":
        # "cars, which have been subject to a 25 percent duty"
        part.products = [p for p in part.scene.phrase.products if p.strong][:1]
    part.products = [meant(part.story, p) for p in part.products]
    if only_stands_in(part):
        part.products = []  # "the growers sold $310 million abroad"
    if part.partners and _tells_of_others(part.items[: part.at]):
        part.partners = []
    about = () if part.products else _RULES.about(part.quantity.kind, part.metric.code, link=part.clause.link)
    for rule in about:
        rule(part)
        if part.products:
            break
    if part.quantity.kind == "physical" and part.where in {"context", "headline"} and part.products:
        # "Vale shipped 83 million tonnes" in a report on sales of cars
        part.products = [good for good in part.products if good.label not in _BY_THE_PIECE]


def _tells_of_others(before: list[Item]) -> bool:
    """Whether the words before a number tell of others than the partner named: "and those from outside it", "orders from the euro zone
    fell and those from other countries rose"."""
    return any(
        (a.low in _ELSEWHERE and b.low in _PARTNERS) or (a.low == "outside" and b.low in {"it", "them"})
        for a, b in pairwise(before)
    )


def stand_in_for_last(part: Part) -> None:
    """Gives a number whose subject stands in for the one before (a pronoun, or none at all) what that had."""
    state, scene = part.state, part.scene
    if part.products or part.partners:
        return
    whole = part.metric.name.startswith(("total ", "overall ", "group ", "headline ")) or scene.phrase.whole is not None
    pronoun = scene.phrase.pronoun
    whole = whole or (pronoun is not None and "headline" in pronoun.low)  # "The headline figure was 3.4%"
    if (whole and not part.share) or says_sector(part):
        return
    if (aim := like_aimed_at(part)) is not None:
        part.products = [Product(aim.product, aim.char_start, aim.char_end)] if aim.product is not None else []
        part.settled, part.where = True, "context"
        return
    held = state.metric is not None and flow_of(state.metric.value.code) == flow_of(part.metric.code)
    if not held or ((part.frame.fresh or part.near is not None) and not part.share):
        return
    if _foretold(part):
        return
    if part.metric.code == "tourist_arrivals" and part.quantity.noun and scene.parent is None:
        return  # "Visitors from the US rose to 1.38 million. In November alone, 1.6 million foreigners came"
    top = scene
    while top.parent is not None and top.clause.link in {"same", "compare"}:
        top = top.parent
    renewed = top is not scene and top.frame.fresh and not part.share
    subject = top.phrase
    named = subject.products or subject.partners or subject.bare or subject.reporters or subject.companies
    if about_company(part.story) and subject.pronoun is None and _tells_anew(part):
        return
    if subject.pronoun is None and not named and _ends_list(part):
        return  # "That included 3.4 million tons of wheat and 2.6 million of corn. Traders have exported 540,000 tons so far"
    if state.division is not None and state.division.sentence == part.story.number and not subject.products:
        return  # "The chip division lost 2 trillion won. The mobile business earned 3 trillion won"
    if subject.pronoun is not None and subject.pronoun.form == "company_pronoun" and scene.parent is None:
        return  # "In China, sales fell 3 percent. The company sold 2 million cars"
    if not renewed and polled_of_total(part):
        return
    if not renewed and (subject.pronoun is not None or not named):
        part.products, part.partners, part.where = goods_left(part), list(state.partners), "context"
        if subject.pronoun is not None and subject.pronoun.low.endswith(("total", "the number")):
            part.partners = []  # "Watch exports to Hong Kong rose 0.9 percent. The 10-month total was down"
        if state.metric is not None and state.metric.sentence < part.story.number:
            # "and 3.43 million abroad. It aims to sell 4.16 million this year"
            part.products = [product for product in part.products if product.label not in {"overseas", "domestic"}]


def _ends_list(part: Part) -> bool:
    """Whether the sentence before told of several goods one after another and this one begins anew."""
    told, last = part.state.metric, part.story.facts[-2:]
    if told is None or told.paragraph == part.story.sentence.paragraph or part.scene.parent is not None:
        return False
    alike = len(last) == 2 and (last[0].metric, last[0].sentence) == (last[1].metric, last[1].sentence)
    return alike and None not in (goods := {fact.product for fact in last}) and len(goods) == 2


def _tells_anew(part: Part) -> bool:
    """Whether a company's figure is of the whole or labelled, or its subject names what no list knows: no part of the sentence before."""
    whole = part.scene.phrase.whole is not None or part.metric.name.startswith(_WHOLES) or is_labelled(part)
    first = next((item for item in part.items if item.kind not in {"G", "J", "K", ","}), None)
    unknown = first is not None and first.kind == "w" and first.name
    return whole or (unknown and part.state.metric is not None and part.state.metric.sentence < part.story.number)


def _foretold(part: Part) -> bool:
    """Whether a sentence of its own tells of somebody's forecast or goal, which is of all: "The government's goal is $16 billion"."""
    if part.scene.parent is not None or part.scene.facts or part.scene.phrase.pronoun is not None:
        return False
    verb, ends = part.scene.verb, {item.low.rpartition(" ")[2] for item in part.items[: part.clause.verb_at]}
    if verb is not None and verb.code == "aim" and not ends.isdisjoint(entries.words("sources", "offices")):
        return True  # "The ministry is aiming for $14 billion"
    return any(item.low in entries.words("forecasts", "foretold") for item in part.items[: part.at])


def _inherit_partners(part: Part, near: Phrase | None, stands_in: bool) -> None:
    """The partner that headline and lead are about."""
    state, code = part.state, part.metric.code
    if not part.partners and state.side_spoken_of is not None and (side := as_spoken_with(part)) is not None:
        part.partners = [side]
        return
    if not part.partners and code == "trade_balance" and (side := side_of_both(part)) is not None:
        part.partners = [side]
        return
    if not part.partners and (side := side_of_whole(part)) is not None:
        part.partners = [side]
        return
    in_line = code in WAYS and not (part.partners or part.frame.reporter or about_company(part.story))
    if in_line and state.topic is not None and flow_of(state.topic.value.code) == flow_of(code):
        side = place_of_line(part.story)
        if side is not None:
            part.partners = [side]
            return
    alone = near is None or not (near.partners or near.bare or (near.products and code != "trade_volume"))
    of_two = state.topic is not None and state.topic.value.code == "trade_volume"
    between_two = of_two and part.scene.phrase.whole is None and alone
    above = part.scene.parent if part.scene.clause.link == "same" else None
    told = above.fact if above is not None else None
    across = state.across
    if not part.partners and across is not None and across.paragraph == part.story.sentence.paragraph:
        front = part.items[
            : min(part.clause.verb_at, part.at) + 1
        ]  # "exports to others"; not "Imports, at $20 million,"
        named = any(a.kind == "R" and b.kind not in {"Q", "G"} for a, b in pairwise(front))
        anew = bool(part.products) and [item.kind for item in part.items[:2]] == ["L", "'"]
        if (
            across.sentence < part.story.number
            and code in WAYS
            and not anew  # "China's copper imports fell 11 percent"
            and not (named or part.share or is_of_all_partners(part))
        ):
            # "The surplus with the U.S. was $64 billion. Exports increased 5 percent"
            part.partners = list(across.value)
            return
    if part.partners or not state.topic_partners or code not in FLOWS or part.share or is_labelled(part):
        return
    if told is not None and told.partner is None and flow_of(told.metric) == flow_of(code):
        return  # "Its exports of chips rose 20 percent and hit $30 billion"
    if state.whole_told and _is_past_topic(part):
        return
    topic_goods = [product for product in state.topic_products if product.strong]
    host = part.scene.parent if part.clause.link == "paren" else None
    there = "there" in (host.clause.lows if host is not None else part.clause.lows)
    other = part.products and topic_goods and not there
    if other and not any(are_kin(part.products[0].label, good.label) for good in topic_goods):
        return  # "Flower exports to Russia fell. Horticulture earned 41 billion shillings"
    if (
        (not about_company(part.story) or _sold_alike(code, state.topic))
        and ((stands_in and near is None) or between_two)
        and not (
            is_of_all_partners(part) and (not of_two or (part.frame.reporter is not None and code != "trade_volume"))
        )
        and not (state.whole_told and state.topic is not None and flow_of(code) != flow_of(state.topic.value.code))
    ):
        part.partners = list(state.topic_partners)


def _is_past_topic(part: Part) -> bool:
    """Whether a report has gone on from the trade with one country to all of it: goods or the total were told last without a partner in
    this paragraph, or another partner's; "sold goods worth $5 billion" is of all."""
    story, items, flow = part.story, part.items[: part.at], flow_of(part.metric.code)
    told = next((fact for fact in story.facts[: -_BACK - 1 : -1] if flow_of(fact.metric) == flow), None)
    if any(a.code == "goods" and b.low == "worth" for a, b in pairwise(items)) and part.frame.reporter is not None:
        return True
    if told is None or told.partner is not None:
        return False
    begin = story.text.rfind("\n", 0, story.sentence.start)
    return told.char_start > begin and bool(part.products or told.product is not None)


def _has_topic_product(part: Part, near: Phrase | None, stands_in: bool) -> bool:
    """Whether a number of a flow, or of what is told besides it, is of the product that headline and lead are about."""
    state, code, topic = part.state, part.metric.code, part.state.topic
    if part.products or not state.topic_products or (near is not None and not _of_these(part)):
        return False
    if not _of_trade(part.story) or is_size_of_last(part) or goes_on_from_total(part):
        return False
    if part.scene.phrase.whole is not None and part.quantity.kind == "money" and not part.share:
        if len({fact.product for fact in part.story.facts if fact.product is not None}) > 1:
            return False  # "Knitwear exports dropped to $1 billion and woven garments to $2 billion. The country earned $15 billion"
    if code in FLOWS and topic is not None and topic.value.code == "industrial_production":
        return False
    of_company = about_company(part.story) or part.frame.company is not None
    if of_company and topic is not None and topic.value.code == "market_size" and code in RESULTS:
        return False  # "X swings to profit; global battery market doubles"
    if part.metric.data.get("home") == "company" and of_company and state.topic_is_country:
        return False  # the company's own sales in a report that a market's size leads
    if part.metric.data.get("home") == "company" and about_company(part.story) and is_of_all_partners(part):
        return False  # "Total sales of the group came to"
    if code == "revenue" and _is_of_another(part):
        return False  # "SAP said cloud revenue rose. Its rival Oracle said sales fell"
    if part.share and part.partners and not _of_these(part):
        return False
    last = part.story.facts[-1] if part.story.facts else None
    if part.share and part.clause.link == "compare" and last is not None and last.measure == "share_pct":
        if last.product is None and last.char_start >= part.story.sentence.start:
            return False  # "accounted for 16% of Chile's exports, compared with 15.1% a year before"
    of_partner = bool(part.partners) and not (state.whole_told or is_of_all_partners(part))
    if not stands_in and not of_partner:
        return False
    if code not in FLOWS and not (code in _OF_GOODS and state.topic_is_country and not part.partners):
        return False
    if code == "trade_balance" and topic is not None and topic.value.code != code and state.whole_told:
        return False  # "Copper exports rose. Overall exports left a surplus of $539 million, below a forecast of $1.1 billion"
    other_flow = topic is not None and flow_of(topic.value.code) != flow_of(code)
    return stands_in or not part.partners or not other_flow


def _is_of_compared(part: Part) -> bool:
    """Whether a number is of what another is told of that it is set against: "a deficit of 110 billion yen with the European Union,
    compared with a 269 billion yen deficit a year earlier", "total exports at $20 billion, against $17 billion"."""
    scene, above = part.scene, part.scene.parent.facts if part.scene.parent is not None else []
    told = next((fact for fact in above[::-1] if fact.metric == part.metric.code), None)
    if told is None or (scene.clause.link == "same" and told is not above[-1]):
        return False
    again = is_vague(part.metric.name) or part.metric.name in _SHRINKS
    if part.metric.code not in FLOWS and not (again and told.product is not None):
        return False  # "The services index rose to 52.3, above the preliminary reading of 51.4"
    changed = scene.clause.link == "same" and part.quantity.kind == "percent"  # "representing a growth of 21 per cent"
    if not changed and (scene.clause.link != "compare" or (part.quantity.kind == "percent" and not again)):
        return False
    if part.share or part.products or part.partners or any(item.kind in {"L", "P", "C", "B"} for item in part.items):
        return False
    if told.char_start < part.story.sentence.start or (told.measure != "level" and not again):
        return False
    named = scene.parent.clause.items if scene.parent is not None else []
    part.partners = [item for item in named if item.kind == "L" and item.code == told.partner][:1]
    if told.product is not None:
        part.products = [Product(told.product, told.char_start, told.char_end)]
    elif told.partner is not None and not part.partners:
        return False
    part.where = "sentence"
    return True


def _is_of_same_with(part: Part) -> bool:
    """Whether a flow is that of the number before with another partner: "Soybean arrivals from Brazil rose, while those from the U.S. fell" in
    a report on pork; what an amount of all trade moved from: "the trade deficit narrowed to $23 billion from $35 billion"."""
    told = part.story.facts[-1] if part.story.facts else None
    if part.products or part.share or told is None or flow_of(told.metric) != flow_of(part.metric.code):
        return False
    those = part.scene.phrase.anaphor is not None and part.partners
    near = those and part.state.metric is not None and part.state.metric.sentence >= part.story.number - 1
    if told.measure == "share_pct" or (told.char_start < part.story.sentence.start and not near):
        return False
    moved = part.reading.rule == "from" and told in part.scene.facts and not part.partners and told.partner is None
    again = those and part.metric.code in WAYS and not part.frame.reporter and (told.partner or told.product)
    if not moved and not again:
        return False
    part.products = [Product(told.product, told.char_start, told.char_end)] if told.product is not None else []
    part.where = "sentence"
    return True


def _of_these(part: Part) -> bool:
    """Whether a share is one of what the text is about: "took 79 percent of the exports"; not "of exports"."""
    behind = part.items_behind[:3]
    if [item.low for item in behind[:2]] == ["of", "the total"]:
        return True
    if part.share and part.partners and not any(item.low == "of" for item in behind):
        return not part.state.whole_told  # "Iraq was the largest buyer, taking 19 percent"
    return len(behind) == 3 and [item.low for item in behind[:2]] == ["of", "the"] and behind[2].kind == "M"


def _is_of_another(part: Part) -> bool:
    """Whether a clause is about another company than the one that headline and lead are about."""
    company, topic = part.frame.company, part.state.topic_holder
    return company is not None and topic is not None and not is_country(topic.value) and company.code != topic.value


def _inherit_one_good(part: Part) -> None:
    """The one good that a report tells of, a company's division in its paragraph, or a branch's product."""
    state, code = part.state, part.metric.code
    own, main = part.frame.reporter, state.main_country
    at_home = (
        own is None or main is None or own.code == main.value
    )  # "Imports of Japan rose" in a report on Korean cosmetics
    good = state.only_product or (state.lead_product if at_home else None)
    section = _of_section(part.story) if code in _OF_A_TRADE and state.ranked else []
    if (told := of_time_before(part)) is not None:
        part.products, part.where = [told], "context"
    elif section:
        part.products, part.where = section, "context"  # "PC shipments fell. Lenovo took 18 percent of the market"
    elif good is not None and _is_told_of_one(part) and not is_of_all(part, good):
        part.products, part.where = [good], "headline"
    elif (division := division_of(part.story, part.scene, code)) is not None:
        part.products, part.where = [division], "context"
    elif state.topic_products and state.topic_is_country and state.topic is not None:
        stored = state.topic.value.code == "inventories" and code in {"production_volume", *WAYS}
        made = stored or (state.topic.value.code == "production_volume" and code in WAYS)
        made = made and not is_of_all_partners(part)
        taxed = code == state.topic.value.code == "tax_revenue" and part.metric.name in _COLLECTED
        if made or taxed or (code in _OF_A_TRADE and state.topic.value.code in _OF_A_TRADE):
            # "Auto production fell 0.6 percent. Exports in value terms rose to $72 billion"; "VAT revenue rose. Collections in May came to"
            part.products, part.where = list(state.topic_products), "headline"


def _is_told_of_one(part: Part) -> bool:
    """Whether a number in a report on one good is of that good: not "total exports", nor the balance of all trade."""
    state, code, name = part.state, part.metric.code, part.metric.name
    told = [fact for fact in part.story.facts[-1:] if fact.char_start >= part.story.sentence.start]
    if code in FLOWS and any(fact.metric in FLOWS and fact.product is None for fact in told):
        return False  # "total exports came to 8.3 billion dollars, double the 3.8 billion of the year before"
    behind = [item.kind for item in part.items_behind[:4]]
    if part.share and behind in (["R", "L", "'", "M"], ["R", "L", "M"]) and part.partners:
        return False  # "Sales to Japan made up 9% of Peru's exports" in a report on its copper
    whole = part.scene.phrase.whole
    counted = part.quantity.kind in _COUNTED
    if whole is not None and whole.low == "the country" and counted:
        whole = None  # "the country exported 1.3 million tonnes": nobody weighs all that it exports
    weighed = whole is None and counted  # "total exports of 23 million tonnes": of grain
    if code in FLOWS and not weighed and (whole is not None or name.startswith(("total ", "overall ", "merchandise "))):
        return False
    if code == "trade_balance":
        if any(fact.metric == "imports" and fact.product is not None for fact in told):
            return True  # "Imports rose 14 percent to $13.8 billion, for a surplus of $11.7 billion" in a report on ICT goods
        return state.topic is not None and state.topic.value.code == code and bool(state.topic_products)
    if code == "consumption":
        return part.quantity.kind not in {"money", "percent"}
    if code == "industrial_production":
        return name in {"production", "output"}
    if code in {"market_share", "revenue"}:
        return state.topic_is_country and not about_company(part.story)
    return code in TOLD_OF_ONE


def _sold_alike(code: str, topic: Held | None) -> bool:
    """Whether a company's figure is of the flow that headline and lead are about, or of its other side: sales in money and in pieces."""
    held = topic.value.code if topic is not None else code
    return held == code or {held, code} <= {"sales_volume", "revenue"}


def _of_trade(story: Story) -> bool:
    """Whether the text is about the trade in its topic's products, not about prices or an index of them."""
    topic = story.state.topic
    return topic is not None and (topic.value.code in FLOWS or topic.value.code in _OF_GOODS | _OF_A_TRADE)


def _of_section(story: Story) -> list[Product]:
    """The products of the paragraph, where it opened with some of its own."""
    held = story.state.section_products
    return list(held.value) if held is not None and held.paragraph == story.sentence.paragraph else []


#: What gives a good to a number that has none yet, in the order that it is asked.
_RULES: Rules[Callable[[Part], None]] = Rules(
    of_that_group, of_clause_above, of_other_way, of_compared_firm, of_quote_beside,
    of_ranked, of_role, of_their_part, of_those, of_opening, of_sector, as_spoken_of, size_of_last, _inherit_one_good, market_of, of_same_index,
    as_foreseen, as_counted, of_their_rate, of_sold,
)  # fmt: skip
