"""Records with fields (JSON Lines, Parquet rows) as Documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.document import Document
from pipeline.readers.articles import assemble, first, foreign
from pipeline.readers.reject import Reject


def read_record(
    record: Mapping[str, Any], *, number: int, path: str, fields: Mapping[str, str] | None = None
) -> Document | Reject:
    """One record; `number` (from 0) names it where it has no id of its own."""
    identity = first(record, "id", fields)
    id = str(identity) if identity is not None else f"{path}#{number}"
    text = first(record, "text", fields)
    if not isinstance(text, str) or not text.strip():
        has = ", ".join(map(str, list(record)[:12]))
        return Reject(id, f"{path}#{number}", "empty", f"no text in it (fields: {has})")
    known = {key: first(record, key, fields) for key in ("title", "url", "publisher", "published_at", "crawled_at")}
    for key in ("title", "url", "publisher"):
        known[key] = str(known[key]) if known[key] is not None and not isinstance(known[key], (dict, list)) else None
    place = f"{path}#{number}"
    if (document := foreign(text, id=id, path=place, fields=known)) is not None:
        return document
    if text.lstrip()[:1] == "<" and "</" in text:
        from pipeline.readers.web import read_page

        return read_page(text, id=id, path=place, **known)
    return assemble(text, id=id, path=place, **known)
