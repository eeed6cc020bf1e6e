"""Period: when a number holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.linking.clauses import Clause
from pipeline.linking.deals import DEALS
from pipeline.linking.items import Item
from pipeline.linking.state import State
from pipeline.linking.subject import FLOWS
from pipeline.periods.period import Period, PeriodMention

#: Metrics of events that happen on a day: a contract, a takeover, a dividend.
EVENTS = {
    "orders", "acquisition_value", "funding", "dividend", "layoffs", "fine", "price_target", "tariff_rate", "capex",
    "investment", "share_buyback", "bond_issuance",
}  # fmt: skip
#: Periods of results, which order intake and spending share; what else a company does happens on the day of the news.
_REPORTED = {"quarter", "half", "month", "fiscal_year"}
#: Days after which a month named in passing is no month that orders are reported for.
_RECENT = 70
_TIMES = {"time", "asof", "until", "deadline", "since"}


class When(NamedTuple):
    """A period, the characters it was read from and whether it was read in the clause or inherited."""

    period: Period | None
    start: int = -1
    end: int = -1
    how: str = "read"
    shifted: bool = False  # counted from another period: "a year earlier"


def is_daily(data: Mapping[str, Any]) -> bool:
    """Whether a metric is quoted on a day: prices at a market, policy rates, yields, stock indices."""
    return data.get("code") in {
        "stock_index",
        "share_price",
        "exchange_rate",
        "bond_yield",
        "policy_rate",
        "oil_price",
        "commodity_price",
        "market_cap",
        "net_buying",
        "trading_volume",
        "price_target",
    }


def usable(item: Item, items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """Whether a time of the clause can be the number's: not the day on which somebody said it, not what it is compared with."""
    mention = item.data
    if mention.role not in _TIMES and not (
        mention.role == "basis" and data.get("code") == "tariff_rate" and mention.shift is None
    ):
        return False
    if mention.period is None and mention.shift is None:
        return False
    if (
        mention.period is not None
        and mention.period.precision == "day"
        and not is_daily(data)
        and data.get("code") not in EVENTS
        and data.get("nature") != "stock"
        and mention.role not in {"asof", "until", "deadline"}
    ):
        return False
    if mention.role == "since" and any(
        b.low.endswith("est") or b.low in {"first", "most", "time", "record", "worst", "best", "high", "low"}
        for b in items[max(0, at - 4) : at]
    ):
        return False
    if at + 1 < len(items) and items[at + 1].low in {"delivery", "contract", "contracts", "futures", "settlement"}:
        return False  # "crude oil for February delivery"
    if _is_vintage(items, at) or _owns_number(items, at) or _is_likened(items, at) or _dates_source(items, at):
        return False
    if (
        at > 1
        and items[at - 1].low == "over"
        and items[at - 2].kind == "Q"
        and mention.shift is None
        and mention.origin == "partial"
        and mention.bare in {"quarter", "months", "month"}
    ):
        return False  # "increased 1.8 per cent over the June quarter"
    if mention.period is not None and mention.period.precision == "week" and _is_of_news(items, at):
        return False  # "rival X last week reported", "Last week the office said that"
    if (
        is_daily(data)
        and at > 1
        and items[at - 1].low in {"of", "in"}
        and items[at - 2].low.endswith(("day", "session"))
    ):
        return False  # "closed at 4,214.17 on the last trading day of this year"
    for before in reversed(items[max(0, at - 3) : at]):
        if (
            before.kind == "V"
            and before.code == "say"
            and mention.period is not None
            and mention.period.precision == "day"
        ):
            return False
    return True


#: What a number is called before the verb that dates it: "the 5.3 per cent pace recorded in January".
_PACES = {
    "pace",
    "rate",
    "level",
    "rise",
    "gain",
    "increase",
    "growth",
    "drop",
    "fall",
    "decline",
    "surplus",
    "deficit",
    "reading",
}
#: What somebody publishes: a time before it or after "made in" dates the publication, not the number.
_PUBLISHED = {
    "outlook", "forecast", "forecasts", "projection", "projections", "estimate", "estimates", "baseline", "report",
    "guidance", "survey", "prediction", "review", "minutes", "poll",
}  # fmt: skip
_MADE = {
    "planned", "projected", "flagged", "budgeted", "targeted", "predicted", "conducted", "taken",
    "carried", "made", "issued", "published", "given", "guided", "released", "announced",
}  # fmt: skip


