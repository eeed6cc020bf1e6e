"""Ahead: what follows in a sentence's items, up to the next edge; nothing is cut here."""

from __future__ import annotations

from pipeline.linking.clause import NAMES, is_verb
from pipeline.linking.items import Item
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_REPORTING = entries.words("clauses", "reporting")

_CURRENCIES = {"dollar", "euro", "yen", "pound", "greenback", "sterling", "yuan", "basket"}
_EDGE = {",", ";", "(", ")", "K", "W", "X"}


class Ahead:
    """The items of a sentence, asked what follows at an index."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items

    def closing(self, at: int) -> int:
        """Index of the bracket that closes the one at `at` (or the end)."""
        depth = 0
        for j in range(at, len(self.items)):
            depth += (self.items[j].kind == "(") - (self.items[j].kind == ")")
            if depth == 0:
                return j
        return len(self.items)

    def next_dash(self, at: int) -> int | None:
        for j in range(at + 1, len(self.items)):
            if self.items[j].low in {"—", "–", "-", "--", "―"}:
                return j
        return None

    def ahead(self, at: int) -> tuple[str, int, bool]:
        """What comes first from `at` on: ("V", index, a name stands before it), ("Q", ...) or ("", ...) at an edge."""
        named = False
        resume = at
        for j in range(at, len(self.items)):
            if j < resume:
                continue
            item = self.items[j]
            if item.kind == "V" or (item.kind == "A" and is_verb(self.items, j)):
                return "V", j, named
            if item.kind == "Q" and item.form == "ordinal":
                continue  # "and No. 1 steelmaker POSCO dropped"
            if item.kind == "Q":
                return "Q", j, named
            if (
                item.kind == ","
                and named
                and j + 2 < len(self.items)
                and (self.items[j + 1].kind == "Q" or (self.items[j + 1].low == "at" and self.items[j + 2].kind == "Q"))
            ):
                continue  # "the surplus, at $1.19 trillion, exceeded ..."
            if item.kind == "," and named and (resume := self._behind_apposition(j) or self._behind_including(j)):
                continue
            if item.kind == "(" and named and (resume := self._behind_name_again(j)):
                continue
            if item.kind in _EDGE:
                return "", j, named
            named = named or item.kind in NAMES or item.kind in {"w", "N"}
        return "", len(self.items), named

    def tells_of_other(self, i: int, verb: Item) -> bool:
        """Whether somebody reports, without "that", what another did: "IDC reported Orvell's share fell to 9 percent"; not "X reported net
        profit attributed to owners"."""
        if verb.form != "past" or verb.low not in _REPORTING or self.items[i].kind != "C":
            return False
        kind, where, _ = self.ahead(i)
        return kind == "V" and self.items[where].form == "past"

    def list_rises(self, at: int) -> bool:
        """Whether a list of names with a participle opens here: "cars, batteries and ships rising 68, 43 and 40 percent"."""
        joined = False
        for item in self.items[at : at + 20]:
            if item.kind == "V":
                return joined and item.low.endswith("ing")
            if (
                item.kind not in NAMES
                and item.kind not in {",", "J", "E", "H", "w", "'"}
                and item.low not in {"of", "to"}
            ):
                return False
            joined = joined or item.kind == "J"
        return False

    def _behind_name_again(self, at: int) -> int:
        """Where the sentence goes on behind a bracket that only names something again: "the DS (chip) division"; or tells a change of
        what is listed: "imports of oil (21%) and gas (11%) also fell"; else 0."""
        close = self.closing(at)
        inside, behind = self.items[at + 1 : close], self.items[close + 1 : close + 2]
        if len(inside) == 1 and inside[0].form == "percent" and self.items[at - 1].kind in {"P", "L"}:
            return close + 1 if behind and behind[0].kind in {"J", "V", "G"} else 0
        if len(inside) > 4 or any(item.kind in {"Q", "V", "T"} for item in inside):
            return 0
        if self.items[at - 1].kind in {"I", "C"} and behind and behind[0].kind in {"V", "U"}:
            return close + 1  # "the CAC 40 (PX1) lost 2 percent"
        return close + 1 if behind and behind[0].kind in {"w", "P", "M"} else 0

    def _behind_including(self, at: int) -> int:
        """Where the sentence goes on behind ", including vaccines,"; 0 where nothing such is set in."""
        if at + 1 >= len(self.items) or self.items[at + 1].low not in {"including", "excluding"}:
            return 0
        for j in range(at + 2, min(at + 9, len(self.items))):
            if self.items[j].kind in {"Q", "V"}:
                return 0
            if self.items[j].kind == ",":
                return j + 1
        return 0

    def _behind_apposition(self, comma: int) -> int:
        """Index of the verb behind an apposition between commas ("X, the country's sole aircraft maker, climbed"); 0 where none opens."""
        for j in range(comma + 1, min(comma + 13, len(self.items) - 1)):
            item = self.items[j]
            if item.kind == ",":
                return j + 1 if j > comma + 2 and self.items[j + 1].kind in {"V", "U"} else 0
            if item.kind in {"V", "Q", "K", "W", "X", "(", ";", "J", "A"}:
                return 0
        return 0

    def behind_relative(self, comma: int) -> int:
        """Index of the verb behind a relative between commas ("exports, which make up half of GDP, fell"); 0 where none opens."""
        if comma + 1 >= len(self.items) or self.items[comma + 1].low != "which":
            return 0
        close = next((j for j in range(comma + 2, len(self.items) - 1) if self.items[j].kind == ","), 0)
        behind = self.items[close + 1]
        return close + 1 if close and behind.kind in {"V", "U"} and behind.form != "ing" else 0

    def is_currency(self, at: int) -> bool:
        """Whether a currency follows without an amount: "slid 2.9 percent against the dollar this month"."""
        at += at < len(self.items) and self.items[at].kind == "E"
        if at >= len(self.items):
            return False
        item = self.items[at]
        named = item.code == "exchange_rate" or item.low.removesuffix("s") in _CURRENCIES
        behind = self.items[at + 1 : at + 3]
        led = bool(behind) and (behind[0].low in {"to", "at"} or behind[0].kind in {"V", "U"})
        return named and (led or not any(x.kind == "Q" for x in behind))  # "its rate against the dollar was 1,422"

    def is_doing(self, at: int) -> bool:
        """Whether a participle of doing something follows "after": "after importing", not "after falling 3 percent", nor where the sentence
        begins with "after reaching 11 percent"."""
        if at >= len(self.items) or self.items[at - 1].low != "after":
            return False
        item = self.items[at]
        return (
            item.kind in {"V", "A"}
            and item.low.endswith("ing")
            and item.code in ({"reach", "other", "imports", "exports"} if at > 1 else {"other", "imports", "exports"})
            and self.has_quantity(at)
        )

    def has_quantity(self, at: int) -> bool:
        """Whether a number follows before the next comma."""
        for j in range(at, len(self.items)):
            if self.items[j].kind == "Q":
                return True
            if self.items[j].kind in {",", ";"}:
                return False
        return False

    def is_set_off(self, at: int) -> bool:
        """Whether a name stands here with its number behind a comma: "followed by Chile, at $20 million"."""
        j = next((j for j in range(at, len(self.items)) if self.items[j].kind not in {"E", "w", "L", "P", "C"}), at)
        kinds = [item.kind for item in self.items[j : j + 3]]
        return j > at and kinds == [",", "R", "Q"] and self.items[j + 1].low in {"with", "at"}

    def only_time(self, i: int) -> bool:
        """Whether nothing but a time follows up to the next edge: "compared with $10 million, in the year-ago quarter"."""
        j = i
        while j < len(self.items) and self.items[j].kind in {"R", "E"}:
            j += 1
        if j >= len(self.items) or self.items[j].kind != "T":
            return False
        return j + 1 >= len(self.items) or self.items[j + 1].kind in {",", ";", "."}
