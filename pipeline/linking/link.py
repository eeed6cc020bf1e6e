"""The linker: walks the clauses of a text, gives every number its fact, and keeps account of what the text is about."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from pipeline.context.attribution import source_in
from pipeline.context.status import Cue, status_of
from pipeline.document import Document
from pipeline.fact import Evidence, Fact, Leftover
from pipeline.linking import clauses as clausing
from pipeline.linking import items as itemizing
from pipeline.linking import measure as measuring
from pipeline.linking import period as timing
from pipeline.linking import phrases
from pipeline.linking.clauses import Clause
from pipeline.linking.items import Item
from pipeline.linking.lexicon import Word
from pipeline.linking.measure import Reading
from pipeline.linking.metric import Metric, entry, settle
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.state import Held, State
from pipeline.linking.subject import FLOWS, Frame, frame_of, reporter_of
from pipeline.periods.period import Period, PeriodMention
from pipeline.quantities.quantity import Quantity, Rejected
from pipeline.sentences import Sentence, split
from pipeline.vocabulary.trie import Mention, Unit

_OVERLAYS = ("status", "basis", "adjustment")


@dataclass(slots=True)
class Mentions:
    """Everything the earlier rooms found in a text, each list in the order of the text."""

    units: list[Unit]
    quantities: list[Quantity]
    rejected: list[Rejected]
    periods: list[PeriodMention]
    names: list[Mention]
    words: list[Word]


@dataclass(slots=True)
class Scene:
    """A clause with what has been read of it so far."""

    clause: Clause
    phrase: Phrase
    frame: Frame
    verb: Item | None
    parent: Scene | None
    reading: Reading | None = None
    when: timing.When | None = None
    fact: Fact | None = None
    facts: list[Fact] = field(default_factory=list)
    start: int = 0
    end: int = 0


class Linker:
    """Links the numbers of one document. `facts` and `leftovers` hold the result after `run`; `trace` what was decided where."""

    def __init__(self, document: Document, mentions: Mentions) -> None:
        self.document = document
        self.text = document.text
        self.mentions = mentions
        self.state = State()
        self.facts: list[Fact] = []
        self.leftovers: list[Leftover] = []
        self.seen: dict[tuple, Fact] = {}
        self.sentence = Sentence(0, 0, 0, False, False)
        self.number = -1

    def run(self) -> tuple[list[Fact], list[Leftover]]:
        """Facts and leftovers in the order of the text."""
        document, mentions = self.document, self.mentions
        self._set_scene()
        covered: set[tuple[int, int]] = set()
        for self.number, self.sentence in enumerate(split(self.text, document.headline_end)):
            begin, end = self.sentence.start, self.sentence.end
            units = _within(mentions.units, begin, end)
            quantities = _within(mentions.quantities, begin, end)
            words = self._words(units)
            items = itemizing.build(self.text, units, quantities, _within(mentions.periods, begin, end), _within(mentions.names, begin, end), words)
            self._sentence(items, words, units)
            covered.update((q.start, q.end) for q in quantities)
        for item in mentions.rejected:
            self.leftovers.append(Leftover(document.id, item.text, item.start, item.end, item.reason, sentence=self._line(item.start)))
        self._settle_repeats()
        self.facts.sort(key=lambda fact: (fact.char_start, fact.char_end))
        self.leftovers.sort(key=lambda row: (row.char_start, row.char_end))
        return self.facts, self.leftovers

    def _settle_repeats(self) -> None:
        """One fact a statement: of equal facts the first in the body counts; a headline's number that the body reports is the body's."""
        kept: dict[tuple, Fact] = {}
        body = {(f.value, f.unit, f.measure) for f in self.facts if f.char_start >= self.document.headline_end}
        for fact in sorted(self.facts, key=lambda f: (f.char_start < self.document.headline_end, f.char_start)):
            headline = fact.char_start < self.document.headline_end
            if fact.key() in kept or (headline and (fact.value, fact.unit, fact.measure) in body):
                self.leftovers.append(Leftover(fact.source, fact.value_text, fact.char_start, fact.char_end, "repeated", fact.value, fact.unit, fact.sentence))
            else:
                kept[fact.key()] = fact
        self.facts = list(kept.values())

    def _line(self, at: int) -> str:
        begin = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        return self.text[begin : end if end >= 0 else len(self.text)].strip()[:1000]

    def _words(self, units: list[Unit]) -> list[Word]:
        from pipeline.linking import lexicon

        return lexicon.load().find(units)

    # --- what the text is about ---------------------------------------------------------------------------------

    def _set_scene(self) -> None:
        """Main country and company, from headline and lead, else from the whole text; the lead's own period."""
        state, text = self.state, self.text
        lead_end = min(len(text), self.document.headline_end + 900)
        weights: dict[str, float] = {}
        firsts: dict[str, Mention] = {}
        for mention in self.mentions.names:
            country = mention.code if mention.kind == "place" else mention.data.get("country") if mention.kind in {"body", "index"} else None
            if not country or country == "ANY":
                continue
            weight = 3.0 if mention.start < self.document.headline_end else 2.0 if mention.start < lead_end else 1.0
            if mention.kind == "place" and mention.form in {"capital", "region"}:
                weight *= 0.7
            if mention.kind == "body":
                weight *= 1.5
            weights[country] = weights.get(country, 0.0) + weight
            firsts.setdefault(country, mention)
        if weights:
            code = max(weights, key=lambda c: (weights[c], -firsts[c].start))
            state.main_country = Held(code, firsts[code].start, firsts[code].end)
        for mention in self.mentions.names:
            if mention.kind == "company" and mention.start < lead_end:
                state.main_company = Held(mention.code, mention.start, mention.end)
                break
        for period in self.mentions.periods:
            if period.start > lead_end:
                break
            recent = self.document.published_at is None or (period.period is not None and (self.document.published_at - period.period.last).days < 430)
            if period.role in {"time", "asof"} and period.period is not None and period.period.precision not in {"day", "week"} and recent and not period.open_end:
                state.lead_period = Held(period.period, period.start, period.end)
                break

    # --- a sentence -------------------------------------------------------------------------------------------------

    def _sentence(self, items: list[Item], words: list[Word], units: list[Unit]) -> None:
        claimed = [(item.start, item.end) for item in items if item.kind in {"Q", "T"}]
        self.cues = [
            Cue(units[w.first].start, units[w.last - 1].end, w.code, self.text[units[w.first].start : units[w.last - 1].end].lower())
            for w in words
            if w.kind in _OVERLAYS and not any(s <= units[w.first].start < e for s, e in claimed)
        ]
        self.kinds = {(units[w.first].start, w.code): w.kind for w in words if w.kind in _OVERLAYS}
        said = [(units[w.first].start, units[w.last - 1].end) for w in words if w.kind == "attribution"]
        source = source_in(items, self.text, said)
        if source is not None:
            self.state.source = Held(self._source_name(source[0]), source[1], source[2], self.number, self.sentence.paragraph)
        self._turn(items)
        if self.state.topic is not None and self.state.topic_is_country:
            self.state.subject_is_company = any(item.form == "company_pronoun" for item in items[:4])
        scenes: dict[int, Scene] = {}
        for clause in clausing.split(items):
            scene = self._scene(clause, scenes)
            scenes[id(clause)] = scene
            self._clause(scene)

    def _turn(self, items: list[Item]) -> None:
        """A heading without numbers that names one country, or a body of another country as subject, turns the text to it."""
        state = self.state
        places = {item.code: item for item in items if item.kind == "L" and item.form != "region" and len(item.code) == 2}
        numbers = any(item.kind == "Q" and item.data.kind not in {"ordinal", "duration"} for item in items)
        if not numbers and len(places) == 1 and (len(items) <= 12 or items[-1].kind in {"L", "."} and any(item.kind == "L" for item in items[-3:])):
            item = next(iter(places.values()))
            if state.topic_is_country and not self.sentence.headline:
                state.country = Held(item.code, item.start, item.end, self.number, self.sentence.paragraph)
        bodies = [item for item in items[:6] if item.kind == "B"]
        if bodies and not places and state.topic_is_country:
            country = bodies[0].data.get("country") or ""
            if len(country) == 2 and country.isupper():
                state.country = Held(country, bodies[0].start, bodies[0].end, self.number, self.sentence.paragraph)
        if items and items[0].low == "in" and state.topic_is_country and numbers:
            front = next((item for item in items[1:3] if item.kind == "L" and item.form != "region"), None)
            if front is not None and any(item.kind == "," for item in items[1:5]):
                state.country = Held(front.code, front.start, front.end, self.number, self.sentence.paragraph)

    def _source_name(self, name: str) -> str:
        """The full name behind "the ministry" when it was named before."""
        low = name.lower()
        if low.startswith("the ") and self.state.source is not None:
            head = low.removeprefix("the ").split()[-1]
            if head in self.state.source.value.lower():
                return self.state.source.value
        return name

    def _scene(self, clause: Clause, scenes: dict[int, Scene]) -> Scene:
        parent = scenes.get(id(clause.parent)) if clause.parent is not None else None
        items = clause.items
        edge = clause.verb_at
        first_number = next((i for i, item in enumerate(items) if item.kind == "Q" and item.data.kind not in {"ordinal", "duration"}), len(items))
        region = items[: min(edge, first_number)] if clause.link != "relative" else _antecedent(clause.before)
        verb = items[edge] if edge < len(items) else None
        if clause.link == "paren":
            region = _last_name(clause.before) or region
        region, front = _front(region)
        phrase = phrases.read(region, subject=clause.link not in {"compare", "same", "say"})
        if front:
            _behind_front(phrase, phrases.read(front, subject=False))
        if clause.link == "relative":
            own = phrases.read(items[: min(edge, first_number)], subject=False)
            if own.metric is not None:
                phrase.metric, phrase.metrics = own.metric, own.metrics
                if phrase.bare and not phrase.reporters:
                    phrase.reporters = phrase.bare
            phrase.companies = phrase.companies or own.companies
        share = verb is not None and verb.code == "share" or (verb is not None and verb.low in {"took", "take", "takes", "absorbed"})
        inherit = parent.frame if parent is not None and clause.link in {"same", "ellipsis", "paren", "compare", "relative", "main", "sub", "content", "say"} else None
        elliptic = clause.link in {"ellipsis", "paren", "compare", "same"}
        if clause.link in {"main", "sub", "content", "say"} and inherit is not None and phrase.metric is None and not phrase.names_anything():
            elliptic = True
        frame = frame_of(phrase, inherit, share=share, elliptic=elliptic, absolute=clause.cue == "with")
        scene = Scene(clause, phrase, frame, verb or (parent.verb if parent is not None and clause.link in {"ellipsis", "paren"} else None), parent)
        scene.start = items[0].start if items else 0
        scene.end = items[-1].end if items else 0
        if parent is not None and clause.link in {"same", "ellipsis", "paren", "compare", "main", "sub", "content", "relative"}:
            scene.reading = parent.reading
            scene.when = parent.when
            scene.fact = parent.fact
        if frame.reporter is not None and phrase.bare and frame.reporter in phrase.bare and not phrase.metric and clause.link not in {"relative", "say"} and self._is_partner(frame, verb):
            frame.partners, frame.reporter, frame.partner_by_place = [frame.reporter], None, True
        self._update_subject(phrase, clause)
        return scene

    def _is_partner(self, frame: Frame, verb: Item | None) -> bool:
        """Whether a place as subject is the other side: the text is about another country's trade and no verb of a flow follows."""
        state = self.state
        holder = state.country or state.main_country
        held = state.metric or state.topic
        if holder is None or held is None or frame.reporter is None or held.value.code not in FLOWS:
            return False
        return frame.reporter.code != holder.value and not (verb is not None and verb.data and verb.low not in _BUYS)


    def _update_subject(self, phrase: Phrase, clause: Clause) -> None:
        """A place or company in subject position is what the text is about from here on."""
        state = self.state
        if clause.link in {"paren", "compare"}:
            return
        if phrase.companies:
            item = phrase.companies[-1]
            state.company = Held(item.code, item.start, item.end, self.number, self.sentence.paragraph)
            state.subject_is_company = True
        elif phrase.reporters and phrase.metric is not None and phrase.share is None and phrase.metric.data.get("home") != "company" and phrase.metric.code != "tariff_rate":
            item = phrase.reporters[-1]
            state.country = Held(item.code, item.start, item.end, self.number, self.sentence.paragraph)
            state.subject_is_company = False

    # --- a number ---------------------------------------------------------------------------------------------------

    def _clause(self, scene: Scene) -> None:
        items = scene.clause.items
        numbers = [i for i, item in enumerate(items) if item.kind == "Q"]
        respective = len(numbers) > 1 and any(item.low == "respectively" for item in items)
        order = 0
        for at in numbers:
            quantity: Quantity = items[at].data
            if quantity.kind in {"ordinal", "duration"}:
                self._leave(quantity, quantity.kind)
                continue
            self._number(scene, at, quantity, order if respective else -1)
            order += 1
        self._volumes(scene)

    def _leave(self, quantity: Quantity, reason: str) -> None:
        self.leftovers.append(
            Leftover(self.document.id, quantity.text, quantity.start, quantity.end, reason, quantity.value, quantity.unit, self.text[self.sentence.start : self.sentence.end])
        )

    def _number(self, scene: Scene, at: int, quantity: Quantity, order: int) -> None:
        clause, frame, state = scene.clause, scene.frame, self.state
        parent_verb = scene.verb if scene.verb is not None and scene.verb.start < quantity.start else None
        reading = measuring.read(clause, at, scene.reading, parent_verb)
        found = self._metric(scene, at, quantity, reading)
        if found is None:
            self._leave(quantity, "no metric")
            return
        metric, how, near = found
        if quantity.kind == "count" and not _counts(quantity, metric, how):
            self._leave(quantity, "no metric")
            return
        measure, sign = _measure(metric, quantity, reading, frame)
        if measure == "share_pct" and metric.data.get("rate") and metric.code != "market_share":
            measure = "level"
        if metric.code == "market_share":
            measure = "level" if measure == "share_pct" else measure
        value = abs(quantity.value) if quantity.value >= 0 or sign else quantity.value
        low, high = quantity.low, quantity.high
        if measure.startswith("change"):
            factor = sign or (1 if quantity.value >= 0 else -1)
            if metric.negative and measure == "change_abs" or metric.code == "exchange_rate" and "dollar" not in metric.name and "rate" not in metric.name and sign:
                factor = -factor
            value = factor * abs(quantity.value)
            if low is not None and high is not None and factor < 0 and low >= 0:
                low, high = -high, -low
        elif metric.negative and measure == "level":
            value = -abs(quantity.value)
        else:
            value = quantity.value
        products, partners, where = self._parts(scene, at, quantity, metric, near, reading, order)
        if metric.code == "tariff_rate":
            holder, partners = self._tariff(scene, near)
        else:
            if measure == "share_pct" and partners and self._about_company() and metric.code != "revenue":
                # "China's share was 65 percent": of a market, not of a country's flow
                held = partners[-1]
                metric, measure, partners = metric.renamed("market_share"), "level", []
                holder = Held(held.code, held.start, held.end)
            else:
                holder = reporter_of(metric, frame, state, about_company=self._about_company(), own_company=bool(scene.phrase.companies))
                if frame.reporter is not None and holder is not None and holder.value != frame.reporter.code and not partners and metric.data.get("home") != "country":
                    partners = [frame.reporter]
        if holder is None:
            self._leave(quantity, "no subject")
            return
        reporter = holder.value
        partners = [p for p in partners if p.code != reporter or p.low == "domestic"]
        when = timing.annual(self._when(scene, at, reading, metric), clause.items, at)
        if order >= 0 and len(frame.products) < 2 and len(frame.partners) < 2:
            when = self._respective(scene, order) or when
        status, cue = self._status(scene, at, quantity, when.period, reading)
        basis, basis_span = self._basis(scene, at, measure, reading)
        fact = Fact(
            metric=metric.code,
            subject="",
            period=when.period.iso if when.period is not None else None,
            value=value,
            source=self.document.id,
            measure=measure,
            unit=f"{quantity.unit}/USD" if metric.code == "exchange_rate" and quantity.kind == "money" and quantity.unit != "USD" else quantity.unit,
            bound=_bound(quantity, reading),
            value_low=low,
            value_high=high,
            status=status,
            basis=basis,
            reporter=reporter,
            product=_label(products),
            partner=partners[-1].code if partners else None,
            attribution=state.source.value if state.source is not None else None,
            period_start=when.period.first if when.period is not None else None,
            period_end=when.period.last if when.period is not None else None,
            sentence=self.text[self.sentence.start : self.sentence.end],
            value_text=quantity.text,
            char_start=quantity.start,
            char_end=quantity.end,
            title=self.document.title,
            url=self.document.url,
            publisher=self.document.publisher,
            published_at=self.document.published_at,
            rule=reading.rule,
        )
        evidence = fact.evidence
        evidence.append(Evidence("value", quantity.start, quantity.end))
        evidence.append(Evidence("metric", metric.start, metric.end, how))
        evidence.append(Evidence("reporter", holder.start, holder.end, "read" if holder.sentence in {-1, self.number} else "context"))
        for product in products:
            evidence.append(Evidence("product", product.start, product.end, where))
        for partner in partners[-1:]:
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
            evidence.append(Evidence("attribution", state.source.start, state.source.end, "read" if state.source.sentence == self.number else "context"))
        if quantity.bound_start >= 0:
            evidence.append(Evidence("bound", quantity.bound_start, quantity.bound_end))
        scene.facts.append(fact)
        self.facts.append(fact)
        self._remember(scene, metric, products, partners, when, reading, fact, holder)

    def _metric(self, scene: Scene, at: int, quantity: Quantity, reading: Reading) -> tuple[Metric, str, Phrase | None] | None:
        """The metric of a number, how it was found, and the phrase beside the number that named it."""
        items, frame, state = scene.clause.items, scene.frame, self.state
        company = frame.company is not None or (frame.reporter is None and self._about_company())
        spoken = [frame.metric.code] if frame.metric is not None and not frame.metric.weak else []
        spoken += [held.value.code for held in (state.metric, state.topic) if held is not None]

        def take(metric: Metric | None) -> Metric | None:
            return settle(metric, quantity, company, spoken) if metric is not None else None

        own = reading.own
        if own is not None:
            at_own = items.index(own) if own in items else -1
            near = phrases.read(_complement(items, at_own), subject=False) if at_own >= 0 else Phrase()
            inside = phrases.read(items[_opening(items, at) : at] + items[at + 1 : at_own + 1], subject=False) if at_own > at else Phrase()
            for candidate in (own if own.kind == "M" else None, near.metric, inside.metric):
                metric = take(Metric.of(candidate)) if candidate is not None else None
                if metric is not None:
                    return metric, "read", _merged(inside, near)
            if own.kind == "Y":
                metric = take(Metric("trade_balance", entry("trade_balance"), own.start, own.end, own.code == "deficit", weak=True, name="balance"))
                if metric is not None:
                    return metric, "read", near
            if own.kind in {"N", "S"} and (near.products or near.partners or near.bare) and frame.metric is None and state.metric is not None:
                metric = take(state.metric.value)
                if metric is not None:
                    return metric, "context", near
        left = _metric_left(items, at)
        if left is not None:
            metric = take(Metric.of(left))
            if metric is not None:
                return metric, "read", phrases.read(items[_phrase_start(items, left) : at], subject=True)
        right = _metric_right(items, at)
        if right is not None and (reading.measure in {None, "share_pct"} or frame.metric is None):
            metric = take(Metric.of(right[0]))
            if metric is not None and not (reading.measure == "share_pct" and frame.metric is not None and frame.metric.code == metric.code):
                return metric, "read", right[1]
        if frame.partner_by_place and not frame.fresh and (state.metric or state.topic) is not None:
            held = (state.metric if state.listing else None) or state.topic or state.metric
            metric = take(held.value) if held is not None else None
            if metric is not None:
                return metric, "context", None
        if frame.metric is not None:
            metric = take(frame.metric)
            if metric is not None:
                return metric, "read" if frame.fresh else "sentence", None
        for candidate in scene.phrase.metrics:
            metric = take(Metric.of(candidate))
            if metric is not None:
                return metric, "read", None
        abroad = any(item.low in {"overseas", "abroad"} for item in items)
        if abroad and any(item.low in {"sent", "sends", "send", "sold", "sells", "sell", "shipped", "ships", "ship"} for item in items[:at]):
            metric = take(Metric("exports", entry("exports"), items[at].start, items[at].end))
            if metric is not None:
                return metric, "read", None
        for j in range(at - 1, -1, -1):
            if items[j].kind == "M":
                metric = take(Metric.of(items[j]))
                if metric is not None:
                    return metric, "read", None
            if items[j].kind in {"A", "V"} and items[j].data:
                for code in items[j].data.get("metrics", ()):
                    metric = take(Metric(code, entry(code), items[j].start, items[j].end))
                    if metric is not None:
                        return metric, "read", None
        if frame.index is not None:
            code = frame.index.data.get("metric", "stock_index")
            metric = take(Metric(code, entry(code), frame.index.start, frame.index.end))
            if metric is not None:
                return metric, "read", None
        if scene.phrase.companies and measuring.sign_of(scene.verb) and self._at_market():
            item = scene.phrase.companies[-1]
            metric = take(Metric("share_price", entry("share_price"), item.start, item.end))
            if metric is not None:
                return metric, "read", None
        if state.metric is not None and self._continues(scene, quantity):
            held = state.metric
            only_names = scene.phrase.products or scene.phrase.partners or scene.phrase.bare
            if only_names and not state.listing and state.topic is not None and scene.reading is None:
                held = state.topic
            metric = take(held.value)
            if metric is not None:
                return metric, "context", None
        return None

    def _at_market(self) -> bool:
        """Whether the text is about a stock market, so that a company that rises is its share."""
        held = [h.value.code for h in (self.state.topic, self.state.metric) if h is not None]
        return bool({"stock_index", "share_price"} & set(held))

    def _about_company(self) -> bool:
        """Whether the text is about a company by now: its last subject was one, or nothing but a company has been reported on."""
        state = self.state
        return state.subject_is_company or (state.topic is not None and not state.topic_is_country)

    def _continues(self, scene: Scene, quantity: Quantity) -> bool:
        """Whether a clause without a metric goes on about the last one: it names a product or partner, or stands for the last subject."""
        phrase = scene.phrase
        if phrase.companies and not phrase.products:
            return scene.clause.link == "ellipsis"
        recent = self.state.metric is not None and (self.number - self.state.metric.sentence) <= 2
        if quantity.kind in {"count", "number"} and quantity.unit == "1":
            held = self.state.metric.value if self.state.metric is not None else None
            if held is not None and recent and quantity.value >= 100 and {"count"} & set(held.data.get("takes", ())) and (quantity.noun is None or self._counted(quantity)):
                return True
            return recent and (scene.reading is not None or bool(phrase.products and scene.verb is not None and measuring.sign_of(scene.verb)))
        return recent and (bool(phrase.products or phrase.partners or phrase.anaphor or phrase.pronoun or phrase.bare or phrase.change or phrase.share) or scene.reading is not None)

    def _counted(self, quantity: Quantity) -> bool:
        """Whether the noun of a count is a thing the vocabulary knows, or a plain unit."""
        noun = (quantity.noun or "").lower()
        return noun in {"units", "unit"} or any(m.kind == "product" and m.start >= quantity.noun_start and m.end <= quantity.noun_end for m in _within(self.mentions.names, quantity.noun_start, quantity.noun_end))

    def _parts(self, scene: Scene, at: int, quantity: Quantity, metric: Metric, near: Phrase | None, reading: Reading, order: int) -> tuple[list[Product], list[Item], str]:
        """Products and partners of a number: those beside it, else the subject's, else (for what stands in for it) the last ones."""
        clause, frame, state = scene.clause, scene.frame, self.state
        items = clause.items
        behind = phrases.read(_behind(items, at), subject=False)
        between = phrases.read(_between(items, at), subject=False)
        products = list(frame.products)
        partners = list(frame.partners)
        where = "read"
        if near is not None and near.metric is not None and reading.measure != "share_pct":
            strong = [p for p in near.products if p.strong] or near.products
            if strong:
                products = strong
            elif near.metric.data.get("strength") != "weak" and not (products and products[0].strong and not frame.fresh):
                products = [p for p in products if p.strong and frame.metric is not None and frame.metric.code == metric.code]
            elif frame.metric is None or frame.metric.code != metric.code:
                products = [] if frame.fresh else products
            partners = near.partners or ([] if near.products else partners)
        if reading.own is not None and near is not None and near.metric is None:
            products = near.products or products
            partners = near.partners or near.bare or partners
        for extra, stretch in ((between, _between(items, at)), (behind, _behind(items, at))):
            if metric.code in FLOWS:
                partners = extra.partners or partners
            if not products and stretch and (stretch[0].kind in {"P", "w", "H"} or stretch[0].low == "of"):
                products = [p for p in extra.products if p.strong][:1]
        if metric.code in {"exports", "imports", "export_volume", "import_volume"}:
            products = [p for p in products if p.label not in {"overseas", "goods", "foreign"}]
        if metric.code in {"stock_index", "bond_yield", "oil_price"} and not products:
            index = frame.index or between.index or behind.index
            if index is not None:
                products = [Product(index.code, index.start, index.end)]
        if 0 <= order:
            if len(products) > 1 and order < len(products):
                products = [products[order]]
            if len(partners) > 1 and order < len(partners):
                partners = [partners[order]]
        elif len(products) > 1 and not all(p.strong for p in products):
            products = [p for p in products if p.strong]
        if not products and not partners and (not frame.fresh or reading.measure == "share_pct") and (near is None or reading.measure == "share_pct") and state.metric is not None and state.metric.value.code == metric.code:
            top = scene
            while top.parent is not None and top.clause.link == "same":
                top = top.parent
            if top.phrase.pronoun is not None or not (top.phrase.products or top.phrase.partners or top.phrase.bare or top.phrase.reporters or top.phrase.companies):
                products, partners, where = list(state.products), list(state.partners), "context"
        if products and not products[0].strong and frame.metric is None and state.metric is None:
            products = []
        if not partners and state.topic_partners and (metric.weak or not frame.fresh) and near is None and metric.code in FLOWS and not (reading.measure == "share_pct"):
            partners = list(state.topic_partners)
        if not products and state.topic_products and not (reading.measure == "share_pct" and partners) and (metric.weak or not frame.fresh) and near is None and metric.code in FLOWS:
            products, where = list(state.section_products or state.topic_products), "headline"
        if len(products) == 1 and products[0].label == "domestic" and metric.code in {"sales_volume", "revenue", "retail_sales", "orders"} and state.main_country is not None:
            home = Item("L", products[0].start, products[0].end, "domestic", state.main_country.value)
            return list(state.topic_products), [home], where
        return products, partners, where

    def _tariff(self, scene: Scene, near: Phrase | None) -> tuple[Held | None, list[Item]]:
        """Who levies a tariff (the place before it, or the subject of the clause) and on whose goods ("on Korean goods")."""
        state = self.state
        places = [item for item in scene.clause.items if item.kind == "L" and item.form != "region"]
        partners: list[Item] = []
        levier: Item | None = None
        for item in places:
            at = scene.clause.items.index(item)
            before = scene.clause.items[at - 1] if at else None
            before = scene.clause.items[at - 2] if before is not None and before.kind == "E" and at > 1 else before
            if before is not None and before.kind == "R" and before.low in {"on", "from", "against", "for", "to"}:
                partners = partners or [item]
            elif levier is None:
                levier = item
        if levier is None and scene.clause.link == "relative":
            levier = next((item for item in reversed(scene.clause.before) if item.kind == "L"), None)
        if levier is not None:
            state.levier = Held(levier.code, levier.start, levier.end)
        if state.levier is None:
            holder = state.country or state.main_country
            foreign = next((m for m in self.mentions.names if m.kind == "place" and holder is not None and m.code != holder.value and m.form != "region"), None)
            state.levier = Held(foreign.code, foreign.start, foreign.end) if foreign is not None else holder
        return state.levier, partners

    def _when(self, scene: Scene, at: int, reading: Reading, metric: Metric) -> timing.When:
        clause, state = scene.clause, self.state
        published = self.document.published_at
        data = metric.data
        item = timing.in_clause(clause, at, reading.old, data)
        base = scene.when.period if scene.when is not None else (state.period.value if state.period is not None else None)
        if reading.old:
            if item is not None:
                return timing.resolve(item, base, published)
            if scene.fact is not None and (scene.fact.status in {"forecast", "target"} or reading.governor is not None and reading.governor.code in {"raise", "lower"}):
                return timing.When(base, how="sentence")
            basis = scene.fact.basis if scene.fact is not None else None
            return timing.When(timing.earlier(base, basis), how="sentence")
        if item is not None:
            found = timing.resolve(item, state.period.value if state.period is not None else base, published)
            return timing.stretched(found, item.data, clause.items, at, state, published)
        walk = scene.parent
        while walk is not None:
            items = walk.clause.items
            if clause.cue in {"when", "where"} and walk is scene.parent:
                for other in reversed(clause.before):
                    if other.kind == "T" and other.data.period is not None:
                        return timing.When(other.data.period, other.start, other.end, "sentence")
            for j, other in enumerate(items):
                if other.kind == "T" and other.data.shift is None and timing.usable(other, items, j, data) and walk.clause.link != "compare":
                    found = timing.resolve(other, state.period.value if state.period is not None else None, published)
                    if found.period is not None:
                        return found._replace(how="sentence")
            walk = walk.parent
        if scene.when is not None and scene.when.period is not None and not timing.is_daily(data):
            return scene.when._replace(how="sentence")
        breakdown = state.listing and bool(scene.frame.products or scene.frame.partners)
        return timing.inherited(state, self.number, self.sentence.paragraph, data, published, breakdown)

    def _respective(self, scene: Scene, order: int) -> timing.When | None:
        """The period of the nth number of a "respectively" list over periods: those of the clause, else the last ones named."""
        times = [item for item in scene.clause.items if item.kind == "T" and item.data.role == "time" and item.data.period is not None]
        numbers = sum(item.kind == "Q" for item in scene.clause.items)
        if len(times) != numbers:
            named = [m for m in self.mentions.periods if m.start < scene.start and m.role in {"time", "asof"} and m.period is not None][-numbers:]
            if len(named) != numbers or any(m.start < self.sentence.start for m in named):
                return None
            mention = named[order]
            return timing.When(mention.period, mention.start, mention.end, "sentence")
        return timing.When(times[order].data.period, times[order].start, times[order].end)

    def _status(self, scene: Scene, at: int, quantity: Quantity, period: Period | None, reading: Reading) -> tuple[str, Cue | None]:
        cues = [cue for cue in self.cues if self.kinds.get((cue.start, cue.code)) == "status"]
        scopes = [(scene.start, quantity.start if scene.clause.link != "compare" else scene.end)]
        if scene.clause.cue in {"if", "should", "unless", "assuming"}:
            return "hypothetical", None
        walk, link = scene.parent, scene.clause.link
        while walk is not None and link in {"content", "same", "ellipsis", "paren", "sub", "main"}:
            if link in {"content", "ellipsis", "paren"} or (link in {"same", "main"} and scene.verb is None):
                scopes.append((walk.start, min(walk.end, quantity.start)))
            link, walk = walk.clause.link, walk.parent
        return status_of(cues, quantity.start, scopes, period, self.document.published_at)

    def _basis(self, scene: Scene, at: int, measure: str, reading: Reading) -> tuple[str | None, tuple[int, int] | None]:
        if not measure.startswith("change"):
            return None, None
        items = scene.clause.items
        number = items[at]
        found: list[tuple[int, str, int, int]] = []
        for mention in _within(self.mentions.periods, self.sentence.start, self.sentence.end):
            if mention.basis:
                found.append((abs(mention.start - number.end), mention.basis, mention.start, mention.end))
        for cue in self.cues:
            if self.kinds.get((cue.start, cue.code)) == "basis":
                found.append((abs(cue.start - number.end), cue.code, cue.start, cue.end))
        if found:
            _, basis, start, end = min(found)
            return basis, (start, end)
        return None, None

    def _volumes(self, scene: Scene) -> None:
        """Changes beside a number of pieces are changes of the volume: "rose 5 percent to 206,120 units"."""
        volumes = {f.metric for f in scene.facts if f.measure == "level" and f.metric in {"export_volume", "import_volume", "sales_volume", "production_volume"}}
        if len(volumes) != 1 or any(f.measure == "level" and f.metric not in volumes for f in scene.facts):
            return
        volume = next(iter(volumes))
        for fact in scene.facts:
            if fact.measure == "change_pct" and (entry(fact.metric).get("instead") or {}).get("count") == volume:
                fact.metric = volume

    def _remember(self, scene: Scene, metric: Metric, products: list[Product], partners: list[Item], when: timing.When, reading: Reading, fact: Fact, holder: Held) -> None:
        """What this number leaves behind for the next ones."""
        state = self.state
        scene.reading = replace(reading, measure=fact.measure)
        scene.fact = fact
        if reading.old:
            return
        scene.when = when
        state.metric = Held(metric, metric.start, metric.end, self.number, self.sentence.paragraph)
        if state.topic is None:
            state.topic = state.metric
            state.topic_products = [p for p in products if p.strong and p in scene.frame.products]
            state.topic_partners = partners
            state.topic_is_country = metric.data.get("home") != "company" and not state.subject_is_company
        state.listing = bool(products or partners)
        if state.topic_products and products and products[0].strong and scene.frame.fresh and not metric.weak:
            state.section_products = products
        state.products, state.partners = products, partners
        aside = when.period is not None and state.lead_period is not None and when.period.last < state.lead_period.value.first
        if when.period is not None and not timing.is_daily(metric.data) and not when.shifted and not aside:
            state.period = Held(when.period, when.start, when.end, self.number, self.sentence.paragraph)
        if scene.parent is not None and scene.clause.link in {"same", "ellipsis", "compare", "paren"} and scene.parent.when is None:
            scene.parent.when = when


