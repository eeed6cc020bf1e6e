"""Ledger: what was read before, asked by a run that plans what is left to do.

Sources, ids and contents are kept as 64-bit digests in sorted arrays (a document costs 40 bytes of memory, not 500):
with ten million documents the chance that any two digests meet is one in 400,000.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from pipeline.store.dataset import Store


@dataclass(slots=True)
class Signed:
    """A committed document whose text can be compared with others."""

    part: str
    id: str
    published_at: dt.date | None
    signature: bytes
    duplicate_of: str | None


def _key(*words: str | None) -> int:
    """64 bits that stand for the words as long as this process lives."""
    return hash(words) & 0xFFFF_FFFF_FFFF_FFFF


class _Digests:
    """A growing sorted array of keys, each with a number."""

    def __init__(self) -> None:
        self._keys = np.empty(0, np.uint64)
        self._values = np.empty(0, np.uint64)
        self._new: dict[int, int] = {}

    def add(self, key: int, value: int = 0) -> None:
        self._new[key] = value
        if len(self._new) > 50_000:
            self._settle()

    def get(self, key: int) -> int | None:
        if key in self._new or not len(self._keys):
            return self._new.get(key)
        at = int(self._keys.searchsorted(np.uint64(key)))
        if at < len(self._keys) and int(self._keys[at]) == key:
            return int(self._values[at])
        return None

    def _settle(self) -> None:
        keys = np.concatenate([np.fromiter(self._new.keys(), np.uint64, len(self._new)), self._keys])
        values = np.concatenate([np.fromiter(self._new.values(), np.uint64, len(self._new)), self._values])
        self._keys, first = np.unique(keys, return_index=True)
        self._values = values[first]
        self._new = {}


class Ledger:
    """The committed documents by source, by id, by content and by likeness."""

    def __init__(self, store: Store, version: str) -> None:
        self._store, self._version = store, version
        self._marks, self._places, self._ids = _Digests(), _Digests(), _Digests()
        self._parts: list[str] = []
        self.originals: dict[str, str] = {}
        self._copies: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.signed: dict[str, Signed] = {}
        for part, rows in store.ledger():
            self.add(part, rows)

    def add(self, part: str, rows: pa.Table) -> None:
        """Takes in what a part's ledger says."""
        number = len(self._parts)
        self._parts.append(part)
        last = None
        for row in rows.to_pylist():
            if row["source"] != last:
                last = row["source"]
                if row["outcome"] != "unreadable":  # what the system refused may be allowed by now
                    self._marks.add(_key(last, row["stamp"], row["version"]))
                self._places.add(_key(last), number)
            self._ids.add(_key(row["id"]), 1)
            if row["outcome"] == "extracted" and row["content_hash"]:
                self.originals.setdefault(row["content_hash"], row["id"])
            if row["outcome"] == "duplicate":
                self._copies[row["duplicate_of"]].append((part, row["id"]))
            if row["signature"]:
                self.signed[row["id"]] = Signed(
                    part, row["id"], row["published_at"], row["signature"], row["duplicate_of"]
                )

    def has(self, source: str, stamp: str) -> bool:
        """Whether the source was read as it is now, by this version."""
        return bool(self._parts) and self._marks.get(_key(source, stamp, self._version)) is not None

    def earlier(self, source: str) -> tuple[str, list[dict[str, Any]]] | None:
        """The part that holds what the source was when it was last read, with its ledger rows; None if it never was."""
        number = self._places.get(_key(source)) if self._parts else None
        if number is None:
            return None
        part = self._parts[number]
        found = [row for row in _rows(self._store, part) if row["source"] == source]
        return (part, found) if found else None

    def current(self, rows: list[dict[str, Any]]) -> bool:
        """Whether ledger rows were read by this version."""
        return all(row["version"] == self._version for row in rows)

    def free_id(self, wanted: str, path: str) -> str:
        """The wanted id, or where another document has it one with eight digits of the path; it is taken then."""
        id, key = wanted, _key(wanted)
        while self._ids.get(key):
            mark = hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=8).digest()[::-1].hex()
            id = f"{wanted}~{mark[:8]}" if id == wanted else id + "~"
            key = _key(id)
        self._ids.add(key, 1)
        return id

    def forget(self, part: str, row: dict[str, Any]) -> list[tuple[str, str]]:
        """A document is about to be replaced; returns the exact copies of it (part, id) that have lost their original."""
        self._ids.add(_key(row["id"]), 0)
        self.signed.pop(row["id"], None)
        if (part, row["id"]) in (copies := self._copies.get(row["duplicate_of"], [])):
            copies.remove((part, row["id"]))
        if self.originals.get(row["content_hash"]) == row["id"]:
            del self.originals[row["content_hash"]]
        return self._copies.pop(row["id"], [])


@functools.lru_cache(maxsize=8)
def _rows(store: Store, part: str) -> list[dict[str, Any]]:
    return store.rows(part, "ledger").to_pylist()
