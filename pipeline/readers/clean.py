"""The article itself: what the crawl, the page and the agency put around it is cut, lost borders are put back."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from pipeline.readers.borders import part
from pipeline.readers.dates import find_dateline
from pipeline.readers.decode import parted, tidy
from pipeline.version import models

RULES_FILE = models() / "vocabulary" / "boilerplate.toml"
#: Stands for a border that was put back, until the captions are gone.
_MARK = "\x1e"
#: No boilerplate line is longer.
_LONGEST_REMARK = 1500
_BRACKETED = re.compile(r"^(?P<caption>.*?)\s*[(\[](?P<credit>[^()\[\]]{1,90})[)\]]\.?$", re.DOTALL)
#: A credit nobody listed: a name, in brackets, run together with the paragraph that follows.
_NAME = re.compile(r"(?:[A-Z0-9][\w.&’'@+-]*)(?:[ ,/-]+(?:[A-Z0-9@][\w.&’'@+-]*|of|the|and|on|for))*")
_HEADLINE_MARK = re.compile(
    r"^(?:[(\[]?(?:\d?LEAD|\d(?:st|nd|rd|th) LD|UPDATE \d|URGENT|News Focus|Exclusive|EXCLUSIVE|Breaking)[)\]]\s*)+"
)
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\((?:[^()\s]|\([^()\s]*\)){1,500}\)")


@dataclass(frozen=True, slots=True)
class Rules:
    """The patterns of boilerplate.toml, compiled."""

    line: re.Pattern[str]
    inline: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]  # with what a text needs to hold for it
    code: tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...]  # and with what is put instead
    tail: re.Pattern[str]
    credit: re.Pattern[str]
    cues: re.Pattern[str]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The boilerplate rules, read once."""
    data = tomllib.loads(RULES_FILE.read_text(encoding="utf-8"))
    kinds = {kind: [r["pattern"] for r in data["rule"] if r["kind"] == kind] for kind in ("line", "tail")}

    def either(patterns: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)

    return Rules(
        either(kinds["line"]),
        tuple(
            (re.compile(rule["pattern"], re.IGNORECASE | re.MULTILINE), tuple(rule["needs"]))
            for rule in data["rule"]
            if rule["kind"] == "inline"
        ),
        tuple(
            (re.compile(rule["pattern"]), tuple(rule["needs"]), rule["instead"])
            for rule in data["rule"]
            if rule["kind"] == "code"
        ),
        either(kinds["tail"]),
        re.compile(data["credit"]["names"], re.IGNORECASE),
        re.compile(data["caption"]["cues"], re.IGNORECASE),
    )


def clean_title(title: str | None) -> str | None:
    """Headline without entities, line breaks and the agency's version mark ("(LEAD)"); None when nothing is left."""
    if not title:
        return None
    return _HEADLINE_MARK.sub("", tidy(title).replace("\n", " ")).strip() or None


def clean_body(body: str, title: str | None = None) -> str:
    """Body of an article, tidied, parted and without boilerplate; its paragraphs are lines."""
    text = _unwrap(tidy(body))
    if "](" in text:
        text = _MARKDOWN_LINK.sub(lambda m: "" if m[0].startswith("!") else m[1], text)
    known = rules()
    for pattern, needs, instead in known.code:
        if any(map(text.__contains__, needs)):
            text = pattern.sub(instead, text)
    text = _cut_head(text, title)
    pieces: list[str] = []  # lines; "" is a blank line
    seen = 0  # those that hold text
    for line in text.split("\n"):
        glued = part(line, _MARK).split(_MARK) if line else [""]
        for n, piece in enumerate(glued):
            if not _is_caption(piece, known, glued=n + 1 < len(glued), first=seen < 3):
                pieces.append(piece)
                seen += bool(piece)
    if not any(pieces):  # nothing but a caption: the gates name it
        pieces = text.split("\n")
    lower = text.lower()
    inline = [(pattern, needs) for pattern, needs in known.inline if any(map(lower.__contains__, needs))]
    kept: list[str] = []
    for n, piece in enumerate(pieces):
        if not piece:
            kept.append("")
            continue
        for pattern, needs in inline:
            if any(map(piece.lower().__contains__, needs)):
                piece = pattern.sub("", piece)
        if len(piece) > _LONGEST_REMARK:
            kept.append(_plain(piece))
            continue
        if piece and known.tail.match(piece) and 2 * n >= len(pieces):
            break
        if not known.line.fullmatch(piece.strip()):
            kept.append(_plain(piece))
    return parted("\n".join(kept))


