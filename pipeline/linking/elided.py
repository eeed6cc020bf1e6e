"""Elided: a number that leaves out its "per cent" because the ones told before it had theirs: "rose 3.4 per cent and imports 9.1"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.fact import Fact
from pipeline.linking.items import Item
from pipeline.linking.metric import entry
from pipeline.linking.story import Scene, Story
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: No rate leaves out its unit that is larger; so far apart at most two rates of one thing are.
_LARGEST, _APART = 100, 12
#: What is told in plain numbers.
_IN_NUMBERS = {
    "pmi",
    "business_confidence",
    "consumer_confidence",
    "stock_index",
    "exchange_rate",
    "share_price",
    "eps",
}
#: What may stand behind a number that is told by itself.
_CLOSES = {".", ",", ";", ")", "J", "T", "K", "A", "X", '"', "”", "’"}
#: What leads to a rate of growth.
_OF_RATES = (" to ", " at ", " of ")
_RATES = {"percent", "points", "ordinal"}
_LEADS_ON = {"in", "from", "for", "by", "at", "a", "over", "after", "during"}
#: What may stand before it.
_NAMES = {"J", "P", "w", "M", "L", "H", "'", "R", "V", "G", "D", "A", "T", "b", "S"}


def in_percent_of_last(story: Story, scene: Scene, at: int, quantity: Quantity) -> Quantity:
    """A bare number as the percentage that the one before it was; as it is where it may be something else."""
    if quantity.kind == "index_points" and quantity.text[:1].isdigit():
        return _in_percentage_points(story, scene, at, quantity)
    if quantity.kind != "number" or quantity.noun is not None or not quantity.text[-1:].isdigit():
        return quantity
    told = story.facts[-1] if story.facts else None
    size = abs(quantity.value)
    if told is None or told.unit != "%" or not 0 < size < _LARGEST or size > _APART * max(abs(told.value), 1):
        return quantity
    metric, items = scene.frame.metric, scene.clause.items
    if scene.frame.index is not None or (metric is not None and metric.code in _IN_NUMBERS):
        return quantity
    behind, before = items[at + 1 : at + 2], items[at - 1 : at]
    if behind and behind[0].kind not in _CLOSES and behind[0].low not in _LEADS_ON:
        return quantity
    if not before or before[0].kind not in _NAMES or _is_of_amount(story, told, items, at):
        return quantity
    last = next((item for item in [*scene.clause.before, *items[:at]][::-1] if item.kind == "Q"), None)
    if last is not None and last.form not in _RATES:
        return quantity  # "inventory is about 40 days, against the usual 25"
    same = told.char_start >= story.sentence.start
    if not (same or quantity.decimals or _is_said_of_rate(items, at)):
        return quantity
    if "\n" in story.text[told.char_end : quantity.start]:
        return quantity
    return _taken_as(items[at], replace(quantity, kind="percent", unit="%"))


def _in_percentage_points(story: Story, scene: Scene, at: int, quantity: Quantity) -> Quantity:
    """Points as percentage points behind a rate in per cent where no index is told of: "India's forecast was cut by 0.7 points"."""
    told, metric = story.facts[-1] if story.facts else None, scene.frame.metric
    if told is None or told.unit not in {"%", "pp"} or told.metric in _IN_NUMBERS or abs(quantity.value) >= _APART:
        return quantity
    if entry(told.metric).get("nature") == "price":
        return quantity
    indexed = scene.frame.index is not None or (
        metric is not None and (metric.code in _IN_NUMBERS or metric.data.get("nature") == "price")
    )
    return quantity if indexed else _taken_as(scene.clause.items[at], replace(quantity, kind="points", unit="pp"))


def _taken_as(item: Item, quantity: Quantity) -> Quantity:
    """Notes in the clause what its number is taken as."""
    item.data, item.code, item.form = quantity, quantity.unit, quantity.kind
    return quantity


def _is_of_amount(story: Story, told: Fact, items: list[Item], at: int) -> bool:
    """Whether a number is what a change led to or from: "fell 3 per cent to 48.6"; not "cut its forecast to 3 per cent from 4"."""
    if told.measure != "change_pct" or items[at - 1].low not in {"to", "from", "at"}:
        return False
    return not story.text[: told.char_start].endswith(_OF_RATES, max(0, told.char_start - 5))


def _is_said_of_rate(items: list[Item], at: int) -> bool:
    """Whether a clause says of a rate what it is: "In 2007 the ratio was 25", "At its peak it was a little over 4"."""
    verb = next((i for i in range(at - 1, 0, -1) if items[i].kind in {"V", "A"}), 0)
    if not verb or any(item.kind == "Q" for item in items[:at]):
        return False
    subject = items[verb - 1]
    return subject.low in {"it", "that"} or f"the {subject.low.removeprefix('the ')}" in entries.words(
        "readings", "stand_in"
    )
