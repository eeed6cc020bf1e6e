"""Foretold for: the place that a country's rate or growth is told of where it stands in no subject: "Among emerging economies, growth
is put at 3.9 percent", "The forecasts for France and Italy are", "with Germany, its biggest economy, at 0.5 percent"."""

from __future__ import annotations

from pipeline.linking.clause import is_its
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import WAYS_AND_BALANCE
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.period import words
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.vocabulary import entries

#: What one place has by itself, with no other side.
_OF_ONE = {
    "gdp", "consumer_prices", "core_consumer_prices", "producer_prices", "unemployment_rate", "industrial_production",
    "retail_sales", "employment", "wages", "pmi", "consumer_confidence", "budget_balance",
}  # fmt: skip
#: So many sentences back the world is still spoken of.
_LATELY = 2
#: What a list of places begins with that a whole is made of.
_AMONG = {"among", "across", "within", "for", "in"}


@only(codes=_OF_ONE)
def of_place_told(draft: Draft) -> None:
    """Gives a rate or growth to the place that its sentence tells it of, else to the world that the text was last about."""
    metric = draft.metric
    if draft.holder is None or draft.frame.company is not None:
        return
    if draft.partners and not draft.products and all(place.kind == "L" for place in draft.partners):
        draft.belongs_to(draft.partners[-1])  # "The forecasts for France and Italy are 1.2 percent and 0.3 percent"
    elif (place := _beside(draft) or _in_front(draft) or _figures_for(draft)) is not None:
        draft.belongs_to(place)
    elif _is_still_of_world(draft):
        draft.holder = Held("WORLD", metric.start, metric.end)


@only(codes=WAYS_AND_BALANCE)
def of_trade_foretold(draft: Draft) -> None:
    """Gives the trade that a bank foretells to the country whose trade the report is on: "Nomura expects exports to fall 4 percent"; not
    to a firm that the report has told of, or that foretells "its exports"."""
    holder, state = draft.holder, draft.state
    topic, country, main = state.topic, state.topic_holder, state.main_company
    if holder is None or is_country(holder.value):
        return
    if topic is None or country is None or not state.topic_is_country or topic.value.code not in WAYS_AND_BALANCE:
        return
    told = draft.story.facts
    if main is not None and main.value == holder.value and (not told or main.start < told[0].char_start):
        return  # the report begins with it
    if not is_country(country.value) or any(fact.reporter == holder.value for fact in told):
        return
    items, scene = draft.items, draft.scene
    verb, begin = scene.verb, next((i for i, item in enumerate(items) if item.kind == "C"), -1)
    if begin < 0 and scene.parent is not None:
        verb = scene.parent.verb
        if not any(item.kind == "C" for item in scene.parent.clause.items):
            return
    thinks = entries.words("divisions", "believes")
    verb = next((x for x in items[begin + 1 : draft.at] if x.kind in {"V", "w"} and x.low in thinks), verb)
    foretells = verb is not None and (verb.code == "project" or verb.low in thinks)
    if foretells and not any(is_its(item) for item in items[: draft.at]):
        draft.belongs_to(country, *draft.partners)


def good_foretold(items: list[Item], at: int) -> list[Product]:
    """The good that the forecast before a number is for: "cut its sales target for televisions to 15.5 million units"."""
    told, before = words("foresight") | words("targets"), items[:at]
    for forecast, led, good in zip(before, before[1:], before[2:], strict=False):
        if good.kind == "P" and led.low == "for" and forecast.low in told:
            return [Product(good.code, good.start, good.end)]
    return []


def _beside(draft: Draft) -> Item | None:
    """The place behind "with", in apposition: "with Germany, its biggest economy, at 0.5 percent"."""
    before, items = draft.clause.before, draft.items
    if draft.clause.link != "ellipsis" or len(before) < 2 or not items or items[0].low not in {"its", "the", "their"}:
        return None
    return before[-1] if before[-1].kind == "L" and before[-2].low == "with" else None


def _in_front(draft: Draft) -> Item | None:
    """The group of places that a clause begins with: "Among emerging economies, growth is put at"."""
    items = draft.items[: draft.at]
    if len(items) < 3 or items[0].low not in _AMONG or items[1].kind != "L" or len(items[1].code) == 2:
        return None
    named = [item for item in items if item.kind == "L"]
    return items[1] if len(named) == 1 and items[2].kind in {",", "M"} else None


#: What an office tells of a place.
_FIGURES = {"figures", "data", "numbers", "readings", "statistics"}


def _figures_for(draft: Draft) -> Item | None:
    """The place that figures are for which show a number: "Figures for the U.S. are forecast to show a reading of 53.1"."""
    above = draft.scene.parent
    for items in (draft.items[: draft.at], above.clause.items if above is not None else []):
        for i, item in enumerate(items[:4]):
            behind = [x for x in items[i + 1 : i + 4] if x.kind != "E"]
            if item.low in _FIGURES and len(behind) > 1 and behind[0].low == "for" and behind[1].kind == "L":
                return behind[1]
    return None


def _is_still_of_world(draft: Draft) -> bool:
    """Whether a forecast without a place goes on with the world: "For 2020 it now expects growth of 3.4 percent"."""
    told = draft.story.facts[-1] if draft.story.facts else None
    if told is None or told.reporter != "WORLD" or told.metric != draft.metric.code or told.status != "forecast":
        return False
    if draft.frame.reporter is not None or any(item.kind == "L" for item in [*draft.clause.before, *draft.items]):
        return False
    held = draft.story.state.metric
    return held is not None and draft.story.number - held.sentence <= _LATELY
