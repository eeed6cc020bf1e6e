"""Regions: which of a clause's words name its subject, and which stand in front of it, beside it or are left out."""

from __future__ import annotations

from pipeline.linking.clause import NAMES
from pipeline.linking.clauses import Clause
from pipeline.linking.items import Item
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_DOERS = entries.words("roles", "doers")


def only_counts(items: list[Item], i: int) -> bool:
    """Whether a number is a word of a name and tells nothing: "the third quarter", "Korea's three major battery makers"."""
    quantity = items[i].data
    if quantity.kind in {"ordinal", "duration"}:
        return True
    before, after = items[i - 1] if i else None, items[i + 1] if i + 1 < len(items) else None
    named = after if after is None or after.kind != "H" else next((x for x in items[i + 2 :] if x.kind != "H"), None)
    if before is None and named is not None and named.kind == "C" and quantity.kind in {"count", "number"}:
        return abs(quantity.value) < 20  # "Seven Sinopec refineries plan to export", "Three surveyed Torvik mills"
    return (
        quantity.kind in {"count", "number"}
        and abs(quantity.value) < 20
        and before is not None
        and (before.kind == "'" or before.low in {"the", "all", "top", "its", "their"})
        and after is not None
        and after.kind in {"H", "P", "w", "L", "C"}
    )


def closes_opening(items: list[Item], number: int) -> bool:
    """Whether a number only counts whom a clause opens on, and tells nothing: "Among the Asean five, Indonesia", "Of the big three, X"."""
    if items[0].kind != "R" or number + 1 >= len(items) or items[number + 1].kind != ",":
        return False
    return items[number].data.kind in {"count", "number"} and items[number].low.isalpha()


def is_of_which(clause: Clause) -> bool:
    """Whether a relative clause has a subject of its own: "of which non-oil products contributed N3 trillion"."""
    return (
        clause.cue in {"which", "whom"} and bool(clause.before) and clause.before[-1].low == "of" and clause.verb_at > 0
    )


def antecedent(before: list[Item]) -> list[Item]:
    """The noun phrase a relative clause hangs on: the items behind the last verb or number."""
    cut = 0
    for i, item in enumerate(before):
        if item.kind in {"V", "Q"}:
            cut = i + 1
    tail = before[cut:]
    if cut > 1 and before[cut - 1].code == "be" and _is_any(tail):
        return [item for item in before[: cut - 1] if item.kind != "U"]  # "Food and chips were items that saw growth"
    while tail and tail[-1].kind == ",":
        tail = tail[:-1]
    return tail or [item for item in before if item.kind in NAMES]


def _is_any(tail: list[Item]) -> bool:
    """Whether a noun phrase only says what kind of thing its sentence's subject is: "the items", "among the categories"."""
    nouns = [item for item in tail if item.kind not in {"E", "G", "R", "H", ",", ";", "D"}]
    return len(nouns) == 1 and nouns[0].low in entries.words("modifiers", "any_goods")


def last_name(before: list[Item]) -> list[Item]:
    """The name a bracket stands behind: "ships (11.7 percent)"; none after a number or verb, or growth that was recorded of another,
    "remittances also recorded growth (2.5 percent)"."""
    if (
        len(before) > 2
        and before[-1].kind == before[-3].kind == "P"
        and before[-2].low == "and"
        and before[-2].start - before[-3].end < 2
        and before[-3].code != before[-1].code
    ):
        return before[-3:]  # "computers and parts (+79.9%)"
    if len(before) > 1 and before[-1].kind == "P" and before[-2].kind == "w" and before[-2].low.isalpha():
        if all(item.kind in {",", "J"} for item in before[-3:-2]):
            return before[-2:]  # "followed by yuzu tea ($127 million)"
    if len(before) > 2 and before[-1].kind == "M" and before[-1].low in entries.words("growth", "names"):
        verb = next((i for i in range(len(before) - 2, 0, -1) if before[i].kind == "V"), 0)
        if any(item.kind == "M" for item in before[:verb]):
            return []
    if before and before[-1].kind in {"P", "L", "C", "M", "I"}:
        return [before[-1]]
    if (
        before
        and before[-1].kind == "w"
        and before[-1].low.isalpha()
        and all(i.kind in {",", "J"} for i in before[-2:-1])
    ):
        return [before[-1]]  # "followed by cod ($127 million)"
    return []


def behind_opening(items: list[Item], first_number: int, edge: int) -> int:
    """Where the subject begins behind a phrase that only introduces it: its source, or a prepositional phrase with a number of its own.

    "According to customs data, chip exports ...", "With the loss of a 3.7 trillion won order, SK On has ...";
    0 where there is none.
    """
    if not items:
        return 0
    said = items[0].low in {"according", "citing"}
    if not said and not (items[0].kind == "R" and first_number < edge):
        return 0
    for i in range(1, min(edge, len(items))):
        if items[i].kind == "," and (said or i > first_number):
            rest = items[i + 1 : edge]
            if not rest or (not said and any(item.kind in {"Q", ","} for item in rest)):
                continue
            if said and rest[0].low in {"a", "an"} and any(item.kind == "," for item in rest):
                continue  # "According to FnGuide, a financial data provider, brokers had estimated"
            return i + 1
    return edge if said else 0


