"""Unnamed: whose a number is that names nobody: a survey's, a country's, or the main company's behind a broker's word."""

from __future__ import annotations

import functools
from itertools import pairwise

from pipeline.linking.breakdown import subject_region
from pipeline.linking.metric import Metric
from pipeline.linking.names import is_country
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, Story
from pipeline.vocabulary import entries

#: What associations and surveys count for a whole country or the world.
_PIECES = {"sales_volume", "production_volume", "market_size"}


@functools.cache
def words(group: str) -> frozenset[str]:
    """A word list of holders.toml."""
    return frozenset(entries.table("holders")[group])


def of_survey(story: Story, scene: Scene, metric: Metric, holder: Held | None) -> Held | None:
    """Whose a number is that names nobody: the world's in a survey of the world, the main company's behind a broker's word."""
    if metric.code == "price_target":
        return _judged(scene) or story.state.main_company or holder
    if holder is not None and holder.value.split()[-1] in words("judges") and _speaks_of_it(scene):
        above = scene.parent
        return (
            (above and _judged(above)) or story.state.main_company or holder
        )  # "X Securities projects the company's profit at"
    if scene.frame.company is not None or holder is None:
        return holder
    state, phrase = story.state, scene.phrase
    quoted = metric.code in {"share_price", "market_cap"}
    if quoted and holder.value.split()[-1] in words("judges") and state.main_company is not None:
        return state.main_company  # "X Securities raised its target price for Y. The stock ended"
    if metric.code not in _PIECES:
        return holder
    unnamed = scene.frame.reporter is None and not phrase.companies and not phrase.partners
    if unnamed and words("industry") & {item.low for item in subject_region(scene)}:
        return state.main_country or holder  # "Industry-wide sales rose 6.3 percent"
    held, place = state.topic_holder, scene.frame.reporter
    if held is None or phrase.pronoun is not None:
        return holder
    if is_country(held.value) and not phrase.companies and not phrase.partners:
        apart = state.company is None or state.company.paragraph != story.sentence.paragraph
        if apart and (place is None or place.code == held.value):
            return held  # "For the first quarter, U.S. sales totaled 4.1 million"
    return held if unnamed and held.value == "WORLD" and not state.subject_is_company else holder


def _speaks_of_it(scene: Scene) -> bool:
    """Whether a clause is on "the company", not on whoever speaks of it."""
    foretells = scene.verb is not None and scene.verb.code == "project"
    items = scene.clause.items[scene.clause.verb_at :] if foretells else scene.clause.items
    named = any(item.kind == "C" for item in items)
    return not named and any(item.form == "company_pronoun" for item in items)


def _judged(scene: Scene) -> Held | None:
    """The company that a target price is set for: "raised its target price for Samsung"."""
    for before, item in pairwise(scene.clause.items):
        if item.kind == "C" and before.low in {"for", "on", "of"}:
            return Held(item.code, item.start, item.end)
    return None
