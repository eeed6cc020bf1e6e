"""The linker: walks the clauses of a text, gives every number its fact, and keeps account of what the text is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.context.attribution import PERSONAL, source_in
from pipeline.context.attribution import words as source_words
from pipeline.context.status import Cue
from pipeline.document import Document
from pipeline.fact import Fact, Leftover
from pipeline.linking import clauses as clausing
from pipeline.linking.account import TELLING, account_for_rest, leave
from pipeline.linking.backdrop import set_backdrop
from pipeline.linking.balances import of_the_good
from pipeline.linking.briefs import parts
from pipeline.linking.confidence import Article, confidence_of
from pipeline.linking.deals import deal_of
from pipeline.linking.divisions import names_division, note_division, speak_of_part
from pipeline.linking.headings import note_heading
from pipeline.linking.inturn import take_turn
from pipeline.linking.items import Item
from pipeline.linking.lastinturn import take_up_row
from pipeline.linking.leading import return_to_lead, return_to_total
from pipeline.linking.names import subject_of
from pipeline.linking.newgoods import good_of_report
from pipeline.linking.number import read_number
from pipeline.linking.onegood import speak_of_good, speak_of_side
from pipeline.linking.openedon import note_opened_on
from pipeline.linking.opening import label_of_line, open_state, speak_of, turn
from pipeline.linking.prepare import Prepared, has_figures, prepare, says_something
from pipeline.linking.reading import RELATIVE
from pipeline.linking.refer import refer
from pipeline.linking.regional import settle_region
from pipeline.linking.regions import closes_opening
from pipeline.linking.repeats import settle_moves, settle_repeats, settle_shares, settle_volumes
from pipeline.linking.scenes import scene_of
from pipeline.linking.setin import Resumed, is_dropped, without_relatives
from pipeline.linking.speaking import name_ourselves
from pipeline.linking.state import Held
from pipeline.linking.story import Mentions, Scene, Story
from pipeline.linking.surveyed import open_on_market, speak_of_market
from pipeline.linking.turnedto import turn_to_good
from pipeline.linking.turns import update_subject
from pipeline.linking.unnamed import words as words_of_holders
from pipeline.linking.whose import note_subject, take_up
from pipeline.quantities.quantity import Quantity
from pipeline.sentences import split
from pipeline.vocabulary import entries

_OVERLAYS = ("status", "basis", "adjustment")
#: What a metric's name may end with that tells its status as well.
_FORETELLING = ("forecast", "projection", "estimate", "outlook", "target")


def link(document: Document, mentions: Mentions) -> tuple[list[Fact], list[Leftover]]:
    """Facts and leftovers of one document, in the order of its text."""
    facts: list[Fact] = []
    leftovers: list[Leftover] = []
    for part, found in parts(document, mentions):
        told, left = _link(part, found)
        facts += told
        leftovers += left
    article = Article(document.text, facts, leftovers)
    for fact in facts:
        fact.confidence = confidence_of(fact, article)
    return facts, leftovers


def _link(document: Document, mentions: Mentions, *, known: bool = False) -> tuple[list[Fact], list[Leftover]]:
    """Facts and leftovers of one report; it is begun again once it shows which good it is about, if that is not `known` to a list."""
    story = Story(document, mentions)
    open_state(story)
    last = max((quantity.start for quantity in mentions.quantities if quantity.kind not in TELLING), default=-1)
    for number, sentence in enumerate(split(story.text, document.headline_end)):
        story.go_to(number, sentence)
        if story.sentence.start > last:  # nothing that it says can matter to a number any more
            for quantity in story.quantities:
                leave(story, quantity, quantity.kind)
            continue
        note_heading(story)
        says = says_something(story)
        leads = story.written.rstrip().endswith(":")
        if leads:
            speak_of(story)
        told = len(story.facts)
        if says or names_division(story.written):
            _sentence(story, prepare(story))
        if not known and len(story.facts) > told and (found := good_of_report(story, told)) is not None:
            return _link(document, found, known=True)
        if not (leads or story.sentence.headline or has_figures(story)):
            speak_of(story, somebody=says)
        if len(story.facts) == told:
            set_backdrop(story)
            speak_of_good(story)
            speak_of_part(story)
            speak_of_side(story)
            turn_to_good(story)
            note_opened_on(story)
            open_on_market(story)
            speak_of_market(story)
    account_for_rest(story)
    of_the_good(story)
    story.facts += story.again
    settle_region(story)
    settle_repeats(story)
    for fact in story.facts:
        fact.subject = subject_of(fact.metric, fact.reporter, fact.product, fact.partner)
        fact.with_id()
    story.facts.sort(key=lambda fact: (fact.char_start, fact.char_end))
    story.leftovers.sort(key=lambda row: (row.char_start, row.char_end))
    return story.facts, story.leftovers


def _sentence(story: Story, prepared: Prepared) -> None:
    """Reads one sentence: its cues and source, then clause by clause its numbers."""
    items, words, units = prepared
    told = without_relatives(items)
    story.cues = [
        Cue(units[w.first].start, units[w.last - 1].end, w.kind, w.code)
        for w in words
        if w.kind in _OVERLAYS
        and (told is items or not is_dropped(items, told, units[w.first].start))
        and not _is_claimed(items, units[w.first].start)
        and not (w.kind == "status" and _has_been_seen(story, items, units[w.first].start))
    ]
    said = [(units[w.first].start, units[w.last - 1].end) for w in words if w.kind == "attribution"]
    source, story.state.aside = source_in(items, story.text, said), None
    if source is not None:
        name = named_before(story, source.name) if source.pronoun else source.name
    if source is not None and name:
        held = Held(name, source.start, source.end, story.number, story.sentence.paragraph)
        if source.passing:
            story.state.aside, story.state.aside_foretells = held, source.foretells
            story.state.speaker = held
        else:
            story.state.source = held
    story.label = label_of_line(story, items)
    turn(story, items)
    if len(items) > 1 and items[0].low == "by" and items[1].low in words_of_holders("areas"):
        story.state.section_products = None  # "By region, exports to China": of all that the text is about
    return_to_lead(story, items)
    return_to_total(story)
    refer(story, items)
    first = next((item for item in items if item.low == ":" or item.kind == "Q"), None)
    if first is not None and first.kind != "Q":
        turn_to_good(story, first.start)  # "Limes fared worst: volume was down 20 percent"
    name_ourselves(story, items)
    note_division(story, items)
    story.state.deal = deal_of(items, story.state.deal, story.number) or story.state.deal
    take_up(story, items)
    scenes: dict[int, Scene] = {}
    for clause in clausing.split(told):
        scenes[id(clause)] = scene_of(story, clause, scenes)
    story.scenes = list(scenes.values())
    resumed = Resumed(story)
    for scene, at, order in sorted(
        _steps(scenes.values()), key=lambda step: step[0].clause.items[max(step[1], 0)].start
    ):
        if at < 0:
            update_subject(story, scene)
            continue
        quantity: Quantity = scene.clause.items[at].data
        if quantity.kind in TELLING:
            leave(story, quantity, quantity.kind)
        else:
            resumed.turn(scene.clause)
            if order >= 0:
                take_turn(scene, order)
                take_up_row(story, scene, order)
            read_number(story, scene, at, quantity, order)
    for scene in scenes.values():
        settle_volumes(story, scene)
        settle_moves(story, scene)
        settle_shares(story, scene)
    note_subject(story, items, story.scenes)


def _is_claimed(items: list[Item], start: int) -> bool:
    """Whether the word at a character is part of a number, a time or a name, so that it is no cue."""
    return any(
        item.start <= start < item.end
        and (
            item.kind in {"Q", "T", "B", "C"}
            or (item.kind == "G" and " than " in item.low)
            or (item.kind == "M" and (item.code == "policy_rate" or not item.low.endswith(_FORETELLING)))
        )
        for item in items
    )


def _has_been_seen(story: Story, items: list[Item], start: int) -> bool:
    """Whether "seen" says when a number was so, and foretells nothing: "the $1.05 billion seen a year earlier"; or "May" is a month."""
    at = next((i for i, item in enumerate(items) if item.start == start), -1)
    behind = items[at + 1] if items[at + 1 : at + 2] else None
    if story.text.startswith("May", start) and behind is not None and behind.form != "base" and behind.kind != "G":
        return True  # "May palladium gained 2 percent"
    if at < 1 or items[at].low != "seen":
        return False
    if items[at - 1].low in {"have", "has", "had", "last"}:
        return True  # "markets have seen $5 trillion wiped off"
    if items[at - 1].low in {"was", "were"} and items[at + 1 : at + 2]:
        return items[at + 1].low in {"in", "across", "among"}  # "declines were seen in clothing"
    named = items[at - 1].kind in {"M", "N", "w"} and items[at - 2].kind == "Q"  # "the 2.1 percent rate seen in May"
    if items[at - 1].kind != "Q" and not named:
        return False
    time = next((item for item in items[at + 1 : at + 3] if item.kind == "T"), None)
    published = story.document.published_at
    if time is None:
        return behind is not None and behind.low in entries.words("timing", "before_now")
    if behind is not None and behind.low == "earlier":
        return True  # "the 2.1 percent rate seen earlier this year"
    period = time.data.period
    return period is None or (published is not None and period.last < published)


def _steps(scenes: Iterable[Scene]) -> Iterator[tuple[Scene, int, int]]:
    """What a sentence goes through: each clause when it begins (-1), each number at its item with its place in a "respectively" list (else -1).

    They are taken in the order of the text, for a clause may go on behind one that is set into it.
    """
    for scene in scenes:
        items = scene.clause.items
        yield scene, -1, -1
        numbers = [i for i, item in enumerate(items) if item.kind == "Q"]
        if len(numbers) > 2 and closes_opening(items, numbers[0]):
            yield scene, numbers.pop(0), -1  # "Among the Asean five, Indonesia and Malaysia grew 4.9 and 4.5 per cent"
        respective = len(numbers) > 1 and (
            "respectively" in scene.clause.lows
            or any(item.low == "each" for item in items[numbers[-1] + 1 :][:1])
            or _in_parallel(scene, numbers)
            or _of_two_metrics(items, numbers)
        )
        once = _told_once(items, numbers)
        for order, at in enumerate(numbers):
            yield scene, at, max(order - once, 0) if respective else -1


def _told_once(items: list[Item], numbers: list[int]) -> int:
    """How many numbers a row told in turn begins with that are of all its names: "fell 0.3 percent to $43 billion and $46 billion,
    respectively"; not the last of the amounts that changes are of: "and profit of $7 billion, up 4 percent and down 9 percent,
    respectively"."""
    forms = [items[i].form for i in numbers]
    return int(len(forms) == 3 and forms[0] != forms[1] == forms[2] and forms[1] not in RELATIVE)


