"""Priced: the good whose price a number is, where its own sentence names none: "The benchmark contract rose to $9,107 a tonne"."""

from __future__ import annotations

from pipeline.linking.phrases import Product
from pipeline.linking.story import Story, within
from pipeline.vocabulary import entries

#: So many characters before its sentence the price of a good is spoken of.
_REACH = 600
_PRICE = "commodity_price"
#: So many facts back a good may have been told of.
_LATELY = 8
#: What is told of a good next to its price.
_OF_GOODS = {
    _PRICE, "demand", "crop_arrivals", "production_volume", "export_volume", "import_volume", "inventories", "exports", "imports", "market_share",
}  # fmt: skip
#: What ends before the first word of a sentence.
_ENDS = ("\n", ". ", '." ', ".\u201d ")


def good_told(story: Story, at: int) -> Product | None:
    """The good whose price was told or spoken of last before a place in the text, no more than a paragraph or two before."""
    begin = story.sentence.start - _REACH
    last = story.facts[-1] if story.facts else None
    if last is not None and last.product is None and last.metric in _OF_GOODS - {_PRICE}:
        good = next((f for f in story.facts[-_LATELY:][::-1] if f.product is not None), None)
        if good is not None and good.reporter == last.reporter:
            last = good  # "Palm oil stocks fell 8.9 percent. Output declined 7.8 percent. The June contract ended at"
    if last is not None and last.metric in _OF_GOODS and last.product is not None and last.char_start >= begin:
        if last.product not in entries.words("modifiers", "wide_goods"):
            return Product(last.product, last.char_start, last.char_end)
    for name in within(story.mentions.names, max(0, begin), story.sentence.end)[::-1]:
        if last is not None and last.char_start > name.start:
            return None  # something else was told since
        traded = name.kind == "product" and name.code in entries.words("markets", "traded_goods")
        if traded and story.sentence.start <= name.start < at:
            return Product(name.code, name.start, name.end)  # "suspended nickel trading after prices more than doubled"
        if traded and (not name.start or story.text[name.start - 2 : name.start].endswith(_ENDS)):
            return Product(
                name.code, name.start, name.end
            )  # "Rubber slid in Tokyo. The April contract fell to 196.7 yen"
        if name.kind == "metric" and name.code == _PRICE and name.end <= story.sentence.start:
            goods = [g for g in within(story.mentions.names, name.start, name.end) if g.kind == "product"]
            good = next((g for g in goods if g.code not in entries.words("modifiers", "wide_goods")), None)
            return Product(good.code, good.start, good.end) if good is not None else None
    return None
