"""Revised: what a firm foretells anew of what markets quote: "UBS cut its forecast by $10 to $85" in a report on oil."""

from __future__ import annotations

from pipeline.linking import phrases
from pipeline.linking.asked import Asked, Found
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric, of_fact
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


#: What somebody foretells or aims at for a year, and whose it is.
_FORESEEN = {"forecast", "projection", "estimate", "prediction", "target", "outlook"}
_OWN = {"his", "her", "their", "its", "our"}
#: Of which metrics a country's forecast for the year is one that needs no name.
_OF_YEARS = {"gdp", "consumer_prices"}


@only(kinds={"percent"}, whose="country", words=_OWN)
def own_forecast(asked: Asked) -> Found | None:
    """What a report on a country's growth or prices is about, for somebody's forecast for the year that says no more: "who has cut
    his full-year forecast to 3.4 percent", "The ministry keeps to its annual target of 7 percent"."""
    topic, before = asked.topic, asked.before
    if topic is None or topic.code not in _OF_YEARS or asked.frame.fresh:
        return None
    at = next((i for i in range(len(before) - 1, -1, -1) if before[i].low in _OWN), -1)
    told = before[at + 1 : at + 4] if at >= 0 else []
    if not told or not told[0].low.startswith(("full-year", "full year", "annual")):
        return None
    if not any(item.low in _FORESEEN for item in told) or any(item.kind in {"M", "P", "C"} for item in before[at:]):
        return None
    return Found(topic._replace(growth=True, negative=False), "context")


#: So many letters before its clause a forecast still stands that others are set beside.
_BESIDE = 250


@only(kinds={"percent"}, links={"main", "ellipsis", "sub"})
def anothers_forecast(asked: Asked) -> Found | None:
    """What was foretold last, for the forecasts of others who are named with their numbers alone: "The office forecast growth of 3.9
    percent; ANZ expects 3.3 percent and Capital Economics 2.8 percent"."""
    told, items, at = asked.story.facts[-1] if asked.story.facts else None, asked.items, asked.at
    if told is None or told.status != "forecast" or told.unit != "%" or told.metric not in _OF_YEARS:
        return None
    if items[at + 1 : at + 2] and items[at + 1].kind in {"M", "N"}:
        return None  # "CIBC sees a 0.3 percent contraction" says what it is of
    if told.char_end < asked.scene.start - _BESIDE or "\n\n" in asked.story.text[told.char_end : asked.scene.start]:
        return None
    begin = next((i + 1 for i in range(at - 1, -1, -1) if items[i].kind == "Q"), 0)
    said = [item for item in items[begin:at] if item.kind not in {"G", "E", ",", "J"} and item.low != "at"]
    names = [item for item in said if item.kind in {"B", "C"} or (item.kind == "w" and item.name)]
    if not names or any(item not in names and item.kind != "V" for item in said):
        return None
    verb = said[-1] if said[-1].kind == "V" else None
    foresees = verb is not None and (verb.code == "project" or verb.low in entries.words("sources", "holds"))
    row = verb is None and begin > 0 and asked.scene.fact is not None and asked.scene.fact is told
    if not (foresees and len(said) == len(names) + 1) and not row:
        return None
    return Found(of_fact(told)._replace(growth=told.measure == "change_pct"), "sentence")


#: What somebody foresaw at another time, behind its number.
_VINTAGES = {"budget", "mini-budget", "outlook", "forecast", "projection", "report", "estimate", "review", "update"}
#: So many words away stands the time of such a one.
_NEAR = 6


@only(kinds={"percent"})
def of_vintage(asked: Asked) -> Found | None:
    """The growth told of last, for what it was put at on another occasion: "half of the 2.7% of the October budget"."""
    last, at = asked.story.facts[-1] if asked.story.facts else None, asked.at
    if last is None or last.measure != "change_pct" or not is_of_vintage(asked.items, at):
        return None
    return Found(of_fact(last)._replace(growth=True, negative=False), "sentence")


def is_of_vintage(items: list[Item], at: int) -> bool:
    """Whether a number is the one of an earlier budget or outlook, which a month or season names."""
    behind = items[at + 1 : at + _NEAR]
    if at < 1 or items[at - 1].kind != "E" or not behind or behind[0].low != "of":
        return False
    end = next((i for i, item in enumerate(behind) if item.kind in {"V", "Q", ",", "."}), len(behind))
    timed = any(item.kind == "T" for item in behind[:end])
    return timed and behind[end - 1].low in _VINTAGES


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
