"""Speaking: whose "we" and "our" are in what somebody says for a company: "We sold 4 million tiles," said the chairman of Ardoise."""

from __future__ import annotations

import re

from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.names import is_country
from pipeline.linking.state import Held
from pipeline.linking.story import Story, about_company, within
from pipeline.linking.subject import FLOWS
from pipeline.vocabulary import entries

_OURS = {"we", "our", "ours"}
#: Behind the end of a quotation: who has spoken.
_SAID = re.compile(r"[”\"] (?:said|says|added|adds|explained|explains) ([^.”\"]{3,160})")
_WORD = re.compile(r"[\w-]+")


def name_ourselves(story: Story, items: list[Item]) -> None:
    """Turns "we" and "our" into the company whose head speaks, told in the sentence or before in its paragraph."""
    ours = [item for item in items if item.low in _OURS and item.kind in {"O", "E"}]
    if not ours:
        return
    state, paragraph = story.state, story.sentence.paragraph
    said = next((i for i, item in enumerate(items) if item.code == "say" or item.low == "told"), -1)
    firm = _firm_of_speaker(items, said)
    if firm is not None:
        state.own_firm = Held(firm.code, firm.start, firm.end, story.number, paragraph)
    else:
        told = _firm_told_of(story, items, items[said:]) if said >= 0 else _firm_said_next(story)
        state.own_firm = told or state.own_firm
    held = state.own_firm
    if held is None or held.paragraph != paragraph:
        return
    for item in ours:
        item.kind, item.code, item.form, item.data = "C", str(held.value), "", {}


def _firm_said_next(story: Story) -> Held | None:
    """The company of whoever the next sentences say has spoken: "We sold 4 million tiles. This year it will be 5," said the chairman of X."""
    text, begin = story.text, story.sentence.end
    end = text.find("\n", begin)
    said = _SAID.search(text, begin, end if end > 0 else len(text))
    if said is None:
        return None
    low = set(_WORD.findall(said[1].lower()))
    heads, forecasters = entries.words("sources", "heads"), entries.words("sources", "forecasters")
    if low.isdisjoint(heads) or not low.isdisjoint(forecasters):
        return None
    firms = [m for m in within(story.mentions.names, said.start(1), said.end(1)) if m.kind == "company"]
    if firms and not heads.isdisjoint(_WORD.findall(text[said.start(1) : firms[0].start].lower())):
        led = text[: firms[0].start].rstrip().rpartition(" ")[2]
        if led in _TIES:
            return Held(firms[0].code, firms[0].start, firms[0].end, story.number, story.sentence.paragraph)
    titled = _WORD.match(said[1].lower())
    return _told_before(story) if titled is not None and titled[0] in heads else None


def _firm_told_of(story: Story, items: list[Item], speaker: list[Item]) -> Held | None:
    """The company told of last, for a head of which no more than his office is told: "said Chairman Rui Matos"."""
    if len(speaker) < 3 or speaker[1].low not in entries.words("sources", "heads"):
        return None
    held = _told_before(story)
    return None if held is None or any(item.kind == "C" and item.code != held.value for item in items) else held


def _told_before(story: Story) -> Held | None:
    """The company of the last number, in this paragraph or the one before."""
    if not story.facts:
        return None
    last, paragraph = story.facts[-1], story.sentence.paragraph
    begin = story.text.rfind("\n\n", 0, max(0, story.text.rfind("\n", 0, story.sentence.start) - 1))
    if is_country(last.reporter) or last.char_start < begin:
        return None
    return Held(last.reporter, last.char_start, last.char_end, story.number, paragraph)


def _firm_of_speaker(items: list[Item], said: int) -> Item | None:
    """The company of which somebody who speaks is the head: "said Rui Matos, chairman of X", "X's chief executive, Ana Cruz, said"."""
    if said < 0:
        return None
    low = {item.low for item in items}
    if not low.isdisjoint(entries.words("sources", "forecasters")):
        return None
    for stretch in (items[said:], items[:said]):
        firm = next((item for i, item in enumerate(stretch) if item.kind == "C" and _is_headed(stretch, i)), None)
        if firm is not None:
            return firm
    return None


def _is_headed(items: list[Item], at: int) -> bool:
    """Whether an office stands beside a company: "chairman of X", "the head of retail at X", "X's chief executive"."""
    heads = entries.words("sources", "heads")
    if any(item.low in heads for item in items[at + 1 : at + 3]):
        return True
    begin = next((i for i in range(at - 1, -1, -1) if items[i].kind in {"Q", "V", "K", ",", "O"}), -1) + 1
    led = [item.low for item in items[begin:at]]
    return any(low in _TIES for low in led) and any(low in heads for low in led)


#: What ties an office to its company.
_TIES = {"of", "at", "for", "behind"}
#: What somebody calls his own.
_ONES_OWN = {"our", "my"}


def is_speakers_own(draft: Draft) -> bool:
    """Whether somebody quoted in a report on a country tells of his own shop: "Our whisky sales were up 40 percent"."""
    if _ONES_OWN.isdisjoint(draft.clause.lows):
        return False
    if draft.metric.data.get("home") == "country" and draft.metric.code not in FLOWS:
        return False
    if draft.state.topic is None or about_company(draft.story):
        return False
    return any(item.low in _ONES_OWN for item in draft.items[: draft.at])
