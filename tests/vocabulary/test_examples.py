"""The example sentences name their metrics and products."""

from __future__ import annotations

import pytest

from tests.vocabulary.examples import EXAMPLES


@pytest.mark.parametrize(("sentence", "metrics", "products"), EXAMPLES)
def test_sentence(find, sentence, metrics, products):
    found = find(sentence)
    assert metrics <= {m.code for m in found if m.kind == "metric"} | {
        c for m in found if m.kind == "action" for c in m.data["metrics"]
    }
    assert products <= {m.code for m in found if m.kind == "product"}
