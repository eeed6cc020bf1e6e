"""`newsfacts show`"""

from __future__ import annotations

from pathlib import Path

import click

EPILOG = """\b
Examples:
  newsfacts show outputs                                         the facts of a run
  newsfacts show outputs --metric exports --product semiconductors
  newsfacts show outputs --doc 000_600ae51ca9da8b7d --csv > facts.csv
  newsfacts show outputs/leftovers.parquet --limit 20            numbers that became no fact, and why
  newsfacts show outputs/documents.parquet                       what became of each document
"""


@click.command(epilog=EPILOG)
@click.argument("table", type=click.Path(path_type=Path), default="outputs", metavar="TABLE|DIR")
@click.option("--doc", "docs", multiple=True, metavar="ID", help="Only this document; may be repeated.")
@click.option("--metric", "metrics", multiple=True, metavar="CODE", help="Only this metric; may be repeated.")
@click.option("--product", "products", multiple=True, metavar="LABEL", help="Only this product; may be repeated.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many rows.")
@click.option("--csv", "as_csv", is_flag=True, help="All columns as CSV instead of aligned text.")
def command(
    table: Path,
    docs: tuple[str, ...],
    metrics: tuple[str, ...],
    products: tuple[str, ...],
    limit: int | None,
    as_csv: bool,
) -> None:
    """Print a table as aligned text: facts by default. In a pipe no cell is cut or wrapped."""
    from pipeline.lean import lean_arrow
    from pipeline.show import NoTable, print_csv, print_table, rows_of

    lean_arrow()
    try:
        rows = rows_of(table, docs=docs, metrics=metrics, products=products, limit=limit)
    except NoTable as error:
        raise click.UsageError(str(error)) from error
    if as_csv:
        print_csv(rows)
    elif rows.num_rows:
        print_table(rows)
    else:
        click.echo("no such rows", err=True)
