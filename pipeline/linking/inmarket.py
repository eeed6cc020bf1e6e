"""In the market: the metric of a number that an index, a place's shares or a company's share moved by."""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import pairwise

from pipeline.linking.asked import Asked, Found
from pipeline.linking.case import SIGNS
from pipeline.linking.companies import beside_company, ranked_mover
from pipeline.linking.items import Item
from pipeline.linking.metric import RESULTS, Metric
from pipeline.linking.only import FIRMS, TOLD, only
from pipeline.linking.reading import sign_of
from pipeline.linking.revised import foretells_anew
from pipeline.linking.sessionnamed import tells_of_session
from pipeline.linking.shortnames import take
from pipeline.linking.story import at_market
from pipeline.vocabulary import entries

#: What a share moves by, and what it is dearer than hardly ever.
_COINS = re.compile(
    r"(?:^|\d|(?<!per)\s)(?:p|c|cents?|pence|penny|pennies|sen|paise|pfennigs?|centimes)$", re.IGNORECASE
)
#: A company's shares as subject of what was said last, for which "they" stands: "and its shares suffered. They lost 7 percent".
_SHARES_TOLD = re.compile(
    r"(?:^|[,;:] (?:and |but |while )?|\b(?:said|as) )(?:[Tt]he|[Ii]ts|[Tt]heir) shares (?!in\b)\w+[^,;]*$"
)

#: What a report on shares tells of them, and what "the market" is taken for.
_SHARES = {"stock_index", "share_price", "market_cap", "market_size", "market_share"}
#: So many facts back the rows before write the signs of their moves.
_ROWS = 6
#: A market's worth moves by no less.
_OF_ALL = 1e8
#: So many characters has a sentence at most that is looked back at.
_SENTENCE = 400


def of_index(asked: Asked) -> Found | None:
    """The level of an index that the clause names: "sets its KOSPI target at 4,300"."""
    index = asked.frame.index
    if index is None and asked.quantity.kind in {"number", "index_points"}:
        index = next((item for item in reversed(asked.before) if item.kind == "I"), None)
    if index is None:
        return None
    metric = take(asked, Metric.told(index.data.get("metric", "stock_index"), index))
    return Found(metric, "read") if metric is not None else None


@only(kinds={"percent"})
def share_beside_index(asked: Asked) -> Found | None:
    """A company told of behind an index is its share: "The EGX 30 closed up 0.8%, with Orvell Bank advancing 1.5%"."""
    metric, companies = asked.frame.metric or asked.held, asked.scene.phrase.companies
    named = beside_company(asked.scene, asked.at) if asked.scene.clause.link == "paren" and not companies else None
    companies = [named] if named is not None else companies  # "HDFC (down 6.04 per cent)"
    led = ranked_mover(
        asked.items, asked.at
    )  # "led by UniCredit, down 5.6 percent, and Intesa Sanpaolo, off 4.7 percent"
    companies = [led] if led is not None else companies
    if not companies or (asked.scene.phrase.index is not None and led is None):
        return None
    if metric is None or not asked.held_within(1) or not asked.reading.sign:
        return None
    if metric.code != "stock_index" and (led is None or metric.code != "share_price"):
        return None
    share = take(asked, Metric.told("share_price", companies[-1]))
    return Found(share, "read") if share is not None else None


