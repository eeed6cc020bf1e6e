"""From a text to its quantities: find the numerals, read each with what touches it, join those that belong together."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.quantities import rules, rules_names, rules_ranges
from pipeline.quantities.numerals import Numeral, numerals
from pipeline.quantities.quantity import Quantity, Rejected
from pipeline.quantities.reading import Reading
from pipeline.quantities.surroundings import MONEY_BEFORE, bound_after, bound_before


def parse(text: str, *, masked: Sequence[tuple[int, int]] = (), country: str | None = None) -> list[Quantity]:
    """The quantities of a text, in its order; see `scan`."""
    return scan(text, masked=masked, country=country)[0]


def scan(text: str, *, masked: Sequence[tuple[int, int]] = (), country: str | None = None) -> tuple[list[Quantity], list[Rejected]]:
    """All quantities of a text and, with its reason, every other number in digits.

    `masked`: character spans already read as periods; numbers that touch them are neither quantities nor rejected.
    `country`: ISO 3166-1 alpha-2 of the article's subject or publisher; it decides what "pesos" or "rupees" are.
    Every group of digits of the text is covered by a quantity, a rejected number or a masked span.
    """
    readings: list[Reading] = []
    spans = sorted(masked)
    at = 0
    floor = 0
    web = rules_names.web_spans(text)
    skip = -1
    for n in numerals(text, money_before=MONEY_BEFORE):
        if n.start < max(skip, floor):
            continue  # a reading has taken it in
        if any(a < n.end and n.start < b for a, b in web):
            continue
        while at < len(spans) and spans[at][1] <= n.start:
            at += 1
        if at < len(spans) and spans[at][0] < n.end:
            continue
        if n.form in ("digits", "fraction") and text[n.start].isdigit() and (tied := rules_names.cluster(text, n.start)):
            skip, reason = tied
            readings.append(_rejected(n, skip, reason))
            continue
        reading = rules.read(text, n, country, floor)
        if not (reading.silent and reading.form not in ("digits", "fraction")):
            readings.append(reading)
            floor = reading.end
    readings = rules_ranges.join(text, readings)
    quantities: list[Quantity] = []
    rejected: list[Rejected] = [Rejected(a, b, text[a:b], "identifier") for a, b in web if any(c.isdigit() for c in text[a:b])]
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


def _rejected(n: Numeral, end: int, reason: str) -> Reading:
    r = Reading(n.start, end, n.start, end, rules.Decimal(0), "digits")
    r.reason = reason
    return r


def _bound(text: str, r: Reading, floor: int) -> None:
    if r.kind == "ordinal" or r.low is not None:
        return
    found = bound_before(text, r.start, floor) or bound_after(text, r.noun_end if r.noun_start == r.end + 1 else r.end) or bound_after(text, r.end)
    if found is None or (r.kind == "duration" and text[found.start : found.end].lower() in ("over", "under", "above", "below")):
        return
    r.bound, r.bound_start, r.bound_end = found
