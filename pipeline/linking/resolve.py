"""Resolve: the period that a time stands for, counted from the one spoken of, closed at its open end."""

from __future__ import annotations

import datetime as dt

from pipeline.linking.draft import Draft
from pipeline.linking.furtherback import before_that, goes_further_back
from pipeline.linking.inforce import in_force_from
from pipeline.linking.items import Item
from pipeline.linking.meaning import status_and_cue
from pipeline.linking.metric import RESULTS, SURVEYS
from pipeline.linking.period import When, is_daily, span_of, words
from pipeline.linking.story import Story, about_company, within
from pipeline.linking.tallies import is_running_total
from pipeline.linking.theperiod import latest_told, named_before, span_named, whole_reported
from pipeline.linking.usable import COUNTED_WEEKLY
from pipeline.periods.period import YEAR, Period, Shift

#: So many facts back stand the results that "the year before" is told beside.
_RECENT = 8

#: Days of a week.
_WEEK = 7
_SATURDAY = 5
#: How a period as long as the one told of is named that ended where it began.
_PERIODS_BEFORE = {"previous period", "prior period", "preceding period", "earlier period"}
#: The month in which the second quarter begins.
_SECOND_QUARTER = 4


def resolved(story: Story, item: Item, base: Period | None) -> When:
    """The period of a time item; a shift ("a year earlier") counts from `base`, or from what the text has named:
    "the month" is the last month that was named, "the period" the one spoken of."""
    shift, whole = item.data.shift, item.data.whole
    if whole is not None and item.data.origin == "relative" and item.data.role == "asof":
        ended = _reported(story, item, whole.precision)
        if ended is not None and "this" not in item.low.split() and "last" not in item.low.split():
            return When(Period.day(ended.last), item.start, item.end)  # "at the end of the quarter" that is reported on
    if shift is not None and not shift.steps and shift.unit == "period":
        held, alone = story.state.period, story.state.background
        gone = alone is not None and alone.paragraph != story.sentence.paragraph
        passing = gone and alone is not None and alone.value == story.state.last_period
        if held is None or (story.number - held.sentence > 2 and not passing):
            base = story.state.last_period or base  # "in the same period"
        base = whole_reported(story, item, base) or base
        if alone is not None and not gone:
            base = alone.value  # "In January-October they imported 2 tonnes. Sales to China fell over the same period"
        base = named_before(story, item) or base
        if item.low.endswith(" months"):
            base = span_named(story, item) or base  # "in the same nine months"
    if shift is not None and item.low == "that month" and (named := _month_named(story, item)) is not None:
        return When(named, item.start, item.end)
    if shift is not None and not shift.steps and (reported := _of_report(story, item, shift.unit)) is not None:
        return When(reported, item.start, item.end)
    if shift is not None and shift.steps and shift.unit == "period" and shift.to_year is not None:
        spans = {mention.period for mention in story.periods}
        base = base if base in spans else named_before(story, item) or base  # "in the same period of 2010"
    if shift is not None and shift.steps and (item.low.endswith(" that") or goes_further_back(story, item)):
        base = before_that(story, item) or base  # "from 327,000 in 2023 and 816,000 the year before that"
    published = story.document.published_at
    if shift is not None and shift.steps and published is not None and item.low.endswith(" from now"):
        return When(shift.apply(Period.unit("month", published)), item.start, item.end)
    if base is None and shift is not None and not shift.steps and shift.unit in {"quarter", "month"}:
        base = _named_last(story, item, shift.unit)  # "DRAM prices rose 45 percent in the quarter"
    if base is None and shift is not None and shift.steps and shift.unit == "period":
        base = before_that(story, item)  # "swung to a profit in the quarter from a year-earlier loss of $8 million"
    if base is not None and (first := _first_quarter(story, item, base)) is not None:
        return When(first, item.start, item.end, shifted=True)
    if shift is not None and not shift.steps and (newest := latest_told(story, item, shift.unit)) is not None:
        return When(newest, item.start, item.end)
    if shift is None or base is None:
        return When(item.data.period, item.start, item.end)
    if -_WEEK < shift.days < 0 and base.precision != "day":
        day = story.state.periods.get(
            "day"
        )  # "Walmart had tumbled 11 percent a day earlier", whatever quarter was told
        base = day.value if day is not None else _named_last(story, item, "day") or base
    if shift.days == -_WEEK and base.precision in {"month", "quarter", "year"}:
        base = (
            _named_last(story, item, "week") or base
        )  # "prices fell last week ... compared with $250 the previous week"
    if shift.steps:
        return When(_year_before(story, shift, base) or shift.apply(base), item.start, item.end, shifted=True)
    if shift.unit == "year" and (year := _own_year(story, item)) is not None:
        return When(year, item.start, item.end)
    if shift.unit == "year" and base.precision == "span" and item.data.period is not None and not about_company(story):
        return When(item.data.period, item.start, item.end)  # "for the year" beside "the 12 months to October"
    if shift.unit in _MONTHS and (part := _part_reported(story, item, base, _MONTHS[shift.unit])) is not None:
        return When(part, item.start, item.end)
    if shift.unit not in {"period", base.precision}:
        base = _named_last(story, item, shift.unit) or base
    if shift.unit == "week" and (base.last - base.first).days == 6:
        return When(base, item.start, item.end)  # weeks of statistics end on Saturdays
    if shift.unit == "week" and item.data.period is not None and base.precision not in {"day", "week"}:
        return When(item.data.period, item.start, item.end)  # not the last one of the month told before
    return When(shift.apply(base), item.start, item.end)


