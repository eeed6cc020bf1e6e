"""When: the period of a number in its clause, its sentence, or the text before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Any

from pipeline.linking import period as timing
from pipeline.linking.clauses import Clause
from pipeline.linking.companies import expected
from pipeline.linking.items import Item
from pipeline.linking.meaning import status_and_cue
from pipeline.linking.measure import Reading
from pipeline.linking.metric import Metric
from pipeline.linking.story import Scene, Story, about_company, within
from pipeline.periods.period import Period, PeriodMention

#: What companies report together for one period.
_RESULTS = {"revenue", "operating_profit", "net_income", "pretax_profit", "ebitda"}


def when_of(story: Story, scene: Scene, at: int, reading: Reading, metric: Metric) -> timing.When:
    clause, state = scene.clause, story.state
    published = story.document.published_at
    data = metric.data
    item = timing.in_clause(_without_standard(clause, reading), at, reading.old, data)
    base = (
        scene.last("when").period
        if scene.last("when") is not None
        else (state.period.value if state.period is not None else None)
    )
    if item is None and not reading.old and _of_whole_year(scene) and base is not None:
        outlook = _of_outlook(story, scene, at, metric)
        if outlook is not None:
            return outlook
        return timing.When(Period.year(base.last.year), how="sentence")
    if (
        reading.old
        and reading.governor is not None
        and reading.governor.kind == "T"
        and reading.governor.data.period is not None
    ):
        return timing.When(reading.governor.data.period, reading.governor.start, reading.governor.end)
    if reading.old and (_foretold(story, scene, at, item) or _revised(clause.items, at, reading)):
        return timing.When(base, how="sentence")
    if reading.old:
        if (
            item is not None
            and (data.get("home") == "company" or (data.get("nature") == "flow" and reading.rule != "earlier record"))
            and _same_part(item.data, base)
        ):
            return timing.When(base.shift(years=-1), item.start, item.end, shifted=True)
        if item is not None:
            return _resolved(story, item, base)
        if clause.link == "compare" and any(
            cue.kind == "status" and cue.code != "hypothetical" and scene.start <= cue.start < scene.end
            for cue in story.cues
        ):
            return timing.When(base, how="sentence")  # "compared with a median forecast for a 0.4% gain"
        if (period := _nth_before(scene, at, metric)) is not None:
            return timing.When(period, how="sentence")
        foreseen = any(item.low in _FORESIGHT for item in clause.items)
        if any(item.low in _FORESIGHT for item in clause.items[max(0, at - 3) : at]):
            return timing.When(base, how="sentence")  # "compared with 3.2 in June and a forecast of 3.3"
        last = scene.last("fact")
        if last is not None and (
            foreseen
            or (last.status in {"forecast", "target"} and not _is_earlier_year(clause.items, at, metric))
            or (reading.governor is not None and reading.governor.code in {"raise", "lower"})
        ):
            return timing.When(base, how="sentence")
        if clause.link == "compare" and _is_other_thing(scene):
            return timing.When(base, how="sentence")  # "higher than urban inflation at 4.78 per cent"
        basis = scene.last("fact").basis if scene.last("fact") is not None else None
        rolls = base is not None and base.precision in {"quarter", "span"}
        basis = basis or (_usual_basis(story, base) if data.get("nature") == "stock" or rolls else None)
        return timing.When(
            timing.earlier(base, basis, data, growth=metric.growth or data.get("code") == "pmi"), how="sentence"
        )
    if item is not None:
        found = _resolved(story, item, state.period.value if state.period is not None else base)
        if (moved := _moved_to(found.period, clause.items, clause.items.index(item), reading, metric)) is not None:
            return found._replace(period=moved)
        return timing.stretched(found, item.data, clause.items, at, state, published, data)
    if clause.link == "relative" and (own := _of_antecedent(clause.before, data)) is not None:
        return _resolved(story, own, base)._replace(how="sentence")
    walk = scene.parent
    while walk is not None:
        items = walk.clause.items
        if (
            clause.cue in {"when", "where"}
            and walk is scene.parent
            and (dated := _right_before(story, scene)) is not None
        ):
            return timing.When(dated.period, dated.start, dated.end, "sentence")
        if clause.cue in {"when", "where"} and walk is scene.parent:
            for other in reversed(clause.before):
                if other.kind == "T" and other.data.period is not None:
                    return timing.When(other.data.period, other.start, other.end, "sentence")
        for j, other in enumerate(items):
            if (
                other.kind == "T"
                and not _of_old_value(items, j)
                and (other.data.shift is None or not other.data.shift.steps)
                and timing.usable(other, items, j, data)
                and walk.clause.link != "compare"
                and not (
                    timing.is_daily(data)
                    and items_of_day(scene.clause.items[at])
                    and other.data.period is not None
                    and other.data.period.precision != "day"
                )  # "have gained 17% this year, giving it a market value of"
                and not (clause.link == "relative" and other.data.role == "deadline" and other.start > scene.end)
            ):
                found = _resolved(story, other, state.period.value if state.period is not None else None)
                if found.period is not None:
                    return found._replace(how="sentence")
        walk = walk.parent
    outlook = _of_outlook(story, scene, at, metric)
    if outlook is not None:
        return outlook
    if (behind := _at_list_end(story, scene, data)) is not None:
        return _resolved(story, behind, base)._replace(how="sentence")
    if scene.last("when") is not None and scene.last("when").period is not None and not timing.is_daily(data):
        return scene.last("when")._replace(how="sentence")
    last = state.metric.value.code if state.metric is not None else None
    same = not scene.frame.fresh or metric.weak or metric.code == last
    breakdown = (
        state.listing and same and not about_company(story) and bool(scene.frame.products or scene.frame.partners)
    )
    goes_on = (
        about_company(story)
        and state.metric is not None
        and (last == metric.code or {last, metric.code} <= _RESULTS)
        and story.number - state.metric.sentence <= 1
        and state.last_period is not None
        and state.last_period.precision in {"quarter", "span", "half"}
        and (
            state.lead_period is None
            or not state.last_period.contains(state.lead_period.value)
            and state.last_period.last >= state.lead_period.value.last
        )
        and metric.data.get("home") != "country"
    )
    status, _ = status_and_cue(story, scene, at, clause.items[at].data, None, metric.code)
    paragraph, end = story.sentence.paragraph, story.sentence.end
    found = timing.inherited(state, paragraph, data, published, breakdown, goes_on, end, told=status == "actual")
    if timing.is_daily(data):
        day = state.periods.get("day")
        return (
            timing.When(day.value, day.start, day.end, "paragraph")
            if day is not None and _same_day(story, scene, metric)
            else found
        )
    return _after_basis(_later_than_old(found, clause.items), clause.items)


_FORESIGHT = {"estimate", "estimates", "forecast", "forecasts", "projection", "projections", "outlook", "prediction"}


def _is_other_thing(scene: Scene) -> bool:
    """Whether a comparison is with another metric or product of the same time, not with an earlier value."""
    own, parent = scene.phrase, scene.parent
    if parent is None or own.metric is None or own.anaphor is not None:
        return False
    labels = {p.label for p in own.products}
    return (
        bool(labels)
        and labels != {p.label for p in parent.frame.products}
        or (parent.frame.metric is not None and own.metric.code != parent.frame.metric.code)
    )


def _nth_before(scene: Scene, at: int, metric: Metric) -> Period | None:
    """The period of the nth forecast that the nth earlier one is compared with: "6.2% in 2023 and 4.8% in 2024, against 6.5% and 4.5%"."""
    items = scene.clause.items
    begin = next((i for i in range(at, -1, -1) if items[i].low == "from"), 0) if scene.clause.link != "compare" else 0
    numbers = [item for item in items[begin:] if item.kind == "Q"]
    told = scene.parent.facts if begin == 0 and scene.parent is not None else scene.facts
    told = [
        fact for fact in told if fact.metric == metric.code and fact.char_end <= items[begin].end + (begin == 0) * 10**9
    ]
    if (
        len(numbers) < 2
        or len(told) != len(numbers)
        or any(f.status != "forecast" or f.period_start is None for f in told)
    ):
        return None
    fact = told[numbers.index(items[at])]
    first, last = fact.period_start, fact.period_end
    return Period.span(first, last) if first is not None and last is not None else None


def _usual_basis(story: Story, base: Period | None) -> str | None:
    """What the text compares a month's stocks with elsewhere: the month before or the year before."""
    if base is None or base.precision not in {"month", "quarter", "span"}:
        return None
    told = [fact.period_start for fact in story.facts]
    if base.precision != "month":  # "in the three months to May, up from 4.6% in the three months to April"
        before = base.shift(months=-1)
        return (
            "mom" if any((f.period_start, f.period_end) == (before.first, before.last) for f in story.facts) else None
        )
    month, year = base.shift(months=-1).first, base.shift(years=-1).first
    return "mom" if told.count(month) > told.count(year) else None


