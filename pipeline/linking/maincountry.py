"""Main country: whose figures a text tells, by the weight of all places that it names, or that it goes from country to country."""

from __future__ import annotations

import functools
import re
from collections import Counter

from pipeline.linking.metric import entry
from pipeline.linking.names import is_country
from pipeline.linking.state import Held
from pipeline.linking.story import Story, within
from pipeline.vocabulary import entries
from pipeline.vocabulary.trie import Mention

#: What comes to a country as that country's own: "remittances to Nepal", "direct investment pledged to South Korea", "visitors to Jeju".
_RECEIVES = re.compile(
    r"\b(?:remittances?|inflows?|fdi\)?|pledged|committed|commitments|visitors?|tourists?|arrivals) (?:in)?to (?:the )?$",
    re.IGNORECASE,
)
#: Before the other side of a flow: "exports to the United States", "trade with China", "between Kazakhstan and China".
_TOWARDS = re.compile(r"\b(?:to|with|against|from|including|followed by|ahead of) (?:the )?$")
#: Further ones in a list: "exports to Taiwan (4.56 billion dollars, +55.2%), Vietnam and the U.S.".
_LISTED = re.compile(
    r"\b(?:to|with|against|from) (?:the )?(?:[A-Z][\w.]*(?: [A-Z][\w.]*)?(?: ?\([^()]{1,60}\))?(?:, | and |, and )(?:the )?)+$"
)
#: What a country is to one whose trade is told: "China was the largest destination", "Japan bought $57.2 million worth".
_IS_MARKET = re.compile(
    r"[A-Z][\w.]*(?: [A-Z][\w.]*)? (?:(?:was|is|remained|became) (?:by far )?(?:the|its|their) (?:[\w’'-]+ ){0,3}"
    r"(?:market|destination|buyer|customer|supplier)\b|(?:bought|purchased|took|supplied) (?:nearly all|[$€£]|about|some|nearly|over))"
)
#: What these begin with that look back, without "the".
_LEADS = ("to ", "with ", "against ", "from ", "including ", "by ", "of ", ", ", "and ")
_SECOND, _OF_TWO = re.compile(r" and (?:the )?$"), re.compile(r"\bbetween [^.;,]{3,40} and (?:the )?$")

#: What the whole world buys, sells and makes, behind up to two words for the good.
_GOES = re.compile(
    r" (?:[\w-]+ ){0,2}(?:shipments|sales|registrations|deliveries|demand|production|output|orders|market|trade|exports)\b"
)
#: The trade of a country with another, told of first.
_HAS_TRADE = re.compile(
    r"(?:['’]s)? (?:[a-z-]+ ){0,3}(?:exports|imports|shipments|trade (?:surplus|deficit|gap)) (?:to|from|with)\b"
)
#: The trade of a country, told of first; whose money figures are in.
_OWNS_TRADE = re.compile(r"['’]s (?:[a-z-]+ ){0,2}(?:exports?|imports?|shipments|trade)\b")
_MONEY = re.compile(r"[ -](?:dollars?|francs?|pesos?|crowns?|rupees?|pounds?)\b", re.IGNORECASE)
#: Behind a headline's news stands its cause: "Rice exporters lower sights as baht, India bite".
_CAUSE = re.compile(r"\b(?:as|amid|after|despite|on) ", re.IGNORECASE)
#: What another country lays on one's goods: "EU quotas", "U.S. tariffs".
_LAID = re.compile(
    r"(?:['’]s)? (?:[a-z]+ )?(?:tariff|quota|dut(?:y|ies)|lev(?:y|ies)|curb|sanction|ban|restriction)", re.IGNORECASE
)
#: What stands before a place that begins a sentence.
_BEGINS = re.compile(r"(?:[.\n”\"] ?|\A)(?:In |For )?(?:the |The )?$")
#: A text in which that many countries own something, none of them most of it, goes from country to country.
_SURVEYED, _DOMINANT = 4, 0.55
#: Less than one mention of a country: "international trade", "global prices". Moneys that are counted in far from home.
_NAMED, _OF_MANY = 1.0, {"", "USD", "EUR", "XAU", "XDR", "XAF", "XOF", "XCD", "XPF", "GBP", "CHF"}
#: So many sums tell in which money a text counts.
_SUMS = 4
#: What stands behind a country that the text looks at a part of: "Norway as a whole".
_AS_A_WHOLE = re.compile(r" as a whole\b| overall\b|-wide\b")
_REST_OF = re.compile(r"\b(?:rest of|elsewhere in|whole of|other parts of) (?:the )?$")
#: Characters within which a dateline stands, and within which a lead names who acts.
_DATELINE, _OPENING = 20, 90
#: What reports on a country's trade tell of.
_TRADE = re.compile(
    r"\b(?:exports?|exporters?|imports?|shipments|shipped|trade (?:surplus|deficit|gap|balance))\b", re.IGNORECASE
)


