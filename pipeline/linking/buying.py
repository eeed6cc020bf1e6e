"""Buying: what a place buys, in a report on what another country exports, is what that country sells there: "China's purchases came to
$506 million", "Spain, whose purchases doubled", "With India buying 9 percent more"."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.clause import Clause, is_its
from pipeline.linking.items import Item
from pipeline.linking.metric import entry
from pipeline.linking.names import is_country
from pipeline.linking.phrases import Phrase
from pipeline.linking.state import Held
from pipeline.linking.story import Story, about_company
from pipeline.vocabulary import entries

#: Words that are asked for at every number or sentence, looked up once.
_BUYS = entries.words("scenes", "buys")
_BOUGHT = entries.words("roles", "bought")

#: What goes abroad, and what a report on it may be about besides.
_SENT, _TRADE = {"exports", "export_volume"}, {"trade_balance", "trade_volume"}
#: So many facts back a country's exports are still told of.
_LATELY = 12


def as_sold_there(story: Story, clause: Clause, phrase: Phrase, verb: Item | None) -> None:
    """Makes a subject that tells what a place buys one that tells what is exported there."""
    bought = phrase.metric
    if bought is None and verb is not None and clause.items[0].low == "with":
        bought = verb
    if bought is None and verb is not None and verb.low in _BUYS:
        _as_buyer(story, clause, phrase)
        return
    if bought is None and verb is not None and not phrase.companies:
        bought = _its_purchases(clause)
    if bought is None or bought.low not in _BOUGHT:
        return
    seller = _seller(story)
    if seller is None or about_company(story):
        return
    items = clause.items
    if any(a.low in {"from", "of"} and b.kind == "L" and b.code != seller.value for a, b in pairwise(items)):
        return  # "China's purchases of Australian coal"
    named = [*phrase.reporters, *phrase.bare] or (phrase.partners if bought is verb else [])
    place = named[-1] if named else None
    if place is None and phrase.pronoun is not None and phrase.pronoun.low in {"its", "their"}:
        place = _told_before(story, clause, seller)
    if place is None or place.form == "region" or place.code in {"WORLD", seller.value}:
        return
    if bought is verb:
        bought.data = {"lemma": "sell", "metrics": ("exports",)}
        return
    bought.code, bought.low, bought.data = "exports", "sales", {**entry("exports"), "strength": "weak"}
    phrase.partners, phrase.reporters, phrase.bare, phrase.pronoun = [place], [], [], None


def buys_as_well(clause: Clause, told: Phrase) -> bool:
    """Whether a place owns what the other side of the trade was told to own before: "Thailand's purchases climbed, while Russia's fell"."""
    at = clause.verb_at
    if at < 2 or at >= len(clause.items) or clause.items[at - 1].kind != "'" or told.metric is None:
        return False
    return told.metric.code in _SENT and bool(told.partners) and told.partners[-1].start < told.metric.start


def _its_purchases(clause: Clause) -> Item | None:
    """What the subject does to its own buying: "China cut | its purchases | to 66,500 tonnes"."""
    if _BOUGHT.isdisjoint(clause.lows):
        return None
    row = clause.items[clause.verb_at + 1 : clause.verb_at + 3]
    own = len(row) == 2 and is_its(row[0]) and row[1].kind == "M" and row[1].low in _BOUGHT
    return row[1] if own else None


def _as_buyer(story: Story, clause: Clause, phrase: Phrase) -> None:
    """Makes a place that takes goods the other side of the exports told of, by whatever name it goes on: "Japan is the sore spot. The
    country, for years the biggest market, took 180 million crowns", "China is the best customer. It took 71 percent"."""
    named = [*phrase.reporters, *phrase.bare]
    pronoun = not named and phrase.pronoun is not None and phrase.pronoun.low in {"it", "they"}
    described = len(named) == 1 and named[0].form in {"description", "definite"}
    if phrase.companies or phrase.partners or clause.link not in {"main", "same"} or not (described or pronoun):
        return
    seller = _seller(story)
    if seller is None or about_company(story) or (described and named[0].code != seller.value):
        return
    items = clause.items
    if any(a.low in {"from", "of"} and b.kind == "L" for a, b in pairwise(items[clause.verb_at :])):
        return  # "It bought 5 million tonnes of Brazilian soybeans"
    place = _told_before(story, clause, seller)
    if place is not None and place.form != "region" and place.code != "WORLD":
        phrase.bare, phrase.reporters, phrase.pronoun = [place], [], None


def _seller(story: Story) -> Held | None:
    """The one country whose exports the report is on."""
    state = story.state
    topic, main = state.topic, state.main_country
    if topic is None or main is None or state.survey or not is_country(main.value):
        return None
    if topic.value.code in _SENT:
        return main
    told = topic.value.code in _TRADE and any(
        fact.metric in _SENT and fact.reporter == main.value for fact in story.facts[-_LATELY:]
    )
    return main if told else None


def _told_before(story: Story, clause: Clause, seller: Held) -> Item | None:
    """The place that the sentence before was about, or the clause before: "Germany was the top market. Its purchases"."""
    if clause.before and any(item.kind == "L" for item in clause.before):
        return next((item for item in clause.before if item.kind == "L" and item.code != seller.value), None)
    told = [held for held in story.state.places if held.sentence == story.number - 1]
    if not told or told[0].value == seller.value:
        return None
    return Item("L", told[0].start, told[0].end, told[0].value.lower(), told[0].value)
