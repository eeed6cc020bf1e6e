"""Carried on: the metric of a number that only what was told before gives."""

from __future__ import annotations

from pipeline.linking.asked import Asked, Found
from pipeline.linking.companies import beside_company
from pipeline.linking.earning import in_sales
from pipeline.linking.going import continues, is_part_of_sales, is_told_of_places, lists_on, turned_to_one_way
from pipeline.linking.growing import estimates_all
from pipeline.linking.marketshares import sizes_a_market
from pipeline.linking.metric import NO_BRANCHES, PROFITS, TRADED, WORTH, Metric, entry
from pipeline.linking.only import COUNTS, OWN, PLACE, only
from pipeline.linking.partnershares import is_buyers_own
from pipeline.linking.period import is_daily
from pipeline.linking.shortnames import PER_SHARE, take
from pipeline.linking.state import Held
from pipeline.linking.story import Story
from pipeline.linking.suited import candidates_for
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries
from pipeline.vocabulary.trie import POSSESSIVES

#: How many facts back a report on growth is still one.
_LATELY = 12


@only(whose="company")
def next_company(asked: Asked) -> Found | None:
    """A row of companies goes on with what it ranks: "CATL's 32.5 percent", "Oppo with 25.2 million"."""
    held, story = asked.held, asked.story
    if held is None or not asked.held_within(1) or beside_company(asked.scene, asked.at) is None:
        return None
    listed = [
        fact.metric
        for fact in reversed(story.facts[-6:])
        if fact.char_start >= story.sentence.start and fact.measure == "level"
    ]
    part = asked.quantity.kind == "percent" and asked.reading.measure != "change_pct" and "market_share" in listed
    # "is valued at £2bn, against Brask's £3bn"
    beside = asked.scene.clause.link == "compare" and listed[:1] != [held.code]
    return _first_fitting(asked, held, ["market_share"] if part else listed, first=part or beside)


@only(kinds={"money"})
def posted_as_last(asked: Asked) -> Found | None:
    """What another company or a division posted, of nothing named, is what was told of the one before: "SDI logged 13 trillion
    won", "the mobile unit is believed to have posted 2 trillion won"."""
    items, held, facts = asked.items, asked.held, asked.story.facts
    companies, division = asked.scene.phrase.companies, asked.story.state.division
    of_division = division is not None and asked.scene.start <= division.start < items[asked.at].start and not companies
    if held is None or not facts or not asked.held_within(1):
        return None
    if not companies and not of_division:
        return None
    verb = next((i for i in range(asked.at - 1, -1, -1) if items[i].kind == "V"), asked.at)
    logs = entries.words("timing", "logged")
    if (
        verb >= asked.at
        or items[verb].low not in logs
        or any(i.kind not in {"G", "E", "H"} for i in items[verb + 1 : asked.at])
    ):
        return None
    if any(item.kind in {"M", "A", "S"} or (item.kind == "P" and not of_division) for item in items[: asked.at]):
        return None
    told = next((f for f in reversed(facts) if f.measure == "level"), None)
    if items[verb].low.startswith("earn"):  # a profit, though sales were told last
        told = next((f for f in reversed(facts[-8:]) if f.measure == "level" and f.metric in PROFITS), told)
    if told is None or told.unit != asked.quantity.unit or entry(told.metric).get("home") == "country":
        return None
    if items[verb].low.startswith("earn") and told.metric not in PROFITS | {"revenue"}:
        return None  # "Net debt fell to $2.3 billion. Its marketing arm earned $3.7 billion"
    far = not 0.02 < abs(asked.quantity.value / (told.value or 1)) < 50
    if (companies and told.reporter == companies[-1].code) or far:
        return None
    return _first_fitting(asked, held, [told.metric], first=True)


@only(words=POSSESSIVES)
def own_of_last(asked: Asked) -> Found | None:
    """A company's own figure of what was told of another: "MUFG's net profit climbed 36%. SMFG's increased 38% to 725 billion yen"."""
    items, facts = asked.items, asked.story.facts
    if not facts or not asked.held_within(1):
        return None
    multiple = next((i for i, item in enumerate(items) if item.form == "multiple"), len(items))
    verb = min(asked.scene.clause.verb_at, multiple)  # "BYD's tripled to 13,503"
    at = verb - 1
    while at > 1 and items[at].kind == "G":
        at -= 1
    if not 1 < at + 1 <= verb <= asked.at or verb == len(items) or items[at].kind != "'" or items[at - 1].kind != "C":
        return None
    if facts[-1].reporter in {None, items[at - 1].code}:
        return None
    first = next(f for f in facts if f.sentence == facts[-1].sentence)
    return _first_fitting(
        asked, asked.held or Metric(first.metric, entry(first.metric), -1, -1), [first.metric], first=True
    )


