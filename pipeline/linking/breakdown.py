"""Breakdown: of what and with whom a number is: its products and partners."""

from __future__ import annotations

from dataclasses import replace

from pipeline.linking.companies import model_before, model_beside, named_part, ordered, part_behind
from pipeline.linking.corebasis import is_core
from pipeline.linking.countedgoods import good_counted
from pipeline.linking.deals import is_of_one
from pipeline.linking.draft import Draft
from pipeline.linking.facilities import is_site
from pipeline.linking.items import Item
from pipeline.linking.labour import OF_LABOUR
from pipeline.linking.metric import Metric
from pipeline.linking.names import is_country
from pipeline.linking.nounsenses import is_first
from pipeline.linking.parts import parts_of
from pipeline.linking.period import When
from pipeline.linking.phrases import Product
from pipeline.linking.priced import good_told
from pipeline.linking.reading import AMOUNTS
from pipeline.linking.regions import without_left_out
from pipeline.linking.sectors import settle_sector
from pipeline.linking.segments import segment_of
from pipeline.linking.spending import REAPED, SPENT, gone_to
from pipeline.linking.story import Scene, Story, about_company, within
from pipeline.linking.subject import FLOWS
from pipeline.linking.surveyed import COUNTED
from pipeline.vocabulary import entries

#: What companies break down by brands, models and divisions.
OF_PARTS = {"sales_volume", "production_volume", "revenue", "operating_profit"}
#: What has a core that is no metric of its own.
_WITH_CORE = {"producer_prices", "retail_sales", "import_price", "export_price"}
#: What companies tell of single models.
_OF_MODELS = {"sales_volume", "production_volume", "orders"}
#: What a metric is always of, so that it is no part: "The domestic producer price index", "General government ran a deficit".
_WHOLE = {
    "pmi": {"health"},
    "funding": {"sale", "float", "listing", "offering", "flotation"},
    "construction": {"construction"},
    "services_balance": {"services"},
    "goods_balance": {"goods"},
    "domestic_demand": {"domestic demand"},
    "fdi": {"foreigners"},
    "portfolio_investment": {"foreigners"},
    "remittances": {"migrant workers", "workers", "migrants", "overseas workers", "foreign workers", "expatriates"},
    "producer_prices": {"domestic"},
    "inventories": {"warehouses", "domestic"},
    "capex": {"facility", "equipment"},
    "capacity": {"plant", "plants", "factory", "facility"},
    "jobs_added": {"plant", "plants", "factory", "facility"},
    "industrial_production": {"industry", "industries", "industrial"},
    "house_prices": {"house", "home", "houses", "homes", "dwelling"},
    "budget_balance": {
        "government",
        "general government",
        "state",
        "public sector",
        "federal government",
        "public finances",
    },
}


