"""One number and what touches it: the rules that make a numeral a quantity or say why it is none."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.quantities import rules_names as names
from pipeline.quantities.lexicon import MILLIONS
from pipeline.quantities.nouns import is_plural, noun_after
from pipeline.quantities.numerals import ATTACHED, CARDINALS, MAGNITUDES, Numeral
from pipeline.quantities.reading import Reading
from pipeline.quantities.rules_glued import GLUED, name_end, read_glued
from pipeline.quantities.rules_units import BOND, priced_in, read_money, read_per, read_points, read_sign, read_unit
from pipeline.quantities.rules_words import read_multiple, read_odds, read_ordinal, read_part, read_times
from pipeline.quantities.surroundings import (
    currency_before,
    currency_name_before,
    is_letters_money,
    per_after,
    unit_after,
)

#: "A two- to three-year contract".
_HANGING = re.compile(r"-\s(?:to|and|or)\s")
#: What makes a number word part of a longer one: "twenty-one-two", "$ two".
_TIED = re.compile(r"(?:-|\$ |’)$")
_NUMBER_ONE = re.compile(r"\b(?:No\.|Number|number|№)\s?$")
_MID_SENTENCE = re.compile(r"[a-z,]\s$")
_POINT_OF_SPEECH = re.compile(r"\s(?:of|where|when|in time|that|guard)\b")
_US_CENTS = re.compile(r"\bUS$")
_IS_WORTH = re.compile(r"\s?=\s?(?:[^\W\d_]{0,3}\$|[€£¥₩₹]|[A-Z]{3}\s?)?\.?\d")
_UNIT_AFTER_YEAR = re.compile(r"[\s-]?(?:%|per\s?cent|pct|won|yen|yuan|dollars|euros|points|tons|tonnes|barrels)")
_PERCENT_OF = re.compile(r"(?:^|[^\w\s]\s?|^\s{0,2})(per\s?cent|percent)\s+of\s$", re.IGNORECASE)


def read(text: str, n: Numeral, country: str | None, floor: int) -> Reading:
    """One numeral with its sign, currency, unit, denominator or noun; or the reason why it is no quantity."""
    r = Reading(n.start, n.end, n.start, n.end, n.value or Decimal(0), n.form, n.power, n.digits, n.decimals)
    if n.value is None:
        r.reason = "identifier"
        return r
    if n.form == "part":
        read_part(text, n, r)
    elif n.form == "multiple":
        read_multiple(text, n, r)
    elif n.form == "ordinal":
        read_ordinal(text, n, r)
    elif n.form == "point":
        _one_point(text, n, r)
    elif n.form == "words":
        _words(text, n, r, country)
    else:
        _digits(text, n, r, country, floor)
    if r.kind == "money" and n.value == 1 and _IS_WORTH.match(text, r.end):
        r.reason = "definition"  # "($1 = 467.1 pesos)": what the rate is given for
    return r


#: How a trade is called by who buys: "B2B", "B2C".
_TO = re.compile(r"[A-Z]2[A-Z]\b")
_A_POINT_BEFORE = re.compile(
    r"(?:\b(?:up|down|by|or|than|gained|lost|lose|gain|shed|fell|rose|rise|fall|added|dropped|least|about|nearly|almost|another|slipped|climbed|over|of)\s|,\s)$"
)


def _one_point(text: str, n: Numeral, r: Reading) -> None:
    """ "a percentage point", and "a point" where something moves by it."""
    r.num_end = r.start + len(text[r.start : r.end].split()[0])
    r.kind, r.unit, r.unit_start, r.unit_end = "points", "pp", r.num_end + 1, r.end
    if "percentage" not in text[r.start : r.end].lower():
        moved = _A_POINT_BEFORE.search(text, max(0, n.start - 12), n.start)
        r.silent = moved is None or _POINT_OF_SPEECH.match(text, r.end) is not None
        read_points(text, n, r, default="pp")


def _words(text: str, n: Numeral, r: Reading, country: str | None) -> None:
    """Number words: silent where they are no amount ("the one", "hundreds", "a six-year-old", "The Two Towers")."""
    word = text[n.start : n.end]
    first = word.split()[0].partition("-")[0].lower()
    vague = first in MAGNITUDES or first == "dozen"
    if (
        vague
        and not (first == "hundred" and n.power >= 5)
        and not (n.power and " " in word and unit_after(text, n.end))
    ) or (
        names.AGE_AFTER.match(text, n.end)
        or BOND.match(text, n.end)
        or _TIED.search(text, max(0, n.start - 2), n.start)
    ):
        r.silent = True
    elif read_unit(text, n, r, country) or read_odds(text, n, r) or read_times(text, n, r):
        read_sign(text, n, r)
    elif word.lower() in ("one", "nil", "nought", "naught"):
        r.silent = True
    else:
        noun = noun_after(text, n.end)
        titled = word[0].isupper() and _MID_SENTENCE.search(text, max(0, n.start - 2), n.start)
        hyphened = text[n.end : n.end + 1] == "-" and not _HANGING.match(text, n.end)
        r.silent = noun is None and bool(titled or hyphened)
        _count(text, n, r, noun)
        read_sign(text, n, r)


def _digits(text: str, n: Numeral, r: Reading, country: str | None, floor: int) -> None:
    """Numbers in digits: the letters that touch them, then the currency before, then what they are not, then the unit
    after; what is left is a count or a bare number."""
    assert n.value is not None
    glued = GLUED.match(text, n.end) if not n.power else None
    large = bool(
        n.power or n.decimals or "," in text[n.start : n.end] or n.value >= 10000 or (glued and glued[0] in ATTACHED)
    ) or text.startswith(("/$", "/US$"), n.end)  # "N800/$"
    large = large or (n.start > 0 and text[n.start - 1].isupper() and is_letters_money(text, n.start, n.end))
    sign = currency_before(text, n.start, large=large)
    if sign is not None and (sign.start < floor or _TO.match(text, sign.start)):
        sign = None  # the number before has it: "10 rmb 20 usd"; a name: "B2B"
    if sign is not None and sign.unit.factor == MILLIONS:
        n.value, n.power, sign = n.value.scaleb(6), 6, sign._replace(unit=sign.unit._replace(factor=1))
    if glued and glued[0] == "c" and _US_CENTS.search(text, max(0, n.start - 3), n.start):
        r.kind, r.unit, r.factor, r.start, r.end = "coin", "USD", 100, n.start - 2, glued.end()  # "dipped to US60.6c"
        r.num_end, r.unit_start, r.unit_end = n.end, glued.start(), glued.end()
        return
    if sign is None and floor != n.start - 1 and names.glued_before(text, n.start):
        r.reason, r.end = names.glued_reason(text, n.start), name_end(text, n.end)
        return
    if glued:
        read_glued(text, n, r, glued, sign is not None)
        if r.reason or r.kind:
            if r.kind == "coin":
                read_per(text, r)  # "40p a therm"
            return
    r.end = r.num_end = n.end
    r.value, r.power = n.value, n.power
    if sign is not None:
        read_money(text, n, r, sign, country)
        read_sign(text, n, r)
        return
    r.reason = _clear(text, n)
    if r.reason is not None:
        return
    if read_unit(text, n, r, country) or read_times(text, n, r) or read_odds(text, n, r):
        read_sign(text, n, r)
        return
    if (per := per_after(text, n.end)) and per.kind == "money":
        r.kind, r.unit = "rate", f"{priced_in(text, n.start, per.code, country) or '1'}/{per.code}"
        return
    _unitless(text, n, r, country, large)


def _clear(text: str, n: Numeral) -> str | None:
    """Times, years, ages and the names of bonds, which are known before any unit is looked for."""
    assert n.value is not None
    if names.is_clock(text, n):
        return "time"
    if names.is_year(n, text) and not _UNIT_AFTER_YEAR.match(text, n.end):
        return "date"
    if n.form == "digits" and n.value < 120 and names.AGE_AFTER.match(text, n.end):
        return "age"
    return "name" if BOND.match(text, n.end) else None


def _unitless(text: str, n: Numeral, r: Reading, country: str | None, large: bool) -> None:
    """A number without unit or sign: a rank ("No. 2"), no quantity, a count or a bare number."""
    noun = noun_after(text, n.end)
    counted = noun is not None and text[noun[0]].islower()
    if rank := _NUMBER_ONE.search(text, max(0, n.start - 8), n.start):
        if counted and n.power == 0 and n.decimals == 0:
            r.kind, r.start = "ordinal", rank.start()
        else:
            r.reason = "ordinal"
        return
    r.reason = names.why_not(text, n, noun=counted)
    if r.reason is not None:
        return
    if text[n.start - 3 : n.start] == "of " and (m := _PERCENT_OF.search(text, max(0, n.start - 20), n.start)):
        r.kind, r.unit, r.start = "percent", "%", m.start(1)
    elif (
        large
        and (word := currency_name_before(text, n.start))
        and (n.power or text[word.start : word.end] != "won")  # "won 2,319 orders"
    ):
        read_money(text, n, r, word, country)
    else:
        read_sign(text, n, r)
        _count(text, n, r, noun)
        if (quoted := names.QUOTED.match(text, n.start)) is not None:
            r.end = quoted.end()  # of what a currency is bought and sold at the first


def _count(text: str, n: Numeral, r: Reading, noun: tuple[int, int] | None) -> None:
    """A number without a unit: a count with its noun, or a bare number."""
    r.kind, r.unit = "number", "1"
    if noun is None or (n.decimals and not n.power):
        return
    words = re.split(r"[\s-]", text[noun[0] : noun[1]])
    if text[noun[0] : noun[1]].partition(" ")[0].lower() in CARDINALS:
        return  # "down from 3.4 billion six months earlier"
    if is_plural(words[-1]) or words[-1][0].islower() or words[0][0].islower():
        r.kind, r.noun_start, r.noun_end = "count", noun[0], noun[1]
