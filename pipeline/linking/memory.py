"""Memory: what a number leaves behind for the next ones."""

from __future__ import annotations

import re

from pipeline.fact import Fact
from pipeline.linking import period as timing
from pipeline.linking.draft import Draft
from pipeline.linking.lasting import is_latest
from pipeline.linking.metric import IN_PASSING, PRICES, Metric
from pipeline.linking.names import is_country
from pipeline.linking.onegood import are_kin
from pipeline.linking.passing import is_told_alone, is_whole_year, tells_anew
from pipeline.linking.period import When
from pipeline.linking.speaking import is_speakers_own
from pipeline.linking.state import Held, State
from pipeline.linking.story import Scene, Story, about_company
from pipeline.linking.subject import FLOWS
from pipeline.linking.turns import is_singled_out
from pipeline.periods.period import YEAR, Period
from pipeline.vocabulary import entries

#: Before a number that was a high or low of its own time: "down from a peak of 9.1% in June 2022".
_PEAK = re.compile(r"\b(?:peak|high|low|record|trough|bottom)s? of (?:more than |over |about |nearly |around )?$")
#: Before a number that has just come to such a high or low: "fell to a record low of 6.2% in April".
_COME_TO = re.compile(
    r"\b(?:to|at) (?:an? |its |the |their )?(?:[\w-]+ ){0,3}(?:peak|high|low|record|trough|bottom)s? of [\w ]*$"
)
#: Days of a week.
_WEEK = 7
_BRINGS = entries.words("timing", "brings")

#: What two countries have with each other.
_BOTH_WAYS = {"trade_balance", "trade_volume"}
#: What a total of tells that a report on a good goes on to all trade.
_TRADE = {"exports", "imports", "export_volume", "import_volume", "trade_volume"}


def remember(draft: Draft, fact: Fact) -> None:
    """What this number leaves behind for the next ones of its clause and of the text; nothing where it is told in passing."""
    beside_quote = draft.metric.code == "trading_volume" and draft.scene.fact is not None
    if (
        draft.metric.name == IN_PASSING or _is_aside(draft) or beside_quote
    ):  # "closed at 28.985 on turnover of $1.9 billion"
        return
    story, scene, state, when = draft.story, draft.scene, draft.state, draft.when
    scene.reading = draft.reading._replace(measure=fact.measure)
    scene.fact = fact
    if fact.metric == "policy_rate":
        story.named.add(fact.metric)  # "The Bank of Chile cut its rate to 3 per cent. Analysts see the rate at 2.5"
    if draft.reading.old or is_speakers_own(draft):
        return
    before, scene.when = scene.when, when
    if not (when.shifted and scene.clause.link == "relative"):  # "from the month before, in which it had shrunk"
        state.last_period = when.period or state.last_period
    quoted = state.topic is not None and state.topic.value.code == "stock_index"  # a firm's outlook there is its own
    if fact.status == "forecast" and when.how == "read" and (fact.metric == "stock_index" or not quoted):
        state.looked_to = _held(draft) or state.looked_to
    _keep_topic(draft)
    _keep_country(draft)
    _keep_parts(draft, fact)
    set_in = _is_set_in(draft, fact)
    if set_in and _is_foil(scene, fact):
        scene.when = before
    told = when.how == "read" and scene.clause.link == "main"
    told = told or (when.how == "sentence" and scene.clause.cue == "as" and when.start >= story.sentence.start)
    if told and timing.is_daily(draft.metric.data):
        pluperfect = any(
            item.low in {"had", "having"} for item in draft.items[: draft.at]
        )  # "It had slid to 1,477.5 on Wednesday"
        if when.period is not None and when.period.precision == "day" and not pluperfect:
            state.periods["day"] = Held(when.period, when.start, when.end, story.number, story.sentence.paragraph)
            if all(told.period == fact.period for told in story.facts):  # a market report names its day at once
                state.periods.setdefault("own", state.periods["day"])
    _keep_period(draft, fact, set_in=set_in)
    goes_on = scene.clause.link in {"same", "ellipsis", "compare", "paren"}
    if scene.parent is not None and goes_on and scene.parent.when is None and scene.start > scene.parent.start:
        scene.parent.when = when  # not "After falling to 3 percent in 2019, it climbed to 5 percent"


