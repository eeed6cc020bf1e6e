"""Groups: the people, area or branch behind a number that is its own among several: "6.9% for men and 11.3% for women"."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from pipeline.linking.items import Item
from pipeline.linking.part import Part
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.story import Scene, within
from pipeline.sentences import around
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_JOINS = entries.words("groups", "joins")


@functools.cache
def _named() -> dict[str, str]:
    """Plain words for groups and the label of each."""
    groups = entries.table("groups")
    return {word: label for label in groups["labels"] for word in groups.get(label, ())}


#: How a part of a survey is called beside what it is for.
_INDICES = entries.words("ambiguous", "index", "names")


def group_behind(items: Sequence[Item]) -> Product | None:
    """The group that the items behind a number begin with: "in urban centres", "for young women"."""
    if len(items) < 2 or items[0].low not in _JOINS:
        return None
    at = 2 if items[1].kind == "E" else 1
    modifier = items[at] if at + 1 < len(items) and items[at].kind in {"w", "H"} and items[at].low.isalpha() else None
    if modifier is not None and items[at + 1].kind == "P":
        at += 1
    else:
        modifier = None
    if at >= len(items) or (at + 1 < len(items) and items[at + 1].kind in {"M", "P", "V"}):
        return None
    item = items[at]
    label = item.code if item.kind == "P" else _named().get(item.low)
    if label not in entries.words("groups", "labels"):
        return None
    begin = modifier or item
    return Product(label if modifier is None else f"{modifier.low} {item.low}", begin.start, item.end)


def is_gauge(near: Phrase) -> bool:
    """Whether the noun beside a number is a part of a survey whose name was told before: "the sub-index at 49.8"."""
    return near.metric is not None and near.metric.low in {"sub-index", "subindex", "component", "gauge"}


def is_group(product: Product) -> bool:
    """Whether a product's label is that of a group, or of a part of one: "young women"."""
    return product.label.rpartition(" ")[2] in entries.words("groups", "labels")


def _index_of(items: Sequence[Item], verb: int) -> Product | None:
    """What an index of a survey is for, by its own words: "the index for future economic conditions", "that for household income"."""
    stretch = items[:verb]
    at = next((i for i, item in enumerate(stretch) if item.kind == "R" and item.low in {"for", "on"} and i), None)
    if at is None or not (stretch[at - 1].low in _INDICES or stretch[at - 1].low in {"that", "one"}):
        return None
    words = [item for item in stretch[at + 1 :] if item.kind != "E"]
    if not 0 < len(words) < 6 or any(item.kind not in {"w", "H", "M", "P", "J", "V", "N"} for item in words):
        return None
    return Product(" ".join(item.low for item in words), words[0].start, words[-1].end)


def _of_managers(items: Sequence[Item]) -> Product | None:
    """What purchasing managers are asked about, by words that mean something else elsewhere: "Output prices fell, with the sub-index at 49.8"."""
    said = " ".join(item.low for item in items)
    named = next((q for q in entries.table("embedded")["qualifiers"]["pmi"] if " " in q and q in said), None)
    if named is None:
        return None
    return Product(named, items[0].start, items[-1].end)


def surveyed(scenes: Sequence[Scene], scene: Scene, at: int) -> Product | None:
    """The part of a survey that the words before a number of it name, in its clause or one before: "expectations darkened to
    89.0", "in the manufacturing sector, where the balance slumped to minus 9.2"."""
    parts = entries.table("groups")["parts"]
    if (named := _index_of(scene.clause.items, scene.clause.verb_at)) is not None:
        return named
    for told in reversed(scenes[: scenes.index(scene) + 1]):
        if told is not scene and told.facts:
            return None
        items = told.clause.items[:at] if told is scene else told.clause.items
        if (part := _of_managers(items)) is not None:
            return part
        for item in reversed(items):
            if item.kind == "P" and item.code in entries.words("groups", "labels"):
                return Product(item.code, item.start, item.end)
            if item.low in parts:
                return Product(parts[item.low], item.start, item.end)
    return None


#: What leads to the branch that a figure is of.
_BRANCHED = {"in", "for", "at", "among"}


def branch_of_it(part: Part) -> Product | None:
    """The branch in which what "it" stands for is told next: "Output in textiles fell 2 percent, while it rose 1 percent in furniture"."""
    behind, pronoun = part.items_behind, part.scene.phrase.pronoun
    if pronoun is None or part.products[0].start > pronoun.start or not behind or behind[0].low not in _BRANCHED:
        return None
    named = [item for item in behind[1:3] if item.kind not in {"E", "H"}][:1]
    goods = [p for p in part.behind.products if p.strong and named and p.start <= named[0].end]
    return goods[0] if goods and part.behind.metric is None else None


#: What stands for people spoken of, and how the sentence before names them.
_THAT_GROUP = re.compile(
    r"\b(?:for|of|in|among|within) (?:that|this) (?:group|cohort|demographic|age group|category|segment)\b"
)
_NAMED_LAST = re.compile(
    r"\b(?:among|for|on|by|with|to|at) ((?:those|people|workers|adults|women|men|americans|households|families|firms|companies)"
    r"(?: (?:with|without|aged|over|under|between|who|in|from) [\w$, -]{2,50}?)?)(?=[.;]|, (?:who|which|as|while|and)\b)"
)


def of_that_group(part: Part) -> None:
    """The people that the sentence before spoke of, of a rate that is told "for that group": "The strain is greatest among those without a
    diploma. The jobless rate for that group rose to 6.8%"."""
    story, begin = part.story, part.story.sentence.start
    if part.metric.data.get("home") != "country" or _THAT_GROUP.search(story.low) is None:
        return
    start = around(story.text, begin - 2, begin - 2)[0] if begin > 1 else begin
    named = list(_NAMED_LAST.finditer(story.text[start:begin].lower()))
    if named:
        part.products = [Product(named[-1][1], start + named[-1].start(1), start + named[-1].end(1))]
        return
    groups = [m for m in within(story.mentions.names, start, begin) if m.kind == "product"]
    if groups:
        part.products = [Product(groups[-1].code, groups[-1].start, groups[-1].end)]
