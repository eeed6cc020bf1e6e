"""Short names: which metric a name means here, by the topic, the kind of number and the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from pipeline.linking.asked import Asked
from pipeline.linking.metric import GAUGES, Metric, entry, fits, is_vague, settle
from pipeline.linking.story import Story, within
from pipeline.vocabulary import entries

#: How an amount is one of each share.
PER_SHARE = re.compile(r"(?:\ba|\bper|/)\s?share$")
#: The price of what a flow moves.
_PRICED = {
    "exports": "export_price", "imports": "import_price", "export_volume": "export_price",
    "import_volume": "import_price", "house_prices": "house_prices",
}  # fmt: skip
#: Indices of prices, whose reports speak of the prices of single goods.
_PRICE_INDICES = {"consumer_prices", "core_consumer_prices", "producer_prices", "import_price", "export_price"}
#: What a word for something that is paid may have been read as.
_PAID = {"revenue", "policy_rate", "tariff_rate", "operating_profit"}
#: What the parts of foreign reserves may have been read as.
_KEPT_IN = {"deposits", "market_cap", "assets", "investment", "cash"}
#: What a "rate" is the growth of.
_GROWING = {"consumer_prices", "core_consumer_prices", "producer_prices", "gdp"}
#: Names of any index of prices.
_GENERAL = {"", "index", "prices", "figure", "reading", "gauge", "measure", "rate"}
#: What goes one way or the other.
_MOVED = {"exports", "imports", "export_volume", "import_volume"}
_NEAR = 500  # characters
_A_SHARE = 1000  # no company earns less than that, but for each share


def take(asked: Asked, metric: Metric | None) -> Metric | None:
    """The metric that a mention stands for with this number; None where it does not take the number."""
    if metric is None:
        return None
    if metric.code == "eps" and asked.quantity.kind in {"money", "price"}:
        return metric  # "earnings of 66 cents per share. Analysts forecast 65 cents"
    metric = _growing(asked, metric) or _same_gauge(asked, metric)
    settled = settle(metric, asked.quantity, asked.company, _spoken_for(asked, metric), asked.story.named)
    if settled is None or _is_stake(asked, settled):
        return None
    for case in _CASES:
        code = case(asked, settled)
        if code is not None:
            return settled.renamed(code)._replace(negative=settled.negative and code != "layoffs")
    told_again = metric.name.removeprefix("the ") in {"rate", "reading"} and asked.quantity.kind == "percent"
    if told_again and settled.code in _GROWING:
        return settled._replace(growth=True)  # "The rate slowed from 2.4 percent in October"
    return settled._replace(negative=True) if _falls_short(asked, settled) else settled


def _same_gauge(asked: Asked, metric: Metric) -> Metric:
    """The index told of last for the end of its name: "when the index fell 19.8 percent"."""
    held = asked.held
    if held is None or not metric.weak or not is_vague(metric.name):
        return metric
    same = held.name.endswith(GAUGES) and held.name.endswith(metric.name.removeprefix("the "))
    return held if same else metric


def _spoken_for(asked: Asked, metric: Metric) -> list[str]:
    """What the text speaks of that the name may stand for: of a company's "sales" nothing of a country, of growth to come the economy."""
    if asked.company:
        if metric.name == "sales":
            return [code for code in asked.spoken if entry(code).get("home") != "country"]
        return asked.spoken
    headline = asked.story.headline_metric
    if asked.topic is None and headline is not None and metric.name in entries.words("ambiguous", "prices", "names"):
        return [*asked.spoken, headline]  # "Wholesale inflation at a year's high. On a monthly basis, prices rose 0.5%"
    if metric.name in entries.words("growth", "names") and _foreseen(asked):
        if _of_economy(asked.story) or _foreseen_by_state(asked):
            return ["gdp", *asked.spoken]
    return asked.spoken


