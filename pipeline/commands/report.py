"""`newsfacts report`: the HTML page to check a run."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.report import DEFAULT_LIMIT


@click.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write; report.html in DIR unless given."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=DEFAULT_LIMIT, show_default=True, help="Most documents to show."
)
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
def command(directory: Path, out: Path | None, limit: int, open_: bool) -> None:
    """Write one HTML file that shows the run in DIR: counts, facts, articles with their numbers marked, charts.

    The file needs no network. Of a large run it shows the documents with the most facts, and says so.
    """
    from pipeline.report import write_report
    from pipeline.report.tables import MissingTable

    try:
        target = write_report(directory, out, limit)
    except MissingTable as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{target} ({target.stat().st_size / 1e6:.1f} MB)")
    if open_:
        click.launch(target.resolve().as_uri())


if __name__ == "__main__":
    command()
