"""Described: a place or company named between commas behind what it is called: "the euro zone's largest economy, Germany, ..."."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.vocabulary import entries

#: What may stand in what somebody is called, before its head, and what begins it.
_CALLS, _BEGINS = {"w", "H", "M", "P", "S", "D", "Q", "-", "I"}, {"E", "O"}
#: What leads to the other side of a trade.
_LEADS = {"to", "from", "with"}
#: So many items has it at most; what a name is closed by.
_LONGEST, _CLOSES = 7, {",", ".", ")"}


def call_by_name(items: list[Item]) -> list[Item]:
    """The items with the name alone where a description and a name stand side by side: "inflation in the bloc's biggest economy,
    Germany, rose" is inflation in Germany, "exports to its top market, China, fell" are exports to China."""
    for i in range(3, len(items)):
        name = items[i]
        if name.kind not in {"L", "C"} or name.form == "demonym":
            continue
        comma = i - 1 - (items[i - 1].kind == "E")
        if items[comma].kind != "," or (i + 1 < len(items) and items[i + 1].kind not in _CLOSES):
            continue
        begin = _description(items, comma, "places" if name.kind == "L" else "firms")
        if begin >= 0:
            closed = i + 1 < len(items) and items[i + 1].kind == ","
            return call_by_name([*items[:begin], name, *items[i + 1 + closed :]])
    return items


def leave_called(items: list[Item]) -> list[Item]:
    """The items without what the other side of a trade is called before its change, told without a verb: "with sales to Peru, its main
    market, down 4 percent"."""
    for i in range(2, len(items) - 4):
        if items[i].kind != "," or items[i - 1].kind != "L" or items[i - 2].low not in _LEADS:
            continue
        if items[i + 1].kind not in _BEGINS:
            continue
        close = next((j for j in range(i + 2, min(i + _LONGEST + 2, len(items) - 2)) if items[j].kind == ","), 0)
        called = close and all(item.kind in _CALLS or item.kind == "'" for item in items[i + 2 : close])
        if called and items[close + 1].kind == "D" and items[close + 2].kind == "Q":
            return leave_called([*items[:i], *items[close + 1 :]])
    return items


def _description(items: list[Item], comma: int, who: str) -> int:
    """The first item of what ends at a comma with a superlative and a head that `who` is called by; -1 where nothing does."""
    heads = entries.words("scenes", f"called_{who}")
    if items[comma - 1].low.rpartition(" ")[2] not in heads:
        return -1
    ranked = False
    for j in range(comma - 1, max(comma - _LONGEST, -1), -1):
        item = items[j]
        ranked = ranked or any(word in entries.words("scenes", "ranked") for word in item.low.replace("-", " ").split())
        if item.kind in _BEGINS:
            return j if ranked else -1
        if item.kind == "'":
            owner = items[j - 1] if j else None
            if not ranked or owner is None or owner.kind not in {"L", "C", "w", "O"}:
                return -1
            return j - 2 if j > 1 and items[j - 2].kind == "E" else j - 1
        if item.kind not in _CALLS:
            return -1
    return -1
