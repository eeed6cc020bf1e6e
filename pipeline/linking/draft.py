"""Draft: what is known of a number on its way to a row; each room of the linker fills in what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.context.status import Cue
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric
from pipeline.linking.period import When
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.place import Placed
from pipeline.linking.quotes import Quote
from pipeline.linking.reading import Reading
from pipeline.linking.roles import Role
from pipeline.linking.state import Held


@dataclass(slots=True)
class Draft(Placed):
    """One number at item `at` of a scene's clause, and its row as far as it is known.

    `order` is its place in a "respectively" list, else -1. `how` the metric was found, `near` the noun phrase it was found in.
    `jobs`: the number is one of jobs gained or lost. `where` products and partners were read.
    """

    order: int
    reading: Reading
    metric: Metric
    how: str
    near: Phrase | None = None
    jobs: bool = False
    role: Role | None = None
    measure: str = "level"
    sign: int = 0
    quote: Quote | None = None
    value: float = 0.0
    low: float | None = None
    high: float | None = None
    unit: str = ""
    products: list[Product] = field(default_factory=list)
    partners: list[Item] = field(default_factory=list)
    where: str = ""
    holder: Held | None = None
    when: When = When(None)
    status: str = "actual"
    cue: Cue | None = None
    basis: str | None = None
    basis_span: tuple[int, int] | None = None
    source: Held | None = None

    def belongs_to(self, owner: Held | Item | None, *partners: Item) -> None:
        """Gives the number an owner and exactly these partners."""
        self.holder = Held(owner.code, owner.start, owner.end) if isinstance(owner, Item) else owner
        self.partners = list(partners)
