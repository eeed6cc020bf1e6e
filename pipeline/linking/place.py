"""Place: where a number stands, which whoever asks about it starts from."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.linking.clauses import Clause
from pipeline.linking.items import Item
from pipeline.linking.state import State
from pipeline.linking.story import Scene, Story
from pipeline.linking.subject import Frame
from pipeline.quantities.quantity import Quantity


@dataclass(slots=True)
class Placed:
    """The number at item `at` of a scene's clause.

    What its rooms ask for most is kept beside it: the clause with its items, the frame (what the clause is about) and the
    state (what the text is about by now).
    """

    story: Story
    scene: Scene
    at: int
    quantity: Quantity
    clause: Clause = field(init=False)
    items: list[Item] = field(init=False)
    frame: Frame = field(init=False)
    state: State = field(init=False)

    def __post_init__(self) -> None:
        self.clause = self.scene.clause
        self.items = self.clause.items
        self.frame = self.scene.frame
        self.state = self.story.state
