"""Facts that speak of the same thing become one observation, with how far the reports agree.

The same thing: metric, measure, reporter, product, partner, period, unit, status and basis. Beyond that
- two adjustments (seasonally adjusted or not), two wholes of a share and two forecasters are different things;
- a fact that names no basis, forecaster, adjustment or whole joins those that do, when they name only one (and, for adjustment
  and whole, when the figures agree);
- what is ranked or counted, and when a figure without a period was valid, is not in the record: such facts are the same thing
  only when they have the same value.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.reconcile.columns import NULL, codes, codes_in_order, combined, days, encoded, lists, mapped
from pipeline.reconcile.forecasters import forecasters
from pipeline.reconcile.intervals import Intervals, intervals
from pipeline.reconcile.tables import OBSERVATION_SCHEMA

#: Prices and rates that move within a day: articles of one day may give different ones.
QUOTED = [
    "bond_yield", "commodity_price", "exchange_rate", "freight_index", "freight_rate", "market_cap", "oil_price", "share_price",
    "stock_index",
]  # fmt: skip

#: A later figure that differs by more than this part of the greater one, or by more points of a change, is no revision.
LARGEST_REVISION, LARGEST_CHANGE = 0.2, 1.0

_SAME = ["metric", "measure", "reporter", "product", "partner", "period", "unit", "status"]
_BOUND_RANK = {"eq": 0, "approx": 1, "range": 2}


@dataclass(frozen=True, slots=True)
class Observed:
    """Observations with what the checks need to know of their facts.

    `rows` is a table of OBSERVATION_SCHEMA, sorted by what it is about, `check` "unchecked" throughout. For each fact
    `of_fact` is the place of its observation in `rows`, `interval` its figure, `article` the code of its article (that of
    the original for a copy); `forecaster` is for each observation the code of who foresaw it, NULL for what was observed.
    """

    rows: pa.Table
    of_fact: np.ndarray
    interval: Intervals
    article: np.ndarray
    forecaster: np.ndarray


def observe(facts: pa.Table, originals: dict[str, str]) -> Observed:
    """Observations of facts (with the columns tables.FACT_COLUMNS).

    `originals` maps a document that is a copy to the article that it is a copy of.
    """
    interval = intervals(facts)
    foreseen_by = forecasters(facts)
    unidentified = pc.or_(pc.is_in(facts["measure"], pa.array(["rank", "streak", "count"])), facts["period"].is_null())
    value_code = np.where(unidentified.to_numpy(), codes(facts["value"]), NULL)
    group = combined(*(codes(facts[name]) for name in _SAME), value_code)
    known: dict[str, np.ndarray] = {}
    for name, column, must_agree in (
        ("basis", facts["basis"], False),
        ("forecaster", foreseen_by, False),
        ("adjustment", facts["adjustment"], True),
        ("share_of", facts["share_of"], True),
    ):
        known[name] = _filled(group, codes(column), interval if must_agree else None)
        group = combined(group, known[name])

    frame = pd.DataFrame(
        {
            "group": group,
            "low": interval.low,
            "high": interval.high,
            "value": facts["value"].to_numpy(),
            "article": codes(mapped(facts["source"], originals)),
            "day": days(facts["published_at"]),
            "foreseen": pc.not_equal(facts["status"], "actual").to_numpy(),
            "level": pc.equal(facts["measure"], "level").to_numpy(),
            "quoted": pc.is_in(facts["metric"], pa.array(QUOTED)).to_numpy(),
        }
    )
    copy = pc.is_in(facts["source"], pa.array(sorted(originals), pa.string())).to_numpy()
    agreement = _agreement(frame)
    best = _best(frame, facts, agreement)
    columns = _about(facts, best, known, foreseen_by)
    columns |= _reports(facts, frame, copy, agreement, best)
    columns["observation_id"] = _ids(columns, foreseen_by, known["forecaster"][best], value_code[best])
    rows = pa.table({name: columns[name] for name in OBSERVATION_SCHEMA.names}, schema=OBSERVATION_SCHEMA)
    about = [
        "reporter", "metric", "product", "partner", "measure", "unit", "period_start", "period_end", "status",
        "observation_id",
    ]  # fmt: skip
    order = pc.sort_indices(rows, sort_keys=[(name, "ascending") for name in about]).to_numpy().astype(np.int64)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return Observed(
        rows.take(order), place[group], interval, frame["article"].to_numpy(), known["forecaster"][best][order]
    )


def _filled(group: np.ndarray, code: np.ndarray, interval: Intervals | None) -> np.ndarray:
    """The codes, with the nulls of a group replaced by the only code that the group has.

    With `interval` only those nulls whose figure agrees with all the figures that have the code.
    """
    frame = pd.DataFrame({"group": group, "code": code})
    if interval is not None:
        frame["low"], frame["high"] = interval
    named = frame[frame["code"] != NULL].groupby("group")
    only = named["code"].agg(["min", "max"]).query("min == max")["min"]
    candidates = frame[(frame["code"] == NULL) & frame["group"].isin(only.index)]
    if interval is not None and len(candidates):
        low, high = candidates["group"].map(named["low"].max()), candidates["group"].map(named["high"].min())
        candidates = candidates[(candidates["low"] <= high) & (candidates["high"] >= low)]
    filled = code.copy()
    filled[candidates.index] = candidates["group"].map(only)
    return filled


def _agreement(frame: pd.DataFrame) -> pd.Series:
    """For each group: single, agree, revised, variants or conflict.

    Figures agree when one number lies in all their intervals. `variants` are figures that differ inside one article, which
    knows more of them than the record does (in won and in dollars, before and after the opening), and prices that move within
    the period. Between articles figures are `revised` when a later publication's differ, else in `conflict`.
    """
    groups = frame.groupby("group")
    meeting = _meet(groups["low"].max(), groups["high"].min())
    articles = frame.drop_duplicates(["group", "article"]).groupby("group").size()
    found = pd.Series(np.where(articles > 1, "agree", "single"), index=meeting.index, dtype=object)
    apart = frame[frame["group"].isin(meeting.index[~meeting])]
    if not len(apart):
        return found
    of_article = apart.groupby(["group", "article"])
    inner, outer = of_article.agg({"low": "max", "high": "min"}), of_article.agg({"low": "min", "high": "max"})
    said = inner.where(_meet(inner["low"], inner["high"]), outer).assign(day=of_article["day"].min()).reset_index()
    by_group = apart.groupby("group")
    foreseen, quoted = by_group["foreseen"].first(), by_group["quoted"].first()
    together = _meet(said.groupby("group")["low"].max(), said.groupby("group")["high"].min())
    several_days = said[said["day"] != NULL].groupby("group")["day"].nunique().reindex(together.index, fill_value=0) > 1
    apart_in_time = _in_order_of_days(said, foreseen) & _near(apart)
    revised = apart_in_time.where(~together, foreseen & several_days)
    found[together.index] = np.where(revised, "revised", np.where(together | quoted, "variants", "conflict"))
    return found


def _in_order_of_days(said: pd.DataFrame, foreseen: pd.Series) -> pd.Series:
    """For each group whether the articles of each day agree, so that only time parts them.

    An undated article must agree with some day's; of forecasts it may be an earlier or a later one.
    """
    day = said[said["day"] != NULL].groupby(["group", "day"]).agg({"low": "max", "high": "min"}).reset_index()
    orderly = _meet(day["low"], day["high"]).groupby(day["group"]).all().reindex(foreseen.index, fill_value=True)
    undated = (
        said[said["day"] == NULL]
        .drop(columns="day")
        .reset_index()
        .merge(day, on="group", how="left", suffixes=("", "_of_day"))
    )
    fits = (undated["low"] <= undated["high_of_day"]) & (undated["low_of_day"] <= undated["high"])
    placed = fits.groupby([undated["group"], undated["index"]]).any().groupby(level="group").all()
    return orderly & (placed.reindex(foreseen.index, fill_value=True) | foreseen)


def _near(apart: pd.DataFrame) -> pd.Series:
    """For each group whether its figures are near enough to be revisions of each other; forecasts always are."""
    groups = apart["value"].groupby(apart["group"])
    least, most = groups.min(), groups.max()
    size = np.maximum(least.abs(), most.abs())
    step = (most - least <= LARGEST_REVISION * size) & (least * most > 0)
    points = (most - least <= LARGEST_CHANGE) & ~apart.groupby("group")["level"].first()
    return step | points | apart.groupby("group")["foreseen"].first()


def _meet(low: pd.Series, high: pd.Series) -> pd.Series:
    """Whether intervals with this greatest lower and least upper end have a number in common, but for floating-point dust."""
    return low <= high + 1e-9 * high.abs().where(np.isfinite(high), 0.0)


def _best(frame: pd.DataFrame, facts: pa.Table, agreement: pd.Series) -> np.ndarray:
    """The row of each group's best figure: of a revised one the latest, in a conflict the most reported, then the most precise."""
    how = frame["group"].map(agreement)
    support = frame.drop_duplicates(["group", "value", "article"]).groupby(["group", "value"]).size().rename("support")
    support = frame[["group", "value"]].merge(support, left_on=["group", "value"], right_index=True, how="left")[
        "support"
    ]
    size = frame["value"].abs()
    width = (frame["high"] - frame["low"]) / size.where(size > 0, 1.0)
    rank = pd.Series(facts["bound"].to_pandas()).map(_BOUND_RANK).fillna(3).to_numpy()
    ordered = pd.DataFrame(
        {
            "group": frame["group"],
            "open": rank == 3,
            "late": np.where((how == "revised"), -frame["day"], 0),
            "popular": np.where(how == "conflict", -support, 0),
            "bound": rank,
            "width": width,
            "support": -support,
            "confidence": -facts["confidence"].to_numpy(),
            "char_start": facts["char_start"].to_numpy(),
            "fact_id": codes_in_order(facts["fact_id"]),
        }
    )
    # np.lexsort takes the last key first.
    order = np.lexsort([ordered[name].to_numpy() for name in reversed(ordered.columns)])
    groups = frame["group"].to_numpy()[order]
    return order[np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])] if len(order) else order


