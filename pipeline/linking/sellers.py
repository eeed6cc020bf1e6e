"""Sellers: whose trade a flow is that names only the other side, or nobody, by what was told before."""

from __future__ import annotations

from pipeline.linking.clause import is_its
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.metric import TRADED, WAYS
from pipeline.linking.names import is_country
from pipeline.linking.nounsenses import is_first
from pipeline.linking.only import only
from pipeline.linking.state import Held
from pipeline.linking.story import about_company
from pipeline.linking.subject import FLOWS
from pipeline.vocabulary import entries

#: What may stand between whose part a share is and the number, of what it was and is.
_IN_ROW = {"E", "Q", "R", "G", "D", "H", "V"}


@only(codes=TRADED)
def told_of_one_country(draft: Draft) -> None:
    """The country whose imports or exports were told last, where none were of the country that the text is about: "U.S. apparel imports
    fell. Imports from China plunged" in a report on Bangladesh's exports."""
    story, code, main = draft.story, draft.metric.code, draft.state.main_country
    if draft.frame.reporter is not None or main is None or about_company(story):
        return
    if draft.holder is None or draft.holder.value != main.value:
        return
    told = story.facts[-1] if story.facts else None
    if told is None or told.metric != code or told.reporter == main.value or not is_country(told.reporter):
        return
    if all(partner.code != told.reporter for partner in draft.partners) and not any(
        fact.metric == code and fact.reporter == main.value for fact in story.facts
    ):
        draft.holder = Held(told.reporter, told.char_start, told.char_end)


@only(codes=WAYS)
def of_own_market(draft: Draft) -> None:
    """The country that the report is on, as another's largest market or supplier: "Vietnam's exports to its largest market rose 17
    percent" in a report on what the United States imports."""
    main, holder = draft.state.main_country, draft.holder
    if draft.partners or main is None or holder is None or holder.value == main.value:
        return
    if not is_country(holder.value) or not is_country(main.value) or draft.frame.reporter is None:
        return
    sides = entries.words("roles", "buys") | entries.words("roles", "sells") | entries.words("roles", "partners")
    items = draft.items[: draft.at]
    for i, item in enumerate(items[:-2]):
        if item.low in {"to", "from"} and items[i + 1].low in {"its", "their"}:
            named = next((x for x in items[i + 2 : i + 5] if x.low in sides), None)
            if named is not None and any(is_first(x) for x in items[i + 2 : items.index(named)]):
                told = draft.story.facts[-1] if draft.story.facts else None
                code = main.value
                if told is not None and told.metric == draft.metric.code and told.reporter == main.value:
                    code = (
                        told.partner or code
                    )  # "Bangladesh's exports to the US grew 27 percent. Vietnam's to its largest market"
                draft.partners = [Item("L", item.start, named.end, code.lower(), code)]
                return


@only(codes={"orders"})
def of_export_orders(draft: Draft) -> None:
    """Who orders from the country whose export orders a report tells of: "Europe placed orders worth $10 billion", "Japanese orders
    were down"."""
    topic, main, holder = draft.state.topic, draft.state.main_country, draft.holder
    if topic is None or main is None or holder is None:
        return
    if draft.partners and holder.value == main.value:
        return
    before = draft.items[: draft.at][::-1]
    place = next((item for item in before if item.kind == "L" and item.code != main.value), None)
    if topic.value.code == "orders" and topic.value.name.startswith("export") and place is not None:
        draft.belongs_to(main, place)


