"""Doubts about people and polls: heads and things counted that are not those the metric counts, and answers of those asked."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from pipeline.linking.case import Case, words, written
from pipeline.linking.going import is_counted
from pipeline.linking.only import COUNTS, PROPORTIONS, only
from pipeline.linking.ordering import ORDERED
from pipeline.linking.retold import retold_gain
from pipeline.linking.story import about_company
from pipeline.linking.toldfirst import told_right_before
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_METRICS = words("breaches", "metrics")
_POLLS_METRICS = words("polls", "metrics")
_ASKED = words("polls", "asked")
_POLLS_WORDS = words("polls", "words")
_FORETELLERS = entries.words("sources", "foretellers")

#: So many items before a number of jobs stands what they were paid for.
_BACK = 5
#: So many characters before the number of those robbed stands what was taken.
_BESIDE = 24
#: So few heads, told in a word, are no staff of a company.
_FEW = 10


@only(kinds=COUNTS, measures={"level"})
def _is_crowd(case: Case) -> bool:
    """People who came to one place, or serve in one unit: "the palace attracts 15 million visitors", "some 300 personnel"."""
    about = case.story.state.topic
    if case.metric.code == "headcount":
        few = case.quantity.value < _FEW and case.quantity.text.isalpha()  # "four daytime workers were examined"
        return case.metric.weak and (few or (not about_company(case.story) and case.quantity.value < 10000))
    if case.metric.code != "tourist_arrivals" or (about is not None and about.value.code == "tourist_arrivals"):
        return False
    lows = {item.low for item in case.items}
    country = any(item.kind == "L" and item.form != "region" for item in case.items[:2])  # "Hong Kong received 494,000"
    return "visitors" in lows and not country and not lows & words("breaches", "travellers")


@only(codes={"imports", "import_volume"}, kinds=COUNTS)
def _is_shopping(case: Case) -> bool:
    """A handful of things that somebody bought: "they have bought 46 face masks"; no country's imports."""
    return abs(case.quantity.value) < 1000 and written(case) in words("verbs", "shops")


@only(codes={"employment"}, kinds=COUNTS, measures={"level"})
def _is_price_paid(case: Case) -> bool:
    """Jobs that something cost a country, none that there are: "the tariffs cost Peru 30,000 jobs"."""
    return any(item.low in {"cost", "costs", "costing"} for item in case.items[max(0, case.at - _BACK) : case.at])


@only(codes={"production_volume", "export_volume", "import_volume", "sales_volume"}, kinds=COUNTS, measures={"level"})
def _is_number_of_plants(case: Case) -> bool:
    """How many plants of a company do what is told: "Three Torvik mills plan to sell 48,000 tonnes"."""
    behind = [item for item in case.items[case.at + 1 : case.at + 5] if item.kind != "H"][:2]
    named = [item.kind for item in behind] == ["C", "w"] and behind[1].low.endswith("s")
    return named and case.quantity.value < _FEW and any(item.kind == "Q" for item in case.items[case.at + 1 :])


#: What is counted in pieces.
_OF_GOODS = {"sales_volume", "production_volume", "orders", "export_volume", "import_volume"}
#: What is counted in people, whom a country's name may stand for.
_OF_PEOPLE = {"unemployment", "employment", "population", "outbound_travel"}
#: What is told of a firm's people.
_STAFF = {"layoffs", "headcount"}
#: What reports on a labour market tell one after the other.
_OF_WORK = {"employment", "jobs_added", "unemployment_rate"}


def _as_told(case: Case) -> bool:
    """Whether a number is that of another time or maker behind one of the same metric: "handed over 98 planes"."""
    last = case.story.facts[-1] if case.story.facts else None
    if last is None or (last.metric, last.measure) != (case.metric.code, "level") or case.quantity.value <= 0:
        return False
    near = "\n" not in case.story.text[last.char_end : case.quantity.start]
    return near and 0.1 < last.value / case.quantity.value < 10


