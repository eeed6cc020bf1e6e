"""Doubts about sums: money and sizes beside a word for a total or a price that are no amounts of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.linking.case import SIGNS, Case, words, written
from pipeline.linking.metric import PIECES, RESULTS, is_gauge
from pipeline.linking.only import COUNTS, only
from pipeline.linking.story import about_company
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_METRICS = words("sums", "metrics")
_PRICES = words("sums", "prices")
_CRIMES = words("breaches", "crimes")
_PAYMENTS = words("verbs", "payments")
_INSTEAD = words("sums", "instead")
_DEPOSITS = words("sums", "deposits")
_HOLDINGS = entries.words("deals", "holdings")
_BREAKS_EVEN = words("sums", "breaks_even")

#: So many items before a price stands what leads to it: "at a copper price of just".
_LED = 6


@only(kinds={"physical"})
def _is_size(case: Case) -> bool:
    """A length, area, weight or temperature of a thing: "a floor area of 11,700 square meters"; or what a piece of land bears: "an average
    yield of 4.4 tonnes per hectare"."""
    unit, behind = case.quantity.unit, case.items[case.at + 1 : case.at + 3]
    if len(behind) > 1 and behind[0].low in {"per", "a", "an"} and behind[1].low in words("units", "fields"):
        return True
    return unit in words("units", "sizes") or (
        unit in words("units", "areas") and case.metric.code not in words("units", "of_areas")
    )


#: A figure tied to its unit, not to "million" alone or another end: "a 3,200-ton frigate", "nine-litre casks", not "7.25-million bags".
_TIED = re.compile(
    r"(?:\d|^(?:one|two|three|four|five|six|eight|nine|ten|twelve))\s?-(?!\s?\d|(?:thousand|million|billion|trillion) )"
)


@only(kinds={"count", "number", "physical"})
def _is_attribute(case: Case) -> bool:
    """A number joined to a noun by a hyphen says what kind of thing it is: "49-story towers", "a 3,200-ton frigate"."""
    quantity, text = case.quantity, case.story.text
    if case.reading.own is not None:
        return False
    if quantity.kind == "physical" and case.metric.code == "capacity":
        return False  # "a 300,000-tonne-a-year concentrator"
    if quantity.kind == "physical":
        return _TIED.search(quantity.text.lstrip(SIGNS)) is not None  # no "43 gigawatt-hours"
    joined = re.match(r"[-‑]([a-z]+)", text[quantity.end : quantity.end + 20])
    return joined is not None and joined[1] not in words("units", "attributive")


@only(measures={"level"}, words=words("sums", "having"))
def _qualifies(case: Case) -> bool:
    """A size that says which firms are meant: "firms with a turnover of at least 50 million euros", and one beside it: "with sales of
    at least 50 million euros and 1,000 workers"."""
    first, row = case.at, case.items[max(0, case.at - 3) : case.at]
    if len(row) > 1 and row[-1].kind == "J" and row[-2].kind == "Q":
        first = case.at - 2
    if case.items[first].data.bound not in {"ge", "le"}:
        return False
    before = case.items[max(0, first - 8) : first]
    at = next((i for i, item in enumerate(before) if item.low in words("sums", "having")), None)
    if not at or any(item.kind in {"V", "Q"} for item in before[at + 1 :]):
        return False
    who = before[at - 1]
    those = who.low in {"those", "people", "anyone"}
    return those or (who.kind in {"w", "P", "H"} and who.low.endswith("s") and (not who.name or who is case.items[0]))


@only(kinds={"money"}, codes={"gdp"}, measures={"level"})
def _is_done_to_economy(case: Case) -> bool:
    """What a disaster takes from the economy, or money brings it, is no size of it: "put the loss to the economy at 3 billion baht", "cost
    the economy $2 billion"."""
    if not case.metric.name.endswith("economy"):
        return False
    before = [*case.items[max(0, case.at - 9) : case.at], *case.items[case.at + 1 : case.at + 2]]
    return any(item.low in words("sums", "done_to_economy") for item in before)


#: What leads to a part of a sum, or to what is no part of it.
_ASIDES = {"excluding", "including", "without", "counting"}


