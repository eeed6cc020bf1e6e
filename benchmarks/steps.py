"""Where our time goes: named functions are wrapped by a clock that counts each moment for the innermost one.

python -m benchmarks.steps WARMUP ROUND...     prints {step: seconds of all rounds} as JSON
"""

from __future__ import annotations

import functools
import importlib
import inspect
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: Step -> the functions (module:name) whose time it is. What none of them takes is "the rest".
STEPS = {
    "read and clean": ["pipeline.readers:read"],
    "gates (language, digits)": ["pipeline.gates:first_gate"],
    "near-duplicate signature": ["pipeline.gates:signature"],
    "tokens": ["pipeline.extract:_with_names"],
    "periods": ["pipeline.periods:parse"],
    "quantities": ["pipeline.quantities:scan"],
    "mentions": ["pipeline.vocabulary:Vocabulary.find", "pipeline.vocabulary.companies:find_companies"],
    "split": ["pipeline.sentences:split"],
    "linking": ["pipeline.linking.link:link"],
    "write": ["pipeline.store.dataset:commit"],
}
REST = "the rest"


class Clock:
    """Time by step; a step that calls another does not count the other's time."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._stack = [REST]
        self._since = time.perf_counter()

    def enter(self, step: str) -> None:
        self._charge()
        self._stack.append(step)

    def leave(self) -> None:
        self._charge()
        self._stack.pop()

    def _charge(self) -> None:
        now = time.perf_counter()
        self.seconds[self._stack[-1]] += now - self._since
        self._since = now

    def timed(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """`function` with its time counted for `step`; of a generator, the time it takes to give each item."""

        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            self.enter(step)
            try:
                result = function(*args, **kwargs)
            finally:
                self.leave()
            return self._items(step, result) if inspect.isgenerator(result) else result

        return call

    def _items(self, step: str, items: Any) -> Any:
        while True:
            self.enter(step)
            try:
                item = next(items)
            except StopIteration:
                return
            finally:
                self.leave()
            yield item


def install(clock: Clock) -> None:
    """Puts the clock around every function of STEPS, wherever the package has imported it to."""
    for step, places in STEPS.items():
        for place in places:
            module_name, _, path = place.partition(":")
            owner: Any = importlib.import_module(module_name)
            *parents, name = path.split(".")
            for parent in parents:
                owner = getattr(owner, parent)
            original = getattr(owner, name)
            wrapped = clock.timed(step, original)
            setattr(owner, name, wrapped)
            for loaded in [module for key, module in sys.modules.items() if key.startswith("pipeline")]:
                for attribute, value in list(vars(loaded).items()):
                    if value is original:
                        setattr(loaded, attribute, wrapped)


def main(folders: list[str]) -> None:
    from benchmarks.contenders import ours

    prepare = ours()
    prepare(Path(folders[0]))()  # loads every module, so that the clock reaches all that import a step by name
    clock = Clock()
    install(clock)
    prepare(Path(folders[0]))()
    clock.seconds.clear()
    for folder in folders[1:]:
        prepare(Path(folder))()
    clock.enter(REST)
    print(json.dumps({step: clock.seconds.get(step, 0.0) for step in [*STEPS, REST]}))


if __name__ == "__main__":
    main(sys.argv[1:])
