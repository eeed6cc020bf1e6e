"""Earlier: whether a number is the value that another one is set against."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.items import Item
from pipeline.linking.numeral import Numeral, is_adjacent
from pipeline.linking.only import LAST, only
from pipeline.linking.ownertimes import EXTREMES, owner_of
from pipeline.linking.reading import AMOUNTS, Reading, sign_of
from pipeline.vocabulary import entries
from pipeline.vocabulary.trie import POSSESSIVES

_OF_TIME = "value of a time in front"
#: Kinds of numbers that are repeated in brackets for the time before.
_REPEATED = {"number", "percent", "index_points", "count"}
#: Kinds of numbers that tell how much was sold.
_WEIGHED = {"physical", "count"}
#: A change is less than so many times another one.
_ALIKE = 15


@only(links={"paren"})
def in_brackets(n: Numeral) -> Reading | None:
    """Alone in brackets behind a number like it, or behind a time: "inflation was 2.3 percent (2.5 percent)"."""
    if not n.clause.before or n.inherited is None:
        return None
    last = n.clause.before[-1]
    if len(n.items) > 1:
        dated = n.at == 0 and [item.kind for item in n.items[1:]] in (["T"], ["R", "T"]) and n.items[-1].code == "time"
        alike = dated and last.kind == "Q" and last.data.unit == n.quantity.unit and n.kind in AMOUNTS
        if not alike or not sign_of(n.parent_verb) or n.inherited.sign or n.quantity.text[:1] in "+-−–":
            return None
        return n.inherited._replace(
            old=True, rule="earlier value in brackets"
        )  # "to 18.4 million (16.8 million in 2022)"
    if last.kind == "T":
        return Reading(None, old=True, governor=last, rule=_OF_TIME)
    alike = last.kind == "Q" and last.data.unit == n.quantity.unit and n.kind in _REPEATED
    if not alike or n.quantity.text[:1] in "+-−–":
        return None
    return n.inherited._replace(old=True, rule="earlier value in brackets")


@only(words=POSSESSIVES | EXTREMES)
def of_time_in_front(n: Numeral) -> Reading | None:
    """That of a time which owns it, beside a newer one: "above July's 46.5", "from May's 1.5% drop"."""
    owner = owner_of(n.items, n.at)
    if owner is None:
        return None
    if (change := _change_likened(n)) is not None:
        return Reading(n.change, sign_of(change), True, owner, _OF_TIME)
    begins = n.items.index(owner)
    newer = any(item.kind == "Q" for item in n.items[:begins])
    if n.inherited is None and n.clause.link != "compare" and not newer and not _moves_on(n, begins):
        return None
    if n.noun is not None and n.noun.kind == "N":
        return Reading(n.change, sign_of(n.noun), True, owner, _OF_TIME, n.noun)
    if n.preposition == "of" and n.relative and n.head is not None and n.head.kind == "N":
        return Reading(n.change, sign_of(n.head), True, owner, _OF_TIME, n.head)  # "extending last week's loss of 2%"
    if n.clause.link == "compare" and n.relative and n.inherited is not None and n.inherited.measure == "change_pct":
        return Reading(
            "change_pct", n.inherited.sign, True, owner, _OF_TIME
        )  # "fell 2.6 percent, after April's 1.4 percent"
    return Reading(None, old=True, governor=owner, rule=_OF_TIME)


def _moves_on(n: Numeral, begins: int) -> bool:
    """Whether what was so at the time at `begins` went on to another number: "slowed from May's 3.8 percent pace to 3.3 percent"."""
    if not begins or n.items[begins - 1].low != "from" or not sign_of(n.verb):
        return False
    behind = n.items[n.at + 1 :]
    to = next((i for i, item in enumerate(behind) if item.kind in {"R", ",", "Q", "V"}), len(behind))
    return to + 1 < len(behind) and behind[to].low == "to" and behind[to + 1].kind in {"Q", "G", "E"}


@only(kinds=AMOUNTS, leads={"of"})
def forecast_before(n: Numeral) -> Reading | None:
    """A forecast that was changed: "cut its original goal of 880-890"."""
    head, verb = n.head, n.verb
    if head is None or verb is None:
        return None
    changed = verb.code in {"raise", "lower"} or sign_of(verb) != 0
    if not changed or head.low not in entries.words("forecasts", "foretold"):
        return None
    if any(item.kind == "Q" for item in n.items[: n.at]):
        return None
    return Reading(None, old=True, governor=head, rule="forecast before")


@only(leads={"of", "at"})
def of_estimate(n: Numeral) -> Reading | None:
    """An estimate that a newer value has come from: "down from its earlier estimate of 1.8 percent"."""
    head, inherited = n.head, n.inherited
    if head is None or inherited is None:
        return None
    if head.low not in entries.words("readings", "foreseen"):
        return None
    if not any(item.kind == "R" and item.low == "from" for item in n.items[max(0, n.left - 6) : n.left]):
        return None
    sign = inherited.sign if inherited.measure == "change_pct" else 0
    return Reading(inherited.measure, sign, True, head, "from")


@only(leads={"from"})
def moved_from(n: Numeral) -> Reading | None:
    """What something came from: "rose to 3.5 percent from 3.25 percent"."""
    if not _moves(n) or _is_out_of(n):
        return None
    measure = n.inherited.measure if n.inherited is not None else None
    if n.inherited is not None and measure == "change_abs" and _is_change_too(n):
        return Reading(measure, n.inherited.sign, True, n.before, "from")
    if measure is not None and (measure.startswith("change") or (n.relative and measure == "level") or _of_change(n)):
        measure = None
    return Reading(measure, old=True, governor=n.before, rule="from")


def _moves(n: Numeral) -> bool:
    """Whether "from" before the number names an earlier value: something moves, or a new value stands before it."""
    return (
        sign_of(n.verb) != 0
        or (n.verb is not None and n.verb.code in {"swing", "raise", "lower", "share"})
        or n.inherited is not None
        or any(item.kind in {"N", "D"} for item in n.items[: n.left])
    )


def _is_out_of(n: Numeral) -> bool:
    """Whether "from" tells which goods an amount of money came from: "earned $98 million from 41,000 tonnes"."""
    paid = n.items[n.left - 1] if n.left > 0 else None
    return paid is not None and paid.form == "money" and paid.kind == "Q" and n.kind in _WEIGHED


def _of_change(n: Numeral) -> bool:
    """Whether a clause tells of a change by its noun: "to 902 trillion won, but the increase slowed from 1.5 trillion won"."""
    if n.kind not in AMOUNTS or n.own_verb is None or n.clause.link not in {"sub", "main"}:
        return False
    subject = n.items[: n.items.index(n.own_verb)]
    first = all(item.kind not in {"M", "Q"} for item in n.items[: n.at])  # "The gain was revised to 159,000 from"
    return first and any(item.kind == "N" and sign_of(item) for item in subject)


def _is_change_too(n: Numeral) -> bool:
    """Whether an earlier amount is a change like the one before a comma: "rose by 700 billion won, slowing from 2.3 trillion won";
    not of the size of what changed: "rose 68 points, up from 4,457"."""
    row = [*n.clause.before, *n.items[: n.at]] if n.clause.link == "same" else n.items[: n.at]
    apart = n.clause.link == "same" or any(
        item.kind == "D" and row[i - 1].kind == "," for i, item in enumerate(row) if i
    )
    told = next((item for item in reversed(row) if item.kind == "Q" and item.form == n.items[n.at].form), None)
    if not apart or told is None or told.data.unit != n.quantity.unit or not told.data.value:
        return False
    return abs(n.quantity.value / told.data.value) < _ALIKE


def compared_with(n: Numeral) -> Reading | None:
    """In a comparison: "compared with $5 billion a year ago", "higher than the 2.1 percent of May"."""
    clause, inherited = n.clause, n.inherited
    if n.preposition == "with" and n.verb is not None and n.verb.low in {"compares", "compare"} and inherited is None:
        return Reading(None, old=True, governor=n.before, rule="compared: compares")
    if clause.link != "compare" or clause.cue in {"after", "following", "before"} or _has_change(n.items, n.at):
        return None
    rule = f"compared: {clause.cue}"
    if (change := _change_likened(n)) is not None:
        return Reading(n.change, sign_of(change), True, n.before, rule)
    alike = inherited is not None and n.relative == (inherited.measure in {"change_pct", "share_pct"})
    # ("100 billion won smaller than the proposal of 728 trillion won" is no change by 728 trillion)
    if inherited is None or not alike or (clause.cue == "than" and inherited.measure == "change_abs"):
        return Reading(None, old=True, governor=n.before, rule=rule)
    return Reading(inherited.measure, inherited.sign, True, n.before, rule)


def _change_likened(n: Numeral) -> Item | None:
    """The noun of change that a percentage is likened to: "a sharper drop than May's 0.9 percent", "a smaller rise than the 4.9% expected"."""
    if n.clause.link != "compare" or n.clause.cue != "than" or not n.relative or not n.clause.before:
        return None
    last = n.clause.before[-1]
    return last if last.kind == "N" and sign_of(last) else None


def _has_change(items: Sequence[Item], at: int) -> bool:
    """Whether the number is a change itself: a noun or comparative of it stands behind, or a verb before."""
    return any(item.kind in {"N", "D"} and sign_of(item) for item in items[at + 1 : at + 5]) or any(
        item.kind == "V" and sign_of(item) for item in items[:at]
    )


@only(words={"on", "over"}, has=LAST)
def risen_on(n: Numeral) -> Reading | None:
    """What a change by per cent is set on: "20.5 million passengers, up 8 percent on the 18.9 million carried in August 2023"."""
    items, at = n.items, n.at
    if at < 3 or items[at - 1].low != "the" or items[at - 2].low not in {"on", "over"} or n.relative:
        return None
    if items[at - 3].kind != "Q" or items[at - 3].form != "percent":
        return None
    told = next((item for item in reversed(items[: at - 3]) if item.kind == "Q"), None)
    alike = told is not None and told.data.unit == n.quantity.unit and bool(told.data.value)
    return Reading(None, old=True, governor=n.before, rule="compared: on") if alike else None


def record_exceeded(n: Numeral) -> Reading | None:
    """A record until then: "surpassing the previous record of $628.7 billion", "exceeding the 1.2 million units set in 2017"."""
    verb, items, at = n.verb, n.items, n.at
    if verb is None or verb.code not in {"exceed", "below"} or not is_adjacent(items, at, verb):
        return None
    begin = items.index(verb) if verb in items else 0
    called = any(item.low in entries.words("readings", "records") for item in items[begin:at])
    if not called and not any(item.low in entries.words("readings", "set") for item in items[at + 1 : at + 3]):
        return None
    return Reading(None, old=True, governor=verb, rule="earlier record")


@only(links={"compare"})
def after_level(n: Numeral) -> Reading | None:
    """The level before: "after 2.3 percent in May"."""
    if n.clause.cue != "after" or n.word in {"at", "to"}:
        return None
    return Reading(n.inherited.measure if n.inherited else None, old=True, governor=n.before, rule="after a level")
