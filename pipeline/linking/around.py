"""Around: the period that a number takes from the other clauses of its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from pipeline.linking.account import TELLING
from pipeline.linking.compared import of_old_value
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.meaning import status_and_cue
from pipeline.linking.metric import entry
from pipeline.linking.only import only
from pipeline.linking.overnight import ends_day
from pipeline.linking.period import When, is_daily, span_of, words
from pipeline.linking.resolve import closed, resolved
from pipeline.linking.story import Scene, within
from pipeline.linking.usable import is_of_founding, usable
from pipeline.periods.period import YEAR, Period, PeriodMention

#: What markets quote, and what they make a company worth.
_QUOTED = {"share_price", "market_cap", "stock_index"}


def of_relative_behind(draft: Draft, base: Period | None) -> When | None:
    """The time of what was done to as many, told right behind: "in addition to the 1,500 that went in 2014"."""
    items, at = draft.items, draft.at
    if at == 0 or items[at - 1].low not in {"the", "a", "an"}:
        return None
    foil = draft.clause.link == "compare" or (at > 1 and items[at - 2].low in words("beyond"))
    if foil and all(item.kind in {"M", "N", "H", "w"} for item in items[at + 1 :]):
        told = _of_event_behind(draft, base, "relative", "that") or _of_event_behind(draft, base, "relative", "which")
        if told is not None:
            return told  # "faster than the 3 percent rate that it posted in May"
    if draft.measure != "level" or at + 1 < len(items) or items[at - 1].low != "the":
        return None
    return _of_event_behind(draft, base, "relative", "that")


#: How far what a change is told against lies back, in months.
_BACK = {"mom": 1, "yoy": YEAR}


@only(measures={"change_pct"})
def of_level_behind(draft: Draft) -> When | None:
    """The time of a change whose basis is told, by the earlier level that its sentence sets it against: "On a month-on-month basis exports
    rose 2 percent and stood at $61 million when compared to $59 million in August" is September's."""
    basis = next((x.data.basis for x in draft.items[::-1] if x.kind == "T" and x.code == "basis" and x.data.basis), "")
    if basis not in _BACK:
        return None
    scenes = draft.story.scenes
    for scene in scenes[scenes.index(draft.scene) + 1 :]:
        row = scene.clause.items
        if scene.clause.link != "compare" or not row or row[0].kind != "Q" or row[0].form != "money":
            continue
        time = next((item for item in row[1:4] if item.kind == "T" and item.code == "time"), None)
        period = time.data.period if time is not None and time.data.shift is None else None
        if time is None or period is None or period.precision != "month":
            return None
        return When(period.shift(months=_BACK[basis]), time.start, time.end, "sentence")
    return None


def of_years_behind(draft: Draft) -> When | None:
    """The years to come of a plan that stand only in the participle's clause behind: "plans to double sales to $80 million, accounting for
    12 percent of revenue in the next five years"."""
    published, scene = draft.story.document.published_at, draft.scene
    if published is None or scene.clause.link != "main" or "T" in scene.clause.kinds:
        return None
    if scene.verb is not None and scene.verb.form == "past" and scene.verb.code in {"reach", "be"}:
        return None  # "Capital spending stood at $16 billion and will be $15 billion in each of the next two years"
    behind = draft.story.scene_behind(scene)
    if behind is None or behind.clause.link != "same" or behind.parent is not scene:
        return None
    time = next((item for item in behind.clause.items if item.kind == "T" and item.code == "time"), None)
    period = time.data.period if time is not None else None
    if time is None or period is None or period.months <= YEAR or period.first <= published:
        return None
    return When(period, time.start, time.end, "sentence")


def of_when_behind(draft: Draft, base: Period | None) -> When | None:
    """The time of what happened when something was so: "was valued at $9 billion when a fund bought in in April 2022", "employed 400
    people when it was sold in 2013"."""
    if draft.measure != "level" or "T" in draft.clause.kinds:
        return None
    if any(item.kind in {"Q", "V", ",", "."} for item in draft.items[draft.at + 1 :]):
        return None
    return _of_event_behind(draft, base, "sub", "when")


