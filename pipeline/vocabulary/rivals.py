"""Rivals: what shows an unknown name to be a company's by the companies and places in a ranking that it is told with: "X and Oppo", "led
the market", "X of Japan was next"."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence, Set

from pipeline.vocabulary import entries
from pipeline.vocabulary.names import Name, is_coined, words
from pipeline.vocabulary.trie import POSSESSIVES, Mention

_NUMBER = re.compile(r"[+\-−–]?\d[\d.,]*")
_MONEY = set("$€£¥₩₹")
_PERCENT = {"%", "percent", "pct", "per"}
#: What joins the names of a list.
_JOINTS = {",", "and", "or", "&"}


@functools.cache
def _listed(key: str) -> frozenset[str]:
    """A word list of the table `rivals` in companies.toml."""
    return frozenset(entries.table("companies")["rivals"][key])


def by_rivals(
    tokens: Sequence[str],
    name: Name,
    inside: Set[str],
    family: Set[str],
    places: Mapping[tuple[int, int], Mention],
    rivals: Sequence[Name],
    spoken: Set[str],
) -> str:
    """What is told of a name among its rivals that shows it to be a company's, or an empty string.

    `inside` are words with a capital inside a sentence, `family` the last ones of longer names, as those of persons are; `rivals` are
    the known companies told of, `spoken` the words of the text.
    """
    part = tokens[name.first : name.last]
    if len(part) > 3 or part[0] in words().titles or words().not_company.intersection(part):
        return ""
    if len(part) == 1 and (part[0] in family or not is_coined(part[0], spoken)):
        return ""
    behind = [token.lower() for token in tokens[name.last : name.last + 14]]
    before, around = range(name.first - _NEAR, name.first), range(name.first - _FAR, name.last + _FAR)
    # What is ranked without a company beside it may be a town, one company's brand or its model.
    ranked = _is_ranked(behind) and len({seed.data["canonical"] for seed in rivals}) != 1
    ranked = ranked and (not rivals or any(seed.first in around for seed in rivals))
    set_beside = any(seed.first in before for seed in rivals) and _is_set_beside(tokens, name)
    if not (ranked or set_beside or _has_part(tokens, name, behind) or _acts(tokens, name, places, behind)):
        return ""
    sure = not name.opens or len(part) > 1 or part[0] in inside or (rivals and not part[0].endswith("s"))
    return "rival" if sure else "" if part[0].endswith("s") else "coined"


#: So many tokens before a name in a ranking stands the company that it follows; so many on either side another of it.
_NEAR, _FAR = 16, 40


def _is_ranked(behind: Sequence[str]) -> bool:
    """Whether a name is told of as one among makers or sellers; a brand may be as well."""
    return _has_rank(behind) or _leads(behind) or _sells(behind)


def _has_part(tokens: Sequence[str], name: Name, behind: Sequence[str]) -> bool:
    """Whether a name has a part of what somebody else before it has more or less of: "34 percent of the market, ahead of X's 21 percent"."""
    own = len(behind) > 2 and behind[0] in POSSESSIVES and bool(_NUMBER.fullmatch(behind[1])) and behind[2] in _PERCENT
    before = [token.lower() for token in tokens[max(0, name.first - 2) : name.first]]
    return own and (before == ["ahead", "of"] or before[-1:] == ["behind"])


def _acts(tokens: Sequence[str], name: Name, places: Mapping[tuple[int, int], Mention], behind: Sequence[str]) -> bool:
    """Whether a name is told of what only companies do, say or are."""
    return (
        _takes_money(behind)
        or _moves_its_own(behind)
        or _says_sales(behind)
        or _is_told_aside(tokens, name.last, behind)
        or _is_at_home(tokens, name, places)
    )


def _has_rank(behind: Sequence[str]) -> bool:
    """ "X was the top vendor", "X ranked second with 20 percent", "X held on to second place"."""
    if len(behind) < 3 or behind[0] not in _listed("is"):
        return False
    for at, token in enumerate(behind[1:8], 1):
        if token in {".", ";", ","}:
            return False
        if token in _listed("ranks"):
            following = behind[at + 1 : at + 6]
            if following[:1] in (["with"], ["at"], ["on"]) and following[1:2] and _NUMBER.fullmatch(following[1]):
                return True
            return not _listed("ranked").isdisjoint(following) and "of" not in following[:1]
    return False


def _leads(behind: Sequence[str]) -> bool:
    """ "X led the 5G segment with 27 percent", "X topped the ranking"."""
    if behind[:1] == [] or behind[0] not in _listed("leads") or behind[1:2] != ["the"]:
        return False
    return not _listed("fields").isdisjoint(behind[2:6])


def _sells(behind: Sequence[str]) -> bool:
    """ "X shipped 1.4 million", "X sold 14.2 million handsets"; a few may be anybody's."""
    if len(behind) < 3 or behind[0] not in _listed("sells") or not _NUMBER.fullmatch(behind[1]):
        return False
    return len(behind[1].replace(",", "")) > 3 or behind[2] in {"million", "billion", "thousand"}


def _takes_money(behind: Sequence[str]) -> bool:
    """ "X took £94m", "X had a pre-tax profit"."""
    if len(behind) < 4:
        return False
    if behind[0] in {"had", "has"} and behind[1] == "a":
        return not _listed("profits").isdisjoint(behind[2:5])
    if behind[0] not in {"took", "takes"}:
        return False
    return behind[1] in _MONEY or (
        bool(_NUMBER.fullmatch(behind[1])) and behind[2] in {"million", "billion", "trillion"}
    )


