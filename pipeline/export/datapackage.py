"""A Frictionless Data Package beside the Parquet tables: what files there are, and what each column means."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.export.dictionary import TABLES

_TYPES = [
    (pa.types.is_string, "string"),
    (pa.types.is_floating, "number"),
    (pa.types.is_integer, "integer"),
    (pa.types.is_date, "date"),
    (pa.types.is_list, "array"),
]

#: Primary keys and foreign keys: table -> key, and column -> (table, column).
_KEYS = {"facts": "fact_id", "documents": "id", "observations": "observation_id", "checks": "fact_id"}
_LINKS = {
    "facts": {"source": ("documents", "id")},
    "leftovers": {"source": ("documents", "id")},
    "checks": {"fact_id": ("facts", "fact_id"), "observation_id": ("observations", "observation_id")},
}


def describe(directory: Path) -> dict[str, Any]:
    """The descriptor of a run's folder; a table of parts has a list of paths."""
    found = [name for name in TABLES if (directory / f"{name}.parquet").exists()]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "newsfacts",
        "title": "Facts read from economic news",
        "resources": [_resource(directory, name, found) for name in found],
    }


def write(directory: Path) -> Path:
    """Writes `datapackage.json` into the folder, at once or not at all."""
    path, draft = directory / "datapackage.json", directory / f".datapackage.json.{os.getpid()}"
    draft.write_text(json.dumps(describe(directory), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(draft, path)
    return path


def _resource(directory: Path, name: str, found: list[str]) -> dict[str, Any]:
    path = directory / f"{name}.parquet"
    parts = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    schema = pq.read_schema(parts[0]) if parts else TABLES[name][1]
    described = {field.name: _description(field) for field in TABLES[name][1]}
    fields = [_field(field, described.get(field.name, "")) for field in schema]
    table: dict[str, Any] = {"fields": fields}
    if name in _KEYS:
        table["primaryKey"] = [_KEYS[name]]
    links = {column: to for column, to in _LINKS.get(name, {}).items() if to[0] in found}
    if links:
        table["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [key]}}
            for column, (other, key) in links.items()
        ]
    places = [part.relative_to(directory).as_posix() for part in parts]
    return {
        "name": name,
        "title": TABLES[name][0],
        "path": places[0] if len(places) == 1 else places,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "type": "table",
        "schema": table,
    }


def _field(field: pa.Field, described: str) -> dict[str, Any]:
    kind = next((name for fits, name in _TYPES if fits(field.type)), "any")
    entry: dict[str, Any] = {"name": field.name, "type": kind, "description": _description(field) or described}
    return entry if field.nullable else entry | {"constraints": {"required": True}}


def _description(field: pa.Field) -> str:
    return (field.metadata or {}).get(b"description", b"").decode()
