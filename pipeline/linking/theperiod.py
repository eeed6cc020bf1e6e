"""The period: the stretch that "the same period", "the period" and "the six months" stand for."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.linking.period import span_of
from pipeline.linking.story import Story, within
from pipeline.periods.period import Period
from pipeline.periods.tokens import LEXICON


def named_before(story: Story, item: Item) -> Period | None:
    """The span of years that the sentence names before "the same period": "grew 5 percent from 2013 to 2021, while in Peru it grew
    2 percent during the same period"."""
    if not item.low.endswith("same period") and item.data.shift.to_year is None:
        return None
    named = [m for m in within(story.mentions.periods, story.sentence.start, item.start) if m.role in {"time", "asof"}]
    last = named[-1] if named else None
    if last is None or last.shift is not None or last.period is None or last.period.precision in {"day", "week"}:
        return None  # "reported on Monday a profit for the same period"
    before = named[-2] if len(named) > 1 else None
    if before is None or before.period is None or story.text[before.end : last.start] != " and ":
        return last.period
    follows = before.period.shift(months=last.period.months) == last.period
    return Period.span(before.period.first, last.period.last) if follows else last.period  # "in July and August"


def whole_reported(story: Story, item: Item, base: Period | None) -> Period | None:
    """The longer time of headline and lead for "the period" behind what a month of it was: "Output was 21 million tonnes in January-March.
    In March it was 7 million. Production of gas for the period totaled 13 billion cubic meters"."""
    lead = story.state.lead_period
    if base is None or lead is None or base.precision != "month" or item.low not in {"the period", "that period"}:
        return None
    return lead.value if lead.value.precision in {"quarter", "half", "span"} and lead.value.contains(base) else None


def span_named(story: Story, item: Item) -> Period | None:
    """The last span of so many months that the text has named, whatever was told since."""
    count = LEXICON.get(item.low.split()[-2], ("", 0))[1]
    named = (m.period for m in story.mentions.periods[::-1] if m.shift is None and m.end < item.start)
    return next((period for period in named if period is not None and period.months == count), None)


#: So many facts back a week is still told of; the days from first to last of what is called the latest.
_TOLD_OF, _LENGTHS = 8, {"week": (6, 6), "month": (27, 30), "quarter": (88, 91)}


def latest_told(story: Story, item: Item, unit: str) -> Period | None:
    """The newest week, month or quarter that facts were told of, for "the latest" one: "216,000 in the week to Feb. 23. The week before
    it was 218,000. Economists had forecast 221,000 in the latest week"."""
    published = story.document.published_at
    if published is None or unit not in _LENGTHS or not item.low.removeprefix("the ").startswith("latest "):
        return None
    least, most = _LENGTHS[unit]
    told = (span_of(fact) for fact in story.facts[-_TOLD_OF:])
    spans = [p for p in told if p is not None and p.last < published and least <= (p.last - p.first).days <= most]
    return max(spans, key=lambda period: period.last, default=None)
