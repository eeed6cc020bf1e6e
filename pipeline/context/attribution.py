"""Attribution: who says so."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.items import Item

_SPEAKS = {"say", "project", "aim"}
_REPORTS = {
    "data", "figures", "statistics", "report", "survey", "estimates", "numbers", "poll", "showed", "released",
    "forecast", "outlook", "projection",
}  # fmt: skip


_HOLDS = {"sees", "see", "saw", "puts", "put"}


def source_in(items: Sequence[Item], text: str, cues: Sequence[tuple[int, int]]) -> tuple[str, int, int] | None:
    """The source a sentence names, with its characters: "according to X", "X said", "X data showed"; None when it names none.

    `cues` are the ends of phrases such as "according to" (start, end).
    """
    for _start, end in cues:
        found = _name_from(items, text, end)
        if found is not None:
            return found
    for i, item in enumerate(items):
        if item.kind not in {"B", "C"} and not (
            item.kind == "O" and item.form in {"source_pronoun", "company_pronoun"}
        ):
            continue
        for after in items[i + 1 : i + 9]:
            if (after.kind == "V" and (after.code in _SPEAKS or after.low in _HOLDS)) or after.low in _REPORTS:
                return text[item.start : item.end], item.start, item.end
            if after.kind in {"Q", "M", ";"} or (after.kind == "V" and after.code != "be"):
                break
        before = [b for b in items[max(0, i - 4) : i] if b.kind not in {"E", "G", "w"}]
        if (
            before
            and before[-1].kind == "V"
            and before[-1].code == "say"
            and not any(x.kind in {"Q", "M"} for x in items[max(0, i - 4) : i])
        ):
            return text[item.start : item.end], item.start, item.end
    return None


#: Words of what is reported, not of who reports it: "according to preliminary figures released by ...".
_MATTER = _REPORTS | {
    "a", "the", "an", "official", "preliminary", "provisional", "separate", "latest", "new", "recent", "industry",
    "government", "trade", "customs", "monthly", "annual",
    "reports", "filing", "filings", "statement", "release", "study", "analysis", "compiled", "provided", "published",
    "from", "by", "of", "on", "in", "and", "its",
}  # fmt: skip


def _name_from(items: Sequence[Item], text: str, at: int) -> tuple[str, int, int] | None:
    """The name that follows a character: the first body or company of the phrase, else its words up to a comma or verb.

    Words for the matter itself and its publication are passed over: "data released Thursday by the Korea Customs Service".
    """
    begin = end = -1
    telling = ended = False
    for item in items:
        if item.start < at:
            continue
        if item.kind in {"B", "C"} or (item.kind == "O" and item.form == "company_pronoun"):
            return text[item.start : item.end], item.start, item.end
        if item.kind == "O" and item.form == "source_pronoun" and item.low not in {"the data", "the report"}:
            return text[item.start : item.end], item.start, item.end
        if item.kind in {",", ";", "(", "W", "K", ".", "Q"} or (item.kind == "V" and item.code not in {"say", "other"}):
            break
        if item.kind in {"V", "T", "R", "M"} and begin >= 0:
            ended = True  # the name is over, but "released by ..." may follow
        if item.kind in {"E", "G", "V", "T", "R", "U", "M", "O"} or ended:
            continue
        begin = item.start if begin < 0 else begin
        end = item.end
        telling = telling or item.low not in _MATTER
    return (text[begin:end], begin, end) if begin >= 0 and telling else None