@only(kinds={"percent"}, links={"paren"})
def share_in_brackets(asked: Asked) -> Found | None:
    """A company's share by the change in brackets behind its name in a report on a market: "losses from Tourism Holdings (-4.55%)"."""
    phrase, story = asked.scene.phrase, asked.story
    if len(asked.items) > 2 or (phrase.metric is not None and phrase.metric.code not in _SHARES):
        return None
    company = beside_company(asked.scene, asked.at)
    if company is None or not at_market(story):
        return None
    above = asked.scene.parent
    own = above.phrase.metric if above is not None else None
    if own is not None and own.code not in _SHARES and own.start >= story.sentence.start:
        return None
    share = Metric.told("share_price", asked.items[asked.at])
    if asked.reading.sign or asked.quantity.text[:1] in SIGNS:
        return Found(share, "read")
    rise, fall = entries.words("markets", "gain_most"), entries.words("markets", "lose_most")
    after = above.clause.items if above is not None else []
    behind = [item for item in after if item.start > asked.quantity.end]
    # "Losers included Xero (2.7%)", "Siemens (2.2%) led the losses"
    for item in [*asked.scene.clause.before[::-1], *behind]:
        if item.low in rise or item.low in fall:
            return Found(share._replace(growth=True, negative=item.low in fall), "read")
    told = next((sign_of(item) for item in behind if sign_of(item)), 0)
    if told:  # "while Adidas (1.1%) fell"
        return Found(share._replace(growth=True, negative=told < 0), "read")
    signed = any(f.metric == "share_price" and story.text[f.char_start] in SIGNS for f in story.facts[-_ROWS:])
    return Found(share._replace(growth=signed), "read")  # where falls have their sign, what has none rose


@only(kinds={"percent", "money", "price"}, whose="company")
def shares_again(asked: Asked) -> Found | None:
    """What "they" did where the sentence before ended with a company's shares: "The shares suffered. They lost 12 cents, or 4 percent"."""
    pronoun, verb, story = asked.scene.phrase.pronoun, asked.scene.verb, asked.story
    if pronoun is None or pronoun.low != "they" or verb is None or not (sign_of(verb) or _closes(verb.low)):
        return None
    begin = story.sentence.start
    before = story.text[max(0, begin - _SENTENCE) : begin].rstrip().rstrip(".")
    before = re.split(r"[.\n] ?(?=[A-Z\n])", before)[-1]
    if pronoun.start > begin + 1 or _SHARES_TOLD.search(before) is None:
        return None
    return Found(Metric.told("share_price", pronoun), "read")


@only(kinds={"percent"}, words={"with"}, has=FIRMS)
def leading_share(asked: Asked) -> Found | None:
    """What a share moved by that is told to lead a day's movers or to come next: "Orvell led the losers with a 9 per cent decline", "Adler
    followed with a 7 per cent rise"."""
    phrase, verb = asked.scene.phrase, asked.scene.verb
    if verb is None or not asked.reading.sign or phrase.metric is not None:
        return None
    if verb.low not in entries.words("markets", "leading") or not any(item.low == "with" for item in asked.before):
        return None
    movers = any(item.low in entries.words("companies", "rivals", "movers") for item in asked.before)
    if not movers and not (asked.held is not None and asked.held.code == "share_price" and asked.held_within(1)):
        return None
    return Found(Metric.told("share_price", phrase.companies[-1]), "read")


@only(kinds={"money"}, words=entries.words("markets", "investors_win"))
def won_by_investors(asked: Asked) -> Found | None:
    """What investors gained or lost in a report on a market is what that is worth more or less: "as investors gained 310 billion naira
    following a 0.5 percent rise in the All-Share Index"."""
    verb = asked.scene.verb
    if verb is None or asked.scene.phrase.metric is not None or not asked.before:
        return None
    if verb.low not in entries.words("markets", "investors_win") or "stock_index" not in asked.story.named:
        return None
    at = asked.items.index(verb) if verb in asked.items else 0
    between = asked.items[at + 1 : asked.at]
    if not at or asked.items[at - 1].low not in entries.words("markets", "owners"):
        return None
    behind = [item.low for item in asked.items[asked.at + 1 : asked.at + 3]]
    if any(item.kind != "G" for item in between) or asked.quantity.value < _OF_ALL or behind[:1] == ["in"]:
        return None  # "lost $12 million in a fraud"
    return Found(Metric.told("market_cap", verb, name="investors"), "read")


#: What stands between a share's move and what it came to: ", up 21p, to", "higher at", "increase to".
_MOVING = {",", "J", "R", "Q", "D", "G", "E", "N"}


