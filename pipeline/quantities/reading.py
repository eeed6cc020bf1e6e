"""Reading: a number on its way to becoming a quantity; the rules fill it step by step."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.quantities.quantity import Quantity, Rejected

HUNDRED = Decimal(100)


@dataclass(slots=True)
class Reading:
    """`start`..`end` is the whole surface, `num_start`..`num_end` the number with its magnitude; `power` the power of
    ten of its magnitude word; `reason` why it is no quantity; `silent` a number word that nobody needs to hear of."""

    start: int
    end: int
    num_start: int
    num_end: int
    value: Decimal
    form: str
    power: int = 0
    digits: int = 0
    decimals: int = 0
    kind: str = ""
    unit: str = "1"
    factor: int = 1
    unit_start: int = -1
    unit_end: int = -1
    low: Decimal | None = None
    high: Decimal | None = None
    noun_start: int = -1
    noun_end: int = -1
    negative: bool = False
    prefixed: bool = False
    bound: str = "eq"
    bound_start: int = -1
    bound_end: int = -1
    reason: str | None = None
    silent: bool = False

    def amount(self) -> Decimal:
        """The value in base units, with its sign."""
        value = self.value / self.factor
        return -value if self.negative else value

    def rejected(self, text: str) -> Rejected:
        return Rejected(self.start, self.end, text[self.start : self.end], self.reason or "name")

    def quantity(self, text: str) -> Quantity:
        ranged = self.low is not None and self.high is not None
        value = (self.low + self.high) / 2 if self.low is not None and self.high is not None else self.amount()
        noun = text[self.noun_start : self.noun_end] if self.noun_start >= 0 else None
        return Quantity(
            start=self.start,
            end=self.end,
            text=text[self.start : self.end],
            value=float(value) + 0.0,
            unit=self.unit,
            kind="money" if self.kind == "coin" else self.kind,
            bound="range" if ranged else self.bound,
            low=None if self.low is None else float(self.low),
            high=None if self.high is None else float(self.high),
            bound_start=self.bound_start,
            bound_end=self.bound_end,
            noun=noun,
            noun_start=self.noun_start,
            noun_end=self.noun_end,
            digits=self.digits,
            decimals=self.decimals,
            unit_start=self.unit_start,
            unit_end=self.unit_end,
        )
