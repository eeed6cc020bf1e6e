"""The linker: walks the clauses of a text, gives every number its fact, and keeps account of what the text is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.context.attribution import source_in
from pipeline.context.status import Cue
from pipeline.document import Document
from pipeline.fact import Evidence, Fact, Leftover
from pipeline.linking import clauses as clausing
from pipeline.linking import items as itemizing
from pipeline.linking import lexicon, quotes
from pipeline.linking import measure as measuring
from pipeline.linking import period as timing
from pipeline.linking.choose import by_volume, counts, metric_of
from pipeline.linking.clauses import Clause
from pipeline.linking.companies import beside_company, model_beside, nth_company, ordered, shared
from pipeline.linking.confidence import confidence_of
from pipeline.linking.doubt import Case, doubtful
from pipeline.linking.ellipses import spell_out, without_dateline
from pipeline.linking.items import Item
from pipeline.linking.labour import job_flow, payroll_change
from pipeline.linking.lexicon import Word
from pipeline.linking.meaning import basis_and_cue, status_and_cue
from pipeline.linking.measure import Reading
from pipeline.linking.metric import Metric
from pipeline.linking.names import subject_of
from pipeline.linking.opening import open_state, turn
from pipeline.linking.parts import home_of, label_of, parts_of, tariff_parties, two_sides
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.repeats import settle_repeats, settle_volumes
from pipeline.linking.scenes import scene_of, update_subject
from pipeline.linking.state import Held, State
from pipeline.linking.story import Mentions, Scene, Story, about_company, within
from pipeline.linking.subject import FLOWS, Frame, reporter_of
from pipeline.linking.when import respective_period, when_of
from pipeline.periods.period import Period
from pipeline.quantities.quantity import Quantity
from pipeline.sentences import split
from pipeline.vocabulary.trie import Unit

_OVERLAYS = ("status", "basis", "adjustment")


def link(document: Document, mentions: Mentions) -> tuple[list[Fact], list[Leftover]]:
    """Facts and leftovers of one document, in the order of its text."""
    story = Story(document, mentions)
    open_state(story)
    for story.number, story.sentence in enumerate(split(story.text, document.headline_end)):
        begin, end = story.sentence.start, story.sentence.end
        units = within(mentions.units, begin, end)
        words = lexicon.load().find(units)
        items = itemizing.build(
            story.text,
            units,
            within(mentions.quantities, begin, end),
            within(mentions.periods, begin, end),
            within(mentions.names, begin, end),
            words,
        )
        _sentence(story, spell_out(without_dateline(items, story.text)), words, units)
    _account(story)
    settle_repeats(story)
    for fact in story.facts:
        fact.subject = subject_of(fact.metric, fact.reporter, fact.product, fact.partner)
        fact.confidence = confidence_of(fact)
        fact.with_id()
    story.facts.sort(key=lambda fact: (fact.char_start, fact.char_end))
    story.leftovers.sort(key=lambda row: (row.char_start, row.char_end))
    return story.facts, story.leftovers


def _account(story: Story) -> None:
    """Leaves over every number that no sentence dealt with: those that are no quantity, those of dates, those whose words another item holds."""
    source = story.document.id
    done = {fact.char_start for fact in story.facts} | {row.char_start for row in story.leftovers}
    for item in story.mentions.rejected:
        story.leftovers.append(
            Leftover(source, item.text, item.start, item.end, item.reason, sentence=line_at(story, item.start))
        )
    for time in story.mentions.periods:
        if any(c.isdigit() for c in time.text):
            story.leftovers.append(
                Leftover(source, time.text, time.start, time.end, "date", sentence=line_at(story, time.start))
            )
    for number in story.mentions.quantities:
        if number.start not in done:
            row = Leftover(
                source,
                number.text,
                number.start,
                number.end,
                "no metric",
                number.value,
                number.unit,
                line_at(story, number.start),
            )
            story.leftovers.append(row)


def line_at(story: Story, at: int) -> str:
    """The line of the text that holds a character, at most 500 characters to either side."""
    reach = max(0, at - 500)
    begin = max(story.text.rfind("\n", reach, at) + 1, reach)
    end = story.text.find("\n", at, at + 500)
    return story.text[begin : end if end >= 0 else at + 500].strip()


def _sentence(story: Story, items: list[Item], words: list[Word], units: list[Unit]) -> None:
    """Reads one sentence: its cues and source, then clause by clause its numbers."""
    claimed = [
        (item.start, item.end)
        for item in items
        if item.kind in {"Q", "T", "B", "C"}
        or (item.kind == "M" and not item.low.endswith(("forecast", "projection", "estimate", "outlook", "target")))
    ]
    story.cues = [
        Cue(units[w.first].start, units[w.last - 1].end, w.kind, w.code)
        for w in words
        if w.kind in _OVERLAYS and not any(s <= units[w.first].start < e for s, e in claimed)
    ]
    said = [(units[w.first].start, units[w.last - 1].end) for w in words if w.kind == "attribution"]
    source = source_in(items, story.text, said)
    if source is not None:
        story.state.source = Held(
            source_name(story, source[0]), source[1], source[2], story.number, story.sentence.paragraph
        )
    turn(story, items)
    if story.state.topic is not None and story.state.topic_is_country:
        story.state.subject_is_company = any(item.form == "company_pronoun" for item in items[:4])
    scenes: dict[int, Scene] = {}
    for clause in clausing.split(items):
        scenes[id(clause)] = scene_of(story, clause, scenes)
    for scene, at, order in sorted(
        _steps(scenes.values()), key=lambda step: step[0].clause.items[max(step[1], 0)].start
    ):
        if at < 0:
            update_subject(story, scene.phrase, scene.clause)
            continue
        quantity: Quantity = scene.clause.items[at].data
        if quantity.kind in {"ordinal", "duration"}:
            leave(story, quantity, quantity.kind)
        else:
            _number(story, scene, at, quantity, order)
    for scene in scenes.values():
        settle_volumes(story, scene)


def _steps(scenes: Iterable[Scene]) -> Iterator[tuple[Scene, int, int]]:
    """What a sentence goes through: each clause when it begins (-1), each number at its item with its place in a "respectively" list (else -1).

    They are taken in the order of the text, for a clause may go on behind one that is set into it.
    """
    for scene in scenes:
        items = scene.clause.items
        yield scene, -1, -1
        numbers = [i for i, item in enumerate(items) if item.kind == "Q"]
        respective = len(numbers) > 1 and any(item.low == "respectively" for item in items)
        for order, at in enumerate(numbers):
            yield scene, at, order if respective else -1


def source_name(story: Story, name: str) -> str:
    """The full name behind "the ministry" when it was named before; "the report" is that of the last source."""
    held = story.state.source
    low = name.lower()
    if held is None or not low.startswith("the "):
        return name
    head = low.split()[-1]
    return held.value if head in held.value.lower() or head in {"report", "data"} else name


def leave(story: Story, quantity: Quantity, reason: str) -> None:
    story.leftovers.append(
        Leftover(
            story.document.id,
            quantity.text,
            quantity.start,
            quantity.end,
            reason,
            quantity.value,
            quantity.unit,
            story.text[story.sentence.start : story.sentence.end],
        )
    )


def _is_conversion(clause: Clause, at: int) -> bool:
    """Whether an amount in brackets is the one before it in another currency: "71.92 trillion won ($58 billion)"."""
    if clause.link != "paren" or not clause.before or any(item.kind == "Q" for item in clause.items[:at]):
        return False
    before, here = clause.before[-1], clause.items[at]
    return before.kind == "Q" and before.data.kind == here.data.kind == "money" and before.data.unit != here.data.unit


def _convert(story: Story, quantity: Quantity, end: int) -> None:
    """Adds the fact that ends at character `end` once more in the other currency; leaves the number over where that became none."""
    fact = next((f for f in reversed(story.facts) if f.char_end == end), None)
    if fact is None:
        leave(story, quantity, "no metric")
        return
    falls = fact.value < 0
    low, high = quantity.low, quantity.high
    evidence = [Evidence("value", quantity.start, quantity.end), *(e for e in fact.evidence if e.field != "value")]
    story.facts.append(
        replace(
            fact,
            value=-abs(quantity.value) if falls else quantity.value,
            unit=quantity.unit,
            value_low=-high if falls and high is not None else low,
            value_high=-low if falls and low is not None else high,
            value_text=quantity.text,
            char_start=quantity.start,
            char_end=quantity.end,
            evidence=evidence,
            rule="conversion",
        )
    )


def _number(story: Story, scene: Scene, at: int, quantity: Quantity, order: int) -> None:
    clause, frame, state = scene.clause, scene.frame, story.state
    parent_verb = scene.verb if scene.verb is not None and scene.verb.start < quantity.start else None
    if _is_conversion(clause, at):
        _convert(story, quantity, clause.before[-1].end)
        return
    reading = measuring.read(clause, at, scene.last("reading"), parent_verb)
    found = metric_of(story, scene, at, quantity, reading)
    topic = state.topic.value.code if state.topic is not None else None
    payrolls = found is not None and "jobs_added" in {
        found[0].code,
        frame.metric.code if frame.metric is not None else "",
    }
    jobs = payroll_change(frame.metric or found[0], reading, quantity) if found is not None and payrolls else None
    jobs = jobs or job_flow(found[0] if found else None, clause.items, at, quantity, about_company(story), topic)
    if jobs is not None:
        found, reading = (
            (jobs[0], "read", Phrase()),
            replace(reading, measure="level", sign=jobs[1], rule="jobs gained or lost"),
        )
    if found is None:
        leave(story, quantity, "no metric")
        return
    metric, how, near = found
    if quantity.kind in measuring.RELATIVE:
        metric = by_volume(metric, clause.items, at)
    metric = shared(metric, scene, at, quantity, reading)
    if quantity.kind == "count" and not counts(quantity, metric, how):
        leave(story, quantity, "no metric")
        return
    measure, sign = _measure(metric, quantity, reading, frame)
    if metric.code == "funding" and measure == "change_abs" and reading.rule == "verb of change":
        measure, sign = "level", 0
    if measure == "share_pct" and metric.data.get("rate") and metric.code != "market_share":
        measure = "level"
    if metric.code == "market_share":
        measure = "level" if measure == "share_pct" else measure
    if doubtful(Case(story, clause.items, at, quantity, metric, how, reading, measure, story.sentence_text().lower())):
        leave(story, quantity, "no metric")
        return
    quote = quotes.exchange(metric, quantity, clause.items) if metric.code == "exchange_rate" else None
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
    if (
        metric.code in {"sales_volume", "production_volume", "orders"}
        and quantity.kind in {"count", "number"}
        and about_company(story)
    ):
        model = model_beside(clause.items, at)
        products = [model] if model is not None else products
    if metric.code == "orders" and quantity.kind == "money" and not products:
        wanted = ordered(clause.items, at)
        products = [wanted] if wanted is not None else products
    if metric.code == "tariff_rate":
        holder, partners = tariff_parties(story, scene, near)
    else:
        if measure == "share_pct" and partners and about_company(story) and metric.code != "revenue":
            # "China's share was 65 percent": of a market, not of a country's flow
            held = partners[-1]
            metric, measure, partners = metric.renamed("market_share"), "level", []
            holder = Held(held.code, held.start, held.end)
        else:
            holder = reporter_of(
                metric, frame, state, about_company=about_company(story), own_company=bool(scene.phrase.companies)
            )
            if (
                frame.reporter is not None
                and holder is not None
                and holder.value != frame.reporter.code
                and not partners
                and metric.data.get("home") != "country"
                and metric.code not in {"share_price", "market_cap", "eps", "dividend"}
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
    ):
        # "Only China and Germany have exceeded $700 billion in annual exports": whoever does the metric's verb is the reporter.
        place = frame.partners[0]
        holder, partners = Held(place.code, place.start, place.end), []
    if quote is not None:
        holder = quote.holder or holder
    elif metric.code in {"stock_index", "bond_yield", "oil_price", "commodity_price"}:
        holder = quotes.at_market(metric, frame.index or (near.index if near is not None else None), story) or holder
    if 0 <= order < len(frame.reporters) and len(frame.reporters) > 1:
        item = frame.reporters[order]
        holder = Held(item.code, item.start, item.end)
    if holder is not None and about_company(story) and metric.data.get("home") != "country":
        partners = [p for p in partners if p.code != "WORLD"]
    if metric.code == "trade_volume" and holder is not None and all(p.code == holder.value for p in partners):
        holder, partners = two_sides(story, scene, holder)
    if metric.code == "exchange_rate":
        holder, partners = home_of(quantity.unit, holder), []
    if holder is None:
        leave(story, quantity, "no subject")
        return
    reporter = holder.value
    partners = [p for p in partners if p.code != reporter or p.low == "domestic"]
    when = when_of(story, scene, at, reading, metric)
    if quantity.kind in measuring.AMOUNTS:
        ahead = any(
            cue.kind == "status" and cue.code in {"forecast", "target"} and cue.start < quantity.start
            for cue in story.cues
        )
        when = timing.annual(when, clause.items, at, story.document.published_at if ahead else None)
    if order >= 0 and len(frame.products) < 2 and len(frame.partners) < 2:
        when = respective_period(story, scene, order) or when
    status, cue = status_and_cue(story, scene, at, quantity, when.period, metric.code)
    basis, basis_span = basis_and_cue(story, scene, at, measure, reading)
    fact = Fact(
        metric=metric.code,
        subject="",
        period=when.period.iso if when.period is not None else None,
        value=value,
        source=story.document.id,
        measure=measure,
        unit=_like_the_last(scene, metric, quotes.unit_of(quantity, metric, quote)),
        bound=_bound(quantity, reading),
        value_low=low,
        value_high=high,
        status=status,
        basis=basis,
        reporter=reporter,
        product=label_of(products, story.text),
        partner=partners[0].code if partners else None,
        attribution=state.source.value if state.source is not None else None,
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
    if state.source is not None and state.source.start >= 0:
        evidence.append(
            Evidence(
                "attribution",
                state.source.start,
                state.source.end,
                "read" if state.source.sentence == story.number else "context",
            )
        )
    if quantity.bound_start >= 0:
        evidence.append(Evidence("bound", quantity.bound_start, quantity.bound_end))
    scene.facts.append(fact)
    story.facts.append(fact)
    remember(story, scene, metric, products, partners, when, reading, fact, holder)


def remember(
    story: Story,
    scene: Scene,
    metric: Metric,
    products: list[Product],
    partners: list[Item],
    when: timing.When,
    reading: Reading,
    fact: Fact,
    holder: Held,
) -> None:
    """What this number leaves behind for the next ones."""
    state = story.state
    scene.reading = replace(reading, measure=fact.measure)
    scene.fact = fact
    if reading.old:
        return
    scene.when = when
    state.metric = Held(metric, metric.start, metric.end, story.number, story.sentence.paragraph)
    if state.topic is None:
        state.topic = state.metric
        state.topic_products = [p for p in products if p.strong and p in scene.frame.products]
        state.topic_partners = partners
        state.topic_is_country = metric.data.get("home") != "company" and not state.subject_is_company
    state.listing = bool(products or partners)
    state.whole_told = state.whole_told or (
        metric.code in FLOWS and not products and not partners and scene.frame.fresh
    )
    if state.topic_products and products and products[0].strong and scene.frame.fresh and not metric.weak:
        state.section_products = products
    state.products, state.partners = products, partners
    abroad = (
        state.country is not None and state.main_country is not None and state.country.value != state.main_country.value
    )
    aside = (
        not (abroad and when.period is not None and when.period.precision == "month")
        and when.period is not None
        and state.lead_period is not None
        and when.period.last < state.lead_period.value.first
    )
    set_in = (
        scene.clause.link in {"relative", "compare", "paren"} or scene.clause.cue == "when"
    ) and when.how == "read"
    tail = (
        when.how == "read"
        and when.start > fact.char_end
        and scene.clause.link != "ellipsis"
        and _narrower(when.period, state)
    )
    if (
        when.period is not None
        and not timing.is_daily(metric.data)
        and (metric.code != "tariff_rate" or scene.frame.fresh)
        and not when.shifted
        and not aside
        and not set_in
        and not tail
    ):
        state.period = Held(when.period, when.start, when.end, story.number, story.sentence.paragraph)
    if (
        scene.parent is not None
        and scene.clause.link in {"same", "ellipsis", "compare", "paren"}
        and scene.parent.when is None
    ):
        scene.parent.when = when


def _narrower(period: Period | None, state: State) -> bool:
    """Whether a period is a part of the one that headline and lead speak of."""
    lead = state.lead_period.value if state.lead_period is not None else None
    return period is not None and lead is not None and lead != period and lead.contains(period)


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
    return (
        metric.data.get("home") == "company"
        and not frame.fresh
        and bool(frame.products)
        and not frame.products[0].strong
    )


def _like_the_last(scene: Scene, metric: Metric, unit: str) -> str:
    """The unit of a price told after one per quantity: "$365 per tonne, compared with $340 a year earlier"."""
    last = scene.last("fact")
    return last.unit if last is not None and last.metric == metric.code and last.unit.startswith(f"{unit}/") else unit


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
    return "level", 0


def _bound(quantity: Quantity, reading: Reading) -> str:
    if quantity.bound == "eq" and reading.governor is not None and reading.rule == "verb of excess":
        return "ge" if reading.governor.code == "exceed" else "le"
    return quantity.bound
