"""Opening files, unpacking .gz, .zst and .bz2 as streams, and the members of .zip files, all within limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, Any, cast

from pipeline.readers.reject import Reject
from pipeline.readers.sources import PACKED, is_remote

#: Bytes that are read at a time.
CHUNK = 1 << 18
#: Packed bytes that are unpacked at a time: few, as a damage costs the whole step, and a bomb may fill 32 MB from it.
_STEP = 1 << 10
#: A member or a single packed document may not be larger than this when unpacked.
MAX_UNPACKED = 64 << 20
#: News text packs 3:1 to 15:1; what unpacks to so many times its size, and to more than 8 MB, is a bomb.
MAX_RATIO = 200
_SMALL = 8 << 20
_MAX_MEMBERS = 1_000_000

_MAGIC = ((b"\x1f\x8b\x08", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"BZh", "bz2"))


class Unpackable(ValueError):
    """Packed data that is truncated, damaged, a bomb or locked; the message says which."""


def open_binary(path: str) -> IO[bytes]:
    """A seekable binary file of a local path or a URL."""
    if not is_remote(path):
        return open(path, "rb")
    import fsspec

    return cast("IO[bytes]", fsspec.open(path, "rb").open())


def codec_of(head: bytes) -> str | None:
    """The packing that data begin with: gzip, zstd, bz2 or None."""
    return next((codec for magic, codec in _MAGIC if head.startswith(magic)), None)


def bare_name(name: str) -> str:
    """A name without the ending of its packing."""
    lower = name.lower()
    return next((name[: -len(suffix)] for suffix in PACKED if lower.endswith(suffix)), name)


class Unpacked(io.RawIOBase):
    """What a packed file holds, as a stream. All that stands before a damage is given; then reading raises Unpackable."""

    def __init__(self, file: IO[bytes], codec: str) -> None:
        self._pieces = unpack(file, codec)
        self._ready = b""
        self._damage: Unpackable | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """So many bytes (all of them by default), fewer at the end and before a damage only."""
        pieces, count = [self._ready], len(self._ready)
        if self._damage and not count:
            raise self._damage
        try:
            while (size < 0 or count < size) and (piece := next(self._pieces, None)) is not None:
                pieces.append(piece)
                count += len(piece)
        except Unpackable as error:
            if not count:
                raise
            self._damage = error
        data = b"".join(pieces)
        size = count if size < 0 else size
        self._ready = data[size:]
        return data[:size]


def unpack(file: IO[bytes], codec: str) -> Iterator[bytes]:
    """Unpacked pieces of one packed member after another; raises Unpackable at damage, at an early end, at a bomb."""
    if codec == "gzip":
        import zlib

        new: Callable[[], Any] = lambda: zlib.decompressobj(zlib.MAX_WBITS | 16)  # noqa: E731
    elif codec == "bz2":
        from bz2 import BZ2Decompressor as new
    else:
        try:
            import zstandard
        except ImportError:
            raise Unpackable("zstd data: pip install zstandard") from None
        new = lambda: zstandard.ZstdDecompressor().decompressobj()  # noqa: E731
    unpacker = None
    taken = given = 0
    while packed := file.read(_STEP):
        taken += len(packed)
        while packed:
            if unpacker is None:
                packed += file.read(4) if len(packed) < 4 else b""
                if given and codec_of(packed) != codec:
                    return  # padding behind the last member
                unpacker = new()
            try:
                piece = unpacker.decompress(packed)
            except Exception as error:  # each library has its own
                raise Unpackable(f"damaged {codec} data") from error
            given += len(piece)
            if given > _SMALL and given > MAX_RATIO * taken:
                raise Unpackable(f"unpacks to more than {MAX_RATIO} times its size: a {codec} bomb?")
            yield piece
            packed = unpacker.unused_data if unpacker.eof else b""
            if unpacker.eof:
                unpacker = None
    if unpacker is not None:
        raise Unpackable(f"{codec} data end too early: truncated")


def members(file: IO[bytes], name: str) -> Iterator[tuple[str, bytes] | Reject]:
    """Names (`archive.zip/member`) and contents of a zip file's members; a Reject for each that cannot or may not be read.

    Nothing is written anywhere; a name that leads out of the archive is refused all the same.
    """
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield Reject(name, name, "unreadable", f"damaged zip file: {error}")
        return
    for entry in entries[:_MAX_MEMBERS]:
        path = f"{name}/{entry.filename}"
        if entry.is_dir() or entry.filename.startswith("__MACOSX/"):
            continue
        if (
            entry.filename.startswith(("/", "\\"))
            or ".." in PurePosixPath(entry.filename.replace("\\", "/")).parts
            or ":" in entry.filename[:3]
        ):
            yield Reject(path, path, "unreadable", "its path leads out of the archive")
            continue
        if entry.flag_bits & 1:
            yield Reject(path, path, "unreadable", "locked with a password")
            continue
        limit = min(MAX_UNPACKED, max(_SMALL, MAX_RATIO * entry.compress_size))
        try:
            with archive.open(entry) as member:
                data = member.read(limit + 1)
        except Exception as error:  # zipfile raises what its decompressors raise
            yield Reject(path, path, "unreadable", f"damaged member: {error or type(error).__name__}")
            continue
        if len(data) > limit:
            yield Reject(path, path, "unreadable", f"unpacks to more than {limit >> 20} MB: a zip bomb?")
            continue
        yield path, data
