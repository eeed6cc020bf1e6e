"""Reads models/vocabulary into the word tree: which names stand for which metric, product, place, body and index."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from typing import Any

from pipeline.version import models
from pipeline.vocabulary.inflect import both_numbers, plural, verb_forms
from pipeline.vocabulary.trie import Trie

#: Lists of names in an entry, with what a name in that list adds to the entry's data.
METRIC_LISTS: dict[str, dict[str, Any]] = {
    "names": {},
    "weak": {"strength": "weak"},
    "negative": {"sign": "negative"},
    "weak_negative": {"sign": "negative", "strength": "weak"},
    "growth": {"measure": "change_pct"},
    "weak_growth": {"measure": "change_pct", "strength": "weak"},
    "decline": {"measure": "change_pct", "sign": "negative"},
    "weak_decline": {"measure": "change_pct", "sign": "negative", "strength": "weak"},
}
PRODUCT_LISTS: dict[str, dict[str, Any]] = {"names": {}, "weak": {"strength": "weak"}}
PLACE_FORMS = ("name", "demonym", "people", "capital", "description", "region")


@functools.cache
def table(name: str) -> dict[str, Any]:
    """A file of models/vocabulary by its stem, parsed once."""
    with open(models() / "vocabulary" / f"{name}.toml", "rb") as file:
        return tomllib.load(file)


@functools.cache
def words(name: str, *keys: str) -> frozenset[str]:
    """A list of words of a file of models/vocabulary, by the keys that lead to it, as a set."""
    found: Any = table(name)
    for key in keys:
        found = found[key]
    return frozenset(found)


@functools.cache
def products() -> dict[str, dict[str, Any]]:
    """products.toml with each of an entry's `kinds` as an entry of its own, labelled as it is written."""
    found: dict[str, dict[str, Any]] = {}
    for label, entry in table("products").items():
        found[label] = {key: value for key, value in entry.items() if key != "kinds"}
        for name in entry.get("kinds", ()):
            found[name.lower()] = {"names": [name], "parent": label}
    return found


@functools.cache
def wider(label: str) -> tuple[str, ...]:
    """A product's label and those of the wider products that it is one of, the next wider first."""
    parent = products().get(label, {}).get("parent")
    return (label, *wider(parent)) if parent else (label,)


def add_metrics(trie: Trie, metrics: Mapping[str, Mapping[str, Any]]) -> None:
    """Metrics under their names, and the verbs that tell of a flow under kind `action` with all the metrics they may mean."""
    verbs: dict[str, list[str]] = {}
    for code, entry in metrics.items():
        base = {"strength": "strong", **entry, "code": code}
        for key, more in METRIC_LISTS.items():
            data = {**base, **more}
            for name in entry.get(key, ()):
                trie.add(name, "metric", code, name, data)
                if not name.endswith("s"):
                    trie.add(plural(name), "metric", code, name, data, replace=False)
        for verb in entry.get("verbs", ()):
            verbs.setdefault(verb, []).append(code)
    for verb, codes in verbs.items():
        # An irregular verb is written with all its forms: "sell, sells, sold, selling".
        forms = verb.split(", ")
        data = {"metrics": tuple(codes), "lemma": forms[0]}
        for form in forms if len(forms) > 1 else verb_forms(verb):
            trie.add(form, "action", codes[0], forms[0], data)


def add_products(trie: Trie, products: Mapping[str, Mapping[str, Any]]) -> None:
    """Products under their label and names, each in both numbers unless the entry says `plural = false`."""
    generated: list[tuple[str, str, dict[str, Any]]] = []
    for label, entry in products.items():
        base = {"strength": "strong", **entry, "label": label}
        for key, more in PRODUCT_LISTS.items():
            names = list(entry.get(key, ()))
            if key == ("weak" if entry.get("weak_label") else "names"):
                names.insert(0, label)
            data = {**base, **more}
            for name in names:
                trie.add(name, "product", label, "", data)
                if " and " in name:
                    generated.append((name.replace(" and ", " & "), label, data))
                if entry.get("plural", True):
                    generated.append((both_numbers(name)[1], label, data))
    for name, label, data in generated:
        trie.add(name, "product", label, "", data, replace=False)


def add_places(trie: Trie, places: Mapping[str, Mapping[str, Any]]) -> None:
    """Countries of ISO 3166-1 by their names, then what the file knows besides; the file wins."""
    import pycountry

    for country in pycountry.countries:
        data = {"code": country.alpha_2, "kind": "country"}
        # "Iran, Islamic Republic of" is not how anybody writes it; its short form is `common_name` or stands in the file.
        names = {country.name.split(",")[0] if country.name.count(",") == 1 and " of" in country.name else country.name}
        names |= {getattr(country, "common_name", country.name), getattr(country, "official_name", country.name)}
        for name in sorted(names - set(places.get("rules", {}).get("not_names", ()))):
            trie.add(name, "place", country.alpha_2, "name", data, replace=False)
    for code, entry in places.items():
        if code == "rules":
            continue
        base = {"strength": "strong", "kind": "area" if entry.get("area") else "country", "code": code}
        for form in PLACE_FORMS:
            for key, more in ((form, {}), (f"weak_{form}", {"strength": "weak"})):
                for name in entry.get(key, ()):
                    region = {"region": name} if form == "region" else {}
                    trie.add(name, "place", code, form, {**base, **more, **region})


def add_bodies(trie: Trie, bodies: Mapping[str, Mapping[str, Any]]) -> None:
    """Statistics offices, central banks, ministries and associations by country; canonical name first, then its other names."""
    for country, group in bodies.items():
        if country == "NOUNS":
            continue
        for name, entry in group.items():
            data = {
                "country": None if country in {"INTERNATIONAL", "ANY"} else country,
                "name": name,
                "generic": country == "ANY",
                **entry,
            }
            for alias in (name, *entry.get("names", ())):
                trie.add(alias, "body", name, "", data)
            for alias in entry.get("weak", ()):
                trie.add(alias, "body", name, "", {**data, "strength": "weak"})


def add_indices(trie: Trie, indices: Mapping[str, Mapping[str, Any]]) -> None:
    """Stock indices, benchmark oils and bonds by their names."""
    for label, entry in indices.items():
        data = {**entry, "label": label}
        for name in entry["names"]:
            trie.add(name, "index", label, "", data)
