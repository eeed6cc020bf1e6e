"""Noun phrases: which metric, product, partner and reporter a stretch of items names."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.linking.items import Item
from pipeline.vocabulary import entries
from pipeline.vocabulary.inflect import both_numbers

#: Words an open-class product name must not consist of; they are modifiers or say nothing.
_EMPTY = {
    "poll", "polls", "survey", "surveys", "revision", "industry-wide", "industrywide",
    "economy-wide", "company-wide", "companywide", "group-wide", "system-wide",
    "seasonally", "adjusted", "annualized", "annualised", "rate", "industry", "wide", "nationwide",
    "average", "estimate", "estimates", "consensus", "flat", "diluted", "basic", "street",
    "goods", "economists", "analysts", "officials", "experts", "ministers", "lawmakers", "traders", "observers",
    "critics", "researchers",
    "forecasters", "policymakers", "policy-makers", "employers", "businesses", "investors", "job market", "labor market",
    "labour market", "bit", "somewhere", "anywhere", "enough", "lot", "couple", "handful", "gauge", "outlook",
    "forecast", "reading", "trend", "products", "items", "value", "amount", "level", "number", "figure", "time", "year", "month",
    "worth", "one", "ones", "figures", "data", "result", "results", "share", "way", "end", "world",
    "side", "percent", "pct", "part", "line", "mark", "terms", "unit", "units", "same", "period", "series",
    "category", "categories", "sector", "markets", "market", "demand", "money", "people", "destination",
    "region", "country", "nation", "countries", "volume", "dollar", "dollars", "won", "dollar-denominated",
    "ministry", "report", "agency", "said", "following", "hitting", "low", "high", "comparison", "basis",
    "later", "earlier", "there", "here", "nowhere", "everywhere", "today", "tomorrow", "yesterday", "alongside", "though", "recent",
    "little", "value-wise", "meanwhile", "elsewhere", "headline", "quarter", "half", "pace", "total", "whole",
}  # fmt: skip
_EXCEPT = {"other than", "except", "except for", "besides", "beyond", "apart from", "aside from"}
_UNITS = {"unit", "units", "arm", "affiliate", "affiliates", "subsidiary", "subsidiaries", "division", "branch"}
_PARTNER_PREPOSITIONS = {"to", "into", "for", "toward", "towards"}


@functools.cache
def _abstract() -> frozenset[str]:
    """Nouns of models/vocabulary/abstract.toml in both numbers."""
    return frozenset(
        form for words in entries.table("abstract").values() for word in words for form in both_numbers(word)
    )


@dataclass(slots=True)
class Product:
    """A product label and the characters it was read from; `strong` when the vocabulary knows it."""

    label: str
    start: int
    end: int
    strong: bool = True


@dataclass(slots=True)
class Phrase:
    """What a noun phrase names. `bare` are places without a preposition or a metric: reporter or partner as the clause decides."""

    metric: Item | None = None
    metrics: list[Item] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    partners: list[Item] = field(default_factory=list)
    reporters: list[Item] = field(default_factory=list)
    bare: list[Item] = field(default_factory=list)
    companies: list[Item] = field(default_factory=list)
    bodies: list[Item] = field(default_factory=list)
    index: Item | None = None
    pronoun: Item | None = None
    share: Item | None = None
    change: Item | None = None
    deficit: Item | None = None
    anaphor: Item | None = None  # "those", "that", "its": stands for the metric before
    whole: Item | None = None
    growth: bool = False  # the metric stands behind "growth in": its per cent is a change
    group: Item | None = None  # a country whose firms are meant: "Korean carriers"
    owned: bool = False  # a company has the product: "Kia's domestic sales"

    def names_anything(self) -> bool:
        """Whether it says who or what at all."""
        return bool(
            self.metric
            or self.products
            or self.partners
            or self.reporters
            or self.bare
            or self.companies
            or self.share
            or self.change
            or self.index
            or self.anaphor
            or self.deficit
        )


def read(items: Sequence[Item], *, subject: bool = True) -> Phrase:
    """What a stretch of items names, from left to right. `subject`: words that no list knows may be an open-class product."""
    phrase = Phrase()
    for i, item in enumerate(items):
        before = _back(items, i)
        after = items[i + 1] if i + 1 < len(items) else None
        match item.kind:
            case "M":
                phrase.metrics.append(item)
                if phrase.metric is None or _is_weaker(phrase.metric, item, items, i):
                    phrase.growth = phrase.metric is not None and phrase.metric.low in {"growth", "growth rate"}
                    phrase.metric = item
                phrase.products += [Product(label, item.start, item.end) for label in item.inner]
            case "P":
                phrase.owned = phrase.owned or (before is not None and before.kind == "'")
                kind_of = _kind_of_goods(items, i)
                if kind_of is not None:
                    phrase.products = [p for p in phrase.products if p.start != kind_of.start]
                    phrase.products.append(kind_of)
                elif before is not None and before.kind == "R" and before.low in {"excluding", "without"}:
                    phrase.products.append(Product(f"excluding {item.code}", before.start, item.end))
                elif not _describes_firms(items, i) and not (
                    before is not None
                    and before.kind == "R"
                    and before.low in {"on", "amid", "despite", "by", "through", "via", "across", "throughout"}
                    and phrase.metric is not None
                    and not (_of_metric(items, items.index(before)) and not (phrase.products and before.low == "by"))
                    and not (before.low == "on" and phrase.metric.code == "tariff_rate")
                ):
                    phrase.products.append(_compound(items, i) or Product(item.code, item.start, item.end))
            case "L" if not (phrase.companies and (_is_parent(items, i) or _describes(items, i))):
                phrase.whole = phrase.whole or (item if item.form == "definite" else None)
                _place(phrase, item, before, after, items, i)
            case "C" if i > 1 and items[i - 1].low == "at" and items[i - 2].low in _SPEAKERS:
                phrase.bodies.append(item)  # "Analysts at LS Securities estimate"
            case "C":
                owner = before is not None and before.low == "for" and after is not None and after.kind == "'"
                if (
                    before is not None
                    and before.kind == "R"
                    and before.low in {"to", "with", "from", "for"}
                    and not owner
                ):
                    phrase.partners.append(item)
                elif not (
                    phrase.companies
                    and (
                        _is_parent(items, i)
                        or _in_apposition(items, i)
                        or (before is not None and before.low == "by")  # "X, backed by Y"
                    )
                    or phrase.pronoun is not None
                    and phrase.pronoun.form == "company_pronoun"
                    and _in_apposition(items, i)
                ):
                    phrase.companies.append(item)
            case "B":
                phrase.bodies.append(item)
            case "I":
                phrase.index = phrase.index or item
            case "S":
                phrase.share = phrase.share or item
            case "N":
                phrase.change = phrase.change or item
            case "Y":
                phrase.deficit = phrase.deficit or item
            case "O":
                if (
                    item.low in {"those", "that", "the latter", "the former"}
                    and after is not None
                    and after.kind in {"R", "V", "w"}
                ):
                    phrase.anaphor = item
                elif phrase.pronoun is None:
                    phrase.pronoun = item
            case "H":
                if item.form == "whole":
                    phrase.whole = phrase.whole or item
    phrase.products = _join_region(
        phrase.products, {item.start for item in items if item.kind == "L" and item.form == "region"}
    )
    if len(phrase.products) > 1 and any(item.low == "on" for item in items):
        narrower = [product for product in phrase.products if product.label not in _SPENDERS]
        phrase.products = narrower or phrase.products
    if subject and (all(p.label in _SPENDERS for p in phrase.products) or _is_purpose(items, phrase)):
        product = _open_product(items, phrase)
        if product is not None:
            phrase.products = [product]
    elif len(phrase.products) > 1:
        _join_lists(items, phrase)
    return phrase


#: Those who speak for a company without its being spoken of.
_SPEAKERS = {"analyst", "analysts", "economist", "economists", "strategist", "strategists", "researcher", "researchers"}
#: Nouns behind a product that make no other product of it: "the chip industry's sales", "car maker shipments".
_GENERIC = {
    "industry", "sector", "segment", "business", "businesses", "division", "market", "products", "product", "goods", "items", "item",
    "related", "type", "types", "category", "trade", "makers", "maker", "giant", "major", "firms", "companies", "producers",
    "manufacturers", "exporters", "importers", "suppliers", "retailers", "dealers", "buyers", "brands", "lines", "line", "value", "volume",
    "unit", "units", "side", "field", "area", "activity", "activities",
}  # fmt: skip


def _kind_of_goods(items: Sequence[Item], i: int) -> Product | None:
    """An open class of goods by the word before: "engineering goods", "rural goods"."""
    before = items[i - 1] if i else None
    if items[i].code != "goods" or items[i].low != "goods" or before is None or before.kind not in {"w", "P"}:
        return None
    if before.name or before.low in _EMPTY or not before.low.isalpha() or before.low.endswith("ed"):
        return None
    return Product(f"{before.low} goods", before.start, items[i].end)


def _describes_firms(items: Sequence[Item], i: int) -> bool:
    """Whether a word for a sector only says what kind of firms is meant: "loans from private money lenders"."""
    if items[i].code not in {"private", "public", "foreign", "domestic"}:
        return False
    for item in items[i + 1 : i + 4]:
        if item.low in _firms():
            return True
        if item.kind not in {"w", "P", "H"}:
            return False
    return False


def _compound(items: Sequence[Item], i: int) -> Product | None:
    """The product that a known one makes with the nouns behind it, before the metric: "rice cooker exports", "health supplement market"."""
    end = i + 1
    while (
        end < len(items)
        and items[end].kind == "w"
        and not items[end].name
        and items[end].low.isalpha()
        and items[end].low not in {"worth", "abroad", "overseas", "alone", "combined"}
    ):
        end += 1
    if end == i + 1 or (end < len(items) and items[end].kind != "M"):
        return None
    more = [item.low for item in items[i + 1 : end]]
    if any(word in _GENERIC or word in _EMPTY or word in _abstract() for word in more) or more[-1].endswith("ing"):
        return None
    begin = i
    label = " ".join([items[i].low, *more])
    return Product(label, items[begin].start, items[end - 1].end)


def _two_in_one(first: Product, second: Product, before: Item, item: Item) -> Product | None:
    """The label of two products in one name: "smartphone chips", "petrol cars"; None where the second says it all."""
    if (
        first.label in {"domestic", "overseas", "foreign", "private", "public"}
        or not second.strong
        or second.end > item.end
    ):
        return None  # "the domestic health supplement market"
    generic = item.low in _GENERIC or before.low in _GENERIC or first.label == second.label
    if generic or not first.strong or item.start - before.end > 1 or before.low.endswith("s"):
        return None
    return Product(f"{before.low} {item.low}", first.start, second.end)


def _is_purpose(items: Sequence[Item], phrase: Phrase) -> bool:
    """Whether the products stand behind what they are for or of: "sales of motors for machine tools"."""
    at = items.index(phrase.metric) if phrase.metric is not None else len(items)
    if at + 3 >= len(items) or items[at + 1].low != "of":
        return False
    j = at + 2
    while j < len(items) and items[j].kind in {"w", "E", "H"}:
        j += 1
    return items[j - 1].kind == "w" and j < len(items) and items[j].low in {"for", "with", "from"}


def _is_parent(items: Sequence[Item], i: int) -> bool:
    """Whether a company (or the place before it) stands behind "unit of", "affiliate of South Korea's": the owner of the one named before."""
    if items[i + 1 : i + 2] and items[i + 1].kind == "'" and any(x.low in _UNITS for x in items[i + 2 : i + 5]):
        return True  # "Harman, Samsung Electronics' subsidiary"
    j = i - 1
    while j > 0 and items[j].kind in {"L", "'", "E", "H", "w", "P", "G"} and items[j].low not in _UNITS:
        j -= 1
    return j > 0 and items[j].low == "of" and items[j - 1].low in _UNITS


def _describes(items: Sequence[Item], i: int) -> bool:
    """Whether a place stands in what only describes the company before it: "X, the country's biggest carmaker by sales,"."""
    j = i - 1
    while j > 0 and items[j].kind in {"E", "R", "w", "H", "G", "Q"} and items[j].low not in {"in", "to", "for"}:
        j -= 1
    return (
        j > 0
        and items[j].kind == ","
        and items[j - 1].kind == "C"
        and any(x.low == "'" or x.kind == "'" for x in items[i : i + 2])
    )


def _in_apposition(items: Sequence[Item], i: int) -> bool:
    """Whether a company only explains the one before it: "X, a bakery chain owned by Y", "X, the maker of Y's chips"."""
    j = i - 1
    if j < 0 or items[j].kind not in {"R", "V", "w", "E", "P", "H", "L"}:
        return False  # "X and Y", "X, Y"
    while j > 0 and not (items[j].kind == "C" or (items[j].form == "company_pronoun" and items[j - 1].kind != ",")):
        if items[j].kind == "," and items[j + 1].kind in {"E", "O"} and items[j + 1].low not in {"both", "all"}:
            return any(item.kind == "R" for item in items[j:i])
        j -= 1
    return False


def _back(items: Sequence[Item], i: int) -> Item | None:
    """The item before, past determiners, adverbs and modifiers."""
    j = i - 1
    while j >= 0 and items[j].kind in {"E", "G", "H"}:
        j -= 1
    if j >= 0 and items[j].kind in {"J", ","} and j > 0 and items[j - 1].kind == "L":
        return _back(items, j - 1)
    return items[j] if j >= 0 else None


def _is_weaker(held: Item, new: Item, items: Sequence[Item], at: int) -> bool:
    """Whether a later metric is the head: the earlier is a weak name or only a modifier before it ("export prices" is one name; "export sales")."""
    held_at = items.index(held)
    between = items[held_at + 1 : at]
    if not between:  # "export prices" is one name, "food inflation rate" another
        return new.low not in {"rate", "rates", "index", "gauge", "reading"} or held.data.get("strength") == "weak"
    if held.data.get("strength") == "weak" and new.data.get("strength") != "weak":
        return all(item.kind in {"R", "E", "H", "G", "L", "P", "w", "J", "'", "T", ","} for item in between)
    return False


def _is_superlative(items: Sequence[Item], i: int) -> bool:
    """Whether "largest", "second-biggest" or "No. 1" stands at `i`."""
    return any(item.low.endswith("est") or item.low in {"top", "leading", "no"} for item in items[i : i + 2])


def _place(phrase: Phrase, item: Item, before: Item | None, after: Item | None, items: Sequence[Item], i: int) -> None:
    """Files a place under reporter, partner or undecided, by the words around it."""
    if after is not None and after.low in {"based", "-based", "headquartered", "listed"}:
        if any(other.low in _firms() and other.low.endswith("s") for other in items[i + 2 : i + 5]):
            phrase.reporters.append(item)
            phrase.group = item  # "U.S.-based technology companies"
        return  # "the Atlanta-based company"
    if i > 1 and items[i - 1].low == "of" and items[i - 2].kind == "C":
        return  # "Lenovo of China"
    if item.form == "region":
        phrase.products.append(Product(item.data.get("region", item.low), item.start, item.end))
        return
    if len(item.code) > 2 and after is not None and after.kind == "'" and _is_superlative(items, i + 2):
        return  # "Indonesia, the world's largest producer"
    if item.form == "there":
        sold = phrase.metric is not None and phrase.metric.code in _TWO_SIDED
        (phrase.partners if sold else phrase.reporters).append(item)
        return
    side = items[i - 1] if i else None
    if side is not None and side.low in _SIDES and item.form == "name" and len(item.code) == 2:
        phrase.products.append(Product(f"{side.low} {item.low}", side.start, item.end))
        phrase.reporters.append(item)
        return
    bound = after is not None and after.low in {"bound", "-bound"}
    preposition = before.low if before is not None and before.kind == "R" else ""
    if (
        (before is not None and before.low in _EXCEPT)
        or preposition == "outside"
        or (i and items[i - 1].low in {"non", "non-"})
        or (i > 1 and items[i - 2].low == "non")
    ):
        return  # "countries outside the European Union", "non-EU countries"
    if preposition == "for" and item.form == "demonym" and after is not None and after.kind == "P":
        return  # "the largest destination for Bangladeshi goods"
    adjectival = (
        after is not None
        and (after.kind in {"M", "P", "w", "H", "'", "N", "Y", "S", "C"} and item.end + 1 >= after.start)
        and not bound
    )
    if _is_group(item, items, i) and preposition not in _PARTNER_PREPOSITIONS | {"with", "from"}:
        phrase.reporters.append(item)
        phrase.group = item
    elif (
        bound
        or (preposition in _PARTNER_PREPOSITIONS and not (adjectival and _leads_to_metric(items, i)))
        or preposition == "with"
    ):
        phrase.partners.append(item)
    elif preposition == "from":
        (phrase.reporters if phrase.metric is not None and phrase.metric.code in _OUTWARD else phrase.partners).append(
            item
        )
    elif preposition in {"in", "of", "by", "across", "within", "throughout", "at"}:
        if phrase.share is not None and preposition == "of":
            phrase.partners.append(item)
        else:
            phrase.reporters.append(item)
    elif (phrase.share is not None and not adjectival) or (adjectival and _leads_to_share(items, i)):
        phrase.partners.append(item)
    elif adjectival and _leads_to_metric(items, i):
        phrase.reporters.append(item)
        if after is not None and after.kind == "'" and not phrase.companies and i < 2:
            phrase.group = phrase.group or item  # "China's smartphone shipments" in a report on one maker
    else:
        phrase.bare.append(item)


_TWO_SIDED = {
    "exports",
    "imports",
    "export_volume",
    "import_volume",
    "sales_volume",
    "revenue",
    "trade_volume",
    "trade_balance",
}
#: Parts of a country: "western Germany", "the north of England".
_SIDES = {
    "western",
    "eastern",
    "northern",
    "southern",
    "central",
    "northeastern",
    "southeastern",
    "northwestern",
    "southwestern",
}
_OUTWARD = {"exports", "export_volume", "export_price"}


@functools.cache
def _firms() -> frozenset[str]:
    return frozenset(entries.table("abstract")["firms"])


def _is_group(item: Item, items: Sequence[Item], i: int) -> bool:
    """Whether a nationality and a noun for firms name the firms of a country: "Chinese airlines", "Japanese battery makers"."""
    if item.form != "demonym":
        return False
    for after in items[i + 1 : i + 4]:
        if after.low in _firms():
            return True
        if after.kind not in {"w", "P", "H"}:
            return False
    return False


def _leads_to_metric(items: Sequence[Item], i: int) -> bool:
    """Whether a metric follows the place within its noun phrase: "South Korea's exports", "Chinese industrial output"."""
    for item in items[i + 1 : i + 8]:
        if item.kind in {"M", "Y"}:
            return True
        if item.kind not in {"P", "w", "H", "'", "N", "T", "G", "S"}:
            return False
    return False


def _leads_to_share(items: Sequence[Item], i: int) -> bool:
    """Whether the noun phrase is a share: "China's share of exports", "the US share"."""
    for item in items[i + 1 : i + 5]:
        if item.kind == "S":
            return True
        if item.kind not in {"w", "H", "'", "P"}:
            return False
    return False


#: Words of accounting before a company's figure, and of what is left out there: no products.
_ACCOUNTS = {
    "group", "consolidated", "quarterly", "adjusted", "underlying", "core", "net", "gross", "operating", "headline", "comparable",
    "organic", "recurring", "combined", "standalone", "attributable", "reported", "statutory", "parent", "company", "currency",
    "constant", "like", "non", "pro", "forma", "fiscal", "interim", "preliminary", "pretax", "tax", "one", "off", "time", "provisional",
    "strong", "solid", "robust", "weak", "sluggish", "higher", "lower", "better", "expected", "projected", "estimated", "targeted",
    "current", "full", "yearly", "ongoing", "future", "potential", "additional", "extra", "gaap", "ifrs", "accounting", "after", "before",
}  # fmt: skip


def _accounting(words: Sequence[Item]) -> bool:
    """Whether words before a company's figure are no branch of it: "consolidated revenue"; "subscription revenue" is one's."""
    return not words or any(
        word.low in _ACCOUNTS
        or (word.name and word is not words[0])
        or word.low.endswith(("ed", "ing", "er", "ly"))
        or not word.low.isalpha()
        for word in words
    )


def _open_product(items: Sequence[Item], phrase: Phrase) -> Product | None:
    """An unknown product by its place: words before the metric ("dried seaweed exports") or after it ("exports of dried seaweed")."""
    metric = phrase.metric
    if metric is None:
        if phrase.pronoun is None and not (
            phrase.companies
            or phrase.index
            or phrase.bare
            or phrase.reporters
            or phrase.change
            or phrase.share
            or phrase.deficit
            or phrase.bodies
        ):
            return open_name(items, 0)
        if phrase.anaphor is not None:
            at = items.index(phrase.anaphor) + 1
            return open_name(items, at + 1) if at < len(items) and items[at].low in {"of", "in"} else None
        return None
    at = items.index(metric)
    j = at
    while j > 0 and items[j - 1].kind == "w":
        j -= 1
    if metric.data.get("strength") == "weak" or metric.data.get("home") != "company" or not _accounting(items[j:at]):
        product = open_name(items[j:at], 0)
        if product is not None:
            return product
    if at + 1 < len(items) and (
        items[at + 1].low in {"of", "in"}
        or _of_metric(items, at + 1)
        or (items[at + 1].low == "from" and metric.data.get("home") == "company")
    ):
        return open_name(items, at + 2)
    return None


#: Who spends: dropped where the text also says on what ("household spending on food").
_SPENDERS = {"household", "corporate"}
#: What is spent on something: "spending on education".
_SPENT = {
    "consumption",
    "investment",
    "government_spending",
    "retail_sales",
    "capex",
    "research_spending",
    "budget",
    "costs",
    "tax_revenue",
    "tariff_rate",
}


def _of_metric(items: Sequence[Item], at: int) -> bool:
    """Whether a preposition right behind a metric opens what it is of: "expenditure on data protection", "exports by small firms"."""
    metric = items[at - 1] if at else None
    if metric is None or metric.kind != "M":
        return False
    low = items[at].low
    return low in {"by", "among"} or (low in {"on", "for"} and metric.code in _SPENT)


#: Parts of a country that are named by their kind: "Gangnam District".
_DIVIDED = {"district", "province", "county", "prefecture", "ward", "city", "division"}


def open_name(items: Sequence[Item], at: int) -> Product | None:
    """The words of an open-class name that starts at `at`, lower-cased; None when they say nothing."""
    while at < len(items) and items[at].kind in {"E", "H", "G"}:
        at += 1
    words: list[Item] = []
    for item in items[at:]:
        if item.low == "worth":
            break
        if item.kind in {"w", "P"} or (item.kind in {"J", ","} and words) or (item.kind == "H" and words):
            words.append(item)
        else:
            break
    while words and (words[-1].kind in {"J", ",", "H"}):
        words.pop()
    if words and words[0].name and any(word.name for word in words[1:]) and words[-1].low not in _DIVIDED:
        return None  # a person or place
    if (
        len(words) == 1
        and words[0].kind == "w"
        and words[0].low.endswith(("ive", "ous", "ful", "less", "able", "ible", "ish", "est", "ing", "ed"))
    ):
        return None  # an adjective
    if (
        not words
        or all(word.low in _EMPTY for word in words)
        or any(not any(c.isalpha() for c in word.low) and word.kind == "w" for word in words)
    ):
        return None
    if words[-1].kind == "w" and words[-1].low in _abstract():
        return None  # "the termination value", "the transaction"
    while len(words) > 1 and words[-1].low in {
        "activity",
        "activities",
        "retailing",
        "collections",
        "collection",
        "receipts",
    }:
        words.pop()  # "services activity"
    label = " ".join(word.low for word in words).replace(" ,", ",")
    return Product(label, words[0].start, words[-1].end, strong=False)


def _join_region(products: list[Product], regions: set[int]) -> list[Product]:
    """A place below country level before a product is one label with it: "seoul apartments"."""
    if len(products) < 2 or products[0].start not in regions or not products[1].strong:
        return products
    first, second = products[0], products[1]
    return [Product(f"{first.label} {second.label}", first.start, second.end), *products[2:]]


def _join_lists(items: Sequence[Item], phrase: Phrase) -> None:
    """Keeps the head of nested products ("memory chips for servers" is memory chips) and the members of a list apart."""
    kept: list[Product] = []
    by_start = {item.start: i for i, item in enumerate(items)}
    for product in phrase.products:
        at = by_start.get(product.start)
        if kept and at is not None:
            before = _back(items, at)
            if (
                before is not None
                and before.kind == "R"
                and before.low
                in {"for", "with", "by", "from", "such", "including", "across", "throughout", "at", "among"}
            ):
                continue
            if (
                before is not None
                and before.kind == "P"
                and not any(item.kind in {",", "J"} for item in items[by_start[before.start] : at])
            ):
                whole = _two_in_one(kept.pop(), product, before, items[at])
                if whole is not None:
                    kept.append(whole)
                    continue
        kept.append(product)
    phrase.products = kept
