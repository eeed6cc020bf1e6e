"""Confidence: the estimated probability that all fields of a row are right, from how it was read.

A logistic model over features that the row itself shows (its rule, where each field was inherited from, what kind of
number it is). Its weights stand in models/confidence.toml; models/fit_confidence.py fits them on the gold articles and
prints how well they are calibrated on articles it has not seen.
"""

from __future__ import annotations

import functools
import math
import re
import tomllib
from bisect import bisect_left

from pipeline.fact import Fact
from pipeline.version import models

_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
#: Fields that are read from the text, each from its own characters.
_READ = ("metric", "reporter", "product", "partner", "period")
#: Steps of a distance in characters from a number to what was read for it; of a place in the text; of numbers in a sentence.
_NEAR, _PLACES, _CROWD = (30, 80, 200, 600, 2000), (300, 1000, 2500), (1, 2, 3, 5, 8, 12)


def _steps(name: str, steps: tuple[int, ...]) -> tuple[str, ...]:
    """The features that a value in each step gives, and one beyond the last."""
    return (*(f"{name}:to {step}" for step in steps), f"{name}:over {steps[-1]}")


_AWAY = {name: _steps(f"{name} away", _NEAR) for name in _READ}
_WHERE, _CROWDED = _steps("place", _PLACES), _steps("numbers", _CROWD)


def features(fact: Fact) -> list[str]:
    """Names of the features that hold for a row; each counts 1."""
    read = {evidence.field: evidence for evidence in reversed(fact.evidence)}
    held = [f"rule:{fact.rule}", f"measure:{fact.measure}", f"metric:{fact.metric}"]
    for name in _READ:
        found = read.get(name)
        held.append(f"{name} read:{found.how if found is not None else 'none'}")
        if found is not None:
            away = bisect_left(_NEAR, abs(fact.char_start - found.start))
            held.append(_AWAY[name][away] if found.start >= 0 else f"{name} away:unseen")
    if fact.status != "actual":
        held.append(f"status:{fact.status}")
    if fact.bound != "eq":
        held.append(f"bound:{fact.bound}")
    if fact.product is not None and len(fact.product.split()) > 2:
        held.append("long product")
    held.append(f"unit:{fact.unit if fact.unit in {'1', '%', 'pp'} else 'other'}")
    held.append(_crowd(fact.sentence))
    held.append(_WHERE[bisect_left(_PLACES, fact.char_start)])
    if len(fact.sentence) > 300:
        held.append("long sentence")
    return held


@functools.lru_cache(maxsize=256)
def _crowd(sentence: str) -> str:
    """The feature that the numbers in a sentence give; its rows come one after the other."""
    return _CROWDED[bisect_left(_CROWD, len(_NUMBERS.findall(sentence)))]


@functools.cache
def _weights() -> dict[str, float]:
    with open(models() / "confidence.toml", "rb") as file:
        return {name: float(weight) for name, weight in tomllib.load(file)["weights"].items()}


def confidence_of(fact: Fact) -> float:
    """The probability between 0 and 1, to two decimals."""
    weights = _weights()
    score = weights["intercept"] + sum([weights.get(name, 0.0) for name in features(fact)])
    return round(1.0 / (1.0 + math.exp(-score)), 2)