def _about(
    facts: pa.Table, best: np.ndarray, known: dict[str, np.ndarray], foreseen_by: pa.ChunkedArray
) -> dict[str, pa.Array]:
    """What each observation is about: the columns that all its facts share, and the best fact's words for it."""
    own = facts.take(pa.array(best))
    columns = {
        name: own[name] for name in [*_SAME, "period_start", "period_end", "subject", "value", "bound", "value_text"]
    }
    for name in ("basis", "adjustment", "share_of"):
        columns[name] = _decoded(facts[name], known[name][best])
    columns["attribution"] = pc.coalesce(own["attribution"], _decoded(foreseen_by, known["forecaster"][best]))
    return columns


def _decoded(column: pa.ChunkedArray, code: np.ndarray) -> pa.Array:
    coded = encoded(column)
    return coded.dictionary.take(pa.array(code, mask=code == NULL))


def _reports(
    facts: pa.Table, frame: pd.DataFrame, copy: np.ndarray, agreement: pd.Series, best: np.ndarray
) -> dict[str, pa.Array]:
    """How each observation was reported: spread, articles, publishers, days, facts."""
    group, n = frame["group"].to_numpy(), len(best)
    least, most = (pc.coalesce(facts[name], facts["value"]).to_numpy() for name in ("value_low", "value_high"))
    groups = frame.assign(least=least, most=most).groupby("group")
    # Of an article and its copies the publisher of the article itself counts.
    publisher = (
        frame[["group", "article"]]
        .assign(publisher=codes(facts["publisher"]), copy=copy)
        .sort_values("copy", kind="stable")
    )
    publisher = publisher.drop_duplicates(["group", "article"])
    named = publisher[publisher["publisher"] != NULL].drop_duplicates(["group", "publisher"])
    publishers = named.groupby("group").size().reindex(range(n), fill_value=0)
    dated = frame[frame["day"] != NULL].groupby("group")["day"]
    order = np.lexsort([facts["char_start"].to_numpy(), codes_in_order(facts["source"]), frame["day"], group])
    same = frame["value"].to_numpy() == frame["value"].to_numpy()[best][group]
    confidence = pd.Series(np.where(same, facts["confidence"].to_numpy(), 0.0)).groupby(group).max()
    return {
        "low": pa.array(groups["least"].min()),
        "high": pa.array(groups["most"].max()),
        "articles": pa.array(frame.drop_duplicates(["group", "article"]).groupby("group").size().astype(np.int32)),
        "publishers": pa.array(publishers.astype(np.int32)),
        "first_published": _dates(dated.min().reindex(range(n))),
        "last_published": _dates(dated.max().reindex(range(n))),
        "agreement": pa.array(agreement, pa.string()),
        "check": pa.array(["unchecked"] * n, pa.string()),
        "confidence": pa.array(confidence),
        "fact_ids": lists(group[order], facts["fact_id"].combine_chunks().take(pa.array(order)), n),
    }


def _dates(day: pd.Series) -> pa.Array:
    return pa.array(day.fillna(0).astype(np.int32), pa.int32(), mask=day.isna().to_numpy()).cast(pa.date32())


def _ids(
    columns: dict[str, pa.Array], foreseen_by: pa.ChunkedArray, forecaster: np.ndarray, value_code: np.ndarray
) -> pa.Array:
    """A stable id from the columns that make the observation."""
    value = pc.if_else(
        pa.array(value_code != NULL), pc.cast(columns["value"], pa.string()), pa.scalar(None, pa.string())
    )
    parts = [columns[name] for name in [*_SAME, "basis", "adjustment", "share_of"]] + [
        _decoded(foreseen_by, forecaster),
        value,
    ]
    parts = [part.combine_chunks() if isinstance(part, pa.ChunkedArray) else part for part in parts]
    joined = pc.binary_join_element_wise(*parts, "\x1f", null_handling="replace", null_replacement="\x00")
    return pa.array([hashlib.sha256(key.encode()).hexdigest()[:16] for key in joined.to_pylist()], pa.string())
