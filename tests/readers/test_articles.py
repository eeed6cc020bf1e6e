"""Seeds and gold articles: id, headline, date, and nothing lost from the text."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from pipeline.document import Document
from pipeline.readers import read, read_bytes

ROOT = Path(__file__).parents[2]
ARTICLES = sorted(
    p for folder in ("seeds", "tests/gold/dev") for p in (ROOT / folder).iterdir() if p.suffix in (".md", ".txt")
)
#: stem -> date, how it was found
DATES = {
    "000_600ae51ca9da8b7d": ("2025-12-05", "dateline"),
    "001_1599bf9d5883437d": ("2025-12-01", "metadata"),
    "002_0f66f0621dcf2e0c": ("2025-12-29", "metadata"),
    "003_60c75a6d4594720e": ("2026-01-02", "metadata"),
    "004_bb152133c4a218b2": (None, "none"),
    "cp-01": ("2025-10-30", "metadata"),
    "cp-02": ("2025-12-01", "metadata"),
    "cp-04": ("2025-03-18", "dateline"),
    "cp-05": ("2025-08-01", "dateline"),
    "cp-07": (None, "none"),
    "cp-08": ("2025-09-24", "metadata"),
    "mc-01": ("2025-10-28", "metadata"),
    "mc-02": ("2025-11-27", "dateline"),
    "mc-04": ("2025-06-06", "metadata"),
    "mc-05": ("2025-09-15", "dateline"),
    "mc-07": (None, "none"),
    "mc-08": ("2025-12-01", "metadata"),
    "tr-01": ("2024-06-01", "text"),
    "tr-02": ("2025-08-21", "metadata"),
    "tr-04": ("2024-10-17", "metadata"),
    "tr-05": ("2025-01-07", "metadata"),
    "tr-07": ("2025-05-02", "metadata"),
    "tr-08": ("2025-02-10", "metadata"),
    "tr-10": (None, "none"),
    "tr-11": ("2024-10-14", "dateline"),
    "tr-13": ("2024-08-08", "dateline"),
    "tr-14": ("2024-09-06", "metadata"),
    "tr-16": ("2025-04-07", "metadata"),
    "tr-17": ("2023-02-07", "dateline"),
    "tr-19": (None, "none"),
    "tr-20": ("2026-01-20", "metadata"),
}
#: Boilerplate words that may stand in no kept text of these articles.
STRAY = re.compile(
    r"Crawled at|원문 보기|\(END\)|Enditem|All rights reserved|translated by|chatbot|Aerial View|&#x27;|"
    r"\((?:Yonhap|Newsis|Hangang DB)\)|^---|published_at:",
    re.MULTILINE,
)


def only(path: Path) -> Document:
    (document,) = read(path)
    assert isinstance(document, Document)
    return document


def flat(text: str) -> str:
    return re.sub(r"\s+|\*\*", "", text.translate(str.maketrans("‘’“”", "''\"\"")))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_every_quote_of_the_gold_is_kept(path: Path) -> None:
    document = only(path)
    gold = next(g for g in (ROOT / "tests/gold").glob("*/*.jsonl") if g.stem in (path.stem, document.id))
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    assert rows
    assert {row["doc"] for row in rows} == {document.id}
    text = flat(document.text)
    assert [row["quote"] for row in rows if flat(row["quote"]) not in text] == []
    assert not STRAY.search(document.text)
    assert document.text[: document.headline_end] == (document.title or "")
    assert document.headline_end == 0 or document.text[document.headline_end :].startswith("\n\n")


@pytest.mark.parametrize("stem", DATES)
def test_dates(stem: str) -> None:
    document = only(next(p for p in ARTICLES if p.stem == stem))
    day, found = DATES[stem]
    assert (document.published_at, document.published_from) == (dt.date.fromisoformat(day) if day else None, found)


def test_crawled_seed() -> None:
    document = only(ROOT / "seeds/002_0f66f0621dcf2e0c.txt")
    assert document.id == "044_0000278327"
    assert document.title == "Korea hits $700b export milestone as global trade reshapes"
    assert document.publisher == "코리아헤럴드"
    assert document.url == "https://n.news.naver.com/mnews/article/044/0000278327"
    body = document.text[document.headline_end + 2 :]
    assert body.startswith("South Korea has crossed")
    assert body.endswith("outside the Seoul metropolitan area.")
    assert "reshape global trade.\nAccording to" in body


def test_dateline_keeps_its_place() -> None:
    document = only(ROOT / "seeds/000_600ae51ca9da8b7d.txt")
    assert document.text.startswith("SEOUL\nSouth Korea’s exports are")
    assert document.text.endswith("consumer goods.”")


def test_headlines() -> None:
    assert (
        only(ROOT / "seeds/001_1599bf9d5883437d.txt").title
        == "Korea's export figures hit record high for six consecutive months"
    )
    assert only(ROOT / "seeds/004_bb152133c4a218b2.txt").title == "Semiconductor surge lifts South Korean exports"
    assert (
        only(ROOT / "tests/gold/dev/tr-01.txt").title
        == "Exports climb 11.4 pct in May for 8th consecutive monthly rise"
    )
    assert only(ROOT / "tests/gold/dev/tr-11.txt").title is None


TEXT = "Exports rose 5 percent to $61.04 billion in November, the ministry said.\n\nImports fell 2 percent."
HEADERS = [
    "Exports at a record\nUpdated : 2025-12-01 10:00\n\n",
    "# Exports at a record\n\nBy Kim Min-su\nDecember 1, 2025\n\n",
    "Exports at a record\nBy Kim Min-su, Staff Writer\nPublished December 1, 2025 at 10:00 a.m. KST\n\n",
    "Title: Exports at a record\nDate: 2025-12-01\nSource: The Wire\nURL: https://wire.example/1\n\n",
    "date 2025-12-01 10:30 Exports at a record\nPublished: 01 Dec. 2025, 17:51\n",
    "Exports at a record\nTHE WIRE\nPUBLISHED : 1 DEC 2025 AT 05:12\nWRITER: Kim Min-su\n\n",
    "Exports at a record\nBy KIM MIN-SU\nThe National Wire\nMonday, December 1, 2025; 9:12 AM\n\n",
    "---\r\nid: x\r\ntitle: 'Exports at a record'\r\npublished_at: 2025-12-01 00:00\r\n---\r\n\r\n# Exports at a record\r\n\r\n---\r\n\r\n",
    "---\ntitle: Exports at a record\ndate: 20251201\n---\n",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize(
    "end", ["", "\n\nkim@wire.example", "\n\n(END)", "\n\nRelated Articles\nCar sales up 9 percent\n"]
)
def test_headers(header: str, end: str) -> None:
    (document,) = read_bytes((header + TEXT + end).encode(), "a.txt")
    assert isinstance(document, Document)
    assert document.title == "Exports at a record"
    assert document.published_at == dt.date(2025, 12, 1)
    assert document.text == f"Exports at a record\n\n{TEXT}"
