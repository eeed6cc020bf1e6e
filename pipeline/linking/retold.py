"""Retold: the gain or loss of an earlier month that an office puts at another number: "September's gain was cut to 40,000 from 52,000"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.items import Item
from pipeline.linking.reading import AMOUNTS
from pipeline.vocabulary import entries

#: Kinds of numbers by which gains are told.
_TOLD = AMOUNTS | {"percent"}


def retold_gain(items: Sequence[Item], at: int) -> int:
    """+1 or -1 for the gain or loss of a time that the number at item `at` is the new or the old size of; 0 where it is of none."""
    verb = _put_anew(items, at)
    if verb < 2 or items[at].form not in _TOLD:
        return 0
    subject = items[: verb - 1]
    if not any(item.kind == "T" and item.data.period is not None for item in subject):
        return 0
    for item in reversed(subject):
        if item.low in entries.words("labour", "gain_nouns"):
            return 1
        if item.low in entries.words("labour", "loss_nouns"):
            return -1
        if item.kind in {"Q", "M", "P", "C"}:
            return 0
    return 0


def _put_anew(items: Sequence[Item], at: int) -> int:
    """Where the verb stands by which something was put at the number at item `at`, or at another from that number; 0 where none is."""
    if at < 2 or items[at - 1].low not in {"to", "from"}:
        return 0
    put = entries.words("labour", "puts_anew")
    verb = next((i for i in range(at - 1, 1, -1) if items[i].low in put), 0)
    return verb if verb and items[verb - 1].low in {"was", "were", "been", "is"} else 0
