"""Choose: the metric of a number, from the words beside it, its clause, or what the text is about."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.linking import (
    carried,
    earning,
    facilities,
    inclause,
    inmarket,
    labelled,
    labour,
    marketshares,
    nounphrase,
    oflast,
    ordering,
    outright,
    revised,
    spending,
    spokenof,
    taxed,
    trade,
)
from pipeline.linking.asked import Asked, Found
from pipeline.linking.metric import Metric
from pipeline.linking.only import Rules
from pipeline.linking.phrases import Phrase
from pipeline.linking.reading import Reading
from pipeline.linking.story import Scene, Story
from pipeline.quantities.quantity import Quantity

#: The questions in the order they are asked; the first that finds a metric decides.
_QUESTIONS: Rules[Callable[[Asked], Found | None]] = Rules(
    labelled.value_beside,
    inmarket.move_of_share,
    outright.contribution,
    outright.survey_index,
    outright.inhabitants,
    outright.per_barrel,
    outright.currency_pair,
    outright.per_weight,
    outright.compared_to_last,
    spending.for_research,
    spending.of_the_total,
    spending.set_aside,
    spending.spent_by_people,
    spending.homes_completed,
    spending.homes_dealt,
    spending.crop_brought_in,
    labour.raise_asked,
    labour.at_work,
    labour.part_of_staff,
    labour.own_staff,
    spending.home_costs,
    outright.bought_back,
    outright.cost_somebody,
    trade.spent_on_goods,
    outright.spent_on,
    earning.it_made,
    earning.brought_in,
    earning.income,
    earning.margin,
    earning.paid_out,
    outright.taken_off,
    outright.foretold_beside,
    outright.set_against,
    taxed.at_rate,
    oflast.of_target,
    oflast.share_again,
    inmarket.shares_again,
    inmarket.share_in_coins,
    oflast.told_again,
    oflast.of_those,
    oflast.part_of_last,
    oflast.next_part_for,
    oflast.rate_as_before,
    oflast.yearly_rate,
    oflast.ratio_of_amount,
    oflast.older_of_two,
    oflast.moved_from,
    oflast.moved_to,
    outright.net_buying,
    outright.debt_issued,
    oflast.change_of_last,
    ordering.ordered_pieces,
    ordering.tonnage_won,
    ordering.worth_of_deal,
    ordering.won_as_well,
    facilities.cost,
    facilities.capacity,
    nounphrase.pieces_made,
    nounphrase.pieces_of_company,
    nounphrase.pieces_of_subject,
    carried.posted_change,
    nounphrase.own_noun,
    nounphrase.contract,
    nounphrase.takeover,
    nounphrase.offered,
    nounphrase.cost_of_goods,
    nounphrase.worth_of_company,
    nounphrase.right_before,
    nounphrase.right_behind,
    trade.supplied,
    trade.duties_brought,
    trade.moved_goods,
    trade.moved_in_turn,
    trade.of_traders,
    carried.own_of_last,
    carried.next_company,
    marketshares.next_country,
    carried.posted_as_last,
    carried.top_buyer,
    carried.next_partner,
    carried.next_place,
    carried.next_leader,
    carried.included,
    inmarket.share_beside_index,
    inclause.share_moved,
    inmarket.shares_of_place,
    inclause.of_subject,
    labour.of_kind,
    labour.revised,
    inclause.economy_grew,
    inclause.in_subject,
    inclause.sent_abroad,
    trade.brought_in,
    earning.lost,
    earning.made,
    inmarket.market_of_place,
    inclause.registered,
    marketshares.in_market,
    inclause.before_number,
    inclause.of_people,
    inclause.price_of_goods,
    revised.foretold_quote,
    inmarket.of_index,
    inmarket.share_of_company,
    carried.result_of_topic,
    spokenof.told_before,
    carried.goes_on,
    carried.guided_a_share,
    carried.guided_again,
    carried.change_again,
    trade.foretold_again,
)


def metric_of(
    story: Story, scene: Scene, at: int, quantity: Quantity, reading: Reading
) -> tuple[Metric, str, Phrase | None] | None:
    """The metric of a number, how it was found, and the phrase beside the number that named it."""
    asked = Asked(story, scene, at, quantity, reading)
    whose = "company" if asked.company else "country"
    for question in _QUESTIONS.about(quantity.kind, link=scene.clause.link, reading=reading.rule, whose=whose):
        found = question(asked)
        if found is not None:
            return found
    return None
