"""Compared: the period of an earlier value that a number is compared with."""

from __future__ import annotations

from itertools import pairwise

from pipeline.fact import Fact
from pipeline.linking.anew import (
    aimed_from,
    is_earlier_forecast,
    is_forecast_beside,
    is_revised,
    is_told_anew,
    revised_period,
)
from pipeline.linking.companies import compared_company
from pipeline.linking.draft import Draft
from pipeline.linking.expectedbehind import expected_behind
from pipeline.linking.foreseenbeside import newest_told
from pipeline.linking.items import Item
from pipeline.linking.metric import FISCAL, PRICES, PROFITS, WAYS
from pipeline.linking.period import When, span_of, words
from pipeline.linking.resolve import of_period_before, resolved
from pipeline.linking.toldbefore import WEEK, day_before_as_told, over_same_stretch, set_against_as_told
from pipeline.linking.usualbasis import usual_basis
from pipeline.periods.period import YEAR, Period, PeriodMention
from pipeline.vocabulary import entries

#: Periods whose yearly rates are told one after the other.
_PARTS_OF_YEAR = {"month", "quarter"}
#: Rates of so many months are counted anew each month.
_ROLLING = 3
#: Who tells of a month's trade against the month before.
_ADJUSTS = {"US", "CA", "AU", "GB", "DE", "FR", "NZ", "IT", "ES", "EA", "EU"}
#: Those of them that tell nothing else first.
_BY_MONTH = {"US", "CA", "AU"}
_TRADE = {"exports", "imports", "trade_balance", "goods_balance", "services_balance", "current_account"}
#: A span longer than that, in days, is a fiscal year.
_MOST_OF_YEAR = 360
#: What offices count month by month and publish when it is over.
_MONTHLY = {
    "consumer_prices", "core_consumer_prices", "producer_prices", "unemployment_rate", "employment_rate", "wages", "house_prices",
    "exports", "imports", "trade_balance", "industrial_production", "retail_sales", "import_price", "export_price",
}  # fmt: skip
#: The day of a month from which first estimates for it may be out.
_FLASH = 25
#: Before the stretch of time that an average is taken of.
_OVER = {"over", "in", "during", "for", "across"}

#: What a month or quarter is called that came before.
_BEFORE = {"previous", "prior", "preceding"}
#: Behind an earlier forecast: "compared with a 5.5 percent rise seen in June".
_SEEN = {"seen", "foreseen", "projected", "planned", "forecast", "predicted", "expected"}


def of_earlier_value(draft: Draft, item: Item | None, base: Period | None) -> When:
    """The period of an earlier value: the one that the clause dates it by (`item`), that of another forecast or thing of the
    same time (`base`, the period of the value before), else the usual step back."""
    governor, base = draft.reading.governor, _of_forecast_before(draft) or base
    if governor is not None and governor.kind == "T" and governor.data.period is not None:
        return resolved(draft.story, governor, base)  # "from the previous month's 4.9 percent"
    if (item is None or item.low.endswith("period")) and (stretch := over_same_stretch(draft)) is not None:
        return stretch
    if base is not None and draft.story.text.startswith(" last time", draft.items[draft.at].end):
        return When(base.shift(years=-1), how="sentence")  # "against 482 million pounds last time"
    if base is not None and base.precision != "day" and _is_of_one_before(draft):
        return When(base.shift(months=-base.months), how="sentence")
    if is_revised(draft) and (revised := revised_period(draft)) is not None:
        return When(revised, how="sentence")
    if expected_behind(draft.story, draft.scene, draft.at) is not None:
        return When(newest_told(draft) or base, how="sentence")
    if _is_foretold(draft, item) or _is_polled(draft) or is_revised(draft) or (item is None and _is_assumed(draft)):
        return When(base, how="sentence")
    if _is_vintage(draft, item, base):
        return When(_nth_before(draft) or base, how="sentence")
    if (now := _rate_now(draft, item) or aimed_from(draft, item)) is not None:
        return When(now, how="read")
    if item is not None and (one_before := of_period_before(item, base)) is not None:
        return one_before
    if (
        item is not None
        and item.data.shift is None
        and item.data.period is not None
        and is_of_newest(draft, item.data.period)
    ):
        return When(item.data.period.shift(months=-1), item.start, item.end, shifted=True)
    if item is not None:
        if base is not None and _repeats_yearly(draft) and _is_same_part(item.data, base):
            return When(base.shift(years=-1), item.start, item.end, shifted=True)
        if base is not None and (
            _is_likened_part(item) or _is_of_own_years(item, base) or _is_year_written(draft, item, base)
        ):
            return When(base.shift(years=-1), item.start, item.end, shifted=True)
        return resolved(draft.story, item, base)
    if base is not None and (window := _window_before(draft)) is not None:
        return When(window.data.shift.apply(base), window.start, window.end, shifted=True)
    if (period := _nth_before(draft)) is not None:
        return When(period, how="sentence")
    if is_forecast_beside(draft):
        return When(base, how="sentence")
    if is_earlier_forecast(draft) or _is_other_thing(draft) or _is_planned_anew(draft, base):
        return When(base, how="sentence")
    return When(_of_row(draft, base) or _step_back(draft, base), how="sentence")


