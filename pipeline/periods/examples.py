"""What the rules read, rule by rule: surfaces in square brackets inside a text, and the period they name.

The tests run every line. The publication date is Monday, 1 December 2025, unless a line says otherwise; `NOTHING` holds
what looks like a time and is none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

TODAY = dt.date(2025, 12, 1)


@dataclass(frozen=True, slots=True)
class Example:
    """A text whose bracketed surface is a mention of `iso` (None: no period), with what else is claimed of the mention."""

    text: str
    iso: str | None
    at: dt.date = TODAY
    country: str | None = None
    claims: dict[str, Any] = field(default_factory=dict)


def says(
    iso: str | None, *texts: str, at: str | None = None, country: str | None = None, **claims: Any
) -> list[Example]:
    """Texts whose bracketed surface means the same period; `claims` are further fields of the mention."""
    reference = dt.date.fromisoformat(at) if at else TODAY
    return [Example(text, iso, reference, country, claims) for text in texts]


# ------------------------------------------------------------------------------------------------------- days and months

FISCAL_PARTS = [
    *says("2010-Q2", "for its [fiscal 2010 third quarter ended June 26, 2010]", at="2010-07-21"),
    *says("2010-Q3", "[fiscal 2010 third quarter] revenue", at="2011-07-21"),
    *says("2010-H2", "in [the FY2010 second half]", at="2011-07-21"),
]

BASES = [
    *says(None, "rose 10.25% [on an annual basis]", "up 2% [on a yearly basis]", role="basis", basis="yoy"),
    *says(None, "fell 2% [on a monthly basis]", role="basis", basis="mom"),
    *says(None, "fell 2% on an [annualized] basis", role="rate"),
]

TELLING = [
    *says("2025-04", "from 2.2 percent projected in [April]", "0.3 point less than projected in [April]", role="told"),
    *says("2025-11", "down from 3% predicted [last month]", role="told"),
    *says("2026", "up from 2.2 percent projected in [2026]", role="time"),
    *says("2025-04", "Exports rose 2.2 percent in [April]", role="time"),
]

DAYS = [
    *says(
        "2025-11-14",
        "on [Nov. 14]",
        "[November 14], a Friday",
        "[the 14th of November]",
        "on [14 November]",
        origin="partial",
        bare="day",
    ),
    *says(
        "2025-11-14",
        "[Nov. 14, 2025]",
        "[14 November 2025]",
        "[Friday, Nov. 14, 2025]",
        "[2025-11-14]",
        "[14/11/2025]",
        "[14-Nov-2025]",
        origin="explicit",
    ),
    *says("2025-11-14", "[14.11.2025]", "[11/14/25]", "[2025/11/14]", "[Nov 14th, 2025]"),
    *says("2025-04-03", "on [03/04/2025]", country="GB"),
    *says("2025-03-04", "on [03/04/2025]", country="US"),
    *says("2025-12-05", "published [05 December 2025]"),
    *says("1994-12-31", "to [Dec31, 1994]"),
    *says("2025-12-01", "[today]", "on [Monday] the ministry said"),
    *says("2025-11-30", "[yesterday]", "said [Sunday]"),
    *says("2025-11-29", "[the day before yesterday]"),
    *says("2025-12-02", "[tomorrow]"),
    *says("2025-12-20", "the fair on [the 20th of this month]", "on [the 20th day of this month]"),
    *says("2025-11-20", "the ministry said on [the 20th] that exports rose"),
    *says("2025-11-19/2025-11-20", "[November 19-20]", "[Nov. 19 to 20]", "[19-20 November]", bare="days"),
]

MONTHS = [
    *says(
        "2025-11",
        "in [November]",
        "[Nov.] exports",
        "in [November 2025]",
        "[November this year]",
        "[2025-11]",
        "[Nov 2025]",
        "[last month]",
        "[Nov-2025]",
    ),
    *says("2024-11", "in [November last year]", "[November of last year]", "[November 2024]", "[Nov. '24]"),
    *says("2024-11", "[last November]", at="2025-11-22"),
    *says("2026-06", "[June next year]", "[next June]"),
    *says("2025-12", "[this month]", "[mid-December]", "[late December]"),
    *says("2025-05", "in [May]", "[May] exports rose", "up 3 percent in [May], the ministry said"),
    *says("2025-03", "since [March]"),
    *says("2025-11-15/2025-11-21", "in [the third week of November]"),
]

# -------------------------------------------------------------------------------------------- quarters, halves, years

QUARTERS = [
    *says(
        "2025-Q3", "[the third quarter]", "in [Q3]", "[third-quarter] profit", "[3Q]", origin="partial", bare="quarter"
    ),
    *says(
        "2025-Q3",
        "[the third quarter of 2025]",
        "[Q3 2025]",
        "[3Q25]",
        "[2025 Q3]",
        "[2025-Q3]",
        "[Q3 FY25]",
        "[Q3'25]",
        "[2025's third quarter]",
    ),
    *says(
        "2025-Q3",
        "[the July-September period]",
        "[the July-September quarter]",
        "[the three months ended Sept. 30]",
        "[three months to September]",
    ),
    *says("2025-Q3", "[the quarter ended Sept. 27]", "[the September quarter]", "[last quarter]"),
    *says("2024-Q4", "in [the December 2024 quarter]", "[Dec. 2024 quarter] revenue", "[December 2024-quarter] profit"),
    *says(
        "2024-Q4",
        "[last year's fourth quarter]",
        "[the final quarter of 2024]",
        "[the last three months of 2024]",
        "[the fourth quarter last year]",
    ),
    *says("2026-Q1", "[next quarter]"),
    *says("2025-Q2", "grew 1.2 percent in the first quarter and 5.2 percent in [the second].", bare="quarter"),
    *says(
        "2025-Q3",
        "1.2% in the first quarter, 5.2% in the second, 1% in [the third] and 2% in the fourth",
        bare="quarter",
    ),
    *says("2025-06/2025-08", "for [the fiscal third quarter ended Aug. 31]"),
    *says("2025-04/2025-09", "second and third quarters, that is [the second and third quarters]"),
]

HALVES = [
    *says("2025-H1", "[the first half]", "[1H25]", "[H1 2025]", "[first-half] profit", "[the first half of this year]"),
    *says("2025-H2", "[the second half of the year]", "[the latter half of 2025]"),
    *says("2025-06-01/2025-06-15", "[the first half of June]"),
    *says("2025-H1", "in [the June half]", "[the June 2025 half] profit", "[June-half] profit"),
    *says("2025-04/2025-09", "profit in [the first half to September]", country="JP"),
]

YEARS = [
    *says("2026", "seen rising 2.1 percent this year and [next], up from 2 percent"),
    *says(
        "2025",
        "in [2025]",
        "[this year]",
        "[the year 2025]",
        "[mid-2025]",
        "[early this year]",
        "[late in 2025]",
        "[CY2025]",
        "[calendar 2025]",
        "in ['25]",
    ),
    *says("2024", "[2024]'s exports", "[last year]", "exports ([2024])"),
    *says("2026", "[next year]", "by [2026]"),
    *says("2022/2023", "[2022-23]", "[2022-2023]", "[2022/23]", "from [2022 to 2023]", "between [2022 and 2023]"),
    *says("2010/2020", "between [2010 and 2020]", "from [2010 through 2020]"),
    *says("1990/1999", "[the 1990s]", "a [1990s] car", "[the early 1990s]"),
    *says("2015", "[10 years ago]", "[ten years ago]"),
]

FISCAL = [
    *says(
        "2025-04/2026-03", "in [fiscal 2025]", "[FY2025]", "[this fiscal year]", "[fiscal year 2025-26]", country="JP"
    ),
    *says(
        "2024-04/2025-03",
        "in [FY25]",
        "[the 2024-25 fiscal year]",
        "[last fiscal year]",
        "growth in [2024-25]",
        country="IN",
    ),
    *says("2024-10/2025-09", "the federal deficit in [fiscal 2025]", country="US"),
    *says("2023-07/2024-03", "exports in [9M-FY24]", "in [9M FY24]", country="PK"),
    *says("2025", "the maker's sales in [fiscal 2025]", country="US"),
    *says("2025", "in [fiscal 2025]", "[FY25]"),
    *says("2025-Q4", "in [the third quarter of fiscal 2025]", "[Q3 FY25]", "[Q3-FY25]", "[FY2025 Q3]", country="JP"),
    *says("2024-04/2025-03", "[the year to March]", "[the fiscal year ended March 31]", "[the year ended March 2025]"),
    *says("2025-04/2026-03", "[the fiscal year ending March 2026]"),
]

# --------------------------------------------------------------------------------------------------------------- spans

SPANS = [
    *says(
        "2025-01/2025-11",
        "from [January to November]",
        "[the first 11 months]",
        "[the first 11 months of the year]",
        "[January-November]",
        bare="months",
    ),
    *says(
        "2025-01/2025-11",
        "[January to November this year]",
        "[January through November 2025]",
        "[the first 11 months of this year]",
        "[11M25]",
    ),
    *says("2025-01-01/2025-11-28", "From [Jan. 1 to Nov. 28],", bare="days"),
    *says("2024-11-18/2025-12-19", "[Nov 18 2024-Dec 19 2025]"),
    *says("2024-11/2025-03", "from [Nov to March]"),
    *says("2025-06-01/2025-06-20", "[the first 20 days of June]", "[June 1-20]", bare="days"),
    *says("2025-12-01/2025-12-10", "[the first 10 days of this month]"),
    *says("2025-11-01/2025-11-20", "from [the 1st to the 20th of last month]"),
    *says(
        "2025-01/2025-08",
        "Investment plunged 12.9 percent in [the eight months];",
        "[The eight-month] surplus grew",
        "posted a [eight-month] 7.5 percent contraction",
    ),
    *says("2025-11-24/2025-11-30", "in [the last week of November]"),
    *says("2011/2020", "in [the decade to 2020]"),
    *says("2019/2023", "over [the 2019-2023 period]"),
    *says("2025-05-25/2025-05-31", "[the week ended May 31]"),
    *says("2025-06-02/2025-06-08", "[the week of June 2]"),
    *says("2025-01/2025-10", "in [the ten months to October]"),
    *says("2024-07/2025-06", "[the 12 months to June]"),
    *says("2024-12/2025-11", "[the past 12 months]"),
    *says("2024-12/2025-11", "in [the past year]"),
    *says("2024-12/2025-11", "over [the last year]"),
    *says("2024", "[last year]"),
    *says("2025-04/2025-09", "[the last two quarters]", at="2025-10-05"),
    *says("2026/2028", "[the next three years]"),
    *says("2025-11-24/2025-11-30", "[last week]"),
    *says(
        "2025-01-01/2025-12-01",
        "[so far this year]",
        "[year to date]",
        "[the year-to-date] surplus",
        "[this year so far]",
        open_end=True,
    ),
    *says("2025-01/2025-09", "[this year through September]"),
    *says("2025-06/2025-08", "[last summer]", "[the summer of 2025]"),
]

EDGES = [
    *says("2025-11-30", "at [the end of November]", "at [end-November]", "as of [the end of last month]", role="asof"),
    *says("2025-12-31", "by [the end of the year]", "by [year-end]", "[the end of 2025]", "by [year's end]"),
    *says("2024-12-31", "stood at 5 percent at [the end of 2024]", "[the end of last year]"),
    *says("2029-12-31", "by [the end of the decade]"),
    *says("2025-01-01", "since [the beginning of the year]", "since [the start of the year]", role="since"),
]

# -------------------------------------------------------------------------------------------------- tense chooses the year

TENSE = [
    *says("2025-11", "Talks will go on\n\nExports in [November] hit a record"),
    *says("2025-12-05", "Shares rose ahead of [Friday]'s report"),
    *says("2025-12", "If exports in [December] reach $59.8 billion", "exports in [December] are expected to rise"),
    *says("2024-12", "The rate stood at 3 percent in [December] and rose later.", at="2025-11-22"),
    *says("2026-01", "the fair will open in [January]", "is due in [January]"),
    *says("2025-12-05", "the bank will decide on [Friday]", "until [Friday]"),
    *says("2025-11-28", "the bank said on [Friday] it will wait", "shares fell [Friday]"),
    *says(
        "2026-01-15", "payable [Jan. 15]", "will be filled starting [Jan. 15]", "The next meeting falls on [Jan. 15]."
    ),
    *says(
        "2025-11-28",
        '"We will win," he told the Star on [Friday].',
        "It will respond after [Friday]'s attack",
        "It will cut 500 jobs, officials said in a statement [Friday]",
        "The bank told reporters on [Friday] it will wait",
    ),
    *says("2025-12", "He said exports in [December] are expected to rise", "[December] will be better"),
    *says("2025-09", "The government will release [September] figures tomorrow"),
    *says("2025-08", "against 0.9 percent projected in [August]"),
    *says("2026-08", "it is projected to end in [August]"),
    *says("2025-09", "The index will be at plus 15, up from plus 14 in [September]."),
    *says("2025-02", "the slackest since [February], and it is forecast to fall"),
    *says("2026-06", "the unit would be sold by [June]", role="deadline"),
    *says("2026-03", "gold for [March] delivery rose", "[March] delivery"),
]

# ------------------------------------------------------------------------------------------------ steps from another period

STEPS = [
    *says("2024-12", "higher than at [this time last year]", "than at [the same time last year]"),
    *says("2025-11-17/2025-11-23", "fell in [the week before last]"),
    *says("2024-11", "In November it was 19.5 percent, up from 18 percent [a year earlier]", role="time", basis="yoy"),
    *says(
        "2024-11",
        "November exports rose 3 percent from [a year earlier]",
        "In November it was higher than [a year ago]",
        role="basis",
        basis="yoy",
    ),
    *says(
        "2025-10",
        "November exports rose 3 percent from [the previous month]",
        "from November 3 percent more than [a month earlier]",
        basis="mom",
    ),
    *says("2025-Q2", "rose 2 percent in the third quarter from [the previous three months]", basis="qoq"),
    *says("2025-Q2", "Third-quarter profit rose from [the prior quarter]", basis="qoq"),
    *says(
        "2024-01/2024-11",
        "from January to November rose compared to [the same period last year]",
        role="basis",
        basis="yoy",
    ),
    *says("2019-11", "November sales were above [the same month of 2019]"),
    *says("2023-01/2023-05", "In the first five months exports rose from [the same period of 2023]", role="basis"),
    *says(
        "2024-Q3",
        "Third-quarter profit doubled from [the year-ago quarter]",
        "third-quarter profit against [the year-earlier period]",
    ),
    *says("2025-11-05", "On Nov. 6 the index made up for a loss of 2 percent in [the previous session]"),
    *says("2024-Q3", "Third-quarter profit replaced a [year-earlier] loss"),
    *says("1988-Q3", "Sales of the third quarter of 1989 rose 3% from [the 1988 period]"),
    *says("2025-11", "November exports rose and set a record for [the month]"),
    *says("1988", "They left in 1987 and returned [the following year]"),
    *says("1991", "The war began on Aug. 2, 1990. [A year later] it was over."),
    *says("2025-06-30", "Debt at the end of September was higher than [three months earlier]"),
    *says("2023", "came to $9.98 billion in 2024, up 9 percent from [the year before]", basis="yoy"),
    *says("2025-Q3", "Profit for [the latest quarter] rose"),
    *says("2025-09", "[three months ago]", at="2025-12-01"),
]

# -------------------------------------------------------------------------- comparisons in one word, rates, roles by prepositions

COMPARISONS = [
    *says(
        None,
        "up 8.4 percent [on-year]",
        "[year-on-year] growth",
        "5% [y/y]",
        "rose 5% [YoY]",
        "[year over year]",
        "4 percent [on year]",
        role="basis",
        basis="yoy",
    ),
    *says(
        None,
        "up 3 percent [on-month]",
        "[month-on-month]",
        "2% [m/m]",
        "[MoM]",
        "[month-over-month]",
        role="basis",
        basis="mom",
    ),
    *says(
        None,
        "2 percent [on-quarter]",
        "[quarter-on-quarter]",
        "2% [q/q]",
        "[QoQ]",
        "[sequentially]",
        role="basis",
        basis="qoq",
    ),
]

RATES = [
    *says(
        None,
        "[annual] output",
        "300 tons [a year]",
        "$5 [per month]",
        "[each quarter]",
        "[monthly] figures",
        "2 percent [per annum]",
        role="rate",
    ),
]

ROLES = [
    *says("2026-06-30", "no later than [June 30]", role="deadline"),
    *says(
        "2024",
        "up from 20.8 percent in [2024]",
        "soared from $475.1 billion in [2024] to $640.8 billion",
        role="time",
        basis="yoy",
    ),
    *says("2025-07", "from 2 percent in June to 3 percent in [July]", role="time", basis=None),
    *says("2030", "$150 billion by [2030]", role="deadline"),
    *says("2025-01", "has cut 59,000 since [January]", role="since"),
    *says("2025-09", "flows through [September]", role="until"),
    *says("2025-11-30", "as of [Nov. 30]", role="asof"),
    *says(
        "2024", "20.6 percent more than in [2024]", "compared with [2024]", "against [2024]", role="basis", basis="yoy"
    ),
    *says("2019", "20.6 percent more than in [2019]", role="basis", basis="prev"),
    *says("2024-11", "2.9 percent less than in [November 2024]", role="basis", basis="yoy"),
    *says("2024-Q3", "a point more than in [Q3 2024]", role="basis", basis="yoy"),
    *says("2025-11", "In November prices rose 0.2 percent on [the month]", role="basis", basis="mom"),
    *says("2024-11/2025-10", "prices rose 3 percent over [the year to October]", role="basis", basis="yoy"),
    *says("2025-10", "rose 0.4 percent from [October]", "10 percent more than in [October]", role="basis", basis="mom"),
    *says("2026", "the duty applies from [2026]", role="since"),
    *says("2024", "exports rose 3 percent from [last year]", role="basis", basis="yoy"),
    *says(None, "in [recent years]", "[the past few months]"),
]

NOTHING = [
    "He may go.",
    "Yes. May I ask why?",
    "Theresa May said so.",
    "Mr. May left.",
    "They march on.",
    "Jan Hatzius wrote.",
    "The Long March began.",
    "2000 people",
    "about 2000 workers",
    "$2019",
    "2,025 units",
    "20.25 percent",
    "Tel: +86 138-2010-2015",
    "COVID-2019",
    "Russell 2000",
    "the second largest",
    "first place",
    "a third",
    "Sun Microsystems",
    "they sat down",
    "we wed",
    "ISO 9001",
    "5G",
    "DDR5",
    "HBM4",
    "a quarter point",
    "a seven-month low",
    "in the first place",
    "half of them",
    "the fall of prices",
    "spring water",
    "Q",
    "H2O",
    "H1N1",
    "USA Today wrote",
    "Black Friday sales",
    "U.S. MAY CUT RATES",
    "at 1900 GMT",
    "'20 percent'",
    "192.168.1.1",
    "version 2.1.3",
    "10:30 a.m.",
    "the last man",
    "next door",
    "this is it",
    "it ended",
    "1908b2c",
    "section 12.3",
]

EXAMPLES: list[Example] = [
    *FISCAL_PARTS,
    *BASES,
    *TELLING,
    *DAYS,
    *MONTHS,
    *QUARTERS,
    *HALVES,
    *YEARS,
    *FISCAL,
    *SPANS,
    *EDGES,
    *TENSE,
    *STEPS,
    *COMPARISONS,
    *RATES,
    *ROLES,
]
