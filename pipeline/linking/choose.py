"""Choose: the metric of a number, from the words beside it, its clause, or what the text is about."""

from __future__ import annotations

import functools
import re
from itertools import pairwise

from pipeline.linking import measure as measuring
from pipeline.linking import phrases
from pipeline.linking.companies import beside_company, expected, sells_pieces, valuing
from pipeline.linking.items import Item
from pipeline.linking.measure import Reading
from pipeline.linking.metric import Metric, entry, settle
from pipeline.linking.phrases import Phrase
from pipeline.linking.story import Scene, Story, about_company, at_market, within
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

_PER_SHARE = re.compile(r"(?:\ba|\bper|/)\s?share$")
#: The price of what a flow moves.
_PRICED = {
    "exports": "export_price", "imports": "import_price", "export_volume": "export_price",
    "import_volume": "import_price", "house_prices": "house_prices",
}  # fmt: skip
#: What ratios are taken of: "a deficit of 3.5 percent of GDP" speaks of the deficit.
_WHOLES = {"gdp", "gross_national_income"}
#: Goods that a report on markets quotes by their name alone.
_TRADED = {
    "gold",
    "silver",
    "platinum",
    "palladium",
    "copper",
    "aluminum",
    "nickel",
    "zinc",
    "iron ore",
    "crude oil",
    "natural gas",
    "coal",
    "wheat",
    "corn",
    "soybeans",
    "coffee",
    "cocoa",
    "sugar",
    "cotton",
    "bitcoin",
}
#: Words for a balance that take their sign from the text.
_GAPS = {"gap", "gaps", "shortfall", "imbalance"}


@functools.cache
def _growth(group: str) -> frozenset[str]:
    """A group of verbs of models/vocabulary/growth.toml."""
    return frozenset(entries.table("growth")[group])


def _contributes(items: list[Item], at: int) -> Item | None:
    """The verb by which something adds its percentage points to growth: "contributed 0.9 point", "shaved 0.1 point off growth"."""
    verb = next(
        (
            item
            for item in reversed(items[:at])
            if item.kind in {"V", "A", "w"} and (item.low in _growth("contributes") or item.low in _growth("adds"))
        ),
        None,
    )
    behind = items[at + 1 : at + 4]
    to_growth = any(
        item.kind == "R" and item.low in {"to", "from"} or item.low == "off" for item in behind[:1]
    ) and any(
        item.kind in {"M", "N"} and ("gdp" in item.low or "growth" in item.low or item.code == "gdp")
        for item in behind[1:]
    )
    return verb if verb is not None and (verb.low in _growth("contributes") or to_growth) else None


