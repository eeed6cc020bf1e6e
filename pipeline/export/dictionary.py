"""The data dictionary of all tables, from their schemas: `python -m pipeline.export.dictionary` writes docs/data-dictionary.md."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from pipeline.fact import FACT_SCHEMA, LEFTOVER_SCHEMA, REASONS
from pipeline.reconcile.tables import CHECK_SCHEMA, CONFLICT_SCHEMA, OBSERVATION_SCHEMA
from pipeline.store.tables import DOCUMENTS_SCHEMA

#: Every table that people read: what a row is, and its schema.
TABLES: dict[str, tuple[str, pa.Schema]] = {
    "facts": ("One row for each number that a text states about the economy", FACT_SCHEMA),
    "leftovers": ("One row for each number that became no fact, with the reason", LEFTOVER_SCHEMA),
    "documents": ("One row for each document met, whatever became of it", DOCUMENTS_SCHEMA),
    "observations": ("One row for each thing measured, over all articles that report it", OBSERVATION_SCHEMA),
    "checks": ("One row for each fact: what arithmetic with other facts says of it", CHECK_SCHEMA),
    "conflicts": (
        "One row for each conflict between reports, and for each contradiction found by arithmetic",
        CONFLICT_SCHEMA,
    ),
}

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"

#: Descriptions of columns whose schema has none.
_LEFTOVERS = {
    "source": "id of the document it was read from",
    "value_text": "the number as written",
    "char_start": "offset of value_text in the document's text",
    "char_end": "end offset of value_text, exclusive",
    "reason": "why it became no fact; see below",
    "value": "the number, where it was read",
    "unit": "its unit, where it has one",
    "sentence": "the sentence that holds it",
}


def page() -> str:
    """The dictionary as Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Made from the schemas by `make docs`; the descriptions also stand in the Parquet files, in the metadata of each column.",
        "Dates are calendar dates, offsets count Unicode code points, lists of ids are in the order of publication.",
    ]
    for name, (title, schema) in TABLES.items():
        lines += [
            "",
            f"## {name}.parquet",
            "",
            f"{title}.",
            "",
            "| column | type | null | meaning |",
            "| --- | --- | --- | --- |",
        ]
        for field in schema:
            text = (field.metadata or {}).get(b"description", b"").decode() or _LEFTOVERS[field.name]
            lines.append(
                f"| `{field.name}` | {_kind(field.type)} | {'yes' if field.nullable else 'no'} | {text.replace('|', chr(92) + '|')} |"
            )
    lines += ["", "## Reasons of leftovers", "", "| reason | meaning |", "| --- | --- |"]
    lines += [f"| {reason} | {text} |" for reason, text in REASONS.items()]
    return "\n".join(lines) + "\n"


def _kind(kind: pa.DataType) -> str:
    """A type as people name it."""
    if pa.types.is_list(kind):
        return f"list of {_kind(kind.value_type)}"
    if pa.types.is_struct(kind):
        return "(" + ", ".join(f"{field.name} {_kind(field.type)}" for field in kind) + ")"
    return {"double": "float64", "date32[day]": "date"}.get(str(kind), str(kind))


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
