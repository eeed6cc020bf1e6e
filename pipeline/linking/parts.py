"""Parts: the product and the partner of a number, and the two sides of a tariff."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.linking.inherited import inherit, stand_in_for_last
from pipeline.linking.inturn import nth_of
from pipeline.linking.investedin import put_into
from pipeline.linking.items import Item
from pipeline.linking.metric import SURVEYS, Metric
from pipeline.linking.neighbours import read_neighbours
from pipeline.linking.only import COUNTS
from pipeline.linking.opengoods import TOLD_OF_GOODS
from pipeline.linking.part import Part
from pipeline.linking.phrases import MARKETS, Phrase, Product
from pipeline.linking.reading import Reading
from pipeline.linking.spokenwith import as_told_first
from pipeline.linking.story import Scene, Story, about_company
from pipeline.linking.subject import FLOWS
from pipeline.linking.turnedto import tell_of_turn
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_FORETELLERS = entries.words("sources", "foretellers")

#: What belongs to a company as a whole, whatever its clause names.
_OF_THE_WHOLE = {"share_price", "market_cap", "eps", "dividend", "price_target"}
_PROFITS = {"net_income", "pretax_profit", "operating_profit", "ebitda"}
#: What is sold at home where its product is called domestic.
_SOLD = {"sales_volume", "revenue", "retail_sales", "orders"}
#: What joins the names of a row.
_JOINTS = re.compile(r",? and |, ")
#: What kinds of investors are called before "and".
_INVESTORS = {"foreign", "overseas", "offshore", "retail", "individual", "institutional", "local", "domestic"}
#: Fewer items than that between a number and the market behind it.
_NEAR = 6


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
    part = Part(story, scene, at, quantity, metric, near, reading, order)
    read_neighbours(part)
    put_into(part)
    _in_order(part)
    tell_of_turn(part)
    as_told_first(part)
    stand_in_for_last(part)
    _without_doers(part)
    inherit(part)
    _in_same_market(part)
    products, partners, where = _sold_at_home(part) or (_of_the_metric(part), part.partners, part.where)
    if metric.code == "policy_rate" and products:  # "loans by banks grew, says the central bank, which cut its rate to"
        products = [product for product in products if product.start >= part.items[0].start]
    return _nth_name(part, products), partners, where


def _in_same_market(part: Part) -> None:
    """The market of the share told right before: "Samsung's smartphone share dropped to 25 percent, while Huawei's rose to 7"."""
    told = part.story.facts[-1] if part.story.facts else None
    if part.products or told is None or told.product is None or {told.metric, part.metric.code} != {"market_share"}:
        return
    if told.char_start >= part.story.sentence.start and not part.frame.fresh:
        part.products, part.where = [Product(told.product, told.char_start, told.char_end)], "context"


def _in_order(part: Part) -> None:
    """The product and partner at a number's place in a list told "respectively"; of several otherwise those that are known."""
    order, products = part.order, part.products
    if order < 0:
        known = [p for p in products if p.strong]
        market = bool(known) and all(p.label in MARKETS for p in known)  # "LCV sales in the domestic market"
        part.products = products if len(products) == 1 or market else known
        return
    numbers = sum(item.kind == "Q" for item in part.items)
    if numbers == 2 and len(products) == 1 and products[0].label.count(" and ") == 1:
        both = products[0]
        products = [Product(label, both.start, both.end) for label in both.label.split(" and ")]
    products = _joined_by_two(part, products)
    if len(products) < 2 and len(part.partners) < 2:
        told = [fact for fact in part.story.facts if fact.char_start >= part.story.sentence.start]
        if len(told) == numbers + order and (first := told[order]).metric != part.metric.code:
            own = (item for item in part.items[: part.at] if item.kind == "M" and item.start > first.char_end)
            named = any(
                item.start == part.metric.start for item in own
            )  # "facility investment will grow 1.6 and 2.1 percent"
            if first.product is not None and not named:
                products = [Product(first.product, first.char_start, first.char_end)]
    elif len(row := _row_before(part, products, numbers)) == numbers:
        products = [row[order]]
    elif len(products) > 1 and (order < len(products) or not numbers % len(products)):
        products = [products[nth_of(part.items, order, len(products))]]
    if len(part.partners) > 1 and (order < len(part.partners) or not numbers % len(part.partners)):
        part.partners = [part.partners[nth_of(part.items, order, len(part.partners))]]
    part.products = products