def _moved_to(period: Period | None, items: list[Item], at: int, reading: Reading, metric: Metric) -> Period | None:
    """The later of two months, quarters or years in a row that a change leads from and to: "rose 0.1% from April to May"."""
    if period is None or not at or items[at - 1].low != "from" or period.precision == "day":
        return None
    changes = (
        (reading.measure or "").startswith("change") or metric.growth or metric.data.get("nature") in {"rate", "index"}
    )
    months = 12 * (period.last.year - period.first.year) + period.last.month - period.first.month + 1
    words = items[at].low.replace("-", " ").split()
    unit = {2: "month", 6: "quarter", 24: "year"}.get(months)
    if not changes or unit is None or "to" not in words:
        return None
    return Period.unit(unit, period.last)


def items_of_day(item: Item) -> bool:
    """Whether a number is an amount of a day's quote, not a change."""
    return item.data.kind in {"money", "price"}


_REVISES = {
    "forecast", "forecasts", "estimate", "estimates", "guidance", "previous", "previously", "earlier", "projection", "planned", "target",
    "range", "outlook", "projected", "prior", "expected", "goal", "plan", "view", "expectation",
}  # fmt: skip


def _is_earlier_year(items: list[Item], at: int, metric: Metric) -> bool:
    """Whether what a plan is compared with is the year before, not an earlier plan: "invest $3 billion this year, up from $2.1 billion"."""
    up = at > 1 and items[at - 1].low == "from" and items[at - 2].kind == "D" and items[at - 2].low in {"up", "down"}
    revises = any(item.low in _REVISES or item.code in {"raise", "lower"} for item in items)
    return up and not revises and metric.data.get("nature") == "flow"