def _is_aside(draft: Draft) -> bool:
    """Whether a part told in words only sizes up the number before it: "rose 0.3%, less than half the gain in the month before"; or what
    something contributed stands in brackets behind its own change: "were iron ore (-13.8%, contributing -2.1 points) and gold (-6.2%)"."""
    above = draft.scene.parent if draft.metric.code == "gdp_contribution" else None
    if above is not None and above.clause.link == "paren" and above.fact is not None:
        return True
    return draft.quantity.kind == "fraction" and draft.scene.fact is not None and draft.reading.rule != "default"


def _held(draft: Draft) -> Held | None:
    """The number's period as one that the text may go on with."""
    when, story = draft.when, draft.story
    if when.period is None:
        return None
    return Held(when.period, when.start, when.end, story.number, story.sentence.paragraph)


def _keep_topic(draft: Draft) -> None:
    """The metric told of last; the first one, with its parts and holder, is the topic."""
    story, state, metric = draft.story, draft.state, draft.metric
    if metric.growth and metric.data.get("measure") != "change_pct":
        metric = metric._replace(growth=False)  # growth was this number's own word
    if not metric.name and state.metric is not None and state.metric.value.code == metric.code:
        metric = metric._replace(
            name=state.metric.value.name
        )  # "the index stood at 91, down 4 percent", and then "the index"
    worth = metric.code == "market_cap" and state.metric is not None and state.metric.value.code == "share_price"
    if (
        not worth and metric.code != "exporters"
    ):  # "... at HK$11.52, giving it a market value of HK$25.3 billion. They are down 22%"
        state.metric = Held(metric, metric.start, metric.end, story.number, story.sentence.paragraph)
    if state.ranked and story.sentence.headline:
        return  # "Apple tops rivals as phone shipments climb 8%": the lead says whose
    if state.topic is None:
        state.topic = state.metric
        if metric.code in _TRADE:
            story.named.add(metric.code)  # "earned $2 billion from selling coffee abroad": its sales are exports
        of_goods = (
            metric.code in _TRADE
            and draft.measure == "level"
            and is_country(draft.holder.value)
            and not draft.frame.fresh
        )  # "India exported $3 billion of tea"
        of_goods = (
            of_goods or state.ranked or draft.where == "spoken"
        )  # "Ship exports surged. Shipments came to $32 billion"
        own = [
            p
            for p in draft.products
            if p.strong and not p.label.endswith(" trade") and (p in draft.frame.products or of_goods)
        ]
        state.topic_products = [p for p in own if not p.label.startswith("excluding")]
        state.topic_partners = draft.partners
        state.topic_holder = _whose_topic(draft)
        state.topic_is_country = metric.data.get("home") != "company" and not state.subject_is_company
        state.topic_is_country = state.topic_is_country or (state.ranked and metric.data.get("home") == "both")
        earned = metric.code == "revenue" and draft.frame.reporter is not None and not draft.frame.fresh
        if earned and is_country(draft.holder.value):
            state.topic_is_country = True  # "Nepal earned $550 million from tourism"
        _keep_main_country(draft)
    elif _is_told_again(draft):
        state.topic_holder = draft.holder


def _whose_topic(draft: Draft) -> Held | None:
    """Whose the next numbers are: those behind another's tariff are the country's that the text is about."""
    main = draft.state.main_country
    return main if draft.metric.code == "tariff_rate" and main is not None else draft.holder


