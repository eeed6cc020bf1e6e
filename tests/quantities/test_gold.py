"""Level V of the ladder: every number of the gold articles is read with its value and unit."""

from __future__ import annotations

from tests.quantities.gold_recall import measure


def test_gold_numbers_are_read() -> None:
    counts, missed, lost = measure()
    found, wanted = counts[1]
    assert lost == 0
    assert wanted > 1000
    assert found / wanted >= 0.97, [
        (row.doc, row.value_text, [q.text for q in near]) for row, near in missed if row.tier == 1
    ]


def test_ranks_streaks_and_counts_are_mostly_read() -> None:
    found, wanted = measure()[0][2]
    assert found / wanted >= 0.9
