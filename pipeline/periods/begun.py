"""Begun: years told by the month or day that they begin in: the financial year starting in July, the year beginning April 1."""

from __future__ import annotations

from pipeline.periods.period import YEAR, Period
from pipeline.periods.points import point
from pipeline.periods.scan import Reading, Scan

_BEGINNING = {"starting", "beginning", "commencing"}
_BEGINS = {*_BEGINNING, "starts", "begins", "started", "began"}
_BEGAN = {"started", "began"}
_WHICH = {"which", "that"}


def read_begun(s: Scan, i: int) -> Reading | None:
    """The fiscal year by the month it begins in, the one nearest to the text, or the last where it has begun: "the financial year
    starting in July", "the fiscal year, which began on Oct. 1", "the year beginning April 1", "the 12 months starting in October"."""
    j = s.skip(s.skip(i, "the"), "this", "current", "next", "coming")
    months = s.kinds[j] == "number" and s.tokens[j].value == YEAR and s.unit(j + 1) == "month"
    j += months or s.kinds[j] in ("fiscal", "financial")
    if s.unit(j) != ("month" if months else "year") or s.reference is None:
        return None
    k = s.skip(j + 1, "comma")
    if k > j + 1 and s.tokens[k].lower != "which":
        return None
    told = s.tokens[k].lower in _WHICH
    k += told
    if s.tokens[k].lower not in (_BEGINS if told or s.kinds[j - 1] in ("fiscal", "financial") else _BEGINNING):
        return None  # "the year began with a fall"
    month = point(s, s.skip(k + 1, "in", "on"))
    if month is None:
        return None
    reference, build = s.reference, month.build
    known = (
        [month.period] if month.period is not None or build is None else [build(reference.year + n) for n in (-1, 0, 1)]
    )
    over = s.tokens[k].lower in _BEGAN
    days = [p.first for p in known if p is not None and not (over and p.first > reference)]
    first = min(days, key=lambda day: abs((day - reference).days), default=None)
    if first is None:
        return None
    year = Period.starting(first.replace(day=1), "month", YEAR)
    return Reading(month.stop, Period(year.first, year.last, "fiscal_year"), None, "relative")
