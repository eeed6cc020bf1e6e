"""Whose share: the other side of a trade that "whose share" or "its share" is that of: "The main partner was Germany, whose share in exports
was 26 percent"."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.state import Held
from pipeline.linking.story import within
from pipeline.linking.subject import FLOWS


def of_its_share(draft: Draft) -> None:
    """Gives the share of a country named right before to the trade of the one that the last figures were of."""
    items = draft.items
    if draft.measure != "share_pct" or draft.metric.code not in FLOWS or len(items) < 2:
        return
    if items[0].low not in {"whose", "its"} or items[1].kind != "S" or draft.products:
        return
    story = draft.story
    told = next((fact for fact in story.facts[::-1] if fact.metric in FLOWS), None)
    names = within(story.mentions.names, story.sentence.start, items[0].start)
    place = next((name for name in names[::-1] if name.kind == "place"), None)
    if told is None or place is None or len(place.code) != 2 or place.code == told.reporter:
        return
    if any(partner.code != place.code for partner in draft.partners):
        return
    if draft.holder is None or told.reporter is None or draft.holder.value not in {told.reporter, place.code}:
        return
    label = story.text[place.start : place.end].lower()
    draft.belongs_to(
        Held(told.reporter, told.char_start, told.char_end), Item("L", place.start, place.end, label, place.code)
    )
