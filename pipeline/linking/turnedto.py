"""Turned to: the good that a paragraph turns to without a figure, of which it then tells: "Then there is laver. Exports rose 9 percent"."""

from __future__ import annotations

import re

from pipeline.linking.modifiers import is_loose
from pipeline.linking.onegood import TOLD_OF_ONE, are_kin
from pipeline.linking.openname import abstract
from pipeline.linking.part import Part, flow_of
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.story import Story, about_company, within
from pipeline.linking.wholes import is_of_all_partners
from pipeline.sentences import around
from pipeline.vocabulary import entries
from pipeline.vocabulary.trie import Mention

#: Words that are asked for at every number or sentence, looked up once.
_GOODS = entries.words("wide", "goods")

#: What leads to the good that is turned to.
_LEADS = re.compile(
    r"[^\w\n]*(?:(?:and|but|now|then|so|next|finally|lastly|again|which|that|this|it|all this)[ ,]+)*"
    r"(?:there (?:is|are|was|were|remains?)|(?:comes?|came)|(?:brings|leads|takes) us(?: back)? to|(?:let us |we )?turn(?:ing)?(?: now)? to"
    r"|take|consider|look at|what (?:about|of)|as for) (?:also )?(?:the )?",
    re.IGNORECASE,
)
#: What may stand before a good that does what the rest did not.
_OPENS = re.compile(r"[^\w\n]*(?:(?:and|but|yet|then|meanwhile|elsewhere|only|even|the)[ ,]+){0,2}", re.IGNORECASE)
#: How goods are set against each other.
_FARES = re.compile(
    r"(?:, [^,.;:]{3,80},)?(?: (?:has|have|had|also|alone))? "
    r"(?:fared?|went|gone|bucked|suffered|shone|struggled|disappointed"
    r"|did (?:far |much |a little |even )?(?:better|worse|best|worst|well|badly)|tells? (?:a|an|another)|told (?:a|an|another)"
    r"|(?:is|was|were|are|remained) (?:(?:the|an|a|no|one|another) )?(?:notable |big |only |great |rare )?"
    r"(?:exception|different|another|other|bright spot|laggard|hit|hardest|worst|no better|no exception))\b",
    re.IGNORECASE,
)
#: The word right before a good that says which kind of it is meant.
_KIND = re.compile(r"([A-Za-z][a-z-]+) $")
#: The same of goods in the plural that no list knows.
_FARES_UNKNOWN = re.compile(
    rf"{_OPENS.pattern}([A-Za-z]+s)(?<!its)(?<!this)(?<!ours)(?<!theirs){_FARES.pattern}", re.IGNORECASE
)
#: A good alone, with how much of the answer it is.
_ALONE = re.compile(r",? (?:mostly|mainly|chiefly|above all|of course|once again|naturally|for the most part)[.!]?\s*$")


def turn_to_good(story: Story, end: int | None = None) -> None:
    """Notes the good that a sentence without figures turns its paragraph to, or its part before a colon that stands at `end`."""
    sentence = story.sentence
    end = sentence.end if end is None else end
    if sentence.headline:
        return
    names = within(story.mentions.names, sentence.start, end)
    text = story.text
    good = next((m for m in names if m.kind == "product"), None)
    if good is not None and _OPENS.fullmatch(text, sentence.start, good.start) is not None and good.code not in _GOODS:
        told = Product(good.code, good.start, good.end)
        story.state.good_begun = Held(told, good.start, good.end, story.number, sentence.paragraph)
    if good is None and (named := _FARES_UNKNOWN.match(text, sentence.start, end)) is not None:
        label, at = named[1].lower(), named.start(1)
        if not names and label not in abstract() and label not in entries.words("phrases", "empty"):
            told = Product(label, at, named.end(1), strong=False)
            story.state.turned_to = Held(told, at, named.end(1), story.number, sentence.paragraph)
        return
    if (
        good is None
        or good.code in _GOODS
        or any(m.kind in {"place", "company"} and m.start < good.start for m in names)
    ):
        return
    told = _narrowed(story, good)
    if (
        _LEADS.fullmatch(text, sentence.start, good.start) is not None and not text[good.end : good.end + 1].isalnum()
    ) or (
        _OPENS.fullmatch(text, sentence.start, told.start) is not None
        and (_FARES.match(text, good.end, end) or _ALONE.match(text, good.end, end)) is not None
    ):
        story.state.turned_to = Held(told, good.start, good.end, story.number, sentence.paragraph)


