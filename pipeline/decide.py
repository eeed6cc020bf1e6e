"""What becomes of each scanned document: new, unchanged, a copy of another, or the successor of what was there."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from pipeline.shard import Scanned
from pipeline.store.dataset import Amendment
from pipeline.store.ledger import Ledger

#: Number of the shard, number of the row in it.
Place = tuple[int, int]


@dataclass
class Decisions:
    """What is to be done.

    `rows` holds changes of scanned rows (shard -> row -> columns; outcome None: leave the row out). The others speak
    of documents committed before: `amended` of changed or removed rows, `restamped` of sources that were touched but
    are what they were, `revived` of copies (part, id) that are to be extracted because what they were copies of is gone.
    """

    rows: list[dict[int, dict[str, Any]]]
    amended: dict[str, dict[str, Amendment]] = field(default_factory=lambda: defaultdict(dict))
    restamped: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    revived: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0
    replaced: int = 0


def decide(shards: list[list[Scanned]], ledger: Ledger) -> Decisions:
    """Decides in the order of the input, and tells the ledger which ids and texts are taken and gone by now."""
    decisions = Decisions([{} for _ in shards])
    numbered = [((shard, at), row) for shard, rows in enumerate(shards) for at, row in enumerate(rows)]
    new = _without_unchanged(numbered, ledger, decisions)
    _link_same(new, ledger, decisions)
    _link_alike(new, ledger, decisions)
    return decisions


def _without_unchanged(
    rows: list[tuple[Place, Scanned]], ledger: Ledger, decisions: Decisions
) -> list[tuple[Place, Scanned]]:
    """Rows of sources that are new or have changed; what those held before is removed."""
    new: list[tuple[Place, Scanned]] = []
    for source, group in itertools.groupby(rows, key=lambda pair: pair[1].source):
        of_source = list(group)
        earlier = ledger.earlier(source)
        if earlier is None:
            new += of_source
            continue
        part, old = earlier
        if ledger.current(old) and _content(old) == [(row.outcome, row.content_hash) for _, row in of_source]:
            if old[0]["stamp"] != of_source[0][1].stamp:
                decisions.restamped[part][source] = of_source[0][1].stamp
            decisions.unchanged += len(of_source)
            for (shard, at), _ in of_source:
                decisions.rows[shard][at] = {"outcome": None}
            continue
        new += of_source
        decisions.replaced += len(old)
        for row in old:
            decisions.amended[part][row["id"]] = None
            for copy in ledger.forget(part, row):
                decisions.revived.append(copy)
    return new


def _content(rows: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    """Outcome of the gates and content of documents, as a scan tells them: copies have passed the gates."""
    return [
        ("extracted" if row["outcome"] in ("duplicate", "near-duplicate") else row["outcome"], row["content_hash"])
        for row in rows
    ]


def _link_same(rows: list[tuple[Place, Scanned]], ledger: Ledger, decisions: Decisions) -> None:
    """Gives every new row an id of its own and links those whose text was read before to the first that had it."""
    for (shard, at), row in rows:
        id = ledger.free_id(row.id, row.path)
        changes: dict[str, Any] = {"id": id} if id != row.id else {}
        if row.outcome == "extracted":
            original = ledger.originals.setdefault(row.content_hash, id)
            if original != id:
                changes |= {"outcome": "duplicate", "duplicate_of": original, "detail": "the same text was read before"}
                changes["signature"] = None
        if changes:
            decisions.rows[shard][at] = changes


def _link_alike(rows: list[tuple[Place, Scanned]], ledger: Ledger, decisions: Decisions) -> None:
    """Links new and committed documents to newer versions of the same story."""
    from pipeline.gates import link_near_duplicates

    fresh: dict[str, tuple[Place, Scanned]] = {}
    for (shard, at), row in rows:
        changes = decisions.rows[shard].get(at, {})
        if row.signature and "outcome" not in changes:
            fresh[changes.get("id", row.id)] = ((shard, at), row)
    if not fresh and not decisions.amended:
        return
    signed = [(old.id, old.published_at, old.signature) for old in ledger.signed.values()]
    signed += [(id, row.published_at, row.signature or b"") for id, (_, row) in fresh.items()]
    links = link_near_duplicates(signed)
    for id, ((shard, at), _) in fresh.items():
        if id in links:
            decisions.rows[shard].setdefault(at, {}).update(_copy_of(links[id]))
    for old in ledger.signed.values():
        kept = links.get(old.id)
        if kept == old.duplicate_of:
            continue
        if kept is None:
            decisions.revived.append((old.part, old.id))
        else:
            decisions.amended[old.part][old.id] = _copy_of(kept)
            old.duplicate_of = kept


def _copy_of(kept: str) -> dict[str, str | None]:
    return {"outcome": "near-duplicate", "duplicate_of": kept, "detail": "another version of the story is kept"}
