"""Outright: what a number measures by its unit, by the number before it or by what is traded at it, whatever its clause is about."""

from __future__ import annotations

import re

from pipeline.linking import phrases
from pipeline.linking.asked import Asked, Found
from pipeline.linking.clause import is_its
from pipeline.linking.governed import TAKES_OR_PUTS, taking
from pipeline.linking.items import Item
from pipeline.linking.metric import IN_PASSING, Metric, entry, of_fact
from pipeline.linking.modifiers import written
from pipeline.linking.only import COUNTS, LAST, only
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.priced import good_told
from pipeline.linking.reading import AMOUNTS
from pipeline.linking.shortnames import take
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_QUOTED = entries.words("markets", "quoted")
_BUYS_BACK = entries.words("deals", "buys_back")
_SHARES = entries.words("deals", "shares")
_EXCHANGED = entries.words("markets", "exchanged")
_INVESTORS = entries.words("markets", "investors")
_MARKETS_SHARES = entries.words("markets", "shares")
_ISSUES = entries.words("markets", "issues")
_BUYS = entries.words("markets", "buys")
_TRADES = _BUYS | entries.words("markets", "sells")
_DEBT = entries.words("markets", "debt")

#: Fewer items than that in what an amount is taken off.
_REACH = 9
#: The unit of an exchange rate.
_PAIR = re.compile(r"[A-Z]{3}/(?!TEU)[A-Z]{3}$")
_PER_WEIGHT = re.compile(
    r"/(?:t|bu|kg|L|gal|lb|\[lb_av\]|oz|ozt|\[oz_tr\]|\[bu_us\]|quintal|therm|MMBtu|mcf|1000 m3|MWh)$"
)
#: So many items behind a price stands what was paid for.
_PAID_FOR = 14
_PER_BARREL = re.compile(r"/bbl$")


@only(kinds={"points"})
def contribution(asked: Asked) -> Found | None:
    """The points that something adds to growth: "contributed 0.9 point", "shaved 0.1 point off growth"."""
    verb = _contributes(asked.items, asked.at) or _contributes_again(asked) or _contributes_next(asked)
    if verb is None or any(item.kind == "I" for item in asked.items[asked.at :]):
        return None  # "contributing about 80 points to the rise of the Taiex"
    data = {**entry("gdp_contribution"), "home": "country", "rate": True}
    return Found(Metric("gdp_contribution", data, verb.start, verb.end), "read")


def _contributes(items: list[Item], at: int) -> Item | None:
    """The verb by which something adds its percentage points to growth."""
    contributes, adds = entries.words("growth", "contributes"), entries.words("growth", "adds")
    verb = next(
        (
            item
            for item in reversed(items[:at])
            if item.kind in {"V", "A", "w"} and (item.low in contributes or item.low in adds)
        ),
        None,
    )
    if verb is None or verb.low in contributes:
        return verb
    behind = items[at + 1 : at + 4]
    between = [item.low for item in items[items.index(verb) + 1 : at] if item.kind not in {"E", "G", "H"}]
    if between[-1:] == ["by"] and between[:-1] in (["growth"], ["gdp growth"], ["economic growth"], ["gdp"]):
        return verb  # "inventories lifted growth by 0.4 percentage points"
    leads = any(item.kind == "R" and item.low in {"to", "from"} or item.low == "off" for item in behind[:1])
    grown = any(
        item.kind in {"M", "N"} and ("gdp" in item.low or "growth" in item.low or item.code == "gdp")
        for item in behind[1:]
    )
    return verb if leads and grown else None


#: What is moved by points that add to no growth.
_FORETOLD = ("forecast", "forecasts", "projection", "estimate", "outlook", "rate", "rates")


def _contributes_again(asked: Asked) -> Item | None:
    """The verb by which something adds points to the growth just spoken of: "contributed 1.2 points, while net exports added 0.1"."""
    told, adds = asked.story.facts[-1:], entries.words("growth", "adds")
    if not told or told[0].metric != "gdp_contribution" or not asked.held_within(1):
        return None
    verb = asked.scene.verb
    if any(item.low.endswith(_FORETOLD) for item in asked.before):
        return None  # "The bank cut its growth forecast by 0.2 points"
    return verb if verb is not None and verb in asked.before and verb.low in adds else None


