"""Sentences: where a document's paragraphs and sentences begin and end. A splitter by rule: the parser would cost a hundred times as much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Sentence(NamedTuple):
    """Characters `start` to `end` (exclusive) of a text; `paragraph` counts from 0; `headline` and `bullet` say what it is."""

    start: int
    end: int
    paragraph: int
    headline: bool
    bullet: bool


_PARAGRAPH = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[$€£¥₩]?\w|\s+[•*-])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'./-])(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|St|Sr|Jr|No|Nos|vs|Inc|Corp|Co|Ltd|Bros|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Mon|Tues?|Wed|Thurs?|Fri|approx|est|avg|etc|pct|bn|mln|bln|tln|dept|Dept|fig|Fig|[A-Z]\.[A-Z]|[A-Za-z]\.[A-Za-z]\.[A-Za-z]|[ap]\.m|e\.g|i\.e|Rs|sq|cf)\.$"
)
#: After these a capital still may start a new sentence: "rose in the U.S. Exports fell".
_CLOSING = re.compile(r"(?:[A-Z]\.[A-Z]|[ap]\.m|Inc|Corp|Co|Ltd|pct|bn|mln|bln|tln|etc)\.$")
_STARTER = re.compile(
    r"\s+[\"“‘'(]?(?:The|A|An|In|On|At|By|For|From|It|Its|This|That|These|Those|He|She|They|We|But|And|However|Meanwhile|Exports?|Imports?|Shipments?|Sales|Shares|As|After|While|Among|Of|With|During|Last|According|To|If|Some|Analysts|Economists|Compared|Overall|Total|Both|Total|Also)\b"
)
#: A brand that begins with a small letter still may start a sentence: "iPad sales fell", "eBay said".
_CAMEL = re.compile(r"\s+[\"“‘'(]?[a-z]{1,4}[A-Z][A-Za-z]")
_BULLET = re.compile(r"\s*(?:[-*•·▲△■□○●–—]|\d{1,2}[.)])\s+")


def split(text: str, headline_end: int = 0) -> Iterator[Sentence]:
    """Sentences in order. A line is a paragraph; an abbreviation's full stop ends no sentence, unless a sentence's first word follows it."""
    paragraph = 0
    for line in _PARAGRAPH.finditer(text):
        begin, end = line.span()
        headline = end <= headline_end
        bullet = bool(_BULLET.match(line.group()))
        start = begin
        for stop in _STOP.finditer(text, begin, end):
            at = stop.end()
            if (
                stop.group()[0] == "."
                and len(stop.group()) == 1
                and not (text.startswith("'s", at - 3) and text[at - 4].isalpha())  # "larger than last year's."
                and (abbreviation := _ABBREVIATION.search(text, max(start, at - 12), at))
            ):
                closes = _CLOSING.search(abbreviation.group()) and _STARTER.match(text, at)
                if not closes and not re.search(r"(?:pct|bn|mln|bln|tln|etc)\.$", abbreviation.group()):
                    continue
            if text[at:end].lstrip()[:1].islower() and not _CAMEL.match(text, at):
                continue
            yield from _trimmed(text, start, at, paragraph, headline, bullet)
            start = at
        yield from _trimmed(text, start, end, paragraph, headline, bullet)
        paragraph += 1


#: A sentence is at most this long; a table run together into one line is cut, so that reading it takes linear time.
LONGEST = 1200


def _trimmed(text: str, start: int, end: int, paragraph: int, headline: bool, bullet: bool) -> Iterator[Sentence]:
    """The sentence without white space around it; an endless one in pieces, cut at spaces."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield Sentence(start, cut, paragraph, headline, bullet)
        start = cut + 1 if text[cut : cut + 1] == " " else cut
    if end > start:
        yield Sentence(start, end, paragraph, headline, bullet)


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence of a stretch begins and ends by full stops and line ends alone: for texts that are not split yet."""
    stops = (text.find(". ", end), text.find("\n", end))
    begin = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1
    return begin, min((stop for stop in stops if stop >= 0), default=len(text))
