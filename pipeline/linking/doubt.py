"""Doubt: numbers that stand near a word for a metric and yet do not measure it; they are left over rather than misread."""

from __future__ import annotations

from pipeline.linking import namedoubts, peopledoubts, sharedoubts, sumdoubts
from pipeline.linking.case import Case
from pipeline.linking.only import Rules

_DOUBTS = Rules(*sumdoubts.DOUBTS, *namedoubts.DOUBTS, *sharedoubts.DOUBTS, *peopledoubts.DOUBTS)


def doubtful(case: Case) -> bool:
    """Whether the number is no amount of its metric after all."""
    home = case.metric.data.get("home", "")
    about = _DOUBTS.about(case.quantity.kind, case.metric.code, measure=case.measure, home=home, words=case.lows)
    for doubt in about:  # noqa: SIM110 - a generator would cost as much as the questions do
        if doubt(case):
            return True
    return False
