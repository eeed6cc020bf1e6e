"""Dating: the period of a number, from its clause and then by what it is an amount of and which list it stands in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from pipeline.linking import period as timing
from pipeline.linking.bysize import of_larger_whole, of_like_size, whole_of_part
from pipeline.linking.draft import Draft
from pipeline.linking.firstdays import by_the_week, first_days
from pipeline.linking.fiscalyear import (
    beside_fiscal,
    of_budget,
    of_rival_year,
    quarter_to_come,
    under_way,
    year_after,
    year_of_part,
    year_reported,
    year_to_end,
)  # fmt: skip
from pipeline.linking.inforce import in_force
from pipeline.linking.items import Item
from pipeline.linking.meaning import status_and_cue
from pipeline.linking.metric import PRICES
from pipeline.linking.only import Rules, only
from pipeline.linking.overnight import in_session_before
from pipeline.linking.ownyears import half_of_year_told, last_half, last_year, tells_results, year_around
from pipeline.linking.ownyeartold import last_own_year, own_year_foretold
from pipeline.linking.partsofyear import of_year_named
from pipeline.linking.period import When
from pipeline.linking.plans import are_to_go, once, part_of_economy, standing
from pipeline.linking.quotespan import over_trading_days, week_of_quote
from pipeline.linking.reading import AMOUNTS
from pipeline.linking.stocktaking import until_day
from pipeline.linking.story import about_company
from pipeline.linking.subject import FLOWS
from pipeline.linking.tallies import (
    aimed_for_year,
    brought_to,
    of_both_months,
    of_twelve_months,
    over_twelve_months,
    prices_so_far,
    quarter_at_end,
    same_months_before,
    year_behind_base,
    year_later,
    year_of_growth,
)
from pipeline.linking.toldbefore import month_for_week, month_of_inflation, time_of_part_cut, time_of_plan
from pipeline.linking.untilnow import over_stretch
from pipeline.linking.when import when_of
from pipeline.linking.yearsinturn import respective, year_of_end
from pipeline.periods.fiscal import conventions
from pipeline.periods.period import YEAR, Period
from pipeline.vocabulary import entries

#: What trade of a whole year is called.
_ANNUAL = {"annual", "full-year", "full year", "yearly"}
#: How what is counted so is called.
_ADDED_UP = ("cumulative", "accumulated", "aggregate")
#: What customs count from the beginning of a year on.
_TRADED = {"exports", "imports", "trade_balance", "trade_volume", "export_volume", "import_volume"}
#: What firms say of the month to come.
_SURVEYED = {"business_confidence", "consumer_confidence"}
#: So many facts back a time is one that the text still tells of; the days of what is no longer than a unit.
_LATELY, _WEEK, _DAYS = 12, 6, {"week": 7, "month": 31, "quarter": 92}
#: How long half a year is, and within how many days a year or quarter that is over is told of.
_HALF, _AFTER = 6, 90
#: What companies report for a quarter, and what they count in its last month.
_REPORTED = {"revenue", "net_income", "operating_profit", "pretax_profit", "eps"}
_COUNTED = {"users", "headcount", "passengers"}
#: What flows in the month at whose end stocks are counted.
_FLOWING = FLOWS | {"production_volume", "industrial_production"}
#: What offices tell at a year's rate, quarter by quarter.
_AT_A_RATE = PRICES | {
    "gdp",
    "consumption",
    "investment",
    "exports",
    "imports",
    "construction",
    "government_spending",
    "inventories",
}
#: How a sentence goes back to the first half of a company's year.
_HALFWAY = re.compile(
    r"\s*At (?:the )?(?:half[- ]?year|half[- ]?way (?:stage|point|mark)|half[- ]time|interim stage)\b"
)
#: So many items before a number the length of its report is told.
_NEAR = 6
#: What adds up until a year's end; what a company does little by little until a plan is carried out.
_ADDS_UP = FLOWS | {"production_volume", "sales_volume", "revenue"}
_DONE = {"capex", "layoffs", "jobs_added", "investment", "research_spending"}
#: What is quoted that is set by no market's days: "quoted its rice at $388 a tonne last week".
_WEEKLY = {("commodity_price", "level"), ("policy_rate", "level"), ("policy_rate", "change_pp")}
#: What a budget sets for a year, and how long that is called.
_BUDGETED, _YEARLY = {"budget", "research_spending", "government_spending"}, {"year", "fiscal_year"}
#: The month until which boards approve the dividends of the year that is over.
_APPROVED = 3


def find_period(draft: Draft) -> None:
    """The period that clause and text give the number."""
    when = when_of(draft)
    longer = when.how == "sentence" and when.period is not None and not when.period.is_as_long_as("quarter")
    inherited = longer or when.how in {"context", "document", "default"}
    half = _last_half(draft) if when.how != "read" else None
    draft.when = half or (_last_quarter(draft) or when if inherited else when)
    draft.when = _quarter_of_month(draft) or last_own_year(draft) or year_reported(draft) or draft.when
    draft.when = of_year_named(draft) or draft.when
    if draft.metric.code in _FLOWING and draft.when.start < draft.scene.start:
        draft.when = until_day(draft, draft.when)  # "Stocks at the end of November fell, with output down 5 percent"


def _quarter_of_month(draft: Draft) -> When | None:
    """The quarter for results told behind what was counted in its last month: "had 1.5 billion users in June. Profit was $5 billion"."""
    story, when, published = draft.story, draft.when, draft.story.document.published_at
    if draft.metric.code not in _REPORTED or when.how == "read" or when.period is None or published is None:
        return None
    if when.period.precision != "month" or not about_company(story) or not tells_results(story):
        return None
    quarter = Period.unit("quarter", when.period.last)
    counted = (
        story.facts and story.facts[-1].metric in _COUNTED | _REPORTED and story.facts[-1].metric != draft.metric.code
    )
    if quarter.last != when.period.last or not counted or not 0 < (published - quarter.last).days <= _AFTER:
        return None
    monthly = any(fact.metric in _REPORTED and fact.period == when.period.iso for fact in story.facts)
    return None if monthly else when._replace(period=quarter)


def _last_quarter(draft: Draft) -> When | None:
    """The quarter before the publication, where a company tells of "quarterly revenue" and the text speaks of no quarter."""
    story, lead, published = draft.story, draft.state.lead_period, draft.story.document.published_at
    if "quarterly" not in story.low:
        return None
    near = [*draft.items[: draft.at], *draft.items[draft.at + 1 : draft.at + 4]]  # "a 7% increase in quarterly sales"
    said = next((item for item in near if item.low.startswith("quarterly")), None)
    if said is None or published is None or draft.metric.code == "dividend" or not about_company(story):
        return None
    if lead is not None and lead.value.precision == "quarter":
        return When(lead.value, lead.start, lead.end, "context")
    return When(Period.unit("quarter", published).shift(quarters=-1), said.start, said.end)


def _last_half(draft: Draft) -> When | None:
    """The half-year before the publication, where a company's figure is called that of one: "half-year operating profit rose 48%"."""
    story, published = draft.story, draft.story.document.published_at
    if published is None or draft.metric.code not in _REPORTED or not about_company(story):
        return None
    near = draft.items[max(0, draft.at - _NEAR) : draft.at]
    said = next(
        (item for item in near if item.low in {"half-year", "half-yearly", "six-month"} and item.kind == "H"), None
    )
    if (opening := _HALFWAY.match(story.text, story.sentence.start)) is not None:
        return When(half_of_year_told(story) or last_half(story, published), opening.start(), opening.end())
    if said is None or draft.state.lead_period is None or draft.state.lead_period.value.is_as_long_as("half"):
        return None
    return When(last_half(story, published), said.start, said.end)


