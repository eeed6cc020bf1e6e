"""Confidence: the estimated probability that all fields of a row are right, from how it was read.

A logistic model over features that the row itself shows (its rule, where each field was inherited from, what kind of
number it is) and over what the rows of its article tell together: an article that weaves many subjects, inherits most of
its times or leaves many numbers unread is read worse, and so is the one row of another country or firm than its others.
Its weights stand in models/confidence.toml; models/fit_confidence.py fits them on the gold articles and prints how well
they are calibrated on articles it has not seen.
"""

from __future__ import annotations

import functools
import math
import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from pipeline.fact import Evidence, Fact, Leftover
from pipeline.version import models

_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
#: Fields that are read from the text, each from its own characters.
_READ = ("metric", "reporter", "product", "partner", "period")
#: Steps of a distance in characters from a number to what was read for it; of a place in the text; of numbers in a sentence.
_NEAR, _PLACES, _CROWD = (30, 80, 200, 600, 2000), (300, 1000, 2500), (1, 2, 3, 5, 8, 12)
#: Steps of the days from a period's end to the article's, and of what the rows of one sentence tell of.
_DAYS, _METRICS, _GOODS = (-400, -30, 0, 20, 50, 100, 200, 400, 800), (1, 2, 3), (1, 2, 4)
#: Steps of what the rows of an article tell together, most of them as parts of its rows.
_KINDS, _LEFT, _TAKEN, _LENGTH = (
    (0.15, 0.25, 0.35, 0.5),
    (0.05, 0.15, 0.3, 0.6, 1),
    (0.2, 0.4, 0.6, 0.8),
    (110, 130, 150, 170, 190, 220),
)
_OF_REPORTER, _OF_METRIC = (0.05, 0.15, 0.4, 0.7, 0.95), (0.05, 0.15, 0.4, 0.7)
#: From this paragraph on it matters no more which one it is.
_LAST_PARAGRAPH = 5


def _steps(name: str, steps: Sequence[float]) -> tuple[str, ...]:
    """The features that a value in each step gives, and one beyond the last."""
    return (*(f"{name}:to {step:g}" for step in steps), f"{name}:over {steps[-1]:g}")


_AWAY = {name: _steps(f"{name} away", _NEAR) for name in _READ}
_WHERE, _CROWDED, _AGED = _steps("place", _PLACES), _steps("numbers", _CROWD), _steps("days since", _DAYS)
_KINDS_IN, _GOODS_IN = _steps("metrics in sentence", _METRICS), _steps("goods in sentence", _GOODS)
_SHARE_OF_REPORTER, _SHARE_OF_METRIC = _steps("share of reporter", _OF_REPORTER), _steps("share of metric", _OF_METRIC)


class Article:
    """What the rows of one article tell together. `leftovers` are the numbers that became no row."""

    def __init__(self, text: str, facts: Sequence[Fact], leftovers: Sequence[Leftover]) -> None:
        self.rows = len(facts) or 1
        self.reporters = Counter(fact.reporter for fact in facts)
        self.metrics = Counter(fact.metric for fact in facts)
        self.told = Counter(_told(fact) for fact in facts)
        self.paragraphs = [end.end() for end in islice(re.finditer("\n\n", text), _LAST_PARAGRAPH)]
        together: dict[str, tuple[set[str], set[str | None]]] = {}
        for fact in facts:
            metrics, goods = together.setdefault(fact.sentence, (set(), set()))
            metrics.add(fact.metric)
            goods.add(fact.product)
        self.sentences = {
            sentence: (_KINDS_IN[bisect_left(_METRICS, len(metrics))], _GOODS_IN[bisect_left(_GOODS, len(goods))])
            for sentence, (metrics, goods) in together.items()
        }
        left = sum([row.reason != "period" for row in leftovers])
        taken = sum([_how(_evidence(fact), "period") != "read" for fact in facts])
        length = sum(map(len, together)) / (len(together) or 1)
        self.features = [
            _step("metrics a row", _KINDS, len(self.metrics) / self.rows),
            _step("numbers left a row", _LEFT, left / self.rows),
            _step("times taken over", _TAKEN, taken / self.rows),
            _step("sentence length", _LENGTH, length),
        ]

    def features_of(self, fact: Fact, read: Mapping[str, Evidence]) -> list[str]:
        """Names of the features that a row, whose fields were `read` there, has as one of this article."""
        held = [
            *self.features,
            _SHARE_OF_REPORTER[bisect_left(_OF_REPORTER, self.reporters[fact.reporter] / self.rows)],
            _SHARE_OF_METRIC[bisect_left(_OF_METRIC, self.metrics[fact.metric] / self.rows)],
            f"paragraph:{bisect_right(self.paragraphs, fact.char_start)}",
            f"subject and period read:{', '.join([_how(read, name) for name in ('reporter', 'product', 'period')])}",
            *self.sentences[fact.sentence],
        ]
        if self.told[_told(fact)] > 1:
            held.append("another number of the same")
        if fact.published_at is not None and fact.period_end is not None:
            held.append(_AGED[bisect_left(_DAYS, (fact.published_at - fact.period_end).days)])
        return held


def _told(fact: Fact) -> tuple[str | None, ...]:
    """What a row's number is of: two rows that agree in it give one observation two values."""
    return (fact.metric, fact.measure, fact.reporter, fact.product, fact.partner, fact.period, fact.unit)


def _evidence(fact: Fact) -> dict[str, Evidence]:
    """What each field of a row was read from, the first where there are more."""
    return {evidence.field: evidence for evidence in reversed(fact.evidence)}


def _how(read: Mapping[str, Evidence], name: str) -> str:
    """How a field of a row was read."""
    return read[name].how if name in read else "none"


def _step(name: str, steps: Sequence[float], value: float) -> str:
    """The feature that a value gives."""
    return _steps(name, steps)[bisect_left(steps, value)]


def features(fact: Fact, article: Article) -> list[str]:
    """Names of the features that hold for a row of an article; each counts 1."""
    read = _evidence(fact)
    held = article.features_of(fact, read)
    held += [f"rule:{fact.rule}", f"measure:{fact.measure}", f"metric:{fact.metric}"]
    for name in _READ:
        found = read.get(name)
        held.append(f"{name} read:{_how(read, name)}")
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


def confidence_of(fact: Fact, article: Article) -> float:
    """The probability between 0 and 1, to two decimals."""
    weights = _weights()
    score = weights["intercept"] + sum([weights.get(name, 0.0) for name in features(fact, article)])
    return round(1.0 / (1.0 + math.exp(-score)), 2)