def find_parts(draft: Draft) -> None:
    """Products and partners as clause and text name them, a company's also by the names of its models and divisions."""
    story, quantity, metric, near = draft.story, draft.quantity, draft.metric, draft.near
    draft.products, draft.partners, draft.where = parts_of(
        story, draft.scene, draft.at, quantity, metric, near, draft.reading, draft.order
    )
    if draft.metric.code in FLOWS and draft.products:
        _name_first(draft)
        _good_of_place(draft)
    elif draft.metric.code == "tariff_rate" and not draft.partners and (good := _good_told(draft)) is not None:
        if draft.metric.name.startswith(("export ", "import ")):
            draft.products = [good]  # "raised the export duty to 30 percent" in a report on iron ore
    if draft.metric.code == "sales_volume" and draft.products and draft.products[0].label == "machines":
        topic = draft.state.topic_products[:1]
        draft.products = (
            topic if topic and topic[0].label in COUNTED else draft.products
        )  # "14 million machines left the factories"
    _leave_whole(draft)
    _leave_most(draft)
    _leave_cause(draft)
    if metric.code in OF_LABOUR and draft.products and not draft.products[0].strong:
        draft.products = [
            p for p in draft.products if story.text[p.end : p.end + 1] != ":"
        ]  # "Hard times: 52,000 people"
    company = about_company(story)
    model: Product | None = None
    if metric.code in _OF_MODELS and quantity.kind in {"count", "number"} and company:
        model = model_beside(draft.items, draft.at) or model_before(draft.items, draft.at)
    if (model := good_counted(draft) or model) is not None:
        draft.products = [model]
    elif metric.code in OF_PARTS and company and (near is None or near.metric is None or not near.products):
        part = part_behind(draft.items, draft.at, story.text) or _named_part(story, draft.scene)
        draft.products = [part] if part is not None else draft.products
    if company and not draft.products and not draft.partners and (told := _guided_before(draft)) is not None:
        draft.products = [told]
    if company and draft.products and draft.products[0].label in _CLIENTS:
        own = story.text[max(0, draft.products[0].start - 5) : draft.products[0].start].lower() == "core "
        draft.products = [replace(draft.products[0], label="core businesses")] if own else []
    if company and draft.products and _only_causes(draft):
        draft.products = []
    if quantity.unit.startswith("boe") and draft.where != "read":  # "782,000 barrels of oil equivalent" in one on gas
        draft.products = [Product("oil and gas", quantity.start, quantity.end)]
    if metric.code == "market_share" and (segment := segment_of(draft)) is not None:
        draft.products = [segment]
    if metric.code in SPENT:
        draft.products = gone_to(draft) or draft.products
    if metric.code == "orders" and quantity.kind == "money" and not draft.products:
        wanted = ordered(draft.items, draft.at)
        draft.products = [wanted] if wanted is not None else []
    if metric.code == "pmi":
        settle_sector(draft)
    if metric.code in _WITH_CORE and not draft.products and (core := _core(story, metric)) is not None:
        draft.products = [core]
    stored = metric.code == "inventories" and not company
    if stored and all(product.label in _WHOLE["inventories"] for product in draft.products):
        draft.products = _stored_as_told(story)
    priced = metric.code == "commodity_price" and metric.start < story.sentence.start
    reaped = metric.code == "production_volume" and metric.name == REAPED
    grown = metric.code == "production_volume" and not company and not draft.products
    reaped = reaped or (grown and quantity.kind in {"physical", "count"} and not story.facts)
    bare = metric.name in entries.words("modifiers", "bare_prices")
    auctioned = metric.code == "commodity_price" and (bare or draft.items[0].low == "futures")
    wholesale = metric.code == "average_price" and bare and not company and metric.start >= story.sentence.start
    auctioned = auctioned or (wholesale and not draft.partners and quantity.kind in {"money", "price", "percent"})
    own = auctioned and _is_priced_itself(draft)
    if (priced or reaped or auctioned or _weighed(draft)) and not own and not any(map(_is_known, draft.products)):
        good = good_told(story, quantity.start)
        draft.products = [good] if good is not None else []
    if metric.code == "commodity_price" and draft.products and draft.products[0].label.endswith(" futures"):
        first = draft.products[0]  # "steel rebar futures"
        draft.products = [replace(first, label=first.label.removesuffix(" futures")), *draft.products[1:]]
    if metric.code == "production_volume" and metric.name in _OUTPUT and not draft.products and not company:
        draft.products = _made_as_told(draft)
    verb = draft.scene.verb
    if metric.code == "home_sales" and verb is not None and verb.low in entries.words("timing", "logged"):
        draft.products = [p for p in draft.products if p.strong or p.start > verb.start]  # not who recorded them
    whole = _WHOLE.get(metric.code)
    if metric.code == "tariff_rate":
        _leave_kind(draft)
    if whole is not None:
        draft.products = [p for p in draft.products if p.label not in whole and not is_site(draft, p)]
    sent_home = metric.code == "remittances" and draft.how != "read" and quantity.kind == "money"
    if sent_home and any(product.strong for product in draft.products):
        draft.metric = metric.renamed("exports")  # "the largest source of foreign exchange ahead of tea ($1.4 billion)"
    if metric.code == "consumer_prices" and draft.products and is_core(draft.products[0].label):
        draft.metric, draft.products = (
            metric.renamed("core_consumer_prices"),
            [],
        )  # "Without food and energy, it rose 2.4%"
    elif metric.code == "core_consumer_prices" and draft.products:
        if draft.products[0].label.startswith("excluding"):
            draft.products = []  # what makes it the core index
        elif (metric.weak or draft.how != "read") and not _is_city(draft):
            # "prices of household goods" in a report on core prices
            draft.metric = metric.renamed("consumer_prices")


