"""`make score`: reads the gold articles with `newsfacts extract` and prints the ladder for each folder of tests/gold and its groups."""

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


#: The groups of the other folders by how the names of their documents begin.
GROUPS = {
    "wire": (("tr-", "trade"), ("mc-", "macro"), ("cp-", "company"), ("dc-", "others")),
    "world": (("nk-", "Korea"), ("nt-", "trade"), ("nm-", "macro"), ("nc-", "company"), (("nx-", "ny-"), "mixed")),
    "prose": (
        ("pk-", "Korea"),
        ("pt-", "trade"),
        ("pm-", "macro"),
        ("pc-", "company"),
        ("pi-", "industry"),
        ("px-", "mixed"),
    ),
    "unseen": (
        ("nk-", "Korea"),
        ("nt-", "trade"),
        ("nm-", "macro"),
        ("nc-", "company"),
        (("nx-", "ny-"), "mixed"),
        ("n", "plainer"),
        ("p", "loose prose"),
    ),
}


def groups(gold: dict[str, Docs]) -> dict[str, Docs]:
    """The gold of each line of the table, from that of each folder."""

    def those(wanted, folder: str = "dev") -> Docs:
        return {doc: rows for doc, rows in gold[folder].items() if wanted(doc)}

    lines = {
        "seeds": gold["seeds"],
        "dev": gold["dev"],
        "  trade": those(lambda doc: doc.startswith("tr-")),
        "  macro": those(lambda doc: doc.startswith("mc-")),
        "  company": those(lambda doc: doc.startswith("cp-")),
        "  macro + company": those(lambda doc: doc.startswith(("mc-", "cp-"))),
        "  held out": those(lambda doc: doc in HELD_OUT),
        "  the rest": those(lambda doc: doc not in HELD_OUT),
    }
    for folder, parts in GROUPS.items():
        lines[folder] = gold[folder]
        for start, name in parts:
            lines[f"  {folder} {name}"] = those(lambda doc, start=start: doc.startswith(start), folder)
    return lines


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
    gold = {folder: read_gold([GOLD / folder]) for folder in ("seeds", "dev", *GROUPS)}
    with tempfile.TemporaryDirectory() as scratch:
        facts: Docs = {}
        for folder in gold:
            facts |= extracted(SEEDS if folder == "seeds" else GOLD / folder, Path(scratch, folder))
    heads = "  ".join(f"{head:>6s}" for head in [*LADDER, "prec", "recall", *(field[:6] for field in EXTRAS)])
    click.echo(
        "F1 by level: V value and unit, M + metric and measure, S + reporter, product, partner, P + period (strict);"
    )
    click.echo("then precision and recall of P, and how often the right facts have the other fields right too.")
    click.echo(f"{'':18s} {'docs':>5s} {'gold':>6s} {'found':>6s}  {heads}")
    if docs:
        for folder in gold:
            for doc in sorted(gold[folder]) if folder != "unseen" else ():
                click.echo(line(doc[:18], facts, {doc: gold[folder][doc]}))
    for name, rows in groups(gold).items():
        click.echo(line(name, facts, rows))
    for folder in ("seeds", "dev"):
        total, _, _ = score(facts, gold[folder])
        if prf(total["tp"]["P"], total["pred"], total["gold"])[2] < min_f1:
            sys.exit(1)


if __name__ == "__main__":
    main()
