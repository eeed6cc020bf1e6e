"""The words of the quantities room, loaded once from models/vocabulary: numbers, units, currencies."""

from __future__ import annotations

import functools
import re
import tomllib
from typing import Any, NamedTuple

from pipeline.version import models

#: Metric prefixes: symbol and whether they are read as "kilometer", "km".
PREFIXES = {
    "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "deci": "d", "centi": "c", "milli": "m",
    "micro": "µ", "nano": "n", "pico": "p", "hecto": "h",
}  # fmt: skip


#: The `factor` of units that stand for thousands, millions and billions, "300 kb/d", "120 MEUR", "30 bcm": the power of ten that the
#: number gains.
THOUSANDS, MILLIONS, BILLIONS = -3, -6, -9


class Unit(NamedTuple):
    """A unit as rows carry it: `code`, `kind` (money, coin, percent, points, index_points, physical, duration),
    `name` its English singular, `factor` what the number is divided by (100 for cents and basis points) or, where it is
    negative, the power of ten that it gains."""

    code: str
    kind: str
    name: str = ""
    factor: int = 1


@functools.cache
def table(name: str) -> dict[str, Any]:
    """One TOML file of the vocabulary."""
    return tomllib.loads((models() / "vocabulary" / f"{name}.toml").read_text("utf-8"))


def company(name: str) -> str:
    """The words of a list of numbers.toml's [company] as a pattern; spaces match any run of white space."""
    words = sorted(table("numbers")["company"][name], key=len, reverse=True)
    return "|".join(re.escape(word).replace("\\ ", r"\s+") for word in words)


def plurals(name: str) -> list[str]:
    """`name` and its regular plural."""
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return [name, name[:-1] + "ies", name + "s"]
    if name.endswith(("s", "x", "ch", "sh")):
        return [name, name + "es"]
    return [name, name + "s"]


class Units(NamedTuple):
    """`words` by lower-cased phrase, `symbols` by exact case; `begins` are the words that begin a longer phrase."""

    words: dict[str, Unit]
    symbols: dict[str, Unit]
    begins: frozenset[str]


@functools.cache
def units() -> Units:
    """Everything that may stand after a number: percent, points, physical units, lengths of time, money."""
    words: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    for code, entry in table("units").items():
        kind = entry.get("kind", "physical")
        unit = Unit(code, kind, entry["name"])
        for word in entry.get("words", ()):
            words.update(dict.fromkeys(plurals(word), unit))
        symbols.update(dict.fromkeys(entry.get("symbols", ()), unit))
        for key, factor in (("thousands", THOUSANDS), ("millions", MILLIONS), ("billions", BILLIONS)):
            for word in entry.get(key, ()):
                (words if len(word) > 5 else symbols)[word] = unit._replace(factor=factor)
        for prefix in entry.get("prefixed", ()):
            sign = PREFIXES[prefix]
            own = Unit(sign.replace("µ", "u") + code, kind, prefix + entry["name"].replace("metric ", ""))
            for word in entry.get("words", ()):
                words.update(dict.fromkeys(plurals(prefix + word), own))
            symbols[sign + code] = symbols[sign + code + "s"] = own  # "kms", "kgs"
            if sign == "µ":
                symbols["μ" + code] = own
            symbols.update({sign + s: own for s in entry.get("symbols", ()) if len(s) == 1})
    for code, entry in table("units").items():  # own names go before what prefixes made
        words.update({w: Unit(code, entry.get("kind", "physical"), entry["name"]) for w in entry.get("words", ())})
    percent, points, bps = Unit("%", "percent"), Unit("pp", "points"), Unit("pp", "points", factor=100)
    for word in ("percent", "per cent", "percents", "per cents", "pct", "percentage", "percentages", "pc"):
        words[word] = percent
    symbols.update(dict.fromkeys(("%", "％", "﹪"), percent))
    for word in ("percentage point", "percentage points", "percent point", "percent points", "percentage pt", "percentage pts",
                 "per cent point", "per cent points", "% point", "% points", "ppt", "ppts", "pct point", "pct points",
                 "pct pt", "pct pts", "%p", "% p", "%pt", "%pts", "pp", "pps", "p.p.", "of a percentage point",
                 "of one percentage point"):  # fmt: skip
        words[word] = points
    for word in ("basis point", "basis points", "bp", "bps", "bpts", "basis pt", "basis pts"):
        words[word] = bps
    point = Unit("1", "index_points", "point")
    for word in ("point", "points", "pt", "pts"):
        words[word] = point
    for name, unit in currencies().names.items():
        words.setdefault(name, unit)
    symbols.update({s: u for s, u in currencies().signs.items() if s not in symbols})
    symbols.update({c: u for c, u in currencies().codes.items() if c not in symbols})
    words = {w.replace("-", " "): u for w, u in words.items()}  # "kilowatt-hours" is looked up as "kilowatt hours"
    phrases = (phrase.lower().split(" ") for phrase in (*words, *symbols))
    begins = {" ".join(parts[:i]) for parts in phrases for i in range(1, len(parts))}
    begins |= {begin.rstrip(".") for begin in begins}  # the dot of "sq. ft" is looked at after "sq"
    return Units(words, symbols, frozenset(begins))


