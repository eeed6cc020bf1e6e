"""Paragraph borders that a crawl lost ("reshapes trade.According to", "(Yonhap)South Korea has") are put back."""

from __future__ import annotations

import re

#: Examples run by the tests: glued text, and the same with `|` at each border that must be found.
EXAMPLES = [
    "reshape global trade.|According to data released Monday", "(Yonhap)|South Korea has crossed",
    "in 2025.|Automobile exports rose 1.7 percent", "stood at $95.2 billion.|Among the 15 items",
    "fell 3.8 percent.|“We need growth,” he said", "the base effect.”|The bank expects",
    'said "we need more."|The bank expects', 'he said Thursday night.|"However, the party',
    "since last year.|KITA said", "exports to the U.S.|The agency said",
    "made by Samsung Electronics Co.|Shares closed", "closed at 3 p.m.|Shares in Seoul",
    "Will it last?|Analysts doubt it", "for the first time.|$70 billion was spent",
    "at a later date.|A recent report", "several months.|15 of the items rose",
    "now feature in visa applications|A photo shared by", "in its history.|SK hynix rose",
    "shipments to ASEAN.|Exports to China fell", "by half (16.5 percent).|Exports",
    "a cautious stock market debut|According to Statistics Norway", "drugmaker jumps over 20%|Shares of the firm",
    "startups as an alternative|Rather than look for work", "lenders split over outlook|Nordea fell, and Nordea's rival rose",
]  # fmt: skip
#: Text in which no border may be found.
NEGATIVE = [
    "the U.S.Treasury said", "the U.S.A. and Amazon.com and Booking.Com", "a Ph.D. in economics from J.P.Morgan",
    "ranked No.1 in 1.2 million", "St.Petersburg and Mt.Gox", "Mr.Kim of Inc.com",
    "see www.Example.com/Page.Html or mail A.Smith@Example.Com", "shares of LinkedIn, YouTube, TikTok and OpenAI",
    "Node.js, ASP.NET and Character.AI", "Mr. Kim met Dr. Lee. They spoke.", "Yahoo!Japan and e.g.Samsung",
    "South Korea (KITA) said", "p.14 and Sept.14 and vol.2", "iPhones, eBay and McDonald's", "the K.O.S.P.I. index",
    "Kia (000270.KS) and SAP (SAPG.DE) rose, the STOXX 600 (.STOXX) and the index <.N225> fell",
    "flights of easyJet to Rome", "a Jet of easyJet Plc", "the openAccess journal", "10%APR and 20%Cr alloy",
]  # fmt: skip

#: Words that open a sentence and follow no abbreviation within a name.
OPENERS = (
    "The|A|An|In|On|At|It|He|She|They|We|This|That|These|Those|But|And|While|According|However|As|For|With|By|From|Its|His|Her|Their|If|When|"
    "After|Before|Meanwhile|Among|Although|Despite|During|Since|Some|Many|Most|To|Last|Exports|Imports|Analysts|Experts|Officials|Shares|Also"
)
#: Abbreviations that stand before a name (or number), so that a capital after them opens no sentence.
_BEFORE_NAMES = {"mr", "mrs", "ms", "dr", "st", "mt", "prof", "gen", "sen", "rep", "gov", "ven", "lt", "sgt", "capt", "no", "nos", "vol", "vs",
                 "pp", "fig", "ft", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx", "art", "ch",
                 "e.g", "i.e", "yahoo"}  # fmt: skip
_DOMAINS = r"(?:com|net|org|js|ai|io|tv|co|html?|php|kr)\b"

