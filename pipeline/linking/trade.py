"""Trade: which way goods go in a report on a country's trade, and with it which flow an amount of them is."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.linking import phrases
from pipeline.linking.asked import Asked, Found
from pipeline.linking.items import DEMONSTRATIVES, Item
from pipeline.linking.metric import VOLUMES, Metric
from pipeline.linking.only import only
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.shortnames import take
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_SUPPLIES = entries.words("roles", "supplies")
_MOVES = entries.words("roles", "moves")

#: What reports on trade are about.
TRADE = {"exports", "imports", "trade_balance", "goods_balance", "trade_volume", "export_volume", "import_volume"}
#: So many facts back a flow is still spoken of.
_LATELY = 6
#: Kinds of numbers that goods are told in.
_AMOUNTS = {"money", "physical", "count", "number"}
_SMALL = {"G", "E", "H", "U"}
#: So many items at most lead to a place in front of the subject.
_IN_FRONT = 3


class Move(NamedTuple):
    """Goods that go: the verb, the flow they are part of, and the place on its other side where one is named."""

    verb: Item
    flow: str
    other: Item | None
    subject: Item | None = None  # the other place where it is the verb's subject
    own: Item | None = None  # the country itself where it is


@only(kinds=_AMOUNTS, whose="country")
def moved_goods(asked: Asked) -> Found | None:
    """The flow that goods are part of by where they go: "goods worth $5 billion left the country", "to Japan went 2,000 tons"."""
    topic = asked.topic
    if asked.scene.clause.link == "paren" and (found := _sold_by(asked, asked.scene.clause.before)) is not None:
        return found
    if topic is None or topic.code not in TRADE:
        return _between_countries(asked)
    main = asked.state.main_country
    if main is None or _names_flow(asked):
        return None
    own = asked.frame.reporter if asked.scene.clause.link == "same" and not asked.frame.partner_by_place else None
    whose = own.code if own is not None else main.value
    told, of_that = asked.story.facts[-1] if asked.story.facts else None, None
    if told is not None and told.metric in TRADE and len(told.reporter or "") == 2 and told.measure == "level":
        if asked.items[0].low == "of" and asked.items[1].low in DEMONSTRATIVES:
            whose = str(told.reporter)  # "China imported 9 million tons. Of that, 7 million came from Brazil"
            of_that = Item("L", told.char_start, told.char_end, whose.lower(), whose)
    move = move_around(asked.items, asked.at, whose)
    metric = take(asked, Metric.told(move.flow, move.verb)) if move is not None else None
    if move is None or metric is None:
        return None
    goods = [p for p in phrases.read(asked.items, subject=False).products if p.strong and p.label != "goods"]
    phrase = Phrase(products=goods[:1])
    phrase.partners = [move.other] if move.other is not None and move.other.kind == "L" else []
    own, behind = move.own or of_that, asked.items[asked.at + 1 : asked.at + 3]
    if of_that is not None and [item.kind for item in behind] == ["R", "L"] and behind[0].low in {"to", "from"}:
        phrase.partners = [behind[1]]  # "and 2 million from Ghana"
    phrase.reporters = [own] if own is not None and phrase.partners else []
    return Found(metric, "read", phrase)


def _sold_by(asked: Asked, before: list[Item]) -> Found | None:
    """The flow whose worth stands in brackets behind "sold by one country to another": "the value of footwear sold by Brazil to Chile
    that year ($2bn)"."""
    sold = next((i for i, item in enumerate(before) if item.low in {"sold", "shipped", "supplied"}), 0)
    named = [item for item in before[sold + 1 :] if item.kind in {"L", "R"}]
    if (
        not sold
        or [item.low for item in named[::2]] != ["by", "to"]
        or [item.kind for item in named[1::2]] != ["L", "L"]
    ):
        return None
    metric = take(asked, Metric.told("exports", before[sold]))
    goods = [p for p in phrases.read(before[:sold], subject=False).products if p.strong][:1]
    return Found(metric, "read", Phrase(products=goods, partners=[named[3]], reporters=[named[1]])) if metric else None


