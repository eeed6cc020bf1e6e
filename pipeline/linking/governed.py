"""Governed: what the verb, preposition or comparative that governs a number says of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.linking.beside import shared_whole
from pipeline.linking.items import Item
from pipeline.linking.metric import WHOLES
from pipeline.linking.numeral import Numeral, change_word, is_adjacent
from pipeline.linking.only import only
from pipeline.linking.reading import AMOUNTS, RELATIVE, Reading, sign_of
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_TAKES_OFF = entries.words("markets", "takes_off")
_PUTS_ON = entries.words("markets", "puts_on")
_LOSES_WORTH = entries.words("markets", "loses_worth")
_PRESENT = entries.words("readings", "present")
_TAKES = entries.words("scenes", "takes")


@only(kinds={"money"}, words={"worth", "valued at"})
def worth(n: Numeral) -> Reading | None:
    """What the goods of a change were worth: "fell 13 percent to 583,000 tonnes, worth 10.5 billion baht"."""
    if n.word not in {"worth", "valued at"} or not sign_of(n.verb):
        return None
    return Reading(None, governor=n.before, rule="worth")


@only(kinds={"multiple"})
def multiple(n: Numeral) -> Reading | None:
    """A multiple is a change: "profit doubled"."""
    return Reading("change_pct", 1 if n.quantity.value >= 0 else -1, governor=n.items[n.at], rule="multiple")


def before_comparative(n: Numeral) -> Reading | None:
    """Before a comparative: "2.0 percent fewer", "$5 billion or 11 percent more"; not "200 jobs above the plan"."""
    if "D" not in n.clause.kinds:
        return None
    compared = _comparative_after(n.items, n.at)
    behind = n.items[n.at + 1 : n.at + 3]
    if compared is None and len(behind) == 2 and behind[0].kind == "J" and behind[1].form == n.items[n.at].form:
        if any(item.low == "respectively" for item in n.items):  # "22 points and 7 points lower, respectively"
            compared = _comparative_after(n.items, n.at + 2)
    if compared is None and n.kind in AMOUNTS and len(behind) == 2 and behind[0].low == "or":
        compared = _comparative_after(n.items, n.at + 2) if behind[1].form == "percent" else None
    if compared is None or (n.kind == "count" and compared.low in entries.words("readings", "limits")):
        return None
    sign = sign_of(compared)
    if n.kind == "points" and compared.low in {"more", "less"} and _than_fall(n):
        sign = -sign
    return Reading(n.change, sign, governor=compared, rule="number + comparative")


def _than_fall(n: Numeral) -> bool:
    """Whether a number of points is by how much more or less something fell than before: "fell 1.1 percent, 0.7 points more than the decline
    in October"."""
    at = next((i for i in range(n.at - 1, -1, -1) if n.items[i].kind in {"V", "N", "D"} and sign_of(n.items[i])), -1)
    to = any(
        item.low in {"to", "at"} for item in n.items[at + 1 : n.at]
    )  # "fell to 4 percent, 0.2 points less than in May"
    return at >= 0 and sign_of(n.items[at]) < 0 and not to


def _comparative_after(items: Sequence[Item], at: int) -> Item | None:
    """A comparative behind the number: "2.0 percent fewer", "1.7 percent larger", "5.1 percent of its value lower" not."""
    for j, item in enumerate(items[at + 1 : at + 4], at + 1):
        if item.kind == "D":
            apart = item.low in entries.words("readings", "apart") and not _closes(items, at, item)
            apart = apart and not (j == at + 1 and item.low in _DISTANT and _leads_to_time(items, j + 1))
            return None if apart else item
        if item.kind not in {"G", "w"} or (item.kind == "w" and item is not items[at + 1]):
            return None
    return None


#: How far something is from where it was.
_DISTANT = {"behind", "ahead of"}


