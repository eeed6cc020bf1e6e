"""Neighbours: the products and partners that the words beside a number, its metric and its subject name."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from pipeline.linking import phrases
from pipeline.linking.bracketed import as_in_bracket, name_bracketed
from pipeline.linking.foretoldfor import good_foretold
from pipeline.linking.groups import branch_of_it, group_behind, is_gauge, is_group, surveyed
from pipeline.linking.items import Item
from pipeline.linking.leaders import leads_with, name_employers, name_traders, single_out
from pipeline.linking.metric import FISCAL, SURVEYS, Metric
from pipeline.linking.moreof import as_the_newer, more_of, of_own_good, so_much_of
from pipeline.linking.only import Rules, only
from pipeline.linking.opengoods import name_open_good
from pipeline.linking.part import Part, flow_of
from pipeline.linking.phrases import Product
from pipeline.linking.sides import (
    former_or_latter,
    gone_to,
    is_with_it,
    last_place,
    may_be_with_it,
    place_before,
    went_to,
)
from pipeline.linking.soldto import comes_in, handed_by, origin, sold_to_buyers
from pipeline.linking.story import about_company
from pipeline.linking.subject import FLOWS
from pipeline.linking.tenors import bond_of, names_years, of_tenor
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_EVERYBODY = entries.words("modifiers", "everybody")

#: What belongs to a firm as a whole, of no product.
_OF_A_FIRM = {"share_price", "market_cap", "eps", "dividend"}
#: What a company sells or makes in a place that is named with it: "sold 1.84 million vehicles in the United States".
_MARKETED = {"sales_volume", "revenue", "market_share", "production_volume", "operating_profit"}
#: Whom a company employs in a place that is named with them: "2,300 jobs will go in Germany".
_STAFF = {"layoffs", "headcount"}
#: So many items behind a number tell who is counted and what becomes of them.
_REACH = 7
#: What is spent on something.
_SPENT = {"investment", "capex"}
#: Metrics of trade, which are of all goods where none is told apart.
_OF_ALL_GOODS = {
    "exports", "imports", "trade_balance", "trade_volume", "export_volume", "import_volume", "tariff_rate", "remittances",
}  # fmt: skip
#: What is told of crude oil by the name of its benchmark: "U.S. crude inventories".
_OF_CRUDE = {
    "inventories", "imports", "exports", "import_volume", "export_volume", "production_volume", "industrial_production",
}  # fmt: skip
#: Beginnings of metrics' names that say what they are of.
_DEALS = ("mergers", "m&a", "acquisitions", "takeovers")
_ABROAD = ("overseas", "foreign", "international", "sales overseas", "sales abroad")
#: Before the next of a row of partners: "ahead of India at 48 billion shillings".
_RANKED = {"ahead of", "behind", "before"}
#: How the change of an amount right before it is read.
_CHANGES_OF = {"number + comparative", "up or down", "noun of change + of", "number + noun of change"}


def read_neighbours(part: Part) -> None:
    """Finds the products and partners of a number beside it, in its metric's name and in its subject."""
    for step in _STEPS.about(part.quantity.kind, part.metric.code, link=part.clause.link, reading=part.reading.rule):
        step(part)


@only(codes=_OF_CRUDE)
def _told_to_be(part: Part) -> None:
    """The good that a number at the head of its clause is told to be: "Of that, 10.3 million tonnes was white rice", "of which
    $3 billion was copper"."""
    items, at = part.items, part.at
    if [item.low for item in items[at + 1 : at + 3]] in (["of", "that"], ["of", "it"], ["of", "this"], ["of", "which"]):
        at += 2  # "Some $2 billion of that was fish"
    if part.quantity.kind == "percent" or at + 2 >= len(items):
        return
    if items[at + 1].code != "be" or any(item.kind in {"V", "M"} for item in items[: part.at]):
        return
    end = next(
        (i for i in range(at + 2, len(items)) if items[i].kind in {"V", "Q", ",", ".", "R", "K", "T"}), len(items)
    )
    if end < len(items) and items[end].kind == "V":
        return  # "3 million tonnes was rice shipped": tells what became of it
    named = phrases.read(items[at + 2 : end], subject=False).products
    if named and named[-1].end == items[end - 1].end:
        part.products = named


