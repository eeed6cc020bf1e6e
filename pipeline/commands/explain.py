"""`newsfacts explain`"""

from __future__ import annotations

import sys
from datetime import datetime

import click

EPILOG = """\b
Examples:
  newsfacts explain "Exports rose 8.4 percent to $61.04 billion last month." --date 2025-12-01
  newsfacts explain - --date 2025-12-01 < article.txt
"""


@click.command(epilog=EPILOG)
@click.argument("text")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication, from which 'last month' counts.")
def command(text: str, date: datetime | None) -> None:
    """Say for each number of TEXT (- for standard input) what it became, and which characters each field was read from."""
    from pipeline.explain import render

    if text == "-":
        text = sys.stdin.read()
    if not text.strip():
        raise click.UsageError("there is no text to explain")
    click.echo(render(text, date.date() if date else None))
