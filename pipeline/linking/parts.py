"""Parts: the product and the partner of a number, and the two sides of a tariff."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.linking import phrases
from pipeline.linking.divisions import division_of
from pipeline.linking.items import Item
from pipeline.linking.measure import Reading
from pipeline.linking.metric import Metric
from pipeline.linking.onegood import TOLD_OF_ONE
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, Story, about_company, within
from pipeline.linking.subject import FLOWS
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: What belongs to a company as a whole, whatever its clause names.
_OF_THE_WHOLE = {"share_price", "market_cap", "eps", "dividend", "price_target"}
_PROFITS = {"net_income", "pretax_profit", "operating_profit", "ebitda"}
#: What a firm has as a whole, of no product.
_OF_A_FIRM = {"share_price", "market_cap", "eps", "dividend"}
#: What a company sells or makes in a place that is named with it: "sold 1.84 million vehicles in the United States".
_MARKETED = {"sales_volume", "revenue", "market_share", "production_volume", "operating_profit"}
#: What reports on one branch count: their companies' numbers are of its product.
#: What a report on the trade of one good tells of it besides.
_OF_GOODS = {"export_price", "import_price", "production_volume", "commodity_price"}
_OF_A_TRADE = {"sales_volume", "market_share", "market_size", "production_volume"}


#: How the change of an amount right before it is read.
_CHANGES_OF = {"number + comparative", "up or down", "noun of change + of", "number + noun of change"}


def parts_of(
    story: Story,
    scene: Scene,
    at: int,
    quantity: Quantity,
    metric: Metric,
    near: Phrase | None,
    reading: Reading,
    order: int,
) -> tuple[list[Product], list[Item], str]:
    """Products and partners of a number: those beside it, else the subject's, else (for what stands in for it) the last ones."""
    clause, frame, state = scene.clause, scene.frame, story.state
    items = clause.items
    behind = phrases.read(_behind(items, at), subject=False)
    between = phrases.read(_between(items, at), subject=False)
    products = list(frame.products)
    partners = list(frame.partners)
    where = "read"
    if near is not None and near.metric is not None and reading.measure != "share_pct":
        strong = [p for p in near.products if p.strong] or near.products
        if strong:
            products = strong
        elif (
            near.metric.data.get("strength") != "weak"
            and scene.clause.cue != "with"
            and not (products and products[0].strong and not frame.fresh)
        ):
            products = [
                p for p in products if p.strong and frame.metric is not None and frame.metric.code == metric.code
            ]
        elif (frame.metric is None or frame.metric.code != metric.code) and near.metric.low not in {"unit", "units"}:
            products = [] if frame.fresh else products
        partners = near.partners or ([] if near.products else partners)
    if reading.own is not None and near is not None and near.metric is None:
        products = near.products or products
        partners = near.partners or near.bare or partners
    for extra, stretch in ((between, _between(items, at)), (behind, _behind(items, at))):
        if metric.code in FLOWS:
            partners = extra.partners or partners
        domestic = metric.data.get("home") == "country" and metric.code not in FLOWS
        named = bool(stretch) and stretch[0].low in (
            {"of", "for"} if domestic else {"of"}
        )  # "decreased by 0.7% for energy"
        if not products and stretch and (stretch[0].kind in {"P", "w", "H", "G"} or named):
            products = [p for p in extra.products if p.strong][:1]
    if metric.code in {"investment", "capex"} and not products:
        spent_on = _behind(items, at)
        if (
            spent_on
            and (not metric.name or spent_on[0].low == "for")
            and spent_on[0].low in {"in", "on", "for"}
            and not (behind.reporters or behind.bare)
        ):
            name = phrases.open_name(spent_on, 1)
            products = behind.products or ([Product(name.label, name.start, name.end)] if name is not None else [])
    if metric.code in {"investment", "capex"} and not partners and quantity.kind == "money":
        partners = behind.reporters  # "$350 billion worth of investments in US industries"
    if metric.code in FLOWS and _with_it(items, at):
        partners = state.partners or partners or _last_place(story)
    if metric.code in FLOWS and at > 1 and items[at - 1].low == "with" and items[at - 2].kind == "L":
        partners = [items[at - 2]]  # "It was followed by Japan with $923 million"
    told = scene.facts[-1] if scene.facts else None
    if not partners and told is not None and told.metric == metric.code and reading.rule in _CHANGES_OF:
        partners = [item for item in items if item.kind == "L" and item.code == told.partner][:1]
    if not partners and metric.code in _MARKETED and frame.company is not None:
        partners = [p for p in behind.reporters if p.code != "WORLD"][-1:] or _adjectival(items, at, metric)
    own = _behind(items, at)
    if metric.code in FLOWS and own and own[0].low in {"of", "worth"} and reading.measure in {None, "level"}:
        listed = phrases.read(own, subject=False)
        if listed.metric is None:
            products = [p for p in listed.products if p.strong and p.label != "goods"][
                :1
            ] or products  # "$5.9 billion of machinery"
    if not products and metric.code in FLOWS and quantity.kind == "money":
        products = _traded(items, at)
    if metric.code == "market_size" and not products and (market := _of_market(items, metric)) is not None:
        products = [market]
    if (
        metric.code == "fdi"
        and not products
        and metric.name.startswith(("mergers", "m&a", "acquisitions", "takeovers"))
    ):
        products = [Product("mergers and acquisitions", metric.start, metric.end)]
    if metric.code == "trade_volume" and not partners and metric.name.startswith(("two-way", "bilateral", "mutual")):
        partners = list(state.topic_partners or state.partners)
    if (
        metric.code in {"sales_volume", "revenue"}
        and metric.name.startswith(("overseas", "foreign", "international", "sales overseas", "sales abroad"))
        and not products
    ):
        products = [Product("overseas", metric.start, metric.end)]
    if metric.code == "wages" and "minimum" in metric.name and not products:
        products = [Product("minimum wage", metric.start, metric.end)]
    if metric.code in _OF_A_FIRM:
        products = []
    if metric.code in {
        "exports",
        "imports",
        "trade_balance",
        "trade_volume",
        "export_volume",
        "import_volume",
        "tariff_rate",
    }:
        products = [p for p in products if p.label not in {"overseas", "goods", "foreign"}]
    if metric.code in {"stock_index", "bond_yield", "oil_price"} and not products:
        own = next((item for item in items if item.kind == "I" and item.start == metric.start), None)
        own = own or next((x for x in items[:at] if x.kind == "I" and x.data.get("metric") == metric.code), None)
        index = frame.index or own or between.index or behind.index
        if index is not None:
            products = [Product(index.code, index.start, index.end)]
    if (
        not products
        and frame.index is not None
        and frame.index.data.get("metric") == "oil_price"
        and metric.code in _OF_CRUDE
    ):
        products = [Product("crude oil", frame.index.start, frame.index.end)]  # "U.S. crude inventories"
    if metric.code in _FISCAL:
        products = [p for p in products if p.label not in {"government", "federal government", "public"}]
    if metric.code in {"industrial_production", "production_volume"}:
        products = [p for p in products if p.label != "output"]  # "production output"
    if (
        metric.code in {"stock_index", "oil_price"}
        and frame.index is not None
        and products
        and products[0].label != frame.index.code
    ):
        products = [
            Product(frame.index.code, frame.index.start, frame.index.end)
        ]  # "The Russell 2000 index of smaller companies"
    if metric.code == "bond_yield" and not products:
        products = bond_of(story, scene, metric)
    last = scene.last("fact")
    if (
        not products
        and not frame.fresh
        and near is None
        and last is not None
        and last.product is not None
        and _kin(last.metric) == _kin(metric.code)
        and (clause.link in {"ellipsis", "paren"} and partners or reading.rule == "percent of")
    ):
        products = [
            Product(last.product, last.char_start, last.char_end)
        ]  # "followed by Egypt with 72.6 million kilos"
    numbered = sum(i.kind == "Q" for i in items)
    if order >= 0 and numbered == 2 and len(products) == 1 and products[0].label.count(" and ") == 1:
        both = products[0]
        products = [Product(label, both.start, both.end) for label in both.label.split(" and ")]
    if order >= 0 and len(products) < 2 and len(partners) < 2:
        told = [fact for fact in story.facts if fact.char_start >= story.sentence.start]
        numbers = sum(item.kind == "Q" for item in items)
        if len(told) == numbers + order and told[order].product is not None and told[order].metric != metric.code:
            products = [Product(told[order].product, told[order].char_start, told[order].char_end)]
    elif order >= 0:
        count = sum(item.kind == "Q" for item in items)
        if len(products) > 1 and (order < len(products) or not count % len(products)):
            products = [products[order % len(products)]]
        if len(partners) > 1 and (order < len(partners) or not count % len(partners)):
            partners = [partners[order % len(partners)]]
    elif len(products) > 1 and not all(p.strong for p in products):
        products = [p for p in products if p.strong]
    if (
        not products
        and not partners
        and (not frame.fresh or reading.measure == "share_pct")
        and (near is None or reading.measure == "share_pct")
        and state.metric is not None
        and _kin(state.metric.value.code) == _kin(metric.code)
    ):
        top = scene
        while top.parent is not None and top.clause.link in {"same", "compare"}:
            top = top.parent
        renewed = top is not scene and top.frame.fresh and reading.measure != "share_pct"
        if (top.phrase.pronoun is not None and not renewed) or not (
            renewed
            or top.phrase.products
            or top.phrase.partners
            or top.phrase.bare
            or top.phrase.reporters
            or top.phrase.companies
        ):
            products, partners, where = list(state.products), list(state.partners), "context"
    if (
        metric.code in {"pmi", "business_confidence", "consumer_confidence"}
        and products
        and not products[0].strong
        and story.text[products[0].start].isupper()
    ):
        products = []  # who publishes it: "the au Jibun Bank PMI"
    if products and not products[0].strong and frame.metric is None and state.metric is None:
        products = []
    if len(products) > 1:
        products = [p for p in products if p.label != "backlog"]  # "the order backlog in the defense segment"
    if metric.code in {"government_spending", "budget"}:
        products = [Product("defense", p.start, p.end) if p.label == "arms" else p for p in products]
    verb = scene.verb
    if (
        products
        and not products[0].strong
        and verb is not None
        and verb.code in {"raise", "lower"}
        and metric.start > verb.start > products[0].start
    ):
        products = []  # who raises it: "Copom lifted the Selic rate"
    above = scene.parent if clause.link == "compare" else None
    stands_in = metric.weak or not (frame.fresh or (above is not None and above.frame.fresh))
    near = None if near is not None and near.metric is not None and near.metric.low in {"unit", "units"} else near
    alone = near is None or not (near.partners or near.bare or near.products)
    between_two = (
        state.topic is not None and state.topic.value.code == "trade_volume" and scene.phrase.whole is None and alone
    )
    if (
        not partners
        and state.topic_partners
        and (not about_company(story) or _sold_alike(metric.code, state.topic))
        and ((stands_in and near is None) or between_two)
        and metric.code in FLOWS
        and reading.measure != "share_pct"
    ):
        partners = list(state.topic_partners)
    if (
        not products
        and state.topic_products
        and _of_trade(story)
        and not (metric.code in FLOWS and state.topic is not None and state.topic.value.code == "industrial_production")
        and not (reading.measure == "share_pct" and partners)
        and (stands_in or (bool(partners) and not state.whole_told and scene.phrase.whole is None))
        and near is None
        and (metric.code in FLOWS or (metric.code in _OF_GOODS and state.topic_is_country and not partners))
        and not (
            not stands_in
            and bool(partners)
            and state.topic is not None
            and _kin(state.topic.value.code) != _kin(metric.code)
        )
    ):
        products, where = _of_section(story) or list(state.topic_products), "headline"
    if metric.code == "tariff_rate" and not products and clause.link == "relative":
        products = [p for p in scene.phrase.products if p.strong][
            :1
        ]  # "cars, which have been subject to a 25 percent duty"
    products = [_meant(story, p) for p in products]
    of_all = (
        scene.phrase.whole is not None
        or state.whole_told
        or metric.name.startswith(("total ", "overall ", "merchandise "))
    )
    if not products and state.only_product is not None and metric.code in TOLD_OF_ONE and not of_all:
        products, where = [state.only_product], "headline"
    if not products and (part := division_of(story, scene, metric.code)) is not None:
        products, where = [part], "context"
    of_a_trade = metric.code in _OF_A_TRADE and state.topic is not None and state.topic.value.code in _OF_A_TRADE
    if not products and state.topic_products and state.topic_is_country and of_a_trade:
        products, where = list(state.topic_products), "headline"
    others = [product for product in products if product.label != "domestic"]
    if (
        0 < len(products) != len(others)
        and metric.code in {"sales_volume", "revenue", "retail_sales", "orders"}
        and state.main_country is not None
    ):
        home = Item("L", products[0].start, products[0].end, "domestic", state.main_country.value)
        return others or list(state.topic_products), [home], where
    if metric.code in _OF_THE_WHOLE or (metric.code in _PROFITS and products and products[0].label.startswith("excl")):
        products = []
    return products, partners, where


