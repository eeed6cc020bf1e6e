"""Doubt: numbers that stand near a word for a metric and yet do not measure it; they are left over rather than misread."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.linking.going import is_counted
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric
from pipeline.linking.reading import Reading, sign_of
from pipeline.linking.story import Story, about_company
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

_TABLE = 6  # numbers without any verb in one line: a table whose cells were run together
_SIGNED = "+-−–"


class Case(NamedTuple):
    """A number with the metric and measure it is about to get; `sentence` is in small letters."""

    story: Story
    items: list[Item]
    at: int
    quantity: Quantity
    metric: Metric
    how: str
    reading: Reading
    measure: str
    sentence: str


def doubtful(case: Case) -> bool:
    """Whether the number is no amount of its metric after all."""
    return any(rule(case) for rule in _RULES)


@functools.cache
def _words(group: str, name: str) -> frozenset[str]:
    return frozenset(entries.table("doubt")[group][name])


@functools.cache
def _own_nouns(code: str) -> frozenset[str] | None:
    """The nouns that a count of a metric may have, None where any will do."""
    nouns: dict[str, Any] = entries.table("doubt")["nouns"]
    groups = nouns["metrics"].items()
    return next((frozenset(nouns[key]) for key, codes in groups if key in nouns and code in codes), None)


def _written(case: Case) -> str:
    """The words the metric was read from."""
    return case.story.text[case.metric.start : case.metric.end].lower()


def _is_size(case: Case) -> bool:
    """A length, area, weight or temperature of a thing: "a floor area of 11,700 square meters"."""
    unit = case.quantity.unit
    if case.quantity.kind != "physical":
        return False
    return unit in _words("units", "sizes") or (
        unit in _words("units", "areas") and case.metric.code not in _words("units", "of_areas")
    )


def _is_attribute(case: Case) -> bool:
    """A number joined to a noun by a hyphen says what kind of thing it is: "49-story towers", "a 3,200-ton frigate"."""
    quantity, text = case.quantity, case.story.text
    if case.reading.own is not None or quantity.kind not in {"count", "number", "physical"}:
        return False
    if quantity.kind == "physical":
        return "-" in quantity.text.lstrip(_SIGNED)
    joined = re.match(r"[-‑]([a-z]+)", text[quantity.end : quantity.end + 20])
    return joined is not None and joined[1] not in _words("units", "attributive")


def _is_small_sum(case: Case) -> bool:
    """A price, fee or fare beside a word for a total: "orders of at least 15,000 won", "a $7,500 tax credit"."""
    sums = entries.table("doubt")["sums"]
    quantity = case.quantity
    if case.metric.code not in _words("sums", "metrics") or quantity.kind not in {"money", "price"}:
        return False
    if case.measure not in {"level", "change_abs"}:
        return False
    return quantity.kind == "price" or abs(quantity.value) < sums["floors"].get(quantity.unit, sums["floor"])


def _is_large_price(case: Case) -> bool:
    """A sum beside a word for a price: "1.4 billion shares for 82.3 billion won"; or a plain number as a share's price."""
    if case.metric.code not in _words("sums", "prices"):
        return False
    if case.metric.code == "share_price" and case.quantity.kind in {"count", "number", "points", "physical"}:
        return True
    return case.quantity.kind in {"money", "price"} and bool(
        set(re.split(r"[\s-]+", case.quantity.text.lower())) & _words("sums", "magnitudes")
    )


def _is_foreign_percent(case: Case) -> bool:
    """A percentage that cannot be the metric's: a level of what is no rate, a part of what has none."""
    if case.quantity.unit != "%":
        return False
    if case.metric.code in _words("shares", "sums") and (case.metric.weak or not case.metric.name):
        moved = case.reading.sign != 0 and not case.reading.result and case.quantity.kind == "percent"
        return not moved or case.how == "context"
    if case.measure == "share_pct":
        return case.metric.code in _words("shares", "without")
    return (
        case.measure == "level"
        and not case.metric.data.get("rate")
        and "takes" in case.metric.data
        and case.metric.code != "approval_rating"
    )


def _is_foreign_sum(case: Case) -> bool:
    """Money or a count that says what something else is worth: "polls worth 270 million won", "paid 4.8 trillion won in fees"."""
    items, at, code = case.items, case.at, case.metric.code
    if case.measure not in {"level", "change_abs"}:
        return False
    takes = case.metric.data.get("takes", ())
    if case.quantity.kind in {"count", "number"} and not case.metric.name.endswith((" index", " gauge", " indicator")):
        return code in _words("sums", "metrics") and "count" not in takes and "number" not in takes
    before = next((item for item in reversed(items[:at]) if item.kind not in {"G", "E", "H"}), None)
    if before is not None and _written(case) in _words("verbs", "payments") and before.start == case.metric.start:
        return code == "wages"
    if case.how != "context":
        return False
    if before is not None and before.low == "worth" and at > 1:
        thing = next((item for item in reversed(items[: items.index(before)]) if item.kind != ","), before)
        return thing.kind not in {"P", "H", "M", "E", "L"}
    behind = items[at + 1 : at + 3]
    return len(behind) == 2 and behind[0].low in {"in", "of"} and behind[1].kind == "w"


