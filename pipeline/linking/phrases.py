"""Noun phrases: which metric, product, partner and reporter a stretch of items names."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.goods import (
    good_at,
    is_purpose,
    join_lists,
    join_region,
    kind_of_goods,
    whole_list,
    without_synonym,
)
from pipeline.linking.items import Item
from pipeline.linking.metric import WHOLES
from pipeline.linking.openname import is_of_metric, open_name, open_product
from pipeline.linking.phrase import Phrase, Product, behind_modifiers, tells_of_firms
from pipeline.linking.rows import ends_row
from pipeline.linking.whereabouts import file_place
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_TOLD_AS_PARTS = entries.words("divisions", "told_as_parts")
_ENDOWED = entries.words("phrases", "endowed")
_NATIONS = entries.words("phrases", "nations")
_OWNERS = entries.words("senses", "owners")

__all__ = ["Phrase", "Product", "open_name", "read"]

#: Kinds of items that a phrase is made of; all others are passed over at once.
NAMING = frozenset("MPLCBISNYOH")
#: Who spends: dropped where the text also says on what ("household spending on food").
_SPENDERS = {"household", "corporate", "families", "businesses", "enterprises"}
#: So many items lead to where somebody works who is quoted: "wrote Royce Mendes of".
_QUOTED = 4
#: Where something is sold, behind what is sold.
MARKETS = {"domestic", "overseas"}
#: What is told of the state as one sector: "government employment".
_PUBLIC = {"employment", "consumption", "investment", "jobs_added", "wages"}
#: What is told to have moved a firm's profit.
_MOVING = {"revenue", "sales_volume", "orders", "export_volume", "exports"}
#: So many items stand at most before the word for investors at the front: "Its existing Japanese investors".
_FRONT = 4
#: What leads to what something was before, and that to it or to the greater part of what was named.
_FORMER = "once"
_ASIDE = entries.words("phrases", "in_main") | {_FORMER}
#: Prepositions that set a good beside what is told: "exports rose despite chips".
_BESIDE = {"on", "amid", "despite", "by", "through", "via", "across", "throughout"}


def read(items: Sequence[Item], *, subject: bool = True) -> Phrase:
    """What a stretch of items names, from left to right. `subject`: words that no list knows may be an open-class product."""
    phrase = Phrase()
    items = _without_cause(_without_examples(items))
    for i, item in enumerate(items):
        if item.kind not in NAMING:
            continue
        match item.kind:
            case "M" if _names_part(items, i):
                phrase.products.append(Product(item.low, item.start, item.end))  # "The cargo arm made 482 million"
            case "M":
                _add_metric(phrase, items, i)
            case "P" if i and items[i - 1].low == "per":
                continue  # "the average price per bag"
            case "P":
                _add_good(phrase, items, i)
            case "L" if not ((phrase.companies and _is_parent(items, i)) or _describes(items, i)):
                phrase.whole = phrase.whole or (item if item.form == "definite" else None)
                file_place(phrase, item, items, i)
            case "C" if i > 1 and items[i - 1].low == "at" and items[i - 2].low in entries.words("phrases", "speakers"):
                phrase.bodies.append(item)  # "Analysts at LS Securities estimate"
            case "C" if _is_employer(items, i):
                phrase.bodies.append(item)  # "wrote Royce Mendes of Desjardins, who expects"
            case "C" if i > 1 and items[i - 2].low == "according":
                phrase.bodies.append(item)  # "earning the country $98 million, according to Torvik Group"
            case "C" if ends_row(items, i):
                continue  # "the five lenders -- Kookmin, Shinhan, Hana and NongHyup -- held"
            case "C":
                _add_company(phrase, items, i)
            case "B" if item.low == "government" and items[i + 1 : i + 2] and items[i + 1].code in _PUBLIC:
                phrase.products.append(Product("government", item.start, item.end))
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
                _add_pronoun(phrase, items, i)
            case "H" if item.form == "whole" and not _is_of_time(items, i):
                phrase.whole = phrase.whole or item
    if subject or phrase.products:
        _settle_goods(phrase, items, subject=subject)
    return phrase


def _is_employer(items: Sequence[Item], i: int) -> bool:
    """Whether a company is only where somebody works who is quoted by first and last name."""
    if i < _QUOTED - 1 or items[i - 1].low not in {"of", "at", "from"}:
        return False
    said = i < _QUOTED or items[i - _QUOTED].code == "say"
    return said and all(word.kind == "w" and bool(word.name) for word in items[i - _QUOTED + 1 : i - 1])


def _names_part(items: Sequence[Item], i: int) -> bool:
    """Whether the name of what is counted is that of a company's part: "the cargo arm", "its lending business"."""
    if items[i].low not in _TOLD_AS_PARTS:
        return False
    return items[i + 1 : i + 2] != [] and items[i + 1].low in entries.words("divisions", "parts")


