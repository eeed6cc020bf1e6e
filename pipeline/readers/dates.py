"""Publication dates: a metadata field, a dateline, a date line of the page, a stamp at the end."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from pipeline.sentences import around

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|"
    r"Dec(?:ember)?)\.?"
)
_HEAD = re.compile(
    rf"""
    (?:(?<=\s)|^|(?<=[a-z”"'’)\]]))
    (?P<place>
        (?:(?P<big>[A-ZÀ-ỸĐ]{{2}}[A-ZÀ-ỸĐ.’'/ -]{{1,30}}(?:(?<=[^\s.])|(?<=\.[A-Z]\.))(?![a-zà-ỹ]))
           |\A[A-ZĐ][\w.’'/-]+(?:\ (?![A-Z]{{3}})[A-ZĐ][\w.’'-]+){{0,2}})
        (?:,\ (?!{_MONTH}\ \d)[A-Z][\w.]+(?:\ [A-Z][\w.]+){{0,2}})?
    )
    (?:[,.]?\ (?P<date>{_MONTH}\ \d{{1,2}}|\d{{1,2}}\ {_MONTH})(?:,?\ (?P<year>\d{{4}}))?)?
    (?:\ ?(?:\((?P<agency>[A-Z][\w .&/-]{{1,40}})\)|/(?P<service>[A-Z][\w .&-]{{1,40}})/))?
    (?P<dash>\ ?(?:--|[—–]|:)\ ?|\ -\ |(?<=\))-\ ?|(?<=[A-Z]{{4}})\.\ (?=[A-Z]))?
    \ ?""",
    re.VERBOSE,
)


class Dateline(NamedTuple):
    """Where a dateline stands and what it says: "SEOUL, December 05 (AJP) - " has the place SEOUL and no year."""

    start: int
    end: int
    place: str
    date: str | None
    year: str | None


def find_dateline(head: str) -> Dateline | None:
    """The dateline of an article's first characters.

    At the very beginning one of "Taipei, Aug. 8, 2024 (Formosa Newswire)", "LONDON (Reuters) -", "GENEVA, 3 March —",
    "HÀ NỘI — The" and "BERLIN. The" is enough; further on it takes all of a place in capitals, an agency (or, where a
    line begins, a date with its year) and a dash.
    """
    for match in _HEAD.finditer(head):
        date, agency, dash, big = match["date"], match["agency"] or match["service"], match["dash"], match["big"]
        if match.start() == 0:
            follows = head[match.end() : match.end() + 1]
            found = (
                (agency and (date or dash))
                or (date and dash)
                or (big and dash and ":" not in dash and (follows.isupper() or follows in "“\"'‘"))
            )
        else:
            opens_line = head[match.start() - 1] == "\n"
            found = big and dash and (agency or (opens_line and date and match["year"]))
        if found and match["place"].lower() not in WEEKDAYS:
            return Dateline(match.start(), match.end(), match["place"].strip(" ,"), date, match["year"])
    return None


_FULL = re.compile(
    rf"""(?<![\d.])(?:
      (?P<y1>(?:19|20)\d\d)\s?[-/.]\s?(?P<m1>\d{{1,2}})\s?[-/.]\s?(?P<d1>\d{{1,2}})(?!\d)
    | (?P<y2>(?:19|20)\d\d)(?P<m2>[01]\d)(?P<d2>[0-3]\d)(?!\d)
    | (?P<mn3>{_MONTH})\ (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\ |,)(?P<y3>(?:19|20)\d\d)
    | (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?[\ -](?P<mn4>{_MONTH}),?[\ -](?P<y4>(?:19|20)\d\d)
    | (?P<y5>(?:19|20)\d\d)년\ ?(?P<m5>\d{{1,2}})월\ ?(?P<d5>\d{{1,2}})일
    | (?P<d6>[0-3]?\d)\.(?P<m6>[01]?\d)\.(?P<y6>(?:19|20)\d\d)(?!\d)
    | (?P<d7>1[3-9]|2\d|3[01])/(?P<m7>[01]?\d)/(?P<y7>(?:19|20)\d\d)(?!\d)
    | (?P<m8>[01]?\d)/(?P<d8>1[3-9]|2\d|3[01])/(?P<y8>(?:19|20)\d\d)(?!\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
#: What the lead tells of its own day: "announced on Monday, June 30, 2025".
_TOLD = re.compile(
    rf"\b(?P<weekday>{'|'.join(WEEKDAYS)}),? \(?(?P<date>(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}} {_MONTH}),? (?:19|20)\d\d)",
    re.IGNORECASE,
)
#: A longer line is a paragraph, a shorter one may be a headline, a byline or a date line.
_PARAGRAPH = 160
_WEEKDAY = re.compile(r"\b(?:" + "|".join(WEEKDAYS) + r")\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,$€£¥])\b((?:19|20)\d\d)\b(?![\d,]*\d)(?! (?:won|dollars|people|units|vehicles))")
#: Words that put the year of their sentence ahead of the article.
_FUTURE = re.compile(
    r"\b(?:(?:expect|forecast|project|predict|anticipat|foresee)\w*|(?:plan|aim|target)(?:s|ned|ed|ning|ing)? (?:to|for|of)|will|would|could|"
    r"next year|matur(?:e|es|ing)|grow into)\b",
    re.IGNORECASE,
)
#: Right before a year to come.
_BY = re.compile(r"\b(?:by|until|till|through|into|before|the end of|due in)(?: the end of)? $", re.IGNORECASE)
#: Before a year that something is set against: "will surpass $700 billion, against $684 billion in 2024".
_FOIL = re.compile(
    r"\b(?:against|from|than|compared (?:with|to)|versus|over|above|below|since)\b[^.;]*$", re.IGNORECASE
)
_END_STAMP = re.compile(r"(?:\(END\)|Enditem|\bPublished\b|\bUpdated\b|\bPosted\b|ⓒ|©)[^\n]{0,40}$", re.IGNORECASE)


def parse_date(value: object) -> dt.date | None:
    """Calendar date of a metadata field: a date, ISO 8601, RFC 2822, `01 Dec. 2025`, `Dec. 1, 2025`, `20251201`, `1.12.2025`, seconds since 1970.

    The date is the one written, in the publisher's own time zone. None when it is none of these or no possible day.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if 19000101 <= value <= 21001231:
            return parse_date(str(int(value)))
        seconds = value / 1000 if value > 1e11 else value
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date() if 1e8 < seconds < 5e9 else None
    if not isinstance(value, str):
        return None
    if re.fullmatch(r"\s*\d{10}(?:\d{3})?\s*", value):
        return parse_date(int(value))
    match = _FULL.search(value)
    return _date_of(match) if match else None


def _date_of(match: re.Match[str]) -> dt.date | None:
    found = {key.rstrip("12345678"): text for key, text in match.groupdict().items() if text}
    month = MONTHS.index(found["mn"][:3].lower()) + 1 if "mn" in found else int(found["m"])
    try:
        return dt.date(int(found["y"]), month, int(found["d"]))
    except ValueError:
        return None


def date_in_text(text: str, latest: dt.date | None = None) -> tuple[dt.date | None, str]:
    """Publication date of an article without metadata, and `dateline`, `text` or `none`.

    It is asked of a dateline with its year, the lines above the first paragraph ("By Our Reporter | Published February
    16, 2019"), a stamp at the end, a dateline without year, and the weekday that the lead names with its full date.
    `latest` is a day on which the article is known to have existed (crawl stamp). A month and day without a year take
    the year that the text speaks of and in which the weekday named in the lead falls on that day.
    """
    dateline = find_dateline(text[:1500])
    if dateline and dateline.date and dateline.year:
        day = parse_date(f"{dateline.date}{' ' if dateline.date[0].isdigit() else ', '}{dateline.year}")
        if day is not None:
            return day, "dateline"
    if (day := _in_header(text)) is not None:
        return day, "text"
    for line in reversed(text[-400:].splitlines()[-4:]):
        stamp = _END_STAMP.search(line)
        if stamp and (found := _FULL.search(stamp[0])) and (day := _date_of(found)):
            return day, "text"
    if dateline and dateline.date and (day := _with_year(dateline.date, text, dateline.end, latest)) is not None:
        return day, "dateline"
    told = _TOLD.search(text[:1200])
    day = parse_date(told["date"]) if told is not None else None
    if told is not None and day is not None and day.weekday() == WEEKDAYS.index(told["weekday"].lower()):
        return day, "text"
    return None, "none"


#: Before a date that ends a span: "Six months to June 30, 2024".
_ENDS_IN = re.compile(r"\b(?:as of|ended|ending|to|until|through|from|since)\s+$")


def _in_header(text: str) -> dt.date | None:
    """The full date in the lines above the first paragraph: who published and wrote it, when."""
    for line in text[:1500].split("\n")[:10]:
        line = line.strip()
        if len(line) > _PARAGRAPH or (len(line) > 25 and line.endswith(".")):
            opening = _FULL.match(line)  # "Nov. 6, 2024 (Screen Wire) -- The company sold"
            led = opening is not None and line[opening.end() :].lstrip()[:1] in {"(", "-", "–", "—"}
            return _date_of(opening) if opening is not None and led else None
        found = None if line[:1] in "-*•" else _FULL.search(line)
        if found is not None and _ENDS_IN.search(line, 0, found.start()):
            continue
        if found is not None and (day := _date_of(found)) is not None:
            return day
    return None


def _with_year(written: str, text: str, after: int, latest: dt.date | None) -> dt.date | None:
    """The month and day `written` in the year the text points to."""
    month = next(i for i, name in enumerate(MONTHS, 1) if name in written.lower())
    day = int("".join(c for c in written if c.isdigit()))
    weekday = _WEEKDAY.search(text, after, after + 700)
    plain, behind, ahead = _years(text)
    newest = max(plain | behind, default=0)
    plain = {year for year in plain if year >= newest - _BACKGROUND}
    reported = _reported(text, after, behind)
    if reported is not None:
        plain -= behind
    if not plain | behind | ahead:
        if latest is None and weekday is None:
            return None
        latest = latest or dt.date.today()  # a text that speaks of no year is of the latest one that its weekday allows
        plain = {latest.year}
    best: tuple[float, int] | None = None
    for year in range(min(plain | behind | ahead) - 3, max(plain | behind | ahead) + 5):
        try:
            candidate = dt.date(year, month, day)
        except ValueError:
            continue
        if latest is not None and candidate > latest:
            continue
        score = _told_from(year, plain, behind - plain, ahead, january=month == 1)
        score += 1.5 if year == reported else 0.0
        if weekday:
            apart = (candidate.weekday() - WEEKDAYS.index(weekday[0].lower())) % 7
            score += {0: 1.6, 1: 0.6}.get(apart, -0.7)
        if best is None or score >= best[0]:
            best = (score, year)
    return dt.date(best[1], month, day) if best else None


#: A year that lies so much further back than the newest is background.
_BACKGROUND = 4
_THIS_OR_LAST = re.compile(r"\b(this|last) year\b", re.IGNORECASE)


def _years(text: str) -> tuple[set[int], set[int], set[int]]:
    """The years that a text speaks of: those it tells of, those it only looks back to, those it looks ahead to."""
    plain: set[int] = set()
    behind: set[int] = set()
    to_come: set[int] = set()
    for match in _YEAR.finditer(text):
        begin, end = around(text, match.start(), match.end())
        looks_back = _FOIL.search(text, max(begin, match.start() - 60), match.start()) is not None
        by = _BY.search(text, max(begin, match.start() - 24), match.start()) is not None
        looks_ahead = not looks_back and (
            by or _FUTURE.search(text, max(begin, match.start() - 60), min(end, match.end() + 30)) is not None
        )
        (behind if looks_back else to_come if looks_ahead else plain).add(int(match[1]))
    return plain, behind, to_come - plain


def _reported(text: str, after: int, behind: set[int]) -> int | None:
    """The year in which a lead speaks that sets this year or the last one against the year before: "rose last year, up 4 percent
    from 2024" is of 2026."""
    told = _THIS_OR_LAST.search(text, after, after + 500)
    return max(behind) + (2 if told[1].lower() == "last" else 1) if told is not None and behind else None


def _told_from(year: int, plain: set[int], behind: set[int], ahead: set[int], *, january: bool) -> float:
    """How well a year fits those of a text: told of in it, or in a January just behind it; later than what it looks back to, and
    earlier than what it looks ahead to."""
    score = 2.0 if year in plain else 0.0
    if plain:
        newest = max(plain)
        score -= 0.6 * (newest - year) if year < newest else 0.2 * (year - newest)
        if year == newest + 1 and january:
            score = 1.0  # a January that looks back on the year
    if behind and not plain and year == max(behind) + 1:
        score += 1.0
    if ahead and not (plain and max(plain) >= min(ahead)):
        far = 0.2 * max(0, year - max(plain) - 1) if plain else 0.0
        score = max(score, {min(ahead) - 1: 2.2, min(ahead): 1.0}.get(year, score + far) - far)
        score -= 1.5 if year > min(ahead) else 0.0
    if behind and year <= max(behind):
        score -= 1.5
    return score