def _meant(story: Story, product: Product) -> Product:
    """The good that a wider word with "the" stands for: "$4.77 billion of the metal" in a report on copper."""
    state = story.state
    if (
        not product.strong
        or story.text[product.start - 4 : product.start].lower() != "the "
        or product.end - product.start > 8
    ):
        return product
    parents = entries.table("products")
    for good in (state.only_product, *state.products):
        wider = good.label if good is not None else None
        for _ in range(3):
            wider = parents.get(wider, {}).get("parent")
            if wider == product.label:
                return Product(good.label, product.start, product.end)
    return product


def _kin(code: str) -> str:
    """The flow behind a metric: exports for what was shipped in tonnes."""
    return {"export_volume": "exports", "import_volume": "imports"}.get(code, code)


def _traded(items: list[Item], at: int) -> list[Product]:
    """What an amount of money was earned with or paid for: "earned $4.9 billion from exporting 7.8 million tonnes of rice"."""
    behind = items[at + 1 : at + 7]
    through = [i for i, item in enumerate(behind[:3]) if item.low in {"from", "for", "by"}]
    if not through or not any(
        item.kind in {"V", "A"} and item.form == "ing" for item in behind[through[0] : through[0] + 2]
    ):
        return []
    return [Product(item.code, item.start, item.end) for item in behind if item.kind == "P"][:1]


