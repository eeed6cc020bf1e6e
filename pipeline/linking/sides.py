"""Sides: whose trade or money it is and with whom, by the places around a number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.linking.clause import Clause
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import TRADED
from pipeline.linking.names import is_country, is_economy
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, Story, within
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_COUNTERPARTS = entries.words("phrases", "counterparts")
_FORESIGHT = entries.words("timing", "foresight")
#: What may stand for the other side besides pronouns.
_STAND_FOR_IT = _COUNTERPARTS | {"there", "it", "them"}

#: No place's name before a colon is longer.
_LABEL = 40


def two_sides(story: Story, scene: Scene, holder: Held) -> tuple[Held, list[Item]]:
    """Whose trade it is and with whom when the clause or its parents name both sides alike: "trade between Vietnam and Korea"."""
    main = story.state.main_country
    walk: Scene | None = scene
    while walk is not None:
        places = {
            i.code: i
            for i in walk.clause.items
            if i.kind == "L" and i.form not in {"region", "capital"} and i.code != "WORLD"
        }
        if len(places) == 2 and main is not None and main.value in places:
            holder = Held(main.value, places[main.value].start, places[main.value].end)
        others = [item for code, item in places.items() if code != holder.value]
        if len(others) == 1:
            return holder, others
        walk = walk.parent
    return holder, []


def home_of(unit: str, holder: Held | None) -> Held | None:
    """Whose exchange rate it is: the home of the currency that is counted per dollar (the first letters of its ISO 4217 code)."""
    currency = unit.split("/")[0]
    if unit == "EUR/USD" and (holder is None or holder.value == "US" or not is_country(holder.value)):
        return Held("EA")  # "($1 = 0.92 euros)" below a report on a company
    if len(currency) != 3 or currency in {"USD", "EUR"} or not currency.isupper():
        return holder
    if holder is not None and holder.value == currency[:2]:
        return holder
    return Held(currency[:2])


def place_of(items: list[Item], at: int) -> Item | None:
    """The country that a country's number is told to be of: behind the number or verb, or the one that it is foretold for."""
    return place_behind(items, at) or place_inside(items, at) or place_foretold(items, at)


def sold_in(items: list[Item], at: int) -> Item | None:
    """The place where pieces or tonnes were sold or made, behind a passive: "of which 8.8 million tonnes were sold in Nigeria"."""
    behind = [item for item in items[at + 1 : at + 6] if item.kind not in {"G", "E"}]
    kinds = [item.kind for item in behind[:4]]
    if kinds != ["U", "V", "R", "L"] and kinds != ["U", "A", "R", "L"]:
        return None
    sold = behind[1].low in {"sold", "delivered", "shipped", "made", "produced", "built", "generated", "earned"}
    return behind[3] if sold and behind[2].low in {"in", "outside"} else None


def place_behind(items: list[Item], at: int) -> Item | None:
    """The country right behind a number where others have theirs: "decreased by 2.4% in the euro area and by 1.8% in the EU"."""
    places = {
        i: place
        for i, item in enumerate(items)
        if item.kind == "Q" and (place := _behind_in(items, i + 1, _OF_NUMBERS)) is not None
    }
    joined = at > 1 and items[at - 1].low in {"at", "by", "to"} and items[at - 2].low == "and"
    apart = joined and any(
        item.kind == "Q" for item in items[:at]
    )  # "stood at 24.0 percent, and at 59.1 percent in Greece"
    return places.get(at) if apart or len({place.code for place in places.values()}) > 1 else None


def place_inside(items: list[Item], at: int) -> Item | None:
    """The only country of a clause, inside its predicate: "fell in Germany to 3.1%", "was lowest in Latvia at 0.6%", "is at 0.6% in
    Latvia", also of the value that it moved from: "rose to 2.6% in Germany from 2.3%"."""
    told = [i for i, item in enumerate(items) if item.kind == "Q"]
    new = [i for i in told if items[i - 1].low not in {"from", "than"} or i == told[0]]
    if len({item.code for item in items if item.kind == "L"}) != 1:
        return None
    if len(new) != 1:
        # "growth of 1.7% in Norway this year and 1.9% next"
        first = _behind_in(items, new[0] + 1, _OF_NUMBERS) if new and at in new else None
        rates = first is not None and len(first.code) == 2 and all(items[i].form == "percent" for i in new)
        return first if rates and first is not None and first.form != "capital" else None
    if at != new[0]:
        at = new[0] if at in told else at
    for i, item in enumerate(items[: at + 1]):
        led = item.kind == "V" or (i > 0 and items[i - 1].kind == "V" and item.kind in {"w", "H", "G"})
        after = i + 1
        if i == at and items[after : after + 1] and items[after].low == "of":
            while (
                after < len(items) and items[after].low != "in" and items[after].kind in {"R", "w", "P", "E", "H", "M"}
            ):
                after += 1  # "40.5% of young people in Italy"
        leads = _OF_NUMBERS if i == at else _OF_VERBS
        if (i == at or led) and (place := _behind_in(items, after, leads)) is not None and is_economy(place.code):
            return place if place.form != "capital" else None
    return None


