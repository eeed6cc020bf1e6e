"""Ages: groups of people by their age, as one name: "people in their 40s", "those aged 60 and older"."""

from __future__ import annotations

import re

from pipeline.linking.items import Item
from pipeline.linking.metric import entry
from pipeline.vocabulary import entries

_DECADE = re.compile(r"(?:early |mid-|late )?(?:[1-9]0s|teens)$")
_TO = {"to", "-", "–", "and", "through"}


def name_ages(items: list[Item]) -> list[Item]:
    """The items with each age group as one product item."""
    out: list[Item] = []
    i = 0
    while i < len(items):
        end, label = _group(items, i)
        if end <= i:
            out.append(items[i])
            i += 1
            continue
        first = items[i]
        who = "people"
        if out and out[-1].kind in {"w", "P", "O"} and out[-1].low.endswith(("s", "people", "men", "those", "ed")):
            first = out.pop()
            who = "people" if first.low in entries.words("groups", "anybody") else first.low
            who = "" if first.low == "those" and label.startswith("aged ") and "-" in label else who
        if out and out[-1].kind == "P" and out[-1].end + 1 == first.start and first is not items[i]:
            first = out.pop()
            who = f"{first.low} {who}"  # "household heads in their 40s"
        if who == "people" and [item.low for item in out[-2:]] == ["the number", "of"]:
            out[-2:] = [
                Item("M", out[-2].start, out[-1].end, "number of people", "population", "", entry("population"))
            ]
        named = f"{who} {label}".lstrip()
        out.append(Item("P", first.start, items[end - 1].end, named, named))
        i = end
        while i + 1 < len(items) and items[i].kind in {"J", ","} and _DECADE.match(items[i + 1].low):
            decade = items[i + 1]  # "in their 50s and 60s"
            out += [items[i], Item("P", decade.start, decade.end, decade.low, f"{who} in their {decade.low}")]
            i += 2
    return out


def _group(items: list[Item], i: int) -> tuple[int, str]:
    """Where the age that begins at an item ends, and its words; (i, "") where none begins."""
    lows = [item.low for item in items[i : i + 7]]
    if lows[:1] == ["in"] and lows[1:2] == ["their"]:
        at = 3 if len(lows) > 3 and lows[2] in {"early", "mid", "late"} else 2
        if at < len(lows) and _DECADE.match(lows[at]):
            return i + at + 1, f"in their {lows[at]}"
        return i, ""
    if lows[:1] != ["aged"] and lows[:1] != ["ages"]:
        return i, ""
    at = 1 + (lows[1:2] == ["between"])
    if at >= len(lows) or not lows[at][:1].isdigit():
        return i, ""
    after = items[i + at + 1] if at + 1 < len(lows) else None
    if after is not None and after.low.isdigit() and 0 < after.start - items[i + at].end <= 1:
        return i + at + 2, f"aged {lows[at]}-{after.low}"
    if "-" in lows[at] or "–" in lows[at]:
        return i + at + 1, f"aged {lows[at]}"
    if at + 2 < len(lows) and lows[at + 1] in {"and", "or"} and lows[at + 2] in entries.words("groups", "bounds"):
        return i + at + 3, f"aged {lows[at]} and {lows[at + 2]}"
    if at + 2 < len(lows) and lows[at + 1] in _TO and lows[at + 2][:1].isdigit():
        return i + at + 3, f"aged {lows[at]} to {lows[at + 2]}"
    return i, ""