@only(kinds={"percent"})
def posted_change(asked: Asked) -> Found | None:
    """A change of nothing named that the next company posted is of what the one before began with: "X's sales rose, as exports
    fell. Y posted a 5.8 percent rise"."""
    own, items, facts = asked.reading.own, asked.items, asked.story.facts
    verb = asked.scene.verb
    if own is None or own.kind != "N" or not facts or not asked.held_within(1) or facts[-1].metric == "stock_index":
        return None  # but a company's own share: "The index fell 1%. X posted a 3% drop"
    if verb is None or verb.low not in entries.words("timing", "logged") or not asked.scene.phrase.companies:
        return None
    behind = items[items.index(own) + 1 :] if own in items else []
    if any(item.kind in {"M", "P", "S"} for item in asked.before) or (behind and behind[0].low in {"in", "of"}):
        return None
    first = next(f for f in facts if f.sentence == facts[-1].sentence)
    if first.reporter == asked.scene.phrase.companies[-1].code or first.char_start >= asked.story.sentence.start:
        return None
    told = Metric(first.metric, entry(first.metric), -1, -1)
    return _first_fitting(asked, told, [first.metric], first=True)


@only(whose="company")
def guided_again(asked: Asked) -> Found | None:
    """A company's forecast of nothing named is of what was foretold last: "SMFG raised its forecast to 1.16 trillion yen"."""
    guidance = entries.words("forecasts", "guided")
    if asked.frame.metric is not None or not any(item.low in guidance for item in asked.before):
        return None
    if any(item.kind == "M" for item in asked.items):
        return None
    if asked.state.topic_is_country and (foretold := _foretold_of_country(asked)) is not None:
        return foretold
    told = next((f for f in reversed(asked.story.facts[-8:]) if f.status in {"forecast", "target"}), None)
    if told is None or entry(told.metric).get("home") == "country" or told.unit != asked.quantity.unit:
        return None
    return Found(Metric(told.metric, entry(told.metric), -1, -1, told.value < 0), "context")


def _foretold_of_country(asked: Asked) -> Found | None:
    """What a bank's forecast is of behind others' of a country: "The IMF sees growth of 1.8 percent. Citigroup raised its forecast to"."""
    told = asked.story.facts[-1] if asked.story.facts else None
    if told is None or told.status != "forecast" or told.unit != asked.quantity.unit or not asked.held_within(1):
        return None
    held = asked.held
    if held is None or held.code != told.metric or entry(told.metric).get("home") != "country":
        return None
    return Found(held, "context") if asked.quantity.kind == "percent" else None


def _first_fitting(asked: Asked, held: Metric, codes: list[str], *, first: bool = False) -> Found | None:
    """The first metric that takes the number: the last one, then those of the last facts; these `first` where told so."""
    others = [Metric(code, entry(code), -1, -1) for code in codes]
    for candidate in [*others, held] if first else [held, *others]:
        metric = take(asked, candidate)
        if metric is not None:
            return Found(metric, "context")
    return None


@only(has=PLACE)
def top_buyer(asked: Asked) -> Found | None:
    """A buyer among the partners of a country buys its exports: "Japan was the top buyer with $57 million", "taking 33 million kg"."""
    topic = asked.topic
    if not asked.frame.partner_by_place or asked.frame.fresh:
        return None
    if topic is None or entry(topic.code).get("home") != "country":
        return None
    goes_on = asked.scene.clause.link == "same" and asked.quantity.kind != "percent"
    above = asked.scene.parent if goes_on else None
    told = [*(above.clause.items if above is not None else []), *asked.before]
    if not any(item.low in {"buyer", "buyers"} for item in told):
        return None
    metric = take(asked, Metric.told("exports", asked.items[asked.at]))
    return Found(metric, "context") if metric is not None else None


#: What a country is called the source or buyer of; no price of goods is as high.
_FROM_PLACES, _DEAR = {"exports", "imports", "fdi", "tourist_arrivals"}, 1_000_000


