"""More of: the goods that there is more or less of, and those of the earlier change that a new one is set against."""

from __future__ import annotations

from pipeline.linking.groups import is_group
from pipeline.linking.only import only
from pipeline.linking.part import Part, flow_of
from pipeline.linking.phrases import Product, open_name
from pipeline.linking.subject import FLOWS

#: What is said to be more or less of a good.
_MORE = {"more", "less", "fewer"}
#: Of what things there can be more, and what their names are made of.
_OF_THINGS, _NAMING = FLOWS | {"production_volume", "sales_volume"}, {"P", "w", "H", "J", "L", "E"}


#: What comes from the place that its goods are called by.
_BROUGHT_IN = {"imports", "import_volume"}


@only(kinds={"percent"}, codes=_OF_THINGS, readings={"number + comparative"})
def more_of(part: Part) -> None:
    """The goods right behind "more" or "fewer": "shipped out 6.5 percent more tea and coffee in April"."""
    behind = part.items_behind
    if len(behind) < 2 or behind[0].low not in _MORE or part.behind.metric is not None:
        return
    end = next((item.start for item in behind[1:] if item.kind not in _NAMING), behind[-1].end)
    goods = [good for good in part.behind.products if good.start < end]
    if not goods and (name := open_name(behind, 1)) is not None:
        goods = [Product(name.label, name.start, name.end)]
    part.products = goods or part.products
    place, next_one = behind[1], behind[2] if len(behind) > 2 else None
    if place.kind == "L" and next_one is not None and next_one.kind in {"P", "w"} and part.metric.code in _BROUGHT_IN:
        part.partners = [place]  # "imported 12 percent more Peruvian grapes"


@only(kinds={"physical"}, codes=_OF_THINGS)
def so_much_of(part: Part) -> None:
    """The goods that something is an amount of, not the seller before the verb whom no list knows: "Gravel Bay sold 5,000 carats of rough
    emeralds"."""
    if part.products and not part.products[0].strong and [item.low for item in part.items_behind[:1]] == ["of"]:
        part.products = [good for good in part.behind.products if good.strong][:1] or part.products


@only(codes=_OF_THINGS)
def as_the_newer(part: Part) -> None:
    """The goods of the change told right before, of the one that it is set against: "exported 3 percent more tea, down from the 8 percent
    gain in May"."""
    told, near = part.scene.fact, part.near
    if not part.reading.old or part.products or told is None or told.product is None:
        return
    alike = flow_of(told.metric) == flow_of(part.metric.code) and told.measure.startswith("change")
    if alike and (near is None or (near.metric is None and not near.products)):
        part.products = [Product(told.product, told.char_start, told.char_end)]


@only(kinds={"percent"})
def of_own_good(part: Part) -> None:
    """The good behind a change that made up the one told right before of a whole: "Food prices rose 6%, with rises of 12% in bread and 9%
    in milk", not "in rural areas"."""
    own, above = part.items_behind[:2], part.scene.parent
    told = part.scene.facts[-1] if part.scene.facts else above.fact if above is not None else None
    if told is None or told.metric != part.metric.code or told.metric in FLOWS or told.measure != "change_pct":
        return
    if len(own) < 2 or own[0].low not in {"in", "for"} or own[1].kind != "P" or not part.products:
        return
    later = all(product.start < told.char_start for product in part.products)
    if later and not is_group(part.products[0]) and not part.metric.data.get("rate"):
        single = [good for good in part.behind.products if good.strong and not is_group(good)]
        part.products = single[:1] or part.products
