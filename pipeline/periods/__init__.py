"""Periods: time surface plus publication date -> first day, last day, ISO/SDMX text, precision."""

from __future__ import annotations

from pipeline.periods.parse import parse
from pipeline.periods.period import Period, PeriodMention, Shift
from pipeline.periods.resolve import resolve

__all__ = ["Period", "PeriodMention", "Shift", "parse", "resolve"]