@only(has=PLACE)
def next_partner(asked: Asked) -> Found | None:
    """A list of partners goes on with the flow it names, else with the topic: "China was the top source of imports, at $2.4 billion"."""
    state = asked.state
    if not asked.frame.partner_by_place or asked.frame.fresh or (state.metric or state.topic) is None:
        return None
    if sizes_a_market(asked):
        return None
    led = [] if asked.before else asked.scene.clause.before  # "exports to its neighbours, mainly Chile (12 percent)"
    flow = next((x for x in reversed([*led, *asked.before]) if x.kind == "M" and x.code in _FROM_PLACES), None)
    metric = take(asked, Metric.of(flow)) if flow is not None else None
    if metric is not None:
        return Found(metric.renamed("exports") if is_buyers_own(asked, flow, metric.code) else metric, "read")
    if asked.before and asked.before[-1].kind in {"V", "A"} and asked.before[-1].low.startswith("invest"):
        return None  # "promised to buy $750 billion of American energy and to invest $600 billion in the United States"
    if asked.left is None and any(item.kind == "M" and item.data.get("balance") for item in asked.before):
        return None  # "which widened the trade deficit with China to $157 million"
    of_rates = asked.story.sentence.bullet and asked.held is not None and asked.held.data.get("rate")
    told = asked.last is not None and asked.last.char_start >= asked.story.sentence.start
    of_which = told and [item.low for item in asked.scene.clause.before[-1:]] == ["of"]  # "of which China took a third"
    goes_on_with = lists_on(asked.story) or of_rates or of_which or is_part_of_sales(asked.story)
    held = (state.metric if goes_on_with else None) or state.topic or state.metric
    for told_of in (held, state.topic or held):  # prices in between are passed over
        if told_of is not None and told_of.value.code.endswith("_price") and abs(asked.quantity.value) > _DEAR:
            continue
        fitting = (take(asked, candidate) for candidate in candidates_for(asked, told_of.value))
        metric = next((metric for metric in fitting if metric is not None), None)
        if metric is not None:
            return Found(metric, "context")
    return None


@only(links={"ellipsis"})
def next_place(asked: Asked) -> Found | None:
    """A row of names that no list knows goes on with what the first one's number told: "followed by Songpa at 0.33 percent"."""
    told, before = asked.last, asked.before
    if told is None or asked.held is None or told.metric != asked.held.code or told.unit != asked.quantity.unit:
        return None
    if told.char_start < asked.story.sentence.start:
        return None
    if entry(told.metric).get("home") != "country" or len(before) < 2 or not before[-2].name:
        return None
    if before[-1].low not in {"at", "with", "by"}:
        return None
    return Found(asked.held, "context")


@only(kinds={"percent"}, links={"main", "sub"})
def next_leader(asked: Asked) -> Found | None:
    """A place that no list knows leads in what was told of last: "Songpa topped the list with 20.9 percent", "Mapo came next at 14"."""
    held, before = asked.held, asked.before
    if held is None or not asked.held_within(1) or len(before) < 3:
        return None
    if before[-1].low not in {"at", "with"} or not before[0].name:
        return None
    leads = any(item.low in entries.words("readings", "leads") for item in before)
    named = any(item.kind in {"M", "C", "I", "S"} for item in before)
    told = asked.story.facts[-1] if asked.story.facts else None
    alike = told is not None and (told.metric, told.measure) == (held.code, "change_pct")
    if not leads or named or not alike or entry(held.code).get("home") != "country":
        return None
    return Found(held, "context")


@only(kinds=COUNTS)
def included(asked: Asked) -> Found | None:
    """The ships or jets that orders told of last are for: "They include 20 tankers and 17 container ships"."""
    held, before = asked.held, asked.before
    if held is None or held.code != "orders" or not before:
        return None
    verb = next((item for item in before if item.kind in {"V", "R"}), None)
    taken_up = before[0].low in {"they", "these", "those", "the orders", "the ships", "the vessels", "it", "the figure"}
    if not taken_up or verb is None or verb.low not in entries.words("deals", "includes") or not asked.held_within(1):
        return None
    goods = [item.kind for item in asked.items[asked.at + 1 : asked.at + 4]]
    return Found(held, "read") if "P" in goods else None


@only(readings={"verb of excess"}, whose="company")
def result_of_topic(asked: Asked) -> Found | None:
    """What a company's report is about, for its result set against what was foretold: "The result beat the consensus of 19.6 trillion won"."""
    if asked.topic is None or asked.frame.metric is not None:
        return None
    if not asked.items or asked.items[0].low not in entries.words("forecasts", "results"):
        return None
    told = asked.held if asked.held_within(1) else None
    if (
        told is not None
        and told.code != asked.topic.code
        and asked.items[0].low in entries.words("readings", "stand_in")
    ):
        return None  # "profit is forecast to reach 5.9 trillion won. It is the first time that the figure surpassed 5 trillion"
    metric = take(asked, asked.topic)
    return Found(metric, "context") if metric is not None else None


