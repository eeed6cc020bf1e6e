"""Commas: what a comma does in a sentence: it ends a clause, begins a participle, a statement or an ellipsis, or does nothing."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from pipeline.linking.ahead import Ahead
from pipeline.linking.clause import Clause
from pipeline.linking.items import Item
from pipeline.linking.reading import sign_of
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_TELLING = entries.words("clauses", "telling")

#: Subordinating words that a noun phrase follows, not a clause.
_PREPOSITIONAL = {
    "despite", "in spite of", "amid", "thanks to", "due to", "owing to", "because of", "on the back of",
    "instead of", "rather than", "following",
}  # fmt: skip


#: What names the goods of a list.
_NAMED = {"P", "w", "H", ","}
#: Behind a number, how a record was made, and what such a number is called.
_DATING = entries.words("timing", "setting")
_PEAKS = entries.words("readings", "records") | {"record", "high", "low", "peak", "best", "highest", "lowest"}


class _Comma(NamedTuple):
    """A comma with what follows it: the first item past adverbs and conjunctions, whether one of these joins, and what lies ahead of that."""

    place: int
    at: int
    first: Item
    joined: bool
    kind: str
    where: int
    named: bool


def _opens_with_verb(relative: Clause) -> bool:
    """Whether a relative clause of a subject begins with a verb that no list knows: "Net lending, which refers to revenue minus
    spending,"."""
    first = relative.items[0] if len(relative.items) > 1 else None
    whole = relative.parent is not None and relative.parent.has_verb()
    return not whole and first is not None and first.kind == "w" and first.low.endswith(("s", "ed"))


