"""Bytes to text: which encoding a document is in, and the repair of text that was decoded wrongly before us."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata

#: Byte order marks, longest first (UTF-32's begins with UTF-16's).
_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
#: Labels of the WHATWG encoding standard that name a smaller set than what is meant.
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "euc-kr": "cp949",
          "ks_c_5601-1987": "cp949", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "x-sjis": "cp932"}  # fmt: skip
#: Two to four characters that UTF-8 read as Windows-1252 leaves behind: "â€™", "Ã©", "Â£".
_SUSPICIOUS = re.compile(r"â€|Ã[\x80-\xbf¡-¿]|Â[\x80-\xbf¡-¿£]|ï¿½|\u0080-\u009f")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BLANKS = r"\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x0c\x1c-\x1f"
_NOTHINGS = r"\x00-\x08\x0e-\x1b\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe"
_SPACES = re.compile(f"[ {_BLANKS}]+")
_INVISIBLE = re.compile(f"[{_NOTHINGS}]")
#: Most texts hold neither, which costs a tenth of replacing every space by a space.
_ODD = re.compile(f"[{_BLANKS}{_NOTHINGS}]")


class NotText(ValueError):
    """The bytes are no text in any encoding that is tried."""


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Text of `data` and the name of the encoding it was read in.

    Order: byte order mark, the declared charset, UTF-8 (with at most one bad byte in 200 replaced), then a guess by
    charset-normalizer, Windows-1252 last. Raises NotText for binary data.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name.removesuffix("-sig")
    if b"\x00" in data[:4096]:
        return _wide(data)
    if declared:
        name = _WIDER.get(declared.strip().strip("\"'").lower(), declared.strip().strip("\"'"))
        try:
            return data.decode(name), name
        except (LookupError, ValueError):
            pass
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8", "replace")
    bad = loose.count("\ufffd")
    good = len(data) - len(loose) + bad  # continuation bytes of characters that were read
    if bad <= max(3, len(loose) // 200) and (good > bad or bad <= 1 + len(loose) // 1000):
        return loose, "utf-8"
    if sum(byte < 9 or 13 < byte < 32 for byte in data[:4096]) > len(data[:4096]) // 50:
        raise NotText("control bytes: a binary file?")
    return _guess(data)


def _wide(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark shows in zero bytes at every second place; other data with zero bytes are binary."""
    head = data[:4096]
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(head) >= 4 and zeros.count(0) > 0.7 * len(zeros) and head.count(0) < 0.55 * len(head):
            return data.decode(name, "replace"), name
    raise NotText("zero bytes: a binary file?")


def _guess(data: bytes) -> tuple[str, str]:
    """Encoding by what the decoded characters look like."""
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        pass
    else:  # Latin-1 text with stray accents hardly ever decodes, and then not to Hangul
        other = [c for c in text if c > "\x7f"]
        if other and sum("\uac00" <= c <= "\ud7a3" for c in other) > 0.6 * len(other):
            return text, "cp949"
    from charset_normalizer import from_bytes

    best = from_bytes(
        data[:50_000], cp_isolation=["cp1252", "latin_1", "cp1250", "cp1251", "big5", "gb18030", "cp932", "cp949"]
    ).best()
    name = best.encoding if best and best.encoding not in ("cp1250", "latin_1", "ascii") else "cp1252"
    text = data.decode(name, "replace")
    if (
        not text
        or sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\x0b\x0c" for c in text[:4096])
        > len(text[:4096]) // 50
    ):
        raise NotText("no encoding fits: a binary file?")
    return text, name


def tidy(text: str) -> str:
    """Text without entities, mojibake, invisible characters and odd blanks; line ends are `\\n`.

    Quotes and dashes stay as the publisher wrote them.
    """
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
        if "&" in text and _ENTITY.search(text):  # crawls escape twice now and then: &amp;#x27;
            text = html.unescape(text)
    if not text.isascii():
        if _SUSPICIOUS.search(text):
            import ftfy

            text = ftfy.fix_text(text, uncurl_quotes=False, unescape_html=False, normalization=None)
        text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x85", "\n")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "  " in text or _ODD.search(text):
        text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return parted("\n".join([line.strip() for line in text.split("\n")]))


def parted(text: str) -> str:
    """Text with at most one blank line between paragraphs and none around it."""
    if "\n\n\n" in text:
        text = re.sub(r"\n{3,}", "\n\n", text)
    return text.strip()
