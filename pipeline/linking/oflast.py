"""Of last: what a number says of the one told before it: what that moved from or to, its change, its part, its ratio."""

from __future__ import annotations

from pipeline.fact import Fact
from pipeline.linking import phrases
from pipeline.linking.asked import Asked, Found
from pipeline.linking.beside import complement
from pipeline.linking.items import Item
from pipeline.linking.metric import IN_PASSING, PROFITS, Metric, fits, is_vague, of_fact
from pipeline.linking.only import COUNTS, LAST, TOLD, only
from pipeline.linking.openname import open_name
from pipeline.linking.quotes import is_of_other_pair, near_last_rate
from pipeline.linking.reading import AMOUNTS
from pipeline.linking.shortnames import take
from pipeline.linking.toldfirst import told_right_before
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_YEARLY_RATES = entries.words("growth", "yearly_rates")
_RATES = (
    _YEARLY_RATES | {f"the {rate}" for rate in _YEARLY_RATES} | {"the figure", "the tally", "the total", "rate", "pace"}
)

#: What is told as a part of a staff as well.
_OF_STAFF = {"layoffs", "headcount", "jobs_added"}

#: By so much a profit is larger than what it comes to for one share.
_BY_THE_SHARE = 10_000


#: What a company has set itself, before its amount.
_GOALS = {"target", "goal", "targets", "goals"}


@only(kinds={"percent", "money"}, whose="company")
def of_target(asked: Asked) -> Found | None:
    """What an amount is of a company's target, and the target: "booked 17 ships for $3.5 billion, or 50 percent of its goal of $7 billion"."""
    fact, items, at = asked.scene.last_fact(), asked.items, asked.at
    if (
        fact is None
        or fact.char_start < asked.story.sentence.start
        or fact.metric not in {"orders", "sales_volume", "revenue"}
    ):
        return None
    behind, before = [item.low for item in items[at + 1 : at + 6]], [item.low for item in items[max(0, at - 3) : at]]
    if asked.quantity.kind == "percent":
        part = behind[:1] == ["of"] and any(low.rpartition(" ")[2] in _GOALS for low in behind)
        return Found(of_fact(fact), "sentence") if part and fact.measure == "level" else None
    goal = len(before) > 1 and before[-1] == "of" and before[-2].rpartition(" ")[2] in _GOALS
    reached = fact.measure == "share_pct" or (fact.measure == "level" and fact.unit == asked.quantity.unit)
    return Found(of_fact(fact), "sentence") if goal and reached else None


@only(kinds={"percent"}, links={"ellipsis"})
def share_again(asked: Asked) -> Found | None:
    """A row of shares goes on with the whole of the first, not with those who make it up: "Clients in Europe generated 67 percent of
    sales and those in Asia 6 percent"."""
    fact, frame = asked.last, asked.frame
    if fact is None or fact.measure != "share_pct" or fact.char_start < asked.story.sentence.start:
        return None
    own = asked.scene.phrase.metric
    inherited = frame.metric is not None and own is None and frame.metric.code != fact.metric
    return Found(of_fact(fact), "sentence") if inherited and asked.reading.measure == "share_pct" else None


@only(kinds={"percent"}, words={"or"}, has=TOLD)
def told_again(asked: Asked) -> Found | None:
    """A number told once more behind "or" measures what the one before did: "a gain of 31 points, or 0.6 per cent"."""
    fact, items, at = asked.scene.fact, asked.items, asked.at
    if fact is None or at < 2 or items[at - 1].low != "or":
        return None
    before = next((item for item in reversed(items[: at - 1]) if item.kind != ","), None)
    moved = fact.measure.startswith("change") and asked.reading.measure == "change_pct"
    if not moved or before is None or before.end != fact.char_end:
        return None
    held = asked.held
    if held is not None and held.code == fact.metric:
        return Found(held, "sentence")
    return Found(of_fact(fact)._replace(negative=False), "sentence")


