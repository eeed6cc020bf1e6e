"""Turns: the country or company that the text is about from a clause on."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.clause import is_its
from pipeline.linking.clauses import OPENS_CONTENT, Clause
from pipeline.linking.items import Item
from pipeline.linking.names import is_country
from pipeline.linking.phrases import Phrase
from pipeline.linking.placesinturn import source_in_turn
from pipeline.linking.state import Held, State
from pipeline.linking.story import Scene, Story, about_company
from pipeline.linking.subject import FLOWS, OF_THE_WORLD
from pipeline.linking.unnamed import words
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_FIRMS = entries.words("abstract", "firms")
_FORETELLS = entries.words("timing", "foretells")


def update_subject(story: Story, scene: Scene) -> None:
    """A place or company in subject position is what the text is about from here on."""
    state, phrase, clause = story.state, scene.phrase, scene.clause
    told_after = clause.cue == "after" and reports(clause) and "Q" in clause.kinds
    if (clause.link in {"paren", "compare"} and not told_after) or (state.ranked and story.sentence.headline):
        return  # but "The news came after X reported a loss of $5 million. Revenue fell"
    sponsored = phrase.metric is not None and phrase.metric.code in {
        "pmi",
        "business_confidence",
        "consumer_confidence",
        "house_prices",
    }
    counted = tells_number(story)
    named = [item.code for item in phrase.companies]
    main = state.main_company.value if state.main_company is not None else None
    if "M" in clause.kinds and any(item.kind == "M" and item.code == "price_target" for item in clause.items):
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
        and (state.one_company or len(set(named)) > 1 or scene.parent is not None)
    ):
        return  # "Goldman Sachs and J.P. Morgan are among the underwriters"
    aside = clause.cue == "with" and scene.parent is not None and main not in named
    if phrase.companies and aside and state.company is not None and state.company.value == main:
        return  # "Alphabet's revenue rose 16 percent, with YouTube's ad sales up 15 percent. Expenses climbed"
    homes = state.topic is not None and state.topic.value.code == "house_prices"
    if homes and phrase.companies and not any(item.data for item in phrase.companies):
        return  # "Seongdong posted the steepest increase": a district
    if phrase.companies and main not in named and state.company is not None and _only_owns(scene):
        return  # "a share of 3.4 percent, behind Mercadona's 26.3 percent and Lidl's 6.3 percent"
    if phrase.companies and clause.link == "sub" and clause.verb_at >= len(clause.items):
        return  # "despite delays in Boeing deliveries"
    if phrase.companies and not counted and main is not None and main not in named and _is_rival(scene):
        return  # "Rival X reports next week"
    if phrase.companies and (_is_client(story, scene) or _judges(story, scene)):
        return  # "Two clients, X and Y, account for 40 percent of its sales"; "X expects the company to earn"
    if phrase.companies and together(scene):
        state.subject_is_company = False
    elif phrase.companies and not sponsored:
        item = phrase.companies[-1]
        if state.company is not None and (is_set_beside(clause.items, item) or is_owned(state, item, clause.items)):
            state.subject_is_company = True
            return  # "X, its biosimilar affiliate,": the text goes on about whose affiliate it is
        state.company = Held(item.code, item.start, item.end, story.number, story.sentence.paragraph)
        state.subject_is_company = True
    elif (shown := introduced(clause) or _told_in_front(story, scene)) is not None:
        state.company = Held(shown.code, shown.start, shown.end, story.number, story.sentence.paragraph)
    elif (holder := _balances(clause, phrase)) is not None:
        state.country = Held(holder.code, holder.start, holder.end, story.number, story.sentence.paragraph)
    elif (
        phrase.reporters
        and phrase.metric is not None
        and phrase.share is None
        and phrase.metric.data.get("home") != "company"
        and phrase.metric.code != "tariff_rate"
        and not _is_told_from_there(state, phrase)
        and clause.cue
        != "where"  # "The gap with the U.S., where the rate is 4.5 percent, is wide. Loans at banks rose"
        and source_in_turn(story, clause.items) is None
        and not (_is_of_company(scene) and phrase.metric.data.get("home") == "both")
        and not (
            phrase.pronoun is not None and phrase.reporters[-1].code == "WORLD" and scene.frame.company is not None
        )
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
    elif (place := _foretold(scene) or _turns_to(story, scene)) is not None:
        state.country = Held(place.code, place.start, place.end, story.number, story.sentence.paragraph)


def _is_told_from_there(state: State, phrase: Phrase) -> bool:
    """Whether the main country's trade is told from its partner's end, so that the text stays with it: "Canada's surplus with the U.S.
    was $7.5 billion" in a report on the U.S."""
    main = state.main_country
    balance = phrase.metric is not None and phrase.metric.code == "trade_balance"
    return (
        balance and main is not None and not state.survey and any(item.code == main.value for item in phrase.partners)
    )


