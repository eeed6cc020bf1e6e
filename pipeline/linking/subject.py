"""Subject: whose number it is, of what, and with whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.linking.items import Item
from pipeline.linking.metric import WAYS, Metric
from pipeline.linking.phrases import Phrase, Product
from pipeline.linking.state import Held, State

#: Metrics of two sides: a place named without a preposition beside them may be the other side.
FLOWS = {
    "exports", "imports", "trade_balance", "trade_volume", "export_volume", "import_volume", "fdi", "orders",
    "tariff_rate", "sales_volume", "revenue",
}  # fmt: skip
#: All that is told with another place.
TWO_SIDED = FLOWS | {"goods_balance", "services_balance"}


@dataclass(slots=True)
class Frame:
    """What a clause is about: the parts of its subject, each read there or taken from its parent."""

    metric: Metric | None = None
    products: list[Product] = field(default_factory=list)
    partners: list[Item] = field(default_factory=list)
    reporter: Item | None = None
    company: Item | None = None
    group: Item | None = None  # the country whose firms it is about
    share: Item | None = None
    change: Item | None = None  # the subject is itself a change: "the decline was limited to 0.2 percent"
    index: Item | None = None
    reporters: list[Item] = field(default_factory=list)  # several, for a "respectively" list
    anaphoric: bool = False  # stands for something named before: "it", "those", no subject at all
    partner_by_place: bool = False  # places without a preposition are partners here, as in a list of destinations
    fresh: bool = False  # names a metric of its own


def frame_of(phrase: Phrase, parent: Frame | None, *, share: bool, elliptic: bool, absolute: bool = False) -> Frame:
    """The frame of a clause from its subject phrase; what an ellipsis leaves out comes from its parent."""
    frame = Frame()
    frame.metric = Metric.of(phrase.metric) if phrase.metric is not None else None
    if phrase.growth and frame.metric is not None and not frame.metric.data.get("rate"):
        frame.metric = frame.metric._replace(growth=True)
    frame.fresh = frame.metric is not None and not (frame.metric.weak and phrase.anaphor is not None)
    # A company's product in apposition ("Asahina, a maker of machine tools") is not what the number is about.
    spoken_of = phrase.pronoun is not None and phrase.pronoun.form == "company_pronoun"
    described = (phrase.companies or spoken_of) and phrase.metric is None and not phrase.owned
    frame.products = [] if described else list(phrase.products)
    frame.partners = list(phrase.partners)
    frame.reporter = phrase.reporters[-1] if phrase.reporters else None
    frame.reporters = list(phrase.reporters)
    frame.group = phrase.group
    if share and phrase.group is not None and frame.reporter is phrase.group:
        frame.reporter, frame.partners = None, [*frame.partners, phrase.group]
    frame.company = phrase.companies[-1] if phrase.companies else None
    if frame.metric is not None and frame.metric.code == "pmi":
        frame.company = None  # "JPMorgan's global manufacturing index": whoever lends a survey its name
    frame.share = phrase.share
    frame.index = phrase.index
    frame.change = phrase.change
    frame.anaphoric = phrase.anaphor is not None or phrase.pronoun is not None or not phrase.names_anything()
    if phrase.bare and not (phrase.companies and phrase.metric is None and not elliptic):
        # (a place beside a company says where it is at home: "Mexican baker X", "X, Korea's top carmaker")
        as_partner = (
            share
            or phrase.share is not None
            or (
                elliptic
                and parent is not None
                and (parent.partner_by_place or bool(parent.partners))
                and frame.metric is None
            )
        )
        if as_partner:
            frame.partners += phrase.bare
            frame.partner_by_place = True
        elif frame.reporter is None:
            frame.reporter = phrase.bare[-1]
            frame.reporters = list(phrase.bare)
    if frame.company is not None:
        # "Hyundai's global sales": the world is no side of it
        frame.partners = [item for item in frame.partners if item.code != "WORLD"]
        frame.reporter = None if frame.reporter is not None and frame.reporter.code == "WORLD" else frame.reporter
    if parent is None:
        return frame
    if (
        phrase.index is not None
        and frame.metric is None
        and (parent.metric is None or parent.metric.code != phrase.index.data.get("metric"))
    ):
        frame.index = phrase.index  # an index is a subject of its own
    elif frame.metric is None:
        frame.metric = parent.metric
        frame.change = frame.change or parent.change
        frame.share = frame.share or parent.share
        if (
            not frame.products
            and (elliptic or frame.anaphoric or not (phrase.partners or phrase.bare or phrase.companies))
            and (phrase.anaphor is None or phrase.partners)  # "Car exports rose; those to the United States were up"
        ):
            frame.products = list(parent.products)
            if phrase.bare:  # "Europe excluding Germany grew 12 percent and Germany 10 percent"
                frame.products = [p for p in frame.products if not p.label.startswith("excluding ")]
        if (
            not frame.partners
            and not phrase.bare
            and (frame.anaphoric or not phrase.products)
            and phrase.anaphor is None
        ):
            frame.partners = list(parent.partners)
            frame.partner_by_place = parent.partner_by_place
        frame.index = frame.index or (None if phrase.companies else parent.index)  # "The Kospi fell and SK hynix shed"
    elif absolute and not frame.products and (not parent.fresh or _is_worth(frame, parent)):
        # "The chip sector led the growth, with exports reaching ..."
        frame.products = list(parent.products)
        metric = frame.metric
        traded = metric is not None and (bool(metric.data.get("balance")) or metric.code in WAYS)
        if traded and not (phrase.partners or phrase.bare or phrase.whole):
            # "With China, Japan remained in the red, with a deficit of $2 billion", "Sales to Chile grew, with export value reaching"
            frame.partners = list(parent.partners)
    elif _other_way(frame, phrase, parent):
        frame.partners = list(parent.partners)
    if frame.reporter is None and frame.company is None:
        frame.group = frame.group or parent.group
    home = parent.company is not None and parent.metric is None  # "X, one of Chile's largest miners, said its profit"
    home = home and not (elliptic and phrase.companies)  # "In Peru, X had 49% of the market and Y 11%"
    turned = parent.reporter is not None and any(item.code == parent.reporter.code for item in phrase.partners)
    if not turned:  # "The United States was the main destination; shipments there fell" is another's
        frame.reporter = frame.reporter or (None if home else parent.reporter)
    frame.reporters = frame.reporters or parent.reporters
    if frame.group is None or parent.group is not None:
        frame.company = frame.company or parent.company
    if phrase.pronoun is not None and frame.company is not None:
        frame.partners = [item for item in frame.partners if item.code != "WORLD"]  # "X said its global output"
        frame.reporter = None if frame.reporter is not None and frame.reporter.code == "WORLD" else frame.reporter
    return frame


def _is_worth(frame: Frame, parent: Frame) -> bool:
    """Whether a clause tells what the goods of the flow above it brought: "Coffee exports rose 20 percent, with earnings of $3 billion"."""
    if frame.metric is None or parent.metric is None or parent.metric.code not in WAYS:
        return False
    if frame.metric.code == parent.metric.code and frame.metric.name in WAYS:
        return True  # "Exports to Chile shrank, with containerized exports down 26 percent"
    return frame.metric.name.rpartition(" ")[2] in {"revenue", "revenues", "earnings", "proceeds", "receipts", "value"}


def _other_way(frame: Frame, phrase: Phrase, parent: Frame) -> bool:
    """Whether the clause tells the other direction of one trade: "exports to China rose $1.1 billion, and imports fell"."""
    if frame.metric is None or parent.metric is None or phrase.whole is not None or phrase.products:
        return False
    codes = {frame.metric.code, parent.metric.code}
    named = frame.partners or phrase.bare or phrase.reporters or phrase.companies
    return (
        bool(parent.partners)
        and not named
        and len(codes) == 2
        and codes <= {"exports", "imports", "trade_balance", "goods_balance", "trade_volume"}
    )


#: What the world has as a whole, whatever company the text is about.
OF_THE_WORLD = {"orders", "market_size", "demand", "capacity", "consumption", "inventories"}


def reporter_of(metric: Metric, frame: Frame, state: State, *, about_company: bool, own_company: bool) -> Held | None:
    """Whose number it is: the company for a company's metric, the country for a country's; named, else the one the text is about."""
    home = metric.data.get("home", "country")
    company = _held(frame.company)
    of_world = (
        about_company and frame.reporters and frame.reporters[0].code == "WORLD"
    )  # "its share of the global market"
    if metric.code == "market_share" and company is None and frame.reporters and not of_world:
        return _held(frame.reporters[0])  # "Korea's three battery makers in the European market"
    country = _held(frame.reporter)
    if frame.group is not None and company is None and country is not None:
        return country
    if country is not None and country.value == "WORLD" and company is None and metric.code in OF_THE_WORLD:
        return country  # "global ship orders"
    if company is None and metric.code == "demand" and metric.name.startswith(("world ", "global ", "worldwide ")):
        return Held("WORLD", metric.start, metric.end)
    if home == "company" or (home == "both" and (company is not None or about_company)):
        if company is not None:
            return company
        if country is not None and home == "both" and not about_company:
            return country
        return state.company or state.main_company or country or state.country or state.main_country
    if (
        company is not None
        and own_company
        and country is None
        and metric.code in {"exports", "export_volume", "imports", "investment", "employment"}
    ):
        return company
    if about_company and metric.code in {"exports", "export_volume"} and state.company is not None:
        return company or (None if frame.anaphoric else country) or state.company
    if country is None and metric.name.removeprefix("the ").startswith(("world ", "global ", "worldwide ")):
        return Held("WORLD", metric.start, metric.end)
    firm = state.company or state.main_company if metric.code == "wages" else None  # what its workers are offered
    return country or state.country or state.main_country or firm or (state.company if home == "both" else None)


def _held(item: Item | None) -> Held | None:
    return Held(item.code, item.start, item.end) if item is not None else None