@only(words={"including"}, has=LAST)
def part_of_last(asked: Asked) -> Found | None:
    """A part of the amount told right before: "fell to 14.3 million, including 1.83 million in textiles"."""
    fact, before, told = asked.scene.last_fact(), asked.before, asked.scene.facts
    if fact is not None and fact.measure == "share_pct" and len(told) > 1 and told[-2].metric in _OF_STAFF:
        fact = told[-2]  # "shed 2,000 jobs, or 3 percent of its workforce, including 600 in Britain"
    if fact is None or fact.measure != "level" or not before:
        return None
    listed = fact.metric in _OF_STAFF and before[-1].low in {"and", ","} and "including" in map(_low, before)
    if before[-1].low != "including" and not (listed and _is_place_behind(asked)):
        return None
    if listed:
        return Found(of_fact(fact)._replace(name=IN_PASSING), "sentence")
    alike = fact.unit == asked.quantity.unit and 0 < abs(asked.quantity.value) < abs(fact.value)
    if not alike or fact.char_start < asked.story.sentence.start:
        return None
    part = of_fact(fact)._replace(name=IN_PASSING)
    return Found(part, "sentence", phrases.read(complement(asked.items, asked.at), subject=False))


def _low(item: Item) -> str:
    return item.low


def _is_place_behind(asked: Asked) -> bool:
    """Whether a number is told at a place: "and 450 in Belgium"."""
    behind = [item for item in asked.items[asked.at + 1 : asked.at + 4] if item.kind != "E"]
    return len(behind) > 1 and behind[0].low in {"in", "at"} and behind[1].kind in {"L", "w"}


#: What is spent on several things in one sentence.
_PARTED = {"capex", "investment", "budget", "government_spending", "funding", "research_spending"}


@only(kinds={"money"})
def next_part_for(asked: Asked) -> Found | None:
    """The next part of a sum that a sentence divides: "will invest $21 billion, including $9 billion to expand output to 1.2 million
    vehicles, $6 billion for steel and $6 billion for future industries"."""
    before, behind = asked.before, asked.items[asked.at + 1 : asked.at + 2]
    if not before or before[-1].kind not in {",", "J"} or not behind or behind[0].low not in {"for", "on"}:
        return None
    begin, size = asked.story.sentence.start, abs(asked.quantity.value)
    told = next((f for f in asked.story.facts[-6:] if f.char_start >= begin and f.metric in _PARTED), None)
    if told is None or told.measure != "level" or told.unit != asked.quantity.unit or size >= abs(told.value):
        return None
    phrase = phrases.read(complement(asked.items, asked.at), subject=False)
    named = open_name(asked.items, asked.at + 2)  # "and $6 billion for future industries"
    phrase.products = phrase.products or ([named] if named is not None else [])
    return Found(of_fact(told)._replace(name=IN_PASSING), "sentence", phrase)


#: What stands for pieces told of before.
_THOSE = {"them", "these", "those", "the total"}


@only(kinds={"count", "number"})
def of_those(asked: Asked) -> Found | None:
    """Some of the pieces told of last: "sales fell to 146,482 units. Of them, 28,000 were imported cars"."""
    items, held = asked.items, asked.held
    if len(items) < 4 or items[0].low != "of" or items[1].low not in _THOSE or held is None or not asked.held_within(1):
        return None
    if any(item.kind in {"M", "A"} or (item.kind == "V" and item.code != "be") for item in items):
        return None
    size = abs(asked.quantity.value)
    told = [f for f in reversed(asked.story.facts[-4:]) if f.measure == "level" and f.unit == "1"]
    whole = next((f for f in told if f.metric == held.code and 0 < size < f.value), None)
    if whole is None:
        return None
    end = next((i for i in range(asked.at + 1, len(items)) if items[i].kind in {"J", ",", "Q"}), len(items))
    behind = [item for item in items[asked.at + 1 : end] if item.kind not in {"U", "V", "G"}]
    return Found(of_fact(whole), "sentence", phrases.read(behind, subject=False))


