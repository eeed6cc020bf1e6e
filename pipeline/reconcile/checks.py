"""What arithmetic says of each fact: confirmed, contradicted or unchecked.

A fact is confirmed when its figure fits one trial that tells something. It is contradicted when a trial fails and nothing
confirms it. A trial fails when figures of one article miss each other by more than their rounding, or when actual figures of
several articles do by more than revisions explain. Nothing fails that may be another statistic: variants, figures of different
bodies in different articles, forecasts of different forecasters, growth in another currency.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from pipeline.reconcile.claims import Claims, claims
from pipeline.reconcile.columns import NULL, lists
from pipeline.reconcile.observations import Observed
from pipeline.reconcile.sums import sums
from pipeline.reconcile.tables import CHECK_SCHEMA
from pipeline.reconcile.trials import trials

#: The half-width of what a trial allows, as a part of the figure, above which a fit says too little to confirm it.
TELLING = 0.25

#: For figures in percent the same in points, when that is more.
TELLING_POINTS = 0.25

#: What is left of the confidence of a contradicted fact.
CONTRADICTED = 0.5

#: Other facts named for one fact; a figure that thousands report needs not all of them.
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Checked:
    """The checks table (CHECK_SCHEMA, in the order of the facts) and the failing trials behind its contradictions.

    `failures` has `kind`, `target` (row of the fact that was tried), `rows` (rows of all facts in it, the target first),
    `low` and `high`.
    """

    rows: pa.Table
    failures: pd.DataFrame


def check(facts: pa.Table, observed: Observed) -> Checked:
    """Tries all facts; their observations must be those of `observed`."""
    made = claims(facts, observed)
    tried, members = _all_trials(made)
    verdict = _verdicts(tried, members, made, observed)
    members = members.merge(tried.assign(verdict=verdict)[["trial", "kind", "verdict"]], on="trial")
    confirmed = members[members["verdict"] == "fits"]
    failing = members[(members["verdict"] == "fails") & members["trial"].isin(_unexplained(members, made, observed))]
    contradicted = failing[~failing["claim"].isin(confirmed["claim"])]
    failing = failing[failing["trial"].isin(contradicted["trial"])]
    rows = _checks_table(facts, observed, made, confirmed, contradicted, members)
    return Checked(rows, _failures(tried, failing, made))


def _all_trials(made: Claims) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Trials, one a row, and their members: one row for each claim in a trial, the target first."""
    tried = trials(made)
    tried["trial"] = np.arange(len(tried))
    members = tried.melt("trial", ["target", "first", "second"], value_name="claim")
    members = members[members["claim"] != NULL][["trial", "claim"]]
    summed, parts = sums(made)
    summed["trial"] += len(tried)
    targets = summed[["trial", "target"]].rename(columns={"target": "claim"})
    members = pd.concat([members, targets, parts.assign(trial=parts["trial"] + len(tried))])
    tried = pd.concat([tried.drop(columns=["first", "second"]), summed], ignore_index=True)
    members = members.astype(np.int64).sort_values("trial", kind="stable", ignore_index=True)
    # Trials are looked up by their number from here on.
    return tried.set_index("trial", drop=False).rename_axis(None), members


def _verdicts(tried: pd.DataFrame, members: pd.DataFrame, made: Claims, observed: Observed) -> np.ndarray:
    """For each trial: fits, fails, or nothing that could be said."""
    target = made.frame.iloc[tried["target"].to_numpy(np.int64)]
    size = target["value"].abs().to_numpy()
    low, high = tried["low"].to_numpy(float), tried["high"].to_numpy(float)
    with np.errstate(invalid="ignore"):
        gap = np.maximum(low - target["high"].to_numpy(), target["low"].to_numpy() - high)
        enough = np.where(
            target["measure"].to_numpy() == "level", TELLING * size, np.maximum(TELLING * size, TELLING_POINTS)
        )
        telling = tried["telling"].to_numpy(bool) & ((high - low) / 2 <= enough)
    meets = gap <= 1e-9 * np.maximum(size, 1e-12)
    missed = tried[~meets].assign(gap=gap[~meets])
    together = missed["trial"].isin(_in_one_article(missed["trial"], members, made))
    one_body = ~missed["trial"].isin(_of_several_bodies(missed["trial"], members, made))
    comparable = (target["maker"].to_numpy()[~meets] == 0) & one_body
    # The months of a running total are revised before it is published.
    revisable = missed["kind"] == "running_total"
    fails = (missed["gap"] > missed["slack"]) & (comparable | together) | together & ~revisable
    verdict = np.where(meets & telling, "fits", "nothing").astype(object)
    verdict[~meets] = np.where(fails, "fails", "nothing")
    return verdict


