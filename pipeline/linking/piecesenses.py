"""Piece senses: words for what goods are counted by or when they are due, which name no good and no metric."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline.linking.items import Item
from pipeline.linking.metric import entry
from pipeline.linking.reading import sign_of
from pipeline.vocabulary import entries

#: Of what a sentence tells the parts: "Of the total, cars made up 4.9 million units".
_PARTED = {"the total", "these", "those", "them"}


def units_shipped(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What is counted, no metric: "General Motors exported 191,250 units", "car exports reached 500,000 units"."""
    named = next((item for item in reversed(items[:i]) if item.kind == "M"), None)
    shipped = named is not None and named.code in {"exports", "imports", "export_volume", "import_volume"}
    shipped = shipped or (after.low == "of" and any(item.low in {"exported", "imported"} for item in items[i + 2 :]))
    shipped = shipped or (named is None and items[0].low == "of" and items[1].low in _PARTED)
    if not i or not (shipped or (i > 1 and items[i - 2].low in {"exported", "imported"})):
        return False
    items[i].kind, items[i].data = "w", None
    return True


def so_much_of_the_crop(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The good told of, no harvest of its own: "China imported 62 million kg of the crop for $470 million"."""
    if before.low != "the" or i < 3 or items[i - 2].low != "of" or items[i - 3].form != "physical":
        return False
    items[i].kind, items[i].code, items[i].data = "P", "crop", {}
    return True


def noun_of_wares(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The first of two nouns that open a clause before its verb of change: "and mask packs slipped 2 percent"."""
    if before.kind not in {"J", ""} or items[i].form != "base" or after.kind not in {"w", "P"} or after.low[-1:] != "s":
        return False
    if i + 2 >= len(items) or items[i + 2].kind != "V" or items[i + 2].form != "past" or not sign_of(items[i + 2]):
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "w", "", "", None
    return True


def wares_done(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What was done to the next goods of a row, no verb of theirs: "yarn made up 45 percent, finished garments 38 percent"."""
    if before.kind not in {",", "J"} or after.kind != "P" or items[i].form != "past" or i + 2 >= len(items):
        return False
    if items[i + 2].kind != "Q" or sign_of(items[i]) or not any(item.kind == "Q" for item in items[:i]):
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "w", "", "", None
    return True


def shipped_to_dealers(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What makers ship to those who sell it on is sold and not sent abroad: "shipped 12,400 boats to dealers"."""
    data = items[i].data
    if not data or "sales_volume" not in data.get("metrics", ()):
        return False
    dealers = entries.words("senses", "dealers")
    if not any(a.low == "to" and b.low in dealers for a, b in pairwise(items[i + 1 : i + 10])):
        return False
    items[i].data = {**data, "metrics": ("sales_volume",)}
    return True


def counted_by(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What goods are counted by, no goods: "3 million bags of coffee", "shipped 272,500 60-kg bags"."""
    counted = before.kind == "Q" and before.form in {"count", "number"}
    sized = before.kind == "H" and i > 1 and items[i - 2].kind == "Q" and before.low[:1].isdigit()
    if sized or (before.kind == "Q" and (after.low == "of" or (counted and after.kind not in {"P", "M", "w"}))):
        items[i].kind, items[i].data = "w", None
        if sized and (number := items[i - 2]).form == "number":
            number.form, number.data = "count", replace(number.data, kind="count", noun=items[i].low)
        return True
    return False


def picks_up(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A rise, no truck: "a pickup from September's 4.6% growth", "the pickup in demand"."""
    if after.low not in {"in", "from"} or before.kind not in {"E", "H", "w"}:
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "N", "nominal_up", "nominal_up", None
    return True


def sold_at(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Where goods are sold, no part of their name: "wholesale maize prices", "retail rice prices"."""
    priced = after.kind == "M" and after.code == "commodity_price" and not after.low.startswith("price")
    behind = items[i + 2].kind if i + 2 < len(items) else ""
    if not priced and (after.kind != "P" or behind != "M"):
        return False
    items[i].kind, items[i].code, items[i].data = "H", "", None
    return True


def fuel_of_ships(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What ships sail on or carry, no goods beside them: "12 LNG dual-fuel container ships"."""
    end = i + 1
    while end < min(len(items), i + 5) and items[end].kind in {"w", "P", "H"}:
        ship = items[end].kind == "P" and items[end].low.rpartition(" ")[2] in entries.words("deals", "fleet")
        if ship:
            for item in items[i:end]:
                item.kind, item.data = "H", None
            return True
        end += 1
    return False


def arrivals_of_people(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Those who arrive, where they are counted by heads: "China was the top source of arrivals with 6.73 million"."""
    counted = next((item for item in items[i + 1 :] if item.kind == "Q" and item.form != "percent"), None)
    if counted is None or counted.form not in {"count", "number"} or before.kind == "P":
        return False
    items[i].code, items[i].form, items[i].data = "tourist_arrivals", "name", entry("tourist_arrivals")
    return True


#: What an exchange trades for later.
_PAPERS = {"futures", "contract", "contracts"}


def due_for_delivery(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """When a contract falls due, no metric: "palm oil for May delivery", "July-delivery soybeans", "the same delivery month"; nor what
    vehicles are for: "ordered 100,000 delivery vans"."""
    if after.low in {"month", "months", "date", "dates"}:
        items[i].kind, items[i].data = "w", None
        return True
    opens = i < 2 or items[i - 2].kind != "R"
    if opens and before.low in entries.words("senses", "months") and after.kind in {"P", "I"}:
        for item in (before, items[i]):
            item.kind, item.code, item.data = "H", "neutral", None
        return True
    if after.kind == "P" and after.form != "name" and before.kind in {"Q", "E", "H", "V", "L", "'"}:
        items[i].kind, items[i].data = "w", None
        return True
    if (
        i > 1
        and before.low == "for"
        and (items[i - 2].kind in {"P", "I"} or items[i - 2].low in _PAPERS)
        and after.low == "in"
    ):
        for item in items[i : i + 3]:
            item.kind, item.data = "w", None
        return True
    months = before.kind == "T" or before.form == "duration"
    if not months or i < 2 or items[i - 2].low not in {"for", "the"}:
        return False
    items[i].kind, items[i].data = "w", None
    return True


def trade_in(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """No trade of a country: "a trade-in scheme", "a trade-off", "the trade group reported"."""
    if after.kind in {"w", "P", "B"} and after.low in entries.words("senses", "of_a_trade"):
        items[i].kind, items[i].code, items[i].data = "w", "", None
        return True
    if not after.tied or after.low not in {"in", "ins", "off", "offs", "up"}:
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", None
    after.kind, after.code = "w", ""
    return True


def pumps_oil(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What an oil country does, no machines: "Saudi Arabia pumps 9 million barrels a day"."""
    led = before.kind in {"L", "B", "C", "O"} or (
        before.kind == "U" and i > 1 and items[i - 2].kind in {"L", "B", "C", "O"}
    )
    if after.kind != "Q" or after.form not in {"physical", "number"} or not led:
        return False
    items[i].kind, items[i].code, items[i].form = "A", "production_volume", "s"
    items[i].data = {"metrics": ["production_volume", "industrial_production"], "lemma": "pump"}
    return True


def at_the_pump(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Where fuel is sold, no machine: "Pump prices fell 3 percent"; the fuel itself may be told behind: "the pump price of diesel"."""
    if after.kind != "M" or after.low not in {"price", "prices"}:
        return False
    named = (
        i + 2 < len(items) and items[i + 2].low in {"of", "for"} and any(x.kind == "P" for x in items[i + 3 : i + 9])
    )
    if named:
        items[i].kind, items[i].data = "H", None
    else:
        items[i].code, items[i].form = "fuel", "name"
    return True


def growth_of_prices(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What an index does, which something else raises or lowers: "dragging down CPI growth by 0.2 points"."""
    if before.kind != "M" or after.low != "by" or not before.code.endswith("consumer_prices"):
        return False
    moved = any(item.kind == "V" and item.code in {"raise", "lower"} for item in items[max(0, i - 4) : i - 1])
    if moved:
        items[i].kind, items[i].code = "H", "neutral"
    return moved


def components_of(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Parts of an index, no goods: "Looking at the main components of inflation"."""
    behind = [item for item in items[i + 2 : i + 6] if item.kind not in {"E", "H"}]
    index = next((item for item in behind if item.kind != "L"), None)
    if after.low != "of" or index is None or index.kind != "M" or index.code in {"exports", "imports"}:
        return False
    items[i].kind, items[i].code = "w", ""
    return True


def building_of(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What is built is counted, no branch: "Construction of single-family houses edged up 0.8 percent"."""
    behind = items[i + 2 : i + 3]
    if after.low != "of" or not behind or not any(word in behind[0].code for word in ("home", "hous", "apartment")):
        return False
    items[i].kind, items[i].code, items[i].data = "M", "construction", {**entry("construction"), "strength": "weak"}
    return True


def in_volume(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """An adverbial: "fell 4.5% in volume"."""
    if before.low not in {"in", "by"} or after.kind in {"M", "w", "P"}:
        return False
    before.kind, items[i].kind = "G", "G"
    return True


def between_countries(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A kind of flights and passengers: "International routes carried 88.9 million people", "international passengers"."""
    if after.low not in entries.words("markets", "routes"):
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "P", "international", "", {}
    return True


def past_an_amount(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Beyond an amount, no time that is over: "pushing its market cap past $5 trillion", "sales went past 1 million units"."""
    if after.kind != "Q" or after.form not in {"money", "count"} or before.kind not in {"M", "V", "P"}:
        return False
    items[i].kind = "G"
    return True


def gear_of_making(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What something is made with, no output: "semiconductor production machinery", "a production line"."""
    if after.low not in entries.words("senses", "gear") or after.start != items[i].end + 1:
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", None
    return True


def print_read(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A reading of an index, no paper: "the flash print had been 50.8", "January's print stood at 49.9"."""
    told = before.low in entries.words("growth", "prints") or before.kind == "'" or before.kind == "T"
    if not told or after.kind not in {"V", "U", "G", "R"} or after.low in {"and", "or"}:
        return False
    items[i].kind, items[i].code, items[i].form, items[i].low = "M", "pmi", "metric", "reading"
    items[i].data = {**entry("pmi"), "strength": "weak"}
    return True


def stocks_of_goods(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What is stored, no shares: "wheat stocks fell to 3 million tonnes", "stocks of crude"."""
    of_goods = before.kind == "P" or (after.low == "of" and any(x.kind == "P" for x in items[i + 2 : i + 5]))
    of_goods = of_goods or (after.low == "in" and any(x.low == "warehouses" for x in items[i + 2 : i + 5]))
    numbers = [item for item in items[i + 1 :] if item.kind == "Q"]
    # "stocks rose to 2.57 million tons" needs no good beside it
    beside = len(numbers) > 1 and items[items.index(numbers[1]) - 2] is numbers[0]  # "shrank 3% to 2 million tonnes"
    if (after.low in {"at", "in"} and len(numbers) > 1 and numbers[0].form == "count") or beside:
        numbers = numbers[1:]  # "stocks at 46 ports rose 1.3 million tonnes"
    finished = after.low == "of" and any(
        a.low.endswith("goods") and b.kind in {"V", "T", "R", "U", ","} for a, b in pairwise(items[i + 2 : i + 6])
    )  # "stocks of finished goods rose 2.1 percent"
    if not finished and not any(item.form == "physical" for item in (numbers if of_goods else numbers[:1])):
        return False
    items[i].code, items[i].data = "inventories", entry("inventories")
    return True


def supplies_stored(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What is stored of a fuel, no verb: "gasoline supplies rose by 1 million barrels", "an increase in crude supplies"; not what flows in a
    day or goes somewhere."""
    if before.kind != "P" or after.low in {"to", "from"}:
        return False
    led = next((item for item in reversed(items[max(0, i - 4) : i - 1]) if item.kind == "R"), None)
    changed = led is not None and led.low in {"in", "of"} and any(item.kind == "N" for item in items[max(0, i - 5) : i])
    numbers = items[:i] if changed else [item for item in items[i + 1 :] if item.kind == "Q"][:1]
    sized = [item for item in numbers if item.kind == "Q"][-1:]
    if not sized or sized[0].form != "physical" or "/" in sized[0].data.unit:
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "M", "inventories", "", entry("inventories")
    return True


#: What may stand behind a number that stands for those told of.
_AFTER_MEMBERS = {"U", "V", "A", ",", ".", "J", "K", "W", ";", ")"}


def members_told(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A number that only says how many are told of: "rose in all four main branches", "the gap between the two has narrowed"."""
    item = items[i]
    if item.form not in {"count", "number"}:
        return False
    if before.low == "all":
        item.kind, item.code, item.form = "H", "", "neutral"
        return True
    if before.low != "the" or after.kind not in _AFTER_MEMBERS or item.form != "number":
        return False
    if i < 2 or items[i - 2].low not in {"between", "among"}:
        return False
    item.kind, item.code, item.form = "w", "", ""
    return True


#: How those who are in a bloc are called, and so many of them it has at most.
_IN_BLOC, _FEW = {"members", "countries", "states", "nations", "economies", "member states", "member countries"}, 60
#: So many items lead from how many there are to their bloc.
_TO_BLOC = 4


def counts_bloc(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """How many are in a bloc that is meant as a whole: "exports to the six members of the Gulf Cooperation Council", "the six GCC states"."""
    item = items[i]
    if item.form not in {"count", "number"} or before.low not in {"the", "all"} or item.data.value > _FEW:
        return False
    if after.kind == "L" and len(after.code) > 2 and after.low.rpartition(" ")[2] in _IN_BLOC:
        item.kind, item.code, item.form = "H", "", "neutral"
        return True
    behind = items[i + 2 : i + 2 + _TO_BLOC]
    bloc = next((n for n, x in enumerate(behind) if x.kind != "E" and x.low != "of"), 0)
    if after.low not in _IN_BLOC or not bloc or behind[0].low != "of":
        return False
    if behind[bloc].kind != "L" or (len(behind[bloc].code) == 2 and behind[bloc].code not in {"EU", "EA"}):
        return False
    for word in (item, after, behind[0]):
        word.kind, word.code, word.form = "H", "", "neutral"
    return True


def packs_of_goods(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What a crop is packed in, no good of its own: "Exports totalled 3.4 million bags valued at $338 million"."""
    if before.kind != "Q" or before.form not in {"number", "count"} or before.data.value < _MANY_PACKS:
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", None
    return True


#: So many packs are those of a crop.
_MANY_PACKS = 10_000


def living_abroad(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Where people live, told of nobody's doing: "remittances from Moroccans living abroad slipped 1.5 percent"."""
    if before.kind not in {"L", "w", "P"} or after.low not in {"abroad", "overseas", "in"}:
        return False
    if not any(item.kind == "V" and item.form != "ing" for item in items[i + 1 :]):
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", None
    return True


def members_of(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """How many countries a bloc has, and that it is the larger one: "in the wider 27-member EU"."""
    if items[i].kind == "D":
        bloc = next((item for item in items[i + 1 : i + 4] if item.kind not in {"H", "w", "Q"}), None)
        if before.kind != "E" or bloc is None or bloc.kind != "L":
            return False
    elif after.kind != "L" or not before.low.isdigit():
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "H", "", "", None
    return True
