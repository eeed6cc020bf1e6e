"""What a figure says as an interval: the rounding of its digits as written, and its bound.

"$66.0 billion" is 65.95 to 66.05 billion, "$700bn" 699.5 to 700.5 billion, "over $700 billion" anything from 699.5
billion upwards. Two figures agree when their intervals meet. The method is interval arithmetic over rounded data.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.reconcile.columns import encoded

#: Half-width of "about 50", as a part of the figure.
APPROXIMATE = 0.05

#: Half-width of a figure in words without digits ("doubled", "a third"), as a part of the figure.
IN_WORDS = 0.05

_NUMBER = re.compile(r"\d+(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")


class Intervals(NamedTuple):
    """Lower and upper ends of each figure in its own unit, both inclusive; unbounded ends are infinite."""

    low: np.ndarray
    high: np.ndarray


class Written(NamedTuple):
    """The digits of a figure, in the figure's own scale ("billion" is not looked at).

    `number` is the largest number in it, `step` what its last written digit is worth (0.1 for "66.0 billion", 1 for "700bn",
    10000 for "580,000"), `digits` how many digits a figure of several numbers ("71 trillion 920 billion") has, else 0.
    """

    number: float
    step: float
    digits: int


def written(value_text: str) -> Written:
    """Reads the digits of a figure as it stands in the text; all zeros where it has none.

    >>> written("$66.0 billion"), written("580,000 tons"), written("a third")
    (Written(number=66.0, step=0.1, digits=0), Written(number=580000.0, step=10000.0, digits=0), Written(number=0.0, step=0.0, digits=0))
    """
    plain = [re.sub(r"[^\d.]", "", number) for number in _NUMBER.findall(value_text)]
    if not plain:
        return Written(0.0, 0.0, 0)
    last = plain[-1]
    decimals = len(last.partition(".")[2])
    zeros = len(last) - len(last.rstrip("0"))
    # The zeros of a long whole number only hold the place: 580,000 tons were counted in ten thousands.
    step = 10.0 ** (zeros if not decimals and len(last) > 3 else -decimals)
    return Written(max(map(float, plain)), step, sum(map(len, plain)) if len(plain) > 1 else 0)


def intervals(facts: pa.Table) -> Intervals:
    """The interval of each fact, from `value`, `value_low`, `value_high`, `bound` and `value_text`."""
    value = facts["value"].to_numpy()
    low, high = (pc.coalesce(facts[name], facts["value"]).to_numpy() for name in ("value_low", "value_high"))
    bound = facts["bound"].to_numpy(zero_copy_only=False)
    size = np.abs(value)
    ranged = bound == "range"
    half = _half_widths(facts["value_text"], np.maximum(np.abs(low), np.abs(high)), ranged)
    spread = np.where(bound == "approx", np.maximum(half, APPROXIMATE * size), half)
    # Bounds speak of the size as written: a fall of more than 20 percent is below -20.
    least = np.where(bound == "le", 0.0, size - spread)
    most = np.where(bound == "ge", np.inf, size + spread)
    falling = value < 0
    ends = np.where(falling, -most, least), np.where(falling, -least, most)
    return Intervals(
        np.where(ranged, np.minimum(low, high) - half, ends[0]), np.where(ranged, np.maximum(low, high) + half, ends[1])
    )


def _half_widths(texts: pa.ChunkedArray, size: np.ndarray, ranged: np.ndarray) -> np.ndarray:
    """Half of what the last written digit is worth, in the unit of `size`; each distinct text is read once."""
    coded = encoded(texts)
    forms = [written(text) for text in coded.dictionary.to_pylist()]
    number, step, digits = (
        (np.array(column)[coded.indices.to_numpy()] for column in zip(*forms, strict=True)) if forms else (size,) * 3
    )
    scale = np.divide(size, number, out=np.ones_like(size), where=(number > 0) & (size > 0))
    # A scale word makes the zeros before it meant: 700 billion is not 7 hundred billion.
    scaled = np.abs(scale - 1) > 1e-6
    half = 0.5 * np.where(scaled & (step > 1), 1.0, step) * scale
    # Several numbers in one figure: as many digits of the value as were written.
    magnitude = np.floor(np.log10(np.where(size > 0, size, 1.0)))
    half = np.where((digits > 0) & ~ranged, 0.5 * 10.0 ** (magnitude + 1 - digits), half)
    return np.where(step == 0, IN_WORDS * size, half)
