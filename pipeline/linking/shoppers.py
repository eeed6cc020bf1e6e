"""Shoppers: what people buy at home, no trade, in a report on what they spend: "Consumer spending stalled. Purchases rose 0.2 percent"."""

from __future__ import annotations

from pipeline.linking.asked import Asked
from pipeline.linking.metric import Metric
from pipeline.linking.only import only

#: What purchases are of else.
_TRADE = {"imports", "exports", "trade_balance", "trade_volume", "import_volume", "export_volume"}


def tells_of_shoppers(asked: Asked) -> bool:
    """Whether a text tells of consumers' spending, and neither names imports nor tells of any trade."""
    story = asked.story
    spoken = "consumption" in story.named or any(
        m is not None and m.code == "consumption" for m in (asked.held, asked.topic)
    )
    if asked.company or not spoken or "imports" in story.named:
        return False
    return not any(fact.metric in _TRADE for fact in story.facts)


@only(codes={"imports", "import_volume"}, kinds={"percent", "money"})
def bought_at_home(asked: Asked, metric: Metric) -> str | None:
    """What consumers buy, where no word says from where: "Purchases of services rose 0.2 percent", "goods and services bought last month"."""
    if not (metric.weak or not metric.name) or asked.scene.phrase.partners or not tells_of_shoppers(asked):
        return None
    said = asked.story.text[metric.start : metric.end].lower()
    return "consumption" if said in _BUYING else None


#: How it is told that something is bought.
_BUYING = {"purchases", "purchase", "buying", "bought", "buy", "buys", "purchased"}
