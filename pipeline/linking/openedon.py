"""Opened on: what the first sentence of a paragraph says without a figure that the paragraph is about: a good ("Cotton was the
exception again"), or the other side of a country's trade ("Trade with Russia has all but ceased")."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.story import Story, within
from pipeline.vocabulary import entries


def note_opened_on(story: Story) -> None:
    """Notes the good or the partner that the first sentence of a paragraph, told of without a figure, begins with."""
    begin = story.sentence.start
    if not story.facts or story.sentence.headline or story.text[begin - 1 : begin] != "\n" or story.sentence.bullet:
        return
    names = within(story.mentions.names, begin, story.sentence.end)
    if not names:
        return
    first = names[0]
    lead = story.text[begin : first.start].lower().strip()
    if first.kind == "product" and lead in {"", "the"} and first.code not in entries.words("wide", "goods"):
        _note_good(story, first.code, first.start, first.end)
        return
    place = next((name for name in names[:2] if name.kind == "place"), None)
    if place is None or place.form == "region":
        return
    lead = story.text[begin : place.start].lower().strip().removesuffix(" the")
    if lead in entries.words("phrases", "dealings"):
        item = Item("L", place.start, place.end, place.code.lower(), place.code, place.form, place.data)
        story.state.across = Held([item], place.start, place.end, story.number, story.sentence.paragraph)


def _note_good(story: Story, code: str, start: int, end: int) -> None:
    """Keeps the good, unless its price or a name that goes on behind it is meant."""
    behind = story.text[end : end + 2]
    if behind[:1] not in {" ", ","} or any(m.start <= end + 1 for m in within(story.mentions.names, end, end + 2)):
        return  # "Coffee prices rose", "Coffee's rivals"
    others = [m for m in within(story.mentions.names, end, story.sentence.end) if m.kind == "product"]
    if any(story.text.endswith((" by ", " and "), 0, m.start) for m in others):
        return  # "Electronics led the way, followed by rubber"
    story.state.turned_to = Held(Product(code, start, end), start, end, story.number, story.sentence.paragraph)
