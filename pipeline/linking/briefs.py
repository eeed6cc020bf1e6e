"""Briefs: a text of several short reports, each under a heading that names its country, is read report by report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.document import Document
from pipeline.linking.story import Mentions, within

#: What stands between the country that a line begins with and what it says of it; the end of a line that is a heading.
_BEHIND = re.compile(r" ?(?::|[–—|]| - ) ?|(?=\n)")
_HEADING = re.compile(r".{0,100}[^.!?”\"\n](?=\n|$)")
#: So many letters make a report, fewer a list's row.
_REPORT = 60
#: What a country's trade is told of, and how one line of a list tells of it with one partner.
_FLOWS = {"exports", "imports", "export_volume", "import_volume", "trade_volume"}
_WITH_ONE = re.compile(r"\b(?:exports|shipments|sales|imports|deliveries) (?:to|from) ", re.IGNORECASE)
#: So many countries with a report each make briefs.
_SEVERAL = 2


def parts(document: Document, mentions: Mentions) -> Iterator[tuple[Document, Mentions]]:
    """The reports of a text with what was found in each, what stands above the first heading first; a text of one as it is.

    Each keeps its place: what stands before it is left out line by line, so that all offsets hold."""
    heads = _headings(document, mentions)
    if not heads:
        yield document, mentions
        return
    yield _part(document, mentions, 0, heads[0][0], document.headline_end)
    for (begin, head_end), (end, _) in zip(heads, [*heads[1:], (len(document.text), 0)], strict=True):
        yield _part(document, mentions, begin, end, head_end)


def _headings(document: Document, mentions: Mentions) -> list[tuple[int, int]]:
    """Where the headings begin and end that name a country each, above a report or in front of it ("VIETNAM: Inflation slowed");
    none where they do not name several."""
    text, countries = document.text, set()
    found: list[tuple[int, int]] = []
    for place in mentions.names:
        begin = place.start
        if place.kind != "place" or place.form != "name" or begin <= document.headline_end or text[begin - 1] != "\n":
            continue
        behind = _BEHIND.match(text, place.end)
        if behind is None:
            continue
        line = _HEADING.match(text, behind.end())
        end = line.end() if line is not None else behind.end()
        if len(text[end:].lstrip("\n").partition("\n")[0]) > _REPORT:
            found.append((begin, end))
            countries.add(place.code)
    return found if len(countries) >= _SEVERAL and not _are_partners(text, mentions, found, countries) else []


def _are_partners(text: str, mentions: Mentions, heads: list[tuple[int, int]], countries: set[str]) -> bool:
    """Whether the headings name the partners of another country, whose trade the text above them has told: "EU: Exports to the EU fell"."""
    first = heads[0][0]
    above = within(mentions.names, 0, first)
    told = any(m.kind == "metric" and m.code in _FLOWS for m in above) and bool(within(mentions.quantities, 0, first))
    others = any(m.kind == "place" and m.code not in countries and m.code != "WORLD" for m in above)
    return told and others and _WITH_ONE.search(text, first) is not None


def _part(document: Document, mentions: Mentions, begin: int, end: int, headline_end: int) -> tuple[Document, Mentions]:
    """A report by itself, and what was found in it."""
    text = "\n" * begin + document.text[begin:end]
    found = replace(
        mentions,
        quantities=within(mentions.quantities, begin, end),
        rejected=within(mentions.rejected, begin, end),
        periods=within(mentions.periods, begin, end),
        names=within(mentions.names, begin, end),
    )
    return replace(document, text=text, headline_end=headline_end), found
