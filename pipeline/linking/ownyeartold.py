"""Own year told: a company's own year for what it says of "last year", "the year" and "this year" beside the one it has reported on."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.only import only
from pipeline.linking.ownyears import year_around
from pipeline.linking.period import When
from pipeline.linking.plans import is_actual
from pipeline.linking.story import about_company
from pipeline.periods.period import YEAR, Period

#: What companies foretell of their own years, and within how many days they tell of the one that is over.
_FORETOLD = {"revenue", "operating_profit", "net_income", "pretax_profit", "eps", "ebitda", "sales_volume", "capex"}
_AFTER = 90
#: What a company's own year is called.
_THE_YEAR = {"the year", "the full year", "the whole year", "the full-year", "full year", "the entire year"}


def last_own_year(draft: Draft) -> When | None:
    """The year before the own one that a company has reported on, for what it earned "last year": "a profit of $6 million for the year to
    June, a turnaround from last year's loss of $244 million"."""
    story, when, lead = draft.story, draft.when, draft.state.lead_period
    if story.year_start == 1 or lead is None or when.period is None or draft.metric.code not in _FORETOLD:
        return None
    if when.period.precision != "year" or lead.value.months != YEAR or lead.value.first.month != story.year_start:
        return None
    said = story.text[when.start : when.end].lower()
    before = said == "last year" and lead.value.last.year == when.period.first.year + 1
    return when._replace(period=lead.value.shift(years=-1)) if before else None


@only(codes=_FORETOLD)
def own_year_foretold(draft: Draft) -> When | None:
    """The company's own year for what it foretells of "this year" right after its last one was over: "earned 265 billion yen in
    the year ended March. It forecast a profit of 230 billion yen for this year"."""
    story, when, lead = draft.story, draft.when, draft.state.lead_period
    published = story.document.published_at
    if story.year_start == 1 or when.period is None or lead is None or published is None:
        return None
    if when.period != Period.year(published.year) or not about_company(story):
        return None
    over = lead.value.months == YEAR and lead.value.first.month == story.year_start
    over = over and 0 < (published - lead.value.last).days <= _AFTER
    own = year_around(story, published)
    named = any(_is_same(m.period, own) for m in story.mentions.periods)  # "for the year to next March"
    said = story.text[when.start : when.end].lower()
    if said not in _THE_YEAR and (not (over or named) or not said.startswith("this") or "calendar" in said):
        return None
    ahead = any(cue.kind == "status" and cue.code in {"forecast", "target"} for cue in story.cues)
    if over and said in _THE_YEAR and is_actual(draft):
        return when._replace(period=lead.value)  # "Sales came to 10.4 million in the year, and it targets 10.7 million"
    return when._replace(period=own) if ahead else None


def _is_same(named: Period | None, own: Period) -> bool:
    """Whether a time has the days of a company's year, whatever it is called."""
    return named is not None and (named.first, named.last) == (own.first, own.last)
