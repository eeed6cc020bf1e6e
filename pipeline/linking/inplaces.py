"""In places: markets that one change is told of together, each of which has it: "Shares also fell more than 2% in Taiwan and Jakarta"; indices
and companies that gained or lost as much each."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.fact import Fact
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.only import NOT_OF_COUNTRIES, only
from pipeline.linking.subject import FLOWS
from pipeline.vocabulary import entries

#: What may join places and indices in a row.
_JOINS = {",", "J", "E"}
#: What says that all of a row did the same.
_EACH = {"each", "both"}
_ALL = _EACH | {"all"}
#: What a country has with others, and what stands between two of a row of which the first has a number of its own.
_WITH_OTHERS = FLOWS | {"tourist_arrivals", "remittances"}
_APART = re.compile(r"[()\d]")


def places_of_shares(draft: Draft) -> list[Item]:
    """The places behind a change of "shares" or "stocks" of no company: "in Taiwan", "in Singapore, Taiwan and Jakarta"."""
    items, at = draft.items, draft.at
    if draft.quantity.kind != "percent" or draft.measure != "change_pct" or items[at + 1 : at + 2] == []:
        return []
    subject = [item for item in items[: draft.clause.verb_at] if item.kind not in {"E", "G", "H", "J", "D"}]
    last = draft.story.facts[-1] if draft.story.facts else None
    told = last is not None and last.metric == "stock_index" and last.char_start >= draft.story.sentence.start
    plain = len(subject) == 1 and (
        subject[0].low in entries.words("markets", "shares") or (told and subject[0].low == "they")
    )
    if not plain:
        return []
    begin = next((i for i, item in enumerate(items) if i > at and item.kind in {"L", "Q", "V", ",", "C", "K"}), at)
    places: list[Item] = []
    for item in items[begin:] if items[begin - 1].low == "in" else ():
        if item.kind == "L":
            places.append(item)
        elif item.kind not in _JOINS or not places:
            break
    return places


def again_elsewhere(draft: Draft, fact: Fact) -> list[Fact]:
    """The rows of the markets and companies that a number is told of as well."""
    if draft.metric.data.get("home") in NOT_OF_COUNTRIES and (firms := _firms(draft, fact)):
        return [replace(fact, reporter=firm.code) for firm in firms]
    if len(row := _countries(draft) or _where(draft)) > 1 and fact.reporter in (codes := [item.code for item in row]):
        return [replace(fact, reporter=code) for code in codes if code != fact.reporter]
    if fact.metric != "stock_index" or fact.measure != "change_pct":
        return []
    if len(places := places_of_shares(draft)) > 1:
        return [replace(fact, reporter=code) for code in dict.fromkeys(place.code for place in places[1:])]
    row = _indices(draft)
    if len(row) < 2 or fact.product != row[0].code:
        return []
    return [replace(fact, reporter=item.data.get("country") or fact.reporter, product=item.code) for item in row[1:]]


@only(homes={"country"})
def of_each_country(draft: Draft) -> None:
    """The last of several countries that a number is told of "both" or "all"; the others have it as well: "followed by Latvia and Hungary,
    both at 0.8%", "Denmark and Finland (both 0.6%)"."""
    if row := _countries(draft) or _where(draft):
        draft.belongs_to(row[-1])


def _countries(draft: Draft) -> list[Item]:
    """The countries in a row before "both" or "all" and the number, in their order."""
    items, j = draft.items, draft.at - 1
    while j > 0 and (items[j].low in {"at", "with"} or items[j].kind in {"E", "D"}):
        j -= 1
    if j < 0 or items[j].low not in _ALL or draft.metric.code in _WITH_OTHERS:
        return []
    before = [*(draft.clause.before if draft.clause.link == "paren" else []), *items[:j]]
    row: list[Item] = []
    for item in before[::-1]:
        if item.kind == "L":
            if row and _APART.search(draft.story.text, item.end, row[-1].start) is not None:
                break
            row.append(item)
        elif item.kind not in _JOINS:
            break
    return row[::-1] if len(row) > 1 and all(len(item.code) == 2 for item in row) else []


def _where(draft: Draft) -> list[Item]:
    """The countries in which something changed by the number alike: "rents rose by 8 percent in Norway and Chile", "in both"."""
    items, at = draft.items, draft.at
    if draft.measure != "change_pct" or draft.order >= 0 or draft.metric.code in _WITH_OTHERS:
        return []
    if draft.quantity.kind != "percent" or [item.low for item in items[at + 1 : at + 2]] != ["in"]:
        return []
    row: list[Item] = []
    for item in items[at + 2 :]:
        if item.kind == "L":
            row.append(item)
        elif item.kind not in _JOINS and item.low not in _EACH:
            break
    return row if len(row) > 1 and all(len(item.code) == 2 for item in row) else []


def _firms(draft: Draft, fact: Fact) -> list[Item]:
    """The other companies of a subject that did the same each: "Toyota and Honda each sold 2 million cars", "slid 2 percent each"."""
    scene = draft.scene
    if len(scene.phrase.companies) < 2 or draft.order >= 0 or fact.measure in {"share_pct", "rank"}:
        return []
    clause = scene.clause if scene.clause.has("C") or scene.parent is None else scene.parent.clause
    subject = clause.items[: clause.verb_at]
    if not any(item.low in _EACH for item in [*subject, *draft.items[draft.at + 1 : draft.at + 3]]):
        return []
    row: list[Item] = []
    for item in subject[::-1]:
        if item.kind == "C":
            row.append(item)
        elif item.kind not in _JOINS and item.kind != "G" and item.low not in _EACH and item.low != "all":
            break
    if len(row) < 2 or all(item.code != fact.reporter for item in row):
        return []
    return [item for item in row[::-1] if item.code != fact.reporter]


def _indices(draft: Draft) -> list[Item]:
    """The indices of a subject that did the same, "both the Dow and the Nasdaq", "the Dow and the Nasdaq each"."""
    subject = draft.items[: draft.clause.verb_at]
    if draft.order >= 0 or not any(item.low in _EACH for item in subject):
        return []
    first = next((i for i, item in enumerate(subject) if item.kind == "I"), len(subject))
    row = [item for item in subject[first:] if item.kind not in _JOINS and item.kind != "G" and item.low not in _EACH]
    return row if all(item.kind == "I" for item in row) else []
