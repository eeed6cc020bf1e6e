"""Nouns: what the noun says of a number that stands before it or behind its "of"."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.linking.metric import PROFITS
from pipeline.linking.numeral import Numeral, change_word
from pipeline.linking.only import LAST, OWN, only
from pipeline.linking.reading import AMOUNTS, RELATIVE, Reading, sign_of
from pipeline.vocabulary import entries

#: Prepositions between a noun and its number.
_LINKING = {"of", "at", "between", "around", "about"}
#: How a share is told behind its noun without a finite verb.
_BEING = {"being", "standing at", "reaching", "amounting to"}


@only(has=OWN)
def before_change(n: Numeral) -> Reading | None:
    """Before a noun of change: "a 38.6 percent on-year increase"."""
    if n.noun is None or n.noun.kind != "N":
        return None
    old = (n.clause.link == "compare" and n.clause.cue != "after") or _is_come_from(n)
    return Reading(n.change, sign_of(n.noun), old, n.noun, "number + noun of change", n.noun)


def _is_come_from(n: Numeral) -> bool:
    """Whether a change is one that a new value is up or down from: "fell 2 percent, down from a 3 percent gain before"."""
    led = n.left > 0 and n.preposition == "from" and n.items[n.left].low == "from" and n.items[n.left - 1].kind == "D"
    return led and any(item.kind == "Q" and item.form == "percent" for item in n.items[: n.left])


@only(kinds=RELATIVE, has=OWN)
def before_share(n: Numeral) -> Reading | None:
    """Right before a word for a share: "a 14.1 percent share"."""
    if n.noun is None or n.noun.kind != "S" or n.noun is not n.after:
        return None
    return Reading("share_pct", governor=n.noun, rule="number + share", own=n.noun)


@only(kinds={"count"})
def counted_change(n: Numeral) -> Reading | None:
    """Something counted behind a noun of change: "an increase of 12,000 jobs"."""
    head = n.head
    if n.word != "of" or head is None or head.kind != "N":
        return None
    return Reading(n.change, sign_of(head), governor=head, rule="noun of change + of", own=n.noun or head)


@only(has=OWN)
def before_metric(n: Numeral) -> Reading | None:
    """Before its metric: "2 percent inflation", "a $74 billion trade surplus"."""
    if n.noun is None or not ((n.noun.kind == "M" and n.noun is _past_time(n)) or n.noun.kind == "Y"):
        return None
    if n.preposition == "from" and n.own_verb is not None and n.own_verb.code == "swing" and n.inherited is not None:
        return Reading("level", old=True, governor=n.noun, rule="number + metric", own=n.noun)
    if n.preposition == "from" and n.noun.kind == "M" and n.kind in {"count", "number"} and _moved_from(n):
        return Reading("level", old=True, governor=n.before, rule="from")
    if n.noun.code == "users" and n.kind == "count" and (sign := _gained(n)):
        return Reading("change_abs", sign, governor=n.own_verb, rule="number + metric", own=n.noun)
    return Reading(None, governor=n.noun, rule="number + metric", own=n.noun)


def _moved_from(n: Numeral) -> bool:
    """Whether "from" leads to what a count of the same was before: "fell to 159,591 units from 168,047 units"."""
    told = n.inherited
    if told is None or told.old or n.left < 2 or n.items[n.left].low != "from" or n.noun is None:
        return False
    last = next((i for i in range(n.left - 1, -1, -1) if n.items[i].kind == "Q"), -1)
    if last < 0 or n.items[last].form not in {"count", "number"}:
        return False
    between = n.items[last + 1 : n.left]
    alike = all(item.kind in {"T", "R", "E", ","} or item.low == n.noun.low for item in between)
    return alike and (sign_of(n.verb) != 0 or any(item.kind in {"N", "D"} for item in n.items[:last]))


def _past_time(n: Numeral) -> Item | None:
    """The item behind a number, or behind the time that stands between an amount and its noun: "a $5.9 billion first-quarter loss"."""
    behind = n.items[n.at + 1 : n.at + 3]
    if len(behind) == 2 and n.kind == "money" and behind[0].kind == "T" and behind[0].code in {"time", "rate"}:
        return behind[1]
    return n.after


def _gained(n: Numeral) -> int:
    """The sign of a number of customers that are won or lost: "added 5.1 million subscribers", "shed 200,000 users"; 0 for a level."""
    verb = n.own_verb
    left = n.left - (n.left > 0 and n.items[n.left].low == "up")  # "signed up 1.2 million customers"
    if verb is None or left < 0 or n.items[left] is not verb:
        return 0
    low = verb.low
    if low in entries.words("deals", "wins_clients"):
        return 1
    return 1 if low in entries.words("labour", "gains") else -1 if low in entries.words("labour", "losses") else 0


@only(kinds=AMOUNTS | {"percent"}, leads={"of"})
def of_peak(n: Numeral) -> Reading | None:
    """The level of a high or low: "climbed to an all-time high of $225 billion", "lowering its rate from a peak of 11.25 percent"."""
    head = n.head
    if head is None or head.low not in entries.words("readings", "peaks"):
        return None
    if n.kind == "percent" and all(item.low != "from" for item in n.items[max(0, n.head_at - 4) : n.head_at]):
        return None
    led = change_word(n.items, n.left)
    return Reading(None, governor=led or head, rule="to", result=led is not None)


@only(leads=_LINKING)
def of_change(n: Numeral) -> Reading | None:
    """Behind a noun of change: "a drop of 3 percent", "growth between 2 and 3 percent"."""
    head = n.head
    if head is None or not (head.kind == "N" or _is_plural_change(n)):
        return None
    if not n.relative and n.preposition != "of":
        return None
    return Reading(n.change, sign_of(head), governor=head, rule="noun of change + of", own=head)


def _is_plural_change(n: Numeral) -> bool:
    """Whether a word read as a verb names changes: "influenced by increases of $406 million in copper"."""
    head, i = n.head, n.head_at
    if n.preposition != "of" or head is None or head.kind != "V" or head.form != "s" or not sign_of(head) or i < 1:
        return False
    return n.items[i - 1].kind == "R" or n.items[i - 1].low == "to"


@only(has=LAST)
def of_change_again(n: Numeral) -> Reading | None:
    """The next change behind "of" of one noun: "increases of $406 million in copper and of $214 million in coal"."""
    told = n.inherited
    if told is None or not told.sign or not (told.measure or "").startswith("change") or told.measure != n.change:
        return None
    joint = n.left - 1 if n.preposition == "of" else n.left
    alone = n.preposition != "of" and (n.after is None or n.after.low != "in" or not told.rule.startswith("noun"))
    if joint < 0 or n.items[joint].kind != "J" or alone:
        return None
    return told._replace(rule="noun of change + of", own=None)


#: How a change is called in accounts.
_IN_ACCOUNTS = {"increase", "decrease", "reduction"}


@only(kinds={"count", "percent", "money"}, leads=_LINKING)
def of_change_in_metric(n: Numeral) -> Reading | None:
    """Behind a change in a metric: "a natural decrease in population of 5,732", "a decrease in stocks of $12 million"; not "a 4 percent
    increase in profit of $37 million"."""
    head, i = n.head, n.head_at
    if head is None or head.kind != "M":
        return None
    if i < 2 or n.items[i - 1].low != "in" or n.items[i - 2].kind != "N":
        return None
    change = n.items[i - 2]
    if n.kind == "money" and (change.low not in _IN_ACCOUNTS or any(x.kind == "Q" for x in n.items[max(0, i - 6) : i])):
        return None
    return Reading(n.change, sign_of(change), governor=change, rule="noun of change + of")


