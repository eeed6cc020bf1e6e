"""Counted people and spending: parts of the people told of last, what people spend, what is put into research, homes to be completed."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.metric import Metric, entry, of_fact
from pipeline.vocabulary import entries

#: How the metric of a part of the people told of last is named.
OF_TOTAL = "of the total"
#: Of whom so many are told that a part "of the total" is one of them.
_HEADS = {"population", "employment", "unemployment", "headcount", "tourist_arrivals"}


def of_the_total(asked: Asked) -> Found | None:
    """A part of the people told of last: "The population was 51 million. Those aged 65 or older made up 21 percent of the total"."""
    if asked.reading.rule != "percent of" or asked.items[asked.at + 2 : asked.at + 3] == []:
        return None
    told = asked.story.facts[-1] if asked.story.facts else None
    head = next((f for f in reversed(asked.story.facts[-3:]) if f.measure == "level"), None)
    if told is None or head is None or head.metric not in _HEADS or told.metric != head.metric or head.unit != "1":
        return None
    whole = asked.items[asked.at + 2].low in {"the total", "the total population", "the population"}
    return Found(of_fact(head)._replace(name=OF_TOTAL), "sentence") if whole and asked.held_within(1) else None


def spent_by_people(asked: Asked) -> Found | None:
    """What people spend, with cards or on goods: "Foreigners spent 14 trillion won with their credit cards"."""
    frame = asked.frame
    other = frame.metric is not None and frame.fresh and frame.metric.code != "tourist_arrivals"
    if asked.quantity.kind != "money" or other:
        return None
    spends, people = entries.words("markets", "spends"), entries.words("markets", "spenders")
    at = next((i for i, item in enumerate(asked.before) if item.low in spends), None)
    if not at or any(item.kind in {"Q", "C"} for item in asked.before[:at]):
        return None
    verb = asked.before[at]
    if not any(item.low.rpartition(" ")[2] in people for item in asked.before[:at]):
        return None
    return Found(Metric("consumption", entry("consumption"), verb.start, verb.end), "read")


def for_research(asked: Asked) -> Found | None:
    """What is put into research: "including 7.4 trillion won in research and development"."""
    if asked.quantity.kind != "money":
        return None
    led = [item for item in asked.items[asked.at + 1 : asked.at + 5] if item.kind not in {"E", "H"}][:2]
    if len(led) < 2 or led[0].low not in {"in", "on", "for", "to", "into"}:
        return None
    return Found(Metric.of(led[1]), "read") if led[1].kind == "M" and led[1].code == "research_spending" else None


def homes_completed(asked: Asked) -> Found | None:
    """Homes that are to be handed over: "29,000 units are scheduled for completion"."""
    if asked.quantity.kind not in {"count", "number"}:
        return None
    behind = asked.items[asked.at + 1 : asked.at + 10]
    noun = next((i for i, item in enumerate(behind[:4]) if item.low in entries.words("markets", "built")), None)
    if noun is None or behind[noun].low == "units" and not _of_homes(asked):
        return None
    over = next((item for item in behind[noun:] if item.low in entries.words("markets", "handed_over")), None)
    if over is None or any(item.kind == "Q" for item in behind[: behind.index(over)]):
        return None
    return Found(Metric("construction", entry("construction"), over.start, over.end), "read")


def _of_homes(asked: Asked) -> bool:
    """Whether a text is about homes."""
    return asked.topic is not None and asked.topic.code in {"house_prices", "home_sales", "construction"}
