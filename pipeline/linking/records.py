"""Records: the amount that has stood as a record until the one told last broke it: "The old record, 10,379 tons, was from 2012"."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import IN_PASSING, of_fact
from pipeline.linking.only import only
from pipeline.linking.period import When
from pipeline.linking.reading import AMOUNTS
from pipeline.linking.story import Story, within
from pipeline.periods.period import PeriodMention
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_RECORDS = entries.words("readings", "records")

#: How a record until now is called, and how many facts back the one stands that has broken it.
_UNTIL_NOW, _BROKEN = {"old", "previous", "former", "earlier", "last", "existing", "prior"}, 3
#: More items than that stand before no such record.
_LONG = 6


@only(kinds=AMOUNTS, links={"main"})
def old_record(asked: Asked) -> Found | None:
    """The record that the amount told last has broken, set off behind its noun, with its own date behind it."""
    if len(asked.before) > _LONG or _called(asked.before) < 0:
        return None
    told = next((f for f in asked.story.facts[: -_BROKEN - 1 : -1] if f.unit == asked.quantity.unit), None)
    if told is None or told.measure != "level" or abs(told.value) < abs(asked.quantity.value):
        return None
    if _date(asked.story, asked.items[asked.at].end) is None:
        return None
    return Found(of_fact(told)._replace(name=IN_PASSING), "sentence")


@only(links={"main"})
def of_record(draft: Draft) -> When | None:
    """The time behind such a record, wherever its sentence says it."""
    if draft.metric.name != IN_PASSING or draft.clause.link != "main" or _called(draft.items[: draft.at]) < 0:
        return None
    date = _date(draft.story, draft.items[draft.at].end)
    return When(date.period, date.start, date.end) if date is not None else None


def _called(before: list[Item]) -> int:
    """Where the words before a number call it a record until now; -1 where they do not, or name a metric or number first."""
    records = _RECORDS - _UNTIL_NOW
    said = {word for item in before for word in item.low.split()}
    if _UNTIL_NOW.isdisjoint(said) or any(item.kind in {"M", "Q", "C", "L"} for item in before):
        return -1
    return next((i for i, item in enumerate(before) if item.low.rpartition(" ")[2] in records), -1)


def _date(story: Story, begin: int) -> PeriodMention | None:
    """The past time that the sentence names behind a character."""
    published = story.document.published_at
    named = within(story.mentions.periods, begin, story.sentence.end)
    date = next((m for m in named if m.period is not None and m.role in {"time", "asof", "since"}), None)
    if date is None or date.period is None or published is None or date.period.last > published:
        return None
    return date
