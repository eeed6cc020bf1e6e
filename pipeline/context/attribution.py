"""Attribution: who says so."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.items import Item

_SPEAKS = {"say", "project", "aim"}
_REPORTS = {
    "data", "figures", "statistics", "report", "survey", "estimates", "numbers", "poll", "showed", "released",
    "forecast", "outlook", "projection",
}  # fmt: skip


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
            if (after.kind == "V" and after.code in _SPEAKS) or after.low in _REPORTS:
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


def _name_from(items: Sequence[Item], text: str, at: int) -> tuple[str, int, int] | None:
    """The name that follows a character: a body or company, else the words up to the next comma or verb."""
    begin = end = -1
    for item in items:
        if item.start < at:
            continue
        if item.kind in {"B", "C"} or (item.kind == "O" and item.form in {"source_pronoun", "company_pronoun"}):
            return text[item.start : item.end], item.start, item.end
        if item.kind in {",", ";", "(", "V", "U", "W", "K", ".", "T", "Q"}:
            break
        if item.kind in {"E", "G"} and begin < 0:
            continue
        begin = item.start if begin < 0 else begin
        end = item.end
    return (text[begin:end], begin, end) if begin >= 0 else None
