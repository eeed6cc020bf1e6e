"""Makes: models of cars and devices that are known by name, and whose they are."""

from __future__ import annotations

import functools

from pipeline.vocabulary import entries


@functools.cache
def models() -> dict[str, str]:
    """The maker of each known model, by the model's name as it is written."""
    return {model: maker for maker, names in entries.table("makes")["models"].items() for model in names}


@functools.cache
def longest() -> int:
    """How many words the longest name of a model has."""
    return max(len(model.replace("-", " ").split()) for model in models())
