"""Importers: whose tariff it is, and on whose goods, where it is told by who has to pay it."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.linking.story import Scene, Story
from pipeline.vocabulary import entries

#: What a tariff is laid on; so far before a place that may stand, and so near where it does not say so.
_CARRIED, _REACH, _NEAR = {"imports", "shipments"}, 10, 6


def pays_at_home(items: list[Item], at: int) -> bool:
    """Whether importers of the place at `at` pay its own tariff: "American importers pay", "US toymakers pay a tariff on goods from"."""
    j = at + 1
    while j < len(items) and items[j].kind in {"w", "P", "H"}:
        j += 1
    pays = next((i for i in range(j, min(j + 4, len(items))) if items[i].low in entries.words("tariffs", "pays")), 0)
    if j == at + 1 or not pays or any(item.kind in {"Q", ",", "L"} for item in items[j:pays]):
        return False
    if items[j - 1].low in entries.words("tariffs", "importers"):
        return True
    behind = items[pays:]
    return any(
        item.kind == "L" and item.code != items[at].code and is_laid_on(behind, i) for i, item in enumerate(behind)
    )


def is_laid_on(items: list[Item], at: int) -> bool:
    """Whether a tariff is laid on goods of the place at `at`: "on most Thai goods", "on $200 billion worth of Chinese goods", "on imports
    from their plants in Canada"."""
    for j in range(at - 1, max(at - _REACH, 0) - 1, -1):
        item = items[j]
        if item.low == "on":
            return at - j <= _NEAR or any(x.low in _CARRIED for x in items[j:at])
        if item.kind in {"V", "A", ",", "L"} or (item.kind == "M" and item.low not in _CARRIED):
            return False
    return False


def is_paid_in(items: list[Item], at: int) -> bool:
    """Whether exporters pay the tariff in the place at `at`: "Japanese carmakers pay a 25 percent duty in the US"."""
    before = [item for item in items[:at] if item.kind != "E"]
    if len(before) < 3 or before[-1].low != "in" or before[-2].kind not in {"M", "Q"}:
        return False
    return any(item.code == "tariff_rate" for item in before[-4:-1]) and any(item.kind == "Q" for item in before)


def shipped_in(story: Story, scene: Scene) -> list[Item]:
    """What is imported when the tariff of a clause is paid: "have to pay a 22.5 percent levy when they ship in German trucks"."""
    for other in story.scenes:
        clause = other.clause
        if other.parent is not scene or clause.link != "sub" or clause.cue not in {"when", "whenever", "if"}:
            continue
        at = next((i for i, x in enumerate(clause.items) if x.low in entries.words("tariffs", "fetches")), None)
        if at is not None and not any(item.kind == "Q" for item in clause.items):
            return clause.items[at + 1 :]
    return []
