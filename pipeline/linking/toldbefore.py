"""Told before: the period of the numbers told right before, for the next one of their kind: yards' orders of a year, prices of a month."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.linking.clause import is_its
from pipeline.linking.draft import Draft
from pipeline.linking.metric import PRICES, TRADED
from pipeline.linking.only import only
from pipeline.linking.overnight import session_set_against
from pipeline.linking.period import When, is_average, span_of
from pipeline.linking.subject import FLOWS
from pipeline.periods.period import Period
from pipeline.vocabulary import entries

#: So many facts back is right before.
_BACK = 6
#: Days between the ends of a week.
WEEK = 6
#: So many facts one sentence tells at most.
_ROW = 8


def is_averaged(draft: Draft) -> bool:
    """Whether a quote is the average of a longer time; bids' average at an auction is of its day: "the average yield was 5.74 percent"."""
    return is_average(draft.items, draft.at) and draft.metric.code != "bond_yield"


#: How it is told by when job cuts will be over, within so many characters behind their sentence, and the words between.
_DONE_BY = re.compile(
    r"\b(?:cuts|cutbacks|reductions|redundancies|layoffs|lay-offs|job losses|departures)\b[^.\n]{0,40}\b(?:completed|made|done"
    r"|carried out|implemented|finished|phased in|spread|take (?:place|effect)|over)\b(?: by| until| over| before| through)?"
)
_NEXT, _LED = 240, 24
#: What is planned as a whole, and then in its parts.
_PLANNED = {"layoffs", "capex"}


def time_of_plan(draft: Draft) -> When | None:
    """The time of the plan told before, for a part of it: "will cut 3,700 jobs this year. Some 1,800 will go in Asia"; else the one by
    which the next sentences say that it is to be done."""
    if draft.metric.code not in _PLANNED:
        return None
    return _time_of_whole(draft) or _told_behind(draft)


def time_of_part_cut(draft: Draft) -> When | None:
    """The time at which a part of a staff goes, told behind the whole: "will cut 600 of its 9,000 jobs by the end of 2031", "cut 600 of
    its 9,000 jobs in May"."""
    items, at, published = draft.items, draft.at, draft.story.document.published_at
    behind = items[at + 1 : at + 4]
    if draft.metric.code != "layoffs" or published is None or [item.kind for item in behind[2:]] != ["Q"]:
        return None
    if behind[0].low != "of" or not is_its(behind[1]):
        return None
    time = next((item for item in items[at + 4 :] if item.kind in {"T", "Q"}), None)
    period = time.data.period if time is not None and time.kind == "T" else None
    if time is None or period is None:
        return None
    ahead = period.last > published and time.data.role == "deadline"
    return When(Period.year(period.last.year) if ahead else period, time.start, time.end, "sentence")


def _told_behind(draft: Draft) -> When | None:
    """The time by which cuts are to be over, told behind them: "will cut 940 jobs. The cuts will be over by June 2032"."""
    story, published = draft.story, draft.story.document.published_at
    if draft.metric.code != "layoffs" or published is None:
        return None
    done = _DONE_BY.search(story.text, story.sentence.end, story.sentence.end + _NEXT)
    if done is None:
        return None
    time = next((m for m in story.mentions.periods if m.start >= done.end()), None)
    if time is None or time.period is None or time.start > done.end() + _LED or time.period.last <= published:
        return None
    return When(Period.year(time.period.last.year), time.start, time.end, "context")


def _time_of_whole(draft: Draft) -> When | None:
    """The time of a plan of which a part is told."""
    share = draft.measure == "share_pct"
    for fact in reversed(draft.story.facts[-_BACK:]):
        if (
            fact.metric != draft.metric.code
            or fact.measure != "level"
            or not (share or fact.unit == draft.quantity.unit)
        ):
            continue
        part = fact.status in {"forecast", "target"} and (share or abs(fact.value) > abs(draft.quantity.value))
        same = draft.holder is not None and fact.reporter == draft.holder.value
        whole = span_of(fact) if part and same else None
        return When(whole, how="paragraph") if whole is not None and whole.precision != "day" else None
    return None


#: Days before the news at which a tally of the year so far ends.
_RUNNING = 45


def year_of_tally(draft: Draft) -> When | None:
    """The year that is over or goes on in which others won orders, told right before what one yard did, no single deal: "Global orders
    fell 27 percent in 2025. Samsung Heavy secured $7.9 billion in orders", "won $36 billion so far this year"."""
    story, published = draft.story, draft.story.document.published_at
    if draft.metric.code != "orders" or published is None:
        return None
    if any(item.code == "say" or item.low in entries.words("deals", "nouns") for item in draft.items):
        return None
    for fact in reversed(story.facts[-_BACK:]):
        whole = span_of(fact)
        if fact.metric != "orders" or fact.status != "actual" or whole is None:
            continue
        running = whole.precision == "span" and (whole.first.month, whole.first.day) == (1, 1)
        running = running and 0 <= (published - whole.last).days < _RUNNING and fact.partner is None
        over = whole.precision == "year" and whole.last < published
        return When(whole, how="paragraph") if over or running else None
    return None


