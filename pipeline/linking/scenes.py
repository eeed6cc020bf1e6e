"""Scenes: each clause with its subject phrase, its verb and what it takes from the clause it hangs on."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking import clauses as clausing
from pipeline.linking import measure as measuring
from pipeline.linking import phrases
from pipeline.linking.clauses import Clause
from pipeline.linking.items import Item
from pipeline.linking.metric import entry, is_shy
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.state import Held
from pipeline.linking.story import Scene, Story, about_company, within
from pipeline.linking.subject import FLOWS, OF_THE_WORLD, Frame, frame_of

_BUYS = {
    "bought", "buy", "buys", "buying", "purchased", "purchase", "imported", "imports", "took", "take", "takes",
    "ordered", "absorbed", "snapped",
}  # fmt: skip


def scene_of(story: Story, clause: Clause, scenes: dict[int, Scene]) -> Scene:
    parent = scenes.get(id(clause.parent)) if clause.parent is not None else None
    items = clause.items
    edge = clause.verb_at
    first_number = next(
        (i for i, item in enumerate(items) if item.kind == "Q" and not _only_counts(items, i)), len(items)
    )
    begin = _behind_opening(items, first_number, edge) if clause.link in {"main", "sub", "content"} else 0
    region = items[begin : edge if begin else min(edge, first_number)]
    if clause.link == "relative" and not _is_of_which(clause):
        region = _antecedent(clause.before)
    verb = items[edge] if edge < len(items) else None
    if clause.link == "paren":
        region = _last_name(clause.before) or region
    region, front = _front([item for item in region if not (item.kind == "M" and is_shy(item))])
    region, left_out = _without(_without_aside(region))
    phrase = phrases.read(region, subject=clause.link not in {"compare", "same", "say"})
    if verb is not None and verb.code in {"say", "project", "aim"} and phrase.metric is None:
        phrase.products = [product for product in phrase.products if product.strong]  # "The MTF expects"
    if left_out and left_out[0].low not in {"including", "such"}:
        _exclude(phrase, left_out)
    if front and front[0].low == "including":
        pass  # "Including fresh food, the headline index": nothing is left out
    elif front and front[0].low in {"excluding", "without"}:
        _exclude(phrase, front)
    elif front:
        opening = phrases.read(front, subject=False)
        if front[0].low == "for":  # "For the region as a whole, exports grew"
            opening.reporters += [item for item in opening.partners if item.kind == "L"]
            opening.partners = [item for item in opening.partners if item.kind != "L"]
        _behind_front(phrase, opening, inside=front[0].low in {"in", "among", "within"})
    if front and not phrase.products and front[0].kind == "P" and front[0].code.startswith("excluding"):
        phrase.products = [Product(front[0].code, front[0].start, front[0].end)]
    _core(phrase)
    if clause.link == "relative":
        own = phrases.read(items[: min(edge, first_number)], subject=False)
        if own.metric is not None:
            phrase.metric, phrase.metrics = own.metric, own.metrics
            if phrase.bare and not phrase.reporters:
                phrase.reporters = phrase.bare
        phrase.companies = phrase.companies or own.companies
    share = (verb is not None and verb.code == "share") or (
        verb is not None and verb.low in {"took", "take", "takes", "absorbed"}
    )
    inherit = (
        parent.frame
        if parent is not None
        and clause.link in {"same", "ellipsis", "paren", "compare", "relative", "main", "sub", "content", "say"}
        else None
    )
    elliptic = clause.link in {"ellipsis", "paren", "compare", "same"}
    if (
        clause.link in {"main", "sub", "content", "say"}
        and inherit is not None
        and phrase.metric is None
        and not phrase.names_anything()
    ):
        elliptic = True
    frame = frame_of(
        phrase, inherit, share=share, elliptic=elliptic, absolute=clause.cue == "with" or _sees(clause, parent)
    )
    if (
        clause.link == "content"
        and parent is not None
        and parent.verb is not None
        and not (frame.products or frame.company)
    ):
        if parent.verb.low in {"saw", "sees", "see", "seen", "seeing"}:
            frame.products = list(parent.frame.products)  # "Gangnam District saw prices grow"
    scene = Scene(
        clause,
        phrase,
        frame,
        verb or (_moving(parent) if parent is not None and clause.link in {"ellipsis", "paren"} else None),
        parent,
    )
    scene.start = items[0].start if items else 0
    scene.end = items[-1].end if items else 0
    alike = parent is not None and frame.metric is not None and frame.metric == parent.frame.metric
    if parent is not None and alike and phrase.products and not (frame.partners or phrase.bare):
        if clause.link == "relative" or (phrase.anaphor is not None and parent.phrase.partners):
            frame.partners = list(parent.frame.partners)  # "shipments to the U.S. fell, and those of cars plunged"
    if (
        frame.reporter is not None
        and phrase.bare
        and frame.reporter in phrase.bare
        and not phrase.metric
        and clause.link not in {"relative", "say"}
        and not _reports(clause)
        and not _owns_the_same(story, frame, clause)
        and not (clause.link == "ellipsis" and parent is not None and parent.frame.reporter in parent.phrase.bare)
        and (not story.state.survey or _counts(story))
        and is_partner(story, frame, verb)
    ):
        frame.partners, frame.reporter, frame.partner_by_place = [frame.reporter], None, True
    return scene


def _only_counts(items: list[Item], i: int) -> bool:
    """Whether a number is a word of a name and tells nothing: "the third quarter", "Korea's three major battery makers"."""
    quantity = items[i].data
    if quantity.kind in {"ordinal", "duration"}:
        return True
    before, after = items[i - 1] if i else None, items[i + 1] if i + 1 < len(items) else None
    return (
        quantity.kind in {"count", "number"}
        and abs(quantity.value) < 20
        and before is not None
        and (before.kind == "'" or before.low in {"the", "all", "top", "its", "their"})
        and after is not None
        and after.kind in {"H", "P", "w", "L", "C"}
    )


def _moving(parent: Scene) -> Item | None:
    """The verb that an ellipsis leaves out: what is projected to happen, not that it is projected."""
    verb = parent.verb
    if verb is None or verb.code not in {"project", "aim", "say"}:
        return verb
    items = parent.clause.items
    return next(
        (item for item in items if item.kind == "V" and item.start > verb.end and measuring.sign_of(item)), verb
    )


def _sees(clause: Clause, parent: Scene | None) -> bool:
    """Whether somebody sees what happens to it: "The leather goods division saw organic sales fall 6%"."""
    return clause.link == "content" and parent is not None and parent.verb is not None and parent.verb.low in _SIGHTS


_SIGHTS = {"saw", "see", "sees", "seen", "seeing", "had", "enjoyed", "suffered"}


def _owns_the_same(story: Story, frame: Frame, clause: Clause) -> bool:
    """Whether the subject is a place's own figure of what was told last: "while Ireland's slumped 28 percent"; the frame gets its metric."""
    at = clause.verb_at
    last = story.state.metric
    if (
        at < 2
        or at >= len(clause.items)
        or clause.items[at - 1].kind != "'"
        or clause.items[at - 2] is not frame.reporter
    ):
        return False
    told = next(reversed(story.facts), None)
    if told is not None and last is not None and last.value.code == told.metric and len(told.reporter or "") == 2:
        frame.metric, frame.fresh = frame.metric or last.value, True
        return True
    return False


