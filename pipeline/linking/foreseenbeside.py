"""Foreseen beside: the period of a forecast that is told beside what came of it."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.only import only
from pipeline.linking.period import When, span_of
from pipeline.periods.period import Period

#: So many facts back a forecast's own result is told.
_FEW = 4


def of_beaten(draft: Draft) -> When | None:
    """The period of what beats or misses a forecast, though an older value stands between: "rose 5.9 percent in November, reversing
    a 1.1 percent fall in October and beating a forecast of 4 percent"."""
    story, verb = draft.story, draft.scene.verb
    if draft.clause.link != "same" or verb is None or verb.code not in {"exceed", "below"}:
        return None
    for fact in story.facts[-_FEW:]:
        if fact.char_start >= story.sentence.start and (fact.metric, fact.measure) == (
            draft.metric.code,
            draft.measure,
        ):
            period = span_of(fact)
            return When(period, how="sentence") if period is not None else None
    return None


def of_expected(draft: Draft) -> When | None:
    """The newest period told of the same in the sentence, for what somebody in it had expected: "rose to 6.1% in July from 5.7% in
    June, says X, whose analysts had foreseen 5.8%"."""
    verb, story = draft.scene.verb, draft.story
    if draft.clause.link not in {"relative", "sub"} or verb is None or verb.code != "project" or verb.form != "past":
        return None
    return _newest_since(draft, story.sentence.start)


@only(words={"the"})
def of_what_was_expected(draft: Draft) -> When | None:
    """The newest period told of the same in the paragraph, for "the 2.9 percent analysts projected" that stands behind an older value:
    "Exports grew 4 percent in June. That tops the 2.1 percent of May and the 2.9 percent economists projected"."""
    if not _is_what_was_expected(draft):
        return None
    return _newest_since(draft, draft.story.text.rfind("\n", 0, draft.story.sentence.start) + 1)


def newest_told(draft: Draft) -> Period | None:
    """The newest of several periods of the same that the sentence has told of: "more than double the $13.5 billion of a year earlier and
    above the $28.7 billion that analysts had penciled in"."""
    found = _newest_since(draft, draft.story.sentence.start)
    return found.period if found is not None else None


def _newest_since(draft: Draft, begin: int) -> When | None:
    """The newest of several periods of the same that the text has told of behind a character."""
    told = [f for f in draft.story.facts[-_FEW:] if f.char_start >= begin and f.metric == draft.metric.code]
    spans = [span for fact in told if (span := span_of(fact)) is not None]
    newest = max(spans, key=lambda span: span.last, default=None)
    return When(newest, how="sentence") if newest is not None and len(told) > 1 else None


def _is_what_was_expected(draft: Draft) -> bool:
    """Whether a number is one "that analysts had projected", with no figure of its own between."""
    items, at = draft.items, draft.at
    if not at or items[at - 1].low != "the":
        return False
    for item in items[at + 1 : at + 7]:
        if item.kind in {"Q", "T", "J", ","}:
            return False
        if item.kind == "V":
            return item.code == "project" and item.form == "past"
    return False
