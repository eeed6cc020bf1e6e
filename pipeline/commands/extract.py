"""`newsfacts extract`"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pipeline import MIN_CONFIDENCE, engines

if TYPE_CHECKING:
    from pipeline.run import Report

#: Exit codes that a scheduler can use, beside 0 for done; click itself ends with 2 on wrong usage.
REJECTS, USAGE, STOPPED = 1, 2, 3

EPILOG = """\b
Examples:
  newsfacts extract article.txt                        one article
  newsfacts extract crawl/ more.jsonl.gz --out facts   folders and archives of any mix
  newsfacts extract 'crawl/2026-*/*.md' --workers 8    globs; quote them when they are long
  newsfacts extract crawl/ --json --quiet              the run report as JSON, for scripts

\b
Run it again with the same --out to add what is new and replace what changed; nothing is read twice.
A run that was stopped or killed goes on where it was.

\b
Exit codes: 0 done, 1 done with more rejects than --max-rejects (or an input that does not exist),
2 wrong usage, 3 stopped (another run at work, disk full, interrupted); what was committed stays.
"""


@click.command(epilog=EPILOG)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="outputs",
    show_default=True,
    help="Folder of the tables.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    show_default="the cores of this machine",
    help="Worker processes.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Who runs the work; dask needs newsfacts[dask].",
)
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler of a cluster, such as tcp://10.0.0.1:8786.")
@click.option("--fresh", is_flag=True, help="Remove the tables in --out and read everything anew.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=MIN_CONFIDENCE,
    show_default=True,
    help="Facts below become leftovers; 0 keeps all.",
)
@click.option(
    "--max-rejects",
    type=click.IntRange(0),
    show_default="no limit",
    help="Exit with 1 when more documents are rejected.",
)
@click.option(
    "--document-timeout",
    type=click.FloatRange(0),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Reject a document that takes longer; 0 for no limit.",
)
@click.option(
    "--worker-memory",
    type=click.FloatRange(0),
    default=4.0,
    show_default=True,
    metavar="GB",
    help="Reject a document that needs more; 0 for no limit.",
)
@click.option(
    "--shard-size",
    type=click.IntRange(1),
    default=250,
    show_default=True,
    metavar="N",
    help="Documents that one task reads, extracts and commits.",
)
@click.option("--quiet", is_flag=True, help="No progress and no summary; errors only.")
@click.option("--json", "as_json", is_flag=True, help="Print the run report as JSON instead of the summary.")
@click.option(
    "--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Progress for people, or one JSON object a line.",
)  # fmt: skip
def command(
    inputs: tuple[str, ...],
    out: Path,
    workers: int | None,
    engine: str,
    scheduler: str | None,
    fresh: bool,
    min_confidence: float,
    max_rejects: int | None,
    document_timeout: float,
    worker_memory: float,
    shard_size: int,
    quiet: bool,
    as_json: bool,
    log_format: str,
) -> None:
    """Read articles from files and folders; write facts, documents and leftovers as Parquet tables."""
    if scheduler and engine != "dask":
        raise click.UsageError("--scheduler needs --engine dask")
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        # The engine comes first: its first worker loads the model while this process is still loading Arrow.
        with engines.engine(engine, workers or os.cpu_count() or 1, int(worker_memory * 2**30), scheduler) as pool:
            report = _run((inputs, out, fresh, min_confidence, document_timeout, shard_size), pool, quiet, log_format)
    except ModuleNotFoundError as error:
        if engine != "dask":
            raise
        raise click.UsageError(f"{error}; install it with: pip install 'newsfacts[dask]'") from error
    except KeyboardInterrupt:
        _stop("interrupted; run the same command again to go on")
    if as_json:
        import json
        from dataclasses import asdict

        click.echo(json.dumps(asdict(report), ensure_ascii=False))
    elif not quiet:
        from pipeline.summary import print_summary

        print_summary(report, out)
    for message in report.missing:
        click.echo(f"newsfacts: {message}", err=True)
    if report.missing and report.sources == len(report.missing):
        sys.exit(USAGE)
    if report.missing or (max_rejects is not None and report.rejects > max_rejects):
        sys.exit(REJECTS)


def _run(options: tuple[Any, ...], pool: engines.Engine, quiet: bool, log_format: str) -> Report:
    from pipeline.lean import lean_arrow

    lean_arrow()
    from pipeline.patience import Stopped, said
    from pipeline.progress import listener
    from pipeline.run import Options, run
    from pipeline.store import AlreadyOpen

    try:
        with listener(quiet, log_format) as told:
            return run(Options(*options), pool, told)
    except (AlreadyOpen, Stopped) as error:
        _stop(str(error))
    except OSError as error:
        _stop(said(error))


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def _stop(message: str) -> NoReturn:
    click.echo(f"newsfacts: stopped: {message}", err=True)
    sys.exit(STOPPED)
