"""Its company: the firm that a number belongs to by its place in a list, a pronoun, an owner or a model."""

from __future__ import annotations

from pipeline.linking.breakdown import OF_PARTS, subject_region
from pipeline.linking.clause import is_its
from pipeline.linking.companies import (
    beside_company,
    company_behind,
    compared_company,
    named_part,
    nth_company,
    ranked_mover,
)
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.names import is_country
from pipeline.linking.only import NOT_OF_COUNTRIES, only
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.story import about_company
from pipeline.linking.turns import is_called_client
from pipeline.vocabulary import entries

#: Verbs by which one thing moves the figure of another.
_MOVES = entries.words("phrases", "moves_others")
_IN_FRONT = entries.words("phrases", "in_front")
#: So many words stand between "its" and the place where it has what it owns.
_OWNED = 7


def company_beside(draft: Draft) -> None:
    """The company right before the number or told of behind it, or the nth of a row of companies."""
    if draft.metric.data.get("home") == "country" and draft.metric.code != "retail_sales":
        return
    items, at = draft.items, draft.at
    named = beside_company(draft.scene, at) or company_behind(items, at) or nth_company(draft.scene, at)
    named = named or ranked_mover(items, at) or _mover_behind(draft) or _told_at(draft)
    if named is None and (rival := compared_company(draft.scene, at)) is not None:
        draft.partners = [p for p in draft.partners if p is not rival]  # "compared with 290,000 cars for BYD"
        named = rival
    lost = draft.metric.code == "market_cap" and draft.measure == "change_abs"
    if lost and draft.near is not None and draft.near.companies:
        named = draft.near.companies[0]  # "3 billion pounds was wiped off the value of Tesco"
    if named is not None and named not in draft.partners:
        draft.holder = Held(named.code, named.start, named.end)


def _mover_behind(draft: Draft) -> Item | None:
    """The company that a share's move is told for: "led by a 2.9 percent loss for Torvik and a 2.1 percent fall for Brask"."""
    if draft.metric.code != "share_price":
        return None
    behind = [item for item in draft.items[draft.at + 1 : draft.at + 5] if item.kind != "E"]
    told = len(behind) > 2 and behind[0].kind == "N" and behind[1].low in {"for", "in"}
    return behind[2] if told and behind[2].kind == "C" else None


#: Words for a share whose company is not named beside them.
_THE_STOCK = {"stock", "shares", "share", "share price", "stock price", "scrip", "market price"}


@only(codes={"share_price", "price_target"})
def of_stock_rated(draft: Draft) -> None:
    """The company told of before, for "the stock" of which another foretells something: "X's profit rose. Brokerage Y expects the stock to
    climb 14%"."""
    top, story = draft.scene, draft.story
    while top.clause.link in {"compare", "same"} and top.parent is not None:
        top = top.parent
    above, items = top.parent, top.clause.items
    if draft.holder is None:
        return
    if above is not None and top.clause.link == "content" and not top.phrase.companies:
        the_stock = len(items) > 1 and items[0].low == "the" and items[1].low in _THE_STOCK
        foretellers = [*above.phrase.companies, above.frame.company][:1]
        raters = {item.code for item in foretellers if item is not None}
    else:  # "Y values the stock at $20"
        rates = next(
            (i for i, item in enumerate(items[: draft.at]) if item.low in entries.words("markets", "values")), 0
        )
        whose = [item.low for item in items[rates + 1 : rates + 3]]
        the_stock = whose[:1] == ["the"] and not _THE_STOCK.isdisjoint(whose)
        raters = {item.code for item in items[:rates] if item.kind == "C"}
    if not the_stock or draft.holder.value not in raters:
        return
    told = next((f for f in story.facts[::-1] if not is_country(f.reporter or "") and f.reporter not in raters), None)
    main = story.state.main_company
    if told is not None and told.reporter is not None:
        draft.holder = Held(told.reporter, told.char_start, told.char_end)
    elif main is not None and main.value not in raters:
        draft.holder = main


