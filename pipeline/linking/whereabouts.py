"""Whereabouts: whether a place in a noun phrase is the reporter, the partner or as yet undecided."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.items import Item
from pipeline.linking.phrase import Phrase, Product, behind_modifiers, tells_of_firms
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_SEATED = entries.words("phrases", "seated")
_FAIRS = entries.words("markets", "fairs")
_SIDES = entries.words("phrases", "sides")

#: Metrics of which a place as "there" is the other side.
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
#: Metrics whose goods come from the reporter: "exports from Korea".
_OUTWARD = {"exports", "export_volume", "export_price"}
#: Metrics whose goods come to the reporter: "imports of Russian crude", "imports into Japan".
INWARD = {"imports", "import_volume", "import_price"}
_ARRIVING = INWARD | {"remittances"}
_PARTNER_PREPOSITIONS = {"to", "into", "for", "toward", "towards"}


def file_place(phrase: Phrase, item: Item, items: Sequence[Item], i: int) -> None:
    """Files a place under reporter, partner or undecided, by the words around it."""
    before, after = behind_modifiers(items, i), items[i + 1] if i + 1 < len(items) else None
    if after is not None and after.low in {"based", "-based", "headquartered", "listed"}:
        firms = entries.words("abstract", "firms")
        if any(other.low in firms and other.low.endswith("s") for other in items[i + 2 : i + 5]):
            phrase.reporters.append(item)
            phrase.group = item  # "U.S.-based technology companies"
        return  # "the Atlanta-based company"
    if i > 1 and items[i - 1].low == "of" and items[i - 2].kind == "C":
        return  # "Lenovo of China"
    if after is not None and after.kind == "'" and i + 2 < len(items) and items[i + 2].kind == "C":
        return  # "lost its crown to China's BYD"
    if _is_seat(items, i) or (after is not None and after.low in _FAIRS):
        return  # "at the Dubai Airshow"
    if (
        item.code == "WORLD"
        and i
        and (items[i - 1].kind == "O" or (items[i - 1].kind == "'" and items[i - 2].kind in {"C", "O"}))
        and not (after is not None and after.code == "pmi")  # "JPMorgan's global manufacturing index"
    ):
        return  # "Kia's global production"
    if item.form == "region":
        phrase.products.append(Product(item.data.get("region", item.low), item.start, item.end))
        return
    if len(item.code) > 2 and after is not None and after.kind == "'" and _is_superlative(items, i + 2):
        return  # "Indonesia, the world's largest producer"
    if item.low == "international" and after is not None and after.low == "trade":
        return  # "receipts from international trade in services"
    if item.form == "market":
        phrase.reporters.append(item)
        return
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
    if preposition in {"via", "through"} and phrase.metric is not None and phrase.metric.code in _TWO_SIDED:
        return  # "Exports to China via Laos": where they pass
    if preposition in {"of", "in"}:
        preposition = _to_the_rest(items, i) or preposition
    if preposition in {"within", "inside"} and "from" in {item.low for item in items[max(0, i - 4) : i]}:
        preposition = "from"  # "orders from within the euro zone"
    if (
        (before is not None and before.low in entries.words("phrases", "except"))
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
    inward = phrase.metric is not None and phrase.metric.code in _ARRIVING and _is_of_last_metric(phrase, items, i)
    if inward and _is_of_origin(items, i, preposition, after):
        phrase.partners.append(item)
    elif inward and preposition in {"into", "to"} and not adjectival:
        phrase.reporters.append(item)
    elif _is_group(item, items, i) and preposition not in _PARTNER_PREPOSITIONS | {"with", "from"}:
        phrase.reporters.append(item)
        phrase.group = item
    elif (
        bound
        or (preposition in _PARTNER_PREPOSITIONS and not (adjectival and _leads_to_metric(items, i)))
        or preposition == "with"
    ):
        phrase.partners.append(item)
    elif preposition == "from":
        earns = adjectival and after is not None and after.kind == "'" and _leads_to_flow(items, i)
        outward = phrase.metric is not None and phrase.metric.code in _OUTWARD
        (phrase.reporters if outward or earns else phrase.partners).append(item)
    elif preposition in {"in", "of", "by", "across", "within", "throughout", "at"}:
        if phrase.share is not None and preposition == "of":
            phrase.partners.append(item)
        else:
            phrase.reporters.append(item)
    elif (phrase.share is not None and not adjectival) or (adjectival and _leads_to_share(items, i)):
        phrase.partners.append(item)
    elif adjectival and _leads_to_metric(items, i):
        phrase.reporters.append(item)
        if after is not None and after.kind == "'" and not phrase.companies and i < 2 and not _has_turnover(items, i):
            phrase.group = phrase.group or item  # "China's smartphone shipments" in a report on one maker
    else:
        phrase.bare.append(item)


def _is_seat(items: Sequence[Item], i: int) -> bool:
    """Whether a place is where somebody has its seat: "the company, based in Bentonville, Arkansas,", "the Peoria, Illinois, company"."""
    if (not i or items[i - 1].kind == ",") and i + 2 < len(items) and items[i + 1].kind == ",":
        if items[i + 2].low in entries.words("companies", "descriptors"):
            return True
    for at in range(i - 1, max(i - 6, -1), -1):
        if items[at].kind in {"V", "Q", "M"}:
            return False
        if items[at].low in _SEATED:
            return items[at + 1].low in {"in", "at", "near", "out", "outside"}
    return False


def _is_of_origin(items: Sequence[Item], i: int, preposition: str, after: Item | None) -> bool:
    """Whether a place before a good behind "of" says where imports come from: "imports of Russian crude", not "imports of Japan"."""
    made = after is not None and after.kind in {"P", "w"} and items[i].end + 1 >= after.start
    return preposition == "of" and made and items[i].form in {"demonym", "name"} and items[i].code != "WORLD"


def _to_the_rest(items: Sequence[Item], i: int) -> str:
    """The preposition before a part of the place at `i`: "exports to the rest of Asia", "imports from other parts of Europe"."""
    at = i - 1
    while at > 0 and items[at].kind in {"E", "G", "H"}:
        at -= 1
    at -= 1  # the "of" itself
    if at < 1 or items[at].low not in entries.words("phrases", "portions"):
        return ""
    at -= 1
    while at > 0 and items[at].kind in {"E", "G", "H", "w"}:
        at -= 1
    return items[at].low if items[at].kind == "R" else ""


def _is_of_last_metric(phrase: Phrase, items: Sequence[Item], i: int) -> bool:
    """Whether no other metric stands between the phrase's and the place: "its imports from Russia and exports to Germany"."""
    last = next((item for item in reversed(items[:i]) if item.kind == "M"), None)
    return last is None or last is phrase.metric


