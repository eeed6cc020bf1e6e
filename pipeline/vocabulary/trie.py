"""The word tree: finds all known names in a list of tokens in one pass."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple

POSSESSIVES = {"'s", "’s", "'", "’"}
HYPHENS = {"-", "‐", "‑", "–", "/"}
_PIECES = re.compile(r"[^-‐‑–/]+")


class Mention(NamedTuple):
    """A known name in the text.

    `start`, `end` are character offsets, `first`, `last` token indices; both ends are exclusive.
    `kind` is metric, action, product, place, body, index or company; `code` is the metric's code, the product's label,
    the ISO 3166-1 alpha-2 or area code, or the canonical name. `form` is, for a metric, the name that matched; for
    a place name, demonym, people, capital, description or region; else empty. `data` is the entry of the vocabulary.
    """

    start: int
    end: int
    first: int
    last: int
    kind: str
    code: str
    form: str
    data: Mapping[str, Any]


class Unit(NamedTuple):
    """A word as names are compared by: a token, or the part of a token between hyphens."""

    word: str  # lower-cased
    surface: str
    start: int
    end: int
    token: int


class Leaf(NamedTuple):
    """What a name stands for. `cased` is the name word by word where its capitals matter."""

    kind: str
    code: str
    form: str
    data: Mapping[str, Any]
    cased: tuple[str, ...] | None


_WORD = itemgetter(0)  # of a Unit


def units_of(tokens: Sequence[str], starts: Sequence[int]) -> list[Unit]:
    """The words of a text. A hyphen or slash inside a word parts it and is left out; one between spaces stays, so no name spans it,
    as do two hyphens that stand for a dash."""
    units: list[Unit] = []
    last = len(tokens) - 1
    new = tuple.__new__  # every word of every text passes here
    for i, (token, start) in enumerate(zip(tokens, starts, strict=True)):
        if token.isalnum():
            units.append(new(Unit, (token.lower(), token, start, start + len(token), i)))
        elif token in HYPHENS:
            glued = 0 < i < last and starts[i - 1] + len(tokens[i - 1]) == start and start + len(token) == starts[i + 1]
            if not glued:
                units.append(new(Unit, (token, token, start, start + len(token), i)))
        elif token == "--":
            units.append(new(Unit, (token, token, start, start + 2, i)))
        elif "-" in token or "/" in token or "–" in token:
            for piece in _PIECES.finditer(token):
                surface = piece.group()
                units.append(new(Unit, (surface.lower(), surface, start + piece.start(), start + piece.end(), i)))
        else:
            surface = token.replace("’", "'")
            units.append(new(Unit, (surface.lower(), surface, start, start + len(token), i)))
    return units


def mention_of(units: Sequence[Unit], first: int, last: int, leaf: Leaf) -> Mention:
    """The mention that a run of units makes of a leaf."""
    head, tail = units[first], units[last - 1]
    place = (head.start, tail.end, head.token, tail.token + 1)
    return tuple.__new__(Mention, (*place, leaf.kind, leaf.code, leaf.form, leaf.data))


_NAME = re.compile(r"'s\b|'(?!\w)|[^\s\-‐‑–/',]+(?:'(?!s\b)\w+)?|,")


def words_of(name: str) -> list[str]:
    """A name of the vocabulary cut as `units_of` cuts the text."""
    return _NAME.findall(name.replace("’", "'"))


class Trie:
    """Names by their words: a dict of dicts, with the leaves of a name under the key `""`."""

    def __init__(self) -> None:
        self._root: dict[Any, Any] = {}

    def add(self, name: str, kind: str, code: str, form: str, data: Mapping[str, Any], *, replace: bool = True) -> None:
        """Adds a name. One written with a capital is found only with its capitals (or all in capitals), any other in any case."""
        words = words_of(name)
        cased = None if name == name.lower() else tuple(words)
        node = self._root
        for word in words:
            node = node.setdefault(word.lower(), {})
        leaves: list[Leaf] = node.setdefault("", [])
        same = [leaf for leaf in leaves if leaf.kind == kind and leaf.cased == cased]
        if same and not replace:
            return
        for leaf in same:
            leaves.remove(leaf)
        leaves.append(Leaf(kind, code, form, data, cased))

    def find(self, units: Sequence[Unit]) -> list[tuple[int, int, Leaf]]:
        """(first unit, last unit exclusive, leaf) of all names; of names of one kind that overlap, the longest, then the first."""
        root = self._root
        words: list[str | None] = [*map(_WORD, units), None]  # no name goes on at the end of the text
        found: dict[str, list[tuple[int, int, str, Leaf]]] = {}  # first, -last, kind and leaf, as they are sorted
        for first in compress(range(len(words)), map(root.__contains__, words)):
            opening, at = root[words[first]], first + 1
            if words[at] not in opening and "" not in opening and words[at] not in _PASSED:
                continue  # two words in three that a name begins with ("the", "of") begin none here
            best: dict[str, tuple[int, Leaf]] = {}
            node: dict[Any, Any] | None = opening
            while node is not None:
                if "" in node:
                    for leaf in node[""]:
                        if leaf.cased is None or _written_as(leaf.cased, units, first, at):
                            best[leaf.kind] = (at, leaf)
                word = words[at]
                if word in _PASSED and word not in node and words[at - 1] != "unit":  # a unit's sales are no unit sales
                    at = _past(units, at, node)
                    word = words[at]
                node = node.get(word)
                at += 1
            for kind, (end, leaf) in best.items():
                of_kind = found.get(kind)
                if of_kind is None:
                    found[kind] = [(first, -end, kind, leaf)]
                    continue
                before, until, _, _ = of_kind[-1]
                if first < -until:
                    if end - first <= -until - before:
                        continue
                    of_kind.pop()
                of_kind.append((first, -end, kind, leaf))
        hits = sorted([hit for of_kind in found.values() for hit in of_kind])  # no two are alike up to their leaf
        return [(first, -end, leaf) for first, end, _, leaf in hits]


#: What a name may be written with and goes on behind.
_PASSED = frozenset((*POSSESSIVES, "("))


def _past(units: Sequence[Unit], at: int, node: Mapping[str, Any]) -> int:
    """The unit where a name goes on: a possessive belongs to it ("Moody's") or is passed over ("Asia's fourth-largest economy"),
    and an abbreviation in brackets may stand inside it: "liquefied natural gas (LNG) carriers"."""
    count = len(units)
    while at < count and units[at].word in POSSESSIVES and units[at].word not in node:
        at += 1
    bracketed = at + 2 < count and units[at].word == "(" and units[at + 2].word == ")"
    return at + 3 if bracketed and units[at + 1].surface.isupper() else at


def _written_as(cased: tuple[str, ...], units: Sequence[Unit], first: int, last: int) -> bool:
    """Whether the units carry the capitals of a name; a capital more than the name has is no harm, all capitals only in longer
    words and what stands beside them ("NEW ZEALAND")."""
    words = [unit.surface for unit in units[first:last] if unit.word not in POSSESSIVES]
    if "(" in words:
        at = words.index("(")
        del words[at : at + 3]
    wanted = [word for word in cased if word not in POSSESSIVES]
    shouted = len(words) == len(wanted) and max(map(len, wanted), default=0) > 3
    return len(words) == len(wanted) and all(
        word == want or (shouted and word == want.upper()) or (want.islower() and word.lower() == want)
        for word, want in zip(words, wanted, strict=True)
    )