def _leads_to_time(items: Sequence[Item], at: int) -> bool:
    """Whether a time that something is set against stands at an item: "7% behind 2019 levels", "behind that of a year earlier"."""
    stretch = items[at : at + 4]
    stretch = stretch[1:] if stretch and stretch[0].kind in {"E", "O"} else stretch
    if stretch and stretch[0].low in {"that", "those"}:
        stretch = stretch[1:]
    if stretch and stretch[0].low in {"of", "in"}:
        stretch = stretch[1:]
    return bool(stretch) and (
        stretch[0].kind == "T" or stretch[0].low in {"pre", "prepandemic"} or stretch[0].low.startswith("pre-")
    )


def _closes(items: Sequence[Item], at: int, compared: Item) -> bool:
    """Whether "up" or "down" right behind a number tells which way it went: "the Dow was 0.4% down", "closed 12 points up"."""
    if compared is not items[at + 1] or compared.low not in {"up", "down", "off"}:
        return False
    from_that = [item.low for item in items[at + 2 : at + 4]]
    if (
        items[at].form == "points"
        and from_that[:1] == ["from"]
        and from_that[1:] in (["that"], ["the"], ["a"], ["its"])
    ):
        return True  # "rose 7.5 percent, 1.5 points down from that recorded in October"
    earlier = next((item for item in items[at + 3 : at + 6] if item.kind not in {"E", "G"}), items[at])
    if from_that[:1] == ["from"] and items[at].form == "percent" != earlier.form and earlier.kind == "Q":
        if earlier.form in {"money", "physical"} or earlier.data.value > 100:
            return True  # "will harvest 96.4 million tonnes, 6 percent down from the 102.6 million of 2020"
    j = at - 1
    while j >= 0 and items[j].kind in {"G", "E", "H"}:
        j -= 1
    ends = (
        j >= 0 and items[j].kind == "V" and (items[j].code == "be" or items[j].low in entries.words("readings", "ends"))
    )
    behind = [item for item in items[at + 2 : at + 5] if item.kind not in {"E", "G"}]
    leads = {"at", "to"} if "point" in items[at].low else {"at"}  # "ended 1.4 points down to 152.3"
    before = len(behind) > 1 and behind[0].kind == "R" and behind[0].low not in leads and behind[1].kind == "Q"
    return (ends or _goes_on(items, at, j, behind)) and not before  # "was 2.4 percent up from 2.2 percent"


def _goes_on(items: Sequence[Item], at: int, j: int, behind: Sequence[Item]) -> bool:
    """Whether "up" or "down" ends what a per cent says, and when or what came of it follows: "9.3 per cent up on the month", "4 percent
    down at $10 million"; not the rate "at 5.4 percent up 0.2 points". `j` is the item that leads to the number."""
    if "point" in items[at].low and j >= 0 and items[j].low == "with":
        return True  # "finished the week with 27 points up at 5,834"
    if items[at].form != "percent" or (j >= 0 and items[j].kind == "R") or (j >= 0 and sign_of(items[j])):
        return False
    return not behind or behind[0].kind in {",", ".", ";", ")", "R", "T"}


#: Verbs by which a number is taken off something or put on it.
TAKES_OR_PUTS = _TAKES_OFF | _PUTS_ON | _LOSES_WORTH


@only(words=TAKES_OR_PUTS)
def taken_off(n: Numeral) -> Reading | None:
    """What something takes off an amount or puts on it: "wiped $589 billion off its market value", "will add $2 billion to sales"."""
    found = taking(n.items, n.at)
    if found is None:
        return None
    verb, sign, _ = found
    return Reading(n.change, sign, governor=verb, rule="taken off")


