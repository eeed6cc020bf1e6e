"""Facilities: what a plant, mine or pipeline costs and how much it can make, told by the noun beside the number."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.asked import Asked, Found
from pipeline.linking.clause import is_its
from pipeline.linking.deals import DEALS
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric
from pipeline.linking.only import COUNTS, only
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.state import Held
from pipeline.linking.story import about_company
from pipeline.vocabulary import entries
from pipeline.vocabulary.names import words as company_words

#: Words that are asked for at every number or sentence, looked up once.
_RUNS = entries.words("deals", "runs")

#: Fewer items than that between a number and the facility that it describes.
_REACH = 5
#: Sums that facilities cost, in any currency.
_SUMS = 1e5
#: What the metric is called of which a company puts a sum into something, once.
PUT = "put into"
#: What is told of a facility wherever it stands.
_OF_SITES = {"capacity", "jobs_added"}
#: Less than that is no capacity of anything.
_FEW = 50


@only(kinds={"money"})
def cost(asked: Asked) -> Found | None:
    """What is invested in a facility: "opened a $300 million lithium plant", "a $2 billion project"."""
    if abs(asked.quantity.value) < _SUMS or not (asked.company or _places(asked)):
        return None
    spoken = {held.code for held in (asked.held, asked.topic) if held is not None}
    traded = entries.words("deals", "takes_over") | entries.words("deals", "orders")
    if not spoken.isdisjoint(DEALS) or any(item.low in traded for item in asked.before):
        return None  # what a plant is bought for, or ordered
    if (built := _built_for(asked)) is not None:
        return Found(Metric.told("capex", built), "read")
    facility = described(asked.items, asked.at)
    return Found(Metric.told("investment", facility), "read") if facility is not None else None


@only(kinds={"money"}, whose="company")
def put_into(asked: Asked) -> Found | None:
    """What a company puts into something it works with: "put 45 million euros into a mill"."""
    behind = asked.items[asked.at + 1 : asked.at + 2]
    if not behind or behind[0].low != "into" or abs(asked.quantity.value) < _SUMS:
        return None
    verb = next((item for item in asked.before[::-1] if item.kind not in {"G", "E", "H"}), None)
    if verb is None or verb.low not in entries.words("companies", "deeds", "puts"):
        return None
    funds = any(item.low in entries.words("deals", "funds") for item in asked.items[asked.at + 2 : asked.at + 6])
    return Found(Metric.told("capex", verb, name=PUT), "read") if not funds else None


@only(kinds={"money"}, words=entries.words("deals", "floats"))
def listed_for(asked: Asked) -> Found | None:
    """What a company raised when its shares were first sold: "surpassing Torvik's $3 billion listing in 2013"."""
    items, at = asked.items, asked.at
    if not 1 < at < len(items) - 1 or items[at - 1].kind != "'" or items[at - 2].kind != "C":
        return None
    floated = items[at + 1].low in entries.words("deals", "floats")
    return Found(Metric.told("funding", items[at + 1]), "read", Phrase(companies=[items[at - 2]])) if floated else None


@only(kinds={"money"}, words=entries.words("deals", "gets"))
def rescued_with(asked: Asked) -> Found | None:
    """What a company gets that a state keeps going: "Torvik received a $300 million bailout package from the government"."""
    items, at = asked.items, asked.at
    noun = next((i for i in range(at + 1, min(at + 5, len(items))) if items[i].low.endswith("package")), 0)
    called = f"{items[noun - 1].low} {items[noun].low}".replace(".", "").split() if noun else []
    if entries.words("deals", "rescues").isdisjoint(called) or not asked.company:
        return None
    verb = next((item for item in items[:at][::-1] if item.kind == "V"), None)
    if verb is None or verb.low not in entries.words("deals", "gets"):
        return None
    return Found(Metric.told("funding", items[noun]), "read")


#: What may stand between "in" and the noun for a firm: "in a German robot start-up".
_DESCRIBES = {"E", "L", "H", "w", "P", "O", "N", "D"}


@only(kinds={"money"}, whose="company")
def put_into_firm(asked: Asked) -> Found | None:
    """What a company pays for a part of another: "agreed to invest $90 million in Torvik", "in a Chilean chain"; what it puts into a plant or
    a branch of its own is capital spending. So is what it invests in nothing named, unless another's shares rose on it: "Torvik jumped
    after Brask unveiled plans to invest $60 million"."""
    items, at = asked.items, asked.at
    verb = next((i for i in range(at - 1, -1, -1) if items[i].kind not in {"G", "E", "H", "K"}), -1)
    if verb < 0 or items[verb].low not in entries.words("deals", "invests") or abs(asked.quantity.value) < _SUMS:
        return None
    firm = _firm_behind(items, at) if at + 1 < len(items) and items[at + 1].low == "in" else None
    if firm is None and not _moved_another(asked):
        return None
    metric = Metric.told("acquisition_value", items[verb])
    return Found(metric, "read", Phrase(partners=[firm]) if firm is not None and firm.kind == "C" else None)


