"""Done to goods: the flow that goods are told to be part of by a passive behind their number or their worth."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.inclause import told_by
from pipeline.linking.items import Item
from pipeline.linking.metric import VOLUMES, WAYS, Metric
from pipeline.linking.only import COUNTS, only
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.shortnames import take

#: Fewer pieces than that are told of for their own sake: "One ounce of gold was sold for $3,290".
_FEW = 10


def done_to_goods(asked: Asked) -> Found | None:
    """What was done to the goods counted: "Some 120,000 new cars were sold", "5 million tonnes of grain had been exported", "Goods
    worth 13 billion euros were imported from there"."""
    items, j = _with_joined(asked), asked.at + 1
    worth = asked.quantity.kind == "money" and any(item.kind == "P" for item in asked.before)
    if not worth and asked.quantity.kind not in {"count", "number", "physical"} or abs(asked.quantity.value) < _FEW:
        return None
    if any(item.kind in {"V", "A"} and item.code != "say" for item in asked.before):
        return None
    while j < len(items) and (items[j].kind in _OF_GOODS or (items[j - 1].low == "worth" and items[j].kind == "Q")):
        j += 1
    passive = j < len(items) and items[j].kind == "U"
    while j < len(items) and items[j].kind in {"U", "G"}:
        j += 1
    if not passive or j >= len(items) or items[j].kind not in {"V", "A"} or items[j].form != "past":
        return None
    codes = told_by(asked, items, j) if items[j].data else ()
    if worth:
        codes = [code for code in codes if code in {"exports", "imports"}]
    handed = items[j].low == "shipped" or [item.low for item in items[j + 1 : j + 2]] == ["by"]
    if handed and codes and asked.held is not None and asked.held.code in WAYS:
        # "bought 3 tonnes from Chile, and another 2 tonnes will be shipped"; "sold 3 tonnes to Fiji. 2 tonnes were bought by Chile"
        codes = (asked.held.code, VOLUMES.get(asked.held.code, asked.held.code))
    if items[j].low == "registered" and any(item.code == "automobiles" for item in items[asked.at + 1 : j]):
        codes = ("sales_volume",)
    spoken = {held.code for held in (asked.held, asked.topic) if held is not None}
    for code in sorted(codes, key=lambda code: code not in spoken):
        metric = take(asked, Metric.told(code, items[j]))
        if metric is not None:
            return Found(metric, "read")
    return None


#: What stands between goods that are counted and what was done to them.
_OF_GOODS = {"P", "w", "R", "H", "E", "C", "T", "L", "G"}


def _with_joined(asked: Asked) -> list[Item]:
    """The items of a clause, and of the one joined to it where it says only what goods are worth: "Petrol worth $5 million and | diesel
    worth $6 million were imported"."""
    items = asked.items
    if asked.quantity.kind != "money" or asked.at != len(items) - 1 or not asked.at or items[-2].low != "worth":
        return items
    behind = asked.story.scene_behind(asked.scene)
    return [*items, *behind.clause.items] if behind is not None and behind.clause.link == "ellipsis" else items


@only(kinds={"money"}, whose="country")
def goods_worth(asked: Asked) -> Found | None:
    """The flow of goods that are told by what they are worth, whatever else the clause speaks of: "Trade data showed that vehicles worth $120
    million were imported"."""
    if not asked.at or asked.items[asked.at - 1].low != "worth" or (found := done_to_goods(asked)) is None:
        return None
    good = asked.items[asked.at - 2] if asked.at > 1 else None
    named = good is not None and good.kind == "P" and good.code != "goods"
    return found._replace(near=Phrase(products=[Product(good.code, good.start, good.end)])) if named else found


@only(kinds=COUNTS)
def registered(asked: Asked) -> Found | None:
    """New cars that a market registers are sold there: "Britain registered 120,000 new cars in May"."""
    verb, behind = asked.scene.verb, asked.items[asked.at + 1 : asked.at + 2]
    if verb is None or not verb.low.startswith("register"):
        return None
    if not behind or behind[0].code not in {"automobiles", "electric vehicles"}:
        return None
    return Found(Metric.told("sales_volume", verb), "read")
