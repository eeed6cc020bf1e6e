"""Choose: the metric of a number, from the words beside it, its clause, or what the text is about."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from itertools import pairwise

from pipeline.linking import measure as measuring
from pipeline.linking import phrases
from pipeline.linking.beside import complement, merged, metric_left, metric_right, opening_of, phrase_start, taxed
from pipeline.linking.companies import beside_company, sells_pieces, valuing
from pipeline.linking.going import continues
from pipeline.linking.items import Item
from pipeline.linking.measure import Reading
from pipeline.linking.metric import Metric, entry, fits, is_shy, is_vague, settle
from pipeline.linking.phrases import Phrase
from pipeline.linking.quotes import near_last_rate
from pipeline.linking.story import Scene, Story, about_company, at_market, within
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: The unit of an exchange rate.
_PAIR = re.compile(r"[A-Z]{3}/[A-Z]{3}$")
_PER_WEIGHT = re.compile(r"/(?:t|bu|kg|lb|\[lb_av\]|ozt|\[oz_tr\]|\[bu_us\])$")
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
#: What a company does at a price: its share is meant.
_CLOSES = {
    "closed at",
    "ended at",
    "finished at",
    "settled at",
    "opened at",
    "traded at",
    "trading at",
    "trades at",
    "closes at",
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


#: Names of growth that are the economy's where the text has just spoken of it.
_GROWTH = {"growth", "growth rate", "expansion"}
_NEAR = 500
_FORESEEN = {"forecast", "forecasts", "projection", "estimate", "outlook", "prediction"}


def _of_economy(story: Story) -> bool:
    """Whether the economy was spoken of shortly before this sentence, and nothing else in it."""
    begin = story.sentence.start
    own = [m for m in within(story.mentions.names, begin, story.sentence.end) if m.kind == "metric"]
    if any(m.data.get("strength") != "weak" and m.code != "gdp" for m in own):
        return False
    return any(m.kind == "metric" and m.code == "gdp" for m in within(story.mentions.names, begin - _NEAR, begin))


def _loses(scene: Scene, at: int) -> Item | None:
    """The verb by which a company loses an amount itself: "Torvik Corp. lost $1.2 billion in the third quarter"."""
    before = [item for item in scene.clause.items[:at] if item.kind not in {"G", "E", "H", "b"}]
    own = bool(scene.phrase.companies) or scene.phrase.pronoun is not None
    loses = own and len(before) in {2, 3} and before[-1].low in {"lost", "loses", "lose"}
    return before[-1] if loses and before[-2].kind in {"C", "O"} else None


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
    if (
        _PAIR.match(quantity.unit)
        and quantity.kind != "percent"
        and not any(item.kind == "M" and item.code == "exchange_rate" for item in items)
    ):
        return Metric("exchange_rate", entry("exchange_rate"), quantity.start, quantity.end), "read", None
    if quantity.kind == "percent" and topic is not None and topic.code not in _WORTH:
        spoken = [
            _WORTH.get(code, code) for code in spoken
        ]  # "coffee shipments gained 31.6 percent" in a report on values
    goods = [p for p in scene.phrase.products if p.strong and not p.label.startswith("excluding")]
    priced = quantity.kind == "price" and _PER_WEIGHT.search(quantity.unit)
    if quantity.kind == "percent" and (reading.sign or 0):
        later = next((item.data for item in items[at + 1 :] if item.kind == "Q"), None)
        priced = later is not None and later.kind == "price" and _PER_WEIGHT.search(later.unit)
    if priced and goods and not frame.fresh and not company:
        return Metric("commodity_price", entry("commodity_price"), goods[0].start, goods[0].end), "read", None
    if topic is not None and topic.code in {"budget_balance", "budget", "tax_revenue", "government_spending"}:
        spoken += ["tax_revenue", "government_spending"]  # "receipts", "outlays"
    if topic is not None and topic.data.get("balance"):
        own_code = (
            frame.metric.code if frame.fresh and frame.metric is not None and not frame.metric.weak else topic.code
        )
        spoken.sort(key=lambda code: (code != own_code, code != topic.code))  # "The goods account posted a surplus"

    last_told = story.facts[-1] if story.facts else None
    apposed = at > 1 and items[at - 1].kind == "," and items[at - 2].kind == "Q"
    if (
        reading.rule == "number + comparative"
        and apposed
        and last_told is not None
        and last_told.char_end == items[at - 2].end
    ):
        metric = Metric(last_told.metric, entry(last_told.metric), last_told.char_start, last_told.char_end)
        return (
            metric._replace(negative=last_told.value < 0),
            "sentence",
            None,
        )  # "a deficit of $22 million, 10 percent larger than"
    bare = frame.metric is None or frame.metric.code == "exchange_rate" or is_vague(frame.metric.name)
    if bare and frame.index is None and (held := near_last_rate(story, quantity)) is not None:
        return Metric("exchange_rate", entry("exchange_rate"), held.start, held.end), "context", None

    on_bonds = any(item.kind == "I" and item.data.get("metric") == "bond_yield" for item in items)

    by_state = any(a.low == "government" and b.kind == "'" for a, b in pairwise(items[:at]))
    at_home = any(item.low == "domestic" or item.low.startswith("domestic ") for item in items[:at])

    def take(metric: Metric | None) -> Metric | None:
        if metric is None:
            return None
        if metric.code == "eps" and quantity.kind in {"money", "price"}:
            return metric  # "earnings of 66 cents per share. Analysts forecast 65 cents"
        gauge = state.metric.value if state.metric is not None and metric.weak and is_vague(metric.name) else None
        if gauge is not None and gauge.name.endswith(_GAUGES) and gauge.name.endswith(metric.name.removeprefix("the ")):
            metric = gauge  # "when the index fell 19.8 percent"
        told = (
            [c for c in spoken if entry(c).get("home") != "country"] if company and metric.name == "sales" else spoken
        )
        foreseen = any(item.code == "project" or item.low in _FORESEEN for item in items[:at])
        if metric.name in _GROWTH and foreseen and not company and _of_economy(story):
            told = ["gdp", *told]
        settled = settle(metric, quantity, company, told, story.named)
        if settled is not None and _of_market(settled, scene, at):
            return settled.renamed("stock_index")  # "Seoul shares rise over 1 percent"
        if (
            settled is not None
            and settled.weak
            and settled.name in {"index", "benchmark", "gauge", "barometer"}
            and frame.index is not None
            and frame.index.data.get("metric", "stock_index") != settled.code
        ):
            return settled.renamed(
                frame.index.data.get("metric", "stock_index")
            )  # "Global oil benchmark Brent crude climbed"
        abroad = settled is not None and settled.name.startswith("overseas sales") and topic is not None
        if (
            settled is not None
            and abroad
            and topic is not None
            and topic.code == "exports"
            and quantity.kind != "count"
        ):
            return settled.renamed("exports")
        if settled is not None and settled.code == "exports" and settled.name.endswith("sales") and at_home:
            return settled.renamed("sales_volume")  # "Domestic sales of cars" in a report on exports
        if settled is not None and settled.code == "consumption" and settled.weak and by_state:
            return settled.renamed("government_spending")  # "The government's total spending"
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
            and settled.name.endswith("sale price")
            and (topic is not None and topic.code == "house_prices")
        ):
            return settled.renamed("house_prices")
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
            and settled.code == "average_price"
            and (flow := next((code for code in spoken if code in _PRICED), None)) is not None
        ):
            return settled.renamed(_PRICED[flow])
        if (
            settled is not None
            and settled.code in {"net_income", "revenue", "operating_profit"}
            and _PER_SHARE.search(quantity.text)
        ):
            return settled.renamed("eps")
        if (
            settled is not None
            and settled.code in {"commodity_price", "average_price", "costs"}
            and quantity.kind == "percent"
            and topic is not None
            and topic.code
            in {"consumer_prices", "core_consumer_prices", "producer_prices", "import_price", "export_price"}
        ):
            return settled.renamed(topic.code.removeprefix("core_"))  # "gasoline prices" in a report on consumer prices
        if (
            settled is not None
            and settled.data.get("balance")
            and settled.name.split()[-1] in _GAPS
            and (
                (topic is not None and topic.negative and settled.code == topic.code)
                or (settled.code == "trade_balance" and "surplus" not in story.text)
            )
        ):
            return settled._replace(negative=True)
        return settled

    last = scene.last("fact")
    if (
        (reading.rule == "from" or (reading.rule.startswith("compared") and not frame.fresh))
        and last is not None
        and state.metric is not None
        and state.metric.value.code == last.metric
    ):
        held = state.metric.value
        metric = held if fits(held, quantity) == held.code else take(held)
        if metric is not None:
            return metric, "sentence", None  # what the value before it moved from
    if (
        reading.rule == "to"
        and scene.fact is not None
        and state.metric is not None
        and quantity.kind in measuring.AMOUNTS
    ):
        last_at = next((j for j in range(at - 1, -1, -1) if items[j].kind == "Q"), -1)
        if (
            last_at >= 0
            and items[last_at].start == scene.fact.char_start
            and all(item.kind in {"Q", "R", "G", "E", "H", "D"} for item in items[last_at:at])
        ):
            metric = take(state.metric.value)
            if metric is not None:
                return metric, "sentence", None  # "raised its dividend by 12 percent to 1.68 euros a share"
    if quantity.kind == "money" and (traded := _on_balance(items, at)) is not None:
        bought = traded.low in _BUYS_SHARES
        return (
            Metric("net_buying", entry("net_buying"), traded.start, traded.end, negative=not bought, name="net"),
            "read",
            None,
        )
    if quantity.kind == "money" and (issued := _issued(items, at)) is not None:
        return Metric("bond_issuance", entry("bond_issuance"), issued.start, issued.end), "read", None
    told = scene.fact
    if (
        reading.rule == "up or down"
        and told is not None
        and told.measure == "level"
        and at > 1
        and _right_behind(items, at)
        and quantity.kind in {"percent", "points"}
    ):
        held = Metric(told.metric, entry(told.metric), told.char_start, told.char_end, told.value < 0)
        return held, "read" if frame.fresh else "sentence", None  # "reached $892 million, up 18.6 percent"
    own = reading.own
    if own is not None and own.kind == "M" and own.low in {"unit", "units"} and company:
        named = next((x for x in reversed(items[:at]) if x.kind in {"M", "Q"}), None)
        strong = named is not None and named.kind == "M" and named.low not in {"unit", "units"} and not is_shy(named)
        metric = take(Metric.of(named)) if named is not None and strong else None
        if metric is not None and metric.code in {"capacity", "production_volume", "export_volume"}:
            return (
                metric,
                "read",
                phrases.read(items[phrase_start(items, named) : items.index(named) + 1], subject=True),
            )
        if _able(items, at):
            return Metric("capacity", entry("capacity"), own.start, own.end), "read", None
    if own is not None:
        at_own = items.index(own) if own in items else -1
        near = phrases.read(complement(items, at_own), subject=False) if at_own >= 0 else Phrase()
        inside = (
            phrases.read(items[opening_of(items, at) : at] + items[at + 1 : at_own + 1], subject=False)
            if at_own > at
            else Phrase()
        )
        pieces = (frame.metric.data.get("instead") or {}).get("count") if frame.metric is not None else None
        told_of = take(frame.metric) if own.low in {"units", "unit"} and frame.metric is not None else None
        if told_of is not None and told_of.code in {"sales_volume", "production_volume"}:
            return told_of, "read" if frame.fresh else "sentence", None  # "overseas sales declined to 214,809 units"
        of_trade = topic is not None and topic.code in {"exports", "imports", "export_volume", "import_volume"}
        if own.low in {"units", "unit"} and frame.metric is not None and of_trade and pieces in _VOLUMES.values():
            return frame.metric.renamed(pieces), "read" if frame.fresh else "sentence", None
        if own.low in {"units", "unit"} and frame.metric is not None and "count" in frame.metric.data.get("takes", ()):
            return (
                frame.metric,
                "read" if frame.fresh else "sentence",
                None,
            )  # "housing starts fell to a rate of 982,000 units"
        for candidate in (own if own.kind == "M" else None, near.metric, inside.metric):
            metric = take(Metric.of(candidate)) if candidate is not None else None
            if metric is not None:
                return metric, "read", merged(inside, near)
        possessor = items[at - 2] if at > 1 and items[at - 1].kind == "'" and items[at - 2].kind == "I" else None
        if possessor is not None:  # "outperforming the KOSPI's 0.95 percent fall"
            near.index = possessor
        if own.kind == "N" and near.index is not None:
            metric = take(Metric(code := near.index.data.get("metric", "stock_index"), entry(code), own.start, own.end))
            if metric is not None:
                return metric, "read", near
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
        if own.kind == "N" and near.products and near.products[0].strong and frame.metric is not None and not company:
            metric = take(frame.metric)
            if metric is not None:
                return metric, "sentence", near  # "imports grew, driven by a 55% jump in telecommunications equipment"
    if company and quantity.kind == "money" and at + 1 < len(items) and items[at + 1].low in {"project", "projects"}:
        return Metric("investment", entry("investment"), items[at + 1].start, items[at + 1].end), "read", None
    if company and quantity.kind == "money" and (deal := _contract(items, at)) is not None:
        return Metric("orders", entry("orders"), deal.start, deal.end), "read", None
    if company and quantity.kind == "money" and (bought := _bought(items, at)) is not None:
        return Metric("acquisition_value", entry("acquisition_value"), bought.start, bought.end), "read", None
    left = metric_left(items, at)
    if left is not None and taxed(items, items.index(left)):
        left = None
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
    costs = next((item for item in reversed(items[:at]) if item.low in {"costing", "worth", "valued"}), None)
    if costs is not None and quantity.kind == "money" and last is not None and last.metric in _WORTH and not company:
        metric = take(Metric(_WORTH[last.metric], entry(_WORTH[last.metric]), costs.start, costs.end))
        if metric is not None:
            return metric, "sentence", None  # "imported 2.4 million tonnes of wheat, costing $660 million"
    if left is not None and worth is None:
        metric = take(Metric.of(left))
        if metric is not None:
            return metric, "read", phrases.read(items[phrase_start(items, left) : at], subject=True)
    right = metric_right(items, at)
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
    if frame.partner_by_place and not frame.fresh and any(item.low in _BUYERS for item in items[:at]):
        metric = take(Metric("exports", entry("exports"), items[at].start, items[at].end))
        if metric is not None and topic is not None and entry(topic.code).get("home") == "country":
            return metric, "context", None  # "Japan was the top buyer with $57 million"
    if frame.partner_by_place and not frame.fresh and (state.metric or state.topic) is not None:
        flow = next(
            (item for item in reversed(items[:at]) if item.kind == "M" and item.code in {"exports", "imports"}), None
        )
        metric = take(Metric.of(flow)) if flow is not None else None
        if metric is not None:
            return metric, "read", None  # "China was the top source of imports, at $2.4 billion"
        of_rates = story.sentence.bullet and state.metric is not None and state.metric.value.data.get("rate")
        held = (state.metric if state.listing or of_rates else None) or state.topic or state.metric
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
    if frame.metric is None and quantity.kind == "money" and (verb := _loses(scene, at)) is not None:
        return Metric("net_income", entry("net_income"), verb.start, verb.end, negative=True, name="lost"), "read", None
    for j in range(at - 1, -1, -1):
        if items[j].kind == "M" and items[j] is not worth and not taxed(items, j):
            metric = take(Metric.of(items[j]))
            if metric is not None:
                return metric, "read", None
        if items[j].kind in {"A", "V"} and items[j].data:
            codes = items[j].data.get("metrics", ())
            if "funding" in codes and (
                quantity.kind != "money" or any(item.code == "project" for item in items[j + 1 : at])
            ):
                codes = [code for code in codes if code != "funding"]  # "raised its forecast to $2 billion"
            if company:
                codes = sorted(codes, key=lambda code: entry(code).get("home") == "country")
                near_by = 1 if scene.phrase.pronoun is not None else 0
                held = (
                    state.metric
                    if state.metric is not None and story.number - state.metric.sentence <= near_by
                    else None
                )
                if "production_volume" in codes and held is not None and held.value.code == "orders":
                    codes = ["orders"]  # "a deal to build seven LNG carriers"
                if "net_income" in codes and held is not None and held.value.code in _PROFITS:
                    codes = [held.value.code, *codes]
            if items[j].data.get("lemma") in {"spend", "invest"} and any(
                x.low.endswith("government") for x in items[:j]
            ):
                codes = ("government_spending", *codes)
            if not company and _trades(items[j].data.get("lemma"), topic, items):
                codes = ("exports", *codes)
            elif (
                not company
                and items[j].data.get("lemma") in {"buy", "purchase"}
                or not company
                and items[j].data.get("lemma") == "cost"
                and last is not None
                and last.metric == "imports"
            ):
                codes = ("imports", *codes)
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
    priced = at_market(story) or any(fact.metric in {"oil_price", "commodity_price"} for fact in story.facts)
    if goods and quantity.kind in {"percent", "money", "price"} and not company and priced:
        code = "oil_price" if goods[0].label == "crude oil" else "commodity_price"
        metric = take(Metric(code, entry(code), goods[0].start, goods[0].end))
        if metric is not None:
            return metric, "read", None  # "Gold rose 2.2 percent to $3,362 an ounce"
    index = frame.index
    if index is None and quantity.kind in {"number", "index_points"}:
        index = next(
            (item for item in reversed(items[:at]) if item.kind == "I"), None
        )  # "sets its KOSPI target at 4,300"
    if index is not None:
        code = index.data.get("metric", "stock_index")
        metric = take(Metric(code, entry(code), index.start, index.end))
        if metric is not None:
            return metric, "read", None
    goes_on = scene.clause.link == "same" and frame.company is not None and not scene.phrase.names_anything()
    closes = (
        quantity.kind == "money"
        and scene.verb is not None
        and scene.verb.low in _CLOSES
        and bool(scene.phrase.companies)
    )
    if closes or ((scene.phrase.companies or goes_on) and measuring.sign_of(scene.verb) and at_market(story)):
        item = scene.phrase.companies[-1] if scene.phrase.companies else frame.company
        metric = take(Metric("share_price", entry("share_price"), item.start, item.end))
        if metric is not None:
            return metric, "read", None
    goes_on = (
        scene.phrase.pronoun is not None and state.told_of is not None and state.told_of.sentence == story.number - 1
    )
    if (goes_on or _opens_with_verb(story, scene)) and (told := state.told_of) is not None:
        metric = take(told.value)
        if metric is not None:
            return metric, "context", None  # "Core prices remained high. They jumped 0.4%"
    if state.metric is not None and continues(story, scene, quantity):
        held = state.metric
        only_names = scene.phrase.products or scene.phrase.partners or scene.phrase.bare
        if (
            (story.sentence.bullet or only_names)
            and not state.listing
            and state.topic is not None
            and scene.last("reading") is None
            and (
                story.sentence.bullet
                or state.metric.paragraph != story.sentence.paragraph
                or not any(item.kind == "L" and item.form == "region" for item in items[:2])
            )
        ):
            held = state.topic
        if quantity.kind == "percent" and topic is not None and topic.code not in _WORTH and only_names:
            held = replace(held, value=held.value.renamed(_WORTH.get(held.value.code, held.value.code)))
        metric = take(held.value)
        if metric is not None:
            return metric, "context", None
    forecast = any(
        item.low in {"forecast", "guidance", "outlook", "range", "estimate", "estimates"} for item in items[:at]
    )
    if company and forecast and _PER_SHARE.search(quantity.text) and {"eps", "net_income"} & {*spoken}:
        return (
            Metric("eps", entry("eps"), items[at].start, items[at].end),
            "context",
            None,
        )  # "its forecast to $3.05 per share"
    if own is not None and own.kind == "N" and state.metric is not None and story.number - state.metric.sentence <= 1:
        codes = dict.fromkeys(fact.metric for fact in reversed(story.facts[-5:]))
        for held in (state.metric.value, *(Metric(code, entry(code), -1, -1) for code in codes)):
            metric = take(held)  # "A Reuters poll had forecast a rise of 0.3%"
            if metric is not None:
                return metric, "context", None
    return None


def _trades(lemma: str | None, topic: Metric | None, items: list[Item]) -> bool:
    """Whether a country's earning or selling is its exports: in a report on exports, or "earned $4.9 billion from exporting rice"."""
    exporting = any(
        item.code == "exports" or (item.kind in {"A", "V"} and item.low.startswith("export")) for item in items
    )
    on_exports = topic is not None and topic.code in {"exports", "export_volume", "trade_volume", "trade_balance"}
    return (lemma in {"sell", "ship", "deliver"} and on_exports) or (lemma == "earn" and (on_exports or exporting))


