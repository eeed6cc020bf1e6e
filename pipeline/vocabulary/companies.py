"""Finds companies: those known everywhere, and capitalised names that the text itself shows to be companies.

A name is a company's by its last word ("Haeyang Heavy Industries Co."), by a noun before or after it ("chipmaker X",
"X, Korea's second-largest carmaker,"), by a stock code in brackets, by "shares of X", by what it has or does ("X's
revenue", "X sold"). Once a name is known, its short forms are found as well. The words stand in companies.toml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from pipeline import vocabulary
from pipeline.vocabulary.deeds import acts, is_airport, is_no_company, is_told_as_company, is_where, tells_of_itself
from pipeline.vocabulary.foretellers import is_researcher
from pipeline.vocabulary.makes import is_brand, models
from pipeline.vocabulary.names import (
    ENDS_SENTENCE,
    Name,
    Words,
    behind_datelines,
    is_coined,
    persons_of,
    runs_of,
    words,
)
from pipeline.vocabulary.rivals import beside, by_rivals
from pipeline.vocabulary.shares import by_move, is_on_market
from pipeline.vocabulary.shortforms import form_of, is_abbreviated, resolve
from pipeline.vocabulary.trie import HYPHENS, POSSESSIVES, Mention, Unit, units_of

_TICKER = re.compile(r"\d{4,6}\.[A-Z]{1,3}|[A-Z]{1,6}\.[A-Z]{1,3}|\d{6}")
#: How far, in words, an apposition is read for the noun that says what the name is.
_APPOSITION = 12
#: Whom only a company has.
_RIVALS, _OF_RIVALS = {"rival", "competitor", "archrival", "arch-rival", "affiliate", "parent"}, {"its", "a", "an"}
#: Ranks that only makers have in an apposition: "X, Mexico's largest baker,".
_RANKS = {"largest", "biggest", "second", "third", "fourth", "fifth"}
#: What a ware is told with behind its name, how many words that takes, and what stands behind its noun.
_WARES_OF, _WARE_WITHIN = {"its", "their", "a", "an", "the"}, 8
_ENDS_WARE = {",", "for", "that", "which", "against", "it", "."}
#: What ends the head of an apposition: "Kim, chief executive of the carmaker" is no company.
_HEAD_ENDS = frozenset(
    "of at for with who said from in on by under whose that which where , . ; ( — is was has owned operated run "
    "behind backed led listed controlled known affiliated founded headquartered based -- –".split()
)


def find_companies(
    text: str,
    tokens: Sequence[str],
    starts: Sequence[int],
    title: str | None = None,
    mentions: Sequence[Mention] | None = None,
    units: Sequence[Unit] | None = None,
) -> list[Mention]:
    """Companies that the text names, in its order; `code` is the fullest form of the name in the text.

    `tokens` are the words of `text`, `starts` their offsets, `mentions` what `Vocabulary.find` gave for them (found here when
    not given): bodies, indices and places are no companies. `title` is the headline when the text begins with it: headlines
    capitalise any word, so there only names that are known or that the body shows to be companies are found. `data` holds
    `canonical`, `country` (ISO code where known, else None) and `evidence` (what showed it).
    """
    known = words()
    other = vocabulary.load().find(text, tokens, starts) if mentions is None else mentions
    headline_end = len(title) if title and text.startswith(title) else 0
    bodies = _tokens_of(other, {"body", "index"})
    places = {(m.first, m.last): m for m in other if m.kind == "place"}
    branded = _tokens_of([m for m in other if is_brand(tokens, m)], {"product"})
    seeds = _seeds(tokens, units_of(tokens, starts) if units is None else units, other)
    seeds = [s for s in seeds if s.first not in branded and not (_is_own_place(tokens, s) or is_no_company(tokens, s))]
    runs = behind_datelines(text, tokens, starts, runs_of(text, tokens, starts), places)
    names = [name for name in runs if not bodies.intersection(range(name.first, name.last))]
    premises = {form_of(tokens, name) for name in names if _is_part_of(tokens, name)}
    names = [name for name in names if form_of(tokens, name) not in premises]
    makers = {seed.data["canonical"] for seed in seeds}
    seeds = [seed for seed in seeds if models().get(form_of(tokens, seed)) not in makers]
    names = [name for name in names if form_of(tokens, name) not in models()]
    held = {i: seed for seed in seeds for i in range(seed.first, seed.last)}
    names = [name for name in names if _begins(name, held.get(name.first)) and name.first not in branded]
    seed_at = {seed.first: seed for seed in seeds}
    persons = persons_of(tokens, starts, names)
    inside = {tokens[name.first] for name in names if not name.opens}
    family = {tokens[name.last - 1] for name in names if 1 < name.last - name.first < 4}
    products, spoken = {(m.first, m.last) for m in other if m.kind in {"product", "metric"}}, frozenset(tokens)
    at_market = is_on_market(tokens, other)
    found: list[Name] = []
    hints: dict[str, list[Name]] = {}
    covered: set[int] = set()
    for name in names:
        span = (name.first, name.last)
        seed = seed_at.get(name.first)
        evidence = "" if span in places or starts[name.first] < headline_end else _by_last_word(known, tokens, name)
        if seed and not evidence and _goes_on(known, tokens, seed, name):
            evidence = "longer name"
        if seed and _is_pair(tokens, seed, seed_at, name):
            evidence = "two names"
        if seed and not evidence and seed.last < name.last:
            placed = (seed.last, name.last) in places and acts(tokens, name, known.acts)  # "Maruti Suzuki India"
            evidence = "longer name" if placed or tells_of_itself(tokens, name) else ""  # "Hyundai Transys said its"
        if seed and (not evidence or seed.last >= name.last):
            continue
        if not (evidence or span in places or span in products or starts[name.first] < headline_end):
            evidence = _by_neighbours(known, tokens, name, persons, inside, spoken)
            if evidence in {"", "hint"} and not persons.intersection(tokens[name.first : name.last]):
                evidence = by_rivals(tokens, name, inside, family, places, seeds, spoken) or evidence
            if not evidence and not persons.intersection(tokens[name.first : name.last]):
                evidence = by_move(tokens, name, inside, at_market=at_market)
        if evidence in {"hint", "coined"}:
            name.data = {"evidence": evidence}
            hints.setdefault(form_of(tokens, name), []).append(name)
        elif evidence:
            home = places.get((seed.last, name.last)) if seed else None
            at_home = seed is not None and home is not None and home.code == seed.data.get("country")
            if seed and (at_home or set(tokens[seed.last : name.last]) <= known.legal | {","}):
                name.data = seed.data
            else:
                name.data = {"canonical": None, "country": _country(tokens, name, places), "evidence": evidence}
            found.append(name)
            covered.update(range(name.first, name.last))
    researchers = {form_of(tokens, name) for name in names if is_researcher(tokens, name)}
    known_otherwise = _tokens_of(other, {"place", "body", "index", "product", "metric"}) | covered
    for name in beside(tokens, names, [*found, *seeds], known_otherwise):
        single = name.last - name.first == 1
        if not (persons | family if single else persons).intersection(tokens[name.first : name.last]):
            name.data = {"canonical": None, "country": _country(tokens, name, places), "evidence": "beside"}
            found.append(name)
            covered.update(range(name.first, name.last))
    found = [name for name in found if form_of(tokens, name) not in researchers]
    hints = {form: hinted for form, hinted in hints.items() if form not in researchers}
    found += _longer(tokens, names, found, persons)
    # What only opens sentences is shown by two hints, by one in a text that speaks of "the company", or by results of a coined name.
    enough = 1 if _speaks_of_a_company(known, tokens) else 2
    inner = {token for name in found for token in tokens[name.first : name.last]}
    for form, hinted in hints.items():
        coined = form not in inner and any(name.data["evidence"] == "coined" for name in hinted)
        if len(hinted) >= enough or coined:
            for name in hinted:
                name.data = {"canonical": None, "country": _country(tokens, name, places), "evidence": "belonging"}
            found += hinted
    seeds = [seed for seed in seeds if form_of(tokens, seed) not in researchers]  # "cargo surveyor Intertek"
    found += [seed for seed in seeds if not covered.intersection(range(seed.first, seed.last))]
    headline = [name for name in names if starts[name.first] < headline_end]
    names = [name for name in names if starts[name.first] >= headline_end and (name.first, name.last) not in places]
    # ("China" of a headline is no short form of "China National Offshore Oil Corp.")
    parts = [part for part in _parts(headline) if (part.first, part.last) not in places]
    return resolve(text, tokens, starts, found, [*parts, *names])


def _longer(tokens: Sequence[str], names: Sequence[Name], found: Sequence[Name], persons: set[str]) -> list[Name]:
    """Longer runs that end with a company's only word: "Maison Valcour" of "shares in Valcour"."""
    single = {tokens[n.first]: n for n in found if n.last - n.first == 1 and n.data["evidence"] != "known"}
    held = {n.first for n in found}
    known = words()
    longer = []
    for name in names:
        part = tokens[name.first : name.last]
        short = single.get(part[-1]) if len(part) == 2 and name.first not in held else None
        if short is not None and not persons.intersection(part) and part[0] not in known.openers | known.titles:
            longer.append(Name(name.first, name.last, name.opens, {**short.data}))
    return longer


