"""Fiscal year: the year of a country that "the fiscal year" is where no words say when it begins or ends; a quarter to come."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.draft import Draft
from pipeline.linking.meaning import status_and_cue
from pipeline.linking.metric import FISCAL, RESULTS
from pipeline.linking.only import only
from pipeline.linking.period import When, span_of
from pipeline.linking.story import about_company
from pipeline.periods.fiscal import conventions
from pipeline.periods.period import YEAR, Period

#: How a number stands that is of the year under way.
_AHEAD = {"forecast", "target"}
#: How the period of a number is found that its sentence does not name; so many facts back results are those just told.
_INHERITED, _LATELY = {"context", "document", "paragraph", "default"}, 12
#: So many days after its end a year's results are news.
_AFTER = 120


#: What companies tell of the year that is over.
_REPORTED_ON = RESULTS | {"eps", "dividend", "orders"}


def year_reported(draft: Draft) -> When | None:
    """The period that results were told for last, where the text opens with what is expected of the year under way: "expects fares to fall
    this year. Its profit was $2 billion in the year to March. Revenue rose 4 percent"."""
    story, when, published = draft.story, draft.when, draft.story.document.published_at
    if draft.metric.code not in _REPORTED_ON or when.how not in _INHERITED or published is None or when.period is None:
        return None
    backlog = draft.metric.code == "orders" and when.period == Period.day(published)
    if when.period.last < published or (when.period.months < YEAR and not backlog):
        return None
    told = next((f for f in story.facts[: -_LATELY - 1 : -1] if f.metric in RESULTS and f.status == "actual"), None)
    if backlog and (told is None or told.char_start < story.text.rfind("\n", 0, story.sentence.start)):
        return None  # but "Sales rose 36 percent in 2024. The order backlog grew to 55 billion euros"
    period = span_of(told) if told is not None else None
    if told is None or period is None or not 0 < (published - period.last).days <= _AFTER or not about_company(story):
        return None
    company = draft.frame.company
    if company is not None and company.code != told.reporter:
        return None  # "And rival Brask announced a rise in sales"
    status, _ = status_and_cue(story, draft.scene, draft.at, draft.quantity, None, draft.metric.code)
    return When(period, how="context") if status == "actual" else None


def under_way(draft: Draft) -> When | None:
    """The fiscal year under way for what a country foretells or aims at in "the fiscal year": "sees the economy growing 8.5 percent
    in the fiscal year", told of India in September."""
    when, holder, published = draft.when, draft.holder, draft.story.document.published_at
    following = next((item for item in draft.items[draft.at + 1 :] if item.kind == "Q"), None)
    own = (
        following is None or when.start < following.start
    )  # not "4.2 percent for the full fiscal year and 4.1 in 2023/24"
    if (when.how == "read" and own) or holder is None or published is None:
        return None
    rule = conventions()[0].get(holder.value)
    if rule is None or (rule.scope != "all" and draft.metric.code not in FISCAL):
        return None
    if not _names_it(draft) or about_company(draft.story):
        return None
    status, _ = status_and_cue(draft.story, draft.scene, draft.at, draft.quantity, None, draft.metric.code)
    if status not in _AHEAD:
        return None
    next_one = any(item.low in {"next", "following"} for item in draft.items[draft.at + 1 : draft.at + 4])
    year: Period = rule.period(
        published.year - (published.month < rule.start) + next_one
    )  # "and 1.3 percent in the next"
    return When(year, how="sentence")


#: What a year is called beside a fiscal one, and so many years from the one under way.
_CALLED = {"this year": 0, "the current year": 0, "last year": -1, "next year": 1}


def beside_fiscal(draft: Draft) -> When | None:
    """The fiscal year that "this year" is beside a fiscal one: "forecast growth of 7 per cent for 2017-18, after 7.1 per cent this year",
    told in February."""
    when, story, published = draft.when, draft.story, draft.story.document.published_at
    if when.period is None or when.period.precision != "year" or published is None or when.start < story.sentence.start:
        return None
    steps = _CALLED.get(story.text[when.start : when.end].lower())
    if steps is None or about_company(story):
        return None
    for fact in story.facts[-3:]:
        start = fact.period_start
        told = span_of(fact) if fact.char_start >= story.sentence.start else None
        rule = conventions()[0].get(fact.reporter or "")
        if told is None or start is None or rule is None or told.months != YEAR:
            continue
        if start.month != rule.start or start.day != 1:
            continue  # "over the next 12 months"
        begun = published.year - (published.month < start.month) + steps
        return When(Period.starting(start.replace(year=begun), "year"), when.start, when.end, when.how)
    return None


#: A quarter that ended so many days ago is no longer the one that is spoken of without its year.
_LONG_OVER = 200


