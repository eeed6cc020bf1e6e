"""Short names: which metric a name means here, by the topic, the kind of number and the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from pipeline.linking import (
    budgetnames,
    companynames,
    countrynames,
    dealnames,
    ratesetting,
    reserves,
    shoppers,
    whichway,
)
from pipeline.linking.asked import Asked
from pipeline.linking.growing import growing, is_of_economy
from pipeline.linking.marketsenses import is_of_bourse
from pipeline.linking.metric import PRICE_INDICES, Metric, entry, is_vague, settle
from pipeline.linking.only import Rules, only
from pipeline.linking.pricesnamed import prices_named
from pipeline.linking.ratesagain import told_again
from pipeline.linking.story import at_market, is_of_change_told, within
from pipeline.linking.toldfirst import spoken_right_before
from pipeline.vocabulary import entries

#: A surplus of trade, not of services alone.
_SURPLUS = re.compile(r"(?<!services )surplus(?! (?:in|on|of) (?:the )?(?:trade (?:in|of) )?services)")
#: How an amount is one of each share.
PER_SHARE = re.compile(r"(?:\ba|\bper|/)\s?share$")
#: How a sentence says that its amounts are those of each share: "On a per-share basis, it had a profit of 21 cents".
_SHARE_BASIS = re.compile(
    r"\b(?:per[ -]share (?:basis|terms)|per (?:[A-Za-z]+ ){1,2}shares?|(?:per|an|each) AD[SR])\b", re.IGNORECASE
)
#: The unit of what one currency costs in another.
_PAIR = re.compile(r"[A-Z]{3}/[A-Z]{3}$")
#: What reports on a country's economy are about besides.
_OF_STATES = {"policy_rate", "gdp", "unemployment_rate", "retail_sales"}
#: What a word for something that is paid may have been read as.
_PAID = {"revenue", "policy_rate", "tariff_rate", "operating_profit"}
#: What a "rate" is the growth of.
_GROWING = {"consumer_prices", "core_consumer_prices", "producer_prices", "gdp"}
#: Names of any index of prices.
_GENERAL = {"", "index", "prices", "figure", "reading", "gauge", "measure", "rate"}
_PLACE = 24  # no place's name before "shares" is longer
_A_SHARE = 1000  # no company earns less than that, but for each share


def take(asked: Asked, metric: Metric | None) -> Metric | None:
    """The metric that a mention stands for with this number; None where it does not take the number."""
    if metric is None:
        return None
    if metric.weak and (companynames.is_nobodys(asked, metric) or reserves.lie_in_store(asked, metric)):
        return None
    if metric.code == "exchange_rate" and asked.quantity.kind == "price" and not _PAIR.match(asked.quantity.unit):
        return None  # "In the pounds that brewers buy it by, this makes $2.95 a pound"
    if metric.code == "eps" and asked.quantity.kind in {"money", "price"}:
        return metric  # "earnings of 66 cents per share. Analysts forecast 65 cents"
    if metric.weak and ratesetting.set_by_bank(asked, metric):
        return metric.renamed("policy_rate")
    if metric.name == "units" and asked.frame.metric is not None and asked.frame.metric.code == "exchange_rate":
        return None  # "The shilling was quoted at 125.8 units to the dollar"
    metric = growing(asked, metric) or told_again(asked, metric)
    settled = _short(asked, metric) if metric.weak else settle(metric, asked.quantity, asked.company, (), frozenset())
    if settled is None or _is_stake(asked, settled):
        return None
    for case in _CASES.about(asked.quantity.kind, settled.code, settled.name):
        code = case(asked, settled)
        if code is not None:
            return settled.renamed(code)._replace(negative=settled.negative and code != "layoffs")
    of_growth = metric.name.removeprefix("the ") in {"rate", "reading"} and asked.quantity.kind == "percent"
    if of_growth and settled.code in _GROWING:
        return settled._replace(growth=True)  # "The rate slowed from 2.4 percent in October"
    return settled._replace(negative=True) if _falls_short(asked, settled) else settled


def _short(asked: Asked, metric: Metric) -> Metric | None:
    """The metric that a short name stands for, by what the text speaks of and names in full."""
    spoken, named = _spoken_for(asked, metric), asked.story.named
    if countrynames.of_makers(asked, metric):
        spoken = [code for code in spoken if code not in countrynames.OF_TRADERS]
        named = named - countrynames.OF_TRADERS
    if metric.name in entries.words("ambiguous", "index", "names") and is_of_bourse(asked.story.text, frozenset(named)):
        spoken, named = [*spoken, "stock_index"], named | {"stock_index"}
    held = asked.held if is_vague(metric.name) and asked.held_within(2) else None
    if held is not None and held.data.get("rate") and not asked.story.text.startswith(" of ", metric.end):
        named = named | {held.code}  # "Unemployment was 18 percent in March. The rate fell to 14 percent"
    return settle(metric, asked.quantity, asked.company, spoken, named)


def _spoken_for(asked: Asked, metric: Metric) -> list[str]:
    """What the text speaks of that the name may stand for: of a company's "sales" nothing of a country, of growth to come the economy."""
    if asked.company:
        if metric.name in entries.words("ambiguous", "loss", "profits") and companynames.is_of_another(asked):
            return [code for code in asked.spoken if code != "operating_profit"]
        if metric.name == "sales" or metric.name in entries.words("ambiguous", "overseas_sales", "names"):
            own = [code for code in asked.spoken if entry(code).get("home") != "country"]
            return own if metric.name == "sales" else [*own, "revenue"]  # "APR's overseas sales" in a report on exports
        return asked.spoken
    if countrynames.expects_rate(asked, metric):
        return ["policy_rate", *asked.spoken]  # "Analysts expect the rate to reach 4.75 percent"
    if is_vague(metric.name) and (first := spoken_right_before(asked.story)):
        anew = asked.state.metric is not None and asked.state.metric.paragraph != asked.story.sentence.paragraph
        if not (anew and is_of_economy(asked, metric)):
            return [*first, *asked.spoken]  # "Unemployment in Spain fell. The rate dropped to 11.7 percent"
    held = asked.state.metric
    before = held is None or held.sentence != asked.story.number
    if (
        before
        and metric.name in entries.words("ambiguous", "shipments", "names")
        and (countrynames.EXPORTS.intersection(asked.spoken) or _of_both_ways(asked))
    ):
        return [code for code in asked.spoken if not code.startswith("import")]  # "Noodle shipments rose"
    if metric.name == "prices" and held is not None and held.value.code in {"core_consumer_prices", "producer_prices"}:
        core = held.value.code == "core_consumer_prices" and all(item.code != "project" for item in asked.before)
        of_prices = asked.topic is not None and asked.topic.code == "consumer_prices"
        general = (core and before) or (of_prices and held.paragraph != asked.story.sentence.paragraph)
        if general and not is_of_change_told(asked.scene):
            return ["consumer_prices", *asked.spoken]  # "On a monthly basis, prices rose 2.1%"
    headline = asked.story.headline_metric
    if asked.topic is None and headline is not None and metric.name in entries.words("ambiguous", "prices", "names"):
        return [*asked.spoken, headline]  # "Wholesale inflation at a year's high. On a monthly basis, prices rose 0.5%"
    if metric.name in entries.words("ambiguous", "spending", "names") and budgetnames.told_of_accounts(asked.story):
        return ["government_spending", *asked.spoken]  # "a deficit of $12 billion on spending of $305 billion"
    if (balance := budgetnames.balance_named(asked, metric)) is not None:
        return [balance, *asked.spoken]
    if is_of_economy(asked, metric):
        return ["gdp", *asked.spoken]
    return [*asked.spoken, *prices_named(asked, metric)]


