"""Doubts about shares and changes: percentages and multiples of something else than the metric they stand near."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from pipeline.linking.case import Case, words, written
from pipeline.linking.items import Item
from pipeline.linking.only import COUNTS, NOT_OF_COUNTRIES, PER_CENT, only
from pipeline.linking.reading import sign_of
from pipeline.linking.spending import OF_TOTAL
from pipeline.linking.unmoved import is_unmoved
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_SUMS = words("shares", "sums")
_BANDED = words("units", "banded")
_ROW_ENDS = words("shares", "row_ends")
_GAPS = words("shares", "gaps")
_OWNERS = entries.words("deals", "owners")
_OWNS = entries.words("deals", "owns")


@only(kinds=PER_CENT)
def _is_foreign_percent(case: Case) -> bool:
    """A percentage that cannot be the metric's: a level of what is no rate, a part of what has none."""
    if case.metric.code in _SUMS and (case.metric.weak or not case.metric.name):
        moved = case.reading.sign != 0 and not case.reading.result and case.quantity.kind == "percent"
        return not moved or case.how == "context"
    if case.measure == "share_pct":
        return case.metric.code in words("shares", "without") and case.metric.name != OF_TOTAL
    return (
        case.measure == "level"
        and not case.metric.data.get("rate")
        and "takes" in case.metric.data
        and case.metric.code != "approval_rating"
    )


#: What no part of a good is a part of.
_OF_NO_WHOLE = {"costs", "investment", "capex", "commodity_price", "average_price", "oil_price", "share_price"}


@only(measures={"share_pct"})
def _is_foreign_part(case: Case) -> bool:
    """A part of something that is not the metric: "two-thirds of unsecured creditors", "97 percent of whom"."""
    if case.reading.rule != "percent of":
        return False
    if any(item.low == "rated" for item in case.items[case.at + 2 : case.at + 8]):
        return True  # "Only 26 percent of the corn crop was rated good to excellent"
    whole: list[Item] = []
    for item in case.items[case.at + 2 :]:
        if item.kind in {"V", "R", ",", "Q", "T", "J"}:
            break
        whole.append(item)
    while whole and whole[-1].kind in {"G", "."}:
        whole.pop()
    if whole and whole[-1].low in words("shares", "told_before"):
        return case.quantity.kind == "fraction"
    if not whole:
        return case.how == "context" and case.at + 2 >= len(case.items)
    if any(item.kind in {"M", "Y", "S", "A"} for item in whole):
        return False
    if whole[-1].kind == "P" and case.how == "context" and case.metric.code in _OF_NO_WHOLE:
        return True  # "The shift costs 300 billion euros. Renewables supplied 23 percent of electricity"
    return (
        whole[-1].kind == "w"
        and whole[-1].low not in {"goal", "target", "total"}
        and (case.how != "read" or written(case) in words("verbs", "loose"))
    )


@only(codes={"oil_price", "commodity_price", "policy_rate", "bond_yield"})
def _is_gap(case: Case) -> bool:
    """How far two countries' rates or two prices are apart: "the gap between the two policy rates stands at 1.25 percentage points",
    "the premium of Brent over WTI was $6.65"; or what a price leaves or has to cover: "a refining margin of $4 a barrel"."""
    if case.metric.code in {"oil_price", "commodity_price"} and case.quantity.kind in {"money", "price"}:
        tail = case.items[: case.at]
        if not any(item.kind == "M" and item.code == case.metric.code for item in tail):
            parts = words("shares", "price_parts")
            if any(
                a.low.rpartition(" ")[2] in parts and (b.kind in {"V", "U"} or b.low in {"of", "at"})
                for a, b in pairwise(tail)
            ):
                return True
        return any(
            a.low in words("shares", "price_gaps") and b.low in {"of", "over", "to", "between", "against", "for"}
            for a, b in pairwise(tail)
        )
    if case.quantity.kind not in {"points", "percent"} or case.metric.code in {"oil_price", "commodity_price"}:
        return False
    return any(item.low.rpartition(" ")[2] in _GAPS for item in case.items[: case.at])


