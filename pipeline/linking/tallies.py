"""Tallies: running totals of a year, and times told by where they end: "which brings the tally for the year to 181"."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.only import only
from pipeline.linking.period import When, span_of
from pipeline.linking.subject import FLOWS
from pipeline.periods.period import YEAR, Period
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_BRINGS = entries.words("timing", "brings")
_TALLIES = entries.words("timing", "tallies")

#: What an office counts by the quarter.
_QUARTERLY = {"gdp", "consumption", "investment"}
#: So many facts back the month was told that a total now holds.
_BACK = 3
#: So many facts back the months are told that a total is of.
_TOLD = 12
#: What the year under way is called beside its total.
_THE_YEAR = {
    "this year",
    "the year",
    "year",
    "the year so far",
    "this year so far",
    "so far this year",
    "the year to date",
}


@only(measures={"level"})
def brought_to(draft: Draft) -> When | None:
    """The months of the year until the one told right before, for what a flow adds up to: "delivered 54 jets last month. That brings the
    tally for the year to 181", "bringing this year's total to 6 million tonnes"."""
    story, items, at = draft.story, draft.items, draft.at
    if draft.metric.data.get("nature") != "flow" or not story.facts:
        return None
    verb = next((i for i in range(at - 1, -1, -1) if items[i].kind == "V" and items[i].low in _BRINGS), at)
    between = items[verb + 1 : at]
    if any(item.low in {"the period", "period"} for item in between):
        return _of_months_so_far(draft)
    if not any(item.low.removeprefix("the ") in _TALLIES for item in between):
        return None
    if any(item.kind == "Q" or (item.kind == "T" and item.low not in _THE_YEAR) for item in between):
        return None  # "bringing the tally for the last 12 months to", "its total for the first quarter to 142, up from 121"
    alike = [f for f in story.facts[-_BACK:] if f.metric == draft.metric.code and f.unit == draft.quantity.unit]
    months = [month for month in map(span_of, alike) if month is not None and month.precision == "month"]
    if not months:
        return None
    month = max(months, key=lambda period: period.last)
    first = month.first.replace(month=1)
    return When(Period.span(first, month.last), how="sentence")


def _of_months_so_far(draft: Draft) -> When | None:
    """The months that the text told of before the one that ends them: "earned $2.4 billion in the first eleven months. In November it
    earned $197 million, bringing earnings for the period to $2.6 billion"."""
    spans = [span for span in map(span_of, draft.story.facts[-_TOLD:]) if span is not None]
    month = spans[-1] if spans and spans[-1].precision == "month" else None
    longer = (span for span in spans[::-1] if month is not None and span.last == month.last and span != month)
    found = next(longer, None)
    return When(found, how="sentence") if found is not None else None


@only(measures={"level"})
def aimed_for_year(draft: Draft) -> When | None:
    """The year under way for what is aimed at behind months of it: "That brings the tally to 181, and the company still aims for 720"."""
    when, published, verb = draft.when, draft.story.document.published_at, draft.scene.verb
    period = when.period
    if verb is None or verb.code != "aim" or when.how == "read" or period is None or published is None:
        return None
    if draft.metric.data.get("nature") != "flow" or period.months >= YEAR:
        return None
    if period.last > published or period.last.year != published.year or period.precision == "day":
        return None
    return When(Period.unit("year", published), how="sentence")


@only(codes=_QUARTERLY, measures={"change_pct"})
def quarter_at_end(draft: Draft) -> When | None:
    """The quarter for the end or beginning of a year, in what is counted by the quarter: "after shrinking 0.5 percent at the end of 2022"."""
    when, story = draft.when, draft.story
    period = when.period
    if period is None or period.precision != "day":
        return None
    said = story.text[when.start : when.end].lower()
    if (
        period.last.month != 12
        or not said.startswith(("the end of", "end of"))
        or "year" not in said
        and not said[-1:].isdigit()
    ):
        return None
    return when._replace(period=Period.unit("quarter", period.last))


#: So many days behind its end a quarter's growth is set beside the year's target.
_LATELY = 120


