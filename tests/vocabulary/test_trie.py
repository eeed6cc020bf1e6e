"""The word tree: what counts as the same name, and what always holds of mentions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import vocabulary
from pipeline.vocabulary.inflect import both_numbers, plural, singular, verb_forms
from pipeline.vocabulary.trie import Trie, units_of

WORDS = st.sampled_from(
    ["South", "Korea", "'s", "exports", "of", "rare", "-", "earth", "chips", "US", "us", "core", "CPI", "the", "Fed", ",", ".", "trade",
     "surplus", "with", "China", "Ministry", "Trade", "and", "Energy", "S&P", "500", "–", "U.S.-based", "Asia", "largest", "economy"]
)  # fmt: skip


def read(words: list[str]) -> tuple[str, list[str], list[int]]:
    """Words as a text with a space between each, and their offsets."""
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return " ".join(words), words, starts


@given(st.lists(WORDS, max_size=30))
def test_mentions_lie_on_tokens_and_none_of_a_kind_overlaps(words):
    text, tokens, starts = read(words)
    found = vocabulary.load().find(text, tokens, starts)
    last_end: dict[str, int] = {}
    for mention in found:
        assert 0 <= mention.first < mention.last <= len(tokens)
        assert (
            starts[mention.first]
            <= mention.start
            < mention.end
            <= starts[mention.last - 1] + len(tokens[mention.last - 1])
        )
        assert mention.start >= last_end.get(mention.kind, 0)
        last_end[mention.kind] = mention.end


@given(st.lists(WORDS, max_size=20), st.lists(st.sampled_from(["zzz", "so", "he"]), min_size=1, max_size=4))
def test_words_before_only_shift(words, before):
    alone = vocabulary.load().find(*read([".", *words]))
    shifted = vocabulary.load().find(*read([*before, ".", *words]))
    offset = len(" ".join(before)) + 1
    assert [(m.kind, m.code, m.start + offset) for m in alone] == [(m.kind, m.code, m.start) for m in shifted]


SAME = [
    ("rare earth", "rare-earth"),
    ("euro zone", "euro-zone"),
    ("10-year yield", "10 year yield"),
    ("trade surplus", "Trade Surplus"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_hyphens_and_case_make_no_difference(find, one, other):
    assert [(m.kind, m.code) for m in find(f"the {one}")] == [(m.kind, m.code) for m in find(f"the {other}")] != []


def test_a_dash_between_words_parts_them(find):
    assert not [m for m in find("It is rare - earth is far") if m.code == "rare earths"]


CASES = [
    ("US", "US", True),
    ("US", "us", False),
    ("US", "Us", False),
    ("Poland", "POLAND", True),
    ("Poland", "poland", False),
    ("iron", "Iron", True),
]


@pytest.mark.parametrize(("name", "text", "found"), CASES)
def test_capitals_of_a_name_count(name, text, found):
    trie = Trie()
    trie.add(name, "kind", "code", "", {})
    assert bool(trie.find(units_of([text], [0]))) is found


def test_an_abbreviation_inside_a_name_is_passed_over(find):
    assert "lng carriers" in [m.code for m in find("four liquefied natural gas (LNG) carriers", "product")]
    assert "lng carriers" not in [m.code for m in find("four liquefied natural gas (about 5) carriers", "product")]


def test_of_overlapping_names_the_longest_counts():
    trie = Trie()
    for name in ("a b", "b c d", "c"):
        trie.add(name, "kind", name, "", {})
    assert [leaf.code for _, _, leaf in trie.find(units_of(["a", "b", "c", "d"], [0, 2, 4, 6]))] == ["b c d"]


FORMS = [("battery", "batteries"), ("chip", "chips"), ("bus", "buses"), ("auto part", "auto parts"), ("dish", "dishes")]


@pytest.mark.parametrize(("one", "many"), FORMS)
def test_number(one, many):
    assert plural(one) == many
    assert both_numbers(one)[1] == many


@pytest.mark.parametrize(
    ("many", "one"),
    [("batteries", "battery"), ("chips", "chip"), ("dishes", "dish"), ("glass", "glass"), ("apparatus", "apparatus")],
)
def test_singular(many, one):
    assert singular(many) == one


def test_verb_forms():
    assert verb_forms("ship") == ["ship", "ships", "shipped", "shipping"]
    assert verb_forms("produce") == ["produce", "produces", "produced", "producing"]
    assert verb_forms("employ") == ["employ", "employs", "employed", "employing"]