def growth_row(story: Story, quantity: Quantity) -> Metric | None:
    """The growth that a row without words tells of, its per cent said above: "South Korea 2022: 2.6 (3.0)"."""
    told = story.state.topic
    items = story.scenes[0].clause.items
    if (
        told is None
        or not (told.value.growth or told.value.code == "gdp")
        or quantity.kind != "number"
        or abs(quantity.value) >= 100
    ):
        return None
    places = [item for item in items if item.kind == "L"]
    plain = all(item.kind in {"L", "T", "Q", "H", "E", ".", ",", ";"} for item in items)
    return told.value._replace(growth=True) if len(places) == 1 and plain and quantity.decimals else None


_BUYS_SHARES = {
    "bought",
    "buy",
    "buys",
    "buying",
    "purchased",
    "purchase",
    "purchasing",
    "snapped",
    "scooped",
    "picked",
}
_SELLS_SHARES = {"sold", "sell", "sells", "selling", "dumped", "dump", "dumping", "offloaded", "offload", "unloaded"}


def _on_balance(items: list[Item], at: int) -> Item | None:
    """The verb by which investors trade an amount on balance: "retail investors bought a net 820.13 billion won"."""
    if at == 0 or not any(item.low == "net" for item in items[max(0, at - 2) : at]):
        return None
    for item in reversed(items[max(0, at - 7) : at]):
        if item.low in _BUYS_SHARES | _SELLS_SHARES:
            return item
        if item.kind in {",", "K", "W"}:
            return None
    return None


