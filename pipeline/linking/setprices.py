"""Set prices: what a state or board pays growers or lets shops ask, and the day from which it does."""

from __future__ import annotations

import re

from pipeline.linking.draft import Draft
from pipeline.linking.items import BE, Item
from pipeline.linking.period import When
from pipeline.linking.story import within
from pipeline.vocabulary import entries

#: What prices are called that are paid or set at home, whatever money they are told in.
_SET = ("farm", "pump ", "producer price", "minimum price", "support price", "guaranteed price", "procurement price")
#: How a sentence says from when something holds, and within so many characters of a price, and of the day.
_EFFECT = re.compile(r"\b(?:(?:tak|com)(?:es?|ing) (?:into )?(?:effect|force)|took effect|came into force|effective)\b")
_NEXT, _DAY = 220, 30


def is_set(draft: Draft) -> bool:
    """Whether a price is one that is set at home: "The farmgate price was put at 700 francs", "raised the producer price from $1,900"."""
    if draft.metric.name.removeprefix("the ").startswith(_SET):
        return True
    named = [item for item in draft.items[: draft.at] if item.kind == "M"]
    return (bool(named) and named[-1].low.removeprefix("the ").startswith(_SET)) or _is_decreed(draft)


def _is_decreed(draft: Draft) -> bool:
    """Whether somebody moves the price of a fuel that is sold at home, or it moves where the one told before was set so: "the government
    raised petrol prices by 12%", "Diesel was cut to 92 rupees a litre"; not "U.S. diesel futures rose"."""
    fuel = bool(draft.products) and draft.products[0].label in entries.words("markets", "home_fuels")
    if draft.metric.code != "commodity_price" or not fuel or draft.metric.name.endswith("futures"):
        return False
    items, main = draft.items[: draft.at], draft.state.main_country
    if any(item.kind == "V" and _moves_it(items, i) for i, item in enumerate(items)):
        return True
    told = draft.story.facts[-1] if draft.story.facts else None
    alike = told is not None and told.metric == draft.metric.code and main is not None and told.reporter == main.value
    return alike and told is not None and told.product in entries.words("markets", "home_fuels")


def _moves_it(items: list[Item], at: int) -> bool:
    """Whether a verb says that somebody raises or lowers something: "cut prices by", "prices were increased"."""
    passive = at > 0 and items[at - 1].low in BE
    return items[at].code in {"raise", "lower"} or (passive and items[at].code in {"up", "down"})


def from_day(draft: Draft) -> When | None:
    """The day from which a price holds that was set, told behind it: "to $1,460 a tonne. That price takes effect from 3 May"."""
    story, end = draft.story, draft.quantity.end
    if draft.measure not in {"level", "change_pct"} or not is_set(draft):
        return None
    line = story.text.find("\n", end)
    told = _EFFECT.search(story.text, end, min(line if line >= 0 else len(story.text), end + _NEXT))
    if told is None:
        return None
    days = within(story.mentions.periods, told.end(), told.end() + _DAY * 2)
    day = next((m for m in days if m.start - told.end() < _DAY and m.period is not None), None)
    if day is None or day.period is None or day.period.precision != "day":
        return None
    ahead = day.bare == "weekday" and told[0].endswith("s")  # "takes effect from Friday", the next one
    return When(day.period.shift(days=7) if ahead else day.period, day.start, day.end, "sentence")
