"""Measurand: which metric a number measures, once its clause, a list's order and its unit have had their say."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline.linking import measure as measuring
from pipeline.linking.balances import of_one_kind
from pipeline.linking.bracketed import verb_around
from pipeline.linking.branches import branch_of
from pipeline.linking.carried import growth_row
from pipeline.linking.choose import metric_of
from pipeline.linking.clauses import Clause
from pipeline.linking.companies import grown_in_pieces, has_grown, shared
from pipeline.linking.draft import Draft
from pipeline.linking.elided import in_percent_of_last
from pipeline.linking.inunit import (
    MONEY,
    counted_behind,
    in_currency_of_last,
    in_percent_of_row,
    in_unit_of_all,
    in_unit_of_last,
    is_in_points,
    is_result,
    per_unit_told,
    points_of_rate,
    stands_for_sum,
    without_currency,
    without_forecasters,
)  # fmt: skip
from pipeline.linking.items import Item
from pipeline.linking.labour import job_flow, next_branch, payroll_change, tells_employment
from pipeline.linking.lastinturn import nth_set_against
from pipeline.linking.metric import IN_PASSING, VOLUMES, WORTH, Metric, entry
from pipeline.linking.only import COUNTS
from pipeline.linking.partnershares import as_partner_share
from pipeline.linking.phrases import Phrase
from pipeline.linking.reading import RELATIVE, Reading, sign_of
from pipeline.linking.revised import is_of_vintage
from pipeline.linking.roles import role_of
from pipeline.linking.sized import by_volume
from pipeline.linking.story import Scene, Story, about_company
from pipeline.linking.whichway import are_sold_at_home
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: What a verb of spending or who spends may be read as.
_SPENT = {"capex", "government_spending", "revenue", "tourist_arrivals"}
#: What a value that names its metric is set against the one before by, and how it is read: "compared with a $2 billion surplus".
_SET_AGAINST, _WITH_METRIC = {"compared with", "compared to", "against", "versus"}, {"metric + of", "number + metric"}
#: Verbs of a profit or loss, which is money where a bare number stands behind.
_EARNED = {"made", "earned", "lost", "makes", "earns", "loses"}


def draft_of(story: Story, scene: Scene, at: int, quantity: Quantity, order: int) -> Draft | None:
    """The number at item `at` with its metric and the way it is meant; None without a metric."""
    clause = scene.clause
    quantity = in_percent_of_last(story, scene, at, quantity)
    parent_verb = _governing_verb(scene, quantity)
    inherited = _share_before(story, clause, at, quantity) or scene.last("reading")
    percent = in_percent_of_row(story, clause, at, quantity)
    if percent is not quantity:
        quantity, inherited = percent, None
    reading = measuring.read(clause, at, inherited, parent_verb)
    reading = _like_siblings(story, clause, reading)
    compared = clause.link == "compare" and clause.cue in _SET_AGAINST and reading.rule in _WITH_METRIC
    if compared or (clause.link == "main" and _is_followed(clause.items, at)):
        reading = reading._replace(old=True)
    quantity = in_unit_of_last(scene, without_forecasters(clause.items, at, quantity), reading)
    quantity = counted_behind(clause.items, at, per_unit_told(clause.items, at, quantity))
    told, quantity = quantity, points_of_rate(clause.items, at, quantity)
    if quantity is not told and reading.measure == "change_abs":
        reading = reading._replace(measure="change_pp")  # "has lowered rates by 1,200 points"
    earned = quantity.kind == "number" and at and (clause.items[at - 1].low in _EARNED or is_result(clause.items, at))
    if earned and about_company(story):
        quantity = (
            in_currency_of_last(story, clause.items, at, quantity) or quantity
        )  # "The cargo arm made 482 million"
    found = metric_of(story, scene, at, quantity, reading)
    if found is None and (sum_of_last := in_currency_of_last(story, clause.items, at, quantity)) is not None:
        found = metric_of(story, scene, at, sum_of_last, reading)
        parted = scene.verb is not None and scene.verb.code == "share" and scene.phrase.products
        going_on = found is not None and parted and found[0].code in {"exports", "imports"}
        going_on = going_on or (found is not None and stands_for_sum(story, scene, at, sum_of_last, found[0].code))
        if found is not None and found[1] == "context" and not going_on:
            found = None  # but "Salmon exports hit 5.7 billion crowns. Cod accounted for 1.4 billion"
        quantity = sum_of_last if found is not None else quantity
    if found is not None and (money := without_currency(story, found[0], quantity)) is not None:
        found, quantity = (found[0].renamed(MONEY.get(found[0].code, found[0].code)), *found[1:]), money
    if found is not None:
        quantity = in_unit_of_all(story, found[0], quantity)
    if found is not None and is_in_points(found[0], quantity):
        quantity = replace(quantity, kind="index_points", unit="1")  # "the Nifty advanced 55.9 points"
        reading = reading._replace(measure="change_abs" if reading.measure == "change_pp" else reading.measure)
    jobs = _jobs(story, scene, at, quantity, reading, found[0] if found is not None else None)
    if found is not None and _is_stock(scene, reading, found[0], quantity):
        jobs, found = None, (found[0].renamed("employment"), *found[1:])
    if jobs is not None:
        found = (jobs[0], "read", Phrase())
        measure = "change_abs" if jobs[0].code == "employment" else "level"
        reading = reading._replace(measure=measure, sign=jobs[1], rule="jobs gained or lost")
        if (revised := _revised_by(clause.items, at)) and not story.state.main_company:
            reading = reading._replace(measure="change_abs", sign=revised)
    elif (again := _jobs_again(scene, quantity, found)) is not None:
        # "Hospitals added 52,000 jobs, banks 21,000 and warehouses 18,000"
        jobs, found = again, (again[0], "sentence", None)
        reading = reading._replace(measure="level", sign=again[1], rule="jobs gained or lost")
    elif (
        found is not None
        and found[0].code == "jobs_added"
        and reading.measure == "change_abs"
        and scene.phrase.products
    ):
        found = (found[0].renamed("employment"), *found[1:])  # "full-time work fell by 32,400"
    elif (
        found is not None and found[0].code == "unemployment" and reading.measure is None and _is_more(clause.items, at)
    ):
        reading = reading._replace(measure="change_abs", sign=1)  # "an extra 95,000 people were out of work"
    elif found is not None and found[0].code == "jobs_added" and (revised := _revised_by(clause.items, at)):
        reading = reading._replace(measure="change_abs", sign=revised)  # "revised gains up by a combined 87,000"
    elif found is not None and found[0].code == "jobs_added" and reading.rule in _COUNTED_GAINS:
        reading = reading._replace(measure="level")  # "revised to a gain of 12,000"
    if (found is None or clause.link == "paren") and (row := growth_row(story, quantity)) is not None:
        found, quantity = (row, "context", None), replace(quantity, kind="percent", unit="%")
        reading = reading._replace(old=False)  # in brackets stands the forecast before, of the same year
    if found is None:
        return None
    metric, how, near = found
    if reading.rule == "percent of" and is_of_vintage(clause.items, at):
        reading = reading._replace(measure=None, old=True)  # "the 2.7% of the October budget"
    last = scene.last_fact()
    leads = last if last is not None or not story.facts else story.facts[-1]
    if reading.rule == "share of the first" and leads is not None and has_grown(leads, metric, scene, reading):
        reading = reading._replace(
            measure="change_pct"
        )  # "led with growth of 9.0 percent, followed by Panama with 5.6 percent"
    if order > 0 and reading.measure == "level" and last is not None and last.metric != metric.code:
        reading = reading._replace(
            measure=None
        )  # "The jobless rate and inflation stood at 6.3 percent and 2.2 percent"
    if metric.name == IN_PASSING and reading.measure == "change_abs":
        reading = reading._replace(
            measure="level", sign=0
        )  # "$9 billion to expand output, $6 billion for steel": parts of a sum
    draft = Draft(story, scene, at, quantity, order, reading, metric, how, near, jobs is not None)
    _rename(draft)
    return draft


#: How it is said that a value comes behind an older one.
_FOLLOWS = {"follow", "follows", "followed"}


def _is_followed(items: list[Item], at: int) -> bool:
    """Whether a number is the older one that another came behind: "The deficit followed a surplus of $2.3 billion in December"."""
    verb = next((i for i in range(at - 1, 0, -1) if items[i].kind in {"V", "A"}), 0)
    if not verb or items[verb].low not in _FOLLOWS or items[verb - 1].code == "be":
        return False
    if any(item.kind == "Q" or item.low == "with" for item in items[verb:at]):
        return False  # "The DS30 followed suit with 7 points up"
    return items[verb - 1].kind not in {"C", "L"} and items[verb + 1].kind != "R"  # "Kia followed with 43,000"


def _governing_verb(scene: Scene, quantity: Quantity) -> Item | None:
    """The verb that can govern a number; for one in brackets "up" is as good as a verb: "sales were up in China (26.6%)"."""
    verb = verb_around(scene, quantity)
    if verb is None or verb.start >= quantity.start:
        return verb if verb is not None and _moves_listed(scene, verb) else None
    if verb.code != "be" or scene.clause.link != "paren" or scene.parent is None:
        return verb
    items = scene.parent.clause.items
    return next((b for a, b in pairwise(items) if a is verb and b.kind == "D"), verb)


def _moves_listed(scene: Scene, verb: Item) -> bool:
    """Whether a verb behind a name and its percentage in brackets says which way that went: "exports to China (12%) and Taiwan (38%) rose"."""
    clause, metric = scene.clause, scene.frame.metric
    if clause.link != "paren" or not sign_of(verb) or len(clause.items) != 1 or clause.items[0].form != "percent":
        return False
    if (
        (metric is not None and metric.data.get("rate"))
        or not clause.before
        or clause.before[-1].kind not in {"L", "P"}
    ):
        return False
    return not any(item.kind == "S" for item in clause.before)


def _share_before(story: Story, clause: Clause, at: int, quantity: Quantity) -> Reading | None:
    """The share that an earlier one is set against, where the whole's own amount stands between: "accounted for 17 percent of total
    exports of $710 billion, compared with 16 percent in 2024"."""
    facts, items = story.facts[-2:], clause.items
    if quantity.kind != "percent" or len(facts) < 2 or facts[0].char_start < story.sentence.start:
        return None
    if (facts[0].measure, facts[1].measure) != ("share_pct", "level") or facts[0].metric != facts[1].metric:
        return None
    led = at > 0 and items[at - 1].low == "from" and any(item.kind == "D" for item in items[max(0, at - 3) : at])
    compared = clause.link == "compare" and clause.cue not in {"after", "following", "before"}
    if facts[1].unit == "%" or not (led or compared):
        return None
    return Reading("share_pct", governor=items[at], rule="share verb")


