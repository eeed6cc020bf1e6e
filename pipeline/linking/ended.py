"""Ended: whose a deal is that its other side ended or cut: "LG said Ford had terminated a $6.5 billion battery deal"."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.state import Held
from pipeline.vocabulary import entries


def of_supplier(draft: Draft) -> None:
    """Gives a deal that the subject ended to the company that tells of it, with whoever ended it as partner."""
    scene, parent = draft.scene, draft.scene.parent
    if draft.metric.code != "orders" or draft.quantity.kind != "money" or parent is None or scene.verb is None:
        return
    if draft.clause.link != "content" or len(scene.phrase.companies) != 1 or len(parent.phrase.companies) != 1:
        return
    teller, ender = parent.phrase.companies[0], scene.phrase.companies[0]
    ends = entries.words("deals", "ends")
    if teller.code == ender.code or not any(item.low in ends for item in draft.items[: draft.at]):
        return
    draft.belongs_to(teller, ender)
    draft.state.company = Held(
        teller.code, teller.start, teller.end, draft.story.number, draft.story.sentence.paragraph
    )
