"""Numeral: a number in its clause, with the words around it that can say how it is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.linking.clause import Clause
from pipeline.linking.items import Item
from pipeline.linking.reading import RELATIVE, Reading, sign_of
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_LEVELS = entries.words("readings", "levels") | entries.words("readings", "timed")

_SKIP = {"G", "E", "H"}
#: How fast something goes on, which what goes on stands behind.
_PACES = {"pace", "rate", "annual pace", "annual rate"}
#: Verbs that do not govern a number by themselves.
_TELLING = {"say", "project", "aim", "other"}


@dataclass(slots=True, eq=False)
class Numeral:
    """A number at item `at` of its clause, with what stands around it."""

    clause: Clause
    items: Sequence[Item]
    at: int
    quantity: Quantity
    kind: str
    relative: bool  # whether it is a proportion
    inherited: Reading | None  # of the number before it in the same statement
    parent_verb: Item | None
    own_verb: Item | None  # of its clause, before it
    verb: Item | None  # that can govern it: its own or the parent's
    left: int  # index of `before`, negative where there is none
    before: Item | None  # the item before it, small words and nouns of a level skipped
    word: str  # what `before` reads, empty where there is none
    preposition: str  # the same if it is a preposition, else empty
    head_at: int  # index of `head`, negative where there is none
    head: Item | None  # what stands in front of `before`: "a drop of 3 percent"
    after: Item | None  # the item right behind it
    noun: Item | None  # of a noun phrase that it opens

    @property
    def change(self) -> str:
        """The measure of a change by it."""
        return "change_pct" if self.relative else "change_pp" if self.kind == "points" else "change_abs"


def numeral_of(clause: Clause, at: int, inherited: Reading | None, parent_verb: Item | None) -> Numeral:
    """The number at item `at` of its clause with the words around it."""
    items = clause.items
    quantity: Quantity = items[at].data
    left = _past_level(items, _left(items, at))
    if left > 0 and items[left].low == "of" and items[left - 1].low in entries.words("readings", "ranges"):
        left = _left(items, left - 1)
    if (bound := _past_bound(items, at)) != at:
        left = _left(items, bound)
    if left > 0 and items[left].low == "between" and quantity.low is not None and items[left - 1].kind in {"R", "D"}:
        left -= 1  # "raised its forecast to between $2.50 and $2.60", "down between 3 and 4 percent"
    before = items[left] if left >= 0 else None
    head_at = _left(items, left)
    if head_at > 0 and items[head_at].kind == "," and before is not None and before.low == "of":
        head_at -= items[head_at - 1].kind == "N"  # "posted the sharpest decline, of 13 percent"
    own_verb = verb_before(items, at)
    return Numeral(
        clause=clause,
        items=items,
        at=at,
        quantity=quantity,
        kind=quantity.kind,
        relative=quantity.kind in RELATIVE,
        inherited=inherited,
        parent_verb=parent_verb,
        own_verb=own_verb,
        verb=own_verb or parent_verb,
        left=left,
        before=before,
        word=before.low if before is not None else "",
        preposition=before.low if before is not None and before.kind == "R" else "",
        head_at=head_at,
        head=items[head_at] if head_at >= 0 else None,
        after=items[at + 1] if at + 1 < len(items) else None,
        noun=_noun_after(items, at),
    )


def _left(items: Sequence[Item], at: int) -> int:
    """The nearest item before `at` that is no small word; negative where there is none."""
    j = at - 1
    while j >= 0 and items[j].kind in _SKIP:
        j -= 1
    return j


def _past_bound(items: Sequence[Item], at: int) -> int:
    """Where the bound of a range begins that its number does not hold: "fell as much as 30 percent to 40 percent"; else `at`."""
    if at < 3 or items[at].data.low is None or items[at - 1].low != "as" or items[at - 3].low != "as":
        return at
    return at - 3


def _past_level(items: Sequence[Item], left: int) -> int:
    """The preposition before "an average of", "a record high of", "unprecedented levels", where a word of movement takes it; else `left`."""
    j = left
    if j > 0 and items[j].kind == "R" and items[j].low == "of":
        j -= 1
        if j > 2 and items[j].kind == "T" and items[j - 1].low == "in":
            j -= 2  # "to a record high in April of 3.26 million"
    if j < 1 or items[j].low not in _LEVELS or items[j].kind == "M":
        return left
    j -= 1
    while j > 0 and items[j].kind in {"w", "H", "E", "G", "T"}:
        j -= 1
    return j if items[j].kind == "R" and items[j].low in {"to", "at", "into"} else left


def _noun_after(items: Sequence[Item], at: int) -> Item | None:
    """The noun of a noun phrase that the number opens: "a 38.6 percent on-year increase", "a $74 billion trade surplus"."""
    metric: Item | None = None
    for j, item in enumerate(items[at + 1 : at + 7], at):
        if item.kind == "J" and items[j].kind == "T" and items[j].code == "time" and j > at:
            break  # "a contraction of 4.8 percent this year and flat output"
        if item.kind in {"N", "S"}:
            return item if metric is None or item.kind == "N" else metric
        if item.kind in {"M", "Y"}:
            metric = metric or item
            continue
        if item.low == "of" and items[j].low in _PACES:
            continue  # "the 3.3 per cent pace of growth"
        if (
            item.kind not in {"H", "w", "P", "L", "C", "I"}
            and not (item.kind == "T" and item.code in {"basis", "rate", "time"})
            and not (item.kind == "J" and metric is None)
            and item.kind != "'"
        ):
            break
    return metric


def verb_before(items: Sequence[Item], at: int, *, past: bool = False) -> Item | None:
    """The nearest verb of the clause before the number that can govern one; with `past`, only behind the number before it."""
    for j in range(at - 1, -1, -1):
        item = items[j]
        if (item.kind == "V" and item.code not in _TELLING) or item.kind == "A":
            return item
        if item.kind == "Q" and past:
            return None
    return None


def change_word(items: Sequence[Item], at: int) -> Item | None:
    """The nearest word of rise or fall before `at`, verb, noun or comparative."""
    for j in range(at - 1, -1, -1):
        item = items[j]
        if item.kind in {"V", "N", "D"} and sign_of(item):
            return item
        if item.kind == "V" and item.code == "swing":
            return item
        if item.kind == "V" and item.code in {"reach", "exceed", "share"} and item.low not in {"leave", "left"}:
            return None
    return None


def is_adjacent(items: Sequence[Item], at: int, verb: Item) -> bool:
    """Whether only small words, names of what is counted and no other number stand between verb and number."""
    at = _past_bound(items, at)
    for j in range(at - 1, -1, -1):
        item = items[j]
        if item is verb:
            return True
        if item.kind in {"Q", "K", "W"} or (item.kind == "V" and item.code not in _TELLING and item.code != "be"):
            return False
    return True
