"""Reserves: whether they are a country's foreign money, and what else is told of as such: goods in the ground or in store."""

from __future__ import annotations

import re

from pipeline.linking.asked import Asked
from pipeline.linking.metric import Metric
from pipeline.linking.only import only
from pipeline.linking.story import within

#: What tells of goods in store in a sentence on their prices.
_CROP = re.compile(r" crop| harvest")
#: So many letters has the name of a good before its "reserves" at most.
_GOOD = 30
#: What the parts of foreign reserves may have been read as.
_KEPT_IN = {"deposits", "market_cap", "assets", "investment", "cash"}


def lie_in_store(asked: Asked, metric: Metric) -> bool:
    """Whether reserves are of a good that lies in the ground or in store, none of foreign money: "13 percent of the world's gas
    reserves"; gold is kept with foreign money, and "soybean reserves" at harvest are stocks."""
    if metric.code != "fx_reserves" or _CROP.search(asked.story.low):
        return False
    end = metric.start - 1
    goods = within(asked.story.mentions.names, max(0, end - _GOOD), end)
    return any(name.kind == "product" and name.end == end and name.code != "gold" for name in goods)


@only(codes={"fx_reserves"}, names={"reserves"})
def of_crops(asked: Asked, metric: Metric) -> str | None:
    """Reserves are stocks in a text on the prices of goods that speaks of no money: "a record crop that may double domestic reserves"."""
    said = asked.story.low
    grown = "commodity_price" in asked.story.named and asked.quantity.kind != "money" and _CROP.search(said) is not None
    return "inventories" if grown else None


@only(codes=_KEPT_IN)
def part_of_reserves(asked: Asked, metric: Metric) -> str | None:
    """What a country's foreign reserves are kept in: "Deposits rose by $5.4 billion" in a report on them."""
    reserves = asked.topic is not None and asked.topic.code == "fx_reserves" and not asked.company
    if metric.name == "investment" or metric.name.startswith("foreign currency deposit"):
        return None  # what an economy invests in itself, and what residents keep at banks
    return "fx_reserves" if reserves and asked.quantity.kind != "count" else None
