"""Items: a sentence as the linker sees it, a row of numbers, times, names, verbs and small words in the order of the text."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.linking.bonds import is_coupon, is_maturity
from pipeline.linking.grades import grade_end
from pipeline.linking.lexicon import STRUCTURE, Word
from pipeline.periods.period import PeriodMention
from pipeline.quantities.quantity import Quantity
from pipeline.vocabulary import entries
from pipeline.vocabulary.trie import Mention, Unit

PREPOSITIONS = {
    "to", "from", "by", "of", "in", "at", "for", "into", "on", "over", "with", "between", "through", "during", "per",
    "within", "toward", "towards", "under", "above", "below", "since", "via", "across", "among", "around", "about",
    "until", "till", "throughout", "outside", "without", "including", "excluding", "besides",
}  # fmt: skip
CONJUNCTIONS = {"and", "or", "plus", "&", "nor"}
DETERMINERS = {
    "the", "a", "an", "some", "any", "no", "every", "each", "its", "their", "our", "his", "her", "my", "your", "all",
    "both", "such", "another", "this", "that", "these", "those",
}  # fmt: skip
AUXILIARIES = {
    "has", "have", "had", "will", "would", "could", "may", "might", "shall", "should", "can", "must", "to", "did",
    "does", "do", "been", "being", "be", "is", "are", "was", "were", "’ll", "'ll", "wo", "not", "n't", "n’t",
}  # fmt: skip
DEMONSTRATIVES = {"that", "this", "those", "these"}
BE = {"is", "was", "are", "were", "be", "been", "being"}

#: What each kind of item is, for whoever reads a trace.
KINDS = {
    "Q": "number", "T": "time", "M": "metric", "A": "verb of a flow", "P": "product", "L": "place", "B": "body",
    "C": "company", "I": "index",
    "V": "verb", "N": "noun of change", "D": "comparative", "S": "share noun", "R": "preposition",
    "J": "conjunction", "K": "starts a clause", "W": "relative word",
    "X": "starts a comparison", "O": "pronoun", "E": "determiner", "U": "auxiliary", "G": "adverb",
    "H": "modifier without content", "Y": "surplus or deficit", ",": "comma", ";": "semicolon or dash", "(": "opens",
    ")": "closes", "w": "other word",
}  # fmt: skip


#: Units of how large a chip, screen or ship is, which describe it; those of memory do so without a hyphen.
_BYTES = {"Gbit", "Mbit", "Tbit", "GB", "MB", "TB"}
_SIZES = _BYTES | {"in", "nm", "m3", "kg", "lb", "g", "L"}


class Item:
    """One item; `data` is the quantity, period mention, vocabulary mention or (class, form) it stands for."""

    __slots__ = ("name", "code", "data", "end", "form", "inner", "kind", "low", "start", "tied")

    def __init__(
        self, kind: str, start: int, end: int, low: str, code: str = "", form: str = "", data: Any = None
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.low = low
        self.code = code
        self.form = form
        self.data = data
        self.name = False  # written with a capital, as names are
        self.tied = False  # to the word before, by a hyphen
        self.inner: tuple[str, ...] = ()  # products inside a metric's own name

    def __repr__(self) -> str:
        return f"{self.kind}:{self.low}" + (f"/{self.code}" if self.code else "")


_MENTION_KIND = {"metric": "M", "action": "A", "product": "P", "place": "L", "body": "B", "company": "C", "index": "I"}
#: Of names of different kinds at one place the longer counts, then the earlier in this list.
_RANK = {"body": 0, "company": 1, "index": 2, "metric": 3, "place": 4, "product": 5, "action": 6}
_STRUCTURE_KIND = {
    "nominal_up": "N", "nominal_down": "N", "comparative_up": "D", "comparative_down": "D", "share_noun": "S",
    "deficit": "Y", "surplus": "Y", "whole": "H",
    "subordinate": "K", "conditional": "K", "relative": "W", "compare": "X", "pronoun": "O", "company_pronoun": "O",
    "country_pronoun": "O", "source_pronoun": "O",
    "neutral": "H", "monetary_unit": "w",
}  # fmt: skip
_STRUCTURE_RANK = {name: i for i, name in enumerate(STRUCTURE)}


def build(
    text: str,
    units: Sequence[Unit],
    quantities: Sequence[Quantity],
    periods: Sequence[PeriodMention],
    mentions: Sequence[Mention],
    words: Sequence[Word],
) -> list[Item]:
    """Items of a sentence (or of a whole text) in order. Numbers and times claim their characters first, then names, then cue words."""
    row = _Row(text, units)
    metrics = [mention for mention in mentions if mention.kind == "metric"]
    periods = [period for period in periods if not (period.role == "rate" and _inside(period, metrics))]
    named = [*metrics, *(m for m in mentions if m.kind in {"index", "product", "place"})]
    quantities = [q for q in quantities if not _inside(q, named) and not is_coupon(q, text)]
    periods = [period for period in periods if not is_maturity(period, text) and not _opens_span(period, text)]
    row.claim_numbers(quantities, words)
    row.claim_blocked(words, [m for m in mentions if m.kind in {"metric", "place"}])
    row.claim_times(periods, [m for m in mentions if m.kind in {"metric", "product"}])
    row.claim_names(mentions, words)
    row.claim_words(words, mentions)
    return row.items()


#: Signs that tie a word to the one before it.
_TIES = {"-", "‐", "‑"}


class _Row:
    """The words of a sentence with the item that each has been claimed for."""

    def __init__(self, text: str, units: Sequence[Unit]) -> None:
        self.text = text
        self.units = units
        self.ends = [unit.end for unit in units]
        self.owner: list[Item | None] = [None] * len(units)

    def claim(self, start: int, end: int, item: Item) -> bool:
        """Gives the words of a stretch to an item; says whether all were free."""
        units, owner = self.units, self.owner
        first = bisect_left(self.ends, start + 1)
        last = first
        while last < len(units) and units[last].start < end:
            if owner[last] is not None:
                return False
            last += 1
        if last == first:
            return False
        owner[first:last] = [item] * (last - first)
        return True

    def claim_numbers(self, quantities: Sequence[Quantity], words: Sequence[Word]) -> None:
        """Claims numbers, then the words that bound them unless a verb has these."""
        for quantity in quantities:
            item = self._numeral(quantity)
            self.claim(item.start, item.end, item)
        quantities = [_without_verb(quantity, self.text, words, self.units) for quantity in quantities]
        for quantity in quantities:
            if quantity.bound_start >= 0:
                self.claim(
                    quantity.bound_start, quantity.bound_end, Item("b", quantity.bound_start, quantity.bound_end, "")
                )

    def _numeral(self, quantity: Quantity) -> Item:
        """The item of a number; one that counts the members of a group describes it: "the 27-nation EU"; so does the size of a piece."""
        start, end, low = quantity.start, quantity.end, quantity.text.lower()
        graded = grade_end(quantity, self.text)
        if graded > 0:
            return Item("H", start, graded, self.text[start:graded].lower(), "", "neutral")
        if self.text[end : end + 1] in _TIES:
            behind = bisect_left(self.ends, end + 1)
            if behind < len(self.units) and self.units[behind].word in entries.words("places", "rules", "members"):
                return Item("H", start, end, low, "", "neutral")
        if low.endswith(" yards") and self.text[end : end + 1] in {"'", "’"}:
            return Item("w", start, end, low)  # "The three yards' combined profit"
        if quantity.unit in _SIZES and (quantity.unit in _BYTES or "-" in low) and self.text[end : end + 1] == " ":
            return Item("H", start, end, low, "", "neutral")  # "8-gigabit DRAM", "60-kg bags"
        return Item("Q", start, end, low, quantity.unit, quantity.kind, quantity)

    def claim_blocked(self, words: Sequence[Word], names: Sequence[Mention]) -> None:
        """Claims phrases whose words name nothing: "as a whole"; not those that a metric's or place's name goes beyond: "annual
        rate of inflation"."""
        text, units = self.text, self.units
        for word in words:
            if word.kind == "blocked":
                start, end = units[word.first].start, units[word.last - 1].end
                if any(m.start < end < m.end for m in names) or text[end : end + 1] in _TIES:
                    continue  # "in part-time jobs"
                self.claim(start, end, Item("w", start, end, text[start:end].lower()))

    def claim_times(self, periods: Sequence[PeriodMention], names: Sequence[Mention]) -> None:
        """Claims times, unless they are words of a metric's or good's name or of another word."""
        text = self.text
        for period in periods:
            if text[period.end : period.end + 1] == "-" and text[period.end + 1 : period.end + 2].isalpha():
                continue  # "a year-end dividend" has no "a year"
            if period.role in {"rate", "basis"} and any(
                m.start <= period.start and period.end <= m.end and m.end - m.start > period.end - period.start
                for m in names
            ):
                continue  # "annual inflation", "average weekly earnings", "daily workers": part of the name
            self.claim(
                period.start,
                period.end,
                Item("T", period.start, period.end, period.text.lower(), period.role, period.origin, period),
            )

    def claim_names(self, mentions: Sequence[Mention], words: Sequence[Word]) -> None:
        """Claims names, the longest first; a metric's is shortened where a good or time has some of its words."""
        text, units = self.text, self.units
        products = [m for m in mentions if m.kind == "product"]
        goods_at = {(m.start, m.end) for m in products if not m.data.get("yields")}
        phrasal = {
            units[w.first].start: units[w.last - 1].end for w in words if w.kind == "verb" and w.last - w.first > 1
        }
        inside_verbs = {(m.start, m.end) for m in mentions if phrasal.get(m.start, -1) > m.end}  # "accounts for"
        for mention in sorted(mentions, key=lambda m: (m.start - m.end, _RANK.get(m.kind, 9))):
            if mention.kind == "action" or (mention.start, mention.end) in inside_verbs:
                continue
            if (
                mention.kind == "metric"
                and mention.data.get("strength") == "weak"
                and (mention.start, mention.end) in goods_at
            ):
                continue  # "crude oil": a product; its price is found by the number's unit
            if mention.code == "oil_price" and _is_good_of(mention, mentions, text):
                continue
            kind = "S" if mention.kind == "metric" and mention.form == "share" else _MENTION_KIND[mention.kind]
            start, end = mention.start, mention.end
            item = Item(kind, start, end, text[start:end].lower(), mention.code, mention.form, mention.data)
            if kind == "P" and text[item.start - 1 : item.start] in {"-", "‑"}:
                _with_prefix(item, text)
            if kind == "M":
                _leave_products(item, products, text)
                _leave_times(item, units, self.owner, self.ends)
            inner = _inner(mention, products, text) if kind == "M" else ()
            if inner and text[item.start - 1 : item.start] in {"-", "‑"}:
                inner = _without_first(item, inner, text)
            if self.claim(item.start, item.end, item):
                item.inner = inner

    def claim_words(self, words: Sequence[Word], mentions: Sequence[Mention]) -> None:
        """Claims verbs and words of structure, then verbs of flows that are left."""
        text, units = self.text, self.units
        actions = {mention.start: mention for mention in mentions if mention.kind == "action"}
        told = [word for word in words if word.kind == "verb" or word.kind in _STRUCTURE_KIND]
        for word in sorted(told, key=lambda w: (w.first - w.last, _STRUCTURE_RANK.get(w.kind, -1))):
            kind = "V" if word.kind == "verb" else _STRUCTURE_KIND[word.kind]
            start, end = units[word.first].start, units[word.last - 1].end
            low = text[start:end].lower()
            if kind == "X" and word.last - word.first == 1 and low in PREPOSITIONS:
                continue  # "from", "before": read as prepositions
            if kind == "V" and word.form == "ing" and _is_in_name(text, units, word, words):
                continue  # "Embedded Processing revenue was"
            action = actions.pop(start, None) if kind == "V" else None
            claimed = self.claim(
                start,
                end,
                Item(
                    kind,
                    start,
                    end,
                    low,
                    word.code,
                    word.form or word.kind,
                    action.data if action is not None and action.end == end else None,
                ),
            )
            head = units[word.first]
            if not claimed and kind == "V" and word.code == "share" and word.last - word.first > 1:
                self.claim(start, head.end, Item("V", start, head.end, head.word, "reach", word.form))
            if not claimed and word.last - word.first > 1 and head.word in BE:
                # "was" before the name "valued at"
                self.claim(start, head.end, Item("V", start, head.end, head.word, "be", "s"))
        for mention in actions.values():
            low = text[mention.start : mention.end].lower()
            self.claim(
                mention.start,
                mention.end,
                Item(
                    "A",
                    mention.start,
                    mention.end,
                    low,
                    mention.code,
                    "past" if low.endswith("ed") else "ing" if low.endswith("ing") else "base",
                    mention.data,
                ),
            )

    def items(self) -> list[Item]:
        """The items in order, one for each word that none has claimed."""
        items: list[Item] = []
        text, last = self.text, None
        for unit, item in zip(self.units, self.owner, strict=True):
            if item is None:
                item = _small(unit)
            elif item is last or item.kind == "b":
                continue
            items.append(item)
            item.tied = text[item.start - 1 : item.start] in _TIES
            last = item
        return items


