"""HTML pages: main text, headline, date and address, by trafilatura."""

from __future__ import annotations

import re
from typing import Any

from pipeline.document import Document
from pipeline.readers.articles import assemble, foreign
from pipeline.readers.decode import NotText, decode
from pipeline.readers.reject import Reject

#: A page above this size holds data, not an article.
MAX_PAGE = 8 << 20
_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style|noscript)\b.*?</\1\s*>|<!--.*?-->|<[^>]{0,2000}>", re.IGNORECASE | re.DOTALL)


def decode_page(data: bytes, declared: str | None = None) -> str:
    """Text of a page by the charset of its header, else of its `<meta>`. Raises NotText."""
    if declared is None and (match := _CHARSET.search(data[:4096])):
        declared = match[1].decode("ascii")
    return decode(data, declared)[0]


def read_page(
    page: str | bytes,
    *,
    id: str,
    path: str,
    declared: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published_at: object = None,
    crawled_at: object = None,
) -> Document | Reject:
    """The article of a page; what the caller knows already goes before what the page says."""
    if len(page) > MAX_PAGE:
        return Reject(id, path, "too long", f"a page of {len(page) >> 20} MB")
    if isinstance(page, bytes):
        try:
            page = decode_page(page, declared)
        except NotText as error:
            return Reject(id, path, "unreadable", str(error))
    known = {"title": title, "url": url, "publisher": publisher, "published_at": published_at}
    if (
        not page.isascii()
        and (document := foreign(_UNSEEN.sub(" ", page[:400_000]), id=id, path=path, fields=known)) is not None
    ):
        return document
    import trafilatura

    try:
        found: Any = trafilatura.bare_extraction(
            page,
            url=url,
            with_metadata=True,
            include_comments=False,
            # Looking for dates all over the page finds the copyright's year, or one the article speaks of.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # lxml and the extractor raise whatever a broken page makes them raise
        return Reject(id, path, "unreadable", f"{type(error).__name__}: {error}"[:200])
    if found is None or not (found.text or "").strip():
        return Reject(id, path, "empty", "no article found in the page")
    return assemble(
        found.text,
        id=id,
        path=path,
        title=title or found.title,
        url=url or found.url,
        publisher=publisher or found.sitename or found.hostname,
        published_at=published_at or found.date,
        crawled_at=crawled_at,
    )
