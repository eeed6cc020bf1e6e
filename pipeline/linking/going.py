"""Going on: whether a clause without a metric of its own goes on about the last one."""

from __future__ import annotations

from pipeline.linking.clause import points_back
from pipeline.linking.companies import expected
from pipeline.linking.divisions import named_in
from pipeline.linking.items import Item
from pipeline.linking.metric import PROFITS, TRADED, WAYS
from pipeline.linking.phrases import Phrase
from pipeline.linking.reading import sign_of
from pipeline.linking.story import Scene, Story, about_company, within
from pipeline.linking.subject import FLOWS
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_FORETOLD = entries.words("forecasts", "foretold")
_RATES = entries.words("forecasts", "rates")
_LOOKS_AHEAD = entries.words("senses", "looks_ahead")
_POLLEES = entries.words("timing", "pollees")

#: What companies are ranked by.
_RANKED = {"market_share", "sales_volume", "production_volume", "orders", "capacity", "revenue"}


#: So many facts back the last numbers are.
_LATELY = 4
#: Fewer visitors are not told of.
_MANY = 1000
#: What somebody aims at is called so.
_TARGETS = {"target", "goal", "targeted", "aims"}
#: Verbs of a forecast that is changed, besides those of raising and lowering.
_CUTS = {
    "cut",
    "cuts",
    "slashed",
    "slashes",
    "trimmed",
    "trims",
    "upgraded",
    "downgraded",
    "revised",
    "kept",
    "maintained",
}


def continues(story: Story, scene: Scene, quantity: Quantity) -> bool:
    """Whether a clause without a metric goes on about the last one: it names a product or partner, or stands for the last subject."""
    phrase = scene.phrase
    recent = story.state.metric is not None and (story.number - story.state.metric.sentence) <= 2
    if recent and (
        _stands_for_last(story, scene, quantity)
        or _aims(scene, quantity)
        or (quantity.kind in {"money", "price"} and expected(scene.clause.items))
    ):
        return True
    above = scene.parent
    if (
        recent
        and scene.clause.link == "compare"
        and scene.clause.cue != "than"
        and above is not None
        and not above.facts
    ):
        if above.phrase.pronoun is not None and quantity.kind in {"percent", "money", "price", "index_points"}:
            return True  # "The figure compared with 5.5 percent in May"
    if phrase.companies and not phrase.products:
        topic = story.state.topic.value.code if story.state.topic is not None else ""
        told = about_company(story) or topic in _RANKED
        ranked = recent and told and story.state.metric.value.code in _RANKED
        if scene.clause.link == "ellipsis":
            return True
        if ranked and (quantity.kind in {"percent", "count"} or _is_place_of_rank(story, scene, quantity)):
            return True
        return recent and told and _foretells_as_last(story, scene, quantity)
    if quantity.kind in {"number", "index_points"} and recent and state_takes_index(story):
        moved = any(item.kind == "N" for item in scene.clause.items)
        return (
            moved
            or phrase.names_anything()
            or phrase.pronoun is not None
            or scene.last("reading") is not None
            or story.sentence.bullet
            or _is_near_last(story, quantity)
        )
    if quantity.kind in {"count", "number"} and quantity.unit == "1":
        held = story.state.metric.value if story.state.metric is not None else None
        if (
            held is not None
            and recent
            and quantity.value >= 100
            and {"count"} & set(held.data.get("takes", ()))
            and (quantity.noun is None or is_counted(story, quantity))
        ):
            return True
        topic = story.state.topic.value if story.state.topic is not None else None
        heads = topic is not None and topic.code == "tourist_arrivals" and quantity.noun is None
        if recent and heads and quantity.value >= _MANY and (phrase.bare or phrase.partners):
            return True  # "Visitors spent 3 trillion yen. South Koreans came second with 4 million"
        return recent and (
            scene.last("reading") is not None
            or bool(phrase.products and scene.verb is not None and sign_of(scene.verb))
        )
    return recent and (
        bool(
            phrase.products
            or (scene.clause.link == "same" and scene.frame.products)
            or phrase.partners
            or phrase.anaphor
            or (phrase.pronoun is not None and not _owns_another(scene))
            or (phrase.bare and not _is_owner(scene))
            or phrase.change
            or phrase.share
        )
        or scene.last("reading") is not None
        or _says_nothing_else(story, scene, quantity)
        or _is_of_division(story, scene, quantity)
    )


