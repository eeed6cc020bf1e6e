"""Prepare: a sentence's items, ready for the linker: built, settled, without its dateline, its ellipses spelled out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.linking import items as itemizing
from pipeline.linking import leftout, lexicon
from pipeline.linking.account import TELLING
from pipeline.linking.ages import name_ages
from pipeline.linking.byname import call_gauge_by_name
from pipeline.linking.corebasis import settle_core
from pipeline.linking.described import call_by_name, leave_called
from pipeline.linking.ellipses import (
    BRANCHES,
    HALVES,
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
from pipeline.linking.including import INCLUDES, name_included
from pipeline.linking.items import Item
from pipeline.linking.lexicon import Word
from pipeline.linking.oneword import set_beside
from pipeline.linking.outsiders import join_outsiders
from pipeline.linking.ratios import name_ratios
from pipeline.linking.senses import settle
from pipeline.linking.stamps import without_stamps
from pipeline.linking.story import Story, within
from pipeline.vocabulary import entries
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
    items = itemizing.build(text, units, story.quantities, story.periods, story.names, words)
    if sentence.headline:
        _part_headline(items)
    items = settle(name_ratios(without_stamps(items, text)))
    said = {item.low for item in items}
    items = _through(_before_dateline(), said, items)
    items = _through(_BEHIND_DATELINE, said, without_dateline(items, text))
    return Prepared(items, words, units)


class Step(NamedTuple):
    """A step that changes items, with the words without one of which a sentence passes it by; any sentence takes it where none are given."""

    words: frozenset[str]
    change: Callable[[list[Item]], list[Item]]


def _through(steps: Sequence[Step], said: set[str], items: list[Item]) -> list[Item]:
    """The items of a sentence with these words when they have gone through some steps, most of which it has nothing for."""
    for words, change in steps:
        if not words or not words.isdisjoint(said):
            items = change(items)
    return items


@functools.cache
def _before_dateline() -> tuple[Step, ...]:
    return (
        Step(entries.words("growth", "leaves_out") | {"core"}, settle_core),
        Step(frozenset(), leftout.join),
        Step(frozenset({"their", "aged", "ages"}), name_ages),
    )


_BEHIND_DATELINE = (
    Step(frozenset(), set_beside),
    Step(INCLUDES, name_included),
    Step(frozenset({"and"}), one_span),
    Step(frozenset({","}), call_by_name),
    Step(frozenset({","}), leave_called),
    Step(frozenset({"known", "called", "dubbed", "termed", "named", "so-called"}), call_gauge_by_name),
    Step(frozenset({"such", "like", "namely", "included"}), drop_examples),
    Step(frozenset({","}), drop_asides),
    Step(BRANCHES, name_branches),
    Step(frozenset({"of"}), join_parts),
    Step(frozenset({"or"}), share_direction),
    Step(frozenset(), spell_out),
    Step(HALVES, name_halves),
    Step(frozenset({"outside", "non", "third", "beyond"}), join_outsiders),
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
