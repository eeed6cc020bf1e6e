"""In which script a text is written, and so whether it can be English, before anything else is asked of it."""

from __future__ import annotations

import re

_HIGH = bytes(range(128, 256))
_LETTERS = bytes(range(ord("A"), ord("Z") + 1)) + bytes(range(ord("a"), ord("z") + 1))
#: Scripts by their characters, with the language they stand for when nothing more is known (ISO 639-1).
_SCRIPTS = [
    ("ko", re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff\u3400-\u4dbf]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("my", re.compile("[\u1000-\u109f]")),
]
#: Han characters are Japanese when kana stand among them: at least one for so many.
_HAN_PER_KANA = 12


def foreign_bytes(data: bytes) -> bool:
    """Whether UTF-8 bytes hold so many beyond ASCII that they are hardly English; 2 microseconds for an article."""
    high = len(data) - len(data.translate(None, _HIGH))
    if 4 * high < len(data):
        return False
    return 3 * (len(data) - len(data.translate(None, _LETTERS))) < 2 * high


def script_language(text: str) -> str | None:
    """Language of a text that is not in Latin letters; None when it is.

    A character of another script counts as much as two Latin letters: it says more.
    """
    if text.isascii():
        return None
    counts = {language: len(pattern.findall(text)) for language, pattern in _SCRIPTS}
    if counts["ja"] * _HAN_PER_KANA >= counts["zh"] and counts["ja"] >= counts["ko"]:
        counts["ja"] += counts.pop("zh")
    language = max(counts, key=lambda name: counts[name])
    latin = sum(map(str.isascii, filter(str.isalpha, text)))
    return language if 2 * sum(counts.values()) > latin and counts[language] else None
