"""Prepare: a sentence's items, ready for the linker: built, settled, without its dateline, its ellipses spelled out."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.linking import items as itemizing
from pipeline.linking import leftout, lexicon
from pipeline.linking.account import TELLING
from pipeline.linking.ages import name_ages
from pipeline.linking.corebasis import settle_core
from pipeline.linking.described import call_by_name
from pipeline.linking.ellipses import (
    drop_asides,
    drop_examples,
    join_parts,
    name_branches,
    name_halves,
    one_span,
    share_direction,
    spell_out,
    without_dateline,
)
from pipeline.linking.items import Item
from pipeline.linking.lexicon import Word
from pipeline.linking.oneword import set_beside
from pipeline.linking.outsiders import join_outsiders
from pipeline.linking.ratios import name_ratios
from pipeline.linking.senses import settle
from pipeline.linking.story import Mentions, within
from pipeline.sentences import Sentence
from pipeline.vocabulary.trie import Unit


class Prepared(NamedTuple):
    """The items of a sentence, with its words and cues (`words` count in `units`)."""

    items: list[Item]
    words: list[Word]
    units: list[Unit]


def prepare(text: str, mentions: Mentions, sentence: Sentence) -> Prepared:
    """The items of one sentence of a text."""
    begin, end = sentence.start, sentence.end
    units = within(mentions.units, begin, end)
    words = lexicon.load().find(units)
    items = itemizing.build(
        text,
        units,
        within(mentions.quantities, begin, end),
        within(mentions.periods, begin, end),
        within(mentions.names, begin, end),
        words,
    )
    if sentence.headline:
        _part_headline(items)
    settled = leftout.join(settle_core(settle(name_ratios(items))))
    told = one_span(set_beside(without_dateline(name_ages(settled), text)))
    return Prepared(
        join_outsiders(
            name_halves(
                spell_out(share_direction(join_parts(name_branches(drop_asides(drop_examples(call_by_name(told)))))))
            )
        ),
        words,
        units,
    )


#: What parts the statements of a headline.
_DOTS = {"...", "…", "....", ".."}


def _part_headline(items: list[Item]) -> None:
    """Parts a headline where dots do: "Exports rise 6.4%... chips up 18%", "Exports rise 6.4%…Chips up 18%"."""
    for item in items:
        if item.kind == "." and item.low in _DOTS:
            item.kind = item.low = ";"


def says_something(mentions: Mentions, sentence: Sentence) -> bool:
    """Whether a sentence can give a fact or change what the text is about: it has a number, or names somebody."""
    begin, end = sentence.start, sentence.end
    return has_numbers(mentions, sentence) or any(
        name.kind in {"place", "body", "company"} for name in within(mentions.names, begin, end)
    )


def has_numbers(mentions: Mentions, sentence: Sentence) -> bool:
    """Whether any number stands in a sentence."""
    return bool(within(mentions.quantities, sentence.start, sentence.end))


def has_figures(mentions: Mentions, sentence: Sentence) -> bool:
    """Whether a number stands in a sentence that can measure something: not only "for a second month"."""
    return any(q.kind not in TELLING for q in within(mentions.quantities, sentence.start, sentence.end))
