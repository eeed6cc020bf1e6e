"""Lasting: the period that still holds from the sentences before when a number's own names none."""

from __future__ import annotations

import datetime as dt

from pipeline.linking.around import is_over_a_year
from pipeline.linking.compared import is_of_newest, of_old_value
from pipeline.linking.dayofquote import averaged_beside, day_of_quote, is_monthly, of_price_foreseen
from pipeline.linking.deals import DEALS
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.meaning import status_and_cue
from pipeline.linking.metric import RESULTS
from pipeline.linking.names import is_country
from pipeline.linking.ownmonth import of_own_month
from pipeline.linking.ownyears import year_around
from pipeline.linking.period import EVENTS, When, is_daily, span_of, words
from pipeline.linking.plans import are_to_go, is_actual, planned_for
from pipeline.linking.standsfor import of_change_told, of_pronoun, of_that
from pipeline.linking.state import Held, State
from pipeline.linking.stocktaking import at_end, until_day
from pipeline.linking.story import Story, about_company
from pipeline.linking.subject import FLOWS
from pipeline.linking.toldbefore import (
    foretold_before,
    is_averaged,
    month_of_price,
    of_trade_before,
    span_of_moves,
    time_of_plan,
    year_of_tally,
)
from pipeline.periods.period import YEAR, Period

#: Periods of results, which order intake and spending share; what else a company does happens on the day of the news.
_REPORTED = {"quarter", "half", "month", "fiscal_year"}
#: What companies report for the quarters of their own years as well.
_OF_QUARTERS = {"orders", "capex", "share_buyback"}
#: So many characters has a line above the first paragraph at most.
_DATELINE = 40
#: Days after which a month named in passing is no month that orders are reported for.
_RECENT = 70
#: What is done on the day of the news, whatever time later sentences speak of.
_SUDDEN = DEALS | {"layoffs", "funding", "bond_issuance", "share_buyback", "fine"}
#: What companies and institutes assume for the year of a forecast.
_ASSUMED = {"exchange_rate", "oil_price", "commodity_price"}
#: What is set for a time to come, and told of as fact.
_PLANNED = {"budget", "government_spending", "tax_revenue", "budget_balance", "tariff_rate", "tax_rate", "minimum_wage"}
#: Characters before a cue in which its auxiliary stands.
_BEFORE_CUE = 24
#: Sentences after which a part of the lead's period that none has spoken of any more is over.
_ASIDE = 2
#: What a new value is later than the old one, in months.
_STEPS = {"month": 1, "quarter": 3, "year": 12}


def lasting(draft: Draft) -> When:
    """The day of a quote, else the period of the paragraph or of headline and lead, moved on where an older value is dated."""
    published = draft.story.document.published_at
    if draft.metric.code == "headcount" and published is not None:
        # "The group employs 58,200 people, up 5 percent", "will cut 4 percent of its staff"
        return When(Period.day(published), -1, -1, "document")
    if draft.metric.code in _ASSUMED and (assumed := _assumed(draft)) is not None:
        return assumed
    if is_daily(draft.metric.data) and not is_averaged(draft) and not is_monthly(draft):
        earlier = month_of_price(draft) or (None if is_over_a_year(draft) else span_of_moves(draft))
        return averaged_beside(draft) or earlier or of_price_foreseen(draft) or day_of_quote(draft) or _of_text(draft)
    when = at_end(draft, _not_over(draft, _not_to_come(draft, until_day(draft, _of_text(draft)))))
    return of_own_month(draft, _after_basis(_later_than_old(draft, when), draft.items))


def _not_over(draft: Draft, when: When) -> When:
    """What somebody foretells now is of the year under way, or of the time looked to before, where the period spoken of is
    over: "Sales rose in the third quarter. They should reach $5 billion"."""
    published, looked = draft.story.document.published_at, draft.state.looked_to
    if (told := foretold_before(draft)) is not None:
        return told
    if when.period is None and published is not None and draft.metric.code == "production_volume":
        status, _ = status_and_cue(draft.story, draft.scene, draft.at, draft.quantity, None, draft.metric.code)
        if status == "forecast":
            return When(Period.year(published.year), how="default")  # "The wheat crop may fall 11 percent"
    if when.period is None or published is None or when.period.last >= published or not _foretells_now(draft):
        return when
    if looked is not None and looked.value.last >= published:
        return When(looked.value, looked.start, looked.end, "context")
    story = draft.story
    return When(year_around(story, published) if about_company(story) else Period.year(published.year), how="context")