def _own_year(story: Story, item: Item) -> Period | None:
    """The twelve months that a country's report is on, which end with none of the calendar's years and are over when "the year" is not:
    "exports to Uganda grew 34 percent in the year" in one on July to June."""
    lead, published = story.state.lead_period, story.document.published_at
    if lead is None or published is None or item.data.period is None or about_company(story):
        return None
    if story.text[: item.start].endswith((" for ", "For ")):
        return None  # "expects a surplus of $60 billion for the year": for that of the calendar
    over = lead.value.months == YEAR and lead.value.precision != "year" and lead.value.last < published
    return lead.value if over and item.data.period.last >= published else None


def _first_quarter(story: Story, item: Item, base: Period) -> Period | None:
    """The first quarter, where the second is told beside what was so "earlier this year"."""
    if item.low != "this year" or base.precision != "quarter" or base.first.month != _SECOND_QUARTER:
        return None
    earlier = story.text[: item.start].endswith(("earlier ", "Earlier "))
    return base.shift(months=-base.months) if earlier else None


#: So many characters back the day stands of which "that month" is.
_BACK = 300


def _year_before(story: Story, shift: Shift, base: Period) -> Period | None:
    """A year before a time that the calendar already calls last year's: in January, the same month "last year" as December's is the
    December before."""
    published = story.document.published_at
    if shift.to_year != base.last.year or published is None or not 0 < (published - base.last).days < _JUST_OVER:
        return None
    return base.shift(years=-1)


def _month_named(story: Story, item: Item) -> Period | None:
    """The month of the day or month named last: "took office on Dec. 10. Inflation shot up to 25.5 percent that month"."""
    named = within(story.mentions.periods, max(0, item.start - _BACK), item.start)
    last = next((m.period for m in named[::-1] if m.period is not None and m.role == "time"), None)
    if last is None or last.precision not in {"day", "month"}:
        return None
    return Period.unit("month", last.last)


#: What ends a sentence before the next; the days between the ends of a week.
_SENTENCE_END, _TO_ITS_END = ". ", 6
#: Days after its end for which a time is the one reported on.
_JUST_OVER = 150
#: Months of a part of a year.
_MONTHS = {"quarter": 3, "half": 6}


def _part_reported(story: Story, item: Item, base: Period, months: int) -> Period | None:
    """The span of so many months that a company with other fiscal years reports on: "in the half" of the six months to September."""
    lead = story.state.lead_period
    named = [m.period for m in story.mentions.periods if m.end < item.start] if story.year_start > 1 else []
    alike = [p for p in named if p is not None and p.precision == "span" and p.months == months]
    for period in (base, lead.value if lead is not None else None):
        if period is not None and period.precision == "span" and period.months == months:
            return period
    return max(alike, key=lambda period: period.last, default=None)


def _reported(story: Story, item: Item, unit: str) -> Period | None:
    """The quarter or month that the text reports on, else the last one that was named."""
    lead = story.state.lead_period
    if unit in _MONTHS and lead is not None and lead.value.precision == "span" and lead.value.months == _MONTHS[unit]:
        return lead.value  # a company's own quarter
    if unit not in {"quarter", "half", "month"} or (lead is not None and lead.value.precision == unit):
        return lead.value if unit in {"quarter", "half", "month"} and lead is not None else None
    return _named_last(story, item, unit)