@only(kinds={"points"}, words=_GAPS)
def _is_gap_of_rates(case: Case) -> bool:
    """How far two rates are apart, whatever is told of: "The rate gap widened to 2 percentage points"."""
    rates = pairwise(item.low for item in case.items[: case.at])
    return any(b in _GAPS and a.endswith(("rate", "rates", "yield", "yields")) for a, b in rates)


@only(kinds={"percent"}, words=_ROW_ENDS)
def _is_end_of_row(case: Case) -> bool:
    """How many of a row of people or firms are meant: "the bottom 20 percent earned 1.1 million won", "the top 1 percent of taxpayers"."""
    if case.at < 2 or case.items[case.at - 1].low not in _ROW_ENDS:
        return False
    return case.items[case.at - 2].low in {"the", "for", "in", "among"} and not case.quantity.decimals


@only(kinds={"percent", "fraction"}, words=words("polls", "firms"))
def _is_part_of_firms(case: Case) -> bool:
    """A part of those who do something: "Some 37 percent of builders cut prices", "a third of companies plan to hire"."""
    if case.reading.own is not None:
        return False
    behind = [item for item in case.items[case.at + 1 : case.at + 8] if item.kind not in {"E", "H", "G", "U"}]
    if len(behind) < 3 or behind[0].low != "of" or behind[1].kind not in {"w", "P", "M"}:
        return False
    return behind[1].low in words("polls", "firms") and behind[2].kind in {"V", "A"}


@only(kinds=PER_CENT, codes=_BANDED)
def _is_band(case: Case) -> bool:
    """The band that inflation is to stay in: "the target range of 2 to 3 per cent", "the lower limit is 1.5 percent"."""
    text, start, end = case.story.text, case.quantity.start, case.quantity.end
    before, behind = text[max(0, start - 36) : start].lower(), text[end : end + 24].lower().lstrip(" -")
    before = re.sub(r"[\w.]+ (?:to|and)$", "", before.rstrip()).rstrip()
    bands = tuple(words("units", "bands"))
    joined = any(before.endswith(band + link) for band in bands for link in (" of", " is", " at", ","))
    return (joined or behind.startswith(bands)) and not (case.metric.code == "policy_rate" and not case.metric.weak)


@only(kinds=COUNTS, measures={"level", "change_abs"})
def _is_count_beside_rate(case: Case) -> bool:
    """How many of something, beside a word for a rate: "the poverty line for a family of five", "48 members, 19 of them from the region"."""
    if case.quantity.decimals:
        return False
    return bool(case.metric.data.get("rate")) or (case.metric.growth and case.metric.code == "gdp")


#: Rates that markets foresee are lower than what they hold likely.
_LIKELY = 10


@only(codes={"policy_rate"})
def _is_likelihood(case: Case) -> bool:
    """How likely markets hold a move of rates: "raised bets on a September cut to 48%", "odds of a cut fell to 30 per cent"."""
    if case.quantity.unit != "%" or abs(case.quantity.value) < _LIKELY:
        return False
    wagers = entries.words("markets", "wagers")
    return any(item.low in wagers for item in case.items[: case.at])


def _is_margin_of_error(case: Case) -> bool:
    """How far a value may be off: "$20 billion, plus or minus 2%", "give or take 5 percent"."""
    before = case.story.text[max(0, case.quantity.start - 16) : case.quantity.start].lower().rstrip()
    return before.endswith(("plus or minus", "+/-", "±", "give or take"))


@only(kinds={"fraction"})
def _is_part_of_number(case: Case) -> bool:
    """A fraction of another number, which tells nothing of itself: "little more than half of the 2.7% of the October budget"."""
    behind = [item for item in case.items[case.at + 1 : case.at + 4] if item.kind not in {"E", "G"}]
    return len(behind) > 1 and behind[0].low == "of" and behind[1].form == "percent"


