"""Nouns: what a bare number counts."""

from __future__ import annotations

import re

from pipeline.quantities.lexicon import table

_WORDS = table("numbers")
_STOP = frozenset(_WORDS["noun_stop"]["words"])
_ATTRIBUTIVE = frozenset(_WORDS["noun_attributive"]["words"])
_IRREGULAR = frozenset(_WORDS["noun_irregular"]["words"])
_NOUN_WORD = re.compile(r"(?:[^\S\n]{1,2}|-|(?P<mark>, ))?(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*(?:['’]s)?)")
_ABBREVIATION = re.compile(r"[^\S\n]?\([A-Z]{2,6}s?\)")


def is_plural(word: str) -> bool:
    low = word.lower()
    return low in _IRREGULAR or (
        low.endswith("s")
        and len(low) > 2
        and not low.endswith(("ss", "us", "is", "'s", "’s"))
        and low not in _ATTRIBUTIVE
    )


def noun_after(text: str, end: int) -> tuple[int, int] | None:
    """The characters of the noun phrase that a number counts, up to its first plural: "new positions", "board members"."""
    begin = last = -1
    at = end
    for i in range(5):
        m = _NOUN_WORD.match(text, at)
        if m is None or m["mark"] is not None:
            break
        word = m["word"]
        if (
            word.lower() in _STOP
            or (word.lower().partition("-")[0] in _STOP and not is_plural(word))  # "two by-elections"
            or (m.start() == m.start("word") and i == 0)
        ):
            break
        if begin < 0:
            begin = m.start("word")
        last = at = m.end("word")
        if a := _ABBREVIATION.match(text, at):
            at = a.end()
        if is_plural(word):
            following = _NOUN_WORD.match(text, at)
            if not (
                following
                and following["mark"] is None
                and is_plural(following["word"])
                and following["word"].lower() not in _STOP
                and word[0].islower()
                and following["word"][0].islower()
                and not following["word"].endswith(("ses", "ates", "ises"))
            ):
                break
    return (
        (begin, last)
        if begin >= 0 and text[begin:last].lower() not in ("daily", "weekly", "monthly", "yearly", "annually")
        else None
    )
