"""Names of a country: which metric a short name means in a report on a country's trade, work, prices or budget."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.linking.asked import Asked
from pipeline.linking.budgetnames import tells_of_budget
from pipeline.linking.items import Item
from pipeline.linking.labour import OF_LABOUR
from pipeline.linking.metric import SURVEYS, VOLUMES, WAYS, Metric
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.surveyed import COUNTED
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_BONDS = entries.words("markets", "bonds")

#: What a country sells abroad, by worth and by quantity.
EXPORTS = {"exports", "export_volume"}
#: So many characters back another survey is still told of.
_LATELY = 300
#: What makers sell is none of these.
OF_TRADERS = {"exports", "retail_sales", "home_sales"}
#: The price of what a flow moves.
_PRICED = {
    "exports": "export_price", "imports": "import_price", "export_volume": "export_price",
    "import_volume": "import_price", "house_prices": "house_prices",
}  # fmt: skip


def sold_abroad(asked: Asked, metric: Metric) -> str | None:
    """Overseas sales are exports in a report on them; so are a good's in a list of them: "Chip exports rose 43 percent. Auto sales
    dipped 1.5 percent to $5.95 billion"."""
    if metric.code in _SOLD_HERE and metric.name.endswith(" sales") and _is_in_list_of_exports(asked):
        return "exports"
    if not metric.name.startswith("overseas sales") or asked.topic is None or asked.topic.code != "exports":
        return None
    own = asked.company or any(item.low in {"its", "their"} for item in asked.before)
    return "exports" if not own and asked.quantity.kind != "count" else None


#: What the sales of a good are elsewhere.
_SOLD_HERE = {"sales_volume", "revenue"}


def _is_in_list_of_exports(asked: Asked) -> bool:
    """Whether the last number was of a country's exports of a good, in a report on exports, and the sentence names no market and no seller."""
    topic, last = asked.topic, asked.story.facts[-1] if asked.story.facts else None
    if topic is None or topic.code != "exports" or asked.company or last is None or not asked.held_within(1):
        return False
    listed = last.metric == "exports" and last.product is not None and is_country(last.reporter)
    if not listed or asked.quantity.kind not in {"percent", "money"}:
        return False
    words = {item.low for item in asked.items}
    return words.isdisjoint({"domestic", "local", "retail", "its", "their"}) and not any(
        item.kind == "C" or (item.kind == "L" and item.start < asked.items[asked.at].start) for item in asked.items
    )


@only(kinds={"money"})
def of_package(asked: Asked, metric: Metric) -> str | None:
    """What an investment that was pledged consists of: "South Korea will invest $350 billion. The package includes $200 billion in
    cash", "of which $200 billion is in cash with an annual cap of $20 billion"."""
    told = asked.held is not None and asked.held.code == "investment" and asked.held_within(2)
    if not told or not asked.story.facts:
        return None
    in_cash = metric.code == "cash" and is_country(asked.story.facts[-1].reporter) and not asked.company
    return "investment" if metric.name.removeprefix("the ") == "package" or in_cash else None


def of_makers(asked: Asked, metric: Metric) -> bool:
    """Whether firms that make what they sell stand before their sales, which are no country's: "the carmakers' sales fell"."""
    if metric.name != "sales":
        return False
    firms = entries.words("abstract", "firms")
    return any(
        item.low.rpartition(" ")[2] in firms and "tailer" not in item.low and not _are_shops(item)
        for item in asked.before
    )


def _are_shops(item: Item) -> bool:
    """Whether a good is a kind of shops by the vocabulary's hierarchy: "auto dealers", "gas stations"."""
    return item.kind == "P" and "retail" in entries.wider(item.code)


@only(codes=WAYS)
def by_direction(asked: Asked, metric: Metric) -> str | None:
    """Shipments to another country are exports, whatever was told last."""
    main = asked.state.country or asked.state.main_country
    if asked.company or main is None or not metric.weak:
        return None
    at = next((i for i, item in enumerate(asked.items) if item.start == metric.start), len(asked.items))
    behind = [item for item in asked.items[at + 1 : at + 5] if item.kind not in {"E", "G", "H"}][:2]
    if len(behind) < 2 or behind[0].low != "to" or behind[1].kind != "L" or behind[1].code == main.value:
        return None
    return metric.code.replace("import", "export")


