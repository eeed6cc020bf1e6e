"""Bracketed: the branches of a row that each have their number in brackets, known or not: "Forestry (2.7 per cent), Mining
(0.9 per cent) and Hotels (5.5 per cent)"."""

from __future__ import annotations

import re

from pipeline.linking.items import Item
from pipeline.linking.only import only
from pipeline.linking.part import Part
from pipeline.linking.phrases import Product
from pipeline.linking.story import Scene
from pipeline.quantities.quantity import Quantity

#: Two numbers in brackets make a row.
_IN_BRACKETS = re.compile(r"\([+-]?(?:[A-Z]{2,3}\.? ?|Rs\.? ?|US)?[$€£¥₹]?\d[^()]*\)")
#: What goods are told to be sold and bought for, and what is put into branches and regions.
_FLOWS = {"exports", "imports", "fdi", "investment"}
#: No branch has more words to its name.
_LONGEST = 8
#: How a bracket sets its second number beside the first, and how little stands with that.
_AGAINST, _SHORT = {"vs", "vs.", "v", "versus", "against", "from"}, 4
#: What a branch's name is made of.
_OF_NAME = {"w", "P", "H", "J", "V", "M", "N", "A", ","}


@only(kinds={"percent", "money"}, links={"paren"})
def name_bracketed(part: Part) -> None:
    """The branch right before the brackets around a number where others in the sentence have theirs so as well."""
    clause, story = part.scene.clause, part.story
    if len(clause.items) != 1 or not clause.before:
        return
    if part.quantity.kind == "money" and part.metric.code not in _FLOWS:
        return
    if part.metric.data.get("home") != "country" or len(_IN_BRACKETS.findall(story.written)) < 2:
        return
    opens = story.text.rfind("(", story.sentence.start, part.quantity.start)
    closed = story.text.rfind(")", story.sentence.start, opens)
    if closed >= 0 and not story.text[closed + 1 : opens].strip():
        inner = story.text.rfind(
            "(", story.sentence.start, closed
        )  # "Surgical goods (excl instruments) (Rs 9 million)"
        closed = story.text.rfind(")", story.sentence.start, inner)
    row = _since(clause.before, closed + 1) if closed >= 0 else _run(clause.before)
    if len(row) > 1 and row[-1].kind == "V":
        row, opens = row[:-1], row[-2].end  # "clothing fell (-1%)"
    if closed >= 0 and row and row[0].kind == "V":
        row = _where(row)
    if not row or row[-1].end > opens or any(item.kind not in _OF_NAME for item in row):
        return
    if row[0].kind == "M":
        return
    goods = [item for item in row if item.kind == "P"]
    begin = max(row[0].start, story.text.rfind("; ", 0, opens) + 2)
    label = " ".join(story.text[begin:opens].split())
    if (len(goods) == 1 and len(row) == 1) or not 0 < len(label.split()) <= _LONGEST or not label[0].isalpha():
        return
    if row[-1].low in {"ones", "one", "those"} or any(item.code in {"overseas", "domestic"} for item in goods):
        return  # "steel watches (+7 percent) and gold ones (+5 percent)"
    part.products, part.where = [Product(label.lower(), begin, begin + len(label))], "read"


@only(kinds={"percent", "money"}, links={"compare"})
def as_in_bracket(part: Part) -> None:
    """The good of the first number in a bracket for the one that it is set against there: "auto fuel (-1.5% vs 0.6%)"."""
    above = part.scene.parent
    told = above.fact if above is not None and above.clause.link == "paren" else None
    if told is None or told.product is None or part.scene.clause.cue not in _AGAINST or len(part.items) > _SHORT:
        return
    if told.metric == part.metric.code and part.story.text.find(")", told.char_end, part.quantity.start) < 0:
        part.products, part.where = [Product(told.product, told.char_start, told.char_end)], "read"


def _since(items: list[Item], begin: int) -> list[Item]:
    """The items that stand behind a place of the text, without what joins them to those before: ", then the south-east"."""
    row = [item for item in items if item.start >= begin]
    while row and (row[0].kind in {",", "J", "E", "G", "U"} or row[0].low.startswith("followed")):
        row = row[1:]
    return row


def _where(row: list[Item]) -> list[Item]:
    """What stands behind "in" or "for" where the row goes on with another verb: "fell in the west (-2%) but rose in | the north (5%)"."""
    behind = next((i + 1 for i, item in enumerate(row) if item.low in {"in", "for", "among", "across"}), 0)
    return [item for item in row[behind:] if item.kind != "E"]


def _run(items: list[Item]) -> list[Item]:
    """The capitalized words at the end of a stretch: "performances in | Agriculture Forestry and Fishing"."""
    first = len(items)
    while first and items[first - 1].kind in {"P", "w"} and (items[first - 1].kind == "P" or items[first - 1].name):
        first -= 1
    return items[first:]


def verb_around(scene: Scene, quantity: Quantity) -> Item | None:
    """The verb that governs a number: none for what stands in brackets behind the goods that "with" leads to, "exports rose by 12 percent,
    with wheat ($88 million) and oil ($37 million) among the main items"."""
    before = scene.clause.before
    if (
        scene.clause.link != "paren"
        or quantity.kind not in {"money", "physical"}
        or not before
        or before[-1].kind != "P"
    ):
        return scene.verb
    last = next((item for item in before[::-1] if item.kind == "R" or item.kind == "Q"), None)
    return None if last is not None and last.low in {"with", "including"} else scene.verb
