"""Capitalised names of a text, and the word lists of companies.toml that tell which of them are companies."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.vocabulary import entries
from pipeline.vocabulary.inflect import plural
from pipeline.vocabulary.trie import HYPHENS, POSSESSIVES, Mention, Trie

_NAME_WORD = re.compile(r"(?:[^\W\d_a-z]|[a-z]{1,2}[A-Z])(?:[\w.&'’+]|-(?=[^\W_a-z]))*(?<!['’])")
#: Tokens that a sentence, or a part of one that begins with a capital, may follow.
ENDS_SENTENCE = {".", "!", "?", "“", "”", '"', ":", "•", "·", "|", "--", "—", ";", "'", "‘"}
_SETS = (
    "legal", "sector", "belongings", "titles", "offices", "body_heads", "acts", "company_titles", "not_company", "openers", "exchanges",
    "times", "leads", "particles", "not_maker", "moves", "premises", "divisions", "wares", "fruits", "of_fruit",
)  # fmt: skip


class Words(NamedTuple):
    """The word lists of companies.toml, ready to ask."""

    legal: frozenset[str]
    sector: frozenset[str]
    descriptors: frozenset[str]
    before: dict[str, list[tuple[str, ...]]]  # by the last word
    belongings: frozenset[str]
    doings: dict[str, list[tuple[str, ...]]]  # by the first word
    titles: frozenset[str]
    offices: frozenset[str]
    body_heads: frozenset[str]
    acts: frozenset[str]
    company_titles: frozenset[str]
    not_company: frozenset[str]
    openers: frozenset[str]
    exchanges: frozenset[str]
    leads: frozenset[str]
    particles: frozenset[str]
    not_maker: frozenset[str]
    moves: frozenset[str]
    no_first: frozenset[str]
    times: frozenset[str]
    premises: frozenset[str]
    divisions: frozenset[str]
    wares: frozenset[str]
    fruits: frozenset[str]
    of_fruit: frozenset[str]
    seeds: Trie


@functools.cache
def words() -> Words:
    """companies.toml as sets, and its known companies as a word tree."""
    table = entries.table("companies")
    seeds = Trie()
    for country, names in table["seeds"].items():
        for name, aliases in names.items():
            data = {"canonical": name, "country": country, "evidence": "known"}
            for alias in (name, *aliases):
                seeds.add(alias, "company", name, "", data)
                if " & " in alias:
                    seeds.add(alias.replace(" & ", " and "), "company", name, "", data)
    for country, common in table["common"].items():
        for name in common:
            seeds.add(name, "company", name, "common", {"canonical": name, "country": country, "evidence": "known"})
    sets = {key: frozenset(table[key]) for key in _SETS}
    return Words(
        **sets,
        no_first=(sets["not_company"] | sets["sector"] | sets["legal"] | sets["titles"]) - sets["leads"],
        descriptors=frozenset(table["descriptors"]) | {plural(word) for word in table["descriptors"]},
        before=_by_word(table["before"], -1),
        doings=_by_word(table["doings"], 0),
        seeds=seeds,
    )


def _by_word(phrases: list[list[str]], place: int) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their word at a place."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        table.setdefault(phrase[place], []).append(tuple(phrase))
    return table


@dataclass(slots=True)
class Name:
    """A run of capitalised tokens: index of its first and past its last, whether it opens a sentence, and what is known of the company."""

    first: int
    last: int
    opens: bool
    data: dict[str, Any] = field(default_factory=dict)


#: How nouns end that are no names of companies.
_NOUN_ENDS = tuple(
    "men people folk ing ment tion sion ism ity ure ness body one thing ry cy ance ence ship age".split()
)


def is_coined(word: str, spoken: Set[str]) -> bool:
    """Whether a word that only opens sentences looks like no common noun: "Mendrake", but not "Tourism" or "Management"; `spoken` are
    the words of the text."""
    return not word.endswith(_NOUN_ENDS) and word.lower() not in spoken


def runs_of(text: str, tokens: Sequence[str], starts: Sequence[int]) -> list[Name]:
    """Runs of capitalised tokens, cut at possessives, offices of persons, months and days; sentence openers are left out."""
    known = words()
    runs: list[Name] = []
    at, count = 0, len(tokens)
    capitals = [i for i, token in enumerate(tokens) if not token.islower() and _capital(token) and not _is_time(token)]
    for first in capitals:
        if first < at:
            continue  # in the last run
        at = first
        opens = first == 0 or tokens[first - 1] in ENDS_SENTENCE or "\n" in text[starts[first - 1] : starts[first]]
        at += 1
        while at < count and "\n" not in text[starts[at - 1] : starts[at]]:
            glued = starts[at - 1] + len(tokens[at - 1]) == starts[at]
            if (
                _capital(tokens[at])
                and not _is_time(tokens[at])
                and (tokens[at] not in known.titles or tokens[at] == "General" and tokens[at - 1] not in known.titles)
                or tokens[at] in known.legal
            ):
                at += 1
            elif (
                _joins(tokens[at - 1 : at + 2], glued)
                or _tail(tokens, at, glued)
                or (tokens[at] in known.particles or (tokens[at].isdigit() and len(tokens[at]) < 3))
                and at + 1 < count
                and _capital(tokens[at + 1])
            ):
                at += 2
            else:
                break
        last = at - (at - first > 1 and _is_stamp(tokens, at - 1))
        while first < last and (tokens[first] in known.openers if opens else tokens[first] == "The"):
            first += 1
        if opens and last - first == 1 and tokens[first].endswith("ly") and tokens[last : last + 1] == [","]:
            continue  # "Separately, the central bank said"
        while first < last and tokens[first] in known.titles:
            first += 1
        if (
            opens
            and last - first > 1
            and tokens[first].lower() in known.descriptors
            and tokens[first] not in known.sector
        ):
            first, opens = first + 1, False  # "Drugmaker Helvion said"
        if first and last - first == 1 and len(tokens[first]) == 1 and tokens[first - 1].isdigit():
            continue  # the letter of "3M"
        told = (
            not opens and last - first > 1 and tokens[first - 1].lower() in known.descriptors
        )  # "bus operator First Group"
        if (
            first < last
            and (told or tokens[first] not in known.openers)
            and not known.legal.issuperset(tokens[first:last])
        ):
            runs.append(Name(first, last, opens))
    return runs


#: So many letters has what a share is called at its exchange; the day's change behind it.
_TICKER, _CHANGE = 5, re.compile(r",?[-+−]\d{1,3}(?:\.\d+)?%")


def _is_stamp(tokens: Sequence[str], at: int) -> bool:
    """Whether a token is the ticker of the name before it, which a page of quotes sets before its change: "Brask BRK +4.3% said"."""
    behind = "".join(tokens[at + 1 : at + 5])
    return tokens[at].isupper() and len(tokens[at]) <= _TICKER and _CHANGE.match(behind) is not None


def behind_datelines(
    text: str, tokens: Sequence[str], starts: Sequence[int], runs: list[Name], places: Mapping[tuple[int, int], Mention]
) -> list[Name]:
    """Runs without the place in capitals that opens a report where nothing parts it from a name: "DETROIT General Motors Co said".

    One that no list knows is told from a company's first word by being written once alone, before a name with its legal form.
    """
    known = words()
    for run in runs:
        if (own := _behind_front(tokens, run, places)) > run.first:
            run.first = own
        if not tokens[run.first].isupper() or not _opens_paragraph(text, starts, run.first):
            continue
        behind = next((last for first, last in places if first == run.first), run.first + 1)
        placed = (run.first, behind) in places or (
            tokens[run.last - 1] in known.legal and tokens.count(tokens[run.first]) == 1
        )
        if placed and behind < run.last and _is_bare_place(tokens, run.first, behind):
            if not known.legal.union(known.sector).issuperset(tokens[behind : run.last]):  # "SINGAPORE Airlines Ltd"
                run.first = behind
    return runs


def _behind_front(tokens: Sequence[str], run: Name, places: Mapping[tuple[int, int], Mention]) -> int:
    """Where a name begins behind the place that its sentence opens on, where it stands alone elsewhere: "In Peru Orvell's sales rose";
    the run's own first word where none does."""
    if not run.first or tokens[run.first - 1] != "In" or run.last - run.first < 2:
        return run.first
    behind = next((last for first, last in places if first == run.first and last < run.last), run.first)
    name = tokens[behind : run.last]
    alone = any(
        tokens[i : i + len(name)] == name and not (i and tokens[i - 1][0].isupper())
        for i in range(len(tokens) - len(name))
        if i != behind
    )
    return behind if behind > run.first and alone else run.first


