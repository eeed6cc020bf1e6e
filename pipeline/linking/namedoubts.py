"""Doubts about names and tables: numbers that are a name, a mark on an index or a cell, not a value that somebody told."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from pipeline.linking.case import Case, words
from pipeline.linking.only import COUNTS, only
from pipeline.linking.story import about_company
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_INDICES = words("shares", "indices")
_COUNTED = words("shares", "counted")
_VISITS, _WANTED = words("shares", "visits"), words("shares", "wanted")

#: What is numbered, and the letters of a text in which it stands before its number.
_LABELS, _LABEL = words("names", "labels"), 10
#: Numbers without any verb in one line: a table whose cells were run together.
_TABLE = 6
#: Airliners by their number.
_AIRLINERS = {707, 717, 727, 737, 747, 757, 767, 777, 787}


#: No market trades fewer shares in a day; as many shares of different companies may rise or fall.
_FEWEST_TRADED = 10_000


@only(kinds=COUNTS, measures={"level"})
def _is_designation(case: Case) -> bool:
    """A number that is a name: "its 737 MAX", "the top five", "see chart 2"."""
    text, start, end = case.story.text, case.quantity.start, case.quantity.end
    if case.items[case.at].tied and case.at and case.items[case.at - 1].low[-1:].isdigit():
        return True  # "Boeing 777-9"
    if case.quantity.value in _AIRLINERS and text[start:end].endswith("X"):
        return True  # "for its new 777X"
    if case.quantity.value in _AIRLINERS and text[start:end].isdigit():
        behind = text[end : end + 12].lstrip(" -")
        return text[max(0, start - 8) : start].rstrip().endswith("Boeing") or behind.startswith(
            tuple(words("names", "versions"))
        )
    led = text[max(0, start - _LABEL) : start].lower()
    if led.endswith(" ") and led.split()[-1].lstrip("(") in _LABELS and text[start:end].isdigit():
        return True  # "(see chart 2)"
    return case.quantity.value < 101 and led.endswith("top ")


#: So many letters a number and what it is counted on stand apart at most.
_CLAUSE = 35


@only(kinds=COUNTS)
def _is_denominator(case: Case) -> bool:
    """How many a rate is counted on: "6.77 births per 1,000 people", "12 cars for every 1,000 residents"."""
    before = case.story.text[max(0, case.quantity.start - 14) : case.quantity.start].lower()
    return before.endswith((" per ", " for every ", " out of every ", " in every "))


@only(kinds=COUNTS, codes={"job_openings"})
def _is_ratio_in_words(case: Case) -> bool:
    """A ratio told once more in words: "stood at 1.22, meaning 122 openings for every 100 job seekers"."""
    behind = case.story.text[case.quantity.end : case.quantity.end + _CLAUSE].lower().partition(".")[0]
    return " for every " in behind and "," not in behind and case.quantity.value >= 1


def _is_threshold(case: Case) -> bool:
    """A line that an index stands above or below: "has been sub-50 since July"."""
    start = case.quantity.start
    return case.story.text[max(0, start - 4) : start].lower() in {"sub-", "sub ‑"}


@only(measures={"level", "change_abs"})
def _is_base(case: Case) -> bool:
    """What an index is set against: "(2020=100)", "against the 2015 base of 100", "above the 50 that divides growth"."""
    if case.quantity.value not in {0, 50, 100} or case.quantity.unit != "1":
        return False
    text, start, end = case.story.text, case.quantity.start, case.quantity.end
    before, behind = text[max(0, start - 24) : start].lower(), text[end : end + 60].lower()
    if before.rstrip().endswith("=") or any(word in before for word in words("units", "bases")):
        return True
    if case.metric.code == "pmi" and case.quantity.value == 50 and not case.quantity.decimals:
        said = before.split()[-1:]
        if said and said[0] in {"below", "above", "under", "over", "the", "beneath", "past", "than"}:
            return True  # "the first reading below 50 in seven months"
    return any(word in behind for word in words("units", "separating"))


@only(codes=_INDICES | {"trading_volume"})
def _is_loose_index(case: Case) -> bool:
    """A small whole number behind talk of an index: "losers beating winners 544 to 329"."""
    if case.metric.code == "trading_volume" and case.quantity.unit == "1":
        return case.quantity.value < _FEWEST_TRADED and case.how != "read"
    if case.metric.code == "trading_volume" or case.measure != "level" or case.quantity.unit != "1":
        return False
    if case.quantity.value < 10:
        return True
    return case.how == "context" and case.quantity.decimals == 0 and case.quantity.kind in {"count", "number"}


@only(kinds=COUNTS)
def _is_count_of_shares(case: Case) -> bool:
    """How many shares rose and how many fell: "advancing issues outnumbered decliners 1,217 to 397"."""
    if case.quantity.decimals:
        return False
    return any(item.low in _COUNTED for item in case.items)


@only(codes={"stock_index", "share_price"}, kinds={"points", "index_points", "number"})
def _is_pull(case: Case) -> bool:
    """By how many points one share moved an index: "contributing about 80 points to the rise of the Taiex"."""
    pulls = entries.words("growth", "contributes")
    return any(item.low in pulls for item in case.items[: case.at])


@only(codes={"share_price", "eps", "price_target", "revenue", "net_income", "operating_profit", "ebitda"})
def _is_multiple_of_it(case: Case) -> bool:
    """So many times what a share is worth: "valued at 21x its earnings"."""
    end = case.quantity.end
    return case.story.text[end : end + 1] in {"x", "X", "×"} and not case.story.text[end + 1 : end + 2].isalnum()


def _is_cell(case: Case) -> bool:
    """A cell of a table run together into one line."""
    if len(case.story.quantities) < _TABLE:
        return case.sentence.count(" dn ") > 3
    kinds = [item.kind for item in case.items]
    return kinds.count("Q") >= _TABLE and not {"V", "A", "N", "D"} & set(kinds) or case.sentence.count(" dn ") > 3


#: The questions of this room, each of which may say that the number is no amount of its metric.
#: How sure somebody is of a number.
_INTERVAL = re.compile(r"\bconfidence (?:interval|band|limit|range)s?\b")
_LEVEL = re.compile(r"\bconfidence (?:level|rate) of (?:about |around )?$")


@only(kinds={"percent", "points", "number"})
def _is_of_interval(case: Case) -> bool:
    """How sure a forecast is, and within what: "with a 90 percent confidence interval of 0.2 to 2.8 percent"."""
    if "confidence" not in case.sentence:
        return False
    said, begin = _INTERVAL.search(case.sentence), case.story.sentence.start
    if said is None:
        return _LEVEL.search(case.sentence[: case.quantity.start - begin]) is not None
    return case.quantity.end - begin >= said.start() - 1


@only(kinds=COUNTS)
def _is_stretch(case: Case) -> bool:
    """How many quarters or months something was so: "in the two prior quarters", "after three weak months"."""
    behind = case.items[case.at + 1 : case.at + 4]
    noun = next((i for i, item in enumerate(behind) if item.kind not in {"H", "w"} or _is_time(item.low)), None)
    return noun is not None and _is_time(behind[noun].low) and case.quantity.value < _FEW_TIMES


#: More quarters or months than that nobody counts.
_FEW_TIMES = 100


def _is_time(low: str) -> bool:
    return low in words("names", "stretches")


@only(codes={"budget", "government_spending", "budget_balance", "investment"}, kinds={"percent"})
def _is_effect(case: Case) -> bool:
    """How much money spent does for the economy: "the stimulus will boost growth by 2 percent of GDP"."""
    adds = entries.words("growth", "adds")
    verb = next((i for i, item in enumerate(case.items[: case.at]) if item.low in adds), None)
    if verb is None:
        return False
    behind = case.items[verb:]
    return any(b.kind == "M" and b.code == "gdp" and a.low != "of" for a, b in pairwise(behind))


#: What a part of a price is of.
_OF_PRICE = re.compile(r"\s*of the (?:[\w-]+ ){0,4}market prices?\b", re.IGNORECASE)


@only(kinds={"percent"}, codes={"market_share", "market_size"})
def _is_part_of_price(case: Case) -> bool:
    """A part of a market's price is none of the market: "are to be paid 55 percent of the usual market price"."""
    return _OF_PRICE.match(case.story.text, case.quantity.end) is not None


