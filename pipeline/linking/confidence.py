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
from collections.abc import Iterator

from pipeline.fact import Fact
from pipeline.version import models

_NUMBERS = re.compile(r"\d+")


def features(fact: Fact) -> Iterator[str]:
    """Names of the features that hold for a row; each counts 1."""
    hows: dict[str, str] = {}
    for evidence in fact.evidence:
        hows.setdefault(evidence.field, evidence.how)
    yield f"rule:{fact.rule}"
    yield f"measure:{fact.measure}"
    yield f"metric read:{hows.get('metric', 'none')}"
    yield f"period read:{hows.get('period', 'none')}"
    yield f"reporter read:{hows.get('reporter', 'none')}"
    yield f"product read:{hows.get('product', 'none')}"
    yield f"partner read:{hows.get('partner', 'none')}"
    if fact.status != "actual":
        yield f"status:{fact.status}"
    if fact.product is not None and len(fact.product.split()) > 2:
        yield "long product"
    if fact.unit == "1":
        yield "plain number"
    numbers = len(_NUMBERS.findall(fact.sentence))
    yield "few numbers" if numbers <= 3 else "some numbers" if numbers <= 7 else "many numbers"
    if len(fact.sentence) > 300:
        yield "long sentence"


@functools.cache
def _weights() -> dict[str, float]:
    with open(models() / "confidence.toml", "rb") as file:
        return {name: float(weight) for name, weight in tomllib.load(file)["weights"].items()}


def confidence_of(fact: Fact) -> float:
    """The probability between 0 and 1, to two decimals."""
    weights = _weights()
    score = weights["intercept"] + sum(weights.get(name, 0.0) for name in features(fact))
    return round(1.0 / (1.0 + math.exp(-score)), 2)