def _of_both_ways(asked: Asked) -> bool:
    """Whether a report on a balance has told of exports and no source is named: "Imports rose 0.5%. Coal shipments slumped 19%"."""
    told = any(fact.metric in countrynames.EXPORTS and fact.partner is None for fact in asked.story.facts)
    balance = asked.topic is not None and bool(asked.topic.data.get("balance"))
    return balance and told and not any(item.low == "from" and item.kind == "R" for item in asked.before)


def _is_stake(asked: Asked, metric: Metric) -> bool:
    """Whether a per cent is a part of a company, no change of what was paid for it: "an 8 percent stake"."""
    return metric.code == "acquisition_value" and asked.quantity.kind == "percent" and metric.weak


@only(codes={"market_size", "revenue"})
def _of_session(asked: Asked, metric: Metric) -> str | None:
    """The market and its turnover in a report on shares: "The market opened up 0.3 percent", "Turnover totaled NT$331 billion"."""
    if asked.company or not at_market(asked.story) or asked.scene.phrase.companies or asked.frame.company is not None:
        return None
    if metric.name in {"market", "the market"} and metric.code == "market_size" and asked.quantity.kind == "percent":
        return "stock_index" if asked.reading.sign else None
    traded = metric.code == "revenue" and metric.name == "turnover" and asked.quantity.kind == "money"
    return "trading_volume" if traded and asked.held_within(2) else None


