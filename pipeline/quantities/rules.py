"""One number and what touches it: the rules that make a numeral a quantity or say why it is none."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.quantities import rules_names as names
from pipeline.quantities.lexicon import currencies, local_currency, table, units
from pipeline.quantities.numerals import ATTACHED, MAGNITUDES, Numeral
from pipeline.quantities.reading import Reading
from pipeline.quantities.rules_words import read_multiple, read_odds, read_ordinal, read_part, read_times
from pipeline.quantities.surroundings import (
    Span,
    currency_before,
    currency_name_before,
    is_plural,
    noun_after,
    per_after,
    unit_after,
    unknown_unit_after,
    yen_or_yuan,
)

_WORDS = table("numbers")
_GLUED = re.compile(r"[^\W\d_]+[²³]?")
_SIGN = re.compile(r"(?:^|[\s(\[,;:\"“‘/])([-−–+])$")
_SIGN_WORD = re.compile(r"\b(minus|negative|plus)\s+$", re.IGNORECASE)
#: "A two- to three-year contract".
_HANGING = re.compile(r"-\s(?:to|and|or)\s")
#: "Five won the award": the verb, not the currency.
_WON_A_PRIZE = re.compile(
    r"[\s\u00a0](?:the|by|medals?|gold|seats?|awards?|prizes?|elections?|an?[\s\u00a0](?!share|barrel|ton|day|month|year|kilo|dollar|lit|head))"
)
_LENGTH = re.compile(
    r"\s?(?:x\b|by\b|×|long|wide|high|tall|deep|away|above|below|race|sprint|from|hurdles|freestyle|\d+ dm|$|[).,])"
)
_SIZE = re.compile(r'\s?["”″](?=\s+(?:long|wide|high|tall|diagonal|screen|monitor|display|TV|thick|deep|x\b))')
_MAGNITUDE_AFTER = re.compile(r"[\s\u00a0](million|billion|trillion|thousand|mn|bn|tn|crore|lakh)\b", re.IGNORECASE)
_PERCENT_OF = re.compile(r"(?:^|[^\w\s][\s]*|^\s*)(per\s?cent|percent)\s+of\s$", re.IGNORECASE)
_ORDINAL_SUFFIX = ("st", "nd", "rd", "th")
_BOND = re.compile(
    r"(?:-|\s)(?:year|month|week|day)s?(?:\s|-)(?:(?:U\.?S\.?|UK|German|Japanese|Korean|government|benchmark|inflation-linked|state|sovereign|corporate|treasury|Treasury|high-yield|dollar|fixed-rate|fixed|"
    r"index-linked|zero-coupon|adjustable-rate|jumbo)\s){0,3}(?:Treasur|treasur|bond|note|Bund|gilt|JGB|KTB|yield|mortgage|debt|paper|swap|T-bill|bill\b|maturit|fixed|loan\s+prime|LPR|rate\b|inflation\s+expect|breakeven|OAT|BTP|tenor)"
)
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
_SHARES_OUT = re.compile(
    r"[\s\u00a0](?:people|workers|employees|units|vehicles|users|customers|jobs|visitors|subscribers|handsets|tonnes|barrels|tons)\b"
)


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
    return r


_A_POINT_BEFORE = re.compile(
    r"(?:\b(?:up|down|by|or|than|gained|lost|lose|gain|shed|fell|rose|rise|fall|added|dropped|least|about|nearly|almost|another|slipped|climbed|over|of)\s|,\s)$"
)


def _one_point(text: str, n: Numeral, r: Reading) -> None:
    """ "a percentage point", and "a point" where something moves by it."""
    found = unit_after(text, n.end)
    r.end = text.index("oint", n.end) + 4
    r.kind, r.unit, r.unit_start, r.unit_end = "points", "pp", n.end + 1, r.end
    if found is None or found.unit.code != "pp":
        moved = _A_POINT_BEFORE.search(text[max(0, n.start - 12) : n.start])
        r.silent = (
            not moved or re.match(r"\s(?:of|where|when|in time|that|guard)\b", text[r.end : r.end + 9]) is not None
        )
        _points(text, n, r, default="pp")


def _words(text: str, n: Numeral, r: Reading, country: str | None) -> None:
    first = text[n.start : n.end].split()[0].split("-")[0].lower()
    if first in MAGNITUDES or first == "dozen":
        if not (n.power and " " in text[n.start : n.end] and unit_after(text, n.end)) and not (
            first == "hundred" and n.power >= 5
        ):
            r.silent = True
            return
    if names._AGE_AFTER.match(text, n.end) or _BOND.match(text, n.end):
        r.silent = True
        return
    if n.start and text[n.start - 1] == "-" or text[n.start - 2 : n.start].endswith(("$ ", "’")):
        r.silent = True
        return
    if _unit(text, n, r, country) or (read_odds(text, n, r)) or read_times(text, n, r):
        _sign(text, n, r)
        return
    word = text[n.start : n.end]
    if word.lower() in ("one", "nil", "nought", "naught"):
        r.silent = not (
            word.lower() == "one"
            and re.search(r"\b(?:at|to|of|only|just|about|than)\s$", text[max(0, n.start - 8) : n.start])
            and noun_after(text, n.end)
            and False
        )
        return
    noun = noun_after(text, n.end)
    if word[0].isupper() and re.search(r"[a-z,]\s$", text[max(0, n.start - 2) : n.start]) and not noun:
        r.silent = True
        return
    if text[n.end : n.end + 1] == "-" and noun is None and not _HANGING.match(text, n.end):
        r.silent = True
        return
    _count(text, n, r, noun)
    _sign(text, n, r)


def _digits(text: str, n: Numeral, r: Reading, country: str | None, floor: int) -> None:
    assert n.value is not None
    large = bool(n.power or n.decimals or "," in text[n.start : n.end] or n.value >= 10000)
    glued = _GLUED.match(text, n.end)
    if glued and not n.power and (glued[0] in ATTACHED or glued[0] in _ORDINAL_SUFFIX):
        large = large or glued[0] in ATTACHED
    sign = currency_before(text, n.start, large=large)
    if sign is not None and sign.start < floor:
        sign = None  # the number before has it: "10 rmb 20 usd"
    if sign is not None and sign.unit.factor == -6:
        n.value, n.power = n.value.scaleb(6), 6
        r.value, r.power = n.value, 6
        sign = Span(sign.unit._replace(factor=1), sign.start, sign.end)
    if sign is None and names.glued_before(text, n.start) and not (floor == n.start - 1):
        r.reason = (
            "date"
            if re.search(
                r"\b(?:mid|late|early|pre|post|(?<![A-Za-z])[1-4]?[QH]|(?:mid|late|early)?FY)-?$", text[max(0, n.start - 6) : n.start], re.IGNORECASE
            )
            else "name"
        )
        if r.reason == "name" and re.search(r"\d[-–]$", text[max(0, n.start - 2) : n.start]):
            r.reason = "identifier"
        r.end = _name_end(text, n.end)
        return
    if glued and not n.power:
        _glued(text, n, r, glued, sign is not None)
        if r.reason or r.kind:
            return
    r.end = r.num_end = n.end
    r.value, r.power = n.value, n.power
    if sign is not None:
        _money(text, n, r, sign, country)
        _sign(text, n, r)
        return
    if names.is_clock(text, n):
        r.reason = "time"
        return
    if names.is_year(n, text) and not re.match(
        r"[\s\u00a0-]?(?:%|per\s?cent|pct|won|yen|yuan|dollars|euros|points|tons|tonnes|barrels)",
        text[n.end : n.end + 10],
    ):
        r.reason = "date"
        return
    if n.form == "digits" and n.value < 120 and names._AGE_AFTER.match(text, n.end):
        r.reason = "age"
        return
    if _BOND.match(text, n.end):
        r.reason = "name"
        return
    if _unit(text, n, r, country) or read_times(text, n, r) or read_odds(text, n, r):
        _sign(text, n, r)
        return
    if (per := per_after(text, n.end)) and per.kind == "money":
        r.kind, r.unit = "rate", f"{_priced_in(text, n.start, per.code, country) or '1'}/{per.code}"
        return
    noun = noun_after(text, n.end)
    if (m := _NUMBER_ONE.search(text, max(0, n.start - 8), n.start)) is not None:
        if noun is not None and text[noun[0]].islower() and n.power == 0 and n.decimals == 0:
            r.kind, r.start = "ordinal", n.start - len(m[0])
        else:
            r.reason = "ordinal"
        return
    reason = names.why_not(text, n, noun=noun is not None and text[noun[0]].islower())
    if reason is not None:
        r.reason = reason
        return
    if text[n.start - 3 : n.start] == "of " and (m := _PERCENT_OF.search(text[max(0, n.start - 20) : n.start])):
        r.kind, r.unit, r.start = "percent", "%", n.start - len(m[0]) + m.start(1) - m.start(0)
        return
    if large and (word := currency_name_before(text, n.start)):
        _money(text, n, r, word, country)
        return
    _sign(text, n, r)
    _count(text, n, r, noun)


_NUMBER_ONE = re.compile(r"\b(?:No\.|Number|number|№)[\s\u00a0]?$")
_CURRENCY_WORD = re.compile(
    r"\b(?:won|yen|yuan|renminbi|euro|pound|rupee|rupiah|ringgit|baht|peso|real|lira|rouble|ruble|rand|dong|franc|krona|krone|zloty|forint)\b"
)


def _priced_in(text: str, at: int, against: str, country: str | None) -> str | None:
    """The currency of an exchange rate that is given as a bare number: the last one named, else the country's."""
    for m in reversed(list(_CURRENCY_WORD.finditer(text, max(0, at - 300), at))):
        unit = units().words.get(m[0])
        if unit is not None and unit.code != against:
            return unit.code
    local = local_currency(country) if country else None
    return local if local != against else None