#: Things of which firms sell fewer than that are counted one by one.
_HUNDREDS = 1000


@only(kinds=COUNTS, measures={"level", "change_abs"})
def _is_other_thing(case: Case) -> bool:
    """A count of something else: "four daytime workers" are no deliveries, "12 rockets" no layoffs."""
    quantity, code = case.quantity, case.metric.code
    if case.measure == "level" and abs(quantity.value) < entries.table("doubt")["nouns"]["crowds"].get(code, 0):
        return True
    if code in _OF_GOODS and (_counts_firms(case) or any(item.low == "fleet" for item in case.items[: case.at][-3:])):
        return True  # "to quadruple its fleet to 200 planes"
    nouns = set((quantity.noun or "").lower().replace("-", " ").split()) - entries.words("clauses", "foretold")
    nouns = {noun for noun in nouns if not noun.endswith("ly")}  # "fell by 1,908 sequentially"
    nouns -= entries.words("readings", "told_first")  # "compared with the 201,000 first reported"
    behind = case.items[case.at + 1] if case.at + 1 < len(case.items) else None
    if behind is not None and behind.kind == "L" and behind.form == "people" and code in _OF_PEOPLE:
        nouns -= set(behind.low.split())  # "Some 1.4 million Spaniards were out of work"
    elif behind is not None and behind.kind == "L" and behind.low.endswith("ns") and code in _OF_GOODS:
        return True  # "Output has grown, yet 600 million Africans have no power"
    own = _own_nouns(code)
    if case.reading.old or code == "layoffs":
        # "on the 18.9 million carried in August", "on top of the 600 announced in March"
        nouns = {noun for noun in nouns if not noun.endswith("ed")}
    if own is not None and not (code == "jobs_added" and not nouns and retold_gain(case.items, case.at)):
        moves = entries.words("labour", "gain_nouns") | entries.words("labour", "loss_nouns")
        if nouns and not nouns & own and not (nouns <= moves and case.reading.rule == "jobs gained or lost"):
            return True
        topic = case.story.state.topic
        spoken = {topic.value.code, code} if topic is not None else {code, ""}
        last = case.story.facts[-1] if case.story.facts else None
        listed = (
            last is not None
            and (last.metric, last.measure) == (code, "level")
            and last.char_start >= case.story.sentence.start
            and any(item.kind == "L" for item in case.items[: case.at])
        )  # "with 6.73 million, followed by Malaysia with 4.95 million"
        before = told_right_before(
            case.story
        )  # "The number of employed people rose. The figure stood at 29.15 million"
        known = listed or len(spoken) == 1 or spoken <= _OF_WORK or (before is not None and before.code == code)
        strange = case.how == "context" and (not known or (code in _STAFF and not nouns and _is_of_things(case)))
        staff = code == "headcount" and case.how == "read" and nouns & own  # "a bakery that employs 22 people"
        return strange or (quantity.value < 100 and case.reading.rule != "jobs gained or lost" and not staff)
    if code in entries.table("doubt")["nouns"]["metrics"]["goods"] and case.metric.name != ORDERED:
        if nouns & words("nouns", "never") and not (
            (code in {"inventories", "construction"} and nouns & words("nouns", "homes"))
            or (code in {"export_volume", "import_volume"} and "cases" in nouns)  # "exported 51 million cases of wine"
        ):
            return True
        if case.reading.rule == "number + comparative":
            return False  # "delivered 48 vessels, five more than in 2023"
        name = case.story.text[case.metric.start : case.metric.end]
        if name[:1].isupper() and case.metric.start > case.story.sentence.start and not case.metric.name:
            return True  # a verb in a name: "Produce 101"
        if "orders" in nouns or _as_told(case) or _is_pace(case):
            return False  # "booked 78 net orders", "delivered 101 aircraft, against 87 a year earlier", "raise output to 75 a month"
        if behind is not None and (behind.name or behind.low == "of") and _of_big_things(case):
            return False  # "delivered 339 jets in all. It has delivered 11 Comets and 15 of its larger Zephyrs"
        loose = written(case) in words("verbs", "loose") or case.metric.weak
        return quantity.value < 100 and loose and not (nouns and is_counted(case.story, quantity))
    return False


