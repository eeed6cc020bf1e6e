"""Companies: whose a number is in a row of companies, and what sets their worth."""

from __future__ import annotations

import re

from pipeline.fact import Fact
from pipeline.linking.goods import compound
from pipeline.linking.inturn import nth_of
from pipeline.linking.items import Item
from pipeline.linking.metric import PIECES, Metric
from pipeline.linking.modifiers import is_loose
from pipeline.linking.names import is_economy
from pipeline.linking.phrases import Product
from pipeline.linking.reading import Reading
from pipeline.linking.story import Scene, Story
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_VALUES = entries.words("markets", "values")
_PIECES = entries.words("counts", "pieces")
_WHO = entries.words("forecasts", "who")


#: So many items is "No. 1".
_NUMBERED = 3


def beside_company(scene: Scene, at: int) -> Item | None:
    """The company right before a number that is its own: "CATL's 32.5 percent", "Oppo with 25.2 million", "Vivo (11.8 million)"."""
    items = scene.clause.items
    if at == 0 or (at == 1 and items[0].kind == "D" and scene.clause.link == "paren"):  # "TCS (down 6.04 per cent)"
        before = scene.clause.before[-1:] if scene.clause.link == "paren" else []
        return before[0] if before and before[0].kind == "C" else None
    j = at - 1
    if items[j].kind in {"G", "E"} and j:
        j -= 1
    linked = items[j].kind == "R" and items[j].low in {"with", "at", "on"}
    j -= linked
    if linked and j > _NUMBERED and items[j - 2].low == "no" and items[j - 1].kind == "." and items[j].low.isdigit():
        j -= _NUMBERED + (items[j - _NUMBERED].kind == "V")  # "CATL remained No. 1 with 297 GWh"
    while linked and j > 0 and (items[j].form == "ordinal" or items[j].low in entries.words("roles", "ranks")):
        j -= 1  # "Lexus fifth with 14,891"
    j -= linked and j > 0 and items[j].low == "group"
    if j >= 0 and linked and items[j].kind == "C":
        return items[j]
    if items[j].low == "of" and j > 2 and items[j - 1].kind == "M":
        j -= 1  # "28.5 percent of SK hynix's revenue of 33.7 trillion won"
    begin = max(0, j - 5)
    while j > begin and items[j].kind in {"S", "M", "P", "T", "H", "w"}:
        j -= 1
    return items[j - 1] if j > 0 and items[j].kind == "'" and items[j - 1].kind == "C" else None


def ranked_mover(items: list[Item], at: int) -> Item | None:
    """The company named last among those whose shares moved most: "The biggest riser was Tesco, up 3 percent", "Gainers included TCS, up 4%",
    "The biggest loser was Tesco with a 3 percent slide"."""
    if at < 4:
        return None
    led = at - 1 - (items[at - 1].kind == "E")
    if items[led].low == "with" and items[at + 1 : at + 2] and items[at + 1].kind == "N":
        firm = led - 1 - (items[led - 1].kind == ",")
    elif items[at - 1].kind == "D" and items[at - 2].kind == ",":
        firm = at - 3
    else:
        return None
    movers = entries.words("markets", "movers")
    moved = any(item.low.rpartition(" ")[2] in movers or item.low == "led" for item in items[:firm])
    return items[firm] if moved and items[firm].kind == "C" else None


def company_behind(items: list[Item], at: int) -> Item | None:
    """The company that a number is told at: "sales jumped 28% at clothing retailer Harlow and 3.1% at Kohl's"."""
    behind = items[at + 1 : at + 10]
    if len(behind) > 2 and behind[0].kind == "R" and behind[1].kind == "T":
        behind = behind[2:]  # "rose 8 percent in December at Harlow"
    if not behind or behind[0].low != "at":
        return None
    for item in behind[1:7]:
        if item.kind == "C":
            return item
        if item.kind in {",", "Q", "V", "R", "J", "T", "M", "."}:
            return None
    return None


def compared_company(scene: Scene, at: int) -> Item | None:
    """The other company that a number compared with is for: "stood at 24.7%, compared with 16.3% for Samsung", "That compares with 290
    car sales notched up by its rival Volvo"."""
    verb = scene.verb
    if scene.clause.link != "compare" and not (verb is not None and verb.low.startswith("compare")):
        return None
    items, j = scene.clause.items, at + 1
    while j < len(items) and items[j].kind in {"P", "M", "N"}:
        j += 1
    done = j < len(items) and items[j].kind == "V" and items[j].code != "project"
    done = done and items[j].low not in entries.words("sources", "asking")
    j += done
    if j >= len(items) or items[j].low not in ({"by"} if done else {"for", "at", "by"}):
        return None
    for item in items[j + 1 : j + 6]:
        if item.kind not in {"E", "H", "w", "P", "O"}:
            return item if item.kind == "C" else None
    return None


