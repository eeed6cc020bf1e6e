"""Letters that touch the digits from the right: magnitudes, ordinals, hours, temperatures, names."""

from __future__ import annotations

import re

from pipeline.quantities import rules_names as names
from pipeline.quantities.lexicon import company, units
from pipeline.quantities.nouns import noun_after
from pipeline.quantities.numerals import ATTACHED, MAGNITUDES, Numeral
from pipeline.quantities.reading import Reading
from pipeline.quantities.rules_words import read_ordinal
from pipeline.quantities.surroundings import unit_after
from pipeline.quantities.unknown import unknown_unit_after

GLUED = re.compile(r"[^\W\d_]+[²³]?")
ORDINAL_SUFFIX = ("st", "nd", "rd", "th")
_LENGTH = re.compile(
    r"\s?(?:x\b|by\b|×|long|wide|high|tall|deep|away|above|below|race|sprint|(?P<bare>from)|hurdles|freestyle|\d+ dm|$|(?P<end>[).,]))"
)
#: So near before a number without a noun it may be said that things are counted, in millions: "cut its sales forecast to 9m from 11m".
_COUNTED, _BEFORE = re.compile(rf"\b(?:{company('counted_in_millions')})\b", re.IGNORECASE), 120
#: Lines of a picture on a screen, and what tells that a text counts in pence: "up 5p, to 240p".
_LINES = (144, 240, 360, 480, 720, 1080, 1440, 2160)
_PENCE = re.compile(r"\bpence\b|\d\.\d+p\b|(?<![\d.])(?!(?:144|240|360|480|720|1080|1440|2160)p)\d{1,4}p\b")
_LED = re.compile(r"\b(?:to|at|from|by|or) $")
MAGNITUDE_AFTER = re.compile(r"[\s\u00a0](million|billion|trillion|thousand|mn|bn|tn|crore|lakh)\b", re.IGNORECASE)
SHARES_OUT = re.compile(
    r"[\s\u00a0](?:people|workers|employees|units|vehicles|users|customers|jobs|visitors|subscribers|handsets|tonnes|barrels|tons)\b"
)


def name_end(text: str, end: int) -> int:
    m = re.compile(r"[\w-]{0,16}").match(text, end)
    return m.end() if m and not re.match(r"-\d", m[0]) else end


def read_glued(text: str, n: Numeral, r: Reading, glued: re.Match[str], money: bool) -> None:
    """Letters that touch the digits from the right: magnitudes (then `n` is changed), ordinals, hours, names."""
    token, value = glued[0], n.value
    assert value is not None
    if token in ORDINAL_SUFFIX:
        n2 = Numeral(n.start, glued.end(), value, "ordinal", digits=n.digits)
        if re.search(
            r"(?:" + "|".join(names.MONTHS) + r")\.?\s$", text[max(0, n.start - 12) : n.start]
        ) or names._MONTH_AFTER.match(text, glued.end()):
            r.reason, r.end = "date", glued.end()
            return
        r.end = glued.end()
        read_ordinal(text, n2, r)
        if r.silent:
            r.reason, r.silent = "ordinal", False
        return
    if token.lower() in ("am", "pm"):
        r.reason, r.end = "time", glued.end()
        return
    if token in ("s", "Q", "H", "q") and not money:
        r.reason, r.end = "date", glued.end()
        return
    if token.lower() in MAGNITUDES:
        n.value, n.power, n.end = value.scaleb(MAGNITUDES[token.lower()]), MAGNITUDES[token.lower()], glued.end()
        return
    if token[0].isupper() and token[1:2].islower() and names.is_year(n, text):
        r.reason = "date"  # sentences that run together: "in 2025By"
        return
    if (
        token == "M"
        and value == 3
        and not money
        and not noun_after(text, glued.end())
        and "." not in text[n.start : n.end]
    ):
        r.reason, r.end = "name", glued.end()  # the company
        return
    if token in ATTACHED:
        length = _LENGTH.match(text, glued.end()) if token == "m" and not money else None
        meters = (
            length is not None
            and not (length.lastgroup and _COUNTED.search(text, max(0, n.start - _BEFORE), n.start))
            and not SHARES_OUT.match(text, glued.end())
            and not n.decimals
        )
        own = (token in ("t", "mm") and not money) or (
            token in ("K", "T")
            and not money
            and value < 10
            and not n.decimals
            and unit_after(text, glued.end()) is None
        )
        if token == "K" and own or token == "T" and own:
            r.reason, r.end = "name", glued.end()
            return
        if not meters and not own:
            power = ATTACHED[token]
            n.value, n.power, n.end = value.scaleb(power), power, glued.end()
            if token in ("k", "K") and (more := MAGNITUDE_AFTER.match(text, n.end)):
                n.value, n.power, n.end = (
                    n.value.scaleb(MAGNITUDES.get(more[1].lower(), 0)),
                    n.power + MAGNITUDES.get(more[1].lower(), 0),
                    more.end(),
                )
            return
    if token == "p" and not money:
        if value in _LINES and not (_LED.search(text, max(0, n.start - 6), n.start) and _PENCE.search(text)):
            r.reason, r.end = "name", glued.end()
        else:
            r.kind, r.unit, r.factor, r.end, r.unit_start, r.unit_end = (
                "coin",
                "GBP",
                100,
                glued.end(),
                glued.start(),
                glued.end(),
            )
        return
    if (
        token in ("C", "F")
        and value >= (10 if token == "C" else 20)
        and not money
        and not re.match(r"[\w-]", text[glued.end() : glued.end() + 1])
    ):
        unit = units().words["celsius" if token == "C" else "fahrenheit"]
        r.kind, r.unit, r.end, r.unit_start, r.unit_end = unit.kind, unit.code, glued.end(), glued.start(), glued.end()
        return
    if token in ("x", "X"):
        if text[glued.end() : glued.end() + 1].isdigit():
            r.reason, r.end = "name", name_end(text, glued.end())
        return
    if unit_after(text, n.end, glued_only=True) is None and unknown_unit_after(text, n.end) is None:
        r.reason, r.end = "name", name_end(text, glued.end())