def _is_good_of(price: Mention, mentions: Sequence[Mention], text: str) -> bool:
    """Whether the name of an oil that stands for its price is only what is told of: "US crude | inventories"."""
    if text.startswith(" stocks ", price.end):
        return True
    return any(
        m.kind == "metric" and m.start == price.end + 1 and m.data.get("nature") in {"stock", "flow"} for m in mentions
    )


def _is_in_name(text: str, units: Sequence[Unit], word: Word, words: Sequence[Word]) -> bool:
    """Whether a participle is written as part of a name, in a sentence that writes its verbs small."""
    start = units[word.first].start
    if not text[start].isupper() or not word.first or not text[units[word.first - 1].start].isupper():
        return False
    if text[start - 1] != " " or units[word.first - 1].end != start - 1:
        return False
    return any(w.kind == "verb" and text[units[w.first].start].islower() for w in words)


def _opens_span(period: PeriodMention, text: str) -> bool:
    """Whether a time only leads to the months behind it: "in the period between December and February"."""
    ahead = text[period.end : period.end + 9].lower()
    return ahead.startswith((" between ", " from ")) and period.text.lower() in {"the period", "the same period"}


def _inside(part: Quantity | PeriodMention, metrics: Sequence[Mention]) -> bool:
    """Whether a number or time is a word of a name: "two-way trade", "average daily exports", "Asia's fourth-largest economy"."""
    start, end = part.start, part.end
    for m in metrics:  # noqa: SIM110 - asked of every number and its sentence's names
        if m.start <= start and end <= m.end and (m.start < start or end < m.end):
            return True
    return False