_BUYS = {"bought", "buy", "buys", "buying", "purchased", "purchase", "imported", "imports", "took", "take", "takes", "ordered", "absorbed", "snapped"}


def _within(rows: list, begin: int, end: int) -> list:
    """The rows whose start lies in [begin, end)."""
    first = bisect_left(rows, begin, key=lambda row: row.start)
    last = bisect_left(rows, end, first, key=lambda row: row.start)
    return rows[first:last]


def _measure(metric: Metric, quantity: Quantity, reading: Reading, frame: Frame) -> tuple[str, int]:
    """Measure and sign once the metric is known: a rate's per cent is a level, growth's a change."""
    if reading.measure is not None:
        if metric.data.get("rate") and reading.measure == "change_pct" and reading.rule in {"elliptic change"}:
            return "level", 0
        if metric.growth and reading.measure == "change_pct" and quantity.kind == "percent":
            return "change_pct", -1 if reading.sign < 0 and reading.rule in {"noun of change + of"} else 1
        return reading.measure, reading.sign
    if quantity.kind in {"percent", "fraction"}:
        if metric.data.get("rate"):
            return "level", 0
        if frame.share is not None:
            return "share_pct", 0
        if frame.change is not None:
            return "change_pct", measuring.sign_of(frame.change)
        return "change_pct", 0
    if quantity.kind == "points":
        return "change_pp", reading.sign
    return "level", 0