def _between_countries(asked: Asked) -> Found | None:
    """The flow of what one country sells to or buys from another, whatever a report tells of: "Vietnam, which sold $137 billion of
    goods to the United States", "China bought $155 billion of American products"."""
    items, at, clause = asked.items, asked.at, asked.scene.clause
    if (
        not any(item.kind == "L" for item in items)
        or items[at + 1 : at + 2] == []
        or items[at + 1].low not in {"of", "worth"}
    ):
        return None
    verb = _moving(items[: at + 1], at)
    if verb is None or any(item.kind == "M" for item in items[:at]):
        return None
    low = items[verb].low.removesuffix(" to")
    sent, got = low in entries.words("roles", "sends"), low in entries.words("roles", "gets")
    subject = _subject(items, verb)
    if subject is None and clause.link == "relative" and verb == 0:
        subject = next((item for item in reversed(clause.before[-3:]) if item.kind == "L"), None)
    if subject is None or subject.form == "region" or not (sent or got):
        return None
    other = _place(items, verb, {"to"} if sent else {"from"})
    if other is None and got:
        owned = [item for item in items[at + 1 : at + 4] if item.low not in {"of", "worth"}][:2]
        other = owned[0] if len(owned) == 2 and owned[0].kind == "L" and owned[1].kind in {"P", "w"} else None
    if other is None or other.kind != "L" or other.code == subject.code:
        return None
    main = asked.state.main_country
    if got and main is not None and other.code == main.value:
        sent, subject, other = True, other, subject  # "Egypt bought $2 billion of Indian goods" in a report on India
    metric = take(asked, Metric.told("exports" if sent else "imports", items[verb]))
    goods = [p for p in phrases.read(items, subject=False).products if p.strong and p.label != "goods"][:1]
    near = Phrase(products=goods, partners=[other], reporters=[subject])
    return Found(metric, "read", near) if metric is not None else None


@only(kinds={"money", "physical"}, whose="country")
def supplied(asked: Asked) -> Found | None:
    """What a country supplies another with: "supplies its neighbour Uzbekistan with wheat ($741 million) and flour ($316 million)"."""
    clause, host = asked.scene.clause, asked.scene.parent
    items = clause.items
    if clause.link == "paren" and host is not None:
        items = host.clause.items
    verb = next((i for i, item in enumerate(items) if item.low in _SUPPLIES), 0)
    main, number = asked.state.main_country, asked.items[asked.at]
    led = next((i for i in range(verb + 1, len(items)) if items[i].low == "with"), None)
    if not verb or led is None or items[led].start > number.start or main is None:
        return None
    subject = _subject(items, verb)
    other = next((item for item in items[verb + 1 : led] if item.kind == "L"), None)
    if subject is None and (items[0].low in {"it", "the country"} or items[0].form == "country_pronoun"):
        subject = Item("L", main.start, main.end, main.value.lower(), main.value)
    metric = take(asked, Metric.told("exports", items[verb])) if subject is not None else None
    if subject is None or metric is None or (other is not None and other.code == subject.code):
        return None
    before = clause.before[-1:] if clause.link == "paren" else [x for x in items[led:] if x.start > number.end][:2]
    goods = [Product(x.code, x.start, x.end) for x in before if x.kind == "P"]
    if other is not None and other.code == main.value:
        metric, subject, other = metric.renamed("imports"), other, subject
    near = Phrase(products=goods, partners=[other] if other is not None else _told_with(asked), reporters=[subject])
    return Found(metric, "read", near)


@only(kinds={"money"}, whose="country")
def duties_brought(asked: Asked) -> Found | None:
    """What a state takes in by its duties: "U.S. customs duties brought in $3.3 billion in July"."""
    verb, taxed = asked.scene.verb, asked.frame.metric
    if verb is None or taxed is None or taxed.code != "tariff_rate" or not asked.frame.fresh:
        return None
    if verb.low not in entries.words("deals", "brings") | entries.words("tariffs", "yields"):
        return None
    goods = [Product("customs", taxed.start, taxed.end)]
    return Found(Metric.told("tax_revenue", verb), "read", Phrase(products=goods))


