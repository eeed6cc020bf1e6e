"""Scorer: how many gold facts were extracted, and how right the extracted ones are.

The headline is strict F1 over tier-1 gold facts. A fact is right when metric, measure, reporter, product, partner,
period, value and unit all agree. The ladder under it drops fields to show where facts are lost: V value and unit,
M + metric and measure, S + reporter, product and partner, P + period (strict). Then, over the strictly right facts,
how often bound, status, basis and attribution are right too, and how often the offsets give back the number's text.
"""

from __future__ import annotations

import calendar
import collections
import datetime as dt
import json
import math
import pathlib
import re
import sys
from collections.abc import Iterable
from typing import Any

import click

Row = dict[str, Any]

COMPANY_TAIL = re.compile(r"[\s,]+(inc|corp|corporation|co|ltd|limited|plc|llc|company|group|ag|sa|nv)\.?$")
PRODUCT_TAIL = re.compile(r"\s+(sector|industry|segment|business|division|category|item|unit)s?$")
LADDER = {
    "V": ("value", "unit"),
    "M": ("value", "unit", "metric", "measure"),
    "S": ("value", "unit", "metric", "measure", "reporter", "product", "partner"),
    "P": ("value", "unit", "metric", "measure", "reporter", "product", "partner", "period"),
}
#: Metrics of tier 1; gold facts of other metrics are neutral: found or not, they neither gain nor lose.
LISTED = {
    "acquisition_value", "bond_yield", "budget", "budget_balance", "business_confidence", "capacity", "capacity_utilization", "capex",
    "commodity_price", "construction", "consumer_confidence", "consumer_prices", "consumption", "core_consumer_prices", "current_account",
    "daily_exports", "debt", "dividend", "employment", "eps", "exchange_rate", "export_price", "export_volume", "exports", "fdi", "funding",
    "fx_reserves", "gdp", "gdp_per_capita", "goods_balance", "government_spending", "headcount", "house_prices", "import_price",
    "import_volume", "imports", "industrial_production", "inventories", "investment", "jobless_claims", "jobs_added", "layoffs", "lending",
    "market_cap", "market_share", "market_size", "money_supply", "net_income", "oil_price", "operating_profit", "orders", "pmi", "policy_rate",
    "population", "pretax_profit", "producer_prices", "production_volume", "productivity", "retail_sales", "revenue", "sales_volume",
    "services_balance", "share_price", "stock_index", "tariff_rate", "tax_revenue", "terms_of_trade", "trade_balance", "trade_volume",
    "unemployment", "unemployment_rate", "wages",
}  # fmt: skip
EXTRAS = ("bound", "status", "basis", "attribution")


def options(x: Any) -> list[Any]:
    """The readings a gold field allows, as a list."""
    if isinstance(x, dict) and set(x) == {"any"}:
        return list(x["any"])
    return [x]


def month_end(y: int, m: int) -> dt.date:
    return dt.date(y, m, calendar.monthrange(y, m)[1])


def instant(s: str) -> tuple[dt.date, dt.date]:
    """First and last day of one ISO 8601 / SDMX period."""
    s = s.strip()
    if m := re.fullmatch(r"(\d{4})", s):
        y = int(s)
        return dt.date(y, 1, 1), dt.date(y, 12, 31)
    if m := re.fullmatch(r"(\d{4})-?[HS]([12])", s):
        y, h = int(m[1]), int(m[2])
        return dt.date(y, 6 * h - 5, 1), month_end(y, 6 * h)
    if m := re.fullmatch(r"(\d{4})-?Q([1-4])", s):
        y, q = int(m[1]), int(m[2])
        return dt.date(y, 3 * q - 2, 1), month_end(y, 3 * q)
    if m := re.fullmatch(r"(\d{4})-?W(\d{2})", s):
        a = dt.date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return a, a + dt.timedelta(days=6)
    if m := re.fullmatch(r"(\d{4})-(\d{2})", s):
        y, mo = int(m[1]), int(m[2])
        return dt.date(y, mo, 1), month_end(y, mo)
    d = dt.date.fromisoformat(s[:10])
    return d, d


