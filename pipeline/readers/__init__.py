"""Readers: what a crawl delivers, as Documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.document import Document
from pipeline.readers.articles import read_markdown, read_plain
from pipeline.readers.decode import NotText, decode
from pipeline.readers.sources import InputError, Source, plan, split

__all__ = ["Document", "InputError", "Reject", "Source", "plan", "read", "read_bytes", "split"]


@dataclass(frozen=True, slots=True)
class Reject:
    """A document that could not be read, and why."""

    id: str
    path: str
    reason: str
    detail: str = ""


def read(source: Source | str | Path, *, fields: Mapping[str, str] | None = None) -> Iterator[Document | Reject]:
    """Documents and rejects of one source."""
    path = Path(source.path if isinstance(source, Source) else source)
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Reject(path.stem, str(path), "unreadable", error.strerror or str(error))
        return
    yield from read_bytes(data, str(path), fields=fields)


def read_bytes(data: bytes, name: str, *, fields: Mapping[str, str] | None = None) -> Iterator[Document | Reject]:
    """The same on bytes; `name` gives the id and a hint at the kind."""
    stem = Path(name).stem
    try:
        text, _ = decode(data)
    except NotText as error:
        yield Reject(stem, name, "unreadable", str(error))
        return
    if not text.strip():
        yield Reject(stem, name, "empty")
        return
    if text.startswith("---") and text.split("\n", 1)[0].strip() == "---":
        yield read_markdown(text, stem=stem, path=name)
    else:
        yield read_plain(text, stem=stem, path=name)
