"""Wholes: whether a flow without a good is all of a country's trade, in a report on the trade of one good."""

from __future__ import annotations

from itertools import pairwise

from pipeline.fact import Fact
from pipeline.linking.items import Item
from pipeline.linking.onegood import are_kin
from pipeline.linking.part import Part, flow_of
from pipeline.linking.phrases import Product
from pipeline.linking.reading import AMOUNTS
from pipeline.linking.story import about_company
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_POLLSTERS = entries.words("growth", "pollsters")

_WAYS = {"exports", "imports"}


def is_of_all(part: Part, good: Product) -> bool:
    """Whether a clause about "exports" or "imports" is about more than the good: its amount is larger than what was told of the good
    ("Exports totaled $6.1 billion" behind copper for $3.2 billion), or nothing of that direction was told of it."""
    metric, frame = part.metric, part.frame
    way = flow_of(metric.code)
    if way not in _WAYS or metric.weak or not frame.fresh or part.partners:
        return False
    told = [fact for fact in part.story.facts if fact.product is not None and are_kin(fact.product, good.label)]
    if not told:
        return False
    ways = {flow_of(fact.metric) for fact in told} & _WAYS
    if ways and way not in ways and frame.reporter is None and part.state.only_product is None:
        return True
    sums = [item.data for item in part.items if item.kind == "Q" and item.form == "money"]
    longer = any(
        item.kind == "T" and (item.data.period is not None and item.data.period.months > 1) for item in part.items
    )
    levels = [f for f in told if f.metric in _WAYS and f.measure == "level" and f.partner is None]
    return (
        any(quantity.value > abs(fact.value) for quantity in sums for fact in levels if fact.unit == quantity.unit)
        and not longer
    )


#: So many times larger or smaller than what has been told is a goal at most.
_NEAR = 2.0


def like_aimed_at(part: Part) -> Fact | None:
    """The amount told before that somebody's goal or forecast of nothing named is nearest to: "The ministry is aiming for $74 billion
    in 2026" behind $70.1 billion of farm goods and their parts."""
    quantity, scene, story = part.quantity, part.scene, part.story
    if quantity.kind not in {"money", "physical"} or part.share or part.frame.fresh or not scene.phrase.bodies:
        return None
    if scene.phrase.names_anything() or not quantity.value:
        return None
    if not any(
        c.kind == "status" and c.code in {"forecast", "target"} and c.start < quantity.start for c in story.cues
    ):
        return None
    told = [
        (max(abs(f.value), quantity.value) / min(abs(f.value), quantity.value), f)
        for f in story.facts
        if f.metric == part.metric.code
        and f.unit == quantity.unit
        and f.measure == "level"
        and f.partner is None
        and f.value
    ]
    ratio, best = min(told, key=lambda pair: pair[0], default=(_NEAR, None))
    return best if ratio < _NEAR else None


#: What a rate of everything is called behind those of its parts: "Utilities posted 4.4 percent. The monthly rate was 0.9".
_RATED = {f"{word} rate" for word in ("monthly", "month-on-month", "annual", "headline", "overall", "yearly")}


def polled_of_total(part: Part) -> bool:
    """Whether economists foretold the total that the paragraph began with, not the last of its parts: "Sales rose 0.3 percent,
    with clothing up 1 percent. Economists had expected 0.2 percent"."""
    polled = not _POLLSTERS.isdisjoint(item.low for item in part.items[: part.at])
    rated = any(item.low in _RATED for item in part.items[: part.at])
    facts = part.story.facts
    if not (polled or rated) or not facts or facts[-1].char_start >= part.story.sentence.start:
        return False
    last, begin = facts[-1], part.story.text.rfind("\n\n", 0, part.story.sentence.start)
    first = next(fact for fact in facts if fact.char_start > begin or fact is last)
    own = last.product is not None and not last.product.startswith("excluding")
    if own and first.product is not None and facts[0].product is None and facts[0].metric == last.metric:
        parts = {fact.product for fact in facts if fact.char_start > begin and fact.metric == last.metric}
        return len(parts) > 1  # "Services fell 0.5 percent and building 1.4", in a paragraph behind the total's
    return own and first.product is None and first.metric == last.metric


#: What is told of parts and of their whole in amounts of one unit.
_IN_AMOUNTS = {"exports", "imports", "export_volume", "import_volume", "production_volume"}
#: So many facts back the whole may stand that the last ones were parts of; by how much nearer a size is to that of the whole.
_ROW, _NEARER = 12, 1.5


