"""Growing: what bare "growth" is the growth of: the economy that was spoken of or foretold, else what was told of last."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.asked import Asked, Found
from pipeline.linking.going import aims_at
from pipeline.linking.items import Item
from pipeline.linking.metric import PRICE_INDICES, RATIOS, Metric, fits, of_fact
from pipeline.linking.only import only
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.story import Scene, within
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_GROWTH_NAMES = entries.words("growth", "names")
_SHRINKS = entries.words("growth", "shrinks")
_GROWTH_FORETOLD = entries.words("growth", "foretold")

#: What is quoted, kept, surveyed or bought on balance does not grow: "after growth slowed to 5.6 percent" in a report on portfolio flows.
_NOT_GROWING = {
    "net_buying", "exchange_rate", "stock_index", "share_price", "commodity_price", "oil_price", "fx_reserves",
    "business_confidence", "consumer_confidence", "pmi", "policy_rate", "unemployment_rate",
}  # fmt: skip
#: What does not grow itself, in reports on a country.
_RATES = {"consumer_prices", "core_consumer_prices", "policy_rate", "unemployment_rate", "budget_balance", "debt"}
_PRICES = {"consumer_prices", "core_consumer_prices"}
#: What researchers foretell of a trade, in reports on no economy.
_OF_A_TRADE = {
    "sales_volume",
    "production_volume",
    "revenue",
    "market_size",
    "demand",
    "passengers",
    "tourist_arrivals",
    "cargo_volume",
}
#: What a company is left with, of which its branches tell nothing.
_PROFITS = {"net_income", "eps", "pretax_profit"}
_NEAR = 500  # characters
#: So many facts back the growth of an economy that was foretold is still spoken of.
_FORETOLD = 16


def is_of_economy(asked: Asked, metric: Metric) -> bool:
    """Whether growth that is told or foretold is that of the economy, whatever was told of last."""
    if metric.name not in _GROWTH_NAMES:
        return False
    if _of_economies(asked) or _opens_sentence(asked, metric):
        return True
    if not _foreseen(asked):
        return False
    if _of_a_quarter(asked, metric):
        return True
    return _of_economy(asked) or _foreseen_by_state(asked) or _is_foretold_anew(asked) or _of_a_year(asked)


def growing(asked: Asked, metric: Metric) -> Metric | None:
    """What grows in a text that never speaks of the economy: what was told of last, or the topic; what shrank before in the sentence."""
    shrinks = metric.name in _SHRINKS
    if shrinks and _names_economy(asked, metric):
        return None
    if shrinks and (shrunk := _shrinking(asked, metric)) is not None:
        return shrunk
    if metric.name in _GROWTH_FORETOLD:
        return _of_trade_foretold(asked)
    if not shrinks and metric.name not in _GROWTH_NAMES:
        return None
    if asked.quantity.kind == "money" and asked.scene.clause.link == "paren" and asked.held_within(0):
        return asked.held  # "Growth in trade reached 8 percent ($12 billion)"
    if asked.quantity.kind not in {"percent", "points"}:
        return None
    if asked.quantity.kind == "points":
        if (ratio := _ratio_again(asked, metric)) is not None:
            return ratio
        held = asked.held if "gdp" not in asked.story.named and asked.held_within(1) else None
        return held if held is not None and held.code in PRICE_INDICES else None  # "The growth widened by 0.5 points"
    if _opens_sentence(asked, metric) or (_foreseen(asked) and _of_a_quarter(asked, metric)):
        return None
    compared = shrinks and asked.scene.clause.link == "compare"  # "It compared with a forecast of a 2% contraction"
    polled = compared or not entries.words("growth", "pollsters").isdisjoint(item.low for item in asked.before)
    polled = polled and asked.held_within(1) and not _of_economy(asked) and not _of_a_year(asked)
    if not (polled or asked.state.ranked) and ("gdp" in asked.story.named or _foreseen(asked)):
        return None
    if _of_economies(asked):
        return None
    topic = None if polled else asked.topic
    of_all = asked.topic if _opens_behind_parts(asked, metric) else None
    grown = (held for held in (of_all, asked.held, topic) if held is not None)
    flows = (h for h in grown if not (h.data.get("rate") or h.data.get("balance") or h.code in _NOT_GROWING))
    grows = next((held._replace(growth=True, negative=shrinks) for held in flows if fits(held, asked.quantity)), None)
    if grows is not None and grows.code in _PROFITS and asked.company and _is_led(asked):
        return Metric.told("revenue", metric, name=metric.name)._replace(growth=True)
    if grows is None or not shrinks:
        return grows
    return grows._replace(start=metric.start, end=metric.end, name=metric.name)


def _of_trade_foretold(asked: Asked) -> Metric | None:
    """The trade whose growth was foretold right before, of which a forecast is told anew where no economy was spoken of: "It sees tablet
    sales rising 6 percent this year. It cut its growth forecast from 7 percent"."""
    told, held = asked.story.facts[-1] if asked.story.facts else None, asked.held
    if told is None or held is None or held.code not in _OF_A_TRADE or not asked.held_within(1):
        return None
    if told.status != "forecast" or asked.quantity.kind != "percent":
        return None
    names, text = within(asked.story.mentions.names, 0, asked.story.sentence.end), asked.story.text
    if any(
        m.kind == "metric" and m.code == "gdp" and text[m.start : m.end].lower() not in _GROWTH_FORETOLD for m in names
    ):
        return None
    return held._replace(growth=True) if told.metric == held.code else None


