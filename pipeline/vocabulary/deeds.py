"""Deeds: what a name does or has, or what is told of it, that only companies do and have: "X reported a 5 percent drop in net profit"."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence, Set

from pipeline.vocabulary import entries
from pipeline.vocabulary.names import Name, words
from pipeline.vocabulary.trie import POSSESSIVES

_NUMBER = re.compile(r"\d[\d.,]*")
_PERCENT = {"%", "percent", "pct", "per"}
#: So many tokens behind its verb stand what a company reports, and what it sells or employs.
_FAR, _NEAR = 12, 7
_ENDS = {".", ";", "--", "—", "(", "as", "while", "and", "but"}
_ENDS_TOO = _ENDS | {","}


@functools.cache
def _listed(key: str) -> frozenset[str]:
    """A word list of the table `deeds` in companies.toml."""
    return frozenset(entries.table("companies")["deeds"][key])


#: What belongs to a company, so that a place before it tells only where: "Toyota India shareholders".
_OWNED = {"shares", "shareholders", "chief", "CEO", "plans"}


def acts(tokens: Sequence[str], name: Name, verbs: frozenset[str]) -> bool:
    """Whether a known name and the place behind it do something as one: "Toyota Thailand sold", "Honda Malaysia, which sold"."""
    behind = tokens[name.last : name.last + 2]
    relative = list(behind) in ([",", "which"], [",", "who"])
    return relative or (bool(behind) and behind[0] in verbs - _OWNED)


def tells_of_itself(tokens: Sequence[str], name: Name) -> bool:
    """Whether a name tells of results as its own ("said Thursday its second-quarter operating profit rose") or an aside tells of it what
    only companies are: "X India, which lost 10,000 units"."""
    behind = [token.lower() for token in tokens[name.last : name.last + _FAR + 4]]
    return _tells_of_itself(behind) or _is_told_apart(behind)


def is_told_as_company(tokens: Sequence[str], name: Name) -> bool:
    """Whether the words around a name tell a company's results, people, goods or shares of it."""
    if name.last - name.first > 3 or _is_money(tokens, name) or _is_sector(tokens, name):
        return False
    behind = [token.lower() for token in tokens[name.last : name.last + _FAR + 4]]
    at = _verb_at(behind)
    return (
        _does(behind, at, "reports", "results", _ENDS)
        or _tells_of_itself(behind)
        or _does(behind, at, "signs", "contracts", _ENDS_TOO)
        or _counts(behind, at)
        or _raises_money(behind, at)
        or _moves_in_price(behind)
        or _holds_share(behind)
        or _is_seated(behind)
        or _has_result(tokens, name.first)
        or _is_expected(tokens, name.first, behind)
        or _owns_result(behind, at)
        or _invests(behind, at)
        or _agrees(behind, at)
        or _is_told_apart(behind)
        or _is_among_biggest(behind)
        or _is_opened_at(tokens, name, behind)
        or (bool(behind) and behind[0] in _listed("tells") and _says_what_it_does(tokens, name))
    )


def is_airport(tokens: Sequence[str], name: Name) -> bool:
    """Whether a name is an airport's that handles so many passengers, of whom it reports as a company does."""
    if tokens[name.last - 1] != "Airport" or name.last - name.first == 1:
        return False
    behind = [token.lower() for token in tokens[name.last : name.last + _FAR]]
    return _counts(behind, _verb_at(behind))


def is_where(tokens: Sequence[str], name: Name) -> bool:
    """Whether what a clause tells behind a name is of somebody who is at home there: "X in Kigoma, which employs 300 people"."""
    before = tokens[name.first - 1].lower() if name.first else ""
    return before in _PLACED and tokens[name.last : name.last + 1] == [","]


def is_no_company(tokens: Sequence[str], name: Name) -> bool:
    """Whether a known name is lent to another ("the Ferrari of fridges") or is the first one of a person ("Wendy Harlow", then "said
    Harlow")."""
    behind = tokens[name.last : name.last + 2]
    if len(behind) < 2 or not name.first:
        return False
    if tokens[name.first - 1].lower() == "the" and behind[0] == "of":
        return behind[1].islower() or behind[1].istitle()
    if name.last - name.first > 1 or not behind[0].istitle() or behind[1][0].isupper():
        return False
    return any(
        token == behind[0] and (tokens[i - 1] in _SPEAKS or tokens[i + 1 : i + 2] == ["said"])
        for i, token in enumerate(tokens)
        if i != name.last
    )