def _of_outlook(story: Story, scene: Scene, at: int, metric: Metric) -> timing.When | None:
    """The period of a forecast in a company's report that names none: analysts' that of the figure before, its own the year
    under way."""
    if not about_company(story) or timing.is_daily(metric.data) or metric.code == "dividend":
        return None
    items = scene.clause.items
    if scene.verb is not None and scene.verb.code in {"exceed", "below"}:
        return None  # "beating expectations of 97 cents"
    if expected(items):
        unit = items[at].data.unit
        alike = [
            f for f in story.facts[-4:] if f.metric == metric.code and f.unit == unit and f.period_start is not None
        ]
        last = max(alike, key=lambda fact: fact.period_start, default=None)
        if last is None:
            return None
        return timing.When(Period.span(last.period_start, last.period_end), how="context")
    status, _ = status_and_cue(story, scene, at, items[at].data, None, metric.code)
    held = story.state.outlook
    if status not in {"forecast", "target"} or held is None or scene.clause.link == "compare":
        return None
    return timing.When(held.value, held.start, held.end, "context")


def _right_before(story: Story, scene: Scene) -> PeriodMention | None:
    """The time that a clause with "when" hangs on: "compared with Jan. 2, when the index finished at 2,398.94"."""
    before = within(story.mentions.periods, story.sentence.start, scene.start)
    if not before or before[-1].period is None or before[-1].role not in {"time", "asof", "since", "basis"}:
        return None
    between = story.text[before[-1].end : scene.start].strip(" ,").lower()
    return before[-1] if between in {"when", "where"} else None


