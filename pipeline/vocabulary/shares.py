"""Shares: what shows an unknown name to be a company's in a report on a stock market: "X rose 4.1 per cent", "X led the gainers"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence, Set

from pipeline.vocabulary import entries
from pipeline.vocabulary.names import ENDS_SENTENCE, Name, words
from pipeline.vocabulary.trie import Mention

_NUMBER = re.compile(r"\d[\d.,]*")
_PERCENT = {"%", "percent", "pct", "per"}
#: Where a text says at which exchange it is, in characters.
_LEAD = 250
#: So many tokens behind a move its price a share is told at most.
_PRICED = 22
#: What parts a name from the paragraph that it heads; so many tokens behind it that is of its share.
_DASHES, _HEADED = {"—", "–", "--", "-"}, 16
#: So many tokens from a share the word for those it is listed with stands at most.
_LISTED = 80


def is_on_market(tokens: Sequence[str], other: Sequence[Mention]) -> bool:
    """Whether a text names a stock index, or begins with an exchange or an index of its own, not in brackets as where a company is listed."""
    return any(
        (m.kind == "index" and m.data.get("metric", "stock_index") == "stock_index")
        or (m.kind == "metric" and m.code == "stock_index" and m.start < _LEAD)
        or (m.kind == "body" and m.code.endswith("Exchange") and m.start < _LEAD and tokens[m.first - 1] != "(")
        for m in other
    )


def _heads_line(tokens: Sequence[str], name: Name) -> bool:
    """Whether a name heads a paragraph on its share, parted from it by a dash: "Orvell — The chip maker's shares fell 4 percent",
    "Orvell (ORV) — Shares of the retailer rose"."""
    at = name.last
    if not name.opens:
        return False
    if tokens[at : at + 1] == ["("] and tokens[at + 2 : at + 3] == [")"] and tokens[at + 1].isupper():
        at += 3
    if at >= len(tokens) or tokens[at] not in _DASHES:
        return False
    behind = [token.lower() for token in tokens[at + 1 : at + _HEADED]]
    return not entries.words("companies", "rivals", "listed_as").isdisjoint(behind)


def by_move(tokens: Sequence[str], name: Name, inside: Set[str], *, at_market: bool) -> str:
    """What shows a name to be a share's: that it heads a line, or, in a report on a stock market, "with Orvell Bank adding 2.6%", "Orvell led
    the losers' chart", "Orvell, which shed 7 percent".

    One word that only opens sentences may be any noun ("Provisions jumped"), unless a price a share is told with it.
    """
    if _heads_line(tokens, name):
        return "doing"
    if not at_market:
        return ""
    after = [token.lower() for token in tokens[name.last : name.last + 8]]
    if after[:2] == [",", "which"]:
        after = after[2:]
    elif after[:1] == [","] and after[1:2] in (["up"], ["down"]) and "to" in after[4:7]:
        after = after[1:]  # "Orvell, up 3.1 percent to Rs 87"
    if after[:1] and after[0] in {"also", "further", "equally", "similarly"}:
        after = after[1:]
    before = tokens[name.first - 1] if name.first and not name.opens else ""
    aside = _is_aside(after)
    if before.islower() and before not in entries.words("companies", "rivals", "before_share"):
        if not aside or before not in entries.words("companies", "rivals", "before_listed"):
            return ""  # "Sales of hair treatment Lumarza jumped 48 percent"
    if aside:
        trade = name.last - name.first == 1 and tokens[name.first].lower().removesuffix("s") in words().descriptors
        return "doing" if not trade and _is_among_movers(tokens, name) else ""  # not "Banks (-1.0%)"
    if len(after) < 3 or not (_moves(after) or _leads(after) or _moves_to_close(after)):
        return ""
    sure = not name.opens or name.last - name.first > 1 or tokens[name.first] in inside
    return "doing" if sure or _is_priced(tokens, name.last) else ""


def _is_aside(after: Sequence[str]) -> bool:
    """A change in brackets and nothing else: "(-2.75%)", "(down 3.1 percent)"."""
    if after[:1] != ["("]:
        return False
    at = 2 if after[1:2] and after[1] in {"up", "down", "+", "-", "–", "−", "off"} else 1
    if len(after) < at + 3 or not _NUMBER.fullmatch(after[at].lstrip("+-–−")) or after[at + 1] not in _PERCENT:
        return False
    return after[at + 2] == ")" or after[at + 1 : at + 4] == ["per", "cent", ")"]


def _is_among_movers(tokens: Sequence[str], name: Name) -> bool:
    """Whether the sentence around a name tells of shares that rose or fell most: "notable losses from X (-4.5%)"."""
    listed = entries.words("companies", "rivals", "listed")
    stretch = tokens[max(0, name.first - _LISTED) : name.first][::-1]
    before = itertools.takewhile(lambda token: token not in ENDS_SENTENCE, stretch)
    behind = itertools.takewhile(lambda token: token not in ENDS_SENTENCE, tokens[name.last : name.last + _LISTED])
    return any(token.lower() in listed for token in (*before, *behind))


def _moves(after: Sequence[str]) -> bool:
    """ "X rose by 4 per cent", "X followed with a 3 per cent gain"."""
    led = after[0] in {"followed", "trailed"} and after[1] in {"with", "by"}
    if not led and after[0] not in words().moves:
        return False
    at = 2 if after[1] in {"by", "on", "with", "a"} else 1
    at += led and after[at : at + 1] == ["a"]
    return bool(after[at + 1 : at + 2]) and _NUMBER.fullmatch(after[at]) is not None and after[at + 1] in _PERCENT


def _moves_to_close(after: Sequence[str]) -> bool:
    """ "X dropped by 65k to close at N16.85"."""
    moved = (
        after[0] in words().moves
        or after[0] in entries.words("companies", "rivals", "moves_to")
        or (after[0] in {"followed", "trailed"} and after[1] in {"with", "by"})
    )
    closes = any(
        after[i] == "to" and after[i + 1] == "close" and after[i + 2] == "at" for i in range(2, len(after) - 2)
    )
    return moved and closes


def _leads(after: Sequence[str]) -> bool:
    """ "X led the gainers' chart", "X topped the losers"."""
    leads = after[0] in entries.words("companies", "rivals", "leads") and after[1] in {"the", "gainers", "losers"}
    return leads and not entries.words("companies", "rivals", "movers").isdisjoint(after[1:5])


def _is_priced(tokens: Sequence[str], at: int) -> bool:
    """Whether a price a share is told before the sentence ends."""
    behind = tokens[at : at + _PRICED]
    end = behind.index(".") if "." in behind else len(behind)
    return any(behind[i] in {"per", "a"} and behind[i + 1] == "share" for i in range(end - 1))