def _of_row(draft: Draft, base: Period | None) -> Period | None:
    """The time of the older value that the clause before dates, where this one goes on with the same two times: "Exports rose to $5 billion
    in 2022 from $2 billion in 2015, and imports to $6 billion from $3 billion"."""
    if draft.reading.rule != "from" or base is None:
        return None
    for scene in draft.story.scenes[::-1]:
        if scene.start >= draft.scene.start or scene.reading is None or len(scene.facts) < 2:
            continue
        new, old = scene.facts[-2:]
        alike = scene.reading.rule == "from" and new.metric == old.metric and new.period == base.iso
        return span_of(old) if alike else None
    return None


def _of_forecast_before(draft: Draft) -> Period | None:
    """The period of the forecast right before "from": "this year's to 0.8 percent, and next year's to 1.6 percent from 1.8 percent"."""
    before = [item for item in draft.items[: draft.at] if item.kind != "E"][-2:]
    told = draft.story.facts[-1] if draft.story.facts else None
    if told is None or told.status != "forecast" or len(before) < 2 or before[-1].low != "from":
        return None
    return span_of(told) if before[-2].kind == "Q" and before[-2].start == told.char_start else None


def _is_of_one_before(draft: Draft) -> bool:
    """Whether an older value is that of "the previous one", a month or quarter as the one told of."""
    behind = draft.items[draft.at + 1 : draft.at + 5]
    return any(a.low in _BEFORE and b.low == "one" for a, b in pairwise(behind))


def _window_before(draft: Draft) -> Item | None:
    """The stretch of time that ends where the newer value's begins, of an average over it: "against 44,000 a month over the prior 12
    months"."""
    for before, item in pairwise(draft.items[draft.at :]):
        if item.kind == "Q":
            return None
        if item.kind == "T" and item.data.shift is not None and item.data.shift.window and before.low in _OVER:
            return item
    return None


def is_of_newest(draft: Draft, period: Period) -> bool:
    """Whether the month behind an old value is that of the new one: no office has the next month's figures yet when the text is
    published: "Inflation eased to 3.2% from 3.4% in March", on April 17; surveys of the same month may be out."""
    published, code = draft.story.document.published_at, draft.metric.data.get("code")
    if published is None or period.precision != "month" or code not in _MONTHLY:
        return False
    behind, told = period.shift(months=1), draft.scene.last_fact()
    if told is not None and told.metric == code and told.period == behind.iso:
        return False  # "eased to 0.8% in December from 1.2% in November", told of the first half of December
    return behind.first <= published and published.day < _FLASH and behind.contains(Period.day(published))


