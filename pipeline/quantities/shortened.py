"""Shortened: sums whose money and magnitude a text writes out once and shortens from then on: "2.6 million dinars (MD) ... 1.8 MD"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.quantities.lexicon import currencies
from pipeline.quantities.quantity import Quantity
from pipeline.quantities.scale import POWERS
from pipeline.sentences import around

_POWER = re.compile(r"\b(thousand|million|billion|trillion)s?\b", re.IGNORECASE)
#: What stands in brackets behind a sum that is written out.
_SHORT = re.compile(r" \(([A-Z][A-Za-z]{1,4}|[A-Z][a-z]{0,2} (?:bn|mn|m|b))\)")
_BARE = {"number", "count"}


def in_short_units(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with the bare numbers before such a short form as the sums that they are."""
    shorts: dict[str, tuple[str, float]] = {}
    for quantity in quantities:
        if quantity.kind != "money" or not text.startswith(" (", quantity.end):
            continue
        short, power = _SHORT.match(text, quantity.end), _POWER.search(quantity.text)
        if short is None or power is None or quantity.unit == short[1]:
            continue
        shorts[short[1]] = (quantity.unit, POWERS[power[1].lower()])
    return [_written_out(text, q, shorts) for q in quantities] if shorts else quantities


def _written_out(text: str, quantity: Quantity, shorts: dict[str, tuple[str, float]]) -> Quantity:
    """A bare number with the short form behind it, else the quantity as it is."""
    if quantity.kind not in _BARE:
        return quantity
    for short, (unit, power) in shorts.items():
        end = quantity.end + 1 + len(short)
        if not text.startswith(f" {short}", quantity.end) or text[end : end + 1].isalnum():
            continue
        return replace(
            quantity.times(power),
            end=end,
            text=text[quantity.start : end],
            unit=unit,
            kind="money",
            noun=None,
            noun_start=-1,
            noun_end=-1,
            unit_start=quantity.end + 1,
            unit_end=end,
        )
    return quantity


#: Millions of tonnes written out, so that "mt" is these; and so shortened in brackets. More of them than this nobody makes in a year.
_MILLIONS, _SHORTENED = re.compile(r"\bmillion (?:metric )?ton(?:ne)?s?\b"), re.compile(r"\bton(?:ne)?s? \(mt\)")
_MOST = 2000


def in_million_tonnes(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with "mt" as what India's papers shorten to it: "8.2 million tonnes (mt) ... 91 mt"; without the brackets only where no
    single tonnes are counted so, "500 mt of cashew": "8.2 million tonnes ... 9.1 mt"."""
    if " mt" not in text or _MILLIONS.search(text) is None:
        return quantities
    told = _SHORTENED.search(text) is not None
    return [
        q.times(POWERS["million"])
        if q.unit == "t" and q.text.endswith("mt") and abs(q.value) < _MOST and (told or "." in q.text)
        else q
        for q in quantities
    ]


#: Coins as Nigeria's papers shorten them, beside a share's price in naira, and how many make one.
_KOBO, _IN_ONE = re.compile(r"\d{1,2}k"), 100
_TO_CLOSE = " to close at "


def in_kobo(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with what a share moved by in coins, in a text that tells sums in naira: "lost 42k to close at N8.12"."""
    if _TO_CLOSE not in text or all(quantity.unit != "NGN" for quantity in quantities):
        return quantities
    return [
        replace(q, value=float(q.text[:-1]) / _IN_ONE, unit="NGN", kind="money", noun=None, noun_start=-1, noun_end=-1)
        if _KOBO.fullmatch(q.text) and text.startswith(_TO_CLOSE, q.end)
        else q
        for q in quantities
    ]


#: A sentence that begins with the money that its sums are in, and a sum by its magnitude.
_LED = re.compile(r"(?<![^\s“\"(])In (?:terms of )?(?:(?:US|U\.S\.) )?([A-Za-z]+?)s?(?: terms)?,? (?=[A-Za-z])")
_SCALED = re.compile(r"[ \d](?:thousand|million|billion|trillion|mn|bn|m|b)$", re.IGNORECASE)


def in_led_money(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with bare sums as those of the money that their sentence begins with: "In dollars, exports reached 2.4 billion"."""
    if "In " not in text:
        return quantities
    units: list[tuple[int, int, str]] = []
    for led in _LED.finditer(text):
        word, money = led[1].lower(), currencies()
        unit = money.names.get(word)
        told = unit is not None and unit.kind == "money" and (word == "dollar" or word not in money.shared)
        if unit is not None and told and word != "real":  # "In real terms" is no money
            units.append((led.end(), around(text, led.start(), led.end())[1], unit.code))
    return [_led(text, quantity, units) for quantity in quantities] if units else quantities


def _led(text: str, quantity: Quantity, units: list[tuple[int, int, str]]) -> Quantity:
    """A bare sum in a sentence that begins with its money, else the quantity as it is."""
    if quantity.kind not in _BARE or _SCALED.search(quantity.text) is None:
        return quantity
    unit = next((unit for begin, end, unit in units if begin <= quantity.start < end), None)
    if unit is None or quantity.noun is not None:
        return quantity
    return replace(quantity, unit=unit, kind="money", noun=None, noun_start=-1, noun_end=-1)