def _is_of_things(case: Case) -> bool:
    """Whether a bare count behind talk of staff is of what goes by a name, or a name itself, in a list without any verb: "its 127 Torvik
    cinemas", "the 147, 156 and 166"."""
    behind = case.items[case.at + 1 : case.at + 2]
    if behind and behind[0].kind in {"C", "w"} and case.story.text[behind[0].start].isupper():
        return True
    last = case.story.facts[-1] if case.story.facts else None
    told = last is not None and last.char_start >= case.story.sentence.start
    return not told and not any(item.kind in {"V", "A"} for item in case.items)


def _is_pace(case: Case) -> bool:
    """Whether so many pieces are made in each of a row of times: "output will rise to 75 a month", "makes seven Comets a week"."""
    behind = case.items[case.at + 1 : case.at + 4]
    named = bool(behind) and behind[0].name
    if not (named or case.metric.name) or case.metric.code != "production_volume":
        return False
    paced = " ".join(item.low for item in behind[named:]).split()[:2]
    return (
        len(paced) == 2 and paced[0] in {"a", "per", "each", "every"} and paced[1] in {"day", "week", "month", "year"}
    )


def _of_big_things(case: Case) -> bool:
    """Whether the text has just counted by the hundred or less what its number counts models of."""
    told = next((f for f in reversed(case.story.facts[-3:]) if f.measure == "level"), None)
    return told is not None and told.metric == case.metric.code and abs(case.quantity.value) <= told.value < _HUNDREDS


def _counts_firms(case: Case) -> bool:
    """Whether firms are counted: "sales of the country's 23 online and offline retailers"."""
    firms = entries.words("abstract", "firms")
    for item in case.items[case.at + 1 : case.at + 7]:
        if item.low.rpartition(" ")[2] in firms - {"carriers"} and item.low.endswith("s"):
            return True
        if item.kind not in {"P", "w", "H", "J", ",", "L"}:
            return False
    return False


@functools.cache
def _own_nouns(code: str) -> frozenset[str] | None:
    """The nouns that a count of a metric may have, None where any will do."""
    nouns: dict[str, Any] = entries.table("doubt")["nouns"]
    groups = nouns["metrics"].items()
    return next((frozenset(nouns[key]) for key, codes in groups if key in nouns and code in codes), None)


@only(codes={"orders"}, kinds=COUNTS)
def _is_option(case: Case) -> bool:
    """What may be ordered on top, or is in a fleet, is no order: "with an option to buy 20 more", "operates 203 aircraft"."""
    near = [*case.items[max(0, case.at - 5) : case.at], *case.items[case.at + 1 : case.at + 2]]
    running = case.how != "read" and any(item.low in words("nouns", "running") for item in case.items[: case.at])
    return running or any(item.low in words("nouns", "options") for item in near)


@only(codes={"orders"}, kinds=COUNTS | {"physical"})
def _is_of_each(case: Case) -> bool:
    """What each of the pieces ordered holds or measures: "Each vessel will be about 200,000 gross tons and carry 5,000 guests"."""
    front = case.sentence.lower().split(maxsplit=2)[:1]
    return front in (["each"], ["every"]) and case.how != "read"


def _is_class(case: Case) -> bool:
    """A size that tells a class of things: "projects with five units or more", "firms with 10 or more employees"."""
    quantity = case.quantity
    if quantity.value >= 1000:
        return False
    if quantity.value < 100 and quantity.kind in {"count", "number"}:
        if case.story.text[quantity.end : quantity.end + 16].lower().startswith((" or more", " units or more")):
            return True  # "multi-family projects with five units or more"
    if "or" not in case.lows:
        return False
    behind = [item.low for item in case.items[case.at + 1 : case.at + 4]]
    return any(a == "or" and b in words("nouns", "classes") for a, b in pairwise(behind))


