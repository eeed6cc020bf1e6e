"""Repeats: one row a fact, and changes of volumes told from changes of values."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.fact import Fact, Leftover
from pipeline.linking.metric import VOLUMES, entry
from pipeline.linking.story import Scene, Story

#: How a period is held that the number's own sentence does not name.
_INHERITED = {"context", "paragraph", "document", "default", "none"}
#: What a quantity is in money.
_WORTH = {"export_volume": "exports", "import_volume": "imports"}
#: Behind a change: that it is one of money.
_BY_VALUE = re.compile(r"[\w ]{0,16} (?:in|by|of) (?:\w+ )?(?:value|turnover|earnings)\b")


def settle_repeats(story: Story) -> None:
    """One fact a statement: of equal facts the first in the body counts; a headline's number that the body reports is the body's."""
    kept: dict[tuple, Fact] = {}
    dated: set[tuple] = set()
    foretold: set[tuple] = set()
    body = {(f.value, f.unit, f.measure) for f in story.facts if f.char_start >= story.document.headline_end}
    for fact in sorted(story.facts, key=lambda f: (f.char_start < story.document.headline_end, f.char_start)):
        headline = fact.char_start < story.document.headline_end
        how = next((e.how for e in fact.evidence if e.field == "period"), "none")
        amount = (fact.metric, fact.reporter, fact.value, fact.unit)
        again = how in _INHERITED and fact.measure == "level" and fact.unit != "%" and amount in dated
        again = again and (fact.status != "forecast" or amount in foretold)  # one that came true is no repetition
        if how not in _INHERITED:
            dated.add(amount)
            if fact.status == "forecast":
                foretold.add(amount)
        measure = (
            "change_abs" if fact.metric == "jobs_added" else fact.measure
        )  # "adds 168,000 jobs": employment is up by as many
        told = {(fact.value, fact.unit, fact.measure), (fact.value, fact.unit, measure)}
        key = (*fact.key(), fact.value_low, fact.value_high)  # "2.6-3.4 percent" is not "3.0 percent"
        if again or key in kept or (headline and told & body):
            story.leftovers.append(
                Leftover(
                    fact.source,
                    fact.value_text,
                    fact.char_start,
                    fact.char_end,
                    "repeated",
                    fact.value,
                    fact.unit,
                    fact.sentence,
                )
            )
        else:
            kept[key] = fact
    story.facts = list(kept.values())


#: Between a share and the amount that it is of.
_SHARE_OF = re.compile(r" of (?:the |a |its |some |those )?(?:total |roughly |about |nearly |estimated )*")


def settle_shares(story: Story, scene: Scene) -> None:
    """A share of an amount that is told with it is one of the same goods and time, and the amount is of all partners: "China bought
    93% of the 6.5 million tons shipped in September"."""
    for share, whole in pairwise(scene.facts):
        between = _SHARE_OF.fullmatch(story.text, share.char_end, whole.char_start)
        if between is None or share.measure != "share_pct" or whole.measure != "level" or share.metric != whole.metric:
            continue
        share.period, share.period_start, share.period_end = whole.period, whole.period_start, whole.period_end
        share.product = share.product or whole.product
        if whole.partner == share.partner and share.partner is not None:
            whole.partner = None


def settle_moves(story: Story, scene: Scene) -> None:
    """What a level is of holds of the change that led to it: "Output fell 4 percent to 3 million tonnes" in a report on coffee; and the
    other way round: "The largest contributor was oil, up 21 percent to $890 million"."""
    for change, level in pairwise(scene.facts):
        same = (change.metric, change.reporter, change.partner) == (level.metric, level.reporter, level.partner)
        if not same or (change.measure, level.measure) != ("change_pct", "level"):
            continue
        if change.product is not None:
            if level.product is None and story.text[change.char_end : level.char_start].strip() in {"to", "at"}:
                level.product = change.product
            continue
        weighed = not level.unit.isupper() and level.unit != "1"  # "to 206,000 cars" says of what in its own words
        if weighed and story.text[change.char_end : level.char_start].strip() == "to":
            change.product = level.product


def settle_volumes(story: Story, scene: Scene) -> None:
    """Changes beside a number of pieces are changes of the volume: "rose 5 percent to 206,120 units"; so is one set against a weight:
    "twice as high as the 71,000 tonnes shipped in 2016"."""
    above = scene.parent.facts[-1:] if scene.clause.link == "compare" and scene.parent is not None else []
    for change, level in zip(above, scene.facts[:1], strict=False):
        if change.measure == "change_pct" and level.measure == "level" and VOLUMES.get(change.metric) == level.metric:
            change.metric = level.metric
    for change, level in pairwise(scene.facts):
        led = change.measure == "change_pct" and level.measure == "level" and level.rule == "to"
        if led and change.metric == "sales_volume" and level.metric == "exports" and change.product == level.product:
            change.metric = level.metric  # "mobile phone shipments dropped 7.1 percent to $1.12 billion"
        to = story.text[change.char_end : level.char_start].strip() == "to" and level.measure == "level"
        if (
            to
            and level.unit.isupper()
            and _WORTH.get(change.metric) == level.metric
            and change.product == level.product
        ):
            change.metric = level.metric  # "posted growth of 18 percent to $2 billion" behind quantities
        pieces = change.measure == "change_pct" and level.measure == "level" and level.unit == "1"
        if pieces and (change.metric, level.metric) == ("export_volume", "sales_volume"):
            level.metric = change.metric  # "The number of cars shipped rose 3% to 1.2 million units"
    volumes = {
        f.metric
        for f in scene.facts
        if f.measure == "level" and f.metric in {"export_volume", "import_volume", "sales_volume", "production_volume"}
    }
    if len(volumes) != 1 or any(f.measure == "level" and f.metric not in volumes for f in scene.facts):
        return
    volume = next(iter(volumes))
    for fact in scene.facts:
        if _BY_VALUE.match(story.text, fact.char_end):
            continue
        if fact.measure in {"change_pct", "share_pct"} and (
            (entry(fact.metric).get("instead") or {}).get("count") == volume
            or (fact.measure == "change_pct" and fact.metric in {"market_size", "market_share"})
            or (
                fact.metric == "retail_sales" and volume == "sales_volume"
            )  # "Retail sales of cars fell to 1.65 million"
        ):
            fact.metric = volume
    held = story.state.metric
    if volume == "sales_volume" and held is not None and (held.value.data.get("instead") or {}).get("count") == volume:
        held.value = held.value.renamed(volume)  # what follows goes on about pieces
