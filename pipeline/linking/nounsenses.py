"""Noun senses: what a name of a metric or good, or a plain noun, means between its neighbours.

Each rule settles items[i] where it knows it and says whether it did; `before` and `after` are empty items at the edges.
"""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.linking.metric import entry
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_PLAIN_FIRMS = entries.words("senses", "plain_firms")


def that_country(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The place named before: "imports from that country"."""
    if after.low not in entries.words("senses", "lands"):
        return False
    items[i].kind, items[i].form = "O", "country_pronoun"
    return True


def a_growth_of(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A change, not a rate: "$14 billion, a growth of 140 percent", "The growth slowed from 1.5 trillion won"."""
    behind = items[i + 2 : i + 4]
    slows = after.kind == "V" and len(behind) == 2 and behind[0].low in {"from", "to"} and behind[1].form == "money"
    if slows and before.low in {"the", "their", "that"}:
        items[i].kind, items[i].code, items[i].form = "N", "nominal_up", "nominal_up"
        return True
    opens = before.low in {"a", "an", "registering", "recording", "showing", "marking"}
    if not opens or after.low != "of":
        return False
    items[i].kind, items[i].code, items[i].form = "N", "nominal_up", "nominal_up"
    return True


def kind_by_metric(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What kind of thing it is, no metric: "investment-type projects", "an export-driven economy"."""
    if not after.tied or after.low not in entries.words("senses", "kinds"):
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", None
    return True


def kind_of_revenue(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What a company earns its money with, no quantity: "cargo revenue", "freight sales"."""
    if after.kind != "M" or after.code not in {"revenue", "operating_profit"} or after.start != items[i].end + 1:
        return False
    items[i].kind, items[i].code, items[i].data = "P", items[i].low, {}
    return True


def in_terms_of(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """An adverbial: "in terms of volume, the increase was 12 percent"."""
    if after.low not in entries.words("senses", "tells_of_size"):
        return False
    items[i].kind, after.kind = "G", "G"
    return True


def starts_at(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A verb, no building begun: "The sedan starts at 31.5 million won"."""
    item = items[i]
    if after.low not in {"at", "from"} or before.kind not in {"w", "P", "C", "M", "O", "H"} or item.data is None:
        return False
    item.kind, item.code, item.form, item.data = "V", "other", "s", None
    return True


def sales_of_homes(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Homes that are sold: "sales of previously occupied U.S. homes"."""
    if after.low != "of":
        return False
    for item in items[i + 2 : i + 8]:
        if item.low.rpartition(" ")[2] in entries.words("markets", "homes"):
            items[i].code, items[i].data = "home_sales", entry("home_sales")
            return True
        if item.kind not in {"w", "H", "L", "D", "V", "E", "G"}:
            return False
    return False


def the_share(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """One that is traded, no part: "the company's share closed unchanged at 25.25 shillings", "the share fell 3% in early trading"."""
    behind = items[i + 1 : i + 7]
    if before.kind not in {"'", "E"} or after.kind != "V":
        return False
    quoted = next((item for item in behind if item.kind == "Q" and item.form != "percent"), None)
    traded = any(item.low in entries.words("markets", "share_times") for item in items[i + 3 : i + 8])
    if not traded and (quoted is None or quoted.form not in {"money", "price"}):
        return False
    items[i].kind, items[i].code, items[i].form = "M", "share_price", "name"
    items[i].data = entry("share_price")
    return True


def taxed_goods(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What a tariff named before is laid on: "the tariffs it imposed on Chinese imports"."""
    item = items[i]
    if item.code not in {"imports", "exports"}:
        return False
    j = i - 1
    while j >= 0 and items[j].kind in {"L", "P", "w", "H", "E", "J", "'", "G"} and items[j].low != "on":
        j -= 1
    if j < 1 or items[j].low not in {"on", "against"}:
        return False
    if not any(other.kind == "M" and other.code == "tariff_rate" for other in items[max(0, j - 8) : j]):
        return False
    item.kind, item.data = "w", None
    return True


def to_contract(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A verb: "GDP will contract by 1 percent", "to stall and contract 3 percent", "saw output contract 2 percent"."""
    item = items[i]
    bare = before.low == "to" or (before.kind == "M" and any(other.kind == "V" for other in items[:i]))
    percent = after.low == "by" or (after.kind == "Q" and after.data.kind == "percent")
    joined = before.kind == "J" and i > 2 and (items[i - 3].low == "to" or items[i - 3].kind == "U")
    leads = before.kind == "U" or (before.kind == "M" and item.low == "contracts") or (joined and percent)
    leads = leads or (bare and item.low == "contract" and percent)
    if not leads or not (after.kind in {"Q", "G"} or after.low in {"by", "at"}):
        return False
    item.kind, item.code, item.form, item.data = "V", "down", "base", None
    return True


def market_estimate(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Whose estimate or index it is, or who expects something: "the average market estimate of 19.65 trillion won", "the broad-market
    S&P 500", "The market was looking for 120,000"."""
    verb = items[i + 2] if after.low in {"was", "is", "had", "has"} and i + 2 < len(items) else after
    verb = items[i + 3] if verb.low == "been" and i + 3 < len(items) else verb
    ahead = verb.low in entries.words("senses", "looks_ahead") and (
        after.low not in {"was", "is"} or verb.low.endswith("ing")
    )  # not "the market is expected to grow to $3 billion"
    if after.low not in entries.words("senses", "of_markets") and after.kind != "I" and not ahead:
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "H", "neutral", "", None
    return True


def who_pays(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What a revenue is made with, no count of its own: "passenger revenue rose 8.6 percent"."""
    if after.kind != "M" or after.code != "revenue":
        return False
    items[i].kind, items[i].code, items[i].data = "P", items[i].low, {}
    return True


def market_of_a_country(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What a place is to those who sell there, no market's size: "China was the largest market at $18.9 billion"; nor what a firm
    leads: "Samsung led the market with 75.3 million phones"."""
    if before.kind == "E" and i > 1 and items[i - 2].low in entries.words("senses", "leads_a_market"):
        if after.low in {"with", "at", "by", ","}:
            items[i].kind, items[i].code, items[i].form, items[i].data = "w", "", "", None
            return True
        return False
    first = before.low.endswith("est") or before.low in entries.words("roles", "first")
    if not first or after.low not in {"at", "with", "for", ","} or not any(item.kind == "L" for item in items[:i]):
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "w", "", "", None
    return True


def several_markets(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Places to sell in, no market's size: "the top three markets", "emerging markets"."""
    items[i].kind, items[i].code, items[i].form, items[i].data = "w", "", "", None
    return True


def quarter_of_a_town(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """One name of two words: "Dongjak District"."""
    item = items[i]
    if not item.name or not after.name or after.low not in entries.words("senses", "quarters"):
        return False
    item.kind, item.form = "P", ""
    item.code = item.low = f"{item.low} {after.low}"
    item.end, item.data, after.kind = after.end, {"label": item.code}, "G"
    return True


def is_first(item: Item) -> bool:
    """Whether a word puts one before the others: "largest", "top"."""
    return item.low.endswith("est") or item.low in entries.words("roles", "first")


def trading_session(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A time of the day: "slid to 3,120 pesos in morning trade"; a verb: "pared its gain to trade 0.4% higher"."""
    quoted = after.kind in {"Q", "D", "G"} or after.low in {"at", "between", "within"}
    quoted = quoted or (after.low == "in" and any(item.low in {"range", "band"} for item in items[i + 2 : i + 7]))
    if (before.low == "to" or before.kind == "U") and items[i].low == "trade" and quoted:
        items[i].kind, items[i].code, items[i].form, items[i].data = "V", "other", "base", None
        return True
    if before.kind == "L" and i > 1:
        before = items[i - 2]  # "in late New York trade"
    if before.low not in entries.words("senses", "sessions"):
        return False
    items[i].kind, items[i].code = "w", ""
    return True


def constant_currencies(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """How a change was measured: "at constant currencies", "currency-neutral sales", "constant-currency growth"."""
    if after.tied and after.low in {"neutral", "adjusted"}:
        items[i].kind, items[i].code, after.kind, after.code = "H", "neutral", "H", "neutral"
        return True
    if items[i].tied and before.low in {"constant", "local"}:
        items[i].kind, items[i].code, before.kind, before.code = "H", "neutral", "H", "neutral"
        return True
    if before.low not in {"constant", "local"}:
        return False
    items[i].kind, items[i].code = "w", ""
    return True


def that_of(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A noun said once: "and that of imports", "that in manufacturing"; no relative as in "the index that"."""
    leads = after.kind == "R" and after.low in {"of", "in", "for", "on", "from", "to", "with"}
    heads = before.kind in {"", ",", ";", "J", "K", "X", "V", "R", "D"} or before.low == "than"
    alone = not before.kind and after.kind in {"V", "U"}  # "That was down 34 percent"
    if not (alone or (leads and heads)):
        return False
    items[i].kind, items[i].form = "O", "pronoun"
    return True


def output(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Industrial production, no good: "output of cars", "factory output rose"."""
    item = items[i]
    told = before.kind in {"w", "P", "'", "L"} and after.kind == "V" or item.low.endswith(" index")
    if item.code != "output" or not (after.low in {"of", "in", "at", "from"} or told):
        return False
    item.kind, item.code = "M", "industrial_production"
    item.data = {**entry("industrial_production"), "strength": "weak"}
    return True


def growth_of_a_metric(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The change of the metric before or behind it: "passenger growth", "a target of 6% growth for exports"."""
    begin = i + 1 if before.kind == "Q" else len(items)
    if after.low == "of":  # "growth of 5 percent in imports"
        begin = next((j + 1 for j in range(i + 2, min(i + 5, len(items))) if items[j].kind == "Q"), begin)
    linked = begin < len(items) and items[begin].low in {"in", "of", "for"}
    if before.low == ")" and i > 3 and items[i - 3].low == "(":
        before = items[i - 4]  # "money supply (M3) growth"
    if before.kind != "M" and not (linked and _names_metric(items, begin + 1)) and not _is_foil(items, i, before):
        return False
    change = "nominal_down" if items[i].data.get("sign") == "negative" else "nominal_up"
    items[i].kind, items[i].code, items[i].form, items[i].data = "N", change, change, None
    return True


def _is_foil(items: list[Item], i: int, before: Item) -> bool:
    """Whether a change is set against one told before it: "exports rose 5.9 percent, reversing a 1.1 percent contraction"."""
    if before.kind != "Q" or before.form != "percent" or not any(item.kind == "Q" for item in items[: i - 1]):
        return False
    against = entries.words("timing", "against") | entries.words("senses", "reverses")
    if not any(item.low in against for item in items[max(0, i - 4) : i - 1]):
        return False
    return any(item.kind == "M" and item.code != items[i].code for item in items[: i - 1])


def loss_of_percent(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A change, no company's loss: "a steeper drop than the 0.3% loss of June"."""
    if before.kind != "Q" or before.form != "percent":
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "N", "nominal_down", "nominal_down", None
    return True


def index_of_metric(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The end of the name of an index: "The manufacturing output index climbed to 100.6"."""
    if before.kind != "M" or items[i].start - before.end != 1 or before.low.endswith(items[i].low):
        return False
    if before.data.get("strength") == "weak" or before.data.get("level_unit") == "index":
        return False
    before.low, before.end = f"{before.low} {items[i].low}", items[i].end
    items[i].kind, items[i].code = "G", ""
    return True


def who_foresees(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A news agency, no index: "the Dow Jones estimate", "economists polled by Dow Jones"."""
    of_markets = entries.words("senses", "of_markets")
    agency = after.low == "jones"  # "the Dow" is an index as well
    behind = items[i + 2] if agency and i + 2 < len(items) else after
    if behind.low not in of_markets and not (before.low in {"by", "with"} and (agency or "jones" in items[i].low)):
        return False
    items[i].kind, items[i].code = "w", ""
    return True


def logs_an_amount(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A verb, no timber: "Korea logs $12.2b current account surplus"."""
    if before.kind not in {"L", "C", "B"} or after.kind not in {"Q", "E", "H"}:
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "V", "reach", "s", None
    return True


def core_alone(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The core index of consumer prices: "core rose 0.3 percent", "with core up 0.2%", "the core reading at 2.5%"."""
    if after.low in entries.words("growth", "cores"):
        after.kind, after.code, after.form = "M", "core_consumer_prices", "metric"
        after.data = entry("core_consumer_prices")
        return True
    if after.kind not in {"V", "D"} or before.kind not in {"", ",", ";", "J", "K", "w", "E"}:
        return False
    items[i].kind, items[i].code, items[i].form = "M", "core_consumer_prices", "metric"
    items[i].data = {**entry("core_consumer_prices"), "strength": "weak"}
    return True


def _names_metric(items: list[Item], begin: int) -> bool:
    """Whether the noun phrase that begins there is a metric: "the country's exports"."""
    for item in items[begin : begin + 6]:
        if item.kind == "M":
            return True
        if item.kind not in {"E", "L", "P", "H", "w", "'", "C"}:
            return False
    return False


def rate_of_change(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """How fast something grows, no rate of interest: "to keep growing at a rate of 3 percent", "expanded at an average rate of 2%"."""
    at = i - 1
    while at > 0 and items[at].kind in {"E", "H", "w", "T", "D", "G"}:
        at -= 1
    moves = at > 0 and items[at].low == "at" and items[at - 1].kind == "V" and items[at - 1].code in {"up", "down"}
    if after.low != "of" or not moves:
        return False
    items[i].kind, items[i].data = "w", None
    return True


def the_annual_figure(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The metric told of before: "the annual figure"."""
    if before.kind != "T" or before.code != "rate":
        return False
    items[i].kind, items[i].form = "O", "pronoun"
    return True


def in_dollar_terms(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """An adverbial that names no place or good: "in U.S. dollar terms", "in volume terms"."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if items[j].kind in {"Q", "V", ","}:
            break
        if items[j].low == "in":
            for item in items[j : i + 1]:
                item.kind = "G"
            break
    return bool(i)


def makers_of(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Who makes the good before: "battery manufacturers"."""
    if before.kind != "P":
        return False
    items[i].kind, items[i].code = "w", ""
    return True


def what_a_firm_does(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What kind of firm it is: "a food delivery company", "the world's largest beverage maker", "X, a consultancy,"."""
    named = i > 2 and items[i - 2].kind == "," and items[i - 3].kind in {"B", "C"} and before.low in {"a", "an"}
    if items[i].kind == "P" and named and after.kind == ",":
        items[i].kind, items[i].code, items[i].data = "w", "", None
        return True
    loose = items[i].kind == "M" and items[i].data.get("strength") == "weak"
    branch = (
        loose and before.kind != "E" and after.low in entries.words("divisions", "parts")
    )  # "its product commerce unit"
    if not branch and after.low not in _PLAIN_FIRMS:
        return False
    items[i].kind = "H"
    return True


def to_ship(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A verb: "expects to ship 1.5 million tonnes", "will ship $2 billion worth of goods", "led the market, shipping 2 million phones"."""
    going_on = items[i].low == "shipping" and before.kind in {"", ",", "J", "K"} and after.kind in {"Q", "b"}
    if not going_on and ((before.kind != "U" and before.low != "to") or after.kind not in {"Q", "G"}):
        return False
    flows = {"metrics": ("exports", "export_volume", "sales_volume"), "lemma": "ship"}
    items[i].kind, items[i].code, items[i].form, items[i].data = "V", "other", "ing" if going_on else "base", flows
    return True


def to_pay(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A verb: "will pay 3 million won", "the buy now, pay later firm"."""
    if after.low != "later" and before.kind not in {"U", "C", "O", "J"} and before.low != "to":
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "V", "other", "base", None
    return True


def shares_of_percent(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Parts of a market, none that are traded: "had shares of 9 percent and 8.9 percent"; or of what a country sells abroad: "Italy and
    Russia were the top buyers, with shares of 22 percent and 7 percent"."""
    behind = items[i + 2 : i + 3]
    if after.low != "of" or not behind or behind[0].kind != "Q" or behind[0].form != "percent":
        return False
    places = any(item.kind == "L" for item in items[:i]) and all(item.kind != "C" for item in items[:i])
    if places and not entries.words("phrases", "traders").isdisjoint(item.low for item in items[:i]):
        items[i].kind, items[i].code, items[i].form, items[i].data = "S", "", "share_noun", None
        return True
    items[i].kind, items[i].code, items[i].data = "M", "market_share", entry("market_share")
    return True


def trade_of_branches(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The branch of trade in a list of branches: "Trade, hotels, transport and communications grew 12.2 per cent"."""
    rest = items[i + 1 : i + 8]
    end = next((j for j, item in enumerate(rest) if item.kind not in {",", "P", "J", "w"}), len(rest))
    row = rest[:end]
    if (
        before.kind not in {"", ",", "J", "E", "P"}
        or sum(item.kind in {"P", "w"} for item in row) < 2
        or row[0].kind != ","
    ):
        return False
    if not any(item.kind == "J" for item in row):
        return False
    items[i].kind, items[i].code, items[i].data = "P", "trade", {}
    return True


def most_of_group(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """The group among which a country has the most, whose number it is not: "Spain has the EU's highest jobless rate"."""
    if before.kind != "'" or i < 4 or items[i - 2].kind != "L":
        return False
    group = items[i - 2].code
    if len(group) == 2 and group not in {"EU", "EA"}:
        return False
    has = next((item for item in items[i - 3 :: -1] if item.kind != "E"), before)
    if has.kind != "V" or has.code == "say" or not any(item.kind == "L" for item in items[: i - 3]):
        return False
    for item in (items[i - 2], items[i - 1]):
        item.kind, item.code = "H", "neutral"
    return True
