"""Every crawl format gives the same article, whole and in slices, packed and not."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import re
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.document import Document
from pipeline.readers import Reject, Source, plan, read, read_bytes, split

from .samples import BODY, TITLE, lines, page, record, warc


def one(data: bytes, name: str, **more: object) -> Document:
    (document,) = read_bytes(data, name, **more)
    assert isinstance(document, Document), document
    return document


def check(document: Document, title: str = TITLE) -> None:
    assert document.title == title
    assert document.published_at == dt.date(2025, 12, 1)
    assert document.text[: document.headline_end] == title
    for piece in ("$61.04 billion in November", "$9.73 billion in the month.", "28.3 percent of the total."):
        assert piece in document.text
    for stray in ("Home", "Copyright", "rights reserved"):
        assert stray not in document.text


def test_page() -> None:
    document = one(page().encode(), "a/exports.html")
    check(document)
    assert (document.id, document.publisher, document.path) == ("exports", "The Wire", "a/exports.html")


def test_page_without_date_has_none() -> None:
    html = re.sub(
        r"<meta property=.article:published_time[^>]*>", "", page(body="Since 2017 exports have risen.\n\n" + BODY)
    )
    assert one(html.encode(), "a.html").published_at is None


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a"])
def test_content_goes_before_name(name: str) -> None:
    check(one(page().encode(), name))


def test_page_in_the_charset_of_its_meta() -> None:
    html = page(title="Café exports").replace('charset="utf-8"', 'charset="iso-8859-1"')
    check(one(html.encode("latin-1"), "a.html"), "Café exports")


def test_json_lines() -> None:
    documents = list(read_bytes(lines(3), "crawl.jsonl"))
    assert [d.id for d in documents] == ["r0", "r1", "r2"]
    check(documents[1], f"{TITLE} (1)")
    assert documents[1].publisher == "The Wire"


def test_json_lines_with_other_names() -> None:
    data = json.dumps({"kopf": TITLE, "rumpf": BODY, "tag": "2025-12-01"}).encode()
    document = one(data, "crawl.jsonl", fields={"text": "rumpf", "title": "kopf", "published_at": "tag"})
    check(document)
    assert document.id == "crawl.jsonl#0"


@pytest.mark.parametrize(
    "text", [json.dumps(record(0), indent=1), json.dumps([record(0)]), json.dumps({"articles": [record(0)], "n": 1})]
)
def test_json_that_is_no_lines(text: str) -> None:
    check(one(text.encode(), "a.json"), f"{TITLE} (0)")


def test_pages_in_records() -> None:
    check(one(json.dumps({"html": page(), "id": "x"}).encode(), "a.jsonl", fields={"text": "html"}))


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "crawl.parquet"
    pq.write_table(pa.Table.from_pylist([record(n) for n in range(5)]), path, row_group_size=2)
    documents = list(read(path))
    assert [d.id for d in documents] == [f"r{n}" for n in range(5)]
    check(documents[4], f"{TITLE} (4)")
    assert [s.part for s in plan([path], 2)] == [(0, 2), (2, 4), (4, 5)]


@pytest.mark.parametrize("packed", [True, False])
def test_warc(tmp_path: Path, packed: bool) -> None:
    html = page().encode()
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(html), html)
    data, _ = warc(
        [
            (page(), {}),
            (page(), {"status": "404 Not Found"}),
            ("{}", {"type": "application/json"}),
            (page(), {"fields": [("Content-Encoding", "gzip")], "body": gzip.compress(html)}),
            (
                page(),
                {"fields": [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]},
            ),  # undone by the crawler
            (page(), {"fields": [("Transfer-Encoding", "chunked")], "body": chunked}),
            (page(), {"status": "200 ", "protocol": "HTTP/2"}),
            (page(), {"truncated": True}),
        ],
        packed,
    )
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    path.write_bytes(data)
    documents = list(read(path))
    assert [d.id.rsplit("/", 1)[1] for d in documents] == ["0", "3", "4", "5", "6", "7"]
    for document in documents:
        check(document)
        assert document.url == document.id
    assert [bool(d.note) for d in documents] == [False] * 5 + [True]


@pytest.mark.parametrize("kind", ["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "warc.gz", "warc"])
def test_slices_give_what_the_whole_gives(tmp_path: Path, kind: str) -> None:
    import zstandard

    path = tmp_path / f"crawl.{kind}"
    if kind == "parquet":
        pq.write_table(pa.Table.from_pylist([record(n) for n in range(23)]), path, row_group_size=10)
    elif kind.startswith("warc"):
        path.write_bytes(warc([(page(title=f"{TITLE} ({n})"), {}) for n in range(23)], kind.endswith("gz"))[0])
    else:
        pack = {"jsonl": bytes, "jsonl.gz": gzip.compress, "jsonl.zst": zstandard.compress}[kind]
        path.write_bytes(pack(lines(23).replace(b"\n", b"\n\n", 3)))  # blank lines are no records
    whole = Source(str(path), kind.split(".")[0])
    slices = list(split(whole, 5))
    assert len(slices) > 3
    assert [s.key for s in plan([path], 5)] == [s.key for s in slices]
    assert [d for s in slices for d in read(s)] == list(read(whole))
    assert len(list(read(whole))) == 23
    assert list(split(slices[0], 5)) == [slices[0]]


@pytest.mark.parametrize("suffix", ["gz", "zst", "bz2"])
def test_packed_articles(suffix: str) -> None:
    import bz2

    import zstandard

    pack = {"gz": gzip.compress, "zst": zstandard.compress, "bz2": bz2.compress}[suffix]
    article = f"{TITLE}\n\n{BODY}".encode()
    assert one(pack(article), f"a/exports.txt.{suffix}").id == "exports"
    check(one(pack(page().encode()), f"exports.html.{suffix}"))


def test_zip_of_a_mix() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/one.html", page())
        archive.writestr("many.jsonl.gz", gzip.compress(lines(2)))
        archive.writestr("folder/", "")
        archive.writestr("two.md", f"---\nid: two\ntitle: {TITLE}\npublished_at: 2025-12-01\n---\n\n{BODY}\n")
    documents = list(read_bytes(out.getvalue(), "crawl.zip"))
    assert [d.id for d in documents] == ["one", "r0", "r1", "two"]
    assert documents[0].path == "crawl.zip/a/one.html"
    check(documents[3])


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("\ufeff" + BODY, "utf-8"),
        ("\ufeff" + BODY, "utf-16-le"),
        (BODY, "utf-16-be"),
        (BODY.replace("South Korea's", "Café Zürich’s €"), "cp1252"),
    ],
)
def test_encodings(data: str, encoding: str) -> None:
    document = one(data.encode(encoding), "a.txt")
    assert "exports rose 8.4 percent to $61.04 billion" in document.text
    assert "\ufffd" not in document.text
    assert "Ã" not in document.text


def test_korean_in_an_old_encoding_is_told() -> None:
    text = "산업통상자원부는 11월 수출액이 610억 4천만 달러로 지난해 같은 달보다 8.4% 늘었다고 밝혔다. " * 3
    assert one(text.encode("cp949"), "a.txt").language == "ko"
    assert one(text.encode(), "a.txt").language == "ko"


def test_one_bad_byte_stays_one() -> None:
    document = one(BODY.encode().replace(b"November", b"Nov\xffember", 1), "a.txt")
    assert "Nov\ufffdember" in document.text
    assert document.note


def test_mojibake_and_entities_are_repaired() -> None:
    text = "Korea&#x27;s exports &amp; imports: â€œrecordâ€\x9d chips, &quot;R&amp;amp;D&quot; up 5 percent."
    assert one(text.encode(), "a.txt").text == 'Korea\'s exports & imports: “record” chips, "R&D" up 5 percent.'


def test_broken_front_matter() -> None:
    document = one(f'---\ntitle: "{TITLE}: up\n\t- [x\npublished_at: 2025-12-01\nid: 044\n\n{BODY}\n'.encode(), "a.md")
    assert document.id == "044"
    assert document.published_at == dt.date(2025, 12, 1)
    assert "Imports stood at $51.3 billion" in document.text
    assert "published_at" not in document.text


def test_wrapped_lines_are_joined() -> None:
    import textwrap

    wrapped = "\n\n".join(textwrap.fill(p, 64) for p in (BODY + "\n\n" + BODY).split("\n\n"))
    assert "$61.04 billion in November, the trade ministry said on Monday.\n" in one(wrapped.encode(), "a.txt").text


def test_rejects_say_where() -> None:
    (reject,) = read_bytes(b"", "a/b.txt")
    assert reject == Reject("b", "a/b.txt", "empty", "an empty file")
