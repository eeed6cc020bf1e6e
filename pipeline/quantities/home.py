"""Home: the country whose money a text counts in, where the money's name alone does not tell."""

from __future__ import annotations

import functools
import re
from collections import Counter

from pipeline.quantities.lexicon import table

_SHARED = re.compile(
    r"\b(?:pesos?|rupees?|Rs|crowns?|kron[ae]|krone[rn]|kronor|francs?|dinars?|riyals?|rials?|dirhams?|liras?|shillings?"
    r"|pounds?|manats?|soms?)\b"
)


@functools.cache
def _signs() -> tuple[re.Pattern[str], dict[str, str]]:
    country = {word: code for code, listed in table("currencies")["homes"].items() for word in listed}
    return re.compile(rf"\b(?:{'|'.join(sorted(country, key=len, reverse=True))})\b"), country


def home_of(text: str) -> str | None:
    """The country (ISO 3166-1 alpha-2) that a text names most often among those that share a currency's name; None where
    no such name stands in it.

    >>> home_of("Norwegian airline X earned 1.02 billion crowns, it said in Oslo.")
    'NO'
    """
    if not _SHARED.search(text):
        return None
    pattern, country = _signs()
    found = Counter(country[match[0]] for match in pattern.finditer(text))
    best = found.most_common(1)
    return best[0][0] if best else None