def _nth_name(part: Part, products: list[Product]) -> list[Product]:
    """The name at a number's place where those of its goods or places are a row of as many: "Kaduna, Osun and Kebbi
    recorded the highest rates at 33, 32 and 29 percent"."""
    text = part.story.text[products[0].start : products[-1].end] if products else ""
    row = _JOINTS.split(text) if ", " in text else []
    forms = [item.form for item in part.items if item.kind == "Q"] if len(row) > 2 else []
    if not forms or len(forms) != len(row) or len(set(forms)) > 1:
        return products
    turn = sum(item.kind == "Q" for item in part.items[: part.at])
    return [Product(row[turn].lower(), products[0].start, products[-1].end)]


def _joined_by_two(part: Part, products: list[Product]) -> list[Product]:
    """Three goods joined by "and" alone, told by two numbers or pairs of them, where the first two go together: "exports of cameras and
    lenses and film rolls came to $3 billion and $2 billion"."""
    forms = [item.form for item in part.items if item.kind == "Q" and item.form != "ordinal"]
    if len(products) != 3 or forms not in ([forms[0]] * 2, [forms[0]] * 2 + [forms[-1]] * 2):
        return products
    text, (first, second, last) = part.story.text, products
    if not text[first.end : second.start] == text[second.end : last.start] == " and ":
        return products
    return [Product(text[first.start : second.end].lower(), first.start, second.end, strong=first.strong), last]


def _row_before(part: Part, products: list[Product], numbers: int) -> list[Product]:
    """The last `numbers` of more products where they stand in one row: "of green goods grew, with cars, batteries and turbines rising"."""
    row = products[-numbers:] if numbers < len(products) else []
    between = [part.story.text[a.end : b.start].replace(",", " ").split() for a, b in pairwise(row)]
    return row if all(word.lower() in {"and", "&", "the"} for words in between for word in words) else []


def _foreteller(before: list[Item]) -> Item | None:
    """Who foretells a number in its clause."""
    return next((item for item in before if item.low in _FORETELLERS), None)


def _without_doers(part: Part) -> None:
    """Drops words read as a product that say who publishes or does it: "the au Jibun Bank PMI", "Copom lifted the Selic rate"."""
    metric, verb = part.metric, part.scene.verb
    if part.products and metric.code in FLOWS:
        first = part.products[0]
        if part.story.text[first.start : first.end].lower() == "consultancy":
            part.products = part.products[1:]  # "The consultancy cut its forecast for exports"
    if part.products and (teller := _foreteller(part.items[: part.at])) is not None:
        part.products = [p for p in part.products if p.end + 1 != teller.start]  # "private analysts see 1.8%"
    if part.products and not part.products[0].strong:
        first = part.products[0]
        publisher = metric.code in SURVEYS and part.story.text[first.start].isupper()
        unknown = part.frame.metric is None and part.state.metric is None
        if unknown and metric.code in TOLD_OF_GOODS:  # "Demand for violins rose", "Violins made up 12 percent"
            unknown = not (part.share or first.start > metric.start or _is_led(part.items, first.start))
        if publisher or unknown:
            part.products = []
    if len(part.products) > 1:
        part.products = [p for p in part.products if p.label != "backlog"]  # "the order backlog in the defense segment"
    if part.products and not part.products[0].strong and verb is not None and verb.code in {"raise", "lower"}:
        if metric.start > verb.start > part.products[0].start:
            part.products = []


def _is_led(items: list[Item], start: int) -> bool:
    """Whether a preposition leads to the words at a place: "demand for violins"."""
    return any(a.kind == "R" and b.start == start for a, b in pairwise(items))


