"""Expected behind: a number of which a relative clause says that somebody foretold it: "the 5.6 percent that economists had expected"."""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.linking.story import Scene, Story
from pipeline.vocabulary import entries

#: What may stand between a number and the clause: "the 1.0 percent contraction that", "the 125,000 or so that".
_BETWEEN = {"N", "M", "G", "w", "J"}
#: What else somebody does who expects something.
_LOOKS = {"looking", "looking for", "looked for", "hoping", "hoping for", "hoped for", "bracing", "bracing for"}
#: So many items may stand there at most.
_FEW = 3


def expected_behind(story: Story, scene: Scene, at: int) -> Item | None:
    """The verb in the relative clause on the number at item `at` that says somebody had expected or planned as much, or the poll before it
    that did ("and the poll's 1.81%"), else None."""
    poll = scene.clause.items[at - 2] if at > 1 and scene.clause.items[at - 1].kind == "'" else None
    if poll is not None and poll.low in entries.words("sources", "polls"):
        return poll
    between = scene.clause.items[at + 1 :]
    if len(between) > _FEW or any(item.kind not in _BETWEEN for item in between) or scene not in story.scenes:
        return None
    following = story.scene_behind(scene)
    if following is None or following.clause.link != "relative" or following.clause.cue not in {"that", "which"}:
        return None
    row = following.clause.items
    verb = next((item for item in reversed(row) if item.kind == "V"), None)
    looks = next((item for item in row if item.low in _LOOKS), None)  # "that analysts had been looking for"
    if looks is not None and not any(item.kind == "Q" for item in row):
        return looks if any(item.low in {"had", "have", "was", "were"} for item in row) else None
    if verb is None or verb.code not in {"project", "aim"} or any(item.kind == "Q" for item in row):
        return None
    return verb if any(item.low in {"had", "have"} for item in row if item.start < verb.start) else None
