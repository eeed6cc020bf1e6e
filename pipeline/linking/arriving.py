"""Arriving: money and people that come to a country are that country's, and come from the other one: "Chinese investment in Vietnam";
what a country pledges to invest abroad is its own."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import TRADED
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.state import Held
from pipeline.linking.story import within
from pipeline.vocabulary import entries

#: Words that are asked for at every number, looked up once.
_TAKES = entries.words("roles", "gets") | entries.words("scenes", "buys")

#: What leads to the place where something is sold.
_IN = re.compile(r"\bin (?:the )?$", re.IGNORECASE)
#: What comes to a country.
_ARRIVING = {"fdi", "tourist_arrivals", "remittances"}
_INTO, _FROM = {"to", "in", "into"}, {"from", "by"}
#: So far from the metric its two sides may stand.
_NEAR = 5


@only(codes=_ARRIVING | {"investment"})
def settle_arrivals(draft: Draft) -> None:
    """Gives what arrives to the place that it comes to, with the place that it comes from as partner."""
    if draft.metric.code == "investment":
        _settle_invested(draft)
        return
    if draft.holder is None or draft.order >= 0:
        return
    if (listed := _with_number(draft)) is not None:
        draft.belongs_to(*listed)
        return
    at = next((i for i, item in enumerate(draft.items) if item.start == draft.metric.start), -1)
    source, target = _sides(draft.items, at) if at >= 0 else (None, None)
    if target is not None:
        found = source if source is not None and source.code != target.code else None
        kept = [p for p in draft.partners if p.code != target.code]
        draft.belongs_to(target, *([found] if found is not None else kept[:1]))
        return
    if at > 0 and source is None and any(item.kind == "'" for item in draft.items[max(0, at - 3) : at]):
        return  # "Thailand's FDI": what comes to it
    state, topic = draft.state, draft.state.topic
    known = topic is not None and topic.value.code in _ARRIVING and state.topic_is_country
    home = state.topic_holder if known else state.main_country if source is not None else None
    if known and source is None and draft.partners and draft.partners[0].code != state.topic_holder.value:
        draft.belongs_to(home, *draft.partners)  # "The United States pledged $9.8 billion"
        return
    source = source or (draft.frame.reporter if known and not draft.partners else None)
    if home is not None and source is not None and source.code != home.value and source.code != "WORLD":
        draft.belongs_to(home, source)


def _settle_invested(draft: Draft) -> None:
    """Gives investment to the country that the report is on, whichever side it is told from: "Korean investment in Vietnam"."""
    at = next((i for i, item in enumerate(draft.items) if item.start == draft.metric.start), -1)
    source, target = _sides(draft.items, at) if at >= 0 else (None, None)
    main = draft.state.main_country
    if source is None or target is None or main is None or main.value not in {source.code, target.code}:
        return
    if source.code != target.code:
        draft.belongs_to(*((source, target) if source.code == main.value else (target, source)))


@only(codes={"revenue"})
def sold_abroad(draft: Draft) -> None:
    """What a country sells to another is its exports: "Chile's vineyards sold wine worth $1.2bn to Brazil"; of those told of before where
    "they" are not the buyers: "It is a blow to American farmers. They sold soyabeans worth $12bn to China"."""
    last = draft.story.facts[-1] if draft.story.facts else None
    again = last is not None and last.metric == "imports" and last.char_start >= draft.story.sentence.start
    if draft.holder is None or draft.frame.company is not None:
        return
    if not (draft.products or again):
        return
    items = draft.items
    verb = next((i for i, item in enumerate(items) if item.start == draft.metric.start), -1)
    if verb < 0 or items[verb].low not in entries.words("roles", "sends") or not is_country(draft.holder.value):
        return
    buyer = next((b for a, b in pairwise(items[verb:]) if a.low == "to" and b.kind == "L"), None)
    if again and buyer is None and draft.partners and any(item.low in {"it", "them"} for item in items[draft.at :]):
        draft.metric = draft.metric.renamed("exports")  # "bought $439bn of goods from China and sold $144bn to it"
    if buyer is None or not (draft.partners or buyer.code == draft.holder.value):
        return
    if buyer.code == draft.holder.value and verb and items[verb - 1].low == "they":
        story = draft.story
        begin = story.text.rfind("\n", 0, draft.quantity.start)
        told = [m for m in within(story.mentions.names, begin, story.sentence.start) if m.kind == "place"]
        seller = next((m for m in told[::-1] if m.code != buyer.code and m.form != "region"), None)
        if seller is None:
            return
        draft.holder, draft.partners = Held(seller.code, seller.start, seller.end), [buyer]
    if buyer.code != draft.holder.value:
        draft.metric = draft.metric.renamed("exports")


@only(kinds={"money"})
def settle_pledge(draft: Draft) -> None:
    """Gives an investment to the country that pledges it, and what it consists of the place that it goes to: "in return for Seoul's
    pledge to invest $350 billion", "Of the total, $200 billion is in cash"."""
    if draft.measure == "share_pct":
        return
    if draft.metric.code == "capex" and (investor := _investor(draft)) is not None:
        draft.metric = draft.metric.renamed(
            "investment"
        )  # "South Korea pledged to invest $350 billion" beside a firm's plans
        goes = next((b for a, b in pairwise(_without_articles(draft)) if a.low in _INTO and b.kind == "L"), None)
        where = [item for item in draft.partners if item.code != investor.code] or ([goes] if goes is not None else [])
        draft.belongs_to(investor, *where)
        draft.products = [p for p in draft.products if p.start >= draft.story.sentence.start]
        return
    if draft.metric.code != "investment":
        return
    items, at = draft.items, draft.at
    pledge = next((i for i in range(at - 1, 0, -1) if items[i].low in entries.words("roles", "pledges")), 0)
    if pledge > 1 and items[pledge - 1].kind == "'" and items[pledge - 2].kind == "L":
        owner = items[pledge - 2]
        if owner.form != "region" and not any(item.kind in {"Q", ","} for item in items[pledge:at]):
            draft.belongs_to(owner, *[item for item in draft.partners if item.code != owner.code])
    invested = [fact for fact in draft.story.facts[-4:] if fact.metric == "investment"]
    told = max(invested, key=lambda fact: abs(fact.value), default=None)
    if told is None or draft.partners or draft.holder is None or told.reporter != draft.holder.value:
        return
    held, story = draft.state.metric, draft.story
    near = held is not None and held.value.code == "investment" and story.number - held.sentence <= 1
    if not near or told.partner is None or abs(draft.value) >= abs(told.value) or told.unit != draft.unit:
        return
    if not any(item.kind in {"L", "C"} and item.code not in {told.partner, told.reporter} for item in items):
        draft.partners = [item for item in draft.state.partners if item.code == told.partner]


