"""What the tests of the vocabulary share: mentions of a plain string."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline import vocabulary
from pipeline.vocabulary.companies import find_companies

Finder = Callable[..., list[vocabulary.Mention]]


@pytest.fixture(scope="session")
def find() -> Finder:
    """Mentions of a text, of one kind when it is given, with the tokenizer that the vocabulary is used with."""
    import spacy

    nlp = spacy.blank("en")

    def mentions(text: str, kind: str | None = None) -> list[vocabulary.Mention]:
        doc = nlp(text)
        found = vocabulary.load().find(text, [token.text for token in doc], [token.idx for token in doc])
        return [mention for mention in found if kind is None or mention.kind == kind]

    return mentions


@pytest.fixture(scope="session")
def companies() -> Finder:
    """Companies of a text as (words of the text, full name); `title` when the text begins with a headline."""
    import spacy

    nlp = spacy.blank("en")

    def named(text: str, title: str | None = None) -> list[vocabulary.Mention]:
        doc = nlp(text)
        return find_companies(text, [token.text for token in doc], [token.idx for token in doc], title)

    return named