#: A place in capitals of fewer letters may be an abbreviation.
_SPELLED = 4


def _is_bare_place(tokens: Sequence[str], first: int, last: int) -> bool:
    """Whether words are in capitals like a place before a report, and one follows that is written as names are."""
    place, behind = tokens[first:last], tokens[last]
    spelled = all(token.isupper() for token in place) and sum(map(len, place)) >= _SPELLED
    return spelled and behind[:1].isupper() and behind[1:2].islower()


def _opens_paragraph(text: str, starts: Sequence[int], at: int) -> bool:
    """Whether a token is the first of its paragraph."""
    return at == 0 or "\n" in text[starts[at - 1] : starts[at]]


def _joins(three: Sequence[str], glued: bool) -> bool:
    """Whether the middle of three tokens joins two parts of one name: "Procter & Gamble", "Engineering and Construction", "Co., Ltd."."""
    if len(three) < 3:
        return False
    before, joint, after = three
    known = words()
    if joint == "and":
        return before in known.sector and after in known.sector
    if joint == "," or joint in POSSESSIVES:
        return after in known.legal  # "Dillard's Inc."
    if joint == "/":
        return glued and f"{before}/{after}" in known.legal  # "Royal Unibrew A/S"
    return (joint == "&" or (joint in HYPHENS and glued)) and _capital(after)


