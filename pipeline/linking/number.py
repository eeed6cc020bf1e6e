"""Number: one number on its way to a fact: its metric, its measure, its parties, its period, its row."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline.context.attribution import words
from pipeline.fact import Evidence, Fact
from pipeline.linking import measure as measuring
from pipeline.linking import period as timing
from pipeline.linking import quotes
from pipeline.linking.account import leave
from pipeline.linking.choose import by_volume, counts, growth_row, metric_of
from pipeline.linking.clauses import Clause
from pipeline.linking.companies import beside_company, model_beside, named_part, nth_company, ordered, shared
from pipeline.linking.conversions import convert, is_conversion, is_per_share
from pipeline.linking.deals import DEALS, is_of_one
from pipeline.linking.doubt import Case, doubtful
from pipeline.linking.items import Item
from pipeline.linking.labour import job_flow, payroll_change
from pipeline.linking.meaning import adjustment_of, basis_and_cue, status_and_cue
from pipeline.linking.measure import Reading
from pipeline.linking.memory import remember
from pipeline.linking.metric import Metric
from pipeline.linking.parts import home_of, label_of, parts_of, place_behind, tariff_parties, two_sides
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.roles import role_of
from pipeline.linking.scenes import together
from pipeline.linking.state import Held, State
from pipeline.linking.story import Scene, Story, about_company
from pipeline.linking.subject import FLOWS, Frame, reporter_of
from pipeline.linking.when import end_of_year_through, last_quarter, respective_period, when_of
from pipeline.quantities.quantity import Quantity


def _home(state: State) -> str | None:
    """The country that the text is about."""
    return (state.country or state.main_country).value if (state.country or state.main_country) is not None else None


#: Indices whose points are no percentage points.
_IN_POINTS = {"stock_index", "pmi", "consumer_confidence", "business_confidence"}

#: What a place is to a country that sells to it or buys from it.
_MARKETS = {
    "market",
    "destination",
    "buyer",
    "customer",
    "importer",
    "purchaser",
    "recipient",
    "source",
    "supplier",
    "partner",
}


def _is_market(items: list[Item], place: Item) -> bool:
    """Whether a place is a market or source of another country: "The United States was the biggest market for Philippine goods"."""
    named = any(item.low in _MARKETS for item in items)
    return named and any(item.kind == "L" and item.code != place.code for item in items)


#: Words for a whole country, against one company in it.
_EVERYWHERE = {"nationwide", "industrywide", "industry-wide", "countrywide"}


def read_number(story: Story, scene: Scene, at: int, quantity: Quantity, order: int) -> None:
    clause, frame, state = scene.clause, scene.frame, story.state
    parent_verb = scene.verb if scene.verb is not None and scene.verb.start < quantity.start else None
    if is_conversion(clause, at):
        convert(story, quantity, clause.before[-1].end)
        return
    if is_per_share(clause, at):
        before = next(item for item in reversed(clause.before) if item.kind == "Q")
        convert(story, quantity, before.end, per_share=True)
        return
    reading = measuring.read(clause, at, scene.last("reading"), parent_verb)
    reading = _like_siblings(story, clause, reading)
    found = metric_of(story, scene, at, quantity, reading)
    if found is not None and found[0].code in _IN_POINTS and quantity.kind == "points" and "points" in quantity.text:
        if not any(word in quantity.text for word in ("percent", "per cent", "basis")):
            quantity = replace(quantity, kind="index_points", unit="1")  # "the Nifty advanced 55.9 points"
            reading = replace(reading, measure="change_abs" if reading.measure == "change_pp" else reading.measure)
    topic = state.topic.value.code if state.topic is not None else None
    payrolls = found is not None and "jobs_added" in {
        found[0].code,
        frame.metric.code if frame.metric is not None else "",
    }
    jobs = payroll_change(frame.metric or found[0], reading, quantity) if found is not None and payrolls else None
    flows = state.metric is not None and state.metric.value.code == "jobs_added" and not about_company(story)
    about = "jobs_added" if flows else topic
    jobs = jobs or job_flow(found[0] if found else None, clause.items, at, quantity, about_company(story), about)
    if jobs is not None:
        found, reading = (
            (jobs[0], "read", Phrase()),
            replace(reading, measure="level", sign=jobs[1], rule="jobs gained or lost"),
        )
    if (found is None or clause.link == "paren") and (row := growth_row(story, quantity)) is not None:
        found, quantity = (row, "context", None), replace(quantity, kind="percent", unit="%")
        reading = replace(reading, old=False)  # in brackets stands the forecast before, of the same year
    if found is None:
        leave(story, quantity, "no metric")
        return
    metric, how, near = found
    if order >= 0 and quantity.kind == "percent":
        metric = _nth_told(story, scene, metric, order)
    role = role_of(story, scene, at, metric.code) if quantity.kind in {"money", "percent"} else None
    if role is not None:
        metric = metric.renamed(role.flow)
    if reading.old and near is not None and near.index is not None:
        reading = replace(reading, old=False)  # "against a 0.1 percent fall in the Nikkei": of now as well
    if quantity.kind in measuring.RELATIVE:
        metric = by_volume(metric, clause.items, at)
    metric = shared(metric, scene, at, quantity, reading)
    if quantity.kind == "count" and not counts(quantity, metric, how):
        leave(story, quantity, "no metric")
        return
    measure, sign = _measure(metric, quantity, reading, frame)
    if reading.rule == "verb of change" and (
        (metric.code == "funding" and measure == "change_abs") or metric.name == "lost"
    ):
        measure, sign = "level", 0  # what is raised or lost is the amount itself
    if measure == "share_pct" and metric.data.get("rate") and metric.code != "market_share":
        measure = "level"
    if metric.code == "market_share":
        measure = "level" if measure == "share_pct" else measure
    if doubtful(Case(story, clause.items, at, quantity, metric, how, reading, measure, story.sentence_text().lower())):
        leave(story, quantity, "no metric")
        return
    quote = quotes.exchange(metric, quantity, clause.items, _home(state)) if metric.code == "exchange_rate" else None
    value = abs(quantity.value) if quantity.value >= 0 or sign else quantity.value
    low, high = quantity.low, quantity.high
    if measure.startswith("change"):
        factor = sign or (1 if quantity.value >= 0 else -1)
        if (metric.negative and measure == "change_abs") or (quote is not None and quote.falls and sign):
            factor = -factor
        value = factor * abs(quantity.value)
        if low is not None and high is not None and factor < 0 and low >= 0:
            low, high = -high, -low
    elif (metric.negative or (jobs is not None and sign < 0)) and measure in {"level", "share_pct"}:
        value = -abs(quantity.value)
    else:
        value = quantity.value
    if _is_unknown_rate(metric, quantity, reading, measure, frame):
        leave(story, quantity, "no metric")
        return
    products, partners, where = parts_of(story, scene, at, quantity, metric, near, reading, order)
    model: Product | None = None
    if (
        metric.code in {"sales_volume", "production_volume", "orders"}
        and quantity.kind in {"count", "number"}
        and about_company(story)
    ):
        model = model_beside(clause.items, at)
        products = [model] if model is not None else products
    if metric.code in _OF_PARTS and about_company(story) and (near is None or near.metric is None or not near.products):
        told = bool(products) and model is not None
        part = None if told else _named_part(story, scene)
        products = [part] if part is not None else products
    if metric.code == "orders" and quantity.kind == "money" and not products:
        wanted = ordered(clause.items, at)
        products = [wanted] if wanted is not None else products
    if metric.code == "core_consumer_prices" and products:
        if products[0].label.startswith("excluding"):
            products = []  # what makes it the core index
        elif metric.weak or how != "read":
            metric = metric.renamed("consumer_prices")  # "prices of household goods" in a report on core prices
    if metric.code == "tariff_rate":
        holder, partners = tariff_parties(story, scene, near)
    else:
        if (
            measure == "share_pct"
            and partners
            and about_company(story)
            and metric.code != "revenue"
            and partners[-1].kind == "L"
        ):
            # "China's share was 65 percent": of a market, not of a country's flow
            held = partners[-1]
            metric, measure, partners = metric.renamed("market_share"), "level", []
            holder = Held(held.code, held.start, held.end)
        else:
            holder = reporter_of(
                metric, frame, state, about_company=about_company(story), own_company=bool(scene.phrase.companies)
            )
            holder = _of_survey(story, scene, metric, holder)
            if (
                metric.code == "market_share"
                and partners
                and partners[-1] in scene.phrase.partners
                and partners[-1].kind == "L"
            ):
                holder, partners = Held(partners[-1].code, partners[-1].start, partners[-1].end), []
            if (
                how == "read"
                and near is not None
                and near.metric is not None
                and len(near.reporters) == 1
                and not (metric.code in DEALS and frame.company is not None)
                and measure != "share_pct"
                and not partners
            ):
                holder = Held(near.reporters[0].code, near.reporters[0].start, near.reporters[0].end)
            if (
                frame.reporter is not None
                and holder is not None
                and holder.value != frame.reporter.code
                and not partners
                and frame.group is None
                and metric.data.get("home") != "country"
                and metric.code not in {"share_price", "market_cap", "eps", "dividend"}
                and (frame.fresh or metric.code not in DEALS)
            ):
                partners = [frame.reporter]
    if (
        metric.data.get("home") != "country"
        and (named := beside_company(scene, at) or nth_company(scene, at)) is not None
    ):
        holder = Held(named.code, named.start, named.end)
    if (
        metric.code != "tariff_rate"
        and frame.partner_by_place
        and frame.partners
        and how == "read"
        and measure == "level"
        and near is not None
        and near.metric is not None
        and not _is_market(clause.items[:at], frame.partners[0])
    ):
        # "Only China and Germany have exceeded $700 billion in annual exports": whoever does the metric's verb is the reporter.
        place = frame.partners[0]
        holder, partners = Held(place.code, place.start, place.end), []
    named_place = scene.phrase.reporters or scene.phrase.bare
    if metric.code == "policy_rate" and not named_place and scene.phrase.bodies:
        body = scene.phrase.bodies[-1]
        if body.data.get("role") == "central_bank" and len(body.data.get("country") or "") == 2:
            holder = Held(
                body.data["country"], body.start, body.end
            )  # "the Swiss National Bank kept its rate at 1.75%"
    owner = state.company
    if (
        metric.data.get("home") == "company"
        and holder is not None
        and len(holder.value) == 2
        and owner is not None
        and story.number - owner.sentence <= 1
        and scene.clause.items[0].low in {"its", "their"}
    ):
        holder = owner  # "Nvidia soared 16.4%. Its market value climbed by $277 billion"
    if metric.data.get("home") != "country" and together(scene) and (state.country or state.main_country) is not None:
        holder, partners = state.country or state.main_country, []
    recent = state.company is not None and story.number - state.company.sentence <= 2
    counted_by = (
        state.source is not None
        and state.source.sentence == story.number
        and _OFFICES & set(state.source.value.split())
    )
    if metric.code in _OF_PARTS and counted_by and frame.reporter is not None and not scene.phrase.companies:
        holder, partners = Held(frame.reporter.code, frame.reporter.start, frame.reporter.end), []  # a country's figure
    if (
        metric.data.get("home") == "country"
        and metric.code not in FLOWS
        and (beside := place_behind(clause.items, at)) is not None
    ):
        holder = Held(beside.code, beside.start, beside.end)
    if not about_company(story) and metric.code in _OF_PARTS and recent and scene.clause.items[0].low == "the":
        part = named_part(clause.items[: min(clause.verb_at, _first_number(clause))], story.text)
        if part is not None and state.company is not None:
            products, holder, partners = [part], state.company, []  # "The Grandeur sedan was the best-selling model"
    if quote is not None:
        holder = quote.holder or holder
    elif metric.code in {"stock_index", "bond_yield", "oil_price", "commodity_price"}:
        holder = quotes.at_market(metric, frame.index or (near.index if near is not None else None), story) or holder
        if metric.code == "commodity_price" and about_company(story) and frame.reporter is None:
            holder = Held("WORLD", metric.start, metric.end)  # "mobile DRAM prices" in a report on a phone maker
    owner = _owner(clause.items, at, metric)
    if owner is not None:
        holder, partners = Held(owner.code, owner.start, owner.end), []
    elif measure == "share_pct" and holder is not None and _of_the_world(clause.items, at, metric):
        metric, measure = metric.renamed("market_share"), "level"
        place = next((p for p in [*partners, *scene.phrase.bare] if len(p.code) == 2), None)
        holder, partners = (Held(place.code, place.start, place.end) if place is not None else holder), []
    if holder is not None and frame.company is None and partners and partners[-1] in scene.frame.partners:
        last = next((f for f in reversed(story.facts[-3:]) if f.metric == metric.code and f.reporter), None)
        apart = (
            last is not None
            and (last.reporter == "WORLD" or len(last.reporter or "") == 2)
            and holder.value != last.reporter
        )
        if apart and frame.partner_by_place and len(holder.value) > 2:
            # "Global orders tumbled. South Korea took 10 million CGTs": countries have taken the company's place
            holder, partners = Held(partners[-1].code, partners[-1].start, partners[-1].end), []
            products = products or list(state.products)
    if metric.code == "stock_index":
        told = quotes.index_of(metric, holder, story) if not products else None
        products = products or ([told] if told is not None else [])
        home = quotes.country_of(products[0].label) if products else None
        holder = Held(home, metric.start, metric.end) if home is not None else holder
    if role is not None:
        holder, partners = state.main_country, [role.place]
    if 0 <= order < len(frame.reporters) and len(frame.reporters) > 1:
        item = frame.reporters[order]
        holder = Held(item.code, item.start, item.end)
    if holder is not None and about_company(story) and metric.data.get("home") != "country":
        partners = [p for p in partners if p.code != "WORLD"]
    if metric.code == "trade_volume" and holder is not None and all(p.code == holder.value for p in partners):
        holder, partners = two_sides(story, scene, holder)
    unit = _like_the_last(story, scene, metric, quotes.unit_of(quantity, metric, quote))
    if metric.code == "exchange_rate":
        holder, products, partners = home_of(unit, holder), [], []
    if (
        scene.fact is not None
        and scene.fact.metric == metric.code
        and order < 0
        and (holder is None or holder.value != scene.fact.reporter)
        and _same_run(clause.items, at, scene.fact)
    ):
        holder = Held(scene.fact.reporter, scene.fact.char_start, scene.fact.char_end)
    everywhere = not scene.phrase.companies and any(item.low in _EVERYWHERE for item in clause.items[:at])
    if everywhere and metric.data.get("home") == "company" and state.main_country is not None:
        holder = state.main_country  # "sales growth for department stores nationwide"
    if holder is None or (_lonely(metric, holder, frame) and topic is None):
        leave(story, quantity, "no subject")
        return
    reporter = holder.value
    when = when_of(story, scene, at, reading, metric)
    when = when if when.period is not None else last_quarter(story, clause.items[:at]) or when
    deal = state.deal if is_of_one(metric) and quantity.kind == "money" and len(reporter) > 2 else None
    if deal is not None and deal.sentence == story.number and measure == "level":
        at_home = deal.partner is not None and frame.company is not None
        at_home = at_home and deal.partner.code == (frame.company.data or {}).get("country")  # type: ignore[union-attr]
        partners = partners or ([deal.partner] if deal.partner is not None and not at_home else [])
        products = products or ([deal.product] if deal.product is not None else [])
        if deal.day is not None and when.how not in {"read", "sentence"}:
            when = timing.When(deal.day.data.period, deal.day.start, deal.day.end, "context")
    partners = [p for p in partners if p.code != reporter or p.low == "domestic"]
    if quantity.kind in measuring.AMOUNTS or timing.is_full_year(clause.items, at):
        ahead = any(
            cue.kind == "status" and cue.code in {"forecast", "target"} and cue.start < quantity.start
            for cue in story.cues
        )
        of_year = timing.annual(when, clause.items, at, story.document.published_at if ahead else None)
        fiscal = state.outlook if state.outlook is not None and state.outlook.value.precision == "fiscal_year" else None
        if of_year is not when and fiscal is not None and about_company(story):
            of_year = when._replace(period=fiscal.value)
        when = of_year
    if measure == "level" and (products or partners) and when.how in {"context", "paragraph"}:
        when = _whole_of_part(story, when, (metric.code, reporter, quantity.unit), abs(value))
    if order >= 0 and len(frame.products) < 2 and len(frame.partners) < 2:
        when = respective_period(story, scene, order) or when
    status, cue = status_and_cue(story, scene, at, quantity, when.period, metric.code)
    when = timing.ahead(when, status, metric.data, state, story.document.published_at)
    basis, basis_span = basis_and_cue(story, scene, at, measure, reading)
    if (end := end_of_year_through(when.period, metric)) is not None:
        when, basis = when._replace(period=end), basis or ("yoy" if measure.startswith("change") else None)
    source = _source_of(story, metric, reporter, status)
    fact = Fact(
        metric=metric.code,
        subject="",
        period=when.period.iso if when.period is not None else None,
        value=value,
        source=story.document.id,
        measure=measure,
        unit=unit,
        bound=_bound(quantity, reading),
        value_low=low,
        value_high=high,
        status=status,
        basis=basis,
        reporter=reporter,
        product=label_of(products, story.text),
        partner=partners[0].code if partners else None,
        adjustment=adjustment_of(story, scene, quantity),
        attribution=source.value if source is not None else None,
        period_start=when.period.first if when.period is not None else None,
        period_end=when.period.last if when.period is not None else None,
        sentence=story.text[story.sentence.start : story.sentence.end],
        value_text=quantity.text,
        char_start=quantity.start,
        char_end=quantity.end,
        title=story.document.title,
        url=story.document.url,
        publisher=story.document.publisher,
        published_at=story.document.published_at,
        rule=reading.rule,
    )
    evidence = fact.evidence
    evidence.append(Evidence("value", quantity.start, quantity.end))
    evidence.append(
        Evidence("metric", metric.start, metric.end, "short name" if how == "read" and metric.weak else how)
    )
    evidence.append(
        Evidence("reporter", holder.start, holder.end, "read" if holder.sentence in {-1, story.number} else "context")
    )
    for product in products:
        evidence.append(Evidence("product", product.start, product.end, where))
    for partner in partners[:1]:
        evidence.append(Evidence("partner", partner.start, partner.end, where))
    if when.period is not None:
        evidence.append(Evidence("period", when.start, when.end, when.how))
    if reading.governor is not None:
        evidence.append(Evidence("measure", reading.governor.start, reading.governor.end))
    if cue is not None:
        evidence.append(Evidence("status", cue.start, cue.end))
    if basis_span is not None:
        evidence.append(Evidence("basis", *basis_span))
    if source is not None and source.start >= 0:
        evidence.append(
            Evidence(
                "attribution",
                source.start,
                source.end,
                "read" if source.sentence == story.number else "context",
            )
        )
    if quantity.bound_start >= 0:
        evidence.append(Evidence("bound", quantity.bound_start, quantity.bound_end))
    scene.facts.append(fact)
    story.facts.append(fact)
    remember(story, scene, metric, products, partners, when, reading, fact, holder)
    volume = scene.parent.fact.metric if scene.parent is not None and scene.parent.fact is not None else ""
    if (
        measure == "share_pct"
        and scene.clause.link == "same"
        and (metric.data.get("instead") or {}).get("count") == volume
    ):
        fact.metric = volume  # "rose to 72,518 units, accounting for 32.4 percent"


def _whole_of_part(story: Story, when: timing.When, key: tuple[str, str, str], value: float) -> timing.When:
    """The period of headline and lead for a part that is larger than the whole of the period it would carry on."""
    lead = story.state.lead_period
    if when.period is None or lead is None or lead.value == when.period:
        return when
    whole = story.totals.get((*key, when.period.iso))
    if whole is None or value <= whole or value > story.totals.get((*key, lead.value.iso), value):
        return when
    return timing.When(lead.value, lead.start, lead.end, "context")


def _like_siblings(story: Story, clause: Clause, reading: Reading) -> Reading:
    """A bare per cent in brackets behind an amount says what the one before it in the sentence said: "Spain with N2.28 trillion (10.0 per cent)"."""
    if (
        clause.link != "paren"
        or len(clause.items) != 1
        or clause.items[0].form != "percent"
        or reading.governor is clause.items[0]
    ):
        return reading
    if (
        not clause.before
        or clause.before[-1].kind != "Q"
        or reading.rule not in {"default", "share verb", "elliptic share", "elliptic change", "verb of level"}
    ):
        return reading
    for fact in reversed(story.facts):
        if fact.char_start < story.sentence.start:
            break
        if fact.unit == "%" and fact.measure in {"share_pct", "change_pct"}:
            sign = (fact.value > 0) - (fact.value < 0) if fact.measure == "change_pct" else 0
            return replace(reading, measure=fact.measure, sign=sign, rule="like the brackets before")
    return reading


def _owner(items: list[Item], at: int, metric: Metric) -> Item | None:
    """The place whose number it is by its own form: "slightly more than China's $1.43 trillion"."""
    if at < 2 or items[at - 1].kind != "'" or items[at - 2].kind != "L" or metric.data.get("home") != "country":
        return None
    return items[at - 2] if items[at - 2].form != "region" and metric.code != "tariff_rate" else None


def _of_the_world(items: list[Item], at: int, metric: Metric) -> bool:
    """Whether a share is one of the world's trade: "9.1 percent of the world total", "12 percent of global exports"."""
    if metric.code not in FLOWS or at + 2 >= len(items) or items[at + 1].low != "of":
        return False
    return any(item.code == "WORLD" or item.low.startswith(("world", "global")) for item in items[at + 2 : at + 5])


