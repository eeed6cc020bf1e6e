"""English word forms of the vocabulary's names: plural and singular nouns, and the forms of regular verbs."""

from __future__ import annotations

import re

_HISS = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
#: Verbs that double their last letter: short ones ("ship", "trim"), and longer ones stressed at the end.
_SHORT = re.compile(r"(?:[^aeiou]+|qu|)[aeiou][^aeiouwxyh]$")
_DOUBLING = {
    "equip",
    "commit",
    "submit",
    "permit",
    "admit",
    "omit",
    "refer",
    "prefer",
    "defer",
    "confer",
    "transfer",
    "occur",
    "incur",
    "regret",
    "propel",
    "compel",
    "expel",
}


def plural(noun: str) -> str:
    """The regular plural of a noun phrase: "auto part" to "auto parts", "battery" to "batteries"."""
    if _CONSONANT_Y.search(noun):
        return noun[:-1] + "ies"
    return noun + ("es" if _HISS.search(noun) else "s")


def singular(noun: str) -> str:
    """The singular of a regular plural noun phrase; a word that is no plural comes back as it is."""
    if not noun.endswith("s") or noun.endswith(("ss", "us", "is")):
        return noun
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "xes", "sses")):
        return noun[:-2]
    return noun[:-1]


def both_numbers(noun: str) -> list[str]:
    """A noun phrase as written, then in the other number."""
    one = singular(noun)
    return [noun, one] if one != noun else [noun, plural(noun)]


def verb_forms(verb: str) -> list[str]:
    """The forms of a verb: "ship" to ship, ships, shipped, shipping. Irregular pasts are written in the vocabulary."""
    stem = verb[:-1] if verb.endswith("e") else verb + verb[-1] if verb in _DOUBLING or _SHORT.fullmatch(verb) else verb
    if _CONSONANT_Y.search(verb):
        past = verb[:-1] + "ied"
    else:
        past = stem + "ed"
    return [verb, plural(verb), past, stem + "ing"]
