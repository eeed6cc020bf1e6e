"""Story: a document while it is linked: what was found in it, what it is about by now, and what came of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from pipeline.context.status import Cue
from pipeline.document import Document
from pipeline.fact import Fact, Leftover
from pipeline.linking.clauses import Clause
from pipeline.linking.items import Item
from pipeline.linking.period import When
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.reading import Reading
from pipeline.linking.state import State
from pipeline.linking.subject import Frame
from pipeline.periods.period import PeriodMention
from pipeline.quantities.quantity import Quantity, Rejected
from pipeline.sentences import Sentence
from pipeline.vocabulary.trie import Mention, Unit


@dataclass(slots=True)
class Mentions:
    """Everything the earlier rooms found in a text, each list in the order of the text."""

    units: list[Unit]
    quantities: list[Quantity]
    rejected: list[Rejected]
    periods: list[PeriodMention]
    names: list[Mention]


@dataclass(slots=True, eq=False)
class Scene:
    """A clause with what has been read of it so far."""

    clause: Clause
    phrase: Phrase
    frame: Frame
    verb: Item | None
    parent: Scene | None
    reading: Reading | None = None
    when: When | None = None
    fact: Fact | None = None
    facts: list[Fact] = field(default_factory=list)
    start: int = 0
    end: int = 0

    def last_fact(self) -> Fact | None:
        """The latest fact of this clause, else of the clauses it hangs on."""
        scene = self
        while scene.fact is None and scene.parent is not None and scene.clause.link != "say":
            scene = scene.parent
        return scene.fact

    def last(self, name: str) -> Any:
        """The same of its `reading` or `when`."""
        scene: Scene | None = self
        while scene is not None:
            value = getattr(scene, name)
            if value is not None or scene.clause.link == "say" or scene.parent is None:
                return value
            scene = scene.parent
        return None


@dataclass(slots=True)
class Story:
    """One document on its way through the linker; `number` counts its sentences, `cues` are those of the present one."""

    document: Document
    mentions: Mentions
    state: State = field(default_factory=State)
    facts: list[Fact] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    again: list[Fact] = field(default_factory=list)  # rates that hold of a second year as well
    text: str = ""  # the document's, which all offsets refer to
    sentence: Sentence = Sentence(0, 0, 0, False, False)
    number: int = -1
    written: str = ""  # the present sentence
    low: str = ""  # the same in small letters
    quantities: list[Quantity] = field(default_factory=list)  # those of the present sentence, as are the next two
    periods: list[PeriodMention] = field(default_factory=list)
    names: list[Mention] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    label: Product | None = None  # what the present line of a list is about: "- Automation: revenue 1.48 billion euros"
    scenes: list[Scene] = field(default_factory=list)  # those of the present sentence
    totals: dict[tuple[str, str, str, str | None], float] = field(
        default_factory=dict
    )  # of flows, by whose, unit and period
    countries: set[str] = field(default_factory=set)  # those that the text names, not counting capitals
    named: set[str] = field(default_factory=set)  # metrics that the text names in full somewhere
    headline_metric: str | None = None  # the one that the headline alone names in full
    in_pieces: bool | None = None  # whether it counts what is sold rather than its value, once that has been asked
    year_start: int = 1  # the month in which the years of the company that reports begin

    def __post_init__(self) -> None:
        self.text = self.document.text
        self.named = {
            m.data.get("metric", "stock_index") if m.kind == "index" else m.code
            for m in self.mentions.names
            if m.kind == "index" or (m.kind == "metric" and m.data.get("strength") != "weak" and not self._is_growth(m))
        }
        self.countries = {
            m.code
            for m in self.mentions.names
            if m.kind == "place" and m.form != "capital" and not _IN_DOLLARS.match(self.text, m.end)
        }
        head = within(self.mentions.names, 0, self.document.headline_end)
        codes = {m.code for m in head if m.kind == "metric" and m.data.get("strength") != "weak"}
        self.headline_metric = codes.pop() if len(codes) == 1 else None

    def _is_growth(self, mention: Mention) -> bool:
        """Whether a forecast of growth names no economy: "below the 10 percent growth forecast by analysts"."""
        return mention.code == "gdp" and bool(
            _GROWTH_FORETOLD.search(self.text, max(0, mention.start - 10), mention.end)
        )

    def go_to(self, number: int, sentence: Sentence) -> None:
        """Makes a sentence the present one, with what stands in it: a dozen rooms ask for that at every number."""
        begin, end, found = sentence.start, sentence.end, self.mentions
        self.number, self.sentence = number, sentence
        self.written = self.text[begin:end]
        self.low = self.written.lower()
        self.quantities = within(found.quantities, begin, end)
        self.periods = within(found.periods, begin, end)
        self.names = within(found.names, begin, end)

    def scene_behind(self, scene: Scene) -> Scene | None:
        """The scene of the clause right behind that of another in the present sentence; None where it is the last."""
        behind = self.scenes.index(scene) + 1
        return self.scenes[behind] if behind < len(self.scenes) else None


_GROWTH_FORETOLD = re.compile(r"(?:percent|per cent|%|pc) growth forecast$")
#: Behind a country whose money alone is meant: "to the U.S. dollar".
_IN_DOLLARS = re.compile(r"[ -]dollars?\b")
_START = attrgetter("start")


def within(rows: list, begin: int, end: int) -> list:
    """The rows whose start lies in [begin, end)."""
    first = bisect_left(rows, begin, key=_START)
    last = bisect_left(rows, end, first, key=_START)
    return rows[first:last]


def is_of_change_told(scene: Scene) -> bool:
    """Whether the sentence begins with a change that was told before: "The monthly drop was led by"."""
    while scene.parent is not None:
        scene = scene.parent
    items, change = scene.clause.items, scene.phrase.change
    if change is None or scene.phrase.metric is not None or scene.clause.verb_at <= 0:
        return False
    return items[0].low in {"the", "this", "that"} and items[scene.clause.verb_at - 1].kind in {"N", "U"}


def about_company(story: Story) -> bool:
    """Whether the text is about a company by now: its last subject was one, or nothing but a company has been reported on."""
    state = story.state
    return state.subject_is_company or (state.topic is not None and not state.topic_is_country)


#: What stock markets quote, and what all markets do.
_SHARES = frozenset({"stock_index", "share_price", "net_buying"})
_QUOTED = _SHARES | {"bond_yield", "exchange_rate", "oil_price", "commodity_price"}


def at_market(story: Story) -> bool:
    """Whether the text is about a stock market by now, so that a company that rises is its share."""
    return not _SHARES.isdisjoint(_told_lately(story))


def at_any_market(story: Story) -> bool:
    """Whether the text is about markets by now, so that a good that rises is its price."""
    return not _QUOTED.isdisjoint(_told_lately(story))


def _told_lately(story: Story) -> list[str]:
    """The metrics of the topic, of the last number and of those shortly before it."""
    held = [held.value.code for held in (story.state.topic, story.state.metric) if held is not None]
    return held + [fact.metric for fact in story.facts[-3:]]
