"""Scenes: each clause with its subject phrase, its verb and what it takes from the clause it hangs on."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.linking import phrases
from pipeline.linking.buying import as_sold_there, buys_as_well
from pipeline.linking.clauses import Clause
from pipeline.linking.corebasis import is_core
from pipeline.linking.items import Item
from pipeline.linking.metric import PIECES, Metric, entry, is_shy
from pipeline.linking.names import is_country
from pipeline.linking.part import flow_of
from pipeline.linking.phrases import Phrase
from pipeline.linking.reading import sign_of
from pipeline.linking.regions import (
    antecedent,
    behind_opening,
    behind_role,
    front_of,
    is_of_which,
    last_name,
    only_counts,
    without_aside,
    without_left_out,
    without_role,
)
from pipeline.linking.story import Scene, Story, about_company
from pipeline.linking.subject import FLOWS, Frame, frame_of
from pipeline.linking.turns import reports, tells_number
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_TAKES = entries.words("scenes", "takes")
_BELIEVES = entries.words("divisions", "believes")
_FORETELLS = entries.words("timing", "foretells")

#: Links of clauses that stand on their own, whatever clause they hang on.
_OWN = {"main", "sub", "content"}
#: Links of clauses that leave out what their parent has said.
_ELLIPTIC = {"ellipsis", "paren", "compare", "same"}


def scene_of(story: Story, clause: Clause, scenes: dict[int, Scene]) -> Scene:
    """The scene of a clause; `scenes` are those of the clauses before it by their ids."""
    parent = scenes.get(id(clause.parent)) if clause.parent is not None else None
    items = clause.items
    clause.settle()
    edge = clause.edge
    verb = items[edge] if edge < len(items) else None
    phrase = _subject(clause, edge, verb)
    if clause.cue == "where" and parent is not None:
        _add_where(story, clause, phrase, parent)
    as_sold_there(story, clause, phrase, verb)
    _add_for(items, phrase)
    frame = _frame(clause, phrase, verb, parent)
    if parent is not None:
        _take_from_parent(clause, phrase, frame, parent)
    side = _other_side(story, clause, phrase, frame, verb, parent)
    if side is not None:
        frame.partners, frame.reporter, frame.partner_by_place = [side], None, True
    if verb is None and parent is not None and clause.link in {"ellipsis", "paren"}:
        verb = _moving(parent)
    scene = Scene(clause, phrase, frame, verb, parent)
    if items:
        scene.start, scene.end = items[0].start, items[-1].end
    return scene


class _Words(NamedTuple):
    """A clause's words before its verb and first number by what they do: name the subject, stand in front of it, say what it leaves out."""

    subject: list[Item]
    front: list[Item]
    left_out: list[Item]
    ahead: list[Item]  # all of them


def _words(clause: Clause, edge: int) -> _Words:
    """The words of a clause whose verb stands at `edge`."""
    items = clause.items
    number = next((i for i, item in enumerate(items) if item.kind == "Q" and not only_counts(items, i)), len(items))
    begin = behind_opening(items, number, edge) if clause.link in _OWN else 0
    region = items[begin : edge if begin else min(edge, number)]
    if clause.link == "relative" and not is_of_which(clause):
        region = antecedent(clause.before)
    if clause.link in _OWN:
        region = behind_role(items, edge, region)
    if clause.link == "paren":
        region = last_name(clause.before) or region
    region, front = front_of(without_role([item for item in region if not (item.kind == "M" and is_shy(item))]))
    region, left_out = without_left_out(without_aside(region))
    return _Words(region, front, left_out, items[: min(edge, number)])


#: Within so many items behind a verb it is told what somebody took or came to.
_SHORTLY = 3
#: So many characters join the last two names of a row; between others something is told of the first.
_JOINED = 8


