"""Text files of one article: front-matter Markdown from a crawl, and plain text with or without a header."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from pipeline.document import Document
from pipeline.gates.scripts import script_language
from pipeline.readers.clean import clean_body, clean_title, rules
from pipeline.readers.dates import date_in_text, parse_date
from pipeline.readers.decode import tidy

#: Names that metadata fields go by; the first one that is filled counts.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "doc_id", "document_id", "article_id", "uid"),
    "title": ("title", "headline", "subject"),
    "text": ("text", "body", "content", "article", "maintext", "plain_text"),
    "url": ("url", "link", "source_url", "uri", "canonical_url"),
    "publisher": ("publisher", "source", "site", "site_name", "sitename", "outlet", "domain", "source_domain"),
    "published_at": ("published_at", "date", "published", "date_publish", "publish_date", "published_date", "publication_date", "pub_date",
                     "pubdate", "datetime", "timestamp", "created_at"),
    "crawled_at": ("crawled_at", "date_crawled", "date_download", "fetched_at", "retrieved_at"),
}  # fmt: skip

_KEY = re.compile(r"([A-Za-z_][\w-]{0,40})[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_STAMP = re.compile(r"\s*\*\s*(?:Crawled at|Source)\b.*\*\s*")
_BYLINE = re.compile(r"\s*\*\*(?P<publisher>[^*]*)\*\*\s*\|\s*(?P<date>[^|]*)\|.*")
_LABEL = re.compile(
    r"(?P<label>title|headline|date|published|updated|posted|publisher|source|author|by|url|link)\s*:\s+(?P<value>\S.*)",
    re.IGNORECASE,
)
#: What a line of a header begins with, and a date anywhere in it.
_HEADER_LINE = re.compile(
    r"(?:by|writer|author|reporter|published|updated|posted|source|section|newspaper section)\b|.*\b\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4}\b"
    r"|.*\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\b",
    re.IGNORECASE,
)
_DATED_TITLE = re.compile(r"date:? (?P<date>\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d\S*)? +(?P<title>\S.*)", re.IGNORECASE)
_DATE_LINE = re.compile(
    r"(?:(?:published|updated|posted|date|on)\b:?\s*(?:on |at )?)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    r"(?:\d{4}[-./]\d\d?[-./]\d\d?|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})"
    r"(?:[,T ]+(?:at )?\d{1,2}:\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}|[+-]\d\d:?\d\d)?)?(?:\s*[|·-].{0,60})?",
    re.IGNORECASE,
)


#: A longer article is cut here, at the end of a paragraph or sentence, and says so: it is a book, a list or a data dump.
MAX_CHARACTERS = 200_000


def first(record: Mapping[str, Any], field: str, fields: Mapping[str, str] | None = None) -> Any:
    """The value of a record under any of the names that a field goes by; `fields` maps our name to the record's own."""
    names = (fields[field],) if fields and field in fields else FIELDS[field]
    for name in names:
        value = record.get(name)
        if value not in (None, "", [], {}):
            return value
    return None


