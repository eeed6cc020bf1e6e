"""First days: the part of a month that a number is of though its clause names the whole."""

from __future__ import annotations

import re

from pipeline.linking.draft import Draft
from pipeline.linking.only import only
from pipeline.linking.period import When
from pipeline.periods.period import Period

#: What customs tell of the first days of a month.
_TRADED = {"exports", "imports", "trade_balance", "trade_volume", "export_volume", "import_volume", "daily_exports"}
#: The first days of a month that is named elsewhere.
_FIRST_DAYS = re.compile(r"\b(?:in|over|during|for) the first (10|ten|15|20) days\b(?! of)")
_HOW_MANY = {"ten": 10}
#: So many months are a quarter.
_QUARTER = 3
#: So many characters behind a number they are named.
_NEAR_DAYS = 40


@only(codes=_TRADED)
def first_days(draft: Draft) -> When | None:
    """The days that trade is told of whose month the sentence names apart: "got off to a good start in March, climbing 12 percent in the
    first 10 days"."""
    period, story = draft.when.period, draft.story
    if period is None or period.precision != "month":
        return None
    said = _FIRST_DAYS.search(story.text, draft.scene.start, min(story.sentence.end, draft.quantity.end + _NEAR_DAYS))
    if said is None or not draft.scene.start <= said.start():
        return None
    last = period.first.replace(day=_HOW_MANY.get(said[1]) or int(said[1]))
    return When(Period.span(period.first, last), said.start(), said.end())


@only(codes={"jobless_claims"})
def by_the_week(draft: Draft) -> When | None:
    """No time for what offices count by the week, where only a quarter or year is told of before: "Growth was 2 percent in the first
    quarter. Initial jobless claims, released today, fell to 236,000"."""
    when, holder = draft.when, draft.holder
    if when.period is None or when.how in {"read", "sentence"}:
        return None
    if holder is None or holder.value != "US":
        return None  # Britain's are told by the month
    return When(None, how="context") if when.period.months >= _QUARTER else None