@only(kinds={"money"}, codes={"industrial_production"})
def of_maker(draft: Draft) -> None:
    """The company that made goods of so much worth: "LG H&H produced 3.9 trillion won worth of cosmetics and Amorepacific 2.7 trillion"."""
    makers, verb = draft.scene.phrase.companies, draft.scene.verb
    if len(makers) != 1 or verb is None:
        return
    if verb.low in entries.words("deals", "made"):
        draft.belongs_to(makers[0])
        told = draft.story.facts[-1] if draft.story.facts else None
        if told is not None and told.metric == draft.metric.code and told.product is not None and not draft.products:
            draft.products = [Product(told.product, told.char_start, told.char_end)]


@only(links={"ellipsis", "main"})
def of_division_row(draft: Draft) -> None:
    """Whose a row of divisions is that a company stands in: "The phone division earned 2.2 trillion won, Samsung Display 700 billion won
    and the appliance division 500 billion won"; what the first division makes is not the company's."""
    above, held = draft.scene.parent, draft.state.division
    while above is not None and above.clause.link == "ellipsis":
        above = above.parent
    if above is None or above.fact is None or not about_company(draft.story):
        return
    if held is None or held.sentence != draft.story.number or draft.metric.code != above.fact.metric:
        return
    if draft.scene.phrase.companies and draft.clause.link == "ellipsis":
        draft.products = [p for p in draft.products if p.start >= draft.clause.items[0].start]
    elif any(item.low in entries.words("divisions", "parts") for item in draft.items[: draft.at]):
        draft.holder = Held(above.fact.reporter, above.fact.char_start, above.fact.char_end)


def _told_at(draft: Draft) -> Item | None:
    """The company that a sentence begins with as the place of its figures: "At Morgan Stanley, a loss of $91 million compared with"."""
    items = draft.story.scenes[0].clause.items if draft.story.scenes else []
    opens = len(items) > 3 and items[0].low == "at" and items[1].kind == "C" and items[2].kind == ","
    return items[1] if opens and not draft.scene.phrase.companies and draft.frame.reporter is None else None


def of_its_company(draft: Draft) -> None:
    """The company behind "its": "Nvidia soared 16.4%. Its market value climbed by $277 billion"."""
    company = draft.state.company or draft.state.main_company
    if company is not None and draft.metric.code == "jobs_added" and about_company(draft.story):
        if draft.frame.reporter is None and not draft.state.topic_is_country:
            draft.holder = company  # "The Seattle company hired 175,000 people"
        return
    company = draft.state.company or (draft.state.main_company if draft.state.one_company else None)
    if company is None or draft.holder is None or draft.metric.data.get("home") != "company":
        return
    recent = draft.story.number - company.sentence <= 1 or (draft.state.one_company and about_company(draft.story))
    told = draft.story.facts[-1] if draft.story.facts else None
    if not recent and told is not None and draft.metric.code == "market_share" and not is_country(told.reporter):
        if draft.state.metric is not None and draft.state.metric.sentence == draft.story.number - 1:
            recent, company = True, Held(told.reporter, told.char_start, told.char_end)
    place = draft.frame.reporter
    of_place = is_country(draft.holder.value) or (place is not None and place.code == draft.holder.value)
    if recent and of_place and draft.items[0].low in {"its", "their"}:
        if draft.metric.code == "market_share" and place is not None and place.code == draft.holder.value:
            draft.partners = draft.partners or [place]  # "Its market share in India was 29 percent"
        draft.holder = company


@only(homes=NOT_OF_COUNTRIES, links={"main", "sub"}, words={"its", "their"})
def of_its_firm_to_come(draft: Draft) -> None:
    """The company named right behind the phrase in front of a sentence that tells what is its own: "Beyond the 12,000 job cuts at its
    plants, Torvik is hiring", "Despite a 4% fall in its sales, Torvik raised its dividend"."""
    items = draft.items
    comma = next((i for i in range(draft.at + 1, len(items)) if items[i].kind == ","), len(items))
    front, behind = items[:comma], items[comma + 1 : comma + 3]
    if not behind and (above := draft.scene.parent or draft.story.scene_behind(draft.scene)) is not None:
        behind = above.clause.items[:2]
    if len(behind) < 2 or behind[0].kind != "C" or (draft.clause.cue or front[0].low) not in _IN_FRONT:
        return
    owned = any(item.kind == "O" and is_its(item) for item in front)
    if owned and not any(item.kind == "C" for item in front):
        draft.holder = Held(behind[0].code, behind[0].start, behind[0].end)