def front_of(region: list[Item]) -> tuple[list[Item], list[Item]]:
    """A subject region and the prepositional phrase in front of it: "By item, chip exports", "In India, sales"."""
    if not region or region[0].kind != "R":
        return region, []
    comma = next((i for i, item in enumerate(region) if item.kind == ","), None)
    if comma is None or comma + 1 >= len(region):
        return region, []
    if (end := _ends_places(region, comma)) and end < len(region):
        return region[end + (region[end].kind == ",") :], region[:end]
    rest = region[comma + 1 :]
    last = max((i for i, item in enumerate(rest) if item.kind == ","), default=-1)
    if last > 0 and rest[0].kind in {"E", "L", "O"} and any(item.kind == "M" for item in rest[last:]):
        rest = rest[last + 1 :]  # "In Germany, the bloc's biggest economy, inflation"
    return rest, region[:comma]


def _ends_places(region: list[Item], comma: int) -> int:
    """Where a row of places ends that a comma parts: "In South Korea, Canada and Australia growth is put at"; 0 where none is."""
    if comma < 1 or region[comma - 1].kind != "L" or region[comma + 1].kind not in {"L", "E"}:
        return 0
    end = next((i for i in range(comma, len(region)) if region[i].kind not in {"L", ",", "J", "E"}), len(region))
    row = region[:end]
    places = sum(item.kind == "L" for item in row)
    joined = next((i for i in range(len(row) - 1, -1, -1) if row[i].kind == "J"), 0)
    if places < 3 or joined < comma:
        return 0
    last = (
        next(i for i in range(joined, len(row)) if row[i].kind == "L")
        if any(x.kind == "L" for x in row[joined:])
        else 0
    )
    return last + 1 if last else 0


def without_left_out(region: list[Item]) -> tuple[list[Item], list[Item]]:
    """A subject region without what it leaves out, and that: "Inflation excluding food and energy"."""
    at = next(
        (
            i
            for i, item in enumerate(region)
            if (i and item.kind == "R" and item.low == "including")
            or (i and item.low == "such" and i + 1 < len(region) and region[i + 1].low == "as")
        ),
        None,
    )
    if at is None:
        return region, []
    those = at + 2 < len(region) and region[at + 1].low in {"those", "that"}  # "including those of its luxury brand"
    end = next((i for i in range(at + 1 + 2 * those, len(region)) if region[i].kind in {",", "R"}), len(region))
    if not any(item.kind == "M" for item in region[at:]):
        end = len(region)  # "eco-friendly cars, including electric vehicles, hybrids and plug-in hybrids,"
    return region[:at] + region[end:], region[at:end]


def behind_role(items: list[Item], edge: int, region: list[Item]) -> list[Item]:
    """The name behind the verb of a subject that only says what it is in trade: "The top destinations were | Uganda | with 12 percent",
    "The main products were | urea | with 32.5 percent"; else the region itself."""
    if edge + 2 >= len(items) or items[edge].code != "be" or any(item.kind in NAMES for item in region):
        return region
    roles = entries.words("roles", "buys") | entries.words("roles", "sells") | entries.words("modifiers", "any_goods")
    if not any(item.low in roles or item.low.removesuffix("s") in roles for item in region):
        return region
    begin = edge + 1 + (items[edge + 1].kind == "E")
    end = next((i for i in range(begin, len(items)) if items[i].kind not in {"L", "P", "w", "H"}), len(items))
    told = (
        end < len(items) - 1 and items[end].low in {"with", "at", "("} and items[end + 1].kind in {"Q", "E", "G", "b"}
    )
    return items[begin:end] if told and items[begin].kind in {"L", "P"} else region


def _tells_role(region: list[Item]) -> bool:
    """Whether words say what a place is in trade: a market, a buyer, a supplier."""
    roles = entries.words("roles", "buys") | entries.words("roles", "sells") | entries.words("roles", "partners")
    return any(item.low in roles for item in region)


def without_role(region: list[Item]) -> list[Item]:
    """A subject region without what a country is in the trade of some good: "Vietnam, the world's biggest robusta producer,"."""
    at = next((i for i, item in enumerate(region) if item.low in _DOERS and i > 2), 0)
    if not at or not any(item.kind == "P" for item in region[:at]):
        return region
    comma = next((i for i in range(at - 1, 0, -1) if region[i].kind == ","), 0)
    end = next((i for i in range(at + 1, len(region)) if region[i].kind == ","), 0)
    whose = region[comma - 1] if comma else None
    if (
        whose is None
        or not end
        or not (whose.kind == "L" or whose.low.removeprefix("the ") in entries.words("phrases", "nations"))
    ):
        return region
    ranked = any(
        item.low.endswith("est") or item.low in {"top", "leading", "major", "key", "no"} for item in region[comma:at]
    )
    return region[:comma] + region[end + 1 :] if ranked else region


def without_aside(region: list[Item]) -> list[Item]:
    """A subject region without what is said of its metric or good between commas ("Retail sales, a gauge of private spending,"), or of
    the role of its place ("The United States, the industry's biggest market,")."""
    if all(item.kind != "," for item in region):
        return region
    named = next((i for i, item in enumerate(region) if item.kind in {"M", "P"}), len(region))
    if [item.kind for item in region[: named + 1] if item.kind != "E"][:2] == ["L", ","] and _tells_role(region):
        named = 0
    comma = next(
        (
            i
            for i, item in enumerate(region[:-2])
            if item.kind == "," and i > named and region[i + 1].low.split()[0] in {"a", "an", "the", "one"}
        ),
        None,
    )
    if comma is None:
        return region
    end = next((i for i in range(comma + 1, len(region)) if region[i].kind == ","), None)
    if end is None or any(item.kind not in {"U", "G"} for item in region[end + 1 :]):
        return region
    return region[:comma] + region[end + 1 :]
