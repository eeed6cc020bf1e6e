"""The documents of the benchmarks: real articles, each copy with other numbers so that no cache knows them."""

from __future__ import annotations

import random
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: The number-dense articles: the seeds and the gold articles.
DENSE = [ROOT / "seeds", ROOT / "tests" / "gold" / "dev"]
#: A real crawl, three quarters of it Korean; it is not part of the project and may be missing.
CRAWL = ROOT.parent / "shared" / "crawl"

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_NUMBER = re.compile(
    rf"""
      \A---\n(?:.*\n)*?---\n | ^\*.*$ | https?://\S+                                     # front matter, stamps, addresses
    | {_MONTH}\ \d{{1,2}}\b | \b\d{{1,2}}\ {_MONTH} | \d+[:/]\d+ | \d{{4}}-\d\d-\d\d       # dates and times
    | \b(?:19|20)\d\d\b | \b\d{{1,2}}[ -](?:day|week|month|quarter|year)                 # years and spans
    | (?<![A-Za-z\d.,])(?P<number>\d[\d,]*(?:\.\d+)?)
    """,
    re.VERBOSE | re.MULTILINE,
)
_ID = re.compile(r'^(id: "?[^"\n]+)', re.MULTILINE)


def perturbed(text: str, copy: str) -> str:
    """`text` with every number but dates replaced by one of the same length; `copy` seeds the choice and ends the id."""
    choice = random.Random(f"{copy}:{len(text)}")

    def other(match: re.Match[str]) -> str:
        if match["number"] is None:
            return match.group()
        first, rest = match.group()[0], match.group()[1:]
        first = first if first == "0" else choice.choice("123456789")
        return first + "".join(choice.choice("0123456789") if c.isdigit() else c for c in rest)

    return _ID.sub(rf"\g<1>-{copy}", _NUMBER.sub(other, text), count=1)


def articles(folders: list[Path]) -> list[Path]:
    """The article files of `folders`, in order."""
    return sorted(path for folder in folders for path in folder.iterdir() if path.suffix in (".txt", ".md"))


def write_copies(paths: list[Path], folder: Path, copies: int, label: str) -> Path:
    """`copies` perturbed copies of each file under `folder`, a subfolder each; `label` makes them differ from other runs' copies."""
    texts = [(path.name, path.read_text(encoding="utf-8", errors="replace")) for path in paths]
    for number in range(copies):
        place = folder / f"{number:04d}"
        place.mkdir(parents=True)
        for name, text in texts:
            (place / name).write_text(perturbed(text, f"{label}{number}"), encoding="utf-8")
    return folder


def write_long(folder: Path, megabytes: float) -> Path:
    """One article of `megabytes`: perturbed copies of the dense articles' bodies under one headline."""
    bodies = [path.read_text(encoding="utf-8").split("---\n")[-1] for path in articles(DENSE) if path.suffix == ".txt"]
    pieces, size, number = ["Exports rise in a very long report\n\nSEOUL, Dec. 1 (Bench) -- "], 0, 0
    while size < megabytes * 1e6:
        piece = perturbed(bodies[number % len(bodies)], f"long{number}")
        pieces.append(piece)
        size, number = size + len(piece), number + 1
    folder.mkdir(parents=True)
    (folder / "long.txt").write_text("\n\n".join(pieces), encoding="utf-8")
    return folder


def write_numbers(folder: Path, numbers: int) -> Path:
    """One article that states `numbers` numbers, two a sentence."""
    choice = random.Random(numbers)
    months = ["January", "March", "May", "July", "September", "November"]
    lines = [
        f"Exports of steel to China rose {choice.randint(1, 399) / 10} percent to ${choice.randint(1, 9999) / 10} billion in {choice.choice(months)}."
        for _ in range(numbers // 2)
    ]
    folder.mkdir(parents=True)
    (folder / "numbers.txt").write_text(
        "A table in words\n\nSEOUL, Dec. 1, 2025 -- " + "\n".join(lines), encoding="utf-8"
    )
    return folder