def _is_of_division(story: Story, scene: Scene, quantity: Quantity) -> bool:
    """Whether a clause tells only which way a company's division went, so that it did in what was told last: "The Reebok unit grew 13
    percent"."""
    verb = scene.verb
    if quantity.kind != "percent" or verb is None or story.state.division is None or not about_company(story):
        return False
    division = named_in(scene)
    alone = not any(item.kind in {"M", "A", "C"} for item in scene.clause.items)
    led = any(item.kind == "D" for item in scene.clause.items if verb.end < item.start < quantity.start)
    moved = sign_of(verb) != 0 or (verb.code == "be" and led)
    return alone and moved and division is not None and division.start < verb.start < quantity.start


def _is_place_of_rank(story: Story, scene: Scene, quantity: Quantity) -> bool:
    """Whether a plain number is what a company is ranked with by pieces, as the numbers before: "Vivo was second with 8.8 million"."""
    if quantity.kind != "number" or quantity.value < _MANY:
        return False
    told = next((fact for fact in reversed(story.facts[-3:]) if fact.measure == "level"), None)
    items = scene.clause.items
    at = next((i for i, item in enumerate(items) if item.start == quantity.start), 0)
    if told is None or told.unit != "1" or not at or items[at - 1].low not in {"with", "at", "on"}:
        return False
    own = next((i for i in range(at - 1, -1, -1) if items[i].kind == "C"), -1)
    return own >= 0 and all(
        item.kind != "J" for item in items[own:at]
    )  # not "Volvo was fourth with 14,903 and Lexus fifth with"


def _foretells_as_last(story: Story, scene: Scene, quantity: Quantity) -> bool:
    """Whether a company foretells in the same money what another one told right before: "Honda is forecasting 1 trillion yen"."""
    held, verb = story.state.metric, scene.verb
    if held is None or held.value.data.get("home") != "company" or story.number - held.sentence > 1:
        return False
    if quantity.kind != "money" or verb is None or verb.code != "project" or story.facts[-1].unit != quantity.unit:
        return False
    before = [item for item in scene.clause.items if item.start < quantity.start]
    return all(item.kind in {"C", "U", "V", "T", "G", "E", "'"} for item in before)


#: Kinds of numbers that may go on without a word of what they measure.
_PLAIN = {"money", "percent", "physical"}
#: Codes of verbs that say nothing else than an amount, a change or who foresees it.
_TELLING = {
    "up",
    "down",
    "raise",
    "lower",
    "reach",
    "exceed",
    "below",
    "hold",
    "share",
    "swing",
    "be",
    "project",
    "aim",
    "say",
}


def _says_nothing_else(story: Story, scene: Scene, quantity: Quantity) -> bool:
    """Whether a clause has no word of its own that could be what it measures, and its number the unit of the last ones: "The
    10-month tally was 1.6 percent lower", "Economists had picked $937m"."""
    held = story.state.metric
    if held is None or story.number - held.sentence > 1 or quantity.kind not in _PLAIN:
        return False
    if not any(fact.unit == quantity.unit for fact in story.facts[-3:]):
        return False
    if [item.kind for item in scene.clause.items[:2]] == ["V", "V"]:
        return False  # a noun that looks like a verb: "Advances grew 18.6 per cent"
    general = entries.words("readings", "general")
    for item in scene.clause.items:
        if item.start > quantity.start:
            return item.kind != "N"
        if item.kind == "w" and item.low not in general:
            return False
        if item.kind in {"M", "C", "I"} or (item.kind == "V" and item.code not in _TELLING):
            return False
    return True


def _is_near_last(story: Story, quantity: Quantity) -> bool:
    """Whether a broken number is close to the last level of the index told of: "Expectations darkened to 89.0 from 90.3"."""
    last = next((fact for fact in reversed(story.facts) if fact.measure == "level"), None)
    held = story.state.metric.value.code
    if last is None or last.metric != held or not quantity.decimals or last.value <= 0:
        return False
    return 0.7 < quantity.value / last.value < 1.4


