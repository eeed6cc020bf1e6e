"""Metric: what a number measures."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence, Set
from typing import Any, NamedTuple, Protocol

from pipeline.fact import Fact
from pipeline.linking.items import Item
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_BESIDE_A_NUMBER_NAMES = entries.words("ambiguous", "beside_a_number", "names")

#: The name of a metric that is told in passing, with which nothing goes on.
IN_PASSING = "in passing"
#: Changes, shares and multiples fit any metric that takes per cent.
_KINDS = {"multiple": "percent", "fraction": "percent"}
#: How the names of indices end whose level is a plain number.
GAUGES = (" index", " gauge", " indicator")
#: No index stands as high.
_NO_INDEX = 1e5
#: Metrics in money and the quantities behind them.
VOLUMES = {"exports": "export_volume", "imports": "import_volume", "revenue": "sales_volume"}
#: What is counted by the piece where it is made and sold.
PIECES = {"sales_volume", "production_volume"}
#: Indices of prices, whose yearly change is a rate.
PRICES = {"consumer_prices", "core_consumer_prices", "producer_prices"}
#: All of them, in whose reports single goods have prices.
PRICE_INDICES = PRICES | {"import_price", "export_price"}
#: Sums of a state's budget.
FISCAL = {"budget_balance", "budget", "tax_revenue", "government_spending", "government_revenue"}
#: Kinds of profit, and what companies report together for one period.
PROFITS = {"operating_profit", "pretax_profit", "net_income"}
RESULTS = PROFITS | {"revenue", "ebitda"}
#: Indices of those asked.
SURVEYS = {"pmi", "business_confidence", "consumer_confidence"}
#: What no branch has of its own that grows or shrinks: "Confidence fell to 21. GDP grew 3.1 percent. Mining surged 14 percent".
NO_BRANCHES = SURVEYS | {"policy_rate", "unemployment_rate", "budget_balance", "current_account", "exchange_rate"}
#: The two ways of trade in money, also by quantity, and with what is left between them.
TRADED = {"exports", "imports"}
WAYS = TRADED | {"export_volume", "import_volume"}
WAYS_AND_BALANCE = WAYS | {"trade_balance"}
#: What ratios are taken of.
WHOLES = {"gdp", "gross_national_income", "personal_income"}
#: What is told as a part of GDP, in money else.
RATIOS = {"budget_balance", "debt", "current_account", "trade_balance", "tax_revenue", "government_spending"}
#: The worth of what was shipped.
WORTH = {"export_volume": "exports", "import_volume": "imports"}


class Span(Protocol):
    """Anything that stands somewhere in the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Metric(NamedTuple):
    """A metric with its vocabulary entry and where it was read; `negative` for a deficit or loss, `growth` when its per cent is a change."""

    code: str
    data: Mapping[str, Any]
    start: int
    end: int
    negative: bool = False
    growth: bool = False
    weak: bool = False
    name: str = ""

    @classmethod
    def of(cls, item: Item) -> Metric:
        """The metric of an item of kind M."""
        return cls(
            item.code,
            item.data,
            item.start,
            item.end,
            item.data.get("sign") == "negative",
            item.data.get("measure") == "change_pct",
            item.data.get("strength") == "weak",
            item.low,
        )

    @classmethod
    def told(cls, code: str, where: Span, *, negative: bool = False, weak: bool = False, name: str = "") -> Metric:
        """The metric of a code, as said by the words at a place."""
        return cls(code, entry(code), where.start, where.end, negative, weak=weak, name=name)

    def renamed(self, code: str) -> Metric:
        """The same mention read as another metric."""
        return Metric(code, entry(code), self.start, self.end, self.negative, self.growth, self.weak, self.name)


@functools.cache
def entry(code: str) -> Mapping[str, Any]:
    """The vocabulary entry of a metric code."""
    return {**entries.table("metrics").get(code, {}), "code": code}


@functools.cache
def _ambiguous() -> dict[str, Mapping[str, Any]]:
    return {
        name: group
        for key, group in entries.table("ambiguous").items()
        for name in group["names"]
        if key != "beside_a_number"
    }