def _is_of_time(items: Sequence[Item], i: int) -> bool:
    """Whether a word for the whole is said of a time: "for the whole of 2025", "the whole year"."""
    behind = items[i + 2 : i + 3] if items[i + 1 : i + 2] and items[i + 1].low == "of" else items[i + 1 : i + 2]
    return (
        items[i].low in {"whole", "entire", "full", "all"}
        and bool(behind)
        and (behind[0].kind == "T" or behind[0].low == "year")
    )


def _without_examples(items: Sequence[Item]) -> Sequence[Item]:
    """The items without examples of what was named, most of it, or what it was before: "travel goods such as backpacks and handbags",
    "vegetables, mainly French beans, were", "mink skins, once a major earner, brought in"."""
    at = 0
    for i, item in enumerate(items):
        if item.low == "such" and i and items[i + 1 : i + 2]:
            at = i if items[i + 1].low == "as" else 0
            break
        if item.kind == "G" and i > 1 and items[i - 1].kind == "," and item.low in _ASIDE:
            at = i
            break
    if not at:
        return items
    ends = {",", "V"} if items[at].low == _FORMER else {",", "V", "M"}
    end = next((i for i in range(at, len(items)) if items[i].kind in ends), len(items))
    return [*items[:at], *items[end:]]


def _without_cause(items: Sequence[Item]) -> Sequence[Item]:
    """The items without what moved the figure told before: "profit grew 18 percent on brisk sales in Japan and Europe"."""
    for i, item in enumerate(items):
        if item.low != "on" or not i or items[i + 2 : i + 3] == []:
            continue
        at = i + 1
        while at < len(items) - 1 and items[at].kind in {"H", "D"}:
            at += 1
        moved = i + 1 < at <= i + 3 and items[at].kind == "M" and items[at].code in _MOVING
        if moved and items[at + 1 : at + 2] and items[at + 1].low == "in":
            if not any(x.kind in {"Q", "V", "U"} for x in items[at:]):
                return items[:i]
    return items


def _add_metric(phrase: Phrase, items: Sequence[Item], i: int) -> None:
    """Adds a metric, as the head where the one before is weaker, and the goods inside its name."""
    item = items[i]
    if phrase.metric is not None and (ratio := _ratio_to(items, i)) is not None:
        phrase.share = phrase.share or ratio
        return
    phrase.metrics.append(item)
    if phrase.metric is None or _is_weaker(phrase.metric, item, items, i) or _is_taken_in(phrase, item, items):
        phrase.growth = phrase.metric is not None and phrase.metric.low in {"growth", "growth rate"}
        phrase.metric = item
    phrase.products += [Product(label, item.start, item.end) for label in item.inner]


def _is_taken_in(phrase: Phrase, new: Item, items: Sequence[Item]) -> bool:
    """Whether what a country takes in comes from what it sends abroad: "Angola's revenue from crude oil exports"."""
    held = phrase.metric
    if held is None or held.code != "revenue" or new.code != "exports" or not phrase.reporters or phrase.companies:
        return False
    return items[items.index(held) + 1].low == "from"


def _ratio_to(items: Sequence[Item], i: int) -> Item | None:
    """The word for a part where the metric is the whole that another is set against: "debt as a proportion of GDP"."""
    if items[i].code not in WHOLES:
        return None
    at = i - 1
    while at > 0 and items[at].kind in {"E", "H"}:
        at -= 1
    part = at > 2 and items[at].low == "of" and items[at - 1].low in entries.words("phrases", "ratios")
    return items[at - 1] if part and "as" in {items[at - 2].low, items[at - 3].low} else None