def _is_told_again(draft: Draft) -> bool:
    """Whether the lead says whose the headline's number is: "Phone sales fall 9 percent" is of the world where "Worldwide sales fell 9 percent"."""
    story, state, own = draft.story, draft.state, draft.frame.reporter
    if own is None or len(story.facts) != 2 or story.facts[0].char_start >= story.document.headline_end:
        return False
    first, second = story.facts
    same = state.topic is not None and state.topic.value.code == draft.metric.code and first.value == second.value
    return same and draft.holder is not None and draft.holder.value == own.code


def _keep_main_country(draft: Draft) -> None:
    """The country whose trade the first number is of, by its name, is the one that the text is about: others are its markets and rivals."""
    state, own, holder = draft.state, draft.frame.reporter, draft.holder
    if draft.metric.code not in FLOWS or draft.metric.code == "tariff_rate":
        return
    if own is None or own.code != holder.value or not state.topic_is_country:
        return
    if not is_country(holder.value) or own.start < draft.story.sentence.start or state.main_country is None:
        return
    body, mentions = draft.story.document.headline_end, draft.story.mentions
    places = [m for m in mentions.names if m.kind == "place"]
    first = next((m for m in places if m.start >= body), None)
    counted = any(q.kind == "count" and q.end <= body for q in mentions.quantities)
    if counted or (own.start > body and first is not None and first.code != own.code):
        return  # "Five exporters, one tariff wall", "Exports from Asia's economies rose again": a survey
    named = [m.code for m in places]
    if 2 * named.count(holder.value) >= named.count(state.main_country.value):
        state.main_country, state.survey = holder, False


def _keep_country(draft: Draft) -> None:
    """A country whose number a clause of its own tells is the one spoken of: "Brazil is expected to grow 1.8 percent"."""
    story, state, own, holder = draft.story, draft.state, draft.frame.reporter, draft.holder
    source = draft.partners[0].code if draft.partners and draft.metric.code == "tourist_arrivals" else None
    if source is not None and state.country is not None and state.country.value == source and is_country(holder.value):
        state.country = Held(holder.value, holder.start, holder.end, story.number, story.sentence.paragraph)
        return  # "China was the largest source with 508,846 visitors. The government targets 35 million"
    told = own is not None and own.code == holder.value and own.start >= story.sentence.start
    turns = state.survey or state.topic is None or state.topic.value.code not in FLOWS
    if not told or not turns or draft.clause.link not in {"main", "content"}:
        return
    levies = draft.metric.code == "tariff_rate"  # "Washington has imposed a 25 percent tariff": told of in passing
    apart = levies or is_singled_out(state, draft.scene)
    if is_country(holder.value) and not state.subject_is_company and not apart:
        state.country = Held(holder.value, holder.start, holder.end, story.number, story.sentence.paragraph)


def _keep_parts(draft: Draft, fact: Fact) -> None:
    """Products and partners told of last, those of the section, and a flow's total."""
    story, state, metric, fresh = draft.story, draft.state, draft.metric, draft.frame.fresh
    products, partners = [p for p in draft.products if not p.label.endswith(" trade")], draft.partners  # one way of it
    size = metric.name.removeprefix("the ") in entries.words("modifiers", "sizes")  # "the average price came down"
    state.listing = bool(products or partners) and not size
    whole = metric.code in FLOWS and not products and not partners and fresh
    if whole and not state.whole_told and _is_first_of_body(story):
        state.topic_products = []  # "Copper exports climb 13%" and then "Chile's exports rose 9%": of all from here on
    state.whole_told = state.whole_told or whole
    if state.topic_products and products and products[0].strong and fresh and not metric.weak:
        first = products[0]
        state.section_products = Held(products, first.start, first.end, story.number, story.sentence.paragraph)
    state.products, state.partners = products, partners
    _keep_across(draft, fact)
    if state.lead_product is not None and metric.code in _TRADE:
        kin = fact.product is not None and are_kin(fact.product, state.lead_product.label)
        if not kin and (fact.product is not None or fact.partner is None):
            state.lead_product = None
    if metric.code in FLOWS and fact.measure == "level" and fact.product is None and fact.partner is None:
        story.totals[(metric.code, draft.holder.value, fact.unit, fact.period)] = abs(fact.value)


