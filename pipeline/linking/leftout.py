"""Left out: "excluding" and the list behind it as one name of what is left: "excluding autos and gas", "less foods and energy"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.items import Item
from pipeline.linking.modifiers import written
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_LEAVES_OUT = entries.words("phrases", "leaves_out")
_ONE_OFFS = entries.words("phrases", "one_offs")
_ONE_OFF_THINGS = entries.words("phrases", "one_off_things")

#: What leaves out only a good behind it.
_MAY_LEAVE_OUT = {"less", "without"}
#: What leaves out what stands behind it, and how the name of a good begins that does.
_SAID = _LEAVES_OUT | _MAY_LEAVE_OUT | {"before", "excluding", "without", "after", "barring"}
_EXCLUDING = "excluding "
#: "One-time" in its two words.
_ONE_OFF = (["one", "time"], ["one", "off"])
#: What points at a thing that was told of before.
_POINTING = {"those", "these", "such", "that", "this"}
#: What the words of a thing left out may be.
_OF_NAME = {"w", "P", "M", "H", "L"}
#: What the words may be that say what a thing left out was for.
_OF_CAUSE = _OF_NAME | {"R", "E", "J", "C", "O", "'"}


def join(items: list[Item]) -> list[Item]:
    """The items with each list of what is left out, and the word before it, made one product, which no commas part from the metric and
    the verb that it stands between: "that exports, excluding ships, rose"."""
    for item in items:
        if item.low in _SAID or (
            item.kind == "P" and (item.low.startswith(_EXCLUDING) or item.code.startswith(_EXCLUDING))
        ):
            break
    else:
        return items  # most sentences leave out nothing
    items = _join(items)
    set_in = [i for i in range(2, len(items) - 2) if items[i].kind == "P" and items[i].code.startswith("excluding ")]
    for i in set_in[::-1]:
        if [item.kind for item in items[i - 2 : i + 2]] == ["M", ",", "P", ","] and items[i + 2].kind in {"V", "U"}:
            items = [*items[: i - 1], items[i], *items[i + 2 :]]
    return items


def _join(items: list[Item]) -> list[Item]:
    """The items with each list of what is left out, and the word before it, made one product."""
    items = _without_one_offs(items)
    words = _LEAVES_OUT | _MAY_LEAVE_OUT
    may = [i for i, item in enumerate(items[:-1]) if item.kind == "P" or item.low in words]
    at = next((i for i in may if _leaves_out(items, i)), None)
    if at is None:
        return items
    begins = at if items[at].kind == "P" else _without_noise(items, at + 1)
    members, end = _members(items, begins)
    if not members or (items[at].low != "excluding" and any(item.kind == "L" for words in members for item in words)):
        return items  # "countries other than the United States"
    if members[0][-1].low in entries.words("clauses", "times"):
        return [*items[:at], *_join(items[end:])]  # "the weakest since 2009 excluding the pandemic year"
    last = members[-1]
    if len(last) > 1 and last[-1].kind in {"M", "w"} and (last[-2].kind == "P" or last[-1].low in _tails()):
        last = last[:-1]  # "excluding auto sales", "the health and tourism sectors"
    named = items[begins : items.index(last[-1], begins) + 1]
    alone = named[0].code if len(named) == 1 and named[0].kind == "P" else written(named).replace(" ,", ",")
    label = alone if alone.startswith("excluding ") else f"excluding {alone}"
    one = Item("P", items[at].start, items[end - 1].end, label, label)
    return [*items[:at], one, *_join(items[end:])]


def _without_one_offs(items: list[Item]) -> list[Item]:
    """The items without what a profit leaves out to be comparable: "the margin before special items"."""
    for i in range(len(items) - 1):
        if items[i].low in {"before", "excluding"} and items[i + 1].low == "items":
            return items[:i] + _without_one_offs(items[i + 2 :])  # "earnings excluding items"
        if items[i].low not in {"before", "excluding", "without", "after", "barring"}:
            continue
        end = i + 1 + (items[i + 1].kind == "E")
        if [item.low for item in items[end : end + 2]] in _ONE_OFF:
            end += 1
        elif end == len(items) or items[end].low not in _ONE_OFFS:
            continue
        end += 1
        end += end < len(items) and items[end].low in _ONE_OFF_THINGS
        if [item.kind for item in items[end : end + 2]] != ["R", "Q"]:  # "a one-time gain of $3 million"
            return items[:i] + _without_one_offs(items[_past_cause(items, end) :])
    return items


def _past_cause(items: Sequence[Item], at: int) -> int:
    """Where the words end that say what a thing left out was for, if a comma does end them: "a one-time charge for legal settlements,"."""
    if at >= len(items) or items[at].low not in {"for", "from", "on", "of", "related", "tied", "linked"}:
        return at
    end = next((i for i in range(at, len(items)) if items[i].kind not in _OF_CAUSE), len(items))
    return end if end < len(items) and items[end].kind == "," else at


def _leaves_out(items: Sequence[Item], i: int) -> bool:
    """Whether an item leaves out what stands behind it: "excluding", "all goods less food"; a known name may go on: "excluding autos and gas"."""
    item, after = items[i], items[i + 1]
    if item.kind == "P":
        return item.low.startswith("excluding ") and (after.low == "and" or _opens_list(items, i))
    if item.low in _MAY_LEAVE_OUT:
        after = items[min(_without_noise(items, i + 1), len(items) - 1)]
        return after.kind == "P" and (item.low == "without" or (i > 0 and items[i - 1].kind in {"w", "P", "M"}))
    return item.kind in {"R", "w"} and item.low in _LEAVES_OUT


def _opens_list(items: Sequence[Item], i: int) -> bool:
    """Whether a list of goods goes on behind a comma up to another one: "Excluding cars, gasoline and food services, sales rose"."""
    if i or items[1].kind != ",":
        return False
    members, end = _members(items, 0)
    return len(members) > 1 and end < len(items) and items[end].kind == ","


def _without_noise(items: Sequence[Item], at: int) -> int:
    """Where the name begins behind "the", "those", "volatile", "components of"."""
    noise = entries.words("phrases", "noise") | _POINTING
    while at < len(items) and (items[at].kind in {"E", "G"} or items[at].low in noise):
        at += 2 if items[at + 1 : at + 2] and items[at + 1].low == "of" else 1
    return at


def _tails() -> frozenset[str]:
    """Nouns behind a thing left out that add nothing: "sectors", "prices"."""
    return entries.words("phrases", "noise")


def _members(items: Sequence[Item], begins: int) -> tuple[list[list[Item]], int]:
    """The members of the list that begins at an item, and where it ends; a comma goes on only to an "and" behind it."""
    kept: list[list[Item]] = []
    pending: list[list[Item]] = []
    end = at = begins
    joined = False
    while True:
        first = at
        while at < len(items) and (items[at].kind in _OF_NAME or items[at].low == "one") and not items[at].name:
            at += 1
        words = list(items[first:at])
        if not words or (kept and words[-1].kind == "M"):
            return kept, end
        pending.append(words)
        if joined or not kept or (words[-1].kind == "P" and " and " in words[-1].low):
            kept, pending, end = kept + pending, [], at
        if joined or at >= len(items) or items[at].kind not in {",", "J"}:
            return kept, end
        joined = items[at].kind == "J" or (items[at + 1 : at + 2] != [] and items[at + 1].kind == "J")
        at += 2 if items[at].kind == "," and joined else 1
