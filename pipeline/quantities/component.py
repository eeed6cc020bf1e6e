"""The quantities room as a spaCy component: `nlp.add_pipe("newsfacts_quantities")`.

Spans go to `doc.spans["quantities"]`, from the first token that a quantity touches to the last; `doc._.quantities` holds
the `Quantity` of each, in the same order, with its exact characters. Where the component that reads periods has run
before, numbers inside periods are left to it.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.quantities.scan import parse

if not Doc.has_extension("quantities"):
    Doc.set_extension("quantities", default=None)


@Language.factory("newsfacts_quantities", assigns=["doc.spans", "doc._.quantities"], default_config={"country": None})
def make_quantities(nlp: Language, name: str, country: str | None) -> QuantitiesComponent:
    """`country`: ISO 3166-1 alpha-2; decides what "pesos" or "rupees" are."""
    return QuantitiesComponent(country)


class QuantitiesComponent:
    """Doc -> the same Doc with `doc.spans["quantities"]` and `doc._.quantities`."""

    def __init__(self, country: str | None = None) -> None:
        self.country = country

    def __call__(self, doc: Doc) -> Doc:
        periods = [(s.start_char, s.end_char) for s in doc.spans["periods"]] if "periods" in doc.spans else []
        quantities = parse(doc.text, masked=periods, country=self.country)
        spans: list[Span] = []
        for i, q in enumerate(quantities):
            span = doc.char_span(q.start, q.end, label=q.kind, span_id=str(i), alignment_mode="expand")
            assert span is not None  # "expand" always finds tokens for characters of the text
            spans.append(span)
        doc.spans["quantities"] = SpanGroup(doc, name="quantities", spans=spans)
        doc._.quantities = quantities
        return doc
