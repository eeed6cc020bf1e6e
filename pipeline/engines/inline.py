"""The engine of the Python interface: every task in this process, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline.engines import Failure


class InlineEngine:
    """Runs tasks in the calling process; a task that kills its process kills the caller."""

    def __enter__(self) -> InlineEngine:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def get_ready(self) -> None:
        """Nothing has to start."""

    def run(self, task: Callable[[Any], Any], jobs: Iterable[Any]) -> Iterator[tuple[Any, Any | Failure]]:
        """Runs `task` on every job, in order."""
        for job in jobs:
            try:
                result = task(job)
            except Exception as error:
                result = Failure(error)
            yield job, result