def month_of_price(draft: Draft) -> When | None:
    """The month that the price before was told of, for the next one: "DRAM cost $8.10 in November. The price of NAND rose to $5.19",
    "The won averaged 1,467 per dollar last month. Dubai crude fell to $62.05"."""
    story, held = draft.story, draft.state.metric
    told = story.facts[-1] if story.facts else None
    if told is None or held is None:
        return None
    above = draft.scene.parent if draft.scene.clause.cue == "as" and draft.measure == "change_pct" else None
    if above is not None and above.when is not None and above.fact is not None and above.fact.metric in FLOWS:
        return above.when._replace(how="sentence")  # "Chip exports climbed 43 percent as DRAM prices tripled"
    averaged = (told.metric, draft.metric.code) == ("exchange_rate", "oil_price") and "averag" in told.sentence.lower()
    averaged = averaged or (told.metric == draft.metric.code == "oil_price" and told.char_start >= story.sentence.start)
    if not averaged and (draft.metric.code != "commodity_price" or told.metric != draft.metric.code):
        return None
    if held.paragraph != story.sentence.paragraph or span_of(told) is None:
        return None
    facts = [fact for fact in story.facts[-_BACK:] if fact.sentence == told.sentence and fact.metric == told.metric]
    spans = [period for fact in facts if (period := span_of(fact)) is not None]
    last = max(spans, key=lambda period: period.last)
    return When(last, how="paragraph") if last.precision == "month" else None


#: Days from the first to the last on which markets trade in a week, and of the longest time that moves are told over in a row.
_TRADING, _YEAR = 4, 366


def span_of_moves(draft: Draft) -> When | None:
    """The week, month or quarter that is over in which the index before moved, for the next one told by a change alone: "The Nasdaq
    gained 16.8% in the first quarter. The S&P 500 added 7%"."""
    story, items, at, published = draft.story, draft.items, draft.at, draft.story.document.published_at
    told = story.facts[-1] if story.facts else None
    if draft.metric.code != "stock_index" or draft.measure != "change_pct" or told is None or published is None:
        return None
    if (told.metric, told.measure) != ("stock_index", "change_pct") or draft.reading.sign == 0:
        return None
    if "\n" in story.text[told.char_end : draft.quantity.start]:
        return None
    if any(item.kind == "U" for item in items[:at]) or any(item.kind == "Q" for item in items[at + 1 :]):
        return None  # "has gained 20 percent", "rose 0.2 percent to 4,105": of another time
    verb = draft.scene.verb
    span = span_of(told) if verb is not None and verb.code in {"up", "down"} else None
    if span is None or not _TRADING <= (span.last - span.first).days < _YEAR:
        return None
    week = (span.last - span.first).days == _TRADING
    return When(span, how="paragraph") if week or span.last <= published else None


#: Words for the stretch of time that the numbers before began and ended: "over the same period", "in that time".
_SAME_STRETCH = re.compile(
    r"\b(?:[Oo]ver|[Ii]n|[Dd]uring|[Ww]ithin) (?:the|that|this) (?:same )?(?:period|time|span|stretch)\b(?! (?:last|of|a|in)\b)"
)


def over_same_stretch(draft: Draft) -> When | None:
    """Where the numbers told before began, for an older value of the same stretch: "from 1,700 in 2015 to 4,900 in 2021. Over the same
    period the rate rose from 9.6 percent"."""
    story = draft.story
    told = story.facts[-_BACK:]
    if len(told) < 2 or _SAME_STRETCH.search(story.written) is None:
        return None
    for after, before in pairwise(reversed(told)):
        alike = (before.metric, before.reporter, before.unit) == (after.metric, after.reporter, after.unit)
        if alike and before.measure == after.measure and before.period_start != after.period_start:
            if before.period_start is None or after.period_start is None:
                return None
            first = span_of(before if before.period_start < after.period_start else after)
            return When(first, how="sentence") if first is not None and first.precision != "day" else None
    return None


