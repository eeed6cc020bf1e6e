"""Fiscal years: their names (FY2025, fiscal 2025-26, the 2024/25 financial year) and the national conventions.

The conventions of countries and companies are data (`models/vocabulary/fiscal_years.toml`). Without one that applies,
a fiscal year is the calendar year of its name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.periods.period import Period, month_end
from pipeline.periods.scan import Point, Scan
from pipeline.periods.senses import is_counted
from pipeline.periods.words import words
from pipeline.vocabulary import entries
from pipeline.vocabulary.patterns import any_word

_CROPS, _CONNECTING = words("fiscal", "crops"), words("amounts", "connecting")
_ENDS = {"comma", "dot", "close", "end_of_text", "sign", "in", "on", "of", "from", "to"}


@dataclass(frozen=True, slots=True)
class Convention:
    """A national fiscal year: the month it begins in, whether a single number names its first or last year, whether only budgets
    are counted in it, whether the country's quarters are those of that year, and between which years it began in another month."""

    start: int
    named: str
    scope: str
    quarters: bool = False
    moved: tuple[int, int, int] | None = None

    def on(self, day: dt.date | None) -> Convention:
        """The same as it was on a day."""
        if self.moved is None or day is None:
            return self
        first, last, month = self.moved
        inside = dt.date(first, month, 1) <= day < dt.date(last, month, 1)
        return replace(self, start=month, moved=None) if inside else self

    def period(self, year: int) -> Period:
        """The fiscal year that begins in `year`."""
        end = self.start - 1 or 12
        return Period(dt.date(year, self.start, 1), month_end(year + (self.start > 1), end), "fiscal_year")


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year in a text: the index of the token after it, the year of its name, and its days."""

    stop: int
    label: int
    period: Period
    origin: str


@lru_cache(maxsize=1)
def conventions() -> tuple[dict[str, Convention], re.Pattern[str]]:
    """The conventions by country, and what finds a word that speaks of a public budget."""
    table = entries.table("fiscal_years")
    by_country = {
        code: Convention(
            row["start"],
            row["named"],
            row["scope"],
            row.get("quarters", False),
            tuple(row["moved"]) if "moved" in row else None,
        )
        for code, row in table["country"].items()
    }
    budget = "|".join(map(re.escape, table["budget_words"]))
    return by_country, re.compile(rf"\b(?:{budget})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _companies() -> dict[str, Convention]:
    """The years of well-known companies, by the name in small letters."""
    table = entries.table("fiscal_years")
    return {
        name.lower(): Convention(row["start"], row["named"], "all") for row in table["company"] for name in row["names"]
    }


def company_convention(name: str) -> Convention | None:
    """The years that a company is known to keep, by its name or the words that it begins with: "Apple Inc."."""
    words = name.lower().split()
    table = _companies()
    return next((table[key] for n in range(len(words), 0, -1) if (key := " ".join(words[:n])) in table), None)


@lru_cache(maxsize=1)
def _signs() -> tuple[re.Pattern[str], dict[str, tuple[str, float]]]:
    """What finds a word that tells a country with fiscal years of its own, and the country behind each word with its weight."""
    table = entries.table("fiscal_years")
    weights = {**dict.fromkeys(table["shared"], _SHARED), **dict.fromkeys(table["decisive"], _DECISIVE)}
    country = {word: (code, weights.get(word, 1.0)) for code, listed in table["signs"].items() for word in listed}
    return any_word(country, "[A-Za-z]"), country


#: What a word says that two countries have in common ("rupees").
_SHARED = 0.4
#: What one says that speaks of a country's public purse alone.
_DECISIVE = 2.0
#: So often it counts at most: every sum of a text may stand in rupees.
_SHARED_TIMES = 2
_FISCAL = re.compile(  # one set in front of all: the search passes over all other characters at once
    r"[FfQH\d](?:(?<=[Ff])(?<!\w.)(?:[Yy] ?'?\d|iscal|inancial [Yy]ear)|(?<=F)ISCAL|(?<=2)(?<!\d.)0\d\d[-/–]\d\d?\b(?!-)"
    r"|(?<=\d)[QHM]FY|(?<=[QH])\dFY)"
)


def country_of(text: str) -> str | None:
    """The country whose fiscal years a text counts in, by the signs that it shows most; None where it speaks of no such years.

    Two signs are wanted, for a single word says little, but for those that speak of its public purse alone.
    """
    if not _FISCAL.search(text):
        return None
    pattern, country = _signs()
    found: dict[str, float] = {}
    told = Counter(match[0] for match in pattern.finditer(text))
    for word, times in told.items():
        code, weight = country[word]
        found[code] = found.get(code, 0.0) + weight * (times if weight >= 1 else min(times, _SHARED_TIMES))
    best = max(found, key=lambda code: found[code], default=None)
    if best is None:
        return None
    named = sum(weight >= 1 for weight in found.values())  # "Rs" is of several, beside the one that is named
    lone = named == 1 and (_tells_its_year(text, pattern) or _opens_on_trade(text, pattern))
    return best if found[best] > 1 or lone else None


#: The year that a country counts in, as its own news call it; so many characters before it the country is named.
_THE_YEAR = re.compile(
    r"\b(?:the|this|current|last|previous|ongoing|same|outgoing|new|next) (?:fiscal|financial) year\b"
)
_NEAR = 160


def _tells_its_year(text: str, signs: re.Pattern[str]) -> bool:
    """Whether a lone sign of a country stands shortly before "the fiscal year", or behind it in its sentence: "Pakistan's exports rose in the
    first half of the fiscal year"."""
    found = _THE_YEAR.search(text)
    if found is None:
        return False
    begin = max(text.rfind("\n", 0, found.start()) + 1, found.start() - _NEAR)
    stop = text.find(". ", found.end(), found.end() + _NEAR)
    return signs.search(text, begin, stop if stop >= 0 else found.end() + _NEAR) is not None