def _contributes_next(asked: Asked) -> Item | None:
    """The verb behind which the next part stands with its points alone: "Demand contributed 2.6 points and net exports 0.4 points"; or by
    which net exports add theirs."""
    told, scene = asked.story.facts[-1:], asked.scene
    if scene.clause.link == "ellipsis" and told and told[0].metric == "gdp_contribution" and scene.verb is not None:
        beside = told[0].char_start >= asked.story.sentence.start and told[0].unit == "pp"
        return scene.verb if beside and scene.verb not in asked.before else None
    verb = next((item for item in asked.before[::-1] if item.kind == "V"), None)
    if verb is None or verb.low not in entries.words("growth", "adds"):
        return None
    parts = [good.label for good in scene.phrase.products]
    return verb if "net exports" in parts else None


#: Indices that surveys make of answers to several questions.
_SURVEYED = {"consumer_confidence", "business_confidence"}


@only(kinds={"points", "number", "index_points"})
def survey_index(asked: Asked) -> Found | None:
    """The index of one question of a survey told of before: "The index for home price expectations rose 2 points"."""
    held = next((m for m in (asked.held, asked.topic) if m is not None and m.code in _SURVEYED), None)
    if held is None:
        return None
    named = asked.before[: asked.scene.clause.verb_at]
    indices = entries.words("ambiguous", "index", "names")
    at = next((i for i, item in enumerate(named) if item.kind == "M" or item.low in {"that", "one"}), None)
    if at is None or at + 2 >= len(named) or not (named[at].low in indices or named[at].kind == "O"):
        return None
    return Found(held, "read") if named[at + 1].low in {"for", "on"} else None


#: No country or city that a text tells the size of has fewer people.
_PEOPLED = 1e5


@only(kinds=COUNTS)
def inhabitants(asked: Asked) -> Found | None:
    """Those who live in a place: "a nation of 55 million people", "in the country of 85 million", "Rwanda has 14 million people"."""
    quantity, before = asked.quantity, asked.before
    if quantity.value < _PEOPLED or len(before) < 2:
        return None
    if quantity.noun is not None and quantity.noun.lower() in _LIVING and (held := _has_people(asked)) is not None:
        return Found(Metric.told("population", held, name=IN_PASSING), "read")
    people = quantity.noun is None or quantity.noun.lower() in {"people", "inhabitants", "residents"}
    place = before[-2].low.rpartition(" ")[2] in entries.words("markets", "peopled")
    if not people or not place or before[-1].low != "of":
        return None
    return Found(Metric.told("population", before[-2], name=IN_PASSING), "read")


def _has_people(asked: Asked) -> Item | None:
    """The verb or word by which a country has so many people, and nothing else that becomes of them: "Rwanda has", "Rwanda, home to"."""
    items, at = asked.items, asked.at
    before = [item for item in asked.before if item.kind not in {"G", "E", "H"}]
    behind = [item for item in items[at + 1 : at + 4] if item.low not in _LIVING]
    lone = not behind or behind[0].kind in {",", ".", ";", "J", "K", ")", "X"} or behind[0].low == "but"
    if not lone or len(before) < 2:
        return None
    home = [item.low for item in before[-2:]] == ["home", "to"]
    has = before[-1].low in {"has", "had", "with"} and before[-2 - (before[-2].kind == ",")].kind == "L"
    place = next((item for item in before if item.kind == "L"), None)
    return before[-1] if (home or has) and place is not None and len(place.code) == 2 else None


#: Whom a country has.
_LIVING = {"people", "inhabitants", "residents"}


#: Prices themselves, and what led to them.
_PRICED_IN = {"price", "percent", "money", "multiple"}


