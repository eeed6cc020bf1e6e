"""Earning: what a company or its division made or lost in money, told by the verb alone."""

from __future__ import annotations

from dataclasses import replace

from pipeline.linking.asked import Asked, Found
from pipeline.linking.companynames import last_profit, told_before
from pipeline.linking.divisions import named_in
from pipeline.linking.items import Item
from pipeline.linking.metric import PROFITS, Metric
from pipeline.linking.only import only
from pipeline.linking.state import Held
from pipeline.vocabulary import entries

#: What is earned for each share is less.
_OF_A_SHARE = 1000
#: What says that a loss is only thought of.
_LIKELY = {"to", "likely", "believed", "thought", "seen", "said", "set", "have", "has", "had"}


def _lost_as_well(asked: Asked) -> Found | None:
    """What the next division lost: "The refining business lost 466 billion won and the petrochemical unit 118 billion won"."""
    verb, above = asked.scene.verb, asked.scene.parent
    told = above.fact if above is not None else None
    if asked.scene.clause.link != "ellipsis" or verb is None or verb.low not in {"lost", "loses"} or told is None:
        return None
    if told.metric not in PROFITS or told.value >= 0 or told.measure != "level":
        return None
    return Found(Metric.told(told.metric, verb, negative=True, name="lost"), "read")


@only(kinds={"money"})
def lost(asked: Asked) -> Found | None:
    """What a company or its division loses: "Torvik Corp. lost $1.2 billion in the third quarter"."""
    if asked.frame.metric is not None:
        return None
    if (again := _lost_as_well(asked)) is not None:
        return again
    before = [item for item in asked.before if item.kind not in {"G", "E", "H", "b"}]
    if before and before[-1].low == "losing" and _is_of_firm_that(asked):
        return Found(Metric.told(told_before(asked) or "net_income", before[-1], negative=True, name="lost"), "read")
    if not before or before[-1].low not in {"lost", "loses", "lose"}:
        return None
    profit = asked.held.code if asked.held is not None and asked.held.code in PROFITS else None
    phrase, subject = asked.scene.phrase, _without_apposition(before[:-1])
    while subject and (subject[-1].kind == "U" or subject[-1].code in {"be", "project"} or subject[-1].low in _LIKELY):
        subject.pop()  # "SK On is likely to have lost 310 billion won"
    if len(subject) > 1 and subject[-1].kind == "L" and subject[-2].kind == "C":
        subject.pop()  # "GM North America lost"
    divided = bool(subject) and subject[-1].low in entries.words("divisions", "parts")
    divided = divided or (
        len(subject) == 1 and subject[0].kind == "w" and asked.story.text[subject[0].start :][:2].isupper()
    )
    profit = profit or (last_profit(asked) if divided else None)
    kind = told_before(asked)
    if not subject and (_is_of_whom(asked) or _is_of_firm_above(asked)):
        return Found(Metric.told(kind or "net_income", before[-1], negative=True, name="lost"), "read")
    named = bool(subject) and subject[-1].kind in {"C", "O"}
    if asked.company and (divided or (profit is not None and phrase.products and not named)):
        return Found(Metric.told(kind or profit or "net_income", before[-1], negative=True, name="lost"), "read")
    if not named or not (phrase.companies or phrase.pronoun is not None):
        return None
    ahead = before[before.index(subject[-1]) - 1] if subject[-1] is not before[0] else None
    if ahead is not None and ahead.kind == "R":
        return None  # "shares of X lost $2 billion in value"
    return Found(Metric.told(kind or "net_income", before[-1], negative=True, name="lost"), "read")


@only(kinds={"money", "percent"}, whose="company")
def income(asked: Asked) -> Found | None:
    """All that a company takes in, where its text tells of no net income: "Income rose 14 percent to 25 billion pounds"."""
    phrase, verb = asked.scene.phrase, asked.scene.clause.verb_at
    subject = [item for item in asked.items[: min(verb, asked.at)] if item.kind not in {"E", "H", "G", "C", "'", "O"}]
    if phrase.metric is not None or len(subject) != 1 or subject[0].low != "income" or not asked.reading.sign:
        return None
    profit = asked.story.named & PROFITS
    named = "net income" in asked.story.text.lower()
    return Found(Metric.told("revenue", subject[0], name="income"), "read") if profit and not named else None


