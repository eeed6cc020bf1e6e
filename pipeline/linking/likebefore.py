"""Like before: what a number means that leaves out what the number before it or the clause above has said."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.items import Item
from pipeline.linking.numeral import Numeral, verb_before
from pipeline.linking.only import LAST, only
from pipeline.linking.reading import AMOUNTS, RELATIVE, Reading, sign_of


@only(has=LAST, words={"or"})
def same_as_amount(n: Numeral) -> Reading | None:
    """A change by percent told again as an amount: "fell 1.1%, or 85 cents"."""
    if n.word != "or" or n.inherited is None or n.inherited.measure != "change_pct":
        return None
    if n.kind not in AMOUNTS and n.kind != "points":
        return None
    if not any(item.kind == "Q" and item.form in RELATIVE for item in n.items[max(0, n.left - 2) : n.left]):
        return None
    return Reading(n.change, n.inherited.sign, governor=n.inherited.governor, rule="the same as an amount")


@only(kinds={"percent"}, words={"or", "for"}, has=LAST)
def same_as_share(n: Numeral) -> Reading | None:
    """An amount told again as a share: "with 174,218 units, or 56.7 percent"."""
    good_for = n.word == "for" and n.left > 0 and n.items[n.left - 1].low in {"good", "enough"}
    if n.inherited is None or (n.word != "or" and not good_for):
        return None  # "booked 54 ships, good for 65 percent"
    if n.inherited.result or (n.after is not None and n.after.kind not in {",", ".", "J"}):
        return None
    if n.inherited.measure != "level" and not (n.inherited.measure is None and _counts_units(n)):
        return None
    return Reading("share_pct", governor=n.before, rule="the same as a share")


def _counts_units(n: Numeral) -> bool:
    """Whether the number before counts units: "174,218 units, or 56.7 percent"."""
    at = n.left - 1
    while at > 0 and n.items[at].kind in {",", "M", "P", "w"}:
        at -= 1
    return at >= 0 and n.items[at].kind == "Q" and n.items[at].form in {"count", "number"}


@only(has=LAST)
def in_list(n: Numeral) -> Reading | None:
    """One of several numbers of one kind: "rose 3 percent, 4 percent and 5 percent"."""
    if n.inherited is None or n.before is None or n.before.kind not in {",", "J"}:
        return None
    return n.inherited._replace(rule="list of numbers") if _is_in_list(n.items, n.left, n.kind) else None


@only(kinds=AMOUNTS, has=LAST)
def amount_in_list(n: Numeral) -> Reading | None:
    """The next of two changes by an amount that are told against two times, or of two times: "up 14 trillion won from October and 148
    trillion won from a year earlier", "will grow by 1.4 million barrels a day in 2025 and 1 million in 2026"."""
    if n.inherited is None or n.inherited.measure != "change_abs" or not n.inherited.sign:
        return None
    if n.before is None or n.before.kind != "J" or n.left < 2 or n.items[n.left - 1].kind != "T":
        return None
    against = n.after is not None and (n.after.low == "from" or (n.after.kind == "T" and n.after.code == "basis"))
    behind = n.items[n.at + 1 : n.at + 3]
    against = against or (len(behind) == 2 and behind[0].low in {"in", "for", "during"} and behind[1].kind == "T")
    return n.inherited._replace(rule="list of numbers") if against else None


def _is_in_list(items: Sequence[Item], at: int, kind: str) -> bool:
    """Whether the comma or "and" at `at` stands between two numbers of one kind."""
    while at >= 0 and items[at].kind in {",", "J"}:
        at -= 1
    return at >= 0 and items[at].kind == "Q" and items[at].data.kind == kind


@only(links={"ellipsis", "paren"})
def change_without_verb(n: Numeral) -> Reading | None:
    """The change that the verb before told of, where no verb follows it: "exports rose 3 percent and imports 2 percent"."""
    return None if n.own_verb is not None else _change(n)


@only(kinds=AMOUNTS, links={"ellipsis"}, has=LAST)
def level_without_verb(n: Numeral) -> Reading | None:
    """The level that the verb before told of, where no verb follows it: "sesame exports rose to 24,000 tonnes; cashew, 9,200 tonnes"."""
    told = n.inherited
    if told is None or not told.result or told.rule != "to" or n.own_verb is not None:
        return None
    bare = n.before is not None and n.before.kind == ","
    return Reading(None, governor=told.governor, rule="to", result=True) if bare else None


@only(links={"ellipsis"})
def change_at(n: Numeral) -> Reading | None:
    """The next of a row of changes that stand behind "at": "posted the steepest increase at 0.34 percent, followed by Songpa at 0.33"."""
    told = n.inherited
    if told is None or n.own_verb is not None or n.word != "at":
        return None
    rising = told.governor is not None and told.governor.kind == "N"
    alike = told.rule.startswith(("noun of change", "elliptic change", "number + noun of change"))
    return _change(n) if rising and alike else None


