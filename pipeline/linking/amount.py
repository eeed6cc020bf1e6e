"""Amount: what a number says of its metric once the metric is known: measure and sign, value and range, unit and bound."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.linking import quotes
from pipeline.linking.case import SIGNS
from pipeline.linking.draft import Draft
from pipeline.linking.metric import RATIOS, RESULTS, SURVEYS, TRADED, Metric
from pipeline.linking.reading import Reading, sign_of
from pipeline.linking.subject import Frame
from pipeline.linking.tradesenses import measured_of
from pipeline.quantities.lexicon import units
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: Metrics of prices that are bought and sold at; a per cent that they move to is no level of theirs.
_PRICES = {"average_price", "export_price", "import_price"}
#: What is told by its weight or size.
_WEIGHED = {"export_volume", "import_volume", "production_volume"}
#: Units of goods that an older value need not say again.
_PHYSICAL = {"bbl", "t", "kg", "ozt", "oz", "GWh", "MWh", "kWh", "TWh", "MW", "GW", "bu", "TEU", "CGT", "m3", "L", "lb"}
#: Kinds of amounts that are no relative change.
_SIZES = {"money", "price", "count", "physical"}
#: How many facts back a price's unit still holds.
_LATELY = 6
#: No part in per cent is larger.
_WHOLE = 100
#: What has no parts.
_NO_PARTS = {"price", "index"}
#: How much larger or smaller a deficit is.
_SIZED = {"wider", "larger", "bigger", "greater", "narrower", "smaller", "more", "less"}
#: Before a number that something moves past.
_PASSING = ("below", "above", "past", "beyond", "under")


#: How brackets set one number beside another.
_BESIDE = re.compile(r" (?:vs\.?|v\.?|versus|against|from|compared (?:with|to)) [-+−–]?\d")
#: What may come on top of what there was.
_COMES_ON_TOP = RESULTS | TRADED | {"tax_revenue"}


def find_measure(draft: Draft) -> None:
    """Measure and sign of a number."""
    metric = draft.metric
    measure, sign = _measure(metric, draft.quantity, draft.reading, draft.frame)
    if measure == "share_pct" and draft.reading.rule == "share of the first" and metric.data.get("nature") in _NO_PARTS:
        last = (
            draft.story.facts[-1] if draft.story.facts else None
        )  # "Songpa led with 20.9 percent": how much prices rose there
        measure, sign = "change_pct", -1 if last is not None and last.value < 0 else 1
    if measure == "change_pct" and metric.negative and _betters(draft.reading):
        sign = -sign  # a deficit that improves gets smaller
    other = draft.how != "read" and draft.scene.phrase.metric is None and draft.scene.phrase.pronoun is None
    if measure == "change_pct" and metric.growth and other and draft.reading.rule in {"verb of change", "by"}:
        sign = draft.reading.sign or sign  # "Retail sales growth slowed to 2.8 percent; furniture sank 3.1 percent"
    bought = metric.code == "net_buying" and metric.name == "net"  # "picked up a net 3 billion won"
    raised = (metric.code == "funding" or metric.name == "tax" or bought) and measure == "change_abs"
    if draft.reading.rule == "verb of change" and (raised or metric.name == "lost"):
        measure, sign = "level", 0  # what is raised or lost is the amount itself
    if measure == "change_pct":  # "after a contraction of 7 percent in 2011"
        fell = metric.negative and metric.growth and metric.start >= draft.items[0].start
        if fell or _is_negative_growth(draft) or _is_foretold_fall(draft) or _is_fall_again(draft):
            sign = -1
    if measure == "change_pct" and sign < 0 and draft.clause.link == "compare" and _is_signed_above(draft):
        sign = 0  # "(-1.5% vs 0.6%)"
    if measure == "change_pct" and not draft.reading.sign and _is_ratio(draft):
        measure, sign = "share_pct", 0
    if measure == "change_pct" and draft.reading.measure is None and _is_ratio_again(draft):
        measure, sign = "share_pct", 0
        told = draft.story.facts[-1]
        if metric.negative and told.metric == metric.code and told.measure == measure and told.value > 0:
            draft.metric = metric._replace(negative=False)  # a part of what was planned, as the one before
    if measure == "share_pct" and (metric.data.get("rate") or metric.code == "market_share"):
        measure = "level"
    if measure == "level" and metric.code in _COMES_ON_TOP and draft.quantity.kind == "money" and _is_extra(draft):
        measure = "change_abs"
    if measure == "change_pct" and metric.data.get("rate") and _is_passed(draft):
        measure, sign = "level", 0  # "The yield should ease below 7 percent"
    if measure == "change_pct" and metric.code == "policy_rate" and draft.quantity.kind == "percent":
        measure = "change_pp"  # "raised its rate by 0.25 percent": nobody tells of a part of a rate
    if measure == "change_abs" and draft.reading.rule == "verb of change" and _is_passed(draft):
        measure, sign = "level", 0  # "The index soared past 5,000"
    if measure == "share_pct" and draft.quantity.kind in {"count", "number"} and draft.quantity.value > _WHOLE:
        measure, sign = "level", 0  # "made up the largest share at 5.48 million"
    if measure in {"change_pct", "share_pct"} and draft.quantity.kind in _SIZES:
        measure, sign = "level", 0  # "9.7 percent more than a year before and the highest after $3.35 billion in 2022"
    behind = draft.items[draft.at + 1 : draft.at + 3]
    if (
        measure == "change_abs"
        and metric.code == "orders"
        and len(behind) == 2
        and behind[0].low == "more"
        and behind[1].kind == "P"
    ):
        measure, sign = "level", 0  # "an order for 40 more planes"
    if metric.code == "users" and measure == "level" and draft.how != "read" and (gained := _gained_again(draft)):
        measure, sign = "change_abs", gained
    if measure == "change_abs" and metric.code == "orders" and draft.items[draft.at - 1].low in {"a", "an"}:
        if any(item.low in {"contract", "order", "deal"} for item in behind):
            measure, sign = "level", 0  # "rose by 15 percent, lifted by a 2.9 billion-euro train contract"
    if measure == "change_abs" and draft.clause.link in {"paren", "compare"} and _is_index_beside_another(draft):
        measure, sign = "level", 0  # "The mood darkened among grocers (14 vs 19 in May)"
    draft.measure, draft.sign = measure, sign


def _is_index_beside_another(draft: Draft) -> bool:
    """Whether brackets set the points of a survey beside those of another time, or these are set beside those so."""
    if draft.metric.code not in SURVEYS or draft.quantity.kind != "number":
        return False
    if draft.clause.link == "paren":
        return _BESIDE.match(draft.story.text, draft.quantity.end) is not None
    above = draft.scene.parent
    told = above.fact if above is not None and above.clause.link == "paren" else None
    return told is not None and told.measure == "level" and told.metric == draft.metric.code


def _is_signed_above(draft: Draft) -> bool:
    """Whether the number that another is set against writes its sign, which that one, without any, then has not."""
    told = draft.scene.parent.fact if draft.scene.parent is not None else None
    if told is None or draft.quantity.text[:1] in SIGNS or any(sign_of(item) for item in draft.items):
        return False
    return draft.story.text[told.char_start] in SIGNS


#: So many times the customers that were won are those that a firm has.
_MANY_TIMES = 5


def _gained_again(draft: Draft) -> int:
    """The sign of customers won that others are set against: "added 5.1 million subscribers, more than the 4.5 million expected"."""
    told = draft.story.facts[-1] if draft.story.facts else None
    if told is None or told.char_start < draft.story.sentence.start or draft.quantity.kind not in {"count", "number"}:
        return 0
    if (told.metric, told.measure) != ("users", "change_abs") or draft.quantity.value > _MANY_TIMES * abs(told.value):
        return 0
    set_beside = draft.reading.old or draft.clause.link in {"compare", "sub"}
    return (1 if told.value > 0 else -1) if set_beside else 0


def _is_extra(draft: Draft) -> bool:
    """Whether an amount of a result comes on top of what there was: "$2 billion in extra revenue", "an additional $2 billion in sales"."""
    items, at, metric = draft.items, draft.at, draft.metric
    behind = items[at + 1 : at + 5]
    if not behind or behind[0].low not in {"in", "of"} or draft.quantity.start > metric.start:
        return False
    named = next((i for i, item in enumerate(behind) if item.start == metric.start), 0)
    more = entries.words("readings", "on_top")
    before = [item.low for item in items[max(0, at - 2) : at]]
    if not named or any(item.kind in {"V", "Q", "J", ","} for item in behind[:named]):
        return False
    return any(item.low in more for item in behind[:named]) or any(low.rpartition(" ")[2] in more for low in before)


def _betters(reading: Reading) -> bool:
    """Whether what governs a number says that something got better or worse, not larger or smaller."""
    return reading.governor is not None and reading.governor.low.startswith(("improv", "worsen", "deteriorat"))


def _is_passed(draft: Draft) -> bool:
    """Whether something moves past a number: "ease below 7 percent", "climbed above 5 percent", "slid below the 1,480 level"."""
    bound = draft.story.text[draft.quantity.bound_start : draft.quantity.bound_end].lower()
    if draft.quantity.bound_start >= 0 and bound.startswith(_PASSING):
        return True
    before = draft.items[max(0, draft.at - 2) : draft.at]
    before = before[:-1] if len(before) == 2 and before[-1].kind == "E" else before[-1:]
    return any(item.low in _PASSING for item in before)


def _is_foretold_fall(draft: Draft) -> bool:
    """Whether a forecast was moved to a fall: "raised its forecast to a contraction of 4 to 6 percent"."""
    governor = draft.reading.governor
    moved = governor is not None and governor.code in {"raise", "lower"}
    return moved and draft.metric.negative and draft.metric.growth


def _is_fall_again(draft: Draft) -> bool:
    """Whether somebody puts a fall that was just foretold at another number: "will shrink by 8 percent, whereas the bank put the
    figure at 8.8 percent"."""
    told, items, at = draft.story.facts[-1] if draft.story.facts else None, draft.items, draft.at
    if told is None or draft.reading.sign or told.char_start < draft.story.sentence.start:
        return False
    if (told.metric, told.measure) != (draft.metric.code, "change_pct") or told.value >= 0:
        return False
    held = draft.state.metric
    if draft.reading.old and draft.clause.link == "compare" and held is not None and held.value.negative:
        return True  # "deflation of 0.2 percent, after 0.1 percent in June"
    if at < 3:
        return False
    foresaw = items[at - 1].kind == "V" and items[at - 1].code == "project" and items[at - 1].form == "past"
    if foresaw and told.status == "forecast":
        return True  # "expects it to fall 4 percent, where the bank foresaw 3"
    return (
        items[at - 1].low == "at"
        and items[at - 2].kind == "O"
        and items[at - 3].low in entries.words("forecasts", "puts")
    )