def _is_first_of_body(story: Story) -> bool:
    """Whether the present sentence is the first below the headline that gives a number."""
    body = story.document.headline_end
    return bool(body) and not any(body <= fact.char_start < story.sentence.start for fact in story.facts)


def _keep_across(draft: Draft, fact: Fact) -> None:
    """The other side of a balance or of two-way trade, with which its paragraph goes on; a total told in it ends that."""
    state, metric = draft.state, draft.metric
    if metric.code in _BOTH_WAYS and draft.partners and draft.clause.link in {"main", "content"}:
        first = draft.partners[0]
        state.across = Held(draft.partners, first.start, first.end, draft.story.number, draft.story.sentence.paragraph)
    elif metric.code in FLOWS and fact.partner is None:
        state.across = None


def _keep_period(draft: Draft, fact: Fact, *, set_in: bool) -> None:
    """The period that goes on holding, and the year of a company's forecasts."""
    when, state, metric, published = draft.when, draft.state, draft.metric, fact.published_at
    period = when.period
    if period is None:
        return
    foretold = fact.status in {"forecast", "target"}
    if foretold and about_company(draft.story) and published is not None and period.last >= published:
        main = state.main_company  # "expects a loss for the year to March. It forecasts sales of 4.1 million cars"
        own = period.months == YEAR and state.one_company and main is not None and main.value == fact.reporter
        named = own or period.precision in {"year", "fiscal_year"}
        if when.how == "read" and named and period.first <= published:
            state.outlook = _held(draft)
        return
    if timing.is_daily(metric.data) or (metric.code == "tariff_rate" and not draft.frame.fresh):
        return
    if when.shifted or when.how == "document" or tells_anew(draft, period) or is_told_alone(draft):
        return
    if set_in and _is_in_background(draft):
        return  # "rose 0.24 percent in November, following a 0.29 percent increase in October"
    state.background = _held(draft) if _is_background(draft, fact) else None
    if _is_passing(draft, fact, set_in=set_in) or state.background is not None:
        return
    state.period = _held(draft)
    expected = (
        foretold and published is not None and period.last < published
    )  # "beating the 4 percent forecast for May"
    foretold = foretold or (fact.status == "estimate" and published is not None and period.last > published)
    state.ahead = (foretold and not expected) or fact.status == "hypothetical"


def _is_in_background(draft: Draft) -> bool:
    """Whether the paragraph goes on about another time than that of headline and lead."""
    held = draft.state.background
    return held is not None and held.paragraph == draft.story.sentence.paragraph


def _is_passing(draft: Draft, fact: Fact, *, set_in: bool) -> bool:
    """Whether a period holds for its number alone: one before headline and lead, one set in, one told behind the number."""
    aside = draft.items[0].low == "on an annual basis" or _is_of_a_day(draft) or is_whole_year(draft)
    aside = aside or (draft.clause.link == "paren" and any(item.kind == "T" for item in draft.items))
    aside = aside or _is_inflation_expected(draft) or timing.is_set_against(draft.items, draft.clause.link, draft.when)
    aside = aside or (draft.metric.code == "orders" and _is_of_delivery(draft))
    aside = aside or (
        draft.clause.link == "same" and draft.items[0].low in _BRINGS
    )  # "bringing the first-half surplus to"
    return aside or _is_long_past(draft) or set_in or _is_tail(draft, fact) or _is_tally(draft)


def _is_tally(draft: Draft) -> bool:
    """Whether prices have moved so much so far this year in a report on a month: the next ones are of the month again."""
    when, lead = draft.when, draft.state.lead_period
    if (
        draft.metric.code not in PRICES
        or draft.measure != "change_pct"
        or lead is None
        or lead.value.precision != "month"
    ):
        return False
    said = draft.story.text[when.start : when.end].lower()
    return when.how == "read" and ("so far" in said or said.startswith("year to date"))


