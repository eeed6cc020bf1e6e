"""Branch gives: what a branch of an economy makes of its output, or one of a company of its result, told as what it contributes."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.metric import Metric
from pipeline.linking.only import only

#: What something makes of an economy's output, and so many items behind the number that economy is named.
_GIVES, _NAMED = {"contribute", "contributes", "contributed", "contributing", "contribution", "contributions"}, 7
#: What the parts of a company contribute to.
_RESULTS = {"revenue", "operating_profit", "net_income", "pretax_profit", "ebitda"}


@only(kinds={"money"}, words=_GIVES)
def contributed(asked: Asked) -> Found | None:
    """The part of an economy's output that a branch makes: "contributed $4.8 billion to the economy", "a contribution of $3 billion to
    GDP"; or of what a company earns: "The pumps business contributed $40 million to the top line"."""
    items, at = asked.items, asked.at
    gives = next((item for item in reversed(items[max(0, at - 4) : at]) if item.low in _GIVES), None)
    if gives is None or at + 2 >= len(items) or items[at + 1].low != "to":
        return None
    behind = items[at + 2 : at + _NAMED]
    end = next((i for i, item in enumerate(behind) if item.kind not in {"E", "H", "L", "'", "O"}), len(behind))
    if end >= len(behind) or behind[end].kind != "M":
        return None
    if behind[end].code in _RESULTS and asked.company:
        return Found(Metric.of(behind[end]), "read")
    if behind[end].code != "gdp":
        return None
    goods = [*asked.scene.phrase.products, *asked.frame.products]
    if behind[end].low.endswith("economy") and not goods:
        return None  # "The Games will contribute $2 billion to the economy"
    return Found(Metric.of(behind[end])._replace(name="output"), "read")