def _is_caption(piece: str, known: Rules, *, glued: bool, first: bool) -> bool:
    """Whether a line is a photo caption with its credit.

    A credit run together with what follows marks one wherever it stands; a known credit at the end of a line does so
    at the beginning of the text or behind a caption's words (agencies sign the last line of an article likewise).
    """
    match = _BRACKETED.match(piece) if piece.endswith((")", "]", ").", "].")) else None
    if match is None or len(match["caption"]) > 500:
        return False
    caption, credit = match["caption"], match["credit"]
    if known.credit.fullmatch(credit):
        return (
            glued
            or not caption
            or (first and bool(known.cues.search(caption)))
            or (bool(known.cues.search(caption)) and caption.count(". ") < 2)
        )
    return glued and _NAME.fullmatch(credit) is not None and (caption.endswith((".", "”", '"')) or len(caption) < 160)


_BULLET = re.compile(r"^[-*•–] ", re.MULTILINE)


#: A headline of fewer letters may be no more than the first words of the text.
_HEADLINE = 20


def _cut_head(text: str, title: str | None) -> str:
    """Text without slug, repeated headline and byline before it; of a dateline only its place is kept.

    The place stays, as a line of its own, because it may be the only word on whose prices or wages an article speaks.
    """
    bare = (title or "").casefold().strip()
    head = text[:800]
    if bare and (at := head.casefold().find(bare)) >= 0 and at <= 150 and "\n\n" not in head[:at]:
        end = at + len(bare)
        rest = text[end:]
        glued = len(bare) >= _HEADLINE and not re.match(
            r"[ ,]*[a-z]", rest
        )  # "Uber" does not end "Uber Technologies said"
        if glued or re.match(r"\s*\n|\s*$", rest):
            text = rest.lstrip(" .\n")
    dateline = find_dateline(text[:600])
    before = text[: dateline.start] if dateline else ""
    if dateline and _BULLET.search(before):
        text = f"{before}{dateline.place}\n{text[dateline.end :].lstrip()}"
    elif dateline and not re.search(r"[.!?”] (?=[A-Z“])", _without_notes(before)):
        text = f"{dateline.place}\n{text[dateline.end :].lstrip()}"
    return text


def _without_notes(prefix: str) -> str:
    """The stretch before a dateline without remarks in brackets and initials, whose stops end no sentence."""
    return re.sub(r"\([^()]*\)|\b(?:[A-Z]\.)+|\b(?:vs|Gov|No|Rep|Sen|Mr|Ms|Dr)\.", "", prefix)


def _plain(line: str) -> str:
    """A line without Markdown's marks."""
    if line[:1] in "#>":
        line = line.lstrip("#> ")
    if "**" in line or "__" in line:
        line = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", line)
    return line.strip()


def _unwrap(text: str) -> str:
    """Text whose lines were broken at a fixed width is joined to paragraphs again."""
    if "\n" not in text:
        return text
    blocks = text.split("\n\n")
    inner = [line for block in blocks for line in block.split("\n")[:-1]]
    full = sum(50 <= len(line) <= 110 and not line.endswith((".", "!", "?", "”", '"', ":")) for line in inner)
    if len(inner) >= 3 and full >= 0.7 * len(inner):
        return "\n\n".join(re.sub(r"\s*\n", " ", block) for block in blocks)
    return text
