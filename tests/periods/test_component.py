"""The spaCy component: spans on the Doc, dates from the Doc."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy
from spacy.tokens import Doc

import pipeline.periods.component  # noqa: F401  (registers the factory)


@pytest.fixture
def nlp() -> spacy.language.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts_periods")
    return nlp


def test_spans_carry_role_and_period(nlp: spacy.language.Language) -> None:
    doc = nlp.make_doc("Exports rose 8.4 percent in November from a year earlier.")
    doc.user_data["published_at"] = dt.date(2025, 12, 1)
    nlp.get_pipe("newsfacts_periods")(doc)
    spans = doc.spans["periods"]
    assert [(span.text, span.label_, span.id_) for span in spans] == [
        ("November", "time", "2025-11"),
        ("a year earlier", "basis", "2024-11"),
    ]
    assert spans[1]._.period.basis == "yoy"


def test_the_extension_comes_first_and_no_date_leaves_times_open(nlp: spacy.language.Language) -> None:
    undated = nlp("It rose last month.")
    assert [(span.text, span.id_) for span in undated.spans["periods"]] == [("last month", "")]
    Doc.set_extension("published_at", default=None)
    try:
        doc = nlp.make_doc("It rose last month.")
        doc._.published_at = dt.datetime(2025, 3, 5, 9, 30, tzinfo=dt.UTC)
        nlp.get_pipe("newsfacts_periods")(doc)
        assert [span.id_ for span in doc.spans["periods"]] == ["2025-02"]
    finally:
        Doc.remove_extension("published_at")


def test_fiscal_years_follow_the_country() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts_periods", config={"country": "JP"})
    doc = nlp.make_doc("growth in fiscal 2025")
    doc.user_data["published_at"] = dt.date(2025, 12, 1)
    nlp.get_pipe("newsfacts_periods")(doc)
    assert [span.id_ for span in doc.spans["periods"]] == ["2025-04/2026-03"]
