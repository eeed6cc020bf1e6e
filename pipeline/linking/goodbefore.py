"""Good before: the product of the number or sentence before that a number stands for again."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.linking import phrases
from pipeline.linking.companies import compared_company, sells_pieces
from pipeline.linking.labour import OF_LABOUR
from pipeline.linking.metric import TRADED, WAYS
from pipeline.linking.only import only
from pipeline.linking.part import Part, flow_of
from pipeline.linking.phrases import Product
from pipeline.linking.story import Story, about_company, within
from pipeline.linking.subject import FLOWS
from pipeline.linking.wholes import is_of_all_partners
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_STAND_INS = entries.words("modifiers", "stand_ins")
_DOERS = entries.words("modifiers", "doers")
_FORESEEN = entries.words("forecasts", "foreseen")
_KINDS = entries.words("modifiers", "kinds")

#: What is told of a good once it has been named.
_SPOKEN_OF = {"exports", "imports", "export_volume", "import_volume", "export_price", "import_price", "commodity_price"}
#: What goods are quoted at.
_QUOTES = {"oil_price", "commodity_price"}
#: What firms tell of a good piece by piece.
_IN_PIECES = {"sales_volume", "production_volume", "orders", "market_share"}
#: So many facts one sentence tells at most.
_ROW = 8
#: Names that say nothing of whose loans or homes are meant.
_BARE = {"lending": {"loans", "lending", "loan", "credit"}, "house_prices": {"prices"}}

#: Prices whose change is a rate, and how that rate is called.
_PRICES_RISE, _RATE_OF = {"consumer_prices", "core_consumer_prices", "house_prices", "rent"}, ("rate of", "pace of")


def of_sector(part: Part) -> None:
    """What "the sector", "the industry", "these goods" stand for: the good of the report, else the one told of last."""
    state = part.state
    if says_sector(part):
        spoken = state.good_spoken_of
        if spoken is not None and spoken.sentence == part.story.number - 1:
            part.products, part.where = [spoken.value[1]], "spoken"
            return
        one = [state.only_product] if state.only_product is not None else _first_told(part.story) or state.products
        part.products, part.where = list(state.topic_products or one), "context"


def is_stand_in(story: Story, product: Product) -> bool:
    """Whether a word only stands for the good told of: "the industry"; or for those who grow it, at the beginning: "Growers sold 211
    million kg"."""
    if product.start == story.sentence.start and product.label in _DOERS:
        return True
    called = product.label in _STAND_INS
    return called and story.text.endswith(("the ", "The "), 0, product.start)


def only_stands_in(part: Part) -> bool:
    """Whether the one good found of trade or jobs is no more than a word for it: "the growers sold", "The industry employs 140,000"."""
    told = part.metric.code in WAYS or part.metric.code in OF_LABOUR
    return told and len(part.products) == 1 and is_stand_in(part.story, part.products[0])


def says_sector(part: Part) -> bool:
    """Whether a clause calls what it is of "the sector", "the industry" or "these goods"."""
    if _STAND_INS.isdisjoint(part.clause.lows):
        return False
    pairs = pairwise(part.items[: part.at])
    return any(item.low in _STAND_INS and before.low in {"the", "these", "such", "this"} for before, item in pairs)


def _first_told(story: Story) -> list[Product]:
    """The good that the sentence before began with, of which the others that it told of are parts: "Shoes earned $4 billion, with boots
    accounting for $2 billion. The sector's share"."""
    last = story.facts[-1] if story.facts else None
    if last is None or last.product is None or "\n" in story.text[last.char_end : story.sentence.start]:
        return []
    told = [fact for fact in story.facts[-_ROW:] if fact.sentence == last.sentence and fact.measure == "level"]
    first = told[0] if told else last
    parts = first.product is not None and len({fact.metric for fact in told}) == 1
    parts = parts and all(abs(fact.value) < abs(first.value) and fact.unit == first.unit for fact in told[1:])
    return [Product(first.product, first.char_start, first.char_end)] if parts and first.product is not None else []


