"""Year start: the month in which a text itself says that the years it counts in begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.periods.period import Period, PeriodMention

_RANKS = {
    word: rank
    for rank, row in enumerate(("first 1st q1", "second 2nd q2", "third 3rd q3", "fourth 4th q4"), 1)
    for word in row.split()
}
_QUARTER = re.compile(
    r"\b(first|second|third|fourth|1st|2nd|3rd|4th)[- ](?:(?:fiscal|financial|business)[- ])?quarter|\b(q[1-4])\b",
    re.IGNORECASE,
)
#: "the year to March" alone is what prices are compared over; a year that ends or is fiscal is an account's.
_OWN_YEAR = re.compile(
    r"\b(?:fiscal|financial|business)\b.*\b(?:to|through|end)|\byear[- ]end(?:ed|ing)\b", re.IGNORECASE
)
#: What companies report for when three of their quarters are over.
_NINE = 9
#: In the text of a quarter that is told by its months.
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE)
#: What stands between a quarter and its months: "the July-September second quarter", "the second quarter (July-September)".
_BESIDE = {" ", " (", "(", ", ", ", or "}
#: What a quarter without its months or a year is read as.
_BARE = {"quarter", "fiscal_quarter"}


def start_said(text: str, mentions: Sequence[PeriodMention]) -> int | None:
    """The month in which a text says that its years begin: 4 where "the July-September second quarter" stands; None where it does
    not say, or says two things."""
    said = {month for month in _starts(text, mentions) if month is not None}
    return said.pop() if len(said) == 1 else None


def _starts(text: str, mentions: Sequence[PeriodMention]) -> list[int | None]:
    """The month in which years begin by each statement of the text; None where one does not tell."""
    found = []
    for i, mention in enumerate(mentions):
        if mention.period is None:
            continue
        if (said := _QUARTER.search(mention.text)) is not None:
            rank = _RANKS[(said[1] or said[2]).lower()]
            told = mention.bare not in _BARE and (mention.ends_at is not None or _MONTH.search(mention.text))
            own = mention.period if told else _months_beside(text, mentions, i) if mention.bare in _BARE else None
            if not told and mention.bare not in _BARE:
                continue  # "the second quarter of 2012" is counted in calendar years: it says nothing
            found.append(_start(own, 3, 3 * rank - 3))
        elif mention.period.months == _NINE and mention.ends_at is not None and "nine" in mention.text.lower():
            found.append(_start(mention.period, _NINE, 0))  # "in the nine months to December": of a year from April on
        elif _OWN_YEAR.search(mention.text) and mention.ends_at is not None:
            found.append(_start(mention.period, 12, 0))
    return found


def _months_beside(text: str, mentions: Sequence[PeriodMention], at: int) -> Period | None:
    """The three months written beside a quarter."""
    for one, two, other in ((at - 1, at, at - 1), (at, at + 1, at + 1)):
        if one >= 0 and two < len(mentions) and text[mentions[one].end : mentions[two].start].lower() in _BESIDE:
            beside = mentions[other]
            if beside.bare == "months" and beside.period is not None:
                return beside.period
    return None


def _start(own: Period | None, count: int, into: int) -> int | None:
    """The month in which the year begins that a period of so many whole months lies so many months into."""
    if own is None or own.first.day != 1 or own.months != count:
        return None
    return (own.first.month - into - 1) % 12 + 1
