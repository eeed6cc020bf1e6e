"""What stands around a number: its currency sign, its unit, its denominator, its bound, the noun it counts."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from pipeline.quantities.lexicon import MILLIONS, Unit, currencies, local_currency, table, units

_SIGNS = "$€£¥\uffe5₩\uffe6₹₨₽₺₫฿₱₦₴₪₡₭₲₵₸₼₾₮৳"


class Span(NamedTuple):
    """A unit with the characters it was read from."""

    unit: Unit
    start: int
    end: int


# ------------------------------------------------------------------------------------------------ before the number

_SIGN_BEFORE = re.compile(
    rf"(?:(?<![\w.])([A-Za-z]{{1,3}}|U\.S\.)\s?)?([{_SIGNS}])([\s\u00a0]{{0,2}})([-−–+]?)$"
    r"|(?<![\w$])([A-Z][A-Za-z]{0,4}\.?|S/|GH¢|[a-z]{3})([\s\u00a0]?)([-−–+]?)$"
)
MONEY_BEFORE = re.compile(rf"[{_SIGNS}]\s{{0,2}}$|\b(?:US|[A-Z]{{3}}|Rs\.?|RM|Rp)\s?$")
_NAME_BEFORE = re.compile(r"(?<![\w-])((?:[A-Z][a-z]+[\s\u00a0])?([A-Za-z]{3,9}))[\s\u00a0]$")


def currency_before(text: str, start: int, *, large: bool) -> Span | None:
    """The currency sign, code or letters that touch a number from the left; `large` says that the number has a
    magnitude, separators or decimals, so that a lone letter or a word-like code is believed ("W1.2 trillion")."""
    left = text[max(0, start - 10) : start]
    if not left:
        return None
    m = _SIGN_BEFORE.search(left)
    if m is None:
        return None
    known, at = currencies(), start - len(left)
    if m[2]:
        letters = m[1] or ""
        if left[m.end(1) : m.start(2)].isspace() and letters in ("A", "a", "S", "s", "T", "t", "R", "r"):
            letters = ""  # the article in "a $74 billion surplus"
        if letters in ("US", "U.S.") and m.end(1) < m.start(2) and text.endswith(("the ", "The "), 0, at + m.start(1)):
            letters = ""  # the country in "Germany bought $2 billion worth and the U.S. $1.4 billion"
        for candidate in (letters + m[2], letters.upper() + m[2], letters.capitalize() + m[2]):
            if letters and candidate in known.signs:
                return Span(known.signs[candidate], at + m.start(1), at + m.end(2))
        if letters.upper() in known.codes and len(letters) == 3 and letters.isupper():
            return Span(known.codes[letters], at + m.start(1), at + m.end(2))
        return Span(known.signs[m[2]], at + m.start(2), at + m.end(2))
    word, glued = m[5], not m[6]
    unit = known.signs.get(word) or known.codes.get(word)
    if unit is None and word.islower():
        unit = known.names.get(word) if word in table("currencies")["words"]["lower"] else None
    if unit is None and len(word) == 4 and word[0] == "M" and word[1:] in known.codes:
        unit = known.codes[word[1:]]._replace(factor=MILLIONS)  # "MAUD 60", millions
    if unit is None and large and glued:
        unit = known.letters.get(word)
    if (
        unit is None
        or (word in known.wordlike and not large)
        or (word in ("Yuan", "Yen", "Sh", "SR", "Dh", "Bt", "Ft", "DM") and not (large or glued))
    ):
        return None
    return Span(unit, at + m.start(5), at + m.end(5))


#: A lone letter before a number, also where a word leads to it that amounts stand behind.
_LETTER = re.compile(r"(?<![\w.])([A-Z])$")
_LED_LETTER = re.compile(
    r"\b(?:from|to|at|of|by|for|around|about|between|and|than|over|under|below|above|only|just"
    r"|shed|shedding|lost|losing|gained|gaining|added|adding|dropped|dropping|fell|rose) [A-Z]$"
)
#: So far back a word that leads to a lone letter begins.
_LEDS = 11


def is_letters_money(text: str, start: int, end: int) -> bool:
    """Whether a lone letter makes a small number money: "sold at P48 per kilo", and "from P45" or "shed P2" in a text
    that tells of such prices."""
    letter = _LETTER.search(text, max(0, start - 2), start)
    if letter is None or letter[1] not in currencies().letters:
        return False
    per = per_after(text, end)
    if per is not None and per.kind in {"thing", "time"}:
        return True
    led = text.startswith(" to close at", end) or _LED_LETTER.search(text, max(0, start - _LEDS), start) is not None
    return led and _told_in(letter[1]).search(text) is not None


@functools.cache
def _told_in(letter: str) -> re.Pattern[str]:
    """What shows that a text tells amounts in the money of a lone letter: large ones, or prices by weight."""
    return re.compile(
        rf"(?<![\w.]){letter}\d[\d,]*(?:\.\d+)?(?:-| )?"
        r"(?:(?:million|billion|trillion)\b|(?:per|an?) (?:kilo|kg|lit(?:er|re)|tonne|ton|bag|sack)\b|/(?:kg|l)\b)"
    )


def currency_name_before(text: str, start: int) -> Span | None:
    """A currency's name before a large number: "dollar 22.5 million", "sen 100,000"."""
    m = _NAME_BEFORE.search(text, max(0, start - 24), start)
    if m is None or m[2].lower() in ("mark", "som", "ether", "crown", "buck"):
        return None
    for group in (1, 2):
        if unit := currencies().names.get(m[group].lower()):
            return Span(unit, m.start(group), m.end(group))
    return None


