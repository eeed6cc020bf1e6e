"""Reads the times of a text: at each word that can begin one, the rule that reads furthest wins."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.periods import begun, comparisons, shifts, spans, windows
from pipeline.periods.period import PeriodMention
from pipeline.periods.reviewed import in_week_reviewed
from pipeline.periods.roles import role_of
from pipeline.periods.scan import Reading, Scan
from pipeline.periods.tokens import WORTH

Rule = Callable[[Scan, int], Reading | None]

_POINT: tuple[Rule, ...] = (spans.read_point,)
_STEP: tuple[Rule, ...] = (*_POINT, windows.read_window, windows.read_fiscal, shifts.read_following, windows.read_first)
_FISCAL: tuple[Rule, ...] = (windows.read_fiscal, *_POINT, windows.read_ending, windows.read_just_ended)
_OPENING: tuple[Rule, ...] = (*_POINT, windows.read_first)


def _table(*rows: tuple[str, tuple[Rule, ...]]) -> dict[str, tuple[Rule, ...]]:
    return {kind: rules for kinds, rules in rows for kind in kinds.split()}


#: The rules to try at a token of a kind; "the" and "that" before it belong to the surface.
_RULES = _table(
    (
        "month weekday figures today yesterday tomorrow tonight early late mid end start h calendar cy latter apostrophe holiday",
        _POINT,
    ),
    ("next", (*_STEP, shifts.read_and_next)),
    ("last previous prior preceding", (*_STEP, shifts.read_session, shifts.read_campaign)),
    ("coming past latest following current subsequent", _STEP),
    ("this", (windows.read_so_far, *_STEP, shifts.read_same)),
    (
        "number",
        (
            *_POINT,
            windows.read_ending,
            shifts.read_ago,
            windows.read_fiscal,
            windows.read_the_months,
            windows.read_months_of,
        ),
    ),
    ("ordinal", (*_OPENING, shifts.read_ellipsis)),
    ("opening final", _OPENING),
    ("fiscal financial fy", _FISCAL),
    (
        "unit",
        (
            windows.read_so_far,
            windows.read_ending,
            begun.read_begun,
            windows.read_just_ended,
            *_POINT,
            shifts.read_year_ago,
            comparisons.read_on_year,
        ),
    ),
    ("same corresponding comparable like similar", (shifts.read_same,)),
    ("several", (shifts.read_ago,)),
    ("just", (windows.read_just_over,)),
    ("recent", (windows.read_recent,)),
    ("season", (windows.read_season,)),
    ("so ytd", (windows.read_so_far,)),
    ("a an", (shifts.read_ago, comparisons.read_rate)),
    ("per each every", (comparisons.read_rate,)),
    ("rate", (comparisons.read_rate_word,)),
    ("on", (comparisons.read_on_year,)),
    ("letters", (comparisons.read_letters,)),
    ("q", (*_POINT, comparisons.read_letters)),
    ("sequentially", (comparisons.read_sequential,)),
)

#: Kinds of token that a time can begin with.
_STARTS = frozenset((*_RULES, "the", "that"))
#: The commonest of them, with the kinds that stand behind it in all that its rules read: most places are done with here.
_GOES_ON: dict[str, frozenset[str]] = {
    **dict.fromkeys(("the", "that"), frozenset((*_RULES, "full"))),
    **dict.fromkeys(("a", "an"), frozenset(("number", "several", "full", "unit"))),
    "on": frozenset(("a", "an", "dash", "unit")),
}


def parse(text: str, reference: dt.date | None, *, country: str | None = None) -> list[PeriodMention]:
    """The times that a text names, in its order, none overlapping.

    `reference` is the publication date that "last month" or a bare "November" count from; without it those have no
    period. `country` (ISO 3166-1 alpha-2) is whose fiscal years and order of day and month the text follows.
    """
    if not WORTH.search(text):
        return []
    s = Scan(text, reference, country)
    kinds, tokens = s.kinds, s.tokens
    mentions: list[PeriodMention] = []
    read = 0
    for i in [i for i, kind in enumerate(kinds) if kind in _STARTS]:
        if i < read or (kinds[i] in _GOES_ON and kinds[i + 1] not in _GOES_ON[kinds[i]]):
            continue
        reading = _best(s, i)
        if reading is None or _POINTS.match(text, tokens[reading.stop - 1].end):
            continue
        start, stop = i, reading.stop
        while kinds[stop - 1] == "comma":
            stop -= 1
        ends_at = None
        if reading.end_point is not None and reading.end_start is not None:
            ends_at = _mention(s, reading.end_start, reading.end_point.stop, reading.end_point, "until", None, None)
        mention = _mention(s, start, stop, reading, *role_of(s, start, reading), ends_at)
        read = reading.stop
        if mentions and _explains(text, mentions[-1], mention):
            mentions[-1] = _with_bracket(text, mentions[-1], mention)
            continue
        if mentions and _repeats(text, mentions[-1], mention):
            mentions[-1] = _with_year(text, mentions[-1], mention)
            continue
        if mentions and _shares_year(text, mentions[-1], mention):
            mentions[-1] = _in_year_of(mentions[-1], mention)
        mentions.append(_beside(s, mention, mentions[-1]) if mentions else mention)
    return in_week_reviewed(text, mentions, reference)


#: What leads from one time back to an earlier one, or ends its sentence.
_LED_BACK = re.compile(r"[.;] |\n|\b(?:from|than|since|after|following|against|compared|versus)\b")


def _beside(s: Scan, mention: PeriodMention, before: PeriodMention) -> PeriodMention:
    """A quarter or half that is called by its rank alone, in the year of the one before: "3 percent in the first half of 2026 and
    1 percent in the second"; not a fourth behind a first, which may be of the year before. So is one behind a part of a year to come:
    "could reach 3.7 percent in the first half, before easing to 3.3 percent in the second half"."""
    own, other = mention.period, before.period
    if mention.bare not in ("quarter", "half") or own is None or other is None or own.precision != other.precision:
        return mention
    if mention.bare in mention.text.lower():
        after = s.reference is not None and other.last >= s.reference and own.last < other.first
        if not after or before.bare != mention.bare or _LED_BACK.search(s.text, before.end, mention.start):
            return mention
    if own.first.month - other.first.month > 6:
        return mention
    return replace(mention, period=own.shift(years=other.last.year - own.last.year))


#: What a quarter is called by its place in a year, and the places.
_PLACE = re.compile(r"(?i)\b(?:q([1-4])|([1-4])q|(first|second|third|fourth)[ -]quarter)\b")
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4}
#: So many characters join two quarters of one year.
_JOINING = 60
_JOINED = re.compile(r"(?:,| and| or|/| as well as)(?: the)? ?|(?!.*(?: from | than | since | after |[.;] )).* and .*")


def _place(mention: PeriodMention) -> int:
    """Which quarter of a year a time says it is; 0 for none."""
    found = _PLACE.search(mention.text)
    if found is None:
        return 0
    return _PLACES[found[3].lower()] if found[3] else int(found[1] or found[2])


def _shares_year(text: str, before: PeriodMention, mention: PeriodMention) -> bool:
    """Whether a quarter without a year is of that of a later one joined to it: "in Q3 and Q4 of 2022", "0.8 percent in the third quarter
    and 0.2 percent in the fourth quarter of 2022"."""
    if before.bare != "quarter" or mention.origin != "explicit" or mention.start - before.end > _JOINING:
        return False
    if mention.period is None or mention.period.precision != "quarter" or before.period is None:
        return False
    if not 0 < _place(before) < _place(mention):
        return False
    return _JOINED.fullmatch(text[before.end : mention.start]) is not None


