"""In unit: the unit of a bare number, from the numbers told before it and beside it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.linking.clause import Clause
from pipeline.linking.items import Item
from pipeline.linking.metric import PROFITS, VOLUMES, Metric
from pipeline.linking.only import COUNTS
from pipeline.linking.reading import Reading
from pipeline.linking.story import Scene, Story
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: All of a market, in per cent.
_ALL = 100
#: Indices whose points are no percentage points.
_IN_POINTS = {"stock_index", "pmi", "consumer_confidence", "business_confidence"}


#: What is told by weight or measure, and from where on a bare number of it is one.
_MEASURED = {"production_volume", "export_volume", "import_volume", "inventories"}


_MANY = 1000
#: What was done to goods that a bare number is told of: "compared with 18.5 million shipped in 2013".
_DONE = entries.words("counts", "done")
#: What is no currency, though some of it is written like one: containers in "TEU".
_UNITS = frozenset(entries.table("units"))


def _is_money(unit: str) -> bool:
    """Whether a unit is the code of a currency."""
    return len(unit) == 3 and unit.isupper() and unit not in _UNITS


#: What central banks move their rates by, in hundredths of a percentage point, or a multiple of it.
_BASIS = 5


#: What goods are sold by, as a unit of their price.
_SOLD_BY = {
    "litre": "L", "liter": "L", "kilogram": "kg", "kilo": "kg", "kg": "kg", "tonne": "t", "ton": "t", "pound": "lb", "bushel": "bu",
    "gallon": "gal", "barrel": "bbl", "ounce": "oz",
}  # fmt: skip


def per_unit_told(items: list[Item], at: int, quantity: Quantity) -> Quantity:
    """What so much of a good costs is its price by that unit: "A litre of petrol now costs 217.36 shillings"."""
    if quantity.kind != "money" or at < 4 or items[0].low not in {"a", "one"} or items[2].low != "of":
        return quantity
    unit = _SOLD_BY.get(items[1].low)
    if unit is None or not any(
        item.low.partition(" ")[0] in entries.words("markets", "sells_at") for item in items[3:at]
    ):
        return quantity
    return (
        quantity
        if any(item.kind == "Q" for item in items[:at])
        else replace(quantity, kind="price", unit=f"{quantity.unit}/{unit}")
    )


def in_unit_of_last(scene: Scene, quantity: Quantity, reading: Reading) -> Quantity:
    """A bare number that another is compared with, in that one's unit: "to 330,700 barrels a day from 559,900"."""
    if not reading.old or quantity.kind != "number" or quantity.noun is not None:
        return quantity
    last = scene.last_fact()
    if last is not None and last.measure == "change_pct":
        above = scene.parent.facts if scene.parent is not None else []
        moved = [fact for fact in (*above, *scene.facts) if fact.measure == "level" and fact.metric == last.metric]
        last = moved[-1] if moved else last  # "64,000 tonnes, up 7 percent from 59,800 in May"
    if last is None or last.measure != "level":
        return quantity
    if last.unit in {"1", "%", "pp"} or not last.value or not 0.05 < abs(quantity.value / last.value) < 20:
        return quantity
    if last.unit[:3].isupper() and last.unit[3:4] == "/":
        return quantity  # a price's unit is found with it
    kind = "money" if _is_money(last.unit) else "physical"
    return replace(quantity, kind=kind, unit=last.unit, noun=None)


#: Behind so many points a central bank's step.
_MOVES = {"cut", "cuts", "hike", "hikes", "increase", "increases", "rise", "reduction", "move"}


def points_of_rate(items: list[Item], at: int, quantity: Quantity) -> Quantity:
    """Points by which a policy rate is moved are hundredths of a percentage point: "has lowered rates by 1,200 points", "another 50-point
    cut in rates"."""
    if quantity.kind not in {"points", "index_points"}:
        return quantity
    said = quantity.text.lower().replace("-", " ").split()[1:]
    if said not in (["points"], ["point"]):
        return quantity
    if quantity.value < _BASIS or quantity.value % _BASIS:
        return quantity
    moved = said == ["point"] and items[at + 1 : at + 2] and items[at + 1].low in _MOVES
    if moved and not any(item.kind in {"M", "I"} for item in items):
        return replace(quantity, kind="points", unit="pp", value=quantity.value / 100)
    metric = next((item for item in items[:at][::-1] if item.kind in {"M", "I"}), None)
    if metric is None or metric.code != "policy_rate":
        return quantity
    return replace(quantity, kind="points", unit="pp", value=quantity.value / 100)