def _foretells_now(draft: Draft) -> bool:
    """Whether a number is foretold by the present tense, or is a forecast that is changed now; analysts foretell what is reported as well."""
    story, items = draft.story, draft.items[: draft.at]
    if draft.clause.link == "compare" or draft.reading.old or draft.metric.data.get("code") in EVENTS:
        return False
    status, cue = status_and_cue(story, draft.scene, draft.at, draft.quantity, None, draft.metric.code)
    if status not in {"forecast", "target"} or cue is None:
        return False
    before = story.text[max(story.sentence.start, cue.start - _BEFORE_CUE) : cue.start].lower().split()
    said = story.text[cue.start : cue.end].lower().split()[0]
    behind = [item for item in items if item.start >= cue.end]
    if any(item.low == "have" or (item.kind == "V" and item.form == "past") for item in behind):
        return False  # "is estimated to have earned"
    if words("pollees").intersection([*before[-1:], *(item.low for item in items)]):
        return False
    changed = any(item.kind == "V" and item.code in {"raise", "lower"} for item in items)
    if changed and said in words("foresight") | words("targets"):
        return not {"its", "their", "his", "her"}.isdisjoint(before[-4:])
    return said in words("foretelling") or before[-1:] in (["is"], ["are"])


def _not_to_come(draft: Draft, when: When) -> When:
    """What is told as fact is of the month of the news where the period spoken of is to come: "It will supply gas from 2029.
    India imports 70 percent of its oil"."""
    published, data = draft.story.document.published_at, draft.metric.data
    if when.period is None or published is None or when.period.first <= published or not is_actual(draft):
        return when
    planned = data.get("nature") == "index" or data.get("code") in _PLANNED
    if planned or any(item.kind == "V" and item.form == "base" for item in draft.items[: draft.at]):
        return when
    return When(Period.unit("month", published), how="document")


def _assumed(draft: Draft) -> When | None:
    """The year that a company's forecast is for when it says which rates it assumes."""
    before = draft.items[: draft.at]
    if not any(item.low.startswith("assum") for item in [*draft.clause.before, *before]):
        return None
    held = draft.state.outlook or draft.state.looked_to
    return When(held.value, held.start, held.end, "context") if held is not None else None


def _of_text(draft: Draft) -> When:
    """The period that goes on holding in the paragraph or in a breakdown, else that of headline and lead.

    What is told as fact does not take the period of a forecast that is not over where headline and lead have one that is.
    A company's deal told before any period is none of that period, but of the day of the news.
    """
    state, published = draft.state, draft.story.document.published_at
    held, lead, behind = state.period, state.lead_period, state.background
    if (planned := planned_for(draft, held)) is not None:
        return planned
    if (same := of_pronoun(draft) or of_that(draft) or of_change_told(draft) or of_trade_before(draft)) is not None:
        return same
    if behind is not None and behind.paragraph == draft.story.sentence.paragraph:
        return When(behind.value, behind.start, behind.end, "paragraph")
    if (same := _foretold_beside(draft)) is not None:
        return same
    if (above := _of_heading(state)) is not None:
        return When(above.value, above.start, above.end, "context")
    if lead is not None and held is not None and published is not None and state.ahead:
        if held.value.last > published >= lead.value.last and is_actual(draft):
            return When(lead.value, lead.start, lead.end, "context")
    aside = held is not None and draft.story.number - held.sentence > _ASIDE and _is_part(draft, held)
    aside = aside or _is_of_stock(draft, held) or _is_of_another_good(draft, held)
    if _is_behind_forecast(draft, held):
        return When(state.last_period, how="paragraph")
    if held is not None and (
        (held.paragraph == draft.story.sentence.paragraph and not aside)
        or (
            not (state.ahead and lead is not None)
            and (_is_breakdown(draft, held) or _is_trade_going_on(draft, held))
            and not _is_of_another_good(draft, held)
        )
    ):
        return When(held.value, held.start, held.end, "paragraph")
    if _opens_breakdown(draft) and state.last_period is not None:
        return When(state.last_period, how="paragraph")
    if _is_report_going_on(draft):
        return When(state.last_period, how="paragraph")
    if _is_pledged(draft):
        return When(None, how="default")
    if held is not None and lead is not None and _is_monthly_too(draft, held, lead):
        return When(held.value, held.start, held.end, "context")
    held = lead if lead is not None else held
    of_company = state.subject_is_company or (state.topic is not None and not state.topic_is_country)
    event = draft.metric.data.get("code") in EVENTS and of_company
    if draft.metric.code == "acquisition_value" and published is not None and state.topic_is_country:
        if draft.holder is not None and not is_country(draft.holder.value) and is_actual(draft):
            return When(Period.day(published), -1, -1, "document")  # "Torvik agreed to buy X" behind a country's data
    if event and (tally := year_of_tally(draft) if is_actual(draft) else time_of_plan(draft)) is not None:
        return tally
    if event and published is not None and not _is_reported(draft, held, published):
        return When(Period.day(published), -1, -1, "document")
    if held is not None:
        return When(held.value, held.start, held.end, "context")
    return When(None, how="default")