def _reports(clause: Clause) -> bool:
    """Whether the subject states a metric of its own: "Canada reported a trade surplus of C$153 million", "it ran a deficit"."""
    if any(a.low == "to" and b.low in {"export", "import"} for a, b in pairwise(clause.items)):
        return True  # "India is expected to export 24 million tonnes"
    at = clause.verb_at
    if at >= len(clause.items) or not (
        clause.items[at].code in {"reach", "swing"} or clause.items[at].low in {"ran", "run", "runs", "running"}
    ):
        return False
    return any(
        item.kind in {"M", "Y"} and item.low not in {"share", "tariff", "purchases"}
        for item in clause.items[at + 1 : at + 7]
    )


def _counts(story: Story) -> bool:
    """Whether the sentence has a number."""
    return bool(within(story.mentions.quantities, story.sentence.start, story.sentence.end))


def is_partner(story: Story, frame: Frame, verb: Item | None) -> bool:
    """Whether a place as subject is the other side: the text is about another country's trade and no verb of a flow follows."""
    state = story.state
    holder = state.country or state.main_country
    held = next((h for h in (state.metric, state.topic) if h is not None and h.value.code in FLOWS), None)
    if holder is None or held is None or frame.reporter is None or holder.value == "WORLD":
        return False
    if state.survey and state.topic is not None and state.topic.value.code not in FLOWS:
        return False
    return frame.reporter.code != holder.value and not (verb is not None and verb.data and verb.low not in _BUYS)