def _of_event_behind(draft: Draft, base: Period | None, link: str, cue: str) -> When | None:
    """The time that the next clause tells, where it hangs on by this word, is of the past and has no number of its own."""
    behind = draft.story.scene_behind(draft.scene)
    if behind is None or behind.clause.link != link or behind.clause.cue != cue:
        return None
    row = behind.clause.items
    if any(item.kind == "Q" for item in row) or not any(item.kind == "V" and item.form == "past" for item in row):
        return None
    if link == "relative" and any(item.kind == "V" and item.code in {"project", "aim"} for item in row):
        return None  # "than the 3 percent that analysts predicted in May"
    time = _first_time(row, row, draft)
    return resolved(draft.story, time, base)._replace(how="sentence") if time is not None else None


def of_clauses_above(draft: Draft, base: Period | None) -> When | None:
    """The time in what a relative clause or one with "when" hangs on, else in the nearest clause above that names one."""
    clause, above = draft.clause, draft.scene.parent
    seen = clause.link == "content" and above is not None and above.clause.link == "relative" and _sees(above)
    hung_on = above.clause if seen and above is not None else clause
    if (seen or clause.link == "relative") and (own := _of_antecedent(draft, hung_on.before)) is not None:
        return resolved(draft.story, own, base)._replace(how="sentence")
    if above is not None and clause.cue in {"when", "where", "which"} and (hung := _hung_on(draft)) is not None:
        return hung
    if clause.link == "content" and (beside := _of_content_before(draft)) is not None:
        return beside
    if above is not None and clause.link == "ellipsis" and above.fact is not None and above.when is not None:
        yearly = any(item.low.startswith(("full-year", "full year")) for item in above.clause.items)
        if yearly and above.fact.metric == draft.metric.code:
            return When(
                span_of(above.fact), how="sentence"
            )  # "raised its full-year forecast to 5.3 percent and X to 5.2"
    held = draft.state.period
    till_now = is_over_a_year(draft)
    if (told := _told_above(draft)) is not None:
        return told
    while above is not None:
        for j, other in enumerate(above.clause.items):
            if other.kind != "T" or not _holds_below(draft, above, j):
                continue
            if is_daily(draft.metric.data) and other.data.bare == "quarter" and _names_results(above.clause.items, j):
                continue  # "reported fourth-quarter earnings that beat estimates, and its shares rose 15%"
            found = resolved(draft.story, other, held.value if held is not None else None)
            passed = (till_now and other.data.role == "since") or (
                found.period is not None and _was_before(draft, found.period)
            )
            if found.period is not None and not passed and not is_too_late(draft, found.period):
                return closed(draft, found, other)._replace(how="sentence")
        above = above.parent
    return None


def _names_results(items: Sequence[Item], j: int) -> bool:
    """Whether a quarter only says which results are meant: "reported fourth-quarter adjusted earnings"."""
    named = next((i for i in range(j + 1, min(j + 4, len(items))) if items[i].kind in {"M", "R", "Q", ","}), -1)
    return named > 0 and items[named].kind == "M" and items[j - 1].kind != "R"


def _told_above(draft: Draft) -> When | None:
    """The one time that all numbers above a participle are of, where their clause names another before it: "Restocking last year will
    lift output 8 percent in 2021, pushing imports down 3 percent"."""
    above = draft.scene.parent if draft.clause.link == "same" else None
    while above is not None and not above.facts and all(item.kind != "T" for item in above.clause.items):
        above = above.parent  # "according to a forecast"
    if above is None or above.when is None or above.when.how != "read":
        return None
    periods = {fact.period for fact in above.facts}
    times = [item for item in above.clause.items if item.kind == "T" and item.code == "time"]
    if len(periods) != 1 or len(times) < 2 or above.when.shifted or times[0].start >= above.when.start:
        return None
    daily = any(is_daily(entry(fact.metric)) for fact in above.facts) or is_daily(draft.metric.data)
    return None if daily else above.when._replace(how="sentence")


def _of_content_before(draft: Draft) -> When | None:
    """The period of the last thing that somebody said before in the sentence, not the day when it was said: "said on Monday that exports
    rose 2 percent in May and that imports fell 3 percent"."""
    scenes = draft.story.scenes
    for scene in scenes[: scenes.index(draft.scene)][::-1]:
        if scene.clause.link == "content" and scene.parent is draft.scene.parent and scene.fact is not None:
            period = span_of(scene.fact)
            same = period is not None and is_daily(entry(scene.fact.metric)) == is_daily(draft.metric.data)
            return When(period, how="sentence") if same else None
    return None