@only(names={"deliveries"})
def delivered_abroad(asked: Asked, metric: Metric) -> str | None:
    """Deliveries of a country are exports in a report on them: "Deliveries to the United States fell 3 percent"."""
    topic = asked.topic
    if asked.company or topic is None or topic.code not in EXPORTS:
        return None
    return (
        "export_volume" if metric.code == "sales_volume" and asked.quantity.kind in {"count", "physical"} else "exports"
    )


@only(codes={"costs"})
def paid_abroad(asked: Asked, metric: Metric) -> str | None:
    """A country's bill for energy or food is what it imports, in a report on trade: "The energy bill rose to 43 billion euros"."""
    topic = asked.topic
    if asked.company or topic is None or topic.code not in WAYS | {"trade_balance", "current_account"}:
        return None
    return "imports" if metric.name.endswith(" bill") else None


@only(codes={"revenue"})
def earned_abroad(asked: Asked, metric: Metric) -> str | None:
    """What a country's goods bring in is exported: "Coffee revenue rose 25 percent" in a report on exports."""
    topic = asked.topic
    if asked.company or topic is None or topic.code not in EXPORTS:
        return None
    owned = asked.scene.phrase.companies or asked.frame.company is not None
    owned = owned or any(product.label == "tourism" for product in asked.frame.products)
    if tells_of_budget(asked.story):
        return None  # "The budget showed a deficit as revenues of $293 billion were outstripped by spending"
    return None if owned or metric.name.endswith("sales") else "exports"


#: What is used up, where no word says what.
_USED = {"consumption", "demand", "usage", "use", "power use"}


@only(codes={"consumption", "demand"}, names=_USED, kinds={"percent", "physical"})
def of_power(asked: Asked, metric: Metric) -> str | None:
    """What is used where a report was on electricity right before: "Over nine months consumption edged up 0.8 percent to 4 trillion kWh"."""
    if asked.scene.phrase.products:
        return None
    held = asked.held
    spoken = held is not None and held.code == "electricity_demand" and asked.held_within(2)
    return "electricity_demand" if spoken else None


#: What shops sell, in a report on retail sales: "Sales volumes slipped 0.1%".
_SOLD = {"sales", "sales volume", "sales volumes", "volumes", "volume"}


@only(codes={"revenue"}, kinds={"percent", "money"})
def of_treasury(asked: Asked, metric: Metric) -> str | None:
    """What comes in, in a report on a country's taxes: "Revenue from imports was 9 percent higher"."""
    told = asked.topic is not None and asked.topic.code == "tax_revenue" and asked.held_within(2)
    named = asked.scene.phrase.companies or asked.company
    return "tax_revenue" if told and not named and metric.name in entries.words("tariffs", "collections") else None


def of_retailers(asked: Asked, metric: Metric) -> str | None:
    """What the shops of a country sell: "Sales of major retailers rose 12.2 percent"."""
    by_volume = "volume" in metric.name and not EXPORTS.intersection(asked.story.named)
    if asked.company:
        return None
    told = asked.topic is not None and asked.topic.code == "retail_sales" and asked.quantity.kind == "percent"
    if told and metric.name in entries.words("markets", "takings") and any(_are_shops(item) for item in asked.before):
        return "retail_sales"  # "receipts at gas stations fell 2%"
    held = asked.held
    if told and metric.code == "sales_volume" and held is not None and held.code == "retail_sales":
        return "retail_sales"  # "Auto sales fell 1.7 percent" among other shops
    if (metric.code not in {"sales_volume", "revenue"} and not by_volume) or metric.name not in _SOLD:
        return None
    of_shops = (
        "retail_sales" in asked.story.named and asked.quantity.kind == "percent" and not asked.scene.phrase.companies
    )
    return "retail_sales" if _speaks_of(asked, "shops") or (of_shops and metric.name != "sales") else None


def _speaks_of(asked: Asked, kind: str) -> bool:
    """Whether a noun before the number is one of a kind that markets.toml lists: "major retailers", "an existing home"."""
    nouns = entries.words("markets", kind)
    return any(item.low.rpartition(" ")[2] in nouns for item in asked.before)