@only(codes={"unemployment_rate", "industrial_production"})
def of_same_index(part: Part) -> None:
    """The branch whose output was told of last, of what is only called the index: "Manufacturing output fell. The index stood at 96"."""
    told = part.state.metric
    if told is not None and part.metric.code == told.value.code == "unemployment_rate":
        _of_same_rate(part)
    if told is None or part.metric.code != "industrial_production":
        return
    named = next((item for item in part.items[: part.at] if item.kind == "M"), None)
    if named is None or named.low not in entries.words("ambiguous", "index", "names"):
        return
    if _told_by_branch(part):
        return  # "Mining gained 2.5 percent and electricity 1.4 percent. The index was up 4.2 percent"
    if told.value.code == part.metric.code and part.story.number - told.sentence <= 1:
        part.products, part.where = list(part.state.products), "context"


def _of_same_rate(part: Part) -> None:
    """The place whose rate was told of last, of what is only called that: "Unemployment in Ohio was 10 percent. The rate fell to 9"."""
    last = part.story.facts[-1] if part.story.facts else None
    if last is None or last.product is None or part.frame.partners or part.frame.reporter is not None:
        return
    subject = [item for item in part.items[: min(part.at, part.scene.clause.verb_at)] if item.kind == "M"]
    placed = any(item.kind in {"L", "P"} for item in part.items)
    near = last.metric == "unemployment_rate" and part.story.number - part.state.metric.sentence <= 1
    if near and not placed and [item.low.removeprefix("the ") for item in subject] == ["rate"]:
        part.products, part.where = [Product(last.product, last.char_start, last.char_end)], "context"


@only(codes=_PRICES_RISE)
def of_their_rate(part: Part) -> None:
    """The goods that prices were told of without a number, of their rate behind "with": "Rents went on rising, with the rate of inflation
    moving from 5 to 6 percent"."""
    metric, above = part.metric, part.scene.parent
    if above is None or above.facts or part.clause.cue != "with":
        return
    at = next((i for i, item in enumerate(part.items) if item.start == metric.start), 0)
    rate = metric.name.startswith(_RATE_OF)
    rate = rate or " ".join(i.low for i in part.items[max(0, at - 2) : at]).endswith(_RATE_OF)
    goods = above.phrase.products
    if rate and goods and above.frame.metric is not None and above.frame.metric.code in _PRICES_RISE:
        part.products, part.where = list(goods), "sentence"


def _told_by_branch(part: Part) -> bool:
    """Whether the last sentence with figures went through several branches."""
    facts = part.story.facts
    last = [fact.product for fact in facts[-4:] if fact.sentence == facts[-1].sentence]
    return len(set(last)) > 1 and part.story.sentence.start > facts[-1].char_start


def as_foreseen(part: Part) -> None:
    """The good of the number before in the sentence, of what others had foreseen of it or it was before: "sold 9 million tablets, above
    the projected 8 million units", "up from 8 million units"."""
    told = part.story.facts[-1] if part.story.facts else None
    if told is None or told.metric != part.metric.code or told.char_start < part.story.sentence.start:
        return
    if part.scene.clause.link == "same" and part.scene.start > told.char_end:
        return  # "Capital spending totaled $12 billion, including $10 billion for chips, and is expected to reach $56 billion"
    behind = [item for item in part.items[: part.at] if item.start > told.char_end]
    expected = any(item.code == "project" or item.low in _FORESEEN for item in behind)
    counted = part.items[part.at + 1 : part.at + 2]
    before = behind[-1:] and behind[-1].low == "from" and counted and counted[0].kind == "M"
    if told.product is not None and (expected or before) and not any(item.kind in {"P", "C", "L"} for item in behind):
        part.products, part.where = [Product(told.product, told.char_start, told.char_end)], "context"


@only(kinds={"percent"})
def as_counted(part: Part) -> None:
    """The good that the number before in its clause counts, of its change: "Over 21,200 vehicles were sold, down 4 percent"."""
    told, frame, code = part.scene.fact, part.frame, part.metric.code
    if told is None or told.product is None:
        return
    if flow_of(told.metric) != flow_of(code) and not {told.metric, code} <= {"sales_volume", "revenue"}:
        return
    counted = told.measure == "level" and told.char_start >= part.scene.start and not frame.fresh
    if (
        counted
        and not (frame.products or frame.partners)
        and not any(x.kind in {"P", "M", "C"} for x in part.items_behind)
    ):
        part.products, part.where = [Product(told.product, told.char_start, told.char_end)], "context"


