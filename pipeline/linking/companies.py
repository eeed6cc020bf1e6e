"""Companies: whose a number is in a row of companies, and what sets their worth."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.linking.measure import Reading
from pipeline.linking.metric import Metric
from pipeline.linking.story import Scene
from pipeline.quantities.quantity import Quantity


def beside_company(scene: Scene, at: int) -> Item | None:
    """The company right before a number that is its own: "CATL's 32.5 percent", "Oppo with 25.2 million", "Vivo (11.8 million)"."""
    items = scene.clause.items
    if at == 0:
        before = scene.clause.before[-1:] if scene.clause.link == "paren" else []
        return before[0] if before and before[0].kind == "C" else None
    j = at - 1
    if items[j].kind in {"G", "E"} and j:
        j -= 1
    linked = items[j].kind == "R" and items[j].low in {"with", "at", "on"}
    j -= linked
    if j >= 0 and linked and items[j].kind == "C":
        return items[j]
    begin = max(0, j - 5)
    while j > begin and items[j].kind in {"S", "M", "P", "T", "H", "w"}:
        j -= 1
    return items[j - 1] if j > 0 and items[j].kind == "'" and items[j - 1].kind == "C" else None


def nth_company(scene: Scene, at: int) -> Item | None:
    """The company of the nth number where several are named and as many numbers follow: "X, Y and Z with 14, 9 and 9 percent"."""
    companies = scene.phrase.companies
    numbers = [item for item in scene.clause.items if item.kind == "Q"]
    if len(companies) < 2 or len(numbers) % len(companies):
        return None
    return companies[numbers.index(scene.clause.items[at]) % len(companies)]


def valuing(items: list[Item], at: int) -> Item | None:
    """The verb that sets what a company is worth: "valuing it at $11 billion"."""
    for item in reversed(items[max(0, at - 6) : at]):
        if item.kind in {"Q", "V"} and not (
            item.kind == "V" and item.data and "market_cap" in item.data.get("metrics", ())
        ):
            return None
        if (item.kind in {"A", "V"} and item.data and "market_cap" in item.data.get("metrics", ())) or (
            item.kind == "w" and item.low == "valued"
        ):
            return item
    return None


def shared(metric: Metric, scene: Scene, at: int, quantity: Quantity, reading: Reading) -> Metric:
    """Market share for a per cent that changes nothing in a ranking of companies by pieces: "Apple with 17 percent"."""
    if (
        metric.code not in {"sales_volume", "production_volume"}
        or quantity.kind != "percent"
        or reading.measure not in {None, "level"}
    ):
        return metric
    ranked = bool(scene.phrase.companies) and any(
        item.low in {"with", "at", "ranked", "followed", "or"} for item in scene.clause.items[:at]
    )
    return metric.renamed("market_share") if ranked or beside_company(scene, at) is not None else metric
