"""Every metric's own example names it, and its facts are written in the form that the extractor's tests read."""

from __future__ import annotations

import re

import pytest

from pipeline.vocabulary import entries

METRICS = entries.table("metrics")
MEASURES = {"level", "change_pct", "change_abs", "change_pp", "share_pct", "rank", "streak", "count"}
TAKES = {"money", "percent", "points", "count", "physical", "index_points", "price", "rate", "number"}
FACT = re.compile(r"(\w+) (-?\d+(?:\.\d+)?(?:e\d+)?) (\S+) (\d{4}\S*)")


@pytest.mark.parametrize("code", METRICS)
def test_example_mentions_the_metric(find, code):
    assert code in [mention.code for mention in find(METRICS[code]["example"], "metric")]


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
def test_every_name_is_found(find, code):
    entry = METRICS[code]
    for key, more in entries.METRIC_LISTS.items():
        for name in entry.get(key, ()):
            found = find(f"zzz {name} zzz", "metric")
            assert [(m.code, m.form) for m in found] == [(code, name)]
            assert more.items() <= found[0].data.items()


def test_no_name_ends_with_a_preposition():
    """It would take the word that leads to the partner or product: "trade with" Vietnam."""
    names = [name for entry in METRICS.values() for key in entries.METRIC_LISTS for name in entry.get(key, ())]
    assert [
        name for name in names if name.split()[-1] in {"of", "in", "for", "with", "on", "between", "to", "from", "by"}
    ] == []


VERBS = [
    ("The company sold 262,528 vehicles.", "sold", "sell", {"sales_volume", "revenue"}),
    ("Korea shipped 2 million tons.", "shipped", "ship", {"exports", "export_volume", "sales_volume"}),
    ("Foreigners invested $3 billion.", "invested", "invest", {"investment", "capex"}),
    ("The plant will produce 300,000 cars.", "produce", "produce", {"production_volume"}),
    ("The yard employs 12,000 people.", "employs", "employ", {"employment", "headcount"}),
    ("It is shedding 1,500 of its staff.", "is shedding", "is shedding", {"layoffs"}),
]


@pytest.mark.parametrize(("text", "surface", "lemma", "metrics"), VERBS)
def test_verbs_tell_of_their_metrics(find, text, surface, lemma, metrics):
    (action,) = [m for m in find(text, "action") if text[m.start : m.end] == surface]
    assert action.form == lemma
    assert metrics <= set(action.data["metrics"])


@pytest.mark.parametrize(
    "text", ["Ships brought in $2 billion.", "Exports rose.", "The trade surplus grew.", "It won 1.2 trillion won."]
)
def test_nouns_are_no_verbs(find, text):
    assert not find(text, "action")


SIGNS = [
    ("The trade deficit widened.", "trade_balance", "negative", None),
    ("It posted an operating loss of $3 billion.", "operating_profit", "negative", None),
    ("Economic growth slowed to 2 percent.", "gdp", None, "change_pct"),
    ("The trade surplus shrank.", "trade_balance", None, None),
    ("Deflation of 0.3 percent.", "consumer_prices", "negative", "change_pct"),
]


@pytest.mark.parametrize(("text", "code", "sign", "measure"), SIGNS)
def test_names_carry_sign_and_measure(find, text, code, sign, measure):
    mention = find(text, "metric")[0]
    assert (mention.code, mention.data.get("sign"), mention.data.get("measure")) == (code, sign, measure)


def test_no_name_spans_a_paragraph_break(find):
    text = "faster than expected\n\nInflation was 2.8 percent"
    assert [text[m.start : m.end] for m in find(text, "metric")] == ["Inflation"]