def _aims(scene: Scene, quantity: Quantity) -> bool:
    """Whether somebody aims at an amount without saying of what: "The government is targeting $250 billion for 2022"."""
    phrase, verb = scene.phrase, scene.verb
    named = phrase.companies or phrase.index or phrase.metric or any(i.kind in {"M", "A"} for i in scene.clause.items)
    return (
        quantity.kind == "money" and not named and verb is not None and verb.code == "aim" and verb.end < quantity.start
    )


def _stands_for_last(story: Story, scene: Scene, quantity: Quantity) -> bool:
    """Whether a clause speaks of the last number again: "Economists had expected a 6.5% rise", "The annual rate was 4.6%"."""
    phrase, items = scene.phrase, scene.clause.items
    figures = entries.words("readings", "figures")
    named = phrase.companies or phrase.index or any(x.kind in {"M", "A"} and x.low not in figures for x in items)
    at = next((i for i, item in enumerate(items) if item.kind == "Q" and item.data is quantity), 0)
    before = items[:at]
    if not named and points_back(items) and any(item.low in _FORETOLD for item in items[at + 1 : at + 3]):
        return is_amount(quantity)  # "The reading was below the 5.2 percent forecast"
    expected = any(item.kind == "V" and item.code == "project" for item in before)
    if any(item.low in {"see", "sees", "saw"} for item in before):  # "while private analysts see 1.8%"
        foretellers = entries.words("sources", "foretellers")
        expected = expected or any(item.low.removeprefix("the ") in foretellers for item in before)
    if any(item.low in _LOOKS_AHEAD for item in before):
        expected = expected or any(
            item.low in _POLLEES for item in before
        )  # "Economists had been looking for 2 percent"
    rate = any(item.low in _RATES for item in before)
    foretold = len(before) > 1 and before[-1].low == "of" and before[-2].low in _FORETOLD
    verb = scene.verb
    if verb is not None and verb.code in {"be", "reach"} and not named and is_amount(quantity):
        foretold = foretold or any(item.low in _FORETOLD for item in before if item.end <= verb.start)
    if any(item.kind == "V" and (item.code in {"raise", "lower"} or item.low in _CUTS) for item in before):
        foretold = foretold or any(item.low in _FORETOLD for item in before)  # "The bank cut its forecast to 2.0%"
    peak = any(item.low in {"high", "low", "peak"} for item in before[-2:]) and bool(before) and before[-1].low == "of"
    if peak and quantity.kind in {"number", "index_points"} and not named and state_takes_index(story):
        return True  # "close to a record high of 3,116.40"
    if _is_put_at(before):
        foretold_by = phrase.companies and before[-2].low in entries.words(
            "readings", "stand_in"
        )  # "while Citigroup put the figure at 155 trillion won"
        foretold_by = foretold_by or (story.state.topic_is_country and before[-2].low == "it")
        return (not named or bool(foretold_by)) and (is_amount(quantity) or _weighs_as_last(story, quantity))
    return (
        not named
        and (is_amount(quantity) or _weighs_as_last(story, quantity))
        and (expected or foretold or (rate and quantity.kind == "percent"))
    )


def _weighs_as_last(story: Story, quantity: Quantity) -> bool:
    """Whether a weight or volume has the unit of the last numbers: "Another surveyor put the figure at 748,915 tonnes"."""
    return quantity.kind == "physical" and any(fact.unit == quantity.unit for fact in story.facts[-_LATELY:])


def _owns_another(scene: Scene) -> bool:
    """Whether the subject is something unknown that somebody has: "said its holdings fell 0.3%" says nothing of the last metric."""
    items = scene.clause.items
    general = entries.words("readings", "general")
    if len(items) < 3 or items[0].low not in {"its", "their", "his", "her"} or items[1].kind != "w":
        return False
    return items[2].kind == "V" and items[1].low not in general


def _is_owner(scene: Scene) -> bool:
    """Whether a place only has something unknown that the clause tells of: "Germany's storage sites are 81.7 percent full"."""
    items, verb = scene.clause.items, scene.clause.verb_at
    owned = items[2:verb] if len(items) > 3 and items[0].kind == "L" and items[1].kind == "'" else []
    general = entries.words("readings", "general")
    return bool(owned) and all(item.kind == "w" for item in owned) and owned[-1].low not in general


