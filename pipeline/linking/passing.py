"""Passing: numbers of another time than the report's with which its time does not go on: a month told anew, a year as a whole."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.metric import PRICES
from pipeline.linking.period import words
from pipeline.linking.retold import retold_gain
from pipeline.linking.story import about_company
from pipeline.periods.period import YEAR, Period
from pipeline.vocabulary import entries

#: What is told of a year as a whole in passing.
_YEARLY = {"gdp", *PRICES}
#: So many items open a sentence with its time.
_FRONT = 4


def tells_anew(draft: Draft, period: Period) -> bool:
    """Whether a month before the one reported on is only told anew: "March's figure was revised down to 770,000", "was left at 1.2 percent"."""
    lead = draft.state.lead_period
    if lead is None or period.last >= lead.value.first or period.precision not in {lead.value.precision, "span"}:
        return False
    before = draft.items[: draft.at]
    if any(item.low.startswith("revised") for item in before) or retold_gain(draft.items, draft.at):
        return True
    left = next(
        (i for i, item in enumerate(before) if item.low.partition(" ")[0] in entries.words("labour", "leaves_as_told")),
        0,
    )
    return left > 0 and before[left - 1].low in {"was", "were", "been"}


def is_told_alone(draft: Draft) -> bool:
    """Whether a sentence only says how much of the time that its paragraph tells of was in a part of it: "rose 45 percent between January
    and September. In the third quarter alone they were worth 214 billion. Re-exports, at 616 billion, were 15 percent higher"."""
    held, when = draft.state.period, draft.when
    if when.period is not None and when.how == "read" and _is_of_years(draft, when.period):
        return True
    if held is None or when.period is None or when.how != "read" or held.paragraph != draft.story.sentence.paragraph:
        return False
    at = next((i for i, item in enumerate(draft.items[:_FRONT]) if item.low == "alone"), 0)
    if not at or draft.items[at - 1].kind != "T":
        return False
    return held.value != when.period and held.value.contains(when.period)


def _is_of_years(draft: Draft, period: Period) -> bool:
    """Whether a report on a shorter time goes back over several years: "Sales have risen by 20 percent in each of the past two years.
    Profit was down 3.7 percent"."""
    lead, text = draft.state.lead_period, draft.story.text
    if lead is None or lead.value.months > YEAR or period.months <= YEAR or period.first >= lead.value.first:
        return False
    back = text[draft.when.start : draft.when.end].lower().removeprefix("the ").startswith(("past ", "last "))
    return back or text[: draft.when.start].endswith(" each of ")


def is_whole_year(draft: Draft) -> bool:
    """Whether a sentence only says how the economy or its prices did in the year as a whole, in a report on a part of it."""
    lead, period = draft.state.lead_period, draft.when.period
    if draft.metric.code not in _YEARLY or draft.status != "actual":
        return False
    if lead is None or period is None or period.months != YEAR or lead.value.months >= YEAR:
        return False
    said = draft.story.low
    return not about_company(draft.story) and any(whole in said for whole in words("as_a_whole"))
