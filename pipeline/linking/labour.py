"""Labour: jobs that an economy gains or loses, and posts that a company cuts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.linking.asked import Asked, Found
from pipeline.linking.items import Item
from pipeline.linking.metric import Metric, entry
from pipeline.linking.only import COUNTS, only
from pipeline.linking.reading import Reading
from pipeline.linking.retold import retold_gain
from pipeline.linking.story import Scene, Story
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_LOSSES = entries.words("labour", "losses")
_GAINS = entries.words("labour", "gains")
_NOUNS = entries.words("labour", "nouns")
_WORKFORCES = entries.words("labour", "workforces")

#: What reports on a labour market are about.
OF_LABOUR = {"employment", "jobs_added", "unemployment_rate", "unemployment", "jobless_claims"}
#: So many facts back the newest gain is told that the one of an earlier month stands beside, whatever the text is about.
_LATELY = 4
_COUNTED = {"count", "number", "percent"}
_STOCKS = {"employment", "headcount", "jobs_added", "layoffs"}


def job_flow(
    metric: Metric | None, items: Sequence[Item], at: int, quantity: Quantity, company: bool, topic: str | None
) -> tuple[Metric, int] | None:
    """The flow that a count of jobs is, with its sign: "added 139,000 jobs" is jobs_added, "cut 5,000 posts" of a company layoffs; None for a stock.

    In a report on payrolls the noun may be left out ("the 147,000 created in April"), in one on how many have work it is a
    change of employment.
    """
    if quantity.kind not in {"count", "number"} or quantity.value < 2:
        return None
    items = _without_aside(items, at)
    if at > 2 and items[at - 2].low == "of" and items[at - 3].kind == "Q" and _is_of_staff(items, at, company):
        return None  # "will lay off 10 percent of its 24,000 staff"
    if not company and retold_gain(items, at):
        return None  # "September's gain was cut to 40,000": nobody cut these jobs
    if not company and topic in OF_LABOUR and (part := _part_of_flow(items, at)):
        return Metric("jobs_added", entry("jobs_added"), items[at].start, items[at].end), part
    nouns = (quantity.noun or "").lower().split() or [
        word for item in items[_noun_behind(items, at) :][:1] for word in item.low.split()
    ]
    counted = not _NOUNS.isdisjoint(nouns)
    counted = counted or _of_counted(items, at)
    about_jobs = counted or (metric is not None and metric.code in _STOCKS and metric.weak)
    verb = next(
        (
            item
            for item in reversed(items[:at])
            if (item.kind in {"V", "A"} and item.low not in {"total", "net"}) or item.low in _LOSSES
        ),
        None,
    )  # "added a net total of 113,000 jobs"
    if verb is None or verb.code == "say":  # "Ericsson said 1,200 jobs would go"
        verb = next((item for item in items[at + 1 : at + 9] if item.kind in {"V", "A", "w"} and _befalls(item)), None)
    if counted and (verb is None or not (verb.low in _GAINS or verb.low in _LOSSES)):
        let = verb is not None and verb.low in {"let", "lets", "letting"}  # "Factories let 8,000 people go"
        behind = items[at + 1 : at + 3] if let else _told_behind(items, at)
        verb = next(
            (item for item in behind if item.form == "past" or item.low in _GAINS or (let and item.low == "go")), verb
        )
    sign = 0 if verb is None else 1 if verb.low in _GAINS else -1 if verb.low in _LOSSES else 0
    if counted and not company and verb is not None and verb.low in entries.words("markets", "takes_off"):
        off = any(item.low in {"off", "from"} for item in items[at + 1 : at + 3])
        sign = -1 if off else sign  # "revisions knocked 33,000 jobs off earlier payrolls"
    if not company and (moved := _moved_in(items, at)):
        verb, sign, counted, about_jobs = items[at + 1], moved, True, True
    if counted and company and not sign and (risk := _are_at_risk(items, at)) is not None:
        verb, sign = risk, -1
    if counted and not sign and _lose_jobs(items, at):
        verb, sign = items[at], -1
    if not sign and company and topic == "layoffs" and _are_cut(items, at, quantity):
        return Metric(topic, entry(topic), items[at].start, items[at].end), 1
    bare = topic == "jobs_added" and quantity.noun is None
    bare = bare or (
        topic in OF_LABOUR and quantity.noun is None and verb is not None and _is_right_before(items, at, verb)
    )
    if not sign and (counted or bare) and not company and at > 1 and items[at - 1].low == "of":
        verb = items[at - 2]  # "economists had looked for a loss of 7,500 jobs"
        sign = 1 if verb.low in entries.words("labour", "gain_nouns") else 0
        sign = -1 if verb.low in entries.words("labour", "loss_nouns") else sign
    told = metric is not None and metric.code == "layoffs" and quantity.noun is None and quantity.value >= 100
    if not sign or not (about_jobs or told or bare):
        return None
    assert verb is not None
    code = "layoffs" if company and sign < 0 else "employment" if topic == "employment" else "jobs_added"
    return Metric(code, entry(code), verb.start, verb.end), 1 if code == "layoffs" else sign


def _noun_behind(items: Sequence[Item], at: int) -> int:
    """Where the noun stands that says who is counted, behind whose they are: "640 Volkswagen workers", "640 of its workers"."""
    behind = items[at + 1 : at + 4]
    if len(behind) > 1 and behind[0].kind == "C":
        return at + 2
    owned = len(behind) > 2 and behind[0].low == "of" and behind[1].low in {"its", "their"} and behind[2].kind != "Q"
    return at + 3 if owned else at + 1


def _part_of_flow(items: Sequence[Item], at: int) -> int:
    """The sign of the jobs gained or lost that a count is a part of: "accounted for 19,000 of the losses"; 0 where it is of none."""
    behind = [item.low.rpartition(" ")[2] for item in items[at + 1 : at + 5] if item.kind != "E"]
    if behind[:1] != ["of"] or len(behind) < 2:
        return 0
    named = behind[2] if behind[1] in {"job", "jobs", "net", "total"} and len(behind) > 2 else behind[1]
    return -1 if named in {"losses", "cuts"} else 1 if named == "gains" else 0


def _is_right_before(items: Sequence[Item], at: int, verb: Item) -> bool:
    """Whether a verb stands right before a count: "Mining lost only 3,000"."""
    before = [item for item in items[max(0, at - 3) : at] if item.kind not in {"G", "E"} and item.low.isalpha()]
    return bool(before) and before[-1] is verb


#: What leads to the verb of what is to happen: "are to go", "will have to be cut".
_LEADS = {
    "are",
    "is",
    "were",
    "was",
    "to",
    "be",
    "been",
    "will",
    "would",
    "could",
    "may",
    "might",
    "have",
    "has",
    "had",
    "due",
}


def _without_aside(items: Sequence[Item], at: int) -> Sequence[Item]:
    """The items without what says the number at item `at` once more: "500 jobs, or 9 percent of the 5,800 in Kiel, could go"."""
    comma = next((i for i in range(at + 1, min(at + 3, len(items) - 2)) if items[i].kind == ","), 0)
    if not comma or items[comma + 1].low != "or":
        return items
    close = next((i for i in range(comma + 2, len(items)) if items[i].kind == ","), 0)
    return [*items[:comma], *items[close + 1 :]] if close else items


def _told_behind(items: Sequence[Item], at: int) -> Sequence[Item]:
    """The word that says what becomes of the jobs counted: "350 jobs are to go"."""
    i = at + 2
    while i < len(items) - 1 and items[i].low in _LEADS and i < at + 6:
        i += 1
    return items[i : i + 1]


@only(kinds={"percent"}, whose="company")
def part_of_staff(asked: Asked) -> Found | None:
    """The part of a staff that is to go, where the staff is counted as well: "will lay off 10 percent of its 24,000 employees"."""
    behind, told, own = asked.items[asked.at + 1 : asked.at + 5], asked.scene.fact, asked.items[asked.at]
    if told is not None and told.metric == "layoffs" and behind and behind[0].low == "of":
        if any(item.low == "or" for item in asked.items[max(0, asked.at - 2) : asked.at]):
            return Found(Metric("headcount", entry("headcount"), own.start, own.end), "read")  # "or 9% of the total"
    if len(behind) < 4 or behind[0].low != "of" or behind[1].low not in {"its", "their"} or behind[2].kind != "Q":
        return None
    return Found(Metric.told("headcount", behind[3]), "read") if behind[3].code == "headcount" else None


@only(kinds={"percent"}, words=_WORKFORCES)
def out_of_work(asked: Asked) -> Found | None:
    """The part of those who could work that has none: "12 percent of the labor force was out of work", "of the workforce are jobless"."""
    behind = [item for item in asked.items[asked.at + 1 : asked.at + 8] if item.kind not in {"E", "H", "L", "'"}]
    if len(behind) < 3 or behind[0].low != "of" or behind[1].low not in _WORKFORCES:
        return None
    text = asked.story.text[behind[1].end : asked.story.sentence.end].lower()
    return Found(Metric.told("unemployment_rate", behind[1]), "read") if _IDLE.match(text) else None


#: What is said of those who have no work.
_IDLE = re.compile(
    r"[^.,;]{0,40}? (?:was|is|were|are|remained|stood|remains) (?:still )?(?:out of work|jobless|unemployed|without (?:work|a job|jobs)|idle)\b"
)


@only(kinds=COUNTS, whose="company")
def own_staff(asked: Asked) -> Found | None:
    """All those whom a company employs, where some of them are to go: "is cutting 600 of its 9,000 jobs"."""
    items, at = asked.items, asked.at
    if at < 3 or items[at - 2].low != "of" or items[at - 3].kind != "Q" or not _is_of_staff(items, at, company=True):
        return None
    last = asked.scene.fact
    if last is not None and (last.metric, last.measure) == ("headcount", "share_pct"):
        return Found(Metric("headcount", entry("headcount"), items[at].start, items[at].end), "read")
    named = items[at + 1 : at + 2]
    jobs = bool(named) and (named[0].code in _STOCKS or named[0].low in _NOUNS)
    return Found(Metric.told("headcount", named[0]), "read") if jobs else None


def _is_of_staff(items: Sequence[Item], at: int, company: bool) -> bool:
    """Whether a count behind "of" is the whole that some or a part are of: "10 percent of its 24,000 staff", "9 percent of the 5,800"."""
    return items[at - 1].low in {"its", "their"} or (
        company and items[at - 1].low == "the" and items[at - 3].form == "percent"
    )


def _of_counted(items: Sequence[Item], at: int) -> bool:
    """Whether those counted are some of a staff that is counted as well: "is shedding 1,500 of its 14,000 staff"."""
    behind = items[at + 1 : at + 5]
    if len(behind) < 4 or behind[0].low != "of" or behind[1].low not in {"its", "their"} or behind[2].kind != "Q":
        return False
    return behind[3].code in _STOCKS or behind[3].low in _NOUNS


#: What workers ask for, and what they are offered.
_RAISES = {"raise", "rise", "hike", "increase", "pay"}
_ASKS = frozenset(
    "want wants wanted demand demands demanding demanded seek seeks seeking sought rejected offered offer".split()
)
_WORKERS = frozenset("workers union unions employees miners staff strikers nurses teachers drivers pilots".split())


#: So many characters before a demand the dispute is told of.
_DISPUTE = 260
_OVER_PAY = re.compile(r"\b(?:pay|wages?|raises?|salary|salaries)\b")
_STRIKE = re.compile(r"\b(?:strik(?:e|es|ers|ing)|walk(?:ed)? ?out|walkout|unions?|dispute|stoppage)\b", re.IGNORECASE)


def _over_pay(asked: Asked) -> bool:
    """Whether the text has just told of a dispute over pay."""
    story = asked.story
    begin, end = max(0, story.sentence.start - _DISPUTE), story.sentence.end
    said = story.low.split()
    nearby = _OVER_PAY.search(story.text, begin, end) or not _WORKERS.isdisjoint(said)
    return bool(nearby and _STRIKE.search(story.text, begin, end))


#: Behind "at", "in" or "with" they say that people have work.
_WORK = {"work", "employment", "jobs", "a job", "paid work"}


@only(kinds=COUNTS, whose="country")
def at_work(asked: Asked) -> Found | None:
    """Those who have work: "Korea had 28.77 million people at work in 2025", "4.2 million people were in work"."""
    behind = [
        item
        for item in asked.items[asked.at + 1 : asked.at + 6]
        if item.kind not in {"U", "G", "E"} and item.code != "be"
    ]
    if len(behind) < 3 or behind[0].low not in {"people", "persons", "adults", "koreans"}:
        return None
    if behind[1].low not in {"at", "in", "with"} or behind[2].low not in _WORK:
        return None
    return Found(Metric.told("employment", behind[2]), "read")


@only(kinds={"percent"}, words=_ASKS | {"offering", "deal", "award"})
def raise_asked(asked: Asked) -> Found | None:
    """The rise in pay that workers ask for: "Workers want a 10 percent raise", "The union is demanding a 15 percent increase"."""
    behind, verb = asked.items[asked.at + 1 : asked.at + 2], asked.before[-1:]
    if verb and verb[0].low in {"offered", "offering"} and " raise" in asked.story.written:
        return Found(Metric.told("wages", verb[0]), "read")  # "the company has offered 2 percent"
    offered = [item.low for item in asked.before[-2:]] in (["offer", "of"], ["deal", "of"], ["award", "of"])
    if offered and _over_pay(asked):
        return Found(Metric.told("wages", asked.before[-2])._replace(growth=True), "read")
    if verb and verb[0].low in _ASKS and (not behind or behind[0].kind in {",", ".", "J"}) and _over_pay(asked):
        return Found(
            Metric.told("wages", verb[0])._replace(growth=True), "read"
        )  # "a row over pay. The unions want 4.5 percent"
    if not behind or behind[0].low not in _RAISES or not any(item.low in _ASKS for item in asked.before):
        return None
    if not any(item.low.removeprefix("the ") in _WORKERS for item in asked.before):
        return None
    return Found(Metric.told("wages", behind[0]), "read")


@only(kinds=_COUNTED, whose="country")
def of_kind(asked: Asked) -> Found | None:
    """People in work of one kind in a report on work: "The number of wage workers increased 258,000", "the self-employed fell 0.6 percent"."""
    topic, phrase = asked.topic, asked.scene.phrase
    held = asked.held
    lately = held is not None and held.code in OF_LABOUR and asked.held_within(1)
    if not lately and (topic is None or topic.code not in OF_LABOUR):
        return None
    if phrase.metric is not None or not phrase.products or phrase.companies:
        return None
    kind = phrase.products[0]
    if entries.words("labour", "kinds").isdisjoint([kind.label, *entries.wider(kind.label)]):
        return None
    seeks = kind.label.endswith(("unemployed", "jobless"))  # "The number of long-term unemployed fell by 293,000"
    return Found(Metric.told("unemployment" if seeks else "employment", kind), "read")


#: What is told of those who find or lose work.
_FLOWS = {"employment", "jobs_added"}


def tells_employment(story: Story) -> bool:
    """Whether the sentence has told how many have work: "Employment rose by 190,000, but manufacturing shed 120,000 jobs"."""
    begin = story.sentence.start
    return any(fact.metric == "employment" and fact.char_start >= begin for fact in story.facts[-4:])


def next_branch(story: Story, scene: Scene, quantity: Quantity) -> tuple[Metric, int] | None:
    """What the next branch or group gained or lost, with its sign, behind those whose jobs were told of in the sentence: "manufacturing shed
    120,000 jobs and construction 140,000, while older people gained 330,000"."""
    told, verb = story.facts[-1] if story.facts else None, scene.verb
    if told is None or told.char_start < story.sentence.start or told.metric not in _FLOWS or told.unit != "1":
        return None
    if verb is None or quantity.noun is not None or not scene.phrase.products or scene.facts:
        return None  # "schools lost 12,000 jobs on top of a loss of 7,000 in January"
    sign = 1 if verb.low in _GAINS else -1 if verb.low in _LOSSES else 0
    if not sign or (told.metric == "employment" and told.measure != "change_abs"):
        return None
    return Metric.told(told.metric, verb, name="jobs"), sign


