"""Until now: the stretch of months or years up to the news that the move of a share or index is told over."""

from __future__ import annotations

import re

from pipeline.linking.draft import Draft
from pipeline.linking.period import When
from pipeline.periods.period import Period, move_day

#: How such a stretch is called: "the past 12 months", "the last year", "past three months"; not "last year".
_STRETCH = re.compile(
    r"(?:the )?(?:past|last|previous|preceding|trailing) [\w-]+ (?:months|years)|the (?:past|last|preceding) (?:month|year)",
    re.IGNORECASE,
)
#: What investors look back on so; a currency stands where it has come to.
_HELD = {"share_price", "stock_index"}


def over_stretch(draft: Draft) -> When | None:
    """The days from so many months back to the news for what a share has moved over them: "have risen 20 percent in the past year"."""
    if draft.metric.code not in _HELD or not draft.measure.startswith("change"):
        return None
    when, published = draft.when, draft.story.document.published_at
    if (
        published is None
        or when.period is None
        or when.start < 0
        or _STRETCH.fullmatch(draft.story.text, when.start, when.end) is None
    ):
        return None
    return when._replace(period=Period.span(move_day(published, -when.period.months), published))
