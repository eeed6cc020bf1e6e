"""Two numbers that belong together: ranges, lists that share a unit, sums in two units."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.quantities.reading import Reading
from pipeline.quantities.rules_units import read_per

_S = r"[\s\u00a0\u202f]"
_DASH = re.compile(rf"[-‑–—~]|{_S}[-–~]{_S}")
_TO = re.compile(
    rf"-?(?:{_S}{{1,2}}|-)(?:to|through){_S}{{1,2}}(?:(?:about|around|as\s+much\s+as|some|nearly){_S})?$|-to-$"
)
_AND = re.compile(rf",?{_S}{{1,2}}and{_S}{{1,2}}(?:(?:about|around){_S})?$")
#: What is counted, said with both ends of a range: "between 40 stores and 60 stores".
_TWICE = re.compile(rf"({_S}[a-z]+)({_S}and{_S}(?:(?:about|around){_S})?)")
_LIST = re.compile(
    rf"(?:,{_S}?|[,-]?{_S}{{1,2}}(?:and|or|to|from|versus|vs\.?|against){_S}{{1,2}}|{_S}?[-–/&]{_S}?|,{_S}(?:and|or){_S})(?:then{_S}|(?:about|around|from|nearly|over|almost){_S})?(?:(?:minus|negative|plus){_S})?[-−–+]?$"
)
_RANGE_CUE = re.compile(
    r"\b(?:between|rang(?:e|es|ed|ing)(?:\s+anywhere)?(?:\s+from)?|range\s+of|band\s+of|bracket\s+of|vary(?:ing)?\s+from|varies\s+from|varied\s+from|anywhere\s+(?:from|between)|"
    r"(?:target|forecast|guidance|estimates?|corridor|span)\s+(?:of|range\s+of))\s+(?:from\s+)?(?:about\s+|around\s+|some\s+|roughly\s+)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|among)\s+(?:about\s+|around\s+|some\s+|roughly\s+|somewhere\s+between\s+)?$", re.IGNORECASE
)
_FROM = re.compile(
    r"\bfrom\s+(?:(?:just|well|only|a\s+little|slightly)\s+)?(?:about\s+|around\s+|some\s+|the\s+|a\s+|an\s+|roughly\s+|nearly\s+|almost\s+|over\s+|under\s+|above\s+|below\s+|(?:more|less|fewer)\s+than\s+|at\s+least\s+)?(?:(?:current|previous|present|earlier|prior)\s+)?$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:rose|fell|gained|lost|dropped|climbed|slipped|jumped|surged|soared|slid|tumbled|plunged|shed|added|advanced|declined|dipped|sank|up|down|increased|decreased|"
    r"grew|rallied|eased|(?:edged|inched|ticked|crept|nudged|moved|went|dipped|picked|came)\s+(?:up|down|higher|lower)|expanded|contracted|shrank|widened|narrowed|improved|worsened|by|off|rising|falling|gaining|losing|plummeted|retreated|firmed|weakened|strengthened)\s+(?:(?:about|around|some|nearly|almost|over|another|more\s+than|a\s+further)\s+)?$",
    re.IGNORECASE,
)
#: No percentage in a list is as large.
_NO_PERCENTAGE = 2000
#: Behind a verb of change no range of percentages is as wide as that: the second is what the first led to.
_LED_TO = 4
#: Ends of a range of amounts lie no further apart behind "by".
_CLOSE = Decimal("1.6")
#: A range written with spaces around its dash is no wider.
_WIDE = 3
_SAID_AGAIN = re.compile(rf",{_S}?or{_S}{{1,2}}(?:about{_S})?")
#: So many characters lie between a range and the one it was before.
_NEAR = 60
_UNITLESS = ("number", "count")
#: Amounts that say their unit once in a range.
_LEADS_TO = ("money", "coin", "price", "physical", "points", "index_points")


def _bare(r: Reading) -> bool:
    return r.kind in _UNITLESS and r.unit == "1" and not r.prefixed and r.reason is None and r.unit_start < 0


def _has_unit(r: Reading) -> bool:
    return r.reason is None and r.kind in (
        "money",
        "coin",
        "percent",
        "points",
        "index_points",
        "physical",
        "price",
        "rate",
        "duration",
    )


def _take_unit(a: Reading, b: Reading) -> None:
    """`a` has no unit of its own and stands before `b`: it shares b's."""
    a.kind, a.unit, a.factor = b.kind, b.unit, b.factor
    a.unit_start, a.unit_end = b.unit_start, b.unit_end
    a.noun_start = a.noun_end = -1


