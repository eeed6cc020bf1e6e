"""Market shares: of which market a share is, and whose it is in a row of companies or countries."""

from __future__ import annotations

from pipeline.fact import Fact
from pipeline.linking.asked import Asked, Found
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric, entry
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.part import Part
from pipeline.linking.phrases import Product
from pipeline.linking.shortnames import take
from pipeline.linking.state import Held
from pipeline.linking.story import within
from pipeline.vocabulary import entries

#: What countries are ranked by as companies are.
_RANKED = {"market_share", "orders", "capacity", "production_volume", "industrial_production", "exports"}
#: So many items before a number stand the country whose it is and what leads to it.
_NEAR = 4
#: What is told between firms' shares of one market.
_BESIDE = {"market_share", "sales_volume", "revenue"}
#: A market goes on for so many paragraphs and sentences, and was named so many characters before.
_PARAGRAPHS, _SENTENCES, _BACK = 2, 3, 400


@only(kinds={"percent"})
def in_market(asked: Asked) -> Found | None:
    """A company's part of the market that its clause begins with: "In the global DRAM market, Samsung held 33 percent"."""
    items, verb = asked.items, asked.scene.verb
    market = next((i for i, item in enumerate(items[: asked.at]) if item.kind == "M"), -1)
    if market < 1 or items[market].code != "market_size" or asked.reading.measure not in {None, "level"}:
        return None
    if items[0].low not in {"in", "of", "across"} or not asked.scene.phrase.companies or verb is None:
        return None
    behind = items[market + 1 : asked.at]
    if any(item.kind in {"M", "Q", "S"} for item in behind) or not any(item.kind == "C" for item in behind):
        return None
    if asked.quantity.value > 100 or verb.code in {"up", "down", "raise", "lower"}:
        return None
    return Found(Metric.told("market_share", items[market]), "read")


def next_country(asked: Asked) -> Found | None:
    """A row of countries goes on with what it ranks: "behind China's 63 percent", "followed by Japan with 9 percent"."""
    told = asked.story.facts[-1] if asked.story.facts else None
    if told is None or told.char_start < asked.story.sentence.start or told.metric not in _RANKED:
        return None
    if told.measure == "share_pct" and told.partner is not None and asked.quantity.kind == "percent":
        begun = any(item.code == "market_share" for scene in asked.story.scenes for item in scene.clause.items)
        beside = begun and asked.scene.clause.link == "ellipsis" and beside_country(asked.items, asked.at) is not None
        if beside:  # "Italy was the top destination with a market share of 33 percent, followed by Germany at 13"
            return Found(Metric("market_share", entry("market_share"), -1, -1), "context")
    if not is_country(told.reporter or "") or told.measure != "level" or beside_country(asked.items, asked.at) is None:
        return None
    if any(item.kind in {"M", "S"} for item in asked.items[max(0, asked.at - _NEAR) : asked.at]):
        return None
    metric = take(asked, Metric(told.metric, entry(told.metric), -1, -1))
    return Found(metric, "context") if metric is not None and told.unit == asked.quantity.unit else None


def beside_country(items: list[Item], at: int) -> Item | None:
    """The country right before a number that is its own in a row: "China's 63 percent", "China with 63 percent"."""
    if at < 2 or items[at - 2].kind != "L" or len(items[at - 2].code) != 2 or items[at - 2].form == "region":
        return None
    return items[at - 2] if items[at - 1].kind == "'" or items[at - 1].low in {"with", "at"} else None


@only(codes=_RANKED, measures={"level"})
def of_next_country(draft: Draft) -> None:
    """Gives a ranked figure to the next country of a row: "South Korea took 21 percent of global orders, behind China's 63 percent"."""
    facts, begin = draft.story.facts, draft.story.sentence.start
    if not facts or facts[-1].char_start < begin:
        return
    last = facts[-1]
    if draft.reading.rule == "the same as a share" and last.metric in _RANKED and is_country(last.reporter or ""):
        draft.holder = Held(last.reporter, last.char_start, last.char_end)  # "China's 3.4 million CGT, or 63 percent"
        return
    told = next((fact for fact in reversed(facts[-4:]) if fact.metric == draft.metric.code), None)
    if told is None or told.char_start < begin or not is_country(told.reporter or "") or told.partner is not None:
        return
    country = beside_country(draft.items, draft.at)
    if country is None or told.measure != "level" or told.unit != draft.unit:
        return
    if told.metric == "exports" and draft.items[draft.at - 1].kind != "'":
        return
    draft.belongs_to(country)
    if told.product is not None and not draft.products:
        draft.products = [Product(told.product, told.char_start, told.char_end)]