def counted_behind(items: list[Item], at: int, quantity: Quantity) -> Quantity:
    """A bare number joined to one that says what is counted: "31.2 million and 31.1 million units"."""
    if quantity.kind != "number" or quantity.noun is not None or len(items) <= at + 2:
        return quantity
    joint, other = items[at + 1], items[at + 2]
    if joint.low not in {"and", "or"} or other.kind != "Q" or other.form != "count":
        return quantity
    near = bool(quantity.value) and 0.1 < abs(other.data.value / quantity.value) < 10
    return replace(quantity, kind="count", noun=other.data.noun) if near else quantity


def in_unit_of_all(story: Story, metric: Metric, quantity: Quantity) -> Quantity:
    """A bare number of what is counted by weight or measure, in the unit told last: "28.4 million barrels a day. Iraq pumped 4.2 million"."""
    told = next(reversed(story.facts), None)
    bare = quantity.kind == "number" and quantity.noun is None and quantity.value >= _MANY
    if (
        not bare
        or told is None
        or told.metric != metric.code
        or told.measure not in {"level", "change_abs"}
        or metric.code not in _MEASURED
    ):
        return quantity
    if told.unit in {"1", "%", "pp"} or _is_money(told.unit):
        return quantity
    return replace(quantity, kind="physical", unit=told.unit)


#: What leads from a name to its own share in a row: "Samsung on 19", "Vivo with 8".
_LEADS = {"on", "at", "with"}


def in_percent_of_row(story: Story, clause: Clause, at: int, quantity: Quantity) -> Quantity:
    """A bare number of the next company or country in a row of shares, whose per cent is left out: "came fifth at 4.9 percent, followed
    by Fiat (4.1) and Skoda on 2.6"."""
    if quantity.kind != "number" or quantity.noun is not None or not 0 < quantity.value < _ALL or not story.facts:
        return quantity
    told, items = story.facts[-1], clause.items
    shares = told.metric == "market_share" or told.measure == "share_pct"
    if not shares or told.unit != "%" or told.char_start < story.sentence.start:
        return quantity
    if clause.link == "paren":
        before = clause.before[-1:] if len(items) == 1 else []
    else:
        led = at > 1 and (items[at - 1].kind == "'" or items[at - 1].low in _LEADS)
        before = items[at - 2 : at - 1] if led else []
        if before and before[0].low == "group" and at > 2:
            before = [items[at - 3]]  # "the Skoda group on 2.6"
    behind = items[at + 1 : at + 2]
    if not before or before[0].kind not in {"C", "L"} or (behind and behind[0].kind not in {",", ".", "J", "R", ")"}):
        return quantity
    return replace(quantity, kind="percent", unit="%")


def without_forecasters(items: list[Item], at: int, quantity: Quantity) -> Quantity:
    """A count that is none of those named behind it, for they foretold it: "higher than the 40,000 economists had forecast"."""
    if quantity.kind != "count" or (quantity.noun or "").lower() not in entries.words("sources", "foretellers"):
        return quantity
    ahead = entries.words("senses", "looks_ahead")
    foretold = any(item.code == "project" or item.low in ahead for item in items[at + 2 : at + 5])
    return replace(quantity, kind="number", noun=None) if foretold else quantity


#: Quantities and what they are worth.
MONEY = {volume: worth for worth, volume in VOLUMES.items()}


#: How large numbers are scaled, and what no company sells as many pieces of.
_SCALES, _NO_PIECES = {"million", "billion", "trillion", "crore", "mn", "bn", "m"}, 5e9


#: Names of sales that are money, never pieces.
_IN_MONEY = {"revenue", "revenues", "turnover"}
#: How many facts back a sum's currency is still meant.
_LATELY = 6