#: So many items behind a multiple it is told what it is one of.
_FEW_WORDS = 7


@only(measures={"change_pct"})
def _is_lonely_origin(case: Case) -> bool:
    """What a share came down from whose new value was no fact: "66 percent of HBM output, down from 87 percent"."""
    if case.reading.rule != "from" or case.metric.growth:
        return False
    if (case.metric.code == "gdp" or case.metric.code in words("units", "by_change")) and _goes_to(case):
        return False
    facts, begin = case.story.facts, case.story.sentence.start
    if (
        facts
        and case.items[0].kind in {"O", "W"}
        and (facts[-1].metric, facts[-1].measure) == (case.metric.code, case.measure)
    ):
        return False  # "grew by 0.8 percent. That was up from 0.7 percent"
    return not any(fact.char_start >= begin for fact in facts)


def _goes_to(case: Case) -> bool:
    """Whether the number that this one came to follows in the clause: "Core inflation slowed from 3.8% in March to 3.6%"."""
    behind = case.items[case.at + 1 :]
    return any(a.low == "to" and b.form == "percent" for a, b in pairwise(behind))


@only(measures={"change_pct", "change_abs", "change_pp"})
def _is_of_object(case: Case) -> bool:
    """A change of what its verb acts on, not of the last metric: "AI tools have cut registration time by 70 percent"."""
    if case.how != "context":
        return False
    if case.metric.code == "market_share" and case.measure == "change_pct" and case.quantity.kind == "percent":
        return True  # "CATL led with 400 GWh, up 35.7 percent"
    governor = case.reading.governor
    if (
        governor is None
        or governor.kind != "V"
        or governor.code not in {"raise", "lower"}
        or governor not in case.items
    ):
        return False
    figures = words("shares", "figures")
    between = [
        item for item in case.items[case.items.index(governor) + 1 : case.at] if item.kind not in {"E", "G", "H"}
    ]
    nouns = [item for item in between if item.kind in {"w", "P"}]
    return (
        bool(nouns)
        and between[0].kind in {"w", "P"}
        and not any(item.low in figures or item.kind == "M" for item in between)
    )


def _told_here(case: Case) -> bool:
    """Whether the sentence has told a figure before."""
    last = case.story.facts[-1] if case.story.facts else None
    return last is not None and last.char_start >= case.story.sentence.start


def _is_ratio(case: Case) -> bool:
    """Whether a multiple is a ratio of two amounts: "Leverage fell to 2.1 times", "equivalent to four times that"."""
    before = [item.low for item in case.items[: case.at] if item.kind != "G"]
    if before[-2:] in (["equal", "to"], ["equivalent", "to"]):
        return True
    if before[-1:] == ["at"] and any(word.startswith(("valu", "trad")) for low in before for word in low.split()):
        return True  # "The deal values it at 11.5 times its EBITDA of 135 million reais"
    return any(word in case.sentence for word in words("shares", "ratios"))


