"""Stands for: the time of what was told in the sentence before, for "it", "that" or "the drop" that stand for it."""

from __future__ import annotations

from pipeline.linking.clause import points_back
from pipeline.linking.draft import Draft
from pipeline.linking.period import When, span_of
from pipeline.linking.story import is_of_change_told
from pipeline.periods.period import Period

#: What stands for that of which numbers were told: "Of these, 66,210 were pickup trucks".
_THOSE = {"these", "those", "this", "that", "them"}
#: So many facts one sentence tells at most.
_BACK = 6


def _newest(draft: Draft) -> Period | None:
    """The latest time of which the sentence with the last number told the same metric."""
    facts = draft.story.facts
    told = [f for f in facts[-_BACK:] if f.sentence == facts[-1].sentence and f.metric == draft.metric.code]
    told = [f for f in told if f.status == "actual"] or told
    spans = [period for fact in told if (period := span_of(fact)) is not None]
    return max(spans, key=lambda period: period.last, default=None)


def of_change_told(draft: Draft) -> When | None:
    """The time of the change that the sentence before told, for what made it up: "Producer prices fell 0.3 percent in November.\n\nThe
    monthly drop was led by a 0.4 percent fall in those of energy"."""
    story, last = draft.story, draft.state.metric
    if last is None or last.sentence != story.number - 1 or not is_of_change_told(draft.scene):
        return None
    newest, lead = _newest(draft) if last.value.code == draft.metric.code else None, draft.state.lead_period
    if newest is not None and lead is not None and newest.contains(lead.value):
        return None  # "rose 2 percent from March to May.\n\nThe decline" in a report on May
    return When(newest, how="paragraph") if newest is not None else None


def of_pronoun(draft: Draft) -> When | None:
    """The part of the lead's period that the sentence before told the same metric of, where "it" stands for that: "The gap shrank to
    $3.5 billion in January from $4.8 billion in December. It was up 29 percent over January last year"."""
    state, story, pronoun, lead = draft.state, draft.story, draft.scene.phrase.pronoun, draft.state.lead_period
    last = state.metric
    if (
        pronoun is None
        or pronoun.form != "pronoun"
        or last is None
        or lead is None
        or last.value.code != draft.metric.code
    ):
        return None
    if last.sentence != story.number - 1 or last.paragraph != story.sentence.paragraph:
        return None
    newest = _newest(draft)
    part = newest is not None and newest != lead.value and lead.value.contains(newest)
    return When(newest, how="paragraph") if part else None


def of_that(draft: Draft) -> When | None:
    """The period of the number in the sentence before that "that" stands for: "In 2015 it shipped 1.3 million tonnes. That was 20
    percent less", "Garments made up 79 percent of that"; no older one that it was set against: "Growth was 5 percent in 2024 after
    4 percent in 2023.\n\nThat was in line with a forecast of 5 percent"."""
    state, story, items, last = draft.state, draft.story, draft.items, draft.state.metric
    if last is None or last.sentence != story.number - 1:
        return None
    opens = items[0].start == story.sentence.start and points_back(items)
    whole = draft.measure == "share_pct" and [x.low for x in items[draft.at + 1 : draft.at + 3]] == ["of", "that"]
    beside = last.paragraph == story.sentence.paragraph
    told = state.last_period if (opens or whole) and beside else None
    parts = items[0].low == "of" and items[1].low in _THOSE
    if (opens or parts) and last.value.code == draft.metric.code:
        told = _newest(draft) or told
    return When(told, how="paragraph") if told is not None else None