@only(kinds={"money", "physical"}, whose="country")
def foretold_again(asked: Asked) -> Found | None:
    """What a target or forecast without a metric is of, in a report on trade: "The ministry has a target of 8 million tonnes", "The
    exporters' base case is 7.5 million tonnes"."""
    topic = asked.topic
    if topic is None or topic.code not in TRADE or any(item.kind == "M" for item in asked.before):
        return None
    nouns = entries.words("forecasts", "foretold")
    said = next((item for item in asked.before if item.low in nouns or item.low == "case"), None)
    told = asked.story.facts[: -_LATELY - 1 : -1]
    way = "imports" if topic.code in {"imports", "import_volume"} else "exports"
    alike = any(f.metric in {way, VOLUMES[way]} and f.unit == asked.quantity.unit for f in told)
    if said is None or not alike or asked.scene.phrase.companies:
        return None
    metric = take(asked, Metric.told(way, said))
    return Found(metric, "context") if metric is not None else None


def _told_with(asked: Asked) -> list[Item]:
    """The other side that a report on the trade of two countries is about: "supplies its southern neighbor with"."""
    return list(asked.state.partners or asked.state.topic_partners)


@only(kinds={"money"})
def spent_on_goods(asked: Asked) -> Found | None:
    """What a country spends on goods is imported, in a report on its trade: "The country spent 337 billion on petroleum products"; or
    where it says so: "Egypt spent $980 million on importing 4.1 million tonnes of wheat"."""
    topic, items, at = asked.topic, asked.items, asked.at
    near = [item for item in items[at + 1 : at + 7] if item.kind not in {"E", "H", "T", "G"}]
    imported = any(item.low.startswith("import") for item in near[:3])
    if not imported and (asked.company or topic is None or topic.code not in TRADE):
        return None
    verb = next((item for item in reversed(asked.before) if item.kind in {"V", "A", "M"}), None)
    if verb is None or verb.low not in {"spent", "spend", "spends", "spending", "paid"}:
        return None
    begin = next((i + 1 for i in range(items.index(verb) - 1, -1, -1) if items[i].kind == ","), 0)
    who = [item for item in items[begin : items.index(verb)] if item.kind not in {"G", "U", "E", "H", "J", ","}]
    lands = entries.words("roles", "lands")
    whole = who and all(
        item.kind in {"L", "T", "R"} or item.form == "country_pronoun" or item.low in lands for item in who
    )
    behind = [item for item in items[at + 1 : at + 5] if item.kind not in {"E", "H", "w"}]
    if not whole or len(behind) < 2:
        return None
    goods = {"P", "A", "M", "L"} if len(behind) > 2 and behind[2].kind == "P" else {"P", "A", "M"}
    if not imported and (behind[0].low not in {"on", "for"} or behind[1].kind not in goods):
        return None
    main, other = asked.state.main_country, next((item for item in who if item.kind == "L"), None)
    abroad = other is not None and main is not None and other.code != main.value
    if abroad and topic is not None and topic.code in {"exports", "export_volume"} and not imported:
        named = [item for item in items[at + 2 : at + 6] if item.kind == "P"][:1]
        phrase = Phrase(products=[Product(item.code, item.start, item.end) for item in named])
        return Found(Metric.told("exports", verb), "read", phrase)  # "the US spent $730 million on Vietnamese seafood"
    metric = take(asked, Metric.told("imports", verb))
    bought = [item for item in near if item.kind == "P"] if imported else behind[1:]
    sorts = [Product(item.code, item.start, item.end) for item in bought[:1] if item.kind == "P"]
    return Found(metric, "read", Phrase(products=sorts)) if metric is not None else None