_GLUED = re.compile(
    r"""
    (?P<first>[.!?…(TASN])  # one set in front of all: the search passes over all other characters at once
    (?: (?<=[.!?…])(?P<close>[”’")\]]*)(?P<next>[“‘"(\[]?(?=[A-Z]|[$€£¥₩]\d)|(?<=[a-z]{3}\.)(?=\d+\ )|(?<=[a-z]{3}\.)(?=\d+[.,]\d))
      | (?:(?<=\s\()|(?<=^\()|(?<=[.!?”"]\())[^()\n]{1,80}\)(?=[“‘"]?(?:[A-Z][a-z]|[A-Z]{2,}\b|[AI]\ ))
      | (?<=[a-z][a-z][TASN])(?:(?<=T)(?:he|his|hese)|(?<=A)n?|(?<=S)outh|(?<=N)orth)(?=\ (?!.?\())
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
#: A heading without a stop, run together with what follows: "its debutAccording to".
_RUN_ON = re.compile(r"[A-Z](?:(?<=[a-z]{4}[A-Z])|(?<=\d%[A-Z]))[A-Za-z]{2,}(?= [a-z]|, )")
#: Words that only open what follows a heading.
_OPENS = frozenset(OPENERS.split("|")) - {"A", "An"} | {
    "Rather",
    "Unlike",
    "Instead",
    "Amid",
    "Under",
    "Through",
    "There",
    "Investors",
    "Researchers",
}
#: The first half of names that are written so: "easyJet".
_BRANDED = frozenset({"easy", "open", "smart", "mobile", "super", "auto", "euro", "bio"})
_LONGEST_WORD = 80
#: What a share or index is called at its exchange, in brackets: "(000270.KS)", "<.N225>".
_CODE_BEFORE, _CODE_BEHIND = re.compile(r"[(<\[][A-Z0-9]{0,8}$"), re.compile(r"[A-Z0-9]{1,8}[)>\]]")
_OPENER = re.compile(rf"(?:{OPENERS})\b")
_INITIALS = re.compile(r"(?:^|[^\w.])(?:[A-Za-z]\.)*[A-Z]$")


def part(text: str, mark: str = "\n") -> str:
    """Text with `mark` at every border between two sentences that were run together.

    A stop directly followed by a capital is a border, unless the stop belongs to initials ("U.S.Treasury"), to an
    abbreviation that stands before names ("St.Petersburg") or to an address ("Booking.Com"); after these only a word
    that opens sentences ("U.S.The agency") counts.
    """
    cuts: list[int] = []
    for match in _GLUED.finditer(text):
        if match["close"] is None:
            cuts.append(match.end() if match["first"] == "(" else match.start())
        elif _is_border(text, match):
            closing = match["close"]
            at = match.end("close")
            if closing.endswith('"') and not _closes(text, at - 1):
                at -= 1  # a straight quote that opens the next sentence
            cuts.append(at)
    cuts += [match.start() for match in _RUN_ON.finditer(text) if _is_heading_end(text, match)]
    if not cuts:
        return text
    cuts.sort()
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return mark.join(piece.strip(" ") for piece in pieces)


def _is_border(text: str, match: re.Match[str]) -> bool:
    """Whether the stop ends a sentence."""
    stop, after = match.start(), match.end("next")
    least = max(0, stop - _LONGEST_WORD)
    start = max(text.rfind(" ", least, stop), text.rfind("\n", least, stop)) + 1
    if start == 0 and least > 0:
        return False  # no word is so long
    token = text[start:stop].lstrip("“‘\"'([")
    if "@" in token or "://" in token or token.startswith("www"):
        return False
    if match["close"] or match["next"]:
        return True
    if _CODE_BEHIND.match(text, after) and _CODE_BEFORE.search(text, start, stop):
        return False
    if text[after + 1 : after + 2] == "." and _INITIALS.search(token):
        return False
    if re.match(_DOMAINS, text[after:], re.IGNORECASE):
        return False
    if _OPENER.match(text, after):
        return True
    if token.lower() in _BEFORE_NAMES or token.lower() in ("ph", "j.p"):
        return False
    if token.lower() in ("p.m", "a.m"):
        return True
    return match["first"] != "." or not _INITIALS.search(token)


def _is_heading_end(text: str, match: re.Match[str]) -> bool:
    """Whether a capital within a word opens a sentence: a word in small letters or a percentage stands before it, and it is a word that
    opens sentences, or a name told again in the paragraph."""
    stop, word = match.start(), match[0]
    least = max(0, stop - _LONGEST_WORD)
    before = text[max(text.rfind(" ", least, stop), text.rfind("\n", least, stop)) + 1 : stop].lstrip("“‘\"'([")
    if before.endswith("%"):
        return word in _OPENS
    if not before.isalpha() or not before.islower() or before in _BRANDED:
        return False
    return word in _OPENS or f" {word}" in text


def _closes(text: str, at: int) -> bool:
    """Whether the straight quote at `at` ends a quotation: an odd number of them stands before it in its line."""
    begin = max(at - 5000, 0)
    return text.count('"', max(text.rfind("\n", begin, at) + 1, begin), at) % 2 == 1
