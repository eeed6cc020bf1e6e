"""Finds companies: those known everywhere, and capitalised names that the text itself shows to be companies.

A name is a company's by its last word ("Haeyang Heavy Industries Co."), by a noun before or after it ("chipmaker X",
"X, Korea's second-largest carmaker,"), by a stock code in brackets, by "shares of X", by what it has or does ("X's
revenue", "X sold"). Once a name is known, its short forms are found as well. The words stand in companies.toml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline import vocabulary
from pipeline.vocabulary import entries
from pipeline.vocabulary.trie import HYPHENS, POSSESSIVES, Mention, Trie, Unit, units_of

_TICKER = re.compile(r"\d{4,6}\.[A-Z]{1,3}|[A-Z]{1,6}\.[A-Z]{1,3}|\d{6}")
_NAME_WORD = re.compile(r"(?:[^\W\d_a-z]|[a-z]{1,2}[A-Z])(?:[\w.&'’+]|-(?=[^\W_a-z]))*(?<!['’])")
_ENDS_SENTENCE = {".", "!", "?", "“", "”", '"', ":", "•", "·", "|", "--", "—", ";", "'", "‘"}
#: How far, in words, an apposition is read for the noun that says what the name is.
_APPOSITION = 12
#: What ends the head of an apposition: "Kim, chief executive of the carmaker" is no company.
_HEAD_ENDS = {
    "of",
    "at",
    "for",
    "with",
    "who",
    "said",
    "from",
    "in",
    "on",
    "by",
    "whose",
    "that",
    "which",
    "where",
    ",",
    ".",
    ";",
    "(",
    "—",
    "is",
    "was",
    "has",
}


_SETS = ("legal", "sector", "belongings", "titles", "company_titles", "not_company", "openers", "exchanges", "times")


class Words(NamedTuple):
    """The word lists of companies.toml, ready to ask."""

    legal: frozenset[str]
    sector: frozenset[str]
    descriptors: frozenset[str]
    before: tuple[tuple[str, ...], ...]
    belongings: frozenset[str]
    doings: tuple[tuple[str, ...], ...]
    titles: frozenset[str]
    company_titles: frozenset[str]
    not_company: frozenset[str]
    openers: frozenset[str]
    exchanges: frozenset[str]
    times: frozenset[str]
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
    return Words(
        **{key: frozenset(table[key]) for key in _SETS},
        descriptors=frozenset(table["descriptors"]) | {word + "s" for word in table["descriptors"]},
        before=tuple(map(tuple, table["before"])),
        doings=tuple(map(tuple, table["doings"])),
        seeds=seeds,
    )


@dataclass(slots=True)
class _Name:
    """A run of capitalised tokens: index of its first and past its last, whether it opens a sentence, and what is known of the company."""

    first: int
    last: int
    opens: bool
    data: dict[str, Any] = field(default_factory=dict)


def find_companies(
    text: str,
    tokens: Sequence[str],
    starts: Sequence[int],
    title: str | None = None,
    mentions: Sequence[Mention] | None = None,
) -> list[Mention]:
    """Companies that the text names, in its order; `code` is the fullest form of the name in the text.

    `tokens` are the words of `text`, `starts` their offsets, `mentions` what `Vocabulary.find` gave for them (found here when
    not given): bodies, indices and places are no companies. `title` is the headline when the text begins with it: headlines
    capitalise any word, so there only names that are known or that the body shows to be companies are found. `data` holds
    `canonical`, `country` (ISO code where known, else None) and `evidence` (what showed it).
    """
    known = words()
    other = vocabulary.load().find(text, tokens, starts) if mentions is None else mentions
    headline_end = len(title) if title and text.startswith(title) else 0
    bodies = _tokens_of(other, {"body", "index"})
    places = {(m.first, m.last): m for m in other if m.kind == "place"}
    seeds = _seeds(known, units_of(tokens, starts), other)
    seed_at = {name.first: name for name in seeds}
    names = [name for name in _runs(text, tokens, starts) if not bodies.intersection(range(name.first, name.last))]
    persons = _persons(tokens, names)
    products = {(m.first, m.last) for m in other if m.kind == "product"}
    found: list[_Name] = []
    covered: set[int] = set()
    for name in names:
        span = (name.first, name.last)
        seed = seed_at.get(name.first)
        evidence = "" if span in places or starts[name.first] < headline_end else _by_last_word(known, tokens, name)
        if seed and (not evidence or seed.last >= name.last):
            continue
        if not (evidence or span in places or span in products or starts[name.first] < headline_end):
            evidence = _by_neighbours(known, tokens, name, persons)
        if evidence:
            if seed and set(tokens[seed.last : name.last]) <= known.legal | {","}:
                name.data = seed.data
            else:
                name.data = {"canonical": None, "country": _country(tokens, name, places), "evidence": evidence}
            found.append(name)
            covered.update(range(name.first, name.last))
    found += [seed for seed in seeds if not covered.intersection(range(seed.first, seed.last))]
    return _resolve(text, tokens, starts, found, [n for n in names if (n.first, n.last) not in places])


def _tokens_of(mentions: Sequence[Mention], kinds: set[str]) -> set[int]:
    return {i for m in mentions if m.kind in kinds for i in range(m.first, m.last)}


def _seeds(known: Words, units: Sequence[Unit], other: Sequence[Mention]) -> list[_Name]:
    """Companies of the list of known names; one inside the name of a place, body or index is none ("the Emirates")."""
    around = [(m.first, m.last) for m in other if m.kind in {"place", "body", "index"}]
    found = []
    for first, last, leaf in known.seeds.find(units):
        name = _Name(units[first].token, units[last - 1].token + 1, False, {**leaf.data})
        if not any(start <= name.first and name.last <= end for start, end in around):
            found.append(name)
    return found


def _runs(text: str, tokens: Sequence[str], starts: Sequence[int]) -> list[_Name]:
    """Runs of capitalised tokens, cut at possessives, offices of persons, months and days; sentence openers are left out."""
    known = words()
    runs: list[_Name] = []
    at, count = 0, len(tokens)
    while at < count:
        if tokens[at].islower() or not _capital(tokens[at]) or _is_time(tokens[at]):
            at += 1
            continue
        first = at
        opens = first == 0 or tokens[first - 1] in _ENDS_SENTENCE or "\n" in text[starts[first - 1] : starts[first]]
        at += 1
        while at < count and "\n" not in text[starts[at - 1] : starts[at]]:
            glued = starts[at - 1] + len(tokens[at - 1]) == starts[at]
            if _capital(tokens[at]) and not _is_time(tokens[at]) and tokens[at] not in known.titles:
                at += 1
            elif _joins(tokens[at - 1 : at + 2], glued):
                at += 2
            else:
                break
        last = at
        while first < last and (tokens[first] in known.openers if opens else tokens[first] == "The"):
            first += 1
        while first < last and tokens[first] in known.titles:
            first += 1
        if first < last and tokens[first] not in known.openers:
            runs.append(_Name(first, last, opens))
    return runs


def _joins(three: Sequence[str], glued: bool) -> bool:
    """Whether the middle of three tokens joins two parts of one name: "Procter & Gamble", "Engineering and Construction", "Co., Ltd."."""
    if len(three) < 3:
        return False
    before, joint, after = three
    known = words()
    if joint == "and":
        return before in known.sector and after in known.sector
    if joint == ",":
        return after in known.legal
    return (joint == "&" or (joint in HYPHENS and glued)) and _capital(after)


def _capital(token: str) -> bool:
    return _NAME_WORD.fullmatch(token) is not None


def _is_time(token: str) -> bool:
    return token.lower().rstrip(".") in words().times


def _persons(tokens: Sequence[str], names: Sequence[_Name]) -> set[str]:
    """Words of persons' names: those after an office ("President Lee") and Korean given names ("Koo Kwang-mo", "Myung Tae-kyun")."""
    titles = words().titles
    persons: set[str] = set()
    for name in names:
        after = tokens[name.last : name.last + 2]
        given = len(after) == 2 and after[0] in HYPHENS and after[1].islower() and name.last - name.first <= 2
        if given or (name.first and tokens[name.first - 1] in titles):
            persons.update(tokens[name.first : name.last])
    return persons


