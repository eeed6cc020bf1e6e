"""Sized: whether a metric is meant as a quantity rather than in money, and whether a count measures it at all."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.items import Item
from pipeline.linking.metric import VOLUMES, WORTH, Metric, is_gauge
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_BY_WORTH = entries.words("counts", "by_worth")
_MONEYS = entries.words("counts", "moneys")
_BY_SIZE = entries.words("counts", "by_size")
#: So many items tell at the beginning of a sentence what its changes are measured in.
_OPENING = 3


def _measured_in(items: list[Item], at: int) -> set[str]:
    """What a change is said to be measured in behind its number: "in value", "by weight", "more in money", "more dollars"."""
    behind = next((j for j in range(at + 1, len(items)) if items[j].kind in {"Q", "V"}), len(items))
    stretch = items[at + 1 : behind]
    said = {item.low for item in stretch if item.kind == "G"}
    said |= {b.low for a, b in pairwise(stretch) if a.low in {"in", "by"} or a.kind == "D"}
    if said & _MONEYS:
        said.add("value")
    return said


def tells_worth(items: list[Item], at: int) -> bool:
    """Whether a change is said to be of what was earned: "a gain of 47 per cent in value"."""
    return not _BY_WORTH.isdisjoint(_measured_in(items, at))


def by_volume(metric: Metric, items: list[Item], at: int, opening: list[Item]) -> Metric:
    """The metric as a quantity where the text says so of its change ("fell 7 percent in volume terms"), or as what that is worth
    ("shipped 2 million tonnes, up 9 percent in volume and 62 percent in value"); `opening` is how the sentence begins: "In volume
    terms, exports fell 3 percent and imports 8 percent"."""
    instead, worth = VOLUMES.get(metric.code), WORTH.get(metric.code)
    if instead is None and worth is None:
        return metric
    said = _measured_in(items, at)
    if instead is not None and [item.low for item in items[:1]] == ["the number"]:
        return metric.renamed(instead)  # "The number of watches exported fell 26% to 1.1 million"
    if instead is not None and [item.low for item in items[:2]] in (["in", "units"], ["by", "units"]):
        return metric.renamed(instead)  # "In units, shipments slumped 18 percent to 290,000"
    if instead is not None and any(item.low == "the number" for item in items[:3]) and items[0].low.startswith("in "):
        return metric.renamed(instead)  # "In terms of the number of vehicles, they were down 9 percent"
    if worth is not None and [item.low.rpartition(" ")[2] for item in items[:3] if item.kind not in {"E", "J"}][:1] == [
        "value"
    ]:
        return metric.renamed(
            worth
        )  # "shipped 2 million tonnes. The value rose 8 percent", "and value was up 8 percent"
    if instead is None:
        return metric if worth is None or said.isdisjoint(_BY_WORTH) else metric.renamed(worth)
    if said.isdisjoint(_BY_SIZE | _BY_WORTH):
        first = next((j for j in range(at) if items[j].kind == "Q"), at)
        said = {item.low for item in items[:first] if item.kind == "G"}
        if opening is not items and opening[0].kind == "G":
            said |= {item.low for item in opening[:_OPENING] if item.kind == "G"}
    return metric if said.isdisjoint(_BY_SIZE) else metric.renamed(instead)


def counts(quantity: Quantity, metric: Metric, how: str) -> bool:
    """Whether a plain count measures the metric: not "two major partners", "six categories"."""
    if quantity.noun is None and is_gauge(metric.name):
        return how == "read"
    noun = (quantity.noun or "").lower().split()
    of_jobs = bool(noun) and noun[-1] in entries.words("labour", "nouns")  # "private sector jobs"
    if not of_jobs and not entries.words("counts", "idle").isdisjoint(noun):
        return False
    again = how == "sentence" and metric.code == "orders"  # "won 52 ships, up from 42 ships"
    again = again and not entries.words("deals", "fleet").isdisjoint(noun[-1:])
    return quantity.value >= 100 or ("count" in metric.data.get("takes", ()) and (how == "read" or again))