def _is_negative_growth(draft: Draft) -> bool:
    """Whether the growth or inflation before a number, or the growth behind it, is called negative: "registered a negative growth of 9
    percent", "saw 9 percent negative growth", or contracts: "GDP growth contracted by 9 percent"."""
    items, at, verb = draft.items, draft.at, draft.reading.governor
    if verb is not None and verb.kind == "V" and draft.reading.sign < 0 and verb.low.startswith(("contract", "shr")):
        return draft.reading.rule in {"verb of change", "by"}
    behind = [item.low for item in items[at + 1 : at + 3]]
    if behind[:1] == ["negative"] and behind[1:] and behind[1].startswith("growth"):
        return True
    if "negative" not in draft.clause.lows:
        return False
    near = range(max(0, at - 5), at)
    return any(items[i].low == "negative" and items[i + 1].low.startswith(_GROWING) for i in near)


def _is_ratio(draft: Draft) -> bool:
    """Whether a per cent is a ratio's, set against what its name says: "The debt-to-GDP ratio climbed to 98 percent"."""
    name = draft.metric.name
    against = name.endswith(("ratio", "ratios")) or "to-gdp" in name or f" {name}".endswith(" to gdp")
    return against and draft.quantity.kind == "percent" and draft.reading.measure is None


#: What is called negative where it falls.
_GROWING = ("growth", "inflation", "annual inflation", "headline inflation", "consumer inflation")