def is_too_late(draft: Draft, period: Period) -> bool:
    """Whether what markets did cannot be of a time that is not over, which a forecast beside it is for: "warned that profit would fall next
    year, as its shares plunged 10 percent"."""
    published = draft.story.document.published_at
    beside = draft.measure == "level" or any(item.kind == "Q" for item in draft.items[draft.at + 1 :])
    paired = draft.metric.code == "exchange_rate" and beside  # "has gained 1.4% this year and rose 0.2% to 3,722"
    if not (draft.metric.code in _QUOTED or paired) or published is None:
        return False
    if period.months < 2 or period.last <= published:
        return False
    verb, above = draft.scene.verb, draft.scene.parent
    if verb is None or verb.form not in {"past", "ing"}:
        return False
    moved = above is not None and above.fact is not None and above.fact.metric in _QUOTED
    perfect = any(a.low in {"has", "have"} and b is verb for a, b in pairwise(draft.items))
    return not (moved and perfect and period.first <= published)  # "has lost 3% this year, while the index has slid 9%"


def is_over_a_year(draft: Draft) -> bool:
    """Whether a quote has changed from a year ago, so that it is one of now, whatever span its other change is of: "has gained 21 percent
    since January and is up 60 percent from a year ago"."""
    if draft.measure != "change_pct" or not is_daily(draft.metric.data):
        return False
    mentions, begin, end = draft.story.mentions, draft.quantity.end, draft.story.sentence.end
    end = next((q.start for q in within(mentions.quantities, begin, end) if q.kind not in TELLING), end)
    shifts = (mention.shift for mention in within(mentions.periods, begin, end))
    return any(shift is not None and (shift.years == -1 or shift.months == -YEAR) for shift in shifts)


def _was_before(draft: Draft, period: Period) -> bool:
    """Whether a relative clause tells what was, in one on what is to come: "spending, which was $1.2 billion, will be held to $1.1 billion
    this year"."""
    published, verb = draft.story.document.published_at, draft.scene.verb
    if draft.clause.link != "relative" or published is None or verb is None or period.last < published:
        return False
    above = draft.scene.parent
    return verb.low in {"was", "were"} and above is not None and _looks_ahead(above.clause.items)


def _looks_ahead(items: Sequence[Item]) -> bool:
    """Whether a clause tells what is to come."""
    return any(item.kind == "U" and item.low in {"will", "would", "should"} for item in items)


#: So many items from the end a time stands that "in which" stands for.
_NEAR = 4


def _sees(scene: Scene) -> bool:
    """Whether a clause says what a time saw: "a first half that saw the group cut 12 percent of its staff"."""
    return scene.verb is not None and scene.verb.low in {"saw", "sees", "witnessed"}


def _of_antecedent(draft: Draft, before: Sequence[Item]) -> Item | None:
    """The time in the noun phrase that a relative clause hangs on: "revenue last year, which stood at ..."."""
    for j in range(len(before) - 1, -1, -1):
        item = before[j]
        if item.kind in {"V", "Q"}:
            return None
        if item.kind == "T" and item.data.shift is not None and before[-1].low == "in" and len(before) - j < _NEAR:
            return item  # "from the month before, in which it had shrunk 0.7 percent"
        if item.kind == "T" and j + 1 < len(before) and of_old_value(list(before), j):
            return None  # "rose to $2 billion from $1 billion a year earlier, on turnover that grew 17 percent"
        if item.kind == "T" and item.data.period is not None and usable(item, before, j, draft.metric.data):
            return item
    return None


def _hung_on(draft: Draft) -> When | None:
    """The time that a clause with "when" or "where" hangs on: right before it, else the last one that it goes on from."""
    dated = _right_before(draft)
    if dated is None and draft.clause.cue == "which":
        return None
    above = draft.scene.parent.last("when") if draft.scene.parent is not None else None
    before = draft.story.text[draft.story.sentence.start : draft.scene.start].rstrip(" ,").removesuffix("when")
    if (
        dated is None
        and above is not None
        and above.period is not None
        and before.rstrip(" ,").endswith("previous one")
    ):
        return When(above.period.shift(months=-above.period.months), how="sentence")
    if dated is not None and dated.shift is not None and dated.origin == "shift":
        if above is None or above.period is None:
            return None
        return When(dated.shift.apply(above.period), dated.start, dated.end, "sentence")
    if dated is not None and dated.period is not None and not _is_day_of_saying(draft, dated.period):
        return When(dated.period, dated.start, dated.end, "sentence")
    for item in reversed(draft.clause.before):
        if item.kind == "T" and item.data.period is not None and not _is_day_of_saying(draft, item.data.period):
            return resolved(draft.story, item, draft.state.last_period)._replace(how="sentence", shifted=False)
    return None


