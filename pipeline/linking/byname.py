"""By name: an index told of by what it is called: "the measure for that — known as private fixed investment — rose" is investment."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.vocabulary import entries

#: What opens and closes an aside, and what else ends a name.
_APART, _CLOSES = {",", ";"}, {",", ";", ")"}
#: So many items has a name at most.
_LONGEST = 8
#: What says whose an index is.
_WHOSE = {"L", "'", "B"}


def call_gauge_by_name(items: list[Item]) -> list[Item]:
    """The items with the name alone where an aside says what a measure or gauge is called."""
    for i, item in enumerate(items):
        if item.low not in entries.words("scenes", "by_the_name") or i < 2:
            continue
        opens = i - 1 - (items[i - 1].kind == "E")
        close = next((j for j in range(i + 1, min(i + _LONGEST, len(items))) if items[j].kind in _CLOSES), 0)
        if opens < 1 or items[opens].kind not in _APART or not close or close + 1 >= len(items):
            continue
        name = [x for x in items[i + 1 : close] if x.kind not in {".", "K", "E"}]
        begin = next((j + 1 for j in range(opens - 1, -1, -1) if items[j].kind in {*_APART, "K"}), 0)
        told = items[begin:opens]
        goes_on = items[close + 1].kind in {"V", "U"}
        if not goes_on or not any(x.kind == "M" for x in name) or any(x.kind in {"Q", "K"} for x in [*told, *name]):
            continue
        if _is_gauge(told):
            return [*items[:begin], *(x for x in told if x.kind in _WHOSE), *name, *items[close + 1 :]]
    return items


def _is_gauge(told: list[Item]) -> bool:
    """Whether what stands before an aside is a measure or gauge that says not of what: "the index that tracks purchases"."""
    heads = entries.words("scenes", "called_gauges")
    at = next((j for j, item in enumerate(told) if item.low.rpartition(" ")[2] in heads), -1)
    return at >= 0 and not any(item.kind in {"V", "Q"} for item in told[:at])
