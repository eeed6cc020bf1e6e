"""Makes: models of cars and devices that are known by name, whose they are, and goods that are named like a firm's branch."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from pipeline.vocabulary import entries
from pipeline.vocabulary.names import words
from pipeline.vocabulary.trie import POSSESSIVES, Mention


@functools.cache
def models() -> dict[str, str]:
    """The maker of each known model, by the model's name as it is written."""
    return {model: maker for maker, names in entries.table("makes")["models"].items() for model in names}


@functools.cache
def longest() -> int:
    """How many words the longest name of a model has."""
    return max(len(model.replace("-", " ").split()) for model in models())


def is_brand(tokens: Sequence[str], mention: Mention) -> bool:
    """Whether a product is written as the name of a company's branch: "Amazon Web Services", "Google Cloud"; not "Life Insurance Corp"."""
    part = tokens[mention.first : mention.last]
    if len(part) < 2 or not words().legal.isdisjoint(tokens[mention.last : mention.last + 1]):
        return False
    return all(token in POSSESSIVES or (token.isalpha() and token[0].isupper()) for token in part)