def _growing(asked: Asked, metric: Metric) -> Metric | None:
    """What grows in a text that never speaks of the economy: what was told of last, or the topic."""
    if metric.name not in entries.words("growth", "names") or asked.quantity.kind != "percent":
        return None
    polled = not entries.words("growth", "pollsters").isdisjoint(item.low for item in asked.before)
    polled = polled and asked.held_within(1) and not _of_economy(asked.story)
    if not polled and ("gdp" in asked.story.named or _foreseen(asked)):
        return None
    grown = (held for held in (asked.held, None if polled else asked.topic) if held is not None)
    flows = (held for held in grown if not held.data.get("rate") and not held.data.get("balance"))
    return next((held._replace(growth=True) for held in flows if fits(held, asked.quantity)), None)


def _foreseen(asked: Asked) -> bool:
    """Whether somebody foresees the number: "expects growth of 2 percent"."""
    nouns = entries.words("forecasts", "foreseen")
    return any(item.code == "project" or item.low in nouns for item in asked.before)


def _foreseen_by_state(asked: Asked) -> bool:
    """Whether it is a government, a central bank or a body of states that foresees growth, with no other metric named."""
    states = entries.words("growth", "states")
    bodies = [item for item in asked.before if item.kind == "B"]
    return any(item.low in states or item.data.get("role") == "central_bank" for item in bodies)


def _of_economy(story: Story) -> bool:
    """Whether the economy was spoken of shortly before this sentence, and nothing else in it."""
    begin = story.sentence.start
    own = [m for m in within(story.mentions.names, begin, story.sentence.end) if m.kind == "metric"]
    if any(m.data.get("strength") != "weak" and m.code != "gdp" for m in own):
        return False
    return any(m.kind == "metric" and m.code == "gdp" for m in within(story.mentions.names, begin - _NEAR, begin))


def _is_stake(asked: Asked, metric: Metric) -> bool:
    """Whether a per cent is a part of a company, no change of what was paid for it: "an 8 percent stake"."""
    return metric.code == "acquisition_value" and asked.quantity.kind == "percent" and metric.weak


def _of_market(asked: Asked, metric: Metric) -> str | None:
    """Shares of a country are its market's, not a company's: "Seoul shares rise over 1 percent"."""
    shares = metric.code == "share_price" and metric.name in entries.words("markets", "shares")
    beside = shares and any(a.kind == "L" and b.start == metric.start for a, b in pairwise(asked.before))
    return "stock_index" if beside and asked.frame.company is None else None


def _of_subject_index(asked: Asked, metric: Metric) -> str | None:
    """A "benchmark" measures what the subject's index does: "Global oil benchmark Brent crude climbed"."""
    index = asked.frame.index
    if index is None or not metric.weak or metric.name not in {"index", "benchmark", "gauge", "barometer"}:
        return None
    code: str = index.data.get("metric", "stock_index")
    return code if code != metric.code else None


def _sold_abroad(asked: Asked, metric: Metric) -> str | None:
    """Overseas sales are exports in a report on them."""
    abroad = metric.name.startswith("overseas sales") and asked.topic is not None and asked.topic.code == "exports"
    own = asked.frame.company is not None or any(item.low in {"its", "their"} for item in asked.before)
    return "exports" if abroad and not own and asked.quantity.kind != "count" else None


def _delivered_abroad(asked: Asked, metric: Metric) -> str | None:
    """Deliveries of a country are exports in a report on them: "Deliveries to the United States fell 3 percent"."""
    topic = asked.topic
    if asked.company or topic is None or topic.code not in {"exports", "export_volume"} or metric.name != "deliveries":
        return None
    return (
        "export_volume" if metric.code == "sales_volume" and asked.quantity.kind in {"count", "physical"} else "exports"
    )


def _by_direction(asked: Asked, metric: Metric) -> str | None:
    """Shipments to another country are exports, whatever was told last."""
    main = asked.state.country or asked.state.main_country
    if asked.company or main is None or metric.code not in _MOVED or not metric.weak:
        return None
    at = next((i for i, item in enumerate(asked.items) if item.start == metric.start), len(asked.items))
    behind = [item for item in asked.items[at + 1 : at + 5] if item.kind not in {"E", "G", "H"}][:2]
    if len(behind) < 2 or behind[0].low != "to" or behind[1].kind != "L" or behind[1].code == main.value:
        return None
    return metric.code.replace("import", "export")


