"""Scale: amounts in rows of a report that says once in how many millions its tables count."""

from __future__ import annotations

import re

from pipeline.quantities.quantity import Quantity

#: Magnitudes as texts name them, in full and as tables shorten them.
POWERS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "mn": 1e6, "bn": 1e9}
#: "Amounts are in millions of dollars", "(in thousands, except per share data)", "(EUR million)".
_IN_BRACKETS = r"\((?:[A-Z]{3}|US\$|[$€£]) ?(?P<unit>thousands?|millions?|billions?|mn|m|bn)\)"
_SAID = re.compile(
    r"(?:\(|\b(?:[Aa]mounts|[Ff]igures|[Nn]umbers)(?: are)? |\b(?:[Dd]ollars|[Dd]ata|[Uu]naudited)[,;]? )"
    r"(?:[A-Z]{2,3}\$? |[$€£] ?)?[Ii]n (?P<in>thousand|million|billion)s\b"
    rf"|{_IN_BRACKETS}"
)
#: A text without any of these says nothing; they are found ten times as fast as the rest.
_TELLTALE, _BRACKETED = ("n thousands", "n millions", "n billions"), re.compile(_IN_BRACKETS)
#: A row: a short label, then a colon or bar.
_ROW = re.compile(r"\s*(?:[-*•] )?[A-Z][^\n:|]{1,50}[:|]")
_OF_SHARES = re.compile(r"\bper[- ]share\b|\bEPS\b|\bdividend|\ba share\b", re.IGNORECASE)
_LONG = 160


def in_stated_scale(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with the bare amounts of money of rows as large as the text says that they are."""
    if not (any(map(text.__contains__, _TELLTALE)) or _BRACKETED.search(text)):
        return quantities
    said = _SAID.search(text)
    if said is None:
        return quantities
    power = POWERS[(said["in"] or said["unit"].lower()).rstrip("s")]
    return [_scaled(text, q, power) if q.kind == "money" and q.start > said.end() else q for q in quantities]


def _scaled(text: str, quantity: Quantity, power: float) -> Quantity:
    """An amount that stands in a row and says no magnitude of its own, times `power`."""
    begin = text.rfind("\n", 0, quantity.start) + 1
    end = text.find("\n", quantity.end)
    line = text[begin : end if end >= 0 else len(text)]
    bare = not any(c.isalpha() for c in text[quantity.end - 1 : quantity.end]) and abs(quantity.value) < 1e6
    if not bare or len(line) > _LONG or not _ROW.match(line) or _OF_SHARES.search(line):
        return quantity
    return quantity.times(power)
