"""Times it: the multiple that a figure is of an older one, and that one: "a deficit of $12.7 billion, nearly triple December's $4.7 billion"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.asked import Asked, Found
from pipeline.linking.items import Item
from pipeline.linking.metric import of_fact
from pipeline.linking.only import LAST, only

#: What may stand between a multiple and the older figure, and between a figure and the multiple.
_BETWEEN, _BEFORE = {"E", "T", "'", "R", "G"}, {",", "G", "J", "-", "H"}

#: The name of what is so many times another figure.
_OF_THAT = "multiple of that"


@only(kinds={"multiple", "fraction", "money", "physical", "count", "number"}, has=LAST)
def multiplied(asked: Asked) -> Found | None:
    """What the figure right before is of, for the multiple behind it and the older figure that this is set against."""
    at = asked.at if asked.quantity.kind in {"multiple", "fraction"} else _multiple(asked.items, asked.at)
    if at < 0:
        return None
    begin = at - 1
    while begin >= 0 and asked.items[begin].kind in _BEFORE:
        begin -= 1
    told = next(
        (fact for fact in asked.story.facts[-2:] if begin >= 0 and fact.char_end == asked.items[begin].end), None
    )
    apart = begin < at - 1 and asked.items[begin + 1].kind == ","
    if not apart or told is None or told.measure != "level":
        return None
    return Found(of_fact(told)._replace(name=_OF_THAT), "sentence")


def _multiple(items: Sequence[Item], at: int) -> int:
    """The multiple that an older figure stands right behind: "triple December's | $4.7 billion", "half of the | $4.7 billion"; else -1."""
    for i in range(at - 1, max(at - 6, -1), -1):
        if items[i].kind == "Q":
            return i if items[i].form in {"multiple", "fraction"} else -1
        if items[i].kind not in _BETWEEN:
            return -1
    return -1