def _whole_by_size(part: Part) -> Fact | None:
    """The whole told before the part told of last, where a sentence of its own goes on in a size much nearer to that: "exported 10 million
    tonnes of grain. Wheat exports came to 4 million tonnes. A year before it shipped 12 million tonnes"."""
    if part.metric.code not in _IN_AMOUNTS or part.quantity.kind not in AMOUNTS or part.scene.parent is not None:
        return None
    value, unit, facts = abs(part.quantity.value), part.quantity.unit, part.story.facts[-_ROW:]
    alike = [f for f in facts if (f.metric, f.measure, f.unit) == (part.metric.code, "level", unit) and f.value]
    if len(alike) < 2 or part.share or alike[-1].product is None or alike[-1].char_start >= part.story.sentence.start:
        return None
    last, now = alike[-1], part.story.number
    whole = next((f for f in alike if (f.product, f.reporter) != (last.product, last.reporter)), None)
    if whole is None or whole.reporter != last.reporter or not value or part.state.metric.sentence < now - 1:
        return None
    nearer = max(value / whole.value, whole.value / value) * _NEARER < max(value / last.value, last.value / value)
    verb = part.scene.verb
    does = (
        verb is not None and verb.start == part.metric.start and value > whole.value
    )  # "In all of 2015 it shipped 33 million"
    return whole if whole.value > last.value and (nearer or does) else None


def goods_left(part: Part) -> list[Product]:
    """The products told of last, but what was left out of another place's figure: "in the region, excluding Venezuela, was 6.7 percent.
    In Argentina it hit 45.9"."""
    if (whole := _whole_by_size(part)) is not None:
        return [] if whole.product is None else [Product(whole.product, whole.char_start, whole.char_end)]
    told, own = part.state.products, part.frame.reporter
    last = part.story.facts[-1].reporter if part.story.facts else None
    if own is None or last is None or own.code == last:
        return list(told)
    return [product for product in told if not product.label.startswith("excluding")]


def goes_on_from_total(part: Part) -> bool:
    """Whether a number that names nothing goes on from one of all of a flow, told right before in its paragraph: "Overall exports came to
    $27 billion. The figure fell short of the target of $30 billion" in a report on garments."""
    told, story = part.story.facts[-1] if part.story.facts else None, part.story
    if told is None or (told.metric, told.product, told.partner) != (part.metric.code, None, None):
        return False
    if part.share or about_company(story):
        return False
    near = part.state.metric is not None and story.number - part.state.metric.sentence <= 1
    return (
        near and part.near is None and not part.partners and "\n" not in story.text[told.char_end : part.quantity.start]
    )


def is_of_all_partners(part: Part) -> bool:
    """Whether a number is of all partners together: "total sales", "overall exports"."""
    if part.scene.phrase.whole is not None or part.metric.name.startswith(("total ", "overall ")):
        return True
    return any(a.low in {"total", "overall"} and b.start == part.metric.start for a, b in pairwise(part.items))


#: Where a company sells that is no one market's part.
_ANYWHERE = {"overseas", "domestic"}


def is_worldwide(part: Part) -> bool:
    """Whether a company's pieces are those of all markets together: "aims to sell 4.16 million vehicles globally"."""
    if part.metric.code != "sales_volume":
        return False
    above = part.scene.parent if part.scene.clause.link == "ellipsis" else None  # "and Kia 3.35 million"
    items = [*(above.clause.items if above is not None else []), *part.items]
    return any(item.kind == "L" and item.code == "WORLD" for item in items)


def market_told(part: Part) -> list[Item]:
    """The one market that a company's report counts sales in from the lead on, of its models and kinds: "Kia's U.S. sales rose.
    Hybrid sales jumped 33 percent"."""
    state, story = part.state, part.story
    if part.metric.code != "sales_volume" or part.partners or not about_company(story) or is_worldwide(part):
        return []
    spoken = state.market is not None
    market = state.market.value if state.market is not None else None
    market = market or (state.topic_partners[0] if len(state.topic_partners) == 1 else None)
    if market is None or market.kind != "L" or market.low == "domestic" or part.scene.phrase.whole is not None:
        return []
    if any(product.label in _ANYWHERE for product in part.products):
        return []
    told = [fact.partner for fact in story.facts if fact.metric == "sales_volume"]
    return [market] if (spoken or len(told) > 1) and all(code == market.code for code in told) else []