class Commas(Ahead):
    """The clauses of a sentence so far; `now` is the one that takes the next item."""

    def __init__(self, items: list[Item]) -> None:
        super().__init__(items)
        self.clauses: list[Clause] = []
        self.now = self.open("main", None)

    def open(self, link: str, parent: Clause | None, cue: str = "") -> Clause:
        """Begins a clause beside or inside another; does not yet turn to it."""
        clause = Clause(link, parent=parent, before=list(parent.items) if parent else [], cue=cue)
        self.clauses.append(clause)
        return clause

    def host(self) -> Clause:
        """The clause that a new one stands beside: out of relatives, comparisons and brackets."""
        clause = self.now
        while clause.parent is not None and (
            clause.link in {"relative", "compare", "paren", "say"}
            or (clause.cue in _PREPOSITIONAL and clause.parent.has_verb() and not clause.has_verb())
        ):
            clause = clause.parent
        return clause

    def divided(self, at: int, where: int) -> Clause:
        """The clause whose verb a name and number ahead leave out: the host, but for one that divides an amount: "shipments rose to $2
        billion, of which copper made up $1 billion and gold $700 million"."""
        now = self.now
        while now.link == "ellipsis" and now.parent is not None and now.parent.link == "relative":
            now = now.parent
        divides = now.link == "relative" and now.has_verb() and [item.low for item in now.before[-1:]] == ["of"]
        return now if divides and all(item.kind != "M" for item in self.items[at:where]) else self.host()

    def _behind_cause(self) -> Clause:
        """The clause that "with" hangs on: not the cause told before it without a number, "sales soared as cheap gasoline drew buyers,
        with the annual pace topping 18 million"."""
        host = self.host()
        if host.link != "sub" or host.cue not in {"as", "because", "since"} or host.has("Q") or not host.has_verb():
            return host
        told = host.items[host.verb_at].form != "ing"  # not "emerged as the fastest growing segment, with growth of"
        return host.parent if told and host.parent is not None and host.parent.has_verb() else host

    def comma(self, i: int) -> int:
        """What a comma does: ends a relative or a remark, begins a participle, a new clause, an ellipsis, or nothing."""
        at = i + 1
        while at < len(self.items) and self.items[at].kind in {"G", "J"}:
            at += 1
        if at >= len(self.items):
            return i + 1
        joined = any(item.kind == "J" for item in self.items[i + 1 : at])
        if not joined and self._is_among_those(at):
            self.now.items.append(self.items[i])
            return i + 1
        if (link := self._opens_list(at)) and self.now.has("Q"):
            self.now = self.open(link, self.host())
            return at
        comma = _Comma(i, at, self.items[at], joined, *self.ahead(at))
        if joined and comma.kind != "V" and self.now.has_verb() and self._is_set_apart(at):
            self.now = self.open("main", self.host())  # "and construction, which had fallen for a year, rose"
            return at
        if joined and self.now.has_verb() and self.now.has("Q") and self._are_counted(at):
            self.now = self.open("main", self.host())  # ", and 98,400 units were sold at home"
            return at
        if comma.first.low == "having" and self._looks_back(at):
            self.now = self.open(
                "compare", self.host(), "after"
            )  # "gained 1.2 percent, having lost 3 percent on Monday"
            return at + 1
        if comma.first.kind == "W" and self.now.link == "compare" and not (joined or self.now.has("Q")):
            self.now.items.append(self.items[i])
            return at  # "dearer than those from Brazil, which are subject to duties of"
        if (close := self._closes_apposition(comma)) > 0:
            self.now.items += self.items[i : close + 1]
            return close + 1
        for stage in (self._ends_clause, self._opens_participle, self._opens_statement):
            if (resume := stage(comma)) is not None:
                return resume
        now, told = self.now, self.now.parent is not None and self.now.parent.has("Q")
        next_amount = (
            joined and comma.first.kind == "Q" and told and now.has("T")
        )  # "4.9 percent more than in May, and 8 tons of"
        next_compared = joined and comma.kind != "V" and now.link == "compare" and now.has("Q") and not told
        if next_compared and now.parent is not None and not now.parent.has_verb():
            self.now = self.open("compare", now.parent, now.cue)  # "compared with a forecast of 3%, and May's 4%"
            return at
        if now.link == "compare" and (now.has("Q") or next_amount) and not self.only_time(i + 1):
            self.now = self.host()
        self.now.items.append(self.items[i])
        return i + 1

    def _is_among_those(self, at: int) -> bool:
        """Whether the goods at `at` go on a list behind "those of": "those of copper, zinc and tin fell 4 percent"."""
        if not self.lists_those():
            return False
        end = next((j for j in range(at, len(self.items)) if self.items[j].kind not in _NAMED), at)
        behind = self.items[end + 1 : end + 2]
        return end > at and self.items[end].kind == "J" and behind != [] and behind[0].kind in _NAMED

    def _opens_list(self, at: int) -> str:
        """What a list of three or more opens at `at` that a verb or number ends: "those of copper, zinc and tin fell 4 percent", "tents,
        canvas and tarpaulin decreased"."""
        items = self.items
        those = items[at].low in {"those", "that"} and at + 2 < len(items) and items[at + 1].low == "of"
        if not those and items[at].kind not in {"P", "w"}:
            return ""
        first = at + 2 if those else at
        end = next((j for j in range(first, len(items)) if items[j].kind not in _NAMED | {"J"}), at)
        if not any(item.kind == "," for item in items[first:end]) or items[end - 1].kind not in _NAMED - {","}:
            return ""
        if not those and not (any(item.kind == "J" for item in items[end - 4 : end]) and sign_of(items[end])):
            return ""
        return {"V": "main", "U": "main", "Q": "ellipsis", "D": "ellipsis"}.get(items[end].kind, "")

    def lists_those(self) -> bool:
        """Whether the clause so far ends with goods behind "those of"."""
        told = self.now.items
        first = next((j for j in range(len(told) - 1, -1, -1) if told[j].kind not in _NAMED), 0)
        return 0 < first < len(told) - 1 and told[first].low == "of" and told[first - 1].low in {"those", "that"}

    def _closes_apposition(self, comma: _Comma) -> int:
        """The comma that ends what a subject is called, where its clause, begun inside another, still waits for its verb: "came after
        Peru's output of sugar, its main crop, fell"; else -1."""
        now, items, at = self.now, self.items, comma.at
        if now.link not in {"compare", "sub"} or comma.joined or comma.first.kind not in {"E", "O"} or now.has_verb():
            return -1
        if now.has("Q") or not now.items or now.items[-1].kind not in {"P", "M", "C", "L", "w"}:
            return -1
        close = at + 1
        while close < len(items) and items[close].kind in {"H", "P", "w", "M", "L", "'", "D", "G"}:
            close += 1
        behind = items[close + 1 : close + 3]
        if close == at + 1 or len(behind) < 2 or items[close].kind != "," or behind[0].kind not in {"V", "U"}:
            return -1
        return close if behind[0].form != "ing" and behind[1].low != "by" else -1

    def _looks_back(self, at: int) -> bool:
        """Whether "having" tells behind a statement with a number what came before it."""
        behind = self.items[at + 1 : at + 3]
        verb = next((item for item in behind if item.kind not in {"G", "w"}), None)
        return verb is not None and verb.kind == "V" and self.now.has_verb() and self.now.has("Q")

    def _are_counted(self, at: int) -> bool:
        """Whether a number and its noun begin a statement of their own: "98,400 units were sold", "another 2,000 tonnes is expected"."""
        items = self.items
        while at < len(items) and items[at].kind in {"E", "H", "G"}:
            at += 1
        first, behind = items[at : at + 1], items[at + 1 : at + 7]
        if not first or first[0].kind != "Q" or first[0].form not in {"count", "number", "physical"}:
            return False
        weighed = first[0].form == "physical"
        verb = next((j for j, item in enumerate(behind) if item.kind in {"U", "V"}), -1)
        return (
            (verb > 0 or (weighed and not verb))
            and verb < len(behind) - 1
            and (behind[verb].kind == "U" or (weighed and behind[verb].low in entries.words("roles", "goes")))
            and (behind[verb + 1].kind in {"V", "U"} or behind[verb].kind == "V")
            and all(
                item.kind in {"M", "P", "w", "H"} or (weighed and item.kind in {"R", "L"}) for item in behind[:verb]
            )
        )

    def _is_set_apart(self, at: int) -> bool:
        """Whether a noun phrase begins here whose verb stands behind a relative between commas."""
        items, j = self.items, at
        while j < len(items) and items[j].kind in {"E", "H", "P", "w", "M", "L", "'", "C", "B"}:
            j += 1
        if j == at or j + 1 >= len(items) or items[j].kind != "," or items[j + 1].kind != "W":
            return False
        close = next((k for k in range(j + 2, len(items) - 1) if items[k].kind == ","), None)
        return close is not None and items[close + 1].kind in {"V", "U"} and items[close + 1].form != "ing"

    def _ends_clause(self, comma: _Comma) -> int | None:
        """Where to go on behind a comma that ends a relative, a remark or a phrase in front; None where it does not."""
        i, at, first, joined, kind, _, named = comma
        now = self.now
        if (
            now.link == "relative"
            and (now.has_verb() or now.has("Q") or _opens_with_verb(now))
            and not joined
            and first.kind in {"V", "U"}
            and first.form != "ing"
        ):
            self.now = now.parent or now
            self.now.items.append(self.items[i])
            return i + 1
        if now.link == "relative" and now.has_verb() and not joined and self._is_expected_to(at):
            self.now = now.parent or now  # "It expects its chip arm, which makes sensors, to lose $3 million"
            self.now.items.append(self.items[i])
            return i + 1
        if first.kind in {"V", "U"} and first.form != "ing" and not joined and (above := self._waiting()) is not None:
            self.now = above  # "Corvel, which is due to buy its rival for $2 billion, was third"
            self.now.items.append(self.items[i])
            return i + 1
        if now.link == "sub" and now.has_verb() and now.parent is not None and not joined and kind == "V" and named:
            if now.parent.items and all(item.kind in {"R", "E", "H", "T", ","} for item in now.parent.items):
                self.now = now.parent  # "In 2022, when Russia invaded Ukraine, inflation was"
                self.now.items.append(self.items[i])
                return i + 1
        if self._is_say(now) and now.parent is not None and first.kind != "W":
            now = self.now = now.parent
        if (
            now.link == "sub"
            and now.cue in _PREPOSITIONAL
            and not now.has_verb()
            and kind == "V"
            and named
            and not joined
        ):
            # A preposition in front: "Despite steep tariffs, exports rose".
            self.now = self.open("main", now.parent)
            return i + 1
        if first.low == "with" and not kind and self.list_rises(at + 1) and (now.has("Q") or now.has_verb()):
            self.now = self.open("main", self._behind_cause(), "with")
            return at + 1  # "with cars, batteries and ships rising 68, 43 and 40 percent"
        if first.low == "with" and kind in {"V", "Q"} and named and (now.has("Q") or now.has_verb()):
            # "with imports increasing 0.5 percent"
            beside = self.items[at + 1 : at + 3]
            partner = kind == "Q" and any(item.kind == "L" for item in beside[: 1 + (beside[0].kind == "E")])
            self.now = self.open("ellipsis" if partner else "main", self._behind_cause(), "with")
            return at if partner else at + 1
        if now.looks_back() and kind == "V" and named and not joined:
            self.now = now.parent or now  # "After rising 3 percent in April, exports fell 2 percent"
            return i + 1
        if now.link == "compare" and not (now.parent and now.parent.has("Q")) and not now.has("Q"):
            if first.low == "to" and not named and kind == "Q" and now.parent is not None and now.parent.has_verb():
                self.now = now.parent  # "The dollar fell against the yen on that, to 120.40"
                self.now.items.append(self.items[i])
                return i + 1
            # A comparison in front: "Compared with a year earlier, GDP was 1.7 percent larger".
            self.now = self.open("main", now.parent)
            return i + 1
        return None

    def _is_expected_to(self, at: int) -> bool:
        """Whether "to" and a verb begin here what somebody expects or plans of whom a relative clause has just described."""
        host, behind = self.now.parent, self.items[at : at + 2]
        if len(behind) < 2 or behind[0].low != "to" or behind[1].kind != "V" or behind[1].form != "base":
            return False
        if host is None or not host.has_verb() or host.has("Q"):
            return False
        return host.items[host.verb_at].code in {"project", "aim"}

    def _opens_participle(self, comma: _Comma) -> int | None:
        """Where to go on behind a comma that a participle follows; None where none does."""
        i, at, first, joined, kind, _, _named = comma
        now = self.now
        if (
            first.low in {"followed", "trailed"}
            and at + 2 < len(self.items)
            and self.items[at + 1].low == "by"
            and kind == "V"
            and (self.has_quantity(at) or self.is_set_off(at + 2))
        ):
            self.now = self.open("ellipsis", self.host(), "followed by")  # "followed by Peru with $1.02 billion"
            return at + 2
        if first.low == "ahead of" and now.has("Q") and self._ranks_good(at + 1):
            self.now = self.open("ellipsis", self.host(), "followed by")  # "ahead of housing with 65.5 percent"
            return at + 1
        if first.low in _TELLING and kind == "V" and self.ahead(at + 1)[2] and self.ahead(at + 1)[0] == "V":
            self.now = self.open("main", self.host())  # "..., meaning the trade gap shrank 7.8 percent"
            return at + 1
        if (
            first.kind == "V"
            and first.form in {"ing", "past"}
            and not self._dates_record(i)
            and (now.has_verb() or now.has("Q") or (now.link == "compare" and self.host().has("Q")))
            and not joined
        ):
            self.now = self.open("same", self.host())
            return i + 1
        return None

    def _ranks_good(self, at: int) -> bool:
        """Whether a good, branch or country stands here with a number of its own: "housing with 65.5 percent", "milk (4 percent)"."""
        for i in range(at, min(at + 6, len(self.items) - 1)):
            if self.items[i].low in {"with", "at", "on", "("}:
                return i > at and self.items[i - 1].kind in {"P", "L"} and self.items[i + 1].kind == "Q"
            if self.items[i].kind not in {"P", "L", "w", "E"}:
                return False
        return False

    def tells_change(self, i: int) -> bool:
        """Whether a participle without a comma tells the change to what a figure is set against."""
        items, low = self.items, self.items[i].low
        if self.now.link != "compare" or items[i - 1].kind not in {"T", "Q"} or not self.now.has("Q"):
            return False
        if low not in entries.words("clauses", "tell_change"):
            return False
        behind = [item.kind for item in items[i + 1 : i + 5] if item.kind not in {"E", "H", "w"}]
        return behind[:2] == ["N", "R"] or behind[:2] == ["Q", "N"]

    def tells_cause(self, i: int) -> bool:
        """Whether a clause of its own stands behind "since": "the eighth drop since the sales tax was raised to 8 percent"."""
        behind = self.items[i + 1 : i + 2]
        if self.items[i].kind != "R" or not self.now.items or not behind or behind[0].kind in {"T", "Q", "V"}:
            return False
        kind, verb, named = self.ahead(i + 1)
        if kind != "V" or not named or self.items[verb].tied:
            return False  # "since a COVID-fueled deficit of $2.8 trillion"
        end = next((j for j in range(verb, len(self.items)) if self.items[j].kind == ","), len(self.items))
        bought = any(item.form == "money" for item in self.items[verb:end])  # "its biggest since it bought Lucetti for"
        return not bought and any(item.kind == "Q" for item in self.items[verb:end])

    def _dates_record(self, comma: int) -> bool:
        """Whether a participle behind a number only says when that was: "the previous record was 17.6 billion, posted in 2018"."""
        items = self.items
        told = any(item.kind == "Q" for item in items[max(0, comma - 2) : comma])
        if comma + 3 >= len(items) or not told or items[comma + 1].low not in _DATING:
            return False
        record = any(item.low in _PEAKS for item in items[max(0, comma - 8) : comma])
        return record and items[comma + 2].kind == "R" and items[comma + 3].kind == "T"

    def _opens_statement(self, comma: _Comma) -> int | None:
        """Where to go on behind a comma that a verb or number with a subject of its own follows; None where none does."""
        i, at, first, joined, kind, where, named = comma
        now = self.now
        told = (
            now.has_verb()
            or is_told(self.host())
            or self.items[i - 1].kind == ")"
            or any(item.form == "multiple" for item in now.items)
        )
        if kind == "V" and named and told and first.kind not in {"W", "K", "X"}:
            inner = self.items[where]
            if inner.form == "ing" and not joined:
                self.now.items.append(self.items[i])
                return i + 1
            said = inner.code == "say" and not self.has_quantity(where)
            self.now = self.open("say" if said else "main", self.host())
            return at if joined else i + 1
        if kind == "V" and not named and joined and first.kind in {"V", "U", "A"}:
            self.now = self.open("same", self.host())
            return at
        if kind == "Q" and now.link == "compare" and first.kind in {"D", "G", "R", "E", "H"} and not named:
            self.now = self.host()
            self.now.items.append(self.items[i])
            return i + 1
        if kind == "Q" and named and self.is_elliptic(at, where):
            self.now = self.open("ellipsis", self.divided(at, where))
            return at if joined else i + 1
        return None

    def _waiting(self) -> Clause | None:
        """The clause that still waits for its verb behind a relative that went on in a side clause."""
        above = self.now.parent
        if self.now.link != "sub" or not self.now.has_verb() or above is None or above.has_verb() or above.has("Q"):
            return None
        if self.now.cue == "where":
            return above  # "Peru, where copper makes up 30% of GDP, posted growth of"
        return above if any(c.link == "relative" and c.parent is above for c in self.clauses) else None

    def _is_say(self, clause: Clause) -> bool:
        """Whether a clause only says who says it, and told no number."""
        return clause.link == "say" or (
            clause.link == "main"
            and clause.parent is not None
            and not clause.has("Q")
            and clause.has_verb()
            and clause.items[clause.verb_at].code == "say"
        )

    def is_elliptic(self, at: int, where: int) -> bool:
        """Whether a name and a number without a verb follow a full statement: "imports 3 percent", "to Japan by 2"."""
        host = self.host()
        if not (host.has("Q") or any(c.has("Q") for c in self.clauses if c.parent is host)):
            return False
        stretch = self.items[at:where]
        if [item.kind for item in stretch] == ["E", "w"]:
            return False  # "6 percent and a staggering 57 percent"
        if (
            where + 2 < len(self.items)
            and self.items[where + 1].low in {"of", "worth"}
            and any(item.kind == "P" for item in self.items[where + 1 : where + 4])
        ):
            return False  # "$5.9 billion of machinery": the name behind the number is its own
        if stretch[0].kind == "R" and stretch[0].low in {"to", "for", "in", "into", "from", "with", "bound"}:
            return any(item.kind in {"L", "P", "C"} for item in stretch)
        if stretch[0].low == "of" and len(stretch) > 1 and self.items[at - 1].kind == "J":
            return all(item.kind in {"P", "w", "H", "J"} for item in stretch[1:])  # "and of aircraft 4 percent"
        if stretch[0].kind in {"D", "R", "X", "T", "N"}:
            return False
        if any(item.kind == "N" for item in stretch) and not any(item.kind == "M" for item in stretch):
            return False
        listed = host.cue == "followed by" and stretch[-1].low in {"at", "with"}  # "and ice cream at $108 million"
        verb = host.items[host.verb_at] if host.has_verb() else None
        listed = listed or (verb is not None and stretch[-1].low == "for" and verb.low.endswith(" for"))
        # "Chips accounted for 45 percent of sales, high-end computing for 35 percent"
        listed = listed or self._goes_alike(host, stretch)
        return any(
            item.kind in {"M", "P", "L", "C", "I"} or (item.kind == "w" and (listed or stretch[-1].kind != "R"))
            for item in stretch
        )

    def _goes_alike(self, host: Clause, stretch: list[Item]) -> bool:
        """Whether a noun that no list knows stands before the same preposition as the number of the statement: "teff is put at 7 million
        tons, fonio at 3 million"."""
        if len(stretch) < 2 or stretch[-1].low not in {"at", "to"} or any(item.kind != "w" for item in stretch[:-1]):
            return False
        led = next((a for a, b in pairwise(host.items) if b.kind == "Q"), None)
        return led is not None and led.low.rpartition(" ")[2] == stretch[-1].low


def is_told(clause: Clause) -> bool:
    """Whether a clause says all it has to say: it has a verb, or the number that it leaves its verb out for ("Nestle 0.6%")."""
    return clause.has_verb() or (clause.link == "ellipsis" and clause.has("Q"))
