"""Only: which numbers a rule is about, said once beside it, so that it is asked of no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, NamedTuple, TypeVar

#: Kinds of numbers that count something.
COUNTS = frozenset({"count", "number"})

Rule = TypeVar("Rule", bound=Callable[..., Any])


class _About(NamedTuple):
    """The kinds of numbers, codes and names of metrics and measures that a rule is about; of an empty set all."""

    kinds: frozenset[str]
    codes: frozenset[str]
    names: frozenset[str]
    measures: frozenset[str]


_ABOUT: dict[Callable[..., Any], _About] = {}


def only(
    *, kinds: Iterable[str] = (), codes: Iterable[str] = (), names: Iterable[str] = (), measures: Iterable[str] = ()
) -> Callable[[Rule], Rule]:
    """Notes that a rule is asked only of numbers of these kinds, whose metric has one of these codes and of these names, and whose
    measure is one of these; the rule does not check it again."""
    about = _About(frozenset(kinds), frozenset(codes), frozenset(names), frozenset(measures))

    def note(rule: Rule) -> Rule:
        _ABOUT[rule] = about
        return rule

    return note


class Rules(Generic[Rule]):
    """Rules in the order they are asked, by what they are about. Metrics and their names are those of the vocabulary, so that what is
    kept for each is bounded."""

    def __init__(self, *rules: Rule) -> None:
        self._rules = rules
        self._kept: dict[tuple[str, str, str, str], tuple[Rule, ...]] = {}

    def about(self, kind: str, code: str = "", name: str = "", measure: str = "") -> tuple[Rule, ...]:
        """The rules to ask of a number of a kind, of a metric's code and name, and of a measure."""
        key = (kind, code, name, measure)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = tuple(rule for rule in self._rules if _fits(rule, key))
        return kept


def _fits(rule: Callable[..., Any], key: tuple[str, str, str, str]) -> bool:
    """Whether a rule is about a key."""
    about = _ABOUT.get(rule)
    return about is None or all(not wanted or said in wanted for wanted, said in zip(about, key, strict=True))