def _take_magnitude(a: Reading, b: Reading, *, slack: int = 1) -> None:
    if a.power == 0 and b.power >= 3 and a.value and a.value <= b.value.scaleb(-b.power) * slack and a.value < 1000:
        a.value, a.power = a.value.scaleb(b.power), b.power


def join(text: str, readings: list[Reading]) -> list[Reading]:
    """Ranges become one reading; sums in two units too; numbers before a shared unit take it."""
    out: list[Reading] = []
    for b in readings:
        if out and (joined := _sum(text, out[-1], b) or _range(text, out[-1], b, out)):
            out[-1] = joined
        else:
            out.append(b)
    for i in range(len(out) - 2, -1, -1):
        _share(text, out[i], out[i + 1])
    return out


def _range(text: str, a: Reading, b: Reading, before: list[Reading]) -> Reading | None:
    if b.reason is not None or a.reason is not None or a.silent or b.silent or a.low is not None or b.low is not None:
        return None
    if not 0 < b.start - a.end <= 24 or a.form in ("ordinal", "multiple") or b.form in ("ordinal", "multiple", "part"):
        return None
    gap, said_twice = text[a.end : b.start], False
    if (noun := _TWICE.match(text, a.end)) is not None and noun.end() == b.start and text.startswith(noun[1], b.end):
        gap, said_twice = noun[2], _BETWEEN.search(text[max(0, a.start - 48) : a.start]) is not None
    dash, to = bool(_DASH.fullmatch(gap)), bool(_TO.fullmatch(gap))
    if not (dash or to or _AND.fullmatch(gap)):
        return None
    if dash and len(gap) > 1 and (_has_unit(a) != _has_unit(b) or a.noun_start >= 0) and not _is_spaced(a, b):
        return None  # a dash with spaces parts clauses
    left = text[max(0, a.start - 48) : a.start]
    if not (dash or to or _BETWEEN.search(left)):
        return None
    cued = bool(_RANGE_CUE.search(left))
    if to and not cued and _FROM.search(left) and not _follows_range(text, a, before):
        return None
    own = _has_unit(a)
    if own and _has_unit(b):
        if a.unit != b.unit or {a.kind, b.kind} - {a.kind} - {"price", "rate"}:
            if not (a.kind == b.kind == "physical" or (a.prefixed and b.kind == "price" and b.unit.startswith(a.unit))):
                return None
            if a.unit != b.unit and not a.prefixed:
                return None
        if to and not cued and a.kind in _LEADS_TO and _MOVED.search(left):
            return None  # "cut by 4 million tonnes to 20 million tonnes": a range says its unit once
        if (
            to
            and not cued
            and a.kind in _LEADS_TO
            and a.value
            and b.value / b.factor > 10 * (a.value if a.power or not a.prefixed else a.value.scaleb(b.power)) / a.factor
        ):
            return None  # an amount and what it led to: "rose $2 to $45"
        if to and not cued and a.kind == "percent" and b.value > _LED_TO * a.value and _MOVED.search(left):
            return None  # "edged up 0.1% to 4.7%"
    elif to and not cued and b.power >= 3 and a.value >= 1000 and (_MOVED.search(left) or b.value > 10 * a.value):
        if not (a.power == b.power and left.endswith("by ") and b.value < _CLOSE * a.value):
            return None  # "fell by 76,000 to 1.134 million"; but "by 2.7 million to 3.7 million tons" is a range
    elif own:
        if not _bare(b) or not (a.prefixed or cued or (dash and a.kind == "percent")):
            return None
    elif not _bare(a) or not (_has_unit(b) or _bare(b) or b.kind == "fraction"):
        return None
    if not own and not _has_unit(b) and to and not cued and not (b.kind == "count" or b.power):
        return None
    if a.noun_start >= 0 and not (own or said_twice or a.noun_start > b.start):
        return None
    value, power = a.value, a.power
    _take_magnitude(a, b)
    low, high = a.value / (a.factor if own else b.factor), b.value / b.factor
    if a.negative:
        low = -low
        if b.negative or (dash and not own):
            high = -high if b.negative else high
    elif b.negative and not dash:
        high = -high
    if low >= high and not (cued or (a.negative and b.negative)):
        a.value, a.power = value, power
        return None
    if high > 0 and low > 0 and high / low > 1000:
        a.value, a.power = value, power
        return None
    source = a if own and not _has_unit(b) else b
    r = Reading(a.start, b.end, a.num_start, b.num_end, b.value, b.form, b.power, b.digits, max(a.decimals, b.decimals))
    r.kind, r.unit, r.factor, r.unit_start, r.unit_end = (
        source.kind,
        source.unit,
        source.factor,
        source.unit_start,
        source.unit_end,
    )
    r.prefixed, r.noun_start, r.noun_end = a.prefixed or b.prefixed, b.noun_start, b.noun_end
    r.low, r.high = min(low, high), max(low, high)
    if r.kind in _UNITLESS and r.noun_start >= 0:
        r.kind = "count"
    if r.kind == "money" and r.prefixed and r.noun_start < 0:
        read_per(text, r)  # "$410-420 a tonne": the sign stands before the first end, what it is for behind the last
    return r