def next_partners_good(part: Part) -> Product | None:
    """The good of the flow that the sentence before told of with another partner: "Exports of steel to the U.S. fell 16 percent. Exports
    to the EU dropped 9.2 percent"."""
    story, told = part.story, part.story.facts[-1] if part.story.facts else None
    if part.products or not part.partners or told is None or flow_of(part.metric.code) not in TRADED:
        return None
    here = told.char_start >= story.sentence.start
    if part.share and (not here or told.measure != "share_pct" or any(x.low == "of" for x in part.items_behind[:1])):
        return None
    if any(fact.product != told.product for fact in story.facts[-4:] if fact.sentence == told.sentence):
        return None  # "Exports to China rose, led by machinery, up 40 percent. Exports to the United States grew"
    if told.product is None or about_company(story) or (told.partner is None and not (part.share and here)):
        return None
    if told.partner == part.partners[0].code and told not in part.scene.facts:
        return None  # "Turkey bought over $60 million worth this time, at $64.7 million"
    if flow_of(told.metric) != flow_of(part.metric.code) or part.scene.phrase.whole is not None:
        return None
    held = part.state.metric
    near = held is not None and held.paragraph == story.sentence.paragraph and story.number - held.sentence <= 1
    return Product(told.product, told.char_start, told.char_end) if near else None


def of_which(part: Part) -> Product | None:
    """The good whose amount a part is weighed out of, and what that part earned: "made 50 million kilos of cocoa, of which 48 million were
    exported, earning $250 million", whatever the report is on."""
    clause, told = part.scene.clause, part.story.facts[-1] if part.story.facts else None
    if part.products or told is None or told.char_start < part.story.sentence.start or about_company(part.story):
        return None
    weighed = clause.link == "relative" and [item.low for item in clause.before[-1:]] == ["of"]
    earned = clause.link == "same" and told.metric == "export_volume" and flow_of(part.metric.code) == "exports"
    if not (weighed or earned) or part.share or told.product is None or told.measure != "level":
        return None
    return Product(told.product, told.char_start, told.char_end)


@only(codes=_IN_PIECES)
def of_compared_firm(part: Part) -> None:
    """The good of which one firm's pieces were told, of those of another firm set against them: "sold 30,000 cars, compared with 29,000
    for its rival Volvo"."""
    told = part.story.facts[-1] if part.story.facts else None
    if told is None or told.metric != part.metric.code or told.measure != "level":
        return
    if (
        told.unit == part.quantity.unit
        and compared_company(part.scene, part.at) is not None
        and told.product is not None
    ):
        part.products, part.where = [Product(told.product, told.char_start, told.char_end)], "context"


@only(codes={"market_share"}, links={"relative", "same", "compare"})
def of_sold(part: Part) -> None:
    """The good that a firm has sold, of the share of the market that this gives it: "sold 42,000 scooters, giving it a market share of 7
    percent"."""
    above = part.scene.parent
    if above is None:
        return
    told = next((fact for fact in reversed(part.story.facts[-3:]) if fact.measure == "level"), None)
    if told is None or told.char_start < part.story.sentence.start or told.product is None:
        return
    if told.metric == "sales_volume" or (told.metric == "market_share" and part.clause.link == "compare"):
        part.products, part.where = [Product(told.product, told.char_start, told.char_end)], "context"


@only(codes=_QUOTES)
def of_quote_beside(part: Part) -> None:
    """The good whose quote the sentence has just told, of the average that goes with it: "trades between $75 and $85, with an average of $79"."""
    told = part.story.facts[-1] if part.story.facts else None
    if told is None or part.scene.clause.cue != "with" or told.metric != part.metric.code:
        return
    if told.char_start >= part.story.sentence.start and told.product is not None:
        part.products, part.where = [Product(told.product, told.char_start, told.char_end)], "context"


@only(codes=FLOWS)
def of_ranked(part: Part) -> None:
    """The good that leads or follows in its clause, of what it earned: "Tea was the biggest earner, with receipts of $130 million"."""
    scene, above = part.scene, part.scene.parent
    if scene.clause.cue != "with" or above is None or not part.metric.weak:
        return
    goods = above.phrase.products
    if len(goods) != 1 or above.facts or above.verb is None or above.verb.start < goods[0].start:
        return
    ranked = any(item.low.rpartition(" ")[2] in entries.words("readings", "ranked") for item in above.clause.items)
    if ranked and not part.partners:
        part.products, part.where = goods, "sentence"


