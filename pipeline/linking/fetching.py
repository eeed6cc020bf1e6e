"""Fetching: what so much of a good was sold for is its price: "A bundle of dried laver went for 9,120 won", "a PC DRAM fetched $1.80"."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.metric import Metric
from pipeline.linking.only import only
from pipeline.linking.phrases import Phrase, Product
from pipeline.vocabulary import entries

#: Whoever pays more buys a rarity, a house or a firm.
_DEAREST = 1_000_000
#: What work is paid by.
_BY_TIME = ("/h", "/d", "/mo", "/month", "/year", "/a")
#: Of what there is one.
_ONE = {"a", "an", "one", "each", "per"}


@only(kinds={"money", "price"})
def fetched(asked: Asked) -> Found | None:
    """The price of the good that the subject names, of one piece or so much of it."""
    if not asked.at or abs(asked.quantity.value) > _DEAREST or asked.reading.measure not in {None, "level"}:
        return None
    before = [item for item in asked.before if item.kind not in {"G", "b", "H", "U"}]
    two = len(before) > 1 and f"{before[-2].low} {before[-1].low}" in entries.words("markets", "fetches")
    if not before or not (two or before[-1].low in entries.words("markets", "fetches")):
        return None
    subject = before[: -2 if two else -1]
    if not subject or subject[-1].kind != "P" or subject[0].low not in _ONE:
        return None
    if any(item.kind in {"C", "M", "V", "B"} or (item.kind == "R" and item.low != "of") for item in subject[1:]):
        return None  # "A ticket to the game went for"
    if asked.frame.metric is not None or any(item.form in {"money", "percent"} for item in subject):
        return None
    good = subject[-1]
    told = Product(good.code, good.start, good.end)
    return Found(Metric.told("commodity_price", before[-1], name="price"), "read", Phrase(products=[told]))


def _paid_to_growers(asked: Asked) -> Found | None:
    """What is paid to those who grow the report's good: "The government pays farmers 6,800 cedis per tonne"."""
    before = [item for item in asked.before if item.kind not in {"G", "b", "H", "E"}]
    if len(before) < 2 or asked.quantity.unit.endswith(_BY_TIME):
        return None
    growers, gets = entries.words("markets", "growers"), entries.words("markets", "gets")
    if before[-1].low not in growers or before[-2].low not in gets:
        return None
    return Found(Metric.told("commodity_price", before[-1], name="price"), "read")


@only(kinds={"price"}, whose="country")
def got_for(asked: Asked) -> Found | None:
    """The price of the good behind it that somebody gets or pays: "Farmers get 33,000 cedis a tonne for their cocoa"."""
    if (paid := _paid_to_growers(asked)) is not None:
        return paid
    behind = [item for item in asked.items[asked.at + 1 : asked.at + 5] if item.kind not in {"E", "O", "H"}]
    if len(behind) < 2 or behind[0].low not in {"for", "on"} or behind[1].kind != "P" or asked.frame.metric is not None:
        return None
    verb = asked.scene.verb
    if (
        verb is None
        or verb.low not in entries.words("markets", "gets")
        or any(i.kind in {"M", "C"} for i in asked.before)
    ):
        return None
    told = Product(behind[1].code, behind[1].start, behind[1].end)
    return Found(Metric.told("commodity_price", verb, name="price"), "read", Phrase(products=[told]))