@only(kinds={"percent"}, whose="company")
def margin(asked: Asked) -> Found | None:
    """What a profit told right before is of sales: "rose to 400 million euros, or 18 percent of sales"."""
    fact, behind, before = asked.scene.last_fact(), asked.items[asked.at + 1 : asked.at + 4], asked.before
    if fact is None or fact.metric not in PROFITS or fact.measure != "level" or not before:
        return None
    led = before[-1].low in {"or", "to", "representing"} and len(behind) > 1 and behind[0].low == "of"
    whole = next((item for item in behind[1:] if item.kind not in {"O", "E", "H"}), None)
    if not led or whole is None or whole.code != "revenue" or fact.char_start < asked.story.sentence.start:
        return None
    return Found(Metric.told("operating_margin", whole), "sentence")


#: What goods do with a profit as well as with sales.
_OF_PROFIT = {"earned", "took", "took in", "contributed"}


@only(kinds={"money"}, whose="company")
def brought_in(asked: Asked) -> Found | None:
    """What a company's good brings in is its revenue: "The diabetes drug Farxiga generated $1.5 billion", "Lumarza earned $800 million"."""
    if asked.at < 2:
        return None
    before = [item for item in asked.before if item.kind not in {"G", "E", "H", "b", "U", "R"}]
    if len(before) < 2 or before[-1].low not in entries.words("divisions", "brings"):
        return None
    subject, phrase = before[:-1], asked.scene.phrase
    head, behind = subject[-1], asked.items[asked.at + 1 : asked.at + 3]
    if phrase.companies or phrase.metric is not None or head.kind not in {"w", "P", ","} or _tells_profit(behind):
        return None
    if head.low in entries.words("divisions", "parts") or any(item.kind in {"C", "V", "Q", "B"} for item in subject):
        return None
    named = subject[0] if head.kind == "," else head
    sold = named.kind == "w" and asked.story.text[named.start].isupper() and not _opens_only(asked, named)
    sold = sold or (named.kind == "P" and before[-1].low not in _OF_PROFIT)  # "PC games brought in 323 billion won"
    return Found(Metric.told("revenue", before[-1], name="brought in"), "read") if sold else None


#: What leads to the time in which a shop took so much.
_OVER = {"in", "over", "during", "for", "across", "at", "on"}


@only(kinds={"money"}, whose="company")
def taken(asked: Asked) -> Found | None:
    """What a shop took in a time is its revenue: "Debenhams took 81 million pounds in the week before Christmas"; no charge."""
    before = [item for item in asked.before if item.kind not in {"G", "E", "H", "b", "U"}]
    if not before or before[-1].low not in entries.words("divisions", "takes"):
        return None
    phrase, behind = asked.scene.phrase, asked.items[asked.at + 1 : asked.at + 3]
    owns = phrase.companies or (phrase.pronoun is not None and phrase.pronoun.low in {"it", "they", "we"})
    timed = bool(behind) and (behind[0].kind == "T" or (behind[0].low in _OVER and behind[-1].kind in {"T", "E"}))
    if not owns or not timed or phrase.metric is not None:
        return None
    return Found(Metric.told("revenue", before[-1], name="took"), "read")


def _opens_only(asked: Asked, word: Item) -> bool:
    """Whether a word that begins a sentence may be any: it stands in small letters elsewhere."""
    text, written = asked.story.text, asked.story.text[word.start : word.end]
    return word.start == asked.story.sentence.start and (
        f" {word.low} " in text or written.endswith(("ing", "s", "tion"))
    )


def _tells_profit(behind: list[Item]) -> bool:
    """Whether a metric stands right behind a sum: "earned $2 billion in operating profit"."""
    return any(item.kind == "M" for item in behind)


@only(kinds={"money"}, whose="company")
def it_made(asked: Asked) -> Found | None:
    """The profit or loss that stands before who made it: "less than half the $3.2 billion it lost", "up from the $182m it made"."""
    behind = asked.items[asked.at + 1 : asked.at + 3]
    if len(behind) < 2 or behind[1].low not in {"lost", "made", "earned"}:
        return None
    if behind[0].kind != "C" and behind[0].form != "company_pronoun" and behind[0].low not in {"it", "they"}:
        return None
    held = asked.held.code if asked.held is not None else ""
    profit = held if held in PROFITS else "net_income"
    return Found(Metric.told(profit, behind[1], negative=behind[1].low == "lost", name=behind[1].low), "read")


