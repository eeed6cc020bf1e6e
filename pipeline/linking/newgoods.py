"""New goods: the good that no list knows and that a report is about, which then is known in all of its text: "exports of garden gnomes"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.fact import Fact
from pipeline.linking.names import is_economy
from pipeline.linking.openname import abstract
from pipeline.linking.story import Mentions, Story
from pipeline.vocabulary import entries
from pipeline.vocabulary.inflect import both_numbers
from pipeline.vocabulary.trie import Mention

#: What is told of one good at the head of a report on it.
_TOLD = {"exports", "imports", "export_volume", "import_volume", "production_volume", "sales_volume"}
#: What the number that opens such a report may be of besides.
_BESIDE = {"commodity_price", "export_price", "import_price", "average_price", "inventories", "tariff_rate"}
#: So often the good is named in a report on it; no longer its lead is, in characters; nor its name, in words.
_OFTEN, _LEAD, _LONG = 2, 500, 3


def good_of_report(story: Story, told: int) -> Mentions | None:
    """What was found in the text with the good of its first figures of trade, where no list knows that; None else.

    `told` facts had been read before the sentence read last.
    """
    fact = next((fact for fact in story.facts[told:] if fact.metric not in _BESIDE), None)
    if fact is None or not _opens_with_it(story, fact, told):
        return None
    label = fact.product or ""
    if len(label) < 4 or label.count(" ") >= _LONG or not _is_good(label):
        return None
    spans = [m.span() for m in _pattern(label).finditer(story.text)]
    written = {story.text[start:end] for start, end in spans}
    if len(spans) < _OFTEN or not any(name.islower() for name in written):
        return None
    several = next((name.lower() for name in written if name.islower() and name != label and name.endswith("s")), label)
    return _with_good(story.mentions, several, spans)


def _opens_with_it(story: Story, fact: Fact, told: int) -> bool:
    """Whether a figure of a country's trade in one good stands at the head of a text, before any of all its trade."""
    if fact.metric not in _TOLD or fact.product is None or fact.char_start > story.document.headline_end + _LEAD:
        return False
    if any(before.metric not in _BESIDE and before.product != fact.product for before in story.facts[:told]):
        return False
    return fact.reporter == "WORLD" or is_economy(fact.reporter)


def _is_good(label: str) -> bool:
    """Whether an open name is one of goods: not known, not a breakdown of all goods, no abstract noun."""
    words = label.split()
    known = entries.table("products")
    if label in known or any(form in known for form in both_numbers(label)):
        return False
    wide = entries.words("wide", "goods") | entries.words("modifiers", "breakdowns")
    return (
        label.isascii()
        and label.islower()
        and wide.isdisjoint((label, words[-1], words[0]))
        and words[-1] not in abstract()
    )


def _pattern(label: str) -> re.Pattern[str]:
    """A good's name in both numbers, as whole words."""
    forms = "|".join(
        re.escape(form).replace(r"\ ", r"[\s-]") for form in sorted(both_numbers(label), key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{forms})\b(?![-’'])", re.IGNORECASE)


def _with_good(mentions: Mentions, label: str, spans: list[tuple[int, int]]) -> Mentions:
    """The same with the good wherever it is named, in the place of goods that are part of its name."""
    taken = [(m.start, m.end) for m in mentions.names if m.kind not in {"product", "action"}]
    free = [(start, end) for start, end in spans if not any(a < end and start < b for a, b in taken)]
    names = [
        m
        for m in mentions.names
        if m.kind != "product" or not any(m.start < end and start < m.end for start, end in free)
    ]
    data = {"strength": "strong", "label": label}
    names += [Mention(start, end, -1, -1, "product", label, "", data) for start, end in free]
    names.sort(key=lambda mention: (mention.start, mention.end))
    return replace(mentions, names=names)
