"""Takeovers: who buys whom, by the verb or noun of the deal: "since Pfizer bought Wyeth for $68 billion", "Shell's purchase of BG"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.only import only
from pipeline.linking.state import Held
from pipeline.vocabulary import entries

#: What may stand between a buyer and the verb: "has agreed to", "said it will", "last month offered to".
_AHEAD = {"U", "G", "T", "V", "H", "E", "O", "J"}
#: What may stand between the verb and whom it takes: "its larger German rival".
_LEADS = {"E", "O", "H", "D", "P", "w", "L", "'", "G", "R", "Q", "S", "M"}


@only(kinds={"money"}, codes={"acquisition_value"})
def of_buyer(draft: Draft) -> None:
    """Gives the price of a company to its buyer, with the company bought as the other side."""
    if draft.holder is None:
        return
    items, at = draft.items, draft.at
    world = next((item for item in items if item.code == "WORLD"), None)
    if items[0].low in {"mergers", "takeovers", "deals", "acquisitions", "buyouts"} and world is not None:
        draft.belongs_to(world)  # "Mergers worth $1.2 trillion were announced worldwide"
        return
    verb = _verb(items, at)
    if verb is None and (taker := _sold_to(items, at)) is not None and taker.code != draft.holder.value:
        draft.partners = [taker]
        return
    if verb is None:
        target = _offered_for(items, at, draft.story.text)
        if target is not None and not draft.partners and target.code != draft.holder.value:
            draft.partners = [target]
        return
    passive = items[verb].form == "past" and any(
        item.low in {"was", "were", "be", "been"} for item in items[:verb][-2:]
    )
    before, behind = _before(items, verb), _behind(items, verb, at, draft.story.text)
    if passive:
        by = next((i for i in range(verb + 1, len(items)) if items[i].low == "by"), len(items))
        before, behind = next((item for item in items[by + 1 : by + 5] if item.kind == "C"), None), before
    if before is None:
        before = _merging(items, verb, draft.story.text)
        behind = _behind(items, verb + 1, at, draft.story.text) if before is not None else None
    if before is None:
        return
    draft.holder = Held(before.code, before.start, before.end)
    own = [p for p in draft.partners if p.kind == "C" and p.code != before.code]
    if behind is not None and behind.code != before.code:
        draft.partners = own if own and own[0].start == behind.start else [behind]
    else:
        draft.partners = own


def _sold_to(items: Sequence[Item], at: int) -> Item | None:
    """The company that takes over what another sells: "sold its PC business to China's Lenovo for $1.3 billion"."""
    sold = next((i for i in range(at - 1, -1, -1) if items[i].low in {"sell", "sells", "sold", "selling"}), None)
    if sold is None:
        return None
    to = next((i for i in range(at - 1, sold, -1) if items[i].low == "to"), at)
    return next((item for item in items[to + 1 : at] if item.kind == "C"), None)


def _offered_for(items: Sequence[Item], at: int, text: str) -> Item | None:
    """The company that the word for a takeover behind the number is followed by: "its $5 billion takeover bid for rival Seagen"."""
    for i in range(at + 1, min(at + 5, len(items) - 1)):
        if items[i].kind == "M" and items[i].code == "acquisition_value" and items[i + 1].low in {"for", "of"}:
            return _behind(items, i + 1, min(i + 9, len(items)), text)
        if items[i].kind not in {"w", "H", "M"}:
            return None
    return None


def _verb(items: Sequence[Item], at: int) -> int | None:
    """The verb nearest before the number by which a company is taken over, with no other number between."""
    buys = entries.words("deals", "takes_over")
    for i in range(at - 1, 0, -1):
        if items[i].low in buys and items[i].kind in {"V", "A", "w"}:
            return i
        if items[i].kind in {"Q", "K", "W", ";"} and items[i].form != "ordinal" and items[i].code != "%":
            return None
    return None


def _before(items: Sequence[Item], verb: int) -> Item | None:
    """The company whose deed the verb is; none where another word for somebody stands between."""
    for item in reversed(items[:verb]):
        if item.kind == "C":
            return item
        if item.kind not in _AHEAD and item.low not in {"to", "for", "of"}:
            return None
    return None


def _merging(items: Sequence[Item], verb: int, text: str) -> Item | None:
    """The company that a sentence begins with that merges with another, known or not: "Glaxo Wellcome merged with SmithKline"."""
    if not items[verb].low.startswith("merge") or items[verb + 1].low != "with":
        return None
    named = [item for item in items[:verb] if item.kind in {"C", "w"}]
    whole = bool(named) and all(item.kind == "C" or item.name for item in named)
    if not whole or any(item.kind not in _AHEAD | {"C", "w", ",", "R"} for item in items[:verb]):
        return None
    first, last = named[0], named[-1]
    if first.kind == "C":
        return first
    label = text[first.start : last.end]
    return Item("C", first.start, last.end, label.lower(), label)


def _behind(items: Sequence[Item], verb: int, at: int, text: str) -> Item | None:
    """The company that is taken over, by its name, known or not, wherever it is at home: "bought Umea, Sweden-based Norrkom"."""
    home = -1
    for i in range(verb + 1, at):
        item = items[i]
        told = items[i + 1 : i + 4]
        if len(told) == 3 and told[0].kind == "," and told[1].kind in {"L", "H"} and told[2].low == "based":
            home = i + 3
        if i <= home:
            continue
        if item.kind == "C":
            return item
        if item.name and item.kind == "w":
            end = i + 1
            while end < at and items[end].kind == "w" and items[end].name:
                end += 1
            whole = end == len(items) or items[end].kind in {"Q", ",", "T", "."} or items[end].low in {"for", "in"}
            label = text[item.start : items[end - 1].end]
            return Item("C", item.start, items[end - 1].end, label.lower(), label) if whole else None
        if item.kind not in _LEADS:
            return None
    return None
