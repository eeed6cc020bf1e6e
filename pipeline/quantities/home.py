"""Home: the country whose money a text counts in, where the money's name alone does not tell."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import replace

from pipeline.quantities.lexicon import table
from pipeline.quantities.quantity import Quantity
from pipeline.sentences import around
from pipeline.vocabulary.patterns import any_word

_SHARED = re.compile(
    r"\b(?:pesos?|rupees?|Rs|crowns?|kron[ae]|krone[rn]|kronor|francs?|[Dd]inars?|riyals?|rials?|[Dd]irhams?|liras?|shillings?"
    r"|pounds?|manats?|soms?)\b|\bRs\d"
)
#: One of these stands in every such name but the som's: to look for them costs a fifth of looking for the names.
_STEMS = (
    "peso",
    "rupee",
    "Rs",
    "crown",
    "kron",
    "franc",
    "dinar",
    "Dinar",
    "rial",
    "riyal",
    "dirham",
    "Dirham",
    "lira",
    "shilling",
    "pound",
    "manat",
)
_SOM = re.compile(r"som(?<!\wsom)s?\b")


@functools.cache
def _signs() -> tuple[re.Pattern[str], dict[str, str]]:
    country = {word: code for code, listed in table("currencies")["homes"].items() for word in listed}
    # "LAHORE: The industry paid Rs 15 billion"
    country |= {word.upper(): code for word, code in country.items() if word.istitle()}
    return any_word(country), country


def home_of(text: str) -> str | None:
    """The country (ISO 3166-1 alpha-2) that a text names most often among those that share a currency's name; None where
    no such name stands in it.

    >>> home_of("Norwegian airline X earned 1.02 billion crowns, it said in Oslo.")
    'NO'
    >>> home_of("LAHORE: The mills owe growers Rs 2.1 billion.")
    'PK'
    """
    if not (any(map(text.__contains__, _STEMS)) or _SOM.search(text)) or not _SHARED.search(text):
        return None
    pattern, country = _signs()
    found = Counter(country[match[0]] for match in pattern.finditer(text))
    if "pound" not in text:
        del found["GB"]  # of what is called by one name they have the pound alone
    best = found.most_common(1)
    return best[0][0] if best else None


#: How a text shows that its own "$" is none of the United States: it marks theirs, or writes amounts as Canadian papers do.
_FOREIGN = re.compile(
    r"U(?:(?<!\wU)(?:S\$|S ?\d[\d.]*c\b|\.S\.\$)|(?<=\d U)(?:S|\.S\.) cents\b)"
    r"|\$[\d.,]+[ -]?(?:[mb]illion|[mb]n)? ?\((?:U\.S\.|US)\)"
)
_TIED = re.compile(r"\$[\d.]+-(?:million|billion)(?=[.,;:]| (?:in|of|from|to|and|at|for|a)\b)")
#: Who writes for readers of the country itself names it that often, and does not write "percent".
_MANY, _PER_CENT = 4, re.compile(r"p(?:er cent(?<!\wper cent)\b|c(?<=\dpc))|%(?<=\d%)")
#: What only reports on companies of a country speak of, with its weight: its exchange, its tax credits on dividends; and the statistics
#: offices of which a country's own papers write.
_AT_HOME, _TELLING = (("AUD", any_word(("ASX", "franked"))), ("NZD", any_word(("NZX", "imputed")))), 3
_OFFICES, _OFFICIAL = (
    ("AUD", any_word(("Australian Bureau of Statistics",))),
    ("NZD", any_word(("Statistics New Zealand", "Stats NZ"))),
    ("CAD", any_word(("Statistics Canada", "StatsCan"))),
), 2  # fmt: skip
#: The country that a text looks at a part of: "for New Zealand as a whole".
_AS_A_WHOLE = re.compile(r"\b([A-Z]\w+(?: [A-Z]\w+)?) as a whole\b")
#: A bare sign, no "US$" or "C$", and coins that need none.
_BARE, _COIN = re.compile(r"\$|[\d.,]+(?:[ -]cents?\b|¢)"), re.compile(r"[\d.,]+(?:[ -]cents?\b|¢)")
_SIGNED = re.compile(r"\b([A-Z][A-Z.]*)\$")


@functools.cache
def _dollars() -> tuple[re.Pattern[str], dict[str, str]]:
    of = {word: code for code, listed in table("currencies")["dollars"].items() for word in listed}
    of |= {word.upper(): code for word, code in of.items() if word.istitle()}  # where a report is from: "SYDNEY -"
    return any_word(of), of


def dollar_of(text: str) -> str | None:
    """The dollar that a bare "$" is in a text of a country with a dollar of its own; None where it is the United States'.

    >>> dollar_of("Suncor of Calgary, Canada, lost $735-million, after $9-million. Oil cost US$45 a barrel.")
    'CAD'
    >>> dollar_of("Suncor of Calgary, Canada, lost $735 million.")

    It is the country's own where the text marks the other one, or speaks of that country alone in the spelling used there.
    """
    if "$" not in text:
        return None
    shown = _FOREIGN.search(text) is not None or len(_TIED.findall(text)) > 1
    if not shown and not _PER_CENT.search(text):
        return None
    pattern, of = _dollars()
    named = Counter([of[match[0]] for match in pattern.finditer(text)])
    for code, word in _AT_HOME:
        named[code] += _TELLING * (word.search(text) is not None)
    for code, word in _OFFICES:
        named[code] += _OFFICIAL * (word.search(text) is not None)
    for whole in _AS_A_WHOLE.finditer(text):
        named[of.get(whole[1], "")] += _TELLING
    named.pop("", None)
    theirs = named.pop("USD", 0)
    best = named.most_common(1)
    if not best or (not shown and (best[0][1] < _MANY or best[0][1] < 2 * theirs)):
        return None
    signed = any(
        sign not in {"US", "U.S."} for sign in _SIGNED.findall(text)
    )  # "C$5 million": marked where it is meant
    return best[0][0] if best[0][1] > 1 and not signed else None


def in_own_dollars(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with what a bare "$" and cents are where the text counts in a dollar of its own."""
    own = dollar_of(text)
    sign = _BARE if own is not None else _COIN
    own = own or _coined_in(text, quantities)
    if own is None:
        return quantities
    return [
        replace(q, unit=own + q.unit[3:])
        if q.unit.startswith("USD") and sign.match(text, q.start) and not _in_theirs(text, q)
        else q
        for q in quantities
    ]


