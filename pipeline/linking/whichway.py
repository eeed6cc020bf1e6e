"""Which way: whether "sales" and "volumes" in a report on trade are what was sent abroad, what stayed at home, or what came in."""

from __future__ import annotations

import re

from pipeline.linking.asked import Asked
from pipeline.linking.metric import Metric
from pipeline.linking.only import only
from pipeline.linking.story import Story
from pipeline.vocabulary import entries

#: Goods behind "sales", and where they are sold.
_AT_HOME = re.compile(r" of [^.,;:\d]{2,40} (?:in the (?:country|domestic market)|at home|domestically)\b")
#: Words for how much was traded of what was told of last.
_SIZES = entries.words("modifiers", "sizes")


def are_sold_at_home(story: Story, metric: Metric) -> bool:
    """Whether the words behind "sales" say that the goods were sold at home: "Sales of hybrids in the country rose"."""
    return _AT_HOME.match(story.text, metric.end) is not None


@only(codes={"exports", "export_volume"})
def not_abroad(asked: Asked, metric: Metric) -> str | None:
    """Domestic sales are no exports ("Domestic sales of cars", "Sales of cars in the country"), nor what was bought where imports were told
    last: "Coal imports fell 36 percent in value, while volumes slipped 6.7 percent"."""
    if metric.code == "export_volume":
        bought = asked.held is not None and asked.held.code == "imports" and asked.held_within(1) and not asked.company
        return "import_volume" if bought and metric.name.removeprefix("the ") in _SIZES else None
    if not metric.name.endswith("sales"):
        return None
    home = are_sold_at_home(asked.story, metric) or any(
        item.low == "domestic" or item.low.startswith("domestic ") for item in asked.before
    )
    return "sales_volume" if home else None
