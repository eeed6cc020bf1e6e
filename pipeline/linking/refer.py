"""Refer: which place "the country", "the nation" or "the bloc" stands for."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.linking.names import UNIONS, is_country
from pipeline.linking.phrase import behind_modifiers
from pipeline.linking.rankedland import name_ranked
from pipeline.linking.state import Held, State
from pipeline.linking.story import Story, about_company
from pipeline.vocabulary import entries

#: Words that are asked for at every sentence, looked up once.
_COUNTRIES = entries.words("places", "rules", "countries")
_REGIONS = entries.words("places", "rules", "regions")
_LANDS = entries.words("places", "rules", "lands")

_BLOC = "the bloc"
_BLOC_NAMED = {"the bloc", "the trade bloc"}
#: Groups of countries that are spoken of as a bloc.
_BLOCS = {"EU", "EA", "ASEAN", "GCC", "CIS", "BRICS"}
#: What stands before the other side of a flow.
_TOWARDS = {"to", "into", "from", "with", "against"}
_KEPT = 8
#: What may follow the description of a country; a noun would be another's: "the EU state aid rules".
_BEHIND = {"V", "U", "'", ",", ".", ";", "R", "G", "J", "T", "X", "K", ")", "-"}
#: What goes to another place.
_SENT = {"exports", "export_volume", "sales_volume"}
#: What a region has as a whole.
_OF_REGIONS = {"gdp", "consumer_prices", "core_consumer_prices"}


def refer(story: Story, items: list[Item]) -> None:
    """Turns definite descriptions of countries and blocs into the places they stand for, and notes the places of the sentence."""
    state = story.state
    name_ranked(story, items)
    for i, item in enumerate(items):
        if item.low == "the kingdom" and item.kind == "L":
            item.code = _kingdom(state) or item.code
        elif item.low in _BLOC_NAMED and item.kind == "L" and item.code in UNIONS:
            item.code = _named_bloc(state) or item.code
        if item.kind == "L" and item.form != "region" and item.code != "WORLD":
            note(state, Held(item.code, item.start, item.end, story.number, story.sentence.paragraph))
        elif item.kind in {"H", "O"} and (item.low in _COUNTRIES or item.low in _REGIONS or item.low == _BLOC):
            held = _country(story, items, i) if item.low in _COUNTRIES else None
            if item.low == _BLOC or (item.low in _REGIONS and not _owns(items, i)):
                held = _area(state, item.low in _REGIONS)
            if held is not None:
                item.kind, item.code, item.form, item.data = "L", held.value, "definite", {}
        elif item.low == "bloc" and i and items[i - 1].low in entries.words("places", "rules", "blocs"):
            held = _area(state, False)  # "the 17-nation bloc"
            if held is not None:
                item.kind, item.code, item.form, item.data = "L", held.value, "definite", {}
        elif item.kind in {"w", "H"} and item.low in _LANDS and (first := _described_from(items, i)) < i:
            # "imports from the South Asian nation"; "The Andean nation grew"
            held = _country(story, items, first - 1) if first <= 1 else _other(story, items, i)
            held = _inside(state, " ".join(word.low for word in items[first:i]), held, subject=first <= 1)
            if held is not None:
                for word in items[first:i]:
                    word.kind, word.code = "H", ""
                item.kind, item.code, item.form, item.data = "L", held.value, "definite", {}
        elif item.low == "regional" and items[i + 1 : i + 2] and items[i + 1].code in _OF_REGIONS:
            held = _area(state, True)  # "Regional inflation is forecast at 2.8 percent"
            if held is not None:
                item.kind, item.code, item.form, item.data = "L", held.value, "definite", {}
        elif item.low == "there" and i and items[i - 1].kind in {"M", "P"} and state.places:
            held = _there(state, items[i - 1])
            form = "market" if _counts_markets(story) else "there"
            item.kind, item.code, item.form, item.data = "L", held.value, form, {}


def _there(state: State, told: Item) -> Held:
    """The place that was named last; of what is sent there the last one but the sender: "China took 72 percent of Brazilian soy.
    Shipments there tumbled" in a report on Brazil."""
    last, home = state.places[-1], state.country or state.main_country
    if told.code not in _SENT or home is None or last.value != home.value:
        return last
    return next((place for place in state.places[::-1] if place.value != home.value), last)


def _counts_markets(story: Story) -> bool:
    """Whether a report goes from market to market, each of which is told of on its own account: "Italy's shrank; registrations there
    fell 2 percent"."""
    state = story.state
    sold = state.topic is not None and state.topic.value.code == "sales_volume"
    return sold and state.topic_is_country and not about_company(story)


def _described_from(items: list[Item], at: int) -> int:
    """The item with which the words begin that describe the country at `at`: "the South Asian nation", "the EU member", "the Andean
    nation", "the oil-rich country"; `at` itself where none do."""
    before = items[at - 1] if at else None
    if before is None or (at + 1 < len(items) and items[at + 1].kind not in _BEHIND):
        return at
    if before.kind == "B":
        joined = items[at].low in entries.words("places", "rules", "joined")
        return at - 1 if joined and at > 1 and items[at - 2].low == "the" else at  # "the OPEC member"
    if before.kind == "L":
        of_area = len(before.code) > 2 and items[at].low not in entries.words("places", "rules", "joined")
        led = at > 1 and items[at - 2].low == "the"
        if of_area or (before.code in UNIONS and led) or before.low == "the island":
            return at - 2 if at > 1 and items[at - 2].kind == "w" else at - 1  # "the Central European country"
        return at
    rich = before.kind == "w" and before.low in entries.words("places", "rules", "blessed")
    first = at - 2 if rich and at > 1 and items[at - 2].kind in {"P", "w"} else at - 1
    told = rich or (before.kind == "w" and before.name)
    return first if told and first and items[first - 1].low == "the" else at


