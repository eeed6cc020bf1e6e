"""Divisions: the part of a company that a paragraph speaks of: "The hardware business was weaker. Revenue fell 8 percent"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.linking.clause import is_its
from pipeline.linking.items import Item
from pipeline.linking.part import Part
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, Story, about_company, within
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_BELIEVES = entries.words("divisions", "believes")
_PARTS = entries.words("divisions", "parts")
_WHOLE = entries.words("divisions", "whole")

#: What a report states for a division as for the whole.
_DIVIDED = {
    "revenue", "operating_profit", "net_income", "pretax_profit", "operating_margin", "ebitda", "orders", "sales_volume",
    "production_volume",
}  # fmt: skip

#: So many items from the verb stands what is sold; the paragraph of a part that only "the unit" takes up.
_OBJECT, _SPOKEN_OF = 8, -1
#: So many characters of the next sentence show what it is about.
_NEXT = 24
#: So many characters behind the name of its company stands a division's: "Ford's worldwide automotive division".
_NEAR = 24


def names_division(sentence: str) -> bool:
    """Whether a sentence without numbers may say which division the next ones are about."""
    return any(f" {word} " in sentence for word in _PARTS)


def note_division(story: Story, items: Sequence[Item]) -> None:
    """Keeps the division that a sentence has as subject; one that speaks of the company or the group ends it."""
    state = story.state
    verb = next((i for i, item in enumerate(items) if item.kind in {"V", "Q"}), len(items))
    subject = speaker = items[:verb]
    if verb + 1 < len(items) and items[verb].code == "say" and items[verb + 1].low in {"its", "that", "the"}:
        items = items[verb + 1 :]  # "X said its vans unit"
        verb = next((i for i, item in enumerate(items) if item.kind in {"V", "Q"}), len(items))
        subject = items[:verb]
    elif (told := _told_of(items)) is not None:
        subject = told  # "The industry estimates that the DS (chip) division earned"
    at = next((i for i, item in enumerate(subject) if i and item.low in _PARTS and item.kind in {"w", "O", "P"}), None)
    if at is not None and at + 1 < len(items) and items[at + 1].low == "of":
        return  # "X, a defense unit of Y"
    name = _name_before(subject, at) if at is not None else _next_part(story, items, verb)
    if name is not None:
        state.division = Held(name, name.start, name.end, story.number, story.sentence.paragraph)
        _return_to_owner(story, name, items)
    elif (sold := _sold(items)) is not None:
        state.division = Held(sold, sold.start, sold.end, story.number, _SPOKEN_OF)
    elif (
        state.division is not None
        and items[0].low != "here"
        and any(
            item.kind == "C" or item.low in _WHOLE or item.low.startswith("group ") for item in [*speaker, *subject]
        )
    ):
        state.division = None


def _return_to_owner(story: Story, part: Product, items: Sequence[Item]) -> None:
    """Goes back to the text's own company with a part whose results were told as its own, where another was only set beside it: "Its
    retail business earned $3 million, more than Belmo, which earned $2 million. The retail business sold"."""
    main, company = story.state.main_company, story.state.company
    if main is None or company is None or company.value == main.value or any(item.kind == "C" for item in items):
        return
    if any(fact.product == part.label and fact.reporter == main.value for fact in story.facts):
        story.state.company = Held(main.value, part.start, part.end, story.number, story.sentence.paragraph)


def _sold(items: Sequence[Item]) -> Product | None:
    """The part that a company parts with, which the next sentence may take up: "agreed to sell its packaging division to Brask"."""
    sells = next((i for i, item in enumerate(items) if item.low in entries.words("deals", "sells_off")), len(items))
    at = next((i for i in range(sells + 2, min(sells + _OBJECT, len(items))) if items[i].low in _PARTS), 0)
    owned = at and any(is_its(item) or item.kind == "'" for item in items[sells + 1 : at])
    return _name_before(items, at) if owned else None


def _next_part(story: Story, items: Sequence[Item], verb: int) -> Product | None:
    """The part that stands alone as the subject of what a report on divisions tells next: "Terminals posted revenue of $2 billion"."""
    first = items[0]
    if verb != 1 or first.kind != "w" or not first.low.endswith("s") or story.state.division is None:
        return None
    reports = items[1].low in entries.words("companies", "deeds", "reports")
    told = next((item for item in items[2:] if item.kind in {"M", "Q"}), None)
    if not reports or told is None or told.code not in _DIVIDED or not about_company(story):
        return None
    return None if first.low in entries.words("divisions", "no_parts") else Product(first.low, first.start, first.end)


#: A subject that a sentence without figures judges, and what such a judgement says.
_JUDGED = re.compile(
    r"(?:The |Its )?((?:[A-Z]?[a-z][\w&-]*)(?: [a-z][\w&-]*){0,2}?) (?:was|were|is|are|remains?|remained|proved|stayed|did|fared|looked)"
    r" (?:again |also |still |even |much |rather |once more )*(?:the |a |an |another )?(\w+)"
)


def speak_of_part(story: Story) -> None:
    """Keeps the part of a company that a sentence without figures judges, where the next one takes it up: "Glass was another weak spot.
    The division's sales fell to $61 million"."""
    sentence = story.sentence
    said = _JUDGED.match(story.text, sentence.start, sentence.end) if about_company(story) else None
    if said is None or sentence.headline or said[2].lower() not in entries.words("divisions", "judged"):
        return
    behind = story.text[sentence.end : sentence.end + _NEXT].strip().lower()
    if not behind.startswith(
        tuple(f"{word}{end}" for word in entries.words("divisions", "its") for end in (" ", "'", "’"))
    ):
        return
    names = within(story.mentions.names, said.start(1), said.end(1))
    if any(name.kind in {"metric", "company", "place", "body", "index"} for name in names):
        return
    good = next((name for name in names if name.kind == "product"), None)
    label = good.code if good is not None else said[1].lower()
    if label.rpartition(" ")[2] in entries.words("divisions", "no_parts"):
        return
    part = Product(label, said.start(1), said.end(1), strong=good is not None)
    story.state.division = Held(part, part.start, part.end, story.number, sentence.paragraph)


