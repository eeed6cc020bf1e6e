"""Names in a company's report: which profit and whose prices a short name means there."""

from __future__ import annotations

from pipeline.linking.asked import Asked
from pipeline.linking.metric import Metric
from pipeline.vocabulary import entries


def is_of_another(asked: Asked) -> bool:
    """Whether a profit is another company's than the operating profit told last, in a text that tells net profits as well."""
    companies = asked.scene.phrase.companies
    if not companies or "net_income" not in asked.story.named:
        return False
    told = next((fact for fact in reversed(asked.story.facts) if fact.metric == "operating_profit"), None)
    return told is not None and told.reporter != companies[-1].code


def named_profit(asked: Asked, metric: Metric) -> str | None:
    """A profit is the one that the text names in full, where that is one alone: "profit" in a report on operating profit."""
    if (
        metric.code != "net_income"
        or not metric.weak
        or metric.name not in entries.words("ambiguous", "loss", "profits")
    ):
        return None
    told = any(fact.metric == "net_income" for fact in asked.story.facts)
    alone = "operating_profit" in asked.story.named and asked.story.named.isdisjoint({"net_income", "pretax_profit"})
    return "operating_profit" if alone and not told else None


def own_prices(asked: Asked, metric: Metric) -> str | None:
    """By how much a company raised its prices, no inflation: "sales climbed 9 percent, with price increases of 13 percent"."""
    own = asked.company and metric.code == "consumer_prices" and metric.name.startswith("price ")
    return "average_price" if own and asked.frame.reporter is None else None
