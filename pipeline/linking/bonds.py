"""Bonds: numbers and years that are words of a bond's name: "the benchmark 7.18% 2033 bond", "the 2032 note"."""

from __future__ import annotations

import re

from pipeline.periods.period import PeriodMention
from pipeline.quantities.quantity import Quantity

_BOND = r"(?:(?:government|benchmark|treasury|sovereign|global|dollar)\s+)?(?:bond|note|gilt|paper|bund|debenture|security|JGB)"
#: Behind a rate of interest: the year in which the bond falls due, or what it is called by it.
_DUE = re.compile(rf"\s+(?:19|20)\d\d\s+{_BOND}", re.IGNORECASE)
#: Behind a year.
_CALLED = re.compile(rf"\s+{_BOND}(?:s|es|'s|’s)?\b", re.IGNORECASE)
_YEAR = 4  # characters


def is_coupon(quantity: Quantity, text: str) -> bool:
    """Whether a per cent is the interest that a bond is known by, before the year in which it falls due."""
    return quantity.kind == "percent" and _DUE.match(text, quantity.end) is not None


def is_maturity(period: PeriodMention, text: str) -> bool:
    """Whether a year is that in which a bond falls due, right before its name."""
    return period.end - period.start == _YEAR and period.text.isdigit() and _CALLED.match(text, period.end) is not None
