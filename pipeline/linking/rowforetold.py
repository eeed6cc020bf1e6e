"""Row foretold: the year that a row of places is foretold for, which begins anew with each: "growth of 1.2 percent in Spain this year
and 1.5 percent next. Greece gets 0.8 percent"; or by one forecaster after the other."""

from __future__ import annotations

import datetime as dt

from pipeline.fact import Fact
from pipeline.linking.draft import Draft
from pipeline.linking.names import is_country
from pipeline.linking.period import When, span_of
from pipeline.periods.period import Period

#: What is foretold for one country after the other.
_FORETOLD = {
    "gdp", "consumer_prices", "core_consumer_prices", "unemployment_rate", "budget_balance", "debt", "current_account",
}  # fmt: skip
#: So many sentences back the row still goes on; so many facts a place has at most.
_SENTENCES, _FACTS = 2, 4


def of_row_foretold(draft: Draft) -> When | None:
    """The nearest year foretold for the place before, for the next one in a row."""
    if draft.metric.code not in _FORETOLD or draft.holder is None or draft.reading.old:
        return None
    story, last = draft.story, draft.state.metric
    told, published = story.facts[-1] if story.facts else None, story.document.published_at
    if told is None or told.status != "forecast" or published is None or last is None:
        return None
    forecaster = bool(draft.scene.phrase.bodies)  # "The central bank has since gone to 1.6 percent"
    if told.metric != draft.metric.code or not told.reporter:
        return None
    if told.reporter == draft.holder.value and not forecaster:
        return None
    if story.number - last.sentence > _SENTENCES or not is_country(draft.holder.value):
        return None
    verb = draft.scene.verb
    if verb is not None and verb.form == "past" and not any(item.low in {"has", "have"} for item in draft.items):
        return None
    years = [year for fact in story.facts[: -_FACTS - 1 : -1] if (year := _year_of(fact, told)) is not None]
    nearest = min((year for year in years if year.last >= published), key=_first, default=None)
    return When(nearest, how="context") if nearest is not None else None


def _first(period: Period) -> dt.date:
    return period.first


def _year_of(fact: Fact, told: Fact) -> Period | None:
    """The year of a fact that is foretold of the same place as the last one."""
    if (fact.metric, fact.reporter, fact.status) != (told.metric, told.reporter, told.status):
        return None
    period = span_of(fact)
    return period if period is not None and period.months == 12 else None
