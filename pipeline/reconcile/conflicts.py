"""The conflicts table: reports that differ, and figures that arithmetic contradicts."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.reconcile.checks import Checked
from pipeline.reconcile.observations import Observed
from pipeline.reconcile.tables import CONFLICT_SCHEMA

_ABOUT = ["metric", "measure", "reporter", "product", "partner", "period", "unit", "status"]

#: Figures named in one statement.
_MOST = 6


def conflicts(facts: pa.Table, observed: Observed, checked: Checked) -> pa.Table:
    """One row for each observation in conflict and for each trial that contradicts a fact (CONFLICT_SCHEMA)."""
    conflicting = pc.equal(observed.rows["agreement"], "conflict")
    differing = observed.rows.filter(conflicting).to_pylist()
    theirs = np.flatnonzero(conflicting.to_numpy()[observed.of_fact])
    row_of = dict(zip(facts["fact_id"].take(pa.array(theirs)).to_pylist(), theirs.tolist(), strict=True))
    failures = [
        failure | {"rows": [failure["target"], *(row for row in failure["rows"] if row != failure["target"])]}
        for failure in checked.failures.to_dict("records")
    ]
    rows_of_differing = [[row_of[id_] for id_ in seen["fact_ids"]] for seen in differing]
    needed = sorted({row for rows in [*rows_of_differing, *(failure["rows"] for failure in failures)] for row in rows})
    said = dict(zip(needed, facts.take(pa.array(needed, pa.int64())).to_pylist(), strict=True))
    found = []
    for seen, rows in zip(differing, rows_of_differing, strict=True):
        own = {name: seen[name] for name in [*_ABOUT, "value", "low", "high", "fact_ids"]}
        found.append({"kind": "values", "statement": _figures([said[row] for row in rows]), **own})
    for failure in failures:
        target, *others = (said[row] for row in failure["rows"])
        low, high = (end if math.isfinite(end) else None for end in (failure["low"], failure["high"]))
        if low is None:
            allowed = f"at most {high:.6g}"
        elif high is None:
            allowed = f"at least {low:.6g}"
        else:
            allowed = f"{low:.6g} to {high:.6g}"
        statement = f"{_figures([target])}; but {_figures(others)}: the others allow {allowed} {target['unit']}"
        own = {name: target[name] for name in [*_ABOUT, "value"]} | {"low": low, "high": high}
        ids = [said[row]["fact_id"] for row in failure["rows"]]
        found.append({"kind": failure["kind"], "statement": statement, **own, "fact_ids": ids})
    return pa.Table.from_pylist(sorted(found, key=lambda row: (row["kind"], row["fact_ids"])), schema=CONFLICT_SCHEMA)


def _figures(facts: list[dict[str, Any]]) -> str:
    """Each figure once, with what it is about, and where and when it was said."""
    said: dict[str, None] = {}
    for fact in facts:
        about = " ".join(
            str(fact[name]) for name in ("subject", "metric", "measure", "period") if fact[name] is not None
        )
        said[f"{about} {fact['value_text']} ({fact['source']}, {fact['published_at'] or 'undated'})"] = None
    more = [f"{len(said) - _MOST} more"] if len(said) > _MOST else []
    return "; ".join([*list(said)[:_MOST], *more])
