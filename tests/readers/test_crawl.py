"""The real crawl beside the project: every file has one row, and nothing of an article is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.document import Document
from pipeline.gates import first_gate, link_near_duplicates, signature
from pipeline.readers import plan, read

CRAWL = Path(__file__).parents[3] / "shared" / "crawl"

pytestmark = pytest.mark.skipif(not CRAWL.is_dir(), reason="../shared/crawl is not here")


def test_every_file_has_one_row_and_a_reason() -> None:
    sources = list(plan([CRAWL]))
    documents = []
    for source in sources:
        (item,) = read(source)
        assert isinstance(item, Document), item
        documents.append(item)
    outcomes = [first_gate(document) for document in documents]
    languages = Counter(outcome.language for outcome in outcomes)
    assert len({document.id for document in documents}) == len(sources)
    assert languages["ko"] > 0.6 * len(sources)
    assert set(languages) <= {"ko", "en", "ja", "zh"}
    passed = [document for document, outcome in zip(documents, outcomes, strict=True) if outcome.reason is None]
    assert len(passed) > 0.1 * len(sources)
    for document in passed:
        assert document.published_from == "metadata"
        assert "원문 보기" not in document.text
        assert "Crawled at" not in document.text
    copies = link_near_duplicates([(d.id, d.published_at, signature(d.text)) for d in passed])
    assert 0 < len(copies) < 0.2 * len(passed)
