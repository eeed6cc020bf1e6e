"""Nation: what a country exports of a good and what orders its yards win are the country's, in a report on companies as well:
"Chip exports jumped 38.6 percent", "China won 2.76 million CGT"."""

from __future__ import annotations

from itertools import pairwise

from pipeline.linking.budgetnames import tells_of_budget
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import WAYS_AND_BALANCE
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.phrases import Product
from pipeline.linking.state import Held
from pipeline.linking.turns import names_firms
from pipeline.vocabulary import entries

#: Cars that no company of the country makes.
_IMPORTED = ("imported ", "foreign car", "foreign brand", "import car")
#: What a country's flow is called; a company as well has sales abroad and shipments.
_NAMES = ("export", "import", "trade")


@only(codes=WAYS_AND_BALANCE | {"sales_volume"})
def of_the_nation(draft: Draft) -> None:
    """Gives the country the trade of a good that no company's name or pronoun stands by, the flows told next, and what is sold
    of imported cars."""
    holder = draft.holder
    imported = draft.metric.code == "sales_volume" and draft.products and draft.products[0].label.startswith(_IMPORTED)
    if imported and holder is not None and not is_country(holder.value) and not draft.scene.phrase.companies:
        home = _home(draft)
        if home is not None and not any(item.kind == "C" or item.low == "its" for item in draft.items[: draft.at]):
            draft.belongs_to(home, *[item for item in draft.partners if item.code != home.value])
            return
    if draft.metric.code not in WAYS_AND_BALANCE or holder is None or is_country(holder.value):
        return
    if not any(m.kind == "company" and m.code == holder.value for m in draft.story.mentions.names):
        return
    if (whole := _owner_of_whole(draft)) is not None:
        draft.belongs_to(whole, *[item for item in draft.partners if item.code != whole.code])
        return
    told = _told_next(draft)
    of_goods = told is not None and draft.items[0].low == "their" and draft.items[1].kind == "M"
    if (
        of_goods
        and draft.scene.fact is None
        and not draft.products
        and (good := draft.story.facts[-1].product) is not None
    ):
        draft.products = [
            Product(good, draft.metric.start, draft.metric.end)
        ]  # "Chips made up 19 percent of Korea's exports. Their exports"
    stands = draft.scene.phrase.pronoun is not None and not of_goods
    if draft.scene.phrase.companies or stands or draft.frame.company is not None:
        return
    if any(item.kind == "C" or item.low in {"its", "their"} for item in draft.items[int(of_goods) : draft.at]):
        return
    home = told or _home(draft)
    pieces = any(item.kind == "Q" and item.form in {"count", "number", "physical"} for item in draft.items)
    if home is not None and not pieces and (told is not None or _of_a_good(draft)):
        draft.belongs_to(home, *[item for item in draft.partners if item.code != home.value])


#: What a text goes on with when it says "the figure".
_FIGURE = {"the figure", "figure", "the amount", "that figure", "the total", "the number", "it"}


