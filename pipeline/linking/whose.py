"""Whose: whom "it", "its" and "the company" at the head of a sentence stand for, and where an aside on another company ends."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.linking.items import DEMONSTRATIVES, Item
from pipeline.linking.metric import PIECES
from pipeline.linking.names import is_country
from pipeline.linking.state import Held, State
from pipeline.linking.story import Scene, Story, within
from pipeline.linking.turns import introduced, is_called_client, is_owned, is_set_beside
from pipeline.vocabulary import entries

#: What takes up the subject of the sentence before.
_TAKES_UP = {"it", "its", "they", "their"}
#: A company with that part of all mentions of companies is what the whole text is about.
_MOST = 0.5
#: Bodies that count what a whole market takes.
_JOINED = {"association", "statistics", "agency"}
#: So many companies are a ranking; what it counts; and the first lines of a report, in characters.
_ROW, _MARKETED, _FIRST_LINES = 3, {"sales_volume", "exports", "market_share", "market_size", "revenue"}, 500
#: What may stand before the subject of a sentence, and how many items.
_LEADS, _FAR, _LONG = {"G", "J", ",", "K"}, 3, 8


def find_main(story: Story) -> None:
    """Notes whether the text is about its main company all along, so that others are asides."""
    main = story.state.main_company
    named = Counter(m.code for m in story.mentions.names if m.kind == "company")
    if len(named) >= _ROW and (_is_surveyed(story) or _is_counted(story)):
        story.state.ranked, story.state.main_company = True, None
        return
    if main is not None and len(named) > 1:
        others = max(count for code, count in named.items() if code != main.value)
        alone = named[main.value] > others and _heads_alone(story, main)  # "Samsung's profit triples", its rivals below
        story.state.one_company = main.start < story.document.headline_end + 200 and (
            alone or named[main.value] >= max(2, _MOST * named.total())
        )
    elif main is not None:
        story.state.one_company = True


def _is_surveyed(story: Story) -> bool:
    """Whether the first lines name a firm that counts what a market takes: "shipments rose 8.5%, according to IDC"."""
    head = within(story.mentions.names, 0, story.document.headline_end + _FIRST_LINES)
    counts = any(m.kind == "body" and m.data.get("role") == "survey" and m.code in _counters() for m in head)
    return counts and any(m.kind == "metric" and m.code in _MARKETED for m in head)


def _is_counted(story: Story) -> bool:
    """Whether headline and first lines tell an association's count of the sales of a place: "New car registrations in Britain rose 2%,
    industry data from SMMT showed"."""
    head = within(story.mentions.names, 0, story.document.headline_end + _FIRST_LINES)
    joined = any(m.kind == "body" and m.data.get("role") in _JOINED for m in head)
    first = next((m for m in head if m.kind == "company" or (m.kind == "metric" and m.code in PIECES)), None)
    placed = any(m.kind == "place" and m.start < first.start for m in head) if first is not None else False
    return joined and placed and first is not None and first.kind == "metric"


@functools.cache
def _counters() -> frozenset[str]:
    """The firms that count what companies sell."""
    return entries.words("holders", "counters")


def _heads_alone(story: Story, main: Held) -> bool:
    """Whether headline and body begin with one company, not with a row of them: "Boeing deliveries jump but Airbus stays ahead"."""
    named, body = story.mentions.names, story.document.headline_end
    heads = [m for m in within(named, 0, body) if m.kind == "company"]
    first = next((m for m in named if m.kind == "company" and m.start >= body), None)
    if not heads or first is None or not heads[0].code == first.code == main.value:
        return False
    behind = story.text[heads[0].end : heads[0].end + 5].lstrip()
    return len({m.code for m in heads}) == 1 or not behind.startswith((",", "and ", "&", "/", "-", "vs"))


