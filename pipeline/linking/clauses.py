"""Clauses: a sentence's items cut where a new statement begins, each linked to the one it depends on.

Links: `main` (a clause of its own), `same` (its subject is that of its parent), `ellipsis` (its verb is that of its parent),
`relative` (its subject is what stands before it), `paren` (in brackets or between dashes), `compare` (what a number is compared with),
`content` (what somebody said), `sub` (after while, as, but ...), `say` (who says it).
"""

from __future__ import annotations

from pipeline.linking.clause import NOUNS, Clause, above_reason, is_a_share_again, is_reported_then
from pipeline.linking.commas import Commas, is_told
from pipeline.linking.items import Item
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_SEEING = entries.words("clauses", "seeing")
_FORETOLD = entries.words("clauses", "foretold")

__all__ = ["Clause", "split"]

#: Verbs whose object may be a clause with a subject of its own.
OPENS_CONTENT = {"say", "project", "aim"}
#: Words behind "as" that begin no clause with it: "as of", "as well as".
_BEHIND_AS = {
    "of", "well", "much", "many", "high", "low", "little", "few", "early", "recently", "a", "part", "an", "the",
}  # fmt: skip
#: Multiples that are verbs.
_MULTIPLIED = {"doubled", "tripled", "trebled", "quadrupled", "quintupled", "halved"}
#: Words that set a clause against the main one, not against a participle behind that.
_CONTRASTS = {"while", "whereas", "whilst"}


def split(items: list[Item]) -> list[Clause]:
    """Clauses of a sentence, in the order in which they begin."""
    return _with_shared(_Splitter(_without_asides(items)).run())


#: Items of a participle between commas behind a name.
_ASIDE = 12
#: What a participle may be set behind.
_SET_OFF = {"C", "L", "M", "P", "I"}


#: So many items name a basis of comparison, so wide is the gap where a dash stands.
_BASIS, _DASH = 6, 3


def _without_basis(items: list[Item]) -> list[Item]:
    """The items without what a basis in front leaves out: "On a comparable basis -- stripping out currency swings -- sales rose"."""
    if not items or items[0].low != "on":
        return items
    basis = next((i for i, item in enumerate(items[1:_BASIS], 1) if item.low.rpartition(" ")[2] == "basis"), 0)
    if not basis or basis + 2 >= len(items):
        return items
    aside = items[basis + 1] if items[basis + 1].kind != "," else items[basis + 2]
    if not (
        aside.code.startswith("excluding")
        or aside.low in entries.words("growth", "leaves_out") | {"which", "adjusting"}
    ):
        return items
    for j in range(basis + 3, len(items) - 1):
        apart = items[j - 1].kind == "," or items[j].start - items[j - 1].end >= _DASH
        if apart and items[j].kind in {"M", "O", "C", "L", "E"} and any(item.kind == "V" for item in items[j:]):
            return [*items[: basis + 1], *items[j:]]
    return items