#: What is sold in an issue of debt, and who says so.
_DEBT = {"bonds", "notes", "debentures", "bond"}
_ISSUES = {
    "sold",
    "sell",
    "sells",
    "selling",
    "issued",
    "issue",
    "issues",
    "issuing",
    "priced",
    "raised",
    "raise",
    "raising",
}


def _issued(items: list[Item], at: int) -> Item | None:
    """The bonds that are sold for an amount: "sold $400 million of three-year social bonds"."""
    if not any(item.low in _ISSUES for item in items[max(0, at - 5) : at]):
        return None
    for item in items[at + 1 : at + 9]:
        if item.low.split()[-1] in _DEBT:
            return item
        if item.kind in {"V", "Q", ",", "K", "W"} and not (item.kind == "Q" and item.form in {"duration", "physical"}):
            return None
    return None


def _right_behind(items: list[Item], at: int) -> bool:
    """Whether "up" or "down" and a number follow another number with no more than its time between."""
    for item in reversed(items[: at - 1]):
        if item.kind == "Q":
            return True
        if item.kind not in {",", "T", "R", "E", "D", "G"}:
            return False
    return False


def _opens_with_verb(story: Story, scene: Scene) -> bool:
    """Whether a line of a list goes on with the subject of the line that leads to it: "Industrial production: - decreased by 0.7% for energy"."""
    told, held = story.state.told_of, story.state.metric
    first = scene.clause.items[0]
    leads = told is not None and (held is None or held.sentence <= told.sentence or held.value.code == told.value.code)
    return story.sentence.bullet and first.kind == "V" and first.code in {"up", "down"} and leads


