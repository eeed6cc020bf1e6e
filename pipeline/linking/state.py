"""State: what the text is about by now. Each clause updates it; a fact takes from it what its own clause leaves unsaid."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.linking.deals import Deal
from pipeline.periods.period import Period


@dataclass(slots=True)
class Held:
    """A value that carries on, with the characters it was read from and the sentence it stood in."""

    value: Any
    start: int = -1
    end: int = -1
    sentence: int = -1
    paragraph: int = -1


@dataclass(slots=True)
class State:
    """The discourse so far.

    `country`, `company`: the last of each that a number was reported for; `main_country`, `main_company`: those of headline and lead.
    `one_company`: the text is about its main company all along; `ranked`: a survey ranks its companies;
    `owned`: the companies and brands that it is said to own or run;
    `last_subject`: the item of the company or country that the last sentence was about; `last_office`: the body that it was about.
    `topic` is the metric of headline and lead, `topic_holder` whose it is; `listing`: the last clauses went through products or partners one by one.
    `whole_told`: a flow's total has been told, so that the topic's product no longer goes without saying.
    `told_of`: the metric that the last sentence without a number spoke of; `told_first`: the one that opened the last such sentence,
    `told_parts`: the products and partners that it was told of there.
    `only_product`: the one good that the whole report is about; `lead_product`: that of headline and lead, up to the first total or
    other good.
    `good_spoken_of`: the flow and good that the last sentence without figures told first.
    `turned_to`: the good that a paragraph turns to without a figure; `good_begun`: the one that such a sentence began with.
    `side_spoken_of`: the balance and its other side that the last sentence without figures told first.
    `across`: the other side of the trade that a paragraph opened with; `market`: where the sales are that the lead speaks of without
    a figure.
    `survey`: the text goes from country to country. `places`: the last countries and areas that were named, the latest last.
    `metric`, `products`, `partners`: of the last fact. `period`: what goes on holding, `background`: what does in
    its paragraph alone, `lead_period`: of headline and lead,
    `last_period`: of the last fact; `ahead`: a forecast's.
    `looked_to`: the period of the last forecast.
    `section_period`, `list_period`: those that a heading, or a line that leads to a list, gives.
    `deal`: the contract told of last.
    `outlook`: of a company's forecasts. `source`: who said so last; `aside`: who says the present sentence alone, or (`aside_foretells`) what
    it foretells; `speaker`: whom "he" and "she" stand for; `own_firm`: whose "we" is.
    `flow`: the metric that a section speaks of ("On the import side").
    """

    country: Held | None = None
    company: Held | None = None
    main_country: Held | None = None
    main_company: Held | None = None
    one_company: bool = False
    ranked: bool = False
    last_subject: Held | None = None
    last_is_part: bool = False
    owned: set[str] = field(default_factory=set)
    last_office: Held | None = None
    subject_is_company: bool = False
    metric: Held | None = None
    topic: Held | None = None
    told_of: Held | None = None
    told_first: Held | None = None
    told_parts: tuple[list[Any], list[Any]] = ([], [])
    topic_products: list[Any] = field(default_factory=list)
    topic_partners: list[Any] = field(default_factory=list)
    topic_holder: Held | None = None
    section_products: Held | None = None
    division: Held | None = None
    topic_is_country: bool = False
    survey: bool = False
    places: list[Held] = field(default_factory=list)
    whole_told: bool = False
    only_product: Any = None
    lead_product: Any = None
    good_spoken_of: Held | None = None
    turned_to: Held | None = None
    good_begun: Held | None = None
    side_spoken_of: Held | None = None
    across: Held | None = None
    market: Held | None = None
    levier: Held | None = None
    listing: bool = False
    products: list[Any] = field(default_factory=list)
    partners: list[Any] = field(default_factory=list)
    period: Held | None = None
    background: Held | None = None
    ahead: bool = False
    lead_period: Held | None = None
    outlook: Held | None = None
    looked_to: Held | None = None
    section_period: Held | None = None
    list_period: Held | None = None
    periods: dict[str, Held] = field(default_factory=dict)
    last_period: Period | None = None
    deal: Deal | None = None
    source: Held | None = None
    aside: Held | None = None
    aside_foretells: bool = False
    speaker: Held | None = None
    own_firm: Held | None = None
    status: str = "actual"
    basis: str | None = None
    year: int | None = None