def _without_asides(items: list[Item]) -> list[Item]:
    """The items without a participle that is set between a name and its verb: "Suzuki, boosted by India, produced 272,700"; nor
    another name of a good: "with dried laver, or gim, accounting for"."""
    items = _without_basis(items)
    for i in range(1, len(items) - 3):
        if items[i].kind == "," == items[i + 3].kind and items[i - 1].kind == "P" and items[i + 1].low == "or":
            if items[i + 2].kind in {"P", "w"} and items[i + 4 : i + 5] and items[i + 4].kind in {"V", "U"}:
                return _without_asides(items[:i] + items[i + 4 :])
        if items[i].kind == "," and items[i + 1].low == "where" and (end := _ends_where(items, i)):
            return _without_asides(items[:i] + items[end + 1 :])
        if items[i].kind == "," and items[i - 1].kind in {"L", "C"} and items[i + 2].kind == "'":
            end = next((j for j in range(i + 3, min(i + _ASIDE, len(items) - 1)) if items[j].kind not in "HPEw"), 0)
            if end > i + 3 and items[end].kind == "," and items[end + 1].kind == "W":
                return _without_asides(items[:i] + items[end:])  # "from Brazil, China's main supplier, which is"
        if items[i].kind != "," or items[i - 1].kind not in _SET_OFF or items[i + 2].kind != "R":
            continue
        first = items[i + 1]
        based = first.low in entries.words("clauses", "based") or (
            first.low in entries.words("deals", "led_by") and items[i + 2].low == "by"
        )
        if not based and (first.kind != "V" or (first.form not in {"past", "ing"} and items[i + 2].low != "by")):
            continue
        close = next((j for j in range(i + 2, min(i + _ASIDE, len(items) - 1)) if items[j].kind == ","), None)
        if close is None or items[close + 1].kind not in {"V", "U"} or items[close + 1].form == "ing":
            continue
        inside = items[i + 2 : close]
        counts = any(item.kind == "Q" and not (based and item.form == "count") for item in inside)
        if not counts and not any(item.kind == "V" for item in inside):
            return _without_asides(items[:i] + items[close + 1 :])
    return items


def _ends_where(items: list[Item], i: int) -> int:
    """The comma that ends what is told of a place or good between it and its verb, without a figure: "exports of machinery, where
    Intel's plant looms large, fell by 9 per cent"; 0 where none is."""
    if items[i - 1].kind not in _SET_OFF:
        return 0
    inside = range(i + 2, min(i + _ASIDE, len(items) - 1))
    close = next((j for j in inside if items[j].kind in {",", "Q"} and items[j].form != "fraction"), 0)
    ended = close and items[close].kind == "," and items[close + 1].kind in {"V", "U"}
    return close if ended and items[close + 1].form != "ing" else 0


def _with_shared(clauses: list[Clause]) -> list[Clause]:
    """Gives a clause what stands behind its ellipsis only: "Exports were 6.3 percent and imports 8.3 percent higher than in 2016"."""
    for clause in clauses:
        host = clause.parent
        if clause.link != "ellipsis" or host is None or not host.items or host.items[-1].kind != "Q" or host.has("D"):
            continue
        at = next((i for i, item in enumerate(clause.items) if item.kind == "Q"), len(clause.items))
        verb = host.items[host.verb_at] if host.has_verb() else None
        if (
            verb is not None
            and verb.code == "be"
            and at + 1 < len(clause.items)
            and clause.items[at + 1].kind == "D"
            and clause.items[at].form == host.items[-1].form
        ):
            host.items += clause.items[at + 1 :]
    return clauses


def _is_multiplied(clause: Clause) -> bool:
    """Whether a multiple is the clause's verb: "prices of cabbages doubled and those of pork rose"."""
    return any(item.kind == "Q" and item.form == "multiple" and item.low in _MULTIPLIED for item in clause.items)


#: Kinds of items, and words of any other kind, at which a clause may begin or end; kinds behind which somebody's statement may begin.
_PARTING = {"(", ";", "K", "W", "X", ",", "J"}
_LEADS_ON = {"V", "W", "G"}
_MAY_PART = {"when", "since", "before", "after", "against", "or"}


