"""Sub-index: the index of a branch that is called after the market it is of, which no list knows: "the S&P 1500 Airlines index"."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.phrases import Product
from pipeline.vocabulary import entries

#: The kinds of words that the name of such an index is made of.
_WORDS = {"w", "P", "L", "I", "B", "N", "M"}
#: So many words it has at most.
_LONGEST = 6


def of_branch(draft: Draft) -> list[Product]:
    """The index of a branch by its name as written, for the number of its clause: "the Dow Jones Transportation average", "the Nasdaq
    biotech index"; not "the Nasdaq Composite index", which is listed."""
    items, story, ends = draft.items, draft.story, entries.words("markets", "index_ends")
    last = next((i for i in range(draft.at - 1, 0, -1) if items[i].low in ends), 0)
    if not last or any(item.kind in {"Q", "I"} for item in items[last + 1 : draft.at]):
        return []
    first = last
    while first and items[first - 1].kind in _WORDS and last - first < _LONGEST:
        first -= 1
        if items[first].kind == "I" or items[first].low.removeprefix("the ") in entries.words("markets", "families"):
            break
    head = items[first]
    family = head.kind == "I" or head.low.removeprefix("the ") in entries.words("markets", "families")
    if not family or last - first < 1 or (head.kind == "I" and head.data.get("metric", "stock_index") != "stock_index"):
        return []
    if head.kind == "I" and not _is_branch(items[first + 1 : last]):
        return []
    label = story.text[head.start : items[last].end].lower().removeprefix("the ")
    return [Product(label, head.start, items[last].end)]


def _is_branch(words: list[Item]) -> bool:
    """Whether words between an index and the end of a name say which part of it is meant."""
    said = [word.low for word in words if word.low not in entries.words("markets", "no_branch")]
    return bool(said) and not all(word in entries.words("markets", "broad") for word in said)
