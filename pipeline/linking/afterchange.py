"""After a change: the month, quarter or year before, of what a figure did before what is told of it: "rose 0.8% in July after a 0.4% fall"."""

from __future__ import annotations

from pipeline.fact import Fact
from pipeline.linking.account import TELLING
from pipeline.linking.deals import DEALS
from pipeline.linking.draft import Draft
from pipeline.linking.period import When, span_of
from pipeline.linking.story import within

#: What stands before a change that came before.
_AFTER = {"after", "following"}
#: Periods that one like them comes before; a verb may tell of the same year ("fell 3 percent this year after falling 2 percent in May").
_STEPS = {"month", "quarter", "year"}
#: What moves on a deal.
_MOVED = {"share_price", "market_cap"}
#: So many items stand at most between "after" and the number.
_NEAR = 6


def of_one_before(draft: Draft) -> When | None:
    """The month, quarter or year before that of the figure told right before, for a change of the same that no time dates: "after
    climbing 0.4%", "following a 0.4% drop", "after growth of 0.4%"; that of a share's move for the deal that it
    moved on: "jumped 9 percent in March after Brask agreed to buy a stake for $60 million"."""
    told = draft.story.facts[-1] if draft.story.facts else None
    metric = draft.metric
    if told is not None and draft.clause.cue == "after" and (year := _a_year_after(draft, told)) is not None:
        return year
    if told is not None and draft.clause.cue == "after" and metric.code in DEALS and told.metric in _MOVED:
        in_sentence = told.char_start >= draft.story.sentence.start and not _is_dated(draft)
        return When(span_of(told), how="sentence") if in_sentence else None
    if told is None or told.char_start < draft.story.sentence.start or told.status not in {"actual", "estimate"}:
        return None
    if told.metric != metric.code or metric.data.get("home") != "country" or not _is_alike(draft, told):
        return None
    how = _led_by(draft)
    if how is None or _is_dated(draft):
        return None
    period = span_of(told)
    if period is None or period.precision not in (_STEPS - {"year"} if how == "verb" else _STEPS):
        return None
    return When(period.shift(months=-period.months), how="sentence")


def _a_year_after(draft: Draft, told: Fact) -> When | None:
    """The year before for what is told "a year after" it: "a profit of 8 million euros for 2024, a year after a loss of 5 million"."""
    before = draft.clause.before[-1:]
    if not before or before[0].low not in {"a year", "one year"} or draft.clause.link != "compare":
        return None
    period = span_of(told)
    if period is None or told.char_start < draft.story.sentence.start or _is_dated(draft):
        return None
    return When(period.shift(years=-1), how="sentence") if told.metric == draft.metric.code else None


def _is_alike(draft: Draft, told: Fact) -> bool:
    """Whether a number is a change as the one told before is, of the same goods: payrolls change by so many jobs."""
    product = draft.products[0].label if draft.products else None
    if told.product != product or told.measure != draft.measure:
        return False
    return told.measure == "change_pct" or (told.metric == "jobs_added" and told.measure == "level")


def _led_by(draft: Draft) -> str | None:
    """Whether a "verb" or a "noun" of change leads from "after" or "following" to the number; None where anything else does."""
    items, at, clause = draft.items, draft.at, draft.clause
    begin = next((i for i in range(at - 1, max(-1, at - 1 - _NEAR), -1) if items[i].low in _AFTER), None)
    if begin is None and not (clause.link == "compare" and clause.cue in _AFTER):
        return None
    stretch = items[begin + 1 if begin is not None else 0 : at]
    if any(item.kind in {"Q", "T", "L", "P", "C", ",", "J"} for item in stretch):
        return None
    if begin is None and stretch[:1] and stretch[0].form == "ing":
        return "verb"
    if any(item.kind in {"V", "W"} for item in stretch):
        return None
    named = [*stretch, *items[at + 1 : at + 2]]
    noun = any(item.kind == "N" or item.low == "growth" for item in named)
    of_another = any(item.low in {"in", "for"} for item in items[at + 2 : at + 3])
    return "noun" if noun and not of_another else None


def _is_dated(draft: Draft) -> bool:
    """Whether a time stands behind the number up to the next one: "after a 0.4% fall in June", "a year earlier"."""
    start, end = draft.quantity.end, draft.story.sentence.end
    numbers = [q.start for q in within(draft.story.mentions.quantities, start, end) if q.kind not in TELLING]
    return bool(within(draft.story.mentions.periods, start, min(numbers, default=end)))