def _subject(clause: Clause, edge: int, verb: Item | None) -> Phrase:
    """The subject phrase of a clause, with what stands in front of it and what it leaves out."""
    words = _words(clause, edge)
    phrase = phrases.read(words.subject, subject=clause.link not in {"compare", "same", "say"})
    if verb is not None and verb.code in {"say", "project", "aim"} and phrase.metric is None:
        phrase.products = [product for product in phrase.products if product.strong]  # "The MTF expects"
    if verb is not None and phrase.metric is None and verb.low in _BELIEVES:
        phrase.products = []  # "The industry believes the chip division earned"
    if verb is not None and phrase.metric is None and verb.low in _FORETELLS:
        behind = clause.items[edge + 1 :]
        named = behind[: next((i for i, x in enumerate(behind) if x.kind == "Q"), 0)]
        if any(item.kind == "M" for item in named):  # "The Summary of Financial Data put total exports at $20 billion"
            told = (
                verb.low in entries.words("scenes", "sees") and named[-1].low != "at"
            )  # "Toys saw a rise in exports of"
            phrase.products = [good for good in phrase.products if told and good.strong]
    if phrase.metric is None and phrase.products and not phrase.products[0].strong and clause.link in _OWN:
        behind = clause.items[edge + 1 : edge + 1 + _SHORTLY]
        if any(item.low in entries.words("scenes", "of_office") for item in behind):
            phrase.products = []  # "When Rivas took office, 400,000 people had no work"
    if clause.link == "paren" and phrase.bare and _is_other_end(clause.before):
        phrase.partners, phrase.bare = [*phrase.partners, *phrase.bare], []
    if words.front:
        _add_front(phrase, words.front)
    _core(phrase)
    if clause.link == "relative":
        _take_last_company(clause, phrase)
        if len(phrase.products) > 1 and phrase.products[-1].start - phrase.products[-2].end > _JOINED:
            phrase.products = phrase.products[
                -1:
            ]  # "followed by chemicals ($25 billion) and steel, whose exports jumped"
        _add_own(phrase, phrases.read(words.ahead, subject=False))
    return phrase


def _take_last_company(clause: Clause, phrase: Phrase) -> None:
    """Makes the company that "which" follows its clause's subject: "narrowing the gap with Tesla, which delivered 443,956"."""
    before = [item for item in clause.before if item.kind != ","][-1:]
    if not before or before[0].kind != "C" or clause.cue != "which" or phrase.companies:
        return
    if before[0] in phrase.partners and before[0] is not clause.before[-1]:
        phrase.companies, phrase.partners = before, [item for item in phrase.partners if item is not before[0]]
        phrase.metric, phrase.metrics = None, []


def _is_other_end(before: list[Item]) -> bool:
    """Whether the place before a bracket stands in a list of where goods go or come from: "shipments to China (+9 percent) and Japan
    (...)", "Exports rose, mostly to China (9 percent)"."""
    at = len(before) - 1
    while at > 0 and (before[at].kind in {"L", ",", "J", "E"}):
        at -= 1
    if at < 1 or before[at].low not in {"to", "from"}:
        return False
    led = before[at - 1].low in entries.words("phrases", "in_main")
    return before[at - 1].code in FLOWS or (led and any(item.code in FLOWS for item in before[: at - 1]))


def _add_front(phrase: Phrase, front: list[Item]) -> None:
    """Adds what stands in front of the subject: "Excluding food, the CPI", "In India, sales"."""
    first = front[0]
    if first.low == "besides":
        return  # "As well as strong orders, exports rose"
    firms = [item for item in front if item.kind == "C"]
    if first.low == "at" and len(firms) == 1 and not (phrase.companies or phrase.reporters or phrase.bare):
        phrase.companies = firms  # "At Marlowe, the market leader, sales rose"
    if first.low != "including":  # "Including fresh food, the headline index": nothing is left out
        opening = phrases.read(front, subject=False)
        if first.low == "for":  # "For the region as a whole, exports grew"
            opening.reporters += [item for item in opening.partners if item.kind == "L"]
            opening.partners = [item for item in opening.partners if item.kind != "L"]
            if opening.reporters and phrase.partners and not (phrase.reporters or phrase.bare or phrase.companies):
                phrase.reporters = opening.reporters  # "For the whole EU, the surplus with the U.S. increased"
        only = first.low in {"with", "to", "from"} and all(item.kind in {"E", "L", "J", ","} for item in front[1:])
        _behind_front(phrase, opening, inside=first.low in {"in", "among", "within"}, other_side=only)


def _add_where(story: Story, clause: Clause, phrase: Phrase, parent: Scene) -> None:
    """Adds the place that "where" stands for: "helped by North America, where revenue grew"; shipments go there."""
    start = clause.items[0].start if clause.items else 0
    ahead = [item for item in parent.clause.items if item.start < start and item.kind != ","]
    if not ahead or ahead[-1].kind != "L" or ahead[-1].form == "region":
        return
    place = _described(parent.clause.items, ahead[-1])
    if phrase.metric is None:
        told = parent.frame.metric is not None and parent.frame.metric.code not in FLOWS
        if told and phrase.pronoun is not None and not (phrase.reporters or phrase.companies):
            phrase.reporters.append(place)  # "in Portugal, where prices fell, and Malta, where they rose 0.2%"
        return
    if phrase.partners or phrase.reporters or phrase.bare or phrase.companies:
        return
    topic = story.state.topic
    goes = phrase.metric.code in FLOWS and phrase.metric.data.get("strength") == "weak"
    abroad = topic is not None and topic.value.code == "exports" and not about_company(story)
    sent = goes and (phrase.metric.data.get("home") == "country" or (abroad and phrase.metric.low == "sales"))
    (phrase.partners if sent else phrase.reporters).append(place)