def day_before_as_told(draft: Draft, base: Period) -> Period:
    """The day that the quote told before was set against, in the same paragraph: "The 10-year yield rose to 3.8% from 3.7% late Tuesday.
    The two-year yield rose to 3.6% from 3.5%"; else that of the close before."""
    told = draft.story.facts[-2] if len(draft.story.facts) > 1 else None
    begin = draft.story.text.rfind("\n", 0, draft.quantity.start)
    if told is None or told.char_start < begin or (told.metric, told.measure) != (draft.metric.code, draft.measure):
        return session_set_against(draft, base)
    day = span_of(told)
    near = day is not None and day.precision == "day" and 0 < (base.last - day.last).days <= WEEK
    return day if day is not None and near else session_set_against(draft, base)


def set_against_as_told(draft: Draft, base: Period) -> Period | None:
    """The time that the same was set against earlier in the sentence: "Steel grew 7 percent against 8.9 percent in the first quarter, and
    cement 2 percent versus 0.6 percent"."""
    story = draft.story
    row = [fact for fact in story.facts[-_ROW:] if fact.char_start >= story.sentence.start]
    for now, before in pairwise(row):
        same = (now.metric, now.measure, now.reporter, now.product) == (
            before.metric, before.measure, before.reporter, before.product,
        )  # fmt: skip
        if not same or (now.metric, now.measure) != (draft.metric.code, draft.measure):
            continue
        new, old = span_of(now), span_of(before)
        if new == base and old is not None and old.last < base.first and old.precision == base.precision:
            return old
    return None


def month_of_inflation(draft: Draft) -> Period | None:
    """The month that prices were told of last, for prices behind a quarter of something else: "Inflation slowed to 1.4 percent in October.
    Output grew 0.6 percent in the third quarter. Core inflation was 0.9 percent"."""
    period = draft.when.period
    if period is None or period.precision != "quarter" or draft.when.how == "read":
        return None
    spans = [span_of(fact) for fact in draft.story.facts[-_ROW:] if fact.metric in PRICES]
    months = [span for span in spans if span is not None and span.precision == "month" and span.last > period.last]
    return max(months, key=lambda span: span.last, default=None)


#: What offices count and firms are asked by the month, and no shorter.
_MONTHLY = PRICES | TRADED | {"pmi", "unemployment_rate", "jobs_added", "retail_sales", "industrial_production"}
#: Words of what is counted by the week after all.
_BY_WEEK = {"week", "weekly", "last week", "this week", "a week"}


@only(codes=_MONTHLY)
def month_for_week(draft: Draft) -> When | None:
    """The month before, for what is counted by the month behind a week of something else: "Jobless claims fell last week. The services index
    is put at 51.8"."""
    when, published = draft.when, draft.story.document.published_at
    if when.how == "read" or when.period is None or published is None or draft.measure not in {"level", "change_pct"}:
        return None
    if (when.period.last - when.period.first).days != WEEK or any(item.low in _BY_WEEK for item in draft.items):
        return None
    told = next((f for f in draft.story.facts[::-1] if f.metric == draft.metric.code), None)
    if told is not None and told.char_start < draft.story.sentence.start:
        return None
    if told is not None and draft.reading.old and (span := span_of(told)) is not None and span.precision == "month":
        return When(span.shift(months=-1), how="context")
    return When(Period.unit("month", published).shift(months=-1), how="context")


#: What a balance of trade is left of.
_SIDES = TRADED | {"trade_volume"}


def of_trade_before(draft: Draft) -> When | None:
    """The time of the trade that the sentence before told the amount of, for the balance that it left: "earned $7 billion from foreign
    trade in 2017. The trade deficit was $3 billion" in a report on a month."""
    story, told = draft.story, draft.story.facts[-1] if draft.story.facts else None
    if draft.metric.code != "trade_balance" or draft.measure != "level" or told is None or told.metric not in _SIDES:
        return None
    held = draft.state.metric
    if told.measure != "level" or held is None or held.sentence != story.number - 1:
        return None
    if held.paragraph != story.sentence.paragraph or draft.partners or told.partner is not None:
        return None
    return When(span_of(told), how="paragraph") if told.product is None else None


#: What is said of a forecast that no longer holds.
_EARLIER = {"previously", "earlier", "originally", "initially", "formerly"}


def foretold_before(draft: Draft) -> When | None:
    """The time of the forecast right before, for what was expected earlier: "lifted its forecast to 2 trillion yen. The carmaker
    previously expected 1.85 trillion yen"."""
    told, last = draft.story.facts[-1] if draft.story.facts else None, draft.state.metric
    if told is None or told.status != "forecast" or last is None or last.sentence != draft.story.number - 1:
        return None
    earlier = any(item.low in _EARLIER for item in draft.items[: draft.at])
    same = (told.metric, told.unit) == (draft.metric.code, draft.quantity.unit)
    return When(span_of(told), how="context") if earlier and same else None