@only(links={"ellipsis", "paren", "main", "compare", "content"})
def change_as_before(n: Numeral) -> Reading | None:
    """The same behind a verb or in a new clause: "fell 0.3 percent from July and 2.5 percent from a year earlier"."""
    told = n.clause.link == "main" and any(item.kind == "V" and item.code == "project" for item in n.items[: n.at])
    noun = n.inherited is not None and n.inherited.governor is not None and n.inherited.governor.kind == "N"
    return None if told and not noun else _change(n)  # "forecasts a drop of 9 percent in Norway and 7 percent in Spain"


@only(links={"same"})
def change_joined(n: Numeral) -> Reading | None:
    """The same in a clause that goes on with a subject: "losing 3.8 percent on a weekly basis and 4.6 percent year-to-date"."""
    joined = n.before is not None and n.before.kind == "J"
    return _change(n) if joined and any(item.kind == "Q" for item in n.items[: n.at]) else None


def _change(n: Numeral) -> Reading | None:
    """The change told of before, by this number."""
    if (
        not n.relative
        or n.inherited is None
        or not n.inherited.sign
        or not (n.inherited.measure or "").startswith("change")
    ):
        return None
    if n.kind == "percent" and n.inherited.measure == "change_pp" and (moves := sign_of(n.parent_verb)):
        # "is to grow 1.8 percent, 0.9 point less than foreseen, and China 4 percent"
        return Reading(n.change, moves, governor=n.parent_verb, rule="elliptic change")
    own = n.inherited.own if n.inherited.own is not None and n.inherited.own.kind == "N" else None
    return Reading(n.change, n.inherited.sign, governor=n.inherited.governor, rule="elliptic change", own=own)


@only(kinds=RELATIVE)
def change_again(n: Numeral) -> Reading | None:
    """The change told of before the older value that it was one from: "down 9.4% from the 2.7 million tonnes recorded in May and 36.7%
    from June 2014"."""
    if n.inherited is None or n.inherited.rule != "from" or n.word != "and":
        return None
    if n.after is None or n.after.low != "from":
        return None
    moved = next((item for item in reversed(n.items[: n.at]) if sign_of(item)), None)
    return Reading(n.change, sign_of(moved), governor=moved, rule="elliptic change") if moved is not None else None


def or_change(n: Numeral) -> Reading | None:
    """A change told again in percent, or in money behind a verb that tells no change: "fell 85 cents, or 1.1%", "closed 2 per cent
    higher, or 5p"."""
    if n.inherited is None or not n.inherited.sign or n.word != "or":
        return None
    if not n.relative and (n.kind != "money" or n.inherited.rule != "number + comparative"):
        return None
    return Reading(n.change, n.inherited.sign, governor=n.inherited.governor, rule="elliptic change")


@only(kinds=RELATIVE, links={"ellipsis"})
def share_without_verb(n: Numeral) -> Reading | None:
    """The share that the verb before told of: "China accounted for 20 percent and Japan 10 percent"."""
    if n.inherited is None or n.own_verb is not None:
        return None
    if n.inherited.measure != "share_pct":
        return None
    amount = [item for item in n.items[n.at + 1 : n.at + 3] if item.low == "to" or item.form in AMOUNTS]
    if len(amount) > 1 and sign_of(n.parent_verb):
        return None  # "sales rose 12 percent, 40 percent of it in America, and profit 10 percent to $9 billion"
    return Reading("share_pct", governor=n.inherited.governor, rule="elliptic share")


@only(kinds=RELATIVE, links={"ellipsis"})
def change_of_parent(n: Numeral) -> Reading | None:
    """A change by the verb of the clause above: "exports rose sharply, those of cars 12 percent"."""
    if not sign_of(n.parent_verb):
        return None
    return Reading(n.change, sign_of(n.parent_verb), governor=n.parent_verb, rule="elliptic change")


@only(kinds=RELATIVE, links={"ellipsis"})
def share_of_parent(n: Numeral) -> Reading | None:
    """A share by the verb of the clause above: "China accounted for most, Japan 10 percent"."""
    if n.parent_verb is None or n.parent_verb.code != "share":
        return None
    return Reading("share_pct", governor=n.parent_verb, rule="elliptic share")


@only(kinds={"percent"})
def share_in_row(n: Numeral) -> Reading | None:
    """The next of several shares: "followed by China, 20.3 percent"; not "with inflation at 1.4%"."""
    if n.inherited is None or n.inherited.measure != "share_pct":
        return None
    if verb_before(n.items, n.at, past=True) is not None:
        return None
    if any(item.kind == "M" for item in n.items[max(0, n.at - 4) : n.at]):
        return None
    return Reading("share_pct", rule="elliptic share")