@only(codes={"share_price"})
def _of_market(asked: Asked, metric: Metric) -> str | None:
    """Shares of a country are its market's, not a company's: "Seoul shares rise over 1 percent"."""
    shares = metric.name in entries.words("markets", "shares")
    if not shares or asked.frame.company is not None or asked.quantity.kind == "money":
        return None  # "holdings of U.S. shares were valued at $158 billion"
    beside = any(a.kind == "L" and b.start == metric.start for a, b in pairwise(asked.before))
    if (
        not beside and metric.start >= asked.story.sentence.start
    ):  # "Taiwanese shares dip; 2023 gains exceed 26 percent"
        names = within(asked.story.mentions.names, max(0, metric.start - _PLACE), metric.start)
        beside = any(name.kind == "place" and name.end == metric.start - 1 for name in names)
    return "stock_index" if beside else None


@only(codes={"stock_index"}, names={"stocks", "the stocks"})
def _of_stored(asked: Asked, metric: Metric) -> str | None:
    """Stocks are those of goods in a text that tells of such and of no market: "Palm oil stocks hit a high. Stocks were up 5 percent"."""
    return "inventories" if "inventories" in asked.story.named and not at_market(asked.story) else None


@only(names={"index", "benchmark", "gauge", "barometer"})
def _of_subject_index(asked: Asked, metric: Metric) -> str | None:
    """A "benchmark" measures what the subject's index does: "Global oil benchmark Brent crude climbed"."""
    index = asked.frame.index
    if index is None or not metric.weak:
        return None
    code: str = index.data.get("metric", "stock_index")
    return code if code != metric.code else None


#: What markets quote, besides shares.
_QUOTED = {"oil_price", "commodity_price", "bond_yield", "exchange_rate"}


@only(codes={"stock_index", "orders"})
def _of_quoted(asked: Asked, metric: Metric) -> str | None:
    """A benchmark or contract is what the market told of quotes: "Both benchmarks have shed 20 percent" behind prices of oil."""
    held = asked.held
    contract = metric.code == "orders" and metric.name in {"contract", "contracts"}
    if contract and not (asked.reading.sign or asked.quantity.kind == "price"):
        return None
    if (metric.code != "stock_index" and not contract) or not metric.weak or held is None or held.code not in _QUOTED:
        return None
    named = metric.name.removesuffix("s") in entries.words("markets", "quoted")
    return held.code if named and asked.held_within(1 + contract) and asked.frame.index is None else None


@only(codes={"probability"}, kinds={"points"})
def _of_move(asked: Asked, metric: Metric) -> str | None:
    """The points by which a rate may move are not those of the chance: "a 93% chance of a 25-basis-point cut"."""
    return "policy_rate"