def _is_put_at(before: list[Item]) -> bool:
    """Whether somebody puts the last figure at the number: "A Bloomberg survey had put it at $66 billion"."""
    if len(before) < 3 or before[-1].low != "at":
        return False
    if before[-2].low in _FORETOLD:
        return any(item.low in entries.words("forecasts", "puts") for item in before[:-2])  # "had put the forecast at"
    if before[-2].kind != "O":
        return False
    return before[-3].low in entries.words("forecasts", "puts")


def is_told_of_places(story: Story, phrase: Phrase) -> bool:
    """Whether the places of a list are those of what was told right before in its paragraph, whatever the report is on: "Industrial output
    fell by 1.1 percent. The largest decreases were registered in Malta (-6.8 percent)"."""
    held, told = story.state.metric, story.facts[-1] if story.facts else None
    if is_part_of_sales(story):
        return True
    if (
        held is None
        or told is None
        or story.state.topic is None
        or phrase.products
        or not (phrase.bare or phrase.reporters)
    ):
        return False
    if {held.value.code, story.state.topic.value.code} & FLOWS or held.value.data.get("home") != "country":
        return False
    if held.paragraph != story.sentence.paragraph or story.number - held.sentence > 1:
        return False
    return told.metric == held.value.code and told.measure == "change_pct"


def is_part_of_sales(story: Story) -> bool:
    """Whether a part that places or buyers make up is one of the sales told right before, in a report on a profit."""
    held, topic = story.state.metric, story.state.topic
    if held is None or topic is None or held.value.code != "revenue" or topic.value.code not in PROFITS:
        return False
    return held.paragraph == story.sentence.paragraph and story.number - held.sentence <= 1


def is_amount(quantity: Quantity) -> bool:
    """Whether a number is an amount of something that is not counted by its noun."""
    plain = quantity.kind in {"number", "count"} and quantity.noun is None
    return plain or quantity.kind in {"percent", "money", "price", "index_points"}


def state_takes_index(story: Story) -> bool:
    """Whether the last metric is an index, whose level is a plain number."""
    held = story.state.metric
    return held is not None and bool({"index_points", "number"} & set(held.value.data.get("takes", ())))


def is_counted(story: Story, quantity: Quantity) -> bool:
    """Whether the noun of a count is a thing the vocabulary knows, or a plain unit."""
    noun = (quantity.noun or "").lower()
    return noun in {"units", "unit"} or any(
        m.kind == "product" and m.start >= quantity.noun_start and m.end <= quantity.noun_end
        for m in within(story.mentions.names, quantity.noun_start, quantity.noun_end)
    )


#: What is told of trade both ways.
_BOTH = {"trade_volume", "trade_balance"}


def turned_to_one_way(story: Story) -> bool:
    """Whether the sentence right before told parts of one way of trade alone, in a report on both: "The top ten partners took 78 percent of
    all exports. First among them were China ($349 million) and"."""
    state, last = story.state, story.facts[-1] if story.facts else None
    if state.topic is None or state.metric is None or state.topic.value.code not in _BOTH or last is None:
        return False
    way = state.metric.value.code
    if (
        way not in TRADED
        or last.metric != way
        or last.measure != "share_pct"
        or story.number - state.metric.sentence > 1
    ):
        return False
    beside = [fact for fact in story.facts[-_LATELY:] if fact.sentence == last.sentence]
    return state.metric.paragraph == story.sentence.paragraph and all(fact.metric == way for fact in beside)


#: What goods are told of at home, beside what goes abroad.
_AT_HOME = {"production_volume", "inventories", "consumption"}


def lists_on(story: Story) -> bool:
    """Whether the last clauses went through parts of what partners have a part in: not of the output that a report on exports told in
    passing, "Tea exports earned $300 million. Output stood at 129 million kilos. Pakistan took 47 million"."""
    state = story.state
    if turned_to_one_way(story):
        return True
    if not state.listing or state.topic is None or state.metric is None:
        return state.listing
    return not (state.topic.value.code in WAYS and state.metric.value.code in _AT_HOME)


def aims_at(scene: Scene) -> bool:
    """Whether a clause tells what somebody aims at: "has set a target of $14 billion", "aims for $14 billion"."""
    if scene.verb is not None and scene.verb.code == "aim":
        return True
    return not scene.clause.lows.isdisjoint(_TARGETS)