def _weighed(draft: Draft) -> bool:
    """Whether tonnes of no good by name are told in a report on its price: "Rubber fell. Vietnam exported 580,000 tonnes"."""
    if draft.products or draft.metric.code not in _SHIPPED or draft.quantity.kind not in {"physical", "percent"}:
        return False
    topic = draft.state.topic
    return topic is not None and topic.value.code == "commodity_price"


def _is_priced_itself(draft: Draft) -> bool:
    """Whether a good that no list knows stands right before the word for its price, or behind it and "of": "hinge prices", "the price of
    hinges"; not a place or kind of sale."""
    metric, text = draft.metric, draft.story.text
    for product in draft.products:
        before = product.end == metric.start - 1 and product.label not in entries.words("modifiers", "priced_at")
        behind = text[metric.end : product.start] in {" of ", " for "}
        if before or behind:
            return True
    return False


def _is_known(product: Product) -> bool:
    """Whether a product is a good by its name's last word: "DDR4 DRAM"; no town where goods are sold."""
    goods = entries.products()
    if product.label in entries.words("modifiers", "wide_goods"):
        return False
    return product.label in goods or product.label.rpartition(" ")[2] in goods


def _is_city(draft: Draft) -> bool:
    """Whether what a core index is told of is a place: "Core prices in Tokyo rose 2.1 percent, slowing from 2.3 percent"."""
    start = draft.products[0].start
    return any(name.kind == "place" for name in within(draft.story.mentions.names, start, draft.products[0].end))


#: What is told in tonnes of a good.
_SHIPPED = {"export_volume", "import_volume", "inventories", "production_volume"}
#: What is made, where no word says what.
_OUTPUT = {"output", "production"}


def _made_as_told(draft: Draft) -> list[Product]:
    """The good whose output was told last in the same unit, where a sentence goes on with that of another time: "China made 1.03 billion
    tonnes of steel in 2021. December output was 86 million tonnes"."""
    last = draft.story.facts[-1] if draft.story.facts else None
    if last is None or last.product is None or last.metric != "production_volume" or draft.scene.phrase.partners:
        return []
    made = next((f for f in draft.story.facts[-3:] if f.metric == last.metric and f.measure == "level"), None)
    same = made is not None and made.unit.partition("/")[0] == draft.quantity.unit.partition("/")[0]
    timed = bool(draft.items) and draft.items[0].kind == "T" and same and is_country(last.reporter)
    return [Product(last.product, last.char_start, last.char_end)] if timed else []


def _stored_as_told(story: Story) -> list[Product]:
    """The good whose price was told before, in a report on such prices, where stocks are of none by name: "Inventories stood at 3.36
    trillion cubic feet"."""
    topic = story.state.topic
    priced = topic is not None and topic.value.code in {"commodity_price", "inventories"}
    last = story.facts[-1] if story.facts else None
    near = last is not None and last.char_start > story.text.rfind("\n", 0, story.sentence.start)
    priced = priced or near  # told of in the same paragraph
    if not priced or last is None or last.product is None or last.metric not in {"commodity_price", "inventories"}:
        return []
    return [Product(last.product, last.char_start, last.char_end)]


