"""Labelled: the values that stand in brackets behind a reading, each behind a label: "rose 2.4% in September (forecast: 2.3%, previous:
2.5%)"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.fact import Fact
from pipeline.linking.asked import Asked, Found
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import of_fact
from pipeline.linking.only import only
from pipeline.linking.part import Part
from pipeline.linking.period import When, span_of
from pipeline.linking.story import Story, within
from pipeline.vocabulary import entries

#: What a label stands before.
_BESIDE = frozenset({"paren", "same", "ellipsis"})
#: What a line of a list begins with.
_BULLETS = "-–—•·* "


@only(links=_BESIDE)
def value_beside(asked: Asked) -> Found | None:
    """The reading that a labelled value is set beside, whose metric it shares."""
    label = _label(asked.items, asked.at, asked.scene.clause.before)
    if label not in _labels("label_foretold") and label not in _labels("label_before"):
        return None
    told = _reading(asked.story, asked.quantity.unit)
    if told is None or (
        asked.frame.fresh and asked.frame.metric is not None and asked.frame.metric.code != told.metric
    ):
        return None
    return Found(of_fact(told)._replace(growth=told.measure == "change_pct"), "sentence")


def is_labelled(part: Part) -> bool:
    """Whether a line begins with the figure's own name and a colon, so that it is of all: "- Revenue: $2 billion"."""
    label, colon, _ = part.story.written.partition(":")
    return bool(colon) and label.lstrip(_BULLETS).lower() == part.metric.name.lower()


def is_earlier_reading(draft: Draft) -> bool:
    """Whether a label says that a value was reported before."""
    return draft.clause.link in _BESIDE and _label(draft.items, draft.at, draft.clause.before) in _labels(
        "label_before"
    )


@only(links=_BESIDE)
def period_of_label(draft: Draft) -> When | None:
    """The period of a labelled value: that of the reading, or the one before it where the label says so; of an amount in a bracket
    the time right before that."""
    if draft.measure == "level" and (named := _time_of_bracket(draft)) is not None:
        return named
    if (year := _year_before(draft)) is not None:
        return year
    label = _label(draft.items, draft.at, draft.clause.before)
    foretold = label in _labels("label_foretold")
    if not foretold and label not in _labels("label_before"):
        return None
    told = _reading(draft.story, draft.quantity.unit)
    period = span_of(told) if told is not None and told.metric == draft.metric.code else None
    if period is None:
        return None
    return When(period if foretold else period.shift(months=-period.months), how="sentence")


def _year_before(draft: Draft) -> When | None:
    """The same time a year before for what a bracket calls so: "EBIT: 143 million euros (prior year: 128 million euros)"."""
    story, start = draft.story, draft.quantity.start
    opened = story.text.rfind("(", story.sentence.start, start)
    if opened < 0 or draft.measure != "level":
        return None
    label, colon, between = story.text[opened + 1 : start].lower().partition(":")
    if not colon or between.strip(" €$£¥") or label.strip() not in _labels("label_year_before"):
        return None
    told = next((f for f in story.facts[::-1] if f.char_end <= opened and f.measure == draft.measure), None)
    period = span_of(told) if told is not None and told.metric == draft.metric.code else None
    return When(period.shift(years=-1), how="sentence") if period is not None else None


def _time_of_bracket(draft: Draft) -> When | None:
    """The time that a bracket with labels stands behind, of an amount in it that has none: "below those of May 2019 (cars: 95,000, vans: 8,100)"."""
    story, start = draft.story, draft.quantity.start
    opened = story.text.rfind("(", story.sentence.start, start)
    if opened < 0 or story.text.find(": ", opened, start) < 0 or story.text.find(")", opened, start) >= 0:
        return None
    if any(item.kind == "T" for item in draft.items):
        return None
    times = within(story.mentions.periods, story.sentence.start, opened)
    time = next((t for t in times if t.end in {opened, opened - 1}), None)
    return When(time.period, time.start, time.end) if time is not None and time.period is not None else None


def _labels(name: str) -> frozenset[str]:
    return entries.words("forecasts", name)


def _label(items: Sequence[Item], at: int, before: Sequence[Item]) -> str:
    """The word right before a number, or before the colon that its clause stands behind."""
    if at:
        return items[at - 1].low if at == 1 or items[at - 2].kind in {",", ";"} else ""
    return before[-1].low if before else ""


def _reading(story: Story, unit: str) -> Fact | None:
    """The first number of the sentence, where it is of the same unit."""
    first = next((fact for fact in story.facts if fact.char_start >= story.sentence.start), None)
    if first is None:
        return None
    alike = (f for f in story.facts if f.char_start >= first.char_start and f.metric == first.metric and f.unit == unit)
    return next(alike, None)