def _is_day_of_saying(draft: Draft, period: Period) -> bool:
    """Whether a day is only the one on which a forecast was made: "said on Aug 13, when it narrowed its forecast to 2 to 3 percent"."""
    foretold = any(item.low.rpartition(" ")[2] in words("foresight") for item in draft.items[: draft.at])
    return period.precision == "day" and foretold and not is_daily(draft.metric.data)


#: What hangs a clause on a time.
_THEN = {"when", "where", "in which", "during which"}


def _right_before(draft: Draft) -> PeriodMention | None:
    """The time right before "when": "up from May 9, when shares ended at 1,870.25", "from the previous quarter, when it had shrunk", "a reversal
    from May, in which it grew"."""
    story, start = draft.story, draft.scene.start
    before = within(story.mentions.periods, story.sentence.start, start)
    if not before or before[-1].role not in {"time", "asof", "since", "basis"}:
        return None
    return before[-1] if story.text[before[-1].end : start].strip(" ,").lower() in _THEN else None


def _holds_below(draft: Draft, above: Scene, j: int) -> bool:
    """Whether the time at item `j` of a clause above is that of a number below: none of an earlier value, of a comparison, or
    of a longer time than the day of a quote."""
    items, data = above.clause.items, draft.metric.data
    time, mention = items[j], items[j].data
    if above.clause.link == "compare" or of_old_value(items, j) or (mention.shift is not None and mention.shift.steps):
        return False
    if not usable(time, items, j, data) or is_of_founding(items, j):
        return False
    if data.get("code") == "policy_rate" and above.fact is not None and above.fact.metric != "policy_rate":
        return False  # "Inflation fell to 2.9% in October, while the bank has lifted its rate to 4%"
    if mention.role == "since" and draft.measure == "level" and (is_daily(data) or data.get("nature") == "stock"):
        return False  # "has bought $9.6 billion since December, taking its reserves to $28.2 billion"
    long = mention.period is not None and mention.period.precision != "day"
    aside = draft.clause.link == "same" and above.verb is None and any(x.kind == "Q" for x in items[:j])
    if long and aside and is_daily(data):
        return False  # "Its shares, up 41 percent so far this year, gained 4.8 percent"
    week = mention.period is not None and mention.period.precision == "week"
    if (
        long
        and not (week and ends_day(draft))
        and is_daily(data)
        and draft.items[draft.at].data.kind in {"money", "price", "rate"}
    ):
        return False  # "have gained 17% this year, giving it a market value of", "and trades at 124 per dollar"
    told = entry(above.fact.metric) if above.fact is not None else above.frame.metric and above.frame.metric.data
    if long and data.get("code") == "share_price" and not (told and is_daily(told)):
        return False  # "Profit rose 26 percent in the fourth quarter, but its shares fell 5 percent"
    return not (draft.clause.link == "relative" and mention.role == "deadline" and time.start > draft.scene.end)


def at_list_end(draft: Draft, base: Period | None) -> When | None:
    """The one time of a list of elliptic statements, told at its end: "Indonesia grew 5.4%, Malaysia 6.0% and Thailand 2.9% in 2022"."""
    if draft.scene is draft.story.scenes[-1]:
        return None
    run = _run(draft, {"ellipsis", "paren"})
    if not any(other.clause.link == "ellipsis" for other in run) or any("T" in x.clause.kinds for x in run[:-1]):
        return None
    items = run[-1].clause.items
    ahead = not _looks_ahead(draft.items) and _looks_ahead(items)
    if ahead and ";" in draft.story.text[draft.quantity.end : items[0].start]:
        return None  # "Debt fell to $4.4 billion; spending will be held to $1.1 billion this year"
    number = next((i for i, item in enumerate(items) if item.kind == "Q"), len(items))
    if number < len(items) and items[number].form == "count" != draft.quantity.kind:
        return None  # "cut its rate by 25 basis points to 4 percent and signalled two more cuts this year"
    time = _first_time(items[number + 1 :], items, draft)
    if time is None or of_old_value(items, items.index(time)):
        return None  # "Europe contributed 67 percent and Asia 6 percent, down from 22 percent a year earlier"
    return resolved(draft.story, time, base)._replace(how="sentence")


