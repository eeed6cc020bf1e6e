"""Last in turn: what the nth number told "respectively" of "this" or "these" is of: the nth of those that the sentence before told."""

from __future__ import annotations

from itertools import groupby

from pipeline.fact import Fact
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.period import When, span_of
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.vocabulary import entries

#: Measures that are told of something, not of another number.
_TOLD = {"level", "share_pct", "change_pct"}
#: So many facts and characters back a row is the one before.
_FAR, _NEAR = 8, 60


def of_last_in_turn(draft: Draft) -> None:
    """Gives a number in a row whose subject stands for the row before the metric, parts, holder and time of the number at its place:
    "Kenya exported $300 million of tea and $120 million of coffee. These were up 5 percent and 7 percent respectively"."""
    if draft.order < 0 or draft.how not in {"context", "read"}:
        return
    first = next((item for item in draft.items if item.kind not in {"G", "J", ","}), None)
    if first is None or first.low not in entries.words("readings", "stand_for_row"):
        return
    verb = draft.items[: draft.clause.verb_at]
    if any(item.kind in {"M", "P", "L", "C"} for item in verb):
        return
    row = _row_before(draft)
    if len(row) != sum(item.kind == "Q" for item in draft.items) or draft.order >= len(row):
        return
    told = row[draft.order]
    if told.metric != draft.metric.code:
        draft.metric = draft.metric.renamed(told.metric)
    where = (told.char_start, told.char_end)
    draft.products = [Product(told.product, *where)] if told.product is not None else []
    draft.partners = [Item("L", *where, told.partner.lower(), told.partner)] if told.partner is not None else []
    draft.holder = Held(told.reporter, *where)
    if not any(item.kind == "T" and item.code == "time" for item in draft.items):
        draft.when = When(span_of(told), how="context")


def _row_before(draft: Draft) -> list[Fact]:
    """The numbers of the last sentence with any that each tell of something else, where a row goes on right behind it."""
    begin = draft.items[0].start
    before = [fact for fact in draft.story.facts if fact.char_start < begin][-_FAR:]
    if not before or not draft.state.metric or begin - before[-1].char_end > _NEAR:
        return []
    said = [fact for fact in before if fact.sentence == before[-1].sentence and fact.measure in _TOLD]
    rows = [list(row) for _, row in groupby(said, key=lambda fact: fact.measure)]
    row = next((row for row in rows if len(row) > 1), [])
    about = {(fact.metric, fact.reporter, fact.product, fact.partner, str(fact.period)) for fact in row}
    return row if len(about) == len(row) else []