@only(kinds={"percent"}, has=LAST)
def ratio_of_amount(asked: Asked) -> Found | None:
    """What an amount told right before is of GDP: "a budget deficit of $1.78 trillion, equal to 5.9 percent of GDP"."""
    fact, items, at = asked.scene.last_fact(), asked.items, asked.at
    if fact is None or fact.measure != "level" or fact.metric == "gdp":
        return None
    if _is_of_plan(asked) and fact.char_start >= asked.story.sentence.start:
        return Found(of_fact(fact)._replace(negative=False), "sentence")
    behind = [item for item in items[at + 1 : at + 5] if item.kind not in {"E", "O", "'", "L", "H"}]
    if len(behind) < 2 or behind[0].low != "of" or behind[1].code != "gdp" or len(fact.unit) != 3:
        return None
    if any(item.kind == "M" and item.code not in {fact.metric, "gdp"} for item in asked.before):
        return None  # "will spend 2 trillion rupees, and cut the deficit to 3.5 percent of GDP"
    return Found(of_fact(fact), "sentence") if fact.char_start >= asked.story.sentence.start else None


#: What somebody set out to take, spend or sell in a year.
_PLANNED = {"estimate", "estimates", "target", "goal", "budget", "plan", "forecast", "projection"}


def _is_of_plan(asked: Asked) -> bool:
    """Whether a percentage is of what was planned for a year: "or 58 percent of the target set for 2019"."""
    at, before = asked.at, asked.before
    behind = asked.items[at + 1 : at + 7]
    if not before or before[-1].low not in {"or", "equal to", "equivalent to", "to"} or len(behind) < 2:
        return False
    end = next((i for i, item in enumerate(behind) if item.kind in {"V", "U", ",", ";", "."}), len(behind))
    return behind[0].low == "of" and any(item.low.rpartition(" ")[2] in _PLANNED for item in behind[1:end])


@only(kinds={"percent"}, words=_RATES)
def yearly_rate(asked: Asked) -> Found | None:
    """The yearly or monthly rate of what was told of right before: "rose 1.9 percent in June, taking the annual rate to 19.1 percent"."""
    first, before = told_right_before(asked.story), asked.before
    held = first or asked.held
    if held is None or not (first or asked.held_within(1)) or held.data.get("rate"):
        return None
    at = next((i for i in range(len(before)) if _is_yearly(before, i)), None)
    if at is None or any(item.kind in {"M", "P", "I", "Q", ","} or item.low == "of" for item in before[at + 1 :]):
        return None
    told = next((f for f in reversed(asked.story.facts[-3:]) if f.metric == held.code), None)
    if first is None and (told is None or told.measure != "change_pct"):
        return None
    return Found(held._replace(growth=True, negative=False), "sentence")


def _is_yearly(items: list[Item], i: int) -> bool:
    """Whether the words end at item `i` that name a yearly or monthly rate: "the annual rate", "the year-on-year rate"."""
    if items[i].low.removeprefix("the ") in _YEARLY_RATES:
        return True
    if items[i].low in {"the figure", "the tally", "the total"} and [x.low for x in items[i + 1 : i + 2]] == ["for"]:
        return [x.low for x in items[i + 2 : i + 3]] in (
            ["the past 12 months"],
            ["the last 12 months"],
            ["the past year"],
        )
    return i > 0 and items[i].low in {"rate", "pace"} and items[i - 1].kind == "T" and items[i - 1].code == "basis"


@only(kinds=COUNTS)
def rate_as_before(asked: Asked) -> Found | None:
    """A plain number close to the exchange rate told of last is one as well."""
    metric = asked.frame.metric
    bare = metric is None or metric.code == "exchange_rate" or is_vague(metric.name)
    if not bare or asked.frame.index is not None or (metric is not None and metric.name.endswith("dollar index")):
        return None
    held = near_last_rate(asked.story, asked.quantity)
    if held is not None and metric is not None:
        last = next(f for f in reversed(asked.story.facts) if f.char_start == held.start)
        if is_of_other_pair(metric.name, last.unit):
            return Found(metric, "read")  # "EUR/USD was at 1.1720 and GBP/USD gained 0.3% to 1.3710"
    return Found(Metric.told("exchange_rate", held), "context") if held is not None else None


