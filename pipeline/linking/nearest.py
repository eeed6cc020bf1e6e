"""Nearest: which of the times named in its clause is that of a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.linking.clauses import Clause
from pipeline.linking.items import Item
from pipeline.linking.period import is_daily, words
from pipeline.linking.reading import AMOUNTS
from pipeline.linking.usable import is_of_founding, usable
from pipeline.vocabulary import entries

#: Months of the shortest time that results are told for.
_QUARTER = 3
#: Words that are asked for at every number or sentence, looked up once.
_PEAKS = entries.words("readings", "peaks")

#: So many items before its verb the number of a clause without a pronoun stands, with what names the subject between.
_CONTACT, _NAMING = 6, {"E", "O", "C", "L", "w", "U", "H", "B"}
#: What a company's figure is that "it" stands right behind: "the 4.4% it achieved in the first half".
_TOLD = AMOUNTS | {"percent"}
#: How a noun is told apart by who stands before it.
_STANDS_BEFORE = {"led", "backed", "headed", "run", "controlled", "owned", "advised"}
#: What leads to what is done with a number.
_TO_BE = {"to", "be", "been"}
#: What stands between a time and the figure that is called after it.
_NAMED = {"'", "M", "H", "w", "R", "E", "G", "P"}
#: What harvests are brought in from.
_AREAS = {"ha", "acre", "km2"}
#: Codes of the verbs by which a forecast is changed.
_REVISING = {"raise", "lower"}
#: Before a time these say nothing of whose it is.
_OF_TIME = {"in", "of", "for", "on", "during", "at", "to"}


def _multiplied() -> frozenset[str]:
    """What stands between a multiple and the time of what it is one of."""
    return entries.words("doubt", "shares", "multiplied")


def in_clause(clause: Clause, at: int, old: bool, data: Mapping[str, Any]) -> Item | None:
    """The time that belongs to the number at item `at`: the one behind it, else the nearest before it in the clause.

    `old`: the number is one that another is compared with; `data` is its metric's entry.
    """
    items = clause.items
    if at > 1 and items[at - 1].low == "at" and items[at - 2].low in {"now", "currently"}:
        return None
    behind = _behind(items, at, old, data)
    if behind is not None:
        return _year_foretold(items, at, behind) or behind
    exceeded = any(item.kind == "V" and item.code in {"exceed", "below"} for item in items[:at])
    if old and clause.link != "compare" and not exceeded:
        return None
    before = _before(items, at, data)
    return before if before is not None or old else _of_row(items, at, data)


def _is_of_report(items: Sequence[Item], j: int) -> bool:
    """Whether a time is that of results which moved a quote: "surged 15% on the heels of a strong report for the December quarter"."""
    if items[j - 1].low != "for" or items[j].data.period is None or items[j].data.period.months < _QUARTER:
        return False
    told = entries.words("timing", "reports_for")
    return any(item.low in told for item in items[max(0, j - 4) : j - 1])


def _behind(items: Sequence[Item], at: int, old: bool, data: Mapping[str, Any]) -> Item | None:
    """The first time behind a number, unless another number or a verb of its own stands between them."""
    for j in range(at + 1, len(items)):
        item = items[j]
        if item.kind == "T" and usable(item, items, j, data) and not is_of_founding(items, j):
            if item.code == "deadline" and _is_of_now(items, at):
                return None
            joined = any(x.kind == "J" for x in items[at + 1 : j])
            if joined and any(x.kind == "T" and usable(x, items, i, data) for i, x in enumerate(items[:at])):
                return None  # "this year's growth at 0.9 percent and next year's at 1.6 percent"
            if items[j - 1].low in {",", "and", "with"} and _leads_at(items, j):
                return None  # "is put at 6.8 percent, with the second quarter at 7 percent and the third at 6.4"
            if items[at].form == "multiple" and items[at + 1].low in _multiplied():
                return None  # "three times as many as a year before"
            if _is_of_figure(items, j) or (is_daily(data) and _is_of_report(items, j)):
                return None  # "up 2 percent at $44, above their 2009 offering price of $38"
            if _in_apposition(items[at + 1 : j]):
                return None  # "to 4 percent, the second reduction this year"
            return item
        if item.form == "multiple" and items[j + 1 : j + 2] and items[j + 1].low in _multiplied():
            return None  # "set aside $3 billion, five times as much as a year before"
        if item.kind == "Q" and item.data.kind not in {"duration", "ordinal"} and not _counts_days(items, j):
            if _takes_time(items, at, j, old, data):
                return None
        elif item.kind == "V" and _begins_anew(items, j) and not _is_its_verb(items, at, j):
            if items[j - 1].low == "to" and _is_purpose(items, j, data):
                continue
            return None
    return None


def _is_of_now(items: Sequence[Item], at: int) -> bool:
    """Whether a number is what there is of something that is to be a multiple of it: "to double its staff of 2,100 by March"."""
    if at < 3 or items[at - 1].low != "of" or items[at - 2].kind != "M":
        return False
    before = [item for item in items[max(0, at - 5) : at - 2] if item.kind not in {"E", "O", "H", "P"}]
    return bool(before) and before[-1].form == "multiple"


def _is_of_figure(items: Sequence[Item], j: int) -> bool:
    """Whether a time says of when the figure right behind it is that a number is set against: "above their 2009 offering price of $38",
    "down from a high this year of $56"."""
    peak = [item for item in items[j - 2 : j + 5] if item.kind not in {"T", "'"} and item.low not in {"a", "an", "in"}]
    if any(
        a.low in _PEAKS and b.low == "of" and c.kind == "Q" for a, b, c in zip(peak, peak[1:], peak[2:], strict=False)
    ):
        return True
    behind, owned = items[j + 1 : j + 4], items[j - 1]
    named = len(behind) == 3 and behind[0].kind == "M" and behind[1].low == "of" and behind[2].kind == "Q"
    return named and owned.kind in {"O", "E"}


def _year_foretold(items: Sequence[Item], at: int, behind: Item) -> Item | None:
    """The year that a forecast is for, where a month behind it only says when it was made: "put its estimate for growth this
    year at 1.8 percent in November"."""
    if behind.data.period is None or behind.data.period.precision != "month":
        return None
    foretells = any(item.low.rpartition(" ")[2] in words("foresight") or item.code == "project" for item in items[:at])
    if not foretells:
        return None
    for j in range(at - 1, -1, -1):
        item = items[j]
        if item.kind == "Q":
            return None
        if item.kind == "T" and item.data.period is not None and item.data.period.precision in {"year", "fiscal_year"}:
            return item
    return None


