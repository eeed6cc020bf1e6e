"""The good above: of which good a number is that is told in the clause or the sentence above, without a name of its own here."""

from __future__ import annotations

from pipeline.linking.only import only
from pipeline.linking.part import Part, flow_of
from pipeline.linking.subject import FLOWS


@only(codes=FLOWS | {"sales_volume", "production_volume"})
def of_clause_above(part: Part) -> None:
    """The good of the clause that "with" hangs on, of the same flow told of there without a number: "Copper exports rose in September,
    with shipments topping $2 billion"."""
    above = part.scene.parent
    if part.scene.clause.cue != "with" or above is None or part.products or part.partners or above.facts:
        return
    told = above.phrase.metric.code if above.phrase.metric is not None else ""
    if told == part.metric.code or (told in FLOWS and flow_of(told) == flow_of(part.metric.code)):
        part.products, part.where = list(above.phrase.products), "sentence"


@only(codes=FLOWS, links={"ellipsis"})
def of_other_way(part: Part) -> None:
    """The good whose other way of trade the clause told of whose verb is left out here: "Exports of electricity fell to 0.9 billion kWh and
    imports to 0.4 billion"."""
    above = part.scene.parent
    if above is None or part.products or part.partners or not part.items or part.items[0].kind != "M":
        return
    items = above.clause.items
    at = next((i for i, item in enumerate(items) if item.kind == "M"), len(items))
    named = [item.kind for item in items[at + 2 : at + 3]] == ["P"] and items[at + 1].low == "of"
    if named and items[at].code in FLOWS and flow_of(items[at].code) != flow_of(part.metric.code):
        part.products, part.where, part.settled = list(above.phrase.products), "sentence", True


@only(codes=FLOWS)
def of_their_part(part: Part) -> None:
    """The good and the partner told of last, of their part in all trade: "Exports of copper rose 6 percent, and their share of all
    exports fell to 19 percent"."""
    told, items = part.story.facts[-1] if part.story.facts else None, part.items[: part.at]
    if part.quantity.unit not in {"%", "pp"} or told is None or part.products or part.partners:
        return
    if told.metric != part.metric.code:
        return
    at = next((i for i, item in enumerate(items) if item.kind == "S" and item.low == "share"), 0)
    if (
        not at
        or items[at - 1].low not in {"its", "their"}
        or [x.low for x in items[at + 1 : at + 2] if x.low in {"of", "in"}] == []
    ):
        return
    held = part.state.metric
    if held is not None and held.value.code == told.metric and part.story.number - held.sentence <= 1:
        part.products, part.partners = list(part.state.products), list(part.state.partners)
        part.where, part.settled = "context", True