#: So many facts back a ratio to GDP is still spoken of.
_RATIO = 8


def _is_ratio_again(draft: Draft) -> bool:
    """Whether a per cent without a word of change is a ratio to GDP as the one told before of the same: "to 74 percent of GDP in 2011 and
    79 percent in 2015"."""
    code = draft.metric.code
    if (
        code not in RATIOS
        or draft.metric.growth
        or draft.metric.name.endswith("growth")
        or draft.quantity.kind != "percent"
    ):
        return False
    return any(
        fact.metric == code and fact.measure in {"share_pct", "change_pp"} for fact in draft.story.facts[-_RATIO:]
    )


def _measure(metric: Metric, quantity: Quantity, reading: Reading, frame: Frame) -> tuple[str, int]:
    """Measure and sign once the metric is known: a rate's per cent is a level, growth's a change."""
    if reading.measure is not None:
        if metric.code == "orders" and reading.rule == "verb of change" and reading.governor is not None:
            if reading.governor.low in {"loses", "lost", "lose", "losing"}:
                return "level", 0  # "loses 9.6 tln-won Ford deal"
        if metric.data.get("rate") and reading.measure == "change_pct" and reading.rule == "elliptic change":
            return "level", 0
        if metric.growth and reading.measure == "change_pct" and quantity.kind == "percent":
            falls = reading.sign < 0 and reading.rule in {"noun of change + of", "number + noun of change"}
            return "change_pct", -1 if falls or quantity.value < 0 else 1
        return reading.measure, reading.sign
    if quantity.kind in {"percent", "fraction"}:
        if metric.data.get("rate"):
            return "level", 0
        if frame.share is not None:
            return "share_pct", 0
        if frame.change is not None and not (metric.growth and reading.own is not None):
            return "change_pct", sign_of(frame.change)  # but "a slowdown from the 3.3 percent growth of May"
        return "change_pct", -1 if metric.negative and metric.growth else 0  # "a 2.3% contraction"
    if quantity.kind == "points":
        return "change_pp", reading.sign or (sign_of(frame.change) if frame.change is not None else 0)
    if reading.old and frame.change is not None and quantity.kind in {"count", "number", "money"}:
        return "change_abs", sign_of(frame.change)  # "The gain was larger than October's 193,000"
    return "level", 0