@only(homes=NOT_OF_COUNTRIES, words=_MOVES)
def of_all_markets(draft: Draft) -> None:
    """A company's whole figure, where the place only says what moved it: "Strong demand in China helped Torvik lift its profit by 10
    percent", "Orders from India pushed Torvik's revenue up 8 percent"."""
    items = draft.items
    at = next((i for i in range(1, draft.at) if items[i].low in _MOVES), 0)
    moved = items[at + 1 : draft.at] if at else []
    if not any(item.kind == "M" for item in moved) or not any(item.kind == "C" or is_its(item) for item in moved):
        return
    draft.partners = [p for p in draft.partners if not items[0].start <= p.start < items[at].start]


@only(measures={"share_pct"})
def of_its(draft: Draft) -> None:
    """The company whose whole a part is of, not those that make up the part: "Two clients account for 40 percent of its sales"; the
    country told of right before: "2 percent of Chad's GDP and 9 percent of its exports"."""
    items, state = draft.items, draft.state
    behind, told = items[draft.at + 1 : draft.at + 4], draft.scene.fact
    if draft.metric.data.get("home") == "country" or len(behind) < 2:
        of_it = told is not None and [item.low for item in behind[:2]] == ["of", "its"]
        if told is not None and of_it and told.measure == "share_pct" and is_country(told.reporter or ""):
            draft.holder = Held(told.reporter, told.char_start, told.char_end)
        return
    if behind[0].low == "of" and behind[1].kind == "C" and len(behind) > 2 and behind[2].kind == "'":
        draft.holder = Held(behind[1].code, behind[1].start, behind[1].end)  # "40 percent of SK hynix's DRAM revenue"
        return
    owner = state.company or state.main_company
    firms = draft.scene.phrase.companies
    if behind[0].low == "of" and owner is not None and firms and all(item.code != owner.value for item in firms):
        if is_its(behind[1]) or is_called_client(draft.items, firms[0]):
            draft.holder = owner


@only(homes=NOT_OF_COUNTRIES)
def of_its_market(draft: Draft) -> None:
    """The company whose own market is named behind its pronoun: "the company's U.S. market share", "its Chinese sales", "its annual
    capacity in the U.S."."""
    place, company = draft.frame.reporter, draft.state.company or draft.state.main_company
    if place is None and draft.near is not None and draft.near.reporters:
        place = draft.near.reporters[0]  # "plans to raise its North American output"
    if place is None or company is None or draft.holder is None or draft.holder.value != place.code:
        return
    of_firm = about_company(draft.story) or (draft.state.topic is None and draft.state.company is not None)
    if not of_firm:
        return
    at = next((i for i, item in enumerate(draft.items) if item is place), 0)
    before = [item for item in draft.items[max(0, at - _OWNED) : at] if item.kind not in {"'", "E", "H", "G"}]
    if len(before) > 2 and before[-1].low == "in" and before[-2].start == draft.metric.start:
        before = before[:-2]
    owner = before[-1] if before else None
    if owner is not None and owner.kind == "O" and is_its(owner):
        draft.holder, draft.partners = company, [place]


@only(codes=OF_PARTS)
def company_of_model(draft: Draft) -> None:
    """The company told of before, for a model of its own: "The Grandeur sedan was the best-selling model"."""
    story, company = draft.story, draft.state.company
    if company is None or story.number - company.sentence > 2 or about_company(story):
        return
    if draft.items[0].low != "the":
        return
    part = named_part(subject_region(draft.scene), story.text)
    if part is not None:
        draft.products = [part]
        draft.belongs_to(company)