def _add_good(phrase: Phrase, items: Sequence[Item], i: int) -> None:
    """Adds a good, unless it says what kind of firms is meant, stands beside what is told, or tells where goods go."""
    if items[i].code == "overseas" and i and items[i - 1].kind == "P":
        if i + 1 == len(items) or items[i + 1].kind in {"R", ",", "T", "J", ".", "K"}:
            return  # "sold $3 billion worth of chips overseas"
    before = behind_modifiers(items, i)
    preposition = before.low if before is not None and before.kind == "R" else ""
    told_of = (
        phrase.companies[-1].end if phrase.companies else items[-1].end
    )  # "X, one of the region's largest steelmakers,"
    described = any(item.kind == "," and item.start >= told_of for item in items[:i])
    phrase.owned = phrase.owned or (before is not None and before.kind == "'" and not described)
    kind_of = kind_of_goods(items, i)
    if kind_of is not None:
        phrase.products = [p for p in phrase.products if p.start != kind_of.start]
        phrase.products.append(kind_of)
    elif not _describes_owner(items, i) and not (
        before is not None
        and preposition in _BESIDE
        and phrase.metric is not None
        and not (is_of_metric(items, items.index(before)) and not (phrase.products and preposition == "by"))
        and not (preposition == "on" and phrase.metric.code == "tariff_rate")
    ):
        phrase.products.append(good_at(items, i))


def _add_company(phrase: Phrase, items: Sequence[Item], i: int) -> None:
    """Adds a company, as a partner behind "to" or "from"; not one that only explains the company before it."""
    before, after = behind_modifiers(items, i), items[i + 1] if i + 1 < len(items) else None
    preposition = before.low if before is not None and before.kind == "R" else ""
    if (
        i
        and items[i - 1].low in {"its", "their"}
        and after is not None
        and after.low in entries.words("divisions", "brands")
    ):
        phrase.products.append(Product(items[i].low, items[i].start, items[i].end))  # "sales at its Gucci brand"
        phrase.pronoun = phrase.pronoun or items[i - 1]
        return
    if _invests(items, i):
        return  # "Existing investors X and Y joined the round": the text goes on about whose round it is
    owner = preposition == "for" and after is not None and after.kind == "'"
    joined = before is not None and before.kind == "J" and i > 1 and items[i - 2] in phrase.partners
    if (preposition in {"to", "with", "from", "for"} and not owner) or joined:
        phrase.partners.append(items[i])  # "it competes with X and Y"
        return
    backer = before is not None and before.low == "by"  # "X, backed by Y"
    if phrase.companies and (_is_parent(items, i) or _in_apposition(items, i) or backer):
        return
    related = i > 1 and items[i - 1].low in entries.words("phrases", "related")
    if related and phrase.companies and _is_owner(items, i, phrase.companies[-1]):
        phrase.companies.pop()  # "Hyundai's Indian rival Maruti Suzuki"
    spoken_of = phrase.pronoun is not None and phrase.pronoun.form == "company_pronoun"
    if not (spoken_of and _in_apposition(items, i)):
        phrase.companies.append(items[i])


def _invests(items: Sequence[Item], i: int) -> bool:
    """Whether a company stands in a row of investors that a stretch begins with."""
    first = next((j for j, item in enumerate(items[:_FRONT]) if item.low in entries.words("deals", "investors")), i)
    return first < i and all(item.kind in {"C", ",", "J", "w", "H"} for item in items[first + 1 : i])


def _is_owner(items: Sequence[Item], i: int, company: Item) -> bool:
    """Whether a company stands before what the one at `i` is to it: "Toyota's truck unit Hino", "British Airways owner IAG", "Hinduja
    Group's listed arm Gulf Oil"."""
    j = i - 1
    while j > 0 and items[j].kind in {"w", "H", "L", "P", "D", "G", "M"}:
        j -= 1
    return items[j] is company or (j > 0 and items[j].kind == "'" and items[j - 1] is company)


def _add_pronoun(phrase: Phrase, items: Sequence[Item], i: int) -> None:
    """Adds a pronoun: one that stands for the metric before ("those of cars") or for who is spoken of."""
    item, after = items[i], items[i + 1] if i + 1 < len(items) else None
    stands_in = item.low in {"those", "that", "the latter", "the former"}
    if stands_in and after is not None and after.kind in {"R", "V", "w"}:
        phrase.anaphor = item
    elif phrase.pronoun is None:
        phrase.pronoun = item


