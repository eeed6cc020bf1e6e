"""Opening files, unpacking .gz, .zst and .bz2 as streams, and the members of .zip files, all within limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, cast

from pipeline.readers.reject import Reject
from pipeline.readers.sources import PACKED, is_remote

#: Bytes that are unpacked at a time.
CHUNK = 1 << 18
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
    for suffix in PACKED:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


class Unpacked(io.RawIOBase):
    """What a packed file holds, as a stream. Reading raises Unpackable at damage, at an early end, and at a bomb."""

    def __init__(self, file: IO[bytes], codec: str) -> None:
        import pyarrow as pa

        self._codec = codec
        self._file = file
        self._stream = pa.CompressedInputStream(pa.PythonFile(file, "r"), codec)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._stream.read(min(len(view), CHUNK))
        except OSError as error:
            early = "runcated" in str(error)
            raise Unpackable(
                f"{self._codec} data end too early: truncated" if early else f"damaged {self._codec} data"
            ) from error
        self._given += len(data)
        if self._given > _SMALL and self._given > MAX_RATIO * max(self._file.tell(), 1):
            raise Unpackable(f"unpacks to more than {MAX_RATIO} times its size: a {self._codec} bomb?")
        view[: len(data)] = data
        return len(data)


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