def _foretold(story: Story, scene: Scene, at: int, time: Item | None) -> bool:
    """Whether a value that another is compared with was a forecast of that one: "compared with growth of 5.8% in August and a forecast of 8.2%"."""
    if scene.clause.link != "compare" or time is None:
        return False
    number = scene.clause.items[at]
    return any(
        cue.kind == "status"
        and cue.code == "forecast"
        and (time.end <= cue.start < number.start or 0 <= cue.start - number.end < 3)
        for cue in story.cues
    )


def _revised(items: list[Item], at: int, reading: Reading) -> bool:
    """Whether the older value is an earlier print of the same: "revised February's shortfall to C$2.47 billion from C$1.91 billion"."""
    return reading.rule == "from" and any(item.low.startswith("revis") for item in items[:at])


_BEYOND = {"below", "above", "under", "over", "higher", "lower"}


def _without_standard(clause: Clause, reading: Reading) -> Clause:
    """A clause without what its number is measured against: "19 percent below their level of July"."""
    governor = reading.governor
    if (
        governor is None
        or reading.rule not in {"number + comparative", "points above or below"}
        or governor.low not in _BEYOND
    ):
        return clause
    at = clause.items.index(governor) if governor in clause.items else len(clause.items)
    behind = clause.items[at + 1 : at + 4]
    if not any(item.low in {"its", "their", "the"} or item.kind == "T" for item in behind[:1]):
        return clause
    return replace(clause, items=clause.items[: at + 1])


def _resolved(story: Story, item: Item, base: Period | None) -> timing.When:
    """The period of a time item; "the month" is the last month that was named, "the period" the one spoken of."""
    mention = item.data
    if mention.shift is not None and not mention.shift.steps and mention.shift.unit == "period":
        held = story.state.period
        if held is None or story.number - held.sentence > 2:
            base = story.state.last_period or base  # "in the same period"
    if mention.shift is None or mention.shift.steps or base is None:
        return timing.resolve(item, base)
    if mention.shift.unit not in {"period", base.precision}:
        named = [
            m.period
            for m in story.mentions.periods
            if m.start < item.start and m.period is not None and m.role in {"time", "asof"}
        ]
        unit = mention.shift.unit
        if unit == "month" and named and named[-1].precision in {"quarter", "span"}:
            named.append(Period.unit("month", named[-1].last))  # "in the quarter through November ... in the month"
        base = next(
            (p for p in reversed(named) if p.precision == unit or (unit == "week" and (p.last - p.first).days == 6)),
            base,
        )
    if mention.shift.unit == "week" and (base.last - base.first).days == 6:
        return timing.When(base, item.start, item.end)  # weeks of statistics end on Saturdays
    return timing.When(mention.shift.apply(base), item.start, item.end)


def _of_antecedent(before: list[Item], data: Mapping[str, Any]) -> Item | None:
    """The time in the noun phrase that a relative clause hangs on: "revenue last year, which stood at ..."."""
    for j in range(len(before) - 1, -1, -1):
        if before[j].kind in {"V", "Q"}:
            return None
        if before[j].kind == "T" and before[j].data.period is not None and timing.usable(before[j], before, j, data):
            return before[j]
    return None


def _of_old_value(items: list[Item], at: int) -> bool:
    """Whether a time dates what a value moved from: "from 43.2 in July", "following a 1.3% fall in October"."""
    i = next((i for i in range(at - 1, -1, -1) if items[i].kind == "Q"), 0)
    before = next((item for item in reversed(items[:i]) if item.kind not in {"E", "H", "G"}), None)
    foil = before is not None and before.low in {"from", "after", "than", "following"}
    return foil and not any(item.kind in {",", "V"} for item in items[i:at])


