"""Patience: jobs whose process died are run again, until the document that kills it is known and left out."""

from __future__ import annotations

import errno
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pipeline.engines import Engine, Failure
from pipeline.shard import Job, under_way

#: A job that dies this often before it has begun a document will not get any further.
_HOPELESS = 3
J = TypeVar("J", bound=Job)


class Stopped(Exception):
    """The run cannot go on; what was committed stays and the next run goes on from there."""


class Patience:
    """Runs jobs on an engine and deals with the dead.

    A document that was under way for longer than the timeout is rejected at once ("timeout"). Any other that was
    under way when its process died gets a second chance, for the system may have killed an innocent process; when
    it happens again it is rejected ("crashed").
    """

    def __init__(self, pool: Engine, timeout: float) -> None:
        self._pool, self._timeout = pool, timeout

    def run(self, task: Callable[[J], Any], jobs: list[J]) -> Iterator[tuple[J, Any]]:
        """Every job with its result, in any order; raises `Stopped` when a job cannot be brought to an end."""
        suspects: set[tuple[int, int]] = set()
        deaths: Counter[int] = Counter()
        while jobs:
            again = []
            for job, result in self._pool.run(task, jobs):
                if not isinstance(result, Failure):
                    yield job, result
                elif not result.died:
                    raise Stopped(said(result.error)) from result.error
                else:
                    again.append(self._spared(job, suspects, deaths))
            jobs = again

    def _spared(self, job: J, suspects: set[tuple[int, int]], deaths: Counter[int]) -> J:
        doing = under_way(job)
        if doing is None:
            deaths[job.number] += 1
            if deaths[job.number] >= _HOPELESS:
                raise Stopped("worker processes end before they begin to work; is the memory of a worker too small?")
            return job
        index, start = doing
        if self._timeout and time.time() - start >= self._timeout:
            return job.without(index, "timeout", f"not done after {self._timeout:g} seconds")
        if (job.number, index) in suspects:
            return job.without(index, "crashed", "ended the worker process twice")
        suspects.add((job.number, index))
        return job


def said(error: BaseException | None) -> str:
    """An error in words for people."""
    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return "the disk is full; what was committed so far stays, free some space and run the same command again"
        if error.strerror:
            return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return f"{type(error).__name__}: {error}"
