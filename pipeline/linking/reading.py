"""Reading: how a number can be meant (a level, a change, a share), and which way a word says that it went."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.linking.items import Item

#: Kinds of numbers that state an amount.
AMOUNTS = {"money", "count", "physical", "number", "index_points", "price", "rate"}
#: Kinds of numbers that state a proportion.
RELATIVE = {"percent", "multiple", "fraction"}
_SIGN = {
    "up": 1,
    "raise": 1,
    "nominal_up": 1,
    "comparative_up": 1,
    "down": -1,
    "lower": -1,
    "nominal_down": -1,
    "comparative_down": -1,
}


class Reading(NamedTuple):
    """How a number is meant. `measure` is None where only the metric can tell (a rate's level, growth's change).

    `sign` is +1 or -1 for changes, 0 where no word gives a direction. `old`: it is what another number is compared with.
    `governor` is the word that decided, `rule` its name. `own` is a metric, share or change noun inside its own noun phrase.
    """

    measure: str | None
    sign: int = 0
    old: bool = False
    governor: Item | None = None
    rule: str = "default"
    own: Item | None = None
    result: bool = False  # the level a change led to


def sign_of(item: Item | None) -> int:
    """+1 or -1 for a word of rise or fall, else 0."""
    return _SIGN.get(item.code, 0) if item is not None else 0