def _is_set_in(items: Sequence[Item], j: int) -> bool:
    """Whether a comma closes what says a number once more before the next time comes."""
    close = next((i for i in range(j + 1, len(items)) if items[i].kind in {",", "Q", "V", "T", "J"}), len(items))
    return (
        close + 2 < len(items)
        and items[close].kind == ","
        and items[close + 1].kind == "R"
        and items[close + 2].kind == "T"
    )


def _counts_days(items: Sequence[Item], j: int) -> bool:
    """Whether the number at `j` counts days of trading: "a third gain in the past six sessions"."""
    return j + 1 < len(items) and items[j + 1].low in words("sessions")


def _leads_at(items: Sequence[Item], j: int) -> bool:
    """Whether a time leads to a number of its own: "the third quarter at 6.4 percent"."""
    return [item.kind for item in items[j + 1 : j + 3]] == ["R", "Q"] and items[j + 1].low == "at"


def _takes_time(items: Sequence[Item], at: int, j: int, old: bool, data: Mapping[str, Any]) -> bool:
    """Whether the number at `j` keeps the time behind it from the number at `at`: not in "rose 3 percent to 5 million in May"."""
    before = items[j - 1]
    if before.low == "of" and items[j - 2].low in _PEAKS and not old:
        return any(x.low in words("beyond") or x.low in {"from", "off"} for x in items[at + 1 : j])
    if items[j].data.unit in _AREAS and items[at].form != "percent":
        return False  # "had harvested 66 million tonnes from 21 million hectares as of Aug. 11"
    if before.low in {"worth", "valued at", "valued"}:
        return False  # "orders for 12 ships worth $1.8 billion so far this year"
    if is_daily(data) and not old and before.kind == "D" and items[j + 1 : j + 2] and items[j + 1].low in {"on", "for"}:
        return items[j + 2 : j + 3] != [] and _is_long(
            items[j + 2]
        )  # "at $58.72 a tonne, down 2.7 percent on the week"
    if not old and before.kind == "D" and [x.low for x in items[j + 1 : j + 2]] == ["since"]:
        if is_daily(data) or data.get("nature") == "stock":
            return True  # "closed at $2.57, down 9 percent since the turn of the year"
    if before.low == "or" and j == at + 3 and items[at + 1].kind == "," and _is_set_in(items, j):
        return False  # "stood at $15 billion, or 65 percent of GDP, at the end of 2022"
    if not old and (before.low == "from" or (before.low == "of" and items[at].form == "multiple")):
        if any(x.kind == "T" and x.code == "deadline" for x in items[j + 1 : j + 3]):
            return False  # "raise capacity to 500 GW from 220 GW by 2030", "double its staff of 2,100 by March"
    if before.low == "on" and data.get("code") == "tariff_rate":
        return False  # "tariffs of 10 percent on $200 billion of goods last year"
    if data.get("code") == "orders" and _counts_ordered(items, at, j):
        return False  # "secured orders worth $17 billion to build 123 ships so far this year"
    perfect = any(x.low in {"has", "have"} for x in items[:at])  # "has lifted it to a record 4.0% from -0.5% in 2022"
    led_from = any(x.low == "from" for x in items[at + 1 : j])
    if led_from and not old and not perfect and data.get("code") == "policy_rate":
        return False  # "raised its rate to 0.25% from 0.1% in July"
    shared = j + 1 < len(items) and items[j + 1].low == "for"  # "to 7.0% from 7.5% for fiscal 2023"
    behind = items[j + 1 : j + 5]
    if [x.kind for x in behind[:1]] == ["O"] and any(x.kind == "V" and x.form == "past" for x in behind):
        return True  # "on top of the $2.5 billion it completed in the second half"
    if not old and before.low == "from" and not is_daily(data) and _is_of_forecasts(items, j):
        return False
    if old or (before.low == "from" and not shared) or any(x.kind == "J" for x in items[at + 1 : j]):
        return True
    last = max((k for k in range(at, j) if items[k].kind == "Q"), default=at)
    led = any(x.kind == "R" and x.low in {"to", "by", "for", "at"} for x in items[last + 1 : j])
    return not led and before.kind != "D"


