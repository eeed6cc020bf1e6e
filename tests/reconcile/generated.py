"""Facts made up in bulk, to measure how reconciling scales: `python -m tests.reconcile.generated DIR [ROWS]` times a run on them.

Levels, growth and shares of one made-up world: each quantity is reported several times, by articles of many days, to two or
three digits after the point; one fact in fifty is misread.
"""

from __future__ import annotations

import calendar
import datetime as dt
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.fact import FACT_SCHEMA

_METRICS = ["exports", "imports", "revenue", "production_volume", "tourist_arrivals", "retail_sales"]
_PRODUCTS = [None, None, None, "semiconductors", "automobiles", "ships", "steel", "cosmetics", "displays", "batteries"]
_PARTNERS = [None, None, None, "US", "CN", "JP", "VN", "DE"]


def _periods() -> list[tuple[str, dt.date, dt.date]]:
    found = []
    for year in range(2018, 2027):
        found.append((str(year), dt.date(year, 1, 1), dt.date(year, 12, 31)))
        for month in range(1, 13):
            last = dt.date(year, month, calendar.monthrange(year, month)[1])
            found.append((f"{year}-{month:02}", last.replace(day=1), last))
            if 1 < month < 12:
                found.append((f"{year}-01/{year}-{month:02}", dt.date(year, 1, 1), last))
    return found


def facts(n: int, seed: int = 0) -> pa.Table:
    """`n` facts (FACT_SCHEMA) about some n / 7 quantities, the same for the same seed."""
    rng = np.random.default_rng(seed)
    periods = _periods()
    reporters = [f"{a}{b}" for a in "ABCDEFGHIJ" for b in "KLMNOPQR"] + [
        f"Company {i}" for i in range(max(n // 2000, 20))
    ]
    quantities = max(n // 7, 1)
    of = np.minimum((rng.pareto(1.2, n) * quantities / 4).astype(np.int64), quantities - 1)
    pick = {name: rng.integers(0, len(list_), quantities)[of] for name, list_ in
            {"reporter": reporters, "metric": _METRICS, "product": _PRODUCTS, "partner": _PARTNERS, "period": periods}.items()}  # fmt: skip
    measure = np.array(["level", "change_pct", "share_pct"])[rng.choice(3, quantities, p=[0.6, 0.3, 0.1])[of]]
    length = np.array([(last - first).days + 1 for _, first, last in periods])[pick["period"]]
    year = np.array([first.year for _, first, _ in periods])[pick["period"]]
    size = (10 + (pick["reporter"] * 31 + pick["metric"] * 17) % 90) / (
        1 + 3 * (pick["product"] > 2) + 3 * (pick["partner"] > 2)
    )
    truth = np.select(
        [measure == "level", measure == "change_pct"], [size * 1.05 ** (year - 2018) * length / 30, 5.0], 25.0
    )
    truth = np.where(rng.random(n) < 0.02, truth * rng.uniform(0.3, 3.0, n), truth)
    fine = rng.random(n) < 0.5
    digits = np.where(fine, np.char.mod("%.2f", truth), np.char.mod("%.1f", truth))
    level = measure == "level"
    day = rng.integers(0, 2500, n)
    chosen = {
        "metric": _taken(_METRICS, pick["metric"]),
        "measure": pa.array(measure),
        "unit": pa.array(np.where(level, "USD", "%")),
        "value": pa.array(digits.astype(float) * np.where(level, 1e9, 1.0)),
        "value_text": pa.array(
            np.where(level, np.char.add(np.char.add("$", digits), " billion"), np.char.add(digits, " percent"))
        ),
        "reporter": _taken(reporters, pick["reporter"]),
        "subject": _taken(reporters, pick["reporter"]),
        "product": _taken(_PRODUCTS, pick["product"]),
        "partner": _taken(_PARTNERS, pick["partner"]),
        "period": _taken([name for name, _, _ in periods], pick["period"]),
        "period_start": _taken([first for _, first, _ in periods], pick["period"], pa.date32()),
        "period_end": _taken([last for _, _, last in periods], pick["period"], pa.date32()),
        "bound": _taken(["eq", "eq", "eq", "eq", "approx", "ge"], rng.integers(0, 6, n)),
        "status": _taken(["actual", "actual", "actual", "forecast"], rng.integers(0, 4, quantities)[of]),
        "basis": pa.array(np.where(measure == "change_pct", "yoy", None), pa.string()),
        "attribution": _taken([None, "KITA", "Bank of Korea", "customs office"], rng.integers(0, 4, n)),
        "source": pa.array(np.char.mod("doc-%07d", day * 1000 + rng.integers(0, max(n // 50_000, 20), n))),
        "publisher": _taken([f"Wire {i}" for i in range(50)], rng.integers(0, 50, n)),
        "published_at": pa.array((day + 18_000).astype(np.int32)).cast(pa.date32()),
        "char_start": pa.array(rng.integers(0, 4000, n).astype(np.int32)),
        "char_end": pa.array(np.full(n, 4010, np.int32)),
        "confidence": pa.array(np.round(rng.random(n), 2)),
        "fact_id": pa.array(np.char.mod("%016x", rng.permutation(n))),
        "sentence": pa.array([""] * n),
        "rule": pa.array([""] * n),
        "evidence": pa.array([[]] * n, FACT_SCHEMA.field("evidence").type),
    }
    columns = {
        name: chosen[name] if name in chosen else pa.nulls(n, FACT_SCHEMA.field(name).type)
        for name in FACT_SCHEMA.names
    }
    return pa.table(columns, schema=FACT_SCHEMA)


def _taken(values: list, at: np.ndarray, kind: pa.DataType | None = None) -> pa.Array:
    return pa.array(values, kind or pa.string()).take(pa.array(at))


def main(directory: Path, n: int) -> None:
    """Makes the facts if they are not there, reconciles them in this process and prints rows, seconds and memory."""
    from pipeline.reconcile import reconcile_run

    if not (directory / "facts.parquet").exists():
        directory.mkdir(parents=True, exist_ok=True)
        pq.write_table(facts(n), directory / "facts.parquet")
        pq.write_table(
            pa.table({"id": pa.array([], pa.string()), "duplicate_of": pa.array([], pa.string())}),
            directory / "documents.parquet",
        )
        print("made; run again to measure without the making")
        return
    start = time.perf_counter()
    rows = reconcile_run(directory)
    print(
        rows,
        f"{time.perf_counter() - start:.1f} s",
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
