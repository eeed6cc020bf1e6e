"""Bounds: the words that touch a number and say that it is more, less or about that much."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.quantities.lexicon import table
from pipeline.quantities.numerals import one_of

_WORDS = table("numbers")
_S = r"[^\S\n]"
#: Characters before a number that are looked at.
REACH = 48

_BEFORE: dict[str, str] = {cue: bound for bound, cues in _WORDS["bounds"].items() for cue in cues}
_MOVING, _PASSING = (frozenset(_WORDS["bounds_moving"][key]) for key in ("words", "over"))
_FILLERS = frozenset(_WORDS["bounds_fillers"]["words"])
_CUES_AFTER = "|".join(f"(?P<{bound}>{one_of(cues)})" for bound, cues in _WORDS["bounds_after"].items())
_AFTER = re.compile(
    rf"(?:{_S}{{1,2}}|-)?(?:{_CUES_AFTER})(?!\w)(?!{_S}(?:a|the|{_S}?\d))|(?P<more>\+)(?!\d)", re.IGNORECASE
)
_TOKENS = re.compile(r"[^\s(\u201c\"—–]+")
_MARKS = {
    ">": "ge",
    "≥": "ge",
    ">=": "ge",
    "<": "le",
    "≤": "le",
    "<=": "le",
    "~": "approx",
    "≈": "approx",
    "c": "approx",
}


#: Words that a bound or filler ends with: where none of them touches the number there is no bound.
_ENDS = frozenset(phrase.rpartition(" ")[2] for phrase in (*_BEFORE, *_FILLERS, *_MARKS))


#: What a bound behind a number begins with.
_OPENS = frozenset(cue[0] for cues in _WORDS["bounds_after"].values() for cue in cues) | {"+"}


class Bound(NamedTuple):
    bound: str
    start: int
    end: int


def bound_before(text: str, start: int, floor: int = 0) -> Bound | None:
    """The bound word that touches a surface from the left, over fillers ("at least another"), not before `floor`."""
    base = max(floor, start - REACH)
    left = text[base:start]
    if not left or left.isspace():
        return None
    word = left.split()[-1]
    if word.isalnum() and word.lower() not in _ENDS:
        return None
    tokens = [(t[0].lower(), t.start(), t.end()) for t in _TOKENS.finditer(left)][-8:]
    last = len(tokens)
    if not tokens or tokens[-1][0] not in _ENDS:
        return None
    for _ in range(3):
        for size in (4, 3, 2, 1):
            if size > last:
                continue
            phrase = " ".join(t[0] for t in tokens[last - size : last])
            bound = _BEFORE.get(phrase) or (_MARKS.get(phrase) if size == 1 else None)
            verb = tokens[last - size - 1][0] if last > size else ""
            if bound and not (verb in _MOVING and phrase == "up to" or verb in _PASSING and phrase == "over"):
                return Bound(bound, base + tokens[last - size][1], base + tokens[last - 1][2])
        step = next(
            (k for k in (3, 2, 1) if k <= last and " ".join(t[0] for t in tokens[last - k : last]) in _FILLERS), 0
        )
        if not step:
            return None
        last -= step
    return None


def bound_after(text: str, end: int) -> Bound | None:
    """The bound word that touches a surface from the right: "or more", "-plus", "or so"."""
    if text[end : end + 3].lstrip().lstrip("-")[:1].lower() not in _OPENS:
        return None
    m = _AFTER.match(text, end)
    if m is None:
        return None
    bound = "ge" if m["more"] else next(b for b in ("ge", "le", "approx") if m[b])
    if (
        bound == "ge"
        and m[0].strip().lower() == "plus"
        and re.match(rf"{_S}+(?:an?|the|\d)", text[m.end() : m.end() + 6])
    ):
        return None
    return Bound(bound, m.start() + (m[0][0].isspace() or m[0][0] == "-"), m.end())
