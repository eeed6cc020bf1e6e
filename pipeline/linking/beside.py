"""Beside: the metric and the names in the words right before and behind a number."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking import phrases
from pipeline.linking.items import Item
from pipeline.linking.metric import WHOLES
from pipeline.linking.phrases import Phrase
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_HEAPS = entries.words("phrases", "heaps")

#: Prepositions that join to a noun what it is of or in.
_COMPLEMENTS = {"in", "of", "for", "to", "among"}
#: What joins to a figure the one that it was made on or came with.
_ON = {"on", "with", "and"}
#: Who "has $2 billion in cash" pays nothing.
_HAS = {"has", "had", "have", "holds", "held", "with", "hoards", "hoarded"}
#: What is named behind "spent $5 billion on".
_SPENT_ON = {"research_spending", "capex", "share_buyback", "dividend"}


def complement(items: list[Item], at: int) -> list[Item]:
    """What a noun is of or in: "a 10 percent rise in crude oil purchases", "a 2 million decline last week in inventories"."""
    if [item.kind for item in items[at + 1 : at + 3]] == ["T", "R"] and items[at + 2].low in {"in", "of"}:
        at += 1
    if (
        at + 1 >= len(items)
        or items[at + 1].kind != "R"
        or not (items[at + 1].low in _COMPLEMENTS or (items[at + 1].low == "on" and items[at].code == "tariff_rate"))
    ):
        return []
    out = [items[at + 1]]
    for i, item in enumerate(items[at + 2 :], at + 2):
        if item.kind == "T" and (i == at + 2 or _narrows(items, i, out)):
            continue  # "a rise in fourth-quarter profit", "a drop in its consolidated first-half net profit"
        if item.kind in {"Q", "V", "T", ",", ";", "K"}:
            break
        out.append(item)
    return out


def _narrows(items: list[Item], i: int, out: list[Item]) -> bool:
    """Whether the time at item `i` stands in front of the name of what is told, none of which was named yet."""
    named = any(item.kind in {"M", "P"} for item in out)
    return not named and i + 1 < len(items) and items[i + 1].kind in {"M", "P", "H", "w"}


def _names_next(items: list[Item], i: int) -> bool:
    """Whether a time at item `i` only says of when the metric right behind it is: "first-quarter revenue"; not "in March. Revenue"."""
    behind = next((item for item in items[i + 1 :] if item.kind != "H"), None)
    return items[i].code == "time" and behind is not None and behind.kind == "M"


def merged(first: Phrase, second: Phrase) -> Phrase:
    """Two phrases about one metric as one."""
    first.metric = first.metric or second.metric
    first.products = first.products or second.products
    first.partners = first.partners + second.partners
    first.reporters = first.reporters + second.reporters
    first.bare = first.bare + second.bare
    return first


_BETWEEN = {"E", "L", "'", "H", "O", "T", "w"}


def is_denominator(items: list[Item], at: int) -> bool:
    """Whether the metric at an item is only what a number before it is a ratio to: "74 percent of GDP"."""
    if items[at].code not in WHOLES:
        return False
    j = at - 1
    while j > 1 and items[j].kind in _BETWEEN:
        j -= 1
    return (
        j > 0
        and items[j].low == "of"
        and items[j - 1].kind == "Q"
        and items[j - 1].form in {"percent", "fraction", "points"}
    )


def shared_whole(items: Sequence[Item], at: int) -> int:
    """Where "of" stands behind the next number if two parts of GDP share it, else 0: "at 5.1 percent and 2.4 percent of GDP"."""
    behind = [i for i in range(at + 1, min(len(items), at + 10)) if items[i].kind not in {"G", "E", "T"}]
    if len(behind) > 2 and items[behind[0]].kind == "," and items[behind[1]].kind == "J":
        behind = behind[1:]
    if len(behind) < 4 or items[behind[1]].form != items[at].form:
        return 0
    of_whole = items[behind[2]].low == "of" and items[behind[3]].code in WHOLES
    told = any(items[i].kind in {"V", "U"} for i in behind[4:5])  # "and 2 percent of GDP went to health"
    return behind[2] if of_whole and not told else 0


def metric_left(items: list[Item], at: int) -> Item | None:
    """A metric right before the number: "a trade surplus of $4.95 billion", "inflation at 2.3 percent"."""
    j = at - 1
    passed = False
    while j >= 0:
        item = items[j]
        if item.kind == "M":
            return None if is_denominator(items, j) else item
        if (
            (
                item.kind == "R"
                and item.low
                in {
                    "of",
                    "at",
                    "to",
                    "from",
                    "above",
                    "below",
                    "around",
                    "about",
                    "by",
                    "between",
                    "under",
                    "over",
                    "worth",
                }
            )
            or item.kind in {"G", "E", "H"}
            or item.low in {"worth", "totaling", "totalling", "valued", "valued at", "amounting to", "its", "their"}
        ):
            passed = True
            j -= 1
            continue
        if item.low in {"up", "down"} and j + 1 < len(items) and items[j + 1].low in {"to", "by", "from"}:
            j -= 1  # "to bring the deficit down to 3 percent"
            continue
        if item.kind == "N" and passed and j and items[j - 1].kind == "M" and items[j + 1].low == "of":
            j -= 1  # "better margins brought operating profit growth of 7%"
            continue
        if item.kind == "D" and j == at - 1 and j > 1 and items[j - 1].kind == "M" and items[j - 2].low in _ON:
            return items[j - 1]  # "on sales up 11%"
        if item.kind in {"T", "L", "P", "w"} and passed and j > 0:
            # "exports to China of $5 billion", "exports in May of ..."
            k = j
            while k >= 0 and items[k].kind in {"T", "L", "P", "w", "R", "E", "H", "'"} and k > j - 6:
                if items[k].low == "with" and not (k and items[k - 1].kind == "M" and items[k - 1].data.get("balance")):
                    break  # but "taking the surplus with the United States to a record $14 billion"
                k -= 1
            found = k >= 0 and items[k].kind == "M" and not any(x.kind == "V" for x in items[k:at])
            return items[k] if found and not is_denominator(items, k) else None
        return None
    return None


def taxed(items: list[Item], at: int) -> bool:
    """Whether a flow is only what a tariff falls on: "tariffs on Korean exports from 25 percent down to 15 percent"."""
    j = at - 1
    while j > 0 and items[j].kind in {"L", "P", "w", "H", "E", "'"}:
        j -= 1
    return j > 0 and items[j].low == "on" and items[j - 1].kind == "M" and items[j - 1].code == "tariff_rate"


def phrase_start(items: list[Item], item: Item) -> int:
    """Where the noun phrase around a metric begins, a time between it and its owner being part of it: "Peru's 2025 growth"."""
    j = items.index(item)
    while j > 0 and (
        items[j - 1].kind in {"P", "L", "w", "H", "'", "E", "N", "C", "D", "G"}
        or (items[j - 1].kind == "T" and j > 1 and items[j - 2].kind == "'")
    ):
        j -= 1
    return j


def opening_of(items: list[Item], at: int) -> int:
    """Where the noun phrase begins that holds the number: "the United States' 25 percent tariff"."""
    j = at
    while j > 0 and items[j - 1].kind in {"H", "E", "G", "'", "L"}:
        j -= 1
    return j


def _is_part_given(items: list[Item], at: int, to: int) -> bool:
    """Whether a per cent before "to" is the part of it that something makes up: "contributes 12 percent to the country's GDP"."""
    if items[to].low != "to" or items[at].form != "percent":
        return False
    verb = next((item for item in reversed(items[:at]) if item.kind == "V"), None)
    return verb is not None and verb.code == "share" and verb.low in entries.words("growth", "contributes")


def metric_right(items: list[Item], at: int) -> tuple[Item, Phrase] | None:
    """A metric right behind the number: "$700 billion in annual exports", "28.3 percent of total exports", "$35 billion worth of goods"."""
    j = at + 1
    while (
        j < len(items)
        and items[at].form in {"number", "count"}
        and (items[j].kind in {",", "J"} or items[j].form == items[at].form)
    ):
        j += 1  # "43.4 million, 28.6 million and 28.5 million units"
    if items[at].form == "percent" and items[j : j + 1] and items[j].kind in {",", "J"}:
        j = shared_whole(items, at) or j
    if j < len(items) and items[j].low == "worth":
        j += 1
    if j + 1 < len(items) and items[j].low in _HEAPS and items[j + 1].low == "of":
        j += 1
    if j >= len(items):
        return None
    spent = items[j].low == "on"
    if items[j].kind == "R" and (items[j].low in {"in", "of", "for", "on"} or _is_part_given(items, at, j)):
        j += 1
    stretch: list[Item] = []
    for item in items[j : j + 8]:
        if item.kind == "T" and (
            item.code == "rate" or (not stretch and item.code == "time" and items[j - 1].low == "of")
        ):
            continue  # "in annual exports", "45% of first-quarter revenue"
        if item.kind == "T" and not stretch and items[j - 1].low == "in" and _names_next(items, items.index(item, j)):
            continue  # "posted $3 billion in first-quarter revenue"
        if (
            item.kind == "T"
            and item.code == "time"
            and items[at].form == "multiple"
            and stretch
            and stretch[-1].kind == "O"
        ):
            continue  # "doubled its second-quarter profit"
        if item.kind in {"V", "Q", "T", ",", ";", "K", "R", "J", "X"} and not (
            item.kind == "R" and item.low in {"of", "to"} and any(s.kind == "M" for s in stretch)
        ):
            break
        stretch.append(item)
    metric = next((item for item in stretch if item.kind == "M"), None)
    if metric is not None and metric.low in {"cash", "stock", "shares"} and stretch[0] is metric:
        verb = next((item.low for item in reversed(items[:at]) if item.kind not in {"G", "E", "H"}), "")
        if metric.low != "cash" or verb not in _HAS:
            return None  # "for $3.4 billion in cash"
    if spent and (metric is None or metric.code not in _SPENT_ON):
        return None
    return (metric, phrases.read(stretch)) if metric is not None else None
