"""When: the period of a number in its clause, its sentence, or the text before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from pipeline.linking.afterchange import of_one_before
from pipeline.linking.around import (
    at_comparison_end,
    at_list_end,
    by_deadline_behind,
    is_over_a_year,
    of_clauses_above,
    of_level_behind,
    of_next_change,
    of_relative_behind,
    of_when_behind,
    of_years_behind,
)
from pipeline.linking.clauses import Clause
from pipeline.linking.companies import expected, foreseen
from pipeline.linking.compared import of_earlier_value
from pipeline.linking.draft import Draft
from pipeline.linking.fiscalyear import year_of_part
from pipeline.linking.foreseenbeside import of_beaten, of_expected, of_what_was_expected
from pipeline.linking.items import Item
from pipeline.linking.labelled import period_of_label
from pipeline.linking.lasting import lasting
from pipeline.linking.meaning import status_and_cue
from pipeline.linking.nearest import in_clause
from pipeline.linking.ofit import time_of_market
from pipeline.linking.only import Rules, only
from pipeline.linking.overnight import session_before
from pipeline.linking.ownyears import year_around
from pipeline.linking.period import When, is_daily, span_of, words
from pipeline.linking.postedby import is_of_another
from pipeline.linking.quotespan import at_its_end
from pipeline.linking.reading import Reading
from pipeline.linking.records import of_record
from pipeline.linking.resolve import of_item
from pipeline.linking.revised import is_of_vintage
from pipeline.linking.rowforetold import of_row_foretold
from pipeline.linking.state import Held
from pipeline.linking.stocktaking import until_day
from pipeline.linking.story import Scene, about_company
from pipeline.linking.subject import FLOWS
from pipeline.linking.yearsinturn import year_in_turn, year_of_pair, year_of_row
from pipeline.periods.period import YEAR, Period
from pipeline.vocabulary import entries

#: Words that are asked for at every number, looked up once.
_NOW, _TODAY, _PRESENT = entries.words("readings", "now"), "today", entries.words("readings", "present")
#: What offices publish that markets wait for.
_DATA = {"data", "figures", "numbers", "statistics"}
_WHOLE_YEARS = words("whole_years") | {f"the {year}" for year in words("whole_years")}

#: What companies estimate before they report it.
_RESULTS = {"revenue", "operating_profit", "net_income"}
#: What was done with a figure at first.
_REPORTED = ("reported", "estimated", "announced", "published")
#: So many facts back a result is one that analysts speak of.
_LATELY = 10


def when_of(draft: Draft) -> When:
    """The period of a number: the clause's own time, else that of the clauses around, of a forecast, of the text before."""
    old, data = draft.reading.old and not is_of_another(draft), draft.metric.data
    about = _FIRST.about(
        draft.quantity.kind,
        measure=draft.measure,
        link=draft.clause.link,
        home=data.get("home", ""),
        words=draft.clause.lows,
    )
    for rule in about:
        if (when := rule(draft)) is not None:
            return when
    last, held = draft.scene.last("when"), draft.state.period
    base = last.period if last is not None else held.value if held is not None else None
    behind = of_relative_behind(draft, base) or session_before(draft, base)
    if behind is not None:
        return behind
    if (twelve := _of_year_to(draft)) is not None:
        return twelve
    item = in_clause(_without_standard(draft.clause, draft.reading), draft.at, old, data)
    if item is not None and _is_of_another(draft, item):
        item = None
    if item is None and (trailing := at_comparison_end(draft, base)) is not None:
        return trailing
    if not old and last is not None and last.period is not None and (next_one := _of_year_after(draft, last.period)):
        return next_one
    if (item is None or _is_the_year(item)) and (row := of_row_foretold(draft)) is not None:
        return row
    if not old and item is not None and base is not None and _is_until_now(draft, item, base):
        return When(base, item.start, item.end, "sentence")
    whole = not old and _is_the_year(item) and (_of_whole_year(draft.scene) or _shared_by_next(draft))
    if whole and (year := _year_of(draft, base)) is not None:
        of_lead = expected(draft.items) or _is_estimated(draft, year)
        return (None if of_lead else _of_outlook(draft)) or When(year, how="sentence")
    if old and last is None and item is None and draft.clause.link != "compare":
        own = in_clause(_without_standard(draft.clause, draft.reading), draft.at, False, data)
        base = (
            of_item(draft, own, base).period if own is not None else base
        )  # "In 2025, it rose from 4.6 percent to 4.8"
    if old:
        return of_earlier_value(draft, item, base)
    if item is not None:
        return at_its_end(draft, item) or of_item(draft, item, base)
    if (of_market := time_of_market(draft) or of_when_behind(draft, base)) is not None:
        return of_market
    if draft.metric.code == "headcount" and _employs(draft):
        return lasting(draft)  # "Sales rose 9 percent in the year ended June 30, and it has about 4,000 employees"
    found = year_in_turn(draft) or of_beaten(draft) or of_expected(draft)
    found = found or of_clauses_above(draft, base) or _of_outlook(draft) or at_list_end(draft, base)
    found = found or by_deadline_behind(draft, base) or of_next_change(draft, base) or of_years_behind(draft)
    if found is not None:
        return found
    if last is not None and last.period is not None and not _is_of_now(draft, last.period):
        if last.how != "document" or is_daily(data):  # a quote's day of the news is no other metric's
            return until_day(draft, last._replace(how="sentence"))
    return lasting(draft)


