"""Open goods: goods that no list knows, where a number, a verb or a duty says that something is told of them: "$45 million of violins"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking import phrases
from pipeline.linking.items import Item
from pipeline.linking.metric import PIECES, WAYS
from pipeline.linking.openname import OF_BRANCHES, branch_before, is_of_metric
from pipeline.linking.part import Part
from pipeline.linking.phrases import Product
from pipeline.linking.reading import sign_of
from pipeline.linking.story import within
from pipeline.vocabulary import entries

#: What is told of goods.
_OF_GOODS = {
    "exports", "imports", "export_volume", "import_volume", "production_volume", "sales_volume", "orders", "inventories",
    "consumption", "demand", "retail_sales", "market_size", "market_share", "tariff_rate", "trade_balance",
}  # fmt: skip
#: What goods cost.
_PRICES = {"consumer_prices", "producer_prices", "commodity_price", "average_price", "export_price", "import_price"}
#: All that is told of goods.
TOLD_OF_GOODS = _OF_GOODS | _PRICES
#: What leads to goods that are told of by the piece.
_HOW_MANY = {"the number", "number"}
#: Where goods go, no goods themselves.
_ABROAD = {"overseas", "foreign"}


def name_open_good(part: Part) -> None:
    """The good, known or not, that stands where only a good of the number can: behind a duty, in a row of gains, or counted."""
    metric = part.metric
    if metric.code in _OF_ECONOMY and (branch := _as_subject(part)) is not None:
        part.products = [branch]
        return
    if metric.code in _OF_COMPANY and part.reading.own is not None:
        _changed_in(part)
    if part.products or (part.near is not None and part.near.products):
        return
    good: Product | None = None
    if part.share or part.scene.phrase.share is not None:
        good = _of_share(part) if metric.code in _OF_GOODS else None
    elif metric.code in _OF_GOODS:
        good = _some_of_them(part) or _moved_by(part) or _driven_by(part)
        if good is None and not part.scene.phrase.products:
            good = _named(part)
    elif metric.code in _PRICES:
        good = _where(part) or _of_metric(part.items, metric.start)
    elif metric.code in OF_BRANCHES:
        good = branch_before(part.items, metric.start) if part.near is not None else None
        good = good or _comes_from(part)
    if good is not None:
        part.products = [good]


#: What is told of the branches of an economy, and what the name of one ends with.
_OF_ECONOMY = {"gdp", "industrial_production", "employment"}
_BRANCHES = {"industry", "industries", "sector", "sectors"}
_NO_BRANCH = entries.words("divisions", "vague") | entries.words("divisions", "some")


def _as_subject(part: Part) -> Product | None:
    """A branch that no list knows as subject of its own clause, not the one told of before: "construction grew 1.5 percent while creative
    industries contracted 2.2 percent"."""
    subject = [item for item in part.items[: min(part.scene.clause.verb_at, part.at)] if item.kind != "E"]
    if not 1 < len(subject) < 4 or subject[-1].low not in _BRANCHES or part.quantity.kind != "percent":
        return None
    if any(item.kind != "w" or item.low in _NO_BRANCH for item in subject):
        return None
    start, end = subject[0].start, subject[-1].end
    return Product(part.story.text[start:end].lower(), start, end)


#: What a company tells of its goods and branches.
_OF_COMPANY = {"sales_volume", "revenue", "production_volume", "operating_profit"}


def _changed_in(part: Part) -> None:
    """The good or branch in which a company's change is told, not what the whole is of: "Shoe revenue rose 10 percent, led by a 31 percent
    jump in sandals", "a rival's 13 percent gain in trading"."""
    own, items = part.reading.own, part.items
    if own is None or own.kind != "N" or own not in items:
        return
    behind = [item for item in items[items.index(own) + 1 :] if item.kind != "E"][:3]
    if len(behind) < 2 or behind[0].low not in {"in", "across"}:
        return
    good, doing = behind[1], entries.words("divisions", "doing")
    if (good.kind == "P" or good.low in doing) and (len(behind) < 3 or behind[2].kind in {",", ".", "J"}):
        label = good.code if good.kind == "P" else good.low
        part.products = [Product(label, good.start, good.end)]


