"""Own money: whose a figure of a state's accounts or a price is that is told in another country's money than that of whoever is spoken of,
and which money a state raises itself."""

from __future__ import annotations

from pipeline.linking.draft import Draft
from pipeline.linking.names import is_country
from pipeline.linking.only import only
from pipeline.linking.quotes import shared
from pipeline.linking.state import Held
from pipeline.vocabulary import entries

#: What offices tell in their own country's money.
_ACCOUNTS = {
    "trade_balance",
    "goods_balance",
    "services_balance",
    "current_account",
    "budget_balance",
    "budget",
    "tax_revenue",
    "government_spending",
    "retail_sales",
}
#: Money in which all countries count.
_OF_ALL = {"USD", "EUR"}


@only(kinds={"money"}, codes=_ACCOUNTS)
def of_own_money(draft: Draft) -> None:
    """Gives a figure to the country whose money it is told in, where its sentence names none: "Sterling held up on a day when the trade
    figures (a deficit of 9.8 billion pounds) were poor" in a report on Italy."""
    unit, holder, story = draft.unit, draft.holder, draft.story
    if holder is None or unit in _OF_ALL:
        return
    entry = entries.table("exchange").get(unit or "")
    there = draft.partners[-1] if draft.partners else None
    if entry is not None and there is not None and there.form == "there" and there.code == entry["country"]:
        draft.belongs_to(there)  # "Britain had less luck: the trade deficit there came to 9.8 billion pounds"
        return
    if not is_country(holder.value) or len(holder.value) != 2 or draft.partners:
        return
    if entry is None or entry["country"] == holder.value or holder.start >= story.sentence.start:
        return
    if any(holder.value in kin and unit in kin.values() for kin in shared().values()):
        return  # rupees of Pakistan, which the text writes as those of India
    if any(fact.reporter == holder.value and fact.unit == unit for fact in story.facts):
        return
    if any(item.kind == "L" and len(item.code) == 2 for item in draft.items):
        return
    draft.belongs_to(Held(entry["country"], draft.quantity.start, draft.quantity.end))


@only(kinds={"money"}, codes={"funding"}, links={"main", "content", "sub"})
def of_state_raising(draft: Draft) -> None:
    """Gives money that a country itself raises to it, whichever firm the text names most: "Kenya plans to raise $1.2 billion from selling
    its stake in Safaricom"; not "Torvik raised $20 million in Kenya"."""
    verb = draft.clause.verb_at
    before = [item for item in draft.items[max(0, verb - 2) : verb] if item.kind != "U"]
    if verb >= draft.at or not before:
        return
    who = before[-1]
    if who.kind == "L" and who.form == "name" and len(who.code) == 2:
        draft.belongs_to(who)


#: Money in which exchanges quote the goods of all the world.
_TRADED = {"USD", "EUR", "GBP", "CNY", "JPY", "MYR", "AUD", "CAD", "INR"}


@only(codes={"commodity_price"})
def of_home_price(draft: Draft) -> None:
    """Gives a price in money that no exchange quotes goods in to the country whose money it is, in a report on that or on no country; and one
    of the international market to the world: "gold was fixed at Rs 91,500 per tola", "In the international market, gold fell to $1,790"."""
    holder, unit = draft.holder, draft.unit or ""
    if holder is None or any(item.kind == "L" for item in draft.items):
        return
    if is_country(holder.value) and any(
        item.low in entries.words("markets", "world") for item in draft.items[: draft.at]
    ):
        draft.belongs_to(Held("WORLD", draft.metric.start, draft.metric.end))
        return
    entry, main = entries.table("exchange").get(unit[:3]), draft.state.main_country
    if holder.value != "WORLD" or entry is None or unit[:3] in _TRADED or draft.quantity.kind not in {"money", "price"}:
        return
    if main is None or main.value == entry["country"]:
        draft.belongs_to(Held(entry["country"], draft.quantity.start, draft.quantity.end))
