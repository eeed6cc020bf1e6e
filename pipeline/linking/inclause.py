"""In the clause: the metric that subject, verb, goods, index or company of a number's clause tell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.linking import phrases
from pipeline.linking.asked import Asked, Found
from pipeline.linking.beside import is_denominator, phrase_start, taxed
from pipeline.linking.growing import economy_again
from pipeline.linking.inmarket import of_session
from pipeline.linking.items import Item
from pipeline.linking.metric import PROFITS, Metric, entry
from pipeline.linking.only import COUNTS, only
from pipeline.linking.outright import is_quoted
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.shortnames import take
from pipeline.linking.story import Scene, at_any_market
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_SENDS = entries.words("deals", "sends")
_TRADED = entries.words("markets", "traded")


def of_subject(asked: Asked) -> Found | None:
    """The subject's own metric; not one of the clause above where the verb tells its own: "Shares rose after it said it would invest"."""
    scene, verb = asked.scene, asked.scene.verb
    if verb is not None and not asked.frame.fresh and _sells_by_itself(asked, verb):
        return None
    own = scene.clause.link in {"content", "sub"} and scene.phrase.pronoun is not None and not asked.frame.fresh
    if own and verb is not None and verb in asked.before and verb.data and "investment" in verb.data.get("metrics", ()):
        return None
    spent = next((item for item in asked.items[: scene.clause.verb_at] if item.kind == "M"), None)
    moved = asked.reading.sign and asked.quantity.kind in {"percent", "money"}
    if spent is not None and asked.company and moved and spent.low in entries.words("deals", "spent"):
        return Found(Metric.of(spent), "read")  # "and costs increased 4%"
    metric = take(asked, asked.frame.metric)
    if metric is not None and (change := scene.phrase.change) is not None and asked.quantity.kind == "percent":
        if change.start == metric.end + 1 and change.low in entries.words("growth", "changes"):
            metric = metric._replace(growth=True)  # "wage rises slowed to 6.1 percent"
    return Found(metric, asked.from_subject) if metric is not None else None


def _sells_by_itself(asked: Asked, verb: Item) -> bool:
    """Whether a clause without a metric of its own tells how much somebody sold or sent, by the verb right before the number: "Output rose
    to 38 million tons, and the company sold 36 million tons"."""
    if (
        asked.quantity.kind not in {"physical", "count", "number"}
        or verb not in asked.before
        or asked.frame.metric is None
    ):
        return False
    codes = verb.data.get("metrics", ()) if verb.data else ()
    sold = "sales_volume" in codes or "exports" in codes
    plain = all(item.kind in {"G", "E", "H", "b"} for item in asked.before if item.start > verb.start)
    return sold and plain and asked.frame.metric.code in {"production_volume", "industrial_production"}


@only(kinds={"percent"}, links={"same"})
def of_change_above(asked: Asked) -> Found | None:
    """What the clause above told the rise or fall of, where a participle says by how much: "Toys saw a rise in exports, growing by 6
    percent"."""
    above, verb = asked.scene.parent, asked.scene.verb
    if above is None or above.facts or verb is None or verb.form != "ing" or verb.code not in {"up", "down"}:
        return None
    moved = next((i for i, item in enumerate(above.clause.items) if item.kind == "N"), 0)
    behind = above.clause.items[moved + 1 : moved + 4] if moved > above.clause.verb_at >= 0 else []
    named = behind[1:] if behind and behind[0].low in {"in", "of"} else []
    gauge = next((item for item in named if item.kind == "M"), None)
    metric = take(asked, Metric.of(gauge)) if gauge is not None else None
    return Found(metric, "read") if metric is not None else None


@only(kinds={"percent"}, whose="country", words=entries.words("growth", "economy"))
def economy_of_next(asked: Asked) -> Found | None:
    """What a place's own grew in a report on an economy, whatever parts were told last: "Germany's economy grew 0.8 percent, as imports rose
    1 percent. France's grew 0.5 percent"."""
    items, topic = asked.items, asked.topic
    if len(items) < 4 or items[0].kind != "L" or items[1].kind != "'" or topic is None or topic.code != "gdp":
        return None
    verb = next((item for item in items[2:4] if item.kind not in {"U", "G"}), None)
    grows = verb is not None and verb.kind == "V" and verb.low in entries.words("growth", "economy")
    first = items[0].start == asked.story.sentence.start and asked.frame.metric is not None
    return Found(Metric.told("gdp", items[0]), "read") if grows and first else None


