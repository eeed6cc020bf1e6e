"""Levied: both sides of a tariff and what it falls on, which the tariff told before may give."""

from __future__ import annotations

from itertools import pairwise

from pipeline.fact import Fact
from pipeline.linking import phrases
from pipeline.linking.draft import Draft
from pipeline.linking.importers import shipped_in
from pipeline.linking.items import Item
from pipeline.linking.names import is_country
from pipeline.linking.state import Held
from pipeline.linking.story import within
from pipeline.linking.tariffs import tariff_parties
from pipeline.vocabulary import entries

#: Characters behind a rate within which another goes on with it.
_CLOSE = 160


def of_tariff(draft: Draft) -> None:
    """Gives a tariff its two sides and what it falls on."""
    draft.holder, draft.partners = rate_told_before(draft) or tariff_parties(draft.story, draft.scene, draft.at)
    names = entries.words("tariffs", "presidents")
    draft.products = [product for product in draft.products if product.label not in names]
    tell_what_is_taxed(draft)


def tell_what_is_taxed(draft: Draft) -> None:
    """Gives a tariff the goods that those who pay it ship in, or those of the one told before that it is set beside: "dearer than those from
    Brazil, which are subject to a duty of"."""
    if draft.products:
        return
    behind = shipped_in(draft.story, draft.scene)
    if behind:
        draft.products = phrases.read(behind, subject=False).products[:1]
        return
    sold = draft.story.facts[-1] if draft.story.facts else None
    if sold is not None and sold.metric in {"exports", "export_volume"} and sold.product is not None and draft.holder:
        if sold.char_start >= draft.story.sentence.start and sold.partner == draft.holder.value:
            draft.products = [phrases.Product(sold.product, sold.char_start, sold.char_end)]
            return
    if (spoken := _taxed_before(draft)) is not None:
        draft.products = [spoken]
        return
    told = draft.story.facts[-1] if draft.story.facts and draft.scene.clause.link in {"relative", "compare"} else None
    if told is None or told.metric != "tariff_rate" or told.product is None or draft.holder is None:
        return
    near = draft.story.sentence.start - told.char_end <= _CLOSE
    if near and told.reporter == draft.holder.value and draft.partners:
        draft.products = [phrases.Product(told.product, told.char_start, told.char_end)]


#: Between a tariff without a rate and what it falls on.
_ON = {" on ", " for ", " on imported ", " on imports of ", " on all ", " on new "}


def _taxed_before(draft: Draft) -> phrases.Product | None:
    """What the tariff spoken of before in the paragraph, without a rate, falls on: "until the tariff on cars is abolished. The current
    tax is 30 percent"."""
    story, subject = draft.story, draft.items[: min(draft.clause.verb_at, draft.at)]
    if not subject or subject[-1].code != "tariff_rate" or any(item.kind not in {"E", "H", "M"} for item in subject):
        return None
    begin = story.text.rfind("\n", 0, story.sentence.start) + 1
    names = within(story.mentions.names, begin, story.sentence.start)
    for duty, good in pairwise(names):
        joined = story.text[duty.end : good.start] in _ON
        if duty.code == "tariff_rate" and good.kind == "product" and joined:
            return phrases.Product(good.code, good.start, good.end)
    return None


def rate_told_before(draft: Draft) -> tuple[Held, list[Item]] | None:
    """Both sides of a tariff told before, for one that goes on with the last without naming any, "That is now cut to 15 percent", or is
    spoken of again: "The 15 percent tariff is a benchmark for others"."""
    told = _told_again(draft) or _gone_on_with(draft)
    if told is None:
        return None
    if not draft.products and told.product is not None:
        draft.products = [phrases.Product(told.product, told.char_start, told.char_end)]
    partner = told.partner if told.partner is not None and is_country(told.partner) else None
    sides = [Item("L", told.char_start, told.char_end, "", partner)] if partner is not None else []
    return Held(told.reporter, told.char_start, told.char_end), sides


def _told_again(draft: Draft) -> Fact | None:
    """The tariff of the same rate that "the" points back to."""
    items, at = draft.items, draft.at
    own = items[at + 1 : at + 2]
    if not at or items[at - 1].low != "the" or not own or own[0].code != "tariff_rate":
        return None
    if any(item.low in {"on", "against"} for item in items[at + 2 : at + 4]):
        return None
    value = draft.quantity.value
    return next((f for f in draft.story.facts[::-1] if f.metric == "tariff_rate" and f.value == value), None)


def _gone_on_with(draft: Draft) -> Fact | None:
    """The tariff told right before, where "that" or "the levy" stands for it."""
    told = draft.story.facts[-1] if draft.story.facts else None
    if told is None or told.metric != "tariff_rate" or told.measure != "level" or draft.scene.clause.link != "main":
        return None
    first = next((item for item in draft.items if item.kind not in {"J", "G", "T", ",", "E"}), None)
    if first is None or not (first.low in {"that", "it", "this"} or first.code == "tariff_rate"):
        return None
    again = any(item.low in {"on", "for", "from", "against"} for item in draft.items[: draft.at])
    if again or any(item.kind in {"L", "P"} for item in draft.items) or told.partner is None:
        return None
    return told if draft.story.sentence.start - told.char_end <= _CLOSE else None
