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
    stamps = [i for i, item in enumerate(items) if _is_stamp(items, i, text)]
    numbers = sum(item.kind == "Q" for item in items)
    if not stamps or numbers == len(stamps):
        return items
    dropped = {i for at in stamps for i in (at - 1, at)}
    return [item for i, item in enumerate(items) if i not in dropped]


def _without_letters(items: list[Item]) -> list[Item]:
    """Items without the letters in brackets that stand for the basis of a change right before them."""
    said = [i for i in range(2, len(items) - 1) if items[i].code == "basis" and items[i - 2].code == "basis"]
    again = {i for i in said if items[i - 1].kind == "(" and items[i + 1].kind == ")"}
    if not again:
        return items
    return [item for i, item in enumerate(items) if again.isdisjoint((i - 1, i, i + 1))]


def _is_stamp(items: list[Item], at: int, text: str) -> bool:
    """Whether the item at `at` is a signed per cent behind a ticker behind a name."""
    number = items[at]
    if at < 2 or number.kind != "Q" or number.form != "percent" or not number.low.startswith(_SIGNS):
        return False
    ticker, name = items[at - 1], items[at - 2]
    tied = number.start - ticker.end == 1 and ticker.start - name.end in {1, 2} and name.kind in _NAMES
    return tied and text[name.start].isupper() and _TICKER.fullmatch(text, ticker.start, ticker.end) is not None
