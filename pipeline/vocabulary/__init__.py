"""The vocabulary: finds what a text mentions (metrics, products, places, bodies, indices, companies).

The words stand in models/vocabulary/*.toml. A name written there in lower case is found in any case, a name with capitals
only with its capitals or all in capitals ("US" is not "us"). Hyphens are as good as spaces, a possessive is passed over.
"""

from __future__ import annotations

import functools
import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pipeline.vocabulary import entries
from pipeline.vocabulary.bodies import find_bodies
from pipeline.vocabulary.trie import Mention, Trie, Unit, mention_of, units_of

#: Kinds whose words are nouns, so that no verb is seen in them.
NOUNS = {"metric", "product", "index"}

__all__ = ["Mention", "Vocabulary", "load"]


class Vocabulary:
    """All known names of models/vocabulary in one word tree."""

    def __init__(self) -> None:
        self._trie = Trie()
        entries.add_metrics(self._trie, entries.table("metrics"))
        entries.add_products(self._trie, entries.products())
        entries.add_places(self._trie, entries.table("places"))
        entries.add_bodies(self._trie, entries.table("bodies"))
        entries.add_indices(self._trie, entries.table("indices"))

    def find(
        self, text: str, tokens: Sequence[str], starts: Sequence[int], units: Sequence[Unit] | None = None
    ) -> list[Mention]:
        """Mentions in the order of the text. `tokens` are the text's words (spaCy's English ones), `starts` their offsets.

        Of overlapping names of one kind the longest counts; names of different kinds may overlap, but nothing inside a
        body's name is a mention ("Energy" in a ministry's), and no verb where a noun of the vocabulary stands ("Ships rose").
        Kinds are metric, action (a verb that tells of a metric's flow), product, place, body and index. `units` are
        `units_of` the tokens, where the caller has them.
        """
        units = units_of(tokens, starts) if units is None else units
        mentions: list[Mention] = []
        for first, last, leaf in self._trie.find(units):
            name = mention_of(units, first, last, leaf)
            if "\n\n" in text[name.start : name.end]:  # a line's last word and the next one's first are no name
                names = (
                    mention_of([unit], 0, 1, alone)
                    for unit in units[first:last]
                    for *_, alone in self._trie.find([unit])
                )
                mentions += (name for name in names if name.kind == leaf.kind)
            else:
                mentions.append(name)
        mentions += find_bodies(text, units, mentions)
        bodies = Spans(m for m in mentions if m.kind == "body")
        nouns = Spans(m for m in mentions if m.kind in NOUNS)
        places = Spans(m for m in mentions if m.kind == "place")
        goods = {m.start for m in mentions if m.kind == "product" and m.last - m.first > 1}
        kept = [
            m
            for m in mentions
            if not bodies.hold_inside(m)
            and not _is_in_name(text, m)
            and not (m.form == "description" and _is_of_another(text, m, mentions))
            and not (m.kind == "action" and nouns.hold(m))
            and not (m.kind == "metric" and places.hold_inside(m))  # "countries sharing the euro"
            and not (m.code == "exchange_rate" and starts[m.last - 1] in goods)  # "the real estate sector"
        ]
        return sorted(kept, key=lambda m: (m.start, -m.end, m.kind))


#: A capitalised word before or behind one in a name: "Changi International Airport".
_CAPITAL_BEFORE, _CAPITAL_BEHIND = re.compile(r"[A-Z][\w.'’&-]* $"), re.compile(r" [A-Z][a-z]")


def _is_in_name(text: str, mention: Mention) -> bool:
    """Whether "International" is a word of a name, not the world."""
    if mention.kind != "place" or text[mention.start : mention.end] != "International":
        return False
    before = _CAPITAL_BEFORE.search(text, max(0, mention.start - 24), mention.start)
    return before is not None and _CAPITAL_BEHIND.match(text, mention.end) is not None


def _is_of_another(text: str, description: Mention, mentions: Iterable[Mention]) -> bool:
    """Whether a description that stands for one country is that of another here: "India, the world's largest exporter, shipped", "the
    world's largest exporter of black tea"."""
    if text.startswith(" of ", description.end) and text.endswith("exporter", 0, description.end):
        return True
    begin = description.start - len("the ") * text.endswith("the ", 0, description.start) - len(", ")
    if begin < 0 or not text.startswith(", ", begin):
        return False
    own = (m for m in mentions if m.end == begin and m.kind == "place" and m.form != "description")
    return any(m.code != description.code for m in own) or text.endswith("country", 0, begin)


class Spans:
    """Character spans of mentions, looked up by place: a long text has thousands of them."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._spans = sorted((m.start, m.end) for m in mentions)

    def hold(self, mention: Mention) -> bool:
        """Whether a mention lies in a span or is one."""
        return any(mention.end <= end for _, end in self._near(mention))

    def hold_inside(self, mention: Mention) -> bool:
        """Whether a mention is a part of a span, not all of it."""
        if not self._spans:
            return False
        last, length = mention.end, mention.end - mention.start
        for start, end in self._near(mention):  # noqa: SIM110 - asked of every name in a text
            if last <= end and end - start > length:
                return True
        return False

    def _near(self, mention: Mention) -> list[tuple[int, int]]:
        """The last spans that begin no later; names are short, so those further back have ended."""
        at = bisect_right(self._spans, (mention.start, sys.maxsize))
        return self._spans[max(0, at - 8) : at]


@functools.cache
def load() -> Vocabulary:
    """The vocabulary of models/vocabulary, built once."""
    return Vocabulary()
