"""Usual basis: what a text compares its figures with where one names no time."""

from __future__ import annotations

from pipeline.linking.story import Story
from pipeline.periods.period import Period

#: So many facts back one says what the next are compared with.
_TOLD = 4


def usual_basis(story: Story, base: Period, nature: str) -> str | None:
    """What the text compares a month's stocks with elsewhere: the month before or the year before."""
    if base.precision not in {"month", "quarter", "span"}:
        return None
    if base.precision != "month":  # "in the three months to May, up from 4.6% in the three months to April"
        before = base.shift(months=-1)
        told = any((f.period_start, f.period_end) == (before.first, before.last) for f in story.facts)
        return "mom" if told else None
    starts = [fact.period_start for fact in story.facts]
    month, year = base.shift(months=-1).first, base.shift(years=-1).first
    if nature != "stock" and starts.count(year):
        return None
    begin = story.text.rfind("\n", 0, story.sentence.start)
    said = {f.basis for f in story.facts[-_TOLD:] if f.char_start > begin and f.period_start == base.first and f.basis}
    if said == {"mom"} and nature != "stock":
        return "mom"  # "down 29,000 barrels from November. Saudi output dropped to 10 million from 11 million"
    return "mom" if starts.count(month) > starts.count(year) else None
