"""The engine for clusters: Dask distributed, on this machine or behind a scheduler's address."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import dask
from distributed import Client, KilledWorker, LocalCluster, WorkerPlugin, as_completed

from pipeline.engines import Failure
from pipeline.engines.worker import load


class Warm(WorkerPlugin):
    """Loads what the tasks need on every worker, also on those that join later."""

    name = "newsfacts"

    def __init__(self, warm: str) -> None:
        self._warm = warm

    def setup(self, worker: Any) -> None:
        """Called by Dask on each worker."""
        load(self._warm)


class DaskEngine:
    """One task a job. All workers see the output folder and the input under the same paths.

    Without `scheduler` a cluster of `workers` processes is started here. A task whose worker dies is tried again by
    Dask as often as the scheduler's `allowed-failures` says (here: not at all, the run itself does that).
    """

    def __init__(self, workers: int, worker_memory: int, scheduler: str | None, warm: str) -> None:
        self._cluster = None
        if scheduler is None:
            dask.config.set({"distributed.scheduler.allowed-failures": 0})
            self._cluster = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                memory_limit=worker_memory or 0,
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
        self._client = Client(self._cluster or scheduler)
        self._client.register_plugin(Warm(warm))

    def __enter__(self) -> DaskEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def get_ready(self) -> None:
        """The cluster's workers have started on their own."""

    def run(self, task: Callable[[Any], Any], jobs: Iterable[Any]) -> Iterator[tuple[Any, Any | Failure]]:
        """Submits `task` for every job at once: the cluster may grow to its liking."""
        waiting = {self._client.submit(task, job, pure=False): job for job in jobs}
        for future in as_completed(list(waiting)):
            job = waiting.pop(future)
            error = future.exception()
            if isinstance(error, KilledWorker):
                yield job, Failure()
            else:
                yield job, Failure(error) if error else future.result()
