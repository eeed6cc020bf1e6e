"""Own month: the month of what was told of an indicator itself, where another of another month was told in between."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.period import When, span_of

#: So many facts back an indicator's own month is looked for.
_LATELY = 5


def of_own_month(draft: Draft, when: When) -> When:
    """The month that an indicator was told of last, for more of it behind another's: "Unemployment jumped to 8.9 percent in March, while
    inflation held at 0.6 percent in April. In the wider Union, the jobless rate was 8.3 percent"."""
    facts, published = draft.story.facts, draft.story.document.published_at
    if not facts or when.period is None or when.period.precision != "month" or published is None:
        return when
    told = facts[-1]
    if told.metric == draft.metric.code or told.status != "actual" or span_of(told) != when.period:
        return when
    own = next((fact for fact in facts[: -_LATELY - 1 : -1] if fact.metric == draft.metric.code), None)
    month = span_of(own) if own is not None and own.status == "actual" and own.measure == draft.measure else None
    if own is None or month is None or month.precision != "month" or month.last >= published:
        return when
    beside = own.sentence == told.sentence and draft.story.sentence.start - own.char_end < len(own.sentence) + 2
    return When(month, own.char_start, own.char_end, "context") if beside else when