class _Splitter(Commas):
    """Goes through a sentence and cuts it."""

    def run(self) -> list[Clause]:
        """The clauses of the whole sentence."""
        i, items = 0, self.items
        while i < len(items):
            item = items[i]
            parts = item.kind in _PARTING or item.low in _MAY_PART or item.form == "ing"
            if parts and (behind := self._part(i)) > i:
                i = behind
                continue
            told = self.now.items[-1] if self.now.items else None
            if told is not None and (told.kind in _LEADS_ON or told.low == "that") and self._content(i):
                self.now = self.open("content", self.now)
            self.now.items.append(item)
            i += 1
        return [clause for clause in self.clauses if clause.items]

    def _part(self, i: int) -> int:
        """Begins or ends clauses where an item does so and says where the sentence goes on; `i` itself where the item is to be added."""
        items, item = self.items, self.items[i]
        if item.kind == "(":
            close = self.closing(i)
            inner = items[i + 1 : close]
            if len(inner) > 1 and all(x.kind in {"Q", ";", ","} for x in inner):
                for amount in inner:  # "6.7bn Swiss francs ($5.6bn; £2.9bn)"
                    self._nest("paren", [amount] if amount.kind == "Q" else [])
            else:
                self._nest("paren", inner)
            return close + 1
        if item.kind == ";":
            return self._dash(i)
        if item.low == "when" and i and items[i + 1 : i + 2] and items[i + 1].kind == "X":
            return i + 1  # "when compared to"
        if item.kind == "K" and self._opens_clause(i):
            parent = self.host()
            while item.low in _CONTRASTS and parent.link == "same" and parent.parent is not None:
                parent = parent.parent  # "rose 0.3%, following a 1.3% fall, while construction fell"
            if item.low == "when" and self.now.link == "same" and self._is_dated(i):
                parent = self.now  # "leaving a surplus of $78 billion, the largest since 2017, when it was $95 billion"
            self.now = self.open("sub", parent, item.low)
            return i + 2 if item.low == "so" and items[i + 1].low == "that" else i + 1
        if item.low == "since" and self.tells_cause(i):
            self.now = self.open("sub", self.host(), item.low)
            return i + 1
        if item.kind == "W" and self._is_relative(i):
            self.now = self.open("relative", self.now, item.low)
            if item.low == "whose":
                self.now.items.append(item)
            return i + 1
        if (item.kind == "X" or (item.kind == "R" and item.low in {"after", "against"})) and self.is_doing(i + 1):
            self.now = self.open("same", self.host())  # "the leading buyer after importing 171 million kilos"
            return i + 1
        if item.form == "ing" and self.tells_change(i):
            self.now = self.open("same", self.host())  # "against $7 billion a year before showing a fall of 3 percent"
        if not i and item.low == "having" and items[1:2] and items[1].kind in {"V", "w", "G"}:
            self.now = self.open("compare", self.now, "after")  # "Having risen 3 percent in April, exports fell"
            return i + 1
        if item.low == "before" and i + 1 < len(items) and items[i + 1].low in entries.words("clauses", "before_these"):
            self.now.items.append(item)  # "cash outflow before acquisitions narrowed to 4 billion euros"
            return i + 1
        if item.low == "after" and self._ranks(i):
            self.now = self.open("ellipsis", self.host(), "followed by")  # "second after CATL with 28.5%"
            return i + 1
        if (item.kind == "X" or (item.kind == "R" and item.low in {"after", "against"})) and not (
            item.low in {"against", "versus"} and self.is_currency(i + 1)
        ):
            self.now = self.open("compare", above_reason(self.now, items, i), item.low)
            if i == 0 and self._leads_in_time(1):  # "Against a month earlier the backlog shrank"
                self.now.items.append(items[1])
                self.now = self.host()
                return 2
            return i + 1
        or_at = i + 1 if item.kind == "," else i
        if (item.kind == "," or item.low == "or") and self._is_per_share(or_at):
            self._nest("paren", [items[or_at + 1]])
            return or_at + (3 if or_at + 2 < len(items) and items[or_at + 2].kind == "," else 2)
        if item.kind == ",":
            return self.comma(i)
        if item.kind == "J" and self._joins(i):
            return i + 2 if i + 1 < len(items) and items[i + 1].kind == "W" and self.now.link == "content" else i + 1
        return i

    def _nest(self, link: str, inner: list[Item]) -> None:
        """Reads a bracket on its own; the clause around it goes on behind it."""
        if not inner:
            return
        nested = _Splitter(inner).run()
        if not nested:
            return
        nested[0].link, nested[0].parent, nested[0].before = link, self.now, list(self.now.items)
        self.clauses += nested

    def _is_per_share(self, i: int) -> bool:
        """Whether "or" tells a profit once more per share: "$86.4 million, or $1.12 per share,"."""
        items = self.items
        if i + 1 >= len(items) or items[i].low != "or":
            return False
        last = next((item for item in reversed(self.now.items) if item.kind not in {",", "T"}), None)
        here = items[i + 1]
        if last is None or here.kind != "Q" or last.kind != "Q":
            return False
        return here.low.endswith(("share", "shares", "adr", "unit")) or is_a_share_again(items[:i], last, here)

    def _dash(self, i: int) -> int:
        item = self.items[i]
        if item.low in {";", ":"}:
            kind, _, named = self.ahead(i + 1)
            self.now = self.open(
                "main" if kind == "V" and named else "ellipsis" if item.low == ";" else "same", self.host()
            )
            return i + 1
        close = self.next_dash(i)
        if close is not None:
            self._nest(
                "relative" if self.items[i + 1].kind == "W" else "paren",
                self.items[i + 2 if self.items[i + 1].kind == "W" else i + 1 : close],
            )
            return close + 1
        self.now = self.open("same", self.host())
        return i + 1

    def _opens_clause(self, i: int) -> bool:
        """Whether a subordinating word starts a clause: "as" in "as of", "as well as", "as much as" does not."""
        low = self.items[i].low
        if low not in {"as", "so", "yet", "when", "where", "should", "until", "following"}:
            return True
        following = self.items[i + 1].low if i + 1 < len(self.items) else ""
        if low == "as" and i and self.items[i - 1].low == "such":
            return False
        if low == "as" and following in _BEHIND_AS:
            if i and self.items[i - 1].low in entries.words("clauses", "serving") and self._names_role(i + 2):
                return False  # "Peru served as the largest supplier to Chile by selling"
            kind, _, named = self.ahead(i + 1)
            part = [item.low for item in self.items[i + 2 : i + 4]]
            if part[1:] == ["of"] and part[0] in entries.words("phrases", "ratios"):
                return False  # "debt as a proportion of GDP is put at 34 percent"
            return following in {"a", "the", "an"} and kind == "V" and named
        if low == "should" and self.now.items and i and self.items[i - 1].kind not in {",", ";"}:
            return False  # "Revenue should reach": no condition
        kind, at, named = self.ahead(i + 2 if low == "so" and following == "that" else i + 1)
        if low == "should" and not named:
            return False  # "Total sales, including Pellmar, should climb": its subject stands before it
        doubled = kind == "Q" and named and self.items[at].low in _MULTIPLIED  # "as prices of memory chips doubled"
        told = kind == "V" or (not kind and named and self.behind_relative(at) > 0)
        return told or doubled or low in {"when", "following"}

    def _names_role(self, i: int) -> bool:
        """Whether the noun phrase at `i` is that of a buyer or supplier: "largest tea supplier"."""
        roles = entries.words("roles", "buys") | entries.words("roles", "sells")
        return any(item.low in roles for item in self.items[i : i + 4])

    def _ranks(self, i: int) -> bool:
        """Whether "after" at `i` only says behind whom somebody ranks: "20.7%, second after CATL with 28.5%"."""
        if not 0 < i < len(self.items) - 2 or self.items[i + 1].kind not in {"C", "L"}:
            return False
        ranks = entries.words("roles", "ranks")
        return self.items[i - 1].low in ranks and self.items[i + 2].low in {"with", "at"}

    def _leads_in_time(self, i: int) -> bool:
        """Whether a sentence begins with the time that it compares with, and its subject stands right behind that."""
        ahead = self.items[i : i + 2]
        return len(ahead) == 2 and ahead[0].kind == "T" and ahead[1].kind in {"E", "L", "M", "C", "O", "P"}

    def _is_dated(self, i: int) -> bool:
        """Whether the word at `i` stands behind a time and its comma: "in 2017, when"."""
        return i > 1 and self.items[i - 1].kind == "," and self.items[i - 2].kind == "T"

    def _is_relative(self, i: int) -> bool:
        low = self.items[i].low
        if i == 0:
            return False
        before = self.items[i - 1]
        if low in {"which", "who", "whose", "whom"}:
            return True
        if low == "where":
            return before.kind in {",", "L"}
        if low == "that":
            told = self.now.verb_at < len(self.now.items) and self.now.items[self.now.verb_at].code == "say"
            if before.kind in {"V", "A"} or told or is_reported_then(self.now.items):
                return False  # said that ..., told reporters that ..., reported on Friday that ...
            kind, at, _named = self.ahead(i + 1)
            return before.kind in NOUNS | {"Q"} and kind == "V" and at <= i + 8
        return False

    def _goes_along(self) -> bool:
        """Whether the clause tells with its number what moved along with the rest, so that another may be joined to it by a participle:
        "with gasoline up 19.6 percent and kerosene surging 27.3 percent", "sees prices rising 35 percent and GDP falling"."""
        now, above = self.now, self.now.parent
        if not now.items or now.items[-1].kind not in {"Q", "T"} or not now.has("Q"):
            return False
        led = "with" in {now.cue, above.cue if above is not None and now.link == "ellipsis" else ""}
        if now.has_verb():
            return now.items[now.verb_at].form == "ing" and (led or now.link == "content")
        return led and now.has("D")

    def _joins(self, i: int) -> bool:
        """Whether "and" begins a clause here; opens it and says so."""
        at = i + 1
        while at < len(self.items) and self.items[at].kind == "G":
            at += 1
        if at >= len(self.items):
            return False
        first, host = self.items[at], self.host()
        if first.kind in {"P", "w", "H"} and self.items[i - 1].kind in {"P", "w"} and self.lists_those():
            return False  # "those of copper, zinc and tin fell"
        if first.kind == "W" and first.low == "that" and host.link == "content":
            kind, _, named = self.ahead(at + 1)
            if kind == "V" and named:  # "projected that the economy would grow ... and that inflation would average"
                self.now = self.open("content", host.parent)
                return True
        if first.kind == "M" and self.now.has("Q") and self._is_told_aside(at):
            self.now = self.open("main", host)  # "rose 3 percent, and sales, despite a fall to $2 billion, beat"
            return True
        if self._turns_to_told(at) or (first.kind == "D" and self._turns_to_foretold(at)):
            now = self.now
            self.now = self.open("compare", now.parent if now.link == "compare" else now, "compared with")
            return True
        if self.now.link == "compare" and self.now.has("Q") and self._moves_as_well(at):
            self.now = self.open("same", host)  # "more than the 71 tonnes of 2016 and up 9 percent from August"
            return True
        kind, where, named = self.ahead(at)
        beside = self._goes_along()
        complete = is_told(host) or self.now.has_verb() or beside or _is_multiplied(self.now)
        if (
            kind == "V"
            and complete
            and (self.now.has("Q") or host.has("Q") or first.kind in {"V", "U", "A"} or first.kind in {"M", "O"})
        ):
            if first.kind in {"V", "U", "A"}:
                self.now = self.open("same", self.now if self.now.link in {"relative", "content", "sub"} else host)
            elif named and (self.items[where].form != "ing" or beside or self.now.cue == "with"):
                self.now = self.open("main", host)
            else:
                return False
            return True
        if kind == "Q" and named and self.is_elliptic(at, where):
            self.now = self.open("ellipsis", self.divided(at, where))
            return True
        return False

    def _moves_as_well(self, at: int) -> bool:
        """Whether a change from another earlier value begins here: "up 54 percent from"."""
        row = self.items[at : at + 3]
        return len(row) == 3 and row[0].low in {"up", "down"} and row[1].form == "percent" and row[2].low == "from"

    def _is_told_aside(self, at: int) -> bool:
        """Whether a metric stands before what is set in between it and its verb: "and sales, despite a rise to $2 billion, missed"."""
        behind = self.items[at + 1 : at + 3]
        if len(behind) < 2 or behind[0].kind != "," or behind[1].low not in entries.words("clauses", "set_in"):
            return False
        close = next((j for j in range(at + 3, len(self.items) - 1) if self.items[j].kind == ","), 0)
        return close > 0 and self.items[close + 1].kind in {"V", "U"}

    def _turns_to_told(self, at: int) -> bool:
        """Whether behind "and" an earlier figure stands beside a forecast: "with $85 billion forecast and $82.62 billion in May"."""
        foretold, now = _FORETOLD, self.now.items
        number = next((i for i in range(len(now) - 1, -1, -1) if now[i].kind == "Q"), None)
        if number is None or any(item.kind == "T" for item in now[number:]):
            return False
        if not any(item.low in foretold for item in now[max(0, number - 4) :]):
            return False
        rest = self.items[at : at + 8]
        if any(item.low == "respectively" for item in rest):
            return False  # "to grow 2.0 percent and 2.1 percent in 2025 and 2026, respectively"
        dated = next((i for i, item in enumerate(rest) if item.kind == "T" and item.code in {"time", "basis"}), None)
        if dated is None or sum(item.kind == "Q" for item in rest[:dated]) != 1 or rest[dated].data.period is None:
            return False
        return not any(item.kind in {"M", ",", "C", "L"} or item.low in foretold for item in rest[:dated])

    def _turns_to_foretold(self, at: int) -> bool:
        """Whether behind a comparison, and "and", a figure stands that was foretold: "after a fall of 0.6 percent in June, and above the 0.7
        percent forecast by economists"."""
        rest = self.items[at + 1 : at + 5]
        number = next((i for i, item in enumerate(rest) if item.kind != "E"), len(rest))
        if not self.now.has("Q") or number >= len(rest) or rest[number].kind != "Q":
            return False
        return any(item.low in _FORETOLD for item in rest[number + 1 :])

    def _content(self, i: int) -> bool:
        """Whether what somebody says, expects or plans begins here with a subject of its own."""
        now = self.now
        if self.items[i].kind == "Q" and now.items[-1].low in {"said", "says", "that"} and self._are_to(i):
            return True
        if self.items[i].kind not in NOUNS | {"R"} or self.items[i].low == "to" or now.has("Q"):
            return False
        verb = next((x for x in reversed(now.items) if x.kind == "V"), None)
        # "reported that inflation was", "Worse was that exports, once booming, fell"
        is_so = verb is not None and verb.code == "be" and now.items[-2:-1] == [verb]
        told = now.items[-1].low == "that" and (is_so or is_reported_then(now.items[:-1]))
        opens = verb is not None and (verb.code in OPENS_CONTENT or verb.low in _SEEING)
        bare = not opens and not told and now.items[-1] is verb and verb is not None and self.tells_of_other(i, verb)
        if not opens and not told and not bare:
            return False
        if self.items[i].low == "by":
            return False  # "economists surveyed by the firm expected"
        kind, where, named = self.ahead(i)
        kinds = {item.kind for item in self.items[i:where]}
        if not kind and named and "M" in kinds and "C" not in kinds:
            return self.behind_relative(where) > 0  # "said exports, which make up half of output, fell"
        return kind == "V" and named

    def _are_to(self, i: int) -> bool:
        """Whether those counted at `i` are what something will happen to: "said 2,300 jobs would go"."""
        if self.items[i].form not in {"count", "number"}:
            return False
        for item in self.items[i + 1 :]:
            if item.kind == "U" and item.low in {"will", "would"}:
                return True
            if item.kind not in {"P", "M", "w", "H", "R", "E", "L"}:
                return False
        return False
