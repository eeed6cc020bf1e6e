"""Period: a stretch of days with its ISO name; Shift: a step from another period; PeriodMention: where a text names one."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache

#: Months of the units that months make up, and all calendar units.
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
UNITS = (*MONTHS_IN, "week", "day")
#: Months of a year: what `Period.months` says of one, whichever month it begins with.
YEAR = MONTHS_IN["year"]
#: Days from the first to the last of a week.
_WEEK = 6


@lru_cache(maxsize=4096)
def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _ends_month(day: dt.date) -> bool:
    return day.day > 27 and (day + dt.timedelta(days=1)).day == 1 if day != dt.date.max else True


def move_day(day: dt.date, months: int) -> dt.date:
    """The day `months` later (earlier when negative); the end of a month stays one, other days are clipped to the month."""
    if not months:
        return day
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, 1), 9999)
    end = month_end(year, month + 1)
    return end if _ends_month(day) else day.replace(year=year, month=month + 1, day=min(day.day, end.day))


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends inclusive.

    `precision` is what it was named by: decade, year, fiscal_year, half, quarter, month, week, day, or span
    (two ends or a length).
    """

    first: dt.date
    last: dt.date
    precision: str

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a period ends before it begins: {self.first} > {self.last}")

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        return cls(dt.date(year, 6 * half - 5, 1), month_end(year, 6 * half), "half")

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        return cls(dt.date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter), "quarter")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(dt.date(year, month, 1), month_end(year, month), "month")

    @classmethod
    def week(cls, day: dt.date) -> Period:
        """The ISO week, Monday to Sunday, that `day` lies in."""
        first = day - dt.timedelta(days=day.weekday())
        return cls(first, first + dt.timedelta(days=6), "week")

    @classmethod
    def day(cls, day: dt.date) -> Period:
        return cls(day, day, "day")

    @classmethod
    def span(cls, first: dt.date, last: dt.date) -> Period:
        """The days from `first` to `last` by their coarsest name: 2025-01-01 to 2025-12-31 is the year 2025."""
        if first == last:
            return cls(first, last, "day")
        whole = cls(first, last, "span")
        if first.day == 1 and _ends_month(last):
            for name in ("year", "half", "quarter", "month"):
                if whole.months == MONTHS_IN[name] and (first.month - 1) % whole.months == 0:
                    return cls(first, last, name)
        return whole

    @classmethod
    def unit(cls, name: str, day: dt.date) -> Period:
        """The calendar unit (decade, year, half, quarter, month, week, day) that holds `day`."""
        match name:
            case "decade":
                start = day.year - day.year % 10
                return cls(dt.date(max(start, 1), 1, 1), dt.date(start + 9, 12, 31), "decade")
            case "year":
                return cls.year(day.year)
            case "half":
                return cls.half(day.year, 1 if day.month < 7 else 2)
            case "quarter":
                return cls.quarter(day.year, (day.month + 2) // 3)
            case "month":
                return cls.month(day.year, day.month)
            case "week":
                return cls.week(day)
            case "day":
                return cls.day(day)
        raise ValueError(f"no calendar unit: {name}")

    @classmethod
    def away(cls, unit: str, day: dt.date, count: int) -> Period:
        """The calendar unit `count` steps from the one that holds `day`: -1 is the one before."""
        base = cls.unit(unit, day)
        if unit in MONTHS_IN:
            return base.shift(months=count * MONTHS_IN[unit])
        return base.shift(days=count * (7 if unit == "week" else 1))

    @classmethod
    def ending(cls, last: dt.date, unit: str, count: int = 1) -> Period:
        """`count` units that end with `last`: 3 months ending 2025-06-30 are 2025-Q2."""
        if unit in MONTHS_IN:
            first = move_day(last, -count * MONTHS_IN[unit])
        else:
            first = last - dt.timedelta(days=count * (7 if unit == "week" else 1))
        return cls.span(first + dt.timedelta(days=1), last)

    @classmethod
    def starting(cls, first: dt.date, unit: str, count: int = 1) -> Period:
        """`count` units that begin with `first`: 3 months from 2025-04-01 are 2025-Q2."""
        if unit in MONTHS_IN:
            after = move_day(first, count * MONTHS_IN[unit])
        else:
            after = first + dt.timedelta(days=count * (7 if unit == "week" else 1))
        return cls.span(first, after - dt.timedelta(days=1))

    @property
    def iso(self) -> str:
        """ISO 8601 / SDMX text: `2025`, `2025-H1`, `2025-Q3`, `2025-11`, `2025-11-14`, else `START/END`."""
        return _iso(self.first, self.last)

    def __str__(self) -> str:
        return self.iso

    def shift(self, *, years: int = 0, quarters: int = 0, months: int = 0, days: int = 0) -> Period:
        """The period as far away as the steps say, as `pandas.Period` counts: the month after 2025-01 is 2025-02.

        Both ends move by months first, then by days; an end of a month stays one, and the precision is kept. A step
        beyond the years 1 to 9999 stays in the first or the last of them.
        """
        total = 12 * years + 3 * quarters + months
        first = move_day(self.first, total) if self.first.day > 1 else _move_first(self.first, total)
        last = first if self.first == self.last and self.first.day > 1 else move_day(self.last, total)
        last = max(first, last)
        days = max(min(days, (dt.date.max - last).days), (dt.date.min - first).days)
        step = dt.timedelta(days=days)
        return replace(self, first=first + step, last=last + step)

    @property
    def months(self) -> int:
        """How many months it touches: 12 of a year, 1 of a day."""
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1

    def is_as_long_as(self, unit: str) -> bool:
        """Whether it is whole months that make up the unit: April to September is a half, whatever year it is a half of."""
        return self.first.day == 1 and _ends_month(self.last) and MONTHS_IN.get(unit) == self.months

    def contains(self, other: Period) -> bool:
        """Whether `other` lies wholly in this period."""
        return self.first <= other.first and other.last <= self.last


@lru_cache(maxsize=4096)
def _iso(first: dt.date, last: dt.date) -> str:
    """The ISO 8601 / SDMX text of the days from `first` to `last`."""
    match Period.span(first, last).precision:
        case "day":
            return first.isoformat()
        case "year":
            return f"{first.year:04}"
        case "half":
            return f"{first.year:04}-H{(first.month + 5) // 6}"
        case "quarter":
            return f"{first.year:04}-Q{(first.month + 2) // 3}"
        case "month":
            return f"{first.year:04}-{first.month:02}"
    if first.day != 1 or not _ends_month(last):
        return f"{first.isoformat()}/{last.isoformat()}"
    if first.month == 1 and last.month == 12:
        return f"{first.year:04}/{last.year:04}"
    return f"{first.year:04}-{first.month:02}/{last.year:04}-{last.month:02}"


def _move_first(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(min(max(year, 1), 9999), month + 1, 1)


#: What a comparison with the period so many months away is called.
_BASES = {-12: "yoy", -3: "qoq", -1: "mom"}


@dataclass(frozen=True, slots=True)
class Shift:
    """A step from a period that the context gives: "a year earlier", "the previous month", "the same month of 2019".

    `unit` is `period` when the base keeps its length ("a year earlier" of 2025-Q3 is 2024-Q3); with another unit the
    step counts from the base's last such unit ("the previous month" of 2025-Q3 is 2025-08). `to_year` names the year.
    `to_month` names the month ("the same period in May"), the last such one before the base.
    `to_fiscal` is a fiscal year: the calendar year and the month in which it begins.
    `window` is a count of units that end right before the base, or begin right after it ("the previous three months" of
    2025-Q3 are 2025-Q2).
    """

    years: int = 0
    quarters: int = 0
    months: int = 0
    days: int = 0
    to_year: int | None = None
    to_month: int | None = None
    to_fiscal: tuple[int, int] | None = None
    unit: str = "period"
    window: int = 0

    @classmethod
    def by(cls, unit: str, count: int, *, keep: bool = False) -> Shift:
        """`count` units away; with `keep` the base keeps its length ("a year earlier"), else it becomes the unit."""
        kept = "period" if keep else unit
        match unit:
            case "year":
                return cls(unit=kept, years=count)
            case "quarter":
                return cls(unit=kept, quarters=count)
            case "week" | "day":
                return cls(unit=kept, days=count * (7 if unit == "week" else 1))
        return cls(unit=kept, months=count * MONTHS_IN[unit])

    def apply(self, base: Period) -> Period:
        """The period that this step from `base` leads to."""
        if self.window < 0:
            return Period.ending(base.first - dt.timedelta(days=1), self.unit, -self.window)
        if self.window > 0:
            start = base.last + dt.timedelta(days=1)
            return Period.starting(start, self.unit, self.window)
        own = self.unit == "week" and (base.last - base.first).days == _WEEK  # one that ends on a Thursday
        if self.unit != "period" and base.precision != self.unit and not (own or base.is_as_long_as(self.unit)):
            base = Period.unit(self.unit, base.last)
        if self.to_fiscal is not None:
            year, month = self.to_fiscal
            return base.shift(years=year - base.first.year + (base.first.month < month))
        if self.to_month is not None:
            base = base.shift(months=-((base.last.month - self.to_month) % 12 or 12))
        if self.to_year is not None:
            return base.shift(years=self.to_year - base.last.year)
        return base.shift(years=self.years, quarters=self.quarters, months=self.months, days=self.days)

    @property
    def steps(self) -> bool:
        """Whether it leads away from the base; "the same period" and "the quarter" do not."""
        return bool(
            self.window
            or self.years
            or self.quarters
            or self.months
            or self.days
            or self.to_year is not None
            or self.to_month is not None
            or self.to_fiscal
        )

    @property
    def basis(self) -> str | None:
        """What a change is compared with when it is counted from this step: yoy, qoq, mom, prev."""
        if not self.steps:
            return None
        if self.to_month is not None:
            return "mom" if self.to_year is None else "prev"
        if self.window:
            months = self.window * MONTHS_IN.get(self.unit, 0)
            return _BASES.get(months, "prev")
        if self.to_year is None and not self.days:
            months = 12 * self.years + 3 * self.quarters + self.months
            return _BASES.get(months, "prev")
        return "prev"


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A stretch of text that names a time.

    `start` and `end` are offsets in the text, `end` exclusive; the surface has no preposition before it.
    `period` is None for a step without a base and for vague words ("recent years").
    `shift` is set where the period depends on another one; `period` is then what it would be counted from the
    publication date.
    `origin`: explicit, relative (counts from the publication date), shift, or partial (the year was chosen).
    `bare` says for a partial one what was written: month, day, weekday, quarter, half, months, days, year_end.
    `role`, by the words around: time, deadline ("by 2030"), since, until ("through September"), asof, told (when a figure was foretold),
    basis (what a change is compared with), rate ("annual", "a year").
    `basis`: for the role basis what it is: yoy, qoq, mom, prev.
    `open_end`: a running total without a stated end ("so far this year"); the period then ends with the reference date.
    `whole`: the unit that "the end of November" speaks of.
    `ends_at`: where a stretch names the day or month it ends with ("the quarter ended Sept. 30"): its own mention.
    """

    start: int
    end: int
    text: str
    period: Period | None
    shift: Shift | None = None
    origin: str = "explicit"
    bare: str | None = None
    role: str = "time"
    basis: str | None = None
    open_end: bool = False
    whole: Period | None = None
    ends_at: PeriodMention | None = None

    def covered(self, reference: dt.date) -> Period | None:
        """The days it covers with its role: "since January" runs to `reference`, "through September" from New Year."""
        if self.period is None:
            return None
        if self.role == "since" and self.period.first <= reference:
            return Period.span(self.period.first, max(reference, self.period.first))
        if self.role == "until" and self.period.precision in ("day", "month", "quarter", "half"):
            return Period.span(dt.date(self.period.last.year, 1, 1), self.period.last)
        return self.period