def _leave_kind(draft: Draft) -> None:
    """A kind of tariff is no good: "anti-dumping duties of 266 percent on cold-rolled steel" are of the steel behind "on"."""
    kinds = entries.words("tariffs", "kinds")
    if not draft.products or draft.products[0].label not in kinds:
        return
    draft.products = [product for product in draft.products if product.label not in kinds]
    behind = draft.items[draft.at + 1 :]
    on = next((i for i, item in enumerate(behind) if item.low == "on" or item.kind in {"V", "Q", ","}), len(behind))
    taxed = [item for item in behind[on + 1 : on + 4] if item.kind not in {"E", "H"}][:1] if behind[on : on + 1] else []
    if not draft.products and taxed and behind[on].low == "on" and taxed[0].kind == "P":
        draft.products = [Product(taxed[0].code, taxed[0].start, taxed[0].end)]


def _good_told(draft: Draft) -> Product | None:
    """The one good that a report is on."""
    state = draft.state
    good: Product | None = state.only_product or state.lead_product
    return good


def _good_of_place(draft: Draft) -> None:
    """The good of a report on one, not the part of the country that it is sent from: "Shipments from Goa fell 30 percent"."""
    first, good = draft.products[0], _good_told(draft)
    if good is None or len(draft.products) > 1 or draft.quantity.kind == "money" or draft.measure == "share_pct":
        return
    if any(m.kind == "place" for m in within(draft.story.mentions.names, first.start, first.end)):
        draft.products = [good]


def _name_first(draft: Draft) -> None:
    """The good that a clause begins with, where it is the first of a kind: "Beer remained the biggest agri-food export at $3 billion"."""
    clause, items, product = draft.clause, draft.items, draft.products[0]
    first = next((item for item in items[:2] if item.kind not in {"E", "H"}), None)
    if first is None or first.kind != "P" or clause.verb_at >= draft.at or product.start < items[clause.verb_at].end:
        return
    told = [item for item in items[clause.verb_at : draft.at] if item.start < product.start]
    called = draft.metric.name.rpartition(" ")[2] in {"export", "exports", "import", "imports"}
    item_of_trade = product.label in entries.words("modifiers", "any_goods")  # "the third-largest export commodity"
    before = product.start < draft.metric.start or item_of_trade
    if called and before and any(is_first(item) for item in told):
        draft.products = [Product(first.code, first.start, first.end)]


def _leave_most(draft: Draft) -> None:
    """What most of the goods are, or where most of them go, is no name of all: "imported $164 billion of American goods, mostly soybeans
    and aircraft", "Exports grew 8 percent, mostly to Uganda"."""
    if draft.metric.code not in FLOWS or draft.measure == "share_pct":
        return
    if draft.products and draft.measure == "level" and _most_between(draft, draft.products[0].start):
        draft.products = []
    if draft.partners and _most_between(draft, draft.partners[0].start):
        draft.partners = []


def _most_between(draft: Draft, start: int) -> bool:
    """Whether a comma and a word for the greater part lead from a number to the words at a place: ", mostly", ", chiefly to"."""
    before = draft.story.text[draft.quantity.end : start].rpartition(",")
    told = before[2].strip().lower().removesuffix(" to").removesuffix(" from")
    return bool(before[1]) and told in entries.words("phrases", "in_main")


def _leave_cause(draft: Draft) -> None:
    """What moves a figure is no part of it: "The cost of second-hand cars and air fares pushed prices up 0.7 percent"."""
    clause, at, moves = draft.clause, draft.clause.verb_at, entries.words("phrases", "moves_others")
    parts = entries.words("divisions", "parts")  # "Its truck unit boosted sales by 45 percent": its own
    if moves.isdisjoint(clause.lows):
        return
    if at < draft.at and clause.items[at].low not in moves:
        at = next((i for i in range(draft.at - 1, at, -1) if clause.items[i].low in moves), at)
    if at >= draft.at or clause.items[at].low not in moves or (at and clause.items[at - 1].low in parts):
        return
    verb, moved = clause.items[at], clause.items[at + 1 : draft.at]
    if any(item.kind == "M" for item in moved) and not any(item.kind == "P" or item.inner for item in moved):
        draft.products = [p for p in draft.products if not clause.items[0].start <= p.start < verb.start]