def is_unknown_rate(draft: Draft) -> bool:
    """Whether a per cent is the level of something without a metric: "Attrition rose to 14.4%" says nothing of profit."""
    metric, frame = draft.metric, draft.frame
    if (
        draft.quantity.kind != "percent"
        or draft.reading.rule != "to"
        or draft.measure != "change_pct"
        or metric.growth
        or metric.data.get("rate")
    ):
        return False
    if metric.data.get("nature") == "price" or metric.code in _PRICES:
        return True  # "bring the price of copied medicines down to 45 percent"
    return (
        metric.data.get("home") == "company"
        and not frame.fresh
        and bool(frame.products)
        and not frame.products[0].strong
    )


def find_value(draft: Draft) -> None:
    """Value and range of a number, falls, deficits and losses below zero; for an exchange rate, how it is quoted."""
    quantity, metric, measure, state = draft.quantity, draft.metric, draft.measure, draft.state
    if metric.code == "exchange_rate":
        main = state.country or state.main_country
        home, first = main.value if main is not None else None, quotes.set_against(draft.story)
        draft.quote = quotes.exchange(metric, quantity, draft.items, home, first)
    quote = draft.quote
    draft.value, draft.low, draft.high = quantity.value, quantity.low, quantity.high
    if measure.startswith("change"):
        factor = draft.sign or (1 if quantity.value >= 0 else -1)
        negative = metric.negative or _is_deficit_again(draft)
        if (negative and measure == "change_abs") or (quote is not None and quote.falls and draft.sign):
            factor = -factor
        if quote is None and measure == "change_pct" and _is_of_currency(draft):
            factor = -factor
        draft.value = factor * abs(quantity.value)
        if quantity.low is not None and quantity.high is not None and factor < 0 and quantity.low >= 0:
            draft.low, draft.high = -quantity.high, -quantity.low
    elif (metric.negative or (draft.jobs and draft.sign < 0) or _is_in_the_red_again(draft)) and measure in {
        "level",
        "share_pct",
    }:
        part = measure == "share_pct" and metric.code == "net_buying"  # "a combined share of 76.6 percent" of outflows
        draft.value = abs(quantity.value) if part else -abs(quantity.value)


#: What a currency itself is, whatever it costs.
_STRENGTHS = {"weaker", "stronger", "softer", "firmer"}


def _is_of_currency(draft: Draft) -> bool:
    """Whether a change tells of a currency whose price in the sentence is that of a dollar: "a rand that traded at 15.1 to the dollar,
    1.6 percent weaker"."""
    told, governor = draft.story.facts[-1] if draft.story.facts else None, draft.reading.governor
    if draft.metric.code != "exchange_rate" or told is None or governor is None or governor.low not in _STRENGTHS:
        return False
    local = told.metric == "exchange_rate" and told.measure == "level" and not told.unit.startswith("USD/")
    return local and told.char_start >= draft.story.sentence.start


def _is_in_the_red_again(draft: Draft) -> bool:
    """Whether a balance that a deficit is set against was one as well: "a shortfall of $3.3 billion, wider than August's $2.9 billion"; or
    the next country's: "Chad ran a deficit of $4 billion, while Mali's reached $2 billion"."""
    above = draft.scene.parent
    if not draft.metric.data.get("balance"):
        return False
    told = draft.story.facts[-1] if draft.story.facts else None
    if (
        told is not None
        and draft.clause.link == "sub"
        and draft.metric.start < draft.story.sentence.start <= told.char_start
    ):
        return told.metric == draft.metric.code and told.measure == "level" and told.value < 0
    if draft.clause.link != "compare" or above is None or above.fact is None:
        return False
    same = above.fact.metric == draft.metric.code and above.fact.measure == "level" and above.fact.value < 0
    return same and draft.metric.start < draft.clause.items[0].start


