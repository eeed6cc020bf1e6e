"""Syndicated copies: several publishers' prints of one text count as one article."""

from __future__ import annotations

import datetime as dt
import re

import pyarrow as pa

#: Two texts are copies when this part of their shingles is common (Jaccard similarity, estimated by MinHash).
SIMILARITY = 0.8

_PERMUTATIONS, _BANDS, _SHINGLE, _SEED = 128, 16, 5, 42


def originals(documents: pa.Table) -> dict[str, str]:
    """For each document that is a copy, the id of the article that it is a copy of, which itself is no copy.

    Where the documents table says so (`duplicate_of`) that is followed to its end; a table without that column is
    searched for near-duplicates of `text` with MinHash (Broder 1997), and the article published first is the original.
    """
    if "duplicate_of" in documents.schema.names:
        copies = documents.filter(documents["duplicate_of"].is_valid())
        parent = dict(zip(copies["id"].to_pylist(), copies["duplicate_of"].to_pylist(), strict=True))
    else:
        parent = _near_duplicates(documents)
    return {copy: _end(copy, parent) for copy in parent}


def _end(document: str, parent: dict[str, str]) -> str:
    seen = {document}
    while (following := parent.get(document)) is not None and following not in seen:
        document = following
        seen.add(document)
    return document


def _near_duplicates(documents: pa.Table) -> dict[str, str]:
    from rensa import RMinHash, RMinHashLSH

    rows = documents.select(["id", "text", "published_at"]).to_pylist()
    rows.sort(key=lambda row: (row["published_at"] or dt.date.max, row["id"]))
    texts = [_shingles(row["text"]) for row in rows]
    hashes = RMinHash.from_token_sets(texts, _PERMUTATIONS, _SEED)
    index = RMinHashLSH(SIMILARITY, _PERMUTATIONS, _BANDS)
    found: dict[str, str] = {}
    for at, own in enumerate(hashes):
        alike = [other for other in sorted(index.query(own)) if own.jaccard(hashes[other]) >= SIMILARITY]
        if alike and texts[at]:
            found[rows[at]["id"]] = rows[alike[0]]["id"]
        index.insert(at, own)
    return found


def _shingles(text: str) -> list[str]:
    words = re.findall(r"\w+", text.casefold())
    return (
        sorted({" ".join(words[at : at + _SHINGLE]) for at in range(max(len(words) - _SHINGLE + 1, 1))})
        if words
        else []
    )
