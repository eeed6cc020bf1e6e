"""JSON Lines, streamed line by line, and whole JSON files of one record or a list of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO

from pipeline.document import Document
from pipeline.readers.packed import CHUNK, Unpackable
from pipeline.readers.records import read_record
from pipeline.readers.reject import Reject

#: A line (one article) may not be longer than this.
MAX_LINE = 32 << 20
#: A JSON file that is not written in lines is read whole up to this size.
MAX_WHOLE = 64 << 20


def lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Byte offset and bytes of each line; None for the bytes of a line above MAX_LINE, which is passed over."""
    begun: list[bytes] = []  # pieces of the line that is being read; none of them while it is passed over
    offset = length = 0
    while chunk := file.read(CHUNK):
        first, *others = chunk.split(b"\n")
        begun.append(first)
        length += len(first)
        for piece in others:
            yield offset, None if length > MAX_LINE else b"".join(begun)
            offset += length + 1
            begun, length = [piece], len(piece)
        if length > MAX_LINE:
            begun = []
    if length:
        yield offset, None if length > MAX_LINE else b"".join(begun)


def read_jsonlines(
    file: IO[bytes], *, path: str, part: tuple[int, int] | None = None, fields: Mapping[str, str] | None = None
) -> Iterator[Document | Reject]:
    """Documents of the lines, those numbered `part` only when the file is a slice of which `file` stands at the first.

    One broken line costs that line. Numbers count all lines that are not blank.
    """
    import orjson

    number, stop = part or (0, None)
    try:
        for _, line in lines(file):
            if stop is not None and number >= stop:
                return
            if line is not None and not line.strip():
                continue
            place = f"{path}#{number}"
            number += 1
            if line is None:
                yield Reject(place, place, "too long", f"a line of more than {MAX_LINE >> 20} MB")
                continue
            try:
                record = orjson.loads(line)
            except orjson.JSONDecodeError as error:
                try:  # bytes that are no UTF-8 inside an otherwise good line
                    record = orjson.loads(line.decode("utf-8", "replace"))
                except orjson.JSONDecodeError:
                    yield Reject(place, place, "unreadable", f"broken JSON: {error}")
                    continue
            if isinstance(record, dict):
                yield read_record(record, number=number - 1, path=path, fields=fields)
            else:
                yield Reject(place, place, "unreadable", "a JSON value that is no object")
    except Unpackable as error:
        yield Reject(f"{path}#{number}", f"{path}#{number}", "unreadable", str(error))


def whole_records(data: bytes) -> list[object] | None:
    """Records of a JSON file that is one value (a record, a list, or a list under one key); None if it is not."""
    import orjson

    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        inner = [v for v in value.values() if isinstance(v, list) and v and all(isinstance(r, dict) for r in v)]
        texts = [v for v in value.values() if isinstance(v, str) and len(v) > 200]
        return inner[0] if len(inner) == 1 and not texts else [value]
    return None