def without_currency(story: Story, metric: Metric, quantity: Quantity) -> Quantity | None:
    """A number of millions whose currency is that of the sums before: "sales grew 2 percent, to 590.4 million"; None for pieces."""
    if metric.code == "share_price" and quantity.kind == "number" and quantity.noun is None and quantity.value < 1e7:
        paid = (f for f in reversed(story.facts[-4:]) if f.metric == metric.code and f.measure == "level")
        unit = next((f.unit for f in paid if f.char_start >= story.sentence.start), None)
        return (
            replace(quantity, kind="money", unit=unit) if unit is not None else None
        )  # "to 5,284 yen and Honda to 2,616"
    worth = MONEY.get(metric.code)
    if worth is not None and story.low.startswith(("in units", "by units", "in volume")):
        return None  # "In units, shipments slumped 18 percent to 290,000"
    if worth is None or quantity.kind != "number" or quantity.noun is not None or quantity.value < 1e5:
        return None
    sum_named = quantity.value >= _NO_PIECES or not _IN_MONEY.isdisjoint(metric.name.split())
    if sum_named and metric.name and (unit := _currency_of_last(story, counted=True)) is not None:
        return replace(quantity, kind="money", unit=unit)  # "Sales were 20.4 billion, down 2 percent"
    if not entries.words("counts", "of_pieces").isdisjoint(metric.name.split()):
        return None
    if any(fact.metric == metric.code and fact.measure == "level" for fact in story.facts):
        return None
    if any(f.metric == metric.code and f.char_start >= story.sentence.start for f in story.facts[-1:]):
        return None  # "The number of watches exported fell 26% to 1.1 million"
    sums = (f for f in reversed(story.facts[-_LATELY:]) if f.metric == worth and f.measure == "level")
    told = next((fact for fact in sums if _is_money(fact.unit) and fact.rule != "conversion"), None)
    return replace(quantity, kind="money", unit=told.unit) if told is not None else None


#: How a sum is called that others foretold.
_FORESEEN = {"consensus", "forecast", "estimate", "average", "mean", "expected"}


def _currency_of_last(story: Story, counted: bool = False) -> str | None:
    """The currency of the last amount told, no more than a few facts back; None where that is no money, unless others may have been
    `counted` since."""
    amounts = (f for f in reversed(story.facts[-_LATELY:]) if f.measure in {"level", "change_abs"})
    units = (fact.unit for fact in amounts if fact.rule != "conversion" and (_is_money(fact.unit) or not counted))
    unit = next(units, None)
    return unit if unit is not None and _is_money(unit) else None


def in_currency_of_last(story: Story, items: list[Item], at: int, quantity: Quantity) -> Quantity | None:
    """A bare number of millions as a sum in the currency told last: "earned 1.9 billion euros. Analysts had expected 2.1 billion"."""
    counted = quantity.noun is not None and _FORESEEN.isdisjoint(
        quantity.noun.lower().split()
    )  # "the 52 million average forecast"
    if quantity.kind not in COUNTS or counted or abs(quantity.value) < 1e5:
        return None
    scaled = quantity.text.rpartition(" ")[2].lower() in _SCALES or quantity.text[-1:].isalpha()
    behind = items[at + 1] if at + 1 < len(items) else None
    foretold = behind is not None and behind.low in _FORESEEN
    if not scaled or (behind is not None and behind.kind in {"w", "P", "M", "H"} and not foretold):
        return None
    unit = _currency_of_last(story)
    return replace(quantity, kind="money", unit=unit, noun=None) if unit is not None else None


def is_result(items: list[Item], at: int) -> bool:
    """Whether a number is a profit or loss by the noun before it: "made a loss of two million"."""
    return at > 1 and items[at - 1].low == "of" and items[at - 2].kind == "M" and items[at - 2].code in PROFITS


#: Sums of one thing differ by no more than so many times.
_ALIKE = 12


def stands_for_sum(story: Story, scene: Scene, at: int, quantity: Quantity, code: str) -> bool:
    """Whether a sum goes on with the one told last though its currency is left out: "Spending will be $90 million. It came to 155
    million in 2001", "fell to $41 million, short of the 52 million forecast"."""
    last = story.facts[-1] if story.facts else None
    if last is None or last.metric != code or last.measure != "level" or last.unit != quantity.unit or not last.value:
        return False
    if not 1 / _ALIKE < abs(quantity.value / last.value) < _ALIKE:
        return False
    items, pronoun, verb = scene.clause.items, scene.phrase.pronoun, scene.verb
    if pronoun is not None and pronoun.low in {"it", "that", "this", "they", "these"} and scene.clause.link == "main":
        return verb is not None and verb.code in {"be", "reach"}
    behind = [item.low for item in items[at + 1 : at + 3]]
    before = items[max(0, at - 3) : at]
    return not _FORESEEN.isdisjoint(behind) and any(item.kind == "D" for item in before)


def is_in_points(metric: Metric, quantity: Quantity) -> bool:
    """Whether points are those of an index: "the Nifty advanced 55.9 points"."""
    text = quantity.text
    if metric.code not in _IN_POINTS or quantity.kind != "points" or "points" not in text:
        return False
    return not any(word in text for word in ("percent", "per cent", "basis"))
