"""`make score`: reads the gold articles with `newsfacts extract` and prints the ladder for the seeds, for dev and wire and their groups."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import click

from pipeline.score import EXTRAS, LADDER, prf, read_facts, read_gold, score

GOLD = Path(__file__).resolve().parent / "gold"
SEEDS = GOLD.parents[1] / "seeds"
#: Articles of dev kept out of sight while rules are designed: their figure beside the rest's says how the rules carry over.
HELD_OUT = {f"tr-{n:02d}" for n in (3, 6, 9, 12, 15, 18)} | {
    f"{kind}-{n:02d}" for kind in ("mc", "cp") for n in (3, 6, 9)
}

Docs = dict[str, list[dict]]


def groups(seeds: Docs, dev: Docs, wire: Docs) -> dict[str, Docs]:
    """The gold of each line of the table."""

    def those(wanted, folder: Docs = dev) -> Docs:
        return {doc: rows for doc, rows in folder.items() if wanted(doc)}

    return {
        "seeds": seeds,
        "dev": dev,
        "  trade": those(lambda doc: doc.startswith("tr-")),
        "  macro": those(lambda doc: doc.startswith("mc-")),
        "  company": those(lambda doc: doc.startswith("cp-")),
        "  macro + company": those(lambda doc: doc.startswith(("mc-", "cp-"))),
        "  held out": those(lambda doc: doc in HELD_OUT),
        "  the rest": those(lambda doc: doc not in HELD_OUT),
        "wire": wire,
    } | {
        f"  wire {name}": those(lambda doc, start=start: doc.startswith(start), wire)
        for start, name in (("tr-", "trade"), ("mc-", "macro"), ("cp-", "company"), ("dc-", "others"))
    }


def extracted(articles: Path, out: Path) -> Docs:
    """Facts of a folder of articles, read as any user would; the gold beside them is no input."""
    paths = sorted(str(path) for path in articles.iterdir() if path.suffix in (".md", ".txt"))
    subprocess.run([sys.executable, "-m", "pipeline", "extract", *paths, "--out", str(out), "--quiet"], check=True)
    return read_facts(out / "facts.parquet")


def line(name: str, facts: Docs, gold: Docs) -> str:
    """One line of the table."""
    total, documents, _ = score(facts, gold)
    precision, recall, _ = prf(total["tp"]["P"], total["pred"], total["gold"])
    ladder = [prf(total["tp"][level], total["pred"], total["gold"])[2] for level in LADDER]
    extras = [total["extras"][field] / max(total["extras_n"], 1) for field in EXTRAS]
    figures = "  ".join(f"{x:6.3f}" for x in [*ladder, precision, recall, *extras])
    return f"{name:18s} {len(documents):5d} {total['gold']:6d} {total['pred']:6d}  {figures}"


@click.command(help=__doc__)
@click.option("--docs", is_flag=True, help="A line for each document too.")
@click.option("--min-f1", type=float, default=0.0, help="Exit 1 when the strict F1 of seeds or dev is below.")
def main(docs: bool, min_f1: float) -> None:
    seeds, dev, wire = (read_gold([GOLD / folder]) for folder in ("seeds", "dev", "wire"))
    with tempfile.TemporaryDirectory() as scratch:
        facts = extracted(SEEDS, Path(scratch, "seeds"))
        for folder in ("dev", "wire"):
            facts |= extracted(GOLD / folder, Path(scratch, folder))
    heads = "  ".join(f"{head:>6s}" for head in [*LADDER, "prec", "recall", *(field[:6] for field in EXTRAS)])
    click.echo(
        "F1 by level: V value and unit, M + metric and measure, S + reporter, product, partner, P + period (strict);"
    )
    click.echo("then precision and recall of P, and how often the right facts have the other fields right too.")
    click.echo(f"{'':18s} {'docs':>5s} {'gold':>6s} {'found':>6s}  {heads}")
    if docs:
        for doc in sorted(seeds | dev | wire):
            click.echo(line(doc[:18], facts, {doc: (seeds | dev | wire)[doc]}))
    for name, gold in groups(seeds, dev, wire).items():
        if not gold:
            continue
        click.echo(line(name, facts, gold))
    for gold in (seeds, dev):
        total, _, _ = score(facts, gold)
        if prf(total["tp"]["P"], total["pred"], total["gold"])[2] < min_f1:
            sys.exit(1)


if __name__ == "__main__":
    main()
