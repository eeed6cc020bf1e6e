"""Ended: whose a deal is that its other side ended or cut: "LG said Ford had terminated a $6.5 billion battery deal"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.linking.draft import Draft
from pipeline.linking.state import Held
from pipeline.vocabulary import entries


def of_supplier(draft: Draft) -> None:
    """Gives a deal that the subject ended to the company that tells of it, or that the report is about, with whoever ended it as
    partner."""
    scene, parent, state = draft.scene, draft.scene.parent, draft.state
    if draft.metric.code != "orders" or draft.quantity.kind != "money" or len(scene.phrase.companies) != 1:
        return
    ender, ends = scene.phrase.companies[0], entries.words("deals", "ends")
    if not any(item.low in ends for item in draft.items[: draft.at]):
        return
    owner = state.main_company if state.one_company else None
    if draft.clause.link == "content" and parent is not None and len(parent.phrase.companies) == 1:
        teller = parent.phrase.companies[0]
        owner = Held(teller.code, teller.start, teller.end)
    if owner is None or owner.value == ender.code:
        return
    draft.belongs_to(owner, ender)
    state.company = replace(owner, sentence=draft.story.number, paragraph=draft.story.sentence.paragraph)
