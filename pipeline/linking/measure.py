"""Measure: what a number says of its metric (a level, a change, a share), read from the words that govern it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.linking.clauses import Clause
from pipeline.linking.items import Item
from pipeline.linking.usable import owner_of
from pipeline.vocabulary import entries

#: What an amount was before it was exceeded: "surpassing the previous record of $628.7 billion".
_RECORDS = {"record", "records", "high", "peak", "previous", "earlier", "former", "last"}
#: Kinds of numbers that state an amount.
AMOUNTS = {"money", "count", "physical", "number", "index_points", "price", "rate"}
RELATIVE = {"percent", "multiple", "fraction"}
_PEAKS = {"high", "low", "peak", "record", "highs", "lows", "bottom"}
#: Participles before "by" and what caused a change, not its amount: "helped by 13 trillion won of spending".
_CAUSES = {
    "helped", "driven", "led", "supported", "backed", "fuelled", "fueled", "caused", "aided", "underpinned", "powered",
    "spurred", "weighed", "hit", "hurt", "offset", "followed", "buoyed", "financed", "funded",
}  # fmt: skip
_SKIP = {"G", "E", "H"}
_SIGN = {
    "up": 1,
    "raise": 1,
    "nominal_up": 1,
    "comparative_up": 1,
    "down": -1,
    "lower": -1,
    "nominal_down": -1,
    "comparative_down": -1,
}


class Reading(NamedTuple):
    """How a number is meant. `measure` is None where only the metric can tell (a rate's level, growth's change).

    `sign` is +1 or -1 for changes, 0 where no word gives a direction. `old`: it is what another number is compared with.
    `governor` is the word that decided, `rule` its name. `own` is a metric, share or change noun inside its own noun phrase.
    """

    measure: str | None
    sign: int = 0
    old: bool = False
    governor: Item | None = None
    rule: str = "default"
    own: Item | None = None
    result: bool = False  # the level a change led to


def _left(items: Sequence[Item], at: int) -> int:
    j = at - 1
    while j >= 0 and items[j].kind in _SKIP:
        j -= 1
    return j


#: Nouns for a level that stand between "to" and its number: "eased to an average of 1,426", "slid to levels near 1,500".
_LEVELS = {
    "average", "level", "levels", "high", "highs", "low", "lows", "peak", "record", "mean", "median", "total", "estimate", "reading",
    "figure", "rate", "pace", "value", "mark",
}  # fmt: skip


def _past_level(items: Sequence[Item], left: int) -> int:
    """The preposition before "an average of", "a record high of", "unprecedented levels", where a word of movement takes it; else `left`."""
    j = left
    if j > 0 and items[j].kind == "R" and items[j].low == "of":
        j -= 1
    if j < 1 or items[j].low not in _LEVELS or items[j].kind == "M":
        return left
    j -= 1
    while j > 0 and items[j].kind in {"w", "H", "E", "G", "T"}:
        j -= 1
    return j if items[j].kind == "R" and items[j].low in {"to", "at", "into"} else left


def _noun_after(items: Sequence[Item], at: int) -> Item | None:
    """The noun of a noun phrase that the number opens: "a 38.6 percent on-year increase", "a $74 billion trade surplus"."""
    metric: Item | None = None
    for item in items[at + 1 : at + 7]:
        if item.kind in {"N", "S"}:
            return item if metric is None or item.kind == "N" else metric
        if item.kind in {"M", "Y"}:
            metric = metric or item
            continue
        if (
            item.kind not in {"H", "w", "P", "L", "C", "I"}
            and not (item.kind == "T" and item.code in {"basis", "rate", "time"})
            and not (item.kind == "J" and metric is None)
            and item.kind != "'"
        ):
            break
    return metric


def sign_of(item: Item | None) -> int:
    """+1 or -1 for a word of rise or fall, else 0."""
    return _SIGN.get(item.code, 0) if item is not None else 0


def verb_before(items: Sequence[Item], at: int, *, past: bool = False) -> Item | None:
    """The nearest verb of the clause before the number that can govern one."""
    for j in range(at - 1, -1, -1):
        item = items[j]
        if (item.kind == "V" and item.code not in {"say", "project", "aim", "other"}) or item.kind == "A":
            return item
        if item.kind == "Q" and past:
            return None
    return None


def read(clause: Clause, at: int, inherited: Reading | None, parent_verb: Item | None) -> Reading:
    """The reading of the number at item `at` of its clause. `inherited` is that of the number before it in the same statement."""
    items = clause.items
    quantity = items[at].data
    kind = quantity.kind
    relative = kind in RELATIVE
    left = _past_level(items, _left(items, at))
    if left > 0 and items[left].low == "of" and items[left - 1].low in {"range", "band", "corridor"}:
        left = _left(items, left - 1)  # "raised its rate to a range of zero to 0.1%"
    before = items[left] if left >= 0 else None
    after = items[at + 1] if at + 1 < len(items) else None
    verb = verb_before(items, at) or parent_verb
    noun = _noun_after(items, at)
    change = "change_pct" if relative else "change_pp" if kind == "points" else "change_abs"

    if clause.link == "paren" and clause.before and len(items) == 1 and inherited is not None:
        last = clause.before[-1]
        if last.kind == "T":
            return Reading(None, old=True, governor=last, rule="value of a time in front")
        if (
            last.kind == "Q"
            and last.data.unit == quantity.unit
            and kind in {"number", "percent", "index_points", "count"}
            and quantity.text[:1] not in "+-−–"
        ):
            return inherited._replace(old=True, rule="earlier value in brackets")
    owner = owner_of(items, at)
    if owner is not None and (
        inherited is not None
        or clause.link == "compare"
        or any(item.kind == "Q" for item in items[: items.index(owner)])
    ):
        if noun is not None and noun.kind == "N":
            return Reading(
                change, sign_of(noun), True, owner, "value of a time in front", noun
            )  # "from May's 1.5% drop"
        return Reading(None, old=True, governor=owner, rule="value of a time in front")  # "above July's 46.5"
    if before is not None and before.low in {"worth", "valued at"} and kind == "money" and sign_of(verb):
        return Reading(
            None, governor=before, rule="worth"
        )  # "fell 13 percent to 583,000 tonnes, worth 10.5 billion baht"
    if kind == "multiple":
        return Reading("change_pct", 1 if quantity.value >= 0 else -1, governor=items[at], rule="multiple")
    if noun is not None and noun.kind == "N":
        return Reading(
            change,
            sign_of(noun),
            clause.link == "compare" and clause.cue != "after",
            noun,
            "number + noun of change",
            noun,
        )
    if noun is not None and noun.kind == "S" and relative and noun is items[at + 1]:
        return Reading("share_pct", governor=noun, rule="number + share", own=noun)  # "a 14.1 percent share"
    head = items[_left(items, left)] if before is not None and before.low == "of" and _left(items, left) >= 0 else None
    if head is not None and head.kind == "N" and kind == "count":
        return Reading(change, sign_of(head), governor=head, rule="noun of change + of", own=noun or head)
    if (noun is not None and noun.kind == "M" and items[at + 1] is noun) or (noun is not None and noun.kind == "Y"):
        return Reading(None, governor=noun, rule="number + metric", own=noun)
    compared = _comparative_after(items, at)
    if compared is not None and not (kind == "count" and compared.low in {"over", "above", "under", "below"}):
        return Reading(change, sign_of(compared), governor=compared, rule="number + comparative")
    if (
        kind in AMOUNTS | {"points"}
        and before is not None
        and before.low == "or"
        and inherited is not None
        and inherited.measure == "change_pct"
        and any(item.kind == "Q" and item.form in RELATIVE for item in items[max(0, left - 2) : left])
    ):
        return Reading(change, inherited.sign, governor=inherited.governor, rule="the same as an amount")
    if (
        kind == "percent"
        and before is not None
        and before.low == "or"
        and inherited is not None
        and inherited.measure == "level"
        and not inherited.result
        and after is not None
        and after.kind in {",", ".", "J"}
    ):
        return Reading(
            "share_pct", governor=before, rule="the same as a share"
        )  # "with 174,218 units, or 56.7 percent"
    if inherited is not None and before is not None and before.kind in {",", "J"} and _in_list(items, left, kind):
        return inherited._replace(rule="list of numbers")
    if (
        quantity.text[:1] in {"+", "-", "−", "–"}
        and clause.link == "paren"
        and kind in RELATIVE | {"points", "index_points", "number"}
    ):
        return Reading(
            change, 1 if quantity.text[0] == "+" else -1, governor=items[at], rule="signed number in brackets"
        )
    if kind == "points" and after is not None and after.kind == "R" and after.low in {"above", "below"}:
        return Reading("change_pp", 1 if after.low == "above" else -1, governor=after, rule="points above or below")
    if (
        relative
        and after is not None
        and after.kind == "R"
        and after.low == "of"
        and not (before is not None and before.kind == "D")
        and not _of_time(items, at + 2)
        and not (
            sign_of(verb) and [item.low for item in items[at + 2 : at + 4]] in (["its", "value"], ["their", "value"])
        )
    ):
        return Reading("share_pct", governor=after, rule="percent of")
    if (
        before is not None
        and before.kind == "D"
        and before.low
        in {"up", "down", "higher", "lower", "off", "more", "less", "better", "worse", "larger", "smaller"}
    ):
        return Reading(change, sign_of(before), governor=before, rule="up or down")
    caused = left > 0 and items[left - 1].low in _CAUSES
    if before is not None and before.kind == "R" and before.low == "by" and not caused:
        governor = _change_word(items, left) or (parent_verb if sign_of(parent_verb) else None)
        if governor is not None:
            return Reading(change, sign_of(governor), governor=governor, rule="by")
        if inherited is not None and inherited.sign:
            return Reading(change, inherited.sign, governor=before, rule="by, verb before")
    if kind in AMOUNTS and _of_now(items, at):
        return Reading(
            None, governor=items[at - 1], rule="of now"
        )  # "its capacity, currently 14.7 million tons a year,"
    if before is not None and before.kind == "R" and before.low in {"of", "at", "between", "around", "about"}:
        head = items[_left(items, left)] if _left(items, left) >= 0 else None
        changed = verb is not None and (verb.code in {"raise", "lower"} or sign_of(verb) != 0)
        aimed = head is not None and before.low == "of" and head.low in entries.words("forecasts", "foretold")
        if aimed and changed and kind in AMOUNTS and not any(item.kind == "Q" for item in items[:at]):
            return Reading(None, old=True, governor=head, rule="forecast before")  # "cut its original goal of 880-890"
        if head is not None and before.low == "of" and head.low in _PEAKS and kind in AMOUNTS:
            led = _change_word(items, left)  # "climbed to an all-time high of $225 billion"
            return Reading(None, governor=led or head, rule="to", result=led is not None)
        if head is not None and head.kind == "N" and (relative or before.low == "of"):
            return Reading(change, sign_of(head), governor=head, rule="noun of change + of", own=head)
        if (
            head is not None
            and before.low in {"of", "at"}
            and head.low in {"estimate", "forecast", "projection", "prediction", "outlook"}
            and inherited is not None
            and any(item.kind == "R" and item.low == "from" for item in items[max(0, left - 6) : left])
        ):
            # "down from its earlier estimate of 1.8 percent"
            return Reading(
                inherited.measure, inherited.sign if inherited.measure == "change_pct" else 0, True, head, "from"
            )
        at_head = items.index(head) if head is not None and head.kind == "M" else 0
        if (
            at_head > 1
            and items[at_head - 1].low == "in"
            and items[at_head - 2].kind == "N"
            and kind in {"count", "percent"}
        ):
            # "a natural decrease in population of 5,732"
            return Reading(change, sign_of(items[at_head - 2]), governor=items[at_head - 2], rule="noun of change + of")
        if head is not None and head.kind in {"M", "Y"} and kind in AMOUNTS and before.low == "of":
            return Reading(None, governor=head, rule="metric + of", own=None)
        if head is not None and head.kind == "S":
            return Reading("share_pct", governor=head, rule="share of", own=head)
    if before is not None and before.kind == "R" and before.low == "from" and _moves(items, left, verb, inherited):
        kept = (
            inherited is not None
            and inherited.measure is not None
            and not inherited.measure.startswith("change")
            and not (relative and inherited.measure == "level")
        )
        return Reading(
            inherited.measure if kept else None,
            old=True,
            governor=before,
            rule="from",
        )
    if before is not None and before.kind == "R" and before.low in {"to", "into", "at"}:
        word = (
            _change_word(items, left)
            or (parent_verb if sign_of(parent_verb) else None)
            or (inherited.governor if inherited and inherited.sign else None)
        )
        if sign_of(word) or (verb is not None and verb.code in {"swing", "share", "raise", "lower"}):
            return Reading(None, governor=word or verb, rule="to", result=True)
    if clause.link == "compare" and clause.cue not in {"after", "following", "before"} and not _has_change(items, at):
        alike = inherited is not None and relative == (inherited.measure in {"change_pct", "share_pct"})
        if clause.cue == "than" and inherited is not None and inherited.measure == "change_abs":
            alike = False  # "100 billion won smaller than the proposal of 728 trillion won"
        return Reading(
            inherited.measure if inherited is not None and alike else None,
            sign=inherited.sign if inherited is not None and alike else 0,
            old=True,
            governor=before,
            rule=f"compared: {clause.cue}",
        )
    if (
        inherited is not None
        and relative
        and inherited.sign
        and verb_before(items, at) is None
        and clause.link in {"ellipsis", "paren"}
        and (inherited.measure or "").startswith("change")
    ):
        return Reading(change, inherited.sign, governor=inherited.governor, rule="elliptic change")
    if verb is not None:
        if verb.code == "share" and relative:
            return Reading("share_pct", governor=verb, rule="share verb")
        if sign_of(verb) and _adjacent(items, at, verb):
            return Reading(change, sign_of(verb), governor=verb, rule="verb of change")
        if verb.code in {"exceed", "below"} and _adjacent(items, at, verb):
            if any(item.low in _RECORDS for item in items[items.index(verb) if verb in items else 0 : at]) or any(
                item.low in {"set", "posted", "logged", "recorded", "booked", "seen", "registered"}
                for item in items[at + 1 : at + 3]
            ):
                return Reading(None, old=True, governor=verb, rule="earlier record")
            return Reading(None, governor=verb, rule="verb of excess")
        if verb.code in {"reach", "hold", "be"} and _adjacent(items, at, verb):
            return Reading(None, governor=verb, rule="verb of level")
    if clause.link == "compare" and clause.cue in {"after", "following"} and sign_of(verb_before(items, at)):
        return Reading(change, sign_of(verb_before(items, at)), governor=verb, rule="after a change")
    if (
        inherited is not None
        and relative
        and inherited.sign
        and clause.link in {"ellipsis", "paren", "main", "compare"}
        and (inherited.measure or "").startswith("change")
    ):
        return Reading(change, inherited.sign, governor=inherited.governor, rule="elliptic change")
    if inherited is not None and relative and inherited.sign and before is not None and before.low == "or":
        return Reading(
            change, inherited.sign, governor=inherited.governor, rule="elliptic change"
        )  # "fell 85 cents, or 1.1%"
    if (
        clause.link == "ellipsis"
        and relative
        and inherited is not None
        and inherited.measure == "share_pct"
        and verb_before(items, at) is None
    ):
        return Reading("share_pct", governor=inherited.governor, rule="elliptic share")
    if clause.link == "ellipsis" and relative and sign_of(parent_verb):
        return Reading(change, sign_of(parent_verb), governor=parent_verb, rule="elliptic change")
    if clause.link == "ellipsis" and parent_verb is not None and parent_verb.code == "share" and relative:
        return Reading("share_pct", governor=parent_verb, rule="elliptic share")
    if clause.link == "compare" and clause.cue == "after" and not (before is not None and before.low in {"at", "to"}):
        return Reading(inherited.measure if inherited else None, old=True, governor=before, rule="after a level")
    shared = inherited is not None and inherited.measure == "share_pct" and kind == "percent"
    if shared and verb_before(items, at, past=True) is None and not _names_metric(items, at):
        return Reading("share_pct", rule="elliptic share")  # "followed by China, 20.3 percent"
    return Reading(None, governor=noun or verb, rule="number + metric" if noun is not None else "default", own=noun)


def _names_metric(items: Sequence[Item], at: int) -> bool:
    """Whether a metric of its own stands shortly before a number: "with inflation at 1.4%"."""
    return any(item.kind == "M" for item in items[max(0, at - 4) : at])


def _of_now(items: Sequence[Item], at: int) -> bool:
    """Whether a number is told as that of now, in passing."""
    return at > 1 and items[at - 1].low in {"currently", "now", "presently"} and items[at - 2].kind in {",", "(", ";"}


def _of_time(items: Sequence[Item], at: int) -> bool:
    """Whether a time stands at `at`: "the 3.2 percent of the previous three months" is no part of it."""
    begin = at + 1 if at < len(items) and items[at].kind == "E" else at
    kinds = [item.kind for item in items[begin : begin + 2]]
    return kinds[:1] == ["T"] and kinds[1:] not in (["w"], ["M"], ["H"], ["P"], ["S"])


def _comparative_after(items: Sequence[Item], at: int) -> Item | None:
    """A comparative behind the number: "2.0 percent fewer", "1.7 percent larger", "5.1 percent of its value lower" not."""
    for item in items[at + 1 : at + 4]:
        if item.kind == "D":
            return (
                item
                if item.low not in {"up", "down", "over", "under", "off", "better", "ahead of", "ahead", "behind"}
                or (item is items[at + 1] and False)
                else None
            )
        if item.kind not in {"G", "w"} or (item.kind == "w" and item is not items[at + 1]):
            return None
    return None


def _change_word(items: Sequence[Item], at: int) -> Item | None:
    """The nearest word of rise or fall before `at`, verb, noun or comparative."""
    for j in range(at - 1, -1, -1):
        if items[j].kind in {"V", "N", "D"} and sign_of(items[j]):
            return items[j]
        if items[j].kind == "V" and items[j].code == "swing":
            return items[j]
        if (
            items[j].kind == "V"
            and items[j].code in {"reach", "exceed", "share"}
            and items[j].low not in {"leave", "left"}
        ):
            return None
    return None


def _has_change(items: Sequence[Item], at: int) -> bool:
    return any(item.kind in {"N", "D"} and sign_of(item) for item in items[at + 1 : at + 5]) or any(
        item.kind == "V" and sign_of(item) for item in items[:at]
    )


def _moves(items: Sequence[Item], at: int, verb: Item | None, inherited: Reading | None) -> bool:
    """Whether "from" before the number names an earlier value: something moves, or a new value stands before it."""
    return (
        sign_of(verb) != 0
        or (verb is not None and verb.code in {"swing", "raise", "lower", "share"})
        or inherited is not None
        or any(item.kind in {"N", "D"} for item in items[:at])
    )


def _adjacent(items: Sequence[Item], at: int, verb: Item) -> bool:
    """Whether only small words, names of what is counted and no other number stand between verb and number."""
    for j in range(at - 1, -1, -1):
        item = items[j]
        if item is verb:
            return True
        if item.kind in {"Q", "K", "W"} or (
            item.kind == "V" and item.code not in {"say", "other", "project", "aim", "be"}
        ):
            return False
    return True


def _in_list(items: Sequence[Item], at: int, kind: str) -> bool:
    """Whether the comma or "and" at `at` stands between two numbers of one kind."""
    while at >= 0 and items[at].kind in {",", "J"}:
        at -= 1
    return at >= 0 and items[at].kind == "Q" and items[at].data.kind == kind