def owner_of(items: Sequence[Item], at: int) -> Item | None:
    """The time that owns a number: "above July's 46.5", "from October's near three-year low of 46.5"."""
    for j in range(at - 1, max(0, at - 8), -1):
        item = items[j]
        if item.kind == "'":
            return items[j - 1] if items[j - 1].kind == "T" and items[j - 1].data.period is not None else None
        if item.kind in {"V", ",", ";", "M", "T", "K"} or (
            item.kind == "Q" and item.data.kind not in {"duration", "ordinal"}
        ):
            return None
    return None


def _dates_source(items: Sequence[Item], at: int) -> bool:
    """Whether a day is that of the source: "according to the Bank of Korea on Wednesday"."""
    if items[at].data.period is None or items[at].data.period.precision != "day":
        return False
    for item in reversed(items[max(0, at - 9) : at]):
        if item.low == "according":
            return True
        if item.kind in {",", "Q"}:
            return False
    return False


_TOLD = {
    "said",
    "reported",
    "announced",
    "posted",
    "unveiled",
    "raised",
    "cut",
    "lowered",
    "showed",
    "released",
    "published",
}


def _is_of_news(items: Sequence[Item], at: int) -> bool:
    """Whether a week is the one in which somebody told or decided something: the verb follows, or stands behind its subject."""
    following = items[at + 1 : at + 6]
    if at > 1:
        return bool(following) and following[0].low in _TOLD
    for item in following:
        if item.kind in {"Q", "M", ";"}:
            return False
        if item.kind == "V":
            return item.low in _TOLD
    return False


def _owns_number(items: Sequence[Item], at: int) -> bool:
    """Whether a time is that of the number right behind it: "above July's 46.5"."""
    if items[at + 1 : at + 2] and items[at + 1].kind == "'":
        number = next(
            (
                j
                for j in range(at + 2, min(len(items), at + 9))
                if items[j].kind == "Q" and items[j].data.kind not in {"duration", "ordinal"}
            ),
            0,
        )
        if number and owner_of(items, number) is items[at]:
            return True
    after = [item.kind for item in items[at + 1 : at + 3]]
    before = items[at - 1].low if at else ""
    level = after[:1] == ["'"] and before in {"above", "below", "than", "from", "over", "under"}
    return after == ["'", "Q"] or (level and len(after) > 1 and items[at + 2].kind in {"w", "M", "O"})


def _is_likened(items: Sequence[Item], at: int) -> bool:
    """Whether a number is only said to be like that of a time: "the same as in September", "unchanged from the previous month"."""
    before = [item.low for item in items[max(0, at - 8) : at] if item.kind not in {"E", "G"}]
    while before and before[-1] in _LIKENING:
        if before.pop() in {"as", "from"} and (set(before[-2:]) - {"pace", "rate", "level"}) & _ALIKE:
            return True
    return bool(before) and before[-1] in {"matching", "mirroring", "equalling", "equaling"}


_LIKENING = {
    "in", "of", "for", "as", "from", "by", "pace", "rate", "that", "level", "increase", "rise", "gain", "growth", "drop",
    "fall", "decline", "reading", "figure",
}  # fmt: skip
_ALIKE = {"same", "unchanged", "little changed", "changed", "steady", "unmoved"}