def nth_company(scene: Scene, at: int) -> Item | None:
    """The company of the nth number where several are named and as many numbers follow: "X, Y and Z with 14, 9 and 9 percent"."""
    companies = scene.phrase.companies
    if not companies and scene.clause.cue == "with" and scene.parent is not None:
        companies = (
            scene.parent.phrase.companies
        )  # "SK On and Samsung SDI ranked third and fifth, with shares of 9.8% and 6.9%"
    numbers = [item for item in scene.clause.items if item.kind == "Q"]
    if len(companies) < 2 or len(numbers) % len(companies):
        return None
    return companies[nth_of(scene.clause.items, numbers.index(scene.clause.items[at]), len(companies))]


def valuing(items: list[Item], at: int) -> Item | None:
    """The verb that sets what a company is worth: "valuing it at $11 billion", "Apple is worth $4.1 trillion", "leaving the company worth"."""
    for j in range(at - 1, max(-1, at - 7), -1):
        item = items[j]
        told = item.kind in {"A", "V"} and bool(item.data) and "market_cap" in item.data.get("metrics", ())
        if told or item.low in _VALUES:
            of = item.kind == "w" and j + 1 < at and items[j + 1].low == "of"
            what = next((other for other in items[j + 2 : at] if other.kind != "E"), None) if of else None
            return item if what is None or _is_whole_company(what) else None  # "the value of the program"
        if item.low.rpartition(" ")[2] == "worth":
            return item if j and _is_whole_company(items[j - 1]) else None
        if item.kind in {"Q", "V"}:
            return None
    return None


def _is_whole_company(item: Item) -> bool:
    """Whether an item is a company itself, not what it has or does."""
    return item.kind == "C" or item.form == "company_pronoun" or item.low in entries.words("deals", "whole")


def shared(metric: Metric, scene: Scene, at: int, quantity: Quantity, reading: Reading) -> Metric:
    """Market share for a per cent that changes nothing in a ranking of companies by pieces: "Apple with 17 percent"."""
    if (
        metric.code not in {"sales_volume", "production_volume", "revenue"}
        or (metric.code == "revenue" and not _own_share(scene.clause.items))
        or quantity.kind != "percent"
        or (reading.measure not in {None, "level"} and reading.rule not in _SHARES)
    ):
        return metric
    items = scene.clause.items
    if at > 1 and items[at - 1].low == "of" and items[at - 2].low == "growth":
        return metric  # "led with growth of 20 percent"
    ranked = bool(scene.phrase.companies) and any(
        item.low in {"with", "at", "ranked", "followed", "or"} for item in items[:at]
    )
    if reading.rule == "share of the first" and not _is_led_by_company(items, reading):
        return metric  # "The United States was its largest market with 24 percent"
    own = scene.phrase.share is not None and bool(scene.phrase.companies)  # "BMW's share came to 25.1 percent"
    return metric.renamed("market_share") if ranked or own or beside_company(scene, at) is not None else metric


def _is_led_by_company(items: list[Item], reading: Reading) -> bool:
    """Whether it is a company that comes first: the name before the verb is its."""
    verb = reading.governor
    before = [item for item in items if item.kind in {"C", "L", "P"} and (verb is None or item.start < verb.start)]
    return bool(before) and before[-1].kind == "C"


def has_grown(last: Fact, metric: Metric, scene: Scene, reading: Reading) -> bool:
    """Whether the number before what "led with 20 percent" told how much the same thing grew: not of a whole market before its makers
    ("Shipments fell 4 percent. Vivo led with 20 percent"), nor of all before its largest part ("was its largest market with 24 percent")."""
    if (last.metric, last.measure) != (metric.code, "change_pct"):
        return False
    verb, begin = reading.governor, scene.start
    if verb is not None and verb.code == "be" and last.char_start < begin:
        return not _LARGEST.isdisjoint(item.low for item in scene.clause.items if item.start > verb.start)
    market = last.reporter == "WORLD" or is_economy(last.reporter)
    return not (scene.phrase.companies and metric.code in PIECES and market)


#: What leads by how much it grew.
_LARGEST = {"fastest", "steepest", "strongest", "fastest-growing", "sharpest", "weakest", "best", "worst"}
#: Readings of a share that is told of the one before, or of who comes first.
_SHARES = {"the same as a share", "share of the first"}


def _own_share(items: list[Item]) -> bool:
    """Whether a company's share is told, of its market: "Aldi's share reached 9.5 percent"."""
    return any(
        a.kind == "C" and b.kind == "'" and c.kind == "S" for a, b, c in zip(items, items[1:], items[2:], strict=False)
    )