@only(kinds=_PRICED_IN)
def per_barrel(asked: Asked) -> Found | None:
    """A price per barrel, and the change that led to it, is that of oil where the subject names no other metric."""
    if not _is_priced(asked, _PER_BARREL) or (asked.named is not None and asked.frame.fresh):
        return None
    return Found(Metric.told("oil_price", asked.quantity), "read")


def currency_pair(asked: Asked) -> Found | None:
    """A number in two currencies is an exchange rate: "assuming a rate of 105 yen to the dollar"."""
    if asked.quantity.kind == "percent" or not _PAIR.match(asked.quantity.unit):
        return None
    named = any(item.kind == "M" and item.code == "exchange_rate" for item in asked.items)
    named = named and not any(item.low in entries.words("markets", "assumed_rates") for item in asked.before[-2:])
    return None if named else Found(Metric.told("exchange_rate", asked.quantity), "read")


@only(kinds={"money"}, words=_EXCHANGED)
def bought_by_one(asked: Asked) -> Found | None:
    """What one unit of a currency buys of another: "One dollar bought 123.8 yen in Tokyo"."""
    if asked.at < 2 or asked.items[asked.at - 1].low not in _EXCHANGED:
        return None
    one = asked.items[asked.at - 2]
    named = entries.table("exchange").get(one.data.unit) if one.kind == "Q" and one.form == "money" else None
    if named is None or one.data.value != 1 or one.data.unit == asked.quantity.unit:
        return None
    return Found(Metric.told("exchange_rate", one, name=named["words"][0]), "read")


@only(kinds=_PRICED_IN)
def per_weight(asked: Asked) -> Found | None:
    """What goods cost by weight or volume, and the change that led to such a price: "Copper rose 2 percent to $9,500 a ton"."""
    if not _is_priced(asked, _PER_WEIGHT):
        return None
    named = asked.frame.metric if asked.frame.fresh else None
    quoted = named is not None and named.name.removesuffix("s") in _QUOTED | {"price"}
    if (named is not None and not quoted) or (asked.company and not is_quoted(asked)):
        return None
    goods = [p for p in asked.scene.phrase.products if p.strong and not p.label.startswith("excluding")]
    traders = [item for item in asked.before[-3:] if item.low in {"importers", "exporters"}]
    if traders:
        code = "import_price" if traders[-1].low == "importers" else "export_price"
        return Found(Metric.told(code, asked.before[-1]), "read")  # "A ton of cocoa cost importers $2,310"
    if not goods and not asked.company and asked.items[asked.at + 1 : asked.at + 2]:
        behind = asked.items[asked.at + 1 : asked.at + _PAID_FOR]
        led = next((i for i, item in enumerate(behind) if item.low == "for"), len(behind))
        goods = [p for p in phrases.read(behind[led:], subject=False).products if p.strong]
        if goods and not any(item.kind in {"V", "Q"} for item in behind):
            return Found(Metric.told("commodity_price", goods[0]), "read", Phrase(products=goods[-1:]))
        goods = []
    if not goods and (sold := _sold_by(asked)):
        return Found(Metric.told("commodity_price", sold[0]), "read", Phrase(products=sold))
    told = (
        good_told(asked.story, asked.quantity.start)
        if not goods or goods[0].label in entries.words("modifiers", "wide_goods")
        else None
    )
    goods = goods if told is None else []  # "Tin hit a record. Three-month metal rose to $31,500 a tonne"
    good = goods[0] if goods else told
    name = "" if goods else "prices"
    return Found(Metric.told("commodity_price", good, name=name), "read") if good is not None else None


def _sold_by(asked: Asked) -> list[Product]:
    """The good of which so much has the price: "A kilogram of buckwheat sells for 65 shillings"."""
    items, verb = asked.items, asked.scene.clause.verb_at
    if asked.at < 4 or items[0].low not in {"a", "one"} or items[2].low != "of" or not 3 < verb <= asked.at:
        return []
    words = [item for item in items[3:verb] if item.kind in {"w", "P", "H"}]
    whole = words and len(words) == verb - 3
    return [Product(written(words), words[0].start, words[-1].end)] if whole else []