def _is_led(asked: Asked) -> bool:
    """Whether parts of a company are told to lead growth, which is that of its sales: "Growth was led by banking, which grew 4 percent"."""
    scene: Scene | None = asked.scene
    while scene is not None:
        if scene.verb is not None and scene.verb.low in entries.words("growth", "led"):
            return any(item.low == "by" for item in scene.clause.items)
        scene = scene.parent
    return False


def _ratio_again(asked: Asked, metric: Metric) -> Metric | None:
    """The ratio to GDP told last, whose own points are said to be its growth: "This represents a growth of 0.6 percentage points"."""
    own, last, held = asked.reading.own, asked.story.facts[-1] if asked.story.facts else None, asked.held
    if own is None or own.start != metric.start or last is None or held is None or held.code not in RATIOS:
        return None
    alike = last.metric == held.code and last.measure in {"share_pct", "change_pp"} and asked.held_within(1)
    return held if alike else None


def _shrinking(asked: Asked, metric: Metric) -> Metric | None:
    """What a contraction is of that another change is set against: "The output of consumer durables jumped 10.9 percent, against a
    contraction of 8.2 percent a year ago", "Output rose 4 percent, better than spring's 1 percent contraction", "That was up from a
    contraction of 2 percent"."""
    told, above, held = asked.last, asked.scene.parent, asked.held
    if asked.scene.phrase.pronoun is not None and held is not None and held.code in _GROWN and asked.held_within(1):
        return held._replace(start=metric.start, end=metric.end, name=metric.name, negative=True, growth=True)
    grown = above.frame.metric if above is not None and asked.scene.clause.link == "compare" else None
    if grown is not None and above is not None and not above.facts and asked.quantity.kind == "percent":
        flows = not (grown.data.get("rate") or grown.data.get("balance") or grown.code in _NOT_GROWING)
        if flows and grown.code not in PRICE_INDICES | {
            metric.code
        }:  # "Output picked up in May after April's 4 percent contraction"
            return grown._replace(start=metric.start, end=metric.end, name=metric.name, negative=True, growth=True)
    if (
        told is None
        or told.metric == metric.code
        or told.measure != "change_pct"
        or not (asked.scene.clause.link == "compare" or (told.metric in _GROWN and _is_set_beside(asked)))
    ):
        return None
    same = told.char_start >= asked.story.sentence.start and asked.quantity.kind == "percent"
    return (
        of_fact(told)._replace(start=metric.start, end=metric.end, name=metric.name, negative=True, growth=True)
        if same
        else None
    )


#: What grows and shrinks from month to month beside the economy.
_GROWN = {
    "industrial_production", "retail_sales", "exports", "imports", "investment", "consumption", "construction", "orders", "lending",
}  # fmt: skip


def _is_set_beside(asked: Asked) -> bool:
    """Whether a change stands behind what it is bettered by or came from: "better than | spring's 1 percent"."""
    before = (item for item in asked.before[::-1] if item.kind not in {"T", "E", "H", "'"})
    led = next(before, None)
    return led is not None and led.low in {"over", "on", "from", "than", "against"}


def _names_economy(asked: Asked, metric: Metric) -> bool:
    """Whether the economy is what was spoken of last before a contraction: "The economy is recovering after a contraction of 2 percent"."""
    text, begin = asked.story.text, asked.story.sentence.start
    named = [m for m in within(asked.story.mentions.names, begin, metric.start) if m.kind == "metric"]
    return (
        bool(named) and named[-1].code == "gdp" and text[named[-1].start : named[-1].end].lower() not in _GROWTH_NAMES
    )