@only(kinds={"money"})
def _is_left_aside(case: Case) -> bool:
    """What a result includes or leaves out of tax credits and grants: "a loss of 122 billion won, excluding 62 billion won in tax
    credits"."""
    led = [item.low for item in case.items[max(0, case.at - 2) : case.at]]
    behind = [item.low for item in case.items[case.at + 1 : case.at + 7]]
    left = case.items[case.at - 1].low if case.at else ""
    if left.startswith(("excluding ", "without ")) and left.endswith(" worth"):
        return True  # the name of what is left out
    if left in {"worth", "of"}:  # "Excluding tax credits worth 62 billion won"
        ahead = [item.low for item in case.items[max(0, case.at - 6) : case.at - 1]]
        at = next((i for i, low in enumerate(ahead) if low in {"excluding", "including", "without"}), None)
        if at is not None and any(low.rpartition(" ")[2] in words("sums", "credits") for low in ahead[at:]):
            return True
    if _ASIDES.isdisjoint(led):
        return False
    return any(low.rpartition(" ")[2] in words("sums", "credits") for low in behind)


@only(kinds={"money"}, words={"on"})
def _is_taxed(case: Case) -> bool:
    """The worth of goods that a tariff falls on: "raised tariffs on $200 billion worth of Chinese goods"."""
    return case.at > 1 and case.items[case.at - 1].low == "on" and case.items[case.at - 2].code == "tariff_rate"


#: Currencies in which no good of a market costs a million.
_HARD, _MILLION = {"USD", "EUR", "GBP"}, 1e6


@only(kinds={"money", "price"}, measures={"level", "change_abs"})
def _is_small_sum(case: Case) -> bool:
    """A price, fee or fare beside a word for a total: "orders of at least 15,000 won", "a $7,500 tax credit"."""
    sums = entries.table("doubt")["sums"]
    quantity = case.quantity
    if case.metric.code not in _METRICS:
        return case.metric.code in PIECES and quantity.kind == "price"  # "made an offer of 250p a share"
    return quantity.kind == "price" or abs(quantity.value) < sums["floors"].get(quantity.unit, sums["floor"])


@only(codes=_PRICES | {"commodity_price", "oil_price"})
def _is_large_price(case: Case) -> bool:
    """A sum beside a word for a price: "1.4 billion shares for 82.3 billion won"; or a plain number as a share's price."""
    if case.metric.code in {
        "commodity_price",
        "oil_price",
    }:  # "each cent on the price is worth $60 million to the Treasury"
        return case.quantity.kind == "money" and case.quantity.unit in _HARD and abs(case.quantity.value) >= _MILLION
    worth = case.metric.code == "share_price" and case.at > 1 and case.items[case.at - 1].low == "worth"
    if worth and case.items[case.at - 2].kind in {"w", "P"} and case.items[case.at - 2].start > case.metric.start:
        return True  # "is handing out shares, and paid bonuses worth £250"
    if case.metric.code == "share_price" and case.quantity.kind in {"count", "number", "points", "physical"}:
        return True
    return case.quantity.kind in {"money", "price"} and bool(
        set(re.split(r"[\s-]+", case.quantity.text.lower().partition(" per ")[0])) & words("sums", "magnitudes")
    )  # not "$13.14 per million British thermal units"


@only(kinds={"money", "price"}, codes={"oil_price", "commodity_price"}, measures={"level"}, words=_BREAKS_EVEN)
def _is_break_even(case: Case) -> bool:
    """The price from which something pays, at which nothing is sold: "would break even at $40 a barrel", "Most mines are profitable at a
    price of $6,000 a tonne"."""
    before = case.items[max(0, case.at - _LED) : case.at]
    led = any(item.low in {"at", "above", "below", "over", "under"} for item in before)
    even = [i for i, item in enumerate(case.items) if item.low == "even"]
    broken = any(i and case.items[i - 1].low.startswith(("break", "broke")) for i in even)
    return led and (broken or not case.lows.isdisjoint(_BREAKS_EVEN - {"even"}))


@only(kinds={"percent"}, codes={"acquisition_value", "share_price", "market_cap"})
def _is_premium(case: Case) -> bool:
    """By how much an offer is above a price: "a 32% premium to Tuesday's close", "30 percent above the last closing price"."""
    near = case.items[max(0, case.at - 2) : case.at + 3]
    if any(item.low in {"premium", "discount"} for item in near):
        return True
    behind = case.items[case.at + 1 : case.at + 6]
    return any(item.kind == "M" and item.low.endswith(("closing price", "undisturbed price")) for item in behind)