# ------------------------------------------------------------------------------------------------- after the number

#: A space that may be one line's end, never a paragraph's.
_S = r"(?:[^\S\n]|\n(?!\s*\n))"
#: A hyphen set loosely is one all the same before "per cent": "a 21- per cent fall".
_GAP = re.compile(rf"(?:{_S}?-{_S}?(?=per{_S}?cent\b|pct\b)|{_S}{{1,2}}|-|‑)?[\[<]?")
_TOKEN = re.compile(
    rf"%{_S}?p(?:t|ts|oints?)?\b|[%％﹪‰′″℃℉]|[°º]{_S}?[CF]?(?![^\W\d_])|[{_SIGNS}¢]"
    r"|(?:U\.S\.|U\.K\.|p\.p\.)|[^\W\d_]+(?:[&/][^\W\d_]+)*(?:[²³]|\^?[23](?![\d.]))?"
)
_NEXT = re.compile(rf"(?:{_S}{{1,2}}|-|\.{_S}{{0,2}})")
_PER = re.compile(
    rf"(?:{_S}?/{_S}?|(?:{_S}{{1,2}}|-)(?:per|an?|each|for{_S}each|for{_S}every|to{_S}the|to{_S}one|to{_S}an?|against{_S}the|against{_S}one|versus{_S}the|for{_S}one)(?:{_S}{{1,2}}|-))"
    rf"([^\W\d_]+(?:\.[^\W\d_]+)*)(?:{_S}+([^\W\d_]+))?"
)
_SENTENCE_CUES = re.compile(
    r"\b(?:cost|costs|price|priced|prices|pay|pays|paid|paying|spend|spent|spends|fined|fine|worth|tax|taxes|wage|wages|bill|bills|salary|budget|fees?|"
    r"earn\w*|raised|invest\w*|sterling|Britain|British|UK|U\.K\.|London|pence|budget|loan|grant|cash|deal|bid|shares?|bonus|profit|revenue|charity|currency)\b|£"
)


