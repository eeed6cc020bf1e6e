"""What is no quantity: dates, times, ages, names with digits, identifiers, scores, list numbers."""

from __future__ import annotations

import re

from pipeline.quantities.lexicon import table
from pipeline.quantities.numerals import Numeral, one_of

_WORDS = table("numbers")
MONTHS = frozenset(_WORDS["months"]["words"])
_MONTH = one_of(MONTHS)
_MONTH_NAMES = frozenset(month.capitalize() for month in MONTHS)
_NAMES = frozenset(_WORDS["names"]["words"])
_FUNCTION = frozenset(_WORDS["noun_stop"]["words"])
_SECTIONS = frozenset(_WORDS["names"]["sections"])

_CLUSTER = re.compile(r"\d[\d,]{0,12}(?:\.\d{1,6})?(?:(?:[-‑–—/:.]|\s[-–]\s)\d[\d,]{0,12}){1,6}")
#: A number with at most one dot in it that nothing ties to another: no cluster, as most numbers are. Bounded, so that a text of nothing
#: but digits and commas is read in linear time.
_ALONE = re.compile(r"\d[\d,]{0,60}+(?:\.[\d,]++)?+(?![-‑–—/:.]|\s[-–])")
_DATE = re.compile(
    r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2})|(?:19|20)\d\d[-–/](?:0[1-9]|1[0-2]|\d{2}|(?:19|20)\d\d)|(?:19|20)\d\d\s[-–]\s(?:19|20)\d\d)$"
)
_TIME = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?$")
_PHONE = re.compile(r"\+?\d{1,5}(?:[-‑]\d{2,5}){2,5}$|\d{3,4}-\d{4}$")
_RATIO = re.compile(r"\d{1,3}-(?:for|on)-\d{1,3}")
_DOTTED = re.compile(r"\d+(?:\.\d+){2,}$")
_SCORE_AFTER = re.compile(
    r"\s+(?:win|victory|loss|defeat|draw|lead|vote|decision|ruling|margin|split|triumph|rout|tie|record|series|thrashing|home|away)\b"
)
_SCORE_BEFORE = re.compile(
    r"\b(?:voted?|votes?|won|lost|beat|beating|score|scored|win|defeated|ruled|ruling|leading|trailing|tied|drew)(?:\s+(?:of|by|was|is|to))?(?:\s+an?)?\s*$",
    re.IGNORECASE,
)
_WEB = re.compile(r"(?:https?://|www\.)\S{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
_LIST_ITEM = re.compile(r"(?:^|\n)[ \t]{0,8}[(\[]?$")
_LIST_AFTER = re.compile(r"[.)\]](?:\s|$)")
#: The number of a report's paragraph: "3.14 The country's exports".
_PARAGRAPH = re.compile(r"\d{1,2}\.\d{1,2}\s+[\"“‘']?[A-Z][\w’']*\s")
_CLOCK_AFTER = re.compile(r"\s?(?:[ap]\.?\s?m\b\.?|o['’]clock|GMT|KST|UTC|EST|EDT|BST|JST|CET|noon)", re.IGNORECASE)
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?:\s+(?:of\s+)?|-)(?:{_MONTH})\b")
_MONTH_BEFORE = re.compile(
    rf"\b(?:{_MONTH})\.?(?:\s+|-)(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?|,?\s+(?:and|to|or|through)\s+|,\s*))?$"
)
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages)\s+(?:\d{1,2}\s+(?:to|and|-)\s+)?$")
_AGE_NAME = re.compile(r"\b[A-Z][\w’'-]+,\s$")
_AGE_SAID = re.compile(
    r"\b(?:said|says|told|adds|added|explained|explains|asked|recalled|recalls) (?:[A-Z][\w’'.-]+ ){0,3}[A-Z][\w’'-]+,\s$"
)
AGE_AFTER = re.compile(r"(?:\s|-)?(?:years?|yr)s?(?:-|\s)+(?:old|of age)\b|-(?:years?|months?)-olds?\b")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|of|from|until|till|during|for|to|through|before|after|late|early|mid|fiscal|FY|year|and|than|or|summer|winter|spring|fall|autumn|end|around|circa|between|the|"
    r"its|calendar|back|throughout|over|" + _MONTH + r")\.?[\s\u00a0,]+$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"[\s\u00a0](?:people|workers|employees|jobs|units|vehicles|cars|homes|houses|companies|firms|stores|shops|members|students|points|seats|families|households|engineers|staff|men|women|"
    r"children|patients|cases|deaths|flights|passengers|items|planes|aircraft|trucks|shares|pages|tons?|tonnes|soldiers|troops|customers|users|visitors|tourists|researchers|outlets|branches|beds|rooms)\b"
)
_WORD_BEFORE = re.compile(r"(?<![\w&])([^\W\d_][\w&’'-]*|S&P|#)(\.?)[\s\u00a0]?$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n\"“”(–—-])\s*$")
_GLUED_BEFORE = re.compile(r"[^\W\d_]['’]?-?$|[\d)]-$|_$")
_SUB = re.compile(r"(?<!\w)(?:sub|above|over|under|plus)[-‑]$", re.IGNORECASE)