def _add_for(items: list[Item], phrase: Phrase) -> None:
    """Makes the company in front the one that is told of: "For Samsung Heavy the consensus is 78 billion won"."""
    if len(items) < 5 or items[0].low != "for" or items[1].kind != "C" or phrase.companies or phrase.metric is not None:
        return
    subject = next((item for item in items[2:6] if item.kind not in {"E", ",", "H"}), items[2])
    if subject.low.rpartition(" ")[2] in entries.words("forecasts", "foretold") | entries.words(
        "forecasts", "stand_in"
    ):
        phrase.companies = [items[1]]
        phrase.partners = [item for item in phrase.partners if item is not items[1]]
        phrase.products = []


def _described(items: list[Item], place: Item) -> Item:
    """The place that another one at the end of its description stands behind: "Panama, the crossroads of Latin America, where"."""
    end = items.index(place)
    if not end or items[end - 1].kind != "R":
        return place
    for i in range(end - 3, -1, -1):
        if items[i].kind == "V":
            break
        if items[i].kind == "L" and items[i + 1].kind == "," and items[i + 2].kind == "E":
            return items[i]
    return place


def _add_own(phrase: Phrase, own: Phrase) -> None:
    """Adds to what a relative clause hangs on the metric and company that it names itself: "Kia, whose sales rose"."""
    if own.metric is not None:
        phrase.metric, phrase.metrics = own.metric, own.metrics
        if phrase.bare and not phrase.reporters:
            phrase.reporters = phrase.bare
    phrase.companies = phrase.companies or own.companies
    if own.share is not None:
        phrase.share = own.share  # "Germany, whose share in exports was 28 percent"
    if not phrase.names_anything() and len(own.bare) == 1 and own.metric is None:
        phrase.reporters = own.bare  # "a deal under which South Korea will invest"


def _frame(clause: Clause, phrase: Phrase, verb: Item | None, parent: Scene | None) -> Frame:
    """The frame of a clause from its subject phrase and that of its parent."""
    takes = verb is not None and (verb.code == "share" or verb.low in _TAKES)
    unnamed = phrase.metric is None and not phrase.names_anything()
    elliptic = clause.link in _ELLIPTIC or (
        parent is not None and unnamed and (clause.link in _OWN or clause.link == "say")
    )
    return frame_of(
        phrase,
        parent.frame if parent is not None else None,
        share=takes,
        elliptic=elliptic,
        absolute=clause.cue == "with" or _sees(clause, parent),
    )


def _take_from_parent(clause: Clause, phrase: Phrase, frame: Frame, parent: Scene) -> None:
    """Adds the good of a place that sees something happen, and the partners of the same metric told of before."""
    verb = parent.verb
    if clause.link == "same" and frame.partner_by_place and parent.phrase.bare and _tells_doing(clause):
        place = parent.phrase.bare[-1]  # "The United States is third, producing 8.8 million bpd"
        frame.partners, frame.reporter, frame.partner_by_place = [], place, False
    bonds = frame.metric is not None and frame.metric.code == "bond_yield" and frame.index is None
    if bonds and parent.frame.index is not None and not (phrase.bare or phrase.reporters or phrase.partners):
        if parent.frame.metric is None and parent.frame.index.data.get("metric") == "bond_yield":
            frame.index = parent.frame.index  # "Gilts did better: ten-year yields fell to 2.2%"
    if clause.link == "content" and verb is not None and verb.low in entries.words("scenes", "sees"):
        if not (frame.products or frame.company):
            frame.products = list(parent.frame.products)  # "Gangnam District saw prices grow"
        if _comes_there(frame, phrase, parent):
            frame.partners, frame.reporter, frame.partner_by_place = [parent.phrase.bare[-1]], None, True
        elif _sees_its_own(frame, phrase, parent):
            frame.reporter = parent.phrase.bare[-1]
    if clause.cue == "when" and phrase.pronoun is not None and parent.clause.link == "same" and not phrase.metric:
        named = [item for item in parent.clause.items if item.kind == "M" and item.data.get("nature") != "rate"]
        if named and named[-1].code != (frame.metric.code if frame.metric is not None else ""):
            frame.metric = Metric.of(named[-1])  # "leaving a surplus of $7 billion, the widest since 2017, when it was"
    asked = phrase.pronoun is not None and phrase.pronoun.form == "company_pronoun"
    if clause.link == "content" and asked and verb is not None and verb.code == "project":
        frame.company = (
            phrase.companies[-1] if phrase.companies else None
        )  # "Goldman Sachs expects the company to earn"
    alike = frame.metric is not None and frame.metric == parent.frame.metric
    if alike and phrase.products and not (frame.partners or phrase.bare):
        beside = (
            phrase.anaphor is not None and parent.phrase.anaphor is not None
        )  # "those to the U.S. and those of cars"
        if clause.link == "relative" or (phrase.anaphor is not None and parent.phrase.partners and not beside):
            frame.partners = list(parent.frame.partners)  # "shipments to the U.S. fell, and those of cars plunged"
    if clause.cue in {"with", "as"} and _is_part_of(phrase, frame, parent):
        frame.partners, frame.partner_by_place = list(parent.phrase.partners), False
    elif (
        clause.link == "ellipsis"
        and parent.clause.cue in {"with", "as"}
        and parent.frame.partners
        and phrase.anaphor is None
    ):
        if phrase.products and not (phrase.partners or phrase.bare or phrase.reporters or phrase.companies):
            frame.partners = list(parent.frame.partners)  # "with cars up 20 percent and steel down 3 percent"