#: Words in the names of those that count for a whole country.
_OFFICES = {
    "Association", "Ministry", "Federation", "Bureau", "Institute", "Council", "Agency", "Academy", "Customs", "Office", "Statistics",
    "Commission", "Alliance", "Chamber", "Department", "Society", "Board", "Authority",
}  # fmt: skip
#: What says that a whole branch is meant.
_INDUSTRY = {"industry", "industrywide", "industry-wide", "nationwide", "market-wide"}
#: Last words of the names of those who judge other firms' shares.
_JUDGES = {
    "Securities",
    "Capital",
    "Research",
    "Partners",
    "Investments",
    "Advisors",
    "Advisers",
    "Brokerage",
    "Markets",
}


def _of_survey(story: Story, scene: Scene, metric: Metric, holder: Held | None) -> Held | None:
    """Whose a number is that names nobody: the world's in a survey of the world, the main company's behind a broker's word."""
    state, phrase = story.state, scene.phrase
    if metric.code == "price_target":
        judged = next(
            (
                item
                for before, item in pairwise(scene.clause.items)
                if item.kind == "C" and before.low in {"for", "on", "of"}
            ),
            None,
        )
        return Held(judged.code, judged.start, judged.end) if judged is not None else state.main_company or holder
    if scene.frame.company is not None or holder is None:
        return holder
    unnamed = scene.frame.reporter is None and not phrase.companies and not phrase.partners
    if (
        metric.code in {"share_price", "market_cap"}
        and holder.value.split()[-1] in _JUDGES
        and state.main_company is not None
    ):
        return state.main_company  # "X Securities raised its target price for Y. The stock ended"
    held = state.topic_holder
    of_country = held is not None and len(held.value) == 2
    pieces = metric.code in {"sales_volume", "production_volume", "market_size"}
    region = scene.clause.items[: min(scene.clause.verb_at, _first_number(scene.clause))]
    if unnamed and pieces and _INDUSTRY & {item.low for item in region}:
        return state.main_country or holder  # "Industry-wide sales rose 6.3 percent"
    if of_country and pieces and phrase.pronoun is None and held is not None and not phrase.companies:
        place = scene.frame.reporter
        apart = state.company is None or state.company.paragraph != story.sentence.paragraph
        if apart and not phrase.partners and (place is None or place.code == held.value):
            return held  # "For the first quarter, U.S. sales totaled 4.1 million"
    of_world = state.topic_holder is not None and state.topic_holder.value == "WORLD" and not state.subject_is_company
    return state.topic_holder if unnamed and of_world and pieces and phrase.pronoun is None else holder


