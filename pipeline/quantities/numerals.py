"""Numerals: where numbers stand in a text and what they are worth, before anybody asks of what.

Digits ("1,439.5", "700bn", "10 1/2", "35 lakh"), words ("twenty-one trillion", "one and a half million", "half a
million"), fractions ("two-thirds", "a quarter"), ordinals ("sixth", "8th") and multiples ("tripled", "twofold").
Values are exact decimals. Every pattern is bounded, so that reading is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.quantities.lexicon import table

_WORDS = table("numbers")
CARDINALS: dict[str, int] = _WORDS["cardinals"]
MAGNITUDES: dict[str, int] = _WORDS["magnitudes"]
ATTACHED: dict[str, int] = _WORDS["magnitudes_attached"]
ORDINALS: dict[str, int] = _WORDS["ordinals"]
MULTIPLES: dict[str, int] = _WORDS["multiples"]
PARTS = {"half": 2, "halves": 2, "quarter": 4, "fourth": 4, "third": 3} | {w: n for w, n in ORDINALS.items() if n > 4}
PARTS |= {w + "s": n for w, n in PARTS.items() if not w.startswith("hal")}
VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875"}
THIRDS = {"⅓": 1, "⅔": 2}
#: Longer runs of digits are identifiers, not amounts.
MAX_DIGITS = 18


def one_of(words: object) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_S = r"[\s\u00a0\u202f]"
_CARD = one_of(CARDINALS)
_MAG = one_of(w for w, p in MAGNITUDES.items() if len(w) > 4) + "|crore|lakh|dozen"
_PART = one_of(PARTS)
_TENS = one_of(w for w, n in CARDINALS.items() if n >= 20)
_UNITS = one_of(w for w, n in ORDINALS.items() if n < 10)

DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d|,\d)|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,6}(?!\d)"
    r"|\d{1,3}(?:[ ]\d{3}){0,4}[ ]000(?![\d,.])|(?<=[$€£¥₩₹])\d{1,3}(?:[ ]\d{3}){1,4}(?![\d,])|\d+)(?:\.\d+)?|(?<![\w.])\.\d+"
)
_WORD = rf"(?:{_CARD}|{_MAG})"


def _openings() -> str:
    """The first three letters of every number word, by letter: most words of a text fail on them at once."""
    opening: dict[str, set[str]] = {}
    for word in (*CARDINALS, *ORDINALS, *MULTIPLES, *PARTS, *(w for w in MAGNITUDES if len(w) > 3), "dozen"):
        opening.setdefault(word[0], set()).add(word[1:3])
    return "|".join(f"{first}(?:{'|'.join(sorted(rest))})" for first, rest in sorted(opening.items())) + rf"|an?{_S}|\d"


_OPENINGS = _openings()
#: Is searched in lower-cased text: a pattern that minds no case is three times slower. Each branch looks first at what
#: it can begin with: most places of a text fail there.
ANCHOR = re.compile(
    rf"""(?P<digits>(?=[\d.½¼¾⅓⅔⅛⅜⅝⅞])(?:{DIGITS}|[½¼¾⅓⅔⅛⅜⅝⅞]))
    |\b(?={_OPENINGS})(?:
        (?P<lead>half(?:{_S}+an?)?|an?{_S}half|(?:(?:an?|one){_S}+)?quarter(?:{_S}+of{_S}+an?)?|three[\s-]quarters(?:{_S}+of{_S}+an?)?)
            (?:{_S}+|-)(?P<lead_mag>{_MAG})
        |(?P<part>(?:(?P<part_num>an?|{_CARD}|\d\d?){_S}?-?{_S}?)(?P<part_word>{_PART})|half|quarter(?=[\s-](?:of[\s-]an?[\s-])?(?:percentage[\s-])?point))
        |(?P<ordinal>(?:(?:{_TENS})[\s-])?(?:{_UNITS})|{one_of(ORDINALS)})
        |(?P<point>an?{_S}(?:full{_S})?(?:percentage[\s-])?point(?![\w-]))
        |(?P<multiple>{one_of(MULTIPLES)})
        |(?P<words>(?:an?{_S}+(?={_MAG}))?{_WORD}(?:(?:{_S}+|-|{_S}-{_S})(?:{_WORD})\b|(?:(?<=hundred)|(?<=thousand)|(?<=illion)){_S}+and{_S}+(?:{_CARD})\b){{0,15}}
            (?:(?:{_S}|-)point(?:(?:{_S}|-)(?:{_CARD})\b){{1,6}})?)
    )\b""",
    re.VERBOSE,
)
_FRACTION = re.compile(rf"(?:{_S}|-)?([½¼¾⅓⅔⅛⅜⅝⅞])|(?:(?:{_S}|-)(\d{{1,2}}))?/(\d{{1,3}})(?![\d/])")
_MAGNITUDE = re.compile(
    rf"(?:{_S}{{1,2}}|-|{_S}-{_S})?\b({one_of(MAGNITUDES)}|dozens?|dozs?|mn|bn|tn|trn|tr|tln|mio)(?=\b|[$€£¥₩₹])(?!-(?!and\b)[^\W\d]{{3,}}ths?)",
    re.IGNORECASE,
)
#: Magnitudes that are cut short with a dot.
_DOTTED = {"mil", "bil", "tril", "mln", "bln", "bn", "mn"}
_SPACED_LETTER = re.compile(rf"{_S}([mMbBkKtT]|[Cc]r)(?![\w'’])")
_AND_PART = re.compile(rf"(?:{_S}|-)and(?:{_S}|-)(an?|one|two|three|four)(?:{_S}|-)({_PART})\b", re.IGNORECASE)
_POINT_WORDS = re.compile(rf"-point((?:-(?:{_CARD})\b){{1,4}})", re.IGNORECASE)
_DIGIT_AFTER = re.compile(rf"{_S}{{1,2}}(?:and{_S})?({DIGITS})")
_SPLIT = re.compile(r"[\s\u00a0\u202f-]+")


@dataclass(slots=True)
class Numeral:
    """A number surface: `value` without its unit (None: too long to be one), `power` of its magnitude word (0: none),
    `form` digits, words, part (a fraction in words), ordinal, multiple or point ("a point")."""

    start: int
    end: int
    value: Decimal | None
    form: str
    power: int = 0
    digits: int = 0
    decimals: int = 0


def read_words(tokens: list[str]) -> tuple[Decimal, int, int]:
    """Number words -> (value, how many words were used, power of the last magnitude)."""
    total, current, power, used, point = Decimal(0), Decimal(0), 0, 0, None
    last = 0
    before_and: tuple[Decimal, Decimal, int, int] | None = None
    for i, token in enumerate(tokens):
        if token == "and":
            before_and = (total, current, power, used)
            continue
        if token in ("a", "an"):
            current = Decimal(1)
            used = i + 1
            continue
        if token == "point":
            point = ""
            continue
        if token in CARDINALS:
            n = CARDINALS[token]
            if point is not None:
                point += str(n)
            elif current and not (current % 100 == 0 or (current % 10 == 0 and current % 100 >= 20 and 0 < n < 10)):
                break  # "fifty fifty", "one two": two numbers
            elif current % 100 == 0 and current and n >= 100:
                break
            else:
                current += n
        elif token == "dozen":
            current = (current or Decimal(1)) * 12
        else:
            p = MAGNITUDES[token]
            if p == 2 and current < 100:
                current = (current or Decimal(1)) * 100
            elif p == 2 and before_and is not None:
                total, current, power, used = before_and  # "one hundred and two hundred": two numbers
                break
            elif last and p >= last and not current:
                total = total.scaleb(p)  # "a hundred thousand", "hundred million"
            elif last and p > last:
                break
            else:
                total += (current or Decimal(1)).scaleb(p)
                current, last = Decimal(0), p
            power = p
        used = i + 1
    value = total + current
    if point:
        value += Decimal("0." + point)
    return value, used, power


def _part_value(number: str | None, word: str) -> Decimal | None:
    """ "two", "thirds" -> 2/3; None where the two do not go together ("two third-generation")."""
    n = (
        1
        if number is None or number.lower() in ("a", "an")
        else CARDINALS.get(number.lower()) or (int(number) if number.isdigit() else 0)
    )
    word = word.lower()
    if not n or (n > 1) != (word.endswith("s") or word == "halves"):
        return None
    return Decimal(n) / PARTS[word]


#: What groups the digits of a number.
_GROUPED = re.compile(r"[,\s\u00a0\u202f\u2009]")


def _digits_value(surface: str) -> tuple[Decimal | None, int, int]:
    plain = surface if surface.isdecimal() else _GROUPED.sub("", surface)
    whole, _, fraction = plain.partition(".")
    if len(whole) > MAX_DIGITS or len(fraction) > MAX_DIGITS:
        return None, len(whole), len(fraction)
    return Decimal(plain), len((whole + fraction).lstrip("0")) or 1, len(fraction)


def _tail(text: str, n: Numeral, *, money: bool) -> None:
    """Reads what multiplies or adds to a number: fractions, magnitudes, "and a half", "982 million" after "2 billion"."""
    if n.value is None:
        return
    if n.form == "digits":
        f = _FRACTION.match(text, n.end)
        if f and f[1]:
            n.value += Decimal(VULGAR[f[1]]) if f[1] in VULGAR else Decimal(THIRDS[f[1]]) / 3
            n.end = f.end()
        elif f and f[2] and 0 < int(f[2]) < int(f[3]):
            n.value += (Decimal(int(f[2])) / int(f[3])).scaleb(-n.decimals)  # "$8.87 1/2": half a cent
            n.end = f.end()
        elif (
            f
            and not f[2]
            and n.decimals == 0
            and 0 < n.value < int(f[3])
            and int(f[3]) in (2, 3, 4, 5, 8, 10, 16, 32, 64, 100)
        ):
            n.value /= int(f[3])
            n.end, n.form = f.end(), "fraction"
        elif p := _POINT_WORDS.match(text, n.end):
            figures = "".join(str(CARDINALS[w]) for w in p[1].lower().split("-") if w)
            n.value += Decimal("0." + figures)
            n.end, n.decimals, n.digits = p.end(), len(figures), n.digits + len(figures)
    if a := _AND_PART.match(text, n.end):
        extra = _part_value(a[1], a[2])
        if extra is not None and n.form != "part":
            # "3 million and a half" is 3.5 million, "one and a half" 1.5
            n.value += extra.scaleb(n.power) if n.power >= 6 else extra
            n.end, n.decimals = a.end(), n.decimals or 1
    for _ in range(3):
        m = _MAGNITUDE.match(text, n.end)
        if m is None:
            break
        word = m[1].lower()
        if word.startswith("doz"):
            n.value *= 12
        else:
            power = MAGNITUDES.get(word) or ATTACHED[word]
            n.value, n.power = n.value.scaleb(power), n.power + power
        n.end = m.end()
        if word in _DOTTED and text[n.end : n.end + 2] == ". " and text[n.end + 2 : n.end + 3].islower():
            n.end += 1  # "662.5 bil. yen"
        if n.form == "part":
            n.form = "words"
        if a := _AND_PART.match(text, n.end):
            extra = _part_value(a[1], a[2])
            if extra is not None:
                n.value += extra.scaleb(n.power)
                n.end = a.end()
    else:
        return
    if n.power in (0, MAGNITUDES["lakh"]) and money and (letter := _SPACED_LETTER.match(text, n.end)):
        power = ATTACHED[letter[1]]
        if n.power == 0 or power == MAGNITUDES["crore"]:  # "Rs 1.2 lakh cr"
            n.value, n.power, n.end = n.value.scaleb(power), n.power + power, letter.end()
    if n.power >= 3 and n.form == "digits" and (d := _DIGIT_AFTER.match(text, n.end)):
        value, _, _ = _digits_value(d[1])
        m = _MAGNITUDE.match(text, d.end())
        if value is not None and m is not None and m[1].lower() in MAGNITUDES and "." not in d[1]:
            power = MAGNITUDES[m[1].lower()]
            if power < n.power and value.scaleb(power) < Decimal(1).scaleb(n.power):  # "2 billion 982 million"
                n.value += value.scaleb(power)
                n.end = m.end()


def numerals(text: str, *, money_before: re.Pattern[str]) -> Iterator[Numeral]:
    """All numerals in the order of the text, none overlapping.

    `money_before` matches, at the end of what precedes a number, a currency sign or code: then a lone "m" or "b"
    after it is a magnitude."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when lowered
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    pos = 0
    while m := ANCHOR.search(lower, pos):
        n = _numeral(lower, m)
        if n is None:
            pos = m.end("part_num")
            continue
        money = n.form == "digits" and bool(money_before.search(text, max(0, n.start - 8), n.start))
        if n.form in ("digits", "fraction", "words", "part"):
            _tail(text, n, money=money)
        yield n
        pos = n.end


