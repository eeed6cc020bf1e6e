"""Further back: the time of an older value that is told as a step back from the one before it."""

from __future__ import annotations

import re

from pipeline.linking.items import Item
from pipeline.linking.story import Story, within
from pipeline.periods.period import YEAR, Period


def before_that(story: Story, item: Item) -> Period | None:
    """The last time that the sentence names before "the year before that" or "a year earlier"."""
    named = within(story.mentions.periods, story.sentence.start, item.start)
    return next((m.period for m in named[::-1] if m.period is not None), None)


#: What leads to the first of two older values, and what may stand between its time and that of the second.
_OLDER = re.compile(r"\b(?:from|against|with|to|versus) (?:(?:[^\s,;]|,(?=\d))+ ){1,4}(?:in |for )?$")
_JOINED = re.compile(
    r",? and (?:[^\s;]*\d[^\s,;]*)(?: (?:percent|per cent|million|billion|trillion|\w+)){0,2} (?:in )?(?:the )?$"
)


def goes_further_back(story: Story, item: Item) -> bool:
    """Whether a step back is the second of two older values, each before the other: "compared with 4.3 percent in March and 4.5 percent the
    month before"."""
    shift, named = item.data.shift, within(story.mentions.periods, story.sentence.start, item.start)
    if not named or named[-1].period is None or _JOINED.fullmatch(story.text, named[-1].end, item.start) is None:
        return False
    back = -(shift.years * YEAR + shift.quarters * 3 + shift.months)
    return (
        back == named[-1].period.months and _OLDER.search(story.text, story.sentence.start, named[-1].start) is not None
    )