def sells_pieces(story: Story) -> bool:
    """Whether a text counts what is sold rather than its value, so that "sales fell 6.9 percent" is of pieces."""
    if story.in_pieces is None:
        text, nouns = story.text, _PIECES
        counted = [q for q in story.mentions.quantities if q.kind in {"count", "number"}]
        pieces = sum(
            text[q.end : q.end + 14].lower().partition(" ")[2].split(" ")[0].strip(".,;)\n") in nouns for q in counted
        )
        story.in_pieces = pieces > 2 * sum(q.kind == "money" for q in story.mentions.quantities)
    return story.in_pieces


def grown_in_pieces(story: Story, metric: Metric) -> Metric:
    """The growth of sales as one of pieces in a report on a company that counts those: "It sold 95,000 cars. It expects sales growth of
    10 percent"."""
    grown = metric.code == "revenue" and metric.name == "sales growth" and sells_pieces(story)
    return metric.renamed("sales_volume") if grown else metric


def expected(items: list[Item]) -> bool:
    """Whether analysts say what they had expected of the figure before: "Analysts on average had expected $8.94 billion"."""
    named = any(item.low in _WHO for item in items)
    return named and any(
        (item.kind == "V" and item.code == "project") or item.low in {"look", "looked", "looking"} for item in items
    )


def foreseen(scene: Scene) -> bool:
    """Whether a clause, or what leads to it, says what analysts had expected: "Analysts polled by X expected it to earn $30 million"."""
    if expected(scene.clause.items):
        return True
    return scene.clause.link == "content" and expected(scene.clause.before)


def model_beside(items: list[Item], at: int) -> Product | None:
    """The model a number of pieces is of: "the Sonata with 4,603 units", "The Grandeur sedan sold 5,074", "4,861 Tucsons"."""
    behind = items[at + 1] if at + 1 < len(items) else None
    if behind is not None and behind.kind == "P" and behind.code not in {"automobiles", "ships", "domestic"}:
        return compound(items, at + 1) or Product(behind.code, behind.start, behind.end)
    told = items[at + 2] if at + 2 < len(items) else None
    if behind is not None and behind.code == "be" and told is not None and told.kind == "P":
        return Product(told.code, told.start, told.end)  # "Of these, 139,902 were battery-electric cars"
    if behind is not None and behind.name:
        return Product(behind.low.removesuffix("s"), behind.start, behind.end)
    begin = max((j + 1 for j in range(at) if items[j].kind in {"Q", ","}), default=0)
    for j in range(begin, at - 1):
        first = j + 1
        if items[j].low == "its" and j and items[j - 1].low == "of":  # "sales of its ageing Wii console"
            first += items[first].kind == "w" and not items[first].name
        elif items[j].low != "the":
            continue
        if not _names_model(items[first]):
            continue
        end = first + 1
        while end < at and _names_model(items[end]):
            end += 1
        return Product(" ".join(item.low for item in items[first:end]), items[first].start, items[end - 1].end)
    return None


def model_before(items: list[Item], at: int) -> Product | None:
    """The model before what is told of its pieces: "raised its Galaxy S6 sales forecast to", "Nokia lifted Lumia shipments to"."""
    begin = end = next((i for i in range(at - 1, 0, -1) if items[i].kind in {"M", ",", ";", "K"}), 0)
    if items[end].kind != "M":
        return None
    no_parts = entries.words("divisions", "no_parts")
    while begin > 0 and _names_model(items[begin - 1]):
        begin -= 1
    if any(is_loose(item.low) or item.low in no_parts for item in items[begin:end]):
        return None  # "its Christmas sales"
    if begin in {0, end} or (items[begin - 1].kind not in {"V", "E", "O", "T", "H"}):
        return None
    return Product(" ".join(item.low for item in items[begin:end]), items[begin].start, items[end - 1].end)


def _names_model(item: Item) -> bool:
    """Whether a word is a model's name: capitalised, or of letters and digits: "the 3DS"."""
    return item.name or (item.kind == "w" and item.low.isalnum() and not item.low.isalpha() and not item.low.isdigit())


#: Prepositions behind which a name tells when or why, not of what.
_NOT_OF = {"during", "over", "since", "before", "after", "ahead", "amid", "despite", "by", "with", "to", "for", "on"}


#: What begins to say of a make or branch what it is.
_APPOSED = {"its", "the", "a", "an"}
#: What a make is called behind its name.
_MAKES = {"brand", "marque", "nameplate"}


