"""The room as a spaCy component, and the two libraries at its edges."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy

import pipeline.quantities.component  # noqa: F401  (registers the factory)
from pipeline.quantities import parse
from pipeline.quantities.lexicon import currencies, local_currency, units


def test_component_sets_spans_and_quantities() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts_quantities")
    doc = nlp("Exports rose 3.8 percent to $709.7 billion in 2025.")
    assert [(s.text, s.label_) for s in doc.spans["quantities"]] == [
        ("3.8 percent", "percent"),
        ("$709.7 billion", "money"),
    ]
    assert [q.value for q in doc._.quantities] == [3.8, 709.7e9]
    assert [int(s.id_) for s in doc.spans["quantities"]] == [0, 1]


def test_component_leaves_periods_alone() -> None:
    nlp = spacy.blank("en")
    component = nlp.add_pipe("newsfacts_quantities")
    doc = nlp.make_doc("In the first 20 days they sold 30 cars.")
    doc.spans["periods"] = [doc.char_span(3, 20)]
    assert [s.text for s in component(doc).spans["quantities"]] == ["30"]


def test_component_takes_a_country() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts_quantities", config={"country": "PH"})
    assert [q.unit for q in nlp("It cost 300 pesos.")._.quantities] == ["PHP"]


def test_currencies_of_iso_4217_are_known_by_code_and_name() -> None:
    from babel.core import get_global
    from babel.numbers import get_currency_name

    in_use = {
        c
        for entries in get_global("territory_currencies").values()
        for c, _, end, tender in entries
        if end is None and tender
    }
    assert len(in_use) > 140
    for code in in_use:
        assert [q.unit for q in parse(f"It paid {code} 2.5 million.")] == [code]
        name = get_currency_name(code, count=2, locale="en")
        if "(" not in name and "&" not in name and "." not in name and "ʻ" not in name and name != code:
            assert [q.unit for q in parse(f"It paid 2.5 million {name} for it.")] == [code], name


@pytest.mark.parametrize(
    ("country", "currency"), [("KR", "KRW"), ("DE", "EUR"), ("PH", "PHP"), ("", None), ("XXX", None)]
)
def test_local_currency(country: str, currency: str | None) -> None:
    assert local_currency(country) == currency


def test_tables_do_not_contradict_each_other() -> None:
    assert units().words["tonne"].code == "t"
    assert units().symbols["km"].code == "km"
    assert not set(currencies().signs) & set(currencies().letters)


def test_heavy_libraries_are_not_imported_for_known_units() -> None:
    code = (
        "import sys; from pipeline.quantities import parse; parse('It rose 3.8 percent to $5 billion, or 20 tonnes.');"
        "print([m for m in ('quantulum3', 'spacy', 'pandas') if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