def _is_of_another(draft: Draft, item: Item) -> bool:
    """Whether a span before a quote's change over a year is that of its other change: "has gained 9 percent since January and is down 22
    percent from a year earlier"; or a time behind a quote that of other data: "closed 1% higher ahead of inflation data for May"."""
    period = item.data.period
    if item.start > draft.quantity.start:
        between = [x.low for x in draft.items[draft.at :] if x.start < item.start]
        return is_daily(draft.metric.data) and not _DATA.isdisjoint(between)
    if period is None or item.data.role != "since" or not is_over_a_year(draft):
        return False
    return any(other.kind == "Q" and other.end < draft.quantity.start for other in draft.items)


def _of_year_to(draft: Draft) -> When | None:
    """The twelve months that a sentence on amounts of trade begins with: "In the year to June there was a deficit of $3 billion, on
    imports of $20 billion"; what prices did over them is the last month's."""
    if draft.measure != "level" or draft.metric.code not in FLOWS or draft.quantity.kind != "money":
        return None
    scene = draft.scene
    while scene.parent is not None:
        scene = scene.parent
    front = scene.clause.items[:3]
    item = next((x for x in front if x.kind == "T" and x.data.role == "basis" and " to " in x.low), None)
    if item is None or item.data.period is None or item.data.period.months != YEAR or draft.reading.old:
        return None
    return When(item.data.period, item.start, item.end, "sentence")


def _employs(draft: Draft) -> bool:
    """Whether the verb of a clause says who works somewhere now."""
    verb = draft.scene.verb
    return verb is not None and verb.low in {"employs", "employ", "has", "have"}


def _of_first_print(draft: Draft) -> When | None:
    """The period of the number before, which was reported as another at first: "a 0.1 percent fall in April, previously reported as a
    0.1 percent gain", or foreseen as another on an earlier occasion."""
    told = draft.story.facts[-1] if draft.story.facts else None
    if told is not None and draft.reading.old and told.metric == draft.metric.code and told.status == "forecast":
        if is_of_vintage(draft.items, draft.at):
            return When(span_of(told), how="sentence")
    if told is None or told.char_start < draft.story.sentence.start or told.metric != draft.metric.code:
        return None
    own, first, said = draft.items[draft.at], entries.words("readings", "told_first"), _REPORTED
    behind = draft.story.text[own.end : own.end + 40].lower().replace(",", " ").split()[:2]
    between = draft.story.text[told.char_end : own.start].lower().split()
    before = "as" in between and any(
        a in first and b in said and c == "as" for a, b, c in zip(between, between[1:], between[2:], strict=False)
    )
    if draft.reading.old and len(between) > 1 and between[-2] in first and between[-1] in said:
        before = True  # "rose 2.3 percent, up from the initially reported 1.7 percent"
    if not before and not (len(behind) == 2 and behind[0] in first and behind[1].strip(".") in said):
        return None  # "grew at a 2.0% rate, down from the 2.1% initially reported"
    period = span_of(told)
    return When(period, how="sentence") if period is not None else None


def _of_year_after(draft: Draft, period: Period) -> When | None:
    """The year after the one that is over, for what will become of a figure told in apposition: "The deficit, 4.1 percent of GDP last
    year, will shrink to 3.2 percent"."""
    told, verb, published = draft.scene.fact, draft.scene.verb, draft.story.document.published_at
    if told is None or verb is None or published is None or told.char_end > verb.start or period.last >= published:
        return None
    if (
        period.precision not in {"year", "fiscal_year"}
        or draft.clause.link != "main"
        or draft.items[draft.at].start < verb.start
    ):
        return None
    quantity = draft.items[draft.at].data
    status, _ = status_and_cue(draft.story, draft.scene, draft.at, quantity, None, draft.metric.code)
    if any(item.kind == "T" and item.start > verb.start for item in draft.items):
        return None
    following = period.shift(years=1)
    foretold = status in {"forecast", "target"} and following.last >= published
    return When(following, how="sentence") if foretold else None