_PERCENT = {"%", "percent", "pct", "per"}


def _parts(names: Sequence[Name]) -> list[Name]:
    """The runs of words inside names, longest first: a headline may write all its words with capitals."""
    parts = [
        Name(first, last, name.opens)
        for name in names
        for first in range(name.first, name.last)
        for last in range(first + 1, name.last + 1)
    ]
    return sorted(parts, key=lambda part: part.first - part.last)


def _tokens_of(mentions: Sequence[Mention], kinds: set[str]) -> set[int]:
    return {i for m in mentions if m.kind in kinds for i in range(m.first, m.last)}


def _seeds(tokens: Sequence[str], units: Sequence[Unit], other: Sequence[Mention]) -> list[Name]:
    """Companies of the list of known names; one inside the name of a place, body or index is none ("the Emirates")."""
    around = [(m.first, m.last) for m in other if m.kind in {"place", "body", "index"}]
    found = []
    for first, last, leaf in words().seeds.find(units):
        name = Name(units[first].token, units[last - 1].token + 1, False, {**leaf.data})
        if (leaf.form == "common" and not _is_name(tokens, name)) or _is_of_body(tokens, name.last):
            continue
        if (
            tokens[name.first] in words().fruits
            and tokens[name.last : name.last + 1]
            and tokens[name.last] in words().of_fruit
        ):
            continue  # "Apple exports climbed"
        if not any(start <= name.first and name.last <= end for start, end in around):
            found.append(name)
    return found