_OF_CRUDE = {
    "inventories",
    "imports",
    "exports",
    "import_volume",
    "export_volume",
    "production_volume",
    "industrial_production",
}
#: Sums of a state's budget, which are the government's without saying.
_FISCAL = {"budget_balance", "budget", "tax_revenue", "government_spending"}
_TENOR = re.compile(r"\b(\d{1,2}|two|three|five|seven|ten|twenty|thirty)[- ]year\b", re.IGNORECASE)
#: What the state bonds of a country are called.
_BONDS = {"US": "treasury", "KR": "treasury", "DE": "bund", "GB": "gilt", "JP": "jgb", "IT": "btp", "FR": "oat"}


def place_behind(items: list[Item], at: int) -> Item | None:
    """The country right behind a number where others have theirs: "decreased by 2.4% in the euro area and by 1.8% in the EU"."""
    places: dict[int, Item] = {}
    for i, item in enumerate(items):
        if item.kind == "Q" and i + 2 < len(items) and items[i + 1].low == "in":
            behind = items[i + 2 : i + 4]
            place = behind[-1] if behind[0].kind == "E" else behind[0]
            if place.kind == "L" and place.form != "region":
                places[i] = place
    return places.get(at) if len({place.code for place in places.values()}) > 1 else None


def bond_of(story: Story, scene: Scene, metric: Metric) -> list[Product]:
    """The bond whose yield is told, by its years: "the two-year yield", "yield on the 10-year"; that of the number before where none is named."""
    found = _TENOR.search(story.text, scene.start, scene.end)
    if found is None:
        held = story.state.metric
        return list(story.state.products) if held is not None and held.value.code == metric.code else []
    country = scene.frame.reporter.code if scene.frame.reporter is not None else None
    country = country or (story.state.main_country.value if story.state.main_country is not None else "")
    label = f"{found.group(1).lower()}-year {_BONDS.get(country, 'government bond')}"
    return [Product(label, found.start(), found.end())]


