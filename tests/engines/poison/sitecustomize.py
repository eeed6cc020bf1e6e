"""Python loads this module at its start when its folder is in PYTHONPATH: it makes the pipeline choke on some texts.

So the made-up faults reach worker processes, which share nothing with the test but their environment.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType


def _hang() -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")  # never ends and never lets another thread of Python run


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _eat() -> None:
    assert bytearray(10 << 30)


def _fail() -> None:
    raise RecursionError("made up")


#: Module -> its function that is poisoned -> word in a text -> what happens.
POISONS = {
    "pipeline.extract": (
        "read_facts",
        {"POISON-HANG": _hang, "POISON-CRASH": _crash, "POISON-MEMORY": _eat, "POISON-ERROR": _fail},
    ),
    "pipeline.gates": ("first_gate", {"POISON-GATE": _crash}),
}


class _Poisoner:
    """Wraps a function as soon as somebody imports its module."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name not in POISONS:
            return None
        spec = PathFinder.find_spec(name, path)
        assert spec is not None
        assert spec.loader is not None
        load = spec.loader.exec_module

        def load_and_poison(module: ModuleType) -> None:
            load(module)
            function, acts = POISONS[name]
            healthy = getattr(module, function)

            def poisoned(document):
                for word, act in acts.items():
                    if word in document.text:
                        act()
                return healthy(document)

            setattr(module, function, poisoned)

        spec.loader.exec_module = load_and_poison  # type: ignore[method-assign]
        return spec


sys.meta_path.insert(0, _Poisoner())
