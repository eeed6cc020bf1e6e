"""The vocabulary: finds what a text mentions (metrics, products, places, bodies, indices, companies).

The words stand in models/vocabulary/*.toml. A name written there in lower case is found in any case, a name with capitals
only with its capitals or all in capitals ("US" is not "us"). Hyphens are as good as spaces, a possessive is passed over.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from pipeline.vocabulary import entries
from pipeline.vocabulary.bodies import find_bodies
from pipeline.vocabulary.trie import Mention, Trie, mention_of, units_of

#: Kinds whose words are nouns, so that no verb is seen in them.
NOUNS = {"metric", "product", "index"}

__all__ = ["Mention", "Vocabulary", "load"]


class Vocabulary:
    """All known names of models/vocabulary in one word tree."""

    def __init__(self) -> None:
        self._trie = Trie()
        entries.add_metrics(self._trie, entries.table("metrics"))
        entries.add_products(self._trie, entries.table("products"))
        entries.add_places(self._trie, entries.table("places"))
        entries.add_bodies(self._trie, entries.table("bodies"))
        entries.add_indices(self._trie, entries.table("indices"))

    def find(self, text: str, tokens: Sequence[str], starts: Sequence[int]) -> list[Mention]:
        """Mentions in the order of the text. `tokens` are the text's words (spaCy's English ones), `starts` their offsets.

        Of overlapping names of one kind the longest counts; names of different kinds may overlap, but nothing inside a
        body's name is a mention ("Energy" in a ministry's), and no verb where a noun of the vocabulary stands ("Ships rose").
        Kinds are metric, action (a verb that tells of a metric's flow), product, place, body and index.
        """
        units = units_of(tokens, starts)
        hits = self._trie.find(units)
        mentions = [mention_of(units, first, last, leaf) for first, last, leaf in hits]
        mentions += find_bodies(text, units, mentions)
        bodies = [(m.start, m.end) for m in mentions if m.kind == "body"]
        nouns = [(m.start, m.end) for m in mentions if m.kind in NOUNS]
        kept = [m for m in mentions if not _within(m, bodies) and not (m.kind == "action" and _covered(m, nouns))]
        return sorted(kept, key=lambda m: (m.start, -m.end, m.kind))


def _covered(mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in spans)


def _within(mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a mention is a part of a span, not all of it."""
    return any(
        start <= mention.start and mention.end <= end and end - start > mention.end - mention.start
        for start, end in spans
    )


@functools.cache
def load() -> Vocabulary:
    """The vocabulary of models/vocabulary, built once."""
    return Vocabulary()