@only(measures={"level", "share_pct"}, words=_NOW | _PRESENT | {_TODAY})
def _of_now(draft: Draft) -> When | None:
    """The day of the news for what stands somewhere now: "its capacity is currently 140,000 tons a year", "from 155 GWh now", "from the
    current 5.75 percent", "a year ago it cost $65; it is now $110"; the year of what is told for a year: "to $40 billion by 2030, up
    from $18 billion today", "from 16 percent in 2003 to 24 percent now"."""
    items, at, published = draft.items, draft.at, draft.story.document.published_at
    if published is None:
        return None
    data = draft.metric.data
    lasts = data.get("nature") == "stock" or data.get("home") == "company" or data.get("code") == "capacity"
    if not (lasts or is_daily(data)) and items[at + 1 : at + 2] and items[at + 1].low in _NOW | {_TODAY}:
        moved = draft.reading.old or (draft.reading.rule == "to" and any(i.low == "from" for i in items[:at]))
        dated = (i.data.period for i in items if i.kind == "T" and i.data.period is not None and i.low != _TODAY)
        if moved and all(period.is_as_long_as("year") for period in dated):
            return When(Period.year(published.year), items[at + 1].start, items[at + 1].end, "document")
    measures = {"level", "share_pct"} if draft.reading.old else {"level"}  # "to 80 percent by 2030 from 40 percent now"
    if draft.measure in measures and data.get("rate") and at > 0 and items[at - 1].low in _PRESENT:
        return When(Period.day(published), items[at - 1].start, items[at - 1].end, "document")
    anew = is_daily(data) and not draft.reading.old and any(m.end < items[0].start for m in draft.story.periods)
    if draft.measure not in measures or not (lasts or anew) or (is_daily(data) and not anew):
        return None
    beside = items[at + 1 : at + 2] if draft.reading.old else [*items[max(0, at - 2) : at], *items[at + 1 : at + 2]]
    said = next((item for item in beside if item.kind == "G" and item.low in _NOW), None)
    if said is None or any(item.kind == "T" and item.data.period is not None for item in items[at + 1 : at + 5]):
        return None
    return When(Period.day(published), said.start, said.end, "document")


def _is_of_now(draft: Draft, told: Period) -> bool:
    """Whether a number does not share the period of the one before it: a quote, a stock after a flow's span, the people employed."""
    data = draft.metric.data
    held = data.get("nature") == "stock" and draft.measure == "level" and told.precision == "span"
    return is_daily(data) or held or draft.metric.code == "headcount"


def _without_standard(clause: Clause, reading: Reading) -> Clause:
    """A clause without what its number is measured against: "19 percent below their level of July"."""
    clause = _without_likened(clause, reading)
    governor = reading.governor
    if (
        governor is None
        or reading.rule not in {"number + comparative", "points above or below"}
        or governor.low not in words("beyond")
    ):
        return clause
    at = clause.items.index(governor) if governor in clause.items else len(clause.items)
    for i, (word, time) in enumerate(pairwise(clause.items[:at])):
        if word.kind == "D" and word.low in words("beyond") and time.kind == "T":  # "5 percent above a year ago and"
            standard = Item("w", time.start, time.end, time.low)
            clause = replace(clause, items=[*clause.items[: i + 1], standard, *clause.items[i + 2 :]], edge=-1)
    behind = clause.items[at + 1 : at + 4]
    first = behind[0].low.partition(" ")[0] if behind else ""
    if first not in {"its", "their", "the", "that", "those", "what"} and not any(x.kind == "T" for x in behind[:1]):
        return clause
    return replace(clause, items=clause.items[: at + 1], edge=-1)


def _without_likened(clause: Clause, reading: Reading) -> Clause:
    """A clause without the time of what a multiple before a comma is one of: "twice that of the year before, on sales of"."""
    if reading.old or "of" not in clause.lows:
        return clause
    items = clause.items
    if not any(item.form == "multiple" for item in items):
        return clause
    for i in range(2, len(items) - 1):
        if items[i].kind == "T" and items[i - 1].low == "of" and items[i - 2].low in {"that", "those"}:
            if items[i + 1].kind == "," and any(item.kind == "Q" for item in items[i + 1 :]):
                standard = Item("w", items[i].start, items[i].end, items[i].low)
                return replace(clause, items=[*items[:i], standard, *items[i + 1 :]], edge=-1)
    return clause