def _moves_its_own(behind: Sequence[str]) -> bool:
    """ "X nudged up its profit guidance", "X cut its losses"."""
    at = next((i for i, token in enumerate(behind[1:4], 1) if token == "its"), 0)
    if not at or not behind[0].isalpha() or not behind[0].endswith(("ed", "s", "cut")):
        return False
    return not _listed("own").isdisjoint(behind[at + 1 : at + 4])


def _says_sales(behind: Sequence[str]) -> bool:
    """ "X said on Monday that sales rose", "X said this morning that like-for-likes had risen"."""
    if behind[:1] not in (["said"], ["says"], ["reported"]):
        return False
    at = next((i for i, token in enumerate(behind[:6]) if token == "that"), 0)
    between = behind[1:at] if at else []
    if not at or any(not (token in words().times or token in {"on", "this", "late", "early"}) for token in between):
        return False
    return not _listed("results").isdisjoint(behind[at + 1 : at + 4])


def _is_told_aside(tokens: Sequence[str], at: int, behind: Sequence[str]) -> bool:
    """ "X, which is to report next week", "X, whose processors", "X, owner of Cartier", "X, which sold 14.2 million"."""
    if behind[:1] != [","] or len(behind) < 5:
        return False
    if behind[1] == "which":
        return (
            behind[2:4] == ["is", "to"]
            and behind[4] in _listed("reports")
            or behind[2] in _listed("reports")
            or _sells(behind[2:])
        )
    if behind[1] == "whose":
        return bool(_NUMBER.fullmatch(behind[2])) or behind[2] in _listed("whose")
    return (
        behind[1] in {"owner", "maker", "operator"}
        and behind[2] == "of"
        and tokens[at + 3 : at + 4] != []
        and tokens[at + 3][0].isupper()
    )


def _is_at_home(tokens: Sequence[str], name: Name, places: Mapping[tuple[int, int], Mention]) -> bool:
    """ "X of Japan was next with 12.2 percent", "X of the Netherlands with nine percent": one word, no office or state."""
    if name.last - name.first > 1 or tokens[name.last : name.last + 1] != ["of"]:
        return False
    if name.first and tokens[name.first - 1].lower() in {"the", "of"}:
        return False
    begin = name.last + 1 + (tokens[name.last + 1 : name.last + 2] == ["the"])
    end = next((last for first, last in places if first == begin), 0)
    if not end or places[begin, end].data.get("kind") != "country":
        return False
    return tokens[end : end + 1] != [] and tokens[end] in _listed("at_home")


def _is_set_beside(tokens: Sequence[str], name: Name) -> bool:
    """Whether a name stands in a ranking of companies: "followed by X at 68,467", "ahead of X on 28,870", "X (28.5 million units"."""
    before = [token.lower() for token in tokens[max(0, name.first - 2) : name.first]]
    behind = tokens[name.last : name.last + 3]
    figure = len(behind) == 3 and behind[0] in {"at", "with", "on", "("} and bool(_NUMBER.fullmatch(behind[1]))
    if before[-1:] != [] and before[-1] in _listed("beats"):
        return not tokens[name.first].isupper()
    return figure and (
        before in (["followed", "by"], ["ahead", "of"]) or behind[0] == "(" and behind[2] in _listed("units")
    )


def beside(tokens: Sequence[str], names: Sequence[Name], found: Sequence[Name], taken: Set[int]) -> list[Name]:
    """Names in a list with two companies or more: "Apple, X and Vivo followed with 43 million, 28 million".

    `names` are all runs of capitals, `found` the companies, `taken` tokens of whatever else is known.
    """
    firms = {name.first: name for name in found}
    runs = sorted({**{name.first: name for name in names}, **firms}.values(), key=lambda name: name.first)
    more: list[Name] = []
    chain: list[Name] = []
    for run in [*runs, None]:
        if run is not None and chain and _joined(tokens, chain[-1].last, run.first):
            chain.append(run)
            continue
        if sum(name.first in firms for name in chain) > 1:
            more += [name for name in chain if name.first not in firms and _may_be_one(tokens, name, taken)]
        chain = [run] if run is not None else []
    return more


def _may_be_one(tokens: Sequence[str], name: Name, taken: Set[int]) -> bool:
    """Whether a name in a list of companies may be one as well."""
    part = tokens[name.first : name.last]
    known = words()
    if len(part) > 3 or any(i in taken for i in range(name.first, name.last)) or known.not_company.intersection(part):
        return False
    return part[0] not in known.titles and not any(token[0].isdigit() for token in part)


#: So many tokens may stand between two names of a list: "Vivo (11.8 million units, up 2.3 percent), X and Oppo".
_LIST = 12


def _joined(tokens: Sequence[str], begin: int, end: int) -> bool:
    """Whether nothing but a list's joint, with a figure in brackets or a bare one before it, stands between two names."""
    between = list(tokens[begin:end])
    if not between or len(between) > _LIST:
        return False
    if between[0] == "(":
        close = between.index(")") if ")" in between else 0
        between = between[close + 1 :] if close else between
    elif _NUMBER.fullmatch(between[0]) and len(between) < 4:
        between = between[1:]
        between = between[1:] if between[:1] and between[0] in _PERCENT else between
    return 0 < len(between) < 3 and _JOINTS.issuperset(between)
