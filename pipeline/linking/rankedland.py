"""Rankedland: the country that a rank in the trade of some good stands for, "exports from the world's No. 2 copper producer"."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.linking.names import is_country
from pipeline.linking.state import Held
from pipeline.linking.story import Story, about_company
from pipeline.vocabulary import entries

#: What makes a smaller part of the world of a larger one, whose first economy is another country's: "South-East | Asia's".
_PARTS = entries.words("places", "rules", "parts_of_world")
#: What a country is in the world: of a good, or of all.
_RANKED = entries.words("roles", "ranked_countries")
#: What it is to another, and what leads to it.
_PARTNERS, _SIDES = entries.words("roles", "partners"), {"with", "to", "from"}
#: So many words stand at most between the world and what a country is in it: "the world's second - largest cocoa bean producer".
_LONG = 8
#: What may stand there.
_INSIDE = {"w", "P", "H", "Q", "-", "J", "X", "M"}
#: What leads to one that its goods come from or go to.
_FROM, _TO = {"from", "by", "of", "in"}, {"to", "into", "with"}
#: What a country buys, not sells.
_BOUGHT = {"imports", "import_volume", "import_price"}
#: What may follow; a noun would be another's: "the world's largest producer group".
_BEHIND = {"V", "U", "A", "'", ",", ".", ";", "R", "G", "T", "X", "K", ")"}


def name_ranked(story: Story, items: list[Item]) -> None:
    """Turns the words for a country's rank in the world into that country."""
    if about_company(story):
        return
    for i, item in enumerate(items):
        if item.kind == "L" and len(item.code) == 2 and i and items[i - 1].low in _SIDES:
            _name_partner(story, items, i)
        if item.kind == "L" and item.form == "description" and i and items[i - 1].low in _PARTS:
            first = i - 2 if i > 1 and items[i - 2].low in _PARTS else i - 1
            held = _meant(story, items, first)  # "Central | Asia's largest economy"
            for word in items[first:i]:
                word.kind = "H"
            item.kind, item.code, item.form, item.data = (
                ("L", held.value, "definite", {}) if held else ("w", "", "", {})
            )
        if item.kind != "L" or len(item.code) == 2 or item.low.startswith("global"):
            continue
        if items[i + 1 : i + 2] and items[i + 1].kind == "'" and (end := _head(items, i + 2)):
            held = _meant(story, items, i)
            if held is not None:
                end = _with_good(items, end)
                for word in items[i:end]:
                    word.kind, word.code = "H", ""
                head = items[end]
                head.kind, head.code, head.form, head.data = "L", held.value, "definite", {}


def _name_partner(story: Story, items: list[Item], at: int) -> None:
    """Turns the words for a country's first partner into the place named last: "the surplus with Canada's biggest trading partner"."""
    holder = story.state.country or story.state.main_country
    own = holder is not None and items[at].code == holder.value
    if (
        not own
        or [item.kind for item in items[at + 1 : at + 2]] != ["'"]
        or not (end := _head(items, at + 2, _PARTNERS))
    ):
        return
    named = [item.code for item in items[:at] if item.kind == "L"] + [place.value for place in story.state.places]
    other = next((code for code in named[::-1] if is_country(code) and code != items[at].code and len(code) == 2), None)
    if other is None:
        return
    for word in items[at:end]:
        word.kind, word.code = "H", ""
    items[end].kind, items[end].code, items[end].form, items[end].data = "L", other, "definite", {}


def _head(items: list[Item], first: int, heads: frozenset[str] = _RANKED) -> int:
    """The item that says what the country is in the world; zero where no rank stands before it or something else is spoken of."""
    ranked = False
    for i in range(first, min(first + _LONG, len(items))):
        low = items[i].low
        if ranked and low in heads:
            behind = items[i + 1] if i + 1 < len(items) else None
            ends = behind is None or behind.kind in _BEHIND or behind.low.startswith(("imported ", "exported "))
            return i if ends else 0
        if items[i].kind not in _INSIDE:
            return 0
        ranked = ranked or low.endswith("est") or low.startswith(("no", "number")) or low in {"top", "leading", "main"}
    return 0


def _with_good(items: list[Item], head: int) -> int:
    """The last of the words for the good that a country is the first exporter of: "the world's biggest exporter | of palm oil"."""
    if not (items[head + 1 : head + 2] and items[head + 1].low == "of"):
        return head
    end = head + 1
    while end + 1 < len(items) and items[end + 1].kind in {"P", "H"}:
        end += 1
    return end if end > head + 1 else head


def _meant(story: Story, items: list[Item], at: int) -> Held | None:
    """The country that a report is on, or that took part in its trade last, where such words begin a sentence or stand behind a flow."""
    state = story.state
    holder = state.country or state.main_country
    if holder is None or not is_country(holder.value) or len(holder.value) != 2:
        return None
    before = items[at - 1] if at else None
    if before is not None and before.low == "the":
        before = items[at - 2] if at > 1 else None
    if before is None:
        last = state.last_subject
        if (
            last is not None
            and last.value.kind == "L"
            and len(last.value.code) == 2
            and story.number - last.sentence == 1
        ):
            return Held(last.value.code, last.value.start, last.value.end)
        return holder
    flow = next((item for item in items[max(0, at - 4) : at] if item.kind == "M"), None)
    if before.kind != "R" or flow is None:
        return None
    bought = flow.code in _BOUGHT
    if before.low in _FROM:
        away = bought and before.low == "from"
    elif before.low in _TO:
        away = not bought
    else:
        return None
    if not away:
        return holder
    others = (p for p in state.places[::-1] if is_country(p.value) and p.value != holder.value and len(p.value) == 2)
    return next(others, None)