def span(s: Any) -> tuple[dt.date, dt.date] | None:
    if s is None or (isinstance(s, float) and math.isnan(s)) or s == "":
        return None
    a, _, b = str(s).partition("/")
    return instant(a)[0], instant(b or a)[1]


def stem(w: str) -> str:
    """A word without its plural ending."""
    if len(w) > 4 and w.endswith("ies"):
        return w[:-3] + "y"
    if len(w) > 4 and re.search(r"(ss|x|ch|sh)es$", w):
        return w[:-2]
    if len(w) > 3 and w.endswith("s") and not w.endswith(("ss", "us", "is")):
        return w[:-1]
    return w


def words(s: str) -> str:
    return " ".join(
        stem(w) for w in re.findall(r"[\w&+.%]+", re.sub(r"^(the|a|an)\s+", "", s.lower().replace("-", " ")))
    )


def label(s: Any) -> str | None:
    if s is None or s == "" or (isinstance(s, float) and math.isnan(s)):
        return None
    s = s.strip().lower()
    return words(PRODUCT_TAIL.sub("", s) or s)


def party(s: Any) -> str | None:
    if s is None or s == "" or (isinstance(s, float) and math.isnan(s)):
        return None
    s = s.strip()
    if re.fullmatch(r"[A-Z][A-Z_]{1,15}", s):
        return s
    low = s.lower()
    while COMPANY_TAIL.search(low):
        low = COMPANY_TAIL.sub("", low)
    return words(low)