def _numeral(lower: str, m: re.Match[str]) -> Numeral | None:
    """What the anchor matched, without its tail; None for an article before an ordinal ("a third-party")."""
    start, end = m.span()
    if surface := m["digits"]:
        if surface in VULGAR:
            return Numeral(start, end, Decimal(VULGAR[surface]), "fraction", digits=1)
        if surface in THIRDS:
            return Numeral(start, end, Decimal(THIRDS[surface]) / 3, "fraction", digits=1)
        value, digits, decimals = _digits_value(surface)
        return Numeral(start, end, value, "digits", digits=digits, decimals=decimals)
    if lead := m["lead"]:
        share = Decimal("0.5") if "half" in lead else Decimal("0.75") if lead.startswith("three") else Decimal("0.25")
        power = MAGNITUDES.get(m["lead_mag"], 0)
        return Numeral(start, end, share.scaleb(power) if power else share * 12, "words", power=power, digits=1)
    if part := m["part"]:
        share_of = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}.get(part) or _part_value(
            m["part_num"], m["part_word"]
        )
        return _fallback(lower, m) if share_of is None else Numeral(start, end, share_of, "part", digits=1)
    if ordinal := m["ordinal"]:
        rank = sum(ORDINALS.get(w, CARDINALS.get(w, 0)) for w in _SPLIT.split(ordinal))
        return Numeral(start, end, Decimal(rank), "ordinal", digits=1)
    if m["point"]:
        return Numeral(start, end, Decimal(1), "point", digits=1)
    if multiple := m["multiple"]:
        return Numeral(start, end, Decimal(MULTIPLES[multiple]), "multiple", digits=1)
    return _word_numeral(m["words"], start)


def _word_numeral(surface: str, start: int) -> Numeral:
    tokens = [(t[0].lower(), start + t.end()) for t in re.finditer(r"[^\s\u00a0\u202f-]+", surface)]
    value, used, power = read_words([t for t, _ in tokens])
    used = max(used, 1)
    return Numeral(
        start,
        tokens[used - 1][1],
        value,
        "words",
        power=power,
        digits=len(str(value).rstrip("0").replace(".", "")) or 1,
    )


_WORDS_AT = re.compile(rf"(?:{_WORD})(?:(?:{_S}+|-)(?:{_WORD})\b){{0,15}}", re.IGNORECASE)


def _fallback(lower: str, m: re.Match[str]) -> Numeral | None:
    """A cardinal before an ordinal that makes no fraction with it ("two third-party firms", "20 quarters")."""
    number = m["part_num"]
    if number in ("a", "an"):
        return None
    if number.isdigit():
        return Numeral(m.start(), m.end("part_num"), Decimal(number), "digits", digits=len(number.lstrip("0")) or 1)
    words = _WORDS_AT.match(lower, m.start())
    assert words is not None  # the number is such a word
    return _word_numeral(words[0], m.start())