def taking(items: Sequence[Item], at: int) -> tuple[Item, int, int] | None:
    """The verb by which a number is taken off something or put on it, the sign, and where that begins."""
    j, i = at - 1, at + 1
    while j >= 0 and items[j].kind in {"G", "E", "H"}:
        j -= 1
    if j > 0 and items[j].low == "out" and items[j - 1].low in _TAKES_OFF:
        j -= 1  # "wiping out $119 billion"
    verb = items[j] if j >= 0 else None
    lost = verb is not None and verb.low in _LOSES_WORTH and _in_value(items, i)
    if lost:
        return items[j], -1, i + 1
    if verb is None or (verb.low not in _TAKES_OFF and verb.low not in _PUTS_ON):
        while i < len(items) and items[i].kind in {"G", "U"} or (i < len(items) and items[i].code == "be"):
            i += 1
        named = at > 1 and items[at - 1].low == "of" and items[at - 2].kind == "M"  # "a wage of N70,000 will add to"
        off_it = at + 1 == i < len(items) - 1 and items[i + 1].low == "off"  # "saw $70 billion wiped off their value"
        verb = items[i] if (at + 1 < i or off_it) and i < len(items) and not named else None
        i += 1
    if verb is None or i + 1 >= len(items):
        return None
    of_worth = items[i].low == "of" and verb.low.startswith(
        ("wip", "eras")
    )  # "wiping out $119 billion of its market value"
    of_worth = of_worth or _in_value(items, i)  # "erased $3 billion in market value"
    if verb.low in _TAKES_OFF and (items[i].low in {"off", "from"} or of_worth):
        return verb, -1, i + 1
    if verb.low in _PUTS_ON and items[at].form in {"count", "number"} and items[i].kind in {"M", "P", "w"}:
        i += items[i + 1].low == "to" and any(
            item.code == "capacity" for item in items[i + 2 :]
        )  # "add 2,000 units to"
    return (verb, 1, i + 1) if verb.low in _PUTS_ON and items[i].low == "to" else None


def _in_value(items: Sequence[Item], i: int) -> bool:
    """Whether "in value" stands at an item: "lost $200 billion in market value"."""
    worth = items[i + 1] if i + 1 < len(items) and items[i].low == "in" else None
    return worth is not None and (worth.code == "market_cap" or worth.low == "value")


@only(links={"paren"})
def signed_in_brackets(n: Numeral) -> Reading | None:
    """With a sign, in brackets: "cars (+7.2 percent)", "lower exports to Libya (-$340 million)"; not a balance's "(-$2 billion)"."""
    sign = n.quantity.text[:1]
    if sign not in {"+", "-", "−", "–"}:
        return None
    if n.kind in {"money", "physical", "count"}:
        named = [item for item in n.clause.before if item.kind in {"M", "Y"}]
        grown = named or any(sign_of(item) for item in n.clause.before)
        if not grown or any(item.kind == "Y" or item.data.get("balance") for item in named):
            return None
    elif n.kind not in RELATIVE | {"points", "index_points", "number"}:
        return None
    return Reading(n.change, 1 if sign == "+" else -1, governor=n.items[n.at], rule="signed number in brackets")


#: The numbers in which markets quote.
_QUOTED = {"number", "index_points", "points"}


@only(kinds=_QUOTED)
def signed_behind_level(n: Numeral) -> Reading | None:
    """With a sign, right behind a larger number without one, as quotes are listed: "7,210.20 -12.10 (-0.17%)"."""
    sign = n.quantity.text[:1]
    if sign not in {"+", "-", "−", "–"} or not n.at:
        return None
    last = n.items[n.at - 1]
    level = n.items[n.at - 2] if last.kind == "," and n.at > 1 else last
    if level.kind != "Q" or level.form not in _QUOTED or not level.low[:1].isdigit():
        return None
    if level.data.value <= abs(n.quantity.value):
        return None
    return Reading("change_abs", 1 if sign == "+" else -1, governor=n.items[n.at], rule="signed number behind level")


#: How it begins that a value fell short of what was foreseen.
_SHORT = ("less", "lower", "smaller", "weaker", "slower", "fewer")


