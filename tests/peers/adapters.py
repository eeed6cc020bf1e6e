"""Our parsers and the two libraries alone, in the form that the scoring scripts of ../shared/peers take.

python ../shared/peers/peer_quantities.py tests.peers.adapters:quantities
python ../shared/peers/peer_periods.py tests.peers.adapters:periods
"""

from __future__ import annotations

import datetime as dt
import warnings


def quantities(text: str) -> list[dict]:
    """Ours."""
    from tests.peers.quantities_adapter import quantities as ours

    return ours(text)


def periods(text: str, reference_date: dt.date) -> list[dict]:
    """Ours."""
    from tests.peers.periods_adapter import periods as ours

    return ours(text, reference_date)


def quantulum3_alone(text: str) -> list[dict]:
    """quantulum3 on whole sentences."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from quantulum3 import parser
    out = []
    for q in parser.parse(text):
        currency = q.unit.currency_code if q.unit.entity.name == "currency" and q.unit.currency_code else None
        unit = currency or {"percentage": "%", "dimensionless": "1"}.get(q.unit.name, q.unit.name)
        record = {"value": q.value, "unit": unit, "start": q.span[0], "end": q.span[1]}
        if q.uncertainty is not None and " " not in unit:
            record |= {"low": q.value - q.uncertainty, "high": q.value + q.uncertainty}
        out.append(record)
    return out


def dateparser_alone(text: str, reference_date: dt.date) -> list[dict]:
    """dateparser.search on whole sentences, undecided dates in the past."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from dateparser.search import search_dates

        base = dt.datetime.combine(reference_date, dt.time())
        found = (
            search_dates(text, languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}) or []
        )
    out, at = [], 0
    for surface, when in found:
        start = text.find(surface, at)
        at = start + len(surface)
        out.append({"start": start, "end": at, "period_start": when.date(), "period_end": when.date()})
    return out