#: What a country's statisticians count every month.
_MONTHLY = {
    "unemployment_rate",
    "retail_sales",
    "industrial_production",
    "consumer_prices",
    "core_consumer_prices",
    "producer_prices",
}
#: Days before the news by which the figures of a month are new.
_NEW = 75


def _is_monthly_too(draft: Draft, held: Held, lead: Held) -> bool:
    """Whether what is counted every month goes on in the month that the paragraph before told of, behind a lead on a longer time: "Growth was
    5 percent in the first half. Retail sales rose in July.\\n\\nUnemployment edged up to 5.2 percent"."""
    published = draft.story.document.published_at
    if (
        draft.metric.code not in _MONTHLY
        or published is None
        or held.value.precision != "month"
        or not is_actual(draft)
    ):
        return False
    if draft.story.sentence.paragraph - held.paragraph != 1 or not draft.state.topic_is_country:
        return False
    longer = lead.value.precision in {"year", "half", "quarter"}
    return longer and 0 <= (published - held.value.last).days <= _NEW and held.value.last >= lead.value.first


def _is_pledged(draft: Draft) -> bool:
    """Whether a country's investment is only agreed on or promised, so that it is of none of the times that the text tells of:
    "South Korea agreed to invest $350 billion in the United States"."""
    if draft.metric.code != "investment" or draft.measure != "level" or draft.quantity.kind != "money":
        return False
    if draft.holder is None or not is_country(draft.holder.value):
        return False
    said = draft.story.low
    return any(word in said for word in words("pledges"))


def _foretold_beside(draft: Draft) -> When | None:
    """The quarter that another's results have just been foretold for: "SK hynix is projected to earn 16.4 trillion won in the fourth
    quarter. Samsung's chip division is seen earning 15 trillion won"."""
    held, story = draft.state.looked_to, draft.story
    if held is None or draft.metric.code not in RESULTS or not about_company(story) or is_actual(draft):
        return None
    near = held.paragraph == story.sentence.paragraph and story.number - held.sentence <= 1
    quarter = near and held.value.precision == "quarter"
    return When(held.value, held.start, held.end, "paragraph") if quarter else None


def _is_behind_forecast(draft: Draft, held: Held | None) -> bool:
    """Whether what is told as fact goes on with a month or quarter that is over, told since the forecast that holds on: "Inflation
    may reach 2.3 percent next year. Fuel jumped 5.9 percent in November. Rice was up 18.6 percent"."""
    published, last = draft.story.document.published_at, draft.state.last_period
    if held is None or last is None or published is None or not draft.state.ahead:
        return False
    recent = draft.state.metric is not None and draft.story.number - draft.state.metric.sentence <= 1
    return held.value.first > published >= last.last and recent and is_actual(draft)


def _is_of_stock(draft: Draft, held: Held | None) -> bool:
    """Whether the last period is only the day at which a stock stood, in a company's report on a longer time: "Debt ended March at
    $64 billion. Output averaged 2.2 million barrels"."""
    lead, data = draft.state.lead_period, draft.metric.data
    if held is None or lead is None or held.value.precision != "day" or lead.value.precision == "day":
        return False
    flow = data.get("nature") == "flow" and data.get("code") not in EVENTS
    return flow and about_company(draft.story) and lead.value.contains(held.value)


def _of_heading(state: State) -> Held | None:
    """The period of the list that a number stands in, else of its section where no number has told another since."""
    held, section = state.period, state.section_period
    if state.list_period is not None:
        return state.list_period
    if section is None or (held is not None and held.sentence >= section.sentence and held.value != section.value):
        return None
    return section


def _is_breakdown(draft: Draft, held: Held) -> bool:
    """Whether a number goes on with a country's list of products or partners of one metric."""
    state, frame, metric = draft.state, draft.frame, draft.metric
    if not state.listing or about_company(draft.story) or not (frame.products or frame.partners):
        return False
    lead = state.lead_period
    over = lead is not None and held.value.last < lead.value.first
    if held.paragraph != draft.story.sentence.paragraph and (
        over or _is_part(draft, held) or (_is_running(draft, held) and state.last_period != held.value)
    ):
        return False  # the list is of the time that was told since: "over 2025 loans rose. In December those to firms fell"
    topic = {product.label for product in state.topic_products}
    if _is_running(draft, held) and not state.partners and {product.label for product in state.products} <= topic:
        return False  # the topic's own running total: no list has begun
    return not frame.fresh or metric.weak or (state.metric is not None and metric.code == state.metric.value.code)


