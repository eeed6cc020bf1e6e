"""The gold articles and the peers' public cases: the periods they want are found."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import re
import sys
import time
from pathlib import Path

import pytest

from pipeline.periods import parse, resolve
from pipeline.readers import read
from pipeline.score import span

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT.parent / "shared" / "peers"
DEV = ROOT / "tests" / "gold" / "dev"


def options(field: object) -> list[object]:
    return list(field["any"]) if isinstance(field, dict) else [field]


def test_gold_periods_are_named_in_their_articles() -> None:
    """Of the gold rows with a period, as many as 19 in 20 have it among the times of their article."""
    named = rows = 0
    for file in sorted(DEV.glob("*.jsonl")):
        source = next(path for path in (file.with_suffix(".txt"), file.with_suffix(".md")) if path.exists())
        document = next(iter(read(source)))
        at = document.published_at
        found = {span(str(at)), span(str(at.year))} if at else set()
        for mention in resolve(parse(document.text, at), document.text, at):
            for period in (mention.period, mention.whole, mention.covered(at) if at else None):
                if period is not None:
                    found.add((period.first, period.last))
        for line in file.read_text(encoding="utf-8").splitlines():
            wanted = [span(period) for period in options(json.loads(line)["period"])]
            if None not in wanted:
                rows += 1
                named += any(days in found for days in wanted)
    assert rows > 1000
    assert named / rows > 0.95, f"{named} of {rows}"


def test_a_sentence_is_read_in_under_a_third_of_a_millisecond() -> None:
    """The mean over the gold articles' sentences, of the quickest of three rounds."""
    at = dt.date(2025, 12, 1)
    texts = [path.read_text(encoding="utf-8") for path in sorted(DEV.iterdir()) if path.suffix in (".txt", ".md")]
    sentences = [sentence for text in texts for sentence in re.split(r"(?<=[.!?])\s+", text) if len(sentence) > 20]
    rounds = []
    for _ in range(3):
        begun = time.process_time()
        for sentence in sentences:
            parse(sentence, at)
        rounds.append(time.process_time() - begun)
    assert len(sentences) > 500
    assert min(rounds) / len(sentences) < 0.0003


@pytest.mark.skipif(not PEERS.is_dir(), reason="../shared/peers is not there: the peers' cases are skipped")
def test_peers_cases() -> None:
    """Value F1 on the Recognizers-Text cases beside the repository (peers reach 74)."""
    sys.path.insert(0, str(PEERS))
    try:
        import peer_periods  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(PEERS))
    specification = importlib.util.spec_from_file_location(
        "periods_adapter", ROOT / "tests" / "peers" / "periods_adapter.py"
    )
    assert specification is not None
    assert specification.loader is not None
    adapter = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(adapter)
    cases = peer_periods.load_recognizers()
    scores = peer_periods.score(
        cases, [peer_periods.safe(adapter.periods, case["text"], case["ref"]) for case in cases]
    )
    assert scores["value"]["F1"] > 97, scores
    assert not peer_periods.FAILED
