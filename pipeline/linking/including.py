"""Including: what revenue is told to hold, which is the part that its amount is of: "Car revenue included regulatory credits of $300 million"."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.linking.modifiers import written

#: How it is said that an amount holds a part.
INCLUDES = frozenset({"included", "includes"})
#: What is counted so.
_TAKEN_IN = {"revenue", "sales_volume"}
#: What the words of a part may be.
_WORDS = {"w", "P", "M", "H"}
#: So many items before the verb stands what includes it; so many has the part.
_NEAR, _LONG = 4, 4


def name_included(items: list[Item]) -> list[Item]:
    """Items in which the part of revenue that a clause tells is one good, and that of its subject none."""
    for i in range(1, len(items) - 2):
        if items[i].low not in INCLUDES or items[i].kind not in {"V", "R"} or items[i - 1].code not in _TAKEN_IN:
            continue
        begin, end = _part(items, i + 1)
        if begin == end:
            continue
        for item in items[max(0, i - _NEAR) : i - 1]:
            if item.kind == "P":
                item.kind, item.code, item.data = "H", "", None
        label = written(items[begin:end])
        part = Item("P", items[begin].start, items[end - 1].end, label, label)
        return [*items[:begin], part, *items[end:]]
    return items


def _part(items: list[Item], at: int) -> tuple[int, int]:
    """Where the words of the part begin and end: before "of" and its amount, or behind the amount and "of", "in" or "from"."""
    if items[at].kind == "Q" and items[at].form == "money":
        led = at + 2 < len(items) and items[at + 1].low in {"of", "in", "from"}
        begin = at + 2 if led else at
        end = begin
        while led and end < len(items) and end - begin < _LONG and items[end].kind in _WORDS:
            end += 1
        return begin, end
    begin = at + (items[at].kind == "E")
    end = begin
    while end < len(items) and end - begin < _LONG and items[end].kind in _WORDS:
        end += 1
    amount = items[end : end + 2]
    told = len(amount) == 2 and amount[0].low == "of" and amount[1].form == "money"
    return (begin, end) if told else (begin, begin)
