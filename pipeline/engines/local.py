"""The default engine: worker processes on this machine that load the model once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from pipeline.engines import Failure
from pipeline.engines.worker import start


class LocalEngine:
    """A pool of one executor per worker process, so that a dead worker takes only its own task with it.

    Workers are spawned, not forked: a fork of a process with threads (Arrow has some) may hang.
    """

    def __init__(self, workers: int, worker_memory: int, warm: str) -> None:
        self._initial = (worker_memory, warm)
        self._idle = [self._worker() for _ in range(workers)]
        self._running: dict[Future[Any], tuple[ProcessPoolExecutor, Any]] = {}
        self._idle[-1].submit(abs, 0)  # the first to be used starts now, while the run is being planned

    def _worker(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(1, mp_context=context, initializer=start, initargs=self._initial)

    def _replace(self, dead: ProcessPoolExecutor) -> None:
        dead.shutdown(wait=False)
        self._idle.append(self._worker())

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the workers at once, also one that is still loading: nothing that they may be doing is wanted any more."""
        for executor in [*self._idle, *(busy for busy, _ in self._running.values())]:
            for process in (executor._processes or {}).values():
                process.kill()
            executor.shutdown(wait=True, cancel_futures=True)
        self._idle.clear()
        self._running.clear()

    def get_ready(self) -> None:
        """Starts the workers that have not been needed yet."""
        for executor in self._idle:
            if not executor._processes:
                executor.submit(abs, 0)

    def run(self, task: Callable[[Any], Any], jobs: Iterable[Any]) -> Iterator[tuple[Any, Any | Failure]]:
        """Runs `task` on every job; each worker has one job at a time."""
        waiting = iter(jobs)
        while True:
            while self._idle and (job := next(waiting, None)) is not None:
                executor = self._idle.pop()
                try:
                    self._running[executor.submit(task, job)] = (executor, job)
                except BrokenProcessPool:  # it has died while it was starting
                    self._replace(executor)
                    yield job, Failure()
            if not self._running:
                return
            done, _ = wait(self._running, return_when=FIRST_COMPLETED)
            for future in done:
                executor, job = self._running.pop(future)
                error = future.exception()
                if isinstance(error, BrokenProcessPool):
                    self._replace(executor)
                    yield job, Failure()
                else:
                    self._idle.append(executor)
                    yield job, Failure(error) if error else future.result()
