"""A clause: a stretch of items with one statement, and which of its words is the verb."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.linking.items import Item
from pipeline.vocabulary import entries

#: Kinds of items that name who or what is told of, and those that a noun phrase is made of.
NAMES = {"M", "P", "L", "C", "B", "I", "O", "S", "Y"}
NOUNS = NAMES | {"w", "H", "E", "N", "T"}


@dataclass(slots=True, eq=False)
class Clause:
    """A stretch of items with one statement. `before` holds the items its parent has when it begins (for relatives and brackets).

    `edge` (its `verb_at`), `lows` (the words of its items) and `kinds` (theirs) are kept for its numbers once all its items are there.
    """

    link: str
    items: list[Item] = field(default_factory=list)
    parent: Clause | None = None
    before: list[Item] = field(default_factory=list)
    cue: str = ""
    edge: int = -1
    lows: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def settle(self) -> None:
        """Keeps what its numbers ask for most, now that all its items are there."""
        self.edge, self.lows = self.verb_at, frozenset([item.low for item in self.items])
        self.kinds = frozenset([item.kind for item in self.items])

    @property
    def verb_at(self) -> int:
        """Index of its first finite verb (or flow verb), or the number of items where it has none."""
        if self.edge >= 0:
            return self.edge
        for i, item in enumerate(self.items):
            if (
                item.kind == "V"
                and not (item.form == "ing" and i == 0 and self.link == "main")
                and not _is_participle(self.items, i)
            ) or (item.kind == "A" and is_verb(self.items, i)):
                return i
        return len(self.items)

    def has_verb(self) -> bool:
        """Whether it has a verb of its own."""
        return self.verb_at < len(self.items)

    def looks_back(self) -> bool:
        """Whether it stands in front and tells with a figure what came before: "After rising 3 percent in April, exports fell"."""
        above = self.parent
        if self.link != "compare" or self.cue != "after" or above is None or above.parent is not None or above.items:
            return False
        return self.has_verb() and self.has("Q")

    def has(self, kind: str) -> bool:
        """Whether an item of that kind stands in it."""
        for item in self.items:  # noqa: SIM110 - asked while the clause is still being read, at every word
            if item.kind == kind:
                return True
        return False


def _is_participle(items: list[Item], i: int) -> bool:
    """Whether a verb only describes the noun before it, and another follows: "the PMI covering services rose", "economists polled by X expect"."""
    item = items[i]
    by = item.form == "past" and items[i + 1 : i + 2] and items[i + 1].low == "by"
    if not i or items[i - 1].kind not in {"M", "P", "w", "I"} or not (by or (item.form == "ing" and item.code != "be")):
        return False
    for other in items[i + 1 :]:
        if other.kind in {"Q", ",", ";"}:
            return False
        if other.kind == "V" and other.form in {"past", "s"}:
            return True
    return False


def is_verb(items: list[Item], i: int) -> bool:
    """Whether a word that may be a flow verb or a noun ("exports", "orders") is a verb here: a name or pronoun before it."""
    before = items[i - 1] if i else None
    return (
        before is not None
        and before.kind in {"L", "C", "O", "U", "B", "G", "W", "w"}
        and items[i].low not in {"exports", "imports", "orders", "sales"}
    )


def is_its(item: Item) -> bool:
    """Whether a word owns what stands behind it for the one told of: "its", "their", "the company's"."""
    return item.low in {"its", "their"} or item.form == "company_pronoun"


def is_reported_then(items: list[Item]) -> bool:
    """Whether a clause ends with a verb by which somebody reports something, behind it at most when or where: "reported on Friday"."""
    said_in = entries.words("clauses", "reported_in")
    over = ("R", "T", "G", "E", "O", "H")
    told = (i for i in range(len(items) - 1, -1, -1) if items[i].kind not in over and items[i].low not in said_in)
    verb = next(told, -1)
    if verb < 0 or items[verb].kind != "V" or items[verb].low not in entries.words("clauses", "reporting"):
        return False
    return (
        verb + 1 == len(items) or items[verb].form == "past" or items[verb].low == "forecast"
    )  # not "released its flash report for March that"


def is_a_share_again(before: list[Item], last: Item, here: Item) -> bool:
    """Whether an amount is once more one of each share, as the one before in the sentence was: "compared with $729 million, or 50 cents,"."""
    if here.form != "money" or last.form != "money" or here.data.unit != last.data.unit:
        return False
    told = any(item.kind == "Q" and item.low.endswith(("share", "shares", "adr", "unit")) for item in before)
    return told and last.data.value > 10_000 * here.data.value > 0


def points_back(items: list[Item]) -> bool:
    """Whether a clause begins with what points to a number told before: "That was", "The figure compares"."""
    at = 1 if len(items) > 2 and items[0].low == "the" else 0
    said = items[at].low
    named = said in {"that", "this"} or said.removeprefix("the ") in entries.words("readings", "figures")
    return named and len(items) > at + 1 and items[at + 1].kind in {"V", "A"}


def above_reason(now: Clause, items: list[Item], i: int) -> Clause:
    """The clause that "after" goes back to at an item: behind a reason between commas that has no number, the one that this explains: "The
    gap widened to $4 billion, as imports climbed, after narrowing to $3 billion"."""
    above = now.parent
    if above is None or now.link != "sub" or now.cue not in entries.words("clauses", "reasons"):
        return now
    aside = items[i - 1].kind == "," and items[i + 1 : i + 2] and items[i + 1].form == "ing"
    numbers = any(item.kind == "Q" and item.form not in {"duration", "ordinal"} for item in now.items)
    return above if aside and not numbers and above.has("Q") else now