def quarter_to_come(draft: Draft) -> When | None:
    """The quarter or month under way or to come for what is foretold of one without a year: "points to a decrease of 0.1 percent in the
    fourth quarter", "sees inflation at 3.4 percent in December", told in November."""
    when, published = draft.when, draft.story.document.published_at
    period = when.period
    if when.how != "read" or period is None or published is None or period.precision not in {"quarter", "month"}:
        return None
    if draft.reading.old or (published - period.last).days <= _LONG_OVER or about_company(draft.story):
        return None
    if any(c.isdigit() for c in draft.story.text[when.start : when.end]):
        return None
    status, _ = status_and_cue(draft.story, draft.scene, draft.at, draft.quantity, None, draft.metric.code)
    return when._replace(period=period.shift(years=1)) if status in _AHEAD else None


#: A company has told of a year that ended so many days ago, and looks ahead to the next.
_REPORTED = 30


#: What a year is called that is told by the month it ends with.
_YEARS_TO = ("year ", "financial year ", "fiscal year ", "business year ", "full-year ", "current year ")


def year_to_end(draft: Draft) -> When | None:
    """The coming year of a company that foretells one by the month it ends with: "sees profit rising to 3 trillion yen in the year to
    March", told in May."""
    when, story, published = draft.when, draft.story, draft.story.document.published_at
    period = when.period
    if period is None or published is None or period.months != YEAR or draft.reading.old or not about_company(story):
        return None
    if (published - period.last).days < _REPORTED or when.start < story.sentence.start:
        return None
    said = story.text[when.start : when.end].lower()
    if not said.removeprefix("the ").removeprefix("full ").startswith(_YEARS_TO):
        return None
    if any(c.isdigit() for c in said):
        return None  # "the year to March 2023"
    status, _ = status_and_cue(story, draft.scene, draft.at, draft.quantity, None, draft.metric.code)
    return when._replace(period=period.shift(years=1)) if status in _AHEAD else None


@only(links={"compare"})
def year_after(draft: Draft) -> When | None:
    """The year after the one foretold for what comes behind it: "growth of 2.1 percent this year, before slowing to 1.7 percent"."""
    clause, story = draft.clause, draft.story
    if clause.cue != "before" or clause.items[0].form != "ing":
        return None
    if clause.items[0].kind != "V" or any(item.kind == "T" for item in draft.items) or draft.reading.old:
        return None
    for fact in story.facts[-4:]:
        told = span_of(fact) if fact.char_start >= story.sentence.start and fact.status == "forecast" else None
        if told is not None and fact.metric == draft.metric.code and told.precision in {"year", "fiscal_year"}:
            return When(told.shift(years=1), how="sentence")
    return None


@only(codes={"budget_balance"}, measures={"share_pct"})
def of_budget(draft: Draft) -> When | None:
    """The fiscal year told of for a budget's ratio to GDP that names no time: "For the fiscal year that ended on March 31, growth came to
    6.5 percent. The fiscal deficit was 5.76 percent of GDP"."""
    when, story = draft.when, draft.story
    if when.how == "read":
        return None
    if when.period is None or when.period.months >= YEAR or when.start >= story.sentence.start or draft.holder is None:
        return None
    rule = conventions()[0].get(draft.holder.value)
    for fact in story.facts[: -_STILL - 1 : -1]:
        told = span_of(fact)
        if told is not None and rule is not None and told.months == YEAR and told.first.month == rule.start:
            return When(told, how="context")
    return None


#: So many facts back a fiscal year is still told of.
_STILL = 10


def _names_it(draft: Draft) -> bool:
    """Whether "the fiscal year" stands beside the number without a number of its own between."""
    items, at = draft.items, draft.at
    for i, (before, item) in enumerate(pairwise(items)):
        if item.low != "year" or before.low not in {"fiscal", "financial"}:
            continue
        low, high = min(i, at), max(i, at)
        return not any(x.kind in {"Q", "T"} for x in items[low + 1 : high]) or i < at
    return False


#: Right before a result's name: it is that of a year.
_OF_YEAR = ("annual ", "full-year ", "yearly ")


def of_rival_year(draft: Draft) -> bool:
    """Whether another company's result is told to be that of a year, in a text on a shorter time of its main one."""
    company, main, start = draft.frame.company, draft.state.main_company, draft.metric.start
    if draft.metric.code not in RESULTS or company is None or main is None or company.code == main.value:
        return False
    before = draft.story.text[max(0, start - len(_OF_YEAR[1])) : start].lower()
    return draft.metric.name.startswith(_OF_YEAR) or before.endswith(_OF_YEAR)


def year_of_part(draft: Draft, part: Period) -> Period | None:
    """The fiscal year that the text names around a part of it, or that ends with it where a country's statistics count in such years: "grew
    7.8% in the January-March quarter, taking full-year growth to 8.2%" in a report on India."""
    if part.months >= YEAR or about_company(draft.story):
        return None
    named = (m.period for m in draft.story.mentions.periods if m.period is not None and m.period.months == YEAR)
    year = next((year for year in named if year.first.month > 1 and year.contains(part)), None)
    fiscal = conventions()[0].get(draft.holder.value) if year is None and draft.holder is not None else None
    if fiscal is None or fiscal.scope != "all" or fiscal.start == 1 or part.last.month != fiscal.start - 1:
        return year
    return Period.ending(part.last, "year") if part.precision == "quarter" else year
