"""Next firm: the figure told before, of the company that a sentence begins with, its number set off or foretold for it."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.metric import of_fact
from pipeline.linking.only import only
from pipeline.vocabulary import entries

#: So many items stand before a number that is set off behind its company.
_SET_OFF = 3


@only(kinds={"money", "price"}, links={"main"}, whose="company")
def set_off(asked: Asked) -> Found | None:
    """The figure told last, of the next company with its number set off: "Renault closed at 41.20 euros. Valeo, at 9.85 euros, is up"."""
    items, at = asked.items, asked.at
    if at != _SET_OFF or [item.kind for item in items[:2]] != ["C", ","] or items[2].low != "at":
        return None
    if not items[at + 1 : at + 2] or items[at + 1].kind != "," or not asked.held_within(1):
        return None
    told = next((f for f in asked.story.facts[:-6:-1] if f.unit == asked.quantity.unit), None)
    if told is None or told.measure != "level" or told.reporter == items[0].code:
        return None
    return Found(of_fact(told), "context")


@only(kinds={"money", "percent"}, links={"main"}, whose="company")
def next_consensus(asked: Asked) -> Found | None:
    """What the forecasts before began with, of the next company: "X is to report a profit of 95 million euros on sales of 2 billion. For Y
    the consensus is 40 million"."""
    items, told = asked.items, asked.story.facts[-1] if asked.story.facts else None
    if asked.at < _SET_OFF or items[0].low != "for" or items[1].kind != "C" or told is None or told.status == "actual":
        return None
    stands = entries.words("forecasts", "foretold") | entries.words("forecasts", "stand_in")
    if items[1] not in asked.scene.phrase.companies or not any(item.low in stands for item in asked.before):
        return None
    if any(item.kind == "M" for item in asked.before) or not asked.held_within(1):
        return None
    row = [f for f in asked.story.facts[-5:] if f.sentence == told.sentence and f.unit == asked.quantity.unit]
    return Found(of_fact(row[0]), "context") if row and row[0].measure == "level" else None
