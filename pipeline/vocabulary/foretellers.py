"""Foretellers: firms that a text names for what their people count, ask or foretell, which are its sources and none of its companies."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.vocabulary import entries
from pipeline.vocabulary.names import Name
from pipeline.vocabulary.trie import Mention

#: How much text before and behind a name is looked at.
_NEAR = 48


def as_sources(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions, each company that only foretells as a body: "surveyed by Thomson Reuters", "a UBS economist", "FactSet consensus"."""
    return [m if m.kind != "company" or not _foretells(text, m) else _body(m) for m in mentions]


def _body(company: Mention) -> Mention:
    """The same stretch of text as a body that publishes figures."""
    data = {"role": "research", "name": company.code, "country": None, "generic": False}
    return company._replace(kind="body", form="", data=data)


def _foretells(text: str, company: Mention) -> bool:
    """Whether a company collects forecasts for its living, or the words around its name say that it asks or that its people foretell."""
    if company.code.lower() in entries.words("sources", "providers"):
        return True
    before, behind = _patterns()
    return bool(behind.match(text, company.end) or before.search(text, max(0, company.start - _NEAR), company.start))


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands right before and right behind the name of a firm that foretells."""

    def any_of(key: str) -> str:
        return "|".join(map(re.escape, sorted(entries.words("sources", key))))

    asked = rf"\b(?:{any_of('asking')}) by (?:the )?\Z|\b(?:{any_of('people')}) (?:at|with) (?:the )?\Z"
    people = rf"(?:['’]s?)? (?:(?:{any_of('ranks')})[ -]){{0,2}}(?:{any_of('people')}|{any_of('asked')})\b"
    return re.compile(asked), re.compile(people)


#: Who counts what others sell: no company whose figures these are.
_RESEARCHERS = {
    ("research", "firm"), ("market", "researcher"), ("data", "provider"), ("research", "company"), ("research", "group"), ("data", "firm"),
    ("analytics", "firm"), ("data", "company"), ("information", "provider"), ("research", "house"), ("data", "tracker"), ("industry", "tracker"),
    ("market", "tracker"), ("research", "organization"), ("intelligence", "firm"), ("advisory", "firm"), ("analysis", "firm"),
    ("analyst", "firm"), ("survey", "firm"), ("tracking", "website"), ("tracking", "firm"), ("industry", "consultancy"), ("data", "tracker"),
    ("polling", "firm"), ("rating", "agency"), ("ratings", "agency"), ("cargo", "surveyor"), ("independent", "surveyor"),
    ("ship", "tracker"), ("vessel", "tracker"), ("tanker", "tracker"), ("energy", "consultancy"), ("agricultural", "consultancy"),
    ("agribusiness", "consultancy"), ("economic", "consultancy"), ("real-estate", "consultancy"), ("property", "consultancy"),
}  # fmt: skip


def is_researcher(tokens: Sequence[str], name: Name) -> bool:
    """Whether a name is that of a firm that counts and forecasts for others: "research firm Datapoint", "Datapoint, a research firm"."""
    before = tuple(map(str.lower, tokens[max(0, name.first - 2) : name.first]))
    if before in _RESEARCHERS or before[-1:] in {("surveyor",), ("surveyors",), ("pollster",)}:
        return True
    if tokens[name.last : name.last + 1] != [","]:
        return False
    behind = [token.lower() for token in tokens[name.last + 1 : name.last + 8]]
    return any(pair in _RESEARCHERS for pair in pairwise(behind))