def of_the_state(draft: Draft) -> None:
    """Gives what a government aims at for "the figure", spends, or counts next to a country's sales, to the country."""
    state, metric, subject = draft.state, draft.metric, draft.items[: draft.at]
    if draft.holder is None or draft.scene.phrase.companies:
        return
    if "C" in draft.clause.kinds and any(item.kind == "C" for item in subject):
        return
    begins = [item.low for item in subject[:2]]
    fiscal = metric.code == "revenue" and is_country(draft.holder.value) and tells_of_budget(draft.story)
    if fiscal and not any(a.start == metric.start and b.low == "from" for a, b in pairwise(draft.items)):
        draft.metric = metric.renamed(
            "government_revenue"
        )  # "Total revenue rose to 581 trillion won" in a report on a budget
        return
    last = draft.story.facts[-1] if draft.story.facts else None
    shipped = last is not None and last.metric in {"exports", "export_volume"} and last.reporter == draft.holder.value
    shipped = shipped and all(product.label == last.product for product in draft.products)
    if (
        metric.code == "revenue"
        and shipped
        and is_country(draft.holder.value)
        and metric.name in entries.words("deals", "brought_in_by")
    ):
        if "\n" not in draft.story.text[last.char_end : draft.quantity.start]:
            draft.metric = metric.renamed(
                "exports"
            )  # "Shipments rose to 26.5 million bags, and revenue was up 24 percent"
            return
    governs = begins[:1] == ["the government"] or begins == ["the", "government"]
    spoken = state.source is not None and "overnment" in state.source.value and begins[:1] in (["it"], ["they"])
    country = is_country(draft.holder.value)
    if metric.code == "capex" and (home := _office_home(draft, begins)) is not None:
        draft.metric, country = (
            metric.renamed("government_spending"),
            True,
        )  # "The ministry plans to spend 72 billion won"
        draft.belongs_to(home)
        return
    phrase = draft.scene.phrase
    alone = phrase.bare and not phrase.products and subject[:1] and subject[0] in phrase.bare
    if metric.code == "capex" and country and (governs or spoken or alone):
        draft.metric = metric.renamed("government_spending")  # "The government plans to spend 53.7 billion won"
        return
    topic, holder = state.topic, state.topic_holder
    if (
        governs
        and _says_figure(subject)
        and not is_country(draft.holder.value)
        and topic is not None
        and holder is not None
    ):
        if state.topic_is_country and draft.frame.metric is None and is_country(holder.value):
            draft.metric, draft.products = topic.value, list(state.topic_products)
            draft.belongs_to(holder)
            return
    told = draft.story.facts[-1] if draft.story.facts else None
    pieces = metric.code == "sales_volume" and metric.name == "sales" and draft.quantity.kind == "percent"
    if (
        (metric.code != "revenue" and not pieces)
        or told is None
        or told.metric != "retail_sales"
        or not is_country(told.reporter)
    ):
        return
    if draft.story.text.count("\n", told.char_end, draft.quantity.start):
        return
    if draft.scene.phrase.pronoun is None and draft.frame.company is None and begins[:1] not in (["its"], ["their"]):
        draft.metric = metric.renamed(
            "retail_sales"
        )  # "Food services sales jumped 13.6 percent" behind online shopping
        draft.belongs_to(Held(told.reporter, told.char_start, told.char_end))


#: Bodies that spend a state's money.
_OFFICES = {"ministry", "government", "agency", "customs"}


def _office_home(draft: Draft, begins: list[str]) -> Held | None:
    """The country of the ministry that a sentence, or the one before "it", begins with."""
    state, named = draft.state, next((item for item in draft.items[: min(3, draft.at)] if item.kind == "B"), None)
    last, main = state.last_office, state.main_country
    if named is None and begins[:1] == ["it"] and last is not None and last.sentence == draft.story.number - 1:
        named = last.value
    if named is None or main is None or (named.data or {}).get("role") not in _OFFICES:
        return None
    return Held((named.data or {}).get("country") or main.value, named.start, named.end)


def _says_figure(subject: list[Item]) -> bool:
    """Whether a subject only says "the figure" of what it is about."""
    return any(item.low in _FIGURE for item in subject) or any(
        a.low == "the" and b.low == "figure" for a, b in pairwise(subject)
    )


@only(kinds={"money"}, codes=WAYS_AND_BALANCE)
def of_all_goods(draft: Draft) -> None:
    """Leaves out the good whose part of the whole was told before: "37.3 percent of the country's total exports of $709.7 billion"."""
    items, at = draft.items, draft.at
    if at < 5 or items[at - 1].low != "of":
        return
    whole = items[at - 2]
    whole = items[at - 3] if whole.kind == "T" else whole
    named = whole.kind == "M" and whole.code == draft.metric.code
    all_of = whole.low.startswith(("total ", "overall ")) or any(
        item.low in {"total", "overall", "entire", "all"} for item in items[max(0, at - 5) : at - 2]
    )
    of_part = any(item.kind == "Q" and item.form == "percent" for item in items[max(0, at - 9) : at - 2])
    if named and all_of and of_part:
        draft.products, draft.partners = [], []