def _in_parallel(scene: Scene, numbers: list[int]) -> bool:
    """Whether three or more names and as many numbers stand in two lists: "Brazil, Mexico and South Africa are put at 2.4, 1.0 and 1.1 per cent"."""
    items, last = scene.clause.items, numbers[0]
    paired = len(numbers) == 2 and numbers[1] == numbers[0] + 2 and items[numbers[0] + 1].low == "and"
    if paired and any(item.kind == "T" and _names_two(item) for item in items[numbers[1] :]):
        return True  # "fell 3 percent and 4 percent in the first and second quarters"
    times = [item for item in items[:last] if item.kind == "T" and item.code == "time"]
    if len(numbers) == len(times) == sum(item.kind == "T" for item in items) and items[0].low in {"for", "in"}:
        between = items[items.index(times[0]) : items.index(times[-1])]
        return all(
            item.kind in {"T", "J", ",", "E"} for item in between
        )  # "For 2026 and 2027, the forecasts are 4 percent and 3.8 percent"
    frame = scene.frame
    named = {len(frame.reporters), len(frame.products), len(frame.partners), len(scene.phrase.companies)}
    if len(numbers) < 2 or len(numbers) not in named or len({items[i].form for i in numbers}) > 1:
        return False
    return all(all(item.kind in {",", "J"} for item in items[a + 1 : b]) for a, b in pairwise(numbers))


