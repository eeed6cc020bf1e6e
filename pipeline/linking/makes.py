"""Makes: the model of a car or device that pieces are counted of, and whose it is: "The Palisade sold 4,603 units", "BMW 520"."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.only import only
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.vocabulary.makes import longest, models

#: What pieces of a model are counted by.
_COUNTED = {"sales_volume", "production_volume", "export_volume", "exports"}
#: Behind a number and before its model: "5,123 units of the Sonata", "4,861 were Tucsons".
_BETWEEN = {"units", "cars", "vehicles", "of", "the", "were", "was", "its"}
#: What leads to models that are only some of what is counted, or that others are counted without.
_ASIDE = {"including", "excluding", "such", "like", "except", "without", "include", "includes", "included", "besides"}
#: What a maker's model may be called behind a number or letter.
_KINDS = {"series", "class"}


@only(kinds={"count", "number", "percent"}, codes=_COUNTED)
def name_model(draft: Draft) -> None:
    """Gives what is told of a known model its name as product, and the maker as holder where the text names it."""
    text = draft.story.text
    told = _before(draft, text) or _behind(draft.items, draft.at, text)
    if told is None:
        return
    label, item = told
    draft.products = [Product(label.lower(), item.start, item.start + len(label))]
    if (maker := models().get(label)) is not None and (owner := _maker_of(draft, maker)) is not None:
        draft.holder = owner


def _maker_of(draft: Draft, maker: str) -> Held | None:
    """The maker of a model, under the name that the text gives it."""
    for mention in draft.story.mentions.names:
        if mention.kind == "company" and (mention.data.get("canonical") == maker or mention.code.startswith(maker)):
            return Held(mention.code, mention.start, mention.end)
    return None


def _before(draft: Draft, text: str) -> tuple[str, Item] | None:
    """The last model named between the number before and this one, or right before a bracket; the nth of a row."""
    items, at = draft.items, draft.at
    stretch = items[:at]
    if at == 0 and draft.clause.link == "paren":
        stretch = draft.clause.before[-6:]
    if draft.order >= 0:
        row = _all_in(stretch, text)
        return row[draft.order] if draft.order < len(row) else None
    begin = max((i + 1 for i, item in enumerate(stretch) if item.kind == "Q"), default=0)
    found = _all_in(stretch[begin:], text)
    return found[-1] if found else _numbered(stretch[begin:], text)


def _all_in(items: list[Item], text: str) -> list[tuple[str, Item]]:
    """The known models that items name, the longest name at each place."""
    found: list[tuple[str, Item]] = []
    past, aside = -1, False
    for i, item in enumerate(items):
        aside = item.low in _ASIDE or (aside and item.kind != ",")
        if aside:
            continue  # "Hyundai Motor, including its premium Genesis brand, delivered"
        if (
            item.start < past
            or item.kind not in {"w", "C", "P"}
            or not (text[item.start].isupper() or item.low.isdigit())
        ):
            continue
        for many in range(longest(), 0, -1):
            if i + many <= len(items):
                label = text[item.start : items[i + many - 1].end]
                known = label if label in models() else label.removesuffix("s")
                if known in models():
                    found.append((known, item))
                    past = items[i + many - 1].end
                    break
    return found


def _numbered(items: list[Item], text: str) -> tuple[str, Item] | None:
    """A model that a number right behind its maker names: "the BMW 520", "Samsung's Galaxy S25"."""
    for i, item in enumerate(items):
        if item.kind != "C":
            continue
        first = i + 1 + (i + 1 < len(items) and items[i + 1].kind == "'")
        last = first
        while last < len(items) and last < first + 4 and items[last].kind == "w" and _is_label(items[last], text):
            last += 1
        words = items[first:last]
        if words and any(any(c.isdigit() for c in word.low) or word.low in _KINDS for word in words):
            return text[words[0].start : words[-1].end], words[0]
    return None


def _is_label(item: Item, text: str) -> bool:
    """Whether a word may be part of a model's name."""
    return text[item.start].isupper() or text[item.start].isdigit() or item.low in _KINDS


def _behind(items: list[Item], at: int, text: str) -> tuple[str, Item] | None:
    """The model right behind a number: "5,123 units of the Sonata", "11,598 Grandeur sedans"."""
    end = at + 1
    while end < len(items) and end < at + 4 and items[end].low in _BETWEEN:
        end += 1
    found = _all_in(items[end : end + longest()], text)
    return found[0] if found and found[0][1] is items[end] else None