#: What goes abroad is called in a report on what a country exports.
_SOLD_ABROAD = {"sales", "shipments"}
#: How a number in brackets is read that nothing beside it explains.
_OF_BRACKETS = {"default", "share verb", "elliptic share", "elliptic change", "verb of level", "verb of excess"}


def _like_siblings(story: Story, clause: Clause, reading: Reading) -> Reading:
    """A bare number in brackets says what the one before it in the sentence said: "Spain with N2.28 trillion (10.0 per cent)",
    "to the US (+$1.9 billion) and Singapore ($1.8 billion)"."""
    if clause.link != "paren" or len(clause.items) != 1:
        return reading
    if (known := _like_signed(story, clause) or as_partner_share(story, clause)) is not None:
        return known
    if clause.items[0].form != "percent" or reading.governor is clause.items[0]:
        return reading
    if not clause.before or clause.before[-1].kind not in {"Q", "L", "P"} or reading.rule not in _OF_BRACKETS:
        return reading
    for fact in reversed(story.facts):
        if fact.char_start < story.sentence.start:
            break
        if fact.unit == "%" and fact.measure in {"share_pct", "change_pct"}:
            if clause.before[-1].kind != "Q" and fact.measure != "share_pct":
                return reading  # "a 19.1 per cent share, just ahead of Australia (17.2 per cent)"
            before = (
                story.facts[-1] if clause.before[-1].kind == "Q" and story.facts[-1].measure == "change_abs" else fact
            )
            sign = (before.value > 0) - (before.value < 0) if fact.measure == "change_pct" else 0
            return reading._replace(measure=fact.measure, sign=sign, rule="like the brackets before")
    return reading


