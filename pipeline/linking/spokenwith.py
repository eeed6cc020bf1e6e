"""Spoken with: the other side of a trade that the sentence before, the flows of this one or the line's own name tell of."""

from __future__ import annotations

import re

from pipeline.linking.items import Item
from pipeline.linking.metric import TRADED
from pipeline.linking.part import Part, flow_of
from pipeline.linking.subject import FLOWS
from pipeline.linking.toldfirst import told_right_before

#: How trade is called that goes both ways between two.
_BOTH_WAYS = re.compile(r"\b(?:two-way|bilateral|mutual)\b", re.IGNORECASE)
#: Pronouns that stand for a flow.
_STANDS = {"it", "they", "these", "this", "that"}


def as_spoken_with(part: Part) -> Item | None:
    """The other side of the balance that the sentence before told of without a figure: "The surplus with the U.S. hit a record. The
    gap reached $29 billion"."""
    held, story, scene = part.state.side_spoken_of, part.story, part.scene
    if (
        held is None
        or held.value[0] != part.metric.code
        or story.number - held.sentence > 2
        or scene.parent is not None
    ):
        return None
    if story.facts and story.facts[-1].char_start > held.start:
        return None
    at = next((i for i, item in enumerate(part.items) if item.start == part.metric.start), -1)
    bare = at > 0 and part.items[at - 1].low in {"the", "that", "this"} and part.items[at + 1].kind != "R"
    bare = bare or _BOTH_WAYS.search(story.text, story.sentence.start, part.metric.end) is not None
    phrase = scene.phrase
    named = phrase.whole is not None or phrase.reporters or phrase.bare or phrase.products
    return held.value[1] if (bare or phrase.pronoun is not None) and not named else None


def side_of_both(part: Part) -> Item | None:
    """The other side of exports and imports that the sentence has told of with one country: "Exports to the U.S. totaled $210 billion
    and imports $136 billion, giving Mexico a surplus of $74 billion"."""
    told = [fact for fact in part.story.facts[-4:] if fact.char_start >= part.story.sentence.start]
    ways = {fact.metric for fact in told if fact.measure == "level"}
    sides = {fact.partner for fact in told}
    if ways != TRADED or len(sides) != 1 or None in sides or part.scene.phrase.whole is not None:
        return None
    code = told[0].partner
    named = next((p for p in part.state.places[::-1] if p.value == code), None)
    return Item("L", named.start, named.end, code.lower(), code, "name", {}) if named is not None and code else None


def side_of_whole(part: Part) -> Item | None:
    """The other side of the flow that "of which" tells a part of: "sold $73 billion of goods to the US, of which medicines made up $44
    billion"."""
    scene = part.scene
    while scene.clause.link == "ellipsis" and scene.parent is not None:
        scene = scene.parent  # "of which copper was $2 billion and fishmeal $0.5 billion"
    clause, above = scene.clause, scene.parent
    told = above.facts[-1] if above is not None and above.facts else None
    if told is None or clause.link != "relative" or [item.low for item in clause.before[-1:]] != ["of"]:
        return None
    if told.partner is None or flow_of(told.metric) != flow_of(part.metric.code) or part.metric.code not in FLOWS:
        return None
    named = above.clause.items if above is not None else []
    return next((item for item in named if item.kind == "L" and item.code == told.partner), None)


def as_told_first(part: Part) -> None:
    """Good and other side of the flow that the sentence before opened with without a figure, for the pronoun that stands for it:
    "Nepal's tea imports from Kenya have soared. In May they doubled"."""
    pronoun = part.scene.phrase.pronoun
    if pronoun is None or pronoun.low not in _STANDS or part.metric.code not in FLOWS or part.products or part.partners:
        return
    told = told_right_before(part.story)
    if told is None or flow_of(told.code) != flow_of(part.metric.code):
        return
    products, partners = part.state.told_parts
    part.products, part.partners, part.where = list(products), list(partners), "context"