def _is_of_body(tokens: Sequence[str], at: int) -> bool:
    """Whether a name goes on as that of a body: "China Coal Transport and Distribution Association"."""
    for token in tokens[at : at + 5]:
        if token in words().body_heads:
            return True
        if not (token[:1].isupper() or token in {"and", "&"}):
            return False
    return False


def _is_name(tokens: Sequence[str], name: Name) -> bool:
    """Whether a common word is a company's name: "at Target", "Next has said", "Gap's sales"; not "Next year", "Target Price"."""
    before = tokens[name.first - 1] if name.first else ""
    after = tokens[name.last] if name.last < len(tokens) else ""
    if after in POSSESSIVES or after in words().acts:
        return True
    joined = after[:1].isupper() or before[:1].isupper() or not before or before in ENDS_SENTENCE
    return not joined and before not in {"on", "over", "via"}  # "met on Zoom"


#: Nouns for a part of a company behind its name.
_BRANCHES = {"division", "segment", "unit", "business"}
#: Words that go on the name of a group for one of its companies: "Hanwha Life", "Hyundai Glovis Korea".
_AFFIXES = set(
    "Life General Fire Marine Asset Vision Square Hotel Shopping Uplus CNS SDS Glovis Wia Autoever Innotek ENM Cargo Technik Express Airways".split()
)