@only(names={"benchmark"})
def _of_bonds(asked: Asked, metric: Metric) -> str | None:
    """A benchmark of bonds is their yield: "the return on benchmark Polish bonds of ten years"."""
    bonds = any(item.kind == "I" and item.data.get("metric") == "bond_yield" for item in asked.items)
    return "bond_yield" if bonds else None


@only(kinds={"points"})
def _in_basis_points(asked: Asked, metric: Metric) -> str | None:
    """Basis points of a country are its policy rate's but of rates and growth: "Food inflation edged down by 4 basis points"."""
    points = "basis" in asked.quantity.text or "bp" in asked.quantity.text.lower()
    rate = metric.data.get("rate") or metric.code == "country_risk" or (metric.growth and asked.frame.fresh)
    return "policy_rate" if points and not rate and not asked.company else None


#: What ships are hired at.
_FREIGHT = {"freight_rate", "freight_index"}


@only(codes={"exports", "export_volume"}, names={"cargo"})
def _of_airports(asked: Asked, metric: Metric) -> str | None:
    """What planes and ports carry, in a report on passengers too: "Cargo rose 19.8 percent to 102,000 tonnes"."""
    if any(item.low in _HANDLES for item in asked.items[: asked.at]):
        return "cargo_volume"  # "The port handled 12 million tonnes of cargo"
    return "cargo_volume" if any(fact.metric == "passengers" for fact in asked.story.facts) else None


#: What ports and airports do with cargo.
_HANDLES = {"handled", "handles", "handle", "handling", "processed", "carried"}


@only(codes={"policy_rate"}, names={"rates", "rate", "spot rates"})
def _of_ships(asked: Asked, metric: Metric) -> str | None:
    """Rates in a report on freight are those: "Rates to Northern Europe dropped 0.9 percent to $5,880 per TEU"."""
    if not asked.held_within(2):
        return None
    return "freight_rate" if asked.held is not None and asked.held.code in _FREIGHT else None


@only(codes={"average_price", "commodity_price", "share_price"}, kinds={"money", "price"})
def _of_a_barrel(asked: Asked, metric: Metric) -> str | None:
    """The price of a barrel is that of oil: "the average price of a barrel of crude slipped to $56.29"."""
    return "oil_price" if any(item.low == "barrel" for item in asked.before) else None


@only(codes={"jobs_added"}, kinds={"count", "number"})
def _of_company(asked: Asked, metric: Metric) -> str | None:
    """The job losses of a company are layoffs."""
    state = asked.state
    company = asked.company or (state.main_company is not None and not state.topic_is_country)
    return "layoffs" if metric.negative and company else None


@only(codes={"net_income", "revenue", "operating_profit"}, kinds={"money", "price"})
def _a_share(asked: Asked, metric: Metric) -> str | None:
    """Profit and revenue a share are earnings per share."""
    quantity = asked.quantity
    told = any(f.metric == "eps" for f in asked.story.facts[-8:])  # "had expected a loss of 25 cents"
    small = abs(quantity.value) < _A_SHARE and (told or _SHARE_BASIS.search(asked.story.written) is not None)
    return "eps" if small or PER_SHARE.search(quantity.text) else None


@only(codes={"average_price", "commodity_price"}, kinds={"money"})
def _of_the_stock(asked: Asked, metric: Metric) -> str | None:
    """The price that a share has now beside what it is foretold to do: "will climb 14% from the current market price of Rs 512"."""
    last = asked.story.facts[-1] if asked.story.facts else None
    beside = last is not None and last.metric in {"share_price", "price_target"}
    near = beside and last is not None and last.char_start >= asked.story.sentence.start
    return "share_price" if near and any(item.low == "current" for item in asked.before[-5:]) else None


#: What goods from abroad cost at home: "prices of imported beef" in a report on consumer prices.
_OF_IMPORTED = {"prices of imported", "price of imported", "imported"}