def _is_foreign_part(case: Case) -> bool:
    """A part of something that is not the metric: "two-thirds of unsecured creditors", "97 percent of whom"."""
    if case.measure != "share_pct" or case.reading.rule != "percent of":
        return False
    whole: list[Item] = []
    for item in case.items[case.at + 2 :]:
        if item.kind in {"V", "R", ",", "Q", "T", "J"}:
            break
        whole.append(item)
    while whole and whole[-1].kind in {"G", "."}:
        whole.pop()
    if whole and whole[-1].low in {"that figure", "that number", "that amount", "this figure", "figure", "that"}:
        return case.quantity.kind == "fraction"
    if not whole:
        return case.how == "context" and case.at + 2 >= len(case.items)
    if any(item.kind in {"M", "Y", "S", "A"} for item in whole):
        return False
    return (
        whole[-1].kind == "w"
        and whole[-1].low not in {"goal", "target"}
        and (case.how != "read" or _written(case) in _words("verbs", "loose"))
    )


def _is_unmoved(case: Case) -> bool:
    """A percentage read as a change although nothing in its clause changes: "with a confidence level of 95 percent"."""
    if case.reading.measure is not None or case.measure != "change_pct" or case.metric.growth:
        return False
    if case.quantity.kind == "multiple" or case.quantity.text[:1] in _SIGNED:
        return False
    if case.metric.code in {"consumer_prices", "core_consumer_prices"} and any(
        item.kind == "V" and (item.code == "hold" or item.low.startswith("compare")) for item in case.items[: case.at]
    ):
        return False  # "CPI-trim held at 2.4 per cent"
    if case.how == "context" and any(
        fact.metric == case.metric.code and fact.measure == "change_pct" for fact in case.story.facts
    ):
        return False  # one of a list of changes
    return not any(
        sign_of(item)
        or item.low in {"return", "returns"}
        or (item.kind == "T" and item.code == "basis")
        or item.code in {"project", "swing", "aim"}
        or (item.kind == "M" and item.data.get("measure") == "change_pct")
        for item in case.items
    )


def _qualifies(case: Case) -> bool:
    """A size that says which firms are meant: "companies with annual sales of at least 300 billion won"."""
    if case.quantity.bound not in {"ge", "le"} or case.measure != "level":
        return False
    before = case.items[max(0, case.at - 8) : case.at]
    at = next((i for i, item in enumerate(before) if item.low in {"with", "having"}), None)
    if not at or any(item.kind in {"V", "Q"} for item in before[at:]):
        return False
    who = before[at - 1]
    return who.kind in {"w", "P", "H"} and who.low.endswith("s") and (not who.name or who is case.items[0])


def _is_lonely_origin(case: Case) -> bool:
    """What a share came down from whose new value was no fact: "66 percent of HBM output, down from 87 percent"."""
    if case.reading.rule != "from" or case.measure != "change_pct" or case.metric.growth:
        return False
    begin = case.story.sentence.start
    return not any(fact.char_start >= begin for fact in case.story.facts)


def _is_crime(case: Case) -> bool:
    """What somebody made by a crime: "810 million won in illegal profits"."""
    return case.metric.code in _words("sums", "metrics") and bool(
        _words("breaches", "crimes") & {item.low for item in case.items}
    )


def _is_crowd(case: Case) -> bool:
    """People who came to one place, or serve in one unit: "the palace attracts 15 million visitors", "some 300 personnel"."""
    if case.measure != "level" or case.quantity.kind not in {"count", "number"}:
        return False
    about = case.story.state.topic
    if case.metric.code == "headcount":
        return case.metric.weak and not about_company(case.story) and case.quantity.value < 10000
    if case.metric.code != "tourist_arrivals" or (about is not None and about.value.code == "tourist_arrivals"):
        return False
    lows = {item.low for item in case.items}
    return "visitors" in lows and not lows & _words("breaches", "travellers")


def _is_damage(case: Case) -> bool:
    """Losses of victims, not of a firm: "financial losses of 243 million won"."""
    if case.metric.code not in {"net_income", "operating_profit"} or not case.metric.name.endswith(("loss", "losses")):
        return False
    return any(
        b.start == case.metric.start and a.low in _words("breaches", "losses")
        for a, b in zip(case.items, case.items[1:], strict=False)
    )