#: An amount that its currency is written together with, and what tells that it is one.
_AMOUNT, _MAGNITUDES = (
    re.compile(r"[A-Z]{1,3}[\d,.]+"),
    {"million", "billion", "trillion", "crore", "lakh", "m", "bn", "mn"},
)
#: So many words more are looked at where a name says first that it tells something.
_SAID = 12
#: Where somebody is at home; who speaks, right before a last name.
_PLACED, _SPEAKS = {"in", "near", "outside"}, {"said", "says", "Mr", "Mrs", "Ms", "Mr.", "Mrs.", "Ms."}


def _is_money(tokens: Sequence[str], name: Name) -> bool:
    """Whether a name is a currency's sign before its amount: "Rs 24,601.9 crore", or with it: "QR843 million"."""
    last = tokens[name.last - 1]
    if last[-1].isdigit() and _AMOUNT.fullmatch(last) is not None:
        return tokens[name.last : name.last + 1] != [] and tokens[name.last].lower() in _MAGNITUDES
    return name.last < len(tokens) and tokens[name.last][0].isdigit() and len(last) < 4


def _is_sector(tokens: Sequence[str], name: Name) -> bool:
    """Whether a name is no more than a word for firms, as a company calls itself: "the Group employed 9,330 people"."""
    return name.last - name.first == 1 and tokens[name.first] in words().sector | words().legal


def _verb_at(behind: Sequence[str]) -> int:
    """Where the verb of a name stands: right behind it, or behind "on Tuesday", "also" or "has"."""
    at = 2 if len(behind) > 2 and behind[0] == "on" and behind[1] in words().times else 0
    while at < len(behind) and at < 3 and behind[at] in _listed("between"):
        at += 1
    return at


def _does(behind: Sequence[str], at: int, verbs: str, objects: str, ends: Set[str]) -> bool:
    """Whether a name does something to an object of a list: "posted second-quarter revenue", "signed a 300 billion won contract"."""
    if at >= len(behind) or behind[at] not in _listed(verbs):
        return False
    stretch = itertools.takewhile(lambda token: token not in ends, behind[at + 1 : at + 1 + _FAR])
    return not _listed(objects).isdisjoint(stretch)


def _tells_of_itself(behind: Sequence[str]) -> bool:
    """Whether a name tells of results as its own: "said Thursday its second-quarter operating profit rose", "announced on the 8th that
    its sales fell"."""
    return not _listed("results").isdisjoint(_told_as(behind, "its")[: _NEAR - 1])


def _told_as(behind: Sequence[str], own: str) -> Sequence[str]:
    """What a name tells behind a word for itself, with nothing but times and the like before that; nothing where it tells nothing so."""
    if not behind or behind[0] not in _listed("tells"):
        return []
    at = next((i for i, token in enumerate(behind[:_FAR]) if token == own), 0)
    if not at or any(not (t in _listed("telling") or t in words().times or t[0].isdigit()) for t in behind[1:at]):
        return []
    return behind[at + 1 :]


def _says_what_it_does(tokens: Sequence[str], name: Name) -> bool:
    """Whether a name tells as its own what only companies do: "said Wednesday it swung to an operating profit", "said in a filing that it
    sold 3,000 tractors"."""
    told = _told_as([token.lower() for token in tokens[name.last : name.last + _FAR + _SAID]], "it")
    at = _verb_at(told)
    return (
        _does(told, at, "reports", "results", _ENDS)
        or _does(told, at, "signs", "contracts", _ENDS_TOO)
        or _counts(told, at)
        or _raises_money(told, at)
        or _invests(told, at)
        or _agrees(told, at)
    )


def _counts(behind: Sequence[str], at: int) -> bool:
    """Whether a name sells, hires or carries so many of something: "cut 300 jobs", "carried 3.2 million passengers"."""
    if at and behind[at - 1] in {"has", "had"}:
        at -= 1  # "Starlink has 7 million customers"
    if at >= len(behind) or behind[at] not in _listed("counts"):
        return False
    counted = behind[at + 1 : at + _NEAR]
    number = next((i for i, token in enumerate(counted) if _NUMBER.fullmatch(token)), None)
    return number is not None and number < 3 and not _listed("counted").isdisjoint(counted[number:])


