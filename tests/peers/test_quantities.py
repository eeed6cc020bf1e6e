"""Our quantities against the peers' public cases; the targets are those the project set itself."""

from __future__ import annotations

import pytest

from tests.peers.run import SHARED, score_quantities

TARGETS = {"currency value+unit": 92.0, "percent value+unit": 100.0, "dimension value+unit": 88.0}


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/peers is not there: the peers' cases can not be scored")
def test_quantities_reach_their_targets() -> None:
    scores = score_quantities("quantities")
    assert {suite: scores[suite] for suite, target in TARGETS.items() if scores[suite] < target} == {}
