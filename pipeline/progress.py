"""How a run tells what it does: a bar on a terminal, a line now and then elsewhere, JSON lines for log collectors."""

from __future__ import annotations

import json
import sys
import time
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

#: Seconds between two lines where there is no terminal.
_EVERY = 5.0


class Silent:
    """Says nothing; the others are built on it."""

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def phase(self, name: str, total: int) -> None:
        """A phase of `total` documents begins."""

    def advance(self, documents: int) -> None:
        """So many documents of the phase are done."""


class Lines(Silent):
    """Plain lines on standard error: at the start and end of a phase that takes long, and every few seconds."""

    def __init__(self) -> None:
        self.name, self.total, self.done, self.start, self.said = "", 0, 0, 0.0, 0.0

    def phase(self, name: str, total: int) -> None:
        self.name, self.total, self.done = name, total, 0
        self.start = self.said = time.monotonic()

    def advance(self, documents: int) -> None:
        self.done += documents
        now = time.monotonic()
        if now - self.said >= _EVERY:
            self.said = now
            self.say(self.done / (now - self.start))

    def say(self, rate: float) -> None:
        """One line: how far, how fast, how long still."""
        left = (self.total - self.done) / rate if rate else 0.0
        print(
            f"{self.name} {self.done} of {self.total} documents, {rate:.0f} a second, {left:.0f} s left",
            file=sys.stderr,
            flush=True,
        )


class JsonLines(Lines):
    """The same as JSON objects, and one for each beginning phase."""

    def phase(self, name: str, total: int) -> None:
        super().phase(name, total)
        self.say(0.0)

    def say(self, rate: float) -> None:
        event = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "level": "info",
            "event": self.name,
            "done": self.done,
            "total": self.total,
            "per_second": round(rate, 1),
        }
        print(json.dumps(event), file=sys.stderr, flush=True)


class Bar(Silent):
    """A bar with documents per second and time left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._progress: Progress = Progress(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def phase(self, name: str, total: int) -> None:
        for task in self._progress.task_ids:
            self._progress.remove_task(task)
        self._task = self._progress.add_task(name, total=total, rate="")

    def advance(self, documents: int) -> None:
        task = self._progress.tasks[0]
        rate = (task.completed + documents) / task.elapsed if task.elapsed else 0.0
        self._progress.update(self._task, advance=documents, rate=f"{rate:.0f} documents/s")


def listener(quiet: bool, log_format: str) -> AbstractContextManager[Silent]:
    """The one that suits the caller."""
    if log_format == "json":
        return JsonLines()
    if quiet:
        return Silent()
    return Bar() if sys.stderr.isatty() else Lines()
