"""The cue words of models/vocabulary/times.toml, loaded once."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from pipeline.version import models


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((models() / "vocabulary" / "times.toml").read_text(encoding="utf-8"))


def words(table: str, key: str) -> frozenset[str]:
    """The words of one list, lower-cased."""
    return frozenset(_tables()[table][key].split())
