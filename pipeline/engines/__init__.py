"""Engines: who runs the tasks of a run. An engine schedules and knows nothing of what a task does.

Each engine is a context manager whose method `run(task, jobs)` yields `(job, result)` in any order; the
result is what `task(job)` returned, or a `Failure` when the process that ran it died or the task raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

#: Loads what the tasks of a run need.
WARM = "pipeline.shard:warm"


@dataclass(frozen=True)
class Failure:
    """Why a task gave no result: `died` (its process is gone) or the error it raised."""

    error: BaseException | None = None

    @property
    def died(self) -> bool:
        """Whether the process is gone, so that nobody could say why."""
        return self.error is None


class Engine(Protocol):
    """What a run asks of an engine."""

    def run(self, task: Callable[[Any], Any], jobs: Iterable[Any]) -> Iterator[tuple[Any, Any | Failure]]:
        """Runs `task` on every job; jobs are taken as they are needed."""
        ...

    def get_ready(self) -> None:
        """More jobs than one are on their way: every worker may start."""
        ...


def engine(
    name: str, workers: int = 1, worker_memory: int = 0, scheduler: str | None = None, warm: str = WARM
) -> AbstractContextManager[Engine]:
    """The engine of that name: `inline` (this process), `local` (worker processes) or `dask`.

    `worker_memory` is in bytes, 0 for no limit; `warm` names the function (`module:function`) that loads what the
    tasks need, once a process. Raises `ModuleNotFoundError` when `newsfacts[dask]` is not installed.
    """
    if name == "inline":
        from pipeline.engines.inline import InlineEngine

        return InlineEngine()
    if name == "local":
        from pipeline.engines.local import LocalEngine

        return LocalEngine(workers, worker_memory, warm)
    if name == "dask":
        from pipeline.engines.dask import DaskEngine

        return DaskEngine(workers, worker_memory, scheduler, warm)
    raise ValueError(f"no engine is called {name!r}")
