"""Roles: what a place is to the country that reports: its buyer or market, its supplier or source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.linking.items import Item
from pipeline.linking.nounsenses import is_first
from pipeline.linking.phrases import Product
from pipeline.linking.story import Scene, Story, about_company
from pipeline.linking.trade import move_around
from pipeline.vocabulary import entries

#: What the trade of a place in a role may have been read as.
_TRADES = {
    "exports", "imports", "export_volume", "import_volume", "trade_volume", "orders", "consumption", "acquisition_value",
    "revenue", "purchases", "sales_volume",
}  # fmt: skip


#: What a country that buys brings in, and the verb of it.
_BROUGHT_IN, _IMPORTED = {"imports", "import_volume"}, {"imported", "imports"}
#: What goes there.
_SENT = {"exports", "export_volume"}
#: Who brings money from abroad.
_INVESTORS = {"investor", "source", "contributor"}
_AMONG_THEM = {"investors", "sources", "contributors", "investing"}
#: How many characters before a sentence the trade was told that it goes on with.
_JUST = 400
#: What a report on trade is about.
_ON_TRADE = (_TRADES | {"trade_balance"}) - {"sales_volume"}


class Role(NamedTuple):
    """A place on the other side of a flow, and that flow; the goods are those of its noun."""

    place: Item
    flow: str
    goods: tuple[Product, ...] = ()  # what it buys or sells: "the second-largest tea buyer"

    def goods_of(self, named: list[Product], where: str) -> list[Product]:
        """What a number beside the role is of: the goods read in its clause, those of the role, else what the text is on."""
        return (named if where == "read" else []) or list(self.goods) or named


def role_of(story: Story, scene: Scene, at: int, metric: str) -> Role | None:
    """The role of the place that a number belongs to: "The United States was the biggest buyer, with $78 billion"."""
    if metric == "fdi":
        home = story.state.main_country
        return _investor(story, scene, at, home.value) if home is not None else None
    if metric not in _TRADES:
        return None
    topic = story.state.topic
    on_trade = topic is not None and topic.value.code in _ON_TRADE
    if about_company(story) or not on_trade:
        if metric not in {"exports", "imports"} or not _after_trade(story):
            return None
    items = scene.clause.items
    last = next((i for i in range(at - 1, -1, -1) if items[i].kind == "Q" and items[i].form != "ordinal"), -1)
    found = _role_in(items[last + 1 : at])
    if found is None and scene.parent is not None and scene.clause.link in {"main", "same", "ellipsis"}:
        named = any(item.kind == "L" for item in items[:at])
        shared = scene.clause.cue in {"with", "at"} or scene.clause.link == "same"
        found = _role_in(scene.parent.clause.items) if shared and not named and not scene.parent.facts else None
    main = story.state.main_country
    if main is None:
        return None
    if found is None and (move := move_around(items, at, main.value)) is not None and move.subject is not None:
        found = Role(move.subject, move.flow)  # "China bought $9 billion worth of soybeans from the U.S."
    if found is None:
        found = _by_flow(story, items, at) or (_spender(items, at) if metric == "exports" else None)
    if found is None and metric in _BROUGHT_IN:
        found = _importer(story, items, at, main.value)
    if found is None and scene.clause.link == "ellipsis":
        found = _next_importer(scene, at, main.value)
    if found is None or found.place.code == main.value or _is_rival(story, items, found):
        return None
    return found


def _is_rival(story: Story, items: Sequence[Item], role: Role) -> bool:
    """Whether a country sells to the one buyer that the report on the main one's exports is about: "Bangladesh's apparel exports to the
    US rose 3 percent. China, the top supplier, sold garments worth $7 billion"."""
    topic, partners = story.state.topic, story.state.topic_partners
    if role.flow != "imports" or topic is None or topic.value.code not in _SENT or len(partners) != 1:
        return False
    return role.place.code != partners[0].code and all(item.kind != "L" or item is role.place for item in items)


def _by_flow(story: Story, items: Sequence[Item], at: int) -> Role | None:
    """The country of a list that says which flow it is by: "By imports, Turkey came first with $949 million, ahead of Russia with"."""
    first = story.scenes[0].clause.items[:3]
    if [item.kind for item in first] != ["R", "M", ","] or first[0].low not in {"by", "in", "for"}:
        return None
    flow, end = first[1].code, first[2].end
    place = next((item for item in reversed(items[:at]) if item.kind == "L" and item.start > end), None)
    return Role(place, flow) if flow in {"exports", "imports"} and place is not None else None


def _spender(items: Sequence[Item], at: int) -> Role | None:
    """The country that spends an amount on what the main one exports: "the US spent $730 million on Vietnamese seafood"."""
    spent = at > 1 and items[at - 1].low in {"spent", "spends", "spend"} and items[at - 2].kind == "L"
    led = spent and [item.low for item in items[at + 1 : at + 2]] == ["on"]
    return Role(items[at - 2], "exports") if led else None


