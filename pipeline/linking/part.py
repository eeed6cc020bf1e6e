"""A part: the number whose product and partner are asked for, what stands beside it, and what is found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.linking import phrases
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.place import Placed
from pipeline.linking.reading import Reading


@dataclass(slots=True)
class Part(Placed):
    """A number of a clause with its metric and reading, and the products and partners found for it so far.

    `near` is the phrase right beside it, `order` its place among numbers told "respectively" (else -1), `behind` and
    `between` are what the items behind it and those between it and the verb name; `where` says how the product was found.
    """

    metric: Metric
    near: Phrase | None
    reading: Reading
    order: int
    items_behind: list[Item] = field(init=False)
    items_between: list[Item] = field(init=False)
    behind: Phrase = field(init=False)
    between: Phrase = field(init=False)
    products: list[Product] = field(init=False)
    partners: list[Item] = field(init=False)
    where: str = "read"
    settled: bool = False  # what it is of is known, though nothing names it

    def __post_init__(self) -> None:
        Placed.__post_init__(self)
        self.items_behind = _behind(self.items, self.at)
        self.items_between = _between(self.items, self.at)
        self.behind = _named(self.items_behind)
        self.between = _named(self.items_between)
        self.products = list(self.frame.products)
        self.partners = list(self.frame.partners)

    @property
    def share(self) -> bool:
        """Whether the number is a share of something."""
        return self.reading.measure == "share_pct"


#: What a stretch names that names nothing: half of them. It is only looked at.
_NOTHING = Phrase()


def _named(stretch: list[Item]) -> Phrase:
    """What a stretch names."""
    for item in stretch:
        if item.kind in phrases.NAMING:
            return phrases.read(stretch, subject=False)
    return _NOTHING


def _behind(items: list[Item], at: int) -> list[Item]:
    """Items behind a number up to the next number or verb: "9 percent to China"."""
    out: list[Item] = []
    for j in range(at + 1, len(items)):
        item = items[j]
        if item.kind in {"Q", "V"} or (item.kind == "J" and _is_next_balance(items, j)):
            break
        if item.low == "with" and items[j - 1].kind == "," and j + 1 < len(items) and items[j + 1].kind == "M":
            break  # "fell 0.5%, with production of cars unchanged"
        if item.low == "on" and _is_cause(items, j):
            break
        out.append(item)
    return out


def _is_cause(items: list[Item], j: int) -> bool:
    """Whether "on" leads to what moved a figure, whose goods are not the figure's: "rose 2.4% on higher prices for fuels"."""
    led = next((i for i in range(j + 1, len(items)) if items[i].kind not in {"D", "H"}), 0)
    return led > j + 1 and (items[led].kind == "M" or items[led].low == "demand")


def _is_next_balance(items: list[Item], j: int) -> bool:
    """Whether another flow with sides of its own is joined on: "jumped to $20.5 billion, and imbalances with Canada were at highs"."""
    if j + 2 >= len(items) or items[j + 1].kind != "M":
        return False
    return items[j + 2].kind == "R" and items[j + 2].low in {"with", "to", "from"}


def _between(items: list[Item], at: int) -> list[Item]:
    """Items between the verb (or the number before) and the number: "rose to China by 9 percent"."""
    out: list[Item] = []
    for j in range(at - 1, -1, -1):
        if items[j].kind in {"Q", "V", "A"}:
            if items[j].kind == "Q" and out and out[0].kind == "R" and out[-1].kind in {"J", ","}:
                return []  # "6.9% for men and | 11.3% for women"
            break
        out.insert(0, items[j])
    else:
        return []
    return out


def flow_of(code: str) -> str:
    """The flow behind a metric: exports for what was shipped in tonnes."""
    return {"export_volume": "exports", "import_volume": "imports"}.get(code, code)
