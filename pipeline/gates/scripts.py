"""In which script a text is written, and so whether it can be English, before anything else is asked of it."""

from __future__ import annotations

import re
import string

#: Blocks of 256 characters of Unicode (the upper byte of their numbers) by the language that a script stands for when
#: nothing more is known of a text (ISO 639-1). Some blocks hold a second, rarer script.
_BLOCKS = {
    "ko": bytes([0x11, 0x31, *range(0xAC, 0xD8)]),
    "zh": bytes(range(0x34, 0xA0)),
    "ru": b"\x04",
    "ar": b"\x06\x07",
    "he": b"\x05",
    "hi": b"\x09",
    "ta": b"\x0b",
    "th": b"\x0e",
    "my": b"\x10",
    "km": b"\x17",
    "el": b"\x03",
}
_KANA = re.compile("[\u3040-\u30ff]+")
_NO_LETTERS = bytes(set(range(128)) - set(string.ascii_letters.encode()))
#: Han characters are Japanese when kana stand among them: at least one for so many.
_HAN_PER_KANA = 12


def script_language(text: str) -> str | None:
    """Language of a text that is not in Latin letters; None when it is. some 20 microseconds for 2,000 characters.

    A character of another script counts as much as two Latin letters: it says more.
    """
    if text.isascii():
        return None
    upper = text.encode("utf-16-le", "replace")[1::2]
    if 3 * (len(upper) - len(upper.translate(None, _BLOCKS["ko"]))) > len(
        upper
    ):  # most texts of a Korean crawl end here
        return "ko"
    counts = {language: len(upper) - len(upper.translate(None, blocks)) for language, blocks in _BLOCKS.items()}
    if counts["zh"] or b"\x30" in upper:
        kana = sum(map(len, _KANA.findall(text)))
        if kana * _HAN_PER_KANA >= counts["zh"]:
            counts["ja"] = kana + counts.pop("zh")
    latin = len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    language = max(counts, key=lambda name: counts[name])
    return language if counts[language] and 2 * sum(counts.values()) > latin else None
