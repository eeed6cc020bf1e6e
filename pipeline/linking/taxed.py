"""Taxed: the rate of a tax that is only called a tax: "raised the tax on food to 27 percent"."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.metric import Metric
from pipeline.linking.only import only
from pipeline.vocabulary import entries

#: Between a tax and its rate, and what moves it there.
_LEADS, _MOVES = {"to", "at", "of"}, {"up", "down", "raise", "lower", "nominal_up", "nominal_down", "hold"}
#: So many items may say what the tax is on.
_FEW = 7


@only(kinds={"percent"})
def at_rate(asked: Asked) -> Found | None:
    """The rate that a tax is raised or cut to: "following a rise in the tax to 8 percent"."""
    before = asked.before
    if len(before) < 3 or before[-1].low not in _LEADS:
        return None
    taxes = entries.words("tariffs", "taxes")
    for i in range(len(before) - 2, max(-1, len(before) - _FEW), -1):
        item = before[i]
        if item.kind in {"Q", ",", "M", ";"}:
            return None
        if item.low in taxes:
            moved = any(
                x.kind in {"V", "N", "U"} and (x.code in _MOVES or x.kind == "U") for x in before[max(0, i - 4) :]
            )
            return Found(Metric.told("tax_rate", item), "read") if moved else None
    return None