@only(kinds={"percent"})
def economy_grew(asked: Asked) -> Found | None:
    """A place that grows does so in its product: "Germany grew 0.2 percent"."""
    phrase = asked.scene.phrase
    if (again := economy_again(asked)) is not None:
        return again
    if (branches := _core_industries_grew(asked)) is not None:
        return branches
    place = (phrase.bare or phrase.reporters) and not phrase.products and not phrase.companies
    if not place or asked.frame.metric is not None:
        return None
    economy, places = entries.words("growth", "economy"), [*phrase.bare, *phrase.reporters]
    if _is_only_where(asked.before) or any(
        place in places and part.low in entries.words("divisions", "parts") for place, part in pairwise(asked.items)
    ):
        return None  # "Its Chinese arm grew 29 percent"
    called = any(item.low.rpartition(" ")[2] in entries.words("growth", "called") for item in places)
    if asked.state.listing and not called and not _is_foreseen(asked.scene):
        return None
    sold = asked.held is not None and asked.held.code == "revenue"
    if sold and any(item.code == "EMERGING" for item in places):
        return None  # "Unilever's sales grew 4 percent. Emerging markets grew 8.4 percent"
    grows = next(
        (
            item
            for item in reversed(asked.before)
            if item.kind == "V" and (item.low in economy or (called and item.code in {"up", "down"}))
        ),
        None,
    )
    return Found(Metric.told("gdp", grows), "read") if grows is not None else None


def _core_industries_grew(asked: Asked) -> Found | None:
    """The branches that India counts together make what industry makes: "The eight core sectors grew 8 percent"."""
    phrase = asked.scene.phrase
    if phrase.metric is not None or all(good.label != "core industries" for good in phrase.products):
        return None
    grows = next((x for x in reversed(asked.before) if x.kind == "V" and x.code in {"up", "down"}), None)
    return Found(Metric.told("industrial_production", grows), "read") if grows is not None else None


def _is_only_where(before: Sequence[Item]) -> bool:
    """Whether a clause begins with the place where something else grew: "In Nigeria, airtime resellers grew 6 percent"."""
    if not before or before[0].low not in {"in", "across"}:
        return False
    comma = max((i for i, item in enumerate(before) if item.kind == ","), default=-1)
    end = next((i for i, item in enumerate(before) if item.kind in {"V", "U"} and i > comma), len(before))
    return comma > 0 and any(item.kind in {"w", "P"} for item in before[comma + 1 : end])


def _is_foreseen(scene: Scene) -> bool:
    """Whether a body foresees what the clause tells: "The IMF expects Korea to grow 0.9 percent"."""
    above = scene.parent
    foresees = above is not None and above.verb is not None and above.verb.code == "project"
    return foresees and above is not None and any(item.kind == "B" for item in above.clause.items)


def in_subject(asked: Asked) -> Found | None:
    """Another metric of the subject's phrase."""
    for candidate in asked.scene.phrase.metrics:
        metric = take(asked, Metric.of(candidate))
        if metric is not None:
            return Found(metric, "read")
    return None


@only(words=_SENDS)
def sent_abroad(asked: Asked) -> Found | None:
    """What is sold or sent abroad is exported."""
    remitted = asked.story.headline_metric == "remittances"  # "Overseas Pakistanis sent $3.6 billion home"
    if not (remitted or any(item.low in {"overseas", "abroad"} for item in asked.items)):
        return None
    if not any(item.low in _SENDS for item in asked.before):
        return None
    if remitted and asked.quantity.kind in {"money", "percent"}:
        return Found(Metric.told("remittances", asked.items[asked.at]), "read")
    if asked.company and (sold := _sold_where(asked)) is not None:
        return sold
    if asked.company and asked.held is not None and asked.held.code == "sales_volume":
        return None  # "sold 45,000 cars at home and 205,000 abroad"
    metric = take(asked, Metric.told("exports", asked.items[asked.at]))
    return Found(metric, "read") if metric is not None else None


def _sold_where(asked: Asked) -> Found | None:
    """Where a company sold so many: "sold 41,001 cars at home and 222,344 abroad"."""
    items, at = asked.items, asked.at
    sold = next((item for item in reversed(asked.before) if item.low in {"sold", "sell", "sells", "selling"}), None)
    last = asked.scene.fact
    if asked.quantity.kind == "percent" and last is not None and last.metric == "sales_volume" and sold is not None:
        label = last.product or ("domestic" if last.partner is not None else None)
        part = [Product(label, last.char_start, last.char_end)] if label is not None else []
        return Found(
            Metric.told("sales_volume", sold), "read", Phrase(products=part)
        )  # "222,344 abroad, up 1.7 percent"
    if asked.quantity.kind not in {"count", "number"}:
        return None
    end = next((i for i in range(at + 1, len(items)) if items[i].kind in {"Q", "J", ",", "V"}), len(items))
    behind = items[at + 1 : end]
    if sold is None:
        return None
    place = next((item for item in behind if item.low in {"overseas", "abroad"}), None)
    home = any(item.low in {"home", "at home", "domestically"} for item in behind)
    if place is None and not home:
        return None
    where = (
        Product("overseas", place.start, place.end) if place is not None else Product("domestic", sold.start, sold.end)
    )
    return Found(Metric.told("sales_volume", sold), "read", Phrase(products=[where]))