def _is_tenants(metric: Metric) -> bool:
    """Whether a price of homes is one that tenants pay, a part of consumer prices: "jeonse prices"."""
    return metric.code == "house_prices" and metric.name.startswith(("jeonse", "rent"))


@only(kinds={"percent", "multiple", "points"})
def _part_of_prices(asked: Asked, metric: Metric) -> str | None:
    """The price of one good is a part of the index reported on ("gasoline prices" in a report on consumer prices, "council rates"), of
    the one that its paragraph told of last: "Export prices rose 1 percent, with DRAM up 10 percent"; not "cut rates by 50 bps"."""
    told = asked.topic
    if told is not None and told.code in _OF_STATES and asked.held is not None and asked.held_within(1):
        told = asked.held  # "Inflation slowed to 3.8 per cent. Gasoline prices rose 7.5 per cent" in a report on a rate
    if told is None or told.code not in PRICE_INDICES:
        return None
    priced = metric.code in {"commodity_price", "average_price", "costs", "interest_payments"} or (
        metric.code == "oil_price" and metric.weak
    )
    priced = priced or _is_tenants(metric) or (metric.code == "import_price" and metric.name in _OF_IMPORTED)
    paid = metric.name.rpartition(" ")[2] in entries.words("growth", "paid") and asked.reading.sign != 0
    paid = paid and asked.quantity.kind != "points" and not metric.name.startswith(("interest ", "policy ", "lending "))
    last = asked.state.metric
    near = last is not None and (last.paragraph == asked.story.sentence.paragraph or is_of_change_told(asked.scene))
    index = last.value.code if last is not None and near and last.value.code in PRICE_INDICES else told.code
    if index == "consumer_prices" and any(
        p.label in entries.words("growth", "for_makers") for p in asked.scene.phrase.products
    ):
        index = "producer_prices"  # "Raw material costs rose 7 percent" in a report on inflation
    return str(index.removeprefix("core_")) if priced or (paid and metric.code in _PAID) else None


@only(codes={"market_size"}, kinds={"percent"})
def _share_of_market(asked: Asked, metric: Metric) -> str | None:
    """A company's part of a market is its share of it: "Samsung Electronics held 32 percent of the smartphone market"."""
    part = asked.reading.measure == "share_pct"
    return "market_share" if part and asked.frame.company is not None else None


@only(codes={"capacity"}, names={"capacity"})
def _of_capacity(asked: Asked, metric: Metric) -> str | None:
    """What runs at a part of its capacity uses that much of it: "Refineries ran at 91 percent of capacity"."""
    used = asked.last is not None and asked.last.metric == "capacity_utilization"
    if used and asked.quantity.kind in {"percent", "points"}:
        return "capacity_utilization"  # "ran at 87 percent of capacity, up 2 points"
    if asked.reading.rule != "percent of":
        return None
    of_others = (
        metric.end < asked.quantity.start
    )  # "a capacity of 1.8 million barrels a day, or 10 percent of the total"
    told = of_others and asked.last is not None and asked.last.metric == metric.code
    return None if told else "capacity_utilization"


@only(codes={"core_consumer_prices", "consumer_prices"})
def _of_index_told(asked: Asked, metric: Metric) -> str | None:
    """What a report on producer prices calls core, or the prices of a kind of goods, are parts of these: "The core index was
    up 2.4%", "food prices were down 0.7%"."""
    if asked.topic is None or asked.topic.code != "producer_prices":
        return None
    core = metric.code == "core_consumer_prices" and metric.name.removeprefix("core").strip() in _GENERAL
    priced = metric.code == "consumer_prices" and metric.name.endswith(" prices") and "consumer" not in metric.name
    return asked.topic.code if core or priced else None


