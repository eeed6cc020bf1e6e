"""Outsiders: the countries that do not belong to a union, read as one partner: "non-EU countries", "third countries"."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.vocabulary import entries

#: What those outside each union are called.
_NAMES = {"EU": "non-EU countries", "EA": "outside the euro zone"}


def join_outsiders(items: list[Item]) -> list[Item]:
    """The items with each group of outsiders as one place: "exports to countries outside the European Union", "from outside the bloc"."""
    out: list[Item] = []
    lands, at = entries.words("phrases", "partners"), 0
    while at < len(items):
        end, code = _outsiders(items, at, lands)
        if code:
            if out and items[at].low in {"outside", "beyond"} and out[-1].kind == "w" and out[-1].low in lands:
                out.pop()  # "countries outside the European Union"
            last = items[end - 1]
            out.append(Item("L", items[at].start, last.end, code.lower(), code, "name", {}))
            at = end
        else:
            out.append(items[at])
            at += 1
    return out


def _outsiders(items: list[Item], at: int, lands: frozenset[str]) -> tuple[int, str]:
    """The end and the name of a group of outsiders that begins at `at`; an empty name where none does."""
    item = items[at]
    if item.low == "third" and at and at + 1 < len(items) and items[at + 1].low == "countries":
        return at + 2, "third countries" if items[at - 1].kind == "R" else ""
    if item.low not in {"outside", "beyond", "non"}:
        return at, ""
    place = at + 1
    if place < len(items) and items[place].low in {"the", "-"}:
        place += 1
    if place >= len(items) or items[place].kind != "L" or items[place].code not in _NAMES:
        return at, ""
    before = items[at - 1] if at else None
    if item.low != "non" and not (before is not None and (before.kind == "R" or before.low in lands)):
        return at, ""  # "In Britain, outside the European Union,"
    end = place + 1
    if end < len(items) and items[end].kind == "w" and items[end].low in lands:
        end += 1
    return end, _NAMES[items[place].code]
