"""Where big archives can be cut into slices that are read on their own."""

from __future__ import annotations

from pipeline.readers.packed import Unpacked, codec_of, open_binary
from pipeline.readers.sources import Source

#: A packed JSON Lines file, and a row group of Parquet, is read from its beginning for each slice: so many at most.
_MAX_REREADS = 8


def slices(source: Source, size: int) -> list[tuple[int, int, int]]:
    """Slices of an archive as (first record, record after the last, byte offset of the first), of `size` records each.

    Empty when the archive is not worth cutting or not of the kind that its name says.
    """
    with open_binary(source.path) as file:
        head = file.read(4)
        file.seek(0)
        if source.kind == "parquet" and head == b"PAR1":
            import pyarrow.parquet as pq

            groups = pq.ParquetFile(file).metadata
            found, first = [], 0
            for group in range(groups.num_row_groups):
                rows = groups.row_group(group).num_rows
                step = max(size, -(-rows // _MAX_REREADS))
                found += [(start, min(start + step, first + rows), 0) for start in range(first, first + rows, step)]
                first += rows
            return found
        if source.kind == "warc" and (head[:2] == b"\x1f\x8b" or head == b"WARC"):
            from pipeline.readers.warc import responses

            return _cut([offset for offset, _ in responses(file)], size)
        if source.kind == "jsonl":
            from pipeline.readers.jsonlines import lines

            codec = codec_of(head)
            stream = Unpacked(file, codec) if codec else file
            if head.lstrip()[:1] != b"{" and not codec:
                return []
            offsets = [offset for offset, line in lines(stream) if line is None or line.strip()]  # type: ignore[arg-type]
            if codec:
                step = max(size, -(-len(offsets) // _MAX_REREADS))
                return [(start, min(start + step, len(offsets)), 0) for start in range(0, len(offsets), step)]
            return _cut(offsets, size)
    return []


def _cut(offsets: list[int], size: int) -> list[tuple[int, int, int]]:
    return [(start, min(start + size, len(offsets)), offsets[start]) for start in range(0, len(offsets), size)]