def assemble(
    body: str,
    *,
    id: str,
    path: str | None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published_at: object = None,
    crawled_at: object = None,
    above: str = "",
    note: str = "",
) -> Document:
    """A Document from what a reader found: cleans the parts, finds the date, joins headline and body.

    `above` are lines between headline and body, which belong to neither but may tell the date.
    """
    headline = clean_title(title[:1000] if title else None)
    if len(body) > MAX_CHARACTERS:
        end = max(body.rfind(stop, MAX_CHARACTERS // 2, MAX_CHARACTERS) for stop in ("\n", ". ", " "))
        note = note or f"cut at {MAX_CHARACTERS:,} of {len(body):,} characters"
        body = body[: end + 1 or MAX_CHARACTERS]
    day, found = parse_date(published_at), "metadata"
    if day is None:
        day, found = date_in_text(tidy(above + body), parse_date(crawled_at))
    kept = clean_body(body, headline)[:MAX_CHARACTERS]
    text = f"{headline}\n\n{kept}" if headline and kept else headline or kept
    return Document(
        id=id,
        text=text,
        title=headline,
        url=tidy(url) or None if url else None,
        publisher=tidy(publisher) or None if publisher else None,
        published_at=day,
        published_from=found,
        headline_end=len(headline or ""),
        path=path,
        content_hash=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        note=note,
    )


def foreign(text: str, *, id: str, path: str | None, fields: Mapping[str, Any]) -> Document | None:
    """A Document with metadata and language but without text when the first look shows that it is not in Latin letters."""
    language = script_language(text[:2000])
    if language is None:
        return None
    return Document(
        id=id,
        text="",
        title=tidy(title)[:1000] if isinstance(title := first(fields, "title"), str) else None,
        url=url if isinstance(url := first(fields, "url"), str) else None,
        publisher=publisher if isinstance(publisher := first(fields, "publisher"), str) else None,
        published_at=(day := parse_date(first(fields, "published_at"))),
        published_from="metadata" if day else "none",
        path=path,
        content_hash=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        language=language,
    )


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Fields and body of a text that begins with a `---` block.

    A line reader on purpose: crawls write tabs, empty keys, unquoted colons and ids with leading zeros, at which YAML
    parsers fail or change values. A block that is never closed ends at the first line that is no field.
    """
    lines = text.split("\n")
    fields: dict[str, str] = {}
    key = None
    for n, line in enumerate(lines[1:], 1):
        if line[:3] in ("---", "...") and line.rstrip() in ("---", "..."):
            return _unquoted(fields), "\n".join(lines[n + 1 :])
        name, colon, value = line.partition(": ")
        if (
            colon and len(name) < 40 and name.isascii() and name.isidentifier()
        ):  # most lines, at half of what _KEY costs
            key = name.lower()
            fields[key] = value.strip()
        elif match := _KEY.match(line.rstrip("\r")):
            key = match[1].lower()
            fields[key] = (match[2] or "").strip()
        elif line[:1] in (" ", "\t", "-", "") and key is not None and n < 200:
            fields[key] = f"{fields[key]} {line.strip()}".strip()
        elif n > 1 and (key is None or line[:1] == "#" or n >= 200):
            break
    end = 1
    while end < len(lines) and (_KEY.match(lines[end]) or lines[end][:1] in (" ", "\t")):
        end += 1
    head = {m[1].lower(): (m[2] or "").strip() for line in lines[1:end] if (m := _KEY.match(line))}
    return _unquoted(head), "\n".join(lines[end:])


def _unquoted(fields: dict[str, str]) -> dict[str, str]:
    for key, value in fields.items():
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            inner = value[1:-1]
            fields[key] = inner.replace('\\"', '"') if value[0] == '"' else inner.replace("''", "'")
    return fields


def read_markdown(text: str, *, stem: str, path: str | None, note: str = "") -> Document:
    """A crawl's front-matter Markdown: fields, `# headline`, `**publisher** | date |`, rules, body, crawl stamp."""
    fields, body = front_matter(text)
    if (document := foreign(body, id=fields.get("id") or stem, path=path, fields=fields)) is not None:
        return document
    lines = body.strip("\n \t").split("\n")
    title, publisher, published_at = first(fields, "title"), first(fields, "publisher"), first(fields, "published_at")
    n = 0
    while n < min(len(lines), 12):
        line = lines[n].strip()
        if line.startswith("# "):
            title = title or line[2:]
        elif match := _BYLINE.fullmatch(line):
            publisher = publisher or match["publisher"]
            published_at = published_at if parse_date(published_at) else match["date"]
        elif line not in ("", "---"):
            break
        n += 1
    end = len(lines)
    while end > n and (
        not lines[end - 1].strip() or lines[end - 1].strip() == "---" or _STAMP.fullmatch(lines[end - 1])
    ):
        end -= 1
    return assemble(
        "\n".join(lines[n:end]),
        id=tidy(fields.get("id", "")) or stem,
        path=path,
        title=title,
        url=first(fields, "url"),
        publisher=publisher,
        published_at=published_at,
        crawled_at=first(fields, "crawled_at"),
        note=note,
    )


def read_plain(text: str, *, stem: str, path: str | None, note: str = "") -> Document:
    """Plain text: header lines ("Published: ...", " date 2025-12-01 Headline"), then a headline where there is one."""
    if (document := foreign(text, id=stem, path=path, fields={})) is not None:
        return document
    lines = [line.strip() for line in tidy(text).split("\n")]
    found: dict[str, str] = {}
    n, header, above = 0, 0, ""
    while n < min(len(lines), 12):
        line = lines[n]
        if match := _DATED_TITLE.fullmatch(line):
            found["published_at"], found["title"] = match["date"], match["title"]
        elif (match := _LABEL.fullmatch(line)) and len(line) < 300:
            label = match["label"].lower()
            name = {"headline": "title", "date": "published_at", "published": "published_at", "posted": "published_at", "source": "publisher",
                    "link": "url"}.get(label, label)  # fmt: skip
            found.setdefault(name, match["value"])
        elif _DATE_LINE.fullmatch(line) and parse_date(line):
            found.setdefault("published_at", line)
        elif (
            "title" in found
            and line
            and (n < header or rules().line.fullmatch(line) or _dates(lines[n + 1 : n + 3], line))
        ):
            above += f"{line}\n"  # a byline or the publisher's name between headline and date
        elif line and not ("title" not in found and _is_headline(lines, n)):
            break
        elif line:
            found["title"], header = line.lstrip("# "), _header_end(lines, n)
        n += 1
    return assemble(
        "\n".join(lines[n:]),
        id=stem,
        path=path,
        title=found.get("title"),
        url=found.get("url"),
        publisher=found.get("publisher"),
        published_at=found.get("published_at") or found.get("updated"),
        above=above,
        note=note,
    )


def _dates(following: list[str], line: str) -> bool:
    """Whether a short line stands right above a date line: who published the article."""
    after = next((other for other in following if other), "")
    return len(line) < 80 and bool(_DATE_LINE.fullmatch(after)) and parse_date(after) is not None


def _is_headline(lines: list[str], n: int) -> bool:
    """Whether the line is a headline: short, alone, no sentence's end, and text follows."""
    line = lines[n]
    if len(line) > 220 or (line.endswith((".", ",", ";")) and not line.endswith(("...", "U.S.", "Co.", "pct."))):
        return False
    rest = [other for other in lines[n + 1 :] if other]
    if not rest:
        return False
    return not lines[n + 1] or len(max(rest[:3], key=len)) > len(line) or _header_end(lines, n) > 0


def _header_end(lines: list[str], n: int) -> int:
    """Where a block of short lines right below a headline ends that says who wrote what when; 0 without one."""
    end = next((i for i in range(n + 1, min(len(lines), n + 8)) if not lines[i]), 0)
    block = lines[n + 1 : end]
    below = next((line for line in lines[end:] if line), "")
    if not block or any(len(line) >= 60 or line.endswith(".") for line in block) or len(below) <= max(map(len, block)):
        return 0
    signed = any(
        rules().line.fullmatch(line) or _HEADER_LINE.match(line) or _DATE_LINE.fullmatch(line) or line.isupper()
        for line in block
    )
    return end if signed else 0
