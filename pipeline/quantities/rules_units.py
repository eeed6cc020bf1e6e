"""A number and its unit: money, physical units, points, lengths of time, denominators, signs."""

from __future__ import annotations

import functools
import re

from pipeline.quantities.lexicon import MILLIONS, company, currencies, local_currency, table, units
from pipeline.quantities.numerals import ATTACHED, MAGNITUDES, Numeral
from pipeline.quantities.reading import Reading
from pipeline.quantities.rules_glued import MAGNITUDE_AFTER, SHARES_OUT
from pipeline.quantities.surroundings import Span, per_after, unit_after, yen_or_yuan
from pipeline.quantities.unknown import unknown_unit_after

_WORDS = table("numbers")
_SIGN = re.compile(r"(?:^|[\s(\[,;:\"“‘/])([-−–+])$")
_SIGN_IN_BRACKETS = re.compile(r"\([-−–]\)\s?$")  # "(-) 1.76 per cent"
_OF_US = re.compile(r"\s\((?:U\.S\.|US)\)")  # "$45.60 (U.S.) a barrel"
#: Behind a change that a table of quotes lists: "7,210.20 -12.10 (-0.17%)".
_QUOTED = re.compile(r"\s?\(\s?[-−–+]\d")
_SIGN_WORD = re.compile(r"\b(minus|negative|plus)\s+$", re.IGNORECASE)
#: "Five won the award": the verb, not the currency.
_WON_A_PRIZE = re.compile(
    r"[\s\u00a0](?:the|by|medals?|gold|seats?|awards?|prizes?|elections?|an?[\s\u00a0](?!share|barrel|ton|day|month|year|kilo|dollar|lit|head))"
)
_SIZE = re.compile(r'\s?["”″](?=\s+(?:long|wide|high|tall|diagonal|screen|monitor|display|TV|thick|deep|x\b))')
#: "10-year Treasury yields", "30-year fixed-rate mortgages": the number names the paper.
BOND = re.compile(
    rf"[-\s](?:year|month|week|day)s?[-\s](?:(?:{company('bond_issuers')})\s){{0,3}}(?:{company('bonds')}|(?:bill|rate)\b)"
)
_ONE_DAY = re.compile(r"\s+(?:of\s+the|after|to\s+go)\b")
_LONG = re.compile(
    r"[\s\u00a0-](?:(?:consecutive|straight|successive|full|whole|additional|extra|long|short|calendar|working|business|trading|fiscal|lean|past|previous|preceding|further|more|solid|entire)\s){1,2}"
    r"((?:year|month|week|quarter|day|hour|decade|session)s?)\b"
)
_INDEX_CUES = _WORDS["points"]["index"]
_PERCENT_CUES = _WORDS["points"]["percentage"]
_PERCENT_WORDS = {"percent", "per cent", "%", "pct"}
_POINT_CUE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<p{i}>{re.escape(w)})" for i, w in enumerate(_PERCENT_CUES))
    + "|"
    + "|".join(map(re.escape, _INDEX_CUES))
    + r")(?!\w)"
)
_CURRENCY_WORD = re.compile(
    r"\b(?:won|yen|yuan|renminbi|euro|pound|rupee|rupiah|ringgit|baht|peso|real|lira|rouble|ruble|rand|dong|franc|krona|krone|zloty|forint)\b"
)


def read_money(text: str, n: Numeral, r: Reading, sign: Span, country: str | None) -> None:
    """A number with its currency before it; a currency after it as well ("US$5 million dollars", "$200 CAD") is drawn in."""
    code, known = sign.unit.code, currencies()
    if text[sign.start : sign.end] in ("¥", "\uffe5"):
        code = yen_or_yuan(text, n.start, country)
    elif country and text[sign.start : sign.end] in ("Rs", "Rs."):
        own = local_currency(country)
        code = own if own in known.shared["rupee"] else code
    r.kind, r.unit, r.start, r.prefixed = "money", code, sign.start, True
    r.unit_start, r.unit_end = sign.start, sign.end
    after = unit_after(text, n.end, country=country)
    if after is not None and after.unit.kind == "money":
        surface = text[after.start : after.end]
        if after.unit.code == code or (surface in known.codes and text[sign.start : sign.end] == "$"):
            r.unit, r.end = after.unit.code, after.end
    elif (
        after is not None
        and after.unit.kind == "coin"
        and after.unit.code == code
        and n.value is not None
        and not n.power
        and n.decimals == 0
    ):
        r.kind, r.factor, r.end = "coin", after.unit.factor, after.end
    if code == "USD" and (m := _OF_US.match(text, r.end)):
        r.end = m.end()
    read_per(text, r)


