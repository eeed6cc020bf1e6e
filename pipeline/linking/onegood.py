"""One good: a report that is about the trade of a single good, which then goes without saying."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.linking.items import Item
from pipeline.linking.metric import PRICES
from pipeline.linking.only import COUNTS
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.story import Story, within
from pipeline.linking.subject import FLOWS
from pipeline.sentences import around
from pipeline.vocabulary import entries
from pipeline.vocabulary.trie import Mention

#: What such a report tells of its good: stocks, output and prices as well as shipments.
TOLD_OF_ONE = (FLOWS | {"inventories", "production_volume", "commodity_price", "export_price", "import_price"}) - {
    "tariff_rate", "fdi", "revenue", "trade_balance", "trade_volume", "orders",
}  # fmt: skip
#: What goes abroad or is earned there, and what is grown or made; who does it.
_FLOWN = r"exports?|imports?|shipments|sales|receipts|earnings|trade (?:deficit|surplus|gap|balance)"
_MADE = "output|production|harvest|crop|trade"
_DOERS = "industry|sector|exporters?|importers?|suppliers?|shippers|producers|growers|farmers|planters|millers|makers|manufacturers|packers|traders"
_TOLD = re.compile(
    rf"\b(?:{_FLOWN}|{_MADE}|{_DOERS}|stocks|stockpiles|inventories|prices|earn(?:ed|s)|deliveries|registrations|purchases|demand)\b",
    re.IGNORECASE,
)
#: What may be of all goods as well as of one.
_TRADED = re.compile(rf"\b(?:{_FLOWN})\b", re.IGNORECASE)
#: What a headline tells of it: its trade, or how much is made or grown; a lead may name those who trade in it or make it instead.
_HEADED = re.compile(rf"\b(?:{_FLOWN}|{_MADE})\b", re.IGNORECASE)
_TRADERS = re.compile(rf"\b(?:{_FLOWN}|{_MADE}|{_DOERS})\b", re.IGNORECASE)
_DOING = re.compile(rf" (?:{_DOERS})\b", re.IGNORECASE)
_EARNED = re.compile(r"\bearn(?:ed|s)\b", re.IGNORECASE)
#: Rates and prices, which a lead may tell before the trade in its good.
_ASIDE = {"tariff_rate", "commodity_price", "export_price", "import_price", "average_price", "exchange_rate"}
#: What a report on all trade tells in its first lines.
_OF_ALL = re.compile(
    r"\b(?:(?:total|overall|merchandise|goods) (?:exports|imports|trade)|foreign trade|trade turnover|exports and imports)\b",
    re.IGNORECASE,
)
#: A country's balance, which is of all its trade.
_BALANCE = re.compile(r"\btrade (?:deficit|surplus|gap|balance)\b", re.IGNORECASE)
#: The first line that is no dateline: the headline, or the first paragraph of a text without one.
_FIRST_LINE = re.compile(r"^.{30,}$", re.MULTILINE)
_OF = re.compile(r" (?:(?:less|more|a record)? ?(?:of|from|in)) ")
_OF_SOMEBODYS = re.compile(r" of (?:its |the |[A-Z][\w.]+ )?")
_WITH = re.compile(r" (?:in goods )?with (?:the )?")
#: What two countries have with each other.
_BOTH_WAYS = {"trade_balance", "trade_volume", "goods_balance"}
_EXPORTED = re.compile(r"\b(?:exported|imported) (?:some |about |around |nearly |over |more than )?$", re.IGNORECASE)
#: So many characters it holds at most.
_LED = 24
_OF_AMOUNT = re.compile(r" (?:[a-z]+ )?(?:worth )?of ")  # "3.4 million bags of coffee"
#: Kinds of numbers that tell what was traded.
_FIGURES = {"money", "percent", "physical", "count", "number"}
#: So much of a text is its lead; so often is the one good named; so much of all goods' names are its own.
_LEAD, _OFTEN, _MOST = 400, 3, 0.4  # characters, times, share
#: No word for trade is longer, so that none is cut in two.
_LONGEST = 24  # characters
#: So many characters behind its metric a number stands.
_BESIDE = 60
#: So much where no word of trade stands beside it in the headline.
_NEARLY_ALL = 0.5


def only_product(story: Story) -> Product | None:
    """The good that headline and lead are about ("Palm oil stocks hit seven-month high"), no other much; None in a report on all trade."""
    wide = entries.words("wide", "goods") | entries.words("modifiers", "breakdowns")
    goods = [m for m in story.mentions.names if m.kind == "product" and m.code not in wide and not _is_kicker(story, m)]
    opens = _FIRST_LINE.search(story.text)
    body = story.document.headline_end or (opens.end() if opens is not None else 0)
    if not goods or goods[0].start >= body or _OF_ALL.search(story.text, 0, body + _LEAD // 2):
        return None
    pairs = {told: good for good, told in _measured(story, goods, body + _LEAD)}
    if story.document.headline_end and _tells_total(story, pairs, body):
        return None
    first = _TOLD.search(story.text, 0, body)
    amount = next((good for at, good in pairs.items() if at < body), None)  # "Ukraine exports 51 mln tonnes of grain"
    beside = pairs.get(first.start(), amount) if first is not None else goods[0] if goods[0].start == 0 else None
    headline = beside or goods[0]
    if beside is None and not _is_all_of(story, goods, headline):
        return None
    if any(
        good.start < body and not are_kin(good.code, headline.code) for good in goods if story.document.headline_end
    ):
        return None  # "Mozambique's aluminium and coal exports"
    told = next((good for at, good in sorted(pairs.items()) if body <= at < body + _LEAD), None)
    lead = told or next((good for good in goods if body <= good.start < body + _LEAD), None)
    if lead is None or not are_kin(lead.code, headline.code):
        return None
    named = [good for good in goods if are_kin(good.code, headline.code)]
    if len(named) < _OFTEN or len(named) < _MOST * len(goods):
        return None
    return Product(headline.code, headline.start, headline.end)


def _is_kicker(story: Story, good: Mention) -> bool:
    """Whether a good only names the column above a headline: "METALS: Copper's run"."""
    name = story.text[good.start : good.end]
    return good.start == 0 and name.isupper() and story.text.startswith(":", good.end)


def lead_product(story: Story) -> Product | None:
    """The good whose trade or traders headline and lead tell first ("Vietnam's coffee exports hit record", "Kenya's tea exporters enjoyed a
    strong year"), the lead alone where no headline is or one that tells no figures ("Dry spell hurts tea farmers"), however little the
    text names it later; None where the lead begins with another good or the total."""
    body = story.document.headline_end
    wide = entries.words("wide", "goods") | entries.words("modifiers", "breakdowns")
    named = [m for m in story.mentions.names if m.kind == "product" and m.start < body + _LEAD]
    goods = [m for m in named if m.code not in wide and not _is_kicker(story, m)]
    if not goods or _OF_ALL.search(story.text, 0, body + _LEAD // 2):
        return None
    pairs = {at: good for good, at in _measured(story, goods, body + _LEAD)}
    firsts = []
    for begin, end in ((0, body), (body, body + _LEAD)):
        if begin == end or (begin < body and goods[0].start >= body and not _TOLD.search(story.text, 0, body)):
            continue  # no headline, or one that names no good and no trade
        places = [told.start() for told in (_TRADERS if begin == body else _HEADED).finditer(story.text, begin, end)]
        places += [told.start() for told in _EARNED.finditer(story.text, begin, end) if told.start() in pairs]
        stocks = [m for m in within(story.mentions.names, begin, end) if m.code == "inventories"]
        places += [at for at in pairs if any(m.start <= at < m.end for m in stocks)]
        places += [
            quantity.start for quantity in within(story.mentions.quantities, begin, end) if quantity.start in pairs
        ]
        first = min(places, default=-1)
        named = within(story.mentions.names, begin, first)
        inside = {m.start for m in named if any(good.start < m.start and m.end <= good.end for good in goods)}
        if any(m.start not in inside and m.kind == "metric" and m.end <= first and m.code not in _ASIDE for m in named):
            return None  # "Current account surplus hits record on chip exports"
        alone = first < 0 and begin < body and [g.code for g in goods if g.start < body][1:] == []
        firsts.append(
            pairs.get(first) if not alone else goods[0]
        )  # "Vietnam rice" and then "shipped 3.4 million tonnes of rice"
    headline, lead = firsts[0], firsts[-1]
    if headline is not None and lead is None and _is_of_traders(story, headline, wide):
        return Product(headline.code, headline.start, headline.end)
    if headline is None and lead is not None and _is_silent(story, body, lead):
        headline = next((good for good in goods if good.start < body), lead)
    if headline is None or lead is None or not are_kin(headline.code, lead.code):
        return None
    return Product(headline.code, headline.start, headline.end)


def _is_of_traders(story: Story, headline: Mention, wide: frozenset[str]) -> bool:
    """Whether a headline names those who make or trade a good of which the text tells more than of any other: "Portugal's cork makers"."""
    if not _DOING.match(story.text, headline.end):
        return False
    goods = [m for m in story.mentions.names if m.kind == "product" and m.code not in wide]
    named = sum(are_kin(good.code, headline.code) for good in goods)
    return named >= _OFTEN and named >= _MOST * len(goods)


def _is_silent(story: Story, body: int, lead: Mention) -> bool:
    """Whether a headline tells of no trade and no other metric, and the sentence in which the lead names its good of no figure."""
    metric = any(mention.kind == "metric" for mention in within(story.mentions.names, 0, body))
    if metric or _TRADED.search(story.text, 0, body) is not None:
        return False
    return not any(
        q.kind in _FIGURES for q in within(story.mentions.quantities, *around(story.text, lead.start, lead.end))
    )


def _tells_total(story: Story, pairs: dict[int, Mention], body: int) -> bool:
    """Whether a report goes on to all trade: its headline tells of the balance too, or its first paragraph gives another number of
    "exports" than the headline gives of the good's ("Copper exports climb 12.6%" and then "Exports rose 9.5% to $8.8 billion")."""
    balance = _BALANCE.search(story.text, 0, body)
    if balance is not None and balance.start() not in pairs:
        return True
    end = story.text.find("\n", story.text.find(story.text[body:].strip()[:1], body) + 30)
    lead = _TRADED.search(story.text, body, end if end > body else body + _LEAD)
    if lead is None or lead.start() in pairs or within(story.mentions.quantities, body, lead.start()):
        return False
    told = within(story.mentions.quantities, 0, body)
    after = within(story.mentions.quantities, lead.end(), min(len(story.text), lead.end() + _BESIDE))[:1]
    same = [quantity for quantity in told if after and quantity.kind == after[0].kind]
    return bool(same) and all(round(quantity.value) != round(after[0].value) for quantity in same)


#: A kind of goods by what it is not, right before their trade: "non-traditional exports".
_WITHOUT = re.compile(r"\b(non-[a-z]+) $", re.IGNORECASE)


def speak_of_good(story: Story) -> None:
    """Notes the good whose trade a sentence without figures tells first: "Korea's ship exports surged to an eight-year high"; or whose
    price, in a report on prices: "Shelter costs kept climbing"."""
    sentence = story.sentence
    names = story.names
    told = next((m for m in names if m.kind == "metric" and m.data.get("strength") != "weak"), None)
    if sentence.headline:
        return
    if told is None or told.code == "consumer_prices":
        _speak_of_price(story, told)
        return
    if told.code not in {"exports", "imports", "sales_volume"}:
        return
    goods = [m for m in names if m.kind == "product" and m.code not in entries.words("wide", "goods")]
    of = _OF_SOMEBODYS.match(story.text, told.end)
    good = next((m for m in goods if m.end + 1 == told.start or (of is not None and m.start == of.end())), None)
    good = good or next((m for m in goods if told.start <= m.start and m.end <= told.end), None)
    without = _WITHOUT.search(story.text, sentence.start, told.start)
    if without is not None:
        spoken = (told.code, Product(without[1].lower(), without.start(1), without.end(1)))
        story.state.good_spoken_of = Held(spoken, without.start(1), without.end(1), story.number, sentence.paragraph)
    elif good is not None:
        spoken = (told.code, Product(good.code, good.start, good.end))
        story.state.good_spoken_of = Held(spoken, good.start, good.end, story.number, sentence.paragraph)


def _speak_of_price(story: Story, told: Mention | None) -> None:
    """Notes the good whose price a sentence of a report on consumer prices tells first."""
    topic = story.state.topic
    if topic is None or topic.value.code not in PRICES:
        return
    paid = entries.words("growth", "paid")
    if told is None:
        weak = (m for m in story.names if m.kind == "metric")
        told = next((m for m in weak if story.text[m.start : m.end].lower() in paid), None)
    goods = (m for m in story.names if m.kind == "product")
    good = next((m for m in goods if told is not None and told.start - 1 <= m.end <= told.end), None)
    if good is not None:
        spoken = ("consumer_prices", Product(good.code, good.start, good.end))
        paragraph = story.sentence.paragraph
        story.state.good_spoken_of = Held(spoken, good.start, good.end, story.number, paragraph)


def speak_of_side(story: Story) -> None:
    """Notes the other side of the balance or two-way trade that a sentence without figures tells first: "China's trade surplus with the
    United States swelled to a record"."""
    sentence = story.sentence
    names = story.names
    told = next((m for m in names if m.kind == "metric" and m.code in _BOTH_WAYS), None)
    side = next((m for m in names if m.kind == "place" and told is not None and m.start > told.end), None)
    if told is None or side is None or side.form == "region" or not _WITH.fullmatch(story.text, told.end, side.start):
        return
    item = Item("L", side.start, side.end, story.text[side.start : side.end].lower(), side.code, side.form, side.data)
    story.state.side_spoken_of = Held((told.code, item), side.start, side.end, story.number, sentence.paragraph)


def _is_all_of(story: Story, goods: list[Mention], headline: Mention) -> bool:
    """Whether a text names hardly any good but that of its headline: "Coal mine accident threatens output growth"."""
    named = sum(are_kin(good.code, headline.code) for good in goods)
    firms = any(mention.kind == "company" for mention in story.mentions.names)
    return not firms and named > _OFTEN and named >= _NEARLY_ALL * len(goods)


def are_kin(one: str, other: str) -> bool:
    """Whether one good is a kind of the other."""
    return one in entries.wider(other) or other in entries.wider(one)


def _measured(story: Story, goods: list[Mention], end: int) -> Iterator[tuple[Mention, int]]:
    """Each good right before or behind a word for trade, output or stocks that begins before `end`, or of an amount, with the
    place of that word."""
    by_end = {good.end: good for good in goods}
    by_start = {good.start: good for good in goods}
    homes = {m.start: m.end + 1 for m in within(story.mentions.names, 0, end) if m.kind == "place"}
    for told in _TOLD.finditer(story.text, 0, end + _LONGEST):
        good = by_end.get(told.start() - 1) or by_end.get(told.start())
        of = _OF.match(story.text, told.end())
        if good is None and of is not None:
            good = by_start.get(of.end()) or by_start.get(
                homes.get(of.end(), -1)
            )  # "exports of German machinery makers"
        if good is not None:
            yield good, told.start()
    for quantity in within(story.mentions.quantities, 0, end):
        of = _OF_AMOUNT.match(story.text, quantity.end)
        good = by_start.get(of.end()) if of is not None and quantity.kind != "percent" else None
        if (
            good is None
            and quantity.kind in COUNTS
            and _EXPORTED.search(story.text, max(0, quantity.start - _LED), quantity.start)
        ):
            good = by_start.get(quantity.end + 1)  # "exported 791,000 light vehicles"
        if good is not None:
            yield good, quantity.start