def _is_foretold(draft: Draft, time: Item | None) -> bool:
    """Whether a value that another is compared with was a forecast of that one: "compared with growth of 5.8% in August and a forecast of 8.2%"."""
    if draft.clause.link != "compare" or time is None:
        return False
    number = draft.items[draft.at]
    return any(
        cue.kind == "status"
        and cue.code == "forecast"
        and (time.end <= cue.start < number.start or 0 <= cue.start - number.end < 3)
        for cue in draft.story.cues
    )


def _is_polled(draft: Draft) -> bool:
    """Whether a value that another is compared with stood in a poll: "higher than the 10.3 percent in a Reuters poll"."""
    behind = draft.items[draft.at + 1 : draft.at + 6]
    end = next((i for i, item in enumerate(behind) if item.kind in {"Q", ",", "J", "V"}), len(behind))
    return any(item.low.rpartition(" ")[2] in entries.words("sources", "polls") for item in behind[:end])


def _is_assumed(draft: Draft) -> bool:
    """Whether a rate was assumed for the same year before: "assumes an exchange rate of 145 yen, against 150 previously"."""
    return any(item.low.startswith("assum") for item in [*draft.clause.before, *draft.items])


def _is_planned_anew(draft: Draft, base: Period | None) -> bool:
    """Whether a sum of a budget that is not over was raised or lowered: "Expenditure was cut to 206 billion cedis from 227 billion"."""
    published, verb = draft.story.document.published_at, draft.scene.verb
    if draft.metric.code not in FISCAL | {"capex"} or base is None or published is None or base.last <= published:
        return False
    return draft.reading.rule == "from" and verb is not None and verb.code in {"raise", "lower"}


def _is_vintage(draft: Draft, time: Item | None, base: Period | None) -> bool:
    """Whether a month only says when a year was foretold before: "now projects 2.4% in 2025, up from 2% in April"."""
    last = draft.scene.last_fact()
    month = time is not None and time.data.period is not None and time.data.period.precision == "month"
    year = base is not None and (base.precision == "year" or (base.last - base.first).days > _MOST_OF_YEAR)
    if not month or not year:
        return False
    foretold = last is not None and last.status in {"forecast", "target"}
    seen = any(x.low in _SEEN for x in draft.items[draft.at + 1 :] if time is not None and x.start < time.start)
    return foretold and (
        seen or is_told_anew(draft) or draft.metric.data.get("code") == "gdp" or _is_forecast_moved(draft)
    )


def _is_forecast_moved(draft: Draft) -> bool:
    """Whether the clause raises or lowers a forecast: "cut its inflation forecast for the year to 2% from 2.6% in October"."""
    before = draft.items[: draft.at]
    moved = any(item.kind == "V" and item.code in {"raise", "lower"} for item in before)
    return moved and any(item.low.rpartition(" ")[2] in words("foresight") for item in before)


def _is_of_own_years(item: Item, base: Period) -> bool:
    """Whether "last year" is the one before a fiscal year: "sales of 16.5 trillion yen for the current fiscal year, against 20.5
    trillion yen last year"."""
    own = base.months == YEAR and base.first.month > 1
    return own and item.low in {"last year", "the previous year", "previous year", "the year before", "the prior year"}


def _is_likened_part(time: Item) -> bool:
    """Whether an older value's time is only called like the new one's: "up from 6.21 per cent in the corresponding period"."""
    shift = time.data.shift
    return (
        shift is not None
        and not shift.steps
        and any(word in time.low for word in ("corresponding", "comparable", "same"))
    )


def _repeats_yearly(draft: Draft) -> bool:
    """Whether a metric is compared with the same part of the year before: a company's result, a flow but for an earlier record."""
    data = draft.metric.data
    of_flow = data.get("nature") == "flow" and draft.reading.rule != "earlier record"
    return data.get("home") == "company" or of_flow


def _is_same_part(mention: PeriodMention, base: Period) -> bool:
    """Whether "last year" beside a quarter's result means the same quarter of it."""
    period, shift = mention.period, mention.shift
    if period is None or period.precision != "year" or any(c.isdigit() for c in mention.text):
        return False
    if base.precision not in {"quarter", "half", "month", "span"}:
        return False
    by_a_year = shift is not None and shift.years == -1 and shift.unit == "year"
    own = (
        base.months == YEAR and base.first.month > 1 and period.first.year == base.first.year - 1
    )  # "FY26, up from last year"
    return by_a_year or own or period.first.year == base.last.year - 1


