"""Parts of years: months, quarters and halves without a year that lie in the one that their sentence has named."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.meaning import status_and_cue
from pipeline.linking.period import When, span_of
from pipeline.linking.story import Story, within
from pipeline.periods.period import Period, PeriodMention

#: The parts of a year that are named without it, and so many days after its end each is news.
_NEWS = {"day": 60, "month": 75, "quarter": 130, "half": 190}
#: What a year is named by that holds for the parts behind it.
_DATED = {*_NEWS, "year"}
#: So many years back a year is over of which no part is this year's.
_LONG_OVER = 2
#: So many characters before a sentence stands the year whose months it goes on with.
_BACK = 250
#: Days of a year.
_YEAR = 366


def of_year_named(draft: Draft) -> When | None:
    """The part of the year that its sentence has named, for a number told behind that: of the year to come, where a forecast is of that
    ("will recover in 2026, from 1.1 percent in the first quarter") or of another part of it ("30 trillion won in the first quarter and
    35 trillion in the second"); of one that is long over ("raised its rate to 4 percent in April 2022 and 5 percent in June"). None for
    any other."""
    when, story = draft.when, draft.story
    period, published = when.period, story.document.published_at
    if period is None or published is None or period.precision not in _NEWS or when.start < story.sentence.start:
        return None
    mention = next((m for m in story.periods if m.start == when.start), None)
    if mention is None or mention.origin != "partial" or mention.role != "time" or mention.period != period:
        return None
    over = (published - period.last).days
    named = _named_year(story, mention.start) if over <= _YEAR else None
    if named is None:
        return None
    moved = period.shift(years=named.first.year - period.first.year)
    moved = moved if moved.first >= named.first else moved.shift(years=1)
    if moved.last < period.first and moved.last < published:
        within_it = draft.clause.cue == "with" or _went_on(story, named, mention.start)
        then = named.precision != "year" or published.year - named.last.year >= _LONG_OVER
        return when._replace(period=moved) if within_it or (then and over > _NEWS[period.precision]) else None
    if named.last < published or period.first >= named.first or 0 < over < _NEWS["month"]:
        return None
    status, _ = status_and_cue(story, draft.scene, draft.at, draft.quantity, None, draft.metric.code)
    return when._replace(period=moved) if status in {"forecast", "target"} else None


def _went_on(story: Story, told: Period, at: int) -> bool:
    """Whether the last fact is itself of a part without a year that was moved to the year named before."""
    parts = [m.period for m in story.periods if m.start < at and m.origin == "partial" and m.period is not None]
    last = parts[-1] if parts else None
    return last is not None and last != told and last.shift(years=told.first.year - last.first.year) == told


def _named_year(story: Story, at: int) -> Period | None:
    """The year, or the part of one, that the last fact of the sentence is of, or that it names last before a character; else one long over
    that the fact right before the sentence is of: "In 2021 inflation was 4 percent. It rose to 6 percent in March"."""
    told, published = story.facts[-1] if story.facts else None, story.document.published_at
    span = span_of(told) if told is not None else None
    here = told is not None and told.char_start >= story.sentence.start
    if here and told is not None and told.status == "forecast":
        return span if span is not None and span.precision in _DATED else None
    if not here and (told is None or not _ends_with(story, told.sentence)):
        told = None
    begin = story.sentence.start - (0 if here or told is None else len(told.sentence) + 1)
    named = [m for m in within(story.mentions.periods, begin, at) if _dates(m)]
    last = named[-1].period if named else None
    if last is None:
        back = story.text.rfind("\n", 0, story.sentence.start) + 1
        before = any(_dates(m) for m in within(story.mentions.periods, max(back, begin - _BACK), begin))
        return span if here and before and span is not None and _went_on(story, span, at) else None
    if here and span is not None and span.first >= last.first and span.precision in _DATED:
        return span
    if (
        named[-1].start < story.sentence.start
        and published is not None
        and published.year - last.first.year < _LONG_OVER
    ):
        return None
    return last


def _ends_with(story: Story, sentence: str) -> bool:
    """Whether a sentence stands right before the present one, in its paragraph."""
    begin = story.sentence.start
    return story.text.endswith(f"{sentence.rstrip()} ", 0, begin)


def _dates(mention: PeriodMention) -> bool:
    """Whether a time names its own year, or a part of it."""
    period = mention.period
    named = mention.role == "time" and mention.origin == "explicit" and not mention.open_end
    return named and period is not None and period.precision in _DATED