def _of_report(story: Story, item: Item, unit: str) -> Period | None:
    """The month or quarter that headline and lead report on, where the paragraph has named none: "Oil imports dipped during the month"."""
    held, lead, published = story.state.period, story.state.lead_period, story.document.published_at
    if lead is None or published is None or unit not in {"month", "quarter"} or lead.value.precision != unit:
        return None
    here = held is not None and held.paragraph == story.sentence.paragraph and held.value.precision == unit
    named = any(
        m.period is not None and m.period.precision != "day" and m.role in {"time", "asof"} and m.shift is None
        for m in story.periods
        if m.start < item.start  # "grew 43% in the quarter, compared with 9% in 2019"
    )
    return lead.value if not here and not named and lead.value.last <= published else None


def _named_last(story: Story, item: Item, unit: str) -> Period | None:
    """The last period of a unit that was named before an item; of those of one sentence before it the latest: "grew 1 percent in the
    fourth quarter after shrinking in the third. For the year it grew 1.1 percent. Spending rose 0.2 percent in the quarter"."""
    named = [
        (m.start, m.period)
        for m in story.mentions.periods
        if m.start < item.start
        and m.period is not None
        and m.role in {"time", "asof"}
        and m.basis is None
        and not (m.open_end and unit == "month")  # "in the year to date" names no month
        and not (unit == "week" and m.shift is not None)  # "for much of the week", "the previous week's low" name none
    ]
    if unit == "month" and named and named[-1][1].precision in {"quarter", "span"}:
        last = Period.unit("month", named[-1][1].last)  # "in the quarter through November ... in the month"
        named.append((named[-1][0], last))
    found: Period | None = None
    published = story.document.published_at or dt.date.max
    nearest = -1
    for start, period in named[::-1]:
        if period.precision != unit and not (unit == "week" and (period.last - period.first).days == _TO_ITS_END):
            continue
        if unit == "week" and period.first > published:
            continue  # "is likely to weigh on trade next week. Silver was down 3% for the week"
        if found is None:
            found, nearest = period, start
            if start >= story.sentence.start:
                return found
        elif _SENTENCE_END in story.text[start:nearest] or "\n" in story.text[start:nearest]:
            break
        elif found.last < period.last < published:
            found = period
    return found


#: Days within which a day that was named is one of the news.
_DAYS_OF_NEWS = 7
#: Days before a quarter's or half's end after which what it comes to may be told.
_NEAR_END = 35


def _over_by_now(draft: Draft, item: Item, period: Period | None) -> Period | None:
    """The last quarter or half of a name that is over, where what is told as fact names none of its own year and the calendar's
    has hardly begun: "grew 0.4 percent in the first quarter", written in February."""
    mention, published = item.data, draft.story.document.published_at
    if period is None or published is None or mention.origin != "partial" or mention.bare not in {"quarter", "half"}:
        return period
    if (period.last - published).days < _NEAR_END or draft.metric.code in SURVEYS or period.precision != mention.bare:
        return period
    told = draft.scene.last("when")
    if told is not None and told.period is not None and published <= told.period.last < period.first:
        return period  # "could run at 3.7 percent in the first half, before easing to 3.3 percent in the second"
    quantity = draft.items[draft.at].data
    status, _ = status_and_cue(draft.story, draft.scene, draft.at, quantity, None, draft.metric.code)
    return period.shift(years=-1) if status == "actual" else period


def _day_before(draft: Draft, item: Item, period: Period | None) -> Period | None:
    """The day of the news a year or a month earlier, for a quote that is dated by no more: "A year ago it fetched 153 yen"."""
    shift, published = item.data.shift, draft.story.document.published_at
    if published is None or shift is None or shift.unit != "period" or not shift.steps or shift.to_year is not None:
        return None
    if draft.measure != "level" or not is_daily(draft.metric.data) or draft.metric.code == "policy_rate":
        return None
    return shift.apply(Period.day(published)) if period is not None and period.precision == "year" else None


def _next_day(draft: Draft, item: Item, period: Period | None) -> Period | None:
    """The day before or behind the one of the news, where the text counts in longer times: "A day earlier the bank cut its rate"."""
    shift, published = item.data.shift, draft.story.document.published_at
    if shift is None or published is None or not shift.days or period is None:
        return None
    if not item.low.endswith(("day earlier", "day before", "day later", "day after")):
        return None
    days = [m.period for m in draft.story.mentions.periods if m.start < item.start and m.period is not None]
    told = next((day for day in days[::-1] if day.precision == "day" and day.last <= published), None)
    near = told is not None and (published - told.last).days <= _DAYS_OF_NEWS
    return Period.day(told.last if told is not None and near else published).shift(days=shift.days)