@only(kinds=AMOUNTS, leads={"of"})
def of_metric(n: Numeral) -> Reading | None:
    """An amount behind its metric: "exports of $5 billion"."""
    head = n.head
    if head is None or head.kind not in {"M", "Y"}:
        return None
    if _is_left_behind(n):
        return Reading("level", old=True, governor=head, rule="metric + of")
    return Reading(None, governor=head, rule="metric + of")


def _is_left_behind(n: Numeral) -> bool:
    """Whether an amount is what something swung or went up or down from: "swung to a loss of $2 billion from a profit of $1 billion",
    "earned $3 billion, up from a profit of $2 billion"."""
    before = [item for item in n.items[: n.head_at] if item.kind not in {"E", "H", "O"}]
    if not before or before[-1].low != "from" or not any(item.kind == "Q" for item in before):
        return False
    if before[-2].kind == "D":
        return True
    head = n.items[n.head_at].code  # "swung to an operating loss of $2 billion from a profit of $1 billion"
    return any(item.kind == "M" and (item.code == head or {item.code, head} <= PROFITS) for item in before)


@only(kinds=RELATIVE, words=_BEING)
def share_being(n: Numeral) -> Reading | None:
    """Behind a word for a share and a participle: "followed at $240 million, their share being 10.6%"."""
    row = n.items[max(0, n.at - 2) : n.at]
    if len(row) < 2 or row[0].kind != "S" or row[1].low not in _BEING:
        return None
    return Reading("share_pct", governor=row[0], rule="share of", own=row[0])


@only(leads=_LINKING)
def of_share(n: Numeral) -> Reading | None:
    """Behind a word for a share: "a share of 14.1 percent"."""
    head = n.head
    if head is None or head.kind != "S":
        return None
    return Reading("share_pct", governor=head, rule="share of", own=head)