def _is_loose_multiple(case: Case) -> bool:
    """A multiple beside a verb that makes things: "delivers a response time 150 times faster"."""
    if case.quantity.text in {"doubling", "doubles"} and case.story.text.startswith(" as ", case.quantity.end):
        return True  # "doubling as the commander", "a port that doubles as a hub"
    if case.quantity.kind == "multiple" and case.metric.code == "policy_rate":
        return True  # "cut rates three times last year"
    if case.quantity.kind == "multiple" and (_is_of_change(case) or _is_ratio(case)):
        return True
    if case.quantity.kind == "number" and case.quantity.text.endswith("times"):
        return True  # "a backlog equal to 4.5 times 2023 revenue"
    led = case.items[case.at + 1 : case.at + 3]
    if (
        case.quantity.kind == "multiple"
        and len(led) > 1
        and led[0].low in {"its", "the", "their"}
        and led[1].low == "fleet"
    ):
        return True  # "aims to double its fleet"
    if case.quantity.kind == "multiple" and led and led[0].low == "the number" and not _told_here(case):
        counted = next((item for item in reversed(case.items[: case.at]) if item.kind == "Q"), None)
        if (
            counted is not None
            and counted.form in {"count", "number"}
            and case.metric.data.get("level_unit") == "money"
        ):
            return True  # "1,300 weavers in the cotton trade were laid off, twice the number of last spring"
    if case.quantity.kind != "multiple" or case.metric.name:
        return False
    last = case.story.facts[-1] if case.story.facts else None
    before = next((item for item in reversed(case.items[: case.at]) if item.kind == "Q" and item.form == "money"), None)
    if before is not None and (last is None or last.char_start < case.story.sentence.start):
        return True  # a multiple of a sum that is no fact
    if last is not None and last.char_start >= case.story.sentence.start and last.measure == "level":
        behind = case.items[case.at + 1 : case.at + 2]
        if last.metric == case.metric.code and behind and behind[0].low in words("shares", "multiplied"):
            return False  # "shipped 61 million phones, three times as many as a year before"
    return not any(sign_of(item) for item in case.items if item.kind == "V")


def _is_of_change(case: Case) -> bool:
    """Whether a multiple is one of an earlier change: "rose 1.8 percent in May, double the previous month's gain"."""
    told = case.story.facts[-1] if case.story.facts else None
    if told is None or told.char_start < case.story.sentence.start:
        return False
    if (told.metric, told.measure) != (case.metric.code, "change_pct"):
        return False
    for item in case.items[case.at + 1 : case.at + _FEW_WORDS]:
        if item.kind in {"Q", "V", ",", "J"}:
            return False
        if item.kind == "N" or item.low in entries.words("readings", "paces"):
            return True
    return False


@only(codes={"tariff_rate"}, measures={"change_pct"})
def _is_own_price(case: Case) -> bool:
    """What a company charges, no duty: "The utility raised tariffs by 4 percent"."""
    before = case.items[: case.at]
    firm = any(item.kind == "C" or item.form == "company_pronoun" for item in before)
    return firm and not any(item.kind in {"L", "P"} or item.low in {"import", "imports"} for item in case.items)


@only(kinds={"multiple"})
def _is_multiple_of_goal(case: Case) -> bool:
    """A multiple of what is aimed at or foreseen: "three times the central bank's goal of 2.0%", "twice as many as expected"."""
    behind = [item.low for item in case.items[case.at + 1 : case.at + 8]]
    own = case.items[case.at + 1 : case.at + 4]
    if len(own) > 2 and own[0].low in {"its", "their"} and own[1].kind == "w" and own[2].kind not in {"M", "w", "P"}:
        return True  # "wants to double its fleet"
    if any(low.startswith(("size of", "the size of")) for low in behind[:2]) or behind[:2] == ["the", "size"]:
        return True  # "assets of more than five times the size of the economy"
    foreseen = entries.words("senses", "foreseen") | entries.words("growth", "pollsters")
    return not words("shares", "set").isdisjoint(behind) or (
        case.measure == "change_pct" and any(low.rpartition(" ")[2] in foreseen for low in behind)
    )


@only(kinds={"percent"}, measures={"change_pct"})
def _is_of_count(case: Case) -> bool:
    """The change of a count that is no fact: "which has 4,118 stores, 4 percent fewer than a year ago"."""
    items, at = case.items, case.at
    if case.how == "read" or not items[at + 1 : at + 2] or items[at + 1].low not in {"fewer", "more"}:
        return False
    last = next((i for i in range(at - 1, -1, -1) if items[i].kind == "Q"), at)
    if last == at or items[last].form not in {"count", "number"} or items[last + 1].kind != "w":
        return False
    told = case.story.facts[-1] if case.story.facts else None
    between = all(item.kind in {"w", "P", "H", "G", ",", "J"} for item in items[last + 1 : at])
    return between and (told is None or told.char_start != items[last].start)


