"""Tariffs: who levies a tariff, and on whose goods it falls."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.importers import is_laid_on, is_paid_in, pays_at_home, shipped_in
from pipeline.linking.items import Item
from pipeline.linking.leviers import (
    USUAL,
    as_before,
    buys_there,
    imposes,
    is_struck,
    owner_of,
    told_beside,
    usual_of,
    usually,
    whose_goods,
)
from pipeline.linking.names import is_country
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, Story
from pipeline.vocabulary import entries

#: Of Europe it is the union that levies tariffs and whose goods they fall on.
_CONTINENT, _UNION = "EUROPE", "EU"
#: So many rates in a clause are a row.
_SEVERAL = 2
#: Who levies the tariffs of the country that the text is about.
_GOVERNS = {"the government", "government", "the cabinet", "the finance ministry", "the ministry of finance"}


def tariff_parties(story: Story, scene: Scene, at: int) -> tuple[Held | None, list[Item]]:
    """Who levies a tariff (the place before it, or the subject of the clause) and on whose goods ("on Korean goods"); of several
    rates in a row the one at item `at` has goods of its own: "46% on goods from Vietnam, 32% on those from Taiwan"."""
    levier, partners = _own_rate(story, scene, at) or _parties(story, scene)
    if levier is not None and levier.value == _CONTINENT:
        levier = Held(_UNION, levier.start, levier.end)  # "European tariffs on Chinese cars"
    partners = [Item("L", x.start, x.end, x.low, _UNION, x.form) if x.code == _CONTINENT else x for x in partners]
    own = _own_goods(scene.clause.items, at)
    return levier, partners if own is None or (levier is not None and [x.code for x in own] == [levier.value]) else own


def _own_rate(story: Story, scene: Scene, at: int) -> tuple[Held, list[Item]] | None:
    """A country whose own rate is set beside another's that falls on nobody's goods alone: "a levy of 12%, against America's 2.2%"."""
    items, told = scene.clause.items, story.facts[-1] if story.facts else None
    if told is None or told.metric != "tariff_rate" or told.partner is not None or at < 2:
        return None
    owner = items[at - 2]
    if items[at - 1].kind != "'" or owner.kind != "L" or owner.form == "region" or owner.code == told.reporter:
        return None
    return Held(owner.code, owner.start, owner.end), []


def _own_goods(items: list[Item], at: int) -> list[Item] | None:
    """Whose goods the rate at `at` falls on where others stand in the clause too: the place behind its own "on", none for "on all";
    None where nothing is said of it alone."""
    if at > 1 and items[at - 1].kind == "'" and items[at - 2].kind == "L":
        return [items[at - 2]]  # "ahead of Brazil's 50 percent and Switzerland's 39 percent"
    if sum(item.form == "percent" for item in items if item.kind == "Q") < _SEVERAL:
        return None
    end = next((i for i in range(at + 1, len(items)) if items[i].kind == "Q"), len(items))
    behind = items[at + 1 : end]
    on = next((i for i, item in enumerate(behind) if item.low in {"on", "for", "against"}), None)
    if on is not None and not any(item.kind in {"V", ","} for item in behind[:on]):
        if behind[on + 1 : on + 2] and behind[on + 1].low in {"all", "every", "other", "most"}:
            return []
        place = next((item for item in behind[on + 1 : on + 5] if item.kind in {"L", ",", "V"}), None)
        return [place] if place is not None and place.kind == "L" and place.form != "region" else None
    before = items[at - 2] if at > 1 and items[at - 1].low == "at" else items[at - 1] if at else None
    named = before is not None and before.kind == "L" and any(item.kind == "Q" for item in items[:at])
    return [before] if named and before is not None else None


def _parties(story: Story, scene: Scene) -> tuple[Held | None, list[Item]]:
    """Who levies the tariffs of a clause, and on whose goods they fall."""
    state = story.state
    places = [
        i
        for i in scene.clause.items
        if i.kind == "L" and i.code != "WORLD" and (i.form != "region" or _lays(scene.clause.items, i))
    ]
    partners: list[Item] = []
    owner = levier = owner_of(scene.clause.items)
    usual = usual_of(story) if levier is None else levier.code
    for item in places:
        if item is owner:
            continue
        at = scene.clause.items.index(item)
        before = scene.clause.items[at - 1] if at else None
        before = scene.clause.items[at - 2] if before is not None and before.kind == "E" and at > 1 else before
        goods = scene.clause.items[max(0, at - 4) : at]
        sent = before is not None and before.low == "to"
        sent = sent and any((i.kind == "M" and i.code != "tariff_rate") or i.low == "exports" for i in goods)
        if before is not None and before.kind == "J" and at > 1 and scene.clause.items[at - 2] in partners:
            continue  # "on imports from Canada and Mexico"
        if levier is None and buys_there(scene.clause.items, at):
            levier = item  # "a tariff on all imports to the United States"
        elif sent and (partners or levier is None):
            levier = levier or item  # "tariffs on European exports to the US"
        elif before is not None and before.low == "to" and _is_sent(scene.clause.items, at, sent):
            levier, partners = (
                item,
                partners or ([levier] if levier is not None else []),
            )  # "exports to America would face"
        elif sent and levier is not None and any(i.low in {"its", "their"} for i in goods):
            levier, partners = item, [levier]  # "The EU agreed to a tariff on its exports to the US"
        elif levier is None and (
            pays_at_home(scene.clause.items, at) or (partners and is_paid_in(scene.clause.items, at))
        ):
            levier = item
        elif (
            before is not None
            and before.kind == "R"
            and before.low in {"on", "from", "against", "for", "to"}
            or is_laid_on(scene.clause.items, at)
            or _bears(scene.clause.items, at)
            or _are_imported(scene.clause.items, at)
            or _is_rated(scene.clause.items, at)
            or is_struck(scene.clause.items, at)
            or (_has_rate(scene.clause.items, at) and story.facts and story.facts[-1].partner is not None)
        ):
            partners = partners or [item]
        elif levier is None and usual not in {"", item.code} and not imposes(scene.clause.items, at):
            partners = partners or [item]  # "The European Union faces a 20 percent levy, Japan 24 percent"
        elif levier is None:
            levier = item
    if levier is None and partners:
        levier = _body_that_lays(scene.clause.items)
    if levier is not None and partners and levier.code == partners[0].code:
        at = scene.clause.items.index(partners[0])
        if any(item.low in {"on", "against"} for item in scene.clause.items[max(0, at - 4) : at]):
            levier = None  # "Seoul will invest in return for lower tariffs on Korean cars"
        else:
            partners = []  # "A duty floated by the U.S. president could shave 2 percent off food sales to America"
    if scene.clause.link == "relative" and (levier is None or not partners):
        head = scene.clause.before
        owned = [
            i for i, item in enumerate(head[1:]) if item.kind == "'"
        ]  # "from Brazil, China's other supplier, which"
        named = next((head[i] for i in range(len(head) - 1, -1, -1) if head[i].kind == "L" and i not in owned), None)
        hit = entries.words("tariffs", "bears") | entries.words("tariffs", "struck")
        if named is not None and any(item.low in hit for item in scene.clause.items):
            partners = partners or [named]  # "Korean cars, which have been subject to a 25 percent duty"
            buys = any(item.low in entries.words("tariffs", "fetches") for item in head)
            if levier is None and buys and head[0].kind == "L" and head[0].code != named.code:
                levier = head[0]  # "India buys palm oil from Indonesia, which is subject to"
        else:
            levier = levier or named
    if levier is None and scene.clause.link == "content" and scene.parent is not None:
        levier = next(
            (i for i in scene.parent.clause.items if i.kind == "L" and i.form != "region"), None
        )  # "Trump said he would"
        by_usual = state.levier is not None and state.levier.value == USUAL
        if levier is not None and by_usual and levier.code != USUAL and not partners:
            levier = None  # "Tokyo's envoy said that tariffs on steel would stay", after those of the US
    if levier is None and _is_moved_at_home(scene.clause.items) and (state.country or state.main_country):
        return (
            state.country or state.main_country,
            partners,
        )  # "a day after the government raised import duty to 20 per cent"
    if levier is None and not partners and (told_of := told_beside(story) or as_before(scene, story)) is not None:
        return told_of
    told = story.facts[-1] if levier is None and not partners and story.facts else None
    if told is not None and told.metric in {"imports", "import_volume"} and told.char_start >= story.sentence.start:
        if told.partner is not None and is_country(told.partner):
            side = Item("L", told.char_start, told.char_end, "", told.partner)
            return Held(told.reporter, told.char_start, told.char_end), [
                side
            ]  # "Imports from Japan doubled in spite of a 20 percent duty"
    if levier is not None and not partners:
        fetched = next((item for item in shipped_in(story, scene) if item.kind == "L"), None)
        partners = [fetched] if fetched is not None and fetched.code != levier.code else partners
    beside = told_beside(story) if not partners else None
    if beside is not None and levier is not None and beside[0].value == levier.code:
        partners = beside[1]  # "Exports to the United States dropped as a 25 percent tariff weighed"
    if not partners:
        partners = whose_goods(story, scene.clause.items, levier.code if levier is not None else usual)
    if levier is not None:
        state.levier = Held(levier.code, levier.start, levier.end)
    struck = partners[0].code if partners else ""
    if state.levier is None or (levier is None and state.levier.value == struck):
        state.levier = usually(story, struck) or state.levier
    if state.levier is not None and levier is None and state.levier.value == struck:
        return None, partners  # no country lays a tariff on its own goods
    return state.levier, partners


def _lays(items: list[Item], place: Item) -> bool:
    """Whether a town stands for its country, as the subject that lays a tariff: "Delhi put a 70 percent tariff on"."""
    at = items.index(place)
    behind = items[at + 1 : at + 3]
    return len(behind) > 1 and behind[0].kind == "V" and all(item.kind in {"E", "H", "K"} for item in items[:at])


def _body_that_lays(items: list[Item]) -> Item | None:
    """The country or union whose office lays a tariff: "The European Commission set duties of 22 percent on"."""
    for item, behind in pairwise(items):
        country = (item.data.get("country") or "") if item.kind == "B" and item.data else ""
        if country and behind.kind in {"V", "U"}:
            return Item("L", item.start, item.end, item.low, country)
        if item.kind in {"Q", "M"}:
            return None
    return None


def _is_moved_at_home(items: list[Item]) -> bool:
    """Whether the country's own government raises or lowers the tariff."""
    at = next((i for i, item in enumerate(items) if item.low in _GOVERNS), len(items))
    taxed = next((i for i, item in enumerate(items) if item.code == "tariff_rate"), 0)
    return any(item.kind == "V" and item.code in {"raise", "lower"} for item in items[at:taxed])