def adjust_period(draft: Draft) -> None:
    """The whole year of an annual amount, the lead's period for a part larger than the whole, the nth of a list of periods."""
    stretch = over_stretch(draft)
    for rule in _RULES.about(draft.quantity.kind, draft.metric.code, measure=draft.measure, link=draft.clause.link):
        found = rule(draft)
        if found is not None:
            draft.when = found
            break
    if draft.measure == "level" and (draft.products or draft.partners) and draft.when.how in {"context", "paragraph"}:
        draft.when = whole_of_part(draft)
    if draft.order >= 0 and len(draft.frame.products) < 2 and len(draft.frame.partners) < 2:
        draft.when = respective(draft.story, draft.scene, draft.order) or draft.when
    if draft.measure in {"change_pct", "level"} and draft.when.how not in {"read", "sentence"}:
        draft.when = _as_long_as_basis(draft) or draft.when
    if draft.measure.startswith("change_") and draft.when.period is not None:
        draft.when = year_later(draft.when, draft.when.period)
    if draft.metric.code in _SURVEYED and draft.when.period is not None:
        draft.when = _month_ahead(draft)
    if draft.metric.code in PRICES and draft.when.how != "read":
        month = month_of_inflation(draft)
        draft.when = of_twelve_months(draft) if month is None else When(month, how="context")
    if timing.is_daily(draft.metric.data):
        draft.when = in_session_before(draft) or draft.when
        if (draft.metric.code, draft.measure) not in _WEEKLY:
            draft.when = stretch or over_trading_days(week_of_quote(draft), draft.story.document.published_at)


