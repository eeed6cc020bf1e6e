"""What libraries load or keep and nobody asked for is left out, in processes of our own: they start in half the time."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType


class _Without:
    """A finder that knows only that pandas is not there."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name == "pandas":
            raise ModuleNotFoundError("pandas is not wanted here", name=name)
        return None


def lean_arrow() -> None:
    """Spares this process the memory that Arrow's allocator keeps, and the loading of pandas (half a second, 60 MB).

    Our tables are small and soon gone: the system's allocator gives back 70 MB of a long run. Arrow asks once, at the
    first array made from a list, whether there is pandas; `to_pandas` asks again and finds it.
    """
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())
    if "pandas" in sys.modules:
        return
    finder = _Without()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([None])
    finally:
        sys.meta_path.remove(finder)


def spacy_without_cli() -> None:
    """Spares this process spaCy's command line (a third of spaCy's loading time), which `import spacy` brings along.

    Only for worker processes: `spacy.cli` stays empty in them.
    """
    if "spacy" in sys.modules:
        return
    cli, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    info.info = None  # type: ignore[attr-defined]
    sys.modules |= {"spacy.cli": cli, "spacy.cli.info": info}


def inflect_without_checks() -> None:
    """Spares this process the run-time type checks of `inflect`, which quantulum3 loads: 0.2 s instead of 2.7 s.

    Only for worker processes: typeguard's decorator does nothing in them.
    """
    if "typeguard" in sys.modules:
        return
    typeguard = ModuleType("typeguard")
    typeguard.typechecked = lambda checked: checked  # type: ignore[attr-defined]
    sys.modules["typeguard"] = typeguard