@only(has=LAST)
def moved_from(asked: Asked) -> Found | None:
    """What the value before it moved from: "to 3.5 percent from 3.25 percent"."""
    rule, held = asked.reading.rule, asked.held
    if rule != "from" and (not rule.startswith("compared") or asked.frame.fresh):
        return None
    if [item.kind for item in asked.items[asked.at + 1 : asked.at + 3]] == ["R", "M"]:
        return None  # "compared with 3 percent for imports"
    if asked.last is None or held is None or held.code != asked.last.metric:
        return None
    if (told := _weighed_before(asked, asked.last) or _on_share_before(asked, asked.last)) is not None:
        return Found(told, "sentence")
    if _names_own(asked) or _has_own_rate(asked):
        return None
    if asked.frame.fresh and not any(item.kind == "Q" for item in asked.items[: asked.at]):
        return None  # "sales grew 9 percent, and its share went up from 10 percent": what it tells itself
    metric = held if fits(held, asked.quantity) == held.code else take(asked, held)
    if metric is not None and asked.last.measure == "change_pp" and not metric.data.get("rate"):
        metric = metric._replace(growth=True)  # "11.4 points higher than the 22.8 per cent recorded in June 2023"
    return Found(metric, "sentence") if metric is not None else None


def _weighed_before(asked: Asked, last: Fact) -> Metric | None:
    """What a weight is of that stands behind a comparison, where a price was told last: "exported 3.4 million tonnes at $410 a tonne,
    compared with 2.9 million tonnes at $380"."""
    if asked.quantity.kind != "physical" or last.unit == asked.quantity.unit or "/" not in last.unit:
        return None
    said = (fact for fact in reversed(asked.story.facts) if fact.char_start >= asked.story.sentence.start)
    told = next((fact for fact in said if fact.unit == asked.quantity.unit and fact.measure == "level"), None)
    return of_fact(told) if told is not None else None


def _on_share_before(asked: Asked, last: Fact) -> Metric | None:
    """Earnings a share for the small amount behind a comparison, where a profit was told once more by the share: "a profit of $40 million,
    or 67 cents a share, compared with 58 cents"."""
    told = asked.story.facts[-1] if asked.story.facts else None
    if asked.quantity.kind not in {"money", "price"} or last.metric not in PROFITS or last.measure != "level":
        return None
    if told is None or told.metric != "eps" or told.char_start < last.char_start or told.unit != last.unit:
        return None
    apart = abs(last.value) > _BY_THE_SHARE * abs(asked.quantity.value)
    return of_fact(told) if apart and told.char_start >= asked.story.sentence.start else None


def _names_own(asked: Asked) -> bool:
    """Whether a forecast's own metric stands right before "from": "cut its estimate of yearly profit from 3.4 million to 2.8"."""
    before = asked.items[max(0, asked.at - 6) : asked.at]
    if (
        [item.kind for item in before[-2:]] != ["M", "R"]
        or before[-1].low != "from"
        or before[-2].code == asked.held.code
    ):
        return False
    return any(item.low in entries.words("forecasts", "foretold") for item in before)


def _has_own_rate(asked: Asked) -> bool:
    """Whether the clause names a duty that its first number moves from: "in exchange for reduced tariffs on cars from 25 percent"."""
    before = asked.items[: asked.at]
    if asked.quantity.kind != "percent" or asked.held.code == "tariff_rate" or any(x.kind == "Q" for x in before):
        return False
    return [x.code for x in before if x.kind == "M"] == ["tariff_rate"]


#: What companies report beside one another, and by how much nearer an older value is to that of its own kind.
_RESULTS, _NEARER = PROFITS | {"revenue"}, 2.0


@only(kinds={"money"}, whose="company")
def older_of_two(asked: Asked) -> Found | None:
    """Which of two results an older value is of: "posted an operating profit of 3.8 trillion won on sales of 29 trillion won, compared
    with 6.4 trillion won a quarter earlier"."""
    if not asked.reading.old or asked.frame.fresh or asked.named is not None or len(asked.story.facts) < 2:
        return None
    first, second = asked.story.facts[-2:]
    size, begin = abs(asked.quantity.value), asked.story.sentence.start
    if first.char_start < begin or {first.measure, second.measure} != {"level"} or first.metric == second.metric:
        return None
    if not {first.metric, second.metric} <= _RESULTS or not first.value or not second.value or not size:
        return None
    if first.unit != second.unit or asked.quantity.unit != first.unit or first.reporter != second.reporter:
        return None
    apart = [max(size / abs(f.value), abs(f.value) / size) for f in (first, second)]
    return Found(of_fact(first), "sentence") if apart[0] * _NEARER < apart[1] else None