def take_up(story: Story, items: Sequence[Item]) -> None:
    """Sets the company or country that a sentence goes on about when its subject is a pronoun, and ends asides."""
    state = story.state
    of_country = state.topic is not None and state.topic_is_country
    first = _first(items)
    last = state.last_subject
    if (meant := _of_that_home(story, items)) is not None:
        state.company, state.subject_is_company = meant, True
    elif (
        first is not None
        and (first.low in _TAKES_UP or _has_its_own(items))
        and last is not None
        and story.number - last.sentence == 1
    ):
        _go_on(story, last)
    elif (firm := _firm_in(items)) is not None and not (of_country and _is_central_bank(story, firm)):
        # "Its budget unit X lost $3 million. The airline": whose unit it is stays spoken of
        of_part = state.last_is_part and last is not None
        if not of_part and last is not None and last.value.kind == "C" and not _is_aside(story, last):
            _go_on(story, last)
        elif not of_part and state.one_company and not _in_paragraph(story, state.company):
            state.company = state.main_company
        state.subject_is_company = state.subject_is_company or of_country
    elif (own := _tells_of_itself(story, items)) is not None:
        state.company, state.subject_is_company = own, True
    elif of_country:
        if last is not None and _begins_results(story, items, last):
            _go_on(story, last)
        else:
            state.subject_is_company = state.subject_is_company and _tells_on(story, items)
    elif (
        state.one_company
        and not _in_paragraph(story, state.company)
        and not _names_other(state, items)
        and _has_begun(story)
    ):
        state.company = state.main_company


def _firm_in(items: Sequence[Item]) -> Item | None:
    """The word for a company that a sentence begins with: "The airline", "Full-year profit at the group"."""
    return next(
        (item for item in [item for item in items[:_LONG] if item.kind != "H"][:4] if item.form == "company_pronoun"),
        None,
    )


def _tells_of_itself(story: Story, items: Sequence[Item]) -> Held | None:
    """The company that says a sentence about itself: "Tractor sales rose 5 percent, the company said", "..., it added" behind its word;
    it may be named only further on."""
    state = story.state
    held, source = state.company or state.main_company, state.source
    if held is None or state.ranked:
        return None
    if (firm := _says_last(story, items)) is not None:
        return Held(firm.code, firm.start, firm.end, story.number, story.sentence.paragraph)
    if any(item.kind in {"B", "C"} for item in items):
        return None
    for who, says in pairwise(item for item in items if item.kind not in {"G", "U"}):
        if says.code != "say" or says.kind != "V" or who.kind != "O":
            continue
        its_word = who.low == "it" and source is not None and source.value == held.value
        if its_word or (who.form == "company_pronoun" and not _is_central_bank(story, who)):
            return Held(held.value, who.start, who.end, story.number, story.sentence.paragraph)
    return None


def _says_last(story: Story, items: Sequence[Item]) -> Item | None:
    """The company told of before that says at the end of a sentence what it has done, and alone is named in it: "Revenue jumped 8%, Orvell
    said in a filing"; not who foretells."""
    named = [i for i, item in enumerate(items[:-1]) if item.kind in {"B", "C"}]
    first = _first(items)
    if len(named) != 1 or first is None or first.kind not in {"M", "E", "O"} or items[named[0]].kind != "C":
        return None
    firm, says, before = items[named[0]], items[named[0] + 1], items[: named[0]]
    if says.code != "say" or says.kind != "V" or not before or before[-1].kind != ",":
        return None
    if any(item.low in {"will", "would", "may", "could", "should"} or item.code == "project" for item in before):
        return None
    told = any(item.kind == "M" and item.data.get("home") != "country" for item in before)
    earlier = within(story.mentions.names, 0, story.sentence.start)
    return firm if told and any(m.kind == "company" and m.code == firm.code for m in earlier) else None


def _is_central_bank(story: Story, firm: Item) -> bool:
    """Whether "the bank" is the central bank that the text named last, not a company: "Banxico cut its rate. The bank expects growth of
    0.1 percent"."""
    if not firm.low.endswith("bank"):
        return False
    for mention in within(story.mentions.names, 0, story.sentence.start)[::-1]:
        if mention.kind == "company":
            return False
        if mention.kind == "body" and mention.data.get("role") == "central_bank":
            return True
    return False


def _begins_results(story: Story, items: Sequence[Item], last: Held) -> bool:
    """Whether a sentence in a report on a country begins with what the company earns that the one before was about: "At Samyang Foods it
    shows in the books. Third-quarter sales were 439 billion won"."""
    if last.value.kind != "C" or story.number - last.sentence != 1 or last.paragraph != story.sentence.paragraph:
        return False
    first = next((item for item in items[:_FAR] if item.kind not in {"T", "E", ","}), None)
    if first is None or first.kind != "M" or (story.facts and story.facts[-1].char_start > last.start):
        return False
    own = first.data.get("home") == "company" and first.low.rpartition(" ")[2] in entries.words("divisions", "results")
    return own and not any(item.kind in {"L", "B", "C", "P"} for item in items[:_LONG])


