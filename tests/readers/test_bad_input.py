"""Bad input: each piece a reject with its reason or a document that was cut and says so; neighbours stay whole."""

from __future__ import annotations

import gzip
import io
import json
import os
import time
import zipfile
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.readers import InputError, Reject, plan, read, read_bytes
from pipeline.readers.articles import MAX_CHARACTERS

from .samples import BODY, lines, page, record, warc


def only(data: bytes, name: str) -> Document | Reject:
    (item,) = read_bytes(data, name)
    return item


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t\r\n", "a.txt", "empty"),
        (b"\xef\xbb\xbf\n", "a.txt", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4, "a.txt", "unreadable"),
        (
            b"%PDF-1.7\n\x01\x02\x03\x04\x05\x06\x07\x08" + bytes(range(128, 256)) * 9 + b"\x01\x02" * 99,
            "a.pdf",
            "unreadable",
        ),
        (b"PK\x03\x04 no zip file", "a.zip", "unreadable"),
        (b"PAR1 no table PAR1", "a.parquet", "unreadable"),
        (gzip.compress(BODY.encode())[:-30], "a.txt.gz", "unreadable"),
        (gzip.compress(BODY.encode())[:60] + b"\xff" * 9 + gzip.compress(BODY.encode())[69:], "a.txt.gz", "unreadable"),
        (b"<html><body><script>var a = 1;</script></body></html>", "a.html", "empty"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "a.warc", None),
    ],
)
def test_single_files(data: bytes, name: str, reason: str | None, tmp_path: Path) -> None:
    assert [item.reason for item in read_bytes(data, name)] == ([reason] if reason else [])
    path = tmp_path / name
    path.write_bytes(data)
    (item,) = read(path)  # a file on disk always has a row
    assert isinstance(item, Reject)
    assert item.reason == reason or (reason is None and item.reason == "empty")


def test_truncation_is_said() -> None:
    assert "truncated" in only(gzip.compress(BODY.encode())[:-30], "a.txt.gz").detail