def _like_signed(story: Story, clause: Clause) -> Reading | None:
    """The change that an amount in brackets is where the one before it, in the same list and currency, has a sign."""
    last = story.facts[-1] if story.facts else None
    if last is None or last.char_start < story.sentence.start:
        return None
    item, before = clause.items[0], clause.before[-1:]
    listed = last.rule == "signed number in brackets" and last.measure == "change_abs"
    if not listed or item.kind != "Q" or item.code != last.unit or not before or before[0].kind not in {"L", "P"}:
        return None
    return Reading("change_abs", 1 if last.value > 0 else -1, governor=item, rule="signed number in brackets")


#: How gains in jobs are told by their number: "revised to a gain of 12,000", "more than the 40,000 forecast".
_COUNTED_GAINS = {
    "noun of change + of",
    "compared: than",
    "compared: compared with",
    "compared: versus",
    "compared: against",
}


#: How many sentences a report on job cuts is still one.
_SPOKEN = 3


def _jobs(
    story: Story, scene: Scene, at: int, quantity: Quantity, reading: Reading, metric: Metric | None
) -> tuple[Metric, int] | None:
    """The flow of jobs that a number is, with its sign, in a text on payrolls or beside words for jobs."""
    state, own = story.state, scene.frame.metric
    if scene.phrase.products and scene.phrase.products[0].label.endswith(("unemployed", "jobless")):
        return None  # "The number of long-term unemployed fell by 293,000"
    if metric is not None and "jobs_added" in {metric.code, own.code if own is not None else ""}:
        change = payroll_change(own or metric, reading, quantity)
        if change is not None:
            return change
    if quantity.kind not in COUNTS:
        return None
    company = about_company(story)
    if metric is not None and _are_cut_as_well(story, scene.clause.items, at, quantity):
        return metric.renamed("layoffs"), 1
    topic = state.topic.value.code if state.topic is not None else None
    employer = company or _is_employer(story, scene)
    flows = state.metric is not None and state.metric.value.code == "jobs_added" and not employer
    if employer and state.metric is not None and state.metric.value.code == "layoffs":
        topic = "layoffs" if story.number - state.metric.sentence <= _SPOKEN else topic
    if not employer and tells_employment(story):
        topic = "employment"
    if not employer and (branch := next_branch(story, scene, quantity)) is not None:
        return branch
    return job_flow(metric, scene.clause.items, at, quantity, employer, "jobs_added" if flows else topic)