#: So many sentences on a price told of last is still spoken of.
_LATELY_PRICED = 3


def is_quoted(asked: Asked) -> bool:
    """Whether a report on a company quotes a market beside, "Copper for delivery in July rose 1.5% on the Comex in New York", or goes on
    with a price told of last: "However, the precious metal rose 7 percent"."""
    phrase = asked.scene.phrase
    first = next((item for item in asked.items if item.kind not in {"G", ",", "E", "H"}), asked.items[0])
    if phrase.companies or phrase.pronoun is not None or asked.scene.parent is not None or first.kind != "P":
        return False
    days = [item for item in asked.items if item.kind == "T" and item.code == "time" and item.data.period is not None]
    contract = any(item.kind == "H" and item.low in entries.words("senses", "months") for item in asked.items)
    moved = contract or (asked.reading.sign and bool(days) and days[0].data.period.precision == "day")
    if moved and first.low in entries.words("markets", "traded_goods") and not any(i.kind == "M" for i in asked.items):
        return True  # "Gold slid 5.6 percent on Wednesday" in a report on a phone maker, "May corn was up 3 cents at $6.96 a bushel"
    again = asked.held is not None and asked.held.code == "commodity_price" and asked.held_within(_LATELY_PRICED)
    again = again and asked.reading.sign != 0 and first.code in entries.words("markets", "traded")
    return again or any(item.low in entries.words("markets", "venues") for item in asked.items)


def _is_priced(asked: Asked, unit: re.Pattern[str]) -> bool:
    """Whether a number is a price of so much of a good, or the change that led to one: "fell 41 cents, or 0.5%, to $81.20 a barrel"."""
    if asked.quantity.kind == "price":
        return unit.search(asked.quantity.unit) is not None
    if not asked.reading.sign and asked.quantity.kind != "multiple":
        return False
    for item in asked.items[asked.at + 1 :]:  # the numbers behind this one in its clause
        if item.kind == "Q" and item.data.kind not in {"percent", "money"}:
            return item.data.kind == "price" and unit.search(item.data.unit) is not None
    return False


@only(readings={"number + comparative"})
def compared_to_last(asked: Asked) -> Found | None:
    """What a comparative right behind a number compares: "a deficit of $22 million, 10 percent larger than"."""
    items, at = asked.items, asked.at
    if not asked.story.facts:
        return None
    apposed = at > 1 and items[at - 1].kind == "," and items[at - 2].kind == "Q"
    told = asked.story.facts[-1]
    return Found(of_fact(told), "sentence") if apposed and told.char_end == items[at - 2].end else None


@only(kinds={"money"}, words={"cost", "costs"})
def cost_somebody(asked: Asked) -> Found | None:
    """What something costs a company: "tariffs cost the automaker $1.1 billion"."""
    before = asked.before[-4:]
    while before and before[-1].kind in {"G", "E", "H"}:
        before.pop()
    if len(before) < 2 or before[-2].low not in {"cost", "costs"}:
        return None
    who = before[-1].kind == "C" or before[-1].form == "company_pronoun"
    return Found(Metric.told("costs", before[-2]), "read") if who else None


#: So many items behind the verb stands what is spent on shares: "will buy back up to 12 million shares, or 2.3 percent of all, for".
_SPENT_FOR = 20


@only(kinds={"money"}, words=_BUYS_BACK)
def bought_back(asked: Asked) -> Found | None:
    """What a company spends on shares of its own: "bought back $815 million of shares", "repurchased 3 million shares for $2 billion"."""
    items, at = asked.items, asked.at
    j = next((j for j in range(at - 1, max(-1, at - _SPENT_FOR), -1) if items[j].low in _BUYS_BACK), None)
    if j is None or not (items[j].low.startswith("repurchas") or " " in items[j].low or items[j + 1].low == "back"):
        return None
    near = [*items[j + 1 : at], *items[at + 1 : at + 6]]
    if not any(item.low.rpartition(" ")[2] in _SHARES for item in near):
        return None
    return Found(Metric.told("share_buyback", items[j]), "read")


