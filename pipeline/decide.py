"""What becomes of each scanned document: new, unchanged, a copy of another, or the successor of what was there."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from pipeline.shard import Scanned
from pipeline.store.dataset import Amendment
from pipeline.store.ledger import Ledger


@dataclass
class Decisions:
    """Changes to the scanned rows (shard -> row -> columns; outcome None: leave out) and to what was committed before."""

    rows: list[dict[int, dict[str, Any]]]
    amended: dict[str, dict[str, Amendment]] = field(default_factory=lambda: defaultdict(dict))
    restamped: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    unchanged: int = 0
    replaced: int = 0


def decide(shards: list[list[Scanned]], ledger: Ledger) -> Decisions:
    """Decides in the order of the input; the ledger is told which ids and texts are taken by now."""
    decisions = Decisions([{} for _ in shards])
    fresh: list[tuple[int, int, Scanned]] = []
    for shard, rows in enumerate(shards):
        numbered = enumerate(rows)
        for source, group in itertools.groupby(numbered, key=lambda pair: pair[1].source):
            of_source = list(group)
            if _same_as_before(source, of_source, ledger, decisions):
                for at, _ in of_source:
                    decisions.rows[shard][at] = {"outcome": None}
            else:
                fresh += [(shard, at, row) for at, row in of_source]
    originals: dict[str, str] = {}
    for shard, at, row in fresh:
        changes = decisions.rows[shard].setdefault(at, {})
        id = ledger.free_id(row.id, row.path)
        if id != row.id:
            changes["id"] = id
        if row.outcome == "extracted":
            original = ledger.originals.get(row.content_hash) or originals.setdefault(row.content_hash, id)
            if original != id:
                changes |= {
                    "outcome": "duplicate",
                    "detail": "the same text was read before",
                    "duplicate_of": original,
                    "signature": None,
                }
    return decisions


def _same_as_before(source: str, rows: list[tuple[int, Scanned]], ledger: Ledger, decisions: Decisions) -> bool:
    """Whether a source that was touched has the documents it had; if not, those are replaced."""
    earlier = ledger.earlier(source)
    if earlier is None:
        return False
    part, old = earlier
    if ledger.current(old) and [row["content_hash"] for row in old] == [row.content_hash for _, row in rows]:
        decisions.restamped[part][source] = rows[0][1].stamp
        decisions.unchanged += len(rows)
        return True
    for row in old:
        decisions.amended[part][row["id"]] = None
        ledger.forget(row)
    decisions.replaced += len(old)
    return False