def _judges(story: Story, scene: Scene) -> bool:
    """Whether a firm only foretells of the company told of before: "Goldman Sachs expects the company to earn"."""
    if scene.verb is None or scene.verb.code != "project" or (story.state.company or story.state.main_company) is None:
        return False
    behind = [m.start for m in scene.phrase.companies]
    head = story.text[scene.verb.end : scene.verb.end + 40].lower()
    return bool(behind) and any(
        f" {word}" in head for word in ("the company", "the firm", "the group", "the chipmaker")
    )


def _is_rival(scene: Scene) -> bool:
    """Whether a clause is about a company that it only calls a rival of the one told of."""
    items = scene.clause.items[:4]
    return any(item.low.rpartition(" ")[2] in {"rival", "rivals", "competitor", "peer"} for item in items)


def _is_client(story: Story, scene: Scene) -> bool:
    """Whether a company makes up a part of what the one told of before has: "X accounts for 40 percent of its sales"."""
    state, items = story.state, scene.clause.items
    if scene.verb is None or scene.verb.code != "share" or (state.company or state.main_company) is None:
        return False
    behind = items[scene.clause.verb_at :]
    if any(is_called_client(items, firm) for firm in scene.phrase.companies):
        return True  # "X, its biggest customer, accounted for 22% of sales"
    return any(a.low == "of" and is_its(b) for a, b in pairwise(behind))


def _is_of_company(scene: Scene) -> bool:
    """Whether a clause before names a company or "its": "Its shipments fell 5.1%, but volume in China grew 9.5%"."""
    above = scene.parent
    while above is not None:
        if above.phrase.companies or (above.phrase.pronoun is not None and above.phrase.pronoun.low == "its"):
            return True
        above = above.parent
    return False


#: So many items hold a subject that begins with what looks like a verb: "Combined sales of the country's five carmakers".
_FEW = 9
#: What each of several firms has for itself.
_OF_SHARES = {"share_price", "market_cap", "eps", "dividend"}
#: So few items lead from one number of a list to the next.
_LISTED = 4


def together(scene: Scene) -> bool:
    """Whether several companies have one number in common: "Hyundai, Kia and GM Korea sold a total of 698,512 vehicles", "profit at X, Y
    and Z totaled", "The three would together earn", "Logistics companies attracted"."""
    items = scene.clause.items
    summed = any(item.low in words("sums") or item.low.startswith(("totaled", "totalled")) for item in items)
    summed = summed or shares_one(scene)
    named = {item.code for item in scene.phrase.companies}
    return (len(named) > 2 and (summed or _have_one_number(scene))) or (not named and _are_firms(scene, summed=summed))


def _have_one_number(scene: Scene) -> bool:
    """Whether a figure "at" or "of" several firms is one: "The balance of loans at X, Y and Z stood at"; not "Sales of X, Y and Z rose 3, 4
    and 5 percent"."""
    items = scene.clause.items
    at = next((i for i, item in enumerate(items) if item.kind == "C"), 0)
    owned = at > 1 and items[at - 1].low in {"at", "of", "by"}
    owned = owned and any(item.kind == "M" and item.code not in _OF_SHARES for item in items[:at])
    numbers = [i for i, item in enumerate(items) if item.kind == "Q" and i > at]
    listed = any(items[b - 1].kind in {",", "J"} and b - a < _LISTED for a, b in pairwise(numbers))
    return owned and bool(numbers) and not listed and "respectively" not in scene.clause.lows