@only(kinds={"percent"}, measures={"share_pct"})
def _is_of_goods(case: Case) -> bool:
    """A part of goods that nothing was told of, where the clause has no figure of its own: "whose chips power 95 percent of smartphones"."""
    whole = case.items[case.at + 1 : case.at + 3]
    if case.items[0].low != "whose" or len(whole) < 2 or whole[0].low != "of" or whole[1].kind != "P":
        return False
    return case.how != "read" and not any(item.kind in {"V", "M"} for item in case.items)


@only(codes={"market_size"}, measures={"change_pct"})
def _is_of_bourse(case: Case) -> bool:
    """What a share's move is set against: "gained 1.6 percent, compared with a 0.2 percent gain in the wider market"."""
    told = case.story.facts[-1] if case.story.facts else None
    if told is None or told.metric not in {"share_price", "stock_index"} or told.char_start < case.story.sentence.start:
        return False
    at = next((i for i, item in enumerate(case.items) if item.start == case.metric.start), 0)
    return at > 0 and case.items[at - 1].low in entries.words("markets", "broad")


@only(kinds=PER_CENT, homes=NOT_OF_COUNTRIES)
def _is_stake(case: Case) -> bool:
    """A part of a company that somebody owns or trades: "holds 24.4% of Orvel and owns a further 19.5%", "its largest shareholder with
    13.5%", "sold 0.6% of Orvel for $5 million"."""
    if any(item.low in {"owned", "-owned"} for item in case.items[case.at + 1 : case.at + 2]):
        return True  # "is 51 percent owned by"
    if case.metric.code == "market_share":
        return False
    whole = case.items[case.at + 1 : case.at + 4]
    if len(whole) == 3 and whole[0].low == "of" and whole[1].kind == "C" and whole[2].kind not in {"'", "M", "P", "w"}:
        return True
    before = [item for item in case.items[: case.at] if item.kind not in {"G", "E", "H", "D"}]
    held = bool(before) and (before[-1].low in _OWNS or before[-1].low.rpartition(" ")[2] in _OWNS)
    return held or any(item.low in _OWNERS for item in before)


#: What is told as a part of GDP and has limits by law or treaty.
_LIMITED = {"budget_balance", "debt"}


@only(kinds={"percent"}, words={"threshold"} | words("shares", "limits"))
def _is_limit(case: Case) -> bool:
    """A limit that is set, no value that was reached: "more than twice the EU's 3 percent limit", "above the 50% threshold"."""
    behind = case.items[case.at + 1 : case.at + 2]
    if behind and behind[0].low == "of" and any(item.code == "gdp" for item in case.items[case.at + 2 : case.at + 4]):
        behind = case.items[case.at + 4 : case.at + 5]
    if not behind:
        return False
    return behind[0].low == "threshold" or (case.metric.code in _LIMITED and behind[0].low in words("shares", "limits"))


#: The questions of this room, each of which may say that the number is no amount of its metric.
DOUBTS: tuple[Callable[[Case], bool], ...] = (
    _is_foreign_percent,
    _is_foreign_part,
    _is_gap,
    _is_gap_of_rates,
    _is_end_of_row,
    _is_part_of_number,
    _is_part_of_firms,
    _is_band,
    _is_count_beside_rate,
    _is_likelihood,
    _is_margin_of_error,
    is_unmoved,
    _is_lonely_origin,
    _is_of_object,
    _is_loose_multiple,
    _is_multiple_of_goal,
    _is_own_price,
    _is_limit,
    _is_stake,
    _is_of_count,
    _is_of_goods,
    _is_of_bourse,
)