def _with_prefix(product: Item, text: str) -> None:
    """Makes a product with a prefix another one: "non-crude oil", "agro-industrial"."""
    begin, prefix = _prefix_of(product, text)
    if prefix in entries.words("modifiers", "prefixes"):
        product.code = product.low = f"{prefix}-{product.low}"
        product.start, product.data = begin, {}


def _prefix_of(item: Item, text: str) -> tuple[int, str]:
    """The word that a hyphen joins to the front of an item, and where it begins."""
    begin = item.start - 1
    while begin > 0 and text[begin - 1].isalpha():
        begin -= 1
    return begin, text[begin : item.start - 1].lower()


def _without_first(metric: Item, inner: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The products in a metric's name whose first one a prefix makes another: "non-food inflation"."""
    begin, prefix = _prefix_of(metric, text)
    if prefix not in entries.words("modifiers", "prefixes"):
        return inner
    metric.start = begin
    return (f"{prefix}-{inner[0]}", *inner[1:])


def _leave_products(metric: Item, products: Sequence[Mention], text: str) -> None:
    """Shortens a metric's name by a product that reaches beyond it: "capital goods | imports", "exports of | goods and services"."""
    for product in products:
        if product.start < metric.start < product.end < metric.end:
            metric.start = product.end + 1
            if text[metric.start] == "(" and (closes := text.find(") ", metric.start, metric.end)) > 0:
                metric.start = closes + 2  # "battery electric vehicle (BEV) | sales"
        elif metric.start < product.start < metric.end < product.end:
            head = text[metric.start : product.start].split()
            metric.end = metric.start + len(" ".join(head[:-1] if head[-1] in PREPOSITIONS else head))
        else:
            continue
        metric.low = text[metric.start : metric.end].lower()


def _leave_times(metric: Item, units: Sequence[Unit], owner: Sequence[Item | None], ends: Sequence[int]) -> None:
    """Shortens a metric's name by the times and numbers at its edges, whose words are theirs: "quarterly dividend", "percent of the market"."""
    first = bisect_left(ends, metric.start + 1)
    last = min(bisect_left(ends, metric.end), len(ends) - 1)  # a name may reach beyond the sentence
    while first < last and _is_measuring(owner[first]):
        first += 1
    while last > first and _is_measuring(owner[last]):
        last -= 1
    cut = units[first].start > metric.start or units[last].end < metric.end
    if cut and not _is_measuring(owner[first]):
        metric.start, metric.end = units[first].start, units[last].end
        metric.low = " ".join(unit.word for unit in units[first : last + 1])


def _is_measuring(item: Item | None) -> bool:
    """Whether a word belongs to a number or time."""
    return item is not None and item.kind in {"Q", "T"}


#: Bounds that may be the tail of a verb: "edged up to", "fell below", "rose above", "handed over".
_IN_VERBS = ("up to", "below", "above", "past", "beyond", "over")


def _without_verb(quantity: Quantity, text: str, words: Sequence[Word], units: Sequence[Unit]) -> Quantity:
    """The quantity without a bound that is part of the verb: "edged up to 2.2 percent" has no upper bound."""
    if quantity.bound_start < 0 or not text[quantity.bound_start : quantity.bound_end].lower().startswith(_IN_VERBS):
        return quantity
    for word in words:
        if (
            word.kind == "verb"
            and word.last - word.first > 1
            and word.code != "share"  # "can make up to 100,000"
            and units[word.first].start < quantity.bound_start < units[word.last - 1].end
        ):
            return replace(quantity, bound="eq", bound_start=-1, bound_end=-1)
    return quantity


@functools.cache
def _embedded() -> tuple[frozenset[str], frozenset[str]]:
    table = entries.table("embedded")
    return frozenset(table["metrics_without"]), frozenset(table["ignore"])


def _inner(metric: Mention, products: Sequence[Mention], text: str) -> tuple[str, ...]:
    """Labels of products inside a metric's name that tell which part of it is meant."""
    without, ignore = _embedded()
    name, own = f" {text[metric.start : metric.end].lower()} ", ""
    for words in entries.table("embedded")["qualifiers"].get(metric.code, ()):  # the longer ones come first
        own = own or (words if f" {words} " in name and f" {words} and " not in name else "")
    if metric.code in without or own:
        return (own,) if own else ()
    ignore = ignore.difference(entries.table("embedded")["keeps"].get(metric.code, ()))
    if metric.code == "tax_revenue":
        ignore = frozenset()  # "corporate tax revenue"
    ignore = ignore | {"agricultural products"} if " farm" in name and "gate " in name else ignore  # "farm-gate prices"
    return tuple(p.code for p in products if metric.start <= p.start and p.end <= metric.end and p.code not in ignore)


#: Small words and signs by the kind of their item; of a word in several lists the last counts.
_SMALL_WORDS = {
    word: kind
    for kind, words in (
        ("(", "(["), (")", ")]"), ("'", ("'s", "’s", "'", "’")), (";", (";", ":", "—", "–", "-", "--", "―")), (",", ","),
        ("G", entries.words("modifiers", "adverbs")), ("U", AUXILIARIES), ("E", DETERMINERS), ("J", CONJUNCTIONS), ("R", PREPOSITIONS),
    )
    for word in words
}  # fmt: skip


def _small(unit: Unit) -> Item:
    """The item of a word that no list claims."""
    word, surface, start, end, _ = unit
    kind, low, name = _shape(word, surface)
    item = Item(kind, start, end, low)
    item.name = name
    return item


@functools.lru_cache(maxsize=20_000)
def _shape(low: str, surface: str) -> tuple[str, str, bool]:
    """The kind of a word that no list claims, how it is compared, and whether it is written as a name."""
    kind = _SMALL_WORDS.get(low)
    if kind is None:
        kind = "." if not low[:1].isalnum() else "G" if low.endswith(("ly", "-wise")) and len(low) > 4 else "w"
    capital = surface[:1].isupper() or surface[1:2].isupper()  # "iPads"
    return kind, "and" if low == "&" else low, kind == "w" and capital and not surface.isupper()