def _kingdom(state: State) -> str | None:
    """The kingdom that the text is about, else the one named last."""
    kingdoms = entries.words("places", "rules", "kingdoms")
    main = state.main_country
    named = [main.value] if main is not None else []
    named += [place.value for place in reversed(state.places)]
    return next((code for code in named if code in kingdoms), None)


def note(state: State, held: Held) -> None:
    """Keeps a place that was named, the latest last."""
    state.places = [place for place in state.places[-_KEPT:] if place.value != held.value] + [held]


def _owns(items: list[Item], at: int) -> bool:
    """Whether the item at `at` owns a place that follows ("the region's largest economy"), not a figure of its own ("the region's
    fiscal deficit")."""
    if at + 1 >= len(items) or items[at + 1].kind != "'":
        return False
    named = next((item for item in items[at + 2 : at + 6] if item.kind in {"M", "L", "V", ","}), None)
    ranked = any(item.low.endswith("est") or item.low in {"top", "no"} for item in items[at + 2 : at + 4])
    return ranked or named is None or named.kind != "M" or named.low == "economy"


def _named_bloc(state: State) -> str | None:
    """The bloc named last, if that is no union of Europe's: "exports to ASEAN rose and imports from the bloc fell"."""
    last = next((place for place in state.places[::-1] if len(place.value) > 2 and place.value in _BLOCS), None)
    return last.value if last is not None and last.value not in UNIONS else None


def _area(state: State, region: bool) -> Held | None:
    """The group of countries named last; a region is the one the text is about, no union."""
    areas = [
        place
        for place in state.places[::-1]
        if (len(place.value) > 2 or place.value in _BLOCS) and (place.value in _BLOCS) != region
    ]
    main = state.main_country
    if not region and main is not None and main.value in UNIONS and {place.value for place in areas[:2]} <= UNIONS:
        return main  # "The bloc's deficit" in a report on the euro zone by the EU's executive
    about = main is not None and len(main.value) > 2 and main.value not in _BLOCS
    return main if region and about else next(iter(areas), None)


def _other(story: Story, items: list[Item], at: int) -> Held | None:
    """The country that a description by its region stands for: the other side behind "to" or "from", else the one named last."""
    holder = story.state.country or story.state.main_country
    recent = [p for p in reversed(story.state.places) if is_country(p.value) and p.value not in UNIONS]
    towards = any(item.kind == "R" and item.low in _TOWARDS for item in items[max(0, at - 3) : at])
    others = [place for place in recent if not towards or holder is None or place.value != holder.value]
    other = next(iter(others), None)
    if other is None or holder is None or towards or at + 1 >= len(items) or items[at + 1].kind != "'":
        return other
    named = story.text[: other.start].rstrip().rpartition(" ")[2].lower()
    return (
        holder if named in _TOWARDS else other
    )  # "shipped coal to China. 41 percent of the landlocked nation's exports"


def _inside(state: State, area: str, held: Held | None, *, subject: bool) -> Held | None:
    """The country meant by the part of the world that describes it: the one that the text is about, else the one named last of those in
    it: "the Baltic state" is no Spain."""
    codes = entries.table("places")["rules"]["inside"].get(area)
    if codes is None or held is None:
        return held
    main = state.main_country
    if main is not None and main.value in codes and not state.survey and not subject:
        return main
    if held.value in codes:
        return held
    return next((place for place in state.places[::-1] if place.value in codes), held)


def _country(story: Story, items: list[Item], at: int) -> Held | None:
    """The country meant: behind "to" or "from" the other side that was named last, else the one the sentence or the text is about."""
    state = story.state
    before = items[at - 1] if at else None
    owns = _owns(items, at)
    holder = state.country or state.main_country
    recent = [
        place for place in reversed(state.places) if is_country(place.value) and story.number - place.sentence <= 3
    ]
    if before is not None and before.kind == "R" and before.low in _TOWARDS and not owns:
        return next((place for place in recent if holder is None or place.value != holder.value), holder)
    last = state.last_subject
    said = (
        0 < at < _KEPT and items[at - 1].code == "say" and all(item.kind not in {"L", "Q", "C"} for item in items[:at])
    )
    if (at <= 1 or said) and last is not None and last.value.kind == "L" and len(last.value.code) == 2:
        if story.number - last.sentence == 1:  # "Moscow will go on with its cuts. The country pumps"
            if said:  # "The ministry said the country shipped 3 million tonnes. Its imports"
                state.country = Held(last.value.code, last.start, last.end, story.number, story.sentence.paragraph)
            return Held(last.value.code, last.value.start, last.value.end)
    if state.topic is not None and not state.topic_is_country or holder is None:
        return None if owns or not recent else recent[0]  # "the country's biggest lender"
    ahead = (item for i, item in enumerate(items[:at]) if item.kind in {"L", "V", "Q"} and not _is_other_side(items, i))
    subject = next(ahead, None)
    if subject is not None and subject.kind == "L" and len(subject.code) == 2:
        return Held(subject.code, subject.start, subject.end)
    return holder


def _is_other_side(items: list[Item], at: int) -> bool:
    """Whether a place stands behind "with", "to" or "from": "With the United States, the country ran a surplus"."""
    before = behind_modifiers(items, at) if items[at].kind == "L" else None
    return before is not None and before.kind == "R" and before.low in _TOWARDS