@only(readings={"to", "verb of level"})
def moved_to(asked: Asked) -> Found | None:
    """What a change led to: "raised its dividend by 12 percent to 1.68 euros a share", "cut its rate by 75 basis points to 12 percent"."""
    items, at, fact = asked.items, asked.at, asked.scene.fact
    if fact is None:
        return None
    of_rate = asked.quantity.kind == "percent" and fact.measure == "change_pp"
    if asked.quantity.kind not in AMOUNTS and not of_rate:
        return None
    last = next((j for j in range(at - 1, -1, -1) if items[j].kind == "Q"), -1)
    if last < 0 or items[last].start != fact.char_start:
        return None
    dated = {"T"} if items[last - 1].low == "from" else set()  # "a rise in debt from $7 billion in May to $9 billion"
    reaching = [item for item in items[last:at] if item.kind == "V"]
    if reaching and (reaching[0].code != "reach" or items[items.index(reaching[0]) - 1].low != "to"):
        return None  # but "growth by 10 percent to reach $1.2 billion"
    if not reaching and asked.reading.rule != "to":
        return None
    if any(item.kind not in {"Q", "R", "G", "E", "H", "D", "N", "V"} | dated for item in items[last:at]):
        return None  # "posted a 5.8 percent rise to 9,517 vehicles"
    held = asked.held
    if any(item.low == "respectively" for item in items[at:]):
        return None  # "grew 5 percent and 7 percent to 3 trillion won and 1 trillion won, respectively"
    other = held is None or held.code != fact.metric
    if items[last - 1].low == "from" and fact.measure == "level" and other and fact.unit == asked.quantity.unit:
        return Found(of_fact(fact), "sentence")  # "cut its estimate of yearly profit from 3.4 million to 2.8 million"
    if held is not None and held.code != fact.metric and fact.unit == asked.quantity.unit:
        own = next((item for item in items[:last] if item.kind == "M" and item.code == fact.metric), None)
        if fact.measure == "level":
            held = of_fact(fact)  # "sales of 400 million euros rose to 450 million"
        elif fact.measure == "change_abs" and own is not None:
            held = Metric.of(own)  # "its market value fell by 2 million to 30 million"
    metric = held if of_rate and held is not None and held.code == fact.metric else take(asked, held)
    return Found(metric, "sentence") if metric is not None else None


def _in_apposition(asked: Asked) -> bool:
    """Whether a change is set beside the amount before it: "made 524 million euros, a fall of 33%", "a 33% fall"; not "a 3% rise in pay"."""
    items, at, own = asked.items, asked.at, asked.reading.governor
    if (
        own is None
        or own.kind != "N"
        or own not in items
        or asked.quantity.kind not in {"percent", "points", "multiple"}
    ):
        return False
    last = next((j for j in range(at - 1, -1, -1) if items[j].kind == "Q"), -1)
    comma = next((j for j in range(at - 1, last, -1) if items[j].kind == ","), at)
    between = items[comma:at]
    if last < 0 or len(between) < 2 or between[1].kind != "E":
        return False
    if any(item.kind not in {"R", "E", "T", "M", "w", "P"} for item in items[last + 1 : comma]):
        return False  # only what was counted and when stands behind the amount
    end = max(at, items.index(own)) + 1
    of_other = end < len(items) and items[end].low in {"in", "of", "for"}
    return not of_other and all(item.kind in {"E", "H", "G", "N", "R"} for item in between[1:])


