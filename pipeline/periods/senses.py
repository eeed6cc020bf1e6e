"""What a token means where it could mean something else: a year or an amount, a month or a name, a day or a figure."""

from __future__ import annotations

from pipeline.periods.scan import Scan
from pipeline.periods.words import words

_COUNTED, _NAMED_AFTER, _ABOUT, _CONNECTS = (
    words("amounts", key) for key in ("counted", "names", "about", "connecting")
)
_TITLES, _AFTER_MODAL, _BEFORE_NAME = (words("names", key) for key in ("titles", "after_modal", "before_month"))

#: Month names that are other words as well, and abbreviations that are names: they need a sign that a month is meant.
_DOUBTFUL = frozenset("may march august mar jan dec sep jun".split())
_VERBS = frozenset("may march mar".split())
_FIRST_NAMES = frozenset("march april june august".split())
#: The kinds of token that stand before a time.
BEFORE_TIME = frozenset(
    "in of from to since by until till through between last next this early late mid end dash slash open comma".split()
)
_CURRENCY = "$€£¥₩#₹@+"


def is_counted(s: Scan, i: int) -> bool:
    """Whether token `i` counts what follows it: 2000 workers, 20 percent, 20 days."""
    after = s.tokens[i + 1]
    return after.lower in _COUNTED or after.lower == "%" or (after.kind == "unit" and after.lower.endswith("s"))


def is_year(s: Scan, i: int) -> int | None:
    """The year that token `i` writes, unless it counts something or ends a name (2000 workers, $2019, Russell 2000)."""
    year = s.written_year(i)
    if year is None or is_counted(s, i):
        return None
    after = s.tokens[i + 1]
    if s.glued(i) and after.lower.isalpha() and after.kind not in ("s", "q", "h", "month"):
        return None
    if not i:
        return year
    before = s.tokens[i - 1]
    if before.end == s.tokens[i].start and _continues(s, i):
        return None
    if before.lower in _NAMED_AFTER or (before.kind == "sign" and before.lower in _CURRENCY):
        return None
    counts = after.kind == "word" and after.lower not in _CONNECTS
    if counts and (
        before.lower in _ABOUT or (year % 100 == 0 and before.kind not in BEFORE_TIME and after.lower.endswith("s"))
    ):
        return None
    return year


def _continues(s: Scan, i: int) -> bool:
    """Whether the digits of token `i` go on with what they touch: COVID-2019, 82-2100, a1908."""
    before = s.tokens[i - 1]
    if before.lower.isalnum():
        return before.kind not in ("month", "fy", "cy")
    if before.kind not in ("dash", "slash", "dot", "comma") or i < 2 or s.tokens[i - 2].end != before.start:
        return False
    match s.kinds[i - 2]:
        case "amount" | "figures":
            return True
        case "word":
            return s.tokens[i - 2].lower not in ("pre", "post")
        case "number":
            chained = i > 2 and s.kinds[i - 3] in ("dash", "slash") and s.glued(i - 3)
            return chained or s.written_year(i - 2) is None
    return False


def is_month(s: Scan, i: int) -> bool:
    """Whether token `i` means the month: not "may rise", "march on", "Theresa May", "Jan Hatzius"."""
    token = s.tokens[i]
    if token.kind != "month":
        return False
    word, after = token.lower, s.tokens[i + 1]
    before = s.kinds[i - 1] if i else "start_of_text"
    if _figure(s, s.skip(i + 1, "dot", "dash", "slash", "comma")) and (
        after.kind not in ("dash", "slash") or s.glued(i)
    ):
        return True
    if before in ("dash", "slash") and i > 1 and s.kinds[i - 2] in ("month", "number"):
        return True
    ranged = after.kind in ("dash", "slash", "to", "through") and s.kinds[i + 2] == "month"
    if ranged or (i and _figure(s, i - 1)):
        return s.capital(i) or word not in _VERBS
    if not s.capital(i):
        return _is_small_month(s, i, before)
    if (
        len(word) == 3
        and word != "may"
        and s.text[token.start : token.end].isupper()
        and after.kind == "word"
        and s.capital(i + 1)
    ):
        return s.text[after.start : after.end].isupper()  # "APR Corp."
    if is_abbreviated(s, i):
        return True
    previous = s.tokens[i - 1].lower if i else ""
    if previous in _TITLES or (before == "dot" and i > 1 and s.tokens[i - 2].lower in _TITLES):
        return False
    capital_before = before == "word" and s.capital(i - 1)
    if word == "may":
        if s.text[token.start : token.end].isupper() and before not in BEFORE_TIME:
            return False  # "U.S. MAY CUT RATES"
        return not capital_before and not (s.sentence_starts(i) and after.lower in _AFTER_MODAL)
    if word in _FIRST_NAMES:
        return not capital_before or s.sentence_starts(i - 1) or previous in _BEFORE_NAME
    if word in _DOUBTFUL:
        return before in BEFORE_TIME and not (after.kind == "word" and s.capital(i + 1))
    return True


def _is_small_month(s: Scan, i: int, before: str) -> bool:
    """Whether a month name without a capital is meant: "from august to october", but not "they march"."""
    token = s.tokens[i]
    if token.lower not in _DOUBTFUL:
        return token.end - token.start > 4 or token.lower in ("june", "july") or before in BEFORE_TIME
    if token.lower in _VERBS and before == "to":
        return i > 1 and s.kinds[i - 2] == "month"
    return before in ("in", "of", "from", "between", "since", "to")


def _figure(s: Scan, i: int) -> bool:
    token = s.tokens[i]
    return token.kind in ("number", "ordinal") and token.lower[0].isdigit()


def is_abbreviated(s: Scan, i: int) -> bool:
    """Whether the full stop after token `i` belongs to a short month ("Nov.")."""
    token = s.tokens[i]
    return (
        s.kinds[i + 1] == "dot"
        and s.glued(i)
        and token.end - token.start < 5
        and token.lower not in ("may", "june", "july")
    )


def is_day(s: Scan, i: int) -> bool:
    """Whether token `i` can be the day of a month."""
    token = s.tokens[i]
    if not _figure(s, i) or not 0 < token.value < 32 or len(token.lower.rstrip("stndrh")) > 2:
        return False
    after = s.tokens[i + 1]
    measured = after.kind == "dash" and s.tokens[i + 2].lower in ("month", "year", "day")
    ratio = after.lower == ":" and s.glued(i + 1)  # "July 1: A fire" is a dateline's
    return not (measured or ratio or after.lower in _COUNTED or after.lower == "%")
