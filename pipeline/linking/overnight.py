"""Overnight: the trading day of New York as told from where the sun rises earlier."""

from __future__ import annotations

import datetime as dt

from pipeline.linking.draft import Draft
from pipeline.linking.period import When
from pipeline.periods.period import Period
from pipeline.vocabulary import entries

_SATURDAY = 5
_QUOTED = {"stock_index", "share_price", "bond_yield"}
#: Names of what is traded while New York sleeps.
_FUTURES = ("future", "e-mini", "pre-market", "premarket")


def last_session(draft: Draft, day: dt.date) -> When | None:
    """The weekday before `day` for a close of New York that a report on an eastern market tells of: "On Wall Street, the S&P 500
    lost 1.2%", "Overnight, the Dow rose 1.2 percent"."""
    story, index, metric = draft.story, draft.frame.index, draft.metric.code
    if metric not in _QUOTED or draft.clause.link == "compare":
        return None
    american = index is not None and index.data.get("country") == "US"
    sentence = story.sentence_text().lower()
    if not (american or ("wall street" in sentence and metric != "bond_yield")) or any(x in sentence for x in _FUTURES):
        return None
    if "overnight" not in sentence.split() and "overnight," not in sentence and not _is_told_in_the_east(draft):
        return None
    before = day - dt.timedelta(days=1)
    while before.weekday() >= _SATURDAY:
        before -= dt.timedelta(days=1)
    return When(Period.day(before), how="document")


def _is_told_in_the_east(draft: Draft) -> bool:
    """Whether the text is about a market of Asia or Oceania, or has quoted one first."""
    story, east = draft.story, entries.words("markets", "east")
    main = story.state.main_country
    first = next((fact.reporter for fact in story.facts if fact.metric in _QUOTED | {"exchange_rate"}), None)
    return first in east or (first is None and main is not None and main.value in east)