def _is_running(draft: Draft, held: Held) -> bool:
    """Whether a period is a longer one beside that of headline and lead: "Over the first half the total came to" in a report on June."""
    lead = draft.state.lead_period
    return lead is not None and lead.value != held.value and held.value.contains(lead.value)


def _is_part(draft: Draft, held: Held) -> bool:
    """Whether a period is a part of that of headline and lead which the next paragraph leaves: a month in a report on the year,
    told of neither in the first paragraph nor in two."""
    story, lead = draft.story, draft.state.lead_period
    if lead is None or lead.value == held.value or not lead.value.contains(held.value):
        return False
    if is_latest(story, held.value):
        return False
    span = (held.value.first, held.value.last)
    told = [f.char_start for f in story.facts if (f.period_start, f.period_end) == span] or [held.start]
    opens = "\n" not in story.text[story.document.headline_end : told[0]].strip()
    return not opens and "\n" not in story.text[told[0] : told[-1]]


def _is_of_another_good(draft: Draft, held: Held | None) -> bool:
    """Whether a period is a part of that of headline and lead in which one good alone was told of that is told of for all of it as well:
    "Soybean imports hit 95 million tonnes in 2017. In December they were 9.6 million. Crude imports rose 10 percent"."""
    story, lead = draft.story, draft.state.lead_period
    if held is None or lead is None or draft.metric.code not in FLOWS or not draft.products or not story.facts:
        return False
    if lead.value == held.value or lead.value.months <= held.value.months or not lead.value.contains(held.value):
        return False
    told = [f for f in story.facts if (f.period_start, f.period_end) == (held.value.first, held.value.last)]
    goods = {f.product for f in story.facts if told and f.sentence == told[-1].sentence}
    whole = {f.product for f in story.facts if span_of(f) == lead.value}
    return (
        len(goods) == 1 and None not in goods and goods <= whole and goods.isdisjoint(p.label for p in draft.products)
    )


def is_latest(story: Story, period: Period | None) -> bool:
    """Whether a month is the last of the months so far that headline and lead speak of, and named there as well: the report is on
    both ("a surplus of $1 trillion in the first eleven months, as exports rebounded in November")."""
    lead = story.state.lead_period
    if period is None or lead is None or (period.precision, lead.value.precision) != ("month", "span"):
        return False
    named = next((m for m in story.mentions.periods if m.period == period), None)
    if named is None or period.last != lead.value.last:
        return False
    above = story.text[story.document.headline_end : named.start].split("\n")[:-1]
    return all(len(line) < _DATELINE for line in above)


def _is_trade_going_on(draft: Draft, held: Held) -> bool:
    """Whether the last period holds on in the next paragraph of a report on trade: not a running total, not a forecast's."""
    data, published = draft.metric.data, draft.story.document.published_at
    if data.get("code") not in FLOWS or data.get("home") == "company" or draft.state.subject_is_company:
        return False
    if held.value.precision == "span" or _is_running(draft, held) or _is_part(draft, held):
        return False
    lead = draft.state.lead_period
    if lead is not None and held.value.last < lead.value.first and held.paragraph != draft.story.sentence.paragraph:
        return False  # "Jute exports totalled $882 million in fiscal 2019-20", behind the months of the next year
    return published is None or held.value.first <= published


def _opens_breakdown(draft: Draft) -> bool:
    """Whether a company's orders are told of by kind right behind their total: "By type, it has won orders for 72 container ships"."""
    items, metric, story = draft.items, draft.state.metric, draft.story
    code = draft.metric.data.get("code")
    if code not in EVENTS or metric is None or metric.value.code != draft.metric.code:
        return False
    return story.number - metric.sentence <= 1 and items[0].low == "by" and any(x.kind == "," for x in items[1:5])


