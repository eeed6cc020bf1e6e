"""What all tests share: hypothesis without a clock, and where other people's test data may lie."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# Machines differ in speed, and a suite that fails at random proves nothing: the same examples in every run.
settings.register_profile("newsfacts", deadline=None, derandomize=True)
settings.load_profile("newsfacts")


@pytest.fixture(scope="session")
def crawl() -> Path:
    """The folder of the real crawl beside the repository; tests that ask for it are skipped where it is missing."""
    folder = ROOT.parent / "shared" / "crawl"
    if not folder.is_dir():
        pytest.skip("../shared/crawl is not there: tests on the real crawl are skipped")
    return folder