def unit_after(text: str, end: int, *, country: str | None = None, glued_only: bool = False) -> Span | None:
    """The longest unit that follows a number: "percent", "percentage points", "U.S. dollars", "compensated gross tons"."""
    known = units()
    gap = _GAP.match(text, end)
    at = gap.end() if gap else end
    first = _TOKEN.match(text, at)
    if first is None or (glued_only and at != end):
        return None
    best: Span | None = None
    phrase, token, stop = "", first, first.end()
    while True:
        word = token[0]
        phrase = f"{phrase} {word.lower()}" if phrase else word.lower()
        stop = token.end()
        after = text[stop : stop + 1]
        if not (after.isalnum() and word[-1].isalnum()):
            unit = (
                known.symbols.get(text[at:stop])
                or _in_millions(word)
                or known.words.get(phrase)
                or known.words.get(phrase + ".")
            )
            if unit is not None and not _is_word(text, at, stop, unit):
                best = Span(unit, at, stop)
        joint = _NEXT.match(text, stop) if phrase in known.begins else None
        following = _TOKEN.match(text, joint.end()) if joint is not None else None
        if joint is None or following is None:
            break
        if joint[0].startswith("."):
            phrase += "."  # "sq. ft", "U.S. dollars"
        token = following
    if best is None and "/" in first[0]:  # "9,870 USD/tonne": the denominator is read behind it
        name = first[0].partition("/")[0]
        money = known.symbols.get(name) or known.words.get(name.lower())
        told = money is not None and money.kind == "money" and not _is_word(text, at, at + len(name), money)
        if money is not None and told and (name.isupper() or per_after(text, at + len(name)) is not None):
            best = Span(money, at, at + len(name))
    return best and _by_context(text, best, country)


def _in_millions(word: str) -> Unit | None:
    """ "120 MEUR" """
    known = currencies().codes
    return (
        known[word[1:]]._replace(factor=MILLIONS) if len(word) == 4 and word[0] == "M" and word[1:] in known else None
    )


def _is_word(text: str, start: int, end: int, unit: Unit) -> bool:
    """Units spelled like other words: "5 in a row", "10 m people", "3 to 1", "top 5 PEN clubs"."""
    surface = text[start:end]
    if surface in _SIGNS and text[end : end + 1].isdigit():
        return True  # the sign of the next number: "1 $10 bill"
    if surface in ("t", "g", "m", "J", "W", "V", "A", "K", "N", "L", "B", "h", "s") and text[end : end + 1] in (
        "'",
        "’",
        "&",
        "-",
        ".",
    ):
        return text[end : end + 1] != "." or text[end + 1 : end + 2].isalnum()
    if unit.kind == "money" and surface in currencies().wordlike:
        return True
    if surface == "real":
        return not text.endswith(("illion-", "bn-"), 0, start)  # "a 31 billion-real profit"
    return surface in ("Mark", "Pc", "All", "Rad", "Cup", "Cups", "turn", "ton.") and unit.kind != "duration"


def _by_context(text: str, found: Span, country: str | None) -> Span:
    """Names that several things share: pounds of money or of weight, pesos and rupees of several countries."""
    known, surface = currencies(), text[found.start : found.end].lower()
    unit = found.unit
    if surface in ("pound", "pounds"):
        before, after = text[max(0, found.start - 120) : found.start], text[found.end : found.end + 24]
        money = (
            country == "GB"
            or _SENTENCE_CUES.search(before)
            or re.search(r"illion[\s-]$", before)
            or "pence" in after
            or "sterling" in after
        )
        if (
            re.match(
                r"\s?of\b(?!\s(?:debt|cash|tax|public|government|funding|investment|spending|savings|losses|profit|its|their|new|annual"
                r"|shares|stock|assets|sales|revenue|orders|costs|capital|equity|bonds|loans|deposits|benefits|aid|subsid|dividends"
                r"|value|business|deals|income|borrowing|exports|imports|goods|property|efficienc|synerg|extra|additional))",
                after,
            )
            or not money
        ):
            return Span(units().words["lb"], found.start, found.end)
    codes = known.shared.get(surface)
    if codes and country:
        local = local_currency(country)
        if local in codes:
            return Span(unit._replace(code=local), found.start, found.end)
        if local and surface.rstrip("s") not in ("dollar", "pound", "franc"):
            ending = surface.rstrip("s")
            if any(name.endswith(ending) and u.code == local for name, u in known.names.items()):
                return Span(unit._replace(code=local), found.start, found.end)
    return found


