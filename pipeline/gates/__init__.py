"""Gates: what a document must be to be worth extracting, cheapest question first, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.document import Document
from pipeline.gates.copies import link_near_duplicates, signature
from pipeline.gates.scripts import script_language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["REASONS", "Outcome", "first_gate", "forget_languages", "link_near_duplicates", "signature"]

#: Why a document is not extracted.
REASONS = {
    "unreadable": "it could not be read: broken, binary, not there",
    "empty": "it holds no text",
    "not English": "it is in another language, named in `language`",
    "no numbers": "it holds no number, in digits or in words",
    "caption": "it is a photo caption only",
    "duplicate": "the same text was read before",
    "near-duplicate": "a newer version or another copy of the same story is kept",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gates say of a document: `reason` is one of REASONS, None when it may pass; `detail` says more."""

    reason: str | None = None
    detail: str = ""
    language: str | None = None


_DIGIT = re.compile(r"\d")
_NUMBER_WORD = re.compile(
    r"\b(?:hundreds?|thousands?|millions?|billions?|trillions?|per ?cent|percentage|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|"
    r"quadrupled?|halv(?:e|ed|ing)|half|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|twice|threefold|tenfold|third|quarter)\b",
    re.IGNORECASE,
)
#: The commonest words of English; another Latin-script language reaches no tenth of a text with them.
_ENGLISH = frozenset("the of and to in a said for on that is was with from by at its were an".split())
_WORD = re.compile(r"[^\W\d_]+")
#: Languages in Latin letters that news is written in and the identifier tells apart well; others it names mostly in error.
_OTHERS = frozenset((
    "af", "az", "bs", "ca", "cs", "cy", "da", "de", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu", "id", "is", "it",
    "lt", "lv", "ms", "mt", "nb", "nl", "nn", "no", "pl", "pt", "ro", "sk", "sl", "sq", "sv", "sw", "tl", "tr", "uz", "vi",
))  # fmt: skip
#: Below so many characters an identifier of languages guesses.
_ENOUGH = 200
#: With fewer words in small letters too: names and figures are the same in many languages.
_FEW = 12
_TYPOGRAPHIC = dict.fromkeys(map(ord, "“”‘’–—…•€£¥©®™\u00a0"))
_LONGEST_CAPTION = 1000


def first_gate(document: Document, seen: Mapping[str, str] | None = None) -> Outcome:
    """The first gate that stops a document; an Outcome without reason when none does.

    `seen` maps the content hash of documents that were read before to their ids.
    """
    if document.language and document.language != "en":
        return Outcome("not English", language=document.language)
    if not document.text.strip():
        return Outcome("empty")
    if (language := language_of(document.text)) != "en":
        return Outcome("not English", language=language)
    if not _DIGIT.search(document.text) and not _NUMBER_WORD.search(document.text):
        return Outcome("no numbers", language="en")
    if is_caption(document.text[document.headline_end :]):
        return Outcome("caption", language="en")
    if seen and (original := seen.get(document.content_hash)) not in (None, document.id):
        return Outcome("duplicate", f"of {original}", "en")
    return Outcome(None, document.note, "en")


def language_of(text: str) -> str:
    """Language of a text, ISO 639-1: by its script, then by the commonest English words, then by py3langid.

    A short text in Latin letters, or one with hardly a word that is no name, counts as English: an identifier would guess.
    """
    sample = text[:4000]
    if language := script_language(sample):
        return language
    if len(sample) < _ENOUGH or _plainly_english(sample):
        return "en"
    words = _WORD.findall(sample)
    if 100 * sum(word.lower() in _ENGLISH for word in words) >= 8 * len(words):
        return "en"
    small = [word for word in words if word.islower()]
    if len(small) < _FEW:
        return "en"
    # Captions and lists of headlines are half names; their other words still tell, where no letter has an accent.
    if 100 * sum(map(_ENGLISH.__contains__, small)) >= 9 * len(small) and sample.translate(_TYPOGRAPHIC).isascii():
        return "en"
    language = str(_identifier().classify(sample)[0])
    return language if language in _OTHERS else "en"


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """py3langid's model: it takes half a second to load and 80 MB, and most runs never need it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def forget_languages() -> None:
    """Gives back the memory of the model that tells languages apart; it is loaded again when it is needed again."""
    _identifier.cache_clear()


#: Bytes of ASCII: letters in lower case, blanks for what parts words. What is not ASCII comes as "?" and counts as a letter.
_PARTED = bytes(
    byte + 32 if 65 <= byte <= 90 else byte if 97 <= byte <= 122 or byte == 63 else 32 for byte in range(256)
)
_ENGLISH_BYTES = frozenset(word.encode() for word in _ENGLISH)


def _plainly_english(sample: str) -> bool:
    """Whether a text shows enough of the commonest words at a look at its bytes, five times as fast as its words are read.

    Each "?" may part two words that are counted as one: with those added, a text that passes does so word by word.
    """
    encoded = sample.encode("ascii", "replace")
    words = encoded.translate(_PARTED).split()
    return 100 * sum(map(_ENGLISH_BYTES.__contains__, words)) >= 8 * (len(words) + encoded.count(b"?"))


@lru_cache(maxsize=1)
def _credit() -> re.Pattern[str]:
    import tomllib

    from pipeline.readers.clean import RULES_FILE

    return re.compile(tomllib.loads(RULES_FILE.read_text(encoding="utf-8"))["caption"]["whole"])


def is_caption(body: str) -> bool:
    """Whether a body is a photo's caption and nothing else: one short paragraph with a photographer's credit at its end."""
    body = body.strip()
    if len(body) > _LONGEST_CAPTION or body.count("\n\n") > 1:
        return False
    return _credit().search(body) is not None
