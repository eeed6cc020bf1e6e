"""The data dictionary is that of the schemas as they are now."""

from __future__ import annotations

import pytest

from docs.data_dictionary import TABLES, TARGET, page


def test_page_is_current():
    assert TARGET.read_text(encoding="utf-8") == page(), "the schemas changed: run `make docs`"


@pytest.mark.parametrize(("name", "schema"), [(name, schema) for name, schema, _ in TABLES])
def test_every_column_is_described(name, schema):
    assert [field.name for field in schema if not (field.metadata or {}).get(b"description")] == []