#: What is no kind of ship, beside tons of them: "Chinese builders secured 15 million CGT".
_NO_SHIPS = {"construction", "backlog", "order backlog", "orderbook"}


def won_by(draft: Draft) -> None:
    """Gives orders to the country whose yards win them; their part of all orders is a market share: "or 60 percent"."""
    if draft.quantity.unit != "CGT" and draft.metric.code not in {"orders", "market_share"}:
        return
    told = draft.story.facts[-1] if draft.story.facts else None
    behind = told is not None and told.unit == "CGT" and told.product == "ships" and draft.quantity.unit == "%"
    of_ships = draft.quantity.unit == "CGT" or (behind and draft.metric.code == "market_share")
    of_ships = of_ships or (behind and draft.metric.code == "orders" and bool(draft.products))
    if of_ships and all(product.label in _NO_SHIPS for product in draft.products):
        draft.products = [Product("ships", draft.quantity.start, draft.quantity.end)]
    near = draft.items[max(0, draft.at - 4) : draft.at]
    world = next((item for item in near if item.code == "WORLD"), None)
    if world is not None and near[-1].low == "of" and draft.quantity.unit == "CGT":
        draft.belongs_to(world)  # "21 percent of the global total of 56.4 million CGTs"
        return
    if draft.metric.code not in {"orders", "market_share"}:
        return
    if (owner := _owner_of_share(draft)) is not None:
        draft.metric, draft.measure = draft.metric.renamed("market_share"), "level"
        draft.products = draft.products or [Product("ships", draft.quantity.start, draft.quantity.end)]
        draft.belongs_to(owner)
        return
    if (place := _winner(draft)) is None:
        return
    if draft.measure == "share_pct":
        draft.metric, draft.measure = draft.metric.renamed("market_share"), "level"
    here = draft.story.sentence.start
    draft.belongs_to(place, *[item for item in draft.partners if item.code != place.code and item.start >= here])


@only(measures={"share_pct"})
def of_several_places(draft: Draft) -> None:
    """Leaves out the place told of last where several are meant together: "The combined share of the top three markets stood at"."""
    if not draft.partners or draft.order >= 0:
        return
    if draft.partners[0].start >= draft.story.sentence.start:
        return
    lands = entries.words("phrases", "together")
    subject = draft.items[: min(draft.clause.verb_at, draft.at)]
    for before, item in pairwise(subject):
        if item.low in lands and (before.kind in {"Q", "H"} or before.low in {"these", "both", "those"}):
            draft.partners = []
            return


def _owner_of_share(draft: Draft) -> Item | None:
    """The country whose share of all ships ordered is told: "South Korea's share rose to 21 percent", in a report on gross tons."""
    told = draft.measure == "share_pct" or draft.metric.code == "market_share"
    if not told or not any(fact.unit == "CGT" for fact in draft.story.facts[-8:]):
        return None
    items = draft.items[: draft.at]
    owners = [
        a for a, b in pairwise(items) if a.kind == "L" and b.kind == "'" and a.form != "region" and len(a.code) == 2
    ]
    named = [item for item in items if item.kind in {"L", "C"}]
    return owners[0] if len(owners) == 1 == len(named) else None


