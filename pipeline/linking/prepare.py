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
from pipeline.linking.story import Story, within
from pipeline.vocabulary.trie import Unit


class Prepared(NamedTuple):
    """The items of a sentence, with its words and cues (`words` count in `units`)."""

    items: list[Item]
    words: list[Word]
    units: list[Unit]


def prepare(story: Story) -> Prepared:
    """The items of the present sentence."""
    text, sentence = story.text, story.sentence
    units = within(story.mentions.units, sentence.start, sentence.end)
    words = lexicon.load().find(units)
    items = itemizing.build(
        text,
        units,
        story.quantities,
        story.periods,
        story.names,
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


def says_something(story: Story) -> bool:
    """Whether a sentence can give a fact or change what the text is about: it has a number, or names somebody."""
    return bool(story.quantities) or any(name.kind in {"place", "body", "company"} for name in story.names)


def has_figures(story: Story) -> bool:
    """Whether a number stands in a sentence that can measure something: not only "for a second month"."""
    return any(q.kind not in TELLING for q in story.quantities)
