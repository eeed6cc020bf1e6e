"""Offices, central banks, associations and indices: those listed, and those told by a noun in their name."""

from __future__ import annotations

import pycountry
import pytest

from pipeline.vocabulary import entries
from tests.vocabulary.test_places import AREAS

BODIES = {country: group for country, group in entries.table("bodies").items() if country != "NOUNS"}
ROLES = {
    "statistics", "central_bank", "customs", "ministry", "government", "association", "exchange", "research", "regulator", "rating",
    "survey", "forecaster", "agency",
}  # fmt: skip
INDICES = entries.table("indices")

FOUND = [
    ("the Bank of Korea (BOK) said", "BOK", "Bank of Korea", "KR"),
    (
        "the Ministry of Trade, Industry and Energy said",
        "Ministry of Trade, Industry and Energy",
        "Ministry of Trade, Industry and Energy",
        "KR",
    ),
    ("The trade ministry said", "trade ministry", "trade ministry", None),
    ("the Fed cut rates", "the Fed", "Federal Reserve", "US"),
    ("Destatis said", "Destatis", "Federal Statistical Office", "DE"),
    ("the IMF expects", "IMF", "International Monetary Fund", None),
    ("Moody’s cut its rating", "Moody’s", "Moody's", None),
    ("the Trade Compass Institute said", "Trade Compass Institute", "Trade Compass Institute", None),
    (
        "Vietnam's Ministry of Planning and Finance said",
        "Ministry of Planning and Finance",
        "Ministry of Planning and Finance",
        "VN",
    ),
    ("the Lao Statistics Bureau said", "Lao Statistics Bureau", "Lao Statistics Bureau", "LA"),
]


@pytest.mark.parametrize(("text", "surface", "name", "country"), FOUND)
def test_found(find, text, surface, name, country):
    assert (surface, name, country) in [(text[m.start : m.end], m.code, m.data["country"]) for m in find(text, "body")]


@pytest.mark.parametrize(
    "text", ["He fed the cat.", "A bi-weekly count", "The office opened.", "She chaired the Board.", "abs and ons"]
)
def test_not_found(find, text):
    assert not find(text, "body")


def test_nothing_inside_a_body_is_a_mention(find):
    assert [m.kind for m in find("the Ministry of Trade, Industry and Energy")] == ["body"]


@pytest.mark.parametrize("country", BODIES)
def test_entries_are_complete(country):
    assert country in {"ANY", "INTERNATIONAL"} | AREAS or pycountry.countries.get(alpha_2=country)
    for name, entry in BODIES[country].items():
        assert set(entry) <= {"names", "weak", "role", "area", "policy_rate"}, name
        assert entry["role"] in ROLES, name
        assert entry.get("area", "WORLD") in AREAS, name


def test_a_name_means_one_body():
    seen: dict[str, tuple[str, str]] = {}
    for country, group in BODIES.items():
        for name, entry in group.items():
            for alias in (name, *entry.get("names", ()), *entry.get("weak", ())):
                assert seen.setdefault(alias, (country, name)) == (country, name), alias


def test_every_listed_name_is_found(find):
    for group in BODIES.values():
        for name, entry in group.items():
            for alias in (name, *entry.get("names", ())):
                assert [m.code for m in find(f"zzz {alias} zzz", "body")] == [name], alias


@pytest.mark.parametrize("label", INDICES)
def test_index(find, label):
    entry = INDICES[label]
    assert label == label.lower()
    assert entry["country"] in AREAS or pycountry.countries.get(alpha_2=entry["country"])
    assert entry["metric"] in entries.table("metrics")
    for name in entry["names"]:
        (mention,) = find(f"the {name} rose", "index")
        assert (mention.code, mention.data["country"]) == (label, entry["country"])


def test_an_index_name_means_one_index():
    names = [name for entry in INDICES.values() for name in entry["names"]]
    assert len(names) == len(set(names))