def _sold_at_home(asked: Asked, metric: Metric) -> str | None:
    """Domestic sales are none: "Domestic sales of cars" in a report on exports."""
    if metric.code != "exports" or not metric.name.endswith("sales"):
        return None
    home = any(item.low == "domestic" or item.low.startswith("domestic ") for item in asked.before)
    return "sales_volume" if home else None


def _by_state(asked: Asked, metric: Metric) -> str | None:
    """What a government spends: "The government's total spending"."""
    if metric.code != "consumption" or not metric.weak:
        return None
    owned = any(a.low == "government" and b.kind == "'" for a, b in pairwise(asked.before))
    return "government_spending" if owned else None


def _of_bonds(asked: Asked, metric: Metric) -> str | None:
    """A benchmark of bonds is their yield: "the return on the benchmark five-year government bonds"."""
    bonds = metric.name == "benchmark" and any(
        item.kind == "I" and item.data.get("metric") == "bond_yield" for item in asked.items
    )
    return "bond_yield" if bonds else None


def _in_basis_points(asked: Asked, metric: Metric) -> str | None:
    """Basis points of a country are those of its policy rate where the metric is no rate itself, nor growth in a subject of
    its own: "Food inflation edged down by 4 basis points"."""
    points = asked.quantity.kind == "points" and "basis" in asked.quantity.text
    rate = metric.data.get("rate") or (metric.growth and asked.frame.fresh)
    return "policy_rate" if points and not rate and not asked.company else None


def _of_bank(asked: Asked, metric: Metric) -> str | None:
    """The rates of a central bank are its policy rate: "The Bank of Korea held rates at 3.5%" in a report on jobs."""
    banks = any(item.kind == "B" and (item.data or {}).get("role") == "central_bank" for item in asked.items)
    return "policy_rate" if banks and metric.name == "rates" and asked.quantity.kind == "percent" else None


def _of_a_barrel(asked: Asked, metric: Metric) -> str | None:
    """The price of a barrel is that of oil: "the average price of a barrel of crude slipped to $56.29"."""
    named = metric.code in {"average_price", "commodity_price", "share_price"} and asked.quantity.kind in {
        "money",
        "price",
    }
    return "oil_price" if named and any(item.low == "barrel" for item in asked.before) else None


def _part_of_reserves(asked: Asked, metric: Metric) -> str | None:
    """What a country's foreign reserves are kept in: "Deposits rose by $5.4 billion" in a report on them."""
    reserves = asked.topic is not None and asked.topic.code == "fx_reserves" and not asked.company
    return "fx_reserves" if reserves and metric.code in _KEPT_IN and asked.quantity.kind != "count" else None


def _of_retailers(asked: Asked, metric: Metric) -> str | None:
    """What the shops of a country sell: "Sales of major retailers rose 12.2 percent"."""
    if metric.code not in {"sales_volume", "revenue"} or metric.name != "sales" or asked.company:
        return None
    return "retail_sales" if _speaks_of(asked, "shops") else None


def _speaks_of(asked: Asked, kind: str) -> bool:
    """Whether a noun before the number is one of a kind that markets.toml lists: "major retailers", "an existing home"."""
    nouns = entries.words("markets", kind)
    return any(item.low.rpartition(" ")[2] in nouns for item in asked.before)


def _of_company(asked: Asked, metric: Metric) -> str | None:
    """The job losses of a company are layoffs."""
    lost = metric.code == "jobs_added" and metric.negative and asked.quantity.kind in {"count", "number"}
    state = asked.state
    company = asked.company or (state.main_company is not None and not state.topic_is_country)
    return "layoffs" if lost and company else None


#: What reports on a labour market are about.
_OF_LABOUR = {"employment", "jobs_added", "unemployment_rate", "unemployment", "jobless_claims"}


def _of_workers(asked: Asked, metric: Metric) -> str | None:
    """The employees of a country are those in employment: "the number of payroll employees declined 35,000"."""
    state = asked.state
    if metric.code != "headcount" or asked.company or state.topic is None or not state.topic_is_country:
        return None
    if not asked.reading.sign and state.topic.value.code not in _OF_LABOUR:
        return None
    return None if asked.scene.phrase.companies or asked.frame.company is not None else "employment"


#: Indices of those asked.
_SURVEYS = {"pmi", "business_confidence", "consumer_confidence"}
#: No index of a survey has more points.
_POINTS = 200


