"""The spaCy component `newsfacts_periods`: the times of a text as `doc.spans["periods"]`."""

from __future__ import annotations

import datetime as dt

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.periods.parse import parse
from pipeline.periods.period import PeriodMention
from pipeline.periods.resolve import resolve


@Language.factory("newsfacts_periods", assigns=["doc.spans"], default_config={"country": None})
def create_periods(nlp: Language, name: str, country: str | None) -> Periods:
    """The component; `country` (ISO 3166-1 alpha-2) is whose fiscal years and order of day and month the texts follow."""
    if not Span.has_extension("period"):
        Span.set_extension("period", default=None)
    return Periods(country)


class Periods:
    """Adds `doc.spans["periods"]`: each span has its role as label, its ISO period as id, its `PeriodMention` as `span._.period`.

    Relative times count from `doc._.published_at`, where such an extension is set, else from
    `doc.user_data["published_at"]`; without a date they have no period.
    """

    def __init__(self, country: str | None = None) -> None:
        self.country = country

    def __call__(self, doc: Doc) -> Doc:
        reference = _published_at(doc)
        found = resolve(parse(doc.text, reference, country=self.country), doc.text, reference)
        doc.spans["periods"] = [self._span(doc, mention) for mention in found]
        return doc

    @staticmethod
    def _span(doc: Doc, mention: PeriodMention) -> Span:
        named = mention.period.iso if mention.period is not None else ""
        # spaCy's tokens may be wider than a time ("FY2025-based"): the span then covers whole tokens
        span = doc.char_span(mention.start, mention.end, label=mention.role, span_id=named, alignment_mode="expand")
        assert span is not None  # "expand" leaves no stretch without tokens
        span._.period = mention
        return span


def _published_at(doc: Doc) -> dt.date | None:
    value = doc._.published_at if doc.has_extension("published_at") else None
    value = value or doc.user_data.get("published_at")
    return value.date() if isinstance(value, dt.datetime) else value