@only(codes={"headcount"})
def of_workers(asked: Asked, metric: Metric) -> str | None:
    """The employees of a country are those in employment: "the number of salaried employees fell 21,000"."""
    state = asked.state
    if asked.company or state.topic is None or not state.topic_is_country:
        return None
    if not asked.reading.sign and state.topic.value.code not in OF_LABOUR:
        return None
    return None if asked.scene.phrase.companies or asked.frame.company is not None else "employment"


#: No index of a survey has more points.
_POINTS = 200


@only(kinds={"number", "index_points"})
def of_survey(asked: Asked, metric: Metric) -> str | None:
    """A part of a survey's index: "The gauge of new orders hit 47.7" in a report on purchasing managers."""
    quantity, topic = asked.quantity, asked.topic
    if topic is None or topic.code not in SURVEYS or metric.code in SURVEYS or asked.company:
        return None
    if quantity.noun is not None or abs(quantity.value) > _POINTS:
        return None
    if asked.frame.index is not None:
        return None
    part = metric.data.get("level_unit") in {"index", "%"} and not _is_gauge_of(asked, metric)
    part = part and not (topic.code == "pmi" and metric.name.endswith("prices"))  # "Prices paid dropped to 49.5"
    return None if part else topic.code


@only(codes={"pmi"})
def of_same_survey(asked: Asked, metric: Metric) -> str | None:
    """The index of a branch in another survey of firms: "The BSI stood at 92.6. The manufacturing index fell 3.2 points"."""
    topic = asked.topic
    if topic is None or asked.company:
        return None
    if topic.code != "business_confidence":
        told = [
            fact.metric for fact in asked.story.facts[-4:] if fact.char_start > asked.story.sentence.start - _LATELY
        ]
        if "business_confidence" not in told or "consumer_confidence" not in told:
            return None  # "Economic sentiment fell to 84, consumer confidence to 52. The manufacturing index shed 4.3 points"
        topic = topic.renamed("business_confidence")
    return None if "PMI" in asked.story.text or "urchasing" in asked.story.text else topic.code


def _is_gauge_of(asked: Asked, metric: Metric) -> bool:
    """Whether a metric's name is what a part of a survey is of: "A gauge of factory gate prices was unchanged at 46.2"."""
    gauges = entries.words("ambiguous", "index", "names")
    before = [item for item in asked.before if item.start < metric.start and item.kind != "E"][-2:]
    return len(before) == 2 and before[1].low in {"of", "for", "on"} and before[0].low in gauges


#: What the sale of homes may be taken for in a report on their prices.
_SOLD_HOMES = {"export_volume", "sales_volume", "retail_sales", "revenue", "exports"}


def of_houses(asked: Asked, metric: Metric) -> str | None:
    """The price of a home is a house's, a sale price in a report on them: "The median price of an existing home"."""
    houses = asked.topic is not None and asked.topic.code == "house_prices"
    if houses and metric.name.endswith("sale price"):
        return "house_prices"
    sold = any(item.low == "sales" or item.low.startswith("volume of ") for item in asked.before)
    if houses and sold and metric.code in _SOLD_HOMES and not asked.company and asked.quantity.kind != "money":
        return "home_sales"  # "In London, the volume of sales fell by 23 percent"
    lately = asked.held is not None and asked.held.code in {"home_sales", "house_prices"} and asked.held_within(1)
    of_sales = (lately or (asked.topic is not None and asked.topic.code == "home_sales")) and not asked.company
    priced = metric.code == "average_price" or (metric.code == "commodity_price" and metric.weak)
    if of_sales and priced and asked.quantity.kind in {"money", "percent"}:
        return "house_prices"  # "The median price rose 1.3 percent to $422,800" in a report on sales of homes
    if metric.code != "average_price" or asked.company:
        return None
    return "house_prices" if _speaks_of(asked, "homes") else None


@only(codes={"acquisition_value", "assets", "net_buying"})
def invested(asked: Asked, metric: Metric) -> str | None:
    """Takeovers are one kind of the investment that a country receives; it arrives as inflows: "Actual inflows rose 16 percent"."""
    received = asked.topic is not None and asked.topic.code == "fdi" and not asked.company
    arrives = metric.code == "net_buying" and metric.name.endswith(("inflows", "inflow"))
    if not received:
        return None
    near = asked.items[asked.at + 1 : asked.at + 5]
    flows = any(a.low == "equity" and b.low in {"flows", "inflows"} for a, b in pairwise(near))
    arrives = arrives or (metric.code == "assets" and flows)  # "attracted 27 per cent of the equity flows"
    return "fdi" if metric.code == "acquisition_value" or arrives else None


