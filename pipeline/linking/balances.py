"""Balances: whether a balance of trade is that of goods alone or of services alone."""

from __future__ import annotations

import re

from pipeline.linking.draft import Draft
from pipeline.linking.metric import Metric

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
