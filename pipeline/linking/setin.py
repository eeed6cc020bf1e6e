"""Set in: relative clauses between a name and what is told of it that hold no figure: what they say of times and metrics is of
themselves alone."""

from __future__ import annotations

from pipeline.linking.clause import Clause
from pipeline.linking.items import Item
from pipeline.linking.state import Held
from pipeline.linking.story import Story

#: What opens such a clause behind a comma.
_OPENS = {"which", "who", "whose", "where"}
#: What may stand before the comma: whoever or whatever is told of.
_NAMES = {"C", "L", "M", "P", "I", "w", "B", "H", "'"}
#: Numbers that a relative may hold without telling a figure.
_LOOSE = {"fraction", "ordinal"}
#: So many items it has at most.
_LONG = 24


def without_relatives(items: list[Item]) -> list[Item]:
    """The items without the relatives that are set in: "Alcobra, which will open a mine next year, fell 3 percent"."""
    for i in range(1, len(items) - 3):
        led = items[i].kind == "," and items[i + 1].kind == "R" and items[i + 2].low == "whose"
        if led and items[i - 1].kind in _NAMES and (close := _closing(items, i + 1)):
            return without_relatives(
                items[:i] + items[close + 1 :]
            )  # "Peru, through whose ports most of it goes, took"
        if items[i].kind == "," and items[i + 1].kind == "W" and items[i + 1].low in _OPENS:
            if items[i - 1].kind in _NAMES and (close := _closing(items, i)):
                return without_relatives(items[:i] + items[close + 1 :])
    return items


def _closing(items: list[Item], i: int) -> int:
    """The comma that ends the relative opened by the comma at `i`, what it hangs on going on behind it; 0 where none is."""
    verbs = 0
    for j in range(i + 2, min(i + _LONG, len(items) - 2)):
        item = items[j]
        if item.kind in {";", "(", ")", "W", "X"} or (item.kind == "Q" and item.form not in _LOOSE):
            return 0
        verbs += item.kind in {"V", "U", "A"}
        if item.kind == "," and _goes_on(items, j + 1):
            return j if verbs or j > i + 3 else 0
    return 0


def _goes_on(items: list[Item], at: int) -> bool:
    """Whether a finite verb stands at an index, or a word of change with its number: "fell 3 percent", "nearly doubled", "down 3 percent"."""
    while at < len(items) - 1 and items[at].kind in {"G", "b"}:
        at += 1
    first, behind = items[at], items[at + 1 : at + 3]
    if first.kind in {"V", "U"}:
        return first.form != "ing"
    if first.kind == "A" and first.low.endswith("ed"):
        return True  # "Vietnam, whose pact with the EU took effect in 2020, exported 3 million"
    if first.kind == "M" and first.low in {"exported goods", "imported goods"}:
        return True
    if first.form == "multiple" and first.low.endswith("ed"):
        return True
    return first.kind == "D" and any(item.kind == "Q" for item in behind)


def is_dropped(items: list[Item], told: list[Item], start: int) -> bool:
    """Whether a word stands in what was left out of a sentence's items."""
    last = next((item for item in items[::-1] if item.start <= start), None)
    return last is not None and all(item is not last for item in told)


class Resumed:
    """What a sentence had told before a clause with figures was set in between a subject and its verb: behind it the text goes on about
    that: "Norvel, which is to buy Tasco for $2 billion, was third with 7 percent"."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._kept: dict[int, Held | None] = {}

    def turn(self, clause: Clause) -> None:
        """Notes what was told last when a number of a clause that is set in comes, and brings it back when its host goes on."""
        state = self._story.state
        if id(clause) in self._kept:
            state.metric = self._kept.pop(id(clause))
            return
        inner, host = clause, clause.parent
        while host is not None:
            if _is_set_in(inner, host):
                self._kept.setdefault(id(host), state.metric)
                return
            inner, host = host, host.parent


def _is_set_in(inner: Clause, host: Clause) -> bool:
    """Whether a clause stands between the company or place that its host is about and what is told of that."""
    if inner.link not in {"relative", "sub"} or not inner.items or not host.items:
        return False
    if host.items[-1].start < inner.items[-1].start:
        return False
    named = next((item for item in inner.before[::-1] if item.kind != ","), None)
    if named is None or named.kind not in {"C", "L"}:
        return False
    return not any(item.kind in {"V", "Q", "A", "M", "I"} for item in inner.before)