def _of_economies(asked: Asked) -> bool:
    """Whether a new sentence of a report on an economy tells how a place grows: "In the euro zone, growth was 0.6 percent"."""
    topic, held, phrase = asked.topic, asked.state.metric, asked.scene.phrase
    if topic is None or topic.code != "gdp" or held is None or held.sentence == asked.story.number:
        return False
    return not phrase.products and any(item.kind == "L" for item in asked.before)


def _opens_sentence(asked: Asked, metric: Metric) -> bool:
    """Whether bare growth is the subject of a sentence behind a rate: "The bank sees inflation at 1.6%. Growth is put at 1.4%"."""
    items, held = asked.items, asked.state.metric
    if held is None or held.value.code not in _RATES or held.sentence == asked.story.number or asked.company:
        return False
    return items[0].start == metric.start and len(items) > 1 and items[1].kind in {"V", "U"}


def _opens_behind_parts(asked: Asked, metric: Metric) -> bool:
    """Whether growth begins a sentence behind one that told of the topic first and of its parts then: "Trade grew 8 percent as imports
    rose 10 percent. Growth in December was 13 percent"."""
    facts, topic = asked.story.facts, asked.topic
    if topic is None or not facts or asked.items[0].start != metric.start or facts[-1].metric == topic.code:
        return False
    first = next((fact for fact in facts if fact.sentence == facts[-1].sentence), facts[-1])
    return first.metric == topic.code and asked.held_within(2)


def _foreseen(asked: Asked) -> bool:
    """Whether somebody foresees the number: "expects growth of 2 percent"."""
    nouns, revises = entries.words("forecasts", "foreseen"), entries.words("forecasts", "revises")
    if asked.before[-1:] and asked.before[-1].low == "at":  # "The BOK puts this year's expansion at 1.8 percent"
        nouns = nouns | entries.words("forecasts", "puts")
    return any(
        item.code in {"project", "aim"} or item.low in nouns or item.low in revises or item.low in {"see", "sees"}
        for item in _told_before(asked)
    )


def _told_before(asked: Asked) -> list[Item]:
    """The items before the number, with those of the clause that it goes on: "The bank expects inflation of 3% and growth of 2%"."""
    beside = asked.scene.clause.link == "ellipsis" or asked.scene.clause.cue == "with"
    above = asked.scene.parent if beside else None
    return [*(above.clause.items if above is not None else []), *asked.before]


def _foreseen_by_state(asked: Asked) -> bool:
    """Whether it is a state, its government or central bank or a body of states that foresees growth, with no other metric named."""
    states = entries.words("growth", "states")
    subject = [item for item in asked.before if item.kind not in {"G", "U", "E", "b"}]
    if len(subject) > 1 and subject[0].kind == "L" and subject[1].code in {"project", "aim"}:
        return True  # "Beijing is targeting growth of around 5 percent"
    bodies = [item for item in _told_before(asked) if item.kind == "B"]
    return any(item.low in states or item.data.get("role") == "central_bank" for item in bodies)


def _had_been_polled(asked: Asked) -> bool:
    """Whether pollsters had foreseen growth of what has just come out, which names no time of its own: "Sales rebounded by 3.4% in a
    relief for the economy. Pollsters had foreseen growth of just 1.9%"."""
    told = asked.story.facts[-1] if asked.story.facts else None
    if told is None or told.measure != "change_pct" or told.status != "actual" or not asked.held_within(1):
        return False
    lows = {item.low for item in asked.before}
    polled = "had" in lows and not lows.isdisjoint(entries.words("growth", "pollsters"))
    return polled and not any(item.kind == "T" for item in asked.items)


def _of_economy(asked: Asked) -> bool:
    """Whether the economy was spoken of shortly before this sentence, and nothing else in it."""
    story = asked.story
    begin = story.sentence.start
    if _had_been_polled(asked):
        return False
    own = [m for m in within(story.mentions.names, begin, story.sentence.end) if m.kind == "metric"]
    if any(m.data.get("strength") != "weak" and m.code != "gdp" for m in own):
        return False
    if any(fact.metric == "gdp" and fact.status in {"forecast", "target"} for fact in story.facts[-_FORETOLD:]):
        return True
    return any(m.kind == "metric" and m.code == "gdp" for m in within(story.mentions.names, begin - _NEAR, begin))


