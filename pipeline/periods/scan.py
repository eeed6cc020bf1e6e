"""What the rules share: the tokens of a text with the publication date, and how a year is chosen where none is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import itemgetter

from pipeline.periods.period import Period, Shift, month_end
from pipeline.periods.tokens import Token, tokenise, unit_name
from pipeline.periods.words import words

#: The years that news speaks of; other four-digit numbers are no years.
YEARS = range(1800, 2151)

_FUTURE, _PAST, _NOT_PAST = words("tense", "future"), words("tense", "past"), words("tense", "not_past")
_SAYING, _FORESEEN, _STOPS = words("tense", "saying"), words("tense", "foreseen"), words("tense", "stops")
_TRADED, _STATED, _HOMES = words("tense", "traded"), words("tense", "stated"), words("tense", "homes")
_AIMED, _SEE = words("tense", "aimed"), words("tense", "see")
_AGAINST = words("comparison", "than")
_OUTDOING = words("comparison", "outdoing")
_COMPARED = _AGAINST | words("comparison", "compared") | _OUTDOING
_FIGURES = {"number", "amount", "sign"}
#: What somebody did before is told behind.
_AFTER = ("after", "since", "following")
_FORESEERS = frozenset("it company group firm bank carmaker chipmaker retailer also now and has had".split())
_BE = frozenset("is are be being".split())
#: With which verbs a clause goes on about its own subject behind "and".
_GOES_ON = frozenset("is are will would may might could should expects plans aims then also later".split())
#: How many tokens around a time its verb is looked for.
_REACH = 14
#: What stands before an amount behind "to": "rose to about 3 million".
_AMOUNTS = {"a", "an", "the", "about", "around", "nearly", "almost", "just", "more", "over", "roughly", "some"}
#: Verbs of the future that hold further back.
_PLAINLY = {
    "will",
    "expected",
    "due",
    "scheduled",
    "likely",
    "priced",
    "expects",
    "forecasts",
    "anticipates",
    "projects",
    "sees",
}
_REACH_BACK = 20  # "is expected to cut its rate by 25 basis points to 2.5 percent on Thursday"
#: How many tokens before a forecast a word of comparison may stand.
_NEAR = 8

_KIND = itemgetter(0)  # of a Token


@dataclass(slots=True)
class Reading:
    """What a rule read: the index of the token after it, and what it means (see `PeriodMention` for the fields).

    `end_start` and `end_point` are the first token and the reading of the day that a stretch ends with.
    """

    stop: int
    period: Period | None = None
    shift: Shift | None = None
    origin: str = "explicit"
    bare: str | None = None
    whole: Period | None = None
    role: str | None = None
    basis: str | None = None
    open_end: bool = False
    end_start: int | None = None
    end_point: Reading | None = None


@dataclass(slots=True)
class Point:
    """One end of a time: either a `period` that is settled, or `build`, which gives it once its year is known.

    `bare` names what was written without a year. `whole` gives, for the day that is meant ("the end of November"), the
    period it is the edge of.
    """

    stop: int
    period: Period | None = None
    build: Callable[[int], Period | None] | None = None
    bare: str | None = None
    origin: str = "explicit"
    whole: Callable[[Period], Period] | None = None
    shift: Shift | None = None


#: So many days after its beginning a part of a year may be told of as past: in January "the first half" is last year's.
_BEGUN = {"half": 60, "quarter": 15}


@dataclass(slots=True)
class Scan:
    """The tokens of one text with what they are read against."""

    text: str
    reference: dt.date | None
    country: str | None = None
    tokens: list[Token] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        end = Token("end_of_text", 0, "", len(self.text), len(self.text))
        self.tokens = tokenise(self.text)
        self.tokens += [end] * 24
        self.kinds = list(map(_KIND, self.tokens))

    def glued(self, i: int) -> bool:
        """Whether no space stands between token `i` and the next."""
        return self.tokens[i].end == self.tokens[i + 1].start

    def capital(self, i: int) -> bool:
        return self.text[self.tokens[i].start].isupper() if self.kinds[i] != "end_of_text" else False

    def unit(self, i: int) -> str | None:
        """The unit that token `i` names, or None."""
        return unit_name(self.tokens[i]) if self.kinds[i] == "unit" else None

    def singular(self, i: int) -> str | None:
        """The unit that token `i` names in the singular, or None."""
        return self.unit(i) if not self.tokens[i].lower.endswith("s") else None

    def possessive(self, i: int) -> bool:
        """Whether token `i` is the sign of a possessive 's."""
        return self.kinds[i] == "apostrophe" and self.kinds[i + 1] == "s" and self.glued(i)

    def skip(self, i: int, *kinds: str) -> int:
        """`i`, or the index after it where token `i` is of one of these kinds."""
        return i + 1 if self.kinds[i] in kinds else i

    def sentence_starts(self, i: int) -> bool:
        """Whether token `i` is the first of its sentence, as far as the signs before it tell."""
        return (
            i == 0
            or self.kinds[i - 1] in ("dot", "sign")
            or "\n" in self.text[self.tokens[i - 1].end : self.tokens[i].start]
        )

    # ------------------------------------------------------------------------------------------------ years and tense

    def written_year(self, i: int) -> int | None:
        """The year that token `i` writes in four digits."""
        token = self.tokens[i]
        return token.value if token.kind == "number" and token.end - token.start == 4 and token.value in YEARS else None

    def short_year(self, i: int) -> int | None:
        """The year that two digits mean: '25 is 2025, '87 is 1987."""
        token = self.tokens[i]
        if token.kind == "number" and token.end - token.start == 2 and token.lower.isdigit():
            return 1900 + token.value if token.value > 60 else 2000 + token.value
        return None

    def tense(self, start: int, stop: int, *, compared: bool = True) -> str | None:
        """`future` or `past` by the nearest verb before the tokens start..stop in their clause; `perhaps` by one after.

        What something is compared with ("from 14 in September") is past, unless not `compared`.
        """
        if self.tokens[stop].lower in ("will", "would") and self.tokens[start - 1].lower not in _SAYING:
            return "future"
        if any(token.lower in _AIMED for token in self.tokens[stop : stop + 3]):
            return "perhaps"  # "raised its fourth-quarter Brent forecast"
        lead = start - 1 - (self.kinds[start - 1] == "the")
        if lead > 0 and self.tokens[lead].lower == "for" and self.tokens[lead - 1].lower in _AIMED:
            met = any(token.lower in _OUTDOING for token in self.tokens[max(lead - 5, 0) : lead - 1])
            return (
                "past" if met else "future"
            )  # "missed forecasts for the quarter", "cut its target for the second half"
        reached, stated, joined = False, True, False
        for i in range(start - 1, max(start - _REACH_BACK, -1), -1):
            kind, word = self.kinds[i], self.tokens[i].lower
            if self._breaks(i) or word in _STOPS:
                break
            if i < start - _REACH and word not in _PLAINLY:
                continue
            if word in _SAYING:
                if stated or (word == "added" and self.kinds[i + 1] in _FIGURES):
                    return "past"  # "expect that employers added 90,000 jobs in May"
                continue
            stated = stated and (word in _STATED or self.capital(i))
            joined = joined or word == "and"
            if word in ("upcoming", "forthcoming"):
                return "future"  # "at the upcoming meeting in November"
            if kind == "to":
                reached = True
            elif (
                compared
                and (kind == "from" or word in _AGAINST or word in ("after", "following"))
                and not reached
                and {*self.kinds[i + 1 : i + 3]} & _FIGURES
            ):
                return "past"
            if word in _AFTER and i + 2 < start and self.tokens[i + 1].lower.endswith("ing"):
                if not (compared or {*self.kinds[i + 2 : start]} & _FIGURES):
                    continue  # "will decide after meeting on Friday"
                return "past"  # "is expected to rebound after touching a low of 3.4% in May"
            if word in _FORESEEN and i >= start - 2 and self.tokens[i - 1].lower not in _BE:
                foresees = i and (self.capital(i - 1) or self.tokens[i - 1].lower in _FORESEERS)
                return "future" if foresees else "past"  # "Acme forecast fourth-quarter earnings of"
            if kind in ("word", "month", "yesterday", "tomorrow", "ago", "earlier"):
                if (found := self._cue(i, word)) and not (
                    found == "past" and "be" in (self.tokens[i - 1].lower, self.tokens[i - 2].lower)
                ):
                    compared = joined and any(t.lower in _COMPARED for t in self.tokens[max(i - _NEAR, 0) : i])
                    return "past" if compared else found  # "against a forecast of 0.8% and 0.3% in May"
            if word == "be" and i and self.kinds[i - 1] == "to":
                return "future"
        for i in range(stop, min(stop + _REACH, len(self.kinds))):
            word = self.tokens[i].lower
            if self._breaks(i) or word in _STOPS or word == "which" or self.kinds[i] == "end_of_text":
                break  # "agreed on a pact on Sunday under which tariffs will fall"
            if word == "and" and self.tokens[i + 1].lower not in _GOES_ON:
                break  # "cut its rate on Friday and forecasts are being marked down"
            if self.kinds[i] in ("word", "month", "tomorrow") and word not in _SAYING and (found := self._cue(i, word)):
                return "perhaps" if found == "future" else found
        return None

    def _cue(self, i: int, word: str) -> str | None:
        if word == "may" and self.capital(i):
            return None
        if i and word in _AIMED and self.tokens[i - 1].lower in _OUTDOING:
            return "past"  # "orders beat forecasts in March"
        if word in _FORESEEN and i and (self.kinds[i - 1] == "dash" or self.tokens[i - 1].lower in ("than", "as")):
            return None  # "a smaller-than-expected drop in second-quarter sales"
        if word in _FUTURE and word.endswith("ed") and "had" in (self.tokens[i - 1].lower, self.tokens[i - 2].lower):
            return "past"  # "had expected a 4.8% drop"
        if word == "starts" and (self.tokens[i - 1].lower in _HOMES or self.capital(i)):
            return None  # "housing starts slump 4.6% in October"
        if word == "seen" and self.tokens[i - 1].lower not in _BE:
            return "past"  # "the 3.3% growth seen in the second quarter"
        if word in _FUTURE:
            return "future"
        if word == "set" and self.kinds[i + 1] == "to":
            return "future"
        if word == "priced" and self.tokens[i + 1].lower in ("for", "in"):
            return "future"  # "Markets are priced for a cut on Thursday"
        if word in _PAST or (len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST):
            return "past"
        return None

    def _breaks(self, i: int) -> bool:
        """Whether token `i` ends a sentence or clause: a blank line, ; or a full stop that no abbreviation carries."""
        token = self.tokens[i]
        if token.kind == "sign":
            return token.lower in (";", "?", "!", "\n")
        if token.kind != "dot":
            return False
        if (
            i
            and self.kinds[i - 1] == "month"
            and token.start == self.tokens[i - 1].end
            and self.tokens[i - 1].end - self.tokens[i - 1].start < 5
        ):
            return False
        after = self.text[token.end : token.end + 2]
        before = self.tokens[i - 1] if i else None
        initial = before is not None and before.end - before.start == 1 and before.lower.isalpha()
        return (not after or after[0].isspace()) and not initial  # "J. Doe", not "forecast 8.4%. In May"

    # ---------------------------------------------------------------------------------------------- choosing the year

    def settle(self, point: Point, start: int) -> Period | None:
        """The period of a point whose year is not written, by tense: the latest not after publication, or the next one."""
        if point.period is not None or point.build is None:
            return point.period
        if self.reference is None:
            return None
        reference = self.reference
        past, coming = self._around(point.build, point.bare)
        if past is None or coming is None:
            return past or coming
        back, ahead = (reference - past.last).days, (coming.first - reference).days
        if point.bare == "days" and ahead <= 0 and (coming.last - reference).days < 7:
            return coming  # "gained in the fourth week of December", told before its end
        if point.bare == "year_end" and self.tokens[point.stop].lower in _AIMED:
            return coming  # "raised their year-end target"
        match self._direction(point, start, back, ahead):
            case "future":
                # "will release September figures": the month of the figures, not of their release
                # "would need to fall in December", written in January: the month whose figures are due
                of_figures = point.bare == "month" and (
                    (back < 100 and ahead > 240 and self.kinds[start - 1] in ("word", "a", "the", "s"))
                    or (back < 40 and ahead > 300)
                )
                # "would have to fall in December", said in January: nobody foresees what is eleven months away
                of_figures = of_figures or (
                    point.bare == "month" and back < 45 and ahead > 300 and self._supposes(start)
                )
                # "raised its forecast after first-quarter profit": the quarter that has just ended
                of_figures = of_figures or (point.bare == "quarter" and back < 75 and ahead > 180)
                return past if of_figures or (point.bare == "day" and back < 45 and ahead > 270) else coming
            case None if point.bare == "year_end":
                return coming
            case None if point.bare in ("day", "days") and back > 270 and ahead < 75:
                return coming
            case None if point.bare in ("months", "days") and ahead <= 0:
                # the span is under way: it is meant when it is short and nearly over
                return (
                    coming if (coming.last - reference).days < 62 and (coming.last - coming.first).days < 125 else past
                )
        return past

    def _around(self, build: Callable[[int], Period | None], bare: str | None) -> tuple[Period | None, Period | None]:
        """The latest such period that a text may speak of as past, and the first that is not over."""
        assert self.reference is not None
        reference, year = self.reference, self.reference.year
        past = coming = None
        for away in range(5):  # 29 February comes every four years
            if past is None and (period := build(year - away)) is not None and self._over(period, bare, reference):
                past = period
            if coming is None and (period := build(year + away - 1)) is not None and period.last >= reference:
                coming = period
            if past is not None and coming is not None:
                break
        return past, coming

    def _direction(self, point: Point, start: int, back: int, ahead: int) -> str | None:
        """`past` or `future` by the words before a point and its verb, None where nothing tells."""
        lead = self.kinds[start - 1] if start else ""
        if lead == "the" and start > 1:
            lead = self.kinds[start - 2]
        if lead == "since":
            return "past"
        if self.possessive(point.stop) and self.kinds[point.stop + 2] in ("number", "amount"):
            return "past"  # "widening from January's 1.5 percent drop"
        if self.tokens[point.stop].lower in _TRADED:
            return "future"
        if lead == "than" and start > 1 and self.kinds[start - 2] == "later":  # "no later than June 30"
            return "future"
        tense = self.tense(start, point.stop)
        first = start - 1 - (self.kinds[start - 1] == "the") if start else 0  # "By the end of December, it had"
        begins = start < 2 or self._breaks(first - 1) or self.sentence_starts(first)
        told = tense is not None and (self._told(start) or (begins and tense == "past"))
        told = told or (tense == "past" and lead == "by" and back < ahead and self._has_been(start))
        if lead in ("by", "until", "till") and not told:
            return "future"
        if tense == "perhaps":
            return "future" if ahead <= 2 * back else None
        return tense

    def _supposes(self, start: int) -> bool:
        """Whether a supposition about what is not yet known stands before token `start` ("would need to fall")."""
        return any(self.tokens[k].lower in ("would", "could", "might", "may") for k in range(max(start - 12, 0), start))

    def _has_been(self, start: int) -> bool:
        """Whether a verb before "by" at token `start` tells what has been, nobody what is meant: "rose to 3 million by the end of June",
        not "agreed to invest $3 billion by June"."""
        near = range(max(start - _REACH, 0), start - 1)
        meant = any(self.kinds[k] == "to" and self.tokens[k + 1].lower not in _AMOUNTS for k in near) and not any(
            self.kinds[k] == "to" and self.kinds[k + 1] in _FIGURES for k in near
        )
        meant = meant or any(self.tokens[k].lower in _SEE for k in near)  # "Analysts polled see it at 7 percent by"
        cues = [self._cue(k, self.tokens[k].lower) for k in near if self.kinds[k] == "word"]
        return not meant and "past" in cues and "future" not in cues

    def _told(self, start: int) -> bool:
        """Whether "by" or "until" before token `start` ends something that is over ("had risen by December")."""
        return any(self.tokens[k].lower in ("was", "were", "had", "did") for k in range(max(start - 7, 0), start - 1))

    @staticmethod
    def _over(period: Period, bare: str | None, reference: dt.date) -> bool:
        """Whether a text of `reference` may speak of the period as past or present."""
        if bare in ("month", "quarter", "half", "day"):
            return (reference - period.first).days >= _BEGUN.get(bare, 0)
        if bare in ("months", "first_months"):
            return period.last <= month_end(reference.year, reference.month)
        return period.last <= reference