def _by_last_word(known: Words, tokens: Sequence[str], name: _Name) -> str:
    """What in a name itself shows that it is a company's, or an empty string."""
    part = tokens[name.first : name.last]
    if len(part) < 2 or part[0] in known.not_company | known.sector | known.legal | known.titles:
        return ""
    if part[-1] in known.legal:
        return "legal form"
    after = tokens[name.last : name.last + 3]
    # "Korea Pharmaceutical and Bio-Pharma Manufacturers Association", "Korea Entertainment Producers' Association".
    longer = len(after) > 1 and (after[0] in {"of", "for", "and"} or after[0] in POSSESSIVES) and after[1][0].isupper()
    if part[-1] in known.sector and not known.not_company.intersection(part) and not longer:
        return "sector word"
    return ""


def _by_neighbours(known: Words, tokens: Sequence[str], name: _Name, persons: set[str]) -> str:
    """What beside a name shows that it is a company's, or an empty string."""
    part = tokens[name.first : name.last]
    if part[0] in known.titles or known.not_company.intersection(part):
        return ""
    if _ticker(tokens, name.last):
        return "stock code"
    if persons.intersection(part):
        return ""
    previous = tuple(token.lower() for token in tokens[max(0, name.first - 2) : name.first])
    if previous and not name.opens and previous[-1] in known.descriptors and previous[0] not in {"the", "a", "an"}:
        return "noun before"
    if any(previous[-len(words_before) :] == words_before for words_before in known.before):
        return "words before"
    after = [token.lower() for token in tokens[name.last : name.last + 5]]
    if after and tokens[name.last] in known.company_titles:
        return "office after"
    if after and after[0] in POSSESSIVES:
        return "belonging" if len(after) > 1 and after[1] in known.belongings else ""
    if len(part) < 4 and any(tuple(after[: len(doing)]) == doing for doing in known.doings):
        return "doing"
    if _apposition(known, tokens, name.last):
        return "noun after"
    return ""