def _is_spaced(a: Reading, b: Reading) -> bool:
    """Whether two amounts with a spaced dash between them are the ends of a range all the same: "US$3.85 - 5.65/kg", "1.40 - 3.65 dollars"."""
    if a.noun_start >= 0 or a.power or not a.value < b.value < _WIDE * a.value:
        return False
    if a.prefixed:
        return _bare(b) and b.noun_start < 0
    return a.decimals > 0 and a.decimals == b.decimals and _has_unit(b) and not b.prefixed


def _follows_range(text: str, a: Reading, before: list[Reading]) -> bool:
    """Whether "from" leads to the range that stood before another: "to between $2.52 and $2.62, from $2.50 to $2.60"."""
    last = before[-2] if len(before) > 1 and before[-1] is a else None
    if last is None or last.low is None or (last.unit != a.unit and _has_unit(a)):
        return False
    gap = text[last.end : a.start]
    return len(gap) < _NEAR and not re.search(r"[.;]\s|\b(?:in|for)\b(?! \d{4})", gap)


def _share(text: str, a: Reading, b: Reading) -> None:
    """ "fell 15.9, 14.1 and 10.3 percent": numbers before a unit share it; "22 trillion and 24 trillion won" too."""
    if _SAID_AGAIN.fullmatch(text[a.end : b.start]) and b.kind == "percent":
        return  # "jumped 69.35, or 1.7 percent": points, and what they are in per cent
    if b.kind == "percent" and a.amount() >= _NO_PERCENTAGE:
        return  # "Apple with 58.6 million and 18.2 percent"
    if (
        not _bare(a)
        or a.silent
        or a.form in ("ordinal", "multiple", "part")
        or not 0 < b.start - a.end <= 20
        or not _LIST.fullmatch(text[a.end : b.start])
    ):
        return
    if not _has_unit(b) or b.reason is not None or a.noun_start >= 0 and a.noun_start < b.start and a.noun_end > a.end:
        return
    if b.unit_start < b.num_start and b.prefixed:  # "5 and $7": a sign belongs to its own number alone
        return
    if (
        b.kind == "duration"
        and "-" not in text[a.end : b.start]
        and not re.search(r"\b(?:to|or|and)\b", text[a.end : b.start])
    ):
        return
    if (
        a.power == 0
        and b.power >= 3
        and not re.search(r"\bto\b", text[a.end : b.start])
        or a.power == 0
        and b.power >= 3
    ):
        _take_magnitude(a, b, slack=10)
    _take_unit(a, b)


def _sum(text: str, a: Reading, b: Reading) -> Reading | None:
    """A sum in two units: "thirteen dollars and forty-five cents", "15 dollars 50", "5 ft 2 in"."""
    if (
        a.reason is not None
        or b.reason is not None
        or a.unit_end != a.end
        or a.low is not None
        or a.unit_start < a.num_end
    ):
        return None
    gap = text[a.end : b.start]
    if (
        not gap
        or len(gap) > 6
        or gap.strip().lower() not in ("", "and", ",", "-" if a.unit == "ft" else "")
        or a.decimals
        or a.value >= Decimal(10) ** 9
    ):
        return None
    extra: Decimal | None = None
    end = b.end
    if (
        a.kind == "money"
        and b.kind == "coin"
        and b.value < b.factor
        and (b.unit == a.unit or text[b.unit_start : b.unit_end].lower().startswith("cent"))
    ):
        extra = b.value / b.factor
    elif (
        a.kind == "money"
        and _bare(b)
        and gap.strip() == ""
        and not b.power
        and not b.decimals
        and 9 < b.value < 100
        and b.noun_start < 0
    ):
        extra = b.value / 100
    elif a.unit == "ft" and (b.unit == "in" or (gap == "-" and _bare(b) and b.value < 12)):
        extra = b.value / 12
    elif a.unit == "ft" and _bare(b) and (m := re.match(rf"{_S}in\b(?!{_S}(?:the|a|\d))", text[b.end : b.end + 8])):
        extra, end = b.value / 12, b.end + m.end()
    if extra is None:
        return None
    a.value, a.end, a.digits = a.value + extra, end, a.digits + b.digits
    a.unit_end = a.end if a.unit == "ft" else a.unit_end
    return a