#: Nouns of things that are counted without being an economic quantity.
_IDLE = {
    "item", "items", "category", "categories", "country", "countries", "nation", "nations", "partner", "partners", "region", "regions", "time", "times", "city", "cities", "company", "companies", "firm", "firms", "sector", "sectors", "area", "areas",
    "analyst", "analysts", "economist", "economists", "bank", "banks", "member", "members", "major", "markets", "market", "states", "state", "day", "days", "meeting", "meetings", "product", "products", "industry", "industries", "group", "groups", "way", "ways", "factor", "factors", "side", "sides", "others",
}  # fmt: skip


def _counts(quantity: Quantity, metric: Metric, how: str) -> bool:
    """Whether a plain count measures the metric: not "two major partners", "six categories"."""
    nouns = set((quantity.noun or "").lower().split())
    if nouns & _IDLE:
        return False
    return quantity.value >= 100 or "count" in metric.data.get("takes", ()) and how == "read"


def _bound(quantity: Quantity, reading: Reading) -> str:
    if quantity.bound == "eq" and reading.governor is not None and reading.rule == "verb of excess":
        return "ge" if reading.governor.code == "exceed" else "le"
    return quantity.bound


def _label(products: list[Product]) -> str | None:
    if not products:
        return None
    labels = list(dict.fromkeys(product.label for product in products))
    if len(labels) == 1:
        return labels[0]
    return ", ".join(labels[:-1]) + " and " + labels[-1]