def _tail(tokens: Sequence[str], at: int, glued: bool) -> bool:
    """Whether a name goes on in small letters to its legal form: "Fusion-io Inc."."""
    return glued and tokens[at] in HYPHENS and at + 2 < len(tokens) and tokens[at + 2] in words().legal


@functools.lru_cache(maxsize=10_000)
def _capital(token: str) -> bool:
    return _NAME_WORD.fullmatch(token) is not None


@functools.lru_cache(maxsize=10_000)
def _is_time(token: str) -> bool:
    return token.lower().rstrip(".") in words().times


#: So many words may stand before an office, and behind it where it is held.
_RANKS, _HELD = 5, {"at", "with", "for"}


def _holds_office(tokens: Sequence[str], name: Name) -> bool:
    """Whether an apposition says which office a name holds somewhere: "Eva Moran, senior market analyst at", no "X, the carmaker"."""
    if tokens[name.last : name.last + 1] != [","]:
        return False
    told = tokens[name.last + 1 : name.last + 2 + _RANKS]
    return any(a in words().offices and b in _HELD for a, b in pairwise(told))


def persons_of(tokens: Sequence[str], starts: Sequence[int], names: Sequence[Name]) -> set[str]:
    """Words of persons' names: those after an office ("President Lee") or before one ("Eva Moran, an analyst at"), and Korean given names
    ("Koo Kwang-mo", "Myung Tae-kyun")."""
    titles, offices = words().titles, words().offices
    persons: set[str] = set()
    for name in names:
        after = tokens[name.last : name.last + 2]
        given = len(after) == 2 and after[0] in HYPHENS and after[1].islower() and name.last - name.first <= 2
        given = given and starts[name.last] == starts[name.last - 1] + len(
            tokens[name.last - 1]
        )  # not "X – two makers"
        before = tokens[name.first - 1] if name.first else ""
        given = given or (1 < name.last - name.first < 4 and _holds_office(tokens, name))
        if given or before in titles or (before in offices and name.last - name.first > 1):
            persons.update(tokens[name.first : name.last])
    return persons
