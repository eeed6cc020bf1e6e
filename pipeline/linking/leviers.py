"""Leviers: which country lays a tariff where its clause does not say so outright, and which one only bears it."""

from __future__ import annotations

import functools
import re

from pipeline.linking.items import Item
from pipeline.linking.names import is_country
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, Story
from pipeline.vocabulary import entries

#: Whose tariffs are meant where a report on another country's trade names nobody's.
USUAL = "US"
#: Of what a country sells there may be told before a tariff in the same sentence.
_SOLD = {"exports", "export_volume"}
#: Whose goods a tariff falls on: "its goods", "their exports".
_OWN = {"its", "their"}


def usual_of(story: Story) -> str:
    """Who lays the tariffs of a text that has named nobody: its last levier, else the United States where the text speaks of them."""
    if story.state.levier is not None:
        return str(story.state.levier.value)
    main = story.state.country or story.state.main_country
    if main is not None and main.value == USUAL:
        return USUAL
    return USUAL if _speaks_of_usual(story) else ""


def usually(story: Story, hit: str) -> Held | None:
    """Who lays a tariff on the goods of `hit` (empty: of anybody) in a text that names no levier: the United States where it speaks of
    them, else the country that it is about, else the first other one."""
    places = [m for m in story.mentions.names if m.kind == "place" and m.form != "region"]
    main = story.state.country or story.state.main_country
    if hit != USUAL and _speaks_of_usual(story):
        at = next((m for m in places if m.code == USUAL), None)
        return Held(USUAL, at.start, at.end) if at is not None else Held(USUAL, -1, -1)
    if main is not None and main.value != hit and is_country(main.value):
        return main
    first = next((m for m in places if m.code != hit), None)
    return Held(first.code, first.start, first.end) if first is not None else None


def owner_of(items: list[Item]) -> Item | None:
    """The country whose tariff it is said to be: "U.S. tariffs", "China's 25 percent tariff", "the 19 percent U.S. tariff"."""
    for at, item in enumerate(items):
        if item.kind != "L" or item.form == "region":
            continue
        behind = items[at + 1 : at + 6]
        if behind[:1] and behind[0].kind == "'":
            behind = behind[1:]
        own = next((x for x in behind if x.kind not in {"H", "w", "E", "Q", "G"}), None)
        if own is not None and own.code == "tariff_rate":
            return item
    return None


def imposes(items: list[Item], at: int) -> bool:
    """Whether the place at `at` does something to a tariff: "India raised the import duty", "Washington slapped a 39 percent tariff on"."""
    words = entries.words("tariffs", "imposes")
    for item in items[at + 1 :]:
        if item.kind == "V" and (item.low in words or item.code in {"raise", "lower", "multiplied"}):
            return True
        if item.kind == "Q" or (item.kind == "M" and item.code == "tariff_rate"):
            return False
    return False


def is_struck(items: list[Item], at: int) -> bool:
    """Whether somebody strikes the place at `at` with a tariff: "threatened Brazil with a 50 percent tariff"."""
    return at > 0 and items[at - 1].kind == "V" and items[at - 1].low in entries.words("tariffs", "strikes")


def buys_there(items: list[Item], at: int) -> bool:
    """Whether a tariff is on what the place at `at` buys: "a tariff on all imports to the United States"."""
    if at < 2 or items[at - 1].low not in {"to", "into", "entering"} and items[at - 2].low not in {"to", "into"}:
        return False
    return any(item.code == "imports" or item.low in {"imports", "goods"} for item in items[max(0, at - 4) : at])


def told_beside(story: Story) -> tuple[Held, list[Item]] | None:
    """Both sides of the trade told before in the sentence, where its tariff names none: "Exports to the United States fell 29 percent as a
    25 percent tariff weighed"."""
    told = story.facts[-1] if story.facts else None
    if told is None or told.metric not in _SOLD or told.char_start < story.sentence.start:
        return None
    if told.partner is None or told.reporter is None or not is_country(told.partner):
        return None
    side = Item("L", told.char_start, told.char_end, "", told.reporter)
    return Held(told.partner, told.char_start, told.char_end), [side]


def whose_goods(story: Story, items: list[Item], levier: str) -> list[Item]:
    """The country told of whose goods are only called its own: "slapped a 39 percent tariff on its goods"."""
    at = next((i for i, item in enumerate(items) if item.low == "on"), len(items))
    if not any(item.low in _OWN for item in items[at + 1 : at + 2]):
        return []
    for held in (story.state.country, story.state.main_country):
        if held is not None and held.value != levier and is_country(held.value):
            return [Item("L", held.start, held.end, "", held.value)]
    return []


def as_before(scene: Scene, story: Story) -> tuple[Held, list[Item]] | None:
    """Both sides of the rate that this one is compared with: "a 39 percent tariff, up from the 31 percent announced in April"."""
    told = story.facts[-1] if story.facts else None
    if told is None or told.metric != "tariff_rate" or told.char_start < story.sentence.start or told.reporter is None:
        return None
    if scene.clause.link != "compare" and not any(item.low == "from" for item in scene.clause.items[:3]):
        return None
    sides = [Item("L", told.char_start, told.char_end, "", told.partner)] if told.partner else []
    return Held(told.reporter, told.char_start, told.char_end), sides


def _speaks_of_usual(story: Story) -> bool:
    """Whether a text names the United States, or speaks of their tariffs without it."""
    return USUAL in story.countries or _hints().search(story.text) is not None


@functools.cache
def _hints() -> re.Pattern[str]:
    """Words by which a text speaks of the United States' tariffs without naming the country."""
    names = "|".join(re.escape(word) for word in sorted(entries.words("tariffs", "hints")))
    return re.compile(rf"\b(?:{names})\b")