def _investor(story: Story, scene: Scene, at: int, main: str) -> Role | None:
    """The country that puts most into the one a report is on: "France is the first foreign investor in Mali ($5 million, or 34%)"."""
    items, above = scene.clause.items[:at], scene.parent
    while above is not None and not any(item.kind == "L" for item in items):
        items, above = above.clause.items, above.parent
    first = next((i for i, item in enumerate(items) if item.kind in {"L", "M", "P", "Q"}), len(items))
    heads = _INVESTORS | (_AMONG_THEM if _leads(items, first + 1) else set())
    noun = next((i for i in range(first + 1, len(items)) if items[i].low.rpartition(" ")[2] in heads), None)
    if noun is None or items[first].kind != "L" or items[first].form == "region" or items[first + 1].kind == "'":
        return None
    ranked = _leads(items, first + 1) or any(is_first(item) or item.low == "first" for item in items[first + 1 : noun])
    named = ranked and items[first].code != main
    told = any(fact.partner not in {None, items[first].code} for fact in scene.facts)
    return Role(items[first], "fdi") if named and not told and story.state.topic_is_country else None


def _leads(items: Sequence[Item], verb: int) -> bool:
    """Whether a place leads others: "Singapore led 114 countries investing in Laos with $10 billion"."""
    return items[verb : verb + 1] != [] and items[verb].low in entries.words("readings", "leads")


def _importer(story: Story, items: Sequence[Item], at: int, main: str) -> Role | None:
    """The country that imports what the main one exports, in a report on its exports of a good, where buyers are told one by one or
    the first of them: "By country, China imported the most with $226 million"."""
    topic, holder, told = story.state.topic, story.state.topic_holder, story.facts[-1] if story.facts else None
    if topic is None or topic.value.code not in _SENT or not story.state.topic_products:
        return None
    verb = next((i for i in range(at - 1, 0, -1) if items[i].low in _IMPORTED), 0)
    if holder is None or holder.value != main or not verb or items[verb - 1].kind != "L" or told is None:
        return None
    buyer, behind = items[verb - 1], items[verb + 1 :]
    if buyer.form == "region" or any(item.kind in {"L", "M"} for item in behind):
        return None
    listed = items[0].low == "by" or any(item.low == "most" for item in items[verb:at])
    listed = listed or sum(_is_listed(scene.clause.items) for scene in story.scenes) > 1
    row = (told.reporter, told.metric) == (main, topic.value.code) and told.partner is not None
    return Role(buyer, "exports") if listed or (row and told.char_start >= story.sentence.start) else None


def _is_listed(items: Sequence[Item]) -> bool:
    """Whether a clause of a list tells a country and an amount, its verb left out: "the United States US$165 million"."""
    row = [item for item in items if item.kind not in {"E", "J", "G", "."}]
    return len(row) > 1 and row[0].kind == "L" and row[-1].kind == "Q" and all(item.kind != "V" for item in row[:2])


def _next_importer(scene: Scene, at: int, main: str) -> Role | None:
    """The next of such countries: "China imported the most with $226 million, followed by the United States at $181 million"."""
    above = scene.parent
    while above is not None and above.clause.link == "ellipsis":
        above = above.parent
    fact = above.fact if above is not None else None
    if above is None or fact is None or fact.reporter != main or fact.partner is None or fact.metric not in _SENT:
        return None
    if above.verb is None or above.verb.low not in _IMPORTED:
        return None
    place = next((item for item in scene.clause.items[:at] if item.kind == "L"), None)
    return Role(place, "exports") if place is not None else None


def _after_trade(story: Story) -> bool:
    """Whether a report on something else has just told of the main country's trade: "The city's cosmetics exports totaled"."""
    told, main = story.facts[-1] if story.facts else None, story.state.main_country
    if told is None or main is None or told.reporter != main.value or told.metric not in {"exports", "imports"}:
        return False
    return told.char_start >= story.sentence.start - _JUST


def _side_of(items: Sequence[Item], first: int) -> Role | None:
    """The place that leads, as a partner or otherwise, on one side of trade: "China remained the top trading partner on the import side"."""
    at = next((i for i in range(first + 2, len(items)) if items[i].low == "side"), None)
    if at is None or items[at - 1].code not in {"exports", "imports"}:
        return None
    partners, told = entries.words("roles", "partners"), items[first + 1 : at]
    if not any(item.low in partners or item.low.removeprefix("trading ") in partners for item in told):
        return None
    return Role(items[first], items[at - 1].code) if any(is_first(item) for item in told) else None


def _role_in(items: Sequence[Item]) -> Role | None:
    """The first place of a clause, where a superlative and the noun of a role stand behind it."""
    if len(items) > 2 and items[0].low in {"for", "in"} and items[1].code in {"exports", "imports"}:
        items = items[2:]  # "For exports the United States was the biggest market"
    first = next((i for i, item in enumerate(items) if item.kind in {"L", "M", "P", "Q"}), None)
    if first is None or items[first].kind != "L" or items[first].form == "region" or items[first + 1 :][:1] == []:
        return None
    if items[first + 1].kind == "'":
        return None
    buys, sells = entries.words("roles", "buys"), entries.words("roles", "sells")
    noun = next((i for i in range(first + 1, len(items)) if items[i].low in buys or items[i].low in sells), None)
    if noun is None and (side := _side_of(items, first)) is not None:
        return side
    if noun is None or not any(is_first(item) for item in items[first + 1 : noun]):
        return None
    if any(item.code == "WORLD" for item in items[first + 1 : noun]):
        return None  # "China, the world's biggest buyer of soybeans"
    if any(item.kind == "L" for item in items[first + 2 : noun]) and items[first + 1].code in {"exports", "imports"}:
        return None  # "EU exports to the United States, its biggest market, fell"
    good = items[noun - 1]
    goods = (Product(good.code, good.start, good.end),) if good.kind == "P" else ()
    return Role(items[first], "exports" if items[noun].low in buys else "imports", goods)
