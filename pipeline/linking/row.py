"""Row: the fact that a finished draft becomes, and the characters that each of its fields was read from."""

from __future__ import annotations

from pipeline.fact import Evidence, Fact
from pipeline.linking.amount import bound_of
from pipeline.linking.draft import Draft
from pipeline.linking.meaning import adjustment_of
from pipeline.linking.parts import label_of


def fact_of(draft: Draft) -> Fact:
    """The row of a draft with its evidence; its subject, confidence and id come when the whole text has been read."""
    story, quantity, period = draft.story, draft.quantity, draft.when.period
    document = story.document
    return Fact(
        metric=draft.metric.code,
        subject="",
        period=period.iso if period is not None else None,
        value=draft.value,
        source=document.id,
        measure=draft.measure,
        unit=draft.unit,
        bound=bound_of(draft),
        value_low=draft.low,
        value_high=draft.high,
        status=draft.status,
        basis=draft.basis,
        reporter=draft.holder.value,
        product=label_of(draft.products, story.text),
        partner=draft.partners[0].code if draft.partners else None,
        adjustment=adjustment_of(story, draft.scene, quantity),
        attribution=draft.source.value if draft.source is not None else None,
        period_start=period.first if period is not None else None,
        period_end=period.last if period is not None else None,
        sentence=story.written,
        value_text=quantity.text,
        char_start=quantity.start,
        char_end=quantity.end,
        title=document.title,
        url=document.url,
        publisher=document.publisher,
        published_at=document.published_at,
        evidence=_evidence(draft),
        rule=draft.reading.rule,
    )


def _evidence(draft: Draft) -> list[Evidence]:
    """The characters behind each field, in the order of the fields' questions: what, whose, of what, when, how."""
    number, quantity, metric, holder = draft.story.number, draft.quantity, draft.metric, draft.holder
    new = tuple.__new__  # every row has seven or so
    named = "short name" if draft.how == "read" and metric.weak else draft.how
    whose = "read" if holder.sentence in {-1, number} else "context"
    found = [
        new(Evidence, ("value", quantity.start, quantity.end, "read")),
        new(Evidence, ("metric", metric.start, metric.end, named)),
        new(Evidence, ("reporter", holder.start, holder.end, whose)),
    ]
    for product in draft.products:
        found.append(new(Evidence, ("product", product.start, product.end, draft.where)))
    for partner in draft.partners[:1]:
        found.append(new(Evidence, ("partner", partner.start, partner.end, draft.where)))
    if draft.when.period is not None:
        found.append(new(Evidence, ("period", draft.when.start, draft.when.end, draft.when.how)))
    if draft.reading.governor is not None:
        found.append(new(Evidence, ("measure", draft.reading.governor.start, draft.reading.governor.end, "read")))
    if draft.cue is not None:
        found.append(Evidence("status", draft.cue.start, draft.cue.end))
    if draft.basis_span is not None:
        found.append(Evidence("basis", *draft.basis_span))
    source = draft.source
    if source is not None and source.start >= 0:
        said = "read" if source.sentence == number else "context"
        found.append(Evidence("attribution", source.start, source.end, said))
    if quantity.bound_start >= 0:
        found.append(Evidence("bound", quantity.bound_start, quantity.bound_end))
    return found