def _changed_in(part: Part) -> None:
    """The market in which a company's change is told: "overseas output slid 3.4 percent, weighed down by a 14.2 percent fall in China"."""
    own, items, told = part.reading.own, part.items, part.reading
    if part.metric.code in FLOWS and not part.products and told.rule == "noun of change + of" and told.sign:
        behind = items[part.at + 1 : part.at + 4]
        named = [item for item in behind[1:] if item.kind == "P"] if behind and behind[0].low == "in" else []
        if named:  # "thanks to increases of $406 million in copper and of $214 million in coal"
            part.products = [Product(named[0].code, named[0].start, named[0].end)]
    if own is None or own.kind != "N" or own not in items or part.metric.code not in _MARKETED:
        return
    behind = [item for item in items[items.index(own) + 1 :] if item.kind != "E"][:2]
    if len(behind) < 2 or behind[0].low not in {"in", "across"} or behind[1].kind != "L" or behind[1].code == "WORLD":
        return
    if part.frame.company is not None or about_company(part.story):
        part.partners = [behind[1]]
        part.products = [p for p in part.products if p.label not in {"overseas", "domestic"}]


def _beside(part: Part) -> None:
    """Takes what stands right beside the number instead of the subject's: "and $5 billion of chips"."""
    near, frame, products = part.near, part.frame, part.products
    if near is None:
        return
    if near.metric is not None and not part.share:
        strong = [p for p in near.products if p.strong] or near.products
        told = part.scene.phrase.products
        if part.order >= 0 and len(told) > len(strong) and all(p in told for p in strong):
            strong = list(
                told
            )  # "foreigners and institutions offloaded a net 628 billion won and 69 billion won, respectively"
        if strong:
            products = strong
        elif (
            near.metric.data.get("strength") != "weak"
            and part.scene.clause.cue != "with"
            and not (products and products[0].strong and not frame.fresh)
        ):
            same = frame.metric is not None and frame.metric.code == part.metric.code
            products = products if leads_with(part) else [p for p in products if p.strong and same]
        elif (frame.metric is None or frame.metric.code != part.metric.code) and not near.only_counts():
            products = [] if frame.fresh else products
        part.partners = near.partners or ([] if near.products else part.partners)
    if near.metric is None:
        products = near.products or products
        part.partners = near.partners or (near.bare if part.reading.own is not None else []) or part.partners
    part.products = products


def _behind_or_between(part: Part) -> None:
    """Partners of a flow and, where none is known, the product before and behind the number: "decreased by 0.7% for energy"."""
    flow = part.metric.code in FLOWS or part.metric.code == "goods_balance"
    if not part.products and part.metric.code in _MARKETED:
        part.products = good_foretold(part.items, part.at)
    domestic = part.metric.data.get("home") == "country" and not flow
    opens = {"of", "for", "in", "among"} if domestic else {"of"}
    if flow and part.items_behind and part.items_behind[0].low == "for" and part.quantity.kind == "money":
        paid = any(item.low in entries.words("deals", "pays") for item in part.items[: part.at])
        goods = [p for p in part.behind.products if p.strong] if paid and part.behind.metric is None else []
        part.products = goods[:1] or part.products  # "paying $690 million for Korean marine products"
    for extra, stretch in ((part.between, part.items_between), (part.behind, part.items_behind)):
        others = flow and part.partners and any(a.kind == "D" and b.low == "those" for a, b in pairwise(stretch))
        if flow and not others:  # "imports from Korea came to $1.7 billion, ahead of those from France"
            part.partners = extra.partners or part.partners
        if not part.products and stretch and (stretch[0].kind in {"P", "w", "H", "G"} or stretch[0].low in opens):
            part.products = [p for p in extra.products if p.strong][:1]
    more = [item.low for item in part.items_behind[:2]]
    if flow and not part.products and len(more) == 2 and more[0] in {"more", "less"} and more[1] in {"in", "of"}:
        part.products = [p for p in part.behind.products if p.strong][:1]  # "and $1.1 billion more in cellphones"
    if not part.partners and comes_in(part):
        part.partners = origin(part.items_behind)
    group = group_behind(part.items_behind) if domestic else None
    if domestic and part.products and (other := branch_of_it(part)) is not None:
        part.products = [other]
    own = part.scene.phrase.products  # "Food prices rose 3 percent in rural areas": of food all the same
    if group is not None and all(is_group(p) for p in part.products) and not any(not is_group(p) for p in own):
        part.products = [group]


