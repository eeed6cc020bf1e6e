"""Words: the tokens of a text with their places, and the units by which names are compared, cut chunk by chunk.

A chunk is what stands between white space. spaCy's English tokenizer cuts each by itself, so that what it made of one
holds wherever the same chunk stands again: most chunks of a text have been seen before.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.vocabulary.trie import Unit, units_of

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer

#: So many different chunks are remembered: those of some thousand articles, in some 20 MB.
_REMEMBERED = 50_000


class Words(NamedTuple):
    """A text's tokens, the character at which each starts, and the units of the tokens."""

    tokens: list[str]
    starts: list[int]
    units: list[Unit]


class Cut(NamedTuple):
    """A chunk that is more than one plain word: its tokens with their places in it, and their units, all counted from its start."""

    tokens: list[tuple[str, int]]
    units: list[Unit]


@functools.cache
def tokenizer() -> Tokenizer:
    """spaCy's English tokenizer, made once; without a whole pipeline around it, which would load every component installed."""
    from spacy.lang.en import EnglishDefaults
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
    from spacy.vocab import Vocab

    return Tokenizer(
        Vocab(),
        rules=EnglishDefaults.tokenizer_exceptions,
        prefix_search=_in_more_than_letters(compile_prefix_regex(EnglishDefaults.prefixes or ()).search, None),
        suffix_search=_in_more_than_letters(compile_suffix_regex(EnglishDefaults.suffixes or ()).search, None),
        infix_finditer=_in_more_than_letters(compile_infix_regex(EnglishDefaults.infixes).finditer, ()),
        url_match=EnglishDefaults.url_match,
    )


def _in_more_than_letters(search: Callable[[str], Any], nothing: Any) -> Callable[[str], Any]:
    """The same search, spared for words of letters alone: all English affixes hold a sign or follow a digit."""

    def spared(word: str) -> Any:
        return nothing if word.isalpha() else search(word)

    return spared


#: What is known of chunks: of one plain word that word in lower case, of any other its cut.
_known: dict[str, str | Cut] = {}


def words_of(text: str) -> Words:
    """The tokens and units of a text, in its order."""
    chunks = text.split()
    unknown = set(chunks).difference(_known)
    if len(_known) + len(unknown) > _REMEMBERED:
        _known.clear()
        unknown = set(chunks)
    if unknown:
        _learn(unknown)
    tokens: list[str] = []
    starts: list[int] = []
    units: list[Unit] = []
    find, known, new = text.find, _known, tuple.__new__  # every word of every text passes here
    end = 0
    for chunk in chunks:
        start = find(chunk, end)
        end = start + len(chunk)
        cut = known[chunk]
        at = len(tokens)
        if isinstance(cut, str):
            units.append(new(Unit, (cut, chunk, start, end, at)))
            tokens.append(chunk)
            starts.append(start)
        else:
            pieces, parts = cut
            for token, place in pieces:
                tokens.append(token)
                starts.append(start + place)
            for word, surface, first, last, piece in parts:
                units.append(new(Unit, (word, surface, start + first, start + last, at + piece)))
    return Words(tokens, starts, units)


#: A number with its sign of money or of per cent and the sign behind it: half of what is new in a text, and cut by the tokenizer just so.
_FIGURE = re.compile(r"(US\$|[$€£¥])?([0-9]+(?:[.,][0-9]+)*)(%)?([.,;])?")


def _learn(chunks: Collection[str]) -> None:
    """Cuts chunks and remembers what came of them; all but figures in one go, since calling the tokenizer costs more than a word."""
    others = []
    for chunk in chunks:
        figure = _FIGURE.fullmatch(chunk)
        if figure is None:
            others.append(chunk)
        else:
            _remember(chunk, [(piece, figure.start(i)) for i, piece in enumerate(figure.groups(), 1) if piece])
    if others:
        _learn_words(others)


def _learn_words(chunks: list[str]) -> None:
    """Has the tokenizer cut chunks."""
    from spacy.attrs import IDX, LENGTH

    lines = "\n".join(chunks)  # a line end is a token: no rule of the tokenizer reaches over it
    found = iter([*tokenizer()(lines).to_array([IDX, LENGTH]).tolist(), [len(lines), 0]])
    begin, length = next(found)
    start = 0
    for chunk in chunks:
        end = start + len(chunk)
        pieces = []
        while begin < end:
            pieces.append((lines[begin : begin + length], begin - start))
            begin, length = next(found)
        _remember(chunk, pieces)
        if end < len(lines):
            begin, length = next(found)  # past the line end
        start = end + 1


def _remember(chunk: str, pieces: list[tuple[str, int]]) -> None:
    """Keeps the tokens of a chunk, with their places in it, and their units."""
    units = units_of([piece for piece, _ in pieces], [place for _, place in pieces])
    plain = len(pieces) == 1 and [unit.surface for unit in units] == [chunk]
    _known[chunk] = units[0].word if plain else Cut(pieces, units)