#: So many facts one sentence tells at most.
_ROW = 6
#: So many facts back a price is still the one that is spoken of.
_QUOTED_LATELY = 8


def _shipped_for(asked: Asked) -> str | None:
    """The flow whose tonnes and worth the sentence before told, so that an average price is that of what was shipped: "importers
    bought 52,000 tons for $143 million. The average price came to $2,750 a ton"."""
    story = asked.story
    told = [fact for fact in story.facts[-_ROW:] if "\n" not in story.text[fact.char_end : asked.quantity.start]]
    levels = {fact.metric for fact in told if fact.measure == "level"}
    return next((worth for worth in ("exports", "imports") if {worth, VOLUMES[worth]} <= levels), None)


@only(codes={"average_price"}, kinds={"money", "price"})
def price_beside(asked: Asked, metric: Metric) -> str | None:
    """The price of the good whose quote the sentence has just told, with which its average goes: "will trade between $2,500 and $2,800, with
    an average price of $2,650 an ounce"."""
    told = asked.story.facts[-1] if asked.story.facts else None
    if told is None or asked.scene.clause.cue != "with" or told.char_start < asked.story.sentence.start:
        return None
    return told.metric if told.metric in {"oil_price", "commodity_price"} else None


@only(codes={"average_price", "export_price", "import_price"})
def price_of_flow(asked: Asked, metric: Metric) -> str | None:
    """An average price is that of the flow spoken of; one at home is that of the good: "Domestic prices climbed to 116,500 dong per kg"."""
    home = any(a.low in {"domestic", "local"} and b.start == metric.start for a, b in pairwise(asked.before))
    if home and not asked.company:
        return "commodity_price"
    if asked.company or metric.code != "average_price":
        return None
    quoted = any(item.low.rpartition(" ")[2] in {"exchange", "market", "auction", "auctions"} for item in asked.items)
    flow = _shipped_for(asked) if not quoted and metric.name.removeprefix("the ") == "average price" else None
    if flow is not None:
        return _PRICED[flow]
    weighed = asked.quantity.kind == "price" and asked.quantity.unit.endswith(("/kg", "/t", "/lb", "/bu"))
    if any(item.low.endswith("exchange") for item in asked.items) or (weighed and "export" not in metric.name):
        return (
            "commodity_price"  # "the average price on the London Metal Exchange", "at the auction rose to $2.21 per kg"
        )
    if "newbuilding" in metric.name or any(item.low == "newbuilding" for item in asked.before):
        return None
    if any(a.low in {"fixed", "spot", "contract"} and b.start == metric.start for a, b in pairwise(asked.before)):
        return "commodity_price"  # "the fixed price of DRAM"
    if asked.held is not None and asked.held.code == "commodity_price" and asked.held_within(1):
        return "commodity_price"
    if metric.name in {"price", "the price"} and any(
        fact.metric == "commodity_price" and fact.measure == "level" for fact in asked.story.facts[-_QUOTED_LATELY:]
    ):
        return (
            "commodity_price"  # "Copper fell to $8,150. China's imports rose. Analysts see the price averaging $7,990"
        )
    return next((_PRICED[code] for code in asked.spoken if code in _PRICED), None)


@only(codes={"production_volume"}, kinds={"percent"})
def made_by_branch(asked: Asked, metric: Metric) -> str | None:
    """The output of one branch in a report on industrial production: "Automobile production fell 3.6 percent"."""
    topic = asked.topic
    if topic is None or topic.code != "industrial_production" or asked.company:
        return None
    own = asked.scene.phrase.companies or asked.frame.company is not None
    return None if own else topic.code


@only(codes={"trade_balance"})
def of_services(asked: Asked, metric: Metric) -> str | None:
    """The surplus that services alone have: "services ran a surplus of $24 billion"."""
    if not metric.weak or asked.company:
        return None
    lows = {item.low for item in asked.before}
    return "services_balance" if "services" in lows and "goods" not in lows else None


@only(codes={"imports"}, kinds={"money"})
def bonds_bought(asked: Asked, metric: Metric) -> str | None:
    """Bonds that a central bank buys are no imports: "The Fed will buy $40 billion in Treasurys"."""
    near = asked.items[max(0, asked.at - 4) : asked.at + 5]
    return "asset_purchases" if any(item.low in _BONDS for item in near) else None


