"""The period parser in the form that the peers' scoring script takes."""

from __future__ import annotations

import datetime as dt

from pipeline.periods import parse, resolve


def periods(text: str, reference_date: dt.date) -> list[dict]:
    """Every settled time of a text: characters, first and last day.

    "The end of November" counts as November, and the day
    that a stretch ends with ("the quarter ended Sept. 30") on its own, as TIMEX3 has it."""
    found = []
    for mention in resolve(parse(text, reference_date), text, reference_date):
        period = mention.whole or mention.period
        if period is None or mention.role == "rate":
            continue
        end, last = mention.end, mention.ends_at
        if last is not None and last.period is not None:
            end = last.start
            found.append(
                {
                    "start": last.start,
                    "end": last.end,
                    "period_start": last.period.first,
                    "period_end": last.period.last,
                }
            )
        found.append({"start": mention.start, "end": end, "period_start": period.first, "period_end": period.last})
    return found
