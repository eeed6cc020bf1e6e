"""Stocktaking: what the day says on which stocks were counted, of them and of what is made and sold until then."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.period import When
from pipeline.linking.story import about_company
from pipeline.linking.subject import FLOWS
from pipeline.periods.period import YEAR, Period

#: What offices tell of the month at whose end they counted stocks.
_MONTHLY = FLOWS | {"production_volume", "industrial_production"}
#: So many days after a year's end, and until when, companies report on all of it.
_RESULTS_OF_YEAR, _LATEST = 40, 140
#: How the orders are called that are still to be filled.
_BOOKS = ("backlog", "orderbook", "order book", "orderbooks", "order books", "backlogs")


def at_end(draft: Draft, when: When) -> When:
    """The last day of the time spoken of for a stock, where another was told by it: "came to 1,968 trillion won as of end-September.
    Household loans stood at 1,845 trillion won"."""
    period = when.period
    if (
        period is None
        or period.precision == "day"
        or draft.measure != "level"
        or draft.metric.data.get("nature") != "stock"
    ):
        return when
    told = any(
        fact.period_start == fact.period_end == period.last and fact.measure == "level"
        for fact in draft.story.facts[-6:]
    )
    return when._replace(period=Period.day(period.last), how="document") if told else when


def until_day(draft: Draft, when: When) -> When:
    """The quarter, in spring the year, that a stock was counted at the end of, for what a company made or sold; the month for a country's
    trade and output: "Net debt was $2 billion at the end of June. Output rose 2 percent"."""
    period, published = when.period, draft.story.document.published_at
    if period is None or period.precision != "day" or published is None or draft.metric.data.get("nature") != "flow":
        return when
    if draft.metric.code == "orders" and draft.metric.name.endswith(_BOOKS):
        return when  # what has been ordered by that day and is not yet built
    month, quarter = Period.unit("month", period.last), Period.unit("quarter", period.last)
    if not about_company(draft.story):
        return when._replace(period=month) if draft.metric.code in _MONTHLY and period.last == month.last else when
    lead = draft.state.lead_period
    if lead is not None and lead.value.last == period.last and lead.value.months > 1:
        return when._replace(period=lead.value)  # the year or half that is reported on ended on that day
    if quarter.last != period.last or published <= period.last:
        return when
    year = period.last.month == YEAR and _RESULTS_OF_YEAR <= (published - period.last).days <= _LATEST
    return when._replace(period=Period.year(period.last.year) if year else quarter)
