"""Last in turn: what the nth number told "respectively" of "this" or "these" is of: the nth of those that the sentence before told."""

from __future__ import annotations

from itertools import groupby

from pipeline.fact import Fact
from pipeline.linking.clause import Clause
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric, of_fact
from pipeline.linking.period import When, span_of, words
from pipeline.linking.phrases import Product
from pipeline.linking.reading import sign_of
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, Story
from pipeline.vocabulary import entries

#: Measures that are told of something, not of another number.
_TOLD = {"level", "share_pct", "change_pct"}
#: What joins the changes of a row, and the clauses that a sentence may end with them in.
_JOINS, _ENDING = {"J", ","}, {"main", "ellipsis", "same", "sub"}
#: What such a row may be of, and what kinds of names stand before a row of their own.
_ROWED, _NAMES = {"change_pct", "share_pct"}, {"M", "P", "L", "C", "A", "I"}
#: So many facts and characters back a row is the one before.
_FAR, _NEAR = 8, 60


def take_up_row(story: Story, scene: Scene, order: int) -> None:
    """Gives a clause that names no metric of its own that of the number at its place in the sentence before: "Exports rose 2 percent and
    sales 3 percent. Analysts had expected 1 percent and 4 percent, respectively"."""
    told = _told_at(story, scene.clause, order)
    if told is not None and not scene.phrase.metrics:
        growth = told.measure == "change_pct"
        scene.frame.metric = of_fact(told)._replace(growth=growth, negative=told.value < 0 and not growth)


def of_last_in_turn(draft: Draft) -> None:
    """Gives a number in a row whose subject stands for the row before the metric, parts, holder and time of the number at its place:
    "Kenya exported $300 million of tea and $120 million of coffee. These were up 5 percent and 7 percent respectively"; or a change in a
    row that of the amount at its place in the sentence."""
    told = _told_at(draft.story, draft.clause, draft.order) or _told_beside(draft)
    if told is None:
        return
    if told.metric != draft.metric.code:
        draft.metric = draft.metric.renamed(told.metric)
    where = (told.char_start, told.char_end)
    draft.products = [Product(told.product, *where)] if told.product is not None else []
    draft.partners = [Item("L", *where, told.partner.lower(), told.partner)] if told.partner is not None else []
    draft.holder = Held(told.reporter, *where)
    if not any(item.kind == "T" and item.code == "time" for item in draft.items):
        draft.when = When(span_of(told), how="context")


def _told_at(story: Story, clause: Clause, order: int) -> Fact | None:
    """The number of the sentence before at this place of the row that a clause goes on with."""
    items = clause.items
    if order < 0 or not _goes_on(clause):
        return None
    row = _row_before(story, [item for item in items if item.kind == "Q"], items[0].start)
    return row[order] if order < len(row) else None


