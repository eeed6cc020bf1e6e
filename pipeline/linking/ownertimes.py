"""Owner times: the time that owns a number: "above July's 46.5", "below the 2018 record of 538"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.items import Item

#: What a value is called that was the largest or smallest of its time.
EXTREMES = {"record", "high", "peak", "low", "trough", "all-time high", "record high", "total", "level", "figure"}


def owner_of_record(items: Sequence[Item], at: int) -> Item | None:
    """The time of a record that a number is: "just below the 2018 record of $538.5 billion"."""
    if at < 3 or at >= len(items) or items[at].kind != "Q" or items[at - 1].low not in {"of", "at"}:
        return None
    time = items[at - 3]
    told = items[at - 2].low in EXTREMES and time.kind == "T" and time.data.period is not None
    return time if told else None


def owner_of(items: Sequence[Item], at: int) -> Item | None:
    """The time that owns a number: "above July's 46.5", "from October's near three-year low of 46.5", "from May's revised 4.2 percent"."""
    if (time := owner_of_record(items, at)) is not None:
        return time
    for j in range(at - 1, max(0, at - 8), -1):
        item = items[j]
        if item.kind == "'":
            return items[j - 1] if items[j - 1].kind == "T" and items[j - 1].data.period is not None else None
        if j + 1 == at and item.low.endswith("revised") and items[j - 1].kind in {"'", "G"}:
            continue
        counted = item.kind == "Q" and item.data.kind not in {"duration", "ordinal"}
        if counted or item.low == "from" or item.kind in {"V", ",", ";", "M", "T", "K"}:
            return None
    return None
