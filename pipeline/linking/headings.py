"""Headings: the period that a line above a section or list dates what stands below it by."""

from __future__ import annotations

from pipeline.linking.period import words
from pipeline.linking.state import Held
from pipeline.linking.story import Story
from pipeline.periods.period import Period

#: Characters of a heading, and of a line that a list may hold.
_HEADING, _ROW = 90, 110
_LONG_ENOUGH = {"quarter", "half", "year", "fiscal_year", "month", "span"}


def note_heading(story: Story) -> None:
    """Keeps the time that a sentence dates the lines below it by: "Fourth quarter 2012 segment results", "For the first
    quarter of 2013, the company's estimates are as follows:"; a heading without one ends a section, a paragraph a list."""
    state, sentence, text = story.state, story.sentence, story.text
    if sentence.headline:
        return
    told = story.written.rstrip()
    leads = told.endswith(":") and len(told) < 3 * _HEADING
    alone = text[sentence.start - 1 : sentence.start] == "\n" and text[sentence.end : sentence.end + 1] == "\n"
    titled = alone and not sentence.bullet and len(told) < _HEADING and told[-1:].isalnum() and ":" not in told
    if story.quantities:
        if state.list_period is not None and not sentence.bullet and len(told) > _ROW:
            state.list_period = None
        return
    if not leads and not titled:
        return
    times = [
        m for m in story.periods if m.period is not None and m.role == "time" and m.period.precision in _LONG_ENOUGH
    ]
    held = None
    if len(times) == 1:
        held = Held(times[0].period, times[0].start, times[0].end, story.number, sentence.paragraph)
    elif titled and not times and (year := _year_headed(story, told.lower())) is not None:
        held = Held(year, sentence.start, sentence.end, story.number, sentence.paragraph)
    state.list_period = held if leads else None
    if titled:
        state.section_period = held


def _year_headed(story: Story, heading: str) -> Period | None:
    """The year that a heading without a date tells the results of: "Full year numbers", above what a report on its last quarter goes on with."""
    published, state = story.document.published_at, story.state
    spoken = state.period or state.lead_period
    if published is None or spoken is None or not heading.startswith(tuple(words("of_years"))):
        return None
    if not words("foresight").isdisjoint(heading.split()) or spoken.value.last >= published:
        return None
    ends_year = spoken.value.precision in {"quarter", "half"} and spoken.value.last.month == 12
    return Period.year(spoken.value.last.year) if ends_year or spoken.value.precision == "year" else None