@only(kinds={"points"})
def points_apart(n: Numeral) -> Reading | None:
    """Points above or below something: "0.3 percentage points above the target"."""
    after = n.after
    if after is None:
        return None
    if after.low == "of" and n.at + 3 < len(n.items) and n.items[n.at + 2].code in WHOLES:
        after = n.items[n.at + 3]  # "0.6 percentage points of GDP below the target"
    if after.kind == "G" and after.low.startswith(_SHORT) and " than " in after.low:
        return Reading("change_pp", -1, governor=after, rule="points above or below")  # "0.2 points less than forecast"
    if after.kind != "R" or after.low not in {"above", "below"}:
        return None
    return Reading("change_pp", 1 if after.low == "above" else -1, governor=after, rule="points above or below")


@only(kinds=RELATIVE)
def percent_of(n: Numeral) -> Reading | None:
    """A part of something: "15 percent of exports"; not "lost 5 percent of its value"."""
    after = n.after
    if after is not None and after.kind in {"J", ","} and (of := shared_whole(n.items, n.at)):
        return Reading("share_pct", governor=n.items[of], rule="percent of")
    if after is None or after.kind != "R" or after.low != "of":
        return None
    if (n.before is not None and n.before.kind == "D") or _is_time(n.items, n.at + 2):
        return None
    if sign_of(n.verb) and [item.low for item in n.items[n.at + 2 : n.at + 4]] in (
        ["its", "value"],
        ["their", "value"],
    ):
        return None
    return Reading("share_pct", governor=after, rule="percent of")


def _is_time(items: Sequence[Item], at: int) -> bool:
    """Whether a time stands at `at`: "the 3.2 percent of the previous three months" is no part of it."""
    begin = at + 1 if at < len(items) and items[at].kind == "E" else at
    kinds = [item.kind for item in items[begin : begin + 2]]
    return kinds[:1] == ["T"] and kinds[1:] not in (["w"], ["M"], ["H"], ["P"], ["S"])


@only(words=entries.words("readings", "compared"))
def up_or_down(n: Numeral) -> Reading | None:
    """Behind a comparative: "up 5 percent from a year earlier"."""
    before = n.before
    if before is None or before.kind != "D" or before.low not in entries.words("readings", "compared"):
        return None
    return Reading(n.change, sign_of(before), governor=before, rule="up or down")


@only(leads={"by"})
def by(n: Numeral) -> Reading | None:
    """A change by so much: "raised its rate by 25 basis points"; not "helped by 13 trillion won of spending"."""
    if not _is_amount_of_change(n):
        return None
    governor = change_word(n.items, n.left) or (n.parent_verb if sign_of(n.parent_verb) else None)
    beside = n.items.index(governor) + 1 if governor is not None and governor in n.items else 0
    if (
        beside
        and governor is not None
        and governor.kind == "D"
        and n.items[beside].low == "from"
        and sign_of(n.own_verb)
    ):
        governor = n.own_verb  # "will grow by 1.8%, down from 1.9%, and by 1.1% in 2023"
    return Reading(n.change, sign_of(governor), governor=governor, rule="by") if governor is not None else None


@only(leads={"by"})
def by_as_before(n: Numeral) -> Reading | None:
    """The same without a word of rise or fall of its own: "rose by 3 percent in May and by 2 percent in June"."""
    if n.inherited is None or not n.inherited.sign or not _is_amount_of_change(n):
        return None
    return Reading(n.change, n.inherited.sign, governor=n.before, rule="by, verb before")


def _is_amount_of_change(n: Numeral) -> bool:
    """Whether "by" before the number gives the amount of a change, not its cause."""
    return n.left < 1 or n.items[n.left - 1].low not in entries.words("readings", "causes")