def _winner(draft: Draft) -> Item | None:
    """The country that is the subject of a verb of winning: "China won 2.76 million CGT", "while Korean yards took 31 ships"."""
    wins = entries.words("deals", "wins")
    scene, pronoun = draft.scene, draft.scene.phrase.pronoun
    if scene.parent is not None and (draft.clause.link == "paren" or (pronoun is not None and pronoun.low == "its")):
        scene = scene.parent  # "China ranked first with 35 million CGTs, though its orders fell"
    items = scene.clause.items
    if any(fact.unit == "CGT" for fact in draft.story.facts[-12:]) or draft.quantity.unit == "CGT":
        wins = wins | entries.words("roles", "ranked_yards")
    verb = next((i for i, item in enumerate(items) if item.low in wins), 0)
    if not verb and scene.clause.link == "ellipsis" and scene.verb is not None and scene.verb.low in wins:
        verb = next((i for i, item in enumerate(items) if item.kind == "Q"), 0)  # "and China 1.2 million CGT"
    subject = [item for item in items[:verb] if item.kind not in {"E", "U", "H", "J", "G", "O"}]
    if not subject or subject[0].kind != "L" or len(subject[0].code) != 2:
        return None
    rest = subject[1:]
    firms = not rest or names_firms(rest[-1]) or rest[-1].low in entries.words("deals", "yards")
    return subject[0] if firms and not any(item.kind in {"C", "Q", "M", "R"} for item in rest) else None


@only(codes={"revenue", "market_share", "sales_volume"}, readings={"percent of"})
def of_contract(draft: Draft) -> None:
    """Makes what part of a company's sales a contract is a share of the contract's: "The order is equal to 5.8 percent of its 2024 revenue"."""
    items, at = draft.items, draft.at
    whole = next((item for item in items[at + 1 : at + 8] if item.kind == "M"), None)
    if whole is None or whole.code not in {"revenue", "sales_volume"}:
        return
    subject = items[: min(draft.clause.verb_at, at)]
    told = draft.story.facts[-1] if draft.story.facts else None
    named = any(item.kind == "M" and item.code == "orders" for item in subject)
    stands = bool(subject) and subject[0].low in {"that", "this", "it", "the amount", "amount", "which"}
    apposed = not subject and draft.scene.fact is not None
    if told is None or told.metric != "orders" or not (named or stands or apposed):
        return
    draft.metric, draft.measure = draft.metric.renamed("orders"), "share_pct"
    draft.belongs_to(Held(told.reporter, told.char_start, told.char_end))
    if told.product is not None:
        draft.products = [Product(told.product, told.char_start, told.char_end)]


def _of_a_good(draft: Draft) -> bool:
    """Whether the clause's subject names a good and its flow, in money: "Chip exports jumped 38.6 percent to $17.26 billion"."""
    named = (
        draft.frame.metric is not None and draft.frame.fresh and any(name in draft.frame.metric.name for name in _NAMES)
    )
    goods = any(product.strong for product in draft.scene.phrase.products)
    own = any(fact.reporter == draft.holder.value and fact.metric in WAYS_AND_BALANCE for fact in draft.story.facts)
    return named and goods and not own


def _told_next(draft: Draft) -> Held | None:
    """The country whose trade the number before was of, in this sentence or the one before."""
    told = draft.story.facts[-1] if draft.story.facts else None
    near = told is not None and draft.story.text.count("\n", told.char_end, draft.quantity.start) < 1
    if not near or told is None or told.metric not in WAYS_AND_BALANCE or not is_country(told.reporter):
        return None
    return Held(told.reporter, told.char_start, told.char_end)


def _owner_of_whole(draft: Draft) -> Item | None:
    """The country of whose trade a number is a part: "Chips accounted for 19 percent of Korea's exports"."""
    behind = draft.items[draft.at + 1 : draft.at + 5]
    if draft.measure != "share_pct" or len(behind) < 4 or behind[0].low != "of" or behind[2].kind != "'":
        return None
    flow = next((item for item in behind[3:] if item.kind == "M"), None)
    return behind[1] if behind[1].kind == "L" and flow is not None and flow.code in WAYS_AND_BALANCE else None


def _home(draft: Draft) -> Held | None:
    """The country that the company is of, else the one that the text is about."""
    main, holder = draft.state.main_country, draft.holder
    names = draft.story.mentions.names
    code = next((m.data["country"] for m in names if m.kind == "company" and m.code == holder.value), None)
    if code is not None:
        return Held(code)
    return main if main is not None and is_country(main.value) else None
