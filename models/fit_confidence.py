"""Fits models/confidence.toml on gold articles that no rule was made from, and prints its calibration on articles it was not fitted on.

    python models/fit_confidence.py            fits, prints the reliability table, writes the weights
    python models/fit_confidence.py --check    prints the table for the weights as they are

Articles that rules were made from would teach it to be too sure: their rows are right far more often than those of
articles nobody has seen. So it is fitted on tests/gold/unseen and on the third of dev that is kept out of sight.
A row is right when the scorer finds its gold fact with all fields; rows that only a tier 2 fact explains are left out.
Articles are dealt into five folds; the table is made of predictions for articles outside the fold that fitted them.
The weights written are those fitted on all of these articles.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
sys.path.insert(0, str(ROOT))

from pipeline import score  # noqa: E402
from pipeline.document import Document  # noqa: E402
from pipeline.extract import read_facts  # noqa: E402
from pipeline.fact import Fact  # noqa: E402
from pipeline.linking.confidence import Article, features  # noqa: E402
from pipeline.readers import read  # noqa: E402
from tests.score_groups import HELD_OUT  # noqa: E402

FOLDS = 5
RIDGE = 30.0  # keeps weights of rare rules near zero


def labelled() -> list[tuple[str, frozenset[str], float, bool]]:
    """(document, features, present confidence, right) for every row of the articles no rule was made from."""
    gold = score.read_gold([GOLD / "unseen"])
    gold |= {doc: rows for doc, rows in score.read_gold([GOLD / "dev"]).items() if doc in HELD_OUT}
    rows: list[tuple[str, Fact, list[str]]] = []
    for path in sorted(
        [*GOLD.glob("unseen/*.[mt]*"), *(path for path in GOLD.glob("dev/*.[mt]*") if path.stem in HELD_OUT)]
    ):
        for document in read(path):
            if not isinstance(document, Document):
                continue
            told, left = read_facts(document)
            article = Article(document.text, told, left)
            rows += [(document.id, fact, features(fact, article)) for fact in told]
    table = {doc: [] for doc in gold}
    for number, (doc, fact, _) in enumerate(rows):
        row = {name: getattr(fact, name) for name in score.LADDER["P"]} | {
            "_span": score.span(fact.period),
            "number": number,
        }
        table[doc].append(row)
    out = []
    for doc, predicted in table.items():
        first = [r for r in gold[doc] if r.get("tier", 1) == 1]
        second = [r for r in gold[doc] if r.get("tier", 1) != 1]
        right = {predicted[j]["number"] for j in score.matching(first, predicted, score.LADDER["P"]).values()}
        rest = [r for r in predicted if r["number"] not in right]
        neutral = {rest[j]["number"] for j in score.matching(second, rest, score.LADDER["V"]).values()}
        for row in predicted:
            if row["number"] not in neutral:
                _, fact, held = rows[row["number"]]
                out.append((doc, frozenset(held), fact.confidence, row["number"] in right))
    return out


def fit(rows: Sequence[tuple[frozenset[str], bool]]) -> dict[str, float]:
    """Weights of a ridge logistic regression by Newton's method."""
    names = sorted({name for held, _ in rows for name in held})
    at = {name: i + 1 for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, 0] = 1.0
    for i, (held, _) in enumerate(rows):
        for name in held:
            x[i, at[name]] = 1.0
    y = np.array([float(right) for _, right in rows])
    penalty = np.full(len(names) + 1, RIDGE)
    penalty[0] = 1e-3
    w = np.zeros(len(names) + 1)
    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-x @ w))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty), x.T @ (y - p) - penalty * w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return {"intercept": float(w[0])} | {name: float(w[i]) for name, i in at.items()}


def probability(weights: dict[str, float], held: frozenset[str]) -> float:
    """The model's probability for a row with these features."""
    return float(1.0 / (1.0 + np.exp(-(weights["intercept"] + sum(weights.get(name, 0.0) for name in held)))))


def reliability(pairs: Sequence[tuple[float, bool]]) -> float:
    """Prints said against seen in ten bins and returns the expected calibration error."""
    error = 0.0
    print("said        rows  mean said  right")
    for low in np.arange(0.0, 1.0, 0.1):
        inside = [(p, right) for p, right in pairs if low <= p < low + 0.1 or (low > 0.85 and p == 1.0)]
        if inside:
            said = sum(p for p, _ in inside) / len(inside)
            seen = sum(right for _, right in inside) / len(inside)
            error += abs(said - seen) * len(inside) / len(pairs)
            print(f"{low:.1f} to {low + 0.1:.1f}  {len(inside):5d}  {said:9.2f}  {seen:5.2f}")
    print(f"expected calibration error {error:.3f} over {len(pairs)} rows")
    return error


def main() -> None:
    """Reads the arguments and does what the module says."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="only print the table for the weights as they are")
    rows = labelled()
    if arguments.parse_args().check:
        reliability([(said, right) for _, _, said, right in rows])
        return
    documents = sorted({doc for doc, _, _, _ in rows})
    pairs = []
    for fold in range(FOLDS):
        held_out = set(documents[fold::FOLDS])
        weights = fit([(held, right) for doc, held, _, right in rows if doc not in held_out])
        pairs += [(probability(weights, held), right) for doc, held, _, right in rows if doc in held_out]
    reliability(pairs)
    weights = fit([(held, right) for _, held, _, right in rows])
    lines = ["# Weights of the confidence of a row, written by models/fit_confidence.py.", "[weights]"]
    lines += [f'"{name}" = {weight:.3f}' for name, weight in weights.items()]
    (ROOT / "models" / "confidence.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