def _is_loose_multiple(case: Case) -> bool:
    """A multiple beside a verb that makes things: "delivers a response time 150 times faster"."""
    if case.quantity.text == "doubling" and case.story.text.startswith(" as ", case.quantity.end):
        return True  # "doubling as the commander"
    if case.quantity.kind != "multiple" or case.metric.name:
        return False
    return not any(sign_of(item) for item in case.items if item.kind == "V")


def _is_other_thing(case: Case) -> bool:
    """A count of something else: "four daytime workers" are no deliveries, "12 rockets" no layoffs."""
    quantity, code = case.quantity, case.metric.code
    if quantity.kind not in {"count", "number"} or case.measure not in {"level", "change_abs"}:
        return False
    if case.measure == "level" and abs(quantity.value) < entries.table("doubt")["nouns"]["crowds"].get(code, 0):
        return True
    nouns = set((quantity.noun or "").lower().replace("-", " ").split())
    own = _own_nouns(code)
    if own is not None:
        if nouns:
            if not nouns & own:
                return True
        topic = case.story.state.topic
        spoken = {topic.value.code, code} if topic is not None else {code, ""}
        strange = case.how == "context" and not (len(spoken) == 1 or spoken == {"employment", "jobs_added"})
        return strange or (quantity.value < 100 and case.reading.rule != "jobs gained or lost")
    if code in entries.table("doubt")["nouns"]["metrics"]["goods"]:
        if nouns & _words("nouns", "never"):
            return True
        if case.reading.rule == "number + comparative":
            return False  # "delivered 48 vessels, five more than in 2023"
        written = case.story.text[case.metric.start : case.metric.end]
        if written[:1].isupper() and case.metric.start > case.story.sentence.start and not case.metric.name:
            return True  # a verb in a name: "Produce 101"
        loose = written.lower() in _words("verbs", "loose") or case.metric.weak
        return quantity.value < 100 and loose and not (nouns and is_counted(case.story, quantity))
    return False


def _is_single_sale(case: Case) -> bool:
    """The price of one thing sold or bought ("sold for 9.4 billion won"), or what investors sold on balance, read as a firm's revenue."""
    if case.metric.code not in {"revenue", "acquisition_value"} or _written(case) not in _words("verbs", "trades"):
        return False
    near = [item.low for item in case.items[max(0, case.at - 3) : case.at]]
    if "net" in near or any(item.low in _words("verbs", "traders") for item in case.items):
        return True
    return case.metric.code == "revenue" and bool({"for", "at"} & set(near))


def _is_loose_index(case: Case) -> bool:
    """A small whole number behind talk of an index: "losers beating winners 544 to 329"."""
    if case.metric.code not in _words("shares", "indices") or case.measure != "level" or case.quantity.unit != "1":
        return False
    if case.quantity.value < 10:
        return True
    return case.how == "context" and case.quantity.decimals == 0 and case.quantity.kind in {"count", "number"}


def _is_answer(case: Case) -> bool:
    """A share of those asked in a poll: "82.5 percent supported the project"."""
    if case.quantity.unit in {"%", "pp"} and "margin of error" in case.sentence:
        return True
    if case.quantity.unit not in {"%", "pp"} or case.metric.code in _words("polls", "metrics"):
        return False
    moved = case.reading.sign != 0 and case.metric.data.get("strength") != "weak"
    return not moved and any(word in case.sentence for word in _words("polls", "words"))


def _is_victim(case: Case) -> bool:
    """People counted because something befell them: "the leak affected 33 million customers"."""
    return case.metric.code in _words("breaches", "metrics") and any(
        word in case.sentence for word in _words("breaches", "words")
    )


def _is_bare_size(case: Case) -> bool:
    """A small or broken number without a unit, read as pieces shipped: an index, a cell in billions of euros."""
    quantity = case.quantity
    if case.metric.code not in {"export_volume", "import_volume"} or quantity.kind != "number" or quantity.noun:
        return False
    scaled = any(c.isalpha() for c in quantity.text)
    return not scaled and (quantity.decimals > 0 or abs(quantity.value) < 1000)


#: What is raised or lowered when a figure itself is.
_FIGURES = {
    "forecast", "forecasts", "estimate", "estimates", "projection", "outlook", "view", "guidance", "target", "targets", "prediction",
    "figure", "number", "level", "amount", "it", "them", "rate",
}  # fmt: skip


