"""Fiscal year: the year of a country that "the fiscal year" is where no words say when it begins or ends."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.draft import Draft
from pipeline.linking.meaning import status_and_cue
from pipeline.linking.metric import FISCAL
from pipeline.linking.period import When
from pipeline.linking.story import about_company
from pipeline.periods.fiscal import conventions
from pipeline.periods.period import Period

#: How a number stands that is of the year under way.
_AHEAD = {"forecast", "target"}


def under_way(draft: Draft) -> When | None:
    """The fiscal year under way for what a country foretells or aims at in "the fiscal year": "cut its growth forecast for the fiscal year
    to 8.5 percent", told of India in September."""
    when, holder, published = draft.when, draft.holder, draft.story.document.published_at
    if when.how == "read" or holder is None or published is None or not _names_it(draft) or about_company(draft.story):
        return None
    rule = conventions()[0].get(holder.value)
    if rule is None or (rule.scope != "all" and draft.metric.code not in FISCAL):
        return None
    status, _ = status_and_cue(draft.story, draft.scene, draft.at, draft.quantity, None, draft.metric.code)
    if status not in _AHEAD:
        return None
    next_one = any(item.low in {"next", "following"} for item in draft.items[draft.at + 1 : draft.at + 4])
    year: Period = rule.period(
        published.year - (published.month < rule.start) + next_one
    )  # "and 1.3 percent in the next"
    return When(year, how="sentence")


def _names_it(draft: Draft) -> bool:
    """Whether "the fiscal year" stands beside the number without a number of its own between."""
    items, at = draft.items, draft.at
    for i, (before, item) in enumerate(pairwise(items)):
        if item.low != "year" or before.low not in {"fiscal", "financial"}:
            continue
        low, high = min(i, at), max(i, at)
        return not any(x.kind in {"Q", "T"} for x in items[low + 1 : high]) or i < at
    return False
