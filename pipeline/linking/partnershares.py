"""Shares of partners: bare per cents in brackets behind the countries of a list that says who buys or sends most, and what such a
country's own purchases are."""

from __future__ import annotations

from pipeline.linking.asked import Asked
from pipeline.linking.clauses import Clause
from pipeline.linking.items import Item
from pipeline.linking.reading import Reading, sign_of
from pipeline.linking.story import Story
from pipeline.vocabulary import entries

#: Words that are asked for at every number in brackets, looked up once.
_TRADERS = entries.words("phrases", "traders")
_LISTS = entries.words("phrases", "lists_partners")


def as_partner_share(story: Story, clause: Clause) -> Reading | None:
    """The part of the flow told of that a country takes or sends: "The main suppliers were Poland (44%) and Italy (9%)", "China (14%) and
    Peru (11%) were the top destinations"; no change that the sentence tells of."""
    if clause.link != "paren" or len(clause.items) != 1 or clause.items[0].form != "percent":
        return None
    if not clause.before or clause.before[-1].kind != "L" or clause.items[0].data.text[:1] in "+-−–":
        return None
    main = story.scenes[0].clause if story.scenes else clause
    items = [item for scene in story.scenes if scene.clause.link != "paren" for item in scene.clause.items]
    verb = next((item for item in items if item.kind == "V" and item.low in _LISTS), None)
    if verb is None or main.link == "paren" or any(sign_of(item) for item in items):
        return None
    if _TRADERS.isdisjoint(item.low for item in items) and _TRADERS.isdisjoint(
        word for item in items if item.kind in {"M", "P"} for word in item.low.split()
    ):
        return None
    return Reading("share_pct", governor=clause.items[0], rule="share of a partner")


def is_buyers_own(asked: Asked, flow: Item | None, code: str) -> bool:
    """Whether "its purchases" are those of the partner told of right before: "Hong Kong took 20 percent of the exports, its purchases
    growing by 27 percent"."""
    last, at = asked.last, asked.items.index(flow) if flow in asked.items else 0
    if code != "imports" or last is None or last.metric != "exports" or last.partner is None or not at:
        return False
    return last.char_start >= asked.story.sentence.start and asked.items[at - 1].low in {"its", "their"}
