"""One good: a report that is about the trade of a single good, which then goes without saying."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.linking.phrases import Product
from pipeline.linking.story import Story
from pipeline.linking.subject import FLOWS
from pipeline.vocabulary import entries
from pipeline.vocabulary.trie import Mention

#: What such a report tells of its good: stocks, output and prices as well as shipments.
TOLD_OF_ONE = (FLOWS | {"inventories", "production_volume", "commodity_price", "export_price", "import_price"}) - {
    "tariff_rate", "fdi", "revenue", "trade_balance", "trade_volume", "orders",
}  # fmt: skip
_TOLD = re.compile(
    r"\b(?:exports?|imports?|shipments|sales|output|production|stocks|stockpiles|inventories|prices|earnings|harvest|crop)\b",
    re.IGNORECASE,
)
_LEAD = 400  # characters


def only_product(story: Story) -> Product | None:
    """The good that headline and lead both measure ("Palm oil stocks hit seven-month high"), no other much; None in a report on all trade."""
    body, wide = story.document.headline_end, entries.words("wide", "goods")
    first = _TOLD.search(story.text, 0, body)
    if first is None:
        return None
    pairs = {told: good for good, told in _measured(story, first.start())}
    headline = pairs.get(first.start())
    if headline is None or headline.code in wide:
        return None
    lead = _TOLD.search(story.text, body, body + _LEAD)
    named_first = lead is not None and any(
        m.kind == "product" and m.code == headline.code and body <= m.start < lead.start() for m in story.mentions.names
    )
    if (
        lead is not None
        and not named_first
        and (lead.start() not in pairs or pairs[lead.start()].code not in {headline.code, *wide})
    ):
        return None
    goods = [good for good in pairs.values() if good.code not in wide]
    alike = sum(headline.code in entries.wider(good.code) for good in goods)
    named = sum(m.kind == "product" and m.code == headline.code for m in story.mentions.names)
    if named < 4 or 2 * alike < len(goods):
        return None
    return Product(headline.code, headline.start, headline.end)


def _measured(story: Story, start: int) -> Iterator[tuple[Mention, int]]:
    """Each good right before or behind a word for trade, output or stocks, with the place of that word."""
    goods = [m for m in story.mentions.names if m.kind == "product"]
    by_end = {good.end: good for good in goods}
    by_start = {good.start: good for good in goods}
    for told in _TOLD.finditer(story.text, start):
        good = by_end.get(told.start() - 1) or by_end.get(told.start())
        if good is None and story.text.startswith(" of ", told.end()):
            good = by_start.get(told.end() + 4)
        if good is not None:
            yield good, told.start()
