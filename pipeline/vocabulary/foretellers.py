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
    """The mentions, each company that only foretells as a body: "surveyed by Thomson Reuters", "a UBS economist", "FactSet consensus";
    one that nothing but its deeds show to be a company is a body everywhere in a text that says what it counts."""
    trackers: dict[str, bool] = {}
    for m in mentions:
        if m.kind == "company" and m.code not in trackers:
            trackers[m.code] = m.data.get("evidence") in _SHOWN_BY_DEEDS and _counts_for_others(text, m.code)
    told = [m if m.kind != "company" or not _foretells(text, m) else _body(m) for m in mentions]
    return [_body(m) if m.kind == "company" and trackers[m.code] else m for m in told]


#: By what a name is shown to be a company's that may be no more than somebody who speaks of others' figures.
_SHOWN_BY_DEEDS = {"doing", "belonging", "coined", "beside"}
#: What a company has of its own, behind its name.
_OWNS = re.compile(
    r"(?:['’]s?)? (?:\w+[- ]){0,3}(?:shares|stock|profits?|revenues?|earnings|turnover|net|losses|factory|factories|plants?|models|stores)\b"
)


def _counts_for_others(text: str, name: str) -> bool:
    """Whether a text says of a name that it counts for others, or lets an analyst of it speak, and tells nothing that is its own: "said its
    data showed", "figures from Datapoint", "Jo Roe, an analyst at shopping site Datapoint"."""
    named = re.escape(name)
    if re.search(_counting().replace("NAME", named), text) is None:
        return False
    return not any(_OWNS.match(text, own.end()) for own in re.finditer(rf"\b{named}(?![\w-])", text))


@functools.cache
def _counting() -> str:
    """What shows that NAME counts or judges what others do."""
    people = "|".join(map(re.escape, sorted(entries.words("sources", "people"))))
    site = r"(?:the )?(?:[a-z][\w-]* ){0,4}"
    given = r"(?:from|by|compiled by|collected by|provided by)"
    return (
        rf"\b(?:{people}) (?:at|with|for) {site}NAME\b|\b(?:data|figures|estimates|numbers) {given} {site}NAME\b"
        r"|\bNAME(?:['’]s?)? (?:data|survey|surveys|tracker|analysts?|economists?)\b"
        r"|\bNAME,? (?:which|that) (?:tracks|monitors|surveys|collects|compiles)\b"
        r"|\bNAME (?:[^.\n]{0,60} )?sa(?:id|ys)(?: that)? its (?:data|survey|figures|tracker|research)\b"
    )


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
