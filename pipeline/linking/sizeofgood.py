"""Size of a good: a number that only "volumes", "the average price" or "in value terms" names is one of the good told of last."""

from __future__ import annotations

from pipeline.linking.metric import VOLUMES, WORTH
from pipeline.linking.onegood import TOLD_OF_ONE
from pipeline.linking.part import Part
from pipeline.linking.phrases import Product
from pipeline.linking.story import about_company
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_SIZES = entries.words("modifiers", "sizes")
_SIZES_BESIDE = entries.words("modifiers", "sizes_beside")
_EARNED_BESIDE = entries.words("modifiers", "earned_beside")
_MEASURED = entries.words("counts", "by_worth") | entries.words("counts", "by_size")
#: So many items say at the beginning of a sentence what its goods are measured in.
_OPENING = 3


def size_of_last(part: Part) -> None:
    """The good told of last, of a number that nothing but "volumes" or "the average price" names: those of something."""
    if is_size_of_last(part):
        part.products, part.where = list(part.state.products), "context"
        other = _in_other_measure(part)
        earned = part.metric.name.removeprefix("the ") in _EARNED_BESIDE
        if (other or earned) and _told_of_several(part):
            # of all that the row before was parts of
            part.products = list(part.state.topic_products) or _first_told(part)
        elif other:
            part.partners = part.partners or list(part.state.partners)


def is_size_of_last(part: Part) -> bool:
    """Whether a number that nothing but "volumes" or "the average price" names is of the good told of last in its paragraph."""
    told, name = part.state.metric, part.metric.name.removeprefix("the ")
    if told is None or told.value.code not in TOLD_OF_ONE or about_company(part.story):
        return False
    if part.story.number - told.sentence > 1 or not part.state.products:
        return False
    if _in_other_measure(part):
        return True
    if told.paragraph != part.story.sentence.paragraph:
        return False
    if name in _EARNED_BESIDE and told.value.code == VOLUMES.get(part.metric.code):
        return True  # "The volume was up 7.8 percent and revenue up 33 percent"
    beside = told.sentence == part.story.number and part.clause.link in {"sub", "ellipsis"}
    return name in _SIZES or (beside and name in _SIZES_BESIDE)  # "as prices rose 12 percent"


def _first_told(part: Part) -> list[Product]:
    """The good that the text told of first."""
    first = part.story.facts[0]
    return [Product(first.product, first.char_start, first.char_end)] if first.product is not None else []


def _told_of_several(part: Part) -> bool:
    """Whether the sentence before told of several goods one after another."""
    facts = part.story.facts
    return len({fact.product for fact in facts if fact.sentence == facts[-1].sentence}) > 1


def _in_other_measure(part: Part) -> bool:
    """Whether a sentence tells the worth of what the one before told by weight, or the other way round: "exported 98,000 tonnes of
    durian to China. In value terms, exports shrank"."""
    told, items, code = part.state.metric, part.items, part.metric.code
    if told is None or items[0].kind != "G" or code not in TOLD_OF_ONE:
        return False
    if not any(item.low in _MEASURED for item in items[:_OPENING]):
        return False
    again = told.sentence == part.story.number and told.value.code == code and part.reading.result
    return again or told.value.code in {VOLUMES.get(code), WORTH.get(code)}
