"""Lays out what was measured as Markdown tables."""

from __future__ import annotations

import statistics
from collections.abc import Iterable


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    """A Markdown table; the first column is text, the others are figures."""
    lines = ["| " + " | ".join(head) + " |", "| --- " + "| ---: " * (len(head) - 1) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def spread(values: list[float]) -> str:
    """Lowest to highest, as written behind a median."""
    return f"{min(values):.3g} to {max(values):.3g}" if len(values) > 1 else "one round"


def middle(values: list[float]) -> float:
    """The median."""
    return statistics.median(values)


def against(measured: float, target: float, *, least: bool = True) -> str:
    """A figure's verdict: `least` says that the target is the lowest that will do, else it is the highest."""
    return "met" if (measured >= target if least else measured <= target) else "missed"
