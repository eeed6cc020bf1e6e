"""Claims: the distinct figures of a set of facts as intervals, ready to be joined for arithmetic."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.periods.period import Period
from pipeline.reconcile.columns import NULL, codes, codes_in_order, combined, days, named_codes
from pipeline.reconcile.observations import Observed
from pipeline.vocabulary import entries

_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Claims:
    """One row for each distinct figure of an observation.

    `frame` has the number of the `claim`, its `observation`, `metric`, `measure` and `basis` as strings, `reporter`, `product`,
    `parent` (the next wider product), `partner`, `unit`, `adjustment`, `share_of` and `maker` (0 for what was observed, else
    who foresaw it) as codes, `start` and `end` as days, `low`, `high`, `value` and the code
    of the `attribution`. `facts` has `claim`, `article` and `row`,
    one row for each fact that makes a claim, the most trusted first. `products` and `partners` are the names by their code,
    `percent` is the code of the unit %.
    """

    frame: pd.DataFrame
    facts: pd.DataFrame
    products: list[str]
    partners: list[str]
    percent: int

    def of(self, metric: str | None = None, measure: str = "level") -> pd.DataFrame:
        """The claims of one measure, and of one metric if named."""
        chosen = self.frame["measure"] == measure
        return self.frame[chosen if metric is None else chosen & (self.frame["metric"] == metric)]


def claims(facts: pa.Table, observed: Observed) -> Claims:
    """The figures that can be used in arithmetic: stated as a number (not as a bound or a range) for a period, not supposed."""
    usable = pc.and_(pc.is_in(facts["bound"], pa.array(["eq", "approx"])), facts["period_start"].is_valid()).to_numpy()
    usable &= pc.not_equal(facts["status"], "hypothetical").to_numpy()
    usable &= np.isfinite(observed.interval.low) & np.isfinite(observed.interval.high)
    used = np.flatnonzero(usable)
    of_fact = observed.of_fact[used]
    low, high = observed.interval.low[used], observed.interval.high[used]
    claim = combined(of_fact, codes(pa.chunked_array([pa.array(low)])), codes(pa.chunked_array([pa.array(high)])))
    made = pd.DataFrame({"claim": claim, "article": observed.article[used], "row": used})
    # Which of the facts stands for its claim must not depend on the order of the rows.
    order = np.lexsort([codes_in_order(facts["fact_id"])[used], -facts["confidence"].to_numpy()[used]])
    made = made.iloc[order].sort_values("claim", kind="stable", ignore_index=True)
    first = made.drop_duplicates("claim")["row"].to_numpy()
    rows = observed.rows
    frame = pd.DataFrame({name: codes(rows[name]) for name in ("reporter", "unit", "adjustment", "share_of")})
    frame["product"], products = named_codes(rows["product"])
    frame["partner"], partners = named_codes(rows["partner"])
    code_of = {name: code for code, name in enumerate(products)}
    wider = {label: code_of.get(entry.get("parent"), NULL) for label, entry in entries.products().items()}
    frame["parent"] = np.array([*(wider.get(name, NULL) for name in products), NULL])[frame["product"]]
    for name in ("metric", "measure", "basis"):
        frame[name] = rows[name].to_numpy()
    frame["start"], frame["end"] = days(rows["period_start"]), days(rows["period_end"])
    frame["maker"] = np.where(pc.equal(rows["status"], "actual").to_numpy(), 0, 2 + observed.forecaster)
    frame = frame.iloc[observed.of_fact[first]].reset_index(drop=True)
    frame["observation"] = observed.of_fact[first]
    frame["attribution"] = codes(facts["attribution"])[first]
    frame["value"] = facts["value"].to_numpy()[first]
    frame["low"], frame["high"] = observed.interval.low[first], observed.interval.high[first]
    frame["claim"] = np.arange(len(frame))
    percent = pc.index(rows["unit"], "%").as_py()
    return Claims(frame, made, products, partners, NULL - 1 if percent < 0 else int(codes(rows["unit"])[percent]))


@functools.lru_cache(maxsize=65536)
def earlier(start: int, end: int, basis: str | None) -> tuple[int, int]:
    """First and last day of the period that a change is counted from, as days since 1970; NULL where the basis leaves it open.

    `yoy` is the same days a year before, `qoq` and `mom` the quarter and month before; `prev` may be any.
    """
    steps = {"yoy": {"years": -1}, "qoq": {"quarters": -1}, "mom": {"months": -1}}.get(basis or "")
    if steps is None or start < 0:
        return NULL, NULL
    then = Period.span(_EPOCH + dt.timedelta(start), _EPOCH + dt.timedelta(end)).shift(**steps)
    return (then.first - _EPOCH).days, (then.last - _EPOCH).days
