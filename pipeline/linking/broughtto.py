"""Brought to: how far something has moved since long before that its last move adds to: "fell 5.6 percent, bringing this year's losses to
41 percent"."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.metric import of_fact
from pipeline.linking.numeral import Numeral
from pipeline.linking.only import only
from pipeline.linking.reading import Reading
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_BRINGS = entries.words("timing", "brings")
_GAINED, _LOST = entries.words("timing", "gained"), entries.words("timing", "lost")

#: How such a number is read, and so few items stand between the verb and it.
_RULE, _NEAR = "brought to", 9


@only(kinds={"percent"}, leads={"to"}, words=_BRINGS)
def moved_in_all(numeral: Numeral) -> Reading | None:
    """A change by the noun of how far something has gone: "taking its gain this year to 10 percent"."""
    items, at = numeral.items, numeral.at
    verb = next((i for i in range(at - 1, max(-1, at - _NEAR), -1) if items[i].low in _BRINGS), at)
    between = items[verb + 1 : at]
    if any(item.kind in {"Q", ",", "C", "P"} for item in between):
        return None
    noun = next((item for item in between if item.low in _GAINED or item.low in _LOST), None)
    if noun is None:
        return None
    return Reading("change_pct", sign=1 if noun.low in _GAINED else -1, governor=noun, rule=_RULE)


@only(kinds={"percent"}, readings={_RULE})
def of_last_move(asked: Asked) -> Found | None:
    """What moved in the sentence before is what has moved so far in all."""
    told = asked.story.facts[-1] if asked.story.facts else None
    if told is None or told.char_start < asked.story.sentence.start:
        return None
    moved = next((f for f in asked.story.facts[:-4:-1] if f.measure == "change_pct"), None)
    return Found(of_fact(moved), "sentence") if moved is not None and moved.metric == told.metric else None