def _begins(name: Name, seed: Name | None) -> bool:
    """Whether a name is no more than the end of a known one: "Spencer" in "Marks and Spencer"."""
    return seed is None or seed.first >= name.first or seed.last < name.last


def _goes_on(known: Words, tokens: Sequence[str], seed: Name, name: Name) -> bool:
    """Whether a known name is only the beginning of another company's: "Hanwha" in "Hanwha Life Indonesia"."""
    return seed.last < name.last and tokens[seed.last] in known.sector | _AFFIXES


def _is_pair(tokens: Sequence[str], seed: Name, seed_at: Mapping[int, Name], name: Name) -> bool:
    """Whether a hyphen makes one name of two companies: "Hyundai-Kia"."""
    second = seed_at.get(seed.last + 1)
    return second is not None and second.last == name.last and tokens[seed.last] in HYPHENS


def _by_last_word(known: Words, tokens: Sequence[str], name: Name) -> str:
    """What in a name itself shows that it is a company's, or an empty string."""
    part = tokens[name.first : name.last]
    if len(part) < 2 or (part[0] in known.no_first and not is_abbreviated(tokens, name)):
        return ""
    if part[-1] in known.legal or "".join(part[-3:]) in known.legal:
        return "legal form"
    after = tokens[name.last : name.last + 3]
    # "Nordic Timber and Pulp Exporters Association", "Korea Entertainment Producers' Association".
    longer = len(after) > 1 and (after[0] in {"of", "for", "and"} or after[0] in POSSESSIVES) and after[1][0].isupper()
    opens = name.opens or (name.first > 0 and tokens[name.first - 1] in {"-", "*", "–"})
    branch = after[:1] and after[0] in _BRANCHES and name.first > 0 and tokens[name.first - 1].lower() in {"the", "its"}
    heads = branch or opens and after[:1] == [":"]  # "Process Technology: revenue 970 million euros": a line of a list
    if (
        (part[-1] in known.sector or part[0] in known.leads)
        and not heads
        and not known.not_company.intersection(part)
        and not longer
    ):
        return "sector word"
    return ""


#: What a share does by an amount of dollars.
_MOVES = set(
    "rose fell added gained lost climbed dropped jumped soared slid slipped advanced surged tumbled plunged eased sank".split()
)


