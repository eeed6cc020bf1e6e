"""Packs the rows of a page as JSON that is safe inside a script element, with offsets as JavaScript counts them.

Tables are packed by column. A column of words is `{"words": [...], "at": [...]}`: the distinct values in the order of their
first row, and for each row the place of its value, -1 for null. Offsets of the tables count code points; a JavaScript string
counts UTF-16 units, of which a character outside the Basic Multilingual Plane has two, so offsets are converted here.
Evidence is a flat list of four numbers for each field: its place in `fields`, its distance from the number, its length (0 where
nothing in the text says it), and the place of `how` in `hows`.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from typing import Any

import pyarrow as pa

from pipeline.fact import REASONS
from pipeline.report.tables import Sample

#: Characters that could end the script element, open a comment in it, or end a line of older JavaScript.
_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}

_FACT_WORDS = (
    "metric", "subject", "period", "measure", "unit", "bound", "status", "basis", "reporter", "product", "partner",
    "attribution", "adjustment", "share_of", "rule",
)  # fmt: skip
_OBSERVATION_WORDS = (
    "metric", "subject", "period", "measure", "unit", "bound", "status", "basis", "reporter", "product", "partner",
    "attribution", "agreement", "check",
)  # fmt: skip


def script_json(data: Any) -> str:
    """JSON that a script element can hold whatever the strings in it say; NaN and infinities are refused."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(_UNSAFE)


def utf16_offset(text: str) -> Callable[[int], int]:
    """The function from an offset in code points to the offset in UTF-16 units; negative offsets stay as they are."""
    if text.isascii() or max(text) <= "\uffff":
        return lambda at: at
    astral = [i for i, character in enumerate(text) if character > "\uffff"]
    return lambda at: at + bisect_left(astral, at) if at > 0 else at


def packed(sample: Sample) -> dict[str, Any]:
    """Documents, facts, leftovers and observations of the sample, by column; rows point to others by their place."""
    texts = sample.documents["text"].to_pylist()
    ids = sample.documents["id"].to_pylist()
    place = {id_: i for i, id_ in enumerate(ids)}
    offset = [utf16_offset(text) for text in texts]
    sources = [place[source] for source in sample.facts["source"].to_pylist()]
    return {
        "documents": {
            "id": ids,
            "text": texts,
            "title": sample.documents["title"].to_pylist(),
            "url": sample.documents["url"].to_pylist(),
            "publisher": _words(sample.documents, "publisher"),
            "outcome": _words(sample.documents, "outcome"),
            "published": _days(sample.documents, "published_at"),
            "headline": [
                at(end or 0) for at, end in zip(offset, sample.documents["headline_end"].to_pylist(), strict=True)
            ],
        },
        "facts": _packed_facts(sample.facts, sources, texts, offset) | _packed_checks(sample.checks, sample.facts),
        "leftovers": _packed_leftovers(sample.leftovers, place, offset),
        "observations": _packed_observations(sample.observations, sample.facts),
        "conflicts": _packed_conflicts(sample.conflicts, sample.facts),
        "reporters": _reporter_names(sample.facts),
        "reasons": REASONS,
    }


def _packed_facts(
    facts: pa.Table, sources: list[int], texts: list[str], offset: list[Callable[[int], int]]
) -> dict[str, Any]:
    starts = [offset[d](at) for d, at in zip(sources, facts["char_start"].to_pylist(), strict=True)]
    ends = [offset[d](at) for d, at in zip(sources, facts["char_end"].to_pylist(), strict=True)]
    fields: dict[str, int] = {}
    hows: dict[str, int] = {}
    evidence = []
    for document, begin, spans in zip(sources, starts, facts["evidence"].to_pylist(), strict=True):
        row: list[int] = []
        for span in spans:
            start, end = offset[document](span["start"]), offset[document](span["end"])
            place = (start - begin, end - start) if start >= 0 else (0, 0)
            row += (fields.setdefault(span["field"], len(fields)), *place, hows.setdefault(span["how"], len(hows)))
        evidence.append(row)
    sentences = [
        _around(texts[document], offset[document], sentence, start, end)
        for document, sentence, start, end in zip(
            sources, *(facts[name].to_pylist() for name in ("sentence", "char_start", "char_end")), strict=True
        )
    ]
    return {
        "id": facts["fact_id"].to_pylist(),
        "document": sources,
        "start": starts,
        "end": ends,
        "sentence": sentences,
        "value": _numbers(facts, "value"),
        "low": _numbers(facts, "value_low"),
        "high": _numbers(facts, "value_high"),
        "confidence": [None if c is None else round(c, 3) for c in _numbers(facts, "confidence")],
        "from": _days(facts, "period_start"),
        "to": _days(facts, "period_end"),
        **{name: _words(facts, name) for name in _FACT_WORDS},
        "evidence": evidence,
        "fields": list(fields),
        "hows": list(hows),
    }