def _names_two(time: Item) -> bool:
    """Whether a time is of two quarters or months that one word is told of."""
    period = time.data.period
    return period is not None and period.months in {2, 6} and " and " in time.low


def _of_two_metrics(items: list[Item], numbers: list[int]) -> bool:
    """Whether two metrics joined by "and" are told by two numbers or pairs: "output and sales totaled 3.2 and 3.1 million"."""
    if len(numbers) not in {2, 4}:
        return False
    named = [i for i, item in enumerate(items[: numbers[0]]) if item.kind == "M"]
    if len(named) != 2 or named[1] - named[0] != 2 or items[named[0] + 1].low != "and":
        return False
    if items[named[0]].code == items[named[1]].code:
        return False
    for a, b in zip(numbers[::2], numbers[1::2], strict=True):
        between = [item for item in items[a + 1 : b] if item.kind not in {"G", "b"}]
        joined = between[-1:] and between[-1].low == "and" and len(between) <= 2
        if (
            not joined
            or items[a].form != items[b].form
            or (len(between) == 2 and between[0].kind not in {"M", "P", "w"})
        ):
            return False
    return True


def named_before(story: Story, name: str) -> str:
    """The full name behind "the ministry", "the company", "the report" or "he" when it was named before.

    Empty for a person that was not, else the words as they are.
    """
    held, company = story.state.source, story.state.company or story.state.main_company
    head = name.lower().split()[-1]
    if head in PERSONAL:
        return str(story.state.speaker.value) if story.state.speaker is not None else ""
    if held is not None and (head in held.value.lower() or head in {"report", "data"}):
        return str(held.value)
    if company is not None and (head in source_words("company_words") or head.endswith("maker")):
        return str(company.value)
    return name
