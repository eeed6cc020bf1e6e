"""Meaning: status and basis of a number, from the cue words whose scope it stands in."""

from __future__ import annotations

from pipeline.context.status import Cue, status_of
from pipeline.linking.measure import Reading
from pipeline.linking.story import Scene, Story, within
from pipeline.periods.period import Period
from pipeline.quantities.quantity import Quantity


def status_and_cue(
    story: Story, scene: Scene, at: int, quantity: Quantity, period: Period | None, reading: Reading
) -> tuple[str, Cue | None]:
    """Status of a number and the cue that gives it: cues before it in its clause hold, and those of the clause that introduces it."""
    cues = [cue for cue in story.cues if cue.kind == "status"]
    scopes = [(scene.start, quantity.start if scene.clause.link != "compare" else scene.end)]
    if scene.clause.cue in {"if", "should", "unless", "assuming"}:
        return "hypothetical", None
    walk, link = scene.parent, scene.clause.link
    while walk is not None and link in {"content", "same", "ellipsis", "paren", "sub", "main"}:
        if link in {"content", "ellipsis", "paren"} or (link in {"same", "main"} and scene.verb is None):
            scopes.append((walk.start, min(walk.end, quantity.start)))
        link, walk = walk.clause.link, walk.parent
    return status_of(cues, quantity.start, scopes, period, story.document.published_at)


def basis_and_cue(
    story: Story, scene: Scene, at: int, measure: str, reading: Reading
) -> tuple[str | None, tuple[int, int] | None]:
    """What a change is compared with, and the characters that say so: the nearest basis the sentence names."""
    if not measure.startswith("change"):
        return None, None
    items = scene.clause.items
    number = items[at]
    found: list[tuple[int, str, int, int]] = []
    for mention in within(story.mentions.periods, story.sentence.start, story.sentence.end):
        if mention.basis:
            found.append((abs(mention.start - number.end), mention.basis, mention.start, mention.end))
    for cue in story.cues:
        if cue.kind == "basis":
            found.append((abs(cue.start - number.end), cue.code, cue.start, cue.end))
    if found:
        _, basis, start, end = min(found)
        return basis, (start, end)
    return None, None