#: Metrics in money and the quantities behind them.
_VOLUMES = {"exports": "export_volume", "imports": "import_volume", "revenue": "sales_volume"}


#: The worth of what was shipped.
_WORTH = {"export_volume": "exports", "import_volume": "imports"}
_SIZES = {"volume", "quantity", "tonnage", "value", "turnover"}


def by_volume(metric: Metric, items: list[Item], at: int) -> Metric:
    """The metric as a quantity where the text says so of its change: "fell 7 percent in volume terms"."""
    instead = _VOLUMES.get(metric.code)
    if instead is None:
        return metric
    behind = next((j for j in range(at + 1, len(items)) if items[j].kind in {"Q", "V"}), len(items))
    stretch = items[at + 1 : behind]
    if not any(item.kind == "G" and item.low in _SIZES for item in stretch):
        first = next((j for j in range(at) if items[j].kind == "Q"), at)
        stretch = items[:first]
    by_size = any(item.kind == "G" and item.low in {"volume", "quantity", "tonnage"} for item in stretch)
    return metric.renamed(instead) if by_size else metric


_BUYS = {
    "acquire",
    "acquires",
    "acquired",
    "acquiring",
    "buy",
    "buys",
    "bought",
    "buying",
    "purchase",
    "purchases",
    "purchased",
    "purchasing",
}
#: What a company buys without taking anybody over.
_WARES = {
    "land",
    "equipment",
    "chips",
    "aircraft",
    "planes",
    "jets",
    "ships",
    "vessels",
    "oil",
    "gas",
    "machines",
    "goods",
    "bonds",
}