def _named(part: Part) -> Product | None:
    """The good by its place in the clause."""
    items, at, code = part.items, part.at, part.metric.code
    if code == "tariff_rate":
        return _behind(items, at, "on")
    if code in {"market_size", "market_share"}:
        return _of_market(items, part.metric.start)
    if code == "trade_balance":
        return (
            _behind(items, at, "in") if part.quantity.kind == "money" else None
        )  # "a surplus of $45 million in steel"
    if any(item.kind == "Y" or (item.kind == "P" and item.code not in _ABROAD) for item in part.items_behind):
        return None
    behind = [item.low for item in items[at + 1 : at + 3]]
    if part.quantity.kind in {"money", "physical"}:
        if behind[:1] == ["of"] or behind == ["worth", "of"]:
            first = at + 2 + behind.index("of")
            return phrases.open_name(items, first + (first < len(items) and items[first].kind == "L"))
        if code in WAYS and (good := _worth(items, at)) is not None:
            return good
    if part.quantity.kind == "count" and code in PIECES:
        return _counted(part)
    if len(items) > 2 and items[0].low in _HOW_MANY and items[1].low == "of":
        return phrases.open_name(items, 2)  # "The number of wristwatches exported fell"
    return _of_metric(items, part.metric.start)


def _comes_from(part: Part) -> Product | None:
    """What a firm's revenue is earned with, where a verb of telling stands before it: "said its revenue from ring bonders rose 8 percent"."""
    items, start = part.items, part.metric.start
    own = next((i for i, item in enumerate(items[: part.at]) if item.kind == "M" and item.start == start), -1)
    told = own > 0 and part.scene.clause.verb_at < own and [item.low for item in items[own + 1 : own + 2]] == ["from"]
    return phrases.open_name(items, own + 2) if told and items[own + 2].kind == "w" else None


def _some_of_them(part: Part) -> Product | None:
    """The goods named last in the paragraph, of some of them: "Most golf carts are built here. Makers shipped 9,700 of them"."""
    behind = [item.low for item in part.items[part.at + 1 : part.at + 3]]
    if part.metric.code not in PIECES or behind != ["of", "them"]:
        return None
    story, start = part.story, part.quantity.start
    wide = entries.words("wide", "goods") | entries.words("modifiers", "breakdowns")
    named = within(story.mentions.names, story.text.rfind("\n", 0, start) + 1, start)
    goods = [m for m in named if m.kind == "product" and m.code not in wide and story.text[m.end - 1] == "s"]
    return Product(goods[-1].code, goods[-1].start, goods[-1].end) if goods else None


def _of_metric(items: Sequence[Item], start: int) -> Product | None:
    """What the metric that starts at a place is of: "imports of violins", "the cost of violins"."""
    own = next((i for i, item in enumerate(items) if item.kind == "M" and item.start == start), -1)
    if own < 0:
        return None
    if items[own].low.endswith(" of"):
        return phrases.open_name(items, own + 1)
    led = own + 1 < len(items) and (items[own + 1].low == "of" or is_of_metric(items, own + 1))
    return phrases.open_name(items, own + 2) if led else None


def _of_share(part: Part) -> Product | None:
    """What a share is of: "The share of violins in Norway's exports rose to 12 percent"."""
    share = part.scene.phrase.share
    at = part.items.index(share) + 1 if share is not None and share in part.items else 0
    led = at and at < len(part.items) and part.items[at].low == "of"
    return phrases.open_name(part.items, at + 1) if led else None


def _where(part: Part) -> Product | None:
    """The good before a clause that tells its price: "The biggest rise was in vegetables, where prices jumped 8 percent"."""
    clause = part.scene.clause
    if clause.link not in {"relative", "sub"} or clause.cue not in {"where", "which", "whose"}:
        return None
    before = clause.before[:-1] if clause.before[-1:] and clause.before[-1].low == "," else clause.before
    begin = len(before)
    while begin > 0 and before[begin - 1].kind in {"w", "P"}:
        begin -= 1
    return _good(before[begin:]) if 0 < begin < len(before) and before[begin - 1].kind == "R" else None