def _by_neighbours(
    known: Words, tokens: Sequence[str], name: Name, persons: set[str], inside: set[str], spoken: Set[str]
) -> str:
    """What beside a name shows that it is a company's, or an empty string.

    `persons` are words of persons' names, `inside` the words that are written with a capital inside a sentence as well:
    what tells of one that only opens sentences is no more than a "hint" ("Traders sold").
    """
    part = tokens[name.first : name.last]
    if is_airport(tokens, name):
        return "doing"
    if part[0] in known.titles or known.not_company.intersection(part):
        return ""
    if _ticker(tokens, name.last):
        return "stock code"
    if persons.intersection(part):
        return ""
    previous = tuple(token.lower() for token in tokens[max(0, name.first - 3) : name.first])
    if previous and not name.opens and previous[-1] in known.wares:
        return ""
    if (
        previous
        and not name.opens
        and previous[-1] in known.descriptors
        and previous[-2:-1] not in {("the",), ("a",), ("an",)}
    ):
        return "noun before"
    if previous == ("start", "-", "up") or (
        previous[-1:] == ("group",) and previous[-2:-1] and previous[-2] in _TRADES
    ):
        return "noun before"
    if previous[-1:] == (",",) and previous[-2:-1] and previous[-2] in known.descriptors:
        if _is_described(tokens, name.first - 1):
            return "noun before"
    if previous and any(previous[-len(them) :] == them for them in known.before.get(previous[-1], ())):
        return "words before"
    if previous[-1:] == ("at",) and previous[-2:-1] and previous[-2] in _PERCENT and not part[-1].isdigit():
        return "at"  # "sales rose 4% at Harlow Stores"
    after = [token.lower() for token in tokens[name.last : name.last + 6]]
    if after and tokens[name.last] in known.company_titles:
        return "office after"
    if _apposition(known, tokens, name.last):
        return "noun after"
    if is_where(tokens, name):
        return ""
    sure = not name.opens or len(part) > 1 or part[0] in inside or after[:1] == [","]
    if not sure and part[0].endswith("s"):
        return ""
    if is_told_as_company(tokens, name):
        return "doing" if sure else "coined" if is_coined(part[0], spoken) else "hint"
    if (
        after
        and after[0] in POSSESSIVES
        and known.belongings.intersection(after[1 : 6 if after[1:2] == [] or after[1] in _TOLD_OF else 3])
    ):
        own = _OWN.intersection(after[1:5]) and len(part) == 1 and is_coined(part[0], spoken)
        return "belonging" if sure else "coined" if own else "hint"  # "Hugenix's second-quarter operating profit"
    if after and len(part) < 4 and any(tuple(after[: len(it)]) == it for it in known.doings.get(after[0], ())):
        return "doing" if sure else "hint"
    if sure and len(part) < 4 and after[:1] and after[0] in _MOVES and after[1:2] == ["$"] and after[3:4] == ["to"]:
        return "moved"  # "Hewlett-Packard added $2.50 to $116.75": a share
    if len(part) < 4 and after[:1] == ["said"] and known.belongings.intersection(after[1:5]):
        return "hint"
    return ""


#: What kinds of results only companies have.
_OWN = {"operating", "net", "pretax", "ebitda"}
#: How the time, the place or the kind is named that a company's figures are of: "X's third-quarter sales", "X's U.S. same-store sales".
_TOLD_OF = set(
    "first second third fourth half full nine final same like comparable global worldwide domestic international overseas u.s. us".split()
)


def _is_part_of(tokens: Sequence[str], name: Name) -> bool:
    """Whether a name is one of a company's premises or divisions: "the Pangyo branch", "the Device Solutions (DS) division"; or what
    it makes: "Orvelta, its obesity drug,"."""
    at = name.last
    if _is_ware(tokens, at):
        return True
    if tokens[at : at + 1] == ["("] and tokens[at + 2 : at + 3] == [")"]:
        at += 3
    known, noun = words(), tokens[at] if at < len(tokens) else ""
    return noun in known.premises or (
        noun in known.divisions and name.first > 0 and tokens[name.first - 1].lower() == "the"
    )


def _is_ware(tokens: Sequence[str], at: int) -> bool:
    """Whether a name is said at a token to be a ware of whoever is told of: ", its best-selling diabetes drug,", ", a vaccine for"."""
    if tokens[at : at + 1] != [","] or tokens[at + 1 : at + 2] == [] or tokens[at + 1] not in _WARES_OF:
        return False
    for i in range(at + 2, min(at + _WARE_WITHIN, len(tokens) - 1)):
        if tokens[i] in words().wares:
            return tokens[i + 1] in _ENDS_WARE
        if tokens[i] in _HEAD_ENDS:
            return False
    return False


def _is_own_place(tokens: Sequence[str], seed: Name) -> bool:
    """Whether a known name is that of a mine or plant of the company told of: "at its Escondida copper mine"."""
    if not seed.first or tokens[seed.first - 1].lower() not in {"its", "their"}:
        return False
    return not words().premises.isdisjoint(tokens[seed.last : seed.last + 2])