def metric_of(
    story: Story, scene: Scene, at: int, quantity: Quantity, reading: Reading
) -> tuple[Metric, str, Phrase | None] | None:
    """The metric of a number, how it was found, and the phrase beside the number that named it."""
    items, frame, state = scene.clause.items, scene.frame, story.state
    company = frame.company is not None or about_company(story)
    spoken = [frame.metric.code] if frame.metric is not None and not frame.metric.weak else []
    spoken += [held.value.code for held in (state.metric, state.topic) if held is not None]

    topic = state.topic.value if state.topic is not None else None
    if company and not {"revenue", "sales_volume"}.intersection(spoken) and sells_pieces(story):
        spoken.append("sales_volume")
    if not company:
        spoken.sort(key=lambda code: entry(code).get("home") == "company")
    if quantity.kind == "points" and (verb := _contributes(items, at)) is not None:
        data = {**entry("gdp_contribution"), "home": "country", "rate": True}
        return Metric("gdp_contribution", data, verb.start, verb.end), "read", None
    if (
        quantity.kind == "price"
        and quantity.unit.endswith("/bbl")
        and not (frame.metric is not None and not frame.metric.weak and frame.fresh)
    ):
        return Metric("oil_price", entry("oil_price"), quantity.start, quantity.end), "read", None
    if topic is not None and topic.data.get("balance"):
        spoken.sort(key=lambda code: code != topic.code)

    on_bonds = any(item.kind == "I" and item.data.get("metric") == "bond_yield" for item in items)

    def take(metric: Metric | None) -> Metric | None:
        if metric is None:
            return None
        settled = settle(metric, quantity, company, spoken, story.named)
        if settled is not None and _of_market(settled, scene, at):
            return settled.renamed("stock_index")  # "Seoul shares rise over 1 percent"
        if settled is not None and settled.name == "benchmark" and on_bonds:
            return settled.renamed("bond_yield")  # "the return on the benchmark five-year government bonds"
        if settled is not None and settled.code == "acquisition_value" and quantity.kind == "percent" and settled.weak:
            return None  # "an 8 percent stake"
        if (
            settled is not None
            and "basis" in quantity.text
            and quantity.kind == "points"
            and not settled.data.get("rate")
            and not company
        ):
            return settled.renamed("policy_rate")
        if (
            settled is not None
            and settled.code == "acquisition_value"
            and not company
            and topic is not None
            and topic.code == "fdi"
        ):
            return settled.renamed("fdi")  # takeovers are one kind of the investment that a country receives
        if (
            settled is not None
            and not company
            and topic is not None
            and topic.code in _PRICED
            and settled.code == "average_price"
        ):
            return settled.renamed(_PRICED[topic.code])
        if (
            settled is not None
            and settled.code in {"net_income", "revenue", "operating_profit"}
            and _PER_SHARE.search(quantity.text)
        ):
            return settled.renamed("eps")
        if (
            settled is not None
            and settled.code == "commodity_price"
            and quantity.kind == "percent"
            and topic is not None
            and topic.code in {"consumer_prices", "producer_prices", "import_price", "export_price"}
        ):
            return settled.renamed(topic.code)  # "gasoline prices" in a report on consumer prices
        if (
            settled is not None
            and topic is not None
            and topic.negative
            and settled.code == topic.code
            and settled.name.split()[-1] in _GAPS
        ):
            return settled._replace(negative=True)
        return settled

    last = scene.last("fact")
    if (
        reading.rule == "from"
        and last is not None
        and state.metric is not None
        and state.metric.value.code == last.metric
    ):
        metric = take(state.metric.value)
        if metric is not None:
            return metric, "sentence", None  # what the value before it moved from
    own = reading.own
    if own is not None:
        at_own = items.index(own) if own in items else -1
        near = phrases.read(_complement(items, at_own), subject=False) if at_own >= 0 else Phrase()
        inside = (
            phrases.read(items[_opening(items, at) : at] + items[at + 1 : at_own + 1], subject=False)
            if at_own > at
            else Phrase()
        )
        for candidate in (own if own.kind == "M" else None, near.metric, inside.metric):
            metric = take(Metric.of(candidate)) if candidate is not None else None
            if metric is not None:
                return metric, "read", _merged(inside, near)
        if own.kind == "Y":
            metric = take(
                Metric(
                    "trade_balance",
                    entry("trade_balance"),
                    own.start,
                    own.end,
                    own.code == "deficit",
                    weak=True,
                    name="balance",
                )
            )
            if metric is not None:
                return metric, "read", near
        if own.kind == "S" and company and quantity.kind in {"percent", "fraction"} and near.metric is None:
            return Metric("market_share", entry("market_share"), own.start, own.end, name=own.low), "read", near
        if (
            own.kind in {"N", "S"}
            and (near.products or near.partners or near.bare)
            and frame.metric is None
            and state.metric is not None
        ):
            metric = take(state.metric.value)
            if metric is not None:
                return metric, "context", near
    left = _metric_left(items, at)
    if (
        left is not None
        and left.low in {"rate", "pace", "level"}
        and frame.fresh
        and frame.metric is not None
        and not frame.metric.weak
    ):
        left = None  # "Housing starts were at a rate of 1.31 million"
    worth = None  # "17 ships valued at $3 billion": what was booked is worth that, not a company
    if (
        left is not None
        and left.low == "valued at"
        and any(item.kind in {"Q", "M", "A"} for item in items[: items.index(left)])
    ):
        worth = left
    if left is not None and worth is None:
        metric = take(Metric.of(left))
        if metric is not None:
            return metric, "read", phrases.read(items[_phrase_start(items, left) : at], subject=True)
    right = _metric_right(items, at)
    if (
        right is not None
        and reading.rule == "percent of"
        and right[0].code in _WHOLES
        and not (reading.governor is None or scene.verb is not None and scene.verb.code == "share")
    ):
        held = frame.metric or (state.metric.value if state.metric is not None and frame.anaphoric else None)
        right = right if held is None or held.code in _WHOLES else None
        metric = take(held) if right is None else None
        if metric is not None:
            return metric, "read" if frame.fresh else "context", None
    if right is not None and (reading.measure in {None, "share_pct"} or frame.metric is None):
        metric = take(Metric.of(right[0]))
        if metric is not None and not (
            reading.measure == "share_pct" and frame.metric is not None and frame.metric.code == metric.code
        ):
            return metric, "read", right[1]
    if left is None and company and quantity.kind == "money" and (worth_of := valuing(items, at)) is not None:
        return Metric("market_cap", entry("market_cap"), worth_of.start, worth_of.end), "read", None
    if (
        company
        and beside_company(scene, at) is not None
        and state.metric is not None
        and story.number - state.metric.sentence <= 1
    ):
        listed = [
            fact.metric
            for fact in reversed(story.facts[-6:])
            if fact.char_start >= story.sentence.start and fact.measure == "level"
        ]
        for held in (state.metric.value, *(Metric(code, entry(code), -1, -1) for code in listed)):
            metric = take(held)
            if metric is not None:
                return metric, "context", None
    if frame.partner_by_place and not frame.fresh and (state.metric or state.topic) is not None:
        held = (state.metric if state.listing else None) or state.topic or state.metric
        metric = take(held.value) if held is not None else None
        if metric is not None:
            return metric, "context", None
    if frame.metric is not None:
        metric = take(frame.metric)
        if metric is not None:
            return metric, "read" if frame.fresh else "sentence", None
    place = (scene.phrase.bare or scene.phrase.reporters) and not scene.phrase.products and not scene.phrase.companies
    grows = next((item for item in reversed(items[:at]) if item.kind == "V" and item.low in _growth("economy")), None)
    if place and grows is not None and quantity.kind == "percent" and not state.listing and frame.metric is None:
        return Metric("gdp", entry("gdp"), grows.start, grows.end), "read", None  # "Germany grew 0.2 percent"
    for candidate in scene.phrase.metrics:
        metric = take(Metric.of(candidate))
        if metric is not None:
            return metric, "read", None
    abroad = any(item.low in {"overseas", "abroad"} for item in items)
    if abroad and any(
        item.low in {"sent", "sends", "send", "sold", "sells", "sell", "shipped", "ships", "ship"}
        for item in items[:at]
    ):
        metric = take(Metric("exports", entry("exports"), items[at].start, items[at].end))
        if metric is not None:
            return metric, "read", None
    for j in range(at - 1, -1, -1):
        if items[j].kind == "M" and items[j] is not worth:
            metric = take(Metric.of(items[j]))
            if metric is not None:
                return metric, "read", None
        if items[j].kind in {"A", "V"} and items[j].data:
            codes = items[j].data.get("metrics", ())
            if company:
                codes = sorted(codes, key=lambda code: entry(code).get("home") == "country")
                held = state.metric if state.metric is not None and state.metric.sentence == story.number else None
                if "production_volume" in codes and held is not None and held.value.code == "orders":
                    codes = ["orders"]  # "a deal to build seven LNG carriers"
                if "net_income" in codes and held is not None and held.value.code in _PROFITS:
                    codes = [held.value.code, *codes]
            if (
                not company
                and items[j].data.get("lemma") in {"sell", "ship", "deliver"}
                and topic is not None
                and topic.code in {"exports", "export_volume"}
            ):
                codes = ("exports", *codes)
            for code in codes:
                metric = take(Metric(code, entry(code), items[j].start, items[j].end))
                if metric is not None:
                    return metric, "read", None
    for item in items[at + 1 :]:
        if item.kind == "Q":
            break
        if item.kind == "M" and item.data.get("strength") != "weak" and quantity.kind in {"count", "number"}:
            metric = take(Metric.of(item))  # "some 7.2 million people were unemployed"
            if metric is not None:
                return metric, "read", None
    goods = [p for p in scene.phrase.products if p.strong and p.label in _TRADED]
    if goods and quantity.kind in {"percent", "money", "price"} and not company and at_market(story):
        code = "oil_price" if goods[0].label == "crude oil" else "commodity_price"
        metric = take(Metric(code, entry(code), goods[0].start, goods[0].end))
        if metric is not None:
            return metric, "read", None  # "Gold rose 2.2 percent to $3,362 an ounce"
    if frame.index is not None:
        code = frame.index.data.get("metric", "stock_index")
        metric = take(Metric(code, entry(code), frame.index.start, frame.index.end))
        if metric is not None:
            return metric, "read", None
    if scene.phrase.companies and measuring.sign_of(scene.verb) and at_market(story):
        item = scene.phrase.companies[-1]
        metric = take(Metric("share_price", entry("share_price"), item.start, item.end))
        if metric is not None:
            return metric, "read", None
    if state.metric is not None and continues(story, scene, quantity):
        held = state.metric
        only_names = scene.phrase.products or scene.phrase.partners or scene.phrase.bare
        if (
            (story.sentence.bullet or only_names)
            and not state.listing
            and state.topic is not None
            and scene.last("reading") is None
        ):
            held = state.topic
        metric = take(held.value)
        if metric is not None:
            return metric, "context", None
    if own is not None and own.kind == "N" and state.metric is not None and story.number - state.metric.sentence <= 1:
        metric = take(state.metric.value)  # "A Reuters poll had forecast a rise of 0.3%"
        if metric is not None:
            return metric, "context", None
    return None


