"""Arithmetic that figures about one economy must satisfy, as trials of one figure by others.

A trial tries the claim `target` by two others, `first` and `second` (NULL: by one). They allow it the interval `low` to `high`,
in its own unit; `slack` is what revisions between publications may explain, and `telling` says whether a fit confirms anything
(a part is not confirmed by being smaller than the whole). How sums of many figures are tried stands in sums.py.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from pipeline.reconcile.claims import Claims, earlier
from pipeline.reconcile.columns import NULL
from pipeline.vocabulary.entries import table

#: Flows whose parts add up, over items and partners and over time.
ADDITIVE = [
    "exports", "imports", "trade_volume", "export_volume", "import_volume", "retail_sales", "revenue", "sales_volume",
    "production_volume", "tourist_arrivals", "passengers", "cargo_volume", "government_spending", "tax_revenue",
    "electricity_demand", "home_sales",
]  # fmt: skip

#: Flows with a sign: they add up over time, but a part may exceed the whole.
SIGNED = [
    "trade_balance", "current_account", "goods_balance", "services_balance", "budget_balance", "operating_profit", "net_income",
    "pretax_profit", "ebitda",
]  # fmt: skip

#: What a level may change by between two publications, as a part of it.
REVISION = 0.01

_WHOSE = ["reporter", "adjustment", "maker"]
_WHAT = ["product", "partner"]
_WHEN = ["start", "end"]


def trials(claims: Claims) -> pd.DataFrame:
    """All trials of two or three claims."""
    kinds: list[Callable[[Claims], pd.DataFrame]] = [balance, volume, share, growth, difference, part, running_total]
    return pd.concat([kind(claims) for kind in kinds], ignore_index=True)


def _trial(
    kind: str,
    joined: pd.DataFrame,
    by: list[str],
    low: pd.Series,
    high: pd.Series,
    slack: pd.Series,
    telling: bool = True,
) -> pd.DataFrame:
    """Rows of trials from joined claims; the columns `by` of `joined` name the claims that try `claim`."""
    others = [joined[name].to_numpy() for name in by]
    return pd.DataFrame(
        {
            "kind": kind,
            "target": joined["claim"].to_numpy(),
            "first": others[0],
            "second": others[1] if len(others) > 1 else NULL,
            "low": low.to_numpy(float),
            "high": high.to_numpy(float),
            "slack": slack.to_numpy(float),
            "telling": telling,
        }
    )


def _beside(left: pd.DataFrame, right: pd.DataFrame, on: list[str], suffix: str) -> pd.DataFrame:
    """Pairs of claims that share the columns `on`; the right one's figures get a suffix."""
    figures = {name: f"{name}{suffix}" for name in ("claim", "low", "high")}
    return left.merge(right[[*on, *figures]].rename(columns=figures), on=on)


def balance(claims: Claims) -> pd.DataFrame:
    """Exports minus imports is the trade balance."""
    on = [*_WHOSE, *_WHAT, *_WHEN, "unit"]
    joined = _beside(claims.of("trade_balance"), claims.of("exports"), on, "_x")
    joined = _beside(joined, claims.of("imports"), on, "_m")
    slack = REVISION * (joined["high_x"] + joined["high_m"])
    return _trial(
        "balance",
        joined,
        ["claim_x", "claim_m"],
        joined["low_x"] - joined["high_m"],
        joined["high_x"] - joined["low_m"],
        slack,
    )


def volume(claims: Claims) -> pd.DataFrame:
    """Exports plus imports are the volume of trade."""
    on = [*_WHOSE, *_WHAT, *_WHEN, "unit"]
    joined = _beside(claims.of("trade_volume"), claims.of("exports"), on, "_x")
    joined = _beside(joined, claims.of("imports"), on, "_m")
    high = joined["high_x"] + joined["high_m"]
    return _trial("volume", joined, ["claim_x", "claim_m"], joined["low_x"] + joined["low_m"], high, REVISION * high)


def share(claims: Claims) -> pd.DataFrame:
    """A part is its share of the whole; the whole is the metric's total unless the text names another."""
    on = [*_WHOSE, *_WHEN, "metric"]
    shares = claims.of(measure="share_pct")
    shares = shares[(shares["share_of"] == NULL) & ((shares["product"] == NULL) != (shares["partner"] == NULL))]
    levels = claims.of()
    parts = shares.merge(levels[[*on, *_WHAT, "unit", "claim", "low", "high"]], on=[*on, *_WHAT], suffixes=("", "_p"))
    parts = parts.drop(columns="unit").rename(columns={"unit_p": "unit"})
    wholes = levels[(levels["product"] == NULL) & (levels["partner"] == NULL) & (levels["low"] > 0)]
    joined = _beside(parts, wholes, [*on, "unit"], "_w")
    low, high = 100 * joined["low_p"] / joined["high_w"], 100 * joined["high_p"] / joined["low_w"]
    return _trial("share", joined, ["claim_p", "claim_w"], low, high, 2 * REVISION * high.abs())