@only(codes={"gdp"}, measures={"change_pct"})
def year_of_growth(draft: Draft) -> When | None:
    """The year for growth that is foretold beside a rate at its end: "sees 4 percent by year-end and has put its growth estimate at 3.1"; that
    of the news for a country's target behind a quarter's growth: "grew 7 percent in the second quarter. Beijing's target is 5 percent"."""
    period, published = draft.when.period, draft.story.document.published_at
    if period is not None and published is not None and draft.when.how not in {"read", "sentence"}:
        aims = any(item.low in {"target", "goal"} and item.kind in {"w", "V", "M"} for item in draft.items[: draft.at])
        if aims and period.months < YEAR and 0 <= (published - period.last).days < _LATELY:
            return When(Period.year(published.year), how="context")
    if period is None or period.precision != "day":
        return None
    last = (period.last.month, period.last.day) == (12, 31)
    return draft.when._replace(period=Period.year(period.last.year)) if last else None


#: A change from a year that is named: "3.1 percent more than in 2018".
_FROM_YEAR = re.compile(
    r"[^;\n]{0,48}?\b(?:more|less|fewer|higher|lower|up|down) (?:than|from|on) (?:in )?((?:19|20)\d\d)\b"
)


@only(measures={"level", "change_pct"})
def year_behind_base(draft: Draft) -> When | None:
    """The year that is over for what is set against the one before it, told early in the next: "sold 241 million hectolitres of beer, 3.1
    percent more than in 2018" in February 2020."""
    when, published, story = draft.when, draft.story.document.published_at, draft.story
    if published is None or when.how == "read" or (when.period is not None and when.period.last <= published):
        return None
    if draft.metric.data.get("nature") != "flow":
        return None
    said = _FROM_YEAR.match(story.text, draft.quantity.end, story.sentence.end)
    if said is None or int(said[1]) != published.year - 2:
        return None
    return When(Period.year(published.year - 1), said.start(1), said.end(1), "sentence")


#: So many months lie between the ends of a span, both included, that begins a year before the month or quarter it ends with.
_YEAR_APART = {13: "month", 15: "quarter"}


def year_later(when: When, period: Period) -> When:
    """The later end of what a change over a year is told between: "rose by 12 percent between September 2022 and September 2023"."""
    unit = _YEAR_APART.get(period.months) if period.precision == "span" else None
    if unit is None or period.first.day != 1 or (unit == "quarter" and period.first.month % 3 != 1):
        return when  # "in the year to March 10"
    return when._replace(period=Period.unit(unit, period.last))


#: How a rate over twelve months is said to be one.
_OVER_A_YEAR = (
    "annual inflation",
    "annual rate",
    "twelve-month",
    "12-month",
    "yearly inflation",
    "year-on-year inflation",
)


def of_twelve_months(draft: Draft) -> When:
    """The last month of the part of a year spoken of, for a rate over twelve months: "In the first half prices rose 3.97 percent.
    Twelve-month inflation was 3.32 percent"."""
    period = draft.when.period
    if period is None or period.precision not in {"half", "span"} or period.months % 12 == 0:
        return draft.when
    subject = draft.story.text[draft.scene.start : draft.quantity.start].lower()
    if not any(word in subject for word in _OVER_A_YEAR) or " average" in subject:
        return draft.when
    return draft.when._replace(period=Period.unit("month", period.last))


@only(codes={"jobs_added"}, measures={"change_abs"})
def of_both_months(draft: Draft) -> When | None:
    """The two months whose jobs an office counts anew together: "Gains for March and February were revised up by a combined 16,000"."""
    times = [item for item in draft.items[: draft.at] if item.kind == "T" and item.code == "time"]
    months = [
        item.data.period for item in times if item.data.period is not None and item.data.period.precision == "month"
    ]
    if len(months) != 2:
        return None
    first, last = sorted(months, key=lambda month: month.first)
    return draft.when._replace(period=Period.span(first.first, last.last)) if first.shift(months=1) == last else None


#: What flows to and from a country, which is added up over twelve months.
_FLOWING = {
    "exports",
    "imports",
    "trade_balance",
    "current_account",
    "budget_balance",
    "gdp",
    "remittances",
    "fdi",
    "goods_balance",
}
#: So many characters before a number it is called that of twelve months.
_CALLED = 45
_TWELVE = re.compile(r"\b(?:12|twelve)-months?\b|\brolling\b")