def _settle_goods(phrase: Phrase, items: Sequence[Item], *, subject: bool) -> None:
    """Joins the goods that are one, drops who spends where the text says on what, and reads unknown words where no good is named."""
    if len(phrase.products) > 1:
        regions = {item.start for item in items if item.kind == "L" and item.form == "region"}
        phrase.products = join_region(phrase.products, regions)
    if len(phrase.products) > 1 and any(item.low == "on" for item in items):
        narrower = [product for product in phrase.products if product.label not in _SPENDERS]
        phrase.products = narrower or phrase.products
    sold = phrase.metric.end if phrase.metric is not None else -1
    market = [p for p in phrase.products if p.label in MARKETS and p.start > sold >= 0]
    if market:
        markets = {item.start for item in items if item.low.endswith((" market", " markets"))}
        market = [p for p in market if p.start in markets]
    if subject and (all(p.label in _SPENDERS or p in market for p in phrase.products) or is_purpose(items, phrase)):
        product = open_product(items, phrase)
        if product is not None:
            phrase.products = [product, *market]  # "Violin sales in the domestic market"
    elif len(phrase.products) > 1:
        join_lists(items, phrase)
    if phrase.products and all(product.strong for product in phrase.products):
        named = without_synonym(items)
        kept = [product for product in phrase.products if product.start < named[-1].end]
        phrase.products = whole_list(named, kept or phrase.products)


def _describes_owner(items: Sequence[Item], i: int) -> bool:
    """Whether a word for a good or sector only says what kind of country, body or firms is meant: "the mining nation", "loans from private
    money lenders"."""
    behind = [item for item in items[i + 1 : i + 4] if item.low not in _ENDOWED][:1]
    if behind and behind[0].low in _NATIONS:
        return True
    if (
        items[i].code in {"industry", "trade"}
        and items[i + 1 : i + 2]
        and items[i + 1].low in entries.words("phrases", "bodies")
    ):
        return True  # "the industry group Cecafe reported"
    return items[i].code in {"private", "public", "foreign", "domestic"} and tells_of_firms(items, i)


def _is_parent(items: Sequence[Item], i: int) -> bool:
    """Whether a company (or the place before it) stands behind "unit of", "affiliate of South Korea's": the owner of the one named before."""
    units = entries.words("phrases", "units")
    if items[i + 1 : i + 2] and items[i + 1].kind == "'" and any(x.low in units for x in items[i + 2 : i + 5]):
        return True  # "Harman, Samsung Electronics' subsidiary"
    j = i - 1
    while j > 0 and items[j].kind in {"L", "'", "E", "H", "w", "P", "G"} and items[j].low not in units:
        j -= 1
    return j > 0 and items[j].low == "of" and items[j - 1].low in units


def _describes(items: Sequence[Item], i: int) -> bool:
    """Whether a place stands in what only describes the company before it: "X, the country's biggest carmaker by sales,"."""
    j = i - 1
    while j > 0 and items[j].kind in {"E", "R", "w", "H", "G", "Q"} and items[j].low not in {"in", "to", "for"}:
        j -= 1
    return (
        j > 0
        and items[j].kind == ","
        and (items[j - 1].kind == "C" or items[j - 1].form == "company_pronoun")
        and any(x.low == "'" or x.kind == "'" for x in items[i : i + 2])
    )


def _in_apposition(items: Sequence[Item], i: int) -> bool:
    """Whether a company only explains the one before it: "X, a bakery chain owned by Y", "X, the maker of Y's chips"."""
    j = i - 1
    while j > 1 and items[j].kind in {"J", ","} and items[j - 1].kind == "C":
        j -= 2
    if j < i - 1 and not (j > 0 and items[j].low == "of" and items[j - 1].low.removeprefix("the ") in _OWNERS):
        return False  # "X and Y", "X, Y"; not "X, the maker of Y and Z,"
    if j < 0 or items[j].kind not in {"R", "V", "w", "E", "P", "H", "L"}:
        return False
    while j > 0 and not (items[j].kind == "C" or (items[j].form == "company_pronoun" and items[j - 1].kind != ",")):
        if items[j].kind == "," and items[j + 1].kind in {"E", "O"} and items[j + 1].low not in {"both", "all"}:
            return any(item.kind == "R" for item in items[j:i])
        if items[j].kind == "," and items[j + 1].low in _OWNERS:
            return items[j + 2].low == "of"  # "X, parent of Y and Z,"
        j -= 1
    return False


def _is_weaker(held: Item, new: Item, items: Sequence[Item], at: int) -> bool:
    """Whether a later metric is the head: the earlier is a weak name or only a modifier before it ("export prices" is one name; "export sales")."""
    held_at = items.index(held)
    between = items[held_at + 1 : at]
    if not between:  # "export prices" is one name, "food inflation rate" another
        return new.low not in {"rate", "rates", "index", "gauge", "reading"} or held.data.get("strength") == "weak"
    if held.data.get("strength") == "weak" and new.data.get("strength") != "weak":
        return all(item.kind in {"R", "E", "H", "G", "L", "P", "w", "J", "'", "T", ","} for item in between)
    return False