def _sold_alike(code: str, topic: Held | None) -> bool:
    """Whether a company's figure is of the flow that headline and lead are about, or of its other side: sales in money and in pieces."""
    held = topic.value.code if topic is not None else code
    return held == code or {held, code} <= {"sales_volume", "revenue"}


def _adjectival(items: list[Item], at: int, metric: Metric) -> list[Item]:
    """The place right before a company's metric: "aims to lift its US sales to 1 million units"."""
    for before, item in pairwise(items):
        named = item.kind == "M" and item.data.get("home") != "country" and item.start <= items[at].start
        if named and before.kind == "L" and before.form != "region" and before.code != "WORLD":
            return [before]
    return []


def _of_market(items: list[Item], metric: Metric) -> Product | None:
    """What a market's size is of, from the words before it: "the global single-use bag market"."""
    at = next((i for i, item in enumerate(items) if item.start == metric.start and item.kind == "M"), 0)
    begin = at
    while begin > 0 and items[begin - 1].kind in {"w", "P"} and items[begin - 1].low.isalnum():
        begin -= 1
    stretch = items[begin:at]
    if len(stretch) == 1 and stretch[0].kind == "P":
        return Product(stretch[0].code, stretch[0].start, stretch[0].end)
    read = phrases.read(stretch)
    return read.products[0] if read.products and (len(stretch) > 1 or len(stretch[0].low) > 3) else None


