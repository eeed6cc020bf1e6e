"""Our parsers beside the libraries alone and the peers' published figures, on the public halves of their test cases.

python tests/peers/run.py            all suites, four runs
python tests/peers/run.py --quick    ours only
python tests/peers/run.py --errors 20
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import click
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "peers"

#: F1 in percent with the same scripts on all cases, from the README of the peers' cases.
PUBLISHED_QUANTITIES = {
    "currency value": (84.2, 79.6),
    "currency value+unit": (75.2, 73.8),
    "percent value+unit": (100.0, 73.3),
    "dimension value+unit": (69.0, 77.3),
}
PUBLISHED_PERIODS = {"recognizers value": (74.0, 41.9)}


def load(name: str) -> ModuleType:
    """One of the two scoring scripts, as a module."""
    spec = importlib.util.spec_from_file_location(name, SHARED / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def score_quantities(adapter: str, errors: int = 0) -> dict[str, float]:
    """{suite and count: F1 in percent} of an adapter of `tests.peers.adapters`."""
    scores = _run("peer_quantities", adapter, errors)
    return {suite: s["F1"] for suite, s in scores.items() if not suite.endswith("span")}


def score_periods(adapter: str, errors: int = 0) -> dict[str, float]:
    """The same for periods: characters that overlap, and the value."""
    scores = _run("peer_periods", adapter, errors)
    return {f"{suite} {count}": s[count]["F1"] for suite, s in scores.items() for count in ("relaxed", "value")}


def _run(name: str, adapter: str, errors: int) -> dict[str, Any]:
    """Runs a scoring script and gives the scores that it writes; failures, if asked for, go to the screen."""
    script = load(name)
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    before, printed = sys.argv, io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "scores.json"
        sys.argv = [f"{name}.py", f"tests.peers.adapters:{adapter}", "--errors", str(errors), "--json", str(out)]
        try:
            with contextlib.redirect_stdout(printed):
                script.main()
        finally:
            sys.argv = before
        scores = json.loads(out.read_text("utf-8"))["scores"]
    if errors:
        click.echo(printed.getvalue())
    return scores


def table(
    title: str,
    ours: dict[str, float],
    alone: dict[str, float] | None,
    library: str,
    published: dict[str, tuple[float, float]],
    peers: tuple[str, str],
) -> Table:
    """Rows are suites; columns ours, the library alone, the peers (F1 in percent)."""
    out = Table(title=f"{title}: F1 in percent")
    for column in ("suite", "ours", library, *peers):
        out.add_column(column, justify="left" if column == "suite" else "right")
    for suite, f1 in ours.items():
        other = f"{alone[suite]:.1f}" if alone and suite in alone else "-"
        figures = [f"{x:.1f}" for x in published[suite]] if suite in published else ["-", "-"]
        out.add_row(suite, f"{f1:.1f}", other, *figures)
    return out


@click.command()
@click.option("--quick", is_flag=True, help="Ours only, without the libraries.")
@click.option("--errors", default=0, help="Print this many failures of ours a suite.")
def main(quick: bool, errors: int) -> None:
    """The table of both parsers beside the peers."""
    console = Console()
    if not SHARED.is_dir():
        raise click.ClickException("../shared/peers is not there: the peers' cases can not be scored")
    alone = None if quick else score_quantities("quantulum3_alone")
    console.print(
        table(
            "Quantities",
            score_quantities("quantities", errors),
            alone,
            "quantulum3",
            PUBLISHED_QUANTITIES,
            ("Recognizers-Text", "CQE"),
        )
    )
    alone = None if quick else score_periods("dateparser_alone")
    console.print(
        table(
            "Periods",
            score_periods("periods", errors),
            alone,
            "dateparser",
            PUBLISHED_PERIODS,
            ("Recognizers-Text", "HeidelTime"),
        )
    )
    console.print(
        "Peers' figures are on all cases of the suites; ours and the libraries' on the half that is in ../shared/peers."
    )


if __name__ == "__main__":
    main()