def _is_of_object(case: Case) -> bool:
    """A change of what its verb acts on, not of the last metric: "AI tools have cut registration time by 70 percent"."""
    if case.how != "context" or not case.measure.startswith("change"):
        return False
    if case.metric.code == "market_share" and case.measure == "change_pct" and case.quantity.kind == "percent":
        return True  # "CATL led with 400 GWh, up 35.7 percent"
    governor = case.reading.governor
    if (
        governor is None
        or governor.kind != "V"
        or governor.code not in {"raise", "lower"}
        or governor not in case.items
    ):
        return False
    between = [
        item for item in case.items[case.items.index(governor) + 1 : case.at] if item.kind not in {"E", "G", "H"}
    ]
    nouns = [item for item in between if item.kind in {"w", "P"}]
    return (
        bool(nouns)
        and between[0].kind in {"w", "P"}
        and not any(item.low in _FIGURES or item.kind == "M" for item in between)
    )


def _is_cell(case: Case) -> bool:
    """A cell of a table run together into one line."""
    kinds = [item.kind for item in case.items]
    return kinds.count("Q") >= _TABLE and not {"V", "A", "N", "D"} & set(kinds) or case.sentence.count(" dn ") > 3


def _is_class(case: Case) -> bool:
    """A size that tells a class of things: "projects with five units or more", "firms with 10 or more employees"."""
    behind = [item.low for item in case.items[case.at + 1 : case.at + 4]]
    return case.quantity.value < 1000 and any(
        a == "or" and b in {"more", "fewer", "above", "over"} for a, b in pairwise(behind)
    )


def _is_threshold(case: Case) -> bool:
    """A line that an index stands above or below: "has been sub-50 since July"."""
    start = case.quantity.start
    return case.story.text[max(0, start - 4) : start].lower() in {"sub-", "sub ‑"}


def _is_base(case: Case) -> bool:
    """What an index is set against: "(2020=100)", "against the 2015 base of 100", "the 50 mark that separates growth"."""
    if case.quantity.value not in {0, 50, 100} or case.quantity.unit != "1" or case.measure != "level":
        return False
    text, start, end = case.story.text, case.quantity.start, case.quantity.end
    before, behind = text[max(0, start - 24) : start].lower(), text[end : end + 60].lower()
    if before.rstrip().endswith("=") or any(word in before for word in entries.words("doubt", "units", "bases")):
        return True
    return any(word in behind for word in entries.words("doubt", "units", "separating"))


def _is_band(case: Case) -> bool:
    """The band that inflation is to stay in: "the target range of 2 to 3 per cent", "the lower limit is 1.5 percent"."""
    if case.quantity.unit != "%" or case.metric.code not in _words("units", "banded"):
        return False
    text, start, end = case.story.text, case.quantity.start, case.quantity.end
    before, behind = text[max(0, start - 36) : start].lower(), text[end : end + 24].lower().lstrip(" -")
    before = re.sub(r"[\w.]+ (?:to|and)$", "", before.rstrip()).rstrip()
    bands = tuple(entries.table("doubt")["units"]["bands"])
    joined = any(before.endswith(band + link) for band in bands for link in (" of", " is", " at", ","))
    return (joined or behind.startswith(bands)) and not (case.metric.code == "policy_rate" and not case.metric.weak)


def _is_multiple_of_goal(case: Case) -> bool:
    """A multiple of what is aimed at: "more than three times the central bank's goal of 2.0%"."""
    if case.quantity.kind != "multiple":
        return False
    return any(
        item.low in {"goal", "target", "limit", "average", "norm", "rate"}
        for item in case.items[case.at + 1 : case.at + 7]
    )


_AIRLINERS = {707, 717, 727, 737, 747, 757, 767, 777, 787}


def _is_designation(case: Case) -> bool:
    """A number that is a name: "its 737 MAX", "the top five"."""
    if case.quantity.kind not in {"count", "number"} or case.measure != "level":
        return False
    text, start, end = case.story.text, case.quantity.start, case.quantity.end
    if case.quantity.value in _AIRLINERS and text[start:end].isdigit():
        behind = text[end : end + 12].lstrip(" -")
        return text[max(0, start - 8) : start].rstrip().endswith("Boeing") or behind.startswith(
            ("MAX", "Max", "Dream", "jet", "X")
        )
    return case.quantity.value < 101 and text[max(0, start - 4) : start].lower() == "top "


_RULES: tuple[Callable[[Case], bool], ...] = (
    _is_size,
    _is_multiple_of_goal,
    _qualifies,
    _is_threshold,
    _is_base,
    _is_band,
    _is_class,
    _is_attribute,
    _is_small_sum,
    _is_large_price,
    _is_foreign_percent,
    _is_foreign_part,
    _is_foreign_sum,
    _is_unmoved,
    _is_lonely_origin,
    _is_crime,
    _is_crowd,
    _is_damage,
    _is_loose_multiple,
    _is_other_thing,
    _is_single_sale,
    _is_loose_index,
    _is_answer,
    _is_victim,
    _is_bare_size,
    _is_of_object,
    _is_cell,
    _is_designation,
)
