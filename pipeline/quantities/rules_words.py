"""Fractions, multiples, ordinals: number words that are quantities only in some company."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.quantities.lexicon import company, units
from pipeline.quantities.numerals import CARDINALS, Numeral, one_of
from pipeline.quantities.reading import HUNDRED, Reading

_POINT = r"(percentage[\s-]points?|per\s?cent(?:age)?[\s-]points?|pct\.?[\s-]points?|percent|per\s?cent|points?|%)"
_OF_POINT = re.compile(rf"(?:[\s-](?:of[\s-](?:an?|one|1)[\s-]|an?[\s-])?(?:full[\s-])?){_POINT}(?!\w)", re.IGNORECASE)
_OF_UNIT = re.compile(
    r"[\s-](?:an?\s)?((?:centur|decade|year|month|week|day|hour|minute|acre|mile|barrel|tonne|ton|pound|meter|metre|inch|teaspoon|cup|gallon|pint)(?:y|s|es|ies)?)\b(?!-)",
    re.IGNORECASE,
)
_FOLLOWS_SHARE = re.compile(rf"\s*(?:$|[.,;:)\]”\"!?—–]|(?:\s(?:{company('share_follows')})\b))")
_SHARE_BEFORE = re.compile(rf"\b(?:{company('share_before')})\s+(?:a\s+|one\s+)?$", re.IGNORECASE)
_NOT_HALF = re.compile(rf"(?:\b(?:{company('not_half')})[\s-]+|-)$", re.IGNORECASE)
_HALF_FOLLOWS = re.compile(rf"\s+(?:{company('half_follows')})\b|\s*(?:$|[.,;)])")

_MULTIPLE_NOUNISH = re.compile(rf"-|\s+(?:{company('multiple_nouns')})\b", re.IGNORECASE)
_DOUBLE_FOLLOWS = re.compile(rf"\s*(?:$|[.,;:)”\"])|\s+(?:{company('double_follows')})\b", re.IGNORECASE)
_DOUBLE_BEFORE = re.compile(rf"\b(?:{company('double_before')})\s+$", re.IGNORECASE)
_TWICE_FOLLOWS = re.compile(rf"\s+(?:{company('twice_follows')})\b", re.IGNORECASE)

_RANKING = re.compile(
    rf"[\s-]+(?:(?:[a-z]+-)?(?:{company('rank_adjectives')})\b|(?:{company('rank_nouns')})\b)", re.IGNORECASE
)
_STREAK = re.compile(
    r"[\s-]+(?:(?:straight|consecutive|successive|sequential)\b(?:[\s-]+(?P<a>[a-z]+))?|(?P<b>month|quarter|week|year|day|session|meeting|time|season|decade|hour)s?(?P<row>[\s-]+(?:in\s+a\s+row|running|on\s+the\s+trot|in\s+succession|straight|in\s+as\s+many))?|(?P<c>in\s+a\s+row|running\b|in\s+as\s+many\s+(?P<d>[a-z]+)))",
    re.IGNORECASE,
)
_ROW = re.compile(r"\s+(?:[\w-]{1,20}\s+){0,2}([\w-]{1,20})\s+(?:in\s+a\s+row|running|in\s+succession)\b")
_LATER_ROW = re.compile(r"[^.;\n]{0,60}?\b(?:in a row|running|in succession)\b")
_RANK_BEFORE = re.compile(
    rf"\b(?:{company('rank_before')})(?:\s+(?:in|at|a|next|as))?(?:\s+(?:world|globally|overall))?\s+$", re.IGNORECASE
)
_RANK_FOLLOWS = re.compile(rf"\s*(?:$|[.,;:)]|\s(?:{company('rank_follows')})\b)")
_PERIOD_OF = {
    "session": "days", "sessions": "days", "trading": "days", "daily": "days", "annual": "years",
    **{form: period + "s" for period in ("day", "week", "month", "quarter", "year") for form in (period, period + "s", period + "ly")},
}  # fmt: skip


def read_part(text: str, n: Numeral, r: Reading) -> None:
    """A fraction in words: a share in percent ("two-thirds" 66.7), points ("a quarter point" 0.25 pp), a part of a unit
    ("half an hour"); "three quarters" may be a length of time, "a third month" an ordinal."""
    assert n.value is not None
    surface = text[n.start : n.end].lower()
    left = text[max(0, n.start - 32) : n.start]
    r.kind, r.unit, r.value = "fraction", "%", n.value * HUNDRED
    if m := _OF_POINT.match(text, n.end):
        r.value, r.end, r.unit_start, r.unit_end = n.value, m.end(1), m.start(1), m.end(1)
        word = m[1].lower()
        r.kind, r.unit = ("percent", "%") if word in ("percent", "per cent", "percent", "%") else ("points", "pp")
        return
    if surface == "half":
        if (u := _OF_UNIT.match(text, n.end)) and not _NOT_HALF.search(left):
            _of_unit(r, u, n.value)
        elif (
            _NOT_HALF.search(left)
            or text[n.end : n.end + 1] == "-"
            or not (_HALF_FOLLOWS.match(text, n.end) or _SHARE_BEFORE.search(left))
        ):
            r.silent = True
        return
    number, _, word = surface.replace("-", " ").rpartition(" ")
    number = number.strip()
    if word.startswith("quarter"):
        if not re.match(r"\s+of\s+(?!20|19)", text[n.end : n.end + 8]) and not (
            word == "quarter" and _SHARE_BEFORE.search(left + text[n.start : n.start])
        ):
            count = CARDINALS.get(number) or (int(number) if number.isdigit() else 0)
            if word == "quarters" and count:
                r.value, r.kind, r.unit, r.unit_start, r.unit_end = (
                    Decimal(count),
                    "duration",
                    "quarters",
                    n.end - len(word),
                    n.end,
                )
                r.num_end = r.unit_start - 1
            else:
                r.silent = True
            return
        if word == "quarter" and re.match(r"\s+(?:ago|earlier|later|before|-)", text[n.end : n.end + 10]):
            r.silent = True
        return
    if text[n.end : n.end + 1] == "-" or not _FOLLOWS_SHARE.match(text, n.end):
        if number in ("a", "an"):
            at = n.end - len(word)
            ordinal = Numeral(at, n.end, Decimal(0) + _rank_of(word), "ordinal", digits=1)
            r.start = r.num_start = at
            read_ordinal(text, ordinal, r)
        elif u := _OF_UNIT.match(text, n.end):
            _of_unit(r, u, n.value)
        elif text[n.end : n.end + 1] == "-" or number not in CARDINALS:
            r.silent = True
    elif number in ("a", "an") and re.match(r"\s+(?:in\s+a\s+row|running|in\s+succession)", text[n.end : n.end + 20]):
        r.start = r.num_start = n.end - len(word)
        read_ordinal(text, Numeral(r.start, n.end, _rank_of(word), "ordinal", digits=1), r)


def _rank_of(word: str) -> Decimal:
    from pipeline.quantities.numerals import PARTS

    return Decimal(PARTS[word])


def _of_unit(r: Reading, m: re.Match[str], value: Decimal) -> None:
    unit = units().words.get(m[1].lower())
    if unit is None:
        r.silent = True
        return
    r.value, r.unit, r.kind, r.end, r.unit_start, r.unit_end = (
        value,
        unit.code,
        unit.kind,
        m.end(1),
        m.start(1),
        m.end(1),
    )


def read_multiple(text: str, n: Numeral, r: Reading) -> None:
    """ "doubled" is a change of 100 percent; adjectives ("double taxation") and frequencies ("twice a year") are none."""
    surface = text[n.start : n.end].lower()
    left = text[max(0, n.start - 24) : n.start]
    r.kind, r.unit = "multiple", "%"
    if r.value < 0:
        r.value, r.negative = -r.value, True
    if (
        (
            text[n.end : n.end + 1] == "-"
            and surface != "twofold"
            or left.endswith("-")
            or _MULTIPLE_NOUNISH.match(text, n.end)
        )
        or surface == "twofold"
        and re.search(r"\b(?:is|are|was|were)\s$", left)
    ):
        r.silent = True
    elif surface in ("twice", "thrice"):
        r.silent = not _TWICE_FOLLOWS.match(text, n.end)
    elif surface in ("double", "triple", "quadruple", "treble", "halve", "doubles", "halves", "triples"):
        r.silent = (
            not (_DOUBLE_FOLLOWS.match(text, n.end) or _DOUBLE_BEFORE.search(left))
            or re.search(r"\b(?:both|two)\s$", left) is not None
        )


def read_ordinal(text: str, n: Numeral, r: Reading) -> None:
    """An ordinal that ranks ("sixth-largest", "came third") has unit 1; one that counts a streak ("eighth consecutive
    month", "a third month running") the period it counts in. All others are no quantities."""
    assert n.value is not None
    r.kind, r.value, r.unit = "ordinal", n.value, "1"
    left = text[max(0, n.start - 40) : n.start]
    if _RANKING.match(text, n.end):
        return
    if m := _STREAK.match(text, n.end):
        word = (m["a"] or m["b"] or m["d"] or "").lower()
        unit = _PERIOD_OF.get(word)
        row = (
            m["row"]
            or m["c"]
            or m["a"] is not None
            or re.match(r"[\s-]+(?:straight|consecutive|successive|sequential)", text[n.end : n.end + 14])
        )
        if not row:
            early = word in ("quarter", "half", "day", "week", "year") and n.value <= 4
            counts = re.search(r"\b(?:a|an|its|their|for\s+the)\s+$", left) and word != "time"
            many = (
                n.value >= 5
                or word == "time"
                and re.match(r"[\s-]+times?\s+(?:in|since|this|that|on)\b", text[n.end : n.end + 16])
            )
            if (
                word == "time"
                and n.value == 1
                or (not counts and not many and not _LATER_ROW.match(text, m.end()))
                or (early and not _LATER_ROW.match(text, m.end()) and not counts)
            ):
                r.silent = True
                return
            if early and counts and re.search(r"\b(?:its|their)\s+$", left):
                r.silent = True
                return
        r.unit = unit or "1"
        if m["c"] and unit is None:
            before = re.findall(r"\b(month|quarter|week|year|day)(?:ly|s)?\b", text[max(0, n.start - 160) : n.start])
            r.unit = _PERIOD_OF[before[-1]] if before else "months"
        return
    if n.value >= 3 and (m := _ROW.match(text, n.end)):
        r.unit = _PERIOD_OF.get(m[1].lower(), "months")
        return
    if (
        _RANK_BEFORE.search(left)
        and _RANK_FOLLOWS.match(text, n.end)
        and not re.search(r"\b(?:in|at)\s+(?:the\s+)?$", left)
    ):
        return
    r.silent = True


_TIMES = re.compile(r"(?:[\s\u00a0-]{1,2}(times?|fold)\b|(fold|x|X|×)(?![\w-]))")
_COMPARED = re.compile(rf"\s+(?:{company('times_follows')})\b")
_RATIO = re.compile(rf"\s+(?:{company('ratio_follows')})\b", re.IGNORECASE)
_GREW = re.compile(
    rf"\b(?:{company('grew_before')})(?:\s+by)?"
    r"(?:\s+(?:more\s+than|nearly|almost|about|over|some|around|roughly|at\s+least))?\s+$",
    re.IGNORECASE,
)


_RISE_OF = re.compile(
    r"\b(?:increase|rise|growth|surge|jump|gain) of (?:(?:about|nearly|almost|over|more than) )?$", re.IGNORECASE
)


def read_times(text: str, n: Numeral, r: Reading) -> bool:
    """ "three times that of 2023" and "tenfold" are changes of 200 and 900 percent; "2.4 times" is a ratio; "seven times
    since Monday" a count. False when no "times" follows."""
    m = _TIMES.match(text, n.end)
    if m is None or n.value is None:
        return False
    word = (m[1] or m[2]).lower()
    left = text[max(0, n.start - 48) : n.start]
    if word == "fold" or (
        word == "times"
        and (_COMPARED.match(text, m.end()) or _GREW.search(left) or _RISE_OF.search(left))
        and not _RATIO.match(text, m.end())
        and n.power == 0
    ):
        risen = word == "times" and _RISE_OF.search(left) is not None  # "an increase of 10.6 times"
        r.value, r.kind, r.unit, r.end = (n.value - (not risen)) * HUNDRED, "multiple", "%", m.end()
        r.unit_start, r.unit_end = m.start() + (text[m.start()] in " -\u00a0"), m.end()
        return True
    if (
        word in ("x", "×")
        and not re.match(r"\s?[\d\w]", text[m.end() : m.end() + 2])
        or word == "times"
        and (n.decimals or _RATIO.match(text, m.end()))
    ):
        r.kind, r.unit, r.end, r.unit_start, r.unit_end = "number", "1", m.end(), m.start(), m.end()
        return True
    if word == "times":
        r.kind, r.noun_start, r.noun_end = "count", m.start(1), m.end(1)
        return True
    return False


_IN_FIVE = re.compile(
    rf"\s+(?:(?:in|out\s+of)\s+(?:every\s+)?|of\s+every\s+)({one_of(CARDINALS)}|\d{{1,2}}|100)\b(?!\s+(?:years?|months?|weeks?|days?|quarters?|hours?|decades?|minutes?)|[,.]\d|\s*(?:%|percent|per\s+cent))(?!-)",
    re.IGNORECASE,
)


def read_odds(text: str, n: Numeral, r: Reading) -> bool:
    """ "one in five" is a share of 20 percent."""
    m = _IN_FIVE.match(text, n.end)
    if m is None or n.value is None or n.power or n.decimals:
        return False
    whole = CARDINALS.get(m[1].lower()) or (int(m[1]) if m[1].isdigit() else 0)
    if not n.value or n.value >= whole or (m[1][0].isdigit() and whole > 100) or (n.form == "digits" and whole < 3):
        return False
    r.value, r.kind, r.unit, r.end, r.num_end = n.value / whole * HUNDRED, "fraction", "%", m.end(), m.end()
    return True