#: Who gets a dividend, and how that is said.
_OWNERS, _GET = (
    {"shareholders", "stockholders", "investors", "shareowners"},
    {"get", "receive", "paid", "pay", "gets", "receives", "got"},
)


@only(kinds={"money", "price"}, whose="company")
def paid_out(asked: Asked) -> Found | None:
    """What the owners of a company get for each share: "Shareholders will get 2.70 euros a share"."""
    if not asked.quantity.text.endswith("share"):
        return None
    before = [item for item in asked.before if item.kind not in {"G", "E", "U", "b"}]
    verb = before[-1] if before else None
    if verb is None or verb.low not in _GET | _OWNERS:
        return None
    if not any(item.low in _OWNERS for item in before):
        return None
    return Found(Metric.told("dividend", verb, name="dividend"), "read")


def _without_apposition(items: list[Item]) -> list[Item]:
    """A subject without what is set beside it between commas: "Norvald Cargo, the core brand,", "NVAC, in which Norvald has a stake,"."""
    commas = [i for i, item in enumerate(items) if item.kind == ","]
    if len(commas) > 1 and commas[-1] == len(items) - 1 and items[0].kind in {"C", "w"}:
        return items[: commas[0]]
    return [item for item in items if item.kind != ","]


def _is_of_firm_above(asked: Asked) -> bool:
    """Whether a clause goes on about the company its sentence began with: "Aena employs 12,500 people and lost 300 million euros"."""
    above = asked.scene.parent
    if asked.scene.clause.link != "same" or above is None or not above.clause.items or above.phrase.metric is not None:
        return False
    first = above.clause.items[0]
    return (first.kind == "C" or first.form == "company_pronoun") and above.verb in above.clause.items[1:4]


#: What leads to why a company did something, and what closes the sum that it lost before.
_BECAUSE, _CLOSES = {"after", "despite", "since", "following"}, {"in", "during", "over", "for", "last", "and"}


def _is_of_firm_that(asked: Asked) -> bool:
    """Whether a clause says why the company before it did what it did: "Torvik has cut its dividend after losing $40 million in a year"; not
    "after losing $40 million on a bet"."""
    above, clause = asked.scene.parent, asked.scene.clause
    if above is None or clause.cue not in _BECAUSE or above.phrase.metric is not None or len(asked.before) != 1:
        return False
    behind = asked.items[asked.at + 1 : asked.at + 2]
    closed = not behind or behind[0].kind in {"T", ".", ",", "J"} or behind[0].low in _CLOSES
    return closed and bool(above.phrase.companies or above.phrase.pronoun is not None)


def _is_of_whom(asked: Asked) -> bool:
    """Whether a clause tells of the company right before it: "GM, which lost $89 million"."""
    clause = asked.scene.clause
    told = clause.link == "relative" and bool(clause.before) and bool(asked.scene.phrase.companies)
    return told and any(item.kind == "C" for item in [x for x in clause.before if x.kind != ","][-1:])


def _is_its_own(asked: Asked) -> bool:
    """Whether a participle tells of the company that its clause hangs on: "X expects a profit of $5 billion after making $3 billion"."""
    above = asked.scene.parent
    return (
        asked.before[0].low == "making" and above is not None and bool(above.phrase.companies or above.phrase.pronoun)
    )


#: By what a company comes to its profit or loss, and how the share is told that it is counted on.
_LOSES = {"lose", "loses", "lost", "losing"}
_MAKES = {"make", "makes", "made", "making", "earn", "earns", "earned", "earning"} | _LOSES
_A_SHARE = (" a share", " per share", "-a-share", " each share")


@only(kinds={"money", "price"}, whose="company")
def made_a_share(asked: Asked) -> Found | None:
    """What a company makes, earns or loses on each share: "expected it to make 67 cents a share", "earned 83 cents on a share", "Torvik
    lost 12 cents a share"; not "lost 12 cents a share to close at $4"."""
    before = [item for item in asked.before if item.kind not in {"G", "E", "H", "b"}]
    if not before or before[-1].low not in _MAKES or abs(asked.quantity.value) >= _OF_A_SHARE:
        return None
    behind = [item.low for item in asked.items[asked.at + 1 : asked.at + 4]]
    if behind != ["on", "a", "share"] and not asked.quantity.text.lower().endswith(_A_SHARE):
        return None
    loses = before[-1].low in _LOSES
    if loses and (asked.scene.phrase.share is not None or asked.named is not None or "to" in behind[:1]):
        return None
    return Found(Metric.told("eps", before[-1], negative=loses, name="lost" if loses else "earned"), "read")


