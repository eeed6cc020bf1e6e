"""Plans: the time of what a company means to spend and of the posts that it will cut, in reports on a quarter that is over."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.linking.draft import Draft
from pipeline.linking.facilities import PUT
from pipeline.linking.meaning import status_and_cue
from pipeline.linking.metric import IN_PASSING
from pipeline.linking.only import only
from pipeline.linking.ownyears import year_around
from pipeline.linking.period import When, span_of
from pipeline.linking.state import Held
from pipeline.linking.toldbefore import time_of_plan
from pipeline.periods.period import YEAR, Period
from pipeline.vocabulary import entries

#: What a company plans to spend in a year.
_BUDGETS = {"capital budget", "capex budget", "capital spending budget", "capital expenditure budget"}
#: What results are told of.
_REPORTED = {"quarter", "half", "span", "year", "fiscal_year", "month", "day"}
#: So many days after a time that is over nobody speaks of it as now; the months of a year.
_LONG = 60
_MONTHS = 12


def _year_of_outlook(draft: Draft) -> When | None:
    """The year that a company's forecast before is for, else the one under way, for what it means to spend: "cut its full-year forecast
    to $1 a share. It now expects to spend $6.6 billion", "trimmed its capital budget to $5.8 billion"."""
    story, published = draft.story, draft.story.document.published_at
    told = story.facts[-1] if story.facts else None
    if (
        told is not None
        and told.status == "forecast"
        and draft.holder is not None
        and told.reporter == draft.holder.value
    ):
        span = span_of(told)
        if span is not None and span.months == YEAR and told.metric != draft.metric.code:
            return When(span, how="paragraph")
    if draft.metric.name not in _BUDGETS or published is None:
        return None
    return When(year_around(story, published), how="document")


def planned_for(draft: Draft, held: Held | None) -> When | None:
    """The year of a company's spending that is foretold, the day of the news for posts that will go, whatever quarter its paragraph
    tells of (`held`)."""
    published, code = draft.story.document.published_at, draft.metric.code
    if code == "capex" and published is not None and is_set_anew(draft):
        return _year_of_outlook(draft) or When(year_around(draft.story, published), how="document")
    if code == "capex" and (draft.metric.name in _BUDGETS or not is_actual(draft)):
        return _year_of_outlook(draft)
    if code != "layoffs" or published is None or not _is_over(held, published) or not are_to_go(draft):
        return None
    return time_of_plan(draft) or When(Period.day(published), -1, -1, "document")


def is_set_anew(draft: Draft) -> bool:
    """Whether a company has changed what it means to spend: "Capital spending has been trimmed to $15 billion from $19 billion"."""
    verb = draft.scene.verb
    return draft.measure == "level" and verb is not None and verb.code in {"raise", "lower"} and verb.form != "ing"


def is_actual(draft: Draft) -> bool:
    """Whether a number is told as fact."""
    quantity = draft.items[draft.at].data
    status, _ = status_and_cue(draft.story, draft.scene, draft.at, quantity, None, draft.metric.code)
    return status == "actual"


def are_to_go(draft: Draft) -> bool:
    """Whether posts are being cut now, or will be: "is cutting 1,200 jobs", "would cut 1,200 jobs"."""
    under_way = draft.scene.verb is not None and draft.scene.verb.form == "ing"
    return under_way or not is_actual(draft)


def _is_over(held: Held | None, published: dt.date) -> bool:
    """Whether the time that holds on is one that results were told of."""
    return held is not None and held.value.last < published and held.value.precision in _REPORTED


def _is_past(draft: Draft) -> bool:
    """Whether the time that a number has taken over was long over when the text was written."""
    when, published = draft.when, draft.story.document.published_at
    held = when.how in {"context", "paragraph", "sentence"} and draft.clause.link != "compare"
    return held and when.period is not None and published is not None and (published - when.period.last).days > _LONG


def standing(draft: Draft) -> When | None:
    """No time for those who live in a country, named in passing, and for what a state has promised: "exported $30 billion last year ... The
    government has promised $200 million in loans"."""
    if not _is_past(draft):
        return None
    if draft.metric.name == IN_PASSING:
        return When(None) if draft.metric.code == "population" else None
    verb = next((item for item in reversed(draft.items[: draft.at]) if item.kind == "V"), None)
    pledged = verb is not None and verb.low in entries.words("timing", "promised") and draft.quantity.kind == "money"
    return When(None) if pledged and draft.measure == "level" and not draft.scene.facts else None


#: Behind a part of all that a country makes in a year.
_ECONOMY = re.compile(
    r" of (?:the |its |[\w.' ]{2,20}['’]s? )?(?:[\w-]+ ){0,2}(?:economy|GDP|gross domestic product|economic (?:output|activity)|national income)\b"
)


@only(measures={"share_pct"})
def part_of_economy(draft: Draft) -> When | None:
    """No time for the part of an economy that something is at any time, told beside what happened lately: "Output fell 0.7 percent in April.
    Manufacturing accounts for 20 percent of GDP"."""
    verb = next((item for item in reversed(draft.items[: draft.at]) if item.kind == "V"), None)
    period = draft.when.period
    if verb is None or verb.code != "share" or verb.form not in {"s", "base"} or draft.when.how == "read":
        return None
    if period is None or period.precision in {"year", "fiscal_year"}:
        return None
    return When(None) if _ECONOMY.match(draft.story.text, draft.quantity.end) is not None else None


def once(draft: Draft) -> When | None:
    """The year of the news for what was put into something at a time that nobody tells."""
    published = draft.story.document.published_at if draft.metric.name == PUT and draft.when.how != "read" else None
    return When(Period.year(published.year), how="document") if published is not None else None
