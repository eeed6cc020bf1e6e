"""Regional: a report on a part of a country, whose figures are all of that part until the country is told of: "Exports from Busan climbed 8
percent. Imports fell 3 percent. Nationwide, exports rose 5 percent"."""

from __future__ import annotations

from pipeline.linking.story import Story, within
from pipeline.sentences import split
from pipeline.vocabulary import entries
from pipeline.vocabulary.trie import Mention

#: A town or another part of a country, by the form of its name.
_PARTS = {"region", "capital"}
#: So many characters behind its headline a text's lead ends; so often the part is named in a report on it.
_LEAD, _OFTEN = 400, 2
#: What a country has as a whole, whatever report it stands in.
_OF_COUNTRIES = {
    "policy_rate", "exchange_rate", "bond_yield", "stock_index", "oil_price", "commodity_price", "fx_reserves", "money_supply",
    "tariff_rate", "share_price", "market_cap", "market_share", "budget",
}  # fmt: skip


def settle_region(story: Story) -> None:
    """Gives the numbers of nothing named to the part of the country that the report is about, but where their sentence, or one before it
    in its paragraph, tells of the country or of another part."""
    region = _of_report(story) if story.facts else None
    if region is None:
        return
    own = _label(region, story.text)
    beyond = -1
    for sentence in split(story.text, story.document.headline_end):
        names = within(story.mentions.names, sentence.start, sentence.end)
        parts = {
            _label(m, story.text) for m in names if m.kind == "place" and m.form in _PARTS and m.code == region.code
        }
        if _tells_of_country(story.text[sentence.start : sentence.end], region, names):
            beyond = sentence.paragraph
        elif own in parts:
            beyond = -1
        if not parts <= {own} or beyond == sentence.paragraph:
            continue
        for fact in story.facts:
            here = sentence.start <= fact.char_start < sentence.end and fact.reporter == region.code
            if here and fact.product is None and fact.metric not in _OF_COUNTRIES:
                fact.product = own


def _of_report(story: Story) -> Mention | None:
    """The part of a country that the first figures of headline or lead are of; None where they are of anything else."""
    first = min(story.facts, key=lambda fact: fact.char_start)
    lead = story.document.headline_end + _LEAD
    if first.product is None or first.char_start > lead:
        return None
    named = [
        m
        for m in story.mentions.names
        if m.kind == "place"
        and m.form in _PARTS
        and m.code == first.reporter
        and _label(m, story.text) == first.product
    ]
    return named[0] if len(named) >= _OFTEN and named[0].start <= lead else None


def _label(part: Mention, text: str) -> str:
    """What a part of a country is called as a product: a region as the list has it, a town in small letters."""
    return str(part.data.get("region") or text[part.start : part.end].lower())


def _tells_of_country(sentence: str, region: Mention, names: list[Mention]) -> bool:
    """Whether a sentence names the country that the region is a part of, or speaks of all of it."""
    if any(m.kind == "place" and m.code == region.code and m.form not in _PARTS for m in names):
        return True
    words = sentence.lower().replace("’", "'").replace("'s", "").replace(",", " ").replace(".", " ").split()
    return not entries.words("places", "rules", "whole_country").isdisjoint(words)
