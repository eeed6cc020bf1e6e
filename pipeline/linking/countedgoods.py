"""Counted goods: the good that stands beside a count of what was sold or made, of which a row tells several one after another."""

from __future__ import annotations

import re

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import PIECES
from pipeline.linking.phrases import Product
from pipeline.linking.story import about_company, within
from pipeline.vocabulary import entries

#: What says where it was sold, not what it is; and what stands for the good of the report.
_NO_GOODS = {"overseas", "domestic", "machines"}
#: The label of a number in a row: "vans: 910,200".
_LABEL = re.compile(r"(?:^|[(,;:–—-] ?|\band )([a-z][a-z-]{2,24}): $")
#: What ends a row's part behind the noun that was counted.
_ENDS = {",", ".", ";", "J", "D", "K"}
#: So many characters before a number its label is looked for.
_NEAR = 32


def good_counted(draft: Draft) -> Product | None:
    """The good right behind a count, or its label right before: "sales of 1.2 million cars, 310,200 vans and 41,700 trikes", "vans:
    310,200, trikes: 41,700"; one that no list knows only in a row."""
    if draft.metric.code not in PIECES or draft.quantity.kind not in {"count", "number"} or draft.measure != "level":
        return None
    if (labelled := _labelled(draft)) is not None:
        return labelled
    behind = draft.items[draft.at + 1 : draft.at + 3]
    if not behind:
        return None
    good = behind[0]
    if good.low == "of" and about_company(draft.story) and len(behind) == 2 and behind[1].low == "its":
        row = draft.items[draft.at + 3 : draft.at + 6]
        model = next((item for item in row if item.kind == "w" and item.name), None)
        if model is not None:  # "15 of its larger CS300s"
            return Product(model.low.removesuffix("s"), model.start, model.end)
    if good.kind == "P" and not about_company(draft.story):
        return Product(good.code, good.start, good.end) if good.code not in _NO_GOODS and _ends(behind) else None
    closes = _ends(behind) or behind[1].kind in {"R", "T"}
    if good.kind == "w" and good.low.endswith("s") and not good.name and closes and _in_row(draft):
        return Product(good.low, good.start, good.end)
    return None


def _ends(behind: list[Item]) -> bool:
    """Whether nothing but what was counted stands there before the row goes on: "310,200 vans,"."""
    return len(behind) < 2 or behind[1].kind in _ENDS


def _in_row(draft: Draft) -> bool:
    """Whether the number before in the sentence counted a good as well, and the noun behind this one is no word for all goods."""
    told = next((fact for fact in reversed(draft.story.facts[-3:]) if fact.measure == "level"), None)
    noun = draft.items[draft.at + 1].low
    if told is None or told.metric != draft.metric.code or told.char_start < draft.story.sentence.start:
        return False
    if noun in entries.words("counts", "pieces") or noun in entries.words("counts", "packed") or told.product is None:
        return False
    first = draft.story.text[told.char_end : told.char_end + _NEAR].split()[:1]
    return bool(first) and first[0].strip("(,").isalpha()


def _labelled(draft: Draft) -> Product | None:
    """The good that labels a number of a row, itself behind another label or a total: "total sales: 2.4 million - cars: 1,204,300"."""
    text, start = draft.story.text, draft.quantity.start
    if text[start - 2 : start] != ": ":
        return None
    label = _LABEL.search(text, max(draft.story.sentence.start, start - _NEAR), start)
    told = draft.story.facts[-1] if draft.story.facts else None
    if (
        label is None
        or told is None
        or told.metric != draft.metric.code
        or told.char_start < draft.story.sentence.start
    ):
        return None
    names = [name for name in within(draft.story.mentions.names, *label.span(1)) if name.start == label.start(1)]
    if any(name.kind in {"metric", "place", "company"} for name in names):
        return None
    named = next((name.code for name in names if name.kind == "product"), None)
    if named is None and label[1] in entries.words("counts", "pieces"):
        return None  # "units: 12,000"
    return Product(named or label[1], label.start(1), label.end(1))
