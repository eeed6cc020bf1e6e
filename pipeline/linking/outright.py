"""Outright: what a number measures by its unit, by the number before it or by what is traded at it, whatever its clause is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.linking import phrases
from pipeline.linking.asked import Asked, Found
from pipeline.linking.beside import complement
from pipeline.linking.governed import taking
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric, entry, fits, is_vague, of_fact
from pipeline.linking.quotes import near_last_rate
from pipeline.linking.reading import AMOUNTS
from pipeline.linking.shortnames import take
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: Fewer items than that in what an amount is taken off.
_REACH = 9
#: The unit of an exchange rate.
_PAIR = re.compile(r"[A-Z]{3}/[A-Z]{3}$")
_PER_WEIGHT = re.compile(r"/(?:t|bu|kg|lb|\[lb_av\]|oz|ozt|\[oz_tr\]|\[bu_us\])$")
_PER_BARREL = re.compile(r"/bbl$")


def contribution(asked: Asked) -> Found | None:
    """The points that something adds to growth: "contributed 0.9 point", "shaved 0.1 point off growth"."""
    if asked.quantity.kind != "points":
        return None
    verb = _contributes(asked.items, asked.at) or _contributes_again(asked)
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
    leads = any(item.kind == "R" and item.low in {"to", "from"} or item.low == "off" for item in behind[:1])
    grown = any(
        item.kind in {"M", "N"} and ("gdp" in item.low or "growth" in item.low or item.code == "gdp")
        for item in behind[1:]
    )
    return verb if leads and grown else None


def _contributes_again(asked: Asked) -> Item | None:
    """The verb by which something adds points to the growth just spoken of: "contributed 1.2 points, while net exports added 0.1"."""
    told, adds = asked.story.facts[-1:], entries.words("growth", "adds")
    if not told or told[0].metric != "gdp_contribution" or told[0].char_start < asked.story.sentence.start:
        return None
    verb = asked.scene.verb
    return verb if verb is not None and verb in asked.before and verb.low in adds else None


#: Indices that surveys make of answers to several questions.
_SURVEYED = {"consumer_confidence", "business_confidence"}


def survey_index(asked: Asked) -> Found | None:
    """The index of one question of a survey told of before: "The index for home price expectations rose 2 points"."""
    held = next((m for m in (asked.held, asked.topic) if m is not None and m.code in _SURVEYED), None)
    if held is None or asked.quantity.kind not in {"points", "number", "index_points"}:
        return None
    named = asked.before[: asked.scene.clause.verb_at]
    indices = entries.words("ambiguous", "index", "names")
    at = next((i for i, item in enumerate(named) if item.kind == "M" or item.low in {"that", "one"}), None)
    if at is None or at + 2 >= len(named) or not (named[at].low in indices or named[at].kind == "O"):
        return None
    return Found(held, "read") if named[at + 1].low in {"for", "on"} else None


#: The name of a metric that is told in passing, with which nothing goes on.
IN_PASSING = "in passing"
#: No country or city that a text tells the size of has fewer people.
_PEOPLED = 1e5


def inhabitants(asked: Asked) -> Found | None:
    """Those who live in a place: "a nation of 55 million people", "in the country of 85 million"."""
    quantity, before = asked.quantity, asked.before
    if quantity.kind not in {"count", "number"} or quantity.value < _PEOPLED or len(before) < 2:
        return None
    people = quantity.noun is None or quantity.noun.lower() in {"people", "inhabitants", "residents"}
    place = before[-2].low.rpartition(" ")[2] in entries.words("markets", "peopled")
    if not people or not place or before[-1].low != "of":
        return None
    return Found(Metric.told("population", before[-2], name=IN_PASSING), "read")


def per_barrel(asked: Asked) -> Found | None:
    """A price per barrel, and the change that led to it, is that of oil where the subject names no other metric."""
    if not _is_priced(asked, _PER_BARREL) or (asked.named is not None and asked.frame.fresh):
        return None
    return Found(Metric.told("oil_price", asked.quantity), "read")


def currency_pair(asked: Asked) -> Found | None:
    """A number in two currencies is an exchange rate."""
    if not _PAIR.match(asked.quantity.unit) or asked.quantity.kind == "percent":
        return None
    named = any(item.kind == "M" and item.code == "exchange_rate" for item in asked.items)
    return None if named else Found(Metric.told("exchange_rate", asked.quantity), "read")


def per_weight(asked: Asked) -> Found | None:
    """What goods cost by weight or volume, and the change that led to such a price: "Copper rose 2 percent to $9,500 a ton"."""
    if asked.frame.fresh or (asked.company and not is_quoted(asked)):
        return None
    goods = [p for p in asked.scene.phrase.products if p.strong and not p.label.startswith("excluding")]
    if not goods or not _is_priced(asked, _PER_WEIGHT):
        return None
    return Found(Metric.told("commodity_price", goods[0]), "read")


def is_quoted(asked: Asked) -> bool:
    """Whether a report on a company quotes a market beside: "Copper for delivery in July rose 1.5% on the Comex in New York"."""
    phrase = asked.scene.phrase
    if phrase.companies or phrase.pronoun is not None or asked.scene.parent is not None or asked.items[0].kind != "P":
        return False
    return any(item.low in entries.words("markets", "venues") for item in asked.items)


def _is_priced(asked: Asked, unit: re.Pattern[str]) -> bool:
    """Whether a number is a price of so much of a good, or the change that led to one: "fell 41 cents, or 0.5%, to $81.20 a barrel"."""
    if asked.quantity.kind == "price":
        return unit.search(asked.quantity.unit) is not None
    if asked.quantity.kind not in {"percent", "money"} or not asked.reading.sign:
        return False
    later = next((q for q in _behind(asked) if q.kind not in {"percent", "money"}), None)
    return later is not None and later.kind == "price" and unit.search(later.unit) is not None


def _behind(asked: Asked) -> Iterator[Quantity]:
    """The numbers behind this one in its clause."""
    return (item.data for item in asked.items[asked.at + 1 :] if item.kind == "Q")


def compared_to_last(asked: Asked) -> Found | None:
    """What a comparative right behind a number compares: "a deficit of $22 million, 10 percent larger than"."""
    items, at = asked.items, asked.at
    if asked.reading.rule != "number + comparative" or not asked.story.facts:
        return None
    apposed = at > 1 and items[at - 1].kind == "," and items[at - 2].kind == "Q"
    told = asked.story.facts[-1]
    return Found(of_fact(told), "sentence") if apposed and told.char_end == items[at - 2].end else None


def cost_somebody(asked: Asked) -> Found | None:
    """What something costs a company: "tariffs cost the automaker $1.1 billion"."""
    before = asked.before[-4:]
    while before and before[-1].kind in {"G", "E", "H"}:
        before.pop()
    if asked.quantity.kind != "money" or len(before) < 2 or before[-2].low not in {"cost", "costs"}:
        return None
    who = before[-1].kind == "C" or before[-1].form == "company_pronoun"
    return Found(Metric.told("costs", before[-2]), "read") if who else None


def bought_back(asked: Asked) -> Found | None:
    """What a company spends on shares of its own: "bought back $815 million of shares", "repurchased 3 million shares for $2 billion"."""
    items, at = asked.items, asked.at
    if asked.quantity.kind != "money":
        return None
    buys, shares = entries.words("deals", "buys_back"), entries.words("deals", "shares")
    j = next((j for j in range(at - 1, max(-1, at - 9), -1) if items[j].low in buys), None)
    if j is None or not (items[j].low.startswith("repurchas") or " " in items[j].low or items[j + 1].low == "back"):
        return None
    near = [*items[j + 1 : at], *items[at + 1 : at + 6]]
    if not any(item.low.rpartition(" ")[2] in shares for item in near):
        return None
    return Found(Metric.told("share_buyback", items[j]), "read")


def spent_on(asked: Asked) -> Found | None:
    """What money is spent on where that is a metric itself: "spent $292 billion on imports"."""
    items, at = asked.items, asked.at
    if asked.quantity.kind != "money" or at + 2 >= len(items) or items[at + 1].low != "on":
        return None
    flow = next((item for item in items[at + 2 : at + 5] if item.kind not in {"E", "G", "H", "P", "L"}), None)
    spends = any(item.low in {"spent", "spend", "spends", "spending"} for item in items[max(0, at - 4) : at])
    if flow is None or flow.kind != "M" or flow.code != "imports" or not spends:
        return None
    return Found(Metric.of(flow), "read")


def foretold_beside(asked: Asked) -> Found | None:
    """What was expected of the number before in its clause: "added 50,000 jobs in December, below the expected 73,000"."""
    items, at, told = asked.items, asked.at, asked.last
    if told is None or told.unit != asked.quantity.unit or told.measure not in {"level", "change_abs"}:
        return None
    before = next((i for i in range(at - 1, -1, -1) if items[i].kind == "Q"), None)
    if before is None or items[before].start != told.char_start:
        return None
    beside, foretold = [*items[before + 2 : at], *items[at + 1 : at + 2]], entries.words("clauses", "foretold")
    if not any(item.low in foretold for item in beside) or any(item.kind in {"M", "J"} for item in beside):
        return None
    return Found(of_fact(told), "sentence")


def set_against(asked: Asked) -> Found | None:
    """A change that the one before is compared with: "points to a contraction of 0.5%, versus a 0.4% decline in May"."""
    told, own = asked.last, asked.reading.own
    if told is None or own is None or own.kind != "N" or asked.scene.clause.link != "compare":
        return None
    if told.measure != "change_pct" or told.unit != asked.quantity.unit or asked.scene.facts:
        return None
    if any(item.kind in {"M", "P", "C", "I"} for item in asked.items):
        return None
    return Found(of_fact(told)._replace(negative=False), "sentence")


def told_again(asked: Asked) -> Found | None:
    """A number told once more behind "or" measures what the one before did: "a gain of 31 points, or 0.6 per cent"."""
    fact, items, at = asked.scene.fact, asked.items, asked.at
    if fact is None or at < 2 or items[at - 1].low != "or" or asked.quantity.kind != "percent":
        return None
    before = next((item for item in reversed(items[: at - 1]) if item.kind != ","), None)
    moved = fact.measure.startswith("change") and asked.reading.measure == "change_pct"
    if not moved or before is None or before.end != fact.char_end:
        return None
    held = asked.held
    if held is not None and held.code == fact.metric:
        return Found(held, "sentence")
    return Found(of_fact(fact)._replace(negative=False), "sentence")


def part_of_last(asked: Asked) -> Found | None:
    """A part of the amount told right before: "fell to 14.3 million, including 1.83 million in textiles"."""
    fact, before = asked.scene.last("fact"), asked.before
    if fact is None or fact.measure != "level" or not before or before[-1].low != "including":
        return None
    alike = fact.unit == asked.quantity.unit and 0 < abs(asked.quantity.value) < abs(fact.value)
    if not alike or fact.char_start < asked.story.sentence.start:
        return None
    part = of_fact(fact)._replace(name=IN_PASSING)
    return Found(part, "sentence", phrases.read(complement(asked.items, asked.at), subject=False))


def for_research(asked: Asked) -> Found | None:
    """What is put into research: "including 7.4 trillion won in research and development"."""
    if asked.quantity.kind != "money":
        return None
    led = [item for item in asked.items[asked.at + 1 : asked.at + 5] if item.kind not in {"E", "H"}][:2]
    if len(led) < 2 or led[0].low not in {"in", "on", "for", "to", "into"}:
        return None
    return Found(Metric.of(led[1]), "read") if led[1].kind == "M" and led[1].code == "research_spending" else None


def homes_completed(asked: Asked) -> Found | None:
    """Homes that are to be handed over: "29,000 units are scheduled for completion"."""
    if asked.quantity.kind not in {"count", "number"}:
        return None
    behind = asked.items[asked.at + 1 : asked.at + 10]
    noun = next((i for i, item in enumerate(behind[:4]) if item.low in entries.words("markets", "built")), None)
    if noun is None or behind[noun].low == "units" and not _of_homes(asked):
        return None
    over = next((item for item in behind[noun:] if item.low in entries.words("markets", "handed_over")), None)
    if over is None or any(item.kind == "Q" for item in behind[: behind.index(over)]):
        return None
    return Found(Metric("construction", entry("construction"), over.start, over.end), "read")


def _of_homes(asked: Asked) -> bool:
    """Whether a text is about homes."""
    return asked.topic is not None and asked.topic.code in {"house_prices", "home_sales", "construction"}


def taken_off(asked: Asked) -> Found | None:
    """What an amount is taken off or put on: "wiped $589 billion off Nvidia's market value", "will add $2 billion to annual sales"."""
    found = taking(asked.items, asked.at) if asked.quantity.kind in AMOUNTS else None
    if found is None:
        return None
    stretch: list[Item] = []
    for item in asked.items[found[2] : found[2] + _REACH]:
        if item.kind in {"Q", "V", ",", ";", "K"}:
            break
        stretch.append(item)
    phrase = phrases.read(stretch, subject=False)
    worth = any(item.low in {"value", "the value", "worth"} for item in stretch)
    if worth and (phrase.metric is None or phrase.metric.code in {"stock_index", "share_price"}):
        named = next((item for item in stretch if item.kind in {"C", "M", "I", "L"}), None)
        return Found(Metric.told("market_cap", named), "read", phrase) if named is not None else None
    if stretch and stretch[0].low in {"that", "it", "this"} and asked.held is not None:
        metric = take(asked, asked.held)
        return Found(metric, "context") if metric is not None else None
    metric = take(asked, Metric.of(phrase.metric)) if phrase.metric is not None else None
    return Found(metric, "read", phrase) if metric is not None else None


def ratio_of_amount(asked: Asked) -> Found | None:
    """What an amount told right before is of GDP: "a budget deficit of $1.78 trillion, equal to 5.9 percent of GDP"."""
    fact, items, at = asked.scene.last("fact"), asked.items, asked.at
    if asked.quantity.kind != "percent" or fact is None or fact.measure != "level" or fact.metric == "gdp":
        return None
    behind = [item for item in items[at + 1 : at + 5] if item.kind not in {"E", "O", "'", "L", "H"}]
    if len(behind) < 2 or behind[0].low != "of" or behind[1].code != "gdp" or len(fact.unit) != 3:
        return None
    return Found(of_fact(fact), "sentence") if fact.char_start >= asked.story.sentence.start else None


def yearly_rate(asked: Asked) -> Found | None:
    """The yearly or monthly rate of what was told of right before: "rose 1.9 percent in June, taking the annual rate to 19.1 percent"."""
    held, before = asked.held, asked.before
    if held is None or asked.quantity.kind != "percent" or not asked.held_within(1) or held.data.get("rate"):
        return None
    at = next((i for i in range(len(before)) if _is_yearly(before, i)), None)
    if at is None or any(item.kind in {"M", "P", "I", "Q", ","} or item.low == "of" for item in before[at + 1 :]):
        return None
    told = next((f for f in reversed(asked.story.facts[-3:]) if f.metric == held.code), None)
    if told is None or told.measure != "change_pct":
        return None
    return Found(held._replace(growth=True, negative=False), "sentence")


def _is_yearly(items: list[Item], i: int) -> bool:
    """Whether the words end at item `i` that name a yearly or monthly rate: "the annual rate", "the year-on-year rate"."""
    if items[i].low.removeprefix("the ") in entries.words("growth", "yearly_rates"):
        return True
    return i > 0 and items[i].low in {"rate", "pace"} and items[i - 1].kind == "T" and items[i - 1].code == "basis"


def rate_as_before(asked: Asked) -> Found | None:
    """A plain number close to the exchange rate told of last is one as well."""
    metric = asked.frame.metric
    bare = metric is None or metric.code == "exchange_rate" or is_vague(metric.name)
    if not bare or asked.frame.index is not None:
        return None
    held = near_last_rate(asked.story, asked.quantity)
    return Found(Metric.told("exchange_rate", held), "context") if held is not None else None


def moved_from(asked: Asked) -> Found | None:
    """What the value before it moved from: "to 3.5 percent from 3.25 percent"."""
    rule, held = asked.reading.rule, asked.held
    if rule != "from" and (not rule.startswith("compared") or asked.frame.fresh):
        return None
    if [item.kind for item in asked.items[asked.at + 1 : asked.at + 3]] == ["R", "M"]:
        return None  # "compared with 3 percent for imports"
    if asked.last is None or held is None or held.code != asked.last.metric:
        return None
    metric = held if fits(held, asked.quantity) == held.code else take(asked, held)
    if metric is not None and asked.last.measure == "change_pp" and not metric.data.get("rate"):
        metric = metric._replace(growth=True)  # "11.4 points higher than the 22.8 per cent recorded in June 2023"
    return Found(metric, "sentence") if metric is not None else None


def moved_to(asked: Asked) -> Found | None:
    """What a change led to: "raised its dividend by 12 percent to 1.68 euros a share", "cut its rate by 75 basis points to 12 percent"."""
    items, at, fact = asked.items, asked.at, asked.scene.fact
    if asked.reading.rule != "to" or fact is None:
        return None
    of_rate = asked.quantity.kind == "percent" and fact.measure == "change_pp"
    if asked.quantity.kind not in AMOUNTS and not of_rate:
        return None
    last = next((j for j in range(at - 1, -1, -1) if items[j].kind == "Q"), -1)
    if last < 0 or items[last].start != fact.char_start:
        return None
    if any(item.kind not in {"Q", "R", "G", "E", "H", "D", "N"} for item in items[last:at]):
        return None  # "posted a 5.8 percent rise to 9,517 vehicles"
    held = asked.held
    if any(item.low == "respectively" for item in items[at:]):
        return None  # "grew 5 percent and 7 percent to 3 trillion won and 1 trillion won, respectively"
    metric = held if of_rate and held is not None and held.code == fact.metric else take(asked, held)
    return Found(metric, "sentence") if metric is not None else None


def net_buying(asked: Asked) -> Found | None:
    """What investors bought more than they sold: "retail investors bought a net 820.13 billion won", "while institutions bought 3 billion"."""
    items, at = asked.items, asked.at
    net = any(item.low == "net" for item in items[max(0, at - 2) : at])
    if asked.quantity.kind != "money" or not (net or _of_investors(asked)):
        return None
    buys, sells = entries.words("markets", "buys"), entries.words("markets", "sells")
    for item in reversed(items[max(0, at - 7) : at]):
        if item.low in buys or item.low in sells:
            return Found(Metric.told("net_buying", item, negative=item.low not in buys, name="net"), "read")
        if item.kind in {",", "K", "W"}:
            return None
    return None


def _of_investors(asked: Asked) -> bool:
    """Whether a clause tells what a kind of investors trades, behind one on net buying, of shares or in a report on a market."""
    investors, scene, topic = entries.words("markets", "investors"), asked.scene, asked.story.state.topic
    on_market = topic is not None and topic.value.code == "stock_index"
    traded = any(item.low in entries.words("markets", "shares") for item in asked.items)
    if not on_market and not traded and not any(fact.metric == "net_buying" for fact in asked.story.facts):
        return False
    above = scene.parent.clause.items if scene.parent is not None and scene.clause.link == "same" else []
    return any(item.low in investors for item in [*above, *asked.items[: asked.at]])


def debt_issued(asked: Asked) -> Found | None:
    """The bonds that are sold for an amount: "sold $400 million of three-year social bonds"."""
    items, at = asked.items, asked.at
    if asked.quantity.kind != "money":
        return None
    issues, debt = entries.words("markets", "issues"), entries.words("markets", "debt")
    if not any(item.low in issues for item in items[max(0, at - 5) : at]):
        return None
    for item in items[at + 1 : at + 9]:
        if item.low.split()[-1] in debt:
            return Found(Metric.told("bond_issuance", item), "read")
        if item.kind in {"V", "Q", ",", "K", "W"} and not (item.kind == "Q" and item.form in {"duration", "physical"}):
            return None
    return None


def _in_apposition(asked: Asked) -> bool:
    """Whether a change is set beside the amount before it: "made 524 million euros, a fall of 33%", "a 33% fall"; not "a 3% rise in pay"."""
    items, at, own = asked.items, asked.at, asked.reading.governor
    if own is None or own.kind != "N" or own not in items or asked.quantity.kind not in {"percent", "points"}:
        return False
    last = next((j for j in range(at - 1, -1, -1) if items[j].kind == "Q"), -1)
    comma = next((j for j in range(at - 1, last, -1) if items[j].kind == ","), at)
    between = items[comma:at]
    if last < 0 or len(between) < 2 or between[1].kind != "E":
        return False
    if any(item.kind not in {"R", "E", "T", "M", "w", "P"} for item in items[last + 1 : comma]):
        return False  # only what was counted and when stands behind the amount
    end = max(at, items.index(own)) + 1
    of_other = end < len(items) and items[end].low in {"in", "of", "for"}
    return not of_other and all(item.kind in {"E", "H", "G", "N", "R"} for item in between[1:])


def change_of_last(asked: Asked) -> Found | None:
    """The level right before "up" or "down" changed by it: "reached $892 million, up 18.6 percent"."""
    told = asked.scene.fact
    opens = asked.reading.rule == "up or down" and asked.at == 1 and asked.items[0].kind == "D"
    opens = opens and not any(item.low == "in" for item in asked.items[2:3])  # "but up 40 percent in value"
    if told is None and opens and asked.last is not None and asked.last.measure == "change_pct":
        return Found(
            of_fact(asked.last), asked.from_subject
        )  # "down 14.5 percent on the month but up 13 percent on the year"
    if told is not None and told.rule == "the same as a share" and len(asked.scene.facts) > 1:
        told = asked.scene.facts[-2]  # "10.03 million tons, or 22 percent, up 5 percent"
    if told is not None and told.measure == "level" and _in_apposition(asked):
        return Found(of_fact(told), asked.from_subject)
    if asked.reading.rule != "up or down" or told is None or told.measure != "level":
        return None
    if asked.at < 2 or asked.quantity.kind not in {"percent", "points"} or not _right_behind(asked.items, asked.at):
        return None
    return Found(of_fact(told), asked.from_subject)


def _right_behind(items: list[Item], at: int) -> bool:
    """Whether "up" or "down" and a number follow another number with no more than its time between."""
    for item in reversed(items[: at - 1]):
        if item.kind == "Q":
            return True
        if item.kind not in {",", "T", "R", "E", "D", "G"} and item.low not in entries.words("counts", "pieces"):
            return False
    return False
