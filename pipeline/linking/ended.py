"""Ended: whose a deal is that its other side ended or cut: "LG said Ford had terminated a $6.5 billion battery deal"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from pipeline.linking.draft import Draft
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.state import Held
from pipeline.vocabulary import entries

#: So many items behind its worth stands with whom a deal was; so many facts back a company that "the company" stands for.
_NEAR, _LATELY = 7, 8


@only(kinds={"money"}, codes={"orders"})
def of_supplier(draft: Draft) -> None:
    """Gives a deal that the subject ended to the company that tells of it, or that the report is about, with whoever ended it as
    partner."""
    scene, parent, state = draft.scene, draft.scene.parent, draft.state
    if len(scene.phrase.companies) != 1:
        return
    ender, ends = scene.phrase.companies[0], entries.words("deals", "ends")
    if not any(item.low in ends for item in draft.items[: draft.at]):
        _of_another(draft, ends)
        return
    owner = _other_side(draft) or (state.main_company if state.one_company else None)
    if draft.clause.link == "content" and parent is not None and len(parent.phrase.companies) == 1:
        teller = parent.phrase.companies[0]
        owner = Held(teller.code, teller.start, teller.end)
    if owner is None or owner.value == ender.code:
        return
    draft.belongs_to(owner, ender)
    state.company = replace(owner, sentence=draft.story.number, paragraph=draft.story.sentence.paragraph)


def _other_side(draft: Draft) -> Held | None:
    """The company with which a deal was, behind its worth: "scrapped a $3 billion supply deal with SK On", "... with the company"."""
    behind = draft.items[draft.at + 1 : draft.at + _NEAR]
    at = next((i for i, item in enumerate(behind) if item.low == "with"), len(behind))
    side = next(iter(behind[at + 1 : at + 2]), None)
    if side is None or any(item.kind in {"V", "Q", ","} for item in behind[:at]):
        return None
    if side.kind == "C":
        return Held(side.code, side.start, side.end)
    ender, facts = draft.scene.phrase.companies[0], draft.story.facts[-_LATELY:]
    if side.form != "company_pronoun":
        return None
    told = next((f for f in facts[::-1] if not is_country(f.reporter or "") and f.reporter != ender.code), None)
    return Held(told.reporter, side.start, side.end) if told is not None else draft.state.main_company


def _of_another(draft: Draft, ends: Collection[str]) -> None:
    """Gives a deal that another company ended as well to the side told before: "Ford scrapped a $3 billion deal with SK On and Volvo
    another worth $1 billion"."""
    above, ender = draft.scene.parent, draft.scene.phrase.companies[0]
    told = above.fact if above is not None and draft.clause.link == "ellipsis" else None
    if told is None or told.metric != "orders" or told.partner is None or ender.code in {told.partner, told.reporter}:
        return
    if above is not None and any(item.low in ends for item in above.clause.items):
        draft.belongs_to(Held(told.reporter, told.char_start, told.char_end), ender)