@only(codes={"policy_rate"})
def _is_range_of_company(case: Case) -> bool:
    """What a company wants one of its ratios to be, no bank's rate: "back within the lender's target range of 75 to 100 basis points"."""
    return case.metric.name == "target range" and about_company(case.story)


@only(kinds={"percent"}, codes={"revenue", "sales_volume"}, words=_VISITS)
def _is_of_visits(case: Case) -> bool:
    """How many come to shops and what each of them spends: "same-store sales rose 4 percent, with traffic down 0.5 percent"."""
    before = case.items[: case.at]
    said = next((i for i in range(len(before) - 1, -1, -1) if before[i].low in _VISITS), -1)
    return said >= 0 and not any(item.kind == "M" and item.code == case.metric.code for item in before[said:])


@only(kinds={"percent", "multiple"}, words=_WANTED)
def _is_demand_for_shares(case: Case) -> bool:
    """By how much more shares were wanted than offered: "the rights issue was oversubscribed by 60.5 percent"."""
    return any(item.low in _WANTED for item in case.items[max(0, case.at - 4) : case.at])


@only(kinds={"money"}, codes={"industrial_production"})
def _is_of_division(case: Case) -> bool:
    """What a division called by what it does earned: "oil production and operations slipped to $3.6 billion"."""
    return about_company(case.story) and not any(item.kind in {"L", "C"} for item in case.items)


#: Fewer of a currency than this are told in words of something else.
_FEW = 20


@only(codes={"exchange_rate"}, kinds=COUNTS | {"points", "index_points"}, measures={"level"})
def _is_no_rate(case: Case) -> bool:
    """A number in words in talk of a currency: "the dinar sank at one point to 9.8", "told six of the country's exporters"."""
    text = case.quantity.text
    return not any(sign.isdigit() for sign in text) and case.quantity.value < _FEW


DOUBTS: tuple[Callable[[Case], bool], ...] = (
    _is_part_of_price,
    _is_range_of_company,
    _is_of_visits,
    _is_demand_for_shares,
    _is_of_division,
    _is_designation,
    _is_denominator,
    _is_ratio_in_words,
    _is_threshold,
    _is_base,
    _is_loose_index,
    _is_no_rate,
    _is_count_of_shares,
    _is_pull,
    _is_multiple_of_it,
    _is_cell,
    _is_of_interval,
    _is_stretch,
    _is_effect,
)
