"""Unmoved: whether a percentage is a change although no word of its clause says that anything changes."""

from __future__ import annotations

from itertools import pairwise

from pipeline.fact import Fact
from pipeline.linking.case import SIGNS, Case, words
from pipeline.linking.metric import TRADED, WORTH
from pipeline.linking.only import only
from pipeline.linking.postedby import posted_at
from pipeline.linking.reading import sign_of
from pipeline.vocabulary import entries

#: Verbs behind which an index of prices stands by its change.
_STANDS = {"hold", "be", "reach", "below", "exceed"}
#: How forecasters see a number.
_SEES = {"see", "sees", "saw"}
#: So many facts back a sentence has told of a change.
_FEW = 3


def _changes_around(case: Case) -> bool:
    """Whether a number alone in brackets stands where changes are told: "Trade grew 8 percent, helped by higher exports (5 percent)", "The
    increase in exports, mainly to Chile (12 percent)"."""
    begin = case.story.sentence.start
    told = any(fact.measure == "change_pct" and fact.char_start >= begin for fact in case.story.facts[-_FEW:])
    items = [item for scene in case.story.scenes for item in scene.clause.items if item.start < case.quantity.start]
    traded = case.metric.code in TRADED
    higher = traded and any(a.kind == "D" and sign_of(a) and b.kind == "M" for a, b in pairwise(items))
    if told and (case.how == "read" or higher):  # "helped by higher sales of"
        return True
    return any(item.kind == "N" and sign_of(item) and item.end < case.metric.start for item in items)


def _is_average(case: Case) -> bool:
    """Whether the average of all others is set beside a rate of the same sentence."""
    return case.story.facts[-1].char_start >= case.story.sentence.start and any(
        item.low == "average"
        and 0 < i < case.at - 1
        and case.items[i - 1].kind == "L"
        and case.items[i + 1].low in {"standing at", "at", "was", "stood at", "is"}
        for i, item in enumerate(case.items[: case.at])
    )


#: How a number begins whose sign is written.
_SIGNED = (*SIGNS, "negative ", "minus ", "plus ")


def _is_pace(case: Case) -> bool:
    """Whether a number is called the rate or pace of what grows: "GDP came in at a 2.1 percent annual rate", or of what its sentence or the
    one before told a change of: "grew 2 percent, faster than the 1.5 percent rate of May"."""
    behind = case.items[case.at + 1].low if case.at + 1 < len(case.items) else ""
    if behind.rpartition(" ")[2] not in entries.words("readings", "paces"):
        return False
    if case.metric.code == "gdp":
        return True
    return _changed_last(case) is not None


def _changed_last(case: Case) -> Fact | None:
    """The last fact, where it is a change of the metric read."""
    told = case.story.facts[-1] if case.story.facts else None
    return told if told and (told.metric, told.measure) == (case.metric.code, "change_pct") else None


def _is_of_next_time(case: Case) -> bool:
    """Whether a number stands behind a time and "at" alone, in a row that its sentence began with another time's."""
    if case.story.facts[-1].char_start < case.story.sentence.start or case.story.scenes[0].clause.items is case.items:
        return False
    before = [item for item in case.items[: case.at] if item.kind not in {"J", ",", "E", "G"}]
    return len(before) == 2 and before[0].kind == "T" and before[1].low == "at"


@only(measures={"change_pct"})
def is_unmoved(case: Case) -> bool:
    """A percentage read as a change although nothing in its clause changes: "with a confidence level of 95 percent"."""
    if case.reading.measure is not None or case.metric.growth:
        return False
    if case.quantity.kind == "multiple" or case.quantity.text.startswith(_SIGNED):
        return False
    if case.metric.code in words("units", "by_change") and any(
        item.kind == "V" and (item.code in _STANDS or item.low.startswith("compare")) for item in case.items[: case.at]
    ):
        return False  # "CPI-trim held at 2.4 per cent", "The producer price index was 2.2% in April"
    if _is_pace(case) or posted_at(case.items, case.at) is not None:
        return False  # "outpacing the 0.3 percent reported by France"
    others = any(item.kind == "M" and item.code != case.metric.code for item in case.items[case.at :])
    beside = case.metric.code == "gdp" and case.items[0].low in {
        "its",
        "their",
    }  # "with Germany, its biggest economy, at"
    alike = {case.metric.code, WORTH.get(case.metric.code)}  # "a gain of 47 per cent in value and just 9 in volume"
    if ((case.how == "context" and not others) or beside) and any(
        fact.metric in alike and fact.measure == "change_pct" for fact in case.story.facts
    ):
        return False  # one of a list of changes; not "Only Italy, with 22 percent, has an older population"
    told = case.story.facts[-1] if case.story.facts else None
    same = _changed_last(case)
    if same is not None and _is_average(case):
        return False  # "exports grew 4 percent a year, with the European average at 2"
    if case.items[case.at - 1].low in _SEES and told is not None and told.measure == "change_pct" and case.at:
        if told.metric == case.metric.code and told.status == "forecast":
            return False  # "is expected to grow 2.2%, while private analysts see 1.8%"
    asked = any(item.low in entries.words("timing", "pollees") for item in case.items[: case.at])
    if asked and any(item.low in entries.words("senses", "looks_ahead") for item in case.items[: case.at]):
        return False  # "Economists had been looking for 2 percent"
    if len(case.items) == 1 and _changes_around(case):
        return False
    anew = any(item.low.startswith("revised") for item in case.items[max(0, case.at - 2) : case.at])
    if anew and same is not None:
        return False  # "grew 2 percent, less than forecast but above the downwardly revised 1.1 percent of May"
    near = [item.low for item in case.items[max(0, case.at - 3) : case.at]]
    if same is not None and near[-2:] in (["it", "was"], ["that", "was"], ["it", "is"]):
        if same.char_start >= case.story.sentence.start:
            return False  # "Public pay rose 7.3 percent, while in the private sector it was 7.8 percent"
    if same is not None and _is_of_next_time(case):
        return False  # "Growth is projected at 7.2 percent, with Q1 at 7.3 percent; Q2 at 7.1 percent"
    if same is not None and near[-1:] == ["at"]:
        if near[:1] and near[0] in entries.words("forecasts", "puts"):
            return False  # "will grow by 2 percent, whereas the bank put the figure at 1.8 percent"
    return not any(
        sign_of(item)
        or item.low in {"return", "returns"}
        or item.low in entries.words("timing", "foresight")  # "beating analysts' expectations of 2.7%"
        or (item.kind == "T" and item.code == "basis")
        or item.code in {"project", "swing", "aim"}
        or (item.kind == "M" and item.data.get("measure") == "change_pct")
        for item in case.items
    )