#: How a text says that its "MT" are millions: "production of 5.69 million tonnes (MT) and deliveries of 5.29 MT".
_IN_MILLIONS = re.compile(r"million (?:metric )?ton(?:ne)?s? \(MT\)")


@functools.lru_cache(maxsize=4)
def _counts_in_millions(text: str) -> bool:
    """Whether "MT" stands for millions of tonnes in a text."""
    return _IN_MILLIONS.search(text) is not None


def read_unit(text: str, n: Numeral, r: Reading, country: str | None) -> bool:
    """A unit after the number; True when there is one."""
    assert n.value is not None
    found = unit_after(text, n.end, country=country) or unknown_unit_after(text, n.end)
    if found is None and n.form != "words" and (m := _SIZE.match(text, n.end)):
        r.kind, r.unit, r.end, r.unit_start, r.unit_end = "physical", "in", m.end(), m.end() - 1, m.end()
        return True
    if found is None and (m := _LONG.match(text, n.end)):
        unit = units().words.get(m[1]) or units().words["day"]
        r.kind, r.unit, r.end, r.unit_start, r.unit_end = unit.kind, unit.code, m.end(), m.start(1), m.end(1)
        return True
    if found is None:
        return False
    unit, surface = found.unit, text[found.start : found.end]
    if unit.kind == "duration" and not _is_duration(text, n, found):
        return False
    if surface == "m" and not n.power and n.decimals and SHARES_OUT.match(text, found.end):
        return False
    if n.power and found.start > n.end and surface in ("m", "g", "K", "V", "A", "N", "B", "J", "L"):
        return False  # "5 million B shares"
    if surface == "won" and n.power == 0 and n.decimals == 0 and n.value < 100 and _WON_A_PRIZE.match(text, found.end):
        return False
    if surface == "MT" and n.decimals and not n.power and _counts_in_millions(text):
        unit = unit._replace(factor=MILLIONS)
    if unit.factor < 0:
        r.value, r.power = r.value.scaleb(-unit.factor), -unit.factor
        unit = unit._replace(factor=1)
    r.kind, r.unit, r.factor = unit.kind, unit.code, unit.factor
    r.end, r.unit_start, r.unit_end = found.end, found.start, found.end
    if text[found.start - 1] in "[<" and text[found.end : found.end + 1] in ("]", ">"):
        r.end += 1
    if unit.kind == "money" and n.power == 0 and (m := MAGNITUDE_AFTER.match(text, r.end)):
        power = MAGNITUDES.get(m[1].lower()) or ATTACHED[m[1]]
        r.value, r.power, r.end = r.value.scaleb(power), power, m.end()
    if unit.kind == "index_points":
        read_points(text, n, r)
    elif unit.kind in ("money", "physical", "coin"):
        read_per(text, r)
    return True


def _is_duration(text: str, n: Numeral, found: Span) -> bool:
    """Lengths of time, not the names of bonds; "second" only where it measures."""
    assert n.value is not None
    if BOND.match(text, n.end):
        return False
    surface = text[found.start : found.end].lower()
    if n.value == 1 and n.form == "words" and _ONE_DAY.match(text, found.end):
        return False
    if surface in ("min", "h", "s", "ms", "yr", "wk") and text[found.start].isupper():
        return False
    return not (surface == "day" and n.form == "words" and n.value == 1 and text[n.end] != "-")


def read_points(text: str, n: Numeral, r: Reading, default: str = "1") -> None:
    """ "a point" of a share or rate is a percentage point, of an index an index point: the nearest cue before decides."""
    hits = list(_POINT_CUE.finditer(text, max(0, n.start - 200), n.start))
    # "the index rose 1.2 percent, or 30.5 points": the index decides
    topics = [m for m in hits if m[0] not in _PERCENT_WORDS] or hits
    percentage = (topics[-1].lastgroup or "").startswith("p") if topics else default == "pp"
    if percentage and n.value is not None and n.value < 100:
        r.kind, r.unit = "points", "pp"
    else:
        r.kind, r.unit = "index_points", "1"