def _is_vintage(items: Sequence[Item], at: int) -> bool:
    """Whether a time dates a forecast or report: "its August outlook", "0.9 percent projected in August"."""
    after = [item.low for item in items[at + 1 : at + 3] if item.kind != "'"]
    if after and after[0] in _PUBLISHED:
        return items[at].data.period is not None and items[at].data.period.precision not in {"year", "fiscal_year"}
    before = items[at - 1] if at else None
    if before is not None and before.low in {"conducted", "taken"}:
        return True
    if before is not None and before.kind == "R" and before.low in {"in", "on", "from", "between"} and at > 1:
        head = items[at - 2]
        return (
            head.low in _MADE
            or head.low in _PUBLISHED
            or (head.kind == "V" and head.code in {"project", "say"} and head.form == "past")
        )
    return False


def _in_apposition(between: Sequence[Item]) -> bool:
    """Whether a comma and a ranked noun part a number from a time: ", the second reduction", ", the biggest fall"."""
    comma = next((i for i, item in enumerate(between) if item.kind == ","), None)
    if comma is None or len(between) < comma + 3 or between[comma + 1].low not in {"the", "its", "their", "a"}:
        return False
    rest = between[comma + 2 :]
    ranked = rest[0].low.endswith("est") or (rest[0].kind == "Q" and rest[0].data.kind == "ordinal")
    ranked = ranked or rest[0].low in {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "most"}
    return ranked and not any(item.kind == "V" for item in rest)


def _is_old(items: Sequence[Item], at: int, time: int) -> bool:
    """Whether the time at `time` dates an earlier value, whose number or "from" stands at `at`: "down from 3.00% in April and"."""
    if items[at].kind == "R":
        return items[at].low == "from" and any(item.kind == "Q" for item in items[at:time])
    before = next((item for item in reversed(items[:at]) if item.kind not in {"E", "H", "G"}), None)
    return before is not None and before.kind == "R" and before.low in {"from", "after", "than"}


def in_clause(clause: Clause, at: int, old: bool, data: Mapping[str, Any]) -> Item | None:
    """The time that belongs to the number at item `at`: the one behind it, else the nearest before it in the clause."""
    items = clause.items
    if at > 1 and items[at - 1].low == "at" and items[at - 2].low in {"now", "currently"}:
        return None
    for j in range(at + 1, len(items)):
        item = items[j]
        if item.kind == "T" and usable(item, items, j, data):
            if any(x.kind == "J" for x in items[at + 1 : j]) and any(
                x.kind == "T" and usable(x, items, i, data) for i, x in enumerate(items[:at])
            ):
                break  # "this year's growth at 0.9 percent and next year's at 1.6 percent"
            if _in_apposition(items[at + 1 : j]):
                break  # "to 4 percent, the second reduction this year"
            return item
        if item.kind == "Q" and item.data.kind not in {"duration", "ordinal"}:
            if items[j - 1].low == "on" and data.get("code") == "tariff_rate":
                continue  # "tariffs of 10 percent on $200 billion of goods last year"
            shared = items[j + 1 : j + 2] and items[j + 1].low == "for"  # "to 7.0% from 7.5% for fiscal 2023"
            if old or (items[j - 1].low == "from" and j > 0 and not shared):
                break
            if any(items[k].kind == "J" for k in range(at + 1, j)):
                break
            last = max((k for k in range(at, j) if items[k].kind == "Q"), default=at)
            if (
                any(items[k].kind == "R" and items[k].low in {"to", "by", "for", "at"} for k in range(last + 1, j))
                or items[j - 1].kind == "D"
            ):
                continue
            break
        closes = item.kind == "V" and item.code == "reach" and items[j - 1].low == "to"  # "fell 3 percent to close at"
        if (
            item.kind == "V"
            and item.code != "be"
            and not closes
            and not (
                item.form in {"past", "base"}
                and (items[j - 1].kind == "Q" or (items[j - 2].kind == "Q" and items[j - 1].low in _PACES))
            )
        ):
            break
    if (
        old
        and clause.link != "compare"
        and not any(item.kind == "V" and item.code in {"exceed", "below"} for item in items[:at])
    ):
        return None
    for j in range(at - 1, -1, -1):
        item = items[j]
        if item.kind == "T" and usable(item, items, j, data):
            owner = next(
                (
                    items[k]
                    for k in range(j - 1, -1, -1)
                    if items[k].kind in {"Q", "R"}
                    and items[k].low not in {"in", "of", "for", "on", "during", "at", "to"}
                ),
                None,
            )
            if owner is not None and _is_old(items, items.index(owner), j):
                continue
            k = j - 1
            while k > 0 and items[k].kind in {"K", "G", "R", "E"}:
                k -= 1
            if k >= 0 and items[k].kind == "Q" and any(items[x].kind == "," for x in range(j, at)):
                continue  # "19.2 percent as recently as 2018, has dropped to 11.1 percent"
            return item
    return None if old else _of_all(items, at, data)