def _tells_on(story: Story, items: Sequence[Item]) -> bool:
    """Whether a sentence in a report on a country goes on with the company whose results its paragraph has just told: "The company's
    profit surged 50 percent. Overseas sales accounted for 81 percent"; not where it names a place or an office."""
    told, state, first = story.facts[-1] if story.facts else None, story.state, _first(items)
    if told is None or state.metric is None or is_country(told.reporter or "") or first is None:
        return False
    points = any(
        a.low in DEMONSTRATIVES and b.kind == "M" and b.data.get("home") == "company" for a, b in pairwise(items)
    )
    if points and story.number - state.metric.sentence == 1:
        return not any(
            item.kind in {"L", "B", "C"} for item in items
        )  # "Clients abroad brought in 78 percent of that revenue"
    if first.kind != "M":
        return False
    if state.metric.paragraph != story.sentence.paragraph or story.number - state.metric.sentence != 1:
        return False
    own = first.data.get("home") == "company" or first.low in entries.words("ambiguous", "overseas_sales", "names")
    return (own or first.low == "sales") and not any(item.kind in {"L", "B", "C"} for item in items)


def _of_that_home(story: Story, items: Sequence[Item]) -> Held | None:
    """The company named before that "the German group" stands for, by where it is at home."""
    at = next((i for i, item in enumerate(items[:_LONG]) if item.form == "company_pronoun"), 0)
    the = next((i for i in range(at - 1, -1, -1) if items[i].kind != "H"), -1)
    if the < 0 or items[the].low != "the" or any(item.kind in {"V", "C"} for item in items[:the]):
        return None  # "In the first quarter the German group earned"
    home = next((item.code for item in items[the:at] if item.code), "")
    if not is_country(home):
        return None
    named = [m for m in within(story.mentions.names, 0, story.sentence.start) if m.kind == "company"]
    spoken = story.state.company or story.state.main_company
    homes = {m.data.get("country") for m in named if spoken is not None and m.code == spoken.value}
    meant = next((m for m in named[::-1] if m.data.get("country") == home), None)
    if meant is None or None in homes or len({m.code for m in named if m.data.get("country") == home}) > 1:
        return None  # the one spoken of may be meant
    return Held(meant.code, meant.start, meant.end, story.number, story.sentence.paragraph)


def _has_its_own(items: Sequence[Item]) -> bool:
    """Whether a sentence begins with a figure of something that somebody has: "Sales of its flagship", "Profit at its chip arm"."""
    return (
        len(items) > 3
        and items[0].kind == "M"
        and items[1].low in {"of", "at", "in", "from"}
        and items[2].low in {"its", "their"}
    )


def note_subject(story: Story, items: Sequence[Item], scenes: Sequence[Scene]) -> None:
    """Keeps whom a sentence was about, for a pronoun in the next one."""
    state = story.state
    top = scenes[0] if scenes else None
    if top is None:
        return
    body = next((item for item in items[:_FAR] if item.kind == "B"), None)
    if body is not None and not top.phrase.companies:
        state.last_office = Held(body, body.start, body.end, story.number, story.sentence.paragraph)
    bought = any(is_called_client(top.clause.items, firm) for firm in top.phrase.companies)
    if (bought or _foretells_of_it(scenes)) and state.last_subject is not None:
        kept = state.last_subject  # "Goldman Sachs expects the company to earn": it goes on about the company
        state.last_subject = Held(kept.value, kept.start, kept.end, story.number, story.sentence.paragraph)
        return
    companies = {item.code: item for item in top.phrase.companies if not _is_forum(items, item)}
    place, first = top.frame.reporter, _first(items)
    if place is not None and first is not None and first.kind == "L" and place.form == "description":
        place = first  # "Egypt, the region's most populous country,"
    if place is None and first is not None and _fares_alone(story, top, first):
        place = first
    elif len(companies) > 1 or top.frame.partner_by_place:
        state.last_subject = None  # "A, B and C sold ... Their sales", "China was the top market. It"
        return
    if companies or place is not None:
        item = next(iter(companies.values())) if companies else place
        named = item if companies else None
        beside = named is not None and (
            is_set_beside(top.clause.items, named) or is_owned(state, named, top.clause.items)
        )
        state.last_is_part = beside and state.company is not None and state.company.value != item.code
        state.last_subject = Held(item, item.start, item.end, story.number, story.sentence.paragraph)
    elif (shown := introduced(top.clause)) is not None:  # "The star of the season has been X. Its revenue rose"
        state.last_is_part = False
        state.last_subject = Held(shown, shown.start, shown.end, story.number, story.sentence.paragraph)
    elif state.last_subject is not None and first is not None and (first.low in _TAKES_UP or _is_the_firm(top, state)):
        state.last_subject = Held(
            state.last_subject.value, first.start, first.end, story.number, story.sentence.paragraph
        )


