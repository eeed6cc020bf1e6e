"""Rates again: short names of a rate or an index that stand for what was told of last."""

from __future__ import annotations

from pipeline.linking.asked import Asked
from pipeline.linking.metric import GAUGES, Metric, is_vague
from pipeline.vocabulary import entries

#: What a "rate" is the growth of.
_GROWING = {"consumer_prices", "core_consumer_prices", "producer_prices", "gdp"}
#: So many sentences back inflation was told of at most.
_LATELY = 3
#: What an economy is made up of, and so many characters behind a number its "rate" stands at most: "at a 3.1% annual rate".
_PARTS, _BEHIND = {"gdp", "consumption", "investment", "exports", "imports", "government_spending", "final_sales"}, 12


def told_again(asked: Asked, metric: Metric) -> Metric:
    """What a short name stands for where it goes on with what was told last, else the mention as it is."""
    return (
        _of_headline(asked, metric)
        or _of_foil(asked, metric)
        or _of_extremes(asked, metric)
        or _same_gauge(asked, metric)
    )


def _of_headline(asked: Asked, metric: Metric) -> Metric | None:
    """The headline rate is that of inflation where inflation, or its core, was told of last: "Core inflation fell to 5 percent. Only Italy
    has a higher headline rate, of 7.6 percent"."""
    held = asked.held
    if held is None or held.code not in {"consumer_prices", "core_consumer_prices"} or not asked.held_within(_LATELY):
        return None
    if asked.quantity.kind != "percent" or not is_vague(metric.name):
        return None
    named = asked.story.text[max(0, metric.start - 10) : metric.start].endswith(("headline ", "Headline "))
    return held.renamed("consumer_prices")._replace(growth=True, weak=False) if named else None


def _of_part(asked: Asked, metric: Metric) -> Metric | None:
    """The part of an economy that is the subject, where a rate behind the number is how fast it grows: "Private investment rose to a 3.1
    percent rate"."""
    own, verb = asked.frame.metric, asked.scene.verb
    if own is None or own.code not in _PARTS or not asked.frame.fresh or own.end > asked.quantity.start:
        return None
    moved = verb is not None and verb.code in {"up", "down"}
    return own._replace(growth=True) if moved and 0 <= metric.start - asked.quantity.end <= _BEHIND else None


def _of_extremes(asked: Asked, metric: Metric) -> Metric | None:
    """The rates that are highest or lowest are those told of last: "The highest rates were recorded in Estonia (4.6%)"."""
    held = asked.held
    if held is None or metric.name not in {"rates", "rate"} or not asked.held_within(2) or metric.code == held.code:
        return None
    if held.code not in _GROWING | {"unemployment_rate"} or asked.quantity.kind != "percent":
        return None
    before = asked.story.text[max(0, metric.start - 24) : metric.start].lower().split()[-2:]
    extreme = entries.words("senses", "superlatives")
    if not any(low in extreme or low == "annual" for low in before):
        return None
    return held._replace(growth=held.code in _GROWING)


def _of_foil(asked: Asked, metric: Metric) -> Metric | None:
    """What was told to grow right before is what the rate behind a number is of that it is set against: "GDP grew 2.1 percent. That tops the
    1.6 percent rate of the first quarter"."""
    held, at = asked.held, asked.at
    if metric.name == "rate" and asked.quantity.kind == "percent" and (own := _of_part(asked, metric)) is not None:
        return own
    if (
        held is None
        or metric.name != "rate"
        or asked.quantity.kind != "percent"
        or metric.start != asked.quantity.end + 1
    ):
        return None
    told = asked.story.facts[-1] if asked.story.facts else None
    if told is None or (told.metric, told.measure) != (held.code, "change_pct") or not asked.held_within(1):
        return None
    led = asked.items[at - 1].low if at else ""
    polled = led == "a" and held.code == "gdp" and any(x.code == "project" for x in asked.before)
    return held._replace(growth=True) if led == "the" or polled else None  # "Economists had forecast a 2.1% rate"


def _same_gauge(asked: Asked, metric: Metric) -> Metric:
    """The index told of last for the end of its name: "when the index fell 19.8 percent"."""
    held = asked.held
    if held is None or not metric.weak or not is_vague(metric.name):
        return metric
    same = held.name.endswith(GAUGES) and held.name.endswith(metric.name.removeprefix("the "))
    return held if same else metric
