"""Names in a report on a state's accounts: which balance or spending a short name means there."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.asked import Asked
from pipeline.linking.metric import FISCAL, Metric, entry
from pipeline.linking.only import only
from pipeline.linking.story import Story
from pipeline.vocabulary import entries
from pipeline.vocabulary.trie import Mention

#: So many characters before its sentence a number still tells what it is on.
_LATELY = 150
#: Words that are asked for at every number or sentence, looked up once.
_BALANCE_NAMES = entries.words("ambiguous", "balance", "names")
_ACCOUNTS = entries.words("holders", "accounts")


@only(codes={"consumption"})
def by_state(asked: Asked, metric: Metric) -> str | None:
    """What a government spends: "The government's total spending"."""
    if not metric.weak:
        return None
    if (
        metric.name == "spending"
        and asked.topic is not None
        and asked.topic.code == "construction"
        and not asked.company
    ):
        return "construction"  # "Spending on private projects jumped 2.1 percent"
    owned = any(a.low == "government" and b.kind == "'" for a, b in pairwise(asked.before))
    spends = metric.name in _SPENT and not asked.company and tells_of_budget(asked.story)
    return "government_spending" if owned or spends else None


#: What a state spends, where no word says who.
_SPENT = {"expenditure", "expenditures", "total expenditure", "spending", "outlays"}


def tells_of_budget(story: Story) -> bool:
    """Whether a text tells of a state's accounts: by its topic, by what it told last, or as it names them and no company."""
    state = story.state
    if told_of_accounts(story):
        return True
    topic = state.topic.value.code if state.topic is not None else ""
    if topic in FISCAL or (topic == "debt" and state.topic_is_country):
        return True
    return topic in {"", "gdp"} and state.main_company is None and not story.named.isdisjoint(FISCAL)


def told_of_accounts(story: Story) -> bool:
    """Whether the number told last is a state's: "The budget showed a deficit of $12 billion on revenues of $293 billion" in a report on
    trade."""
    last = story.facts[-1] if story.facts else None
    return last is not None and last.metric in FISCAL and last.char_end > story.sentence.start - _LATELY


def last_balance(asked: Asked, metric: Metric) -> Mention | None:
    """The balance that the words before a short name told in full last."""
    balances = entries.words("ambiguous", "balance", "country")
    told = [
        m for m in asked.story.mentions.names if m.kind == "metric" and m.start < metric.start and m.code in balances
    ]
    return next((m for m in told[::-1] if m.data.get("strength") != "weak"), None)


def balance_named(asked: Asked, metric: Metric) -> str | None:
    """The balance named last where no number has told of one yet: "The current account deficit widened. The gap was $3 billion"."""
    if not metric.weak or metric.name.rpartition(" ")[2] not in _BALANCE_NAMES:
        return None
    known = [*asked.spoken, *(fact.metric for fact in asked.story.facts)]
    if any(entry(code).get("balance") for code in known):
        return None
    named = last_balance(asked, metric)
    return named.code if named is not None else None


@only(codes={"trade_balance"})
def of_treasury(asked: Asked, metric: Metric) -> str | None:
    """The deficit of a ministry of finance is the budget's, and any in a text that names no other balance: "The Treasury posted a
    deficit of $5 billion", "The budget gap widened. The shortfall was 12 billion pesos"."""
    named = asked.story.named
    if not metric.weak or asked.company:
        return None
    if any(item.kind == "M" and item.code == "budget" and item.end < metric.start for item in asked.items[: asked.at]):
        return "budget_balance"  # "The budget showed a deficit of $12 billion" in a report on trade
    last = asked.story.facts[-1] if asked.story.facts else None
    if last is not None and last.metric == "budget_balance" and asked.held_within(1):
        if "\n" not in asked.story.text[last.char_end : metric.start]:
            return "budget_balance"  # "The government ran a surplus of 5 billion liras in May. The five-month deficit came in at 9 billion"
    if any(item.low in _ACCOUNTS or f"{item.low} {b.low}" in _ACCOUNTS for item, b in pairwise(asked.before)):
        return "budget_balance"  # "The public finances showed a surplus of 11 billion pounds"
    if "trade_balance" in named:
        return None
    if "budget_balance" in named and named.isdisjoint({"current_account", "goods_balance", "services_balance"}):
        return "budget_balance"
    if (last is not None and last.metric in FISCAL and asked.held_within(1)) or any(
        item.low == "budgeted" for item in asked.items
    ):
        return "budget_balance"  # "plans to spend 860 billion riyals, and a deficit of 145 billion is budgeted"
    treasury = any(item.low in entries.words("holders", "treasuries") for item in asked.before)
    fiscal = any(item.kind == "T" and "fiscal" in item.low.split() for item in asked.items)
    said = asked.story.low
    state = any(a.form == "capital" and b.kind == "'" for a, b in pairwise(asked.before))  # "Ottawa's deficit"
    return (
        "budget_balance" if treasury or (fiscal and (state or "budget" in said or "finance minister" in said)) else None
    )


@only(codes={"trade_balance"}, kinds={"percent"})
def part_of_gdp(asked: Asked, metric: Metric) -> str | None:
    """A deficit that is set against GDP is the budget's where no other is named: "a deficit of 4.5 percent of GDP"."""
    if not metric.weak or asked.company:
        return None
    last = asked.last
    if last is not None and last.measure == "share_pct" and entry(last.metric).get("balance"):
        return last.metric  # "a deficit of 2.5 percent of GDP in 2019 and 3.5 percent in 2020"
    if asked.reading.rule != "percent of":
        return None
    named = asked.story.named
    if named.intersection({"trade_balance", "current_account"}):
        return "current_account" if "current_account" in named and "budget_balance" not in named else None
    return "budget_balance"


@only(codes={"capex"})
def spent_by_state(asked: Asked, metric: Metric) -> str | None:
    """What a state spends on lasting things is its spending: "Capital expenditure was 4.09 trillion rupees" behind its deficit."""
    if asked.company or asked.topic is None or asked.topic.code not in FISCAL:
        return None
    return "government_spending" if "expenditure" in metric.name or asked.quantity.kind == "money" else None


@only(codes={"funding"}, kinds={"money"})
def subsidies(asked: Asked, metric: Metric) -> str | None:
    """What a state adds to the price of goods is its spending, no round of a firm's: "The fuel subsidy rose to 4 trillion naira"."""
    paid = metric.name.removeprefix("the ") in _SUBSIDIES and not asked.company
    return "government_spending" if paid else None


#: What a state adds to prices.
_SUBSIDIES = {"subsidy", "subsidies"}