def _without_articles(draft: Draft) -> list[Item]:
    """The few items behind a number, without articles."""
    return [item for item in draft.items[draft.at + 1 : draft.at + 2 + _NEAR] if item.kind != "E"]


def _investor(draft: Draft) -> Item | None:
    """The country that is all of a clause's subject and invests."""
    verb = next((item for item in reversed(draft.items[: draft.at]) if item.kind in {"V", "A"}), None)
    pledged = verb is not None and verb.low in entries.words("roles", "pledging") and draft.metric.start > verb.start
    if verb is None or not (verb.low.startswith("invest") or pledged):
        return None  # "Sweden will spend 12 billion kronor on railways"
    items = draft.items[: min(draft.clause.verb_at, draft.at)]
    if pledged and verb in items:
        items = items[: items.index(verb)]  # "with Tokyo pledging $210 billion worth of investments"
    comma = next((i for i in range(len(items) - 1, -1, -1) if items[i].kind == ","), -1)
    subject = [item for item in items[comma + 1 :] if item.kind not in {"E", "G", "U", "J", "K"} and item.low != "with"]
    alone = len(subject) == 1 and subject[0].kind == "L" and subject[0].form != "region" and len(subject[0].code) == 2
    return subject[0] if alone else None


def _with_number(draft: Draft) -> tuple[Held, Item] | None:
    """Whose arrivals were told right before, and the next place that a number of them comes from: "ahead of China with 160,100"."""
    fact, items, at = next(reversed(draft.story.facts), None), draft.items, draft.at
    if (
        fact is None
        or fact.char_start < draft.story.sentence.start
        or fact.metric != draft.metric.code
        or fact.partner is None
        or at < 2
    ):
        return None
    place = items[at - 2]
    named = place.kind == "L" and items[at - 1].low in {"with", "at"} and place.code != fact.reporter
    return (Held(fact.reporter, fact.char_start, fact.char_end), place) if named else None