@only(codes=_DONE | _ADDS_UP | {"headcount"})
def _until_year(draft: Draft) -> When | None:
    """The year by whose end something is to be done, which takes longer than a day: "will cut 900 jobs by the end of 2027", "is expected to
    produce 5 million tonnes by the end of the year"; not what is then made in a day."""
    period, published = draft.when.period, draft.story.document.published_at
    of_staff = draft.metric.code == "headcount" and draft.measure in {
        "share_pct",
        "level",
    }  # "the cuts are 7% of staff"
    added = draft.metric.code in _ADDS_UP and not draft.quantity.unit.endswith("/d")
    if not (draft.metric.code in _DONE or of_staff or added) or period is None or published is None:
        return None
    told = draft.story.facts[-1] if draft.story.facts else None
    if (done := time_of_part_cut(draft)) is not None:
        return done
    if draft.metric.code == "headcount" and draft.measure == "level":
        part = told is not None and (told.metric, told.measure) in {("headcount", "share_pct"), ("layoffs", "level")}
        now = part and period.last > published and told is not None and told.char_start >= draft.story.sentence.start
        return When(Period.day(published), how="document") if now else None  # "7% of a workforce of 68,500"
    if period.last == published and draft.metric.code == "layoffs" and are_to_go(draft):
        return time_of_plan(draft)
    if period.precision != "day":
        return None
    ends = period.last > published and period.last == Period.year(period.last.year).last
    said = draft.story.text[draft.when.start : draft.when.end].lower()
    return draft.when._replace(period=Period.year(period.last.year)) if ends and "end" in said else None


@only(codes=_TRADED | PRICES)
def _so_far(draft: Draft) -> When | None:
    """The months of the year until the last one told of, for trade and inflation that are called cumulative: "The cumulative surplus
    stood at $4.6 billion", "the accumulated increase for the year was 22 percent" in a report on May."""
    period, published = draft.when.period, draft.story.document.published_at
    if period is None or published is None or draft.holder is None:
        return None
    if (same := same_months_before(draft)) is not None:
        return same
    if draft.metric.code in PRICES:
        return prices_so_far(draft)
    named = next((i for i, item in enumerate(draft.items) if item.start == draft.metric.start), 0)
    said = draft.metric.name.startswith(_ADDED_UP) or any(
        x.low.startswith(_ADDED_UP) for x in draft.items[max(0, named - 2) : named]
    )
    if not said or named > draft.at:
        return None
    last, lead = period.last, draft.state.lead_period
    if period.precision == "year" and last > published and lead is not None and period.contains(lead.value):
        return draft.when._replace(period=Period.span(period.first, lead.value.last))
    if period.precision not in {"month", "day"} or last > published:
        return None
    fiscal = conventions()[0].get(draft.holder.value)
    start = fiscal.start if fiscal is not None and fiscal.scope == "all" else 1
    first = dt.date(last.year - (last.month < start), start, 1)
    return draft.when._replace(period=Period.span(first, last))


@only(codes=_BUDGETED)
def _budget_year(draft: Draft) -> When | None:
    """The year that a budget is for, where a month or day only says when it was passed: "next year's budget of 728 trillion won, passed
    earlier this month, is 8.1 percent larger"; the year of the one told before where the sentence names none."""
    when = draft.when
    if when.period is None or when.period.precision not in {"month", "day"}:
        return None
    story = draft.story
    spans = story.periods
    named = [m for m in spans if m.role == "time" and m.period is not None and m.period.precision in _YEARLY]
    if named:
        return When(named[0].period, named[0].start, named[0].end, "sentence")
    told = next((timing.span_of(f) for f in story.facts[::-1] if f.metric == "budget"), None)
    yearly = told is not None and told.precision in _YEARLY
    return When(told, how="context") if yearly and (draft.metric.code == "budget" or when.how != "read") else None