def main_country(story: Story, lead_end: int) -> Held | None:
    """The country that the text names most, by the weight of each mention; of the Union and the euro zone the first one."""
    weights: dict[str, float] = {}
    firsts: dict[str, Mention] = {}
    bodies: set[str] = set()
    forms = {"name", "demonym", "people", "capital"}
    named = {m.code for m in story.mentions.names if m.kind == "place" and m.form in forms}
    apart = {
        m.code
        for m in story.mentions.names
        if m.kind == "place" and len(m.code) == 2 and not _is_other_side(story.text, m.start)
    }
    bank = _opening_bank(story)
    for mention in story.mentions.names:
        country = _country_of(mention) or ("EA" if "EA" in firsts and mention.kind == "place" else None)  # "the bloc"
        if not country or country == "ANY" or (mention.kind == "body" and mention.code in bodies):
            continue
        if mention.kind == "body":
            bodies.add(mention.code)
        weight = _weight(story, mention, country, lead_end, named if apart else {country})
        if (
            bank
            and mention.form in {"capital", "region"}
            and country != bank
            and mention.start < story.document.headline_end + _DATELINE
        ):
            weight *= 0.1  # "FRANKFURT - The European Central Bank cut its rates"
        weights[country] = weights.get(country, 0.0) + weight
        firsts.setdefault(country, mention)
    if sum(weights.values()) < _NAMED and (home := _home_of_money(story)) is not None:
        return home
    if not weights or (not apart and all(_is_sent_to(story.text, m) for m in story.mentions.names)):
        return None  # "Exports rose 5 percent. Shipments to Taiwan surged": whose they are stands nowhere
    code = max(weights, key=lambda c: (weights[c], -firsts[c].start))
    if firsts[code].start >= lead_end:  # named late: an aside, if the text counts in the money of another
        users = _users_of_money(story)
        code = code if code in users else max(users.intersection(weights), key=weights.__getitem__, default=code)
    if code == "EU" and "EA" in firsts and firsts["EA"].start < firsts[code].start:
        code = "EA"  # "Euro zone trade surplus falls", though the Union is named more often
    return Held(code, firsts[code].start, firsts[code].end)


def _is_sent_to(text: str, mention: Mention) -> bool:
    """Whether a name says nothing on whose figures are told: a good, a metric, a country that something goes to."""
    if mention.kind != "place":
        return mention.kind in {"product", "metric"}
    owns = text[mention.end : mention.end + 2] in {"'s", "’s"}  # "contributes 6.7 percent to Uganda's output"
    return len(mention.code) == 2 and not owns and text[: mention.start].endswith((" to ", " to the "))


def _opening_bank(story: Story) -> str:
    """The country of the central bank that the lead begins with; empty where it begins with none."""
    begin = story.document.headline_end
    names = within(story.mentions.names, begin, begin + _OPENING)
    banks = (m.data for m in names if m.kind == "body" and m.data.get("role") == "central_bank")
    return next((str(data.get("country") or "") for data in banks), "")


def _home_of_money(story: Story) -> Held | None:
    """The country whose money a text that names no place counts in, as an office at home writes: "to KSh 410.9 billion"."""
    of_country = any(entry(code).get("home") == "country" for code in story.named)
    if not of_country or any(mention.kind == "company" for mention in story.mentions.names):
        return None
    money = Counter(q.unit[:3] for q in story.mentions.quantities if q.kind in {"money", "price"})
    unit = next(iter(money.most_common(1)), ("", 0))[0]
    if unit in _OF_MANY or not unit.isalpha():
        return None
    first = next(q for q in story.mentions.quantities if q.unit[:3] == unit)
    return Held(unit[:2], first.start, first.end)


def _users_of_money(story: Story) -> frozenset[str]:
    """The countries whose money most of a text's sums are in; none for money that is counted in everywhere."""
    money = Counter(q.unit[:3] for q in story.mentions.quantities if q.kind in {"money", "price"})
    unit, times = next(iter(money.most_common(1)), ("", 0))
    if times < _SUMS or times < money.total() * _DOMINANT:
        return frozenset()
    if unit == "EUR":
        return entries.words("places", "rules", "euro")
    return frozenset({unit[:2]}) if unit not in _OF_MANY | {"EUR"} or unit in {"GBP", "CHF"} else frozenset()


def _country_of(mention: Mention) -> str | None:
    """The country that a mention speaks of: a place's own, that of a body or index; none for "the bloc"."""
    if mention.kind == "place":
        return None if mention.form == "description" and mention.code == "EU" else mention.code
    return mention.data.get("country") if mention.kind in {"body", "index"} else None


