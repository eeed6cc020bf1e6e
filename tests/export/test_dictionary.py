"""The data dictionary is that of the schemas as they are now."""

from __future__ import annotations

import pytest

from pipeline.export.dictionary import PAGE, TABLES, page


def test_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), "the schemas changed: run `make docs`"


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described(name):
    _, schema = TABLES[name]
    assert [field.name for field in schema if not (field.metadata or {}).get(b"description")] == []