#: What may be told between a weight and what it earned.
_PRICES_BETWEEN = {"oil_price", "export_price", "commodity_price", "average_price"}


@only(kinds={"money"})
def brought_in(asked: Asked) -> Found | None:
    """What goods told of by weight or number earned: "shipped 1.6 million tonnes of coffee, bringing in $8.4 billion"."""
    told, verb, topic = asked.last, asked.scene.verb, asked.topic
    if verb is None or asked.named is not None:
        return None
    if verb.low not in entries.words("deals", "brings"):
        return None
    above = asked.scene.parent if asked.scene.clause.link == "same" else None
    goods = asked.scene.phrase.products or (above.phrase.products if above is not None else [])
    if told is None and goods and goods[0].strong and topic is not None and topic.code in TRADE and not asked.company:
        return Found(Metric.told("exports", verb), "sentence")  # "Tea was the top earner, bringing in 138 billion"
    row = asked.story.facts[-2:]
    if told is not None and told.metric in _PRICES_BETWEEN and row[0].char_start >= asked.story.sentence.start:
        told = row[0]  # "exported 32 million barrels at $84 each, bringing in $2.8 billion"
    if told is None or told.metric != "export_volume":
        return None
    label = [Product(told.product, verb.start, verb.end)] if told.product is not None else []
    return Found(Metric.told("exports", verb), "read", Phrase(products=label))


@only(kinds=_AMOUNTS, whose="country", words={"exporters", "importers"})
def of_traders(asked: Asked) -> Found | None:
    """What exporters or importers reach, aim at or move: "Exporters need support to reach the target of $1 trillion", "In June exporters
    booked 52,000 tons for $143 million"."""
    topic, verb = asked.topic, next((item for item in reversed(asked.before) if item.kind in {"V", "A"}), None)
    if topic is None or topic.code not in TRADE or verb is None:
        return None
    subject = [item.low for item in asked.before[: asked.scene.clause.verb_at]]
    way = next((low for low in subject if low in {"exporters", "importers"}), None)
    moves = verb.low in _MOVES
    aims = asked.quantity.kind == "money" and verb.code in {"reach", "aim", "exceed"}
    if way is None or not (moves or aims) or any(item.kind == "M" for item in asked.before):
        return None
    metric = take(asked, Metric.told("exports" if way == "exporters" else "imports", verb))
    return Found(metric, "read") if metric is not None else None


@only(kinds={"money"}, words=entries.words("roles", "earns"))
def earned_by_trading(asked: Asked) -> Found | None:
    """What a country earns from trade is all that it trades, or one way of it: "Laos earned $2 billion from border trade"."""
    before = [item for item in asked.before if item.kind not in _SMALL]
    if not before or before[-1].low not in entries.words("roles", "earns") or asked.scene.phrase.companies:
        return None
    behind = [item for item in asked.items[asked.at + 1 : asked.at + 6] if item.kind not in _SMALL]
    subject = next((item for item in before if item.kind in {"L", "O"}), None)
    if subject is None or (subject.kind == "O" and asked.story.state.main_country is None):
        return None
    led = behind[:1] and behind[0].low in {"from", "through", "via"}
    trade = next((i for i, item in enumerate(behind[1:4], 1) if item.low.rpartition(" ")[2] == "trade"), 0)
    if not led:
        return _earned_again(asked)
    if not trade or any(item.kind not in {"w", "P", "M"} for item in behind[1:trade]):
        return None
    way = " ".join(item.low for item in behind[1 : trade + 1])
    whole = way.removesuffix(" trade").removeprefix("the ") in {
        "trade",
        "foreign",
        "external",
        "overseas",
        "international",
    }
    goods = [] if whole else [Product(way, behind[1].start, behind[trade].end)]
    return Found(Metric.told("trade_volume", behind[trade], name="trade"), "read", Phrase(products=goods))


