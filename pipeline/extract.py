"""The pure function in the middle: documents in, facts and leftovers out; no files, no state, no clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import pyarrow as pa

from pipeline import periods, quantities, vocabulary
from pipeline.document import Document
from pipeline.fact import FACT_SCHEMA, LEFTOVER_SCHEMA, Fact, Leftover, to_table
from pipeline.linking.account import TELLING
from pipeline.linking.link import link
from pipeline.linking.story import Mentions
from pipeline.periods.fiscal import country_of
from pipeline.periods.undated import reference_of
from pipeline.quantities.home import home_of, in_own_dollars
from pipeline.quantities.scale import in_stated_scale
from pipeline.quantities.shortened import in_kobo, in_led_money, in_million_tonnes, in_short_units
from pipeline.vocabulary.companies import find_companies
from pipeline.vocabulary.foretellers import as_sources
from pipeline.vocabulary.trie import Mention
from pipeline.words import words_of

_DIGIT = re.compile(r"\d")
#: What stands before where something is.
_PLACING = {"in", "near", "from", "around"}


class Extraction(NamedTuple):
    """What a batch of documents gave, as Arrow tables of FACT_SCHEMA and LEFTOVER_SCHEMA."""

    facts: pa.Table
    leftovers: pa.Table


def find(document: Document) -> Mentions:
    """All numbers, times and names of a document: what the linker works on."""
    return _with_names(document.text, document.title, numbers_of(document))


def numbers_of(document: Document) -> Mentions:
    """The numbers and times of a document alone: the cheap half, without its words and names."""
    country = country_of(document.text)
    times = periods.parse(document.text, document.published_at, country=country)
    if document.published_at is None and (reference := reference_of(document.text, times)) is not None:
        times = periods.parse(document.text, reference, country=country)
    numbers, rejected = quantities.scan(
        document.text, masked=[(t.start, t.end) for t in times], country=home_of(document.text)
    )
    numbers = in_stated_scale(document.text, in_own_dollars(document.text, numbers))
    numbers = in_led_money(document.text, in_short_units(document.text, in_kobo(document.text, numbers)))
    numbers = in_million_tonnes(document.text, numbers)
    return Mentions([], numbers, rejected, times, [])


def _with_names(text: str, title: str | None, found: Mentions) -> Mentions:
    """The same with the words of the text and the names among them."""
    tokens, starts, units = words_of(text)
    names = vocabulary.load().find(text, tokens, starts, units)
    companies = find_companies(text, tokens, starts, title, mentions=names, units=units)
    dates = {(time.start, time.end) for time in found.periods if time.text[-1:].isdigit()}
    companies = [name for name in companies if (name.start, name.end) not in dates]  # "in H1 FY18, the Bank said"
    inside = {at for name in companies for at in range(name.first, name.last)}
    names = [name for name in names if name.kind != "product" or name.first not in inside]  # "Apple", "X Electronics"
    names = [name for name in names if not _is_town(name, tokens, title)] + companies
    names = as_sources(text, names)
    names.sort(key=lambda mention: (mention.start, mention.end))
    firms = {(name.start, name.end) for name in names if name.kind == "company"}
    times = [m for m in found.periods if not (m.text.isupper() and (m.start, m.end) in firms)]  # "APR" is no April
    return replace(found, units=units, names=names, periods=times)


def _is_town(name: Mention, tokens: Sequence[str], title: str | None) -> bool:
    """Whether a good's name is that of a place, which only its capital and what stands before it tell: "House prices in Cork"."""
    if name.kind != "product" or name.last - name.first != 1 or not name.first:
        return False
    word = tokens[name.first]
    if not (word.istitle() and tokens[name.first - 1] in _PLACING) or name.start < len(title or ""):
        return False
    return word.lower() not in tokens


def read_facts(document: Document) -> tuple[list[Fact], list[Leftover]]:
    """All facts of one document in the order of the text, and every number that became none."""
    if not _DIGIT.search(document.text):
        return [], []
    found = numbers_of(document)
    if any(quantity.kind not in TELLING for quantity in found.quantities):
        found = _with_names(document.text, document.title, found)
    return link(document, found)


def extract_batch(documents: list[Document]) -> Extraction:
    """Facts and leftovers of many documents; the same documents give the same bytes."""
    facts: list[Fact] = []
    leftovers: list[Leftover] = []
    for document in documents:
        found, left = read_facts(document)
        facts += found
        leftovers += left
    return Extraction(to_table(facts, FACT_SCHEMA), to_table(leftovers, LEFTOVER_SCHEMA))
