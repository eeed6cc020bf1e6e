"""Figure again: a number that stands for what was told before by its value: "The 2.6 per cent figure is well ahead of"."""

from __future__ import annotations

from pipeline.fact import Fact
from pipeline.linking.account import leave
from pipeline.linking.metric import of_fact
from pipeline.linking.period import When, span_of
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, Story
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: What stands before such a number, and what it is called.
_POINTING = {"the", "that", "this"}
_CALLED = entries.words("readings", "figures")
#: What leads from there to a name of its own.
_NAMING = {"in", "of", "for"}
#: So many facts back a number can be pointed at.
_LATELY = 12


def take_up_figure(story: Story, scene: Scene, at: int, quantity: Quantity) -> bool:
    """Whether a number only points at one told before; the clause then goes on about that, whatever was spoken of in between."""
    items = scene.clause.items
    if not 0 < at < len(items) - 1 or items[at + 1].low not in _CALLED or items[at - 1].low not in _POINTING:
        return False
    if items[at + 2 : at + 3] and items[at + 2].low in _NAMING:
        return False  # "The 3 percent increase in exports": of that, whatever else rose by 3 percent
    told = _told(story, quantity)
    if told is None:
        return False
    metric = of_fact(told)
    story.state.metric = Held(metric, told.char_start, told.char_end, story.number, story.sentence.paragraph)
    scene.frame.metric = scene.frame.metric or metric
    scene.fact = told
    scene.when = When(span_of(told), how="sentence")
    leave(story, quantity, "repeated")
    return True


def _told(story: Story, quantity: Quantity) -> Fact | None:
    """The latest fact of another sentence with this very value; None where two of them measure different things."""
    alike = [
        fact
        for fact in story.facts[-_LATELY:]
        if abs(fact.value) == abs(quantity.value)
        and fact.unit == quantity.unit
        and fact.char_start < story.sentence.start
    ]
    return alike[-1] if alike and len({fact.metric for fact in alike}) == 1 else None