def _as_long_as_basis(draft: Draft) -> When | None:
    """The quarter, month or week told of last, for a change over the one before it that names no time where the text went on to a
    longer one: "For all of 2025, the economy grew 1 percent. Private spending gained 0.3 percent on-quarter"; for what changed so
    as well: "Sales came in at 202,900, up 27 percent year on year and 2 percent on the month"."""
    around = [*draft.items[draft.at + 1 :], *draft.items[: draft.at]]
    said = next((x for x in around if x.kind == "T" and x.code == "basis" and _is_short_step(x)), None)
    period = draft.when.period
    paced = draft.metric.code in _AT_A_RATE and any(
        item.low in {"rate", "pace"} for item in draft.items[draft.at + 1 :][:1]
    )
    if period is None or (said is None and not (paced and period.precision == "year")):
        return None
    weekly = said is not None and "week" in said.low
    # "spending grew at a 1.8% rate" in a report on a quarter
    basis = "qoq" if said is None else said.data.basis or ""
    unit = "week" if weekly else {"qoq": "quarter", "mom": "month"}.get(basis, "")
    if not unit or (period.last - period.first).days <= _DAYS[unit]:
        return None
    newest: Period | None = None
    for fact in draft.story.facts[: -_LATELY - 1 : -1]:
        told = timing.span_of(fact)
        if told is None or fact.status in {"forecast", "target"}:
            continue
        long = (told.last - told.first).days == _WEEK if weekly else told.is_as_long_as(unit)
        if long and (weekly or period.contains(told)) and (newest is None or told.last > newest.last):
            newest = told  # not the older one that it was set against
    return When(newest, how="context") if newest is not None else None


def _is_short_step(basis: Item) -> bool:
    """Whether a change is told to be one over a week, a month or a quarter."""
    return basis.data.basis in {"qoq", "mom"} or "week" in basis.low


def _month_ahead(draft: Draft) -> When:
    """The month to come that a survey of firms is for: "The index for January came to 95.4", told in December."""
    when, published = draft.when, draft.story.document.published_at
    period = when.period
    if published is None or period is None or period.precision != "month":
        return when
    if period.shift(months=12) != Period.month(published.year, published.month).shift(months=1):
        return when
    named = draft.story.text[when.start : when.end]
    return when if any(c.isdigit() for c in named) else when._replace(period=period.shift(months=12))


def _of_year(draft: Draft) -> When:
    """The year of an annual amount or a full year's change; a company's own fiscal year where it counts in one."""
    story, when, outlook = draft.story, draft.when, draft.state.outlook
    yearly = timing.tells_of_years(story.low)
    whole = yearly and timing.is_full_year(draft.items, draft.at)
    whole = whole or (about_company(story) and _names_year(draft))
    inside = when.how != "read" and when.period is not None and when.period.months < YEAR
    if yearly and not whole and inside and when.period is not None and _opens_with_year(draft):
        return when._replace(period=Period.year(when.period.last.year))
    published = story.document.published_at
    ahead = any(
        cue.kind == "status" and cue.code in {"forecast", "target"} and cue.start < draft.quantity.start
        for cue in story.cues
    )
    annual = yearly and timing.is_annual(draft.items, draft.at)
    if ahead and annual and (under_way := _year_after_told(draft)) is not None:
        return under_way
    if inside and published is not None and not ahead and of_rival_year(draft):
        return When(
            Period.year(published.year - 1), how="document"
        )  # "Its rival Brask announced a 40 percent surge in annual sales"
    if draft.quantity.kind not in AMOUNTS and not whole:
        return when
    if draft.measure == "change_abs" and draft.items[0].low == "on an annual basis":
        return when  # "On an annual basis, employment rose by 30,000" in a report on a month
    if when.period is None and published is not None and about_company(story) and annual:
        return When(year_around(story, published) if ahead else last_year(story, published), how="document")
    if draft.metric.code == "dividend" and outlook is not None and when.how != "read":
        if any(item.low in entries.words("forecasts", "foretold") for item in draft.items[: draft.at]):
            return When(outlook.value, how="document")  # "It kept its annual dividend forecast at 12 yen a share"
    if draft.metric.code == "dividend" and annual and _is_of_year_over(draft):
        assert published is not None
        lead = draft.state.lead_period
        if lead is not None and lead.value.months == YEAR and lead.value.last < published:
            return When(lead.value, how="document")
        return When(last_year(story, published), how="document")  # "bringing the annual payout to 10,000 won"
    if annual and when.how != "read" and (own_year := _around_part(draft)) is not None:
        return own_year
    of_year = timing.annual(when, draft.items, draft.at, published if ahead else None) if yearly else when
    if of_year is not when and when.period is not None and (fiscal := year_of_part(draft, when.period)) is not None:
        return when._replace(period=fiscal)
    if of_year is not when and story.year_start > 1 and about_company(story) and when.period is not None:
        day = published if ahead and published is not None else when.period.last
        company = draft.holder.value if draft.holder is not None else None
        return when._replace(period=year_around(story, day, company))
    if of_year is when or outlook is None or outlook.value.precision != "fiscal_year" or not about_company(story):
        return of_year
    own: Period = outlook.value
    while not ahead and when.period is not None and own.first > when.period.last:
        own = own.shift(years=-1)  # "full-year revenue came in at", beside a forecast of the next
    return when._replace(period=own)


