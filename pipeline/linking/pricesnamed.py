"""Prices named: whose "prices" a text speaks of, by the ones that it named last."""

from __future__ import annotations

from pipeline.linking.asked import Asked
from pipeline.linking.metric import PRICES, Metric
from pipeline.linking.story import within
from pipeline.vocabulary import entries


def prices_named(asked: Asked, metric: Metric) -> list[str]:
    """House prices, where the text named those last of all that somebody pays, in an article that speaks of inflation as well: "Home
    prices soared in the pandemic. Prices have since dropped by 14 percent"."""
    if metric.name not in entries.words("ambiguous", "prices", "names") or "house_prices" not in asked.story.named:
        return []
    for name in within(asked.story.mentions.names, 0, metric.start)[::-1]:
        if name.kind == "metric" and name.code in PRICES and name.form not in {"prices", "price"}:
            return []
        if name.kind == "metric" and name.code == "house_prices":
            return ["house_prices"]
    return []