def _is_purpose(items: Sequence[Item], j: int, data: Mapping[str, Any]) -> bool:
    """Whether the verb at `j` says what money is for: "orders worth $17 billion to build 123 ships so far this year", "will invest 1
    trillion won to expand its data center by 2027"."""
    time = next((item for item in items[j:] if item.kind == "T"), None)
    if time is None:
        return False
    if data.get("code") == "orders":  # not when they are to be delivered
        told = items[j].low in entries.words("deals", "does") and time.code != "deadline"
        return told and time.low.endswith(("this year", "last year", "so far"))
    return data.get("code") in {"capex", "investment"} and time.code == "deadline"


def _counts_ordered(items: Sequence[Item], at: int, j: int) -> bool:
    """Whether the number at `j` counts the pieces that the money at `at` is paid for."""
    if items[at].form != "money" or items[j].form not in {"count", "number"}:
        return False
    return any(x.low in {"for", "to"} for x in items[at + 1 : j]) and not any(
        x.kind in {",", "J", "K"} for x in items[at + 1 : j]
    )


def _is_of_forecasts(items: Sequence[Item], j: int) -> bool:
    """Whether the year right behind the number at `j` is that of a forecast and of what it was before: "cut its forecast to 4.0%
    from 4.4% this year"."""
    time = next((item for item in items[j + 1 : j + 3] if item.kind not in {"R", "E"}), None)
    if time is None or time.kind != "T" or time.data.period is None or time.data.shift is not None:
        return False
    if time.data.period.precision not in {"year", "fiscal_year"} or time.low.startswith("last"):
        return False
    for i, item in enumerate(items[:j]):
        if item.kind == "V" and item.code in _REVISING:
            return True
        verbal = items[i + 1].low == "to" and i > 0 and items[i - 1].code == "be"  # "is forecast to rise to"
        if item.low in words("foresight") and not verbal:
            return True
    return False


def _begins_anew(items: Sequence[Item], j: int) -> bool:
    """Whether the verb at `j` tells something else: not one that closes or dates the number before it."""
    verb, before = items[j], items[j - 1]
    if verb.low in _STANDS_BEFORE and items[j + 1 : j + 2] and items[j + 1].low == "by" and before.kind in {"w", "N"}:
        return False  # "raised $2 billion from a group led by the fund in April"
    if verb.low in words("starting") and items[j + 1 : j + 2] and items[j + 1].kind in {"R", "T"}:
        return False  # "to raise output by 500,000 barrels a day starting in August"
    if verb.low == "importing" and (before.kind == "Q" or items[j - 2].kind == "Q"):
        return False  # "spent $16 billion on importing fuel last year"
    if verb.code == "be" or (verb.code == "reach" and before.low == "to"):  # "fell 3 percent to close at"
        return False
    likened = before.kind == "T" and before.code == "basis"  # "a pace of 6.2 percent year-on-year seen in May"
    named = before.kind == "M" or before.low in words("paces") or likened
    dated = before.kind == "Q" or (items[j - 2].kind == "Q" and named)
    told = items[j - 2].kind == "Q" or (items[j - 3].kind == "Q" and items[j - 2].kind in {"M", "P", "w"})
    apposed = j > 2 and told and before.kind == "," and verb.low in words("setting")
    between = items[max(0, j - _CONTACT) : j]
    begin = next((i for i in range(len(between) - 1, -1, -1) if between[i].kind not in _NAMING), -1)
    contact = begin >= 0 and between[begin].kind == "Q" and between[begin].data.kind in _TOLD
    pronoun = (
        contact and [x.kind for x in between[begin + 1 :]] == ["O"] and verb.form == "past"
    )  # "it completed in May"
    contact = contact and (pronoun or verb.low in words("setting") or verb.low in words("logged"))
    if contact and j + 1 < len(items) and items[j + 1].kind in {"R", "T"}:
        return False  # "the 17.57 trillion won the company posted in the third quarter of 2018"
    if apposed and j + 1 < len(items) and items[j + 1].kind in {"R", "T"}:
        return False  # "the previous record was $17 billion, set by X in 2018"
    return not (dated and verb.form in {"past", "base"})  # "the 5.3 per cent pace recorded in January"


