"""Measure: what a number says of its metric (a level, a change, a share), read from the words that govern it."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.linking import broughtto, earlier, governed, likebefore, nouns, pricedin
from pipeline.linking.clause import Clause
from pipeline.linking.items import Item
from pipeline.linking.numeral import Numeral, numeral_of
from pipeline.linking.only import LAST, OWN, Rules
from pipeline.linking.reading import Reading

#: What is asked of a number, in this order; the first answer counts.
_QUESTIONS: Rules[Callable[[Numeral], Reading | None]] = Rules(
    earlier.in_brackets,
    earlier.of_time_in_front,
    governed.worth,
    pricedin.of_steps,
    governed.multiple,
    governed.taken_off,
    nouns.before_change,
    nouns.before_share,
    nouns.counted_change,
    governed.at_pace,
    nouns.before_metric,
    governed.before_comparative,
    likebefore.same_as_amount,
    likebefore.same_as_share,
    governed.signed_behind_level,
    likebefore.in_list,
    likebefore.amount_in_list,
    governed.signed_in_brackets,
    governed.points_apart,
    broughtto.moved_in_all,
    governed.percent_of,
    governed.up_or_down,
    governed.by,
    governed.by_as_before,
    governed.of_now,
    earlier.forecast_before,
    nouns.of_peak,
    nouns.of_change,
    nouns.of_change_again,
    earlier.of_estimate,
    nouns.of_change_in_metric,
    nouns.of_metric,
    nouns.of_share,
    nouns.share_being,
    likebefore.change_at,
    earlier.moved_from,
    likebefore.change_again,
    governed.share_moved,
    governed.moved_to,
    earlier.compared_with,
    earlier.risen_on,
    likebefore.change_without_verb,
    governed.of_first,
    likebefore.share_without_verb,
    governed.of_what_goes,
    governed.by_share_verb,
    likebefore.level_without_verb,
    governed.by_verb_of_change,
    earlier.record_exceeded,
    governed.by_verb_of_excess,
    governed.by_verb_of_level,
    governed.after_change,
    likebefore.change_as_before,
    likebefore.change_joined,
    likebefore.or_change,
    likebefore.change_of_parent,
    likebefore.share_of_parent,
    earlier.after_level,
    likebefore.share_in_row,
)


def read(clause: Clause, at: int, inherited: Reading | None, parent_verb: Item | None) -> Reading:
    """The reading of the number at item `at` of its clause. `inherited` is that of the number before it in the same statement."""
    numeral = numeral_of(clause, at, inherited, parent_verb)
    has = OWN * (numeral.noun is not None) + LAST * (inherited is not None)
    about = _QUESTIONS.about(numeral.kind, link=clause.link, lead=numeral.preposition, words=clause.lows, has=has)
    for question in about:
        reading = question(numeral)
        if reading is not None:
            return reading
    noun = numeral.noun
    if noun is not None:
        return Reading(None, governor=noun, rule="number + metric", own=noun)
    return Reading(None, governor=numeral.verb)
