"""Reads the times of a text: at each word that can begin one, the rule that reads furthest wins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pipeline.periods import shifts, spans
from pipeline.periods.period import PeriodMention
from pipeline.periods.roles import role_of
from pipeline.periods.scan import Reading, Scan
from pipeline.periods.tokens import WORTH

Rule = Callable[[Scan, int], Reading | None]

_POINT: tuple[Rule, ...] = (spans.read_point,)
_STEP: tuple[Rule, ...] = (spans.read_point, spans.read_window, spans.read_fiscal, shifts.read_following, spans.read_first, shifts.read_same)

#: The rules to try at a token of a kind, also after "the".
_RULES: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(("month", "weekday", "figures", "today", "yesterday", "tomorrow", "tonight", "early", "late", "mid", "end", "start", "h"), _POINT),
    **dict.fromkeys(("calendar", "cy", "latter", "apostrophe"), _POINT),
    **dict.fromkeys(("this", "last", "next", "coming", "previous", "prior", "preceding", "past", "latest", "following", "current", "subsequent"), _STEP),
    "this": (spans.read_so_far, *_STEP),
    "q": (spans.read_point, shifts.read_on_year),
    "number": (spans.read_point, spans.read_ending, shifts.read_ago, spans.read_fiscal, spans.read_the_months),
    "ordinal": (spans.read_point, spans.read_first, shifts.read_ellipsis),
    "opening": (spans.read_point, spans.read_first),
    "final": (spans.read_point, spans.read_first),
    "fiscal": (spans.read_fiscal, spans.read_point, spans.read_ending),
    "financial": (spans.read_fiscal, spans.read_point, spans.read_ending),
    "fy": (spans.read_fiscal, spans.read_point),
    "unit": (spans.read_so_far, spans.read_ending, spans.read_point, shifts.read_year_ago, shifts.read_on_year),
    "half": (spans.read_ending,),
    "several": (shifts.read_ago,),
    "recent": (spans.read_recent,),
    "season": (spans.read_season,),
    "so": (spans.read_so_far,),
    "ytd": (spans.read_so_far,),
    "same": (shifts.read_same,),
    "corresponding": (shifts.read_same,),
    "comparable": (shifts.read_same,),
    "like": (shifts.read_same,),
    "similar": (shifts.read_same,),
    "a": (shifts.read_ago, shifts.read_rate),
    "an": (shifts.read_ago, shifts.read_rate),
    "on": (shifts.read_on_year,),
    **dict.fromkeys(("per", "each", "every", "annual", "monthly", "weekly", "daily", "quarterly", "yearly"), (shifts.read_rate,)),
    **dict.fromkeys(("annually", "annualized", "annualised"), (shifts.read_rate,)),
}  # fmt: skip
_RULES["the"] = (shifts.read_ago,)
_BY_WORD: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(("yoy", "qoq", "mom", "y", "m", "w", "wow"), (shifts.read_on_year,)),
    "sequentially": (shifts.read_sequential,),
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
    i, size = 0, len(tokens) - 24
    while i < size:
        reading = _best(s, i)
        if reading is None:
            i += 1
            continue
        start, stop = i, reading.stop
        while kinds[stop - 1] in ("comma",):
            stop -= 1
        ends_at = None
        if reading.end_point is not None and reading.end_start is not None:
            ends_at = _mention(s, reading.end_start, reading.end_point.stop, reading.end_point, "until", None, None)
        mentions.append(_mention(s, start, stop, reading, *role_of(s, start, reading), ends_at))
        i = reading.stop
    return mentions


def _mention(s: Scan, start: int, stop: int, reading: Reading, role: str, basis: str | None, ends_at: PeriodMention | None) -> PeriodMention:
    begin, end = s.tokens[start].start, s.tokens[stop - 1].end
    return PeriodMention(
        begin, end, s.text[begin:end], reading.period, reading.shift, reading.origin, reading.bare, role, basis, reading.open_end, reading.whole, ends_at
    )  # fmt: skip


def _best(s: Scan, i: int) -> Reading | None:
    """The longest reading at token `i`."""
    kind = s.kinds[i]
    if kind == "word":
        rules = _BY_WORD.get(s.tokens[i].lower, ())
        at = i
    elif kind in ("the", "that"):
        rules, at = _RULES.get(s.kinds[i + 1], ()), i + 1
    else:
        rules, at = _RULES.get(kind, ()), i
    best = None
    for rule in rules:
        try:
            found = rule(s, at)
        except (ValueError, OverflowError):  # a date outside the calendar: year 0, or after 9999
            continue
        if found is not None and (best is None or found.stop > best.stop):
            best = found
    if kind in ("the", "that"):
        if best is not None and s.kinds[at] == "month" and s.unit(best.stop - 1) is None:
            best = None  # "the November figure": the month alone is the time
        for rule, place in ((shifts.read_ago, i), (shifts.read_the_unit, i + 1)):
            found = rule(s, place)
            if found is not None and (best is None or found.stop > best.stop):
                best = found
    return best
