"""Sources: the files of an input, in a fixed order, big archives in slices."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

#: Kind of a file by the end of its name; a hint only, content decides when it is read.
KINDS = {
    ".md": "text", ".markdown": "text", ".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".parquet": "parquet", ".pq": "parquet", ".warc": "warc", ".zip": "zip",
}  # fmt: skip
PACKED = (".gz", ".zst", ".bz2")


class InputError(ValueError):
    """An input that cannot be planned; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or a slice of an archive.

    `path` is the path or URL as the system knows it (a name that is no UTF-8 holds surrogates: use `name` to show or
    store it). `part` is the half-open range of records of a slice, None for all of them; `offset` is the byte at which
    the slice begins, where an archive can be entered there. `size` is in bytes, `mtime_ns` in nanoseconds since 1970.
    `problem` says why a file that was found cannot be read.
    """

    path: str
    kind: str = ""
    part: tuple[int, int] | None = None
    size: int = 0
    mtime_ns: int = 0
    offset: int = 0
    problem: str = ""

    @property
    def name(self) -> str:
        """The path in characters that can be written anywhere."""
        return printable(self.path)

    @property
    def key(self) -> str:
        """Names the source among all sources of all runs."""
        return f"{self.name}#{self.part[0]}-{self.part[1]}" if self.part else self.name

    @property
    def stamp(self) -> str:
        """Changes when the file changes."""
        return f"{self.size}-{self.mtime_ns}"


def printable(path: str) -> str:
    """A path whose bytes that are no UTF-8 stand as `\\xNN`."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    return path


def kind_by_name(path: str) -> str:
    """Kind of a file by its name, `other` when the name says nothing."""
    name = path.rsplit("/", 1)[-1].lower()
    for suffix in PACKED:
        name = name.removesuffix(suffix)
    return KINDS.get(os.path.splitext(name)[1], "other")


def is_remote(path: str) -> bool:
    """Whether a path is a URL that fsspec opens (`s3://bucket/crawl/`)."""
    return "://" in path and not path.startswith("file://")


def plan(inputs: Sequence[str | Path] | str | Path, shard_size: int = 200) -> Iterator[Source]:
    """All sources of files, folders, globs and URLs, in the order given, each folder sorted by name.

    Archives with more than `shard_size` records come in slices of that many. Names that begin with a dot are passed
    over within folders. Raises InputError for an input that does not exist.
    """
    paths = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    roots = [root for path in paths for root in _expand(os.fspath(path))]
    return _walk_all(roots, shard_size)


def _expand(path: str) -> list[str]:
    path = path.removeprefix("file://")
    if is_remote(path) or os.path.lexists(path):
        return [path]
    found = sorted(glob.glob(path, recursive=True), key=os.fsencode) if glob.has_magic(path) else []
    if found:
        return found
    what = "no file matches" if glob.has_magic(path) else "there is no file or folder"
    raise InputError(f"{what} {printable(path)!r}; give an existing file, folder, glob or URL")


def _walk_all(roots: list[str], shard_size: int) -> Iterator[Source]:
    seen: set[str] | None = set() if len(roots) > 1 else None
    for root in roots:
        for source in _remote(root) if is_remote(root) else _local(root):
            if seen is not None:
                if source.path in seen:
                    continue
                seen.add(source.path)
            yield from split(source, shard_size)


def _local(path: str) -> Iterator[Source]:
    try:
        status = os.stat(path)
    except OSError as error:
        yield Source(path, problem=_said(error))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, {(status.st_dev, status.st_ino)})
    else:
        yield _file(path, status)


def _folder(path: str, above: set[tuple[int, int]]) -> Iterator[Source]:
    """Files below a folder; `above` are the folders it lies in, so that a link to one of them ends the descent."""
    try:
        with os.scandir(path) as entries:
            found = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: os.fsencode(e.name))
    except OSError as error:
        yield Source(path, problem=_said(error))
        return
    for entry in found:
        try:
            status = entry.stat()
        except OSError as error:
            yield Source(entry.path, problem=_said(error))
            continue
        if not stat.S_ISDIR(status.st_mode):
            yield _file(entry.path, status)
        elif (place := (status.st_dev, status.st_ino)) in above:
            yield Source(entry.path, problem="a symbolic link to a folder it lies in")
        else:
            yield from _folder(entry.path, above | {place})


def _file(path: str, status: os.stat_result) -> Source:
    problem = "" if stat.S_ISREG(status.st_mode) else "not a regular file"
    return Source(path, kind_by_name(path), size=status.st_size, mtime_ns=status.st_mtime_ns, problem=problem)


def _said(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _remote(url: str) -> Iterator[Source]:
    """Files under a URL. The time of change is the store's own mark of a version (ETag, time), hashed to a number."""
    try:
        import fsspec
    except ImportError:
        raise InputError(f"{url!r} is remote: install fsspec (and the package of its protocol, such as s3fs)") from None
    try:
        files, root = fsspec.core.url_to_fs(url)
        found = files.glob(root, detail=True) if glob.has_magic(root) else files.find(root, detail=True)
    except (ImportError, ValueError, OSError) as error:
        raise InputError(f"{url!r} cannot be listed: {error}") from error
    if not found:
        raise InputError(f"there is no file under {url!r}; give an existing file, folder, glob or URL")
    for name in sorted(found):
        info = found[name]
        if info.get("type") == "directory":
            continue
        mark = str(info.get("ETag") or info.get("mtime") or info.get("LastModified") or info.get("created") or "")
        version = int.from_bytes(mark.encode()[-7:], "big") if mark else 0
        yield Source(
            files.unstrip_protocol(name), kind_by_name(name), size=int(info.get("size") or 0), mtime_ns=version
        )


def split(source: Source, shard_size: int) -> Iterator[Source]:
    """The slices of an archive with more than `shard_size` records; any other source as it is."""
    if source.part is not None or source.problem or source.kind not in ("jsonl", "parquet", "warc"):
        yield source
        return
    from pipeline.readers import slices

    try:
        parts = slices.slices(source, shard_size)
    except Exception:  # what is wrong with the archive is said by whoever reads it
        parts = []
    if len(parts) < 2:
        yield source
        return
    for start, stop, offset in parts:
        yield replace(source, part=(start, stop), offset=offset)