def _raises_money(behind: Sequence[str], at: int) -> bool:
    """Whether a name takes money from investors: "has raised $210 million in a Series D round", "closed a $5 million seed round"."""
    if at and behind[at - 1] in {"has", "had"} and behind[at : at + 1] == ["now"]:
        at += 1
    return _does(behind, at, "raises", "rounds", _ENDS_TOO) and any(
        token[0].isdigit() for token in behind[at + 1 : at + 5]
    )


def _moves_in_price(behind: Sequence[str]) -> bool:
    """Whether a name's shares move: "X stock gained 4.5%"."""
    return behind[:1] in (["shares"], ["stock"]) and behind[1:2] != [] and behind[1] in words().moves


def _holds_share(behind: Sequence[str]) -> bool:
    """Whether a name has a part of a market: "has a 23 percent share of the tablet market", "ended the year with six percent of it"."""
    verb = _verb_at(behind) if behind[:1] == ["also"] else 0
    if behind[verb : verb + 1] == []:
        return False
    at = verb + 1 + (behind[verb + 1 : verb + 2] == ["a"])
    if behind[verb] in _listed("ends"):
        at = next((i + 1 for i, token in enumerate(behind[at : at + 4], at) if token == "with"), 0)
        at += behind[at : at + 1] in (["just"], ["only"], ["about"])
    elif behind[verb] not in _listed("holds"):
        return False
    part = behind[at : at + 2] if at else []
    number = len(part) == 2 and (bool(_NUMBER.fullmatch(part[0])) or part[0] in _SPELLED)
    return number and part[1] in _PERCENT and not {"share", "market"}.isdisjoint(behind[at : at + 9])


#: Per cents that are written in words.
_SPELLED = set(
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty".split()
)


def _is_seated(behind: Sequence[str]) -> bool:
    """Whether an apposition says where a name is at home: "X, based in Hangzhou,"."""
    return behind[:1] == [","] and behind[1:2] in (["based"], ["headquartered"]) and behind[2:3] == ["in"]


def _has_result(tokens: Sequence[str], first: int) -> bool:
    """Whether a company's figure is told at a name: "Net profit at X", "Operating profit for X", "sales at X"."""
    before = [token.lower() for token in tokens[max(0, first - 7) : first]]
    if not before or before[-1] not in {"at", "for", "of"}:
        return False
    if before[-1] == "at" and before[-2:-1] and before[-2] in _listed("moved"):
        return not _listed("results").isdisjoint(before)  # "Quarterly profit more than doubled at X"
    taxed = before[-3:-1] == ["before", "tax"]
    noun = before[-4:-3] if taxed else before[-2:-1]
    if not noun:
        return False
    if before[-1] == "at":
        return noun[0] in _listed("results")
    return noun[0] in _listed("profits") and len(before) > 2 and (taxed or before[-3] in _listed("kinds"))


def _owns_result(behind: Sequence[str], at: int) -> bool:
    """Whether a result that only companies have is a name's: "X's net profit", "X said its operating income"."""
    if behind[:1] and behind[0] in POSSESSIVES:
        at = 0
    elif behind[at : at + 1] in (["said"], ["says"]) and behind[at + 1 : at + 2] == ["its"]:
        at += 1
    else:
        return False
    told = behind[at + 1 : at + 5]
    return any(a in _listed("kinds") and b in _listed("profits") for a, b in itertools.pairwise(told))


def _invests(behind: Sequence[str], at: int) -> bool:
    """Whether a name loses or invests an amount of money: "X lost $45 million", "X is investing €3 billion"."""
    if behind[at : at + 1] == ["is"]:
        at += 1
    if _puts_in(behind, at):
        return True
    amount = behind[at + 1 : at + 3]
    if behind[at : at + 1] == [] or behind[at] not in _listed("spends") or not amount:
        return False
    return amount[0][0] in "$€£¥₩₹" or (amount[0][0].isdigit() and amount[-1] in {"million", "billion", "trillion"})


