"""Beside the metric: a country in a metric's own noun phrase is whose it is, or the market of the company told of."""

from __future__ import annotations

from pipeline.linking.deals import DEALS
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import RATIOS
from pipeline.linking.sides import owner_of_flow
from pipeline.linking.story import about_company
from pipeline.linking.subject import FLOWS


def beside_metric(draft: Draft) -> None:
    """The one country named in the metric's own noun phrase: "Japan's exports"."""
    near, told = draft.near, draft.scene.fact
    if draft.reading.rule == "from" and told is not None and told.metric == draft.metric.code and not draft.partners:
        draft.partners = [item for item in draft.items[: draft.at] if item.kind == "L" and item.code == told.partner]
    subject = draft.frame.reporter
    if draft.metric.code in FLOWS and subject is not None and len(subject.code) == 2 and draft.how == "read":
        owner = owner_of_flow(draft.items, draft.metric.start, draft.at, draft.clause.verb_at)
        if owner is not None and owner.code != subject.code:
            draft.belongs_to(owner, *([p for p in draft.partners if p.code != owner.code] or [subject]))
            return
    if draft.how != "read" or near is None or near.metric is None or len(near.reporters) != 1:
        return
    market = draft.metric.code == "users" and near.reporters[0].start > draft.quantity.end
    if market and draft.holder is not None and about_company(draft.story) and draft.frame.reporter is None:
        draft.partners = draft.partners or [near.reporters[0]]  # "It lost 200,000 subscribers in India"
        return
    of_firm = draft.frame.company is not None and near.reporters[0] is not draft.frame.reporter
    if draft.metric.code == "market_share" and of_firm and near.reporters[0].start > draft.quantity.end:
        place = near.reporters[0]  # "SK hynix took 57 percent of the global market", "a fifth of the German car market"
        draft.partners = draft.partners or ([place] if place.code != "WORLD" else [])
        return
    home = draft.metric.data.get("home")
    if of_firm and home != "country" and (_is_its_own(draft, near.metric) or _aims_at_world(draft, near.reporters[0])):
        place = near.reporters[0]  # "its production capacity in North America", "its international capacity"
        draft.partners = draft.partners or ([place] if place.code != "WORLD" else [])
        return
    of_deal = draft.metric.code in DEALS and draft.frame.company is not None
    of_whole = draft.measure == "share_pct" and draft.metric.code not in RATIOS and not _is_of_goods(draft)
    if not of_deal and not of_whole and not draft.partners:
        draft.belongs_to(near.reporters[0])


def _is_of_goods(draft: Draft) -> bool:
    """Whether a part of what a country has is made up by goods, not by a place or firm: "Cocoa makes up 14 percent of Ghana's GDP"."""
    phrase, near = draft.scene.phrase, draft.near
    named = phrase.reporters or phrase.bare or phrase.companies or phrase.partners or phrase.pronoun
    return near is not None and not named and bool(phrase.products) and len(near.reporters[0].code) == 2


def _aims_at_world(draft: Draft, place: Item) -> bool:
    """Whether a company has a goal of its own for all markets: "Hyundai is targeting global sales of 4.16 million vehicles"."""
    return place.code == "WORLD" and draft.scene.verb is not None and draft.scene.verb.code == "aim"


def _is_its_own(draft: Draft, metric: Item) -> bool:
    """Whether a company's name or "its" owns a metric, or it is what the company raises and cuts."""
    at = next((i for i, item in enumerate(draft.items) if item is metric), 0)
    for item in reversed(draft.items[max(0, at - 6) : at]):
        if item.low in {"its", "their"} or (item.kind == "V" and item.code in {"raise", "lower"}):
            return True
        if item.kind in {"V", "Q", ","}:
            return False
    return False
