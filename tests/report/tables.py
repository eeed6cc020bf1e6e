"""Tables to make pages of, from the project's own gold articles and from made-up ones."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.document import DOCUMENT_SCHEMA, Document
from pipeline.fact import FACT_SCHEMA, LEFTOVER_SCHEMA, Evidence, Fact, Leftover, to_table
from pipeline.reconcile.tables import CHECK_SCHEMA, CONFLICT_SCHEMA, OBSERVATION_SCHEMA

GOLD = Path(__file__).parents[1] / "gold" / "dev"
NAMES = {"KR": "South Korea", "US": "United States", "CN": "China", "JP": "Japan", "DE": "Germany", "EA": "Euro area"}


def first(value: Any) -> Any:
    """One of the readings that a gold field allows."""
    if isinstance(value, dict) and "any" in value:
        value = value["any"][0]
    return value[0] if isinstance(value, list) else value


def gold_articles() -> list[tuple[Document, list[Fact], list[Leftover]]]:
    """The gold articles with a fact for each gold row that can be placed in the text, and their other numbers as leftovers."""
    return [_gold_article(path) for path in sorted(GOLD.glob("*.jsonl"))]


def _gold_article(path: Path) -> tuple[Document, list[Fact], list[Leftover]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    text = next(path.parent.glob(f"{path.stem}.[!j]*")).read_text(encoding="utf-8")
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL).strip()
    title, _, rest = body.partition("\n")
    document = Document.of(
        rest.strip(),
        id=path.stem,
        title=title.lstrip("# "),
        publisher=f"Wire {path.stem[:2]}",
        published_at=dt.date(2025, 1, 1) + dt.timedelta(len(rest) % 360),
    )
    facts, text = [], document.text
    for row in rows:
        quote = text.find(row["quote"])
        at = text.find(row["value_text"], max(quote, 0))
        if quote >= 0 and at >= 0:
            facts.append(
                fact(
                    document,
                    row["value_text"],
                    at,
                    **{k: first(v) for k, v in row.items() if k in FACT_SCHEMA.names and k != "value_text"},
                )
            )
    taken = [(f.char_start, f.char_end) for f in facts]
    leftovers = [
        Leftover(
            document.id,
            m.group(),
            m.start(),
            m.end(),
            "date" if re.fullmatch(r"(19|20)\d\d", m.group()) else "no metric",
        )
        for m in re.finditer(r"\d[\d,.]*\d|\d", text)
        if not any(s < m.end() and m.start() < e for s, e in taken)
    ]
    return document, facts, leftovers


def fact(document: Document, surface: str, at: int = -1, **fields: Any) -> Fact:
    """A fact read from `surface` in the document, with evidence for its value, metric, product and period where the text names them."""
    text = document.text
    at = text.index(surface) if at < 0 else at
    fields = {
        "metric": "exports",
        "period": "2025",
        "value": 1.0,
        "measure": "level",
        "unit": "USD",
        "reporter": "KR",
    } | fields
    opening, closing = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    sentence = text[opening : closing if closing > 0 else len(text)]
    evidence = [Evidence("value", at, at + len(surface)), Evidence("unit", at, at + len(surface))]
    for field, word in (
        ("metric", fields["metric"].split("_")[0][:6]),
        ("product", fields.get("product")),
        ("period", str(fields["period"])[:4]),
    ):
        place = sentence.lower().find(word.lower()) if word else -1
        evidence.append(
            Evidence(field, opening + place, opening + place + len(word), "sentence")
            if place >= 0
            else Evidence(field, -1, -1, "document")
        )
    who = NAMES.get(fields["reporter"], fields["reporter"]) or "World"
    start, end = period_days(fields["period"])
    return Fact(
        **fields,
        subject=f"{who}: {fields['product']}" if fields.get("product") else who,
        source=document.id,
        period_start=start,
        period_end=end,
        sentence=sentence,
        value_text=surface,
        char_start=at,
        char_end=at + len(surface),
        title=document.title,
        publisher=document.publisher,
        published_at=document.published_at,
        evidence=evidence,
        rule="gold",
        confidence=round(0.5 + (at % 50) / 100, 2),
    ).with_id()


def period_days(period: str | None) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of years, halves, quarters, months, weeks, days and spans of them."""
    if period is None:
        return None, None
    start, _, end = period.partition("/")
    if end:
        return period_days(start)[0], period_days(end)[1]
    year, _, part = start.partition("-")
    if part.startswith(("H", "Q")):
        length = 6 if part[0] == "H" else 3
        month = (int(part[1]) - 1) * length + 1
        return dt.date(int(year), month, 1), _last_of(int(year), month + length - 1)
    if part.startswith("W"):
        monday = dt.date.fromisocalendar(int(year), int(part[1:]), 1)
        return monday, monday + dt.timedelta(6)
    if len(start) == 10:
        return dt.date.fromisoformat(start), dt.date.fromisoformat(start)
    first_month, last_month = (int(part), int(part)) if part else (1, 12)
    return dt.date(int(year), first_month, 1), _last_of(int(year), last_month)