def before_number(asked: Asked) -> Found | None:
    """The last metric, or verb that tells of a flow, before the number."""
    for j in range(asked.at - 1, -1, -1):
        item = asked.items[j]
        if (
            item.kind == "M"
            and item is not asked.worth
            and not taxed(asked.items, j)
            and not is_denominator(asked.items, j)
        ):
            metric = take(asked, Metric.of(item))
            if metric is not None:
                return Found(metric, "read", _object(asked, j))
        if item.kind in {"A", "V"} and item.data and not _is_noun(asked.items, j) and not _describes_goods(asked, j):
            for code in told_by(asked, asked.items, j):
                metric = take(asked, Metric.told(code, item))
                if metric is not None:
                    return Found(metric, "read")
    return None


def _is_noun(items: Sequence[Item], j: int) -> bool:
    """Whether a word for a flow is a thing, by the article before it: "the mine", "the Bikita mine"."""
    if items[j].kind != "A" or items[j].form != "base" or not j:
        return False
    before = items[j - 1] if items[j - 1].kind != "w" or j < 2 else items[j - 2]
    return before.kind == "E"


def _object(asked: Asked, j: int) -> Phrase | None:
    """The noun phrase of the metric at item `j` that a verb of the clause acts on: "wants to lift cocoa output from 500,000 tonnes"; or
    that it leads to, with a good of its own: "Restocking of farms will lead to beef output growth of 3 percent"."""
    items = asked.items
    begin = phrase_start(items, items[j])
    led = begin > 1 and items[begin - 1].low in {"to", "in"} and asked.scene.clause.verb_at < begin
    own = led and (bool(items[j].inner) or items[j - 1].kind == "P") and asked.quantity.kind == "percent"
    if not own and (not begin or items[begin - 1].kind != "V" or items[begin - 1].code not in {"raise", "lower"}):
        return None
    phrase = phrases.read(items[begin : j + 1], subject=False)
    return phrase if phrase.products else None


def _describes_goods(asked: Asked, j: int) -> bool:
    """Whether a verb only says where goods come from, in a report on prices: "beef imported from the United States 8 percent"."""
    topic, before = asked.topic, asked.items[j - 1] if j else None
    if topic is None or not (topic.code.endswith("_prices") or topic.growth) or asked.quantity.kind != "percent":
        return False
    return asked.items[j].low.endswith("ed") and before is not None and before.kind in {"P", "w"}


def told_by(asked: Asked, items: Sequence[Item], j: int) -> Sequence[str]:
    """The metrics that the verb at item `j` may tell of, the likeliest first."""
    lemma = items[j].data.get("lemma")
    codes: Sequence[str] = items[j].data.get("metrics", ())
    foretold = any(item.code == "project" for item in items[j + 1 : asked.at])
    figures = entries.words("doubt", "shares", "figures") | entries.words("timing", "tallies")
    foretold = foretold or any(item.low.removeprefix("the ") in figures for item in items[j + 1 : asked.at])
    if "funding" in codes and (asked.quantity.kind != "money" or foretold):
        codes = [code for code in codes if code != "funding"]  # "raised its forecast to $2 billion"
    if asked.company:
        codes = ("orders",) if _is_ordered(items, j) else _told_by_company(asked, codes)
    if asked.company and "budget" in codes:
        codes = [code for code in codes if code != "budget"]  # "set aside $3 billion to settle lawsuits"
    if lemma == "spend" and asked.topic is not None and asked.topic.code == "tourist_arrivals":
        return ()  # what visitors spend is no investment
    if lemma == "trade" and _is_dealt_in(asked, j):
        return ()
    if lemma == "take in" and asked.quantity.kind != "physical":
        return ()  # "took in 3,000 refugees", "took in $5 million at the door"
    if lemma == "make" and not asked.company and _makes_nothing(asked, j):
        return ()
    if lemma == "book" and any(item.low in {"gain", "gains"} for item in items[j + 1 : asked.at]):
        return ()  # "booked a tax gain of $8 million"
    if lemma in {"spend", "invest"} and any(item.low.endswith("government") for item in items[:j]):
        codes = ("government_spending", *codes)
    if asked.company:
        return codes
    if lemma == "invest" and asked.topic is not None and asked.topic.code == "fdi":
        return ("fdi", *codes)  # "The European Union invested $5.1 billion", in a report on what comes in
    if lemma in {"buy", "purchase"} and _of_paper(asked, j):
        return ()
    if _exports(asked, lemma):
        return ("exports", *codes)
    ordered = {held.code for held in (asked.held, asked.topic) if held is not None} & {
        "orders",
        "industrial_production",
    }
    if "orders" in codes and not asked.company and not ordered and not any(i.kind == "P" for i in items[j:]):
        codes = [code for code in codes if code != "orders"]  # "must find 13 billion euros to secure a bailout"
    if lemma == "earn" and any(item.low == "crop" for item in items[asked.at + 1 : asked.at + 5]):
        return ("exports",)  # "Kenya earned 140 billion shillings from the crop"
    if lemma == "earn" and (good := _earned_with(asked, j)) is not None:
        return ("revenue" if good.code == "tourism" else "exports", *codes)
    costs = lemma == "cost" and asked.last is not None and asked.last.metric == "imports"
    return ("imports", *codes) if lemma in {"buy", "purchase"} or costs else codes