#: What a country's statisticians count; so many characters of a text open it.
_COUNTED = re.compile(r"\b(?:[Ee]xports?|[Ii]mports?|[Rr]emittances|[Tt]rade (?:deficit|surplus|gap))\b")
_OPENING, _BESIDE = 200, 40
_SAYS_FISCAL = re.compile(r"\b(?:[Ff]iscal|[Ff]inancial [Yy]ear|FY ?'?\d)")


def _opens_on_trade(text: str, signs: re.Pattern[str]) -> bool:
    """Whether a lone sign of a country stands beside its trade where a report on fiscal years opens: "Bangladesh jute exports rise"; a crop's
    season is none, "the 2020/21 season"."""
    counted = _COUNTED.search(text, 0, _OPENING)
    if counted is None or not _SAYS_FISCAL.search(text):
        return False
    return signs.search(text, max(0, counted.start() - _BESIDE), counted.end() + _BESIDE) is not None


def convention(s: Scan, i: int) -> Convention | None:
    """The convention of the text's country, where the words around token `i` fall under it."""
    by_country, budget = conventions()
    found = by_country.get(s.country or "")
    found = found.on(s.reference) if found is not None else None
    if found is None or found.scope == "all":
        return found
    at = s.tokens[i].start
    return found if budget.search(s.text, max(at - 600, 0), at + 600) else None


#: By what crops are told near two years that no budget is of: "515 million bushels in 2017/18", behind "the 2018/19 marketing year".
_MARKETED = re.compile(r"\b(?:marketing year|bushels|season|harvest|crop)\b")


def two_years(s: Scan, year: int, i: int = 0) -> Period:
    """2024-25: the fiscal year where the country has such years, else both years."""
    of_crops = any(token.lower in _CROPS for token in s.tokens[i + 1 : i + 3])  # "the 2020/21 marketing year"
    found = convention(s, i) if not of_crops else None
    if found is not None and found.scope != "all":
        at = s.tokens[i].start
        found = None if _MARKETED.search(s.text, max(at - _NEAR, 0), at + _NEAR) else found
    return found.period(year) if found is not None else Period.span(dt.date(year, 1, 1), dt.date(year + 1, 12, 31))


#: Digits of a year that leaves out its century.
_SHORT = 2


def _numbered(s: Scan, i: int) -> tuple[int, int, bool] | None:
    """(index after it, first year, whether two years are named) of 2025, 25, 2025-26, 2025/26, 2024/2025."""
    year = s.written_year(i)
    if year is None and not is_counted(s, i):
        year = s.short_year(i)
    if year is None:
        return None
    j = i + 1
    if s.kinds[j] in ("dash", "slash") and s.kinds[j + 1] == "number" and s.glued(j):
        second, digits = s.tokens[j + 1], s.tokens[j + 1].end - s.tokens[j + 1].start
        if s.written_year(j + 1) == year + 1 or (digits == _SHORT and second.value == (year + 1) % 100):
            return j + 2, year, True
    return j, year, False


def two_numbers(s: Scan, i: int) -> tuple[int, int] | None:
    """(index after it, first year) of two years in a row at token `i`: 2024-25, 2024/2025."""
    found = _numbered(s, i) if s.kinds[i] == "number" else None
    return found[:2] if found is not None and found[2] else None


#: Where a text's country keeps no years of its own, two numbers behind months are of a year that begins in spring or later.
_SPRING = Convention(4, "start", "all")


def two_named(s: Scan, i: int) -> FiscalYear | None:
    """The fiscal year of two numbers behind a part of it: "July-January 2021-22", "the April-June period of 2025-26"."""
    found = two_numbers(s, i)
    if found is None:
        return None
    stop, begun = found
    return FiscalYear(stop, begun, (convention(s, i) or _SPRING).period(begun), "explicit")


def behind_letters(s: Scan, i: int) -> FiscalYear | None:
    """The fiscal year of which the letters before token `i` count months, quarters or halves: "7MFY | 25", "9M | FY2024-25"."""
    found = _numbered(s, i + (s.kinds[i] == "fy"))
    if found is None:
        return None
    stop, year, both = found
    rule = convention(s, i)
    return _settled(stop, rule, year - (rule is not None and rule.named == "end" and not both), "explicit")


