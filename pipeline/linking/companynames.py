"""Names in a company's report: which profit and whose prices a short name means there."""

from __future__ import annotations

from pipeline.linking.asked import Asked
from pipeline.linking.metric import PROFITS, Metric
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.story import at_market, within
from pipeline.vocabulary import entries


def is_nobodys(asked: Asked, metric: Metric) -> bool:
    """Whether a short name means nothing that is looked for: a company's reserves, which are "Shell's oil and gas reserves", and what all
    that a market lists earn together, "Analysts see fourth-quarter earnings falling 2.7%" in a report on it."""
    if asked.company:
        return metric.code == "fx_reserves"
    return metric.name == "earnings" and "exports" not in asked.story.named and at_market(asked.story)


def is_of_another(asked: Asked) -> bool:
    """Whether a profit is another company's than the operating profit told last, in a text that tells net profits as well."""
    companies = asked.scene.phrase.companies
    if not companies or "net_income" not in asked.story.named:
        return False
    told = next((fact for fact in reversed(asked.story.facts) if fact.metric == "operating_profit"), None)
    return told is not None and told.reporter != companies[-1].code


def _is_of_division(asked: Asked) -> bool:
    """Whether the clause tells of a division of the company: "Profit at the mobile division", "the chip business earned"."""
    held = asked.state.division
    if held is None or held.sentence != asked.story.number or held.start > asked.quantity.start:
        return False
    return not asked.scene.phrase.companies and asked.scene.phrase.pronoun is None


def last_profit(asked: Asked) -> str | None:
    """The kind of profit that the text told of last, of a whole company where it told of one."""
    told = [fact for fact in asked.story.facts[::-1] if fact.metric in PROFITS]
    return next((fact.metric for fact in told if fact.product is None), told[0].metric if told else None)


@only(codes={"net_income"})
def named_profit(asked: Asked, metric: Metric) -> str | None:
    """A profit is the one that the text names in full, where that is one alone: "profit" in a report on operating profit; a division's
    is the one told last."""
    loose = metric.weak or metric.name in {"", "earned", "earns"}
    if loose and _is_of_division(asked) and last_profit(asked) == "operating_profit":
        return "operating_profit"
    if not metric.weak or metric.name not in entries.words("ambiguous", "loss", "profits"):
        return None
    if _is_set_beside(asked):
        return "operating_profit"
    told = any(fact.metric == "net_income" for fact in asked.story.facts) or _is_of_part(asked)
    alone = "operating_profit" in asked.story.named and asked.story.named.isdisjoint({"net_income", "pretax_profit"})
    alone = alone or (asked.story.sentence.headline and _is_of_lead(asked))
    return "operating_profit" if alone and not told else None


#: So many numbers back a rival's profit still says which kind is meant.
_RIVALS = 12


def _is_set_beside(asked: Asked) -> bool:
    """Whether a company's profit stands next to the operating profit of another: "Naver's operating profit fell 5 percent. Kakao had it
    worse. Its profit shrank 10 percent"."""
    pronoun, told = (
        asked.scene.phrase.pronoun,
        next((f for f in asked.story.facts[: -_RIVALS - 1 : -1] if f.metric in PROFITS), None),
    )
    own = asked.story.state.company
    if pronoun is None or pronoun.low != "its" or told is None or own is None or told.metric != "operating_profit":
        return False
    return told.product is None and told.reporter != own.value


def _is_of_lead(asked: Asked) -> bool:
    """Whether the lead gives a headline's per cent to the operating profit, which it names first: "Q1 profit jumps 47%" above "its
    operating profit surged 47.3 percent"."""
    story, begin = asked.story, asked.story.document.headline_end
    lead = within(story.mentions.names, begin, begin + _LEAD)
    first = next((m for m in lead if m.kind == "metric" and m.code in PROFITS), None)
    if first is None or first.code != "operating_profit" or asked.quantity.kind not in {"percent", "money"}:
        return False
    told = [
        q for q in within(story.mentions.quantities, first.end, first.end + _NEAR * 5) if q.unit == asked.quantity.unit
    ]
    size = abs(asked.quantity.value)
    rounded = _ROUNDED if asked.quantity.kind == "percent" else 0.03 * size
    return any(abs(abs(q.value) - size) <= rounded for q in told[:2])


#: By so much a headline rounds a per cent.
_ROUNDED = 0.55
#: So many characters before a profit's name stands whose it is; so long is a lead.
_NEAR, _LEAD = 30, 400
#: Behind a profit's name: it is that of a part of the company.
_OF_PART = (" there", " at the", " at its", " in its", " from its", " of its", " in the", " at ")


def _is_of_part(asked: Asked) -> bool:
    """Whether the operating profit that a text names first is only that of a division: "with operating income there"."""
    named = next((m for m in asked.story.mentions.names if m.kind == "metric" and m.code == "operating_profit"), None)
    if named is None:
        return False
    before = [m for m in asked.story.mentions.names if m.kind == "company" and 0 <= named.start - m.end < _NEAR]
    main, text = asked.state.main_company, asked.story.text
    owned = bool(before) and text.startswith(("'", "’"), before[-1].end)
    first = next((m.code for m in asked.story.mentions.names if m.kind == "company"), "")
    other = owned and before[-1].code != (
        main.value if main is not None else first
    )  # "X's profit rose. Y's operating profit"
    return other or text.startswith(_OF_PART, named.end)