def _weight(story: Story, mention: Mention, country: str, lead_end: int, named: set[str]) -> float:
    """How much a mention says that the text is about its country; `named` are the countries that the text names as such."""
    text, start, end, headline_end = story.text, mention.start, mention.end, story.document.headline_end
    weight = 3.0 if start < headline_end else 2.0 if start < lead_end else 1.0
    if mention.kind == "place" and _MONEY.match(text, end):
        weight *= 0.2  # "in U.S. dollar terms"
    if mention.kind == "place" and mention.form in {"capital", "region"} and country != "EA":
        weight *= 0.7
    opens = start < 5 or 0 <= start - headline_end < 60
    whole = opens and text[start:end].lower() != "international"  # "International trade": of whoever tells it
    whole = whole and not text[max(0, start - 4) : start].rstrip().endswith(
        ("'s", "’s", " its")
    )  # "Kia's global sales"
    if country == "WORLD" and whole and _GOES.match(text, end, end + 40):
        weight += 6.0  # "Worldwide smartphone shipments decreased"
    elif country == "WORLD":
        weight *= 0.3  # "global banks": no country
    if mention.kind == "body":
        # a body of a country that the text does not name says little, but "Korea Tourism Organization" names it
        weight *= 1.5 if country in named else 1.0 if _names_own(text[start:end], country) else 0.4
    elif text[end : end + 2] in {"'s", "’s"}:
        weight *= 1.5
    elif _is_other_side(text, start):
        weight *= 0.5  # the other side of a flow
    if start < headline_end and (_CAUSE.search(text, 0, start) or _LAID.match(text, end)):
        weight *= 0.5
    part = mention.kind == "place" and len(country) == 2
    if part and (_AS_A_WHOLE.match(text, end) or _REST_OF.search(text, max(0, start - 24), start)):
        weight += 3.0
    begins = start < 5 or 0 <= start - headline_end < 5
    acts = text[end : end + 1] == " " and text[end + 1 : end + 2].islower()
    if begins and acts and mention.kind == "place" and mention.form == "name" and country != "WORLD":
        weight += 2.0  # what headline and lead begin with: "Korea logs a record deficit as Chinese imports surge"
    elif begins and mention.kind == "place" and len(country) == 2 and _OWNS_TRADE.match(text, end):
        weight += 3.0 if _HAS_TRADE.match(text, end) else 1.5  # "China's export growth slowed"
    elif begins and mention.kind == "place" and len(country) == 2 and _HAS_TRADE.match(text, end):
        weight += 3.0  # "Sri Lankan fish exports to the European Union collapsed"
    return weight


@functools.lru_cache(maxsize=256)
def _names_own(body: str, country: str) -> bool:
    """Whether a body's name has that of its country in it: "Korea Tourism Organization", "Statistics Canada"."""
    row = entries.table("places").get(country) or {}
    padded = f" {body.lower()} "
    return any(f" {name.lower()} " in padded for name in [*row.get("name", ()), *row.get("demonym", ())])


def _is_other_side(text: str, start: int) -> bool:
    """Whether a place is the other side of a flow."""
    if not text[max(0, start - 20) : start].lower().removesuffix("the ").endswith(_LEADS):
        return _IS_MARKET.match(text, start) is not None  # most places: nothing before them leads to a side
    near = max(0, start - 16)
    if _RECEIVES.search(text, max(0, start - 24), start):
        return False  # "Remittances to Nepal climb"
    if _IS_MARKET.match(text, start):
        return True
    if _TOWARDS.search(text, near, start) or _LISTED.search(text, max(0, start - 160), start):
        return True
    return bool(_SECOND.search(text, near, start) and _OF_TWO.search(text, max(0, start - 60), start))


def is_survey(story: Story) -> bool:
    """Whether the text goes from country to country; one whose headline names a single country and that speaks of it most does not."""
    owners, main = _owners(story), story.state.main_country
    head = {m.code for m in within(story.mentions.names, 0, story.document.headline_end) if m.kind == "place"}
    if main is not None and head == {main.value} and owners[main.value] == max(owners.values(), default=0) > 1:
        return False
    return len(owners) >= _SURVEYED and max(owners.values()) <= _DOMINANT * owners.total()


def _owners(story: Story) -> Counter[str]:
    """How often each country owns something or begins a sentence: "Japan's reading", "In Thailand, the index", "India remained"."""
    text, body = story.text, story.document.headline_end
    main = story.state.main_country  # its trade: sentences begin with its markets, "Iraq was the top market"
    trade = main is not None and is_country(main.value) and _TRADE.search(text, 0, body + 200) is not None
    return Counter(
        m.code
        for m in story.mentions.names
        if m.kind == "place"
        and m.form != "region"
        and (len(m.code) == 2 or m.code == "EA")
        and m.start > body
        and (
            text[m.end : m.end + 2] in {"'s", "’s"}
            or (not trade and _BEGINS.search(text, max(0, m.start - 9), m.start))
            or (trade and _TRADE.match(text, m.end + 1))
        )
    )