@only(codes={"trade_balance"})
def _of_services(asked: Asked, settled: Metric) -> str | None:
    """The balance of services, behind their exports or imports: "Services exports came to $115 billion, with a surplus of $61 billion"."""
    told = asked.story.facts[-1] if asked.story.facts else None
    if not settled.weak or told is None or told.product != "services":
        return None
    near = told.char_start >= asked.story.sentence.start and told.metric in {"exports", "imports"}
    alone = not any(item.kind == "P" for item in asked.items)
    return "services_balance" if near and alone and not asked.scene.phrase.whole else None


@only(codes={"sales_volume"}, names={"sales"}, kinds={"percent"})
def _by_what_follows(asked: Asked, metric: Metric) -> str | None:
    """The change of sales that led to an amount of money is of revenue, though pieces were told before: "surged 70 percent to $16 billion"."""
    behind = asked.items[asked.at + 1 : asked.at + 3]
    return "revenue" if [item.kind for item in behind] == ["R", "Q"] and behind[1].form == "money" else None


#: The cases in the order they are asked; each gives the code that is meant, or None.
_CASES: Rules[Callable[[Asked, Metric], str | None]] = Rules(
    shoppers.bought_at_home,
    countrynames.by_direction,
    countrynames.of_factories,
    countrynames.of_economy,
    countrynames.of_producers,
    countrynames.of_treasury,
    budgetnames.spent_by_state,
    budgetnames.subsidies,
    _of_session,
    _of_services,
    _of_stored,
    reserves.of_crops,
    _of_market,
    _of_subject_index,
    countrynames.sold_abroad,
    countrynames.of_package,
    countrynames.delivered_abroad,
    countrynames.paid_abroad,
    countrynames.earned_abroad,
    whichway.not_abroad,
    budgetnames.by_state,
    _of_quoted,
    _of_move,
    companynames.before_what,
    companynames.named_profit,
    companynames.underlying_profit,
    companynames.cash_profit,
    companynames.own_prices,
    companynames.own_shops,
    companynames.price_received,
    companynames.loss_again,
    companynames.of_travellers,
    _of_bonds,
    _in_basis_points,
    _of_airports,
    _of_ships,
    ratesetting.of_bank,
    _of_a_barrel,
    reserves.part_of_reserves,
    countrynames.of_houses,
    _of_company,
    countrynames.of_workers,
    countrynames.of_survey,
    countrynames.of_same_survey,
    countrynames.of_retailers,
    countrynames.invested,
    countrynames.price_beside,
    countrynames.price_of_flow,
    _a_share,
    _of_the_stock,
    _part_of_prices,
    _of_index_told,
    _share_of_market,
    _of_capacity,
    countrynames.made_by_branch,
    countrynames.of_services,
    countrynames.shipped_by_makers,
    budgetnames.of_treasury,
    countrynames.of_consumers,
    countrynames.of_power,
    budgetnames.part_of_gdp,
    countrynames.bonds_bought,
    countrynames.spent_by_firms,
    dealnames.of_takeover,
    dealnames.of_price,
    _by_what_follows,
)


def _falls_short(asked: Asked, metric: Metric) -> bool:
    """Whether a balance is a deficit ("was in the red by $960 million"), or a "gap" one: as the topic's is, or no surplus is told of."""
    if metric.data.get("balance") and any(item.low == "in the red" for item in asked.before[-3:]):
        return True
    if not metric.data.get("balance") or metric.name.rpartition(" ")[2] not in entries.words(
        "ambiguous", "balance", "gaps"
    ):
        return False
    topic = asked.topic
    known = topic is not None and topic.negative and metric.code == topic.code
    told = [f.value < 0 for f in asked.story.facts if f.metric == metric.code and f.measure == "level"]
    known = known or told[-1:] == [True]
    if not told and not known:
        named = budgetnames.last_balance(asked, metric)  # "The deficit widened. The gap was $3 billion"
        known = named is not None and named.code == metric.code and named.data.get("sign") == "negative"
    return known or (metric.code == "trade_balance" and _SURPLUS.search(asked.story.text) is None)