def _ticker(tokens: Sequence[str], at: int) -> bool:
    """Whether a stock code in brackets stands at a token: "(005930.KS)", "(NASDAQ: ABC)"."""
    if at + 2 >= len(tokens) or tokens[at] != "(":
        return False
    return (tokens[at + 1] in words().exchanges and tokens[at + 2] in {":", "-"}) or (
        _TICKER.fullmatch(tokens[at + 1]) is not None and tokens[at + 2] == ")"
    )


def _apposition(known: Words, tokens: Sequence[str], at: int) -> bool:
    """Whether an apposition at a token says company: ", Korea's second-largest carmaker,"."""
    if at + 2 >= len(tokens) or tokens[at] != ",":
        return False
    head = ""
    determined = False
    for token in tokens[at + 1 : at + 1 + _APPOSITION]:
        word = token.lower()
        if word in _HEAD_ENDS:
            break
        determined = determined or word in {"a", "an", "the", "its", "another"} or word in POSSESSIVES
        head = word
    return determined and head in known.descriptors


def _country(tokens: Sequence[str], name: _Name, places: Mapping[tuple[int, int], Mention]) -> str | None:
    """The country that stands just before a name or in its apposition: "South Korean carmaker X", "X, Korea's second-largest carmaker"."""
    near = range(max(0, name.first - 4), min(len(tokens), name.last + 5))
    for (first, last), mention in places.items():
        inside = name.first <= first < name.last
        glued = name.first - 4 <= first and last <= name.first and "," not in tokens[last : name.first]
        apposed = (
            name.last < first
            and last in near
            and tokens[name.last : name.last + 1] == [","]
            and last < len(tokens)
            and tokens[last] in POSSESSIVES
        )
        if (inside or glued or apposed) and mention.data.get("kind") == "country":
            return mention.code
    return None


def _resolve(
    text: str, tokens: Sequence[str], starts: Sequence[int], found: list[_Name], names: Sequence[_Name]
) -> list[Mention]:
    """One code for all forms of a name, the fullest in the text; short forms of found names are mentions as well."""
    by_form: dict[str, _Company] = {}
    by_short_form: dict[str, _Company | None] = {}
    lower = {token for token in tokens if token.islower()}
    companies: list[tuple[_Name, _Company]] = []
    for name in sorted(found, key=lambda n: (n.first - n.last, n.first)):
        form = _form(tokens, name)
        key = name.data["canonical"] or form
        company = by_form.get(key) or by_form.get(form) or by_short_form.get(form)
        if company is None:
            end = starts[name.last - 1] + len(tokens[name.last - 1])
            company = _Company(text[starts[name.first] : end], name.data)
        elif company.data["country"] is None:
            company.data["country"] = name.data["country"]
        companies.append((name, company))
        by_form.setdefault(key, company)
        by_form.setdefault(form, company)
        for short in _short_forms(tokens, name, lower):
            # A short form that two companies share ("Hyundai" of Hyundai Motor and Hyundai Steel) stands for neither.
            if by_short_form.setdefault(short, company) is not company:
                by_short_form[short] = None
    taken = {i for name in found for i in range(name.first, name.last)}
    for name in names:
        form = _form(tokens, name)
        company = by_form.get(form) or by_short_form.get(form)
        if company and not taken.intersection(range(name.first, name.last)):
            companies.append((name, company))
    mentions = [
        Mention(
            starts[name.first],
            starts[name.last - 1] + len(tokens[name.last - 1]),
            name.first,
            name.last,
            "company",
            company.code,
            "",
            company.data,
        )
        for name, company in companies
    ]
    return sorted(mentions, key=lambda m: m.start)


class _Company(NamedTuple):
    """The fullest form of a company's name in the text, and its data."""

    code: str
    data: dict[str, Any]


def _form(tokens: Sequence[str], name: _Name) -> str:
    return " ".join(token for token in tokens[name.first : name.last] if token != ",")


def _short_forms(tokens: Sequence[str], name: _Name, lower: set[str]) -> set[str]:
    """Shorter forms of a name: its first words, and an abbreviation that stands in brackets after it.

    A first word that the text also writes in small letters, or that is a common one, is no form by itself ("General" Motors).
    """
    known = words()
    part = _form(tokens, name).split()
    forms = set()
    if not name.data["canonical"]:
        forms = {" ".join(part[:length]) for length in range(1, len(part))}
        head = part[0]
        common = head in known.openers or head in known.sector or head in known.not_company or head in known.titles
        if common or head.lower() in lower or len(head) < 3:
            forms.discard(head)
    after = tokens[name.last : name.last + 3]
    if (
        len(part) > 1
        and len(after) == 3
        and (after[0], after[2]) == ("(", ")")
        and after[1].isalpha()
        and after[1].isupper()
    ):
        forms.add(after[1])
    return forms