@only(kinds=COUNTS, whose="country")
def revised(asked: Asked) -> Found | None:
    """The jobs of an earlier month told anew in a report on payrolls: "April's gain was revised down to 159,000 from 164,000"."""
    quantity, topic, before = asked.quantity, asked.topic, asked.before
    if quantity.noun is not None or quantity.value < 1000:
        return None
    retold = retold_gain(asked.items, asked.at) != 0
    lately = asked.story.facts[-_LATELY:] if retold else asked.story.facts
    if not any(fact.metric == "jobs_added" for fact in lately) or not before:
        return None
    if not retold and (topic is None or topic.code not in OF_LABOUR):
        return None
    anew = retold or any(item.low.startswith("revis") for item in before)
    lost = any(item.low in entries.words("labour", "loss_nouns") for item in before)
    if not anew or any(item.kind in {"C", "P"} or (item.kind == "M" and not lost) for item in before):
        return None
    return Found(Metric.told("jobs_added", before[0], negative=lost), "context")


def _moved_in(items: Sequence[Item], at: int) -> int:
    """The sign of a move in jobs that the number counts: "a 162,000 drop in federal workers", "a 20,000 rise in factory jobs"."""
    behind = items[at + 1 : at + 7]
    if len(behind) < 3:
        return 0
    if behind[1].low in {"job cuts", "job losses"} and behind[0].kind in {"P", "B", "w"}:
        return -1  # "10,000 government job cuts"
    if behind[1].low not in {"in", "of"}:
        return 0
    sign = 1 if behind[0].low in entries.words("labour", "gain_nouns") else 0
    sign = -1 if behind[0].low in entries.words("labour", "loss_nouns") else sign
    named: list[str] = []
    for item in behind[2:]:
        if item.kind not in {"E", "H", "P", "w", "M", "L", "G"}:
            break
        named.append(item.low.rpartition(" ")[2])
    moved = bool(named) and named[-1] in entries.words("labour", "moved")
    return sign if moved else 0