def place_foretold(items: list[Item], at: int) -> Item | None:
    """The country that a forecast before the number is for: "left its projection for China unchanged at 4.8 percent"."""
    for i in range(at - 2, 0, -1):
        if items[i].low == "for" and items[i - 1].low.rpartition(" ")[2] in _FORESIGHT:
            j = i + 2 if items[i + 1].kind == "E" else i + 1
            lone = not any(item.kind == "L" for item in items[j + 1 : at])
            return items[j] if lone and items[j].kind == "L" and items[j].form not in {"region", "capital"} else None
    return None


#: What leads to the place that a verb or a number is of: "fell in Germany", "compared with 0.9 percent for France".
_OF_VERBS = {"in", "across"}
_OF_NUMBERS = {"in", "across", "for"}


def _behind_in(items: list[Item], at: int, leads: set[str]) -> Item | None:
    """The country or area that one of these words leads to at this place."""
    if at + 1 >= len(items) or items[at].low not in leads:
        return None
    place = items[at + 2] if items[at + 1].kind == "E" and at + 2 < len(items) else items[at + 1]
    return place if place.kind == "L" and place.form != "region" else None


def may_be_with_it(clause: Clause) -> bool:
    """Whether a clause has a word that may stand for the other side: most have none."""
    return "O" in clause.kinds or not _STAND_FOR_IT.isdisjoint(clause.lows)


def is_with_it(items: list[Item], at: int) -> bool:
    """Whether a pronoun or role stands for the other side: "imports from there", "a surplus with its largest trading partner"."""
    for i, item in enumerate(items[:at]):
        if item.low in _COUNTERPARTS and any(x.low in {"its", "their", "the"} for x in items[max(0, i - 4) : i]):
            opened = next((x for x in reversed(items[max(0, i - 5) : i]) if x.kind == "R"), None)
            return (
                opened is not None
                and opened.low in {"to", "with", "from"}
                and not any(x.kind == "L" for x in items[i:at])
            )
    near = items[max(0, at - 6) : at + 6]
    return any(
        a.kind == "R"
        and a.low in {"to", "from", "with"}
        and (b.low in {"there", "it", "them"} or b.form == "country_pronoun")
        for a, b in pairwise(near)
    )


def last_place(story: Story) -> list[Item]:
    """The last country that was named before the sentence, other than the one spoken of: "to that market"."""
    home = {held.value for held in (story.state.country, story.state.main_country) if held is not None}
    before = [
        m
        for m in within(story.mentions.names, max(0, story.sentence.start - 300), story.sentence.start)
        if m.kind == "place" and m.form not in {"region", "capital"} and m.code not in home and len(m.code) == 2
    ]
    return [Item("L", m.start, m.end, m.code.lower(), m.code) for m in before[-1:]]


def place_of_line(story: Story) -> Item | None:
    """The other side that a line is told of, named before its colon: "Japan: Demand slipped. Shipments fell 4 percent"."""
    begin = story.text.rfind("\n", 0, story.sentence.start) + 1
    named = next((m for m in within(story.mentions.names, begin, begin + _LABEL) if m.kind == "place"), None)
    if named is None or named.start != begin or named.form == "region" or not story.text.startswith(":", named.end):
        return None
    home = {held.value for held in (story.state.country, story.state.main_country) if held is not None}
    low = story.text[named.start : named.end].lower()
    return Item("L", named.start, named.end, low, named.code) if named.code not in home else None


def former_or_latter(story: Story, items: list[Item], at: int) -> list[Item]:
    """Which of two countries named before the sentence is meant: "a surplus with the former and a deficit of $20 billion with the latter"."""
    named = [i for i, item in enumerate(items) if item.low in {"the former", "the latter"}]
    if not named:
        return []
    behind = next((i for i in range(at + 1, len(items)) if items[i].kind == "Q" or i in named), -1)
    mark = behind if behind in named else next((i for i in reversed(named) if i < at), -1)
    if mark < 0:
        return []
    home = {held.value for held in (story.state.country, story.state.main_country) if held is not None}
    places: list[Item] = []
    for m in within(story.mentions.names, max(0, story.sentence.start - 300), story.sentence.start):
        if m.kind == "place" and m.form not in {"region", "capital"} and m.code not in home:
            places = [place for place in places if place.code != m.code]
            places.append(Item("L", m.start, m.end, m.code.lower(), m.code))
    return places[-2:][items[mark].low == "the latter" :][:1] if len(places) > 1 else []


