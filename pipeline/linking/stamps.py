"""Stamps: what is set behind a word in a running text and adds nothing: "Brask BRK +4.3% said it earned $2 a share", "a 59% year-on-year
(YoY) fall"."""

from __future__ import annotations

import re

from pipeline.linking.items import Item

#: What a share is called at its exchange.
_TICKER = re.compile(r"[A-Z]{1,5}")
#: Signs that the change of a stamp begins with.
_SIGNS = ("+", "-", "−")
#: What may stand right before a ticker: the name of a company or index, or a word of one.
_NAMES = {"C", "I", "w", "P", "M", "L", "."}


def without_stamps(items: list[Item], text: str) -> list[Item]:
    """Items without the ticker and change of the day that stand behind a name, where the sentence has other numbers."""
    items = _without_letters(items)
    if not any(item.form == "percent" and item.low.startswith(_SIGNS) for item in items):
        return items
    stamps = {i: first for i in range(len(items)) if (first := _stamp_at(items, i, text)) < i}
    numbers = sum(item.kind == "Q" for item in items)
    if not stamps or numbers == len(stamps):
        return items
    dropped = {i for at, first in stamps.items() for i in range(first, at + 1)}
    return [item for i, item in enumerate(items) if i not in dropped]


def _without_letters(items: list[Item]) -> list[Item]:
    """Items without the letters in brackets that stand for the basis of a change right before them."""
    said = [i for i in range(2, len(items) - 1) if items[i].code == "basis" and items[i - 2].code == "basis"]
    again = {i for i in said if items[i - 1].kind == "(" and items[i + 1].kind == ")"}
    if not again:
        return items
    return [item for i, item in enumerate(items) if again.isdisjoint((i - 1, i, i + 1))]


def _stamp_at(items: list[Item], at: int, text: str) -> int:
    """Where the stamp begins that ends at the item at `at`, a signed per cent behind a ticker behind a name, with a comma between or
    none ("Brask Inc. BRK, +4.3% said"); `at` itself where it is none."""
    number = items[at]
    if at < 2 or number.kind != "Q" or number.form != "percent" or not number.low.startswith(_SIGNS):
        return at
    first = at - 2 if items[at - 1].kind == "," else at - 1
    ticker, name = items[first], items[first - 1]
    tied = number.start - items[at - 1].end == 1 and first > 0
    tied = tied and ticker.start - name.end in {1, 2} and name.kind in _NAMES
    coded = _TICKER.fullmatch(text, ticker.start, ticker.end) is not None
    return first if tied and coded and text[name.start].isupper() else at