def _told_beside(draft: Draft) -> Fact | None:
    """The amount of the sentence at the place of a change or share in the row that it ends with: "Tea earned $1.6 billion and coffee $885
    million, up 30 percent and 38 percent respectively"."""
    if draft.quantity.kind != "percent" or draft.measure not in _ROWED or draft.clause.link not in _ENDING:
        return None
    items, first, last = draft.items, draft.at, draft.at
    while first > 1 and items[first - 1].kind in _JOINS and items[first - 2].form == "percent":
        first -= 2
    while last + 2 < len(items) and items[last + 1].kind in _JOINS and items[last + 2].form == "percent":
        last += 2
    count, before = (last - first) // 2 + 1, max((i for i in range(first) if items[i].kind == "Q"), default=-1)
    leads = items[before + 1 : first]
    if count < 2 or any(item.kind in _NAMES for item in leads) or not any(map(_tells, leads)):
        return None
    if sum(item.kind == "T" for item in items[last + 1 :]) > 1:
        return None  # "up 3 percent and 5 percent from May and from a year earlier"
    begin, end = draft.story.sentence.start, items[first].start
    told = [fact for fact in draft.story.facts[-_FAR:] if begin <= fact.char_start < end and not _is_older(fact)]
    row = told[-count:]
    about = {(fact.metric, fact.reporter, fact.product, fact.partner, fact.period) for fact in row}
    if len(about) != count or any(fact.measure != "level" or fact.unit != row[0].unit for fact in row):
        return None
    return row[(draft.at - first) // 2]


def _tells(item: Item) -> bool:
    """Whether a word says that something moved or makes up a part."""
    return bool(sign_of(item)) or item.code == "share" or item.kind in {"N", "S"}


def _is_older(fact: Fact) -> bool:
    """Whether a fact is what another was set against, or says one once more in another currency."""
    return fact.rule == "from" or fact.rule == "conversion" or (fact.rule or "").startswith("compared")


def _goes_on(clause: Clause) -> bool:
    """Whether a clause tells of nothing but of what was told before: its subject stands for that, or is who foretold it."""
    items, verb_at = clause.items, clause.verb_at
    number = next((i for i, item in enumerate(items) if item.kind == "Q"), 0)
    begin = _behind_time(items)
    first = next((item for item in items[begin:] if item.kind not in {"G", "J", ","}), None)
    if first is None or verb_at > number:
        return False
    if first.low in entries.words("readings", "stand_for_row"):
        return not any(item.kind in {"M", "P", "L", "C"} for item in items[:verb_at])
    foretold = any(item.kind == "V" and item.code in {"project", "aim"} for item in items[:number])
    foretold = foretold or items[verb_at].low in {"see", "saw", "seen"}
    who = any(item.low in words("pollees") for item in items[begin:verb_at])
    named = any(
        item.kind in {"M", "P", "L", "C", "S"} for item in items[verb_at + 1 : number] if not _is_pollster(item, items)
    )
    dated = any(item.kind == "T" for item in items[number:])  # "growth of 2 percent and 3 percent this year and next"
    return who and foretold and not named and not dated


def _is_pollster(item: Item, items: list[Item]) -> bool:
    """Whether somebody is named as the one by whom others were polled."""
    at = items.index(item)
    return any(other.low == "by" for other in items[max(0, at - 2) : at])


def _behind_time(items: list[Item]) -> int:
    """Where a clause goes on behind a time that it begins with: "In September they had risen"."""
    time = next((i for i, item in enumerate(items[:3]) if item.kind == "T"), None)
    return time + 1 if time is not None and items[0].kind in {"R", "T"} else 0


def _row_before(story: Story, numbers: list[Item], begin: int) -> list[Fact]:
    """The numbers of the last sentence with any that each tell of something else, where a row of as many of the same kinds goes on
    right behind it; of what is told with its older value the newer."""
    before = [fact for fact in story.facts if fact.char_start < begin][-_FAR:]
    if not before or not story.state.metric or begin - before[-1].char_end > _NEAR:
        return []
    said = [fact for fact in before if fact.sentence == before[-1].sentence and fact.measure in _TOLD]
    rows = [list(row) for _, row in groupby(said, key=lambda fact: fact.measure)]
    row = next((row for row in rows if len(row) > 1), [])
    about = {(fact.metric, fact.reporter, fact.product, fact.partner, str(fact.period)) for fact in row}
    if len(about) == len(row) == len(numbers):
        return row
    newest: dict[tuple[str | None, ...], Fact] = {}
    units = {number.code.partition("/")[0] for number in numbers}
    for fact in said:
        newest.setdefault((fact.metric, fact.reporter, fact.product, fact.partner, fact.measure), fact)
    row = [fact for fact in newest.values() if fact.unit.partition("/")[0] in units or len(fact.unit) == 1]
    alike = [(fact.unit == "%") == (number.form == "percent") for fact, number in zip(row, numbers, strict=False)]
    return row if len(row) == len(numbers) and all(alike) else []


def nth_set_against(story: Story, scene: Scene, metric: Metric, order: int) -> Metric:
    """The metric of the nth amount that those told before are set against: "Net profit was 1.9 billion euros on sales of 6.9 billion,
    against 1.4 billion and 5.4 billion respectively a year before"."""
    if order < 0 or scene.clause.link != "compare":
        return metric
    told = [
        f.metric
        for f in story.facts
        if story.sentence.start <= f.char_start < scene.start and f.measure == "level" and f.rule != "conversion"
    ]
    count = sum(item.kind == "Q" for item in scene.clause.items)
    if len(told) != count or len(set(told)) != count or not 0 <= order < count or metric.code == told[order]:
        return metric
    return metric.renamed(told[order])