#: What a new value is later than the old one, in months.
_STEPS = {"month": 1, "quarter": 3, "year": 12}


def _later_than_old(when: timing.When, items: list[Item]) -> timing.When:
    """A new value's period when only the old one is dated: "rose to 51.6 from 26.0 in February" is March's."""
    for i, item in enumerate(items):
        found = item.data.period if item.kind == "T" and _of_old_value(items, i) else None
        step = _STEPS.get(found.precision) if found is not None and item.data.shift is None else None
        if found is not None and step is not None:
            later = when.period is not None and when.period.first > found.first
            if (
                later
                and when.period.precision == found.precision
                and (step < 12 or when.period.first.year == found.first.year + 1)
            ):
                return when
            return timing.When(found.shift(months=step), item.start, item.end, "sentence")
    return when


def _at_list_end(story: Story, scene: Scene, data: Mapping[str, Any]) -> Item | None:
    """The one time of a list of elliptic statements, told at its end: "Indonesia grew 5.4%, Malaysia 6.0% and Thailand 2.9% in 2022"."""
    behind = story.scenes[story.scenes.index(scene) + 1 :]
    run = list(takewhile(lambda other: other.clause.link == "ellipsis", behind))
    if not run or any(other.clause.has("T") for other in run[:-1]):
        return None
    items = run[-1].clause.items
    number = next((i for i, item in enumerate(items) if item.kind == "Q"), len(items))
    return next(
        (
            item
            for i, item in enumerate(items)
            if i > number and item.kind == "T" and item.data.period is not None and timing.usable(item, items, i, data)
        ),
        None,
    )


def _same_day(story: Story, scene: Scene, metric: Metric) -> bool:
    """Whether a quote goes on about the day of the sentence before: the same kind of price of the same market, in one paragraph."""
    day, last = story.state.periods["day"], story.facts[-1]
    if day.paragraph != story.sentence.paragraph or day.sentence != story.number - 1 or last.metric != metric.code:
        return False
    country = scene.frame.index.data.get("country") if scene.frame.index is not None else last.reporter
    return country == last.reporter


def _after_basis(when: timing.When, items: list[Item]) -> timing.When:
    """The month behind the one that a change is compared with, where the text speaks of a longer span: "dipped 0.3 percent from July"."""
    for item in items:
        if item.kind != "T" or item.code != "basis" or item.data.period is None or item.data.basis != "mom":
            continue
        period = item.data.period
        if period.precision == "month" and when.period is not None and when.period.precision != "month":
            after = period.shift(months=1)
            if when.period.contains(after):
                return timing.When(after, item.start, item.end, "sentence")
    return when


def _of_whole_year(scene: Scene) -> bool:
    """Whether a clause, or the one whose subject it shares, speaks of the full year."""
    above = scene.parent if scene.clause.link == "same" else None
    return _whole_year(scene.clause.items) or (
        above is not None and not above.facts and _whole_year(above.clause.items)
    )


def _whole_year(items: list[Item]) -> bool:
    """Whether the clause speaks of "the full year" or "the year as a whole"."""
    lows = [item.low for item in items]
    if any(low in {"full year", "whole year", "entire year", "year as a whole"} for low in lows):
        return True
    return any(a in {"full", "whole", "entire"} and b == "year" for a, b in pairwise(lows))


def _same_part(mention: PeriodMention, base: Period | None) -> bool:
    """Whether "last year" beside a quarter's result means the same quarter of it."""
    if (
        base is None
        or mention.period is None
        or mention.period.precision != "year"
        or any(c.isdigit() for c in mention.text)
    ):
        return False
    if mention.shift is not None and mention.shift.years == -1 and mention.shift.unit == "year":
        return base.precision in {"quarter", "half", "month", "span"}
    return base.precision in {"quarter", "half", "month", "span"} and mention.period.first.year == base.last.year - 1
