"""Core basis: a price index told without food and energy is the core index; what it leaves out is no part of it."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.linking.metric import entry
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_LEAVES_OUT = entries.words("growth", "leaves_out")

_CORE = "core_consumer_prices"
#: What stands in a list of what is left out, besides the goods.
_JOINS = {"P", "w", "H", "E", "G", "J", ",", "M", "O"}


def settle_core(items: list[Item]) -> list[Item]:
    """The items with the index named that a sentence tells on a core basis, and without the goods that it leaves out."""
    for i, item in enumerate(items):
        if item.low == "core" and items[i + 1 : i + 2] and items[i + 1].low in {"basis", "terms"}:
            told = next((j for j in range(i, len(items)) if items[j].kind == "Q"), len(items))
            _name_core(next((index for index in reversed(items[i:told]) if _is_index(index)), None))
        elif i and item.low in _LEAVES_OUT:
            _leave_out(items, i)
    return items


def is_core(label: str) -> bool:
    """Whether consumer prices of such a product are the core index: "excluding food and energy"."""
    if not label.startswith("excluding") or "food" not in label:
        return False
    return any(word in label for word in ("energy", "fuel", "fresh food"))


def _leave_out(items: list[Item], i: int) -> None:
    """Settles what the words at item `i` leave out of the index named before them."""
    index = next((item for item in reversed(items[max(0, i - 6) : i]) if item.kind in {"M", "Q", "V", "I"}), None)
    if index is None or not (index.code == _CORE or _is_index(index)):
        return
    listed = _list_behind(items, i + 1)
    if index.code != _CORE:
        left = {word for item in listed for word in item.low.replace(",", " ").split()}
        fresh = "fresh" in left and not left.isdisjoint(entries.words("growth", "foods"))
        energy = not left.isdisjoint(entries.words("growth", "energy"))
        if left.isdisjoint(entries.words("growth", "foods")) or not (fresh or energy):
            return
        _name_core(index)
    for item in listed:
        if item.kind in {"P", "M"}:
            item.kind, item.code, item.data = "w", "", None


def _list_behind(items: list[Item], begin: int) -> list[Item]:
    """The list that begins there, up to the comma that closes it or the verb behind it."""
    out: list[Item] = []
    goods = False
    for j in range(begin, len(items)):
        item = items[j]
        behind = items[j + 1] if j + 1 < len(items) else None
        ends = item.kind == "," and goods and (behind is None or behind.kind not in {"P", "J", "w", "M"})
        if item.kind not in _JOINS or ends:
            break
        goods = goods or item.kind == "P"
        out.append(item)
    return out


def _is_index(item: Item) -> bool:
    """Whether an item names the consumer prices, or an index without saying of what."""
    return item.kind == "M" and (
        item.code == "consumer_prices" or item.low in entries.words("ambiguous", "index", "names")
    )


def _name_core(index: Item | None) -> None:
    """Makes an index the core one."""
    if index is not None:
        kept = {key: index.data[key] for key in ("measure", "sign") if key in index.data}
        index.code, index.data = _CORE, {**entry(_CORE), **kept}