def _steps(claims: Claims, changes: pd.DataFrame, level: str) -> pd.DataFrame:
    """Changes beside the claims (of measure `level`) of their own period (_n) and of the period before (_b)."""
    changes = changes[changes["basis"].isin(["yoy", "qoq", "mom"])]
    before = [earlier(*row) for row in zip(changes["start"], changes["end"], changes["basis"], strict=True)]
    changes = changes.assign(start_b=[start for start, _ in before], end_b=[end for _, end in before]).drop(
        columns="unit"
    )
    levels = claims.of(measure=level)
    on = ["metric", "reporter", "adjustment", *_WHAT, "share_of"]
    now = changes.merge(
        levels[[*on, *_WHEN, "maker", "unit", "claim", "low", "high"]], on=[*on, *_WHEN, "maker"], suffixes=("", "_n")
    )
    base = levels.rename(
        columns={
            "start": "start_b",
            "end": "end_b",
            "claim": "claim_b",
            "low": "low_b",
            "high": "high_b",
            "maker": "maker_b",
        }
    )
    base = base[[*on, "start_b", "end_b", "unit", "claim_b", "low_b", "high_b", "maker_b"]]
    joined = now.merge(base, on=[*on, "start_b", "end_b", "unit"])
    # A forecast grows from what was observed, or from the same forecaster's figure.
    return joined[(joined["maker_b"] == 0) | (joined["maker_b"] == joined["maker"])]


def growth(claims: Claims) -> pd.DataFrame:
    """A level over that of the period before is the relative change; of deficits and losses their size counts."""
    joined = _steps(claims, claims.of(measure="change_pct"), "level")
    sign = np.sign(joined["low_n"])
    joined = joined[
        (sign != 0)
        & (sign == np.sign(joined["high_n"]))
        & (sign == np.sign(joined["low_b"]))
        & (sign == np.sign(joined["high_b"]))
    ]
    joined = joined[joined["unit"] != claims.percent]
    now, before = (joined[[f"low_{at}", f"high_{at}"]].abs() for at in "nb")
    low = 100 * (now.min(axis=1) / before.max(axis=1) - 1)
    high = 100 * (now.max(axis=1) / before.min(axis=1) - 1)
    return _trial("growth", joined, ["claim_n", "claim_b"], low, high, 2 * REVISION * (100 + high.abs()))


def difference(claims: Claims) -> pd.DataFrame:
    """A level less that of the period before is the absolute change; of rates and shares it is in percentage points."""
    found = []
    for measure, level in (("change_abs", "level"), ("change_pp", "level"), ("change_pp", "share_pct")):
        joined = _steps(claims, claims.of(measure=measure), level)
        joined = joined[(joined["unit"] == claims.percent) == (measure == "change_pp")]
        slack = 2 * REVISION * joined[["low_n", "high_n"]].abs().max(axis=1)
        low, high = joined["low_n"] - joined["high_b"], joined["high_n"] - joined["low_b"]
        found.append(_trial("growth", joined, ["claim_n", "claim_b"], low, high, slack))
    return pd.concat(found, ignore_index=True)


def part(claims: Claims) -> pd.DataFrame:
    """No item's or partner's figure exceeds the total's, nor an item's that of the wider item it belongs to."""
    on = [*_WHOSE, *_WHEN, *_WHAT, "metric", "unit"]
    levels = claims.of()
    levels = levels[levels["metric"].isin(ADDITIVE)]
    wider = [claims.products.index(label) for label in table("breakdowns")["wider"] if label in claims.products]
    items = levels[(levels["product"] != NULL) & ~levels["product"].isin(wider)]
    within = [items.assign(product=NULL), items[items["parent"] != NULL].assign(product=items["parent"])]
    within.append(levels[levels["partner"] != NULL].assign(partner=NULL))
    joined = _beside(pd.concat(within), levels, on, "_w")
    least = pd.Series(-np.inf, index=joined.index)
    return _trial("part", joined, ["claim_w"], least, joined["high_w"], REVISION * joined["high_w"], telling=False)


def running_total(claims: Claims) -> pd.DataFrame:
    """A period's figure is the sum of those of two periods that make it up, and none of them exceeds it."""
    on = [*_WHOSE, *_WHAT, "metric", "unit"]
    levels = claims.of()
    levels = levels[levels["metric"].isin([*ADDITIVE, *SIGNED])]
    begun = levels.rename(columns={"end": "end_a", "claim": "claim_a", "low": "low_a", "high": "high_a"})
    joined = levels.merge(begun[[*on, "start", "end_a", "claim_a", "low_a", "high_a"]], on=[*on, "start"])
    joined = joined[joined["end_a"] < joined["end"]]
    positive = joined[joined["metric"].isin(ADDITIVE)]
    most = pd.Series(np.inf, index=positive.index)
    first = _trial(
        "running_total", positive, ["claim_a"], positive["low_a"], most, REVISION * positive["high"], telling=False
    )
    rest = levels.rename(columns={"start": "start_r", "claim": "claim_r", "low": "low_r", "high": "high_r"})
    joined = joined.assign(start_r=joined["end_a"] + 1).merge(
        rest[[*on, "start_r", "end", "claim_r", "low_r", "high_r"]], on=[*on, "start_r", "end"]
    )
    size = joined[["high_a", "low_a"]].abs().max(axis=1) + joined[["high_r", "low_r"]].abs().max(axis=1)
    whole = _trial(
        "running_total",
        joined,
        ["claim_a", "claim_r"],
        joined["low_a"] + joined["low_r"],
        joined["high_a"] + joined["high_r"],
        REVISION * size,
    )
    return pd.concat([first, whole], ignore_index=True)
