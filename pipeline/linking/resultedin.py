"""Resulted in: a change that what a clause tells of brought about in something else: "Higher prices led to a rise of 12 percent in output"."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.beside import metric_right
from pipeline.linking.metric import Metric
from pipeline.linking.only import only
from pipeline.linking.shortnames import take
from pipeline.vocabulary import entries

#: What may stand between the verb and the noun of the change.
_BETWEEN = {"E", "H", "D", "G"}
_TO = {"to", "in", "into"}


@only(kinds={"percent", "money", "points"}, readings={"noun of change + of"}, words={"in"})
def resulted_in(asked: Asked) -> Found | None:
    """The metric right behind a change that the subject led to, where that has one of its own: "leading to an expansion of 18 percent in
    the current account deficit"."""
    items, at, told = asked.items, asked.at, asked.frame.metric
    if told is None or items[at + 1 : at + 2] == [] or items[at + 1].low != "in":
        return None
    noun = next((i for i in range(at - 1, 0, -1) if items[i] is asked.reading.governor), 0)
    i = noun - 1
    while i > 0 and items[i].kind in _BETWEEN:
        i -= 1
    verb = i - (i > 0 and items[i].low in _TO)
    led = verb < i or " " in items[i].low  # "resulted in" may be one
    brought = entries.words("growth", "leads_to") if led else entries.words("growth", "brings")
    if verb < 1 or items[verb].low not in brought:
        return None
    right = metric_right(items, at)
    if right is None or right[0].code == told.code:
        return None
    metric = take(asked, Metric.of(right[0]))
    return Found(metric, "read", right[1]) if metric is not None else None