def _coined_in(text: str, quantities: list[Quantity]) -> str | None:
    """The money whose cents a text counts that has no dollar but in brackets: "€492m, or 34 cent a share", "A$4.1 billion ($2.7
    billion) ... pays 83 cents"."""
    if "dollar" in text.lower() or "cent" not in text:
        return None
    sums = [q for q in quantities if q.kind in {"money", "price"} and not _COIN.match(text, q.start)]
    if any(q.unit[:3] == "USD" and text[max(0, q.start - 1) : q.start] != "(" for q in sums):
        return None  # "fell 4.5 cents to $13.75 a bushel", whatever is told in euros besides
    money = Counter(q.unit for q in sums if q.kind == "money" and q.unit != "USD")
    best = money.most_common(1)
    return best[0][0] if best and best[0][0] in _OF_CENTS else None


#: Currencies of a hundred cents.
_OF_CENTS = {"EUR", "ZAR", "AUD", "CAD", "NZD", "SGD", "HKD", "KES", "NAD", "MUR", "LKR"}


def _in_theirs(text: str, quantity: Quantity) -> bool:
    """Whether a sentence has said by then that it counts in the dollars of the United States."""
    begin, _ = around(text, quantity.start, quantity.end)
    return _FOREIGN.search(text, begin, quantity.end) is not None