@only(codes={"gdp_contribution", "exchange_rate"}, kinds={"percent", "points"})
def _is_effect(case: Case) -> bool:
    """What prices and currencies did to a company's sales: "with prices contributing 1.5 percentage points", "a 3.7% currency effect"."""
    if not about_company(case.story):
        return False
    if case.metric.code == "gdp_contribution":
        return True
    return any(item.low in _EFFECTS for item in case.items[case.at + 1 : case.at + 4])


#: What a change of currencies is called in a company's report.
_EFFECTS = {"effect", "effects", "impact", "headwind", "headwinds", "tailwind", "tailwinds", "drag"}


@only(kinds={"money"}, codes={"capex"}, words={"into"})
def _is_saved(case: Case) -> bool:
    """What investors put into funds, which builds nothing: "poured $261 million into digital-asset funds"."""
    behind = [item.low for item in case.items[case.at + 1 : case.at + 7]]
    return behind[:1] == ["into"] and not entries.words("deals", "funds").isdisjoint(behind)


@only(kinds={"money", "percent", "price"}, words={"by"})
def _is_surprise(case: Case) -> bool:
    """By how much a figure is above or below what was foreseen: "topped expectations by two cents", "missed the consensus by 3 percent"."""
    led = next((item for item in case.items[: case.at][::-1] if item.kind not in {"G", "E"}), None)
    beats = (i for i in range(case.at - 1, -1, -1) if case.items[i].code in {"exceed", "below"})
    verb = next((i for i in beats if case.items[i].kind == "V"), -1)
    if led is None or led.low != "by" or verb < 0:
        return False
    foresight = words("shares", "figures") | entries.words("timing", "foresight")
    return any(item.low.rpartition(" ")[2] in foresight for item in case.items[verb + 1 : case.at])


@only(measures={"level", "change_abs"})
def _is_foreign_sum(case: Case) -> bool:
    """Money or a count that says what something else is worth: "polls worth 270 million won", "paid 660 million won in fees"."""
    items, at, code = case.items, case.at, case.metric.code
    takes = case.metric.data.get("takes", ())
    if case.quantity.kind in {"count", "number"} and not is_gauge(case.metric.name):
        return code in _METRICS and "count" not in takes and "number" not in takes
    before = next((item for item in reversed(items[:at]) if item.kind not in {"G", "E", "H"}), None)
    if before is not None and written(case) in _PAYMENTS and before.start == case.metric.start:
        return code == "wages"
    listed = case.quantity.kind == "physical" and at > 0 and items[at - 1].kind in {"J", ","}
    told = case.story.facts[-1:] if listed else []
    if case.how != "context" or any(f.metric == code and f.char_start >= case.story.sentence.start for f in told):
        return False  # "bought 2 million tons of rice and 1 million tons of fresh garlic"
    if before is not None and before.low == "worth" and at > 1:
        thing = next((item for item in reversed(items[: items.index(before)]) if item.kind != ","), before)
        return thing.kind not in {"P", "H", "M", "E", "L"}
    behind = items[at + 1 : at + 3]
    return len(behind) == 2 and behind[0].low in {"in", "of"} and behind[1].kind == "w"


@only(codes={"revenue", "acquisition_value"})
def _is_single_sale(case: Case) -> bool:
    """The price of one thing sold or bought ("sold for 9.4 billion won"), or what investors sold on balance, read as a firm's revenue."""
    if written(case) not in words("verbs", "trades"):
        return False
    near = [item.low for item in case.items[max(0, case.at - 3) : case.at]]
    if "net" in near or any(item.low in words("verbs", "traders") for item in case.items):
        return True
    return case.metric.code == "revenue" and bool({"for", "at"} & set(near))


@only(kinds={"percent"})
def _is_holding(case: Case) -> bool:
    """A part of a company that somebody holds or trades: "sold a 20 percent stake in the mine", "bought 5 percent of Pfizer"."""
    if case.metric.code == "market_share":
        return False
    for item in case.items[case.at + 1 : case.at + 5]:
        if item.low.rpartition(" ")[2] in _HOLDINGS:
            return True
        if item.kind not in {"w", "H", "E", "L", "P", "G"}:
            return False
    return False


