"""Number: one number on its way to a fact, room by room."""

from __future__ import annotations

from pipeline.linking import amount, breakdown, dating, standing
from pipeline.linking.account import leave
from pipeline.linking.atshops import sold_at
from pipeline.linking.branches import branch_again, branch_behind, branch_in_name
from pipeline.linking.case import Case
from pipeline.linking.conversions import convert, is_conversion, is_per_share
from pipeline.linking.doubt import doubtful
from pipeline.linking.draft import Draft
from pipeline.linking.eachyear import again_next_year, over_the_same_years
from pipeline.linking.figureagain import take_up_figure
from pipeline.linking.followers import of_followed
from pipeline.linking.holder import find_holder
from pipeline.linking.homes import place_homes
from pipeline.linking.inplaces import again_elsewhere
from pipeline.linking.lastinturn import of_last_in_turn
from pipeline.linking.measurand import draft_of
from pipeline.linking.memory import remember
from pipeline.linking.pricedin import ahead_as_last
from pipeline.linking.ratios import is_of_nothing
from pipeline.linking.row import fact_of
from pipeline.linking.sized import counts
from pipeline.linking.story import Scene, Story
from pipeline.linking.wherein import part_wherein
from pipeline.linking.whoseshare import of_its_share
from pipeline.quantities.quantity import Quantity


def read_number(story: Story, scene: Scene, at: int, quantity: Quantity, order: int) -> None:
    """Turns the number at item `at` of a clause into a fact, or leaves it over with the reason.

    `order` is its place in a "respectively" list, else -1.
    """
    if _converts(story, scene, at, quantity) or take_up_figure(story, scene, at, quantity):
        return
    draft = draft_of(story, scene, at, quantity, order)
    if draft is None:
        leave(story, quantity, "no metric")
        return
    if not _measures(draft):
        leave(story, draft.quantity, "no metric")
        return
    amount.find_value(draft)
    breakdown.find_parts(draft)
    if is_of_nothing(draft):
        leave(story, draft.quantity, "no metric")
        return
    branch_behind(draft)
    branch_in_name(draft)
    branch_again(draft)
    part_wherein(draft)
    sold_at(draft)
    place_homes(draft)
    find_holder(draft)
    if draft.holder is None:
        leave(story, draft.quantity, "no subject")
        return
    of_followed(draft)
    of_its_share(draft)
    dating.find_period(draft)
    breakdown.share_deal(draft)
    reporter = draft.holder.value
    draft.partners = [p for p in draft.partners if p.code != reporter or p.low == "domestic"]
    dating.adjust_period(draft)
    over_the_same_years(draft)
    of_last_in_turn(draft)
    standing.find_standing(draft)
    ahead_as_last(draft)
    _record(draft)


def _converts(story: Story, scene: Scene, at: int, quantity: Quantity) -> bool:
    """Whether the number only says the one before it in another currency or per share; that fact takes it along."""
    clause = scene.clause
    if is_conversion(clause, at):
        convert(story, quantity, clause.before[-1].end)
        return True
    if is_per_share(clause, at):
        before = next(item for item in reversed(clause.before) if item.kind == "Q")
        convert(story, quantity, before.end, per_share=True)
        return True
    return False


def _measures(draft: Draft) -> bool:
    """Finds measure and sign; whether the number measures its metric at all."""
    story, quantity, metric, how = draft.story, draft.quantity, draft.metric, draft.how
    if quantity.kind == "count" and not counts(quantity, metric, how):
        return False
    amount.find_measure(draft)
    sentence = story.low
    case = Case(
        story, draft.items, draft.at, quantity, metric, how, draft.reading, draft.measure, sentence, draft.clause.lows
    )
    return not doubtful(case) and not amount.is_unknown_rate(draft)


def _record(draft: Draft) -> None:
    """Writes the row, and what the next numbers take from this one; a part told in words alone ("a third") is too loose for a row."""
    story, scene = draft.story, draft.scene
    fact = fact_of(draft)
    scene.facts.append(fact)
    if draft.quantity.kind == "fraction":
        leave(story, draft.quantity, "fraction")
    else:
        story.facts.append(fact)
        if (second := again_next_year(draft, fact)) is not None:
            story.again.append(second)
        story.again += again_elsewhere(draft, fact)
    remember(draft, fact)
    volume = scene.parent.fact.metric if scene.parent is not None and scene.parent.fact is not None else ""
    instead = (draft.metric.data.get("instead") or {}).get("count")
    if draft.measure == "share_pct" and scene.clause.link == "same" and instead == volume:
        fact.metric = volume  # "rose to 72,518 units, accounting for 32.4 percent"
