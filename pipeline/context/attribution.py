"""Attribution: who says so."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.linking.clause import is_its
from pipeline.linking.items import Item
from pipeline.vocabulary import entries

_SPEAKS = {"say", "project", "aim"}
#: How far behind a name its verb may stand, in items; and how far when an apposition stands between them.
_NEAR, _FAR = 9, 22
#: Pronouns that stand for a person named before.
PERSONAL = frozenset(("he", "she"))


class Source(NamedTuple):
    """Who says a sentence: the name as written, its characters, whether it stands for a company or body named before.

    `passing`: it says this sentence alone, whoever spoke before goes on after it; `foretells`: of that only what is foretold.
    """

    name: str
    start: int
    end: int
    pronoun: bool = False
    passing: bool = False
    foretells: bool = False


#: Kinds of items that can say something.
_SPEAKERS = {"w", "O", "B", "C"}


@functools.cache
def words(group: str) -> frozenset[str]:
    """A word list of sources.toml."""
    return frozenset(entries.table("sources")[group])


def source_in(items: Sequence[Item], text: str, cues: Sequence[tuple[int, int]]) -> Source | None:
    """The source a sentence names: "according to X", "X said", "X data showed"; None when it names none.

    `cues` are the ends of phrases such as "according to" (start, end).
    """
    for start, end in cues:
        found = _name_from(items, text, end)
        if found is not None:
            cue = text[start:end].lower()
            if cue == "citing" and found.name.islower():
                continue  # "citing brisk demand"
            ahead = _has(items, "comparing") or (cue == "compiled by" and _has(items, "estimates"))
            return found._replace(passing=ahead, foretells=ahead)
    offices, foretellers = words("offices"), words("foretellers")
    for i, item in enumerate(items):
        if item.kind not in _SPEAKERS and not item.name:
            continue
        office = item.kind == "w" and item.low.rpartition(" ")[2] in offices
        foreteller = item.kind == "w" and item.low in foretellers
        pronoun = item.kind == "O" and (item.form in {"source_pronoun", "company_pronoun"} or item.low in PERSONAL)
        person = item.name and i > 0 and items[i - 1].name
        if not (office or foreteller or pronoun or person or item.kind in {"B", "C"}) or not (
            (spoken := _speaks(items, i, office=office or item.kind == "B") or _is_spoken_by(items, i))
            or (item.kind != "C" and _moves_forecast(items, i))
        ):
            continue
        start = items[_first_of(items, i)].start if office or foreteller or person else item.start
        ahead = foreteller or (not pronoun and _has(items, "comparing"))
        end = items[_last_of(items, i, text)].end if person and not office else item.end
        name = item.code if item.kind == "C" else text[start:end]
        return Source(
            name, start, end, pronoun, ahead or person or item.low in PERSONAL or not spoken, ahead or not spoken
        )
    return None


def _has(items: Sequence[Item], group: str) -> bool:
    """Whether one of the words of a list stands in a sentence."""
    known = words(group)
    return any(item.low in known for item in items)


def _last_of(items: Sequence[Item], at: int, text: str) -> int:
    """The last word of a person's name: "Kim Jung-kwan", "Maria Angela Holguin"."""
    while at + 1 < len(items):
        between, follows = text[items[at].end : items[at + 1].start], items[at + 1]
        if between != "-" and not (between == " " and follows.kind == "w" and follows.name):
            break
        at += 1
    return at


def _first_of(items: Sequence[Item], at: int) -> int:
    """The first word of a name that ends at an item and is no one name by itself: "the" and a possessor are no part of it."""
    first, named = at, items[at].name
    while (
        first
        and at - first < 5
        and items[first - 1].kind in {"w", "P", "L", "H", "M", "B"}
        and items[first - 1].name >= named
    ):
        first -= 1
    return first


def _speaks(items: Sequence[Item], at: int, *, office: bool) -> bool:
    """Whether the verb of a name says something: "X said", "X data showed", "X, a maker of cars in Y, said"."""
    after = items[at + 1 : at + _NEAR]
    if len(after) > 2 and after[0].kind == "(" and after[2].kind == ")":  # its initials
        after = after[3:]
    if after and after[0].kind == ",":
        close = next((n for n in range(at + 3, min(len(items), at + _FAR)) if items[n].kind == ","), None)
        if close is None or any(item.kind in {"Q", "V"} and item.form != "ordinal" for item in items[at + 1 : close]):
            return False
        after = items[close + 1 : close + _NEAR]
    for n, item in enumerate(after):
        if item.low in {"put", "puts"} and any(x.low == "into" for x in after[n:]):
            return False  # "Funds of X put 2 trillion won into local companies"
        if (item.kind == "V" and (item.code in _SPEAKS or item.low in words("holds"))) or item.low in words("reports"):
            return True
        if office and item.low in words("office_says"):
            return not n or all(other.kind in {"G", "U"} for other in after[:n])
        if item.kind in {"Q", "M", ";"} or (item.kind == "V" and item.code != "be"):
            return False
    return False


def _moves_forecast(items: Sequence[Item], at: int) -> bool:
    """Whether an office raises or lowers a forecast of its own: "The fund cut its growth forecast", "X lowered its rate and slashed its
    outlook for 2025"."""
    moved = owned = False
    for item in items[at + 1 : at + _FAR]:
        if owned and item.low.rpartition(" ")[2] in words("own_forecasts"):
            return True
        if item.kind == "V":
            moved, owned = item.code in {"raise", "lower"}, False
        elif item.kind in {";", "K", "C", "B"} or (item.kind == "W" and item.low != "which"):
            return False
        elif moved and is_its(item):
            owned = True
        elif item.kind in {"R", ","}:
            owned = False
    return False


def _is_spoken_by(items: Sequence[Item], at: int) -> bool:
    """Whether a verb of saying stands before a name: "... , said X"."""
    near = items[max(0, at - 4) : at]
    before = [item for item in near if item.kind not in {"E", "G", "w"}]
    return (
        bool(before)
        and before[-1].kind == "V"
        and before[-1].code == "say"
        and not any(item.kind in {"Q", "M"} for item in near)
    )


def _name_from(items: Sequence[Item], text: str, at: int) -> Source | None:
    """The name that follows a character: the first body or company of the phrase, else its words up to a comma or verb.

    Words for the matter itself and its publication are passed over: "data released Thursday by the Korea Customs Service".
    """
    begin = end = -1
    telling = ended = False
    for item in items:
        if item.start < at:
            continue
        if item.kind in {"B", "C"}:
            return Source(item.code if item.kind == "C" else text[item.start : item.end], item.start, item.end)
        if item.kind == "O" and (
            item.form == "company_pronoun"
            or (item.form == "source_pronoun" and item.low not in {"the data", "the report"})
        ):
            return Source(text[item.start : item.end], item.start, item.end, pronoun=True)
        if item.kind in {",", ";", "(", "W", "K", ".", "Q"} or (item.kind == "V" and item.code not in {"say", "other"}):
            break
        if item.kind in {"V", "T", "R", "M"} and begin >= 0:
            ended = True  # the name is over, but "released by ..." may follow
        if item.kind in {"E", "G", "V", "T", "R", "U", "M", "O"} or ended:
            continue
        begin = item.start if begin < 0 else begin
        end = item.end
        telling = telling or item.name or item.low.rpartition(" ")[2] in words("offices")
    return Source(text[begin:end], begin, end) if begin >= 0 and telling else None