def _is_year_written(draft: Draft, time: Item, base: Period) -> bool:
    """Whether the year before, in figures, stands for that part of it that a company's result is of: "net income for the quarter was
    $17 million, compared to $26 million in 2025"; not "in all of 2025"."""
    data, period = draft.metric.data, time.data.period
    if data.get("home") != "company" or data.get("nature") != "flow" or not time.low.isdigit() or period is None:
        return False
    if base.precision not in {"quarter", "half", "span"} or base.months >= YEAR:
        return False
    ahead = next((item.low for item in reversed(draft.items) if item.end <= time.start), "")
    return ahead == "in" and period.precision == "year" and period.first.year == base.last.year - 1


def _nth_before(draft: Draft) -> Period | None:
    """The period of the nth forecast that the nth earlier one is compared with: "6.2% in 2023 and 4.8% in 2024, against 6.5% and 4.5%"."""
    scene, items, at = draft.scene, draft.items, draft.at
    begin = next((i for i in range(at, -1, -1) if items[i].low == "from"), 0) if draft.clause.link != "compare" else 0
    numbers = [item for item in items[begin:] if item.kind == "Q"]
    if items[begin].low == "from" and not scene.facts and items[0].kind == "D":
        told = [f for f in draft.story.facts if f.char_start >= draft.story.sentence.start]
        return _nth_of(draft, [f for f in told if f.metric == draft.metric.code], numbers)
    told = scene.parent.facts if begin == 0 and scene.parent is not None else scene.facts
    told = [
        fact for fact in told if fact.metric == draft.metric.code and (begin == 0 or fact.char_end <= items[begin].end)
    ]
    return _nth_of(draft, told, numbers)


def _nth_of(draft: Draft, told: list[Fact], numbers: list[Item]) -> Period | None:
    """The period of the forecast in whose place the number stands among the earlier ones."""
    if len(numbers) < 2 or len(told) != len(numbers) or any(f.status != "forecast" for f in told):
        return None
    dated = [period for fact in told if (period := span_of(fact)) is not None]
    return dated[numbers.index(draft.items[draft.at])] if len(dated) == len(told) else None


def _is_other_thing(draft: Draft) -> bool:
    """Whether a comparison is with another metric or product of the same time: "higher than urban inflation at 4.78 per cent"."""
    own, parent = draft.scene.phrase, draft.scene.parent
    if _is_elsewhere(draft):
        return True
    if draft.clause.link != "compare" or parent is None or own.metric is None or own.anaphor is not None:
        return False
    if draft.reading.rule == "from":
        return False  # "after its loss narrowed to $1 million from $3 million"
    labels = {p.label for p in own.products}
    if labels and labels != {p.label for p in parent.frame.products}:
        return True
    if parent.frame.metric is None and parent.facts:
        # "spent $8 billion on equipment, compared with revenue of $6 billion"
        before, here = parent.facts[-1].metric, {own.metric.code, draft.metric.code}
        return before not in here and not PROFITS.issuperset({before, *here})
    return parent.frame.metric is not None and parent.frame.metric.code not in {own.metric.code, draft.metric.code}