def _is_the_year(item: Item | None) -> bool:
    """Whether no time stands with a number, or only "the year"."""
    shift = item.data.shift if item is not None else None
    return item is None or (shift is not None and shift.unit == "year" and not shift.steps)


def _is_until_now(draft: Draft, item: Item, base: Period) -> bool:
    """Whether "the year" is the one to the month or quarter told of, not that of the calendar, which is not over: "rose 0.4 percent in
    the quarter and 1.8 percent for the year"."""
    published = draft.story.document.published_at
    if not _is_the_year(item) or item.low != "the year" or base.precision not in {"month", "quarter"}:
        return False
    if published is None or published.year != base.last.year or draft.measure != "change_pct" or base.last.month == 12:
        return False
    if draft.metric.data.get("home") != "country" or is_daily(draft.metric.data):
        return False
    status, _ = status_and_cue(draft.story, draft.scene, draft.at, draft.quantity, None, draft.metric.code)
    return status == "actual" and not any(x.kind == "G" and x.low == "so far" for x in draft.items)


def _year_of(draft: Draft, base: Period | None) -> Period | None:
    """The year that a full year without a date is: that of what was told before, else of headline and lead; what is told as fact
    is of one that is over, where either is. A company's forecast is of its own year under way."""
    lead, story = draft.state.lead_period, draft.story
    published = story.document.published_at
    told = [period for period in (base, lead.value if lead is not None else None) if period is not None]
    if not told:
        return None
    own = about_company(story) and story.year_start > 1
    over = [period for period in told if published is not None and period.last < published]
    year = told[0]
    if published is not None and (own or (over and over[0] != told[0] and told[0].last.year >= published.year)):
        quantity = draft.items[draft.at].data
        status, _ = status_and_cue(story, draft.scene, draft.at, quantity, None, draft.metric.code)
        if own and status in {"forecast", "target"}:
            return year_around(story, published, _company(draft))
        year = (over or told if status == "actual" else told)[0]
    if own:
        return year_around(story, year.last, _company(draft))
    if year.months == YEAR:
        return year  # a fiscal one as well
    past = published is None or year.last < published
    quantity = draft.items[draft.at].data
    told_so = past and status_and_cue(story, draft.scene, draft.at, quantity, None, draft.metric.code)[0] == "actual"
    return (year_of_part(draft, year) if told_so else None) or Period.year(year.last.year)


def _company(draft: Draft) -> str | None:
    """The company that the clause of a number names."""
    company = draft.frame.company
    return company.code if company is not None else None


def _is_estimated(draft: Draft, year: Period) -> bool:
    """Whether a company in the first months of a year tells what it thinks the last quarter of `year` came to, so that its full
    year is that one too: "it estimated its fourth-quarter profit at 20 billion. For the full year, it expects 43 billion"."""
    published, lead = draft.story.document.published_at, draft.state.lead_period
    if published is None or lead is None or lead.value.last >= published or lead.value.last != year.last:
        return False
    if lead.value.precision != "quarter" or (lead.value.last.month, year.last.year) != (12, published.year - 1):
        return False
    told = [fact for fact in draft.story.facts if fact.period == lead.value.iso and fact.metric in _RESULTS]
    return any(fact.status != "actual" for fact in told)


def _of_whole_year(scene: Scene) -> bool:
    """Whether a clause, or the one whose subject it shares, speaks of the full year."""
    above = scene.parent if scene.clause.link == "same" else None
    return _whole_year(scene.clause) or (above is not None and not above.facts and _whole_year(above.clause))


def _shared_by_next(draft: Draft) -> bool:
    """Whether a target's full year stands only behind the next one: "targets revenue of $55 billion and profit of $11 billion for the
    whole year"."""
    verb = draft.scene.verb
    if verb is None or verb.code not in {"aim", "project"}:
        return False
    return any(
        s.clause.link == "ellipsis" and s.parent is draft.scene and _whole_year(s.clause) for s in draft.story.scenes
    )