@only(kinds={"money"}, whose="country", words=entries.words("roles", "gets_abroad"))
def earned_by_sending(asked: Asked) -> Found | None:
    """What a country gets for a good that it sends abroad: "earned $98 million from exports of 41,000 tonnes of cashew", "secured $281
    million from flower exports"."""
    before = [item for item in asked.before if item.kind not in _SMALL]
    if not before or before[-1].low not in entries.words("roles", "gets_abroad"):
        return None
    row = [item for item in asked.items[asked.at + 1 : asked.at + 8] if item.kind not in _SMALL and item.low != "of"]
    if len(row) < 3 or row[0].low not in {"from", "by", "through"}:
        return None
    sent = next((i for i in range(1, min(len(row), 4)) if row[i].low.startswith("export")), 0)
    weighed = row[sent + 1 : sent + 2] if sent == 1 else []
    good = row[1] if sent > 1 else row[3] if weighed and weighed[0].kind == "Q" and len(row) > 3 else None
    if not sent or good is None or good.kind != "P" or any(item.form == "money" for item in weighed):
        return None
    goods = [Product(good.code, good.start, good.end)]
    return Found(Metric.told("exports", row[sent]), "read", Phrase(products=goods))


def _earned_again(asked: Asked) -> Found | None:
    """What it was to earn, where the next clause says from which trade, or the report is on that."""
    topic = asked.topic
    return (
        Found(Metric.told("trade_volume", asked.items[asked.at], name="trade"), "read")
        if topic is not None and topic.code == "trade_volume"
        else None
    )


@only(kinds={"percent", "fraction"}, words=entries.words("roles", "moved_abroad"))
def part_moved(asked: Asked) -> Found | None:
    """The part of the goods that a country bought or sold which one other country took or sent: "Some 41 percent of tea imported into
    Chile came from Kenya", "63 percent of the tiles exported from Spain went to Morocco"."""
    row = [item for item in asked.items[asked.at + 1 : asked.at + 16] if item.kind not in _SMALL | {"T"}]
    if len(row) < 4 or row[0].low != "of" or any(item.kind not in {"R", "U"} for item in asked.before):
        return None
    moved = next((i for i, item in enumerate(row[:6]) if item.low in entries.words("roles", "moved_abroad")), 0)
    goods = [p for p in phrases.read(row[1:moved], subject=False).products if p.strong]
    if moved < 2 or not goods or any(item.kind not in {"P", "w", "'", "L"} for item in row[1:moved]):
        return None
    behind = row[moved + 1 :]
    goes = next(
        (i for i, item in enumerate(behind) if item.low.split(" ")[0] in entries.words("roles", "goes_or_comes")), -1
    )
    if goes < 0:
        return None
    flow = "exports" if row[moved].low in {"exported", "shipped"} else "imports"
    lead = "to" if flow == "exports" else "from"
    other = next((b for a, b in pairwise(behind[goes:]) if a.low.rpartition(" ")[2] == lead and b.kind == "L"), None)
    own = next((item for item in behind[:goes] if item.kind == "L" and item.form != "region"), None)
    main = asked.state.main_country
    if other is None or (own is None and main is None) or (own is not None and own.code == other.code):
        return None
    metric = take(asked, Metric.told(flow, row[moved]))
    near = Phrase(products=goods[-1:], partners=[other], reporters=[own] if own is not None else [])
    return Found(metric, "read", near) if metric is not None else None


@only(links={"relative"})
def moved_in_turn(asked: Asked) -> Found | None:
    """What a relative clause tells that something did to another metric: "Imports fell, which brought the deficit down by 23%"."""
    verb, own = asked.scene.verb, asked.frame.metric
    if verb is None or verb.code != "other" or own is None:
        return None
    behind = [item for item in asked.before if item.start > verb.start]
    at = next((i for i, item in enumerate(behind) if item.kind == "M"), None)
    if at is None or behind[at].code == own.code or behind[at].data.get("strength") == "weak":
        return None
    if any(item.kind not in {"E", "L", "'", "w", "H", "T"} for item in behind[:at]):
        return None
    metric = take(asked, Metric.of(behind[at]))
    return Found(metric, "read") if metric is not None else None


