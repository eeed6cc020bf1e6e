"""Of it: what a number is a part of that says "of it" or "of that": a market told before, or what was spoken of without a figure."""

from __future__ import annotations

from pipeline.fact import Fact
from pipeline.linking.asked import Asked, Found
from pipeline.linking.draft import Draft
from pipeline.linking.items import DEMONSTRATIVES, Item
from pipeline.linking.metric import Metric, fits, of_fact
from pipeline.linking.only import only
from pipeline.linking.period import When, span_of
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.state import Held
from pipeline.linking.toldfirst import told_right_before
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_SUMS = entries.words("readings", "sums")
_PARTS_OF_SUM = entries.words("readings", "parts_of_sum")

#: So many items behind a share its market is named.
_WIDE = 7
#: How a part points back, and how many facts back the size of a market stands.
_BACK, _LATELY = {"it", "that", "this", "these", "them", "the market", "that market", "this market"}, 3
#: Parts that need not say of what they are.
_LONE = {"bulk", "rest", "remainder", "majority"}
#: So many facts back a figure stands that is called by its name once more.
_LONG = 6
#: The name of a share of the market whose size was told before.
OF_MARKET = "share of the market"
#: What the world as a whole does of which places and firms have a part.
_WORLDWIDE = {"orders", "sales_volume", "production_volume", "capacity"}
#: What is done with goods all over the world; the goods, this and the world.
_DONE, _OF_WORLD = (
    {"ordered", "sold", "made", "produced", "built", "shipped", "installed", "delivered", "registered"},
    3,
)
#: The name of a part of what was told.
OF_THAT = "part of that"
#: What a market's size is called where a clause hangs on the market.
_SIZES = {"revenue", "market_size", "sales_volume"}


@only(kinds={"percent"}, words=_BACK)
def share_of_it(asked: Asked) -> Found | None:
    """A company's part of the market whose size was told last: "The market was worth $3 billion. Volvo had 12 percent of it"."""
    if not _points_back(asked) or asked.reading.sign:
        return None
    market = _market(asked)
    phrase = asked.scene.phrase
    if market is None or not (phrase.companies or phrase.bare or phrase.reporters or phrase.pronoun is not None):
        return None
    good = [Product(market.product, market.char_start, market.char_end)] if market.product is not None else []
    metric = Metric.told("market_share", asked.items[asked.at], name=OF_MARKET)
    return Found(metric, "read", Phrase(products=good) if good else None)


@only(kinds={"percent"}, readings={"percent of"})
def part_of_worlds(asked: Asked) -> Found | None:
    """Somebody's part of all that was ordered, sold or made of a good in the world: "Korean yards took 52 percent of the 38 million CGT
    ordered globally", "Samsung made 21 percent of the phones sold worldwide"."""
    phrase, behind = (
        asked.scene.phrase,
        [x for x in asked.items[asked.at + 2 : asked.at + _WIDE] if x.kind not in "EHG"],
    )
    if (
        len(behind) < _OF_WORLD
        or behind[1].low not in _DONE
        or not (phrase.companies or phrase.bare or phrase.reporters)
    ):
        return None
    good, world = behind[0], behind[2:]
    if world[0].low == "in":
        world = world[1:]
    of_ships = good.kind == "Q" and good.code == "CGT"
    if not (of_ships or good.kind == "P") or not world or world[0].code != "WORLD":
        return None
    near = Phrase(products=[Product("ships" if of_ships else good.code, good.start, good.end)])
    return Found(Metric.told("market_share", behind[1], name="share"), "read", near)


@only(kinds={"percent"}, links={"main", "sub", "content"}, whose="company")
def share_it_has(asked: Asked) -> Found | None:
    """The part of a market that the company told of has: "It had 25 percent of the European market in March"."""
    pronoun, behind = asked.scene.phrase.pronoun, asked.items[asked.at + 1 : asked.at + _WIDE]
    if pronoun is None or asked.reading.sign or not behind or behind[0].low != "of":
        return None
    if asked.before[-1].low not in entries.words("companies", "deeds", "holds"):
        return None
    end = next((i for i, item in enumerate(behind) if item.kind in {"M", "Q", "V", ",", "J"}), len(behind))
    if end >= len(behind) or behind[end].code != "market_size":
        return None
    goods = [Product(item.code, item.start, item.end) for item in behind[:end] if item.kind == "P"]
    near = Phrase(
        products=goods[-1:], partners=[item for item in behind[:end] if item.kind == "L" and item.code != "WORLD"]
    )
    return Found(Metric.told("market_share", behind[end], name="share"), "read", near)


@only(kinds={"money", "physical", "count", "number"}, words=_BACK)
def amount_of_it(asked: Asked) -> Found | None:
    """So much of what the sentence before spoke of: "What worries them is inventory. The chip arm had 29 trillion won of it"."""
    if not _points_back(asked):
        return None
    told = asked.state.told_of
    metric: Metric | None = told.value if told is not None and told.sentence == asked.story.number - 1 else None
    metric = metric or told_right_before(asked.story)
    code = fits(metric, asked.quantity) if metric is not None else None
    return Found(metric.renamed(code), "read") if metric is not None and code is not None else None


@only(kinds={"money", "physical", "count", "number"}, words=DEMONSTRATIVES)
def amount_of_that(asked: Asked) -> Found | None:
    """A part of the figure told last, called by its name: "Sales were 439 million euros. Clients abroad brought in 340 million of that
    revenue"."""
    behind, told = asked.items[asked.at + 1 : asked.at + 4], asked.story.facts[-1] if asked.story.facts else None
    if len(behind) < 3 or behind[0].low != "of" or behind[1].low not in DEMONSTRATIVES or behind[2].kind != "M":
        return None
    alike = [
        fact
        for fact in asked.story.facts[-_LONG:]
        if fact.metric == behind[2].code and fact.unit == asked.quantity.unit
    ]
    if told is None or not alike or not asked.held_within(1) or abs(asked.quantity.value) >= abs(alike[-1].value):
        return None
    return Found(Metric.of(behind[2])._replace(name=OF_THAT, weak=False), "read")


