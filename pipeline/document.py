"""Document: one news article as every later room sees it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Document:
    """One article, cleaned once; all character offsets in the project refer to `text`.

    `text` holds the headline (when there is one), a blank line, and the body, with boilerplate cut and
    glued paragraphs parted. `headline_end` is the length of the headline at the start of `text` (0: none).
    `published_from` says how `published_at` was found: `metadata`, `dateline`, `text` or `none`. `language` is set by
    a reader that saw at once that a text is not English (its text is then left out); `note` says what a reader had to
    do to the text (cut it, replace bytes).
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published_at: dt.date | None = None
    published_from: str = "none"
    headline_end: int = 0
    path: str | None = None
    content_hash: str = ""
    language: str | None = None
    note: str = ""

    @classmethod
    def of(
        cls, text: str, *, id: str = "text", title: str | None = None, published_at: dt.date | None = None, **more
    ) -> Document:
        """A document from plain strings, as notebooks and tests make them."""
        kept = f"{title}\n\n{text}" if title else text
        return cls(
            id=id,
            text=kept,
            title=title,
            published_at=published_at,
            published_from="metadata" if published_at else "none",
            headline_end=len(title or ""),
            content_hash=hashlib.sha256(kept.encode("utf-8", "replace")).hexdigest(),
            **more,
        )


#: What the pure function of `extract.py` needs of a document; readers and the store add their own columns.
DOCUMENT_SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("title", pa.string()),
        pa.field("url", pa.string()),
        pa.field("publisher", pa.string()),
        pa.field("published_at", pa.date32()),
        pa.field("published_from", pa.string()),
        pa.field("headline_end", pa.int32()),
        pa.field("path", pa.string()),
        pa.field("content_hash", pa.string()),
    ]
)