#: Who takes what a country exports.
_BUYERS = {"buyer", "buyers"}
_MAKES = {"make", "produce", "build", "manufacture", "assemble", "process", "churn out", "turn out"}


def _able(items: list[Item], at: int) -> bool:
    """Whether somebody can make as many: "The plant can make up to 100,000 units a year"."""
    before = items[max(0, at - 5) : at]
    able = any(a.low in {"can", "could", "to"} and b.low in _MAKES for a, b in pairwise(before))
    can = any(item.low in {"can", "could", "able", "capable"} for item in before)
    return able and can


_CONTRACTS = {"contract", "contracts", "deal", "deals", "order", "orders", "agreement", "agreements"}


def _contract(items: list[Item], at: int) -> Item | None:
    """The contract that is worth the number: "signed a contract to export tanks to Poland worth 8.8 trillion won"."""
    if not at or items[at - 1].low not in {"worth", "valued at"}:
        return None
    for i in range(at - 2, -1, -1):
        if items[i].low in _CONTRACTS:
            signed = any(item.low in _SIGNED for item in items[:i])
            return items[i] if signed and items[i].kind in {"M", "w"} else None
        if items[i].kind in {"Q", "K", "W"}:
            return None
    return None


_SIGNED = {
    "signed",
    "sign",
    "signs",
    "signing",
    "won",
    "wins",
    "win",
    "winning",
    "clinched",
    "secured",
    "secures",
    "landed",
    "inked",
    "bagged",
}