def _is_victim(case: Case) -> bool:
    """People counted because something befell them: "the leak affected 33 million customers", "a blast at a mine killed 11"."""
    before = case.items[case.at - 1].low if case.at else ""
    if case.quantity.kind in {"count", "number"} and before in words("breaches", "casualties"):
        return True
    if case.metric.code not in _METRICS:
        return False
    taken = case.story.text[max(0, case.quantity.start - _BESIDE) : case.quantity.start].lower()
    return "data from " in taken or _tells_breach(
        case.sentence
    )  # not "Data from Lumen show that it has 4 million users"


@functools.lru_cache(maxsize=256)
def _tells_breach(sentence: str) -> bool:
    """Whether a sentence tells of something that befell people: a leak, not what is "bleak"."""
    padded = f" {re.sub('[^a-z]+', ' ', sentence)} "
    return any(f" {word} " in padded for word in words("breaches", "words"))


@functools.lru_cache(maxsize=256)
def _tells_answers(sentence: str) -> bool:
    """Whether a sentence tells of a poll by its words alone; its numbers come one after the other."""
    return "margin of error" in sentence or any(map(sentence.__contains__, _ASKED))


@only(kinds=PROPORTIONS)
def _is_answer(case: Case) -> bool:
    """A share of those asked in a poll: "82.5 percent supported the project"."""
    if _tells_answers(case.sentence):
        return True
    if case.metric.code in _POLLS_METRICS:
        return False
    moved = case.reading.sign != 0 and case.metric.data.get("strength") != "weak"
    moved = moved or case.metric.growth  # "against a forecast of a 2% contraction, say economists polled by Reuters"
    if moved or not any(map(case.sentence.__contains__, _POLLS_WORDS)):
        return False
    # "Economists polled by Reuters had expected growth of 1.5%"
    return not any(item.low in _FORETELLERS for item in case.items[: case.at])


#: Whose part is told, before what they do.
_WHO = re.compile(r"\b(?:share|proportion|percentage) of [\w' -]{3,40} who\b")


@only(kinds=PROPORTIONS)
def _is_part_of_people(case: Case) -> bool:
    """A part of the people who do something, beside talk of something else: "The share of fathers who took leave rose to 17 percent"."""
    return case.how == "context" and _WHO.search(case.sentence) is not None


#: What goods do of which a part is told.
_GOES = {"going", "coming", "originated"}


@only(kinds={"percent"})
def _is_tally(case: Case) -> bool:
    """How many firms did better than foreseen, or of the people what they do, or how busy a session was: "54 percent have beaten forecasts",
    "43 percent are cutting back on petrol", "94 percent of the 90-day average"."""
    behind = case.items[case.at + 1 : case.at + 6]
    beat = len(behind) > 1 and behind[0].low in {"have", "had", "has"} and behind[1].code in {"exceed", "below"}
    front = next((item for item in case.items[: case.at][::-1] if item.kind != "G"), None)
    if len(behind) > 2 and behind[0].low in {"have", "are"} and (front is None or front.kind in {",", "J", "K", ";"}):
        verb = next((item for item in behind[1:3] if item.kind != "G"), behind[1])
        beat = beat or verb.low.endswith("ing" if behind[0].low == "are" else "ed") and verb.low not in _GOES
    usual = bool(behind) and behind[0].low == "of" and any(item.form == "duration" for item in behind)
    return beat or (usual and any(item.low == "average" for item in behind))


#: A poll of economists asks fewer.
_POLLED = 200


@only(kinds=COUNTS)
def _is_of_polled(case: Case) -> bool:
    """How many of those asked foretold something: "as 13 of 21 economists polled had predicted"."""
    if case.quantity.value >= _POLLED:
        return False
    items, at = case.items, case.at
    end = at + 2 if items[at + 1 : at + 2] and items[at + 1].low in {"of", "out of"} else at
    polled = any(item.low in _FORETELLERS for item in items[end + 1 : end + 4])
    return polled and (end > at or (at > 1 and items[at - 1].low == "of" and items[at - 2].kind == "Q"))