def _whole_year(clause: Clause) -> bool:
    """Whether the clause speaks of "the full year" or "the year as a whole"."""
    if not _WHOLE_YEARS.isdisjoint(clause.lows):
        return True
    return ("year" in clause.lows or "the year" in clause.lows) and any(
        (a.low in {"full", "whole", "entire"} and b.low == "year")
        or (a.low == "the year" and b.low in {"as a whole", "overall"})
        for a, b in pairwise(clause.items)
    )


def _year_guided(draft: Draft) -> Held | None:
    """The year under way for what a company says it guides to, or lifts, keeps and lowers its guidance or forecast at."""
    story, published = draft.story, draft.story.document.published_at
    guides, own, before = (
        entries.words("forecasts", "guides"),
        entries.words("forecasts", "set_before"),
        draft.items[: draft.at],
    )
    said = next((item for item in before if item.low in guides), None)
    if said is None and (its := next((i for i, item in enumerate(before) if item.low in {"its", "their"}), -1)) >= 0:
        said = next((item for item in before[its + 2 : its + 5] if item.low in own), None)  # "its net profit forecast"
    return (
        Held(year_around(story, published, _company(draft)), said.start, said.end)
        if said is not None and published is not None
        else None
    )


def _is_of_other(draft: Draft) -> bool:
    """Whether a clause names another company than the one whose forecasts the text tells: "Elsewhere, Tesco nudged up its guidance"."""
    named, main = _company(draft), draft.state.main_company
    own_years = draft.story.year_start > 1
    return own_years and named is not None and main is not None and named != main.value


def _of_result_compared(draft: Draft) -> When | None:
    """The period of the figure before in the clause, for what it is told to be above or below of: "earnings were 82 cents a share, ahead of
    analysts' expectations of 70 cents", whatever year the company's own forecasts are for."""
    items, told = draft.items, draft.scene.fact
    if told is None or told.metric != draft.metric.code:
        return None
    beyond = words("beyond")
    stops = (i for i in range(draft.at - 1, -1, -1) if items[i].kind in {"D", "Q", "V"} or items[i].low in beyond)
    j = next(stops, -1)
    if j < 0 or (items[j].kind != "D" and items[j].low not in beyond):
        return None
    foreseen = any(item.low in words("foresight") for item in items[j + 1 : draft.at])
    return When(span_of(told), how="sentence") if foreseen else None


def _of_outlook(draft: Draft) -> When | None:
    """The period of a forecast in a company's report that names none: analysts' that of the figure before, its own the year
    under way."""
    story, scene, metric, items = draft.story, draft.scene, draft.metric, draft.items
    if not about_company(story) or is_daily(metric.data) or metric.code in {"dividend", "layoffs", "acquisition_value"}:
        return None
    if scene.verb is not None and scene.verb.code in {"exceed", "below"}:
        return None  # "beating expectations of 97 cents"
    if (of_result := _of_result_compared(draft)) is not None:
        return of_result
    told = scene.last("when")
    if told is not None and told.period is not None and any(_whole_year(s.clause) for s in story.scenes):
        if _is_estimated(draft, Period.year(told.period.last.year)):
            return None  # "For the full year, it estimates a profit of 43 billion, up 33 percent, and sales of 332 billion"
    quantity = items[draft.at].data
    if foreseen(scene):
        told = [f for f in story.facts[-_LATELY:] if f.metric == metric.code and f.unit == quantity.unit]
        spans = [period for fact in told if fact in story.facts[-4:] and (period := span_of(fact)) is not None]
        last = max(spans, key=lambda period: period.first, default=None)
        newer = last.shift(years=1) if last is not None else None
        if newer is not None and any(f.status == "actual" and span_of(f) == newer for f in told):
            last = (
                newer  # that was the value of the year before: "$1.09 a share, from 60 cents. Analysts looked for 85"
            )
        return When(last, how="context") if last is not None else None
    status, _ = status_and_cue(story, scene, draft.at, quantity, None, metric.code)
    held = (None if _is_of_other(draft) else story.state.outlook) or _year_guided(draft)
    if status not in {"forecast", "target"} or held is None or scene.clause.link == "compare":
        return None
    company, main = draft.frame.company, story.state.main_company
    if held.value.precision == "span" and company is not None and main is not None and company.code != main.value:
        return None  # the year to March of the one is not that of another
    return When(held.value, held.start, held.end, "context")


#: What tells the time of a number whatever time stands with it, in the order that it is asked.
_FIRST: Rules[Callable[[Draft], When | None]] = Rules(
    _of_now, of_record, period_of_label, _of_first_print, year_of_pair, year_of_row, of_what_was_expected, of_level_behind, of_one_before,
)  # fmt: skip
