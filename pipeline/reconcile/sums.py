"""Sums of many figures: countries, items that do not overlap, and months must not exceed the whole."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import numpy as np
import pandas as pd

from pipeline.reconcile.claims import Claims
from pipeline.reconcile.columns import NULL
from pipeline.reconcile.trials import ADDITIVE, REVISION
from pipeline.vocabulary.entries import table

#: Two letters that are no country, so that they may hold one.
_AREAS = {"EU", "EA"}

_ABOUT = ["reporter", "adjustment", "maker", "metric", "unit"]


class Sums(NamedTuple):
    """Wholes tried by the sums of two or more items, or of one or more months.

    `trials` has the columns of trials.py without `first` and `second`, and `trial`, a number from 0; `high` is infinite where
    parts may be missing. `parts` has `trial` and `claim`, one row for each part.
    """

    trials: pd.DataFrame
    parts: pd.DataFrame


def sums(claims: Claims) -> Sums:
    """All sums that the claims allow."""
    levels = claims.of()
    levels = levels[levels["metric"].isin(ADDITIVE)]
    plain = levels[(levels["product"] == NULL) & (levels["partner"] == NULL)]
    country = np.array([*(len(name) == 2 and name.isupper() and name not in _AREAS for name in claims.partners), False])
    joined = [_parts(plain, levels[(levels["product"] == NULL) & country[levels["partner"]]], "partner")]
    code_of = {name: code for code, name in enumerate(claims.products)}
    for cut in table("breakdowns")["cut"]:
        items = [code_of[item] for item in cut["items"] if item in code_of]
        joined.append(_parts(plain, levels[levels["product"].isin(items) & (levels["partner"] == NULL)], "product"))
    joined.append(_months(levels))
    return _summed(joined)


def _summed(joined: list[pd.DataFrame]) -> Sums:
    """Trials from joined wholes and parts (_p): what every whole's parts come to, `most` when all of them are there."""
    pairs = pd.concat([one.assign(cut=at) for at, one in enumerate(joined)], ignore_index=True)
    pairs["trial"] = pairs.groupby(["cut", "claim"], sort=True).ngroup()
    tried = pairs.groupby("trial").agg(
        kind=("kind", "first"),
        target=("claim", "first"),
        low=("low_p", "sum"),
        high=("most", "sum"),
        slack=("high", "first"),
        n=("claim", "size"),
    )
    # A single item is tried as a part.
    tried = tried[(tried["n"] > 1) | (tried["kind"] == "running_total")].drop(columns="n").reset_index()
    tried["slack"] = REVISION * tried["slack"].abs()
    tried["telling"] = np.isfinite(tried["high"])
    parts = pairs.loc[pairs["trial"].isin(tried["trial"]), ["trial", "claim_p"]].rename(columns={"claim_p": "claim"})
    return Sums(tried, parts)


def _parts(wholes: pd.DataFrame, parts: pd.DataFrame, item: str) -> pd.DataFrame:
    """Wholes beside the least figure reported for each of their items."""
    on = [*_ABOUT, "start", "end"]
    least = _least(parts, [*on, item])[[*on, "claim", "low"]].rename(columns={"claim": "claim_p", "low": "low_p"})
    return wholes[[*on, "claim", "high"]].merge(least, on=on).assign(kind="parts", most=np.inf)


def _least(parts: pd.DataFrame, item: list[str]) -> pd.DataFrame:
    return parts.sort_values(["low", "claim"]).drop_duplicates(item).sort_values("claim")


def _months(levels: pd.DataFrame) -> pd.DataFrame:
    """Longer periods beside their months; `most` is infinite unless all months are there."""
    on = [*_ABOUT, "product", "partner"]
    periods = levels[["start", "end"]].drop_duplicates()
    periods["months"] = np.array(
        [_months_in(start, end) for start, end in zip(periods["start"], periods["end"], strict=True)], np.int64
    )
    levels = levels.merge(periods, on=["start", "end"])
    month = levels[levels["months"] == 1]
    least = _least(month, [*on, "start"])[[*on, "start", "end", "claim", "low"]]
    least = least.rename(columns={"start": "start_p", "end": "end_p", "claim": "claim_p", "low": "low_p"})
    most = month.groupby([*on, "start"])["high"].max().rename("most").reset_index().rename(columns={"start": "start_p"})
    least = least.merge(most, on=[*on, "start_p"])
    joined = levels[levels["months"].between(2, 12)].merge(least, on=on)
    joined = joined[(joined["start_p"] >= joined["start"]) & (joined["end_p"] <= joined["end"])]
    whole = joined.groupby("claim")["claim"].transform("size") == joined["months"]
    return joined.assign(kind="running_total", most=joined["most"].where(whole, np.inf))


def _months_in(start: int, end: int) -> int:
    """The number of whole calendar months in a period, 0 when it begins or ends inside one."""
    first, after = (dt.date(1970, 1, 1) + dt.timedelta(day) for day in (start, end + 1))
    return (after.year - first.year) * 12 + after.month - first.month if first.day == after.day == 1 else 0
