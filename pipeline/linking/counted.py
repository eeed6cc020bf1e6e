"""Counted: the country for which an office or association counts what all companies in it make, sell and ship."""

from __future__ import annotations

from pipeline.linking.breakdown import OF_PARTS
from pipeline.linking.draft import Draft
from pipeline.linking.metric import WAYS_AND_BALANCE
from pipeline.linking.names import is_country
from pipeline.linking.state import Held
from pipeline.linking.unnamed import words

_TRADE = {"exports", "imports", "trade_balance"}
#: What a country's offices count of all its firms together.
_COUNTED = {
    "sales_volume",
    "production_volume",
    "export_volume",
    "import_volume",
    "employment",
    "inventories",
    "headcount",
}
_TELLERS = {"association", "statistics", "customs"}
#: Offices that never tell of one company.
_OF_ALL = {"statistics", "customs"}


def counted_by_office(draft: Draft) -> None:
    """Gives a company's number that an office or association has counted of a whole country to the country."""
    source, reporter = draft.state.source, draft.frame.reporter
    if source is not None and (office := _country_of_office(draft, source) or _country_told(draft, source)) is not None:
        draft.holder = office
        return
    if draft.metric.code not in OF_PARTS or reporter is None or draft.scene.phrase.companies:
        return
    if source is not None and source.sentence == draft.story.number and words("offices") & set(source.value.split()):
        draft.belongs_to(reporter)


def _country_of_office(draft: Draft, source: Held) -> Held | None:
    """The country whose office tells what a country has, in a report that companies lead; not of the company spoken of."""
    holder, story, phrase = draft.holder, draft.story, draft.scene.phrase
    placed = holder is not None and (is_country(holder.value) or holder.value == "EUROPE")
    if holder is None or placed or phrase.companies or draft.frame.company is not None:
        return None
    told = draft.scene.fact
    same = (
        told is not None and told.metric in _COUNTED and is_country(told.reporter)
    )  # "21,200 cars were sold, down 4 percent"
    trade = draft.metric.code in _TRADE
    if not trade and ((draft.metric.code not in _COUNTED and not same) or phrase.pronoun is not None):
        return None
    bodies = (m for m in story.mentions.names if m.kind == "body" and source.start <= m.start < source.end)
    body = next(bodies, None)
    country = (body.data.get("country") or "") if body is not None else ""
    if body is None or len(country) != 2:
        return None
    of_all = body.data.get("role") in _OF_ALL
    near = source.paragraph == story.sentence.paragraph or (not trade and story.number - source.sentence == 1)
    if not near and not (of_all and not trade):
        return None
    if not trade and not of_all and not same and not _is_of_all_firms(draft):
        return None
    return Held(country, source.start, source.end)


def _country_told(draft: Draft, source: Held) -> Held | None:
    """The country whose own association or office tells of a flow, where another country was told of before: "The EU will cut its quota.
    According to the Korea Iron & Steel Association, exports to the U.S. fell 16 percent"."""
    holder, story = draft.holder, draft.story
    if draft.metric.code not in WAYS_AND_BALANCE or holder is None or draft.frame.reporter is not None:
        return None
    if source.sentence != story.number or not is_country(holder.value) or draft.scene.phrase.companies:
        return None
    body = next((m for m in story.mentions.names if m.kind == "body" and source.start <= m.start < source.end), None)
    country = (body.data.get("country") or "") if body is not None else ""
    if body is None or country not in story.countries or body.data.get("role") not in _TELLERS:
        return None
    if country == holder.value or story.text[body.start : body.end].isupper():
        return None  # "NBS" of Nigeria, not of China
    return (
        None if any(partner.code == country for partner in draft.partners) else Held(country, source.start, source.end)
    )


def _is_of_all_firms(draft: Draft) -> bool:
    """Whether a clause counts a kind of goods, with no company, model or "its" beside it: "Over 21,200 vehicles were sold"."""
    named = any(item.kind in {"C", "O"} or item.low in {"its", "their", "outside", "abroad"} for item in draft.items)
    return not named and bool(draft.products) and all(product.strong for product in draft.products)
