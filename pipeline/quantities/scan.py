"""From a text to its quantities: find the numerals, read each with what touches it, join those that belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.quantities import rules, rules_names, rules_ranges
from pipeline.quantities.bounds import bound_after, bound_before
from pipeline.quantities.numerals import numerals
from pipeline.quantities.quantity import Quantity, Rejected
from pipeline.quantities.reading import Reading
from pipeline.quantities.surroundings import MONEY_BEFORE

_DIGITS = re.compile(r"[0-9]+")


def parse(text: str, *, masked: Sequence[tuple[int, int]] = (), country: str | None = None) -> list[Quantity]:
    """The quantities of a text, in its order; see `scan`."""
    return scan(text, masked=masked, country=country)[0]


def scan(
    text: str, *, masked: Sequence[tuple[int, int]] = (), country: str | None = None
) -> tuple[list[Quantity], list[Rejected]]:
    """All quantities of a text and, with its reason, every other number in digits.

    `masked`: character spans already read as periods; numbers that touch them are neither quantities nor rejected.
    `country`: ISO 3166-1 alpha-2 of the article's subject or publisher; it decides what "pesos" or "rupees" are.
    Every group of digits of the text is covered by a quantity, a rejected number or a masked span.
    """
    readings: list[Reading] = []
    masks = _Cursor(masked)
    addresses = _Cursor(rules_names.web_spans(text))
    rejected: list[Rejected] = []
    floor = 0
    for n in numerals(text, money_before=MONEY_BEFORE):
        if n.start < floor:  # a reading has taken it in
            if readings[-1].reason is not None:
                readings[-1].end = floor = max(floor, n.end)  # "1W4,567" is one name
            continue
        if address := addresses.touching(n.start, n.end):
            readings.append(_rejected(min(n.start, address[0]), max(n.end, address[1]), "identifier"))
        elif mask := masks.touching(n.start, n.end):
            rejected += [
                Rejected(*d.span(), d[0], "date")
                for d in _DIGITS.finditer(text, n.start, n.end)
                if d.end() <= mask[0] or mask[1] <= d.start()
            ]
            continue
        elif n.form in ("digits", "fraction") and (tied := rules_names.cluster(text, n.start)):
            readings.append(_rejected(n.start, *tied))
        else:
            reading = rules.read(text, n, country, floor)
            if reading.silent and not _DIGITS.search(text, n.start, n.end):
                continue
            if reading.silent:
                reading.reason = "ordinal"
            readings.append(reading)
        floor = readings[-1].end
    readings = rules_ranges.join(text, readings)
    quantities: list[Quantity] = []
    floor = 0
    for r in readings:
        if r.reason is not None:
            rejected.append(r.rejected(text))
        else:
            _bound(text, r, floor)
            quantities.append(r.quantity(text))
        floor = r.end
    rejected.sort(key=lambda x: x.start)
    return quantities, rejected


def _rejected(start: int, end: int, reason: str) -> Reading:
    return Reading(start, end, start, end, Decimal(0), "digits", reason=reason)


class _Cursor:
    """Spans that are asked for in the order of the text."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.at = 0

    def touching(self, start: int, end: int) -> tuple[int, int] | None:
        """The first span that shares a character with start..end; earlier ones are forgotten."""
        while self.at < len(self.spans) and self.spans[self.at][1] <= start:
            self.at += 1
        found = self.spans[self.at] if self.at < len(self.spans) else None
        return found if found is not None and found[0] < end else None


def _bound(text: str, r: Reading, floor: int) -> None:
    if r.kind == "ordinal" or r.low is not None:
        return
    found = (
        bound_before(text, r.start, floor)
        or (bound_after(text, r.noun_end) if r.noun_start == r.end + 1 else None)
        or bound_after(text, r.end)
    )
    if found is None or (
        r.kind == "duration" and text[found.start : found.end].lower() in ("over", "under", "above", "below")
    ):
        return
    r.bound, r.bound_start, r.bound_end = found
