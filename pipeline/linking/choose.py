"""Choose: the metric of a number, from the words beside it, its clause, or what the text is about."""

from __future__ import annotations

import functools
from collections.abc import Callable

from pipeline.linking import (
    carried,
    earning,
    facilities,
    inclause,
    labour,
    marketshares,
    nounphrase,
    oflast,
    ordering,
    outright,
    revised,
    spending,
    trade,
)
from pipeline.linking.asked import Asked, Found
from pipeline.linking.metric import Metric
from pipeline.linking.phrases import Phrase
from pipeline.linking.reading import Reading
from pipeline.linking.story import Scene, Story
from pipeline.quantities.quantity import Quantity

#: The questions in the order they are asked; the first that finds a metric decides.
_QUESTIONS: tuple[Callable[[Asked], Found | None], ...] = (
    outright.contribution,
    outright.survey_index,
    outright.inhabitants,
    outright.per_barrel,
    outright.currency_pair,
    outright.per_weight,
    outright.compared_to_last,
    spending.for_research,
    spending.of_the_total,
    spending.spent_by_people,
    spending.homes_completed,
    spending.crop_brought_in,
    labour.raise_asked,
    spending.home_costs,
    outright.bought_back,
    outright.cost_somebody,
    trade.spent_on_goods,
    outright.spent_on,
    earning.it_made,
    earning.paid_out,
    outright.taken_off,
    outright.foretold_beside,
    outright.set_against,
    oflast.told_again,
    oflast.part_of_last,
    oflast.rate_as_before,
    oflast.yearly_rate,
    oflast.ratio_of_amount,
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
    inclause.share_beside_index,
    inclause.share_moved,
    inclause.shares_of_place,
    inclause.of_subject,
    labour.of_kind,
    labour.revised,
    inclause.economy_grew,
    inclause.in_subject,
    inclause.sent_abroad,
    trade.brought_in,
    earning.lost,
    earning.made,
    inclause.market_of_place,
    inclause.registered,
    marketshares.in_market,
    inclause.before_number,
    inclause.of_people,
    inclause.price_of_goods,
    revised.foretold_quote,
    inclause.of_index,
    inclause.share_of_company,
    carried.result_of_topic,
    carried.told_before,
    carried.goes_on,
    carried.guided_a_share,
    carried.guided_again,
    carried.change_again,
)


_MONEY, _PERCENT, _COUNTS = frozenset({"money"}), frozenset({"percent"}), frozenset({"count", "number"})
#: The kinds of numbers that a question is about, if not all: it is asked of no other, and does not check again.
_ONLY_OF: dict[Callable[[Asked], Found | None], frozenset[str]] = {
    outright.contribution: frozenset({"points"}),
    outright.survey_index: frozenset({"points", "number", "index_points"}),
    outright.inhabitants: _COUNTS,
    outright.spent_on: _MONEY,
    earning.it_made: _MONEY,
    earning.paid_out: _MONEY | {"price"},
    trade.spent_on_goods: _MONEY,
    oflast.told_again: _PERCENT,
    outright.net_buying: _MONEY,
    outright.debt_issued: _MONEY,
    ordering.ordered_pieces: _COUNTS,
    ordering.worth_of_deal: _MONEY,
    ordering.won_as_well: _MONEY,
    facilities.cost: _MONEY,
    facilities.capacity: _COUNTS | {"physical"},
    labour.revised: _COUNTS,
    carried.posted_change: _PERCENT,
    spending.home_costs: _MONEY,
    labour.raise_asked: _PERCENT,
    spending.crop_brought_in: frozenset({"physical"}),
    nounphrase.contract: _MONEY,
    nounphrase.takeover: _MONEY,
    nounphrase.offered: _MONEY,
    nounphrase.cost_of_goods: _MONEY,
    nounphrase.worth_of_company: _MONEY,
    carried.posted_as_last: _MONEY,
    inclause.share_beside_index: _PERCENT,
    inclause.share_moved: _PERCENT,
    inclause.economy_grew: _PERCENT,
    trade.brought_in: _MONEY,
    inclause.market_of_place: _PERCENT,
    marketshares.in_market: _PERCENT,
    inclause.shares_of_place: _PERCENT,
    inclause.registered: _COUNTS,
    inclause.of_people: _COUNTS,
    oflast.ratio_of_amount: _PERCENT,
    oflast.yearly_rate: _PERCENT,
}


@functools.cache
def _questions(kind: str) -> tuple[Callable[[Asked], Found | None], ...]:
    """The questions that a number of a kind is asked, in their order."""
    return tuple(question for question in _QUESTIONS if kind in _ONLY_OF.get(question, (kind,)))


def metric_of(
    story: Story, scene: Scene, at: int, quantity: Quantity, reading: Reading
) -> tuple[Metric, str, Phrase | None] | None:
    """The metric of a number, how it was found, and the phrase beside the number that named it."""
    asked = Asked(story, scene, at, quantity, reading)
    for question in _questions(quantity.kind):
        found = question(asked)
        if found is not None:
            return found
    return None