def of_item(draft: Draft, item: Item, base: Period | None) -> When:
    """The period of the time that belongs to a number, moved to what a change led to, else closed at its open end."""
    held, again = draft.state.period, draft.scene.when
    if again is not None and again.start == item.start and item.data.shift is not None and item.data.shift.steps:
        return again  # of the number before: "In the previous year they had gained 18 and 19 percent, respectively"
    compares = draft.clause.link == "compare" and base is not None  # "compared with a profit of $410m a year before"
    goes_on = base is not None and item.low.endswith(
        (" later", "year after")
    )  # "12 percent by end-2015 and 8 percent a year later"
    base = held.value if held is not None and not compares and not goes_on else base
    quoted = draft.scene.parent.when if draft.scene.parent is not None and is_daily(draft.metric.data) else None
    if quoted is not None and quoted.period is not None and quoted.period.precision == "day":
        base = quoted.period  # "a krona at 10.6 to the euro, which compares with 11.3 a year before"
    if base is not None and base.precision == "month" and draft.metric.code in RESULTS:
        told = [span_of(fact) for fact in draft.story.facts[-_RECENT:] if fact.metric in RESULTS]
        base = next((p for p in told[::-1] if p is not None and p.months > 2), base)  # "lost $160m the year before"
    if (one_before := of_period_before(item, base)) is not None:
        return one_before
    found = resolved(draft.story, item, base)
    if draft.metric.code in COUNTED_WEEKLY and item.low in {"the week", "the past week"}:
        return found._replace(period=_week_over(draft.story, found.period))
    if (day := _day_before(draft, item, found.period) or _next_day(draft, item, found.period)) is not None:
        return found._replace(period=day)
    if draft.metric.code == "tariff_rate" and (day := in_force_from(draft, item, found.period)) is not None:
        return found._replace(period=day)
    at = draft.items.index(item)
    found = found._replace(period=_over_by_now(draft, item, found.period))
    moved = _moved_to(draft, found.period, at) or _with_next(draft, found.period, at)
    return found._replace(period=moved) if moved is not None else closed(draft, found, item)


def of_period_before(item: Item, base: Period | None) -> When | None:
    """The period as long as the one told of right before it: "easing from growth of 2.4 percent in the previous period"."""
    if base is None or base.precision == "day" or " ".join(item.low.split()[-2:]) not in _PERIODS_BEFORE:
        return None
    return When(base.shift(months=-base.months), item.start, item.end, shifted=True)


def _week_over(story: Story, week: Period | None) -> Period | None:
    """The last week that is over, which offices count, where none was told before: "its data for the week showed a 400,000-barrel
    increase in crude stocks"."""
    published = story.document.published_at
    if published is None or (week is not None and week.last < published):
        return week
    under_way = Period.unit("week", published)
    return under_way if published.weekday() >= _SATURDAY else under_way.shift(days=-_WEEK)


def _with_next(draft: Draft, period: Period | None, at: int) -> Period | None:
    """The span of two months, quarters or years in a row that an amount behind which both stand is of: "9 million barrels in
    July and August"."""
    behind = draft.items[at + 1 : at + 4]
    if period is None or period.precision not in {"month", "quarter", "year"} or draft.measure != "level":
        return None
    if at < draft.at or [item.kind for item in behind[:2]] != ["J", "T"] or draft.items[at - 1].low in {"both", "each"}:
        return None
    following = behind[1].data.period
    if (
        following is None
        or following != period.shift(months=period.months)
        or draft.metric.data.get("nature") != "flow"
    ):
        return None
    return Period.span(period.first, following.last)


def _moved_to(draft: Draft, period: Period | None, at: int) -> Period | None:
    """The later of two months, quarters or years in a row that a change leads from and to: "rose 0.1% from April to May"."""
    items, metric = draft.items, draft.metric
    if period is None or not at or items[at - 1].low not in {"from", "between"} or period.precision == "day":
        return None
    changes = (draft.reading.measure or "").startswith("change") or metric.growth
    changes = changes or metric.data.get("nature") in {"rate", "index"} or draft.reading.rule == "to"
    unit = {2: "month", 6: "quarter" if "quarter" in items[at].low else "", 24: "year"}.get(period.months)
    joins = {"to", "and"} & set(items[at].low.replace("-", " ").split())
    if not changes or not unit or not joins:
        return None
    return Period.unit(unit, period.last)