@only(links={"compare"})
def _compared_good(part: Part) -> None:
    """The good whose value another is compared with: "compared with 3 percent for cars"."""
    behind = part.items_behind
    if behind and behind[0].low in {"for", "in"} and part.behind.metric is None:
        part.products = [good for good in part.behind.products if good.strong][:1] or part.products


@only(codes=_SPENT)
def _spent_on(part: Part) -> None:
    """What money is invested in: "$90 billion worth of investments in French ports"."""
    behind, items = part.behind, part.items_behind
    if (
        not part.products
        and items
        and (not part.metric.name or items[0].low == "for")
        and items[0].low in {"in", "on", "for"}
        and not (behind.reporters or behind.bare)
    ):
        name = phrases.open_name(items, 1)
        part.products = behind.products or ([Product(name.label, name.start, name.end)] if name is not None else [])
    if not part.partners and part.quantity.kind == "money":
        part.partners = behind.reporters


def _other_side(part: Part) -> None:
    """The partner by a pronoun ("imports from there"), by "by Japan with $923 million", of the amount before, or a company's market."""
    items, at, code = part.items, part.at, part.metric.code
    if code in FLOWS and may_be_with_it(part.clause) and is_with_it(items, at):
        latest, before = last_place(part.story), part.story.facts[-1:]
        since = latest if before and latest and latest[0].start > before[0].char_end else []
        part.partners = since or part.state.partners or part.partners or latest
    if code in FLOWS and not part.partners and (meant := former_or_latter(part.story, items, at)):
        part.partners = meant
    in_turn = (
        part.order >= 0 and len(part.partners) > 1
    )  # "followed by the UAE and Iraq with $6.8 billion and $5.6 billion"
    if code in FLOWS and at > 1 and items[at - 1].low in {"with", "at"} and items[at - 2].kind == "L" and not in_turn:
        ranked = at > 2 and items[at - 3].low in _RANKED
        part.partners = [items[at - 2]] if ranked or items[at - 1].low == "with" else part.partners
    if code in FLOWS and part.reading.rule == "elliptic share":
        named = next((item for item in reversed(items[:at]) if item.kind not in {",", "R"}), None)
        part.partners = [named] if named is not None and named.kind == "L" else part.partners
    if code in FLOWS and part.reading.rule in {"share that goes", "percent of"}:
        part.partners = gone_to(items, at) or part.partners
    if code in FLOWS and not part.partners and part.between.bare:
        part.partners = went_to(part.scene.verb, items, part.between.bare)
    above = part.scene.parent if part.scene.clause.link in {"same", "paren"} else None
    if code in FLOWS and not part.partners and above is not None and above.clause.items:
        row = above.clause.items
        if part.scene.clause.link == "paren":
            part.partners = former_or_latter(part.story, row, len(row))
        elif not above.facts:  # "Most exports went to France: at 9.4 billion euros they were 10 percent higher"
            part.partners = went_to(above.verb, row, [item for item in row if item.kind == "L"])
    told = part.scene.facts[-1] if part.scene.facts else None
    if not part.partners and told is not None and told.metric == code and part.reading.rule in _CHANGES_OF:
        part.partners = [item for item in items if item.kind == "L" and item.code == told.partner][:1]
    spoken_of = part.story.state.one_company or part.scene.phrase.pronoun is not None  # "it sold 71,200 cars in China"
    sells = part.frame.company is not None or (spoken_of and about_company(part.story))
    if not part.partners and code in _STAFF and about_company(part.story):
        part.partners = _where_employed(items, at)
    if not part.partners and code == "sales_volume" and sold_to_buyers(part):
        return
    if not part.partners and code in _MARKETED and sells:
        market = [p for p in part.behind.reporters if p.code != "WORLD"][-1:]
        part.partners = market or place_before(items, at)


