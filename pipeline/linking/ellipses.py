"""Ellipses: what a sentence puts before its first statement, and what its numbers leave out."""

from __future__ import annotations

from dataclasses import replace

from pipeline.linking.items import Item
from pipeline.periods.period import Period
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: Ends of numbers that are amounts of money where money stands before them.
_WEIGHTS = {"t", "kg", "bbl", "[bu_us]", "m3", "L"}
#: Behind a change they say which way it went.
_DOWN = {"lower", "down", "weaker"}
_DIRECTIONS = _DOWN | {"higher", "up", "firmer", "stronger"}
_SCALES = ("million", "billion", "trillion", "bn", "mn", "tn", "mln", "bln", "tln", "crore")


def without_dateline(items: list[Item], text: str) -> list[Item]:
    """The items behind a dateline: "ATLANTA (AP) --", "Jan 2 (Reuters) -", "OSAKA, May 8 -"; all where there is none."""
    if len(items) > 1 and items[0].kind == "L" and text[items[0].end : items[1].start].strip() == "--":
        return items[1:]
    if len(items) > 2 and items[0].kind == "L" and _is_bare_place(items[0], items[1], text):
        return items[1:]
    dash = next(
        (
            i
            for i, item in enumerate(items[:14])
            if item.low in {"--", "—", "–", "-", "―"} or (item.low == ":" and i == 1)
        ),
        None,
    )
    if not dash or dash + 1 >= len(items):
        return items
    head = items[:dash]
    placed = head[0].kind in {"L", "P"} or (
        head[0].end - head[0].start > 2 and text[head[0].start : head[0].end].isupper()
    )
    closed = head[-1].kind == ")" and any(item.kind == "(" for item in head)
    dated = any(item.kind == "T" for item in head)
    plain = all(item.kind in {"L", "w", "T", ",", ".", "(", ")", "C", "B", "P", "Q"} for item in head)
    only_place = head[0].kind == "L" and all(item.kind in {"L", ","} for item in head)
    if plain and ((closed and (dated or placed or len(head) <= 6)) or (dated and placed) or only_place):
        return items[dash + 1 :]
    return items


def _is_bare_place(place: Item, following: Item, text: str) -> bool:
    """Whether a place in capitals opens a paragraph with nothing between it and the report: "DETROIT General Motors said"."""
    named, behind = text[place.start : place.end], text[following.start : following.start + 2]
    opens = place.start == 0 or text[place.start - 1] == "\n"
    return opens and len(named) > 3 and named.isupper() and behind[:1].isupper() and behind[1:].islower()


#: What examples of goods are told with.
_NAMES_GOODS = {"w", "P", "E", "H", "J", ","}


def drop_examples(items: list[Item]) -> list[Item]:
    """The items without examples of goods before a verb and without what is said to be among them: "travel goods such as backpacks and
    handbags surged", "comics, webtoons included, rose"."""
    for i, item in enumerate(items):
        such = item.low == "such" and i > 0 and items[i + 1 : i + 2] != [] and items[i + 1].low == "as"
        if (
            (such or item.low in {"like", "namely"})
            and i
            and items[i - 1].low in entries.words("modifiers", "any_goods")
        ):
            if any(later.low == "respectively" for later in items[i + 2 :]):
                row = items[
                    i + 1 + such :
                ]  # "Branches such as shoes, bags and belts grew by 2, 3 and 4 percent respectively"
                begin = next((j + 1 for j in range(i - 1, -1, -1) if items[j].kind not in {"w", "H", "E"}), 0)
                return [*items[:begin], *row] if row[0].kind in {"w", "P", "H", "L", "C"} else items
        if such:
            end = next((j for j in range(i + 2, len(items)) if items[j].kind not in _NAMES_GOODS), len(items))
            if end < len(items) and items[end].kind == "V" and items[i - 1].kind in {"w", "P"}:
                return [*items[:i], *items[end:]]
        if item.low == "included" and items[i + 1 : i + 2] and items[i + 1].kind == ",":
            begin = next((j for j in range(i - 1, -1, -1) if items[j].kind not in {"w", "P", "H"}), -1)
            if 0 < begin < i - 1 and items[begin].kind == "," and items[begin - 1].kind in {"w", "P"}:
                return [*items[:begin], *items[i + 2 :]]
    return items


#: Branches of an economy whose names are those of flows.
BRANCHES = frozenset({"commerce", "trade"})


def name_branches(items: list[Item]) -> list[Item]:
    """Makes "commerce" and "trade" the branches that they are where they do something by themselves: "fishing shrank 6 percent, while
    commerce expanded 7 percent", "Trade, where shops close, accounted for 19,000 of the losses"."""
    for i, item in enumerate(items[:-1]):
        if item.kind != "M" or item.low not in BRANCHES or (i and items[i - 1].kind not in {",", "J", "K", ";"}):
            continue
        grows = item.low == "commerce" and items[i + 1].low in entries.words("growth", "economy")
        end = _behind_aside(items, i + 1)
        if grows or _takes_part(items, end):
            return [*items[:i], Item("w", item.start, item.end, item.low), *items[end:]]
    return items