@only(codes=FLOWS)
def of_role(part: Part) -> None:
    """The good that a place is the first to buy or sell, of the amount that stands behind: "Germany is still the main destination for
    coffee exports, at $3 billion", "the leading buyer of Peruvian coffee, with $5 billion"."""
    scene, above = part.scene, part.scene.parent
    if not part.partners or about_company(part.story):
        return
    told = part.items[: part.at]
    if above is not None and not above.facts and (scene.clause.link == "same" or scene.clause.cue == "with"):
        told = above.clause.items
    roles = entries.words("roles", "buys") | entries.words("roles", "sells")
    at = next((i for i, item in enumerate(told) if item.low in roles), len(told))
    if at + 2 >= len(told) or told[at + 1].low not in {"for", "of"}:
        return
    end = next((i for i in range(at + 2, len(told)) if told[i].kind in {",", "Q", "V", "T", ";"}), len(told))
    named = phrases.read(told[at + 2 : end])
    goods = [good for good in named.products if good.strong or named.metric is not None]
    if len(goods) == 1 and goods[0].label not in entries.words("wide", "goods"):
        part.products, part.where = goods, "sentence"


#: What the trade in a good is called once the good has been named.
_AGAIN = {
    "shipments",
    "outbound shipments",
    "overseas shipments",
    "inbound shipments",
    "overseas sales",
    "the shipments",
}


def as_spoken_of(part: Part) -> None:
    """The good that the sentence before told of without a figure: "Ship exports surged to a high. Shipments came to $32 billion"."""
    held, scene, story = part.state.good_spoken_of, part.scene, part.story
    if held is None or held.sentence != story.number - 1 or scene.parent is not None or part.partners:
        return
    again = part.metric.name in _AGAIN or part.metric.name.startswith(
        ("the value of", "value of", "export value", "import value")
    )
    if not again or about_company(story):
        return
    counted = held.value[0] == "sales_volume" or sells_pieces(story)
    if (
        counted and not part.scene.phrase.companies
    ):  # "Phone shipments fell. Total shipments came to 97.8 million units"
        part.products, part.where = [held.value[1]], "spoken"
        return
    if flow_of(part.metric.code) != flow_of(held.value[0]):
        return
    if scene.phrase.whole is None and not (scene.phrase.reporters or scene.phrase.bare or is_of_all_partners(part)):
        part.products, part.where = [held.value[1]], "spoken"


@only(codes=FLOWS | set(_BARE))
def of_those(part: Part) -> None:
    """The good told of last, of a flow that points back: "these exports rose", "the shipments slipped"; whose loans and homes
    a side clause tells of: "the first fall since May, when loans shrank by 5 billion"."""
    told, metric = part.state.metric, part.metric
    aside = metric.code in _BARE and metric.name in _BARE[metric.code] and part.scene.clause.link in {"sub", "relative"}
    if aside and told is not None and told.value.code == metric.code and part.story.number - told.sentence <= 1:
        part.products, part.where = list(part.state.products), "context"
        return
    if told is None or metric.code not in FLOWS or flow_of(told.value.code) != flow_of(metric.code):
        return
    near = told.sentence == part.story.number or (
        told.paragraph == part.story.sentence.paragraph and part.story.number - told.sentence == 1
    )
    going_on = told.sentence == part.story.number or (not part.state.partners and _is_named(part))
    if near and going_on and metric.name == "sales" and part.partners and not about_company(part.story):
        part.products, part.where = list(part.state.products), "context"
        return  # "Watch exports fell. Sales to Japan slumped 33 percent"
    at = next((i for i, item in enumerate(part.items) if item.start == metric.start and item.kind == "M"), 0)
    points = at and part.items[at - 1].low in {"these", "those", "such"}
    again = at and part.items[at - 1].low == "the" and part.items[at].low in {"shipments", "purchases", "sales"}
    bare = part.items[at + 1 : at + 2] and part.items[at + 1].kind != "R"
    if near and bare and (points or again) and not about_company(part.story):
        part.products, part.where = list(part.state.products), "context"


def _is_named(part: Part) -> bool:
    """Whether the trade told of last was that of a good by its name ("Watch exports fell", "exports of watches"), not what a part of all
    exports did: "Capital goods grew 12 percent"."""
    told, story = part.state.metric, part.story
    if told is None:
        return False
    start = told.value.start
    if story.text[start : start + 16].lower().partition(" ")[2].startswith("of "):
        return True
    return any(
        m.kind == "product" and start - 2 < m.end <= start for m in within(story.mentions.names, start - 40, start)
    )