@only(kinds={"money"}, words={"spent", "spend", "spends", "spending"})
def spent_on(asked: Asked) -> Found | None:
    """What money is spent on where that is a metric itself: "spent $292 billion on imports"."""
    items, at = asked.items, asked.at
    if at + 2 >= len(items) or items[at + 1].low != "on":
        return None
    flow = next((item for item in items[at + 2 : at + 5] if item.kind not in {"E", "G", "H", "P", "L"}), None)
    spends = any(item.low in {"spent", "spend", "spends", "spending"} for item in items[max(0, at - 4) : at])
    if flow is None or flow.kind != "M" or flow.code != "imports" or not spends:
        return None
    return Found(Metric.of(flow), "read")


@only(kinds={"money"}, whose="company")
def to_be_spent(asked: Asked) -> Found | None:
    """What a company means to spend, or has spent: "with $750 million to be invested by 2034", "$320 million had been spent by May"."""
    items, at, last = asked.items, asked.at, asked.last or (asked.story.facts[-1] if asked.story.facts else None)
    behind = [item for item in items[at + 1 : at + 6] if item.kind not in {"G", ","}]
    led = [item for item in behind[:3] if item.kind in {"U", "R"} or item.code == "be"]
    spent = behind[len(led)] if led and len(behind) > len(led) else None
    if spent is not None and spent.low in {"spent", "invested"} and any(item.low in {"be", "been"} for item in led):
        known = led[0].low == "to" or (last is not None and last.metric == "capex")
        on_goods = any(item.low in {"on", "for"} for item in behind[len(led) + 1 :])
        return Found(Metric.told("capex", spent), "read") if known and not on_goods else None
    part = at > 2 and items[at - 1].low == "'s" and items[at - 2].kind == "T" and items[at - 3].low == "of"
    if part and last is not None and last.metric == "capex" and asked.held_within(1):
        return Found(Metric.told("capex", items[at - 2]), "context")  # "Of next year's $900 million, half is for mills"
    return None


@only(words=entries.words("clauses", "foretold") | entries.words("growth", "pollsters"), has=LAST)
def foretold_beside(asked: Asked) -> Found | None:
    """What was expected of the number before in its clause: "added 50,000 jobs in December, below the expected 73,000", "more than
    double the 20,000 economists had tipped"."""
    items, at, told = asked.items, asked.at, asked.last
    if told is None or told.unit != asked.quantity.unit or told.measure not in {"level", "change_abs"}:
        return None
    before = next((i for i in range(at - 1, -1, -1) if items[i].kind == "Q" and items[i].form != "multiple"), None)
    if before is None or items[before].start != told.char_start:
        return None
    beside, foretold = [*items[before + 2 : at], *items[at + 1 : at + 2]], entries.words("clauses", "foretold")
    polled = at + 1 < len(items) and items[at + 1].low in entries.words("growth", "pollsters")
    told_of = polled or any(item.low in foretold for item in beside)
    if not told_of or any(item.kind in {"M", "J"} for item in beside):
        return None
    metric = of_fact(told)
    if told.measure == "change_abs" and asked.reading.sign:
        metric = metric._replace(negative=False)  # "fell by 7,000, above the 2,000 decline that was forecast"
    return Found(metric, "sentence")


@only(links={"compare"})
def set_against(asked: Asked) -> Found | None:
    """A change that the one before is compared with: "points to a contraction of 0.5%, versus a 0.4% decline in May"."""
    told, own = asked.last, asked.reading.own
    if told is None or own is None or own.kind != "N":
        return None
    if told.measure != "change_pct" or told.unit != asked.quantity.unit or asked.scene.facts:
        return None
    if any(item.kind in {"M", "P", "C", "I"} for item in asked.items):
        return None
    return Found(of_fact(told)._replace(negative=False), "sentence")


