"""`newsfacts score`"""

from __future__ import annotations

from pathlib import Path

import click

EPILOG = """\b
Examples:
  newsfacts score outputs/facts.parquet tests/gold/seeds
  newsfacts score outputs tests/gold/dev --show
"""


@click.command(epilog=EPILOG)
@click.argument("facts", type=click.Path(path_type=Path, exists=True), default="outputs")
@click.argument("gold", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--show", is_flag=True, help="List every missed and every wrong fact.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option("--min-f1", type=float, help="Exit with 1 when the strict F1 is below this.")
def command(facts: Path, gold: tuple[Path, ...], show: bool, as_json: bool, min_f1: float | None) -> None:
    """Compare FACTS (a table, an output folder or JSON Lines) with GOLD (JSON Lines files or folders of them)."""
    from pipeline import score
    from pipeline.show import table_of

    where = facts if facts.suffix == ".jsonl" else table_of(facts)
    score.run(where, gold or (Path("tests/gold/seeds"),), show=show, as_json=as_json, min_f1=min_f1)
