"""Readers: what a crawl delivers, as Documents and named Rejects.

    plan(inputs)  ->  Source, Source, ...      (files, slices of archives)
    read(source)  ->  Document | Reject, ...   (one for each article in it)

What a file is, its content decides; its name is a hint where content leaves it open.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from pipeline.document import Document
from pipeline.readers.articles import MAX_CHARACTERS, read_markdown, read_plain
from pipeline.readers.decode import NotText, decode
from pipeline.readers.packed import Unpackable, Unpacked, bare_name, codec_of, members, open_binary
from pipeline.readers.reject import Reject
from pipeline.readers.sources import InputError, Source, kind_by_name, plan, printable, split

__all__ = ["Document", "InputError", "Reject", "Source", "plan", "read", "read_bytes", "split"]

#: Bytes that are looked at to tell what a file is.
_HEAD = 1 << 14
#: So many bytes of a text are read: enough for MAX_CHARACTERS in any encoding, with the crawl's own lines.
_MAX_TEXT = 4 * MAX_CHARACTERS + (1 << 16)
#: Zip files within zip files are opened down to this depth.
_MAX_DEPTH = 2

_JSON = re.compile(rb"\s*(?:\{\s*(?:\"|\})|\[\s*(?:\{|\]))")
_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<\?xml[^>]*>\s*(?:<!doctype\s+html|<html))",
    re.IGNORECASE | re.DOTALL,
)


def read(source: Source | str | Path, *, fields: Mapping[str, str] | None = None) -> Iterator[Document | Reject]:
    """Documents and rejects of one source, in its order; at least one for every source, never an exception for its content.

    `fields` maps our names (id, title, text, url, publisher, published_at) to those of JSON Lines or Parquet records.
    """
    if not isinstance(source, Source):
        source = Source(str(source), kind_by_name(str(source)))
    name = source.name
    if source.problem:
        yield Reject(_stem(name), name, "unreadable", source.problem)
        return
    found = 0
    try:
        with open_binary(source.path) as file:
            for item in _read(file, name, source, fields, 0):
                found += 1
                yield item
    except (OSError, ImportError) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Reject(_stem(name), name, "unreadable", said.lower() or type(error).__name__)
        return
    if not found and source.part is None:
        yield Reject(_stem(name), name, "empty", "no article in it")


def read_bytes(data: bytes, name: str, *, fields: Mapping[str, str] | None = None) -> Iterator[Document | Reject]:
    """The same for bytes that are at hand; `name` gives the id and a hint at the kind."""
    yield from _read(io.BytesIO(data), printable(name), Source(name, kind_by_name(name), size=len(data)), fields, 0)


def _read(
    file: IO[bytes], name: str, source: Source, fields: Mapping[str, str] | None, depth: int
) -> Iterator[Document | Reject]:
    """Documents of an open, seekable file."""
    head, blank = file.read(_HEAD), False
    while head and not head.strip():
        head, blank = file.read(_HEAD), True
    if not head:
        yield Reject(_stem(name), name, "empty", "nothing but blanks" if blank else "an empty file")
        return
    if head.startswith(b"PAR1"):
        from pipeline.readers.tables import read_parquet

        yield from read_parquet(file, path=name, part=source.part, fields=fields)
        return
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _read_zip(file, name, fields, depth)
        return
    try:
        codec = codec_of(head)
        stream: IO[bytes] = file
        if codec:
            file.seek(0)
            stream = Unpacked(file, codec)  # type: ignore[assignment]
            head = stream.read(_HEAD)  # what stands before a damage; the next reading tells of it
        kind = _kind(head, bare_name(name), source)
        if kind == "warc":
            yield from _read_warc(file, codec, name, source)
        elif kind == "jsonl":
            yield from _read_json(file, stream, codec, head, name, source, fields)
        else:
            yield _read_article(head, stream, name, kind, source.size)
    except Unpackable as error:
        yield Reject(_stem(name), name, "unreadable", str(error))


def _kind(head: bytes, name: str, source: Source) -> str:
    """What the content is: warc, jsonl, html or text."""
    if head.startswith(b"WARC/"):
        return "warc"
    if _JSON.match(head) or (source.kind == "jsonl" and not head.startswith(b"---")):
        return "jsonl"
    if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")) or (kind_by_name(name) == "html" and b"<" in head):
        return "html"
    return "text"


def _read_article(head: bytes, stream: IO[bytes], name: str, kind: str, size: int) -> Document | Reject:
    """The one article of a text or page."""
    stem = _stem(name)
    if kind == "html":
        from pipeline.readers.web import MAX_PAGE, read_page

        return read_page(head + _exactly(stream, MAX_PAGE + 1 - len(head)), id=stem, path=name)
    data, note = head + _exactly(stream, _MAX_TEXT - len(head)), ""
    if len(data) >= _MAX_TEXT and stream.read(1):
        note = f"cut at {MAX_CHARACTERS:,} characters of a text of {max(size, len(data)):,} bytes"
        data = data[: max(data.rfind(b"\n"), data.rfind(b" ")) + 1 or len(data)]
    try:
        text, encoding = decode(data)
    except NotText as error:
        return Reject(stem, name, "unreadable", str(error))
    if not text.strip("\ufeff \t\r\n"):
        return Reject(stem, name, "empty", "nothing but blanks")
    if not note and encoding != "utf-8":
        note = f"read as {encoding}"
    elif not note and "\ufffd" in text:
        note = f"{text.count(chr(0xFFFD))} bytes that are no UTF-8 replaced"
    text = text.lstrip("\ufeff\r\n")
    if text.startswith("---") and text.split("\n", 1)[0].strip() == "---":
        return read_markdown(text, stem=stem, path=name, note=note)
    return read_plain(text, stem=stem, path=name, note=note)


def _read_zip(file: IO[bytes], name: str, fields: Mapping[str, str] | None, depth: int) -> Iterator[Document | Reject]:
    if depth >= _MAX_DEPTH:
        yield Reject(_stem(name), name, "unreadable", f"a zip file within {depth} others")
        return
    for member in members(file, name):
        if isinstance(member, Reject):
            yield member
        else:
            path, data = member
            path = printable(path)
            yield from _read(
                io.BytesIO(data), path, Source(path, kind_by_name(path), size=len(data)), fields, depth + 1
            )


def _read_warc(file: IO[bytes], codec: str | None, name: str, source: Source) -> Iterator[Document | Reject]:
    try:
        from pipeline.readers.warc import read_warc

        if codec in (None, "gzip"):
            yield from read_warc(file, path=name, part=source.part, offset=source.offset)
        else:
            yield Reject(
                _stem(name), name, "unreadable", f"a WARC packed with {codec}: pack it with gzip, record by record"
            )
    except ImportError:
        yield Reject(_stem(name), name, "unreadable", "WARC needs fastwarc: pip install 'newsfacts[warc]'")


def _read_json(
    file: IO[bytes],
    stream: IO[bytes],
    codec: str | None,
    head: bytes,
    name: str,
    source: Source,
    fields: Mapping[str, str] | None,
) -> Iterator[Document | Reject]:
    """Lines of records; or a file that is one value, when its first line is not a record by itself."""
    from pipeline.readers.jsonlines import MAX_WHOLE, read_jsonlines, whole_records
    from pipeline.readers.records import read_record

    if source.part is None and not _is_record(head):
        data = head + _exactly(stream, MAX_WHOLE - len(head))
        records = whole_records(data)
        if records is not None:
            for number, record in enumerate(records):
                if isinstance(record, dict):
                    yield read_record(record, number=number, path=name, fields=fields)
                else:
                    yield Reject(f"{name}#{number}", f"{name}#{number}", "unreadable", "a JSON value that is no object")
            return
    if codec:
        file.seek(0)
        yield from _slice_of_packed(Unpacked(file, codec), name, source.part, fields)  # type: ignore[arg-type]
    else:
        file.seek(source.offset)
        yield from read_jsonlines(file, path=name, part=source.part, fields=fields)


def _slice_of_packed(
    stream: IO[bytes], name: str, part: tuple[int, int] | None, fields: Mapping[str, str] | None
) -> Iterator[Document | Reject]:
    """Records of packed lines; those before a slice are unpacked and passed over unread."""
    from pipeline.readers.jsonlines import lines, read_jsonlines

    if part is None:
        yield from read_jsonlines(stream, path=name, fields=fields)
        return
    wanted = (
        line
        for n, line in enumerate(line for _, line in lines(stream) if line is None or line.strip())
        if part[0] <= n < part[1]
    )
    for number, line in enumerate(wanted, part[0]):
        yield from read_jsonlines(io.BytesIO(line or b"{"), path=name, part=(number, number + 1), fields=fields)


def _is_record(head: bytes) -> bool:
    """Whether the first line is a JSON object by itself, or too long to tell."""
    first, end, _ = head.partition(b"\n")
    if not end:
        return len(head) >= _HEAD and first.lstrip()[:1] == b"{" and b"}" not in first
    import orjson

    try:
        return isinstance(orjson.loads(first), dict)
    except orjson.JSONDecodeError:
        return False


def _exactly(stream: IO[bytes], size: int) -> bytes:
    """So many bytes, fewer at the end only."""
    pieces = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _stem(name: str) -> str:
    last = bare_name(name).rstrip("/").rsplit("/", 1)[-1]
    return last.rpartition(".")[0] or last or name