def _name_end(text: str, end: int) -> int:
    m = re.compile(r"[\w-]{0,16}").match(text, end)
    return m.end() if m and not re.match(r"-\d", m[0]) else end


def _glued(text: str, n: Numeral, r: Reading, glued: re.Match[str], money: bool) -> None:
    """Letters that touch the digits from the right: magnitudes (then `n` is changed), ordinals, hours, names."""
    token, value = glued[0], n.value
    assert value is not None
    if token in _ORDINAL_SUFFIX:
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
    if token == "M" and value == 3 and not money and not noun_after(text, glued.end()) and "." not in text[n.start : n.end]:
        r.reason, r.end = "name", glued.end()  # the company
        return
    if token in ATTACHED:
        meters = (
            token == "m"
            and not money
            and _LENGTH.match(text, glued.end())
            and not _SHARES_OUT.match(text, glued.end())
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
            if token in ("k", "K") and (more := _MAGNITUDE_AFTER.match(text, n.end)):
                n.value, n.power, n.end = (
                    n.value.scaleb(MAGNITUDES.get(more[1].lower(), 0)),
                    n.power + MAGNITUDES.get(more[1].lower(), 0),
                    more.end(),
                )
            return
    if token == "p" and not money:
        if value in (144, 240, 360, 480, 720, 1080, 1440, 2160):
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
            r.reason, r.end = "name", _name_end(text, glued.end())
        return
    if unit_after(text, n.end, glued_only=True) is None and unknown_unit_after(text, n.end) is None:
        r.reason, r.end = "name", _name_end(text, glued.end())


def _money(text: str, n: Numeral, r: Reading, sign: Span, country: str | None) -> None:
    """A number with its currency before it; a currency after it as well ("US$5 million dollars", "$200 CAD") is drawn in."""
    code, known = sign.unit.code, currencies()
    if text[sign.start : sign.end] in ("¥", "\uffe5"):
        code = yen_or_yuan(text, n.start, country)
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
    _per(text, r)


def _unit(text: str, n: Numeral, r: Reading, country: str | None) -> bool:
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
    if surface == "m" and not n.power and n.decimals and _SHARES_OUT.match(text, found.end):
        return False
    if (
        unit.kind == "physical"
        and found.start > n.end
        and n.power
        and surface in ("m", "t", "g", "K", "W", "V", "A", "N", "B", "J", "L")
        and surface not in ("t", "W")
    ):
        return False
    if surface == "won" and n.power == 0 and n.decimals == 0 and n.value < 100 and _WON_A_PRIZE.match(text, found.end):
        return False
    if unit.factor == -6:
        unit = unit._replace(factor=1)
        r.value, r.power = r.value.scaleb(6), 6
    r.kind, r.unit, r.factor = unit.kind, unit.code, unit.factor
    r.end, r.unit_start, r.unit_end = found.end, found.start, found.end
    if text[found.start - 1] in "[<" and text[found.end : found.end + 1] in ("]", ">"):
        r.end += 1
    if unit.kind == "money" and n.power == 0 and (m := _MAGNITUDE_AFTER.match(text, r.end)):
        power = MAGNITUDES.get(m[1].lower()) or ATTACHED[m[1]]
        r.value, r.power, r.end = r.value.scaleb(power), power, m.end()
    if unit.kind == "index_points":
        _points(text, n, r)
    elif unit.kind in ("money", "physical", "coin"):
        _per(text, r)
    return True


def _is_duration(text: str, n: Numeral, found: Span) -> bool:
    """Lengths of time, not the names of bonds; "second" only where it measures."""
    assert n.value is not None
    if _BOND.match(text, n.end):
        return False
    surface = text[found.start : found.end].lower()
    if (
        n.value == 1
        and n.form == "words"
        and re.match(r"\s+(?:of\s+the|after|to\s+go)\b", text[found.end : found.end + 10])
    ):
        return False
    if surface in ("min", "h", "s", "ms", "yr", "wk") and text[found.start].isupper():
        return False
    return not (
        surface in ("day", "week", "month", "quarter", "year")
        and n.form == "words"
        and n.value == 1
        and not text[n.end] == "-"
    )


def _points(text: str, n: Numeral, r: Reading, default: str = "1") -> None:
    """ "a point" of a share or rate is a percentage point, of an index an index point: the nearest cue before decides."""
    hits = [m for m in _POINT_CUE.finditer(text, max(0, n.start - 200), n.start)]
    topics = [
        m for m in hits if m[0] not in _PERCENT_WORDS
    ] or hits  # "rose 1.2 percent, or 30.5 points": the index decides
    percentage = (topics[-1].lastgroup or "").startswith("p") if topics else default == "pp"
    if percentage and n.value is not None and n.value < 100:
        r.kind, r.unit = "points", "pp"
    else:
        r.kind, r.unit = "index_points", "1"


def _per(text: str, r: Reading) -> None:
    """Denominators: prices ("$63 per barrel"), exchange rates ("1,439.5 won to the dollar"), flows ("barrels a day")."""
    per = per_after(text, r.end)
    if per is None:
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


def _sign(text: str, n: Numeral, r: Reading) -> None:
    """ "-0.3%", "minus 0.3 percent", "-$5 billion", "$-5", "+4.1%"."""
    left = text[max(0, r.start - 12) : r.start]
    inner = text[r.start : n.start]
    if inner and inner[-1] in "-−–":
        r.negative = True
    elif m := _SIGN.search(left):
        spaced = re.search(r"\d\s[-−–]$", left)
        if m[1] == "+" or not spaced:
            r.start, r.negative = r.start - 1, m[1] != "+"
    elif (m := _SIGN_WORD.search(left)) and not left.endswith("or minus "):
        if m[1].lower() != "plus":
            r.start, r.negative = r.start - len(m[0]), True
        elif re.search(
            r"\b(?:at|to|of|from|was|is|a|and)\s+$", text[max(0, r.start - len(m[0]) - 8) : r.start - len(m[0])]
        ):
            r.start -= len(m[0])


def _count(text: str, n: Numeral, r: Reading, noun: tuple[int, int] | None) -> None:
    """A number without a unit: a count with its noun, or a bare number."""
    r.kind, r.unit = "number", "1"
    if noun is None:
        return
    first = text[noun[0] : noun[1]].split()[0]
    last = re.split(r"[\s-]", text[noun[0] : noun[1]])[-1]
    whole = n.power > 0 or n.decimals == 0
    if whole and (is_plural(last) or last[0].islower() or first[0].islower()):
        r.kind, r.noun_start, r.noun_end = "count", noun[0], noun[1]