def _is_superlative(items: Sequence[Item], i: int) -> bool:
    """Whether "largest", "second-biggest" or "No. 1" stands at `i`."""
    return any(item.low.endswith("est") or item.low in {"top", "leading", "no"} for item in items[i : i + 2])


def _is_group(item: Item, items: Sequence[Item], i: int) -> bool:
    """Whether a nationality and a noun for firms name the firms of a country: "Chinese airlines", "Japanese battery makers"."""
    return item.form == "demonym" and tells_of_firms(items, i)


def _leads_to_metric(items: Sequence[Item], i: int) -> bool:
    """Whether a metric follows the place within its noun phrase: "South Korea's exports", "Chinese industrial output"."""
    for item in items[i + 1 : i + 8]:
        if item.kind in {"M", "Y"}:
            return True
        if item.kind not in {"P", "w", "H", "'", "N", "T", "G", "S"}:
            return False
    return False


def _has_turnover(items: Sequence[Item], i: int) -> bool:
    """Whether a country is said to have what only a company told of has there: "Peru's service revenue jumped"."""
    return any(item.kind == "M" and item.code == "revenue" and item.low != "sales" for item in items[i + 2 : i + 5])


def _leads_to_flow(items: Sequence[Item], i: int) -> bool:
    """Whether exports are a place's own behind what is earned by them: "revenue from Chile's copper exports"."""
    named = next((item for item in items[i + 2 : i + 6] if item.kind not in {"P", "w", "H"}), None)
    return named is not None and named.kind == "M" and named.code in _OUTWARD


def _leads_to_share(items: Sequence[Item], i: int) -> bool:
    """Whether the noun phrase is a share: "China's share of exports", "the US share"."""
    for item in items[i + 1 : i + 5]:
        if item.kind == "S":
            return True
        if item.kind not in {"w", "H", "'", "P"}:
            return False
    return False