def _are_cut_as_well(story: Story, items: list[Item], at: int, quantity: Quantity) -> bool:
    """Whether a bare number counts posts cut before those told of in the sentence: "on top of the 600 announced in March"."""
    last = story.facts[-1] if story.facts else None
    if last is None or last.metric != "layoffs" or last.char_start < story.sentence.start:
        return False
    behind = quantity.noun or (items[at + 1].low if at + 1 < len(items) else "")
    return behind in entries.words("labour", "made_known")


def _jobs_again(
    scene: Scene, quantity: Quantity, found: tuple[Metric, str, Phrase | None] | None
) -> tuple[Metric, int] | None:
    """The jobs gained or lost that a row of branches goes on with, with the sign of those told before."""
    if quantity.kind not in COUNTS or scene.clause.has_verb():
        return None
    last, clause = scene.last_fact(), scene.clause
    metric = found[0] if found is not None else None
    if clause.link == "paren" and len(clause.items) == 1 and metric is not None and metric.code == "jobs_added":
        lost = any(item.low in entries.words("labour", "loss_nouns") for item in clause.before)
        return metric, -1 if lost else 1  # "Gains were led by health care (39,000) and government (25,000)"
    if clause.link != "ellipsis" or last is None or last.metric != "jobs_added" or last.measure != "level":
        return None
    if last.char_end > scene.start:
        return None
    if metric is not None and metric.code not in {"jobs_added", "employment", "labor_force"}:
        return None
    told = Metric("jobs_added", entry("jobs_added"), last.char_start, last.char_end)
    return told, 1 if last.value > 0 else -1


