"""Suited: which of the metrics told before a number without one of its own can be what it measures."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.linking.asked import Asked
from pipeline.linking.metric import WORTH, Metric, entry
from pipeline.linking.only import COUNTS
from pipeline.vocabulary import entries

#: How a per cent is read by which something changed.
_CHANGES = {
    "verb of change", "up or down", "number + comparative", "elliptic change", "by", "noun of change + of",
    "number + noun of change",
}  # fmt: skip
#: What only firms have.
_OF_A_FIRM = {
    "net_income",
    "operating_profit",
    "pretax_profit",
    "eps",
    "market_cap",
    "share_price",
    "operating_margin",
    "ebitda",
}
#: What goods are parts of, more than of a balance.
_FLOWS = {*WORTH, *WORTH.values()}
#: How many facts back a metric may still go on.
_LATELY = 8


def candidates_for(asked: Asked, held: Metric) -> Iterator[Metric]:
    """The metrics that a number may go on about, the likeliest first: the last one; where that is none that it could
    measure, those told shortly before, then the topic."""
    goods = any(good.strong for good in asked.scene.phrase.products)
    if (share := _share_again(asked)) is not None:
        yield share
    if suits(asked, held):
        if goods and held.data.get("balance") and asked.topic is not None and asked.topic.code in _FLOWS:
            # "Farm products contributed $3 billion" behind the surplus, in a report on exports
            side = {asked.topic.code, WORTH.get(asked.topic.code)}
            yield from [told for told in _told_lately(asked) if told.code in side][:1]
        last = asked.story.facts[-1] if asked.story.facts else None
        again = last is not None and held.weak and last.metric == held.code == "retail_sales"
        yield held._replace(weak=False) if again else held  # "Receipts at filling stations fell. Bars gained 0.7%"
        if asked.quantity.kind == "money" and held.code in WORTH:
            yield held.renamed(WORTH[held.code])  # "took 229 thousand tonnes and US$1.35 billion"
        if asked.quantity.kind in COUNTS and asked.topic is not None and asked.topic.code == "tourist_arrivals":
            yield asked.topic  # "Visitors spent 3 trillion yen. South Koreans came second with 4 million"
        return
    seen = {held.code}
    for metric in (*_told_lately(asked), *([asked.topic] if asked.topic is not None else [])):
        if metric.code not in seen and suits(asked, metric):
            yield metric
        seen.add(metric.code)


def _share_again(asked: Asked) -> Metric | None:
    """The share of a market, where those of other firms were told: "Apple, with 192.7 million phones, had 14.8 percent"."""
    if asked.quantity.kind != "percent" or asked.reading.rule != "verb of level" or asked.reading.sign:
        return None
    if asked.frame.change is not None:
        return None  # "In Spain, the fall was 10 percent"
    return next((metric for metric in _told_lately(asked) if metric.code == "market_share"), None)


def _told_lately(asked: Asked) -> Iterator[Metric]:
    """The metrics of the last facts, from the last on."""
    for fact in reversed(asked.story.facts[-_LATELY:]):
        data = entry(fact.metric)
        growth = fact.measure == "change_pct" and data.get("measure") == "change_pct"
        yield Metric(fact.metric, data, fact.char_start, fact.char_end, growth=growth)


def suits(asked: Asked, metric: Metric) -> bool:
    """Whether a number can measure what an earlier one did: no country has a firm's profit, no rate changes by per cent, no index
    has goods or parts."""
    phrase = asked.scene.phrase
    if not asked.company and (phrase.bare or phrase.partners) and metric.code in _OF_A_FIRM:
        return False
    if asked.quantity.kind != "percent":
        return metric.code != "market_share" or asked.quantity.kind in {"points", "fraction"}
    goods = any(good.strong for good in asked.scene.phrase.products)
    last = asked.story.facts[-1] if asked.story.facts else None
    leads = asked.reading.rule == "share of the first" and asked.held_within(1) and last is not None
    if leads and last is not None and (last.metric, last.measure) == (metric.code, "change_pct"):
        return True  # "Inflation was 4 percent. Transport led the rise with 6.9 percent"
    if asked.reading.measure == "share_pct":
        return metric.code not in entries.words("doubt", "shares", "without")
    if asked.reading.rule in _CHANGES:
        return not metric.data.get("rate") and not (
            goods and metric.code in entries.words("doubt", "shares", "of_no_goods")
        )
    return True
