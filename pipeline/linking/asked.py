"""Asked: a number whose metric is looked for, with all that the questions about it look at."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.fact import Fact
from pipeline.linking.beside import metric_left, taxed
from pipeline.linking.companies import sells_pieces
from pipeline.linking.items import Item
from pipeline.linking.metric import WORTH, Metric, entry
from pipeline.linking.phrases import Phrase
from pipeline.linking.reading import Reading
from pipeline.linking.state import State
from pipeline.linking.story import Scene, Story, about_company
from pipeline.linking.subject import Frame
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries


class Found(NamedTuple):
    """The metric of a number; `how` it was found: read, sentence or context; `near`: the phrase beside the number that named it."""

    metric: Metric
    how: str
    near: Phrase | None = None


#: What stands between a verb and the growth that it books: "a strong growth", "its 11th straight month of positive growth".
_DESCRIBES = {"E", "H", "w", "O", "J"}
_RUNS = {"of", "month", "months", "quarter", "quarters", "year"}
#: What a company's "sales" are.
_SOLD = {"revenue", "sales_volume"}


def _describes(item: Item) -> bool:
    """Whether an item may stand between a verb and the growth that it books."""
    return item.kind in _DESCRIBES or item.low in _RUNS or item.form == "ordinal"


class Asked:
    """The number at item `at` of a scene's clause, and how it is meant."""

    __slots__ = (
        "_left", "_spoken", "at", "before", "company", "frame", "held", "items", "last", "quantity", "reading", "scene", "state",
        "story", "topic",
    )  # fmt: skip

    def __init__(self, story: Story, scene: Scene, at: int, quantity: Quantity, reading: Reading) -> None:
        self.story = story
        self.scene = scene
        self.at = at
        self.quantity = quantity
        self.reading = reading
        self.items: list[Item] = scene.clause.items
        self.before: list[Item] = self.items[:at]
        self.frame: Frame = scene.frame
        self.state: State = story.state
        self.topic: Metric | None = self.state.topic.value if self.state.topic is not None else None
        self.held: Metric | None = (
            self.state.metric.value if self.state.metric is not None else None
        )  # the last number's
        self.company: bool = self.frame.company is not None or about_company(story)
        self.last: Fact | None = scene.last_fact()  # of this clause or those it hangs on
        # What is worked out when it is first asked for; of the metric on the left a list, since there may be none.
        self._spoken: list[str] | None = None
        self._left: list[Item | None] = []

    @property
    def named(self) -> Metric | None:
        """The metric of the clause's subject where its name is no short one."""
        metric = self.frame.metric
        return metric if metric is not None and not metric.weak else None

    @property
    def from_subject(self) -> str:
        """How a metric is found that the subject has: read there, or taken over from the sentence."""
        return "read" if self.frame.fresh else "sentence"

    def held_within(self, sentences: int) -> bool:
        """Whether the last number stood no more than so many sentences before."""
        return self.state.metric is not None and self.story.number - self.state.metric.sentence <= sentences

    @property
    def spoken(self) -> list[str]:
        """The metrics that the text speaks of, which a short name may stand for; the likeliest first."""
        if self._spoken is None:
            self._spoken = self._find_spoken()
        return self._spoken

    def _find_spoken(self) -> list[str]:
        spoken = [self.named.code] if self.named is not None else []
        spoken += [held.value.code for held in (self.state.metric, self.state.topic) if held is not None]
        if self.company and not {"revenue", "sales_volume"}.intersection(spoken):
            last = next((fact.metric for fact in self.story.facts[::-1] if fact.metric in _SOLD), None)
            if last == "sales_volume" or sells_pieces(self.story):
                spoken.append(
                    "sales_volume"
                )  # "Car sales fell to 510,600 units. The margin narrowed. Sales of vans rose"
        if not self.company:
            spoken.sort(key=lambda code: entry(code).get("home") == "company")
        topic = self.topic
        if topic is None:
            return spoken
        if self.quantity.kind == "percent" and topic.code not in WORTH:
            # "coffee shipments gained 31.6 percent" in a report on values
            spoken = [WORTH.get(code, code) for code in spoken]
        if topic.code in {"budget_balance", "budget", "tax_revenue", "government_spending"} or (
            topic.code == "debt" and not self.company
        ):
            spoken += ["tax_revenue", "government_spending"]  # "receipts", "outlays"
        if topic.data.get("balance"):
            goes_on = self.frame.fresh or self.scene.clause.link in {"same", "compare"}
            own = self.named.code if goes_on and self.named is not None else topic.code
            if self.scene.clause.link == "compare" and self.last is not None and entry(self.last.metric).get("balance"):
                own = (
                    self.last.metric
                )  # "The current account posted a deficit of $9 billion against a surplus of $1 billion"
                spoken.append(own)
            spoken.sort(key=lambda code: (code != own, code != topic.code))  # "The goods account posted a surplus"
        return spoken

    @property
    def left(self) -> Item | None:
        """The metric right before the number, if it is not what a tariff falls on nor a mere "rate" of the subject."""
        if not self._left:
            self._left.append(self._find_left())
        return self._left[0]

    def _find_left(self) -> Item | None:
        left = metric_left(self.items, self.at)
        if left is None or taxed(self.items, self.items.index(left)):
            return None
        if left.low in {"rate", "pace", "level"} and self.frame.fresh and self.named is not None:
            return None  # "Housing starts were at a rate of 1.31 million"
        subject, growth = self.frame.metric, entries.words("growth", "names")
        if left.low in growth and subject is not None and self.frame.fresh and subject.name not in growth:
            at = max(0, self.items.index(left) - 1)
            while not subject.weak and at > 0 and _describes(self.items[at]):
                at -= 1
            before = self.items[at]
            seen = before.kind == "V" and before.code not in {"project", "aim", "say"}
            return None if seen else left  # "Production is expected to see a strong growth of 3 percent"
        return left

    @property
    def worth(self) -> Item | None:
        """A "valued at" that tells what was booked is worth, not a company: "17 ships valued at $3 billion"."""
        left = self.left
        if left is None or left.low != "valued at":
            return None
        return left if any(item.kind in {"Q", "M", "A"} for item in self.items[: self.items.index(left)]) else None