def update_subject(story: Story, scene: Scene) -> None:
    """A place or company in subject position is what the text is about from here on."""
    state, phrase, clause = story.state, scene.phrase, scene.clause
    if clause.link in {"paren", "compare"}:
        return
    sponsored = (
        phrase.reporters
        and phrase.metric is not None
        and phrase.metric.code in {"pmi", "business_confidence", "consumer_confidence", "house_prices"}
    )
    counted = _counts(story)
    named = [item.code for item in phrase.companies]
    main = state.main_company.value if state.main_company is not None else None
    if any(item.kind == "M" and item.code == "price_target" for item in clause.items):
        return  # "X Securities raised its target price for the company"
    told = (
        len(named) == 1 and scene.verb is not None and scene.verb.code == "be"
    )  # "X is a major insurer. The company posted"
    if (
        phrase.companies
        and not sponsored
        and not counted
        and main not in named
        and state.company is not None
        and not told
    ):
        return  # "Goldman Sachs and J.P. Morgan are among the underwriters"
    if together(scene):
        state.subject_is_company = False
    elif phrase.companies and not sponsored:
        item = phrase.companies[-1]
        if state.company is not None and _is_aside(clause.items, item):
            state.subject_is_company = True
            return  # "X, its biosimilar affiliate,": the text goes on about whose affiliate it is
        state.company = Held(item.code, item.start, item.end, story.number, story.sentence.paragraph)
        state.subject_is_company = True
    elif (item := _introduced(clause)) is not None:
        state.company = Held(item.code, item.start, item.end, story.number, story.sentence.paragraph)
    elif (holder := _balances(clause, phrase)) is not None:
        state.country = Held(holder.code, holder.start, holder.end, story.number, story.sentence.paragraph)
    elif (
        phrase.reporters
        and phrase.metric is not None
        and phrase.share is None
        and phrase.metric.data.get("home") != "company"
        and phrase.metric.code != "tariff_rate"
        and not (
            clause.link == "ellipsis"  # "its domestic output to 580,000 units and global sales to 1.26 million"
            and phrase.reporters[-1].code == "WORLD"
            and about_company(story)
            and phrase.metric.code in FLOWS - OF_THE_WORLD
        )
    ):
        item = phrase.reporters[-1]
        state.country = Held(item.code, item.start, item.end, story.number, story.sentence.paragraph)
        state.subject_is_company = False
    elif (place := _turns_to(story, scene)) is not None:
        state.country = Held(place.code, place.start, place.end, story.number, story.sentence.paragraph)


def together(scene: Scene) -> bool:
    """Whether three companies or more have one number in common: "Hyundai, Kia and GM Korea sold a total of 698,512 vehicles"."""
    summed = any(item.low in {"total", "combined", "together", "altogether"} for item in scene.clause.items)
    return len({item.code for item in scene.phrase.companies}) > 2 and summed