@only(codes={"headcount"}, kinds=COUNTS)
def _is_on_strike(case: Case) -> bool:
    """Workers who lay down their work, not all that a firm has: "more than 30,000 workers walked out"."""
    return any(item.low in entries.words("labour", "strikes") for item in case.items)


#: No more places than that are counted one by one.
_PLACES = 1000


@only(kinds=COUNTS, measures={"level", "change_abs"})
def _is_of_places(case: Case) -> bool:
    """How many places something happened in: "Prices gained in 38 of 70 cities, fell in 20 and were flat in 12"."""
    before = case.items[case.at - 1] if case.at else None
    few = case.quantity.value < _PLACES and not case.quantity.decimals
    if not few or before is None or before.low != "in" or case.metric.data.get("home") != "country":
        return False
    return not (case.quantity.noun and is_counted(case.story, case.quantity))


#: Who tells what is not so, and how pledges are called whose carrying out is no figure yet.
_WISHED = re.compile(
    r"\b(?:would (?:love|like|have loved|have liked|prefer) to|(?:i|we|they|he|she) wish(?:es|ed)?|if only)\b"
)
_PLEDGES = re.compile(r"\b(?:pledge|promise|vow|commitment|goal|priorit)")


#: So many items behind a number of people stands what they left or joined.
_JOINED = 6


@only(codes={"employment", "unemployment"}, kinds=COUNTS, measures={"level", "change_abs"})
def _is_of_force(case: Case) -> bool:
    """People who leave or join all who work or look for work: "as 490,000 people left the work force", "120,000 dropped out of the
    workforce"."""
    behind = case.items[case.at + 1 : case.at + 1 + _JOINED]
    verb = next((i for i, item in enumerate(behind) if item.kind == "V"), len(behind))
    if not any(item.low in entries.words("labour", "leaves") for item in behind[verb : verb + 1]):
        return False
    return any(item.low in entries.words("labour", "force") for item in behind[verb:])


def _is_wished_for(case: Case) -> bool:
    """A figure of what somebody wishes were so: "We would love to be here saying we added 2 million jobs"."""
    low = case.story.low
    said = _WISHED.search(low) if "would " in low or " wish" in low or "if only" in low else None
    return said is not None and said.start() < case.quantity.start - case.story.sentence.start


@only(kinds={"multiple"})
def _is_pledged(case: Case) -> bool:
    """What somebody has only pledged to do at some time: "made halving inflation one of his five pledges"; not "by 2030"."""
    if not case.quantity.text.lower().endswith("ing") or _PLEDGES.search(case.story.low) is None:
        return False
    published = case.story.document.published_at
    return not any(
        m.period is not None and published is not None and m.period.last > published for m in case.story.periods
    )


#: Who files claims that tell of the labour market.
_JOBLESS = re.compile(r"jobless|unemploy|benefit|labou?r|claimant|payroll|\bdole\b", re.IGNORECASE)


@only(codes={"jobless_claims"})
def _is_other_claim(case: Case) -> bool:
    """Claims of another kind, in a text without a word on those out of work: "insurers paid 12 percent more claims", "claims in euros grew"."""
    return case.metric.name.endswith("claims") and _JOBLESS.search(case.story.text) is None


#: The questions of this room, each of which may say that the number is no amount of its metric.
DOUBTS: tuple[Callable[[Case], bool], ...] = (
    _is_of_force,
    _is_other_claim,
    _is_wished_for,
    _is_pledged,
    _is_crowd,
    _is_number_of_plants,
    _is_shopping,
    _is_price_paid,
    _is_other_thing,
    _is_option,
    _is_of_each,
    _is_class,
    _is_victim,
    _is_answer,
    _is_on_strike,
    _is_part_of_people,
    _is_tally,
    _is_of_polled,
    _is_of_places,
)