def _where_employed(items: list[Item], at: int) -> list[Item]:
    """The place where those counted work, right behind their noun and verb: "2,300 jobs would go in Germany", "employs 900 people in Spain",
    "11,000 of the posts are in Italy"."""
    first = at + 1 + (items[at + 1].low == "of" and items[at + 2].kind in {"E", "O"}) if len(items) > at + 2 else at + 1
    for i, item in enumerate(items[first : at + _REACH], first):
        if item.low in {"in", "across"}:
            place = items[i + 2] if items[i + 1 : i + 2] and items[i + 1].kind == "E" else items[i + 1]
            return [place] if place.kind == "L" and place.code != "WORLD" and place.form != "region" else []
        if item.kind not in {"P", "M", "w", "H", "U", "V"} and not (i == first and item.kind in {"E", "O"}):
            break
    return []


@only(codes=FLOWS)
def _listed(part: Part) -> None:
    """The good of which a flow is an amount: "$5.9 billion of machinery", "earned $4.9 billion from exporting rice"."""
    own = part.items_behind
    amount = own and own[0].low in {"of", "worth"} and part.reading.measure in {None, "level"}
    if amount and part.behind.metric is None:
        part.products = [p for p in part.behind.products if p.strong and p.label != "goods"][:1] or part.products
    if not part.products and part.quantity.kind == "money":
        part.products = _traded(part.items, part.at)


def _in_the_name(part: Part) -> None:
    """What the metric's own name says it is of or with whom: "minimum wage", "overseas sales", "two-way trade"."""
    metric, code, name = part.metric, part.metric.code, part.metric.name
    if code == "trade_volume" and not part.partners and name.startswith(("two-way", "bilateral", "mutual")):
        part.partners = list(part.state.topic_partners or part.state.partners)
    subject = part.frame.metric
    if part.share and subject is not None and part.frame.fresh and subject.start != metric.start:
        name = subject.name if code in {"sales_volume", "revenue"} else name
        if name == "exports" and code != "exports":
            part.products = part.products or [Product("exports", subject.start, subject.end)]
    abroad = code in {"sales_volume", "revenue"} and name.startswith(_ABROAD)
    if abroad and all(p.start > part.quantity.start for p in part.products):
        part.products = []  # "its overseas sales rose to 131,935 vehicles"
    if code == "wages" and "minimum" in name:  # "the statutory minimum wage"
        part.products = [p for p in part.products if p.strong] or [Product("minimum wage", metric.start, metric.end)]
    if part.products:
        return
    if code == "market_size" and (market := _of_market(part.items, metric)) is not None:
        part.products = [market]
    elif code == "production_volume" and name.startswith(("power ", "electricity ")):
        part.products = [Product("electricity", metric.start, metric.end)]
    elif code == "fdi" and name.startswith(_DEALS):
        part.products = [Product("mergers and acquisitions", metric.start, metric.end)]
    elif abroad:
        first = name.split()[0]
        part.products = [Product(first if first == "international" else "overseas", metric.start, metric.end)]
    elif code == "consumption" and part.frame.metric is not None and part.frame.metric.code == "tourist_arrivals":
        visitors = part.frame.metric
        part.products = [Product(visitors.name, visitors.start, visitors.end)]
    elif code == "lending" and (other := _other_loans(part)) is not None:
        part.products = [other]
    elif code == "fx_reserves" and name in {"deposits", "deposit"} and metric.start >= part.story.sentence.start:
        part.products = [Product("deposits", metric.start, metric.end)]