def _of_survey(asked: Asked, metric: Metric) -> str | None:
    """A part of a survey's index: "The gauge of new orders hit 47.7" in a report on purchasing managers."""
    quantity, topic = asked.quantity, asked.topic
    if topic is None or topic.code not in _SURVEYS or metric.code in _SURVEYS or asked.company:
        return None
    if quantity.kind not in {"number", "index_points"} or quantity.noun is not None or abs(quantity.value) > _POINTS:
        return None
    return None if metric.data.get("level_unit") in {"index", "%"} or asked.frame.index is not None else topic.code


def _of_houses(asked: Asked, metric: Metric) -> str | None:
    """The price of a home is a house's, a sale price in a report on them: "The median price of an existing home"."""
    houses = asked.topic is not None and asked.topic.code == "house_prices"
    if houses and metric.name.endswith("sale price"):
        return "house_prices"
    if metric.code != "average_price" or asked.company:
        return None
    return "house_prices" if _speaks_of(asked, "homes") else None


def _invested(asked: Asked, metric: Metric) -> str | None:
    """Takeovers are one kind of the investment that a country receives."""
    received = asked.topic is not None and asked.topic.code == "fdi"
    return "fdi" if received and metric.code == "acquisition_value" and not asked.company else None


def _price_of_flow(asked: Asked, metric: Metric) -> str | None:
    """An average price is that of the flow spoken of."""
    if asked.company or metric.code != "average_price":
        return None
    if any(item.low.endswith("exchange") for item in asked.items):
        return "commodity_price"  # "the average price on the London Metal Exchange"
    return next((_PRICED[code] for code in asked.spoken if code in _PRICED), None)


def _a_share(asked: Asked, metric: Metric) -> str | None:
    """Profit and revenue a share are earnings per share."""
    quantity, earned = asked.quantity, metric.code in {"net_income", "revenue", "operating_profit"}
    if not earned or quantity.kind not in {"money", "price"}:
        return None
    small = abs(quantity.value) < _A_SHARE and any(f.metric == "eps" for f in asked.story.facts[-8:])
    return "eps" if small or PER_SHARE.search(quantity.text) else None  # "had expected a loss of 25 cents"


def _part_of_prices(asked: Asked, metric: Metric) -> str | None:
    """The price of one good is a part of the index reported on: "gasoline prices" in a report on consumer prices, "council rates"."""
    if asked.topic is None or asked.topic.code not in _PRICE_INDICES or asked.quantity.kind != "percent":
        return None
    priced = metric.code in {"commodity_price", "average_price", "costs"} or (
        metric.code == "oil_price" and metric.weak
    )
    paid = metric.name.rpartition(" ")[2] in entries.words("growth", "paid") and asked.reading.sign != 0
    return asked.topic.code.removeprefix("core_") if priced or (paid and metric.code in _PAID) else None


def _share_of_market(asked: Asked, metric: Metric) -> str | None:
    """A company's part of a market is its share of it: "Samsung Electronics held 32 percent of the smartphone market"."""
    part = metric.code == "market_size" and asked.reading.measure == "share_pct" and asked.quantity.kind == "percent"
    return "market_share" if part and asked.frame.company is not None else None


def _of_capacity(asked: Asked, metric: Metric) -> str | None:
    """What runs at a part of its capacity uses that much of it: "Refineries ran at 91 percent of capacity"."""
    used = metric.code == "capacity" and metric.name == "capacity" and asked.reading.rule == "percent of"
    return "capacity_utilization" if used else None


def _of_services(asked: Asked, metric: Metric) -> str | None:
    """The surplus that services alone have: "services ran a surplus of $24 billion"."""
    if metric.code != "trade_balance" or not metric.weak or asked.company:
        return None
    lows = {item.low for item in asked.before}
    return "services_balance" if "services" in lows and "goods" not in lows else None


def _of_treasury(asked: Asked, metric: Metric) -> str | None:
    """The deficit of a ministry of finance is the budget's: "The Treasury posted a deficit of $5 billion"."""
    if metric.code != "trade_balance" or not metric.weak or "trade_balance" in asked.story.named or asked.company:
        return None
    treasury = any(item.low in entries.words("holders", "treasuries") for item in asked.before)
    return "budget_balance" if treasury else None


