"""Tables of facts and documents to reconcile: from the gold files, and made up."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.document import DOCUMENT_SCHEMA, Document
from pipeline.fact import FACT_SCHEMA, Fact, to_table
from pipeline.readers import Reject, read

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "tests" / "gold" / "seeds"
DEV = ROOT / "tests" / "gold" / "dev"


def gold_table(files: Iterable[Path]) -> pa.Table:
    """The facts of gold files, in the first of the readings each file allows."""
    documents = gold_documents()
    return to_table([fact for path in files for fact in _facts(path, documents)], FACT_SCHEMA)


def gold_documents() -> dict[str, Document]:
    """All gold articles by their id."""
    paths = [
        *sorted((ROOT / "seeds").iterdir()),
        *sorted(path for path in DEV.iterdir() if path.suffix in (".md", ".txt")),
    ]
    return {item.id: item for path in paths for item in read(path) if not isinstance(item, Reject)}


def _facts(path: Path, documents: dict[str, Document]) -> Iterable[Fact]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = documents[row["doc"]]
        at = document.text.find(row["value_text"], max(document.text.find(row["quote"]), 0))
        fields = {name: _first(value) for name, value in row.items() if name in FACT_SCHEMA.names}
        yield fact(
            document.id, document.published_at, at=at, sentence=row["quote"], publisher=document.publisher, **fields
        )


def _first(value: Any) -> Any:
    if isinstance(value, dict):
        value = value["any"][0]
    return value[0] if isinstance(value, list) else value


def fact(
    source: str,
    published_at: dt.date | str | None,
    value_text: str = "",
    value: float = 0.0,
    at: int = 0,
    **fields: Any,
) -> Fact:
    """One fact; unless told otherwise a level of South Korea's exports in dollars in November 2025."""
    whose = {
        "metric": "exports",
        "measure": "level",
        "reporter": "KR",
        "period": "2025-11",
        "unit": "USD",
        "confidence": 0.8,
    } | fields
    if isinstance(published_at, str):
        published_at = dt.date.fromisoformat(published_at)
    first, last = days(whose["period"])
    whose |= {
        "subject": str(whose["reporter"]),
        "period_start": first,
        "period_end": last,
        "published_at": published_at,
    }
    return Fact(
        **whose, source=source, value=value, value_text=value_text, char_start=at, char_end=at + len(value_text)
    ).with_id()


def days(period: str | None) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of a period in the record's notation."""
    if period is None:
        return None, None
    start, _, end = period.partition("/")
    return _unit(start)[0], _unit(end or start)[1]


def _unit(text: str) -> tuple[dt.date, dt.date]:
    if found := re.fullmatch(r"(\d{4})-([HQ])(\d)", text):
        year, months = int(found[1]), 6 if found[2] == "H" else 3
        last = int(found[3]) * months
        return dt.date(year, last - months + 1, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
    if "W" in text:
        first = dt.date.fromisoformat(f"{text}-1")
        return first, first + dt.timedelta(days=6)
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return dt.date(*parts), dt.date(*parts)
    first, last = (parts[1], parts[1]) if len(parts) == 2 else (1, 12)
    return dt.date(parts[0], first, 1), dt.date(parts[0], last, calendar.monthrange(parts[0], last)[1])


def write_run(directory: Path, facts: pa.Table, documents: Iterable[Document] = ()) -> Path:
    """The folder of a run with these facts and documents."""
    directory.mkdir(parents=True, exist_ok=True)
    pq.write_table(facts, directory / "facts.parquet")
    rows = [{name: getattr(document, name) for name in DOCUMENT_SCHEMA.names} for document in documents]
    pq.write_table(pa.Table.from_pylist(rows, schema=DOCUMENT_SCHEMA), directory / "documents.parquet")
    return directory