def web_spans(text: str) -> list[tuple[int, int]]:
    """Addresses of pages and mail: digits in them are identifiers."""
    if "://" in text or "www." in text or "@" in text:
        return [m.span() for m in _WEB.finditer(text)]
    return []


#: What a currency is bought and sold at, the second of which may leave out what the two begin with: "4.1900/1930", "86.45/86.55",
#: "2,540/2,550".
_DEARER = r"\d{1,3},\d{3}(?:\.\d\d)?"
QUOTED = re.compile(rf"(?:\d{{1,3}}\.\d{{2,4}}/(?:\d{{1,3}}\.)?\d{{2,4}}|{_DEARER}/{_DEARER})(?![\d/.]*\d)")


#: Airliners by number and length, of one maker: "777-9", "787-10s", "777-8F"; by number where nothing else can be meant: "737 output".
_AIRLINER = re.compile(
    r"7[0-8]7(?:-\d{1,3}(?:s|F|Fs|ER|LR|X|MAX)?(?![\w%,.]*\d)\b(?! ?(?:%|per ?cent|pct|[bmtr]+illion|[bmt]n\b))"
    r"|(?=[- ](?:MAX|Max|Dreamliners?|family|production|output|programme|program|assembly|lines?|deliveries)\b))"
)


def cluster(text: str, start: int) -> tuple[int, str] | None:
    """Digits tied together by hyphens, slashes, colons, dots that are a date, a time, an identifier or a score:
    its end and the reason; None where it may be a range or a plain number."""
    if (model := _AIRLINER.match(text, start)) is not None:
        return model.end(), "name"
    if _ALONE.match(text, start) or QUOTED.match(text, start):
        return None
    m = _CLUSTER.match(text, start)
    if m is None:
        ratio = _RATIO.match(text, start)
        return (ratio.end(), "name") if ratio else None
    end, surface = m.end(), m[0]
    if surface.endswith(","):
        surface, end = surface.rstrip(","), end - 1
    following = text[end : end + 12]
    if ":" in surface:
        return (end, "time" if _TIME.match(surface) else "score")
    if _DATE.match(surface) and not re.match(
        r"\s?(?:%|per\s?cent|pct|points|billion|million|trillion|bn|won|yen|yuan)", following
    ):
        return end, "date"
    if (
        _DOTTED.match(surface)
        or _PHONE.match(surface)
        and not re.match(r"\s?(?:%|per\s?cent|pct|[bmt]n\b|billion|million|trillion|won|yen|tons|people)", following)
    ):
        return end, "identifier"
    numbers = [p.strip().rstrip(",") for p in re.split(r"[-‑–—]", surface)]
    if len(numbers) == 2 and all(p.isdigit() and len(p) <= 3 for p in numbers):
        if _SCORE_AFTER.match(text, end) or (
            _SCORE_BEFORE.search(text[max(0, start - 40) : start]) and int(numbers[0]) < 150
        ):
            return end, "score"
        if int(numbers[0]) >= int(numbers[1]) and not re.match(
            r"\s?(?:%|per\s?cent|pct|[bmt]n|[bmtr]+illion|[$€£a-z])", following
        ):
            return end, "score" if int(numbers[0]) < 30 else "name"
    if len(numbers) > 2 and not re.match(r"\s?(?:%|per\s?cent)", following):
        return end, "identifier"
    if "/" in surface:
        parts = surface.rpartition("-")[2].split("/")  # "3-1/2 percent" as well as "1/2"
        fraction = len(parts) == 2 and parts[0].isdigit() and parts[1].isdigit() and int(parts[0]) < int(parts[1])
        if not fraction or int(parts[1]) not in (2, 3, 4, 5, 8, 10, 16, 32, 64, 100):
            return end, "date" if len(parts) == 2 else "identifier"
    return None


def glued_before(text: str, start: int) -> bool:
    """A number that letters touch: "DDR5", "COVID-19", "B-52", "mid-2020s"; not the "sub-50" that bounds."""
    if not start or not (text[start - 1].isalpha() or text[start - 1] in "-‑'’_"):
        return False
    return bool(_GLUED_BEFORE.search(text, max(0, start - 3), start)) and not _SUB.search(
        text, max(0, start - 8), start
    )


_MILITARY = re.compile(r"\s?(?:GMT|KST|UTC|EST|EDT|BST|JST|CET|hours)\b")


_IN_TIME = re.compile(r"(?<![A-Za-z])(?:mid|late|early|pre|post|[1-4]?[QH]|FY|midFY)-?$", re.IGNORECASE)


def glued_reason(text: str, start: int) -> str:
    """Why a number that letters or a hyphen touch from the left is none: "mid-2020s", "DDR5", "010-1234"."""
    if _IN_TIME.search(text, max(0, start - 7), start):
        return "date"
    return "identifier" if start > 1 and text[start - 2].isdigit() and text[start - 1] in "-–" else "name"