#: Metrics in money and the quantities behind them.
_VOLUMES = {"exports": "export_volume", "imports": "import_volume", "revenue": "sales_volume"}


def by_volume(metric: Metric, items: list[Item], at: int) -> Metric:
    """The metric as a quantity where the text says so of its change: "fell 7 percent in volume terms"."""
    instead = _VOLUMES.get(metric.code)
    if instead is None:
        return metric
    behind = next((j for j in range(at + 1, len(items)) if items[j].kind in {"Q", "V"}), len(items))
    stretch = items[at + 1 : behind]
    if not any(item.kind == "G" and item.low in {"volume", "value"} for item in stretch):
        first = next((j for j in range(at) if items[j].kind == "Q"), at)
        stretch = items[:first]
    return metric.renamed(instead) if any(item.kind == "G" and item.low == "volume" for item in stretch) else metric


#: Profits that a verb as plain as "earn" may stand for.
_PROFITS = {"operating_profit", "pretax_profit", "net_income"}
#: What companies are ranked by.
_RANKED = {"market_share", "sales_volume", "production_volume", "orders", "capacity", "revenue"}


def continues(story: Story, scene: Scene, quantity: Quantity) -> bool:
    """Whether a clause without a metric goes on about the last one: it names a product or partner, or stands for the last subject."""
    phrase = scene.phrase
    recent = story.state.metric is not None and (story.number - story.state.metric.sentence) <= 2
    if recent and (
        _stands_for_last(story, scene, quantity) or (quantity.kind == "money" and expected(scene.clause.items))
    ):
        return True
    if phrase.companies and not phrase.products:
        ranked = recent and about_company(story) and story.state.metric.value.code in _RANKED
        return scene.clause.link == "ellipsis" or (ranked and quantity.kind in {"percent", "count"})
    if quantity.kind in {"number", "index_points"} and recent and state_takes_index(story):
        moved = any(item.kind == "N" for item in scene.clause.items)
        return moved or phrase.names_anything() or scene.last("reading") is not None or story.sentence.bullet
    if quantity.kind in {"count", "number"} and quantity.unit == "1":
        held = story.state.metric.value if story.state.metric is not None else None
        if (
            held is not None
            and recent
            and quantity.value >= 100
            and {"count"} & set(held.data.get("takes", ()))
            and (quantity.noun is None or is_counted(story, quantity))
        ):
            return True
        return recent and (
            scene.last("reading") is not None
            or bool(phrase.products and scene.verb is not None and measuring.sign_of(scene.verb))
        )
    return recent and (
        bool(
            phrase.products
            or phrase.partners
            or phrase.anaphor
            or phrase.pronoun
            or phrase.bare
            or phrase.change
            or phrase.share
        )
        or scene.last("reading") is not None
    )