def _of_paper(asked: Asked, j: int) -> bool:
    """Whether what is bought is no good but a claim: "would buy government bonds worth 1 trillion rupees", "bought $4 billion of gilts"."""
    near = [*asked.items[j + 1 : asked.at], *asked.items[asked.at + 1 : asked.at + 5]]
    return not entries.words("markets", "papers").isdisjoint(item.low.rpartition(" ")[2] for item in near)


def _makes_nothing(asked: Asked, j: int) -> bool:
    """Whether goods make money, or make do: "Durian alone made $900 million" tells of their trade, as the sentence before did."""
    phrase = asked.scene.phrase
    if [item.low for item in asked.items[j + 1 : j + 2]] == ["do"]:
        return True
    named = phrase.products and not (phrase.companies or phrase.reporters or phrase.bare)
    return bool(named) and asked.quantity.kind == "money" and asked.items[j].form == "past"


def _is_dealt_in(asked: Asked, j: int) -> bool:
    """Whether what trades is quoted, no goods between countries: "traded 1.2% higher at $42", "traded between 5,233 and 5,257"."""
    between = asked.items[j + 1 : asked.at]
    if any(item.low in {"range", "band"} for item in asked.items[j + 1 : asked.at + 2]):
        return True  # "traded in a range of $2,500 to $2,600"
    quoted = any(item.kind in {"D", "Q"} or (item.kind == "R" and item.low != "in") for item in between)
    return quoted or asked.quantity.kind != "money"


def _is_ordered(items: Sequence[Item], j: int) -> bool:
    """Whether a verb says what a contract is for: "won an order to build four LNG carriers"."""
    makes, nouns = entries.words("deals", "does"), entries.words("deals", "nouns")
    if items[j].low not in makes or j < 2 or items[j - 1].low not in {"to", "for"}:
        return False
    return any(item.low.rpartition(" ")[2] in nouns for item in items[max(0, j - 7) : j - 1])


def _told_by_company(asked: Asked, codes: Sequence[str]) -> Sequence[str]:
    """What a verb tells of a company: the order or profit that was just told of goes on."""
    codes = sorted(codes, key=lambda code: entry(code).get("home") == "country")
    near = asked.held_within(1 if asked.scene.phrase.pronoun is not None else 0)
    held = asked.held.code if asked.held is not None and near else None
    if held not in PROFITS and "net_income" not in asked.story.named:
        # "its chip division earned 16 trillion won" in a report on operating profit
        held = next((fact.metric for fact in reversed(asked.story.facts) if fact.metric in PROFITS), held)
    if "production_volume" in codes and held == "orders":
        return ["orders"]  # "a deal to build seven LNG carriers"
    return [held, *codes] if held in PROFITS and "net_income" in codes else codes