def yen_or_yuan(text: str, at: int, country: str | None) -> str:
    """What "¥" means: the yen, unless the article is about China or its words around speak of the yuan."""
    if country == "CN":
        return "CNY"
    if country == "JP":
        return "JPY"
    near, around = text[max(0, at - 80) : at + 80], text[max(0, at - 400) : at + 400]
    rule = table("currencies")["yuan"]
    chinese = any(w in around for w in rule["words"]) or any(w in near for w in rule["near"])
    return "CNY" if chinese and not any(w in around for w in rule["unless"]) else "JPY"


class Per(NamedTuple):
    """A denominator: its `code` ("bbl", "USD", "d"), what it is (thing, time, money, share), where it stands."""

    code: str
    kind: str
    start: int
    end: int


_PER_TIME = {
    "years": "a",
    "months": "mo",
    "weeks": "wk",
    "days": "d",
    "h": "h",
    "quarters": "q",
    "min": "min",
    "s": "s",
}


@functools.cache
def long_units() -> re.Pattern[str]:
    """What finds a unit of measure of three words or more: "million British thermal units"."""
    names = [
        word
        for word, unit in units().words.items()
        if word.count(" ") > 1 and " of " not in word and unit.kind == "physical"
    ]
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r"\b", re.IGNORECASE)


#: Behind a length of time: that it is one before.
_AGO = re.compile(r"[ -](?:ago|earlier|before|prior)\b", re.IGNORECASE)


#: Before a round number of a unit that a price is of.
_PER_ROUND = re.compile(r" per (?=1,?000 )")


def _per_thousand(text: str, end: int) -> Per | None:
    """The thousand pieces of a unit that have a name of their own: "$2.90 per 1,000 cubic feet"."""
    led = _PER_ROUND.match(text, end)
    long = long_units().match(text, led.end()) if led is not None else None
    return Per(units().words[long[0].lower()].code, "thing", end, long.end()) if long is not None else None


def per_after(text: str, end: int) -> Per | None:
    """The denominator after a unit: "per barrel", "a tonne", "to the dollar", "-a-share", "/kg"."""
    m = _PER.match(text, end)
    if m is None:
        return _per_thousand(text, end)
    exchange = re.search(r"\b(?:to|against|versus)\b|\bfor\s+one", text[end : m.start(1)]) is not None
    two = f"{m[1]} {m[2]}".lower() if m[2] else None
    known = units()
    if (long := long_units().match(text, m.start(1))) is not None and not exchange:
        return Per(known.words[long[0].lower()].code, "thing", m.start(), long.end())
    for phrase, stop in ((two, m.end(2)), (m[1].lower(), m.end(1))):
        if phrase is None:
            continue
        unit = known.words.get(phrase)
        surface = text[m.start(1) : stop]
        if unit is None or phrase.endswith("s") and phrase not in ("s", "lbs") and not exchange:
            unit = known.symbols.get(surface)
        if unit is None and phrase == "second":
            unit = Unit("s", "duration", "second")
        if unit is None:
            continue
        if unit.kind == "money":
            if phrase == "pound" and not exchange:
                return Per("lb", "thing", m.start(), stop)  # "US$3.85 a pound" is weighed
            if (
                phrase in ("dollar", "us dollar", "u.s. dollar", "euro", "pound", "greenback", "yen", "won", "yuan")
                or surface.isupper()
            ):
                return Per(unit.code, "money", m.start(), stop)
            return None
        if exchange:
            return None
        if unit.kind == "duration" and _AGO.match(text, stop):
            return None  # "5 million tons a year ago"
        if unit.kind == "duration":
            return Per(_PER_TIME.get(unit.code, unit.code), "time", m.start(), stop)
        if unit.kind == "physical":
            return Per(unit.code, "thing", m.start(), stop)
    if exchange:
        return None
    if m[1].lower() in (
        "share",
        "unit",
        "person",
        "head",
        "capita",
        "employee",
        "household",
        "ship",
        "vehicle",
        "car",
        "ticket",
        "worker",
        "night",
        "piece",
        "user",
    ):
        return Per(m[1].lower(), "share", m.start(), m.end(1))
    return None
