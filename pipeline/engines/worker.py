"""What a worker process does before its first task: limits, and an end when nobody waits for it any more."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable


def start(memory: int, warm: Callable[[], None]) -> None:
    """Prepares a local worker process; `memory` is its limit in bytes (0: none), `warm` loads what the tasks need.

    The limit is on address space: an allocation above it raises MemoryError, which rejects the document under way.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    if memory:
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with contextlib.suppress(Exception):  # what is wrong will be said by the first task that needs it
        warm()


def _end_with(parent: int) -> None:
    """Ends this process when its parent is gone (killed), instead of working on unseen."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(3)