def _exports(asked: Asked, lemma: str | None) -> bool:
    """Whether a country's earning or selling is its exports: in a report on exports, or "earned $4.9 billion from exporting rice"."""
    topic = asked.topic
    on_exports = topic is not None and topic.code in {"exports", "export_volume", "trade_volume", "trade_balance"}
    if lemma in {"sell", "ship", "deliver"}:
        return on_exports
    of_goods = "exports" in asked.story.named and topic is None and bool(asked.scene.phrase.products)
    told = asked.story.facts[-1] if asked.story.facts and asked.scene.clause.link == "same" else None
    sent = told is not None and told.metric == "export_volume" and told.char_start >= asked.story.sentence.start
    if lemma == "earn" and sent:
        return True  # "shipped 3,000 tonnes of hazelnuts, earning $20 million"
    return lemma == "earn" and (
        on_exports
        or of_goods
        or any(
            item.code in {"exports", "overseas"} or (item.kind in {"A", "V"} and item.low.startswith("export"))
            for item in asked.items
        )
    )


def _earned_with(asked: Asked, j: int) -> Item | None:
    """The good that earns a country money: "coffee earned Ethiopia $866 million", "earned $1 billion from tourism"."""
    items = asked.items
    if items[j - 1 : j] and items[j - 1].kind == "P" and items[j + 1].kind == "L":
        return items[j - 1]
    # "earned $1 billion from tea, up 3 percent"; an amount before its verb has no such good behind it
    first = next((i for i in range(j + 1, len(items)) if items[i].kind == "Q"), len(items))
    behind = items[first + 1 : first + 3]
    return behind[1] if [item.kind for item in behind] == ["R", "P"] and behind[0].low == "from" else None


#: Fewer than that have something of their own, and are none of it.
_FEW_THINGS = 100
#: Nobody is older.
_OLDEST = 100


@only(kinds=COUNTS)
def of_people(asked: Asked) -> Found | None:
    """What is said of those counted: "some 7.2 million people were unemployed"."""
    for j, item in enumerate(asked.items[asked.at + 1 :], asked.at + 1):
        if item.kind == "Q":
            if asked.items[j - 1].low in {"age of", "of", "aged", "under", "over"} and item.data.value < _OLDEST:
                continue  # "3.6 million people under the age of 25 were out of work"
            return None
        if item.low == "with" and asked.quantity.value < _FEW_THINGS:
            return None  # "Eight refineries with a capacity of 1.8 million barrels a day"
        if item.kind == "M" and (item.data.get("strength") != "weak" or item.low in entries.words("labour", "states")):
            metric = take(asked, Metric.of(item))
            if metric is not None:
                return Found(metric, "read")
    return None


#: How verbs state a price, and what no market asks for a unit of any good.
_QUOTES, _DEAREST = {"hold", "reach", "up", "down", "exceed", "below", "be"}, 2e5


@only(kinds={"percent", "money", "price"})
def price_of_goods(asked: Asked) -> Found | None:
    """Goods that markets quote stand for their price: "Gold rose 2.2 percent to $3,362 an ounce"."""
    quoted = asked.company and is_quoted(asked)
    if asked.company and not quoted:
        return None
    traded, verb, phrase = _TRADED, asked.scene.verb, asked.scene.phrase
    if asked.quantity.kind == "money" and verb is not None and verb.low in entries.words("markets", "closes"):
        if phrase.products and phrase.products[-1].strong and asked.frame.metric is None and not phrase.companies:
            metric = take(asked, Metric.told("commodity_price", verb))  # "Top-grade laver traded at 9,120 won a bundle"
            return Found(metric, "read") if metric is not None else None
    goods = next((p for p in phrase.products if p.strong and p.label in traded), None)
    if goods is None:
        return None
    prices = {"oil_price", "commodity_price"}
    quotes = at_any_market(asked.story) or any(fact.metric in prices for fact in asked.story.facts)
    day = of_session(asked)
    if not quotes and day and asked.quantity.kind == "money" and verb is not None and phrase.products[0] is goods:
        quotes = asked.quantity.value < _DEAREST and verb.code in _QUOTES  # "Gold hovered below $1,800 on Monday"
    if not quotes and not (asked.reading.sign and day):
        return None
    metric = take(asked, Metric.told("oil_price" if goods.label in {"crude oil", "oil"} else "commodity_price", goods))
    return Found(metric, "read") if metric is not None else None


@only(kinds={"percent"}, links={"same"}, whose="company")
def share_moved(asked: Asked) -> Found | None:
    """The part of a market that a company takes somewhere: "Sales fell 3.2%, taking its share to 11.6%"."""
    share = next((item for item in asked.before[1:] if item.kind == "S"), None)
    if share is None:
        return None
    own = asked.before[asked.before.index(share) - 1].low in {"its", "their"} and asked.before[-1].low == "to"
    return Found(Metric.told("market_share", share, name=share.low), "read") if own else None
