"""Balances: whether a balance of trade is that of goods alone or of services alone."""

from __future__ import annotations

import re

from pipeline.fact import Fact
from pipeline.linking.draft import Draft
from pipeline.linking.metric import Metric
from pipeline.linking.story import Story
from pipeline.vocabulary import entries

#: What is traded, by how a balance of it is called.
_TRADED = {"goods": "goods_balance", "merchandise": "goods_balance", "services": "services_balance"}
_BALANCES = {"trade_balance", "goods_balance", "services_balance"}
#: Before what a balance is of: "a surplus of $4 billion in the trade of services".
_OF = {"in", "of", "on"}
#: How a text tells the balance of services, and within so many characters of that of goods.
_IN_SERVICES = re.compile(r"\b(?:trade|surplus|deficit|balance|gap) (?:in|of|on) services\b", re.IGNORECASE)
_NEAR = 800


def of_one_kind(draft: Draft, metric: Metric) -> Metric:
    """The balance of goods or of services that a balance of trade is, where its words say so; of goods only in a text that tells that
    of services as well: "The deficit in goods narrowed", beside a surplus in services."""
    if metric.code not in _BALANCES:
        return metric
    kind = _kind_behind(draft, metric)
    if kind == "services_balance" or metric.code != "trade_balance":
        return metric.renamed(kind) if kind is not None else metric
    goods = kind == "goods_balance" or ("services_balance" in draft.story.named and _is_of_goods(draft, metric))
    return metric.renamed("goods_balance") if goods and _tells_services(draft) else metric


def _tells_services(draft: Draft) -> bool:
    """Whether the text tells the balance of services, by its name or close by in other words."""
    story = draft.story
    if "services_balance" in story.named or any(f.metric == "services_balance" for f in story.facts[-12:]):
        return True
    begin, end = max(0, story.sentence.start - _NEAR), story.sentence.end + _NEAR
    return _IN_SERVICES.search(story.text, begin, end) is not None


def _kind_behind(draft: Draft, metric: Metric) -> str | None:
    """The kind that stands behind the balance's name, and behind its number where that comes first: "the deficit with China in the trade of
    goods", "a surplus of $4 billion in the trade of services"."""
    items = draft.items
    named = next((i for i, item in enumerate(items) if item.kind == "M" and item.start == metric.start), -1)
    if named < 0:
        return None
    for i in range(named + 1, len(items)):
        item = items[i]
        if (item.kind == "Q" and i != draft.at) or item.kind in {"V", "J", ","}:
            return None
        if item.kind == "P" and item.low in _TRADED and items[i - 1].low in _OF:
            joined = i + 1 < len(items) and items[i + 1].kind == "J"
            return None if joined else _TRADED[item.low]
    return None


def _is_of_goods(draft: Draft, metric: Metric) -> bool:
    """Whether a balance is told to be of goods, or goes on with one that was, in the same paragraph."""
    if "goods" in metric.name.split() and "services" not in metric.name:
        return True
    held = draft.state.metric
    before = draft.items[: draft.at]
    if [item.low for item in draft.items[:2]] in (["in", "goods"], ["for", "goods"]):
        return True  # "In goods alone the gap was $91 billion"
    goes_on = held is not None and held.value.code == "goods_balance" and metric.weak
    if not goes_on or held is None or held.paragraph != draft.story.sentence.paragraph:
        return False
    named = draft.scene.phrase.whole is not None or any(item.kind in {"L", "P"} for item in before)
    return draft.story.number - held.sentence <= 1 and not named


#: Rounded figures add up to within this part of the largest of them.
_ROUNDED = 0.006


def of_the_good(story: Story) -> None:
    """Gives imports and a balance told without a good the one whose exports they add up with: "ICT exports came to $20.6 billion. Imports
    added 12 percent to $12.8 billion, leaving a surplus of $7.8 billion"."""
    for balance in [
        f for f in story.facts if f.metric == "trade_balance" and f.measure == "level" and f.product is None
    ]:
        flows = [f for f in story.facts if f.measure == "level" and _is_beside(f, balance)]
        bought = [f for f in flows if f.metric == "imports" and f.product is None]
        sold = [f for f in flows if f.metric == "exports"]
        pairs = [(out, into) for out in sold for into in bought if _adds_up(out, into, balance)]
        good, into = (pairs[0][0].product, pairs[0][1]) if len(pairs) == 1 else (None, None)
        if into is None or good not in entries.products() or good in entries.words("modifiers", "wide_goods"):
            continue  # those of all goods
        for fact in story.facts:
            told_with = fact.metric == "imports" and fact.sentence == into.sentence and fact.product is None
            if fact is balance or (told_with and _is_beside(fact, balance, unit=False)):
                fact.product = good


def _is_beside(fact: Fact, balance: Fact, *, unit: bool = True) -> bool:
    """Whether a fact is of the same country, partner and period as a balance, and of its currency."""
    same = (fact.reporter, fact.partner, fact.period) == (balance.reporter, balance.partner, balance.period)
    return same and (fact.unit == balance.unit or not unit)


def _adds_up(out: Fact, into: Fact, balance: Fact) -> bool:
    """Whether exports less imports are the balance."""
    return abs(out.value - into.value - balance.value) <= _ROUNDED * max(out.value, into.value)