def _is_foretold_anew(asked: Asked) -> bool:
    """Whether growth is foretold behind forecasts of prices or jobs: "They see inflation at 3.1%. Growth was revised up to 1.6%"."""
    held, facts = asked.held, asked.story.facts
    if held is None or not facts or not asked.held_within(1) or facts[-1].status != "forecast":
        return False
    return held.code in {"consumer_prices", "core_consumer_prices", "unemployment_rate"}


def _of_a_year(asked: Asked) -> bool:
    """Whether growth is foreseen for a year behind a month's prices: "Inflation was 9.8 percent in August. Economists expect growth of
    7.5 percent this year"."""
    held = asked.held
    of_growth = asked.topic is not None and asked.topic.code == "gdp"  # "Retail trade fell" in a report on growth
    if held is None or not (held.code in _PRICES or of_growth) or asked.company:
        return False
    times = [item for item in asked.items if item.kind == "T" and item.data.period is not None]
    fiscal = any(item.low in {"fiscal", "financial"} for item in asked.items)
    return fiscal or any(item.data.period.precision in {"year", "fiscal_year"} for item in times)


#: What a country counts every month, which tells how its quarter's product may turn out.
_MONTHLY = {
    "retail_sales",
    "industrial_production",
    "orders",
    "inventories",
    "construction",
    "exports",
    "imports",
    "trade_balance",
}


def _of_a_quarter(asked: Asked, metric: Metric) -> bool:
    """Whether a quarter's growth is foreseen behind what a month told: "Retail sales fell in May. Banks cut their estimates of
    second-quarter growth to 1.7 percent"."""
    held = asked.held
    if held is None or held.code not in _MONTHLY or asked.company or asked.scene.phrase.products:
        return False
    at = next((i for i, item in enumerate(asked.items) if item.start == metric.start), 0)
    time = asked.items[at - 1] if at else None
    return (
        time is not None
        and time.kind == "T"
        and time.data.period is not None
        and time.data.period.precision == "quarter"
    )


def economy_again(asked: Asked) -> Found | None:
    """What "it" is that grows behind a sentence without numbers on an economy: "The economy will shrink. The bank sees it contracting
    1.25% next year"."""
    story, pronoun, verb = asked.story, asked.scene.phrase.pronoun, asked.scene.verb
    if pronoun is None or pronoun.low != "it" or verb is None or verb.low not in entries.words("growth", "economy"):
        return None
    held = asked.state.metric
    if held is not None and (held.value.code == "gdp" or held.sentence >= story.number - 1):
        return None
    names = within(story.mentions.names, story.text.rfind("\n", 0, story.sentence.start) + 1, story.sentence.start)
    named = [m for m in names if m.kind == "metric"]
    return Found(Metric.told("gdp", verb), "sentence") if named and named[-1].code == "gdp" else None


@only(kinds={"percent"}, words=_GROWTH_NAMES)
def market_growth(asked: Asked) -> Found | None:
    """The growth that a good's market is told to see is that market's, not the economy's: "India's beer market posted growth of 9 percent"."""
    items, at = asked.items, asked.at
    beside = items[max(0, at - 3) : at] + items[at + 1 : at + 3]
    if not any(item.low in _GROWTH_NAMES and item.kind == "M" for item in beside):
        return None
    for good, market in pairwise(items[:at]):
        if market.low == "market" and market.kind == "M" and good.kind == "P" and market.code == "market_size":
            if not any(item.kind == "V" for item in items[items.index(market) + 1 : at]):
                return None
            near = Phrase(products=[Product(good.code, good.start, good.end)])
            return Found(Metric.of(market)._replace(growth=True), "read", near)
    return None


#: Parts of the economy.
_OF_ECONOMY = {"consumption", "investment", "inventories", "construction", "government_spending", "exports", "imports"}


def estimates_all(asked: Asked) -> bool:
    """Whether a government's or bank's own estimate behind a part of the economy is of all of it: "Private spending was up 2.1%. The
    government stuck to its estimate of 7% for the fiscal year"."""
    topic, held = asked.topic, asked.held
    if topic is not None and held is not None and topic.code in {"exports", "imports"} and held.data.get("balance"):
        return aims_at(asked.scene) and asked.story.sentence.start > held.start  # "The sector's target is $14 billion"
    if topic is None or held is None or topic.code != "gdp" or held.code == "gdp" or asked.quantity.kind != "percent":
        return False
    bodies = [item for item in asked.before if item.kind == "B"]
    own = any(a.low == "its" and b.low in entries.words("forecasts", "foretold") for a, b in pairwise(asked.before))
    return bool(bodies) and own and held.code in _OF_ECONOMY and asked.story.sentence.start > held.start