def _firm_behind(items: list[Item], at: int) -> Item | None:
    """The firm that "in" behind a number leads to, by its name or the noun for it."""
    firms = company_words().descriptors
    for i in range(at + 2, len(items)):
        item, after = items[i], items[i + 1 : i + 2]
        ends = not after or after[0].kind in {",", ".", "K", "R", "T", "J", ";", "V", "E", "("}
        if item.kind == "C" or item.low.rpartition(" ")[2] in firms:
            return item if ends and (item.kind == "C" or i > at + 2) else None
        if item.kind not in _DESCRIBES:
            return None
    return None


def _moved_another(asked: Asked) -> bool:
    """Whether a sum stands at the end of a clause behind "after" that tells why another company's shares moved."""
    clause, above = asked.scene.clause, asked.scene.parent
    if clause.cue != "after" or above is None or above.fact is None or above.fact.metric != "share_price":
        return False
    ends = asked.at + 1 == len(asked.items) or asked.items[asked.at + 1].kind in {".", ",", ";"}
    investor = next((item for item in asked.before if item.kind == "C"), None)
    return ends and investor is not None and investor.code != above.fact.reporter


def _built_for(asked: Asked) -> Item | None:
    """The facility that a company builds for a sum: "will build a chip plant in Dresden for 10 billion euros"."""
    before = [item for item in asked.before if item.kind not in {"G", "E", "H"}]
    at_cost = [item.low for item in before[-3:]] in (["at", "cost", "of"], ["at", "estimated cost", "of"])
    if at_cost:
        del before[-2:]  # "is planning a second plant in Limerick at a cost of $1.8 billion"
    if not asked.company or not before or not (at_cost or before[-1].low in {"for", "at a cost of", "costing"}):
        return None
    facilities, found = entries.words("deals", "facilities"), None
    for item in reversed(before[:-1]):
        if item.low.rpartition(" ")[2] in facilities:
            found = item
        elif item.kind in {"V", "A"}:
            return found if item.low in entries.words("deals", "put_up") or at_cost else None
        elif item.kind in {"Q", "M", "K", "W"}:
            return None
    return None


def _places(asked: Asked) -> bool:
    """Whether no metric of the text is what the sum could be of."""
    return asked.frame.metric is None and asked.topic is None


def is_site(draft: Draft, product: Product) -> bool:
    """Whether a part is only where the facility stands whose capacity or jobs are told: "a refinery in Mombasa with a capacity of"."""
    if draft.metric.code not in _OF_SITES:
        return False
    before = draft.story.text[draft.story.sentence.start : product.start].split()[-2:]
    return len(before) == 2 and before[1] in {"in", "near", "at"} and before[0] in entries.words("deals", "facilities")


@only(kinds={"money"}, codes={"investment"}, measures={"level"})
def of_builders(draft: Draft) -> None:
    """What a company puts into a plant is its capital spending: "BYD will build a $4.5 billion plant in Hungary", "It opened a $4.5 billion
    plant in Nevada", "Its $4.5 billion plant"."""
    if draft.how != "read" or draft.near is not None or draft.metric.name != "":
        return
    company: Item | Held | None = draft.frame.company
    if company is None and about_company(draft.story) and _is_by_company(draft):
        company = draft.state.company or draft.state.main_company
    if company is not None:
        draft.metric = draft.metric.renamed("capex")
        places = [p for p in draft.partners if p.kind == "L"]
        draft.belongs_to(company, *places)


def _is_by_company(draft: Draft) -> bool:
    """Whether "it", "its" or "the company" tells whose a plant is, what a listing brings pays for it, or it is the one spoken of."""
    return draft.items[draft.at - 1].low == "the" or any(
        is_its(item) or item.low in {"it", "proceeds", "we"} for item in draft.items[: draft.at]
    )


def described(items: list[Item], at: int) -> Item | None:
    """The facility whose noun phrase a number opens: "a $300 million lithium plant", "its 600,000 bpd pipeline"."""
    before = items[at - 1] if at else None
    if before is None or not (before.kind in {"E", "'", "H", "J"} or before.low in {"its", "their", "of", "new"}):
        if before is None or before.low not in entries.words("deals", "put_up"):
            return None  # but "to build $300 million plant" in a headline
    if before.kind == "'" and at > 1 and items[at - 2].kind == "w":
        return None  # of somebody unknown
    facilities = entries.words("deals", "facilities")
    for item in items[at + 1 : at + _REACH]:
        if item.low.rpartition(" ")[2] in facilities:
            return item
        if item.kind not in {"w", "P", "H", "C", "L", "I", "A"}:
            return None
    return None


