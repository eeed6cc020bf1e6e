"""`make bench`: measures, and writes benchmarks/RESULTS.md. Nothing else should run on the machine meanwhile."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from benchmarks import workloads
from benchmarks.contenders import CONTENDERS
from benchmarks.results import against, middle, spread, table
from benchmarks.watch import Watched, watch
from pipeline.readers.articles import MAX_CHARACTERS

RESULTS = Path(__file__).with_name("RESULTS.md")
NEWSFACTS = [sys.executable, "-m", "pipeline"]
OURS = "newsfacts"
COMPILED = "newsfacts, compiled"


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    rounds: int
    growth: tuple[int, ...]
    crawl_files: int
    megabytes: float
    numbers: int
    contenders: tuple[str, ...]
    parts: tuple[float, ...] = (0.5, 1)
    articles: int | None = None


FULL = Plan(
    rounds=3, growth=(1, 10, 100), crawl_files=40_000, megabytes=2.0, numbers=50_000, contenders=tuple(CONTENDERS)
)
QUICK = Plan(
    rounds=1,
    growth=(1,),
    crawl_files=0,
    megabytes=0.02,
    numbers=200,
    contenders=(OURS, "en_core_web_sm"),
    parts=(1,),
    articles=3,
)


class Bench:
    """One run: the sections it has measured so far, and the ratios that have a target."""

    def __init__(self, plan: Plan, scratch: Path, compiled: Path | None = None) -> None:
        self.plan = plan
        self.scratch = scratch
        self.compiled = compiled
        self.sections: list[str] = []
        self.targets: list[list[str]] = []
        self.alone_mb = 0.0

    def all(self) -> str:
        """Everything, as the text of RESULTS.md."""
        dense = workloads.articles(workloads.DENSE)[: self.plan.articles]
        self._compare("dense", dense, self.plan.rounds, list(self.plan.contenders))
        self._steps("dense", dense)
        if workloads.CRAWL.is_dir() and self.plan.crawl_files:
            crawl = workloads.articles([workloads.CRAWL])
            self._compare("crawl", crawl, self.plan.rounds, [OURS, "en_core_web_sm", "tagger and parser"])
            self._steps("crawl", crawl)
            self._workers(crawl)
        else:
            reason = (
                "not asked for" if workloads.CRAWL.is_dir() else "there is no ../shared/crawl beside the repository"
            )
            self.section("Crawl", f"Not measured: {reason}.")
        self._growth(dense)
        self._extremes()
        self._start(dense[0])
        return self._page()

    def target(self, what: str, value: float, wanted: float, unit: str, *, least: bool = True) -> None:
        """A row of the table of targets."""
        sign = "at least" if least else "at most"
        self.targets.append(
            [what, f"{value:.3g}{unit}", f"{sign} {wanted:g}{unit}", against(value, wanted, least=least)]
        )

    def section(self, title: str, *parts: str) -> None:
        """Adds a section and shows it."""
        self.sections.append("\n\n".join([f"## {title}", *parts]))
        click.echo(self.sections[-1] + "\n")

    def folders(self, label: str, paths: list[Path], rounds: int) -> list[str]:
        """A folder of some perturbed copies for the warm-up and one of all for each round, the same for all who are measured."""
        folders = []
        for number in range(rounds + 1):
            folder = self.scratch / f"{label}-{number}"
            if not folder.exists():
                some = paths if number else paths[:: max(1, len(paths) // 40)]
                workloads.write_copies(some, folder, 1, f"{label}{number}x")
            folders.append(str(folder))
        return folders

    def _compare(self, label: str, paths: list[Path], rounds: int, names: list[str]) -> None:
        """Documents a second of each contender on the same documents, alone in its process."""
        folders = self.folders(label, paths, rounds)
        measured: dict[str, dict[str, Any]] = {}
        for name in names:
            measured[name] = _measured(name, folders)
            if name == OURS and self.compiled:
                measured[COMPILED] = _measured(name, folders, self.compiled)
        mine = middle(measured[OURS]["seconds"])
        rows = []
        for name, figures in measured.items():
            seconds, documents = middle(figures["seconds"]), figures["documents"]
            rows.append(
                [
                    name,
                    str(documents),
                    f"{seconds:.3f}",
                    spread(figures["seconds"]),
                    f"{documents / seconds:.1f}",
                    f"{seconds / mine:.1f}",
                    f"{figures['peak_mb']}",
                ]
            )
        head = ["one process", "documents", "median s", "spread", "documents/s", "times our time", "peak MB"]
        note = (
            "Ours: from files to committed tables, every file. The others: the kept text of the English files only, already in memory."
            if label == "crawl"
            else "Ours: from files to committed tables. The others: the same kept texts, already in memory."
        )
        self.section(f"{label.capitalize()}: against the libraries alone", note, table(head, rows))
        wanted = {
            ("dense", "en_core_web_sm"): 3,
            ("dense", "spaCy + quantulum3 + dateparser.search"): 15,
            ("crawl", "en_core_web_sm"): 10,
        }
        for name, figures in measured.items():
            if (label, name) not in wanted:
                continue
            for ours, how in ((OURS, ""), (COMPILED, ", compiled")):
                if ours in measured:
                    times = middle(figures["seconds"]) / middle(measured[ours]["seconds"])
                    self.target(f"{label}{how}: as fast as {name}", times, wanted[label, name], " times")

    def _steps(self, label: str, paths: list[Path]) -> None:
        """Share of our time by step; the clock itself costs a little, so the shares count, not the sum."""
        folders = self.folders(label, paths, 1)
        seconds = json.loads(watch([sys.executable, "-m", "benchmarks.steps", *folders]).output.splitlines()[-1])
        total = sum(seconds.values())
        rows = [
            [step, f"{1000 * value / len(paths):.2f}", f"{100 * value / total:.1f}"] for step, value in seconds.items()
        ]
        self.section(f"{label.capitalize()}: our time by step", table(["step", "ms a document", "% of time"], rows))

    def _extract(self, folder: Path | str, *more: str) -> Watched:
        """`newsfacts extract` of a folder into a new output folder, as a person calls it."""
        with tempfile.TemporaryDirectory(dir=self.scratch) as out:
            return watch([*NEWSFACTS, "extract", str(folder), "--out", out, "--quiet", *more])

    def _workers(self, paths: list[Path]) -> None:
        """A crawl of 40,000 files by one worker and by two in turn, start-up included; then once more with nothing new."""
        copies = -(-self.plan.crawl_files // len(paths))
        folder = workloads.write_copies(paths, self.scratch / "many", copies, "many")
        files = copies * len(paths)
        runs: dict[str, list[Watched]] = {"1": [], "2": []}
        for _ in range(self.plan.rounds):
            for workers, done in runs.items():
                shutil.rmtree(self.scratch / workers, ignore_errors=True)
                done.append(self._crawl(folder, workers))
        again = self._crawl(folder, "2")
        one, two = (sorted(done, key=lambda run: run.seconds)[len(done) // 2] for done in runs.values())
        self.alone_mb = one.peak_mb
        outcomes = json.loads((self.scratch / "1" / "run.json").read_text(encoding="utf-8"))["outcomes"]
        rows = [
            [name, f"{run.seconds:.1f}", f"{files / run.seconds:.0f}", f"{run.peak_mb:.0f}"]
            for name, run in (("1 worker", one), ("2 workers", two), ("2 workers, nothing new", again))
        ]
        self.section(
            f"Crawl of {files:,} files",
            f"Medians of {self.plan.rounds} rounds. Memory is that of all processes together. "
            f"Documents: {', '.join(f'{n:,} {what}' for what, n in outcomes.items())}.",
            table(["", "s", "files/s", "peak MB"], rows),
        )
        self.target("two workers against one, crawl", one.seconds / two.seconds, 1.8, " times")
        self.target("memory, crawl, two workers in all", two.peak_mb, 1200, " MB", least=False)
        self.target("second run with nothing new", again.seconds, 15, " s", least=False)
        for name in ("many", *runs):
            shutil.rmtree(self.scratch / name)

    def _crawl(self, folder: Path, workers: str) -> Watched:
        """`newsfacts extract` of a folder by so many workers, into an output folder of their own."""
        return watch(
            [*NEWSFACTS, "extract", str(folder), "--out", str(self.scratch / workers), "--workers", workers, "--quiet"]
        )

    def _growth(self, paths: list[Path]) -> None:
        """Time and memory of one worker while the number of documents grows."""
        rows = []
        for factor in self.plan.growth:
            folder = workloads.write_copies(paths, self.scratch / f"growth-{factor}", factor, f"growth{factor}x")
            run = self._extract(folder, "--workers", "1")
            self.alone_mb = max(self.alone_mb, run.peak_mb)
            documents = factor * len(paths)
            rows.append(
                [
                    f"{factor}x",
                    str(documents),
                    f"{run.seconds:.2f}",
                    f"{1000 * run.seconds / documents:.1f}",
                    f"{run.peak_mb:.0f}",
                ]
            )
            shutil.rmtree(folder)
        head = ["dense", "documents", "s", "ms a document", "peak MB"]
        self.section(
            "Growth",
            "`newsfacts extract --workers 1`, start-up included; memory of command and worker together.",
            table(head, rows),
        )
        self.target("memory, one worker, any number of documents", self.alone_mb, 500, " MB", least=False)

    def _extremes(self) -> None:
        """A very long document, and one of very many numbers."""
        rows = []
        for part in self.plan.parts:
            size, numbers = part * self.plan.megabytes, int(part * self.plan.numbers)
            for name, folder in (
                (f"{size:g} MB", workloads.write_long(self.scratch / f"long-{part}", size)),
                (f"{numbers:,} numbers", workloads.write_numbers(self.scratch / f"numbers-{part}", numbers)),
            ):
                run = self._extract(folder, "--workers", "1", "--document-timeout", "0")
                rows.append([name, f"{run.seconds:.2f}", f"{run.peak_mb:.0f}"])
        self.section(
            "One very large document",
            f"Start-up included. What stands behind the first {MAX_CHARACTERS:,} characters is cut, and the documents table says so.",
            table(["one document of", "s", "peak MB"], rows),
        )

    def _start(self, path: Path) -> None:
        """What a person waits for."""
        rows = []
        waits: list[tuple[str, float, Callable[[], float]]] = [
            ("newsfacts --help", 0.5, lambda: watch([*NEWSFACTS, "--help"]).seconds),
            ("newsfacts extract, one article", 2.0, lambda: self._extract(path).seconds),
        ]
        for what, wanted, measure in waits:
            measure()
            seconds = [measure() for _ in range(self.plan.rounds)]
            rows.append([f"`{what}`", f"{middle(seconds):.2f}", spread(seconds)])
            self.target(what, middle(seconds), wanted, " s", least=False)
        self.section("Start-up", table(["command", "median s", "spread"], rows))

    def _page(self) -> str:
        """RESULTS.md."""
        head = [
            "# Speed and memory",
            "Written by `make bench`; one run on one machine, so read the ratios, not the seconds.",
            _conditions(),
            "## Targets",
            table(["what", "measured", "wanted", "verdict"], self.targets),
        ]
        return "\n\n".join([*head, *self.sections]) + "\n"


def _measured(name: str, folders: list[str], package: Path | None = None) -> dict[str, Any]:
    """What a contender says of itself; `package` is a folder that holds the package it is to use, instead of this one."""
    command = [sys.executable, "-P", "-m", "benchmarks.contenders", name, *folders]
    return json.loads(watch(command, PYTHONPATH=str(package or "")).output.splitlines()[-1])


def _conditions() -> str:
    """When, where, with what and how it was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("spacy", "quantulum3", "dateparser"))
    return (
        f"{dt.date.today()}, {platform.machine()} with {os.cpu_count()} cores, Python {platform.python_version()}, {versions}. "
        "Every round has documents of its own (the same articles with other numbers), after a warm-up; medians, lowest to highest."
    )


@click.command(help=__doc__)
@click.option(
    "--quick", is_flag=True, help="Three articles, one round: to see that it runs; writes nothing but to --out."
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to write.  [default: benchmarks/RESULTS.md]"
)
@click.option(
    "--compiled",
    type=click.Path(path_type=Path, file_okay=False, exists=True, resolve_path=True),
    help="A folder with the package compiled, as `make compiled` leaves it: measured beside this one.",
)
def main(quick: bool, out: Path | None, compiled: Path | None) -> None:
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="newsfacts-bench-") as scratch:
        try:
            page = Bench(QUICK if quick else FULL, Path(scratch), compiled).all()
        except subprocess.CalledProcessError as error:
            raise click.ClickException(f"{' '.join(map(str, error.cmd[:6]))} failed:\n{error.stderr}") from error
    if out or not quick:
        (out or RESULTS).write_text(page, encoding="utf-8")
        click.echo(f"Wrote {out or RESULTS} after {time.monotonic() - begin:.0f} s.")


if __name__ == "__main__":
    main()
