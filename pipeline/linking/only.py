"""Only: which numbers a rule is about, said once beside it, so that it is asked of no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, NamedTuple, TypeVar

#: Kinds of numbers that count something.
COUNTS = frozenset({"count", "number"})
#: Those that tell a part or a change of it, per hundred; with points, what is told in them.
PER_CENT = frozenset({"percent", "fraction", "multiple"})
PROPORTIONS = PER_CENT | {"points"}
#: Where metrics are at home that companies have, or nobody alone.
NOT_OF_COUNTRIES = ("company", "both", "")

#: What a number may have, so that rules are asked only of one that has it: a noun of its own, a number told before it in its clause, or
#: there or in those that its clause hangs on, companies as subject, a place that takes part in a flow, a place of its own in a list that
#: is told "respectively".
OWN, TOLD, LAST, FIRMS, PLACE, ROW = 1, 2, 4, 8, 16, 32

Rule = TypeVar("Rule", bound=Callable[..., Any])

#: What rules are chosen by, field by field as `Rules.about` is asked; of the clause's words those that rules ask for.
_Key = tuple[str, str, str, str, str, str, str, str, str, frozenset[str], int]


class _About(NamedTuple):
    """What a rule is about: `fields` in the order in which `Rules.about` is asked, each with all that it may be, anything where it is
    empty; the words that it asks for; and what a number must have."""

    fields: tuple[frozenset[str], ...]
    words: frozenset[str]
    has: int


_ABOUT: dict[Callable[..., Any], _About] = {}
_NONE: frozenset[str] = frozenset()
_ANY = _About((_NONE,) * 9, _NONE, 0)
#: So many choices of rules are kept: which of the words that rules ask for stand in a clause is not bounded by any list.
_REMEMBERED = 5_000


def only(
    *,
    kinds: Iterable[str] = (),
    codes: Iterable[str] = (),
    names: Iterable[str] = (),
    measures: Iterable[str] = (),
    links: Iterable[str] = (),
    readings: Iterable[str] = (),
    whose: str = "",
    leads: Iterable[str] = (),
    homes: Iterable[str] = (),
    words: Iterable[str] = (),
    has: int = 0,
) -> Callable[[Rule], Rule]:
    """Notes that a rule is asked only of numbers of these kinds, whose metric has one of these codes and of these names, with one of
    these measures, in a clause of one of these links, that were read by one of these rules, that are a "company"'s or a "country"'s,
    to which one of these prepositions leads, whose metric is at home with one of these ("country", "company" or "both"), whose
    clause has one of these words, and that have all of this (`OWN | TOLD`); the rule does not check it again, but for where its
    words stand."""
    fields = (kinds, codes, names, measures, links, readings, (whose,) if whose else (), leads, homes)
    about = _About(tuple(frozenset(wanted) for wanted in fields), frozenset(words), has)

    def note(rule: Rule) -> Rule:
        _ABOUT[rule] = about
        return rule

    return note


class Rules(Generic[Rule]):
    """Rules in the order they are asked, by what they are about; what was chosen before is kept.

    A choice of rules is a number with a bit for each. What is said of a number has its choice, field by field, and those that all of
    them have in common are asked: one `&` a field, however many rules there are.
    """

    def __init__(self, *rules: Rule) -> None:
        abouts = [_ABOUT.get(rule, _ANY) for rule in rules]
        self._rules = rules
        self._fields = [_by_value([about.fields[at] for about in abouts]) for at in range(len(_ANY.fields))]
        self._by_word, self._wordless = _by_value([about.words for about in abouts])
        self._words = frozenset(self._by_word)
        self._needs = [about.has for about in abouts]
        self._kept: dict[_Key, tuple[Rule, ...]] = {}
        self._placed: dict[_Key, tuple[tuple[int, Rule], ...]] = {}

    def about(
        self,
        kind: str,
        code: str = "",
        name: str = "",
        measure: str = "",
        link: str = "",
        reading: str = "",
        whose: str = "",
        lead: str = "",
        home: str = "",
        words: frozenset[str] = _NONE,
        has: int = 0,
    ) -> tuple[Rule, ...]:
        """The rules to ask of a number, in their order."""
        key = (kind, code, name, measure, link, reading, whose, lead, home, words & self._words, has)
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= _REMEMBERED:
                self._kept.clear()
            kept = self._kept[key] = tuple(rule for _, rule in self._choose(key))
        return kept

    def behind(
        self,
        last: int,
        kind: str,
        code: str,
        measure: str,
        link: str,
        reading: str,
        home: str,
        words: frozenset[str],
        has: int,
    ) -> tuple[tuple[int, Rule], ...]:
        """The rules behind the one at a place, each with its own place: for rules that change what they are chosen by."""
        key = (kind, code, "", measure, link, reading, "", "", home, words & self._words, has)
        placed = self._placed.get(key)
        if placed is None:
            if len(self._placed) >= _REMEMBERED:
                self._placed.clear()
            placed = self._placed[key] = tuple(self._choose(key))
        return placed if last < 0 else tuple(pair for pair in placed if pair[0] > last)

    def _choose(self, key: _Key) -> list[tuple[int, Rule]]:
        """The rules about a key, each with its place."""
        *fields, words, has = key
        chosen = self._wordless
        for word in words:
            chosen |= self._by_word[word]
        for said, (by_value, others) in zip(fields, self._fields, strict=True):
            chosen &= by_value.get(said, others)
        found: list[tuple[int, Rule]] = []
        while chosen:
            i = (chosen & -chosen).bit_length() - 1  # the first of those left
            chosen &= chosen - 1
            if self._needs[i] & has == self._needs[i]:
                found.append((i, self._rules[i]))
        return found


def _by_value(wanted: list[frozenset[str]]) -> tuple[dict[str, int], int]:
    """For each value that rules want of a field, the choice of those that take it; and the choice of those that take any."""
    others = sum(1 << i for i, values in enumerate(wanted) if not values)
    named = _NONE.union(*wanted)
    return {name: others | sum(1 << i for i, values in enumerate(wanted) if name in values) for name in named}, others
