"""Sectors: whose managers a purchasing managers' index asks: those of factories, of services, or of both."""

from __future__ import annotations

import re

from pipeline.linking.draft import Draft
from pipeline.linking.phrases import Product

#: What a report says grew or shrank, of whose managers it then tells.
_SECTOR = re.compile(
    r"\b(manufacturing|factory|services?|construction)(?: (?:sector|activity|growth|output|industry|firms|companies|providers|business))*\b",
    re.IGNORECASE,
)
_LABELS = {"factory": "manufacturing", "service": "services"}
#: What an index of more than one sector is called, and what it tells of.
_OF_ALL = ("composite", "overall", "all-sector", "flash")
_ALL = re.compile(r"\bcomposite\b|\bprivate[ -]sector|\beconomy\b|\bbusiness activity\b", re.IGNORECASE)


def settle_sector(draft: Draft) -> None:
    """The sector of an index: none for a composite one, that of the report's opening where nothing beside the number tells it."""
    story, metric = draft.story, draft.metric
    if draft.products and draft.products[0].label == "private":
        if not story.text[draft.products[0].end :].lstrip(" -").startswith("sector"):
            draft.products = []  # "the private RatingDog index"
    if metric.name.startswith("composite") and metric.start >= story.sentence.start:
        draft.products = []  # "The composite PMI, covering both manufacturing and services"
    if any(item.low == "composite" for item in draft.items[: draft.at]):
        draft.products = [
            product for product in draft.products if product.start >= draft.scene.start and product.label != "composite"
        ]  # "The composite index was 53.7", behind that of factories
    elif not draft.products and not metric.name.startswith(_OF_ALL) and (told := _told_of(draft)) is not None:
        draft.products = [told]


def _told_of(draft: Draft) -> Product | None:
    """The one sector that the heading, or else the first paragraph, tells of: "Swedish services grew faster, a survey showed. The index rose to
    52.1"."""
    story = draft.story
    headed = story.document.headline_end
    blank = story.text.find("\n", headed + 2)
    for begin, end in ((0, headed), (headed, blank if blank > 0 else len(story.text))):
        if _ALL.search(story.text, begin, end) is not None:
            return None
        named = list(_SECTOR.finditer(story.text, begin, min(end, draft.quantity.start)))
        labels = {_LABELS.get(found[1].lower(), found[1].lower()) for found in named}
        if len(labels) == 1:
            return Product(labels.pop(), named[0].start(1), named[0].end(1))
        if labels:
            return None
    return None