def _tells_doing(clause: Clause) -> bool:
    """Whether a participle tells by itself what somebody makes, buys or sells: "producing 8.8 million bpd"."""
    first = clause.items[0] if clause.items else None
    return first is not None and first.kind in {"A", "V"} and bool(first.data) and bool(first.data.get("metrics"))


def _is_part_of(phrase: Phrase, frame: Frame, parent: Scene) -> bool:
    """Whether a side clause tells a good's part in the trade with a place: "Exports to the U.S. fell 3 percent, with shipments of cars
    falling 7 percent"."""
    own, whole = phrase.metric or frame.metric, parent.phrase.metric
    if own is None or whole is None or own.code not in FLOWS or own.code != whole.code or not parent.phrase.partners:
        return False
    named = phrase.partners or phrase.bare or phrase.reporters or phrase.companies
    return bool(phrase.products) and not named and not parent.phrase.products


def _comes_there(frame: Frame, phrase: Phrase, parent: Scene) -> bool:
    """Whether a place sees goods come to it: "Poland saw shipments jump 114 percent"; its "exports" would be its own."""
    metric = frame.metric
    goes = metric is not None and metric.weak and metric.code in FLOWS and metric.name not in {"exports", "imports"}
    own = parent.phrase.companies or phrase.companies or phrase.pronoun is not None  # "saw its sales plunge"
    return goes and not own and bool(parent.phrase.bare) and not (phrase.bare or phrase.reporters or phrase.partners)


def _sees_its_own(frame: Frame, phrase: Phrase, parent: Scene) -> bool:
    """Whether a place sees its own trade go on: "Poland saw exports fall 2 percent"."""
    own = frame.metric is not None and frame.metric.code in FLOWS and bool(parent.phrase.bare)
    if own and any(place.code == parent.phrase.bare[-1].code for place in phrase.partners):
        return False  # "Thailand saw its purchases climb 18 percent", in a report on another's exports
    return own and not (phrase.bare or phrase.reporters or phrase.companies or parent.phrase.companies)


def _other_side(
    story: Story, clause: Clause, phrase: Phrase, frame: Frame, verb: Item | None, parent: Scene | None
) -> Item | None:
    """The place that is the subject if it is the other side of the trade told of: "Exports rose; China took 20 percent"."""
    if frame.reporter is None or frame.reporter not in phrase.bare or phrase.metric:
        return None
    if parent is not None and buys_as_well(clause, parent.phrase):
        return frame.reporter
    if clause.link in {"relative", "say"} or reports(clause) or _owns_the_same(story, frame, clause):
        return None
    if clause.link == "ellipsis" and parent is not None and parent.frame.reporter in parent.phrase.bare:
        return None
    if story.state.survey and not tells_number(story):
        return None
    if not _is_partner(story, frame, verb) or _imports(story, clause, verb) or _rivals(story, clause):
        return None
    return frame.reporter


def _moving(parent: Scene) -> Item | None:
    """The verb that an ellipsis leaves out: what is projected to happen, not that it is projected."""
    verb = parent.verb
    if verb is None or verb.code not in {"project", "aim", "say"}:
        return verb
    items = parent.clause.items
    return next((item for item in items if item.kind == "V" and item.start > verb.end and sign_of(item)), verb)


