"""Place: where a number stands, which whoever asks about it starts from."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.linking.clauses import Clause
from pipeline.linking.items import Item
from pipeline.linking.state import State
from pipeline.linking.story import Scene, Story
from pipeline.linking.subject import Frame
from pipeline.quantities.quantity import Quantity


@dataclass(slots=True)
class Placed:
    """The number at item `at` of a scene's clause."""

    story: Story
    scene: Scene
    at: int
    quantity: Quantity

    @property
    def clause(self) -> Clause:
        """The clause that the number stands in."""
        return self.scene.clause

    @property
    def items(self) -> list[Item]:
        """The items of its clause."""
        return self.scene.clause.items

    @property
    def frame(self) -> Frame:
        """What its clause is about."""
        return self.scene.frame

    @property
    def state(self) -> State:
        """What the text is about by now."""
        return self.story.state
