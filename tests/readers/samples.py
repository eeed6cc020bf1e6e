"""One made-up article in each crawl format."""

from __future__ import annotations

import io
import json

import pytest

pytest.importorskip("warcio")
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

BODY = (
    "South Korea's exports rose 8.4 percent to $61.04 billion in November, the trade ministry said on Monday.\n\n"
    "Imports stood at $51.3 billion, up 1.2 percent on year, and the trade surplus came to $9.73 billion in the month.\n\n"
    "Shipments of semiconductors jumped 38.6 percent to a record $17.26 billion, which was 28.3 percent of the total."
)
TITLE = "Exports hit record for sixth month"


def page(title: str = TITLE, body: str = BODY, head: str = "") -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in body.split("\n\n"))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - The Wire</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Wire">'
        f'<meta property="article:published_time" content="2025-12-01T09:00:00+09:00">{head}</head><body>'
        f"<nav><a href='/'>Home</a> <a href='/biz'>Business</a></nav><article><h1>{title}</h1>{paragraphs}</article>"
        f"<footer>Copyright 2017 The Wire. All rights reserved.</footer></body></html>"
    )


def record(n: int, **more: object) -> dict:
    return {"id": f"r{n}", "title": f"{TITLE} ({n})", "text": BODY, "date": "2025-12-01", "source": "The Wire", **more}


def lines(count: int) -> bytes:
    return b"".join(json.dumps(record(n)).encode() + b"\n" for n in range(count))


def warc(pages: list[tuple[str, dict]], packed: bool = True) -> tuple[bytes, list[int]]:
    """A WARC of pages (html, options) and the offsets of its records."""
    out, offsets = io.BytesIO(), []
    writer = WARCWriter(out, gzip=packed)
    for n, (html, options) in enumerate(pages):
        offsets.append(out.tell())
        body = options.get("body", html.encode())
        fields = [("Content-Type", options.get("type", "text/html; charset=utf-8")), *options.get("fields", [])]
        head = StatusAndHeaders(options.get("status", "200 OK"), fields, protocol=options.get("protocol", "HTTP/1.1"))
        more = {"WARC-Truncated": "length"} if options.get("truncated") else None
        writer.write_record(
            writer.create_warc_record(
                f"https://wire.example/{n}",
                "response",
                payload=io.BytesIO(body),
                http_headers=head,
                warc_headers_dict=more,
            )
        )
    return out.getvalue(), offsets