def _is_more(items: list[Item], at: int) -> bool:
    """Whether a count comes on top of what there was: "another 12,000 people", "an additional 95,000"."""
    return at > 0 and items[at - 1].low in {
        "extra",
        "additional",
        "another",
        "further",
        "a further",
        "an extra",
        "an additional",
    }


def _is_stock(scene: Scene, reading: Reading, metric: Metric, quantity: Quantity) -> bool:
    """Whether payrolls come to all who are on them: "rose by 182,000 in July to 28.9 million"."""
    if metric.code != "jobs_added" or reading.rule != "to":
        return False
    last = scene.last_fact()
    if last is None or last.metric != "jobs_added":
        return False
    return quantity.value > _STOCK * abs(last.value)


#: All who have work are so many times those who found it in a month.
_STOCK = 20


def _revised_by(items: list[Item], at: int) -> int:
    """The sign of a count of jobs by which earlier ones are revised: "were revised down by 33,000 jobs", "knocked 33,000 jobs off"."""
    revised = next((i for i in range(at) if items[i].low.startswith("revis")), None)
    if revised is None:
        return 0
    before = [item for item in items[:at] if item.kind not in {"G", "E", "H"}]
    off = any(item.low in {"off", "from"} for item in items[at + 1 : at + 3])
    if before[-1].low in entries.words("markets", "takes_off") and off:
        return -1
    if "by" not in {before[-1].low, before[-2].low if len(before) > 1 else ""}:
        return 0
    ways = {item.low for item in items[revised:at]}
    return -1 if ways & {"down", "lower", "downward"} else 1 if ways & {"up", "higher", "upward"} else 0


#: What is told of the jobs of a whole country.
_OF_A_COUNTRY = {"jobs_added", "employment", "unemployment_rate", "unemployment", "jobless_claims"}


def _is_employer(story: Story, scene: Scene) -> bool:
    """Whether the jobs that a text tells of are those of the clause's company, or of its main one before other metrics are told of."""
    state = story.state
    if not _OF_A_COUNTRY.isdisjoint(story.named):
        return False
    if scene.phrase.companies or any(item.form == "company_pronoun" for item in scene.clause.items[:4]):
        return True
    if state.topic is not None and (state.topic_is_country or state.topic.value.code != "layoffs"):
        return False
    return state.main_company is not None