@only(kinds={"physical"})
def _is_deposit(case: Case) -> bool:
    """What lies in the ground or in store, neither made nor sold: "holds reserves of 26 million tonnes"."""
    if case.metric.code in {"fx_reserves", "inventories"}:
        return False
    near = case.items[max(0, case.at - 4) : case.at] + case.items[case.at + 1 : case.at + 4]
    return any(item.low.rpartition(" ")[2] in _DEPOSITS for item in near)


@only(kinds={"physical"}, codes={"inventories"})
def _flows(case: Case) -> bool:
    """What comes in a day, no amount in store: "Global crude supplies rose by 300,000 barrels a day"."""
    return "/" in case.quantity.unit


@only(kinds=COUNTS)
def _is_of_years(case: Case) -> bool:
    """How long something may last: "to grow 20 percent in the next year or two"."""
    before = case.items[max(0, case.at - 2) : case.at]
    return len(before) == 2 and before[1].low == "or" and before[0].kind == "T"


@only(kinds={"money"})
def _is_fortune(case: Case) -> bool:
    """What a person owns: "its founder, who is worth $16.9 billion", "whose fortune is put at $5 billion"."""
    if not case.reading.governor:
        return False
    clause = next((s.clause for s in case.story.scenes if s.clause.items is case.items), None)
    if clause is None or clause.link != "relative" or clause.cue not in {"who", "whose"}:
        return False
    return any(item.low.rpartition(" ")[2] in words("sums", "fortunes") for item in case.items[: case.at])


@only(codes=_METRICS, words=_CRIMES)
def _is_crime(case: Case) -> bool:
    """What somebody made by a crime: "810 million won in illegal profits"."""
    return True


@only(codes={"net_income", "operating_profit"})
def _is_damage(case: Case) -> bool:
    """Losses of victims, not of a firm: "financial losses of 243 million won"."""
    if not case.metric.name.endswith(("loss", "losses")):
        return False
    return any(
        b.start == case.metric.start and a.low in words("breaches", "losses")
        for a, b in zip(case.items, case.items[1:], strict=False)
    )


@only(codes={"export_volume", "import_volume"}, kinds={"number"})
def _is_bare_size(case: Case) -> bool:
    """A small or broken number without a unit, read as pieces shipped: an index, a cell in billions of euros."""
    quantity = case.quantity
    if quantity.noun:
        return False
    scaled = any(c.isalpha() for c in quantity.text)
    return not scaled and (quantity.decimals > 0 or abs(quantity.value) < 1000)


@only(codes={"export_volume", "import_volume", "production_volume"}, kinds=COUNTS, measures={"level"})
def _is_few(case: Case) -> bool:
    """A few of something else in words, before a country's trade or output: "two of the region's leading makers", "two new curbs"."""
    if not case.quantity.text.isalpha() or about_company(case.story):
        return False
    if any(item.kind in {"M", "V"} for item in case.items[: case.at]):
        return False
    behind = case.items[case.at + 1 : case.at + 2]
    return not behind or behind[0].kind not in {"P", "U"}


@only(kinds={"money"}, measures={"change_abs"})
def _is_booked(case: Case) -> bool:
    """A gain that is booked once, no change of the result: "booked a deferred tax gain of 8 million", "a one-off gain of $3 million"."""
    if case.metric.data.get("home") != "company":
        return False
    before, behind = case.items[max(0, case.at - 7) : case.at], case.items[case.at + 1 : case.at + 2]
    at = next((i for i, item in enumerate(before) if item.low in {"gain", "gains"}), None)
    if at is None or [item.low for item in before[at + 1 :]] != ["of"]:
        return False
    if case.how == "context" and behind and behind[0].low in {"from", "on", "related", "tied", "linked"}:
        return True  # "thanks to a gain of $3 billion from the new law"
    return any(item.low in words("sums", "booked") for item in before[:at])


@only(kinds={"money"}, measures={"level"}, words=_INSTEAD)
def _is_noun_behind(case: Case) -> bool:
    """What the noun behind the metric's name tells of: "value-added effects of 40 billion won", "debt repayments of $3 billion"."""
    behind = next((item for item in case.items if item.start >= case.metric.end), None)
    return behind is not None and behind.start - case.metric.end < 2 and behind.low in _INSTEAD


