"""Usable: whether a time named in a clause can be that of a number at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.linking.items import Item
from pipeline.linking.only import Rules, only
from pipeline.linking.ownertimes import EXTREMES, owner_of, owner_of_record
from pipeline.linking.period import DAILY, EVENTS, is_daily, words

_TIMES = {"time", "asof", "until", "deadline", "since"}
#: What no office counts by the week.
_MONTHLY = {
    "consumer_prices", "core_consumer_prices", "producer_prices", "gdp", "unemployment_rate", "industrial_production", "pmi",
    "retail_sales", "jobs_added", "trade_balance", "current_account", "consumer_confidence", "business_confidence", "wages",
}  # fmt: skip
#: So many items before a day say that it is one of payment.
_JUST_BEFORE = 3
#: What offices count week by week.
COUNTED_WEEKLY = {"inventories", "jobless_claims"}
#: Roles that let a day be the time of any metric.
_OF_DAYS = {"asof", "until", "deadline", "since"}


def usable(item: Item, items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """Whether the time at `at` can be the number's: not the day on which somebody said it, not what it is compared with."""
    mention = item.data
    of_tariff = mention.role == "basis" and mention.shift is None and data.get("code") == "tariff_rate"
    if (mention.role not in _TIMES and not of_tariff) or (mention.period is None and mention.shift is None):
        return False
    for rule in _RULES.about("", data.get("code", "")):  # noqa: SIM110 - a generator would cost as much as the rules do
        if rule(items, at, data):
            return False
    return True