def named_part(items: list[Item], text: str) -> Product | None:
    """The brand, model, drug or division that a company's number is of, by its name: "Sales of breast cancer treatment
    Lumarza", "its Jeep brand", "the Tucson crossover"."""
    at = 0
    while at < len(items):
        if not _is_label(items[at], text):
            at += 1
            continue
        end = at + 1
        while end < len(items) and (_is_label(items[end], text) or _goes_on(items[end], text)):
            end += 1
        if end < len(items) and items[end].kind == "L" and items[end].start == items[end - 1].end + 1:
            end += items[end + 1 : end + 2] != [] and items[end + 1].kind in {",", "M"}  # "Norvald Foods Europe"
        before = items[at - 1] if at else None
        after = items[end] if end < len(items) else None
        lead = next((item for item in reversed(items[:at]) if item.kind == "R"), None)
        led = (
            before is not None
            and before.kind in {"E", "P", "H", "C", "D"}
            and before.low not in {"a", "an", "this", "that"}
        )
        led = led or (
            before is not None
            and before.low in {"its", "their", "the"}
            and after is not None
            and after.low in entries.words("divisions", "brands") | entries.words("divisions", "parts")
        )
        led = led or (before is not None and before.kind == "'" and at > 1 and items[at - 2].kind == "C")
        led = led or (after is not None and after.low in _MAKES and not (lead is not None and lead.low == "including"))
        if before is not None and before.kind == "J" and at > 1 and items[at - 2].kind == "C":
            return None  # "sales of BMW and Mini cars"
        told_at = before is not None and before.low == "at" and at > 1 and items[at - 2].kind == "M"
        told_at = told_at or (
            before is not None and at == 1 and before.low in {"at", "for"}
        )  # "At Old Navy, sales fell"
        of = lead is not None and lead.low == "of" and any(item.kind in {"M", "O"} for item in items[:at])
        beside = after is not None and after.kind in {"P", "'"}
        apposed = at == 0 and after is not None and after.kind == "," and items[end + 1 : end + 2] != []
        apposed = (
            apposed and items[end + 1].low.partition(" ")[0] in _APPOSED
        )  # "Lumarza, its best-selling medicine, brought in"
        owner = after is not None and after.kind == "'" and not _owns_figure(items, end)
        if (
            (led or of or told_at or apposed or (beside and at) or _opens(items, at, end, text))
            and not owner
            and not (lead is not None and lead.low in _NOT_OF)
        ):
            return Product(text[items[at].start : items[end - 1].end].lower(), items[at].start, items[end - 1].end)
        at = end
    return None


def part_behind(items: list[Item], at: int, text: str) -> Product | None:
    """The brand or division that a number is told at: "sales fell 7 percent at Brand Ayla and 2 percent at Brand Mira"."""
    end = at + 2
    if items[at + 1 : at + 2] == [] or items[at + 1].low != "at":
        return None
    end += items[end : end + 1] != [] and items[end].low in {"its", "the"}
    first = end
    while end < len(items) and (_is_label(items[end], text) or (end > first and _goes_on(items[end], text))):
        end += 1
    if end == first or (end < len(items) and items[end].kind in {"C", "L"}):
        return None
    return Product(text[items[first].start : items[end - 1].end].lower(), items[first].start, items[end - 1].end)


def _goes_on(item: Item, text: str) -> bool:
    """Whether a known word is written as part of the name before it: "Intelligent Cloud"."""
    return item.kind in {"P", "M"} and text[item.start].isupper() and not text[item.start : item.end].isupper()


def _owns_figure(items: list[Item], at: int) -> bool:
    """Whether a genitive at `at` ends a subject with its figure: "Brand Ayla's sales", not "Wall Street's profit estimates"."""
    return at + 2 == len(items) and items[at + 1].kind == "M"


def _opens(items: list[Item], at: int, end: int, text: str) -> bool:
    """Whether a subject begins with a division's name and its figure: "Embedded Processing revenue", "M-Pesa revenue".

    One word that only opens the sentence may be any ("Quarterly revenue").
    """
    if at or end >= len(items) or items[end].kind != "M":
        return False
    first = text[items[0].start : items[0].end]
    inside = re.search(rf"[a-z,] {re.escape(first)}\b", text) is not None
    return end > 1 or inside or not first[1:].islower()


def _is_label(item: Item, text: str) -> bool:
    """Whether a word that no list knows is written as a name or a model's number: "Tucson", "F-150", "S200"."""
    if item.kind != "w":
        return False
    if len(item.low) == 1 and text[item.start].isupper() and text[item.end : item.end + 1] == "-":
        return True  # "F-Series"
    return item.name or (any(c.isdigit() for c in item.low) and text[item.start].isupper())


def ordered(items: list[Item], at: int) -> Product | None:
    """What an order in money is for: "a 2.6 trillion-won order for seven LNG carriers", "worth $1 billion to build two tankers"."""
    builds = entries.words("deals", "builds")
    for i, item in enumerate(items[at + 1 :], at + 1):
        if item.kind == "P" and any(b.low == "for" or b.low in builds for b in items[at + 1 : i]):
            return Product(item.code, item.start, item.end)
        if item.kind in {"V", "W", "K"} and item.low not in builds:
            return None
        if item.kind == "Q" and item.form not in {"count", "number"}:
            return None
    return None
