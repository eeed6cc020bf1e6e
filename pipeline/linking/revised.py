"""Revised: what a firm foretells anew of what markets quote: "UBS cut its forecast by $10 to $85" in a report on oil."""

from __future__ import annotations

from pipeline.linking import phrases
from pipeline.linking.asked import Asked, Found
from pipeline.linking.metric import Metric
from pipeline.linking.only import only
from pipeline.linking.phrases import Phrase
from pipeline.linking.shortnames import take
from pipeline.linking.story import at_any_market
from pipeline.vocabulary import entries

#: What markets quote but shares.
_QUOTED = {"stock_index", "oil_price", "commodity_price", "bond_yield", "exchange_rate"}


def foretells_anew(asked: Asked) -> bool:
    """Whether a firm changes what it foretells."""
    verb = asked.scene.verb
    return (
        verb is not None and verb.code in {"raise", "lower"} and any(x.code in {"project", "aim"} for x in asked.before)
    )


@only(kinds={"money", "price", "number", "index_points"})
def foretold_quote(asked: Asked) -> Found | None:
    """What a firm foretells anew in a report on markets: the quote of the good or index it names, else the one told of last."""
    held = asked.held
    if not foretells_anew(asked):
        return None
    if asked.frame.metric is not None or any(
        item.kind in {"M", "C"} for item in asked.before[asked.scene.clause.verb_at :]
    ):
        return None
    goods = phrases.read(asked.before[asked.scene.clause.verb_at + 1 :], subject=False)
    code = goods.index.data.get("metric", "stock_index") if goods.index is not None else None
    if code is None and goods.products and goods.products[0].label in entries.words("markets", "traded"):
        code = "commodity_price" if at_any_market(asked.story) else None
    if code is None and not goods.products and held is not None and held.code in _QUOTED and asked.held_within(1):
        code = held.code
        goods = Phrase(products=list(asked.state.products))
    metric = take(asked, Metric.told(code, asked.items[asked.at])) if code is not None else None
    return Found(metric, "context", goods) if metric is not None else None