def _in_year_of(before: PeriodMention, mention: PeriodMention) -> PeriodMention:
    """The quarter before another one of the same year."""
    period = mention.period
    assert period is not None
    return replace(before, period=period.shift(quarters=_place(before) - _place(mention)), origin="explicit", bare=None)


def _explains(text: str, before: PeriodMention, mention: PeriodMention) -> bool:
    """Whether a quarter in brackets only says which one of a year of its own the months before are, or months which they are that it
    has: "October-December 2020 (Q3)", "the second quarter (July-September)"."""
    told, own = before.period, mention.period
    if own is None or told is None or told.months != own.months:
        return False
    ranked = "quarter" in (own.precision, told.precision) or _FIRST.match(before.text) is not None
    return ranked and text[before.end : mention.start] == " (" and _is_closed(text, mention)


def _is_closed(text: str, mention: PeriodMention) -> bool:
    """Whether a time that a bracket opens with fills it, or goes on behind it: "(July-August) of the fiscal year"."""
    return text[mention.end : mention.end + 1] in (")", " ", ",") or ")" in mention.text


def _repeats(text: str, before: PeriodMention, mention: PeriodMention) -> bool:
    """Whether a year only names again the one that the months before are of: "five months of this fiscal year 2019-20 (FY20)"."""
    told, own = before.period, mention.period
    if own is None or told is None or own.months != _YEAR or told.months >= _YEAR or mention.shift is not None:
        return False
    if not own.first <= told.first <= told.last <= own.last or own.precision not in {"year", "fiscal_year"}:
        return False
    between = text[before.end : mention.start]
    named = before.text.lower().endswith(("year", ")")) or before.text[-1:].isdigit()
    return named and between in {" ", " ("}