@only(codes=_FLOWING, kinds={"money"}, measures={"level"})
def over_twelve_months(draft: Draft) -> When | None:
    """The twelve months until the one told of, for a sum that is called so: "widened to $5 billion in July, bringing the 12-month gap to
    $37 billion"."""
    story, period, start = draft.story, draft.when.period, draft.quantity.start
    if period is None:
        return None
    begin = max(story.sentence.start, start - _CALLED)
    if period.precision == "month" and _TWELVE.search(story.text, begin, start) is not None:
        return draft.when._replace(period=Period.ending(period.last, "month", YEAR), shifted=True)
    return None


#: So many items before a number it is called accumulated.
_NEAR = 6


def prices_so_far(draft: Draft) -> When | None:
    """The months of the year until the last one told of, for prices whose rise is called accumulated, over no other span: "The accumulated
    increase for the year came to 22 percent"."""
    period = draft.when.period
    if period is None or period.precision != "month" or draft.measure != "change_pct":
        return None
    around = [*draft.items[max(0, draft.at - _NEAR) : draft.at], *draft.items[draft.at + 1 : draft.at + 3]]
    if all(item.low not in entries.words("timing", "accumulated") for item in around):
        return None
    times = [item.data for item in around if item.kind == "T"]
    if any(time.role != "time" or (time.period is not None and time.period.precision != "year") for time in times):
        return None  # "accumulated in the 12 months to May"
    if any(quantity.kind == "duration" for quantity in draft.story.quantities):
        return None  # "In 12 months, the index accumulated"
    return draft.when._replace(period=Period.span(dt.date(period.last.year, 1, 1), period.last), shifted=True)


def same_months_before(draft: Draft) -> When | None:
    """The months of another year that a running total is compared with: "The cumulative surplus stands at $72 billion, compared with $54
    billion in the same period of 2024" in a report on May."""
    told, when, story = draft.story.facts[-1] if draft.story.facts else None, draft.when, draft.story
    if told is None or not draft.reading.old or when.period is None or told.metric != draft.metric.code:
        return None
    if told.char_start < story.sentence.start or story.text[when.start : when.end].lower()[:15] != "the same period":
        return None
    span = span_of(told)
    back = when.period.last.year - span.last.year if span is not None else 0
    if span is None or span.precision != "span" or back >= 0:
        return None
    return when._replace(period=span.shift(years=back))


#: A tally is told within so many days of its end.
_RUNNING = 60


def is_running_total(draft: Draft, item: Item, published: dt.date | None) -> bool:
    """Whether a flow is told by a month's end, and so from the beginning of its year: "had delivered 345 jets by the end of November",
    "exports reached $1.04 billion as of end-November"."""
    mention, data = item.data, draft.metric.data
    begun = draft.story.text[max(0, item.start - 6) : item.end].lower()
    if _is_until_day(draft, item, published):
        return True
    as_of = mention.role == "asof" and draft.metric.code in FLOWS and begun.lstrip().startswith("as of")
    if (
        not (as_of or mention.role == "deadline")
        or mention.whole is None
        or mention.whole.precision not in {"month", "quarter", "half"}
    ):
        return False
    over = published is not None and mention.period is not None and mention.period.last <= published
    return over and data.get("nature") == "flow" and "backlog" not in draft.metric.name


def _is_until_day(draft: Draft, item: Item, published: dt.date | None) -> bool:
    """Whether what a country traded is told as of a day shortly before the news, in no report on the days of a month: "exports came to $885
    million as of Monday"."""
    period, lead, data = item.data.period, draft.state.lead_period, draft.metric.data
    if item.data.role != "asof" or period is None or period.precision != "day" or published is None:
        return False
    flow = data.get("nature") == "flow" and data.get("home") == "country" and draft.metric.code in FLOWS
    if not flow or not 0 <= (published - period.last).days <= _RUNNING:
        return False
    monthly = lead is not None and lead.value.months <= 1 and lead.value.precision != "day"
    return not monthly and draft.story.text.endswith(("as of ", "As of "), 0, item.start)