@only(kinds={"percent", "money", "price"})
def share_in_coins(asked: Asked) -> Found | None:
    """A company that rises or falls by or to a sum in pennies is its share: "Norvik slipped two pence to 41p"."""
    phrase, verb = asked.scene.phrase, asked.scene.verb
    goes_on = asked.scene.clause.link == "same" and asked.frame.company is not None
    if phrase.metric is not None or not (phrase.companies or goes_on) or verb is None:
        return None
    if not sign_of(verb) and not (verb.code == "be" and any(item.kind == "D" for item in asked.items)):
        return None
    verb_at = asked.items.index(verb) if verb in asked.items else -1
    behind = asked.items[verb_at + 1 : asked.at + 4]
    first = next((i for i, item in enumerate(behind) if item.kind == "Q"), len(behind))
    own = all(item.kind in {"G", "R"} or item.low in {"a", "half"} for item in behind[:first])
    if not own or any(item.kind in {"M", "A", "P"} or item.form == "price" for item in behind):
        return None  # "cut its forecast by 10 cents to $8.65 per kilogram"
    coined = any(item.kind == "Q" and _COINS.search(item.low) for item in behind)
    company = phrase.companies[-1] if phrase.companies else asked.frame.company
    return Found(Metric.told("share_price", company), "read") if coined and company is not None else None


@only(kinds={"percent", "money", "price"}, has=TOLD)
def share_ended_at(asked: Asked) -> Found | None:
    """What a share came to, or moved by in money, behind its move in the clause: "closed 9.9 per cent higher, up 21p, to 240p"."""
    told, before = asked.scene.fact, asked.before[-1:]
    if told is None or told.metric != "share_price" or not before:
        return None
    ends = entries.words("markets", "ends")
    if before[0].low not in {"to", "at", "or"} and before[0].low.removesuffix(" at") not in ends:
        return None
    if before[0].low == "or" and asked.reading.measure != "change_abs":
        return None
    if told.unit not in {"%", asked.quantity.unit} or not told.measure.startswith("change_"):
        return None
    between = [item for item in asked.before if item.start > told.char_end]
    if any(item.kind not in _MOVING and item.low.removesuffix(" at") not in ends for item in between):
        return None
    return Found(Metric.told("share_price", asked.items[asked.at]), "read")


@only(kinds={"percent", "money", "price"}, has=FIRMS)
def share_to_close(asked: Asked) -> Found | None:
    """A company's share by the price that it rose or fell to close at: "Brask rose 6 percent to close at $10", "finished with a gain of 4%,
    to close at $231.40"."""
    phrase, items, at = asked.scene.phrase, asked.items, asked.at
    if not phrase.companies or (phrase.metric is not None and phrase.metric.code in RESULTS):
        return None
    ends = entries.words("markets", "to_close")
    close = next((i for i, item in enumerate(items) if i > 1 and item.low in ends and items[i - 1].low == "to"), 0)
    price = items[close + 1 : close + 2] if close else []
    if not price or price[0].form not in {"money", "price"} or at not in {close + 1, _number_before(items, close)}:
        return None
    return Found(Metric.told("share_price", phrase.companies[-1]), "read")


#: What a share does at the end of a day, and so many items tell whose it is, this and up or down.
_ENDS_DAY, _UP_OR_DOWN = {"closed", "ended", "finished"}, 3


@only(kinds={"percent"}, words=_ENDS_DAY)
def share_closed(asked: Asked) -> Found | None:
    """A company's share by what it closed up or down: "Naver closed up 2.3 percent at 232,500 won"."""
    firms, before = asked.scene.phrase.companies, asked.before[-_UP_OR_DOWN:]
    if asked.scene.phrase.metric is not None or len(before) < _UP_OR_DOWN or before[0] not in firms:
        return None
    closed = before[1].low in _ENDS_DAY and before[2].kind == "D" and before[2].low in {"up", "down", "higher", "lower"}
    return Found(Metric.told("share_price", before[1]), "read") if closed else None


def _number_before(items: list[Item], close: int) -> int:
    """Where the one change stands that a share closed with, before the verb at `close`; -1 where there is none."""
    told = [i for i, item in enumerate(items[:close]) if item.kind == "Q"]
    if len(told) != 1:
        return -1
    change, price = items[told[0]], items[close + 1]
    small = change.form == "money" and 0 < 2 * change.data.value < price.data.value and close > 2
    moved = small and told[0] > 0 and sign_of(next((x for x in items[told[0] - 1 :: -1] if x.kind != "R"), None))
    return told[0] if change.form == "percent" or moved else -1  # "dropped N8 to close at N510"