def _of_market(metric: Metric, scene: Scene, at: int) -> bool:
    """Whether shares are those of a country's market, not of a company: "Asian shares", "Tokyo stocks"."""
    items = scene.clause.items
    shares = metric.code == "share_price" and metric.name in {
        "shares",
        "stocks",
        "stock prices",
        "share prices",
        "equities",
    }
    beside = any(a.kind == "L" and b.start == metric.start for a, b in pairwise(items[:at]))
    return shares and beside and scene.frame.company is None


def _stands_for_last(story: Story, scene: Scene, quantity: Quantity) -> bool:
    """Whether a clause speaks of the last number again: "Economists had expected a 6.5% rise", "The annual rate was 4.6%"."""
    phrase, items = scene.phrase, scene.clause.items
    named = phrase.companies or phrase.index or any(item.kind in {"M", "A"} for item in items)
    at = next((i for i, item in enumerate(items) if item.kind == "Q" and item.data is quantity), 0)
    before = items[:at]
    expected = any(item.kind == "V" and item.code == "project" for item in before)
    rate = any(item.low in {"annual rate", "yearly rate", "monthly rate", "annual pace"} for item in before)
    peak = any(item.low in {"high", "low", "peak"} for item in before[-2:]) and bool(before) and before[-1].low == "of"
    if peak and quantity.kind in {"number", "index_points"} and not named and state_takes_index(story):
        return True  # "nearing its all-time high of 4,221.87"
    amount = quantity.kind in {"percent", "money", "index_points"} or (
        quantity.kind in {"number", "count"} and quantity.noun is None
    )
    return not named and amount and (expected or (rate and quantity.kind == "percent"))


