"""Period: the time for which a number holds, what is quoted on a day, and how a period becomes a whole year or looks ahead."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.fact import Fact
from pipeline.linking.items import Item
from pipeline.linking.state import State
from pipeline.periods.period import Period, PeriodMention
from pipeline.vocabulary import entries

#: Metrics of events that happen on a day: a contract, a takeover, a dividend.
EVENTS = {
    "orders", "acquisition_value", "funding", "dividend", "layoffs", "fine", "price_target", "tariff_rate", "capex",
    "investment", "share_buyback", "bond_issuance",
}  # fmt: skip
#: Metrics that are quoted on a day.
DAILY = {
    "stock_index", "share_price", "exchange_rate", "bond_yield", "policy_rate", "oil_price", "commodity_price", "market_cap",
    "net_buying", "trading_volume", "price_target", "reserve_requirement",
}  # fmt: skip
_AVERAGES = ("average", "averaging", "mean ", "unit price", "season-average")
_QUARTER = 3  # months
_PACES = (
    "annualized rate", "annualised rate", "annualized pace", "annualised pace", "annual rate", "annual pace",
    "sales rate", "selling rate", "sales pace", "selling pace",
)  # fmt: skip
_ANNUAL = ("annual", "full-year", "full year", "yearly")


class When(NamedTuple):
    """A period, the characters it was read from and whether it was read in the clause or inherited."""

    period: Period | None
    start: int = -1
    end: int = -1
    how: str = "read"
    shifted: bool = False  # counted from another period: "a year earlier"


def span_of(fact: Fact) -> Period | None:
    """The days that a row is of, by their coarsest name; None for a row without a period."""
    if fact.period_start is None or fact.period_end is None:
        return None
    return Period.span(fact.period_start, fact.period_end)


@functools.cache
def words(group: str) -> frozenset[str]:
    """A word list of timing.toml."""
    return frozenset(entries.table("timing")[group])


def is_daily(data: Mapping[str, Any]) -> bool:
    """Whether a metric is quoted on a day: prices at a market, policy rates, yields, stock indices."""
    return data.get("code") in DAILY


def is_of_years(mention: PeriodMention) -> bool:
    """Whether a time is counted in years from the present one, which no report is about: "over the past two years"."""
    period = mention.period
    if mention.origin != "relative" or period is None or period.precision != "span":
        return False
    return period.last.year > period.first.year and (period.first.month, period.last.month) == (1, 12)


def is_average(items: Sequence[Item], at: int) -> bool:
    """Whether a quote is the average of a longer time: "the won averaged 1,467", "the unit price of crude fell"."""
    foretold = any(item.low in words("foresight") for item in items[:at])  # "the average forecast for the won"
    behind = [item.low for item in items[at + 1 : at + 3]]
    on_average = behind == ["on", "average"] or behind[:1] == [
        "on average"
    ]  # "petrol cost 163.6 pence a litre on average"
    said = on_average or any(item.low.startswith(_AVERAGES) for item in items[:at] if item.kind != "T")
    return said and not foretold


#: By one of these a sentence tells of a whole year.
_YEARLY = ("annual", "full", "yearly", "whole", "entire")


@functools.lru_cache(maxsize=64)
def tells_of_years(sentence: str) -> bool:
    """Whether a sentence in small letters can tell of whole years at all; its numbers ask one after the other."""
    return any(word in sentence for word in _YEARLY)


def is_full_year(items: Sequence[Item], at: int) -> bool:
    """Whether a change is told of the whole year: "full-year export growth of 2 percent", "and 4.5 percent for the full year"."""
    if any(item.low.startswith(("full-year", "full year", "whole-year")) for item in _led_by(items, at)):
        return True
    foretold = next(
        (i for i, item in enumerate(items[:at]) if item.low in words("foresight") or item.low in words("targets")), 0
    )
    if any(
        item.low.startswith(("full-year", "full year", "annual")) for item in items[max(0, foretold - 4) : foretold]
    ):
        return not any(
            item.kind in {"Q", "K", "W"} for item in items[foretold:at]
        )  # "its full-year forecast for cars to"
    return _over_a_year(items, at)


def _led_by(items: Sequence[Item], at: int) -> Sequence[Item]:
    """The items shortly before a number, more of them where it is the first: "full-year revenue in dollar terms falling by 10 percent"."""
    first = max(0, at - 8)
    alone = not any(item.kind == "Q" for item in items[first:at])
    return items[first if alone else max(0, at - 5) : at]


def _over_a_year(items: Sequence[Item], at: int) -> bool:
    """Whether a number is told "for the full year", "for the whole year"."""
    behind = [item.low for item in items[at + 1 : at + 5] if item.kind != "E"][:3]
    if len(behind) < 2 or behind[0] not in {"for", "in", "over"}:
        return False
    return behind[1] in {"full year", "the full year"} or (behind[1] in {"whole", "entire"} and behind[2:] == ["year"])


def is_annual(items: Sequence[Item], at: int) -> bool:
    """Whether an amount is called annual before it: "its annual profit will be £5m lower"."""
    return any(item.low.startswith(_ANNUAL) and item.low != "annually" for item in items[:at])


#: What begins so is no whole year's: "192 billion rand on an annualised basis" is the quarter's.
_AT_A_RATE = ("annually", "annualis", "annualiz")


def annual(when: When, items: Sequence[Item], at: int, outlook_from: dt.date | None) -> When:
    """The whole year for "annual exports", "a full-year record"; for an outlook, that of the day it is given on."""
    around = [*_led_by(items, at), *items[at + 1 : at + 5]]
    goal = any(item.low in {"target", "goal"} for item in around)  # "98 percent of its annual target of $18 billion"
    full = outlook_from is not None and any(item.low.startswith(("full-year", "full year")) for item in around)
    short = when.period is not None and (when.period.last - when.period.first).days < 360
    own_quarter = (
        when.period is not None and when.period.precision == "span" and when.period.months in {_QUARTER, 2 * _QUARTER}
    )
    if when.period is None or (
        not own_quarter
        and when.period.precision not in {"month", "quarter", "day", "half"}
        and not ((goal or full) and short)
    ):
        return when
    opens = items[0].low == "on an annual basis"  # not "fell 7 percent on an annual basis to $22 billion"
    by_year = opens and not any(item.kind == "Q" and item.form == "percent" for item in items[:at])
    paced = any(item.low.endswith(_PACES) for item in around) or any(
        a.low in _ANNUAL and b.low.startswith(("rate", "pace")) for a, b in pairwise(around)
    )
    yearly = any(item.low.startswith(_ANNUAL) and not item.low.startswith(_AT_A_RATE) for item in around)
    yearly = yearly or _over_a_year(items, at)
    if by_year or (not paced and yearly):
        year = max(when.period.last.year, outlook_from.year) if outlook_from is not None else when.period.last.year
        return when._replace(period=Period.year(year))
    return when


#: What whoever rates a share foretells for no day but that of the news.
_RATED = {"price_target", "share_price"}


def ahead(when: When, status: str, data: Mapping[str, Any], state: State, published: dt.date | None) -> When:
    """A quote that is forecast without a date holds for the time that the text looks ahead to, not for the day of the news."""
    if (
        status not in {"forecast", "target"}
        or when.how != "document"
        or not is_daily(data)
        or data.get("code") in _RATED
    ):
        return when
    for held in (state.looked_to, state.lead_period):
        if held is not None and published is not None and held.value.last > published:
            return When(held.value, held.start, held.end, "context")
    return when


def is_set_against(items: Sequence[Item], link: str, when: When) -> bool:
    """Whether a time is that of what a number is compared with: "below the 2018 crop of 7 million tonnes"."""
    return link == "compare" and any(i.kind == "T" and i.code == "basis" and i.start == when.start for i in items)