#: What a profit is called that leaves out what does not come again, whatever else it leaves out.
_UNDERLYING = {"underlying profit", "underlying profits", "core profit"}


@only(codes={"operating_profit"}, names=_UNDERLYING)
def underlying_profit(asked: Asked, metric: Metric) -> str | None:
    """The profit told last that an underlying one goes on about: "Pre-tax profit rose to 80 million pounds. Underlying profit fell"."""
    if "operating profit" in asked.story.text:
        return None
    told = next((fact for fact in reversed(asked.story.facts) if fact.metric in PROFITS), None)
    return told.metric if told is not None and told.metric in {"pretax_profit", "net_income"} else None


@only(
    codes={"trade_balance"}, names={"deficit", "deficits", "net deficit", "operating deficit", "the deficit", "red ink"}
)
def loss_again(asked: Asked, metric: Metric) -> str | None:
    """A company's deficit is the loss told last: "stayed in the red with a loss of 159 billion won, although the deficit shrank"."""
    told = asked.story.facts[-1] if asked.story.facts else None
    near = asked.company and told is not None and asked.held_within(1)
    return told.metric if near and told is not None and told.metric in PROFITS and told.value < 0 else None


@only(codes={"wages"}, names={"cash earnings"})
def cash_profit(asked: Asked, metric: Metric) -> str | None:
    """A bank's profit before what moves no money, no pay: "first-half cash earnings rose 17 percent"."""
    return "net_income" if asked.company else None


#: So many characters behind a sum tell what it is earned before: "before interest and tax".
_BEFORE = 60


def told_before(asked: Asked) -> str | None:
    """The profit that a sum is by what is told behind it to be left out: "earned 31 million euros before interest and tax"."""
    behind = asked.story.text[asked.quantity.end : asked.quantity.end + _BEFORE].lower().lstrip()
    if behind.startswith(("from operations", "from its operations")):
        return "operating_profit"
    if not behind.startswith("before "):
        return None
    if behind.startswith("before interest"):
        return "ebitda" if "depreciation" in behind or "amort" in behind else "operating_profit"
    return "pretax_profit" if behind.startswith(("before tax", "before income tax")) else None


@only(kinds={"money"}, codes={"net_income"})
def before_what(asked: Asked, metric: Metric) -> str | None:
    """The profit that a sum called a profit is by what it is earned before."""
    return told_before(asked)


@only(codes={"consumer_prices"})
def own_prices(asked: Asked, metric: Metric) -> str | None:
    """By how much a company raised its prices, no inflation: "sales climbed 9 percent, with price increases of 13 percent"."""
    own = asked.company and metric.name.startswith("price ")
    return "average_price" if own and asked.frame.reporter is None else None


@only(codes={"commodity_price", "oil_price"})
def price_received(asked: Asked, metric: Metric) -> str | None:
    """What a company was paid for its goods is its own price: "the average gold price received rose 24%", "Its realised copper price"."""
    at = next((i for i, item in enumerate(asked.items) if item.start == metric.start), -1)
    if at < 0 or not asked.company:
        return None
    near = [*asked.items[max(0, at - 2) : at], *asked.items[at + 1 : at + 2]]
    return "average_price" if any(item.low in _PAID for item in near) else None


#: How a price is told to be what somebody was paid.
_PAID = {"received", "realised", "realized", "achieved"}


@only(codes={"retail_sales"})
def own_shops(asked: Asked, metric: Metric) -> str | None:
    """What a company's own shops take in, no trade of a country: "Department store sales rose 3 percent to 800 billion won", "Retail
    revenue was $11 million" behind its other results; not "Data showed that retail sales fell 0.2 percent"."""
    if not asked.company or asked.frame.reporter is not None:
        return None
    last = asked.story.facts[-1] if asked.story.facts else None
    if metric.name == "retail sales" and last is not None and last.metric == "sales_volume":
        return "sales_volume"  # "Total sales rose 7 percent to 6,120 units. Bus retail sales gained 4 percent"
    if metric.name in entries.words("divisions", "own_shops"):
        return "revenue"
    own = last is not None and last.metric in PROFITS | {"revenue"} and not is_country(last.reporter or "")
    if not own or metric.name not in entries.words("divisions", "own_retail"):
        return None
    return None if any(word in asked.story.low for word in entries.words("divisions", "surveyed")) else "revenue"


#: So many facts back passengers were told of.
_FEW = 8


@only(codes={"tourist_arrivals"})
def of_travellers(asked: Asked, metric: Metric) -> str | None:
    """Travellers in a report on passengers are those: "handled 119 million passengers, with international travellers accounting for 73
    million"."""
    if "traveller" not in metric.name and "traveler" not in metric.name:
        return None
    if any("airport" in item.low for item in asked.before):
        return "passengers"  # "Oslo airport handled 2.05 million travellers"
    return "passengers" if any(fact.metric == "passengers" for fact in asked.story.facts[-_FEW:]) else None
