"""Newsfacts: reads economic news and writes one row for every number.

from pipeline import extract, read

facts = extract("seeds")      # pandas.DataFrame
documents = read("seeds")     # list[Document]
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import extract, read
    from pipeline.document import Document
    from pipeline.fact import Fact

__version__ = "0.1.0"

#: Rows less sure than this are left out unless somebody asks for them: about two of three of those would be wrong.
MIN_CONFIDENCE = 0.35

__all__ = ["Document", "Fact", "extract", "read"]

_HOMES = {"read": "pipeline.api", "Document": "pipeline.document", "Fact": "pipeline.fact"}


def __getattr__(name: str) -> Any:
    """The public names, loaded when first asked for: `import pipeline` alone costs nothing."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Package(ModuleType):
    """`pipeline.extract` is always the function, also when the module of that name has been loaded."""

    @property
    def extract(self) -> Any:
        from pipeline.api import extract

        return extract

    @extract.setter
    def extract(self, module: ModuleType) -> None:
        """The import system sets a package's modules as its attributes; this one stays in `sys.modules`."""


sys.modules[__name__].__class__ = _Package
