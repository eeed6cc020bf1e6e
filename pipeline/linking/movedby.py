"""Moved by: where something that is told of took the quote or amount before: "a strong dollar brought it down to $30,900"."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric
from pipeline.linking.only import only
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.shortnames import take
from pipeline.vocabulary import entries

#: What stands for the quote or amount that is moved, and so many items at most before the number.
_OBJECTS, _FAR = {"it", "them"}, 6
#: What leads to where it was moved.
_LEADS = {"to", "at", "below", "above", "as", "under", "over", "past"}
#: What a bond brings.
_YIELDS = {"yield", "yields"}
#: So many facts back it was told.
_LATELY = 4


@only(kinds={"money", "price", "number", "count", "percent"}, words=_LEADS)
def moved_by(asked: Asked) -> Found | None:
    """The metric told last for where somebody or something moved it: "Tin reached $31,250, until a strong dollar brought it down to $30,900"."""
    items, at, held = asked.items, asked.at, asked.state.metric
    if (
        at < 3
        or held is None
        or items[at - 1].low not in _LEADS
        or not asked.held_within(1)
        or not _is_moved(items, at)
    ):
        return None
    facts = asked.story.facts[-_LATELY:]
    told = next((f for f in facts[::-1] if f.metric == held.value.code and f.measure == "level"), None)
    if told is None or not told.value or not 0.2 < abs(asked.quantity.value / told.value) < 5:
        return None
    metric = take(asked, held.value)
    if metric is None or metric.code != told.metric:
        return None
    good = told.product
    near = Phrase(products=[Product(good, told.char_start, told.char_end)]) if good is not None else None
    return Found(metric, "context", near)


@only(kinds={"percent"}, words=_YIELDS)
def yield_moved(asked: Asked) -> Found | None:
    """The yield that what is told of took somewhere: "Bond prices rose, sending the yield on the 10-year note down to 3.15%"."""
    items, at = asked.items, asked.at
    named = next((i for i in range(at - 1, 0, -1) if items[i].low in _YIELDS), 0)
    led = items[at - 1].low in {"to", "at", "from"} or items[at - 1].kind in {"I", "b"}  # "up to" bounds a number
    if not named or not led:
        return None
    moves = entries.words("markets", "moves_it")
    mover = next((i for i in range(named - 1, max(-1, named - _FAR), -1) if items[i].low in moves), -1)
    between = [item for item in items[mover + 1 : at] if item is not items[named]]
    if mover < 0 or any(item.kind in {"V", "M", ","} for item in between):
        return None
    index = next((item for item in between if item.kind == "I"), None)
    if index is None and items[named].kind != "M":
        return None
    metric = take(asked, Metric.told("bond_yield", items[named]))
    goods = [Product(index.code, index.start, index.end)] if index is not None else []
    return Found(metric, "read", Phrase(index=index, products=goods)) if metric is not None else None


def _is_moved(items: list[Item], at: int) -> bool:
    """Whether a verb that moves a pronoun stands before the number, with nothing but a direction between."""
    for j in range(at - 2, max(0, at - _FAR), -1):
        if items[j].kind == "O":
            return items[j].low in _OBJECTS and items[j - 1].low in entries.words("markets", "moves_it")
        if items[j].kind not in {"w", "D", "G", "R", "K", "H"}:
            return False
    return False