def _is_of_delivery(draft: Draft) -> bool:
    """Whether a time only says when what is ordered will be delivered: "Orders for delivery from March to July fell 4 percent"."""
    return (
        draft.story.text[: draft.when.start]
        .rstrip()
        .lower()
        .endswith(("delivery from", "delivery in", "delivery between"))
    )


def _is_inflation_expected(draft: Draft) -> bool:
    """Whether people were asked for the rate of the year to come, in a survey of now: "Expected inflation for the next year was 2.4%"."""
    topic = draft.state.topic
    asked = topic is not None and topic.value.code in {"consumer_confidence", "business_confidence"}
    return asked and draft.metric.code == "consumer_prices"


def _is_of_a_day(draft: Draft) -> bool:
    """Whether a country's number alone is of a day, in a report on longer times: "was raised to $194 at the start of this year"."""
    period, lead, data = draft.when.period, draft.state.lead_period, draft.metric.data
    longer = lead is not None and lead.value.precision != "day"
    of_day = period is not None and period.precision == "day" and data.get("nature") != "stock"
    return longer and of_day and data.get("home") != "company" and data.get("code") not in timing.EVENTS


def _is_background(draft: Draft, fact: Fact) -> bool:
    """Whether a sentence begins with another time than that of headline and lead, which its paragraph goes on about: an older
    one ("In 2018 exports grew 9.7%. Shipments to China rose 28%"), or a part told by itself ("In June alone")."""
    when, state, story = draft.when, draft.state, draft.story
    held = state.background
    if held is not None and held.value == when.period:
        told = when.how == "sentence" and held.paragraph == story.sentence.paragraph and draft.clause.link == "ellipsis"
        if (
            when.how == "paragraph" or told
        ):  # "China topped the list with $3.2 trillion, followed by Japan with $1.2 trillion"
            return True
    if when.how != "read" or story.sentence.headline:
        return False
    if _is_longer(draft):
        return True
    if not story.sentence.start <= when.start < fact.char_start:
        ranked = (
            story.text[when.start - 6 : when.start].lower() == "as of " and draft.metric.data.get("nature") == "stock"
        )
        return (
            ranked and when.start > fact.char_start and _is_long_past(draft)
        )  # "the ninth-largest holder as of end-October"
    if _is_alone(story, when):
        return True
    front = story.text[story.sentence.start : when.start].lower().strip() in timing.words("fronts")
    aside = any(item.low in {"had", "'d", "’d"} for item in draft.items[: draft.at]) or _is_set_in(draft, fact)
    aside = aside or any(item.low in entries.words("readings", "stand_in") for item in draft.items[: draft.at])
    return front and not aside and draft.clause.link == "main" and _is_long_past(draft)


def _is_longer(draft: Draft) -> bool:
    """Whether a month or more before a report on one week is told of: "Home prices rose 0.24 percent in November. In Seoul they rose"."""
    lead, period = draft.state.lead_period, draft.when.period
    if lead is None or period is None or draft.clause.link != "main":
        return False
    short = (lead.value.last - lead.value.first).days <= _WEEK < (period.last - period.first).days
    return short and period.last < lead.value.first


def _is_alone(story: Story, when: When) -> bool:
    """Whether a part of a longer time is told by itself: "In June alone, exports rose 25 percent"."""
    return story.text[when.end : when.end + 6].lower() == " alone"


def _is_long_past(draft: Draft) -> bool:
    """Whether a period ends before that of headline and lead, and no new topic or country is told of in it."""
    period, state = draft.when.period, draft.state
    country, main, lead = state.country, state.main_country, state.lead_period
    abroad = country is not None and main is not None and country.value != main.value
    if period is None or lead is None or period.last >= lead.value.first:
        return False
    if abroad and period.precision == "month":
        return False
    return not (period.precision in {"month", "quarter", "half"} and _turns(draft.scene, draft.metric, state))


