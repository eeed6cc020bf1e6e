"""By size: of which of two times, or of which goods, an amount of trade is by what it would be a part of."""

from __future__ import annotations

import math

from pipeline.fact import Fact
from pipeline.linking.draft import Draft
from pipeline.linking.only import only
from pipeline.linking.period import When, span_of

#: Totals that stand in a proportion to one another.
_ALIKE = (
    {"exports", "imports", "trade_volume"},
    {"current_account", "goods_balance", "services_balance", "primary_income_balance"},
)
_TOTALS = frozenset().union(*_ALIKE)
#: So many facts back stands what a part would be of.
_BACK = 8
#: So many times as much or as little as what was told of one time a total is of another, and so few times that of its own.
_FAR, _NEAR = math.log(4), math.log(2.2)


@only(codes=_TOTALS, measures={"level", "change_pct"})
def of_like_size(draft: Draft) -> When | None:
    """The month of the lead for a total that fits what was told of it and not what was told of the months so far, which it would take its
    time from: "Exports rose to $50 billion in October. In ten months they came to $500 billion. Imports fell to $45 billion"."""
    when, story = draft.when, draft.story
    if when.how not in {"paragraph", "context"} or when.period is None or draft.products or draft.partners:
        return None
    lead, (amount, unit) = draft.state.lead_period, _amount(draft)
    if lead is None or not amount or draft.holder is None or lead.value == when.period:
        return None
    if not when.period.contains(lead.value):
        return None
    family = next(family for family in _ALIKE if draft.metric.code in family)
    told = [f for f in story.facts if f.metric in family and _is_total(f, draft.holder.value, unit)]
    now = [_apart(f, amount) for f in told if span_of(f) == when.period]
    then = [_apart(f, amount) for f in told if span_of(f) == lead.value]
    if not now or not then or min(now) < _FAR or min(then) > _NEAR:
        return None
    return When(lead.value, lead.start, lead.end, "context")


@only(codes={"exports", "imports"}, measures={"level", "change_pct"})
def of_larger_good(draft: Draft) -> None:
    """Gives trade with a partner that is more than all of the good told of last back to the goods that the text is about: "Exports of
    hybrids rose to $2.3 billion. Shipments to the United States gained 5 percent to $2.7 billion" in a report on cars."""
    story, (amount, unit) = draft.story, _amount(draft)
    if not amount or not draft.partners or len(draft.products) != 1 or draft.holder is None:
        return
    good = draft.products[0]
    if any(item.kind == "P" and item.code == good.label for item in draft.items):
        return
    told = [
        fact
        for fact in story.facts[-_BACK:]
        if (fact.metric, fact.measure, fact.product, fact.unit) == (draft.metric.code, "level", good.label, unit)
    ]
    if not told or told[-1].partner is not None or told[-1].reporter != draft.holder.value:
        return
    if amount > abs(told[-1].value) and all(good.label != other.label for other in draft.state.topic_products):
        draft.products = list(draft.state.topic_products)


@only(codes={"exports", "imports", "trade_volume", "trade_balance"}, measures={"level", "change_pct"})
def of_larger_whole(draft: Draft) -> When | None:
    """The longer time told of for a part that is larger than all of the month it would be of: "The deficit was $98 billion in December. For
    2024 it came to $918 billion. That with China rose to $295 billion"."""
    when, story = draft.when, draft.story
    if when.how not in {"paragraph", "context"} or when.period is None or not (draft.products or draft.partners):
        return None
    amount, unit = _amount(draft)
    if not amount or draft.holder is None:
        return None
    told = [f for f in story.facts if f.metric == draft.metric.code and _is_total(f, draft.holder.value, unit)]
    now = [abs(fact.value) for fact in told if span_of(fact) == when.period]
    if not now or amount <= max(now):
        return None
    for fact in reversed(told):
        period = span_of(fact)
        if period is not None and period != when.period and period.contains(when.period) and amount <= abs(fact.value):
            return When(period, fact.char_start, fact.char_end, "context")
    return None


def whole_of_part(draft: Draft) -> When:
    """The period of headline and lead for a part that is larger than the whole of the period it would carry on."""
    when, lead, totals = draft.when, draft.state.lead_period, draft.story.totals
    if when.period is None or lead is None or lead.value == when.period or draft.holder is None:
        return when
    key, value = (draft.metric.code, draft.holder.value, draft.quantity.unit), abs(draft.value)
    whole = totals.get((*key, when.period.iso))
    if whole is None or value <= whole or value > totals.get((*key, lead.value.iso), value):
        return when
    return When(lead.value, lead.start, lead.end, "context")


def _amount(draft: Draft) -> tuple[float, str]:
    """The amount of money that a number is, or that it changed to, and its unit: "fell 1 percent to $45 billion"; 0 where none is told."""
    if draft.quantity.kind == "money":
        return abs(draft.quantity.value), draft.quantity.unit
    behind = draft.items[draft.at + 1 : draft.at + 3]
    if len(behind) < 2 or behind[0].low != "to" or behind[1].kind != "Q" or behind[1].form != "money":
        return 0.0, ""
    return abs(behind[1].data.value), behind[1].data.unit


def _is_total(fact: Fact, holder: str, unit: str) -> bool:
    """Whether a row is a level of a country's trade in all goods with all countries, in the same money."""
    whole = fact.product is None and fact.partner is None and fact.measure == "level"
    return whole and fact.reporter == holder and fact.unit == unit and bool(fact.value)


def _apart(fact: Fact, amount: float) -> float:
    """How far an amount is from that of a row: the logarithm of how many times it is as much or as little."""
    return abs(math.log(abs(fact.value) / amount))