def _is_report_going_on(draft: Draft) -> bool:
    """Whether a company's report goes on about the results of the sentence before, so that their part of the year holds on; what was
    earned is of no quarter under way: "It forecast revenue of $13 billion for the current quarter. Its chip arm had revenue of $8 billion"."""
    state, metric, story = draft.state, draft.metric, draft.story
    last, period, lead = state.metric, state.last_period, state.lead_period
    if last is None or period is None or not about_company(story) or story.number - last.sentence > 1:
        return False
    published = story.document.published_at
    if lead is not None and published is not None and period.last >= published > lead.value.last and is_actual(draft):
        return False
    alike = last.value.code == metric.code or {last.value.code, metric.code} <= RESULTS
    if period.precision == "year" and lead is not None and period.contains(lead.value):
        # "swung to a second-half loss. Net profit for 2008 fell to 599 million euros. Sales slid 7 percent"
        return alike and all(span_of(fact) != lead.value for fact in story.facts)
    if metric.data.get("home") == "country" or period.precision not in {"quarter", "span", "half"}:
        return False
    if lead is not None and lead.value.months == YEAR and lead.value.contains(period):
        return alike and last.paragraph == story.sentence.paragraph  # a new paragraph returns to the year reported on
    return alike and (lead is None or (not period.contains(lead.value) and period.last >= lead.value.last))


def _is_reported(draft: Draft, held: Held | None, published: dt.date) -> bool:
    """Whether a period is one of results that a company's orders and spending share."""
    if draft.metric.name.startswith(("net orders", "gross orders", "total orders")) and held is not None:
        return held.value.last <= published
    if draft.metric.code == "layoffs" and are_to_go(draft):
        return False  # "said it would cut 1,200 jobs" in a report on the quarter that is over
    taken_in = draft.metric.name in words("order_intake") and held is not None and held.value.months == YEAR
    if held is None or held.value.first > published or not (taken_in or _is_of_report(held.value, draft.metric.code)):
        return False
    if held.value.precision == "month" and (published - held.value.last).days >= _RECENT:
        return False
    return not (draft.metric.data.get("code") in _SUDDEN and 0 <= draft.quantity.start < held.start)


def _is_of_report(period: Period, code: str) -> bool:
    """Whether a period is as long as those that companies report on: a quarter or half of any year; a year for a dividend."""
    if period.precision in _REPORTED:
        return True
    lengths = {3, 6, 9, 12} if code == "dividend" else {3, 6} if code in _OF_QUARTERS else set()
    return period.months in lengths and period.precision in {"span", "year"}


def _later_than_old(draft: Draft, when: When) -> When:
    """A new value's period when only the old one is dated: "rose to 51.6 from 26.0 in February" is March's."""
    items, of_stock = draft.items, draft.metric.data.get("nature") == "stock"
    behind = draft.story.scene_behind(draft.scene)
    if behind is not None and behind.clause.items[0].low == "following" and all(item.kind != "T" for item in items):
        items = [*items, *behind.clause.items]  # "fell to 91.7, following a revised reading of 93.4 in April"
    for i, item in enumerate(items):
        shift = item.data.shift if item.kind == "T" and of_old_value(items, i) else None
        if shift is not None and shift.steps and shift.unit == "quarter" and when.period is not None:
            if when.period.precision == "month":  # "rose to 5.2% from 5% in the quarter before"
                return when._replace(period=Period.unit("quarter", when.period.last))
        found = item.data.period if item.kind == "T" and of_old_value(items, i) else None
        if found is not None and item.data.shift is None and (found.precision, found.months) == ("span", 2):
            return When(Period.unit("month", found.last).shift(months=1), item.start, item.end, "sentence")
        step = _STEPS.get(found.precision) if found is not None and item.data.shift is None else None
        if found is None or step is None:
            continue
        if is_of_newest(draft, found) or draft.metric.code == "tariff_rate":
            return When(found, item.start, item.end, "sentence")
        if step == 12 and when.period is not None and not of_stock and _is_part_of_next(when.period, found, item):
            return when  # "made up 13% of sales, up from 8% last year", in a report on a quarter
        if when.period is not None and when.period.first > found.first and when.period.precision == found.precision:
            return when
        if of_stock and step == 1 and about_company(draft.story) and when.period is not None:
            if when.period.last > found.last:
                return when  # "Debt rose to $6 billion from $4 billion in December", in a report on nine months
        return When(found.shift(months=step), item.start, item.end, "sentence")
    return when


def _is_part_of_next(period: Period, older: Period, time: Item) -> bool:
    """Whether a period is a part of the year behind the one that "last year" names: what is set against it is that part's."""
    part = period.precision in {"month", "quarter", "half", "span"} and period.last.year == older.last.year + 1
    return part and time.low == "last year"


def _after_basis(when: When, items: list[Item]) -> When:
    """The month behind the one that a change is compared with, where the text speaks of a longer span: "dipped 0.3 percent from July"."""
    for item in items:
        if item.kind != "T" or item.code != "basis" or item.data.period is None or item.data.basis != "mom":
            continue
        period = item.data.period
        if period.precision == "month" and when.period is not None and when.period.precision != "month":
            after = period.shift(months=1)
            if when.period.contains(after):
                return When(after, item.start, item.end, "sentence")
    return when