def fiscal_year(s: Scan, i: int) -> FiscalYear | None:
    """FY2025, FY25/26, fiscal 2025, fiscal year 2025-26, the 2024-25 fiscal year, this fiscal year, at token `i`."""
    i = s.skip(i, "the")
    kind = s.kinds[i]
    step = {"this": 0, "current": 0, "last": -1, "previous": -1, "prior": -1, "next": 1, "coming": 1, "past": -1}.get(
        kind
    )
    if step is not None:
        if s.kinds[i + 1] not in ("fiscal", "financial") or s.reference is None:
            return None
        bare = s.kinds[i + 1] == "fiscal" and (s.kinds[i + 2] in _ENDS or s.tokens[i + 2].lower in _CONNECTING)
        if s.unit(i + 2) != "year" and not bare:
            return None  # "this fiscal" without its year, as India says it
        rule = convention(s, i)
        begun = s.reference.year - (rule is not None and s.reference.month < rule.start)
        return _settled(i + 2 + (not bare), rule, begun + step, "relative")
    j = i
    if kind == "number":
        found = _numbered(s, i)
        if found is None or s.kinds[found[0]] not in ("fiscal", "financial") or s.unit(found[0] + 1) != "year":
            return None
        stop = found[0] + 2
    else:
        if kind in ("fiscal", "financial"):
            j = s.skip(i + 1, "dash")
            j = j + 1 if s.unit(j) == "year" else j
        elif kind == "fy":
            j = i + 1
        else:
            return None
        j = s.skip(j, "apostrophe")
        found = _numbered(s, j)
        if found is None:
            return None
        stop = found[0]
    _, year, both = found
    rule = convention(s, i)
    if both and rule is None:
        return FiscalYear(stop, year, Period.span(dt.date(year, 1, 1), dt.date(year + 1, 12, 31)), "explicit")
    begun = year - 1 if rule is not None and rule.named == "end" and not both else year
    return _settled(stop, rule, begun, "explicit")


def the_year(s: Scan, i: int) -> FiscalYear | None:
    """ "(The first eight months of the) financial year" at token `i`: the one under way where the country has such years."""
    if s.kinds[i] not in ("fiscal", "financial") or s.unit(i + 1) != "year" or s.reference is None:
        return None
    rule = convention(s, i)
    if rule is None:
        return None
    # In the month after its end the year's last figures are told.
    return _settled(i + 2, rule, s.reference.year - (s.reference.month <= rule.start), "relative")


def last_over(s: Scan, i: int) -> FiscalYear | None:
    """ "(The just-concluded) fiscal year" at token `i`: the last one that is over."""
    if s.kinds[i] not in ("fiscal", "financial") or s.unit(i + 1) != "year" or s.reference is None:
        return None
    rule = convention(s, i)
    return _settled(
        i + 2, rule, s.reference.year - 1 - (rule is not None and s.reference.month < rule.start), "relative"
    )


#: A running total is told within so many days of its end.
_FRESH = 75


def running(s: Scan, i: int, months: int) -> Period | None:
    """The first months of the fiscal year under way where these have just ended, not those of the calendar year: "the deficit was
    5 trillion rupees in the first ten months" at the end of February."""
    rule = convention(s, i)
    if rule is None or s.reference is None or rule.start == 1:
        return None
    years = (Period.year(s.reference.year).shift(months=rule.start - 1 - 12 * back) for back in (0, 1))
    spans = [Period.span(year.first, Period.unit("month", year.first).shift(months=months - 1).last) for year in years]
    calendar = Period.unit("month", dt.date(s.reference.year, 1, 1)).shift(months=months - 1).last
    if 0 <= (s.reference - calendar).days <= _FRESH:
        return None
    return next((span for span in spans if 0 <= (s.reference - span.last).days <= _FRESH), None)


def _settled(stop: int, rule: Convention | None, begun: int, origin: str) -> FiscalYear:
    if rule is None:
        year = Period.year(begun)
        return FiscalYear(stop, begun, Period(year.first, year.last, "fiscal_year"), origin)
    return FiscalYear(stop, begun, rule.period(begun), origin)


def within(year: FiscalYear, point: Point) -> Period | None:
    """The quarter, half or month of a fiscal year: the third quarter of a year from April is October to December."""
    if point.build is None:
        return None
    calendar = point.build(2001)
    if calendar is None:
        return None
    if point.bare in ("quarter", "half", "fiscal_quarter", "first_months") and calendar.first.year == 2001:
        moved = calendar.shift(years=year.period.first.year - 2001, months=year.period.first.month - 1)
        return Period.span(moved.first, moved.last)
    for candidate in (year.period.last.year, year.period.first.year):
        found = point.build(candidate)
        if found is not None and year.period.contains(found):
            return found
    return None