def _sold_at_home(part: Part) -> tuple[list[Product], list[Item], str] | None:
    """What is sold on the home market has the country as partner: "domestic sales of 45,000 cars"; None where nothing is."""
    others = [product for product in part.products if product.label != "domestic"]
    company = about_company(part.story)
    made = company and part.metric.code == "production_volume"
    if not (made or part.metric.code in _SOLD):
        return None
    named = next((product for product in part.products if product.label == "domestic"), None)
    aside = named is not None and named.end < part.quantity.start  # "46,110 at home and 217,818 abroad"
    pieces = part.metric.code == "sales_volume" and part.quantity.kind in COUNTS
    there = _market_told(part) if (company or pieces) and (named is None or aside) else None
    if there is not None and there.label == "overseas":
        return others or [there], [], part.where
    named = named or there
    if named is None:
        return None
    home = _home_of_company(part) if company else None
    home = home or (part.state.main_country.value if part.state.main_country is not None else None)
    if home is None:
        return None
    market = Item("L", named.start, named.end, "domestic", home)
    return others or list(part.state.topic_products), [market], part.where


def _market_told(part: Part) -> Product | None:
    """The home market or those abroad that a clause begins with, or that stand behind a number: "700,000 in the domestic market",
    "At home, it sold", "205,000 abroad"."""
    items, at = part.items, part.at
    for i, item in enumerate(items[at + 1 : at + _NEAR], at + 1):
        if item.kind in {"Q", "V", "J", ",", ";", "K"} and item.low != "sold":
            break
        if (there := _led_market(items, i)) is not None:
            return there
    begin = 1 if items and items[0].kind in {"J", "K", ","} else 0
    between = any(item.kind in {"Q", "L"} for item in items[begin:at])
    return _led_market(items, begin) if not (between or part.partners) else None


def _led_market(items: list[Item], at: int) -> Product | None:
    """The words "at home", "abroad" or "in the domestic market" at a place."""
    led = at < len(items) and items[at].low in {"in", "on", "for"}
    step = at + led + (led and at + 1 < len(items) and items[at + 1].kind in {"E", "O"})
    market = items[step] if step < len(items) else None
    alone = market is not None and market.low in {"at home", "abroad", "overseas"}
    if market is None or market.kind != "P" or market.code not in {"domestic", "overseas"} or not (led or alone):
        return None
    return Product(market.code, market.start, market.end)


def _home_of_company(part: Part) -> str | None:
    """The country of the company spoken of, where the text or the vocabulary tells it."""
    held = part.state.company or part.state.main_company
    code = part.frame.company.code if part.frame.company is not None else held.value if held is not None else ""
    names = part.story.mentions.names
    return next((m.data["country"] for m in names if m.kind == "company" and m.code == code), None)


def _of_the_metric(part: Part) -> list[Product]:
    """The products, none where the metric is of a company as a whole or its profit leaves something out."""
    if part.metric.code == "sales_volume":
        part.products = [p for p in part.products if p.label != "wholesale"]  # to dealers, all that a carmaker sells
    if part.metric.code == "orders":
        part.products = [p for p in part.products if p.label not in entries.words("modifiers", "orders")]
    if part.metric.code == "net_buying":  # "foreign and institutional investors bought a net 3 billion and 2 billion"
        named = [Product(f"{p.label} investors", p.start, p.end) if p.label in _INVESTORS else p for p in part.products]
        part.products = named
    left_out = part.metric.code in _PROFITS and part.products and part.products[0].label.startswith("excl")
    return [] if part.metric.code in _OF_THE_WHOLE or left_out else part.products


#: What may stand between the members of a list of products.
_LISTING = {"and", "&", "plus", "as", "well", "the", "/", "-", "other", "related"}


def label_of(products: list[Product], text: str) -> str | None:
    """One label for the products of a number; a list that stands together keeps its words ("agriculture, forestry and fisheries")."""
    if not products:
        return None
    labels = list(dict.fromkeys(product.label for product in products))
    if len(labels) == 1 or any(label.startswith("excluding ") for label in labels):
        return labels[0]  # "Excluding autos, manufacturing output", "capital goods excluding aircraft"
    written = text[products[0].start : products[-1].end]
    between = [text[a.end : b.start].replace(",", " ").split() for a, b in pairwise(products)]
    apposed = len(products) == 2 and between == [[]] and text[products[-1].end : products[-1].end + 1] == ","
    if (
        "(" in written
        or "--" in written
        or "—" in written
        or apposed
        or any(word.lower() not in _LISTING for words in between for word in words)
    ):
        return labels[
            0
        ]  # "its cloud unit, AWS, grew", "makers of batteries in the electric vehicle market", "battery electric vehicle (BEV)"
    return " ".join(written.lower().split()) if len(written) < 80 and written else labels[0]
