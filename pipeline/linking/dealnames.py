"""Deal names: what a short name for a deal or its price stands for, an order or a takeover."""

from __future__ import annotations

import re

from pipeline.linking.asked import Asked
from pipeline.linking.metric import Metric
from pipeline.linking.only import only
from pipeline.linking.story import Story, within
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_LOOSE = entries.words("deals", "loose")

#: By what a text tells of a company bought, and what does so only before its name.
_BOUGHT = re.compile(
    r"\b(?:acquir(?:e|es|ed|ing)|take over|taking over|takeovers?|acquisitions? of|merge[rs]? with|buyout)\b"
)
_BUYING = re.compile(r"\b(?:buy|buys|buying|bought|purchase|purchased) ")
#: So many characters before a deal are of it.
_BACK = 500
#: Between "buy" and the company: "buy Germany's largest lender, ".
_NAMED = 30


def _is_takeover_told(story: Story, start: int) -> bool:
    """Whether what stands before a place tells of a company that is bought: "is set to buy Opel. The deal"."""
    begin = max(0, start - _BACK)
    text = story.text[begin:start]
    if _BOUGHT.search(text) is not None:
        return True
    ends = [begin + match.end() for match in _BUYING.finditer(text)]
    return any(m.kind == "company" for end in ends for m in within(story.mentions.names, end, end + _NAMED))


@only(kinds={"money"})
def of_takeover(asked: Asked, metric: Metric) -> str | None:
    """The deal by which a company is bought: "will acquire Seagen in a deal worth $5 billion"; of goods it is an order."""
    if metric.name not in _LOOSE:
        return None
    buys, wares = entries.words("deals", "takes_over"), entries.words("deals", "wares")
    if any(item.low in wares or (item.kind == "Q" and item.form == "count") for item in asked.before):
        # "is to buy 10 aircraft in a deal worth $1 billion"
        return "orders" if metric.code == "acquisition_value" else None
    if metric.code != "orders" or asked.story.named.intersection({"orders", "export_volume"}):
        return None
    if not asked.company:
        return None
    bought = any(item.low in buys for item in asked.before) or "acquisition_value" in asked.story.named
    return "acquisition_value" if bought or _is_takeover_told(asked.story, asked.quantity.start) else None


@only(codes={"market_cap"}, names={"valued at"}, kinds={"money"})
def of_price(asked: Asked, metric: Metric) -> str | None:
    """What a deal is valued at is the price, not the firm's worth: "The transaction is valued at between $1 billion and $2 billion"."""
    nouns = [item.low for item in asked.before if item.kind in {"w", "M", "A", "H", "C"} and item.start < metric.start]
    if not nouns or nouns[-1].split()[-1] not in entries.words("deals", "priced"):
        return None
    return "acquisition_value" if _is_takeover_told(asked.story, asked.quantity.start) else "orders"