class Currencies(NamedTuple):
    """`names` by lower-cased phrase (coins too), `signs` and `codes` by exact case, `shared` names -> codes."""

    names: dict[str, Unit]
    signs: dict[str, Unit]
    codes: dict[str, Unit]
    letters: dict[str, Unit]
    shared: dict[str, list[str]]
    wordlike: frozenset[str]


@functools.cache
def currencies() -> Currencies:
    """Money: CLDR's codes and names of all currencies in use, and what models/vocabulary/currencies.toml adds."""
    from babel import Locale
    from babel.core import get_global
    from babel.numbers import get_currency_name

    known = table("currencies")
    in_use = {
        code for entries in get_global("territory_currencies").values() for code, _, end, _ in entries if end is None
    }
    names: dict[str, Unit] = {}
    for code in sorted(Locale("en").currencies, key=lambda c: (c in in_use, c)):  # those in use go over the historic
        for count in (1, 2):
            name = get_currency_name(code, count=count, locale="en").lower()
            if " " in name and "(" not in name:
                names[name] = Unit(code, "money", name)
                names.update(dict.fromkeys(plurals(name), names[name]))
    adjectives = {code: get_currency_name(code, count=2, locale="en").lower().rpartition(" ")[0] for code in in_use}
    for code, words in [*known["names"].items(), *((c, [n]) for n, codes in known["shared"].items() for c in codes)]:
        for word in words:  # "Costa Rican colones", "Omani riyals"
            if " " not in word and adjectives.get(code):
                names.update({f"{adjectives[code]} {p}": Unit(code, "money", word) for p in plurals(word)})
    shared = {p: codes for name, codes in known["shared"].items() for p in plurals(name)}
    names.update({name: Unit(codes[0], "money", name) for name, codes in shared.items()})
    for code, words in known["names"].items():
        names.update({p: Unit(code, "money", word) for word in words for p in plurals(word)})
    for coin, (code, parts) in known["coins"].items():
        names.update(dict.fromkeys(plurals(coin) if coin.isascii() else [coin], Unit(code, "coin", coin, parts)))
    wordlike = frozenset(known["words"]["codes"])
    codes = {
        code: Unit(code, "money") for code in in_use | set(known["names"]) | {"DEM", "FRF", "ITL", "ESP", "CNH", "XBT"}
    }
    codes["CNH"], codes["XBT"] = Unit("CNY", "money"), Unit("BTC", "money")
    names.update({code: Unit(code.upper(), "money") for code in known["words"]["lower"]})
    signs = {sign: Unit(code, "money") for sign, code in known["signs"].items()}
    signs["¢"] = Unit("USD", "coin", "cent", 100)
    letters = {letter: Unit(code, "money") for letter, code in known["letters"].items()}
    return Currencies(names, signs, codes, letters, shared, wordlike)


@functools.lru_cache(maxsize=512)
def local_currency(country: str) -> str | None:
    """The currency in use in a country (ISO 3166-1 alpha-2), by CLDR."""
    from babel.numbers import get_territory_currencies

    found = get_territory_currencies(country.upper()) if len(country) == 2 else []
    return found[-1] if found else None