def _part_of_gdp(asked: Asked, metric: Metric) -> str | None:
    """A deficit that is set against GDP is the budget's where no other is named: "a deficit of 4.5 percent of GDP"."""
    if metric.code != "trade_balance" or not metric.weak or asked.reading.rule != "percent of" or asked.company:
        return None
    named = asked.story.named
    if named.intersection({"trade_balance", "current_account"}):
        return "current_account" if "current_account" in named and "budget_balance" not in named else None
    return "budget_balance"


def _spent_by_firms(asked: Asked, metric: Metric) -> str | None:
    """What businesses spend on equipment is investment: "businesses increased spending on equipment and software by 18%"."""
    if metric.code != "consumption" or asked.company:
        return None
    firms = any(item.low in entries.words("abstract", "firms") for item in asked.before)
    return (
        "investment" if firms and any(item.low in entries.words("deals", "equipment") for item in asked.items) else None
    )


def _of_consumers(asked: Asked, metric: Metric) -> str | None:
    """The prices of a country are consumers': "Prices in France rose 3.2 percent"."""
    general = metric.code == "average_price" and metric.name == "prices" and asked.quantity.kind == "percent"
    phrase = asked.scene.phrase
    alone = not (phrase.products or phrase.companies or asked.company)
    return "consumer_prices" if general and alone and (phrase.partners or phrase.reporters or phrase.bare) else None


def _of_takeover(asked: Asked, metric: Metric) -> str | None:
    """The deal by which a company is bought: "will acquire Seagen in a deal worth $5 billion"; of goods it is an order."""
    if metric.name not in entries.words("deals", "loose") or asked.quantity.kind != "money":
        return None
    buys, wares = entries.words("deals", "takes_over"), entries.words("deals", "wares")
    if any(item.low in wares or (item.kind == "Q" and item.form == "count") for item in asked.before):
        # "is to buy 10 aircraft in a deal worth $1 billion"
        return "orders" if metric.code == "acquisition_value" else None
    if metric.code != "orders" or asked.story.named.intersection({"orders", "export_volume"}):
        return None
    bought = any(item.low in buys for item in asked.before) or "acquisition_value" in asked.story.named
    return "acquisition_value" if bought and asked.company else None


def _of_index_told(asked: Asked, metric: Metric) -> str | None:
    """What a report on producer prices calls core, or the prices of a kind of goods, are parts of these: "The core index was
    up 2.4%", "food prices were down 0.7%"."""
    if asked.topic is None or asked.topic.code != "producer_prices":
        return None
    core = metric.code == "core_consumer_prices" and metric.name.removeprefix("core").strip() in _GENERAL
    priced = metric.code == "consumer_prices" and metric.name.endswith(" prices") and "consumer" not in metric.name
    return asked.topic.code if core or priced else None


#: The cases in the order they are asked; each gives the code that is meant, or None.
_CASES: tuple[Callable[[Asked, Metric], str | None], ...] = (
    _by_direction,
    _of_market,
    _of_subject_index,
    _sold_abroad,
    _delivered_abroad,
    _sold_at_home,
    _by_state,
    _of_bonds,
    _in_basis_points,
    _of_bank,
    _of_a_barrel,
    _part_of_reserves,
    _of_houses,
    _of_company,
    _of_workers,
    _of_survey,
    _of_retailers,
    _invested,
    _price_of_flow,
    _a_share,
    _part_of_prices,
    _of_index_told,
    _share_of_market,
    _of_capacity,
    _of_services,
    _of_treasury,
    _of_consumers,
    _part_of_gdp,
    _spent_by_firms,
    _of_takeover,
)


def _falls_short(asked: Asked, metric: Metric) -> bool:
    """Whether a "gap" is a deficit: the topic's balance is one, or the text knows no surplus of trade."""
    if not metric.data.get("balance") or metric.name.rpartition(" ")[2] not in entries.words(
        "ambiguous", "balance", "gaps"
    ):
        return False
    topic = asked.topic
    known = topic is not None and topic.negative and metric.code == topic.code
    return known or (metric.code == "trade_balance" and "surplus" not in asked.story.text)