def _sees(clause: Clause, parent: Scene | None) -> bool:
    """Whether somebody sees what happens to it: "The leather goods division saw organic sales fall 6%"."""
    return (
        clause.link == "content"
        and parent is not None
        and parent.verb is not None
        and parent.verb.low in entries.words("scenes", "has")
    )


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
    if told is not None and last is not None and last.value.code == told.metric and is_country(told.reporter):
        frame.metric, frame.fresh = frame.metric or last.value, True
        return True
    return False


def _is_partner(story: Story, frame: Frame, verb: Item | None) -> bool:
    """Whether a place as subject is the other side: the text is about another country's trade and no verb of a flow follows."""
    state = story.state
    holder = state.country or state.main_country
    held = next((h for h in (state.metric, state.topic) if h is not None and h.value.code in FLOWS), None)
    if holder is None or held is None or frame.reporter is None or holder.value == "WORLD":
        return False
    if frame.reporter.low.rpartition(" ")[2] in entries.words("growth", "called"):
        return False  # "The global economy is set to slow": no market
    if state.survey and state.topic is not None and state.topic.value.code not in FLOWS:
        return False
    if held.value.code in PIECES and state.topic_is_country:  # counted market by market
        return False  # "Registrations in the EU rose. Germany grew 11.1 percent to 264,800 sales"
    if verb is not None and verb.low in entries.words("roles", "sends") and flow_of(held.value.code) == "exports":
        return False  # "India shipped 22 million tonnes. Thailand sold 7.7 million": an exporter of its own
    acts = verb is not None and verb.data and verb.low not in entries.words("scenes", "buys")
    acts = acts and not (held.value.code == "fdi" and verb is not None and verb.data.get("lemma") == "invest")
    return frame.reporter.code != holder.value and not acts


def _rivals(story: Story, clause: Clause) -> bool:
    """Whether a place in a report on exports is told of as another exporter: "Thailand, the second-biggest exporter, sold 7.7 million"."""
    told = (story.state.metric, story.state.topic)
    held = next((h for h in told if h is not None and h.value.code in FLOWS), None)
    if held is None or flow_of(held.value.code) != "exports":
        return False
    named = entries.words("roles", "rivals")
    return any(item.low in named and i > 2 for i, item in enumerate(clause.items[: clause.verb_at]))


def _imports(story: Story, clause: Clause, verb: Item | None) -> bool:
    """Whether a place imports on its own account: "The United States imported apparel worth $45.8 billion", with nobody's name behind."""
    holder = story.state.country or story.state.main_country
    if verb is None or not verb.low.startswith("import") or holder is None:
        return False
    if any(item.low in entries.words("roles", "buys") for item in clause.items[: clause.verb_at]):
        return False  # "Britain, the main market, imported $138 million worth"
    return not any(item.kind == "L" and item.code == holder.value for item in clause.items)


def _core(phrase: Phrase) -> None:
    """Consumer prices without food and energy are the core index."""
    held, label = phrase.metric, phrase.products[0].label if phrase.products else ""
    if held is not None and held.code == "consumer_prices" and is_core(label):
        data = {**entry("core_consumer_prices"), **{k: held.data[k] for k in ("measure", "sign") if k in held.data}}
        phrase.metric = Item("M", held.start, held.end, held.low, "core_consumer_prices", held.form, data)
        place = phrase.products[1:2]  # "Tokyo consumer prices excluding fresh food"
        phrase.products = [p for p in place if p.start < phrase.products[0].start]


def _behind_front(phrase: Phrase, front: Phrase, *, inside: bool, other_side: bool = False) -> None:
    """Adds places of a fronted phrase where the subject names none, and its products: those it is `inside` of, or where
    the subject is nothing but a pronoun ("In home appliances, sales fell")."""
    owners = [item for item in front.partners if item.kind == "C"]
    if owners and not phrase.companies:
        phrase.companies = owners[-1:]  # "For Kia, the Sportage topped the list at 182,823"
        front.partners = [item for item in front.partners if item.kind != "C"]
    if not (phrase.partners or phrase.reporters or phrase.bare):
        phrase.partners, phrase.reporters = front.partners, front.reporters
    elif other_side and not phrase.partners:
        phrase.partners = front.partners  # "With the United States, Japan had a surplus"
    if phrase.metric is not None and not phrase.products and not front.metric:
        phrase.products = [p for p in front.products if p.strong][:1]  # "For textiles as a whole, exports were"
    if phrase.metric is None and phrase.index is None and not phrase.products and front.metric is not None:
        phrase.metric, phrase.metrics = front.metric, front.metrics
        phrase.products = front.products
    elif not phrase.products and phrase.metric is not None and inside:
        phrase.products = [product for product in front.products if product.strong][:1]
