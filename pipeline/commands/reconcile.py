"""`newsfacts reconcile`: facts of a run become observations."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click


@click.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the tables; DIR unless given."
)
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only what was published up to that day."
)
def command(directory: Path, out: Path | None, as_of: datetime | None) -> None:
    """Bring together what the articles in DIR say about the same number, and check it by arithmetic.

    Writes observations.parquet (one row for each thing measured), checks.parquet (confirmed, contradicted or unchecked, for
    each fact) and conflicts.parquet.
    """
    from pipeline.reconcile import MissingTable, reconcile_run

    try:
        rows = reconcile_run(directory, out, as_of.date() if as_of else None)
    except MissingTable as problem:
        raise click.ClickException(str(problem)) from None
    except OSError as problem:
        raise click.ClickException(f"the tables could not be written: {problem}") from None
    click.echo(", ".join(f"{count:,} {name if count != 1 else name.removesuffix('s')}" for name, count in rows.items()))


if __name__ == "__main__":
    command()
