"""`newsfacts export`: a run's tables for spreadsheets, statistics software and data catalogues."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

if TYPE_CHECKING:
    import pyarrow as pa

_SUFFIX = {"csv": "csv", "jsonl": "jsonl", "xlsx": "xlsx", "sdmx-csv": "sdmx.csv"}
_TABLES = ["facts", "leftovers", "documents", "observations", "checks", "conflicts"]


@click.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option("--format", "form", type=click.Choice([*_SUFFIX, "datapackage"]), required=True, help="Format to write.")
@click.option(
    "--table",
    type=click.Choice(_TABLES),
    default="observations",
    show_default=True,
    help="Table to write (csv, jsonl).",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; in DIR and named for the table unless given.",
)
def command(directory: Path, form: str, table: str, out: Path | None) -> None:
    """Write tables of the run in DIR in another format.

    csv and jsonl hold one table, xlsx observations, facts, checks and conflicts as sheets. sdmx-csv holds the observations as
    SDMX-CSV 2.0, with the data structure definition beside it (.structure.xml). datapackage writes datapackage.json, the
    Frictionless description of the Parquet files.
    """
    from pipeline.reconcile import MissingTable

    if form == "datapackage":
        from pipeline.export import datapackage

        click.echo(datapackage.write(directory))
        return
    name = "newsfacts" if form == "xlsx" else "observations" if form == "sdmx-csv" else table
    out = out or directory / f"{name}.{_SUFFIX[form]}"
    try:
        if form == "sdmx-csv":
            _sdmx(directory, out)
        elif form == "xlsx":
            from pipeline.export import xlsx

            sheets = {name: _read(directory, name) for name in ("observations", "facts", "checks", "conflicts")}
            _write(out, lambda file: xlsx.write(sheets, file))
        else:
            from pipeline.export import text

            rows = _read(directory, table)
            _write(out, lambda file: text.write(rows, file, form))
    except ImportError as problem:
        raise click.ClickException(f"{problem}; install newsfacts[{'sdmx' if form == 'sdmx-csv' else form}]") from None
    except (MissingTable, ValueError, OSError) as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(out)


def _sdmx(directory: Path, out: Path) -> None:
    import pyarrow.compute as pc

    from pipeline.export import sdmx

    rows = _read(directory, "observations")
    pairs = _read(directory, "checks").group_by(["observation_id", "source"]).aggregate([])
    sources: dict[str, list[str]] = {}
    for pair in pairs.sort_by([("observation_id", "ascending"), ("source", "ascending")]).to_pylist():
        sources.setdefault(pair["observation_id"], []).append(pair["source"])
    indicators = sorted(pc.unique(rows["metric"]).to_pylist())
    _write(
        out.with_name(f"{out.name.removesuffix('.csv')}.structure.xml"),
        lambda file: sdmx.write_structure(indicators, file),
    )
    left_out = _write(out, lambda file: sdmx.write_csv(rows, sources, file))[1]
    if left_out:
        click.echo(
            f"{left_out:,} observations that are no time series were left out (ranks, counts, figures without a period)",
            err=True,
        )


def _read(directory: Path, name: str) -> pa.Table:
    from pipeline.reconcile.tables import MissingTable, open_table

    try:
        return open_table(directory, name).to_table()
    except MissingTable as problem:
        advice = (
            "run `newsfacts reconcile` first"
            if name in ("observations", "checks", "conflicts")
            else "run `newsfacts extract` first"
        )
        raise MissingTable(f"{problem}; {advice}") from None


def _write(out: Path, write: Callable[[BinaryIO], Any]) -> Any:
    """Writes a file under a temporary name and puts it in its place when it is whole."""
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            result = write(file)
        os.replace(draft, out)
    finally:
        draft.unlink(missing_ok=True)
    return result


if __name__ == "__main__":
    command()