def place_before(items: list[Item], at: int) -> list[Item]:
    """The place right before a company's metric: "aims to lift its US sales to 1 million units"."""
    for before, item in pairwise(items):
        named = item.kind == "M" and item.data.get("home") != "country" and item.start <= items[at].start
        if named and before.kind == "L" and before.form != "region" and before.code != "WORLD":
            return [before]
    return []


def owner_of_flow(items: Sequence[Item], metric: int, number: int, verb: int) -> Item | None:
    """The country that owns the flow behind a clause's verb, whatever its subject is: "China's sales widened Kenya's trade deficit"."""
    at = next((i for i in range(max(verb, 2), number) if items[i].kind == "M" and items[i].start == metric), 0)
    owned = at > 1 and items[at - 1].kind == "'" and items[at - 2].kind == "L" and items[at - 2].code != "WORLD"
    return items[at - 2] if owned and at - 2 > verb else None


def gone_to(items: Sequence[Item], at: int) -> list[Item]:
    """Where the part of a flow at `at` goes or comes from: "69 percent went to China", "45 percent of shipments were destined for China"."""
    moves = entries.words("roles", "goes") | entries.words("roles", "comes")
    for i in range(at + 1, min(at + 8, len(items))):
        if items[i].kind in {"Q", "L", ","}:
            return []
        if items[i].kind in {"V", "w"} and items[i].low.partition(" ")[0] in moves:
            behind = [item for item in items[i + 1 : i + 4] if item.kind not in {"R", "E"}][:1]
            return [item for item in behind if item.kind == "L"]
    return []


def went_to(verb: Item | None, items: Sequence[Item], named: list[Item]) -> list[Item]:
    """The place right behind a verb by which goods go there: "Most exports went to the United States, at 12.7 billion euros"."""
    if verb is None or verb not in items or not verb.low.endswith(" to"):
        return []
    if verb.low.removesuffix(" to") not in entries.words("roles", "goes"):
        return []
    behind = next((item for item in items[items.index(verb) + 1 :] if item.kind not in {"E", "H"}), None)
    return [behind] if behind is not None and behind in named else []


def _moved_own(items: list[Item], at: int) -> Item | None:
    """The place whose own figure somebody moves, without its name: "cut Argentina's crop to 39 million tonnes and raised | Brazil's to 117
    million from 115 million"."""
    begin = at
    while begin > 2 and (items[begin - 1].kind == "Q" or items[begin - 1].low in {"to", "from", "by", "at"}):
        begin -= 1
    if (
        not 2 < begin < at
        or items[begin - 1].kind != "'"
        or items[begin - 2].kind != "L"
        or items[begin - 3].kind != "V"
    ):
        return None
    return items[begin - 2] if len(items[begin - 2].code) == 2 else None


def _outdone(items: list[Item], at: int) -> Item | None:
    """The place that another has outdone, of its own number behind it: "overtaking Qatar with 7.1 million"."""
    if at < 3 or items[at - 1].low not in {"with", "at", "on"} or items[at - 2].kind != "L":
        return None
    verb = items[at - 3] if items[at - 3].kind != "E" or at < 4 else items[at - 4]
    return items[at - 2] if verb.low in entries.words("companies", "rivals", "beats") else None


def owner_of_whole(draft: Draft) -> Item | None:
    """The place whose trade a share is taken of, whoever was told of before: "accounted for 77 percent of Japan's gas imports"; of what is
    brought in from a country its adjective may tell the goods: "12 percent of German car imports"."""
    near = draft.near
    if draft.measure != "share_pct" or near is None or near.metric is None or len(near.reporters) != 1:
        return None
    owner, way = near.reporters[0], draft.metric.code
    if way not in TRADED or near.metric.code != way or near.metric.start < draft.quantity.end:
        return None
    if owner.start < draft.quantity.end or len(owner.code) != 2 or near.partners:
        return None
    if draft.holder is None or not is_country(draft.holder.value):
        return None  # what a firm ships is its part of them
    return None if way == "imports" and owner.form == "demonym" else owner


def possessor(draft: Draft) -> Item | None:
    """The place right before the number that has it: "China's $1.43 trillion", or that earns it."""
    items, at, metric = draft.items, draft.at, draft.metric
    if at > 1 and items[at - 1].kind == "L" and items[at - 2].low in {"earned", "earns", "earn"}:
        return items[at - 1]  # "coffee earned Ethiopia $866 million"
    if (moved := _moved_own(items, at) or _outdone(items, at)) is not None and metric.data.get("home") != "company":
        return moved
    if at < 2 or items[at - 1].kind != "'" or items[at - 2].kind != "L" or metric.data.get("home") != "country":
        return None
    return items[at - 2] if items[at - 2].form != "region" and metric.code != "tariff_rate" else None