def _closes(verb: str) -> bool:
    """Whether a verb tells what a share ends a day at."""
    return verb in entries.words("markets", "closes")


@only(kinds={"percent"}, whose="country")
def shares_of_place(asked: Asked) -> Found | None:
    """Shares of no company that move in a place are its market: "shares rose 0.6% in Taiwan"."""
    phrase, behind = asked.scene.phrase, asked.items[asked.at + 1 : asked.at + 3]
    told = phrase.metric
    if told is None or told.code != "share_price" or not asked.reading.sign:
        return None
    owned = phrase.companies or phrase.products or asked.frame.company is not None
    in_place = [item.kind for item in behind] == ["R", "L"] and behind[0].low == "in"
    return Found(Metric.told("stock_index", told), "read") if in_place and not owned else None


@only(kinds={"index_points"})
def points_of_market(asked: Asked) -> Found | None:
    """The index of the market told of, by the points that its buyers or sellers moved it by: "the bulls posted gains of 900 points"."""
    sides = entries.words("markets", "sides")
    told = (a for a, b in pairwise(asked.before) if a.low in sides and b.kind in {"V", "U", "G", "w"})
    if (mover := next(told, None)) is None or asked.frame.index is not None or not at_market(asked.story):
        return None
    return Found(Metric.told("stock_index", mover), "read") if asked.reading.sign else None


@only(kinds={"percent"}, whose="country")
def market_of_place(asked: Asked) -> Found | None:
    """A place that closes higher or lower in a report on stocks is its market: "Tokyo closed down 4.61 percent"."""
    phrase, topic = asked.scene.phrase, asked.topic
    alone = phrase.bare and not (phrase.products or phrase.companies or phrase.metric)
    if not alone or not asked.reading.sign:
        return None
    if phrase.index is not None and phrase.index.data.get("metric", "stock_index") != "stock_index":
        return None  # "Brent, the global benchmark, rose 5 percent"
    on_stocks = at_market(asked.story) if topic is not None else "stock_index" in asked.story.named
    if not on_stocks or (topic is not None and topic.code != "stock_index"):
        return None
    return Found(Metric.told("stock_index", phrase.bare[-1]), "read")


@only(kinds={"percent"})
def move_of_share(asked: Asked) -> Found | None:
    """What a company's share moved by in a report on a market, told by a noun: "the 3.3% gain for Torvik helped", "thanks to Torvik's 4% jump"."""
    items, at = asked.items, asked.at
    behind = [item for item in items[at + 1 : at + 6] if item.kind not in {"E", "H"}]
    if len(behind) < 2 or behind[0].kind != "N" or not sign_of(behind[0]) or not at_market(asked.story):
        return None
    before = [item for item in asked.before if item.kind not in {"E", "H", "G"}][-2:]
    owned = len(before) == 2 and before[1].kind == "'" and before[0].kind == "C"
    mover = before[0] if owned else _mover_behind(asked, behind[1:])
    return Found(Metric.told("share_price", mover), "read") if mover is not None else None


def _mover_behind(asked: Asked, behind: list[Item]) -> Item | None:
    """The company that a move is told to be for: "a 4.4 percent drop for Torvik", "the gain for the chip maker", of one just named."""
    if len(behind) < 2 or behind[0].low not in {"for", "in"}:
        return None
    who = behind[1]
    if who.kind == "C":
        return who
    firm = who.form == "company_pronoun" and behind[0].low == "for"
    above = asked.scene.parent
    return who if firm and (asked.frame.company is not None or (above is not None and above.phrase.companies)) else None


