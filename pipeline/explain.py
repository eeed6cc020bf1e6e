"""Explain: each number of a text, what it became and why, with the characters each field was read from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.document import Document
from pipeline.extract import find
from pipeline.fact import REASONS, Fact
from pipeline.linking import clauses as clausing
from pipeline.linking import items as itemizing
from pipeline.linking.link import link
from pipeline.linking.prepare import prepare
from pipeline.linking.story import Story
from pipeline.sentences import split

_FIELDS = (
    "metric", "measure", "reporter", "product", "partner", "period", "value", "unit", "bound", "status", "basis",
    "attribution",
)  # fmt: skip


def render(text: str, published_at: dt.date | None = None, *, title: str | None = None) -> str:
    """A trace of a text as plain lines: its clauses, then every number with its fields, then the numbers that became no fact."""
    document = Document.of(text, title=title, published_at=published_at)
    mentions = find(document)
    facts, leftovers = link(document, mentions)
    lines: list[str] = []
    story = Story(document, mentions)
    for number, sentence in enumerate(split(document.text, document.headline_end)):
        story.go_to(number, sentence)
        lines.append(document.text[sentence.start : sentence.end])
        for clause in clausing.split(prepare(story).items):
            words = " ".join(
                f"{document.text[item.start : item.end]}[{itemizing.KINDS.get(item.kind, item.kind)}]"
                for item in clause.items
            )
            lines.append(f"  {clause.link}{f' ({clause.cue})' if clause.cue else ''}: {words}")
        for fact in facts:
            if sentence.start <= fact.char_start < sentence.end:
                lines += _explained(fact, document.text)
        for row in leftovers:
            if sentence.start <= row.char_start < sentence.end:
                lines.append(f"  {row.value_text}: no fact ({row.reason}: {REASONS.get(row.reason, '')})")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _explained(fact: Fact, text: str) -> Iterator[str]:
    """The lines of one fact: each field, the characters it was read from, and where it was inherited from."""
    said = f"{fact.metric}, {fact.subject}, {fact.period}, {fact.value:g} {fact.unit}"
    yield f"  {fact.value_text} -> {said} (rule: {fact.rule}; confidence {fact.confidence:.2f})"
    read = {e.field: e for e in reversed(fact.evidence)}
    for name in _FIELDS:
        value = getattr(fact, name)
        if value is None:
            continue
        evidence = read.get(name)
        if evidence is None:
            where = "no word says it: the default"
        elif evidence.start < 0:
            where = f"from the {evidence.how}"
        else:
            where = f'"{text[evidence.start : evidence.end]}" at {evidence.start}' + (
                "" if evidence.how == "read" else f", from the {evidence.how}"
            )
        yield f"    {name:<12} {value!s:<24} {where}"