def _is_set_in(draft: Draft, fact: Fact) -> bool:
    """Whether a number is told in an aside or comparison, or was a high or low of its own time."""
    clause = draft.clause
    aside = clause.link in {"relative", "compare", "paren"} or clause.cue == "when"
    if draft.when.how == "read" and (aside or _is_foil(draft.scene, fact)):
        return True
    if clause.link == "compare" and timing.is_full_year(draft.items, draft.at):
        return True  # "in the half, against a full-year budget of"
    text, end = draft.story.text, fact.char_start
    if text.find(" of ", max(0, end - 24), end) < 0:
        return False
    peak = _PEAK.search(text, max(0, end - 24), end) is not None
    return peak and _COME_TO.search(text, max(0, end - 60), end) is None


def _is_tail(draft: Draft, fact: Fact) -> bool:
    """Whether a part of the lead's period is told behind its number."""
    when = draft.when
    behind = when.how == "read" and when.start > fact.char_end and draft.clause.link != "ellipsis"
    lead_end = draft.story.document.headline_end
    if all(told.char_start < lead_end or told.sentence == fact.sentence for told in draft.story.facts):
        return False  # the lead itself
    if not behind or not _narrower(when.period, draft.state) or is_latest(draft.story, when.period):
        return False
    event = draft.metric.data.get("code") in timing.EVENTS
    if _is_of_another_good(draft):
        return False
    if draft.metric.data.get("home") == "company" and not event and _is_quarter_reported(draft):
        return False  # "lost $3 billion in the last three months of the year. Revenue fell 31%"
    return event or _is_of_a_day(draft) or not _turns(draft.scene, draft.metric, draft.state)


def _is_of_another_good(draft: Draft) -> bool:
    """Whether a report that ranks companies turns to another good: "PC shipments fell 7 percent in the fourth quarter"."""
    state, goods = draft.state, draft.products
    if not state.ranked or not draft.frame.fresh or not goods or not state.topic_products:
        return False
    return goods[0].strong and not are_kin(goods[0].label, state.topic_products[0].label)


def _is_quarter_reported(draft: Draft) -> bool:
    """Whether a number is of the last quarter of the year that a company reports on, whose figures its paragraph goes on about."""
    period, lead = draft.when.period, draft.state.lead_period
    if period is None or lead is None or not about_company(draft.story):
        return False
    return period.is_as_long_as("quarter") and lead.value.is_as_long_as("year") and period.last == lead.value.last


def _turns(scene: Scene, metric: Metric, state: State) -> bool:
    """Whether a main clause turns to another metric than that of headline and lead."""
    other = state.topic is not None and metric.code != state.topic.value.code
    return other and scene.frame.fresh and scene.clause.link in {"main", "content"}


def _narrower(period: Period | None, state: State) -> bool:
    """Whether a period is a part of the one that headline and lead speak of."""
    lead = state.lead_period.value if state.lead_period is not None else None
    return period is not None and lead is not None and lead != period and lead.contains(period)


def _is_foil(scene: Scene, fact: Fact) -> bool:
    """Whether a number is set against the one before it: "slowing from a 10.2 percent gain in July", "after July's 3 percent fall",
    "more than double the $1.5 billion of January"."""
    items = scene.clause.items
    at = next((i for i, item in enumerate(items) if item.start == fact.char_start), 0)
    before = [item for item in items[max(0, at - 3) : at] if item.kind not in {"E", "G", "b"}][-1:]
    if before and before[0].kind == "Q" and before[0].data.kind == "multiple":
        return True
    for item in reversed(items[max(0, at - 5) : at]):
        if item.kind == "R" or item.low == "following":
            return item.low in timing.words("against")
        if item.kind in {"V", "Q", ",", "J"}:
            break
    return False
