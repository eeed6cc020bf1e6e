"""Only: which numbers a rule is about, said once beside it, so that it is asked of no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, NamedTuple, TypeVar

#: Kinds of numbers that count something.
COUNTS = frozenset({"count", "number"})
#: Where metrics are at home that companies have, or nobody alone.
NOT_OF_COUNTRIES = ("company", "both", "")

Rule = TypeVar("Rule", bound=Callable[..., Any])

#: What rules are chosen by, field by field as `Rules.about` is asked; the last are those words of the clause that rules ask for.
_Key = tuple[str, str, str, str, str, str, str, str, str, frozenset[str]]


class _About(NamedTuple):
    """What a rule is about, field by field as `Rules.about` is asked; of an empty set all."""

    kinds: frozenset[str]
    codes: frozenset[str]
    names: frozenset[str]
    measures: frozenset[str]
    links: frozenset[str]
    readings: frozenset[str]
    whose: frozenset[str]
    leads: frozenset[str]
    homes: frozenset[str]
    words: frozenset[str]


_ABOUT: dict[Callable[..., Any], _About] = {}
_NONE: frozenset[str] = frozenset()
#: So many choices of rules are kept: which of the words that rules ask for stand in a clause is not bounded by any list.
_REMEMBERED = 20_000


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
) -> Callable[[Rule], Rule]:
    """Notes that a rule is asked only of numbers of these kinds, whose metric has one of these codes and of these names, with one of
    these measures, in a clause of one of these links, that were read by one of these rules, that are a "company"'s or a "country"'s,
    to which one of these prepositions leads, whose metric is at home with one of these ("country", "company" or "both"), and whose
    clause has one of these words; the rule does not check it again, but for where its words stand."""
    sets = (kinds, codes, names, measures, links, readings, (whose,) if whose else (), leads, homes, words)
    about = _About(*(frozenset(wanted) for wanted in sets))

    def note(rule: Rule) -> Rule:
        _ABOUT[rule] = about
        return rule

    return note


class Rules(Generic[Rule]):
    """Rules in the order they are asked, by what they are about; what was chosen before is kept."""

    def __init__(self, *rules: Rule) -> None:
        self._rules = rules
        self._words = _NONE.union(*(_ABOUT[rule].words for rule in rules if rule in _ABOUT))
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
    ) -> tuple[Rule, ...]:
        """The rules to ask of a number, in their order."""
        key = (kind, code, name, measure, link, reading, whose, lead, home, words & self._words)
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= _REMEMBERED:
                self._kept.clear()
            kept = self._kept[key] = tuple(rule for rule in self._rules if _fits(rule, key))
        return kept

    def behind(
        self, last: int, kind: str, code: str, measure: str, link: str, reading: str, home: str, words: frozenset[str]
    ) -> tuple[tuple[int, Rule], ...]:
        """The rules behind the one at a place, each with its own place: for rules that change what they are chosen by."""
        key = (kind, code, "", measure, link, reading, "", "", home, words & self._words)
        placed = self._placed.get(key)
        if placed is None:
            if len(self._placed) >= _REMEMBERED:
                self._placed.clear()
            placed = self._placed[key] = tuple((i, rule) for i, rule in enumerate(self._rules) if _fits(rule, key))
        return placed if last < 0 else tuple(pair for pair in placed if pair[0] > last)


def _fits(rule: Callable[..., Any], key: _Key) -> bool:
    """Whether a rule is about a key."""
    about = _ABOUT.get(rule)
    if about is None:
        return True
    *fields, words = key
    fitting = all(not wanted or said in wanted for wanted, said in zip(about[:-1], fields, strict=True))
    return fitting and (not about.words or not about.words.isdisjoint(words))
