"""Writes docs/data-dictionary.md from the schemas: `make docs`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from pipeline import gates
from pipeline.fact import FACT_SCHEMA, LEFTOVER_SCHEMA, REASONS
from pipeline.reconcile.tables import CHECK_SCHEMA, CONFLICT_SCHEMA, OBSERVATION_SCHEMA
from pipeline.store import DOCUMENTS_SCHEMA

TARGET = Path(__file__).with_name("data-dictionary.md")

#: File, schema and what a row is.
TABLES = [
    ("facts.parquet", FACT_SCHEMA, "A row is a number that a text states about the economy."),
    ("leftovers.parquet", LEFTOVER_SCHEMA, "A row is a number of a text that became no fact."),
    ("documents.parquet", DOCUMENTS_SCHEMA, "A row is a document that was met, whatever became of it."),
    (
        "observations.parquet",
        OBSERVATION_SCHEMA,
        "A row is one figure with all articles that report it (`newsfacts reconcile`).",
    ),
    ("checks.parquet", CHECK_SCHEMA, "A row is a fact and what arithmetic with other facts says of it."),
    ("conflicts.parquet", CONFLICT_SCHEMA, "A row is a set of facts that cannot all be right."),
]
_MEASURES = {
    "level": "the amount itself",
    "change_pct": "relative change in percent; doubled is 100, halved is -50",
    "change_abs": "difference in the metric's own unit",
    "change_pp": "difference of a rate or share in percentage points",
    "share_pct": "part of the whole metric in percent",
    "rank": "position in an order, 1 the first",
    "streak": "how long in a row, in the unit",
    "count": "so many of a set",
}


def page() -> str:
    """The whole page."""
    parts = [
        "# Data dictionary",
        (
            "Written by `make docs` from the schemas that the tables are written with. Every column's description also "
            "stands in the Parquet metadata. A table is one file or a folder of parts of that name."
        ),
    ]
    for name, schema, row in TABLES:
        parts += [f"## {name}", row, _columns(schema)]
    parts += ["## Measures", _codes(_MEASURES)]
    parts += ["## Reasons of leftovers", _codes(REASONS)]
    parts += ["## Outcomes of documents", _codes({"extracted": "it was read for facts", **gates.REASONS})]
    parts += [
        "## Metrics",
        "One table each in [metrics.toml](../models/vocabulary/metrics.toml), with names, nature, unit and an example.",
    ]
    return "\n\n".join(parts) + "\n"


def _columns(schema: pa.Schema) -> str:
    rows = []
    for field in schema:
        said = (field.metadata or {}).get(b"description", b"").decode()
        rows.append(f"| `{field.name}` | {_kind(field.type)} | {'yes' if field.nullable else ''} | {said} |")
    return "\n".join(["| column | type | null | meaning |", "| --- | --- | --- | --- |", *rows])


def _kind(kind: pa.DataType) -> str:
    """A type in short: a list names what it holds, a struct its fields."""
    if pa.types.is_list(kind):
        return f"list of {_kind(kind.value_type)}"
    if pa.types.is_struct(kind):
        return "(" + ", ".join(f"{field.name}: {_kind(field.type)}" for field in kind) + ")"
    return {"double": "float64", "date32[day]": "date"}.get(str(kind), str(kind))


def _codes(codes: Mapping[str, str]) -> str:
    return "\n".join(
        ["| code | meaning |", "| --- | --- |", *(f"| `{code}` | {said} |" for code, said in codes.items())]
    )


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