def _are_cut(items: Sequence[Item], at: int, quantity: Quantity) -> bool:
    """Whether posts counted in a report on job cuts are those cut, not those there are: "About 11,000 of the posts are in Germany"."""
    posts, has = entries.words("labour", "posts"), entries.words("labour", "has")
    behind = (
        [item.low for item in items[at + 1 : at + 4]] if items[at + 1 : at + 2] and items[at + 1].low == "of" else []
    )
    nouns = (quantity.noun or "").lower().split()
    counted = not posts.isdisjoint(nouns) or not posts.isdisjoint(behind)
    if not counted and not _NOUNS.isdisjoint(nouns):
        front = next((item for item in reversed(items[:at]) if item.kind not in {"G", "H"}), None)
        counted = front is not None and front.low == "including"  # "4,500 jobs will go, including 500 staff in Kiel"
    return counted and not any(item.low in has for item in items[:at])


def _befalls(verb: Item) -> bool:
    """Whether a verb behind jobs tells what became of them: "jobs were cut", "jobs will go"."""
    if verb.code == "be":
        return False  # "320 jobs are to go"
    return verb.form == "past" or verb.low in _LOSSES


def _lose_jobs(items: Sequence[Item], at: int) -> bool:
    """Whether those counted are to lose their jobs: "Some 1,200 employees at the plant will lose their jobs"."""
    behind = items[at + 1 : at + 10]
    return any(a.low in {"lose", "lost", "losing"} and b.low in {"their", "jobs"} for a, b in pairwise(behind))