def same_party(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return a is b
    return a == b or a.startswith(b + " ") or b.startswith(a + " ")


def text(s: Any) -> str | None:
    return None if s is None or s == "" or (isinstance(s, float) and math.isnan(s)) else str(s)


def agree(field: str, gold: Row, pred: Row) -> bool:
    """Whether a prediction's field is one of the readings that the gold field allows."""
    if field == "value":
        return any(
            math.isclose(float(g), pred["value"], rel_tol=1e-6, abs_tol=1e-9) for g in options(gold.get("value"))
        )
    if field == "period":
        return any(span(g) == pred["_span"] for g in options(gold.get("period")))
    if field in ("reporter", "partner"):
        return any(same_party(party(g), party(pred.get(field))) for g in options(gold.get(field)))
    if field == "product":
        allowed = set()
        for g in options(gold.get("product")):
            allowed |= {label(x) for x in g} if isinstance(g, list) else {label(g)}
        return label(pred.get("product")) in allowed
    if field == "attribution":

        def near(g: Any, p: Any) -> bool:
            g, p = text(g), text(p)
            if g is None or p is None:
                return g is p
            g, p = words(g), words(p)
            return g == p or g in p or p in g

        return any(near(g, pred.get("attribution")) for g in options(gold.get("attribution")))
    return any(text(g) == text(pred.get(field)) for g in options(gold.get(field)))


def readings(gold: Row) -> list[Row]:
    """The row itself and its whole-row alternatives."""
    return [gold] + [{**gold, **alt} for alt in gold.get("alt") or []]


def matching(gold: list[Row], pred: list[Row], fields: Any) -> dict[int, int]:
    """A largest one-to-one matching {gold index: pred index}; fields is a tuple, or a function of the gold row."""
    wanted = fields if callable(fields) else lambda g: fields
    edges = [
        [j for j, p in enumerate(pred) if any(all(agree(f, r, p) for f in wanted(g)) for r in readings(g))]
        for g in gold
    ]
    owner: dict[int, int] = {}

    def augment(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j not in seen:
                seen.add(j)
                if j not in owner or augment(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in range(len(gold)):
        augment(i, set())
    return {i: j for j, i in owner.items()}


def read_gold(paths: Iterable[str | pathlib.Path]) -> dict[str, list[Row]]:
    docs: dict[str, list[Row]] = collections.defaultdict(list)
    for path in paths:
        path = pathlib.Path(path)
        for f in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
            for n, line in enumerate(f.read_text(encoding="utf-8").splitlines(), 1):
                if line.strip():
                    try:
                        row = json.loads(line)
                    except json.JSONDecodeError as e:
                        sys.exit(f"{f}:{n}: {e}")
                    docs[row["doc"]].append(row)
    return docs


def read_facts(path: str | pathlib.Path) -> dict[str, list[Row]]:
    path = pathlib.Path(path)
    if path.suffix == ".jsonl":
        rows = [json.loads(x) for x in path.read_text(encoding="utf-8").splitlines() if x.strip()]
    else:
        import pyarrow.dataset as ds

        rows = ds.dataset(path, format="parquet", partitioning="hive").to_table().to_pylist()
    docs: dict[str, dict[Any, Row]] = collections.defaultdict(dict)
    for r in rows:
        if r.get("value") is None:
            continue
        r["value"] = float(r["value"])
        if r.get("period_start") and r.get("period_end"):
            r["_span"] = tuple(
                x if type(x) is dt.date else dt.date.fromisoformat(str(x)[:10])
                for x in (r["period_start"], r["period_end"])
            )
        else:
            r["_span"] = span(r.get("period"))
        key = (
            r.get("metric"),
            r.get("measure"),
            party(r.get("reporter")),
            label(r.get("product")),
            party(r.get("partner")),
            r["_span"],
            round(r["value"], 6),
            r.get("unit"),
        )
        docs[r["source"]].setdefault(key, r)
    return {d: list(v.values()) for d, v in docs.items()}


def unique_gold(rows: list[Row]) -> list[Row]:
    seen, out = set(), []
    for r in rows:
        key = json.dumps(
            [
                r.get(f)
                for f in (
                    "metric",
                    "measure",
                    "reporter",
                    "product",
                    "partner",
                    "period",
                    "value",
                    "unit",
                    "tier",
                    "alt",
                )
            ],
            sort_keys=True,
        )
        if key not in seen:
            seen.add(key)
            out.append(r)
    return out


def prf(tp: int, n_pred: int, n_gold: int) -> tuple[float, float, float]:
    p = tp / n_pred if n_pred else 0.0
    r = tp / n_gold if n_gold else 0.0
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def score(
    facts: dict[str, list[Row]], gold: dict[str, list[Row]]
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Counts over all documents of the gold; predictions for other documents are ignored."""
    total: dict[str, Any] = {
        "gold": 0,
        "pred": 0,
        "tier2": 0,
        "tier2_found": 0,
        "neutral": 0,
        "tp": collections.Counter(),
        "extras": collections.Counter(),
        "extras_n": 0,
        "span_ok": 0,
        "span_n": 0,
    }
    docs, detail = {}, {}
    for doc, rows in sorted(gold.items()):
        rows = unique_gold(rows)
        g1 = [r for r in rows if r.get("tier", 1) == 1]
        g2 = [r for r in rows if r.get("tier", 1) != 1]
        pred = facts.get(doc, [])
        strict = matching(g1, pred, LADDER["P"])
        rest = [p for j, p in enumerate(pred) if j not in set(strict.values())]
        found2 = matching(g2, rest, LADDER["M"])
        neutral = matching(
            g2, rest, lambda g: LADDER["M" if any(m in LISTED for m in options(g.get("metric"))) else "V"]
        )
        dropped = {id(rest[j]) for j in set(neutral.values())}
        pred1 = [p for p in pred if id(p) not in dropped]
        total["gold"] += len(g1)
        total["pred"] += len(pred1)
        total["tier2"] += len(g2)
        total["tier2_found"] += len(found2)
        total["neutral"] += len(dropped)
        counts = {}
        for level, fields in LADDER.items():
            m = matching(g1, pred1, fields)
            counts[level] = len(m)
            total["tp"][level] += len(m)
            if level == "P":
                strict1 = m
        for i, j in strict1.items():
            total["extras_n"] += 1
            for f in EXTRAS:
                total["extras"][f] += any(agree(f, r, pred1[j]) for r in readings(g1[i]))
            vt = pred1[j].get("value_text")
            if vt is not None:
                total["span_n"] += 1
                total["span_ok"] += any(v and (v in vt or vt in v) for v in options(g1[i].get("value_text")))
        docs[doc] = (len(g1), len(pred1), counts)
        detail[doc] = (
            [g for i, g in enumerate(g1) if i not in strict1],
            [p for j, p in enumerate(pred1) if j not in set(strict1.values())],
        )
    return total, docs, detail


def brief(r: Row) -> Row:
    return {
        k: r.get(k)
        for k in ("metric", "measure", "reporter", "product", "partner", "period", "value", "unit")
        if r.get(k) is not None
    }


def run(
    facts: pathlib.Path,
    gold: Iterable[pathlib.Path],
    *,
    show: bool = False,
    as_json: bool = False,
    min_f1: float | None = None,
) -> None:
    """Prints the scores of a facts table against gold files; exits with 1 when the strict F1 is below `min_f1`."""
    total, docs, detail = score(read_facts(facts), read_gold(gold))
    out = figures(total, len(docs))
    if as_json:
        click.echo(json.dumps(out))
    else:
        _print(out, total, docs, detail if show else None)
    if min_f1 is not None and out["P"]["f1"] < min_f1:
        sys.exit(1)


def figures(total: dict[str, Any], n_docs: int) -> dict[str, Any]:
    """The scores as one JSON object: counts, the ladder, and the shares of right extras."""
    out: dict[str, Any] = {
        "documents": n_docs,
        "gold": total["gold"],
        "predicted": total["pred"],
        "tier2": total["tier2"],
        "tier2_found": total["tier2_found"],
    }
    for level in LADDER:
        p, r, f = prf(total["tp"][level], total["pred"], total["gold"])
        out[level] = {"precision": round(p, 4), "recall": round(r, 4), "f1": round(f, 4)}
    n = total["extras_n"] or 1
    out["extras"] = {f: round(total["extras"][f] / n, 4) for f in EXTRAS}
    out["extras"]["value_text"] = round(total["span_ok"] / (total["span_n"] or 1), 4)
    return out


def _print(out: dict[str, Any], total: dict[str, Any], docs: dict[str, Any], detail: dict[str, Any] | None) -> None:
    for doc, (g, p, c) in docs.items():
        click.echo(
            f"{doc:28s} gold {g:3d}  predicted {p:3d}  " + "  ".join(f"{k} {prf(c[k], p, g)[2]:.3f}" for k in LADDER)
        )
        if detail:
            missed, wrong = detail[doc]
            for r in missed:
                click.echo(f"   missed  {json.dumps(brief(r), ensure_ascii=False)} | {r.get('quote')}")
            for r in wrong:
                read = json.dumps(brief(r), ensure_ascii=False, default=str)
                click.echo(f"   wrong   {read} | {r.get('value_text')} | {(r.get('sentence') or '')[:160]}")
    found = f"{total['tier2_found']} of {total['tier2']} found, {total['neutral']} predictions neutral"
    click.echo(f"tier 1: {total['gold']} gold, {total['pred']} predicted; tier 2: {found}")
    for level in LADDER:
        x = out[level]
        click.echo(f"  {level}  precision {x['precision']:.3f}  recall {x['recall']:.3f}  F1 {x['f1']:.3f}")
    click.echo("  of the right ones: " + "  ".join(f"{k} {v:.3f}" for k, v in out["extras"].items()))
    click.echo(f"strict F1 {out['P']['f1']:.4f}")
