"""Near-duplicates: syndicated copies and later versions of the same story, found by MinHash signatures.

Two texts are the same story when they share at least half of their words in threes *and* half of their numbers: the
monthly report of a ministry repeats its wording, but not its figures.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

#: Places of a signature: hashes of word threes, then of numbers, 4 bytes each.
WORDS, NUMBERS = 128, 64
#: Least shared part (Jaccard) of words in threes, and of numbers, for two texts to be one story.
SAME_WORDS, SAME_NUMBERS = 0.5, 0.5
#: Candidates share one of WORDS / _ROWS bands of hashes; at a Jaccard of 0.5 that finds 87 of 100, at 0.6 99.
_ROWS = 4
_SEED = 42

_TOKEN = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?")


def signature(text: str) -> bytes:
    """Signature of a text: 768 bytes that two similar texts share in part; empty for a text of less than three words."""
    from rensa import RMinHash

    tokens = _TOKEN.findall(text.lower())
    if len(tokens) < 3:
        return b""
    words = RMinHash(num_perm=WORDS, seed=_SEED)
    words.update(list(map(" ".join, zip(tokens, tokens[1:], tokens[2:], strict=False))))
    numbers = RMinHash(num_perm=NUMBERS, seed=_SEED)
    numbers.update([token for token in tokens if token[0].isdigit()] or ["none"])
    return struct.pack(f"<{WORDS + NUMBERS}I", *words.digest(), *numbers.digest())


def link_near_duplicates(rows: Iterable[tuple[str, dt.date | None, bytes]]) -> dict[str, str]:
    """Which documents are copies: id of each copy -> id of the document that is kept.

    `rows` are (id, published_at, signature) in any order. The newest of a story is kept (of the same day the one with
    the greatest id, which agencies count up); a document without a date is older than any with one. Every copy is
    linked to a kept document that it resembles itself, so that a chain of versions does not join strangers.
    """
    import numpy as np

    known = sorted(((published or dt.date.min, id, mark) for id, published, mark in rows if mark), reverse=True)
    if len(known) < 2:
        return {}
    marks = np.frombuffer(b"".join(mark for _, _, mark in known), dtype="<u4").reshape(len(known), WORDS + NUMBERS)
    linked: dict[int, int] = {}
    bands: list[dict[bytes, list[int]]] = [{} for _ in range(WORDS // _ROWS)]
    for at in range(len(known)):
        keys = [marks[at, start : start + _ROWS].tobytes() for start in range(0, WORDS, _ROWS)]
        candidates = sorted({other for band, key in zip(bands, keys, strict=True) for other in band.get(key, ())})
        kept = _first_alike(marks, at, candidates)
        if kept is not None:
            linked[at] = kept
            continue
        for band, key in zip(bands, keys, strict=True):
            band.setdefault(key, []).append(at)
    return {known[at][1]: known[kept][1] for at, kept in linked.items()}


def _first_alike(marks: np.ndarray, at: int, candidates: list[int]) -> int | None:
    """The first candidate (the newest) that tells the same story."""
    if not candidates:
        return None
    same = marks[candidates] == marks[at]
    words, numbers = same[:, :WORDS].sum(axis=1), same[:, WORDS:].sum(axis=1)
    alike = (words >= SAME_WORDS * WORDS) & (numbers >= SAME_NUMBERS * NUMBERS)
    return candidates[int(alike.argmax())] if alike.any() else None


def resolve(links: Mapping[str, str]) -> dict[str, str]:
    """Links followed to their end, for links that were found in several passes."""
    resolved = {}
    for id in links:
        end, passed = links[id], {id}
        while end in links and end not in passed:
            passed.add(end)
            end = links[end]
        resolved[id] = end
    return resolved