def _front(region: list[Item]) -> tuple[list[Item], list[Item]]:
    """A subject region and the prepositional phrase in front of it: "By item, chip exports", "In India, sales"."""
    if not region or region[0].kind != "R":
        return region, []
    comma = next((i for i, item in enumerate(region) if item.kind == ","), None)
    if comma is None or comma + 1 >= len(region):
        return region, []
    return region[comma + 1 :], region[:comma]


def _behind_front(phrase: Phrase, front: Phrase) -> None:
    """Adds places of a fronted phrase where the subject names none, and its products where it has nothing but a pronoun."""
    if not (phrase.partners or phrase.reporters or phrase.bare):
        phrase.partners, phrase.reporters = front.partners, front.reporters
    if not phrase.companies:
        phrase.companies = []
    if phrase.metric is None and not phrase.products and front.metric is not None:
        phrase.metric, phrase.metrics = front.metric, front.metrics
        phrase.products = front.products


def _antecedent(before: list[Item]) -> list[Item]:
    """The noun phrase a relative clause hangs on: the items behind the last verb or number."""
    cut = 0
    for i, item in enumerate(before):
        if item.kind in {"V", "Q"}:
            cut = i + 1
    tail = before[cut:]
    while tail and tail[-1].kind == ",":
        tail = tail[:-1]
    return tail or [item for item in before if item.kind in clausing.NAMES]


