"""The lexicon: verbs and cue words of models/vocabulary, found in one pass over the words of a text."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.vocabulary import entries
from pipeline.vocabulary.inflect import verb_forms
from pipeline.vocabulary.trie import Trie, Unit


class Word(NamedTuple):
    """A verb or cue word found at units `first` to `last` (exclusive)."""

    first: int
    last: int
    kind: str
    code: str
    form: str


#: Cue groups that stand in the way of a noun phrase: they become items of the sentence. The others are overlays.
STRUCTURE = (
    "nominal_up", "nominal_down", "comparative_up", "comparative_down", "share_noun", "deficit", "surplus", "whole",
    "monetary_unit", "subordinate", "conditional", "relative", "compare", "pronoun", "company_pronoun",
    "country_pronoun", "source_pronoun", "neutral",
)  # fmt: skip


def _inflected(entry: str) -> Iterator[tuple[str, str]]:
    """(surface, tense) of a verb entry such as "edge up" or "rise: rises rose risen rising"."""
    base, _, listed = entry.partition(":")
    head, _, tail = base.strip().partition(" ")
    if listed and " " in base.strip():
        rest = f" {tail}"
        words = listed.split()
        forms = [head, *(w for w in words if w not in tail.split())]
        for form in forms:
            yield form + rest, _tense(form, head)
        return
    for form in dict.fromkeys([*(verb_forms(head) if not listed else [head, *listed.split()])]):
        yield (f"{form} {tail}" if tail else form), _tense(form, head)


def _tense(form: str, base: str) -> str:
    if form.endswith("ing") and form != base:
        return "ing"
    if form == base:
        return "base"
    return "s" if form.endswith("s") and form not in {"was", "has"} else "past"


class Lexicon:
    """All verbs and cue words in one word tree; a phrase counts before its words."""

    def __init__(self) -> None:
        self._trie = Trie()
        for group, table in entries.table("verbs").items():
            for entry in table["verbs"]:
                for surface, tense in _inflected(entry):
                    # The first class that names a form keeps it: the file lists the telling classes first.
                    self._trie.add(surface, "verb", group, tense, {}, replace=False)
        for group, table in _flat(entries.table("cues")):
            kind = group if group in STRUCTURE or group == "blocked" else group.partition(".")[0]
            for word in table["words"]:
                self._trie.add(word, kind, group.rpartition(".")[2], "", {})

    def find(self, units: list[Unit]) -> list[Word]:
        """All verbs and cues; of one kind none overlaps, different kinds may."""
        new = tuple.__new__  # every sentence has several
        found = self._trie.find(units)
        return [new(Word, (first, last, leaf.kind, leaf.code, leaf.form)) for first, last, leaf in found]


def _flat(table: dict) -> Iterator[tuple[str, dict]]:
    """Groups of a cue file, nested ones ("status.forecast") by their dotted name."""
    for name, entry in table.items():
        if "words" in entry:
            yield name, entry
        else:
            for inner, leaf in entry.items():
                yield f"{name}.{inner}", leaf


@functools.cache
def load() -> Lexicon:
    """The lexicon of models/vocabulary, built once."""
    return Lexicon()