def goes_on(asked: Asked) -> Found | None:
    """A clause without a metric of its own goes on about the last one; a list of goods or partners about the topic.

    Where the last one cannot be what the number measures, it goes on about what was told before that or about the topic.
    """
    held, phrase, state = asked.state.metric, asked.scene.phrase, asked.state
    counted = (
        held is not None and asked.items[0].low == "the number" and "count" not in held.value.data.get("takes", ())
    )
    if held is None or counted or _says_else(asked) or not continues(asked.story, asked.scene, asked.quantity):
        return None
    left_out = phrase.pronoun is not None and any(p.label.startswith("excluding") for p in phrase.products)
    only_names = (
        phrase.products or phrase.partners or phrase.bare
    ) and not left_out  # "Without them it would have risen"
    bullet = asked.story.sentence.bullet
    quoted = is_daily(held.value.data) and held.paragraph != asked.story.sentence.paragraph
    listed = (bullet or only_names) and (quoted or not state.listing) and asked.scene.last("reading") is None
    turned = listed and (turned_to_one_way(asked.story) or is_told_of_places(asked.story, phrase))
    if listed and state.topic is not None and not turned:
        by_region = any(item.kind == "L" and item.form == "region" for item in asked.items[:2])
        if not bullet and _goes_on_with_total(asked, held, state.topic):
            pass  # "Imports climbed 12 per cent. Consumption goods were 4.9 per cent higher" in a report on exports
        elif bullet or held.paragraph != asked.story.sentence.paragraph or not by_region:
            held = state.topic
    flow = state.metric.value.code if state.metric is not None else ""
    if held.value.code == "gdp" and asked.quantity.kind == "money" and phrase.products and flow in TRADED:
        held = state.metric or held  # "Exports rose to $157 billion. Phones fetched $25 billion", in a report on growth
    held = in_sales(asked, held)
    if held.value.code == "market_share" and asked.frame.change is not None and state.topic is not None:
        if held.paragraph != asked.story.sentence.paragraph and not state.topic.value.data.get("rate"):
            held = state.topic  # "Acer was third with 7 percent. In Spain, the fall was 10 percent"
    if _branch_grows(asked):
        verb = asked.scene.verb
        assert verb is not None
        held = Held(Metric.told("gdp", verb), verb.start, verb.end, asked.story.number, asked.story.sentence.paragraph)
    if held.value.code == "stock_index" and phrase.products and not any(good.strong for good in phrase.products):
        return None  # "Enquiries jumped 31%" behind an index: no part of it
    if state.topic is not None and estimates_all(asked):
        held = state.topic
    for candidate in candidates_for(asked, held.value):
        if (
            asked.quantity.kind == "percent"
            and asked.topic is not None
            and asked.topic.code not in WORTH
            and only_names
            and not _is_bracket_of_last(asked, candidate)
        ):
            candidate = candidate.renamed(WORTH.get(candidate.code, candidate.code))
        if candidate.negative and candidate.code == "gdp":
            # "after a contraction of 0.5 percent. It declined 2.9 percent"
            candidate = candidate._replace(negative=False, growth=False, weak=False, name="economy")
        metric = take(asked, candidate)
        if metric is not None:
            return Found(_beaten(asked, metric), "context")
    return None


def _is_bracket_of_last(asked: Asked, metric: Metric) -> bool:
    """Whether a change in brackets is that of the pieces before it: "sent 84,935 vehicles abroad (-2.1%)"."""
    told = asked.last
    if asked.scene.clause.link != "paren" or told is None or told.char_start < asked.story.sentence.start:
        return False
    return told.metric == metric.code and told.measure == "level"


def _goes_on_with_total(asked: Asked, held: Held, topic: Held) -> bool:
    """Whether the sentence right before told all of one way of trade, and nothing of the topic's."""
    story, code = asked.story, held.value.code
    flows = code in TRADED and topic.value.code in TRADED
    branches = code == "gdp" and topic.value.code in NO_BRANCHES and asked.quantity.kind == "percent"
    if not (flows or branches) or code == topic.value.code:
        return False
    if story.number - held.sentence != 1 or held.paragraph != story.sentence.paragraph:
        return False
    last = story.facts[-1]
    before = [fact for fact in story.facts[-4:] if fact.sentence == last.sentence]
    return all(fact.metric == code and fact.product is None and fact.partner is None for fact in before)


