"""Memory: what a number leaves behind for the next ones."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.fact import Fact
from pipeline.linking import period as timing
from pipeline.linking.items import Item
from pipeline.linking.measure import Reading
from pipeline.linking.metric import Metric
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held, State
from pipeline.linking.story import Scene, Story, about_company
from pipeline.linking.subject import FLOWS
from pipeline.periods.period import Period

#: Before a number that was a high or low of its own time: "down from a peak of 9.1% in June 2022".
_PEAK = re.compile(r"\b(?:peak|high|low|record|trough|bottom)s? of (?:more than |over |about |nearly |around )?$")


def remember(
    story: Story,
    scene: Scene,
    metric: Metric,
    products: list[Product],
    partners: list[Item],
    when: timing.When,
    reading: Reading,
    fact: Fact,
    holder: Held,
) -> None:
    """What this number leaves behind for the next ones."""
    state = story.state
    scene.reading = replace(reading, measure=fact.measure)
    scene.fact = fact
    if reading.old:
        return
    before = scene.when
    scene.when = when
    state.last_period = when.period or state.last_period
    if fact.status == "forecast" and when.period is not None and when.how == "read":
        state.looked_to = Held(when.period, when.start, when.end, story.number, story.sentence.paragraph)
    worth = metric.code == "market_cap" and state.metric is not None and state.metric.value.code == "share_price"
    if not worth:  # "... at HK$11.52, giving it a market value of HK$25.3 billion. They are down 22%"
        state.metric = Held(metric, metric.start, metric.end, story.number, story.sentence.paragraph)
    if state.topic is None:
        state.topic = state.metric
        state.topic_products = [
            p for p in products if p.strong and p in scene.frame.products and not p.label.startswith("excluding")
        ]
        state.topic_partners = partners
        state.topic_holder = holder
        state.topic_is_country = metric.data.get("home") != "company" and not state.subject_is_company
    _keep_country(story, scene, holder)
    state.listing = bool(products or partners)
    state.whole_told = state.whole_told or (
        metric.code in FLOWS and not products and not partners and scene.frame.fresh
    )
    if state.topic_products and products and products[0].strong and scene.frame.fresh and not metric.weak:
        state.section_products = Held(
            products, products[0].start, products[0].end, story.number, story.sentence.paragraph
        )
    state.products, state.partners = products, partners
    if metric.code in FLOWS and fact.measure == "level" and fact.product is None and fact.partner is None:
        story.totals[(metric.code, holder.value, fact.unit, fact.period)] = abs(fact.value)
    abroad = (
        state.country is not None and state.main_country is not None and state.country.value != state.main_country.value
    )
    aside = (
        not (abroad and when.period is not None and when.period.precision == "month")
        and when.period is not None
        and state.lead_period is not None
        and when.period.last < state.lead_period.value.first
        and not (_turns(scene, metric, state) and when.period.precision in {"month", "quarter", "half"})
    )
    set_in = when.how == "read" and (
        scene.clause.link in {"relative", "compare", "paren"} or scene.clause.cue == "when" or _is_foil(scene, fact)
    )
    set_in = set_in or _PEAK.search(story.text, max(0, fact.char_start - 24), fact.char_start) is not None
    if set_in and _is_foil(scene, fact):
        scene.when = before
    tail = (
        when.how == "read"
        and when.start > fact.char_end
        and scene.clause.link != "ellipsis"
        and _narrower(when.period, state)
    )
    if when.period is not None and when.period.precision == "day" and timing.is_daily(metric.data):
        if when.how == "read" and scene.clause.link == "main":
            state.periods["day"] = Held(when.period, when.start, when.end, story.number, story.sentence.paragraph)
    ahead = (
        fact.status in {"forecast", "target"}
        and about_company(story)
        and when.period is not None
        and fact.published_at is not None
        and when.period.last >= fact.published_at
    )
    if ahead:
        if (
            when.how == "read"
            and when.period.precision in {"year", "fiscal_year"}
            and when.period.first <= fact.published_at
        ):
            state.outlook = Held(when.period, when.start, when.end, story.number, story.sentence.paragraph)
    elif (
        when.period is not None
        and not timing.is_daily(metric.data)
        and (metric.code != "tariff_rate" or scene.frame.fresh)
        and not when.shifted
        and when.how != "document"
        and not aside
        and not set_in
        and not tail
    ):
        state.period = Held(when.period, when.start, when.end, story.number, story.sentence.paragraph)
        state.ahead = fact.status in {"forecast", "target", "hypothetical"}
    if (
        scene.parent is not None
        and scene.clause.link in {"same", "ellipsis", "compare", "paren"}
        and scene.parent.when is None
    ):
        scene.parent.when = when


def _keep_country(story: Story, scene: Scene, holder: Held) -> None:
    """A country whose number a clause of its own tells is the one spoken of: "Brazil is expected to grow 1.8 percent"."""
    own = scene.frame.reporter
    state = story.state
    told = own is not None and own.code == holder.value and own.start >= story.sentence.start
    turns = state.survey or state.topic is None or state.topic.value.code not in FLOWS
    if (
        told
        and turns
        and scene.clause.link in {"main", "content"}
        and len(holder.value) == 2
        and not state.subject_is_company
    ):
        state.country = Held(holder.value, holder.start, holder.end, story.number, story.sentence.paragraph)


def _turns(scene: Scene, metric: Metric, state: State) -> bool:
    """Whether a main clause turns to another metric than that of headline and lead."""
    other = state.topic is not None and metric.code != state.topic.value.code
    return other and scene.frame.fresh and scene.clause.link in {"main", "content"}


def _narrower(period: Period | None, state: State) -> bool:
    """Whether a period is a part of the one that headline and lead speak of."""
    lead = state.lead_period.value if state.lead_period is not None else None
    return period is not None and lead is not None and lead != period and lead.contains(period)


#: What stands before the earlier value that a new one is set against.
_AGAINST = {"from", "after", "following", "than", "against", "despite", "below", "above"}


def _is_foil(scene: Scene, fact: Fact) -> bool:
    """Whether a number is set against the one before it: "slowing from a 10.2 percent gain in July", "after July's 3 percent fall"."""
    items = scene.clause.items
    at = next((i for i, item in enumerate(items) if item.start == fact.char_start), 0)
    for item in reversed(items[max(0, at - 5) : at]):
        if item.kind == "R" or item.low == "following":
            return item.low in _AGAINST
        if item.kind in {"V", "Q", ",", "J"}:
            break
    return False
