"""The words that times are made of: one pass over a text gives tokens with a kind and a value.

English stands here (and in the rule files); calendar arithmetic stands in `period.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Token(NamedTuple):
    """One word, number or sign. `kind` is `word` for words that no rule asks for; `value` is a number where it has one."""

    kind: str
    value: int
    lower: str
    start: int
    end: int


#: Words, dates in figures, numbers that are no day or year (grouped, with decimals), ordinals, digits, signs.
_TOKEN = re.compile(
    r"(?P<letters>[^\W\d_]++)|(?P<figures>\d{1,4}+(?P<sign>[./-])\d{1,2}+(?P=sign)\d{1,4}+(?![.\-/]?\d))"
    r"|(?P<amount>\d{1,3}+(?:,\d{3})++(?:\.\d++)?(?!\d)|\d++\.\d++(?:/\d{3,4}+(?![\d.]))?)"
    r"|(?P<ordinal>\d{1,2}+(?:st|nd|rd|th)\b)"
    r"|(?P<digits>\d++)"
    r"|(?P<other>[^\w\s])"
)
#: A blank line is a sign as well: no time and no clause goes on after it.
_BLANK_LINE = re.compile(r"\n[ \t\r]*+\n")

_UNITS = ("year", "quarter", "month", "week", "day", "decade", "period", "half")

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
).split()

#: Words whose kind is the word itself: the function words of time phrases.
_FUNCTION = (
    "the a an of in to and from between through till until by on at over than against since as during for about around within or up "
    "this last next past previous prior preceding coming current following upcoming subsequent latest present same ago earlier before "
    "later after hence now early late mid middle beginning start end ended ending opening final latter rest so far date today yesterday "
    "tomorrow tonight fiscal financial calendar full whole entire straight running consecutive corresponding comparable like similar "
    "half that each every per time then annum full holiday "
    "levels level morning afternoon evening night noon it s just"
).split()

_ALIASES = {
    "thru": "through",
    "til": "until",
    "middle": "mid",
    "beginning": "start",
    "turn": "start",
    "concluding": "final",
    "closing": "final",
    "initial": "opening",
    "christmas": "holiday",
    "forthcoming": "coming",
    "ensuing": "following",
    "succeeding": "following",
    "preceeding": "preceding",
    "business": "financial",  # "the business year to March"
    "recent": "recent",
    "outgoing": "just",  # "in the outgoing week", told at a weekend
    "recently": "just",  # "the most recently ended fiscal year"
    "previously": "earlier",
    "remainder": "rest",
}


def _lexicon() -> dict[str, tuple[str, int]]:
    table: dict[str, tuple[str, int]] = {word: (word, 0) for word in _FUNCTION}
    table |= {word: (kind, 0) for word, kind in _ALIASES.items()}
    for number, name in enumerate(_MONTHS, 1):
        table[name] = table[name[:3]] = ("month", number)
    table["sept"] = ("month", 9)
    for number, name in enumerate(_WEEKDAYS):
        table[name] = table[name[:3]] = ("weekday", number)
    table |= {name: ("weekday", number) for name, number in (("tues", 1), ("weds", 2), ("thur", 3), ("thurs", 3))}
    table |= {name: ("number", number) for number, name in enumerate(_CARDINALS)}
    table |= {
        name: ("number", number) for name, number in (("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60))
    }
    table |= {"couple": ("number", 2), "dozen": ("number", 12)}
    table |= {"few": ("several", 0), "several": ("several", 0), "many": ("several", 0)}
    table |= {name: ("ordinal", number) for number, name in enumerate(_ORDINALS, 1)}
    for number, name in enumerate(_UNITS):
        table[name] = table[name + "s"] = ("unit", number)
    table["halves"] = ("unit", _UNITS.index("half"))
    table["yr"] = table["yrs"] = ("unit", 0)
    table |= {
        name: ("season", month)
        for name, month in (("spring", 3), ("summer", 6), ("autumn", 9), ("fall", 9), ("winter", 12))
    }
    table |= {"fy": ("fy", 0), "cy": ("cy", 0), "q": ("q", 0), "h": ("h", 0)}
    table |= {"ytd": ("ytd", 0), "mtd": ("ytd", 1), "qtd": ("ytd", 2)}
    table |= dict.fromkeys(("yoy", "qoq", "mom", "wow", "y", "m", "w"), ("letters", 0))
    table |= dict.fromkeys(
        "annual monthly weekly daily quarterly yearly annually annualized annualised".split(), ("rate", 0)
    )
    table["sequentially"] = ("sequentially", 0)
    return table


LEXICON = _lexicon()

_SIGNS = {"-": "dash", "–": "dash", "—": "dash", "−": "dash", "‐": "dash", "‑": "dash", "~": "dash", "'": "apostrophe", "’": "apostrophe",
          "‘": "apostrophe", ".": "dot", ",": "comma", "/": "slash", "(": "open", ")": "close"}  # fmt: skip

#: Words that alone make a text worth reading: without one of these (or digits) it names no time.
WORTH = re.compile(
    r"\d|\b(?:year|quarter|month|week|day|decade|half|today|yesterday|tomorrow|tonight|period|time|now|date|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|spring|summer|autumn|fall|winter|"
    r"annual|daily|ytd|[ymq]o[ymq]\b|[ymq]/[ymq]|recent|on-|fiscal|sequential)",
    re.IGNORECASE,
)


def unit_name(token: Token) -> str:
    """The unit (year, quarter, month, week, day, decade, period, half) that a `unit` token names."""
    return _UNITS[token.value]


def tokenise(text: str) -> list[Token]:
    """All tokens of a text in order; linear in its length.

    What stands between white space gives the same tokens wherever it stands, and most of it has been seen before.
    """
    tokens: list[Token] = []
    known, find, new = _known.get, text.find, tuple.__new__  # every word of every text passes here
    end = 0
    for chunk in text.split():
        start = find(chunk, end)
        if start - end > 1:
            tokens += _blank_lines(text, end, start)
        end = start + len(chunk)
        for kind, value, lower, first, last in known(chunk) or _learn(chunk):
            tokens.append(new(Token, (kind, value, lower, start + first, start + last)))
    return tokens + _blank_lines(text, end, len(text))


#: The tokens of what stood between white space, counted from its start; so many are remembered, in some 5 MB.
_known: dict[str, list[Token]] = {}
_REMEMBERED = 20_000


def _learn(chunk: str) -> list[Token]:
    if len(_known) >= _REMEMBERED:
        _known.clear()
    return _known.setdefault(chunk, list(_cut(chunk)))


def _blank_lines(text: str, start: int, end: int) -> list[Token]:
    return [Token("sign", 0, "\n", *match.span()) for match in _BLANK_LINE.finditer(text, start, end)]


def _cut(chunk: str) -> Iterator[Token]:
    """The tokens of a stretch without white space."""
    new = tuple.__new__
    for match in _TOKEN.finditer(chunk):
        surface, group = match[0], match.lastgroup
        start, end = match.span()
        if group == "letters":
            lower = surface.lower()
            yield new(Token, (*LEXICON.get(lower, ("word", 0)), lower, start, end))
        elif group == "other":
            yield new(Token, (_SIGNS.get(surface, "sign"), 0, surface, start, end))
        elif group == "digits" and end - start < 5:
            yield new(Token, ("number", int(surface), surface, start, end))
        elif group == "ordinal":
            yield new(Token, ("ordinal", int(surface[:-2]), surface, start, end))
        else:
            yield new(Token, ("figures" if group == "figures" else "amount", 0, surface, start, end))