def _of_all(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> Item | None:
    """The one time at the end of a row of amounts: "12.8 trillion won in revenue and 224.5 billion won in profit in the third quarter"."""
    behind = [(j, x) for j, x in enumerate(items) if j > at and x.kind == "T" and usable(x, items, j, data)]
    if len(behind) != 1 or any(x.kind == "T" for x in items[:at]):
        return None
    end, time = behind[0]
    stretch = items[at + 1 : end]
    row = [x for x in stretch if x.kind == "Q" and x.form != "ordinal"]
    joined = any(x.kind == "J" for x in stretch)
    alike = all(x.form == items[at].form for x in row)
    plain = not any(x.kind in {"V", "A", "X", "K", "D"} or x.low in {"from", "after", "against"} for x in stretch)
    return time if row and joined and alike and plain else None


def resolve(item: Item, base: Period | None) -> When:
    """The period of a time item; a shift ("a year earlier") counts from `base`."""
    mention = item.data
    if mention.shift is not None and base is not None:
        return When(mention.shift.apply(base), item.start, item.end, shifted=True)
    return When(mention.period, item.start, item.end)


def earlier(base: Period | None, basis: str | None, data: Mapping[str, Any], *, growth: bool) -> Period | None:
    """The period a value is compared with when the text names none: that of the basis; else the one before for rates
    and indices, a year before for flows."""
    if base is None:
        return None
    if base.precision == "day" and basis is None:
        return base  # a quote's earlier value of the same day's news
    if basis == "yoy" or (
        basis is None and not growth and (data.get("nature") not in {"rate", "index"} or data.get("home") == "company")
    ):
        return base.shift(years=-1)
    if basis == "qoq" or base.precision == "quarter":
        return base.shift(quarters=-1)
    if basis == "mom" or base.precision == "month":
        return base.shift(months=-1)
    return base if base.precision == "day" else base.shift(years=-1)


def stretched(
    when: When,
    mention: PeriodMention,
    items: Sequence[Item],
    at: int,
    state: State,
    published: dt.date | None,
    data: Mapping[str, Any],
) -> When:
    """A period that is open at one end, closed: "since January" and "so far this year" end with the last data, "cumulative" begins with the year."""
    period = when.period
    if period is None:
        return when
    last = state.lead_period.value.last if state.lead_period is not None and not is_daily(data) else published
    if last is not None and published is not None and last > published:
        last = published
    text = mention.text.lower()
    if (
        mention.role == "until"
        and period.precision in {"month", "quarter"}
        and (" year" in text or text[-4:].isdigit())
    ):
        return when._replace(period=Period.span(period.first.replace(month=1, day=1), period.last))
    closed = " to " in text or " through " in text  # "from April to June"
    if mention.role == "since" and mention.shift is None and not closed and last is not None and last > period.last:
        return when._replace(period=Period.span(period.first, last))
    if mention.open_end and last is not None and period.first < last < period.last:
        return when._replace(period=Period.span(period.first, last))
    if period.precision == "day" and any(
        item.low in {"cumulative", "cumulatively"} for item in items[max(0, at - 6) : at]
    ):
        return when._replace(period=Period.span(period.first.replace(month=1, day=1), period.last))
    return when


_ANNUAL = ("annual", "full-year", "full year", "yearly")


def is_full_year(items: Sequence[Item], at: int) -> bool:
    """Whether a change is told of the whole year: "full-year export growth of 2 percent"."""
    return any(item.low.startswith(("full-year", "full year", "whole-year")) for item in items[max(0, at - 5) : at])


def annual(when: When, items: Sequence[Item], at: int, outlook_from: dt.date | None) -> When:
    """The whole year for "annual exports", "a full-year record"; for an outlook, that of the day it is given on."""
    around = [*items[max(0, at - 5) : at], *items[at + 1 : at + 5]]
    goal = any(item.low in {"target", "goal"} for item in around)  # "98 percent of its annual target of $18 billion"
    short = when.period is not None and (when.period.last - when.period.first).days < 360
    if when.period is None or (
        when.period.precision not in {"month", "quarter", "day", "half"} and not (goal and short)
    ):
        return when
    if any(item.low.startswith(_ANNUAL) and item.low != "annually" for item in around):
        year = max(when.period.last.year, outlook_from.year) if outlook_from is not None else when.period.last.year
        return when._replace(period=Period.year(year))
    return when


def ahead(when: When, status: str, data: Mapping[str, Any], state: State, published: dt.date | None) -> When:
    """A quote that is forecast without a date holds for the time that the text looks ahead to, not for the day of the news."""
    if (
        status not in {"forecast", "target"}
        or when.how != "document"
        or not is_daily(data)
        or data.get("code") == "price_target"
    ):
        return when
    for held in (state.looked_to, state.lead_period):
        if held is not None and published is not None and held.value.last > published:
            return When(held.value, held.start, held.end, "context")
    return when


def _goes_on(state: State, data: Mapping[str, Any], published: dt.date | None) -> bool:
    """Whether the last period holds on in the next paragraph of a report on trade: not a running total, not a forecast's."""
    assert state.period is not None
    if data.get("code") not in FLOWS or data.get("home") == "company" or state.subject_is_company:
        return False
    period = state.period.value
    return period.precision != "span" and (published is None or period.first <= published)


def inherited(
    state: State,
    paragraph: int,
    data: Mapping[str, Any],
    published: dt.date | None,
    breakdown: bool,
    goes_on: bool = False,
    here: int = -1,
    told: bool = False,
) -> When:
    """The period a number takes when its sentence names none: the paragraph's, else that of headline and lead.

    `goes_on`: the sentence before told of the same metric, so that its period holds on. `here` is where the sentence ends:
    a deal told before any period is none of that period. What is `told` as fact does not take the period of a forecast that
    is not over where headline and lead have one that is.
    """
    if is_daily(data) and published is not None:
        held = state.periods.get("daily")
        if held is not None:
            return When(held.value, held.start, held.end, "context")
        return When(Period.day(published), -1, -1, "document")
    lead = state.lead_period.value if state.lead_period is not None else None
    over = lead is not None and published is not None and lead.last <= published
    foretold = state.ahead and told and over and published is not None and state.period is not None
    if foretold and state.period is not None and published is not None and state.period.value.last > published:
        return When(lead, state.lead_period.start, state.lead_period.end, "context")  # type: ignore[union-attr]
    if state.period is not None and (
        state.period.paragraph == paragraph
        or (not (state.ahead and state.lead_period is not None) and (breakdown or _goes_on(state, data, published)))
    ):
        return When(state.period.value, state.period.start, state.period.end, "paragraph")
    if goes_on and state.last_period is not None:
        return When(state.last_period, how="paragraph")
    held = state.lead_period if state.lead_period is not None else state.period
    of_company = state.subject_is_company or (state.topic is not None and not state.topic_is_country)
    reported = (
        held is not None and held.value.precision in _REPORTED and (published is None or held.value.first <= published)
    )
    if reported and published is not None and held is not None:
        reported = held.value.precision != "month" or (published - held.value.last).days < _RECENT
    reported = reported and not (held is not None and data.get("code") in DEALS and 0 <= here < held.start)
    if data.get("code") in EVENTS and of_company and published is not None and not reported:
        return When(Period.day(published), -1, -1, "document")
    if held is not None:
        return When(held.value, held.start, held.end, "context")
    return When(None, how="default")