def by_deadline_behind(draft: Draft, base: Period | None) -> When | None:
    """The time by which several things are to come about, told behind the last: "to double trade to $20 billion and lift investment to $5
    billion by 2030"."""
    if is_daily(draft.metric.data) or draft.clause.has("T"):
        return None
    for scene in _run(draft, {"same", "ellipsis"}):
        time = next((item for item in scene.clause.items if item.kind == "T"), None)
        if scene.verb is not None and scene.verb.form != "base" and scene.clause.link == "same":
            return None  # "plans to raise output to 3 million tonnes, hiring 500 people by 2030"
        if time is None:
            continue
        quantity, code = draft.quantity, draft.metric.code
        status, _ = status_and_cue(draft.story, draft.scene, draft.at, quantity, None, code)
        due = time.code == "deadline" and status in {"forecast", "target"}
        return resolved(draft.story, time, base)._replace(how="sentence") if due else None
    return None


def of_next_change(draft: Draft, base: Period | None) -> When | None:
    """The time of two changes of quotes joined by "and", told behind the second: "Shell is down 5% and BP is down 8% this year"."""
    number = draft.items[draft.at]
    if not is_daily(draft.metric.data) or not draft.measure.startswith("change"):
        return None
    following = draft.story.scene_behind(draft.scene)
    if following is None or "T" in draft.clause.kinds:
        return None
    row = following.clause.items
    if draft.story.text[number.end : row[0].start].strip(" ,") != "and" or row[0].low in {"has", "have"}:
        return None  # "closed at $33, down 2 percent, and has fallen 15 percent this year"
    second = next((i for i, item in enumerate(row) if item.kind == "Q"), len(row))
    if second == len(row) or row[second].form != number.form or any(item.kind == "T" for item in row[:second]):
        return None
    time = _first_time(row[second + 1 :], row, draft)
    return resolved(draft.story, time, base)._replace(how="sentence") if time is not None else None


def at_comparison_end(draft: Draft, base: Period | None) -> When | None:
    """The earlier time of a whole comparison, told at its end: "compared with a profit of $98 million, or 70 cents a share, on revenue
    of $1.2 billion in the year-ago quarter"."""
    above: Scene | None = draft.scene
    while above is not None and above.clause.link in {"ellipsis", "paren", "same"}:
        above = above.parent
    if above is None or above.clause.link != "compare" or base is None:
        return None
    if any(item.low in words("foresight") for item in draft.items[: draft.at]):
        return None  # "less than the expected gain of 0.4% and a 0.6% rise in the previous two months"
    rows = [draft.items[draft.at + 1 :], *(scene.clause.items for scene in _run(draft, {"ellipsis", "paren", "same"}))]
    for row in rows:
        time = _first_time(row, row, draft)
        if time is not None:
            earlier = time.data.shift is not None and time.data.shift.steps
            return resolved(draft.story, time, base)._replace(how="sentence") if earlier else None
    return None


def _run(draft: Draft, links: set[str]) -> list[Scene]:
    """The clauses right behind the number's that are linked in one of these ways; of those in brackets amounts only."""
    scenes = draft.story.scenes
    behind = scenes[scenes.index(draft.scene) + 1 :]
    return list(takewhile(lambda scene: scene.clause.link in links and not _is_signed(scene), behind))


def _is_signed(scene: Scene) -> bool:
    """Whether brackets hold a change: "74,210 (-1.5%)"."""
    return scene.clause.link == "paren" and any(item.kind == "Q" and item.code == "%" for item in scene.clause.items)


def _first_time(row: Sequence[Item], items: Sequence[Item], draft: Draft) -> Item | None:
    """The first time of a row of a clause's items that can be a number's."""
    data = draft.metric.data
    return next((item for item in row if item.kind == "T" and usable(item, items, items.index(item), data)), None)
