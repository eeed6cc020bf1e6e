"""First days: the part of a month, or the whole of a year, that a number is of though its clause names the other."""

from __future__ import annotations

import re

from pipeline.linking.draft import Draft
from pipeline.linking.period import When
from pipeline.periods.period import Period

#: What customs tell of the first days of a month.
_TRADED = {"exports", "imports", "trade_balance", "trade_volume", "export_volume", "import_volume", "daily_exports"}
#: The first days of a month that is named elsewhere.
_FIRST_DAYS = re.compile(r"\b(?:in|over|during|for) the first (10|ten|15|20) days\b(?! of)")
_HOW_MANY = {"ten": 10}
#: So many characters behind a number they are named.
_NEAR_DAYS = 40


def year_of_growth(draft: Draft) -> When | None:
    """The year for growth that is foretold beside a rate at its end: "sees 4 percent by year-end and has put its growth estimate at 3.1"."""
    period = draft.when.period
    if draft.metric.code != "gdp" or draft.measure != "change_pct" or period is None or period.precision != "day":
        return None
    last = (period.last.month, period.last.day) == (12, 31)
    return draft.when._replace(period=Period.year(period.last.year)) if last else None


def first_days(draft: Draft) -> When | None:
    """The days that trade is told of whose month the sentence names apart: "got off to a good start in March, climbing 12 percent in the
    first 10 days"."""
    period, story = draft.when.period, draft.story
    if period is None or period.precision != "month" or draft.metric.code not in _TRADED:
        return None
    said = _FIRST_DAYS.search(story.text, draft.scene.start, min(story.sentence.end, draft.quantity.end + _NEAR_DAYS))
    if said is None or not draft.scene.start <= said.start():
        return None
    last = period.first.replace(day=_HOW_MANY.get(said[1]) or int(said[1]))
    return When(Period.span(period.first, last), said.start(), said.end())