def _beaten(asked: Asked, metric: Metric) -> Metric:
    """A forecast that a profit beats is of one, though a loss stands between: "a profit of 5, against a loss of 3, beating a forecast of 4"."""
    verb, facts = asked.scene.verb, asked.story.facts
    if not metric.negative or verb is None or verb.code not in {"exceed", "below"} or asked.scene.clause.link != "same":
        return metric
    first = next((f for f in facts if f.char_start >= asked.story.sentence.start and f.metric == metric.code), None)
    return metric._replace(negative=False) if first is not None and first.value > 0 else metric


def _says_else(asked: Asked) -> bool:
    """Whether a clause with a money amount says what is done with it: "The grocer will pay £1.45 billion to shareholders", or a value
    is what another one came from that was not told: "its comfort index climbed to 91 points from 84"."""
    if asked.reading.rule == "from" and not asked.scene.facts:
        return any(item.kind == "Q" and item.form != "ordinal" for item in asked.before)
    if asked.quantity.kind != "money":
        return False
    noun = asked.before[-2] if len(asked.before) > 1 and asked.before[-1].low == "of" else None
    if noun is not None and noun.low in entries.words("growth", "effects"):
        return True  # "sees a tariff impact of 70 billion yen"
    verb = next((item for item in reversed(asked.before) if item.kind in {"V", "A"}), None)
    return verb is not None and verb.low in entries.words("deals", "pays")


def _branch_grows(asked: Asked) -> bool:
    """Whether a branch grows or shrinks in a report on the economy: "Exports rose 5 percent. The farm sector shrank 3.5 percent"."""
    topic, verb = asked.topic, asked.scene.verb
    if topic is None or verb is None or asked.quantity.kind != "percent" or not asked.scene.phrase.products:
        return False
    if topic.code in {"industrial_production", "retail_sales", "pmi", *WORTH}:
        return False
    if topic.code != "gdp" and not any(fact.metric == "gdp" for fact in asked.story.facts[-_LATELY:]):
        return False
    last = asked.story.facts[-2:]
    if [fact.metric for fact in last] == ["gdp", "retail_sales"] and last[0].product is not None:
        return True  # "Construction lost 0.7 percent, and retail trade 0.6 percent. Transportation gained 1 percent"
    return verb.low in entries.words("growth", "economy")


#: What is spent in an economy, which no branch of it has.
_SPENT_ON = {"consumption", "investment", "government_spending"}


@only(kinds={"percent"}, whose="country")
def branch_grew(asked: Asked) -> Found | None:
    """A branch that grows in the same sentence as what is spent does so in its product: "household consumption fell 12.5 percent, while
    agriculture expanded 0.4 percent"."""
    told = asked.frame.metric
    if told is None or asked.frame.fresh or told.code not in _SPENT_ON or not _branch_grows(asked):
        return None
    verb = asked.scene.verb
    return Found(Metric.told("gdp", verb), "sentence") if verb is not None and verb in asked.before else None


@only(whose="company")
def guided_a_share(asked: Asked) -> Found | None:
    """A company's forecast per share is of its earnings: "its forecast to $3.05 per share"."""
    if not PER_SHARE.search(asked.quantity.text):
        return None
    guidance = entries.words("forecasts", "guided")
    if not any(item.low in guidance for item in asked.before) or not {"eps", "net_income"}.intersection(asked.spoken):
        return None
    return Found(Metric.told("eps", asked.items[asked.at]), "context")


@only(has=OWN)
def change_again(asked: Asked) -> Found | None:
    """A change of nothing named is that of the last numbers: "A Reuters poll had forecast a rise of 0.3%"."""
    own, held = asked.reading.own, asked.held
    if own is None or own.kind != "N" or held is None or not asked.held_within(1):
        return None
    codes = dict.fromkeys(fact.metric for fact in reversed(asked.story.facts[-5:]))
    return _first_fitting(asked, held, list(codes))


def growth_row(story: Story, quantity: Quantity) -> Metric | None:
    """The growth that a row without words tells of, its per cent said above: "South Korea 2022: 2.6 (3.0)"."""
    told = story.state.topic
    items = story.scenes[0].clause.items
    if told is None or quantity.kind != "number" or abs(quantity.value) >= 100:
        return None
    if not (told.value.growth or told.value.code == "gdp"):
        return None
    places = [item for item in items if item.kind == "L"]
    plain = all(item.kind in {"L", "T", "Q", "H", "E", ".", ",", ";"} for item in items)
    return told.value._replace(growth=True) if len(places) == 1 and plain and quantity.decimals else None