def _puts_in(behind: Sequence[str], at: int) -> bool:
    """Whether a name puts an amount of money into something: "X put 10 million euros into a mill"."""
    if behind[at : at + 1] == [] or behind[at] not in _listed("puts"):
        return False
    amount = behind[at + 1 : at + _NEAR]
    money = amount[:1] != [] and (amount[0] in "$€£¥₩₹" or amount[0][0].isdigit())
    return money and not _listed("puts_on").isdisjoint(amount[1:])


def _is_told_apart(behind: Sequence[str]) -> bool:
    """Whether an aside tells of a name what only companies do, have or are: "X, which brews", "X in Kigoma, which employs", "X, whose
    profit fell", "X, founded by his father", "X, the biggest,"."""
    comma = 0
    if behind[:1] != [] and behind[0] in _PLACED:
        comma = 2 + (behind[2:3] != [","])
    if behind[comma : comma + 1] != [","]:
        return False
    said = behind[comma + 1 : comma + 6]
    if len(said) < 3:
        return False
    if said[0] == "which":
        return said[1] in _listed("which") or (said[1] in {"is", "was"} and said[2] in _listed("which_is"))
    if said[0] == "whose":
        return not (_listed("results") | _listed("whose")).isdisjoint(said[1:3])
    if said[0] in {"founded", "established", "created"} and said[1] in {"by", "in"}:
        return True
    ranked = said[0] == "the" and (said[1] in _listed("ranks") or said[1:3] == ["market", "leader"])
    return ranked and ("," in said[2:4] or said[2:5] == ["of", "them", "all"])


def _is_among_biggest(behind: Sequence[str]) -> bool:
    """Whether a name is one of the biggest of its kind: "X is now among the six biggest cheese exporters in the country"."""
    if behind[:1] == [] or behind[0] not in {"is", "was", "remains", "became"}:
        return False
    among = next((i for i, token in enumerate(behind[1:4], 1) if token in {"among", "one"}), 0)
    told = behind[among + 1 : among + 10] if among else []
    if {"biggest", "largest"}.isdisjoint(told):
        return False
    at = next((i for i, token in enumerate(told) if token in words().descriptors and token.endswith("s")), 0)
    return at > 0 and told[at + 1 : at + 2] != ["of"]


def _is_opened_at(tokens: Sequence[str], name: Name, behind: Sequence[str]) -> bool:
    """Whether a sentence begins at a name that it tells apart and goes on to its results: "At X, the No. 2, revenue slid"."""
    if not name.first or tokens[name.first - 1].lower() != "at" or behind[:1] != [","]:
        return False
    told = [token for i, token in enumerate(behind) if not (token == "." and behind[i - 1] == "no")]  # "the No. 2"
    stretch = list(itertools.takewhile(lambda token: token not in {".", ";", "said"}, told))
    if "," not in stretch[1:]:
        return False  # "At Norda, revenue rose": one of its brands, or a firm told of before
    results = _listed("results") | {"orders", "output", "workforce", "staff", "headcount", "payroll"}
    return any(a in results and (b in _listed("did") or b in _listed("moved")) for a, b in itertools.pairwise(stretch))


def _agrees(behind: Sequence[str], at: int) -> bool:
    """Whether a name agrees or plans to do what only companies do: "X agreed to buy", "X plans to lay off"."""
    if behind[at : at + 1] == [] or behind[at] not in _listed("agrees") or behind[at + 1 : at + 2] != ["to"]:
        return False
    return any(behind[at + 2 : at + 2 + len(deed)] == deed for deed in map(str.split, _listed("agreed")))


def _is_expected(tokens: Sequence[str], first: int, behind: Sequence[str]) -> bool:
    """Whether a name is expected to report, or is worth so much: "expect X to report earnings", "valued X at $3 billion"."""
    before = tokens[first - 1].lower() if first else ""
    if before in _listed("expecting"):
        return behind[:1] == ["to"] and behind[1:2] != [] and behind[1] in _listed("reporting")
    if before in _listed("valuing"):
        return behind[:1] == ["at"] and behind[1:2] in (["$"], ["£"], ["€"], ["¥"])
    return behind[:3] == ["was", "valued", "at"] or behind[:3] == ["is", "valued", "at"]