def _is_its_verb(items: Sequence[Item], at: int, j: int) -> bool:
    """Whether the verb at `j` is that of the number itself: "Some 8,300 tractors were sold in May", "800 jobs are to go by 2026"."""
    if items[j].low in entries.words("roles", "moved_abroad") and items[at + 1].low == "of" and j > at + 2:
        # "41 percent of tea imported into Chile this year came from Kenya"
        return all(item.kind in {"P", "w", "E", "L", "'"} for item in items[at + 2 : j])
    if (
        items[j].form == "past"
        and j > at + 1
        and all(item.kind == "U" or item.low in _TO_BE for item in items[at + 1 : j])
    ):
        return True  # "$12 billion to be spent through 2017"
    goes = items[j].low in entries.words("labour", "vanishes")
    passive = items[j - 1].kind == "U" or items[j - 1].low == "be"
    goes = goes or ((passive or items[j - 1].low == "to") and items[j].low in entries.words("roles", "comes"))
    if j < at + 2 or not (goes or (passive and (items[j].form == "past" or items[j].low in _loses()))):
        return False
    led = any(item.kind in {"V", "A", "M", "Q", "T"} and item.code != "say" for item in items[:at])
    between = items[at + 1 + (items[at + 1].kind == "M" and _counts_people(items[at])) : j]
    return not led and all(
        item.kind in {"P", "w", "H", "R", "E", "L", "U", "G", "'"} or item.code in {"be", "project"} for item in between
    )


def _loses() -> frozenset[str]:
    """What is done to jobs that are cut."""
    return entries.words("labour", "losses")


def _counts_people(item: Item) -> bool:
    """Whether a number counts jobs or those who have them."""
    noun = item.data.noun if item.kind == "Q" else None
    return noun is not None and not entries.words("labour", "nouns").isdisjoint(noun.lower().split())


def _in_apposition(between: Sequence[Item]) -> bool:
    """Whether a comma and a ranked noun part a number from a time: ", the second reduction", ", the biggest fall"."""
    comma = next((i for i, item in enumerate(between) if item.kind == ","), None)
    if comma is None or len(between) < comma + 3 or between[comma + 1].low not in {"the", "its", "their", "a"}:
        return False
    rest = between[comma + 2 :]
    ranked = rest[0].low.endswith("est") or (rest[0].kind == "Q" and rest[0].data.kind == "ordinal")
    ranked = ranked or rest[0].low in words("orders")
    return ranked and not any(item.kind == "V" for item in rest)