def _in_one_article(trial: pd.Series, members: pd.DataFrame, made: Claims) -> np.ndarray:
    """Those of the trials whose claims all stand in one article."""
    chosen = members[members["trial"].isin(trial)]
    said = chosen.merge(made.facts[["claim", "article"]].drop_duplicates(), on="claim")
    found = said.groupby(["trial", "article"])["claim"].nunique()
    wanted = chosen.groupby("trial")["claim"].nunique()
    return np.unique(
        found[found.to_numpy() == wanted.loc[found.index.get_level_values("trial")].to_numpy()].index.get_level_values(
            "trial"
        )
    )


def _of_several_bodies(trial: pd.Series, members: pd.DataFrame, made: Claims) -> np.ndarray:
    """Those of the trials whose claims are attributed to different bodies."""
    chosen = members[members["trial"].isin(trial)]
    body = made.frame["attribution"].to_numpy()[chosen["claim"]]
    bodies = chosen.assign(body=body)[body != NULL].groupby("trial")["body"].nunique()
    return bodies.index[bodies > 1].to_numpy()


def _unexplained(members: pd.DataFrame, made: Claims, observed: Observed) -> pd.Series:
    """The failing trials without figures of which one article has variants, and without growth that fits other levels."""
    failing = members[members["verdict"] == "fails"]
    variants = (observed.rows["agreement"].to_numpy(zero_copy_only=False) == "variants")[
        made.frame["observation"].to_numpy()
    ]
    unsure = failing["trial"][variants[failing["claim"]]]
    targets = members.drop_duplicates("trial")
    fitting = targets[(targets["verdict"] == "fits") & (targets["kind"] == "growth")]["claim"]
    tried = failing.drop_duplicates("trial")
    grown = tried[(tried["kind"] == "growth") & tried["claim"].isin(fitting)]["trial"]
    return failing["trial"][~failing["trial"].isin(unsure) & ~failing["trial"].isin(grown)]


def _checks_table(
    facts: pa.Table,
    observed: Observed,
    made: Claims,
    confirmed: pd.DataFrame,
    contradicted: pd.DataFrame,
    members: pd.DataFrame,
) -> pa.Table:
    """One row for each fact, in their order."""
    n = len(facts)
    result = pd.concat([contradicted.assign(result=2), confirmed.assign(result=1)])
    of_claim = result.groupby("claim")["result"].max()
    of_fact = made.facts.assign(result=made.facts["claim"].map(of_claim)).dropna(subset="result").sort_values("row")
    verdict = np.zeros(n, np.int64)
    verdict[of_fact["row"]] = of_fact["result"].astype(int)
    kinds = (
        result[["claim", "kind"]]
        .drop_duplicates()
        .merge(made.facts[["claim", "row"]], on="claim")
        .sort_values(["row", "kind"])
    )
    # The others in a trial, each by the fact that stands for its claim.
    pairs = result[["claim", "trial"]].merge(members[["trial", "claim"]], on="trial", suffixes=("", "_other"))
    pairs = pairs[pairs["claim"] != pairs["claim_other"]][["claim", "claim_other"]].drop_duplicates()
    pairs = pairs.sort_values(["claim", "claim_other"])
    pairs = pairs[pairs.groupby("claim").cumcount() < MOST_NAMED]
    stands_for = made.facts.drop_duplicates("claim").set_index("claim")["row"]
    others = (
        made.facts[["claim", "row"]]
        .merge(pairs.assign(other=pairs["claim_other"].map(stands_for)), on="claim")
        .sort_values(["row", "other"])
    )
    confidence = facts["confidence"].to_numpy() * np.where(verdict == 2, CONTRADICTED, 1.0)
    columns = {
        "fact_id": facts["fact_id"],
        "observation_id": observed.rows["observation_id"].take(pa.array(observed.of_fact)),
        "source": facts["source"],
        "result": pa.array(np.array(["unchecked", "confirmed", "contradicted"])[verdict]),
        "kinds": lists(kinds["row"].to_numpy(), pa.array(kinds["kind"], pa.string()), n),
        "by": lists(
            others["row"].to_numpy(),
            facts["fact_id"].combine_chunks().take(pa.array(others["other"].to_numpy(np.int64))),
            n,
        ),
        "confidence": pa.array(confidence),
    }
    return pa.table(columns, schema=CHECK_SCHEMA)


def _failures(tried: pd.DataFrame, failing: pd.DataFrame, made: Claims) -> pd.DataFrame:
    stands_for = made.facts.drop_duplicates("claim").set_index("claim")["row"]
    rows = (
        failing.assign(row=failing["claim"].map(stands_for)).groupby("trial", sort=True)["row"].agg(list).rename("rows")
    )
    found = tried.merge(rows, left_on="trial", right_index=True)
    return found.assign(target=found["target"].map(stands_for))[["kind", "target", "rows", "low", "high"]].reset_index(
        drop=True
    )