@only(kinds={"money"})
def part_of_sum(asked: Asked) -> Found | None:
    """A part of the sum told last that the subject calls so: "The firm set aside $90 million. The bulk of that amount, $70 million, will go
    to its mines"."""
    told = asked.story.facts[-1] if asked.story.facts else None
    if told is None or told.measure != "level" or told.unit != asked.quantity.unit or not asked.held_within(1):
        return None
    subject = asked.before[: asked.scene.clause.verb_at]
    of = next((i for i, item in enumerate(subject[:-1]) if item.low == "of"), None)
    if not any(item.low.removeprefix("the ") in _PARTS_OF_SUM or item.kind == "Q" for item in subject[:3]):
        return None
    named = [item.low for item in subject[of + 1 :] if item.kind not in {"E", "W", ","}] if of is not None else []
    lone = of is not None or not {item.low.removeprefix("the ") for item in subject[:2]}.isdisjoint(_LONE)
    called = lone and (not named or named[0].rpartition(" ")[2] in _SUMS or named[0] in _BACK)
    if not called or any(item.kind in {"M", "P", "C", "L"} for item in subject):
        return None
    if abs(asked.quantity.value) >= abs(told.value):
        return None
    return Found(of_fact(told)._replace(name=OF_THAT), "sentence")


@only(kinds={"percent", "money"}, links={"relative"})
def turnover_of_market(asked: Asked) -> Found | None:
    """The size of the market that a clause hangs on: "the DRAM market, which had a turnover of $12 billion"."""
    last = next((item for item in asked.scene.clause.before[::-1] if item.kind not in {",", "B", "R", "E"}), None)
    if last is None or last.kind != "M" or last.code != "market_size" or asked.scene.phrase.companies:
        return None
    own = next((item for item in asked.before[::-1] if item.kind == "M"), None)
    return Found(Metric.of(last), "read") if own is not None and own.code in _SIZES else None


def _points_back(asked: Asked) -> bool:
    """Whether "of it" or the like stands right behind the number, and nothing that it could be of behind that."""
    behind = asked.items[asked.at + 1 : asked.at + 4]
    return (
        len(behind) > 1
        and behind[0].low == "of"
        and behind[1].low in _BACK
        and (len(behind) < 3 or behind[2].kind != "M")
    )


def _market(asked: Asked) -> Fact | None:
    """The size of a market, or what the whole world ordered or bought, that this sentence or the one before has told."""
    if not asked.held_within(1):
        return None
    for fact in asked.story.facts[: -_LATELY - 1 : -1]:
        if fact.metric == "market_size" or (fact.metric in _WORLDWIDE and fact.reporter == "WORLD"):
            return fact
    return None


def time_of_market(draft: Draft) -> When | None:
    """The time of the market whose part a share is, or of the sum that a part is of, where the clause names none."""
    if draft.metric.name == OF_THAT and draft.quantity.kind == "money" and draft.story.facts:
        last = draft.story.facts[-1]
        return When(span_of(last), how="context") if last.metric == draft.metric.code else None
    if draft.metric.code != "market_share" or draft.metric.name != OF_MARKET:
        return None
    told = next((f for f in draft.story.facts[::-1] if f.metric == "market_size" or f.reporter == "WORLD"), None)
    period = span_of(told) if told is not None else None
    return When(period, how="sentence") if period is not None else None


@only(measures={"share_pct"})
def earned_where(draft: Draft) -> None:
    """Where the part of a figure was earned that "of it" speaks of: "61 percent of it earned overseas", "40 percent of it made in America"."""
    behind = draft.items[draft.at + 1 : draft.at + 6]
    if len(behind) < 4 or behind[0].low != "of" or behind[1].low not in _BACK | {"which"}:
        return
    if draft.products and draft.products[0].start > draft.quantity.end:
        return
    rest = [item for item in behind[2:] if item.kind not in {"U", "G", "E"}]
    made = rest[0].low in entries.words("deals", "earned_in") if rest else False
    rest = rest[1:] if made else rest
    if rest and made and rest[0].low in {"abroad", "overseas"}:
        draft.products = [Product("overseas", rest[0].start, rest[0].end)]
    elif len(rest) > 1 and rest[0].low in {"in", "from"} and rest[1].kind == "L" and draft.holder is not None:
        draft.partners = [rest[1]] if rest[1].code != draft.holder.value else draft.partners


def of_same_holder(draft: Draft) -> None:
    """Gives a part of the figure told last to whose that is: "of that revenue"; what clients abroad pay is earned overseas."""
    first = draft.products[0] if draft.products else None
    if first is not None and draft.metric.code == "revenue" and first.label in entries.words("deals", "clients_abroad"):
        draft.products = [Product("overseas", first.start, first.end)]
    if draft.metric.name != OF_THAT:
        return
    told = next((f for f in draft.story.facts[::-1] if f.metric == draft.metric.code), None)
    if told is not None:
        where = (told.char_start, told.char_end)
        partners = draft.partners
        if not partners and told.partner is not None and draft.metric.start == told.char_start:
            partners = [Item("L", *where, told.partner.lower(), told.partner)]
        draft.belongs_to(Held(told.reporter, *where), *partners)