def _are_imported(items: list[Item], at: int) -> bool:
    """Whether the goods of the place at `at` are those that another country buys: "U.S. imports of Korean steel"."""
    return at > 1 and items[at - 1].low == "of" and items[at - 2].code == "imports"


def _is_rated(items: list[Item], at: int) -> bool:
    """Whether a rate stands right behind the place: "with Cambodia at 19 percent"."""
    return [item.kind for item in items[at + 1 : at + 3]] == ["R", "Q"] and items[at + 1].low == "at"


def _is_sent(items: list[Item], at: int, exported: bool) -> bool:
    """Whether goods are sent to the place at `at`, which taxes them: "may send 100,000 cars to America at a tariff of 10%"."""
    if exported:
        return any(item.low in entries.words("tariffs", "bears") for item in items[at:])
    sent = any(item.low in entries.words("roles", "sends") for item in items[:at])
    return sent and any(item.code == "tariff_rate" for item in items[at:])


def _has_rate(items: list[Item], at: int) -> bool:
    """Whether a rate is the one that a place has from the same country as another: "compared with Japan's 15 percent rate"."""
    return [item.kind for item in items[at + 1 : at + 3]] == ["'", "Q"]


def _bears(items: list[Item], at: int) -> bool:
    """Whether the tariff falls on the place at `at`: it stands before "faces" or "is hit with", and not right before the tariff."""
    for j in range(at + 1, len(items)):
        item = items[j]
        if item.low in entries.words("tariffs", "bears"):
            return True
        if item.kind in {"Q", "M"}:
            return False
        if item.low in entries.words("tariffs", "struck"):
            return any(
                other.low in {"be", "been", "being", "is", "are", "was", "were", "get", "got", "remain", "remains"}
                for other in items[at + 1 : j]
            )
    return False
