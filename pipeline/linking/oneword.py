"""One word: which words in a row say one thing together, "better than expected" or "the Ohio-based retailer"."""

from __future__ import annotations

import functools

from pipeline.linking.items import Item
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_DEGREES = entries.words("modifiers", "degrees")
_SYLLABLES = entries.words("markets", "syllables")
_SEATED = entries.words("senses", "seated")
_BESIDE = entries.words("clauses", "beside")

_COMPARATIVE_ENDS = ("er", "re", "ss", "ly")


def join(items: list[Item]) -> list[Item]:
    """The items with such words made one; most sentences have none of the words that it takes."""
    said = {item.low for item in items}
    if not said.isdisjoint(_SYLLABLES):
        items = _districts(items)
    if "called" in said and "so" in said:
        items = _so_called(items)
    if not said.isdisjoint(_DEGREES):
        items = _by_degree(items)
    if "than" in said or "out" in said:
        items = _beyond_expectations(items)
    if "of" in said:
        items = _maker_of(items)
    if "100" in said or "base" in said:
        items = _base_year(items)
    return items if said.isdisjoint(_SEATED) else _at_home(items)


def _so_called(items: list[Item]) -> list[Item]:
    """Makes "so-called" the adverb that it is: no cause begins there."""
    out: list[Item] = []
    for item in items:
        if item.low == "called" and out and out[-1].low == "so" and item.start - out[-1].end < 2:
            out[-1] = Item("G", out[-1].start, item.end, "so-called")
        else:
            out.append(item)
    return out


def _base_year(items: list[Item]) -> list[Item]:
    """Makes the year on which an index is based one word that tells nothing: "with 2020 as the base of 100", "with 2015 set at 100",
    ", base 1980,"."""
    ties = entries.words("senses", "base_year")
    said = ties | entries.words("senses", "around_base")
    for i, item in enumerate(items):
        if item.kind != "T" or item.data.period is None or item.data.period.precision != "year":
            continue
        begin, end = i, next((j for j in range(i + 1, min(len(items), i + _NAME)) if items[j].low == "100"), i)
        between = {item.low for item in items[i + 1 : end]}
        if end > i and not (between <= said and between & ties):
            continue
        if end == i and not (i and items[i - 1].low == "base"):
            continue
        while begin and items[begin - 1].low in said:
            begin -= 1
        set_in = begin and items[begin - 1].kind == "," and items[end + 1 : end + 2] and items[end + 1].kind == ","
        told = Item("H", items[begin].start, items[end].end, "base year")
        return [*items[: begin - bool(set_in)], told, *items[end + 1 + bool(set_in) :]]
    return items


def _by_degree(items: list[Item]) -> list[Item]:
    """Makes "a touch", "a tad" before a word of comparison the adverb that it is: "2.8 percent, a touch below the 2.9 percent"."""
    degrees, out = _DEGREES, items[:1]
    for i, item in enumerate(items[1:], 1):
        after = items[i + 1] if i + 1 < len(items) else item
        compares = after.kind == "D" or after.low in {"above", "below", "over", "under"} or after.low.endswith("er")
        if item.low in degrees and out[-1].low == "a" and compares:
            out[-1] = Item("G", out[-1].start, item.end, f"a {item.low}")
        else:
            out.append(item)
    return out


#: So many items may name what a company makes or owns.
_NAME = 6


def _maker_of(items: list[Item]) -> list[Item]:
    """Makes "the maker of Budweiser", "the owner of Zara and Pull & Bear" at a sentence's head a name for the company spoken of."""
    of = 1 if items[0].low.startswith("the ") else 2
    noun = items[0].low.removeprefix("the ") if of == 1 else items[1].low
    first = items[0].low.partition(" ")[0] == "the" and noun in entries.words("senses", "owners")
    if not first or len(items) < of + 3 or items[of].low != "of":
        return items
    last = of + 1
    while last < min(len(items), of + 1 + _NAME) and items[last].kind in {"w", "C", "P", "J", ",", "E", "H", "L"}:
        last += 1
    named = any(item.name or item.kind == "C" for item in items[of + 1 : last])
    named = named or noun == "maker"  # "the maker of toothpaste and pet food reported"
    if not named or last == len(items) or items[last].kind not in {"V", "U", "G"}:
        return items
    return [Item("O", items[0].start, items[last - 1].end, "the company", "", "company_pronoun"), *items[last:]]


def _districts(items: list[Item]) -> list[Item]:
    """Makes a town's name and the syllable by which it is called a district or city one name: "Mapo-gu", "Suwon-si"."""
    kinds, out = _SYLLABLES, items[:1]
    for item in items[1:]:
        if item.tied and item.kind == "w" and item.low in kinds and out[-1].name and out[-1].end == item.start - 1:
            named = Item("w", out[-1].start, item.end, f"{out[-1].low}-{item.low}")
            named.name, named.tied = True, out[-1].tied
            out[-1] = named
        else:
            out.append(item)
    return out


@functools.cache
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    """The words that phrases begin with."""
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


def set_beside(items: list[Item]) -> list[Item]:
    """Makes the words one preposition that set something beside the subject at a sentence's head: "As well as orders, exports rose"."""
    if not items or items[0].low.partition(" ")[0] not in _first_words(_BESIDE):
        return items
    for count in (2, 3):
        if " ".join(item.low for item in items[:count]) in _BESIDE:
            return [Item("R", items[0].start, items[count - 1].end, "besides"), *items[count:]]
    return items


def _beyond_expectations(items: list[Item]) -> list[Item]:
    """Makes "better than expected", "a smaller-than-expected drop" one adverb: it begins no comparison and governs no number."""
    foreseen = entries.words("senses", "foreseen")
    out: list[Item] = []
    for item in items:
        if item.low == "out" and out and out[-1].low in {"stripping", "leaving", "stripped"}:
            out[-1:] = [Item("R", out[-1].start, item.end, "excluding")]
        elif (
            item.low in foreseen
            and len(out) > 1
            and out[-1].low == "than"
            and (out[-2].kind == "D" or (out[-2].kind in {"w", "G"} and out[-2].low.endswith(_COMPARATIVE_ENDS)))
        ):
            first = out[-2]
            out[-2:] = [Item("G", first.start, item.end, f"{first.low} than {item.low}")]
        else:
            out.append(item)
    return out


def _at_home(items: list[Item]) -> list[Item]:
    """Makes "the Columbus, Ohio-based retailer" one name that stands for the company spoken of."""
    at = next((i for i, item in enumerate(items) if item.kind in {"w", "V"} and item.low in _SEATED and i), None)
    if at is None:
        return items
    first = at
    while first and at - first < 5 and (items[first - 1].kind in {"L", ","} or items[first - 1].name):
        first -= 1
    if first == at or not first or items[first - 1].low not in {"the", "a", "an"}:
        return items
    last = at + 1
    while (
        last < len(items) and last - at < 5 and items[last].kind in {"w", "P", "H", "M", "O"} and not items[last].name
    ):
        last += 1
    if last == at + 1 or items[first - 1].low != "the":
        return items  # "the Seoul-based Hana Bank", "a Seoul-based firm": its name follows, or it is another
    stand_in = Item("O", items[first - 1].start, items[last - 1].end, "the company", "", "company_pronoun")
    return [*items[: first - 1], stand_in, *items[last:]]