def _bought(items: list[Item], at: int) -> Item | None:
    """The verb of a takeover whose price the number is: "acquired a controlling stake for 82.3 billion won"."""
    j = at - 1
    while j >= 0 and items[j].kind in {"G", "E"}:
        j -= 1
    if j < 1 or items[j].low not in {"for", "at"}:
        return None
    for i in range(j - 1, -1, -1):
        if items[i].low in _BUYS:
            return items[i]
        if (
            items[i].low in _WARES
            or items[i].kind in {"V", "K", "W"}
            or (items[i].kind == "Q" and items[i].form == "money")
        ):
            return None
    return None


#: Profits that a verb as plain as "earn" may stand for.
_PROFITS = {"operating_profit", "pretax_profit", "net_income"}


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


#: Nouns of things that are counted without being an economic quantity.
_IDLE = {
    "item", "items", "category", "categories", "country", "countries", "nation", "nations", "partner", "partners",
    "region", "regions", "time", "times", "city", "cities", "company", "companies", "firm", "firms", "sector",
    "sectors", "area", "areas",
    "analyst", "analysts", "economist", "economists", "bank", "banks", "member", "members", "major", "markets",
    "market", "states", "state", "day", "days", "meeting", "meetings", "product", "products", "industry",
    "industries", "group", "groups", "way", "ways", "factor", "factors", "side", "sides", "others",
}  # fmt: skip


_GAUGES = (" index", " gauge", " indicator")


def counts(quantity: Quantity, metric: Metric, how: str) -> bool:
    """Whether a plain count measures the metric: not "two major partners", "six categories"."""
    if quantity.noun is None and metric.name.endswith(_GAUGES):
        return how == "read"
    nouns = set((quantity.noun or "").lower().split())
    if nouns & _IDLE:
        return False
    return quantity.value >= 100 or ("count" in metric.data.get("takes", ()) and how == "read")