def _narrowed(story: Story, good: Mention) -> Product:
    """The good, with the word that says which kind of it is meant where the sentence begins with that: "Bulk wine told a sadder story"."""
    kind = _KIND.search(story.text, story.sentence.start, good.start)
    if kind is None or is_loose(kind[1].lower()) or _OPENS.fullmatch(story.text, story.sentence.start, good.start):
        return Product(good.code, good.start, good.end)
    return Product(story.text[kind.start(1) : good.end].lower(), kind.start(1), good.end)


def tell_of_turn(part: Part) -> None:
    """Gives trade, output or prices of nothing named the good that the paragraph has turned to, until it names another or goes
    the other way: "And what does it grow? Tea, mostly. Exports of the leaf reached $85 million"."""
    held, story = part.state.turned_to, part.story
    if (begun := _begun(part)) is not None:
        part.products, part.where = [begun], "spoken"
        return
    if held is None or held.paragraph != story.sentence.paragraph or part.metric.code not in TOLD_OF_ONE:
        return
    whole, named = part.scene.phrase.whole, part.scene.phrase.metric is not None
    if whole is not None and whole.kind == "L" and not named and is_of_all_partners(part):
        whole = None  # "Soybeans did well. The country shipped 400,000 tons"; not "The country's exports rose"
    elif is_of_all_partners(part):
        return
    if whole is not None or about_company(story):
        return
    loose = entries.words("modifiers", "breakdowns")
    if any(p.label not in loose and not _stands_in(story, p) for p in part.products):
        return
    good: Product = held.value
    last = story.facts[-1] if story.facts else None
    if last is not None and last.char_start > held.start:
        ways = {flow_of(last.metric), flow_of(part.metric.code)}
        if last.product != good.label or ways == {"exports", "imports"}:
            return
    begin = around(story.text, held.start, held.start)[1]
    since = within(story.mentions.names, begin if begin < part.quantity.start else held.end, part.quantity.start)
    since = [m for m in since if not story.text.endswith((" its ", " their "), 0, m.start)]  # "roasts half of its crop"
    counted = {quantity.end + 1 for quantity in within(story.mentions.quantities, held.end, part.quantity.start)}
    wide = _GOODS | loose
    others = (m for m in since if m.kind == "product" and m.code not in wide and m.start not in counted)
    if any(not are_kin(m.code, good.label) for m in others):
        return
    part.products, part.where = [good], "spoken"


def _begun(part: Part) -> Product | None:
    """The good that the sentence before began with, for what only stands for it: "Ships led the way. Exports of the
    key item climbed"; and what its sentence goes on with."""
    held, story = part.state.good_begun, part.story
    if held is None or story.number - held.sentence != 1 or len(part.products) != 1:
        return None
    first = part.products[0]
    called = first.label in entries.words("modifiers", "stand_ins") or first.label.rpartition(" ")[2] in _ITEMS
    pointed = _THE_ONE.search(story.text, story.sentence.start, first.start) is not None
    return held.value if called and pointed else None


#: What a good is called again, and what leads to that.
_ITEMS, _THE_ONE = {"item", "product"}, re.compile(r"(?:\bthe|['’]s) (?:[\w-]+ ){0,2}$", re.IGNORECASE)


def _stands_in(story: Story, product: Product) -> bool:
    """Whether a name that no list knows is only another one for what was named: "the leaf"."""
    return not product.strong and story.text[max(0, product.start - 4) : product.start].lower() == "the "