def _last_name(before: list[Item]) -> list[Item]:
    """The name a bracket stands behind: "ships (11.7 percent)"; none after a number or verb."""
    if before and before[-1].kind in {"P", "L", "C", "M", "I"}:
        return [before[-1]]
    return []


def _complement(items: list[Item], at: int) -> list[Item]:
    """What a noun is of or in: "a 10 percent rise in crude oil purchases"."""
    if at + 1 >= len(items) or items[at + 1].kind != "R" or items[at + 1].low not in {"in", "of", "for", "to"}:
        return []
    out = [items[at + 1]]
    for item in items[at + 2 :]:
        if item.kind in {"Q", "V", "T", ",", ";", "K"}:
            break
        out.append(item)
    return out


def _merged(first: Phrase, second: Phrase) -> Phrase:
    """Two phrases about one metric as one."""
    first.metric = first.metric or second.metric
    first.products = first.products or second.products
    first.partners = first.partners + second.partners
    first.reporters = first.reporters + second.reporters
    first.bare = first.bare + second.bare
    return first


def _metric_left(items: list[Item], at: int) -> Item | None:
    """A metric right before the number: "a trade surplus of $4.95 billion", "inflation at 2.3 percent"."""
    j = at - 1
    passed = False
    while j >= 0:
        item = items[j]
        if item.kind == "M":
            return item
        if item.kind == "R" and item.low in {"of", "at", "to", "above", "below", "around", "about", "by", "between", "under", "over", "worth"} or item.kind in {"G", "E", "H"} or item.low in {"worth", "totaling", "totalling", "valued"}:
            passed = True
            j -= 1
            continue
        if item.kind in {"T", "L", "P", "w"} and passed and j > 0:
            # "exports to China of $5 billion", "exports in May of ..."
            k = j
            while k >= 0 and items[k].kind in {"T", "L", "P", "w", "R", "E", "H"} and k > j - 6:
                k -= 1
            return items[k] if k >= 0 and items[k].kind == "M" and not any(x.kind == "V" for x in items[k:at]) else None
        return None
    return None


