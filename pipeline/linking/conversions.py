"""Conversions: an amount beside another that says it once more, in another currency or per share."""

from __future__ import annotations

from dataclasses import replace

from pipeline.fact import Evidence
from pipeline.linking.account import leave
from pipeline.linking.clauses import Clause
from pipeline.linking.story import Story
from pipeline.quantities.quantity import Quantity


def is_conversion(clause: Clause, at: int) -> bool:
    """Whether an amount in brackets is the one before it in another currency: "71.92 trillion won ($58 billion)", "96 rupees a litre
    ($1.15)"."""
    if clause.link != "paren" or not clause.before or any(item.kind == "Q" for item in clause.items[:at]):
        return False
    before, here = clause.before[-1], clause.items[at]
    if before.kind != "Q" or before.data.kind not in {"money", "price"}:
        return False
    if before.data.kind == "price" and here.data.kind == "money":
        return not before.data.unit.startswith(here.data.unit)
    return before.data.kind == here.data.kind and before.data.unit != here.data.unit


_PROFITS = {"net_income", "operating_profit", "pretax_profit", "eps", "dividend"}


def is_per_share(clause: Clause, at: int) -> bool:
    """Whether an amount per share stands right behind a profit: "a profit of $20 million, or 50 cents a share"."""
    if clause.link != "paren" or not clause.before or len(clause.items) > 1:
        return False
    before, here = next((item for item in reversed(clause.before) if item.kind == "Q"), None), clause.items[at]
    return (
        before is not None
        and before.data.kind == "money"
        and (here.low.endswith("share") or before.data.value > 10_000 * here.data.value > 0)
        and here.data.unit == before.data.unit
        and here.data.kind != "percent"
    )


def convert(story: Story, quantity: Quantity, end: int, *, per_share: bool = False) -> None:
    """Adds the fact that ends at character `end` once more in the other currency or per share; leaves the number over
    where that became none."""
    fact = next((f for f in reversed(story.facts) if f.char_end == end), None)
    if fact is None or (per_share and (fact.metric not in _PROFITS or fact.measure != "level")):
        leave(story, quantity, "no metric")
        return
    falls = fact.value < 0
    _, apiece, thing = fact.unit.partition("/")
    each = apiece + thing if quantity.kind == "money" and fact.metric != "exchange_rate" else ""
    low, high = quantity.low, quantity.high
    evidence = [Evidence("value", quantity.start, quantity.end), *(e for e in fact.evidence if e.field != "value")]
    story.facts.append(
        replace(
            fact,
            metric="eps" if per_share and fact.metric != "dividend" else fact.metric,
            product=None if per_share else fact.product,
            value=-abs(quantity.value) if falls else quantity.value,
            unit=quantity.unit + each,
            value_low=-high if falls and high is not None else low,
            value_high=-low if falls and low is not None else high,
            value_text=quantity.text,
            char_start=quantity.start,
            char_end=quantity.end,
            evidence=evidence,
            rule="conversion",
        )
    )