def _with_bracket(text: str, before: PeriodMention, mention: PeriodMention) -> PeriodMention:
    """The two as one time: that of the months, whichever of them names these."""
    rank = (_RANK.search(before.text) or _FIRST.match(before.text)) is not None and _RANK.search(mention.text) is None
    period = mention.period if rank else before.period
    end = mention.end + (text[mention.end : mention.end + 1] == ")")
    return replace(before, period=period, end=end, text=text[before.start : end])


def _with_year(text: str, before: PeriodMention, mention: PeriodMention) -> PeriodMention:
    """The months with the year behind them that is named again."""
    end = mention.end + (text[before.end : mention.start] == " (" and text[mention.end : mention.end + 1] == ")")
    return replace(before, end=end, text=text[before.start : end])


#: Months by their place in a year, and so many of them.
_FIRST = re.compile(r"(?i)(?:the )?(?:first|opening) [\w-]+ months?\b")
_YEAR = 12
#: What a quarter is called by its place in a year.
_RANK = re.compile(r"(?i)quarter|\bQ[1-4]|[1-4]Q")
#: Behind a word that is a fraction, not a time: "a quarter-point", "half-percentage-point".
_POINTS = re.compile(r"-(?:percentage-)?points?\b")


def _mention(
    s: Scan, start: int, stop: int, reading: Reading, role: str, basis: str | None, ends_at: PeriodMention | None
) -> PeriodMention:
    begin, end = s.tokens[start].start, s.tokens[stop - 1].end
    return PeriodMention(
        start=begin,
        end=end,
        text=s.text[begin:end],
        period=reading.period,
        shift=reading.shift,
        origin=reading.origin,
        bare=reading.bare,
        role=role,
        basis=basis,
        open_end=reading.open_end,
        whole=reading.whole,
        ends_at=ends_at,
    )


def _best(s: Scan, i: int) -> Reading | None:
    """The longest reading at token `i`."""
    kind = s.kinds[i]
    determined = kind in ("the", "that")
    at = i + 1 if determined else i
    rules = _RULES.get(s.kinds[at], ())
    best = None
    for rule in rules:
        try:
            found = rule(s, at)
        except (ValueError, OverflowError):  # a date outside the calendar: year 0, or after 9999
            continue
        if found is not None and (best is None or found.stop > best.stop):
            best = found
    if determined:
        if best is not None and (best.role is not None or (s.kinds[at] == "month" and s.unit(best.stop - 1) is None)):
            best = None  # "the November figure", "the annual rate": the time begins after "the"
        for rule, place in ((shifts.read_ago, i), (shifts.read_the_unit, i + 1)):
            found = rule(s, place)
            if found is not None and (best is None or found.stop > best.stop):
                best = found
    return best