def _phrase_start(items: list[Item], item: Item) -> int:
    """Where the noun phrase around a metric begins."""
    j = items.index(item)
    while j > 0 and items[j - 1].kind in {"P", "L", "w", "H", "'", "E", "N", "C", "D", "G"}:
        j -= 1
    return j


def _opening(items: list[Item], at: int) -> int:
    """Where the noun phrase begins that holds the number: "the United States' 25 percent tariff"."""
    j = at
    while j > 0 and items[j - 1].kind in {"H", "E", "G", "'", "L"}:
        j -= 1
    return j


def _metric_right(items: list[Item], at: int) -> tuple[Item, Phrase] | None:
    """A metric right behind the number: "$700 billion in annual exports", "28.3 percent of total exports", "$35 billion worth of goods"."""
    j = at + 1
    if j < len(items) and items[j].low == "worth":
        j += 1
    if j >= len(items):
        return None
    if items[j].kind == "R" and items[j].low in {"in", "of", "for"}:
        j += 1
    stretch: list[Item] = []
    for item in items[j : j + 8]:
        if item.kind in {"V", "Q", "T", ",", ";", "K", "R", "J"} and not (item.kind == "R" and item.low in {"of", "to"} and any(s.kind == "M" for s in stretch)):
            break
        stretch.append(item)
    metric = next((item for item in stretch if item.kind == "M"), None)
    return (metric, phrases.read(stretch)) if metric is not None else None


def _behind(items: list[Item], at: int) -> list[Item]:
    """Items behind a number up to the next number or verb: "9 percent to China"."""
    out: list[Item] = []
    for item in items[at + 1 :]:
        if item.kind in {"Q", "V"}:
            break
        out.append(item)
    return out


def _between(items: list[Item], at: int) -> list[Item]:
    """Items between the verb (or the number before) and the number: "rose to China by 9 percent"."""
    out: list[Item] = []
    for j in range(at - 1, -1, -1):
        if items[j].kind in {"Q", "V"}:
            break
        out.insert(0, items[j])
    else:
        return []
    return out