#: From here on a sum is what shares are worth, no price of one.
_WHOLE_MARKET = 1e8


@only(kinds=AMOUNTS, words=TAKES_OR_PUTS)
def taken_off(asked: Asked) -> Found | None:
    """What an amount is taken off or put on: "wiped $589 billion off Nvidia's market value", "will add $2 billion to annual sales"."""
    found = taking(asked.items, asked.at)
    if found is None:
        return None
    stretch: list[Item] = []
    for item in asked.items[found[2] : found[2] + _REACH]:
        if item.kind in {"Q", "V", ",", ";", "K"}:
            break
        stretch.append(item)
    phrase = phrases.read(stretch, subject=False)
    worth = any(item.low in {"value", "the value", "worth"} for item in stretch)
    of_all = (
        asked.quantity.kind == "money" and abs(asked.quantity.value) >= _WHOLE_MARKET
    )  # "wiped $3 trillion off stocks"
    if (worth or (of_all and phrase.metric is not None)) and (
        phrase.metric is None or phrase.metric.code in {"stock_index", "share_price"}
    ):
        named = next(
            (item for item in stretch if item.kind in {"C", "M", "I", "L"} or is_its(item)),
            None,
        )
        if named is None and worth and found[0].low in entries.words("markets", "loses_worth"):
            return Found(Metric.told("market_cap", found[0]), "read")  # "Chinese shares lost $200 billion in value"
        return Found(Metric.told("market_cap", named), "read", phrase) if named is not None else None
    if stretch and stretch[0].low in {"that", "it", "this"} and asked.held is not None:
        metric = take(asked, asked.held)
        return Found(metric, "context") if metric is not None else None
    metric = take(asked, Metric.of(phrase.metric)) if phrase.metric is not None else None
    return Found(metric, "read", phrase) if metric is not None else None


@only(kinds={"money"}, words=_TRADES)
def net_buying(asked: Asked) -> Found | None:
    """What investors bought more than they sold: "retail investors bought a net 820.13 billion won", "while institutions bought 3 billion"."""
    items, at = asked.items, asked.at
    net = any(item.low == "net" for item in items[max(0, at - 2) : at])
    if not (net or _of_investors(asked)):
        return None
    for item in reversed(items[max(0, at - 7) : at]):
        if item.low in _TRADES:
            return Found(Metric.told("net_buying", item, negative=item.low not in _BUYS, name="net"), "read")
        if item.kind in {",", "K", "W"}:
            return None
    return None


def _of_investors(asked: Asked) -> bool:
    """Whether a clause tells what a kind of investors trades, behind one on net buying, of shares or in a report on a market."""
    investors, scene, topic = _INVESTORS, asked.scene, asked.story.state.topic
    on_market, shares = topic is not None and topic.value.code == "stock_index", _MARKETS_SHARES
    traded = on_market or any(item.low in shares for item in asked.items)
    if not traded and not any(fact.metric == "net_buying" for fact in asked.story.facts):
        return False
    last = asked.last
    if asked.items[0].low == "those" and last is not None and last.metric == "net_buying":
        return True  # "U.S. investors were net sellers of 2 trillion won while those from Britain sold 4 trillion"
    above = scene.parent.clause.items if scene.parent is not None and scene.clause.link == "same" else []
    return any(item.low in investors for item in [*above, *asked.items[: asked.at]])


@only(kinds={"money"}, words=_ISSUES)
def debt_issued(asked: Asked) -> Found | None:
    """The bonds that are sold for an amount: "sold $400 million of three-year social bonds"."""
    items, at = asked.items, asked.at
    if not any(item.low in _ISSUES for item in items[max(0, at - 5) : at]):
        return None
    for item in items[at + 1 : at + 9]:
        if item.low.split()[-1] in _DEBT:
            return Found(Metric.told("bond_issuance", item), "read")
        if item.kind in {"V", "Q", ",", "K", "W"} and not (item.kind == "Q" and item.form in {"duration", "physical"}):
            return None
    return None
