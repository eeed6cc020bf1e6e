"""Case: a number with the metric and measure that it is about to get, which is asked whether it measures that at all."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.linking.items import Item
from pipeline.linking.metric import Metric
from pipeline.linking.reading import Reading
from pipeline.linking.story import Story
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: Signs that a number is written with.
SIGNS = "+-−–"


@dataclass(slots=True, eq=False)
class Case:
    """A number with the metric and measure it is about to get; `sentence` is in small letters, `lows` are the words of the items."""

    story: Story
    items: list[Item]
    at: int
    quantity: Quantity
    metric: Metric
    how: str
    reading: Reading
    measure: str
    sentence: str
    lows: frozenset[str]


def words(group: str, name: str) -> frozenset[str]:
    """A word list of doubt.toml."""
    return entries.words("doubt", group, name)


def written(case: Case) -> str:
    """The words the metric was read from, in small letters."""
    return case.story.text[case.metric.start : case.metric.end].lower()