@only(codes={"market_share"}, kinds={"percent"}, links={"main", "ellipsis"})
def of_destination(draft: Draft) -> None:
    """Makes the part of a market that a buyer is told to have one of the exports that the report is on: "Italy remained the leading
    destination with a market share of 33.2 percent, followed by Germany at 13.5 percent"."""
    topic, main, items = draft.state.topic, draft.state.main_country, draft.items
    if (
        topic is None
        or main is None
        or topic.value.code not in {"exports", "export_volume"}
        or draft.measure != "level"
    ):
        return
    place = next((item for item in items[: draft.at] if item.kind == "L"), None)
    if place is None or place.form == "region" or place.code == main.value:
        return
    told = draft.story.facts[-1] if draft.story.facts else None
    row = told is not None and told.char_start >= draft.story.sentence.start and told.measure == "share_pct"
    buyer = any(item.low in entries.words("roles", "buys") for item in items[: draft.at])
    if buyer or (row and draft.clause.link == "ellipsis"):
        draft.metric, draft.measure = draft.metric.renamed("exports"), "share_pct"
        draft.belongs_to(main, place)


@only(codes={"market_share"})
def of_world_market(draft: Draft) -> None:
    """A country's part of the world's market has no other side: "Laos held 0.2 percent of the market, with China, at 51.3, far ahead"."""
    told, here = draft.story.facts[-1] if draft.story.facts else None, draft.story.sentence.start
    if draft.holder is None or not is_country(draft.holder.value) or told is None:
        return
    row = told.metric == "market_share" and told.partner is None and is_country(told.reporter or "")
    if row and told.char_start >= here:
        draft.partners = []


def _named_before(part: Part, told: Fact) -> list[Item]:
    """The place of the market told before, where it was named last."""
    names = within(part.story.mentions.names, max(0, told.char_start - _BACK), told.char_end)
    place = next((name for name in names[::-1] if name.kind == "place" and name.code == told.partner), None)
    if place is None:
        return []
    return [Item("L", place.start, place.end, part.story.text[place.start : place.end].lower(), place.code)]


@only(codes={"market_share"})
def market_of(part: Part) -> None:
    """The market that a share is of: named in its clause ("In the smartphone market, Apple ranked first with"), else that of the
    share told before."""
    items, story = part.items, part.story
    if part.products:
        return
    for i, item in enumerate(items):
        if item.kind == "M" and item.code == "market_size" and i and items[i - 1].kind == "P":
            good = items[i - 1]
            part.products, part.where = [Product(good.code, good.start, good.end)], "read"
            return
    told = next((fact for fact in reversed(story.facts[-3:]) if fact.metric == "market_share"), None)
    if told is None or told.product is None or any(item.kind == "P" for item in items):
        return
    held = part.state.metric
    near = told.char_start >= story.sentence.start or (
        held is not None
        and held.value.code in _BESIDE
        and held.paragraph >= story.sentence.paragraph - _PARAGRAPHS
        and story.number - held.sentence <= _SENTENCES
    )
    if near:
        part.products, part.where = [Product(told.product, told.char_start, told.char_end)], "context"
        if not part.partners and told.partner is not None:
            part.partners = [item for item in part.state.partners if item.code == told.partner] or _named_before(
                part, told
            )


def sizes_a_market(asked: Asked) -> bool:
    """Whether a clause is about the market for a good, or the world's, no partner: "The global chip market will shrink 2.5 percent"."""
    at = next((i for i, item in enumerate(asked.before) if item.kind == "V"), 0)
    while at > 1 and asked.before[at - 1].kind == "U":
        at -= 1
    subject = asked.before[:at]
    if len(subject) < 2 or subject[-1].kind != "M" or subject[-1].low != "market":
        return False
    return subject[-2].kind == "P" or subject[-2].code == "WORLD"


#: What a maker's share is told beside.
_SOLD = {"sales_volume", "production_volume", "export_volume", "battery_usage", "users"}


@only(codes=_SOLD)
def as_own_share(draft: Draft) -> None:
    """Makes a maker's part of the market of what is told behind its sales, where "its share" moves: "used 79.7 GWh, up 15 percent, and
    its share slipped to 9.8 percent"; not of a country's part in its trade."""
    told, before = draft.story.facts[-1] if draft.story.facts else None, draft.items[: draft.at]
    if draft.quantity.unit not in {"%", "pp"} or told is None:
        return
    if is_country(told.reporter or "") or told.char_start < draft.story.sentence.start:
        return
    at = next((i for i in range(len(before) - 1, 0, -1) if before[i].kind == "S" and before[i].low == "share"), 0)
    own = at > 0 and before[at - 1].low in {"its", "their"} and at + 1 < len(before) and before[at + 1].kind == "V"
    if own and (draft.quantity.unit == "pp" or before[-1].low in {"to", "from", "at"}):
        draft.metric = draft.metric.renamed("market_share")
        draft.measure = "change_pp" if draft.quantity.unit == "pp" else "level"