def _turns_to(story: Story, scene: Scene) -> Item | None:
    """The country that a clause is about by its subject alone: "Indonesia reported", "India remained the bright spot"."""
    state, phrase = story.state, scene.phrase
    if not phrase.bare or phrase.metric is not None or phrase.share is not None or scene.frame.partner_by_place:
        return None
    about_country = state.topic is None or state.topic_is_country
    in_front = scene.clause.link == "main" and scene.parent is None and not story.sentence.headline
    flows = state.topic is None or state.topic.value.code in FLOWS
    place = phrase.bare[0]
    known = len(place.code) == 2 or place.code == "EA"
    return place if known and about_country and in_front and (state.survey or not flows) else None


_PARTS = {"affiliate", "unit", "subsidiary", "arm", "division", "sister", "brand"}


def _is_aside(items: list[Item], company: Item) -> bool:
    """Whether a company is set beside the one spoken of: "X, its biosimilar developing affiliate,", "X, the group's flagship unit,"."""
    at = items.index(company) if company in items else -1
    behind = items[at + 1 : at + 9] if at >= 0 else []
    if len(behind) < 3 or behind[0].kind != ",":
        return False
    own = behind[1].low in {"its", "their"} or behind[1].form == "company_pronoun"
    return own and any(item.low in _PARTS for item in behind)


def _introduced(clause: Clause) -> Item | None:
    """The company that a clause says somebody or something is: "The first listing of the year is X, a producer of ..."."""
    for before, item in pairwise(clause.items):
        if before.kind == "V" and before.code == "be" and item.kind == "C":
            return item
    return None


def _balances(clause: Clause, phrase: Phrase) -> Item | None:
    """The country that states a balance of its own in this clause."""
    named = phrase.metric is None and bool(phrase.bare) and _reports(clause)
    balance = any(item.kind == "M" and item.data.get("balance") for item in clause.items)
    return phrase.bare[-1] if named and balance else None


def _is_of_which(clause: Clause) -> bool:
    """Whether a relative clause has a subject of its own: "of which non-oil products contributed N3 trillion"."""
    return (
        clause.cue in {"which", "whom"} and bool(clause.before) and clause.before[-1].low == "of" and clause.verb_at > 0
    )


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
    if (
        len(before) > 2
        and before[-1].kind == before[-3].kind == "P"
        and before[-2].low == "and"
        and before[-2].start - before[-3].end < 2
        and before[-3].code != before[-1].code
    ):
        return before[-3:]  # "computers and parts (+79.9%)"
    if before and before[-1].kind in {"P", "L", "C", "M", "I"}:
        return [before[-1]]
    return []


def _behind_opening(items: list[Item], first_number: int, edge: int) -> int:
    """Where the subject begins behind a phrase that only introduces it: its source, or a prepositional phrase with a number of its own.

    "According to customs data, chip exports ...", "With the end of a 9.6 trillion won contract, LG Energy Solution has ...";
    0 where there is none.
    """
    if not items:
        return 0
    said = items[0].low in {"according", "citing"}
    if not said and not (items[0].kind == "R" and first_number < edge):
        return 0
    for i in range(1, min(edge, len(items))):
        if items[i].kind == "," and (said or i > first_number):
            rest = items[i + 1 : edge]
            if not rest or (not said and any(item.kind in {"Q", ","} for item in rest)):
                continue
            return i + 1
    return edge if said else 0


def _front(region: list[Item]) -> tuple[list[Item], list[Item]]:
    """A subject region and the prepositional phrase in front of it: "By item, chip exports", "In India, sales"."""
    if not region or region[0].kind != "R":
        return region, []
    comma = next((i for i, item in enumerate(region) if item.kind == ","), None)
    if comma is None or comma + 1 >= len(region):
        return region, []
    rest = region[comma + 1 :]
    last = max((i for i, item in enumerate(rest) if item.kind == ","), default=-1)
    if last > 0 and rest[0].kind in {"E", "L", "O"} and any(item.kind == "M" for item in rest[last:]):
        rest = rest[last + 1 :]  # "In Germany, the bloc's biggest economy, inflation"
    return rest, region[:comma]


