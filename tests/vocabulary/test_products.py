"""Products: labels, hierarchy, number, and what is none."""

from __future__ import annotations

import pytest

from pipeline.vocabulary import entries

PRODUCTS = entries.products()

FOUND = [
    ("rare-earth exports", "rare-earth", "rare earths"),
    ("exports of rare earths", "rare earths", "rare earths"),
    ("chip exports", "chip", "semiconductors"),
    ("Semiconductor shipments", "Semiconductor", "semiconductors"),
    ("memory chips", "memory chips", "memory chips"),
    ("DRAM prices", "DRAM", "dram"),
    ("cars", "cars", "automobiles"),
    ("auto parts", "auto parts", "auto parts"),
    ("EV sales", "EV", "electric vehicles"),
    ("secondary-battery exports", "secondary-battery", "batteries"),
    ("LNG carriers", "LNG carriers", "lng carriers"),
    ("crude oil purchases", "crude oil", "crude oil"),
    ("petroleum products", "petroleum products", "petroleum products"),
    ("oil and gas", "oil and gas", "oil and gas"),
    ("K-food exports", "K-food", "k-food"),
    ("soybeans", "soybeans", "soybeans"),
    ("leisure and hospitality", "leisure and hospitality", "leisure and hospitality"),
    ("lithium hydroxide exports", "lithium hydroxide", "lithium hydroxide"),
    ("exports of LCD panels", "LCD panels", "lcd panels"),
    ("exports excluding chips", "excluding chips", "excluding chips"),
]


@pytest.mark.parametrize(("text", "surface", "label"), FOUND)
def test_found(find, text, surface, label):
    assert (surface, label) in [(text[m.start : m.end], m.code) for m in find(text, "product")]


@pytest.mark.parametrize(
    "text",
    ["The Ministry of Trade, Industry and Energy said.", "Good news came.", "ai and it", "Korea Real Estate Board"],
)
def test_not_found(find, text):
    assert not find(text, "product")


@pytest.mark.parametrize("label", PRODUCTS)
def test_parents_exist_and_end(label):
    seen = [label]
    while parent := PRODUCTS[seen[-1]].get("parent"):
        assert parent in PRODUCTS
        assert parent not in seen
        seen.append(parent)


def test_keys_are_known():
    for label, entry in PRODUCTS.items():
        assert set(entry) <= {"names", "weak", "parent", "plural", "weak_label", "yields"}, label
        assert label == label.lower()


def test_a_name_means_one_product():
    seen: dict[str, str] = {}
    for label, entry in PRODUCTS.items():
        for name in {label, *entry.get("names", ()), *entry.get("weak", ())}:
            assert seen.setdefault(name.lower(), label) == label, name


@pytest.mark.parametrize("label", PRODUCTS)
def test_every_name_is_found(find, label):
    entry = PRODUCTS[label]
    for name in (label, *entry.get("names", ()), *entry.get("weak", ())):
        (mention,) = find(f"zzz {name} zzz", "product")
        assert mention.code == label
        weak = name in entry.get("weak", ()) or (name == label and entry.get("weak_label", False))
        assert mention.data["strength"] == ("weak" if weak else "strong")
