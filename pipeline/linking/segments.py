"""Segments: the part of a market that a firm's share or sales are of, and what is told of such a part as a whole."""

from __future__ import annotations

import re

from pipeline.linking.asked import Asked, Found
from pipeline.linking.draft import Draft
from pipeline.linking.metric import Metric
from pipeline.linking.modifiers import is_loose
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.story import Scene
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_SEGMENTS = entries.words("markets", "segments")
_GROWTH = entries.words("growth", "names")

#: A part of a market by its name, which the country may stand before: "the Indian budget phone segment".
_WORD = r"(?:[a-z\d$][\w$-]*|[A-Z]{2,}[\w-]*)"
_SEGMENT = re.compile(
    rf"\b(?:the|[A-Z][a-z]+['’]s) ((?:[A-Z][a-z]+ )?(?:{_WORD} ){{0,2}}{_WORD}) (?:segment|category|bracket|niche)\b"
)
#: What leads from a number to the market it is of.
_OF = re.compile(r" (?:market )?(?:share )?(?:of|in) $")
#: So many facts back the market was named in full, so many firms' shares in it were told, and letters of a country's code.
_LATELY, _FIRMS, _CODE = 8, 2, 2
#: How a growing one is singled out, right before its figure.
_FASTEST = re.compile(
    r"\b(?:fast|quick|slow)est[- ]growing [\w ]{1,30},? ?(?:\(|up )?(?:over |more than |about |nearly )?$"
)


def segment_of(draft: Draft) -> Product | None:
    """The part of a market that a company's share is of: "Samsung led the premium segment with a 27 percent share", "held 9 percent of
    the budget segment"; by its fuller name where that was told before."""
    text, start, end = draft.story.text, draft.scene.start, draft.quantity.start
    found = _SEGMENT.search(text, start, end)
    if found is None:
        found = _SEGMENT.search(text, draft.quantity.end, draft.story.sentence.end)
        if found is None or _OF.fullmatch(text, draft.quantity.end, found.start()) is None:
            return None
    first, _, rest = found[1].partition(" ")
    label = (rest if rest and first.istitle() and first[0].isalpha() else found[1]).lower()
    label = label.removeprefix("overall ").removeprefix("entire ")
    if not label or any(is_loose(word) for word in label.split()):
        return None
    told = next((f for f in reversed(draft.story.facts[-_LATELY:]) if f.metric == "market_share"), None)
    if told is not None and told.product is not None and told.product.startswith(label + " "):
        label = told.product  # "the premium phone segment", and then "the premium segment"
    return Product(label, found.end(1) - len(label), found.end(1))


@only(kinds={"percent"})
def fastest_growing(asked: Asked) -> Found | None:
    """How much more a firm sold that grew fastest, in a report on market shares: "Nokia was the fastest growing brand (92 percent)"."""
    if asked.held is None or asked.held.code != "market_share":
        return None
    if _FASTEST.search(asked.story.text, asked.story.sentence.start, asked.quantity.start) is None:
        return None
    return Found(Metric.told("sales_volume", asked.items[asked.at])._replace(growth=True), "context")


@only(kinds={"percent"})
def segment_moved(asked: Asked) -> Found | None:
    """How much more or less all sold in a segment whose shares were told: "The premium segment shrank 13 percent"."""
    verb = asked.scene.verb
    if asked.held is None or asked.held.code != "market_share" or verb is None or verb.code not in {"up", "down"}:
        return None
    told = _is_of_segment(asked.scene, asked.at) and asked.reading.measure in {None, "change_pct"}
    return Found(Metric.told("sales_volume", verb), "context") if told else None


@only(kinds={"percent"}, whose="company")
def held_of_segment(asked: Asked) -> Found | None:
    """A firm's part of a segment that stands behind the number: "Hyundai held 27 percent of the SUV segment"."""
    verb, end = asked.scene.verb, asked.quantity.end
    if verb is None or verb.code in {"up", "down", "raise", "lower"} or asked.named is not None:
        return None
    found = _SEGMENT.search(asked.story.text, end, asked.story.sentence.end)
    if found is None or _OF.fullmatch(asked.story.text, end, found.start()) is None:
        return None
    return Found(Metric.told("market_share", asked.items[asked.at]), "read")


@only(codes={"sales_volume", "revenue", "market_size"})
def of_segment(draft: Draft) -> None:
    """Gives what is told of a whole segment to the country whose firms' shares in it were told: "The premium segment declined 13
    percent"; and the good of that market to what one of them sold in it."""
    shares = [fact for fact in draft.story.facts if fact.metric == "market_share"]
    if not shares or draft.holder is None or is_country(draft.holder.value):
        return
    if _is_of_segment(draft.scene, draft.at):
        place = next((held for held in reversed(draft.state.places) if len(held.value) == _CODE), None)
        country = place or draft.state.main_country
        if country is not None and len({fact.reporter for fact in shares}) >= _FIRMS:
            draft.holder, draft.partners = Held(country.value, country.start, country.end), []
            draft.metric = draft.metric.renamed("sales_volume")
        return
    last = shares[-1]
    bare = draft.measure == "change_pct" and not any(
        item.kind == "M" and item.low not in _GROWTH and item.code != "market_share" for item in draft.items
    )
    if bare and not draft.products and last.product is not None and last.char_start >= draft.story.facts[-1].char_start:
        draft.products = [segment_of(draft) or Product(last.product, last.char_start, last.char_end)]


def _is_of_segment(scene: Scene, at: int) -> bool:
    """Whether the subject of a number's clause, or of the one it goes on from, is a segment as a whole."""
    top = scene
    while (top.clause.link == "same" or top.clause.cue in {"but", "yet"}) and top.parent is not None:
        top = top.parent  # "stayed flat but declined 13 percent"
    end = top.clause.verb_at if top is not scene else min(top.clause.verb_at, at)
    subject = [item for item in top.clause.items[:end] if item.kind not in {"T", "G"}]
    if len(subject) < 2 or subject[0].low != "the" or subject[-1].low not in _SEGMENTS:
        return False
    return not (top.phrase.companies or any(item.kind in {"O", "C", "M"} for item in subject))
