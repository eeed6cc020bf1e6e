"""Quantities: number surface -> value, unit, bound, range.

>>> [(q.value, q.unit) for q in parse("Exports rose 3.8 percent to $709.7 billion.")]
[(3.8, '%'), (709700000000.0, 'USD')]
"""

from __future__ import annotations

from pipeline.quantities.quantity import Quantity, Rejected
from pipeline.quantities.scan import parse, scan

__all__ = ["Quantity", "Rejected", "parse", "scan"]
