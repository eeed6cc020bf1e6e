"""Standing: how sure a number is, what its change is compared with, and who says it."""

from __future__ import annotations

import datetime as dt

from pipeline.context.attribution import words
from pipeline.linking import period as timing
from pipeline.linking.draft import Draft
from pipeline.linking.labelled import is_earlier_reading
from pipeline.linking.meaning import basis_and_cue, status_and_cue
from pipeline.linking.metric import Metric
from pipeline.linking.names import is_country
from pipeline.linking.period import When
from pipeline.linking.state import Held
from pipeline.linking.story import about_company
from pipeline.periods.period import Period
from pipeline.vocabulary import entries

#: The noun that a number is of and "of".
_PAIR = 2
#: Days within which twelve months that have just ended are those up to the news.
_MONTH = 32


def find_standing(draft: Draft) -> None:
    """Status, basis and source of a number, and the period that status and basis make of the one it has."""
    story, scene, metric = draft.story, draft.scene, draft.metric
    status, cue = status_and_cue(story, scene, draft.at, draft.quantity, draft.when.period, metric.code)
    if status == "actual" and _is_year_under_way(draft):
        status = "forecast"
    elif status in {"forecast", "target"} and draft.reading.rule == "of now":
        status, cue = "actual", None  # "expects it to lift its rate, now 6.5 percent"
    elif status in {"forecast", "target"} and (
        _is_of_year_over(draft) or _is_old_record(draft) or _is_rate_set(draft) or is_earlier_reading(draft)
    ):
        status, cue = "actual", None
    when = timing.ahead(draft.when, status, metric.data, draft.state, story.document.published_at)
    if status in {"forecast", "target"}:
        when = _in_year_under_way(draft, when)
    basis, span = basis_and_cue(story, scene, draft.at, draft.measure, metric.code)
    if (end := _end_of_year(draft, when)) is not None:
        when, basis = when._replace(period=end), basis or ("yoy" if draft.measure.startswith("change") else None)
    draft.status, draft.cue, draft.when, draft.basis, draft.basis_span = status, cue, when, basis, span
    draft.source = _source_of(draft)


def _is_of_year_over(draft: Draft) -> bool:
    """Whether what a forecast is set against has been reported: "expects profit of 2 billion euros for 2017, down from 2.35 billion"."""
    period, published, told = draft.when.period, draft.story.document.published_at, draft.scene.last_fact()
    if not draft.reading.old or told is None or told.status not in {"forecast", "target"} or period is None:
        return False
    return published is not None and period.last < published and told.period != str(period)


def _is_rate_set(draft: Draft) -> bool:
    """Whether a central bank has moved what it calls its target: "raised its target for the federal funds rate to 3.25 percent"."""
    verb = draft.scene.verb
    if draft.metric.code != "policy_rate" or verb is None or verb.code not in {"raise", "lower"} or verb.form != "past":
        return False
    return draft.scene.clause.link == "main" and verb.start < draft.quantity.start


def _is_old_record(draft: Draft) -> bool:
    """Whether a number is the record of a time that is over, which is only expected to be broken: "set to beat its record of $9.2 billion
    set in 2021"."""
    period, published, before = draft.when.period, draft.story.document.published_at, draft.items[: draft.at]
    if len(before) < _PAIR or before[-1].low != "of" or period is None or published is None:
        return False
    return period.last < published and before[-_PAIR].low.rpartition(" ")[2] in entries.words("readings", "records")


#: What a year is called by who speaks of its forecasts; so many days after its end what was foretold for it is still told.
_THE_YEAR, _STILL_TOLD = {"year", "full year", "full-year", "whole year", "entire year"}, 95


def _in_year_under_way(draft: Draft, when: When) -> When:
    """The year under way for a forecast "for the year" that follows results of the one before: "In 2018 it earned 6 billion euros. For
    the full year it expects 7 billion", written in May."""
    story, period, published = draft.story, when.period, draft.story.document.published_at
    if period is None or published is None or period.precision not in {"year", "fiscal_year"}:
        return when
    named = story.text[when.start : when.end].lower().removeprefix("the ") in _THE_YEAR
    if not named or (published - period.last).days <= _STILL_TOLD:
        return when
    while period.last < published:
        period = period.shift(years=1)
    return when._replace(period=period)


def _is_year_under_way(draft: Draft) -> bool:
    """Whether a number is the growth of an economy over a year that is not over: "Global growth was left unchanged at 3.1 percent this year"."""
    period, published = draft.when.period, draft.story.document.published_at
    if draft.metric.code != "gdp" or draft.measure != "change_pct" or period is None or published is None:
        return False
    return (
        period.precision in {"year", "fiscal_year"}
        and period.first <= published
        and (period.last - published).days > _MONTH
    )


#: What is told as an index of each month, so that it has changed "in the year to April" by that month.
_OF_MONTHS = {"retail_sales", "industrial_production"}


def end_of_year_through(period: Period | None, metric: Metric, published: dt.date | None) -> Period | None:
    """The last month of the twelve that a price, rate or stock has changed over: "rose 3 percent in the 12 months through May".

    Flows are summed over such a span; all else has changed by its end, as against a year earlier; months to come stay whole.
    """
    if period is None or period.precision != "span":
        return None
    if metric.data.get("nature") == "flow" and metric.code not in _OF_MONTHS:
        return None
    if metric.code in {"operating_margin", "market_share"}:
        return None  # what is left of a year's sales
    under_way = published is not None and (period.last.year, period.last.month) == (published.year, published.month)
    if published is not None and period.last > published and not under_way:
        return None
    last = Period.month(period.last.year, period.last.month)
    return last if Period.ending(last.last, "month", 12) == period else None


def _end_of_year(draft: Draft, when: When) -> Period | None:
    """The end of the twelve months that a price or rate has changed over, a quote's by the day of the news; an average has them whole."""
    quote, published = timing.is_daily(draft.metric.data), draft.story.document.published_at
    if quote and timing.is_average(draft.items, draft.at):
        return None
    if " average " in draft.story.text[draft.scene.start : draft.quantity.start]:
        return None  # "The twelve-month average from June 2024 to May 2025 was 9.9 percent"
    if draft.metric.data.get("nature") == "flow" and draft.measure != "change_pct":
        return None
    end = end_of_year_through(when.period, draft.metric, published)
    if end is not None and quote and published is not None and 0 <= (published - end.last).days < _MONTH:
        return Period.day(published)
    summed = draft.measure in {"level", "change_abs"}
    stock = end is not None and summed and draft.metric.data.get("nature") == "stock"
    # "Net debt was $2 billion" in a report on the year ended March 31
    return Period.day(end.last) if end is not None and stock and about_company(draft.story) else end


def _source_of(draft: Draft) -> Held | None:
    """Who says a number: whoever speaks in its sentence, else the last source, unless the topic has changed."""
    state, reporter = draft.state, draft.holder.value
    if state.aside is not None and not (state.aside_foretells and draft.status == "actual"):
        return state.aside
    source = state.source
    if source is None or source.sentence == draft.story.number:
        return source
    if draft.metric.code in words("quoted"):
        return None
    other = not is_country(reporter) and reporter != source.value
    return None if other and any(fact.reporter == source.value for fact in draft.story.facts) else source
