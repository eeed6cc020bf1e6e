"""Oneself: a country trades with others: the place that a flow goes to is not the one whose flow it is."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, Story, about_company, within

#: What goes to one country from another.
_SENT = {"exports", "imports", "export_volume", "import_volume", "trade_balance", "goods_balance"}
#: So many times more flows told of a country than of the other make the report its own, whatever one of them says.
_FEW = 2
#: So many characters are the first lines of a report.
_FIRST_LINES = 350
#: Forms of a country's name.
_OWN_NAMES = {"name", "demonym", "people", "capital"}
_SIDES = {"to", "from", "with", "into"}


@only(codes=_SENT)
def not_with_oneself(draft: Draft) -> None:
    """Gives a flow to or from its own holder to whom the text's flows are: "Exports to the EU" in a report on Korean steel."""
    holder = draft.holder
    if holder is None or len(draft.partners) != 1:
        return
    other = draft.partners[0]
    if other.code == "WORLD" and len(holder.value) == 2:
        draft.partners = []  # "the surplus in goods with the rest of the world": that of all trade
        return
    if other.code != holder.value or not _is_side(draft.scene, other):
        return
    if any(item.kind == "L" and item.code != other.code and item.form != "region" for item in draft.items):
        return
    meant = _teller(draft.story, other.code)
    if meant is None:
        return
    draft.belongs_to(meant, other)
    main = draft.state.main_country
    told = Counter(fact.reporter for fact in draft.story.facts if fact.metric in _SENT)
    if main is not None and main.value == other.code and told[other.code] <= _FEW * told[meant.value]:
        draft.state.main_country = meant  # the report is the seller's, however often the buyer is named


@only(codes=_SENT)
def told_from_other_end(draft: Draft) -> None:
    """Makes a report that of the country whose trade with the one named most it tells time and again, as long as nothing is told of the
    latter's own: "Chile passes Peru as Japan's top copper supplier", and then what Japan bought from Chile."""
    main, holder, story = draft.state.main_country, draft.holder, draft.story
    if main is None or holder is None or len(draft.partners) != 1 or draft.partners[0].code != main.value:
        return
    if not is_country(holder.value) or not is_country(main.value) or about_company(story):
        return
    flows = [fact for fact in story.facts if fact.metric in _SENT]
    if not flows or any((fact.reporter, fact.partner) != (holder.value, main.value) for fact in flows):
        return
    head = within(story.mentions.names, 0, story.document.headline_end + _FIRST_LINES)
    if any(m.kind == "place" and m.code == holder.value for m in head):
        draft.state.main_country = holder


@only(codes=_SENT)
def of_one_side(draft: Draft) -> None:
    """The country that the text is on where another leads on one side of its trade: "On the import side, China led with $4.5 billion,
    followed by Russia with $3 billion"."""
    main, story = draft.state.main_country, draft.story
    if main is None or draft.holder is None or draft.holder.value == main.value or not is_country(draft.holder.value):
        return
    first = story.scenes[0].clause
    if "side" not in first.lows or not any(a.code in _SENT and b.low == "side" for a, b in pairwise(first.items[:5])):
        return
    place = draft.partners[0] if draft.partners else draft.frame.reporter
    if place is not None and place.code == draft.holder.value:
        draft.belongs_to(main, place)


def _is_side(scene: Scene, place: Item) -> bool:
    """Whether a place stands behind "to", "from" or "with" in a clause or one that it hangs on."""
    walk: Scene | None = scene
    at, items = -1, scene.clause.items
    while walk is not None and at < 0:
        items = walk.clause.items
        at = next((i for i, item in enumerate(items) if item is place), -1)
        walk = walk.parent
    while at > 0 and items[at - 1].kind in {"E", "G", "H"}:
        at -= 1
    return at > 0 and items[at - 1].kind == "R" and items[at - 1].low in _SIDES


def _teller(story: Story, other: str) -> Held | None:
    """The country other than one side that the text's flows are of: of the topic, the last flow, else the one named most."""
    state = story.state
    held = [state.topic_holder] if state.topic_is_country else []
    told = next((f for f in reversed(story.facts) if f.metric in _SENT and f.reporter != other), None)
    held.append(Held(told.reporter, told.char_start, told.char_end) if told is not None and told.reporter else None)
    for one in [*held, state.main_country]:
        if one is not None and one.value != other and len(one.value) in {2, 4} and one.value != "WORLD":
            return one
    bodies = [m for m in story.mentions.names if m.kind == "body" and len(m.data.get("country") or "") == 2]
    most = Counter(m.data["country"] for m in bodies if m.data["country"] != other).most_common(1)
    first = next((m for m in bodies if most and m.data["country"] == most[0][0]), None)
    if first is not None:
        return Held(most[0][0], first.start, first.end)
    named = [m for m in story.mentions.names if m.kind == "place" and len(m.code) == 2 and m.form in _OWN_NAMES]
    often = Counter(m.code for m in named if m.code != other).most_common(1)
    place = next((m for m in named if often and m.code == often[0][0]), None)  # "Korean cars", "Seoul"
    return Held(often[0][0], place.start, place.end) if place is not None else None


@only(codes={"exports", "export_volume"})
def sent_from_home(draft: Draft) -> None:
    """The one company that a report is about, for what it sends from a country: "Exports from Japan fell 5.2 percent"."""
    place, company, story = draft.frame.reporter, draft.state.company or draft.state.main_company, draft.story
    if place is None or company is None or not draft.state.one_company or not about_company(story):
        return
    if draft.frame.company is not None:
        return
    if story.text[max(0, place.start - 9) : place.start].lower().endswith((" from ", " from the ")):
        draft.holder = company
