"""WARC and WARC.gz, as Common Crawl's news crawl ships them: the HTML of HTTP responses."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import IO, Any

from pipeline.document import Document
from pipeline.readers.packed import Unpackable, unpack
from pipeline.readers.reject import Reject
from pipeline.readers.web import MAX_PAGE, read_page

_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_SEARCH = 1 << 20


def responses(file: IO[bytes], start: int = 0) -> Iterator[tuple[int, Any | str]]:
    """Offset and record of each response from the byte `start` on; for damaged stretches, the offset and what is wrong.

    After damage the next beginning of a record is looked for, so that one bad record costs no neighbour.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    packed = _at(file, 0, 2) == b"\x1f\x8b"
    end = file.seek(0, io.SEEK_END)
    begin, said = start, False
    while begin < end:
        after = begin  # just behind the beginning of the last good record
        file.seek(begin)
        try:
            for record in ArchiveIterator(
                _Section(file, begin), parse_http=False, record_types=WarcRecordType.response
            ):
                if record.headers.get("WARC-Type") is None or record.headers.get("Content-Length") is None:
                    raise ValueError("a record with half a header")
                at = begin + record.stream_pos
                after, said = at + 1, False
                yield at, record
            return
        except (OSError, ValueError, UnicodeDecodeError) as error:
            if not said:
                yield after, f"damaged record: {error}"
            said = True
            begin = _next_record(file, max(after, begin + 1), end, packed)


class _Section(io.RawIOBase):
    """A file from an offset on, as a stream of its own: fastwarc counts from where a stream begins."""

    def __init__(self, file: IO[bytes], begin: int) -> None:
        self._file, self._begin = file, begin

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def tell(self) -> int:
        return self._file.tell() - self._begin

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset + (self._begin if whence == io.SEEK_SET else 0), whence) - self._begin


def _at(file: IO[bytes], offset: int, size: int) -> bytes:
    file.seek(offset)
    return file.read(size)


def _next_record(file: IO[bytes], begin: int, end: int, packed: bool) -> int:
    """Offset of the next place that looks like the beginning of a record, `end` when there is none."""
    magic = b"\x1f\x8b\x08" if packed else b"WARC/1."
    while begin < end:
        block = _at(file, begin, _SEARCH)
        at = block.find(magic)
        if at >= 0:
            return begin + at
        begin += max(1, len(block) - len(magic) + 1)
    return end


def read_warc(
    file: IO[bytes], *, path: str, part: tuple[int, int] | None = None, offset: int = 0
) -> Iterator[Document | Reject]:
    """Documents of the HTML responses with status 200; of a slice those numbered `part`, the first at byte `offset`.

    Responses of another status or type are no documents and are passed over. A record that is shorter than it says
    (the readers of the format take a truncated archive for a complete one) and a damaged one give a Reject.
    """
    number, stop = part or (0, None)
    last = offset  # beginning of the last record that was whole
    for at, record in responses(file, offset):
        if stop is not None and number >= stop:
            return
        number += 1
        place = f"{path}@{at}"
        last = -1
        if isinstance(record, str):
            yield Reject(place, place, "unreadable", record)
            continue
        url = record.headers.get("WARC-Target-URI", "").strip("<>")
        length = record.content_length
        try:
            data = record.reader.read(MAX_PAGE + (1 << 16))
        except OSError as error:
            yield Reject(url or place, place, "unreadable", f"damaged record: {error}")
            continue
        if len(data) < min(length, MAX_PAGE):
            yield Reject(
                url or place,
                place,
                "unreadable",
                f"the archive is truncated: {len(data)} of {length} bytes of the record",
            )
            continue
        last = at
        document = _page(record, data, url, place)
        if document is not None:
            yield document
    if last >= 0 and _ends_early(file, last):
        place = f"{path}@end"
        yield Reject(place, place, "unreadable", "the archive is truncated within the header of a record")


def _ends_early(file: IO[bytes], last: int) -> bool:
    """Whether something that is no whole record follows the one that begins at `last`."""
    if _at(file, last, 2) != b"\x1f\x8b":
        return b"\r\n\r\nWARC/1." in _at(file, last, MAX_PAGE)
    file.seek(last)
    try:
        for _ in unpack(file, "gzip"):
            pass
    except Unpackable:
        return True
    return False


def _page(record: Any, data: bytes, url: str, place: str) -> Document | Reject | None:
    """The page in a record's HTTP message, None if it is no HTML page that was found (status 200)."""
    head, body = _message(data)
    status = re.match(rb"HTTP/\S+\s+(\d{3})", head)
    if head and (status is None or status[1] != b"200"):
        return None
    headers = {
        name.strip().lower(): value.strip()
        for line in head.decode("latin-1").splitlines()[1:]
        for name, colon, value in [line.partition(":")]
        if colon
    }
    kind = headers.get("content-type", "")
    if kind and not kind.lower().startswith(_HTML):
        return None
    plain = _plain(body, headers)
    if plain is None:
        return Reject(
            url or place, place, "unreadable", f"its encoding {headers.get('content-encoding')!r} cannot be undone"
        )
    if not kind and b"<html" not in plain[:2000].lower():
        return None
    charset = _CHARSET.search(kind)
    page = read_page(
        plain, id=url or place, path=place, url=url or None, declared=charset[1] if charset else None,
        crawled_at=record.headers.get("WARC-Date"),
    )  # fmt: skip
    if (cut := record.headers.get("WARC-Truncated")) and isinstance(page, Document):
        from dataclasses import replace

        return replace(page, note=f"page cut by the crawler ({cut})")
    return page


def _message(data: bytes) -> tuple[bytes, bytes]:
    """Header and body of an HTTP message."""
    if not data.startswith(b"HTTP/"):
        return b"", data
    ends = [(at, gap) for gap in (b"\r\n\r\n", b"\n\n") if (at := data.find(gap)) >= 0]
    if not ends:
        return data, b""
    at, gap = min(ends)
    return data[:at], data[at + len(gap) :]


def _plain(body: bytes, headers: dict[str, str]) -> bytes | None:
    """The body as sent before transfer and content encoding; None when it cannot be told.

    Older archives keep headers of encodings that were undone already, so only the bytes decide.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower() and _CHUNK_SIZE.match(body):
        body = _joined(body)
    if body.startswith(b"\x1f\x8b\x08"):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
                return packed.read(MAX_PAGE + 1)
        except (OSError, EOFError, zlib.error):
            return None
    if headers.get("content-encoding", "").lower() in ("br", "zstd", "deflate") and b"<" not in body[:1000]:
        try:
            return zlib.decompressobj(-15 if body[:1] != b"\x78" else 15).decompress(body, MAX_PAGE + 1)
        except zlib.error:
            return None
    return body


def _joined(body: bytes) -> bytes:
    """The chunks of a chunked body put together; what follows damage is kept as it is."""
    pieces, at = [], 0
    while match := _CHUNK_SIZE.match(body, at):
        size = int(match[1], 16)
        if size == 0:
            break
        pieces.append(body[match.end() : match.end() + size])
        at = match.end() + size
    return b"".join(pieces)