def _is_elsewhere(draft: Draft) -> bool:
    """Whether a value compared with is another place's, good's or metric's: "compared with 7.3% in Norway and 8.6% in Latvia",
    "against 3 percent for imports"."""
    items, at = draft.items, draft.at
    verb = draft.scene.verb
    if draft.clause.link not in {"compare", "ellipsis"} and not (verb is not None and verb.low.startswith("compare")):
        return False  # "That compares with 3 percent in Sweden" tells of another place as well
    if draft.clause.link == "compare" and at > 1 and items[at - 1].kind == "'" and items[at - 2].kind in {"L", "C"}:
        told = draft.story.facts[-1] if draft.story.facts else None  # "the highest after Canada's 99.4 percent"
        return draft.clause.cue == "after" or (told is not None and told.reporter not in {None, items[at - 2].code})
    if draft.partners and draft.partners[0].start > draft.quantity.end and draft.story.facts:
        side = draft.story.facts[-1].partner  # "imports from Chad rose to 3 tonnes, compared with 4 tonnes from Mali"
        if side not in {None, draft.partners[0].code} and draft.metric.code in WAYS:
            return True
    own = draft.reading.own
    behind = items[at + 2 if own is not None and own is items[at + 1] else at + 1 :][:3]
    if compared_company(draft.scene, at) is not None:
        return True
    if any(item.low in entries.words("holders", "all_places") for item in behind):
        return True  # "compared with a 37.8 percent rise worldwide"
    if len(behind) < 2 or behind[0].low not in {"in", "for", "among"}:
        return False
    named = behind[2] if behind[1].kind == "E" and len(behind) > 2 else behind[1]
    return named.kind in {"P", "M"} or any(item.kind == "L" for item in behind[1:])


def _step_back(draft: Draft, base: Period | None) -> Period | None:
    """The period compared with when the text names none: that of the basis; else the one before for rates and indices, a
    year before for flows."""
    if base is None:
        return None
    if (alike := set_against_as_told(draft, base)) is not None:
        return alike
    data, last = draft.metric.data, draft.scene.last_fact()
    nature, of_company = data.get("nature"), data.get("home") == "company"
    growth = draft.metric.growth or data.get("code") == "pmi"
    rates = draft.measure == "change_pct" and data.get("home") == "country"
    growth = growth or (rates and (_is_rate_moved(draft) or _is_growth_before(draft)))
    basis = last.basis if last is not None else None
    named = next(
        (x.data.basis for x in draft.items if x.kind == "T" and x.data.shift is None and x.data.period is None), None
    )
    basis = basis or named  # "Sequentially, net profit rose from"
    rate = growth or data.get("code") in PRICES
    rolling = base.precision == "span" and base.months <= _ROLLING
    if basis == "yoy" and rate and draft.measure == "change_pct" and (base.precision in _PARTS_OF_YEAR or rolling):
        basis = None  # a yearly rate slowed since the period before: "up 3.2% from a year ago, down from 3.4%"
    if basis is None and (nature == "stock" or base.precision in {"month", "quarter", "span"}):
        basis = (
            usual_basis(draft.story, base, nature or "") or _by_the_month(draft, base) or _by_the_quarter(draft, base)
        )
    if base.precision == "day" and nature == "stock" and (ended := _month_ended(base)) is not None:
        lead = draft.state.lead_period
        yearly = basis == "yoy" or (basis is None and lead is not None and lead.value.precision == "year")
        before = ended.shift(years=-1) if yearly else ended.shift(quarters=-1 if basis == "qoq" else 0)
        return Period.day((before if before != ended else ended.shift(months=-1)).last)
    week = base.precision == "week" or (base.last - base.first).days == WEEK
    if week and basis is None and data.get("code") != "policy_rate":
        return base.shift(days=-WEEK - 1)  # "slipped to 6.16% this week from 6.15%"
    if week and data.get("code") == "policy_rate":
        return base
    if base.precision == "day" and basis is None:
        return day_before_as_told(draft, base)
    if basis == "yoy" or (basis is None and not growth and (nature not in {"rate", "index"} or of_company)):
        return base.shift(years=-1)
    if basis == "qoq" or base.precision == "quarter":
        return base.shift(quarters=-1)
    if basis == "mom" or base.precision == "month" or (base.precision == "span" and base.months <= _ROLLING):
        return base.shift(months=-1)  # "in the three months to April, up from 4.5 percent"
    return base if base.precision == "day" else base.shift(years=-1)