def _around(text: str, at: Callable[[int], int], sentence: str, start: int, end: int) -> list[int]:
    """How far the sentence reaches before and after a number; 100 characters each where it was not kept verbatim."""
    first = text.rfind(sentence, max(0, end - len(sentence)), start + len(sentence)) if sentence else -1
    if not 0 <= first <= start <= end <= first + len(sentence):
        return [at(start) - at(max(0, start - 100)), at(min(len(text), end + 100)) - at(end)]
    return [at(start) - at(first), at(first + len(sentence)) - at(end)]


def _packed_leftovers(leftovers: pa.Table, place: dict[str, int], offset: list[Callable[[int], int]]) -> dict[str, Any]:
    sources = [place[source] for source in leftovers["source"].to_pylist()]
    return {
        "document": sources,
        "start": [offset[d](at) for d, at in zip(sources, leftovers["char_start"].to_pylist(), strict=True)],
        "end": [offset[d](at) for d, at in zip(sources, leftovers["char_end"].to_pylist(), strict=True)],
        "reason": _words(leftovers, "reason"),
    }


def _packed_observations(observations: pa.Table | None, facts: pa.Table) -> dict[str, Any] | None:
    if observations is None:
        return None
    return {
        "facts": _fact_places(observations, "fact_ids", facts),
        **{name: _numbers(observations, name) for name in ("value", "low", "high", "articles", "publishers")},
        **{name: _days(observations, name) for name in ("first_published", "last_published")},
        "from": _days(observations, "period_start"),
        "to": _days(observations, "period_end"),
        **{name: _words(observations, name) for name in _OBSERVATION_WORDS},
    }


def _packed_conflicts(conflicts: pa.Table | None, facts: pa.Table) -> dict[str, Any] | None:
    if conflicts is None:
        return None
    return {
        "facts": _fact_places(conflicts, "fact_ids", facts),
        **{name: _words(conflicts, name) for name in ("kind", "statement", "metric", "reporter")},
    }


def _packed_checks(checks: pa.Table | None, facts: pa.Table) -> dict[str, Any]:
    """Columns that the arithmetic checks add to the facts: the result, the kinds of arithmetic, the other facts in it."""
    if checks is None:
        return {}
    row = {id_: i for i, id_ in enumerate(checks["fact_id"].to_pylist())}
    in_order = checks.take(pa.array([row.get(id_) for id_ in facts["fact_id"].to_pylist()], pa.int64()))
    return {
        "check": _words(in_order, "result"),
        "kinds": [kinds or [] for kinds in in_order["kinds"].to_pylist()],
        "by": _fact_places(in_order, "by", facts),
        "confidence": [None if c is None else round(c, 3) for c in _numbers(in_order, "confidence")],
    }


def _fact_places(rows: pa.Table, column: str, facts: pa.Table) -> list[list[int]]:
    """For each row the places of those of its facts that the page shows."""
    place = {id_: i for i, id_ in enumerate(facts["fact_id"].to_pylist())}
    return [[place[id_] for id_ in ids or [] if id_ in place] for ids in rows[column].to_pylist()]


def _words(table: pa.Table, name: str) -> dict[str, Any]:
    words: dict[str, int] = {}
    at = [-1 if value is None else words.setdefault(value, len(words)) for value in table[name].to_pylist()]
    return {"words": list(words), "at": at}


def _days(table: pa.Table, name: str) -> dict[str, Any]:
    return _words(table.select([name]).set_column(0, name, table[name].cast(pa.date32()).cast(pa.string())), name)


def _numbers(table: pa.Table, name: str) -> list[float | int | None]:
    """The values of a column; whole numbers without a decimal point, what is not finite as null."""
    values = table[name].to_pylist()
    finite = [v if v is not None and math.isfinite(v) else None for v in values]
    return [int(v) if v is not None and v == int(v) and abs(v) < 2**53 else v for v in finite]


def _reporter_names(facts: pa.Table) -> dict[str, str]:
    """A name for each reporter's code: the part of the subject before the colon that it most often has."""
    heads: dict[str, Counter[str]] = {}
    for code, subject in zip(facts["reporter"].to_pylist(), facts["subject"].to_pylist(), strict=True):
        if code and subject:
            heads.setdefault(code, Counter())[subject.partition(":")[0]] += 1
    return {code: min(names, key=lambda name: (-names[name], name)) for code, names in sorted(heads.items())}
