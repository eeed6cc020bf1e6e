"""The period parser in the form that the peers' scoring script takes."""

from __future__ import annotations

import datetime as dt

from pipeline.periods import parse, resolve


def periods(text: str, reference_date: dt.date) -> list[dict]:
    """Every settled time of a text: characters, first and last day. "The end of November" counts as November, as TIMEX3 has it."""
    found = []
    for mention in resolve(parse(text, reference_date), text, reference_date):
        period = mention.whole or mention.period
        if period is not None and mention.role != "rate":
            found.append({"start": mention.start, "end": mention.end, "period_start": period.first, "period_end": period.last})
    return found