def _rate_now(draft: Draft, item: Item | None) -> Period | None:
    """The day of the news for the rate that a bank is expected to move from: "is seen cutting its rate from 3 percent to 2 this year"."""
    published = draft.story.document.published_at
    if draft.metric.code != "policy_rate" or published is None:
        return None
    if not any(x.kind == "V" and x.code in {"lower", "raise"} for x in draft.items[: draft.at]):
        return None  # "expects 3.9 percent, up from 3.6 percent"
    until = item.data.period if item is not None else None
    ahead = any(
        cue.kind == "status" and cue.code in {"forecast", "target"} and cue.start < draft.quantity.start
        for cue in draft.story.cues
    )
    to_come = item is None or (until is not None and until.last > published and until.precision != "day")
    return Period.day(published) if ahead and to_come else None


def _is_rate_moved(draft: Draft) -> bool:
    """Whether a change is one that slowed or sped up: "Construction slowed to 0.5% from 1.3%"."""
    moves = entries.words("growth", "changes_pace")
    return any(item.low in moves for item in [*draft.clause.before, *draft.items[: draft.at]])


def _is_growth_before(draft: Draft) -> bool:
    """Whether growth is set against the growth before: "grew 2.8 percent, down from 4.2 percent"."""
    last = draft.scene.last_fact()
    told = last is not None and (last.metric, last.measure) == (draft.metric.code, "change_pct")
    return told and draft.reading.rule == "from" and draft.metric.code not in _TRADE


def _month_ended(day: Period) -> Period | None:
    """The month that ends with a day; None for any other day."""
    month = Period.month(day.last.year, day.last.month)
    return month if month.last == day.last else None


def _by_the_quarter(draft: Draft, base: Period) -> str | None:
    """Three months before for a stock or a survey in a text that sets others against then, and none against the month or year before:
    "to plus 12 in September from plus 4 three months earlier. Sentiment elsewhere improved to plus 14 from plus 12"."""
    month = _month_ended(base) if base.precision == "day" else base
    if month is None or month.precision != "month" or draft.story.state.survey:
        return None
    stock, code = draft.metric.data.get("nature") == "stock", draft.metric.code
    if not stock and code != "business_confidence":
        return None
    ends = [f.period_end for f in draft.story.facts if stock or f.metric == code]
    if ends.count(month.shift(months=-1).last) or ends.count(month.shift(years=-1).last):
        return None
    return "qoq" if ends.count(month.shift(months=-3).last) else None


def _by_the_month(draft: Draft, base: Period) -> str | None:
    """The month before for what an office that adjusts its trade for the season tells of a month, in a text that looks back to that
    month ("unchanged from August") or to no year before."""
    holder, story = draft.holder, draft.story
    if holder is None or holder.value not in _ADJUSTS or draft.metric.code not in _TRADE or base.precision != "month":
        return None
    if any(fact.basis == "yoy" for fact in story.facts):
        return None
    before, year = base.shift(months=-1), base.shift(years=-1)
    if any(m.period == before for m in story.mentions.periods if m.start < draft.quantity.start):
        return "mom"
    yearly = any(m.period in {year, Period.year(year.last.year)} or m.basis == "yoy" for m in story.mentions.periods)
    return None if yearly or holder.value not in _BY_MONTH else "mom"


def of_old_value(items: list[Item], at: int) -> bool:
    """Whether a time dates what a value moved from: "from 43.2 in July", "following a 1.3% fall in October"."""
    i = next((i for i in range(at - 1, -1, -1) if items[i].kind == "Q"), 0)
    if items[i].kind == "Q" and items[i].data.kind == "fraction":
        return True  # "rose 0.3%, less than half the gain in the previous month, and were up 4%"
    if i > 1 and items[i - 1].low == "of" and items[i - 2].low in entries.words("senses", "figures"):
        i -= 2  # "following a revised reading of 93.4 in April"
    before = next((item for item in reversed(items[:i]) if item.kind not in {"E", "H", "G"}), None)
    foil = before is not None and before.low in {"from", "after", "than", "following"}
    behind = items[i:at]
    told = behind[1:2] and behind[1].low in entries.words("readings", "set")  # "from 2.1 percent recorded in May"
    return foil and not any(item.kind in {",", "V"} for item in (behind[2:] if told else behind))
