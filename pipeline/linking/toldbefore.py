"""Told before: the period of the numbers told right before, for the next one of their kind: yards' orders of a year, prices of a month."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.period import When, span_of
from pipeline.vocabulary import entries

#: So many facts back is right before.
_BACK = 6


def year_of_tally(draft: Draft) -> When | None:
    """The year that is over in which others won orders, told right before what one yard did, no single deal: "Global orders fell 27
    percent in 2025. Samsung Heavy secured $7.9 billion in orders"."""
    story, published = draft.story, draft.story.document.published_at
    if draft.metric.code != "orders" or published is None:
        return None
    if any(item.code == "say" or item.low in entries.words("deals", "nouns") for item in draft.items):
        return None
    for fact in reversed(story.facts[-_BACK:]):
        whole = span_of(fact)
        if fact.metric != "orders" or fact.status != "actual" or whole is None:
            continue
        return When(whole, how="paragraph") if whole.precision == "year" and whole.last < published else None
    return None


def month_of_price(draft: Draft) -> When | None:
    """The month that the price before was told of, for the next one: "DRAM cost $8.10 in November. The price of NAND rose to $5.19"."""
    story, held = draft.story, draft.state.metric
    told = story.facts[-1] if story.facts else None
    if draft.metric.code != "commodity_price" or told is None or told.metric != draft.metric.code or held is None:
        return None
    if held.paragraph != story.sentence.paragraph or span_of(told) is None:
        return None
    facts = [fact for fact in story.facts[-_BACK:] if fact.sentence == told.sentence and fact.metric == told.metric]
    spans = [period for fact in facts if (period := span_of(fact)) is not None]
    last = max(spans, key=lambda period: period.last)
    return When(last, how="paragraph") if last.precision == "month" else None