def _is_day_of_long(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """A day beside a metric that is counted over longer: "exports rose 3 percent, the ministry's data of June 2 showed"."""
    mention = items[at].data
    if mention.period is None or mention.period.precision != "day" or mention.role in _OF_DAYS:
        return False
    if data.get("code") == "wages" and any(item.kind == "M" and "minimum" in item.low for item in items[:at]):
        return False  # "the minimum wage will rise to 12.41 euros on January 1"
    if "end of" in mention.text.lower():
        return False  # "had forecast 3.25 per cent for the end of next year"
    if data.get("code") in _COUNTED_DAILY and _is_day_told(items, at):
        return False
    return not is_daily(data) and data.get("code") not in EVENTS and data.get("nature") != "stock"


#: What is counted day by day as well.
_COUNTED_DAILY = {"sales_volume", "passengers", "tourist_arrivals", "cargo_volume"}


def _is_day_told(items: Sequence[Item], at: int) -> bool:
    """Whether a date is that of what its clause counts, no day of saying it: "on May 20, car sales fell 32 percent", "traffic on May 20
    fell"; not "On May 20, Ford reported sales"."""
    if not at or items[at - 1].low != "on" or items[at].data.bare == "weekday":
        return False
    if at > 1:
        return (
            at + 1 < len(items)
            and items[at - 2].kind == "M"
            and items[at + 1].kind == "V"
            and items[at + 1].code in {"up", "down"}
        )
    verb = next((i for i in range(at + 1, len(items)) if items[i].kind == "V"), at)
    subject = items[at + 1 : verb]
    if not subject or subject[0].low != ",":
        return False
    named = any(item.kind == "M" for item in subject) and not any(item.kind in {"C", "B", "O"} for item in subject)
    return named and items[verb].code in {"up", "down"}


def _is_since_when_a_record(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The time since when a number has been a record: "the highest since May 2021"; or which it is one for: "a record for the period"."""
    shift = items[at].data.shift
    if at > 1 and shift is not None and not shift.steps and items[at - 1].low == "for":
        if items[at - 2].low in EXTREMES or items[at - 2].low.endswith("est"):
            return True
    return items[at].data.role == "since" and any(
        item.low.endswith(("est", "first time")) or item.low in words("ranks") for item in items[max(0, at - 7) : at]
    )


@only(codes=EVENTS)
def _is_of_first(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The time in which a deal is the largest of its kind: "raising $2 billion in the biggest offering of the year", "the largest
    takeover this year"."""
    if items[at].low not in {"the year", "this year", "so far this year", "the decade"}:
        return False
    for item in reversed(items[max(0, at - 7) : at]):
        if item.kind in {"Q", "V", ","}:
            return False
        if item.low.endswith("est") and item.kind in {"w", "H"}:
            return True
    return False


def _is_of_delivery(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The time when goods are handed over: "crude oil for February delivery"."""
    return at + 1 < len(items) and items[at + 1].low in words("delivery")


def _is_of_appointment(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The month of what is to be decided then: "inflation fell below 3 percent, which paves the way to a September rate cut"."""
    if at + 1 >= len(items) or items[at].data.bare != "month" or data.get("code") == "policy_rate":
        return False
    return names_appointment([item.low for item in items[at + 1 : at + 4]])


def names_appointment(behind: Sequence[str]) -> bool:
    """Whether the words behind a month begin with what is decided in it: "rate cut", "general", "election"."""
    return any(" ".join(behind[:n]) in words("appointments") for n in range(1, len(behind) + 1))


def _is_of_multiple(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The time of what a number is a multiple of: "more than double its year-earlier volume", "twice last year's figure"."""
    before = [item for item in items[max(0, at - 3) : at] if item.kind not in {"E", "O", "G"}]
    return bool(before) and before[-1].form == "multiple" and before[-1].kind == "Q" and items[at - 1] is not before[-1]


@only(codes={"policy_rate"})
def _is_to_hold(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The time for which a rate was set, which says nothing of when: "raised its rate to 10.25 percent for the next two months"."""
    led = (
        at > 0
        and items[at - 1].low == "for"
        and items[at].low.startswith(("the next", "the coming", "the following", "next "))
    )
    changed = any(item.kind == "V" and item.code in {"raise", "lower"} for item in items[:at])
    return led and changed


@only(codes={"dividend"})
def _is_day_of_payment(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The day on which a dividend is paid, or counted whose it is: "38 cents a share, payable on December 9 to holders of record on"."""
    return any(item.low in {"payable", "record"} for item in items[max(0, at - _JUST_BEFORE) : at])


@only(codes={"orders"})
def _is_due(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The time by which what was ordered is to be delivered: "an order to build 12 ships by 2028"; somebody aims for orders by then."""
    if items[at].code != "deadline":
        return False
    return not any(item.kind == "V" and item.code in {"aim", "project"} for item in items[:at])


@only(codes=DAILY)
def _is_of_contract(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The month in which a quoted contract falls due: "January soybeans rose 3.3%"."""
    period, before = items[at].data.period, items[at - 1] if at else None
    if period is None or period.precision != "month" or items[at].data.bare != "month":
        return False
    if before is not None and before.low == "for" and at > 1:
        return items[at - 2].kind in {"I", "P"}  # "U.S. crude for July fell 21 cents"
    if before is not None and before.kind not in {",", "E", "J", ";", "L", "C", "B", "I"}:
        return False  # "Paris December wheat", "ICE May raw sugar"
    goods = [item for item in items[at + 1 : at + 3] if item.kind != "H"][:1]
    return bool(goods) and goods[0].kind == "P"


def _is_vintage(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The time of a forecast or report: "its August outlook", "0.9 percent projected in August"."""
    if data.get("code") == "layoffs" and any(item.kind == "Q" for item in items[max(0, at - 4) : at]):
        return False  # "on top of the 600 announced in March": cut from then on
    after = [item.low for item in items[at + 1 : at + 3] if item.kind != "'"]
    if after and after[0] in words("published"):
        return items[at].data.period is not None and items[at].data.period.precision not in {"year", "fiscal_year"}
    before = items[at - 1] if at else None
    if before is not None and before.low in {"conducted", "taken"}:
        return True
    if (
        before is not None
        and before.kind == "V"
        and before.code == "project"
        and (before.form == "past" or before.low == "forecast")
    ):
        if items[at].data.origin == "partial" and items[at + 1 : at + 2] and items[at + 1].kind in {"M", "P"}:
            return False  # "The authority forecast March exports at 300,000 bags"
        period = items[at].data.period  # "predicted last month that exports would fall"
        return period is not None and period.precision in {"month", "week", "day"}
    if _is_when_foreseen(items, at):
        return True
    if before is not None and before.kind == "R" and before.low in {"in", "on", "from", "between"} and at > 1:
        head = items[at - 2]
        if (head.low in words("awaited") and at > 2 and items[at - 3].low in {"than", "as"}) or head.low in words(
            "logged"
        ):
            return False  # "fell more than expected in March", "the $3 billion reported in the second quarter"
        if head.low == "expected" and at > 2 and items[at - 3].low in {"is", "are"}:
            return False  # "another 2,000 tonnes is expected in May": when they come
        return (
            head.low in words("made")
            or head.low in words("published")
            or (head.kind == "V" and head.code in {"project", "say"} and head.form == "past")
        )
    return False


#: How a forecast is said to have been made.
_FORESEEN = {"foresaw", "predicted", "forecast", "projected", "forecasting", "predicting", "projecting", "pencilled in"}
#: "as late as May".
_STILL = {"recently", "late", "lately"}


def _is_when_foreseen(items: Sequence[Item], at: int) -> bool:
    """The month or week in which somebody foretold something: "in June foresaw 0.3 percent", "In May it had forecast", "what they
    still foresaw as late as May"."""
    period, before = items[at].data.period, items[at - 1] if at else None
    if period is None or period.precision not in {"month", "week"} or before is None:
        return False
    if before.low == "as" and at > 2 and items[at - 2].low in _STILL:
        return any(item.kind == "V" and item.low in _FORESEEN for item in items[:at])
    if before.low != "in":
        return False
    behind = items[at + 1 : at + 5]
    verb = next((i for i, item in enumerate(behind) if item.kind == "V"), -1)
    if verb < 0 or behind[verb].low not in _FORESEEN or any(item.kind == "Q" for item in behind[:verb]):
        return False
    return at > 1 or not any(item.kind in {"M", "P"} for item in behind[:verb])


def _owns_number(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The time of the number right behind it: "above July's 46.5"."""
    if items[at + 1 : at + 2] and items[at + 1].kind == "'":
        number = next(
            (
                j
                for j in range(at + 2, min(len(items), at + 9))
                if items[j].kind == "Q" and items[j].data.kind not in {"duration", "ordinal"}
            ),
            0,
        )
        led = number and items[number - 1].low == "from"  # "cut its estimate for next year's price from $50"
        if number and not led and owner_of(items, number) is items[at]:
            return True
    if owner_of_record(items, at + 3) is items[at] and any(item.kind == "Q" for item in items[:at]):
        return True
    after = [item.kind for item in items[at + 1 : at + 3]]
    before = items[at - 1].low if at else ""
    level = after[:1] == ["'"] and before in {"above", "below", "than", "from", "over", "under"}
    return after == ["'", "Q"] or (level and len(after) > 1 and items[at + 2].kind in {"w", "M", "O"})


def _owns_cause(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The time of something else behind the number: "slowed to 0.4 percent as the effect of last year's carbon tax faded"."""
    period = items[at].data.period
    if not items[at + 1 : at + 2] or items[at + 1].kind != "'" or not any(item.kind == "Q" for item in items[:at]):
        return False
    if period is None or period.precision in {"day", "week", "span"}:
        return False  # "this year through Wednesday's close"
    behind = items[at + 2 : at + 5]
    return bool(behind) and behind[0].kind in {"w", "H"} and not any(item.kind in {"M", "Q", "O"} for item in behind)


def _is_likened(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """A time that the number is only said to be like, or so far from: "the same as in September", "7% behind 2019 levels"."""
    if at > 1 and items[at - 1].low in words("beyond") and items[at - 1].kind == "D" and items[at - 2].kind == "Q":
        return True
    before = [item.low for item in items[max(0, at - 8) : at] if item.kind not in {"E", "G"}]
    likening = words("likening")
    while before and before[-1] in likening:
        if before.pop() in {"as", "from", "to", "with"} and (set(before[-2:]) - {"pace", "rate", "level"}) & words(
            "alike"
        ):
            return True
    return bool(before) and before[-1] in words("matching")


def _dates_source(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The day of the source: "according to the Bank of Korea on Wednesday"."""
    if items[at].data.period is None or items[at].data.period.precision != "day":
        return False
    for item in reversed(items[max(0, at - 9) : at]):
        if item.low == "according":
            return True
        if item.kind in {",", "Q"}:
            return False
    return False


def _is_stretch_of_change(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The stretch that a change took: "increased 1.8 per cent over the June quarter"."""
    mention = items[at].data
    if at < 2 or items[at - 1].low != "over" or items[at - 2].kind != "Q" or mention.shift is not None:
        return False
    named = (
        mention.bare in {"quarter", "months", "month"} and "month" not in mention.text
    )  # not "the nine-month period"
    return mention.origin == "partial" and named


def _is_of_news(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The week in which somebody told or decided something: "rival X last week reported", "Last week the office said that"."""
    mention = items[at].data
    if mention.period is None or mention.period.precision != "week":
        return False
    if data.get("code") in _MONTHLY:
        return True  # "inflation turned out to be 2.9% this week"
    if data.get("code") == "policy_rate":
        return False  # "The central bank last week raised its rate": then it was
    following = items[at + 1 : at + 6]
    counted = data.get("code") in COUNTED_WEEKLY
    if counted and following and (following[0].kind == "'" or (at and items[at - 1].low == "for")):
        return False  # "Last week's report showed a 12 million-barrel drop", "its data for the week showed"
    if at > 1:
        return bool(following) and following[0].low in words("told")
    verb = next((item for item in following if item.kind in {"Q", "M", ";", "V"}), None)
    return verb is not None and verb.kind == "V" and verb.low in words("told")


_RESULTS = {"net_income", "operating_profit", "pretax_profit", "eps", "ebitda", "revenue"}


@only(codes=_RESULTS)
def _is_when_reported(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """When a company told its results, which are of longer times: "Earlier this month X reported a profit", "said last week its net
    income"."""
    mention = items[at].data
    if mention.period is None or mention.origin != "relative":
        return False
    earned = data["code"] != "revenue" and mention.period.precision in {"month", "week"}
    if earned and any(item.kind == "V" and item.low in words("told") for item in items[:at]):
        return True  # "had posted a 78 per cent fall in quarterly profit last month"
    early = mention.text.lower().startswith(("earlier", "late", "early"))
    if mention.period.precision not in {"month", "week", "day"} and not early:
        return False
    if mention.period.precision == "week":
        return True  # "reported an operating profit of 974 million euros last week"
    before = items[at - 1] if at else None
    if before is not None and before.low in words("told"):
        return not any(item.kind == "Q" for item in items[:at])
    verb = next((item for item in items[at + 1 : at + 7] if item.kind in {"Q", "M", ";", "V"}), None)
    opens = at < 2 or before is None or before.kind in {",", "C", "L", "w", "J", "H"}
    return opens and verb is not None and verb.kind == "V" and verb.low in words("told") and verb.low not in _CHANGING


#: Of the verbs of telling those by which something is changed as well.
_CHANGING = {"raised", "cut", "lowered"}


@only(codes=DAILY)
def _is_of_session(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The year or month of a trading day: "ended at 1,902.60 on the first trading day of May"."""
    if at < 2 or items[at - 1].low not in {"of", "in"}:
        return False
    return items[at - 2].low.endswith(("day", "session"))


def _is_day_of_saying(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The day behind a verb of saying: "said on Friday"."""
    mention = items[at].data
    if mention.period is None or mention.period.precision != "day":
        return False
    return any(item.kind == "V" and item.code == "say" for item in items[max(0, at - 3) : at])


def _counts_events(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The time in which events are counted: "its third rate hike of the year", "the second cut this year"."""
    if items[at].low not in {"the year", "this year", "the month", "the quarter", "the week", "this month"}:
        return False
    for item in reversed(items[max(0, at - 6) : at]):
        if item.low in words("orders") or (item.kind == "Q" and item.data.kind == "ordinal"):
            return True
        if item.kind in {"Q", ",", "T"} or (item.kind == "R" and item.low not in {"of", "in"}):
            return False
    return False


def _is_when_foretold(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The time before the verb by which somebody foresaw the number: "In August the Bank of Korea projected", "Citi last month put growth at"."""
    mention, event = items[at].data, data.get("code") in EVENTS
    if is_daily(data) or mention.period is None:
        return False
    if mention.period.precision not in {"month", "week", "day"} and not mention.text.lower().startswith("earlier"):
        return False
    source = at > 0 and items[at - 1].kind in {"B", "C", "O"}
    for item in items[at + 1 : at + 7]:
        if item.kind == "V" and item.low not in {"had", "has", "have"}:
            foretold = item.code == "project" and item.form == "past"
            at_verb = items.index(item)
            revised = any(x.low.split()[-1] in words("foresight") for x in items[at_verb + 1 : at_verb + 6])
            if revised and item.low in words("foretells") and not event:
                return True  # "In September the think tank cut its 2025 growth forecast to 0.8 percent"
            return source and (foretold or (not event and item.low in words("foretells")))
        source = source or item.kind in {"B", "C", "O"}
        if item.kind in {"Q", "M"}:
            return False
    return False


def is_of_founding(items: Sequence[Item], at: int) -> bool:
    """The time at which something began that the number is only told of: "since it was founded in 2013", "records that began in 1963"."""
    for j in range(at - 1, max(-1, at - 7), -1):
        item = items[j]
        if item.low in words("founding"):
            return j == 0 or items[j - 1].kind != "Q"  # "the 147,000 created in April"
        if item.kind in {"Q", ",", "M", "T", "X", "K"}:
            return False
    return False


@only(codes=DAILY)
def _is_of_move_before(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> bool:
    """The day of the move that a quote's own is set behind at the front: "Following a rally on Monday, the index slipped"."""
    if items[0].low not in words("behind_moves") or items[at].data.role != "time":
        return False
    comma = next((i for i, item in enumerate(items) if item.kind in {",", "Q"}), 0)
    return at < comma < len(items) - 1 and any(
        item.low in words("market_moves") and item.kind != "V" for item in items[1:comma]
    )


#: What a time tells that is no number's own; each takes the clause's items, the time's index and the metric's entry.
_RULES: Rules[Callable[[Sequence[Item], int, Mapping[str, Any]], bool]] = Rules(
    _is_of_multiple,
    _is_to_hold,
    _is_day_of_long,
    _is_since_when_a_record,
    _is_of_first,
    _is_of_delivery,
    _is_of_appointment,
    _is_due,
    _is_day_of_payment,
    _is_of_contract,
    _is_vintage,
    _owns_number,
    _owns_cause,
    _is_likened,
    _dates_source,
    _is_stretch_of_change,
    _is_of_news,
    _is_when_reported,
    _is_of_session,
    _is_day_of_saying,
    _counts_events,
    _is_when_foretold,
    _is_of_move_before,
)