def _leave_whole(draft: Draft) -> None:
    """A total is no part's: "Chip exports soared, lifting total shipments 13 percent"; nor the amount that a share is of."""
    items, at = draft.items, draft.at
    if (total := _total_before(draft)) is not None:
        draft.products = [product for product in draft.products if product.start > total.start]
        draft.partners = [partner for partner in draft.partners if partner.start > total.start]
        draft.reading = draft.reading._replace(old=False)  # "against overall inflation of 5 percent", of that time
        return
    fact = draft.scene.fact
    if fact is None or fact.measure != "share_pct" or draft.quantity.kind not in AMOUNTS or fact.metric not in FLOWS:
        return
    share = next((i for i in range(at - 1, -1, -1) if items[i].kind == "Q"), -1)
    if share < 0 or items[share].start != fact.char_start or items[share + 1].low != "of":
        return
    if any(item.kind in {"V", ",", "J", "X", "D"} for item in items[share + 1 : at]) or items[at - 1].low == "at":
        return  # "31 percent of the total at 54.9 billion": the part itself
    begin, end = draft.story.sentence.start, items[share].start  # what earlier sentences told of holds on
    draft.products = [product for product in draft.products if not begin <= product.start < end]
    draft.partners = [partner for partner in draft.partners if not begin <= partner.start < end]
    if fact.metric == "orders":
        draft.products = []  # "or 95.4 percent of its annual target of $18 billion", whatever the last ones are for


def _total_before(draft: Draft) -> Item | None:
    """The metric before a number in a participle's clause or a comparison that is told as a total of its own."""
    if draft.clause.link not in {"same", "compare"} or draft.measure == "share_pct":
        return None
    items = draft.items
    i = next((i for i in range(draft.at - 1, -1, -1) if items[i].kind == "M"), -1)
    if i < 0 or items[i].code != draft.metric.code:
        return None
    told = any(x.low.partition(" ")[0] in {"total", "overall", "headline"} for x in items[max(0, i - 1) : i + 1])
    return items[i] if told else None


def _core(story: Story, metric: Metric) -> Product | None:
    """The core of an index that has no metric of its own: "core PPI", "core retail sales"."""
    text, at = story.text, metric.start
    if text[at : at + 4].lower() == "core":
        return Product("core", at, at + 4)
    before = text[max(0, at - 8) : at].rstrip(" -\"“”'’").lower()
    return Product("core", at - 5, at - 1) if before.endswith("core") and at >= 5 else None


def _guided_before(draft: Draft) -> Product | None:
    """The good of a forecast that an earlier one is set against: "e-commerce revenue of $4.8 billion, up from its previous guidance of
    $4.6 billion"."""
    told = draft.story.facts[-1] if draft.story.facts else None
    if told is None or told.product is None or told.char_start < draft.story.sentence.start:
        return None
    if draft.clause.link == "compare" and draft.reading.old and draft.metric.code == told.metric in _OF_MODELS:
        foretold = any(item.low in entries.words("forecasts", "who") for item in draft.items[draft.at + 1 :][:2])
        return (
            Product(told.product, told.char_start, told.char_end) if foretold else None
        )  # "than analysts had predicted"
    if (told.metric, told.measure) != (draft.metric.code, draft.measure):
        return None
    between = [item.low for item in draft.items[: draft.at] if item.start >= told.char_end]
    if "from" not in between or entries.words("forecasts", "set_before").isdisjoint(between[between.index("from") :]):
        return None
    return Product(told.product, told.char_start, told.char_end)


#: What a company has that is no part of it by name: "its businesses made a profit of $3 billion".
_CLIENTS = {"businesses"}