def shares_one(scene: Scene) -> bool:
    """Whether one part is that of all whom a clause names: "X, Y and Z accounted for 61 percent of the market"."""
    verb, items = scene.verb, scene.clause.items
    if verb is None or verb.code != "share" or sum(item.kind == "Q" for item in items) != 1:
        return False
    joined = [i for i, item in enumerate(items[: scene.clause.verb_at]) if item.kind == "C"]
    return len(joined) > 1 and items[joined[-1] - 1].low in {"and", "&"}


def are_told_of(scene: Scene) -> bool:
    """Whether firms are those named before: "the two brands", "the carmakers' combined share"; not "the country's five carmakers"."""
    items = scene.clause.items[: scene.clause.verb_at or _FEW]
    placed = any(item.kind == "L" or item.form == "whole" for item in items)
    return not placed and any(item.low in {"the", "both", "these", "those", "their"} for item in items[:3])


def _are_firms(scene: Scene, *, summed: bool) -> bool:
    """Whether the subject is a number of firms that nobody names: "the country's five carmakers", "the three"."""
    clause, before, owned = scene.clause, None, False
    if scene.verb is not None and scene.verb.code in OPENS_CONTENT:
        return False  # "Brokerages expect"
    for item in clause.items[: clause.verb_at or _FEW]:
        if item.kind == "R" and item.low not in {"of", "at", "by", "in", "among"}:
            return False
        owned = item.low in {"its", "their", "other"} or (owned and item.kind in {"w", "P", "H"})
        if names_firms(item):
            return not owned  # "Its core businesses made", "profit at its industrial businesses" is one's
        before = item if item.kind != "H" and item.kind not in {"G", "U"} else before
    return summed and before is not None and before.kind == "Q" and before.form in {"count", "number"}


def names_firms(item: Item) -> bool:
    """Whether a word is a plural that companies are called by: "carmakers", "technology companies"."""
    return item.kind in {"w", "P", "O"} and item.low.rsplit(" ", 1)[-1] in _FIRMS


def tells_number(story: Story) -> bool:
    """Whether the sentence has a number."""
    return bool(story.quantities)


def _only_owns(scene: Scene) -> bool:
    """Whether a clause without a verb sets the figure of another company beside one told of: "behind Mercadona's 26.3 percent"."""
    items = scene.clause.items
    if scene.clause.link not in {"ellipsis", "same", "sub"} or any(item.kind in {"V", "U", "M", "D"} for item in items):
        return False
    owned = [
        b.kind == "'" and c.kind == "Q" for a, b, c in zip(items, items[1:], items[2:], strict=False) if a.kind == "C"
    ]
    return bool(owned) and all(owned)


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
    if not (known and about_country and in_front and (state.survey or not flows)):
        return None
    return None if is_singled_out(state, scene) else place


def _foretold(scene: Scene) -> Item | None:
    """The country of which somebody foretells what it has: "The fund put Peru's 2025 growth at 2 percent, with inflation averaging"."""
    verb, clause = scene.verb, scene.clause
    if verb is None or scene.phrase.metric is not None or "'" not in clause.kinds:
        return None
    if verb.code != "project" and verb.low not in _FORETELLS:
        return None
    told = [item for item in clause.items[clause.verb_at + 1 :] if item.kind not in {"E", "G", "T", "H"}][:3]
    owned = [item.kind for item in told] == ["L", "'", "M"] and told[2].data.get("home") != "company"
    return told[0] if owned and told[0].form != "region" else None


def is_singled_out(state: State, scene: Scene) -> bool:
    """Whether a country is only singled out among those of a group told of: "Greece had the highest rate" in a report on the euro zone."""
    told = state.country or state.main_country
    if told is None or (is_country(told.value) and told.value not in {"EA", "EU"}):
        return False
    superlatives = entries.words("senses", "superlatives")
    return any(item.low in superlatives for item in scene.clause.items[scene.clause.verb_at :])


_PARTS = {"affiliate", "unit", "subsidiary", "arm", "division", "sister", "brand"}