#: On what something is spent: its first word.
_ON = re.compile(r" on (?:the |new |business )?[“\"‘]?([A-Za-z]+)")


@only(codes={"consumption"})
def spent_by_firms(asked: Asked, metric: Metric) -> str | None:
    """What businesses spend on equipment is investment: "businesses increased spending on equipment and software by 18%"; so is spending of
    nobody named on what only they use: "spending on machinery fell 2 percent"."""
    if asked.company:
        return None
    if metric.name == "spending" and (on := _ON.match(asked.story.text, metric.end)) is not None:
        if on[1].lower() in entries.words("deals", "used_by_firms"):
            return "investment"
    firms = any(item.low in entries.words("abstract", "firms") for item in asked.before)
    return (
        "investment" if firms and any(item.low in entries.words("deals", "equipment") for item in asked.items) else None
    )


@only(codes={"average_price"}, names={"prices"}, kinds={"percent"})
def of_consumers(asked: Asked, metric: Metric) -> str | None:
    """The prices of a country are consumers': "Prices in France rose 3.2 percent"."""
    phrase = asked.scene.phrase
    alone = not (phrase.products or phrase.companies or asked.company)
    return "consumer_prices" if alone and (phrase.partners or phrase.reporters or phrase.bare) else None


@only(names={"output growth", "shipments"})
def of_factories(asked: Asked, metric: Metric) -> str | None:
    """What factories ship, in a report on their output: "Shipments dropped 1.9 percent and inventories rose 0.1 percent"."""
    told = {known.code for known in (asked.topic, asked.held if asked.held_within(1) else None) if known is not None}
    if metric.name == "output growth" and "industrial_production" in told:
        return "industrial_production"  # "Analysts had expected output growth of 2.8 percent"
    if metric.name != "shipments" or "industrial_production" not in told:
        return None
    return "shipments" if asked.quantity.kind == "percent" and not asked.company else None


#: What a text speaks of whose output is that of factories.
_INDUSTRY = ("factor", "industr", "manufactur", "plants", "mines", "oil", "barrel")


@only(codes={"industrial_production"}, names={"output"}, kinds={"percent"})
def of_economy(asked: Asked, metric: Metric) -> str | None:
    """What an economy puts out, in a text that speaks of one and of no factories: "Germany's economy shrank. Output fell by 10.1%"."""
    story, phrase = asked.story, asked.scene.phrase
    if asked.company or phrase.products or "industrial_production" in story.named:
        return None
    told = story.text[: story.sentence.end].lower()
    spoken = "econom" in told or "recession" in told or "gdp" in told
    return "gdp" if spoken and not any(word in told for word in _INDUSTRY) else None


@only(codes={"gdp"}, names={"production"}, kinds={"percent"})
def of_producers(asked: Asked, metric: Metric) -> str | None:
    """What industry makes, no whole economy: "Services grew 0.2 percent. Production fell 0.2 percent" in a report on growth."""
    return None if asked.company else "industrial_production"


def expects_rate(asked: Asked, metric: Metric) -> bool:
    """Whether somebody expects the rate of a central bank that the text is about: "Analysts expect the rate to reach 4.75 percent"."""
    above, topic = asked.scene.parent, asked.topic
    if metric.name != "rate":
        return False
    if topic is None or topic.code != "policy_rate":
        return False
    verb = asked.scene.verb
    if verb is not None and verb.low in {"sees", "see"} and verb.end < metric.start:
        held = (
            asked.state.metric
        )  # "Prices rose 4 percent in June." (...) "who sees the rate at 4.25 percent by the end of the year"
        return held is None or held.paragraph != asked.story.sentence.paragraph
    return above is not None and above.verb is not None and above.verb.code == "project"


@only(names={"shipments", "deliveries"}, codes={"exports", "export_volume"})
def shipped_by_makers(asked: Asked, metric: Metric) -> str | None:
    """What makers all over the world ship is what they sell: "Worldwide shipments of tablets rose 4.6 per cent"."""
    reporter, products = asked.frame.reporter, asked.scene.phrase.products
    if reporter is None or reporter.code != "WORLD" or asked.quantity.kind in {"money", "physical"}:
        return None
    return "sales_volume" if products and products[0].label in COUNTED else None