def _told_of(items: Sequence[Item]) -> Sequence[Item] | None:
    """The subject of what somebody says, believes or estimates; None where nobody does."""
    for i, item in enumerate(items[:-3]):
        begin = i + 1 + (items[i + 1].low == "that")
        told = item.kind == "V" and (item.code in {"say", "project"} or item.low in _BELIEVES)
        if told and items[begin].low in {"the", "its"}:
            behind = items[begin:]
            return behind[: next((j for j, x in enumerate(behind) if x.kind in {"V", "Q"}), len(behind))]
    return None


def named_in(scene: Scene) -> Product | None:
    """The division that a clause has as its subject."""
    items, verb = scene.clause.items, scene.clause.verb_at
    at = next((i for i in range(1, verb) if items[i].low in _PARTS and items[i].kind in {"w", "O", "P"}), 0)
    return _name_before(items, at) if at and at + 1 < len(items) and items[at + 1].low != "of" else None


def division_of(story: Story, scene: Scene, metric: str) -> Product | None:
    """The division whose number it is: the sentence's or paragraph's, further on only what "its" or "the unit" names."""
    held = story.state.division
    if held is None or not about_company(story):
        return None
    if metric not in _DIVIDED and not (held.paragraph == _SPOKEN_OF and metric == "headcount"):
        return None
    if (
        metric == "net_income"
        and held.sentence < story.number
        and any(fact.metric == metric and fact.product is None for fact in story.facts)
    ):
        return None  # "The chip business earned 2.9 trillion won. Its net profit was 4.6 trillion won": the company's
    if held.sentence == story.number and scene.start > held.start and (own := named_in(scene)) is not None:
        return own  # "The Reebok brand grew 13 percent, while the golf business shrank"
    top = scene
    while top.parent is not None:
        top = top.parent
    first = next((item for item in top.clause.items if item.kind not in {"G", "K", "R", "T", ",", "E"}), None)
    taken_up = first is not None and first.low in entries.words("divisions", "its")
    if held.paragraph == _SPOKEN_OF:
        taken_up = first is not None and first.low.removeprefix("the ") in _PARTS
    phrase = scene.phrase
    owned = held.sentence == story.number and all(
        story.text[item.end] in "'’" and item.end < held.start < item.end + _NEAR for item in phrase.companies
    )
    foreseen = scene.verb is not None and scene.verb.code in {"project", "aim"} and held.start > scene.verb.end
    if foreseen and story.text[held.start - 5 : held.start] == " its ":
        owned = owned or held.sentence == story.number  # "Belmo expects its chip arm, which makes sensors, to lose"
    bare = [item for item in phrase.bare if item.code != "WORLD"]  # "its worldwide truck division"
    if (phrase.companies and not owned) or bare or phrase.reporters or phrase.partners:
        return None
    if held.paragraph == story.sentence.paragraph or (taken_up and story.number - held.sentence == 1):
        return held.value
    return None


def of_division(part: Part) -> Product | None:
    """The division that a clause's subject names, where a good was read from its name's first words alone, or that sees what another
    saw before: "Sales of vans rose 5 percent, while the truck arm saw sales fall 2 percent"."""
    held, first, above = part.state.division, part.products[0] if part.products else None, part.scene.parent
    if first is None or not about_company(part.story):
        return None
    if above is not None and part.scene.clause.link == "content" and first.start < above.start:
        return named_in(above)
    if held is None or not isinstance(held.value, Product):
        return None
    if first.label in _PARTS and first.start > held.end:
        return held.value  # "Operating income of the segment"
    inside = held.start <= first.start and first.end < held.end and held.sentence == part.story.number
    return held.value if inside and part.scene.start <= held.start < part.quantity.start else None


def _written(words: Sequence[Item]) -> str:
    """Words as they are written in a name."""
    return " ".join(word.low for word in words).replace(" ,", ",")


def _name_before(items: Sequence[Item], at: int) -> Product | None:
    """What a division is called: "the truck division", "its cloud computing business"."""
    begin, vague = at, entries.words("divisions", "vague")
    if items[at - 1].kind == ")":  # "the DS (semiconductor) division"
        begin = at = next((i for i in range(at - 1, 0, -1) if items[i].kind == "("), at)
    while begin and items[begin - 1].kind in {"w", "P", "M"} and items[begin - 1].low not in vague:
        begin -= 1
    if begin > 1 and items[begin - 1].low in {"and", "&"} and items[begin - 2].kind in {"w", "P"}:
        joined = begin - 2  # "the computing and graphics segment"; "enterprise, embedded and custom chips"
        while joined > 1 and items[joined - 1].kind == "," and items[joined - 2].kind in {"w", "P"}:
            joined -= 2
        opens = joined > 0 and items[joined - 1].low in {"the", "its"}
        if opens and all(item.kind in {"w", "P", "J", ","} and not item.name for item in items[joined:at]):
            return Product(_written(items[joined:at]), items[joined].start, items[at - 1].end)
    words = items[begin:at]
    told = all(word.kind == "M" for word in words)  # "the exports business" is none; "the cargo arm" is
    if not words or at - begin > 3 or (told and words[-1].low not in entries.words("divisions", "told_as_parts")):
        return None
    alone = words[0].code if len(words) == 1 and words[0].kind == "P" else " ".join(word.low for word in words)
    return Product(alone, words[0].start, words[-1].end, strong=words[-1].kind == "P")
