"""What a worker process does before its first task: limits, and an end when nobody waits for it any more."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import signal
import threading
import time


def start(memory: int, warm: str) -> None:
    """Prepares a local worker process; `memory` is its limit in bytes (0: none), `warm` names what loads what the tasks need.

    The limit is on address space: an allocation above it raises MemoryError, which rejects the document under way.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whom it was started by, not who is its parent by now: that one may have been killed while this process was starting.
    starter = multiprocessing.parent_process()
    parent = (starter.pid if starter is not None else None) or os.getppid()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    if memory:
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with contextlib.suppress(Exception):  # what is wrong will be said by the first task that needs it
        load(warm)


def load(warm: str) -> None:
    """Calls the function that is named as `module:function`."""
    module, function = warm.split(":")
    getattr(importlib.import_module(module), function)()


def _end_with(parent: int) -> None:
    """Ends this process when its parent is gone (killed), instead of working on unseen."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(3)
