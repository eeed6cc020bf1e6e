"""Countries and areas in all their forms, and the words that only look like them."""

from __future__ import annotations

import pycountry
import pytest

from pipeline.vocabulary import entries

PLACES = {code: entry for code, entry in entries.table("places").items() if code != "rules"}
AREAS = {
    "WORLD", "EU", "EA", "ASEAN", "CIS", "GCC", "OECD", "G7", "G20", "BRICS", "ASIA", "EUROPE", "NORTH_AMERICA", "LATIN_AMERICA", "AMERICAS", "EMEA",
    "Mercosur", "EAC", "COMESA", "SADC", "ECOWAS", "EAEU", "EFTA", "CARICOM", "SAARC", "CPTPP", "RCEP", "Belt and Road countries",
    "Arab countries", "Arab states", "Arab nations", "SOUTHEAST_ASIA", "MIDDLE_EAST", "AFRICA", "OCEANIA", "ADVANCED", "EMERGING",
}  # fmt: skip

FOUND = [
    ("South Korea's exports rose.", "South Korea", "KR", "name"),
    ("Korean carmakers sold less.", "Korean", "KR", "demonym"),
    ("Koreans bought more.", "Koreans", "KR", "people"),
    ("SEOUL, June 1 -- Exports rose.", "SEOUL", "KR", "capital"),
    ("Exports from Asia’s fourth-largest economy fell.", "Asia’s fourth-largest economy", "KR", "description"),
    ("the world's second-largest economy grew", "world's second-largest economy", "CN", "description"),
    ("Washington raised the duty.", "Washington", "US", "capital"),
    ("Sales in California rose.", "California", "US", "region"),
    ("The US trade gap", "US", "US", "name"),
    ("U.S.-bound shipments", "U.S.", "US", "name"),
    ("U.S.-China trade", "China", "CN", "name"),
    ("Polish output fell.", "Polish", "PL", "demonym"),
    ("Turkey's inflation slowed.", "Turkey", "TR", "name"),
    ("prices in the euro-zone", "euro-zone", "EA", "name"),
    ("global trade", "global", "WORLD", "demonym"),
    ("shipments to ASEAN", "ASEAN", "ASEAN", "name"),
    ("North Korea's economy", "North Korea", "KP", "name"),
    ("Hong Kong's retail sales", "Hong Kong", "HK", "name"),
    ("trade with Viet Nam", "Viet Nam", "VN", "name"),
    ("oil from Iran", "Iran", "IR", "name"),
    ("gas from Trinidad and Tobago", "Trinidad and Tobago", "TT", "name"),
]


@pytest.mark.parametrize(("text", "surface", "code", "form"), FOUND)
def test_found(find, text, surface, code, form):
    assert (surface, code, form) in [(text[m.start : m.end], m.code, m.form) for m in find(text, "place")]


NOTHING = [
    "They told us nothing about us.", "They polish the china.", "We ate turkey and chili.", "The bank of the river",
    "It may march in may.", "jersey and brazil nuts", "The Bank of Korea kept the rate.",
    "The Federal Reserve Bank of New York said so.",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_not_found(find, text):
    assert not find(text, "place")


def test_a_region_is_named():
    assert "California" in PLACES["US"]["region"]


def test_region_mention_carries_its_name(find):
    (mention,) = find("Sales in California rose.", "place")
    assert mention.data["region"] == "California"


@pytest.mark.parametrize("code", PLACES)
def test_code_is_iso_or_an_area(code):
    entry = PLACES[code]
    assert (code in AREAS) if entry.get("area") else pycountry.countries.get(alpha_2=code)
    assert set(entry) - {"area"} <= {*entries.PLACE_FORMS, *(f"weak_{form}" for form in entries.PLACE_FORMS)}


def test_all_areas_of_the_record_are_there():
    assert {code for code, entry in PLACES.items() if entry.get("area")} == AREAS


def test_a_name_means_one_place():
    seen: dict[str, str] = {}
    for code, entry in PLACES.items():
        for key in entry:
            for name in entry[key] if isinstance(entry[key], list) else ():
                assert seen.setdefault(name, code) == code, name


def test_every_country_of_the_standard_is_found(find):
    skipped = set(entries.table("places")["rules"]["not_names"])
    names = {c.alpha_2: getattr(c, "common_name", c.name) for c in pycountry.countries}
    plain = {code: name for code, name in names.items() if "," not in name and "(" not in name and name not in skipped}
    assert len(plain) > 230
    found = {code for code, name in plain.items() if code in [m.code for m in find(f"exports of {name} rose", "place")]}
    assert found == set(plain)
