"""Own years: the quarters, halves and years of a company's report, counted in the fiscal years that the company keeps."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.linking.story import Story
from pipeline.periods.fiscal import Convention, company_convention, conventions, country_of
from pipeline.periods.period import Period, PeriodMention
from pipeline.periods.yearstart import start_said

_RESULTS = {"net_income", "operating_profit", "pretax_profit", "eps"}
_MONTHS = {"quarter": 3, "half": 6}


def count_in_own_years(story: Story, company: str) -> None:
    """Moves the quarters, halves and fiscal years of a report on a company to its own years.

    They are those that the text says, else those that the company is known to keep, else those of the text's country;
    where the text only calls a quarter fiscal, the first one so called is the last that was over, and the others follow
    from it.
    """
    published, periods = story.document.published_at, story.mentions.periods
    if published is None:
        return
    own = company_convention(company) if _tells_results(story) else None
    start = start_said(story.text, periods)
    if start is None:
        convention = own or _of_country(story)
        start = convention.start if convention is not None else _start_told(periods, published)
    if start is None or (start == 1 and own is None):
        return
    story.mentions.periods = [_moved(mention, start, own, published) for mention in periods]


def count_in_fiscal_years(story: Story) -> None:
    """Moves the quarters and halves of a report on a country whose own are those of its fiscal year: India's second is July to September."""
    published, main = story.document.published_at, story.state.main_country
    country = country_of(story.text)
    if published is None or main is None or country is None or country != main.value:
        return
    convention = conventions()[0][country]
    if convention.quarters:
        story.mentions.periods = [_moved(m, convention.start, None, published) for m in story.mentions.periods]


def _tells_results(story: Story) -> bool:
    """Whether the text tells of a profit, or calls a time fiscal: what a market researcher counts is of calendar years."""
    return any(m.kind == "metric" and m.code in _RESULTS for m in story.mentions.names) or any(
        "fiscal" in m.text.lower() for m in story.mentions.periods
    )


def _of_country(story: Story) -> Convention | None:
    """The convention of the text's country, where companies keep it as well."""
    country = country_of(story.text)
    first = next(m for m in story.mentions.names if m.kind == "company")
    if country is None or first.data.get("country") not in {None, country}:
        return None
    found = conventions()[0][country]
    return found if found.scope == "all" else None


def _start_told(periods: list[PeriodMention], published: dt.date) -> int | None:
    """The month in which the years begin whose quarter "the fiscal third quarter" is, told right after it; None where none is told."""
    first = next(
        (m for m in periods if m.bare == "quarter" and m.text.lower().startswith(("fiscal", "the fiscal"))), None
    )
    if first is None or first.period is None or first.period.first > published:
        return None
    rank = (first.period.first.month + 2) // 3
    over = Period.unit("quarter", published).shift(quarters=-1)
    return (over.first.month - 3 * rank + 2) % 12 + 1


def _moved(mention: PeriodMention, start: int, own: Convention | None, published: dt.date) -> PeriodMention:
    """A mention with its period in years that begin in the month `start`."""
    period = mention.period
    if period is None:
        return mention
    if mention.bare in _MONTHS:
        explained = mention.bare == "half" and period.first.month not in {1, 7}  # by brackets: "(April-September)"
        if explained or mention.text.lower().startswith(("calendar", "the calendar")):
            return mention
        return replace(mention, period=_part(period, _MONTHS[mention.bare], start, published))
    if own is not None and own.start > 1 and period.precision == "fiscal_year" and period.first.month == 1:
        begun = period.first.year - (own.named == "end")
        if mention.origin == "relative":
            begun = period.first.year - (published.month < own.start)
        return replace(mention, period=own.period(begun))
    return mention


def _part(period: Period, months: int, start: int, published: dt.date) -> Period:
    """The nth quarter or half of a year from `start`: one to come where the calendar's was, the nearest where that was under way,
    else the last that has begun."""
    first = (start + period.first.month - 2) % 12 + 1
    years = [Period.starting(dt.date(published.year + away, first, 1), "month", months) for away in (-2, -1, 0, 1)]
    if period.first > published:
        return next(found for found in years if found.last >= published)
    if period.last >= published:
        return min(years, key=lambda found: abs(found.first + (found.last - found.first) / 2 - published))
    return [found for found in years if found.first <= published][-1]