def _of_trade(story: Story) -> bool:
    """Whether the text is about the trade in its topic's products, not about prices or an index of them."""
    topic = story.state.topic
    return topic is not None and (topic.value.code in FLOWS or topic.value.code in _OF_GOODS | _OF_A_TRADE)


def _of_section(story: Story) -> list[Product]:
    """The products of the paragraph, where it opened with some of its own."""
    held = story.state.section_products
    return list(held.value) if held is not None and held.paragraph == story.sentence.paragraph else []


def two_sides(story: Story, scene: Scene, holder: Held) -> tuple[Held, list[Item]]:
    """Whose trade it is and with whom when the clause or its parents name both sides alike: "trade between Vietnam and Korea"."""
    main = story.state.main_country
    walk: Scene | None = scene
    while walk is not None:
        places = {
            i.code: i
            for i in walk.clause.items
            if i.kind == "L" and i.form not in {"region", "capital"} and i.code != "WORLD"
        }
        if len(places) == 2 and main is not None and main.value in places:
            holder = Held(main.value, places[main.value].start, places[main.value].end)
        others = [item for code, item in places.items() if code != holder.value]
        if len(others) == 1:
            return holder, others
        walk = walk.parent
    return holder, []


def tariff_parties(story: Story, scene: Scene, near: Phrase | None) -> tuple[Held | None, list[Item]]:
    """Who levies a tariff (the place before it, or the subject of the clause) and on whose goods ("on Korean goods")."""
    state = story.state
    places = [i for i in scene.clause.items if i.kind == "L" and i.form != "region" and i.code != "WORLD"]
    partners: list[Item] = []
    levier: Item | None = None
    for item in places:
        at = scene.clause.items.index(item)
        before = scene.clause.items[at - 1] if at else None
        before = scene.clause.items[at - 2] if before is not None and before.kind == "E" and at > 1 else before
        goods = scene.clause.items[max(0, at - 4) : at]
        if (
            before is not None
            and before.low == "to"
            and partners
            and any((i.kind == "M" and i.code != "tariff_rate") or i.low == "exports" for i in goods)
        ):
            levier = levier or item  # "tariffs on European exports to the US"
        elif (
            before is not None
            and before.kind == "R"
            and before.low in {"on", "from", "against", "for", "to"}
            or _is_laid_on(scene.clause.items, at)
            or _bears(scene.clause.items, at)
        ):
            partners = partners or [item]
        elif levier is None:
            levier = item
    if levier is None and scene.clause.link == "relative":
        named = next((item for item in reversed(scene.clause.before) if item.kind == "L"), None)
        if named is not None and any(item.low in _BEARS | _STRUCK for item in scene.clause.items):
            partners = partners or [named]  # "Korean cars, which have been subject to a 25 percent duty"
        else:
            levier = named
    if levier is None and scene.clause.link == "content" and scene.parent is not None:
        levier = next(
            (i for i in scene.parent.clause.items if i.kind == "L" and i.form != "region"), None
        )  # "Trump said he would"
    if levier is not None:
        state.levier = Held(levier.code, levier.start, levier.end)
    if state.levier is None:
        holder = state.country or state.main_country
        foreign = next(
            (
                m
                for m in story.mentions.names
                if m.kind == "place" and holder is not None and m.code != holder.value and m.form != "region"
            ),
            None,
        )
        state.levier = Held(foreign.code, foreign.start, foreign.end) if foreign is not None else holder
    return state.levier, partners


def _is_laid_on(items: list[Item], at: int) -> bool:
    """Whether a tariff is laid on goods of the place at `at`: "on most Thai goods", "on $200 billion worth of Chinese goods"."""
    for item in reversed(items[max(0, at - 6) : at]):
        if item.kind in {"M", "V", "A", ",", "L"}:
            return False
        if item.low == "on":
            return True
    return False


