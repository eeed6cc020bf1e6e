"""The spaCy components in anybody's pipeline."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy

from pipeline import language

TEXT = "South Korea's exports rose 8.4 percent to $61.04 billion in November, the Korea Customs Service said."


def test_facts_stand_on_a_doc_of_somebody_elses_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("newsfacts")
    doc = nlp.make_doc(TEXT)
    doc.user_data["published_at"] = dt.date(2025, 12, 1)
    doc = nlp(doc)
    assert [(f.metric, f.reporter, f.period, f.value) for f in doc._.facts] == [
        ("exports", "KR", "2025-11", 8.4),
        ("exports", "KR", "2025-11", 61.04e9),
    ]
    assert [span.text for span in doc.spans["facts"]] == ["8.4 percent", "$61.04 billion"]
    assert doc._.leftovers == []


def test_without_a_date_relative_times_stay_open() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts")
    doc = nlp("South Korea's exports rose 8.4 percent last month.")
    assert [fact.period for fact in doc._.facts] == [None]


def test_the_whole_pipeline_marks_quantities_periods_and_mentions() -> None:
    doc = language.build()(TEXT)
    assert [span.text for span in doc.spans["quantities"]] == ["8.4 percent", "$61.04 billion"]
    assert [span.text for span in doc.spans["periods"]] == ["November"]
    kinds = {(span.label_, span.id_) for span in doc.spans["mentions"]}
    assert {("place", "KR"), ("metric", "exports")} <= kinds


@pytest.mark.parametrize("name", ["newsfacts_quantities", "newsfacts_periods", "newsfacts_mentions", "newsfacts"])
def test_factories_say_what_they_assign(name: str) -> None:
    assert spacy.blank("en").get_factory_meta(name).assigns


def test_the_model_package_can_be_put_in_front() -> None:
    nlp = language.build(statistical=True)
    assert {"tagger", "parser", "ner", "newsfacts"} <= set(nlp.pipe_names)
    assert nlp(TEXT)._.facts