def _by_comparative(asked: Asked) -> bool:
    """Whether a change is set right behind the amount before it by a comparative of its own: "will spend $12.9 billion on mines,
    43 percent more than in 2009"."""
    items, at = asked.items, asked.at
    if asked.reading.rule != "number + comparative" or asked.quantity.kind != "percent":
        return False
    behind = items[at + 2 : at + 3]
    if items[at + 1].kind != "D" or (behind and behind[0].kind not in {",", ".", ";", "T", "R", "K", "J", ")"}):
        return False
    last = next((j for j in range(at - 1, -1, -1) if items[j].kind == "Q"), -1)
    commas = [j for j in range(last + 1, at) if items[j].kind == ","]
    if last < 0 or len(commas) != 1 or any(item.kind not in {"G", "H"} for item in items[commas[0] + 1 : at]):
        return False
    return not any(item.kind in {"V", "A", "K", "W", "J", "X"} for item in items[last:at])


def change_of_last(asked: Asked) -> Found | None:
    """The level right before "up" or "down" changed by it: "reached $892 million, up 18.6 percent"."""
    told = asked.scene.fact
    if told is None and asked.reading.rule != "up or down":
        return None
    opens = asked.reading.rule == "up or down" and asked.at == 1 and asked.items[0].kind == "D"
    opens = opens and not any(item.low == "in" for item in asked.items[2:3])  # "but up 40 percent in value"
    if told is None and opens and asked.last is not None and asked.last.measure == "change_pct":
        return Found(
            of_fact(asked.last), asked.from_subject
        )  # "down 14.5 percent on the month but up 13 percent on the year"
    joined = [item.low for item in asked.before[-2:]] == ["and", "by"] and asked.quantity.kind == "percent"
    if joined and told is not None and told.measure == "change_pct":
        return Found(of_fact(told), asked.from_subject)  # "up 7 percent from March and by 13 percent from a year ago"
    if told is not None and told.rule == "the same as a share" and len(asked.scene.facts) > 1:
        told = asked.scene.facts[-2]  # "10.03 million tons, or 22 percent, up 5 percent"
    if told is not None and told.measure == "level" and _in_apposition(asked):
        return Found(of_fact(told), asked.from_subject)
    if told is not None and told.measure == "level" and told.metric != "exchange_rate" and _by_comparative(asked):
        return Found(of_fact(told), asked.from_subject)
    if asked.reading.rule != "up or down" or told is None or told.measure != "level":
        return None
    if asked.at < 2 or asked.quantity.kind not in {"percent", "points"} or not _right_behind(asked.items, asked.at):
        return None
    return Found(of_fact(told), asked.from_subject)


def _right_behind(items: list[Item], at: int) -> bool:
    """Whether "up" or "down" and a number follow another number with no more than its time between."""
    placed = False  # "at 3.20 lira on the wholesale market in May, up 5 percent"
    for j in range(at - 2, -1, -1):
        item = items[j]
        placed = (placed and item.kind != "R") or (item.code == "market_size" and item.low == "market")
        if item.kind == "Q":
            return True
        if placed and item.kind in {"M", "P", "L", "w", "H"}:
            continue
        if item.kind == "M" and j > 1 and items[j - 1].low == "in" and items[j - 2].kind == "Q":
            return True  # "received $2.5 billion in remittances in December, up 7.9 percent"
        if item.kind in {"w", "P"} and j and items[j - 1].kind == "Q" and items[j - 1].form in {"count", "number"}:
            return True  # "served 60.2 million people, up 25 percent"
        if item.kind not in {",", "T", "R", "E", "D", "G"} and item.low not in entries.words("counts", "pieces"):
            return _is_counted_subject(items[: at - 1])
    return False


def _is_counted_subject(items: list[Item]) -> bool:
    """Whether a number is all that a clause tells of before a comma: "98,400 units were sold in the domestic market,"."""
    verbs = [i for i, item in enumerate(items) if item.kind == "V"]
    if len(verbs) != 1 or items[0].kind != "Q" or items[verbs[0] - 1].kind != "U" or items[-1].kind != ",":
        return False
    pieces = entries.words("counts", "pieces")
    return all(item.kind not in {"Q", "J", "K", "C", ","} or item is items[-1] for item in items[1:]) and all(
        item.kind != "M" or item.low in pieces for item in items
    )