@only(measures={"share_pct"})
def of_next_share(draft: Draft) -> None:
    """The next of a row of shares of one flow: "China's share of imports was 40.6 percent, that of Russia 24.1 percent and of Japan 10.8"."""
    told, items, at = draft.story.facts[-1] if draft.story.facts else None, draft.items, draft.at
    if told is None or told.measure != "share_pct" or told.metric != draft.metric.code:
        return
    if told.char_start < draft.story.sentence.start or told.partner is None or not is_country(told.reporter):
        return
    i = at - 1
    while i > 1 and items[i].kind in _IN_ROW:
        i -= 1  # "that of Italy from 7.3% to 6.5%"
    place, before = items[i], [item for item in items[max(0, i - 3) : i] if item.kind != "E"]
    if draft.order >= 0 or place.kind != "L" or not before or before[-1].low != "of":
        return
    if len(before) > 1 and before[-2].low not in {"that", "those"} and before[-2].kind != "J":
        return
    draft.belongs_to(Held(told.reporter, told.char_start, told.char_end), place)


@only(codes={"consumption"}, measures={"share_pct"})
def of_spending(draft: Draft) -> None:
    """Where visitors told of in the same sentence spent a part: "Chinese visitors doubled and accounted for 40 percent of the spending"."""
    told = draft.story.facts[-1] if draft.story.facts else None
    if told is None or draft.holder is None:
        return
    arrived = told.metric == "tourist_arrivals" and told.partner == draft.holder.value
    if arrived and told.char_start >= draft.story.sentence.start:
        draft.belongs_to(Held(told.reporter, told.char_start, told.char_end), *draft.state.partners[:1])


@only(codes={"imports", "import_volume", "exports", "export_volume"}, measures={"share_pct"})
def of_supplied(draft: Draft) -> None:
    """Whose flow a place supplies or buys a part of: "Guinea supplied 55 percent of China's bauxite imports"."""
    items, at = draft.items, draft.at
    behind = [item for item in items[at + 1 : at + 5] if item.kind != "E"]
    if [item.kind for item in behind[:3]] != ["R", "L", "'"] or behind[0].low != "of":
        return
    sides = [item for item in items[:at] if item.kind == "L" and item.code != behind[1].code]
    if len(sides) == 1 and not any(item.kind in {"C", "M"} for item in items[:at]):
        draft.belongs_to(Held(behind[1].code, behind[1].start, behind[1].end), sides[0])


def seller_of(draft: Draft) -> Held | None:
    """The country whose trade a row of its markets is told in: "Poland and Egypt were the fastest-growing markets, with 9 and 8 percent"."""
    state = draft.state
    held, topic = state.topic_holder, state.topic
    if (
        draft.metric.code not in FLOWS
        or draft.frame.fresh
        or held is None
        or topic is None
        or not is_country(held.value)
    ):
        return None
    named = {item.code for item in draft.frame.reporters}
    told = draft.story.facts[-1]
    if told.metric == draft.metric.code and told.partner is not None and is_country(told.reporter):
        held = Held(
            told.reporter, told.char_start, told.char_end
        )  # "U.S. imports from China fell. India and Peru posted"
    return held if state.topic_is_country and topic.value.code in FLOWS and held.value not in named else None


#: So many facts back a company was told to sell something.
_LATELY = 3


def is_of_own(draft: Draft) -> bool:
    """Whether a part is of what somebody owns: "makes 57 percent of its sales in emerging markets"; or of all that it was just told to
    sell: "shipped 13,221 cars. Europe accounted for 45% of deliveries"; or the next of a row of such parts: "Taiwan accounted for 37% of
    bookings, South Korea for 24%"."""
    behind, near, told = draft.items[draft.at + 1 : draft.at + 3], draft.near, draft.story.facts[-_LATELY:]
    whole = near is not None and near.metric is not None and not near.products and draft.metric.code == "sales_volume"
    if whole and told and all(f.metric == "sales_volume" and not is_country(f.reporter) for f in told):
        return len({fact.reporter for fact in told}) == 1
    last = told[-1] if told else None
    shares = last is not None and last.measure == "share_pct" and last.metric == draft.metric.code
    if last is not None and last.partner is not None and shares and is_country(last.partner):
        if not is_country(last.reporter):
            return True
    if len(behind) < 2 or behind[0].low != "of":
        return False
    return behind[1].kind == "C" or is_its(behind[1])  # "11 percent of Codelco's sales"