def test_truncated_json_lines_keep_what_came_before() -> None:
    data = gzip.compress(lines(500))
    items = list(read_bytes(data[: len(data) * 2 // 3], "a.jsonl.gz"))
    assert len(items) > 100
    assert all(isinstance(item, Document) for item in items[:-1])
    assert "truncated" in items[-1].detail


def test_one_broken_line() -> None:
    parts = lines(3).splitlines()
    items = list(
        read_bytes(
            b"\n".join(
                [parts[0], b'{"id": "x", "text": "brok', parts[1], b"[1, 2]", b'"text"', b'{"id": 7}', parts[2]]
            ),
            "a.jsonl",
        )
    )
    assert [item.id for item in items] == ["r0", "a.jsonl#1", "r1", "a.jsonl#3", "a.jsonl#4", "7", "r2"]
    assert [getattr(item, "reason", None) for item in items] == [
        None,
        "unreadable",
        None,
        "unreadable",
        "unreadable",
        "empty",
        None,
    ]


def test_first_line_broken() -> None:
    items = list(read_bytes(b'{"id": "x", "te\n' + lines(2), "a.jsonl"))
    assert [type(item) for item in items] == [Reject, Document, Document]


def test_bad_bytes_in_a_line() -> None:
    items = list(read_bytes(lines(2).replace(b"Monday", b"Mon\xe9day"), "a.jsonl"))
    assert [type(item) for item in items] == [Document, Document]


def test_parquet_without_text(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": ["a"], "count": [1]}), path)
    (item,) = read(path)
    assert item.reason == "unreadable"
    assert "count" in item.detail


def test_parquet_with_empty_and_null_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist([record(0), record(1, text=None), record(2, text=" "), record(3)]), path)
    assert [getattr(item, "reason", None) for item in read(path)] == [None, "empty", "empty", None]


def test_truncated_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist([record(n) for n in range(9)]), path)
    path.write_bytes(path.read_bytes()[:-40])
    (source,) = plan([path])
    (item,) = read(source)
    assert item.reason == "unreadable"


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("damage", ["head", "middle", "gap", "end", "end in the header"])
def test_broken_warc(packed: bool, damage: str, tmp_path: Path) -> None:
    data, at = warc([(page(title=f"Exports rose {n} percent"), {}) for n in range(5)], packed)
    match damage:
        case "head":
            data = data[: at[2]] + b"\x01" * 60 + data[at[2] + 60 :]
        case "middle":
            data = data[: at[2] + 150] + b"\x01" * 9 + data[at[2] + 159 :]
        case "gap":
            data = data[: at[2] + 200] + data[at[3] :]
        case "end":
            data = data[:-100]
        case "end in the header":
            data = data[: at[4] + 40]
    items = list(read_bytes(data, "a.warc.gz" if packed else "a.warc"))
    good = [item.title for item in items if isinstance(item, Document)]
    lost = "Exports rose 4 percent" if damage.startswith("end") else "Exports rose 2 percent"
    assert [title for title in good if title != lost] == [
        f"Exports rose {n} percent" for n in range(5) if str(n) not in lost
    ]
    if packed or damage != "middle":  # nine other bytes in the middle of an unpacked page stay unnoticed
        assert lost not in good
        assert {item.reason for item in items if isinstance(item, Reject)} == {"unreadable"}
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(data)
    sliced = [item for source in plan([path], 2) for item in read(source)]
    assert [item.title for item in sliced if isinstance(item, Document)] == good


def test_long_text_is_cut_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with open(path, "wb") as file:
        file.writelines((BODY + "\n\n").encode() * (2**20 // len(BODY) + 1) for _ in range(200))
    assert path.stat().st_size > 200e6
    start = time.perf_counter()
    (document,) = read(path)
    assert time.perf_counter() - start < 5
    assert len(document.text) <= MAX_CHARACTERS + 200
    assert "cut at 200,000 characters" in document.note
    assert document.text.endswith((".", "month", "total."))


@pytest.mark.parametrize(
    "piece",
    [
        "Exports rose 5 percent. ",
        "x",
        "a.B",
        "(((",
        '."A',
        "((a)A",
        "A, ",
        "Mr. A. B",
        "said “yes”.He ",
        "\t",
        "가",
        "https://a.b/",
        "A.",
        "3.",
        "-",
    ],
)
def test_twenty_megabytes_in_one_line(piece: str) -> None:
    data = (piece * (20_000_000 // len(piece.encode()))).encode()
    start = time.perf_counter()
    item = only(data, "a.txt")
    assert time.perf_counter() - start < 5
    assert isinstance(item, Reject) or len(item.text) <= MAX_CHARACTERS


def test_long_line_in_json() -> None:
    long = json.dumps({"id": "long", "text": "x" * (33 << 20)}).encode()
    items = list(read_bytes(lines(1) + long + b"\n" + lines(1), "a.jsonl"))
    assert [getattr(item, "reason", None) for item in items] == [None, "too long", None]


def bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20).replace(b"\0", b"a")) for _ in range(40)) + packer.flush()


def test_bombs() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", "a" * (30 << 20))
        archive.writestr("good.txt", BODY)
    items = list(read_bytes(out.getvalue(), "a.zip"))
    assert "bomb" in items[0].detail
    assert isinstance(items[1], Document)
    lines_of_bomb = bomb()
    (item,) = read_bytes(lines_of_bomb, "a.jsonl.gz")
    assert "bomb" in item.detail
    assert len(only(lines_of_bomb, "a.txt.gz").text) <= MAX_CHARACTERS  # only its beginning is unpacked


def test_zip_in_zip_ends() -> None:
    data = BODY.encode()
    for _ in range(4):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("inner.zip" if data[:2] == b"PK" else "a.txt", data)
        data = out.getvalue()
    assert only(data, "a.zip").reason == "unreadable"


def test_paths_that_leave_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("../../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:\\evil.txt", "good.txt"):
            archive.writestr(name, BODY)
    monkeypatch.chdir(tmp_path)
    items = list(read_bytes(out.getvalue(), "a.zip"))
    assert [getattr(item, "reason", "good") for item in items] == ["unreadable"] * 4 + ["good"]
    assert list(tmp_path.iterdir()) == []


def test_damaged_member(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", BODY)
        archive.writestr("b.txt", BODY + " Again.")
    data = out.getvalue().replace(b"$61.04 billion", b"$99.99 billion", 1)
    items = list(read_bytes(data, "a.zip"))
    assert [type(item) for item in items] == [Reject, Document]


def test_missing_paths_say_what_to_do(tmp_path: Path) -> None:
    for path in (tmp_path / "no such file", tmp_path / "*.md"):
        with pytest.raises(InputError, match="give an existing"):
            plan([path])
    (item,) = read(tmp_path / "gone.txt")
    assert item.reason == "unreadable"


def test_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "z.txt").write_text(BODY)
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "b" / "nowhere").symlink_to(tmp_path / "gone")
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / ".hidden").write_text(BODY)
    os.mkfifo(tmp_path / "c")
    bad = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(bad).write_text(BODY)
    found = list(plan([tmp_path]))
    assert [source.name.removeprefix(f"{tmp_path}/") for source in found] == [
        "a.txt",
        "b/nowhere",
        "b/up",
        "b/z.txt",
        "c",
        "caf\\xe9.txt",
    ]
    items = [item for source in found for item in read(source)]
    assert [getattr(item, "detail", "good") for item in items] == [
        "good", "no such file or directory", "a symbolic link to a folder it lies in", "good", "not a regular file", "good",
    ]  # fmt: skip
    for item in items:
        f"{item.id} {item.path}".encode()
    assert found == list(plan([tmp_path]))
    assert found[0].stamp != ""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_forbidden_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0)
    (item,) = [item for source in plan([tmp_path]) for item in read(source)]
    assert item.reason == "unreadable"


def test_the_same_file_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    assert len(list(plan([tmp_path, tmp_path / "a.txt", str(tmp_path / "*.txt")]))) == 1


def test_remote_paths(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe("/crawl/a.txt", BODY.encode())
    memory.pipe("/crawl/b/many.jsonl", lines(5))
    sources = list(plan(["memory://crawl"], 2))
    assert [source.part for source in sources] == [None, (0, 2), (2, 4), (4, 5)]
    assert len([item for source in sources for item in read(source) if isinstance(item, Document)]) == 6
    with pytest.raises(InputError):
        list(plan(["memory://nothing"]))


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=600),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "a.json.gz", "a.parquet", "a.warc", "a.zip", "a"]),
)
def test_any_bytes_end_well(data: bytes, name: str) -> None:
    for item in read_bytes(data, name):
        f"{item.id} {item.path} {getattr(item, 'text', '')}".encode()


WHOLES = [
    ("a.md", f"---\nid: x\ntitle: Exports\n---\n\n{BODY}".encode()),
    ("a.html", page().encode()),
    ("a.jsonl.gz", gzip.compress(lines(3))),
    ("a.warc.gz", warc([(page(), {})] * 2)[0]),
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(range(len(WHOLES))), st.floats(0, 1), st.binary(max_size=20), st.integers(0, 30))
def test_damage_anywhere_ends_well(which: int, where: float, other: bytes, cut: int) -> None:
    name, data = WHOLES[which]
    start = int(where * len(data))
    for item in read_bytes(data[:start] + other + data[start + cut :], name):
        f"{item.id} {item.path} {getattr(item, 'text', '')}".encode()