def _year_after_told(draft: Draft) -> When | None:
    """The company's year under way for what it foretells of a whole year, where the one told of is over: "forecast its annual profit
    would rise 21 percent. In the year ended in March it was"."""
    story, when, published = draft.story, draft.when, draft.story.document.published_at
    if published is None or when.period is None or when.how == "read" or not about_company(story):
        return None
    if draft.metric.code == "dividend" and _is_of_year_over(draft):
        return None  # "taking the full-year payout to 6.8 pence"
    if (
        story.year_start == 1
        or when.period.months != YEAR
        or when.period.last >= published
        or when.period.first.month != story.year_start
    ):
        return None
    status, _ = status_and_cue(story, draft.scene, draft.at, draft.quantity, None, draft.metric.code)
    if when.how == "sentence" and status == "actual":
        return None  # "That would be less than in the year just ended, when full-year sales were $9 billion"
    return when._replace(period=year_around(story, published))


def _around_part(draft: Draft) -> When | None:
    """The company's year around the months that its text tells of: "in the ten months to April. It is on track for an annual profit"."""
    story, period = draft.story, draft.when.period
    if period is None or period.precision != "span" or not _HALF < period.months < YEAR or not about_company(story):
        return None
    year = year_around(story, period.last)
    return draft.when._replace(period=year) if year.first == period.first else None


def _year_to_come(draft: Draft) -> When | None:
    """The fiscal year under way for what will be: "would grow 8.5 per cent in the fiscal year to March", told in August."""
    when, published = draft.when, draft.story.document.published_at
    period = when.period
    if when.how != "read" or period is None or published is None or period.months != YEAR or period.last >= published:
        return None
    named = draft.story.text[when.start : when.end].lower()
    if "year" not in named or any(c.isdigit() for c in named) or named.startswith(("last", "the last", "the past")):
        return None
    ahead = any(item.low in {"would", "will"} for item in draft.items[: draft.at])
    following = period.shift(months=YEAR)
    return when._replace(period=following) if ahead and following.first <= published <= following.last else None


def _is_of_year_over(draft: Draft) -> bool:
    """Whether a report of the first months of a year is on the one before."""
    published, lead = draft.story.document.published_at, draft.state.lead_period
    if published is None or lead is None:
        return False
    if lead.value.months == YEAR and 0 < (published - lead.value.last).days <= _AFTER:
        return draft.when.how != "read"
    if published.month > _APPROVED:
        return False
    return lead.value.last.year == published.year - 1 and draft.when.how in {"document", "context", "default"}


def _names_year(draft: Draft) -> bool:
    """Whether the flow that changes is called annual: "Annual revenue jumped 37 percent"; not "annual sales growth of 3 percent"."""
    if draft.metric.growth or draft.metric.data.get("nature") != "flow" or not draft.metric.name.startswith("annual "):
        return False
    behind = [item for item in draft.items[: draft.at] if item.start >= draft.metric.end][:1]
    return bool(behind) and behind[0].kind not in {"N", "w"}


def _opens_with_year(draft: Draft) -> bool:
    """Whether the clause is about a country's trade of the year: "Annual exports of chips rose 22 percent to $173 billion"; not
    "annual export growth of 3 percent"."""
    at = next((i for i, item in enumerate(draft.items[: draft.at]) if item.start == draft.metric.start), -1)
    if at < 0 or draft.metric.code not in FLOWS or draft.metric.growth or draft.quantity.kind == "points":
        return False
    begin = at - 1
    while begin > 0 and draft.items[begin].kind in {"P", "w", "H", "J"}:
        begin -= 1  # "annual auto exports"
    behind = draft.items[at + 1]
    return begin >= 0 and draft.items[begin].low in _ANNUAL and (behind.kind == "V" or behind.low in {"of", "to"})


#: What makes another period of the one found, in the order that it is asked; the first answer counts.
_RULES: Rules[Callable[[Draft], When | None]] = Rules(
    of_like_size, of_larger_whole, month_for_week, _until_year, _budget_year, brought_to, aimed_for_year, quarter_at_end, in_force, under_way,
    quarter_to_come, year_to_end, year_after, of_budget, beside_fiscal, own_year_foretold, _year_to_come, _so_far, first_days, by_the_week,
    year_of_growth, year_behind_base, over_twelve_months, of_both_months, once, year_of_end, standing, part_of_economy, _of_year,
)  # fmt: skip