#: The minutes of an hour, written as hundredths of it.
_HOUR = 0.595


def is_clock(text: str, n: Numeral) -> bool:
    """ "9 a.m.", "6pm", "9.30 a.m.", "0645 GMT"."""
    if n.power or n.value is None:
        return False
    if n.decimals:  # "9.30 a.m."
        timed = n.decimals == 2 and n.value < 24 and n.value % 1 < _HOUR
        return timed and bool(_CLOCK_AFTER.match(text, n.end))
    if n.end - n.start == 4:
        return n.value < 2400 and bool(_MILITARY.match(text, n.end)) and "," not in text[n.start : n.end]
    return n.value <= 24 and bool(_CLOCK_AFTER.match(text, n.end))


def is_year(n: Numeral, text: str) -> bool:
    """Four digits 1900 to 2099 without separators or magnitude, unless something countable follows and no preposition
    of time goes before."""
    if (
        n.form != "digits"
        or n.power
        or n.decimals
        or n.end - n.start != 4
        or n.value is None
        or not 1900 <= n.value < 2100
    ):
        return False
    return not (_COUNTED.match(text, n.end) and not _YEAR_BEFORE.search(text, max(0, n.start - 16), n.start))


def why_not(text: str, n: Numeral, *, noun: bool) -> str | None:
    """The reason why a bare number in digits (no unit, no sign) is no quantity; `noun`: a lower-case noun follows."""
    left = text[max(0, n.start - 40) : n.start]
    value = n.value
    assert value is not None
    whole = n.decimals == 0 and n.power == 0 and "," not in text[n.start : n.end]
    if whole and (re.match(r"\([a-z]\)|-[A-Z][a-z]", text[n.end : n.end + 3])):
        return "name"  # "401(k)", "7-Eleven"
    worded = left.upper() != left.lower()  # with letters in it; most checks need a word
    if whole and value <= 31 and ((worded and _MONTH_BEFORE.search(left)) or _MONTH_AFTER.match(text, n.end)):
        return "date"
    if is_year(n, text) or (
        whole
        and 1500 <= value < 1900
        and not noun
        and re.search(r"\b(?:in|since|of|from|until|by|after|before)\s$", left)
    ):
        return "date"
    surface = text[n.start : n.end]
    if whole and len(surface) > 1 and surface[0] == "0":
        return "identifier"
    if left.endswith(("'", "’", "‘")) and n.end - n.start == 2 and not noun:
        return "date"
    if (
        whole
        and _LIST_ITEM.search(text[max(0, n.start - 12) : n.start])
        and _LIST_AFTER.match(text, n.end)
        and value < 100
    ):
        return "list"
    if (
        n.decimals
        and n.power == 0
        and not noun
        and _PARAGRAPH.match(text, n.start)
        and _LIST_ITEM.search(text[max(0, n.start - 12) : n.start])
    ):
        return "list"
    if not worded:
        return None
    if AGE_AFTER.match(text, n.end) or (whole and value < 120 and _AGE_BEFORE.search(left)):
        return "age"
    if (
        whole
        and 1 < value < 110
        and _AGE_NAME.search(left)
        and text[n.end : n.end + 1] in (",", ";", ")")
        and not left.rstrip(", ").endswith("0")
    ):
        return "age"
    if whole and 15 < value < 110 and text[n.end : n.end + 1] in (".", "") and _AGE_SAID.search(left):
        return "age"  # "It is hard," said Jane Doe, 47.
    m = _WORD_BEFORE.search(left)
    if (
        m is not None
        and surface.endswith(".0")
        and value < 10
        and m[1][0].isupper()
        and not m[1].isupper()
        and m[1].lower() not in _FUNCTION
    ):
        return "name"  # "Industry 4.0"
    if m is None or not whole:
        return None
    word = m[1]
    if word.endswith(("'s", "’s")) and word[:-2] in _MONTH_NAMES:
        return None  # "up from June's 49"
    if word.lower() in _SECTIONS and (
        m[2] or word[0].isupper() or word in ("#", "section", "article", "chapter", "page", "exit", "code", "nrs")
    ):
        if word.lower() != "no" or m[2] or word in ("No", "NO"):
            return "identifier" if word.lower() not in ("no", "nos") else "ordinal"
    if word in _NAMES and not word.islower() and not noun:
        return "name"
    if (
        word in _NAMES
        and word[0].isupper()
        and word
        not in ("Group", "Part", "Line", "World", "Industry", "Web", "Note", "Core", "Area", "Act", "Bill", "Class")
    ):
        return "name"
    if (
        n.start >= 3
        and text[max(0, n.start - 9) : n.start].endswith(("Group of ", "group of "))
        and value in (7, 8, 20, 77)
    ):
        return "name"
    if word[0].isupper() and not noun and not m[2] and word.lower() not in _FUNCTION and value < 10000:
        before = left[: m.start(1)]
        if not _SENTENCE_START.search(before) or (word.isupper() and len(word) > 1) or not before:
            return "name"
    return None