def _behind_aside(items: list[Item], at: int) -> int:
    """Where a sentence goes on behind an aside with "where" that opens at `at`."""
    if items[at].kind != "," or not items[at + 1 : at + 2] or items[at + 1].low != "where":
        return at
    close = next((j for j in range(at + 2, len(items) - 1) if items[j].kind in {",", "Q"}), 0)
    return close + 1 if close and items[close].kind == "," else at


def _takes_part(items: list[Item], at: int) -> bool:
    """Whether a verb of making up a part stands at an item."""
    counted = next((item for item in items[at + 1 : at + 4] if item.kind == "Q"), None)
    return (
        items[at].kind == "V"
        and items[at].code == "share"
        and counted is not None
        and counted.form in {"count", "number"}
    )


#: So many items has what a place is called between commas at most, what it consists of and what that is about.
_ASIDE, _CALLS = 9, {"w", "G", "H", "D", "R", "M", "P", "E", "'", "J", "L", "O"}
_ABOUT = {"M", "P", "L", "O"}
_IN_TRADE = frozenset().union(*(entries.words("roles", key) for key in ("buys", "sells", "partners", "doers")))


def drop_asides(items: list[Item]) -> list[Item]:
    """The items without what a place is called between commas where that names what is not told of: "Portugal, more reliant on
    tourism, gets 2.7%", "Ghana, its main rival in the region, produced"; not without "Germany, Europe's largest economy,"."""
    for i in range(1, len(items) - 4):
        if items[i].kind != "," or (items[i - 1].kind != "L" and not items[i - 1].low.endswith("market")):
            continue
        end = _behind_aside(items, i)
        if end > i and items[0].low == "in" and i < _ASIDE:
            return [*items[: i + 1], *items[end:]]  # "In France, where strikes took their toll, the figure was"
        if (close := _closes_economy(items, i)) > 0:
            return [*items[:i], *items[close + 1 :]]
        if items[i + 1].kind not in {"D", "G", "w", "E", "O"} or items[i - 1].kind != "L":
            continue
        close = next((j for j in range(i + 2, min(len(items), i + _ASIDE)) if items[j].kind == ","), 0)
        inside = items[i + 1 : close]
        if (
            not close
            or any(item.kind not in _CALLS for item in inside)
            or not any(x.kind in _ABOUT for x in inside[1:])
        ):
            continue
        if inside[0].kind in {"E", "O"} and not _IN_TRADE.isdisjoint(x.low for x in inside):
            continue  # "China, its largest market in the region, took"
        led = next((item for item in inside[1:] if item.kind in _ABOUT | {"R"}), None)
        if led is not None and led.kind == "R" and items[close + 1 : close + 2] and items[close + 1].kind in {"V", "U"}:
            return [*items[:i], *items[close + 1 :]]
    return items


def _closes_economy(items: list[Item], i: int) -> int:
    """The comma that ends what a country's economy is called, where another metric of its own is told behind: "Egypt, the region's second
    largest economy, ran a deficit of"; 0 where none does."""
    close = next((j for j in range(i + 2, min(len(items) - 1, i + _ASIDE)) if items[j].kind == ","), 0)
    if not close or items[close - 1].low != "economy" or items[close + 1].kind not in {"V", "U"}:
        return 0
    number = next((j for j in range(close, len(items)) if items[j].kind == "Q"), 0)
    return close if any(item.kind == "M" for item in items[close:number]) else 0


def one_span(items: list[Item]) -> list[Item]:
    """Makes two months in a row one span where a single number is told of them: "Combined January and February exports fell 4.6 percent"."""
    for i in range(len(items) - 2):
        first, second = items[i], items[i + 2]
        if first.kind != "T" or second.kind != "T" or items[i + 1].low != "and":
            continue
        a, b = first.data.period, second.data.period
        if a is None or b is None or not a.precision == b.precision == "month" or a.shift(months=1) != b:
            continue
        numbers = [j for j in range(i + 3, len(items)) if items[j].kind == "Q"][:2]
        if not numbers:  # "rose 8 percent in January and February"
            numbers = [j for j in range(i) if items[j].kind == "Q"][-2:]
        listed = len(numbers) == 2 and items[numbers[1] - 1].kind == "J"
        listed = listed or items[i - 1].low == "both"
        if numbers and not listed and not any(item.low == "respectively" for item in items):
            span = Period.span(a.first, b.last)
            mention = replace(second.data, start=first.start, period=span)
            whole = Item(
                "T", first.start, second.end, f"{first.low} and {second.low}", second.code, second.form, mention
            )
            return [*items[:i], whole, *items[i + 3 :]]
    return items