def state_takes_index(story: Story) -> bool:
    """Whether the last metric is an index, whose level is a plain number."""
    held = story.state.metric
    return held is not None and bool({"index_points", "number"} & set(held.value.data.get("takes", ())))


def is_counted(story: Story, quantity: Quantity) -> bool:
    """Whether the noun of a count is a thing the vocabulary knows, or a plain unit."""
    noun = (quantity.noun or "").lower()
    return noun in {"units", "unit"} or any(
        m.kind == "product" and m.start >= quantity.noun_start and m.end <= quantity.noun_end
        for m in within(story.mentions.names, quantity.noun_start, quantity.noun_end)
    )


#: Nouns of things that are counted without being an economic quantity.
_IDLE = {
    "item", "items", "category", "categories", "country", "countries", "nation", "nations", "partner", "partners",
    "region", "regions", "time", "times", "city", "cities", "company", "companies", "firm", "firms", "sector",
    "sectors", "area", "areas",
    "analyst", "analysts", "economist", "economists", "bank", "banks", "member", "members", "major", "markets",
    "market", "states", "state", "day", "days", "meeting", "meetings", "product", "products", "industry",
    "industries", "group", "groups", "way", "ways", "factor", "factors", "side", "sides", "others",
}  # fmt: skip


def counts(quantity: Quantity, metric: Metric, how: str) -> bool:
    """Whether a plain count measures the metric: not "two major partners", "six categories"."""
    nouns = set((quantity.noun or "").lower().split())
    if nouns & _IDLE:
        return False
    return quantity.value >= 100 or ("count" in metric.data.get("takes", ()) and how == "read")