@only(words=_PRESENT | entries.words("readings", "now"))
def of_now(n: Numeral) -> Reading | None:
    """The present amount, told in passing: "its capacity, currently 14.7 million tons a year,", "from the present 4.75%"."""
    items, at = n.items, n.at
    if n.inherited is None and at > 1 and items[at - 1].low in _PRESENT:
        moved = next(
            (item for item in reversed(items[max(0, at - 4) : at - 1]) if item.kind not in {"O", "E", "G"}), None
        )
        if moved is not None and moved.low == "from":
            return Reading(None, governor=items[at - 1], rule="of now")
    if at < 2 or items[at - 2].kind not in {",", "(", ";"}:
        return None
    rate = n.kind == "percent" and at > 2 and items[at - 3].kind == "M" and items[at - 3].data.get("rate")
    if n.kind not in AMOUNTS and not rate:  # "lifted its benchmark rate, now 6.5 percent, by"
        return None
    if items[at - 1].low not in entries.words("readings", "now"):
        return None
    return Reading(None, governor=items[at - 1], rule="of now")


@only(kinds=RELATIVE, leads={"at"})
def at_pace(n: Numeral) -> Reading | None:
    """The pace of a change: "contracted at a 0.3 percent annual rate"."""
    behind = n.items[n.at + 1].low if n.at + 1 < len(n.items) else ""
    if n.verb is None or not sign_of(n.verb):
        return None
    if behind.rpartition(" ")[2] not in entries.words("readings", "paces"):
        return None
    return Reading(n.change, sign_of(n.verb), governor=n.verb, rule="at a pace")


@only(leads={"to", "into", "at"})
def moved_to(n: Numeral) -> Reading | None:
    """The level that a change led to: "rose 12 percent to $5 billion"; growth by a rate in percent: "rose to an annual rate of 4 percent"."""
    verb = n.verb
    word = (
        change_word(n.items, n.left)
        or (n.parent_verb if sign_of(n.parent_verb) else None)
        or (n.inherited.governor if n.inherited is not None and n.inherited.sign else None)
    )
    if not sign_of(word) and (verb is None or verb.code not in {"swing", "share", "raise", "lower"}):
        return None
    if n.preposition == "at" and not sign_of(word):
        return None  # "made up 36 percent, followed by electric cars at 20 percent"
    if n.relative and any(item.low in entries.words("readings", "timed") for item in n.items[n.left + 1 : n.at]):
        return Reading(n.change, governor=word or verb, rule="at a pace")
    return Reading(None, governor=word or verb, rule="to", result=True)


@only(kinds=RELATIVE, leads={"to"})
def share_moved(n: Numeral) -> Reading | None:
    """What somebody brings a part of something to: "lift the share of its overseas sales to 61 percent", "cut the proportion of"."""
    if n.verb is None:
        return None
    items, at = n.items, n.left
    share = next((i for i in range(at - 2, -1, -1) if items[i].kind == "S"), -1)
    if share < 0 or items[share + 1].low != "of" or any(x.kind in {"V", "Q", ",", "T"} for x in items[share:at]):
        return None
    moves = [x for x in items[:share] if x.kind == "V" and x.code in {"raise", "lower", "up", "down", "swing"}]
    named = any(x.kind == "M" and not x.data.get("rate") for x in items[share + 1 : at])
    return Reading("share_pct", governor=items[share], rule="to") if moves and named else None


@only(kinds=RELATIVE, leads={"at", "with"})
def of_first(n: Numeral) -> Reading | None:
    """The share of what comes first: "South Africa was the leading source of imports at 27 percent", "Hybrids led with 34.7 percent"; or
    moves to another place: "Oppo slipped to fifth with 14.2 percent"."""
    if n.verb is None:
        return None
    ranks, before = entries.words("roles", "ranks"), n.items[: n.left]
    if sign_of(n.verb) and any(a.low == "to" and b.low in ranks - {"the", "in"} for a, b in pairwise(before)):
        return Reading("share_pct", governor=n.verb, rule="share of the first")
    if n.verb.code != "be" and n.verb.low not in entries.words("readings", "leads"):
        return None
    second = n.items[n.left - 1].form == "ordinal"  # "China was second with 15.2 percent"
    ranked = second or n.verb.code != "be" or not entries.words("readings", "ranked").isdisjoint(x.low for x in before)
    return Reading("share_pct", governor=n.verb, rule="share of the first") if ranked else None