def _before(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> Item | None:
    """The nearest time before a number that dates no other number."""
    for j in range(at - 1, -1, -1):
        item = items[j]
        if item.kind != "T" or not (usable(item, items, j, data) or _owns(items, j, at)):
            continue
        owner = next(
            (k for k in range(j - 1, -1, -1) if items[k].kind in {"Q", "R"} and items[k].low not in _OF_TIME), None
        )
        if owner is not None and not _is_joined(items[owner + 1 : j]) and _is_old(items, owner, j):
            continue  # not in "for 2025 to 2.1 percent from 2 percent and for 2026 to 2.2 percent"
        k = j - 1
        while k > 0 and items[k].kind in {"K", "G", "R", "E"}:
            k -= 1
        between = items[j:at]
        if any(x.kind == "," for x in between) and is_of_founding(items, j):
            continue  # "X, founded in Johannesburg in 1895, makes 28 percent"
        apart = any(x.kind == "V" for x in between) or (is_daily(data) and _is_long(item))
        if k >= 0 and items[k].kind == "Q" and any(x.kind == "," for x in between) and apart:
            continue  # "19.2 percent as recently as 2018, has dropped to 11.1 percent"
        if between[1:2] and between[1].kind == "," and _ends_aside(items, j, at):
            continue  # "Germany, the only big economy to shrink last year, will expand 0.5 percent"
        if any(x.kind in {",", "J"} for x in between) and _is_of_definite(items, j):
            continue  # "half of the 37 billion won earned a year ago, on sales of 3.2 trillion won"
        return item
    return None


def _ends_aside(items: Sequence[Item], time: int, at: int) -> bool:
    """Whether a time ends what is set in between a name and its verb, and tells what the name did: "the only economy to shrink last year,"."""
    opens = next((j for j in range(time - 1, 0, -1) if items[j].kind == ","), 0)
    if not opens or items[opens - 1].kind not in {"L", "C"} or items[time + 2 : time + 3] == []:
        return False
    verb = any(item.kind == "V" and items[j - 1].low == "to" for j, item in enumerate(items[:time]) if j > opens)
    return verb and any(item.kind in {"U", "V"} for item in items[time + 2 : min(time + 4, at)])


def _is_of_definite(items: Sequence[Item], time: int) -> bool:
    """Whether a time says when "the" amount before it was earned or counted: "the 37 billion won earned a year ago", "double the $13.5
    billion of a year earlier and above"."""
    if time > 2 and items[time - 1].low == "of" and items[time - 2].kind == "Q" and items[time - 3].low == "the":
        return True
    verb = time - 2 if items[time - 1].kind == "R" else time - 1
    row = items[max(0, verb - 2) : verb + 1]
    return [item.kind for item in row] == ["E", "Q", "V"] and row[0].low == "the" and row[2].form == "past"


def _owns(items: Sequence[Item], j: int, at: int) -> bool:
    """Whether a time that something is compared with is that of the number it is set before: "compared with last year's loss of $9
    million", "below the 2018 crop of 7 million tonnes"."""
    time, between = items[j].data, items[j + 1 : at]
    if time.role != "basis" or (time.period is None and time.shift is None) or not between:
        return False
    named = between[0].kind in {"M", "P"} and time.period is not None and between[-1].low == "of"
    if between[0].kind != "'" and not named:
        return False
    return any(item.kind == "M" for item in between) and all(item.kind in _NAMED for item in between)


def _is_joined(between: Sequence[Item]) -> bool:
    """Whether another value of the same kind begins between a number and a time: "and for 2026", "and that for next year", "and its 2026
    outlook"."""
    kinds = [item.kind for item in between if item.kind != ","]
    if kinds == ["J", "O"]:
        return True
    if kinds[:1] != ["J"] or kinds[-1] != "R" or len(kinds) > 5:
        return False
    return all(kind in {"O", "E", "M", "N", "w", "W", "L"} for kind in kinds[1:-1])


def _is_long(time: Item) -> bool:
    """Whether a time is longer than a day."""
    return time.kind == "T" and time.data.period is not None and time.data.period.precision != "day"


def _is_old(items: Sequence[Item], at: int, time: int) -> bool:
    """Whether the time at `time` dates an earlier value, whose number or "from" stands at `at`: "down from 3.00% in April and"."""
    if items[at].kind == "R":
        return items[at].low == "from" and any(item.kind == "Q" for item in items[at:time])
    before = next((item for item in reversed(items[:at]) if item.kind not in {"E", "H", "G"}), None)
    if before is not None and before.kind == "D" and before.low in {"below", "above", "under"}:
        return (
            items[at - 1].low == "the"
        )  # "unchanged but below the 6.5% of a year earlier, equivalent to 10 million people"
    return before is not None and before.kind == "R" and before.low in {"from", "after", "than"}


def _of_row(items: Sequence[Item], at: int, data: Mapping[str, Any]) -> Item | None:
    """The one time at the end of a row of amounts: "sales of 6 billion euros and a profit of 310 million euros in the second quarter"."""
    behind = [(j, x) for j, x in enumerate(items) if j > at and x.kind == "T" and usable(x, items, j, data)]
    if len(behind) != 1 or any(x.kind == "T" for x in items[:at]):
        return None
    end, time = behind[0]
    stretch = items[at + 1 : end]
    row = [x for x in stretch if x.kind == "Q" and x.form != "ordinal"]
    joined = any(x.kind == "J" for x in stretch)
    alike = all(x.form == items[at].form for x in row)
    plain = not any(x.kind in {"V", "A", "X", "K", "D"} or x.low in {"from", "after", "against"} for x in stretch)
    return time if row and joined and alike and plain else None