def _only_causes(draft: Draft) -> bool:
    """Whether the good named is that of what moved the figure, not of the figure: "a chip shortage drove its profit down 12%"."""
    items, metric = draft.items[: draft.at], draft.metric
    caused = entries.words("growth", "caused")
    verb = next((item for item in items if item.low in caused and item.start < metric.start), None)
    if verb is None or draft.products[0].start > verb.start:
        return False
    behind = [item for item in items if verb.end <= item.start < metric.start]
    owned = any(item.low in {"its", "their"} or item.kind == "'" for item in behind)
    return owned or any(item.kind == "C" or item.form == "company_pronoun" for item in behind)


def _named_part(story: Story, scene: Scene) -> Product | None:
    """The part of a company that a clause's subject names, or that of the clause it goes on from; a list's line begins with it."""
    walk: Scene | None = scene
    while walk is not None:
        clause = walk.clause
        hung = clause.link == "relative" or clause.cue == "where"
        region = _antecedent(clause.before) if hung else _without_apposition(subject_region(walk))
        part = named_part(region, story.text) if region else None
        if part is not None:
            return part
        if region or clause.link not in {"same", "ellipsis", "paren", "compare"}:
            break
        walk = walk.parent
    first = story.scenes[0].clause.items if story.scenes and not scene.phrase.products else []
    if len(first) > 2 and first[0].low in {"at", "for"} and not scene.phrase.companies:
        return named_part(subject_region(story.scenes[0]), story.text) or story.label
    return story.label


#: So many items before a relative clause name what it is about.
_HUNG = 5


def _antecedent(before: list[Item]) -> list[Item]:
    """What a relative clause is about, without what leads to it: "what to do with | its Torv brand, whose sales fell"."""
    region = before[-_HUNG:]
    led = next((i for i in range(len(region) - 1, -1, -1) if region[i].kind == "R" and region[i].low != "of"), -1)
    return region[led + 1 :]


def _without_apposition(region: list[Item]) -> list[Item]:
    """A subject without what is said of its company between commas: "APR, the operator of Medicube, posted", and without what it
    includes: "Hyundai's sales, including those of its luxury brand Genesis,"."""
    region = without_left_out(region)[0]
    for i in range(len(region) - 3):
        if region[i].kind == "C" and region[i + 1].kind == "," and region[i + 2].kind in {"E", "O", "w"}:
            close = next((j for j in range(i + 3, len(region)) if region[j].kind == ","), None)
            return region if close is None else region[: i + 1] + region[close + 1 :]
    return region


def subject_region(scene: Scene) -> list[Item]:
    """The items of a clause before its verb and its first number."""
    items = scene.clause.items
    first = next((i for i, item in enumerate(items) if item.kind == "Q"), len(items))
    return items[: min(scene.clause.verb_at, first)]


def share_deal(draft: Draft) -> None:
    """What an amount takes from the deal that its sentence tells of: the other side, what is delivered, and the day it was signed."""
    deal, holder, frame = draft.state.deal, draft.holder, draft.frame
    begin, period = draft.story.sentence.start, draft.when.period
    if draft.metric.code == "orders" and period is not None and period.precision != "day" and holder is not None:
        if not is_country(holder.value):  # "has won $16 billion in orders this year": from whomever
            draft.partners = [partner for partner in draft.partners if partner.start >= begin]
    if deal is None or not is_of_one(draft.metric) or draft.quantity.kind != "money" or holder is None:
        return
    if is_country(holder.value) or deal.sentence != draft.story.number or draft.measure != "level":
        return
    company = frame.company
    at_home = deal.partner is not None and company is not None
    at_home = at_home and deal.partner.code == (company.data or {}).get("country")
    draft.partners = draft.partners or ([deal.partner] if deal.partner is not None and not at_home else [])
    draft.products = draft.products or ([deal.product] if deal.product is not None else [])
    if deal.day is not None and draft.when.how not in {"read", "sentence"}:
        draft.when = When(deal.day.data.period, deal.day.start, deal.day.end, "context")