def _without(region: list[Item]) -> tuple[list[Item], list[Item]]:
    """A subject region without what it leaves out, and that: "Inflation excluding food and energy"."""
    at = next(
        (
            i
            for i, item in enumerate(region)
            if (i and item.kind == "R" and item.low in {"excluding", "without", "including"})
            or (i and item.low == "such" and i + 1 < len(region) and region[i + 1].low == "as")
        ),
        None,
    )
    if at is None:
        return region, []
    end = next((i for i in range(at + 1, len(region)) if region[i].kind in {",", "R"}), len(region))
    if region[at].low in {"including", "such"} and not any(item.kind == "M" for item in region[at:]):
        end = len(region)  # "eco-friendly cars, including electric vehicles, hybrids and plug-in hybrids,"
    return region[:at] + region[end:], region[at:end]


def _without_aside(region: list[Item]) -> list[Item]:
    """A subject region without what is said of its metric between commas: "Retail sales, a gauge of private spending,"."""
    metric = next((i for i, item in enumerate(region) if item.kind == "M"), None)
    comma = next((i for i, item in enumerate(region) if item.kind == "," and metric is not None and i > metric), None)
    if comma is None or comma + 2 >= len(region) or region[comma + 1].low not in {"a", "an", "the", "one"}:
        return region
    end = next((i for i in range(comma + 1, len(region)) if region[i].kind == ","), None)
    return region[:comma] + region[end + 1 :] if end is not None and end == len(region) - 1 else region


def _exclude(phrase: Phrase, front: list[Item]) -> None:
    """Reads "Excluding food and energy, the CPI" as the metric without those products."""
    left_out = [item for item in front if item.kind == "P"]
    if left_out and not phrase.products:
        label = "excluding " + " and ".join(item.low for item in left_out)
        phrase.products = [Product(label, front[0].start, front[-1].end)]


def _core(phrase: Phrase) -> None:
    """Consumer prices without food and energy are the core index."""
    held, label = phrase.metric, phrase.products[0].label if phrase.products else ""
    if held is None or held.code != "consumer_prices" or not label.startswith("excluding") or "food" not in label:
        return
    if any(word in label for word in ("energy", "fuel", "fresh food")):
        data = {**entry("core_consumer_prices"), **{k: held.data[k] for k in ("measure", "sign") if k in held.data}}
        phrase.metric = Item("M", held.start, held.end, held.low, "core_consumer_prices", held.form, data)
        phrase.products = []


def _behind_front(phrase: Phrase, front: Phrase, *, inside: bool) -> None:
    """Adds places of a fronted phrase where the subject names none, and its products: those it is `inside` of, or where
    the subject is nothing but a pronoun ("In home appliances, sales fell")."""
    owners = [item for item in front.partners if item.kind == "C"]
    if owners and not phrase.companies:
        phrase.companies = owners[-1:]  # "For Kia, the Sportage topped the list at 182,823"
        front.partners = [item for item in front.partners if item.kind != "C"]
    if not (phrase.partners or phrase.reporters or phrase.bare):
        phrase.partners, phrase.reporters = front.partners, front.reporters
    if phrase.metric is not None and not phrase.products and not front.metric:
        phrase.products = [p for p in front.products if p.strong][:1]  # "For textiles as a whole, exports were"
    if phrase.metric is None and not phrase.products and front.metric is not None:
        phrase.metric, phrase.metrics = front.metric, front.metrics
        phrase.products = front.products
    elif not phrase.products and phrase.metric is not None and inside:
        phrase.products = [product for product in front.products if product.strong][:1]