def _last_of(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)


def write(directory: Path, articles: list[tuple[Document, list[Fact], list[Leftover]]], **more: pa.Table) -> Path:
    """Writes the tables of a run to `directory`, with any others given by name; returns the directory."""
    directory.mkdir(parents=True, exist_ok=True)
    documents = [document for document, _, _ in articles]
    columns = [pa.array([getattr(d, f.name) for d in documents], type=f.type) for f in DOCUMENT_SCHEMA]
    tables = {
        "documents": pa.Table.from_arrays(columns, schema=DOCUMENT_SCHEMA),
        "facts": to_table([f for _, facts, _ in articles for f in facts], FACT_SCHEMA),
        "leftovers": to_table([left for _, _, leftovers in articles for left in leftovers], LEFTOVER_SCHEMA),
        **more,
    }
    for name, table in tables.items():
        pq.write_table(table, directory / f"{name}.parquet")
    return directory


def observed(facts: list[Fact], agreement: str = "agree") -> dict[str, Any]:
    """A row of the observations table for facts of one figure."""
    best = facts[0]
    names = ("metric", "measure", "reporter", "product", "partner", "period", "period_start", "period_end", "unit", "status", "basis",
             "adjustment", "share_of", "attribution", "subject", "value", "bound", "value_text", "confidence")  # fmt: skip
    return {name: getattr(best, name) for name in names} | {
        "observation_id": best.fact_id,
        "low": min(f.value for f in facts),
        "high": max(f.value for f in facts),
        "articles": len(facts),
        "publishers": len({f.publisher for f in facts}),
        "first_published": min((f.published_at for f in facts if f.published_at), default=None),
        "last_published": max((f.published_at for f in facts if f.published_at), default=None),
        "agreement": agreement,
        "check": "unchecked",
        "fact_ids": [f.fact_id for f in facts],
    }


def reconciled(observations: list[list[Fact]], contradicting: list[Fact]) -> dict[str, pa.Table]:
    """The tables of observations, of checks and of conflicts, in which the `contradicting` facts are one conflict."""
    first = contradicting[0]
    conflict = {
        f: getattr(first, f)
        for f in ("metric", "measure", "reporter", "product", "partner", "period", "unit", "status", "value")
    }
    conflict |= {"kind": "values", "statement": f"{first.value_text} against others", "low": 1.0, "high": 2.0}
    checks = [
        {
            "fact_id": f.fact_id,
            "observation_id": f.fact_id,
            "source": f.source,
            "result": "contradicted",
            "kinds": ["values"],
        }
        | {"by": [other.fact_id for other in contradicting if other is not f], "confidence": 0.25}
        for f in contradicting
    ]
    conflict["fact_ids"] = [f.fact_id for f in contradicting]
    return {
        "observations": pa.Table.from_pylist([observed(facts) for facts in observations], schema=OBSERVATION_SCHEMA),
        "checks": pa.Table.from_pylist(checks, schema=CHECK_SCHEMA),
        "conflicts": pa.Table.from_pylist([conflict], schema=CONFLICT_SCHEMA),
    }