@only(kinds={"money"}, whose="company")
def made(asked: Asked) -> Found | None:
    """What a company or its division made in money is its profit, of the kind told of last: "It made 503 million euros last year"."""
    before = [item for item in asked.before if item.kind not in {"G", "E", "H", "b", "U"}]
    if len(before) > 2 and before[-2].kind == "L" and before[-3].kind == "C":
        del before[-2]  # "GM Europe made"
    while before and before[-1].low in {"bit", "little", "shade", "touch"}:
        before.pop()  # "made a bit over 2 million euros"
    if not before or before[-1].low not in {"made", "makes", "making"}:
        return None
    if len(before) < 2 and not (_is_of_whom(asked) or _is_its_own(asked)):
        return None
    before = [*_without_apposition(before[:-1]), before[-1]]
    who = len(before) < 2 or before[-2].kind == "C" or before[-2].form == "company_pronoun" or before[-2].low == "it"
    who = who or before[-2].low in entries.words("divisions", "parts")
    behind = [item for item in asked.items[asked.at + 1 : asked.at + 3] if item.low not in {"in", "for", "during"}]
    on_sales = (
        len(behind) > 1 and behind[0].low == "on" and behind[1].code == "revenue"
    )  # "made $40 million on sales of"
    taxed = len(behind) > 1 and behind[0].low in {"after", "before"} and behind[1].low in {"tax", "taxes", "interest"}
    if not who or (behind and behind[0].kind not in {"T", ".", ","} and not (on_sales or taxed)):
        return None
    if (kind := told_before(asked)) is not None:
        return Found(Metric.told(kind, before[-1], name="made"), "read")
    held = asked.held.code if asked.held is not None else ""
    if held not in PROFITS and before[-2:-1] and before[-2].low in entries.words("divisions", "parts"):
        held = last_profit(asked) or held  # "Its cargo arm made 482 million", behind sales
    a_share = (
        "eps" in asked.spoken and asked.quantity.value < _OF_A_SHARE
    )  # "Excluding one-time items it made 43 cents"
    profit = "eps" if a_share else held if held in PROFITS else "net_income"
    return Found(Metric.told(profit, before[-1], name="made"), "read")


@only(kinds={"money"}, whose="company")
def turned_over(asked: Asked) -> Found | None:
    """What a company turns over is its revenue: "turned over 3.1 million euros"."""
    before = [item for item in asked.before if item.kind not in {"G", "E", "H", "w"} and item.low != "over"]
    verb = before[-1] if before else None
    if verb is None or verb.kind != "V" or not verb.low.startswith("turn"):
        return None
    between = asked.story.text[verb.end : asked.quantity.start].split()
    return Found(Metric.told("revenue", verb, name="turned over"), "read") if between[:1] == ["over"] else None


#: What grows is what is sold, not what is earned with it.
_GROWS = {"grew", "grows", "grow", "expanded", "growing"}


#: What is told of a company as a whole.
_OF_WHOLE = {"net_income", "pretax_profit", "eps", "costs"}


def in_sales(asked: Asked, held: Held) -> Held:
    """Sales for what a company's branch or market grew by, where profits were told last: "Operating profit fell 3 percent. E-commerce grew
    50 percent", in a text that tells of sales as well."""
    verb, phrase = asked.scene.verb, asked.scene.phrase
    earned = held.value.code in PROFITS or held.value.code in {"operating_margin", "ebitda"}
    earned = earned or (held.value.code == "costs" and named_in(asked.scene) is not None)
    if not asked.company or not earned or asked.quantity.kind != "percent" or verb is None:
        return held
    named = phrase.products or phrase.bare or phrase.partners or named_in(asked.scene)
    moved = verb.code in {"up", "down"} and held.value.code in _OF_WHOLE
    if not (verb.low in _GROWS or moved) or not named or all(fact.metric != "revenue" for fact in asked.story.facts):
        return held
    return replace(held, value=Metric.told("revenue", verb))