#: What companies break down by brands, models and divisions.
_OF_PARTS = {"sales_volume", "production_volume", "revenue", "operating_profit"}


def _named_part(story: Story, scene: Scene) -> Product | None:
    """The part of a company that a clause's subject names, or that of the clause it goes on from; a list's line begins with it."""
    walk: Scene | None = scene
    while walk is not None:
        clause = walk.clause
        region = (
            clause.before[-5:]
            if clause.link == "relative"
            else clause.items[: min(clause.verb_at, _first_number(clause))]
        )
        if region:
            return named_part(region, story.text) or story.label
        if clause.link not in {"same", "ellipsis", "paren", "compare"}:
            break
        walk = walk.parent
    return story.label


def _same_run(items: list[Item], at: int, fact: Fact) -> bool:
    """Whether no name stands between a clause's last number and this one, so that both are of one holder."""
    last = next((j for j in range(at - 1, -1, -1) if items[j].start == fact.char_start), -1)
    return last >= 0 and not any(item.kind in {"C", "L", "O", "B"} for item in items[last + 1 : at])


def _first_number(clause: Clause) -> int:
    """Index of the clause's first number, or the number of its items."""
    return next((i for i, item in enumerate(clause.items) if item.kind == "Q"), len(clause.items))


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


def _lonely(metric: Metric, holder: Held, frame: Frame) -> bool:
    """Whether a company's figure has found nobody but the country the text is written in: "300 personnel will attend"."""
    return metric.data.get("home") == "company" and len(holder.value) == 2 and frame.reporter is None and metric.weak


