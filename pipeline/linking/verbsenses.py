"""Verb senses: whether a word that may be a verb is one between its neighbours, or a noun, modifier, auxiliary or preposition.

Each rule settles items[i] where it knows it and says whether it did; `before` and `after` are empty items at the edges.
"""

from __future__ import annotations

from pipeline.linking.items import Item
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_TOLD_FIRST = entries.words("readings", "told_first")

#: Kinds of items behind which a noun phrase begins; "" is the edge of the sentence.
_OPENS_PHRASE = {"", ",", "E", "H", "J", "K", "'", ";"}
#: Codes of verbs whose plain forms are nouns as well.
_NOUN_CODES = {"up", "down", "raise", "lower", "reach", "project", "aim", "other", "share", "swing"}
_NOMINAL = {"up": "nominal_up", "raise": "nominal_up", "down": "nominal_down", "lower": "nominal_down"}


def posts_counted(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Jobs, by the number before them: "some 1,800 posts will go"."""
    if before.kind != "Q" or before.form not in {"count", "number"}:
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", None
    return True


def tied_participle(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A modifier that a hyphen makes of two words: "its best-selling medicine", "a fast-growing unit", "machine-made cigars"; or one
    before a number: "lost a surprising 65,000 jobs"."""
    item = items[i]
    if item.form == "ing" and before.low in {"a", "an"} and after.kind == "Q":
        item.kind, item.code, item.form, item.data = "w", "", "", None
        return True
    done = item.form == "past" and before.kind in {"w", "P"} and after.kind in {"w", "P"}
    if not item.tied or not (done or (item.form == "ing" and after.kind in {"w", "P", "M", "O"})):
        return False
    for word in (before, item):
        if word.kind == "V" or done:
            word.kind, word.code, word.form, word.data = "w", "", "", None
    return True


def those_asked(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Who was asked, before their name: "Three surveyed Torvik mills plan to"."""
    if before.kind not in {"Q", "E"} or after.kind not in {"C", "w", "P"}:
        return False
    items[i].kind, items[i].code, items[i].form = "H", "", "neutral"
    return True


def made_there(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Where goods are from, nothing that is done to them: "117,000 were domestically made cars and 28,000 were imported ones"."""
    if (after.kind != "P" or after.code in {"overseas", "domestic"}) and after.low != "ones":
        return False  # "would be produced overseas"
    if before.low not in {"domestically", "locally", "foreign"} and before.code != "be":
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", None
    return True


def branch_by_deed(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A company's branch, before its figure: "trading revenue", "advertising sales"."""
    if after.kind != "M" or after.data.get("home") != "company" or before.kind in {"V", "U"}:
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "w", "", "", None
    return True


def falls_on(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """How a part of a whole is told, no fall: "The largest share of exports falls on China (19.8 percent)"."""
    name = i + 2 + (items[i + 2 : i + 3] != [] and items[i + 2].kind == "E")
    if after.low != "on" or name >= len(items) or items[name].kind not in {"L", "P"}:
        return False
    if (
        name + 1 < len(items)
        and items[name + 1].low not in {"(", "-", ",", "with", "and", "at"}
        and items[name + 1].kind != "Q"
    ):
        return False  # "The volume of exports fell on Chinese weakness"
    if not any(item.low in entries.words("senses", "parts_fall_on") for item in items[:i]):
        return False
    items[i].code, items[i].low = "share", f"{items[i].low} on"
    after.kind = "G"
    return True


def the_total(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A noun that stands for the metric: "the 10-month total was down 1.6 percent"; an adjective: "total vehicle output grew"."""
    whole = (
        items[i - 2] if before.low == "of" and i > 1 else None
    )  # "16 percent of total sales", "its share of total sales"
    shared = whole is not None and (whole.kind == "S" or (whole.kind == "Q" and whole.data.unit == "%"))
    leads = (
        i == 0 and after.kind == "w" and any(item.kind == "M" for item in items[i + 2 : i + 4])
    )  # "Total farm exports"
    if items[i].low == "total" and (after.kind in {"M", "P", "L"} or leads) and (before.low != "of" or shared):
        items[i].kind, items[i].code, items[i].form = "H", "whole", "whole"
        return True
    if before.kind not in {"T", "E", "H"} or after.kind not in {"V", "U"}:
        return False
    items[i].kind, items[i].code, items[i].form = "O", "", "pronoun"
    return True


def auxiliary(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A form of be or have before a participle: "has risen", "was also cut"."""
    item = items[i]
    if item.code != "be" and item.low not in {"has", "have", "had", "having"}:
        return False
    at = i + 1
    while at < len(items) and items[at].kind in {"G", "U"}:
        at += 1
    if at == len(items):
        return False
    verb = items[at]
    participle = verb.kind in {"V", "A"} and verb.form in {"past", "ing"} and verb.code != "be"
    if not participle and verb.low != "been":
        return False
    item.kind = "U"
    return True


def set_in(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A participle between commas behind the subject, no verb of the clause: "Argentina, hit by drought, harvested 21 million tons"."""
    if before.kind != "," or i < 2 or items[i - 2].kind not in {"L", "C", "B"}:
        return False
    if after.low not in {"by", "with"} or any(item.kind != "w" and item.kind != "L" for item in items[: i - 2]):
        return False
    close = next((j for j in range(i + 2, min(i + 9, len(items) - 1)) if items[j].kind in {",", "Q", "V", "M"}), 0)
    if not close or items[close].kind != "," or items[close + 1].kind not in {"V", "A", "U"}:
        return False
    for item in items[i - 1 : close + 1]:
        item.kind, item.code, item.data = "G", "", None
    return True


def net_of_something(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A modifier: "net orders stood at 94", "83 percent of net income"."""
    counted = before.kind == "Q" and after.kind == "M" and after.low == "orders"  # "booked 78 net orders"
    of_state = before.kind == "L" and after.kind == "M"  # "U.S. net debt"
    if after.kind not in {"M", "P", "Y"} or not (before.kind in _OPENS_PHRASE | {"R"} or counted or of_state):
        return False
    items[i].kind, items[i].code = "H", ""
    return True


#: What the name of a firm begins with.
_NAMING = {"w", "P", "C", "L", "H", "B"}


def top_firm(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A modifier before a firm's name: "top automaker Hyundai Motor", "chemical firm LG Chem"."""
    if after.low == "cap" and after.start == items[i].end + 1:
        after.kind, after.code = "H", "neutral"  # "Top-cap Samsung Electronics"
    counted = after.kind == "Q" and before.kind == "E"  # "the top three markets"
    counted = counted or (after.kind == "M" and before.kind in {"'", "E"})  # "the country's top export category"
    if before.kind not in {"", ",", "J", "K", ";", "E", "P", "w", "'"} or not (counted or after.kind in _NAMING):
        return False
    items[i].kind, items[i].code = "H", "neutral"
    return True


def rival_of_home(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """Where a rival is at home, no market: "seizing the top spot from U.S. rival Boeing"."""
    if before.kind != "L" or after.kind != "C":
        return False
    before.kind, before.code, before.data = "H", "neutral", None
    return True


def books(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A noun in a list: "camping products and books, also fell", "toys and books posted a decrease"."""
    item = items[i]
    if before.kind in {"J", ","} and item.form == "s" and after.kind in {"V", "A"} and after.form == "past" and i > 1:
        item.kind, item.code = "w", ""
        return True
    if item.code != "reach" or item.form != "s" or before.kind not in {"J", ","} or after.kind not in {",", "J", "."}:
        return False
    item.kind, item.code = "w", ""
    return True


def noun_of_change(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A noun behind a determiner, modifier or number: "its rise", "a 3 percent drop"; "66 percent of total memory output"."""
    item = items[i]
    if item.form not in {"base", "s"} or item.code not in _NOUN_CODES:
        return False
    stands_alone = before.kind == "E" and before.low in entries.words("senses", "stands_alone")
    led = before.kind == "M" and after.low == "of" and i > 1 and items[i - 2].low in {"a", "an"}
    if led or (_is_behind_modifier(items, i, before) and not stands_alone):  # "a market share increase of two percent"
        item.kind = "N" if item.code in _NOMINAL else "H" if item.low == "record" else "w"
        item.code = _NOMINAL.get(item.code, item.code)
    elif item.low == "total" and before.low == "of" and after.kind == "P":
        item.kind, item.code = "H", ""
    elif item.low == "average" and not before.kind and after.kind in {"P", "H", "w"}:
        item.kind, item.code = "H", ""  # "Average maize prices rose"
    return True


def _is_subject(items: list[Item], i: int) -> bool:
    """Whether a word of change is told to slow or quicken itself: "price rises have cooled", "wage rises slowed"."""
    after = items[i + 1] if i + 1 < len(items) else None
    if items[i].low not in {"rises", "falls"} or after is None or after.kind not in {"V", "U"}:
        return False
    return after.low in {"have", "had"} or after.low in entries.words("growth", "changes_pace")


def _is_behind_modifier(items: list[Item], i: int, before: Item) -> bool:
    """Whether a word stands where only nouns do: behind "the", "a 3 percent", "its 5", "lower", "annual", "a price"."""
    second = items[i - 2].kind if i > 1 else ""
    match before.kind:
        case "E" | "'" | "H" | "D":
            return True
        case "Q":
            foreseen = (
                i > 2 and items[i - 2].code == "project" and items[i - 3].kind == "E"
            )  # "the expected 90,000-ton"
            opens = foreseen or second in {"E", "'"}
            counted = before.form != "ordinal" and opens and not before.low.startswith("one")
            return before.form in {"percent", "points", "fraction"} or counted
        case "T":
            foretold = items[i].code == "project" and items[i].form == "s" and second in {"E", "O", "'"}
            return before.code in {"basis", "rate"} or foretold  # "from its August forecasts"
        case "M" if items[i].code in {"project", "aim"}:
            dated = second == "T" and (
                items[i - 2].low.startswith("the ") or (i > 2 and items[i - 3].kind in {"E", "O"})
            )
            return dated or second in {
                "E",
                "O",
                "'",
            }  # "its sales target for televisions", "The 2020 corn production forecast"
        case "M" if second == "Q" and items[i - 2].form == "percent" and items[i].form == "base":
            return items[i].code in _NOMINAL  # "posts 20% profit drop", "a 5 percent sales rise"
        case "M":
            return not before.low.endswith("s") and _is_subject(items, i)
        case "V" if items[i].form == "s" and items[i].code in {"up", "down"}:
            return items[i + 1 : i + 2] != [] and items[i + 1].low in {"of", "in"}  # "forecasts drops of 9 percent"
        case "w" if before.low in entries.words("senses", "superlatives"):
            return items[i].code in {"up", "down"} and items[i].form in {"s", "base"}  # "saw the sharpest falls"
        case "w":
            moves = items[i].code in {"up", "down"} and items[i].form == "base"
            return moves and second in {"E", "Q", "H"} and not before.low.endswith("s")
    return False


def previously_told(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """An adjective of the number behind it: "from the previously reported 1.36 million", "an initially estimated 0.3 percent"."""
    item = items[i]
    if before.low not in _TOLD_FIRST or after.kind not in {"Q", "N"} or item.form != "past":
        return False
    subject = i < 2 or (items[i - 2].kind == "O" and items[i - 2].low not in {"its", "their", "his", "her"})
    if subject or items[i - 2].kind not in {"E", "'", "R", "O"}:
        return False  # "The carmaker previously expected 1.85 trillion yen"
    item.kind, item.code, item.form = "G", "", ""
    return True


def measure_of(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A gauge, not a verb: "the preferred measure of inflation"."""
    if after.low != "of" or before.kind not in {"E", "H", "w", "N", "D", "'", "M"}:
        return False
    items[i].kind, items[i].code, items[i].form = "w", "", ""
    return True


def type_of_work(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A noun behind "of", or in the plural before a verb: "By type of work, plants took up", "pilot projects were worth"."""
    item = items[i]
    of = item.form == "base" and before.low == "of" and item.code == "other"
    plural = (
        item.form == "s" and item.low.endswith("s") and after.kind == "V" and after.low.startswith(("were", "are "))
    )
    works = (
        item.low == "projects" and before.kind in {"w", "P", "H", "M", "G"} and after.kind == "R" and after.low != "to"
    )
    if not (of or works or (plural and before.kind in {"w", "P", "H", "L", "M", "E"})) or item.code == "be":
        return False
    item.kind, item.code = "w", ""
    return True


def lower_than(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A comparative behind an amount or before "than": "exports were $5 billion lower", "lower than in May"; no verb."""
    if before.kind != "Q" and not (after.low == "than" and before.kind != "U"):
        return False
    if after.kind in {"E", "M", "P", "L", "Q"}:
        return False
    items[i].kind, items[i].code, items[i].form = "D", "comparative_down", "comparative_down"
    return True


def the_state(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A noun: "state-owned X", "the state of Texas", "state media"."""
    if after.low == "that" or before.low in {"to", "they", "we"} or before.kind == "U":
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "w", "", "", None
    return True


def where_it_is_dug(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A place, no deed: "the Kalumbila mine produced", "copper mines in Zambia"; not "firms mine copper"."""
    if not (before.kind == "E" or before.name or before.kind in {"P", "L", "C", "'"}) or after.kind == "P":
        return False
    items[i].kind, items[i].code, items[i].form, items[i].data = "H", "", "", None
    return True


def excluding(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A preposition: "excluding ships"."""
    items[i].kind, items[i].code = "R", ""
    return True


def revised_value(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A modifier of the number behind it: "down from a revised 147,000", "a downwardly revised 0.2%"."""
    opens = before.kind == "E" or (before.kind == "G" and i > 1 and items[i - 2].kind == "E")
    if not opens or after.kind != "Q":
        return False
    items[i].kind, items[i].code = "H", ""
    return True


def gross_debt(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A modifier: "gross public debt", "average house prices"."""
    opens = before.kind in _OPENS_PHRASE or before.kind == "R"
    if not opens or after.kind not in {"M", "P", "w", "H", "Y"}:
        return False
    items[i].kind, items[i].code = "H", ""
    return True


def frozen_goods(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A participle that says what was done to goods: "exports of frozen shrimp", "Refined fuel sales fell"."""
    opens = before.kind in _OPENS_PHRASE or before.low in {"of", "in", "for", "from", "than", "on", "by"}
    opens = opens or (before.kind == "L" and items[i].low == "frozen")  # "the U.S. frozen dumpling market"
    if not opens or after.kind not in {"P", "w"} or after.name:
        return False
    items[i].kind, items[i].code = "w", ""
    return True


def combined_share(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A participle before its noun: "the combined market share", "its planned investment"."""
    item = items[i]
    if item.form != "past" or item.code == "be":
        return False
    opens = before.kind == "E" and before.low not in entries.words("senses", "stands_alone")
    if not opens and before.kind != "'":
        return False
    if after.kind not in {"M", "P", "w", "H", "Y", "N", "S"} or after.low.endswith("ly"):
        amount = after.kind == "Q" and before.low in {"a", "an"}  # "from an expected 180,000 tonnes"
        if not (amount and item.low in entries.words("senses", "before_amounts")):
            return False
    item.kind, item.code = "H", ""
    return True


def the_note(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A noun behind a modifier: "the Treasury note fell", "a survey showed", "member states"."""
    if before.kind not in {"E", "H", "I", "P", "M", "'"} and before.low != "member":
        return False
    items[i].kind, items[i].code = "w", ""
    return True


def imported_from(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A participle behind a good whose verb is left out: "pork rose 8 percent, beef imported from Australia 6 percent"."""
    item = items[i]
    if item.form != "past" or item.code != "other" or before.kind not in {"P", "w"} or after.kind != "R":
        return False
    at = i + 2
    while at < len(items) and items[at].kind in {"E", "L", "H", "P"}:
        at += 1
    if at == i + 2 or at >= len(items) or items[at].kind != "Q" or items[at].form != "percent":
        return False
    item.kind, item.code = "w", ""
    return True


def unknown_past(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A word in -ed that no list knows, behind a name or noun and before an object or preposition: "manufacturing bucked the trend"."""
    item = items[i]
    if not item.low.endswith("ed") or len(item.low) < 5 or item.name:
        return False
    if before.kind not in {"w", "P", "M", "L", "C", "O", "B", "I", "S", "G"} and not _closes_relative(items, i):
        return False
    if after.kind not in {"E", "R", "H", "O", "T"} and not before.kind == after.kind == "L":
        names = before.kind in {"C", "O"} and after.kind in {"C", "L", "P", "w", "M"}
        if not names or item.low in entries.words("senses", "owned"):
            return False
    item.kind, item.code, item.form = "V", "other", "past"
    return True


def _closes_relative(items: list[Item], i: int) -> bool:
    """Whether a comma before a word ends a relative clause: "China, which accounts for 6% of turnover, returned to growth"."""
    if i < 4 or items[i - 1].kind != ",":
        return False
    opens = next((j for j in range(i - 2, 0, -1) if items[j].kind == ","), 0)
    return opens > 0 and items[opens + 1].kind == "W" and items[opens - 1].kind in {"L", "C", "P", "w", "M"}


def no_comparative(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A preposition where no number stands beside it: "over the year"; "up" and "down" stay what they are."""
    item = items[i]
    if _is_beside_number(items, i) and not (item.low == "over" and after.kind == "T"):
        return False
    if item.low not in {"up", "down", "off"}:
        item.kind, item.code = "R", ""
    return True


def _is_beside_number(items: list[Item], i: int) -> bool:
    """Whether a number stands right before or after, past articles and adverbs."""
    for step in (1, -1):
        j = i + step
        while 0 <= j < len(items) and items[j].kind in {"E", "G", "H"}:
            j += step
        if 0 <= j < len(items) and items[j].kind == "Q":
            return True
    return False


def to_rise(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """A verb that could be a noun: "exports rise 3 percent"."""
    item = items[i]
    if before.kind in {"E", "H", "Q", "'", "D", "R"} or after.kind not in {"Q", "R", "D", "G", "T", "E"}:
        return False
    if after.low in {"of", "in", "and"}:
        return False
    item.kind, item.code = "V", "up" if item.code == "nominal_up" else "down"
    item.form = "s" if item.low.endswith("s") else "base"
    return True


def parts_of_a_nation(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """What a federation is made of, no verb: "the deficit for states was 4 percent of GDP"."""
    if before.kind not in {"R", "E", "H", "J"} and after.kind != "'":
        return False
    items[i].kind, items[i].code, items[i].data = "w", "", None
    return True


def following_a_rate(items: list[Item], i: int, before: Item, after: Item) -> bool:
    """After a rate of before: "a fall of 0.2 percent, following 0.1 percent in June"; not what a change follows that a noun tells."""
    at = i + 3 if after.kind == "T" and i + 2 < len(items) and items[i + 2].kind == "'" else i + 1
    if at >= len(items) or items[at].kind != "Q" or items[at].form != "percent":
        return False
    if at + 1 < len(items) and items[at + 1].kind not in {"R", ".", ",", "T", "J"}:
        return False
    items[i].kind, items[i].code, items[i].low = "R", "", "after"
    return True
