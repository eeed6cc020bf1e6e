"""Every metric's own example names it, and its facts are written in the form that the extractor's tests read."""

from __future__ import annotations

import re

import pytest

from pipeline import vocabulary
from pipeline.vocabulary import entries

METRICS = entries.table("metrics")
MEASURES = {"level", "change_pct", "change_abs", "change_pp", "share_pct", "rank", "streak", "count"}
TAKES = {"money", "percent", "points", "count", "physical", "index_points", "price", "rate", "number"}
FACT = re.compile(r"(\w+) (-?\d+(?:\.\d+)?(?:e\d+)?) (\S+) (\d{4}\S*)")


def mentions(nlp, text: str) -> list[vocabulary.Mention]:
    doc = nlp(text)
    return vocabulary.load().find(text, [token.text for token in doc], [token.idx for token in doc])


@pytest.mark.parametrize("code", METRICS)
def test_example_mentions_the_metric(nlp, code):
    found = [mention.code for mention in mentions(nlp, METRICS[code]["example"]) if mention.kind == "metric"]
    assert code in found


@pytest.mark.parametrize("code", METRICS)
def test_entry_is_complete(code):
    entry = METRICS[code]
    assert set(entry["takes"]) <= TAKES
    assert entry["nature"] in {"flow", "stock", "rate", "price", "index"}
    assert entry["home"] in {"country", "company", "both"}
    assert entry["level_unit"] in {"money", "count", "%", "index", "price", "physical", "rate"}
    assert (entry["level_unit"] == "%") == entry.get("rate", False)
    assert set(entry.get("instead", {}).values()) <= set(METRICS)
    assert entry["facts"]
    for fact in entry["facts"]:
        measure, value, _, _ = FACT.fullmatch(fact).groups()
        assert measure in MEASURES
        float(value)


def test_names_are_unique():
    seen: dict[str, str] = {}
    for code, entry in METRICS.items():
        for key in entries.METRIC_LISTS:
            for name in entry.get(key, ()):
                assert seen.setdefault(name.lower(), code) == code, name


@pytest.mark.parametrize("code", METRICS)
def test_every_name_is_found(nlp, code):
    entry = METRICS[code]
    for key, more in entries.METRIC_LISTS.items():
        for name in entry.get(key, ()):
            found = [m for m in mentions(nlp, f"zzz {name} zzz") if m.kind == "metric"]
            assert [(m.code, m.form) for m in found] == [(code, name)]
            assert more.items() <= found[0].data.items()