def _sides(items: list[Item], at: int) -> tuple[Item | None, Item | None]:
    """Where what arrives comes from and where it comes to, by the words around its name: "Chinese investment in Vietnam"."""
    source = target = None
    if at > 2 and items[at - 1].low == "of" and items[at - 2].low in entries.words("roles", "origins"):
        return _origin(items[: at - 2])
    before = [item for item in items[max(0, at - 4) : at] if item.kind not in {"H", "G"}]
    owned = False
    while before and before[-1].kind in {"'", "w", "P"}:
        owned = before.pop().kind == "'" or owned
    if owned and not items[at].low.startswith(("investment", "pledge", "direct investment", "commitment")):
        before = []  # "China's FDI": what comes to it
    if before and before[-1].kind == "L" and before[-1].form != "region":
        source = before[-1]
    for i, item in enumerate(items[at + 1 : at + 1 + 2 * _NEAR], at + 1):
        if item.kind in {"V", "Q", ",", "M"}:
            break
        side = next((x.low for x in reversed(items[at + 1 : i]) if x.kind == "R"), "")
        if item.kind != "L" or item.form == "region":
            continue
        if side in _INTO and target is None:
            target = item
        elif side in _FROM and source is None:
            source = item
    return source, target


def _origin(before: list[Item]) -> tuple[Item | None, Item | None]:
    """The two sides where one is called the source of what arrives: "China remained Thailand's top source of visitors"."""
    places = [(i, item) for i, item in enumerate(before) if item.kind == "L" and item.form != "region"]
    owned = next((item for i, item in reversed(places) if before[i + 1 : i + 2] and before[i + 1].kind == "'"), None)
    return next((item for _, item in places if item is not owned), None), owned


@only(codes={"exports", "export_volume"})
def sold_there(draft: Draft) -> None:
    """Gives what is sold in a place to the country whose exports the report is on: "Garment exports to the EU fell. Sales in the UK rose
    13 percent", "In Japan, sales fell 3 percent", "the United States, Switzerland's top market, where sales advanced"."""
    main, holder, topic, name = draft.state.main_country, draft.holder, draft.state.topic, draft.metric.name
    if main is None or holder is None or topic is None or topic.value.code != draft.metric.code or name != "sales":
        return
    if not is_country(main.value) or any(item.code != holder.value for item in draft.partners):
        return
    place = draft.frame.reporter or next(iter(draft.partners), None)
    if draft.clause.cue == "where":
        row = [item for item in draft.clause.before if item.kind == "L" and item.form != "region"]
        place = next((item for item in row[::-1] if item.code != main.value), place)
    elif place is None or _IN.search(draft.story.text, 0, place.start) is None or place.code != holder.value:
        return
    if place is not None and place.code != main.value and holder.value in {place.code, main.value}:
        draft.belongs_to(main, place)


@only(codes={"trade_balance"}, measures={"share_pct", "level"})
def of_its_flow(draft: Draft) -> None:
    """Makes a part of nothing named, or what a good brings beside that, one of the exports or imports told last, for a balance has no parts:
    "The surplus was $30 million. Exports were $526 million. Copper made up 71 percent of the value"."""
    told = draft.story.facts[-1] if draft.story.facts else None
    if told is None or draft.how == "read" or told.metric not in TRADED or draft.state.metric is None:
        return
    if draft.story.number - draft.state.metric.sentence > 1:
        return
    beside = told.measure == "share_pct" and told.char_start >= draft.story.sentence.start and bool(draft.products)
    if draft.measure == "share_pct" or (beside and draft.quantity.kind == "money"):
        draft.metric = draft.metric.renamed(told.metric)


@only(codes={"cargo_volume"})
def bound_for(draft: Draft) -> None:
    """Gives what another country takes of the goods that pass a port to the country of the port: "South Sudan received 1.9 million tonnes"
    in a report on Mombasa."""
    story, holder, place = draft.story, draft.holder, draft.frame.reporter
    told = story.facts[-1] if story.facts else None
    if (
        told is None
        or holder is None
        or place is None
        or place.code != holder.value
        or told.metric != draft.metric.code
    ):
        return
    if told.reporter == holder.value or not is_country(told.reporter) or place.form == "region":
        return
    verb = draft.scene.verb
    row = told.char_start >= story.sentence.start and told.partner is not None
    if row or (verb is not None and verb.low in _TAKES):
        draft.belongs_to(Held(told.reporter, told.char_start, told.char_end), place)