#: What a "group" does that is a firm: "luxury group X", but not "lobby group X".
_TRADES = set(
    "luxury industrial engineering oil energy mining retail media telecoms telecom fashion technology chemicals chemical banking insurance "
    "automotive auto car steel metals food drinks beverage consumer hotel travel leisure airline shipping logistics construction building "
    "property healthcare pharmaceutical pharmaceuticals pharma drugs publishing broadcasting electronics software internet gaming utility "
    "power water defence defense aerospace paper packaging cement dairy brewing spirits tobacco cosmetics beauty sportswear apparel clothing "
    "supermarket grocery restaurant catering outsourcing staffing financial payments lottery betting gambling cinema music holding "
    "diversified family-owned state-owned commodities trading agribusiness dairy meat seafood furniture diy jewellery watch".split()
)


def _speaks_of_a_company(known: Words, tokens: Sequence[str]) -> bool:
    if known.descriptors.isdisjoint(tokens):
        return False
    return any(
        noun in known.descriptors and "the" in {first.lower(), second.lower()}
        for first, second, noun in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )  # "the lender", "the Spanish lender"


def _ticker(tokens: Sequence[str], at: int) -> bool:
    """Whether a stock code in brackets stands at a token: "(005930.KS)", "(NASDAQ: ABC)"."""
    if at + 2 >= len(tokens) or tokens[at] != "(":
        return False
    return (tokens[at + 1] in words().exchanges and tokens[at + 2] in {":", "-"}) or (
        _TICKER.fullmatch(tokens[at + 1]) is not None and tokens[at + 2] == ")"
    )


def _apposition(known: Words, tokens: Sequence[str], at: int) -> bool:
    """Whether an apposition at a token says company: ", Korea's second-largest carmaker,"."""
    if at + 2 >= len(tokens) or tokens[at] != ",":
        return False
    if tokens[at + 1].lower() in known.descriptors and tokens[at + 2] == "of":
        return True  # "Dunamu, operator of Upbit"
    head = ""
    determined = ranked = False
    at += 2 * (tokens[at + 1 : at + 3] == ["one", "of"])  # ", one of the region's largest conglomerates,"
    for token in tokens[at + 1 : at + 1 + _APPOSITION]:
        word = token.lower()
        if word in _HEAD_ENDS and not (ranked and word == "listed"):
            break  # ", Norway's second-biggest listed brewer,"
        determined = determined or word in {"a", "an", "the", "its", "another", "two", "three"} or word in POSSESSIVES
        ranked = ranked or word in _RANKS
        head = {("start", "up"): "startup"}.get((head, word), head if word == "-" else word)
    made = ranked and head.endswith("er") and head not in known.not_maker
    rival = head in _RIVALS and not _OF_RIVALS.isdisjoint(tokens[at + 1 : at + 3])  # "Casino, its smaller rival, said"
    return determined and (made or rival or head in known.descriptors)


def _is_described(tokens: Sequence[str], comma: int) -> bool:
    """Whether the words before a comma are a definite noun phrase: "the refiner,", "Europe's largest carmaker,"."""
    for token in reversed(tokens[max(0, comma - 5) : comma]):
        if token.lower() == "the" or token in POSSESSIVES:
            return True
        if token.lower() in _HEAD_ENDS or token.lower() in {"a", "an"}:
            return False
    return False


def _country(tokens: Sequence[str], name: Name, places: Mapping[tuple[int, int], Mention]) -> str | None:
    """The country that stands just before a name or in its apposition: "South Korean carmaker X", "X, Korea's second-largest carmaker"."""
    for (first, last), mention in places.items():
        inside = name.first <= first < name.last
        glued = name.first - 4 <= first and last <= name.first and "," not in tokens[last : name.first]
        apposed = (
            name.last < first
            and last < name.last + 5
            and tokens[name.last : name.last + 1] == [","]
            and (mention.form == "demonym" or tokens[last : last + 1] and tokens[last] in POSSESSIVES)
        )
        if (inside or glued or apposed) and mention.data.get("kind") == "country":
            return mention.code
    return None
