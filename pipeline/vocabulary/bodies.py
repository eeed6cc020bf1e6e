"""Finds bodies that the vocabulary does not list, by the noun in their name: "Trade Compass Institute", "Ministry of Planning"."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from pipeline.vocabulary import entries
from pipeline.vocabulary.trie import Mention, Unit

#: Words in small letters that may stand between the capitalised ones of a body's name after "of" or "for".
_LINKS = {"of", "for", "and", "the", "&", ",", "on", "to"}


@functools.cache
def nouns() -> dict[str, dict[str, Any]]:
    """The nouns of bodies' names in bodies.toml, with the data of a body that has them."""
    table = entries.table("bodies")["NOUNS"]
    return {noun: {"role": role, "country": None} for role, names in table.items() for noun in names}


def find_bodies(text: str, units: Sequence[Unit], known: Sequence[Mention]) -> list[Mention]:
    """Bodies that are told by a noun: one that ends a capitalised name, or begins one that goes on with "of" or "for".

    `known` are the mentions already found; a body that overlaps a listed one is left out. The country is that of a place
    inside the name or just before it ("Vietnam's Ministry of Planning"), else None.
    """
    taken = {i for m in known if m.kind == "body" for i in range(m.start, m.end)}
    places = [m for m in known if m.kind == "place"]
    found: list[Mention] = []
    for i, unit in enumerate(units):
        data = nouns().get(unit.surface)
        if data is None or unit.start in taken:
            continue
        first, last = _bounds(units, i)
        if last - first < 2 or any(position in taken for position in (units[first].start, units[last - 1].start)):
            continue
        start, end = units[first].start, units[last - 1].end
        taken.update(range(start, end))
        name = text[start:end]
        found.append(
            Mention(
                start,
                end,
                units[first].token,
                units[last - 1].token + 1,
                "body",
                name,
                "",
                {**data, "name": name, "country": _country(places, start, end)},
            )
        )
    return found


def _bounds(units: Sequence[Unit], at: int) -> tuple[int, int]:
    """The units that belong to the name around a body's noun."""
    first, last = at, at + 1
    while first > 0 and _is_name(units[first - 1]) and units[first].start - units[first - 1].end <= 1:
        first -= 1
    if last < len(units) and units[last].word in {"of", "for"}:
        end = last + 1
        while (
            end < len(units)
            and (_is_name(units[end]) or units[end].word in _LINKS)
            and units[end].start - units[end - 1].end <= 1
        ):
            end += 1
            if _is_name(units[end - 1]):
                last = end
    return first, last


def _is_name(unit: Unit) -> bool:
    return unit.surface[0].isupper() and unit.surface not in {"The", "A", "An", "In", "At", "By", "From", "According"}


def _country(places: Sequence[Mention], start: int, end: int) -> str | None:
    for place in places:
        if place.data.get("kind") == "country" and start - 3 <= place.end and place.start < end:
            return place.code
    return None
