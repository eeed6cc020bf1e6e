"""Scenes: each clause with its subject phrase, its verb and what it takes from the clause it hangs on."""

from __future__ import annotations

from pipeline.linking import phrases
from pipeline.linking.clauses import Clause
from pipeline.linking.items import Item
from pipeline.linking.metric import entry, is_shy
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.reading import sign_of
from pipeline.linking.regions import (
    antecedent,
    behind_opening,
    front_of,
    is_of_which,
    last_name,
    only_counts,
    without_aside,
    without_left_out,
)
from pipeline.linking.story import Scene, Story
from pipeline.linking.subject import FLOWS, Frame, frame_of
from pipeline.linking.turns import reports, tells_number

_BUYS = {
    "bought", "buy", "buys", "buying", "purchased", "purchase", "imported", "imports", "took", "take", "takes",
    "ordered", "absorbed", "snapped",
}  # fmt: skip


def scene_of(story: Story, clause: Clause, scenes: dict[int, Scene]) -> Scene:
    parent = scenes.get(id(clause.parent)) if clause.parent is not None else None
    items = clause.items
    edge = clause.verb_at
    first_number = next(
        (i for i, item in enumerate(items) if item.kind == "Q" and not only_counts(items, i)), len(items)
    )
    begin = behind_opening(items, first_number, edge) if clause.link in {"main", "sub", "content"} else 0
    region = items[begin : edge if begin else min(edge, first_number)]
    if clause.link == "relative" and not is_of_which(clause):
        region = antecedent(clause.before)
    verb = items[edge] if edge < len(items) else None
    if clause.link == "paren":
        region = last_name(clause.before) or region
    region, front = front_of([item for item in region if not (item.kind == "M" and is_shy(item))])
    region, left_out = without_left_out(without_aside(region))
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
        and not reports(clause)
        and not _owns_the_same(story, frame, clause)
        and not (clause.link == "ellipsis" and parent is not None and parent.frame.reporter in parent.phrase.bare)
        and (not story.state.survey or tells_number(story))
        and is_partner(story, frame, verb)
        and not _imports(story, clause, verb)
    ):
        frame.partners, frame.reporter, frame.partner_by_place = [frame.reporter], None, True
    return scene


def _moving(parent: Scene) -> Item | None:
    """The verb that an ellipsis leaves out: what is projected to happen, not that it is projected."""
    verb = parent.verb
    if verb is None or verb.code not in {"project", "aim", "say"}:
        return verb
    items = parent.clause.items
    return next((item for item in items if item.kind == "V" and item.start > verb.end and sign_of(item)), verb)


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


#: What is counted market by market: a place in such a report is a market of its own.
_MARKETED = {"sales_volume", "production_volume"}


def is_partner(story: Story, frame: Frame, verb: Item | None) -> bool:
    """Whether a place as subject is the other side: the text is about another country's trade and no verb of a flow follows."""
    state = story.state
    holder = state.country or state.main_country
    held = next((h for h in (state.metric, state.topic) if h is not None and h.value.code in FLOWS), None)
    if holder is None or held is None or frame.reporter is None or holder.value == "WORLD":
        return False
    if state.survey and state.topic is not None and state.topic.value.code not in FLOWS:
        return False
    if held.value.code in _MARKETED and state.topic_is_country:
        return False  # "Registrations in the EU rose. Germany grew 11.1 percent to 264,800 sales"
    return frame.reporter.code != holder.value and not (verb is not None and verb.data and verb.low not in _BUYS)


def _imports(story: Story, clause: Clause, verb: Item | None) -> bool:
    """Whether a place imports on its own account: "The United States imported apparel worth $45.8 billion", with nobody's name behind."""
    holder = story.state.country or story.state.main_country
    if verb is None or not verb.low.startswith("import") or holder is None:
        return False
    return not any(item.kind == "L" and item.code == holder.value for item in clause.items)


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
