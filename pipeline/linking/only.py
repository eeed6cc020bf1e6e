"""Only: which numbers a rule is about, said once beside it, so that it is asked of no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, NamedTuple, TypeVar

#: Kinds of numbers that count something.
COUNTS = frozenset({"count", "number"})

Rule = TypeVar("Rule", bound=Callable[..., Any])


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


_ABOUT: dict[Callable[..., Any], _About] = {}


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
) -> Callable[[Rule], Rule]:
    """Notes that a rule is asked only of numbers of these kinds, whose metric has one of these codes and of these names, with one of
    these measures, in a clause of one of these links, that were read by one of these rules, that are a "company"'s or a "country"'s,
    and to which one of these prepositions leads; the rule does not check it again."""
    sets = (kinds, codes, names, measures, links, readings, (whose,) if whose else (), leads)
    about = _About(*(frozenset(wanted) for wanted in sets))

    def note(rule: Rule) -> Rule:
        _ABOUT[rule] = about
        return rule

    return note


class Rules(Generic[Rule]):
    """Rules in the order they are asked, by what they are about. All that they are chosen by comes from the vocabulary or from fixed
    lists, so that what is kept is bounded."""

    def __init__(self, *rules: Rule) -> None:
        self._rules = rules
        self._kept: dict[tuple[str, ...], tuple[Rule, ...]] = {}
        self._placed: dict[tuple[str, ...], tuple[tuple[int, Rule], ...]] = {}

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
    ) -> tuple[Rule, ...]:
        """The rules to ask of a number, in their order."""
        key = (kind, code, name, measure, link, reading, whose, lead)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = tuple(rule for rule in self._rules if _fits(rule, key))
        return kept

    def behind(
        self, last: int, kind: str, code: str, measure: str, link: str, reading: str
    ) -> tuple[tuple[int, Rule], ...]:
        """The rules behind the one at a place, each with its own place: for rules that change what they are chosen by."""
        key = (kind, code, "", measure, link, reading, "", "")
        placed = self._placed.get(key)
        if placed is None:
            placed = self._placed[key] = tuple((i, rule) for i, rule in enumerate(self._rules) if _fits(rule, key))
        return placed if last < 0 else tuple(pair for pair in placed if pair[0] > last)


def _fits(rule: Callable[..., Any], key: tuple[str, ...]) -> bool:
    """Whether a rule is about a key."""
    about = _ABOUT.get(rule)
    return about is None or all(not wanted or said in wanted for wanted, said in zip(about, key, strict=True))
