"""Totals: running totals dated by the span that the text named before."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.fact import Leftover
from pipeline.linking.account import line_at
from pipeline.linking.story import Story
from pipeline.periods.period import PeriodMention, month_end
from pipeline.vocabulary import entries

#: Numbers of months that are no whole year, by their words.
_COUNTS = {word: number for word, number in entries.table("numbers")["cardinals"].items() if 1 < number < 12}
_TOTALS = re.compile(
    rf"\b(?:the (?:first )?)?({'|'.join(_COUNTS)}|[2-9]|1[01])[- ]months?\b(?: period)?(?![- ](?:high|low|peak|average|record))"
)
_BEFORE_TOTAL = re.compile(r"\b(?:in|for|over|during|of|the|this|same|cumulative)\s*$", re.IGNORECASE)


def name_totals(story: Story) -> None:
    """Dates running totals by the span that the text named before: "in ten months", "the seven-month period" after "April-October"."""
    spans: dict[int, PeriodMention] = {}
    found: list[PeriodMention] = []
    mentions = story.mentions.periods
    for mention in mentions:
        period = mention.period
        if period is not None and period.precision == "span" and period.first.day == 1 and mention.role == "time":
            if period.months < 12 and period.last == month_end(period.last.year, period.last.month):
                spans.setdefault(period.months, mention)
    if not spans:
        return
    for match in _TOTALS.finditer(story.text):
        count = _COUNTS.get(match[1]) or int(match[1])
        first = spans.get(count)
        if (
            first is None
            or match.start() < first.end
            or not _BEFORE_TOTAL.search(story.text, max(0, match.start() - 12), match.start())
            and not match[0].startswith("the ")
        ):
            continue
        found.append(
            replace(first, start=match.start(), end=match.end(), text=match[0], role="time", shift=None, basis=None)
        )
    found = [
        f
        for f in found
        if not any(m.start < f.end and f.start < m.end and m.end - m.start > f.end - f.start for m in mentions)
    ]
    if found:
        kept = [m for m in mentions if not any(f.start < m.end and m.start < f.end for f in found)]
        story.mentions.periods = sorted([*kept, *found], key=lambda m: m.start)
        counts = [q for q in story.mentions.quantities if any(f.start < q.end and q.start < f.end for f in found)]
        story.mentions.quantities = [q for q in story.mentions.quantities if q not in counts]
        for q in counts:
            line = line_at(story, q.start)
            story.leftovers.append(Leftover(story.document.id, q.text, q.start, q.end, q.kind, q.value, q.unit, line))
