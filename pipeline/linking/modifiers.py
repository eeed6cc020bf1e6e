"""Modifiers: where the name of a good begins, with the words before it that narrow it, and where it ends."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from itertools import pairwise

from pipeline.linking.items import Item
from pipeline.vocabulary import entries

#: So many words before a good may narrow it; more are a sentence of their own.
_MOST = 3


def begin_of(items: Sequence[Item], i: int) -> int:
    """The index of the first word that narrows the good at item `i`: "frozen shrimp", "5G smartphones", "private transport"."""
    j = i
    while j > 0 and (narrows(items[j - 1]) or _is_tied(items, j)) and not (items[j - 1].name and j > 1):
        j -= 1
    if i - j > _MOST:
        return i
    before = items[j - 1] if j else None
    return i if before is not None and before.kind in {"w", "P", "C", "B", "L"} and before.name else j


def _is_tied(items: Sequence[Item], j: int) -> bool:
    """Whether the word before item `j` is one with it: "low-carbon", "high-end"."""
    return items[j].tied and items[j].kind == "w" and items[j - 1].kind in {"w", "H", "G", "R", "D", "E"}


def written(items: Sequence[Item]) -> str:
    """Words in a row as they are written, lower-cased."""
    label = items[0].low
    for before, item in pairwise(items):
        gap = "-" if item.tied else " " if item.start > before.end else ""
        label += gap + item.low
    return label


def narrows(item: Item) -> bool:
    """Whether a word before a good says which kind of it is meant, not how much, how well, when or where it does."""
    if item.kind == "D":
        return item.low in {"smaller", "larger", "bigger"}
    return item.kind == "w" and item.low.isalnum() and not is_loose(item.low)


def is_loose(word: str) -> bool:
    """Whether a word before a good says nothing of what it is: "brisk", "largest", "remaining"."""
    return word in _loose() or word in entries.words("phrases", "empty") or (len(word) > 5 and word.endswith("est"))


def is_hollow(words: Sequence[Item], i: int) -> bool:
    """Whether a word in front of a name that no list knows is no part of it; "special", "young" may be."""
    low = words[i].low
    tied = i + 1 < len(words) and words[i + 1].tied
    return low in _loose() and low not in entries.words("modifiers", "depends") and not tied


def is_hollow_alone(item: Item) -> bool:
    """Whether a word is no name by itself: "local consumption" is no consumption of something local."""
    return item.kind == "w" and item.low in _loose() and item.low not in entries.words("modifiers", "alone")


def is_verbal(words: Sequence[Item], i: int) -> bool:
    """Whether a word within a name is a verb or joins more to it, so that the name ends before it: "hom mali fared"."""
    item = words[i]
    if item.kind != "w" or item.tied or (i + 1 < len(words) and words[i + 1].tied):
        return False
    past = item.low.endswith("ed") and not item.low.endswith(("eed", "bed", "shed")) and i == len(words) - 1
    return past or item.low in entries.words("modifiers", "verbs")


@functools.cache
def _loose() -> frozenset[str]:
    """All words of models/vocabulary/modifiers.toml that narrow nothing."""
    lists = ("course", "counting", "state", "standing", "depends", "verbs")
    return frozenset().union(*(entries.words("modifiers", name) for name in lists))
