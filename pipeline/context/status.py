"""Status: whether a number is an observation, an estimate, a forecast, a target or a supposition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.periods.period import Period

_ORDER = ("hypothetical", "target", "forecast", "estimate")


class Cue(NamedTuple):
    """A cue word at its characters; `kind` is status, basis or adjustment, `code` which one it gives."""

    start: int
    end: int
    kind: str
    code: str


def status_of(
    cues: Sequence[Cue],
    number: int,
    scopes: Sequence[tuple[int, int]],
    period: Period | None,
    published: dt.date | None,
) -> tuple[str, Cue | None]:
    """The status of the number at character `number`: the strongest cue in its scopes, else what its period says.

    A scope is a stretch of characters whose cues hold for the number. A period that begins after the publication is a forecast.
    """
    inside = [cue for cue in cues if any(start <= cue.start < end for start, end in scopes)]
    for status in _ORDER:
        for cue in inside:
            if cue.code == status:
                return status, cue
    if period is not None and published is not None and period.first > published:
        return "forecast", None
    return "actual", None