def _moved_by(part: Part) -> Product | None:
    """The good right before a change that is only added to it: "The rise was led by violins (up 12 percent)", "was in cars, up 9 percent"."""
    items, at = part.items, part.at
    if part.reading.rule != "up or down" or part.quantity.kind != "percent" or not at or items[at - 1].kind != "D":
        return None
    before = [*part.scene.clause.before, *items[: at - 1]]
    if before and before[-1].low in {",", "("}:
        before.pop()
    begin = len(before)
    while begin > 0 and before[begin - 1].kind in {"w", "P"}:
        begin -= 1
    if not 0 < begin < len(before) or before[begin - 1].low not in {"by", "in"}:
        return None
    return _good(before[begin:])


#: Before a good that moved all the rest: "was driven by violins".
_BY = {"by", "from"}


def _driven_by(part: Part) -> Product | None:
    """The good that moved all the rest, where a clause right behind tells how it did: "The growth was driven by violins, rising 12 percent",
    "was led by violins, which rose 12 percent"."""
    clause, parent = part.scene.clause, part.scene.parent
    if clause.link not in {"same", "relative"} or parent is None or not clause.items:
        return None
    if not part.reading.sign and part.reading.rule != "to":
        return None
    verb = clause.items[0]
    if verb.kind != "V" or not sign_of(verb) or (clause.link == "same" and verb.form != "ing"):
        return None
    before = clause.before or [item for item in parent.clause.items if item.start < verb.start]
    end = len(before) - (bool(before) and before[-1].kind == ",")
    end -= end > 1 and before[end - 1].code in WAYS and before[end - 2].kind == "P"  # "was driven by re-exports"
    begin = end
    while begin > 0 and before[begin - 1].kind in {"w", "P", "H", "J"}:
        begin -= 1
    led = begin > 1 and begin < end and before[begin - 1].low in _BY and before[begin - 2].kind == "V"
    return _good(before[begin:end]) if led else None


def _good(items: Sequence[Item]) -> Product | None:
    """The good that items begin with: one that is known, else the words of an open name."""
    known = [product for product in phrases.read(items, subject=False).products if product.label != "goods"]
    return known[0] if known else phrases.open_name(items, 0)


def _behind(items: Sequence[Item], at: int, preposition: str) -> Product | None:
    """The good behind the first preposition of a kind that follows a number, with no other number or verb between."""
    end = next((i for i, item in enumerate(items[at + 1 :], at + 1) if item.kind in {"Q", "V", ",", ";"}), len(items))
    led = next((i for i in range(at + 1, end) if items[i].low == preposition), end)
    first = next((i for i in range(led + 1, end) if items[i].kind not in {"L", "E", "O", "G", "'"}), end)
    last = next((i for i in range(first, end) if items[i].kind in {"R", "T"}), end)
    return _good(items[first:last]) if first < last else None


def _of_market(items: Sequence[Item], start: int) -> Product | None:
    """What a market is for: "the global market for violins is worth", "a market share of 8 percent in violins"."""
    for i, item in enumerate(items[:-2]):
        if item.low.endswith("market") and items[i + 1].low in {"for", "in"}:
            return _good(items[i + 2 :])
        if item.start == start and items[i + 1].low == "of" and items[i + 2].kind == "Q":
            return _behind(items, i + 2, "in")
        if item.start == start and items[i + 1].low in {"for", "in"} and items[i + 2].kind in {"w", "P"}:
            return _good(items[i + 2 :])  # "its highest market share for womenswear"
    return None


def _worth(items: Sequence[Item], at: int) -> Product | None:
    """What is worth an amount behind the verb that moves it: "exported violins worth $45 million"."""
    valued = entries.words("deals", "worth")
    if not at or items[at - 1].low not in valued:
        return None
    verb = next((i for i in range(at - 2, -1, -1) if items[i].kind in {"V", "A"}), -1)
    return phrases.open_name(items, verb + 1) if 0 <= verb < at - 2 else None


def _counted(part: Part) -> Product | None:
    """What is counted: "sold 4,500 violins"; none where the noun only says that things are: "units", "people"."""
    quantity = part.quantity
    if quantity.noun is None or quantity.noun_start < quantity.end:
        return None
    noun = quantity.noun.lower()
    last = noun.rpartition(" ")[2]
    if any(last in entries.words("counts", kind) for kind in ("pieces", "packed", "idle")):
        return None
    if last in entries.words("companies", "deeds", "counted"):
        return None  # people, jobs and shops among them
    name = phrases.open_name(part.items, part.at + 1)
    return name if name is not None and name.label.startswith(noun.partition(" ")[0]) else None
