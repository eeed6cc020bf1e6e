"""Finds bodies that the vocabulary does not list, by the noun in their name: "Trade Compass Institute", "Ministry of Planning"."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from pipeline.vocabulary import entries
from pipeline.vocabulary.names import words
from pipeline.vocabulary.trie import Mention, Unit

#: Words in small letters that may stand between the capitalised ones of a body's name after "of" or "for".
_LINKS = {"of", "for", "and", "the", "&", ",", "on", "to"}


@functools.cache
def nouns() -> dict[str, str]:
    """The nouns of bodies' names in bodies.toml, with the role of a body that has them."""
    return {noun: role for role, names in entries.table("bodies")["NOUNS"].items() for noun in names}


def find_bodies(text: str, units: Sequence[Unit], known: Sequence[Mention]) -> list[Mention]:
    """Bodies that are told by a noun: one that ends a capitalised name, or begins one that goes on with "of" or "for".

    `known` are the mentions already found: what overlaps a listed body or is a place ("Russian Federation") is none, but a name
    that is longer than a general one wins ("Ministry of Planning" over "Ministry"). The country is that of a place inside the
    name or just before it ("Vietnam's Ministry of Planning"), else None.
    """
    taken = {i for m in known if m.kind == "body" and not m.data["generic"] for i in range(m.start, m.end)}
    general = {m.start: m.end for m in known if m.kind == "body" and m.data["generic"]}
    places = [m for m in known if m.kind == "place"]
    found: list[Mention] = []
    roles = nouns()
    for i, unit in [(i, unit) for i, unit in enumerate(units) if unit.surface in roles]:
        if unit.start in taken:
            continue
        # "Hyundai Department Store" goes on, "European Commission President" only tells whose office it is.
        following = units[i + 1] if i + 1 < len(units) else unit
        if following.start - unit.end == 1 and _is_name(following) and following.surface not in words().titles:
            continue
        first, last = _bounds(units, i)
        start, end = units[first].start, units[last - 1].end
        if last - first < 2 or general.get(start) == end or taken.intersection(range(start, end)):
            continue
        if any((place.start, place.end) == (start, end) for place in places):
            continue
        taken.update(range(start, end))
        data = {
            "role": roles[unit.surface],
            "name": text[start:end],
            "country": _country(places, start, end),
            "generic": False,
        }
        found.append(
            Mention(start, end, units[first].token, units[last - 1].token + 1, "body", text[start:end], "", data)
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