def is_shy(item: Item) -> bool:
    """Whether a metric's name counts only beside a number: "a fund of $5 billion", not "the fund expects"."""
    return item.low in _BESIDE_A_NUMBER_NAMES and item.data.get("strength") == "weak"


def candidates(name: str, company: bool, named: Set[str]) -> list[str]:
    """The metrics a short name may stand for, in the order to be tried; of names of many things only what the text names in full."""
    group = _ambiguous().get(name.removeprefix("the "))
    if group is None or not group["company"]:
        return []
    first, second = (group["company"], group["country"]) if company else (group["country"], group["company"])
    vague = group.get("named", ())  # metrics that the name alone does not tell: "rates among women"
    return [code for code in (*first, *second) if code not in vague or code in named]


def is_gauge(name: str) -> bool:
    """Whether a metric's name is an index's: "retail sales index", "index of industrial production", "index"."""
    return f" {name}".endswith(GAUGES) or "index of " in name


def is_vague(name: str) -> bool:
    """Whether a short name says nothing without a metric that the text names in full: "rate", "index"."""
    return bool(_ambiguous().get(name.removeprefix("the "), {}).get("named"))


def fits(metric: Metric, quantity: Quantity) -> str | None:
    """The code under which the metric takes the number, or None: exports take money, their pieces are export_volume."""
    kind = _KINDS.get(quantity.kind, quantity.kind)
    if kind == "count" and quantity.noun is None:
        kind = "number"
    if kind == "physical" and quantity.unit in {"years", "months"}:
        return None
    instead = metric.data.get("instead") or {}
    takes = metric.data.get("takes", ())
    if (kind == "money" and metric.data.get("rate") and "money" not in takes) or (
        kind == "points" and metric.data.get("balance") and ("points" not in takes or metric.weak)
    ):
        return None
    if kind in instead:
        return instead[kind]
    if kind in takes or kind in {"percent", "points"}:
        return metric.code
    if kind == "number" and "count" in instead and abs(quantity.value) >= _NO_INDEX:
        return instead["count"]  # "output totaled 31.23 million"
    if kind == "number" and (
        "count" in takes or "index_points" in takes or metric.data.get("level_unit") in {"count", "index", "price"}
    ):
        return metric.code
    if metric.code == "exchange_rate" and kind == "number" and (quantity.decimals or quantity.value >= 1000):
        return metric.code  # "the won rose to 1,449.8"
    if kind == "number" and is_gauge(metric.name):
        return metric.code  # "The retail sales index stood at 83"
    if kind == "number" and "count" in instead:
        return instead["count"]
    if kind == "count" and ("index_points" in takes or "number" in takes) and quantity.noun is None:
        return metric.code
    if kind in {"money", "price", "rate"} and ({"money", "price", "rate"} & set(takes)):
        return metric.code
    if kind == "index_points" and ("number" in takes):
        return metric.code
    return None


def settle(
    metric: Metric, quantity: Quantity, company: bool, spoken_of: Sequence[str], named: Set[str]
) -> Metric | None:
    """The metric a number takes from a mention: a strong name as it is, a short name by what the text speaks of and by the number."""
    if metric.weak:
        options = candidates(metric.name, company, named)
        spoken = [code for code in spoken_of if code in options]
        pieces = quantity.kind in {"count", "number"} and metric.name in entries.words("growth", "names")
        options = spoken if pieces else spoken + options  # "on-year growth above 100,000" is of what was spoken of
        for code in options:
            chosen = fits(metric.renamed(code), quantity)
            if chosen is not None:
                return metric.renamed(chosen)
        if is_vague(metric.name):
            return None
    chosen = fits(metric, quantity)
    return None if chosen is None else metric if chosen == metric.code else metric.renamed(chosen)


def of_fact(fact: Fact) -> Metric:
    """What an earlier number measured."""
    return Metric(fact.metric, entry(fact.metric), fact.char_start, fact.char_end, fact.value < 0)