def is_set_beside(items: list[Item], company: Item) -> bool:
    """Whether a company is set beside the one spoken of: "X, its biosimilar developing affiliate,", "X, the group's flagship unit,"."""
    at = items.index(company) if company in items else -1
    ahead = items[max(0, at - 5) : max(0, at)]
    own = next((i for i, item in enumerate(ahead) if is_its(item)), None)
    if own is not None and own == len(ahead) - 1 and any(item.low in _PARTS for item in items[at + 1 : at + 4]):
        return True  # "Its Eurowings budget unit posted"
    if own is not None and ahead[-1].low in _PARTS and not any(item.kind in {"V", "C", ","} for item in ahead[own:]):
        return True  # "Its luxury unit Lexus sold 851,000"
    behind = items[at + 1 : at + 9] if at >= 0 else []
    if len(behind) < 3 or behind[0].kind != ",":
        return False
    return is_its(behind[1]) and any(item.low in _PARTS for item in behind)


def is_called_client(items: list[Item], company: Item) -> bool:
    """Whether a company is said to buy from the one spoken of: "X, its largest customer,", "X, the group's biggest client,"."""
    at = items.index(company) if company in items else len(items)
    if [item.kind for item in items[at + 1 : at + 3]] != [",", "O"] or not is_its(items[at + 2]):
        return False
    return any(item.low in entries.words("deals", "clients") for item in items[at + 3 : at + 7])


def is_owned(state: State, company: Item, items: list[Item]) -> bool:
    """Whether a company is one that the text's main company was said to own or run: "X, the operator of the Y chain,"; or that is told of
    as a part where the text is about another all along: "Orvimex, the Mexican arm,"."""
    main = state.main_company
    if main is None:
        return False
    at = items.index(company) if state.one_company and company in items and company.code != main.value else len(items)
    behind = items[at + 1 : at + 7]
    if len(behind) > 3 and behind[0].kind == "," and behind[1].low == "the":
        head = next((i for i, item in enumerate(behind) if item.low in _PARTS), 0)
        if head and head + 1 < len(behind) and behind[head + 1].kind == ",":
            return True
    return company.code in state.owned and main.value not in state.owned


def introduced(clause: Clause) -> Item | None:
    """The company that a clause says somebody or something is: "The first listing of the year is X, a producer of ..."."""
    for before, item in pairwise(clause.items):
        if before.kind == "V" and before.code == "be" and item.kind == "C":
            return item
    return None


def _told_in_front(story: Story, scene: Scene) -> Item | None:
    """The one company named in the statement that a clause with "the group" goes along with: "The pledge failed to rouse Orvell's
    followers, with the builder's stock falling 2 percent"; not the one whose analysts judge it."""
    if scene.clause.cue != "with" or scene.phrase.companies or not _is_the_firms(scene):
        return None
    above = next((other for other in reversed(story.scenes) if other.start < scene.start and other is not scene), None)
    items = above.clause.items if above is not None else []
    named = [i for i, item in enumerate(items) if item.kind == "C"]
    if above is None or not named or len({items[i].code for i in named}) > 1:
        return None
    at = named[0]
    judges = at and items[at - 1].low == "at" or (above.verb is not None and above.verb.code in OPENS_CONTENT)
    return None if judges else items[at]


def _is_the_firms(scene: Scene) -> bool:
    """Whether a clause begins with what "the company" or "the FTSE 250-listed group" has."""
    pronoun = scene.phrase.pronoun
    if pronoun is not None:
        return pronoun.form == "company_pronoun"
    items = scene.clause.items[:_FEW]
    owner = next((a for a, b in pairwise(items) if b.kind == "'"), None)
    return owner is not None and items[0].low == "the" and owner.low in entries.words("divisions", "whole")


def _balances(clause: Clause, phrase: Phrase) -> Item | None:
    """The country that states a balance of its own in this clause."""
    if phrase.metric is not None or not phrase.bare or not reports(clause):
        return None
    balance = any(item.kind == "M" and item.data.get("balance") for item in clause.items)
    return phrase.bare[-1] if balance else None


def reports(clause: Clause) -> bool:
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