def _is_deficit_again(draft: Draft) -> bool:
    """Whether the size of a change behind a comma is that of the deficit told before it: "a deficit of 89 trillion won, 8 trillion
    won wider than a year earlier"."""
    governor, last = draft.reading.governor, draft.scene.fact
    if draft.reading.rule != "number + comparative" or governor is None or governor.low not in _SIZED or last is None:
        return False
    return last.metric == draft.metric.code and last.measure == "level" and last.value < 0


def unit_of(draft: Draft) -> str:
    """The unit of a number: that of a price told beside one per quantity ("$365 per tonne, compared with $340") is the same,
    that of a rate told as a plain number the last rate's."""
    code = draft.metric.code
    unit = quotes.unit_of(draft.quantity, draft.metric, draft.quote)
    if draft.measure == "change_pp" and unit == "%":
        return "pp"
    if code == "exchange_rate" and draft.metric.name.endswith("dollar index") and unit != "%":
        return "1"  # "the dollar index was at 98.40", whatever was told of the yen before
    if code == "exchange_rate" and "/" not in unit:
        told = (f.unit for f in reversed(draft.story.facts) if f.metric == code and "/" in f.unit)
        return unit if unit == "%" else next(told, unit)
    if draft.quantity.kind == "money" and (code in _PRICES or draft.metric.data.get("nature") == "price"):
        if code == "commodity_price" and "/" not in unit and (measure := _told_per(draft)) is not None:
            return f"{unit}/{measure}"
        return next((other for other in _priced(draft) if other.startswith(f"{unit}/")), unit)
    last = draft.scene.last_fact()
    if unit == "1" and draft.quantity.kind in {"number", "count"} and draft.quantity.noun is None and last is not None:
        moved = draft.reading.rule == "to" and last.measure == "change_abs"  # "rose by 60,000 bpd to 4.13 million"
        same = last.metric == code and (moved or (last.measure == "level" and draft.reading.old))
        priced = same and draft.metric.data.get("nature") == "price" and last.unit[3:4] == "/"
        if priced or (same and last.unit.partition("/")[0] in _PHYSICAL):
            return str(last.unit)  # "330,700 barrels a day, down from 559,900"
    if unit == "1" and code in _WEIGHED and draft.quantity.kind == "number" and draft.quantity.noun is None:
        before = draft.story.facts[-1] if draft.story.facts else None
        if before is not None and before.metric == code and before.unit in _PHYSICAL:
            if 0.01 < before.value / (draft.quantity.value or 1) < 100:
                return before.unit  # "Vale made 67.7 million tonnes. BHP's output was 67.8 million"
    return last.unit if last is not None and last.metric == code and last.unit.startswith(f"{unit}/") else unit


def _told_per(draft: Draft) -> str | None:
    """The unit in which the good of a price is told before it: "the price of a litre of diesel rose to 109 pence"."""
    at = next((i for i, item in enumerate(draft.items[: draft.at]) if item.start == draft.metric.start), -1)
    measure = measured_of(draft.items, at) if at >= 0 else None
    unit = units().words.get(measure.low) if measure is not None else None
    return unit.code if unit is not None else None


def _priced(draft: Draft) -> Iterator[str]:
    """The units of prices of the same thing: behind the number in its clause, then those told last."""
    yield from (item.data.unit for item in draft.items[draft.at + 1 :] if item.kind == "Q" and item.form == "price")
    for fact in reversed(draft.story.facts[-_LATELY:]):
        if fact.metric == draft.metric.code:
            yield fact.unit


def bound_of(draft: Draft) -> str:
    """Whether a number is exact, about right or one end: that of a verb of excess is the lower end, also before a noun of its own
    ("crossed a $700 billion export threshold")."""
    quantity, reading = draft.quantity, draft.reading
    if quantity.bound != "eq":
        return quantity.bound
    verb = reading.governor if reading.rule == "verb of excess" else None
    if reading.rule == "number + metric":
        verb = next((item for item in reversed(draft.items[: draft.at]) if item.kind not in {"E", "H", "G"}), None)
    if verb is None or verb.kind != "V" or verb.code not in {"exceed", "below"}:
        return quantity.bound
    if verb.low.startswith("pass") and draft.metric.code == "budget":
        return quantity.bound  # "Parliament passed a 3.7 trillion shilling budget"
    return "ge" if verb.code == "exceed" else "le"