def _names_flow(asked: Asked) -> bool:
    """Whether the clause's subject names a flow by its own name: "exports of goods sent to Japan"."""
    return asked.frame.fresh and asked.named is not None


@functools.cache
def _moves() -> frozenset[str]:
    """The verbs by which goods go somewhere."""
    return frozenset().union(*(entries.words("roles", name) for name in ("sends", "goes", "leaves", "gets", "comes")))


def _moving(items: Sequence[Item], at: int) -> int | None:
    """The verb nearest to a number by which goods go somewhere, with no other number between."""
    known = _moves()
    for step in (1, -1):
        j = at + step
        while 0 <= j < len(items) and items[j].kind not in {"Q", ";"}:
            if items[j].kind in {"V", "A", "w"} and items[j].low.removesuffix(" to") in known:
                return j
            j += step
    return None


def move_around(items: Sequence[Item], at: int, main: str) -> Move | None:
    """Which way the goods of a number go by the verb beside it, seen from the country that the report is on; None without one."""
    verb = _moving(items, at)
    if verb is None:
        return None
    word, low = items[verb], items[verb].low.removesuffix(" to")
    behind = [item for item in items[verb + 1 : verb + 6] if item.kind not in _SMALL]
    to, source = _place(items, verb, {"to", "for", "into"}), _place(items, verb, {"from"})
    if low in entries.words("roles", "leaves"):
        gone = behind and (behind[0].kind == "L" or behind[0].low in entries.words("roles", "lands"))
        return Move(word, "exports", to) if gone else None
    if low in entries.words("roles", "goes"):
        return None if to is None else Move(word, "imports", None) if to.code == main else Move(word, "exports", to)
    if low in entries.words("roles", "comes"):
        if source is None:
            return None
        return Move(word, "exports", to) if source.code == main else Move(word, "imports", source)
    sent = low in entries.words("roles", "sends")
    side, subject = to if sent else source or _named_after(items, at), _subject(items, verb)
    if side is None:
        return None
    if subject is None or subject.code == main:
        flips = side.code == main
        return Move(word, "exports" if sent != flips else "imports", None if flips else side, own=subject)
    return Move(word, "imports" if sent else "exports", subject, subject) if side.code == main else None


def _place(items: Sequence[Item], verb: int, prepositions: set[str]) -> Item | None:
    """The place behind a preposition that follows the verb, or that opens the clause: "to Japan went 245,000 tons"."""
    for i in (*range(verb, len(items) - 1), *range(verb - 1)):
        if (items[i].kind == "R" and items[i].low in prepositions) or (
            i == verb and "to" in prepositions and items[i].low.endswith(" to")
        ):
            place = next((x for x in items[i + 1 : i + 4] if x.kind not in _SMALL), None)
            if place is not None and (place.kind == "L" or place.form == "country_pronoun"):
                return place
    return None


def _named_after(items: Sequence[Item], at: int) -> Item | None:
    """The place that the goods of a number are called by: "took in 2,000 tonnes of Chilean copper"."""
    behind = [item for item in items[at + 1 : at + 6] if item.kind not in {"E", "H", "w"}][:3]
    if len(behind) < 3 or behind[0].low not in {"of", "worth"} or behind[1].kind != "L" or behind[2].kind != "P":
        return None
    return behind[1] if behind[1].form != "region" else None


def _subject(items: Sequence[Item], verb: int) -> Item | None:
    """The place that is the verb's subject; none where goods are: "goods were sent"."""
    for i, item in enumerate(items[:verb]):
        if item.kind == "L":
            before = items[i - 1] if i else None
            after = items[i + 1]
            if before is not None and before.kind in {"R", "E"} and after.kind == "," and i < _IN_FRONT:
                continue  # "Within the EU, Austria took"
            return None if (before is not None and before.kind == "R") or after.kind in {"'", "P", "M"} else item
        if item.kind in {"P", "Q", "M"}:
            return None
    return None
