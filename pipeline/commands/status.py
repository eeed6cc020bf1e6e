"""`newsfacts status`"""

from __future__ import annotations

import json
from pathlib import Path

import click

EPILOG = """\b
Examples:
  newsfacts status outputs
  newsfacts status outputs --json
"""


@click.command(epilog=EPILOG)
@click.argument("directory", type=click.Path(path_type=Path), default="outputs", metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON object.")
def command(directory: Path, as_json: bool) -> None:
    """Print what the tables in DIR hold and what the last run did."""
    from pipeline.lean import lean_arrow
    from pipeline.show import NoTable
    from pipeline.status import print_status, status

    lean_arrow()
    try:
        held = status(directory)
    except NoTable as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(json.dumps(held, ensure_ascii=False))
    else:
        print_status(held, directory)
