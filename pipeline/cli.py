"""The command line. Each command is a module of `pipeline.commands` with a click command named `command`.

Nothing but click is loaded before a command is chosen, so that `newsfacts --help` answers at once.
"""

from __future__ import annotations

import importlib

import click

from pipeline import __version__

#: Commands in the order of the help, with their line in it (so that the help need not load them).
GROUPS = {
    "Make": {
        "extract": "Read articles and write their facts as Parquet tables.",
        "reconcile": "Bring facts of many articles together into observations.",
        "report": "Write the HTML page to check a run.",
        "export": "Write facts or observations as SDMX-CSV, CSV, JSON Lines or XLSX.",
    },
    "Look": {
        "show": "Print facts as aligned text or CSV.",
        "explain": "Say for each number of a sentence what it became, and why.",
        "observations": "Print observations, also as they were known on a day.",
        "status": "Print what an output folder holds and what its last run did.",
    },
    "Check": {
        "score": "Compare facts with gold facts.",
    },
}


class _Commands(click.Group):
    """Loads a command when it is called; lists all without loading any."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for group in GROUPS.values() for name in group]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        return importlib.import_module(f"pipeline.commands.{cmd_name}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, commands in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl(list(commands.items()))


EPILOG = """\b
Examples:
  newsfacts extract seeds --out outputs
  newsfacts show outputs --metric exports --product semiconductors
  newsfacts explain "Exports rose 8.4 percent to $61 billion last month." --date 2025-12-01
  newsfacts status outputs

\b
Exit codes: 0 done, 1 done with too many rejects (or a check that failed), 2 wrong usage, 3 stopped.
"""


@click.group(
    cls=_Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="newsfacts")
def main() -> None:
    """Read economic news and write one row for every number: metric, subject, period, value, source."""
