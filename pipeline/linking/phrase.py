"""A noun phrase: what it names, metrics, goods, places, companies and words that stand for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.linking.items import Item
from pipeline.vocabulary import entries


@dataclass(slots=True)
class Product:
    """A product label and the characters it was read from; `strong` when the vocabulary knows it."""

    label: str
    start: int
    end: int
    strong: bool = True


@dataclass(slots=True)
class Phrase:
    """What a noun phrase names. `bare` are places without a preposition or a metric: reporter or partner as the clause decides."""

    metric: Item | None = None
    metrics: list[Item] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    partners: list[Item] = field(default_factory=list)
    reporters: list[Item] = field(default_factory=list)
    bare: list[Item] = field(default_factory=list)
    companies: list[Item] = field(default_factory=list)
    bodies: list[Item] = field(default_factory=list)
    index: Item | None = None
    pronoun: Item | None = None
    share: Item | None = None
    change: Item | None = None
    deficit: Item | None = None
    anaphor: Item | None = None  # "those", "that", "its": stands for the metric before
    whole: Item | None = None
    growth: bool = False  # the metric stands behind "growth in": its per cent is a change
    group: Item | None = None  # a country whose firms are meant: "Korean carriers"
    owned: bool = False  # a company has the product: "Kia's domestic sales"

    def names_anything(self) -> bool:
        """Whether it says who or what at all."""
        return bool(
            self.metric
            or self.products
            or self.partners
            or self.reporters
            or self.bare
            or self.companies
            or self.share
            or self.change
            or self.index
            or self.anaphor
            or self.deficit
        )

    def only_counts(self) -> bool:
        """Whether its metric only counts pieces: "191,250 units"."""
        return self.metric is not None and self.metric.low in {"unit", "units"}


def tells_of_firms(items: Sequence[Item], i: int) -> bool:
    """Whether an item leads to a noun for firms: "Chinese airlines", "private money lenders"."""
    for item in items[i + 1 : i + 4]:
        if item.low in entries.words("abstract", "firms"):
            return True
        if item.kind not in {"w", "P", "H"}:
            return False
    return False


def behind_modifiers(items: Sequence[Item], i: int) -> Item | None:
    """The item before, past determiners, adverbs and modifiers."""
    j = i - 1
    while j >= 0 and items[j].kind in {"E", "G", "H"}:
        j -= 1
    if j >= 0 and items[j].kind in {"J", ","} and j > 0 and items[j - 1].kind == "L":
        return behind_modifiers(items, j - 1)
    return items[j] if j >= 0 else None
