"""In turn: the metric or index of the nth number where several were named and are told "respectively"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.items import Item
from pipeline.linking.metric import Metric, entry
from pipeline.linking.story import Scene

#: Two flows that one name holds together, by the metric of the name.
_BOTH = {"trade_volume": ("exports", "imports")}


def take_turn(scene: Scene, order: int) -> None:
    """Gives the clause the metric and index that stand at the number's place in the row of names before the numbers."""
    items = scene.clause.items
    first = next(i for i, item in enumerate(items) if item.kind == "Q")
    numbers = sum(item.kind == "Q" for item in items)
    named = items[:first]
    metrics = [item for item in named if item.kind == "M"]
    if len(metrics) == 1 and metrics[0].code in _BOTH and " and " in metrics[0].low:
        scene.frame.metric = _either(metrics[0], nth_of(items, order, 2))
    elif _in_row(metrics, numbers, named):
        scene.frame.metric = Metric.of(metrics[nth_of(items, order, len(metrics))])
    indices = [item for item in named if item.kind == "I"]
    if _in_row(indices, numbers, named):
        scene.frame.index = indices[nth_of(items, order, len(indices))]


def nth_of(items: Sequence[Item], order: int, count: int) -> int:
    """Which of so many names a number belongs to: each in turn, or as many at once as each has: "rose 5 percent to $3 billion and 7 percent
    to $4 billion, respectively"."""
    forms = [item.form for item in items if item.kind == "Q"]
    each = len(forms) // count
    paired = each > 1 and len(set(forms[:each])) == each and forms == forms[:each] * count
    return order // each if paired else order % count


def _in_row(row: list[Item], numbers: int, named: list[Item]) -> bool:
    """Whether names of one kind are told in turn: as many as the numbers, or a part of them, joined by "and"."""
    if len(row) < 2 or numbers % len(row):
        return False
    between = named[named.index(row[-2]) + 1 : named.index(row[-1])]
    codes = {item.code for item in row}
    apart = codes if codes != {"exchange_rate"} else {item.low for item in row}  # "the baht and the peso rose"
    return any(item.kind == "J" for item in between) and len(apart) == len(row)


def _either(both: Item, order: int) -> Metric:
    """The flow of a name for two that is told first or second: "exports and imports", "imports and exports"."""
    codes = _BOTH[both.code]
    first = 0 if both.low.startswith(codes[0][:6]) else 1
    code = codes[(first + order) % 2]
    return Metric.of(both)._replace(code=code, data=entry(code))