@only(kinds=RELATIVE)
def of_what_goes(n: Numeral) -> Reading | None:
    """The part of a flow that goes to somebody or comes from there: "of which 69 percent went to China", "40 percent came from Iraq"."""
    behind = [item for item in n.items[n.at + 1 : n.at + 5] if item.kind not in {"G", "U", "E"}]
    if len(behind) < 2 or behind[0].kind not in {"V", "w"}:
        return None
    if any(item.kind == "L" for item in n.items[: n.at]):
        return None
    verb, led = behind[0].low.partition(" ")[0], behind[0].low.endswith(" to") or behind[1].low in {"to", "from", "for"}
    if verb not in entries.words("roles", "goes") | entries.words("roles", "comes") or not led:
        return None
    place = behind[1] if behind[1].kind != "R" else behind[2] if len(behind) > 2 else None
    return (
        Reading("share_pct", governor=behind[0], rule="share that goes")
        if place is not None and place.kind == "L"
        else None
    )


@only(kinds=RELATIVE)
def by_share_verb(n: Numeral) -> Reading | None:
    """The object of a verb of shares: "accounted for 15 percent"."""
    if n.verb is None:
        return None
    takes = n.verb.low in _TAKES and is_adjacent(n.items, n.at, n.verb)  # "taking 19 percent"
    taken = takes and n.preposition != "to" and (n.after is None or n.after.kind in {",", ".", "J"})
    at = n.items.index(n.verb) if n.verb in n.items else n.at
    grown = entries.words("growth", "names")
    if any((a.kind == "N" or a.low in grown) and b.low == "of" for a, b in pairwise(n.items[at : n.at])):
        return None  # "represents an increase of 25 percent in revenue and 14 percent in volume", "represents growth of 7 percent"
    return Reading("share_pct", governor=n.verb, rule="share verb") if n.verb.code == "share" or taken else None


def by_verb_of_change(n: Numeral) -> Reading | None:
    """The object of a verb of rise or fall: "rose 5 percent"."""
    if n.verb is None or not sign_of(n.verb) or not is_adjacent(n.items, n.at, n.verb):
        return None
    if n.own_verb is None and n.clause.link == "ellipsis" and n.kind in AMOUNTS and n.preposition in {"with", "at"}:
        return None  # "shipments to the U.S. rose 9 percent to $1.8 billion, followed by China with $1.5 billion"
    rate = n.clause.link == "paren" and n.verb.low in entries.words("growth", "slows")  # "output slowed (7.9 percent)"
    return Reading(n.change, 0 if rate else sign_of(n.verb), governor=n.verb, rule="verb of change")


def by_verb_of_excess(n: Numeral) -> Reading | None:
    """What is exceeded or not reached: "exceeded $5 billion"; not how much leads a list: "topped the export basket at $5 billion"."""
    if n.verb is None or n.verb.code not in {"exceed", "below"} or n.preposition in {"at", "with"}:
        return None
    if not is_adjacent(n.items, n.at, n.verb):
        return None
    return Reading(None, governor=n.verb, rule="verb of excess")


def by_verb_of_level(n: Numeral) -> Reading | None:
    """What something is or reaches: "reached $5 billion", "stood at 4.1 percent"."""
    if n.verb is None or n.verb.code not in {"reach", "hold", "be"} or not is_adjacent(n.items, n.at, n.verb):
        return None
    return Reading(None, governor=n.verb, rule="verb of level")


@only(links={"compare"})
def after_change(n: Numeral) -> Reading | None:
    """A change before: "after rising 3 percent in May"."""
    sign, items = sign_of(n.own_verb), n.items
    if n.clause.cue not in {"after", "following"} or not sign:
        return None
    reached = [item.low for item in items[max(0, n.at - 4) : n.at]] in (
        ["to", "as", "high", "as"],
        ["to", "as", "low", "as"],
    )
    if reached:
        return Reading(None, governor=n.own_verb, rule="to", result=True)
    return Reading(n.change, sign, governor=n.verb, rule="after a change")
