"""Taxed: the rate of what is only called a tax: "raised the tax on food to 27 percent"; and what is collected of it."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric
from pipeline.linking.only import only
from pipeline.linking.phrases import Phrase, Product
from pipeline.vocabulary import entries

#: Between a tax and its rate, and what moves it there.
_LEADS, _MOVES = {"to", "at", "of"}, {"up", "down", "raise", "lower", "nominal_up", "nominal_down", "hold"}
#: So many items may say what the tax is on.
_FEW = 7


@only(kinds={"percent"}, words=entries.words("tariffs", "taxes"))
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


#: What leads from a sum to the tax that it came from: "by way of" and "in the form of" end in the last of them.
_FROM, _STEPS = {"in", "from", "through", "as", "via", "of", "under"}, {"in", "by", "way", "form", "the", "as"}
#: What ends the words for a tax.
_ENDS = frozenset("Q,;VTJ.WKX(")


@only(kinds={"money"})
def collected(asked: Asked) -> Found | None:
    """What a treasury takes in by a tax: "collected 3 billion euros in fuel tax", "and 2 billion by way of stamp duty"; where the tax goes
    without saying, the one told of last: "the provinces collected 4 billion"."""
    before = asked.before[-1:] if asked.before[-1:] and asked.before[-1].kind not in "GbEH" else asked.before
    led = next((item for item in reversed(before) if item.kind not in "GbEH"), None)
    if led is None:
        return None
    collects = entries.words("tariffs", "collects")
    last = asked.scene.last("fact")
    as_well = led.kind == "J" and last is not None and last.metric == "tax_revenue"
    if not as_well and led.low not in collects:
        return None
    tax = _tax_behind(asked.items, asked.at, asked.story.text)
    if tax is not None:
        of_all = tax.label in {"tax", "taxes", "tax revenue", "revenue"}
        return Found(Metric.told("tax_revenue", tax, name="tax"), "read", Phrase(products=[] if of_all else [tax]))
    if asked.company or any(item.kind in {"M", "R"} for item in asked.items[asked.at + 1 : asked.at + 2]):
        return None
    if (named := _named_behind(asked)) is not None:
        return Found(Metric.of(named), "sentence", Phrase(products=[Product(x, led.end, led.end) for x in named.inner]))
    told = asked.held is not None and asked.held.code == "tax_revenue" and asked.held_within(1)
    return Found(Metric.told("tax_revenue", led, name="collected"), "context") if told else None


def _named_behind(asked: Asked) -> Item | None:
    """What sums told one by one are all part of: "The Centre collected 3 billion and the states 4 billion as their shares of VAT revenue"."""
    later = (item for scene in asked.story.scenes for item in scene.clause.items if item.start > asked.quantity.end)
    return next((item for item in later if item.kind == "M" and item.code == "tax_revenue"), None)


def _tax_behind(items: list[Item], at: int, text: str) -> Product | None:
    """The tax that a sum is led to: "in integrated GST", "by way of the sales tax", "from duties on cars"."""
    begin = at + 1
    while begin < len(items) and items[begin].low in _STEPS:
        begin += 1
    if begin == at + 1 and (begin >= len(items) or items[begin].low not in _FROM):
        return None
    while begin < len(items) and (items[begin].low in _FROM or items[begin].kind in "EG"):
        begin += 1
    duties = entries.words("tariffs", "duties")
    end, last = begin, -1
    while end < len(items) and items[end].kind not in _ENDS and items[end].kind != "R":
        if items[end].low.rpartition(" ")[2] in duties or items[end].code in {"tax_rate", "tariff_rate"}:
            last = end
        end += 1
    if last < 0:
        return None
    own = items[begin : last + 1]
    label = own[0].code if len(own) == 1 and own[0].kind == "P" else text[own[0].start : own[-1].end].lower()
    return Product(label, own[0].start, own[-1].end)
