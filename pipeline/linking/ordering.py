"""Ordering: what is ordered by the piece, and what such a deal is worth, told by verbs without a word for an order."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking import phrases
from pipeline.linking.asked import Asked, Found
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric
from pipeline.linking.only import COUNTS, FIRMS, only
from pipeline.linking.phrases import Phrase, Product
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_WORTH = entries.words("deals", "worth")

#: Fewer pieces than that stand on no books.
_FEW = 10
#: Items between a number and the goods that it counts: "50 of its forthcoming Boeing planes".
_LED = {"w", "H", "E", "C", "L", "G", "O", "'", "Q", "P"}
#: The name of the metric of what is ordered by the piece, which may be few.
ORDERED = "ordered"
#: Fewer items than that between a number and its goods.
_REACH = 8


@only(kinds=COUNTS)
def ordered_pieces(asked: Asked) -> Found | None:
    """Aircraft, ships, vehicles or arms that somebody is to get: "will buy 10 A320 aircraft", "to supply the airline with 50 planes"."""
    if abs(asked.quantity.value) < 2 or asked.quantity.decimals:
        return None
    if not asked.before:
        return None
    booked = _on_books(asked)
    if booked is not None:
        return Found(Metric.told("orders", booked, name=ORDERED), "read")
    by_name, goods = _counted_orders(asked), ordered_goods(asked.items, asked.at)
    if by_name is not None:
        wares = _wares(asked, goods) if goods is not None else None
        return Found(Metric.told("orders", by_name, name=ORDERED), "read", wares)
    if goods is None:
        return None
    taker = _supplied(asked)
    if taker is None and not _bought(asked) and not _on_order(asked.items, asked.at):
        return None
    near = _wares(asked, goods)
    near.partners = [taker] if taker is not None else near.partners
    return Found(Metric.told("orders", goods, name=ORDERED), "read", near)


def _on_books(asked: Asked) -> Item | None:
    """The books that so many pieces are ordered on: "has 640 trams in its order books"."""
    behind = asked.items[asked.at + 1 : asked.at + 6]
    at = next((i for i, item in enumerate(behind) if item.low in {"on", "in"}), -1)
    if at < 0 or len(behind) < at + 3 or behind[at + 1].low not in {"its", "their", "the"}:
        return None
    booked = next((x for x in behind[at + 2 :] if x.low in {"books", "order books", "order book", "backlog"}), None)
    return booked if asked.company and abs(asked.quantity.value) >= _FEW else None


def _wares(asked: Asked, goods: Item) -> Phrase:
    """The goods that are ordered, and their maker: "65 Boeing 777-9 jets"."""
    stretch = asked.items[asked.at + 1 : asked.items.index(goods) + 1]
    makers = [item for item in stretch if item.kind == "C"]
    phrase = phrases.read([item for item in stretch if item.kind not in {"C", "Q"}], subject=False)
    if not phrase.products:
        start = makers[0].start if makers else goods.start
        tail = asked.story.text[start : goods.end + 12].split(",")[0].split()
        label = " ".join(tail[: len(asked.story.text[start : goods.end].split())]).rstrip(".;:)")
        phrase.products = [Product(label.lower(), start, start + len(label))]
    own = asked.frame.company
    phrase.partners += [maker for maker in makers if own is None or maker.code != own.code]
    return phrase


def ordered_goods(items: list[Item], at: int) -> Item | None:
    """The big thing that a number counts, by its noun or by its maker and model: "10 A320 aircraft", "25 Boeing 777-9s"."""
    fleet = entries.words("deals", "fleet")
    for i, item in enumerate(items[at + 1 : at + _REACH], at + 1):
        if item.low.rpartition(" ")[2] in fleet or item.code in fleet:
            return item
        model = item.kind in {"w", "Q"} and any(c.isdigit() for c in item.low) and items[i - 1].kind == "C"
        if model:
            return item
        if item.kind == "R" and item.low == "of" and i == at + 1:
            continue
        if (
            i > at + 1
            and item.kind == "w"
            and any(c.isdigit() for c in item.low)
            and any(c.isalpha() for c in item.low)
        ):
            return item  # "10 of its forthcoming A350"
        if i == at + 1 and item.kind == "w" and "-" in item.low and item.low[0].isdigit():
            return item  # "25 787-10s"
        if item.kind not in _LED:
            return None
    return None


def _counted_orders(asked: Asked) -> Item | None:
    """The word "orders" right before or behind a small number of big things: "has orders for 56", "hopes to have 50 orders"."""
    items, at = asked.items, asked.at
    if not asked.company or asked.quantity.noun not in {None, "orders"}:
        return None
    before = [item for item in items[max(0, at - 3) : at] if item.kind not in {"G", "E", "H"}]
    behind = [item for item in items[at + 1 : at + 3] if item.kind not in {"G", "H"}]
    if behind and behind[0].kind == "M" and behind[0].low in {"orders", "firm orders"}:
        return behind[0]
    if (
        len(before) > 1
        and before[-1].low == "for"
        and before[-2].low in {"order", "orders", "firm orders", "firm order"}
    ):
        return before[-2]
    return None


def _bought(asked: Asked) -> bool:
    """Whether the last verb before the number is one by which somebody orders or wins orders, with nothing but other goods between."""
    orders = entries.words("deals", "orders") | entries.words("deals", "concludes")
    for item in reversed(asked.before):
        if item.low == "fleet":
            return False  # "signed a deal to quadruple its fleet to 200 planes"
        if item.low in orders:
            return True
        if item.kind in {"V", "A", "K", "W", ";", "M", "U"}:
            return False
    return False


def _on_order(items: list[Item], at: int) -> bool:
    """Whether the goods of a number have been ordered: "has 50 of the jets on order", "with 120 planes still on order"."""
    for a, b in pairwise(items[at + 1 : at + _REACH]):
        if a.low == "on" and b.low in {"order", "firm order"}:
            return True
        if a.kind not in _LED and a.low != "of":
            return False
    return False


def _supplied(asked: Asked) -> Item | None:
    """To whom the goods are to be handed over: "is to supply Tressel Lines with up to 12 ferries", "will sell 10 jets to Air Europe"."""
    items, at = asked.items, asked.at
    hands_over = entries.words("deals", "does") - entries.words("deals", "keeps")
    verb = next((j for j in range(at - 1, -1, -1) if items[j].kind in {"V", "A"}), 0)
    if not verb or items[verb].low not in hands_over or items[verb - 1].low not in {"to", "will", "would"}:
        return None
    if items[verb + 1].kind == "C":
        return items[verb + 1]
    to = next((j for j in range(at + 1, len(items)) if items[j].low == "to"), len(items))
    for item in items[to + 1 : to + 6]:
        if item.kind == "C":
            return item
        if item.kind not in {"E", "L", "w", "P", "H", "O", "'"}:
            return None
    return None


@only(kinds={"physical"})
def tonnage_won(asked: Asked) -> Found | None:
    """The gross tons of ships that yards win: "won 31 ships totaling 1.6 million CGT", "China clinched 2.76 million CGT"."""
    if asked.quantity.unit != "CGT" or asked.frame.fresh:
        return None
    wins = entries.words("deals", "concludes") | entries.words("deals", "wins")
    verb = next((item for item in reversed(asked.before) if item.low in wins), None)
    spoken = any(fact.metric == "orders" and fact.unit == "CGT" for fact in asked.story.facts[-8:])
    if verb is None and spoken and asked.frame.metric is None and asked.before:
        verb = asked.before[0]  # "China ranked first with 35.37 million CGTs" behind what Korea won
    return Found(Metric.told("orders", verb, name=ORDERED), "read") if verb is not None else None


@only(kinds={"money"}, words=entries.words("deals", "concludes"), has=FIRMS)
def won_as_well(asked: Asked) -> Found | None:
    """What the next company won, in a report on orders: "Samsung Heavy has won $7.9 billion in orders. Hanwha Ocean landed $9.8 billion"."""
    held = asked.held
    if held is None or held.code != "orders" or not asked.held_within(1):
        return None
    led = [item for item in asked.before if item.kind not in {"G", "E", "H"}]
    if not led or led[-1].low not in entries.words("deals", "concludes"):
        return None
    return Found(Metric.told("orders", led[-1]), "read")


@only(kinds={"money"}, words=_WORTH)
def worth_of_deal(asked: Asked) -> Found | None:
    """What a deal is worth that was just told of: "under an agreement that may be worth up to $4bn", "a contract valued at 3 trillion won"."""
    items, at = asked.items, asked.at
    if asked.frame.metric is not None and not asked.frame.metric.weak:
        return None
    near = [item for item in items[max(0, at - 5) : at] if item.kind not in {"G", "E", "H", "U"}]
    if not near or not any(item.low in _WORTH for item in near[-2:]):
        return None
    deals = entries.words("deals", "contracts")
    ahead = [*asked.scene.clause.before, *items[:at]] if asked.scene.clause.link == "relative" else items[:at]
    for item in reversed(ahead):
        if item.kind in {"M", "w"} and item.low.rpartition(" ")[2] in deals:
            return _deal(asked, item)
        if item.kind == "Q" and asked.last is not None and asked.last.metric == "orders":
            return _deal(asked, item) if asked.last.char_start == item.start else None  # "103 planes worth $36 billion"
        if item.kind in {"Q", "K", "M"}:
            return None
    return None


def _deal(asked: Asked, noun: Item) -> Found | None:
    """The deal of a noun: a takeover where a company or a stake is bought, else an order."""
    text = asked.story.scenes[0].clause.items if asked.story.scenes else asked.items
    told = [*text, *asked.before]
    buys, stakes = entries.words("deals", "takes_over"), entries.words("deals", "stakes")
    takes = entries.words("deals", "taken")
    over = any(a.low in takes and b.low == "over" for a, b in pairwise(told))
    fleet = entries.words("deals", "fleet")
    goods = any(item.low.rpartition(" ")[2] in fleet for item in told)
    orders = goods or any(item.low in entries.words("deals", "does") for item in told)
    taken = (
        not goods
        and (over or any(item.low in buys for item in told))
        and any(item.low in stakes or item.kind == "C" for item in told)
    )
    if taken and not asked.company:
        return None
    if taken:
        return Found(Metric.told("acquisition_value", noun), "read")
    return Found(Metric.told("orders", noun), "read") if orders or noun.low.endswith(("order", "contract")) else None