@only(codes=RESULTS, kinds={"money"})
def _is_use(case: Case) -> bool:
    """What money will be used for, read as the result told before: "9 billion won will be spent on rents"."""
    behind = [item.low for item in case.items[case.at + 1 : case.at + 4]]
    return behind[:2] == ["will", "be"] and behind[2:] != [] and behind[2] in words("sums", "used")


@only(codes={"budget"})
def _is_no_states(case: Case) -> bool:
    """What is allotted by no state's budget: "the fund's equity allocation of 60 percent", "an SDR allocation of $650 billion"."""
    if not case.metric.name.startswith("allocation"):
        return False
    at = next((i for i, item in enumerate(case.items) if item.start == case.metric.start), 0)
    before = {item.low for item in case.items[max(0, at - 2) : at]}
    return about_company(case.story) or not before.isdisjoint(words("sums", "allotted"))


@only(codes={"capex", "government_spending"})
def _is_per_head(case: Case) -> bool:
    """What each customer or visitor spends, which no company invests: "per-customer spending", "spending per visitor"."""
    at = next((i for i, item in enumerate(case.items) if item.start == case.metric.start), -1)
    return at >= 0 and "per" in {item.low for item in [*case.items[max(0, at - 2) : at], *case.items[at + 1 : at + 2]]}


@only(codes={"sales_volume"}, kinds=COUNTS)
def _is_taken(case: Case) -> bool:
    """What a company takes over itself, none that it sells: "will take delivery of 15 new aircraft"."""
    before = [item.low for item in case.items[max(0, case.at - 5) : case.at]]
    at = next((i for i, low in enumerate(before) if low in words("sums", "taking")), None)
    return at is not None and any("deliver" in low for low in before[at:])


@only(codes={"gdp"})
def _is_no_output(case: Case) -> bool:
    """Money in a report on growth that does not name the output: "public works worth 8 billion euros"."""
    return case.reading.rule == "worth" and case.how != "read"


#: The questions of this room, each of which may say that the number is no amount of its metric.
#: Metrics of money that a number of people or things has nothing of.
_SPENT = {
    "consumption",
    "government_spending",
    "budget",
    "revenue",
    "retail_sales",
    "debt",
    "lending",
    "wages",
    "house_prices",
}


#: A number that names no currency.
_BARE = re.compile(r"[\d.,]+(?:%| percent| per cent| million| billion| thousand)?")


@only(kinds={"percent", "count", "number", "money"}, codes=_SPENT)
def _is_of_number(case: Case) -> bool:
    """How many there are of something, behind a sum: "Spending rose 7.7%, although the number of students fell 1.5% to 5.13 million"."""
    items = case.items[: case.at]
    at = next((i for i, item in enumerate(items[:4]) if item.low in {"the number", "number"}), -1)
    if at < 0 or at + 2 >= len(items) or items[at + 1].low != "of" or case.metric.start >= items[at].start:
        return False
    if _BARE.fullmatch(case.quantity.text) is None:
        return False
    return not any(item.kind == "M" for item in items)


@only(kinds={"money"}, codes=RESULTS)
def _is_of_investors(case: Case) -> bool:
    """What investors pocket or lose is no result of whoever is named before: "Bourse turns up, investors pocket N38bn"."""
    before = [item.low for item in case.items[: case.at] if item.kind != "G"][-2:]
    return len(before) == 2 and before[0] in entries.words("markets", "owners") and case.how != "context"


DOUBTS: tuple[Callable[[Case], bool], ...] = (
    _is_of_investors,
    _is_of_number,
    _is_size,
    _is_attribute,
    _qualifies,
    _is_done_to_economy,
    _is_left_aside,
    _is_taxed,
    _is_small_sum,
    _is_large_price,
    _is_break_even,
    _is_premium,
    _is_surprise,
    _is_saved,
    _is_effect,
    _is_foreign_sum,
    _is_single_sale,
    _is_holding,
    _is_deposit,
    _flows,
    _is_of_years,
    _is_fortune,
    _is_crime,
    _is_damage,
    _is_bare_size,
    _is_few,
    _is_booked,
    _is_noun_behind,
    _is_use,
    _is_taken,
    _is_no_states,
    _is_per_head,
    _is_no_output,
)