def of_opening(part: Part) -> None:
    """The good that a sentence begins with, of the balance at its end: "For farm goods as a whole, exports came to $51 billion, with a
    surplus of $15 billion"; and of what it goes on to tell: "Coffee was the most disappointing export: shipments fell 14 per cent"."""
    items = part.story.scenes[0].clause.items if part.story.scenes else []
    if part.metric.code in _SPOKEN_OF and part.scene is not part.story.scenes[0] and not about_company(part.story):
        named = [item for item in items if item.kind not in {"E", "H"}][:2]
        plain = len(named) == 2 and named[0].kind == "P" and named[1].kind == "V" and named[1].code == "be"
        whole = part.scene.phrase.whole is not None or part.metric.name.startswith(("total ", "overall "))
        if plain and not whole and not part.partners and not any(item.kind in {"Q", "C"} for item in items):
            part.products, part.where = [Product(named[0].code, named[0].start, named[0].end)], "sentence"
            return
    if (
        part.metric.code != "trade_balance"
        or len(items) < 3
        or items[0].low not in {"for", "in"}
        or items[1].kind != "P"
    ):
        return
    told = part.story.facts[-1] if part.story.facts else None
    if told is not None and told.char_start >= part.story.sentence.start and told.product == items[1].code:
        part.products, part.where = [Product(told.product, items[1].start, items[1].end)], "sentence"


def meant(story: Story, product: Product) -> Product:
    """The good that a wider word with "the" stands for: "$4.77 billion of the metal" in a report on copper."""
    state = story.state
    if (named := _called(story, product)) is not None:
        return Product(named.label, product.start, product.end)
    before = story.text[max(0, product.start - 6) : product.start].lower()
    pointed = before.endswith(("such ", "these ", "those "))  # "Exports of such vehicles"
    if not product.strong or not (before.endswith("the ") or pointed) or product.end - product.start > 8:
        return product
    for good in (state.only_product, *state.products):
        if good is not None and product.label in entries.wider(good.label)[1:]:
            return Product(good.label, product.start, product.end)
    return product


#: So many characters stand at most from "the" to the kind of good: "the precious metal"; "the black tea" is a good of its own.
_APART = 20


#: The kind of goods whose members all bear its name.
_OWN_KIND = "oil"
_COLORED = re.compile(r"^(?:precious|yellow|red|golden|popular) ")


_THE = re.compile(
    r"(?:\b(?:the|its|their)|(?:country|nation|state)['’]s) (?:precious |yellow |red |aromatic |golden |popular )?$",
    re.IGNORECASE,
)


def _called(story: Story, product: Product) -> Product | None:
    """The good of the report, else of the number before in the paragraph, that is called by its kind: "the beverage", "the precious metal"."""
    word = _COLORED.sub("", story.text[product.start : product.end].lower())
    if word not in _KINDS or not _THE.search(story.text, max(0, product.start - _APART), product.start):
        return None
    if word not in product.label and _COLORED.match(story.text[product.start : product.end].lower()):
        return None  # "the yellow metal" is gold
    state, held = story.state, story.state.metric
    near = held is not None and (held.paragraph == story.sentence.paragraph or held.value.code == "commodity_price")
    for good in (state.only_product, state.lead_product, *(state.products if near else state.topic_products)):
        if good is not None and good.strong and good.label not in entries.words("wide", "goods"):
            other = word == _OWN_KIND and word not in good.label  # "60 percent of its oil" in a report on gas
            return good if good.label != product.label and not other else None
    return None


def of_time_before(part: Part) -> Product | None:
    """The good of the sentence before, where the same is told of an earlier time: "Ukraine's rye crop is put at 15 million tonnes. Last
    year's crop stood at 16 million"."""
    last, items = part.story.facts[-1] if part.story.facts else None, part.items
    if (
        last is None
        or last.metric != part.metric.code
        or last.product is None
        or part.metric.start > part.quantity.start
    ):
        return None
    opens = [item.kind for item in items[:3]] == ["T", "'", "M"] and items[2].start == part.metric.start
    near = part.state.metric is not None and part.state.metric.sentence == part.story.number - 1
    near = near and part.state.metric.paragraph == part.story.sentence.paragraph
    return Product(last.product, last.char_start, last.char_end) if opens and near else None
