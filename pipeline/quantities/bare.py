"""Bare: numbers that leave away the "percent" of the one before, as papers write: "to 4.5 per cent from 5", "3.2 percent this year and 3
next"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.quantities.quantity import Quantity

#: Between a rate and what it was before.
_FROM = re.compile(
    r"(?: in [A-Z][a-z]+(?: \d{4})?| in \d{4}| (?:last|this) [a-z]+)?,? ?(?:\(|— ?|– ?)?(?:down |up )?"
    r"(?:from|against|versus|compared (?:with|to)|instead of|not|or) "
)
#: Before a rate that is one, no change.
_AT = re.compile(
    r"\b(?:to|at|was|is|of|were|be|hit|reached|stood|averaged|on)(?: (?:about|around|some|just|only|a|an))? $"
)
#: Between a rate and that of another time, and what begins that behind it.
_AND_THEN = re.compile(
    r"(?: (?:this|next|last|in|for) (?:year|quarter|month|\d{4}|[A-Z][a-z]+))?,? (?:and|but|then|to) "
)
_TIME = re.compile(r" (?:this|next|last|in|the (?:next|following|year)|for|by|a year)\b")
#: Between a rate and that of another thing: "stood at 5 percent and the bill rate at 9".
_AND_OTHER = re.compile(r",? (?:and|with) (?:the |its |that of )?[a-z]+(?: [a-z]+){0,2} at ")
#: Between the rate of one foreteller and that of another.
_SAYS = re.compile(
    r",? (?:and|but|while) (?:the )?[A-Z][^.;:\d\n]{2,60} (?:says|said|sees|expects|predicts|forecasts|reckons|has|had) (?:just |only )?"
)
#: What may stand behind such a number: no thing that it counts.
_ENDS = re.compile(
    r"$|[.,;:!?)”\"’'](?!\d)|\n| (?:in|a|last|this|next|for|at|the|and|but|previously|before|earlier|on|by|when|while|as|or|today|now)\b"
)
#: A rate that is lowered or raised, by numbers alone, and where rates are told.
_REVISED = re.compile(
    r"\b(?:forecast|estimate|projection|outlook|number|prediction|growth|inflation|rate)\b[^.;:\d]{0,30} to $"
)
#: No such number is larger, nor so many times the one before; so many characters lie between.
_MOST, _TIMES, _NEAR, _REACH = 100, 8, 80, 300


def in_percent_of_last(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with those numbers read as percent that share it with the one before."""
    if not any(q.kind == "percent" for q in quantities):
        return quantities
    told = list(quantities)
    last = -_REACH  # where the last percent ended
    for i, q in enumerate(told):
        if q.kind == "number" and q.noun is None and q.unit == "1" and q.low is None and abs(q.value) < _MOST:
            if (i and _shares(text, told[i - 1], q)) or (q.start - last < _REACH and _is_revised(text, told, i)):
                told[i] = q = replace(q, kind="percent", unit="%")
        if q.kind == "percent":
            last = q.end
    return told


def _shares(text: str, last: Quantity, q: Quantity) -> bool:
    """Whether a number is another value of the rate told right before it."""
    if last.kind != "percent" or q.start - last.end > _NEAR or not _ENDS.match(text, q.end):
        return False
    if not abs(last.value) / _TIMES <= abs(q.value) <= abs(last.value) * _TIMES:
        return False
    if _AND_THEN.fullmatch(text, last.end, q.start) or _SAYS.fullmatch(text, last.end, q.start):
        return _TIME.match(text, q.end) is not None
    if not _AT.search(text, max(0, last.start - 20), last.start):
        return False
    return (_FROM.fullmatch(text, last.end, q.start) or _AND_OTHER.fullmatch(text, last.end, q.start)) is not None


def _is_revised(text: str, told: list[Quantity], i: int) -> bool:
    """Whether a number is one of two between which a rate is revised: "cut its number to 4.1 from 5 in December"."""
    q, behind = told[i], told[i + 1] if i + 1 < len(told) else None
    if not q.text.isascii() or "\n" in text[max(0, q.start - 60) : q.start]:
        return False
    if behind is None or behind.kind != "number" or text[q.end : behind.start] != " from ":
        return False
    return (
        _REVISED.search(text, max(0, q.start - 60), q.start) is not None and _ENDS.match(text, behind.end) is not None
    )
