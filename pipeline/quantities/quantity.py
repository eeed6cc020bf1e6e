"""Quantity: what a number surface says, in base units; Rejected: a number that is none."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text with its unit, bound and the characters each was read from.

    `start`, `end`  the surface: sign, currency, number, magnitude and unit ("US$61.04 billion", "38.6 percent",
                    "1,439.5 won"); a count without its noun ("216,637"); a range whole ("$600-700 billion"),
                    without its "between".
    `value`         in base units, the sign as written; of a range the midpoint. Multiples ("doubled") are the
                    relative change and fractions ("a third") the share, both in percent.
    `unit`          ISO 4217; `%`; `pp` (basis points divided by 100); `t`, `kg`, `bbl` and other UCUM or trade
                    symbols; `1` for counts, indices and ratios; `USD/bbl`, `KRW/USD`; `years`, `months` ...
    `kind`          money, percent, points, index_points, physical, count, price (money per thing), rate (exchange
                    rate), multiple, fraction, duration, ordinal, number (without a noun).
    `bound`         eq, approx, ge, le, range, from words that touch the surface; verbs are left to the linker.
    `low`, `high`   both ends of a range in numeric order, else None.
    `digits`, `decimals`  significant digits and decimals as written ("61.04": 4 and 2); of a range those of its end.
    Spans that the text does not hold are (-1, -1).
    """

    start: int
    end: int
    text: str
    value: float
    unit: str
    kind: str
    bound: str = "eq"
    low: float | None = None
    high: float | None = None
    bound_start: int = -1
    bound_end: int = -1
    noun: str | None = None
    noun_start: int = -1
    noun_end: int = -1
    digits: int = 0
    decimals: int = 0
    unit_start: int = -1
    unit_end: int = -1

    def times(self, power: float) -> Quantity:
        """The same with value and ends so many times as large."""
        low, high = self.low, self.high
        return replace(
            self,
            value=self.value * power,
            low=low * power if low is not None else None,
            high=high * power if high is not None else None,
        )


@dataclass(frozen=True, slots=True)
class Rejected:
    """A number that is no quantity; `reason` is a key of `pipeline.fact.REASONS`."""

    start: int
    end: int
    text: str
    reason: str