def _other_loans(part: Part) -> Product | None:
    """The rest of what banks lend: "other loans, including unsecured ones, fell"."""
    at = next((i for i, item in enumerate(part.items) if item.start == part.metric.start), 0)
    words = [item.low for item in part.items[max(0, at - 3) : at]]
    if part.metric.name != "loans" or not (
        words[-1:] == ["other"] or words in (["other", "types", "of"], ["other", "kinds", "of"])
    ):
        return None
    return Product("other loans", part.metric.start, part.metric.end)


def _without_empty(part: Part) -> None:
    """Drops products that say nothing of the metric: "goods" of trade, any of a share's price."""
    part.products = [p for p in part.products if p.label not in _EVERYBODY]
    if part.metric.code in _OF_A_FIRM:
        part.products = []
    elif part.metric.code == "commodity_price":
        part.products = [p for p in part.products if p.label != "domestic"]
    elif part.metric.code == "tourist_arrivals":
        part.products = [p for p in part.products if p.label not in {"foreigners", "foreign", "overseas"}]
    elif part.metric.code == "orders" and part.frame.company is None:
        part.products = [p for p in part.products if p.label != "goods"]  # "Contracts for German goods"
    elif part.metric.code in _OF_ALL_GOODS:
        part.products = [p for p in part.products if p.label not in {"overseas", "goods", "foreign"}]


def _by_index(part: Part) -> None:
    """The index, benchmark or bond that a price or yield is of: "the Russell 2000 index of smaller companies"."""
    metric, frame, items = part.metric, part.frame, part.items
    of_goods = frame.index is not None and frame.index.data.get("metric") == metric.code == "commodity_price"
    if (of_goods or metric.code in {"stock_index", "bond_yield", "oil_price"}) and not part.products:
        own = next((item for item in items if item.kind == "I" and item.start == metric.start), None)
        own = own or next((x for x in items[: part.at] if x.kind == "I" and x.data.get("metric") == metric.code), None)
        index = frame.index or own or part.between.index or part.behind.index
        elsewhere = index is not None and metric.code == "bond_yield" and index.start < part.scene.start
        if index is not None and not (elsewhere and names_years(part.story, part.scene)):
            part.products = [Product(of_tenor(part.story, index), index.start, index.end)]
    of_oil = frame.index is not None and frame.index.data.get("metric") == "oil_price"
    if not part.products and frame.index is not None and of_oil and metric.code in _OF_CRUDE:
        part.products = [Product("crude oil", frame.index.start, frame.index.end)]
    if metric.code in FISCAL:  # the government's without saying
        part.products = [p for p in part.products if p.label not in {"government", "federal government", "public"}]
    made = [p for p in part.products[:1] if p.label == "manufacturing" and p.end < part.quantity.start]
    sold = metric.code in {"sales_volume", "export_volume"} and not about_company(part.story)
    if made and part.behind.products and (sold or metric.code in {"industrial_production", "production_volume"}):
        part.products = part.behind.products  # "Factories turned out 307,763 cars", "manufacturers sold 40,000 pumps"
    elif made and sold:
        part.products = part.products[1:]  # "Plants made 3 million and 1 million were sold"
    if metric.code in {"industrial_production", "production_volume"}:
        part.products = [p for p in part.products if p.label != "output"]  # "production output"
        if not about_company(part.story):  # all that a country makes is made there
            part.products = [p for p in part.products if p.label != "domestic"]
    named = frame.index is not None and part.products and part.products[0].label != frame.index.code
    if metric.code in {"stock_index", "oil_price"} and frame.index is not None and named:
        part.products = [Product(frame.index.code, frame.index.start, frame.index.end)]
    if metric.code == "bond_yield":
        part.products = [p for p in part.products if p.label not in {"government", "public"}]
    if metric.code == "bond_yield" and not part.products:
        part.products = bond_of(part.story, part.scene, metric)