def share_direction(items: list[Item]) -> list[Item]:
    """Gives an amount the word of direction that stands behind the same change in per cent: "settled 93 cents, or 1.5%, lower"."""
    for i in range(1, len(items) - 2):
        if items[i].low != "or" or items[i + 1].kind != "Q" or items[i + 1].form != "percent":
            continue
        first = i - 2 if items[i - 1].kind == "," and i > 1 else i - 1
        at = i + 3 if items[i + 2].kind == "," and i + 3 < len(items) else i + 2
        word = items[at]
        if items[first].kind != "Q" or word.low not in _DIRECTIONS:
            continue
        behind = items[at + 1 : at + 2]
        if at == i + 2 and items[first].form != "index_points":
            continue  # "were 120,000 tonnes, or 12 percent lower than"
        if word.low in {"up", "down"} and behind and behind[0].kind not in {".", ","} and behind[0].low != "at":
            continue
        down = word.low in _DOWN
        word.kind, word.code = "D", "comparative_down" if down else "comparative_up"
        word.low = "lower" if down else "higher"
        return [*items[: first + 1], word, *items[first + 1 : i + 2], word, *items[at + 1 :]]
    return items


def join_parts(items: list[Item]) -> list[Item]:
    """The items without an "of" that only repeats the one before: "the price of fruit rose 8.8% and of fresh vegetables 11.8%"."""
    for i in range(3, len(items) - 3):
        if items[i].low != "of" or items[i - 1].kind != "J" or items[i - 2].kind != "Q":
            continue
        end = i + 1
        while end < len(items) and items[end].kind in {"w", "P", "E"}:
            end += 1
        if end > i + 1 and end < len(items) and items[end].kind == "Q":
            return [*items[:i], *items[i + 1 :]]
    return items


def spell_out(items: list[Item]) -> list[Item]:
    """Gives numbers that leave out their currency or measure that of the amount before.

    "3.9 billion crowns, down from 7.7 billion", "Egypt (72.6 million kilos) and Britain (52.5 million)".
    """
    if [item.kind for item in items].count("Q") < 2:
        return items
    _share_nouns(items)
    last: Quantity | None = None
    inside = False  # of brackets
    for before, item in zip([None, *items], items, strict=False):
        inside = item.kind == "(" or (inside and item.kind != ")")
        if item.kind == "M" and last is not None and last.kind not in item.data.get("takes", ()):
            last = None
        if item.kind != "Q":
            continue
        quantity: Quantity = item.data
        if before is not None and before.kind == "(" and not (last is not None and last.kind == "physical"):
            continue
        if quantity.kind == "money":
            last = last if inside and last is not None and last.kind == "money" else quantity  # "($98m; £52m)"
        elif quantity.kind in {"percent", "points", "fraction"}:
            continue
        elif quantity.kind == "physical" and quantity.unit in _WEIGHTS:
            last = quantity
        elif (
            last is not None
            and quantity.kind in {"number", "count"}
            and quantity.noun is None
            and quantity.text.lower().endswith(_SCALES)
        ):
            item.data = replace(quantity, kind=last.kind, unit=last.unit)
            item.code, item.form = last.unit, last.kind
        else:
            last = None
    return items


def _share_nouns(items: list[Item]) -> None:
    """Gives the numbers of a list the noun of its last one: "43.4 million, 28.6 million and 28.5 million units"."""
    following: Quantity | None = None
    for item in reversed(items):
        if item.kind == "Q":
            quantity: Quantity = item.data
            if (
                following is not None
                and following.kind == "count"
                and quantity.kind in {"number", "count"}
                and quantity.noun is None
            ):
                item.data = replace(
                    quantity,
                    kind="count",
                    noun=following.noun,
                    noun_start=following.noun_start,
                    noun_end=following.noun_end,
                )
                item.form = "count"
            following = item.data
        elif item.kind not in {",", "J"}:
            following = None


#: What the first half of two names joined by "and" is short for, by its word and the metric of the second.
_HALVES = {
    ("headline", "core_consumer_prices"): "consumer_prices",
    ("overall", "core_consumer_prices"): "consumer_prices",
    ("consumer", "producer_prices"): "consumer_prices",
    ("producer", "consumer_prices"): "producer_prices",
    ("wholesale", "consumer_prices"): "producer_prices",
    ("import", "export_price"): "import_price",
    ("export", "import_price"): "export_price",
    ("budget", "current_account"): "budget_balance",
    ("fiscal", "current_account"): "budget_balance",
    ("trade", "current_account"): "trade_balance",
}
#: The first words of such pairs.
HALVES = frozenset(first for first, _ in _HALVES)


def name_halves(items: list[Item]) -> list[Item]:
    """Names the first of two metrics in full that share their last word where two numbers follow: "headline and core inflation"."""
    for i in range(1, len(items) - 3):
        if items[i].low != "and" or items[i + 1].kind != "M":
            continue
        first, second = items[i - 1], items[i + 1]
        code = _HALVES.get((first.low, second.code))
        if code is None or sum(item.kind == "Q" for item in items[i + 2 :]) < 2:
            continue
        name = f"{first.low} {second.low.rpartition(' ')[2]}"
        items[i - 1] = Item("M", first.start, first.end, name, code, second.form, second.data)
    return items