#: The same amount in another currency, between a price and what it is of: "$2.42 (Sh250) per kilo".
_CONVERTED = re.compile(r"\s?\([^()\d]{0,8}\d[\d.,]*[^()\d]{0,12}\)")


#: What an exchange rate is given for: "($1 = 467.1 Chilean pesos)", "1 euro = $1.3092".
_EQUALS = re.compile(r"(?:(?P<sign>US\$|[$€£])1|\b(?:1|one)\s(?P<name>(?:U\.?S\.?\s)?[a-z]+))\s?=\s?$")


_TO_THE_DOLLAR = re.compile(r"/(?:US)?\$1?(?!\d|\.\d)")


def read_per(text: str, r: Reading) -> None:
    """Denominators: prices ("$63 per barrel"), exchange rates ("1,439.5 won to the dollar"), flows ("barrels a day")."""
    if r.kind == "money" and (base := _EQUALS.search(text, max(0, r.start - 20), r.start)):
        unit = currencies().signs.get(base["sign"] or "") or currencies().names.get((base["name"] or "").lower())
        if unit is not None and unit.code != r.unit:
            r.kind, r.unit = "rate", f"{r.unit}/{unit.code}"  # "£1 = $1.27"
            return
    if r.kind == "money" and r.unit != "USD" and (over := _TO_THE_DOLLAR.match(text, r.end)):
        r.kind, r.unit, r.end = "rate", f"{r.unit}/USD", over.end()
        return
    per = per_after(text, r.end)
    if per is None:
        if r.kind == "money" and text[r.end : r.end + 2] in {" (", ") "}:
            _per_behind_bracket(text, r)
        return
    if r.kind in ("money", "coin"):
        if per.kind == "money" and per.code != r.unit:
            r.kind, r.unit = "rate", f"{r.unit}/{per.code}"
        elif per.kind == "thing":
            r.kind, r.unit, r.end, r.unit_end = (
                "price",
                f"{r.unit}/{per.code}",
                per.end,
                per.end if r.unit_start >= r.num_end else r.unit_end,
            )
        elif per.kind == "share":
            r.kind, r.end = "price", per.end
    elif r.kind == "physical" and per.kind == "time" and per.code != "a":
        r.unit, r.end = f"{r.unit}/{per.code}", per.end
    elif r.kind == "physical" and per.kind == "time":
        r.end = per.end


def _per_behind_bracket(text: str, r: Reading) -> None:
    """The denominator of a price that stands behind the bracket with its conversion, for the price and for the conversion."""
    inside = text[r.end] == ")"
    bracket = _CONVERTED.match(text, text.rfind("(", 0, r.end) if inside else r.end)
    per = per_after(text, bracket.end()) if bracket is not None else None
    if per is not None and per.kind == "thing":
        r.kind, r.unit = "price", f"{r.unit}/{per.code}"


def priced_in(text: str, at: int, against: str, country: str | None) -> str | None:
    """The currency of an exchange rate that is given as a bare number: the last one named, else the country's."""
    for m in reversed(list(_CURRENCY_WORD.finditer(text, max(0, at - 300), at))):
        unit = units().words.get(m[0])
        if unit is not None and unit.code != against:
            return unit.code
    local = local_currency(country) if country else None
    return local if local != against else None


def read_sign(text: str, n: Numeral, r: Reading) -> None:
    """ "-0.3%", "minus 0.3 percent", "-$5 billion", "$-5", "+4.1%"."""
    left = text[max(0, r.start - 12) : r.start]
    inner = text[r.start : n.start]
    if inner and inner[-1] in "-−–":
        r.negative = True
    elif m := _SIGN.search(left):
        spaced = re.search(r"\d\s[-−–]$", left)
        if m[1] == "+" or not spaced or _QUOTED.match(text, n.end):
            r.start, r.negative = r.start - 1, m[1] != "+"
    elif m := _SIGN_IN_BRACKETS.search(left):
        r.start, r.negative = r.start - len(m[0]), True
    elif (m := _SIGN_WORD.search(left)) and not left.endswith("or minus "):
        if m[1].lower() != "plus":
            r.start, r.negative = r.start - len(m[0]), True
        elif re.search(
            r"\b(?:at|to|of|from|was|is|a|and)\s+$", text[max(0, r.start - len(m[0]) - 8) : r.start - len(m[0])]
        ):
            r.start -= len(m[0])