@only(codes=SURVEYS)
def _of_survey(part: Part) -> None:
    """The part of a survey that a plain number of it is: "expectations darkened to 89.0"."""
    if part.products or part.quantity.unit != "1":
        return
    if part.near is not None and not is_gauge(part.near):
        return
    if part.frame.fresh and not part.metric.weak and part.frame.metric == part.metric:
        return
    asked = surveyed(part.story.scenes, part.scene, part.at)
    part.products = [asked] if asked is not None else []


def _told_before(part: Part) -> None:
    """The product of the number before in its clause: "followed by Egypt with 72.6 million kilos"; a change behind an amount
    is that of the amount: "reported data center revenue of $51 billion, up 66%"."""
    last = part.scene.last_fact()
    if (
        not part.products
        and part.near is None
        and part.reading.rule in _CHANGES_OF
        and part.scene.fact is last is not None
        and last.product is not None
        and (flow_of(last.metric), last.measure) == (flow_of(part.metric.code), "level")
    ):
        part.products = [Product(last.product, last.char_start, last.char_end)]
    moved = (
        part.metric.data.get("nature") == "price"
        and part.reading.rule in {"to", "from"}
        and part.scene.fact is last
        and last is not None
    )
    if (
        not part.products
        and moved
        and part.near is None
        and last.metric == part.metric.code
        and last.product is not None
    ):
        part.products = [
            Product(last.product, last.char_start, last.char_end)
        ]  # "cut its Brent forecast by $10 to $85"
    if (
        not part.products
        and not part.frame.fresh
        and part.near is None
        and last is not None
        and last.product is not None
        and flow_of(last.metric) == flow_of(part.metric.code)
        and (part.scene.clause.link in {"ellipsis", "paren"} and part.partners or part.reading.rule == "percent of")
    ):
        part.products = [Product(last.product, last.char_start, last.char_end)]


def _of_market(items: list[Item], metric: Metric) -> Product | None:
    """What a market's size is of, from the words before it: "the global single-use bag market"."""
    at = next((i for i, item in enumerate(items) if item.start == metric.start and item.kind == "M"), 0)
    begin = at
    while begin > 0 and items[begin - 1].kind in {"w", "P"} and items[begin - 1].low.isalnum():
        begin -= 1
    stretch = items[begin:at]
    if len(stretch) == 1 and stretch[0].kind == "P":
        return Product(stretch[0].code, stretch[0].start, stretch[0].end)
    read = phrases.read(stretch)
    return read.products[0] if read.products and (len(stretch) > 1 or len(stretch[0].low) > 3) else None


def _traded(items: list[Item], at: int) -> list[Product]:
    """What an amount of money was earned with or paid for: "earned $4.9 billion from exporting 7.8 million tonnes of rice", "from
    coffee exports", "from coffee"."""
    behind = items[at + 1 : at + 7]
    through = next((i for i, item in enumerate(behind[:3]) if item.low in {"from", "for", "by"}), None)
    if through is None:
        return []
    led, end = behind[through + 1 :], next((i for i, item in enumerate(behind) if item.kind in {"Q", ",", "V"}), 7)
    doing = any(item.kind in {"V", "A"} and item.form == "ing" for item in behind[through : through + 2])
    sold = any(item.kind == "M" for item in behind[through + 1 : end]) and behind[through].low == "from"
    plain = led[:1] != [] and led[0].kind == "P" and items[at - 1].low in {"earned", "earns", "earn", "earning"}
    if not doing and not plain and not (sold and not any(item.kind == "L" for item in led[:1])):
        return []
    goods = led if doing else behind[through + 1 : end]
    return [Product(item.code, item.start, item.end) for item in goods if item.kind == "P"][:1]


#: What is asked of a number's neighbours, in this order.
_STEPS: Rules[Callable[[Part], None]] = Rules(
    _beside, _behind_or_between, of_own_good, more_of, so_much_of, _compared_good, _spent_on, _other_side, handed_by, _listed, _told_to_be,
    _in_the_name, _without_empty,
    _by_index, _of_survey, _told_before, as_the_newer, single_out, _changed_in, name_traders, name_employers, name_bracketed,
    as_in_bracket, name_open_good,
)  # fmt: skip
