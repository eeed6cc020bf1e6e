"""Fact: one number that a text states about the economy, with the schema of its table and its stable id."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, NamedTuple

import pyarrow as pa


class Evidence(NamedTuple):
    """The characters a field was read from.

    `how` is `read` (in the number's own clause) or where it was inherited from: `sentence`, `paragraph`,
    `headline`, `context`, `document`, `default`. `start` and `end` are -1 where nothing in the text says it.
    """

    field: str
    start: int
    end: int
    how: str = "read"


@dataclass(slots=True)
class Fact:
    """One row of the facts table; the meaning of each field is that of the record described in the README."""

    metric: str
    subject: str
    period: str | None
    value: float
    source: str
    measure: str
    unit: str
    bound: str = "eq"
    value_low: float | None = None
    value_high: float | None = None
    status: str = "actual"
    basis: str | None = None
    reporter: str | None = None
    product: str | None = None
    partner: str | None = None
    attribution: str | None = None
    adjustment: str | None = None
    share_of: str | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    sentence: str = ""
    value_text: str = ""
    char_start: int = -1
    char_end: int = -1
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published_at: dt.date | None = None
    evidence: list[Evidence] = field(default_factory=list)
    rule: str = ""
    confidence: float = 0.0
    fact_id: str = ""

    def key(self) -> tuple[Any, ...]:
        """What makes two mentions in one document the same fact."""
        return (
            self.metric,
            self.measure,
            self.reporter,
            self.product,
            self.partner,
            self.period,
            self.value,
            self.unit,
        )

    def with_id(self) -> Fact:
        """Sets `fact_id`: 16 hex digits from the source, the place of the number and what was read there."""
        parts = (self.source, self.char_start, self.char_end, *self.key())
        self.fact_id = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:16]
        return self


@dataclass(slots=True)
class Leftover:
    """A number of the text that became no fact, and why."""

    source: str
    value_text: str
    char_start: int
    char_end: int
    reason: str
    value: float | None = None
    unit: str | None = None
    sentence: str = ""


#: Why a number became no fact.
REASONS = {
    "date": "part of a date or period",
    "time": "a time of day",
    "age": "somebody's age",
    "ordinal": "a position or an ordinal that ranks nothing measured",
    "name": "part of a name (product, model, law, group, address)",
    "identifier": "phone number, id, code, page or section number",
    "score": "a score or a vote",
    "list": "the number of a list item",
    "boilerplate": "credits, stamps, contact lines",
    "duration": "a length of time that measures nothing economic",
    "definition": "a threshold or a definition, not an observation",
    "rhetoric": "a figure of speech",
    "no metric": "no listed metric was found for it",
    "no subject": "nobody was found whose number it is",
    "implied": "repeats or implies a figure that stands elsewhere",
    "fraction": "a part told in words alone (a third, one in four), which only a guess turns into a value",
    "repeated": "the same fact stands earlier in the document",
    "low confidence": "a reading existed, below the asked confidence",
}

_EVIDENCE = pa.list_(
    pa.struct([("field", pa.string()), ("start", pa.int32()), ("end", pa.int32()), ("how", pa.string())])
)

_FACT_COLUMNS: list[tuple[str, pa.DataType, bool, str]] = [
    ("metric", pa.string(), False, "code of what is measured"),
    ("subject", pa.string(), False, "human-readable name of who and what"),
    ("period", pa.string(), True, "time the value covers, ISO 8601 / SDMX"),
    ("value", pa.float64(), False, "the number in base units of `unit`; falls, deficits and losses are negative"),
    ("source", pa.string(), False, "id of the document it was read from"),
    (
        "measure",
        pa.string(),
        False,
        "how the number relates to the metric: level, change_pct, change_abs, change_pp, share_pct, rank, streak, count",
    ),
    ("unit", pa.string(), False, "ISO 4217 code, %, pp, UCUM code, or 1"),
    ("bound", pa.string(), False, "eq, approx, ge, le, range"),
    ("value_low", pa.float64(), True, "lower end of a stated range"),
    ("value_high", pa.float64(), True, "upper end of a stated range"),
    ("status", pa.string(), False, "actual, estimate, forecast, target, hypothetical"),
    ("basis", pa.string(), True, "what a change is compared with: yoy, qoq, mom, prev"),
    ("reporter", pa.string(), True, "whose number: ISO 3166-1 alpha-2, area code, or a name"),
    ("product", pa.string(), True, "item, sector or breakdown; null for the total"),
    ("partner", pa.string(), True, "other side of a flow: ISO 3166-1 alpha-2, area code, or a name"),
    ("attribution", pa.string(), True, "who says so, as named in the text"),
    ("adjustment", pa.string(), True, "seasonal, working_day, price, or a combination"),
    ("share_of", pa.string(), True, "for shares: the whole, when it is not the metric's total"),
    ("period_start", pa.date32(), True, "first day of the period"),
    ("period_end", pa.date32(), True, "last day of the period"),
    ("sentence", pa.string(), False, "the sentence that holds the number"),
    ("value_text", pa.string(), False, "the number as written"),
    ("char_start", pa.int32(), False, "offset of value_text in the document's text"),
    ("char_end", pa.int32(), False, "end offset of value_text, exclusive"),
    ("title", pa.string(), True, "headline of the document"),
    ("url", pa.string(), True, "address of the document"),
    ("publisher", pa.string(), True, "publisher of the document"),
    ("published_at", pa.date32(), True, "publication date of the document"),
    ("evidence", _EVIDENCE, False, "characters each field was read from, or where it was inherited from"),
    ("rule", pa.string(), False, "the rule that linked number and metric"),
    ("confidence", pa.float64(), False, "estimated probability that the row is right"),
    ("fact_id", pa.string(), False, "stable id of the row"),
]

_LEFTOVER_COLUMNS: list[tuple[str, pa.DataType, bool, str]] = [
    ("source", pa.string(), False, "id of the document it stands in"),
    ("value_text", pa.string(), False, "the number as written"),
    ("char_start", pa.int32(), False, "offset of value_text in the document's text"),
    ("char_end", pa.int32(), False, "end offset of value_text, exclusive"),
    ("reason", pa.string(), False, "why it became no fact"),
    ("value", pa.float64(), True, "the number in base units of `unit`, where it was read"),
    ("unit", pa.string(), True, "ISO 4217 code, %, pp, UCUM code, or 1, where it was read"),
    ("sentence", pa.string(), False, "the sentence that holds the number"),
]


def _schema(columns: list[tuple[str, pa.DataType, bool, str]]) -> pa.Schema:
    fields = [pa.field(name, kind, nullable=null, metadata={"description": text}) for name, kind, null, text in columns]
    return pa.schema(fields)


FACT_SCHEMA = _schema(_FACT_COLUMNS)
LEFTOVER_SCHEMA = _schema(_LEFTOVER_COLUMNS)


def to_table(rows: list[Fact] | list[Leftover], schema: pa.Schema) -> pa.Table:
    """Rows as an Arrow table of `schema` (FACT_SCHEMA or LEFTOVER_SCHEMA)."""
    columns = [*zip(*map(attrgetter(*schema.names), rows), strict=True)] or [()] * len(schema)
    return pa.Table.from_arrays([pa.array(c, type=f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


assert [f.name for f in fields(Fact)] == FACT_SCHEMA.names
