"""Trade senses: words of reports on trade and its prices that their neighbours settle: a price of what markets quote, exports by the
day, goods that share their last word."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.items import Item
from pipeline.linking.metric import entry
from pipeline.vocabulary import entries


def asking_price(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What sellers of goods ask, no bid for a company: "The average asking price of a used car slipped 0.3 percent"."""
    good = next((item for item in items[i + 2 : i + 5] if item.kind == "P"), None)
    if before.low != "average" and (after.low not in {"of", "for"} or good is None):
        return False
    home = good is not None and good.code in {"homes", "houses", "apartments", "property", "real estate"}
    items[i].code = "house_prices" if home else "average_price"
    items[i].data = entry(items[i].code)
    return True


def foreign_bill(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What a country pays for a good from abroad: "America's foreign oil bill increased 10.9 percent"."""
    if before.kind != "P" or i < 2 or items[i - 2].low not in {"foreign", "overseas", "imported"}:
        return False
    items[i].kind, items[i].code, items[i].data = "M", "imports", entry("imports")
    items[i - 2].kind, items[i - 2].code, items[i - 2].data = "H", "neutral", None
    return True


def imported_prices(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What comes from abroad as a part of prices, no trade: "inflation of imported goods", "imported inflation eased"."""
    told = items[:i] if items[i].kind == "M" else [after]
    if not any(item.kind == "M" and item.code == "consumer_prices" for item in told):
        return False
    led = items[i].kind == "V" or (before.low in {"of", "for"} and all(x.code != "imports" for x in items[:i]))
    if not led:
        return False
    items[i].kind, items[i].code, items[i].data = "P", "imported goods", {}
    return True


def by_the_day(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Exports of a working day: "On a daily average basis, exports rose 3 percent", "Based on the daily average, exports grew"."""
    at = next((j for j in range(min(i, 6)) if items[j].low in {"daily average", "average daily"}), -1)
    if at < 1 or not any(item.low in {"on", "by", "based"} for item in items[:at]):
        return False
    if any(item.kind in {"Q", "V", "M"} for item in items[at + 1 : i]):
        return False
    items[i].code, items[i].data = "daily_exports", entry("daily_exports")
    return True


def price_of_quoted(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The price of what markets quote, or of a fuel that everybody buys: "the average price of Dubai crude", "the price of petrol"."""
    quoted = next((item for item in items[i + 2 : i + 4] if item.kind in {"I", "P"}), None)
    if after.low != "of" or quoted is None or any(item.kind != "E" for item in items[i + 2 : items.index(quoted)]):
        return False
    fuel = quoted.kind == "P" and quoted.code in entries.words("markets", "home_fuels")
    code = "commodity_price" if fuel else (quoted.data or {}).get("metric", "") if quoted.kind == "I" else ""
    if code not in {"oil_price", "commodity_price"}:
        return False
    items[i].code, items[i].data = code, entry(code)
    return True


def price_of_measure(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What a good costs by weight or volume: "the price of a litre of diesel", "the average cost for a gallon of milk"."""
    if measured_of(items, i) is None:
        return False
    items[i].code, items[i].data = "commodity_price", entry("commodity_price")
    return True


def range_of_price(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What kind of goods is told of, no price of theirs: "watches in the 200-500 franc price range"."""
    if before.kind != "Q" or after.low not in entries.words("senses", "price_classes"):
        return False
    items[i - 1].kind, items[i - 1].code = "H", ""
    items[i].kind, items[i].code, items[i].data = "w", "", None
    return True


def measured_of(items: Sequence[Item], i: int) -> Item | None:
    """The measure behind a word for a price at item `i`, of which the good is told: the litre in "the price of a litre of diesel"."""
    behind = items[i + 1 : i + 5]
    if len(behind) < 4 or behind[0].low not in {"of", "for"} or behind[1].kind not in {"E", "Q"}:
        return None
    measure = behind[2]
    return measure if behind[3].low == "of" and measure.low in entries.words("senses", "measures") else None


def named_in_turn(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The first of two goods that share their last word, where each is told of in turn: "prices of capital and consumer goods rose
    0.7 percent and 0.4 percent, respectively"."""
    head = items[i].low.rpartition(" ")[2]
    if i < 2 or before.kind != "J" or items[i - 2].kind not in {"w", "H"} or head == items[i].low:
        return False
    label = f"{items[i - 2].low} {head}"
    if label not in entries.products() or not any(item.low == "respectively" for item in items[i + 1 :]):
        return False
    items[i - 2].kind, items[i - 2].code, items[i - 2].data = "P", label, items[i].data
    return True


def price_paid(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Whose price it is, no verb of the clause: "The average price paid for crude was $115", "the price fetched by tea rose"."""
    good = next((item for item in items[i + 2 : i + 5] if item.kind not in {"E", "H", "w", "L"}), None)
    if before.kind != "M" or "price" not in before.low or after.low not in {"for", "by"}:
        return False
    if good is None or good.kind != "P":
        return False
    verb = next((item for item in items[i + 2 :] if item.kind in {"V", "Q"}), None)
    if verb is None or verb.kind == "Q":
        return False
    items[i].kind, items[i].code, after.low = "w", "", "of"
    return True


def at_a_cost(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What a quantity cost, no metric of its own: "imported 621,400 tonnes of cotton at a cost of $1.46 billion"; the verb behind what was
    bought abroad: "Oil imports cost $21.5 billion"."""
    if before.kind == "M" and before.code == "imports" and after.kind in {"Q", "G"}:
        items[i].kind, items[i].code, items[i].form = "V", "reach", "past"
        return True
    if after.low != "of" or i < 2 or items[i - 2].low not in {"at", "for"} or before.kind != "E":
        return False
    if not any(item.kind == "Q" and item.form in {"physical", "count"} for item in items[max(0, i - 7) : i]):
        return False
    items[i].kind, items[i].code, items[i].low = "w", "", "costing"
    return True


def sales_abroad(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What is sold abroad, with the goods between: "Sales of beef abroad brought in $843 million"."""
    j = next((j for j in range(i + 2, min(i + 7, len(items))) if items[j].low in {"abroad", "overseas"}), 0)
    if after.low != "of" or not j or any(item.kind not in {"P", "w", "H", "J", "E", ","} for item in items[i + 2 : j]):
        return False
    items[i].low, items[i].code = "sales abroad", "exports"
    items[i].data = {**entry("exports"), "strength": "weak"}
    items[j].kind = "w"
    return True


#: Prices that cities count of their own.
_CITY_PRICES = {"consumer_prices", "core_consumer_prices"}


def city_of_prices(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A capital whose own prices are told, which is no name for its country there: "Tokyo's core consumer price index", "consumer
    prices in Tokyo"."""
    if items[i].form != "capital" or items[i].code == "KR":
        return False  # Seoul stands for Korea in its own papers
    ahead = i + 2 if after.kind == "'" else i + 1
    named = items[ahead : ahead + 1] if after.kind in {"'", "M"} else []
    told = items[i - 2 : i - 1] if before.low in {"in", "for"} and i > 1 else []
    if before.low == "in" and i == 1 and after.kind == ",":
        told = [item for item in items[3:5] if item.kind == "M"][:1]  # "In Tokyo, core prices were up 0.4 percent"
    if not any(item.kind == "M" and item.code in _CITY_PRICES for item in [*named, *told]):
        return False
    items[i].form = "region"
    return True


def were_valued_at(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A verb behind a metric: "exports were valued at $5 billion"; what a quantity is worth: "3.5 million tonnes valued at",
    also behind the comma of an amount: "reached 833,000 tonnes, valued at"."""
    if before.kind == "," and i > 1 and items[i - 2].kind == "Q" and items[i - 2].form == "physical":
        items[i].kind, items[i].code = "w", ""
        return True
    amount = next((item for item in reversed(items[:i]) if item.kind not in {"P", "w", "H"} and item.low != "of"), None)
    if amount is not None and amount.kind == "Q" and amount.form == "physical":
        items[i].kind, items[i].code = "w", ""
        return True
    moved = before.kind == "P" and any(
        item.kind in {"V", "A"} and item.low in entries.words("roles", "sends") | entries.words("roles", "gets")
        for item in items[max(0, i - 4) : i]
    )
    if moved:
        items[i].kind, items[i].code = "w", ""
        return True  # "exported tea valued at $1.3 billion"
    told = items[: i - 1] if before.code == "be" else items[:i]
    if before.code == "be" and told and told[-1].kind == "J":
        return False  # "has chosen the banks for its offering and was valued at $3 billion"
    for item in reversed(told):
        if item.kind == "M":
            items[i].kind, items[i].code, items[i].form = "V", "reach", "past"
            return True
        if item.low == "goods" and before is item:
            items[i].kind, items[i].code = "w", ""
            return True  # "supplied goods valued at $160 million"
        if item.kind in {",", "V", "K", ";"}:
            return False
    return False


def sent_on(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Goods from abroad that go on abroad: "re-exports" are exports of such goods."""
    if after.kind != "M" or after.code not in {"exports", "export_volume"} or after.start != items[i].end + 1:
        return False
    items[i].kind, items[i].code, items[i].data = "P", "re-exports", {}
    return True


def growth_behind_with(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The growth of what a sentence is about, told behind "with": "Exports tell the same story, with annual growth of 11% for Vietnam"."""
    if after.low != "of" or items[i].code != "gdp":
        return False
    led = next((j for j in range(i - 1, max(0, i - 5), -1) if items[j].low == "with"), 0)
    if (
        led < 2
        or items[led - 1].kind != ","
        or any(item.kind not in {"E", "H", "w", "T", "V", "D"} for item in items[led + 1 : i])
    ):
        return False
    told = [item for item in items[: led - 1] if item.kind in {"M", "Q", "C", "P", "I"} and item.form != "count"]
    told = told[:1] + [
        item for item in told[1:] if item.low != "growth"
    ]  # "Exports showed another pace of growth, with"
    if (
        len(told) != 1
        or told[0].kind != "M"
        or told[0].code == "gdp"
        or told[0].data.get("nature") in {"stock", "rate"}
    ):
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "N", "nominal_up", "nominal_up", None
    return True


def gap_between(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A deficit: "the gap between exports and imports"."""
    behind = items[i + 1 : i + 9]
    flows = [item for item in behind if item.kind == "M" and item.code in {"exports", "imports", "trade_volume"}]
    told = " ".join(item.low for item in flows)
    if after.low == "between" and _sells_and_buys(items[i + 2 : i + 16]):
        flows = [
            item for item in items[i + 2 : i + 7] if item.kind == "P"
        ]  # "between the goods it sells and those it buys"
    elif after.low != "between" or "exports" not in told or "imports" not in told:
        return False
    items[i].kind, items[i].code = "M", "trade_balance"
    items[i].data = {**entry("trade_balance"), "sign": "negative"}
    for item in flows:
        item.kind, item.code = "w", ""
    return True


def _sells_and_buys(items: list[Item]) -> bool:
    """Whether a place sells something and buys something."""
    sells = next((i for i, item in enumerate(items) if item.kind in {"V", "A"} and item.low == "sells"), len(items))
    return any(item.low == "buys" for item in items[sells:])


def for_shipment(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """When goods that were bought are to be sent, no trade: "booked 3,000 tonnes for shipment between May and July"."""
    if before.low != "for" or after.kind not in {"R", "T", ",", "."}:
        return False
    if items[i].low == "delivery" and after.low not in {"to", "into", "at"}:
        return False  # a contract's month behind it is no time of the quote: "copper for delivery in July rose"
    items[i].kind, items[i].code, items[i].data = "w", "", {}
    return True


def trade_sources(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The branch of whoever tells a paper something: "two trade sources said"."""
    if after.low not in {"source", "sources", "official", "officials", "publication", "journal"}:
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", {}
    return True


def negative_balance(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A balance that is said to be negative is a deficit: "The foreign trade balance was negative at $960 million"."""
    if before.code != "be" and before.low not in {"remained", "stayed"}:
        return False
    balance = next((item for item in items[:i] if item.kind == "M" and item.data.get("balance")), None)
    if balance is None:
        return False
    balance.data = {**balance.data, "sign": "negative"}
    return True


def per_day_measured(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """How a change is measured, no amount: "Imports fell 25 percent by the daily average to $11 billion"."""
    led = items[i - 2] if i > 1 and before.kind == "E" else before
    if led.low not in {"by", "on"} or not any(item.kind == "Q" for item in items[:i]):
        return False
    items[i].kind, items[i].code, items[i].data = "G", "", None
    return True