#: What a country does that a tariff falls on: "Canada will be hit with", "goods from Japan face".
_BEARS = {"face", "faces", "faced", "facing", "pay", "pays", "paid", "paying"}
_STRUCK = {"hit", "slapped", "subject", "subjected", "targeted", "struck", "saddled"}


def _bears(items: list[Item], at: int) -> bool:
    """Whether the tariff falls on the place at `at`: it stands before "faces" or "is hit with", and not right before the tariff."""
    for j in range(at + 1, len(items)):
        item = items[j]
        if item.kind in {"Q", "M"}:
            return False
        if item.low in _BEARS:
            return True
        if item.low in _STRUCK:
            return any(
                other.low in {"be", "been", "being", "is", "are", "was", "were", "get", "got"}
                for other in items[at + 1 : j]
            )
    return False


def home_of(unit: str, holder: Held | None) -> Held | None:
    """Whose exchange rate it is: the home of the currency that is counted per dollar (the first letters of its ISO 4217 code)."""
    currency = unit.split("/")[0]
    if len(currency) != 3 or currency in {"USD", "EUR"} or not currency.isupper():
        return holder
    if holder is not None and holder.value == currency[:2]:
        return holder
    return Held(currency[:2])


#: What may stand between the members of a list of products.
_LISTING = {"and", "or", "&", "plus", "as", "well", "the", "/", "-"}


def label_of(products: list[Product], text: str) -> str | None:
    """One label for the products of a number; a list that stands together keeps its words ("agriculture, forestry and fisheries")."""
    if not products:
        return None
    labels = list(dict.fromkeys(product.label for product in products))
    if len(labels) == 1:
        return labels[0]
    written = text[products[0].start : products[-1].end]
    between = [text[a.end : b.start].replace(",", " ").split() for a, b in pairwise(products)]
    if any(word.lower() not in _LISTING for words in between for word in words):
        return labels[0]  # "makers of batteries in the electric vehicle market"
    return " ".join(written.lower().split()) if len(written) < 80 and written else labels[0]


def _behind(items: list[Item], at: int) -> list[Item]:
    """Items behind a number up to the next number or verb: "9 percent to China"."""
    out: list[Item] = []
    for item in items[at + 1 :]:
        if item.kind in {"Q", "V"}:
            break
        out.append(item)
    return out


_COUNTERPARTS = {
    "trading partner",
    "neighbor",
    "neighbour",
    "trade partner",
    "export market",
    "customer",
    "export destination",
}


def _last_place(story: Story) -> list[Item]:
    """The last country that was named before the sentence, other than the one spoken of: "to that market"."""
    home = {held.value for held in (story.state.country, story.state.main_country) if held is not None}
    before = [
        m
        for m in within(story.mentions.names, max(0, story.sentence.start - 300), story.sentence.start)
        if m.kind == "place" and m.form not in {"region", "capital"} and m.code not in home and len(m.code) == 2
    ]
    return [Item("L", m.start, m.end, m.code.lower(), m.code) for m in before[-1:]]


def _with_it(items: list[Item], at: int) -> bool:
    """Whether a pronoun or role stands for the other side: "imports from there", "a surplus with its largest trading partner"."""
    for i, item in enumerate(items[:at]):
        if item.low in _COUNTERPARTS and any(x.low in {"its", "their", "the"} for x in items[max(0, i - 4) : i]):
            opened = next((x for x in reversed(items[max(0, i - 5) : i]) if x.kind == "R"), None)
            return (
                opened is not None
                and opened.low in {"to", "with", "from"}
                and not any(x.kind == "L" for x in items[i:at])
            )
    near = items[max(0, at - 6) : at + 6]
    return any(
        a.kind == "R"
        and a.low in {"to", "from", "with"}
        and (b.low in {"there", "it", "them"} or b.form == "country_pronoun")
        for a, b in pairwise(near)
    )


def _between(items: list[Item], at: int) -> list[Item]:
    """Items between the verb (or the number before) and the number: "rose to China by 9 percent"."""
    out: list[Item] = []
    for j in range(at - 1, -1, -1):
        if items[j].kind in {"Q", "V", "A"}:
            break
        out.insert(0, items[j])
    else:
        return []
    return out