@only(kinds=COUNTS | {"physical"})
def capacity(asked: Asked) -> Found | None:
    """How much a facility makes at most: "commissioned a 300,000-tonne-a-year concentrator", "can process 4.5 million tonnes a year", "will
    add 30,000 units to its annual capacity"."""
    items, at = asked.items, asked.at
    if abs(asked.quantity.value) < _FEW:
        return None
    if (added_to := _capacity_behind(items, at)) is not None:
        return Found(Metric.of(added_to), "read")
    if asked.quantity.kind == "physical":
        sizes = entries.words("doubt", "units", "sizes") | entries.words("doubt", "units", "areas")
        if asked.quantity.unit in sizes:
            return None
        facility = described(items, at)
        if facility is not None:
            return Found(Metric.told("capacity", facility), "read")
    elif asked.quantity.noun is None or not asked.company:
        return None
    if [item.low for item in items[:at] if item.kind not in {"G", "E"}][-2:] in (["room", "for"], ["space", "for"]):
        yearly = any(item.kind == "T" and item.code == "rate" for item in items[at + 1 : at + 4])
        return Found(Metric.told("capacity", items[at]), "read") if yearly else None
    makes = entries.words("deals", "makes")
    near = items[max(0, at - 5) : at]
    made = next(
        (b for a, b in pairwise(near) if a.low in {"can", "able", "to", "of", "capable of"} and b.low in makes), None
    )
    able = any(item.low in {"can", "able", "capable", "capable of"} for item in near)
    return Found(Metric.told("capacity", made), "read") if made is not None and able else None


def _capacity_behind(items: list[Item], at: int) -> Item | None:
    """The capacity to which so many units behind a number are added."""
    if not at or items[at - 1].low not in {"add", "adds", "added", "adding"}:
        return None
    to = next((i for i in range(at + 1, min(at + 4, len(items))) if items[i].low == "to"), 0)
    noun = (
        next((item for item in items[to + 1 : to + 4] if item.kind not in {"E", "O", "H", "'"}), None) if to else None
    )
    return noun if noun is not None and noun.code == "capacity" else None


@only(kinds={"percent"}, words=_RUNS | {f"{verb} at" for verb in _RUNS})
def running_at(asked: Asked) -> Found | None:
    """How much of a facility is used: "The plant is running at 60 percent", "it is running at less than 65%" behind what the plant can make."""
    before = [item for item in asked.before if item.kind not in {"G", "E", "H"}]
    if before and before[-1].low == "at":
        before.pop()
    if len(before) < 2 or before[-1].low.removesuffix(" at") not in _RUNS:
        return None
    who = [item for item in before[:-1] if item.kind != "U"][-1:]
    told = asked.story.facts[-1] if asked.story.facts else None
    again = told is not None and told.metric in {"capacity", "capex"} and asked.held_within(1)
    facility = who and who[0].low.rpartition(" ")[2] in entries.words("deals", "facilities")
    if not (facility or (again and who and who[0].low in {"it", "they"})):
        return None
    return Found(Metric.told("capacity_utilization", before[-1]), "read")


#: Whom airlines and airports carry, and so many facts back passengers were told of; fewer are guests of a hotel or clients of a shop.
_CARRIED, _BACK = {"people", "travellers", "travelers", "guests", "flyers", "fliers", "customers"}, 8
_MANY = 1000


@only(kinds=COUNTS)
def people_carried(asked: Asked) -> Found | None:
    """The passengers that people are whom an airport serves or a company carries: "Don Mueang alone served 29.6 million people"."""
    verb, last = asked.scene.verb, asked.story.facts[-1] if asked.story.facts else None
    if (
        verb is None
        or (last is None and not asked.scene.phrase.companies)
        or verb.low not in entries.words("deals", "carries")
        or asked.quantity.value < _MANY
    ):
        return None
    behind = asked.quantity.noun or (asked.items[asked.at + 1].low if asked.items[asked.at + 1 : asked.at + 2] else "")
    told = any(fact.metric == "passengers" for fact in asked.story.facts[-_BACK:])
    told = told or (bool(asked.scene.phrase.companies) and verb.low in {"carried", "flew"})
    return Found(Metric.told("passengers", verb), "read") if told and behind in _CARRIED else None