#: So many items behind staff counted it is told what becomes of them.
_SAID = 8


def _are_at_risk(items: Sequence[Item], at: int) -> Item | None:
    """What says that a company's jobs are or may be gone: "with the loss of 124 jobs", "put 124 jobs at risk", "threatens 124 jobs",
    "124 employees will be out of work"."""
    before = [item for item in items[max(0, at - 3) : at] if item.kind not in {"G", "E", "H"}]
    if len(before) > 1 and before[-1].low == "of" and before[-2].low in entries.words("labour", "lost_with"):
        return before[-2]
    if before and before[-1].low in entries.words("labour", "threatens"):
        return before[-1]
    behind = [item.low.rpartition(" ")[2] for item in items[at + 1 : at + 6]]
    at_risk = any(f"{a} {b}" in entries.words("labour", "risks") for a, b in pairwise(behind))
    said = f" {' '.join(item.low for item in items[at + 1 : at + _SAID])} "
    idle = any(f" {words} " in said for words in entries.words("labour", "made_idle"))
    return items[at] if at_risk or idle else None


def payroll_change(metric: Metric, reading: Reading, quantity: Quantity) -> tuple[Metric, int] | None:
    """Payrolls that rise by a number have that number of jobs added: "payrolls increased 215,000", "a gain of 215,000 in payrolls"."""
    if (
        metric.code != "jobs_added"
        or quantity.kind not in {"count", "number"}
        or not metric.name.endswith(("payroll", "payrolls", "payroll employment"))
    ):
        return None
    governor = reading.governor
    moved = governor is not None and (
        governor.code in {"up", "down"} or (governor.kind == "N" and reading.own is not None)
    )
    nouned = reading.rule == "number + metric" and governor is not None and governor.low in _NOUNS
    return (metric, reading.sign or 1) if moved or nouned else None