def closed(draft: Draft, when: When, item: Item) -> When:
    """A period that is open at one end, closed: "since January" and "so far this year" end with the last data, "cumulative" begins with the year."""
    period, mention, at = when.period, item.data, draft.at
    if period is None:
        return when
    published, lead = draft.story.document.published_at, draft.state.lead_period
    if (coming := _from_coming_month(draft, period, item, published)) is not None:
        return when._replace(period=coming)
    last = lead.value.last if lead is not None and not is_daily(draft.metric.data) else published
    if last is not None and not is_daily(draft.metric.data) and (newer := _newer_data(draft, last)) is not None:
        last = newer
    early = mention.role == "since" and last is not None and last <= period.last
    if published is not None and last is not None and (last > published or early):
        last = published
    text = mention.text.lower()
    dated = " year" in text or text[-4:].isdigit()
    if (
        mention.role == "until"
        and period.precision in {"month", "quarter"}
        and (dated or _adds_up(draft, item, period))
    ):
        return when._replace(period=_from_january(period))
    if is_running_total(draft, item, published):
        return when._replace(period=_from_january(period))
    closed = " to " in text or " through " in text  # "from April to June"
    if mention.role == "since" and mention.shift is None and not closed and last is not None and last > period.last:
        reached = draft.reading.rule == "to" and draft.measure == "level" and is_daily(draft.metric.data)
        if reached and published is not None:
            return when._replace(period=Period.day(published))  # "has raised its rate by 3 points to 5.25% since June"
        if period.precision == "month":
            last = Period.unit("month", last).last  # "since June last year": told to the month
        return when._replace(period=Period.span(period.first, last))
    if mention.open_end and last is not None and period.first < last < period.last:
        return when._replace(period=Period.span(period.first, last))
    before = draft.items[max(0, at - 6) : at]
    if period.precision == "day" and any(x.low in {"cumulative", "cumulatively"} for x in before):
        return when._replace(period=_from_january(period))
    return when


def _newer_data(draft: Draft, last: dt.date) -> dt.date | None:
    """The end of the month behind that of the lead for which the same was told right before: "Inflation slowed to 12.3 percent in August; since
    the start of the year prices have gone up 7.6 percent", in a report on the first half."""
    published = draft.story.document.published_at
    alike = (fact for fact in draft.story.facts[-_RECENT:] if fact.metric == draft.metric.code)
    months = (span.last for span in map(span_of, alike) if span is not None and span.precision == "month")
    return max((end for end in months if published is not None and last < end <= published), default=None)


def _from_coming_month(draft: Draft, period: Period, item: Item, published: dt.date | None) -> Period | None:
    """The next month of a name, from which on something planned holds: "agreed to cut its output target by 100,000 barrels a day
    from November", written in October."""
    bare = period.precision == "month" and item.data.origin == "partial"
    if not bare or published is None or period.last > published:
        return None
    at = draft.items.index(item) if item in draft.items else 0
    starts = any(x.low in words("starting") for x in draft.items[max(0, at - 2) : at])  # "starting in November"
    if not starts and not (item.data.role == "since" and draft.story.text.startswith("from ", item.start - 5)):
        return None
    status, _ = status_and_cue(draft.story, draft.scene, draft.at, draft.items[draft.at].data, None, draft.metric.code)
    resolved_on = any(
        a.low in words("resolving") and any(b.low == "to" for b in draft.items[i + 1 : i + 4])
        for i, a in enumerate(draft.items[: draft.at])
    )
    return period.shift(years=1) if resolved_on or status in {"target", "forecast"} else None


def _adds_up(draft: Draft, item: Item, period: Period) -> bool:
    """Whether what was traded, made or sold is told "through October", and so from the beginning of the year: of a month or quarter that is over."""
    published = draft.story.document.published_at
    if item.data.origin != "partial" or draft.metric.data.get("nature") != "flow" or not item.data.bare:
        return False
    through = draft.story.text.endswith(("through ", "until "), 0, item.start)
    return through and published is not None and period.last <= published


def _from_january(period: Period) -> Period:
    """The stretch from the beginning of a period's year to its end."""
    return Period.span(period.first.replace(month=1, day=1), period.last)
