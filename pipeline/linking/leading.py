"""Leading: times without a year that mean what headline and lead are about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.linking.items import Item
from pipeline.linking.period import words
from pipeline.linking.story import Story, within
from pipeline.periods.period import Period, PeriodMention
from pipeline.sentences import around

#: So many items open a breakdown: "By type of investment,".
_OPENING = 6
_THE_MONTHS = re.compile(r"(?:the )?[a-z]+[ -]months?$", re.IGNORECASE)
_PARTS = {"month", "months", "quarter", "half"}


def follow_lead(story: Story) -> None:
    """Gives months, quarters and halves without a year that of headline and lead.

    They follow where the lead names the same ones ("the first quarter of next year" and then "the January-March period"), and
    where it is about the year before and they are not over yet: "hit a record last year", "had shrunk in the first half".
    """
    lead = story.state.lead_period
    if lead is None:
        return
    story.mentions.periods = [
        replace(mention, period=moved) if (moved := _by_lead(story, mention, lead.value)) is not None else mention
        for mention in story.mentions.periods
    ]


#: Between a new value and an older one, whose time stands behind that: "eased to 2.4% from 2.6% in November".
_OLD_VALUE = re.compile(
    r"\d.*\b(?:from|after|following|compared with|compared to|against|than)\b"
    r"(?:(?!\b(?:to|earlier|ago|before|year|at|reaching|hitting)\b)[^,;])*\d"
    r"(?:(?!\b(?:to|earlier|ago|before|year|at|reaching|hitting)\b)[^,;])*$",
    re.DOTALL,
)
#: Before the time of what came before, where a sentence begins with that: "After falling to 3.1 percent in".
_FRONT = re.compile(r"[\s“\"]*(?:after|having|following) [^,;]*\d[^,;]*$", re.IGNORECASE)
_OWNER = re.compile(r"\d.*\b(?:from|after|following|than|above|below|against) (?:the )?$", re.DOTALL)
_STEPS = {"month": 1, "quarter": 3, "year": 12}
#: Days after which the period behind an older value's is none that is reported now.
_REPORTED_FOR = 130


def after_old(story: Story, lead: PeriodMention) -> Period | None:
    """The month or quarter behind the one that only dates an older value: what "eased to 2.4% from 2.6% in November" is of."""
    period, published = lead.period, story.document.published_at
    months = _STEPS.get(period.precision) if period is not None else None
    if period is None or months is None or published is None or lead.start < story.document.headline_end:
        return None
    owns = story.text[lead.end : lead.end + 2] in {"'s", "’s"}
    before = story.text[around(story.text, lead.start, lead.start)[0] : lead.start]
    if not (_OWNER if owns else _OLD_VALUE).search(before) and not _FRONT.match(before):
        return None
    following = period.shift(months=months)
    return following if following.first <= published and (published - following.last).days < _REPORTED_FOR else None


def is_long_before(story: Story, lead: PeriodMention) -> bool:
    """Whether a sentence begins with what was so at a time that is none reported now: "After falling to 3.1 percent in 2019, the
    unemployment rate has climbed to 5 percent"."""
    if lead.start < story.document.headline_end:
        return False
    led = _FRONT.match(story.text[around(story.text, lead.start, lead.start)[0] : lead.start]) is not None
    return led and after_old(story, lead) is None


def return_to_lead(story: Story, items: Sequence[Item]) -> None:
    """Ends a part of the lead's period where a breakdown opens: "In the first half they fell 14.6 percent. By type, greenfield
    investment rose" is of the year again."""
    state = story.state
    lead, held = state.lead_period, state.period
    if lead is None or held is None or held.value == lead.value or not lead.value.contains(held.value):
        return
    comma = next((i for i, item in enumerate(items[:_OPENING]) if item.kind == ","), 0)
    if comma > 1 and items[0].low == "by" and all(item.kind in {"w", "P", "M", "J", "H"} for item in items[1:comma]):
        state.period, state.background, state.last_period = None, None, lead.value


def return_to_total(story: Story) -> None:
    """Ends the average of a day with its sentence: "Average daily exports fell 0.6%. Semiconductors rose 17.7%" is of all exports."""
    held, topic = story.state.metric, story.state.topic
    if held is None or topic is None or held.value.code != "daily_exports" or topic.value.code != "exports":
        return
    story.state.metric = replace(held, value=topic.value)


def _by_lead(story: Story, mention: PeriodMention, lead: Period) -> Period | None:
    """The period of the lead, or within it, that a time without a year means; None where it means none of these."""
    period, published = mention.period, story.document.published_at
    if period is None or mention.origin != "partial" or mention.bare not in _PARTS:
        return None
    if mention.bare == "months" and _THE_MONTHS.match(mention.text) and lead.months == period.months:
        return lead  # "in the three months" of a report on the quarter to June
    if lead.precision == period.precision and lead.precision in {"month", "quarter", "half"}:
        alike = (period.first.month, period.last.month) == (lead.first.month, lead.last.month)
        return lead if alike else None
    if lead.precision != "year" or published is None or lead.last.year != published.year - 1:
        return None
    unfinished = period.first.year == published.year and period.last >= published
    return period.shift(months=-12) if unfinished and not _looks_ahead(story.text, mention.start) else None


def _looks_ahead(text: str, at: int) -> bool:
    """Whether the sentence of a time speaks of what is to come."""
    begin, end = around(text, at, at)
    return any(word in words("to_come") for word in re.findall(r"[a-z']+", text[begin:end].lower()))


def dated_alike(lead: PeriodMention, spans: list[PeriodMention], published: dt.date) -> PeriodMention | None:
    """The months to come that the body names in full where a headline's "Q1" was taken to be past: "the first quarter of next year"."""
    months = (lead.period.first.month, lead.period.last.month)
    return next(
        (
            m
            for m in spans
            if m.start > lead.end
            and m.period.first > published
            and m.period.precision == lead.period.precision
            and (m.period.first.month, m.period.last.month) == months
        ),
        None,
    )


def in_recession(story: Story, lead: PeriodMention, spans: list[PeriodMention]) -> PeriodMention | None:
    """The quarter of the first number where the lead only says when a recession came: "fell into recession in the second half, after the
    economy shrank 0.3 percent in the final three months of the year"."""
    begin, end = around(story.text, lead.start, lead.start)
    figure = next(iter(within(story.mentions.quantities, lead.end, end)), None)
    if figure is None or "recession" not in story.text[begin : figure.start]:
        return None
    own = next((m for m in spans if m.start > figure.start), None)
    if own is None or own.start > end or own.period is None or lead.period is None:
        return None
    return own if lead.period.contains(own.period) and own.period.last == lead.period.last else None