def _complement(items: list[Item], at: int) -> list[Item]:
    """What a noun is of or in: "a 10 percent rise in crude oil purchases"."""
    if at + 1 >= len(items) or items[at + 1].kind != "R" or items[at + 1].low not in {"in", "of", "for", "to"}:
        return []
    out = [items[at + 1]]
    for i, item in enumerate(items[at + 2 :], at + 2):
        if item.kind == "T" and i == at + 2:
            continue  # "a rise in fourth-quarter profit"
        if item.kind in {"Q", "V", "T", ",", ";", "K"}:
            break
        out.append(item)
    return out


def _merged(first: Phrase, second: Phrase) -> Phrase:
    """Two phrases about one metric as one."""
    first.metric = first.metric or second.metric
    first.products = first.products or second.products
    first.partners = first.partners + second.partners
    first.reporters = first.reporters + second.reporters
    first.bare = first.bare + second.bare
    return first


def _metric_left(items: list[Item], at: int) -> Item | None:
    """A metric right before the number: "a trade surplus of $4.95 billion", "inflation at 2.3 percent"."""
    j = at - 1
    passed = False
    while j >= 0:
        item = items[j]
        if item.kind == "M":
            return item
        if (
            (
                item.kind == "R"
                and item.low
                in {"of", "at", "to", "above", "below", "around", "about", "by", "between", "under", "over", "worth"}
            )
            or item.kind in {"G", "E", "H"}
            or item.low in {"worth", "totaling", "totalling", "valued"}
        ):
            passed = True
            j -= 1
            continue
        if item.kind in {"T", "L", "P", "w"} and passed and j > 0:
            # "exports to China of $5 billion", "exports in May of ..."
            k = j
            while k >= 0 and items[k].kind in {"T", "L", "P", "w", "R", "E", "H"} and k > j - 6:
                k -= 1
            return items[k] if k >= 0 and items[k].kind == "M" and not any(x.kind == "V" for x in items[k:at]) else None
        return None
    return None


def _phrase_start(items: list[Item], item: Item) -> int:
    """Where the noun phrase around a metric begins."""
    j = items.index(item)
    while j > 0 and items[j - 1].kind in {"P", "L", "w", "H", "'", "E", "N", "C", "D", "G"}:
        j -= 1
    return j


def _opening(items: list[Item], at: int) -> int:
    """Where the noun phrase begins that holds the number: "the United States' 25 percent tariff"."""
    j = at
    while j > 0 and items[j - 1].kind in {"H", "E", "G", "'", "L"}:
        j -= 1
    return j


def _metric_right(items: list[Item], at: int) -> tuple[Item, Phrase] | None:
    """A metric right behind the number: "$700 billion in annual exports", "28.3 percent of total exports", "$35 billion worth of goods"."""
    j = at + 1
    while (
        j < len(items)
        and items[at].form in {"number", "count"}
        and (items[j].kind in {",", "J"} or items[j].form == items[at].form)
    ):
        j += 1  # "43.4 million, 28.6 million and 28.5 million units"
    if j < len(items) and items[j].low == "worth":
        j += 1
    if j >= len(items):
        return None
    if items[j].kind == "R" and items[j].low in {"in", "of", "for"}:
        j += 1
    stretch: list[Item] = []
    for item in items[j : j + 8]:
        if item.kind == "T" and item.code == "rate":
            continue  # "in annual exports"
        if item.kind in {"V", "Q", "T", ",", ";", "K", "R", "J"} and not (
            item.kind == "R" and item.low in {"of", "to"} and any(s.kind == "M" for s in stretch)
        ):
            break
        stretch.append(item)
    metric = next((item for item in stretch if item.kind == "M"), None)
    return (metric, phrases.read(stretch)) if metric is not None else None