def _rename(draft: Draft) -> None:
    """The metric that a list's order, a place's role, a volume or a ranking makes of the one found."""
    story, scene, at, quantity, reading = draft.story, draft.scene, draft.at, draft.quantity, draft.reading
    metric = draft.metric
    if draft.order >= 0 and quantity.kind == "percent":
        metric = _nth_told(story, scene, metric, draft.order)
    metric = nth_set_against(story, scene, metric, draft.order)
    of_balance = metric.code == "trade_balance" and draft.how == "context" and quantity.kind == "money"
    draft.role = role_of(
        story, scene, at, "exports" if of_balance else metric.code
    )  # no place is the market of a balance
    if draft.role is not None:
        pieces = metric.code in WORTH or metric.code == "sales_volume"
        metric = metric.renamed(VOLUMES[draft.role.flow] if pieces else draft.role.flow)._replace(negative=False)
    if reading.old and draft.near is not None and draft.near.index is not None:
        draft.reading = reading._replace(old=False)  # "against a 0.1 percent fall in the Nikkei": of now
    if quantity.kind in RELATIVE:
        metric = by_volume(grown_in_pieces(story, metric), draft.items, at, story.scenes[0].clause.items)
    here = scene.fact.metric if scene.fact is not None else ""
    counted = here == "unemployment" and metric.code == "unemployment_rate"
    if counted and "rate" not in metric.name and any(item.kind == "D" for item in draft.items[at - 1 : at + 2]):
        # "3.2 million people were without a job, 4 percent fewer than a year before"
        metric = metric.renamed("unemployment")
    if metric.code == "market_size" and quantity.kind in {"percent", "points"}:
        if here == "market_share":
            metric = metric.renamed("market_share")  # "33 percent of the market, up 6 points"
        elif any(fact.metric == "sales_volume" for fact in story.facts[-8:]):
            metric = metric.renamed("sales_volume")  # "made up 15.6 percent of the market" where cars are sold
    if _is_part_in_brackets(draft):
        metric, draft.reading = metric.renamed("market_share"), draft.reading._replace(measure="level", sign=0)
    if metric.code == "sales_volume" and metric.name == "units" and here == "construction":
        metric = metric.renamed("construction")  # "29,000 units are to be completed, down 31 percent"
    if here == "consumption" and draft.near is None and metric.code in _SPENT and quantity.kind in RELATIVE:
        metric = metric.renamed("consumption")  # "Visitors spent 14 billion won, up 21 percent"
    told = scene.last_fact()
    metric = branch_of(story, scene, quantity, metric)
    metric = of_one_kind(draft, metric)
    if metric.code in {"goods_balance", "services_balance"} and metric.weak and scene.phrase.whole is not None:
        metric = metric.renamed("trade_balance")  # "The overall deficit", behind that in goods
    topic = story.state.topic.value.code if story.state.topic is not None else ""
    abroad = metric.code == "sales_volume" and metric.weak and topic in {"exports", "export_volume"}
    shipped = abroad and scene.verb is not None and scene.verb.low in entries.words("roles", "ships_abroad")
    sent = abroad and metric.name in _SOLD_ABROAD and not (about_company(story) or are_sold_at_home(story, metric))
    if shipped or (sent and all(item.code != "domestic" for item in draft.items)):
        metric = metric.renamed("export_volume")  # "Africa took 22 percent of sales", of what a country shipped
    if metric.code == "trade_volume" and quantity.kind == "physical" and told is not None and told.metric in VOLUMES:
        metric = metric.renamed(VOLUMES[told.metric])  # "sales came to $27 billion, on volumes of 68.6 million tons"
    draft.metric = shared(metric, scene, at, quantity, draft.reading)


def _is_part_in_brackets(draft: Draft) -> bool:
    """Whether a bare per cent in brackets behind a count is a maker's share, as that of the first in the list was: "for a 31 percent
    share, followed by Apple with 153 million (15.3 percent)"."""
    clause, story = draft.clause, draft.story
    if clause.link != "paren" or draft.quantity.kind != "percent" or len(clause.items) != 1:
        return False
    if not clause.before or clause.before[-1].kind != "Q" or clause.before[-1].form not in {"count", "number"}:
        return False
    begin = story.sentence.start
    return any(f.metric == "market_share" and f.char_start >= begin for f in reversed(story.facts[-12:]))


def _nth_told(story: Story, scene: Scene, metric: Metric, order: int) -> Metric:
    """The metric of the nth per cent of a list over the amounts before it: "441 billion won in revenue and 129 billion won in
    operating profit, up 34 percent and 90 percent, respectively"."""
    told = [
        f
        for f in story.facts
        if f.char_start >= story.sentence.start and f.measure == "level" and f.rule != "conversion"
    ]
    count = sum(item.kind == "Q" and item.form == "percent" for item in scene.clause.items)
    codes = [f.metric for f in told]
    amounts = sum(item.kind == "Q" for item in scene.clause.items) - count
    nth = order - amounts
    if len(codes) != count or len(set(codes)) != count or metric.code not in codes or not 0 <= nth < count:
        return metric
    return metric if codes[nth] == metric.code else metric.renamed(codes[nth])
