"""Runs a command and watches the time it takes and the memory that it and its children hold."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass

import psutil

#: Seconds between two looks at the memory, at first and in long runs, where looking often would take time from two workers.
EVERY, SELDOM, LOOKS = 0.05, 0.5, 100


@dataclass(frozen=True, slots=True)
class Watched:
    """Wall time in seconds, highest resident memory of the whole process tree in megabytes, standard output."""

    seconds: float
    peak_mb: float
    output: str


def watch(command: list[str], **environment: str) -> Watched:
    """Runs `command` to its end, with `environment` beside our own; raises CalledProcessError with its output when it fails."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
    )
    watched = psutil.Process(process.pid)
    peak = 0
    while True:
        try:
            out, err = process.communicate(timeout=min(SELDOM, max(EVERY, (time.perf_counter() - begin) / LOOKS)))
            break
        except subprocess.TimeoutExpired:
            peak = max(peak, _resident(watched))
    seconds = time.perf_counter() - begin
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, out, err)
    return Watched(seconds, peak / 1e6, out)


def _resident(root: psutil.Process) -> int:
    """Bytes held by a process and all below it; one that ended meanwhile counts nothing."""
    total = 0
    try:
        family = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    for process in family:
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total