def _is_unknown_rate(metric: Metric, quantity: Quantity, reading: Reading, measure: str, frame: Frame) -> bool:
    """Whether a per cent is the level of something without a metric: "Attrition rose to 14.4%" says nothing of profit."""
    if (
        quantity.kind != "percent"
        or reading.rule != "to"
        or measure != "change_pct"
        or metric.growth
        or metric.data.get("rate")
    ):
        return False
    if metric.data.get("nature") == "price" or metric.code in {"average_price", "export_price", "import_price"}:
        return True  # "lower the price of generic drugs to 40 percent"
    return (
        metric.data.get("home") == "company"
        and not frame.fresh
        and bool(frame.products)
        and not frame.products[0].strong
    )


def _measure(metric: Metric, quantity: Quantity, reading: Reading, frame: Frame) -> tuple[str, int]:
    """Measure and sign once the metric is known: a rate's per cent is a level, growth's a change."""
    if reading.measure is not None:
        if metric.data.get("rate") and reading.measure == "change_pct" and reading.rule == "elliptic change":
            return "level", 0
        if metric.growth and reading.measure == "change_pct" and quantity.kind == "percent":
            return "change_pct", -1 if reading.sign < 0 and reading.rule == "noun of change + of" else 1
        return reading.measure, reading.sign
    if quantity.kind in {"percent", "fraction"}:
        if metric.data.get("rate"):
            return "level", 0
        if frame.share is not None:
            return "share_pct", 0
        if frame.change is not None:
            return "change_pct", measuring.sign_of(frame.change)
        return "change_pct", -1 if metric.negative and metric.growth else 0  # "a 2.3% contraction"
    if quantity.kind == "points":
        return "change_pp", reading.sign
    if reading.old and frame.change is not None and quantity.kind in {"count", "number", "money"}:
        return "change_abs", measuring.sign_of(frame.change)  # "The gain was larger than October's 193,000"
    return "level", 0


