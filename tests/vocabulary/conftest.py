from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def nlp():
    """The tokenizer that the vocabulary is used with."""
    import spacy

    return spacy.blank("en")