def _fares_alone(story: Story, top: Scene, first: Item) -> bool:
    """Whether a sentence without figures is about one country that it begins with, and does not tell what that buys or sells of the
    report's goods: "Argentina, on the other side of the Andes, is enjoying the reverse"."""
    if story.quantities or first.kind != "L" or first.form != "name" or not is_country(first.code):
        return False
    if top.frame.metric is not None or top.verb is None or top.phrase.companies:
        return False
    ranks = entries.words("roles", "partners") | entries.words("roles", "among_others")
    sides = ranks | entries.words("roles", "buys") | entries.words("roles", "sells")
    dealt = sides | entries.words("roles", "gets") | entries.words("roles", "sends") | entries.words("scenes", "buys")
    words = {item.low for item in top.clause.items}
    return dealt.isdisjoint(words | {word.removesuffix("s") for word in words}) and not any(
        word.endswith("est") for word in words
    )


def _is_forum(items: Sequence[Item], company: Item) -> bool:
    """Whether a company is only where people talk of another: "Early comments on Twitter were harsh"."""
    led = any(b is company and a.low == "on" for a, b in pairwise(items[:_LONG]))
    return led and company.code.lower() in entries.words("holders", "forums")


def _is_the_firm(top: Scene, state: State) -> bool:
    """Whether a sentence's subject is "the airline" that the last one was about."""
    pronoun, company, last = top.phrase.pronoun, state.company, state.last_subject
    if pronoun is None or pronoun.form != "company_pronoun" or company is None or last is None:
        return False
    return last.value.kind == "C" and last.value.code == company.value


def _foretells_of_it(scenes: Sequence[Scene]) -> bool:
    """Whether a sentence only tells what somebody foresees for "the company"."""
    verb, told = scenes[0].verb, scenes[1].phrase.pronoun if len(scenes) > 1 else None
    return verb is not None and verb.code == "project" and told is not None and told.form == "company_pronoun"


def _go_on(story: Story, held: Held) -> None:
    """Makes the text be about a company or country that it named in the sentence before."""
    state, item = story.state, held.value
    told = Held(item.code, item.start, item.end, story.number, story.sentence.paragraph)
    if item.kind == "C":
        state.company, state.subject_is_company = told, True
    else:
        state.country = told
        if state.topic is not None and state.topic_is_country:
            state.subject_is_company = False


def _first(items: Sequence[Item]) -> Item | None:
    """The first item of a sentence that may be its subject."""
    return next((item for item in items[:_FAR] if item.kind not in _LEADS), None)


def _is_aside(story: Story, held: Held) -> bool:
    """Whether another company than the text's own was told of in a paragraph before this one."""
    main = story.state.main_company
    other = story.state.one_company and main is not None and held.value.code != main.value
    return other and held.paragraph != story.sentence.paragraph


def _has_begun(story: Story) -> bool:
    """Whether the body has named the text's own company, or no other: one of a headline alone may be the part of a group that the body
    begins with."""
    main, company = story.state.main_company, story.state.company
    if main is None or company is None or company.start < story.document.headline_end:
        return True
    named = within(story.mentions.names, story.document.headline_end, story.sentence.start)
    return any(mention.kind == "company" and mention.code == main.value for mention in named)


def _in_paragraph(story: Story, held: Held | None) -> bool:
    """Whether a company was told of in the present paragraph."""
    return held is not None and held.paragraph == story.sentence.paragraph


def _names_other(state: State, items: Sequence[Item]) -> bool:
    """Whether a sentence names another company than the text's own."""
    main = state.main_company
    return any(item.kind == "C" and (main is None or item.code != main.value) for item in items)