def of_session(asked: Asked) -> bool:
    """Whether a clause tells of one day at a market, of nothing but a name and a change: "Toyota rose 2.3 percent in Tokyo on Friday",
    "Toyota rose 2 percent to $45 in New York trading"."""
    phrase, items = asked.scene.phrase, asked.items
    if phrase.metric is not None or asked.quantity.kind not in {"percent", "money"}:
        return False
    if phrase.companies and any(item.low in entries.words("markets", "sessions") for item in items[asked.at + 1 :]):
        return not any(item.kind in {"M", "A"} for item in items)
    days = [item for item in items if item.kind == "T" and item.code == "time" and item.data.period is not None]
    by_day = bool(days) and all(item.data.period.precision == "day" for item in days)
    return by_day and not any(item.kind in {"M", "A"} for item in items)


def _beside_session(asked: Asked) -> bool:
    """Whether the sentence tells of a stock index as well, or one before it of a session: "Rio Tinto fell 2.3 percent, while the FTSE
    100 closed 0.1 percent higher"."""
    if asked.frame.metric is not None or asked.quantity.kind != "percent":
        return False
    return tells_of_session(asked.story) or any(
        item.kind == "I" and item.data.get("metric", "stock_index") == "stock_index"
        for scene in asked.story.scenes
        for item in scene.clause.items
    )


def _stands_higher(asked: Asked, closed: Set[str]) -> bool:
    """Whether a number says by how much a share is traded, or closed, higher or lower: "was trading 1.4 percent higher at $23",
    "closed the day with a 2.6 percent jump"."""
    verb = asked.scene.verb
    if asked.quantity.kind != "percent" or verb is None:
        return False
    if asked.reading.rule == "number + noun of change":
        day = entries.words("markets", "whole_sessions")
        return f"{verb.low} at" in closed and any(item.low in day for item in asked.before if item.start > verb.end)
    if asked.reading.rule != "number + comparative":
        return False
    governor = asked.reading.governor
    counted = governor is not None and governor.low in {"more", "less", "fewer"}  # "traded 3 percent fewer cars"
    return asked.reading.sign != 0 and not counted and f"{verb.low} at" in closed


def _multiplied(asked: Asked) -> bool:
    """Whether a company itself doubles, and no figure of it: "Torvik more than tripled in March"."""
    if asked.quantity.kind != "multiple" or asked.scene.verb is not None or not asked.scene.phrase.companies:
        return False
    behind = asked.items[asked.at + 1 : asked.at + 2]
    return not behind or behind[0].kind in {"T", "H", "R", "K", ",", ".", "G"}


def share_of_company(asked: Asked) -> Found | None:
    """A company that rises, or closes at a price, is its share."""
    scene, phrase = asked.scene, asked.scene.phrase
    goes_on = scene.clause.link == "same" and asked.frame.company is not None and not phrase.names_anything()
    own_share = phrase.share is not None and asked.company
    ranked = ranked_mover(asked.items, asked.at)
    if ranked is not None and asked.quantity.kind == "percent" and at_market(asked.story):
        return Found(Metric.told("share_price", ranked), "read")
    if not phrase.companies and not goes_on and not own_share:
        return None
    if foretells_anew(asked):
        return None  # "UBS cut its year-end forecast by $10 to $85" in a report on oil
    closed = entries.words("markets", "closes")
    at_price = own_share or (asked.at > 0 and asked.items[asked.at - 1].low == "at")  # "closed on Friday at $46"
    closes = (
        asked.quantity.kind == "money"
        and scene.verb is not None
        and (scene.verb.low in closed or (at_price and f"{scene.verb.low} at" in closed))
        and bool(phrase.companies or own_share)
    )
    moves = (
        sign_of(scene.verb)
        or asked.reading.rule == "up or down"
        or (asked.reading.rule == "list of numbers" and asked.reading.sign)
    )
    traded, multiplied = _stands_higher(asked, closed), _multiplied(asked)
    moves = moves or traded or multiplied
    if (
        not closes
        and not traded
        and not (moves and (at_market(asked.story) or of_session(asked) or _beside_session(asked)))
    ):
        return None
    company = phrase.companies[-1] if phrase.companies else asked.frame.company
    if company is None and phrase.share is not None:
        company = phrase.share
    name = "share price" if multiplied else ""
    metric = take(asked, Metric.told("share_price", company, name=name)) if company is not None else None
    return Found(metric, "read") if metric is not None else None