def _bound(quantity: Quantity, reading: Reading) -> str:
    if quantity.bound == "eq" and reading.governor is not None and reading.rule == "verb of excess":
        return "ge" if reading.governor.code == "exceed" else "le"
    return quantity.bound


def _like_the_last(story: Story, scene: Scene, metric: Metric, unit: str) -> str:
    """The unit of a price told after one per quantity ("$365 per tonne, compared with $340"), of a rate told as a plain number."""
    if metric.code == "exchange_rate" and "/" not in unit:
        return (
            next((f.unit for f in reversed(story.facts) if f.metric == metric.code and "/" in f.unit), unit)
            if unit != "%"
            else unit
        )
    last = scene.last("fact")
    if metric.code == "exchange_rate" and unit == "1":
        return next((f.unit for f in reversed(story.facts) if f.metric == metric.code and "/" in f.unit), unit)
    return last.unit if last is not None and last.metric == metric.code and last.unit.startswith(f"{unit}/") else unit


def _source_of(story: Story, metric: Metric, reporter: str, status: str) -> Held | None:
    """Who says a number: whoever speaks in its sentence, else the last source, unless the topic has changed."""
    state = story.state
    if state.aside is not None and not (state.aside_foretells and status == "actual"):
        return state.aside
    source = state.source
    if source is None or source.sentence == story.number:
        return source
    if metric.code in words("quoted"):
        return None
    other = len(reporter) > 2 and reporter != source.value
    return None if other and any(fact.reporter == source.value for fact in story.facts) else source
