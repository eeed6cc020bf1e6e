"""Backdrop: the time that a sentence without figures sets for the rest of its paragraph: "In 2018 exports grew. Shipments to China rose 28%"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.linking import period as timing
from pipeline.linking.state import Held
from pipeline.linking.story import Story
from pipeline.periods.period import Period, PeriodMention

#: Between the time and the full stop that ends a sentence; so long is "as a whole".
_AT_END, _LONGEST = 3, 12
#: The last month of a year.
_LAST = 12


def set_backdrop(story: Story) -> None:
    """Notes the time of a sentence that tells of a metric or product without a figure and begins or ends with the time."""
    sentence, published = story.sentence, story.document.published_at
    if sentence.headline or published is None:
        return
    mentions = [m for m in story.periods if m.period is not None]
    times = [m for m in mentions if (m.role in {"time", "asof"} or _is_whole(story, m)) and not m.open_end]
    if len(times) != 1 or len(mentions) != 1 or not _is_of_figures(times[0]):
        return
    text = story.low
    if any(f" {word} " in text for word in timing.words("not_told")):
        return
    time = _year_over(story, times[0])
    before_it = story.text[sentence.start : time.start].lower().strip()
    looks = before_it.removesuffix(" the").strip() in timing.words("looks_at")
    front = looks or before_it in timing.words("fronts")
    whole = front and _is_whole(story, time)
    ends = len(story.text[time.end : sentence.end].rstrip()) < _AT_END
    before = text[: time.start - sentence.start].replace("as of", "of").replace("as at", "at")
    ends = ends and not timing.words("subordinate").intersection(before.split())
    names = story.names
    told = (
        looks
        or whole
        or any(name.kind in {"metric", "product", "action"} or (ends and name.kind == "place") for name in names)
    )
    if not (front or ends) or not told or time.period is None or time.period.last > published:
        return
    state = story.state
    lead = state.lead_period
    if lead is None or lead.value != time.period:
        state.background = Held(time.period, time.start, time.end, story.number, sentence.paragraph)


def _is_whole(story: Story, time: PeriodMention) -> bool:
    """Whether "as a whole" stands behind a time."""
    return story.text[time.end : time.end + _LONGEST].lower().startswith(" as a whole")


def _year_over(story: Story, time: PeriodMention) -> PeriodMention:
    """The time itself, but for "the year" in a report on the last month or quarter of one that is over: that year."""
    lead, published = story.state.lead_period, story.document.published_at
    if time.shift is None or time.shift.unit != "year" or time.shift.steps or lead is None or published is None:
        return time
    last = lead.value.last
    over = last.month == _LAST and last.year == published.year - 1
    return replace(time, period=Period.year(last.year)) if over else time


def _is_of_figures(mention: PeriodMention) -> bool:
    """Whether figures are given for such a time: a month and longer, or the day that ends one."""
    period = mention.period
    if period is None or timing.is_of_years(mention) or (mention.shift is not None and mention.shift.steps):
        return False
    ends = mention.whole is not None and "end" in mention.text.lower().replace("-", " ").split()
    return period.precision not in {"day", "week"} or ends
