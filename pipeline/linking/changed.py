"""Changed: the change told right behind an amount is of whatever the amount is: "sold 9,012 vehicles at home, up 8.1 percent"."""

from __future__ import annotations

from pipeline.fact import Fact
from pipeline.linking.draft import Draft
from pipeline.linking.items import Item
from pipeline.linking.only import only
from pipeline.linking.phrases import Product
from pipeline.linking.sized import tells_worth
from pipeline.linking.state import Held

#: What may stand between an amount and "up" or "down".
_BETWEEN = {",", "T", "R", "E", "D", "G", "H", "U", "N", "b"}
#: What names another thing that grew.
_NAMES = {"M", "P", "L", "C", "S", "O", "w"}
#: How such a change is told: "a rise of 8.1 percent", "an 8.1 percent increase".
_BY_NOUN = "noun of change + of"
#: What sales are counted by, the change of which goes by the same name.
_SOLD = {("revenue", "sales_volume"), ("exports", "export_volume")}


@only(kinds={"percent", "points", "multiple"}, readings={"up or down", "number + comparative", "multiple", _BY_NOUN})
def as_its_amount(draft: Draft) -> None:
    """Gives a change right behind an amount of the same metric the amount's holder, product and partner."""
    told = draft.scene.fact or _of_source_between(draft)
    if told is None:
        return
    own = draft.reading.rule == _BY_NOUN and any(item.kind in _NAMES for item in draft.items[draft.at + 1 :])
    if own or told.measure not in {"level", "share_pct"} or draft.order >= 0 or not _right_behind(draft, told):
        return
    if (draft.metric.code, told.metric) in _SOLD:
        if tells_worth(draft.items, draft.at):
            return  # "sold 46,000 tons for $300 million, a gain of 47 per cent in value"
        draft.metric = draft.metric.renamed(told.metric)
    elif told.metric != draft.metric.code:
        return
    if told.product is not None:
        draft.products = [Product(told.product, told.char_start, told.char_end)]
    elif all(product.start < draft.story.sentence.start for product in draft.products):
        draft.products = []  # of all, as the amount was
    draft.holder = Held(told.reporter, told.char_start, told.char_end)
    if told.partner is not None:
        kind = "L" if told.partner.isupper() else "C"
        low = "domestic" if told.partner == told.reporter else told.partner.lower()
        draft.partners = [Item(kind, told.char_start, told.char_end, low, told.partner)]


def _right_behind(draft: Draft, told: Fact) -> bool:
    """Whether nothing but the goods counted, their market and a time stand between the amount and its change."""
    items, at = draft.items, draft.at
    last = next((i for i in range(at - 1, -1, -1) if items[i].kind == "Q"), -1)
    if last < 0 and told.char_end < draft.scene.start:
        return True  # "$17 billion, according to the bank, 34 percent more than a year before"
    if last < 0 or items[last].start != told.char_start:
        return False
    comma = next((i for i in range(at - 1, last, -1) if items[i].kind == ","), -1)
    return comma > 0 and all(item.kind in _BETWEEN for item in items[comma:at])


def _of_source_between(draft: Draft) -> Fact | None:
    """The amount before who says it, behind which a change of it follows without a name of its own."""
    above = draft.scene.parent
    if draft.clause.link != "ellipsis" or above is None or not draft.items or draft.items[0].low != "according":
        return None
    return above.fact if all(item.kind not in {"M", "P", "L", "C"} for item in draft.items[: draft.at]) else None


#: What companies tell of single markets.
_MARKETED = {
    "sales_volume",
    "revenue",
    "operating_profit",
    "net_income",
    "pretax_profit",
    "production_volume",
    "orders",
}
#: What may stand between a change and the amount that it led to.
_TO = {"R", "L", "E", "T", "G", "H", "D"}


@only(codes=_MARKETED)
def as_its_change(draft: Draft) -> None:
    """Gives an amount that a change led to the change's market: "sales volume grew 7 percent in North America to 298,000 units"; and a
    change the market told behind its amount: "dropped 4 percent to 177,000 in Japan"."""
    items, at, told = draft.items, draft.at, draft.scene.fact
    here = {item.start for item in items}
    named = any(partner.start in here for partner in draft.partners)
    if named or draft.order >= 0:
        return
    if draft.measure == "change_pct" and draft.quantity.kind == "percent":
        behind = [item for item in items[at + 1 : at + 8] if item.kind not in {"E", "G", "M"}]
        kinds = [item.kind for item in behind[:4]]
        if (
            kinds == ["R", "Q", "R", "L"]
            and (behind[0].low, behind[2].low) == ("to", "in")
            and behind[1].form != "percent"
        ):
            draft.partners = [behind[3]]
        return
    if (
        draft.partners
        or told is None
        or told.measure != "change_pct"
        or told.metric != draft.metric.code
        or draft.measure != "level"
    ):
        return
    last = next((i for i in range(at - 1, -1, -1) if items[i].kind == "Q"), -1)
    if last < 0 or items[last].start != told.char_start or items[at - 1].low != "to":
        return
    between = items[last + 1 : at]
    place = next((item for item in between if item.kind == "L" and item.code == told.partner), None)
    if place is not None and all(item.kind in _TO for item in between):
        draft.partners = [place]
